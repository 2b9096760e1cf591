//! The school's own text, from Markdown: headings, paragraphs, lists, quotations and links to the web.
//!
//! Raw HTML and pictures are dropped, and links that are not to the web or to a mail address, as on the page.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::brick::{Brick, beside, keep, stack};
use super::composer::{Bit, Composer, Target};
use super::front::rule;
use super::paper::{BODY, FOOT, HEADING, LINE, MEASURE, SMALL};
use super::tree::Kind;
use crate::report::{chart::Weight, page::is_safe_address, wording::word::Word};

/// How far a list is set to the right of its marks.
const INDENT: f32 = 12.0;

/// Sets the text under a line that says whose it is.
pub(super) fn set(composer: &mut Composer<'_>, text: &str) {
    composer.push(vec![Brick::new(1.0, vec![rule(0.0, MEASURE, 0.8, LINE)])], 10.0);
    composer.hold();
    let from = [Bit::plain(composer.word(Word::OwnText))];
    let lines = composer.set(Kind::Paragraph, &from, FOOT, MEASURE);
    composer.push(lines, 3.0);
    composer.hold();
    let mut reader = Reader { bits: Vec::new(), bold: 0, target: None, level: 0, items: Vec::new() };
    for event in Parser::new_ext(text, Options::empty()) {
        reader.read(composer, event);
    }
    reader.end_list(composer);
    composer.push(vec![Brick::new(1.0, vec![rule(0.0, MEASURE, 0.8, LINE)])], 5.0);
}

struct Reader {
    /// The text of the block at hand.
    bits: Vec<Bit>,
    /// How many strong stretches are open.
    bold: usize,
    /// Where the link that is open goes.
    target: Option<Target>,
    /// How many lists are open.
    level: usize,
    /// The items of the list at hand.
    items: Vec<Vec<Bit>>,
}

impl Reader {
    fn read(&mut self, composer: &mut Composer<'_>, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak | Event::HardBreak => self.add(" "),
            Event::Start(Tag::Strong) => self.bold += 1,
            Event::End(TagEnd::Strong) => self.bold = self.bold.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.target = is_safe_address(&dest_url).then(|| Target::Web(dest_url.to_string()));
            }
            Event::End(TagEnd::Link) => self.target = None,
            Event::Start(Tag::List(_)) => {
                self.end_item();
                self.level += 1;
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::End(TagEnd::List(_)) => {
                self.end_item();
                self.level = self.level.saturating_sub(1);
                if self.level == 0 {
                    self.end_list(composer);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let bits = std::mem::take(&mut self.bits);
                let title = bits.iter().map(|bit| bit.text.as_str()).collect::<String>();
                if title.trim().is_empty() {
                    return;
                }
                // All headings of a school's text are of one level: none can be skipped then.
                let heading = Kind::Heading { level: composer.level, title };
                let mut lines = composer.set(heading, &bits, HEADING, MEASURE);
                keep(&mut lines);
                composer.push(lines, 8.0);
                composer.hold();
            }
            Event::End(TagEnd::Paragraph) if self.level == 0 => self.paragraph(composer, Kind::Paragraph),
            Event::End(TagEnd::Paragraph) => self.add(" "),
            Event::End(TagEnd::CodeBlock) => self.paragraph(composer, Kind::Paragraph),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        let weight = (self.bold > 0).then_some(Weight::Semibold);
        // A link to the web shows that it is one.
        let weight = weight.or(self.target.as_ref().map(|_| Weight::Regular));
        self.bits.push(Bit { text: text.to_owned(), target: self.target.clone(), weight });
    }

    fn paragraph(&mut self, composer: &mut Composer<'_>, kind: Kind) {
        let bits = std::mem::take(&mut self.bits);
        let lines = composer.set(kind, &bits, BODY, MEASURE);
        composer.push(lines, 4.0);
    }

    fn end_item(&mut self) {
        let bits = std::mem::take(&mut self.bits);
        if !bits.is_empty() {
            self.items.push(bits);
        }
    }

    fn end_list(&mut self, composer: &mut Composer<'_>) {
        let items = std::mem::take(&mut self.items);
        if items.is_empty() {
            return;
        }
        let bricks = composer.within(Kind::List, |composer| {
            items
                .iter()
                .map(|bits| {
                    composer.within(Kind::Item, |composer| {
                        let mark = stack(composer.set(Kind::Label, &[Bit::plain("\u{2022} ")], BODY, INDENT));
                        let body = composer.set(Kind::ItemBody, bits, SMALL, MEASURE - INDENT);
                        beside(mark, stack(body), INDENT).below(2.0)
                    })
                })
                .collect()
        });
        composer.push(bricks, 4.0);
    }
}
