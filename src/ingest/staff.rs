//! Staff and management: a table of counts by role and gender.
//!
//! Where a column says which roles are in technology, those become roles of their own: women who teach technology are what
//! students see. Leaves out shares.

use crate::model::{
    Column, Counts, Fault, FaultKind, Level, LevelKind, MISSING, Role, Severity, Stage, Text,
};

use super::columns::{Mapped, mapped, not_in_form, with_role};
use super::counts::counts;
use super::table::Table;
use super::tabled::Tabled;
use super::tally::Tally;
use super::twice::tell_twice;
use super::values::{Complaint, tell};

/// Returns the people of a table of staff; `None` where it has no numbers, roles or genders, which is told.
pub(super) fn staff(tabled: &Tabled, round: &str, faults: &mut Vec<Fault>) -> Option<Counts> {
    let (table, codebook) = (&tabled.table, &tabled.used.codebook);
    let columns = mapped(table, codebook);
    let file = table.position(0).file;
    let has = |role| with_role(&columns, role).is_some();
    let has_role = has(Role::RoleAtSchool);
    let has_gender = has(Role::Gender) || has(Role::Sex);
    for (is_there, role) in [(has_role, Role::RoleAtSchool), (has_gender, Role::Gender)] {
        if !is_there {
            faults.push(not_in_form(Severity::Refused, file, role.word()));
        }
    }
    let mut made = counts(table, codebook, Stage::Enrolled, round, faults)?;
    with_technology(&mut made.groups);
    if !(has_role && has_gender) {
        return None;
    }
    unclear_technology(table, &columns, faults);
    without_role(table, &columns, faults);
    added_up(table, &columns, faults);
    Some(made)
}

/// Tells what a column on technology holds that is none of its labels: it would be a kind of its own in silence.
fn unclear_technology(table: &Table, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) {
    let Some(column) = with_role(columns, Role::Domain).filter(|column| !column.meaning.labels.is_empty())
    else {
        return;
    };
    let Some(coded) = column.coded() else { return };
    let is_unclear =
        |value: &String| !column.meaning.is_missing(value) && column.meaning.answer(value).is_none();
    let complaint = || {
        Complaint::repaired(
            FaultKind::UnknownLabel,
            Text::new(
                "dit zegt niet of de rol in de techniek is; een groep apart",
                "this does not say whether the role is in technology; a group of its own",
            ),
            Text::new("schrijf ja of nee, of laat de cel leeg", "write ja or nee, or leave the cell empty"),
        )
    };
    let complaints: Vec<Option<Complaint>> =
        coded.values.iter().map(|value| is_unclear(value).then(complaint)).collect();
    tell(table, column.heading, coded, &complaints, faults);
}

/// Tells rows without a role: their people count for everybody together and stand with no role.
fn without_role(table: &Table, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) {
    let Some(column) = with_role(columns, Role::RoleAtSchool) else { return };
    let Some(coded) = column.coded() else { return };
    let mut tally = Tally::new(table.position(0).file);
    for row in 0..table.rows {
        let value = coded.values.get(coded.codes.at(row) as usize);
        if value.is_some_and(|value| !column.meaning.is_missing(value)) {
            continue;
        }
        let at = table.position(row);
        let message = Text::new(
            "een rij zonder rol; telt alleen bij iedereen samen",
            "a row without a role; counts for everybody together only",
        );
        let hint = Text::new("schrijf de rol erbij: docent", "write the role: docent");
        let fault = Fault::in_file(Severity::Repaired, FaultKind::UnknownLabel, at.file, message, hint);
        tally.add(fault.at_line(at.line).in_column(column.heading));
    }
    tally.finish(faults);
}

/// Tells rows of the same people in other numbers: they are added up, so one that was written twice counts twice.
fn added_up(table: &Table, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) {
    let message = |line: u64| {
        Text::new(
            format!("dezelfde groep staat ook op regel {line}; de aantallen zijn opgeteld"),
            format!("the same group is also on line {line}; the numbers are added up"),
        )
    };
    let hint = Text::new(
        "houd één rij per rol en gender, of laat het zo als het andere mensen zijn",
        "keep one row per role and gender, or leave it if these are other people",
    );
    let roles = [
        Role::Year,
        Role::Institution,
        Role::Location,
        Role::RoleAtSchool,
        Role::Domain,
        Role::Gender,
        Role::Sex,
    ];
    tell_twice(table, columns, &roles, message, &hint, faults);
}

/// Joins the column on technology with the roles: `docent` and `techniek` become `docent (techniek)`.
fn with_technology(groups: &mut Vec<Column>) {
    let Some(at) = groups.iter().position(|column| column.role == Role::Domain) else { return };
    let technology = groups.remove(at);
    let Some(roles) = groups.iter_mut().find(|column| column.role == Role::RoleAtSchool) else { return };
    let mut pairs: Vec<(u16, u16)> =
        roles.codes.iter().copied().zip(technology.codes.iter().copied()).collect();
    let of_row = pairs.clone();
    pairs.retain(|(role, _)| *role != MISSING);
    pairs.sort_unstable();
    pairs.dedup();
    let level = |(role, technical): &(u16, u16)| {
        let role = &roles.levels[usize::from(*role)];
        let name = |text: &Text, of: &Text| {
            Text::new(format!("{} ({})", text.nl, of.nl), format!("{} ({})", text.en, of.en))
        };
        match technology.levels.get(usize::from(*technical)) {
            Some(of) => Level {
                raw: format!("{} ({})", role.raw, of.raw),
                label: name(&role.label, &of.label),
                kind: LevelKind::Stated,
            },
            None => role.clone(),
        }
    };
    let levels: Vec<Level> = pairs.iter().map(level).collect();
    let code = |pair: &(u16, u16)| pairs.binary_search(pair).ok().and_then(|place| u16::try_from(place).ok());
    roles.codes = of_row.iter().map(|pair| code(pair).unwrap_or(MISSING)).collect();
    roles.levels = levels;
    roles.coarser = None;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(role: Role, labels: &[&str], codes: &[u16]) -> Column {
        let level = |label: &&str| Level {
            raw: (*label).to_owned(),
            label: Text::same(*label),
            kind: LevelKind::Stated,
        };
        Column {
            role,
            levels: labels.iter().map(level).collect(),
            codes: codes.to_vec().into(),
            coarser: None,
        }
    }

    #[test]
    fn who_teaches_technology_is_a_role_of_its_own() {
        let mut groups = vec![
            column(Role::RoleAtSchool, &["docent", "management"], &[0, 0, 1, MISSING]),
            column(Role::Domain, &["techniek", "overig"], &[0, 1, MISSING, 0]),
        ];
        with_technology(&mut groups);
        let labels: Vec<&str> = groups[0].levels.iter().map(|level| level.label.nl.as_str()).collect();
        assert_eq!(labels, ["docent (techniek)", "docent (overig)", "management"]);
        assert_eq!(groups.len(), 1);
        assert_eq!(groups[0].codes, [0, 1, 2, MISSING]);
    }
}
