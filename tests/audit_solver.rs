//! The audit's solver against published attack intervals, and against counting every possible table.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use meetellen::audit::{Attack, Number, Range, System, Term};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

const REACH: usize = 400;

fn case() -> Option<PathBuf> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let case = PathBuf::from(shared).join("oracle/cases/11_disclosure_published");
    if case.is_dir() {
        return Some(case);
    }
    eprintln!("SKIPPED: {} is not here", case.display());
    None
}

fn json(path: PathBuf) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// An instance as a system, and the places of its hidden cells.
fn written(instance: &Value, fewest: f64) -> (System, Vec<(String, usize)>) {
    let mut system = System::default();
    let atoms: Vec<usize> = (0..instance["natoms"].as_u64().unwrap() as usize)
        .map(|atom| {
            let upper = instance["upper"].get(atom).and_then(Value::as_f64).unwrap_or(f64::INFINITY);
            system.unknown(Number::Whole, Range::new(0.0, upper))
        })
        .collect();
    let mut hidden = Vec::new();
    for cell in instance["cells"].as_array().unwrap() {
        let members: Vec<usize> = cell["atoms"]
            .as_array()
            .unwrap()
            .iter()
            .map(|atom| atoms[atom.as_u64().unwrap() as usize])
            .collect();
        if cell["published"].as_bool().unwrap() {
            let value = cell["value"].as_f64().unwrap();
            let range =
                Range::new(cell["lo"].as_f64().unwrap_or(value), cell["hi"].as_f64().unwrap_or(value));
            system.equation(members.iter().map(|m| Term { unknown: *m, factor: 1.0 }).collect(), range);
        } else {
            let whole = system.unknown(Number::Whole, Range::new(fewest, f64::INFINITY));
            system.sum(whole, &members);
            hidden.push((cell["id"].as_str().unwrap().to_owned(), whole));
        }
    }
    (system, hidden)
}

#[test]
fn attack_intervals_are_those_of_the_published_cases() {
    let Some(case) = case() else { return };
    let expected: BTreeMap<String, f64> = json(case.join("expected.json"))["quantities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|quantity| (quantity["id"].as_str().unwrap().to_owned(), quantity["value"].as_f64().unwrap()))
        .collect();
    let mut checked = 0;
    let mut wrong = Vec::new();
    let mut check = |id: String, found: f64| {
        if let Some(expected) = expected.get(&id) {
            checked += 1;
            if (expected - found).abs() > 1e-6 {
                wrong.push(format!("{id}: {found}, not {expected}"));
            }
        }
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(case.join("instances")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let instance = json(file);
        let id = instance["id"].as_str().unwrap();
        let threshold = instance["threshold"].as_f64().unwrap();
        for (fewest, infix) in [(0.0, ""), (1.0, "zeros_published.")] {
            let (system, hidden) = written(&instance, fewest);
            let Ok(mut attack) = Attack::new(system, REACH) else { continue };
            let ranges: Vec<Range> = hidden.iter().map(|(_, unknown)| attack.range(*unknown)).collect();
            for ((cell, _), range) in hidden.iter().zip(&ranges) {
                check(format!("{id}.{infix}lo.{cell}"), range.lower);
                check(format!("{id}.{infix}hi.{cell}"), range.upper);
            }
            if fewest > 0.0 {
                continue;
            }
            let count = |is: &dyn Fn(&Range) -> bool| ranges.iter().filter(|range| is(range)).count() as f64;
            check(format!("{id}.n_suppressed"), hidden.len() as f64);
            check(format!("{id}.n_exact_interval"), count(&|range| range.is_exact()));
            check(format!("{id}.n_known_below_t"), count(&|range| range.upper < threshold));
        }
    }
    assert!(wrong.is_empty(), "{} of {checked} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(checked >= 182 * 2 + 28 * 3, "only {checked} quantities were checked");
}

#[test]
fn whoever_is_alone_in_a_hidden_cell_reads_the_other_one() {
    let mut system = System::default();
    let anything = Range::new(0.0, f64::INFINITY);
    let a = system.unknown(Number::Whole, anything);
    let c = system.unknown(Number::Whole, anything);
    system.equation([a, c].map(|unknown| Term { unknown, factor: 1.0 }).to_vec(), Range::exactly(2.0));
    let mut attack = Attack::new(system, REACH).unwrap();
    assert_eq!(attack.range(c), Range::new(0.0, 2.0));
    let alone = meetellen::audit::Fact { unknown: a, range: Range::exactly(1.0) };
    assert_eq!(attack.range_knowing(c, &[alone]), Some(Range::exactly(1.0)));
}

#[test]
fn people_are_whole_also_where_halves_would_fit() {
    let mut system = System::default();
    let people: Vec<usize> = (0..4).map(|_| system.unknown(Number::Whole, Range::new(0.0, 1.0))).collect();
    for (i, a) in people.iter().enumerate() {
        for b in &people[..i] {
            let pair = [*a, *b].map(|unknown| Term { unknown, factor: 1.0 }).to_vec();
            system.equation(pair, Range::new(0.0, 1.0));
        }
    }
    let together = system.unknown(Number::Whole, Range::new(0.0, f64::INFINITY));
    system.sum(together, &people);
    let mut attack = Attack::new(system, REACH).unwrap();
    // Four halves would make two.
    assert_eq!(attack.range(together), Range::new(0.0, 1.0));
}

/// A table with some cells hidden, margins published exactly or to the nearest five.
struct Table {
    rows: usize,
    columns: usize,
    counts: Vec<u32>,
    hidden: Vec<bool>,
    slack: f64,
}

impl Table {
    fn drawn(random: &mut ChaCha8Rng) -> Self {
        let (rows, columns) = (random.random_range(1..=3), random.random_range(1..=3));
        let counts: Vec<u32> = (0..rows * columns).map(|_| random.random_range(0..=3)).collect();
        let mut hidden: Vec<bool> = counts.iter().map(|_| random.random_bool(0.5)).collect();
        // Counting every table is possible up to five hidden cells.
        for place in (0..hidden.len()).rev() {
            if hidden.iter().filter(|hidden| **hidden).count() > 5 {
                hidden[place] = false;
            }
        }
        Self { rows, columns, counts, hidden, slack: if random.random_bool(0.3) { 2.0 } else { 0.0 } }
    }

    /// Every line with its margin: the cells of a row or column, and the range of their sum.
    fn lines(&self) -> Vec<(Vec<usize>, Range)> {
        let rows = (0..self.rows).map(|r| (0..self.columns).map(|c| r * self.columns + c).collect());
        let columns = (0..self.columns).map(|c| (0..self.rows).map(|r| r * self.columns + c).collect());
        rows.chain(columns)
            .map(|cells: Vec<usize>| {
                let sum = f64::from(cells.iter().map(|cell| self.counts[*cell]).sum::<u32>());
                let printed = if self.slack > 0.0 { (sum / 5.0).round() * 5.0 } else { sum };
                (cells, Range::new((printed - self.slack).max(0.0), printed + self.slack))
            })
            .collect()
    }

    /// Returns the range of each hidden cell over every table that fits.
    fn enumerate(&self) -> Vec<Range> {
        let open: Vec<usize> = (0..self.counts.len()).filter(|cell| self.hidden[*cell]).collect();
        let lines = self.lines();
        let mut ranges = vec![Range::new(f64::INFINITY, f64::NEG_INFINITY); open.len()];
        let most: u32 = 12;
        let mut guess = vec![0_u32; open.len()];
        loop {
            let value = |cell: usize| match open.iter().position(|hidden| *hidden == cell) {
                Some(place) => guess[place],
                None => self.counts[cell],
            };
            let fits = lines.iter().all(|(cells, range)| {
                let sum = f64::from(cells.iter().map(|cell| value(*cell)).sum::<u32>());
                sum >= range.lower && sum <= range.upper
            });
            if fits {
                for (range, guess) in ranges.iter_mut().zip(&guess) {
                    *range =
                        Range::new(range.lower.min(f64::from(*guess)), range.upper.max(f64::from(*guess)));
                }
            }
            let Some(next) = guess.iter().position(|value| *value < most) else { return ranges };
            guess[..next].fill(0);
            guess[next] += 1;
        }
    }

    fn attack(&self) -> Vec<Range> {
        let mut system = System::default();
        let cells: Vec<usize> = self
            .counts
            .iter()
            .zip(&self.hidden)
            .map(|(count, hidden)| {
                let known = Range::exactly(f64::from(*count));
                let range = if *hidden { Range::new(0.0, f64::INFINITY) } else { known };
                system.unknown(Number::Whole, range)
            })
            .collect();
        for (members, range) in self.lines() {
            let terms = members.iter().map(|member| Term { unknown: cells[*member], factor: 1.0 }).collect();
            system.equation(terms, range);
        }
        let mut attack = Attack::new(system, REACH).unwrap();
        (0..cells.len()).filter(|cell| self.hidden[*cell]).map(|cell| attack.range(cells[cell])).collect()
    }
}

#[test]
fn the_solver_finds_what_counting_every_table_finds() {
    let mut random = ChaCha8Rng::seed_from_u64(20_261_121);
    let mut hidden = 0;
    for _ in 0..150 {
        let table = Table::drawn(&mut random);
        let counted = table.enumerate();
        hidden += counted.len();
        assert_eq!(table.attack(), counted, "{:?} {:?} {}", table.counts, table.hidden, table.slack);
    }
    assert!(hidden > 200, "only {hidden} hidden cells were drawn");
}
