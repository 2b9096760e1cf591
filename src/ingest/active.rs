//! Enrolments with a first and a last day: in which years they count, those active on 1 October.
//!
//! The last day counts: who is enrolled until 30 September is not there on 1 October. An enrolment without an end
//! counts up to the last 1 October of the file. Leaves out tables with a row per year (`register`).
//! Source: peildatum 1 oktober, 1cijferHO "Indicatie actief op peildatum".

use crate::codebook::folded;
use crate::model::{Fault, FaultKind, Register, Severity, Text};

use super::columns::{Mapped, missing_column};
use super::date::{Day, day, order};
use super::table::{Coded, Kept, Position, Table};
use super::values::{Complaint, tell};

/// The years on whose 1 October an enrolment was active.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first; 0 where the first day is not known.
    pub(super) first: u16,
    /// The last; before the first where there is none.
    pub(super) last: u16,
}

/// Returns the years of each row, or `None` where the column of last days is not there.
pub(super) fn spans(
    table: &Table,
    start: Mapped<'_>,
    until: &str,
    faults: &mut Vec<Fault>,
) -> Option<Vec<Span>> {
    let ends = table.columns.iter().find(|column| folded(&column.heading) == folded(until));
    let Some((end_heading, Kept::Values(ends))) = ends.map(|column| (&column.heading, &column.kept)) else {
        let file = table.position(0).file;
        faults.push(missing_column(Severity::Refused, file, until, None));
        return None;
    };
    let nothing = Coded::default();
    let starts = start.coded().unwrap_or(&nothing);
    let missing = |value: &str| start.meaning.is_missing(value);
    let (first_days, last_days) = (
        days(table, start.heading, starts, &missing, faults),
        days(table, end_heading, ends, &missing, faults),
    );
    let at = |days: &[Option<Day>], coded: &Coded, row: usize| -> Option<Day> {
        days.get(coded.codes.get(row)? as usize).copied().flatten()
    };
    let last_year =
        last_year((0..table.rows).filter_map(|row| at(&first_days, starts, row)).map(Day::school_year));
    let mut open = 0;
    let made = (0..table.rows)
        .map(|row| {
            let Some(first) = at(&first_days, starts, row) else { return Span { first: 0, last: 0 } };
            let end = at(&last_days, ends, row);
            open += usize::from(end.is_none());
            let last = end.map_or(last_year, |end| end.last_october().min(last_year));
            Span { first: first.next_october(), last }
        })
        .collect();
    faults.push(told(table, last_year, open));
    Some(made)
}

/// Returns the school year of the latest start: not that of a few rows some years after all others, which were mistyped.
fn last_year(starts: impl Iterator<Item = u16>) -> u16 {
    let mut years: std::collections::BTreeMap<u16, u32> = std::collections::BTreeMap::new();
    for year in starts {
        *years.entry(year).or_default() += 1;
    }
    let all: u32 = years.values().sum();
    let mut latest = years.iter().rev().peekable();
    while let Some((year, n)) = latest.next() {
        let Some((before, _)) = latest.peek() else { return *year };
        if n * 100 >= all || year - *before <= 1 {
            return *year;
        }
    }
    0
}

/// Returns a row per enrolment and year: `rows` are the enrolments, `register` holds one row for each.
pub(super) fn by_year(register: &Register, rows: &[u32], spans: &[Span]) -> (Vec<u32>, Vec<u16>) {
    let years = |&row: &u32| {
        let span = spans[row as usize];
        (span.first..=span.last).map(move |year| (row, year))
    };
    debug_assert_eq!(register.year.len(), spans.len(), "a span per row");
    rows.iter().flat_map(years).unzip()
}

fn days(
    table: &Table,
    heading: &str,
    coded: &Coded,
    missing: &dyn Fn(&str) -> bool,
    faults: &mut Vec<Fault>,
) -> Vec<Option<Day>> {
    let order = order(coded.values.iter().map(String::as_str));
    let days: Vec<Option<Day>> = coded.values.iter().map(|value| day(value, order)).collect();
    let complaints: Vec<Option<Complaint>> = coded
        .values
        .iter()
        .zip(&days)
        .map(|(value, day)| {
            // Nobody leaves in the year 9999: it says that there is no end.
            let open = value.contains("9999") || value.trim_matches(['0', '-', '/']).is_empty();
            (day.is_none() && !open && !missing(value)).then(no_day)
        })
        .collect();
    tell(table, heading, coded, &complaints, faults);
    days
}

fn no_day() -> Complaint {
    Complaint::repaired(
        FaultKind::ImpossibleDate,
        Text::new("geen datum; telt als niet ingevuld", "not a date; counts as not filled in"),
        Text::new("schrijf 1-9-2024 of 2024-09-01", "write 1-9-2024 or 2024-09-01"),
    )
}

fn told(table: &Table, last_year: u16, open: usize) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        table.position(0).file,
        Text::new(
            format!(
                "inschrijvingen tellen in elk jaar waarin ze op 1 oktober actief zijn, tot en met {last_year}; zonder einddatum: {open}"
            ),
            format!(
                "enrolments count in each year in which they are active on 1 October, up to {last_year}; without an end: {open}"
            ),
        ),
        Text::new(
            format!(
                "{last_year} is het schooljaar van de laatste begindatum; klopt dat niet, laat dan de latere rijen weg"
            ),
            format!(
                "{last_year} is the school year of the last start; if that is wrong, leave out the later rows"
            ),
        ),
    )
}

/// Returns the fault of enrolments that no 1 October saw.
pub(super) fn never_counted(table: &Table, rows: &[usize], column: &str) -> Option<Fault> {
    let n = rows.len();
    let message = Text::new(
        format!("inschrijving die op geen enkele 1 oktober actief is, telt niet mee; aantal: {n}"),
        format!("enrolment that is active on no 1 October, does not count; number: {n}"),
    );
    let hint =
        Text::new("controleer of begin- en einddatum kloppen", "check that start and end date are right");
    Some(left_out(table.position(*rows.first()?), message, hint).in_column(column))
}

/// Returns the note on rows that are not active on 1 October: they are in no number of enrolled students.
pub(super) fn not_active(table: &Table, active: &[bool], rows: &[u32]) -> Option<Fault> {
    let rows = rows.iter().map(|&row| row as usize);
    let not: Vec<usize> = rows.filter(|&row| active.get(row) == Some(&false)).collect();
    let n = not.len();
    let message = Text::new(
        format!("inschrijving die op 1 oktober niet actief is of niet meetelt; aantal: {n}"),
        format!("enrolment that is not active on 1 October or does not count; number: {n}"),
    );
    let hint = Text::new(
        "zij telt niet mee, zoals bij DUO; een diploma erop wel",
        "it does not count, as with DUO; a diploma on it does",
    );
    Some(left_out(table.position(*not.first()?), message, hint))
}

/// Enrolments, of which the first is at `at`, that do not count.
fn left_out(at: Position<'_>, message: Text, hint: Text) -> Fault {
    Fault::in_file(Severity::Note, FaultKind::LeftOutRow, at.file, message, hint).at_line(at.line)
}
