//! What was published before, and what it means for a plan in the making (DISCLOSURE.md, section 8).
//!
//! Of the same people everything stays as it was told: a group that was withheld could be had from one report, and
//! one that was shown from the other. Where people were added, a group is told again only if nobody of them can be
//! subtracted. Leaves out how a ledger is kept (`model`).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Disclosed, DisclosedCover, DisclosedGroup, Language, Ledger, Publication, Role};
use crate::results::{Answers, Candour, Cover, Outer, Plan, Step, Visibility};
use crate::tabulation::{Cube, Group, Population, Tabulated};

use super::ladder::{Changed, Draft};
use super::lines::Line;

/// Returns what a run tells of people who are protected, as the ledger keeps it.
///
/// Of groups that are withheld no number is kept. Nothing is kept of open data, nor where everything may be told.
#[must_use]
pub fn publication(title: &str, cube: &Cube, plan: &Plan) -> Publication {
    let is_kept = |tabulated: &Tabulated| {
        plan.candour == Candour::Protected
            && !tabulated.population.public
            && tabulated.population.pooled.is_empty()
    };
    let populations = cube.populations.iter().enumerate().filter(|(_, tabulated)| is_kept(tabulated));
    Publication {
        title: title.to_owned(),
        populations: populations.map(|(place, tabulated)| disclosed(plan, place, tabulated)).collect(),
    }
}

fn disclosed(plan: &Plan, place: usize, tabulated: &Tabulated) -> Disclosed {
    let population = &tabulated.population;
    let known = Observed::of(tabulated);
    let mut groups: BTreeMap<&Group, DisclosedGroup> = tabulated
        .cells
        .keys()
        .map(|group| (group, disclosed_group(plan, place, tabulated, group, &known)))
        .collect();
    for ((_, variable, group), visibility) in plan.hidden.iter().filter(|((at, ..), _)| *at == place) {
        let measure = variable.and_then(|variable| known.place(variable));
        if let Some((measure, told)) = measure.zip(groups.get_mut(group).filter(|told| told.n.is_some())) {
            match visibility {
                Visibility::Shown => {}
                Visibility::MeanOnly => told.means.push(measure),
                Visibility::Withheld => told.withheld.push(measure),
            }
        }
    }
    for ((_, variable, group, answers), cover) in plan.covers.iter().filter(|((at, ..), _)| *at == place) {
        let told = groups.get_mut(group).filter(|told| told.n.is_some());
        if let Some((measure, told)) = known.place(*variable).zip(told) {
            told.covers.push(DisclosedCover {
                measure,
                answers: labels(population, *variable, answers),
                banded: *cover == Cover::Banded,
            });
        }
    }
    Disclosed {
        source: population.source.clone(),
        period: population.period.clone(),
        family: population.family.word().to_owned(),
        named: population.named.clone(),
        measures: known.0.iter().map(|place| population.variables[*place].measure.clone()).collect(),
        groups: groups.into_values().collect(),
    }
}

/// The variables that were observed of anybody: of what nobody can know yet, nothing was told.
struct Observed(Vec<usize>);

impl Observed {
    fn of(tabulated: &Tabulated) -> Self {
        let everybody = tabulated.cell(&Group::everybody());
        let variables = 0..tabulated.population.variables.len();
        Self(variables.filter(|variable| tabulated.answered(everybody, *variable) > 0).collect())
    }

    fn place(&self, variable: usize) -> Option<usize> {
        self.0.binary_search(&variable).ok()
    }
}

fn disclosed_group(
    plan: &Plan,
    place: usize,
    tabulated: &Tabulated,
    group: &Group,
    known: &Observed,
) -> DisclosedGroup {
    let level = |role: Role| (role.word().to_owned(), group.level(role).unwrap_or_default().to_owned());
    let told =
        DisclosedGroup { of: group.roles().into_iter().map(level).collect(), ..DisclosedGroup::default() };
    if plan.visibility(place, None, group) == Visibility::Withheld {
        return told;
    }
    let table = plan.table(place, group);
    let is_merged = |measure: &usize| plan.merged.contains(&(table.clone(), known.0[*measure]));
    DisclosedGroup {
        n: Some(tabulated.cell(group).people.most),
        round: plan.steps.get(&table) == Some(&Step::Coarse),
        together: (0..known.0.len()).filter(is_merged).collect(),
        ..told
    }
}

fn labels(population: &Population, variable: usize, answers: &Answers) -> Vec<String> {
    let categories = &population.variables[variable].categories;
    answers.0.iter().map(|answer| categories[*answer].label.get(Language::Dutch).to_owned()).collect()
}

/// One publication, as far as it is about the people of a draft.
struct Told<'a> {
    measures: &'a [String],
    groups: BTreeMap<Group, &'a DisclosedGroup>,
    /// The groups of each table, by the scope of the draft that it is in and the roles of its groups.
    tables: BTreeMap<(Group, Vec<Role>), Vec<Group>>,
    /// The scopes in which somebody came, went or is in another group now.
    changed: BTreeSet<Group>,
}

impl<'a> Told<'a> {
    fn of(publication: &'a Publication, draft: &Draft<'_>, per: Option<Role>) -> Option<Self> {
        let population = &draft.tabulated.population;
        let is_same = |disclosed: &&Disclosed| {
            disclosed.source == population.source
                && disclosed.period == population.period
                && disclosed.family == population.family.word()
                && disclosed.named == population.named
        };
        let disclosed = publication.populations.iter().find(is_same)?;
        let groups: BTreeMap<Group, &DisclosedGroup> =
            disclosed.groups.iter().filter_map(|told| Some((group(told)?, told))).collect();
        let mut tables: BTreeMap<(Group, Vec<Role>), Vec<Group>> = BTreeMap::new();
        for group in groups.keys() {
            tables.entry((scope_of(group, per), group.roles())).or_default().push(group.clone());
        }
        let mut told = Self { measures: &disclosed.measures, groups, tables, changed: BTreeSet::new() };
        told.changed = told.changed_scopes(draft, per);
        Some(told)
    }

    /// Returns how many people a group had, if it was told.
    fn people(&self, group: &Group) -> Option<u64> {
        self.groups.get(group)?.n
    }

    /// Returns the scopes of which it cannot be said that everybody in them is as before.
    ///
    /// Groups that are called otherwise now say nothing of that. Where nothing was told of a scope, everybody together
    /// says it.
    fn changed_scopes(&self, draft: &Draft<'_>, per: Option<Role>) -> BTreeSet<Group> {
        let is_as_told = |group: &Group| {
            let place = draft.release.groups.binary_search(group).ok()?;
            Some(self.people(group)? == draft.people(place))
        };
        let is_whole_as_told = is_as_told(&Group::everybody()) == Some(true);
        let mut seen: BTreeMap<Group, Vec<bool>> = BTreeMap::new();
        for group in self.groups.keys() {
            seen.entry(scope_of(group, per)).or_default().extend(is_as_told(group));
        }
        let is_changed = |seen: &[bool]| seen.contains(&false) || seen.is_empty() && !is_whole_as_told;
        seen.into_iter().filter(|(_, seen)| is_changed(seen)).map(|(scope, _)| scope).collect()
    }

    /// Returns the groups of a table, by its scope and the roles of its groups; none where it was not told.
    fn of_table(&self, scope: &Group, roles: &[Role]) -> &[Group] {
        self.tables.get(&(scope.clone(), roles.to_vec())).map_or(&[], Vec::as_slice)
    }
}

/// Returns the scope that a group is in, where each level of a role has a report.
fn scope_of(group: &Group, per: Option<Role>) -> Group {
    per.map_or_else(Group::everybody, |per| group.within(&[per]))
}

fn group(told: &DisclosedGroup) -> Option<Group> {
    let mut group = Group::everybody();
    for (role, level) in &told.of {
        group = group.and(role.parse().ok()?, level);
    }
    Some(group)
}

/// What was told before of the groups of a draft.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Before {
    /// Per publication and group: how many people it had, where it was told and may have changed.
    people: Vec<Vec<Option<u64>>>,
}

impl Draft<'_> {
    /// Takes over what was told before of the same people, and keeps in mind what was told of others.
    pub(super) fn take_over(&mut self, ledger: &Ledger, per: Option<Role>) {
        let told: Vec<Told<'_>> =
            ledger.publications.iter().filter_map(|one| Told::of(one, self, per)).collect();
        let release = self.release;
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); release.tables.len()];
        release.table_of.iter().enumerate().for_each(|(group, table)| members[*table].push(group));
        for (table, members) in members.iter().enumerate() {
            let (scope, roles) = (&release.tables[table].scope, release.groups[members[0]].roles());
            // The last publication that knows a table took over what those before it told.
            let Some(last) = told.iter().rev().find(|told| !told.of_table(scope, &roles).is_empty()) else {
                continue;
            };
            if !last.changed.contains(scope) {
                self.freeze(table, members, last);
                continue;
            }
            let is_gone =
                |group: &Group| last.people(group).is_some() && release.groups.binary_search(group).is_err();
            // Where groups are called otherwise now, nobody knows whom the new ones share with the old.
            if last.of_table(scope, &roles).iter().any(is_gone) {
                let is_new = |group: &&usize| !last.groups.contains_key(&release.groups[**group]);
                for group in members.iter().filter(is_new) {
                    self.withhold(None, *group);
                }
            }
        }
        let people = |told: &Told<'_>| -> Vec<Option<u64>> {
            let groups = release.groups.iter().enumerate();
            groups.map(|(place, group)| told.people(group).filter(|_| !self.is_frozen(None, place))).collect()
        };
        let people = told.iter().map(people).collect();
        self.before = Before { people };
    }

    /// Leaves the groups of a table as they were told.
    fn freeze(&mut self, table: usize, members: &[usize], told: &Told<'_>) {
        let known: Vec<Option<usize>> = self
            .tabulated
            .population
            .variables
            .iter()
            .map(|variable| told.measures.iter().position(|measure| *measure == variable.measure))
            .collect();
        let mut step = None;
        for group in members {
            let Some(was) = told.groups.get(&self.release.groups[*group]).filter(|was| was.n.is_some())
            else {
                self.whole[*group] = Visibility::Withheld;
                self.frozen[*group] = true;
                continue;
            };
            self.frozen[*group] = true;
            step = step.or(Some(if was.round { Step::Coarse } else { Step::Fine }));
            for (variable, place) in known.iter().enumerate() {
                if let Some(place) = place {
                    self.freeze_variable(table, *group, variable, was, *place);
                }
            }
        }
        if let Some(step) = step {
            self.freeze_step(table, step);
        }
    }

    fn freeze_variable(
        &mut self,
        table: usize,
        group: usize,
        variable: usize,
        was: &DisclosedGroup,
        place: usize,
    ) {
        let own = match (was.withheld.contains(&place), was.means.contains(&place)) {
            (true, _) => Visibility::Withheld,
            (false, true) => Visibility::MeanOnly,
            (false, false) => Visibility::Shown,
        };
        if was.together.contains(&place) {
            self.merged[variable][table] = Outer::Together;
        }
        let categories = &self.tabulated.population.variables[variable].categories;
        let found =
            |label: &String| categories.iter().position(|one| one.label.get(Language::Dutch) == *label);
        let covers = was.covers.iter().filter(|cover| cover.measure == place).map(|cover| {
            let answers: Option<Vec<usize>> = cover.answers.iter().map(found).collect();
            Some((Answers(answers?), if cover.banded { Cover::Banded } else { Cover::Withheld }))
        });
        let covers: Option<Vec<(Answers, Cover)>> = covers.collect();
        // An answer that is called otherwise now cannot be covered as it was: then nothing is told.
        self.own[variable][group] = if covers.is_some() { own } else { Visibility::Withheld };
        self.covers[variable][group] = covers.unwrap_or_default();
        self.frozen_own[variable][group] = true;
    }

    /// Withholds groups that were told before, if those who were added since could be subtracted.
    ///
    /// Nobody added is nothing told, and as many as the minimum are a group that may be told; so of what is left of a
    /// total beside the groups that both reports tell.
    pub(super) fn hide_additions(&mut self) -> Changed {
        let before = std::mem::take(&mut self.before);
        let mut changed = Changed::No;
        for people in &before.people {
            for (group, was) in people.iter().enumerate() {
                if was.is_some_and(|was| self.is_few(self.people(group).abs_diff(was))) {
                    changed = changed.or(self.withhold(None, group));
                }
            }
            for line in &self.release.lines {
                changed = changed.or(self.hide_addition_to(line, people));
            }
        }
        self.before = before;
        changed
    }

    fn is_few(&self, added: u64) -> bool {
        added > 0 && added < self.minimum
    }

    #[expect(clippy::cast_possible_wrap, reason = "counts of people stay far below 2^52")]
    fn hide_addition_to(&mut self, line: &Line, was: &[Option<u64>]) -> Changed {
        let is_told = |draft: &Self, group: usize| draft.whole[group] != Visibility::Withheld;
        let added = |draft: &Self, group: usize| {
            was[group].filter(|_| is_told(draft, group)).map(|was| draft.people(group) as i64 - was as i64)
        };
        let Some(mut rest) = added(self, line.parent) else { return Changed::No };
        let mut told: Vec<(u64, usize, i64)> = line
            .children
            .iter()
            .filter_map(|child| Some((self.people(*child), *child, added(self, *child)?)))
            .collect();
        rest -= told.iter().map(|(.., added)| added).sum::<i64>();
        told.sort_unstable();
        let mut changed = Changed::No;
        let mut told = told.into_iter().filter(|(.., added)| *added != 0);
        while self.is_few(rest.unsigned_abs()) {
            let Some((_, child, added)) = told.next() else {
                return changed.or(self.withhold(None, line.parent));
            };
            if self.withhold(None, child) == Changed::Yes {
                changed = Changed::Yes;
                rest += added;
            }
        }
        changed
    }
}
