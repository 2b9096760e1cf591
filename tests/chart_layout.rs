//! Laws of the layout of charts, held against ordinary and worst cases, wide and narrow.
//!
//! With `MEETELLEN_CHART_SAMPLES=DIR` the charts are also written there as pictures, to look at.

mod chart_samples;

use meetellen::report::chart::{Chart, Layout, TextBox, layout, render_png, render_svg};
use std::sync::Arc;

fn name(chart: &Chart) -> &str {
    &chart.frame().id
}

fn overlap(one: &TextBox, other: &TextBox) -> bool {
    // A tenth of a px is rounding, not overlap.
    let hair = 0.1;
    one.left + hair < other.right
        && other.left + hair < one.right
        && one.top + hair < other.bottom
        && other.top + hair < one.bottom
}

#[test]
fn no_text_leaves_its_figure() {
    for chart in chart_samples::all() {
        let Layout { width, height, texts } = layout(&chart).unwrap();
        assert!(!texts.is_empty());
        for text in texts {
            // The figure has a margin of 2 px around it.
            let inside = text.left >= -2.0
                && text.right <= width + 2.0
                && text.top >= -2.0
                && text.bottom <= height + 2.0;
            assert!(inside, "{}: {text:?} leaves {width} x {height}", name(&chart));
        }
    }
}

#[test]
fn no_text_overlaps_another() {
    for chart in chart_samples::all() {
        let texts = layout(&chart).unwrap().texts;
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[at + 1..] {
                assert!(!overlap(one, other), "{}:\n{one:?}\n{other:?}", name(&chart));
            }
        }
    }
}

#[test]
fn text_as_a_browser_sets_it_is_no_wider_than_its_box() {
    let mut fonts = usvg::fontdb::Database::new();
    for font in [
        meetellen::report::chart::REGULAR_TTF,
        meetellen::report::chart::SEMIBOLD_TTF,
        meetellen::report::chart::BOLD_TTF,
    ] {
        fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    }
    let options = usvg::Options { fontdb: Arc::new(fonts), ..usvg::Options::default() };
    for chart in chart_samples::all() {
        let boxes = layout(&chart).unwrap().texts;
        let tree = usvg::Tree::from_str(&render_svg(&chart).unwrap(), &options).unwrap();
        let mut set = Vec::new();
        texts(tree.root(), &mut set);
        assert_eq!(set.len(), boxes.len(), "{}", name(&chart));
        for (set, kept) in set.iter().zip(&boxes) {
            // usvg gives the box of a text before it is turned.
            let room = if kept.text.chars().count() > 3 {
                (kept.right - kept.left).max(kept.bottom - kept.top)
            } else {
                kept.right - kept.left
            };
            assert!(f64::from(set.width()) <= room + 0.5, "{}: {kept:?} is {} px", name(&chart), set.width());
        }
    }
}

fn texts(group: &usvg::Group, found: &mut Vec<usvg::Rect>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => texts(group, found),
            usvg::Node::Text(text) => found.push(text.bounding_box()),
            _ => {}
        }
    }
}

#[test]
fn every_letter_of_a_label_is_drawn() {
    for chart in chart_samples::all() {
        let letters = |text: &str| text.replace([' ', '-', '\u{a0}'], "");
        let drawn: String = layout(&chart).unwrap().texts.iter().map(|text| letters(&text.text)).collect();
        let labels: Vec<String> = match &chart {
            Chart::Dots(chart) | Chart::Bars(chart) => {
                chart.sections.iter().flat_map(|section| &section.rows).map(|row| row.label.clone()).collect()
            }
            Chart::Stacked(chart) => {
                chart.sections.iter().flat_map(|section| &section.rows).map(|row| row.label.clone()).collect()
            }
            Chart::Lines(chart) => chart.series.iter().map(|series| series.label.clone()).collect(),
            Chart::Slope(chart) => chart.rows.iter().map(|row| row.label.clone()).collect(),
            Chart::Funnel(chart) => chart.own.iter().map(|school| school.label.clone()).collect(),
        };
        for label in labels {
            assert!(drawn.contains(&letters(&label)), "{}: `{label}` is cut", name(&chart));
        }
    }
}

#[test]
fn pictures_are_made_of_every_chart() {
    let folder = std::env::var_os("MEETELLEN_CHART_SAMPLES").map(std::path::PathBuf::from);
    for chart in chart_samples::all() {
        let svg = render_svg(&chart).unwrap();
        let picture = render_png(&svg, 1.5).unwrap();
        assert!(picture.starts_with(b"\x89PNG"), "{}", name(&chart));
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(folder.join(format!("{}.svg", name(&chart))), svg).unwrap();
            std::fs::write(folder.join(format!("{}.png", name(&chart))), picture).unwrap();
        }
    }
}
