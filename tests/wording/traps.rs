//! The examples and grammar traps of the wording rules, each as an assertion.

use meetellen::model::{LevelKind, Role, Text};
use meetellen::report::format::{Number, Precision};
use meetellen::report::wording::{
    Certainty, Group, Margin, Missing, RowId, Slot, Slots, Template, WordingError, certainty, list, measure,
    method, render,
};

use super::values::{labels, men, non_binary, typical, women};
use super::{EN, NL, say};

#[test]
fn nobody_one_and_two_students_agree_with_their_verb() {
    let say = |n, language| {
        let slots = Slots::new().number(Slot::N, Number::count(n), RowId(1));
        say(Template::ResponseWithoutFrame, language, &slots)
    };
    assert_eq!(
        say(0, NL),
        "Geen studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport."
    );
    assert_eq!(
        say(1, NL),
        "1 student vulde de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport."
    );
    assert_eq!(
        say(2, NL),
        "2 studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport."
    );
    assert_eq!(
        say(0, EN),
        "No students answered. This report does not say what share of those asked that is."
    );
    assert_eq!(say(1, EN), "1 student answered. This report does not say what share of those asked that is.");
    assert_eq!(
        say(2, EN),
        "2 students answered. This report does not say what share of those asked that is."
    );
}

#[test]
fn rounded_numbers_start_a_sentence_with_a_capital() {
    let slots = Slots::new().number(Slot::N, Number::about(20), RowId(1));
    assert!(say(Template::ResponseWithoutFrame, NL, &slots).starts_with("Ongeveer 20 studenten vulden"));
    assert!(say(Template::ResponseWithoutFrame, EN, &slots).starts_with("About 20 students answered"));
}

#[test]
fn n_is_exact_rounded_or_absent() {
    let mean = |slots: Slots| say(Template::ScaleMean, NL, &slots);
    let slots = typical(Template::ScaleMean);
    assert!(mean(slots.clone().number(Slot::N, Number::count(42), RowId(1))).ends_with("; n = 42)."));
    assert!(
        mean(slots.clone().number(Slot::N, Number::about(40), RowId(1))).ends_with("; n = ongeveer 40).")
    );
    assert!(mean(slots.without(Slot::N)).ends_with("(marge 3,51 tot 3,73)."));
    let slots = typical(Template::ItemDistribution).without(Slot::N);
    assert!(say(Template::ItemDistribution, EN, &slots).ends_with("% disagree."));
}

#[test]
fn a_count_before_a_group_says_about() {
    assert_eq!(women().counted(Number::about(40), NL).unwrap(), "ongeveer 40 vrouwen");
    assert_eq!(women().counted(Number::count(40), NL).unwrap(), "40 vrouwen");
}

#[test]
fn a_share_takes_a_singular_verb_in_dutch() {
    let slots = typical(Template::ResponseUneven);
    let text = say(Template::ResponseUneven, NL, &slots);
    assert_eq!(text, "Van de vrouwen deed 57,1 procent mee, van de mannen 42,9 procent.");
    let everybody = say(Template::ResponseUneven, NL, &slots.group(Slot::GroupA, Group::all()));
    assert!(everybody.starts_with("Van alle studenten deed"), "{everybody}");
}

#[test]
fn higher_and_lower_take_absolute_values_and_margins_keep_their_sign() {
    let with = |difference| {
        let number = Number::percentage_points(difference, Precision::ONE);
        typical(Template::ParticipationBenchmark).number(Slot::Difference, number, RowId(3))
    };
    assert!(
        say(Template::ParticipationBenchmark, NL, &with(-0.024))
            .starts_with("Dat is 2,4 procentpunt lager dan bij")
    );
    assert!(
        say(Template::ParticipationBenchmark, EN, &with(0.01))
            .starts_with("That is 1.0 percentage points higher than for")
    );
    let equal = render(Template::ParticipationBenchmark, NL, &with(0.0004)).unwrap();
    assert!(equal.text.starts_with("Dat is gelijk aan hbo bètatechniek: "), "{}", equal.text);
    assert!(equal.rows.contains(&RowId(3)), "the difference of 0 is still traced");
    assert!(
        say(Template::ParticipationBenchmark, EN, &with(0.0)).starts_with("That equals hbo bètatechniek: ")
    );
    assert_eq!(
        say(Template::GroupMargin, NL, &typical(Template::GroupMargin)),
        "Marge (vrouwen min mannen): −0,10 tot 0,40 punt."
    );
}

#[test]
fn cannot_tell_names_its_unit_twice_and_starts_at_zero_in_words() {
    let margin = |lower, upper| Margin {
        lower: Number::points(lower, Precision::TWO),
        upper: Number::points(upper, Precision::TWO),
        row: RowId(7),
    };
    let say =
        |certainty, margin, language| certainty::sentence(certainty, &women(), margin, language).unwrap();
    let unsure = |lower, upper, language| say(Certainty::CannotTell, margin(lower, upper), language);
    assert_eq!(
        unsure(-0.1, 0.4, NL).text,
        "Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor vrouwen."
    );
    assert_eq!(
        unsure(-0.1, 0.4, EN).text,
        "Cannot tell: between 0.10 points lower and 0.40 points higher for women."
    );
    assert_eq!(unsure(0.0, 0.4, NL).text, "Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.");
    assert_eq!(unsure(-0.4, 0.0, EN).text, "Cannot tell: between 0.40 points lower and 0 for women.");
    assert_eq!(unsure(0.0, 0.4, NL).rows, [RowId(7)]);
    let clear = say(Certainty::Clear, margin(0.3, 0.6), NL);
    assert_eq!((clear.text.as_str(), clear.rows), ("Duidelijk verschil.", vec![RowId(7)]));
}

#[test]
fn each_label_has_its_own_title_and_words() {
    let titles: Vec<String> = certainty::ALL
        .iter()
        .map(|label| {
            let title = certainty::title(*label);
            format!("{} - {}", certainty::label(*label, EN), say(title, EN, &typical(title)))
        })
        .collect();
    assert_eq!(
        titles,
        [
            "clear difference - Sense of belonging: clear difference between women and men",
            "a difference, size uncertain - Sense of belonging: a difference between women and men, size uncertain",
            "small difference - Sense of belonging: small difference between women and men",
            "practically equal - Sense of belonging is practically equal for women and men",
            "cannot tell - Sense of belonging: cannot tell if women and men differ",
            "too few answers - Sense of belonging: too few answers to compare",
        ]
    );
}

#[test]
fn a_ratio_is_neither_higher_nor_lower() {
    let bound = |value| Number::ratio(value, Precision::TWO);
    let margin = Margin { lower: bound(0.8), upper: bound(1.6), row: RowId(1) };
    let text = certainty::sentence(Certainty::CannotTell, &women(), margin, NL).unwrap().text;
    assert_eq!(text, "Niet te zeggen: de verhouding ligt tussen 0,80 en 1,60.");
    let slots = typical(Template::GroupMargin).number(Slot::Lower, bound(0.8), RowId(1)).number(
        Slot::Upper,
        bound(1.6),
        RowId(1),
    );
    assert_eq!(say(Template::GroupMargin, EN, &slots), "Margin: 0.80 to 1.60.");
}

#[test]
fn names_stay_as_given() {
    let at = |nl: &str| typical(Template::GroupScore).text(Slot::Place, Text::same(nl));
    let place = |nl| say(Template::GroupScore, NL, &at(nl));
    assert!(place("Fontys").starts_with("Thuisgevoel bij Fontys: vrouwen"));
    assert!(place("De Haagse Hogeschool").starts_with("Thuisgevoel bij De Haagse Hogeschool: vrouwen"));
    assert!(place("het Voorbeeld College").starts_with("Thuisgevoel bij het Voorbeeld College: vrouwen"));
    let school = |name: &str| {
        let slots = typical(Template::SchoolWithin).text(Slot::School, Text::same(name));
        say(Template::SchoolWithin, NL, &slots)
    };
    assert!(school("'s-Hertogenbosch").starts_with("'s-Hertogenbosch past"));
    assert!(school("het Voorbeeld College").starts_with("Het Voorbeeld College past"));
}

#[test]
fn parity_is_told_of_groups_with_a_singular_only() {
    let slots = |group: Group, n| {
        typical(Template::ParticipationParity).group(Slot::GroupA, group).number(
            Slot::M,
            Number::count(n),
            RowId(1),
        )
    };
    let say = |group, n, language| render(Template::ParticipationParity, language, &slots(group, n));
    let start = |n, language| say(women(), n, language).unwrap().text.split_once(',').unwrap().0.to_owned();
    assert_eq!(start(1, NL), "Voor 25 procent was 1 vrouw meer nodig geweest");
    assert_eq!(start(12, NL), "Voor 25 procent waren 12 vrouwen meer nodig geweest");
    assert_eq!(start(1, EN), "25% would take 1 more woman");
    assert_eq!(start(12, EN), "25% would take 12 more women");
    let label = Group::of_level(Role::Origin, &Text::new("Azië", "Asia"), LevelKind::Stated);
    assert!(matches!(say(label, 12, NL), Err(WordingError::NoSingular { .. })));
    assert!(matches!(say(women(), 0, NL), Err(WordingError::NothingToSay { .. })));
}

#[test]
fn few_schools_make_limits_provisional() {
    let with = |schools| {
        let slots =
            typical(Template::SchoolOutside95).number(Slot::Schools, Number::count(schools), RowId(2));
        say(Template::SchoolOutside95, NL, &slots)
    };
    assert!(with(9).ends_with("op 9 scholen. Voorlopige grenzen."));
    assert!(with(10).ends_with("op 10 scholen."));
}

#[test]
fn a_decomposition_is_told_without_signs_and_only_if_its_parts_agree() {
    let points = |value| Number::percentage_points(value, Precision::ONE);
    let slots = |d, m, e| {
        typical(Template::RetentionDecomposition)
            .number(Slot::Difference, points(d), RowId(1))
            .number(Slot::M, points(m), RowId(2))
            .number(Slot::Expected, points(e), RowId(3))
    };
    assert_eq!(
        say(Template::RetentionDecomposition, NL, &slots(-0.052, -0.031, -0.021)),
        "Van de 5,2 procentpunt hangt 3,1 samen met de verdeling over opleidingen; 2,1 procentpunt blijft over."
    );
    let apart = render(Template::RetentionDecomposition, NL, &slots(0.052, 0.07, -0.018));
    assert!(matches!(apart, Err(WordingError::SignsDiffer { .. })));
}

#[test]
fn no_reason_is_given_that_tells_everybodys_answer() {
    let silent =
        method::reason("zero_variance").map_or_else(Slots::new, |text| Slots::new().text(Slot::Reason, text));
    assert_eq!(say(Template::NotEstimable, NL, &silent), "Niet te berekenen.");
    let told = Slots::new().text(Slot::Reason, method::reason("too_few_items").unwrap());
    assert_eq!(
        say(Template::NotEstimable, NL, &told),
        "Niet te berekenen: de schaal heeft te weinig vragen."
    );
    assert_eq!(
        say(Template::NotEstimable, EN, &told),
        "Cannot be calculated: the scale has too few questions."
    );
}

#[test]
fn lists_end_in_and_in_both_languages() {
    let groups: Vec<String> = [men(), women(), non_binary()].iter().map(|group| group.plural(NL)).collect();
    assert_eq!(list(&groups, NL), "mannen, vrouwen en non-binaire studenten");
    assert_eq!(list(&groups[1..2], NL), "vrouwen");
    let two = [women(), men()].map(|group| group.plural(EN));
    assert_eq!(list(&two, EN), "women and men");
}

#[test]
fn a_measure_is_capital_only_at_the_start() {
    let dropout = measure::name("retention.dropout1", None);
    let slots = typical(Template::GroupShare).text(Slot::Measure, dropout);
    assert!(say(Template::GroupShare, NL, &slots).starts_with("Uitval na 1 jaar bij"));
    assert!(
        say(Template::ItemReversed, NL, &typical(Template::ItemReversed)).ends_with("minder thuisgevoel.")
    );
}

#[test]
fn a_relative_clause_is_closed_before_the_next_verb() {
    let text = say(Template::GroupScore, NL, &labels(Template::GroupScore).group(Slot::GroupB, women()));
    assert_eq!(
        text,
        "Thuisgevoel bij Bouwkunde: studenten die 'wil ik niet zeggen' kozen, komen gemiddeld uit op 3,42, vrouwen op 3,90."
    );
    let english = say(Template::GroupScore, EN, &labels(Template::GroupScore));
    assert!(english.contains("students who chose 'prefer not to say' average 3.42"), "{english}");
}

#[test]
fn rounded_totals_read_well_after_an_article() {
    let slots = typical(Template::ParticipationShare).number(Slot::Total, Number::about(240), RowId(1));
    assert_eq!(
        say(Template::ParticipationShare, NL, &slots),
        "Vrouwen vormen 57,1 procent van de ongeveer 240 starters in 2025."
    );
    assert_eq!(
        say(Template::ParticipationShare, EN, &slots),
        "Women are 57.1% of the approximately 240 starters in 2025."
    );
}

#[test]
fn missing_answers_keep_their_group() {
    let slots =
        typical(Template::GroupOne).group(Slot::GroupA, Group::missing(Role::Gender, Missing::InSurvey));
    assert_eq!(
        say(Template::GroupOne, NL, &slots),
        "Alleen studenten zonder antwoord op deze vraag zijn te tonen; vergelijken kan niet."
    );
}
