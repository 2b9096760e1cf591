//! Real files, read as a user has them: sums that their publishers print, quirks that broke other readers.
//!
//! Skips loudly where the files are not there. Leaves out what is measured from the rows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use meetellen::ingest::{Ingested, Kind, Outcome, Reading, TableReader, read};
use meetellen::model::{Counts, Fault, FaultKind, Register, Role, Severity, SourceData, Survey};

fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var("MEETELLEN_SHARED")
        .map_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = root.join("data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is not there", path.display());
    None
}

/// Reads `file` as the one source of a scan with this codebook.
fn scanned(file: &Path, source: &str, codebook: &str) -> Ingested {
    let folder = tempfile::tempdir().expect("test file");
    std::fs::copy(file, folder.path().join("data.csv")).expect("test file");
    let scan = format!(
        "[scan]\ntitle = \"proef\"\n[[source]]\nfile = \"data.csv\"\ncodebook = \"codebook.toml\"\n{source}\n"
    );
    std::fs::write(folder.path().join("scan.toml"), scan).expect("test file");
    std::fs::write(folder.path().join("codebook.toml"), codebook).expect("test file");
    read(folder.path())
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>()))
}

fn raw(file: &str) -> Option<Outcome> {
    let bytes = std::fs::read(shared(file)?).expect("test file");
    let mut reader = TableReader::new();
    reader.text(file, &bytes, &Reading::default(), &|_, _| Kind::Values);
    Some(reader.finish())
}

fn counts(ingested: &Ingested) -> &Counts {
    let SourceData::Counts(counts) = &ingested.dataset.sources[0].data else { panic!("counts") };
    counts
}

fn register(ingested: &Ingested) -> &Register {
    let SourceData::Register(register) = &ingested.dataset.sources[0].data else { panic!("register") };
    register
}

fn survey(ingested: &Ingested) -> &Survey {
    let SourceData::Survey(survey) = &ingested.dataset.sources[0].data else { panic!("survey") };
    survey
}

const DUO_2018: &str = r#"
[unpivot]
headings = "{year} {sex}"
[columns."BRIN NUMMER ACTUEEL"]
role = "institution"
[columns."CROHO ONDERDEEL"]
role = "sector"
[columns."OPLEIDINGSNAAM ACTUEEL"]
role = "programme"
"#;

#[test]
fn the_sums_of_duo_2018_are_those_of_its_footer_which_is_left_out() {
    let Some(file) = shared("duo-hbo-2018/01-ingeschrevenen-hbo-2018.csv") else { return };
    let ingested = scanned(&file, "kind = \"counts\"\nstage = \"enrolled\"", DUO_2018);
    let counts = counts(&ingested);
    let mut by_year: BTreeMap<u16, u32> = BTreeMap::new();
    for (year, (least, most)) in counts.year.iter().zip(counts.least.iter().zip(&counts.most)) {
        assert_eq!(least, most);
        *by_year.entry(*year).or_default() += least;
    }
    let sums: Vec<u32> = by_year.into_values().collect();
    assert_eq!(sums, [445_896, 442_011, 446_121, 452_169, 455_237]);
    let sex = counts.groups.iter().find(|column| column.role == Role::Sex).expect("test file");
    let of = |label: &str, year: u16| -> u32 {
        (0..counts.year.len())
            .filter(|&row| counts.year[row] == year && sex.level(row).expect("test file").raw == label)
            .map(|row| counts.least[row])
            .sum()
    };
    assert_eq!((of("Man", 2017), of("Vrouw", 2017)), (221_217, 230_952));
    let institutions =
        counts.groups.iter().find(|column| column.role == Role::Institution).expect("test file");
    assert_eq!(institutions.levels.len(), 36);
    let left_out = ingested.faults.iter().filter(|fault| fault.kind == FaultKind::LeftOutRow);
    let lines: Vec<Option<u64>> = left_out.map(|fault| fault.line).collect();
    assert_eq!(lines.len(), 2, "{:?}", ingested.faults);
    assert_eq!(lines[1].expect("test file"), lines[0].expect("test file") + 1);
}

const DUO_2024: &str = r#"
[columns.STUDIEJAAR]
role = "year"
[columns.INSTELLINGSCODE_ACTUEEL]
role = "institution"
[columns.GEMEENTENUMMER]
role = "location"
[columns.ONDERDEEL]
role = "sector"
[columns.GESLACHT]
role = "sex"
[columns.AANTAL_INGESCHREVENEN]
role = "count"
"#;

#[test]
fn hidden_cells_of_duo_2024_are_intervals() {
    let Some(file) = shared("duo-hbo-2024/ingeschrevenengeslhbo.csv") else { return };
    let ingested = scanned(&file, "kind = \"counts\"\nstage = \"enrolled\"\npublic = true", DUO_2024);
    let counts = counts(&ingested);
    let rows: Vec<usize> = (0..counts.year.len()).filter(|&row| counts.year[row] == 2024).collect();
    let hidden = rows.iter().filter(|&&row| counts.least[row] < counts.most[row]).count();
    let visible: u32 =
        rows.iter().filter(|&&row| counts.least[row] == counts.most[row]).map(|&row| counts.least[row]).sum();
    assert_eq!((visible, hidden), (449_006, 88));
    let least: u32 = rows.iter().map(|&row| counts.least[row]).sum();
    let most: u32 = rows.iter().map(|&row| counts.most[row]).sum();
    assert_eq!((least, most), (449_094, 449_358));
    let location = counts.groups.iter().find(|column| column.role == Role::Location).expect("test file");
    assert!(location.levels.iter().any(|level| level.raw == "0106"), "leading zeros are kept");
    assert_eq!(ingested.inputs[0].sha256.len(), 64);
    assert_eq!((ingested.inputs[0].rows, ingested.inputs[0].delimiter.as_str()), (4833, ","));
}

#[test]
fn the_address_list_of_duo_is_windows_1252_with_leading_zeros() {
    let Some(outcome) = raw("duo-hbo-2024/01.-instellingen-hbo-en-wo.csv") else { return };
    let guess = outcome.faults.iter().find(|fault| fault.kind == FaultKind::Assumed).expect("test file");
    assert!(guess.message.nl.contains("windows-1252"), "{guess}");
    let column = outcome.table.place("GEMEENTENUMMER").expect("test file");
    assert_eq!(outcome.table.value(0, column), Some("0080"));
    let phones = outcome.faults.iter().find(|fault| fault.kind == FaultKind::Identifying).expect("test file");
    assert_eq!((phones.column.as_deref(), &phones.value), (Some("TELEFOONNUMMER"), &None));
}

const CHO: &str = r#"
[columns.persoonsgebonden_nummer]
role = "person"
[columns.inschrijvingsjaar]
role = "year"
[columns.eerste_jaar_aan_deze_opleiding_instelling]
role = "cohort"
[columns.soort_inschrijving_continu_hoger_onderwijs]
role = "main_enrolment"
[columns.geslacht]
role = "sex"
[columns.opleidingscode_naam_opleiding]
role = "programme"
"#;

#[test]
fn the_register_of_the_demo_gives_the_published_re_enrolment() {
    let Some(file) = shared("1cho-demo/EV299XX24_DEMO_enriched.csv") else { return };
    let ingested = scanned(&file, "kind = \"register\"", CHO);
    let register = register(&ingested);
    let students = register.student.iter().max().expect("test file") + 1;
    assert_eq!(students, 4941);
    let sex = register.groups.iter().find(|column| column.role == Role::Sex).expect("test file");
    let programme = register.groups.iter().find(|column| column.role == Role::Programme).expect("test file");
    let main: std::collections::HashSet<(u32, u16, u16)> = (0..register.year.len())
        .filter(|&row| register.main[row])
        .map(|row| (register.student[row], register.year[row], programme.codes[row]))
        .collect();
    let mut cohort: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    for row in 0..register.year.len() {
        let year = register.year[row];
        if register.main[row] && register.cohort[row] == year && year < 2024 {
            let sums = cohort.entry(sex.level(row).expect("test file").raw.clone()).or_default();
            sums[1] += 1;
            sums[0] += u32::from(main.contains(&(register.student[row], year + 1, programme.codes[row])));
        }
    }
    assert_eq!(cohort["man"], [207, 685]);
    assert_eq!(cohort["vrouw"], [836, 1456]);
}

const BFI: &str = r#"
[columns.A1]
role = "item"
[columns.A2]
role = "item"
[columns.A3]
role = "item"
[columns.A4]
role = "item"
[columns.A5]
role = "item"
[columns.gender]
role = "gender"
labels = { "1" = "man", "2" = "vrouw" }
[columns.age]
role = "age"
bands = [18, 25, 40]
[scales.agreeableness]
items = ["A1", "A2", "A3", "A4", "A5"]
reversed = ["A1"]
range = [1, 6]
"#;

#[test]
fn every_answer_of_the_bfi_is_on_its_scale() {
    let Some(file) = shared("bfi/bfi.csv") else { return };
    let ingested = scanned(&file, "kind = \"survey\"", BFI);
    let survey = survey(&ingested);
    assert_eq!((survey.rows, survey.items.len()), (2800, 5));
    let answered = |id: &str| {
        let item = survey.items.iter().find(|item| item.id == id).expect("test file");
        assert_eq!(
            item.answers.iter().filter_map(|answer| answer.value).collect::<Vec<_>>(),
            [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
        );
        item.codes.iter().filter(|&&code| code != meetellen::model::MISSING).count()
    };
    assert_eq!([answered("A1"), answered("A2"), answered("A5")], [2784, 2773, 2784]);
    assert_eq!(survey.groups[1].levels[0].label.nl, "jonger dan 18");
    assert!(ingested.faults.iter().all(|fault| fault.severity == Severity::Note), "{:?}", ingested.faults);
}

const DROPOUT: &str = r#"
[columns.Gender]
role = "sex"
labels = { "1" = "man", "0" = "vrouw" }
[columns.Target]
role = "outcome"
success = ["Dropout"]
"#;

#[test]
fn a_byte_order_mark_hides_no_column() {
    let Some(file) = shared("uci-dropout/predict_students_dropout_and_academic_success.csv") else { return };
    let ingested = scanned(&file, "kind = \"survey\"", DROPOUT);
    let survey = survey(&ingested);
    assert_eq!(survey.rows, 4424);
    let outcome = &survey.outcomes[0];
    let sex = &survey.groups[0];
    let of = |label: &str, success: bool| {
        (0..survey.rows)
            .filter(|&row| {
                sex.level(row).expect("test file").label.nl == label
                    && (!success || outcome.success[usize::from(outcome.codes[row])])
            })
            .count()
    };
    assert_eq!(
        [of("vrouw", true), of("vrouw", false), of("man", true), of("man", false)],
        [720, 2868, 701, 1556]
    );
    let table =
        raw("uci-dropout/predict_students_dropout_and_academic_success.csv").expect("test file").table;
    assert_eq!(table.columns[0].heading, "Marital status");
}

#[test]
fn small_hard_files_hold_what_their_authors_say() {
    let Some(folder) = shared("csv-spectrum") else { return };
    let mut n_files = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).expect("test file") {
        let path = entry.expect("test file").path();
        let stem = path.file_stem().expect("test file").to_str().expect("test file").to_owned();
        let answer =
            std::fs::read_to_string(folder.join("json").join(format!("{stem}.json"))).expect("test file");
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("test file");
        let rows = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
        let outcome = raw(&format!("csv-spectrum/csvs/{stem}.csv")).expect("test file");
        assert_eq!(outcome.table.rows, rows.len(), "{stem}");
        for (row, expected) in rows.iter().enumerate() {
            for (heading, value) in expected.as_object().expect("test file") {
                // The answer for this file is about another phone number than the file itself.
                if heading == "Contact Phone Number" {
                    continue;
                }
                let column = outcome.table.place(heading).expect("test file");
                assert_eq!(
                    outcome.table.value(row, column).unwrap_or(""),
                    value.as_str().expect("test file"),
                    "{stem} {heading}"
                );
            }
        }
        n_files += 1;
    }
    assert_eq!(n_files, 12);
}

#[test]
fn surveys_with_questions_as_headings_are_read_whole() {
    for (file, rows, columns) in
        [("user2016/useR2016.csv", 455, 47), ("masculinity/raw-responses.csv", 1615, 98)]
    {
        let Some(outcome) = raw(file) else { return };
        assert_eq!((outcome.table.rows, outcome.table.columns.len()), (rows, columns), "{file}");
        assert!(
            outcome.faults.iter().all(|fault| fault.severity == Severity::Note),
            "{file} {:?}",
            outcome.faults
        );
    }
}

#[test]
fn the_heading_rows_of_qualtrics_are_no_respondents() {
    for (file, question) in [
        ("exports/qualtrics/ropensci-qualtrics__sample.csv", None),
        (
            "exports/qualtrics/ropensci-qualtrics__sample_legacy.csv",
            Some("This is a multiple choice question."),
        ),
        ("exports/qualtrics/sample_survey__sample_survey.csv", None),
    ] {
        let Some(outcome) = raw(file) else { return };
        let table = &outcome.table;
        assert!(table.rows > 0, "{file}");
        for row in 0..table.rows {
            let cells: Vec<&str> =
                (0..table.columns.len()).filter_map(|column| table.value(row, column)).collect();
            assert!(
                cells.iter().all(|cell| !cell.contains("ImportId") && *cell != "ResponseID"),
                "{file} {cells:?}"
            );
        }
        let column = table.place("Q1").and_then(|place| table.columns[place].question.as_deref());
        assert!(question.is_none() || column == question, "{file} {column:?}");
    }
}

#[test]
fn exports_of_survey_platforms_are_read_without_a_crash() {
    for folder in ["exports/qualtrics", "exports/redcap"] {
        let Some(folder) = shared(folder) else { return };
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("test file") {
                let path = entry.expect("test file").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "csv") {
                    let result = meetellen::ingest::preview(&path);
                    // A file without rows, and the data dictionary of REDCap.
                    let is_no_table =
                        |fault: &Fault| matches!(fault.kind, FaultKind::Empty | FaultKind::Layout);
                    let no_table = result.as_ref().err().is_some_and(|found| found.iter().all(is_no_table));
                    assert!(result.is_ok() || no_table, "{} {result:?}", path.display());
                }
            }
        }
    }
}

#[test]
fn published_figures_are_there_where_a_scan_wants_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "geslacht;b1\nvrouw;3\nman;4\n").unwrap();
    let codebook = "[columns.geslacht]\nrole = \"gender\"\n[columns.b1]\nrole = \"item\"\n";
    std::fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    let named_of = |report: &str| -> Vec<String> {
        let scan =
            format!("[report]\n{report}\n[[source]]\nfile = \"a.csv\"\ncodebook = \"codebook.toml\"\n");
        std::fs::write(folder.path().join("scan.toml"), scan).unwrap();
        read(folder.path()).unwrap().benchmarks.into_iter().map(|benchmark| benchmark.id).collect()
    };
    let all = named_of("reference = \"benchmark\"");
    assert!(all.len() > 1, "{all:?}");
    assert_eq!(named_of(&format!("benchmarks = [\"{}\"]", all[1])), all[1..2]);
    assert!(named_of("").is_empty());
}
