//! What a reader sees of a page or figure: its text, element by element, without markup, styles and scripts.

/// A piece of text, and the element that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) element: String,
    pub(super) text: String,
}

/// Elements whose content nobody reads.
const UNSEEN: [&str; 2] = ["style", "script"];

/// Elements that have no end tag.
const EMPTY: [&str; 8] = ["br", "hr", "img", "meta", "link", "input", "col", "wbr"];

/// Elements that only mark words within a sentence.
const INLINE: [&str; 9] = ["b", "i", "em", "strong", "span", "tspan", "abbr", "small", "a"];

/// Returns the text of an HTML or SVG file; elements marked as axis ticks are left out.
pub(super) fn pieces(markup: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        push(&mut pieces, &open, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { return pieces };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, name.trim());
            continue;
        }
        let name: String =
            tag.chars().take_while(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
        if name.is_empty() || tag.ends_with('/') || EMPTY.contains(&name.as_str()) {
            continue;
        }
        if UNSEEN.contains(&name.as_str()) {
            let end = format!("</{name}");
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
            continue;
        }
        let is_tick = tag.contains("tick") || tag.contains("axis");
        open.push(Open { name, is_tick });
    }
    push(&mut pieces, &open, rest);
    pieces
}

struct Open {
    name: String,
    is_tick: bool,
}

fn close(open: &mut Vec<Open>, name: &str) {
    if let Some(place) = open.iter().rposition(|element| element.name == name.to_lowercase()) {
        open.truncate(place);
    }
}

fn push(pieces: &mut Vec<Piece>, open: &[Open], text: &str) {
    if text.trim().is_empty() || open.iter().any(|element| element.is_tick) {
        return;
    }
    let block = open.iter().rev().find(|element| !INLINE.contains(&element.name.as_str()));
    let element = block.map_or_else(String::new, |element| element.name.clone());
    pieces.push(Piece { element, text: plain(text) });
}

/// Replaces character references by what a reader sees.
fn plain(text: &str) -> String {
    let named = [
        ("&nbsp;", " "),
        ("&#160;", " "),
        ("&minus;", "-"),
        ("&ndash;", "–"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (name, letter)| text.replace(name, letter))
}
