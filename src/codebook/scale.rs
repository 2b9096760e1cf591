//! `[scales.*]` and `[groups.*]` of a codebook: which items belong together, which levels merge.
//!
//! Leaves out every sum and mean: `measures` has them.

use super::column::role_word;
use super::configuration::{Entry, Found, Place, Reading, Section};
use super::meaning::{CoarserLevel, ColumnMeaning, Grouping};
use crate::model::{MissingRule, Role, Scale, Text, Theme};

/// The words for a theme.
pub(super) const THEMES: [(&str, Theme); 4] = [
    ("individuele studenten", Theme::Students),
    ("leeromgeving", Theme::Learning),
    ("werkomgeving", Theme::Work),
    ("maatschappij", Theme::Society),
];

pub(super) fn scales(
    mut section: Section<'_>,
    reading: &mut Reading<'_>,
    columns: &mut Vec<ColumnMeaning>,
) -> Vec<Scale> {
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
    columns: &mut Vec<ColumnMeaning>,
) -> Option<Scale> {
    let text = table.take("text").and_then(|entry| reading.text(&entry));
    let items = table.strings(reading, "items");
    let reversed = table.strings(reading, "reversed");
    let range = table.take("range").and_then(|entry| reading.numbers(&entry));
    let rule = table.take("missing_rule");
    let missing_rule = rule.map_or(Some(MissingRule::Half), |entry| missing_rule(&entry, reading));
    let theme = table.choice(reading, "theme", &THEMES).map_or(Theme::Learning, |found| found.value);
    let bands = table.take("bands").and_then(|entry| reading.numbers(&entry));
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
    if let Some(bands) = &bands {
        check_bands(bands, &range.value, reading);
    }
    Some(Scale {
        id: entry.key.to_owned(),
        text: text.unwrap_or_else(|| Text::same(entry.key.replace('_', " "))),
        items: items.value,
        reversed: reversed_items,
        lowest: range.value[0],
        highest: range.value[1],
        missing_rule: missing_rule?,
        theme,
        bands: bands.map_or_else(Vec::new, |found| found.value),
    })
}

/// The most scores at which a scale is cut: low, in the middle, high.
const MOST_CUTS: usize = 2;

/// Refuses bands that are empty, that run down, or of which there would be more than three.
fn check_bands(bands: &Found<Vec<f64>>, range: &[f64], reading: &mut Reading<'_>) {
    let within = |cut: &f64| range[0] < *cut && *cut <= range[1];
    let ascending = bands.value.windows(2).all(|pair| pair[0] < pair[1]);
    if (1..=MOST_CUTS).contains(&bands.value.len()) && ascending && bands.value.iter().all(within) {
        return;
    }
    reading.refuse(
        &bands.place,
        None,
        Text::new(
            "hier horen een of twee scores binnen `range`, oplopend: daar begint een volgende groep",
            "one or two scores within `range` belong here, ascending: a next group begins there",
        ),
        Text::new(
            "schrijf bijvoorbeeld `bands = [3, 4]`: onder 3, van 3 tot 4, en vanaf 4",
            "write for instance `bands = [3, 4]`: below 3, from 3 to below 4, and from 4",
        ),
    );
}

/// An item that no `[columns.…]` declares is a column with that heading: `ingest` says if it is not there.
fn check_items(items: &Found<Vec<String>>, reading: &mut Reading<'_>, columns: &mut Vec<ColumnMeaning>) {
    for (index, item) in items.value.iter().enumerate() {
        if items.value[..index].contains(item) {
            reading.refuse(
                &items.place,
                Some(item),
                Text::new("staat twee keer in de schaal", "stands in the scale twice"),
                Text::new("noem elke vraag een keer", "name each item once"),
            );
        }
        match columns.iter().find(|column| column.id() == item) {
            Some(column) if column.role != Role::Item => reading.refuse(
                &items.place,
                Some(item),
                Text::new(
                    format!("is geen vraag: de rol is `{}`", column.role),
                    format!("is not an item: its role is `{}`", column.role),
                ),
                Text::new("maak de rol `item`, of haal het weg", "make the role `item`, or remove it"),
            ),
            Some(_) => {}
            None => {
                let mut column = ColumnMeaning::new(item, Role::Item);
                column.line = items.place.line;
                columns.push(column);
            }
        }
    }
}

fn missing_rule(entry: &Entry<'_>, reading: &mut Reading<'_>) -> Option<MissingRule> {
    // "proportion 0.7" is how the documentation writes it; a table is how TOML would.
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

pub(super) fn groups(mut section: Section<'_>, reading: &mut Reading<'_>) -> Vec<Grouping> {
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
