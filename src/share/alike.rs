//! Whether share files may be put together: same definitions, no school twice, nobody a round behind.
//!
//! All faults at once; the definition that most files have is the one that the others are held against.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::file::{Block, Definition, ShareFile};
use super::merge::Shared;
use super::same_school::twice;

/// Returns every reason why the files cannot be put together, and what is worth knowing when they can.
#[must_use]
pub fn unlike(files: &[Shared]) -> Vec<Fault> {
    let mut faults = twice(files);
    faults.extend(other_definitions(files));
    faults.extend(other_languages(files));
    faults.extend(behind(files));
    faults.extend(too_few(files));
    if files.iter().any(|file| file.file.synthetic) && !files.iter().all(|file| file.file.synthetic) {
        for made_up in files.iter().filter(|file| file.file.synthetic) {
            faults.push(refuse(
                made_up,
                Text::new(
                    "dit zijn OEFENGEGEVENS, en de andere bestanden niet",
                    "this is PRACTICE DATA, and the other files are not",
                ),
                Text::new("laat dit bestand weg", "leave this file out"),
            ));
        }
    }
    faults
}

/// Refuses a file.
pub(super) fn refuse(file: &Shared, message: Text, hint: Text) -> Fault {
    Fault::in_file(Severity::Refused, FaultKind::Configuration, file.name.clone(), message, hint)
}

/// Schools that a network has at least.
const FEWEST_SCHOOLS: usize = 3;

/// With two schools each could work out the numbers of the other.
fn too_few(files: &[Shared]) -> Option<Fault> {
    let last = files.last().filter(|_| files.len() < FEWEST_SCHOOLS)?;
    let n = files.len();
    Some(refuse(
        last,
        Text::new(
            format!("een netwerk heeft deelbestanden van drie scholen of meer nodig; hier: {n}"),
            format!("a network needs share files of three schools or more; here: {n}"),
        ),
        Text::new(
            "met minder kan een school uitrekenen hoe een andere het doet; `meetellen compare` zet verslagen naast elkaar",
            "with fewer a school could work out the numbers of another; `meetellen compare` sets reports side by side",
        ),
    ))
}

/// A measure that is defined otherwise than in most of the files.
fn other_definitions(files: &[Shared]) -> Vec<Fault> {
    let mut by_measure: BTreeMap<&str, Vec<(&Shared, &Definition)>> = BTreeMap::new();
    for file in files {
        for definition in &file.file.definitions {
            by_measure.entry(&definition.measure).or_default().push((file, definition));
        }
    }
    let mut faults = Vec::new();
    for (measure, defined) in by_measure {
        let agreeing =
            |one: &Definition| defined.iter().filter(|(_, other)| difference(one, other).is_none()).count();
        // The first of those that most files agree with; the order of the files decides a draw.
        let most = defined.iter().map(|(_, one)| agreeing(one)).max().unwrap_or(0);
        let Some((norm_file, norm)) = defined.iter().find(|(_, one)| agreeing(one) == most) else { continue };
        for (file, own) in &defined {
            let Some(what) = difference(norm, own) else { continue };
            faults.push(
                refuse(
                    file,
                    Text::new(
                        format!("{} (vergeleken met `{}`)", what.nl, norm_file.name),
                        format!("{} (compared with `{}`)", what.en, norm_file.name),
                    ),
                    Text::new(
                        "maak de bestanden met hetzelfde codeboek, of laat dit bestand weg; ongelijke vragen tellen we niet op",
                        "make the files with the same codebook, or leave this file out; unlike questions are not added up",
                    ),
                )
                .in_column(measure),
            );
        }
    }
    faults
}

/// Returns in what two definitions differ; wording alone is no difference where the questions have the same ids.
fn difference(norm: &Definition, own: &Definition) -> Option<Text> {
    let list = |items: &[String]| items.join(", ");
    if norm.items != own.items {
        let lacks: Vec<String> =
            norm.items.iter().filter(|item| !own.items.contains(item)).cloned().collect();
        let extra: Vec<String> =
            own.items.iter().filter(|item| !norm.items.contains(item)).cloned().collect();
        return Some(match (lacks.is_empty(), extra.is_empty()) {
            (false, true) => Text::new(
                format!("in de schaal ontbreekt {}", list(&lacks)),
                format!("the scale lacks {}", list(&lacks)),
            ),
            (true, false) => Text::new(
                format!("de schaal heeft ook {}", list(&extra)),
                format!("the scale also has {}", list(&extra)),
            ),
            (false, false) => Text::new(
                format!("de schaal heeft {} in plaats van {}", list(&extra), list(&lacks)),
                format!("the scale has {} instead of {}", list(&extra), list(&lacks)),
            ),
            (true, true) => Text::new(
                format!("de vragen staan in een andere volgorde: {}", list(&own.items)),
                format!("the questions are in another order: {}", list(&own.items)),
            ),
        });
    }
    if norm.reversed != own.reversed {
        return Some(Text::new(
            format!("omgekeerd zijn hier [{}], daar [{}]", list(&own.reversed), list(&norm.reversed)),
            format!("reversed here are [{}], there [{}]", list(&own.reversed), list(&norm.reversed)),
        ));
    }
    if norm.lowest != own.lowest || norm.highest != own.highest {
        let range = |one: &Definition| {
            format!("{}..{}", one.lowest.unwrap_or_default(), one.highest.unwrap_or_default())
        };
        return Some(Text::new(
            format!("de schaal loopt hier van {}, daar van {}", range(own), range(norm)),
            format!("the scale runs here from {}, there from {}", range(own), range(norm)),
        ));
    }
    if norm.needed != own.needed {
        let needed =
            |one: &Definition| one.needed.map_or_else(|| "?".to_owned(), |needed| needed.to_string());
        return Some(Text::new(
            format!("voor een score zijn hier {} antwoorden nodig, daar {}", needed(own), needed(norm)),
            format!("a score needs {} answers here, {} there", needed(own), needed(norm)),
        ));
    }
    if norm.success != own.success {
        return Some(Text::new(
            format!("hier telt [{}], daar [{}]", list(&own.success), list(&norm.success)),
            format!("[{}] counts here, [{}] there", list(&own.success), list(&norm.success)),
        ));
    }
    if norm.answers.len() != own.answers.len() {
        return Some(Text::new(
            format!("de vraag heeft hier {} antwoorden, daar {}", own.answers.len(), norm.answers.len()),
            format!("the question has {} answers here, {} there", own.answers.len(), norm.answers.len()),
        ));
    }
    let other = norm
        .answers
        .iter()
        .zip(&own.answers)
        .find(|(norm, own)| norm.category != own.category || norm.value != own.value)?;
    let coded = |answer: &super::file::Answer| match answer.value {
        Some(value) => format!("{} = {value}", answer.category),
        None => answer.category.clone(),
    };
    Some(Text::new(
        format!("een antwoord is anders gecodeerd: hier {}, daar {}", coded(other.1), coded(other.0)),
        format!("an answer is coded otherwise: {} here, {} there", coded(other.1), coded(other.0)),
    ))
}

/// Groups are named in the first language of a scan: in two languages they would not meet.
///
/// The language that most files have is the one that the others are held against; the first of two as many.
fn other_languages(files: &[Shared]) -> Vec<Fault> {
    let with = |language: &str| files.iter().filter(|file| file.file.language == language).count();
    let most = files.iter().map(|file| with(&file.file.language)).max().unwrap_or(0);
    let Some(norm) = files.iter().find(|file| with(&file.file.language) == most) else { return Vec::new() };
    files
        .iter()
        .filter(|file| file.file.language != norm.file.language)
        .map(|file| {
            let [own, other] = [&file.file.language, &norm.file.language];
            refuse(
                file,
                Text::new(
                    format!("de groepen zijn in een andere taal benoemd ({own}; `{}`: {other})", norm.name),
                    format!("groups are named in another language ({own}; `{}`: {other})", norm.name),
                ),
                Text::new(
                    "zet dezelfde taal vooraan in `languages`",
                    "put the same language first in `languages`",
                ),
            )
        })
        .collect()
}

/// Returns which files lack the last round of a survey that most of the others have.
fn behind(files: &[Shared]) -> Vec<Fault> {
    let periods = |file: &ShareFile, source: &str| -> BTreeSet<String> {
        let is_single = |block: &&Block| block.source == source && !block.period.contains("..");
        file.blocks.iter().filter(is_single).map(|block| block.period.clone()).collect()
    };
    let sources: BTreeSet<String> =
        files.iter().flat_map(|file| file.file.sources.iter().map(|source| source.name.clone())).collect();
    let mut faults = Vec::new();
    for source in sources {
        let last: Vec<Option<String>> =
            files.iter().map(|file| periods(&file.file, &source).into_iter().next_back()).collect();
        let Some(newest) = last.iter().flatten().max() else { continue };
        let up_to_date = last.iter().flatten().filter(|period| *period == newest).count();
        for (file, own) in files.iter().zip(&last) {
            let Some(own) = own.as_ref().filter(|own| *own != newest) else { continue };
            if up_to_date * 2 >= files.len() {
                faults.push(
                    Fault::in_file(
                        Severity::Repaired,
                        FaultKind::Assumed,
                        file.name.clone(),
                        Text::new(
                            format!("dit bestand is niet bij: `{source}` loopt tot {own}, bij de meeste scholen tot {newest}"),
                            format!("this file is behind: `{source}` runs to {own}, at most schools to {newest}"),
                        ),
                        Text::new(
                            format!("de school telt voor {newest} niet mee; vraag om een nieuw bestand"),
                            format!("the school does not count for {newest}; ask for a new file"),
                        ),
                    )
                    .in_column(source.clone()),
                );
            }
        }
    }
    faults
}
