//! Tables as schools export them: fields between semicolons, in an encoding and with line ends of choice.
//!
//! Leaves out quoting: made-up values hold no semicolon, quote or line end, and a table with one is refused.

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Windows-1252 with CRLF, as older programs on Windows write.
    Windows,
    /// UTF-8 with a byte order mark, as Excel writes.
    Excel,
    /// UTF-8 without one.
    Plain,
}

/// A table as text, a row at a time.
pub(super) struct Table {
    dialect: Dialect,
    text: String,
}

impl Table {
    /// Starts a table with its headings.
    pub(super) fn new<'f>(dialect: Dialect, headings: impl IntoIterator<Item = &'f str>) -> Self {
        let mut table = Self { dialect, text: String::new() };
        table.row(headings);
        table
    }

    /// Adds a row.
    pub(super) fn row<'f>(&mut self, fields: impl IntoIterator<Item = &'f str>) {
        for (place, field) in fields.into_iter().enumerate() {
            assert!(!field.contains([';', '"', '\r', '\n']), "invariant: a made-up value needs no quotes");
            if place > 0 {
                self.text.push(';');
            }
            self.text.push_str(field);
        }
        self.text.push_str(if self.dialect == Dialect::Windows { "\r\n" } else { "\n" });
    }

    /// Returns the bytes of the file.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        match self.dialect {
            Dialect::Windows => encoding_rs::WINDOWS_1252.encode(&self.text).0.into_owned(),
            Dialect::Excel => [b"\xef\xbb\xbf", self.text.as_bytes()].concat(),
            Dialect::Plain => self.text.into_bytes(),
        }
    }
}
