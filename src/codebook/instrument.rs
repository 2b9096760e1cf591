//! The question sets that the program carries: an export of one needs no codebook.
//!
//! Leaves out the forms themselves, and every claim about validity: `surveys/instruments/` says what is known.

use std::sync::OnceLock;

use super::configuration::read;
use super::meaning::{Codebook, code_in};
use super::sample::ColumnSample;
use crate::model::Text;

/// The built-in instruments and their files, by name.
const FILES: [(&str, &str); 5] = [
    ("belonging-nl", include_str!("../../surveys/instruments/belonging-nl.toml")),
    ("quickscan-nl", include_str!("../../surveys/instruments/quickscan-nl.toml")),
    ("alumni-nl", include_str!("../../surveys/instruments/alumni-nl.toml")),
    ("staff-nl", include_str!("../../surveys/instruments/staff-nl.toml")),
    ("checklist-nl", include_str!("../../surveys/instruments/checklist-nl.toml")),
];

/// The names of the built-in instruments.
pub const NAMES: [&str; 5] = ["belonging-nl", "quickscan-nl", "alumni-nl", "staff-nl", "checklist-nl"];

/// A question set and what its columns mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Instrument {
    /// The name by which `instrument = "…"` asks for it.
    pub name: String,
    /// The version of the wording: rounds with different versions are not compared silently.
    pub version: u32,
    /// Under which terms the wording may be used.
    pub licence: String,
    /// The title of the set.
    pub title: Text,
    /// What its columns mean, by code.
    pub codebook: Codebook,
}

/// Returns the built-in instrument `name`, or `None` where there is no such instrument.
#[must_use]
pub fn load(name: &str) -> Option<Instrument> {
    FILES.iter().zip(built()).find(|((known, _), _)| *known == name).map(|(_, built)| built.clone())
}

/// The built-in instruments, in the order of [`FILES`]: every guess asks for them.
fn built() -> &'static [Instrument] {
    static BUILT: OnceLock<Vec<Instrument>> = OnceLock::new();
    BUILT.get_or_init(|| FILES.iter().map(|(name, text)| parsed(name, text)).collect())
}

fn parsed(name: &str, text: &str) -> Instrument {
    let made = read(&format!("instrument:{name}"), text, |root, reading| {
        let given = root.string(reading, "name").map_or_else(String::new, |found| found.value);
        let version = root.count(reading, "version", 1).map_or(1, |found| found.value);
        let licence = root.string(reading, "licence").map_or_else(String::new, |found| found.value);
        let title = root.take("title").and_then(|entry| reading.text(&entry)).unwrap_or_default();
        let codebook = Codebook::from_section(&format!("instrument:{name}"), root, reading);
        Instrument { name: given, version, licence, title, codebook }
    });
    let mut instrument = made.expect("invariant: a built-in instrument has no faults");
    instrument.codebook.knows_questions = true;
    instrument
}

/// Returns the instrument that knows most of these columns, if it knows at least three.
///
/// Three, because one code may be chance: `AB12` is also a room. A column is known by its code or by the wording of
/// its question, in either language.
#[must_use]
pub fn recognised_in(samples: &[&ColumnSample]) -> Option<Instrument> {
    // A word like "Herkomst" heads columns of every form; a code or a whole statement does not.
    let is_telling = |sample: &ColumnSample| {
        let text = sample.question.as_deref().unwrap_or(&sample.heading);
        code_in(&sample.heading).is_some() || text.split_whitespace().count() >= 3
    };
    built()
        .iter()
        .map(|instrument| {
            let lookup = instrument.codebook.lookup();
            let knows = |sample: &&&ColumnSample| {
                lookup.column(&sample.heading, sample.question.as_deref()).is_some()
            };
            let known = samples.iter().filter(|sample| is_telling(sample)).filter(knows).count();
            (known, instrument)
        })
        .filter(|(count, _)| *count >= 3)
        .max_by_key(|(count, _)| *count)
        .map(|(_, instrument)| instrument.clone())
}
