//! A guess as a `codebook.toml` that a person can finish: a reason above each column, and what to check.
//!
//! Leaves out where the file is written.

use std::fmt::Write as _;

use super::guess::Guess;
use super::meaning::{ColumnMeaning, Grouping, Label};
use crate::model::{Language, MissingRule, Scale, Text, Theme};

/// Returns the guess as TOML with Dutch comments, which [`super::Codebook::parse`] reads back as it is.
#[must_use]
pub fn to_toml(guess: &Guess) -> String {
    to_toml_in(guess, Language::Dutch)
}

/// Returns the guess as TOML with comments in `language`.
#[must_use]
pub fn to_toml_in(guess: &Guess, language: Language) -> String {
    let intro = Text::new(
        "# Dit codeboek is geraden. Loop elke kolom na.\n#\n\
         # role:     wat de kolom betekent; `open` en `hidden_id` worden niet gelezen.\n\
         # labels:   wat elke waarde betekent, in de volgorde van het verslag.\n\
         # reversed: welke vragen tegen hun schaal in lopen. Dat wordt nooit geraden: vul het zelf in.\n",
        "# This codebook is a guess. Check every column.\n#\n\
         # role:     what the column means; `open` and `hidden_id` are not read.\n\
         # labels:   what each value means, in the order of the report.\n\
         # reversed: which items run against their scale. That is never guessed: fill it in yourself.\n",
    );
    let mut out = intro.get(language).to_owned();
    if let Some(unpivot) = &guess.codebook.unpivot {
        let why =
            Text::new("jaren (en groepen) staan in de koppen", "years (and groups) stand in the headings");
        comment(&mut out, why.get(language));
        let _ = writeln!(out, "[unpivot]\nheadings = {}", quoted(&unpivot.headings));
    }
    for (column, reason) in guess.codebook.columns.iter().zip(&guess.reasons) {
        comment(&mut out, reason.text.get(language));
        write_column(&mut out, column);
    }
    for scale in &guess.codebook.scales {
        let why = if guess.instrument.is_some() && !scale.reversed.is_empty() {
            Text::new("schaal van het instrument", "a scale of the instrument")
        } else {
            Text::new(
                "zelfde antwoorden en kop: horen ze bij elkaar? grenzen juist? `reversed` nodig?",
                "same answers and heading: do they belong together? bounds right? `reversed` needed?",
            )
        };
        comment(&mut out, why.get(language));
        write_scale(&mut out, scale);
    }
    for group in &guess.codebook.groups {
        write_group(&mut out, group);
    }
    out
}

fn comment(out: &mut String, text: &str) {
    // A heading in a reason may hold a line break; what follows it would be read as TOML.
    let _ = writeln!(out, "\n# {}", text.split_whitespace().collect::<Vec<_>>().join(" "));
}

fn write_column(out: &mut String, column: &ColumnMeaning) {
    let _ = writeln!(out, "[columns.{}]\nrole = {}", quoted(&column.heading), quoted(column.role.word()));
    if let Some(id) = &column.id {
        let _ = writeln!(out, "id = {}", quoted(id));
    }
    if let Some(text) = &column.text {
        let _ = writeln!(out, "text = {}", in_languages(text));
    }
    if !column.labels.is_empty() {
        let labels: Vec<String> = column.labels.iter().map(label).collect();
        let _ = writeln!(out, "labels = {{ {} }}", labels.join(", "));
    }
    for (key, values) in [
        ("aliases", &column.aliases),
        ("not_stated", &column.not_stated),
        ("not_applicable", &column.not_applicable),
        ("missing", &column.missing),
        ("success", &column.success),
    ] {
        if !values.is_empty() {
            let _ = writeln!(out, "{key} = {}", list(values));
        }
    }
    if !column.bands.is_empty() {
        let bands: Vec<String> = column.bands.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "bands = [{}]", bands.join(", "));
    }
    if let Some(separator) = &column.separator {
        let _ = writeln!(out, "separator = {}", quoted(separator));
    }
    if let Some(several) = &column.several {
        let _ = writeln!(out, "several = {}", in_languages(several));
    }
    if let Some(theme) = column.theme {
        let _ = writeln!(out, "theme = {}", quoted(theme_word(theme)));
    }
    if let Some(until) = &column.until {
        let _ = writeln!(out, "until = {}", quoted(until));
    }
}

fn write_scale(out: &mut String, scale: &Scale) {
    let rule = match scale.missing_rule {
        MissingRule::Half => "half".to_owned(),
        MissingRule::Complete => "complete".to_owned(),
        MissingRule::Proportion(share) => format!("proportion {share}"),
    };
    let _ = writeln!(
        out,
        "[scales.{}]\ntext = {}\nitems = {}\nreversed = {}\nrange = [{}, {}]\nmissing_rule = {}\ntheme = {}",
        quoted(&scale.id),
        in_languages(&scale.text),
        list(&scale.items),
        list(&scale.reversed),
        scale.lowest,
        scale.highest,
        quoted(&rule),
        quoted(theme_word(scale.theme)),
    );
}

fn write_group(out: &mut String, group: &Grouping) {
    let _ = writeln!(out, "\n[groups.{}]", group.role);
    for level in &group.levels {
        let _ = writeln!(out, "{} = {}", quoted(&level.label), list(&level.of));
    }
}

fn label(label: &Label) -> String {
    let raw = quoted(&label.raw);
    if label.also.is_empty() {
        return format!("{raw} = {}", in_languages(&label.text));
    }
    let (nl, en) = (quoted(&label.text.nl), quoted(&label.text.en));
    format!("{raw} = {{ nl = {nl}, en = {en}, also = {} }}", list(&label.also))
}

fn in_languages(text: &Text) -> String {
    if text.nl == text.en {
        return quoted(&text.nl);
    }
    format!("{{ nl = {}, en = {} }}", quoted(&text.nl), quoted(&text.en))
}

fn list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", quoted.join(", "))
}

fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Students => "individuele studenten",
        Theme::Learning => "leeromgeving",
        Theme::Work => "werkomgeving",
        Theme::Society => "maatschappij",
    }
}

/// Returns a basic string of TOML: any heading, also with quotes and line breaks, is a legal key.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
