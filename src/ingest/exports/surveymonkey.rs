//! SurveyMonkey: a row of questions, and under it a row of choices, rows of a matrix or `Response`.
//!
//! Source: SurveyMonkey help, "Exporting Survey Data" and "Response Exports"; no sample of a real school was at
//! hand. A question stands above its first column only.

use crate::codebook::folded;

use super::structure::{AnswerSet, Member, Proof, Structure, Ticked};

const FIRST: [&str; 6] =
    ["respondent id", "respondentid", "respondent_id", "respondent-id", "id respondent", "id van respondent"];

const SECOND: [&str; 7] = [
    "collector id",
    "collectorid",
    "collector_id",
    "collector-id",
    "verzamelaar-id",
    "id van verzamelaar",
    "collectionid",
];

/// Words under a question with one column.
const RESPONSE: [&str; 8] = [
    "response",
    "open-ended response",
    "antwoord",
    "respons",
    "open antwoord",
    "open-ended reactie",
    "reactie",
    "open-ended antwoord",
];

/// Returns whether SurveyMonkey wrote these headings.
pub(super) fn is_head(headings: &[String]) -> bool {
    let plain = |at: usize| headings.get(at).map_or_else(String::new, |heading| folded(heading));
    FIRST.contains(&plain(0).as_str()) && SECOND.contains(&plain(1).as_str())
}

/// Returns whether this is the row under the questions: nothing under the respondent, something further on.
pub(super) fn is_second(row: &[String]) -> bool {
    row.first().is_none_or(String::is_empty)
}

/// Returns names and questions: `Vraag` over one column, `Vraag [keuze]` over several.
pub(super) fn combined(first: &[String], second: &[String]) -> (Vec<String>, Vec<String>) {
    let mut question = String::new();
    let mut names = Vec::with_capacity(first.len());
    let mut questions = Vec::with_capacity(first.len());
    for (at, heading) in first.iter().enumerate() {
        if !heading.is_empty() {
            question.clone_from(heading);
        }
        let part =
            second.get(at).filter(|part| !part.is_empty() && !RESPONSE.contains(&folded(part).as_str()));
        match part {
            Some(part) if !question.is_empty() => {
                names.push(format!("{question} [{part}]"));
                questions.push(format!("{question} - {part}"));
            }
            _ => {
                names.push(if heading.is_empty() { String::new() } else { question.clone() });
                questions.push(String::new());
            }
        }
    }
    (names, questions)
}

/// Returns the questions whose columns may be the choices of several answers.
pub(super) fn structure(headings: &[String], questions: &[String]) -> Structure {
    let mut made = Structure::default();
    for (heading, question) in headings.iter().zip(questions) {
        let Some((stem, text)) = heading.strip_suffix(']').and_then(|name| name.rsplit_once(" [")) else {
            continue;
        };
        if question.is_empty() {
            continue;
        }
        let member = Member {
            heading: heading.clone(),
            code: text.to_owned(),
            text: text.to_owned(),
            ticked: Ticked::Unless(Vec::new()),
        };
        match made.sets.iter_mut().find(|set| set.heading == stem) {
            Some(set) => set.members.push(member),
            None => made.sets.push(AnswerSet {
                heading: stem.to_owned(),
                question: None,
                members: vec![member],
                proof: Proof::Cells,
            }),
        }
    }
    made.sets.retain(|set| !headings.contains(&set.heading));
    made
}

#[cfg(test)]
mod tests {
    use super::super::testing::row;
    use super::*;

    #[test]
    fn two_rows_become_one_name_each() {
        let first = row(&["Respondent ID", "Collector ID", "Wat doe je?", "", "Gender"]);
        let second = row(&["", "", "Werk", "Stage, vrijwillig", "Response"]);
        assert!(is_head(&first) && is_second(&second));
        let (names, questions) = combined(&first, &second);
        assert_eq!(names[2..], row(&["Wat doe je? [Werk]", "Wat doe je? [Stage, vrijwillig]", "Gender"]));
        let structure = structure(&names, &questions);
        assert_eq!((structure.sets.len(), structure.sets[0].members.len()), (1, 2));
    }
}
