//! The finds in texts as JSON; `docs/language.md` is its contract.

use meetellen::language::{Part, WordList};
use meetellen::model::Language;
use serde_json::{Value, json};

use super::Looked;

/// Returns what was found in texts as JSON.
pub(super) fn written(looked: &[Looked], lists: &[WordList]) -> String {
    let texts: Vec<Value> = looked.iter().map(|one| text(one, lists)).collect();
    let value = json!({ "schema": 1, "texts": texts });
    format!("{value:#}")
}

fn text(one: &Looked, lists: &[WordList]) -> Value {
    let group = |list: usize, group: usize| &lists[list].groups[group];
    let counts: Vec<Value> = one
        .review
        .counted
        .iter()
        .map(|counted| {
            json!({
                "language": code(lists[counted.list].language),
                "group": group(counted.list, counted.group).id,
                "count": counted.count,
                "words": one.review.words_by_list[counted.list],
                "per_thousand": counted.per_thousand,
            })
        })
        .collect();
    let found: Vec<Value> = one
        .review
        .found
        .iter()
        .map(|found| {
            let group = group(found.list, found.group);
            json!({
                "line": found.place.line,
                "column": found.place.column,
                "text": found.text,
                "language": code(lists[found.list].language),
                "group": group.id,
                "in": match found.part { Part::Text => "text", Part::Image => "image" },
                "instead": found.instead,
                "advice": group.instead,
            })
        })
        .collect();
    let undescribed: Vec<Value> = one
        .prose
        .undescribed_images()
        .iter()
        .map(|place| json!({ "line": place.line, "column": place.column }))
        .collect();
    json!({
        "file": one.name,
        "words": one.review.words,
        "counts": counts,
        "found": found,
        "images": { "described": one.prose.described_images(), "undescribed": undescribed },
    })
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl",
        Language::English => "en",
    }
}
