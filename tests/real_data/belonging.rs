//! A survey with a group of three: what is shown, and what stays open about the three.

use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, files, only};
use crate::scan::{Report, Scan};

/// The group of three, as the scan calls it.
const FEW: &str = "non-binair of onbekend";

/// An outcome with how many answered it, and how many said yes, in the file.
struct Answered {
    measure: &'static str,
    all: (u32, u32),
    men: (u32, u32),
    women: (u32, u32),
}

const ANSWERED: [Answered; 2] = [
    Answered { measure: "outcome.before", all: (443, 338), men: (276, 227), women: (165, 109) },
    Answered { measure: "outcome.community", all: (430, 361), men: (272, 234), women: (156, 125) },
];

fn scan() -> Option<Scan> {
    Scan::of_data("user2016", "useR2016.csv")
}

fn report() -> Option<Report> {
    Some(scan()?.report(&Wishes::default()))
}

fn share<'a>(rows: &'a [Row], measure: &str, group: &str) -> &'a Row {
    only(rows, &[("measure", measure), ("group", group), ("against", ""), ("statistic", "share")])
}

#[test]
fn open_data_in_full_precision_gives_the_published_counts() {
    let Some(scan) = scan() else { return };
    let scan = scan
        .replacing(r#"codebook = "codebook.toml""#, "codebook = \"codebook.toml\"\npublic = true")
        .replacing("[report]", "[privacy]\nexact = true\n\n[report]");
    let rows = scan.report(&Wishes::default()).rows("alle");
    for (group, count, n) in [("vrouw", 109.0, 165.0), ("man", 227.0, 276.0)] {
        let wanted = [("measure", "outcome.before"), ("group", group), ("statistic", "count")];
        let row = only(&rows, &wanted);
        assert_eq!((row.number("value"), row.number("n")), (Some(count), Some(n)), "{group}");
        let value = share(&rows, "outcome.before", group).number("value").unwrap();
        assert!((value - count / n).abs() < 1e-12, "{group}: {value}");
    }
}

#[test]
fn women_and_men_are_shown_and_the_three_in_no_row() {
    let Some(report) = report() else { return };
    let rows = report.rows("alle");
    for answered in ANSWERED {
        for (group, (n, yes)) in [("vrouw", answered.women), ("man", answered.men)] {
            let row = share(&rows, answered.measure, group);
            assert_eq!(row.text("status"), "shown", "{group}");
            let value = row.number("value").unwrap();
            assert!((value - f64::from(yes) / f64::from(n)).abs() <= 0.005 + 1e-9, "{group}: {value}");
        }
    }
    for row in rows.iter().filter(|row| row.text("group") == FEW || row.text("against") == FEW) {
        assert_eq!((row.text("status"), row.text("reason")), ("withheld", "privacy"), "{}", row.key());
        for column in ["value", "lower", "upper", "n", "method"] {
            assert_eq!(row.text(column), "", "{column} of {}", row.key());
        }
    }
}

#[test]
fn no_subtraction_tells_what_the_three_answered() {
    let Some(report) = report() else { return };
    let rows = report.rows("alle");
    for Answered { measure, all, men, women } in ANSWERED {
        // A stranger who knows from elsewhere how many of each group answered, to the person.
        let possible = |group: &str, (n, yes): (u32, u32)| {
            let row = share(&rows, measure, group);
            let possible: Vec<u32> = (0..=n).filter(|yes| could_be(row, *yes, n)).collect();
            assert!(possible.contains(&yes), "{measure} {group}: {possible:?}");
            possible
        };
        let (in_all, in_men, in_women) = (possible("", all), possible("man", men), possible("vrouw", women));
        let difference = only(
            &rows,
            &[("measure", measure), ("group", "vrouw"), ("against", "man"), ("statistic", "difference")],
        );
        let shown = difference.number("value").unwrap();
        let few = all.0 - men.0 - women.0;
        for yes in 0..=few {
            let fits = in_men.iter().any(|men_yes| {
                in_women.iter().any(|women_yes| {
                    let gap =
                        f64::from(*women_yes) / f64::from(women.0) - f64::from(*men_yes) / f64::from(men.0);
                    (gap - shown).abs() <= 0.01 + 1e-9 && in_all.contains(&(men_yes + women_yes + yes))
                })
            });
            assert!(fits, "{measure}: {yes} of the {few} cannot have said yes");
        }
    }
}

#[test]
fn no_file_gives_a_number_beside_the_three() {
    let Some(report) = report() else { return };
    for (name, bytes) in files(&report.path()) {
        if !(name.ends_with(".html") || name.ends_with(".svg")) {
            continue;
        }
        let text = words(&String::from_utf8(bytes).unwrap());
        for (at, _) in text.match_indices(FEW) {
            let after = text[at + FEW.len()..].trim_start();
            // The next word beside the label is a mark or prose, never a number.
            assert!(
                !after.starts_with(|c: char| c.is_ascii_digit()),
                "{name}: {}",
                &after[..after.len().min(60)]
            );
        }
    }
}

/// Returns whether `yes` of `n` people would have been printed as this row is: Wilson limits outward.
fn could_be(row: &Row, yes: u32, n: u32) -> bool {
    let unit = 0.01;
    let (x, n) = (f64::from(yes), f64::from(n));
    let z2 = 1.959_963_984_540_054_f64.powi(2);
    let middle = (x + z2 / 2.0) / (n + z2);
    let half = (z2 * (x * (n - x) / n + z2 / 4.0)).sqrt() / (n + z2);
    let near = |printed: f64, exact: f64| (printed - exact).abs();
    near(row.number("value").unwrap(), x / n) <= unit / 2.0 + 1e-9
        && near(row.number("lower").unwrap(), middle - half) <= unit + 1e-9
        && near(row.number("upper").unwrap(), middle + half) <= unit + 1e-9
}

/// Returns the text of a page or picture without its tags, styles and scripts, with single spaces.
fn words(markup: &str) -> String {
    let mut rest = markup;
    let mut text = String::new();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let skipped = ["style", "script"].iter().find(|name| tag.starts_with(**name));
        let end = skipped.map_or_else(|| ">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(end.as_str()).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
