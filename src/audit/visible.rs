//! What a reader sees of a page or figure: its text, element by element, without markup, styles and scripts.

/// A piece of text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Piece {
    /// The element, in lower case as in HTML; a link within the page is an element of its own.
    pub(super) element: String,
    /// What a reader sees.
    pub(super) text: String,
    /// The lines of `results.csv` that it says it shows, counted from 1; empty where it names none.
    pub(super) lines: Vec<usize>,
    /// Whether it measures or tells.
    pub(super) purpose: Purpose,
}

/// What a text is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Purpose {
    /// It tells something.
    #[default]
    Words,
    /// It says that it is a value at an axis.
    Axis,
}

/// Elements whose content nobody reads.
const UNSEEN: [&str; 2] = ["style", "script"];

/// Elements that have no end tag.
const EMPTY: [&str; 8] = ["br", "hr", "img", "meta", "link", "input", "col", "wbr"];

/// Elements that only mark words within a sentence.
const INLINE: [&str; 8] = ["b", "i", "em", "strong", "span", "tspan", "abbr", "small"];

/// Returns the text of an HTML or SVG file, in its order.
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
        open.push(Open::of(name, tag));
    }
    push(&mut pieces, &open, rest);
    pieces
}

struct Open {
    name: String,
    element: String,
    layout: Layout,
    lines: Vec<usize>,
    purpose: Purpose,
}

impl Open {
    fn of(name: String, tag: &str) -> Self {
        let classes = attribute(tag, "class").unwrap_or_default();
        let is_tick = classes.split(' ').any(|class| class == "tick");
        let lines = attribute(tag, "data-rows").unwrap_or_default();
        // A link within the page points at a figure by its number, and is an element of its own.
        let is_way_out = name == "a" && !attribute(tag, "href").unwrap_or_default().starts_with('#');
        Self {
            layout: if INLINE.contains(&name.as_str()) || is_way_out {
                Layout::Inline
            } else {
                Layout::Block
            },
            // The label of a figure is its number.
            element: if classes.split(' ').any(|class| class == "label") {
                "label".to_owned()
            } else {
                name.clone()
            },
            name,
            lines: lines.split(' ').filter_map(|line| line.parse().ok()).collect(),
            purpose: if is_tick { Purpose::Axis } else { Purpose::Words },
        }
    }
}

/// Whether an element marks words within a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Inline,
    Block,
}

/// Returns the value of an attribute that is written in double quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn close(open: &mut Vec<Open>, name: &str) {
    if let Some(place) = open.iter().rposition(|element| element.name == name.to_lowercase()) {
        open.truncate(place);
    }
}

fn push(pieces: &mut Vec<Piece>, open: &[Open], text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let inward = || open.iter().rev();
    let block = inward().find(|element| element.layout == Layout::Block);
    pieces.push(Piece {
        element: block.map_or_else(String::new, |element| element.element.clone()),
        text: plain(text),
        lines: inward().find(|element| !element.lines.is_empty()).map_or_else(Vec::new, |e| e.lines.clone()),
        purpose: inward()
            .map(|element| element.purpose)
            .find(|purpose| *purpose == Purpose::Axis)
            .unwrap_or_default(),
    });
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
