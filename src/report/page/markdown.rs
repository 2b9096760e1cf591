//! The school's own text, from Markdown to a safe part of HTML.
//!
//! Headings come under those of the chapter. Raw HTML is dropped, so are pictures (their text stays) and
//! links that are not to the web or to a mail address: a page must not run or load what a text file brings.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::section::Level;

/// Returns the text as HTML, its highest heading directly under `level`'s place in the chapter.
pub(super) fn render(text: &str, level: Level) -> Markup {
    let mut headings = Headings { top: level, levels: Vec::new() };
    let mut dropped_links = Vec::new();
    let events = Parser::new_ext(text, Options::empty()).filter_map(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) => None,
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
            None
        }
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: headings.open(level),
            id: None,
            classes: vec![],
            attrs: vec![],
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(headings.current(level)))),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let safe = is_safe(dest_url);
            dropped_links.push(!safe);
            safe.then_some(event)
        }
        Event::End(TagEnd::Link) => (!dropped_links.pop().unwrap_or(true)).then_some(event),
        other => Some(other),
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    PreEscaped(page)
}

/// Returns whether a link may go there: to the web or to a mail address.
pub(in crate::report) fn is_safe(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start))
}

/// Puts headings under those of the chapter without skipping a level, whatever levels a text uses.
struct Headings {
    top: Level,
    /// The levels in the text that are open now, outermost first.
    levels: Vec<HeadingLevel>,
}

impl Headings {
    fn open(&mut self, level: HeadingLevel) -> HeadingLevel {
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        self.depth()
    }

    /// Returns the level that the heading which is open now got.
    fn current(&self, level: HeadingLevel) -> HeadingLevel {
        if self.levels.is_empty() { level } else { self.depth() }
    }

    fn depth(&self) -> HeadingLevel {
        let top: usize = if self.top == Level::Third { 3 } else { 4 };
        HeadingLevel::try_from((top + self.levels.len() - 1).min(6)).unwrap_or(HeadingLevel::H6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_under_those_of_the_chapter_without_a_gap() {
        let page = render("# Een\n\n### Drie\n\n# Weer een", Level::Third).into_string();
        assert_eq!(page, "<h3>Een</h3>\n<h4>Drie</h4>\n<h3>Weer een</h3>\n");
        assert_eq!(render("## Twee", Level::Fourth).into_string(), "<h4>Twee</h4>\n");
    }

    #[test]
    fn raw_html_scripts_pictures_and_odd_links_are_dropped_and_their_words_stay() {
        let text = "Hallo <b onclick=x>daar</b> [klik](javascript:alert(1)) ![foto](https://x.nl/a.png)\n\n\
                    <script>alert(1)</script>\n\n[school](https://school.nl)";
        let page = render(text, Level::Third).into_string();
        assert!(page.contains("Hallo daar klik foto"), "{page}");
        assert!(page.contains("<a href=\"https://school.nl\">school</a>"), "{page}");
        for bad in ["<script", "onclick", "javascript:", "<img", "<b"] {
            assert!(!page.contains(bad), "{page}");
        }
    }
}
