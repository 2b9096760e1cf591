//! The questions of the made-up survey: their texts, their answers, and how made-up people answer them.
//!
//! Wording: the project's own question set, version 1. Leaves out the effects, which belong to schools.

use crate::model::Text;

/// A question to all respondents.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) code: &'static str,
    pub(super) nl: &'static str,
    pub(super) en: &'static str,
    pub(super) answers: AnswerSet,
    pub(super) measures: Construct,
    pub(super) direction: Direction,
    /// The mean answer if answers were not cut off, as asked.
    pub(super) mean: f64,
    /// The probability that the question does not apply to somebody.
    pub(super) not_applicable: f64,
    /// The probability of "wil ik niet zeggen".
    pub(super) not_stated: f64,
}

/// The answers to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerSet {
    Agreement,
    Certainty,
    Frequency,
}

/// What a question measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Construct {
    Belonging,
    SelfEfficacy,
    GrowthMindset,
    HomeSupport,
    /// A question on its own.
    Alone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    AsAsked,
    Reversed,
}

/// One possible answer: its code in an export and its label.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) code: u8,
    pub(super) nl: &'static str,
    pub(super) en: &'static str,
}

/// The code of "niet van toepassing" and "weet ik niet".
pub(super) const NOT_APPLICABLE: u8 = 8;
/// The code of "wil ik niet zeggen".
pub(super) const NOT_STATED: u8 = 9;

pub(super) const DOES_NOT_APPLY: Choice = choice(NOT_APPLICABLE, "niet van toepassing", "not applicable");
pub(super) const DOES_NOT_KNOW: Choice = choice(NOT_APPLICABLE, "weet ik niet", "don't know");
pub(super) const DOES_NOT_SAY: Choice = choice(NOT_STATED, "wil ik niet zeggen", "prefer not to say");

static AGREEMENT: [Choice; 5] = [
    choice(1, "helemaal niet mee eens", "strongly disagree"),
    choice(2, "niet mee eens", "disagree"),
    choice(3, "niet eens en niet oneens", "neither"),
    choice(4, "mee eens", "agree"),
    choice(5, "helemaal mee eens", "strongly agree"),
];

static CERTAINTY: [Choice; 5] = [
    choice(1, "helemaal niet zeker", "not at all"),
    choice(2, "niet zo zeker", "not very"),
    choice(3, "redelijk zeker", "fairly"),
    choice(4, "zeker", "sure"),
    choice(5, "heel zeker", "very sure"),
];

static FREQUENCY: [Choice; 4] = [
    choice(1, "nooit", "never"),
    choice(2, "één keer", "once"),
    choice(3, "2-5 keer", "2-5 times"),
    choice(4, "6 keer of vaker", "6 times or more"),
];

/// All questions, in the order of the form; the questions about a person come after them.
#[rustfmt::skip]
pub(super) static QUESTIONS: [Question; 25] = [
    belonging("SB01", 3.9, "Ik voel me op mijn plek in deze opleiding", "This programme feels like the right place for me"),
    belonging("SB02", 3.8, "In de pauze kan ik bij anderen aanschuiven", "I can join others during breaks"),
    reversed(belonging("SB03", 2.2, "Ik sta er hier alleen voor", "I am on my own here")),
    belonging("SB04", 3.2, "Als ik er niet ben, vraagt iemand hoe het gaat", "When I am away, someone asks how I am"),
    belonging("SB05", 3.7, "Bij groepswerk beslis ik mee", "In group work I have a say"),
    belonging("SB06", 3.5, "Docenten laten merken dat ze mij er graag bij hebben", "Teachers show that they are glad to have me here"),
    reversed(belonging("SB07", 2.4, "Ik doe me hier anders voor om erbij te horen", "I pretend to be different here to fit in")),
    belonging("SB08", 3.3, "Studenten vragen mij mee, ook buiten de les", "Students ask me along, also outside class"),
    self_efficacy("SE01", 3.4, "Stap voor stap een fout opsporen", "Trace a fault step by step"),
    self_efficacy("SE02", 3.7, "Werken met een nieuw apparaat of programma", "Work with a new device or program"),
    self_efficacy("SE03", 3.3, "Een technische tekening of code begrijpen", "Understand a technical drawing or code"),
    self_efficacy("SE04", 3.4, "Een berekening voor mijn vak maken", "Do a calculation for my field"),
    self_efficacy("SE05", 3.2, "Een moeilijke opdracht op tijd afmaken", "Finish a difficult assignment on time"),
    self_efficacy("SE06", 3.6, "Hulp vinden als ik vastloop", "Find help when I am stuck"),
    agree("GM01", Construct::GrowthMindset, 4.0, "Wie veel oefent, wordt echt beter in techniek", "People who practise a lot really get better at technology"),
    agree("GM02", Construct::GrowthMindset, 3.7, "Aanleg voor techniek kun je ontwikkelen", "A talent for technology can be developed"),
    agree("GM03", Construct::GrowthMindset, 3.8, "Een fout laat me zien wat ik nog kan leren", "A mistake shows me what I can still learn"),
    may_not_apply(0.02, agree("HS01", Construct::HomeSupport, 4.1, "Thuis staan ze achter mijn studiekeuze", "At home they back my choice of study")),
    may_not_apply(0.02, agree("HS02", Construct::HomeSupport, 3.7, "Thuis kan ik over school praten", "At home I can talk about school")),
    may_not_apply(0.03, agree("HS03", Construct::HomeSupport, 3.8, "Thuis heb ik genoeg rust om te leren", "At home I have enough quiet to study")),
    how_often("RM01", 2.6, "Dit schooljaar gaf een vrouw mij een technisch vak", "This school year a woman taught me a technical subject"),
    how_often("RM02", 1.7, "Dit schooljaar vertelde een vrouw uit de techniek over haar werk", "This school year a woman in technology talked about her work"),
    how_often("RM03", 1.9, "Dit schooljaar ontmoette ik iemand uit de techniek in wie ik mezelf herken", "This school year I met someone in technology I see myself in"),
    may_not_apply(0.35, agree("PL04", Construct::Alone, 3.8, "Op stage hoor (hoorde) ik bij het team", "On placement I am (was) part of the team")),
    sensitive(how_often("IN01", 1.3, "Iemand maakte grappen of opmerkingen over wie ik ben", "Someone made jokes or remarks about who I am")),
];

pub(super) const fn choice(code: u8, nl: &'static str, en: &'static str) -> Choice {
    Choice { code, nl, en }
}

const fn agree(
    code: &'static str,
    measures: Construct,
    mean: f64,
    nl: &'static str,
    en: &'static str,
) -> Question {
    let (answers, direction) = (AnswerSet::Agreement, Direction::AsAsked);
    Question { code, nl, en, answers, measures, direction, mean, not_applicable: 0.0, not_stated: 0.004 }
}

const fn belonging(code: &'static str, mean: f64, nl: &'static str, en: &'static str) -> Question {
    agree(code, Construct::Belonging, mean, nl, en)
}

const fn self_efficacy(code: &'static str, mean: f64, nl: &'static str, en: &'static str) -> Question {
    Question { answers: AnswerSet::Certainty, ..agree(code, Construct::SelfEfficacy, mean, nl, en) }
}

const fn how_often(code: &'static str, mean: f64, nl: &'static str, en: &'static str) -> Question {
    Question { answers: AnswerSet::Frequency, ..agree(code, Construct::Alone, mean, nl, en) }
}

const fn reversed(question: Question) -> Question {
    Question { direction: Direction::Reversed, ..question }
}

const fn may_not_apply(not_applicable: f64, question: Question) -> Question {
    Question { not_applicable, ..question }
}

const fn sensitive(question: Question) -> Question {
    Question { not_stated: 0.04, ..question }
}

impl Question {
    /// Returns the question in both languages.
    pub(super) fn text(&self) -> Text {
        Text::new(self.nl, self.en)
    }

    /// Returns every answer that an export can hold, "niet van toepassing" and "wil ik niet zeggen" last.
    pub(super) fn choices(&self) -> impl Iterator<Item = &'static Choice> + Clone {
        let not_applicable = (self.not_applicable > 0.0).then_some(&DOES_NOT_APPLY);
        self.answers.choices().iter().chain(not_applicable).chain([&DOES_NOT_SAY])
    }
}

impl AnswerSet {
    /// Returns the answers that are on the scale, in order.
    pub(super) fn choices(self) -> &'static [Choice] {
        match self {
            Self::Agreement => &AGREEMENT,
            Self::Certainty => &CERTAINTY,
            Self::Frequency => &FREQUENCY,
        }
    }
}

impl Construct {
    /// How strongly an answer goes with what it measures: the loading on a scale from 0 to 1.
    ///
    /// Chosen so that alpha comes to about 0.8 for belonging and self-efficacy and 0.7 for the shorter scales.
    pub(super) fn loading(self) -> f64 {
        match self {
            Self::Belonging => 0.60,
            Self::SelfEfficacy => 0.66,
            Self::GrowthMindset | Self::HomeSupport => 0.69,
            Self::Alone => 0.0,
        }
    }
}
