//! What a report says about the practice scan: every number is a published one, in the order of the design.

mod reading;

use std::sync::LazyLock;

use meetellen::disclosure::Scope;
use meetellen::ingest;
use meetellen::model::Language;
use meetellen::pipeline::{Edited, Wishes, publish};
use meetellen::report::document::Document;
use meetellen::report::story::document;

static DEMO: LazyLock<Edited> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    publish(&ingest::read(folder.as_ref()).unwrap(), &Wishes::default()).unwrap()
});

fn scopes() -> &'static [Scope] {
    &DEMO.edition.scopes
}

fn story(scope: &Scope, language: Language) -> Document {
    document(&DEMO.published, &DEMO.edition, scope, language)
}

/// Writes every report as text to the folder in `MEETELLEN_STORIES`, to read it aloud.
#[test]
fn a_report_can_be_read_as_text() {
    for scope in scopes() {
        for language in [Language::Dutch, Language::English] {
            let text = reading::text(&story(scope, language));
            assert!(text.lines().count() > 50, "{scope}");
            if let Ok(folder) = std::env::var("MEETELLEN_STORIES") {
                let name = scope.unit().map_or("alle", |unit| &unit.code);
                std::fs::write(format!("{folder}/{name}.{}.txt", language.code()), text).unwrap();
            }
        }
    }
}
