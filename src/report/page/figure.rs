//! A figure with its title above, notes and source below (on paper beside it), and behind a click its words and its table.
//!
//! The chart stands in the page twice, wide and narrow: text in a chart never shrinks, so a telephone gets
//! its own drawing. The style sheet shows one of the two.

use maud::{Markup, PreEscaped, html};

use super::section::Level;
use super::table::Sorting;
use super::term::Linker;
use super::{Context, table};
use crate::report::{
    chart::{Chart, Width, render_svg},
    document::Figure,
    wording::word::Word,
};

/// Returns a figure.
pub(super) fn render(
    figure: &Figure,
    level: Level,
    context: &Context<'_>,
    linker: &mut Linker<'_>,
) -> Markup {
    let wide = drawing(figure, Width::Wide);
    let narrow = drawing(figure, Width::Narrow);
    let sorting = sorting(&figure.chart);
    let rows = context.beside.lines(&figure.rows());
    let label = format!("{} {}", context.word(Word::Figure), figure.number);
    html! {
        figure id=(figure.id) {
            figcaption {
                p.label { (label) }
                (level.heading(&figure.title))
                p.sub { (linker.text(&figure.subtitle)) }
            }
            @match (&wide, &narrow) {
                (Some(wide), Some(narrow)) => {
                    .chart.wide data-rows=[&rows] { (PreEscaped(wide)) }
                    .chart.narrow data-rows=[&rows] { (PreEscaped(narrow)) }
                }
                _ => p.note { (context.word(Word::NotDrawn)) },
            }
            .remarks {
                @for note in &figure.notes { p.note { (linker.text(note)) } }
                @for note in &figure.reminders {
                    @if linker.is_new(note) { p.note { (linker.text(note)) } }
                }
                p.source {
                    (source(figure, context))
                    @if let Some(banner) = &context.document.banner { " " span.practice { (banner.word.to_lowercase()) } }
                }
            }
            details open[wide.is_none()] {
                summary { (label) " " (context.word(Word::InWordsAndTable)) }
                @if !figure.words.is_empty() {
                    p {
                        @for (place, sentence) in figure.words.iter().enumerate() {
                            @if place > 0 { " " }
                            span data-rows=[context.beside.lines(&sentence.rows)] { (sentence.text) }
                        }
                    }
                }
                (table::inner(&figure.table, sorting, context))
            }
        }
    }
}

/// Returns the chart at a width; `None` where it cannot be drawn honestly: its table then says it all.
fn drawing(figure: &Figure, width: Width) -> Option<String> {
    let suffix = match width {
        Width::Wide => "wide",
        Width::Narrow => "narrow",
    };
    render_svg(&figure.chart.clone().at(width, &format!("{}-{suffix}", figure.id))).ok()
}

/// A table of schools stays in its order: sorted by result it would be a league table.
fn sorting(chart: &Chart) -> Sorting {
    if matches!(chart, Chart::Funnel(_)) { Sorting::Fixed } else { Sorting::ByReader }
}

/// Returns the source without the warning, which the page sets as a label after it.
fn source<'a>(figure: &'a Figure, context: &Context<'_>) -> &'a str {
    let source = figure.source.trim_end();
    let Some(banner) = &context.document.banner else { return source };
    source.trim_end_matches('.').strip_suffix(&banner.word).map_or(source, str::trim_end)
}
