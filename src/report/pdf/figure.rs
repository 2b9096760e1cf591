//! A figure: its title above, the drawing with its text alternative, notes and source beside it.
//!
//! Everything that it says in words, and its numbers as a table, stand in a part behind the body: there a
//! screen reader can walk through them, and the body stays short.

use super::brick::{Brick, Ink, Seam, Start, beside, keep, stack};
use super::composer::{BEHIND, Bit, Composer, behind, laid};
use super::letters::printable;
use super::paper::{CHAPTER, HEADING, MEASURE, NOTE, ROOM, SMALL, SOFT, SUB};
use super::tree::Kind;
use super::{PdfError, table};
use crate::report::{
    chart::{Width, render_svg, svg_tree},
    document::Figure,
    wording::word::Word,
};

/// Points per px of a chart: its text is 15 px, so 7.5 points on paper.
const SCALE: f32 = 0.5;
/// The part of its size that a figure may give up to stay on a page: its text is then 7 points.
const GIVE: f32 = 0.06;
/// The margin that a chart has around it in px; it stands outside the column, so that its text lines up with ours.
const MARGIN: f32 = 2.0;

/// Sets a figure; it stays on one page.
pub(super) fn set(composer: &mut Composer<'_>, figure: &Figure) -> Result<(), PdfError> {
    let label = format!("{} {}. ", composer.word(Word::Figure), figure.number);
    let alt = alternative(figure)?;
    let first = composer.bricks.len();
    let heading = Kind::Heading { level: composer.level, title: format!("{label}{}", figure.title) };
    let title = [Bit::plain(format!("{label}{}", figure.title))];
    let mut lines = composer.set(heading, &title, HEADING, MEASURE);
    keep(&mut lines);
    composer.anchor(&mut lines, &figure.id);
    composer.push(lines, 12.0);
    composer.bookmark(2, &format!("{label}{}", figure.title), &figure.id);
    composer.hold();
    let subtitle = composer.linked(&figure.subtitle);
    let lines = composer.set(Kind::Paragraph, &subtitle, SUB, MEASURE);
    composer.push(lines, 1.0);
    composer.hold();
    match drawing(figure) {
        Some(drawn) => {
            let drawing = draw(composer, drawn, alt);
            let whole = with_remarks(composer, drawing, figure);
            composer.push(whole, 5.0);
        }
        None => {
            let words = [Bit::plain(composer.word(Word::NotDrawn))];
            let lines = composer.set(Kind::Paragraph, &words, NOTE, MEASURE);
            composer.push(lines, 3.0);
            table::set(composer, &figure.table);
            composer.hold();
            let notes = notes(composer, figure);
            let lines = composer.set(Kind::Paragraph, &notes, NOTE, MEASURE);
            composer.push(lines, 4.0);
        }
    }
    for brick in &mut composer.bricks[first..] {
        brick.after = Seam::Closed;
    }
    if let Some(last) = composer.bricks.last_mut() {
        last.after = Seam::Open;
    }
    Ok(())
}

/// Returns what is said instead of the drawing.
///
/// # Errors
/// The chart has no words of its own: a reader who does not see it would get nothing.
fn alternative(figure: &Figure) -> Result<String, PdfError> {
    let description = figure.chart.frame().description.trim();
    if description.is_empty() || figure.title.trim().is_empty() {
        return Err(PdfError::NoAlternative(figure.id.clone()));
    }
    Ok(format!("{} {description}", figure.title.trim()))
}

/// Returns the chart as it is drawn on a wide page; `None` where it cannot be drawn honestly.
fn drawing(figure: &Figure) -> Option<usvg::Tree> {
    let svg = render_svg(&figure.chart.clone().at(Width::Wide, &format!("{}-pdf", figure.id))).ok()?;
    svg_tree(&printable_svg(&svg)).ok()
}

/// Returns an SVG whose text the typeface has; its line ends are no text.
fn printable_svg(svg: &str) -> String {
    svg.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// The space between a drawing and what stands beside it, and above that.
const REMARKS_GAP: f32 = 10.0;
const REMARKS_TOP: f32 = 12.0;
/// The narrowest column of notes: a word in it is seldom cut.
const NARROWEST: f32 = 80.0;

/// A drawing in the column, from its left to its right end.
struct Drawn {
    brick: Brick,
    width: f32,
}

fn draw(composer: &mut Composer<'_>, drawn: usvg::Tree, alt: String) -> Drawn {
    let size = drawn.size();
    // The title and the notes stay with it, so it leaves them room on a page of its own.
    let highest = ROOM - 140.0;
    let scale = SCALE.min(highest / size.height()).min((MEASURE + 2.0 * MARGIN * SCALE) / size.width());
    let (width, height) = (size.width() * scale, size.height() * scale);
    let element = composer.tree.open(composer.parent, Kind::Figure(alt));
    let slot = composer.tree.slot(element);
    composer.drawings.push(drawn);
    let drawing = composer.drawings.len() - 1;
    let brick =
        Brick::new(height, vec![Ink::Drawing { x: -MARGIN * scale, y: 0.0, width, height, drawing, slot }]);
    Drawn { brick: Brick { give: height * GIVE, ..brick }, width: width - MARGIN * scale }
}

/// Sets notes and source beside a drawing, where the column leaves room; a text higher than the drawing stands below it.
fn with_remarks(composer: &mut Composer<'_>, drawing: Drawn, figure: &Figure) -> Vec<Brick> {
    let notes = notes(composer, figure);
    let left = drawing.width + REMARKS_GAP;
    let room = MEASURE - left;
    let runs = composer.within(Kind::Paragraph, |composer| composer.runs(&notes, NOTE));
    let beside_it = stack(laid(&runs, NOTE, room.max(1.0))).below(0.0);
    if room < NARROWEST || beside_it.height + REMARKS_TOP > drawing.brick.height {
        let mut whole = vec![drawing.brick];
        keep(&mut whole);
        whole[0].after = Seam::Closed;
        let mut lines = laid(&runs, NOTE, MEASURE);
        if let Some(first) = lines.first_mut() {
            first.before = 4.0;
        }
        whole.extend(lines);
        return whole;
    }
    let height = beside_it.height + REMARKS_TOP;
    let give = drawing.brick.give.min(drawing.brick.height - height);
    let remarks = stack(vec![Brick::new(REMARKS_TOP, Vec::new()), beside_it]);
    vec![Brick { give, ..beside(drawing.brick, remarks, left) }]
}

/// Returns notes, source and the way to the table as one paragraph.
fn notes(composer: &mut Composer<'_>, figure: &Figure) -> Vec<Bit> {
    let mut bits = Vec::new();
    for note in &figure.notes {
        bits.extend(composer.linked(note));
        bits.push(Bit::plain(" "));
    }
    for note in &figure.reminders {
        if composer.linker.is_new(note) {
            bits.extend(composer.linked(note));
            bits.push(Bit::plain(" "));
        }
    }
    bits.push(Bit::plain(format!("{} ", figure.source.trim_end())));
    let way = composer.word(Word::InWordsAndTable);
    bits.push(Bit {
        weight: Some(NOTE.weight),
        ..Bit::link(format!("{} {} {way}", composer.word(Word::Figure), figure.number), &behind(&figure.id))
    });
    bits.push(Bit::plain("."));
    bits
}

/// Sets the part with the words and the table of each figure.
pub(super) fn words_and_tables(composer: &mut Composer<'_>) {
    let document = composer.document;
    if document.figures().next().is_none() {
        return;
    }
    let title = composer.word(Word::FiguresInWords);
    composer.within(Kind::Section, |composer| {
        let heading = Kind::Heading { level: 2, title: title.to_owned() };
        let mut lines = composer.set(heading, &[Bit::plain(title)], CHAPTER, MEASURE);
        keep(&mut lines);
        composer.anchor(&mut lines, BEHIND);
        composer.bookmark(1, title, BEHIND);
        if let Some(first) = lines.first_mut() {
            first.start = Start::Page;
        }
        composer.push(lines, 0.0);
        composer.hold();
        for figure in document.figures() {
            in_words(composer, figure);
        }
    });
}

fn in_words(composer: &mut Composer<'_>, figure: &Figure) {
    let label = format!("{} {}. ", composer.word(Word::Figure), figure.number);
    let text = format!("{label}{}", figure.title);
    let anchor = behind(&figure.id);
    let heading = Kind::Heading { level: 3, title: text.clone() };
    let link = Bit { weight: Some(HEADING.weight), ..Bit::link(text.clone(), &figure.id) };
    let mut lines = composer.set(heading, &[link], HEADING, MEASURE);
    keep(&mut lines);
    composer.anchor(&mut lines, &anchor);
    composer.push(lines, 14.0);
    composer.hold();
    let words: Vec<String> = figure.words.iter().map(|sentence| sentence.text.clone()).collect();
    if !words.is_empty() {
        let words = [Bit::plain(words.join(" "))];
        let lines = composer.set(Kind::Paragraph, &words, SMALL.coloured(SOFT), MEASURE);
        composer.push(lines, 2.0);
        composer.hold();
    }
    table::set(composer, &figure.table);
}
