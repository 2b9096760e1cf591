//! Laws of the layout that hold for any labels and values: nothing overlaps, leaves the figure or gets lost.

use meetellen::model::Language;
use meetellen::report::chart::{
    Alignment, Axis, Change, Chart, Frame, Heads, LinesChart, Mark, Part, Poles, Ramp, Reading, Reference,
    Row, RowsChart, Section, Series, SlopeChart, SlopeRow, Span, StackedChart, StackedRow, State, TextBox,
    Verdict, Width, layout,
};
use proptest::prelude::*;

const MARKS: [Mark; 7] =
    [Mark::Whole, Mark::First, Mark::Second, Mark::Third, Mark::Fourth, Mark::Fifth, Mark::Other];

fn frame(width: Width) -> Frame {
    Frame {
        id: "wet".to_owned(),
        title: String::new(),
        description: String::new(),
        language: Language::English,
        note: Some("Shares are rounded.".to_owned()),
        width,
    }
}

/// Words such as programme names are made of, from one letter to forty.
fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(
        "[A-Za-zëéïö]{1,14}|[A-Za-z]{25,40}|[0-9]{4}/[0-9]{2}|[a-z]{3,9}-[a-z]{3,9}",
        1..=most,
    )
    .prop_map(|words| words.join(" "))
}

fn reading() -> impl Strategy<Value = Reading> {
    (0.0..=100.0f64, 0.0..30.0f64, prop::bool::ANY).prop_map(|(value, half, point)| {
        let (value, half) = (value.round(), half.round());
        let span = Span { lower: (value - half).max(0.0), upper: (value + half).min(100.0) };
        let text = format!("{value:.0}% ({:.0}–{:.0})", span.lower, span.upper);
        if point {
            Reading::Point { value, interval: Some(span), text }
        } else {
            Reading::Limits { limits: span, text }
        }
    })
}

fn state() -> impl Strategy<Value = State<Reading>> {
    prop_oneof![
        6 => reading().prop_map(State::Shown),
        1 => Just(State::Withheld("afgeschermd".to_owned())),
        1 => Just(State::NotEstimable("niet te berekenen: één groep".to_owned())),
        1 => Just(State::NotYetObservable("nog niet waarneembaar".to_owned())),
    ]
}

fn width() -> impl Strategy<Value = Width> {
    prop_oneof![Just(Width::Wide), Just(Width::Narrow)]
}

fn mark() -> impl Strategy<Value = Mark> {
    prop::sample::select(MARKS.to_vec())
}

fn axis() -> Axis {
    Axis::stepped(0.0, 100.0, 20.0, |value| format!("{value:.0}%"))
}

prop_compose! {
    fn row()(label in words(7), n in "[0-9]{1,3}|ongeveer 1\\.[0-9]{3}|·", mark in mark(), state in state(),
             benchmark in prop::option::of(0.0..=100.0f64)) -> Row {
        Row { label, n, mark, state, benchmark }
    }
}

prop_compose! {
    fn rows_chart()(width in width(), heads in prop::array::uniform2(words(5)), value_head in words(4),
                    heading in prop::option::of(words(9)), rows in prop::collection::vec(row(), 1..15),
                    at in 0.0..=100.0f64, name in words(9), benchmark_label in words(12)) -> RowsChart {
        let [label, n] = heads;
        RowsChart {
            frame: frame(width),
            heads: Heads { label, n: n.chars().take(8).collect(), value: value_head },
            sections: vec![Section { heading, rows }],
            axis: axis(),
            reference: Some(Reference { value: at, label: name }),
            benchmark_label,
        }
    }
}

prop_compose! {
    fn parts()(cuts in prop::collection::vec(0u32..=100, 4)) -> Vec<Part> {
        let mut cuts = cuts;
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        cuts.windows(2).enumerate().map(|(at, pair)| {
            let share = pair[1] - pair[0];
            Part { first: at, last: at, share: f64::from(share), text: format!("{share}%"), short: share.to_string() }
        }).collect()
    }
}

prop_compose! {
    fn stacked_chart()(width in width(), names in prop::collection::vec(words(6), 5),
                       rows in prop::collection::vec((words(7), parts()), 1..10),
                       alignment in prop::sample::select(vec![Alignment::Left, Alignment::Middle(2), Alignment::Before(2)]))
                      -> StackedChart {
        let row = |(label, parts)| StackedRow { label, n: "145".to_owned(), state: State::Shown(parts) };
        StackedChart {
            frame: frame(width),
            heads: Heads { label: "Groep".to_owned(), n: "n".to_owned(), value: String::new() },
            categories: names,
            alignment,
            ramp: Ramp::LowToHigh,
            poles: Poles { left: "oneens".to_owned(), right: "eens".to_owned() },
            sections: vec![Section { heading: None, rows: rows.into_iter().map(row).collect() }],
        }
    }
}

prop_compose! {
    fn lines_chart()(periods in 1usize..13)
                    (width in width(), long in prop::bool::ANY, periods in Just(periods),
                     series in prop::collection::vec((words(6), mark(), prop::collection::vec(state(), periods)), 1..9),
                     detail in prop::option::of(words(8)))
                    -> LinesChart {
        let name = |at: usize| if long { format!("studiejaar 20{:02}-20{:02}", at, at + 1) } else { format!("{}", 2010 + at) };
        LinesChart {
            frame: frame(width),
            periods: (0..periods).map(name).collect(),
            period_title: "cohort (startjaar)".to_owned(),
            axis: axis(),
            series: series.into_iter().map(|(label, mark, points)| Series { label, mark, points }).collect(),
            bands: Vec::new(),
            not_yet_detail: detail.unwrap_or_default(),
        }
    }
}

prop_compose! {
    fn slope_chart()(width in width(), rows in prop::collection::vec((words(6), mark(), state(), state(), prop::bool::ANY), 1..14))
                    -> SlopeChart {
        let row = |(label, mark, from, to, clear)| SlopeRow {
            label, mark, from, to,
            change: Some(Change {
                text: "+0,12 (0,02 tot 0,22)".to_owned(),
                word: "verschil, grootte onzeker".to_owned(),
                verdict: if clear { Verdict::Clear } else { Verdict::Unclear },
            }),
        };
        SlopeChart {
            frame: frame(width),
            from: "2024".to_owned(),
            to: "2026".to_owned(),
            axis: axis(),
            rows: rows.into_iter().map(row).collect(),
        }
    }
}

fn chart() -> impl Strategy<Value = Chart> {
    prop_oneof![
        rows_chart().prop_map(Chart::Dots),
        rows_chart().prop_map(Chart::Bars),
        stacked_chart().prop_map(Chart::Stacked),
        lines_chart().prop_map(Chart::Lines),
        slope_chart().prop_map(Chart::Slope),
    ]
}

fn overlap(one: &TextBox, other: &TextBox) -> bool {
    one.left + 0.1 < other.right
        && other.left + 0.1 < one.right
        && one.top + 0.1 < other.bottom
        && other.top + 0.1 < one.bottom
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(20261121), ..ProptestConfig::default() })]

    #[test]
    fn text_stays_in_the_figure_and_apart(chart in chart()) {
        let found = layout(&chart).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        for (at, one) in found.texts.iter().enumerate() {
            prop_assert!(one.left >= -2.0 && one.right <= found.width + 2.0, "{one:?} leaves the figure");
            prop_assert!(one.top >= -2.0 && one.bottom <= found.height + 2.0, "{one:?} leaves the figure of {}", found.height);
            for other in &found.texts[at + 1..] {
                prop_assert!(!overlap(one, other), "{one:?}\n{other:?}");
            }
        }
    }
}
