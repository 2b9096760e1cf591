//! Declared coarser groups: shown in place of levels of which too many are small, before anything is withheld.
//!
//! Leaves out what the codebook may declare (`sources`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod report_folder;
#[expect(dead_code, reason = "the answers are of other people")]
mod small_survey;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use meetellen::audit::{Effort, Verdict, audit};
use meetellen::ingest;
use meetellen::pipeline::{self, Summary, Wishes};
use meetellen::report::Parts;
use report_folder::{Row, assert_keys_differ, files, only, rows};
use small_survey::CODEBOOK;
use tempfile::TempDir;

/// What people of the small survey are asked besides.
const ORIGIN: &str = "\n[columns.origin]\nrole = \"origin\"\n";

const EUROPE: &str = r#"
[groups.origin]
"Europa" = ["Duitsland", "Polen"]
"Buiten Europa" = ["Turkije", "Marokko", "Suriname"]
"#;

/// Countries and how many come from each: three of six are below the minimum of ten.
const SIX: [(&str, usize); 6] =
    [("Nederland", 60), ("Duitsland", 14), ("Polen", 12), ("Turkije", 9), ("Marokko", 8), ("Suriname", 7)];

/// A scan of invented people, and the report that was made of it.
struct Made {
    folder: TempDir,
    summary: Summary,
}

impl Made {
    fn of(origins: &[(&str, usize)], groups: &str, scan: &str) -> Self {
        let mut file = HEADINGS.to_owned();
        let people = origins.iter().flat_map(|(origin, n)| std::iter::repeat_n(origin, *n));
        for (person, origin) in people.enumerate() {
            writeln!(file, "{};{origin};{};{}", 1 + person % 2, 1 + person % 5, 1 + person * 3 / 2 % 5)
                .unwrap();
        }
        Self::of_file(&file, groups, scan)
    }

    fn of_file(file: &str, groups: &str, scan: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("antwoorden.csv", file);
        write("codebook.toml", &format!("{CODEBOOK}{ORIGIN}{groups}"));
        let source = "[[source]]\nkind = \"survey\"\nfile = \"antwoorden.csv\"\nround = \"2026\"\ncodebook = \"codebook.toml\"\n";
        write(
            "scan.toml",
            &format!("[scan]\ntitle = \"Proef\"\nlanguages = [\"nl\", \"en\"]\n{source}{scan}"),
        );
        let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
        let parts = Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false };
        let wishes = Wishes { parts, ..Wishes::default() };
        let summary = pipeline::run(&ingested, &wishes, &folder.path().join("report")).unwrap();
        Self { folder, summary }
    }

    fn report(&self) -> PathBuf {
        self.folder.path().join("report/alle")
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.report().join(file)).unwrap()
    }

    /// Returns the rows of the number of respondents by origin, and how much they feel at home.
    fn rows(&self) -> Vec<Row> {
        let wanted = [("scale.belonging", "mean"), ("participation.respondents", "count")];
        let mut rows = rows(&self.report().join("results.csv"));
        assert_keys_differ(&rows);
        rows.retain(|row| {
            row.text("by") == "origin"
                && wanted.contains(&(row.text("measure"), row.text("statistic")))
                && row.text("against").is_empty()
        });
        rows
    }

    /// Returns the origins that the report has rows of.
    fn origins(&self) -> Vec<String> {
        let mut origins: Vec<String> = self.rows().iter().map(|row| row.text("group").to_owned()).collect();
        origins.sort();
        origins.dedup();
        origins
    }
}

const HEADINGS: &str = "gender;origin;SB01;SB02\n";

const BY_ORIGIN: &str = "[report]\nby = [\"gender\", \"origin\"]\n";

#[test]
fn coarser_groups_take_the_place_of_levels_of_which_too_many_are_small() {
    let made = Made::of(&SIX, EUROPE, BY_ORIGIN);
    assert_eq!(made.origins(), ["Buiten Europa", "Europa", "Nederland"]);
    for row in made.rows() {
        assert_eq!(row.text("status"), "shown", "{}", row.key());
    }
    let europe =
        only(&made.rows(), &[("measure", "participation.respondents"), ("group", "Europa")]).number("value");
    assert_eq!(europe, Some(26.0), "14 from one country and 12 from another");
    let results = made.text("results.csv");
    for country in ["Duitsland", "Polen", "Turkije", "Marokko", "Suriname"] {
        assert!(!results.contains(country), "{country} stands beside its group");
    }
    let without = Made::of(&SIX, "", BY_ORIGIN);
    let is_shown = |row: &&Row| row.text("status") == "shown";
    assert!(without.rows().iter().filter(is_shown).count() < without.rows().len(), "nothing to coarsen for");
}

#[test]
fn the_report_the_manifest_and_the_run_say_what_was_merged_and_why() {
    let made = Made::of(&SIX, EUROPE, BY_ORIGIN);
    let (dutch, english) = (made.text("rapport.html"), made.text("report.html"));
    let groups = "Europa (Duitsland, Polen); Buiten Europa (Marokko, Suriname, Turkije)";
    let nl = format!(
        "Herkomst: groepen zijn samengenomen, omdat apart te veel ervan te klein zijn om te laten zien: {groups}."
    );
    let en = format!(
        "Origin: groups are taken together, because on their own too many are too small to show: {groups}."
    );
    assert!(dutch.matches(&nl).count() >= 2, "under its tables and in the chapter on what is not shown");
    assert!(english.matches(&en).count() >= 2, "under its tables and in the chapter on what is not shown");
    let manifest: serde_json::Value = serde_json::from_str(&made.text("manifest.json")).unwrap();
    assert_eq!(manifest["merged"]["origin"]["Europa"], serde_json::json!(["Duitsland", "Polen"]));
    let [merged] = &made.summary.merged[..] else { panic!("one role is coarser") };
    assert_eq!((merged.small, merged.cells), (3, 6));
}

#[test]
fn a_table_of_which_fifteen_percent_is_small_stays_and_one_cell_more_makes_it_coarser() {
    let names: Vec<String> = (0..20).map(|place| format!("land {}", char::from(b'a' + place))).collect();
    let groups =
        "[groups.origin]\n\"ver weg\" = [\"land a\", \"land b\", \"land c\", \"land d\", \"land e\"]\n";
    let of = |small: usize| -> Vec<(&str, usize)> {
        names
            .iter()
            .enumerate()
            .map(|(place, name)| (name.as_str(), if place < small { 9 } else { 10 }))
            .collect()
    };
    let stays = Made::of(&of(3), groups, BY_ORIGIN);
    assert_eq!(stays.origins().len(), 20);
    assert!(stays.summary.merged.is_empty());
    assert!(!stays.text("rapport.html").contains("samengenomen"));
    assert!(!stays.text("manifest.json").contains("\"merged\""));
    let coarser = Made::of(&of(4), groups, BY_ORIGIN);
    assert_eq!(coarser.origins().len(), 16);
    assert!(coarser.origins().contains(&"ver weg".to_owned()));
}

#[test]
fn coarser_groups_that_leave_as_many_small_cells_are_not_used() {
    // Two large groups together, and a small one under another name.
    let groups = "[groups.origin]\n\"Europa\" = [\"Nederland\", \"Duitsland\"]\n\"Azië\" = [\"Turkije\"]\n";
    let made = Made::of(&SIX, groups, BY_ORIGIN);
    assert_eq!(made.origins().len(), 6);
    assert!(made.summary.merged.is_empty());
}

#[test]
fn one_combination_with_too_many_small_cells_makes_a_role_coarser_in_every_table() {
    // By themselves all six are large enough; by gender they are not.
    let large: Vec<(&str, usize)> = SIX.iter().map(|(name, n)| (*name, n + 5)).collect();
    assert_eq!(Made::of(&large, EUROPE, BY_ORIGIN).origins().len(), 6);
    let made = Made::of(&large, EUROPE, "[report]\nby = [\"gender\", \"origin\", \"gender*origin\"]\n");
    assert_eq!(made.origins(), ["Buiten Europa", "Europa", "Nederland"]);
}

#[test]
fn where_everything_is_open_levels_stay_as_they_are() {
    let folder = |scan: &str| Made::of(&SIX, EUROPE, scan);
    let open = folder("public = true\n[report]\nby = [\"gender\", \"origin\"]\n");
    assert_eq!(open.origins().len(), 6);
    let exact = folder("public = true\n[privacy]\nexact = true\n[report]\nby = [\"gender\", \"origin\"]\n");
    assert_eq!(exact.origins().len(), 6);
}

#[test]
fn coarser_groups_tell_nothing_of_the_levels_in_them() {
    let made = Made::of(&SIX, EUROPE, "[report]\nby = [\"gender\", \"origin\", \"gender*origin\"]\n");
    let folder = made.report();
    let found = audit(&[folder], Effort { programs: 3_000, ..Effort::default() }).unwrap();
    let told: Vec<_> =
        found.weaknesses.iter().filter(|weakness| weakness.finding.verdict != Verdict::Possible).collect();
    assert!(told.is_empty() && found.leaks.is_empty(), "{told:?} {:?}", found.leaks);
}

#[test]
fn the_level_that_others_are_compared_with_is_its_coarser_group() {
    let made = Made::of(&SIX, EUROPE, &format!("{BY_ORIGIN}reference = \"Duitsland\"\n"));
    let rows = rows(&made.report().join("results.csv"));
    let is_against = |row: &&Row| row.text("by") == "origin" && row.text("against") == "Europa";
    assert!(rows.iter().filter(is_against).count() > 0, "nothing is compared with Europa");
}

#[test]
fn the_same_scan_gives_the_same_report() {
    let written = || files(&Made::of(&SIX, EUROPE, BY_ORIGIN).report());
    assert_eq!(written(), written());
}

#[test]
fn an_answer_that_hardly_anybody_gave_stands_with_its_neighbour_and_not_as_a_band() {
    let mut file = HEADINGS.to_owned();
    for person in 0..80 {
        // One woman gave the lowest answer to the first question.
        let first = if person == 0 { 1 } else { 2 + person / 2 % 4 };
        writeln!(file, "{};Nederland;{first};{}", 1 + person % 2, 1 + person / 2 % 5).unwrap();
    }
    let made = Made::of_file(&file, "", "[report]\nby = [\"gender\"]\n");
    let all = rows(&made.report().join("results.csv"));
    let answers = |item: &str| {
        let of_women = all.iter().filter(|row| {
            (row.text("measure"), row.text("group"), row.text("statistic")) == (item, "vrouw", "share")
        });
        of_women.map(|row| format!("{}: {}", row.text("category"), row.text("status"))).collect::<Vec<_>>()
    };
    let mut first = answers("item.SB01");
    first.sort();
    assert_eq!(first, ["3: shown", "4 + eens: shown", "oneens + 2: shown"]);
    assert_eq!(answers("item.SB02").len(), 5, "nobody's answer is rare there");
    assert!(made.text("rapport.html").contains("antwoorden samengevoegd"));
}
