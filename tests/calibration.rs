//! The parts of `examples/calibration`, on few schools: every interval and test gives a number that can be true.

#[path = "../examples/calibration/draw.rs"]
mod draw;
#[path = "../examples/calibration/procedure/mod.rs"]
mod procedure;
#[path = "../examples/calibration/school.rs"]
mod school;

use procedure::{ALL, Kind, Line};
use school::Students;

const SEED: u64 = 7;

#[test]
fn every_interval_and_test_is_about_right_on_a_hundred_schools() {
    for procedure in ALL {
        let line = Line::simulate(procedure, 30, 100, SEED);
        let (rate, _) = line.rate().unwrap_or_else(|| panic!("{}: no answer at all", procedure.name));
        let is_right = match procedure.kind {
            Kind::Coverage => rate > 0.84,
            Kind::FalsePositives => rate < 0.16,
        };
        assert!(is_right, "{} {}: {rate}", procedure.name, procedure.kind.nominal());
        // Of few students a whole programme may stay, or leave: then there is no model (docs/calibration.md).
        assert!(line.answered > 85, "{}: {} of {}", procedure.name, line.answered, line.runs);
    }
}

#[test]
fn the_same_seed_draws_the_same_schools() {
    let line = |seed| Line::simulate(ALL[0], 10, 200, seed);
    assert_eq!(line(SEED), line(SEED));
    assert_ne!(line(SEED), line(SEED + 1));
}

#[test]
fn a_rate_is_off_only_beyond_its_simulation_error() {
    let line = |kind, hits| Line { kind, hits, answered: 1000, runs: 1000 };
    assert!(line(Kind::Coverage, 920).is_off() && !line(Kind::Coverage, 940).is_off());
    assert!(line(Kind::FalsePositives, 80).is_off() && !line(Kind::FalsePositives, 60).is_off());
    assert!(!line(Kind::FalsePositives, 0).is_off() && !line(Kind::Coverage, 1000).is_off());
    assert_eq!(line(Kind::Coverage, 920).to_string(), "92.0 ± 0.9 **!**");
}

#[test]
fn the_truth_is_what_many_students_say() {
    let students = Students { shift: 0.4, spread: 1.2 };
    let truth = students.truth();
    assert!((truth.sums.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    let mut draw = draw::Draw::new(SEED, 1);
    let scores = students.scores(20_000, &mut draw);
    let mean = scores.iter().sum::<f64>() / 20_000.0;
    let variance = scores.iter().map(|score| (score - mean).powi(2)).sum::<f64>() / 19_999.0;
    assert!((mean - truth.mean).abs() < 4.0 * (truth.variance / 20_000.0).sqrt(), "{mean} {}", truth.mean);
    assert!((variance / truth.variance - 1.0).abs() < 0.05, "{variance} {}", truth.variance);
    let other = Students { shift: -0.2, ..students }.truth();
    let chance = school::superiority(&truth, &other);
    assert!(chance > 0.5 && (chance + school::superiority(&other, &truth) - 1.0).abs() < 1e-9);
}
