//! Several files of one source: what holds for a whole file, files that are there twice, tables that count the same people.
//!
//! A school, round or year may stand in the name of a file (`antwoorden-{institution}.csv`) or in the scan
//! (`values`). Leaves out reading the files, and people who are in several (`joining`).

use std::collections::BTreeSet;

use crate::codebook::{Codebook, ColumnMeaning};
use crate::model::{Fault, FaultKind, NO_NUMBER, Numbers, Role, Scale, Severity, Source, SourceData, Text};
use crate::scan::{RoleValue, SourceFile};

use super::columns::{Mapped, mapped, with_role};
use super::table::{Coded, Format, Kept, Table, TableColumn};

/// Returns a pattern with `*` where the name of a role stands between braces.
pub(super) fn glob(pattern: &str) -> String {
    let mut made = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        made.push_str(before);
        made.push('*');
        rest = after;
    }
    made + rest
}

/// Returns what the name of a file says, by a pattern that it fits: `antwoorden-28DN.csv` says the institution.
pub(super) fn named(pattern: &str, name: &str) -> Vec<RoleValue> {
    let mut found = Vec::new();
    if fill(pattern, name, &mut found) { found } else { Vec::new() }
}

/// Fits a name to a pattern from left to right; a role takes as little as it can.
fn fill(pattern: &str, name: &str, found: &mut Vec<RoleValue>) -> bool {
    let Some(first) = pattern.chars().next() else { return name.is_empty() };
    let role = pattern.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    if let Some((word, rest)) = role {
        let Ok(role) = word.trim().parse::<Role>() else { return false };
        return name.char_indices().map(|(at, c)| at + c.len_utf8()).any(|end| {
            let depth = found.len();
            found.push(RoleValue { role, value: name[..end].to_owned() });
            let fits = !name[..end].contains('/') && fill(rest, &name[end..], found);
            if !fits {
                found.truncate(depth);
            }
            fits
        });
    }
    let rest = &pattern[first.len_utf8()..];
    match first {
        '*' => {
            let ends = name.char_indices().map(|(at, _)| at).chain(std::iter::once(name.len()));
            ends.take_while(|&end| !name[..end].contains('/')).any(|end| fill(rest, &name[end..], found))
        }
        '?' => name.chars().next().is_some_and(|one| fill(rest, &name[one.len_utf8()..], found)),
        letter => name.strip_prefix(letter).is_some_and(|name| fill(rest, name, found)),
    }
}

/// What holds for every row of a file.
pub(super) struct OfFile {
    /// The file.
    pub(super) name: String,
    /// What its name and the scan say.
    pub(super) values: Vec<RoleValue>,
}

impl OfFile {
    /// Returns what holds for a file: what the scan says, then what the name says; the scan decides.
    pub(super) fn new(source: &SourceFile, pattern: &str, name: &str) -> Self {
        let mut values = source.values.clone();
        for value in named(pattern, name) {
            if !values.iter().any(|known| known.role == value.role) {
                values.push(value);
            }
        }
        Self { name: name.to_owned(), values }
    }
}

/// Adds what holds for whole files to the table; returns the heading of each role that a file now has.
///
/// A cell of the file itself decides; only empty ones are filled.
pub(super) fn add_values(table: &mut Table, codebook: &mut Codebook, files: &[OfFile]) -> Vec<String> {
    let roles: BTreeSet<Role> = files.iter().flat_map(|file| &file.values).map(|value| value.role).collect();
    let mut headings = Vec::new();
    for role in roles {
        let known = mapped(table, codebook)
            .iter()
            .find(|column| column.meaning.role == role && column.coded().is_some())
            .map(|column| column.heading.to_owned());
        let declared = codebook.with_role(role).next().map(|meaning| meaning.heading.clone());
        let heading = known.or(declared).unwrap_or_else(|| {
            codebook.columns.push(ColumnMeaning::new(role.word(), role));
            role.word().to_owned()
        });
        let place = table.place(&heading).unwrap_or_else(|| {
            let kept = Kept::Values(Coded { values: Vec::new(), codes: Numbers::none(table.rows) });
            table.columns.push(TableColumn { heading: heading.clone(), question: None, kept });
            table.columns.len() - 1
        });
        fill_column(table, place, role, files);
        headings.push(heading);
    }
    headings
}

fn fill_column(table: &mut Table, place: usize, role: Role, files: &[OfFile]) {
    let value_of: Vec<Option<&str>> = (0..table.rows)
        .map(|row| {
            let file = table.position(row).file;
            let file = files.iter().find(|one| one.name == file)?;
            file.values.iter().find(|value| value.role == role).map(|value| value.value.as_str())
        })
        .collect();
    let column = &mut table.columns[place];
    if !matches!(column.kept, Kept::Values(_)) {
        column.kept = Kept::Values(Coded { values: Vec::new(), codes: Numbers::none(value_of.len()) });
    }
    let Kept::Values(coded) = &mut column.kept else { return };
    let filled = coded.codes.iter().zip(value_of).map(|(code, value)| {
        let Some(value) = value.filter(|_| code == NO_NUMBER) else { return code };
        let known = coded.values.iter().position(|known| known == value);
        known.unwrap_or_else(|| {
            coded.values.push(value.to_owned());
            coded.values.len() - 1
        }) as u32
    });
    coded.codes = filled.collect();
}

/// A file that holds the same bytes as one before it: it is read once.
pub(super) fn twice(file: &str, earlier: &str) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::DuplicateRow,
        file,
        Text::new(
            format!("hetzelfde bestand als {earlier}; het is een keer gelezen"),
            format!("the same file as {earlier}; it is read once"),
        ),
        Text::new("verwijder het dubbele bestand", "remove the double file"),
    )
}

/// Returns what to tell of tables of counts that must not be added up: two breakdowns of the same people.
///
/// DUO publishes those enrolled by sex, by programme and by form: three tables of one population.
pub(super) fn of_one_population(
    table: &Table,
    codebook: &Codebook,
    formats: &[(&str, &Format)],
) -> Vec<Fault> {
    let columns = mapped(table, codebook);
    let (year, school) = (with_role(&columns, Role::Year), with_role(&columns, Role::Institution));
    let files: Vec<Cut<'_>> = formats
        .iter()
        .map(|(name, format)| Cut {
            name,
            headings: format.headings.iter().map(String::as_str).collect(),
            places: (0..table.rows)
                .filter(|row| table.position(*row).file == *name)
                .map(|row| [code(year, row), code(school, row)])
                .collect(),
        })
        .collect();
    let mut faults = Vec::new();
    for (at, file) in files.iter().enumerate() {
        let other = files[..at].iter().find(|other| {
            let years_in_headings = codebook.unpivot.is_some();
            other.headings != file.headings && !years_in_headings && !other.places.is_disjoint(&file.places)
        });
        if let Some(other) = other {
            faults.push(added_up(file.name, other.name));
        }
    }
    faults
}

/// A file with its headings, and the years and schools that it is about.
struct Cut<'a> {
    name: &'a str,
    headings: BTreeSet<&'a str>,
    places: BTreeSet<[u32; 2]>,
}

fn code(column: Option<Mapped<'_>>, row: usize) -> u32 {
    column.and_then(Mapped::coded).map_or(u32::MAX, |coded| coded.codes.at(row))
}

fn added_up(file: &str, other: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new(
            format!("telt dezelfde mensen als {other}, anders uitgesplitst; de tabellen zijn niet opgeteld"),
            format!(
                "counts the same people as {other}, broken down in another way; the tables were not added up"
            ),
        ),
        Text::new(
            "telt het andere mensen, maak er dan een eigen `[[source]]` van met een eigen `name`",
            "if it counts other people, make it a `[[source]]` of its own with its own `name`",
        ),
    )
}

/// Returns the faults of sources of one name whose numbers would have one key in the results.
///
/// Tables of counts of one name are cross-tabs of one population: `tabulation` joins them.
pub(super) fn with_one_name(sources: &[Source], file: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        let clashes =
            sources[..at].iter().any(|other| other.name == source.name && same_numbers(other, source));
        if clashes {
            faults.push(
                Fault::in_file(
                    Severity::Refused,
                    FaultKind::Configuration,
                    file,
                    Text::new(
                        "twee bronnen met deze naam en ronde; hun cijfers zijn niet uit elkaar te houden",
                        "two sources of this name and round; their numbers cannot be told apart",
                    ),
                    Text::new("geef elk een eigen `name`", "give each its own `name`"),
                )
                .in_column("source.name")
                .with_value(source.name.clone()),
            );
        }
    }
    faults.dedup();
    faults
}

fn same_numbers(one: &Source, other: &Source) -> bool {
    match (&one.data, &other.data) {
        (SourceData::Register(_), SourceData::Register(_)) => true,
        (SourceData::Survey(_), SourceData::Survey(_)) => one.round == other.round,
        _ => false,
    }
}

/// Returns the fault of a scale that two codebooks declare differently: its scores could not be compared.
pub(super) fn other_scale(known: &Scale, scale: &Scale, codebook: &str) -> Option<Fault> {
    let same = |a: f64, b: f64| (a - b).abs() < f64::EPSILON;
    let bounds = same(known.lowest, scale.lowest) && same(known.highest, scale.highest);
    let items = known.items == scale.items && known.reversed == scale.reversed;
    if bounds && items {
        return None;
    }
    // The bounds of a guess are those observed, and differ by chance.
    let is_harmless = bounds && known.reversed == scale.reversed || codebook == "guess";
    let severity = if is_harmless { Severity::Repaired } else { Severity::Refused };
    Some(
        Fault::in_file(
            severity,
            FaultKind::Configuration,
            codebook,
            Text::new(
                "deze schaal is in een ander codeboek van de scan anders; die van de eerste bron geldt",
                "this scale differs in another codebook of the scan; that of the first source holds",
            ),
            Text::new(
                "geef de schaal dezelfde vragen, `reversed` en `range`, of een andere naam",
                "give the scale the same items, `reversed` and `range`, or another name",
            ),
        )
        .in_column(format!("scales.{}", scale.id)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str, name: &str) -> Vec<(Role, String)> {
        named(pattern, name).into_iter().map(|value| (value.role, value.value)).collect()
    }

    #[test]
    fn the_name_of_a_file_says_the_school_and_the_round() {
        assert_eq!(glob("scholen/{institution}-{round}.csv"), "scholen/*-*.csv");
        assert_eq!(
            of("scholen/{institution}-{round}.csv", "scholen/28DN-2026.csv"),
            [(Role::Institution, "28DN".to_owned()), (Role::Round, "2026".to_owned())]
        );
        assert_eq!(
            of("{institution}/*.csv", "roc a/antwoorden.csv"),
            [(Role::Institution, "roc a".to_owned())]
        );
        assert_eq!(of("{institution}.csv", "map/28DN.csv"), []);
    }

    #[test]
    fn a_scale_with_other_bounds_is_refused_and_one_with_other_items_told() {
        let scale = Scale {
            id: "thuis".into(),
            text: Text::same("thuis"),
            items: vec!["a".into(), "b".into()],
            reversed: vec![],
            lowest: 1.0,
            highest: 5.0,
            missing_rule: crate::model::MissingRule::Half,
            theme: crate::model::Theme::Learning,
            bands: Vec::new(),
        };
        assert_eq!(other_scale(&scale, &scale, "c.toml"), None);
        let wider = Scale { highest: 7.0, ..scale.clone() };
        assert_eq!(other_scale(&scale, &wider, "c.toml").map(|f| f.severity), Some(Severity::Refused));
        let shorter = Scale { items: vec!["a".into()], ..scale.clone() };
        assert_eq!(other_scale(&scale, &shorter, "c.toml").map(|f| f.severity), Some(Severity::Repaired));
    }
}
