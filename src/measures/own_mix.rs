//! A school beside the other schools at its own mix of programmes: what a school with the same programmes would have.
//!
//! Made of what the reports of the schools print about each programme, so that it tells no more than they do; the interval
//! too. Rests on two other schools at least, none of them nearly all of it, and is withheld where the school's own number
//! is. Leaves out programmes that no other school shows, single questions, and weighted answers.

use std::collections::BTreeMap;

use crate::model::{LevelKind, Role};
use crate::results::{Against, Answers, Basis, Figure, Key, Row, Statistic, Step, Unit, Visibility};
use crate::statistics::{
    NotEstimable,
    own_mix::{Of, Weighed, weighed_sum},
};
use crate::tabulation::{Family, Group, STATUS, Scope};

use super::Slice;
use super::outcome::success;
use super::slice::VariableOf;

/// What people study, from fine to coarse: the first that the scan groups by is the mix.
pub const MIXES: [Role; 5] = [Role::Programme, Role::Domain, Role::Sector, Role::Level, Role::Location];

/// The fewest other schools: with one, its own numbers could be read in the report of another.
const FEWEST_OTHERS: usize = 2;

/// The largest part of what the others would have that may come from one of them (DISCLOSURE.md, section 7).
const LARGEST_PART: f64 = 0.85;

/// Returns what a school with the same programmes would have on a scale, and how this one differs from it.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let measure = &variable.described().measure;
    let compared = Compared { slice, measure, statistic: Statistic::Mean };
    compared.rows(&|group| {
        let is_shown = slice.visibility(Some(variable.place), group) != Visibility::Withheld;
        let scores = variable.frequencies(slice.cell(group)).moments();
        let (mean, sd) = (scores.mean().ok()?, scores.standard_deviation().unwrap_or(0.0));
        let step = compared.step(group);
        let sd = compared.as_printed(sd, step.spread_unit(scores.n()));
        let rounding = compared.rounding(step.score_unit());
        is_shown.then_some(Counted { n: scores.n(), mean, variance: sd * sd, rounding })
    })
}

/// Returns the same of the share with an answer that counts as success.
pub(super) fn of_success(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    of_shares(slice, variable, &variable.described().measure, &success(variable))
}

/// Returns the same of what became of starters, state by state.
pub(super) fn of_states(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let measure = |state| variable.described().part_measure(state);
    (0..STATUS.len())
        .flat_map(|state| of_shares(slice, variable, &measure(state), &Answers(vec![state])))
        .collect()
}

fn of_shares(slice: &Slice<'_>, variable: VariableOf<'_>, measure: &str, answers: &Answers) -> Vec<Row> {
    if variable.described().mature_in.is_some() {
        return Vec::new();
    }
    let compared = Compared { slice, measure, statistic: Statistic::Share };
    compared.rows(&|group| {
        let cell = slice.cell(group);
        let is_shown = slice.visibility(Some(variable.place), group) == Visibility::Shown
            && slice.plan.cover(slice.population, variable.place, group, answers).is_none()
            && variable.is_exact(cell);
        let n = variable.answered(cell);
        let counts = variable.counts(cell);
        let successes: u64 =
            answers.0.iter().filter_map(|answer| counts.get(*answer)).map(|n| u64::from(*n)).sum();
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let mean = successes as f64 / n.max(1) as f64;
        let unit = compared.step(group).share_unit(n);
        let share = compared.as_printed(mean, unit);
        let (variance, rounding) = (share * (1.0 - share), compared.rounding(unit));
        (is_shown && n > 0).then_some(Counted { n, mean, variance, rounding })
    })
}

/// What is counted of one programme at one school.
struct Counted {
    n: u64,
    mean: f64,
    /// The variance of one person, as a reader can compute it from what is printed.
    variance: f64,
    /// The variance that rounding adds to the printed mean.
    rounding: f64,
}

/// One programme at one school, where its number is shown.
struct Part {
    school: String,
    key: Key,
    /// People as printed: weights tell nothing that the tables do not.
    people: u64,
    counted: Counted,
}

/// One programme that this school and others show.
struct Programme {
    own: Part,
    others: Vec<Part>,
}

/// One measure of the school of a report.
struct Compared<'a, 's> {
    slice: &'a Slice<'s>,
    measure: &'a str,
    statistic: Statistic,
}

impl Compared<'_, '_> {
    fn step(&self, group: &Group) -> Step {
        if self.is_open() { Step::Fine } else { self.slice.plan.step(self.slice.population, group) }
    }

    fn is_open(&self) -> bool {
        self.slice.plan.is_open(self.slice.population)
    }

    /// Returns a number to the unit in which tables print it; as it is where everything is open.
    fn as_printed(&self, value: f64, unit: f64) -> f64 {
        if self.is_open() { value } else { (value / unit).round() * unit }
    }

    /// Returns the variance that printing a number to this unit adds to it; 0 where everything is open.
    fn rounding(&self, unit: f64) -> f64 {
        if self.is_open() { 0.0 } else { unit * unit / 12.0 }
    }

    fn rows(&self, counted: &dyn Fn(&Group) -> Option<Counted>) -> Vec<Row> {
        let slice = self.slice;
        let (Some(own), Some(mix)) = (slice.own_unit(), self.mix()) else { return Vec::new() };
        let programmes = self.programmes(mix, counted);
        if programmes.is_empty() {
            return Vec::new();
        }
        let shared: Vec<Programme> =
            programmes.into_values().filter(|programme| !programme.others.is_empty()).collect();
        let key = |statistic| Key {
            against: Against::Others,
            category: mix.word().into(),
            ..slice.key(self.measure, &own, statistic)
        };
        let unit = if self.statistic == Statistic::Mean { Unit::Score } else { Unit::Share };
        let difference = key(Statistic::DifferenceStandardised);
        if shared.is_empty() {
            let reason = Figure::NotEstimable(NotEstimable::NoInformativeStratum);
            let n = slice.cell(&own).people.most;
            return vec![slice.row(difference, reason, unit, n, "")];
        }
        let mixed = Mixed::of(shared, self.statistic);
        // Beside a number of the school that is withheld, what it differs by would tell it.
        if !self.is_open() && (counted(&own).is_none() || !mixed.is_of_several()) {
            return [Statistic::Expected, Statistic::DifferenceStandardised]
                .map(|statistic| slice.withheld(key(statistic), unit))
                .to_vec();
        }
        let basis = mixed.basis();
        let row = |key, terms: &[Term], n| Row {
            basis: Basis { n, ..basis },
            rests_on: mixed.groups(),
            ..slice.row(key, mixed.figure(terms), unit, n, "own_mix")
        };
        let expected: Vec<Term> = mixed.others.iter().map(|term| term.turned()).collect();
        let both: Vec<Term> = mixed.own.iter().chain(&mixed.others).cloned().collect();
        vec![row(key(Statistic::Expected), &expected, mixed.people.0), row(difference, &both, basis.n)]
    }

    /// Returns the role that the mix is of; `None` where people are not students in one period, or the scan has none.
    fn mix(&self) -> Option<Role> {
        let slice = self.slice;
        let population = &slice.tabulated.population;
        let is_followed = matches!(population.family, Family::Respondents | Family::Cohort);
        if slice.is_weighted() || !population.pooled.is_empty() || !is_followed {
            return None;
        }
        let is_counted = |role: &Role| {
            slice.cube.breakdowns.contains(&vec![*role])
                && population.roles.contains(role)
                && slice.plan.per != Some(*role)
        };
        MIXES.into_iter().find(is_counted)
    }

    /// Returns the programmes that this school shows, by name, with the other schools that show them.
    fn programmes(
        &self,
        mix: Role,
        counted: &dyn Fn(&Group) -> Option<Counted>,
    ) -> BTreeMap<String, Programme> {
        let slice = self.slice;
        let part = |scope: &Scope, group: Group| -> Option<(String, Part)> {
            let label = group.level(mix)?.to_owned();
            let stated = slice.cube.level_kind(mix, &label) == Some(LevelKind::Stated);
            let counted = counted(&group).filter(|_| stated)?;
            let key = Key {
                scope: scope.clone(),
                by: [mix].into(),
                ..slice.key(self.measure, &group, self.statistic)
            };
            let school = scope.unit().map_or_else(String::new, |unit| unit.code.clone());
            let people = self.step(&group).people(counted.n);
            Some((label, Part { school, key, people, counted }))
        };
        let of = |scope: &Scope| -> Vec<(String, Part)> {
            let groups = slice.cube.groups(slice.tabulated, scope, &[mix]);
            groups.into_iter().filter_map(|group| part(scope, group)).collect()
        };
        let mut found: BTreeMap<String, Programme> = of(slice.scope)
            .into_iter()
            .map(|(label, own)| (label, Programme { own, others: Vec::new() }))
            .collect();
        for scope in slice.cube.scopes.iter().filter(|scope| scope.unit().is_some() && *scope != slice.scope)
        {
            for (label, other) in of(scope) {
                if let Some(programme) = found.get_mut(&label) {
                    programme.others.push(other);
                }
            }
        }
        found
    }
}

/// One published number in a sum, with its weight.
#[derive(Clone)]
struct Term {
    key: Key,
    school: String,
    weighed: Weighed,
}

impl Term {
    fn turned(&self) -> Self {
        let weighed = Weighed { weight: -self.weighed.weight, ..self.weighed };
        Self { weighed, ..self.clone() }
    }
}

/// Both sides at the mix of the school of the report.
struct Mixed {
    own: Vec<Term>,
    /// Taken off: their weights are below 0 and add up to -1.
    others: Vec<Term>,
    /// People as printed: of this school, and of the others.
    people: (u64, u64),
    of: Of,
}

impl Mixed {
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn of(programmes: Vec<Programme>, statistic: Statistic) -> Self {
        let people = |parts: &[Part]| parts.iter().map(|part| part.people).sum::<u64>();
        let own_people: u64 = programmes.iter().map(|programme| programme.own.people).sum();
        let other_people = programmes.iter().map(|programme| people(&programme.others)).sum();
        let mut mixed = Self {
            own: Vec::new(),
            others: Vec::new(),
            people: (own_people, other_people),
            of: if statistic == Statistic::Mean { Of::Scores } else { Of::Shares },
        };
        for Programme { own, others } in programmes {
            let weight = own.people as f64 / own_people as f64;
            let all = people(&others) as f64;
            mixed.own.push(term(own, weight));
            for other in others {
                let part = other.people as f64 / all;
                mixed.others.push(term(other, -weight * part));
            }
        }
        mixed
    }

    /// Returns whether two other schools or more are in it, and none of them is nearly all of it.
    fn is_of_several(&self) -> bool {
        let mut weights: BTreeMap<&str, f64> = BTreeMap::new();
        for term in &self.others {
            *weights.entry(&term.school).or_default() -= term.weighed.weight;
        }
        weights.len() >= FEWEST_OTHERS && weights.values().all(|weight| *weight <= LARGEST_PART)
    }

    fn basis(&self) -> Basis {
        Basis::pair(self.people.0, self.people.1)
    }

    fn groups(&self) -> Vec<Group> {
        self.own.iter().chain(&self.others).map(|term| term.key.group.clone()).collect()
    }

    fn figure(&self, terms: &[Term]) -> Figure {
        let weighed: Vec<Weighed> = terms.iter().map(|term| term.weighed).collect();
        match weighed_sum(self.of, &weighed) {
            Ok(found) => Figure::Sum {
                terms: terms.iter().map(|term| (term.key.clone(), term.weighed.weight)).collect(),
                constant: 0.0,
                value: found.value,
                interval: found.interval.ok(),
            },
            Err(reason) => Figure::NotEstimable(reason),
        }
    }
}

fn term(part: Part, weight: f64) -> Term {
    let Counted { mean, variance, rounding, .. } = part.counted;
    let weighed = Weighed { weight, mean, variance, n: part.people, rounding };
    Term { key: part.key, school: part.school, weighed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(school: &str, people: u64) -> Part {
        let key = Key {
            scope: Scope::All,
            source: "".into(),
            period: "".into(),
            measure: "scale.x".into(),
            by: [Role::Programme].into(),
            group: Group::everybody().and(Role::Institution, school),
            against: Against::Nothing,
            statistic: Statistic::Mean,
            category: "".into(),
        };
        let counted = Counted { n: people, mean: 3.0, variance: 1.0, rounding: 0.0 };
        Part { school: school.to_owned(), key, people, counted }
    }

    fn mixed(programmes: &[(u64, &[(&str, u64)])]) -> Mixed {
        let programme = |(own, others): &(u64, &[(&str, u64)])| Programme {
            own: part("own", *own),
            others: others.iter().map(|(school, people)| part(school, *people)).collect(),
        };
        Mixed::of(programmes.iter().map(programme).collect(), Statistic::Mean)
    }

    #[test]
    fn the_others_weigh_as_much_as_ones_own_people_do_in_each_programme() {
        let mixed = mixed(&[(30, &[("a", 10), ("b", 40)]), (10, &[("a", 20)])]);
        let weights: Vec<f64> = mixed.others.iter().map(|term| term.weighed.weight).collect();
        for (ours, expected) in weights.iter().zip([-0.75 * 0.2, -0.75 * 0.8, -0.25]) {
            approx::assert_relative_eq!(*ours, expected, max_relative = 1e-12);
        }
        assert_eq!(mixed.people, (40, 70));
    }

    #[test]
    fn one_other_school_or_one_that_is_nearly_all_of_it_is_kept_back() {
        assert!(mixed(&[(30, &[("a", 20), ("b", 20)])]).is_of_several());
        assert!(!mixed(&[(30, &[("a", 40)])]).is_of_several());
        assert!(!mixed(&[(30, &[("a", 40)]), (10, &[("a", 20)])]).is_of_several());
        assert!(
            !mixed(&[(90, &[("a", 40)]), (10, &[("b", 20)])]).is_of_several(),
            "90 percent is one school's"
        );
        assert!(mixed(&[(80, &[("a", 40)]), (20, &[("b", 20)])]).is_of_several());
    }
}
