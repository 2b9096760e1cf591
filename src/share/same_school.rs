//! One school that stands in two files, also under another name, and two schools that share a name.
//!
//! Leaves out whether files mean the same by their numbers (`alike`).

use std::collections::BTreeMap;

use crate::model::{Fault, FaultKind, Text};

use super::alike::refuse;
use super::file::{Block, Place};
use super::merge::Shared;

/// With fewer numbers in common than this, equal ones may be chance.
const FEWEST_COMMON: usize = 10;

/// Returns a fault for every file whose school, name or numbers an earlier one has.
pub(super) fn twice(files: &[Shared]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, later) in files.iter().enumerate() {
        let earlier = &files[..place];
        let Some((other, likeness)) =
            earlier.iter().find_map(|other| Some((other, Likeness::of(other, later)?)))
        else {
            continue;
        };
        let [nl, en] = likeness.words(&other.name);
        let hint = likeness.hint();
        let fault = Fault { kind: FaultKind::DuplicateRow, ..refuse(later, Text::new(nl, en), hint) };
        faults.push(fault.with_value(later.file.school.code.clone()));
    }
    faults
}

/// In what two files are of one school.
#[derive(Debug, Clone, Copy)]
enum Likeness {
    /// The school, with the same numbers or with others.
    School { same_numbers: bool },
    /// The numbers, all or nearly all of them: how many of how many.
    Numbers { equal: usize, common: usize },
    /// The name only.
    Name,
}

impl Likeness {
    fn of(earlier: &Shared, later: &Shared) -> Option<Self> {
        let (first, second) = (&earlier.file, &later.file);
        let numbers = of_numbers(&first.blocks, &second.blocks);
        if first.school.code.eq_ignore_ascii_case(&second.school.code) {
            return Some(Self::School { same_numbers: first.blocks == second.blocks });
        }
        if numbers.is_some() {
            return numbers;
        }
        let is_name = first.school.name.trim().to_lowercase() == second.school.name.trim().to_lowercase();
        is_name.then_some(Self::Name)
    }

    fn words(self, other: &str) -> [String; 2] {
        match self {
            Self::School { same_numbers: true } => [
                format!("dezelfde school met dezelfde cijfers staat ook in `{other}`"),
                format!("the same school with the same numbers is also in `{other}`"),
            ],
            Self::School { same_numbers: false } => [
                format!("dezelfde school met andere cijfers staat ook in `{other}`"),
                format!("the same school with other numbers is also in `{other}`"),
            ],
            Self::Numbers { equal, common } if equal == common => [
                format!("dezelfde cijfers staan onder een andere naam ook in `{other}`"),
                format!("the same numbers under another name are also in `{other}`"),
            ],
            Self::Numbers { equal, common } => [
                format!(
                    "{equal} van de {common} groepen cijfers staan onder een andere naam ook in `{other}`"
                ),
                format!("{equal} of {common} groups of figures are under another name also in `{other}`"),
            ],
            Self::Name => [
                format!("een school met dezelfde naam en een andere code staat ook in `{other}`"),
                format!("a school with the same name and another code is also in `{other}`"),
            ],
        }
    }

    fn hint(self) -> Text {
        match self {
            Self::Name => Text::new(
                "is het dezelfde school, laat er dan een weg; zijn het er twee, geef ze elk een eigen naam in het codeboek",
                "if it is the same school, leave one out; if there are two, give each a name of its own in the codebook",
            ),
            _ => Text::new(
                "laat een van beide weg; bij andere cijfers: vraag de school welk bestand het laatste is",
                "leave one of them out; with other numbers: ask the school which file is the last",
            ),
        }
    }
}

/// Returns how many numbers of two files are equal, where that is more than half of those they both have.
fn of_numbers(first: &[Block], second: &[Block]) -> Option<Likeness> {
    if !first.is_empty() && first == second {
        return Some(Likeness::Numbers { equal: first.len(), common: first.len() });
    }
    let known: BTreeMap<Place, &Block> = first.iter().map(|block| (block.place(), block)).collect();
    let both: Vec<(&Block, &Block)> =
        second.iter().filter_map(|block| Some((*known.get(&block.place())?, block))).collect();
    let equal = both.iter().filter(|(one, other)| one == other).count();
    let is_same = both.len() >= FEWEST_COMMON && equal * 2 > both.len();
    is_same.then_some(Likeness::Numbers { equal, common: both.len() })
}
