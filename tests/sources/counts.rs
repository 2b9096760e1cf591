//! Tables of counts in the shapes that DUO publishes for hbo and mbo: wide and long, hidden numbers, cross-tabs.

use meetellen::ingest::Ingested;
use meetellen::model::{Coarsening, Fault, FaultKind, Role, Severity, SourceData};

use crate::folder::{column, counts, labels, of_kind, read, refused, scan};

fn counted(codebook: &str, rows: &str) -> Result<Ingested, Vec<Fault>> {
    let source =
        "[[source]]\nkind = \"counts\"\nstage = \"enrolled\"\nfile = \"a.csv\"\ncodebook = \"c.toml\"\n";
    scan(&[("scan.toml", source), ("c.toml", codebook), ("a.csv", rows)])
}

const WIDE: &str = r#"
[columns.BRIN]
role = "institution"
[columns.NIVEAU]
role = "level"
[columns.LEERWEG]
role = "form"
[unpivot]
headings = "{year} {sex}"
"#;

#[test]
fn a_wide_mbo_table_with_other_years_order_and_quotes_is_read() {
    let rows = "\"2022/2023 Man\";NIVEAU;\"2022/2023 Vrouw\";LEERWEG;BRIN;\"2022/2023 Totaal\"\r\r\n\"1.204\";4;<5;BOL;\"25LX\";1208\r\r\n12;2;\"7\";BBL;25LX;19\r\r\n;;;;;\r\r\nTotalen;;11;;;1227\r\r\n";
    let ingested = read(counted(WIDE, rows));
    let counts = counts(&ingested);
    let people: Vec<(u32, u32)> = counts.least.iter().copied().zip(counts.most.iter().copied()).collect();
    assert_eq!(people, [(1204, 1204), (12, 12), (1, 4), (7, 7)]);
    assert_eq!(labels(&counts.groups, Role::Sex), ["Man", "Man", "Vrouw", "Vrouw"]);
    assert_eq!(labels(&counts.groups, Role::Form), ["BOL", "BBL", "BOL", "BBL"]);
    assert!(counts.year.iter().all(|year| *year == 2022));
    let left: Vec<_> = of_kind(&ingested.faults, FaultKind::LeftOutRow);
    assert!(left.iter().any(|fault| fault.column.as_deref() == Some("2022/2023 Totaal")), "{left:?}");
    let hidden = of_kind(&ingested.faults, FaultKind::HiddenCount);
    assert_eq!((hidden.len(), hidden[0].value.as_deref()), (1, Some("<5")));
    assert!(hidden[0].message.nl.contains("1 tot en met 4") && hidden[0].message.nl.contains("cellen: 1"));
}

#[test]
fn a_heading_may_hold_the_route_too() {
    let codebook = "[columns.BRIN]\nrole = \"institution\"\n[unpivot]\nheadings = \"{form} {year} {sex}\"\n";
    let ingested =
        read(counted(codebook, "BRIN,BOL VT 2023 MAN,BOL VT 2023 VROUW,BBL 2023 MAN\n25LX,10,8,6\n"));
    let counts = counts(&ingested);
    assert_eq!(labels(&counts.groups, Role::Form), ["BOL VT", "BOL VT", "BBL"]);
    assert_eq!(counts.least, [10, 8, 6]);
}

const LONG: &str = r#"
[columns.JAAR]
role = "year"
[columns.GESLACHT]
role = "sex"
[columns.AANTAL]
role = "count"
"#;

#[test]
fn a_star_is_read_by_what_the_table_shows_and_a_blank_by_the_codebook_only() {
    let rows = "AANTAL;GESLACHT;JAAR\n*;V;2023\n120;M;2023\n5;V;2022\n;M;2022\n";
    let ingested = read(counted(LONG, rows));
    assert_eq!(counts(&ingested).most, [4, 120, 5]);
    let told: Vec<_> = of_kind(&ingested.faults, FaultKind::HiddenCount);
    assert_eq!(told[0].severity, Severity::Repaired);
    assert!(told[1].message.nl.contains("gelezen als niemand"), "{told:?}");
    let declared =
        LONG.replace("role = \"count\"", "role = \"count\"\nhidden = { \"*\" = [0, 9], \"\" = [1, 9] }");
    let ingested = read(counted(&declared, rows));
    let people: Vec<_> =
        counts(&ingested).least.iter().zip(&counts(&ingested).most).map(|(a, b)| (*a, *b)).collect();
    assert_eq!(people, [(0, 9), (120, 120), (5, 5), (1, 9)]);
}

#[test]
fn a_star_of_which_nobody_can_know_what_it_hides_is_refused() {
    let faults = refused(counted(LONG, "JAAR;GESLACHT;AANTAL\n2023;V;*\n2023;M;2\n"));
    assert_eq!((faults[0].kind, faults[0].line), (FaultKind::HiddenCount, Some(2)));
    assert!(faults[0].hint.nl.contains("hidden"));
}

const BY_SEX: &str = "STUDIEJAAR,BRIN,GESLACHT,AANTAL\n2024,25LX,MAN,60\n2024,25LX,VROUW,40\n";
const BY_FORM: &str = "STUDIEJAAR,BRIN,VORM,AANTAL\n2024,25LX,VT,70\n2024,25LX,DT,30\n";
const CROSS: &str = "[columns.STUDIEJAAR]\nrole = \"year\"\n[columns.BRIN]\nrole = \"institution\"\n[columns.AANTAL]\nrole = \"count\"\n";

fn source(name: &str, file: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"counts\"\nstage = \"enrolled\"\nfile = {file}\ncodebook = \"c.toml\"\npublic = true\n"
    )
}

#[test]
fn two_tables_of_the_same_people_are_never_added_up() {
    let files = |scan: String| {
        [
            ("scan.toml", scan),
            ("c.toml", CROSS.to_owned()),
            ("geslacht.csv", BY_SEX.to_owned()),
            ("vorm.csv", BY_FORM.to_owned()),
        ]
    };
    let run = |text: String| {
        let files = files(text);
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        scan(&files)
    };
    let ingested = read(run(source("duo", "\"*.csv\"")));
    let told = of_kind(&ingested.faults, FaultKind::Assumed);
    assert!(told[0].message.nl.contains("telt dezelfde mensen als geslacht.csv"), "{told:?}");
    assert_eq!(ingested.dataset.sources.len(), 2);
    for source in &ingested.dataset.sources {
        let SourceData::Counts(counts) = &source.data else { panic!("counts") };
        assert_eq!(counts.least.iter().sum::<u32>(), 100);
    }
}

#[test]
fn declared_coarser_levels_stand_beside_the_levels_of_the_file() {
    let codebook = format!(
        "{LONG}\n[columns.VOPL]\nrole = \"prior_education\"\n[groups.prior_education]\n\"vo\" = [\"havo\", \"vwo\"]\n\"elders\" = [\"Mars\"]\n"
    );
    let ingested =
        read(counted(&codebook, "JAAR;GESLACHT;VOPL;AANTAL\n2023;V;havo;10\n2023;M;mbo;20\n2023;M;vwo;30\n"));
    let column = column(&counts(&ingested).groups, Role::PriorEducation);
    let declared = Coarsening::declared(&ingested.dataset);
    let coarse = declared[0].of_column(column);
    let labels: Vec<_> = (0..3).map(|row| coarse.level(row).unwrap().label.nl.clone()).collect();
    assert_eq!(labels, ["vo", "mbo", "vo"]);
    assert_eq!(column.level(0).unwrap().raw, "havo");
    let groups: Vec<&str> = declared[0].groups.iter().map(|group| group.level.label.nl.as_str()).collect();
    assert_eq!(groups, ["vo"], "a level in no group stays itself");
    let told = of_kind(&ingested.faults, FaultKind::Configuration);
    assert_eq!(told[0].value.as_deref(), Some("elders"));
}
