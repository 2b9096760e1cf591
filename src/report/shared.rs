//! The page beside a share file: in words what is in it, for the person who decides whether it may leave the school.
//!
//! Shows how many people are behind numbers, not the numbers themselves: those stand in the report and in the file.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::disclosure::Precision;
use crate::model::{Language, Role, Text};
use crate::share::{Block, ShareFile};

use super::plain::{Plain, practice_data};
use super::wording::measure::{name, role_name};
use super::wording::method::statistic_name;

/// Returns the page in a language; `file_name` is what the share file is called.
#[must_use]
pub fn html(file: &ShareFile, file_name: &str, language: Language) -> String {
    let say = |nl: &'static str, en: &'static str| if language == Language::Dutch { nl } else { en };
    let title = format!(
        "{}: {}",
        say("Wat staat er in dit deelbestand?", "What is in this share file?"),
        file.school.name
    );
    let top = html! {
        h1 { (say("Wat staat er in dit deelbestand?", "What is in this share file?")) }
        p.whom { (file.school.name) ", " (file.title) }
    };
    let content = html! {
        (purpose(file, file_name, language))
        h2 { (say("Wat staat erin", "What is in it")) }
        (contents(file, language))
        (inside(file, language))
        h2 { (say("Wat staat er niet in", "What is not in it")) }
        (outside(file, language))
        h2 { (say("Vragen voor wie hierover beslist", "Questions for whoever decides on this")) }
        ul {
            li { (say("Wie krijgt dit bestand, en wat is met hen afgesproken?", "Who receives this file, and what was agreed with them?")) }
            li { (say("Mogen de andere scholen de naam van de school zien? Die staat in het bestand.", "May the other schools see the name of the school? It is in the file.")) }
            li { (say("Staat hetzelfde cijfer al in een verslag dat anderen hebben?", "Is the same figure already in a report that others have?")) }
        }
    };
    let banner = file.synthetic.then(|| practice_data(language));
    Plain { language, title: &title, banner, top, content }.html()
}

fn purpose(file: &ShareFile, file_name: &str, language: Language) -> Markup {
    let blocks = file.blocks.len();
    match language {
        Language::Dutch => html! {
            p { "Het bestand " b { (file_name) } " is bedoeld om cijfers van meer scholen samen te nemen. Het programma verstuurt niets; een mens doet dat." }
            p { "Er staan " (blocks) " groepen cijfers in. Geen daarvan gaat over een student. Elk cijfer staat, even precies, al in het verslag van de school." }
        },
        Language::English => html! {
            p { "The file " b { (file_name) } " is meant for putting figures of several schools together. The program sends nothing; a person does." }
            p { "It holds " (blocks) " groups of figures. None is about one student. Each figure already stands in the report of the school, equally precise." }
        },
    }
}

/// Kinds of measures, in the order of the page; others come after.
const KINDS: [&str; 5] = ["response", "participation.", "retention.", "scale.", "outcome."];

/// The blocks of one measure.
#[derive(Default)]
struct Line<'a> {
    blocks: Vec<&'a Block>,
}

fn contents(file: &ShareFile, language: Language) -> Markup {
    let say = |nl: &'static str, en: &'static str| if language == Language::Dutch { nl } else { en };
    let mut lines: BTreeMap<(usize, [&str; 3]), Line<'_>> = BTreeMap::new();
    for block in &file.blocks {
        // Single questions come last: there are many of them.
        let kind = KINDS.iter().position(|kind| block.measure.starts_with(kind)).unwrap_or(KINDS.len());
        let key = (kind, [block.source.as_str(), block.measure.as_str(), block.period.as_str()]);
        lines.entry(key).or_default().blocks.push(block);
    }
    html! {
        .scroll { table {
            caption { (say("Per onderwerp: welke groepen, en hoeveel mensen de kleinste groep heeft", "By subject: which groups, and how many people the smallest group has")) }
            thead { tr {
                th scope="col" { (say("Onderwerp", "Subject")) }
                th scope="col" { (say("Periode", "Period")) }
                th scope="col" { (say("Groepen", "Groups")) }
                th.num scope="col" { (say("Kleinste groep", "Smallest group")) }
                th scope="col" { (say("Soort cijfer", "Kind of figure")) }
            } }
            tbody { @for ((_, [_, measure, period]), line) in &lines {
                tr {
                    th scope="row" { (measure_name(file, measure, language)) }
                    td { (period) }
                    td { (groups(file, &line.blocks, language)) }
                    td.num { (smallest(&line.blocks, language)) }
                    td { (kinds(&line.blocks, language)) }
                }
            } }
        } }
    }
}

fn measure_name(file: &ShareFile, measure: &str, language: Language) -> String {
    let text = file.definitions.iter().find(|one| one.measure == measure).map(|one| &one.text);
    let people = match measure {
        "participation.respondents" => {
            Text::new("aantal mensen dat antwoordde", "number of people who answered")
        }
        "participation.intake" => Text::new("aantal mensen dat begon", "number of people who started"),
        "participation.enrolled" => {
            Text::new("aantal mensen dat is ingeschreven", "number of people enrolled")
        }
        "participation.graduated" => {
            Text::new("aantal mensen met een diploma", "number of people with a diploma")
        }
        curve if curve.starts_with("retention.curve") => Text::new(
            "wat de studie van starters eindigde, per jaar na de start",
            "what ended the study of starters, by year after the start",
        ),
        _ => name(measure, text),
    };
    people.get(language).to_owned()
}

fn groups(file: &ShareFile, blocks: &[&Block], language: Language) -> String {
    let mut names: Vec<String> = Vec::new();
    for block in blocks {
        let name = match block.by.parse::<Role>() {
            Err(()) => Text::new("iedereen", "everybody").get(language).to_owned(),
            Ok(role) => {
                let level =
                    file.levels.get(&block.by).into_iter().flatten().find(|level| level.label == block.group);
                let label = level.map_or_else(
                    || Text::new("zonder antwoord", "without an answer").get(language).to_owned(),
                    |level| level.text.get(language).to_owned(),
                );
                let of = role_name(role).get(language).to_lowercase();
                format!("{label} ({})", of.split(" (").next().unwrap_or_default())
            }
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

fn smallest(blocks: &[&Block], language: Language) -> String {
    let people = |block: &&&Block| {
        let answered = block.answers.values().map(|answered| answered.n).min();
        // The last year of a curve has the fewest people.
        if let Some(last) = block.curve.last() {
            return Some((last.n, block.precision));
        }
        if block.n > 0 { Some((block.n, block.precision)) } else { answered.map(|n| (n, block.precision)) }
    };
    match blocks.iter().filter_map(|block| people(&block)).min_by_key(|(n, _)| *n) {
        Some((n, Precision::Round)) => format!("{} {n}", Text::new("ongeveer", "about").get(language)),
        Some((n, _)) => n.to_string(),
        None => String::new(),
    }
}

fn kinds(blocks: &[&Block], language: Language) -> String {
    let has = |what: fn(&Block) -> bool| blocks.iter().any(|block| what(block));
    let mut kinds: Vec<String> = Vec::new();
    let add = |kinds: &mut Vec<String>, is_there: bool, nl: &'static str, en: &'static str| {
        if is_there {
            kinds.push(if language == Language::Dutch { nl } else { en }.to_owned());
        }
    };
    add(&mut kinds, has(|block| block.count.is_some()), "aantal", "number");
    add(&mut kinds, has(|block| block.share.is_some()), "aandeel", "share");
    add(&mut kinds, has(|block| block.mean.is_some()), "gemiddelde en spreiding", "mean and spread");
    add(
        &mut kinds,
        has(|block| !block.answers.is_empty()),
        "hoeveel mensen elk antwoord gaven",
        "how many people gave each answer",
    );
    add(
        &mut kinds,
        has(|block| !block.scores.is_empty()),
        "hoe vaak elke score voorkomt",
        "how often each score occurs",
    );
    add(
        &mut kinds,
        has(|block| block.products.is_some()),
        "samenhang tussen de vragen",
        "how the questions hang together",
    );
    add(
        &mut kinds,
        has(|block| block.curve.iter().any(|told| !told.shares.is_empty())),
        "aandeel met een diploma, switch of uitval tot en met elk jaar",
        "share with a diploma, switch or dropout up to each year",
    );
    add(
        &mut kinds,
        has(|block| block.curve.iter().any(|told| !told.events.is_empty())),
        "aantal met een diploma, switch of uitval in elk jaar",
        "number with a diploma, switch or dropout in each year",
    );
    for role in blocks.iter().filter_map(|block| block.mix.as_ref()?.role.parse::<Role>().ok()).take(1) {
        let of = role_name(role).get(language).to_lowercase();
        let of = of.split(" (").next().unwrap_or_default();
        let each = match language {
            Language::Dutch => format!("hetzelfde cijfer per {of}, van iedereen samen"),
            Language::English => format!("the same figure by {of}, of everybody together"),
        };
        kinds.push(each);
    }
    add(&mut kinds, has(|block| !block.strata.is_empty()), "aantallen per opleiding", "numbers by programme");
    kinds.join(", ")
}

/// Says what else the file names: the school, the definitions, the hashes.
fn inside(file: &ShareFile, language: Language) -> Markup {
    let is_round = file.blocks.iter().any(|block| block.precision == Precision::Round);
    match language {
        Language::Dutch => html! {
            p { "Verder staan erin: de naam en de code van de school, de titel van de scan, de vragen en hun antwoorden, en een controlegetal per bronbestand." }
            @if is_round { p { "Aantallen zijn hier afgerond op vijftallen, gemiddelden op tienden en aandelen op hele procenten." } }
            p { "De controlesom in het bestand laat zien of iemand het daarna veranderde." }
        },
        Language::English => html! {
            p { "It also holds: the name and code of the school, the title of the scan, the questions and their answers, and a check number per source file." }
            @if is_round { p { "Numbers of people are rounded to fives here, means to tenths and shares to whole percents." } }
            p { "The checksum in the file shows whether anybody changed it afterwards." }
        },
    }
}

fn outside(file: &ShareFile, language: Language) -> Markup {
    let (survey, register) = (file.minima.survey, file.minima.register);
    let withheld = file.absent.len();
    let names = file.not_mergeable.iter().map(|word| statistic_name(word).get(language).to_owned());
    let left_out = names.collect::<Vec<_>>().join(", ");
    let say = |nl: &'static str, en: &'static str| if language == Language::Dutch { nl } else { en };
    html! {
        ul {
            li { (say(
                "Geen namen, adressen, sleutels of antwoorden van personen, en geen open antwoorden.",
                "No names, addresses, keys or answers of persons, and no open answers.",
            )) }
            li {
                (say("Geen cijfer over minder dan ", "No figure on fewer than ")) (survey)
                (say(" antwoorden, of over minder dan ", " answers, or on fewer than ")) (register)
                (say(" mensen in een register.", " people in a register."))
            }
            @if file.blocks.iter().all(|block| block.strata.is_empty()) {
                li { (say("Geen combinaties, zoals gender per opleiding.", "No combinations, such as gender by programme.")) }
            }
            li {
                (say("Wat het verslag afschermt: ", "What the report withholds: ")) (withheld)
                (say(
                    " groepen cijfers. Het bestand noemt ze, zonder getal.",
                    " groups of figures. The file names them, without a number.",
                ))
            }
            @if !left_out.is_empty() {
                li {
                    (say(
                        "Wat niet op te tellen is, ook al staat het in het verslag: ",
                        "What cannot be added up, although the report has it: ",
                    ))
                    (left_out) "."
                }
            }
        }
    }
}
