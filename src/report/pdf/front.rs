//! What stands above the first chapter: warning, title, whom it is about, facts, notices and contents.

use super::brick::{Brick, Ink, Seam, beside, columns, keep, stack};
use super::composer::{BEHIND, Bit, Composer, Target, is_body, laid};
use super::letters::printable;
use super::lines::Run;
use super::paper::{
    ACCENT, BODY, Colour, FOOT, GUTTER, HAIR, HEADING, MEASURE, SMALL, SOFT, TITLE, WARN, WARN_TINT, WHOM,
};
use super::tree::Kind;
use crate::report::{chart::Weight, document::Fact, page, sheet, wording::word::Word};

/// The padding of a box.
pub(super) const PAD: f32 = 8.0;

/// Sets what stands above the first chapter.
pub(super) fn set(composer: &mut Composer<'_>) {
    let document = composer.document;
    if let Some(banner) = &document.banner {
        let bits = [
            Bit::weighing(format!("{} ", banner.word), Weight::Bold),
            Bit::plain(banner.meaning().to_owned()),
        ];
        let text = composer.set(Kind::Paragraph, &bits, SMALL.coloured(WARN), MEASURE - 2.0 * PAD);
        composer.push(vec![boxed(text, WARN_TINT, MEASURE)], 0.0);
    }
    let heading = Kind::Heading { level: 1, title: document.title.clone() };
    let mut title = composer.set(heading, &[Bit::plain(&*document.title)], TITLE, MEASURE);
    keep(&mut title);
    composer.push(title, 10.0);
    composer.hold();
    if !document.subtitle.is_empty() {
        let whom = composer.set(Kind::Paragraph, &[Bit::plain(&*document.subtitle)], WHOM, MEASURE);
        composer.push(whom, 1.0);
    }
    facts(composer, &document.facts);
    for notice in &document.notices {
        let bits = [Bit::plain(&**notice)];
        let text = composer.set(Kind::Paragraph, &bits, SMALL.coloured(WARN), MEASURE - 2.0 * PAD);
        composer.push(vec![boxed(text, WARN_TINT, MEASURE)], 6.0);
    }
    composer.push(vec![Brick::new(2.0, vec![rule(0.0, MEASURE, 1.6, ACCENT)])], 7.0);
    contents(composer);
}

/// Returns lines in a tinted box.
pub(super) fn boxed(lines: Vec<Brick>, tint: Colour, width: f32) -> Brick {
    let mut whole = stack(lines).indented(PAD);
    let height = whole.height + 2.0 * PAD * 0.75;
    whole = stack(vec![Brick::new(PAD * 0.75, Vec::new()), Brick { before: 0.0, ..whole }]);
    whole.inks.insert(0, Ink::Area { x: 0.0, y: 0.0, width, height, colour: tint });
    Brick { height, ..whole }
}

/// Returns a line across the page.
pub(super) fn rule(y: f32, width: f32, height: f32, colour: Colour) -> Ink {
    Ink::Area { x: 0.0, y, width, height, colour }
}

/// Sets the facts as a list, four beside each other.
fn facts(composer: &mut Composer<'_>, facts: &[Fact]) {
    if facts.is_empty() {
        return;
    }
    const ACROSS: usize = 4;
    let distance = (MEASURE + GUTTER) / 4.0;
    let width = distance - GUTTER;
    composer.within(Kind::List, |composer| {
        for row in facts.chunks(ACROSS) {
            let mut bricks = row.iter().map(|fact| {
                composer.within(Kind::Item, |composer| {
                    let label = [Bit::plain(&*fact.label)];
                    let mut lines = composer.set(Kind::Label, &label, FOOT, width);
                    let value = [Bit::weighing(&*fact.value, Weight::Semibold)];
                    lines.extend(composer.set(Kind::ItemBody, &value, SMALL, width));
                    stack(lines)
                })
            });
            let first = bricks.next().unwrap_or_else(|| Brick::new(0.0, Vec::new()));
            let rest: Vec<Brick> = bricks.collect();
            let mut whole = first;
            let mut right = distance;
            for brick in rest {
                whole = beside(whole, brick, right);
                right += distance;
            }
            composer.push(vec![whole], 5.0);
        }
    });
}

/// An entry of the contents.
struct Entry<'a> {
    number: Option<usize>,
    title: &'a str,
    anchor: &'a str,
}

/// Sets the contents in two columns, with the number of the page of each chapter.
fn contents(composer: &mut Composer<'_>) {
    let document = composer.document;
    let mut entries: Vec<Entry<'_>> = document
        .sections
        .iter()
        .filter(|section| is_body(section.part))
        .map(|section| Entry { number: section.number, title: &section.title, anchor: &section.id })
        .collect();
    if document.figures().next().is_some() {
        entries.push(Entry { number: None, title: composer.word(Word::FiguresInWords), anchor: BEHIND });
    }
    let distance = (MEASURE + GUTTER) / 2.0;
    let width = distance - GUTTER;
    let word = [Bit::plain(composer.word(Word::Contents))];
    let mut label = composer.set(Kind::Paragraph, &word, HEADING, MEASURE);
    for brick in &mut label {
        brick.after = Seam::Closed;
    }
    composer.push(label, 6.0);
    let whole = composer.within(Kind::Contents, |composer| {
        let bricks = entries.iter().map(|entry| line(composer, entry, width)).collect();
        columns(bricks, distance)
    });
    composer.push(vec![whole], 1.0);
    composer.push(vec![Brick::new(1.0, vec![rule(0.0, MEASURE, 0.8, HAIR)])], 6.0);
}

/// Returns a line of the contents: one link over title and number.
fn line(composer: &mut Composer<'_>, entry: &Entry<'_>, width: f32) -> Brick {
    const NUMBER: f32 = 26.0;
    composer.within(Kind::Entry, |composer| {
        composer.within(Kind::Reference, |composer| {
            let element = composer.tree.open(composer.parent, Kind::Link);
            let slot = composer.tree.slot(element);
            let page = composer.tree.slot(element);
            let link = composer.link(element, Target::Anchor(entry.anchor.to_owned()), entry.title);
            let text = match entry.number {
                Some(number) => format!("{number} {} ", entry.title),
                None => format!("{} ", entry.title),
            };
            let run = Run { text: printable(&text), style: SMALL, slot: Some(slot), link: Some(link) };
            let mut lines = laid(&[run], SMALL, width - NUMBER);
            if let Some(last) = lines.last_mut() {
                last.inks.push(Ink::PageNumber {
                    right: width,
                    baseline: SMALL.baseline(),
                    style: SMALL.coloured(SOFT),
                    slot: page,
                    link,
                    anchor: entry.anchor.to_owned(),
                });
            }
            stack(lines)
        })
    })
}

/// Sets the remarks at the end of the document.
pub(super) fn end(composer: &mut Composer<'_>) {
    let language = composer.document.language;
    let mut places = page::file_name(language).to_owned();
    if composer.beside.has_workbook {
        places = format!("{places} {} {}", composer.word(Word::And), sheet::file_name(language));
    }
    let mut remarks = Vec::new();
    if composer.document.sections.iter().any(|section| !is_body(section.part)) {
        remarks.push(format!("{} {places}.", composer.word(Word::AnnexElsewhere)));
    }
    remarks.push(format!("{} results.csv.", composer.word(Word::SameNumbers)));
    remarks.push(composer.word(Word::WrittenToUa).to_owned());
    let bits = [Bit::plain(remarks.join(" "))];
    let text = composer.set(Kind::Paragraph, &bits, FOOT, MEASURE);
    composer.push(vec![Brick::new(1.0, vec![rule(0.0, MEASURE, 0.8, HAIR)])], BODY.leading);
    composer.hold();
    composer.push(text, 4.0);
}
