//! Whole small releases, attacked: each written as the rows that a report would hold.

use std::fs;

use tempfile::TempDir;

use super::*;

const HEAD: &str = "schema,scope,source,period,measure,by,group,against,statistic,category,value,lower,upper,n,method,status,reason";

fn release(manifest: &str, rows: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let rows: Vec<String> = rows.iter().map(|row| format!("1,{row}")).collect();
    fs::write(folder.path().join("results.csv"), format!("{HEAD}\n{}\n", rows.join("\n"))).unwrap();
    folder
}

fn found(manifest: &str, rows: &[&str]) -> Audit {
    let folder = release(manifest, rows);
    audit(&[folder.path().to_owned()], Effort::default()).unwrap()
}

const PLAIN: &str = r#"{"scope":"all","inputs":[{"sha256":"a"}],
    "measures":{"scale.belonging":{"lowest":1,"highest":5}}}"#;

#[test]
fn one_hidden_cell_beside_printed_ones_is_read_back() {
    let found = found(
        PLAIN,
        &[
            "all,register,2025,participation.enrolled,,,,count,,61,,,61,,shown,",
            "all,register,2025,participation.enrolled,sex,man,,count,,57,,,57,,shown,",
            "all,register,2025,participation.enrolled,sex,vrouw,,count,,,,,,,withheld,privacy",
        ],
    );
    assert_eq!(found.count(Attacker::Outsider, Verdict::Exact), 1);
    let finding = &found.weaknesses[0].finding;
    assert_eq!(finding.people, "sex=vrouw");
    assert_eq!(finding.known, Range::exactly(4.0));
}

#[test]
fn a_hidden_square_is_not_read_back() {
    let count = |by: &str, group: &str, n: u32| {
        format!("all,register,2025,participation.enrolled,{by},{group},,count,,{n},,,{n},,shown,")
    };
    let hidden = |group: &str| {
        format!("all,register,2025,participation.enrolled,sex*level,{group},,count,,,,,,,withheld,privacy")
    };
    let rows = [
        count("", "", 194),
        count("sex", "vrouw", 60),
        count("sex", "man", 134),
        count("level", "a", 60),
        count("level", "b", 65),
        count("level", "c", 69),
        count("sex*level", "vrouw*c", 31),
        count("sex*level", "man*c", 38),
        hidden("vrouw*a"),
        hidden("man*a"),
        hidden("vrouw*b"),
        hidden("man*b"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = found(PLAIN, &rows);
    assert_eq!(found.hidden, 5, "four cells, and the women of two levels together: {found:?}");
    assert!(found.weaknesses.is_empty(), "{:?}", found.weaknesses);
}

#[test]
fn a_hidden_mean_is_read_back_from_two_decimals_and_not_from_one() {
    let rows = |men: &str, all: &str, n_men: u32, n_all: u32| {
        vec![
            format!("all,studenten,2026,response,,,,n,,{n_all},,,{n_all},,shown,"),
            format!("all,studenten,2026,response,gender,man,,n,,{n_men},,,{n_men},,shown,"),
            "all,studenten,2026,response,gender,anders,,n,,,,,,,withheld,privacy".to_owned(),
            "all,studenten,2026,response,gender,missing,,n,,,,,,,withheld,privacy".to_owned(),
            format!("all,studenten,2026,scale.belonging,,,,mean,,{all},,,{n_all},t,shown,"),
            format!("all,studenten,2026,scale.belonging,gender,man,,mean,,{men},,,{n_men},t,shown,"),
            "all,studenten,2026,scale.belonging,gender,anders,,mean,,,,,,,withheld,privacy".to_owned(),
            "all,studenten,2026,scale.belonging,gender,missing,,mean,,,,,,,withheld,privacy".to_owned(),
        ]
    };
    let fine = rows("3.52", "3.55", 56, 60);
    let told = found(PLAIN, &fine.iter().map(String::as_str).collect::<Vec<_>>());
    let is_rest = |weakness: &&Weakness| weakness.finding.people == "gender=anders + gender=missing";
    assert!(told.weaknesses.iter().any(|weakness| is_rest(&weakness) && weakness.finding.quantity == "mean"));
    let coarse = rows("3.5", "3.5", 90, 95);
    let told = found(PLAIN, &coarse.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(!told.weaknesses.iter().any(|weakness| is_rest(&weakness)), "{:?}", told.weaknesses);
}

#[test]
fn the_report_of_a_school_and_that_of_all_schools_are_attacked_together() {
    let row = |scope: &str, by: &str, group: &str, value: &str| {
        let status = if value.is_empty() { "withheld,privacy" } else { "shown," };
        format!(
            "{scope},register,2025,participation.enrolled,{by},{group},,count,,{value},,,{value},,{status}"
        )
    };
    let rows = [
        row("all", "", "", "101"),
        row("all", "institution", "School A", "61"),
        row("all", "institution", "School B", "40"),
        row("all", "sex", "man", "72"),
        row("all", "sex", "vrouw", "29"),
        row("institution=1", "", "", "61"),
        row("institution=1", "institution", "School A", "61"),
        row("institution=1", "sex", "man", "42"),
        row("institution=1", "sex", "vrouw", "19"),
        row("institution=2", "", "", "40"),
        row("institution=2", "institution", "School B", "40"),
        row("institution=2", "sex", "man", ""),
        row("institution=2", "sex", "vrouw", ""),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let found = found(PLAIN, &rows);
    assert_eq!(found.count(Attacker::Outsider, Verdict::Exact), 2, "{:?}", found.weaknesses);
    assert_eq!(found.weaknesses[0].finding.people, "institution=School B sex=man");
}

#[test]
fn a_difference_of_a_hidden_group_is_told() {
    let found = found(
        PLAIN,
        &[
            "all,studenten,2026,scale.belonging,gender,anders,,mean,,,,,,,withheld,privacy",
            "all,studenten,2026,scale.belonging,gender,anders,man,difference,,0.4,0.1,0.7,60,welch_t,shown,",
        ],
    );
    assert_eq!(found.weaknesses[0].finding.quantity, "difference");
}

#[test]
fn a_late_answer_shows_when_a_round_is_reported_twice() {
    let row = |n: u32| format!("all,studenten,2026,response,gender,vrouw,,n,,{n},,,{n},,shown,");
    let later = PLAIN.replace(r#""a""#, r#""b""#);
    let (first, second) = (row(12), row(13));
    let folders = [release(PLAIN, &[&first]), release(&later, &[&second])];
    let found = audit(&folders.each_ref().map(|folder| folder.path().to_owned()), Effort::default()).unwrap();
    assert_eq!(found.count(Attacker::Collector, Verdict::Exact), 1);
}

#[test]
fn open_data_and_exact_releases_are_not_attacked() {
    let rows = [
        "all,open,2025,participation.enrolled,,,,count,,60,,,60,,shown,",
        "all,open,2025,participation.enrolled,sex,man,,count,,56,,,56,,shown,",
        "all,open,2025,participation.enrolled,sex,vrouw,,count,,,,,,,withheld,privacy",
    ];
    let open = r#"{"scope":"all","inputs":[],"sources":[{"name":"open","public":true}]}"#;
    assert!(found(open, &rows).weaknesses.is_empty());
}

#[test]
fn a_folder_without_a_report_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(audit(&[folder.path().to_owned()], Effort::default()).is_err());
}

#[test]
fn a_curve_does_not_contradict_itself_and_tells_who_is_behind_it() {
    let point = |by: &str, group: &str, year: u32, share: &str, n: &str| {
        let status = if n.is_empty() { "withheld,privacy" } else { "shown," };
        format!(
            "all,register,2018..2024,retention.curve_diploma,{by},{group},,share,{year},{share},,,{n},\
             aalen_johansen,{status}"
        )
    };
    let rows = [
        point("", "", 4, "0.39", "620"),
        point("", "", 5, "0.52", "161"),
        point("sex", "man", 4, "0.4", "440"),
        point("sex", "man", 5, "0.51", "158"),
        point("sex", "vrouw", 4, "0.37", "180"),
        point("sex", "vrouw", 5, "", ""),
    ];
    let found = found(PLAIN, &rows.each_ref().map(String::as_str));
    assert_eq!(found.dropped, 0, "every year has its own number");
    let told: Vec<&str> = found.weaknesses.iter().map(|weakness| weakness.variable.as_str()).collect();
    assert_eq!(told, ["retention.curve_diploma.5"], "three women are left in the fifth year");
}

#[test]
fn rows_that_contradict_each_other_are_left_out_and_counted() {
    let row =
        |n: u32| format!("all,register,2025,participation.enrolled,sex,vrouw,,count,,{n},,,{n},,shown,");
    let found = found(PLAIN, &[&row(61), &row(73)]);
    assert_eq!(found.dropped, 1);
}

#[test]
fn a_share_of_round_numbers_tells_no_more_than_they_do() {
    let count = |by: &str, group: &str, n: u32| {
        format!("all,studenten,2026,participation.respondents,{by},{group},,count,,{n},,,{n},,shown,")
    };
    // 33 of 111 women, printed as 35 of 110: their share is that of the printed numbers.
    let share = |value: &str| {
        format!(
            "all,studenten,2026,participation.respondents,gender*level,vrouw*a,,share,,{value},,,110,wilson,shown,"
        )
    };
    let rows = |value: &str| {
        let rows = [count("", "", 300), count("gender", "vrouw", 110), count("gender*level", "vrouw*a", 35)];
        [rows.to_vec(), vec![share(value)]].concat()
    };
    let people = |value: &str| {
        let folder = release(PLAIN, &rows(value).iter().map(String::as_str).collect::<Vec<_>>());
        let reports = read(folder.path()).unwrap();
        let (_, variables) = gather(&reports).pop_first().unwrap();
        let parts = variables["response"].cells.values().flat_map(|told| &told.parts);
        parts.filter(|part| part.share.width() < 1.0).count()
    };
    assert_eq!(people("0.32"), 0);
    assert_eq!(people("0.3"), 1, "a share of the exact numbers is an equation more");
}

#[test]
fn the_people_of_a_hidden_whole_are_read_beside_a_share_of_it() {
    let count = |group: &str, n: &str, status: &str| {
        format!("all,studenten,2026,participation.respondents,gender,{group},,count,,{n},,,{n},,{status}")
    };
    let share =
        "all,studenten,2026,participation.respondents,gender*level,vrouw*a,,share,,0.50,,,8,wilson,shown,";
    let told = found(PLAIN, &[&count("vrouw", "", "withheld,privacy"), share]);
    let exact = told.weaknesses.iter().filter(|weakness| weakness.finding.verdict == Verdict::Exact);
    assert_eq!(exact.map(|exact| exact.finding.people.clone()).collect::<Vec<_>>(), ["gender=vrouw"]);
}

#[test]
fn the_part_of_women_among_those_who_stayed_tells_how_many_women_stayed() {
    let rows = [
        "all,register,2019,retention.reenrolled1,,,,count,,173,,,235,,shown,",
        "all,register,2019,retention.reenrolled1,sex,man,,share,,,,,,,withheld,privacy",
        "all,register,2019,retention.reenrolled1,sex,vrouw,,share,,,,,,,withheld,privacy",
        "all,register,2019,participation.after1,sex,vrouw,,share,,0.28,0.21,0.36,173,wilson,shown,",
    ];
    let folder = release(PLAIN, &rows);
    let (_, variables) = gather(&read(folder.path()).unwrap()).pop_first().unwrap();
    let nobody = BTreeMap::new();
    let written = write(
        &variables["retention.status1"],
        &Beside { measure: None, at_most: &nobody, fewest: 0.0, catalogue: &Catalogue::default() },
    );
    let women = written.cells.iter().find(|(cell, _)| cell.name() == "sex=vrouw").unwrap().1;
    let stayed = written.categories.iter().position(|state| state == "reenrolled").unwrap();
    assert_eq!(written.attack(1).attack.passed(women.answers[stayed]), Range::new(48.0, 49.0));
}
