//! The file: pages, structure, links, bookmarks and title, checked against PDF/UA-1 by the writer itself.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target as PdfTarget};
use krilla::configure::{Accessibility, ConfigurationBuilder, PdfVersion};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    ArtifactType, BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::Font;
use krilla::{Document as Pdf, SerializeSettings};

use super::PdfError;
use super::brick::{Brick, Ink};
use super::composer::{Bookmark, Composer, Target};
use super::flow::{Placed, What};
use super::ink::{Marks, Pen};
use super::letters::{FONTS, width};
use super::paper::{FOOT, MEASURE, TALL, TOP, WARN, WIDE};
use super::tree::{Child, ElementId, HeadOf, Kind, Slot, Tree};
use crate::report::{chart::Weight, page::full_title, wording::word::Word};

/// Where an anchor stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    page: usize,
    y: f32,
}

/// Writes the pages as a PDF.
///
/// # Errors
/// The writer finds what PDF/UA-1 does not allow.
pub(super) fn write(composer: &Composer<'_>, pages: &[Vec<Placed>]) -> Result<Vec<u8>, PdfError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|fault| PdfError::Refused(format!("{fault:?}")))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let fonts = fonts()?;
    let places = places(composer, pages);
    let numbers: BTreeMap<&str, usize> =
        places.iter().map(|(name, place)| (name.as_str(), place.page + 1)).collect();
    let mut written = Written { inks: vec![Vec::new(); composer.tree.slots()], figures: BTreeMap::new() };
    for (number, placed) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDE, TALL).expect("invariant: A4 has a size");
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        let mut pen = Pen::on(&mut surface, &fonts, &composer.drawings, &numbers);
        for placed in placed {
            let brick = match placed.what {
                What::Brick(place) => &composer.bricks[place],
                What::Head(place) => &composer.heads[place],
            };
            pen.brick(brick, placed.y, placed.squeeze);
        }
        margins(&mut pen, composer, number, pages.len());
        let Marks { inks, areas, figures } = std::mem::take(&mut pen.marks);
        surface.finish();
        for mark in inks {
            written.inks[mark.slot.index()].push(mark.identifier);
        }
        for (slot, rect) in figures {
            written.figures.insert(slot, BBox::new(number, rect));
        }
        for click in areas {
            let link = &composer.links[click.link.0];
            let Some(target) = target(&link.target, &places) else { continue };
            let annotation =
                Annotation::new_link(LinkAnnotation::new(click.area, target), Some(link.says.clone()));
            written.inks[link.slot.index()].push(page.add_tagged_annotation(annotation));
        }
        page.finish();
    }
    pdf.set_outline(outline(&composer.bookmarks, &places));
    pdf.set_metadata(metadata(composer));
    pdf.set_tag_tree(structure(composer, &written));
    pdf.finish().map_err(|fault| PdfError::Refused(reason(&fault)))
}

fn fonts() -> Result<Vec<Font>, PdfError> {
    FONTS
        .iter()
        .map(|bytes| Font::new((*bytes).into(), 0))
        .collect::<Option<Vec<Font>>>()
        .ok_or_else(|| PdfError::Refused("a font cannot be read".to_owned()))
}

/// Returns what the writer found, each kind once.
fn reason(fault: &KrillaError) -> String {
    let KrillaError::Validation(faults) = fault else { return fault.to_string() };
    let mut found: Vec<String> = faults.iter().map(|(fault, _)| format!("{fault:?}")).collect();
    found.sort_unstable();
    found.dedup();
    found.join("; ")
}

fn metadata(composer: &Composer<'_>) -> Metadata {
    Metadata::new()
        .title(full_title(composer.document))
        .language(composer.document.language.code().to_owned())
        .creator(concat!("meetellen ", env!("CARGO_PKG_VERSION")).to_owned())
}

/// Returns where each anchor stands.
fn places(composer: &Composer<'_>, pages: &[Vec<Placed>]) -> BTreeMap<String, Place> {
    let mut places = BTreeMap::new();
    for (page, placed) in pages.iter().enumerate() {
        for placed in placed {
            let What::Brick(place) = placed.what else { continue };
            let brick: &Brick = &composer.bricks[place];
            for ink in &brick.inks {
                if let Ink::Anchor { name, y } = ink {
                    places.insert(name.clone(), Place { page, y: TOP + placed.y + y });
                }
            }
        }
    }
    places
}

fn destination(place: Place) -> XyzDestination {
    // A little above, so that the heading does not stick to the edge of the window.
    XyzDestination::new(place.page, Point::from_xy(0.0, (place.y - 8.0).max(0.0)))
}

fn target(target: &Target, places: &BTreeMap<String, Place>) -> Option<PdfTarget> {
    match target {
        Target::Anchor(name) => {
            places.get(name).map(|place| PdfTarget::Destination(destination(*place).into()))
        }
        Target::Web(address) => Some(PdfTarget::Action(LinkAction::new(address.clone()).into())),
    }
}

/// Draws the foot of a page, and the warning above every page but the first, which has it in its text.
fn margins(pen: &mut Pen<'_, '_>, composer: &Composer<'_>, page: usize, pages: usize) {
    let document = composer.document;
    let number = format!("{} {} {} {pages}", composer.word(Word::Page), page + 1, composer.word(Word::Of));
    let wide = width(&number, FOOT);
    let mut title = document.title.clone();
    if !document.subtitle.is_empty() {
        title = format!("{title}, {}", document.subtitle);
    }
    let baseline = TALL - 24.0;
    let title = shortened(&title, MEASURE - wide - 20.0);
    pen.margin(ArtifactType::Footer, &title, 0.0, baseline, FOOT);
    pen.margin(ArtifactType::PageNumber, &number, MEASURE - wide, baseline, FOOT);
    if let (Some(banner), true) = (&document.banner, page > 0) {
        let style = FOOT.coloured(WARN).weighing(Weight::Semibold);
        let text = shortened(&banner.sentence(), MEASURE);
        pen.margin(ArtifactType::Header, &text, 0.0, TOP - 15.0, style);
    }
}

/// Returns as much of the text as fits, with dots where something fell away.
fn shortened(text: &str, room: f32) -> String {
    if width(text, FOOT) <= room {
        return text.to_owned();
    }
    let mut short = text.to_owned();
    while !short.is_empty() && width(&format!("{short}…"), FOOT) > room {
        short.pop();
    }
    format!("{}…", short.trim_end())
}

fn outline(bookmarks: &[Bookmark], places: &BTreeMap<String, Place>) -> Outline {
    let mut outline = Outline::new();
    let mut chapter: Option<OutlineNode> = None;
    for bookmark in bookmarks {
        let Some(place) = places.get(&bookmark.anchor) else { continue };
        let node = OutlineNode::new(bookmark.text.clone(), destination(*place));
        match (&mut chapter, bookmark.level) {
            (Some(open), 2) => open.push_child(node),
            _ => {
                if let Some(done) = chapter.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(last) = chapter {
        outline.push_child(last);
    }
    outline
}

/// What was drawn of the structure.
struct Written {
    inks: Vec<Vec<Identifier>>,
    figures: BTreeMap<Slot, BBox>,
}

fn structure(composer: &Composer<'_>, written: &Written) -> TagTree {
    let children = nodes(&composer.tree, Tree::ROOT, written);
    TagTree::from(children).with_lang(Some(composer.document.language.code().to_owned()))
}

/// Returns the children of an element; an element without ink falls away.
fn nodes(tree: &Tree, element: ElementId, written: &Written) -> Vec<Node> {
    let mut found = Vec::new();
    for child in tree.children(element) {
        match child {
            Child::Slot(slot) => {
                found.extend(written.inks[slot.index()].iter().map(|identifier| Node::Leaf(*identifier)));
            }
            Child::Element(id) => {
                let children = nodes(tree, *id, written);
                if !children.is_empty() {
                    let kind = tag(tree, *id, written);
                    found.push(TagGroup::with_children(kind, children).into());
                }
            }
        }
    }
    found
}

fn tag(tree: &Tree, element: ElementId, written: &Written) -> TagKind {
    match tree.kind(element) {
        Kind::Whole | Kind::Section => Tag::Section.into(),
        Kind::Heading { level, title } => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Contents => Tag::TOC.into(),
        Kind::Entry => Tag::TOCI.into(),
        Kind::Stretch => Tag::Span.into(),
        Kind::Reference => Tag::Reference.into(),
        Kind::Link => Tag::Link.into(),
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Ordered => Tag::L(ListNumbering::None).into(),
        Kind::Item => Tag::LI.into(),
        Kind::Label => Tag::Lbl.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Caption => Tag::Caption.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::Row => Tag::TR.into(),
        Kind::Head(HeadOf::Column) => Tag::TH(TableHeaderScope::Column).into(),
        Kind::Head(HeadOf::Row) => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
        Kind::Spoken(words) => Tag::Span.with_alt_text(Some(words.clone())).into(),
        Kind::Figure(words) => {
            Tag::Figure(Some(words.clone())).with_bbox(area(tree, element, written)).into()
        }
    }
}

/// Returns where the drawing of a figure stands.
fn area(tree: &Tree, element: ElementId, written: &Written) -> Option<BBox> {
    tree.children(element).iter().find_map(|child| match child {
        Child::Slot(slot) => written.figures.get(slot).cloned(),
        Child::Element(_) => None,
    })
}
