//! Questions and choices without the mark-up that makers of forms put in them.
//!
//! Leaves out everything but tags and the entities of Dutch and English texts.

/// Tags between which a reader sees a space or a new line.
const BLOCKS: [&str; 10] = ["p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2"];

const ENTITIES: [(&str, &str); 10] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&euml;", "\u{eb}"),
    ("&eacute;", "\u{e9}"),
    ("&iuml;", "\u{ef}"),
    ("&amp;", "&"),
];

/// Returns a text without tags and entities, as LimeSurvey itself exports it; a new block or line is a space.
pub(super) fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Behind the last `>` nothing is a tag, so that a text of many `<` is not searched to its end for each.
    let last = html.rfind('>').unwrap_or(0);
    while let Some(open) = rest.find('<').filter(|open| html.len() - rest.len() + open < last) {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        // `< 18 jaar` is no tag.
        let is_tag =
            inside.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        match inside.find('>').filter(|_| is_tag) {
            Some(close) => {
                let name = inside[..close].trim_matches('/');
                let name =
                    name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
                if BLOCKS.contains(&name.to_ascii_lowercase().as_str()) {
                    out.push(' ');
                }
                rest = &inside[close + 1..];
            }
            None => {
                out.push('<');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    for (entity, letter) in ENTITIES {
        out = out.replace(entity, letter);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_blocks_become_spaces_and_a_lone_sign_stays() {
        assert_eq!(
            plain_text("<p>Wat is je <em>gender</em>?</p><p>Kies&nbsp;&eacute;&eacute;n</p>"),
            "Wat is je gender? Kies één"
        );
        assert_eq!(plain_text("< 18 jaar"), "< 18 jaar");
        assert_eq!(plain_text("ouder<br/>dan > 18 <b"), "ouder dan > 18 <b");
        assert_eq!(plain_text("a <b> c < d"), "a c < d");
    }

    /// Each `<a` looked for its `>` to the end of the text: 200,000 of them took minutes.
    #[test]
    fn a_text_of_open_tags_only_is_read_at_once() {
        let text = "<a".repeat(200_000);
        assert_eq!(plain_text(&text), text);
    }
}
