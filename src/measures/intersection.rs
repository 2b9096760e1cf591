//! Combinations of two features of people: whether a combination is more than the two separate gaps together.
//!
//! Of shown combinations only; levels of the second feature at which one of the groups is hidden are left out.

use crate::model::{Name, Role};
use crate::results::{Against, Basis, Key, Part, Row, Sides, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate, NotEstimable,
    intersection::{CellMean, FourCells, Intersection, intersection_of_means, intersection_of_shares},
    moments::Moments,
    proportion::Tally,
};
use crate::tabulation::Group;

use super::Slice;
use super::comparison::gender_pairs;
use super::outcome::success;
use super::slice::{VariableOf, figure, point};

/// The people of the four combinations; of the second feature, one level beside all others.
struct Four<'g> {
    both: &'g Group,
    /// The first feature without the second.
    first: Vec<&'g Group>,
    /// The second feature without the first.
    second: &'g Group,
    neither: Vec<&'g Group>,
    against: Against,
}

/// Returns expected mean and departure of every combination.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let moments = |groups: &[&Group]| -> Moments {
        let all = groups.iter().map(|group| variable.frequencies(slice.cell(group)).moments());
        all.fold(Moments::default(), Moments::merge)
    };
    fours(slice, slice.stated_and_shown(variable.place))
        .iter()
        .flat_map(|four| {
            let cells = four.map(&moments);
            let mean = |cell: Moments| -> Result<CellMean, NotEstimable> {
                Ok(CellMean { n: cell.n(), mean: cell.mean()?, sd: cell.standard_deviation()? })
            };
            let means = (|| {
                Ok(FourCells {
                    neither: mean(cells.neither)?,
                    first: mean(cells.first)?,
                    second: mean(cells.second)?,
                    both: mean(cells.both)?,
                })
            })();
            let sizes = [cells.neither, cells.first, cells.second, cells.both].map(Moments::n);
            let told = Told { statistic: Statistic::Mean, unit: Unit::Score, method: "welch_t" };
            told.rows(slice, variable, four, means.and_then(intersection_of_means), sizes)
        })
        .collect()
}

/// Returns expected share and departure of every combination.
pub(super) fn of_shares(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let mut shown = slice.stated_and_shown(variable.place);
    shown.retain(|group| {
        slice.visibility(Some(variable.place), group) == Visibility::Shown
            && slice.plan.cover(slice.population, variable.place, group, &success(variable)).is_none()
    });
    let tally = |groups: &[&Group]| -> Tally {
        groups.iter().map(|group| variable.tally(slice.cell(group))).fold(Tally::of(0, 0), |sum, next| {
            Tally { successes: sum.successes + next.successes, failures: sum.failures + next.failures }
        })
    };
    fours(slice, shown)
        .iter()
        .flat_map(|four| {
            let cells = four.map(&tally);
            let sizes = [cells.neither, cells.first, cells.second, cells.both].map(Tally::n);
            let told = Told { statistic: Statistic::Share, unit: Unit::Share, method: "wald" };
            told.rows(slice, variable, four, intersection_of_shares(cells), sizes)
        })
        .collect()
}

fn fours<'g>(slice: &Slice<'_>, shown: Vec<&'g Group>) -> Vec<Four<'g>> {
    let [a, b] = slice.by[..] else { return Vec::new() };
    if !(a.is_personal() && b.is_personal()) || slice.own_unit().is_some() {
        return Vec::new();
    }
    let is_gender = |role: Role| matches!(role, Role::Gender | Role::Sex);
    // Gender comes first, wherever the scan names it: it is compared pair by pair, no group the norm.
    let (first, second) = if is_gender(b) && !is_gender(a) { (b, a) } else { (a, b) };
    let wholes: Vec<Group> =
        levels(&shown, first).into_iter().map(|level| Group::everybody().and(first, level)).collect();
    let wholes: Vec<&Group> = wholes.iter().collect();
    let pairs: Vec<(String, String)> = if is_gender(first) {
        let label = |group: &Group| group.level(first).unwrap_or_default().to_owned();
        gender_pairs(&wholes, first).iter().map(|pair| (label(pair.of), label(pair.reference[0]))).collect()
    } else if let [one, other] = wholes[..] {
        let label = |group: &Group| group.level(first).unwrap_or_default().to_owned();
        vec![(label(one), label(other))]
    } else {
        Vec::new()
    };
    let find = |level: &str, other: &str| {
        shown
            .iter()
            .copied()
            .find(|group| group.level(first) == Some(level) && group.level(second) == Some(other))
    };
    let mut found = Vec::new();
    for (of, reference) in &pairs {
        let at: Vec<(&Group, &Group)> = levels(&shown, second)
            .into_iter()
            .filter_map(|level| Some((find(of, level)?, find(reference, level)?)))
            .collect();
        if at.len() < 2 {
            continue;
        }
        for (place, (both, beside)) in at.iter().enumerate() {
            let others = || at.iter().enumerate().filter(move |(i, _)| *i != place).map(|(_, pair)| *pair);
            found.push(Four {
                both,
                second: beside,
                first: others().map(|(of, _)| of).collect(),
                neither: others().map(|(_, reference)| reference).collect(),
                against: Against::Group(Name::from(reference)),
            });
        }
    }
    found
}

fn levels<'g>(groups: &[&'g Group], role: Role) -> Vec<&'g str> {
    let mut levels: Vec<&str> = Vec::new();
    for group in groups {
        let level = group.level(role).unwrap_or_default();
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}

impl<'g> Four<'g> {
    fn map<T>(&self, of: &impl Fn(&[&'g Group]) -> T) -> FourCells<T> {
        FourCells {
            neither: of(&self.neither),
            first: of(&self.first),
            second: of(&[self.second]),
            both: of(&[self.both]),
        }
    }
}

/// How the rows of a combination are told.
struct Told {
    /// What the published sides are.
    statistic: Statistic,
    unit: Unit,
    method: &'static str,
}

impl Told {
    fn rows(
        &self,
        slice: &Slice<'_>,
        variable: VariableOf<'_>,
        four: &Four<'_>,
        found: Result<Intersection, NotEstimable>,
        sizes: [u64; 4],
    ) -> Vec<Row> {
        let measure = &variable.described().measure;
        let side = |groups: &[&Group]| {
            Part::of(groups.iter().map(|group| slice.key(measure, group, self.statistic)).collect::<Vec<_>>())
        };
        let [both, first, second, neither] =
            [side(&[four.both]), side(&four.first), side(&[four.second]), side(&four.neither)];
        let basis =
            Basis { n: sizes.iter().sum(), smallest: sizes.iter().copied().min().unwrap_or_default() };
        let rests_on: Vec<Group> = [four.second]
            .iter()
            .chain(&four.first)
            .chain(&four.neither)
            .map(|group| (*group).clone())
            .collect();
        let row = |statistic, figure, method, sides| {
            let key = Key { against: four.against.clone(), ..slice.key(measure, four.both, statistic) };
            Row {
                basis,
                sides: Some(sides),
                rests_on: rests_on.clone(),
                ..slice.row(key, figure, self.unit, basis.n, method)
            }
        };
        let expected = point(found.map(|found| found.expected));
        let excess =
            figure(found.map(|found| Estimate { value: found.excess, interval: Ok(found.interval) }));
        vec![
            row(
                Statistic::Expected,
                expected,
                "",
                Sides { plus: vec![first.clone(), second.clone()], minus: vec![neither.clone()] },
            ),
            row(
                Statistic::Excess,
                excess,
                self.method,
                Sides { plus: vec![both, neither], minus: vec![first, second] },
            ),
        ]
    }
}
