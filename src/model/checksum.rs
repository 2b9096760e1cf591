//! The checksum in a JSON file: it shows that the file was changed by accident or by hand.
//!
//! It is no signature: who changes the file on purpose can make a new one.

use sha2::{Digest, Sha256};

/// What stands before the checksum in a file.
const MARK: &str = "\"checksum\":";

/// Digits of a checksum.
const DIGITS: usize = 64;

/// Returns the JSON of a file with its checksum filled in; the first `checksum` in it must be an empty text.
///
/// What has none stays as it is.
#[must_use]
pub fn stamped(json: &str) -> String {
    match parts(json) {
        Some((before, "", after)) => format!("{before}{}{after}", sha256(json.as_bytes())),
        _ => json.to_owned(),
    }
}

/// Returns whether a file is as it was made: its checksum is that of everything else in it.
#[must_use]
pub fn is_intact(text: &str) -> bool {
    parts(text).is_some_and(|(before, told, after)| {
        told.len() == DIGITS && sha256(format!("{before}{after}").as_bytes()) == told
    })
}

/// Returns the hash of bytes, as hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns what stands before the checksum, the checksum, and what stands behind it.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let mark = text.find(MARK)? + MARK.len();
    let quote = mark + text[mark..].find('"')? + 1;
    let end = quote + text[quote..].find('"')?;
    Some((&text[..quote], &text[quote..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_intact_until_a_letter_of_it_changes() {
        for json in ["{\"checksum\": \"\", \"n\": 12}\n", "{\"n\":12,\"checksum\":\"\"}"] {
            let file = stamped(json);
            assert!(is_intact(&file), "{file}");
            assert!(!is_intact(&file.replace("12", "13")));
            assert!(!is_intact(json), "a file without a checksum is not known to be intact");
        }
        assert!(!is_intact("{\"checksum\": \"0\"}"));
        assert!(!is_intact("geen json"));
    }
}
