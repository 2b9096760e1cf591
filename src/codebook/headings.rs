//! Which headings of real exports mean what: DUO, 1cijferHO, survey platforms, and what people type themselves.
//!
//! Leaves out the values of a column: `vocabulary` knows those.

use super::forms::{COUNTS, FORMS, GENDER, IDENTIFYING, MOMENTS, PARENTS, SENSITIVE, TECHNICAL};
use super::meaning::folded;
use crate::model::Role;

/// A role that a heading speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The role.
    pub(super) role: Role,
    /// The place of the form among those of the role: of two columns, the lower one is kept.
    pub(super) rank: usize,
}

/// What a heading says before any value is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingClass {
    /// It names people or a way to reach them.
    Identifying,
    /// It is a moment of answering.
    Moment,
    /// A platform added it.
    Technical,
    /// It asks or registers gender or sex.
    Gender,
    /// It asks for special personal data.
    Sensitive,
    /// It counts people.
    Count,
    /// It speaks for a role.
    Role(Hit),
    /// It asks what education somebody's parents had.
    Parents,
    /// It says nothing by itself.
    Unknown,
}

/// Returns how well a heading asks for gender: the lower the better; of two columns that one is kept.
pub(super) fn gender_rank(heading: &str, question: Option<&str>) -> usize {
    let rank = |text: &str| {
        let plain = plain(text);
        GENDER.iter().position(|form| fits(form, &plain))
    };
    rank(heading).or_else(|| question.and_then(rank)).unwrap_or(GENDER.len())
}

/// Returns what a heading says, else the question below it.
pub(super) fn class_of(heading: &str, question: Option<&str>) -> HeadingClass {
    match (class(heading), question.map(str::trim).filter(|text| !text.is_empty())) {
        (HeadingClass::Unknown, Some(question)) => class(question),
        (found, _) => found,
    }
}

/// Returns what `heading` says.
pub(super) fn class(heading: &str) -> HeadingClass {
    let plain = plain(heading);
    // `age3` is age in three bands; `q0024` and `A1` are codes.
    let word = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain =
        if word.len() >= 3 && word.chars().all(char::is_alphabetic) { word.to_owned() } else { plain };
    let any = |forms: &[&str]| forms.iter().any(|form| fits(form, &plain));
    if any(&IDENTIFYING) || any(&PERSONAL) {
        return HeadingClass::Identifying;
    }
    if any(&MOMENTS) {
        return HeadingClass::Moment;
    }
    if any(&TECHNICAL) {
        return HeadingClass::Technical;
    }
    if any(&GENDER) {
        return HeadingClass::Gender;
    }
    if any(&PARENTS) {
        return HeadingClass::Parents;
    }
    if any(&SENSITIVE) {
        return HeadingClass::Sensitive;
    }
    if any(&COUNTS) {
        return HeadingClass::Count;
    }
    FORMS
        .iter()
        .find_map(|(role, forms)| {
            let rank = forms.iter().position(|form| fits(form, &plain))?;
            Some(HeadingClass::Role(Hit { role: *role, rank }))
        })
        .unwrap_or(HeadingClass::Unknown)
}

/// Returns a heading without the number of its question: `1. `, `Q5: `, `Vraag 3 - `.
fn without_number(heading: &str) -> &str {
    let heading = heading.trim();
    let word = heading
        .strip_prefix("Vraag ")
        .or_else(|| heading.strip_prefix("vraag "))
        .or_else(|| heading.strip_prefix("Question "))
        .or_else(|| heading.strip_prefix(['Q', 'V', 'q', 'v']))
        .unwrap_or(heading);
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == word.len() {
        return heading;
    }
    let rest = rest.strip_prefix(['a', 'b', 'c', 'd']).unwrap_or(rest);
    match rest.trim_start().strip_prefix(['.', ')', ':', '-']) {
        Some(rest) if rest.trim().chars().count() > 3 => rest.trim(),
        _ => heading,
    }
}

/// Forms of headings of columns that identify people, whatever kind of file they stand in.
const PERSONAL: [&str; 16] = [
    "*burgerservicenummer*",
    "bsn *",
    "*onderwijsnummer*",
    "sofinummer",
    "studentnaam*",
    "naam student*",
    "naam deelnemer*",
    "roepnaam*",
    "geboortenaam*",
    "achternaam*",
    "voornaam*",
    "voorletters*",
    "initialen",
    "iban*",
    "rekeningnummer*",
    "mobiel*",
];

/// Returns whether a column with this heading names people or a way to reach them.
#[must_use]
pub(crate) fn is_identifying(heading: &str) -> bool {
    let plain = plain(heading);
    PERSONAL.iter().any(|form| fits(form, &plain))
        || match class(heading) {
            HeadingClass::Identifying => true,
            HeadingClass::Role(hit) => hit.role == Role::Person,
            _ => false,
        }
}

/// Returns a heading without underscores, final punctuation and code, as the forms are written.
pub(super) fn plain(heading: &str) -> String {
    let heading = without_number(heading);
    let without_code = heading.rfind('[').map_or(heading, |open| &heading[..open]);
    let kept = if without_code.trim().is_empty() { heading } else { without_code };
    let spaced: String =
        kept.chars().map(|c| if matches!(c, '_' | '.' | '?' | ':') { ' ' } else { c }).collect();
    folded(&spaced)
}

/// Returns whether `name` has the form `pattern`, in which `*` stands for anything.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some(at) = left.find(part) else { return false };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_fits_whole_names_and_a_star_stands_for_anything() {
        for (form, name, answer) in [
            ("bsn", "bsn", true),
            ("bsn", "bsn nummer", false),
            ("bsn *", "bsn nummer", true),
            ("bsn *", "bsn", false),
            ("*naam", "voornaam", true),
            ("*naam", "naam van school", false),
            ("*onderwijs*nummer*", "het onderwijsnummer", true),
            ("*onderwijs*nummer*", "nummer onderwijs", false),
            ("aa*aa", "aaa", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(form, name), answer, "{form} {name}");
        }
    }
}
