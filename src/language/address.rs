//! Addresses of pages and of mail: `https://…`, `www.…`, `naam@school.nl`, `school.nl/opleiding`.

use std::ops::Range;

/// What a name on the web ends in; only these, so that a full stop without a space after it is no address.
const ENDINGS: [&str; 7] = ["nl", "be", "eu", "com", "org", "net", "info"];

/// Returns the address that a word is part of, or `None` for a word of the text.
///
/// The sign that ends a sentence is not part of it.
pub(super) fn address_around(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let rest = &text[word.end..];
    let is_address = match rest.as_bytes().first()? {
        b':' => rest.starts_with("://"),
        b'@' => rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric()),
        b'.' => text[word.clone()].eq_ignore_ascii_case("www") || ends_name(&rest[1..]),
        _ => false,
    };
    if !is_address {
        return None;
    }
    let is_edge = |character: char| character.is_whitespace() || "<>()[]\"'“”‘’".contains(character);
    let before = text[..word.start].char_indices().rev().find(|(_, character)| is_edge(*character));
    let start = before.map_or(0, |(at, character)| at + character.len_utf8());
    let end = rest.find(is_edge).map_or(text.len(), |length| word.end + length);
    Some(start..start + text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?']).len())
}

/// Returns whether a name on the web ends here: `nl`, and no letter behind it.
fn ends_name(rest: &str) -> bool {
    let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_last = !rest[letters..].starts_with(char::is_alphanumeric);
    is_last && ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(&rest[..letters]))
}
