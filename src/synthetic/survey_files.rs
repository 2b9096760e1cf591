//! The two rounds of the survey as two programs would export them.
//!
//! 2024 holds codes under short headings, 2026 labels under whole questions. The order of columns is that of
//! the form: who breaks off leaves all that follows empty, the questions about the person included.

use super::GeneratedFile;
use super::background::{FORM, LEVEL, OF_ENROLMENT, OF_PERSON, YEAR_OF_STUDY};
use super::experiences::EXPERIENCES;
use super::questions::{Choice, QUESTIONS};
use super::respondents::Respondent;
use super::scan_file::{SURVEY_FIRST, SURVEY_SECOND};
use super::schools::School;
use super::table::{Dialect, Table};

/// What the column `opmerking` says in every row.
pub(super) const REMARK: &str = "OEFENGEGEVENS, geen echte studenten";
/// The heading of the key of a form.
pub(super) const KEY: &str = "respons_id";
/// The heading of the time that a form took, in minutes with a decimal comma.
pub(super) const MINUTES: &str = "invultijd_minuten";
/// How the question about the programme was headed in the first round.
pub(super) const PROGRAMME_IN_FIRST_ROUND: &str = "opleiding";
/// How the last question on role models was headed in the first round, and which one it is.
pub(super) const RENAMED: Renamed = Renamed { code: "RM03", heading_in_first_round: "rolmodel_herkenning" };

/// A question with another heading in the first round.
pub(super) struct Renamed {
    pub(super) code: &'static str,
    pub(super) heading_in_first_round: &'static str,
}

/// Returns the first round: Windows-1252, CRLF, codes for headings and answers.
pub(super) fn with_codes(schools: &[School], respondents: &[Respondent<'_>]) -> GeneratedFile {
    let questions = QUESTIONS.iter().map(|question| {
        if question.code == RENAMED.code { RENAMED.heading_in_first_round } else { question.code }
    });
    let headings = [KEY, "instelling", "sector", PROGRAMME_IN_FIRST_ROUND]
        .into_iter()
        .chain(OF_ENROLMENT.iter().map(|question| question.code))
        .chain(questions)
        .chain(OF_PERSON.iter().map(|question| question.code))
        .chain([MINUTES, "opmerking"]);
    let mut table = Table::new(Dialect::Windows, headings);
    let code = |answer: &Option<u8>| answer.map_or_else(String::new, |code| code.to_string());
    for (place, respondent) in respondents.iter().enumerate() {
        let mut fields = first_fields(schools, respondent, place);
        fields.extend(of_enrolment(respondent).map(|code| code.to_string()));
        fields.extend(respondent.answers.iter().map(code));
        fields.extend(respondent.person.iter().map(code));
        fields.extend(last_fields(respondent));
        table.row(fields.iter().map(String::as_str));
    }
    GeneratedFile { path: SURVEY_FIRST.to_owned(), bytes: table.into_bytes() }
}

/// Returns the second round: UTF-8 with a byte order mark, whole questions for headings, labels for answers.
pub(super) fn with_labels(schools: &[School], respondents: &[Respondent<'_>]) -> GeneratedFile {
    let mut headings = vec![KEY.to_owned(), "Instelling".to_owned(), "Sector".to_owned()];
    headings.push("Welke opleiding volg je? [BG06]".to_owned());
    headings.extend(OF_ENROLMENT.iter().map(|question| format!("{} [{}]", question.nl, question.code)));
    headings.extend(QUESTIONS.iter().map(|question| format!("{}. [{}]", question.nl, question.code)));
    let last = EXPERIENCES.iter().chain(OF_PERSON);
    headings.extend(last.map(|question| format!("{} [{}]", question.nl, question.code)));
    headings.extend([MINUTES.to_owned(), "opmerking".to_owned()]);

    let mut table = Table::new(Dialect::Excel, headings.iter().map(String::as_str));
    for (place, respondent) in respondents.iter().enumerate() {
        let mut fields = first_fields(schools, respondent, place);
        fields.extend(
            OF_ENROLMENT.iter().zip(of_enrolment(respondent)).map(|(q, code)| q.label(code).to_owned()),
        );
        fields.extend(QUESTIONS.iter().zip(&respondent.answers).map(|(q, a)| label(q.choices(), *a)));
        let last = EXPERIENCES.iter().zip(&respondent.experiences);
        let last = last.chain(OF_PERSON.into_iter().zip(&respondent.person));
        fields.extend(last.map(|(q, a)| label(q.choices.iter(), *a)));
        fields.extend(last_fields(respondent));
        table.row(fields.iter().map(String::as_str));
    }
    GeneratedFile { path: SURVEY_SECOND.to_owned(), bytes: table.into_bytes() }
}

fn first_fields(schools: &[School], respondent: &Respondent<'_>, place: usize) -> Vec<String> {
    let school = &schools[respondent.enrolment.school];
    vec![
        (place + 1).to_string(),
        school.code.clone(),
        school.sector.word().to_owned(),
        respondent.enrolment.programme.name.to_owned(),
    ]
}

/// Returns the codes of the questions of `OF_ENROLMENT`.
fn of_enrolment(respondent: &Respondent<'_>) -> [u8; 3] {
    let enrolment = respondent.enrolment;
    let year_of_study = (enrolment.year - enrolment.cohort + 1).min(5);
    let codes = [
        enrolment.programme.level.code(),
        enrolment.form,
        u8::try_from(year_of_study).expect("invariant: at most 5"),
    ];
    debug_assert!([&LEVEL, &FORM, &YEAR_OF_STUDY].into_iter().zip(codes).all(|(q, code)| q.has(code)));
    codes
}

fn last_fields(respondent: &Respondent<'_>) -> [String; 2] {
    let minutes = format!("{},{}", respondent.tenths / 10, respondent.tenths % 10);
    [minutes, REMARK.to_owned()]
}

fn label(mut choices: impl Iterator<Item = &'static Choice>, answer: Option<u8>) -> String {
    answer
        .and_then(|code| choices.find(|choice| choice.code == code))
        .map_or_else(String::new, |choice| choice.nl.to_owned())
}
