//! Differences as published, with both sides and what may be said of them: the certainty rule on published bounds.
//!
//! Leaves out which differences are shown where.

use crate::disclosure::{Against, Group, Key, Statistic};
use crate::model::{Role, Text};
use crate::report::{
    document::Margin,
    edition::PrimaryNote,
    wording::{self, Certainty, Sentence, Slot, Slots, Template},
};
use crate::statistics::{
    Interval,
    certainty::{self, Relevance},
};

use super::number::{Quantity, quantity};
use super::reader::{Block, Cite, Reader};

/// Below this many people in a group no conclusion is drawn (METHODS.md, section 0).
const N_INFER: u64 = 10;

/// A published difference between two groups, or between two periods of one group.
#[derive(Debug, Clone)]
pub(super) struct Comparison<'a> {
    pub(super) block: Block<'a>,
    pub(super) by: &'a [Role],
    pub(super) group: &'a Group,
    pub(super) against: &'a Against,
    pub(super) difference: Cite<'a>,
    /// The row of the group itself.
    pub(super) of: Option<Cite<'a>>,
    /// The row of the other side, where it is one row of this report.
    pub(super) other: Option<Cite<'a>>,
    /// The smallest difference that matters, in the unit of the difference.
    pub(super) relevant: Option<f64>,
    pub(super) certainty: Option<Certainty>,
    pub(super) is_primary: bool,
}

impl<'a> Comparison<'a> {
    /// Returns the interval as a small picture.
    pub(super) fn margin(&self) -> Option<Margin> {
        let row = self.difference.row;
        Some(Margin {
            value: self.difference.value()?,
            lower: row.lower()?,
            upper: row.upper()?,
            relevant: self.relevant?,
        })
    }

    /// Returns how large the difference is beside what matters; 0 where nothing may be said.
    pub(super) fn size(&self) -> f64 {
        match (self.difference.value(), self.relevant) {
            (Some(value), Some(relevant)) if relevant > 0.0 => (value / relevant).abs(),
            _ => 0.0,
        }
    }

    /// Returns whether the interval leaves out no difference, and the groups are large enough to say so.
    pub(super) fn is_seen(&self) -> bool {
        matches!(self.certainty, Some(Certainty::Clear | Certainty::SizeUncertain | Certainty::Small))
    }

    pub(super) fn is_change(&self) -> bool {
        matches!(self.against, Against::Period(_))
    }
}

impl<'a> Reader<'a> {
    /// Returns the differences between groups in a block, each pair once, in the order of the codebook.
    pub(super) fn comparisons(&self, block: &Block<'a>) -> Vec<Comparison<'a>> {
        let unit = self.unit_role();
        let mut found: Vec<Comparison<'a>> = self
            .differences(block)
            .filter(|cite| !matches!(cite.key().against, Against::Period(_)))
            .filter(|cite| unit.is_none_or(|unit| *cite.key().by != [unit]))
            .map(|cite| self.comparison(block, cite))
            .collect();
        found.sort_by_key(|comparison| {
            let by = self.edition.breakdowns.iter().position(|by| *by == comparison.by);
            (by, self.places(comparison.group, comparison.by))
        });
        let mut kept: Vec<Comparison<'a>> = Vec::new();
        for comparison in found {
            let is_mirror = *comparison.against == Against::Others
                && kept.iter().any(|other| {
                    other.by == comparison.by
                        && *other.against == Against::Others
                        && other.other.map(|cite| &cite.key().group) == Some(comparison.group)
                });
            if !is_mirror {
                kept.push(comparison);
            }
        }
        kept
    }

    /// Returns the changes since the period before, in a block.
    pub(super) fn changes(&self, block: &Block<'a>) -> Vec<Comparison<'a>> {
        self.differences(block)
            .filter(|cite| matches!(cite.key().against, Against::Period(_)))
            .map(|cite| self.comparison(block, cite))
            .collect()
    }

    /// Returns how the school of this report differs from the other schools together.
    pub(super) fn beside_others(&self, block: &Block<'a>) -> Option<Comparison<'a>> {
        let unit = self.scope.unit()?.role;
        let cite = self
            .differences(block)
            .find(|cite| *cite.key().by == [unit] && cite.key().against == Against::Others)?;
        Some(self.comparison(block, cite))
    }

    /// Returns how each school differs from the others together, in the report over all schools.
    pub(super) fn unit_comparisons(&self, block: &Block<'a>) -> Vec<Comparison<'a>> {
        let Some(unit) = self.unit_role().filter(|_| self.scope.unit().is_none()) else { return Vec::new() };
        self.differences(block)
            .filter(|cite| *cite.key().by == [unit] && !matches!(cite.key().against, Against::Period(_)))
            .map(|cite| self.comparison(block, cite))
            .collect()
    }

    /// Returns the differences that the story is about; pairs that are only screened stand in the annex.
    fn differences(&self, block: &Block<'a>) -> impl Iterator<Item = Cite<'a>> {
        self.rows(block)
            .filter(|cite| cite.key().statistic == Statistic::Difference)
            .filter(|cite| !self.is_screen(*cite))
    }

    /// Returns whether a difference is one of all pairs of a breakdown; gender and sex are always such pairs.
    pub(super) fn is_screen(&self, cite: Cite<'a>) -> bool {
        let key = cite.key();
        let is_pair = matches!(key.against, Against::Group(_));
        let is_gender = matches!(key.by[..], [Role::Gender | Role::Sex]);
        let screen = || self.get(&Key { statistic: Statistic::Q, ..key.clone() });
        is_pair && !is_gender && screen().is_some()
    }

    /// Returns a difference with both sides and what may be said of it.
    pub(super) fn comparison(&self, block: &Block<'a>, difference: Cite<'a>) -> Comparison<'a> {
        let key = difference.key();
        let statistic = match quantity(difference.row) {
            Quantity::ScoreDifference => Statistic::Mean,
            _ => Statistic::Share,
        };
        let by: &'a [Role] = &key.by;
        let of = self.number(block, by, &key.group, statistic);
        let other = match &key.against {
            Against::Group(label) => {
                let other = super::phrase::other(label, by);
                let group = by.iter().fold(self.scope.group(), |group, role| {
                    group.and(*role, other.level(*role).unwrap_or_default())
                });
                self.number(block, by, &group, statistic)
            }
            Against::Period(period) => {
                let mut then = self.key(block, by, &key.group, statistic);
                then.period.clone_from(period);
                self.get(&then)
            }
            Against::Others => self.only_other(block, by, &key.group, statistic),
            _ => None,
        };
        let relevant = self.relevant(block, difference);
        let mut comparison = Comparison {
            block: block.clone(),
            by,
            group: &key.group,
            against: &key.against,
            difference,
            of,
            other,
            relevant,
            certainty: None,
            is_primary: self.is_primary(block.measure, by) && !matches!(key.against, Against::Period(_)),
        };
        comparison.certainty = certainty_of(&comparison);
        comparison
    }

    /// Returns the one other stated group that is shown; `None` where there are more.
    fn only_other(
        &self,
        block: &Block<'a>,
        by: &[Role],
        group: &Group,
        statistic: Statistic,
    ) -> Option<Cite<'a>> {
        let mut others = self
            .groups(block, by)
            .into_iter()
            .filter(|other| *other != group && self.is_stated(other, by))
            .filter_map(|other| self.number(block, by, other, statistic))
            .filter(|cite| cite.value().is_some());
        let other = others.next()?;
        others.next().is_none().then_some(other)
    }

    /// Returns whether a comparison of this measure was declared beforehand.
    pub(super) fn is_declared(&self, measure: &str) -> bool {
        self.edition.primary.iter().any(|primary| primary.measure == measure)
    }

    fn is_primary(&self, measure: &str, by: &[Role]) -> bool {
        self.edition.primary.iter().any(|PrimaryNote { measure: m, by: b }| m == measure && b == by)
    }

    /// Returns the smallest difference that matters: of scores in the spread of everybody, as published.
    fn relevant(&self, block: &Block<'a>, difference: Cite<'a>) -> Option<f64> {
        let limits = self.edition.relevant;
        if block.measure.starts_with("scale.") {
            let spread = self.whole(block, Statistic::Sd)?.value()?;
            return Some(limits.score_sd * spread).filter(|size| *size > 0.0);
        }
        match quantity(difference.row) {
            // The limit for items is one of shares; their means have none.
            Quantity::ScoreDifference => None,
            _ if block.measure.starts_with("retention.") => Some(limits.retention_points / 100.0),
            _ => Some(limits.item_points / 100.0),
        }
    }

    /// Returns the sentence with both values: of two groups, of a group and everybody, or of two periods.
    pub(super) fn values(&self, comparison: &Comparison<'a>) -> Option<Sentence> {
        let of = comparison.of?;
        let is_score = quantity(comparison.difference.row) == Quantity::ScoreDifference;
        if let Against::Period(period) = comparison.against {
            let then = comparison.other?;
            let mut name = self.measure_text(comparison.block.measure);
            if !comparison.by.is_empty() {
                let group = self.people(comparison.group, comparison.by, comparison.block.source);
                let with = |of: &str, language| format!("{of} {}", group.plural(language));
                name = Text::new(
                    format!("{} {}", name.nl, with("van", crate::model::Language::Dutch)),
                    format!("{} {}", name.en, with("of", crate::model::Language::English)),
                );
            }
            let [now, before] = [of.printed()?, then.printed()?];
            let slots = Slots::new()
                .text(Slot::Measure, name)
                .number(Slot::ValueA, before, then.id)
                .number(Slot::ValueB, now, of.id)
                .period(Slot::FirstPeriod, period.clone())
                .period(Slot::LastPeriod, comparison.block.period)
                .resting_on(comparison.difference.id);
            // A quickscan is filled in by staff too.
            let of_staff =
                self.edition.voices.scales.iter().any(|note| note.measure == comparison.block.measure);
            let template = match (of_staff, now == before) {
                (true, true) => Template::ChangeNoneOfVoices,
                (true, false) => Template::ChangeOfVoices,
                (false, true) => Template::ChangeNone,
                (false, false) => Template::ChangeIndependent,
            };
            return self.say(template, &slots.resting_on(then.id));
        }
        let group = self.people(comparison.group, comparison.by, comparison.block.source);
        let statistic = if is_score { Statistic::Mean } else { Statistic::Share };
        let (other, people) = match comparison.other {
            Some(other) => (other, self.people(&other.key().group, comparison.by, comparison.block.source)),
            // The others together are no row of their own, so everybody stands beside the group.
            None => (self.whole(&comparison.block, statistic)?, wording::Group::all()),
        };
        let slots = Slots::new()
            .text(Slot::Measure, self.measure_in(&comparison.block))
            .text(Slot::Place, self.place())
            .group(Slot::GroupA, group)
            .group(Slot::GroupB, people)
            .number(Slot::ValueA, of.printed()?, of.id)
            .number(Slot::ValueB, other.printed()?, other.id)
            .resting_on(comparison.difference.id);
        self.say(if is_score { Template::GroupScore } else { Template::GroupShare }, &slots)
    }

    /// Returns label and margin as sentences; empty where nothing may be said.
    pub(super) fn verdict(&self, comparison: &Comparison<'a>) -> Vec<Sentence> {
        let group = self.people(comparison.group, comparison.by, comparison.block.source);
        let mut sentences = Vec::new();
        let cite = comparison.difference;
        if let (Some(certainty), Some(lower), Some(upper)) =
            (comparison.certainty, cite.lower(), cite.upper())
        {
            let margin = wording::Margin { lower, upper, row: cite.id };
            sentences.extend(wording::certainty::sentence(certainty, &group, margin, self.language).ok());
            // "Cannot tell" has named its margin already.
            if certainty == Certainty::CannotTell {
                return sentences;
            }
        }
        sentences.extend(self.margin_sentence(comparison, group));
        sentences
    }

    fn margin_sentence(&self, comparison: &Comparison<'a>, group: wording::Group) -> Option<Sentence> {
        let cite = comparison.difference;
        let slots = Slots::new().number(Slot::Lower, cite.lower()?, cite.id).number(
            Slot::Upper,
            cite.upper()?,
            cite.id,
        );
        if comparison.is_change() {
            return self.say(Template::GroupMarginRatio, &slots);
        }
        let against = self.people_against(comparison.against, comparison.by, comparison.block.source);
        self.say(Template::GroupMargin, &slots.group(Slot::GroupA, group).group(Slot::GroupB, against))
    }

    /// Returns the title of a figure that shows this difference.
    pub(super) fn title(&self, comparison: &Comparison<'a>) -> Option<String> {
        let certainty = comparison.certainty?;
        let slots = Slots::new()
            .text(Slot::Measure, self.measure_text(comparison.block.measure))
            .group(Slot::GroupA, self.people(comparison.group, comparison.by, comparison.block.source))
            .group(
                Slot::GroupB,
                self.people_against(comparison.against, comparison.by, comparison.block.source),
            );
        self.say(wording::certainty::title(certainty), &slots).map(|sentence| sentence.text)
    }
}

fn certainty_of(comparison: &Comparison<'_>) -> Option<Certainty> {
    let cite = comparison.difference;
    cite.value()?;
    let both = cite.row.n()?;
    let one = comparison.of.and_then(|of| of.row.n())?;
    let other = comparison.other.and_then(|other| other.row.n()).unwrap_or(both.saturating_sub(one));
    let smallest = one.min(other);
    let (Some(lower), Some(upper)) = (cite.row.lower(), cite.row.upper()) else {
        return (smallest < N_INFER).then_some(Certainty::TooFew);
    };
    let interval = Interval::new(lower, upper);
    match comparison.relevant {
        Some(size) => Some(certainty::certainty(interval, Relevance::Difference(size), smallest, N_INFER)),
        None => certainty::certainty_without_relevance(interval, smallest, N_INFER),
    }
}
