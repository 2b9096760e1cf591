//! LimeSurvey without its structure file: headings `Q1[SQ001]`, whole questions, or `Q1[SQ001]. Vraag`.
//!
//! Source: LimeSurvey manual, "Exporting results", and the export writers of its source. Leaves out the
//! structure file (`lss`).

use crate::codebook::folded;

use super::structure::{AnswerSet, Member, Proof, Screen, Screened, Structure, Ticked};

/// What LimeSurvey adds itself, by code and in words.
const OWN: [&str; 28] = [
    "submitdate",
    "lastpage",
    "startlanguage",
    "seed",
    "startdate",
    "datestamp",
    "ipaddr",
    "refurl",
    "date submitted",
    "last page",
    "start language",
    "date started",
    "date last action",
    "ip address",
    "referrer url",
    "datum ingezonden",
    "datum verzonden",
    "datum inzending",
    "laatste pagina",
    "starttaal",
    "begintaal",
    "datum gestart",
    "datum begonnen",
    "datum laatste actie",
    "ip-adres",
    "ip adres",
    "verwijzende url",
    "url verwijzer",
];

/// Of those, the ones that no other tool writes.
const ALONE: [&str; 7] =
    ["lastpage", "startlanguage", "last page", "start language", "laatste pagina", "starttaal", "begintaal"];

/// The moment of sending in, which an unfinished questionnaire does not have.
const SENT: [&str; 5] =
    ["submitdate", "date submitted", "datum ingezonden", "datum verzonden", "datum inzending"];

/// Words of a tick, and of a choice that was not shown.
pub(super) const YES: [&str; 3] = ["Y", "Yes", "Ja"];
pub(super) const NOT_SHOWN: [&str; 4] = ["N/A", "N.v.t.", "Nvt", "Niet van toepassing"];

/// Returns whether LimeSurvey wrote these headings: two columns of its own, one of them nobody else's.
pub(super) fn is_head(headings: &[String]) -> bool {
    let own: Vec<String> =
        headings.iter().map(|heading| plain(heading)).filter(|name| OWN.contains(&name.as_str())).collect();
    own.len() >= 2 && own.iter().any(|name| ALONE.contains(&name.as_str()))
}

/// `submitdate. Date submitted` is `submitdate`.
fn plain(heading: &str) -> String {
    let name = folded(heading);
    name.split_once(". ").map_or(name.clone(), |(code, _)| code.to_owned())
}

/// Returns the screen of unfinished questionnaires.
pub(super) fn unfinished(headings: &[String]) -> Option<Screen> {
    let heading = headings.iter().find(|heading| SENT.contains(&plain(heading).as_str()))?;
    Some(Screen { heading: heading.clone(), what: Screened::Unfinished, values: vec![String::new()] })
}

/// Returns the questions whose columns may be the choices of several answers.
pub(super) fn structure(headings: &[String]) -> Structure {
    let mut made = Structure { screens: unfinished(headings).into_iter().collect(), ..Structure::default() };
    for heading in headings {
        let Some((stem, code)) = heading.strip_suffix(']').and_then(|name| name.rsplit_once('[')) else {
            continue;
        };
        let stem = stem.trim();
        if stem.is_empty() || code.is_empty() || stem.ends_with(']') {
            continue;
        }
        let member = Member {
            heading: heading.clone(),
            code: code.to_owned(),
            text: code.to_owned(),
            ticked: Ticked::By(YES.map(str::to_owned).to_vec()),
        };
        made.entry(heading).missing = NOT_SHOWN.map(str::to_owned).to_vec();
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
    made.sets.retain(|set| !headings.contains(&set.heading) && set.members.len() > 1);
    let in_set: Vec<String> =
        made.sets.iter().flat_map(|set| &set.members).map(|member| member.heading.clone()).collect();
    made.columns.retain(|column| in_set.contains(&column.heading));
    made
}

#[cfg(test)]
mod tests {
    use super::super::testing::row;
    use super::*;

    #[test]
    fn the_three_forms_of_headings_are_recognised() {
        assert!(is_head(&row(&["id", "submitdate", "lastpage", "startlanguage", "G1Q1[SQ001]"])));
        assert!(is_head(&row(&[
            "Response ID",
            "Date submitted",
            "Last page",
            "Start language",
            "Vraag [deel]"
        ])));
        assert!(is_head(&row(&["id. Response ID", "submitdate. Date submitted", "lastpage. Last page"])));
        assert!(!is_head(&row(&["id", "startdate", "Vraag"])));
    }

    #[test]
    fn columns_of_one_question_are_a_set() {
        let found = structure(&row(&["id", "submitdate", "Q1[SQ001]", "Q1[SQ002]", "Q2"]));
        assert_eq!((found.sets.len(), found.sets[0].heading.as_str()), (1, "Q1"));
        assert_eq!(found.screens[0].heading, "submitdate");
    }
}
