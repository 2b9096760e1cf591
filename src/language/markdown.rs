//! The words of a Markdown file, by the `CommonMark` rules, and what its images are said to show.
//!
//! Leaves out code: it is not read as a text.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::{self, Description};
use super::prose::Prose;

/// Returns the words of a Markdown file.
pub(super) fn prose(source: String) -> Prose {
    let mut prose = Prose::default();
    let mut descriptions: Vec<Description> = Vec::new();
    // What images show is put after the text, each a block of its own.
    let mut shown: Vec<Vec<Range<usize>>> = Vec::new();
    let (mut in_image, mut in_code, mut block) = (false, false, 0);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. }) => {
                in_image = true;
                shown.push(Vec::new());
                if source[range.clone()].starts_with("![]") {
                    prose.undescribed.push(range.start);
                }
            }
            Event::End(TagEnd::Image) => in_image = false,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if in_image => {
                // A description keeps the places of its pieces; what is escaped in it is read as it stands.
                if let Some(pieces) = shown.last_mut().filter(|_| !text.is_empty()) {
                    pieces.push(range);
                }
            }
            Event::Text(text) if !in_code => prose.push(&text, range.start),
            Event::SoftBreak | Event::HardBreak => prose.push("\n", range.start),
            Event::Html(text) | Event::InlineHtml(text) => {
                descriptions.extend(html::scan(&text, range.start, &mut prose));
            }
            Event::Start(tag) if !is_inline(&tag) => {
                prose.end_block(block);
                block = prose.plain.len();
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::TableHead,
            ) => {
                prose.end_block(block);
                block = prose.plain.len();
            }
            _ => {}
        }
    }
    prose.end_block(block);
    html::describe(&source, &descriptions, &mut prose);
    for pieces in shown.iter().filter(|pieces| !pieces.is_empty()) {
        let start = prose.plain.len();
        for piece in pieces {
            prose.push(&source[piece.clone()], piece.start);
        }
        prose.descriptions.push(start..prose.plain.len());
    }
    prose.source = source;
    prose
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}
