//! The style of a page: typeface, colours of page and charts, and the head and foot of each printed sheet.
//!
//! The fonts make up most of a page, so they are encoded once per run.

use std::fmt::Write as _;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::house;
use crate::report::{
    chart::{BOLD_WOFF2, FAMILY, REGULAR_WOFF2, SEMIBOLD_WOFF2, Weight, stylesheet},
    document::Document,
    wording::word::Word,
};

/// Returns the style sheet of a page without head and foot.
pub(in crate::report) fn plain() -> &'static str {
    static CSS: OnceLock<String> = OnceLock::new();
    CSS.get_or_init(|| {
        let mut css = String::new();
        for (weight, bytes) in
            [(Weight::Regular, REGULAR_WOFF2), (Weight::Semibold, SEMIBOLD_WOFF2), (Weight::Bold, BOLD_WOFF2)]
        {
            let _ = writeln!(
                css,
                "@font-face{{font-family:\"{FAMILY}\";src:url(data:font/woff2;base64,{}) format(\"woff2\");\
                 font-weight:{};font-display:block}}",
                STANDARD.encode(bytes),
                weight.number()
            );
        }
        css.push_str("/* Source Sans 3, SIL Open Font License 1.1 */\n");
        css.push_str(&stylesheet());
        css.push_str(include_str!("page.css"));
        css
    })
}

/// Returns the style sheet of a document: on every printed sheet its title, its warning and the page number.
pub(super) fn of(document: &Document) -> String {
    let language = document.language;
    let mut foot = document.title.clone();
    if !document.subtitle.is_empty() {
        foot = format!("{foot}, {}", document.subtitle);
    }
    let font = format!("font:8.5pt \"{FAMILY}\",sans-serif");
    let mut page = format!(
        "@page{{size:A4;margin:12mm 14mm 12mm;@bottom-left{{content:{};{font};color:#4a5661}}\
         @bottom-right{{content:{} counter(page) {} counter(pages);{font};color:#4a5661}}",
        quoted(&foot),
        quoted(&format!("{} ", Word::Page.text(language))),
        quoted(&format!(" {} ", Word::Of.text(language))),
    );
    if let Some(banner) = &document.banner {
        let text = quoted(&banner.sentence());
        let _ = write!(page, "@top-left{{content:{text};{font};font-weight:600;color:#5a3d00}}");
    }
    page.push_str("}\n");
    if document.banner.is_some() {
        // The first sheet has the warning above its title.
        page.push_str("@page:first{@top-left{content:none}}\n");
    }
    format!("{}{page}{}", plain(), house::css(&document.house))
}

/// Returns a text as a CSS string; escaped so that a title cannot end the string or the style element.
fn quoted(text: &str) -> String {
    let mut css = String::from("\"");
    for letter in text.chars() {
        if letter.is_alphanumeric() || matches!(letter, ' ' | ',' | '.' | ':' | '-') {
            css.push(letter);
        } else {
            let _ = write!(css, "\\{:x} ", u32::from(letter));
        }
    }
    css.push('"');
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_string_or_the_style_element() {
        assert_eq!(quoted("a\"</style>"), "\"a\\22 \\3c \\2f style\\3e \"");
        assert_eq!(quoted("Bèta 2026"), "\"Bèta 2026\"");
    }
}
