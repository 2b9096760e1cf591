//! Lines: where a text of one or more runs breaks so that it fits its column.
//!
//! Breaks stand after spaces; a word that is wider than the column breaks after a hyphen or slash, and else
//! anywhere, with a hyphen that is not copied along. Leaves out where lines stand on a page.

use krilla::text::KrillaGlyph;

use super::letters;
use super::paper::Style;
use super::tree::Slot;

/// A link, by its place among the links of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinkId(pub(super) usize);

/// A stretch of text in one style.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The text.
    pub(super) text: String,
    /// How it is set.
    pub(super) style: Style,
    /// What it is; `None` for decoration.
    pub(super) slot: Option<Slot>,
    /// The link that it carries.
    pub(super) link: Option<LinkId>,
}

/// A piece of a run on one line.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where it begins.
    pub(super) x: f32,
    /// How wide it is, with the space at its end.
    pub(super) width: f32,
    /// The text.
    pub(super) text: String,
    /// Its glyphs, whose ranges are of this text.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// How it is set.
    pub(super) style: Style,
    /// What it is; `None` for decoration.
    pub(super) slot: Option<Slot>,
    /// The link that it carries.
    pub(super) link: Option<LinkId>,
}

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its pieces, from left to right.
    pub(super) pieces: Vec<Piece>,
    /// How wide it is, without the space at its end.
    pub(super) width: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Space,
    /// A hyphen or slash.
    Joint,
    Letter,
}

/// A glyph with what breaking needs to know of it.
struct Letter {
    run: usize,
    glyph: KrillaGlyph,
    advance: f32,
    sort: Sort,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Clean,
    /// A word was cut.
    Hyphen,
}

/// Returns the runs in lines of at most `limit` points; no text is no line.
pub(super) fn broken(runs: &[Run], limit: f32) -> Vec<Line> {
    let letters = letters_of(runs);
    let mut lines = Vec::new();
    let (mut start, mut at, mut wide) = (0, 0, 0.0);
    let mut after_space = None;
    while let Some(letter) = letters.get(at) {
        if letter.sort == Sort::Space {
            wide += letter.advance;
            at += 1;
            after_space = Some(at);
        } else if wide + letter.advance <= limit + 0.01 || at == start {
            wide += letter.advance;
            at += 1;
        } else {
            let end = after_space.unwrap_or_else(|| cut(&letters, start, at));
            let ending = match letters[end - 1].sort {
                Sort::Letter => End::Hyphen,
                _ => End::Clean,
            };
            lines.push(line(runs, &letters[start..end], ending));
            (start, at, wide, after_space) = (end, end, 0.0, None);
        }
    }
    if start < letters.len() {
        lines.push(line(runs, &letters[start..], End::Clean));
    }
    lines
}

/// Returns the width of the widest word of a text: no column can be narrower without cutting it.
pub(super) fn widest_word(text: &str, style: Style) -> f32 {
    text.split(' ').map(|word| letters::width(word, style)).fold(0.0, f32::max)
}

fn letters_of(runs: &[Run]) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (run, set) in runs.iter().enumerate() {
        for glyph in letters::shape(&set.text, set.style) {
            let sort = match &set.text[glyph.text_range.clone()] {
                " " => Sort::Space,
                "-" | "/" | "\u{2013}" => Sort::Joint,
                _ => Sort::Letter,
            };
            letters.push(Letter { run, advance: glyph.x_advance * set.style.size, glyph, sort });
        }
    }
    letters
}

/// Returns where a word that fills the line by itself is cut: after its last joint, else to leave room for a hyphen.
fn cut(letters: &[Letter], start: usize, at: usize) -> usize {
    let joint = (start + 1..at).rev().find(|place| letters[*place].sort == Sort::Joint);
    joint.map_or_else(|| (at - 1).max(start + 1), |joint| joint + 1)
}

fn line(runs: &[Run], letters: &[Letter], end: End) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut x = 0.0;
    for stretch in letters.chunk_by(|one, other| one.run == other.run) {
        let run = &runs[stretch[0].run];
        let from = stretch.iter().map(|letter| letter.glyph.text_range.start).min().unwrap_or(0);
        let to = stretch.iter().map(|letter| letter.glyph.text_range.end).max().unwrap_or(from);
        let glyphs: Vec<KrillaGlyph> = stretch
            .iter()
            .map(|letter| {
                let range = &letter.glyph.text_range;
                KrillaGlyph { text_range: range.start - from..range.end - from, ..letter.glyph.clone() }
            })
            .collect();
        let width = stretch.iter().map(|letter| letter.advance).sum();
        let (style, slot, link) = (run.style, run.slot, run.link);
        pieces.push(Piece { x, width, text: run.text[from..to].to_owned(), glyphs, style, slot, link });
        x += width;
    }
    let spaces = letters.iter().rev().take_while(|letter| letter.sort == Sort::Space);
    let mut width = x - spaces.map(|letter| letter.advance).sum::<f32>();
    if let (End::Hyphen, Some(last)) = (end, pieces.last_mut()) {
        width += hyphenate(last);
    }
    Line { pieces, width }
}

/// Ends a piece with a hyphen that counts as a soft one, so that copied words are whole; returns its width.
fn hyphenate(piece: &mut Piece) -> f32 {
    let from = piece.text.len();
    piece.text.push('\u{ad}');
    let mut wide = 0.0;
    for glyph in letters::shape("-", piece.style) {
        wide += glyph.x_advance * piece.style.size;
        piece.glyphs.push(KrillaGlyph { text_range: from..piece.text.len(), ..glyph });
    }
    piece.width += wide;
    wide
}

#[cfg(test)]
mod tests {
    use super::super::paper::BODY;
    use super::*;
    use crate::report::chart::Weight;

    fn run(text: &str) -> Run {
        Run { text: text.to_owned(), style: BODY, slot: None, link: None }
    }

    fn text(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_fit_and_keep_every_letter() {
        let long = "Bij de opleidingen is het thuisgevoel niet voor iedereen gelijk, en dat is te zien.";
        let lines = broken(&[run(long)], 120.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.width <= 120.01), "{lines:?}");
        assert_eq!(text(&lines).concat(), long);
    }

    #[test]
    fn a_word_that_runs_over_two_styles_stays_together() {
        let bold = Run { style: BODY.weighing(Weight::Bold), ..run("gevoel") };
        let lines = broken(&[run("Het thuis"), bold, run(", soms.")], letters::width("Het thuisgevoe", BODY));
        assert_eq!(text(&lines), ["Het ", "thuisgevoel, ", "soms."]);
        let pieces = &lines[1].pieces;
        assert_eq!(pieces.len(), 3);
        assert!((pieces[1].x - pieces[0].width).abs() < 1e-4);
    }

    #[test]
    fn a_word_wider_than_the_column_is_cut_with_a_soft_hyphen_or_after_a_slash() {
        let lines = broken(&[run("Laboratoriumonderzoekswetenschappen")], 60.0);
        let texts = text(&lines);
        assert!(texts.len() > 2 && texts[0].ends_with('\u{ad}'), "{texts:?}");
        assert_eq!(texts.concat().replace('\u{ad}', ""), "Laboratoriumonderzoekswetenschappen");
        assert!(lines.iter().all(|line| line.width <= 60.01), "{lines:?}");
        assert_eq!(text(&broken(&[run("Media/Gamedesign")], 50.0))[0], "Media/");
    }

    #[test]
    fn no_break_spaces_hold_and_no_text_is_no_line() {
        let lines = broken(&[run("vrouwen n\u{a0}=\u{a0}145")], letters::width("vrouwen n", BODY));
        assert_eq!(text(&lines), ["vrouwen ", "n\u{a0}=\u{a0}145"]);
        assert!(broken(&[run("")], 50.0).is_empty());
    }

    #[test]
    fn a_column_narrower_than_a_letter_still_ends() {
        assert_eq!(broken(&[run("abc")], 0.5).len(), 3);
    }
}
