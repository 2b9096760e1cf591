//! Tables of published rows: columns, and the notes that say what is withheld, rounded or combined.

use crate::disclosure::{Status, Step};
use crate::model::{CoarseGroup, Coarsening, Language, Role};
use crate::report::{
    document::{Cell, Column, ColumnKind, Table},
    wording::{Template, measure::role_name, word::Word},
};

use super::follow_up;
use super::reader::{Cite, Reader};

/// Returns a column of words.
pub(super) fn words(heading: impl Into<String>) -> Column {
    Column { heading: heading.into(), kind: ColumnKind::Words }
}

/// Returns a column of numbers.
pub(super) fn numbers(heading: impl Into<String>) -> Column {
    Column { heading: heading.into(), kind: ColumnKind::Numbers }
}

/// Returns a cell of plain words.
pub(super) fn plain(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

/// Returns a table without rows yet; its anchor is given by the book.
pub(super) fn table(caption: impl Into<String>, columns: Vec<Column>) -> Table {
    Table { caption: caption.into(), columns, ..Table::default() }
}

/// Returns the heading of a column of people: says so where numbers were rounded.
pub(super) fn people_heading<'a>(cites: impl IntoIterator<Item = Cite<'a>>, language: Language) -> String {
    let is_coarse = cites.into_iter().any(|cite| cite.row.step() == Step::Coarse && cite.row.n().is_some());
    if is_coarse { Word::NRounded.text(language) } else { Word::N.text(language) }.to_owned()
}

/// Returns whether a note holds for the whole report, so that a chapter says it once.
pub(super) fn is_reminder(reader: &Reader<'_>, note: &str) -> bool {
    let of_retention = || {
        let measures = reader.measures("retention.");
        measures
            .into_iter()
            .any(|measure| follow_up::definition_note(reader, measure).as_deref() == Some(note))
    };
    note == hidden(reader)
        || note == reader.fixed(Template::About)
        || note == banded(reader)
        || reader.edition.rules.coarser.iter().any(|own| note == coarser_note(reader.language, own))
        || of_retention()
}

fn banded(reader: &Reader<'_>) -> &'static str {
    super::phrase::choose(
        reader.language,
        "Waar een grens staat (≤ of ≥), gaat het om bijna niemand of bijna iedereen; wat ernaast overblijft, staat tussen twee getallen.",
        "A limit (≤ or ≥) means hardly anybody or nearly everybody; what is left beside it stands between two numbers.",
    )
}

fn hidden(reader: &Reader<'_>) -> String {
    format!("{}: {}", Word::WithheldSymbol.text(reader.language), reader.fixed(Template::Hidden))
}

/// Returns what has to be said under a figure or table of these rows, each once.
pub(super) fn notes<'a>(reader: &Reader<'a>, cites: &[Cite<'a>]) -> Vec<String> {
    let mut notes = Vec::new();
    if cites.iter().any(|cite| cite.is_withheld()) {
        notes.push(hidden(reader));
    }
    if cites.iter().any(|cite| cite.row.status() == Status::Bounded) {
        notes.push(
            super::phrase::choose(
                reader.language,
                "Waar twee getallen staan, ligt het cijfer daartussen; een deel is afgeschermd door de bron.",
                "Where there are two numbers, the figure lies between them; the source withheld a part.",
            )
            .to_owned(),
        );
    }
    if cites.iter().any(|cite| cite.row.status() == Status::Banded) {
        notes.push(banded(reader).to_owned());
    }
    if cites.iter().any(|cite| cite.row.step() == Step::Coarse && cite.row.n().is_some()) {
        notes.push(reader.fixed(Template::About));
    }
    notes.extend(coarser_notes(reader, cites));
    notes
}

/// Returns what coarser groups rows are by, a sentence per role.
fn coarser_notes<'a>(reader: &Reader<'a>, cites: &[Cite<'a>]) -> Vec<String> {
    let is_by = |role: Role| cites.iter().any(|cite| cite.key().group.level(role).is_some());
    let shown = reader.edition.rules.coarser.iter().filter(|own| is_by(own.role));
    shown.map(|own| coarser_note(reader.language, own)).collect()
}

/// Returns in which coarser groups a role stands, and why.
pub(super) fn coarser_note(language: Language, coarsening: &Coarsening) -> String {
    let role = role_name(coarsening.role);
    let group = |group: &CoarseGroup| {
        let of: Vec<&str> = group.of.iter().map(|level| level.label.get(language)).collect();
        format!("{} ({})", group.level.label.get(language), of.join(", "))
    };
    let groups: Vec<String> = coarsening.groups.iter().map(group).collect();
    let groups = groups.join("; ");
    match language {
        Language::Dutch => format!(
            "{}: groepen zijn samengenomen, omdat apart te veel ervan te klein zijn om te laten zien: {groups}.",
            role.get(language)
        ),
        Language::English => format!(
            "{}: groups are taken together, because on their own too many are too small to show: {groups}.",
            role.get(language)
        ),
    }
}
