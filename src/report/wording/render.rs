//! A template and its values to a sentence, with the rows that its numbers stand in.
//!
//! Also picks the form that the values ask for: a margin that starts at 0, a difference of 0, a ratio.
//! Leaves out which sentence is said: a caller decides that from published rows.

use thiserror::Error;

use crate::model::{Language, Stage};
use crate::report::format::{self, Number, Unit};

use super::group::Group;
use super::measure;
use super::noun::{label, list, sentence_start};
use super::parse::{Form, Piece, pieces};
use super::slot::{Choice, Slot, Slots, Value};
use super::template::Template;

/// A row of `results.csv`, by a number that means something to the caller only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RowId(pub u32);

/// A number that was put in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct PutNumber {
    /// Where it was put.
    pub slot: Slot,
    /// The number.
    pub number: Number,
    /// What a reader sees of it, unit included where the sentence has it there.
    pub text: String,
    /// The row it stands in; `None` for the ends of a scale and the like.
    pub row: Option<RowId>,
}

/// A sentence or short passage of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// What a reader sees, unescaped.
    pub text: String,
    /// The numbers in it, in order of appearance; one that only picks a word form is not in it.
    pub numbers: Vec<PutNumber>,
    /// The rows it rests on, in order, each once.
    pub rows: Vec<RowId>,
}

/// Why a sentence cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WordingError {
    /// A slot was not filled.
    #[error("slot {slot:?} of {template:?} is empty")]
    Empty {
        /// The template.
        template: Template,
        /// The slot.
        slot: Slot,
    },
    /// A slot was filled with another kind of value.
    #[error("slot {slot:?} of {template:?} takes another kind of value")]
    WrongKind {
        /// The template.
        template: Template,
        /// The slot.
        slot: Slot,
    },
    /// One of a group is meant and its label has no singular: the sentence is left out.
    #[error("the group of {template:?} has no singular")]
    NoSingular {
        /// The template.
        template: Template,
    },
    /// Nobody is counted, or nothing more is needed: the sentence is left out.
    #[error("{template:?} has nothing to say")]
    NothingToSay {
        /// The template.
        template: Template,
    },
    /// The parts of a difference point in different ways: the sentence is left out.
    #[error("the parts of {template:?} differ in sign")]
    SignsDiffer {
        /// The template.
        template: Template,
    },
}

/// Returns the sentence that `template` gives with `slots`.
///
/// Slots that the template does not have are ignored.
///
/// # Errors
/// A slot is empty or of another kind; a sentence about a group's parity has a group without a singular; a
/// number that the sentence is about is 0; the parts of a decomposition differ in sign.
pub fn render(template: Template, language: Language, slots: &Slots) -> Result<Sentence, WordingError> {
    let template = variant(template, slots);
    check(template, slots)?;
    let mut writer =
        Writer { template, language, slots, text: String::new(), numbers: Vec::new(), after_clause: false };
    for piece in pieces(template, language) {
        writer.piece(*piece)?;
    }
    let Writer { mut text, numbers, .. } = writer;
    if template == Template::SchoolOutside95
        && slots.get_number(Slot::Schools).is_some_and(|schools| schools.value() < 10.0)
    {
        text.push(' ');
        text.push_str(Template::ProvisionalLimits.text(language));
    }
    let text = sentence_start(&text, language);
    let silent = silent_slots(template).iter().filter_map(|slot| match slots.get(*slot) {
        Some(Value::Number(_, row)) => *row,
        _ => None,
    });
    let mut rows: Vec<RowId> = numbers.iter().filter_map(|put| put.row).chain(silent).collect();
    rows.extend(slots.rows());
    rows.sort_unstable();
    rows.dedup();
    Ok(Sentence { text, numbers, rows })
}

/// Returns the form of a template that the values ask for.
fn variant(template: Template, slots: &Slots) -> Template {
    let is_zero = |slot| slots.get_number(slot).is_some_and(Number::is_zero);
    let is_ratio = slots.get_number(Slot::Upper).is_some_and(|upper| upper.unit() == Unit::Ratio);
    match template {
        Template::ParticipationBenchmark if is_zero(Slot::Difference) => {
            Template::ParticipationBenchmarkEqual
        }
        Template::Unsure if is_ratio => Template::UnsureRatio,
        Template::Unsure if is_zero(Slot::Lower) => Template::UnsureFromZero,
        Template::Unsure if is_zero(Slot::Upper) => Template::UnsureToZero,
        Template::GroupMargin if is_ratio => Template::GroupMarginRatio,
        Template::ScaleMean if slots.get(Slot::Lower).is_none() && slots.get(Slot::Upper).is_none() => {
            Template::ScaleMeanWithoutMargin
        }
        other => other,
    }
}

/// Returns the slots whose rows a variant rests on without printing their numbers.
fn silent_slots(template: Template) -> &'static [Slot] {
    match template {
        Template::ParticipationBenchmarkEqual => &[Slot::Difference],
        Template::UnsureFromZero => &[Slot::Lower],
        Template::UnsureToZero => &[Slot::Upper],
        _ => &[],
    }
}

/// Refuses sentences that would be odd whatever their words.
fn check(template: Template, slots: &Slots) -> Result<(), WordingError> {
    let is_zero = |slot| slots.get_number(slot).is_some_and(Number::is_zero);
    match template {
        Template::ParticipationParity | Template::GroupMany if is_zero(Slot::M) => {
            Err(WordingError::NothingToSay { template })
        }
        Template::ChangePaired | Template::ChangeOfSame if is_zero(Slot::N) => {
            Err(WordingError::NothingToSay { template })
        }
        Template::ParticipationParity => match slots.get(Slot::GroupA) {
            Some(Value::Group(group)) if group.singular(Language::Dutch).is_none() => {
                Err(WordingError::NoSingular { template })
            }
            _ => Ok(()),
        },
        Template::RetentionDecomposition if !signs_agree(slots) => {
            Err(WordingError::SignsDiffer { template })
        }
        _ => Ok(()),
    }
}

/// Returns whether the parts of a decomposition point one way: "of the 5 points, 7 go with" says nothing.
fn signs_agree(slots: &Slots) -> bool {
    let parts = [Slot::Difference, Slot::M, Slot::Expected].map(|slot| slots.get_number(slot));
    let parts = || parts.iter().flatten().filter(|part| !part.is_zero());
    parts().all(|part| part.value() > 0.0) || parts().all(|part| part.value() < 0.0)
}

/// A sentence in the making.
struct Writer<'a> {
    template: Template,
    language: Language,
    slots: &'a Slots,
    text: String,
    numbers: Vec<PutNumber>,
    /// Whether the text ends in a Dutch relative clause: `studenten die 'wil ik niet zeggen' kozen`.
    after_clause: bool,
}

/// What a Dutch relative clause is closed off from with a comma, lest two verbs collide.
const CLOSES_CLAUSE: [&str; 7] = [" vormen", " komen", " zijn", " verschillen", " ging", " is ", " op "];

impl<'a> Writer<'a> {
    fn piece(&mut self, piece: Piece) -> Result<(), WordingError> {
        let after_clause = std::mem::take(&mut self.after_clause);
        match piece {
            Piece::Words(words) => {
                if after_clause && CLOSES_CLAUSE.iter().any(|next| words.starts_with(next)) {
                    self.text.push(',');
                }
                self.text.push_str(words);
            }
            Piece::Slot(slot) => self.slot(slot)?,
            Piece::Singular(slot) => {
                let Value::Strata(roles) = self.value(slot)? else { return Err(self.wrong(slot)) };
                let names: Vec<String> = roles
                    .iter()
                    .map(|role| measure::level_name(*role, self.language).one.to_owned())
                    .collect();
                self.text.push_str(&list(&names, self.language));
            }
            Piece::Counted(slot, noun) => {
                let text = noun.counted(self.number(slot)?, self.language);
                self.put(slot, text)?;
            }
            Piece::CountedGroup(slot, group) => {
                let phrase = self.group(group)?.counted(self.number(slot)?, self.language);
                let text = phrase.ok_or(WordingError::NoSingular { template: self.template })?;
                self.put(slot, text)?;
            }
            Piece::Agreeing(slot, one, more) => {
                let form = if self.number(slot)?.is_one() { one } else { more };
                let text = match form {
                    Form::Word(word) => word.to_owned(),
                    Form::Plural(group) => self.group(group)?.plural(self.language),
                    Form::Singular(group) => self
                        .group(group)?
                        .singular(self.language)
                        .ok_or(WordingError::NoSingular { template: self.template })?
                        .to_owned(),
                };
                self.text.push_str(&text);
            }
            Piece::Direction => {
                let higher = self.number(Slot::Difference)?.value() > 0.0;
                self.text.push_str(match (higher, self.language) {
                    (true, Language::Dutch) => "hoger",
                    (true, Language::English) => "higher",
                    (false, Language::Dutch) => "lager",
                    (false, Language::English) => "lower",
                });
            }
            Piece::Choice(first, second) => {
                let Value::Choice(choice) = self.value(Slot::Choice)? else {
                    return Err(self.wrong(Slot::Choice));
                };
                self.text.push_str(match choice {
                    Choice::Highest | Choice::AtMost => first,
                    Choice::Lowest | Choice::AtLeast => second,
                });
            }
            Piece::Optional(before, slot, after) => {
                if self.slots.get(slot).is_some() {
                    self.text.push_str(before);
                    self.slot(slot)?;
                    self.text.push_str(after);
                }
            }
        }
        Ok(())
    }

    /// Writes what a slot holds.
    fn slot(&mut self, slot: Slot) -> Result<(), WordingError> {
        let language = self.language;
        let text = match self.value(slot)? {
            Value::Number(number, _) => {
                let number = if takes_absolute(self.template, slot) { number.absolute() } else { *number };
                let text = if carries_unit(self.template, slot) {
                    number.in_text(language)
                } else {
                    number.bare(language)
                };
                return self.put(slot, text);
            }
            Value::Group(group) => {
                self.after_clause = language == Language::Dutch && group.ends_in_clause();
                let article = ["the ", "de "].into_iter().find(|article| self.text.ends_with(article));
                match article {
                    // "Van de alle studenten" is no Dutch: everybody has no article.
                    Some(article) if group.is_all() => {
                        self.text.truncate(self.text.len() - article.len());
                        group.plural(language)
                    }
                    Some(_) => group.after_article(language),
                    None => group.plural(language),
                }
            }
            Value::Period(period) => format::period(period, language),
            Value::Date(date) => format::date(date, language),
            Value::Text(text) => label(text, language).to_owned(),
            Value::People(stage) => people(*stage, language).to_owned(),
            Value::List(labels) => {
                let labels: Vec<String> =
                    labels.iter().map(|text| label(text, language).to_owned()).collect();
                list(&labels, language)
            }
            Value::Strata(roles) => {
                let names: Vec<String> =
                    roles.iter().map(|role| measure::level_name(*role, language).more.to_owned()).collect();
                list(&names, language)
            }
            Value::Choice(_) => return Err(self.wrong(slot)),
        };
        self.text.push_str(&text);
        Ok(())
    }

    /// Writes a number and keeps account of it.
    fn put(&mut self, slot: Slot, text: String) -> Result<(), WordingError> {
        let Value::Number(number, row) = *self.value(slot)? else { return Err(self.wrong(slot)) };
        let after_article = self.text.ends_with("the ") || self.text.ends_with("all ");
        let text = match text.strip_prefix("about ") {
            // "The about 40 women" is no English.
            Some(rest) if after_article => format!("approximately {rest}"),
            _ => text,
        };
        self.text.push_str(&text);
        self.numbers.push(PutNumber { slot, number, text, row });
        Ok(())
    }

    fn value(&self, slot: Slot) -> Result<&'a Value, WordingError> {
        self.slots.get(slot).ok_or(WordingError::Empty { template: self.template, slot })
    }

    fn number(&self, slot: Slot) -> Result<Number, WordingError> {
        match self.value(slot)? {
            Value::Number(number, _) => Ok(*number),
            _ => Err(self.wrong(slot)),
        }
    }

    fn group(&self, slot: Slot) -> Result<&'a Group, WordingError> {
        match self.value(slot)? {
            Value::Group(group) => Ok(group),
            _ => Err(self.wrong(slot)),
        }
    }

    fn wrong(&self, slot: Slot) -> WordingError {
        WordingError::WrongKind { template: self.template, slot }
    }
}

/// Returns whether a template says the sign in words.
fn takes_absolute(template: Template, slot: Slot) -> bool {
    match template {
        Template::ParticipationBenchmark => slot == Slot::Difference,
        Template::Unsure | Template::UnsureFromZero | Template::UnsureToZero => {
            matches!(slot, Slot::Lower | Slot::Upper)
        }
        Template::RetentionDecomposition => matches!(slot, Slot::Difference | Slot::M | Slot::Expected),
        _ => false,
    }
}

/// Returns whether a slot shows the unit of its number; elsewhere the template has the word.
fn carries_unit(template: Template, slot: Slot) -> bool {
    match slot {
        Slot::Difference | Slot::Expected | Slot::Smallest | Slot::Slope | Slot::Upper => true,
        Slot::Lower => matches!(template, Template::Unsure | Template::UnsureToZero),
        _ => false,
    }
}

fn people(stage: Stage, language: Language) -> &'static str {
    match (stage, language) {
        (Stage::Intake, _) => "starters",
        (Stage::Enrolled, Language::Dutch) => "ingeschrevenen",
        (Stage::Enrolled, Language::English) => "enrolled students",
        (Stage::Graduated, Language::Dutch) => "afgestudeerden",
        (Stage::Graduated, Language::English) => "graduates",
    }
}
