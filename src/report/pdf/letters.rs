//! Text as glyphs of the report's own typeface, with kerning and, in columns, figures of equal width.
//!
//! What the typeface lacks is replaced before it is set: a PDF in which a character shows as nothing is
//! refused. Leaves out where lines break.

use std::sync::OnceLock;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, ShapePlan, UnicodeBuffer, script};
use unicode_normalization::UnicodeNormalization as _;

use super::paper::{Digits, Style};
use crate::report::chart::{BOLD_TTF, REGULAR_TTF, SEMIBOLD_TTF, Weight};

/// The fonts, in the order of [`place`].
pub(super) const FONTS: [&[u8]; 3] = [REGULAR_TTF, SEMIBOLD_TTF, BOLD_TTF];

/// Returns the place of a weight in [`FONTS`].
pub(super) fn place(weight: Weight) -> usize {
    match weight {
        Weight::Regular => 0,
        Weight::Semibold => 1,
        Weight::Bold => 2,
    }
}

/// A font with what shaping needs, made once: a plan takes longer than the text of a cell.
struct Shaper {
    face: Face<'static>,
    natural: ShapePlan,
    even: ShapePlan,
}

fn shaper(weight: Weight) -> &'static Shaper {
    static SHAPERS: OnceLock<[Shaper; 3]> = OnceLock::new();
    let shapers = SHAPERS.get_or_init(|| {
        FONTS.map(|bytes| {
            let face = Face::from_slice(bytes, 0).expect("invariant: the embedded fonts are whole");
            let plan = |features: &[Feature]| {
                ShapePlan::new(&face, Direction::LeftToRight, Some(script::LATIN), None, features)
            };
            let natural = plan(&[]);
            let even = plan(&[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)]);
            Shaper { face, natural, even }
        })
    });
    &shapers[place(weight)]
}

/// Returns the glyphs of a text that went through [`printable`], their advances in ems.
pub(super) fn shape(text: &str, style: Style) -> Vec<KrillaGlyph> {
    let shaper = shaper(style.weight);
    let plan = match style.digits {
        Digits::Natural => &shaper.natural,
        Digits::Even => &shaper.even,
    };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let shaped = rustybuzz::shape_with_plan(&shaper.face, plan, buffer);
    #[expect(clippy::cast_precision_loss, reason = "units of a font are small numbers")]
    let ems = |units: i32| units as f32 / shaper.face.units_per_em() as f32;
    let infos = shaped.glyph_infos();
    infos
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let end = infos.iter().map(|other| other.cluster as usize).filter(|other| *other > start).min();
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                ems(position.x_advance),
                ems(position.x_offset),
                ems(position.y_offset),
                ems(position.y_advance),
                start..end.unwrap_or(text.len()),
                None,
            )
        })
        .collect()
}

/// Returns the width of a text in points.
pub(super) fn width(text: &str, style: Style) -> f32 {
    shape(&printable(text), style).iter().map(|glyph| glyph.x_advance).sum::<f32>() * style.size
}

/// What stands for a character that the typeface lacks.
const UNKNOWN: char = '\u{25a1}';

/// Returns the text in characters that the typeface has: a letter without its mark, or an empty square.
///
/// Line ends and other control characters become spaces. What comes in its place is a letter, a digit or a
/// square, so that the text of an SVG stays one.
pub(super) fn printable(text: &str) -> String {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return text.to_owned();
    }
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ if letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}' => clean.push(' '),
            _ if is_known(letter) => clean.push(letter),
            _ => {
                let before = clean.len();
                clean.extend(
                    std::iter::once(letter).nfkd().filter(|part| part.is_alphanumeric() && is_known(*part)),
                );
                if clean.len() == before {
                    clean.push(UNKNOWN);
                }
            }
        }
    }
    clean
}

/// All weights are cut alike, so one speaks for all.
fn is_known(letter: char) -> bool {
    shaper(Weight::Regular).face.glyph_index(letter).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::paper::{BODY, CELL};
    use super::*;

    #[test]
    fn what_the_typeface_lacks_becomes_a_letter_or_a_square() {
        assert_eq!(printable("Zoë’s 100%\u{a0}−2"), "Zoë’s 100%\u{a0}−2");
        assert_eq!(printable("a\tb\nc\u{ad}d"), "a b cd");
        assert_eq!(printable("ﬁets \u{1d7d9}"), "fiets 1");
        assert_eq!(printable("学\u{ff1c}"), "□□");
    }

    #[test]
    fn every_byte_of_a_text_belongs_to_a_glyph_and_none_is_missing() {
        let text = "Één cohort: 12,5% − χ² €";
        let glyphs = shape(text, BODY);
        assert!(glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        let mut end = 0;
        for glyph in glyphs {
            assert!(glyph.text_range.start <= end);
            end = end.max(glyph.text_range.end);
        }
        assert_eq!(end, text.len());
    }

    #[test]
    fn figures_in_columns_are_equally_wide() {
        let apart = |style| (width("1111", style) - width("8888", style)).abs();
        assert!(apart(CELL) < 1e-3, "{}", apart(CELL));
    }
}
