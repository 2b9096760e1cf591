//! What a run withheld, in words: of groups and of people, and why tables are less precise than they could be.

use meetellen::disclosure::{Account, Merged};
use meetellen::model::Language;

use super::{grouped, language};

/// Returns a line per role that stands in coarser groups, with the table that asked for it.
pub(super) fn merged(merged: &[Merged]) -> Vec<String> {
    let language = language();
    let line = |own: &Merged| {
        let Merged { coarsening, by, source, period, cells, small } = own;
        let groups: Vec<&str> =
            coarsening.groups.iter().map(|group| group.level.label.get(language)).collect();
        let (groups, role) = (groups.join(", "), coarsening.role.word());
        let by = by.iter().map(|role| role.word()).collect::<Vec<_>>().join("*");
        let (small, cells) = (grouped(*small as u64), grouped(*cells as u64));
        match language {
            Language::Dutch => format!(
                "{role} in samengenomen groepen ({groups}): apart zijn {small} van {cells} cellen van {source} {period} naar {by} te klein"
            ),
            Language::English => format!(
                "{role} in coarser groups ({groups}): on their own {small} of {cells} cells of {source} {period} by {by} are too small"
            ),
        }
    };
    merged.iter().map(line).collect()
}

/// Returns a line per kind of protection that was needed.
pub(super) fn lines(account: &Account) -> Vec<String> {
    let is_dutch = language() == Language::Dutch;
    let [groups, withheld, tables, rounded, bare, merged] = [
        account.groups,
        account.withheld_groups,
        account.tables,
        account.rounded,
        account.without_distributions,
        account.merged,
    ]
    .map(|n| grouped(n as u64));
    let share = percent(account.withheld_groups as u64, account.groups as u64);
    let people = percent(account.withheld_people, account.people);
    let mut lines = Vec::new();
    let mut add = |n: usize, dutch: String, english: String| {
        if n > 0 {
            lines.push(if is_dutch { dutch } else { english });
        }
    };
    add(
        account.withheld_groups,
        format!(
            "afgeschermd: {withheld} van {groups} groepen ({share}), met {people} van de mensen (wie in meer groepen zit, telt vaker)"
        ),
        format!(
            "withheld: {withheld} of {groups} groups ({share}), with {people} of the people (who is in more groups counts more than once)"
        ),
    );
    add(
        account.rounded,
        format!(
            "{rounded} van {tables} tabellen in ronde getallen: anders was een kleine groep door aftrekken te berekenen"
        ),
        format!("{rounded} of {tables} tables in round numbers: otherwise a small group could be subtracted"),
    );
    add(
        account.without_distributions,
        format!("{bare} tabellen zonder verdeling van antwoorden: te veel groepen daarin zijn klein"),
        format!("{bare} tables without distributions of answers: too many of their groups are small"),
    );
    add(
        account.merged,
        format!("{merged} verdelingen met de uiterste antwoorden samen: bijna niemand gaf een daarvan"),
        format!("{merged} distributions with the outer answers together: hardly anybody gave one of them"),
    );
    lines
}

/// Returns a share in whole percents; a small one that is not nothing as less than one.
fn percent(part: u64, whole: u64) -> String {
    match (part * 200 + whole) / (2 * whole.max(1)) {
        0 if part > 0 => "<1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_and_never_none_where_there_is_some() {
        let all = [(1, 3), (2, 3), (1, 1_000), (0, 5), (5, 5), (0, 0)];
        let shares = all.map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, ["33%", "67%", "<1%", "0%", "100%", "0%"]);
    }

    #[test]
    fn nothing_is_said_of_what_was_not_needed() {
        assert_eq!(
            lines(&Account { groups: 12, people: 300, tables: 4, ..Account::default() }),
            Vec::<String>::new()
        );
    }
}
