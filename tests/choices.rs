//! What is published of a question with several answers: shares on the right base, and nothing that overlaps tell.
//!
//! Leaves out reading files (`codebook_scans`). The people are invented.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use meetellen::disclosure::{Policy, Published, Statistic, Status, plan, seal};
use meetellen::measures::{Comparisons, measure};
use meetellen::model::{
    Base, Choice, Column, Dataset, FollowUp, Language, Level, LevelKind, MISSING, Role, Source, SourceData,
    SourceKind, Survey, Text,
};
use meetellen::tabulation::{Design, Detail, tabulate};

/// Publishes one question; each option is told by who ticked it, `None` for who was not asked.
fn published(base: Base, options: &[Vec<Option<bool>>], women: usize) -> Published {
    let rows = options[0].len();
    let level = |label: &str| Level { raw: label.into(), label: Text::same(label), kind: LevelKind::Stated };
    let code = |answer: &Option<bool>| match answer {
        None => MISSING,
        Some(true) => Choice::TICKED,
        Some(false) => Choice::NOT_TICKED,
    };
    let choice = |(place, answers): (usize, &Vec<Option<bool>>)| Choice {
        question: "q".into(),
        id: format!("{}", place + 1),
        question_text: Text::same("vraag"),
        text: Text::same(format!("optie {}", place + 1)),
        base,
        codes: answers.iter().map(code).collect(),
    };
    let dataset = Dataset {
        sources: vec![Source {
            kind: SourceKind::Survey,
            name: "studenten".into(),
            round: "2026".into(),
            public: false,
            synthetic: false,
            data: SourceData::Survey(Survey {
                rows,
                groups: vec![Column {
                    role: Role::Gender,
                    levels: vec![level("vrouw"), level("man")],
                    codes: (0..rows).map(|row| u16::from(row >= women)).collect(),
                    coarser: None,
                }],
                choices: options.iter().enumerate().map(choice).collect(),
                ..Survey::default()
            }),
        }],
        scales: Vec::new(),
    };
    let design = Design {
        breakdowns: vec![vec![Role::Gender]],
        of_others: Vec::new(),
        per: None,
        language: Language::Dutch,
        follow_up: FollowUp::default(),
        detail: Detail::default(),
    };
    let cube = tabulate(&dataset, None, &design);
    let policy = Policy::default();
    let plan = plan(&cube, &policy, None, &[]);
    let comparisons = Comparisons::default();
    seal(&measure(&cube, &plan, &comparisons), &cube, &plan, &policy)
}

/// Returns status and value of the share of an option over everybody.
fn everybody(published: &Published, option: usize, base: Base) -> (Status, Option<f64>) {
    let measure = format!("choice.q.{option}{}", if base == Base::Ticked { "@ticked" } else { "" });
    let row = published
        .rows()
        .iter()
        .find(|row| {
            row.key().measure == measure && row.key().by.is_empty() && row.key().statistic == Statistic::Share
        })
        .unwrap();
    (row.status(), row.value())
}

fn ticked(rows: usize, yes: impl Fn(usize) -> bool) -> Vec<Option<bool>> {
    (0..rows).map(|row| Some(yes(row))).collect()
}

#[test]
fn shares_overlap_and_each_is_of_everybody_who_was_asked() {
    let mut options =
        [ticked(100, |row| row % 2 == 0), ticked(100, |row| row % 5 != 0), ticked(100, |row| row % 10 < 4)];
    options.iter_mut().for_each(|option| option.extend([None; 20]));
    let published = published(Base::Stated, &options, 60);
    let shares: Vec<f64> =
        (1..=3).map(|option| everybody(&published, option, Base::Stated).1.unwrap()).collect();
    for (share, expected) in shares.iter().zip([0.5, 0.8, 0.4]) {
        assert!((share - expected).abs() < 0.011, "{shares:?}");
    }
    assert!(shares.iter().sum::<f64>() > 1.5);
}

#[test]
fn an_option_that_hardly_anybody_ticked_is_a_band_and_cannot_be_had_from_the_others() {
    // Two people ticked only the third option: 100 people less those of the others would tell them.
    let options = [
        ticked(100, |row| row < 60),
        ticked(100, |row| (60..98).contains(&row)),
        ticked(100, |row| row >= 98),
    ];
    let published = published(Base::Ticked, &options, 50);
    let found: Vec<(Status, Option<f64>)> =
        (1..=3).map(|option| everybody(&published, option, Base::Ticked)).collect();
    assert_eq!(found[2].0, Status::Banded);
    assert!(found[0].1.is_none() || found[1].1.is_none(), "{found:?}");
}

#[test]
fn two_options_do_not_tell_that_one_person_ticked_both() {
    // 61 and 40 ticks of 100 people, all of whom ticked: exactly one person ticked both.
    let options = [ticked(100, |row| row < 61), ticked(100, |row| row >= 60)];
    let published = published(Base::Ticked, &options, 50);
    let shown = (1..=2).filter(|option| everybody(&published, *option, Base::Ticked).1.is_some()).count();
    assert!(shown <= 1);
}

#[test]
fn a_question_that_fewer_than_ten_people_were_asked_is_not_shown() {
    let mut options = [ticked(9, |row| row < 5), ticked(9, |row| row >= 4)];
    options.iter_mut().for_each(|option| option.extend([None; 91]));
    let published = published(Base::Seen, &options, 50);
    assert_eq!(everybody(&published, 1, Base::Seen).0, Status::Withheld);
}
