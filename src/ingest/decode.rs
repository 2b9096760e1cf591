//! Bytes to text: byte order mark, then UTF-8 if valid, else Windows-1252, which is told.
//!
//! Never lossy: a byte that the encoding does not know is a fault with its line, not a question mark.
//! Leaves out compression (`file`) and what the text holds (`dialect`).

use std::borrow::Cow;
use std::io;
use std::ops::ControlFlow;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::cut::line_ends;
use super::on_disk::OnDisk;
use super::tally::TOLD;
use super::windows::decode_on;

/// A file's text.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// The encoding by its web name, in lower case.
    pub(super) encoding: String,
    /// Where the first bytes stood that the encoding does not know, as bytes of `text`.
    pub(super) bad: Vec<usize>,
    /// How many there were.
    pub(super) n_bad: u64,
}

impl<'a> Decoded<'a> {
    fn whole(text: impl Into<Cow<'a, str>>, encoding: String) -> Self {
        Self { text: text.into(), encoding, bad: Vec::new(), n_bad: 0 }
    }

    fn found_bad(&mut self, at: usize) {
        self.n_bad += 1;
        if self.bad.len() < TOLD {
            self.bad.push(at);
        }
    }
}

/// Returns the text of `bytes`, or an empty text where the override is no encoding; faults go to `faults`.
///
/// Everything that can be decoded is, so that later faults show at once; the places of what cannot be
/// are beside it, for [`undecodable`].
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    given: Option<&str>,
    file: &str,
    faults: &mut Vec<Fault>,
) -> Decoded<'a> {
    match said(bytes, given, file, faults) {
        Said::Encoding(encoding, mark) => return decode_as(encoding, &bytes[mark..]),
        Said::Unknown(label) => return Decoded::whole("", label),
        Said::Nothing => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::whole(text, name(UTF_8));
    }
    let mut damage = Damage::default();
    damage.look(bytes);
    if damage.is_likely() {
        return decode_as(UTF_8, bytes);
    }
    // Excel and older tools in the Netherlands write nothing else. Detectors by frequency of letters take
    // a file of digits with a euro sign for Cyrillic, and one of few accents for Polish.
    let decoded = decode_as(WINDOWS_1252, bytes);
    let mut first = FirstLetter::default();
    first.look(&decoded.text);
    faults.push(guessed(&first, file));
    decoded
}

/// What the head of a file or a scan says of its encoding.
enum Said {
    /// This encoding, with a mark of so many bytes before the text.
    Encoding(&'static Encoding, usize),
    /// A name that is no encoding, which is told.
    Unknown(String),
    Nothing,
}

fn said(head: &[u8], given: Option<&str>, file: &str, faults: &mut Vec<Fault>) -> Said {
    let Some(label) = given else {
        return match (Encoding::for_bom(head), utf_16_without_mark(head)) {
            (Some((encoding, length)), _) => Said::Encoding(encoding, length),
            (None, Some(encoding)) => Said::Encoding(encoding, 0),
            (None, None) => Said::Nothing,
        };
    };
    let Some(encoding) = Encoding::for_label(label.trim().as_bytes()) else {
        faults.push(
            Fault::in_file(
                Severity::Refused,
                FaultKind::Configuration,
                file,
                Text::new("onbekende codering", "unknown encoding"),
                Text::new(
                    "gebruik een naam als utf-8, windows-1252, utf-16le of macintosh",
                    "use a name such as utf-8, windows-1252, utf-16le or macintosh",
                ),
            )
            .with_value(label),
        );
        return Said::Unknown(label.to_owned());
    };
    let mark = Encoding::for_bom(head).filter(|(found, _)| *found == encoding);
    Said::Encoding(encoding, mark.map_or(0, |(_, length)| length))
}

/// How a file on disk is decoded.
pub(super) enum Decoding {
    /// While it is read, in this encoding, behind a mark of so many bytes.
    Along(&'static Encoding, usize),
    /// All at once, with [`decode`]: the places of what cannot be decoded are to be told.
    AtOnce,
}

/// Returns how a file called `name` is decoded; a guess goes to `faults`.
pub(super) fn decoding(
    of: &OnDisk,
    given: Option<&str>,
    name: &str,
    faults: &mut Vec<Fault>,
) -> io::Result<Decoding> {
    // What is told here of a name that is no encoding is told by `decode` too.
    let (encoding, mark) = match said(&of.head, given, name, &mut Vec::new()) {
        Said::Unknown(_) => return Ok(Decoding::AtOnce),
        Said::Encoding(encoding, mark) => (encoding, mark),
        Said::Nothing if of.is_utf_8 => (UTF_8, 0),
        Said::Nothing => return guess(of, name, faults),
    };
    let is_known = if encoding == UTF_8 { of.is_utf_8 } else { knows(encoding, of, mark)? };
    Ok(if is_known { Decoding::Along(encoding, mark) } else { Decoding::AtOnce })
}

/// Windows-1252 where that knows every byte and the text is no damaged UTF-8.
fn guess(of: &OnDisk, name: &str, faults: &mut Vec<Fault>) -> io::Result<Decoding> {
    let (mut damage, mut first, mut is_known) = (Damage::default(), FirstLetter::default(), true);
    of.each_stretch(|bytes| {
        damage.look(bytes);
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        first.look(&text);
        is_known &= !text.contains(is_control);
        ControlFlow::Continue(())
    })?;
    if damage.is_likely() || !is_known {
        return Ok(Decoding::AtOnce);
    }
    faults.push(guessed(&first, name));
    Ok(Decoding::Along(WINDOWS_1252, 0))
}

/// Returns whether an encoding knows every byte of a file.
fn knows(encoding: &'static Encoding, of: &OnDisk, mark: usize) -> io::Result<bool> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut is_known, mut skip, mut text) = (true, mark, String::new());
    of.each_stretch(|bytes| {
        text.clear();
        is_known = decode_on(&mut decoder, bytes.get(skip..).unwrap_or_default(), false, &mut text)
            && !(encoding.is_single_byte() && text.contains(is_control));
        skip = 0;
        if is_known { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(is_known && decode_on(&mut decoder, &[], true, &mut text))
}

/// The first letter that is none of ASCII, and its line.
#[derive(Debug, Default)]
struct FirstLetter {
    line_ends: u64,
    found: Option<char>,
}

impl FirstLetter {
    /// Looks on in `text`.
    fn look(&mut self, text: &str) {
        if self.found.is_some() {
            return;
        }
        let found = text.char_indices().find(|(_, letter)| !letter.is_ascii());
        let before = found.map_or(text.len(), |(at, _)| at);
        self.line_ends += line_ends(&text.as_bytes()[..before]);
        self.found = found.map(|(_, letter)| letter);
    }
}

/// The note that tells the guess, with the first character that depends on it.
fn guessed(first: &FirstLetter, file: &str) -> Fault {
    let name = name(WINDOWS_1252);
    let fault = Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new(
            format!("het bestand zegt niet hoe letters gecodeerd zijn; gelezen als {name}"),
            format!("the file does not say how letters are encoded; read as {name}"),
        ),
        Text::new(
            "klopt dit teken niet, geef dan de codering op met --encoding of bewaar als UTF-8",
            "if this character is wrong, give the encoding with --encoding or save as UTF-8",
        ),
    );
    match first.found {
        Some(letter) => fault.at_line(1 + first.line_ends).with_value(letter.to_string()),
        None => fault,
    }
}

/// Decodes with one encoding, and keeps the places of what it does not know.
fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded::whole(text, name(encoding));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8 + 16);
    let mut decoded = Decoded::whole("", name(encoding));
    let mut read = 0;
    loop {
        text.reserve((bytes.len() - read).max(16));
        let (result, n_read) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += n_read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                decoded.found_bad(text.len());
                text.push('\u{FFFD}');
            }
        }
    }
    // The web's windows-1252 gives the five bytes without a letter a control character; a file that
    // holds them is more likely in a code page of DOS.
    if encoding.is_single_byte() {
        let controls = text.char_indices().filter(|(_, letter)| is_control(*letter));
        controls.for_each(|(at, _)| decoded.found_bad(at));
    }
    decoded.text = Cow::Owned(text);
    decoded
}

/// Returns the fault of a byte that the encoding of this name does not know.
pub(super) fn undecodable(file: &str, name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Undecodable,
        file,
        Text::new(format!("byte die {name} niet kent"), format!("byte that {name} does not know")),
        Text::new(
            "bewaar het bestand als UTF-8, of geef de codering op met --encoding",
            "save the file as UTF-8, or give its encoding with --encoding",
        ),
    )
}

/// Returns the web name of an encoding, in lower case.
pub(super) fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

/// UTF-16 that lost its mark shows as a zero in every other byte of plain letters.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 3 / 8;
    if head.len() < 4 {
        None
    } else if odd > most && even < head.len() / 16 + 1 {
        Some(UTF_16LE)
    } else if even > most && odd < head.len() / 16 + 1 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns whether a letter is one of the control characters that no text holds.
fn is_control(letter: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&letter)
}

/// More good sequences of several bytes than bad bytes: UTF-8 that was cut or patched, where a guess
/// of another encoding would turn every accent into two signs.
#[derive(Debug, Default)]
struct Damage {
    good: usize,
    bad: usize,
}

impl Damage {
    /// Looks on in `bytes`, which cut no letter.
    fn look(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            self.good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
            self.bad += usize::from(!chunk.invalid().is_empty());
        }
    }

    fn is_likely(&self) -> bool {
        self.good > self.bad
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String, Vec<Fault>) {
        let mut faults = Vec::new();
        let decoded = decode(bytes, None, "a.csv", &mut faults);
        (decoded.text.into_owned(), decoded.encoding, faults)
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_no_part_of_the_text() {
        assert_eq!(read(b"\xEF\xBB\xBFa;\xC3\xAB"), ("a;ë".into(), "utf-8".into(), vec![]));
        assert_eq!(read(b"\xFF\xFEa\0\xEB\0"), ("aë".into(), "utf-16le".into(), vec![]));
        assert_eq!(read(b"\xFE\xFF\0a\0\xEB"), ("aë".into(), "utf-16be".into(), vec![]));
    }

    #[test]
    fn a_guess_is_told_with_the_first_letter_it_decides() {
        let (text, encoding, faults) = read(
            "naam;plaats\nco\u{eb}rdinator;Curaçao\n".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice(),
        );
        assert_eq!(text, "naam;plaats\ncoërdinator;Curaçao\n");
        assert_eq!(encoding, "windows-1252");
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].severity, faults[0].line), (Severity::Note, Some(2)));
        assert_eq!(faults[0].value.as_deref(), Some("ë"));
    }

    fn bad(bytes: &[u8]) -> (String, Vec<usize>, u64) {
        let decoded = decode(bytes, None, "a.csv", &mut Vec::new());
        (decoded.encoding, decoded.bad, decoded.n_bad)
    }

    #[test]
    fn damaged_utf_8_is_not_taken_for_another_encoding() {
        let bytes = ["één\nenquête\n".as_bytes(), b"x\xEB\n"].concat();
        assert_eq!(bad(&bytes), ("utf-8".into(), vec![16], 1));
    }

    #[test]
    fn a_byte_without_a_letter_in_windows_1252_is_told() {
        assert_eq!(bad(b"a;b\nM\x81nster;1\n").1, [5]);
    }

    #[test]
    fn of_a_file_of_bad_bytes_the_first_are_told_and_all_counted() {
        let bytes: Vec<u8> =
            "é\n".bytes().cycle().take(300_000).chain([0xFF, b'\r', b'\n'].repeat(90_000)).collect();
        let (encoding, bad, n) = bad(&bytes);
        assert_eq!((encoding.as_str(), bad.len(), bad[0], n), ("utf-8", TOLD, 300_000, 90_000));
    }

    #[test]
    fn an_override_is_obeyed_and_an_unknown_one_refused() {
        let mut faults = Vec::new();
        assert_eq!(decode(b"\x8E", Some("macintosh"), "a.csv", &mut faults).text, "é");
        assert!(faults.is_empty());
        decode(b"a", Some("klinkt goed"), "a.csv", &mut faults);
        assert_eq!(faults[0].kind, FaultKind::Configuration);
    }

    #[test]
    fn utf_16_that_lost_its_mark_is_still_utf_16() {
        let bytes: Vec<u8> = "gender;antwoord\nvrouw;3\n".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(read(&bytes).0, "gender;antwoord\nvrouw;3\n");
    }
}
