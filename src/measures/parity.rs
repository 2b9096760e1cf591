//! Parity: women beside men, how many more it would take, and how unevenly both spread over programmes.
//!
//! Leaves out benchmarks (`benchmark`). Everything is computed from numbers as their tables print them; the
//! spread over programmes takes small programmes together where the source is not open.

use std::collections::BTreeMap;

use crate::model::Role;
use crate::results::{Against, Answers, Basis, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Interval,
    parity::{self, dissimilarity},
    proportion::{Tally, share, wilson_interval},
};
use crate::tabulation::{Family, Group, STATUS, VariableKind};

use super::Slice;
use super::benchmark::needed;
use super::comparison::{is_man, is_woman};
use super::participation::as_printed;
use super::slice::{figure, point};

/// With fewer programmes than this, a spread over them would tell about each.
const LEAST_UNITS: usize = 3;

/// Returns parity, what it would take, and the spread over programmes of women and men.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    let [role @ (Role::Sex | Role::Gender)] = slice.by[..] else { return Vec::new() };
    let named = |is: fn(&str) -> bool| {
        slice.groups.iter().find(|group| group.level(role).is_some_and(is) && slice.is_stated(group))
    };
    let (Some(women), Some(men)) = (named(is_woman), named(is_man)) else { return Vec::new() };
    let pair = Pair { slice, role, women, men };
    match slice.tabulated.population.family {
        Family::Intake => pair.participation("participation.intake"),
        Family::Enrolled => pair.participation("participation.enrolled"),
        Family::Graduated => pair.participation("participation.graduated"),
        Family::Cohort => pair.after_one_year(),
        Family::Respondents
        | Family::Staff
        | Family::Told
        | Family::Voices
        | Family::Frame
        | Family::FollowUp
        | Family::Leavers
        | Family::Late => Vec::new(),
    }
}

struct Pair<'a, 's> {
    slice: &'a Slice<'s>,
    role: Role,
    women: &'a Group,
    men: &'a Group,
}

impl Pair<'_, '_> {
    fn row(&self, measure: &str, statistic: Statistic, figure: Figure, unit: Unit, basis: Basis) -> Row {
        let mut key = self.slice.key(measure, self.women, statistic);
        key.against = Against::Group(self.men.label(&self.slice.by).into());
        Row {
            key,
            populations: vec![self.slice.population],
            figure,
            unit,
            basis,
            method: "",
            sides: None,
            rests_on: Vec::new(),
        }
    }

    fn participation(&self, measure: &str) -> Vec<Row> {
        let slice = self.slice;
        let is_shown = |group: &&Group| slice.visibility(None, group) == Visibility::Shown;
        if ![self.women, self.men].iter().all(is_shown) {
            return Vec::new();
        }
        let people = |group: &Group| as_printed(slice, group, slice.cell(group).people).exact();
        let (Some(women), Some(men)) = (people(self.women), people(self.men)) else { return Vec::new() };
        let basis = Basis::pair(women, men);
        let mut rows = Vec::new();
        if men > 0 {
            rows.push(Row {
                method: "wilson",
                ..self.row(measure, Statistic::Parity, ratio(women, men), Unit::Pure, basis)
            });
        }
        let share = slice.row(
            slice.key(measure, self.women, Statistic::Share),
            Figure::Withheld,
            Unit::Share,
            women + men,
            "",
        );
        let half = needed(slice, &share, 0.5);
        rows.extend(half.map(|figure| self.row(measure, Statistic::Needed, figure, Unit::People, basis)));
        rows.extend(self.spread(measure));
        rows
    }

    /// Returns Duncan's index over programmes and what chance alone gives; none where too few can be told apart.
    fn spread(&self, measure: &str) -> Vec<Row> {
        let slice = self.slice;
        let (Some(table), Some(minimum)) =
            (slice.tabulated.strata.get(&self.role), slice.plan.stratum_min(slice.population))
        else {
            return Vec::new();
        };
        let scope = slice.scope.group();
        let mut units: BTreeMap<Group, [u64; 2]> = BTreeMap::new();
        for (group, cell) in &table.cells {
            let label = group.level(self.role);
            let side = if label == self.women.level(self.role) {
                0
            } else if label == self.men.level(self.role) {
                1
            } else {
                continue;
            };
            if group.within(&scope.roles()) != scope {
                continue;
            }
            let Some(n) = cell.people.exact() else { return Vec::new() };
            units.entry(group.without(self.role)).or_default()[side] += n;
        }
        let is_own = |unit: &[u64; 2]| minimum == 0 || unit.iter().all(|n| *n >= minimum);
        let (mut own, rest): (Vec<[u64; 2]>, Vec<[u64; 2]>) = units.into_values().partition(is_own);
        let rest = rest.into_iter().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
        if rest != [0, 0] {
            if !is_own(&rest) {
                return Vec::new();
            }
            own.push(rest);
        }
        if own.len() < if minimum == 0 { 2 } else { LEAST_UNITS } {
            return Vec::new();
        }
        let units: Vec<parity::Unit> = own
            .iter()
            .map(|[first, reference]| parity::Unit { first: *first, reference: *reference })
            .collect();
        let smallest = own.iter().flatten().copied().min().unwrap_or(0);
        let total = own.iter().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
        let crude = Basis::pair(total[0], total[1]);
        let basis = if minimum == 0 { crude } else { Basis { smallest, ..crude } };
        let found = dissimilarity(&units);
        let row = |statistic, value| self.row(measure, statistic, point(value), Unit::Pure, basis);
        vec![
            row(Statistic::Duncan, found.map(|found| found.value)),
            row(Statistic::DuncanExpected, found.map(|found| found.expected)),
        ]
    }

    /// Returns the share of women among those still in the same programme after one year.
    ///
    /// Beside the share at the start it tells participation from retention.
    fn after_one_year(&self) -> Vec<Row> {
        let slice = self.slice;
        let whole = self.women.without(self.role);
        let answers = Answers(vec![STATUS.iter().position(|state| *state == "reenrolled").unwrap_or(0)]);
        let variable = slice.variables().find(|variable| {
            let described = variable.described();
            described.kind == VariableKind::Status { years: 1 }
                && described.mature_in.is_none()
                && !described.measure.contains('@')
        });
        let Some(variable) = variable else { return Vec::new() };
        let is_shown = |group: &Group| {
            slice.visibility(Some(variable.place), group) == Visibility::Shown
                && slice.plan.cover(slice.population, variable.place, group, &answers).is_none()
                && slice.plan.step(slice.population, group) == crate::results::Step::Fine
        };
        if !is_shown(self.women) || !is_shown(&whole) {
            return Vec::new();
        }
        let stayed = |group: &Group| {
            variable.counts(slice.cell(group)).get(answers.0[0]).copied().map_or(0, u64::from)
        };
        let (women, all) = (stayed(self.women), stayed(&whole));
        if women > all {
            return Vec::new();
        }
        let key = slice.key("participation.after1", self.women, Statistic::Share);
        let row = slice.row(key, figure(share(Tally::of(women, all))), Unit::Share, all, "wilson");
        vec![Row { basis: Basis { n: all, smallest: women.min(all) }, ..row }]
    }
}

/// Returns the number of women over that of men, with the limits of Wilson's interval for their share.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn ratio(women: u64, men: u64) -> Figure {
    let odds = |share: f64| share / (1.0 - share);
    let interval = wilson_interval(Tally::of(women, women + men)).ok();
    let interval = interval.filter(|interval| interval.upper < 1.0);
    Figure::Estimate {
        value: women as f64 / men as f64,
        interval: interval.map(|interval| Interval::new(odds(interval.lower), odds(interval.upper))),
    }
}
