//! `[columns.*]` and `[answers.*]` of a codebook: what each column means and which answers it knows.
//!
//! Leaves out whether a file has the column, and what its cells hold: only `ingest` sees files.

use super::configuration::{Entry, Found, Place, Reading, Section, nearest};
use super::counting::{divisor, hidden};
use super::meaning::{ColumnMeaning, Keyword, Label, Order};
use super::scale::THEMES;
use crate::model::{Role, Text};

/// The words of `order`.
const ORDERS: [(&str, Order); 2] = [("listed", Order::Listed), ("none", Order::None)];

/// Answers that many columns share: `[answers.A5]`.
#[derive(Debug)]
pub(super) struct AnswerSet {
    name: String,
    labels: Vec<Label>,
    not_stated: Vec<String>,
    not_applicable: Vec<String>,
    missing: Vec<String>,
}

/// Returns the named sets of answers.
pub(super) fn answer_sets(mut section: Section<'_>, reading: &mut Reading<'_>) -> Vec<AnswerSet> {
    let mut sets = Vec::new();
    for entry in section.take_all() {
        let Some(mut table) = reading.table(&entry) else { continue };
        sets.push(AnswerSet {
            name: entry.key.to_owned(),
            labels: labels(&mut table, reading),
            not_stated: list(&mut table, reading, "not_stated"),
            not_applicable: list(&mut table, reading, "not_applicable"),
            missing: list(&mut table, reading, "missing"),
        });
        table.finish(reading);
    }
    sets
}

/// Returns the columns, in the order of the file.
pub(super) fn columns(
    mut section: Section<'_>,
    reading: &mut Reading<'_>,
    sets: &[AnswerSet],
) -> Vec<ColumnMeaning> {
    let mut columns: Vec<ColumnMeaning> = Vec::new();
    for entry in section.take_all() {
        let Some(table) = reading.table(&entry) else { continue };
        let Some(column) = column(&entry, table, reading, sets) else { continue };
        if let Some(other) = columns.iter().find(|other| other.role == column.role && clash(other, &column)) {
            reading.refuse(
                &entry.place,
                None,
                Text::new(
                    format!("heet `{}`, net als de kolom `{}`", column.id(), other.heading),
                    format!("is called `{}`, as is the column `{}`", column.id(), other.heading),
                ),
                Text::new("geef een van beide een andere `id`", "give one of them another `id`"),
            );
        }
        columns.push(column);
    }
    columns
}

/// Two questions with one name would be one measure.
fn clash(one: &ColumnMeaning, other: &ColumnMeaning) -> bool {
    matches!(one.role, Role::Item | Role::Outcome) && one.id() == other.id()
}

fn column(
    entry: &Entry<'_>,
    mut table: Section<'_>,
    reading: &mut Reading<'_>,
    sets: &[AnswerSet],
) -> Option<ColumnMeaning> {
    let role = table.string(reading, "role");
    let mut column = ColumnMeaning::new(entry.key, Role::Open);
    column.line = entry.place.line;
    column.text = table.take("text").and_then(|entry| reading.text(&entry));
    if let Some(set) = table.string(reading, "answers").and_then(|found| named(found, sets, reading)) {
        column.labels.clone_from(&set.labels);
        column.not_stated.clone_from(&set.not_stated);
        column.not_applicable.clone_from(&set.not_applicable);
        column.missing.clone_from(&set.missing);
    }
    let own = labels(&mut table, reading);
    if !own.is_empty() {
        column.labels = own;
    }
    column.not_stated.extend(list(&mut table, reading, "not_stated"));
    column.not_applicable.extend(list(&mut table, reading, "not_applicable"));
    column.missing.extend(list(&mut table, reading, "missing"));
    column.order = table.choice(reading, "order", &ORDERS).map_or(Order::Listed, |found| found.value);
    column.success = list(&mut table, reading, "success");
    column.aliases = list(&mut table, reading, "aliases");
    column.id = table.string(reading, "id").and_then(|found| id(found, reading));
    column.theme = table.choice(reading, "theme", &THEMES).map(|found| found.value);
    column.separator = table.string(reading, "separator").map(|found| found.value);
    column.several = table.take("several").and_then(|entry| reading.text(&entry));
    column.until = table.string(reading, "until").map(|found| found.value);
    column.hidden = hidden(&mut table, reading);
    column.divide_by = divisor(&mut table, reading);
    column.keywords = keywords(&mut table, reading);
    let bands = table.take("bands");
    let place = table.place.clone();
    table.finish(reading);
    column.role = match role {
        Some(found) => role_word(&found.value, &found.place, reading)?,
        None => {
            reading.refuse(
                &place,
                None,
                Text::new(
                    "zonder `role` is niet bekend wat de kolom betekent",
                    "without `role` the column has no meaning",
                ),
                Text::new("schrijf bijvoorbeeld `role = \"item\"`", "write for instance `role = \"item\"`"),
            );
            return None;
        }
    };
    if let Some(entry) = bands {
        column.bands = bands_of(&entry, column.role, reading);
    }
    check_column(&column, &place, reading);
    Some(column)
}

/// Returns `keywords = { "werkkleding" = ["kleding", "schoen*"] }`, in the order of the file.
fn keywords(table: &mut Section<'_>, reading: &mut Reading<'_>) -> Vec<Keyword> {
    let Some(mut section) = table.table(reading, "keywords") else { return Vec::new() };
    let mut found = Vec::new();
    for entry in section.take_all() {
        let words = reading.strings(&entry).map_or_else(Vec::new, |found| found.value);
        found.push(Keyword { text: Text::same(entry.key), words });
    }
    found
}

fn list(table: &mut Section<'_>, reading: &mut Reading<'_>, key: &'static str) -> Vec<String> {
    table.strings(reading, key).map_or_else(Vec::new, |found| found.value)
}

fn named<'s>(
    found: Found<String>,
    sets: &'s [AnswerSet],
    reading: &mut Reading<'_>,
) -> Option<&'s AnswerSet> {
    let set = sets.iter().find(|set| set.name == found.value);
    if set.is_none() {
        let known: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
        reading.refuse_word(
            &found.place,
            &found.value,
            &Text::new("deze lijst antwoorden", "this set of answers"),
            &known,
        );
    }
    set
}

/// Returns `labels = { "1" = "vrouw", "2" = { nl = "man", en = "man", also = ["m"] } }`, in the order of the file.
fn labels(table: &mut Section<'_>, reading: &mut Reading<'_>) -> Vec<Label> {
    let Some(mut section) = table.table(reading, "labels") else { return Vec::new() };
    let mut labels = Vec::new();
    for entry in section.take_all() {
        let raw = entry.key.to_owned();
        if !entry.is_table() {
            labels.extend(reading.text(&entry).map(|text| Label { raw, text, also: Vec::new() }));
            continue;
        }
        let Some(mut table) = reading.table(&entry) else { continue };
        let also = list(&mut table, reading, "also");
        labels.extend(table.languages(reading).map(|text| Label { raw, text, also }));
        table.finish(reading);
    }
    labels
}

fn id(found: Found<String>, reading: &mut Reading<'_>) -> Option<String> {
    // An id becomes a part of `results.csv` keys and of file names.
    let fits = !found.value.is_empty()
        && found.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if !fits {
        reading.refuse(
            &found.place,
            Some(&found.value),
            Text::new(
                "een id heeft alleen letters, cijfers, `_`, `-` en `.`",
                "an id has only letters, digits, `_`, `-` and `.`",
            ),
            Text::new("schrijf bijvoorbeeld `id = \"SB01\"`", "write for instance `id = \"SB01\"`"),
        );
    }
    fits.then_some(found.value)
}

/// Dutch words that people write where a role has an English one.
const DUTCH: [(&str, Role); 14] = [
    ("instelling", Role::Institution),
    ("school", Role::Institution),
    ("vestiging", Role::Location),
    ("domein", Role::Domain),
    ("opleiding", Role::Programme),
    ("niveau", Role::Level),
    ("vorm", Role::Form),
    ("jaar", Role::Year),
    ("ronde", Role::Round),
    ("geslacht", Role::Sex),
    ("herkomst", Role::Origin),
    ("leeftijd", Role::Age),
    ("vooropleiding", Role::PriorEducation),
    ("aantal", Role::Count),
];

/// Returns the role of a word if `fits` accepts it; else notes a fault with the nearest word that fits.
pub(crate) fn role_of(
    word: &str,
    place: &Place,
    reading: &mut Reading<'_>,
    fits: impl Fn(Role) -> bool,
) -> Option<Role> {
    let word = word.trim();
    if let Some(role) = word.parse().ok().filter(|role| fits(*role)) {
        return Some(role);
    }
    let known: Vec<&str> = Role::words().filter(|word| word.parse().is_ok_and(&fits)).collect();
    let lower = word.to_lowercase();
    let dutch = DUTCH.iter().find(|(dutch, role)| *dutch == lower && fits(*role));
    let near = dutch.map(|(_, role)| role.word()).or_else(|| nearest(word, known.iter().copied()));
    let what = Text::new("deze rol kan hier niet", "this role cannot stand here");
    reading.refuse(
        place,
        Some(word),
        what,
        Text::new(
            format!("bedoel je `{}`? mogelijk: {}", near.unwrap_or_default(), known.join(", ")),
            format!("did you mean `{}`? possible: {}", near.unwrap_or_default(), known.join(", ")),
        ),
    );
    None
}

pub(super) fn role_word(word: &str, place: &Place, reading: &mut Reading<'_>) -> Option<Role> {
    role_of(word, place, reading, |_| true)
}

fn bands_of(entry: &Entry<'_>, role: Role, reading: &mut Reading<'_>) -> Vec<u32> {
    let Some(found) = reading.numbers(entry) else { return Vec::new() };
    let whole = found.value.iter().all(|age| age.fract().abs() < f64::EPSILON && (1.0..120.0).contains(age));
    let ascending = found.value.windows(2).all(|pair| pair[0] < pair[1]);
    if role != Role::Age || !whole || !ascending {
        reading.refuse(
            &found.place,
            None,
            Text::new(
                "`bands` zijn oplopende hele leeftijden bij `role = \"age\"`",
                "`bands` are ascending whole ages of `role = \"age\"`",
            ),
            Text::new(
                "schrijf bijvoorbeeld `bands = [18, 21, 25]`",
                "write for instance `bands = [18, 21, 25]`",
            ),
        );
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked: whole, 1 to 119")]
    found.value.iter().map(|age| *age as u32).collect()
}

fn check_column(column: &ColumnMeaning, place: &Place, reading: &mut Reading<'_>) {
    let at = |key: &str| Place { line: place.line, key: format!("{}.{key}", place.key) };
    super::counting::check(column, at, reading);
    if !column.success.is_empty() && !matches!(column.role, Role::Outcome | Role::ExitReason) {
        reading.refuse(
            &at("success"),
            None,
            Text::new(
                format!("`success` hoort bij `role = \"outcome\"`, niet bij `{}`", column.role),
                format!("`success` belongs to `role = \"outcome\"`, not to `{}`", column.role),
            ),
            Text::new(
                "maak de rol `outcome`, of haal `success` weg",
                "make the role `outcome`, or remove `success`",
            ),
        );
    }
    if !column.keywords.is_empty() && column.role != Role::Open {
        reading.refuse(
            &at("keywords"),
            None,
            Text::new(
                format!("`keywords` hoort bij `role = \"open\"`, niet bij `{}`", column.role),
                format!("`keywords` belongs to `role = \"open\"`, not to `{}`", column.role),
            ),
            Text::new(
                "maak de rol `open`, of haal `keywords` weg",
                "make the role `open`, or remove `keywords`",
            ),
        );
    }
    if column.success.is_empty() && column.role == Role::Outcome {
        reading.refuse(
            &at("success"),
            None,
            Text::new(
                "bij een uitkomst hoort welke waarden slagen zijn",
                "an outcome needs the values that count as success",
            ),
            Text::new(
                "schrijf bijvoorbeeld `success = [\"Diploma\"]`",
                "write for instance `success = [\"Diploma\"]`",
            ),
        );
    }
    for (key, list) in [
        ("not_stated", &column.not_stated),
        ("not_applicable", &column.not_applicable),
        ("success", &column.success),
    ] {
        for raw in list {
            if !column.labels.is_empty() && column.answer(raw).is_none() {
                let known: Vec<&str> = column.labels.iter().map(|label| label.raw.as_str()).collect();
                reading.refuse_word(&at(key), raw, &Text::new("deze waarde", "this value"), &known);
            }
            if column.missing.contains(raw) {
                reading.refuse(
                    &at(key),
                    Some(raw),
                    Text::new(
                        format!("staat in `{key}` en in `missing`"),
                        format!("stands in `{key}` and in `missing`"),
                    ),
                    Text::new(
                        "een antwoord ontbreekt of het ontbreekt niet: kies een van beide",
                        "an answer is missing or it is not: choose one",
                    ),
                );
            }
        }
    }
}
