//! Two rounds that share people: the change of the same students, beside R's numbers.
//!
//! The rounds are invented (`tests/scans/panel`, made by `tests/reference/panel.R`). One question has another heading in
//! the second round, which the codebook maps; one key is empty and one stands twice. Rounds are joined by pseudonyms.

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

use approx::assert_relative_eq;
use meetellen::disclosure::{Against, PublishedRow, Status};
use meetellen::ingest;
use meetellen::pipeline::{Edited, Wishes, publish};
use serde_json::Value;

fn edited(exact: bool) -> Edited {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scans/panel");
    let secret = |_: &str| Some("een geheim dat alleen hier staat".to_owned());
    let mut ingested = ingest::read_with(folder.as_ref(), &secret).unwrap();
    ingested.scan.privacy.exact = exact;
    publish(&ingested, &Wishes::default()).unwrap()
}

fn find<'e>(edited: &'e Edited, measure: &str, group: &str, statistic: &str) -> Option<&'e PublishedRow> {
    edited.published.rows().iter().find(|row| {
        let key = row.key();
        key.measure == measure
            && key.group_label() == group
            && key.statistic.word() == statistic
            && key.against == Against::Period("1".into())
    })
}

fn agrees(row: &PublishedRow, expected: &Value) {
    let numbers: Vec<f64> = match expected {
        Value::Array(numbers) => numbers.iter().map(|number| number.as_f64().unwrap()).collect(),
        number => vec![number.as_f64().unwrap()],
    };
    let ours = [row.value(), row.lower(), row.upper()];
    for (ours, expected) in ours.iter().flatten().zip(&numbers) {
        assert_relative_eq!(*ours, *expected, max_relative = 1e-7);
    }
    assert_eq!(ours.iter().flatten().count(), numbers.len(), "{:?}", row.key());
}

#[test]
fn the_change_of_the_same_students_agrees_with_r() {
    let edited = edited(true);
    let reference: Value = serde_json::from_str(include_str!("reference/panel.json")).unwrap();
    for (label, name) in [("", "everybody"), ("vrouw", "women"), ("man", "men")] {
        let of = &reference[name];
        let scale = |statistic| find(&edited, "scale.belonging", label, statistic).unwrap();
        agrees(scale("difference_paired"), &of["difference_paired"]);
        agrees(scale("difference_overlap"), &of["difference_overlap"]);
        agrees(find(&edited, "outcome.stage", label, "difference_paired").unwrap(), &of["outcome_paired"]);
        agrees(scale("d_z"), &of["d_z"]);
        agrees(scale("d_av"), &of["d_av"]);
        assert_eq!(scale("difference_paired").n(), of["n"][0].as_u64());
        assert_eq!(scale("difference_overlap").n(), of["n"][1].as_u64());
        assert!(
            find(&edited, "scale.belonging", label, "minimum_detectable").unwrap().value().unwrap() > 0.0
        );
    }
    for (label, name) in [("vrouw", "women"), ("man", "men")] {
        let of = &reference[name];
        let test = |measure| find(&edited, measure, label, "p_paired").unwrap();
        agrees(test("scale.belonging"), &of["p_paired"]);
        agrees(test("outcome.stage"), &of["outcome_p"]);
        agrees(test("item.Q2"), &of["question_p"]);
        let methods = ["scale.belonging", "outcome.stage", "item.Q2"].map(|measure| test(measure).method());
        assert_eq!(methods, ["paired_t", "mcnemar_exact", "wilcoxon"]);
        let question = find(&edited, "item.Q2", label, "difference_paired").unwrap();
        agrees(question, &of["question_paired"]);
        assert_eq!(question.n(), of["question_n"].as_u64());
    }
    let low = |statistic| find(&edited, "scale.belonging", "", statistic).unwrap();
    agrees(low("change_low"), &reference["everybody"]["change_low"]);
    agrees(low("change_low_expected"), &reference["everybody"]["change_low_expected"]);
    assert_eq!(low("change_low").n(), reference["everybody"]["n_low"].as_u64());
}

#[test]
fn a_change_of_the_same_students_is_tested_only_where_the_scan_declares_it() {
    let edited = edited(true);
    let tested = |measure: &str, label: &str| find(&edited, measure, label, "p_paired").is_some();
    assert!(tested("scale.belonging", "vrouw") && tested("item.Q2", "man"));
    assert!(!tested("scale.belonging", "") && !tested("item.Q1", "vrouw"));
    assert!(find(&edited, "item.Q1", "vrouw", "difference_paired").is_none());
}

#[test]
fn without_the_secret_the_run_is_refused_and_nobody_is_joined() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scans/panel");
    assert!(ingest::read(folder.as_ref()).is_err());
}

#[test]
fn no_change_of_those_who_began_low_stands_without_what_their_start_alone_gives() {
    for exact in [true, false] {
        let edited = edited(exact);
        for row in edited.published.rows() {
            let key = row.key();
            if key.statistic.word() == "change_low" && row.status() == Status::Shown {
                let beside = find(&edited, &key.measure, &key.group_label(), "change_low_expected").unwrap();
                assert_eq!(beside.status(), Status::Shown);
            }
        }
    }
}

#[test]
fn without_full_precision_a_change_is_rounded_and_no_key_is_anywhere() {
    let edited = edited(false);
    let row = find(&edited, "scale.belonging", "", "difference_paired").unwrap();
    let value = row.value().unwrap();
    assert!((value * 100.0 - (value * 100.0).round()).abs() < 1e-9, "{value}");
    for row in edited.published.rows() {
        assert!(!row.key().group_label().starts_with(['p', 'q']), "{:?}", row.key());
    }
}
