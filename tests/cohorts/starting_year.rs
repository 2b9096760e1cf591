//! A starting year in the register: who returns under a new one starts again.

use meetellen::disclosure::Statistic;

use crate::scan::{SCAN, by_name, publish};

const CODEBOOK: &str = r#"
[columns.student]
role = "person"
[columns.jaar]
role = "year"
[columns.school]
role = "institution"
[columns.start]
role = "cohort"
[columns.geslacht]
role = "sex"
"#;

/// Forty ordinary starters of 2019, and five who were there before the file begins and are back in 2020.
fn register() -> Vec<u8> {
    let mut text = String::from("student;jaar;school;start;geslacht\n");
    for number in 0..40 {
        for year in 2019..=2021 {
            text.push_str(&format!("s{number};{year};A;2019;V\n"));
        }
    }
    for number in 0..5 {
        text.push_str(&format!("r{number};2018;A;2016;M\nr{number};2020;A;2020;M\n"));
    }
    // Three of the five go on.
    for number in 0..3 {
        text.push_str(&format!("r{number};2021;A;2020;M\n"));
    }
    text.into_bytes()
}

#[test]
fn who_returns_under_a_new_starting_year_is_a_starter_of_that_year() {
    let edited = publish(&register(), CODEBOOK, SCAN);
    let shares = by_name(&edited, Statistic::Share);
    let name =
        |period: &str| ("retention.reenrolled1".to_owned(), period.to_owned(), String::new(), String::new());
    let back = shares[&name("2020")];
    assert_eq!((back.n(), back.value()), (Some(5), Some(0.6)));
    assert_eq!(shares[&name("2019")].n(), Some(40));
    assert!(!shares.contains_key(&name("2018")), "they began before the file does");
}
