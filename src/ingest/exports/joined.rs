//! Whether the cells of a column hold several answers each, by how their parts come back.
//!
//! Leaves out which answers there are: the codebook's labels tell, also where one holds the separator.

use std::collections::BTreeMap;

/// How many different answers a question with several has at most.
const ANSWERS: usize = 40;

/// The longest answer, in characters.
const LONGEST: usize = 120;

/// Returns `joined_by` where the distinct `values` hold several answers each.
///
/// A semicolon at the end says it by itself. Else every part must come back in another cell: a sentence with
/// a comma in it does not.
pub(in crate::ingest) fn separator<'v>(
    joined_by: &'static str,
    values: impl Iterator<Item = &'v str>,
) -> Option<&'static str> {
    let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
    if joined_by == ";" {
        // Microsoft Forms ends each answer of such a question with a semicolon, and no other.
        let ended = values.iter().filter(|value| value.ends_with(';')).count();
        return (ended > 0 && ended * 2 > values.len()).then_some(";");
    }
    let several = values.iter().filter(|value| value.contains(joined_by)).count();
    if several == 0 {
        return None;
    }
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for value in &values {
        for part in value.split(joined_by).map(str::trim) {
            *cells.entry(part).or_default() += 1;
        }
    }
    let number = |part: &&str| part.parse::<f64>().is_ok();
    // `3,5` and `4,5` are grades.
    let decimals =
        several * 2 < values.len() || values.iter().all(|value| value.split(joined_by).count() == 2);
    let fits = cells.len() <= ANSWERS
        && cells.iter().all(|(part, n)| *n >= 2 && !part.is_empty() && part.chars().count() <= LONGEST)
        && !(decimals && cells.keys().all(number));
    fits.then_some(joined_by)
}

#[cfg(test)]
mod tests {
    use super::separator;

    #[test]
    fn parts_that_come_back_are_answers() {
        let cells = ["werk, stage", "werk", "stage, sport", "sport"];
        assert_eq!(separator(", ", cells.into_iter()), Some(", "));
        assert_eq!(separator(", ", ["Ja, meestal", "Nee, nooit", "Soms"].into_iter()), None);
        assert_eq!(separator(",", ["1,2,3", "2", "1", "3,1"].into_iter()), Some(","));
        assert_eq!(separator(",", ["3,5", "4,5", "3,4", "5,4"].into_iter()), None);
    }

    #[test]
    fn a_semicolon_at_the_end_says_several_answers() {
        assert_eq!(separator(";", ["werk;stage;", "werk;"].into_iter()), Some(";"));
        assert_eq!(separator(";", ["goed; maar druk", "goed"].into_iter()), None);
    }
}
