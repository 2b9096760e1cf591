//! Writing a share file with its checksum, and reading one back with every reason not to trust it.
//!
//! The checksum shows that a file was changed by accident or by hand. It is no signature: who changes the file on
//! purpose can make a new one.

use std::collections::BTreeSet;

use crate::model::{Fault, FaultKind, Severity, Text, checksum};

use super::file::{Block, CurveYear, FORMAT, RULES, SCHEMA, ShareFile};

/// Returns the file as JSON with its checksum; the same numbers give the same bytes.
#[must_use]
pub fn write(file: &ShareFile) -> String {
    let blank = ShareFile { checksum: String::new(), ..file.clone() };
    let mut json = serde_json::to_string_pretty(&blank).expect("invariant: a share file is plain data");
    json.push('\n');
    checksum::stamped(&json)
}

/// Reads a share file, or says everything that is wrong with it.
///
/// # Errors
/// A fault per reason: cut off, no share file, changed after it was made, made by other rules.
pub fn read(name: &str, bytes: &[u8]) -> Result<ShareFile, Vec<Fault>> {
    let refuse = |message: Text, hint: Text| {
        Fault::in_file(Severity::Refused, FaultKind::Unreadable, name, message, hint)
    };
    let again = Text::new(
        "vraag de school om het bestand opnieuw te maken met `meetellen share`, en bewerk het niet",
        "ask the school to make the file again with `meetellen share`, and do not edit it",
    );
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let json: serde_json::Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) if error.is_eof() => {
            return Err(vec![
                refuse(
                    Text::new(
                        "het bestand is afgebroken: het einde ontbreekt",
                        "the file is cut off: its end is missing",
                    ),
                    Text::new(
                        "vraag de school om het bestand opnieuw te sturen",
                        "ask the school to send the file again",
                    ),
                )
                .at_line(error.line() as u64),
            ]);
        }
        Err(error) => {
            return Err(vec![
                refuse(Text::new("dit is geen geldige JSON", "this is not valid JSON"), again)
                    .at_line(error.line() as u64),
            ]);
        }
    };
    let word = |key: &str| json.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    let number = |key: &str| json.get(key).and_then(serde_json::Value::as_u64);
    if word("format") != FORMAT {
        return Err(vec![refuse(
            Text::new("dit is geen deelbestand van meetellen", "this is not a share file of meetellen"),
            Text::new(
                "geef bestanden die `meetellen share` maakte",
                "give files that `meetellen share` made",
            ),
        )]);
    }
    let mut faults = Vec::new();
    for (key, known) in [("schema", SCHEMA), ("rules", RULES)] {
        let found = number(key).unwrap_or(0);
        if found != u64::from(known) {
            faults.push(of_another_version(key, found, u64::from(known), word("version"), &refuse));
        }
    }
    if !checksum::is_intact(text) {
        faults.push(refuse(
            Text::new(
                "het bestand is veranderd nadat het gemaakt is: de controlesom klopt niet",
                "the file was changed after it was made: the checksum does not fit",
            ),
            again.clone(),
        ));
    }
    match serde_json::from_value::<ShareFile>(json) {
        Ok(file) if faults.is_empty() => {
            faults.extend(impossible(&file).map(|place| {
                let message = Text::new(
                    "hier staat een getal dat niet kan, twee keer hetzelfde of niets",
                    "there is a number here that cannot be, the same one twice, or nothing",
                );
                refuse(message, again).in_column(place)
            }));
            if faults.is_empty() { Ok(file) } else { Err(faults) }
        }
        Ok(_) => Err(faults),
        Err(error) => {
            // What was changed by hand is told as that; the form is the consequence.
            if faults.is_empty() {
                faults.push(refuse(
                    Text::new(
                        format!("het bestand heeft niet de vorm die het moet hebben: {error}"),
                        format!("the file does not have the form that it should have: {error}"),
                    ),
                    again,
                ));
            }
            Err(faults)
        }
    }
}

/// Says that a file was made by an older or a newer program, and who should do what.
fn of_another_version(
    key: &str,
    found: u64,
    known: u64,
    version: &str,
    refuse: &dyn Fn(Text, Text) -> Fault,
) -> Fault {
    let (nl, en) = match found < known {
        true => ("verouderd", "out of date"),
        false => ("van een nieuwer programma", "of a newer program"),
    };
    let hint = match found < known {
        true => Text::new(
            "laat de school het bestand opnieuw maken met `meetellen share` van deze versie",
            "let the school make the file again with `meetellen share` of this version",
        ),
        false => Text::new(
            "gebruik hier de nieuwste versie van meetellen",
            "use the newest version of meetellen here",
        ),
    };
    refuse(
        Text::new(
            format!(
                "het bestand is {nl} (gemaakt met meetellen {version}): `{key}` is {found}, dit programma kent {known}"
            ),
            format!(
                "the file is {en} (made by meetellen {version}): `{key}` is {found}, this program knows {known}"
            ),
        ),
        hint,
    )
    .in_column(key)
}

/// Returns the place of a number that cannot be: also a file with a fitting checksum may be made up.
fn impossible(file: &ShareFile) -> Option<String> {
    let mut places = BTreeSet::new();
    if let Some(again) = file.blocks.iter().find(|block| !places.insert(block.place())) {
        return Some(place_of(again));
    }
    if file.blocks.is_empty() {
        return Some("blocks".to_owned());
    }
    let is_no_share = |share: f64| !(0.0..=1.0).contains(&share);
    let bad = file.blocks.iter().find(|block| {
        block.share.is_some_and(is_no_share)
            || block.sd.is_some_and(|sd| sd < 0.0)
            || block.strata.iter().any(|stratum| stratum.count > stratum.n)
            || is_impossible_curve(&block.curve)
            || block.mix.iter().flat_map(|mix| &mix.parts).any(|part| {
                part.n == 0 || part.share.is_some_and(is_no_share) || part.sd.is_some_and(|sd| sd < 0.0)
            })
            || block.answers.values().any(|answered| {
                is_no_share(answered.share) || answered.count.is_some_and(|count| count > answered.n)
            })
    })?;
    Some(place_of(bad))
}

fn place_of(block: &Block) -> String {
    format!("{} {} {}", block.measure, block.period, block.group).trim_end().to_owned()
}

/// Returns whether a curve gains people, ends for more people than are followed, or goes down where it cannot.
fn is_impossible_curve(curve: &[CurveYear]) -> bool {
    let is_odd = |told: &CurveYear| {
        let mut shares = told.shares.values().chain(told.at_most.values());
        told.events.values().sum::<u64>() > told.n || shares.any(|share| !(0.0..=1.0).contains(share))
    };
    let is_out_of_order = |(place, told): (usize, &CurveYear)| usize::from(told.year) != place + 1;
    curve.iter().any(is_odd)
        || curve.iter().enumerate().any(is_out_of_order)
        || curve.windows(2).any(|years| years[1].n > years[0].n)
}
