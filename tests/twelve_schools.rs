//! Twelve schools from answers to share files to a network report, beside R, which starts from the same answers.
//!
//! `tests/reference/twelve_schools.R` made them up. Leaves out the statistics by themselves (`reference_schools`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::sync::LazyLock;

use meetellen::disclosure::{Against, Published, PublishedRow, Scope, Status};
use meetellen::ingest::{self, Ingested};
use meetellen::model::{Language, checksum::sha256};
use meetellen::pipeline::{self, Wishes, pool, publish};
use meetellen::report::Parts;
use meetellen::share::{Shared, read, write};
use serde_json::Value;

/// R's answers, as `twelve_schools.R` wrote them.
static REFERENCE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("reference/twelve_schools.json")).unwrap());

/// Compares numbers with R's of that id, relatively; those that are 0 to 1e-14.
#[track_caller]
fn agrees(id: &str, ours: &[f64], tolerance: f64) {
    let expected = REFERENCE["expected"][id].as_array().unwrap_or_else(|| panic!("R has no {id}"));
    assert_eq!(ours.len(), expected.len(), "{id}");
    for (ours, expected) in ours.iter().zip(expected) {
        let expected = expected.as_f64().unwrap();
        let off = (ours - expected).abs();
        assert!(off <= (tolerance * expected.abs()).max(1e-14), "{id}: {ours}, R {expected}");
    }
}

const TOLERANCE: f64 = 1e-9;

/// Sums in another order differ in the last digits, and a Newton step stops early.
const OF_SHRINKAGE: f64 = 1e-7;

fn ingested() -> Ingested {
    ingest::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scans/twelve-schools").as_ref()).unwrap()
}

static NETWORK: LazyLock<Published> = LazyLock::new(|| {
    let files: Vec<Shared> = pipeline::share(&ingested(), &Wishes::default())
        .unwrap()
        .iter()
        .map(|file| {
            let (text, name) = (write(file), format!("{}.json", file.school.code));
            Shared { file: read(&name, text.as_bytes()).unwrap(), sha256: sha256(text.as_bytes()), name }
        })
        .collect();
    assert_eq!(files.len(), 12);
    pool(&files, &Wishes::default(), "Twaalf scholen").unwrap().published
});

static OWN: LazyLock<Published> =
    LazyLock::new(|| publish(&ingested(), &Wishes::default()).unwrap().published);

const MEASURES: [(&str, &str); 3] =
    [("mean", "scale.belonging"), ("stage", "outcome.stage"), ("laptop", "outcome.laptop")];

fn measure(name: &str) -> &'static str {
    MEASURES.iter().find(|(short, _)| *short == name).unwrap().1
}

/// Returns the values of all schools by name, then their lower, then their upper bounds, as R wrote them.
fn columns(statistic: &str, name: &str) -> Vec<f64> {
    let mut rows: Vec<&PublishedRow> = NETWORK
        .rows()
        .iter()
        .filter(|row| row.key().measure == measure(name) && row.key().by_word() == "institution")
        .filter(|row| row.key().statistic.word() == statistic && row.status() == Status::Shown)
        .collect();
    rows.sort_by_key(|row| row.key().group_label());
    let column = |of: fn(&PublishedRow) -> Option<f64>| rows.iter().map(move |row| of(row).unwrap());
    column(PublishedRow::value)
        .chain(column(PublishedRow::lower))
        .chain(column(PublishedRow::upper))
        .collect()
}

#[test]
fn limits_of_chance_agree_with_r_exact_and_widened() {
    for (name, _) in MEASURES {
        for limit in ["limit_95", "limit_998"] {
            agrees(&format!("{name}.{limit}"), &columns(limit, name), TOLERANCE);
        }
    }
}

#[test]
fn numbers_with_less_chance_agree_with_metafor_and_the_beta_binomial() {
    for name in ["mean", "stage"] {
        agrees(&format!("{name}.shrunken"), &columns("shrunken", name), OF_SHRINKAGE);
    }
}

#[test]
fn pooled_gaps_agree_with_metafor() {
    for name in ["mean", "stage"] {
        let of = |statistic: &str| {
            let row = NETWORK
                .rows()
                .iter()
                .find(|row| {
                    let key = row.key();
                    key.measure == measure(name)
                        && key.against == Against::Group("man".into())
                        && key.statistic.word() == statistic
                })
                .unwrap();
            [row.value(), row.lower(), row.upper()].into_iter().flatten().collect::<Vec<f64>>()
        };
        for statistic in ["difference_within", "difference_typical", "difference_predicted", "i_squared"] {
            agrees(&format!("{name}.{statistic}"), &of(statistic), TOLERANCE);
        }
    }
}

#[test]
fn differences_within_programmes_of_all_files_are_those_of_one_run_over_all_rows() {
    for measure in ["outcome.stage", "outcome.laptop"] {
        let [pooled, one] = [&NETWORK, &OWN].map(|published| {
            published
                .rows()
                .iter()
                .find(|row| {
                    let key = row.key();
                    key.scope == Scope::All
                        && key.measure == measure
                        && key.against == Against::Group("man".into())
                        && key.statistic.word() == "difference_mh"
                })
                .unwrap()
        });
        assert_eq!(pooled.n(), one.n());
        for of in [PublishedRow::value, PublishedRow::lower, PublishedRow::upper] {
            assert!((of(pooled).unwrap() - of(one).unwrap()).abs() <= 1e-12, "{pooled:?} {one:?}");
        }
    }
}

fn mixed(school: &str, name: &str) -> Vec<&'static PublishedRow> {
    OWN.rows()
        .iter()
        .filter(|row| {
            let key = row.key();
            key.scope.to_string() == format!("institution={school}")
                && key.measure == measure(name)
                && key.against == Against::Others
                && key.category == "programme"
        })
        .collect()
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "a thousand people")]
fn a_school_with_the_same_programmes_is_as_r_makes_it_of_the_answers() {
    let schools: Vec<String> = "ABCDEFGHIJK".chars().map(|letter| format!("91A{letter}")).collect();
    for school in &schools {
        for name in ["mean", "stage"] {
            let rows = mixed(school, name);
            let words: Vec<&str> = rows.iter().map(|row| row.key().statistic.word()).collect();
            assert_eq!(words, ["difference_standardised", "expected"], "{school} {name}");
            let ours: Vec<f64> = [rows[1], rows[0]]
                .into_iter()
                .flat_map(|row| {
                    [
                        row.value().unwrap(),
                        row.lower().unwrap(),
                        row.upper().unwrap(),
                        row.n().unwrap() as f64,
                    ]
                })
                .collect();
            agrees(&format!("mix.{name}.{school}"), &ours, TOLERANCE);
        }
    }
}

#[test]
fn a_school_whose_programmes_nobody_else_has_is_told_why_there_is_no_such_number() {
    let rows = mixed("91AL", "mean");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].status(), rows[0].reason()), (Status::NotEstimable, "no_informative_stratum"));
}

#[test]
fn the_report_of_a_school_says_what_a_school_with_the_same_programmes_would_have() {
    let out = tempfile::TempDir::new().unwrap();
    let folder = out.path().join("verslagen");
    let parts = Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false };
    let languages = Some(vec![Language::Dutch, Language::English]);
    pipeline::run(&ingested(), &Wishes { parts, languages, ..Wishes::default() }, &folder).unwrap();
    // Words of the list of definitions are links.
    let page = |name: &str| -> String {
        let page = std::fs::read_to_string(folder.join(name)).unwrap();
        page.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, words)| words).collect()
    };
    let dutch = page("91AK/rapport.html");
    for said in [
        "een school met dezelfde opleidingen zou uitkomen op",
        "91AK naast een school met dezelfde opleidingen",
        "Andere opleidingen van deze school toont geen andere school.",
    ] {
        assert!(dutch.contains(said), "{said}");
    }
    assert!(page("91AK/report.html").contains("a school with the same programmes would come to"));
    let alone = page("91AL/rapport.html");
    assert!(alone.contains("Geen andere school toont cijfers van dezelfde opleidingen."));
    assert!(!alone.contains("zou uitkomen op"));
}

#[test]
fn without_full_precision_the_others_at_ones_own_mix_follow_from_what_is_printed() {
    let mut protected = ingested();
    protected.scan.privacy.exact = false;
    let published = publish(&protected, &Wishes::default()).unwrap().published;
    let printed = |scope: &Scope, programme: &str, measure: &str| {
        published.rows().iter().find(|row| {
            let key = row.key();
            key.scope == *scope
                && key.measure == measure
                && key.by_word() == "programme"
                && key.group_label() == programme
                && key.against == Against::Nothing
                && key.category.is_empty()
                && ["mean", "share"].contains(&key.statistic.word())
        })
    };
    let mut scopes: Vec<&Scope> = published.rows().iter().map(|row| &row.key().scope).collect();
    scopes.dedup();
    let programmes: Vec<String> = (1..=6).map(|number| format!("P{number}")).collect();
    let mut checked = 0;
    for row in published.rows().iter().filter(|row| row.key().statistic.word() == "expected") {
        let key = row.key();
        let Some(value) = row.value() else { continue };
        if key.category != "programme" {
            continue;
        }
        let (mut sum, mut people) = (0.0, 0.0);
        for programme in &programmes {
            let shown = |scope: &&Scope| {
                let row = printed(scope, programme, &key.measure)?;
                Some((row.value()?, f64::from(u32::try_from(row.n()?).unwrap())))
            };
            let others: Vec<(f64, f64)> = scopes
                .iter()
                .filter(|scope| scope.unit().is_some() && ***scope != key.scope)
                .filter_map(&shown)
                .collect();
            let Some((_, own)) = shown(&&key.scope).filter(|_| !others.is_empty()) else { continue };
            let all: f64 = others.iter().map(|(_, n)| n).sum();
            sum += own * others.iter().map(|(value, n)| value * n).sum::<f64>() / all;
            people += own;
        }
        assert!((value - sum / people).abs() <= 0.000_5 + 1e-9, "{key:?}: {value}, {}", sum / people);
        assert_eq!(row.n(), Some(people as u64));
        checked += 1;
    }
    assert!(checked > 10, "{checked}");
}
