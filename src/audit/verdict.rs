//! Which hidden numbers can be read back: every hidden cell, and every set of cells that a subtraction isolates.
//!
//! A hidden count is told if too little is left open about it, a hidden mean if it is pinned to less than half
//! of its scale. Groups that are certainly large enough to be shown are nobody's secret.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cell;
use super::equations::{Partition, Settled, Unknowns, Written};
use super::finding::{Attacker, Finding, Verdict};
use super::folder::Measure;
use super::printed::{Told, Variable};
use super::solver::{Attack, Fact};
use super::system::{Number, Range};

/// What was found of one variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Examined {
    /// Hidden numbers that were attacked.
    pub(super) hidden: usize,
    /// Hidden numbers that were attacked with bounds passed along only, for want of time.
    pub(super) hurried: usize,
    /// Equations left out because tables do not add up.
    pub(super) dropped: usize,
    /// What can be read back.
    pub(super) findings: Vec<Finding>,
}

/// What an examination goes by.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    /// People behind a published figure.
    pub(super) minimum: u64,
    /// Whether the number of people itself is a secret.
    pub(super) is_count_secret: bool,
    /// The scale of the means.
    pub(super) measure: Option<&'a Measure>,
    /// Labels without a stated group, per role.
    pub(super) not_stated: &'a BTreeMap<String, Vec<String>>,
    /// How many unknowns are solved for together.
    pub(super) reach: usize,
    /// How many programs may still be solved.
    pub(super) programs: usize,
}

/// An answer that fewer than this gave, or all but fewer than this, is shown as a band.
const RARE: f64 = 3.0;

/// Attacks one variable; whether it counts people is told by `is_people`.
#[must_use]
pub(super) fn examine(
    variable: &Variable,
    mut written: Written,
    is_people: IsPeople,
    rules: &mut Rules<'_>,
) -> Examined {
    let sets = hidden_sets(variable, &mut written, rules);
    let Settled { attack, dropped } = written.attack(rules.reach);
    let mut room = Room {
        variable,
        written: &written,
        attack,
        is_people,
        rules,
        found: Examined { dropped, ..Examined::default() },
    };
    for set in &sets {
        room.set(set);
    }
    for partition in &written.partitions {
        room.insider(partition);
    }
    for (cell, told) in &variable.cells {
        room.covers(cell, told);
        room.derived(cell, told);
    }
    let solved = room.attack.solved;
    let found = room.found;
    rules.programs = rules.programs.saturating_sub(solved);
    found
}

/// Whether a variable counts people, or what they answered or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IsPeople {
    /// How many there are.
    Yes,
    /// What they answered or did.
    No,
}

/// Hidden people of whom a number could be computed: one cell, or what a subtraction leaves.
struct HiddenSet {
    cells: Vec<Cell>,
    unknowns: Unknowns,
    cause: String,
}

impl HiddenSet {
    fn name(&self) -> String {
        self.cells.iter().map(Cell::name).collect::<Vec<_>>().join(" + ")
    }
}

fn is_hidden(told: &Told) -> bool {
    let has_answers = told.answers.values().any(|answer| answer.share.is_some() || answer.count.is_some());
    let has_mean = told.mean.is_some();
    (told.is_withheld || told.is_mean_withheld) && !has_answers && !has_mean && told.n.is_none()
}

/// Returns every hidden cell, and the hidden rest of every group that is shown.
fn hidden_sets(variable: &Variable, written: &mut Written, rules: &Rules<'_>) -> Vec<HiddenSet> {
    let mut sets: BTreeMap<Vec<Cell>, HiddenSet> = BTreeMap::new();
    for (cell, told) in &variable.cells {
        if is_hidden(told) {
            let cause = cause(written, variable, std::slice::from_ref(cell));
            let unknowns = written.cells[cell].clone();
            sets.insert(vec![cell.clone()], HiddenSet { cells: vec![cell.clone()], unknowns, cause });
        }
    }
    let passed = written.attack(1).attack;
    for partition in written.partitions.clone().iter().filter(|partition| partition.is_complete) {
        let hidden: Vec<Cell> =
            partition.parts.iter().filter(|part| is_hidden(&variable.cells[*part])).cloned().collect();
        let fewest: f64 = hidden.iter().map(|cell| passed.passed(written.cells[cell].people).lower).sum();
        #[expect(clippy::cast_precision_loss, reason = "minima are small")]
        let is_few = fewest < rules.minimum as f64;
        if hidden.len() < 2 || hidden.len() == partition.parts.len() || !is_few || sets.contains_key(&hidden)
        {
            continue;
        }
        let unknowns = together(written, &hidden);
        let shown = partition.parts.iter().filter(|part| !hidden.contains(part));
        let mut parts: Vec<Unknowns> = shown.map(|part| written.cells[part].clone()).collect();
        parts.push(unknowns.clone());
        written.join(partition, parts);
        let cause = subtraction(partition, &hidden);
        sets.insert(hidden.clone(), HiddenSet { cells: hidden, unknowns, cause });
    }
    sets.into_values().collect()
}

/// Adds unknowns for several cells together.
fn together(written: &mut Written, cells: &[Cell]) -> Unknowns {
    let parts: Vec<Unknowns> = cells.iter().map(|cell| written.cells[cell].clone()).collect();
    let anything = Range::new(0.0, f64::INFINITY);
    let mut add = |number: Number, range: Range, parts: Vec<usize>| {
        let whole = written.system.unknown(number, range);
        written.system.sum(whole, &parts);
        whole
    };
    let people = add(Number::Whole, anything, parts.iter().map(|part| part.people).collect());
    let people_of_mean = if parts.iter().all(|part| part.people == part.people_of_mean) {
        people
    } else {
        add(Number::Whole, anything, parts.iter().map(|part| part.people_of_mean).collect())
    };
    let sum = parts[0].sum.map(|_| {
        let sums = parts.iter().filter_map(|part| part.sum).collect();
        add(Number::Real, Range::new(f64::NEG_INFINITY, f64::INFINITY), sums)
    });
    let answers = (0..parts[0].answers.len())
        .map(|i| add(Number::Whole, anything, parts.iter().map(|part| part.answers[i]).collect()))
        .collect();
    Unknowns { people, people_of_mean, sum, answers }
}

fn cause(written: &Written, variable: &Variable, cells: &[Cell]) -> String {
    let n_hidden = |partition: &&Partition| {
        partition.parts.iter().filter(|part| is_hidden(&variable.cells[*part])).count()
    };
    let tightest = written.around(cells).filter(|p| p.is_complete).min_by_key(n_hidden);
    tightest.map_or_else(String::new, |partition| subtraction(partition, cells))
}

fn subtraction(partition: &Partition, hidden: &[Cell]) -> String {
    let shown = partition.parts.len() - hidden.len();
    let by = partition.by.iter().cloned().collect::<Vec<_>>().join("*");
    format!("{} by {by}, minus {shown} other parts", partition.whole.name())
}

struct Room<'a, 'r> {
    variable: &'a Variable,
    written: &'a Written,
    attack: Attack,
    is_people: IsPeople,
    rules: &'a mut Rules<'r>,
    found: Examined,
}

impl Room<'_, '_> {
    #[expect(clippy::cast_precision_loss, reason = "minima are small")]
    fn minimum(&self) -> f64 {
        self.rules.minimum as f64
    }

    /// Returns the range of an unknown, jointly solved as long as there is time.
    fn range(&mut self, unknown: usize, facts: &[Fact]) -> Option<Range> {
        if self.attack.solved >= self.rules.programs {
            self.found.hurried += 1;
            let passed = self.attack.passed(unknown);
            return Some(
                facts.iter().filter(|fact| fact.unknown == unknown).fold(passed, |r, fact| r.and(fact.range)),
            );
        }
        self.attack.range_knowing(unknown, facts)
    }

    fn set(&mut self, set: &HiddenSet) {
        self.found.hidden += 1;
        let n = self.attack.passed(set.unknowns.people);
        if n.lower >= self.minimum() && !n.is_exact() {
            return;
        }
        match self.is_people {
            IsPeople::Yes => self.people(set),
            IsPeople::No => {
                self.mean(set);
                self.answers(set);
            }
        }
    }

    fn people(&mut self, set: &HiddenSet) {
        let own = set.unknowns.people;
        let passed = self.attack.passed(own);
        let n = if self.is_told(passed) { passed } else { self.range(own, &[]).unwrap_or(passed) };
        let is_one = set.cells.len() == 1;
        // How many prefer not to say, together with others, tells about none of them.
        let may_be_known = !is_one && set.cells.iter().any(|cell| self.is_unstated(cell));
        let verdict = if n.is_exact() && (is_one || n.upper < self.minimum() && !may_be_known) {
            Some(Verdict::Exact)
        } else if self.rules.is_count_secret
            && self.is_told(n)
            && !may_be_known
            && (is_one || n.upper < self.minimum())
        {
            Some(Verdict::Weak)
        } else {
            None
        };
        if let Some(verdict) = verdict {
            self.find(Attacker::Outsider, verdict, set, "n", "", n, n);
        }
    }

    /// Returns whether a count is told: below the minimum, or nearly exact.
    fn is_told(&self, n: Range) -> bool {
        n.upper < self.minimum() || n.width() < (self.minimum() / 2.0).ceil()
    }

    fn is_unstated(&self, cell: &Cell) -> bool {
        cell.0.iter().any(|(role, level)| {
            level == "missing" || self.rules.not_stated.get(role).is_some_and(|levels| levels.contains(level))
        })
    }

    fn mean(&mut self, set: &HiddenSet) {
        let (Some(sum), Some(measure)) = (set.unknowns.sum, self.rules.measure) else { return };
        let people = set.unknowns.people_of_mean;
        let n = self.attack.passed(people);
        let (fewest, most) = (n.lower.max(1.0), n.upper.min(self.minimum() - 1.0));
        if fewest > most {
            return;
        }
        let scale = Range::new(measure.lowest, measure.highest);
        // If there cannot be as many as that, there may be fewer.
        let at_most = self.mean_of(sum, people, most, scale);
        let Some(known) = at_most.or_else(|| self.mean_of(sum, people, fewest, scale)) else { return };
        if is_wide(known, scale) {
            return;
        }
        // Whoever does not know the size has to allow for every other one.
        let mut anything = known;
        for other in
            [fewest, n.upper].into_iter().filter(|other| (other - most).abs() > 0.5 && other.is_finite())
        {
            match self.mean_of(sum, people, other, scale) {
                Some(mean) => {
                    anything = Range::new(anything.lower.min(mean.lower), anything.upper.max(mean.upper));
                }
                None => anything = scale,
            }
        }
        let is_sure = n.upper.is_finite() && !is_wide(anything, scale);
        let known = if is_sure { anything } else { known };
        let (attacker, verdict) = match (is_sure, known.width() < 1e-3) {
            (true, true) => (Attacker::Outsider, Verdict::Exact),
            (true, false) if n.upper < self.minimum() => (Attacker::Outsider, Verdict::Weak),
            // Of as many people as the minimum it may be told: only who knows the size knows better.
            _ => (Attacker::School, Verdict::Possible),
        };
        self.find(attacker, verdict, set, "mean", "", known, n);
    }

    /// Returns the range of a mean if there are `n` people, or `None` if there cannot be.
    fn mean_of(&mut self, sum: usize, people: usize, n: f64, scale: Range) -> Option<Range> {
        let passed = self.attack.passed(sum);
        let closed = Range::new(passed.lower / n, passed.upper / n).and(scale);
        if closed.is_empty() {
            return None;
        }
        if !is_wide(closed, scale) {
            return Some(closed);
        }
        let sum = self.range(sum, &[Fact { unknown: people, range: Range::exactly(n) }])?;
        let mean = Range::new(sum.lower / n, sum.upper / n).and(scale);
        (!mean.is_empty()).then_some(mean)
    }

    fn answers(&mut self, set: &HiddenSet) {
        let n = self.attack.passed(set.unknowns.people);
        if n.lower >= self.minimum() || n.upper < 1.0 {
            return;
        }
        for (i, answer) in set.unknowns.answers.iter().enumerate() {
            // An answer that hardly anybody gave is rare in every part as well: that is no news about a part.
            let most = self.most_around(&set.cells, i).min(n.upper);
            let passed = self.attack.passed(*answer).and(Range::new(0.0, n.upper));
            // Whoever does not know the size has to allow for the smallest.
            let fewest = n.lower.max(1.0).min(most);
            let is_told = |known: Range, minimum: f64| known.width() < (minimum / 2.0).ceil().min(fewest);
            let minimum = self.minimum();
            let known = if is_told(passed, minimum) {
                passed
            } else {
                self.range(*answer, &[]).unwrap_or(passed).and(Range::new(0.0, n.upper))
            };
            let is_news = known.lower > 0.0 || known.upper < fewest;
            if is_told(known, minimum) && is_news {
                let (attacker, verdict) = match (known.is_exact(), n.upper < self.minimum()) {
                    (true, _) => (Attacker::Outsider, Verdict::Exact),
                    (false, true) => (Attacker::Outsider, Verdict::Weak),
                    (false, false) => (Attacker::School, Verdict::Possible),
                };
                let category = self.written.categories[i].clone();
                self.find(attacker, verdict, set, "count", &category, known, n);
            }
        }
    }

    /// Returns the most people with an answer in any group that is shown around the cells.
    fn most_around(&self, cells: &[Cell], answer: usize) -> f64 {
        let around = self.written.around(cells);
        around
            .map(|partition| self.attack.passed(self.written.cells[&partition.whole].answers[answer]).upper)
            .fold(f64::INFINITY, f64::min)
    }

    /// Attacks as the only person of one of two hidden groups: what is known of the other one?
    fn insider(&mut self, partition: &Partition) {
        let hidden: Vec<Cell> =
            partition.parts.iter().filter(|part| is_hidden(&self.variable.cells[*part])).cloned().collect();
        if !partition.is_complete || hidden.len() != 2 {
            return;
        }
        for (own, other) in [(&hidden[0], &hidden[1]), (&hidden[1], &hidden[0])] {
            let (mine, theirs) = (&self.written.cells[own], &self.written.cells[other]);
            let n = self.attack.passed(mine.people);
            if n.lower > 1.0 || n.upper < 1.0 {
                continue;
            }
            let alone = Fact { unknown: mine.people, range: Range::exactly(1.0) };
            let set = HiddenSet {
                cells: vec![other.clone()],
                unknowns: theirs.clone(),
                cause: format!("{}; as the only one of {}", subtraction(partition, &hidden), own.name()),
            };
            if self.is_people == IsPeople::Yes {
                if !self.rules.is_count_secret || self.attack.passed(theirs.people).is_exact() {
                    continue;
                }
                let Some(known) = self.range(theirs.people, &[alone]) else { continue };
                if known.is_exact() && known.lower < self.minimum() {
                    self.find(Attacker::Insider, Verdict::Exact, &set, "n", "", known, known);
                }
            } else if let (Some(sum), Some(own), Some(measure)) = (theirs.sum, mine.sum, self.rules.measure) {
                let scale = Range::new(measure.lowest, measure.highest);
                let n = self.attack.passed(theirs.people_of_mean);
                let most = n.upper.min(self.minimum() - 1.0);
                if most < 1.0 || n.lower >= self.minimum() {
                    continue;
                }
                let middle = f64::midpoint(measure.lowest, measure.highest);
                let facts = [
                    alone,
                    Fact { unknown: own, range: Range::exactly(middle) },
                    Fact { unknown: theirs.people_of_mean, range: Range::exactly(most) },
                ];
                let Some(known) = self.range(sum, &facts) else { continue };
                let known = Range::new(known.lower / most, known.upper / most).and(scale);
                if !is_wide(known, scale) && !self.is_found(&set, "mean") {
                    self.find(Attacker::Insider, Verdict::Possible, &set, "mean", "", known, n);
                }
            }
        }
    }

    /// Attacks answers that a group which is shown covers with a band.
    fn covers(&mut self, cell: &Cell, told: &Told) {
        let Some(n) = told.n.filter(|n| n.upper >= self.minimum()) else { return };
        for (category, answer) in told.answers.iter().filter(|(_, answer)| answer.is_banded) {
            let Some(place) = self.written.categories.iter().position(|known| known == category) else {
                continue;
            };
            let is_rare_band = answer.share.is_some_and(|share| share.lower <= 0.0 || share.upper >= 1.0);
            if !is_rare_band {
                continue;
            }
            self.found.hidden += 1;
            let unknown = self.written.cells[cell].answers[place];
            let is_told = |known: Range| known.width() < RARE - 1.0;
            let passed = self.attack.passed(unknown);
            let known = if is_told(passed) { passed } else { self.range(unknown, &[]).unwrap_or(passed) };
            // Beside a rare answer another one is banded, so that the rare one is no rest; it may be known.
            let is_rare = known.lower < RARE || known.upper > n.lower - RARE;
            if is_told(known) && is_rare {
                let verdict = if known.is_exact() { Verdict::Exact } else { Verdict::Weak };
                let set = self.alone(cell, "its own rows and those around it");
                self.find(Attacker::Outsider, verdict, &set, "banded count", category, known, n);
            }
        }
    }

    /// Finds numbers that are shown beside what they were computed from, which is not.
    fn derived(&mut self, cell: &Cell, told: &Told) {
        let is_open = |category: &str| match told.answers.get(category) {
            Some(answer) => answer.count.is_some() || answer.share.is_some() && !answer.is_banded,
            None => !(is_hidden(told) || told.is_mean_withheld && told.mean.is_none()),
        };
        let shown: BTreeSet<_> =
            told.derived.iter().filter(|derived| !is_open(&derived.category)).cloned().collect();
        for derived in shown {
            let set = self.alone(cell, "a number computed from it is shown");
            let n = told.n.unwrap_or(Range::new(0.0, f64::INFINITY));
            let all = Range::new(f64::NEG_INFINITY, f64::INFINITY);
            self.find(Attacker::Outsider, Verdict::Weak, &set, &derived.statistic, &derived.category, all, n);
        }
        let is_small = |n: Option<Range>| n.is_some_and(|n| n.upper < self.minimum() && n.upper > 0.0);
        let is_few = is_small(told.n) || told.mean.is_some() && is_small(told.n_of_mean);
        let is_shown = self.is_people == IsPeople::Yes
            || told.mean.is_some()
            || told.answers.values().any(|answer| answer.share.is_some());
        if is_few && is_shown {
            let set = self.alone(cell, "shown, though there are fewer people than the minimum");
            let n = told.n.or(told.n_of_mean).unwrap_or(Range::exactly(0.0));
            self.find(Attacker::Outsider, Verdict::Exact, &set, "n", "", n, n);
        }
    }

    fn alone(&self, cell: &Cell, cause: &str) -> HiddenSet {
        HiddenSet {
            cells: vec![cell.clone()],
            unknowns: self.written.cells[cell].clone(),
            cause: cause.to_owned(),
        }
    }

    fn is_found(&self, set: &HiddenSet, quantity: &str) -> bool {
        let name = set.name();
        self.found.findings.iter().any(|found| found.people == name && found.quantity == quantity)
    }

    #[expect(clippy::too_many_arguments, reason = "a finding has this many sides")]
    fn find(
        &mut self,
        attacker: Attacker,
        verdict: Verdict,
        set: &HiddenSet,
        quantity: &str,
        category: &str,
        known: Range,
        n: Range,
    ) {
        self.found.findings.push(Finding {
            attacker,
            verdict,
            people: set.name(),
            quantity: quantity.to_owned(),
            category: category.to_owned(),
            known,
            n,
            cause: set.cause.clone(),
        });
    }
}

/// Returns whether a mean is open enough: half of its scale, and two points where the scale has them.
fn is_wide(known: Range, scale: Range) -> bool {
    known.width() >= (scale.width() / 2.0).max(2.0).min(scale.width()) - 1e-6
}
