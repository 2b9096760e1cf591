//! The practice data hold what their README says: read from the bytes, with plain arithmetic of this file only.
//!
//! Leaves out whether a report finds the effects.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use meetellen::synthetic::{GeneratedFile, Options, generate};

const FIRST_ROUND: &str = "oefen-studenten-2024.csv";
const SECOND_ROUND: &str = "oefen-studenten-2026.csv";
const REGISTER: &str = "oefen-register.csv";
const COUNTS: &str = "oefen-aantallen.csv";
const FRAME: &str = "oefen-populatie.csv";
const TABLES: [&str; 5] = [FIRST_ROUND, SECOND_ROUND, REGISTER, COUNTS, FRAME];

const BELONGING: [&str; 8] = ["SB01", "SB02", "SB03", "SB04", "SB05", "SB06", "SB07", "SB08"];
const SELF_EFFICACY: [&str; 6] = ["SE01", "SE02", "SE03", "SE04", "SE05", "SE06"];
const LABELS: [&str; 10] = [
    "helemaal niet mee eens",
    "niet mee eens",
    "niet eens en niet oneens",
    "mee eens",
    "helemaal mee eens",
    "helemaal niet zeker",
    "niet zo zeker",
    "redelijk zeker",
    "zeker",
    "heel zeker",
];

/// What the second round asks for the first time.
const EXPERIENCES: [&str; 5] = ["PL01", "PL02", "IN02", "IN03", "IN06"];

/// A table as this file reads it: columns by code, where a heading ends in one.
struct Rows {
    columns: BTreeMap<String, usize>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn of(files: &[GeneratedFile], path: &str) -> Self {
        let bytes = bytes(files, path);
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        };
        let mut lines = text.lines().map(|line| line.split(';').map(str::to_owned).collect::<Vec<_>>());
        let headings = lines.next().expect("a table has headings");
        let columns = headings.iter().enumerate().map(|(place, heading)| (code(heading), place)).collect();
        Self { columns, rows: lines.collect() }
    }

    fn get<'r>(&self, row: &'r [String], column: &str) -> &'r str {
        &row[self.columns[&code(column)]]
    }

    /// The rows with these values, as `(column, value)`.
    fn with(&self, wanted: &[(&str, &str)]) -> Vec<&Vec<String>> {
        self.rows.iter().filter(|row| wanted.iter().all(|(c, v)| self.get(row, c) == *v)).collect()
    }

    /// The values 1 to 5 of items, reversed where the scale says so.
    fn values(&self, row: &[String], items: &[&str]) -> Vec<f64> {
        let value = |item: &&str| {
            let cell = self.get(row, item);
            let label = LABELS.iter().position(|label| *label == cell).map(|place| (place % 5 + 1) as f64);
            let value = label.or_else(|| cell.parse().ok()).filter(|value| *value <= 5.0)?;
            Some(if matches!(*item, "SB03" | "SB07") { 6.0 - value } else { value })
        };
        items.iter().filter_map(value).collect()
    }

    fn scores(&self, rows: &[&Vec<String>], items: &[&str]) -> Vec<f64> {
        let values = rows.iter().map(|row| self.values(row, items));
        values.filter(|values| 2 * values.len() >= items.len()).map(|values| mean(&values)).collect()
    }

    /// Women minus men at a school, in pooled standard deviations.
    fn gap(&self, school: &str, items: &[&str]) -> f64 {
        let scores = |labels: [&str; 2]| {
            let rows: Vec<_> = labels
                .iter()
                .flat_map(|label| self.with(&[("instelling", school), ("BG01", label)]))
                .collect();
            self.scores(&rows, items)
        };
        let (women, men) = (scores(["1", "vrouw"]), scores(["2", "man"]));
        let (n, m) = (women.len() as f64, men.len() as f64);
        let pooled = ((n - 1.0) * variance(&women) + (m - 1.0) * variance(&men)) / (n + m - 2.0);
        (mean(&women) - mean(&men)) / pooled.sqrt()
    }

    fn alpha(&self, items: &[&str]) -> f64 {
        let complete: Vec<_> = self.rows.iter().map(|row| self.values(row, items)).collect();
        let complete: Vec<_> = complete.into_iter().filter(|values| values.len() == items.len()).collect();
        let k = items.len() as f64;
        let of_items: f64 =
            (0..items.len()).map(|i| variance(&complete.iter().map(|row| row[i]).collect::<Vec<_>>())).sum();
        let of_sum = variance(&complete.iter().map(|row| row.iter().sum()).collect::<Vec<_>>());
        k / (k - 1.0) * (1.0 - of_items / of_sum)
    }
}

/// The name by which this file knows a column: its code, or its heading, in lower case.
fn code(heading: &str) -> String {
    let code = match heading {
        "rolmodel_herkenning" => "RM03",
        "opleiding" => "BG06",
        _ => heading.split_once('[').map_or(heading, |(_, code)| code.trim_end_matches(']')),
    };
    code.to_lowercase()
}

fn bytes<'f>(files: &'f [GeneratedFile], path: &str) -> &'f [u8] {
    &files.iter().find(|file| file.path == path).expect("the folder has this file").bytes
}

fn text(files: &[GeneratedFile], path: &str) -> String {
    String::from_utf8(bytes(files, path).to_vec()).expect("this file is UTF-8")
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let centre = mean(values);
    values.iter().map(|value| (value - centre).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

fn demo() -> Vec<GeneratedFile> {
    generate(&Options::default())
}

/// The main enrolments of a student, by year.
fn careers(register: &Rows) -> BTreeMap<String, BTreeMap<u16, Vec<String>>> {
    let mut careers: BTreeMap<String, BTreeMap<u16, Vec<String>>> = BTreeMap::new();
    for row in register.with(&[("hoofdinschrijving", "ja")]) {
        let year = register.get(row, "inschrijvingsjaar").parse().expect("a year is a number");
        let key = register.get(row, "persoonssleutel").to_owned();
        let earlier = careers.entry(key).or_default().insert(year, row.clone());
        assert!(earlier.is_none(), "two main enrolments in one year");
    }
    careers
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_others() {
    let options = Options { students: 300, ..Options::default() };
    assert_eq!(generate(&options), generate(&options));
    let other = Options { seed: options.seed + 1, ..options };
    assert_ne!(bytes(&generate(&options), REGISTER), bytes(&generate(&other), REGISTER));
}

#[test]
fn the_demo_in_the_repository_is_what_the_program_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/demo");
    let made = demo();
    for file in &made {
        let there = std::fs::read(folder.join(&file.path)).unwrap();
        assert!(
            there == file.bytes,
            "surveys/demo/{} differs: make it again with `meetellen synth`",
            file.path
        );
    }
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), made.len());
    assert!(made.iter().map(|file| file.bytes.len()).sum::<usize>() < 3_200_000);
}

#[test]
fn a_student_is_the_same_whatever_the_number_of_schools_and_students() {
    let few = generate(&Options { students: 400, schools: 2, seed: 7 });
    let many = generate(&Options { students: 3_000, schools: 8, seed: 7 });
    let rows_of = |files, path, from: usize| -> BTreeMap<Vec<String>, usize> {
        let mut rows = BTreeMap::new();
        for row in Rows::of(files, path).rows {
            *rows.entry(row[from..].to_vec()).or_insert(0) += 1;
        }
        rows
    };
    // The first column of a survey is a running number over all schools.
    for (path, from) in [(REGISTER, 0), (FIRST_ROUND, 1), (SECOND_ROUND, 1)] {
        let among = rows_of(&many, path, from);
        let rows = rows_of(&few, path, from);
        assert!(!rows.is_empty());
        assert!(rows.iter().all(|(row, n)| among.get(row).is_some_and(|there| there >= n)), "{path}");
    }
}

#[test]
fn no_students_give_headings_and_no_schools_give_one() {
    let files = generate(&Options { students: 0, schools: 0, seed: 1 });
    assert!(Rows::of(&files, REGISTER).rows.is_empty());
    assert!(Rows::of(&files, SECOND_ROUND).rows.is_empty());
    let counts = Rows::of(&files, COUNTS);
    assert!(counts.rows.iter().all(|row| row[0] == "90AA" || row[0] == "Totalen"));
}

#[test]
fn the_rounds_differ_in_encoding_line_ends_headings_and_answers() {
    let files = demo();
    let (first, second) = (bytes(&files, FIRST_ROUND), bytes(&files, SECOND_ROUND));
    assert!(std::str::from_utf8(first).is_err());
    assert!(first.windows(6).any(|window| window == b"ogie\xebn"));
    let ends = |bytes: &[u8], end: &[u8]| bytes.windows(end.len()).filter(|window| *window == end).count();
    assert_eq!(ends(first, b"\r\n"), ends(first, b"\n"));
    assert!(second.starts_with(b"\xef\xbb\xbf") && std::str::from_utf8(second).is_ok());
    assert_eq!(ends(second, b"\r"), 0);

    assert!(first.starts_with(b"respons_id;instelling;sector;opleiding;BG07;"));
    let second = text(&files, SECOND_ROUND);
    assert!(second.contains(";Ik voel me op mijn plek in deze opleiding. [SB01];"));
    assert!(second.contains(";mee eens;") && second.contains(";één keer;"));
}

#[test]
fn every_file_says_that_it_is_made_up() {
    let files = demo();
    for path in TABLES {
        let table = Rows::of(&files, path);
        let n_columns = table.columns.len();
        assert!(path.starts_with("oefen-") && !table.rows.is_empty());
        for row in &table.rows {
            assert_eq!(row.len(), n_columns, "{path}");
            assert!(matches!(
                row[n_columns - 1].as_str(),
                "synthetisch" | "OEFENGEGEVENS, geen echte studenten"
            ));
        }
    }
    for path in
        ["scan.toml", "codebook.toml", "codebook-register.toml", "codebook-aantallen.toml", "README.md"]
    {
        assert!(text(&files, path).lines().next().unwrap().contains("OEFENGEGEVENS"), "{path}");
    }
}

#[test]
fn the_configuration_is_toml_and_names_files_and_columns_that_are_there() {
    let files = demo();
    let scan: toml::Table = text(&files, "scan.toml").parse().unwrap();
    assert_eq!(scan["scan"]["synthetic"].as_bool(), Some(true));
    assert!(files.iter().any(|file| scan["weights"]["frame"].as_str() == Some(&file.path)));
    for source in scan["source"].as_array().unwrap() {
        let table = Rows::of(&files, source["file"].as_str().unwrap());
        // Agreements have fixed headings.
        let Some(codebook) = source.get("codebook") else { continue };
        let codebook: toml::Table = text(&files, codebook.as_str().unwrap()).parse().unwrap();
        for (heading, meaning) in codebook["columns"].as_table().unwrap() {
            let is_to_come =
                source["file"].as_str() == Some(FIRST_ROUND) && EXPERIENCES.contains(&&**heading);
            let is_there = table.columns.contains_key(&code(heading));
            assert!(is_there != is_to_come, "{heading} in {}", source["file"]);
            assert!(meaning["role"].as_str().unwrap().parse::<meetellen::model::Role>().is_ok());
        }
    }
    let survey: toml::Table = text(&files, "codebook.toml").parse().unwrap();
    let reversed = survey["scales"]["belonging"]["reversed"].as_array().unwrap();
    assert_eq!(reversed.iter().filter_map(toml::Value::as_str).collect::<Vec<_>>(), ["SB03", "SB07"]);
}

#[test]
fn women_are_refused_and_doubted_more_often_and_who_met_with_nothing_is_not_asked_to_report() {
    let files = demo();
    let round = Rows::of(&files, SECOND_ROUND);
    let ever = |gender: &str, column: &str| {
        let answers: Vec<&str> =
            round.with(&[("BG01", gender)]).into_iter().map(|row| round.get(row, column)).collect();
        let said = |words: &[&str]| answers.iter().filter(|answer| words.contains(*answer)).count() as f64;
        let yes = said(&["één keer", "vaker", "2-5 keer", "6 keer of vaker"]);
        yes / (yes + said(&["nee", "nooit"]))
    };
    // Planted, with what origin adds to refusals; chance alone moves a share of some 250 women by 0.05 or so.
    for (column, women, men) in [("PL02", 0.23, 0.11), ("IN02", 0.36, 0.14), ("IN03", 0.45, 0.22)] {
        let [drawn_women, drawn_men] = [ever("vrouw", column), ever("man", column)];
        assert!((drawn_women - women).abs() < 0.06, "{column}: {drawn_women}");
        assert!((drawn_men - men).abs() < 0.04, "{column}: {drawn_men}");
    }
    for row in &round.rows {
        let had = |column: &str| !matches!(round.get(row, column), "" | "nooit" | "wil ik niet zeggen");
        assert!(round.get(row, "IN06").is_empty() || ["IN01", "IN02", "IN03"].into_iter().any(had));
        let no_placement = matches!(round.get(row, "PL04"), "" | "niet van toepassing");
        assert_eq!(no_placement, round.get(row, "PL01").is_empty() && round.get(row, "PL02").is_empty());
    }
}

#[test]
fn only_who_left_technology_says_why_and_women_name_unequal_treatment_more_often() {
    let files = demo();
    let alumni = Rows::of(&files, "oefen-alumni.csv");
    let mut named: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &alumni.rows {
        let reasons = alumni.get(row, "AL07");
        let left = ["AL06A", "AL06B", "AL06C"].into_iter().any(|column| alumni.get(row, column) == "0");
        assert!(left || reasons.is_empty(), "{row:?}");
        if left {
            let is_named = f64::from(u8::from(reasons.contains('G')));
            named.entry(alumni.get(row, "BG01")).or_default().push(is_named);
        }
    }
    assert!(mean(&named["1"]) > 0.2 && mean(&named["2"]) < 0.15, "{named:?}");
}

#[test]
fn belonging_differs_at_one_school_and_self_efficacy_at_another() {
    let files = demo();
    let rounds = [Rows::of(&files, FIRST_ROUND), Rows::of(&files, SECOND_ROUND)];
    for (round, planted) in rounds.iter().zip([-0.6, -0.4]) {
        let here = round.with(&[("instelling", "90AA")]);
        let is_woman = |row: &&&Vec<String>| matches!(round.get(row, "BG01"), "1" | "vrouw");
        assert!(here.len() >= 250 && here.iter().filter(is_woman).count() >= 60);
        assert!((round.gap("90AA", &BELONGING) - planted).abs() < 0.1);
        assert!((round.gap("90AC", &SELF_EFFICACY) + 0.45).abs() < 0.1);
        assert!(round.gap("90AB", &BELONGING).abs() < 0.15);
        assert!(round.gap("90AB", &SELF_EFFICACY).abs() < 0.15);
        assert!(round.gap("90AA", &SELF_EFFICACY).abs() < 0.2);
        assert!(round.gap("90AC", &BELONGING).abs() < 0.2);
        assert!((round.alpha(&BELONGING) - 0.8).abs() < 0.04);
        assert!((round.alpha(&SELF_EFFICACY) - 0.8).abs() < 0.04);
    }
}

#[test]
fn one_programme_loses_twice_as_many_in_the_first_year() {
    let files = demo();
    let register = Rows::of(&files, REGISTER);
    let mut left: BTreeMap<bool, (f64, f64)> = BTreeMap::new();
    for career in careers(&register).values() {
        let (year, start) = career.first_key_value().unwrap();
        if *year < 2025 {
            let planted = register.get(start, "BG06") == "Elektrotechniek en Energie";
            let (gone, all) = left.entry(planted).or_default();
            *gone += f64::from(u8::from(!career.contains_key(&(year + 1))));
            *all += 1.0;
        }
    }
    let share = |planted| left[&planted].0 / left[&planted].1;
    assert!((share(true) / share(false) - 2.0).abs() < 0.4, "{} against {}", share(true), share(false));
}

#[test]
fn about_a_third_of_the_enrolled_answer_women_more_often() {
    let files = demo();
    let frame = Rows::of(&files, FRAME);
    let register = Rows::of(&files, REGISTER);
    for (path, round, year) in [(FIRST_ROUND, "2024", "2023"), (SECOND_ROUND, "2026", "2025")] {
        let asked: f64 = frame
            .with(&[("round", round)])
            .iter()
            .map(|row| frame.get(row, "count").parse::<f64>().unwrap())
            .sum();
        let enrolled = register.with(&[("inschrijvingsjaar", year), ("hoofdinschrijving", "ja")]);
        assert!((asked - enrolled.len() as f64).abs() < 0.5);
        let survey = Rows::of(&files, path);
        assert!((1_200..1_800).contains(&survey.rows.len()));
        assert!((0.30..0.40).contains(&(survey.rows.len() as f64 / asked)));
        let n_of =
            |labels: [&str; 2]| labels.iter().map(|l| survey.with(&[("BG01", l)]).len()).sum::<usize>();
        let of_sex = |sex| enrolled.iter().filter(|row| register.get(row, "geslacht") == sex).count();
        let share = |some, all| some as f64 / all as f64;
        assert!(share(n_of(["1", "vrouw"]), of_sex("V")) > share(n_of(["2", "man"]), of_sex("M")));
    }
}

#[test]
fn one_programme_has_three_women_in_every_file() {
    let files = demo();
    let programme = ("BG06", "Maritieme Systemen");
    for (path, woman) in [(FIRST_ROUND, "1"), (SECOND_ROUND, "vrouw")] {
        assert_eq!(Rows::of(&files, path).with(&[programme, ("BG01", woman)]).len(), 3, "{path}");
    }
    let register = Rows::of(&files, REGISTER);
    for year in ["2023", "2024", "2025"] {
        assert_eq!(register.with(&[programme, ("geslacht", "V"), ("inschrijvingsjaar", year)]).len(), 3);
    }
    let counts = Rows::of(&files, COUNTS);
    let [row] = counts.with(&[programme])[..] else { panic!("one row") };
    assert_eq!(counts.get(row, "2025 vrouw"), "<5");
}

#[test]
fn answers_have_the_gaps_that_real_answers_have() {
    let files = demo();
    for (path, not_said, does_not_apply, non_binary) in [
        (FIRST_ROUND, "9", "8", "3"),
        (SECOND_ROUND, "wil ik niet zeggen", "niet van toepassing", "non-binair"),
    ] {
        let survey = Rows::of(&files, path);
        let some = |column: &str, value: &str| survey.with(&[(column, value)]).len();
        assert!(some("IN01", not_said) > 10 && some("BG01", not_said) > 10 && some("BG02", not_said) > 10);
        assert!(some("PL04", does_not_apply) > 100 && some("HS01", does_not_apply) > 5);
        assert!((10..60).contains(&some("BG01", non_binary)));
        assert!(some("SB04", "") > 10);

        let nameless = survey.with(&[("BG01", ""), ("BG02", ""), ("BG05", ""), ("IN01", "")]);
        assert!(nameless.iter().filter(|row| !survey.get(row, "SB01").is_empty()).count() > 10);
        let skips_gender = survey.with(&[("BG01", "")]);
        assert!(skips_gender.iter().filter(|row| !survey.get(row, "BG05").is_empty()).count() > 5);

        let mut seen = BTreeSet::new();
        let twins: Vec<_> = survey.rows.iter().filter(|row| !seen.insert(&row[1..])).collect();
        assert!(twins.iter().any(|row| !survey.get(row, "SB01").is_empty()), "no two forms look the same");
        let minutes: Vec<_> = survey.rows.iter().map(|row| survey.get(row, "invultijd_minuten")).collect();
        assert!(minutes.iter().all(|minutes| minutes.replace(',', ".").parse::<f64>().is_ok()));
        assert!(minutes.iter().all(|minutes| minutes.contains(',')));
    }
}

#[test]
fn the_register_has_pauses_switches_second_enrolments_and_unknown_sex() {
    let files = demo();
    let register = Rows::of(&files, REGISTER);
    let careers = careers(&register);
    let is_broken = |years: &&BTreeMap<u16, Vec<String>>| {
        years.keys().zip(years.keys().skip(1)).any(|(year, next)| next - year > 1)
    };
    assert!(careers.values().filter(is_broken).count() > 20);
    let changes = |column: &str| {
        let values = |career: &BTreeMap<u16, Vec<String>>| -> BTreeSet<String> {
            career.values().map(|row| register.get(row, column).to_owned()).collect()
        };
        careers.values().filter(|career| values(career).len() > 1).count()
    };
    assert!(changes("BG06") > 200 && changes("instelling") > 50);
    assert!(register.with(&[("hoofdinschrijving", "nee")]).len() > 100);
    assert!(register.with(&[("geslacht", "O")]).len() > 10);
    assert!(
        register.with(&[("diplomajaar", "2025")]).is_empty()
            && !register.with(&[("diplomajaar", "2024")]).is_empty()
    );
    let cohorts: BTreeSet<_> =
        register.rows.iter().map(|row| register.get(row, "eerste_jaar_instelling")).collect();
    assert_eq!(cohorts.len(), 8);
}

#[test]
fn the_footer_of_the_counts_is_the_sum_of_the_register() {
    let files = demo();
    let (counts, register) = (Rows::of(&files, COUNTS), Rows::of(&files, REGISTER));
    let footer = counts.rows.last().unwrap();
    assert_eq!(footer[0], "Totalen");
    for (heading, year, sex) in
        [("2023 man", "2023", "M"), ("2025 vrouw", "2025", "V"), ("2021 onbekend", "2021", "O")]
    {
        let rows =
            register.with(&[("inschrijvingsjaar", year), ("geslacht", sex), ("hoofdinschrijving", "ja")]);
        assert_eq!(counts.get(footer, heading).parse(), Ok(rows.len()), "{heading}");
    }
    assert!(counts.rows.iter().flatten().any(|cell| cell == "<5"));
    assert!(
        counts.rows.iter().all(|row| !row[3..row.len() - 1]
            .iter()
            .any(|cell| matches!(cell.as_str(), "1" | "2" | "3" | "4")))
    );
}

#[test]
fn the_readme_prints_what_was_planted_beside_what_was_drawn() {
    let files = demo();
    let readme = text(&files, "README.md");
    let drawn = Rows::of(&files, SECOND_ROUND).gap("90AA", &BELONGING);
    let printed = format!("| -0,40 | {drawn:.2} (").replace("0.", "0,");
    assert!(readme.contains(&printed), "{printed}");
    assert!(readme.contains("| Elektrotechniek en Energie |") && readme.contains("| 28 % |"));
}
