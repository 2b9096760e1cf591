//! A chapter and its blocks.
//!
//! Findings that follow each other become one list, and asides that do stand beside each other.

use super::brick::{Brick, Ink, beside, columns, keep, stack};
use super::composer::{Bit, Composer, is_set};
use super::front::{PAD, boxed};
use super::paper::{BODY, CHAPTER, GUTTER, HEADING, LEAD, MEASURE, NOTE, ROOM, SMALL, TINT};
use super::tree::Kind;
use super::{PdfError, figure, finding, own_text, table};
use crate::report::{
    chart::Weight,
    document::{Block, Definition, Section},
};

/// From this many short texts on, a list stands in two columns.
const MANY: usize = 5;
/// How many definitions stand in two columns together, before the next ones begin on the left again.
const BAND: usize = 6;
/// How far a list is set to the right of its marks.
const INDENT: f32 = 11.0;

/// Sets a chapter.
///
/// # Errors
/// A figure has no text alternative.
pub(super) fn set(composer: &mut Composer<'_>, section: &Section) -> Result<(), PdfError> {
    composer.linker = composer.terms.within(section);
    composer.level = 3;
    composer.within(Kind::Section, |composer| {
        let title = match section.number {
            Some(number) => format!("{number} {}", section.title),
            None => section.title.clone(),
        };
        let heading = Kind::Heading { level: 2, title: title.clone() };
        let mut bits = vec![Bit::plain(&*section.title)];
        if let Some(number) = section.number {
            bits.insert(0, Bit::weighing(format!("{number} "), Weight::Regular));
        }
        let mut lines = composer.set(heading, &bits, CHAPTER, MEASURE);
        keep(&mut lines);
        composer.anchor(&mut lines, &section.id);
        composer.bookmark(1, &title, &section.id);
        composer.push(lines, 16.0);
        composer.hold();
        if let Some(intro) = &section.intro {
            let bits = composer.linked(intro);
            let lines = composer.set(Kind::Paragraph, &bits, LEAD, MEASURE);
            composer.push(lines, 3.0);
            composer.hold();
        }
        blocks(composer, &section.blocks)
    })
}

fn blocks(composer: &mut Composer<'_>, blocks: &[Block]) -> Result<(), PdfError> {
    let runs = blocks.chunk_by(|one, other| {
        matches!(
            (one, other),
            (Block::Finding(_), Block::Finding(_)) | (Block::Aside { .. }, Block::Aside { .. })
        )
    });
    for run in runs {
        match run {
            [Block::Finding(_), ..] => composer.within(Kind::Ordered, |composer| {
                for block in run {
                    if let Block::Finding(found) = block {
                        finding::set(composer, found);
                    }
                }
            }),
            [Block::Aside { .. }, ..] => asides(composer, run),
            _ => {
                for block in run {
                    single(composer, block)?;
                }
            }
        }
    }
    Ok(())
}

fn single(composer: &mut Composer<'_>, block: &Block) -> Result<(), PdfError> {
    match block {
        Block::Paragraph(sentences) => {
            let mut bits = Vec::new();
            for (place, sentence) in sentences.iter().enumerate() {
                if place > 0 {
                    bits.push(Bit::plain(" "));
                }
                bits.extend(composer.linked(&sentence.text));
            }
            let lines = composer.set(Kind::Paragraph, &bits, BODY, MEASURE);
            composer.push(lines, 5.0);
        }
        Block::Text(text) => {
            let bits = composer.linked(text);
            let lines = composer.set(Kind::Paragraph, &bits, BODY, MEASURE);
            composer.push(lines, 5.0);
        }
        Block::Heading { id, title } => {
            composer.level = 4;
            let heading = Kind::Heading { level: 3, title: title.clone() };
            let mut lines = composer.set(heading, &[Bit::plain(&**title)], HEADING, MEASURE);
            keep(&mut lines);
            composer.anchor(&mut lines, id);
            composer.bookmark(2, title, id);
            composer.push(lines, 11.0);
            composer.hold();
        }
        Block::Figure(shown) => figure::set(composer, shown)?,
        Block::Table(shown) if is_set(shown) => table::set(composer, shown),
        Block::Table(_) => {}
        Block::List(texts) => list(composer, texts),
        Block::Definitions(definitions) => terms(composer, definitions),
        Block::OwnText(text) => own_text::set(composer, text),
        // Both stand in runs, which are set above.
        Block::Finding(_) | Block::Aside { .. } => {}
    }
    Ok(())
}

/// Sets short texts, in two columns where there are many.
fn list(composer: &mut Composer<'_>, texts: &[String]) {
    let distance = (MEASURE + GUTTER) / 2.0;
    let is_long = texts.len() >= MANY;
    let width = if is_long { distance - GUTTER } else { MEASURE };
    let bricks = composer.within(Kind::List, |composer| items(composer, texts, width));
    if is_long && stacked_height(&bricks) < ROOM {
        composer.push(vec![columns(bricks, distance)], 6.0);
    } else {
        composer.push(bricks, 5.0);
    }
}

fn stacked_height(bricks: &[Brick]) -> f32 {
    bricks.iter().map(|brick| brick.before + brick.height).sum()
}

/// Returns short texts with a mark before each.
fn items(composer: &mut Composer<'_>, texts: &[String], width: f32) -> Vec<Brick> {
    texts
        .iter()
        .map(|text| {
            composer.within(Kind::Item, |composer| {
                let mark = stack(composer.set(Kind::Label, &[Bit::plain("\u{2022} ")], SMALL, INDENT));
                let bits = composer.linked(text);
                let body = composer.set(Kind::ItemBody, &bits, SMALL, width - INDENT);
                beside(mark, stack(body), INDENT).below(2.0)
            })
        })
        .collect()
}

/// Sets boxes, two beside each other.
fn asides(composer: &mut Composer<'_>, run: &[Block]) {
    for pair in run.chunks(2) {
        let distance = (MEASURE + 12.0) / 2.0;
        let width = if pair.len() == 2 { distance - 12.0 } else { MEASURE };
        let mut bricks: Vec<Brick> = pair.iter().map(|block| aside(composer, block, width)).collect();
        let tall = bricks.iter().map(|brick| brick.height).fold(0.0, f32::max);
        for brick in &mut bricks {
            // Two boxes beside each other end at one line.
            if let Some(Ink::Area { height, .. }) = brick.inks.first_mut() {
                *height = tall;
            }
            brick.height = tall;
        }
        let mut bricks = bricks.into_iter();
        let Some(first) = bricks.next() else { continue };
        let whole = match bricks.next() {
            Some(second) => beside(first, second, distance),
            None => first,
        };
        composer.push(vec![whole], 9.0);
    }
}

fn aside(composer: &mut Composer<'_>, block: &Block, width: f32) -> Brick {
    let Block::Aside { title, paragraphs, list } = block else { return Brick::new(0.0, Vec::new()) };
    let inner = width - 2.0 * PAD;
    let heading = Kind::Heading { level: composer.level, title: title.clone() };
    let style = SMALL.weighing(Weight::Semibold);
    let mut lines = composer.set(heading, &[Bit::plain(&**title)], style, inner);
    for paragraph in paragraphs {
        let bits = composer.linked(paragraph);
        let mut set = composer.set(Kind::Paragraph, &bits, SMALL, inner);
        if let Some(first) = set.first_mut() {
            first.before = 2.0;
        }
        lines.extend(set);
    }
    if !list.is_empty() {
        lines.extend(composer.within(Kind::List, |composer| items(composer, list, inner)));
    }
    boxed(lines, TINT, width)
}

/// Sets terms and what they mean, in bands of two columns.
fn terms(composer: &mut Composer<'_>, definitions: &[Definition]) {
    let distance = (MEASURE + GUTTER) / 2.0;
    let width = distance - GUTTER;
    composer.within(Kind::List, |composer| {
        for band in definitions.chunks(BAND) {
            let bricks = band
                .iter()
                .map(|definition| {
                    composer.within(Kind::Item, |composer| {
                        let mut lines = composer.run_in(&definition.term, &definition.text, NOTE, width);
                        composer.anchor(&mut lines, &definition.id);
                        stack(lines).below(0.5)
                    })
                })
                .collect();
            composer.push(vec![columns(bricks, distance)], 1.0);
        }
    });
}
