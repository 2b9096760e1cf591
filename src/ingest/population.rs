//! The population of `[weights]`: a table of people by the roles that its headings name.
//!
//! Leaves out weights and response (`weigh`).

use crate::codebook::{Codebook, ColumnMeaning};
use crate::model::{Counts, Fault, Role, Source, SourceData, SourceKind, Stage};
use crate::scan::{Mapping, Scan, Select};

use super::columns::Keeping;
use super::counts::counts;
use super::examine::InputFile;
use super::files::Files;
use super::folder::UsedCodebook;
use super::reader::TableReader;
use super::scan_fault::frame_without_selection;
use super::select::{by_levels, by_mapping};
use super::table::Reading;
use super::tabled::add;

/// Reads the population: its headings are the words of roles, and `count`.
pub(super) fn frame(
    files: &Files,
    name: &str,
    codebooks: &[UsedCodebook],
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Option<Counts> {
    let named = files.open(name).into_iter().next()?;
    let input = named.input.map_err(|fault| faults.push(*fault)).ok()?;
    let mut codebook = Codebook { name: name.to_owned(), ..Codebook::default() };
    for role in Role::words().filter_map(|word| word.parse::<Role>().ok()) {
        let known = codebooks.iter().flat_map(|used| used.codebook.with_role(role)).next();
        let mut meaning = known.cloned().unwrap_or_else(|| ColumnMeaning::new("", role));
        meaning.heading = role.word().to_owned();
        meaning.aliases.clear();
        codebook.columns.push(meaning);
    }
    let mut reader = TableReader::new();
    let keeping = Keeping::by(&codebook);
    let format = add(&mut reader, &named.name, &input, &Reading::default(), &|heading, question| {
        keeping.kind(heading, question)
    });
    inputs.push(InputFile::new(&named.name, SourceKind::Counts, input.sha256, reader.rows(), &format));
    let outcome = reader.finish();
    faults.extend(outcome.faults);
    // A population has no year of its own; any will do to read it as a table of counts.
    counts(&outcome.table, &codebook, Stage::Enrolled, "2000", faults)
}

/// Marks the cells of the population that `select` selects; without the columns for that there is no population.
pub(super) fn selected_frame(
    frame: Counts,
    scan: &Scan,
    mapping: Option<&Mapping>,
    faults: &mut Vec<Fault>,
) -> Option<Counts> {
    let name = scan.weights.frame.as_deref().unwrap_or_default();
    let has = |role: Role| frame.groups.iter().any(|column| column.role == role);
    let lacking = match &scan.report.select {
        None => None,
        Some(Select::Mapping(_)) if has(Role::Programme) || has(Role::Sector) => None,
        Some(Select::Mapping(_)) => Some(Role::Programme),
        Some(Select::Levels(levels)) => levels.iter().map(|one| one.role).find(|role| !has(*role)),
    };
    if let Some(role) = lacking {
        faults.push(frame_without_selection(name, role, scan));
        return None;
    }
    let data = SourceData::Counts(frame);
    let mut source = Source {
        kind: SourceKind::Counts,
        name: name.to_owned(),
        round: String::new(),
        public: false,
        synthetic: scan.synthetic,
        data,
    };
    match (&scan.report.select, mapping) {
        (Some(Select::Mapping(_)), Some(mapping)) => by_mapping(&mut source, mapping, name, faults),
        (Some(Select::Levels(levels)), _) => by_levels(&mut source, levels, name, faults),
        _ => {}
    }
    match source.data {
        SourceData::Counts(counts) => Some(counts),
        _ => None,
    }
}
