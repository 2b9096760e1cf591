//! Gaps within the same programmes, on the admissions of Berkeley in 1973 as a table of counts (R's `UCBAdmissions`).

use approx::assert_abs_diff_eq;
use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, only};
use crate::scan::Scan;

/// Values of R 4.2.2: `mantelhaen.test`, `metafor::rma.mh(measure = "RD")` (3.8.1) and `glm` on `UCBAdmissions`:
///
/// ```r
/// u <- as.data.frame(UCBAdmissions); d <- u[rep(seq_len(nrow(u)), u$Freq), 1:3]
/// y <- d$Admit == "Admitted"; f <- d$Gender == "Female"; k <- d$Dept
/// mean(y[f]) - mean(y[!f])                                           # crude
/// w <- table(k) / length(k); p <- tapply(y, list(k, f), mean)        # standardised to the mix of all
/// sum(w * (p[, "TRUE"] - p[, "FALSE"]))
/// a <- table(k[f]) / sum(f); b <- table(k[!f]) / sum(!f)             # Kitagawa (1955)
/// sum((a - b) * (p[, 1] + p[, 2]) / 2); sum((p[, 2] - p[, 1]) * (a + b) / 2)
/// m <- glm(y ~ f + k, family = binomial)                             # average marginal effect
/// mean(predict(m, data.frame(f = TRUE, k), "response")) - mean(predict(m, data.frame(f = FALSE, k), "response"))
/// ```
const GAPS: [Gap; 6] = [
    ("difference", -0.141_645_428_246_542, Some((-0.169_569_511_029_99, -0.113_213_121_442_528))),
    ("difference_mh", 0.018_425_196_190_852_5, Some((-0.010_632_042_964_837_2, 0.047_482_435_346_542_2))),
    (
        "difference_standardised",
        0.042_636_797_771_302_9,
        Some((0.006_759_206_712_334, 0.078_514_388_830_272)),
    ),
    ("difference_ame", 0.019_497_043_274_212, Some((-0.011_219_582_649_111_4, 0.050_213_669_197_535_4))),
    ("difference_mix", -0.177_673_911_152_242, None),
    ("difference_rates", 0.036_028_482_905_700_6, None),
];

/// A statistic, its value and its interval.
type Gap = (&'static str, f64, Option<(f64, f64)>);

fn berkeley() -> Scan {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans/ucb-admissions");
    ["scan.toml", "codebook.toml", "ucb-admissions.csv"]
        .iter()
        .fold(Scan::new(), |scan, name| scan.with(name, std::fs::read(own.join(name)).unwrap()))
}

fn gap<'a>(rows: &'a [Row], statistic: &str) -> &'a Row {
    let key = [
        ("measure", "outcome.Admit"),
        ("by", "gender"),
        ("group", "vrouw"),
        ("against", "man"),
        ("statistic", statistic),
        ("category", ""),
    ];
    only(rows, &key)
}

#[test]
fn gaps_of_a_count_table_are_those_of_r() {
    let rows = berkeley().report(&Wishes::default()).rows("alle");
    // The scan crosses gender and department too, and still there is one number within departments.
    let within = rows.iter().filter(|row| row.text("statistic") == "difference_mh").count();
    assert_eq!(within, 1);
    for (statistic, value, interval) in GAPS {
        let row = gap(&rows, statistic);
        assert_eq!(row.text("status"), "shown", "{statistic}");
        assert_eq!(row.number("n"), Some(4526.0), "{statistic}");
        assert_abs_diff_eq!(row.number("value").unwrap(), value, epsilon = 1e-8);
        if let Some((lower, upper)) = interval {
            assert_abs_diff_eq!(row.number("lower").unwrap(), lower, epsilon = 1e-8);
            assert_abs_diff_eq!(row.number("upper").unwrap(), upper, epsilon = 1e-8);
        }
    }
}

#[test]
fn the_two_parts_of_a_gap_add_up_to_it() {
    let rows = berkeley().report(&Wishes::default()).rows("alle");
    let value = |statistic| gap(&rows, statistic).number("value").unwrap();
    let parts = value("difference_mix") + value("difference_rates");
    assert_abs_diff_eq!(parts, value("difference"), epsilon = 1e-12);
}

#[test]
fn parts_add_up_as_printed_where_the_source_is_protected() {
    let report = berkeley().replacing("public = true", "").report(&Wishes::default());
    let rows = report.rows("alle");
    let value = |statistic| gap(&rows, statistic).number("value").unwrap();
    let parts = value("difference_mix") + value("difference_rates");
    assert_abs_diff_eq!(parts, value("difference"), epsilon = 1e-12);
    // A stratum of the smallest department holds 25 women: the adjusted gap is in whole percents.
    assert_abs_diff_eq!((value("difference_mh") * 100.0).fract(), 0.0, epsilon = 1e-9);
}

#[test]
fn the_report_says_that_the_gap_turns_within_departments() {
    let report = berkeley().report(&Wishes::default());
    let read = |name: &str| std::fs::read_to_string(report.path().join("alle").join(name)).unwrap();
    for (page, sentence) in [
        (
            "rapport.html",
            "In totaal ligt dit hoger bij mannen, binnen opleidingen gemiddeld hoger bij vrouwen. Lees het per opleiding.",
        ),
        (
            "report.html",
            "Overall higher for men; within programmes, on average higher for women. Read it per programme.",
        ),
    ] {
        assert!(read(page).contains(sentence), "{page}");
    }
}

#[test]
fn a_gap_that_is_the_same_within_departments_does_not_turn() {
    let even = "Admit,Gender,Dept,Freq\n\
        Admitted,Male,A,300\nRejected,Male,A,100\nAdmitted,Female,A,200\nRejected,Female,A,200\n\
        Admitted,Male,B,150\nRejected,Male,B,50\nAdmitted,Female,B,100\nRejected,Female,B,100\n";
    let report = berkeley().with("ucb-admissions.csv", even).report(&Wishes::default());
    let rows = report.rows("alle");
    assert_abs_diff_eq!(gap(&rows, "difference").number("value").unwrap(), -0.25, epsilon = 1e-12);
    assert_abs_diff_eq!(gap(&rows, "difference_mh").number("value").unwrap(), -0.25, epsilon = 1e-12);
    assert_abs_diff_eq!(gap(&rows, "difference_mix").number("value").unwrap(), 0.0, epsilon = 1e-12);
    let page = std::fs::read_to_string(report.path().join("alle/rapport.html")).unwrap();
    assert!(!page.contains("Lees het per opleiding"));
}

#[test]
fn women_and_men_are_spread_over_departments_as_r_says() {
    let rows = berkeley().report(&Wishes::default()).rows("alle");
    let key = |statistic| {
        [("measure", "participation.intake"), ("by", "gender"), ("against", "man"), ("statistic", statistic)]
    };
    // 0.5 * sum(abs(F / sum(F) - M / sum(M))) over the departments.
    let spread = only(&rows, &key("duncan")).number("value").unwrap();
    assert_abs_diff_eq!(spread, 0.442_198_994_124_121, epsilon = 1e-12);
    let parity = only(&rows, &key("parity")).number("value").unwrap();
    assert_abs_diff_eq!(parity, 1835.0 / 2691.0, epsilon = 1e-12);
    assert_eq!(only(&rows, &key("needed")).number("value"), Some(428.0));
}
