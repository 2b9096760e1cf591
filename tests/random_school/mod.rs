//! Small schools drawn at random: published, and attacked.

use std::path::Path;

use meetellen::audit::{Audit, Effort, Verdict, audit};
use meetellen::disclosure::{Policy, plan_beside, publication, seal};
use meetellen::measures::{Comparisons, measure};
use meetellen::model::{
    Column, Dataset, FollowUp, Item, Language, Ledger, Level, LevelKind, MissingRule, Role, Scale, Source,
    SourceData, Survey, Text, Theme,
};
use meetellen::report::data;
use meetellen::tabulation::{Design, Detail, tabulate};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::likert;

const MANIFEST: &str = r#"{"scope":"*","inputs":[{"sha256":"a"}],"not_stated":{"gender":["wil ik niet zeggen"]},
    "measures":{"scale.belonging":{"lowest":1,"highest":5},
    "item.SB00":{"lowest":1,"highest":5,"answers":{"1":1,"2":2,"3":3,"4":4,"5":5}},
    "item.SB01":{"lowest":1,"highest":5,"answers":{"1":1,"2":2,"3":3,"4":4,"5":5}}}}"#;

/// Labels and how many in a hundred have them.
type Shares<'a> = &'a [(&'a str, u32, LevelKind)];

const GENDERS: Shares<'_> = &[
    ("man", 60, LevelKind::Stated),
    ("vrouw", 33, LevelKind::Stated),
    ("non-binair", 3, LevelKind::Stated),
    ("wil ik niet zeggen", 4, LevelKind::NotStated),
];
const PROGRAMMES: Shares<'_> = &[
    ("techniek", 55, LevelKind::Stated),
    ("ict", 38, LevelKind::Stated),
    ("logistiek", 7, LevelKind::Stated),
];
const SCHOOLS: Shares<'_> = &[("Noord", 60, LevelKind::Stated), ("Zuid", 40, LevelKind::Stated)];

fn drawn(random: &mut ChaCha8Rng, shares: Shares<'_>) -> u16 {
    let mut left = random.random_range(0..100_u32);
    for (code, (_, share, _)) in shares.iter().enumerate() {
        if left < *share {
            return u16::try_from(code).unwrap();
        }
        left -= share;
    }
    0
}

fn column(random: &mut ChaCha8Rng, role: Role, shares: Shares<'_>, rows: usize) -> Column {
    column_of(role, shares, (0..rows).map(|_| drawn(random, shares)).collect())
}

fn column_of(role: Role, shares: Shares<'_>, codes: Vec<u16>) -> Column {
    let level = |label: &str, kind| Level { raw: label.to_owned(), label: Text::same(label), kind };
    Column {
        role,
        levels: shares.iter().map(|(label, _, kind)| level(label, *kind)).collect(),
        codes: codes.into(),
        coarser: None,
    }
}

/// Returns the answers of some seventy to two hundred students of two schools.
pub(crate) fn school(seed: u64) -> Dataset {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let rows = random.random_range(70..190);
    let groups = vec![
        column(&mut random, Role::Gender, GENDERS, rows),
        column(&mut random, Role::Programme, PROGRAMMES, rows),
        column(&mut random, Role::Institution, SCHOOLS, rows),
    ];
    let items =
        (0..2).map(|place| item(place, (0..rows).map(|_| random.random_range(0..5)).collect())).collect();
    survey(groups, items)
}

/// Returns a question with the answers of each student.
fn item(place: usize, codes: Vec<u16>) -> Item {
    Item {
        id: format!("SB0{place}"),
        called: String::new(),
        text: Text::same(format!("SB0{place}")),
        answers: likert::answers(),
        codes: codes.into(),
    }
}

/// Returns a round of a survey whose first two questions are a scale.
fn survey(groups: Vec<Column>, items: Vec<Item>) -> Dataset {
    let scale = Scale {
        id: "belonging".to_owned(),
        text: Text::same("belonging"),
        items: items.iter().map(|item| item.id.clone()).collect(),
        reversed: Vec::new(),
        lowest: 1.0,
        highest: 5.0,
        missing_rule: MissingRule::Half,
        theme: Theme::Learning,
        bands: Vec::new(),
    };
    let survey = Survey { rows: groups[0].codes.len(), groups, items, ..Survey::default() };
    let source = Source {
        name: "studenten".to_owned(),
        kind: meetellen::model::SourceKind::Survey,
        round: "2026".to_owned(),
        public: false,
        synthetic: false,
        data: SourceData::Survey(survey),
    };
    Dataset { sources: vec![source], scales: vec![scale] }
}

/// Returns by what a school is counted, unless a test says otherwise.
pub(crate) fn usual() -> Vec<Vec<Role>> {
    vec![vec![Role::Gender], vec![Role::Programme], vec![Role::Gender, Role::Programme]]
}

/// Returns `results.csv` of a school beside what it published before, and the ledger with both.
pub(crate) fn publish(
    dataset: &Dataset,
    per: Option<Role>,
    breakdowns: Vec<Vec<Role>>,
    earlier: &Ledger,
) -> (String, Ledger) {
    let design = Design {
        breakdowns,
        of_others: Vec::new(),
        per,
        language: Language::Dutch,
        follow_up: FollowUp::default(),
        detail: Detail::default(),
    };
    let cube = tabulate(dataset, None, &design);
    let policy = Policy::default();
    let plan = plan_beside(&cube, &policy, per, &[vec![Role::Gender]], earlier);
    let published = seal(&measure(&cube, &plan, &Comparisons::default()), &cube, &plan, &policy);
    (data::results(published.rows()), earlier.with(publication("scan", &cube, &plan)))
}

/// Attacks report folders, each and together.
pub(crate) fn attack(folders: &[&Path]) -> Audit {
    let folders: Vec<_> = folders.iter().map(|folder| folder.to_path_buf()).collect();
    audit(&folders, Effort { programs: 3_000, ..Effort::default() }).unwrap()
}

/// Writes a report folder of numbers only.
pub(crate) fn write(folder: &Path, results: &str) {
    std::fs::write(folder.join("manifest.json"), MANIFEST).unwrap();
    std::fs::write(folder.join("results.csv"), results).unwrap();
}

/// Returns what can be read back for sure.
pub(crate) fn told(found: &Audit) -> Vec<String> {
    let is_told = |verdict| verdict != Verdict::Possible;
    let told = found.weaknesses.iter().filter(|weakness| is_told(weakness.finding.verdict));
    told.map(|weakness| format!("{} {:?}", weakness.variable, weakness.finding)).collect()
}
