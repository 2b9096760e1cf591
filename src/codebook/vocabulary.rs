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

const fn step(nl: &'static [&'static str], en: &'static [&'static str]) -> Known {
    Known { nl, en, kind: LevelKind::Stated }
}

/// Genders in the order of reports; a report lists them all, and none is the norm.
pub(super) const GENDERS: Ladder = &[
    step(
        &["vrouw", "v", "vrouwelijk", "meisje", "vrouwen", "cis vrouw"],
        &["woman", "f", "female", "girl", "women", "cis woman"],
    ),
    step(&["man", "mannelijk", "jongen", "mannen", "cis man"], &["man", "m", "male", "boy", "men"]),
    step(
        &[
            "non-binair",
            "nonbinair",
            "non binair",
            "genderqueer",
            "x",
            "non-binair persoon",
            "non-binair/genderqueer",
        ],
        &["non-binary", "nonbinary", "non binary", "non-binary person", "enby", "non-binary/genderqueer"],
    ),
    step(
        &[
            "anders",
            "anders, namelijk",
            "anders namelijk",
            "overig",
            "anders, namelijk:",
            "een andere gender",
        ],
        &[
            "other",
            "another gender",
            "prefer to self-describe",
            "other, namely",
            "other gender",
            "in another way",
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
    ],
    en: &["prefer not to say", "i prefer not to say", "prefer not to answer", "rather not say", "no answer"],
    kind: LevelKind::NotStated,
};

/// "Niet van toepassing" and "weet ik niet" as forms write them.
pub(super) const NOT_APPLICABLE: Known = Known {
    nl: &[
        "n.v.t.",
        "nvt",
        "niet van toepassing",
        "weet ik niet",
        "weet niet",
        "n.v.t. of weet ik niet",
        "geen mening",
        "weet ik niet / n.v.t.",
    ],
    en: &[
        "not applicable",
        "n/a",
        "don't know",
        "do not know",
        "i don't know",
        "no opinion",
        "not applicable or don't know",
    ],
    kind: LevelKind::NotApplicable,
};

/// Ladders of answers, the longer of two alike after the shorter.
pub(super) const LADDERS: [Ladder; 12] = [
    &[
        step(
            &[
                "helemaal niet mee eens",
                "helemaal mee oneens",
                "helemaal oneens",
                "zeer oneens",
                "zeer mee oneens",
                "sterk mee oneens",
            ],
            &["strongly disagree", "completely disagree", "totally disagree"],
        ),
        step(&["niet mee eens", "mee oneens", "oneens"], &["disagree", "somewhat disagree"]),
        step(
            &[
                "niet eens en niet oneens",
                "niet mee eens, niet mee oneens",
                "niet mee eens en niet mee oneens",
                "neutraal",
                "niet eens/niet oneens",
                "niet eens, niet oneens",
                "noch mee eens, noch mee oneens",
            ],
            &["neither agree nor disagree", "neither", "neutral", "neither disagree nor agree"],
        ),
        step(&["mee eens", "eens"], &["agree", "somewhat agree"]),
        step(
            &["helemaal mee eens", "helemaal eens", "zeer eens", "zeer mee eens", "sterk mee eens"],
            &["strongly agree", "completely agree", "totally agree"],
        ),
    ],
    &[
        step(&["helemaal mee oneens", "helemaal niet mee eens", "zeer oneens"], &["strongly disagree"]),
        step(&["mee oneens", "niet mee eens", "oneens"], &["disagree"]),
        step(&["mee eens", "eens"], &["agree"]),
        step(&["helemaal mee eens", "zeer eens"], &["strongly agree"]),
    ],
    &[
        step(&["helemaal mee oneens", "zeer oneens"], &["strongly disagree"]),
        step(&["mee oneens", "oneens"], &["disagree"]),
        step(&["een beetje mee oneens", "enigszins mee oneens"], &["slightly disagree", "somewhat disagree"]),
        step(&["neutraal", "niet mee eens, niet mee oneens"], &["neither agree nor disagree", "neutral"]),
        step(&["een beetje mee eens", "enigszins mee eens"], &["slightly agree", "somewhat agree"]),
        step(&["mee eens", "eens"], &["agree"]),
        step(&["helemaal mee eens", "zeer eens"], &["strongly agree"]),
    ],
    &[
        step(&["helemaal niet zeker"], &["not at all sure", "not at all confident", "not at all"]),
        step(&["niet zo zeker"], &["not very sure", "not very confident", "not very"]),
        step(&["redelijk zeker", "enigszins zeker"], &["fairly sure", "fairly confident", "fairly"]),
        step(&["zeker"], &["sure", "confident"]),
        step(&["heel zeker", "zeer zeker"], &["very sure", "very confident"]),
    ],
    &[
        step(&["nooit"], &["never"]),
        step(&["zelden", "bijna nooit"], &["rarely", "seldom", "almost never"]),
        step(&["soms", "af en toe"], &["sometimes", "occasionally"]),
        step(&["vaak", "regelmatig", "meestal"], &["often", "regularly", "usually", "most of the time"]),
        step(&["altijd", "(bijna) altijd", "heel vaak"], &["always", "very often"]),
    ],
    &[
        step(&["nooit"], &["never"]),
        step(&["soms"], &["sometimes"]),
        step(&["vaak"], &["often"]),
        step(&["altijd"], &["always"]),
    ],
    &[
        step(&["nooit"], &["never"]),
        step(&["één keer", "1 keer", "eenmaal"], &["once", "1 time"]),
        step(&["2-5 keer", "een paar keer"], &["2-5 times", "a few times"]),
        step(&["6 keer of vaker", "vaker"], &["6 times or more", "more often"]),
    ],
    &[
        step(&["helemaal niet", "totaal niet"], &["not at all"]),
        step(&["nauwelijks", "een beetje", "weinig"], &["slightly", "a little"]),
        step(&["enigszins", "redelijk", "gemiddeld"], &["moderately", "somewhat"]),
        step(&["veel", "grotendeels", "in hoge mate"], &["very", "a lot", "mostly"]),
        step(&["heel veel", "helemaal", "volledig", "in zeer hoge mate"], &["extremely", "completely"]),
    ],
    &[
        step(&["zeer ontevreden", "heel ontevreden"], &["very dissatisfied"]),
        step(&["ontevreden"], &["dissatisfied"]),
        step(
            &["neutraal", "niet tevreden, niet ontevreden"],
            &["neutral", "neither satisfied nor dissatisfied"],
        ),
        step(&["tevreden"], &["satisfied"]),
        step(&["zeer tevreden", "heel tevreden"], &["very satisfied"]),
    ],
    &[
        step(&["zeer slecht", "heel slecht"], &["very poor", "very bad"]),
        step(&["slecht", "onvoldoende"], &["poor", "bad"]),
        step(&["matig", "neutraal", "voldoende"], &["fair", "average"]),
        step(&["goed"], &["good"]),
        step(&["zeer goed", "heel goed", "uitstekend"], &["very good", "excellent"]),
    ],
    &[
        step(&["helemaal niet belangrijk", "zeer onbelangrijk"], &["not at all important"]),
        step(&["niet belangrijk", "onbelangrijk"], &["not important", "slightly important"]),
        step(&["neutraal"], &["neutral", "moderately important"]),
        step(&["belangrijk"], &["important"]),
        step(&["heel belangrijk", "zeer belangrijk"], &["very important", "extremely important"]),
    ],
    &[step(&["nee"], &["no"]), step(&["ja"], &["yes"])],
];

impl Known {
    /// Returns whether `value` is a spelling of this answer.
    pub(super) fn is(&self, value: &str) -> bool {
        let value = folded(value);
        self.nl.iter().chain(self.en).any(|known| *known == value)
    }

    /// Returns the answer in both languages, with the file's own spelling in its language.
    pub(super) fn text(&self, value: &str) -> Text {
        let wanted = folded(value);
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
