//! The text to edit as a word processor reads it: parts, relations, headings, tables, pictures, language.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use crate::scan;

const TEXTS: [&str; 2] = ["rapport.docx", "report.docx"];

/// The parts of a package: bytes by name.
fn parts(name: &str) -> BTreeMap<String, Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(scan::file(name))).unwrap();
    (0..package.len())
        .map(|place| {
            let mut part = package.by_index(place).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn xml<'a>(parts: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&parts[name]).unwrap()
}

fn named<'a>(tree: &'a Document<'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    tree.descendants().filter(move |node| node.tag_name().name() == name)
}

/// Returns an attribute whatever vocabulary it is from.
fn attribute<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text()).collect()
}

fn style(paragraph: Node<'_, '_>) -> String {
    let found = paragraph.descendants().find(|node| node.tag_name().name() == "pStyle");
    found.and_then(|node| node.attributes().next()).map_or_else(String::new, |style| style.value().to_owned())
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_to_a_part() {
    for text in TEXTS {
        let parts = parts(text);
        for name in parts.keys().filter(|name| !name.ends_with(".png")) {
            Document::parse(xml(&parts, name)).unwrap_or_else(|error| panic!("{text}, {name}: {error}"));
        }
        let relations = Document::parse(xml(&parts, "word/_rels/document.xml.rels")).unwrap();
        let mut known = BTreeSet::new();
        for relation in named(&relations, "Relationship") {
            let target = relation.attribute("Target").unwrap();
            let is_outside = relation.attribute("TargetMode") == Some("External");
            assert!(is_outside || parts.contains_key(&format!("word/{target}")), "{text}: {target}");
            assert!(known.insert(relation.attribute("Id").unwrap()), "{text}: two relations of one name");
        }
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let used = body.descendants().flat_map(|node| node.attributes());
        let used: BTreeSet<&str> =
            used.filter(|found| found.namespace() == Some(relation)).map(|found| found.value()).collect();
        assert!(used.is_subset(&known) && used.len() > 3, "{text}: {used:?}");
        let types = Document::parse(xml(&parts, "[Content_Types].xml")).unwrap();
        for part in named(&types, "Override") {
            let name = part.attribute("PartName").unwrap().trim_start_matches('/');
            assert!(parts.contains_key(name), "{text}: {name}");
        }
    }
}

#[test]
fn styles_lists_and_bookmarks_that_are_named_exist_and_numbers_of_things_differ() {
    for text in TEXTS {
        let parts = parts(text);
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let styles = Document::parse(xml(&parts, "word/styles.xml")).unwrap();
        let lists = Document::parse(xml(&parts, "word/numbering.xml")).unwrap();
        let defined: BTreeSet<&str> =
            named(&styles, "style").filter_map(|node| attribute(node, "styleId")).collect();
        for kind in ["pStyle", "rStyle", "tblStyle"] {
            for used in named(&body, kind).filter_map(|node| attribute(node, "val")) {
                assert!(defined.contains(used), "{text}: {used}");
            }
        }
        let numbered: BTreeSet<&str> = named(&lists, "num").filter_map(|n| attribute(n, "numId")).collect();
        for list in named(&body, "numId").filter_map(|node| attribute(node, "val")) {
            assert!(list == "0" || numbered.contains(list), "{text}: {list}");
        }
        let marks: Vec<&str> =
            named(&body, "bookmarkStart").filter_map(|node| attribute(node, "name")).collect();
        let places: BTreeSet<&str> = marks.iter().copied().collect();
        assert_eq!(places.len(), marks.len());
        assert!(places.iter().all(|mark| mark.len() <= 40), "{places:?}");
        let links: Vec<&str> =
            named(&body, "hyperlink").filter_map(|node| attribute(node, "anchor")).collect();
        assert!(!links.is_empty() && links.iter().all(|link| places.contains(link)), "{links:?}");
        let ids: Vec<&str> = named(&body, "docPr").filter_map(|node| attribute(node, "id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}

#[test]
fn every_figure_has_a_picture_with_a_text_alternative_and_a_caption_with_its_number() {
    let pages = ["rapport.html", "report.html"];
    for (text, page) in TEXTS.into_iter().zip(pages) {
        let parts = parts(text);
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let html = String::from_utf8(scan::file(page)).unwrap();
        let figures = html.matches("<figure ").count();
        assert!(figures >= 2, "{figures}");
        let pictures: Vec<_> = named(&body, "docPr").collect();
        assert_eq!(pictures.len(), figures);
        for picture in pictures {
            let alternative = attribute(picture, "descr").unwrap();
            assert!(alternative.split(' ').count() > 5, "{alternative}");
            assert!(html.contains(&format!(">{}<", alternative.replace('&', "&amp;"))), "{alternative}");
        }
        let captions: Vec<String> = named(&body, "p")
            .filter(|node| style(*node) == "Caption")
            .map(words)
            .filter(|caption| caption.starts_with("Fig"))
            .collect();
        assert_eq!(captions.len(), figures);
        for (place, caption) in captions.iter().enumerate() {
            assert!(caption.contains(&format!(" {}. ", place + 1)), "{caption}");
        }
    }
}

#[test]
fn every_table_repeats_its_headings_and_has_as_many_cells_in_each_row() {
    for text in TEXTS {
        let parts = parts(text);
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let mut tables = 0;
        for table in named(&body, "tbl") {
            tables += 1;
            let child = |node: Node<'_, '_>, name: &str| {
                node.children().filter(|node| node.tag_name().name() == name).count()
            };
            let rows: Vec<_> = table.children().filter(|node| node.tag_name().name() == "tr").collect();
            let heads: Vec<bool> = rows
                .iter()
                .map(|row| row.descendants().any(|node| node.tag_name().name() == "tblHeader"))
                .collect();
            assert!(heads[0] && heads.iter().filter(|head| **head).count() == 1);
            let columns = named(&body, "tblGrid").next().map(|_| child(rows[0], "tc")).unwrap();
            assert!(rows.len() > 1 && rows.iter().all(|row| child(*row, "tc") == columns));
        }
        assert!(tables >= 3, "{tables}");
    }
}

#[test]
fn headings_skip_no_level_and_a_title_with_markup_is_words() {
    let parts = parts("rapport.docx");
    let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
    let mut above = 0;
    for heading in named(&body, "p").map(style).filter(|style| style.starts_with("Heading")) {
        let level: u32 = heading["Heading".len()..].parse().unwrap();
        assert!(level <= above + 1, "{heading} after level {above}");
        above = level;
    }
    let title = named(&body, "p").find(|paragraph| style(*paragraph) == "Title").map(words);
    assert_eq!(title.as_deref(), Some("Verzonnen <scan> & meer"));
}

#[test]
fn title_language_warning_and_contents_are_there_in_both_languages() {
    let expected = [("nl-NL", "OEFENGEGEVENS", "Samenvatting"), ("en-GB", "PRACTICE DATA", "Summary")];
    for (text, (locale, warning, first)) in TEXTS.into_iter().zip(expected) {
        let parts = parts(text);
        let properties = xml(&parts, "docProps/core.xml");
        assert!(properties.contains("<dc:title>Verzonnen &lt;scan&gt; &amp; meer"), "{properties}");
        assert!(properties.contains(&format!("<dc:language>{locale}</dc:language>")), "{properties}");
        assert!(!properties.contains("dcterms"), "a date is a clock: {properties}");
        assert!(xml(&parts, "word/styles.xml").contains(&format!("<w:lang w:val=\"{locale}\"")));
        assert!(xml(&parts, "word/header1.xml").contains(warning));
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let contents: Vec<String> = named(&body, "p").filter(|p| style(*p) == "TOC1").map(words).collect();
        assert_eq!(contents[0], first);
        let chapters: Vec<String> =
            named(&body, "p").filter(|p| style(*p) == "Heading1").map(words).collect();
        assert_eq!(chapters.len(), contents.len());
        let marks = named(&body, "fldChar").filter_map(|node| attribute(node, "fldCharType"));
        assert_eq!(marks.collect::<Vec<_>>(), ["begin", "separate", "end"]);
    }
}

#[test]
fn terms_link_to_their_definitions_and_findings_to_their_figures() {
    for text in TEXTS {
        let parts = parts(text);
        let body = Document::parse(xml(&parts, "word/document.xml")).unwrap();
        let target = |link: Node<'_, '_>| {
            let name = attribute(link, "anchor").map(str::to_owned);
            let mark = named(&body, "bookmarkStart").find(|mark| attribute(*mark, "name") == name.as_deref());
            mark.and_then(|mark| mark.parent()).map(|paragraph| style(paragraph))
        };
        let links = |wanted: &str| -> Vec<_> {
            let is_wanted = |link: &Node<'_, '_>| {
                let run = link.descendants().find(|node| node.tag_name().name() == "rStyle");
                run.and_then(|run| attribute(run, "val")) == Some(wanted)
            };
            named(&body, "hyperlink")
                .filter(|link| attribute(*link, "anchor").is_some() && is_wanted(link))
                .collect()
        };
        let terms = links("Term");
        assert!(terms.len() > 3, "{text}");
        assert!(terms.into_iter().all(|link| target(link).as_deref() == Some("Definition")), "{text}");
        let others: BTreeSet<String> = links("Hyperlink").into_iter().filter_map(target).collect();
        assert_eq!(others, ["Caption", "Heading1"].map(str::to_owned).into(), "{text}");
    }
}

#[test]
fn the_schools_own_text_keeps_emphasis_lists_and_safe_links() {
    let parts = parts("rapport.docx");
    let text = xml(&parts, "word/document.xml");
    let body = Document::parse(text).unwrap();
    assert!(named(&body, "p").any(|p| style(p).starts_with("Heading") && words(p) == "Wat wij deden"));
    assert!(text.contains("<w:b></w:b></w:rPr><w:t xml:space=\"preserve\">alle</w:t>"));
    assert!(xml(&parts, "word/_rels/document.xml.rels").contains("https://school.example"));
    assert!(!text.contains("javascript") && !text.contains("<script"));
    let items = named(&body, "p").filter(|p| ["spreekuur", "maatje", "punt"].contains(&words(*p).as_str()));
    assert_eq!(items.filter(|p| p.descendants().any(|node| node.tag_name().name() == "numId")).count(), 3);
}
