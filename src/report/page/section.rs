//! A chapter and its blocks.
//!
//! Findings that follow each other become one list, and asides one row of boxes.

use maud::{Markup, html};

use super::markdown;
use super::table::Sorting;
use super::term::Linker;
use super::{CONTENTS, Context, figure, finding, table};
use crate::report::{
    document::{Block, Definition, Part, Reach, Section},
    wording::word::Word,
};

/// The level of a heading, so that no level is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// `h3`: directly in a chapter.
    Third,
    /// `h4`: under a heading within a chapter.
    Fourth,
}

impl Level {
    /// Returns a heading of this level.
    pub(super) fn heading(self, text: &str) -> Markup {
        match self {
            Self::Third => html! { h3 { (text) } },
            Self::Fourth => html! { h4 { (text) } },
        }
    }
}

/// Returns a chapter.
pub(super) fn render(section: &Section, context: &Context<'_>) -> Markup {
    let mut linker = context.terms.within(section);
    let heading = format!("h-{}", section.id);
    html! {
        section id=(section.id) aria-labelledby=(heading) class=[(section.part == Part::Annex).then_some("annex")] {
            h2 id=(heading) {
                @if let Some(number) = section.number { span.number { (number) } " " }
                (section.title)
            }
            @if let Some(intro) = &section.intro { p.lead { (linker.text(intro)) } }
            (blocks(section, context, &mut linker))
            p.up { a href={ "#" (CONTENTS) } { (context.word(Word::ToContents)) } }
        }
    }
}

fn blocks(section: &Section, context: &Context<'_>, linker: &mut Linker<'_>) -> Markup {
    let mut level = Level::Third;
    let runs = section.blocks.chunk_by(|one, other| {
        matches!(
            (one, other),
            (Block::Finding(_), Block::Finding(_)) | (Block::Aside { .. }, Block::Aside { .. })
        )
    });
    let mut markup = Vec::new();
    for run in runs {
        markup.push(match run {
            [Block::Finding(_), ..] => html! {
                ol.findings {
                    @for block in run {
                        @if let Block::Finding(found) = block { (finding::render(found, context, linker)) }
                    }
                }
            },
            [Block::Aside { .. }, ..] => html! {
                .boxes { @for block in run { (aside(block, level, linker)) } }
            },
            _ => html! { @for block in run { (single(block, section.part, &mut level, context, linker)) } },
        });
    }
    html! { @for part in markup { (part) } }
}

fn single(
    block: &Block,
    part: Part,
    level: &mut Level,
    context: &Context<'_>,
    linker: &mut Linker<'_>,
) -> Markup {
    match block {
        Block::Paragraph(sentences) => html! {
            p {
                @for (place, sentence) in sentences.iter().enumerate() {
                    @if place > 0 { " " }
                    @if let Some(lines) = context.beside.lines(&sentence.rows) {
                        span data-rows=(lines) { (linker.text(&sentence.text)) }
                    } @else {
                        (linker.text(&sentence.text))
                    }
                }
            }
        },
        Block::Text(text) => html! { p { (linker.text(text)) } },
        Block::Heading { id, title } => {
            *level = Level::Fourth;
            html! { h3 id=(id) { (title) } }
        }
        Block::Figure(shown) => figure::render(shown, *level, context, linker),
        Block::Table(shown) if shown.reach == Reach::Workbook => html! {},
        Block::Table(shown) => table::block(shown, part, Sorting::ByReader, context, linker),
        Block::List(texts) => html! { ul.plain { @for text in texts { li { (linker.text(text)) } } } },
        Block::Definitions(definitions) => terms(definitions),
        Block::OwnText(text) => html! {
            .own {
                p.from { (context.word(Word::OwnText)) }
                (markdown::render(text, *level))
            }
        },
        // Both stand in runs, which are set above.
        Block::Finding(_) | Block::Aside { .. } => html! {},
    }
}

fn aside(block: &Block, level: Level, linker: &mut Linker<'_>) -> Markup {
    let Block::Aside { title, paragraphs, list } = block else { return html! {} };
    html! {
        .box {
            (level.heading(title))
            @for paragraph in paragraphs { p { (linker.text(paragraph)) } }
            @if !list.is_empty() { ul { @for text in list { li { (linker.text(text)) } } } }
        }
    }
}

fn terms(definitions: &[Definition]) -> Markup {
    html! {
        dl.terms {
            @for definition in definitions {
                div id=(definition.id) { dt { (definition.term) } dd { (definition.text) } }
            }
        }
    }
}
