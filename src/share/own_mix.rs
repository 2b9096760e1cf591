//! Each school of a network beside the others at its own mix: what a school with the same programmes would have.
//!
//! Only of a school whose own number is shown, over programmes that it and others tell, and only where at least three
//! others are in it of which none is nearly all of it. Leaves out schools whose scan does not group by programme.

use std::collections::BTreeMap;

use crate::disclosure::{Against, Behind, Joined, Key, Precision, Statistic};
use crate::model::Name;
use crate::statistics::own_mix::{Of, Weighed, weighed_sum};

use super::file::{Mix, MixPart, Place};
use super::merge::{Part, Shared, precision, real};
use super::network::{institution_key, made, people, score_unit, share_unit};

/// Returns, for every school and measure, what the others would have at its mix, and how the school differs from that.
pub(super) fn rows(numbers: &BTreeMap<Place, Vec<Part<'_>>>, files: &[Shared]) -> Vec<Joined> {
    let mut rows = Vec::new();
    for (place, parts) in numbers.iter().filter(|(place, _)| place.by.is_empty()) {
        let mixed: Vec<Mixed<'_>> =
            parts.iter().filter_map(|part| Some(Mixed { part, mix: part.block.mix.as_ref()? })).collect();
        for own in &mixed {
            rows.extend(Beside { place, own, all: &mixed, files }.rows());
        }
    }
    rows
}

/// A school that tells its number by programme.
struct Mixed<'a> {
    part: &'a Part<'a>,
    mix: &'a Mix,
}

/// One school and those that tell the same programmes.
struct Beside<'a> {
    place: &'a Place,
    own: &'a Mixed<'a>,
    all: &'a [Mixed<'a>],
    files: &'a [Shared],
}

/// Weights are told to the gate as parts of so many, which has people for it.
const WEIGHTS: f64 = 1e6;

impl Beside<'_> {
    fn rows(&self) -> Vec<Joined> {
        let others: Vec<&Mixed<'_>> = self
            .all
            .iter()
            .filter(|other| other.part.school != self.own.part.school && other.mix.role == self.own.mix.role)
            .collect();
        let of = |mixed: &Mixed<'_>, level: &str| {
            mixed
                .mix
                .parts
                .iter()
                .position(|part| part.level == level)
                .map(|place| mixed.mix.parts[place].clone())
        };
        // Programmes that this school and others tell, each with the others.
        let shared: Vec<(&MixPart, Vec<(usize, MixPart)>)> = self
            .own
            .mix
            .parts
            .iter()
            .map(|own| {
                let told =
                    others.iter().filter_map(|other| Some((other.part.school, of(other, &own.level)?)));
                (own, told.collect::<Vec<_>>())
            })
            .filter(|(_, told)| !told.is_empty())
            .collect();
        if shared.is_empty() {
            return Vec::new();
        }
        let own_people: u64 = shared.iter().map(|(own, _)| own.n).sum();
        let (mut own_side, mut other_side) = (Vec::new(), Vec::new());
        let mut weight_of: BTreeMap<usize, f64> = BTreeMap::new();
        let mut other_people = 0;
        for (own, told) in &shared {
            let weight = real(own.n) / real(own_people);
            own_side.extend(weighed(own, weight));
            let all: u64 = told.iter().map(|(_, part)| part.n).sum();
            other_people += all;
            for (school, part) in told {
                let weight = weight * real(part.n) / real(all);
                *weight_of.entry(*school).or_default() += weight;
                other_side.extend(weighed(part, weight));
            }
        }
        self.told(&own_side, &other_side, [own_people, other_people], &weight_of)
    }

    fn told(
        &self,
        own: &[Weighed],
        others: &[Weighed],
        [own_people, other_people]: [u64; 2],
        weight_of: &BTreeMap<usize, f64>,
    ) -> Vec<Joined> {
        let parts: Vec<Part<'_>> = self.all.iter().map(|mixed| *mixed.part).collect();
        let precision = precision(&parts);
        let is_mean = self.own.part.block.mean.is_some();
        let of = if is_mean { Of::Scores } else { Of::Shares };
        let fewest = own.iter().chain(others).map(|group| group.n).min().unwrap_or(0);
        let unit = if is_mean { score_unit(precision) } else { share_unit(precision, fewest) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a weight of 0 to 1")]
        let behind: Vec<u64> = weight_of.values().map(|weight| (weight * WEIGHTS).round() as u64).collect();
        let name = self.files[self.own.part.school].file.school.name.as_str();
        let row = |statistic, groups: &[Weighed], n| Joined {
            key: Key {
                against: Against::Others,
                category: Name::from(&self.own.mix.role),
                ..institution_key(self.place, name, statistic)
            },
            made: made(weighed_sum(of, groups), unit),
            n: people(n, precision),
            smallest: own_people.min(other_people),
            behind: Behind::Schools(behind.clone()),
            precision,
            method: "own_mix",
        };
        let turned = others.iter().map(|other| Weighed { weight: -other.weight, ..*other });
        let both: Vec<Weighed> = own.iter().copied().chain(turned).collect();
        vec![
            row(Statistic::Expected, others, own_people),
            row(Statistic::DifferenceStandardised, &both, own_people + other_people),
        ]
    }
}

/// Returns one programme of one school in a weighted sum; nothing where it lacks its number.
fn weighed(part: &MixPart, weight: f64) -> Option<Weighed> {
    let rounding = |unit: f64| if part.precision == Precision::Exact { 0.0 } else { unit * unit / 12.0 };
    let (mean, variance, unit) = match (part.mean, part.share) {
        (Some(mean), _) => (mean, part.sd?.powi(2), score_unit(part.precision)),
        (None, Some(share)) => (share, share * (1.0 - share), share_unit(part.precision, part.n)),
        (None, None) => return None,
    };
    Some(Weighed { weight, mean, variance, n: part.n, rounding: rounding(unit) })
}
