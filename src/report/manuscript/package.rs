//! The package: which parts it holds, how they point at each other, and its bytes.
//!
//! Every part has the same fixed time, because a clock would change the bytes from run to run.

use std::io::{Cursor, Write as _};

use maud::{Markup, html};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::line::{clean, field, plain};
use super::{Draft, style};
use crate::report::{document::Document, wording::word::Word};

/// The list of bullets; `style` says what it looks like.
pub(super) const BULLETS: usize = 2;

/// Returns the number of the list that is the `list`-th with numbers, counted from 1.
pub(super) fn number_list(list: usize) -> usize {
    BULLETS + list
}

/// Returns the relation to the picture of the figure at `place`.
pub(super) fn picture_relation(place: usize) -> String {
    format!("picture{}", place + 1)
}

/// Returns the relation to the address at `place`.
pub(super) fn address_relation(place: usize) -> String {
    format!("address{}", place + 1)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts that the text itself points at: relation, file, kind.
const PARTS: [Part; 5] = [
    Part { relation: "styles", file: "styles.xml", kind: "styles" },
    Part { relation: "numbering", file: "numbering.xml", kind: "numbering" },
    Part { relation: "settings", file: "settings.xml", kind: "settings" },
    Part { relation: "header", file: "header1.xml", kind: "header" },
    Part { relation: "footer", file: "footer1.xml", kind: "footer" },
];

struct Part {
    relation: &'static str,
    file: &'static str,
    kind: &'static str,
}

/// Returns the bytes of the package; `body` is the content of the text.
pub(super) fn pack(draft: &Draft<'_>, body: &str) -> Result<Vec<u8>, ZipError> {
    let document = draft.document;
    let mut parts = vec![
        ("[Content_Types].xml", content_types().into_string()),
        ("_rels/.rels", root_relations().into_string()),
        ("docProps/core.xml", properties(document).into_string()),
        ("word/document.xml", root("w:document", &format!("<w:body>{body}</w:body>"))),
        ("word/_rels/document.xml.rels", relations(draft).into_string()),
        ("word/styles.xml", root("w:styles", &style::styles(document.language))),
        ("word/numbering.xml", root("w:numbering", &style::numbering(draft.numbered_lists))),
        ("word/settings.xml", root("w:settings", &style::settings(document.language))),
        ("word/header1.xml", root("w:hdr", &header(document).into_string())),
        ("word/footer1.xml", root("w:ftr", &footer(document).into_string())),
    ];
    for (_, text) in &mut parts {
        text.insert_str(0, HEAD);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT).unix_permissions(0o644);
    for (name, text) in parts {
        zip.start_file(name, options.compression_method(CompressionMethod::Deflated))?;
        zip.write_all(text.as_bytes())?;
    }
    for (place, picture) in draft.pictures.iter().enumerate() {
        let Some(picture) = picture else { continue };
        // A PNG is packed already.
        zip.start_file(
            format!("word/{}", picture_file(place)),
            options.compression_method(CompressionMethod::Stored),
        )?;
        zip.write_all(&picture.png)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn picture_file(place: usize) -> String {
    format!("media/figure{}.png", place + 1)
}

/// Returns an element with the names of all vocabularies that a text uses.
fn root(name: &str, content: &str) -> String {
    format!(
        "<{name} xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATION}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">{content}</{name}>"
    )
}

fn content_types() -> Markup {
    let part = |file: &str, kind: &str| {
        html! { Override PartName={ "/word/" (file) } ContentType={ (TYPE) "." (kind) "+xml" } {} }
    };
    html! {
        Types xmlns={ (PACKAGE) "/content-types" } {
            Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" {}
            Default Extension="xml" ContentType="application/xml" {}
            Default Extension="png" ContentType="image/png" {}
            Override PartName="/docProps/core.xml"
                ContentType="application/vnd.openxmlformats-package.core-properties+xml" {}
            (part("document.xml", "document.main"))
            @for one in PARTS { (part(one.file, one.kind)) }
        }
    }
}

fn root_relations() -> Markup {
    html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            Relationship Id="text" Type={ (RELATION) "/officeDocument" } Target="word/document.xml" {}
            Relationship Id="properties" Type={ (PACKAGE) "/relationships/metadata/core-properties" }
                Target="docProps/core.xml" {}
        }
    }
}

fn relations(draft: &Draft<'_>) -> Markup {
    html! {
        Relationships xmlns={ (PACKAGE) "/relationships" } {
            @for part in PARTS {
                Relationship Id=(part.relation) Type={ (RELATION) "/" (part.kind) } Target=(part.file) {}
            }
            @for (place, picture) in draft.pictures.iter().enumerate() {
                @if picture.is_some() {
                    Relationship Id=(picture_relation(place)) Type={ (RELATION) "/image" }
                        Target=(picture_file(place)) {}
                }
            }
            @for (place, address) in draft.addresses.iter().enumerate() {
                Relationship Id=(address_relation(place)) Type={ (RELATION) "/hyperlink" } Target=(address)
                    TargetMode="External" {}
            }
        }
    }
}

/// Returns title, maker and language; no date, which would be a clock.
fn properties(document: &Document) -> Markup {
    html! {
        cp:coreProperties xmlns:cp={ (PACKAGE) "/metadata/core-properties" }
            xmlns:dc="http://purl.org/dc/elements/1.1/" {
            dc:title { (clean(&full_title(document))) }
            dc:creator { "meetellen" }
            dc:language { (style::locale(document.language)) }
        }
    }
}

fn full_title(document: &Document) -> String {
    match document.subtitle.as_str() {
        "" => document.title.clone(),
        subtitle => format!("{}, {subtitle}", document.title),
    }
}

/// Returns what stands above each page: the warning, where there is one.
fn header(document: &Document) -> Markup {
    let warning = document.banner.as_ref().map_or("", |banner| banner.word.as_str());
    html! { w:p { w:pPr { w:pStyle w:val="Header" {} } (plain(warning)) } }
}

/// Returns what stands under each page: the title and the number of the page.
fn footer(document: &Document) -> Markup {
    let word = |word: Word| word.text(document.language);
    html! {
        w:p {
            w:pPr { w:pStyle w:val="Footer" {} }
            (plain(&full_title(document)))
            w:r { w:tab {} }
            (plain(&format!("{} ", word(Word::Page))))
            (field(" PAGE ", "1"))
            (plain(&format!(" {} ", word(Word::Of))))
            (field(" NUMPAGES ", "1"))
        }
    }
}

/// Returns the paper, which ends the body: A4 with margins of 20 mm, header and footer.
pub(super) fn page_setup() -> Markup {
    html! {
        w:sectPr {
            w:headerReference w:type="default" r:id="header" {}
            w:footerReference w:type="default" r:id="footer" {}
            w:pgSz w:w="11906" w:h="16838" {}
            w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"
                w:gutter="0" {}
        }
    }
}
