//! A scan folder that is written, read, published and read back as a report.

use meetellen::disclosure::{PublishedRow, Scope, Status};
use meetellen::ingest::{Ingested, read_with};
use meetellen::model::{Fault, Language};
use meetellen::pipeline::{Edited, Wishes, publish};
use meetellen::report::story::document;

use crate::reading::text;

/// Reads a folder of these files.
pub(crate) fn folder(files: &[(&str, &str)]) -> Result<Ingested, Vec<Fault>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    read_with(folder.path(), &|_| None)
}

/// Reads one source of a kind.
pub(crate) fn source(kind: &str, table: &str) -> Result<Ingested, Vec<Fault>> {
    let toml =
        format!("[scan]\nlanguages = [\"nl\", \"en\"]\n[[source]]\nkind = \"{kind}\"\nfile = \"a.csv\"\n");
    folder(&[("scan.toml", &toml), ("a.csv", table)])
}

pub(crate) fn read(found: Result<Ingested, Vec<Fault>>) -> Ingested {
    found.unwrap_or_else(|faults| panic!("{}", lines(&faults)))
}

/// Faults as a person sees them, a line each.
pub(crate) fn lines(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

pub(crate) fn published(ingested: &Ingested) -> Edited {
    publish(ingested, &Wishes::default()).unwrap()
}

/// The report of the whole scan as text.
pub(crate) fn report(edited: &Edited, language: Language) -> String {
    text(&document(&edited.published, &edited.edition, &Scope::All, language))
}

/// The row of a measure, group and statistic; groups as `gender=vrouw`, empty for everybody.
pub(crate) fn row<'e>(edited: &'e Edited, measure: &str, group: &str, statistic: &str) -> &'e PublishedRow {
    let is_it = |row: &&PublishedRow| {
        let key = row.key();
        let own: Vec<String> = key
            .by
            .iter()
            .map(|role| format!("{}={}", role.word(), key.group.level(*role).unwrap_or_default()))
            .collect();
        key.measure == measure
            && own.join("*") == group
            && key.statistic.word() == statistic
            && key.category.is_empty()
            && key.against == meetellen::disclosure::Against::Nothing
    };
    let mut found = edited.published.rows().iter().filter(is_it);
    found.next().unwrap_or_else(|| panic!("no {statistic} of {measure} {group}"))
}

pub(crate) fn is_withheld(row: &PublishedRow) -> bool {
    row.status() == Status::Withheld && row.value().is_none() && row.n().is_none()
}
