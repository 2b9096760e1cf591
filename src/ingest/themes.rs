//! Themes of interviews and open answers, a row per theme and group with the number of people who named it.
//!
//! Who gives an answer its theme does so elsewhere. A quote is kept only if its row says that it may be published, and if no
//! word in it may tell who said it, unless a person looked at it. Leaves out which numbers and quotes a report prints.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::codebook::folded;
use crate::model::{
    Column, Counts, Dataset, Fault, FaultKind, Level, LevelKind, MISSING, Quote, Role, Severity, Source,
    SourceData, SourceKind, Stage, THEME_HEADINGS, Text, Theme, Told,
};
use crate::scan::SourceFile;

use super::examine::InputFile;
use super::files::Files;
use super::headed::{Headings, Line, headed};
use super::number::year;
use super::pointers::pointers;

/// The headings that must be there.
const NEEDED: [&str; 3] = ["theme", "aspect", "people"];

/// Words for answers to the question after gender, in both languages; those of the scan's codebooks come first.
const GENDERS: [(&str, &str, LevelKind); 4] = [
    ("vrouw", "woman", LevelKind::Stated),
    ("man", "man", LevelKind::Stated),
    ("non-binair", "non-binary", LevelKind::Stated),
    ("wil ik niet zeggen", "prefer not to say", LevelKind::NotStated),
];

/// How many people of one group named a theme.
struct Named {
    measure: String,
    year: u16,
    institution: String,
    gender: String,
    /// Interview, open answer: people may name a theme in both.
    told_in: String,
    people: u32,
    file: String,
    line: u64,
}

/// What a source of themes holds.
pub(super) struct Themes {
    name: String,
    public: bool,
    named: Vec<Named>,
    /// The themes with their quotes, in the order of the file.
    pub(super) told: Vec<Told>,
}

/// Reads the themes of a source.
pub(super) fn themes(
    files: &Files,
    source: &SourceFile,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Themes {
    let headings = Headings {
        kind: SourceKind::Themes,
        known: &THEME_HEADINGS,
        needed: &NEEDED,
        called: Text::new("de thema's", "the themes"),
    };
    let mut made =
        Themes { name: source.name.clone(), public: source.public, named: Vec::new(), told: Vec::new() };
    let Some(table) = headed(files, source, &headings, inputs, faults) else { return made };
    for row in 0..table.rows {
        take(&mut made, &Line { table: &table, row }, &source.round, faults);
    }
    made
}

fn take(made: &mut Themes, line: &Line<'_>, round: &str, faults: &mut Vec<Fault>) {
    let Some(text) = line.text("theme") else {
        faults.push(line.fault(
            Severity::Repaired,
            "theme",
            Text::new("een rij zonder thema; weggelaten", "a row without a theme; left out"),
            Text::new("schrijf het thema erbij", "write the theme"),
        ));
        return;
    };
    let written = line.get("round").unwrap_or(round);
    let Some(year) = year(written) else {
        faults.push(line.fault(
            Severity::Repaired,
            "round",
            Text::new("geen jaar; de rij is weggelaten", "not a year; the row is left out"),
            Text::new("schrijf het jaar van de ronde: 2026", "write the year of the round: 2026"),
        ));
        return;
    };
    let measure = format!("theme.{}", slug(&text.nl));
    let known = made.told.iter().position(|told| told.measure == measure);
    if let Some(told) = known.map(|place| &made.told[place]) {
        faults.extend(other_aspect(line, told.aspect));
    }
    let place = known.unwrap_or_else(|| {
        let aspect = line.aspect(faults);
        made.told.push(Told { measure: measure.clone(), text, aspect, quotes: Vec::new() });
        made.told.len() - 1
    });
    let institution = line.get("institution").unwrap_or_default().to_owned();
    if let Some(words) = quote(line, faults) {
        let round = year.to_string();
        made.told[place].quotes.push(Quote { words, round, institution: institution.clone() });
    }
    let gender = line.get("gender").unwrap_or_default().to_owned();
    match line.get("people").map(str::parse::<u32>) {
        Some(Ok(people)) => {
            let at = line.table.position(line.row);
            let (file, told_in) = (at.file.to_owned(), folded(line.get("source").unwrap_or_default()));
            let named = Named { measure, year, institution, gender, told_in, people, file, line: at.line };
            faults
                .extend(made.named.iter().find(|known| known.is_of(&named)).map(|known| twice(known, line)));
            made.named.push(named);
        }
        None if line.get("quote").is_some() => {}
        _ => faults.push(line.fault(
            Severity::Repaired,
            "people",
            Text::new("geen aantal mensen; niet meegeteld", "no number of people; not counted"),
            Text::new("schrijf een heel getal: 12", "write a whole number: 12"),
        )),
    }
}

impl Named {
    /// Returns whether both count the same people.
    fn is_of(&self, other: &Self) -> bool {
        let of = |named: &Self| {
            (named.measure.clone(), named.year, named.institution.clone(), folded(&named.gender))
        };
        of(self) == of(other) && self.told_in == other.told_in
    }
}

fn twice(known: &Named, line: &Line<'_>) -> Fault {
    let message = Text::new(
        format!("dit thema staat voor deze groep ook op regel {}; de aantallen zijn opgeteld", known.line),
        format!("this theme is also on line {} for this group; the numbers are added up", known.line),
    );
    let hint = Text::new(
        "houd één rij per thema, groep en bron, of noem de bron",
        "keep one row per theme, group and source, or name the source",
    );
    Fault { kind: FaultKind::DuplicateRow, ..line.fault(Severity::Note, "theme", message, hint) }
}

/// Returns what to tell where a later row of a theme names another aspect than its first.
fn other_aspect(line: &Line<'_>, first: Theme) -> Option<Fault> {
    let is_other = line.get("aspect").is_some() && line.named_aspect() != Some(first);
    is_other.then(|| {
        line.fault(
            Severity::Repaired,
            "aspect",
            Text::new(
                "een ander aspect dan bij de eerste rij van dit thema; dat van de eerste rij telt",
                "another aspect than on the first row of this theme; that of the first row counts",
            ),
            Text::new("geef een thema overal hetzelfde aspect", "give a theme the same aspect everywhere"),
        )
    })
}

/// Returns what to tell of genders and schools that no other source of the scan has: each is a group of its own.
pub(super) fn unknown_groups(themes: &Themes, dataset: &Dataset) -> Vec<Fault> {
    let has_schools = dataset.sources.iter().flat_map(Source::groups).any(|c| c.role == Role::Institution);
    let mut told: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for named in &themes.named {
        for (role, value) in [(Role::Gender, &named.gender), (Role::Institution, &named.institution)] {
            let is_known = value.is_empty()
                || (role == Role::Institution && !has_schools)
                || known_level(role, value, dataset).is_some();
            if !is_known && !told.contains(&value.as_str()) {
                told.push(value);
                faults.push(unknown_group(named, role, value));
            }
        }
    }
    faults
}

fn unknown_group(named: &Named, role: Role, value: &str) -> Fault {
    let message = Text::new(
        "geen andere bron kent deze groep; zij staat hier op zichzelf",
        "no other source knows this group; it stands alone here",
    );
    let hint = Text::new(
        "schrijf de groep als in de andere bronnen, of laat haar zo staan als zij nieuw is",
        "write the group as in the other sources, or leave it if it is new",
    );
    Fault::in_file(Severity::Note, FaultKind::UnknownLabel, named.file.clone(), message, hint)
        .at_line(named.line)
        .in_column(role.word())
        .with_value(value)
}

/// Returns the quote of a row, if it may be printed.
fn quote(line: &Line<'_>, faults: &mut Vec<Fault>) -> Option<String> {
    let words = line.get("quote")?;
    match line.get("publishable").map(folded).as_deref() {
        Some("gecontroleerd" | "checked") => Some(words.to_owned()),
        Some("ja" | "yes") => {
            let found = pointers(words);
            if found.is_empty() {
                return Some(words.to_owned());
            }
            // Messages stand in `faults.csv`: the words that point at somebody are told with the value only.
            let fault = line.fault(
                Severity::Note,
                "quote",
                Text::new(
                    "dit citaat kan vertellen wie het zei; niet afgedrukt",
                    "this quote may tell who said it; not printed",
                ),
                Text::new(
                    "verander deze woorden, of lees het citaat na en schrijf `gecontroleerd` bij publishable",
                    "change these words, or read the quote and write `checked` under publishable",
                ),
            );
            faults.push(fault.with_value(found.join(", ")));
            None
        }
        None | Some("nee" | "no") => None,
        Some(_) => {
            faults.push(line.fault(
                Severity::Repaired,
                "publishable",
                Text::new("onbekend woord; gelezen als nee", "unknown word; read as no"),
                Text::new("schrijf ja, nee of gecontroleerd", "write ja, nee or gecontroleerd"),
            ));
            None
        }
    }
}

/// Returns a theme as a part of a measure: small letters and digits, with hyphens between.
pub(super) fn slug(text: &str) -> String {
    let plain: String = text.nfd().filter(|letter| letter.is_ascii()).collect::<String>().to_lowercase();
    let parts: Vec<&str> =
        plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// Returns a source per theme: people name several, so that their numbers do not add up.
pub(super) fn sources(themes: &Themes, dataset: &Dataset, synthetic: bool) -> Vec<Source> {
    let mut by_theme: BTreeMap<&str, Vec<&Named>> = BTreeMap::new();
    for named in &themes.named {
        by_theme.entry(&named.measure).or_default().push(named);
    }
    by_theme
        .into_iter()
        .map(|(measure, rows)| Source {
            name: themes.name.clone(),
            kind: SourceKind::Themes,
            round: String::new(),
            public: themes.public,
            synthetic,
            data: SourceData::Counts(Counts {
                stage: Stage::Enrolled,
                named: Some(measure.to_owned()),
                year: rows.iter().map(|row| row.year).collect(),
                groups: [
                    column(Role::Institution, rows.iter().map(|row| row.institution.as_str()), dataset),
                    column(Role::Gender, rows.iter().map(|row| row.gender.as_str()), dataset),
                ]
                .into_iter()
                .flatten()
                .collect(),
                outcomes: Vec::new(),
                least: rows.iter().map(|row| row.people).collect(),
                most: rows.iter().map(|row| row.people).collect(),
                selected: Vec::new(),
            }),
        })
        .collect()
}

/// Returns a column of groups with the labels of the other sources; `None` where every cell is empty.
fn column<'v>(role: Role, values: impl Iterator<Item = &'v str>, dataset: &Dataset) -> Option<Column> {
    let mut levels: Vec<Level> = Vec::new();
    let codes: Vec<u16> = values
        .map(|value| {
            if value.is_empty() {
                return MISSING;
            }
            let level = level(role, value, dataset);
            let place = levels.iter().position(|known| *known == level).unwrap_or_else(|| {
                levels.push(level);
                levels.len() - 1
            });
            u16::try_from(place).unwrap_or(MISSING)
        })
        .collect();
    (!levels.is_empty()).then_some(Column { role, levels, codes: codes.into(), coarser: None })
}

/// Returns the level that another source has for a value; else one of our own.
fn level(role: Role, value: &str, dataset: &Dataset) -> Level {
    known_level(role, value, dataset).unwrap_or_else(|| Level {
        raw: value.to_owned(),
        label: Text::same(value),
        kind: LevelKind::Stated,
    })
}

/// Returns the level that a source of the scan or the words for genders have for a value.
fn known_level(role: Role, value: &str, dataset: &Dataset) -> Option<Level> {
    let wanted = folded(value);
    let columns = dataset.sources.iter().flat_map(Source::groups).filter(|column| column.role == role);
    let is_it = |level: &&Level| {
        [&level.raw, &level.label.nl, &level.label.en].iter().any(|known| folded(known) == wanted)
    };
    if let Some(known) = columns.flat_map(|column| &column.levels).find(is_it) {
        return Some(known.clone());
    }
    let words = GENDERS.iter().filter(|_| role == Role::Gender);
    let mut found = words.filter(|(nl, en, _)| [*nl, *en].contains(&wanted.as_str()));
    let (nl, en, kind) = found.next()?;
    Some(Level { raw: value.to_owned(), label: Text::new(*nl, *en), kind: *kind })
}
