//! The first sheet, which says what the workbook is and how to read it, and the last, with the definitions.

use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use crate::report::{
    document::{Block, Definition, Document},
    wording::{section::Section, text, word::Word},
};

use super::group::Group;
use super::style::Formats;
use super::{Pen, foot, shortened};

/// The chapter that names the last sheet.
pub(super) const DEFINITIONS: Section = Section::Definitions;

/// Writes the first sheet: title, warning, notices, selection, privacy, how it was calculated, which sheets.
pub(super) fn write(
    sheet: &mut Worksheet,
    document: &Document,
    groups: &[Group<'_>],
    formats: &Formats,
) -> Result<(), XlsxError> {
    let language = document.language;
    let word = |word: Word| word.text(language);
    sheet.set_name(word(Word::Contents))?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut pen = Pen { sheet, row: 0 };
    pen.line(&document.title, &formats.large)?;
    if !document.subtitle.is_empty() {
        pen.line(&document.subtitle, &formats.title)?;
    }
    if let Some(banner) = &document.banner {
        pen.line(&banner.sentence(), &formats.warning)?;
    }
    pen.row += 1;
    for notice in &document.notices {
        pair(&mut pen, word(Word::Caution), notice, formats)?;
    }
    for fact in &document.facts {
        pair(&mut pen, &fact.label, &fact.value, formats)?;
    }
    for passage in [text::privacy(language), text::how_calculated(language), text::not_said(language)] {
        pair(&mut pen, passage.heading, passage.body, formats)?;
    }
    pair(&mut pen, word(Word::WithheldSymbol), word(Word::WithheldExplained), formats)?;
    pair(&mut pen, word(Word::N), word(Word::PeopleCounted), formats)?;
    pen.row += 1;
    heads(&mut pen, word(Word::Sheet), word(Word::TitleWord), formats)?;
    let definitions = definitions_name(document).map(|name| (name.clone(), name));
    let sheets = groups.iter().map(|group| (group.name.clone(), group.title.clone())).chain(definitions);
    for (name, title) in sheets {
        let address = format!("internal:'{}'!A1", name.replace('\'', "''"));
        pen.sheet.write_url(pen.row, 0, Url::new(address).set_text(&name))?;
        pen.sheet.write_string_with_format(pen.row, 1, shortened(&title), &formats.wrapped)?;
        pen.row += 1;
    }
    foot(pen.sheet, document);
    Ok(())
}

/// Returns the name of the sheet with definitions; `None` where the document has none.
pub(super) fn definitions_name(document: &Document) -> Option<String> {
    definitions(document).next().map(|_| DEFINITIONS.title(document.language).to_owned())
}

/// Writes the sheet with the definitions.
pub(super) fn write_definitions(
    sheet: &mut Worksheet,
    document: &Document,
    name: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 90)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut pen = Pen { sheet, row: 0 };
    let language = document.language;
    heads(&mut pen, Word::Term.text(language), Word::Meaning.text(language), formats)?;
    pen.sheet.set_freeze_panes(pen.row, 0)?;
    for definition in definitions(document) {
        pair(&mut pen, &definition.term, &definition.text, formats)?;
    }
    foot(pen.sheet, document);
    Ok(())
}

fn definitions(document: &Document) -> impl Iterator<Item = &Definition> {
    document.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Definitions(definitions) => definitions.as_slice(),
        _ => &[],
    })
}

fn pair(pen: &mut Pen<'_>, label: &str, text: &str, formats: &Formats) -> Result<(), XlsxError> {
    two(pen, label, &formats.label, text, &formats.wrapped)
}

fn heads(pen: &mut Pen<'_>, one: &str, other: &str, formats: &Formats) -> Result<(), XlsxError> {
    two(pen, one, &formats.head, other, &formats.head)
}

fn two(pen: &mut Pen<'_>, one: &str, first: &Format, other: &str, second: &Format) -> Result<(), XlsxError> {
    pen.sheet.write_string_with_format(pen.row, 0, shortened(one), first)?;
    pen.sheet.write_string_with_format(pen.row, 1, shortened(other), second)?;
    pen.row += 1;
    Ok(())
}
