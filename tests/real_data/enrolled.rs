//! Enrolments as DUO publishes them, of two years with two formats.

use approx::assert_abs_diff_eq;
use meetellen::model::Role;
use meetellen::pipeline::Wishes;
use meetellen::report::Parts;

use crate::report_folder::{Row, files, only};
use crate::scan::Scan;

const NUMBERS_AND_PAGES: Parts = Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false };

fn scan_2018() -> Option<Scan> {
    Scan::of_data("duo-hbo-2018", "01-ingeschrevenen-hbo-2018.csv")
}

fn enrolled<'a>(rows: &'a [Row], period: &str, by: &str, group: &str, statistic: &str) -> &'a Row {
    only(
        rows,
        &[
            ("measure", "participation.enrolled"),
            ("period", period),
            ("by", by),
            ("group", group),
            ("statistic", statistic),
        ],
    )
}

#[test]
fn enrolled_totals_of_2014_to_2018_are_those_of_the_footer() {
    let Some(scan) = scan_2018() else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    for (period, people) in [
        ("2014", 445_896.0),
        ("2015", 442_011.0),
        ("2016", 446_121.0),
        ("2017", 452_169.0),
        ("2018", 455_237.0),
    ] {
        let row = enrolled(&rows, period, "", "", "count");
        assert_eq!((row.text("status"), row.number("value")), ("shown", Some(people)), "{period}");
    }
    assert_eq!(enrolled(&rows, "2017", "sex", "Man", "count").number("value"), Some(221_217.0));
    assert_eq!(enrolled(&rows, "2017", "sex", "Vrouw", "count").number("value"), Some(230_952.0));
}

#[test]
fn a_fifth_of_those_in_techniek_in_2018_are_women() {
    let Some(scan) = scan_2018() else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    let women = enrolled(&rows, "2018", "sector*sex", "techniek*Vrouw", "count");
    assert_eq!(women.number("value"), Some(20_558.0));
    let share = enrolled(&rows, "2018", "sector*sex", "techniek*Vrouw", "share");
    assert_eq!(share.text("status"), "shown");
    assert_eq!(share.number("n"), Some(94_929.0));
    assert_abs_diff_eq!(share.number("value").unwrap(), 20_558.0 / 94_929.0, epsilon = 1e-12);
}

#[test]
fn nothing_is_withheld_of_what_is_public() {
    let Some(scan) = scan_2018() else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    assert_eq!(rows.iter().filter(|row| row.text("status") == "withheld").count(), 0);
}

#[test]
fn each_institution_has_a_report_and_together_they_are_all() {
    let Some(scan) = scan_2018() else { return };
    let wishes = Wishes { per: Some(Role::Institution), parts: NUMBERS_AND_PAGES, ..Wishes::default() };
    let report = scan.replacing(r#"["sex", "sector*sex"]"#, r#"["sex"]"#).report(&wishes);
    let files = files(&report.path());
    let folders: Vec<&str> = files.keys().filter_map(|name| name.strip_suffix("/results.csv")).collect();
    assert_eq!(folders.len(), 37, "{folders:?}");
    let mut sum = 0.0;
    for folder in folders.iter().filter(|folder| **folder != "alle") {
        assert!(files.contains_key(&format!("{folder}/rapport.html")), "{folder}");
        let rows = report.rows(folder);
        let scope = format!("institution={folder}");
        assert!(rows.iter().all(|row| row.text("scope") == scope));
        // A school without anybody in a year has no row for it.
        let total = rows.iter().find(|row| {
            row.text("measure") == "participation.enrolled"
                && row.text("period") == "2018"
                && row.text("by").is_empty()
                && row.text("statistic") == "count"
        });
        sum += total.and_then(|row| row.number("value")).unwrap_or(0.0);
    }
    assert_abs_diff_eq!(sum, 455_237.0);
}

#[test]
fn a_total_with_hidden_cells_is_bounded() {
    let Some(scan) = Scan::of_data("duo-hbo-2024", "ingeschrevenengeslhbo.csv") else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    let total = enrolled(&rows, "2024", "", "", "count");
    assert_eq!(total.text("status"), "bounded");
    assert_eq!(total.text("method"), "bounds");
    assert_eq!(total.number("value"), None);
    assert_eq!((total.number("lower"), total.number("upper")), (Some(449_094.0), Some(449_358.0)));
    let women = enrolled(&rows, "2024", "sector*sex", "TECHNIEK*VROUW", "share");
    let (lower, upper) = (women.number("lower").unwrap(), women.number("upper").unwrap());
    assert!(lower <= 23_793.0 / 92_476.0 && 23_793.0 / 92_476.0 <= upper, "{lower} to {upper}");
}

#[test]
fn an_unknown_sex_is_a_state_of_its_own_and_never_non_binary() {
    let Some(scan) = Scan::of_data("duo-hbo-2024", "ingeschrevenengeslhbo.csv") else { return };
    let report = scan.report(&Wishes::default());
    let unknown = report.rows("alle").iter().filter(|row| row.text("group") == "ONBEKEND").count();
    assert!(unknown > 0);
    // Nobody compares an unknown state with men or women.
    assert!(
        report
            .rows("alle")
            .iter()
            .all(|row| { row.text("against").is_empty() || !row.text("group").contains("ONBEKEND") })
    );
    for (name, bytes) in files(&report.path()) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in ["non-bin", "nonbin", "x (anders)"] {
            assert!(!text.contains(word), "{name} says `{word}`");
        }
    }
}
