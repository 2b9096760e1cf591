//! Ordered answers as forms write them, in Dutch and English: agreement, sureness, frequency and amount.
//!
//! A ladder says the order of answers, never which end is good. Leaves out judgements (`judgements`) and sets with an
//! order of their own making (`strength`).

use super::judgements::JUDGEMENTS;
use super::vocabulary::{Ladder, step};

/// Returns every ladder. Of two that fit equally well the first is taken.
pub(super) fn ladders() -> impl Iterator<Item = Ladder> {
    LADDERS.iter().chain(JUDGEMENTS).copied()
}

/// Returns the ladder with this number.
pub(super) fn ladder(place: usize) -> Ladder {
    ladders().nth(place).unwrap_or(&[])
}

const LADDERS: &[Ladder] = &[
    // Agreement on five points.
    &[
        step(
            &[
                "helemaal niet mee eens",
                "helemaal mee oneens",
                "helemaal oneens",
                "zeer oneens",
                "zeer mee oneens",
                "sterk mee oneens",
                "volledig mee oneens",
                "volledig oneens",
                "sterk oneens",
                "volstrekt mee oneens",
                "totaal mee oneens",
                "totaal oneens",
                "totaal niet mee eens",
                "geheel mee oneens",
                "geheel oneens",
                "volstrekt oneens",
                "erg mee oneens",
                "heel erg mee oneens",
            ],
            &[
                "strongly disagree",
                "completely disagree",
                "totally disagree",
                "fully disagree",
                "disagree strongly",
                "disagree completely",
                "strongly disagree (sd)",
            ],
        ),
        step(
            &[
                "niet mee eens",
                "mee oneens",
                "oneens",
                "beetje mee oneens",
                "een beetje mee oneens",
                "enigszins mee oneens",
                "enigszins oneens",
            ],
            &["disagree", "somewhat disagree", "slightly disagree", "disagree somewhat", "tend to disagree"],
        ),
        step(
            &[
                "niet eens en niet oneens",
                "niet mee eens, niet mee oneens",
                "niet mee eens en niet mee oneens",
                "neutraal",
                "niet eens/niet oneens",
                "niet eens, niet oneens",
                "noch mee eens, noch mee oneens",
                "noch eens, noch oneens",
                "noch eens noch oneens",
                "noch mee eens noch mee oneens",
                "eens noch oneens",
                "mee eens noch mee oneens",
                "mee eens, noch oneens",
                "niet mee eens/niet mee oneens",
                "niet mee eens maar ook niet mee oneens",
                "niet mee oneens/niet mee eens",
                "niet mee oneens, niet mee eens",
                "niet oneens en niet eens",
                "neutraal (niet eens, niet oneens)",
                "neutraal/geen mening",
                "deels eens, deels oneens",
                "deels mee eens, deels mee oneens",
            ],
            &[
                "neither agree nor disagree",
                "neither",
                "neutral",
                "neither disagree nor agree",
                "neither agree or disagree",
                "neutral (neither agree nor disagree)",
                "undecided",
                "neither/nor",
            ],
        ),
        step(
            &[
                "mee eens",
                "eens",
                "beetje mee eens",
                "een beetje mee eens",
                "enigszins mee eens",
                "enigszins eens",
            ],
            &["agree", "somewhat agree", "slightly agree", "agree somewhat", "tend to agree"],
        ),
        step(
            &[
                "helemaal mee eens",
                "helemaal eens",
                "zeer eens",
                "zeer mee eens",
                "sterk mee eens",
                "volledig mee eens",
                "volledig eens",
                "sterk eens",
                "volstrekt mee eens",
                "totaal mee eens",
                "geheel mee eens",
                "geheel eens",
                "volstrekt eens",
                "erg mee eens",
                "heel erg mee eens",
            ],
            &[
                "strongly agree",
                "completely agree",
                "totally agree",
                "fully agree",
                "agree strongly",
                "agree completely",
                "strongly agree (sa)",
            ],
        ),
    ],
    // Agreement on four points.
    &[
        step(
            &[
                "helemaal mee oneens",
                "helemaal niet mee eens",
                "zeer oneens",
                "zeer mee oneens",
                "helemaal oneens",
                "volledig mee oneens",
            ],
            &["strongly disagree", "completely disagree", "disagree strongly"],
        ),
        step(
            &["mee oneens", "niet mee eens", "oneens"],
            &["disagree", "somewhat disagree", "disagree somewhat"],
        ),
        step(&["mee eens", "eens"], &["agree", "somewhat agree", "agree somewhat"]),
        step(
            &["helemaal mee eens", "zeer eens", "zeer mee eens", "helemaal eens", "volledig mee eens"],
            &["strongly agree", "completely agree", "agree strongly"],
        ),
    ],
    // Agreement on seven points.
    &[
        step(
            &[
                "helemaal mee oneens",
                "zeer oneens",
                "zeer mee oneens",
                "helemaal niet mee eens",
                "helemaal oneens",
                "sterk mee oneens",
                "volledig mee oneens",
            ],
            &["strongly disagree", "completely disagree"],
        ),
        step(&["mee oneens", "oneens", "niet mee eens"], &["disagree"]),
        step(
            &[
                "een beetje mee oneens",
                "enigszins mee oneens",
                "beetje mee oneens",
                "enigszins oneens",
                "een beetje oneens",
                "beetje oneens",
                "deels mee oneens",
                "eerder mee oneens dan eens",
            ],
            &["slightly disagree", "somewhat disagree"],
        ),
        step(
            &[
                "neutraal",
                "niet mee eens, niet mee oneens",
                "niet eens en niet oneens",
                "niet eens, niet oneens",
                "niet mee eens en niet mee oneens",
                "noch mee eens, noch mee oneens",
                "niet eens/niet oneens",
                "niet mee eens/niet mee oneens",
            ],
            &["neither agree nor disagree", "neutral", "neither"],
        ),
        step(
            &[
                "een beetje mee eens",
                "enigszins mee eens",
                "beetje mee eens",
                "enigszins eens",
                "een beetje eens",
                "beetje eens",
                "deels mee eens",
                "eerder mee eens dan oneens",
            ],
            &["slightly agree", "somewhat agree"],
        ),
        step(&["mee eens", "eens"], &["agree"]),
        step(
            &[
                "helemaal mee eens",
                "zeer eens",
                "zeer mee eens",
                "helemaal eens",
                "sterk mee eens",
                "volledig mee eens",
            ],
            &["strongly agree", "completely agree"],
        ),
    ],
    // Agreement on six points.
    &[
        step(
            &[
                "helemaal mee oneens",
                "zeer oneens",
                "zeer mee oneens",
                "helemaal niet mee eens",
                "helemaal oneens",
            ],
            &["strongly disagree", "completely disagree"],
        ),
        step(
            &["mee oneens", "oneens", "niet mee eens"],
            &["disagree", "moderately disagree", "mostly disagree"],
        ),
        step(
            &["een beetje mee oneens", "enigszins mee oneens", "beetje mee oneens", "enigszins oneens"],
            &["slightly disagree", "somewhat disagree"],
        ),
        step(
            &["een beetje mee eens", "enigszins mee eens", "beetje mee eens", "enigszins eens"],
            &["slightly agree", "somewhat agree"],
        ),
        step(&["mee eens", "eens"], &["agree", "moderately agree", "mostly agree"]),
        step(
            &["helemaal mee eens", "zeer eens", "zeer mee eens", "helemaal eens"],
            &["strongly agree", "completely agree"],
        ),
    ],
    // How sure somebody is.
    &[
        step(
            &["helemaal niet zeker", "helemaal onzeker", "zeer onzeker"],
            &["not at all sure", "not at all confident", "not at all", "not confident at all"],
        ),
        step(
            &["niet zo zeker", "niet zeker", "onzeker"],
            &["not very sure", "not very confident", "not very", "slightly confident"],
        ),
        step(
            &["redelijk zeker", "enigszins zeker", "een beetje zeker"],
            &["fairly sure", "fairly confident", "fairly", "somewhat confident", "moderately confident"],
        ),
        step(&["zeker"], &["sure", "confident", "quite confident"]),
        step(
            &["heel zeker", "zeer zeker", "helemaal zeker"],
            &["very sure", "very confident", "extremely confident", "completely confident"],
        ),
    ],
    // How often, on five points.
    &[
        step(&["nooit", "(bijna) nooit"], &["never", "(almost) never"]),
        step(
            &["zelden", "bijna nooit", "een enkele keer"],
            &["rarely", "seldom", "almost never", "hardly ever"],
        ),
        step(&["soms", "af en toe"], &["sometimes", "occasionally", "about half the time"]),
        step(
            &["vaak", "meestal", "regelmatig"],
            &["often", "regularly", "usually", "most of the time", "frequently"],
        ),
        step(
            &["altijd", "(bijna) altijd", "heel vaak", "bijna altijd", "zeer vaak"],
            &["always", "very often", "(almost) always", "almost always", "all of the time", "all the time"],
        ),
    ],
    // How often, on four points.
    &[
        step(&["nooit", "(bijna) nooit"], &["never", "(almost) never"]),
        step(&["soms", "zelden", "af en toe"], &["sometimes", "rarely", "seldom", "occasionally"]),
        step(&["vaak", "regelmatig"], &["often", "usually", "regularly"]),
        step(
            &["altijd", "heel vaak", "(bijna) altijd", "zeer vaak"],
            &["always", "very often", "(almost) always"],
        ),
    ],
    // How often, on seven points.
    &[
        step(&["nooit"], &["never"]),
        step(&["bijna nooit", "zeer zelden"], &["almost never", "very rarely"]),
        step(&["zelden"], &["rarely", "seldom"]),
        step(&["soms", "af en toe"], &["sometimes", "occasionally"]),
        step(&["vaak", "regelmatig"], &["often", "frequently"]),
        step(
            &["bijna altijd", "zeer vaak", "heel vaak"],
            &["almost always", "very often", "very frequently"],
        ),
        step(&["altijd"], &["always"]),
    ],
    // How many times.
    &[
        step(&["nooit", "0 keer", "geen enkele keer"], &["never", "0 times"]),
        step(&["één keer", "1 keer", "eenmaal", "een keer"], &["once", "1 time"]),
        step(&["2-5 keer", "een paar keer", "enkele keren", "2 tot 5 keer"], &["2-5 times", "a few times"]),
        step(
            &["6 keer of vaker", "vaker", "vaak", "meer dan 5 keer"],
            &["6 times or more", "more often", "many times"],
        ),
    ],
    // How often by the calendar.
    &[
        step(&["nooit"], &["never"]),
        step(
            &["jaarlijks", "een paar keer per jaar", "een of enkele keren per jaar"],
            &["yearly", "a few times a year"],
        ),
        step(
            &["maandelijks", "een paar keer per maand", "elke maand"],
            &["monthly", "a few times a month", "every month"],
        ),
        step(
            &["wekelijks", "een paar keer per week", "elke week"],
            &["weekly", "a few times a week", "every week"],
        ),
        step(&["dagelijks", "elke dag", "(bijna) elke dag"], &["daily", "every day", "(almost) every day"]),
    ],
    // How much.
    &[
        step(&["helemaal niet", "totaal niet"], &["not at all"]),
        step(
            &["nauwelijks", "een beetje", "weinig", "in geringe mate", "in kleine mate", "heel weinig"],
            &["slightly", "a little", "to a small extent", "hardly", "very little"],
        ),
        step(
            &["enigszins", "redelijk", "gemiddeld", "in enige mate", "matig", "niet veel en niet weinig"],
            &["moderately", "somewhat", "to some extent", "to a moderate extent"],
        ),
        step(
            &[
                "veel",
                "grotendeels",
                "in hoge mate",
                "in grote mate",
                "tamelijk veel",
                "best veel",
                "behoorlijk",
            ],
            &["very", "a lot", "mostly", "to a large extent", "to a great extent", "quite a bit"],
        ),
        step(
            &[
                "heel veel",
                "helemaal",
                "volledig",
                "in zeer hoge mate",
                "in zeer grote mate",
                "zeer veel",
                "heel erg",
            ],
            &[
                "extremely",
                "completely",
                "to a very large extent",
                "to a very great extent",
                "a great deal",
                "very much",
            ],
        ),
    ],
];
