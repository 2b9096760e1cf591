//! Ordered judgements as forms write them, in Dutch and English: satisfaction, quality, importance, truth and the like.
//!
//! Leaves out agreement and frequency (`ladders`).

use super::vocabulary::{Ladder, step};

/// Ladders of judgement, after those of agreement and frequency.
pub(super) const JUDGEMENTS: &[Ladder] = &[
    // How satisfied, on five points.
    &[
        step(
            &["zeer ontevreden", "heel ontevreden", "erg ontevreden"],
            &["very dissatisfied", "extremely dissatisfied", "very unsatisfied"],
        ),
        step(
            &["ontevreden", "een beetje ontevreden"],
            &["dissatisfied", "somewhat dissatisfied", "unsatisfied"],
        ),
        step(
            &[
                "neutraal",
                "niet tevreden, niet ontevreden",
                "niet tevreden en niet ontevreden",
                "niet ontevreden, niet tevreden",
                "niet tevreden/niet ontevreden",
            ],
            &["neutral", "neither satisfied nor dissatisfied", "neither"],
        ),
        step(&["tevreden", "een beetje tevreden"], &["satisfied", "somewhat satisfied"]),
        step(&["zeer tevreden", "heel tevreden", "erg tevreden"], &["very satisfied", "extremely satisfied"]),
    ],
    // How satisfied, on seven points.
    &[
        step(&["zeer ontevreden"], &["extremely dissatisfied", "very dissatisfied"]),
        step(&["ontevreden"], &["moderately dissatisfied", "dissatisfied"]),
        step(
            &["een beetje ontevreden", "enigszins ontevreden"],
            &["slightly dissatisfied", "somewhat dissatisfied"],
        ),
        step(
            &["neutraal", "niet tevreden en niet ontevreden"],
            &["neither satisfied nor dissatisfied", "neutral"],
        ),
        step(&["een beetje tevreden", "enigszins tevreden"], &["slightly satisfied", "somewhat satisfied"]),
        step(&["tevreden"], &["moderately satisfied", "satisfied"]),
        step(&["zeer tevreden"], &["extremely satisfied", "very satisfied"]),
    ],
    // How good.
    &[
        step(&["zeer slecht", "heel slecht", "erg slecht"], &["very poor", "very bad", "terrible"]),
        step(&["slecht", "onvoldoende"], &["poor", "bad"]),
        step(
            &["matig", "neutraal", "voldoende", "niet goed, niet slecht", "gemiddeld"],
            &["fair", "average", "acceptable"],
        ),
        step(&["goed"], &["good"]),
        step(&["zeer goed", "heel goed", "uitstekend", "erg goed"], &["very good", "excellent"]),
    ],
    // How important.
    &[
        step(
            &["helemaal niet belangrijk", "zeer onbelangrijk", "heel onbelangrijk"],
            &["not at all important", "very unimportant"],
        ),
        step(
            &["niet belangrijk", "onbelangrijk", "niet zo belangrijk", "een beetje belangrijk"],
            &["not important", "slightly important", "unimportant", "of little importance"],
        ),
        step(
            &[
                "neutraal",
                "enigszins belangrijk",
                "redelijk belangrijk",
                "niet belangrijk, niet onbelangrijk",
                "tamelijk belangrijk",
            ],
            &["neutral", "moderately important", "somewhat important", "neither important nor unimportant"],
        ),
        step(&["belangrijk"], &["important"]),
        step(
            &["heel belangrijk", "zeer belangrijk", "erg belangrijk"],
            &["very important", "extremely important"],
        ),
    ],
    // How likely.
    &[
        step(
            &["zeer onwaarschijnlijk", "heel onwaarschijnlijk", "zeker niet"],
            &["very unlikely", "extremely unlikely", "definitely not"],
        ),
        step(
            &["onwaarschijnlijk", "waarschijnlijk niet"],
            &["unlikely", "somewhat unlikely", "probably not"],
        ),
        step(
            &["neutraal", "misschien", "niet waarschijnlijk en niet onwaarschijnlijk"],
            &["neutral", "neither likely nor unlikely", "maybe", "might or might not"],
        ),
        step(
            &["waarschijnlijk", "waarschijnlijk wel"],
            &["likely", "somewhat likely", "probably", "probably yes"],
        ),
        step(
            &["zeer waarschijnlijk", "heel waarschijnlijk", "zeker wel"],
            &["very likely", "extremely likely", "definitely", "definitely yes"],
        ),
    ],
    // How true.
    &[
        step(
            &[
                "helemaal niet waar",
                "klopt helemaal niet",
                "helemaal niet van toepassing",
                "past helemaal niet bij mij",
            ],
            &["not at all true", "not true at all", "not at all like me", "very untrue"],
        ),
        step(
            &[
                "niet waar",
                "een beetje waar",
                "klopt niet",
                "niet zo van toepassing",
                "past niet bij mij",
                "nauwelijks waar",
            ],
            &["slightly true", "hardly true", "not much like me", "untrue", "a little true"],
        ),
        step(
            &[
                "neutraal",
                "enigszins waar",
                "klopt een beetje",
                "enigszins van toepassing",
                "past een beetje bij mij",
            ],
            &["somewhat true", "somewhat like me", "moderately true", "neutral"],
        ),
        step(
            &["waar", "grotendeels waar", "klopt", "van toepassing", "past bij mij"],
            &["mostly true", "true", "like me", "very true"],
        ),
        step(
            &["helemaal waar", "klopt helemaal", "helemaal van toepassing", "past helemaal bij mij"],
            &["completely true", "exactly true", "very much like me", "very much true"],
        ),
    ],
    // How hard.
    &[
        step(&["zeer moeilijk", "heel moeilijk"], &["very difficult", "extremely difficult", "very hard"]),
        step(&["moeilijk"], &["difficult", "somewhat difficult", "hard"]),
        step(
            &["neutraal", "niet moeilijk, niet makkelijk", "niet moeilijk en niet makkelijk"],
            &["neutral", "neither easy nor difficult"],
        ),
        step(&["makkelijk", "gemakkelijk"], &["easy", "somewhat easy"]),
        step(&["zeer makkelijk", "heel makkelijk", "zeer gemakkelijk"], &["very easy", "extremely easy"]),
    ],
    // No, partly, yes.
    &[
        step(&["nee", "neen"], &["no"]),
        step(
            &["deels", "gedeeltelijk", "een beetje", "soms", "misschien", "enigszins", "nog niet helemaal"],
            &["partly", "somewhat", "sometimes", "maybe", "partially"],
        ),
        step(&["ja", "ja, helemaal"], &["yes"]),
    ],
    &[step(&["nee", "neen"], &["no"]), step(&["ja"], &["yes"])],
    &[step(&["onwaar", "niet waar"], &["false"]), step(&["waar"], &["true"])],
];
