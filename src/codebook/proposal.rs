//! A guess as a `codebook.toml` that a person can finish: a reason above each column, and what to check.
//!
//! Leaves out where the file is written.

use std::fmt::Write as _;

use super::choice::{ChoiceMeaning, base_word};
use super::guess::{Against, Guess};
use super::meaning::{ColumnMeaning, Grouping, Label, Order};
use crate::model::{Base, Language, MissingRule, Scale, Text, Theme};

/// Returns the guess as TOML with Dutch comments, which [`super::Codebook::parse`] reads back as it is.
#[must_use]
pub fn to_toml(guess: &Guess) -> String {
    to_toml_in(guess, Language::Dutch)
}

/// Returns the guess as TOML with comments in `language`.
#[must_use]
pub fn to_toml_in(guess: &Guess, language: Language) -> String {
    let mut out = intro(guess).get(language).to_owned();
    if let Some(unpivot) = &guess.codebook.unpivot {
        let why =
            Text::new("jaren (en groepen) staan in de koppen", "years (and groups) stand in the headings");
        comment(&mut out, why.get(language));
        let _ = writeln!(out, "[unpivot]\nheadings = {}", quoted(&unpivot.headings));
    }
    for (column, reason) in guess.codebook.columns.iter().zip(&guess.reasons) {
        comment(&mut out, reason.text.get(language));
        if let Some(check) = &reason.check {
            unsure(&mut out, check.get(language), language);
        }
        write_column(&mut out, column);
    }
    for choice in &guess.codebook.choices {
        write_choice(&mut out, choice, language);
    }
    for scale in &guess.codebook.scales {
        if is_of_instrument(guess, scale) {
            comment(
                &mut out,
                Text::new("schaal van het instrument", "a scale of the instrument").get(language),
            );
        } else {
            let why = Text::new("zelfde antwoorden en zelfde kop", "the same answers and the same heading");
            comment(&mut out, why.get(language));
            let check = Text::new(
                "horen deze vragen bij elkaar, en klopt `range`? geef de schaal een naam in `text`",
                "do these items belong together, and is `range` right? name the scale in `text`",
            );
            unsure(&mut out, check.get(language), language);
        }
        for against in guess.against.iter().filter(|against| against.scale == scale.id) {
            unsure(&mut out, runs_against(against).get(language), language);
        }
        write_scale(&mut out, scale);
    }
    for scale in &guess.suggested {
        suggest(&mut out, scale, language);
    }
    for group in &guess.codebook.groups {
        write_group(&mut out, group);
    }
    out
}

fn is_of_instrument(guess: &Guess, scale: &Scale) -> bool {
    let instrument = guess.instrument.as_ref().and_then(|name| super::instrument::load(name));
    instrument.is_some_and(|known| known.codebook.scales.iter().any(|other| other.id == scale.id))
}

/// Returns what to do with the proposal, in the order in which a person does it.
fn intro(guess: &Guess) -> Text {
    let unsure = guess.reasons.iter().filter(|reason| reason.check.is_some()).count();
    Text::new(
        format!(
            "# Dit codeboek is geraden. Zo maak je het af:\n\
             # 1. Zoek ONZEKER: {unsure} kolommen vragen om een keuze; bij elke schaal staat wat je nakijkt.\n\
             # 2. Loop de andere kolommen na: boven elke staat waarom ze deze rol kreeg.\n\
             # 3. Zet bij `reversed` welke vragen tegen hun schaal in lopen. Dat wordt nooit geraden.\n#\n\
             # role:     wat de kolom betekent; `open` en `hidden_id` worden niet gelezen.\n\
             # labels:   wat elke waarde betekent, in de volgorde van het verslag.\n\
             # order:    \"none\" waar die volgorde niets betekent; dan is er geen gemiddelde.\n\
             # Controleren: meetellen check. Daarna: meetellen report.\n"
        ),
        format!(
            "# This codebook is a guess. To finish it:\n\
             # 1. Look for UNSURE: {unsure} columns ask for a choice; each scale says what to check.\n\
             # 2. Go through the other columns: above each stands why it got its role.\n\
             # 3. Put in `reversed` which items run against their scale. That is never guessed.\n#\n\
             # role:     what the column means; `open` and `hidden_id` are not read.\n\
             # labels:   what each value means, in the order of the report.\n\
             # order:    \"none\" where that order means nothing; then there is no mean.\n\
             # To check: meetellen check. Then: meetellen report.\n"
        ),
    )
}

fn unsure(out: &mut String, text: &str, language: Language) {
    let word = match language {
        Language::Dutch => "ONZEKER",
        Language::English => "UNSURE",
    };
    let _ = writeln!(out, "# {word}: {}", one_line(text));
}

fn runs_against(against: &Against) -> Text {
    let Against { item, correlation, people, .. } = against;
    let comma = format!("{correlation:.2}").replace('.', ",");
    Text::new(
        format!(
            "`{item}` loopt tegen de andere vragen in (samenhang met de rest: {comma}, {people} mensen); is ze omgekeerd gesteld, zet haar dan bij `reversed`"
        ),
        format!(
            "`{item}` runs against the other items (correlation with the rest: {correlation:.2}, {people} people); if it is worded the other way round, add it to `reversed`"
        ),
    )
}

fn write_choice(out: &mut String, choice: &ChoiceMeaning, language: Language) {
    let why = Text::new(
        "meer antwoorden mochten: een kolom per optie; de percentages tellen op tot meer dan 100",
        "people could give several answers: a column per option; the shares add up to more than 100",
    );
    comment(out, why.get(language));
    let check = match choice.base {
        Base::Ticked => Text::new(
            "leeg is niet gekozen \u{f3}f niet gevraagd; geteld wordt wie minstens een optie koos. Zegt een kolom wie de vraag zag? schrijf dan base = \"seen\" en seen = \"die kolom\"",
            "blank is not ticked or not asked; those are counted who ticked at least one. Does a column say who saw the question? then write base = \"seen\" and seen = \"that column\"",
        ),
        _ => Text::new(
            "staat er ook een nee bij wie de vraag niet zag? schrijf dan base = \"ticked\", of base = \"seen\" met seen = \"kolom\"",
            "is there a no for those who did not see the question too? then write base = \"ticked\", or base = \"seen\" with seen = \"column\"",
        ),
    };
    unsure(out, check.get(language), language);
    let _ = writeln!(
        out,
        "[choices.{}]\ntext = {}\noptions = {}\nbase = {}",
        quoted(&choice.id),
        in_languages(&choice.text),
        list(&choice.options),
        quoted(base_word(choice.base)),
    );
    if let Some(seen) = &choice.seen {
        let _ = writeln!(out, "seen = {}", quoted(seen));
    }
    if !choice.not_ticked.is_empty() {
        let _ = writeln!(out, "not_ticked = {}", list(&choice.not_ticked));
    }
    if let Some(theme) = choice.theme {
        let _ = writeln!(out, "theme = {}", quoted(theme_word(theme)));
    }
}

/// Writes a scale that a person has to switch on: its items only stand side by side.
fn suggest(out: &mut String, scale: &Scale, language: Language) {
    let check = Text::new(
        "deze vragen staan naast elkaar en hebben dezelfde antwoorden. Meten ze samen een ding? haal dan de `#` weg",
        "these items stand side by side and have the same answers. Do they measure one thing? then take the `#` away",
    );
    out.push('\n');
    unsure(out, check.get(language), language);
    let mut section = String::new();
    write_scale(&mut section, scale);
    for line in section.lines() {
        let _ = writeln!(out, "# {line}");
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn comment(out: &mut String, text: &str) {
    // A heading in a reason may hold a line break; what follows it would be read as TOML.
    let _ = writeln!(out, "\n# {}", one_line(text));
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
    if column.order == Order::None {
        let _ = writeln!(out, "order = \"none\"");
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
