//! The words of a web page, and what its images are said to show.
//!
//! Our own scan, because places in the file are what counts here: parsers decode entities and repair tags, and lose where a
//! word stood. Leaves out scripts, styles, comments and the tree: a tag within a word does not break it, a block does.

use encoding_rs::WINDOWS_1252;
use memchr::{memchr, memchr2, memmem};

use super::prose::Prose;

/// Elements that end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "label",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements whose text is no text for readers: code, and what a browser with scripts does not show.
const UNREAD: &[&str] = &["script", "style", "template", "svg", "noscript", "iframe", "code", "samp", "kbd"];

/// Names of characters that stand in Dutch and English texts.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("shy", '\u{ad}'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("euml", 'ë'),
    ("ecirc", 'ê'),
    ("iuml", 'ï'),
    ("icirc", 'î'),
    ("iacute", 'í'),
    ("ouml", 'ö'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("uuml", 'ü'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("auml", 'ä'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("ccedil", 'ç'),
    ("ntilde", 'ñ'),
    ("szlig", 'ß'),
    ("Eacute", 'É'),
    ("Euml", 'Ë'),
    ("Iuml", 'Ï'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("ijlig", 'ĳ'),
    ("IJlig", 'Ĳ'),
    ("filig", 'ﬁ'),
    ("fflig", 'ﬀ'),
    ("ffilig", 'ﬃ'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("laquo", '«'),
    ("raquo", '»'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("reg", '®'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("euro", '€'),
    ("bull", '•'),
    ("middot", '·'),
    ("times", '×'),
    ("copy", '©'),
    ("deg", '°'),
];

/// Returns the words of a page.
pub(super) fn prose(source: String) -> Prose {
    let mut prose = Prose::default();
    let descriptions = scan(&source, 0, &mut prose);
    describe(&source, &descriptions, &mut prose);
    prose.source = source;
    prose
}

/// Where the description of an image stands, in bytes of the source.
pub(super) struct Description {
    from: usize,
    to: usize,
}

/// Adds the words of a piece of a page that starts at byte `offset` of the file; returns what images show.
pub(super) fn scan(piece: &str, offset: usize, prose: &mut Prose) -> Vec<Description> {
    let bytes = piece.as_bytes();
    let mut descriptions = Vec::new();
    let (mut at, mut block) = (0, prose.plain.len());
    while at < bytes.len() {
        let next = memchr2(b'<', b'&', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        if next > at {
            prose.push(&piece[at..next], offset + at);
        }
        at = next;
        match bytes.get(at) {
            Some(b'&') => at = character(piece, at, offset, prose),
            Some(_) => {
                let Some(tag) = Tag::at(piece, at) else {
                    prose.push("<", offset + at);
                    at += 1;
                    continue;
                };
                at = tag.end;
                let name = tag.name.as_str();
                if BLOCKS.contains(&name) {
                    prose.end_block(block);
                    block = prose.plain.len();
                } else if name == "br" {
                    prose.push("\n", offset + at);
                } else if ["img", "image", "area", "input"].contains(&name) {
                    match tag.attribute(piece, "alt") {
                        Some((from, to)) => {
                            descriptions.push(Description { from: offset + from, to: offset + to });
                        }
                        None if name.starts_with("im") => prose.undescribed.push(offset + tag.start),
                        None => {}
                    }
                } else if UNREAD.contains(&name) && tag.opens {
                    at = after_closing(piece, at, name);
                }
            }
            None => {}
        }
    }
    prose.end_block(block);
    descriptions
}

/// Adds descriptions of images, each a block of its own; an empty one says that the image is decoration.
pub(super) fn describe(source: &str, descriptions: &[Description], prose: &mut Prose) {
    for description in descriptions {
        let start = prose.plain.len();
        let mut at = description.from;
        while at < description.to {
            let next = memchr(b'&', &source.as_bytes()[at..description.to])
                .map_or(description.to, |found| at + found);
            prose.push(&source[at..next], at);
            at = next;
            if at < description.to {
                at = character(&source[..description.to], at, 0, prose);
            }
        }
        if prose.plain[start..].trim().is_empty() {
            continue;
        }
        prose.descriptions.push(start..prose.plain.len());
    }
}

/// Adds the character that `&…;` at a byte stands for, or the sign itself; returns where the text goes on.
fn character(piece: &str, at: usize, offset: usize, prose: &mut Prose) -> usize {
    let rest = &piece[at + 1..];
    let end = rest.bytes().take(10).position(|byte| byte == b';');
    let name = end.map(|end| &rest[..end]);
    let decoded = name.and_then(|name| match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(numbered)
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
    });
    match (decoded, end) {
        (Some(character), Some(end)) => {
            prose.push(character.encode_utf8(&mut [0; 4]), offset + at);
            at + 1 + end + 1
        }
        _ => {
            prose.push("&", offset + at);
            at + 1
        }
    }
}

/// Returns the character with a number; 128 to 159 are read as Windows-1252, as browsers do.
fn numbered(code: u32) -> Option<char> {
    match u8::try_from(code) {
        Ok(byte @ 0x80..=0x9f) => WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
        _ => char::from_u32(code),
    }
}

/// A tag of a page: its name, and where its attributes stand.
struct Tag {
    name: String,
    opens: bool,
    start: usize,
    attributes: usize,
    end: usize,
}

impl Tag {
    /// Returns the tag, comment or declaration at a `<`, or `None` for a loose sign.
    fn at(piece: &str, start: usize) -> Option<Self> {
        let bytes = piece.as_bytes();
        let nameless = |end| Self { name: String::new(), opens: false, start, attributes: end, end };
        if bytes[start..].starts_with(b"<!--") {
            let end =
                memmem::find(&bytes[start + 4..], b"-->").map_or(bytes.len(), |end| start + 4 + end + 3);
            return Some(nameless(end));
        }
        if matches!(bytes.get(start + 1), Some(b'!' | b'?')) {
            let end = memchr(b'>', &bytes[start..]).map_or(bytes.len(), |end| start + end + 1);
            return Some(nameless(end));
        }
        let opens = bytes.get(start + 1) != Some(&b'/');
        let name_start = start + if opens { 1 } else { 2 };
        bytes.get(name_start).filter(|byte| byte.is_ascii_alphabetic())?;
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'-' || **byte == b':';
        let attributes = name_start + bytes[name_start..].iter().take_while(is_name).count();
        let (mut at, mut quote) = (attributes, None);
        while let Some(byte) = bytes.get(at) {
            match (quote, byte) {
                (None, b'>') => break,
                (None, b'"' | b'\'') if bytes[..at].trim_ascii_end().ends_with(b"=") => quote = Some(*byte),
                (Some(open), byte) if open == *byte => quote = None,
                _ => {}
            }
            at += 1;
        }
        let end = (at + 1).min(bytes.len());
        Some(Self { name: piece[name_start..attributes].to_ascii_lowercase(), opens, start, attributes, end })
    }

    /// Returns where the value of an attribute starts and ends; `None` where the tag has none.
    fn attribute(&self, piece: &str, wanted: &str) -> Option<(usize, usize)> {
        let bytes = piece.as_bytes();
        let last = self.end.saturating_sub(1);
        let mut at = self.attributes;
        while at < last {
            let is_between = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b'/';
            at += bytes[at..last].iter().take_while(is_between).count();
            let name = at;
            at += bytes[at..last]
                .iter()
                .take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'=')
                .count();
            let is_wanted = bytes[name..at].eq_ignore_ascii_case(wanted.as_bytes());
            let mut value = at + bytes[at..last].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if bytes.get(value) != Some(&b'=') || value >= last {
                if is_wanted && at > name {
                    return Some((at, at));
                }
                at = at.max(name + 1);
                continue;
            }
            value += 1;
            value += bytes[value..last].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (from, to) = match bytes.get(value) {
                Some(quote @ (b'"' | b'\'')) if value < last => {
                    let from = value + 1;
                    (from, memchr(*quote, &bytes[from..last]).map_or(last, |end| from + end))
                }
                _ => {
                    let length =
                        bytes[value..last].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
                    (value, value + length)
                }
            };
            if is_wanted {
                return Some((from, to));
            }
            at = to + 1;
        }
        None
    }
}

/// Returns where the text goes on after the closing tag of an element that nobody reads.
fn after_closing(piece: &str, at: usize, name: &str) -> usize {
    let closing = format!("</{name}");
    let bytes = piece.as_bytes();
    let mut from = at;
    while let Some(found) = memchr(b'<', &bytes[from..]) {
        let here = from + found;
        if bytes[here..].len() >= closing.len()
            && bytes[here..here + closing.len()].eq_ignore_ascii_case(closing.as_bytes())
        {
            return memchr(b'>', &bytes[here..]).map_or(bytes.len(), |end| here + end + 1);
        }
        from = here + 1;
    }
    bytes.len()
}
