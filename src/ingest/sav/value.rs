//! The cells of an SPSS file as a text export writes them: whole numbers without decimals, dates as 2026-09-01.
//!
//! Leaves out which values are missing (`dictionary`).

use encoding_rs::Encoding;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// Days from 14 October 1582, when SPSS begins to count, to 30 December 1899, when Excel does.
const TO_EXCEL: f64 = 115_859.0;

/// How a number is to be read: print formats of SPSS, by their code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number.
    Number,
    /// Seconds since 1582 of which only the day counts.
    Date,
    /// Seconds since 1582.
    Moment,
    /// Seconds of a length of time.
    Time,
}

impl Shape {
    /// Returns the shape of a print format: width, decimals and type stand in its bytes.
    pub(super) fn of(format: i32) -> Self {
        match (format >> 16) & 0xFF {
            20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => Self::Date,
            22 | 41 => Self::Moment,
            21 | 25 | 40 => Self::Time,
            _ => Self::Number,
        }
    }
}

/// Returns a number as text; empty for one that is not finite.
pub(super) fn text(value: f64, shape: Shape) -> String {
    if !value.is_finite() {
        return String::new();
    }
    // Years 1 to 9999, or what the file calls a date is none.
    let plausible = (-50_000_000_000.0..270_000_000_000.0).contains(&value);
    match shape {
        Shape::Date if plausible => super::super::workbook::date((value / DAY).floor() - TO_EXCEL),
        Shape::Moment if plausible => {
            let day = super::super::workbook::date((value / DAY).floor() - TO_EXCEL);
            format!("{day} {}", clock(value.rem_euclid(DAY)))
        }
        Shape::Time if plausible && value >= 0.0 => clock(value),
        _ => value.to_string(),
    }
}

fn clock(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 12 digits, not negative"
    )]
    let whole = seconds as u64;
    format!("{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

/// Returns bytes as text, or `None` where the encoding does not know one of them.
///
/// SPSS cuts texts at a number of bytes, which may be in the middle of a letter: what is left of such a
/// letter at the end is dropped. Blanks and zeros at the end are no text.
pub(super) fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    if bytes.is_ascii() && encoding.is_ascii_compatible() {
        return Some(String::from_utf8_lossy(bytes).into_owned());
    }
    (0..4.min(bytes.len() + 1)).find_map(|cut| {
        let some = &bytes[..bytes.len() - cut];
        encoding.decode_without_bom_handling_and_without_replacement(some).map(|text| text.into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_written_as_in_a_text_export() {
        assert_eq!(text(3.0, Shape::Number), "3");
        assert_eq!(text(0.1, Shape::Number), "0.1");
        assert_eq!(text(f64::MIN, Shape::Date), f64::MIN.to_string());
        // 1 January 2020 is 13797216000 in SPSS, by its own manual of date functions.
        assert_eq!(text(13_797_216_000.0, Shape::Date), "2020-01-01");
        assert_eq!(text(13_797_216_061.0, Shape::Moment), "2020-01-01 00:01:01");
        assert_eq!(text(3_661.5, Shape::Time), "01:01:01");
        assert_eq!(text(f64::NAN, Shape::Number), "");
    }

    #[test]
    fn a_letter_that_was_cut_in_two_is_dropped_and_a_wrong_byte_is_told() {
        assert_eq!(
            decoded("caf\u{e9}".as_bytes().split_last().unwrap().1, encoding_rs::UTF_8),
            Some("caf".into())
        );
        assert_eq!(decoded(b"caf\xE9   ", encoding_rs::WINDOWS_1252), Some("caf\u{e9}".into()));
        assert_eq!(decoded(b"caf\xE9 is hier gesloten", encoding_rs::UTF_8), None);
        assert_eq!(decoded(b"   ", encoding_rs::UTF_8), Some(String::new()));
    }
}
