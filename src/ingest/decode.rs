//! Bytes to text: byte order mark, then UTF-8 if valid, else Windows-1252, which is told.
//!
//! Never lossy: a byte that the encoding does not know is a fault with its line, not a question mark.
//! Leaves out compression (`file`) and what the text holds (`dialect`).

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::cut::line_ends;
use super::tally::TOLD;

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
    if let Some(label) = given {
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
            return Decoded::whole("", label.to_owned());
        };
        let body = Encoding::for_bom(bytes).filter(|(found, _)| *found == encoding);
        return decode_as(encoding, &bytes[body.map_or(0, |(_, length)| length)..]);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::whole(text, name(UTF_8));
    }
    if is_damaged_utf_8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    // Excel and older tools in the Netherlands write nothing else. Detectors by frequency of letters take
    // a file of digits with a euro sign for Cyrillic, and one of few accents for Polish.
    let decoded = decode_as(WINDOWS_1252, bytes);
    faults.push(guessed(&decoded, file));
    decoded
}

/// The note that tells the guess, with the first character that depends on it.
fn guessed(decoded: &Decoded<'_>, file: &str) -> Fault {
    let name = &decoded.encoding;
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
    match decoded.text.char_indices().find(|(_, letter)| !letter.is_ascii()) {
        Some((at, letter)) => {
            fault.at_line(1 + line_ends(&decoded.text.as_bytes()[..at])).with_value(letter.to_string())
        }
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
        let control = |(_, letter): &(usize, char)| ('\u{80}'..='\u{9F}').contains(letter);
        text.char_indices().filter(control).for_each(|(at, _)| decoded.found_bad(at));
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

fn name(encoding: &'static Encoding) -> String {
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

/// More good sequences of several bytes than bad bytes: UTF-8 that was cut or patched, where a guess
/// of another encoding would turn every accent into two signs.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
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
