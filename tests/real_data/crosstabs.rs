//! Three tables of the same people, each with its own hidden cells: DUO's enrolments of 2024 by sex, programme and form.

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, only};
use crate::scan::Scan;

const FILES: [&str; 3] = ["ingeschrevenengeslhbo.csv", "ingeschrevenenhbo.csv", "ingeschrevenenoplvhbo.csv"];

const CODEBOOK: &str = r#"
[columns.STUDIEJAAR]
role = "year"
[columns.INSTELLINGSCODE_ACTUEEL]
role = "institution"
[columns.ONDERDEEL]
role = "sector"
[columns.GESLACHT]
role = "sex"
not_stated = ["ONBEKEND"]
[columns.OPLEIDINGSVORM]
role = "form"
[columns.OPLEIDINGSNAAM_ACTUEEL]
role = "programme"
[columns.AANTAL_INGESCHREVENEN]
role = "count"
"#;

/// Returns a scan of the three files, or `None`, loudly, where they are absent.
fn three(sources: &[(&str, &str)]) -> Option<Scan> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let mut scan = Scan::new().with("codebook.toml", CODEBOOK);
    for file in FILES {
        let data = shared.join("data/duo-hbo-2024").join(file);
        let Ok(bytes) = fs::read(&data) else {
            eprintln!("SKIPPED: no data in {}", data.display());
            return None;
        };
        scan = scan.with(file, bytes);
    }
    let mut text = "[scan]\ntitle = \"Ingeschrevenen hbo 2024\"\n".to_owned();
    for (name, file) in sources {
        text.push_str(&format!(
            "[[source]]\nname = \"{name}\"\nkind = \"counts\"\nstage = \"enrolled\"\nfile = \"{file}\"\ncodebook = \"codebook.toml\"\npublic = true\n"
        ));
    }
    text.push_str("[report]\nby = [\"sex\", \"form\", \"sector*sex\"]\n");
    Some(scan.with("scan.toml", text))
}

fn people<'a>(rows: &'a [Row], source: &str, by: &str, group: &str) -> &'a Row {
    only(
        rows,
        &[
            ("source", source),
            ("period", "2024"),
            ("measure", "participation.enrolled"),
            ("by", by),
            ("group", group),
            ("statistic", "count"),
        ],
    )
}

fn limits(row: &Row) -> (f64, f64) {
    assert_eq!(row.text("status"), "bounded");
    (row.number("lower").unwrap(), row.number("upper").unwrap())
}

#[test]
fn tables_of_one_name_are_one_population_and_bound_its_total() {
    let sources: Vec<(&str, &str)> = FILES.iter().map(|file| ("duo", *file)).collect();
    let Some(scan) = three(&sources) else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    assert_eq!(limits(people(&rows, "duo", "", "")), (449_163.0, 449_211.0));
    // By sex alone women are between 238215 and 238295; the other tables leave less.
    let (least, most) = limits(people(&rows, "duo", "sex", "VROUW"));
    assert!(least >= 238_215.0 && most < 238_295.0 && least < most, "{least} to {most}");
}

#[test]
fn tables_in_one_source_are_not_added_up() {
    let Some(scan) = three(&[("duo", "ingeschrevenen*.csv")]) else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    assert_eq!(limits(people(&rows, "duo", "", "")), (449_163.0, 449_211.0));
    assert!(rows.iter().all(|row| row.text("by") != "form" || row.text("group") != "missing"));
}

#[test]
fn open_tables_of_other_names_are_recognised_as_the_same_people() {
    let names = ["geslacht", "opleiding", "vorm"];
    let sources: Vec<(&str, &str)> = names.into_iter().zip(FILES).collect();
    let Some(scan) = three(&sources) else { return };
    let rows = scan.report(&Wishes::default()).rows("alle");
    for name in names {
        assert_eq!(limits(people(&rows, name, "", "")), (449_163.0, 449_211.0), "{name}");
    }
}

#[test]
fn a_share_of_hidden_cells_lies_between_two_numbers_that_hold_every_possible_one() {
    let sources: Vec<(&str, &str)> = FILES.iter().map(|file| ("duo", *file)).collect();
    let Some(scan) = three(&sources) else { return };
    let report = scan.report(&Wishes::default());
    let rows = report.rows("alle");
    let key = [("period", "2024"), ("by", "sex"), ("group", "VROUW"), ("statistic", "share")];
    let share = only(&rows, &[&key[..], &[("measure", "participation.enrolled")]].concat());
    let (lower, upper) = limits(share);
    let (least, most) = limits(people(&rows, "duo", "sex", "VROUW"));
    let (fewest, all) = limits(people(&rows, "duo", "", ""));
    assert!(lower >= least / all - 1e-12 && upper <= most / fewest + 1e-12, "{lower} to {upper}");
    assert!(lower <= least / fewest && upper >= most / all && lower < upper);
    let page = fs::read_to_string(report.path().join("alle/rapport.html")).unwrap();
    assert!(page.contains("ligt tussen"), "a share with hidden cells is told as two limits");
}
