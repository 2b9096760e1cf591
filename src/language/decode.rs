//! Bytes of a text file into text: a mark decides, then UTF-8 where it is valid, else Windows-1252.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Returns the text of a file; every byte means something in Windows-1252, so there always is one.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
