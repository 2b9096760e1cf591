//! REDCap: one heading row of variables, a column per tick (`var___1`), and a data dictionary in a file of its own.
//!
//! Source: `REDCap`'s data dictionary tutorial; samples of `REDCapR`. Branching logic is not evaluated: an empty cell
//! is a question that was skipped or not shown.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::codebook::folded;
use crate::model::{Fault, FaultKind, Severity, Text};

use super::super::dialect::tidy;
use super::super::record::each_record;
use super::beside::RedcapBeside;
use super::markup::plain_text;
use super::structure::{AnswerSet, Member, Proof, Structure, Ticked};

/// The fields of a REDCap project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Dictionary {
    fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    name: String,
    kind: String,
    label: String,
    choices: Vec<(String, String)>,
    branching: bool,
    identifies: bool,
}

impl Dictionary {
    /// Returns whether a text begins as a data dictionary does.
    pub(super) fn begins(text: &[u8]) -> bool {
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        let text = text.strip_prefix(b"\"").unwrap_or(text);
        let starts = |word: &str| {
            text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        };
        starts("Variable / Field Name") || starts("field_name")
    }

    /// Reads a data dictionary; `None` for any other text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if !Self::begins(text.as_bytes()) {
            return None;
        }
        let text = text.trim_start_matches('\u{FEFF}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|delimiter| first.bytes().filter(|byte| byte == delimiter).count())?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        each_record(text.as_bytes(), delimiter, |_, record| {
            rows.push(record.fields().map(|field| tidy(&String::from_utf8_lossy(field))).collect());
            ControlFlow::Continue(())
        });
        let headings: Vec<String> = rows.first()?.iter().map(|heading| folded(heading)).collect();
        let place = |words: &[&str]| {
            headings.iter().position(|heading| words.iter().any(|word| heading.starts_with(word)))
        };
        let name = place(&["variable / field name", "field_name"])?;
        let kind = place(&["field type", "field_type"])?;
        let label = place(&["field label", "field_label"])?;
        let choices = place(&["choices", "select_choices"])?;
        let branching = place(&["branching"]);
        let identifier = place(&["identifier"]);
        let cell = |row: &Vec<String>, at: usize| {
            // R writes an empty cell as NA.
            row.get(at).filter(|cell| *cell != "NA").cloned().unwrap_or_default()
        };
        let fields = rows[1..]
            .iter()
            .map(|row| Field {
                name: cell(row, name),
                kind: cell(row, kind).to_lowercase(),
                label: plain_text(&cell(row, label)),
                choices: split(&cell(row, choices)),
                branching: branching.is_some_and(|at| !cell(row, at).is_empty()),
                identifies: identifier.is_some_and(|at| cell(row, at).eq_ignore_ascii_case("y")),
            })
            .filter(|field| !field.name.is_empty())
            .collect();
        Some(Self { fields })
    }

    /// Returns how many of the headings are of this project.
    pub(super) fn hits(&self, headings: &[String]) -> usize {
        headings.iter().filter(|heading| self.field(heading).is_some()).count()
    }

    fn field(&self, heading: &str) -> Option<&Field> {
        let name = heading.split_once("___").map_or(heading, |(name, _)| name);
        self.fields.iter().find(|field| field.name == name)
    }
}

/// `1, Ja | 2, Nee`; a choice may hold commas, its code not.
fn split(choices: &str) -> Vec<(String, String)> {
    choices
        .split('|')
        .filter_map(|choice| {
            let (code, text) = choice.split_once(',')?;
            Some((code.trim().to_owned(), plain_text(text)))
        })
        .collect()
}

/// Returns whether REDCap wrote these headings: ticks and the state of a form, or names that it alone has.
pub(super) fn is_head(headings: &[String]) -> bool {
    let own = [
        "redcap_event_name",
        "redcap_repeat_instrument",
        "redcap_survey_identifier",
        "redcap_data_access_group",
    ];
    let ticks = headings.iter().any(|heading| heading.contains("___"));
    let states = headings.iter().any(|heading| heading.ends_with("_complete"));
    headings.iter().any(|heading| own.contains(&heading.as_str()))
        || states && (ticks || headings.first().is_some_and(|first| first == "record_id"))
}

/// Returns questions, labels and sets of ticks.
pub(super) fn structure(headings: &[String], dictionary: Option<&Dictionary>) -> Structure {
    let mut made = Structure::default();
    for heading in headings {
        let field = dictionary.and_then(|dictionary| dictionary.field(heading));
        if let Some((name, code)) = heading.split_once("___") {
            tick(&mut made, heading, name, code, field);
            continue;
        }
        let Some(field) = field else { continue };
        let told = made.entry(heading);
        told.question = Some(field.label.clone()).filter(|label| !label.is_empty());
        told.identifies = field.identifies;
        told.labels = match field.kind.as_str() {
            "radio" | "dropdown" => field.choices.clone(),
            "yesno" => vec![("1".to_owned(), "Ja".to_owned()), ("0".to_owned(), "Nee".to_owned())],
            "truefalse" => vec![("1".to_owned(), "Waar".to_owned()), ("0".to_owned(), "Onwaar".to_owned())],
            _ => Vec::new(),
        };
    }
    made
}

fn tick(made: &mut Structure, heading: &str, name: &str, code: &str, field: Option<&Field>) {
    // REDCap writes the code in lower case and a minus as a third underscore: `var____9` is -9.
    let is = |known: &str| known.to_lowercase().replace('-', "_") == code.to_lowercase();
    let choice = field.and_then(|field| field.choices.iter().find(|(known, _)| is(known)));
    let (code, text) = choice.cloned().unwrap_or_else(|| (code.to_owned(), code.to_owned()));
    let question = field.map(|field| field.label.clone()).filter(|label| !label.is_empty());
    made.entry(heading).question = question.as_ref().map(|question| format!("{question} - {text}"));
    let ticked =
        vec!["1".to_owned(), "Checked".to_owned(), "Aangevinkt".to_owned(), "TRUE".to_owned(), text.clone()];
    let member = Member { heading: heading.to_owned(), code, text, ticked: Ticked::By(ticked) };
    match made.sets.iter_mut().find(|set| set.heading == name) {
        Some(set) => set.members.push(member),
        None => made.sets.push(AnswerSet {
            heading: name.to_owned(),
            question,
            members: vec![member],
            proof: Proof::Told,
        }),
    }
}

/// Returns what a reader should know: no dictionary, branching, several rows a person.
pub(super) fn faults(file: &str, headings: &[String], beside: Option<RedcapBeside<'_>>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut note = |message: Text, hint: Text| {
        faults.push(Fault::in_file(Severity::Note, FaultKind::Assumed, file, message, hint));
    };
    match beside {
        None => note(
            Text::new(
                "zonder het datawoordenboek staan er alleen codes",
                "without the data dictionary there are codes only",
            ),
            Text::new(
                "zet het datawoordenboek (csv) ernaast, of noem het met `structure` in scan.toml",
                "put the data dictionary (csv) beside it, or name it with `structure` in scan.toml",
            ),
        ),
        Some(beside) => {
            let names: BTreeSet<&str> = headings
                .iter()
                .filter_map(|heading| beside.dictionary.field(heading))
                .filter(|field| field.branching)
                .map(|field| field.name.as_str())
                .collect();
            if !names.is_empty() {
                let n = names.len();
                note(
                    Text::new(
                        format!(
                            "vragen die niet iedereen zag (branching logic), aantal: {n}; een lege cel telt als geen antwoord"
                        ),
                        format!(
                            "questions that not everybody saw (branching logic), number: {n}; an empty cell counts as no answer"
                        ),
                    ),
                    Text::new(
                        "lees de aantallen bij zulke vragen als: van wie de vraag invulde",
                        "read the numbers of such questions as: of those who answered it",
                    ),
                );
            }
        }
    }
    let repeated = ["redcap_event_name", "redcap_repeat_instrument"];
    if headings.iter().any(|heading| repeated.contains(&heading.as_str())) {
        note(
            Text::new(
                "een persoon kan meer rijen hebben (momenten of herhaalde formulieren)",
                "a person may have several rows (events or repeated forms)",
            ),
            Text::new(
                "exporteer \u{e9}\u{e9}n moment, of geef de sleutel de rol respondent: dan telt de eerste rij",
                "export one event, or give the key the role respondent: then the first row counts",
            ),
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const DICTIONARY: &str = "\"Variable / Field Name\",\"Form Name\",\"Field Type\",\"Field Label\",\"Choices, Calculations, OR Slider Labels\",\"Branching Logic (Show field only if...)\"\n\
        gender,a,radio,\"Wat is je <b>gender</b>?\",\"1, Vrouw | 2, Man | -9, Wil ik niet zeggen, echt niet\",\n\
        werk,a,checkbox,Wat doe je?,\"1, Werk | -9, Niets\",[gender]='1'\n";

    fn row(fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| (*field).to_owned()).collect()
    }

    #[test]
    fn choices_keep_their_commas_and_ticks_their_codes() {
        let dictionary = Dictionary::parse(DICTIONARY).unwrap();
        let headings = row(&["record_id", "gender", "werk___1", "werk____9", "a_complete"]);
        assert!(is_head(&headings));
        let told = structure(&headings, Some(&dictionary));
        let gender = told.of("gender").unwrap();
        assert_eq!(gender.question.as_deref(), Some("Wat is je gender?"));
        assert_eq!(gender.labels[2], ("-9".into(), "Wil ik niet zeggen, echt niet".into()));
        let codes: Vec<&str> = told.sets[0].members.iter().map(|member| member.code.as_str()).collect();
        assert_eq!((told.sets.len(), codes), (1, vec!["1", "-9"]));
    }

    #[test]
    fn other_files_are_no_dictionary() {
        assert_eq!(Dictionary::parse("record_id,gender\n1,2\n"), None);
    }
}
