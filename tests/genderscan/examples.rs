//! The examples of `docs/sources.md` are read as they stand there.

use meetellen::codebook::Codebook;
use meetellen::model::SourceKind;

use crate::scan::{folder, lines, read};

/// Returns the blocks of a page that open with a name: the name and the text.
fn blocks(page: &str, name: &str) -> Vec<String> {
    let fence = format!("```{name}\n");
    page.split(&fence).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn every_kind_has_an_example_that_is_read_without_a_fault() {
    let page = include_str!("../../docs/sources.md");
    let part = page.split("## Beside students").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut kinds = Vec::new();
    for (toml, table) in blocks(part, "toml").iter().zip(blocks(part, "csv")) {
        let file = toml.split("file = \"").nth(1).unwrap().split('"').next().unwrap();
        let ingested = read(folder(&[("scan.toml", toml), (file, &table)]));
        assert_eq!(lines(&ingested.faults), "", "{toml}");
        kinds.extend(ingested.inputs.iter().filter_map(|input| input.kind));
        let is_read = !ingested.dataset.sources.is_empty() || !ingested.facilities.is_empty();
        assert!(is_read, "{toml}");
    }
    assert_eq!(kinds, [SourceKind::Alumni, SourceKind::Staff, SourceKind::Checklist, SourceKind::Themes]);
}

#[test]
fn every_example_of_a_codebook_can_be_read() {
    let page = include_str!("../../docs/codebook.md");
    let examples: Vec<String> =
        blocks(page, "toml").into_iter().filter(|example| example.contains("[columns.")).collect();
    assert!(examples.len() >= 2);
    for example in examples {
        let found = Codebook::parse("codebook.toml", &example);
        assert!(found.is_ok(), "{example}: {}", lines(&found.err().unwrap_or_default()));
    }
}
