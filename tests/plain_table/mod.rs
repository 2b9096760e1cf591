//! A plain table of counts: as a source for the protector, and as the equations of who attacks what it shows.
//!
//! Of a group without people there is no row, so whoever reads a table knows its zeros. What is hidden holds somebody.

use std::collections::{BTreeMap, BTreeSet};

use meetellen::audit::{Attack, Fact, Number, Range, System, Term};
use meetellen::disclosure::{Policy, Published, PublishedRow, Statistic, Step, plan, seal};
use meetellen::measures::{Comparisons, measure};
use meetellen::model::{
    Column, Counts, Dataset, FollowUp, Language, Level, LevelKind, Role, Source, SourceData, SourceKind,
    Stage, Text,
};
use meetellen::results::Visibility;
use meetellen::tabulation::{Design, Detail, Group, tabulate};

/// How many unknowns are solved for together: more than any of these tables has.
const REACH: usize = 400;

/// People counted by some roles, and the breakdowns that are published.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    roles: Vec<Role>,
    /// The levels of each cell, in the order of `roles`, and its people.
    atoms: Vec<(Vec<String>, u32)>,
    breakdowns: Vec<Vec<Role>>,
    minimum: u64,
}

/// What a table looks like once it is protected.
pub(crate) struct Protected<'a> {
    table: &'a Table,
    /// Every group with people: between which numbers its own number lies as printed, `None` where it is withheld.
    pub(crate) shown: BTreeMap<Group, Option<Range>>,
    published: Published,
}

impl Table {
    pub(crate) fn new(
        roles: &[Role],
        atoms: Vec<(Vec<String>, u32)>,
        breakdowns: &BTreeSet<Vec<Role>>,
        minimum: u64,
    ) -> Self {
        let breakdowns = breakdowns.iter().filter(|by| !by.is_empty()).cloned().collect();
        Self { roles: roles.to_vec(), atoms, breakdowns, minimum }
    }

    fn dataset(&self) -> Dataset {
        let column = |place: usize| {
            let labels: BTreeSet<&str> =
                self.atoms.iter().map(|(levels, _)| levels[place].as_str()).collect();
            let labels: Vec<&str> = labels.into_iter().collect();
            let code = |label: &str| u16::try_from(labels.binary_search(&label).unwrap()).unwrap();
            let codes: Vec<u16> = self.atoms.iter().map(|(levels, _)| code(&levels[place])).collect();
            let level = |label: &&str| Level {
                raw: (*label).to_owned(),
                label: Text::same(*label),
                kind: LevelKind::Stated,
            };
            Column {
                role: self.roles[place],
                levels: labels.iter().map(level).collect(),
                codes: codes.into(),
                coarser: None,
            }
        };
        let people: Vec<u32> = self.atoms.iter().map(|(_, people)| *people).collect();
        let counts = Counts {
            stage: Stage::Enrolled,
            named: None,
            year: vec![2025; people.len()],
            groups: (0..self.roles.len()).map(column).collect(),
            outcomes: Vec::new(),
            least: people.clone(),
            most: people,
            selected: Vec::new(),
        };
        let source = Source {
            kind: SourceKind::Counts,
            name: "tabel".to_owned(),
            round: String::new(),
            public: false,
            synthetic: false,
            data: SourceData::Counts(counts),
        };
        Dataset { sources: vec![source], scales: Vec::new() }
    }

    /// Protects the table as a run does: plan, measure, seal.
    pub(crate) fn protect(&self) -> Protected<'_> {
        let design = Design {
            breakdowns: self.breakdowns.clone(),
            of_others: Vec::new(),
            per: None,
            language: Language::Dutch,
            follow_up: FollowUp::default(),
            detail: Detail::default(),
        };
        let cube = tabulate(&self.dataset(), None, &design);
        let policy = Policy { register_min: self.minimum, ..Policy::default() };
        let plan = plan(&cube, &policy, None, &[]);
        let published = seal(&measure(&cube, &plan, &Comparisons::default()), &cube, &plan, &policy);
        let groups = cube.populations[0].cells.iter().filter(|(_, cell)| cell.people.most > 0);
        let shown = groups.map(|(group, _)| {
            let step = plan.step(0, group);
            // Where only shares of the parts of a group are shown, they tell its number as the plan has it.
            let printed = match rows(&published, group).next() {
                Some(row) => row.value(),
                None => (plan.visibility(0, None, group) != Visibility::Withheld)
                    .then(|| f64::from(u32::try_from(step.people(self.people(group))).unwrap())),
            };
            let range = printed.map(|n| match step {
                Step::Fine => Range::exactly(n),
                Step::Coarse => Range::new((n - 2.0).max(0.0), n + 2.0),
            });
            (group.clone(), range)
        });
        let shown = shown.collect();
        Protected { table: self, shown, published }
    }

    fn group(&self, levels: &[String]) -> Group {
        self.roles.iter().zip(levels).fold(Group::everybody(), |group, (role, level)| group.and(*role, level))
    }

    /// Returns the cells with people that a group is made of.
    fn cells_of(&self, group: &Group) -> Vec<&[String]> {
        let is_in = |levels: &[String]| self.group(levels).within(&group.roles()) == *group;
        let held = self.atoms.iter().filter(|(levels, people)| *people > 0 && is_in(levels));
        held.map(|(levels, _)| levels.as_slice()).collect()
    }

    pub(crate) fn people(&self, group: &Group) -> u64 {
        let is_in = |levels: &[String]| self.group(levels).within(&group.roles()) == *group;
        self.atoms.iter().filter(|(levels, _)| is_in(levels)).map(|(_, people)| u64::from(*people)).sum()
    }

    pub(crate) fn is_small(&self, group: &Group) -> bool {
        (1..self.minimum).contains(&self.people(group))
    }
}

/// Returns the rows of the number of people of a group, one in each table that shows it.
fn rows<'a>(published: &'a Published, group: &Group) -> impl Iterator<Item = &'a PublishedRow> {
    published.rows().iter().filter(move |row| {
        let key = row.key();
        key.measure == "participation.enrolled" && key.statistic == Statistic::Count && key.group == *group
    })
}

impl Protected<'_> {
    pub(crate) fn is_hidden(&self, group: &Group) -> bool {
        self.shown.get(group).is_some_and(Option::is_none)
    }

    pub(crate) fn hidden(&self) -> impl Iterator<Item = &Group> {
        self.shown.iter().filter(|(_, shown)| shown.is_none()).map(|(group, _)| group)
    }

    /// Returns the number of people of a group as each table with it prints it.
    pub(crate) fn values(&self, group: &Group) -> Vec<Option<f64>> {
        rows(&self.published, group).map(PublishedRow::value).collect()
    }

    /// Returns the table as it would be if only what is below the minimum were withheld, and all else exact.
    pub(crate) fn with_only_small_ones_withheld(mut self) -> Self {
        for (group, shown) in &mut self.shown {
            let people = f64::from(u32::try_from(self.table.people(group)).unwrap());
            *shown = (!self.table.is_small(group)).then(|| Range::exactly(people));
        }
        self
    }

    /// Returns the withheld groups of other people of which someone who is alone in `own` reads the exact number.
    pub(crate) fn exact_to(&self, own: &Group) -> Vec<String> {
        let others: Vec<Vec<Group>> = self
            .hidden()
            .filter(|group| self.table.cells_of(group) != self.table.cells_of(own))
            .map(|group| vec![group.clone()])
            .collect();
        let asked: Vec<Vec<Group>> = std::iter::once(vec![own.clone()]).chain(others).collect();
        let (system, unknowns) = self.written(&asked);
        let mut attack = Attack::new(system, REACH).unwrap();
        let alone = Fact { unknown: unknowns[0], range: Range::exactly(1.0) };
        let mut read = Vec::new();
        for (groups, unknown) in asked.iter().zip(&unknowns).skip(1) {
            let range = attack.range_knowing(*unknown, &[alone]).unwrap();
            if range.is_exact() {
                read.push(format!("{groups:?} {range:?}"));
            }
        }
        read
    }

    /// Returns the equations of a reader, and the unknown of each set of people that is asked about.
    fn written(&self, asked: &[Vec<Group>]) -> (System, Vec<usize>) {
        let mut system = System::default();
        let anybody = Range::new(0.0, f64::INFINITY);
        let cells: Vec<Group> = self.table.atoms.iter().map(|(levels, _)| self.table.group(levels)).collect();
        let atoms: Vec<usize> = cells.iter().map(|_| system.unknown(Number::Whole, anybody)).collect();
        let within = |group: &Group| -> Vec<usize> {
            let is_in = |atom: &usize| cells[*atom].within(&group.roles()) == *group;
            (0..atoms.len()).filter(is_in).map(|atom| atoms[atom]).collect()
        };
        let sets: BTreeSet<Vec<Role>> = self.shown.keys().map(Group::roles).collect();
        let groups: BTreeSet<Group> =
            sets.iter().flat_map(|by| cells.iter().map(|cell| cell.within(by))).collect();
        for group in &groups {
            let range = match self.shown.get(group) {
                None => Range::exactly(0.0),
                Some(None) => Range::new(1.0, f64::INFINITY),
                Some(Some(range)) => *range,
            };
            let terms = within(group).into_iter().map(|unknown| Term { unknown, factor: 1.0 }).collect();
            system.equation(terms, range);
        }
        let unknowns = asked.iter().map(|groups| {
            let together = system.unknown(Number::Whole, anybody);
            let parts: BTreeSet<usize> = groups.iter().flat_map(&within).collect();
            system.sum(together, &parts.into_iter().collect::<Vec<_>>());
            together
        });
        let unknowns = unknowns.collect();
        (system, unknowns)
    }

    /// Returns what of the withheld groups is exact, or leaves too little open of a small one (DISCLOSURE, section 6).
    ///
    /// Also of what several have together that one printed total leaves, if that is less than the minimum.
    pub(crate) fn weak(&self) -> Vec<String> {
        let mut asked: Vec<Vec<Group>> = self.hidden().map(|group| vec![group.clone()]).collect();
        asked.extend(self.remainders());
        let (system, unknowns) = self.written(&asked);
        let mut attack = Attack::new(system, REACH).unwrap();
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let (least, half) = (self.table.minimum as f64, self.table.minimum.div_ceil(2) as f64);
        let mut weak = Vec::new();
        for (groups, unknown) in asked.iter().zip(unknowns) {
            let range = attack.range(unknown);
            let people: u64 = groups.iter().map(|group| self.table.people(group)).sum();
            let is_told = people < self.table.minimum && (range.upper < least || range.width() < half);
            if range.is_exact() || is_told {
                weak.push(format!("{groups:?}: {people} people in {range:?}"));
            }
        }
        weak
    }

    /// Returns the withheld parts of each group, where they are several and fewer people than the minimum.
    fn remainders(&self) -> Vec<Vec<Group>> {
        let mut found = Vec::new();
        let sets: BTreeSet<Vec<Role>> = self.shown.keys().map(Group::roles).collect();
        for whole in self.shown.keys() {
            for by in &sets {
                let own = whole.roles();
                if by.len() != own.len() + 1 || !own.iter().all(|role| by.contains(role)) {
                    continue;
                }
                let is_part = |group: &&Group| group.roles() == *by && group.within(&own) == *whole;
                let parts: Vec<Group> = self.hidden().filter(is_part).cloned().collect();
                let people: u64 = parts.iter().map(|part| self.table.people(part)).sum();
                if parts.len() > 1 && people < self.table.minimum {
                    found.push(parts);
                }
            }
        }
        found
    }
}
