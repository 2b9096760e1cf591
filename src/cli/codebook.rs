//! `meetellen codebook`: a proposal for a codebook, with a reason per guess; with `--scan` the start of a scan.

use std::fs;
use std::path::Path;

use meetellen::codebook::{Against, ColumnSample, Guess, guess, merged, to_toml_in};
use meetellen::ingest;
use meetellen::measures;
use meetellen::model::{Dataset, Language, SourceKind};

use super::arguments::CodebookArguments;
use super::codebook_scan::{self, Proposed};
use super::exit::Exit;
use super::{faults, language, say, say_error};

/// Proposes a codebook for one or more exports.
pub(super) fn run(arguments: &CodebookArguments) -> Exit {
    let mut previews = Vec::new();
    let mut refused = Vec::new();
    for file in &arguments.files {
        match ingest::look_as(file, arguments.encoding.as_deref()) {
            Ok(look) => {
                faults::tell(&look.faults);
                previews.push((file.as_path(), look.columns));
            }
            Err(found) => refused.extend(found),
        }
    }
    if !refused.is_empty() {
        return faults::tell(&refused);
    }
    let proposals = proposals(&previews);
    if let Some(folder) = &arguments.scan {
        return codebook_scan::write(&proposals, folder);
    }
    if proposals.len() > 1 {
        say_error(match language() {
            Language::Dutch => {
                "fout: deze bestanden zijn van verschillende soort (enquête, register, aantallen) en krijgen elk een codeboek; schrijf ze met --scan MAP"
            }
            Language::English => {
                "error: these files are of different kinds (survey, register, counts) and get a codebook each; write them with --scan DIR"
            }
        });
        return Exit::Usage;
    }
    let toml = proposals.first().map_or_else(String::new, |proposed| to_toml_in(&proposed.guess, language()));
    match &arguments.out {
        None => say(toml.trim_end()),
        Some(out) => {
            if let Err(error) = fs::write(out, toml) {
                say_error(&format!("fout: kan `{}` niet schrijven: {error}", out.display()));
                return Exit::Refused;
            }
        }
    }
    Exit::Done
}

/// Returns one proposal per kind of file, in the order in which the kinds first occur.
fn proposals(previews: &[(&Path, Vec<ColumnSample>)]) -> Vec<Proposed> {
    let kinds: Vec<Guess> = previews.iter().map(|(_, samples)| guess(samples)).collect();
    let mut groups: Vec<(SourceKind, Vec<usize>)> = Vec::new();
    for (place, found) in kinds.iter().enumerate() {
        match groups.iter_mut().find(|(kind, _)| *kind == found.kind) {
            Some((_, places)) => places.push(place),
            None => groups.push((found.kind, vec![place])),
        }
    }
    groups
        .into_iter()
        .map(|(_, places)| {
            let files: Vec<Vec<ColumnSample>> =
                places.iter().map(|place| previews[*place].1.clone()).collect();
            let mut guess = guess(&merged(&files));
            guess.against = places
                .iter()
                .map(|place| against(previews[*place].0))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
            Proposed { guess, files: places.iter().map(|place| previews[*place].0.to_owned()).collect() }
        })
        .collect()
}

/// Returns the items of a file that run against the scales that are guessed for it.
fn against(file: &Path) -> Vec<Against> {
    ingest::read(file).map_or_else(|_| Vec::new(), |ingested| of_dataset(&ingested.dataset))
}

fn of_dataset(dataset: &Dataset) -> Vec<Against> {
    measures::against(dataset)
        .into_iter()
        .map(|found| Against {
            scale: found.scale,
            item: found.item,
            correlation: found.correlation,
            people: found.people,
        })
        .collect()
}

/// Tells on standard error which items of a guessed codebook run against their scale.
pub(super) fn tell_against(dataset: &Dataset) {
    for found in of_dataset(dataset) {
        let Against { scale, item, correlation, people } = &found;
        say_error(&match language() {
            Language::Dutch => format!(
                "let op: vraag {item} loopt tegen de schaal {scale} in (samenhang met de andere vragen: {}, {people} mensen); is zij omgekeerd gesteld, zet haar dan bij `reversed` in een codeboek",
                format!("{correlation:.2}").replace('.', ",")
            ),
            Language::English => format!(
                "note: item {item} runs against the scale {scale} (correlation with the other items: {correlation:.2}, {people} people); if it is worded the other way round, add it to `reversed` in a codebook"
            ),
        });
    }
}
