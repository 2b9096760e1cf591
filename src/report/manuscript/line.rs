//! Paragraphs and what stands in them: words, links, bookmarks and fields.
//!
//! Every text goes through [`plain`] or its kin, which leave out what XML forbids.

use maud::{Markup, html};

use super::Draft;
use super::anchor::Anchors;
use crate::report::page::term::{Linker, Piece};

/// The styles of paragraphs, by what they are for; `style` says how they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Subtitle,
    Fact,
    Banner,
    ContentsTitle,
    Heading1,
    /// A chapter without a number: the summary.
    Heading1Plain,
    Heading2,
    Heading3,
    Heading4,
    Lead,
    Body,
    Number,
    Certainty,
    BoxTitle,
    Box,
    BoxBullet,
    Bullet,
    Quote,
    Caption,
    FigureSub,
    Picture,
    Note,
    Definition,
    Own,
}

impl Style {
    /// Returns the id of the style in the package.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Fact => "Fact",
            Self::Banner => "Warning",
            Self::ContentsTitle => "TOCHeading",
            Self::Heading1 | Self::Heading1Plain => "Heading1",
            Self::Heading2 => "Heading2",
            Self::Heading3 => "Heading3",
            Self::Heading4 => "Heading4",
            Self::Lead => "Lead",
            Self::Body => "BodyText",
            Self::Number => "FindingNumber",
            Self::Certainty => "Certainty",
            Self::BoxTitle => "BoxTitle",
            Self::Box => "Box",
            Self::BoxBullet => "BoxBullet",
            Self::Bullet => "ListBullet",
            Self::Quote => "Quote",
            Self::Caption => "Caption",
            Self::FigureSub => "FigureSub",
            Self::Picture => "Figure",
            Self::Note => "FigureNote",
            Self::Definition => "Definition",
            Self::Own => "OwnText",
        }
    }
}

/// Returns a paragraph.
pub(super) fn paragraph(style: Style, content: Markup) -> Markup {
    html! {
        w:p {
            w:pPr {
                w:pStyle w:val=(style.id()) {}
                @if style == Style::Heading1Plain {
                    w:numPr { w:ilvl w:val="0" {} w:numId w:val="0" {} }
                }
            }
            (content)
        }
    }
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Emphasis {
    /// How many times they are stressed: bold.
    pub(super) strong: u8,
    /// How many times they are in italics.
    pub(super) slanted: u8,
}

/// Returns words.
pub(super) fn plain(text: &str) -> Markup {
    emphasised(text, Emphasis::default())
}

/// Returns words in bold.
pub(super) fn strong(text: &str) -> Markup {
    emphasised(text, Emphasis { strong: 1, slanted: 0 })
}

/// Returns words with emphasis.
pub(super) fn emphasised(text: &str, emphasis: Emphasis) -> Markup {
    html! {
        w:r {
            @if emphasis != Emphasis::default() {
                w:rPr {
                    @if emphasis.strong > 0 { w:b {} }
                    @if emphasis.slanted > 0 { w:i {} }
                }
            }
            w:t xml:space="preserve" { (clean(text)) }
        }
    }
}

/// Returns words that a style of characters marks.
pub(super) fn styled(text: &str, style: &str) -> Markup {
    html! { w:r { w:rPr { w:rStyle w:val=(style) {} } w:t xml:space="preserve" { (clean(text)) } } }
}

/// Returns a text without what XML cannot hold; a line break becomes a space.
pub(super) fn clean(text: &str) -> String {
    let allowed = |letter: char| !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    text.chars()
        .filter(|letter| allowed(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// Returns a link to a place in the text; without that place, the words alone.
pub(super) fn to_anchor(anchors: &Anchors, id: &str, text: &str) -> Markup {
    match anchors.name(id) {
        Some(name) => html! { w:hyperlink w:anchor=(name) w:history="1" { (styled(text, "Hyperlink")) } },
        None => plain(text),
    }
}

/// Returns a text whose terms link to their definitions, each once in a chapter.
pub(super) fn linked(draft: &Draft<'_>, linker: &mut Linker<'_>, text: &str) -> Markup {
    html! {
        @for Piece { text, id } in linker.pieces(text) {
            @match id.and_then(|id| draft.anchors.name(id)) {
                Some(name) => w:hyperlink w:anchor=(name) w:history="1" { (styled(text, "Term")) },
                None => (plain(text)),
            }
        }
    }
}

/// Returns content with the bookmark of an anchor around it.
pub(super) fn marked(draft: &mut Draft<'_>, id: &str, content: Markup) -> Markup {
    let number = draft.thing();
    match draft.anchors.name(id) {
        Some(name) => html! {
            w:bookmarkStart w:id=(number) w:name=(name) {}
            (content)
            w:bookmarkEnd w:id=(number) {}
        },
        None => content,
    }
}

/// Returns one of the three marks of a field: `begin`, `separate`, `end`.
pub(super) fn field_char(kind: &str) -> Markup {
    html! { w:r { w:fldChar w:fldCharType=(kind) {} } }
}

/// Returns a field that a word processor recomputes, with what it shows until then.
pub(super) fn field(instruction: &str, shown: &str) -> Markup {
    html! { w:fldSimple w:instr=(instruction) { (plain(shown)) } }
}
