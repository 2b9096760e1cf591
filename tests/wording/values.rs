//! Values for the templates: typical ones, and those where a sentence may go wrong.
//!
//! All of it is invented, the school too. Leaves out the sentences: a set fills every slot, so that any template can be made with it.

use meetellen::model::{Language, LevelKind, Role, Stage, Text};
use meetellen::report::format::{Number, Precision};
use meetellen::report::wording::{Choice, Group, Missing, RowId, Slot, Slots, Template};

pub(crate) fn women() -> Group {
    Group::of_level(Role::Gender, &Text::new("vrouw", "woman"), LevelKind::Stated)
}

pub(crate) fn men() -> Group {
    Group::of_level(Role::Gender, &Text::new("man", "man"), LevelKind::Stated)
}

pub(crate) fn non_binary() -> Group {
    Group::of_level(Role::Gender, &Text::new("non-binair", "non-binary"), LevelKind::Stated)
}

fn origin() -> Group {
    Group::of_level(Role::Origin, &Text::new("Buiten Europa", "Outside Europe"), LevelKind::Stated)
}

/// Returns a set that fills every slot as a report of a middling school would.
pub(crate) fn typical(template: Template) -> Slots {
    use Slot as S;
    let share = |value| Number::percent(value, Precision::ONE);
    let point = |value| Number::points(value, Precision::TWO);
    let score = |value| Number::score(value, Precision::TWO);
    let gap = |value| Number::percentage_points(value, Precision::ONE);
    let text = |slots: Slots, slot, nl: &str, en: &str| slots.text(slot, Text::new(nl, en));
    let mut slots = Slots::new()
        .group(S::GroupA, women())
        .group(S::GroupB, men())
        .group(S::Combination, Group::in_each(&[women(), origin()]))
        .number(S::ValueA, share(0.5714), RowId(1))
        .number(S::ValueB, share(0.4286), RowId(2))
        .number(S::ValueO, share(0.161), RowId(4))
        .number(S::ValueG, share(0.05), RowId(5))
        .number(S::Lower, point(-0.1), RowId(6))
        .number(S::Upper, point(0.4), RowId(6))
        .number(S::N, Number::count(565), RowId(8))
        .number(S::Total, Number::count(2310), RowId(9))
        .number(S::Share, share(0.245), RowId(10))
        .number(S::Benchmark, Number::percent(0.25, Precision::WHOLE), RowId(11))
        .number(S::M, score(3.62), RowId(12))
        .number(S::OfM, Number::count(6), RowId(13))
        .period(S::Period, "2025")
        .period(S::FirstPeriod, "2024")
        .period(S::LastPeriod, "2026")
        .period(S::BenchmarkPeriod, "2019")
        .number(S::Difference, gap(0.024), RowId(14))
        .number(S::Expected, point(0.2), RowId(15))
        .number(S::Smallest, point(0.25), RowId(16))
        .number(S::Slope, gap(0.005), RowId(17))
        .number(S::Representation, Number::ratio(0.62, Precision::TWO), RowId(18))
        .number(S::RiskRatio, Number::ratio(1.3, Precision::ONE), RowId(19))
        .number(S::Found, Number::score(0.85, Precision::ONE), RowId(20))
        .number(S::Schools, Number::count(17), RowId(21))
        .constant(S::Years, Number::count(5))
        .period(S::Cohort, "2023")
        .period(S::FirstFile, "2028")
        .strata(vec![Role::Programme])
        .constant(S::Middle, Number::score(3.0, Precision::WHOLE))
        .constant(S::Lowest, Number::score(1.0, Precision::WHOLE))
        .constant(S::Highest, Number::score(5.0, Precision::WHOLE))
        .people(Stage::Intake)
        .list(vec![
            Text::new("Turkije", "Turkey"),
            Text::new("Marokko", "Morocco"),
            Text::new("Suriname", "Suriname"),
        ])
        .date(S::Due, "2026-09-01")
        .date(S::ScanDate, "2026-10-01")
        .choice(if template == Template::ItemBand { Choice::AtMost } else { Choice::Highest });
    slots = text(slots, S::Measure, "thuisgevoel", "sense of belonging");
    slots = text(slots, S::BenchmarkName, "hbo bètatechniek", "hbo bètatechniek");
    slots = text(slots, S::Source, "VHTO", "VHTO");
    slots = text(slots, S::Item, "Ik sta er hier alleen voor", "I am on my own here");
    slots = text(slots, S::Answer, "mee eens", "agree");
    slots = text(slots, S::Place, "Bouwkunde", "Bouwkunde");
    slots = text(slots, S::School, "Hogeschool Voorbeeld", "Hogeschool Voorbeeld");
    slots = text(slots, S::Merged, "Buiten Europa", "Outside Europe");
    slots = text(slots, S::Evidence, "het lesrooster", "the timetable");
    slots = text(slots, S::Reason, "de schaal heeft één vraag", "the scale has one question");
    fitted(template, slots)
}

/// Gives slots the unit that their number has in `template`.
fn fitted(template: Template, slots: Slots) -> Slots {
    use Slot as S;
    use Template as T;
    let share = |value| Number::percent(value, Precision::ONE);
    let score = |value| Number::score(value, Precision::TWO);
    let gap = |value| Number::percentage_points(value, Precision::ONE);
    match template {
        T::GroupScore
        | T::ChangeIndependent
        | T::ChangeOfVoices
        | T::ChangeNone
        | T::ChangeNoneOfVoices
        | T::ChangePaired => {
            slots.number(S::ValueA, score(3.42), RowId(1)).number(S::ValueB, score(3.9), RowId(2))
        }
        T::ScaleAlpha => slots.number(S::ValueA, score(0.62), RowId(1)),
        T::ScaleAgainst => slots.number(S::ValueA, score(-0.21), RowId(1)),
        T::ChangeAtOneMix | T::ChangeOfSame => {
            slots.number(S::Difference, Number::points(0.12, Precision::TWO), RowId(14))
        }
        T::ScaleMean => slots.number(S::Lower, score(3.51), RowId(6)).number(S::Upper, score(3.73), RowId(6)),
        T::ParticipationBound => {
            slots.number(S::Lower, share(0.1), RowId(6)).number(S::Upper, share(0.15), RowId(6))
        }
        T::ResponseRange => {
            slots.number(S::ValueA, share(0.143), RowId(1)).number(S::ValueB, share(0.898), RowId(2))
        }
        T::ResponseUnheard => slots.number(S::Share, share(0.755), RowId(10)),
        T::RetentionStatus => slots
            .number(S::ValueA, share(0.703), RowId(1))
            .number(S::ValueB, share(0.096), RowId(2))
            .number(S::ValueO, share(0.151), RowId(4)),
        T::ItemDistribution => {
            slots.number(S::ValueB, share(0.268), RowId(2)).number(S::ValueO, share(0.161), RowId(4))
        }
        T::ParticipationTrendNone | T::TitleTrendNone => slots
            .number(S::ValueB, share(0.262), RowId(2))
            .number(S::Lower, gap(-0.001), RowId(6))
            .number(S::Upper, gap(0.011), RowId(6)),
        T::ParticipationTrend | T::ParticipationTrendUnsure | T::TitleTrend => slots
            .number(S::ValueA, share(0.242), RowId(1))
            .number(S::ValueB, share(0.262), RowId(2))
            .number(S::Lower, gap(-0.001), RowId(6))
            .number(S::Upper, gap(0.011), RowId(6)),
        T::RetentionAdjusted => slots
            .number(S::Lower, gap(-0.011), RowId(6))
            .number(S::Upper, gap(0.043), RowId(6))
            .number(S::Expected, gap(0.016), RowId(15)),
        T::RetentionDecomposition => slots
            .number(S::Difference, gap(0.042), RowId(14))
            .number(S::M, Number::percentage_points(0.026, Precision::ONE), RowId(12))
            .number(S::Expected, gap(0.016), RowId(15)),
        T::ParticipationParity | T::GroupMany | T::TitleDone => {
            slots.number(S::M, Number::count(4), RowId(12))
        }
        T::OwnMix | T::OwnMixUnsure => slots.number(S::Expected, score(3.52), RowId(15)).number(
            S::Difference,
            Number::points(0.12, Precision::TWO),
            RowId(14),
        ),
        T::CombinationAdditive => slots.number(S::Expected, score(3.4), RowId(15)),
        T::CombinationApart => slots.number(S::Difference, Number::points(-0.22, Precision::TWO), RowId(14)),
        T::ChangeRegression => slots
            .number(S::Expected, Number::points(0.2, Precision::TWO), RowId(15))
            .number(S::M, Number::points(0.25, Precision::TWO), RowId(12)),
        T::TitleOutside => slots.number(S::Found, Number::count(2), RowId(20)),
        T::UnsureRatio | T::GroupMarginRatio => slots
            .number(S::Lower, Number::ratio(0.8, Precision::TWO), RowId(6))
            .number(S::Upper, Number::ratio(1.6, Precision::TWO), RowId(6)),
        _ => slots,
    }
}

/// Returns sets at the edges: nobody, one, two, rounded numbers, bounds at 0, no n, no margin.
pub(crate) fn edges(template: Template) -> Vec<Slots> {
    use Slot as S;
    let base = typical(template);
    let mut sets = Vec::new();
    for count in [0, 1, 2] {
        let number = Number::count(count);
        let mut slots = base.clone();
        for slot in [S::N, S::Found, S::Years] {
            slots = slots.number(slot, number, RowId(1));
        }
        if matches!(template, Template::ParticipationParity | Template::GroupMany | Template::TitleDone) {
            slots = slots.number(S::M, number, RowId(1));
        }
        // After 0 years nothing can be seen.
        let unsaid = template.slots(Language::Dutch).contains(&S::Years);
        if count > 0 || !unsaid {
            sets.push(slots);
        }
    }
    let none = Number::percent(0.0, Precision::WHOLE);
    let everybody = Number::percent(1.0, Precision::WHOLE);
    sets.push(base.clone().number(S::N, Number::about(565), RowId(1)).number(
        S::Total,
        Number::about(2310),
        RowId(1),
    ));
    if template.id().starts_with("r.") {
        sets.push(base.clone().number(S::Share, none, RowId(1)).number(S::ValueA, everybody, RowId(1)));
    }
    let zero = Number::points(0.0, Precision::TWO);
    if matches!(template, Template::Unsure | Template::GroupMargin | Template::CombinationUnsure) {
        sets.push(base.clone().number(S::Lower, zero, RowId(1)));
        sets.push(base.clone().number(S::Upper, zero, RowId(1)));
        let point = |value| Number::points(value, Precision::WHOLE);
        sets.push(base.clone().number(S::Lower, point(-1.0), RowId(1)).number(
            S::Upper,
            point(2.0),
            RowId(1),
        ));
    }
    if template == Template::ScaleMean {
        sets.push(base.clone().without(S::N));
        sets.push(base.clone().without(S::Lower).without(S::Upper));
    }
    if template == Template::ItemDistribution {
        sets.push(base.clone().without(S::N));
    }
    if template == Template::NotEstimable {
        sets.push(base.clone().without(S::Reason));
    }
    if template == Template::ParticipationBenchmark {
        for difference in [-0.024, 0.0, 0.01] {
            let number = Number::percentage_points(difference, Precision::WHOLE);
            sets.push(base.clone().number(S::Difference, number, RowId(1)));
        }
    }
    if template == Template::SchoolOutside95 {
        sets.push(base.clone().number(S::Schools, Number::count(9), RowId(1)));
    }
    if matches!(template, Template::ScaleEnds | Template::ItemBand) {
        let choice = if template == Template::ScaleEnds { Choice::Lowest } else { Choice::AtLeast };
        sets.push(base.choice(choice));
    }
    sets
}

/// Returns a set with groups that have no word of their own: a label, and "prefer not to say".
pub(crate) fn labels(template: Template) -> Slots {
    let not_said = Group::of_level(
        Role::Gender,
        &Text::new("wil ik niet zeggen", "prefer not to say"),
        LevelKind::NotStated,
    );
    let group = if template.id().starts_with("r.") {
        Group::missing(Role::Origin, Missing::InSurvey)
    } else {
        not_said
    };
    typical(template).group(Slot::GroupA, group).group(Slot::GroupB, origin())
}
