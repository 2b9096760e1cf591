//! Names of sheets: short, without what spreadsheets forbid, and each different.

use std::collections::BTreeSet;

/// The most characters of a name.
pub(super) const MOST: usize = 31;

/// The names that a workbook has so far; spreadsheets compare them without regard to case.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Returns a name for a sheet, as near to `wish` as may be.
    pub(super) fn give(&mut self, wish: &str) -> String {
        let clean: String = wish
            .chars()
            .map(|letter| if forbidden(letter) { ' ' } else { letter })
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        // A quote at either end is as forbidden as a bracket, and Excel keeps one word for itself.
        let clean = clean.trim_matches('\'').trim();
        let clean = if clean.is_empty() || clean.eq_ignore_ascii_case("history") { "tabel" } else { clean };
        for number in 1_u32.. {
            let suffix = if number == 1 { String::new() } else { format!(" {number}") };
            let name = format!("{}{suffix}", cut(clean, MOST - suffix.len()));
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
        }
        unreachable!("invariant: a workbook has fewer sheets than there are numbers")
    }
}

fn forbidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\')
}

/// Cuts a name to `most` UTF-16 units, which is how Excel counts, at a space or hyphen where one is near.
fn cut(name: &str, most: usize) -> String {
    let mut kept = String::new();
    let mut units = 0;
    for letter in name.chars() {
        units += letter.len_utf16();
        if units > most {
            let near = kept.rfind([' ', '-']).filter(|end| *end + 8 > kept.len());
            kept.truncate(near.unwrap_or(kept.len()));
            break;
        }
        kept.push(letter);
    }
    kept.trim_end_matches([' ', '-', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_different_whatever_they_are_asked_to_be() {
        let mut names = Names::default();
        let long = "Verpleegtechnologische-Laboratoriumonderzoekswetenschappenëëëë";
        let wishes = [long, long, "a/b[c]:*?\\", "'", "", "History", "FIG 1", "fig 1", "'quoted'"];
        let given: Vec<String> = wishes.iter().map(|wish| names.give(wish)).collect();
        let lower: BTreeSet<String> = given.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(lower.len(), wishes.len(), "{given:?}");
        for name in &given {
            assert!(!name.is_empty() && name.encode_utf16().count() <= MOST, "{name}");
            assert!(
                !name.chars().any(forbidden) && !name.starts_with('\'') && !name.ends_with('\''),
                "{name}"
            );
        }
        assert_eq!(given[2], "a b c");
        assert_eq!(given[7], "fig 1 2");
    }
}
