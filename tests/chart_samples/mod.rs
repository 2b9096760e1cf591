//! Charts to test with: an ordinary and a worst case of each kind. All numbers and names are invented.

mod rounds;
mod rows;

use meetellen::model::Language;
use meetellen::report::chart::{Chart, Frame, Reading, Span, State, Width};

pub(crate) use rounds::{
    diploma, funnel, lines, panels, slope, worst_funnel, worst_lines, worst_slope, worst_slopes,
};
pub(crate) use rows::{bars, dots, stacked, status, worst_rows_chart, worst_stacked, worst_status};

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

/// How many rounds there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rounds {
    /// Nothing to compare with.
    One,
    /// The round before and the last one.
    Two,
}

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

fn withheld<T>() -> State<T> {
    State::Withheld("afgeschermd".to_owned())
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
        worst_slopes(Rounds::Two),
        worst_slopes(Rounds::One),
        worst_status(),
        funnel(),
        worst_funnel(),
    ];
    kinds
        .into_iter()
        .flat_map(|chart| {
            let id = chart.frame().id.clone();
            [chart.clone().at(Width::Wide, &id), chart.at(Width::Narrow, &format!("{id}-smal"))]
        })
        .collect()
}
