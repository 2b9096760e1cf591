//! Items and outcomes: which answers there are, in which order, with which value on the scale.
//!
//! An answer outside the declared bounds of its scale is told and counts as no answer. Leaves out scores
//! and reversal: those are the measures'.

use crate::codebook::{ColumnMeaning, folded};
use crate::model::{Answer, Codes, Fault, FaultKind, Item, LevelKind, MISSING, Outcome, Scale, Text};

use super::identify::identifies;
use super::number::Decimals;
use super::table::{Coded, Table};
use super::values::{Coding, Complaint, LabelOrder, answer, tell, used};

/// Returns a question and the answers to it.
///
/// The answers are the labels of the codebook, every point of the scale, then what else occurs.
pub(super) fn item(
    table: &Table,
    heading: &str,
    coded: &Coded,
    meaning: &ColumnMeaning,
    scale: Option<&Scale>,
    faults: &mut Vec<Fault>,
) -> Item {
    let made = made(table, heading, coded, meaning, scale, faults);
    Item {
        id: meaning.id().to_owned(),
        called: called(heading, meaning),
        text: meaning.text(),
        answers: made.answers,
        codes: made.codes,
    }
}

/// Returns the heading where the codebook knows the question by several names, else its id.
///
/// A tool that writes the whole question in its heading did not rename it.
fn called(heading: &str, meaning: &ColumnMeaning) -> String {
    let is_alias = meaning.aliases.iter().any(|alias| folded(alias) == folded(heading));
    let is_named_apart = meaning.id.is_some() && folded(&meaning.heading) == folded(heading);
    if is_alias || is_named_apart { heading.to_owned() } else { meaning.id().to_owned() }
}

/// Returns a column of which some answers count as success.
pub(super) fn outcome(
    table: &Table,
    heading: &str,
    coded: &Coded,
    meaning: &ColumnMeaning,
    faults: &mut Vec<Fault>,
) -> Outcome {
    let made = made(table, heading, coded, meaning, None, faults);
    let success = made
        .answers
        .iter()
        .map(|answer| {
            [&answer.raw, &answer.label.nl, &answer.label.en].iter().any(|text| meaning.is_success(text))
        })
        .collect();
    Outcome {
        id: meaning.id().to_owned(),
        text: meaning.text(),
        answers: made.answers,
        success,
        codes: made.codes,
    }
}

struct Made {
    answers: Vec<Answer>,
    codes: Codes,
}

/// An answer and the order in which it stands: places of the codebook, else by value, else by label.
#[derive(Debug, Clone)]
struct Listed {
    answer: Answer,
    place: usize,
}

fn made(
    table: &Table,
    heading: &str,
    coded: &Coded,
    meaning: &ColumnMeaning,
    scale: Option<&Scale>,
    faults: &mut Vec<Fault>,
) -> Made {
    let used = used(coded);
    let mut coding = Coding::missing(coded.values.len());
    let mut listed = declared(meaning, scale);
    let mut place_of: Vec<Option<usize>> = vec![None; coded.values.len()];
    let decimals = Decimals::of(coded.values.iter().map(String::as_str));
    for (code, value) in coded.values.iter().enumerate() {
        if !used[code] || meaning.is_missing(value) || identifies(value.as_bytes()) {
            continue;
        }
        match one(value, decimals, meaning, scale, &mut listed) {
            Ok(place) => {
                place_of[code] = Some(place);
                coding.complaints[code] = Complaint::looks_like_date(value);
            }
            Err(complaint) => coding.complaints[code] = Some(complaint),
        }
    }
    tell(table, heading, coded, &coding.complaints, faults);
    let mut order: Vec<usize> = (0..listed.len()).collect();
    order.sort_by(|&a, &b| compare(&listed[a], &listed[b]));
    order.truncate(usize::from(MISSING) - 1);
    let mut code_of = vec![MISSING; listed.len()];
    for (code, &place) in order.iter().enumerate() {
        code_of[place] = code as u16;
    }
    for (code, place) in place_of.iter().enumerate() {
        coding.codes[code] = place.map_or(MISSING, |place| code_of[place]);
    }
    Made {
        codes: coding.rows(coded),
        answers: order.into_iter().map(|place| listed[place].answer.clone()).collect(),
    }
}

/// The answers that are there whether anybody gave them or not.
fn declared(meaning: &ColumnMeaning, scale: Option<&Scale>) -> Vec<Listed> {
    let mut listed: Vec<Listed> = meaning
        .labels
        .iter()
        .enumerate()
        .filter(|(_, label)| !meaning.is_missing(&label.raw))
        .map(|(place, label)| Listed {
            answer: Answer {
                raw: label.raw.clone(),
                label: label.text.clone(),
                kind: meaning.kind(&label.raw),
                value: meaning.value(&label.raw),
            },
            place,
        })
        .collect();
    if let Some(scale) = scale.filter(|_| listed.is_empty()) {
        let steps = (scale.highest - scale.lowest).round().clamp(0.0, 100.0) as u32;
        listed.extend((0..=steps).map(|step| number(scale.lowest + f64::from(step))));
    }
    listed
}

fn number(value: f64) -> Listed {
    let raw = value.to_string();
    let label = Text::new(raw.replace('.', ","), raw.clone());
    Listed { answer: Answer { raw, label, kind: LevelKind::Stated, value: Some(value) }, place: usize::MAX }
}

/// Returns the place in `listed` of an answer, with a new one where it is new.
fn one(
    value: &str,
    decimals: Decimals,
    meaning: &ColumnMeaning,
    scale: Option<&Scale>,
    listed: &mut Vec<Listed>,
) -> Result<usize, Complaint> {
    if let Some(label) = answer(value, meaning) {
        let raw = &meaning.labels[label].raw;
        let place = listed.iter().position(|known| known.answer.raw == *raw);
        let place = place.expect("invariant: every label that is not missing is listed");
        return within(&listed[place].answer, scale).map(|()| place);
    }
    let kind = meaning.kind(value);
    // Marks in tenths: 69 is 6.9.
    let found = decimals
        .number(value)
        .filter(|_| kind == LevelKind::Stated)
        .map(|value| value / meaning.divide_by.unwrap_or(1.0));
    // 45 % of a scale from 0 to 1 is 0.45.
    let found = match scale {
        Some(scale) if value.ends_with('%') && scale.highest <= 1.0 => found.map(|number| number / 100.0),
        _ => found,
    };
    let in_words = listed.iter().any(|known| known.place != usize::MAX);
    match (found, scale) {
        (Some(value), Some(scale)) if (scale.lowest..=scale.highest).contains(&value) => {
            Ok(add(listed, number(value), |known| known.value == Some(value)))
        }
        (Some(_), Some(scale)) => Err(off_scale(scale)),
        (Some(value), None) if meaning.divide_by.is_some() => {
            Ok(add(listed, number(value), |known| known.value == Some(value)))
        }
        (None, Some(_)) if kind == LevelKind::Stated => Err(Complaint::unknown(value)),
        (_, None) if in_words && kind == LevelKind::Stated => Err(Complaint::unknown(value)),
        _ => {
            let answer = Answer { raw: value.to_owned(), label: Text::same(value), kind, value: found };
            let same = folded(value);
            Ok(add(listed, Listed { answer, place: usize::MAX }, |known| folded(&known.raw) == same))
        }
    }
}

fn add(listed: &mut Vec<Listed>, new: Listed, same: impl Fn(&Answer) -> bool) -> usize {
    listed.iter().position(|known| same(&known.answer)).unwrap_or_else(|| {
        listed.push(new);
        listed.len() - 1
    })
}

/// A label may itself lie outside the bounds that the scale declares.
fn within(answer: &Answer, scale: Option<&Scale>) -> Result<(), Complaint> {
    match (answer.value, scale) {
        (Some(value), Some(scale)) if !(scale.lowest..=scale.highest).contains(&value) => {
            Err(off_scale(scale))
        }
        _ => Ok(()),
    }
}

fn off_scale(scale: &Scale) -> Complaint {
    let (id, lowest, highest) = (&scale.id, scale.lowest, scale.highest);
    Complaint::repaired(
        FaultKind::OffScale,
        Text::new(
            format!("buiten de schaal {id} ({lowest} tot en met {highest}); telt als geen antwoord"),
            format!("outside the scale {id} ({lowest} to {highest}); counts as no answer"),
        ),
        Text::new(
            "verbeter de waarde, zet haar bij `missing`, of pas `range` aan",
            "correct the value, add it to `missing`, or change `range`",
        ),
    )
}

/// The codebook's order; then stated answers by value or label, then those without a place on a scale.
fn compare(a: &Listed, b: &Listed) -> std::cmp::Ordering {
    let value = |listed: &Listed| listed.answer.value.unwrap_or(f64::INFINITY);
    a.place
        .cmp(&b.place)
        .then_with(|| a.answer.kind.cmp(&b.answer.kind))
        .then_with(|| value(a).total_cmp(&value(b)))
        .then_with(|| LabelOrder::of(&a.answer.label.nl).compare(&LabelOrder::of(&b.answer.label.nl)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Label;
    use crate::model::{MissingRule, Role, Theme};

    fn scale() -> Scale {
        Scale {
            id: "thuis".into(),
            text: Text::same("thuis"),
            items: vec!["SB01".into()],
            reversed: vec![],
            lowest: 1.0,
            highest: 5.0,
            missing_rule: MissingRule::Half,
            theme: Theme::Learning,
            bands: Vec::new(),
        }
    }

    fn coded(values: &[&str]) -> Coded {
        Coded {
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            codes: (0..values.len() as u32).collect(),
        }
    }

    fn answers(values: &[&str], meaning: &ColumnMeaning, scale: Option<&Scale>) -> (Item, Vec<Fault>) {
        let mut faults = Vec::new();
        (item(&Table::default(), "SB01", &coded(values), meaning, scale, &mut faults), faults)
    }

    fn values(item: &Item) -> Vec<Option<f64>> {
        item.codes
            .iter()
            .map(|&code| item.answers.get(usize::from(code)).and_then(|answer| answer.value))
            .collect()
    }

    #[test]
    fn every_point_of_a_scale_is_an_answer_and_what_lies_outside_is_told() {
        let meaning = ColumnMeaning::new("SB01", Role::Item);
        let (item, faults) = answers(&["3", "3.0", "7", "eens", "5"], &meaning, Some(&scale()));
        assert_eq!(item.answers.len(), 5);
        assert_eq!(values(&item), [Some(3.0), Some(3.0), None, None, Some(5.0)]);
        let kinds: Vec<_> = faults.iter().map(|fault| (fault.kind, fault.value.as_deref())).collect();
        assert_eq!(kinds, [(FaultKind::OffScale, Some("7")), (FaultKind::UnknownLabel, Some("eens"))]);
    }

    #[test]
    fn ordered_words_take_their_place_as_value() {
        let words = ["oneens", "neutraal", "eens", "n.v.t."];
        let meaning = ColumnMeaning {
            labels: words
                .iter()
                .map(|word| Label { raw: (*word).into(), text: Text::same(*word), also: Vec::new() })
                .collect(),
            not_applicable: vec!["n.v.t.".into()],
            ..ColumnMeaning::new("SB01", Role::Item)
        };
        let (item, faults) = answers(&["Eens", "oneens", "n.v.t.", "eens"], &meaning, Some(&scale()));
        assert_eq!(values(&item), [Some(3.0), Some(1.0), None, Some(3.0)]);
        assert_eq!(item.answers[usize::from(item.codes[2])].kind, LevelKind::NotApplicable);
        assert!(faults.is_empty());
    }

    #[test]
    fn labels_at_the_ends_of_a_scale_leave_room_between_them() {
        let meaning = ColumnMeaning {
            labels: [("1", "helemaal niet"), ("5", "helemaal wel")]
                .map(|(raw, text)| Label { raw: raw.into(), text: Text::same(text), also: Vec::new() })
                .to_vec(),
            ..ColumnMeaning::new("SB01", Role::Item)
        };
        let (item, faults) = answers(&["1", "2", "helemaal wel"], &meaning, Some(&scale()));
        assert_eq!(values(&item), [Some(1.0), Some(2.0), Some(5.0)]);
        assert!(faults.is_empty());
    }

    #[test]
    fn success_is_told_by_raw_value_or_label() {
        let meaning = ColumnMeaning {
            success: vec!["uitval".into()],
            labels: [("1", "Uitval"), ("2", "Diploma")]
                .map(|(raw, text)| Label { raw: raw.into(), text: Text::same(text), also: Vec::new() })
                .to_vec(),
            ..ColumnMeaning::new("Target", Role::Outcome)
        };
        let made = outcome(&Table::default(), "Target", &coded(&["1", "2"]), &meaning, &mut Vec::new());
        assert_eq!((made.success, made.codes), (vec![true, false], vec![0, 1].into()));
    }
}
