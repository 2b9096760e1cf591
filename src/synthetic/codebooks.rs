//! The codebooks of the practice scan: one for both rounds of the survey, one for each of the other tables.
//!
//! Leaves out reading them, which is for the same reader as everybody's.

use std::fmt::Write as _;

use super::background::{ChoiceQuestion, FORM, LEVEL, OF_ENROLMENT, OF_PERSON, PRIOR_EDUCATION};
use super::experiences::{EXPERIENCES, WITHOUT_MEAN};
use super::questions::{Choice, Construct, Direction, NOT_APPLICABLE, NOT_STATED, QUESTIONS};
use super::schools::School;
use super::survey_files::{KEY, MINUTES, PROGRAMME_IN_FIRST_ROUND, RENAMED};
use crate::model::{Role, Text};

const FIRST_LINE: &str = "# OEFENGEGEVENS: dit hoort bij verzonnen scholen en studenten. PRACTICE DATA.\n";

/// Returns the codebook of the survey: it fits the headings and answers of both rounds.
pub(super) fn survey(schools: &[School]) -> String {
    let mut toml = FIRST_LINE.to_owned();
    toml.push_str(
        "# Past op beide rondes: op codes (2024) en op hele vragen met antwoorden in woorden (2026).\n",
    );
    column(&mut toml, KEY, Role::Respondent);
    institution(&mut toml, schools);
    column(&mut toml, "sector", Role::Sector);
    column(&mut toml, "BG06", Role::Programme);
    line(&mut toml, "aliases", &list([PROGRAMME_IN_FIRST_ROUND]));
    line(&mut toml, "text", &text(&Text::new("Welke opleiding volg je?", "Which programme are you in?")));
    for question in OF_ENROLMENT {
        background(&mut toml, question);
    }
    for question in &QUESTIONS {
        column(&mut toml, question.code, Role::Item);
        if question.code == RENAMED.code {
            line(&mut toml, "aliases", &list([RENAMED.heading_in_first_round]));
        }
        line(&mut toml, "text", &text(&question.text()));
        answers(&mut toml, question.choices());
    }
    for question in &EXPERIENCES {
        background(&mut toml, question);
        if WITHOUT_MEAN.contains(&question.code) {
            line(&mut toml, "order", "\"none\"");
        }
    }
    for question in OF_PERSON {
        background(&mut toml, question);
    }
    // Dropped at reading: how long somebody took is nobody's business, and the remark holds no answer.
    column(&mut toml, MINUTES, Role::Open);
    column(&mut toml, "opmerking", Role::Open);

    scale(
        &mut toml,
        "belonging",
        Construct::Belonging,
        &["Thuisgevoel", "Sense of belonging"],
        "leeromgeving",
    );
    scale(
        &mut toml,
        "self_efficacy",
        Construct::SelfEfficacy,
        &["Vertrouwen in eigen kunnen", "Self-efficacy"],
        "leeromgeving",
    );
    scale(
        &mut toml,
        "growth_mindset",
        Construct::GrowthMindset,
        &["Groeimindset", "Growth mindset"],
        "individuele studenten",
    );
    scale(
        &mut toml,
        "home_support",
        Construct::HomeSupport,
        &["Steun thuis", "Support at home"],
        "maatschappij",
    );
    line(&mut toml, "bands", "[3, 4]");
    toml.push_str(
        "\n[groups.origin]\n\"Nederland\" = [\"1\"]\n\"Europa\" = [\"2\", \"4\"]\n\"Buiten Europa\" = [\"3\", \"5\"]\n",
    );
    toml
}

/// Returns the codebook of the quickscan.
pub(super) fn quickscan(schools: &[School]) -> String {
    super::quickscan::codebook(FIRST_LINE, &institutions(schools))
}

/// Returns the codebook of the alumni.
pub(super) fn alumni(schools: &[School]) -> String {
    super::alumni::codebook(FIRST_LINE, &institutions(schools))
}

/// Returns the codebook of the staff.
pub(super) fn staff(schools: &[School]) -> String {
    super::staff::codebook(FIRST_LINE, &institutions(schools))
}

fn institutions(schools: &[School]) -> String {
    let mut columns = String::new();
    institution(&mut columns, schools);
    columns
}

/// Returns the codebook of the register.
pub(super) fn register(schools: &[School]) -> String {
    let mut toml = FIRST_LINE.to_owned();
    column(&mut toml, "persoonssleutel", Role::Person);
    column(&mut toml, "inschrijvingsjaar", Role::Year);
    institution(&mut toml, schools);
    column(&mut toml, "opleiding", Role::Programme);
    in_words(&mut toml, "niveau", &LEVEL);
    in_words(&mut toml, "vorm", &FORM);
    column(&mut toml, "geslacht", Role::Sex);
    toml.push_str(
        "labels = { \"V\" = { nl = \"vrouw\", en = \"woman\" }, \"M\" = { nl = \"man\", en = \"man\" }, \
         \"O\" = { nl = \"onbekend\", en = \"unknown\" } }\n",
    );
    line(&mut toml, "not_stated", &list(["O"]));
    in_words(&mut toml, "vooropleiding", &PRIOR_EDUCATION);
    column(&mut toml, "hoofdinschrijving", Role::MainEnrolment);
    column(&mut toml, "eerste_jaar_instelling", Role::Cohort);
    column(&mut toml, "diplomajaar", Role::DiplomaYear);
    column(&mut toml, "bron", Role::Open);
    toml
}

/// Returns the codebook of the table of counts.
pub(super) fn counts(schools: &[School]) -> String {
    let mut toml = FIRST_LINE.to_owned();
    institution(&mut toml, schools);
    column(&mut toml, "opleiding", Role::Programme);
    in_words(&mut toml, "niveau", &LEVEL);
    column(&mut toml, "bron", Role::Open);
    toml.push_str("\n[unpivot]\nheadings = \"{year} {sex}\"\n");
    toml
}

fn column(toml: &mut String, heading: &str, role: Role) {
    // Writing to a string cannot fail.
    let _ = write!(toml, "\n[columns.{heading}]\nrole = \"{role}\"\n");
}

fn institution(toml: &mut String, schools: &[School]) {
    column(toml, "instelling", Role::Institution);
    let labels: Vec<_> =
        schools.iter().map(|school| format!("\"{}\" = \"{}\"", school.code, school.name)).collect();
    line(toml, "labels", &format!("{{ {} }}", labels.join(", ")));
}

fn background(toml: &mut String, question: &ChoiceQuestion) {
    column(toml, question.code, question.role);
    line(toml, "text", &text(&question.text()));
    answers(toml, question.choices.iter());
}

/// Writes a column of which the file holds the labels of a question.
fn in_words(toml: &mut String, heading: &str, question: &ChoiceQuestion) {
    column(toml, heading, question.role);
    let stated = question.choices.iter().filter(|choice| choice.code != NOT_STATED);
    labels(toml, stated, |choice| choice.nl.to_owned());
}

fn answers(toml: &mut String, choices: impl Iterator<Item = &'static Choice> + Clone) {
    labels(toml, choices.clone(), |choice| choice.code.to_string());
    for (key, code) in [("not_applicable", NOT_APPLICABLE), ("not_stated", NOT_STATED)] {
        if choices.clone().any(|choice| choice.code == code) {
            line(toml, key, &list([code.to_string().as_str()]));
        }
    }
}

fn labels(
    toml: &mut String,
    choices: impl Iterator<Item = &'static Choice>,
    raw: impl Fn(&Choice) -> String,
) {
    let pairs: Vec<_> = choices
        .map(|choice| format!("\"{}\" = {}", raw(choice), text(&Text::new(choice.nl, choice.en))))
        .collect();
    line(toml, "labels", &format!("{{ {} }}", pairs.join(", ")));
}

fn scale(toml: &mut String, id: &str, construct: Construct, [nl, en]: &[&str; 2], theme: &str) {
    let items = || QUESTIONS.iter().filter(|question| question.measures == construct);
    let reversed: Vec<_> =
        items().filter(|item| item.direction == Direction::Reversed).map(|item| item.code).collect();
    let _ = write!(toml, "\n[scales.{id}]\n");
    line(toml, "text", &text(&Text::new(*nl, *en)));
    line(toml, "items", &list(items().map(|item| item.code)));
    if !reversed.is_empty() {
        line(toml, "reversed", &list(reversed));
    }
    toml.push_str("range = [1, 5]\nmissing_rule = \"half\"\n");
    line(toml, "theme", &format!("\"{theme}\""));
}

fn line(toml: &mut String, key: &str, value: &str) {
    let _ = writeln!(toml, "{key} = {value}");
}

fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = values.into_iter().map(|value| format!("\"{value}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

fn text(text: &Text) -> String {
    format!("{{ nl = \"{}\", en = \"{}\" }}", text.nl, text.en)
}
