//! The network's own figures in the form of `surveys/benchmarks`, for schools to set in their scan.
//!
//! Made of sealed numbers only. A year is the round or cohort; there is no clock, so the last year stands for the day.

use std::collections::BTreeMap;

use crate::disclosure::{Against, Published, Scope, Statistic, Status};
use crate::model::Role;

use super::merge::{Shared, by_place};

/// One series of figures: a measure of a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    measure: String,
    group: String,
}

/// Returns `benchmarks.toml`: shares, and means of scales, by year.
#[must_use]
pub fn benchmarks(published: &Published, files: &[Shared], title: &str) -> String {
    let mut series: BTreeMap<Series, BTreeMap<u16, f64>> = BTreeMap::new();
    for row in published.rows() {
        let key = row.key();
        let is_whole = key.scope == Scope::All
            && key.against == Against::Nothing
            && key.category.is_empty()
            && row.status() == Status::Shown
            && matches!(key.by[..], [] | [Role::Gender | Role::Sex]);
        let is_figure = match key.statistic {
            // Who answered is no figure to hold a school against.
            Statistic::Share => {
                !key.measure.starts_with("item.")
                    && key.measure != "response"
                    && key.measure != "participation.respondents"
            }
            Statistic::Mean => key.measure.starts_with("scale."),
            _ => false,
        };
        let (Some(value), Ok(year)) = (row.value(), key.period.parse::<u16>()) else { continue };
        if is_whole && is_figure {
            let name = Series { measure: key.measure.to_string(), group: key.group_label() };
            series.entry(name).or_default().insert(year, value);
        }
    }
    let mut toml = format!(
        "# {title}: {} scholen samen. Zet dit bestand als benchmarks.toml in een scanmap en noem de cijfers bij\n\
         # [report] benchmarks. Made by `meetellen pool`; put it in a scan folder as benchmarks.toml.\n",
        files.len()
    );
    for (name, values) in &series {
        let definition = files
            .iter()
            .flat_map(|file| &file.file.definitions)
            .find(|definition| definition.measure == name.measure);
        let items = definition.map_or(&[][..], |definition| &definition.items);
        let text = definition.map_or_else(
            || {
                crate::model::Text::new(
                    format!("`{}` zoals docs/definitions.md zegt", name.measure),
                    format!("`{}` as docs/definitions.md says", name.measure),
                )
            },
            |definition| definition.text.clone(),
        );
        let asked = |language: &str| match (items.is_empty(), language) {
            (true, _) => String::new(),
            (false, "nl") => format!(" (vragen {})", items.join(", ")),
            (false, _) => format!(" (questions {})", items.join(", ")),
        };
        let schools = by_place(files)
            .iter()
            .filter(|(place, _)| place.measure == name.measure && place.group == name.group)
            .map(|(_, parts)| parts.len())
            .max()
            .unwrap_or(0);
        let last = values.keys().next_back().copied().unwrap_or_default();
        let figures: Vec<String> =
            values.iter().map(|(year, value)| format!("\"{year}\" = {value}")).collect();
        toml.push_str(&format!("\n[{}]\nmeasure = {}\n", id(name), quoted(&name.measure)));
        if !name.group.is_empty() {
            toml.push_str(&format!("group = {}\n", quoted(&name.group)));
        }
        toml.push_str(&format!(
            "population = {{ nl = {}, en = {} }}\n",
            quoted(&format!("{schools} scholen samen ({title})")),
            quoted(&format!("{schools} schools together ({title})")),
        ));
        toml.push_str(&format!(
            "definition = {{ nl = {}, en = {} }}\n",
            quoted(&format!("{}{}", text.nl, asked("nl"))),
            quoted(&format!("{}{}", text.en, asked("en"))),
        ));
        toml.push_str(&format!(
            "source = {}\nretrieved = \"{last}\"\nvalues = {{ {} }}\n",
            quoted(title),
            figures.join(", ")
        ));
    }
    toml
}

fn id(name: &Series) -> String {
    let plain = |text: &str| -> String {
        text.to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' })
            .collect()
    };
    let group = if name.group.is_empty() { String::new() } else { format!("-{}", plain(&name.group)) };
    format!("netwerk-{}{group}", plain(&name.measure))
}

/// Returns a text as a TOML string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}
