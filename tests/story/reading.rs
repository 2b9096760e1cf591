//! A document as plain text: what a reader meets, in order.

use std::fmt::Write;

use meetellen::report::document::{Block, Document, Table};

/// Returns the document as text, a line per thing.
pub(crate) fn text(document: &Document) -> String {
    let mut out = format!("{} | {}\n", document.title, document.subtitle);
    for fact in &document.facts {
        writeln!(out, "  {}: {}", fact.label, fact.value).unwrap();
    }
    for section in &document.sections {
        let number = section.number.map_or_else(String::new, |number| format!("{number} "));
        writeln!(out, "\n# {number}{} [{} {:?}]", section.title, section.id, section.part).unwrap();
        if let Some(intro) = &section.intro {
            writeln!(out, "{intro}").unwrap();
        }
        for block in &section.blocks {
            push(&mut out, block);
        }
    }
    out
}

fn push(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(sentences) => {
            let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            writeln!(out, "P {}", texts.join(" ")).unwrap();
        }
        Block::Text(text) => writeln!(out, "T {text}").unwrap(),
        Block::Heading { title, id } => writeln!(out, "## {title} [{id}]").unwrap(),
        Block::Finding(finding) => {
            writeln!(out, "F {} {}", finding.number, finding.unit).unwrap();
            for sentence in &finding.sentences {
                writeln!(out, "    {}", sentence.text).unwrap();
            }
            let link = finding.figure.as_ref().map_or("", |link| link.text.as_str());
            writeln!(out, "    [{}] -> {link}", finding.certainty).unwrap();
        }
        Block::Figure(figure) => {
            writeln!(out, "FIG {} {} [{}]", figure.number, figure.title, figure.id).unwrap();
            writeln!(out, "    {}", figure.subtitle).unwrap();
            for note in &figure.notes {
                writeln!(out, "    * {note}").unwrap();
            }
            writeln!(out, "    {}", figure.source).unwrap();
            for sentence in &figure.words {
                writeln!(out, "    w {}", sentence.text).unwrap();
            }
            push_table(out, &figure.table);
        }
        Block::Table(table) => push_table(out, table),
        Block::List(list) => list.iter().for_each(|line| writeln!(out, "- {line}").unwrap()),
        Block::Aside { title, paragraphs, list } => {
            writeln!(out, "ASIDE {title}").unwrap();
            paragraphs.iter().for_each(|line| writeln!(out, "    {line}").unwrap());
            list.iter().for_each(|line| writeln!(out, "    - {line}").unwrap());
        }
        Block::Definitions(definitions) => {
            definitions.iter().for_each(|d| writeln!(out, "DEF {}: {}", d.term, d.text).unwrap());
        }
        Block::OwnText(text) => writeln!(out, "OWN {text}").unwrap(),
    }
}

fn push_table(out: &mut String, table: &Table) {
    let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
    writeln!(out, "    TABLE {} [{}]\n    | {}", table.caption, table.id, headings.join(" | ")).unwrap();
    for row in &table.rows {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        writeln!(out, "    | {}", cells.join(" | ")).unwrap();
    }
    for note in &table.notes {
        writeln!(out, "    * {note}").unwrap();
    }
}
