//! The one typeface of a report: its files, the width of text set in it, and where lines break.
//!
//! Leaves out system fonts altogether, so a chart is laid out alike on every machine. Kerning is left out of the
//! widths: it mostly tightens, and a box that is a hair too wide never lets text overlap.

use std::sync::OnceLock;
use ttf_parser::Face;

/// The name of the typeface, a cut of Source Sans 3 (see `NOTICE`).
pub const FAMILY: &str = "Meetellen Sans";

/// What SVG and HTML name as typeface: ours, then the nearest that a machine may have.
///
/// A name with a digit has to be quoted: unquoted, the whole list is invalid and a browser falls back to serifs.
pub const FAMILY_STACK: &str = "'Meetellen Sans', 'Source Sans 3', 'Segoe UI', Arial, sans-serif";

/// Regular (400) as TrueType, for layout, pictures and PDF.
pub const REGULAR_TTF: &[u8] = include_bytes!("../assets/meetellen-sans-regular.ttf");
/// Semibold (600) as TrueType.
pub const SEMIBOLD_TTF: &[u8] = include_bytes!("../assets/meetellen-sans-semibold.ttf");
/// Bold (700) as TrueType.
pub const BOLD_TTF: &[u8] = include_bytes!("../assets/meetellen-sans-bold.ttf");
/// Regular (400) as WOFF2, to embed in a page.
pub const REGULAR_WOFF2: &[u8] = include_bytes!("../assets/meetellen-sans-regular.woff2");
/// Semibold (600) as WOFF2, to embed in a page.
pub const SEMIBOLD_WOFF2: &[u8] = include_bytes!("../assets/meetellen-sans-semibold.woff2");
/// Bold (700) as WOFF2, to embed in a page.
pub const BOLD_WOFF2: &[u8] = include_bytes!("../assets/meetellen-sans-bold.woff2");

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
    /// 700.
    Bold,
}

impl Weight {
    /// Returns the number that CSS and SVG use.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Semibold => 600,
            Self::Bold => 700,
        }
    }

    /// Returns the advances of the letters up to Latin Extended-B, in ems: wrapping measures each letter many times.
    fn advances(self) -> &'static [f64] {
        static TABLES: OnceLock<[Vec<f64>; 3]> = OnceLock::new();
        let tables = TABLES.get_or_init(|| {
            [Self::Regular, Self::Semibold, Self::Bold]
                .map(|weight| ('\0'..'\u{250}').map(|letter| advance(weight.face(), letter)).collect())
        });
        match self {
            Self::Regular => &tables[0],
            Self::Semibold => &tables[1],
            Self::Bold => &tables[2],
        }
    }

    fn face(self) -> &'static Face<'static> {
        static FACES: OnceLock<[Face<'static>; 3]> = OnceLock::new();
        let faces = FACES.get_or_init(|| {
            [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF]
                .map(|bytes| Face::parse(bytes, 0).expect("invariant: the embedded fonts are whole"))
        });
        match self {
            Self::Regular => &faces[0],
            Self::Semibold => &faces[1],
            Self::Bold => &faces[2],
        }
    }
}

/// Returns the width of `text` in px, set at `size` px.
///
/// A character that the typeface lacks counts as a full em, since a browser sets it in some other font.
#[must_use]
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let table = weight.advances();
    let advance = |letter: char| match table.get(letter as usize) {
        Some(ems) => *ems,
        None => advance(weight.face(), letter),
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// Returns how far a letter moves the pen, in ems.
fn advance(face: &Face<'_>, letter: char) -> f64 {
    match face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph)) {
        Some(units) => f64::from(units) / f64::from(face.units_per_em()),
        None => 1.0,
    }
}

/// Returns the em size at which letters have the height `ascent + descent` that plotters asks for.
#[must_use]
pub(super) fn em_for_height(height: f64) -> f64 {
    let face = Weight::Regular.face();
    height * f64::from(face.units_per_em()) / (f64::from(face.ascender()) - f64::from(face.descender()))
}

/// Returns `text` in lines of at most `limit` px, broken at spaces.
///
/// A word that is wider than a line is broken after a hyphen or slash, and else cut with a hyphen; no-break spaces
/// hold. Never empty: no text is one empty line.
#[must_use]
pub fn wrap(text: &str, limit: f64, size: f64, weight: Weight) -> Vec<String> {
    // Below three ems not even a cut word fits, and nothing would ever do.
    let limit = limit.max(3.0 * size);
    let fits = |line: &str| width(line.trim_end(), size, weight) <= limit;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        let pieces =
            if fits(word) { vec![word] } else { word.split_inclusive(['-', '/', '\u{2013}']).collect() };
        for piece in pieces {
            let longer = format!("{line}{piece}");
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = piece.to_owned();
            while !fits(&line) {
                let rest = cut(&mut line, &fits);
                lines.push(std::mem::replace(&mut line, rest));
            }
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts `word` to what fits with a hyphen, at least two letters, and returns the rest.
fn cut(word: &mut String, fits: &impl Fn(&str) -> bool) -> String {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(2).collect();
    let fitting = ends.iter().rev().find(|&&end| fits(&format!("{}-", &word[..end])));
    let Some(&end) = fitting.or(ends.first()) else { return String::new() };
    let rest = word.split_off(end);
    word.push('-');
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_within_the_limit_and_keep_every_letter() {
        let name = "Biologie en Medisch Laboratoriumonderzoek, Creative Media/Game";
        let lines = wrap(name, 120.0, 15.0, Weight::Regular);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 15.0, Weight::Regular) <= 120.0), "{lines:?}");
        let without = |text: &str| text.replace([' ', '-'], "");
        assert_eq!(without(&lines.concat()), without(name));
    }

    #[test]
    fn a_word_wider_than_the_column_is_cut_with_a_hyphen() {
        let lines = wrap("Laboratoriumonderzoekswetenschappen", 90.0, 15.0, Weight::Regular);
        assert!(lines.len() >= 3 && lines[0].ends_with('-'), "{lines:?}");
    }

    #[test]
    fn a_hyphen_breaks_only_a_word_that_does_not_fit_by_itself() {
        let lines = wrap("gemiddelde (95%-interval)", 110.0, 13.5, Weight::Semibold);
        assert_eq!(lines, ["gemiddelde", "(95%-interval)"]);
    }

    #[test]
    fn no_break_spaces_hold_and_no_text_is_one_line() {
        let lines = wrap("vrouwen n\u{a0}=\u{a0}145", 66.0, 15.0, Weight::Regular);
        assert_eq!(lines, ["vrouwen", "n\u{a0}=\u{a0}145"]);
        assert_eq!(wrap("niets past", -5.0, 15.0, Weight::Regular).concat(), "nietspast");
        assert_eq!(wrap("", 20.0, 15.0, Weight::Regular), [""]);
    }

    #[test]
    fn the_typeface_has_what_reports_write() {
        for letter in "Ëëéèïöüçñşğłőžij≥≤≈→×−–’‘“”…·€½²αωχΔ●■◆▲▼○✓\u{a0}\u{202f}".chars()
        {
            for weight in [Weight::Regular, Weight::Semibold, Weight::Bold] {
                assert!(weight.face().glyph_index(letter).is_some(), "{letter} is not in {weight:?}");
            }
        }
    }
}
