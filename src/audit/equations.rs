//! From what is told of each cell to a system: every group is the sum of the groups it falls apart into.
//!
//! Per cell the unknowns are its people, the sum of their answers, and how many gave each answer. A partition
//! counts as an equation only if the tables that were read list all of its parts; else parts are at most the whole.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::cells::Cell;
use super::folder::Measure;
use super::printed::{STATES, Table, Told, Variable};
use super::solver::Attack;
use super::system::{Number, Range, System, Term};

/// The unknowns of one cell.
#[derive(Debug, Clone)]
pub(super) struct Unknowns {
    /// The people.
    pub(super) people: usize,
    /// The people behind the mean; mostly the same.
    pub(super) people_of_mean: usize,
    /// The sum of the answers, where the variable has a mean.
    pub(super) sum: Option<usize>,
    /// How many gave each answer.
    pub(super) answers: Vec<usize>,
}

/// A group and the groups it falls apart into.
#[derive(Debug, Clone)]
pub(super) struct Partition {
    /// The group.
    pub(super) whole: Cell,
    /// Its parts, those with people.
    pub(super) parts: Vec<Cell>,
    /// The roles by which it falls apart.
    pub(super) by: BTreeSet<String>,
    /// Whether all parts are known.
    pub(super) is_complete: bool,
}

/// One variable as a system.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// The system.
    pub(super) system: System,
    /// The unknowns of each cell.
    pub(super) cells: BTreeMap<Cell, Unknowns>,
    /// The answers, finest first, in the order of [`Unknowns::answers`].
    pub(super) categories: Vec<String>,
    /// The partitions.
    pub(super) partitions: Vec<Partition>,
    /// The partitions that each cell is a part of, by their places.
    pub(super) around: BTreeMap<Cell, Vec<usize>>,
    /// By how many people the parts of a group can differ from the whole, per way of falling apart.
    ///
    /// Somebody with two diplomas graduates from two schools: such parts add up to more than the whole.
    overlaps: BTreeMap<BTreeSet<String>, f64>,
    highest: f64,
}

/// What is known of a variable beside its own rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside<'a> {
    /// The values of answers.
    pub(super) measure: Option<&'a Measure>,
    /// The most people each cell can have.
    pub(super) at_most: &'a BTreeMap<Cell, f64>,
    /// The fewest people behind a row that is withheld.
    pub(super) fewest: f64,
    /// Which groups fall apart into others without a table that says so.
    pub(super) catalogue: &'a Catalogue,
}

/// Writes down a variable.
#[must_use]
pub(super) fn write(variable: &Variable, beside: &Beside<'_>) -> Written {
    let categories = finest(variable);
    let has_mean = variable.cells.values().any(|told| told.mean.is_some() || told.is_mean_withheld);
    let is_apart = variable.cells.values().any(|told| match (told.n, told.n_of_mean) {
        (Some(n), Some(of_mean)) => n != of_mean,
        _ => false,
    });
    let mut system = System::default();
    let mut cells = BTreeMap::new();
    for (cell, told) in &variable.cells {
        let unknowns =
            Columns { categories: &categories, has_mean, is_apart, beside }.write(&mut system, cell, told);
        cells.insert(cell.clone(), unknowns);
    }
    for (cell, told) in &variable.cells {
        for part in &told.parts {
            let Some(whole) = cells.get(&part.whole) else { continue };
            let place = |answer: &String| categories.iter().position(|known| known == answer);
            let (own, all) = match &part.answer {
                None => (cells[cell].people, whole.people),
                Some(answer) => match place(answer) {
                    Some(place) => (cells[cell].answers[place], whole.answers[place]),
                    None => continue,
                },
            };
            within(&mut system, &[own], all, part.share);
            // Where the people of the whole are told of themselves, those rows say how round they are.
            let is_told = variable.cells[&part.whole].n.is_some();
            if let Some(people) = part.whole_people.filter(|_| !is_told) {
                system.equation(vec![Term { unknown: whole.people, factor: 1.0 }], people);
            }
        }
    }
    let partitions = partitions(variable, beside.catalogue);
    let highest = beside.measure.map_or(1.0, |measure| measure.highest.abs().max(measure.lowest.abs()));
    let overlaps = overlaps(&system, &cells, &partitions);
    let mut around: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
    for (place, partition) in partitions.iter().enumerate() {
        for part in &partition.parts {
            around.entry(part.clone()).or_default().push(place);
        }
    }
    let mut written = Written { system, cells, categories, partitions, around, overlaps, highest };
    for partition in written.partitions.clone() {
        let parts = partition.parts.iter().map(|part| written.cells[part].clone()).collect();
        written.join(&partition, parts);
    }
    written
}

impl Written {
    /// Returns the partitions that all of these cells are parts of.
    pub(super) fn around<'a>(&'a self, cells: &'a [Cell]) -> impl Iterator<Item = &'a Partition> {
        let of = |cell: &Cell| self.around.get(cell).map_or(&[][..], Vec::as_slice);
        let (first, others) =
            cells.split_first().map_or((&[][..], &[][..]), |(first, rest)| (of(first), rest));
        first
            .iter()
            .filter(move |place| others.iter().all(|cell| of(cell).contains(place)))
            .map(|place| &self.partitions[*place])
    }

    /// Adds that `parts` make up the whole of a partition.
    pub(super) fn join(&mut self, partition: &Partition, parts: Vec<Unknowns>) {
        let whole = self.cells[&partition.whole].clone();
        let overlap = self.overlaps.get(&partition.by).copied().unwrap_or(0.0);
        let system = &mut self.system;
        let mut join = |whole: usize, parts: Vec<usize>, slack: f64| {
            let most = if partition.is_complete { slack } else { f64::INFINITY };
            let mut terms = vec![Term { unknown: whole, factor: 1.0 }];
            terms.extend(parts.iter().map(|part| Term { unknown: *part, factor: -1.0 }));
            system.equation(terms, Range::new(-slack, most));
        };
        join(whole.people, parts.iter().map(|part| part.people).collect(), overlap);
        if whole.people != whole.people_of_mean {
            join(whole.people_of_mean, parts.iter().map(|part| part.people_of_mean).collect(), overlap);
        }
        for (i, answer) in whole.answers.iter().enumerate() {
            join(*answer, parts.iter().map(|part| part.answers[i]).collect(), overlap);
        }
        if let (Some(sum), true) = (whole.sum, partition.is_complete) {
            join(sum, parts.iter().filter_map(|part| part.sum).collect(), overlap * self.highest);
        }
    }

    /// Prepares the attack; equations that contradict each other are left out, and counted.
    #[must_use]
    pub(super) fn attack(&self, reach: usize) -> Settled {
        let (attack, dropped) = Attack::settled(self.system.clone(), reach);
        Settled { attack, dropped }
    }
}

/// An attack without contradictions.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    /// The attack.
    pub(super) attack: Attack,
    /// How many equations had to be left out: tables that do not add up.
    pub(super) dropped: usize,
}

/// Returns the answers that are not made of others: `1 + 2` is, where some table has `1` and `2`.
fn finest(variable: &Variable) -> Vec<String> {
    let all: BTreeSet<&String> = variable.cells.values().flat_map(|told| told.answers.keys()).collect();
    all.iter()
        .filter(|category| parts_of(category, &all).is_none())
        .map(|category| (*category).clone())
        .collect()
}

fn parts_of(category: &str, all: &BTreeSet<&String>) -> Option<Vec<String>> {
    let parts: Vec<String> = category.split(" + ").map(str::to_owned).collect();
    (parts.len() > 1 && parts.iter().all(|part| all.contains(part))).then_some(parts)
}

struct Columns<'a> {
    categories: &'a [String],
    has_mean: bool,
    is_apart: bool,
    beside: &'a Beside<'a>,
}

impl Columns<'_> {
    fn write(&self, system: &mut System, cell: &Cell, told: &Told) -> Unknowns {
        let most = self.beside.at_most.get(cell).copied().unwrap_or(f64::INFINITY);
        let unknown_people = Range::new(if told.is_withheld { self.beside.fewest } else { 0.0 }, most);
        let told_n = told.n.or(told.n_of_mean.filter(|_| !self.is_apart));
        let people = system.unknown(Number::Whole, told_n.unwrap_or(unknown_people));
        let people_of_mean = if self.is_apart {
            system.unknown(Number::Whole, told.n_of_mean.unwrap_or(Range::new(0.0, most)))
        } else {
            people
        };
        let sum = self.has_mean.then(|| self.write_sum(system, told, people_of_mean));
        let answers = self.write_answers(system, told, people);
        if let (Some(sum), Some(measure), false) = (sum, self.beside.measure, self.is_apart) {
            let values: Option<Vec<f64>> =
                self.categories.iter().map(|category| measure.answers.get(category).copied()).collect();
            // The mean of a question is the mean of its answers: one tells about the other.
            if let Some(values) = values.filter(|values| values.len() > 1) {
                let mut terms = vec![Term { unknown: sum, factor: -1.0 }];
                let of_answers = answers.iter().zip(values).filter(|(_, value)| value.abs() > 0.0);
                terms.extend(of_answers.map(|(answer, value)| Term { unknown: *answer, factor: value }));
                system.equation(terms, Range::exactly(0.0));
            }
        }
        Unknowns { people, people_of_mean, sum, answers }
    }

    /// Returns whether answers are all that there are; a share file leaves out those that it does not tell.
    fn has_all(&self, covered: &BTreeSet<String>) -> bool {
        let told: BTreeSet<&str> = covered.iter().flat_map(|category| category.split(" + ")).collect();
        match self.beside.measure {
            Some(measure) if !measure.answers.is_empty() => {
                measure.answers.keys().all(|answer| told.contains(answer.as_str()))
            }
            _ => STATES.iter().all(|state| told.contains(state)),
        }
    }

    fn write_sum(&self, system: &mut System, told: &Told, people: usize) -> usize {
        let sum = system.unknown(Number::Real, Range::new(f64::NEG_INFINITY, f64::INFINITY));
        if let Some(measure) = self.beside.measure {
            within(system, &[sum], people, Range::new(measure.lowest, measure.highest));
        }
        if let Some(mean) = told.mean {
            within(system, &[sum], people, mean);
        }
        sum
    }

    fn write_answers(&self, system: &mut System, told: &Told, people: usize) -> Vec<usize> {
        let all: BTreeSet<&String> = self.categories.iter().collect();
        let answers: Vec<usize> = self
            .categories
            .iter()
            .map(|_| system.unknown(Number::Whole, Range::new(0.0, f64::INFINITY)))
            .collect();
        let place = |category: &str| self.categories.iter().position(|known| known == category);
        for (category, answer) in &told.answers {
            let parts = parts_of(category, &all).unwrap_or_else(|| vec![category.clone()]);
            let parts: Vec<usize> = parts.iter().filter_map(|part| Some(answers[place(part)?])).collect();
            if let Some(share) = answer.share {
                within(system, &parts, people, share);
            }
            if let Some(count) = answer.count {
                let terms = parts.iter().map(|part| Term { unknown: *part, factor: 1.0 }).collect();
                system.equation(terms, count);
            }
        }
        match answers.len() {
            0 => {}
            1 => within(system, &answers, people, Range::new(0.0, 1.0)),
            _ => {
                // Tables can split answers differently; only one that has all of them adds up.
                let covered: BTreeSet<String> = told
                    .answers
                    .keys()
                    .flat_map(|category| parts_of(category, &all).unwrap_or_else(|| vec![category.clone()]))
                    .collect();
                let own: Vec<usize> = covered.iter().filter_map(|part| Some(answers[place(part)?])).collect();
                if told.lists_all || self.has_all(&covered) {
                    system.sum(people, &own);
                } else if !own.is_empty() {
                    within(system, &own, people, Range::new(0.0, 1.0));
                }
            }
        }
        answers
    }
}

/// Adds that the sum of `parts` is between two multiples of `whole`.
fn within(system: &mut System, parts: &[usize], whole: usize, share: Range) {
    let mut bound = |factor: f64, range: Range| {
        let mut terms: Vec<Term> = parts.iter().map(|part| Term { unknown: *part, factor: 1.0 }).collect();
        if factor.abs() > 0.0 {
            terms.push(Term { unknown: whole, factor: -factor });
        }
        system.equation(terms, range);
    };
    bound(share.upper, Range::new(f64::NEG_INFINITY, 0.0));
    bound(share.lower, Range::new(0.0, f64::INFINITY));
}

/// Returns, per way of falling apart, by how many people printed numbers do not add up.
fn overlaps(
    system: &System,
    cells: &BTreeMap<Cell, Unknowns>,
    partitions: &[Partition],
) -> BTreeMap<BTreeSet<String>, f64> {
    let mut overlaps = BTreeMap::new();
    for partition in partitions {
        let range = |cell: &Cell| system.range(cells[cell].people);
        let whole = range(&partition.whole);
        let parts = partition.parts.iter().map(range).fold(Range::exactly(0.0), |sum, part| {
            Range::new(sum.lower + part.lower, sum.upper + part.upper)
        });
        let gap = (parts.lower - whole.upper).max(whole.lower - parts.upper);
        let overlap: &mut f64 = overlaps.entry(partition.by.clone()).or_insert(0.0);
        if partition.is_complete && gap > 0.0 && gap.is_finite() {
            *overlap = overlap.max(gap);
        }
    }
    overlaps
}

/// Returns every group with the groups it falls apart into, between nearest sets of roles and by what a catalogue says.
fn partitions(variable: &Variable, catalogue: &Catalogue) -> Vec<Partition> {
    let mut by_roles: BTreeMap<BTreeSet<String>, Vec<&Cell>> = BTreeMap::new();
    for cell in variable.cells.keys() {
        by_roles.entry(cell.roles()).or_default().push(cell);
    }
    let listed = Listed::of(variable, &by_roles);
    let mut found = Vec::new();
    for (roles, members) in &by_roles {
        for above in nearest(roles, by_roles.keys()) {
            let mut parts: BTreeMap<Cell, Vec<Cell>> = BTreeMap::new();
            for member in members {
                parts.entry(member.within(above)).or_default().push((*member).clone());
            }
            for (whole, parts) in parts {
                if variable.cells.contains_key(&whole) {
                    let is_complete = listed.is_complete(&whole, roles);
                    let by = roles.difference(above).cloned().collect();
                    found.push(Partition { whole, parts, by, is_complete });
                }
            }
        }
        let mut parts: BTreeMap<(Cell, &[String; 2]), Vec<Cell>> = BTreeMap::new();
        for member in members {
            for whole in catalogue.wholes_of(member) {
                parts.entry(whole).or_default().push((*member).clone());
            }
        }
        for ((whole, pair), parts) in parts {
            if variable.cells.contains_key(&whole) {
                let is_complete = listed.is_complete(&whole, roles);
                found.push(Partition { whole, parts, by: pair.iter().cloned().collect(), is_complete });
            }
        }
    }
    found
}

fn nearest<'a>(
    roles: &BTreeSet<String>,
    sets: impl Iterator<Item = &'a BTreeSet<String>>,
) -> Vec<&'a BTreeSet<String>> {
    let above: Vec<&BTreeSet<String>> = sets.filter(|set| set.is_subset(roles) && *set != roles).collect();
    above
        .iter()
        .filter(|set| !above.iter().any(|between| set.is_subset(between) && *set != between))
        .copied()
        .collect()
}

/// Which tables there are, by the roles that their groups have together with their scope.
struct Listed<'a> {
    scopes: BTreeMap<BTreeSet<String>, Vec<&'a Cell>>,
    /// The sets of roles whose groups a table per school lists, in every school that there is.
    everywhere: BTreeSet<BTreeSet<String>>,
}

impl<'a> Listed<'a> {
    fn of(variable: &'a Variable, by_roles: &BTreeMap<BTreeSet<String>, Vec<&Cell>>) -> Self {
        let mut scopes: BTreeMap<BTreeSet<String>, Vec<&Cell>> = BTreeMap::new();
        for table in &variable.tables {
            let own = table.scope.roles();
            // A school in its own report is no part of anything.
            if own.is_disjoint(&table.by) {
                scopes.entry(own.union(&table.by).cloned().collect()).or_default().push(&table.scope);
            }
        }
        let units: BTreeSet<BTreeSet<String>> =
            variable.tables.iter().map(|table| table.scope.roles()).filter(|unit| !unit.is_empty()).collect();
        let is_everywhere = |roles: &BTreeSet<String>, unit: &BTreeSet<String>| {
            let schools = Table { scope: Cell::default(), by: unit.clone() };
            unit.is_subset(roles)
                && variable.tables.contains(&schools)
                && by_roles
                    .get(unit)
                    .is_some_and(|schools| schools.iter().all(|school| scopes[roles].contains(school)))
        };
        let everywhere = scopes
            .keys()
            .filter(|roles| units.iter().any(|unit| is_everywhere(roles, unit)))
            .cloned()
            .collect();
        Self { scopes, everywhere }
    }

    /// Returns whether tables list every part of `whole` by `roles`.
    fn is_complete(&self, whole: &Cell, roles: &BTreeSet<String>) -> bool {
        let is_around = |scope: &&Cell| {
            scope.0.iter().all(|(role, level)| whole.0.get(role).is_some_and(|own| own == level))
        };
        self.scopes.get(roles).is_some_and(|scopes| scopes.iter().any(is_around))
            // A table per school is complete if every school that there is has one.
            || self.everywhere.contains(roles)
    }
}
