//! Dots, bars and stacks, ordinary and at their worst.

use super::{LONG, comma, frame, percent, point, withheld};
use meetellen::report::chart::{
    Alignment, Axis, Chart, Heads, Mark, Part, Poles, Ramp, Reading, Reference, Row, RowsChart, Section,
    Span, StackedChart, StackedRow, State,
};

fn row(label: &str, n: &str, mark: Mark, state: State<Reading>) -> Row {
    Row { label: label.to_owned(), n: n.to_owned(), mark, state, benchmark: None }
}

fn section<R>(heading: &str, rows: Vec<R>) -> Section<R> {
    Section { heading: (!heading.is_empty()).then(|| heading.to_owned()), rows }
}

fn heads(label: &str, value: &str) -> Heads {
    Heads { label: label.to_owned(), n: "n".to_owned(), value: value.to_owned() }
}

fn share(value: f64, lower: f64, upper: f64) -> State<Reading> {
    let text = format!("{value:.0}% ({lower:.0}–{upper:.0})");
    State::Shown(Reading::Point { value, interval: Some(Span { lower, upper }), text })
}

pub(crate) fn dots() -> Chart {
    Chart::Dots(RowsChart {
        frame: frame("fig-5", Some("De as loopt van 2,0 tot 4,5; de schaal van 1 tot 5.")),
        heads: heads("Groep", "gemiddelde (95%-interval)"),
        sections: vec![
            section("", vec![row("Alle studenten", "565", Mark::Whole, point(3.70, 3.63, 3.77, 2))]),
            section(
                "Gender (eigen omschrijving)",
                vec![
                    row("Vrouwen", "145", Mark::First, point(3.5, 3.3, 3.7, 1)),
                    row("Mannen", "400", Mark::Second, point(3.8, 3.7, 3.9, 1)),
                    row("Non-binair of anders", "15", Mark::Third, point(3.1, 2.5, 3.7, 1)),
                    row("Wil ik niet zeggen", "·", Mark::Fourth, withheld()),
                ],
            ),
            section(
                "Herkomst",
                vec![
                    row("Nederland", "418", Mark::Whole, point(3.78, 3.71, 3.85, 2)),
                    row("Europa, buiten Nederland", "52", Mark::Whole, point(3.70, 3.47, 3.93, 2)),
                    row(
                        "Buiten Europa",
                        "ongeveer 95",
                        Mark::Whole,
                        State::Shown(Reading::Limits {
                            limits: Span { lower: 3.1, upper: 3.6 },
                            text: "tussen 3,1 en 3,6".to_owned(),
                        }),
                    ),
                    row(
                        "Geen antwoord",
                        "12",
                        Mark::Other,
                        State::NotEstimable("niet te berekenen".to_owned()),
                    ),
                ],
            ),
        ],
        axis: Axis::stepped(2.0, 4.5, 0.5, |value| comma(value, 1)),
        reference: Some(Reference { value: 3.70, label: "alle studenten 3,70".to_owned() }),
        benchmark_label: String::new(),
    })
}

fn worst_rows() -> Vec<Row> {
    let mut rows: Vec<Row> = LONG
        .iter()
        .zip([62.0, 33.0, 25.0, 0.0, 100.0, 12.0, 48.0, 7.0, 9.0, 31.0, 44.0, 18.0, 29.0, 51.0])
        .map(|(label, value): (_, f64)| {
            let (lower, upper) = ((value - 9.0).max(0.0), (value + 9.0).min(100.0));
            row(label, "ongeveer 1.445", Mark::Whole, share(value, lower, upper))
        })
        .collect();
    rows[5].state = withheld();
    rows[5].n = "·".to_owned();
    rows[6].state =
        State::NotYetObservable("nog niet waarneembaar: cohort 2025 volgt op 1 oktober 2030".to_owned());
    for (row, benchmark) in rows.iter_mut().zip([50.0, 24.0, 24.5, 3.0]) {
        row.benchmark = Some(benchmark);
    }
    rows
}

pub(crate) fn worst_rows_chart(id: &str) -> RowsChart {
    RowsChart {
        frame: frame(id, Some("Bij kleine groepen voegen we antwoorden samen. De as loopt van 0% tot 100%.")),
        heads: heads(
            "Opleiding en vestiging waar men staat ingeschreven",
            "aandeel vrouwen (95%-betrouwbaarheidsinterval)",
        ),
        sections: vec![section(
            "Opleidingen in het domein bètatechniek van de hogeschool, ingedeeld naar grootte (alle vestigingen)",
            worst_rows(),
        )],
        axis: Axis::stepped(0.0, 100.0, 20.0, percent),
        reference: Some(Reference {
            value: 98.0,
            label: "benchmark 98%: bètatechniek, alle hogescholen, voltijd en deeltijd, 2025/26".to_owned(),
        }),
        benchmark_label:
            "aandeel vrouwen onder de gediplomeerden van havo en vwo met natuur en techniek, 2025".to_owned(),
    }
}

pub(crate) fn bars() -> Chart {
    let bench =
        |label: &str, n: &str, mark, state, benchmark| Row { benchmark, ..row(label, n, mark, state) };
    Chart::Bars(RowsChart {
        frame: frame("fig-2", None),
        heads: heads("Gender", "aandeel (95%-interval)"),
        sections: vec![section(
            "",
            vec![
                bench("Vrouwen", "360", Mark::First, share(25.0, 22.0, 28.0), Some(31.0)),
                bench("Mannen", "1.060", Mark::Second, share(73.0, 70.0, 76.0), Some(68.0)),
                bench("Non-binair of anders", "0", Mark::Third, share(0.0, 0.0, 1.0), Some(1.0)),
                bench("Wil ik niet zeggen", "·", Mark::Fourth, withheld(), None),
            ],
        )],
        axis: Axis::covering([0.0, 76.0], 0.0, 100.0, percent),
        reference: None,
        benchmark_label: "aandeel in de benchmark: instroom bètatechniek, alle hogescholen, 2025".to_owned(),
    })
}

fn parts(shares: &[f64]) -> State<Vec<Part>> {
    let part = |(at, share): (usize, &f64)| Part {
        first: at,
        last: at,
        share: *share,
        text: percent(*share),
        short: format!("{share:.0}"),
    };
    State::Shown(shares.iter().enumerate().map(part).collect())
}

fn merged() -> State<Vec<Part>> {
    let part = |first, last, share: f64| Part {
        first,
        last,
        share,
        text: percent(share),
        short: format!("{share:.0}"),
    };
    State::Shown(vec![part(0, 1, 36.0), part(2, 2, 28.0), part(3, 4, 36.0)])
}

fn stacked_row(label: &str, n: &str, state: State<Vec<Part>>) -> StackedRow {
    StackedRow { label: label.to_owned(), n: n.to_owned(), state }
}

fn answers() -> Vec<String> {
    ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"].map(str::to_owned).to_vec()
}

pub(crate) fn stacked() -> Chart {
    Chart::Stacked(StackedChart {
        frame: frame(
            "fig-6",
            Some(
                "* Bij kleine groepen voegen we de twee antwoorden ‘oneens’ samen, en de twee antwoorden ‘eens’.",
            ),
        ),
        heads: heads("Groep", ""),
        categories: answers(),
        alignment: Alignment::Middle(2),
        ramp: Ramp::LowToHigh,
        poles: Poles { left: "oneens".to_owned(), right: "eens".to_owned() },
        sections: vec![section(
            "",
            vec![
                stacked_row("Alle studenten", "565", parts(&[3.0, 11.0, 21.0, 44.0, 21.0])),
                stacked_row("Vrouwen", "145", parts(&[4.0, 15.0, 24.0, 40.0, 17.0])),
                stacked_row("Mannen", "400", parts(&[3.0, 9.0, 21.0, 45.0, 22.0])),
                stacked_row("Non-binair of anders*", "15", merged()),
                stacked_row("Wil ik niet zeggen", "·", withheld()),
            ],
        )],
    })
}

pub(crate) fn worst_stacked() -> Chart {
    let mut rows: Vec<StackedRow> = LONG
        .iter()
        .map(|label| stacked_row(label, "24.848", parts(&[2.0, 1.0, 0.0, 3.0, 4.0, 89.0, 1.0])))
        .collect();
    rows[3].state = parts(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0]);
    rows[4].state = parts(&[100.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    rows[5].state = withheld();
    rows[5].n = "·".to_owned();
    rows[6].state = parts(&[14.0, 14.0, 14.0, 16.0, 14.0, 14.0, 14.0]);
    let names = [
        "zeer mee oneens",
        "oneens",
        "een beetje oneens",
        "niet eens en ook niet oneens, of geen mening",
        "een beetje eens",
        "eens",
        "zeer mee eens",
    ];
    Chart::Stacked(StackedChart {
        frame: frame("worst-stacked", None),
        heads: heads("Opleiding", ""),
        categories: names.map(str::to_owned).to_vec(),
        alignment: Alignment::Middle(3),
        ramp: Ramp::LowToHigh,
        poles: Poles { left: "oneens".to_owned(), right: "eens".to_owned() },
        sections: vec![section("Opleidingen", rows)],
    })
}

pub(crate) fn status() -> Chart {
    let names = ["nog dezelfde opleiding", "diploma", "andere opleiding hier", "weg van deze hogeschool"];
    Chart::Stacked(StackedChart {
        frame: frame("fig-3b", None),
        heads: heads("Cohort 2024", ""),
        categories: names.map(str::to_owned).to_vec(),
        alignment: Alignment::Left,
        ramp: Ramp::HighToLow,
        poles: Poles::default(),
        sections: vec![section(
            "",
            vec![
                stacked_row("Vrouwen", "347", parts(&[71.0, 0.0, 12.0, 17.0])),
                stacked_row("Mannen", "1.066", parts(&[68.0, 1.0, 12.0, 19.0])),
                stacked_row("Onbekend", "·", withheld()),
                stacked_row(
                    "Cohort 2025",
                    "1.398",
                    State::NotYetObservable("nog niet waarneembaar".to_owned()),
                ),
            ],
        )],
    })
}

pub(crate) fn worst_status() -> Chart {
    let Chart::Stacked(chart) = status() else { unreachable!("invariant: statuses are stacked") };
    let mut rows: Vec<StackedRow> = LONG
        .iter()
        .map(|label| stacked_row(label, "ongeveer 1.445", parts(&[71.0, 0.0, 12.0, 17.0])))
        .collect();
    rows[3].state = parts(&[0.0, 0.0, 0.0, 100.0]);
    rows[5].state = withheld();
    rows[5].n = "·".to_owned();
    rows[6].state =
        State::NotYetObservable("nog niet waarneembaar: cohort 2025 volgt op 1 oktober 2030".to_owned());
    Chart::Stacked(StackedChart {
        frame: frame("worst-status", None),
        sections: vec![section("Opleidingen", rows)],
        ..chart
    })
}
