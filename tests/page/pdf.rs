//! Laws of the PDF: tagged, titled, in one language, with text alternatives, the same words and numbers as the page.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document as File, Object};
use meetellen::model::Language;
use meetellen::report::document::{Block, Document};
use meetellen::report::page::{self, Beside};
use meetellen::report::pdf::{self, PdfError};
use meetellen::report::wording::RowId;

use crate::{LANGUAGES, fixture};

fn beside() -> Beside {
    Beside { languages: LANGUAGES.to_vec(), has_workbook: true, first_row: RowId(10) }
}

fn bytes(language: Language) -> Vec<u8> {
    pdf::pdf(&fixture::document(language), &beside()).unwrap()
}

fn file(language: Language) -> File {
    File::load_mem(&bytes(language)).unwrap()
}

fn catalog(file: &File) -> &Dictionary {
    file.catalog().unwrap()
}

/// Returns what a reference points at, or the object itself.
fn resolved<'a>(file: &'a File, object: &'a Object) -> &'a Object {
    file.dereference(object).unwrap().1
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

/// An element of the structure.
struct Element<'a> {
    kind: String,
    dictionary: &'a Dictionary,
    children: Vec<Element<'a>>,
}

impl<'a> Element<'a> {
    fn read(file: &'a File, dictionary: &'a Dictionary) -> Self {
        let kind = dictionary.get(b"S").unwrap().as_name().unwrap();
        let children = match dictionary.get(b"K").map(|object| resolved(file, object)) {
            Ok(Object::Array(children)) => children.iter().map(|child| resolved(file, child)).collect(),
            Ok(child) => vec![child],
            Err(_) => vec![],
        };
        let children = children
            .into_iter()
            .filter_map(|child| child.as_dict().ok())
            .filter(|child| child.has(b"S"))
            .map(|child| Self::read(file, child))
            .collect();
        Self { kind: String::from_utf8_lossy(kind).into_owned(), dictionary, children }
    }

    fn root(file: &'a File) -> Self {
        let root = resolved(file, catalog(file).get(b"StructTreeRoot").unwrap()).as_dict().unwrap();
        let whole = resolved(file, root.get(b"K").unwrap());
        let whole = match whole {
            Object::Array(all) => resolved(file, &all[0]),
            one => one,
        };
        Self::read(file, whole.as_dict().unwrap())
    }

    /// Returns this element and all below it, in reading order.
    fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        found.extend(self.children.iter().flat_map(Self::all));
        found
    }

    fn of_kind(&self, kind: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.kind == kind).collect()
    }

    /// Returns an attribute of a table cell.
    fn attribute(&self, file: &'a File, name: &[u8]) -> Option<String> {
        let attributes = resolved(file, self.dictionary.get(b"A").ok()?);
        let all = match attributes {
            Object::Array(all) => all.iter().map(|object| resolved(file, object)).collect(),
            one => vec![one],
        };
        let found =
            all.into_iter().filter_map(|object| object.as_dict().ok()).find_map(|a| a.get(name).ok())?;
        Some(String::from_utf8_lossy(found.as_name().ok()?).into_owned())
    }
}

#[test]
fn it_says_what_it_is_called_in_which_language_and_that_it_is_tagged() {
    for language in LANGUAGES {
        let file = file(language);
        let catalog = catalog(&file);
        assert_eq!(text(catalog.get(b"Lang").unwrap()), language.code());
        let mark = resolved(&file, catalog.get(b"MarkInfo").unwrap()).as_dict().unwrap();
        assert!(mark.get(b"Marked").unwrap().as_bool().unwrap());
        let view = resolved(&file, catalog.get(b"ViewerPreferences").unwrap()).as_dict().unwrap();
        assert!(view.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let info = resolved(&file, file.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        assert!(text(info.get(b"Title").unwrap()).starts_with(&fixture::document(language).title));
        assert!(!info.has(b"CreationDate"), "a report holds no clock");
        let metadata = resolved(&file, catalog.get(b"Metadata").unwrap()).as_stream().unwrap();
        let metadata = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
        assert!(String::from_utf8_lossy(&metadata).contains("pdfuaid:part"));
        assert!(catalog.has(b"Outlines"));
        assert!(!catalog.has(b"OpenAction") && !catalog.has(b"AA"), "no script");
    }
}

#[test]
fn headings_skip_no_level_and_are_those_of_the_page() {
    let file = file(Language::Dutch);
    let root = Element::root(&file);
    let mut last = 0;
    let mut count = 0;
    for element in root.all() {
        let Some(level) = element.kind.strip_prefix('H').and_then(|level| level.parse::<u8>().ok()) else {
            continue;
        };
        assert!(level <= last + 1, "{last} to {level}");
        last = level;
        count += 1;
    }
    assert_eq!(root.of_kind("H1").len(), 1);
    assert!(count > 20);
}

#[test]
fn every_figure_has_its_words_and_its_place() {
    for language in LANGUAGES {
        let file = file(language);
        let root = Element::root(&file);
        let figures = root.of_kind("Figure");
        let document = fixture::document(language);
        assert_eq!(figures.len(), document.figures().count());
        for (element, figure) in figures.iter().zip(document.figures()) {
            let alt = text(element.dictionary.get(b"Alt").unwrap());
            assert!(alt.contains(figure.chart.frame().description.trim()), "{alt}");
            assert!(element.dictionary.has(b"A"), "a figure says where it stands");
        }
    }
}

#[test]
fn every_table_has_heads_with_a_scope_and_rows_of_one_length() {
    let file = file(Language::Dutch);
    let root = Element::root(&file);
    let tables = root.of_kind("Table");
    let document = fixture::document(Language::Dutch);
    let on_page = document.sections.iter().flat_map(|section| &section.blocks);
    let on_page = on_page.filter(|block| matches!(block, Block::Table(_))).count();
    assert!(tables.len() >= document.figures().count() && tables.len() >= on_page);
    for table in tables {
        let head = table.of_kind("THead");
        assert_eq!(head.len(), 1);
        let columns = head[0].of_kind("TH");
        assert!(columns.iter().all(|cell| cell.attribute(&file, b"Scope").as_deref() == Some("Column")));
        for row in table.of_kind("TBody").iter().flat_map(|body| body.of_kind("TR")) {
            assert_eq!(row.children.len(), columns.len());
            assert_eq!(row.children[0].kind, "TH");
            assert_eq!(row.children[0].attribute(&file, b"Scope").as_deref(), Some("Row"));
        }
    }
}

#[test]
fn a_sign_for_what_is_withheld_is_read_as_words() {
    let file = file(Language::Dutch);
    let root = Element::root(&file);
    let spoken: Vec<&Element<'_>> =
        root.of_kind("Span").into_iter().filter(|element| element.dictionary.has(b"Alt")).collect();
    assert!(!spoken.is_empty());
    for element in spoken {
        assert_eq!(text(element.dictionary.get(b"Alt").unwrap()), "niet getoond, privacy");
    }
}

#[test]
fn every_link_has_a_place_to_click_that_says_where_it_goes() {
    let file = file(Language::Dutch);
    let mut links = 0;
    for page in file.get_pages().into_values() {
        for annotation in file.get_page_annotations(page).unwrap() {
            assert_eq!(annotation.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
            assert!(!text(annotation.get(b"Contents").unwrap()).is_empty());
            assert!(annotation.has(b"StructParent"));
            links += 1;
        }
    }
    let root = Element::root(&file);
    assert!(links >= root.of_kind("Link").len() && links > 20, "{links}");
}

/// Returns what the codes of a font stand for, from the table that copying uses.
fn letters(file: &File, font: &Dictionary) -> BTreeMap<u16, String> {
    let table = resolved(file, font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
    let table = table.decompressed_content().unwrap_or_else(|_| table.content.clone());
    let table = String::from_utf8_lossy(&table).into_owned();
    let mut found = BTreeMap::new();
    for part in table.split("beginbfchar").skip(1) {
        let part = part.split("endbfchar").next().unwrap();
        let codes: Vec<Vec<u16>> =
            part.split('<').skip(1).map(|text| words(text.split('>').next().unwrap())).collect();
        for pair in codes.chunks_exact(2) {
            found.insert(pair[0][0], String::from_utf16(&pair[1]).unwrap());
        }
    }
    assert!(!table.contains("beginbfrange"), "ranges are not read here");
    found
}

/// Returns digits of base 16 as numbers of four digits each.
fn words(digits: &str) -> Vec<u16> {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).map(|four| u16::from_str_radix(&four.iter().collect::<String>(), 16).unwrap()).collect()
}

/// Returns the text of a file as copying gives it, a space between stretches.
fn text_of(file: &File) -> String {
    let mut text = String::new();
    for page in file.get_pages().into_values() {
        let fonts = file.get_page_fonts(page).unwrap();
        let tables: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
            fonts.into_iter().map(|(name, font)| (name, letters(file, font))).collect();
        let mut font = None;
        for operation in file.get_and_decode_page_content(page).unwrap().operations {
            match operation.operator.as_str() {
                "Tf" => font = tables.get(operation.operands[0].as_name().unwrap()),
                "ET" => text.push(' '),
                "Tj" => copy(&operation.operands[0], font, &mut text),
                "TJ" => {
                    for piece in operation.operands[0].as_array().unwrap() {
                        copy(piece, font, &mut text);
                    }
                }
                _ => {}
            }
        }
    }
    text
}

fn copy(piece: &Object, font: Option<&BTreeMap<u16, String>>, text: &mut String) {
    let (Object::String(codes, _), Some(font)) = (piece, font) else { return };
    for code in codes.chunks_exact(2) {
        text.push_str(font.get(&u16::from_be_bytes([code[0], code[1]])).map_or("?", String::as_str));
    }
}

/// Returns the numbers in a text: digits with their signs, points and commas within.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut number = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_digit() || (matches!(letter, '.' | ',') && !number.is_empty()) {
            number.push(letter);
        } else if !number.is_empty() {
            found.insert(std::mem::take(&mut number).trim_end_matches(['.', ',']).to_owned());
        }
    }
    found
}

#[test]
fn every_number_in_its_text_is_on_the_page() {
    for language in LANGUAGES {
        let file = file(language);
        let count = file.get_pages().len();
        let words = text_of(&file);
        assert!(words.contains(&fixture::document(language).title), "{words}");
        let html = page::html(&fixture::document(language), &beside());
        let known = numbers(&html);
        let strange: Vec<String> = numbers(&words)
            .into_iter()
            .filter(|number| !known.contains(number))
            .filter(|number| number.parse::<usize>().map_or(true, |number| number > count))
            .collect();
        assert!(numbers(&words).len() > 25, "{words}");
        assert!(strange.is_empty(), "{strange:?}");
    }
}

#[test]
fn it_is_the_same_bytes_again() {
    assert!(bytes(Language::Dutch) == bytes(Language::Dutch));
}

#[test]
fn a_report_without_title_or_a_figure_without_words_is_an_error() {
    let mut document = fixture::document(Language::Dutch);
    document.title = " ".to_owned();
    assert_eq!(pdf::pdf(&document, &beside()), Err(PdfError::NoTitle));
    let mut document = fixture::document(Language::Dutch);
    let silent = silence(&mut document);
    assert_eq!(pdf::pdf(&document, &beside()), Err(PdfError::NoAlternative(silent)));
}

/// Takes the words of the first figure away, and returns its id.
fn silence(document: &mut Document) -> String {
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    for block in blocks {
        if let Block::Figure(figure) = block {
            figure.title = String::new();
            return figure.id.clone();
        }
    }
    panic!("the document has figures");
}
