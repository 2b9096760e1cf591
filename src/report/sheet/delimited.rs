//! Every table of the workbook as one text file that Dutch Excel opens with a double click.
//!
//! Semicolons, decimal commas and a byte order mark, because that is what Excel on a Dutch machine expects. Each
//! record begins with the sheet and the caption of its table, so a filter finds one table, its headings first. A text
//! that a spreadsheet would calculate gets an apostrophe in front; numbers are written as numbers.

use csv::{QuoteStyle, WriterBuilder};

use crate::report::{
    document::{Cell, Document, NumberForm, Table, TypedNumber},
    format::digits,
    wording::word::Word,
};

use super::group::{Entry, Group, groups};

/// Returns the tables as CSV.
#[must_use]
pub fn delimited(document: &Document) -> String {
    let groups = groups(document);
    let widest = groups
        .iter()
        .flat_map(|group| &group.entries)
        .map(|entry| entry.table.columns.len())
        .max()
        .unwrap_or(0)
        .max(1);
    let mut sink = WriterBuilder::new()
        .delimiter(b';')
        .quote_style(QuoteStyle::Necessary)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let mut put = |fields: Vec<String>| {
        let mut fields = fields;
        fields.resize(widest + 2, String::new());
        // Every record has the same length and the sink is memory.
        sink.write_record(&fields).expect("invariant: records of one length, written to memory");
    };
    let language = document.language;
    let mut head = vec![Word::Sheet.text(language).to_owned(), Word::Table.text(language).to_owned()];
    head.push(safe(&opening(document)));
    put(head);
    for group in &groups {
        for entry in &group.entries {
            of_entry(group, entry, &mut put);
        }
    }
    let bytes = sink.into_inner().expect("invariant: memory takes all writes");
    String::from_utf8(bytes).expect("invariant: every field is text")
}

/// Returns what the file is about: the title, whom, and whether it is practice data.
fn opening(document: &Document) -> String {
    let mut text = format!("{}, {}", document.title, document.subtitle);
    if let Some(banner) = &document.banner {
        text.push_str(&format!(". {}", banner.sentence()));
    }
    text
}

fn of_entry(group: &Group<'_>, entry: &Entry<'_>, put: &mut impl FnMut(Vec<String>)) {
    let table: &Table = entry.table;
    let caption = if entry.above.is_empty() { &table.caption } else { &group.title };
    let record = |cells: Vec<String>| {
        let mut fields = vec![safe(&group.name), safe(caption)];
        fields.extend(cells);
        fields
    };
    for text in &entry.above {
        put(record(vec![safe(text)]));
    }
    put(record(table.columns.iter().map(|column| safe(&column.heading)).collect()));
    for row in &table.rows {
        put(record(row.iter().map(field).collect()));
    }
    for text in &entry.below {
        put(record(vec![safe(text)]));
    }
}

fn field(cell: &Cell) -> String {
    match cell.number.filter(|number| number.value.is_finite()) {
        Some(number) => written(number),
        None => safe(&cell.text),
    }
}

/// Returns a number as Dutch Excel reads it: a comma, no mark between thousands, the published decimals.
fn written(number: TypedNumber) -> String {
    let TypedNumber { value, form } = number;
    match form {
        NumberForm::Whole => digits(value, 0, 0),
        NumberForm::Percent(decimals) => format!("{}%", digits(value, 2, decimals)),
        NumberForm::Decimal(decimals) => digits(value, 0, decimals),
    }
    .replace('.', ",")
}

/// Returns a text that no spreadsheet takes for a formula.
///
/// The signs are those of OWASP's page on CSV injection, with the wide forms that some spreadsheets read alike. A space
/// in front does not help: spreadsheets skip it.
fn safe(text: &str) -> String {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let first = text.trim_start().chars().next();
    let is_control = text.starts_with(['\t', '\r', '\n']);
    let is_formula = first.is_some_and(|letter| SIGNS.contains(&letter));
    if is_formula || is_control { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_and_their_published_decimals() {
        let number = |value, form| written(TypedNumber { value, form });
        assert_eq!(number(1250.0, NumberForm::Whole), "1250");
        assert_eq!(number(0.125, NumberForm::Percent(1)), "12,5%");
        assert_eq!(number(-0.305, NumberForm::Decimal(2)), "-0,31");
        assert_eq!(number(-0.001, NumberForm::Decimal(2)), "0,00");
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_is_text() {
        for text in ["=1+1", "+31", "-2 jaar", "@iedereen", "\tx", "  =1", "＝1"] {
            assert_eq!(safe(text), format!("'{text}"));
        }
        for text in ["Vrouwen", "\u{2212}0,3 tot 0,2", "·", "a=b"] {
            assert_eq!(safe(text), text);
        }
    }
}
