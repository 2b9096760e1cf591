//! The table of agreements: each fault with its line, column, value and what to do, all at once.

use meetellen::model::{Fault, Severity};

use crate::scan::{lines, read, source};

const HEADINGS: &str = "id;what;aspect;owner_role;measure;group;against;statistic;direction;size;unit;baseline;target;due;status";

/// An agreement without a fault, by column.
const GOOD: [&str; 15] = [
    "1",
    "Rollen wisselen",
    "leeromgeving",
    "teamleider",
    "scale.belonging by gender",
    "vrouw",
    "",
    "mean",
    "up",
    "0,2",
    "score",
    "2024",
    "2026",
    "2026-12-01",
    "loopt",
];

/// A table of the good agreement with other values in some columns, a row per list of changes.
fn table(changes: &[&[(&str, &str)]]) -> String {
    let mut table = format!("{HEADINGS}\n");
    for changed in changes {
        let cell = |(heading, good): (&str, &str)| {
            let own = changed.iter().find(|(column, _)| *column == heading);
            own.map_or_else(|| good.to_owned(), |(_, value)| (*value).to_owned())
        };
        let row: Vec<String> = HEADINGS.split(';').zip(GOOD).map(cell).collect();
        table.push_str(&format!("{}\n", row.join(";")));
    }
    table
}

fn faults(changes: &[&[(&str, &str)]]) -> Vec<Fault> {
    let found = source("commitments", &table(changes));
    // A scan of agreements alone has nothing to measure them with: only what reading tells is of interest here.
    found.map_or_else(|faults| faults, |ingested| ingested.faults)
}

/// The faults of a column, as `line value`.
fn of_column<'f>(faults: &'f [Fault], column: &str) -> Vec<&'f Fault> {
    faults.iter().filter(|fault| fault.column.as_deref() == Some(column)).collect()
}

#[test]
fn a_good_agreement_has_no_fault_of_its_own() {
    let told = faults(&[&[]]);
    for heading in HEADINGS.split(';').filter(|heading| *heading != "measure") {
        assert!(of_column(&told, heading).is_empty(), "{heading}: {}", lines(&told));
    }
}

#[test]
fn each_wrong_value_is_told_with_line_column_value_and_what_to_do() {
    let cases: [(&str, &str, &str); 17] = [
        ("aspect", "sfeer", "individuele studenten, leeromgeving, werkomgeving of maatschappij"),
        ("owner_role", "j.jansen@school.nl", "noem een rol"),
        ("measure", "scale.belonging by geslachtt", "scale.belonging by gender"),
        ("group", "vrouw*Europa", "een groep per uitsplitsing"),
        ("statistic", "mediaan", "mean, share of difference"),
        ("direction", "omhoog", "up of down"),
        ("size", "veel", "een getal boven 0"),
        ("size", "0", "een getal boven 0"),
        ("size", "-0,2", "een getal boven 0"),
        ("unit", "procent", "points voor procentpunten"),
        ("unit", "points", "schrijf score"),
        ("due", "volgend jaar", "jaar-maand-dag"),
        ("due", "31-02-2027", "jaar-maand-dag"),
        ("target", "2024", "na de ronde vooraf"),
        ("target", "2022", "na de ronde vooraf"),
        ("status", "bezig", "nieuw, loopt, klaar of gestopt"),
        ("owner_role", "", "noem een rol"),
    ];
    for (column, value, hint) in cases {
        let told = faults(&[&[], &[(column, value)]]);
        let found = of_column(&told, column);
        let found: Vec<&&Fault> = found.iter().filter(|fault| fault.line == Some(3)).collect();
        assert_eq!(found.len(), 1, "{column} {value}: {}", lines(&told));
        let wanted = if value.is_empty() { None } else { Some(value) };
        assert_eq!((found[0].value.as_deref(), found[0].severity), (wanted, Severity::Repaired));
        assert_eq!(found[0].file, "a.csv");
        assert!(found[0].hint.nl.contains(hint) && !found[0].hint.en.is_empty(), "{}", lines(&told));
    }
}

#[test]
fn what_lacks_is_told_in_its_column() {
    for column in ["what", "direction", "size", "baseline", "target"] {
        let told = faults(&[&[], &[(column, "")]]);
        let found = of_column(&told, column);
        assert_eq!(found.iter().map(|fault| fault.line).collect::<Vec<_>>(), [Some(3)], "{}", lines(&told));
    }
    let told = faults(&[&[("statistic", "difference")]]);
    assert!(of_column(&told, "against")[0].hint.nl.contains("de andere groep"), "{}", lines(&told));
}

#[test]
fn a_share_is_agreed_in_percentage_points() {
    let share = [("measure", "retention.dropout1 by sex"), ("statistic", "share"), ("size", "4")];
    let told = faults(&[&share]);
    assert!(of_column(&told, "unit")[0].hint.nl.contains("schrijf points"), "{}", lines(&told));
    let in_points = [share[0], share[1], share[2], ("unit", "points")];
    assert!(of_column(&faults(&[&in_points]), "unit").is_empty());
    // A fifth, or a fifth of a point?
    let unclear = [share[0], share[1], ("size", "0,2"), ("unit", "")];
    assert!(of_column(&faults(&[&unclear]), "unit")[0].hint.nl.contains("schrijf points"));
    let too_far = [share[0], share[1], ("size", "130"), ("unit", "points")];
    assert!(of_column(&faults(&[&too_far]), "size")[0].hint.nl.contains("hoogstens 100"));
}

#[test]
fn everything_that_is_wrong_with_a_row_is_told_at_once() {
    let told = faults(&[&[
        ("aspect", "sfeer"),
        ("group", ""),
        ("statistic", "mediaan"),
        ("direction", "omhoog"),
        ("size", "veel"),
        ("target", ""),
        ("due", "later"),
        ("status", "bezig"),
    ]]);
    for column in ["aspect", "group", "statistic", "direction", "size", "target", "due", "status"] {
        assert_eq!(of_column(&told, column).len(), 1, "{column}: {}", lines(&told));
    }
}

#[test]
fn a_row_without_an_agreement_is_told_with_all_else_that_is_wrong_with_it() {
    let told =
        faults(&[&[("what", ""), ("direction", "omhoog"), ("due", "2026-13-01"), ("status", "bezig")]]);
    for column in ["what", "direction", "due", "status"] {
        assert_eq!(of_column(&told, column).len(), 1, "{column}: {}", lines(&told));
    }
}

#[test]
fn every_missing_column_is_told_and_an_unknown_one_is_not_read() {
    let told = source("commitments", "id;wat\n1;Rollen wisselen\n").unwrap_err();
    for column in ["what", "aspect", "owner_role"] {
        let found = of_column(&told, column);
        assert_eq!((found.len(), found[0].severity), (1, Severity::Refused), "{}", lines(&told));
        assert!(found[0].hint.nl.contains("what, aspect en owner_role"), "{}", lines(&told));
    }
    let table = table(&[&[]]).replace("id;", "nummer;");
    let told = source("commitments", &table).map_or_else(|faults| faults, |ingested| ingested.faults);
    let found = of_column(&told, "nummer");
    assert_eq!((found.len(), found[0].severity), (1, Severity::Note), "{}", lines(&told));
    assert!(found[0].hint.nl.contains("docs/genderscan.md"), "{}", lines(&told));
}

#[test]
fn an_agreement_that_stands_there_twice_is_told() {
    let told = faults(&[&[], &[("id", "2"), ("what", "Startgesprek")], &[("status", "klaar")]]);
    let found: Vec<Option<u64>> = of_column(&told, "what").iter().map(|fault| fault.line).collect();
    assert_eq!(found, [Some(4)], "{}", lines(&told));
    assert!(of_column(&told, "what")[0].message.nl.contains("regel 2"), "{}", lines(&told));
}

#[test]
fn empty_rows_at_the_end_of_a_table_are_no_agreements() {
    let table = format!("{}{}\n", table(&[&[]]), ";".repeat(14));
    let told = source("commitments", &table).map_or_else(|faults| faults, |ingested| ingested.faults);
    assert!(of_column(&told, "what").is_empty(), "{}", lines(&told));
}

#[test]
fn a_target_is_read_with_its_breakdown_and_in_the_right_unit() {
    let share = [
        ("measure", "retention.dropout1 by sex"),
        ("statistic", "share"),
        ("size", "4"),
        ("unit", "points"),
        ("direction", "down"),
    ];
    let toml = "[scan]\n[[source]]\nkind = \"commitments\"\nfile = \"a.csv\"\n[[source]]\nkind = \"staff\"\nfile = \"s.csv\"\n";
    let staff = "round;role;gender;count\n2026;docent;vrouw;30\n2026;docent;man;50\n";
    let files = [("scan.toml", toml), ("a.csv", &*table(&[&[], &share])), ("s.csv", staff)];
    let ingested = read(crate::scan::folder(&files));
    let sizes: Vec<f64> =
        ingested.commitments.iter().filter_map(|one| Some(one.target.as_ref()?.size)).collect();
    assert_eq!(sizes, [0.2, 0.04]);
}

/// A survey of one round, by gender only.
const SCAN: &str = "[scan]\n[[source]]\nfile = \"s.csv\"\ninstrument = \"belonging-nl\"\nround = \"2026\"\n[[source]]\nkind = \"commitments\"\nfile = \"a.csv\"\n[report]\nby = [\"gender\"]\n";

/// Sixty answers to the questions on belonging.
fn survey() -> String {
    let mut table = "SB01;SB02;SB03;SB04;SB05;SB06;SB07;SB08;BG01\n".to_owned();
    for place in 0..60 {
        let (high, low) = (3 + place % 3, 1 + place % 3);
        table.push_str(&format!("{high};{high};{low};{high};{high};{high};{low};{high};{}\n", 1 + place % 2));
    }
    table
}

#[test]
fn a_target_that_no_source_measures_is_told_before_the_report_is_made() {
    let now = ("baseline", "2026");
    let later = ("target", "2028");
    let rows: [&[(&str, &str)]; 6] = [
        &[now, later],
        &[now, later, ("what", "A"), ("measure", "scale.teaching by gender")],
        &[now, later, ("what", "B"), ("measure", "scale.belonging by origin"), ("group", "Europa")],
        &[now, later, ("what", "C"), ("group", "vrouwen")],
        &[("what", "D"), ("baseline", "2023")],
        &[now, later, ("what", "E"), ("size", "4,5")],
    ];
    let files = [("scan.toml", SCAN), ("a.csv", &*table(&rows)), ("s.csv", &*survey())];
    let ingested = read(crate::scan::folder(&files));
    let told: Vec<(Option<u64>, Option<&str>, Option<&str>)> = ingested
        .faults
        .iter()
        .filter(|fault| fault.file == "a.csv")
        .map(|fault| (fault.line, fault.column.as_deref(), fault.value.as_deref()))
        .collect();
    let expected = [
        (Some(3), Some("measure"), Some("scale.teaching")),
        (Some(4), Some("measure"), Some("scale.belonging")),
        (Some(5), Some("group"), Some("vrouwen")),
        (Some(6), Some("baseline"), Some("2023")),
        (Some(7), Some("size"), Some("4.5")),
    ];
    assert_eq!(told, expected, "{}", lines(&ingested.faults));
}

#[test]
fn an_agreement_that_was_due_before_it_was_made_is_told() {
    let table =
        table(&[&[]]).replace("due;status", "due;status;agreed").replace(";loopt", ";loopt;2027-03-01");
    let told = source("commitments", &table).map_or_else(|faults| faults, |ingested| ingested.faults);
    let found: Vec<(Option<u64>, Severity)> =
        of_column(&told, "due").iter().map(|fault| (fault.line, fault.severity)).collect();
    assert_eq!(found, [(Some(2), Severity::Note)], "{}", lines(&told));
}
