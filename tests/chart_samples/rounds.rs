//! Lines, panels, slopes and funnels, ordinary and at their worst.

use super::{LONG, Rounds, comma, frame, percent, withheld};
use meetellen::report::chart::{
    Axis, Band, Change, Chart, FunnelChart, Limit, LinesChart, Mark, Reading, School, Series, SlopeChart,
    SlopeRow, Span, State, Verdict,
};

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
            let base = 10.0 + 3.0 * f64::from(u32::try_from(at).expect("invariant: few names"));
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

/// As many long names as a slope chart draws as slopes, all at one place; one withheld and one at 0.
pub(crate) fn worst_slopes(rounds: Rounds) -> Chart {
    let change = ("+0,01 (−1,20 tot +1,22)", "verschil, grootte onzeker", Verdict::Clear);
    let mut rows: Vec<SlopeRow> = LONG[..8]
        .iter()
        .map(|label| slope_row(label, Mark::Whole, (3.0, 0.2), (3.01, 0.2), change))
        .collect();
    rows[1] = slope_row(LONG[1], Mark::Whole, (0.0, 0.0), (0.0, 0.0), change);
    rows[2].from = withheld();
    rows[2].to = withheld();
    rows[2].change = None;
    if rounds == Rounds::One {
        rows.iter_mut().for_each(|row| {
            row.from = State::NotEstimable("toen niet gevraagd".to_owned());
            row.change = None;
        });
    }
    Chart::Slope(SlopeChart {
        frame: frame(&format!("worst-slopes-{}", if rounds == Rounds::One { 1 } else { 2 }), None),
        from: "2024".to_owned(),
        to: "2026".to_owned(),
        axis: Axis::stepped(0.0, 5.0, 1.0, |value| comma(value, 1)),
        rows,
    })
}

/// Schools that stand on each other, one at 0 %, and an own school with a long name at 0 % too.
pub(crate) fn worst_funnel() -> Chart {
    let Chart::Funnel(chart) = funnel() else { unreachable!("invariant: a funnel is a funnel") };
    let others = (0..14u8).map(|place| School {
        size: 400.0 + 3.0 * f64::from(place % 3),
        value: if place == 13 { 0.0 } else { 18.0 + 0.1 * f64::from(place % 4) },
        label: char::from(b'A' + place).to_string(),
    });
    Chart::Funnel(FunnelChart {
        frame: frame("worst-funnel", None),
        values: Axis::stepped(0.0, 40.0, 10.0, percent),
        others: others.collect(),
        own: Some(School { size: 410.0, value: 0.0, label: format!("{} 0%", LONG[0]) }),
        ..chart
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
