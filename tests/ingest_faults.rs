//! What is wrong with an input is told with file, line, column and value, all of it at once.
//!
//! Leaves out real files (`ingest`) and dialects (`ingest_dialects`). All people and schools are invented.

use meetellen::ingest::{Ingested, read};
use meetellen::model::{Dataset, Fault, FaultKind, Role, Severity, Source, SourceData};

fn scan(files: &[(&str, &str)]) -> Result<Ingested, Vec<Fault>> {
    let folder = tempfile::tempdir().expect("test file");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("test file")).expect("test file");
        std::fs::write(path, text).expect("test file");
    }
    read(folder.path())
}

fn faults(files: &[(&str, &str)]) -> Vec<Fault> {
    match scan(files) {
        Ok(ingested) => ingested.faults,
        Err(faults) => faults,
    }
}

fn one(faults: &[Fault], kind: FaultKind) -> &Fault {
    let found: Vec<&Fault> = faults.iter().filter(|fault| fault.kind == kind).collect();
    assert_eq!(found.len(), 1, "{kind:?} in {faults:#?}");
    found[0]
}

const SCAN: &str = "[[source]]\nkind = \"survey\"\nfile = \"a.csv\"\ncodebook = \"codebook.toml\"\n";
const SURVEY: &str = r#"
[columns.token]
role = "hidden_id"
[columns.gender]
role = "gender"
labels = { "1" = "vrouw", "2" = "man" }
[columns.SB01]
role = "item"
[columns.SB02]
role = "item"
[scales.thuis]
items = ["SB01", "SB02"]
range = [1, 5]
"#;

fn survey(rows: &str) -> Vec<Fault> {
    faults(&[("scan.toml", SCAN), ("codebook.toml", SURVEY), ("a.csv", rows)])
}

#[test]
fn an_off_scale_value_and_an_unknown_label_are_told_where_they_stand() {
    let found = survey("token;gender;SB01;SB02\nx;1;3;4\n\"y\nz\";9;6;1\nq;2;5;5\n");
    let off = one(&found, FaultKind::OffScale);
    assert_eq!((off.severity, off.file.as_str(), off.line), (Severity::Repaired, "a.csv", Some(3)));
    assert_eq!((off.column.as_deref(), off.value.as_deref()), (Some("SB01"), Some("6")));
    let label = one(&found, FaultKind::UnknownLabel);
    assert_eq!(
        (label.line, label.column.as_deref(), label.value.as_deref()),
        (Some(3), Some("gender"), Some("9"))
    );
}

#[test]
fn many_off_scale_values_are_twenty_lines_and_a_count() {
    let rows: String = (0..50).map(|n| format!("t{n};1;9;1\n")).collect();
    let found = survey(&format!("token;gender;SB01;SB02\n{rows}"));
    let off: Vec<&Fault> = found.iter().filter(|fault| fault.kind == FaultKind::OffScale).collect();
    assert_eq!((off.len(), off[0].line, off[19].line), (21, Some(2), Some(21)));
    assert!(off[20].message.nl.contains("30"), "{}", off[20]);
}

#[test]
fn an_identifying_column_is_dropped_and_counted_without_a_value() {
    let found = survey("token;gender;SB01;SB02;mail\nabc;1;3;4;x@example.org\ndef;2;3;4;y@example.org\n");
    let told: Vec<(Option<&str>, &Option<String>)> = found
        .iter()
        .filter(|fault| fault.kind == FaultKind::Identifying)
        .map(|fault| (fault.column.as_deref(), &fault.value))
        .collect();
    assert_eq!(told, [(Some("mail"), &None), (Some("token"), &None)]);
    assert!(
        found.iter().all(|fault| !fault.to_line(meetellen::model::Language::Dutch).contains("example.org"))
    );
}

#[test]
fn a_missing_column_and_an_unclosed_quote_are_refused_together() {
    let found = survey("token;gender;SB1\nx;1;3\ny;\"2;4\nz;1;5\n");
    let quote = one(&found, FaultKind::UnclosedQuote);
    assert_eq!((quote.severity, quote.line), (Severity::Refused, Some(3)));
    let missing: Vec<&str> = found
        .iter()
        .filter(|fault| fault.kind == FaultKind::MissingColumn && fault.severity == Severity::Refused)
        .filter_map(|fault| fault.column.as_deref())
        .collect();
    assert_eq!(missing, ["SB01", "SB02"]);
    let near = found.iter().find(|fault| fault.column.as_deref() == Some("SB01")).expect("test file");
    assert!(near.hint.nl.contains("SB1"), "{near}");
}

#[test]
fn a_question_of_another_round_is_noted_and_a_column_that_was_forgotten_is_repaired() {
    let source = |round: &str| {
        format!(
            "[[source]]\nname = \"s{round}\"\nfile = \"{round}.csv\"\ncodebook = \"c.toml\"\nround = \"{round}\"\n"
        )
    };
    let scan = source("2024") + &source("2026");
    let codebook = "[columns.geslacht]\nrole = \"gender\"\n[columns.SB01]\nrole = \"item\"\n[columns.NIEUW]\nrole = \"item\"\n";
    let found = faults(&[
        ("scan.toml", &scan),
        ("c.toml", codebook),
        ("2024.csv", "SB01\n1\n2\n"),
        ("2026.csv", "geslacht;SB01;NIEUW\nvrouw;1;2\nman;3;4\n"),
    ]);
    let lacking = found.iter().filter(|fault| fault.kind == FaultKind::MissingColumn);
    let told: Vec<_> = lacking.map(|fault| (fault.column.as_deref().unwrap_or(""), fault.severity)).collect();
    assert_eq!(told, [("geslacht", Severity::Repaired), ("NIEUW", Severity::Note)]);
}

#[test]
fn an_absent_file_and_a_broken_codebook_are_told_at_once() {
    let scan = "[[source]]\nfile = \"a.csv\"\ncodebook = \"c.toml\"\n[[source]]\nname = \"b\"\nfile = \"b.csv\"\ncodebook = \"d.toml\"\n";
    let found = faults(&[
        ("scan.toml", scan),
        ("c.toml", "[columns.x]\nrole = \"item\"\n"),
        ("d.toml", "[columns.x]\nrol = 1\n"),
        ("b.csv", "x\n1\n"),
    ]);
    assert_eq!(one(&found, FaultKind::Unreadable).file, "a.csv");
    assert!(found.iter().any(|fault| fault.file == "d.toml"), "{found:#?}");
}

#[test]
fn ragged_rows_double_headings_and_doubles_are_repaired_with_their_line() {
    let codebook = "[columns.id]\nrole = \"respondent\"\n[columns.gender]\nrole = \"gender\"\n";
    let rows = format!(
        "id;gender;gender\n1;v;x\n2\n1;m;x\n3;v;x;y\n{}",
        (4..12).map(|n| format!("{n};v;x\n")).collect::<String>()
    );
    let found = faults(&[("scan.toml", SCAN), ("codebook.toml", codebook), ("a.csv", &rows)]);
    let ragged: Vec<Option<u64>> =
        found.iter().filter(|fault| fault.kind == FaultKind::RaggedRow).map(|fault| fault.line).collect();
    assert_eq!(ragged, [Some(3), Some(5)]);
    assert_eq!(one(&found, FaultKind::DuplicateRow).line, Some(4));
    assert_eq!(one(&found, FaultKind::Heading).severity, Severity::Repaired);
}

/// A delimiter in a text without quotes: `Techniek; en meer` would make an answer of a programme.
#[test]
fn a_row_with_a_value_under_no_heading_is_left_out_with_its_line_and_never_shifted() {
    let codebook = "[columns.id]\nrole = \"respondent\"\n[columns.gender]\nrole = \"gender\"\n";
    let row = |n: usize| format!("{n};{}\n", ["v", "m"][n % 2]);
    let mut rows: Vec<String> = (0..20).map(row).collect();
    rows[7] = "7;Techniek; en meer;v\n".to_owned();
    // The last column empty: the field too many is empty, and the row told.
    rows[9] = "9;x;\n".to_owned();
    let text = format!("id;gender\n{}", rows.concat());
    let folder = |text: &str| faults(&[("scan.toml", SCAN), ("codebook.toml", codebook), ("a.csv", text)]);
    let found = folder(&text);
    let ragged: Vec<&Fault> = found.iter().filter(|fault| fault.kind == FaultKind::RaggedRow).collect();
    let told: Vec<_> = ragged.iter().map(|fault| (fault.line, fault.severity)).collect();
    assert_eq!(told, [(Some(9), Severity::Repaired), (Some(11), Severity::Repaired)]);
    assert!(ragged[0].message.nl.starts_with("4 velden, 2 meer"), "{}", ragged[0]);
    assert!(ragged[1].message.nl.starts_with("velden te veel: 1"), "{}", ragged[1]);
    assert!(!found.iter().any(|fault| fault.to_string().contains("Techniek")), "{found:#?}");

    // Rows with a name in front, as R writes them: nothing would be left.
    let all = format!("id;gender\n{}", (0..20).map(|n| format!("r{n};{}", row(n))).collect::<String>());
    let refused = folder(&all);
    let refused = refused.iter().find(|fault| fault.severity == Severity::Refused).unwrap();
    assert_eq!((refused.kind, refused.times), (FaultKind::RaggedRow, 20));
    // One in ten is still told one by one; one more is not.
    let with = |long: usize| {
        let rows: String = (0..20).map(|n| if n < long { format!("{n};a;b\n") } else { row(n) }).collect();
        folder(&format!("id;gender\n{rows}"))
    };
    assert!(with(2).iter().all(|fault| fault.severity != Severity::Refused));
    assert!(with(3).iter().any(|fault| fault.severity == Severity::Refused));
}

/// Found by the fuzzer: a heading that a damaged line repeats had a fault for each, a kilobyte a time.
#[test]
fn a_heading_repeated_a_thousand_times_is_told_and_counted_and_more_columns_than_a_sheet_has_are_refused() {
    let codebook = "[columns.id]\nrole = \"respondent\"\n[columns.gender]\nrole = \"gender\"\n";
    let with = |columns: usize| {
        let text = format!("id;gender{}\n1;v{}\n", ";x".repeat(columns - 2), ";1".repeat(columns - 2));
        faults(&[("scan.toml", SCAN), ("codebook.toml", codebook), ("a.csv", &text)])
    };
    let found = with(2000);
    let told: Vec<&Fault> = found.iter().filter(|fault| fault.kind == FaultKind::Heading).collect();
    assert_eq!(told.iter().map(|fault| fault.times).sum::<u64>(), 1997);
    assert!(told.len() < 30 && told.iter().all(|fault| fault.severity == Severity::Note), "{}", told.len());
    let refused = with(16_385);
    let refused: Vec<_> = refused.iter().filter(|fault| fault.severity == Severity::Refused).collect();
    assert!(refused.iter().any(|fault| fault.message.nl.starts_with("16385 kolomnamen")), "{refused:#?}");
}

#[test]
fn a_delimiter_behind_every_row_is_the_habit_of_the_tool() {
    let codebook = "[columns.id]\nrole = \"respondent\"\n[columns.gender]\nrole = \"gender\"\n";
    let text = format!("id;gender\n{}", (0..20).map(|n| format!("{n};v;\n")).collect::<String>());
    let found = faults(&[("scan.toml", SCAN), ("codebook.toml", codebook), ("a.csv", &text)]);
    assert!(found.iter().all(|fault| fault.kind != FaultKind::RaggedRow), "{found:#?}");
}

fn source(dataset: &Dataset) -> &Source {
    &dataset.sources[0]
}

const COUNTS: &str =
    "[[source]]\nkind = \"counts\"\nstage = \"intake\"\nfile = \"a.csv\"\ncodebook = \"codebook.toml\"\n";
const LONG: &str = "[columns.jaar]\nrole = \"year\"\n[columns.opleiding]\nrole = \"programme\"\n[columns.geslacht]\nrole = \"sex\"\n[columns.n]\nrole = \"count\"\n";

#[test]
fn counts_keep_hidden_cells_as_intervals_and_leave_totals_out() {
    let rows = "jaar;opleiding;geslacht;n\n2023/2024;Bouw;man;1.204\n2023/2024;Bouw;vrouw;< 5\n2023/2024;Bouw;Totaal;1.207\n2024/2025;Bouw;man;-1\n2024/2025;Bouw;vrouw;0\nvorig;Bouw;vrouw;3\n2024/2025;Bouw;vrouw;veel\n";
    let ingested =
        scan(&[("scan.toml", COUNTS), ("codebook.toml", LONG), ("a.csv", rows)]).expect("test file");
    let SourceData::Counts(counts) = &source(&ingested.dataset).data else { panic!() };
    assert_eq!(counts.year, [2023, 2023, 2024, 2024]);
    assert_eq!(
        (counts.least.as_slice(), counts.most.as_slice()),
        ([1204, 1, 1, 0].as_slice(), [1204, 4, 4, 0].as_slice())
    );
    assert_eq!(one(&ingested.faults, FaultKind::LeftOutRow).line, Some(4));
    assert_eq!(one(&ingested.faults, FaultKind::ImpossibleDate).line, Some(7));
    assert_eq!(one(&ingested.faults, FaultKind::NotANumber).line, Some(8));
}

#[test]
fn a_register_tells_what_cannot_be() {
    let scan_toml = "[[source]]\nkind = \"register\"\nfile = \"*.csv\"\ncodebook = \"codebook.toml\"\n";
    let codebook = "[columns.student]\nrole = \"person\"\n[columns.jaar]\nrole = \"year\"\n[columns.start]\nrole = \"cohort\"\n[columns.diploma]\nrole = \"diploma_year\"\n[columns.hoofd]\nrole = \"main_enrolment\"\n[columns.sexe]\nrole = \"sex\"\n";
    let head = "student;jaar;start;diploma;hoofd;sexe\n";
    let one_year =
        format!("{head}s1;2020;2020;;ja;V\ns2;2020;2021;;ja;M\n;2020;2020;;ja;M\ns3;vroeger;2020;;nee;V\n");
    let next_year =
        format!("{head}s1;2021;2020;2022;ja;V\ns1;2021;2020;2022;ja;V\ns4;2021;2021;2010;misschien;V\n");
    let ingested = scan(&[
        ("scan.toml", scan_toml),
        ("codebook.toml", codebook),
        ("2020.csv", &one_year),
        ("2021.csv", &next_year),
    ])
    .expect("test file");
    let SourceData::Register(register) = &source(&ingested.dataset).data else { panic!() };
    // The same student has the same number in both files.
    assert_eq!(register.student, [0, 1, 0, 3]);
    assert_eq!(register.year, [2020, 2020, 2021, 2021]);
    assert_eq!(register.cohort, [2020, 0, 2020, 2021]);
    assert_eq!(register.diploma_year, [0, 0, 2022, 0]);
    assert_eq!(register.main, [true, true, true, false]);
    let double = one(&ingested.faults, FaultKind::DuplicateRow);
    assert_eq!((double.file.as_str(), double.line), ("2021.csv", Some(3)));
    let dates: Vec<(&str, Option<u64>, Option<&str>)> = ingested
        .faults
        .iter()
        .filter(|fault| fault.kind == FaultKind::ImpossibleDate)
        .map(|fault| (fault.file.as_str(), fault.line, fault.column.as_deref()))
        .collect();
    for expected in [
        ("2020.csv", Some(3), Some("start")),
        ("2020.csv", Some(5), Some("jaar")),
        ("2021.csv", Some(4), Some("diploma")),
    ] {
        assert!(dates.contains(&expected), "{expected:?} in {dates:?}");
    }
    assert_eq!(one(&ingested.faults, FaultKind::UnknownLabel).value.as_deref(), Some("misschien"));
    assert_eq!(ingested.inputs.iter().map(|input| input.rows).collect::<Vec<_>>(), [4, 3]);
}

#[test]
fn a_selection_leaves_unplaced_programmes_out_and_names_them() {
    let select = format!("{COUNTS}[report]\nselect = \"eigen\"\nby = [\"sex\", \"domain\"]\n");
    let mapping = "title = \"techniek\"\nselect = \"broad\"\n[domains]\nbuilt = \"Built Environment\"\n[programmes.techniek]\n\"1\" = { name = \"Bouwkunde\", domain = \"built\", technique = \"narrow\" }\n[programmes.economie]\n\"2\" = \"Rechten\"\n";
    let rows =
        "jaar;opleiding;geslacht;n\n2023;Bouwkunde;man;10\n2023;Rechten;man;20\n2023;Toverkunst;man;30\n";
    let ingested = scan(&[
        ("scan.toml", &select),
        ("codebook.toml", LONG),
        ("a.csv", rows),
        ("mappings/eigen.toml", mapping),
    ])
    .expect("test file");
    let SourceData::Counts(counts) = &source(&ingested.dataset).data else { panic!() };
    assert_eq!(counts.selected, [true, false, false]);
    let domain = counts.groups.iter().find(|column| column.role == Role::Domain).expect("test file");
    assert_eq!(domain.level(0).expect("test file").label.nl, "Built Environment");
    assert!(domain.level(1).is_none());
    let fault = one(&ingested.faults, FaultKind::Unmapped);
    assert_eq!(fault.severity, Severity::Repaired);
    assert!(fault.hint.nl.contains("Toverkunst"), "{fault}");
    assert_eq!(ingested.selection.expect("test file").nl, "techniek");
}

#[test]
fn selected_levels_must_exist() {
    let select = format!("{COUNTS}[report]\nselect = {{ programme = [\"Bouwkunde\", \"Rechtn\"] }}\n");
    let rows = "jaar;opleiding;geslacht;n\n2023;Bouwkunde;man;10\n2023;Rechten;man;20\n";
    let found = faults(&[("scan.toml", &select), ("codebook.toml", LONG), ("a.csv", rows)]);
    assert_eq!(one(&found, FaultKind::Configuration).value.as_deref(), Some("Rechtn"));
}

#[test]
fn rounds_in_one_file_become_rounds_of_one_survey() {
    let codebook = "[columns.ronde]\nrole = \"round\"\n[columns.SB01]\nrole = \"item\"\n[columns.gewicht]\nrole = \"weight\"\n";
    let rows = "ronde;SB01;gewicht\n2026;1;0,5\n2024;2;1,5\n2026;3;x\n";
    let ingested =
        scan(&[("scan.toml", SCAN), ("codebook.toml", codebook), ("a.csv", rows)]).expect("test file");
    let rounds: Vec<&str> = ingested.dataset.sources.iter().map(|source| source.round.as_str()).collect();
    assert_eq!(rounds, ["2024", "2026"]);
    let SourceData::Survey(last) = &ingested.dataset.sources[1].data else { panic!() };
    assert_eq!((last.rows, last.weights.as_slice()), (2, [0.5, 0.0].as_slice()));
    assert_eq!(one(&ingested.faults, FaultKind::NotANumber).line, Some(4));
}

#[test]
fn a_workbook_is_read_like_text() {
    let folder = tempfile::tempdir().expect("test file");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("leeg").expect("test file");
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Antwoorden van een verzonnen school").expect("test file");
    for (column, heading) in ["token", "gender", "SB01", "SB02"].into_iter().enumerate() {
        sheet.write(2, column as u16, heading).expect("test file");
    }
    for (row, answers) in [["a", "1"], ["b", "2"]].into_iter().enumerate() {
        sheet.write(3 + row as u32, 0, answers[0]).expect("test file");
        sheet.write(3 + row as u32, 1, answers[1]).expect("test file");
        sheet.write(3 + row as u32, 2, 4.0).expect("test file");
        sheet.write(3 + row as u32, 3, 7.0).expect("test file");
    }
    workbook.save(folder.path().join("a.xlsx")).expect("test file");
    std::fs::write(folder.path().join("scan.toml"), SCAN.replace("a.csv", "a.xlsx")).expect("test file");
    std::fs::write(folder.path().join("codebook.toml"), SURVEY).expect("test file");
    let ingested = read(folder.path()).expect("test file");
    let SourceData::Survey(survey) = &source(&ingested.dataset).data else { panic!() };
    assert_eq!(survey.rows, 2);
    assert_eq!(survey.items[0].answers[usize::from(survey.items[0].codes[0])].value, Some(4.0));
    let off: Vec<Option<u64>> = ingested
        .faults
        .iter()
        .filter(|fault| fault.kind == FaultKind::OffScale)
        .map(|fault| fault.line)
        .collect();
    assert_eq!(off, [Some(4), Some(5)]);
    assert_eq!(ingested.inputs[0].encoding, "xlsx");
}

#[test]
fn a_single_file_is_read_with_a_guess_that_is_told() {
    let folder = tempfile::tempdir().expect("test file");
    let path = folder.path().join("mijn export.csv");
    let words = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"];
    let rows: String = (0..30)
        .map(|n| format!("{};{};{}\n", ["man", "vrouw"][n % 2], words[n % 5], words[n / 2 % 5]))
        .collect();
    std::fs::write(&path, format!("Geslacht;Ik voel me thuis;Ik hoor erbij\n{rows}")).expect("test file");
    let ingested = read(&path).expect("test file");
    assert_eq!(ingested.scan.title, "mijn export");
    assert!(ingested.codebooks[0].guessed.as_ref().expect("test file").contains("[columns"));
    assert!(ingested.faults.iter().any(|fault| fault.kind == FaultKind::Assumed));
    let SourceData::Survey(survey) = &source(&ingested.dataset).data else { panic!() };
    assert_eq!((survey.rows, survey.items.len(), survey.groups.len()), (30, 2, 1));
}
