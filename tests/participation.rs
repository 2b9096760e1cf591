//! Whole runs on small made-up tables of counts: women beside men, beside published figures, and through the chain.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "report_folder/mod.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod report_folder;

use std::fs;
use std::path::PathBuf;

use approx::assert_abs_diff_eq;
use meetellen::pipeline::{self, Wishes};
use meetellen::{ingest, model::Fault};
use report_folder::{Row, only, rows};
use tempfile::TempDir;

const CODEBOOK: &str = r#"
[columns.jaar]
role = "year"
[columns.geslacht]
role = "sex"
[columns.opleiding]
role = "programme"
[columns.aantal]
role = "count"
"#;

/// A scan of made-up tables, one per stage.
struct Counted {
    folder: TempDir,
}

impl Counted {
    fn new(tables: &[(&str, &str)], report: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let scan = folder.path().join("scan");
        fs::create_dir(&scan).unwrap();
        fs::write(scan.join("codebook.toml"), CODEBOOK).unwrap();
        let mut text = "[scan]\ntitle = \"Verzonnen tellingen\"\nlanguages = [\"nl\", \"en\"]\n".to_owned();
        for (stage, table) in tables {
            fs::write(scan.join(format!("{stage}.csv")), table).unwrap();
            text.push_str(&format!(
                "[[source]]\nname = \"{stage}\"\nkind = \"counts\"\nstage = \"{stage}\"\nfile = \"{stage}.csv\"\ncodebook = \"codebook.toml\"\npublic = true\n"
            ));
        }
        text.push_str(&format!("[report]\nby = [\"sex\", \"programme\"]\n{report}\n"));
        fs::write(scan.join("scan.toml"), text).unwrap();
        Self { folder }
    }

    fn read(&self) -> Result<ingest::Ingested, Vec<Fault>> {
        ingest::read(&self.folder.path().join("scan"))
    }

    fn report(&self) -> PathBuf {
        let ingested = self.read().unwrap_or_else(|faults| panic!("refused: {faults:?}"));
        let out = self.folder.path().join("report");
        pipeline::run(&ingested, &Wishes::default(), &out).unwrap();
        out.join("alle")
    }
}

/// Returns the words of a page, without its markup.
fn words(report: &std::path::Path, page: &str) -> String {
    let html = fs::read_to_string(report.join(page)).unwrap().replace('\u{a0}', " ");
    let mut text = String::new();
    let mut is_markup = false;
    for letter in html.chars() {
        match letter {
            '<' => is_markup = true,
            '>' => is_markup = false,
            letter if !is_markup => text.push(letter),
            _ => {}
        }
    }
    text
}

const STARTERS: &str = "jaar,geslacht,opleiding,aantal\n\
    2023,vrouw,Chemie,18\n2023,man,Chemie,22\n2023,vrouw,Elektro,2\n2023,man,Elektro,58\n";

fn women<'a>(rows: &'a [Row], measure: &str, against: &str, statistic: &str) -> &'a Row {
    let key = [("measure", measure), ("group", "vrouw"), ("against", against), ("statistic", statistic)];
    only(rows, &key)
}

#[test]
fn a_share_stands_beside_a_published_figure_with_its_year_definition_and_source() {
    let scan = Counted::new(&[("intake", STARTERS)], "benchmarks = [\"hbo-betatechniek-instroom\"]");
    let report = scan.report();
    let rows = rows(&report.join("results.csv"));
    let beside = |statistic| {
        women(&rows, "participation.intake", "benchmark:hbo-betatechniek-instroom", statistic)
            .number("value")
            .unwrap()
    };
    // 20 of 100 beside 26,2 % in 2019; 27 women would be the first whole number that reaches it.
    assert_abs_diff_eq!(beside("difference"), 0.2 - 0.262, epsilon = 1e-12);
    assert_abs_diff_eq!(beside("representation"), 0.2 / 0.262, epsilon = 1e-12);
    assert_abs_diff_eq!(beside("needed"), 7.0);
    for (page, said) in [
        (
            "rapport.html",
            [
                "6,2 procentpunt lager dan bij alle starters in hbo-bètatechniek: 26,2 procent (2019, vhto.nl/kennis/cijfers/cijfers-hbo)",
                "7 vrouwen meer nodig geweest",
                "Dit vergelijkingscijfer is 4 jaar oud (2019)",
                "aandeel vrouwen onder eerstejaars in bètatechnische hbo-opleidingen (VHTO)",
            ],
        ),
        (
            "report.html",
            [
                "6.2 percentage points lower than for all starters in hbo science and technology: 26.2%",
                "7 more women",
                "This benchmark is 4 years old (2019)",
                "share of women among first-years in science and technology at hogescholen (VHTO)",
            ],
        ),
    ] {
        let text = words(&report, page);
        for word in said {
            assert!(text.contains(word), "{page} does not say `{word}`");
        }
    }
}

#[test]
fn an_unknown_published_figure_is_refused_with_the_nearest_one() {
    let scan = Counted::new(&[("intake", STARTERS)], "benchmarks = [\"hbo-betatechniek\"]");
    let faults = scan.read().unwrap_err();
    assert!(faults.iter().any(|fault| fault.hint.nl.contains("hbo-betatechniek-instroom")), "{faults:?}");
}

#[test]
fn women_stand_beside_men_and_are_spread_over_programmes() {
    let rows = rows(&Counted::new(&[("intake", STARTERS)], "").report().join("results.csv"));
    let value = |statistic| women(&rows, "participation.intake", "man", statistic).number("value").unwrap();
    assert_abs_diff_eq!(value("parity"), 20.0 / 80.0, epsilon = 1e-12);
    assert_abs_diff_eq!(value("needed"), 30.0);
    // Half of |18/20 - 22/80| + |2/20 - 58/80|.
    assert_abs_diff_eq!(value("duncan"), 0.625, epsilon = 1e-12);
    assert!(value("duncan_expected") > 0.0 && value("duncan_expected") < 0.2);
}

#[test]
fn the_chain_adds_up_and_leaks_only_where_its_interval_does() {
    let graduates = "jaar,geslacht,opleiding,aantal\n\
        2023,vrouw,Chemie,180\n2023,man,Chemie,220\n2023,vrouw,Elektro,20\n2023,man,Elektro,580\n";
    let scan = Counted::new(
        &[("intake", STARTERS), ("graduated", graduates)],
        "benchmarks = [\"mbo-betatechniek-instroom\", \"technische-beroepen\"]",
    );
    let report = scan.report();
    let rows = rows(&report.join("results.csv"));
    let steps: Vec<&Row> = rows.iter().filter(|row| row.text("statistic") == "log_odds").collect();
    let whole = steps.iter().find(|row| row.text("measure") == "chain").unwrap();
    let parts: Vec<f64> = steps
        .iter()
        .filter(|row| row.text("measure") != "chain")
        .map(|row| row.number("value").unwrap())
        .collect();
    assert_eq!(parts.len(), 3);
    assert_abs_diff_eq!(parts.iter().sum::<f64>(), whole.number("value").unwrap(), epsilon = 1e-12);
    let logit = |share: f64| (share / (1.0 - share)).ln();
    assert_abs_diff_eq!(whole.number("value").unwrap(), logit(0.165) - logit(0.143), epsilon = 1e-12);
    let text = words(&report, "rapport.html");
    // 20 % of 1000 graduates is surely more than 16,5 %; 20 % of starters and of graduates cannot be told apart.
    assert!(
        text.contains("Hier lekt het: van de eigen afgestudeerden, 2023 (20,0 procent vrouwen)"),
        "no leak is told"
    );
    assert!(text.contains("niet te zeggen of het hier lekt"));
    let page = fs::read_to_string(report.join("report.html")).unwrap();
    assert!(page.contains("Here it leaks"));
}

#[test]
fn one_table_in_two_files_of_other_schools_is_added_up_and_other_cuts_are_not() {
    let folder = TempDir::new().unwrap();
    let codebook = "[columns.jaar]\nrole = \"year\"\n[columns.school]\nrole = \"institution\"\n[columns.geslacht]\nrole = \"sex\"\n[columns.vorm]\nrole = \"form\"\n[columns.aantal]\nrole = \"count\"\n";
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    for (name, text) in [
        ("a.csv", "jaar,school,geslacht,aantal\n2023,A,vrouw,10\n2023,A,man,-1\n"),
        ("b.csv", "jaar,school,geslacht,aantal\n2023,B,vrouw,5\n2023,B,man,30\n"),
        ("vorm.csv", "jaar,school,vorm,aantal\n2023,A,voltijd,12\n2023,B,voltijd,35\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut scan = "[scan]\ntitle = \"Verzonnen\"\n".to_owned();
    for file in ["a.csv", "b.csv", "vorm.csv"] {
        scan.push_str(&format!(
            "[[source]]\nname = \"tellingen\"\nkind = \"counts\"\nstage = \"enrolled\"\nfile = \"{file}\"\ncodebook = \"codebook.toml\"\npublic = true\n"
        ));
    }
    scan.push_str("[report]\nby = [\"sex\", \"form\"]\n");
    fs::write(folder.path().join("scan.toml"), scan).unwrap();
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let out = folder.path().join("report");
    pipeline::run(&ingested, &Wishes::default(), &out).unwrap();
    let rows = rows(&out.join("alle/results.csv"));
    let count = |group: &str, by: &str| {
        only(
            &rows,
            &[("by", by), ("group", group), ("statistic", "count"), ("measure", "participation.enrolled")],
        )
    };
    // 10 + (1 to 4) + 5 + 30 by sex, 47 by form: so 2 men at school A, and 32 in all.
    assert_eq!(count("", "").number("value"), Some(47.0));
    assert_eq!(count("man", "sex").number("value"), Some(32.0));
    assert_eq!(count("voltijd", "form").number("value"), Some(47.0));
}
