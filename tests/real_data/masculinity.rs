//! A survey with a column of weights: the published percentages, through a report.

use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, only};
use crate::scan::Scan;

fn rows() -> Option<Vec<Row>> {
    Some(Scan::of_data("masculinity", "raw-responses.csv")?.report(&Wishes::default()).rows("alle"))
}

fn pressure<'a>(rows: &'a [Row], age: &str) -> &'a Row {
    let wanted = [("measure", "outcome.pressure"), ("group", age), ("against", ""), ("statistic", "share")];
    only(rows, &wanted)
}

#[test]
fn weighted_shares_are_those_that_were_published() {
    let Some(rows) = rows() else { return };
    let wanted =
        [("measure", "item.masculine"), ("by", ""), ("statistic", "share"), ("category", "heel mannelijk")];
    let very = only(&rows, &wanted);
    // sum(weight[q0001 == "Very masculine"]) / sum(weight), of 1615 men.
    let value = very.number("value").unwrap();
    assert!((value / 0.371_946_937_508_963_3 - 1.0).abs() < 1e-9, "{value}");
    assert_eq!((very.number("n"), very.text("method")), (Some(1615.0), "korn_graubard"));
    let published = [("18-34", 70, 133.0), ("35-64", 57, 855.0), ("65 en ouder", 53, 627.0)];
    for (age, percent, n) in published {
        let row = pressure(&rows, age);
        let value = row.number("value").unwrap();
        assert!((value * 100.0 - f64::from(percent)).abs() < 0.5, "{age}: {value}");
        assert_eq!(row.number("n"), Some(n), "the number of men is not weighted");
    }
}

#[test]
fn intervals_know_what_unequal_weights_cost() {
    let Some(rows) = rows() else { return };
    // svyciprop(~I(q0005 == "Yes"), subset(svydesign(~1, weights = ~weight, data = d), age3 == g), method = "beta"),
    // R 4.2.2, survey 4.1.1.
    let from_r = include_str!("masculinity.csv");
    for line in from_r.lines().skip(1) {
        let parts: Vec<&str> = line.split(',').collect();
        let row = pressure(&rows, parts[0]);
        for (column, expected) in [("value", parts[1]), ("lower", parts[2]), ("upper", parts[3])] {
            let (got, expected): (f64, f64) = (row.number(column).unwrap(), expected.parse().unwrap());
            assert!((got / expected - 1.0).abs() < 1e-7, "{} {column}: {got}, R {expected}", parts[0]);
        }
    }
}
