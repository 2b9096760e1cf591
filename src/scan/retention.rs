//! `[retention]` of `scan.toml`: whose definition, within which domain, after how many years, and norms.
//!
//! Leaves out what the definitions say (`model`).

use crate::codebook::{Found, Place, Reading, Section};
use crate::model::{CohortRule, Domain, FollowUp, Text, Variant, Within};

use super::Norm;

/// The results that a norm can be set for.
const RESULTS: [&str; 3] = ["jaarresultaat", "diplomaresultaat", "startersresultaat"];

/// The longest that starters are followed.
const MOST_YEARS: u16 = 20;

/// Returns what `[retention]` asks, with every fault in it.
pub(super) fn read(mut section: Section<'_>, reading: &mut Reading<'_>) -> (FollowUp, Vec<Norm>) {
    let mut made = FollowUp::default();
    let definitions = section.strings(reading, "definition");
    let domains = section.strings(reading, "domain");
    made.rules = rules(definitions, domains, reading);
    if let Some(years) = section.take("years").and_then(|entry| reading.numbers(&entry)) {
        made.years = years.value.iter().filter_map(|found| year(*found, &years.place, reading)).collect();
        made.years.sort_unstable();
        made.years.dedup();
    }
    if let Some(completed) = section.strings(reading, "completed") {
        made.completion =
            completed.value.iter().filter_map(|word| within(word, &completed.place, reading)).collect();
        made.completion.sort_unstable();
        made.completion.dedup();
    }
    if let Some(mut table) = section.table(reading, "successors") {
        for entry in table.take_all() {
            let old = entry.key.to_owned();
            made.successors.extend(reading.string(&entry).map(|new| (old, new.value)));
        }
    }
    let norms = section.table(reading, "norms").map_or_else(Vec::new, |table| norms(table, reading));
    section.finish(reading);
    (made, norms)
}

fn rules(
    definitions: Option<Found<Vec<String>>>,
    domains: Option<Found<Vec<String>>>,
    reading: &mut Reading<'_>,
) -> Vec<CohortRule> {
    let mut rules: Vec<CohortRule> = Vec::new();
    let domains_of = |found: &Found<Vec<String>>, reading: &mut Reading<'_>| {
        let words = Domain::ALL.map(Domain::word);
        chosen(found, &Text::new("dit domein", "this domain"), &words, reading)
            .into_iter()
            .filter_map(|word| Domain::ALL.into_iter().find(|domain| domain.word() == word))
            .collect::<Vec<_>>()
    };
    let own_domains = domains.as_ref().map(|found| domains_of(found, reading)).unwrap_or_default();
    let variants: Vec<Variant> = definitions.as_ref().map_or_else(Vec::new, |found| {
        let words = Variant::ALL.map(Variant::word);
        chosen(found, &Text::new("deze definitie", "this definition"), &words, reading)
            .into_iter()
            .filter_map(|word| Variant::ALL.into_iter().find(|variant| variant.word() == word))
            .collect()
    });
    let fixed = variants.iter().all(|variant| variant.domain().is_some());
    if let Some(found) = domains.as_ref().filter(|_| fixed && !variants.is_empty()) {
        reading.refuse(
            &found.place,
            Some(&found.value.join(", ")),
            Text::new("deze definitie heeft haar eigen domein", "this definition has a domain of its own"),
            Text::new("haal `domain` weg", "remove `domain`"),
        );
    }
    let own = if variants.is_empty() { vec![Variant::Own] } else { variants };
    for variant in own {
        match variant.domain() {
            Some(domain) => rules.push(CohortRule::new(variant, domain)),
            // Without a domain the register decides: nothing is asked.
            None if own_domains.is_empty() && definitions.is_none() => {}
            None if own_domains.is_empty() => rules.push(CohortRule::default()),
            None => rules.extend(own_domains.iter().map(|domain| CohortRule::new(variant, *domain))),
        }
    }
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn chosen(found: &Found<Vec<String>>, what: &Text, known: &[&str], reading: &mut Reading<'_>) -> Vec<String> {
    let mut words = Vec::new();
    for word in &found.value {
        if known.contains(&word.as_str()) {
            words.push(word.clone());
        } else {
            reading.refuse_word(&found.place, word, what, known);
        }
    }
    words
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 20")]
fn year(found: f64, place: &Place, reading: &mut Reading<'_>) -> Option<u16> {
    if found.fract() == 0.0 && (1.0..=f64::from(MOST_YEARS)).contains(&found) {
        return Some(found as u16);
    }
    reading.refuse(
        place,
        Some(&found.to_string()),
        Text::new("geen aantal jaren van 1 tot en met 20", "not a number of years from 1 to 20"),
        Text::new("schrijf bijvoorbeeld `years = [1, 2, 3]`", "write for instance `years = [1, 2, 3]`"),
    );
    None
}

fn within(word: &str, place: &Place, reading: &mut Reading<'_>) -> Option<Within> {
    let compact: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(more) = compact.strip_prefix("nominal") {
        let more =
            if more.is_empty() { Some(0) } else { more.strip_prefix('+').and_then(|m| m.parse().ok()) };
        if let Some(more) = more.filter(|more| *more <= MOST_YEARS) {
            return Some(Within::Nominal { more });
        }
    } else if let Some(years) = compact.parse().ok().filter(|years| (1..=MOST_YEARS).contains(years)) {
        return Some(Within::Years(years));
    }
    reading.refuse(
        place,
        Some(word),
        Text::new(
            "geen duur: een aantal jaren, `nominal` of `nominal+1`",
            "not a time: years, `nominal` or `nominal+1`",
        ),
        Text::new(
            "schrijf bijvoorbeeld `completed = [\"nominal\", \"nominal+1\", \"5\", \"8\"]`",
            "write for instance `completed = [\"nominal\", \"nominal+1\", \"5\", \"8\"]`",
        ),
    );
    None
}

fn norms(mut table: Section<'_>, reading: &mut Reading<'_>) -> Vec<Norm> {
    let mut made = Vec::new();
    for result in RESULTS {
        let Some(mut levels) = table.table(reading, result) else { continue };
        for entry in levels.take_all() {
            let Some(found) = reading.number(&entry) else { continue };
            if (0.0..=100.0).contains(&found.value) {
                let measure = format!("retention.{result}");
                made.push(Norm { measure, level: entry.key.to_owned(), percent: found.value });
            } else {
                reading.refuse(
                    &found.place,
                    Some(&found.value.to_string()),
                    Text::new(
                        "een norm is een percentage van 0 tot 100",
                        "a norm is a percentage from 0 to 100",
                    ),
                    Text::new("schrijf bijvoorbeeld `\"mbo 4\" = 68`", "write for instance `\"mbo 4\" = 68`"),
                );
            }
        }
    }
    table.finish(reading);
    made
}
