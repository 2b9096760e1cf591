//! Which kind of file it is, by its name, and its words.

use super::prose::Prose;
use super::{decode::decode, docx, html, markdown};

/// The kinds of files that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text: an empty line ends a paragraph.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word document; a line is a paragraph.
    Docx,
}

/// Why the words of a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// A kind of file that is not read.
    #[error("not a txt, md, html or docx file")]
    OtherFormat,
    /// A Word document that is damaged, or protected with a password.
    #[error("not a readable Word document: {0}")]
    Damaged(String),
    /// Bytes that are no text.
    #[error("not a text")]
    NoText,
    /// A Word document that promises more text than a document has.
    #[error("more text than a document has")]
    TooLarge,
}

impl Format {
    /// Returns the kind of a file by its extension, or `None` for one that is not read.
    #[must_use]
    pub fn of(file_name: &str) -> Option<Self> {
        let (_, extension) = file_name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "docx" => Self::Docx,
            _ => return None,
        })
    }
}

/// Returns the words of a file.
///
/// Text that is no valid UTF-8 is read as Windows-1252, in which every byte means something.
///
/// # Errors
///
/// A Word document that cannot be opened, and bytes with a zero among them, which no text has.
pub fn read(bytes: &[u8], format: Format) -> Result<Prose, Unreadable> {
    let read = match format {
        Format::Text => text,
        Format::Markdown => markdown::prose,
        Format::Html => html::prose,
        Format::Docx => return docx::prose(bytes),
    };
    let source = decode(bytes);
    if source.contains('\0') { Err(Unreadable::NoText) } else { Ok(read(source)) }
}

/// Plain text: paragraphs end at an empty line.
fn text(source: String) -> Prose {
    let mut prose = Prose { plain: source.clone(), source, ..Prose::default() };
    let (mut start, mut at) = (0, 0);
    for line in prose.plain.split_inclusive('\n') {
        if line.trim().is_empty() {
            prose.blocks.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    prose.blocks.push(start..at);
    prose
}
