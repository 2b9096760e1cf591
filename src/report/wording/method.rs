//! Statistics, methods and reasons of `results.csv` in plain words, for headings and footnotes.
//!
//! An unknown id is shown as it is, so that nothing is hidden. Leaves out formulas and references.

use crate::model::Text;

/// Ids of the `statistic` column with their names in Dutch and English.
const STATISTICS: &[[&str; 3]] = &[
    ["n", "n", "n"],
    ["n_missing", "zonder antwoord", "without an answer"],
    ["count", "aantal", "number"],
    ["share", "aandeel", "share"],
    ["mean", "gemiddelde", "mean"],
    ["sd", "standaarddeviatie", "standard deviation"],
    ["median", "mediaan", "median"],
    ["alpha", "alfa", "alpha"],
    ["omega", "omega", "omega"],
    ["spearman_brown", "Spearman-Brown", "Spearman-Brown"],
    ["item_rest", "samenhang met de andere vragen", "correlation with the other questions"],
    ["alpha_if_dropped", "alfa zonder deze vraag", "alpha without this question"],
    ["floor", "aandeel met de laagste score", "share with the lowest score"],
    ["ceiling", "aandeel met de hoogste score", "share with the highest score"],
    ["difference", "verschil", "difference"],
    ["difference_mh", "verschil binnen dezelfde opleidingen", "difference within the same programmes"],
    ["difference_standardised", "verschil bij gelijke verdeling", "difference with equal composition"],
    ["difference_ame", "verschil bij gelijke kenmerken", "difference with equal features"],
    ["difference_mix", "deel dat samenhangt met andere opleidingen", "part that goes with other programmes"],
    [
        "difference_rates",
        "deel dat overblijft binnen dezelfde opleidingen",
        "part that remains within the same programmes",
    ],
    ["difference_change", "verandering van het verschil", "change of the difference"],
    ["difference_paired", "verandering bij dezelfde studenten", "change in the same students"],
    ["excess", "afwijking van de losse verschillen samen", "departure from the separate gaps together"],
    ["hedges_g", "verschil in standaarddeviaties (Hedges g)", "difference in standard deviations (Hedges g)"],
    ["superiority", "kans op een hogere score", "chance of a higher score"],
    ["cliffs_delta", "Cliffs delta", "Cliff's delta"],
    ["risk_ratio", "verhouding van aandelen", "ratio of shares"],
    ["odds_ratio", "verhouding van kansen (odds)", "odds ratio"],
    ["odds_ratio_mh", "verhouding van kansen binnen opleidingen", "odds ratio within programmes"],
    ["representation", "representatie", "representation"],
    ["log_odds", "verandering van de log-odds", "change of log odds"],
    ["needed", "nodig voor dat aandeel", "needed for that share"],
    ["parity", "verhouding vrouwen en mannen", "ratio of women and men"],
    ["slope", "verandering per jaar", "change a year"],
    ["trend", "trend", "trend"],
    ["cramers_v", "samenhang (Cramers V)", "association (Cramer's V)"],
    ["duncan", "ongelijke verdeling (Duncan)", "uneven spread (Duncan)"],
    ["duncan_expected", "ongelijke verdeling door toeval", "uneven spread by chance"],
    ["eta_squared", "verklaard deel (eta kwadraat)", "explained part (eta squared)"],
    ["omega_squared", "verklaard deel (omega kwadraat)", "explained part (omega squared)"],
    ["epsilon_squared", "verklaard deel (epsilon kwadraat)", "explained part (epsilon squared)"],
    ["dif", "vraag werkt anders per groep (DIF)", "question works differently by group (DIF)"],
    ["dif_smd", "grootte van DIF", "size of DIF"],
    ["minimum_detectable", "kleinste zichtbare verandering", "smallest visible change"],
    ["expected", "verwacht", "expected"],
    ["z", "afstand tot het midden (z)", "distance from the middle (z)"],
    ["limit_95", "95%-grens", "95% limit"],
    ["limit_998", "99,8%-grens", "99.8% limit"],
    ["survival", "nog bezig", "still under way"],
    ["kish", "verlies door wegen", "loss by weighting"],
    ["n_effective", "aantal na wegen", "effective number"],
    ["ever", "minstens één keer", "at least once"],
    ["nonresponse", "aandeel dat niet meedeed", "share that did not take part"],
    ["range", "uitersten als ook de anderen meededen", "limits had the others taken part"],
    ["largest_bias", "grootste vertekening door ongelijke respons", "largest bias from uneven response"],
    ["r_indicator", "gelijkmatigheid van de respons", "evenness of response"],
    ["q", "p, gecorrigeerd (Benjamini en Hochberg)", "p, adjusted (Benjamini and Hochberg)"],
    ["mean_adjusted", "gemiddelde bij gelijke verdeling", "mean with equal composition"],
    ["difference_adjusted", "verschil bij gelijke verdeling", "difference with equal composition"],
    [
        "d_z",
        "verandering in standaarddeviaties van de veranderingen (d z)",
        "change in standard deviations of the changes (d z)",
    ],
    [
        "d_av",
        "verandering in standaarddeviaties van de rondes (d av)",
        "change in standard deviations of the rounds (d av)",
    ],
    ["difference_overlap", "verandering, deels dezelfde studenten", "change, partly the same students"],
    ["change_low", "verandering van wie laag begon", "change of those who started low"],
    [
        "change_low_expected",
        "verwachte verandering van wie laag begon",
        "expected change of those who started low",
    ],
    ["difference_within", "verschil binnen de scholen", "difference within the schools"],
    ["difference_typical", "verschil bij een doorsnee school", "difference at a typical school"],
    ["difference_predicted", "verschil bij een volgende school", "difference at a further school"],
    ["i_squared", "spreiding die geen toeval is", "spread that is no chance"],
    ["pooled_years", "jaren samen", "years together"],
    ["shrunken", "cijfer met minder toeval", "number with less chance"],
    ["plan_needed", "nodig per groep", "needed per group"],
    ["p", "p", "p"],
    ["p_overall", "p, alle groepen samen", "p, all groups at once"],
    ["p_paired", "p, dezelfde studenten", "p, same students"],
    ["p_adjusted", "p, gecorrigeerd (Holm)", "p, adjusted (Holm)"],
];

/// Ids of the `method` column with what they do, in Dutch and English.
const METHODS: &[[&str; 3]] = &[
    ["wilson", "Wilson-interval voor een aandeel", "Wilson interval for a share"],
    [
        "fpc_wilson",
        "Wilson-interval, smaller omdat het totaal bekend is",
        "Wilson interval, narrower as the total is known",
    ],
    ["clopper_pearson", "exact interval voor een aandeel", "exact interval for a share"],
    [
        "fixed_effect",
        "gemiddelde van de verschillen binnen scholen",
        "mean of the differences within schools",
    ],
    ["dersimonian_laird", "model met verschil tussen scholen", "model with differences between schools"],
    ["knapp_hartung", "idem, ruimer bij weinig scholen", "the same, wider with few schools"],
    ["prediction", "bereik voor een volgende school", "range for a further school"],
    ["cochran_q", "uit de spreiding tussen scholen (Q)", "from the spread between schools (Q)"],
    ["provisional", "grenzen van toeval, voorlopig", "limits of chance, provisional"],
    ["overdispersed", "grenzen met verschil tussen scholen", "limits with differences between schools"],
    ["empirical_bayes", "deels naar alle scholen getrokken", "drawn in part towards all schools"],
    [
        "beta_binomial",
        "deels naar alle scholen getrokken (bèta-binomiaal)",
        "drawn in part towards all schools (beta-binomial)",
    ],
    ["power", "uit het kleinste verschil dat ertoe doet", "from the smallest difference that matters"],
    ["t", "t-interval voor een gemiddelde", "t interval for a mean"],
    ["fpc_t", "t-interval, smaller omdat het totaal bekend is", "t interval, narrower as the total is known"],
    ["linearised_t", "t-interval voor gewogen antwoorden", "t interval for weighted answers"],
    [
        "korn_graubard",
        "Korn-Graubard-interval voor een gewogen aandeel",
        "Korn-Graubard interval for a weighted share",
    ],
    ["rao_scott", "Rao-Scott-toets voor gewogen aandelen", "Rao-Scott test for weighted shares"],
    ["logit", "logit-interval voor een gewogen aandeel", "logit interval for a weighted share"],
    [
        "newcombe",
        "Newcombe-interval voor het verschil tussen twee aandelen",
        "Newcombe interval for the difference of two shares",
    ],
    [
        "newcombe_paired",
        "Newcombe-interval voor dezelfde studenten",
        "Newcombe interval for the same students",
    ],
    ["miettinen_nurminen", "Miettinen-Nurminen-interval", "Miettinen-Nurminen interval"],
    ["katz", "Katz-interval voor een verhouding van aandelen", "Katz interval for a ratio of shares"],
    ["woolf", "Woolf-interval voor een verhouding van kansen", "Woolf interval for an odds ratio"],
    [
        "welch_t",
        "Welch: twee gemiddelden, ook bij ongelijke spreiding",
        "Welch: two means, also with unequal spread",
    ],
    ["paired_t", "t-interval voor dezelfde studenten", "t interval for the same students"],
    ["partly_overlapping_t", "t-interval, deels dezelfde studenten", "t interval, partly the same students"],
    ["noncentral_t", "exact interval voor Hedges g", "exact interval for Hedges g"],
    ["brunner_munzel", "Brunner-Munzel: rangen van twee groepen", "Brunner-Munzel: ranks of two groups"],
    ["mann_whitney", "Mann-Whitney: rangen van twee groepen", "Mann-Whitney: ranks of two groups"],
    ["wilcoxon", "Wilcoxon: rangen van dezelfde studenten", "Wilcoxon: ranks of the same students"],
    ["mcnemar", "McNemar: ja of nee bij dezelfde studenten", "McNemar: yes or no in the same students"],
    [
        "mcnemar_exact",
        "McNemar: ja of nee bij dezelfde studenten, exact",
        "McNemar: yes or no in the same students, exact",
    ],
    ["anova", "variantieanalyse", "analysis of variance"],
    ["bergsma", "Cramers V, gecorrigeerd voor toeval", "Cramer's V, corrected for chance"],
    [
        "fisher_freeman_halton",
        "exacte toets van Fisher, meer dan twee groepen",
        "Fisher's exact test, more than two groups",
    ],
    [
        "monte_carlo",
        "exacte toets met getrokken tabellen, meer dan twee groepen",
        "exact test with drawn tables, more than two groups",
    ],
    ["welch_anova", "Welch: meer dan twee gemiddelden", "Welch: more than two means"],
    [
        "kruskal_wallis",
        "Kruskal-Wallis: rangen van meer dan twee groepen",
        "Kruskal-Wallis: ranks of more than two groups",
    ],
    ["chi_squared", "chikwadraattoets", "chi-squared test"],
    ["fisher", "exacte toets van Fisher", "Fisher's exact test"],
    ["cochran_armitage", "Cochran-Armitage: trend in aandelen", "Cochran-Armitage: trend in shares"],
    ["least_squares", "rechte lijn door de jaren", "straight line through the years"],
    [
        "mantel_haenszel",
        "Mantel-Haenszel: vergelijken binnen opleidingen",
        "Mantel-Haenszel: comparing within programmes",
    ],
    ["sato", "Mantel-Haenszel met de spreiding van Sato", "Mantel-Haenszel with Sato's variance"],
    [
        "standardisation",
        "standaardisatie: beide groepen met dezelfde verdeling",
        "standardisation: both groups with the same composition",
    ],
    [
        "own_mix",
        "de andere scholen, met de verdeling over opleidingen van deze school",
        "the other schools, with this school's spread over programmes",
    ],
    ["ame", "logistisch model, gemiddeld verschil", "logistic model, mean difference"],
    [
        "kitagawa",
        "Kitagawa: een verschil in twee delen die samen het geheel zijn",
        "Kitagawa: a difference in two parts that add up to it",
    ],
    ["normal", "normaal interval, cohorten los van elkaar", "normal interval, cohorts independent"],
    ["feldt", "Feldt-interval voor alfa", "Feldt interval for alpha"],
    ["one_factor", "één gemeenschappelijke factor", "one common factor"],
    ["one_factor_limit", "één gemeenschappelijke factor, grenswaarde", "one common factor, a limit"],
    [
        "least_squares_hc3",
        "lineair model, ook bij ongelijke spreiding (HC3)",
        "linear model, also with unequal spread (HC3)",
    ],
    ["mantel", "Mantel: antwoorden bij gelijke score", "Mantel: answers at equal scores"],
    ["power_80", "zichtbaar in vier van de vijf steekproeven", "visible in four of five samples"],
    ["lowest_quarter", "het laagste kwart van de eerste scores", "the lowest quarter of first scores"],
    ["wald", "normaal interval", "normal interval"],
    ["kaplan_meier", "Kaplan-Meier", "Kaplan-Meier"],
    ["aalen_johansen", "Aalen-Johansen", "Aalen-Johansen"],
    ["log_rank", "log-ranktoets", "log-rank test"],
    ["funnel", "trechter met exacte binomiale grenzen", "funnel with exact binomial limits"],
    ["holm", "correctie van Holm voor meer toetsen", "Holm's correction for several tests"],
    ["benjamini_hochberg", "correctie van Benjamini en Hochberg", "Benjamini and Hochberg's correction"],
    ["bounds", "uiterste mogelijke waarden", "attainable limits"],
    ["census", "telling van iedereen, zonder marge", "count of everybody, without a margin"],
];

/// Ids of the `reason` column that may be told. The four that give away everybody's answer
/// are not here, and three more (`zero_cell`, `separation`, `no_discordant`) are told without what they show.
const REASONS: [[&str; 3]; 17] = [
    ["n_zero", "er is niemand in deze groep", "there is nobody in this group"],
    ["n_one", "voor spreiding zijn twee antwoorden nodig", "spread takes two answers"],
    ["all_missing", "niemand beantwoordde dit", "nobody answered this"],
    ["zero_cell", "deze rekenwijze past niet bij deze aantallen", "this method does not fit these numbers"],
    ["one_group", "er is één groep om te tonen", "there is one group to show"],
    ["one_level", "alle studenten zitten in dezelfde groep", "all students are in the same group"],
    ["group_n_one", "een van de groepen is te klein", "one of the groups is too small"],
    ["separation", "dit model past niet bij deze aantallen", "this model does not fit these numbers"],
    ["too_few_items", "de schaal heeft te weinig vragen", "the scale has too few questions"],
    ["one_item", "de schaal heeft één vraag", "the scale has one question"],
    [
        "no_discordant",
        "deze rekenwijze past niet bij deze antwoorden",
        "this method does not fit these answers",
    ],
    [
        "no_informative_stratum",
        "nergens komen beide groepen samen voor",
        "nowhere do both groups occur together",
    ],
    ["benchmark_zero", "het vergelijkingscijfer is nul", "the benchmark is zero"],
    [
        "margin_level_missing",
        "de populatie mist een groep uit de antwoorden",
        "the population lacks a group that answered",
    ],
    [
        "margin_level_empty",
        "een groep uit de populatie gaf geen antwoord",
        "a group of the population gave no answer",
    ],
    [
        "margin_totals_differ",
        "de totalen van de populatie zijn niet gelijk",
        "the totals of the population differ",
    ],
    ["bad_weights", "de gewichten zijn niet bruikbaar", "the weights cannot be used"],
];

/// Returns the name of a statistic for a heading; the id with spaces where it is unknown.
#[must_use]
pub fn statistic_name(statistic: &str) -> Text {
    find(STATISTICS, statistic).unwrap_or_else(|| Text::same(statistic.replace('_', " ")))
}

/// Returns a method in plain words for a footnote; the id with spaces where it is unknown.
#[must_use]
pub fn method_name(method: &str) -> Text {
    find(METHODS, method).unwrap_or_else(|| Text::same(method.replace('_', " ")))
}

/// Returns whether a method takes weights into account.
#[must_use]
pub fn is_weighted(method: &str) -> bool {
    ["linearised_t", "korn_graubard", "rao_scott"].contains(&method)
}

/// Returns why something could not be calculated, or `None` where the reason would tell everybody's answer.
///
/// Fits `q.none`: leave its slot empty for `None`.
#[must_use]
pub fn reason(reason: &str) -> Option<Text> {
    find(&REASONS, reason)
}

/// Returns what a table cell says for `mature_in_2029`: `nog niet waarneembaar (vanaf 2029)`.
#[must_use]
pub fn not_yet_observable(reason: &str) -> Text {
    match reason.strip_prefix("mature_in_") {
        Some(year) => Text::new(
            format!("nog niet waarneembaar (vanaf {year})"),
            format!("not yet observable (from {year})"),
        ),
        None => Text::new("nog niet waarneembaar", "not yet observable"),
    }
}

fn find(table: &[[&str; 3]], id: &str) -> Option<Text> {
    table.iter().find(|[known, ..]| *known == id).map(|[_, nl, en]| Text::new(*nl, *en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::NotEstimable;

    #[test]
    fn no_reason_tells_everybodys_answer() {
        for silent in [
            NotEstimable::ZeroVariance,
            NotEstimable::AllTied,
            NotEstimable::NoEvent,
            NotEstimable::NoVariation,
        ] {
            assert_eq!(reason(&silent.to_string()), None);
        }
    }

    #[test]
    fn every_other_reason_has_words() {
        use NotEstimable as N;
        for told in [
            N::NZero,
            N::NOne,
            N::AllMissing,
            N::ZeroCell,
            N::OneGroup,
            N::OneLevel,
            N::GroupNOne,
            N::Separation,
            N::TooFewItems,
            N::OneItem,
            N::NoDiscordant,
            N::NoInformativeStratum,
            N::BenchmarkZero,
            N::MarginLevelMissing,
            N::MarginLevelEmpty,
            N::MarginTotalsDiffer,
            N::BadWeights,
        ] {
            assert!(reason(&told.to_string()).is_some(), "{told}");
        }
    }

    #[test]
    fn an_unknown_id_is_shown_as_it_is() {
        assert_eq!(method_name("new_method").nl, "new method");
        assert_eq!(statistic_name("difference_mh").en, "difference within the same programmes");
    }

    #[test]
    fn a_young_cohort_says_from_when() {
        assert_eq!(not_yet_observable("mature_in_2029").nl, "nog niet waarneembaar (vanaf 2029)");
        assert_eq!(not_yet_observable("").en, "not yet observable");
    }
}
