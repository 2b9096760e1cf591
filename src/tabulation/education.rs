//! Levels of education as registers write them: mbo 1 to 4, Ad, bachelor, master.

use crate::model::Column;

/// A level of education, from low to high; mbo by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Education {
    /// The file does not say, or in words that are not known.
    Unknown,
    Mbo(u8),
    Ad,
    Bachelor,
    Master,
}

impl Education {
    /// Returns the nominal duration in years; `None` where it differs by programme.
    pub(super) fn nominal(self) -> Option<u16> {
        match self {
            Self::Ad => Some(2),
            Self::Bachelor => Some(4),
            _ => None,
        }
    }

    pub(super) fn is_mbo(self) -> bool {
        matches!(self, Self::Mbo(_))
    }

    /// Returns whether going on to `next` is a step up, such as from Ad to bachelor.
    pub(super) fn is_below(self, next: Self) -> bool {
        self != Self::Unknown && self < next
    }
}

/// Returns the level of each level of a column.
pub(super) fn of_levels(column: &Column) -> Vec<Education> {
    // Bare numbers are mbo levels only where all are: else 3 may be anything.
    let is_number = |raw: &str| matches!(raw, "1" | "2" | "3" | "4");
    let numbered = column.levels.iter().all(|level| is_number(level.raw.trim()));
    column
        .levels
        .iter()
        .map(|level| {
            let raw = level.raw.trim();
            match raw.parse() {
                Ok(number) if numbered => Education::Mbo(number),
                _ => [raw, level.label.nl.as_str()]
                    .into_iter()
                    .map(of_word)
                    .max()
                    .unwrap_or(Education::Unknown),
            }
        })
        .collect()
}

/// Returns the level that the name of each programme begins with: `B Verpleegkunde`, `Ad Bouwkunde`.
pub(super) fn of_programmes(column: &Column) -> Vec<Education> {
    let of_name = |name: &str| match name.split_once(' ').map(|(first, _)| first) {
        Some("B") => Education::Bachelor,
        Some("M") => Education::Master,
        Some("Ad" | "AD") => Education::Ad,
        _ => Education::Unknown,
    };
    column.levels.iter().map(|level| of_name(level.label.nl.trim()).max(of_name(level.raw.trim()))).collect()
}

fn of_word(word: &str) -> Education {
    let word = word.to_lowercase().replace(['-', '_'], " ");
    let word = word.trim();
    let is_mbo = word.contains("mbo") || word.starts_with("niveau") || word.starts_with("entree");
    if is_mbo {
        let digit = word.bytes().find(u8::is_ascii_digit).map(|byte| byte - b'0');
        let entry = word.contains("entree").then_some(1);
        let level = digit.filter(|digit| (1..=4).contains(digit)).or(entry);
        return level.map_or(Education::Unknown, Education::Mbo);
    }
    let parts: Vec<&str> = word.split([' ', '(', ')', '.', '/']).collect();
    let has = |words: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["ad"]) || word.contains("associate") {
        Education::Ad
    } else if has(&["ba", "b", "bsc"]) || word.contains("bachelor") {
        Education::Bachelor
    } else if has(&["ma", "m", "msc"]) || word.contains("master") {
        Education::Master
    } else {
        Education::Unknown
    }
}

/// Returns whether a form of study is full-time (voltijd).
pub(super) fn is_full_time(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    matches!(word.as_str(), "voltijd" | "vt" | "full time" | "fulltime") || word.starts_with("full-time")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_known_in_the_words_of_registers() {
        for (word, level) in [
            ("mbo 2", Education::Mbo(2)),
            ("MBO-4", Education::Mbo(4)),
            ("niveau 3", Education::Mbo(3)),
            ("entree", Education::Mbo(1)),
            ("Ad", Education::Ad),
            ("associate degree", Education::Ad),
            ("hbo bachelor", Education::Bachelor),
            ("ba", Education::Bachelor),
            ("master", Education::Master),
            ("overig", Education::Unknown),
        ] {
            assert_eq!(of_word(word), level, "{word}");
        }
    }

    #[test]
    fn from_ad_to_bachelor_is_a_step_up_and_back_is_not() {
        assert!(Education::Ad.is_below(Education::Bachelor));
        assert!(Education::Mbo(4).is_below(Education::Ad));
        assert!(!Education::Bachelor.is_below(Education::Ad));
        assert!(!Education::Unknown.is_below(Education::Master));
    }
}
