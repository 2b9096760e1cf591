//! The school's own text, from Markdown to paragraphs: headings under those of the chapter, lists, links, emphasis.
//!
//! Raw HTML and pictures are dropped as on the page, and so are links that are not to the web or a mail address.

use maud::{Markup, html};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Draft;
use super::line::{Emphasis, Style, clean, emphasised, paragraph, styled};

/// A list that is open: its bullets, or the number of the numbered list that it is.
#[derive(Debug, Clone, Copy)]
enum List {
    Bullets,
    Numbers(usize),
}

/// What is being read.
#[derive(Default)]
struct Reading {
    paragraphs: Vec<Markup>,
    line: Vec<Markup>,
    emphasis: Emphasis,
    lists: Vec<List>,
    /// How deep in quotations.
    quotes: usize,
    /// The relation of each link that is open; `None` for one that is dropped.
    links: Vec<Option<String>>,
}

/// Returns the text as paragraphs; its headings are at the level `under` or below.
pub(super) fn render(text: &str, under: Style, draft: &mut Draft<'_>) -> Markup {
    let mut reading = Reading::default();
    for event in Parser::new_ext(text, Options::empty()) {
        reading.take(event, under, draft);
    }
    reading.close(Style::Own);
    html! { @for paragraph in reading.paragraphs { (paragraph) } }
}

impl Reading {
    fn take(&mut self, event: Event<'_>, under: Style, draft: &mut Draft<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.line.push(html! { w:r { w:br {} } }),
            Event::Start(Tag::Strong) => self.emphasis.strong += 1,
            Event::End(TagEnd::Strong) => self.emphasis.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis.slanted += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis.slanted -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let relation = is_safe(&dest_url).then(|| draft.relation(&clean(&dest_url)));
                self.links.push(relation);
            }
            Event::End(TagEnd::Link) => {
                self.links.pop();
            }
            Event::Start(Tag::List(first)) => {
                self.close(Style::Own);
                self.lists.push(match first {
                    None => List::Bullets,
                    Some(_) => {
                        draft.numbered_lists += 1;
                        List::Numbers(draft.numbered_lists)
                    }
                });
            }
            Event::End(TagEnd::List(_)) => {
                self.close(Style::Own);
                self.lists.pop();
            }
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => {
                self.close(Style::Quote);
                self.quotes -= 1;
            }
            Event::End(TagEnd::Heading(level)) => {
                let depth = level as usize + usize::from(under == Style::Heading3);
                self.close(match depth {
                    0..=1 => Style::Heading2,
                    2 => Style::Heading3,
                    _ => Style::Heading4,
                });
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock) => self.close(Style::Own),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        self.line.push(match self.links.last() {
            Some(Some(relation)) => {
                html! { w:hyperlink r:id=(relation) w:history="1" { (styled(text, "Hyperlink")) } }
            }
            _ => emphasised(text, self.emphasis),
        });
    }

    /// Ends the paragraph that is being read, in the style of the list or quotation that it stands in.
    fn close(&mut self, style: Style) {
        if self.line.is_empty() {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let content = html! { @for part in line { (part) } };
        let depth = self.lists.len().saturating_sub(1).min(2);
        self.paragraphs.push(match self.lists.last() {
            Some(List::Bullets) => item(super::package::BULLETS, depth, content),
            Some(List::Numbers(list)) => item(super::package::number_list(*list), depth, content),
            None if self.quotes > 0 => paragraph(Style::Quote, content),
            None => paragraph(style, content),
        });
    }
}

fn item(list: usize, depth: usize, content: Markup) -> Markup {
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val="OwnText" {}
                w:numPr { w:ilvl w:val=(depth) {} w:numId w:val=(list) {} }
            }
            (content)
        }
    }
}

fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start))
}
