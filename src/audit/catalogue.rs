//! What readers know of schools beside any report: which programmes are in which level, domain or place.
//!
//! A table with a column per role, by its name in `results.csv`, and a row for each combination that exists. Leaves out
//! who is in them: that is what reports withhold.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::cells::Cell;
use super::folder::AuditError;

/// Which levels of one role fall apart into levels of another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    roles: Vec<String>,
    /// By the role of the parts and that of the wholes: the whole of each part, where nothing of the whole is missing.
    wholes: BTreeMap<[String; 2], BTreeMap<String, String>>,
}

impl Catalogue {
    /// Reads a catalogue: CSV with semicolons or commas.
    ///
    /// # Errors
    /// The file cannot be read, has one column, or leaves a cell empty.
    pub fn read(path: &Path) -> Result<Self, AuditError> {
        let unreadable = |why: String| AuditError::Unreadable { path: path.to_owned(), why };
        let text = fs::read_to_string(path).map_err(|why| unreadable(why.to_string()))?;
        Self::of(text.trim_start_matches('\u{feff}')).map_err(unreadable)
    }

    fn of(text: &str) -> Result<Self, String> {
        let heading = text.lines().next().unwrap_or_default();
        let delimiter = if heading.contains(';') { b';' } else { b',' };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let roles: Vec<String> =
            reader.headers().map_err(|why| why.to_string())?.iter().map(str::to_owned).collect();
        if roles.len() < 2 {
            return Err("a catalogue has a column per role, two or more: `programme;level`".to_owned());
        }
        let mut together: BTreeMap<[String; 2], BTreeSet<(String, String)>> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|why| why.to_string())?;
            for (part, own) in roles.iter().zip(&record) {
                if own.is_empty() {
                    let line = record.position().map_or(0, csv::Position::line);
                    return Err(format!("line {line} has no `{part}`: a row is a combination that exists"));
                }
                for (whole, of) in roles.iter().zip(&record).filter(|(whole, _)| *whole != part) {
                    let pair = [part.clone(), whole.clone()];
                    together.entry(pair).or_default().insert((own.to_owned(), of.to_owned()));
                }
            }
        }
        let wholes = together.into_iter().map(|(pair, levels)| (pair, whole_of_each(&levels))).collect();
        Ok(Self { roles, wholes })
    }

    /// Returns the roles that it tells of.
    pub(super) fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Returns what each cell is a part of, cells with one role less or another one.
    pub(super) fn wholes_of<'a>(&'a self, cell: &'a Cell) -> impl Iterator<Item = (Cell, &'a [String; 2])> {
        self.wholes.iter().filter_map(|(pair, whole_of)| {
            let [part, whole] = pair;
            let level = whole_of.get(cell.0.get(part)?).filter(|_| !cell.0.contains_key(whole))?;
            let mut levels = cell.0.clone();
            levels.remove(part);
            levels.insert(whole.clone(), level.clone());
            Some((Cell(levels), pair))
        })
    }
}

/// Returns the whole of each part, but for wholes of which a part has another one too.
fn whole_of_each(levels: &BTreeSet<(String, String)>) -> BTreeMap<String, String> {
    let mut wholes: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (part, whole) in levels {
        wholes.entry(part).or_default().insert(whole);
    }
    let shared: BTreeSet<&String> = wholes.values().filter(|of| of.len() > 1).flatten().copied().collect();
    levels.iter().filter(|(_, whole)| !shared.contains(whole)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(levels: &[(&str, &str)]) -> Cell {
        Cell(levels.iter().map(|(role, level)| ((*role).to_owned(), (*level).to_owned())).collect())
    }

    #[test]
    fn a_level_is_its_programmes_only_if_none_is_given_elsewhere() {
        let text = "programme;level\nICT;mbo 4\nBouw;mbo 3\nBouw;mbo 2\nTechniek;mbo 4\n";
        let catalogue = Catalogue::of(text).unwrap();
        let ict = cell(&[("institution", "A"), ("programme", "ICT")]);
        let wholes: Vec<Cell> = catalogue.wholes_of(&ict).map(|(whole, _)| whole).collect();
        assert_eq!(wholes, [cell(&[("institution", "A"), ("level", "mbo 4")])]);
        assert_eq!(catalogue.wholes_of(&cell(&[("programme", "Bouw")])).count(), 0);
        let both = cell(&[("programme", "ICT"), ("level", "mbo 4")]);
        assert_eq!(catalogue.wholes_of(&both).count(), 0);
    }

    #[test]
    fn a_catalogue_without_a_level_or_a_second_column_is_refused() {
        let empty = Catalogue::of("programme,level\nICT,mbo 4\nBouw,\n").unwrap_err();
        assert!(empty.contains("line 3") && empty.contains("level"), "{empty}");
        assert!(Catalogue::of("programme\nICT\n").unwrap_err().contains("column"));
    }
}
