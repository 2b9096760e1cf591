//! Protector and auditor on small schools drawn at random: what is published cannot be read back, and where
//! something is left behind the auditor says so.
//!
//! Leaves out surveys with weights and registers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod likert;
mod random_school;

use std::collections::BTreeMap;
use std::path::Path;

use meetellen::audit::{Attacker, Audit, Verdict};
use meetellen::model::{Dataset, Language, Ledger, Role, SourceData};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use random_school::{publish, school, told, usual, write};

/// Returns `results.csv` of a school: of everybody together, or of both schools and everybody.
fn results(dataset: &Dataset, per: Option<Role>) -> String {
    publish(dataset, per, usual(), &Ledger::default()).0
}

fn attack(folder: &Path) -> Audit {
    random_school::attack(&[folder])
}

/// A row of `results.csv`, by the names of its columns.
type Row = BTreeMap<String, String>;

/// Returns the rows about how many answered and how much they feel at home, and the names of the columns.
fn rows(results: &str) -> (Vec<String>, Vec<Row>) {
    let mut reader = csv::Reader::from_reader(results.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|record| names.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect::<Row>());
    let is_wanted = |row: &Row| ["response", "scale.belonging"].contains(&row["measure"].as_str());
    let rows = rows.filter(is_wanted).collect();
    (names, rows)
}

fn csv_of(names: &[String], rows: &[Row]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names).unwrap();
    for row in rows {
        writer.write_record(names.iter().map(|name| &row[name])).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Returns how many people of a school a row is about.
fn people(dataset: &Dataset, row: &Row) -> u64 {
    let SourceData::Survey(survey) = &dataset.sources[0].data else { return 0 };
    let wanted: Vec<(&str, &str)> = match row["by"].as_str() {
        "" => Vec::new(),
        by => by.split('*').zip(row["group"].split('*')).collect(),
    };
    let is_in = |person: &usize| {
        wanted.iter().all(|(role, label)| {
            let column = survey.groups.iter().find(|column| column.role.to_string() == *role).unwrap();
            column.levels[usize::from(column.codes[*person])].label.get(Language::Dutch) == *label
        })
    };
    (0..survey.rows).filter(is_in).count() as u64
}

fn show(row: &mut Row, value: &str, n: u64) {
    for (column, text) in [("value", value.to_owned()), ("n", n.to_string())] {
        row.insert(column.to_owned(), text);
    }
    row.insert("status".to_owned(), "shown".to_owned());
    row.insert("reason".to_owned(), String::new());
}

fn is_number(row: &Row, measure: &str, statistic: &str) -> bool {
    row["measure"] == measure && row["statistic"] == statistic && row["against"].is_empty()
}

#[test]
fn the_auditor_objects_to_every_number_that_is_left_behind() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (mut unhidden, mut totals, mut texts, mut sheets) = (0, 0, 0, 0);
    for seed in 100..110 {
        let dataset = school(seed);
        let (names, clean) = rows(&results(&dataset, None));
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), &csv_of(&names, &clean));
        let before = told(&attack(folder.path()));

        // One withheld number of few people is shown after all.
        let small: Vec<usize> = (0..clean.len())
            .filter(|place| {
                let row = &clean[*place];
                let is_main = is_number(row, "response", "n") || is_number(row, "scale.belonging", "mean");
                is_main && row["status"] == "withheld" && (1..10).contains(&people(&dataset, row))
            })
            .collect();
        for _ in 0..8 {
            let place = small[random.random_range(0..small.len())];
            let mut rows = clean.clone();
            let n = people(&dataset, &rows[place]);
            let value = if rows[place]["statistic"] == "n" { n.to_string() } else { "3.27".to_owned() };
            show(&mut rows[place], &value, n);
            write(folder.path(), &csv_of(&names, &rows));
            let after = told(&attack(folder.path()));
            let is_new = after.iter().any(|found| !before.contains(found));
            assert!(is_new, "school {seed}: {:?} is shown", rows[place]);
            unhidden += 1;
        }

        // Everything about gender but one withheld group is printed exactly: the rest is what is left.
        let of_gender: Vec<usize> = (0..clean.len())
            .filter(|place| {
                is_number(&clean[*place], "response", "n")
                    && ["", "gender"].contains(&clean[*place]["by"].as_str())
            })
            .collect();
        let hidden: Vec<usize> =
            of_gender.iter().copied().filter(|place| clean[*place]["status"] == "withheld").collect();
        for kept in &hidden {
            // A table of multiples of five may be in round numbers: then nothing is exactly what is left.
            let is_round = |by: &str| {
                let of_table = of_gender.iter().filter(|place| *place != kept && clean[**place]["by"] == by);
                of_table.map(|place| people(&dataset, &clean[*place])).all(|n| n % 5 == 0)
            };
            if is_round("") || is_round("gender") {
                continue;
            }
            let mut rows = clean.clone();
            for place in of_gender.iter().filter(|place| *place != kept) {
                let n = people(&dataset, &rows[*place]);
                show(&mut rows[*place], &n.to_string(), n);
            }
            write(folder.path(), &csv_of(&names, &rows));
            let found = attack(folder.path());
            let name = format!("gender={}", rows[*kept]["group"]);
            let is_read = found.weaknesses.iter().any(|weakness| {
                weakness.finding.verdict == Verdict::Exact && weakness.finding.people == name
            });
            assert!(is_read, "school {seed}: {name} is what is left");
            totals += 1;
        }

        // A number that no row holds is left in the text of a figure, or in a sheet.
        write(folder.path(), &csv_of(&names, &clean));
        for _ in 0..6 {
            let number = random.random_range(3_000..9_000);
            let figure = folder.path().join("figuur.svg");
            std::fs::write(&figure, format!("<svg><desc>{number} vrouwen</desc></svg>")).unwrap();
            assert_eq!(attack(folder.path()).leaks.len(), 1, "{number} in a text");
            std::fs::remove_file(&figure).unwrap();
            texts += 1;

            let sheet = folder.path().join("tabellen.xlsx");
            let mut workbook = rust_xlsxwriter::Workbook::new();
            workbook.add_worksheet().write_number(3, 2, f64::from(number)).unwrap();
            workbook.save(&sheet).unwrap();
            assert_eq!(attack(folder.path()).leaks.len(), 1, "{number} in a sheet");
            std::fs::remove_file(&sheet).unwrap();
            sheets += 1;
        }
    }
    let all = unhidden + totals + texts + sheets;
    assert!(
        all >= 200 && totals > 5,
        "{unhidden} unhidden, {totals} totals, {texts} texts and {sheets} sheets"
    );
}

#[test]
fn nothing_withheld_of_a_small_school_can_be_read_back() {
    let mut hidden = 0;
    let mut found_in_all = Vec::new();
    for seed in 0..24 {
        let folder = tempfile::tempdir().unwrap();
        let per = (seed % 3 == 0).then_some(Role::Institution);
        write(folder.path(), &results(&school(seed), per));
        let found = attack(folder.path());
        hidden += found.hidden;
        found_in_all.extend(told(&found).into_iter().map(|told| format!("school {seed}: {told}")));
    }
    assert_eq!(found_in_all, Vec::<String>::new());
    assert!(hidden > 500, "only {hidden} withheld numbers were attacked");
}

#[test]
fn the_auditor_is_silent_about_what_is_not_hidden() {
    let dataset = school(7);
    let folder = tempfile::tempdir().unwrap();
    let (names, rows) = rows(&results(&dataset, None));
    let open: Vec<Row> = rows.into_iter().filter(|row| row["by"].is_empty()).collect();
    write(folder.path(), &csv_of(&names, &open));
    let found = attack(folder.path());
    assert_eq!(found.count(Attacker::Outsider, Verdict::Exact), 0);
    assert!(found.leaks.is_empty());
}
