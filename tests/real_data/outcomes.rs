//! Scales and outcomes against answers of R.

use approx::assert_abs_diff_eq;
use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, only};
use crate::scan::Scan;

fn of_gender<'a>(rows: &'a [Row], measure: &str, group: &str, statistic: &str) -> &'a Row {
    let wanted =
        [("measure", measure), ("by", "gender"), ("group", group), ("against", ""), ("statistic", statistic)];
    only(rows, &wanted)
}

#[test]
fn alphas_are_those_of_r_to_seven_decimals() {
    let Some(scan) = Scan::of_data("bfi", "bfi.csv") else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    for (scale, alpha) in [
        ("agreeableness", 0.703_755_9),
        ("conscientiousness", 0.729_277_2),
        ("extraversion", 0.760_932_6),
        ("neuroticism", 0.813_303_1),
        ("openness", 0.602_546_4),
    ] {
        let measure = format!("scale.{scale}");
        let row = only(&rows, &[("measure", &measure), ("by", ""), ("statistic", "alpha")]);
        // The published figures have seven decimals: half a unit of the last is their rounding.
        assert_abs_diff_eq!(row.number("value").unwrap(), alpha, epsilon = 1e-7);
    }
}

#[test]
fn scale_means_by_gender_are_those_of_r() {
    let Some(scan) = Scan::of_data("bfi", "bfi.csv") else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    // R 4.2: rowMeans over complete cases, reversed items as 7 minus the answer.
    for (scale, women, men, n_women, n_men) in [
        ("agreeableness", 4.774_848_317_705_46, 4.377_678_571_428_57, 1813.0, 896.0),
        ("conscientiousness", 4.322_045_079_714_13, 4.138_513_513_513_51, 1819.0, 888.0),
        ("extraversion", 4.219_308_831_596_27, 3.991_685_393_258_43, 1823.0, 890.0),
        ("neuroticism", 3.270_470_914_127_42, 2.947_581_552_305_96, 1805.0, 889.0),
        ("openness", 4.561_753_424_657_53, 4.660_377_358_490_57, 1825.0, 901.0),
    ] {
        let measure = format!("scale.{scale}");
        for (group, mean, n) in [("vrouw", women, n_women), ("man", men, n_men)] {
            let row = of_gender(&rows, &measure, group, "mean");
            assert_abs_diff_eq!(row.number("value").unwrap(), mean, epsilon = 1e-12);
            assert_eq!(row.number("n"), Some(n), "{scale} {group}");
        }
    }
}

#[test]
fn dropout_of_women_and_men_has_wilson_intervals() {
    let Some(scan) = uci() else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    // R 4.2: prop.test(x, n, correct = FALSE).
    for (group, count, n, lower, upper) in [
        ("vrouw", 720.0, 2868.0, 0.235_516_672_357_389_1, 0.267_241_394_034_479_05),
        ("man", 701.0, 1556.0, 0.425_944_613_941_112_3, 0.475_327_403_718_662_8),
    ] {
        assert_eq!(of_gender(&rows, "outcome.Target", group, "count").number("value"), Some(count));
        let share = of_gender(&rows, "outcome.Target", group, "share");
        assert_eq!((share.text("method"), share.number("n")), ("wilson", Some(n)));
        assert_abs_diff_eq!(share.number("value").unwrap(), count / n, epsilon = 1e-12);
        assert_abs_diff_eq!(share.number("lower").unwrap(), lower, epsilon = 1e-10);
        assert_abs_diff_eq!(share.number("upper").unwrap(), upper, epsilon = 1e-10);
    }
}

#[test]
fn the_difference_in_dropout_has_the_interval_of_newcombe() {
    let Some(scan) = uci() else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    let wanted = [("measure", "outcome.Target"), ("by", "gender"), ("statistic", "difference")];
    let row = only(&rows, &wanted);
    assert_eq!((row.text("group"), row.text("against")), ("vrouw", "man"));
    assert_eq!((row.text("method"), row.number("n")), ("newcombe", Some(4424.0)));
    assert_abs_diff_eq!(row.number("value").unwrap(), 720.0 / 2868.0 - 701.0 / 1556.0, epsilon = 1e-12);
    // Newcombe 1998, method 10, from the Wilson limits that R gives.
    assert_abs_diff_eq!(row.number("lower").unwrap(), -0.228_740_266_209_81, epsilon = 1e-10);
    assert_abs_diff_eq!(row.number("upper").unwrap(), -0.170_041_059_367_849, epsilon = 1e-10);
}

fn uci() -> Option<Scan> {
    Scan::of_data("uci-dropout", "predict_students_dropout_and_academic_success.csv")
}
