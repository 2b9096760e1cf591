//! Answers as people and platforms write them: genders, ladders of agreement and the like, and non-answers.
//!
//! Leaves out headings (`headings`). A ladder says the order of answers, never which end is good.

use super::meaning::{Label, folded};
use crate::model::{LevelKind, Text};

/// An answer with its spellings.
#[derive(Debug)]
pub(super) struct Known {
    nl: &'static [&'static str],
    en: &'static [&'static str],
    pub(super) kind: LevelKind,
}

/// Answers in their order.
pub(super) type Ladder = &'static [Known];

/// Returns an answer as spellings are compared: folded, without a number in front and without punctuation around it.
///
/// `1 - Helemaal oneens`, `(1) helemaal oneens` and `helemaal oneens.` are one answer; a number alone stays.
pub(super) fn plain_answer(value: &str) -> String {
    let whole = folded(value);
    let words = numbered(&whole).map_or(whole.as_str(), |(_, words)| words);
    let words = words.trim_end_matches([';', '.', '!', ',']).trim();
    if words.is_empty() { whole } else { words.replace(" / ", "/") }
}

/// Returns the number in front of an answer and the words behind it: `1 - helemaal oneens`, `5 (altijd)`, `3. soms`.
pub(super) fn numbered(value: &str) -> Option<(i32, &str)> {
    let value = value.trim();
    let inner = value.strip_prefix('(').unwrap_or(value);
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: i32 = inner.get(..digits).filter(|digits| (1..=2).contains(&digits.len()))?.parse().ok()?;
    let rest = inner[digits..].trim_start();
    let rest = rest.strip_prefix(')').unwrap_or(rest).trim_start();
    let words = rest.strip_prefix(['-', '.', ':', '=', '(', '\u{2013}']).or_else(|| {
        // "1) eens" had its bracket taken off above; "10 keer" is no numbered answer.
        (inner[digits..].starts_with(')')).then_some(rest)
    })?;
    // "2-5 keer" and "10-20" are ranges, "1.5" is a number.
    if words.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = words.trim().strip_suffix(')').filter(|_| rest.starts_with('(')).unwrap_or(words).trim();
    words.chars().any(char::is_alphabetic).then_some((number, words))
}

pub(super) const fn step(nl: &'static [&'static str], en: &'static [&'static str]) -> Known {
    Known { nl, en, kind: LevelKind::Stated }
}

/// Genders in the order of reports; a report lists them all, and none is the norm.
pub(super) const GENDERS: Ladder = &[
    step(
        &[
            "vrouw",
            "v",
            "vrouwelijk",
            "meisje",
            "vrouwen",
            "cis vrouw",
            "vrouw/meisje",
            "meisje/vrouw",
            "vrouw (v)",
            "v (vrouw)",
            "een vrouw",
            "ik ben een vrouw",
            "als vrouw",
        ],
        &[
            "woman",
            "f",
            "female",
            "girl",
            "women",
            "cis woman",
            "female/woman",
            "woman/female",
            "woman/girl",
            "a woman",
        ],
    ),
    step(
        &[
            "man",
            "mannelijk",
            "jongen",
            "mannen",
            "cis man",
            "man/jongen",
            "jongen/man",
            "man (m)",
            "m (man)",
            "een man",
            "ik ben een man",
            "als man",
        ],
        &["man", "m", "male", "boy", "men", "male/man", "man/male", "man/boy", "a man", "cis male"],
    ),
    step(
        &[
            "non-binair",
            "nonbinair",
            "non binair",
            "genderqueer",
            "x",
            "non-binair persoon",
            "non-binair/genderqueer",
            "non-binair (x)",
            "x (non-binair)",
            "genderneutraal",
            "genderfluïde",
            "genderfluide",
            "non-binair/anders",
            "divers",
        ],
        &[
            "non-binary",
            "nonbinary",
            "non binary",
            "non-binary person",
            "enby",
            "non-binary/genderqueer",
            "non-binary/third gender",
            "genderfluid",
            "gender fluid",
            "gender non-conforming",
            "gender variant/non-conforming",
            "diverse",
        ],
    ),
    step(
        &[
            "anders",
            "anders, namelijk",
            "anders namelijk",
            "overig",
            "anders, namelijk:",
            "een andere gender",
            "een ander gender",
            "ander gender",
            "ander",
            "anders, nl",
            "anders (vul in)",
            "anders, zoals",
            "andere gender",
            "ik omschrijf het liever zelf",
        ],
        &[
            "other",
            "another gender",
            "prefer to self-describe",
            "other, namely",
            "other gender",
            "in another way",
            "other (please specify)",
            "self-describe",
            "prefer to self describe",
            "i prefer to self-describe",
            "not listed",
            "other, please specify",
        ],
    ),
];

/// Registered sexes that are unknown: a state of its own, not a gender.
pub(super) const UNKNOWN: Known = Known {
    nl: &["onbekend", "o", "vastgesteld onbekend"],
    en: &["unknown", "u", "not known"],
    kind: LevelKind::NotStated,
};

/// "Wil ik niet zeggen" as forms write it.
pub(super) const NOT_STATED: Known = Known {
    nl: &[
        "wil ik niet zeggen",
        "wil niet zeggen",
        "dat wil ik niet zeggen",
        "zeg ik liever niet",
        "liever niet",
        "liever niet zeggen",
        "dat zeg ik liever niet",
        "wil ik liever niet zeggen",
        "geen antwoord",
        "dat wil ik liever niet zeggen",
        "ik zeg het liever niet",
        "ik wil dit niet zeggen",
        "ik wil het niet zeggen",
        "ik wil dit liever niet zeggen",
        "ik zeg dit liever niet",
        "zeg ik niet",
        "liever niet beantwoorden",
        "wil ik niet beantwoorden",
        "wil ik liever niet beantwoorden",
        "geen opgave",
        "niet ingevuld",
    ],
    en: &[
        "prefer not to say",
        "i prefer not to say",
        "prefer not to answer",
        "rather not say",
        "no answer",
        "prefer not to disclose",
        "i'd rather not say",
        "i prefer not to answer",
        "rather not answer",
        "not stated",
        "refused",
        "declined to answer",
        "prefer not to state",
    ],
    kind: LevelKind::NotStated,
};

/// "Niet van toepassing" and "weet ik niet" as forms write them.
pub(super) const NOT_APPLICABLE: Known = Known {
    nl: &[
        "n.v.t",
        "n.v.t.",
        "nvt",
        "niet van toepassing",
        "weet ik niet",
        "weet niet",
        "n.v.t. of weet ik niet",
        "geen mening",
        "weet ik niet/n.v.t.",
        "weet ik niet/nvt",
        "weet niet/n.v.t.",
        "weet niet/nvt",
        "weet niet/geen mening",
        "n.v.t./weet ik niet",
        "nvt/weet niet",
        "niet van toepassing (n.v.t.)",
        "niet van toepassing/weet ik niet",
        "niet van toepassing op mij",
        "geen idee",
        "geen ervaring",
        "geen mening/weet niet",
        "geen mening/n.v.t.",
        "kan ik niet beoordelen",
        "weet ik (nog) niet",
    ],
    en: &[
        "not applicable",
        "n/a",
        "don't know",
        "do not know",
        "i don't know",
        "no opinion",
        "not applicable or don't know",
        "does not apply",
        "doesn't apply",
        "na",
        "not sure",
        "unsure",
        "no basis for evaluation",
        "cannot say",
        "don't know/not applicable",
        "not applicable/don't know",
        "no experience",
    ],
    kind: LevelKind::NotApplicable,
};

impl Known {
    /// Returns whether `value` is a spelling of this answer.
    pub(super) fn is(&self, value: &str) -> bool {
        let value = plain_answer(value);
        self.nl.iter().chain(self.en).any(|known| *known == value)
    }

    /// Returns the answer in both languages, with the file's own spelling in its language.
    pub(super) fn text(&self, value: &str) -> Text {
        let wanted = plain_answer(value);
        // A letter is a code, not a word that a reader wants to see.
        let word = value.trim().chars().count() > 1;
        if word && self.nl.iter().any(|known| *known == wanted) {
            Text::new(value.trim(), self.en[0])
        } else if word && self.en.iter().any(|known| *known == wanted) {
            Text::new(self.nl[0], value.trim())
        } else {
            Text::new(self.nl[0], self.en[0])
        }
    }
}

/// Labels in order, and which raw values are no stated answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answers {
    pub(super) labels: Vec<Label>,
    pub(super) not_stated: Vec<String>,
    pub(super) not_applicable: Vec<String>,
    /// Values that no list knows; they come after the known ones.
    pub(super) unknown: Vec<String>,
}

/// Returns `values` in the order of `ladder`, non-answers last.
///
/// Spellings of one answer become one label. With `Unseen::Kept`, a step that nobody chose has its place
/// too: it holds up the places of the others.
pub(super) fn ordered(values: &[&str], ladder: Ladder, unseen: Unseen) -> Answers {
    let mut answers = Answers::default();
    for known in ladder.iter().chain([&NOT_APPLICABLE, &UNKNOWN, &NOT_STATED]) {
        let mut spellings = values.iter().filter(|value| known.is(value)).map(|value| (*value).to_owned());
        let first = spellings.next();
        let raw = match (first, unseen, known.kind) {
            (Some(raw), _, _) => raw,
            (None, Unseen::Kept, LevelKind::Stated) => known.nl[0].to_owned(),
            _ => continue,
        };
        match known.kind {
            LevelKind::NotStated => answers.not_stated.push(raw.clone()),
            LevelKind::NotApplicable => answers.not_applicable.push(raw.clone()),
            LevelKind::Stated => {}
        }
        answers.labels.push(Label { text: known.text(&raw), raw, also: spellings.collect() });
    }
    let known = |value: &str| {
        ladder.iter().chain([&NOT_APPLICABLE, &UNKNOWN, &NOT_STATED]).any(|known| known.is(value))
    };
    answers.unknown = values.iter().filter(|value| !known(value)).map(|value| (*value).to_owned()).collect();
    answers
}

/// What becomes of a step that nobody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unseen {
    /// It has a label all the same.
    Kept,
    /// It has none.
    LeftOut,
}

/// Returns how many steps of `ladder` occur in `values`, or `None` if a value is on no step and no non-answer.
pub(super) fn steps_seen(values: &[&str], ladder: Ladder) -> Option<usize> {
    let fits = values
        .iter()
        .all(|value| ladder.iter().chain([&NOT_APPLICABLE, &NOT_STATED]).any(|known| known.is(value)));
    fits.then(|| ladder.iter().filter(|known| values.iter().any(|value| known.is(value))).count())
}
