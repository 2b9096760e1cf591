//! A small weighted survey with its population: what `results.csv` says is what R computes from the same CSV files.
//!
//! Expected numbers: `tests/reference/weighted_scan.R` (R 4.2.2, survey 4.1.1). The answers are invented.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod report_folder;

use std::fs;
use std::path::Path;

use meetellen::ingest;
use meetellen::model::Fault;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::Parts;
use report_folder::{Row, assert_keys_differ, files, only, rows};
use tempfile::TempDir;

const TOLERANCE: f64 = 1e-7;

/// Returns a copy of the scan, changed.
fn scan(change: impl Fn(&str, String) -> String) -> TempDir {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans/weighted");
    let folder = TempDir::new().unwrap();
    for name in ["scan.toml", "codebook.toml", "studenten.csv", "populatie.csv"] {
        let text = fs::read_to_string(own.join(name)).unwrap();
        fs::write(folder.path().join(name), change(name, text)).unwrap();
    }
    folder
}

fn unchanged() -> TempDir {
    scan(|_, text| text)
}

fn with_scan(old: &str, new: &str) -> TempDir {
    scan(|name, text| {
        assert!(name != "scan.toml" || text.contains(old), "no `{old}` in the scan");
        if name == "scan.toml" { text.replace(old, new) } else { text }
    })
}

fn report(scan: &TempDir, html: bool) -> TempDir {
    let out = TempDir::new().unwrap();
    let ingested = ingest::read(scan.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let parts = Parts { html, pdf: false, xlsx: false, docx: false, figures: false };
    let wishes = Wishes { parts, ..Wishes::default() };
    pipeline::run(&ingested, &wishes, &out.path().join("report")).unwrap();
    out
}

fn results(scan: &TempDir) -> Vec<Row> {
    let rows = rows(&report(scan, false).path().join("report/alle/results.csv"));
    assert_keys_differ(&rows);
    rows
}

fn refused(scan: &TempDir) -> Vec<Fault> {
    ingest::read(scan.path()).expect_err("a scan that cannot be weighted is refused")
}

/// Compares every expected row with the published one; returns how many there were.
fn compare(expected: &str, rows: &[Row]) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans/weighted").join(expected);
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let mut compared = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let field = |name: &str| &record[headings.iter().position(|heading| heading == name).unwrap()];
        let names = ["period", "measure", "by", "group", "against", "statistic", "category"];
        let wanted: Vec<(&str, &str)> = names.iter().map(|name| (*name, field(name))).collect();
        let row = only(rows, &wanted);
        assert_eq!(row.text("n"), field("n"), "{}", row.key());
        assert_eq!(row.text("method"), field("method"), "{}", row.key());
        for column in ["value", "lower", "upper"] {
            let of_r = field(column);
            let got = row.number(column);
            if of_r == "NA" {
                assert_eq!(got, None, "{} {column}", row.key());
                continue;
            }
            let (got, of_r): (f64, f64) =
                (got.unwrap_or_else(|| panic!("{} {column}", row.key())), of_r.parse().unwrap());
            let off = if of_r.abs() < 1e-9 { (got - of_r).abs() } else { (got / of_r - 1.0).abs() };
            assert!(off < TOLERANCE, "{} {column}: {got}, R {of_r}", row.key());
        }
        compared += 1;
    }
    compared
}

#[test]
fn weighted_rows_are_those_of_the_survey_package() {
    let rows = results(&unchanged());
    assert!(compare("expected-weighted.csv", &rows) > 90);
    let tested = rows.iter().filter(|row| row.text("statistic") == "p").count();
    assert_eq!(tested, 4, "two declared comparisons in two rounds");
    let effect = rows.iter().find(|row| row.text("statistic") == "hedges_g");
    assert!(effect.is_none(), "an effect size without the weights would stand beside a weighted difference");
}

#[test]
fn rows_of_a_known_population_are_those_of_r() {
    let rows = results(&with_scan("rake = [\"gender\", \"programme\"]\n", ""));
    assert!(compare("expected-known.csv", &rows) > 60);
    let corrected = |row: &&Row| row.text("method").starts_with("fpc_") && !row.text("against").is_empty();
    assert_eq!(rows.iter().filter(corrected).count(), 0, "no comparison is narrower for a known population");
}

#[test]
fn the_order_of_the_file_and_the_number_of_threads_change_no_weighted_number() {
    let turned = scan(|name, text| {
        if name != "studenten.csv" {
            return text;
        }
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines.join("\n") + "\n"
    });
    let whole =
        |scan: &TempDir| fs::read(report(scan, false).path().join("report/alle/results.csv")).unwrap();
    let first = whole(&unchanged());
    assert_eq!(first, whole(&turned), "the order of the rows");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(first, one.install(|| whole(&unchanged())), "one thread");
}

#[test]
fn one_crossed_margin_is_post_stratification() {
    let crossed = with_scan("rake = [\"gender\", \"programme\"]", "rake = [\"programme\"]");
    let rows = results(&crossed);
    // By hand: the mean of the programmes' means, each with its share of the population.
    let mean = |group: &str| {
        let wanted = [
            ("period", "2026"),
            ("measure", "scale.belonging"),
            ("group", group),
            ("against", ""),
            ("statistic", "mean"),
        ];
        only(&rows, &wanted).number("value").unwrap()
    };
    // People without a score stand for nobody, so the weights of those with one are counted.
    let data = fs::read_to_string(crossed.path().join("studenten.csv")).unwrap();
    let populations = [("Bouw", 66.0 + 130.0), ("Chemie", 84.0 + 74.0), ("Software", 52.0 + 210.0)];
    let (mut sum, mut total) = (0.0, 0.0);
    for (programme, people) in populations {
        let rows: Vec<Vec<&str>> = data
            .lines()
            .map(|line| line.split(',').collect::<Vec<_>>())
            .filter(|fields| fields[0] == "2026" && fields[2] == programme)
            .collect();
        let scored = rows.iter().filter(|fields| !fields[3].is_empty() || !fields[4].is_empty()).count();
        let weight = people * scored as f64 / rows.len() as f64;
        sum += weight * mean(programme);
        total += weight;
    }
    assert!((mean("") - sum / total).abs() < 1e-9, "{} {}", mean(""), sum / total);
}

#[test]
fn trimmed_weights_cost_less() {
    let kish = |scan: &TempDir| {
        let rows = results(scan);
        only(&rows, &[("period", "2026"), ("measure", "response"), ("statistic", "kish")])
            .number("value")
            .unwrap()
    };
    let rake = "rake = [\"gender\", \"programme\"]";
    let (whole, trimmed) = (kish(&unchanged()), kish(&with_scan(rake, &format!("{rake}\ntrim = 1.3"))));
    assert!(1.0 < trimmed && trimmed <= whole, "{trimmed} {whole}");
}

#[test]
fn what_cannot_be_weighted_is_told_in_the_words_of_the_scan() {
    let lost =
        scan(|name, text| if name == "populatie.csv" { text.replace("Chemie", "Scheikunde") } else { text });
    let faults = refused(&lost);
    let fault = faults.iter().find(|fault| fault.value.as_deref() == Some("Chemie")).unwrap();
    assert_eq!((fault.file.as_str(), fault.column.as_deref()), ("populatie.csv", Some("programme")));
    let hidden =
        scan(|name, text| if name == "populatie.csv" { text.replace(",60\n", ",<5\n") } else { text });
    assert!(refused(&hidden).iter().any(|fault| fault.message.en.contains("hidden numbers")));
    let empty =
        scan(|name, text| if name == "populatie.csv" { text + "2026,man,Werktuigbouw,40\n" } else { text });
    assert!(refused(&empty).iter().any(|fault| fault.message.en.contains("nobody answered")));
    let unknown = with_scan("rake = [\"gender\", \"programme\"]", "rake = [\"origin\"]");
    assert!(refused(&unknown).iter().any(|fault| fault.column.as_deref() == Some("weights.rake")));
}

#[test]
fn closed_data_show_weighted_numbers_rounded_and_of_ten_people_at_least() {
    let closed = with_scan("exact = true", "exact = false");
    let rows = results(&closed);
    let mut shown = 0;
    for row in rows.iter().filter(|row| row.text("method") == "linearised_t" && row.text("status") == "shown")
    {
        let n = row.number("n").unwrap();
        assert!(n >= 10.0, "{}", row.key());
        let value = row.number("value").unwrap();
        assert!(((value * 100.0).round() / 100.0 - value).abs() < 1e-9, "{}: {value}", row.key());
        shown += 1;
    }
    assert!(shown > 4, "{shown}");
    let counts = rows
        .iter()
        .filter(|row| row.text("statistic") == "count" && row.text("measure").starts_with("outcome"));
    assert_eq!(counts.count(), 0, "a count beside a weighted share would be a second equation");
}

#[test]
fn pages_say_what_was_weighted_and_whom_the_scan_reached_less() {
    let folder = report(&unchanged(), true);
    let pages = files(&folder.path().join("report"));
    let page = |name: &str| String::from_utf8(pages[name].clone()).unwrap().replace('\u{a0}', " ");
    let (nl, en) = (page("alle/rapport.html"), page("alle/report.html"));
    assert!(nl.contains("De antwoorden zijn gewogen. Dat herstelt alleen scheefheid in bekende kenmerken."));
    assert!(en.contains("The answers are weighted. That only repairs imbalance in known features."));
    // 2026: 58 of 202 women and 65 of 414 men.
    assert!(nl.contains("Van de vrouwen deed 28,7 procent mee, van de mannen 15,7 procent."));
    assert!(nl.contains("De scan bereikte minder dan hun aandeel: Mannen."));
    assert!(en.contains("The scan reached less than their share: Men."));
    assert!(nl.contains("deed niet mee") && en.contains("did not take part"));
    assert!(nl.contains("zelfrapportage, gewogen.") && en.contains("self-report, weighted."));
    assert!(!nl.contains("niet gewogen en"), "a weighted report does not say that it is not");
}
