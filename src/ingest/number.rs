//! Numbers, years and hidden counts as people and publishers write them.
//!
//! Leaves out which column holds which: that is the codebook's.

/// The fewest and the most people that a cell can hold; equal where the number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    /// The fewest.
    pub(super) least: u32,
    /// The most.
    pub(super) most: u32,
}

/// The largest count that DUO hides behind -1 or `<5`: 1 to 4 people, never none.
///
/// Source: duo.nl, open data since 1 November 2023: a zero stays a zero.
const HIDDEN_MOST: u32 = 4;

/// Returns the people in a cell of counts, or `None` for what is no count.
///
/// `-1` and `<5` are 1 to 4 people; `1-4` is what it says; points, commas, spaces and apostrophes between
/// groups of three digits are no decimals. `12,0` is 12; `12,5` is no count.
pub(super) fn count(value: &str) -> Option<Interval> {
    let value = value.trim();
    if value == "-1" {
        return Some(Interval { least: 1, most: HIDDEN_MOST });
    }
    if let Some(limit) = below(value) {
        return limit.checked_sub(1).filter(|&most| most > 0).map(|most| Interval { least: 1, most });
    }
    if let Some(number) = whole(value) {
        return Some(Interval { least: number, most: number });
    }
    let (least, most) = value.split_once(['-', '–']).or_else(|| value.split_once(".."))?;
    let (least, most) = (whole(least.trim())?, whole(most.trim())?);
    (least <= most).then_some(Interval { least, most })
}

/// The number that a hidden cell is below: of `<5`, `< 5`, `<=4`, `≤4`, `minder dan 5`, `less than 5`.
fn below(value: &str) -> Option<u32> {
    let value = value.replace("&lt;", "<").to_lowercase();
    for word in ["<=", "≤"] {
        if let Some(rest) = value.strip_prefix(word) {
            return whole(rest.trim())?.checked_add(1);
        }
    }
    ["<", "minder dan", "less than", "fewer than"]
        .iter()
        .find_map(|word| value.strip_prefix(word))
        .and_then(|rest| whole(rest.trim()))
}

fn whole(value: &str) -> Option<u32> {
    if let Ok(number) = value.parse() {
        return (!value.starts_with('+')).then_some(number);
    }
    let separator = value.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(separator, '.' | ',' | ' ' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}' | '\u{2009}') {
        return None;
    }
    let mut parts = value.split(separator);
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    if matches!(separator, '.' | ',') && rest.len() == 1 && (rest[0] == "0" || rest[0] == "00") {
        return first.parse().ok();
    }
    let grouped = (1..=3).contains(&first.len())
        && rest.iter().all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    grouped.then(|| value.replace(separator, "")).and_then(|digits| digits.parse().ok())
}

/// Returns a number with a decimal comma or point, or `None` for what is no finite number.
///
/// Where both occur the last is the decimal one: `1.234,5` is 1234.5. A lone one is a decimal one.
pub(super) fn decimal(value: &str) -> Option<f64> {
    let value = value.trim();
    let plain = match (value.rfind(','), value.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => value.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => value.replace(',', ""),
        (Some(_), None) => value.replace(',', "."),
        _ => value.to_owned(),
    };
    // "inf" and "nan" parse as numbers and are none.
    plain.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Returns the starting year in `value`, or `None` where there is none between 1950 and 2100.
///
/// Reads `2023`, `2023.0`, `2023/2024`, `2023-24`, `2023-'24`, `2023-09-01`, `1-9-2023`, `20230901`.
pub(super) fn year(value: &str) -> Option<u16> {
    let value = value.trim();
    let value = value.strip_suffix(".0").unwrap_or(value);
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let found = match value.len() {
        4 if digits => value,
        8 if digits => &value[..4],
        _ if digits => return None,
        _ => {
            let mut parts = value.split(['/', '-', '–', ' ', '\'', 'T', '.']).filter(|part| !part.is_empty());
            let numbers =
                parts.clone().all(|part| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b':'));
            parts.find(|part| part.len() == 4).filter(|_| numbers)?
        }
    };
    found.parse().ok().filter(|year| (1950..=2100).contains(year))
}

/// Returns whether a value looks like one that a spreadsheet turned into a date: `4-mrt`, `Jan-05`, `2026-03-04`.
pub(super) fn is_date(value: &str) -> bool {
    const MONTHS: [&str; 16] = [
        "jan", "feb", "mrt", "mar", "maa", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct",
        "nov", "dec",
    ];
    let parts: Vec<String> = value.split(['-', '/', ' ']).map(str::to_lowercase).collect();
    let number =
        |part: &String| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &String| {
        MONTHS.iter().any(|name| part.trim_end_matches('.').starts_with(name)) && part.len() <= 5
    };
    match parts.as_slice() {
        [a, b] => number(a) && month(b) || month(a) && number(b),
        [a, b, c] => number(a) && (number(b) || month(b)) && number(c) && (a.len() == 4 || c.len() >= 2),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_counts_are_intervals_and_never_numbers() {
        for hidden in ["-1", "<5", "< 5", "&lt;5", "<=4", "≤ 4", "minder dan 5", "1-4", "1..4", "1 – 4"] {
            assert_eq!(count(hidden), Some(Interval { least: 1, most: 4 }), "{hidden}");
        }
        assert_eq!(count("<10"), Some(Interval { least: 1, most: 9 }));
    }

    #[test]
    fn counts_have_thousands_and_no_decimals() {
        for (value, number) in [
            ("0", 0),
            ("1.234", 1234),
            ("1,234", 1234),
            ("12 345", 12_345),
            ("1.234.567", 1_234_567),
            ("12,0", 12),
            ("1'234", 1234),
        ] {
            assert_eq!(count(value), Some(Interval { least: number, most: number }), "{value}");
        }
        for value in ["", "x", "-2", "1,5", "1.23", "12.34.567", "+5", "<1", "."] {
            assert_eq!(count(value), None, "{value}");
        }
    }

    #[test]
    fn weights_have_a_decimal_comma_or_point() {
        for (value, number) in
            [("0,85", 0.85), ("0.85", 0.85), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("2", 2.0)]
        {
            assert!((decimal(value).unwrap() - number).abs() < 1e-12, "{value}");
        }
        for value in ["", "nan", "inf", "een", "1,2,3"] {
            assert_eq!(decimal(value), None, "{value}");
        }
    }

    #[test]
    fn a_year_is_its_starting_year() {
        for value in [
            "2023",
            "2023.0",
            "2023/2024",
            "2023-24",
            "2023-'24",
            "2023-09-01",
            "1-9-2023",
            "20230901",
            "2023/'24",
            "2023-09-01T12:00:00",
        ] {
            assert_eq!(year(value), Some(2023), "{value}");
        }
        for value in ["", "23", "20231", "9999", "diploma voorafgaand aan jaar 2013", "0"] {
            assert_eq!(year(value), None, "{value}");
        }
    }

    #[test]
    fn labels_that_became_dates_are_seen() {
        for value in ["4-mrt", "Jan-05", "2026-03-04", "1-2-2026"] {
            assert!(is_date(value), "{value}");
        }
        for value in ["3-4 jaar", "vrouw", "18 - 34", "niet-westers", "2023", "a-b-c"] {
            assert!(!is_date(value), "{value}");
        }
    }
}
