//! Charts to test with: an ordinary and a worst case of each kind. All numbers and names are invented.

use meetellen::model::Language;
use meetellen::report::chart::{
    Alignment, Axis, Band, Change, Chart, Frame, FunnelChart, Heads, Limit, LinesChart, Mark, Part, Poles,
    Ramp, Reading, Reference, Row, RowsChart, School, Section, Series, SlopeChart, SlopeRow, Span,
    StackedChart, StackedRow, State, Verdict, Width,
};

/// Names of 60 characters and some more, with a word that no column holds.
pub(crate) const LONG: [&str; 14] = [
    "Biologie en Medisch Laboratoriumonderzoek (voltijd en duaal)",
    "Creative Media and Game Technologies, associate degree 2025/26",
    "Technische Natuurkunde met Engelstalige propedeuse (coöperatie)",
    "Maritieme Techniek en Scheepsbouwkunde, vestiging Vlissingen-O",
    "Elektrotechniek/Mechatronica, gecombineerde deeltijdopleiding",
    "Verpleegtechnologische-Laboratoriumonderzoekswetenschappenëëëë",
    "Bouwkunde en Civiele Techniek voor Oekraïense nieuwkomers, jr1",
    "Toegepaste Wiskunde & Applied Data Science <experiment> \"duo\"",
    "Studenten in de groep 'eerste generatie in het hoger onderwijs'",
    "Automotive, lerarenopleiding groene én technische vakken tweede",
    "Industrieel Product Ontwerpen met minor Human-Centred Robotics",
    "Watermanagement, Land- en Watertechnologie, Geo Media & Design",
    "Chemische Technologie, verkorte route na mbo-niveau vier (BBL)",
    "Informatica op locatie bij 's-Hertogenbosch en 's-Gravenhage x",
];

fn frame(id: &str, note: Option<&str>) -> Frame {
    Frame {
        id: id.to_owned(),
        title: "Het thuisgevoel verschilt naar gender & herkomst".to_owned(),
        description: "Vrouwen 3,5; mannen 3,8; \"wil ik niet zeggen\" is afgeschermd.".to_owned(),
        language: Language::Dutch,
        note: note.map(str::to_owned),
        width: Width::Wide,
    }
}

fn comma(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('.', ",")
}

fn percent(value: f64) -> String {
    format!("{value:.0}%")
}

fn point(value: f64, lower: f64, upper: f64, decimals: usize) -> State<Reading> {
    let text = format!("{} ({}–{})", comma(value, decimals), comma(lower, decimals), comma(upper, decimals));
    State::Shown(Reading::Point { value, interval: Some(Span { lower, upper }), text })
}

fn share(value: f64, lower: f64, upper: f64) -> State<Reading> {
    let text = format!("{value:.0}% ({lower:.0}–{upper:.0})");
    State::Shown(Reading::Point { value, interval: Some(Span { lower, upper }), text })
}

fn withheld<T>() -> State<T> {
    State::Withheld("afgeschermd".to_owned())
}

fn row(label: &str, n: &str, mark: Mark, state: State<Reading>) -> Row {
    Row { label: label.to_owned(), n: n.to_owned(), mark, state, benchmark: None }
}

fn section<R>(heading: &str, rows: Vec<R>) -> Section<R> {
    Section { heading: (!heading.is_empty()).then(|| heading.to_owned()), rows }
}

fn heads(label: &str, value: &str) -> Heads {
    Heads { label: label.to_owned(), n: "n".to_owned(), value: value.to_owned() }
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

fn worst_rows_chart(id: &str) -> RowsChart {
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

fn trend(label: &str, mark: Mark, values: &[f64], half: f64) -> Series {
    let read = |value: &f64| {
        let span = Span { lower: value - half, upper: value + half };
        State::Shown(Reading::Point {
            value: *value,
            interval: Some(span),
            text: format!("{}%", comma(*value, 1)),
        })
    };
    Series { label: label.to_owned(), mark, points: values.iter().map(read).collect() }
}

fn years(first: u32, count: u32) -> Vec<String> {
    (first..first + count).map(|year| year.to_string()).collect()
}

fn not_yet() -> State<Reading> {
    State::NotYetObservable("nog niet waarneembaar".to_owned())
}

pub(crate) fn lines() -> Chart {
    let mut women = trend("Vrouwen", Mark::First, &[16.4, 12.8, 16.4, 18.3, 16.2, 17.0], 4.0);
    let mut men = trend("Mannen", Mark::Second, &[18.1, 15.1, 18.4, 19.5, 19.0, 18.6], 2.3);
    let mut unknown = trend("Onbekend", Mark::Third, &[20.0, 21.0, 19.0, 18.0, 15.0, 16.0], 8.0);
    unknown.points[2] = withheld();
    unknown.points[5] = withheld();
    for series in [&mut women, &mut men, &mut unknown] {
        series.points.push(not_yet());
    }
    Chart::Lines(LinesChart {
        frame: frame("fig-3", None),
        periods: years(2019, 7),
        period_title: "cohort (startjaar)".to_owned(),
        axis: Axis::stepped(0.0, 30.0, 10.0, percent),
        series: vec![women, men, unknown],
        bands: vec![Band { first: 0, last: 1, label: "bsa versoepeld".to_owned() }],
        not_yet_detail: "cohort 2025 volgt op 1 oktober 2026".to_owned(),
    })
}

pub(crate) fn diploma() -> Chart {
    let mut women = trend("Vrouwen", Mark::First, &[58.9, 60.8, 59.5, 58.9, 60.3], 6.2);
    let mut men = trend("Mannen", Mark::Second, &[50.1, 50.7, 51.4, 50.1, 49.1], 3.3);
    for series in [&mut women, &mut men] {
        series.points.extend((0..5).map(|_| not_yet()));
    }
    Chart::Lines(LinesChart {
        frame: frame("fig-4", None),
        periods: years(2016, 10),
        period_title: "cohort (startjaar)".to_owned(),
        axis: Axis::stepped(30.0, 80.0, 10.0, percent),
        series: vec![women, men],
        bands: Vec::new(),
        not_yet_detail: "cohort 2021 volgt op 1 oktober 2026".to_owned(),
    })
}

/// Three groups that end at the same place, with long names; one round only when `rounds` is 1.
pub(crate) fn worst_lines(rounds: u32) -> Chart {
    let values = |base: f64| (0..rounds).map(|at| base + f64::from(at % 3) * 0.1).collect::<Vec<_>>();
    let mut first = trend(LONG[0], Mark::First, &values(3.0), 1.0);
    let second = trend(LONG[5], Mark::Second, &values(3.02), 1.0);
    let mut third = trend(LONG[7], Mark::Third, &values(0.0), 0.0);
    first.points[0] = withheld();
    third.points.iter_mut().for_each(|point| *point = withheld());
    Chart::Lines(LinesChart {
        frame: frame(&format!("worst-lines-{rounds}"), None),
        periods: (0..rounds).map(|at| format!("studiejaar {}-{}", 2010 + at, 2011 + at)).collect(),
        period_title: "studiejaar waarin de studenten de vragenlijst invulden".to_owned(),
        axis: Axis::stepped(0.0, 5.0, 1.0, |value| comma(value, 1)),
        series: vec![first, second, third],
        bands: Vec::new(),
        not_yet_detail: String::new(),
    })
}

pub(crate) fn panels(rounds: u32) -> Chart {
    let marks = [Mark::First, Mark::Second, Mark::Third, Mark::Fourth, Mark::Fifth];
    let mut series: Vec<Series> = LONG
        .iter()
        .enumerate()
        .map(|(at, label)| {
            let base = 10.0 + 3.0 * f64::from(u32::try_from(at).unwrap());
            let values: Vec<f64> = (0..rounds).map(|round| base + f64::from(round * 7 % 5)).collect();
            trend(label, marks[at % marks.len()], &values, 5.0)
        })
        .collect();
    series[2].points[0] = withheld();
    series[5].points.iter_mut().for_each(|point| *point = withheld());
    if let Some(last) = series[3].points.last_mut() {
        *last = State::Shown(Reading::Point {
            value: 0.0,
            interval: Some(Span { lower: 0.0, upper: 9.0 }),
            text: "0%".to_owned(),
        });
    }
    if rounds > 2 {
        series.iter_mut().for_each(|series| series.points[rounds as usize - 1] = not_yet());
    }
    Chart::Lines(LinesChart {
        frame: frame(&format!("panels-{rounds}"), None),
        periods: years(2019, rounds),
        period_title: "cohort (startjaar)".to_owned(),
        axis: Axis::stepped(0.0, 60.0, 20.0, percent),
        series,
        bands: Vec::new(),
        not_yet_detail: "cohort 2025 volgt op 1 oktober 2026".to_owned(),
    })
}

fn slope_row(
    label: &str,
    mark: Mark,
    from: (f64, f64),
    to: (f64, f64),
    change: (&str, &str, Verdict),
) -> SlopeRow {
    let side = |(value, half): (f64, f64)| {
        State::Shown(Reading::Point {
            value,
            interval: Some(Span { lower: value - half, upper: value + half }),
            text: comma(value, 2),
        })
    };
    let change = Change { text: change.0.to_owned(), word: change.1.to_owned(), verdict: change.2 };
    SlopeRow { label: label.to_owned(), mark, from: side(from), to: side(to), change: Some(change) }
}

pub(crate) fn slope() -> Chart {
    let unsure = ("−0,09 (−0,20 tot 0,02)", "niet te zeggen", Verdict::Unclear);
    let mut rows = vec![
        slope_row(
            "Zelfvertrouwen",
            Mark::Whole,
            (3.86, 0.07),
            (3.85, 0.07),
            ("−0,01 (−0,09 tot 0,07)", "vrijwel gelijk", Verdict::Unclear),
        ),
        slope_row(
            "Thuisgevoel",
            Mark::Whole,
            (3.58, 0.08),
            (3.70, 0.07),
            ("+0,12 (0,02 tot 0,22)", "verschil, grootte onzeker", Verdict::Clear),
        ),
        slope_row("Opmerkingen en grappen", Mark::Whole, (3.46, 0.08), (3.37, 0.08), unsure),
        slope_row(
            "Contact met docenten",
            Mark::Whole,
            (3.29, 0.08),
            (3.58, 0.08),
            ("+0,29 (0,19 tot 0,39)", "duidelijk verschil", Verdict::Clear),
        ),
        slope_row("Rolmodellen", Mark::Whole, (3.4, 0.1), (3.4, 0.1), unsure),
    ];
    rows[4].to = withheld();
    rows[4].change = None;
    Chart::Slope(SlopeChart {
        frame: frame("fig-8", None),
        from: "2024".to_owned(),
        to: "2026".to_owned(),
        axis: Axis::stepped(3.15, 4.0, 0.2, |value| comma(value, 1)),
        rows,
    })
}

pub(crate) fn worst_slope() -> Chart {
    let change = ("+0,01 (−1,20 tot +1,22)", "niet te zeggen of het verschil toeval is", Verdict::Unclear);
    let mut rows: Vec<SlopeRow> =
        LONG.iter().map(|label| slope_row(label, Mark::Whole, (3.0, 0.2), (3.01, 0.2), change)).collect();
    rows[2].from = withheld();
    rows[2].to = withheld();
    rows[3].from = State::NotYetObservable("nog niet waarneembaar".to_owned());
    Chart::Slope(SlopeChart {
        frame: frame("worst-slope", None),
        from: "2024".to_owned(),
        to: "2026".to_owned(),
        axis: Axis::stepped(0.0, 5.0, 1.0, |value| comma(value, 1)),
        rows,
    })
}

pub(crate) fn funnel() -> Chart {
    let sizes = [
        140.0, 205.0, 262.0, 330.0, 395.0, 452.0, 520.0, 585.0, 655.0, 742.0, 840.0, 930.0, 1035.0, 1120.0,
        1235.0, 1310.0,
    ];
    let values =
        [20.3, 15.6, 22.1, 17.3, 23.8, 19.0, 16.3, 20.0, 18.0, 20.4, 17.0, 18.8, 19.5, 17.5, 19.0, 17.9];
    let others = ('A'..).zip(sizes.iter().zip(values)).map(|(code, (size, value))| School {
        size: *size,
        value,
        label: code.to_string(),
    });
    let limit = |size: f64| {
        let half = (18.6f64 * 81.4 / size).sqrt();
        let span = |z: f64| Span { lower: 18.6 - z * half, upper: 18.6 + z * half };
        Limit { size, inner: span(1.96), outer: span(3.09) }
    };
    Chart::Funnel(FunnelChart {
        frame: frame("fig-9", None),
        sizes: Axis::stepped(0.0, 1500.0, 250.0, |value| format!("{value:.0}")),
        size_title: "grootte van het cohort (n studenten)".to_owned(),
        values: Axis::stepped(5.0, 35.0, 10.0, percent),
        centre: 18.6,
        centre_label: "alle scholen 18,6%".to_owned(),
        limits: (0..=48).map(|step| limit(60.0 + 30.0 * f64::from(step))).collect(),
        inner_label: "95%-grens".to_owned(),
        outer_label: "99,8%-grens".to_owned(),
        others: others.collect(),
        own: Some(School { size: 1413.0, value: 18.2, label: "Hogeschool Voorbeeld 18,2%".to_owned() }),
    })
}

/// Every chart, each wide and narrow.
pub(crate) fn all() -> Vec<Chart> {
    let kinds = vec![
        dots(),
        Chart::Dots(worst_rows_chart("worst-dots")),
        bars(),
        Chart::Bars(worst_rows_chart("worst-bars")),
        stacked(),
        worst_stacked(),
        status(),
        lines(),
        diploma(),
        worst_lines(1),
        worst_lines(12),
        panels(1),
        panels(7),
        slope(),
        worst_slope(),
        funnel(),
    ];
    kinds
        .into_iter()
        .flat_map(|chart| {
            let id = chart.frame().id.clone();
            [chart.clone().at(Width::Wide, &id), chart.at(Width::Narrow, &format!("{id}-smal"))]
        })
        .collect()
}
