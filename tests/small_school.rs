//! A school with a few people in one group: what is shown, and what nobody can work out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod likert;

use meetellen::disclosure::{Policy, Published, Statistic, Status, plan, seal};
use meetellen::measures::{Comparisons, Primary, measure};
use meetellen::model::{
    Column, Dataset, FollowUp, Item, Language, Level, LevelKind, MissingRule, Role, Scale, Source,
    SourceData, SourceKind, Survey, Text, Theme,
};
use meetellen::tabulation::{Design, Detail, tabulate};

/// Men, women, non-binary and not stated.
const SIZES: [(&str, usize, LevelKind); 4] = [
    ("man", 95, LevelKind::Stated),
    ("vrouw", 18, LevelKind::Stated),
    ("non-binair", 2, LevelKind::Stated),
    ("wil ik niet zeggen", 5, LevelKind::NotStated),
];

fn level(label: &str, kind: LevelKind) -> Level {
    Level { raw: label.to_owned(), label: Text::same(label), kind }
}

fn school() -> Dataset {
    let codes: Vec<u16> = SIZES
        .iter()
        .enumerate()
        .flat_map(|(code, (_, n, _))| vec![u16::try_from(code).unwrap(); *n])
        .collect();
    let rows = codes.len();
    let answers = likert::answers();
    let item = |id: &str, shift: usize| Item {
        id: id.to_owned(),
        called: String::new(),
        text: Text::same(id),
        answers: answers.clone(),
        codes: (0..rows).map(|row| u16::try_from((row * 7 + shift * 3 + row / 5) % 5).unwrap()).collect(),
    };
    let items: Vec<Item> = (0..4).map(|place| item(&format!("SB0{place}"), place)).collect();
    Dataset {
        sources: vec![Source {
            kind: SourceKind::Survey,
            name: "studenten".to_owned(),
            round: "2026".to_owned(),
            public: false,
            synthetic: false,
            data: SourceData::Survey(Survey {
                rows,
                groups: vec![Column {
                    role: Role::Gender,
                    levels: SIZES.iter().map(|(label, _, kind)| level(label, *kind)).collect(),
                    codes: codes.into(),
                    coarser: None,
                }],
                items: items.clone(),
                ..Survey::default()
            }),
        }],
        scales: vec![Scale {
            id: "belonging".to_owned(),
            text: Text::same("belonging"),
            items: items.iter().map(|item| item.id.clone()).collect(),
            reversed: Vec::new(),
            lowest: 1.0,
            highest: 5.0,
            missing_rule: MissingRule::Half,
            theme: Theme::Learning,
            bands: Vec::new(),
        }],
    }
}

fn published(policy: Policy) -> Published {
    let design = Design {
        breakdowns: vec![vec![Role::Gender]],
        of_others: Vec::new(),
        per: None,
        language: Language::Dutch,
        follow_up: FollowUp::default(),
        detail: Detail::default(),
    };
    let cube = tabulate(&school(), None, &design);
    let comparisons = Comparisons {
        primary: vec![Primary { measure: "scale.belonging".to_owned(), by: vec![Role::Gender] }],
        ..Comparisons::default()
    };
    let plan = plan(&cube, &policy, None, &[vec![Role::Gender]]);
    seal(&measure(&cube, &plan, &comparisons), &cube, &plan, &policy)
}

fn mean_of(published: &Published, label: &str) -> (Status, Option<f64>) {
    let row = published
        .rows()
        .iter()
        .find(|row| {
            row.key().measure == "scale.belonging"
                && row.key().statistic == Statistic::Mean
                && row.key().group_label() == label
        })
        .unwrap();
    (row.status(), row.value())
}

#[test]
fn women_men_and_everybody_are_shown_and_the_few_are_not() {
    let published = published(Policy::default());
    for label in ["vrouw", "man", ""] {
        assert_eq!(mean_of(&published, label).0, Status::Shown, "{label}");
    }
    for label in ["non-binair", "wil ik niet zeggen"] {
        assert_eq!(mean_of(&published, label), (Status::Withheld, None), "{label}");
    }
}

#[test]
fn the_means_leave_most_of_the_scale_open_for_the_few() {
    let published = published(Policy::default());
    let value = |label| mean_of(&published, label).1.unwrap();
    // Means are to one decimal: each can be half a tenth off.
    let sum = |slack: f64| {
        120.0 * (value("") + slack) - 95.0 * (value("man") - slack) - 18.0 * (value("vrouw") - slack)
    };
    let (lower, upper) = ((sum(-0.05) / 7.0).max(1.0), (sum(0.05) / 7.0).min(5.0));
    assert!(upper - lower >= 2.0, "the mean of seven people lies between {lower} and {upper}");
}

#[test]
fn in_full_precision_the_minima_still_hold() {
    let published = published(Policy { exact: true, ..Policy::default() });
    assert_eq!(mean_of(&published, "non-binair"), (Status::Withheld, None));
    let women = mean_of(&published, "vrouw").1.unwrap();
    assert!((women * 1000.0).fract().abs() > 1e-6, "{women} is in full precision");
}

#[test]
fn no_two_rows_share_a_key() {
    let published = published(Policy::default());
    let mut keys: Vec<_> = published.rows().iter().map(|row| row.key().clone()).collect();
    let rows = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), rows);
}
