//! A finding of the summary: its number in large type, what was found, and how sure we are.

use super::brick::{Brick, Ink, beside, stack};
use super::composer::{Bit, Composer};
use super::front::rule;
use super::paper::{ACCENT, BIG, BODY, FOOT, HAIR, INK, LINE, MEASURE, PAPER, SMALL, ZONE};
use super::tree::Kind;
use crate::report::{
    chart::Weight,
    document::{Finding, Margin},
};

/// The width of the number and its unit.
const NUMBER: f32 = 104.0;
/// The width of the picture of an interval.
const WIDE: f32 = 40.0;
/// Its height.
const TALL: f32 = 10.0;

/// Sets a finding as an item of a list; it is never cut.
pub(super) fn set(composer: &mut Composer<'_>, finding: &Finding) {
    let brick = composer.within(Kind::Item, |composer| {
        let left = composer.within(Kind::Label, |composer| {
            let number = [Bit::plain(format!("{} ", finding.number))];
            let mut lines = composer.lines(&number, BIG, NUMBER - 8.0);
            lines.extend(composer.lines(&[Bit::plain(&*finding.unit)], FOOT, NUMBER - 8.0));
            stack(lines)
        });
        let right = composer.within(Kind::ItemBody, |composer| text(composer, finding));
        beside(left, right, NUMBER)
    });
    let line = Brick::new(1.0, vec![rule(0.0, MEASURE, 0.6, HAIR)]).below(5.0);
    composer.push(vec![stack(vec![brick, line])], 5.0);
}

fn text(composer: &mut Composer<'_>, finding: &Finding) -> Brick {
    let width = MEASURE - NUMBER;
    let mut bits = Vec::new();
    for (place, sentence) in finding.sentences.iter().enumerate() {
        if place > 0 {
            bits.push(Bit::plain(" "));
        }
        bits.extend(composer.linked(&sentence.text));
    }
    let mut lines = composer.set(Kind::Paragraph, &bits, BODY, width);
    let mut sure = vec![Bit::weighing(&*finding.certainty, Weight::Semibold)];
    if let Some(link) = &finding.figure {
        sure.push(Bit::plain("   "));
        sure.push(Bit { weight: Some(Weight::Regular), ..Bit::link(&*link.text, &link.id) });
    }
    let picture = finding.margin.as_ref().map(picture).unwrap_or_default();
    let indent = if picture.is_empty() { 0.0 } else { WIDE + 6.0 };
    let mut sure = composer.set(Kind::Paragraph, &sure, SMALL, width - indent);
    for line in &mut sure {
        *line = line.clone().indented(indent);
    }
    if let Some(first) = sure.first_mut() {
        first.before = 2.0;
        first.inks.splice(0..0, picture);
    }
    lines.extend(sure);
    stack(lines)
}

/// Returns the margin as a picture: zero in the middle, a band for what hardly matters, a line for the interval.
///
/// It repeats the words beside it, so it is decoration to who does not see it.
fn picture(margin: &Margin) -> Vec<Ink> {
    let values = [margin.lower, margin.upper, margin.value, 2.0 * margin.relevant];
    let reach = values
        .into_iter()
        .filter(|value| value.is_finite())
        .fold(0.0_f64, |reach, value| reach.max(value.abs()));
    if reach <= 0.0 {
        return Vec::new();
    }
    let middle = WIDE / 2.0;
    let place = |value: f64| {
        let share = if value.is_finite() { (value / reach).clamp(-1.0, 1.0) } else { value.signum() };
        // A tenth of a point is less than can be seen, and no digit more can be read back.
        #[expect(clippy::cast_possible_truncation, reason = "a share between -1 and 1")]
        let right = middle + (share as f32) * (middle - 4.0);
        (right * 10.0).round() / 10.0
    };
    let top = (SMALL.leading - TALL) / 2.0;
    let (from, to) = (place(-margin.relevant), place(margin.relevant));
    let (lower, upper) = (place(margin.lower), place(margin.upper));
    let area = |x: f32, y: f32, width: f32, height: f32, colour| Ink::Area { x, y, width, height, colour };
    vec![
        area(0.0, top, WIDE, TALL, LINE),
        area(0.5, top + 0.5, WIDE - 1.0, TALL - 1.0, PAPER),
        area(from, top + 0.5, to - from, TALL - 1.0, ZONE),
        area(middle - 0.3, top + 0.5, 0.6, TALL - 1.0, INK),
        area(lower, top + TALL / 2.0 - 0.8, upper - lower, 1.6, ACCENT),
        Ink::Dot { x: place(margin.value), y: top + TALL / 2.0, radius: 2.3, colour: ACCENT },
    ]
}
