//! What may be seen: the numbers of the rows in every way of writing them, numbers in labels, rules and version,
//! and how many figures are withheld.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::super::folder::{Report, Row, State};
use super::axis::without_ends;
use super::number::{Seen, numbers_in, tidy};

/// Everything that may be seen in a report.
pub(super) struct Known {
    /// What each row tells, in the order of `results.csv`.
    rows: Vec<Told>,
    written: HashSet<String>,
    in_labels: HashSet<String>,
    /// How many people numbers about everybody stand on.
    everybody: Vec<f64>,
    /// Sentences whose numbers are right.
    checked: Vec<String>,
    /// How many differences between groups are shown.
    compared: usize,
}

/// What a row tells: its published numbers, and the years that it is about.
struct Told {
    numbers: Vec<f64>,
    years: Vec<f64>,
}

/// Decimals that a reader is shown at most.
const MOST_DECIMALS: usize = 4;

impl Known {
    pub(super) fn of(report: &Report) -> Self {
        let rows: Vec<Told> = report.rows.iter().map(told).collect();
        let mut written = HashSet::new();
        for number in rows.iter().flat_map(|row| &row.numbers) {
            for seen in ways(*number) {
                insert(&mut written, seen);
            }
        }
        let everybody = report.rows.iter().filter(|row| row.by.is_empty()).filter_map(|row| row.n).collect();
        let mut checked = counted(&report.rows);
        checked.extend(EXAMPLES.map(str::to_owned));
        checked.extend(questions(report));
        checked.extend(schools(report));
        let compared = report.rows.iter().filter(|row| is_comparison(row)).count();
        Self { compared, rows, written, in_labels: in_labels(report), everybody, checked }
    }

    /// Returns whether a number is that of any row, or stands in a label.
    pub(super) fn holds(&self, number: &Seen) -> bool {
        let readings = [Some(&number.plain), number.other.as_ref()];
        readings.into_iter().flatten().any(|plain| self.written.contains(plain)) || self.is_in_label(number)
    }

    /// Returns whether a number in a text is that of one of these lines of `results.csv`, or stands in a label.
    ///
    /// A line that is not there holds nothing; line 1 holds the headings. "In 7 jaar" is the time between the years of
    /// the lines; "< 0,001" is any smaller number.
    pub(super) fn holds_at(&self, lines: &[usize], text: &str, number: &Seen) -> bool {
        let Some(value) = number.value() else { return self.is_in_label(number) };
        let told = || lines.iter().filter_map(|line| line.checked_sub(2).and_then(|row| self.rows.get(row)));
        let numbers = || told().flat_map(|row| &row.numbers);
        let is_shown =
            |published: &f64| ways(*published).iter().any(|way| (way - value).abs() <= number.slack());
        let is_limit = text[..number.at].trim_end_matches(['0', '.', ',', ' ']).ends_with('<');
        let is_below = |published: &f64| (0.0..value).contains(published);
        let after = &text[number.at + number.written.len()..];
        let is_time = [" jaar", " year"].iter().any(|word| after.starts_with(word));
        let years: Vec<f64> = told().flat_map(|row| row.years.iter().copied()).collect();
        let is_between = |first: &f64| years.iter().any(|last| (last - first - value).abs() < 1e-9);
        numbers().any(is_shown)
            || is_limit && numbers().any(is_below)
            || is_time && years.iter().any(is_between)
            || self.is_in_label(number)
    }

    /// Returns whether a number in a sheet is that of any row, or stands in a label.
    pub(super) fn holds_value(&self, number: f64) -> bool {
        let is_known = (0..=MOST_DECIMALS).any(|decimals| {
            let written = format!("{number:.decimals$}");
            let is_whole_story = written.parse().is_ok_and(|back: f64| (back - number).abs() < 1e-9);
            is_whole_story && (self.written.contains(&written) || self.in_labels.contains(&written))
        });
        is_known || self.written.contains(&tidy(format!("{number:.MOST_DECIMALS$}")))
    }

    /// Returns whether a number is how many people a number about everybody stands on, as a chart says under its title.
    pub(super) fn is_everybody(&self, number: &Seen) -> bool {
        number.value().is_some_and(|value| self.everybody.contains(&value))
    }

    fn is_in_label(&self, number: &Seen) -> bool {
        self.in_labels.contains(&number.plain)
    }

    /// Returns a text without what was checked apart: how many figures are withheld, fixed examples, ends of axes.
    pub(super) fn without_checked(&self, text: &str) -> String {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.' || c == ',');
        let mut rest = without_ends(&text.replace('\u{a0}', " "));
        rest = without_looked_at(&rest, self.compared);
        for sentence in &self.checked {
            if let Some(at) = rest.find(sentence) {
                // "68 van 334" is not the end of "168 van 334".
                if !is_part(rest[..at].chars().next_back()) {
                    rest.replace_range(at..at + sentence.len(), "");
                }
            }
        }
        rest
    }
}

/// Numbers in explanations: they are about nobody.
const EXAMPLES: [&str; 7] = [
    "99,8%-grens",
    "99.8% limit",
    // The end of "about 20", which a figure may break over two lines.
    "20\")",
    "van 20 naar 25 procent is 5 procentpunt",
    "from 20% to 25% is 5 percentage points",
    "Boven 0,17 (matig) of 0,25 (groot), met p onder 0,05",
    "Above 0.17 (moderate) or 0.25 (large), with p below 0.05",
];

fn told(row: &Row) -> Told {
    let bounds = [row.lower.parse().ok(), row.upper.parse().ok()];
    let numbers = [row.number(), row.n].into_iter().chain(bounds).flatten().collect();
    let against = row.against.strip_prefix("period:");
    let years = row.period.split("..").chain(against).filter_map(|year| year.parse().ok()).collect();
    Told { numbers, years }
}

/// Returns a number in the ways in which a text gives it: as a share or percentage, and without its sign.
fn ways(number: f64) -> [f64; 4] {
    [number, 100.0 * number, -number, -100.0 * number]
}

fn insert(written: &mut HashSet<String>, number: f64) {
    for decimals in 0..=MOST_DECIMALS {
        written.insert(tidy(format!("{number:.decimals$}")));
        // A half goes up in print and to the even digit in `format!`.
        let away = number + number.signum() * 1e-9;
        written.insert(tidy(format!("{away:.decimals$}")));
    }
}

/// Returns the numbers of names, rules and published figures.
fn in_labels(report: &Report) -> HashSet<String> {
    let manifest = &report.manifest;
    let mut found: HashSet<String> = HashSet::new();
    let mut add = |label: &str| found.extend(numbers_in(label).into_iter().map(|number| number.plain));
    add(&manifest.version);
    manifest.merged.values().flat_map(BTreeMap::values).flatten().for_each(|label| add(label));
    for row in &report.rows {
        for label in [&row.scope, &row.source, &row.period, &row.measure, &row.group, &row.category] {
            add(label);
        }
    }
    found.extend(
        [manifest.policy.survey_min, manifest.policy.register_min, 0, 95, 100].map(|n| n.to_string()),
    );
    found.extend(manifest.relevant.values().map(f64::to_string));
    for measure in manifest.measures.values() {
        found.extend([measure.lowest, measure.highest].map(|n| n.to_string()));
    }
    let published = manifest.benchmarks.iter().flat_map(|benchmark| benchmark.values.values());
    found.extend(published.map(|share| tidy(format!("{:.1}", 100.0 * share))));
    found
}

/// How many figures there are, and how many of them are withheld.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    withheld: usize,
    all: usize,
}

/// Returns the sentences that say how many figures are withheld, in both languages: per topic, and by breakdown.
///
/// Counted here anew from the rows, so that a sentence with another number is not let pass.
fn counted(rows: &[Row]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, Option<&str>), Count> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_main(row)) {
        for by in [None, Some(row.by.as_str())] {
            let count = counts.entry((topic(&row.measure), by)).or_default();
            count.all += 1;
            count.withheld += usize::from(row.status == State::Withheld);
        }
    }
    let sentences = counts.values().flat_map(|Count { withheld, all }| {
        let [dutch, english] = ['.', ','].map(|mark| [*withheld, *all].map(|n| grouped(n, mark)));
        [
            format!("{} van {} cijfers afgeschermd", dutch[0], dutch[1]),
            format!("{} of {} figures withheld", english[0], english[1]),
        ]
    });
    sentences.collect()
}

/// Returns how many questions a scale has, as a figure says it.
fn questions(report: &Report) -> impl Iterator<Item = String> {
    let sizes = report.manifest.measures.values().map(|measure| measure.items.len()).filter(|size| *size > 0);
    sizes.flat_map(|size| [format!("({size} vragen)"), format!("({size} questions)")])
}

/// Returns how many schools the title of a funnel may speak of: as many as the report shows a number of, and parts of them.
fn schools(report: &Report) -> Vec<String> {
    let mut shown: BTreeMap<[&str; 4], BTreeSet<&str>> = BTreeMap::new();
    let of_schools =
        |row: &&Row| row.by == "institution" && row.against.is_empty() && row.status == State::Shown;
    for row in report.rows.iter().filter(of_schools) {
        let of = [&row.source, &row.period, &row.measure, &row.statistic].map(String::as_str);
        shown.entry(of).or_default().insert(&row.group);
    }
    let counts: BTreeSet<usize> = shown.values().map(BTreeSet::len).collect();
    let titles = counts.into_iter().flat_map(|all| {
        let parts = (1..=all).flat_map(move |part| {
            [format!("{part} van de {all} scholen"), format!("{part} of {all} schools")]
        });
        parts.chain([format!("alle {all} scholen"), format!("all {all} schools")])
    });
    titles.collect()
}

/// Returns whether a row is a difference between groups that is shown.
fn is_comparison(row: &Row) -> bool {
    row.statistic == "difference" && row.status == State::Shown && !row.against.starts_with("period:")
}

/// How a report says how many differences it looked at, and how many of them chance alone would make stand out.
const LOOKED_AT: [(&str, &str); 2] = [
    ("We bekeken ", " door toeval alleen vallen er ongeveer "),
    ("We looked at ", " by chance alone about "),
];

/// Of how many differences one stands out by chance: one in twenty.
const ONE_IN: f64 = 20.0;

/// Returns a text without how many differences were looked at, if there are so many and chance is one in twenty of them.
fn without_looked_at(text: &str, compared: usize) -> String {
    let number_after = |words: &str| {
        let from = text.find(words)? + words.len();
        let length = text[from..].find(' ')?;
        let value = numbers_in(&text[from..from + length]).first()?.value()?;
        Some((from..from + length, value))
    };
    for (looked_at, by_chance) in LOOKED_AT {
        let (Some((count, of)), Some((about, few))) = (number_after(looked_at), number_after(by_chance))
        else {
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "some thousands of differences")]
        if of <= compared as f64 && (of / ONE_IN - few).abs() <= 0.5 {
            return format!(
                "{}{}{}",
                &text[..count.start],
                &text[count.end..about.start],
                &text[about.end..]
            );
        }
    }
    text.to_owned()
}

/// Returns whether a row is the number that a reader misses where it is withheld: its spread and tests are not.
fn is_main(row: &Row) -> bool {
    let statistics: &[&str] =
        if row.measure.starts_with("participation.") { &["count"] } else { &["share", "mean", "n"] };
    row.against.is_empty() && statistics.contains(&row.statistic.as_str())
}

fn topic(measure: &str) -> &str {
    match measure.split('.').next().unwrap_or_default() {
        "participation" if measure.ends_with("respondents") => "response",
        "choice" => "item",
        topic @ ("participation" | "retention" | "scale" | "item" | "outcome") => topic,
        _ => "response",
    }
}

/// Returns a whole number with a mark between thousands.
fn grouped(number: usize, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}
