//! A register: a row per student, programme and year.
//!
//! A student is a number by first appearance; the key is not kept. What cannot be is told and left out:
//! a row without student or year, a start after the enrolment, a diploma before the start. A day instead of a
//! year is the school year or diploma year that it falls in.

use crate::codebook::{Codebook, folded};
use crate::model::{Fault, FaultKind, Register, Role, Severity, Text};

use super::active::{by_year, never_counted, not_active, spans};
use super::by_student::{ByStudent, in_a_year_twice};
use super::columns::{Mapped, mapped, missing_column, with_role};
use super::date::{day, order};
use super::enrolment_checks::{
    active, check_prior, diploma_column, late, left_for_work, prior_diploma_column, tell_doubles,
};
use super::number::year;
use super::table::{Coded, Kept, Table};
use super::table_fault::double_row;
use super::tally::Tally;
use super::values::{Complaint, group, tell};

/// Returns the enrolments in `table`, or `None` where student or year is not mapped.
///
/// The students are taken out of the table: of the largest registers they are the largest column.
pub(super) fn register(table: &mut Table, codebook: &Codebook, faults: &mut Vec<Fault>) -> Option<Register> {
    let student = students(table, codebook);
    let table = &*table;
    let columns = mapped(table, codebook);
    let file = table.position(0).file.to_owned();
    let years = with_role(&columns, Role::Year);
    for role in [Role::Person, Role::Year] {
        if with_role(&columns, role).is_none() {
            faults.push(missing_column(Severity::Refused, &file, role.word(), None));
        }
    }
    let (student, years) = (student?, years?);
    let spans = match &years.meaning.until {
        Some(until) => Some(spans(table, years, until, faults)?),
        None => None,
    };
    let mut made = Register {
        student,
        year: match &spans {
            Some(spans) => spans.iter().map(|span| span.first).collect(),
            None => numbers(table, years, faults),
        },
        cohort: with_role(&columns, Role::Cohort)
            .map_or_else(Vec::new, |column| numbers(table, column, faults)),
        diploma_year: diploma_column(&columns)
            .map_or_else(|| vec![0; table.rows], |column| numbers(table, column, faults)),
        main: with_role(&columns, Role::MainEnrolment)
            .map_or_else(Vec::new, |column| main(table, column, faults)),
        active: active(table, &columns),
        left_for_work: left_for_work(table, &columns),
        ..Register::default()
    };
    made.late = late(table, &columns, &made.year);
    made.equivalent = with_role(&columns, Role::Equivalent)
        .and_then(|column| Some(group(table, column.heading, column.coded()?, column.meaning, faults)));
    if let Some(column) = prior_diploma_column(&columns) {
        let years = numbers(table, column, faults);
        check_prior(table, column, &years, &made, faults);
    }
    for column in &columns {
        let Some(coded) = column.coded() else { continue };
        let role = column.meaning.role;
        if role.is_grouping() && !matches!(role, Role::Year | Role::Cohort) {
            made.groups.push(group(table, column.heading, coded, column.meaning, faults));
        }
    }
    let mut rows = check(table, &columns, &mut made, faults);
    let mut again = in_a_year_twice(&made.student, &made.year, &rows);
    drop_doubles(table, &made, &mut again, &mut rows, faults);
    tell_doubles(table, &made, &again, faults);
    faults.extend(not_active(table, &made.active, &rows));
    let Some(spans) = spans else {
        return Some(if rows.len() == table.rows { made } else { only(&made, &rows) });
    };
    let is_unseen = |row: &usize| spans[*row].last < spans[*row].first;
    let unseen: Vec<usize> = rows.iter().map(|&row| row as usize).filter(is_unseen).collect();
    faults.extend(never_counted(table, &unseen, years.heading));
    let (rows, of_rows) = by_year(&made, &rows, &spans);
    Some(Register { year: of_rows, ..only(&made, &rows) })
}

/// Takes the students out of a table; `None` where no column holds them.
fn students(table: &mut Table, codebook: &Codebook) -> Option<Vec<u32>> {
    let place = table.place(with_role(&mapped(table, codebook), Role::Person)?.heading)?;
    match &mut table.columns[place].kept {
        Kept::Keys(student) => Some(std::mem::take(student)),
        _ => None,
    }
}

/// Returns the year of each row; 0 where there is none. `0`, `0000` and `9999` say that there is none.
fn numbers(table: &Table, column: Mapped<'_>, faults: &mut Vec<Fault>) -> Vec<u16> {
    let empty = Coded::default();
    let coded = column.coded().unwrap_or(&empty);
    let mut complaints: Vec<Option<Complaint>> = vec![None; coded.values.len()];
    let mut year_of = vec![0; coded.values.len()];
    let order = order(coded.values.iter().map(String::as_str));
    let of_day = |value: &str| {
        let day = day(value, order)?;
        Some(if column.meaning.role == Role::DiplomaYear { day.diploma_year() } else { day.school_year() })
    };
    for (code, value) in coded.values.iter().enumerate() {
        let none = matches!(value.as_str(), "0" | "0000" | "9999" | "NA" | "NULL");
        if none || column.meaning.is_missing(value) {
            continue;
        }
        match of_day(value).or_else(|| year(value)) {
            Some(found) => year_of[code] = found,
            None => {
                complaints[code] = Some(Complaint::repaired(
                    FaultKind::ImpossibleDate,
                    Text::new("geen jaar; telt als niet ingevuld", "not a year; counts as not filled in"),
                    Text::new(
                        "zet de waarde bij `missing`, of verbeter haar",
                        "add the value to `missing`, or correct it",
                    ),
                ));
            }
        }
    }
    tell(table, column.heading, coded, &complaints, faults);
    (0..table.rows)
        .map(|row| coded.codes.get(row).and_then(|code| year_of.get(code as usize)).copied().unwrap_or(0))
        .collect()
}

/// Returns whether each row is a main enrolment; an empty cell is none.
fn main(table: &Table, column: Mapped<'_>, faults: &mut Vec<Fault>) -> Vec<bool> {
    let empty = Coded::default();
    let coded = column.coded().unwrap_or(&empty);
    let meaning = column.meaning;
    let mut complaints: Vec<Option<Complaint>> = vec![None; coded.values.len()];
    let mut main_of = vec![false; coded.values.len()];
    for (code, value) in coded.values.iter().enumerate() {
        if meaning.is_missing(value) {
            continue;
        }
        if !meaning.success.is_empty() {
            main_of[code] = meaning.is_success(value);
            continue;
        }
        let label = meaning.answer(value).map_or(value, |place| &meaning.labels[place].text.nl);
        match is_main(label) {
            Some(answer) => main_of[code] = answer,
            None => complaints[code] = Some(Complaint::unknown(value)),
        }
    }
    tell(table, column.heading, coded, &complaints, faults);
    (0..table.rows)
        .map(|row| coded.codes.get(row).and_then(|code| main_of.get(code as usize)).copied().unwrap_or(false))
        .collect()
}

/// Returns whether a label says main enrolment (hoofdinschrijving); `None` where it says neither.
///
/// Of the codes of 1cijferHO 1 and, at designated schools, A are main enrolments: 2 and 4 are second ones, 3 is
/// not active, 5 is not counted, 6 to 9 are exchange. Source: 1cijferHO, "soort inschrijving".
fn is_main(label: &str) -> Option<bool> {
    let label = folded(label);
    let label = label.strip_prefix("aangewezen instelling: ").unwrap_or(&label);
    if label.starts_with("hoofd") || label.starts_with("main") {
        return Some(true);
    }
    let not = [
        "neven",
        "second",
        "niet ",
        "not ",
        "inschrijving is niet actief",
        "uitwissel",
        "exchange",
        "geen ",
        "opleiding telt niet",
    ];
    if not.iter().any(|start| label.starts_with(start)) {
        return Some(false);
    }
    match label {
        "1" | "ja" | "j" | "yes" | "y" | "true" | "waar" | "h" | "a" => Some(true),
        "0" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "b" | "c" | "d" | "e" | "nee" | "n" | "no"
        | "false" | "onwaar" => Some(false),
        _ => None,
    }
}

/// Tells what cannot be; returns the rows that have a student and a year.
fn check(table: &Table, columns: &[Mapped<'_>], made: &mut Register, faults: &mut Vec<Fault>) -> Vec<u32> {
    let heading = |role| with_role(columns, role).map_or("", |column| column.heading);
    let mut tally = Tally::new(table.position(0).file);
    let mut rows = Vec::with_capacity(table.rows);
    let mut told = |row: usize, role: Role, value: Option<u16>, message: Text| {
        let at = table.position(row);
        let fault = Fault::in_file(
            Severity::Repaired,
            FaultKind::ImpossibleDate,
            at.file,
            message,
            Text::new("verbeter het in het register", "correct it in the register"),
        );
        let fault = fault.at_line(at.line).in_column(heading(role));
        tally.add(match value {
            Some(value) => fault.with_value(value.to_string()),
            None => fault,
        });
    };
    for row in 0..table.rows {
        if made.student[row] == u32::MAX {
            told(
                row,
                Role::Person,
                None,
                Text::new("rij zonder student, weggelaten", "row without a student, left out"),
            );
            continue;
        }
        if made.year[row] == 0 {
            told(
                row,
                Role::Year,
                None,
                Text::new("rij zonder jaar, weggelaten", "row without a year, left out"),
            );
            continue;
        }
        rows.push(row as u32);
        let start = made.cohort.get(row).copied().unwrap_or(0);
        if start > made.year[row] {
            told(
                row,
                Role::Cohort,
                Some(start),
                Text::new(
                    "begin na het jaar van de inschrijving; telt als niet ingevuld",
                    "start after the year of the enrolment; counts as not filled in",
                ),
            );
            made.cohort[row] = 0;
        }
        let diploma = made.diploma_year[row];
        // A diploma year runs from October: the diploma of September falls in the year before.
        if diploma > 0 && start > 0 && diploma + 1 < start {
            told(
                row,
                Role::DiplomaYear,
                Some(diploma),
                Text::new(
                    "diploma voor het begin; telt als geen diploma",
                    "diploma before the start; counts as no diploma",
                ),
            );
            made.diploma_year[row] = 0;
        }
    }
    tally.finish(faults);
    rows
}

/// Leaves out rows that are the same in every mapped column as an earlier row of the same student.
///
/// `again` are those of `rows` whose students are there twice in a year.
fn drop_doubles(
    table: &Table,
    made: &Register,
    again: &mut Vec<u32>,
    rows: &mut Vec<u32>,
    faults: &mut Vec<Fault>,
) {
    let same = |a: u32, b: u32| {
        let (a, b) = (a as usize, b as usize);
        made.year[a] == made.year[b]
            && made.diploma_year[a] == made.diploma_year[b]
            && made.cohort.get(a) == made.cohort.get(b)
            && made.main.get(a) == made.main.get(b)
            && made.groups.iter().all(|column| column.codes[a] == column.codes[b])
    };
    let mut doubles: Vec<u32> = Vec::new();
    for own in ByStudent::of(&made.student, again).each() {
        for (at, &row) in own.iter().enumerate() {
            if own[..at].iter().any(|&earlier| same(earlier, row)) {
                doubles.push(row);
            }
        }
    }
    if doubles.is_empty() {
        return;
    }
    doubles.sort_unstable();
    let mut tally = Tally::new(table.position(0).file);
    for &row in &doubles {
        let at = table.position(row as usize);
        tally.add(double_row(
            at,
            Text::new(
                "inschrijving die er al staat, in elke gelezen kolom gelijk; telt een keer",
                "enrolment that is there already, the same in every column read; counts once",
            ),
            Text::new("verwijder de dubbele rij", "remove the double row"),
        ));
    }
    tally.finish(faults);
    for rows in [again, rows] {
        rows.retain(|row| doubles.binary_search(row).is_err());
    }
}

fn only(register: &Register, rows: &[u32]) -> Register {
    fn pick<T: Copy>(all: &[T], rows: &[u32]) -> Vec<T> {
        if all.is_empty() { Vec::new() } else { rows.iter().map(|&row| all[row as usize]).collect() }
    }
    let mut made = Register {
        student: pick(&register.student, rows),
        year: pick(&register.year, rows),
        groups: register.groups.clone(),
        diploma_year: pick(&register.diploma_year, rows),
        main: pick(&register.main, rows),
        cohort: pick(&register.cohort, rows),
        active: pick(&register.active, rows),
        late: pick(&register.late, rows),
        equivalent: register.equivalent.clone(),
        left_for_work: pick(&register.left_for_work, rows),
        selected: pick(&register.selected, rows),
    };
    let columns = made.equivalent.iter_mut().chain(&mut made.groups);
    columns.for_each(|column| column.codes = rows.iter().map(|&row| column.codes[row as usize]).collect());
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_enrolments_are_told_from_others() {
        for (label, answer) in [
            ("hoofdinschrijving binnen het domein hoger onderwijs", Some(true)),
            ("neveninschrijving binnen het domein hoger onderwijs (echte neveninschrijving)", Some(false)),
            ("inschrijving is niet actief in het betreffende inschrijvingsjaar", Some(false)),
            ("ja", Some(true)),
            ("Nee", Some(false)),
            ("1", Some(true)),
            ("soms", None),
        ] {
            assert_eq!(is_main(label), answer, "{label}");
        }
    }
}
