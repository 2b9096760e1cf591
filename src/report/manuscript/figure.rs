//! Figures: a caption that states the finding, the picture with its text alternative, notes, words and data.

use maud::{Markup, html};

use super::line::{Style, clean, field, linked, marked, paragraph, plain};
use super::{Draft, block, package, table};
use crate::report::{
    chart::{Width, render_png, render_svg},
    document::Figure,
    page::term::Linker,
    wording::word::Word,
};

/// A figure as PNG, with its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The bytes of the file.
    pub png: Vec<u8>,
    /// How many pixels it is wide.
    pub wide: u32,
    /// How many pixels it is high.
    pub tall: u32,
}

/// Pixels to a px: some 230 to the inch on paper.
const SCALE: f32 = 2.0;

/// Returns the picture of a figure, from the same drawing as on the page; `None` where that cannot be honest.
#[must_use]
pub fn picture(figure: &Figure) -> Option<Picture> {
    let svg = render_svg(&figure.chart.clone().at(Width::Wide, &figure.id)).ok()?;
    let png = render_png(&svg, SCALE).ok()?;
    // A PNG opens with its signature and the head of its first part; width and height follow.
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    let (wide, tall) = (number(16)?, number(20)?);
    Some(Picture { png, wide, tall })
}

/// A mm in the unit of drawings.
const MM: u64 = 36_000;

/// The widest and the tallest that a picture may be on a page.
const WIDEST: u64 = 170 * MM;
const TALLEST: u64 = 200 * MM;

/// The width and height of a picture on the page.
struct Size {
    wide: u64,
    tall: u64,
}

impl Picture {
    fn size(&self) -> Size {
        let (wide, tall) = (u64::from(self.wide.max(1)), u64::from(self.tall.max(1)));
        if WIDEST * tall <= TALLEST * wide {
            Size { wide: WIDEST, tall: WIDEST * tall / wide }
        } else {
            Size { wide: TALLEST * wide / tall, tall: TALLEST }
        }
    }
}

/// Returns a figure.
pub(super) fn render(figure: &Figure, draft: &mut Draft<'_>, linker: &mut Linker<'_>) -> Markup {
    let language = draft.document.language;
    let word = Word::Figure.text(language);
    let place = draft.document.figures().position(|other| other.id == figure.id);
    let picture = place.and_then(|place| draft.pictures.get(place)?.as_ref().map(|picture| (place, picture)));
    let label = marked(
        draft,
        &figure.id,
        html! { (plain(&format!("{word} "))) (field(&format!(" SEQ {word} \\* ARABIC "), &figure.number.to_string())) },
    );
    let drawing = picture.map(|(place, picture)| inline(figure, picture, place, draft));
    html! {
        (paragraph(Style::Caption, html! { (label) (plain(&format!(". {}", figure.title))) }))
        (paragraph(Style::FigureSub, linked(draft, linker, &figure.subtitle)))
        @match drawing {
            Some(drawing) => (paragraph(Style::Picture, html! { w:r { (drawing) } })),
            None => (paragraph(Style::Note, plain(draft.word(Word::NotDrawn)))),
        }
        @for note in &figure.notes { (paragraph(Style::Note, linked(draft, linker, note))) }
        @for note in &figure.reminders {
            @if linker.is_new(note) { (paragraph(Style::Note, plain(note))) }
        }
        (paragraph(Style::Note, plain(&figure.source)))
        @if !figure.words.is_empty() { (paragraph(Style::Body, plain(&block::joined(&figure.words)))) }
        (table::render(&figure.table))
    }
}

fn inline(figure: &Figure, picture: &Picture, place: usize, draft: &mut Draft<'_>) -> Markup {
    let number = draft.thing();
    let Size { wide, tall } = picture.size();
    let frame = figure.chart.frame();
    let name = format!("{} {}", Word::Figure.text(draft.document.language), figure.number);
    let words = clean(&frame.description);
    let relation = package::picture_relation(place);
    html! {
        w:drawing {
            wp:inline distT="0" distB="0" distL="0" distR="0" {
                wp:extent cx=(wide) cy=(tall) {}
                wp:docPr id=(number) name=(name) descr=(words) title=(clean(&figure.title)) {}
                wp:cNvGraphicFramePr { a:graphicFrameLocks noChangeAspect="1" {} }
                a:graphic {
                    a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture" {
                        pic:pic {
                            pic:nvPicPr {
                                pic:cNvPr id=(number) name=(name) descr=(words) {}
                                pic:cNvPicPr {}
                            }
                            pic:blipFill {
                                a:blip r:embed=(relation) {}
                                a:stretch { a:fillRect {} }
                            }
                            pic:spPr {
                                a:xfrm { a:off x="0" y="0" {} a:ext cx=(wide) cy=(tall) {} }
                                a:prstGeom prst="rect" { a:avLst {} }
                            }
                        }
                    }
                }
            }
        }
    }
}
