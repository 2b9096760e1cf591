//! The audit: attacks written report folders, and says which hidden number can be read back.
//!
//! Knows nothing of how reports are protected: it reads what was written, as a stranger would, and shares no
//! code with `disclosure`. Numbers in pages and sheets that no row holds are found by `leak`.

mod system;
mod solver;
mod folder;
mod shared;
mod network;
mod catalogue;
mod cells;
mod printed;
mod equations;
mod finding;
mod verdict;
mod visible;
mod leak;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub use catalogue::Catalogue;
pub use finding::{Attacker, Finding, Verdict};
pub use folder::AuditError;
pub use leak::Leak;
pub use solver::{Attack, Fact};
pub use system::{Contradiction, Equation, Number, Range, System, Term};

use equations::{Beside, write};
use folder::{Report, read};
use leak::leaks;
use printed::gather;
use shared::SharedNumbers;
use verdict::{IsPeople, Rules, examine};

/// How much effort goes into an audit; the same effort gives the same answer on any machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How many unknowns are solved for together.
    pub reach: usize,
    /// How many programs are solved in all; beyond, bounds are only passed along.
    pub programs: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { reach: 48, programs: 40_000 }
    }
}

/// A finding, with where it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Weakness {
    /// The source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// The variable: a measure, or `response`.
    pub variable: String,
    /// What can be read back.
    pub finding: Finding,
}

/// What an audit found.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// How many report folders were read.
    pub reports: usize,
    /// How many rows.
    pub rows: usize,
    /// How many hidden numbers were attacked.
    pub hidden: usize,
    /// How many of the attacks were cut short.
    pub hurried: usize,
    /// How many equations were left out because tables do not add up.
    pub dropped: usize,
    /// What can be read back, worst first.
    pub weaknesses: Vec<Weakness>,
    /// Numbers in pages, figures and sheets that no row holds.
    pub leaks: Vec<Leak>,
}

impl Audit {
    /// Returns how many findings of this kind there are.
    #[must_use]
    pub fn count(&self, attacker: Attacker, verdict: Verdict) -> usize {
        let is_meant =
            |found: &&Weakness| found.finding.attacker == attacker && found.finding.verdict == verdict;
        self.weaknesses.iter().filter(is_meant).count()
    }
}

/// Attacks report folders: each with its subfolders as one release, then all together.
///
/// # Errors
/// A folder cannot be read, or holds no report.
pub fn audit(folders: &[PathBuf], effort: Effort) -> Result<Audit, AuditError> {
    audit_knowing(folders, &Catalogue::default(), effort)
}

/// Attacks report folders as [`audit`] does, as someone who knows which programmes schools have.
///
/// # Errors
/// A folder cannot be read, or holds no report; no table is by a role of the catalogue.
pub fn audit_knowing(
    folders: &[PathBuf],
    catalogue: &Catalogue,
    effort: Effort,
) -> Result<Audit, AuditError> {
    let mut releases: Vec<Vec<Report>> =
        folders.iter().map(|folder| read(folder)).collect::<Result<_, _>>()?;
    if let Some(role) = unknown_role(&releases, catalogue) {
        return Err(AuditError::NoSuchRole(role.to_owned()));
    }
    let shared_files = SharedNumbers::read(&releases)?;
    let mut found = Audit {
        reports: releases.iter().map(Vec::len).sum(),
        rows: releases.iter().flatten().map(|report| report.rows.len()).sum(),
        ..Audit::default()
    };
    for report in releases.iter().flatten().filter(|report| shared::has_pages(report)) {
        found.leaks.extend(leaks(report)?);
    }
    let networks = network::settle(&mut releases, &shared_files)?;
    shared_files.join(&mut releases);
    found.weaknesses.extend(networks.weaknesses);
    let mut effort = effort;
    for release in &releases {
        for same_people in by_people(release) {
            attack(&same_people, catalogue, Attacker::Outsider, &mut effort, &mut found);
        }
    }
    if releases.len() > 1 {
        // What follows from share files tells nothing beside them.
        let is_new = |report: &Report| !networks.followed.contains(&report.path);
        let all: Vec<Report> = releases.into_iter().flatten().filter(is_new).collect();
        let groups = by_people(&all);
        for same_people in &groups {
            attack(same_people, catalogue, Attacker::Collector, &mut effort, &mut found);
        }
        found.weaknesses.extend(newcomers(&groups));
    }
    found.weaknesses.sort_by_key(key);
    found.weaknesses.dedup_by(|a, b| {
        a.finding.people == b.finding.people
            && a.variable == b.variable
            && a.period == b.period
            && a.source == b.source
            && a.finding.quantity == b.finding.quantity
            && a.finding.category == b.finding.category
    });
    Ok(found)
}

fn key(found: &Weakness) -> impl Ord + use<> {
    let finding = &found.finding;
    (
        found.source.clone(),
        found.period.clone(),
        found.variable.clone(),
        finding.people.clone(),
        finding.quantity.clone(),
        finding.category.clone(),
        finding.verdict,
        finding.attacker,
    )
}

/// Returns reports by the files they were made of: only the same people add up.
fn by_people(reports: &[Report]) -> Vec<Vec<Report>> {
    let mut groups: BTreeMap<_, Vec<Report>> = BTreeMap::new();
    for report in reports {
        groups.entry(report.people()).or_default().push(report.clone());
    }
    groups.into_values().collect()
}

/// Returns a role of the catalogue by which no table is.
fn unknown_role<'a>(releases: &[Vec<Report>], catalogue: &'a Catalogue) -> Option<&'a str> {
    let rows = releases.iter().flatten().flat_map(|report| &report.rows);
    let known: BTreeSet<String> = rows.flat_map(|row| cells::split(&row.by)).collect();
    catalogue.roles().iter().find(|role| !known.contains(*role)).map(String::as_str)
}

fn attack(
    reports: &[Report],
    catalogue: &Catalogue,
    attacker: Attacker,
    effort: &mut Effort,
    found: &mut Audit,
) {
    let manifest = &reports[0].manifest;
    let nobody = BTreeMap::new();
    for (population, variables) in gather(reports) {
        if manifest.policy.exact || reports.iter().any(|report| report.is_public(&population.source)) {
            continue;
        }
        let has_answers = population.has_answers();
        let mut names: Vec<&String> = variables.keys().collect();
        // What weighs most comes first, should time run out.
        names.sort_by_key(|name| (name.starts_with("item."), (*name).clone()));
        for name in names {
            let is_people = if cells::is_people(name) { IsPeople::Yes } else { IsPeople::No };
            let measure = manifest.measures.get(name);
            let fewest = if is_people == IsPeople::Yes { 1.0 } else { 0.0 };
            let written = write(&variables[name], &Beside { measure, at_most: &nobody, fewest, catalogue });
            let mut rules = Rules {
                minimum: if has_answers { manifest.policy.survey_min } else { manifest.policy.register_min },
                is_count_secret: !has_answers,
                measure,
                not_stated: &manifest.not_stated,
                reach: effort.reach,
                programs: effort.programs,
            };
            let examined = examine(&variables[name], written, is_people, &mut rules);
            effort.programs = rules.programs;
            if attacker == Attacker::Outsider {
                found.hidden += examined.hidden;
                found.hurried += examined.hurried;
                found.dropped += examined.dropped;
            }
            for mut finding in examined.findings {
                if attacker == Attacker::Collector {
                    finding.attacker = attacker;
                }
                found.weaknesses.push(Weakness {
                    source: population.source.clone(),
                    period: population.period.clone(),
                    variable: name.clone(),
                    finding,
                });
            }
        }
    }
}

/// Finds groups that gained or lost a few people between two releases of the same round.
fn newcomers(groups: &[Vec<Report>]) -> Vec<Weakness> {
    let mut found = Vec::new();
    for (i, later) in groups.iter().enumerate() {
        for earlier in &groups[..i] {
            let policy = earlier[0].manifest.policy;
            let before = gather(earlier);
            for (population, variables) in gather(later) {
                let Some(then) = before.get(&population) else { continue };
                let minimum = if population.has_answers() { policy.survey_min } else { policy.register_min };
                for (name, variable) in variables.iter().filter(|(name, _)| cells::is_people(name)) {
                    let Some(then) = then.get(name) else { continue };
                    for (cell, told) in &variable.cells {
                        let Some(was) = then.cells.get(cell).and_then(|told| told.n) else { continue };
                        let Some(is) = told.n else { continue };
                        let gain = Range::new(is.lower - was.upper, is.upper - was.lower);
                        #[expect(clippy::cast_precision_loss, reason = "minima are small")]
                        let is_few = gain.lower.abs().max(gain.upper.abs()) < minimum as f64;
                        let is_some = gain.lower > 0.0 || gain.upper < 0.0;
                        if is_few && is_some {
                            found.push(Weakness {
                                source: population.source.clone(),
                                period: population.period.clone(),
                                variable: name.clone(),
                                finding: Finding {
                                    attacker: Attacker::Collector,
                                    verdict: if gain.is_exact() { Verdict::Exact } else { Verdict::Weak },
                                    people: cell.name(),
                                    quantity: "newcomers".to_owned(),
                                    category: String::new(),
                                    known: gain,
                                    n: is,
                                    cause: "the same round was reported twice".to_owned(),
                                },
                            });
                        }
                    }
                }
            }
        }
    }
    found
}
