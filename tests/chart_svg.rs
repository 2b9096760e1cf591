//! What the SVG of a chart promises: well formed, accessible, the same every time, and no more than was published.

mod chart_samples;

use meetellen::report::chart::{
    Axis, Chart, ChartError, Part, Reading, Role, Slide, SlopeRow, State, Width, render_png, render_slide,
    render_svg, stylesheet,
};
use std::collections::BTreeSet;
use usvg::roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";

#[expect(clippy::unwrap_used, reason = "called by tests only")]
fn each(check: impl Fn(&str, &str, &Document<'_>)) {
    for chart in chart_samples::all() {
        let svg = render_svg(&chart).unwrap();
        let document = Document::parse(&svg).unwrap_or_else(|fault| panic!("{}: {fault}", chart.frame().id));
        check(&chart.frame().id, &svg, &document);
    }
}

fn elements<'a, 'input>(document: &'a Document<'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    document.descendants().filter(Node::is_element)
}

#[test]
fn a_screen_reader_hears_title_and_description_and_nothing_else() {
    each(|id, _, document| {
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("lang"), Some("nl"));
        let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
        assert_eq!(root.attribute("aria-labelledby"), Some(format!("{title} {desc}").as_str()));
        let text = |name: &str| {
            let node = elements(document).find(|node| node.has_tag_name((SVG, name))).unwrap();
            (node.attribute("id").unwrap().to_owned(), node.text().unwrap().to_owned())
        };
        assert_eq!(text("title"), (title, "Het thuisgevoel verschilt naar gender & herkomst".to_owned()));
        assert_eq!(text("desc").0, desc);
        for node in elements(document).filter(|node| node.has_tag_name((SVG, "text"))) {
            let hidden = node.ancestors().any(|parent| parent.attribute("aria-hidden") == Some("true"));
            assert!(hidden, "{id}: {:?}", node.text());
        }
    });
}

#[test]
fn every_id_and_reference_carries_the_prefix_of_its_chart() {
    let mut all = BTreeSet::new();
    for chart in chart_samples::all() {
        let svg = render_svg(&chart).unwrap();
        let document = Document::parse(&svg).unwrap();
        let id = &chart.frame().id;
        for found in elements(&document).filter_map(|node| node.attribute("id")) {
            assert!(found.starts_with(&format!("{id}-")), "{found}");
            assert!(all.insert(found.to_owned()), "{found} stands in two charts");
        }
        for reference in svg.split("url(#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(elements(&document).any(|node| node.attribute("id") == Some(reference)), "{reference}");
        }
    }
}

#[test]
fn numbers_have_at_most_two_decimals() {
    const NUMERIC: [&str; 14] = [
        "x",
        "y",
        "width",
        "height",
        "cx",
        "cy",
        "r",
        "rx",
        "d",
        "points",
        "font-size",
        "stroke-width",
        "viewBox",
        "transform",
    ];
    each(|id, _, document| {
        for node in elements(document) {
            for attribute in node.attributes().filter(|attribute| NUMERIC.contains(&attribute.name())) {
                for part in attribute.value().split(|letter: char| !letter.is_ascii_digit() && letter != '.')
                {
                    let decimals = part.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    assert!(decimals <= 2, "{id}: {}=\"{}\"", attribute.name(), attribute.value());
                }
            }
        }
    });
}

#[test]
fn every_colour_has_a_class_so_that_it_can_turn_dark() {
    let css = stylesheet();
    each(|id, _, document| {
        for node in elements(document) {
            let class = node.attribute("class").unwrap_or_default();
            for (attribute, letter) in [("fill", 'f'), ("stroke", 's')] {
                let Some(color) = node.attribute(attribute).filter(|color| color.starts_with('#')) else {
                    continue;
                };
                let role = Role::ALL.into_iter().find(|role| role.light() == color);
                let wanted =
                    format!("mc-{letter}-{}", role.unwrap_or_else(|| panic!("{id}: {color}")).name());
                assert!(class.split(' ').any(|class| class == wanted), "{id}: {color} without {wanted}");
                assert!(css.contains(&format!(".{wanted}{{")), "{wanted}");
            }
        }
    });
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for (one, other) in chart_samples::all().iter().zip(chart_samples::all()) {
        let (one, other) = (render_svg(one).unwrap(), render_svg(&other).unwrap());
        assert_eq!(one, other);
    }
    let svg = render_svg(&chart_samples::dots()).unwrap();
    assert_eq!(render_png(&svg, 1.0).unwrap(), render_png(&svg, 1.0).unwrap());
}

#[test]
fn control_characters_and_markup_in_a_label_stay_text() {
    let Chart::Dots(mut chart) = chart_samples::dots() else { unreachable!() };
    chart.sections[0].rows[0].label = "</text><script>\u{1}\u{b}\n&".to_owned();
    chart.frame.title = "een\u{0}twee".to_owned();
    let svg = render_svg(&Chart::Dots(chart)).unwrap();
    let document = Document::parse(&svg).unwrap();
    assert!(elements(&document).all(|node| !node.has_tag_name((SVG, "script"))));
    assert!(!svg.contains(|letter: char| letter.is_control() && letter != '\n'));
}

#[test]
fn what_is_withheld_leaves_no_mark_of_its_own() {
    let Chart::Bars(chart) = chart_samples::bars() else { unreachable!() };
    let marks = |svg: &str| svg.matches("mc-f-moss").count();
    let mut shown = chart.clone();
    shown.sections[0].rows[3].state =
        State::Shown(Reading::Point { value: 40.0, interval: None, text: "40%".to_owned() });
    assert_eq!(marks(&render_svg(&Chart::Bars(chart)).unwrap()), 0);
    assert_eq!(marks(&render_svg(&Chart::Bars(shown)).unwrap()), 1);
}

#[test]
fn a_change_is_not_told_where_a_round_is_withheld() {
    for width in [Width::Wide, Width::Narrow] {
        let Chart::Slope(mut chart) = chart_samples::slope() else { unreachable!() };
        chart.rows[4].change = chart.rows[1].change.clone();
        if let Some(change) = &mut chart.rows[4].change {
            change.text = "GEHEIM".to_owned();
        }
        let svg = render_svg(&Chart::Slope(chart).at(width, "slope")).unwrap();
        assert!(!svg.contains("GEHEIM"));
    }
}

#[test]
fn margins_that_overlap_stand_beside_each_other() {
    // Margins go straight up: both ends of such a line have one x.
    let places = |svg: &str| {
        let lines = svg.split("d=\"M").skip(1).filter_map(|rest| rest.split('"').next()?.split_once('L'));
        let x = |end: &str| end.split(' ').next().unwrap_or_default().to_owned();
        let upright = lines.map(|(from, to)| (x(from), x(to))).filter(|(from, to)| from == to);
        upright.map(|(x, _)| x).collect::<BTreeSet<String>>().len()
    };
    let Chart::Slope(mut chart) = chart_samples::slope() else { unreachable!() };
    chart.rows.truncate(1);
    let alone = places(&render_svg(&Chart::Slope(chart.clone())).unwrap());
    chart.rows.push(SlopeRow { label: "Een andere".to_owned(), ..chart.rows[0].clone() });
    let both = places(&render_svg(&Chart::Slope(chart)).unwrap());
    assert!(alone >= 2, "{alone} places of margins");
    assert_eq!(both, alone + 2, "a second row has places of its own at both rounds");
}

#[test]
fn a_dishonest_chart_is_refused() {
    let Chart::Bars(bars) = chart_samples::bars() else { unreachable!() };
    let mut cut = bars.clone();
    cut.axis = Axis::stepped(20.0, 80.0, 20.0, |value| value.to_string());
    cut.sections[0].rows.truncate(1);
    assert_eq!(render_svg(&Chart::Bars(cut)), Err(ChartError::BarsNotFromZero(20.0)));

    let mut off = bars.clone();
    off.axis = Axis::stepped(0.0, 50.0, 10.0, |value| value.to_string());
    assert!(
        matches!(render_svg(&Chart::Bars(off)), Err(ChartError::OutsideAxis { value, .. }) if value > 50.0)
    );

    let mut empty = bars.clone();
    empty.sections.clear();
    assert!(matches!(render_svg(&Chart::Bars(empty)), Err(ChartError::Empty(_))));

    let mut two_words = bars;
    two_words.frame.id = "figuur 2".to_owned();
    assert!(matches!(render_svg(&Chart::Bars(two_words)), Err(ChartError::Id(_))));

    let Chart::Stacked(mut stacked) = chart_samples::stacked() else { unreachable!() };
    let part = |first, last, share| Part { first, last, share, text: String::new(), short: String::new() };
    stacked.sections[0].rows[0].state = State::Shown(vec![part(0, 1, 40.0), part(2, 4, 40.0)]);
    assert!(matches!(render_svg(&Chart::Stacked(stacked.clone())), Err(ChartError::NotWhole { .. })));
    stacked.sections[0].rows[0].state = State::Shown(vec![part(2, 4, 60.0), part(0, 1, 40.0)]);
    assert!(matches!(render_svg(&Chart::Stacked(stacked)), Err(ChartError::Categories(_))));

    let Chart::Lines(mut lines) = chart_samples::lines() else { unreachable!() };
    lines.series[0].points.pop();
    assert!(matches!(render_svg(&Chart::Lines(lines)), Err(ChartError::Periods { .. })));
}

#[test]
fn a_slide_is_1920_by_1080_and_well_formed() {
    let slide = Slide {
        title: "Het thuisgevoel verschilt naar gender en naar herkomst: van 3,1 tot 3,8".to_owned(),
        subtitle: "Gemiddelde op de schaal thuisgevoel (1 = laag, 5 = hoog; 8 vragen). Lijn: 95%-interval."
            .to_owned(),
        source: "Bron: vragenlijst ronde 2026, zelfrapportage, niet gewogen. OEFENGEGEVENS".to_owned(),
    };
    for chart in [chart_samples::dots(), chart_samples::panels(7)] {
        let svg = render_slide(&chart, &slide).unwrap();
        Document::parse(&svg).unwrap();
        let picture = render_png(&svg, 1.0).unwrap();
        // The size stands in the first chunk of a PNG.
        assert_eq!(picture[16..24], [0, 0, 7, 128, 0, 0, 4, 56]);
        if let Some(folder) = std::env::var_os("MEETELLEN_CHART_SAMPLES") {
            std::fs::create_dir_all(&folder).unwrap();
            let name = format!("slide-{}.png", chart.frame().id);
            std::fs::write(std::path::Path::new(&folder).join(name), picture).unwrap();
        }
    }
}
