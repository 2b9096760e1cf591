//! How one group is described: a mean or a share with the interval that fits what is known of the people.
//!
//! With weights the linearised t interval and that of Korn and Graubard; without weights, where the scan tells how
//! many people the group has, the finite population correction; else t and Wilson. Only for describing these people:
//! comparisons and changes have no such correction (`comparison`, `change`).

use crate::results::{Figure, Key, Row, Unit};
use crate::statistics::{
    Estimate, NotEstimable,
    means::{finite_mean_interval, mean_interval},
    proportion::{Tally, share},
    survey_proportion::{finite_wilson_interval, korn_graubard_interval},
    weighted::SurveyEstimate,
};
use crate::tabulation::Group;

use super::Slice;
use super::slice::{VariableOf, figure, point};

/// A number about one group, with how it was computed and from how many people.
pub(super) struct Described {
    figure: Figure,
    method: &'static str,
    n: u64,
}

impl Described {
    /// Returns the row of the number.
    pub(super) fn row(self, slice: &Slice<'_>, key: Key, unit: Unit) -> Row {
        slice.row(key, self.figure, unit, self.n, self.method)
    }
}

/// Returns the mean of a group over those who answered.
pub(super) fn mean(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Described {
    let cell = slice.cell(group);
    if slice.is_weighted() {
        let answers = variable.weighted(cell, |_, category| category.value);
        let estimate = answers.mean().map(|mean| Estimate { value: mean.value, interval: mean.interval() });
        return Described { figure: figure(estimate), method: "linearised_t", n: answers.n() };
    }
    let moments = variable.frequencies(cell).moments();
    let (estimate, method) = match slice.asked(group).filter(|asked| *asked >= moments.n()) {
        Some(asked) => (finite_mean_interval(moments, asked), "fpc_t"),
        None => (mean_interval(moments), "t"),
    };
    Described { figure: figure(estimate), method, n: moments.n() }
}

/// Returns the standard deviation of a group, weighted where people count with weights.
pub(super) fn spread(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Described {
    let cell = slice.cell(group);
    if slice.is_weighted() {
        let answers = variable.weighted(cell, |_, category| category.value);
        return Described { figure: point(answers.standard_deviation()), method: "", n: answers.n() };
    }
    let moments = variable.frequencies(cell).moments();
    Described { figure: point(moments.standard_deviation()), method: "", n: moments.n() }
}

/// Returns the share of a group that gave one of the answers for which `has` is true, of those who answered.
pub(super) fn share_of(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    group: &Group,
    has: impl Fn(usize) -> bool,
) -> Described {
    let cell = slice.cell(group);
    if slice.is_weighted() {
        let answers = weighted_share(variable, cell, has);
        let estimate = answers.map(|share| Estimate {
            value: share.value.clamp(0.0, 1.0),
            interval: korn_graubard_interval(&share),
        });
        return Described { figure: figure(estimate), method: "korn_graubard", n: variable.answered(cell) };
    }
    let counts = variable.counts(cell).iter().enumerate();
    let successes = counts.filter(|(place, _)| has(*place)).map(|(_, count)| u64::from(*count)).sum();
    let tally = Tally::of(successes, variable.answered(cell));
    let known = slice.asked(group).filter(|asked| *asked >= tally.n());
    let (estimate, method) = match known {
        Some(asked) => (finite_share(tally, asked), "fpc_wilson"),
        None => (share(tally), "wilson"),
    };
    Described { figure: figure(estimate), method, n: tally.n() }
}

fn finite_share(tally: Tally, asked: u64) -> Result<Estimate, NotEstimable> {
    Ok(Estimate { value: tally.share()?.value(), interval: finite_wilson_interval(tally, asked) })
}

fn weighted_share<'a>(
    variable: VariableOf<'a>,
    cell: &'a crate::tabulation::Cell,
    has: impl Fn(usize) -> bool,
) -> Result<SurveyEstimate, NotEstimable> {
    let described = variable.described();
    let value = |place: usize| described.is_answer(place).then(|| f64::from(u8::from(has(place))));
    variable.weighted(cell, |place, _| value(place)).mean()
}
