//! `codebook.toml` into a [`Codebook`], with every fault at once.
//!
//! Leaves out whether the columns exist in a file: only `ingest` sees files.

use super::configuration::{Entry, Found, Place, Reading, Section, read};
use super::meaning::{CoarserLevel, Codebook, ColumnMeaning, Grouping, Label, Unpivot};
use crate::model::{Fault, MissingRule, Role, Scale, Text, Theme};

/// The words for a theme: those of the documentation first, then their English ones.
const THEMES: [(&str, Theme); 10] = [
    ("individuele studenten", Theme::Students),
    ("leeromgeving", Theme::Learning),
    ("werkomgeving", Theme::Work),
    ("maatschappij", Theme::Society),
    ("maatschappelijke omgeving", Theme::Society),
    ("individual students", Theme::Students),
    ("learning environment", Theme::Learning),
    ("work environment", Theme::Work),
    ("society", Theme::Society),
    ("studenten", Theme::Students),
];

impl Codebook {
    /// Returns the codebook that `text` declares, or every fault in it.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read(file_name, text, |root, reading| Self::from_section(file_name, root, reading))
    }

    pub(super) fn from_section(name: &str, root: &mut Section<'_>, reading: &mut Reading<'_>) -> Self {
        let columns =
            root.table(reading, "columns").map_or_else(Vec::new, |section| columns(section, reading));
        let unpivot = root.table(reading, "unpivot").and_then(|section| unpivot(section, reading));
        let scales =
            root.table(reading, "scales").map_or_else(Vec::new, |section| scales(section, reading, &columns));
        let groups = root.table(reading, "groups").map_or_else(Vec::new, |section| groups(section, reading));
        Self { name: name.to_owned(), columns, unpivot, scales, groups }
    }
}

fn columns(mut section: Section<'_>, reading: &mut Reading<'_>) -> Vec<ColumnMeaning> {
    let mut columns: Vec<ColumnMeaning> = Vec::new();
    for entry in section.take_all() {
        let Some(table) = reading.table(&entry) else { continue };
        let Some(column) = column(&entry, table, reading) else { continue };
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

fn column(entry: &Entry<'_>, mut table: Section<'_>, reading: &mut Reading<'_>) -> Option<ColumnMeaning> {
    let role = table.string(reading, "role");
    let mut column = ColumnMeaning::new(entry.key, Role::Open);
    column.line = entry.place.line;
    column.text = table.take("text").and_then(|entry| reading.text(&entry));
    column.labels = table.table(reading, "labels").map_or_else(Vec::new, |section| labels(section, reading));
    for (key, list) in [
        ("not_stated", &mut column.not_stated),
        ("not_applicable", &mut column.not_applicable),
        ("missing", &mut column.missing),
        ("success", &mut column.success),
        ("aliases", &mut column.aliases),
    ] {
        if let Some(found) = table.strings(reading, key) {
            *list = found.value;
        }
    }
    column.id = table.string(reading, "id").and_then(|found| id(found, reading));
    let bands = table.take("bands");
    column.separator = table.string(reading, "separator").map(|found| found.value);
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

fn labels(mut section: Section<'_>, reading: &mut Reading<'_>) -> Vec<Label> {
    let mut labels = Vec::new();
    for entry in section.take_all() {
        if let Some(text) = reading.text(&entry) {
            labels.push(Label { raw: entry.key.to_owned(), text });
        }
    }
    labels
}

fn id(found: Found<String>, reading: &mut Reading<'_>) -> Option<String> {
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

pub(super) fn role_word(word: &str, place: &Place, reading: &mut Reading<'_>) -> Option<Role> {
    let role = word.parse().ok();
    if role.is_none() {
        let known: Vec<&str> = Role::words().collect();
        reading.refuse_word(place, word, &Text::new("deze rol", "this role"), &known);
    }
    role
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
    if !column.success.is_empty() && column.role != Role::Outcome {
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

fn unpivot(mut section: Section<'_>, reading: &mut Reading<'_>) -> Option<Unpivot> {
    let headings = section.string(reading, "headings");
    let columns = section.strings(reading, "columns").map_or_else(Vec::new, |found| found.value);
    let place = section.place.clone();
    section.finish(reading);
    let Some(headings) = headings else {
        reading.refuse(
            &place,
            None,
            Text::new("`headings` ontbreekt", "`headings` is missing"),
            Text::new(
                "schrijf bijvoorbeeld `headings = \"{year} {sex}\"`",
                "write for instance `headings = \"{year} {sex}\"`",
            ),
        );
        return None;
    };
    let mut roles = Vec::new();
    let mut rest = headings.value.as_str();
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else { break };
        roles.push(role_word(&after[..close], &headings.place, reading)?);
        rest = &after[close + 1..];
    }
    if roles.is_empty() || rest.contains(['{', '}']) {
        reading.refuse(
            &headings.place,
            Some(&headings.value),
            Text::new("de vorm noemt geen rol tussen accolades", "the form names no role between braces"),
            Text::new(
                "schrijf bijvoorbeeld `headings = \"{year} {sex}\"`",
                "write for instance `headings = \"{year} {sex}\"`",
            ),
        );
        return None;
    }
    Some(Unpivot { headings: headings.value, roles, columns })
}

fn scales(mut section: Section<'_>, reading: &mut Reading<'_>, columns: &[ColumnMeaning]) -> Vec<Scale> {
    let mut scales = Vec::new();
    for entry in section.take_all() {
        let Some(table) = reading.table(&entry) else { continue };
        scales.extend(scale(&entry, table, reading, columns));
    }
    scales
}

fn scale(
    entry: &Entry<'_>,
    mut table: Section<'_>,
    reading: &mut Reading<'_>,
    columns: &[ColumnMeaning],
) -> Option<Scale> {
    let text = table.take("text").and_then(|entry| reading.text(&entry));
    let items = table.strings(reading, "items");
    let reversed = table.strings(reading, "reversed");
    let range = table.take("range").and_then(|entry| reading.numbers(&entry));
    let rule = table.take("missing_rule");
    let missing_rule = rule.map_or(Some(MissingRule::Half), |entry| missing_rule(&entry, reading));
    let theme = table.choice(reading, "theme", &THEMES).map_or(Theme::Learning, |found| found.value);
    let place = table.place.clone();
    table.finish(reading);
    let items = match items {
        Some(items) if !items.value.is_empty() => items,
        _ => {
            reading.refuse(
                &place,
                None,
                Text::new("een schaal heeft vragen nodig", "a scale needs items"),
                Text::new(
                    "schrijf bijvoorbeeld `items = [\"SB01\", \"SB02\"]`",
                    "write for instance `items = [\"SB01\", \"SB02\"]`",
                ),
            );
            return None;
        }
    };
    check_items(&items, reading, columns);
    let reversed_items = reversed.as_ref().map_or_else(Vec::new, |found| found.value.clone());
    if let Some(reversed) = &reversed {
        let known: Vec<&str> = items.value.iter().map(String::as_str).collect();
        for item in reversed.value.iter().filter(|item| !items.value.contains(item)) {
            reading.refuse_word(
                &reversed.place,
                item,
                &Text::new("deze omgekeerde vraag", "this reversed item"),
                &known,
            );
        }
    }
    let Some(range) = range.filter(|range| range.value.len() == 2 && range.value[0] < range.value[1]) else {
        reading.refuse(
            &Place { line: place.line, key: format!("{}.range", place.key) },
            None,
            Text::new(
                "een schaal heeft een laagste en een hoogste antwoord nodig, in die volgorde",
                "a scale needs its lowest and its highest answer, in that order",
            ),
            Text::new("schrijf bijvoorbeeld `range = [1, 5]`", "write for instance `range = [1, 5]`"),
        );
        return None;
    };
    Some(Scale {
        id: entry.key.to_owned(),
        text: text.unwrap_or_else(|| Text::same(entry.key.replace('_', " "))),
        items: items.value,
        reversed: reversed_items,
        lowest: range.value[0],
        highest: range.value[1],
        missing_rule: missing_rule?,
        theme,
    })
}

fn check_items(items: &Found<Vec<String>>, reading: &mut Reading<'_>, columns: &[ColumnMeaning]) {
    let known: Vec<&str> =
        columns.iter().filter(|column| column.role == Role::Item).map(ColumnMeaning::id).collect();
    for (index, item) in items.value.iter().enumerate() {
        if !known.contains(&item.as_str()) {
            reading.refuse_word(&items.place, item, &Text::new("deze vraag", "this item"), &known);
        }
        if items.value[..index].contains(item) {
            reading.refuse(
                &items.place,
                Some(item),
                Text::new("staat twee keer in de schaal", "stands in the scale twice"),
                Text::new("noem elke vraag een keer", "name each item once"),
            );
        }
    }
}

fn missing_rule(entry: &Entry<'_>, reading: &mut Reading<'_>) -> Option<MissingRule> {
    let written = entry.as_str().map(str::to_owned);
    let share = match &written {
        None => {
            let mut table = reading.table(entry)?;
            let share = table.number(reading, "proportion");
            table.finish(reading);
            share?.value
        }
        Some(word) => match word.trim() {
            "half" => return Some(MissingRule::Half),
            "complete" => return Some(MissingRule::Complete),
            word => word
                .strip_prefix("proportion")
                .and_then(|share| share.trim().replace(',', ".").parse().ok())
                .unwrap_or(f64::NAN),
        },
    };
    if share > 0.0 && share <= 1.0 {
        return Some(MissingRule::Proportion(share));
    }
    reading.refuse(
        &entry.place,
        written.as_deref(),
        Text::new("geen regel voor ontbrekende antwoorden", "not a rule for missing answers"),
        Text::new(
            "schrijf \"half\", \"complete\" of \"proportion 0.7\" (boven 0, hoogstens 1)",
            "write \"half\", \"complete\" or \"proportion 0.7\" (above 0, at most 1)",
        ),
    );
    None
}

fn groups(mut section: Section<'_>, reading: &mut Reading<'_>) -> Vec<Grouping> {
    let mut groups = Vec::new();
    for entry in section.take_all() {
        let role = role_word(entry.key, &entry.place, reading);
        let Some(mut table) = reading.table(&entry) else { continue };
        let mut levels: Vec<CoarserLevel> = Vec::new();
        for level in table.take_all() {
            let Some(of) = reading.strings(&level) else { continue };
            for raw in &of.value {
                if levels.iter().any(|other| other.of.contains(raw)) {
                    reading.refuse(
                        &of.place,
                        Some(raw),
                        Text::new("hoort al bij een andere groep", "belongs to another group already"),
                        Text::new("noem elk niveau een keer", "name each level once"),
                    );
                }
            }
            levels.push(CoarserLevel { label: level.key.to_owned(), of: of.value });
        }
        if let Some(role) = role {
            groups.push(Grouping { role, levels });
        }
    }
    groups
}
