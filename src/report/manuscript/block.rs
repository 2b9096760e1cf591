//! The blocks of a chapter as paragraphs, lists, tables and figures.

use maud::{Markup, html};

use super::line::{Style, linked, marked, paragraph, plain, strong, styled, to_anchor};
use super::{Draft, figure, markdown, table};
use crate::report::{
    document::{Block, Definition, Finding, Reach, Section},
    page::term::Linker,
    wording::{Sentence, word::Word},
};

/// Returns the blocks of a chapter, its findings and boxes each in their own style.
pub(super) fn blocks(section: &Section, draft: &mut Draft<'_>, linker: &mut Linker<'_>) -> Markup {
    // A box opens under the heading that was last, so that no level is skipped.
    let mut under = Style::Heading2;
    let blocks: Vec<Markup> = section
        .blocks
        .iter()
        .map(|block| {
            if matches!(block, Block::Heading { .. }) {
                under = Style::Heading3;
            }
            single(block, under, draft, linker)
        })
        .collect();
    html! { @for block in blocks { (block) } }
}

fn single(block: &Block, under: Style, draft: &mut Draft<'_>, linker: &mut Linker<'_>) -> Markup {
    match block {
        Block::Paragraph(sentences) => paragraph(Style::Body, linked(draft, linker, &joined(sentences))),
        Block::Text(text) => paragraph(Style::Body, linked(draft, linker, text)),
        Block::Heading { id, title } => paragraph(Style::Heading2, marked(draft, id, plain(title))),
        Block::Finding(finding) => of_finding(finding, draft, linker),
        Block::Figure(shown) => figure::render(shown, draft, linker),
        Block::Table(shown) if shown.reach == Reach::Workbook => html! {},
        Block::Table(shown) => table::render(shown),
        Block::List(texts) => {
            html! { @for text in texts { (paragraph(Style::Bullet, linked(draft, linker, text))) } }
        }
        Block::Aside { title, paragraphs, list } => html! {
            (paragraph(Style::BoxTitle, plain(title)))
            @for text in paragraphs { (paragraph(Style::Box, linked(draft, linker, text))) }
            @for text in list { (paragraph(Style::BoxBullet, linked(draft, linker, text))) }
        },
        Block::Definitions(definitions) => {
            let set: Vec<Markup> =
                definitions.iter().map(|definition| of_definition(definition, draft)).collect();
            html! { @for definition in set { (definition) } }
        }
        Block::OwnText(text) => html! {
            (paragraph(Style::Own, strong(draft.word(Word::OwnText))))
            (markdown::render(text, under, draft))
        },
    }
}

/// Returns sentences as one text.
pub(super) fn joined(sentences: &[Sentence]) -> String {
    sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn of_finding(finding: &Finding, draft: &Draft<'_>, linker: &mut Linker<'_>) -> Markup {
    html! {
        (paragraph(Style::Number, html! {
            (plain(&finding.number)) (styled(&format!(" {}", finding.unit), "FindingUnit"))
        }))
        (paragraph(Style::Body, linked(draft, linker, &joined(&finding.sentences))))
        (paragraph(Style::Certainty, html! {
            (plain(&finding.certainty))
            @if let Some(link) = &finding.figure {
                (plain(". ")) (to_anchor(&draft.anchors, &link.id, &link.text))
            }
        }))
    }
}

fn of_definition(definition: &Definition, draft: &mut Draft<'_>) -> Markup {
    let term = marked(draft, &definition.id, strong(&definition.term));
    paragraph(Style::Definition, html! { (term) (plain(&format!(": {}", definition.text))) })
}
