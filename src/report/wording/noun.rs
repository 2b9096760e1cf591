//! Counted nouns, lists, quotes and the start of a sentence: the small grammar of both languages.
//!
//! Leaves out groups of people, which have phrases of their own (`group`).

use crate::model::{Language, Text};
use crate::report::format::Number;

/// A noun that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// A student.
    Student,
    /// A difference between two groups.
    Difference,
    /// An answer.
    Answer,
    /// A school.
    School,
    /// A programme.
    Programme,
    /// A question.
    Question,
    /// A point on a scale.
    Point,
    /// A percentage point; without a plural in Dutch.
    PercentagePoint,
    /// A percent; without a plural.
    Percent,
    /// A year; after a number without a plural in Dutch.
    Year,
    /// So many times; after a number without a plural in Dutch.
    Time,
}

impl Noun {
    /// Returns the noun that templates call by `key`.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        match key {
            "student" => Some(Self::Student),
            "verschil" | "difference" => Some(Self::Difference),
            "year" => Some(Self::Year),
            _ => None,
        }
    }

    /// Returns number and noun: `geen studenten`, `1 student`, `2 studenten`, `ongeveer 20 studenten`.
    #[must_use]
    pub fn counted(self, number: Number, language: Language) -> String {
        let form = self.form(number, language);
        if number.is_zero() && !number.is_about() && self.is_countable() {
            return format!("{} {form}", none(language));
        }
        format!("{} {form}", number.bare(language))
    }

    /// Returns the form of the noun that goes with `number`, without the number.
    #[must_use]
    pub fn form(self, number: Number, language: Language) -> &'static str {
        let (one, more) = self.forms(language);
        let singular = match (self, language) {
            // Dutch has "1,5 punt" and "2,5 punten"; English "0.5 points" and "1.0 points".
            (Self::Point, Language::Dutch) => !number.is_two_or_more(),
            (_, Language::Dutch) => number.is_one(),
            (_, Language::English) => number.absolute().bare(language) == "1",
        };
        if singular { one } else { more }
    }

    /// Returns whether none of it is "geen" rather than 0.
    fn is_countable(self) -> bool {
        !matches!(self, Self::Point | Self::PercentagePoint | Self::Percent | Self::Year | Self::Time)
    }

    /// Returns singular and plural.
    fn forms(self, language: Language) -> (&'static str, &'static str) {
        match (self, language) {
            (Self::Student, Language::Dutch) => ("student", "studenten"),
            (Self::Student, Language::English) => ("student", "students"),
            (Self::Difference, Language::Dutch) => ("verschil", "verschillen"),
            (Self::Difference, Language::English) => ("difference", "differences"),
            (Self::Answer, Language::Dutch) => ("antwoord", "antwoorden"),
            (Self::Answer, Language::English) => ("answer", "answers"),
            (Self::School, Language::Dutch) => ("school", "scholen"),
            (Self::School, Language::English) => ("school", "schools"),
            (Self::Programme, Language::Dutch) => ("opleiding", "opleidingen"),
            (Self::Programme, Language::English) => ("programme", "programmes"),
            (Self::Question, Language::Dutch) => ("vraag", "vragen"),
            (Self::Question, Language::English) => ("question", "questions"),
            (Self::Point, Language::Dutch) => ("punt", "punten"),
            (Self::Point, Language::English) => ("point", "points"),
            (Self::PercentagePoint, Language::Dutch) => ("procentpunt", "procentpunt"),
            (Self::PercentagePoint, Language::English) => ("percentage point", "percentage points"),
            (Self::Percent, Language::Dutch) => ("procent", "procent"),
            (Self::Percent, Language::English) => ("percent", "percent"),
            (Self::Year, Language::Dutch) => ("jaar", "jaar"),
            (Self::Year, Language::English) => ("year", "years"),
            (Self::Time, Language::Dutch) => ("keer", "keer"),
            (Self::Time, Language::English) => ("time", "times"),
        }
    }
}

/// Returns the word for none of a countable noun.
pub(super) fn none(language: Language) -> &'static str {
    match language {
        Language::Dutch => "geen",
        Language::English => "no",
    }
}

/// Returns a list in words: `mannen, vrouwen en non-binaire studenten`. Empty for no items.
#[must_use]
pub fn list(items: &[String], language: Language) -> String {
    let and = match language {
        Language::Dutch => "en",
        Language::English => "and",
    };
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} {and} {last}", most.join(", ")),
    }
}

/// Returns a label between quotes; double ones where the label holds an apostrophe itself.
#[must_use]
pub fn quoted(label: &str) -> String {
    if label.contains('\'') { format!("\"{label}\"") } else { format!("'{label}'") }
}

/// Returns a text as the start of a sentence: `Hbo-studenten`, `Ongeveer`, `IJsbaan`.
///
/// `'s-Hertogenbosch` and names that put their capital second (`iXperium`) stay as they are.
#[must_use]
pub fn sentence_start(text: &str, language: Language) -> String {
    let mut characters = text.chars();
    let (Some(first), second) = (characters.next(), characters.next()) else { return text.to_owned() };
    if !first.is_lowercase() || second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let length = if language == Language::Dutch && text.starts_with("ij") { 2 } else { first.len_utf8() };
    format!("{}{}", text[..length].to_uppercase(), &text[length..])
}

/// Returns a label in `language`, trimmed.
pub(super) fn label(text: &Text, language: Language) -> &str {
    text.get(language).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::format::Precision;

    const NL: Language = Language::Dutch;
    const EN: Language = Language::English;

    #[test]
    fn nobody_one_and_two_have_their_own_form() {
        let forms =
            |language| [0, 1, 2].map(|n| Noun::Student.counted(Number::count(n), language)).join(", ");
        assert_eq!(forms(NL), "geen studenten, 1 student, 2 studenten");
        assert_eq!(forms(EN), "no students, 1 student, 2 students");
    }

    #[test]
    fn years_times_and_percents_have_no_dutch_plural() {
        assert_eq!(Noun::Year.counted(Number::count(4), NL), "4 jaar");
        assert_eq!(Noun::Time.counted(Number::count(2), NL), "2 keer");
        assert_eq!(Noun::Percent.counted(Number::count(5), NL), "5 procent");
        assert_eq!(Noun::PercentagePoint.counted(Number::count(2), NL), "2 procentpunt");
        assert_eq!(Noun::Year.counted(Number::count(1), EN), "1 year");
        assert_eq!(Noun::Year.counted(Number::count(5), EN), "5 years");
        assert_eq!(Noun::Year.counted(Number::count(0), NL), "0 jaar");
    }

    #[test]
    fn a_decimal_one_is_plural_in_english() {
        assert_eq!(Noun::Point.form(Number::points(1.0, Precision::ONE), EN), "points");
        assert_eq!(Noun::Point.form(Number::points(-1.0, Precision::WHOLE), EN), "point");
        assert_eq!(Noun::Point.form(Number::points(1.0, Precision::ONE), NL), "punt");
    }

    #[test]
    fn rounded_numbers_say_about() {
        assert_eq!(Noun::Student.counted(Number::about(20), NL), "ongeveer 20 studenten");
        assert_eq!(Noun::Student.counted(Number::about(0), EN), "about 0 students");
    }

    #[test]
    fn lists_end_in_and() {
        let groups = ["mannen", "vrouwen", "non-binaire studenten"].map(String::from);
        assert_eq!(list(&groups, NL), "mannen, vrouwen en non-binaire studenten");
        assert_eq!(list(&groups[..2], NL), "mannen en vrouwen");
        assert_eq!(list(&groups[..1], EN), "mannen");
        assert_eq!(list(&[], EN), "");
    }

    #[test]
    fn a_sentence_starts_with_a_capital_but_for_names() {
        assert_eq!(sentence_start("hbo-studenten", NL), "Hbo-studenten");
        assert_eq!(sentence_start("ongeveer 20", NL), "Ongeveer 20");
        assert_eq!(sentence_start("'s-Hertogenbosch", NL), "'s-Hertogenbosch");
        assert_eq!(sentence_start("iXperium", NL), "iXperium");
        assert_eq!(sentence_start("ijverig", NL), "IJverig");
        assert_eq!(sentence_start("élan", NL), "Élan");
        assert_eq!(sentence_start("20 studenten", NL), "20 studenten");
        assert_eq!(sentence_start("", NL), "");
    }

    #[test]
    fn quotes_do_not_collide_with_an_apostrophe() {
        assert_eq!(quoted("Nederland"), "'Nederland'");
        assert_eq!(quoted("'s-Hertogenbosch"), "\"'s-Hertogenbosch\"");
    }
}
