//! What a register says of each enrolment beside its year: active or not, late, why it ended; and rows that are there twice.
//!
//! Leaves out which rows stay (`register`).

use crate::codebook::folded;
use crate::model::{Fault, FaultKind, Register, Role, Severity, Text};

use super::by_student::ByStudent;
use super::columns::{Mapped, with_role};
use super::table::{Coded, Table};
use super::table_fault::double_row;
use super::tally::Tally;

/// Returns whether each row is an enrolment at all; empty where the file does not say.
pub(super) fn active(table: &Table, columns: &[Mapped<'_>]) -> Vec<bool> {
    let Some(column) = with_role(columns, Role::MainEnrolment) else { return Vec::new() };
    per_row(table, column, true, |value| {
        let meaning = column.meaning;
        let label = meaning.answer(value).map_or(value, |place| &meaning.labels[place].text.nl);
        !is_inactive(label)
    })
}

/// Returns whether a label says that there is no enrolment on 1 October, or one that does not count.
///
/// Codes of 1cijferHO, "soort inschrijving": 3 is not active and 5 does not count; 8 is an exchange student and C a
/// student of a designated school who is not active; E does not count there.
fn is_inactive(label: &str) -> bool {
    let label = folded(label);
    let says = ["niet actief", "not active", "telt niet mee", "does not count"];
    let starts = ["inactief", "inactive"];
    matches!(label.as_str(), "3" | "5" | "8" | "c" | "e")
        || says.iter().any(|words| label.contains(words))
        || starts.iter().any(|start| label.starts_with(start))
}

/// Returns whether each enrolment began after 1 October of its year; empty where the file gives no date.
pub(super) fn late(table: &Table, columns: &[Mapped<'_>], years: &[u16]) -> Vec<bool> {
    let Some(coded) = with_role(columns, Role::StartDate).and_then(Mapped::coded) else { return Vec::new() };
    let dates: Vec<Option<Date>> = coded.values.iter().map(|value| date(value)).collect();
    (0..table.rows)
        .map(|row| {
            let date = coded.codes.get(row).and_then(|code| *dates.get(code as usize)?);
            date.is_some_and(|date| date > (years[row], 10, 1) && date < (years[row] + 1, 9, 1))
        })
        .collect()
}

/// A year, a month and a day.
type Date = (u16, u8, u8);

/// Returns a date written as 20190901, 2019-09-01 or 1-9-2019; a time behind it is left out.
fn date(value: &str) -> Option<Date> {
    let day = value.trim().split([' ', 'T']).next()?;
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((day[..4].parse().ok()?, day[4..6].parse().ok()?, day[6..].parse().ok()?));
    }
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Returns whether the reason to leave is one that the codebook counts as leaving for work.
pub(super) fn left_for_work(table: &Table, columns: &[Mapped<'_>]) -> Vec<bool> {
    match with_role(columns, Role::ExitReason).filter(|column| !column.meaning.success.is_empty()) {
        Some(column) => per_row(table, column, false, |value| column.meaning.is_success(value)),
        None => Vec::new(),
    }
}

fn per_row(table: &Table, column: Mapped<'_>, empty: bool, of: impl Fn(&str) -> bool) -> Vec<bool> {
    let nothing = Coded::default();
    let coded = column.coded().unwrap_or(&nothing);
    let answers: Vec<bool> = coded
        .values
        .iter()
        .map(|value| if column.meaning.is_missing(value) { empty } else { of(value) })
        .collect();
    (0..table.rows)
        .map(|row| coded.codes.get(row).and_then(|code| answers.get(code as usize)).copied().unwrap_or(empty))
        .collect()
}

/// Returns the diploma year of this programme: a column about prior education is another diploma.
pub(super) fn diploma_column<'a>(columns: &[Mapped<'a>]) -> Option<Mapped<'a>> {
    columns.iter().copied().find(|column| column.meaning.role == Role::DiplomaYear && !is_prior(*column))
}

/// Returns the column with the year of the diploma of prior education, by its role or its heading.
pub(super) fn prior_diploma_column<'a>(columns: &[Mapped<'a>]) -> Option<Mapped<'a>> {
    columns.iter().copied().find(|column| {
        column.meaning.role == Role::PriorDiplomaYear
            || column.meaning.role == Role::DiplomaYear && is_prior(*column)
    })
}

fn is_prior(column: Mapped<'_>) -> bool {
    let heading = folded(column.heading);
    heading.contains("vooropl") || heading.contains("prior education")
}

/// Tells of diplomas of prior education that are later than the enrolment they should precede.
pub(super) fn check_prior(
    table: &Table,
    column: Mapped<'_>,
    years: &[u16],
    made: &Register,
    faults: &mut Vec<Fault>,
) {
    let file = table.position(0).file;
    if column.meaning.role == Role::DiplomaYear {
        faults.push(
            Fault::in_file(
                Severity::Note,
                FaultKind::Assumed,
                file,
                Text::new(
                    "diploma van de vooropleiding; telt niet als diploma van deze opleiding",
                    "diploma of prior education; does not count as a diploma of this programme",
                ),
                Text::new("maak de rol `prior_diploma_year`", "make the role `prior_diploma_year`"),
            )
            .in_column(column.heading),
        );
    }
    let mut tally = Tally::new(file);
    for row in (0..table.rows).filter(|row| made.year[*row] > 0 && years[*row] > made.year[*row]) {
        let at = table.position(row);
        tally.add(
            Fault::in_file(
                Severity::Note,
                FaultKind::ImpossibleDate,
                at.file,
                Text::new(
                    "diploma van de vooropleiding na het jaar van de inschrijving",
                    "diploma of prior education after the year of the enrolment",
                ),
                Text::new("controleer het in het register", "check it in the register"),
            )
            .at_line(at.line)
            .in_column(column.heading)
            .with_value(years[row].to_string()),
        );
    }
    tally.finish(faults);
}

/// Tells of one programme of a student that is there twice in a year, and of students with two programmes.
///
/// `again` are the rows of students who are there twice in a year.
pub(super) fn tell_doubles(table: &Table, made: &Register, again: &[u32], faults: &mut Vec<Fault>) {
    if again.is_empty() {
        return;
    }
    let by_student = ByStudent::of(&made.student, again);
    let of_years = by_student.each().filter(|own| own.len() > 1).map(|own| {
        let mut own: Vec<usize> = own.iter().map(|row| *row as usize).collect();
        own.sort_by_key(|row| made.year[*row]);
        own
    });
    let column = |role| made.groups.iter().find(move |column| column.role == role);
    let (programme, school) = (column(Role::Programme), column(Role::Institution));
    let place =
        |row: usize| (programme.map(|column| column.codes[row]), school.map(|column| column.codes[row]));
    let same_year = |a: &usize, b: &usize| made.year[*a] == made.year[*b];
    let mut tally = Tally::new(table.position(0).file);
    let mut doubles = 0_u64;
    for own in of_years {
        for of_year in own.chunk_by(same_year).filter(|of_year| of_year.len() > 1) {
            let twice = |at: usize| of_year[..at].iter().any(|earlier| place(*earlier) == place(of_year[at]));
            let repeated: Vec<usize> = (1..of_year.len()).filter(|at| twice(*at)).collect();
            doubles += u64::from(of_year.len() > repeated.len() + 1);
            for at in repeated {
                let at = table.position(of_year[at]);
                tally.add(double_row(
                    at,
                    Text::new(
                        "deze student staat dit jaar al bij deze opleiding; telt een keer",
                        "this student is in this programme this year already; counts once",
                    ),
                    Text::new("controleer het in het register", "check it in the register"),
                ));
            }
        }
    }
    tally.finish(faults);
    if doubles > 0 {
        faults.push(Fault::in_file(
            Severity::Note,
            FaultKind::DuplicateRow,
            table.position(0).file,
            Text::new(
                format!("studenten met twee of meer opleidingen in een jaar: {doubles} keer; de hoofdinschrijving telt"),
                format!("students with two or more programmes in a year: {doubles} times; the main enrolment counts"),
            ),
            Text::new("geen actie nodig", "nothing to do"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_of_registers() {
        for value in ["20190901", "2019-09-01", "1-9-2019", "01/09/2019", "2019-09-01T00:00:00"] {
            assert_eq!(date(value), Some((2019, 9, 1)), "{value}");
        }
        assert_eq!(date("september"), None);
    }

    #[test]
    fn an_enrolment_that_is_not_active_is_told_from_a_second_one() {
        assert!(is_inactive("inschrijving is niet actief in het betreffende inschrijvingsjaar"));
        assert!(is_inactive("3"));
        assert!(!is_inactive("neveninschrijving binnen het domein hoger onderwijs"));
        assert!(!is_inactive("nee"));
    }
}
