//! Qualtrics: names, questions under them, and since 2017 a row of `{"ImportId":…}` under those.
//!
//! Source: Qualtrics support, "Understanding Your Data Set"; samples of `QualtricsTools` and `qualtRics`.

use super::structure::{AnswerSet, Member, Proof, Screen, Screened, Structure, Ticked};

/// Names that Qualtrics gives to what it adds itself.
const OWN: [&str; 12] = [
    "startdate",
    "enddate",
    "recordeddate",
    "responseid",
    "responseset",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externalreference",
    "externaldatareference",
    "distributionchannel",
    "userlanguage",
];

/// Returns whether these are names that Qualtrics writes.
pub(super) fn is_head(headings: &[String]) -> bool {
    headings.iter().filter(|heading| OWN.contains(&heading.to_lowercase().as_str())).count() >= 4
}

/// Returns whether a row is that of `{"ImportId":…}`.
pub(super) fn is_import(row: &[String]) -> bool {
    row.iter().any(|field| field.starts_with("{\"ImportId\"") || field.starts_with("{'ImportId'"))
}

/// Returns how many rows under the names are no data.
pub(super) fn under(headings: &[String], second: &[String], third: &[String]) -> usize {
    let first = |row: &[String]| row.first().cloned().unwrap_or_default();
    if is_import(third) {
        return 2;
    }
    let repeated = matches!(first(headings).as_str(), "V1" | "ResponseID") && first(second) == "ResponseID";
    // Without the third row, in Excel: the second repeats the names in words.
    let in_words = is_head(headings) && {
        let at = headings.iter().position(|heading| heading.eq_ignore_ascii_case("EndDate"));
        at.and_then(|at| second.get(at))
            .is_some_and(|field| !field.is_empty() && !field.contains(|letter: char| letter.is_ascii_digit()))
    };
    usize::from(repeated || is_import(second) || in_words)
}

/// Returns which rows are no answers, and which columns may be one question with several.
pub(super) fn structure(headings: &[String], questions: &[String]) -> Structure {
    let own = |name: &str| {
        // The old form has names V1 to V10 and the words of the new one under them.
        let at = headings.iter().position(|heading| heading.eq_ignore_ascii_case(name)).or_else(|| {
            let of_ten = questions.iter().take(10).position(|question| question.eq_ignore_ascii_case(name));
            of_ten.filter(|&at| headings[at] == format!("V{}", at + 1))
        });
        at.map(|at| headings[at].clone())
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let mut made = Structure { joined_by: Some(","), ..Structure::default() };
    if let Some(heading) = own("Status") {
        let values = words(&[
            "1",
            "2",
            "9",
            "17",
            "Survey Preview",
            "Survey Test",
            "Survey Preview Spam",
            "Offline Survey Preview",
            "Enqu\u{ea}tevoorbeeld",
            "Enqu\u{ea}tetest",
        ]);
        made.screens.push(Screen { heading, what: Screened::Trial, values });
    }
    if let Some(heading) = own("Finished") {
        let values = words(&["0", "False", "FALSE", "Onwaar", "Nee"]);
        made.screens.push(Screen { heading, what: Screened::Unfinished, values });
    }
    made.sets = sets(headings, questions);
    made
}

/// Columns `Q4_1`, `Q4_2` whose questions share all but the choice at their end.
fn sets(headings: &[String], questions: &[String]) -> Vec<AnswerSet> {
    let mut sets: Vec<AnswerSet> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let Some((stem, code)) = heading.rsplit_once('_') else { continue };
        let is_code =
            !code.is_empty() && code.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
        if stem.is_empty() || !is_code {
            continue;
        }
        let Some((question, text)) = questions.get(at).and_then(|question| parts(question)) else { continue };
        let member = Member {
            heading: heading.clone(),
            code: code.to_owned(),
            text: text.to_owned(),
            ticked: Ticked::Unless(Vec::new()),
        };
        let known =
            sets.iter_mut().find(|set| set.heading == stem && set.question.as_deref() == Some(question));
        match known {
            Some(set) => set.members.push(member),
            None => sets.push(AnswerSet {
                heading: stem.to_owned(),
                question: Some(question.to_owned()),
                members: vec![member],
                proof: Proof::Cells,
            }),
        }
    }
    // A name that is a column already, or that two questions share, is no name for a set.
    let names: Vec<String> = sets.iter().map(|set| set.heading.clone()).collect();
    sets.retain(|set| {
        !headings.contains(&set.heading) && names.iter().filter(|name| **name == set.heading).count() == 1
    });
    sets
}

/// The question and the choice: `Vraag - Selected Choice - Keuze`, `Vraag - Keuze`, of old `Vraag-Keuze`.
fn parts(question: &str) -> Option<(&str, &str)> {
    let split = question.rsplit_once(" - ").or_else(|| question.rsplit_once('-'));
    let (question, text) = split.map(|(question, text)| (question.trim(), text.trim()))?;
    let question = ["Selected Choice", "Geselecteerde keuze"]
        .iter()
        .find_map(|words| question.strip_suffix(words)?.trim_end().strip_suffix('-'))
        .map_or(question, str::trim_end);
    (!question.is_empty() && !text.is_empty()).then_some((question, text))
}

#[cfg(test)]
mod tests {
    use super::super::testing::row;
    use super::*;

    #[test]
    fn heading_rows_are_counted() {
        let names = row(&["StartDate", "EndDate", "ResponseId", "UserLanguage", "Q1"]);
        let words = row(&["Startdatum", "Einddatum", "Respons-ID", "Taal van gebruiker", "Vraag"]);
        let import = row(&["{\"ImportId\":\"startDate\"}", "", "", "", ""]);
        let data = row(&["2026-03-01 10:00", "2026-03-01 10:05", "R_1", "NL", "1"]);
        assert_eq!(under(&names, &words, &import), 2);
        assert_eq!(under(&names, &words, &data), 1);
        assert_eq!(under(&names, &data, &data), 0);
        assert_eq!(under(&row(&["V1", "Q1"]), &row(&["ResponseID", "Vraag"]), &data), 1);
    }

    #[test]
    fn choices_of_one_question_are_a_set() {
        let names = row(&["Q4_1", "Q4_2", "Q4_2_TEXT", "Q5_1", "Q5_2"]);
        let questions = row(&[
            "Wat doe je? - Selected Choice - Werk",
            "Wat doe je? - Selected Choice - Anders",
            "Wat doe je? - Anders - Text",
            "Stellingen - a",
            "Iets anders - b",
        ]);
        let found = sets(&names, &questions);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].question.as_deref(), Some("Wat doe je?"));
        assert_eq!(found[0].members[1].text, "Anders");
    }
}
