//! SPSS files of three writers (`spss/make.py`, `make.sps`, `make.R`): the same answers, labels and missing codes.

use std::path::PathBuf;

use meetellen::codebook::ColumnSample;
use meetellen::ingest::look;
use meetellen::model::{LevelKind, SourceData};

use super::{scanned, told};

fn path(name: &str) -> PathBuf {
    PathBuf::from(format!("{}/tests/exports/spss/{name}", env!("CARGO_MANIFEST_DIR")))
}

fn columns(name: &str) -> Vec<ColumnSample> {
    look(&path(name)).unwrap_or_else(|faults| panic!("{faults:?}")).columns
}

fn values(column: &ColumnSample) -> Vec<&str> {
    column.distinct.iter().map(|(value, _)| value.as_str()).collect()
}

fn of<'c>(columns: &'c [ColumnSample], heading: &str) -> &'c ColumnSample {
    columns.iter().find(|column| column.heading == heading).expect(heading)
}

#[test]
fn three_ways_of_packing_hold_the_same() {
    let plain = columns("pyreadstat.sav");
    assert_eq!(plain, columns("pyreadstat-packed.sav"));
    assert_eq!(plain, columns("pyreadstat.zsav"));
    let gender = of(&plain, "Geslacht");
    assert_eq!(gender.question.as_deref(), Some("Wat is je gender?"));
    assert_eq!(gender.labels[3], ("99".into(), "wil ik niet zeggen".into()));
    assert_eq!(
        (gender.missing.as_slice(), values(gender)),
        (&["99".to_owned()][..], vec!["1", "2", "3", "99", ""])
    );
    // A range of missing values: the labelled codes in it, and those that occur.
    assert_eq!(of(&plain, "SB01").missing, ["97", "98"]);
    let long = "Een lang antwoord over stage en school. ".repeat(20);
    let umlauts = "\u{eb}".repeat(150);
    let third = "x".repeat(300);
    assert_eq!(
        values(of(&plain, "toelichting")),
        [long.trim_end(), "kort", umlauts.as_str(), third.as_str(), ""]
    );
    assert_eq!(values(of(&plain, "datum")), ["2026-03-01", "1999-12-31", "2020-02-29", "1970-01-01", ""]);
    assert_eq!(values(of(&plain, "cijfer")), ["7.5", "0.1", "-3", "1000000", ""]);
}

#[test]
fn windows_1252_sets_and_labels_of_texts_are_read() {
    for name in ["pspp-1252.sav", "pspp-1252-plain.sav", "pspp-1252.zsav"] {
        let columns = columns(name);
        assert!(told(&path(name))[0].contains("windows-1252"), "{name}");
        assert_eq!(of(&columns, "code").question.as_deref(), Some("Hoe voelt het? Priv\u{e9}"));
        assert_eq!(of(&columns, "code").labels[1], ("b".into(), "z\u{f3} z\u{f3}".into()));
        assert_eq!(of(&columns, "code").missing, ["zzz"]);
        assert_eq!(of(&columns, "lang").labels, [("heel lang aa".into(), "een lange".into())]);
        assert_eq!(values(of(&columns, "lang"))[1], "\u{e9}\u{e9}n kort");
        let ticks = of(&columns, "werk");
        assert_eq!(ticks.question.as_deref(), Some("Wat doe je naast school?"));
        // Ticked, seen and left open, both, and missing codes only: not seen.
        assert_eq!(values(ticks), ["werk1", ";", "werk1;werk2", ""]);
        assert_eq!(ticks.labels[0], ("werk1".into(), "Werk, betaald".into()));
        assert_eq!(values(of(&columns, "taal")), ["1;2", "1", "3;1", ""]);
        assert_eq!(of(&columns, "taal").labels[2].1, "T\u{fc}rk\u{e7}e");
        assert_eq!(of(&columns, "werk1").part_of.as_deref(), Some("werk"));
        assert_eq!(values(of(&columns, "moment")), ["2020-01-01 00:01:01", "1999-12-31 23:59:59", ""]);
        assert_eq!(values(of(&columns, "tijd")), ["10:30:00", "23:59:59", ""]);
    }
}

#[test]
fn haven_writes_the_same_in_both_forms() {
    let plain = columns("haven.sav");
    assert_eq!(plain, columns("haven.zsav"));
    assert_eq!(
        (of(&plain, "g").missing.as_slice(), of(&plain, "f").labels.len()),
        (&["8".to_owned()][..], 2)
    );
}

#[test]
fn labels_of_the_file_serve_a_codebook_that_has_none() {
    let bytes = std::fs::read(path("pyreadstat.sav")).expect("committed");
    let codebook = "[columns.Geslacht]\nrole = \"gender\"\nnot_stated = [\"wil ik niet zeggen\"]\n\
                    [columns.SB01]\nrole = \"item\"\n[scales.thuis]\nitems = [\"SB01\"]\nrange = [1, 5]\n";
    let read = scanned(("a.sav", &bytes), "", codebook, &[]);
    let SourceData::Survey(survey) = &read.dataset.sources[0].data else { panic!("survey") };
    let levels: Vec<(&str, LevelKind)> =
        survey.groups[0].levels.iter().map(|level| (level.label.nl.as_str(), level.kind)).collect();
    // Missing to SPSS, an answer to the codebook.
    assert_eq!(levels[3], ("wil ik niet zeggen", LevelKind::NotStated), "{levels:?}");
    let item = &survey.items[0];
    let value = |row: usize| item.answers.get(usize::from(item.codes[row])).and_then(|answer| answer.value);
    assert_eq!([value(0), value(1), value(2), value(3)], [Some(1.0), Some(5.0), None, Some(3.0)]);
    assert_eq!(item.text.nl, "Ik voel me op mijn plek");
}

#[test]
fn a_damaged_file_is_refused_and_never_breaks_the_program() {
    let folder = tempfile::tempdir().expect("test folder");
    let file = folder.path().join("a.sav");
    let mut state = 20_261_122_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits")
    };
    let rounds = std::env::var("MEETELLEN_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    for name in
        ["pyreadstat.sav", "pyreadstat-packed.sav", "pyreadstat.zsav", "pspp-1252.sav", "pspp-1252.zsav"]
    {
        let whole = std::fs::read(path(name)).expect("committed");
        for _ in 0..rounds {
            let mut bytes = whole.clone();
            for _ in 0..=random() % 4 {
                let at = random() % bytes.len();
                bytes[at] = [0, 1, 0x7F, 0xFF, bytes[at] ^ 0x10][random() % 5];
            }
            if random() % 4 == 0 {
                bytes.truncate(random() % bytes.len());
            }
            std::fs::write(&file, &bytes).expect("test file");
            let _ = look(&file);
        }
        std::fs::write(&file, &whole[..whole.len() - 20]).expect("test file");
        assert!(look(&file).is_err(), "{name}: cut off");
    }
}
