//! Questions with several answers: who ticked which option, and who was asked at all.
//!
//! An option is a yes or no of its own: options overlap, so their shares add up to more than 100 %. An empty cell is
//! "not ticked" only for who is in the base. Leaves out gender, which is one group per person (`several`).

use crate::codebook::{ChoiceMeaning, Codebook, ColumnMeaning, folded};
use crate::model::{Base, Choice, Codes, Fault, LevelKind, MISSING, Role, Text};

use super::columns::Mapped;
use super::keywords::named_in;
use super::table::{Coded, Table};
use super::values::{Complaint, answer, tell, used};

/// Returns whether a question is made of this column with others, or of several ticks in its cells.
pub(super) fn is_part(codebook: &Codebook, meaning: &ColumnMeaning) -> bool {
    let is_option =
        codebook.choices.iter().any(|choice| choice.options.iter().any(|option| option == meaning.id()));
    is_option || is_joined(meaning)
}

fn is_joined(meaning: &ColumnMeaning) -> bool {
    meaning.role == Role::Item && meaning.separator.as_ref().is_some_and(|separator| !separator.is_empty())
}

/// Returns the options of every question with several answers, in the order of the codebook.
pub(super) fn choices(
    table: &Table,
    codebook: &Codebook,
    columns: &[Mapped<'_>],
    faults: &mut Vec<Fault>,
) -> Vec<Choice> {
    let mut made: Vec<Choice> =
        codebook.choices.iter().flat_map(|choice| split(table, choice, columns)).collect();
    for column in columns.iter().filter(|column| is_joined(column.meaning)) {
        if let Some(coded) = column.coded() {
            made.extend(joined(table, column.heading, coded, column.meaning, faults));
        }
    }
    made.extend(columns.iter().flat_map(|column| named_in(column)));
    made
}

/// What a cell says of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    No,
    Yes,
}

/// Returns the options of a question that has a column for each.
fn split(table: &Table, choice: &ChoiceMeaning, columns: &[Mapped<'_>]) -> Vec<Choice> {
    let found: Vec<(&ColumnMeaning, &Coded)> = choice
        .options
        .iter()
        .filter_map(|id| columns.iter().find(|column| column.meaning.id() == id))
        .filter_map(|column| Some((column.meaning, column.coded()?)))
        .collect();
    let said: Vec<Vec<Said>> =
        found.iter().map(|(meaning, coded)| said(table.rows, choice, meaning, coded)).collect();
    let shown = choice.seen.as_ref().and_then(|id| seen(table.rows, id, columns));
    let in_base: Vec<bool> = (0..table.rows)
        .map(|row| match choice.base {
            Base::Ticked => said.iter().any(|said| said[row] == Said::Yes),
            Base::Stated | Base::Written => said.iter().any(|said| said[row] != Said::Nothing),
            Base::Seen => {
                shown.as_ref().is_some_and(|shown| shown[row])
                    || said.iter().any(|said| said[row] == Said::Yes)
            }
        })
        .collect();
    found
        .iter()
        .zip(&said)
        .map(|((meaning, _), said)| Choice {
            question: choice.id.clone(),
            id: meaning.id().to_owned(),
            question_text: choice.text.clone(),
            text: meaning.text(),
            base: choice.base,
            codes: codes(&in_base, |row| said[row] == Said::Yes),
        })
        .collect()
}

fn said(rows: usize, choice: &ChoiceMeaning, meaning: &ColumnMeaning, coded: &Coded) -> Vec<Said> {
    let of_value: Vec<Said> = coded
        .values
        .iter()
        .map(|value| {
            if meaning.is_missing(value) {
                Said::Nothing
            } else if choice.is_not_ticked(value) {
                Said::No
            } else {
                Said::Yes
            }
        })
        .collect();
    (0..rows)
        .map(|row| {
            let code = coded.codes.get(row).map_or(usize::MAX, |code| code as usize);
            of_value.get(code).copied().unwrap_or(Said::Nothing)
        })
        .collect()
}

/// Returns for each row whether the column that says who saw the question holds an answer.
fn seen(rows: usize, id: &str, columns: &[Mapped<'_>]) -> Option<Vec<bool>> {
    let column = columns.iter().find(|column| column.meaning.id() == id)?;
    let coded = column.coded()?;
    let holds: Vec<bool> = coded.values.iter().map(|value| !column.meaning.is_missing(value)).collect();
    let at = |row: usize| coded.codes.get(row).and_then(|code| holds.get(code as usize)).copied();
    Some((0..rows).map(|row| at(row).unwrap_or(false)).collect())
}

fn codes(in_base: &[bool], is_ticked: impl Fn(usize) -> bool) -> Codes {
    in_base
        .iter()
        .enumerate()
        .map(|(row, in_base)| match (in_base, is_ticked(row)) {
            (false, _) => MISSING,
            (true, true) => Choice::TICKED,
            (true, false) => Choice::NOT_TICKED,
        })
        .collect()
}

/// Returns the options of a question whose ticks stand in one cell.
///
/// Who ticked only "prefer not to say" or "not applicable" gave no answer and is not in the base.
fn joined(
    table: &Table,
    heading: &str,
    coded: &Coded,
    meaning: &ColumnMeaning,
    faults: &mut Vec<Fault>,
) -> Vec<Choice> {
    let used = used(coded);
    let mut complaints: Vec<Option<Complaint>> = vec![None; coded.values.len()];
    let mut ticks_of: Vec<Vec<usize>> = vec![Vec::new(); coded.values.len()];
    let mut options: Vec<(String, Text)> =
        meaning.labels.iter().map(|label| (label.raw.clone(), label.text.clone())).collect();
    for (code, value) in coded.values.iter().enumerate() {
        if !used[code] || meaning.is_missing(value) {
            continue;
        }
        for part in parts(value, meaning) {
            let known = answer(&part, meaning).or_else(|| {
                let same = |(raw, _): &(String, Text)| folded(raw) == folded(&part);
                meaning.labels.is_empty().then(|| options.iter().position(same)).flatten()
            });
            match known {
                Some(place) => ticks_of[code].push(place),
                None if meaning.labels.is_empty() => {
                    options.push((part.clone(), Text::same(&part)));
                    ticks_of[code].push(options.len() - 1);
                }
                // An answer of one's own, "anders, namelijk …": counted in the base, not shown.
                None => complaints[code] = Some(Complaint::unknown(&part)),
            }
        }
    }
    tell(table, heading, coded, &complaints, faults);
    let is_stated = |place: usize| meaning.kind(&options[place].0) == LevelKind::Stated;
    let at =
        |row: usize| coded.codes.get(row).map(|code| code as usize).filter(|code| *code < ticks_of.len());
    // The separator alone: somebody saw the question and ticked nothing.
    let none: Vec<bool> = (0..coded.values.len())
        .map(|code| {
            used[code] && Some(coded.values[code].as_str()) == meaning.separator.as_deref().map(str::trim)
        })
        .collect();
    let base = if none.contains(&true) { Base::Stated } else { Base::Ticked };
    let in_base: Vec<bool> = (0..table.rows)
        .map(|row| {
            at(row).is_some_and(|code| {
                none[code]
                    || complaints[code].is_some()
                    || ticks_of[code].iter().any(|place| is_stated(*place))
            })
        })
        .collect();
    (0..options.len())
        .filter(|place| is_stated(*place))
        .map(|place| Choice {
            question: meaning.id().to_owned(),
            id: option_id(&options[place].0, place),
            question_text: meaning.text(),
            text: options[place].1.clone(),
            base,
            codes: codes(&in_base, |row| at(row).is_some_and(|code| ticks_of[code].contains(&place))),
        })
        .collect()
}

/// Returns the ticks in a cell; an option that itself holds the separator is one tick.
pub(super) fn parts(value: &str, meaning: &ColumnMeaning) -> Vec<String> {
    let separator = meaning.separator.as_deref().unwrap_or(";");
    let pieces: Vec<&str> = value.split(separator).collect();
    let most = most_pieces(meaning, separator);
    let mut parts = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let longest = (from + 1..=pieces.len().min(from + most))
            .rev()
            .find(|to| answer(pieces[from..*to].join(separator).trim(), meaning).is_some());
        let to = longest.unwrap_or(from + 1);
        let part = pieces[from..to].join(separator);
        if !part.trim().is_empty() {
            parts.push(part.trim().to_owned());
        }
        from = to;
    }
    parts
}

/// Returns how many pieces one answer of the codebook may fall apart into: no more are tried, of a cell of thousands.
fn most_pieces(meaning: &ColumnMeaning, separator: &str) -> usize {
    let spellings = meaning
        .labels
        .iter()
        .flat_map(|label| [&label.raw, &label.text.nl, &label.text.en].into_iter().chain(&label.also));
    // One more for the zero of `1,0`, which is the code 1.
    let pieces = |spelling: &String| 2 + spelling.matches(separator.trim()).count();
    spellings.map(pieces).max().unwrap_or(1)
}

/// A raw value that is a sentence makes a bad key of `results.csv`: its place stands for it.
fn option_id(raw: &str, place: usize) -> String {
    let fits =
        raw.chars().count() <= 24 && raw.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if fits && !raw.is_empty() { raw.to_owned() } else { format!("{:02}", place + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Label;

    fn coded(values: &[&str]) -> Coded {
        Coded {
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            codes: (0..values.len() as u32).collect(),
        }
    }

    fn item(labels: &[&str], separator: &str) -> ColumnMeaning {
        let label = |raw: &&str| Label { raw: (*raw).into(), text: Text::same(*raw), also: Vec::new() };
        ColumnMeaning {
            labels: labels.iter().map(label).collect(),
            separator: Some(separator.into()),
            not_stated: vec!["wil ik niet zeggen".into()],
            ..ColumnMeaning::new("waarom", Role::Item)
        }
    }

    #[test]
    fn ticks_in_one_cell_are_options_on_the_base_of_who_ticked() {
        let meaning = item(&["sfeer", "geen baan, nog niet", "wil ik niet zeggen"], ",");
        let cells =
            ["sfeer, geen baan, nog niet", "geen baan, nog niet", "wil ik niet zeggen", "iets anders"];
        let table = Table { rows: 4, ..Table::default() };
        let mut faults = Vec::new();
        let made = joined(&table, "waarom", &coded(&cells), &meaning, &mut faults);
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].codes, [1, 0, MISSING, 0]);
        assert_eq!(made[1].codes, [1, 1, MISSING, 0]);
        assert_eq!(made[1].measure(), "choice.waarom.02@ticked");
        assert_eq!(faults.len(), 1, "an answer of one's own is told, and counts in the base");
    }

    #[test]
    fn a_cell_of_thousands_of_pieces_is_cut_at_once() {
        // Each run of pieces was tried: a text that a broken quote had swallowed took minutes.
        let meaning = item(&["sfeer", "geen baan, nog niet, of later"], ",");
        let text = "x,".repeat(20_000) + "geen baan, nog niet, of later,sfeer";
        let made = parts(&text, &meaning);
        assert_eq!(made.len(), 20_002);
        assert_eq!(made[20_000..], ["geen baan, nog niet, of later", "sfeer"]);
        let codes = item(&["1", "2"], ",");
        assert_eq!(parts("1,0", &codes), ["1,0"]);
    }

    #[test]
    fn an_empty_cell_is_a_no_only_of_who_was_asked() {
        let columns = [ColumnMeaning::new("A", Role::Item), ColumnMeaning::new("B", Role::Item)];
        let kept =
            [["Y", "", ""], ["", "Y", ""]].map(|values| super::super::table::Kept::Values(coded(&values)));
        let mapped: Vec<Mapped<'_>> = columns
            .iter()
            .zip(&kept)
            .map(|(meaning, kept)| Mapped { heading: &meaning.heading, meaning, kept })
            .collect();
        let choice = ChoiceMeaning {
            id: "q".into(),
            text: Text::same("q"),
            options: vec!["A".into(), "B".into()],
            base: Base::Ticked,
            seen: None,
            not_ticked: Vec::new(),
            theme: None,
        };
        let table = Table { rows: 3, ..Table::default() };
        let made = split(&table, &choice, &mapped);
        assert_eq!(made[0].codes, [1, 0, MISSING]);
        assert_eq!(made[1].codes, [0, 1, MISSING]);
    }
}
