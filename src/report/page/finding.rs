//! A finding of the summary: its number in large type, what was found, and how sure we are.

use maud::{Markup, html};

use super::Context;
use super::term::Linker;
use crate::report::document::{Finding, Margin};

/// The width of the picture of a margin, in its own units.
const WIDE: f64 = 46.0;
/// Its height.
const TALL: f64 = 16.0;

/// Returns a finding as an item of a list.
pub(super) fn render(finding: &Finding, context: &Context<'_>, linker: &mut Linker<'_>) -> Markup {
    html! {
        li data-rows=[context.beside.lines(&finding.rows)] {
            p.big { b { (finding.number) } " " span { (finding.unit) } }
            div {
                p {
                    @for (place, sentence) in finding.sentences.iter().enumerate() {
                        @if place > 0 { " " }
                        (linker.text(&sentence.text))
                    }
                }
                p.sure {
                    span.chip {
                        @if let Some(margin) = &finding.margin { (picture(margin)) }
                        span { (finding.certainty) }
                    }
                    @if let Some(link) = &finding.figure { " " a href={ "#" (link.id) } { (link.text) } }
                }
            }
        }
    }
}

/// Returns the margin as a picture: zero in the middle, a band for what hardly matters, a line for the interval.
fn picture(margin: &Margin) -> Markup {
    let reach = [margin.lower, margin.upper, margin.value, 2.0 * margin.relevant]
        .into_iter()
        .fold(0.0_f64, |reach, value| if value.is_finite() { reach.max(value.abs()) } else { reach });
    if reach <= 0.0 {
        return html! {};
    }
    // A tenth of a unit is less than can be seen, and no digit more can be read back.
    let place = |value: f64| {
        let share = if value.is_finite() { (value / reach).clamp(-1.0, 1.0) } else { value.signum() };
        format!("{:.1}", WIDE / 2.0 + share * (WIDE / 2.0 - 4.0))
    };
    let band = format!("{:.1}", (margin.relevant / reach).clamp(0.0, 1.0) * (WIDE - 8.0));
    let middle = TALL / 2.0;
    html! {
        svg.margin viewBox={ "0 0 " (WIDE) " " (TALL) } width="48" height="18" aria-hidden="true" focusable="false" {
            rect x=(place(-margin.relevant)) y="0" width=(band) height=(TALL) {}
            line.zero x1=(WIDE / 2.0) y1="0" x2=(WIDE / 2.0) y2=(TALL) {}
            line x1=(place(margin.lower)) y1=(middle) x2=(place(margin.upper)) y2=(middle) {}
            circle cx=(place(margin.value)) cy=(middle) r="3.4" {}
        }
    }
}
