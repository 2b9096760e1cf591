//! Registers and open data as others publish them: each file is read, its quirks told, its known sums met.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use meetellen::ingest::{Ingested, read};
use meetellen::model::{FaultKind, Register, Role, SourceData};
use meetellen::pipeline::Wishes;

use crate::report_folder::only;
use crate::scan::Scan;

fn data() -> Option<PathBuf> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let data = shared.join("data");
    if data.exists() {
        return Some(data);
    }
    eprintln!("SKIPPED: no data in {}", data.display());
    None
}

fn register(ingested: &Ingested) -> &Register {
    let SourceData::Register(register) = &ingested.dataset.sources[0].data else { panic!("a register") };
    register
}

/// What a register says of each row, whatever codes its file writes.
fn rows(register: &Register) -> BTreeSet<(u32, u16, u16, bool, Vec<String>)> {
    let label = |role: Role, row: usize| {
        let column = register.groups.iter().find(|column| column.role == role);
        column.and_then(|column| column.level(row)).map_or_else(String::new, |level| level.label.nl.clone())
    };
    (0..register.year.len())
        .map(|row| {
            let roles = [Role::Sex, Role::Programme, Role::PriorEducation, Role::Form, Role::Age];
            let labels = roles.map(|role| label(role, row)).to_vec();
            (
                register.student[row],
                register.year[row],
                register.cohort[row],
                register.main[row] && register.active[row],
                labels,
            )
        })
        .collect()
}

#[test]
fn starters_who_are_enrolled_again_are_those_that_were_published() {
    let Some(scan) = Scan::of_data("1cho-demo", "EV299XX24_DEMO_enriched.csv") else { return };
    let ingested = scan.read();
    let register = register(&ingested);
    let column = |role| register.groups.iter().find(|column| column.role == role).unwrap();
    let (sex, programme) = (column(Role::Sex), column(Role::Programme));
    let there: BTreeSet<(u32, u16, u16)> = (0..register.year.len())
        .filter(|row| register.active[*row])
        .map(|row| (register.student[row], register.year[row], programme.codes[row]))
        .collect();
    let mut starters: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    for row in 0..register.year.len() {
        let year = register.year[row];
        if register.main[row] && register.cohort[row] == year && year < 2024 {
            let sums = starters.entry(&sex.level(row).unwrap().raw).or_default();
            sums[0] += u32::from(there.contains(&(register.student[row], year + 1, programme.codes[row])));
            sums[1] += 1;
        }
    }
    assert_eq!(starters["man"], [208, 685]);
    assert_eq!(starters["vrouw"], [837, 1456]);
    let dropped: Vec<_> = ingested.faults.iter().filter_map(|fault| fault.column.as_deref()).collect();
    assert!(dropped.contains(&"postcodecijfers_student_op_1_oktober"), "{dropped:?}");
}

#[test]
fn the_same_register_comes_out_of_the_enriched_and_of_the_fixed_width_form() {
    let (Some(data), Some(scan)) = (data(), Scan::of_data("1cho-demo", "EV299XX24_DEMO_enriched.csv")) else {
        return;
    };
    let enriched = scan.read();
    let demo = data.join("1cho-demo");
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "Bestandsbeschrijving_1cyferho_2023_v1.1_DEMO.txt",
        "Bestandsbeschrijving_Dec-bestanden.txt",
        "Dec_opleidingscode.asc",
        "Dec_vopl.asc",
    ] {
        fs::copy(demo.join(name), folder.path().join(name)).unwrap();
    }
    let written = fixed_width(&demo);
    fs::write(folder.path().join("EV.asc"), &written).unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans/1cho-demo");
    fs::copy(own.join("codebook.toml"), folder.path().join("codebook.toml")).unwrap();
    fs::write(
        folder.path().join("scan.toml"),
        "[[source]]\nname = \"register\"\nkind = \"register\"\nfile = \"EV.asc\"\nlayout = \"Bestandsbeschrijving_1cyferho_2023_v1.1_DEMO.txt\"\ncodebook = \"codebook.toml\"\n",
    )
    .unwrap();
    let fixed = read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    assert_eq!(rows(register(&fixed)), rows(register(&enriched)));
    let told: Vec<_> = fixed.faults.iter().filter(|fault| fault.kind == FaultKind::UnknownLabel).collect();
    assert!(told.is_empty(), "{told:?}");
    let numbers: Vec<_> = fixed
        .faults
        .iter()
        .filter(|fault| fault.column.as_deref() == Some("Burgerservicenummer"))
        .map(|fault| fault.kind)
        .collect();
    assert_eq!(numbers, [FaultKind::Identifying]);
    assert!(!format!("{fixed:?}").contains("111222333"));
    // A single file finds the description beside it.
    let single = read(&folder.path().join("EV.asc")).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    assert_eq!(register(&single).year.len(), register(&fixed).year.len());
}

/// Writes the enriched rows in the places of DUO's description: Latin-1, CR LF, with service numbers that are made up.
fn fixed_width(demo: &Path) -> Vec<u8> {
    let text = fs::read(demo.join("Bestandsbeschrijving_1cyferho_2023_v1.1_DEMO.txt")).unwrap();
    let text: String = text.iter().map(|&byte| char::from(byte)).collect();
    let place = |name: &str| -> (usize, usize) {
        let line = text
            .lines()
            .find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with("  ")))
            .unwrap();
        let mut numbers = line[name.len()..].split_whitespace().filter_map(|word| word.parse().ok());
        (numbers.next().unwrap(), numbers.next().unwrap())
    };
    let codes = |list: &str| -> BTreeMap<String, String> {
        let text: String = fs::read(demo.join(list)).unwrap().iter().map(|&byte| char::from(byte)).collect();
        let mut all = BTreeMap::new();
        for line in text.lines() {
            all.entry(line[5..].trim().to_owned()).or_insert_with(|| line[..5].to_owned());
        }
        all
    };
    let (programmes, prior) = (codes("Dec_opleidingscode.asc"), codes("Dec_vopl.asc"));
    let service_numbers = ["111222333", "123456782", "999999990", "987654329"];
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_path(demo.join("EV299XX24_DEMO_enriched.csv"))
        .unwrap();
    let mut out = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let mut line = vec![' '; 323];
        let mut put = |name: &str, value: &str| {
            let (start, width) = place(name);
            assert!(value.chars().count() <= width, "{name}: {value}");
            for (at, letter) in value.chars().enumerate() {
                line[start - 1 + at] = letter;
            }
        };
        put("Persoonsgebonden nummer", &record[0]);
        put("Inschrijvingsjaar", &record[1]);
        put("Opleidingsvorm", if &record[2] == "voltijd" { "1" } else { "2" });
        put("Eerste jaar aan deze opleiding-instelling", &record[5]);
        put("Geslacht", if &record[7] == "man" { "M" } else { "V" });
        put("Leeftijd per peildatum 1 oktober", &format!("{:0>3}", &record[8]));
        let kind = match &record[10] {
            kind if kind.starts_with("hoofd") => "1",
            kind if kind.contains("NIET") => "2",
            kind if kind.contains("WEL") => "4",
            _ => "3",
        };
        put("Soort inschrijving continu hoger onderwijs", kind);
        put("Opleidingscode", &programmes[&record[13]]);
        put("Hoogste vooropleiding", &prior[&record[14]]);
        put("Burgerservicenummer", service_numbers[number % service_numbers.len()]);
        out.extend(line.iter().map(|&letter| u8::try_from(u32::from(letter)).unwrap()));
        out.extend(b"\r\n");
    }
    out
}

#[test]
fn marks_in_tenths_are_marks_and_a_student_counts_once() {
    let Some(scan) = Scan::of_data("1cho-cijfers", "VAKHAVW_99XX_DEMO_enriched.csv") else { return };
    let report = scan.report(&Wishes::default());
    let rows = report.rows("alle");
    let mean = only(&rows, &[("measure", "item.gemiddelde"), ("by", ""), ("statistic", "mean")]);
    assert_eq!(mean.number("n"), Some(2611.0));
    assert!((mean.number("value").unwrap() - 6.7402).abs() < 0.006, "{:?}", mean.number("value"));
}

#[test]
fn three_tables_of_one_population_stand_beside_each_other_and_agree() {
    let Some(scan) = Scan::of_files(
        "duo-hbo-2024-alle",
        "duo-hbo-2024",
        &[
            "ingeschrevenengeslhbo.csv",
            "ingeschrevenenhbo.csv",
            "ingeschrevenenoplvhbo.csv",
            "eerstejaarsingeschrevenengeslhbo.csv",
            "eerstejaarsingeschrevenenhbo.csv",
            "gediplomeerdengeslhbo.csv",
            "gediplomeerdenhbo.csv",
        ],
    ) else {
        return;
    };
    let ingested = scan.read();
    let mut bounds: Vec<(u32, u32)> = Vec::new();
    for source in ingested.dataset.sources.iter().filter(|source| source.name.starts_with("enrolled")) {
        let SourceData::Counts(counts) = &source.data else { panic!("counts") };
        let of_2024 = (0..counts.year.len()).filter(|row| counts.year[*row] == 2024);
        let rows: Vec<usize> = of_2024.collect();
        let sum = |numbers: &[u32]| rows.iter().map(|&row| numbers[row]).sum();
        bounds.push((sum(&counts.least), sum(&counts.most)));
    }
    assert_eq!(bounds[0], (449_094, 449_358));
    let (least, most) =
        bounds.iter().fold((0, u32::MAX), |(least, most), one| (least.max(one.0), most.min(one.1)));
    assert_eq!((least, most), (449_163, 449_211), "what the three tables together allow");
    let hidden: Vec<_> =
        ingested.faults.iter().filter(|fault| fault.kind == FaultKind::HiddenCount).collect();
    assert_eq!(hidden.len(), 7);
    assert!(hidden[0].message.nl.ends_with("cellen: 273"), "{}", hidden[0]);
    let rows = scan.report(&Wishes::default()).rows("alle");
    let total = |source: &str| {
        let wanted = [
            ("source", source),
            ("measure", "participation.enrolled"),
            ("period", "2024"),
            ("by", ""),
            ("statistic", "count"),
        ];
        let row = only(&rows, &wanted);
        (row.number("lower"), row.number("upper"))
    };
    for source in ["enrolled-sex", "enrolled-programme", "enrolled-form"] {
        assert_eq!(total(source), (Some(449_163.0), Some(449_211.0)), "each table bounds the others");
    }
}

#[test]
fn what_is_no_table_of_people_is_refused_or_said_to_hold_nothing() {
    let Some(data) = data() else { return };
    for (file, refused) in [
        ("1cho-demo/Bestandsbeschrijving_1cyferho_2023_v1.1_DEMO.txt", true),
        ("1cho-demo/Bestandsbeschrijving_Dec-bestanden.txt", true),
        ("1cho-demo/Dec_vopl.asc", true),
        ("1cho-demo/Dec_land_naar_herkomstindikking.asc", false),
        ("bfi/CODEBOOK-bfi.txt", false),
    ] {
        match read(&data.join(file)) {
            Err(faults) => {
                assert!(refused && faults.iter().any(|f| f.kind == FaultKind::Layout), "{file}: {faults:?}")
            }
            Ok(ingested) => {
                let told =
                    ingested.faults.iter().any(|fault| fault.message.nl.starts_with("geen kolom herkend"));
                assert!(!refused && told, "{file}: {:?}", ingested.faults);
            }
        }
    }
}

#[test]
fn the_address_list_is_read_in_its_own_encoding_and_its_numbers_are_dropped() {
    let Some(data) = data() else { return };
    let ingested = read(&data.join("duo-hbo-2024/01.-instellingen-hbo-en-wo.csv")).unwrap();
    assert_eq!((ingested.inputs[0].encoding.as_str(), ingested.inputs[0].rows), ("windows-1252", 54));
    let told: BTreeSet<&str> = ingested
        .faults
        .iter()
        .filter(|fault| fault.kind == FaultKind::Identifying)
        .filter_map(|fault| fault.column.as_deref())
        .collect();
    assert!(told.contains("TELEFOONNUMMER") && told.contains("POSTCODE"), "{told:?}");
    assert!(!format!("{ingested:?}").contains("0582512345"));
}
