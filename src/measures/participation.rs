//! Participation: how many people of each group come in, are enrolled, graduate, or answered.
//!
//! The share of a group is its share of the people in the scope; of `a*b` it is `b` within `a`.

use crate::results::{Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Interval,
    proportion::{Tally, share},
};
use crate::tabulation::{Family, Group, People};

use super::Slice;
use super::slice::figure;

/// Returns the count and the share of each group.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    let measure = match slice.tabulated.population.family {
        Family::Respondents => "participation.respondents",
        Family::Intake => "participation.intake",
        Family::Enrolled => "participation.enrolled",
        Family::Graduated => "participation.graduated",
        Family::Late => "participation.late",
        Family::Staff => "participation.staff",
        Family::Told => slice.tabulated.population.named.as_deref().unwrap_or_default(),
        Family::Cohort | Family::FollowUp | Family::Leavers | Family::Frame | Family::Voices => {
            return Vec::new();
        }
    };
    slice.groups.iter().flat_map(|group| of_group(slice, measure, group)).collect()
}

fn of_group(slice: &Slice<'_>, measure: &str, group: &Group) -> Vec<Row> {
    let people = slice.cell(group).people;
    let visibility = slice.visibility(None, group);
    let key = slice.key(measure, group, Statistic::Count);
    let mut rows = vec![match visibility {
        Visibility::Withheld => slice.withheld(key, Unit::People),
        _ => slice.row(key, count(people), Unit::People, people.most, bounds_method(people, "")),
    }];
    // Who named a theme is no share of anybody: how many were asked is not known.
    let has_share = slice.own_unit().is_none() && slice.tabulated.population.family != Family::Told;
    let Some(last) = slice.by.last().filter(|_| has_share) else { return rows };
    let whole = group.without(*last);
    let total = slice.cell(&whole).people;
    let key = slice.key(measure, group, Statistic::Share);
    let is_hidden = visibility != Visibility::Shown || slice.visibility(None, &whole) == Visibility::Withheld;
    rows.push(if is_hidden {
        slice.withheld(key, Unit::Share)
    } else {
        let (part, all) = (as_printed(slice, group, people), whole_as_printed(slice, group, &whole, total));
        let is_exact = people.exact().is_some() && total.exact().is_some();
        let (figure, method) = match hidden_share(slice, group, &whole) {
            Some(bounds) => (Figure::Bounds(bounds), "bounds"),
            None if is_exact => (figure(share(Tally::of(part.most.min(all.most), all.most))), "wilson"),
            None => (Figure::Bounds(limits(part, all)), "bounds"),
        };
        let row = slice.row(key, figure, Unit::Share, total.most, method);
        Row { rests_on: vec![whole], ..row }
    });
    rows
}

/// Returns a number of people as its table prints it: a share of the exact numbers would give them away.
pub(super) fn as_printed(slice: &Slice<'_>, group: &Group, people: People) -> People {
    let step = slice.plan.step(slice.population, group);
    People { least: step.people(people.least), most: step.people(people.most) }
}

/// Returns a whole as its table prints it; that of staff as the number beside the share, so that both tell the same.
fn whole_as_printed(slice: &Slice<'_>, group: &Group, whole: &Group, total: People) -> People {
    if slice.tabulated.population.family != Family::Staff {
        return as_printed(slice, whole, total);
    }
    let own = [group, whole].map(|group| slice.plan.step(slice.population, group));
    let step = own[0].max(own[1]);
    People { least: step.people(total.least), most: step.people(total.most) }
}

fn bounds_method(people: People, exact: &'static str) -> &'static str {
    people.exact().map_or("bounds", |_| exact)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn count(people: People) -> Figure {
    match people.exact() {
        Some(n) => Figure::Estimate { value: n as f64, interval: None },
        None => Figure::Bounds(Interval::new(people.least as f64, people.most as f64)),
    }
}

/// Returns the limits of a share where a publisher hid cells; `None` where none is hidden.
///
/// The others of the whole are bounded twice: by what they are themselves, and by what the whole leaves.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn hidden_share(slice: &Slice<'_>, group: &Group, whole: &Group) -> Option<Interval> {
    let (part, all) = (slice.cell(group).people, slice.cell(whole).people);
    if !slice.tabulated.population.public || part.exact().is_some() && all.exact().is_some() {
        return None;
    }
    let others = slice
        .groups
        .iter()
        .filter(|other| {
            *other != group && whole.roles().iter().all(|role| other.level(*role) == whole.level(*role))
        })
        .map(|other| slice.cell(other).people)
        .fold(People::default(), |sum, next| People {
            least: sum.least + next.least,
            most: sum.most + next.most,
        });
    let share = |part: u64, others: u64| {
        if part + others == 0 { 0.0 } else { part as f64 / (part + others) as f64 }
    };
    let lower = share(part.least, others.most.min(all.most.saturating_sub(part.least)));
    let upper = share(part.most, others.least.max(all.least.saturating_sub(part.most)));
    Some(Interval::new(lower, upper))
}

/// Returns the limits between which hidden cells leave the share of `part` in `whole`.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn limits(part: People, whole: People) -> Interval {
    let others =
        People { least: whole.least.saturating_sub(part.least), most: whole.most.saturating_sub(part.most) };
    let ratio = |part: u64, others: u64| {
        if part + others == 0 { 0.0 } else { part as f64 / (part + others) as f64 }
    };
    Interval::new(ratio(part.least, others.most), ratio(part.most, others.least))
}
