//! Two scales and 24 items by eight breakdowns or more, and the reliability of both scales in each institution.

use std::fmt::Write as _;
use std::path::Path;

use meetellen::model::{Column, Dataset, FollowUp, Item, Language, Role, Source, SourceData, Survey};
use meetellen::statistics::cross_products::CrossProducts;
use meetellen::statistics::frequency::{Frequencies, Frequency};
use meetellen::statistics::reliability::alpha;
use meetellen::tabulation::{
    Category, Cell, CompleteCases, Cube, Design, Detail, MISSING_LABEL, Scope, Tabulated, VariableKind,
    tabulate,
};

use super::Outcome;
use super::scan::read_with;

/// The normal quantile of a 95 % interval, as the other engines use it.
const Z: f64 = 1.959_963_984_540_054;

/// So many breakdowns are the fixed work; more or fewer show how its cost grows.
pub(super) const USUAL: usize = 8;

/// The breakdowns, and their names in the files.
const BREAKDOWNS: [(&[Role], &str); 16] = [
    (&[Role::Gender], "gender"),
    (&[Role::Origin], "background"),
    (&[Role::Gender, Role::Origin], "gender*background"),
    (&[Role::Level], "level"),
    (&[Role::Institution], "institution"),
    (&[Role::Programme], "programme"),
    (&[Role::Institution, Role::Gender], "institution*gender"),
    (&[Role::Cohort, Role::Gender], "cohort*gender"),
    (&[Role::Sector], "sector"),
    (&[Role::FirstGeneration], "first_gen"),
    (&[Role::SupportNeed], "disability"),
    (&[Role::Level, Role::Gender], "level*gender"),
    (&[Role::Sector, Role::Gender], "sector*gender"),
    (&[Role::Institution, Role::Origin], "institution*background"),
    (&[Role::Programme, Role::Gender], "programme*gender"),
    (&[Role::Cohort, Role::Institution], "cohort*institution"),
];

/// Reads `file`, counts by the first so many breakdowns, and writes `scales.csv`, `items.csv` and `alpha.csv`.
pub(super) fn run(file: &Path, out: &Path, breakdowns: usize) -> Outcome<()> {
    let wanted = BREAKDOWNS.get(..breakdowns).ok_or("there are 16 breakdowns")?;
    let read = read_with(file, "survey", &codebook(breakdowns > USUAL))?;
    let breakdowns = wanted.iter().map(|(by, _)| by.to_vec()).collect();
    let cube = counted(&read.dataset, breakdowns, None);
    let [tabulated] = cube.populations.as_slice() else { return Err("a survey has one population".into()) };
    let mut scales = "breakdown,g1,g2,scale,n,mean,sd,wmean,lo,hi\n".to_owned();
    let mut items = "breakdown,g1,g2,item,n1,n2,n3,n4,n5\n".to_owned();
    for &(by, name) in wanted {
        for group in cube.groups(tabulated, &Scope::All, by) {
            let level = |at: usize| {
                let level = by.get(at).and_then(|role| group.level(*role)).unwrap_or("");
                if level == MISSING_LABEL { "" } else { level }
            };
            let place = format!("{name},{},{}", level(0), level(1));
            write_group(tabulated, tabulated.cell(&group), &place, &mut scales, &mut items)?;
        }
    }
    std::fs::write(out.join("scales.csv"), scales)?;
    std::fs::write(out.join("items.csv"), items)?;
    std::fs::write(out.join("alpha.csv"), reliability(&read.dataset)?)?;
    Ok(())
}

fn counted(dataset: &Dataset, breakdowns: Vec<Vec<Role>>, per: Option<Role>) -> Cube {
    tabulate(
        dataset,
        None,
        &Design {
            breakdowns,
            of_others: Vec::new(),
            per,
            language: Language::Dutch,
            follow_up: FollowUp::default(),
            detail: Detail::default(),
        },
    )
}

fn write_group(
    tabulated: &Tabulated,
    cell: &Cell,
    place: &str,
    scales: &mut String,
    items: &mut String,
) -> Outcome<()> {
    for (variable, described) in tabulated.population.variables.iter().enumerate() {
        let counts = tabulated.counts(cell, variable);
        match described.kind {
            VariableKind::Scale { .. } => {
                let scale = described.measure.trim_start_matches("scale.");
                let cells = || {
                    let counted = described.categories.iter().zip(counts);
                    counted.filter_map(|(category, n)| Some((category.value?, u64::from(*n))))
                };
                let moments =
                    Frequencies::from_counts(cells().map(|(value, n)| Frequency { value, count: n }))
                        .moments();
                let Ok(mean) = moments.mean() else { continue };
                let weights = tabulated.weights(cell, variable);
                let weighed = described.categories.iter().zip(weights);
                let (mut sum, mut weight) = (0.0, 0.0);
                for (category, steps) in weighed {
                    let steps = steps.sum as f64;
                    weight += steps;
                    sum += steps * category.value.unwrap_or(0.0);
                }
                write!(scales, "{place},{scale},{},{mean},", moments.n())?;
                match moments.standard_deviation() {
                    Ok(sd) => {
                        let half = Z * sd / (moments.n() as f64).sqrt();
                        writeln!(scales, "{sd},{},{},{}", sum / weight, mean - half, mean + half)?;
                    }
                    Err(_) => writeln!(scales, ",{},,", sum / weight)?,
                }
            }
            _ => {
                let item = described.measure.trim_start_matches("item.");
                for word in [place, ",", item] {
                    items.push_str(word);
                }
                // Formatting is half of what writing many small numbers costs.
                let mut digits = itoa::Buffer::new();
                for answer in 1..=5_u8 {
                    let has_value = |category: &Category| category.value == Some(f64::from(answer));
                    let at = described.categories.iter().position(has_value);
                    items.push(',');
                    items.push_str(digits.format(*at.and_then(|at| counts.get(at)).unwrap_or(&0)));
                }
                items.push('\n');
            }
        }
    }
    Ok(())
}

/// Cronbach's alpha of both scales in each institution: a report per institution keeps its complete cases.
fn reliability(dataset: &Dataset) -> Outcome<String> {
    // Answers are counted above already; this is about the items of the scales only.
    let mut few = Dataset { scales: dataset.scales.clone(), ..Dataset::default() };
    for source in &dataset.sources {
        let SourceData::Survey(survey) = &source.data else { continue };
        let is_school = |column: &&Column| column.role == Role::Institution;
        let is_of_scale = |item: &&Item| dataset.scales.iter().any(|scale| scale.items.contains(&item.id));
        let data = SourceData::Survey(Survey {
            rows: survey.rows,
            groups: survey.groups.iter().filter(is_school).cloned().collect(),
            items: survey.items.iter().filter(is_of_scale).cloned().collect(),
            ..Survey::default()
        });
        few.sources.push(Source { name: source.name.clone(), round: source.round.clone(), data, ..*source });
    }
    let cube = counted(&few, Vec::new(), Some(Role::Institution));
    let mut text = "institution,scale,n,alpha\n".to_owned();
    for tabulated in &cube.populations {
        for scope in cube.scopes.iter().filter(|scope| scope.unit().is_some()) {
            let cell = tabulated.cell(&scope.group());
            for (variable, described) in tabulated.population.variables.iter().enumerate() {
                let Some(cases) = tabulated.complete_cases(cell, variable) else { continue };
                let found = cross_products(cases).and_then(|products| alpha(&products).ok());
                if let (Some(found), Some(unit)) = (found, scope.unit()) {
                    let scale = described.measure.trim_start_matches("scale.");
                    writeln!(text, "{},{scale},{},{}", unit.label, cases.n, found.value)?;
                }
            }
        }
    }
    Ok(text)
}

/// The sums as reliability takes them: the upper triangle of the products.
fn cross_products(cases: &CompleteCases) -> Option<CrossProducts> {
    let items = cases.sums.len();
    let sums = cases.sums.iter().map(|sum| *sum as f64).collect();
    let upper = (0..items).flat_map(|i| (i..items).map(move |j| cases.products[i * items + j] as f64));
    CrossProducts::from_parts(cases.n, sums, upper.collect())
}

/// Returns what the columns mean; some of them only more than the usual breakdowns need.
fn codebook(is_long: bool) -> String {
    let mut text = String::new();
    let more = [("sector", "sector"), ("first_gen", "first_generation"), ("disability", "support_need")];
    let usual = [
        ("respondent_id", "hidden_id"),
        ("comment", "open"),
        ("institution", "institution"),
        ("level", "level"),
        ("programme", "programme"),
        ("cohort", "cohort"),
        ("gender", "gender"),
        ("background", "origin"),
        ("weight", "weight"),
    ];
    for (heading, role) in usual.into_iter().chain(more.into_iter().filter(|_| is_long)) {
        text.push_str(&format!("[columns.{heading}]\nrole = \"{role}\"\n"));
    }
    let items = |letter: char, n: usize| (1..=n).map(|at| format!("{letter}{at}")).collect::<Vec<_>>();
    for item in [items('b', 8), items('s', 10), items('c', 6)].concat() {
        text.push_str(&format!("[columns.{item}]\nrole = \"item\"\n"));
    }
    for (scale, items, reversed) in
        [("belonging", items('b', 8), "[\"b3\", \"b6\"]"), ("selfeff", items('s', 10), "[]")]
    {
        text.push_str(&format!(
            "[scales.{scale}]\nitems = {items:?}\nreversed = {reversed}\nrange = [1, 5]\nmissing_rule = \"half\"\n"
        ));
    }
    text
}
