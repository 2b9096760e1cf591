//! Which rows a report is about: those of programmes that a mapping selects, or with certain levels.
//!
//! Also adds the sector and domain of programmes where a scan breaks down by them and the file has none.
//! Leaves out the mappings themselves (`scan`).

use std::collections::BTreeSet;

use crate::codebook::folded;
use crate::model::{
    Column, Fault, FaultKind, Level, LevelKind, MISSING, Role, Severity, Source, SourceData, Text,
};
use crate::scan::{Mapping, Placement, RoleLevels};

/// How many unplaced programmes a fault names.
const NAMED: usize = 10;

/// Marks the rows of `source` in programmes that `mapping` selects.
///
/// A programme without a place is left out, counted and named; a source without programmes and sectors
/// counts whole, which is told.
pub(super) fn by_mapping(source: &mut Source, mapping: &Mapping, file: &str, faults: &mut Vec<Fault>) {
    let groups = groups_of(&source.data);
    let programme = groups.iter().find(|column| column.role == Role::Programme);
    let part = |role| groups.iter().find(|column| column.role == role);
    let Some(column) = programme.or_else(|| part(Role::Sector)).or_else(|| part(Role::Domain)) else {
        faults.push(not_selected(file, &source.name));
        return;
    };
    let part = column.role != Role::Programme;
    let places: Vec<Option<Placement>> =
        column.levels.iter().map(|level| place(level, mapping, part)).collect();
    let lost: Vec<usize> = (0..places.len()).filter(|&level| places[level].is_none()).collect();
    if !lost.is_empty() {
        let rows = column.codes.iter().filter(|&&code| lost.contains(&usize::from(code))).count();
        faults.push(unmapped(file, column, &lost, rows, mapping));
    }
    let chosen: Vec<bool> =
        places.iter().map(|place| place.as_ref().is_some_and(|place| mapping.selects(place))).collect();
    let selected =
        column.codes.iter().map(|&code| chosen.get(usize::from(code)).copied().unwrap_or(false)).collect();
    narrow(&mut source.data, selected);
}

/// Marks the rows of `source` with one of the levels, for each role.
pub(super) fn by_levels(source: &mut Source, wanted: &[RoleLevels], file: &str, faults: &mut Vec<Fault>) {
    for one in wanted {
        let groups = groups_of(&source.data);
        let Some(column) = groups.iter().find(|column| column.role == one.role) else {
            faults.push(not_selected(file, &source.name).in_column(one.role.word()));
            continue;
        };
        let levels: BTreeSet<String> = one.levels.iter().map(|level| folded(level)).collect();
        let chosen: Vec<bool> = column
            .levels
            .iter()
            .map(|level| names(level).iter().any(|name| levels.contains(&folded(name))))
            .collect();
        let selected = column
            .codes
            .iter()
            .map(|&code| chosen.get(usize::from(code)).copied().unwrap_or(false))
            .collect();
        narrow(&mut source.data, selected);
    }
}

/// Returns the levels that are asked for and that no source has.
pub(super) fn unknown_levels<'a>(sources: &[Source], wanted: &'a [RoleLevels]) -> Vec<&'a str> {
    let has = |role: Role, name: &str| {
        let name = folded(name);
        sources
            .iter()
            .flat_map(|source| groups_of(&source.data))
            .filter(|column| column.role == role)
            .flat_map(|column| &column.levels)
            .any(|level| names(level).iter().any(|known| folded(known) == name))
    };
    wanted
        .iter()
        .flat_map(|one| one.levels.iter().map(move |level| (one.role, level)))
        .filter(|(role, level)| !has(*role, level))
        .map(|(_, level)| level.as_str())
        .collect()
}

/// Adds the column of a role that programmes have by `mapping`: [`Role::Sector`] or [`Role::Domain`].
pub(super) fn derive(source: &mut Source, role: Role, mapping: &Mapping) {
    let groups = groups_of(&source.data);
    if groups.iter().any(|column| column.role == role) {
        return;
    }
    let Some(programme) = groups.iter().find(|column| column.role == Role::Programme) else { return };
    let place_names: Vec<Option<String>> = programme
        .levels
        .iter()
        .map(|level| {
            let place = place(level, mapping, false)?;
            let name = if role == Role::Domain { place.domain } else { Some(place.sector) };
            name.filter(|name| !name.is_empty())
        })
        .collect();
    let names: BTreeSet<&String> = place_names.iter().flatten().collect();
    let names: Vec<&String> = names.into_iter().collect();
    let code_of: Vec<u16> = place_names
        .iter()
        .map(|name| {
            let at = name.as_ref().and_then(|name| names.iter().position(|known| *known == name));
            at.and_then(|at| u16::try_from(at).ok()).unwrap_or(MISSING)
        })
        .collect();
    let codes = programme
        .codes
        .iter()
        .map(|&code| code_of.get(usize::from(code)).copied().unwrap_or(MISSING))
        .collect();
    let levels = names
        .iter()
        .map(|name| Level {
            raw: (*name).clone(),
            label: Text::same((*name).clone()),
            kind: LevelKind::Stated,
        })
        .collect();
    groups_mut(&mut source.data).push(Column { role, levels, codes, coarser: None });
}

fn place(level: &Level, mapping: &Mapping, part: bool) -> Option<Placement> {
    names(level)
        .into_iter()
        .find_map(|name| if part { mapping.place_part(name).cloned() } else { mapping.place(name) })
}

fn names(level: &Level) -> [&str; 3] {
    [&level.raw, &level.label.nl, &level.label.en]
}

/// Returns the columns that people of a source are grouped by.
pub(super) fn groups_of(data: &SourceData) -> &[Column] {
    match data {
        SourceData::Survey(survey) => &survey.groups,
        SourceData::Register(register) => &register.groups,
        SourceData::Counts(counts) => &counts.groups,
    }
}

fn groups_mut(data: &mut SourceData) -> &mut Vec<Column> {
    match data {
        SourceData::Survey(survey) => &mut survey.groups,
        SourceData::Register(register) => &mut register.groups,
        SourceData::Counts(counts) => &mut counts.groups,
    }
}

/// A row stays selected only where every condition holds.
fn narrow(data: &mut SourceData, chosen: Vec<bool>) {
    let selected = match data {
        SourceData::Survey(survey) => &mut survey.selected,
        SourceData::Register(register) => &mut register.selected,
        SourceData::Counts(counts) => &mut counts.selected,
    };
    if selected.is_empty() {
        *selected = chosen;
    } else {
        selected.iter_mut().zip(chosen).for_each(|(one, chosen)| *one &= chosen);
    }
}

fn not_selected(file: &str, source: &str) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::Assumed,
        file,
        Text::new(
            format!("`{source}` heeft geen kolom waarop `select` kan kiezen; iedereen telt mee"),
            format!("`{source}` has no column that `select` can choose by; everybody counts"),
        ),
        Text::new(
            "geef in het codeboek aan welke kolom de opleiding is",
            "say in the codebook which column is the programme",
        ),
    )
}

fn unmapped(file: &str, column: &Column, lost: &[usize], rows: usize, mapping: &Mapping) -> Fault {
    let names: Vec<&str> =
        lost.iter().take(NAMED).map(|&level| column.levels[level].label.nl.as_str()).collect();
    let (n, named, name) = (lost.len(), names.join("; "), &mapping.name);
    let more = if n > NAMED { "; …" } else { "" };
    Fault::in_file(
        Severity::Repaired,
        FaultKind::Unmapped,
        file,
        Text::new(
            format!(
                "{n} opleiding(en) zonder plaats in de indeling `{name}`, {rows} rij(en) buiten de selectie"
            ),
            format!(
                "{n} programme(s) without a place in the mapping `{name}`, {rows} row(s) outside the selection"
            ),
        ),
        Text::new(
            format!("zet ze in `mappings/{name}.toml`: {named}{more}"),
            format!("put them in `mappings/{name}.toml`: {named}{more}"),
        ),
    )
}
