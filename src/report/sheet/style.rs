//! How a sheet looks: formats of text and numbers, and the widths of columns.
//!
//! Number formats are those that every language of a spreadsheet shows in its own way: `0.0%` becomes 12,5%
//! on a Dutch machine.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::document::{NumberForm, Table};

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Formats {
    pub(super) large: Format,
    pub(super) title: Format,
    pub(super) subtitle: Format,
    pub(super) warning: Format,
    pub(super) label: Format,
    pub(super) text: Format,
    pub(super) wrapped: Format,
    pub(super) right: Format,
    pub(super) note: Format,
    pub(super) head: Format,
    pub(super) number_head: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let accent = Color::RGB(0x0027_455F);
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00F3_F5F6));
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top);
        Self {
            large: Format::new().set_bold().set_font_size(20).set_font_color(accent),
            title: Format::new().set_bold().set_font_size(14).set_font_color(accent),
            subtitle: Format::new().set_bold().set_font_color(accent),
            warning: Format::new()
                .set_bold()
                .set_font_color(Color::RGB(0x005A_3D00))
                .set_background_color(Color::RGB(0x00FF_E9B8)),
            label: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            right: text.clone().set_align(FormatAlign::Right),
            text,
            note: Format::new().set_font_color(Color::RGB(0x004A_5661)),
            number_head: head.clone().set_align(FormatAlign::Right),
            head,
        }
    }

    /// Returns the format of a number with its published decimals.
    #[expect(clippy::unused_self, reason = "asked of the formats, as all others")]
    pub(super) fn of_number(&self, form: NumberForm) -> Format {
        let decimals = |count: u8| {
            if count == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(usize::from(count))) }
        };
        let code = match form {
            NumberForm::Whole => "#,##0".to_owned(),
            NumberForm::Percent(count) => format!("{}%", decimals(count)),
            NumberForm::Decimal(count) => decimals(count),
        };
        Format::new().set_num_format(code).set_align(FormatAlign::Top)
    }
}

/// Returns the width of each column, in characters: of its longest cell, within what a screen can show.
pub(super) fn widths<'a>(tables: impl Iterator<Item = &'a Table>) -> Vec<u16> {
    const NARROWEST: usize = 9;
    const WIDEST: usize = 60;
    let mut widths: Vec<usize> = Vec::new();
    for table in tables {
        widths.resize(widths.len().max(table.columns.len()), NARROWEST);
        for (width, column) in widths.iter_mut().zip(&table.columns) {
            // A heading may break into two lines; the filter button takes room as well.
            *width = (*width).max(column.heading.chars().count() / 2 + 4);
            *width = (*width)
                .max(column.heading.split(' ').map(|word| word.chars().count()).max().unwrap_or(0) + 3);
        }
        for row in &table.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.text.chars().count() + 1);
            }
        }
    }
    widths.into_iter().map(|width| u16::try_from(width.min(WIDEST)).unwrap_or(u16::MAX)).collect()
}
