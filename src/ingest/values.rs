//! From the values of a column to levels and answers, by what the codebook says; what does not fit is told.
//!
//! Leaves out which columns a kind of source needs (`survey`, `register`, `counts`).

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::codebook::{ColumnMeaning, folded};
use crate::model::{Codes, Column, Fault, FaultKind, Level, LevelKind, MISSING, Role, Severity, Text};

use super::choices::parts;
use super::identify::identifies;
use super::number::{before_date, decimal, is_date};
use super::table::{Coded, Table};
use super::tally::Tally;

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Complaint {
    /// How much it weighs.
    pub(super) severity: Severity,
    /// The kind of fault.
    pub(super) kind: FaultKind,
    /// What is wrong.
    pub(super) message: Text,
    /// What to do.
    pub(super) hint: Text,
}

impl Complaint {
    /// Makes a complaint about a value that is repaired.
    pub(super) fn repaired(kind: FaultKind, message: Text, hint: Text) -> Self {
        Self { severity: Severity::Repaired, kind, message, hint }
    }

    /// The value is none of the declared ones, and may be one that a spreadsheet made a date.
    pub(super) fn unknown(value: &str) -> Self {
        if is_date(value) {
            return Self::repaired(
                FaultKind::ExcelDate,
                Text::new(
                    "waarde die een rekenblad tot datum maakte; telt als geen antwoord",
                    "value that a spreadsheet turned into a date; counts as no answer",
                ),
                as_text(value),
            );
        }
        Self::repaired(
            FaultKind::UnknownLabel,
            Text::new(
                "waarde die het codeboek niet noemt; telt als geen antwoord",
                "value that the codebook does not list; counts as no answer",
            ),
            Text::new("zet haar bij `labels` of `missing`", "add it to `labels` or `missing`"),
        )
    }

    /// Returns the complaint about a value that counts as it stands, and looks as if a spreadsheet made it.
    pub(super) fn looks_like_date(value: &str) -> Option<Self> {
        before_date(value).map(|_| {
            Self::repaired(
                FaultKind::ExcelDate,
                Text::new(
                    "lijkt een waarde die een rekenblad tot datum maakte; telt zoals hij er staat",
                    "looks like a value that a spreadsheet turned into a date; counts as it stands",
                ),
                as_text(value),
            )
        })
    }

    /// The value is not the number it should be, and may be one that a spreadsheet made a date.
    pub(super) fn no_number(value: &str) -> Self {
        if is_date(value) { Self::unknown(value) } else { Self::not_a_number() }
    }

    /// The value is not the number it should be.
    pub(super) fn not_a_number() -> Self {
        Self::repaired(
            FaultKind::NotANumber,
            Text::new("geen getal; telt als geen antwoord", "not a number; counts as no answer"),
            Text::new(
                "zet de waarde bij `missing`, of verbeter haar",
                "add the value to `missing`, or correct it",
            ),
        )
    }
}

/// What to do about a date that was none; with what it may have been.
fn as_text(value: &str) -> Text {
    let was = before_date(value).unwrap_or_default();
    if was.is_empty() {
        return Text::new("importeer de kolom als tekst", "import the column as text");
    }
    Text::new(
        format!("importeer de kolom als tekst; er stond misschien {}", was.join(" of ")),
        format!("import the column as text; it may have been {}", was.join(" or ")),
    )
}

/// What a file column became, value by value.
#[derive(Debug)]
pub(super) struct Coding {
    /// The code of each value of the file, or [`MISSING`].
    pub(super) codes: Vec<u16>,
    /// What is wrong with each value of the file.
    pub(super) complaints: Vec<Option<Complaint>>,
}

impl Coding {
    /// Returns a coding in which every one of `n` values is missing and nothing is wrong.
    pub(super) fn missing(n: usize) -> Self {
        Self { codes: vec![MISSING; n], complaints: vec![None; n] }
    }

    /// Returns the code of each row: the rows of the file are shared, not copied.
    pub(super) fn rows(self, coded: &Coded) -> Codes {
        Codes::of(coded.codes.clone(), self.codes)
    }
}

/// Tells the complaints of a column, each with line, column and value; the first lines of a kind, then a count.
pub(super) fn tell(
    table: &Table,
    heading: &str,
    coded: &Coded,
    complaints: &[Option<Complaint>],
    faults: &mut Vec<Fault>,
) {
    if complaints.iter().all(Option::is_none) {
        return;
    }
    let first = table.position(0).file;
    let mut tally = Tally::new(first);
    for (row, code) in coded.codes.iter().enumerate() {
        let Some(Some(complaint)) = complaints.get(code as usize) else { continue };
        if !tally.tells(complaint.severity, complaint.kind, heading) {
            tally.count(complaint.severity, complaint.kind, heading, 1);
            continue;
        }
        let at = table.position(row);
        let mut fault = Fault::in_file(
            complaint.severity,
            complaint.kind,
            at.file,
            complaint.message.clone(),
            complaint.hint.clone(),
        )
        .at_line(at.line)
        .in_column(heading);
        let value = &coded.values[code as usize];
        if !identifies(value.as_bytes()) {
            fault = fault.with_value(value.clone());
        }
        tally.add(fault);
    }
    tally.finish(faults);
}

/// Returns a column of groups; its levels are those that occur, in the order of the codebook, then by label.
pub(super) fn group(
    table: &Table,
    heading: &str,
    coded: &Coded,
    meaning: &ColumnMeaning,
    faults: &mut Vec<Fault>,
) -> Column {
    let used = used(coded);
    let mut coding = Coding::missing(coded.values.len());
    // A place: the label of the codebook, or a level of its own after all labels.
    let mut found: Vec<Found> = Vec::new();
    let mut known = HashMap::new();
    let mut place_of: Vec<Option<usize>> = vec![None; coded.values.len()];
    for (code, value) in coded.values.iter().enumerate() {
        if !used[code] || meaning.is_missing(value) || identifies(value.as_bytes()) {
            continue;
        }
        if meaning.separator.as_ref().is_some_and(|separator| value == separator.trim()) {
            // Seen, and nothing ticked.
            continue;
        }
        match level(value, meaning) {
            Ok(level) => {
                if !matches!(meaning.role, Role::Year | Role::Cohort | Role::Round) {
                    coding.complaints[code] = Complaint::looks_like_date(value);
                }
                let place = *known.entry(level.level.raw.clone()).or_insert(found.len());
                if place == found.len() {
                    found.push(level);
                }
                place_of[code] = Some(place);
            }
            Err(complaint) => coding.complaints[code] = Some(complaint),
        }
    }
    let mut order = in_order(&found);
    if order.len() >= usize::from(MISSING) {
        faults.push(too_many(table, heading, order.len()));
        order.truncate(usize::from(MISSING) - 1);
    }
    let mut code_of = vec![MISSING; found.len()];
    for (code, &place) in order.iter().enumerate() {
        code_of[place] = code as u16;
    }
    for (code, place) in place_of.iter().enumerate() {
        coding.codes[code] = place.map_or(MISSING, |place| code_of[place]);
    }
    tell(table, heading, coded, &coding.complaints, faults);
    let codes = coding.rows(coded);
    let levels = order.into_iter().map(|place| found[place].level.clone()).collect();
    Column { role: meaning.role, levels, codes, coarser: None }
}

/// A level and where the codebook lists it.
#[derive(Debug, Clone)]
struct Found {
    level: Level,
    /// The place among the labels or bands; past them all where it is not listed.
    place: usize,
}

fn level(value: &str, meaning: &ColumnMeaning) -> Result<Found, Complaint> {
    let ticks = ticks(value, meaning);
    let value = match ticks.as_slice() {
        [] => value,
        [one] => one,
        // One answer ticked in two spellings is one answer.
        [first, rest @ ..] => {
            let place = answer(first, meaning);
            if place.is_none() || rest.iter().any(|tick| answer(tick, meaning) != place) {
                return Ok(several(meaning));
            }
            first
        }
    };
    if let Some(place) = answer(value, meaning) {
        let label = &meaning.labels[place];
        let kind = meaning.kind(&label.raw);
        return Ok(Found { level: Level { raw: label.raw.clone(), label: label.text.clone(), kind }, place });
    }
    if !meaning.bands.is_empty() && meaning.kind(value) == LevelKind::Stated {
        return band(value, &meaning.bands).ok_or_else(|| Complaint::no_number(value));
    }
    let kind = meaning.kind(value);
    let listed = meaning.labels.is_empty() || kind != LevelKind::Stated || is_administrative(meaning.role);
    if !listed {
        return Err(Complaint::unknown(value));
    }
    let level = Level { raw: value.to_owned(), label: Text::same(value), kind };
    Ok(Found { level, place: usize::MAX })
}

/// Roles whose levels an office writes down: a value that is not listed is one more programme or school.
///
/// What people say of themselves may hold anything, a name too: there a value that is not listed is told
/// and not shown.
pub(super) fn is_administrative(role: Role) -> bool {
    matches!(
        role,
        Role::Institution
            | Role::Location
            | Role::Sector
            | Role::Domain
            | Role::Programme
            | Role::Level
            | Role::Form
            | Role::Cohort
            | Role::Year
            | Role::Round
            | Role::Stratum
    )
}

/// The ticks in a cell of several; none where the column has no separator.
fn ticks(value: &str, meaning: &ColumnMeaning) -> Vec<String> {
    // A label that holds the separator is one tick.
    match &meaning.separator {
        Some(separator) if !separator.is_empty() && meaning.answer(value).is_none() => parts(value, meaning),
        _ => Vec::new(),
    }
}

fn several(meaning: &ColumnMeaning) -> Found {
    Found { level: several_level(meaning.several.as_ref()), place: meaning.labels.len() }
}

/// The level of who ticked several answers: one of its own, by the name that the codebook gives it.
pub(super) fn several_level(label: Option<&Text>) -> Level {
    let label = label.cloned().unwrap_or_else(|| Text::new("meer dan één antwoord", "more than one answer"));
    Level { raw: label.nl.clone(), label, kind: LevelKind::Stated }
}

/// The place among the labels; `1.0` and `1,0` are the code 1 of a program that made codes numbers.
pub(super) fn answer(value: &str, meaning: &ColumnMeaning) -> Option<usize> {
    meaning.answer(value).or_else(|| {
        let plain = value.strip_suffix(".0").or_else(|| value.strip_suffix(",0"))?;
        meaning.answer(plain)
    })
}

fn band(value: &str, bands: &[u32]) -> Option<Found> {
    let age = decimal(value).filter(|age| (0.0..150.0).contains(age))?;
    let place = bands.iter().filter(|&&lowest| age >= f64::from(lowest)).count();
    let label = match (place.checked_sub(1).map(|before| bands[before]), bands.get(place)) {
        (None, Some(next)) => Text::new(format!("jonger dan {next}"), format!("under {next}")),
        (Some(lowest), Some(next)) if next - lowest == 1 => Text::same(lowest.to_string()),
        (Some(lowest), Some(next)) => {
            Text::new(format!("{lowest} t/m {}", next - 1), format!("{lowest} to {}", next - 1))
        }
        (Some(lowest), None) => Text::new(format!("{lowest} en ouder"), format!("{lowest} and over")),
        (None, None) => return None,
    };
    let level = Level { raw: label.nl.clone(), label, kind: LevelKind::Stated };
    Some(Found { level, place })
}

/// Returns the places of levels in the order of the codebook; then stated before not stated, then by label.
fn in_order(found: &[Found]) -> Vec<usize> {
    let labels: Vec<LabelOrder<'_>> =
        found.iter().map(|found| LabelOrder::of(&found.level.label.nl)).collect();
    let unlisted = |place: usize| (found[place].place, found[place].level.kind);
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&a, &b| unlisted(a).cmp(&unlisted(b)).then_with(|| labels[a].compare(&labels[b])));
    order
}

/// Where a label stands among others: numbers by size, then words by their letters without case.
pub(super) struct LabelOrder<'l> {
    number: Option<f64>,
    /// Empty for a number.
    word: String,
    label: &'l str,
}

impl<'l> LabelOrder<'l> {
    pub(super) fn of(label: &'l str) -> Self {
        let number = decimal(label);
        Self { number, word: if number.is_none() { folded(label) } else { String::new() }, label }
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let own = match (self.number, other.number) {
            (Some(own), Some(other)) => own.total_cmp(&other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.word.cmp(&other.word),
        };
        own.then_with(|| self.label.cmp(other.label))
    }
}

/// Returns which values occur in a row: those of a footer that was taken off do not.
pub(super) fn used(coded: &Coded) -> Vec<bool> {
    let mut used = vec![false; coded.values.len()];
    let mut unseen = used.len();
    for code in coded.codes.iter() {
        // Nearly always every value occurs, and soon.
        if unseen == 0 {
            break;
        }
        if let Some(one) = used.get_mut(code as usize).filter(|one| !**one) {
            *one = true;
            unseen -= 1;
        }
    }
    used
}

fn too_many(table: &Table, heading: &str, n: usize) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Configuration,
        table.position(0).file,
        Text::new(
            format!("{n} verschillende waarden: dit is geen kolom om op te groeperen"),
            format!("{n} different values: this is no column to group by"),
        ),
        Text::new("geef de kolom de rol hidden_id of open", "give the column the role hidden_id or open"),
    )
    .in_column(heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Label;

    fn column(values: &[&str], meaning: &ColumnMeaning) -> (Vec<String>, Vec<String>, Vec<Fault>) {
        let mut coded = Coded::default();
        for value in values {
            let code = coded.values.iter().position(|known| known == value).unwrap_or_else(|| {
                coded.values.push((*value).to_owned());
                coded.values.len() - 1
            });
            coded.codes.push(code as u32);
        }
        let mut faults = Vec::new();
        let column = group(&Table::default(), "kolom", &coded, meaning, &mut faults);
        let label = |row| column.level(row).map_or_else(String::new, |level| level.label.nl.clone());
        (
            column.levels.iter().map(|level| level.label.nl.clone()).collect(),
            (0..values.len()).map(label).collect(),
            faults,
        )
    }

    fn labelled(role: Role, labels: &[(&str, &str)]) -> ColumnMeaning {
        let labels = labels
            .iter()
            .map(|(raw, text)| Label { raw: (*raw).into(), text: Text::same(*text), also: Vec::new() })
            .collect();
        ColumnMeaning { labels, ..ColumnMeaning::new("kolom", role) }
    }

    #[test]
    fn levels_stand_in_the_order_of_the_codebook_then_by_label() {
        let gender = labelled(Role::Gender, &[("2", "man"), ("1", "vrouw")]);
        assert_eq!(column(&["1", "2", "man", "1.0"], &gender).0, ["man", "vrouw"]);
        assert_eq!(column(&["1", "2", "man", "1.0"], &gender).1, ["vrouw", "man", "man", "vrouw"]);
        let programme = ColumnMeaning::new("kolom", Role::Programme);
        assert_eq!(column(&["b", "10", "9", "A"], &programme).0, ["9", "10", "A", "b"]);
    }

    #[test]
    fn codes_keep_their_leading_zeros() {
        let institution = ColumnMeaning::new("kolom", Role::Institution);
        assert_eq!(column(&["0080", "80"], &institution).0.len(), 2);
    }

    #[test]
    fn an_unlisted_answer_about_oneself_is_told_and_not_shown() {
        let (levels, rows, faults) = column(&["1", "Jansen"], &labelled(Role::Gender, &[("1", "vrouw")]));
        assert_eq!((levels, rows), (vec!["vrouw".to_owned()], vec!["vrouw".to_owned(), String::new()]));
        assert_eq!((faults.len(), faults[0].kind), (1, FaultKind::UnknownLabel));
        let (levels, _, faults) = column(&["1", "9"], &labelled(Role::Programme, &[("1", "Bouwkunde")]));
        assert_eq!((levels.len(), faults.len()), (2, 0));
    }

    #[test]
    fn an_answer_that_is_no_group_keeps_its_state() {
        let gender = ColumnMeaning {
            not_stated: vec!["wil ik niet zeggen".into()],
            missing: vec!["99".into()],
            ..ColumnMeaning::new("kolom", Role::Gender)
        };
        let (levels, rows, _) = column(&["Wil ik niet zeggen", "zij", "99"], &gender);
        assert_eq!(levels, ["zij", "Wil ik niet zeggen"]);
        assert_eq!(rows[2], "");
    }

    #[test]
    fn a_band_that_became_a_date_is_told_with_what_it_may_have_been() {
        let size = labelled(Role::Age, &[("1", "1-9"), ("2", "10-20")]);
        let (_, rows, faults) = column(&["1-9", "20-Oct", "okt-20"], &size);
        assert_eq!(rows, ["1-9", "", ""]);
        assert_eq!((faults.len(), faults[1].kind), (2, FaultKind::ExcelDate));
        assert!(faults.iter().all(|fault| fault.hint.nl.contains("10-20")), "{faults:?}");
        // Without labels nobody can say what was meant: it is told and counts as it stands.
        let (_, rows, faults) = column(&["21-30", "20-Oct"], &ColumnMeaning::new("kolom", Role::Programme));
        assert_eq!((rows[1].as_str(), faults[0].kind), ("20-Oct", FaultKind::ExcelDate));
    }

    #[test]
    fn ages_fall_in_declared_bands() {
        let age = ColumnMeaning { bands: vec![18, 23], ..ColumnMeaning::new("kolom", Role::Age) };
        let (levels, rows, faults) = column(&["22", "17", "23", "40", "18", "oud"], &age);
        assert_eq!(levels, ["jonger dan 18", "18 t/m 22", "23 en ouder"]);
        assert_eq!(rows[4], "18 t/m 22");
        assert_eq!(faults[0].kind, FaultKind::NotANumber);
    }

    #[test]
    fn several_ticks_are_one_level() {
        let gender = ColumnMeaning {
            separator: Some(";".into()),
            ..labelled(Role::Gender, &[("v", "vrouw"), ("n", "non-binair")])
        };
        assert_eq!(
            column(&["v;", "v;n", "n;v"], &gender).1,
            ["vrouw", "meer dan één antwoord", "meer dan één antwoord"]
        );
    }

    #[test]
    fn a_mail_address_never_becomes_a_level() {
        let (levels, _, _) = column(&["a@b.example.org", "x"], &ColumnMeaning::new("kolom", Role::Programme));
        assert_eq!(levels, ["x"]);
    }
}
