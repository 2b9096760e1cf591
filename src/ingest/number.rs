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

/// Which sign stands before the decimals in a column.
///
/// `1.234` alone is 1 and a bit; in a column that also holds `0,5` it is a thousand and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimals {
    /// Nothing in the column tells, or it holds both: each number is read by itself.
    Unknown,
    /// A comma: points stand between groups of three digits.
    Comma,
    /// A point: commas stand between groups of three digits.
    Point,
}

impl Decimals {
    /// Returns what the values of a column tell.
    pub(super) fn of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut comma, mut point) = (false, false);
        for value in values.into_iter().map(bare).filter(|value| is_plain(value)) {
            match (value.rfind(','), value.rfind('.')) {
                (Some(at), other) if other.is_none_or(|other| other < at) => {
                    comma |= other.is_some() || value.len() - at != 4 && value.matches(',').count() == 1;
                }
                (other, Some(at)) => {
                    point |= other.is_some() || value.len() - at != 4 && value.matches('.').count() == 1;
                }
                _ => {}
            }
        }
        match (comma, point) {
            (true, false) => Self::Comma,
            (false, true) => Self::Point,
            _ => Self::Unknown,
        }
    }

    /// Returns the number in `value`, or `None` for what is no finite number. `45%` is 45.
    pub(super) fn number(self, value: &str) -> Option<f64> {
        let value = bare(value);
        let (point, group) = match (self, value.rfind(','), value.rfind('.')) {
            (_, Some(comma), Some(point)) if comma > point => (',', '.'),
            (_, Some(_), Some(_)) => ('.', ','),
            (Self::Point, Some(_), None) => ('.', ','),
            (_, Some(_), None) if value.matches(',').count() > 1 => ('.', ','),
            (_, Some(_), None) => (',', '.'),
            (Self::Comma, None, Some(_)) => (',', '.'),
            (_, None, Some(_)) if value.matches('.').count() > 1 => (',', '.'),
            _ => ('.', ','),
        };
        let (whole, rest) =
            value.split_once(point).map_or((value, None), |(whole, rest)| (whole, Some(rest)));
        let mut plain = ungrouped(whole, group)?;
        if let Some(rest) = rest {
            plain.push('.');
            plain.push_str(rest);
        }
        // "inf" and "nan" parse as numbers and are none.
        plain.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

/// Returns a number with a decimal comma or point, or `None` for what is no finite number.
///
/// Where both occur the last is the decimal one: `1.234,5` is 1234.5. A lone one is a decimal one.
pub(super) fn decimal(value: &str) -> Option<f64> {
    Decimals::Unknown.number(value)
}

/// The value without spaces around it and without its percent sign.
fn bare(value: &str) -> &str {
    let value = value.trim();
    value.strip_suffix('%').map_or(value, str::trim_end)
}

fn is_plain(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
        && value.bytes().all(|byte| byte.is_ascii_digit() || b",.-".contains(&byte))
}

/// The digits of a whole number without the signs between its groups; `None` where those do not stand
/// between groups of three.
fn ungrouped(whole: &str, group: char) -> Option<String> {
    let is_space =
        |letter: char| matches!(letter, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\'' | '\u{2019}');
    let separator = if whole.contains(group) {
        group
    } else {
        whole.chars().find(|&letter| is_space(letter)).unwrap_or(group)
    };
    let mut parts = whole.split(separator);
    let first = parts.next().unwrap_or("");
    let mut digits = first.to_owned();
    for part in parts {
        let is_group = part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_group || !(1..=3).contains(&first.trim_start_matches(['-', '+']).len()) {
            return None;
        }
        digits.push_str(part);
    }
    Some(digits)
}

/// Returns the starting year in `value`, or `None` where there is none between 1950 and 2100.
///
/// Reads `2023`, `2023.0`, `2023/2024`, `2023-24`, `2023-'24`, `20230901`, and dates in Dutch and English:
/// `2023-09-01`, `1-9-2023 12:30`, `9/1/23`, `1 september 2023`, `Fri Sep 1, 2023 9:00 AM`.
pub(super) fn year(value: &str) -> Option<u16> {
    let value = value.trim();
    let value = value.strip_suffix(".0").unwrap_or(value);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let found = match value.len() {
        4 if digits(value) => value.parse().ok(),
        8 if digits(value) => value[..4].parse().ok(),
        _ if digits(value) => None,
        _ => year_of_date(value),
    };
    found.filter(|year| (1950..=2100).contains(year))
}

fn year_of_date(value: &str) -> Option<u16> {
    let splits = |letter: char| !letter.is_alphanumeric() && letter != ':';
    let parts: Vec<String> =
        value.split(splits).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers: Vec<&str> = Vec::new();
    let mut named = false;
    for part in &parts {
        // 2023-09-01T12:00:00Z
        let part = part
            .split_once('t')
            .filter(|(day, _)| day.len() == 2 && is_number(day))
            .map_or(part.as_str(), |(day, _)| day);
        if is_number(part) {
            numbers.push(part);
        } else if is_month(part) {
            named = true;
        } else if !part.contains(':') && !WORDS_IN_DATES.contains(&part) {
            return None;
        }
    }
    if let Some(year) = numbers.iter().find(|part| part.len() == 4) {
        return year.parse().ok();
    }
    // A day, a month and a year of two digits.
    let of_date = if named { numbers.get(1) } else { numbers.get(2) };
    let short = of_date.filter(|_| numbers.iter().take(3).all(|part| part.len() <= 2))?;
    short.parse::<u16>().ok().filter(|_| short.len() == 2).map(|year| 2000 + year)
}

const WORDS_IN_DATES: [&str; 26] = [
    "am", "pm", "om", "uur", "utc", "gmt", "cet", "cest", "ma", "di", "wo", "do", "vr", "za", "zo", "mon",
    "tue", "wed", "thu", "fri", "sat", "sun", "st", "nd", "rd", "th",
];

const MONTHS: [(&str, u8); 17] = [
    ("jan", 1),
    ("feb", 2),
    ("mrt", 3),
    ("mar", 3),
    ("maa", 3),
    ("apr", 4),
    ("mei", 5),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("okt", 10),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("mär", 3),
];

/// Whether a word in lower case is a month: `sep`, `sept`, `september`, `maart`.
fn is_month(word: &str) -> bool {
    word.len() <= 9 && word.chars().all(char::is_alphabetic) && month(word).is_some()
}

fn month(word: &str) -> Option<u8> {
    MONTHS.iter().find(|(name, _)| word.starts_with(name)).map(|(_, number)| *number)
}

/// Returns whether a value looks like one that a spreadsheet turned into a date: `4-mrt`, `Jan-05`, `2026-03-04`.
pub(super) fn is_date(value: &str) -> bool {
    let parts: Vec<String> = value.split(['-', '/', ' ']).map(str::to_lowercase).collect();
    let number =
        |part: &String| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [_, _] => before_date(value).is_some(),
        [a, b, c] => {
            number(a) && (number(b) || is_short_month(b)) && number(c) && (a.len() == 4 || c.len() >= 2)
        }
        _ => false,
    }
}

/// Returns what a value may have been before a spreadsheet turned it into a date without a year, or
/// `None` where it is no such date: `20-Oct` was `10-20` or `20-10`, `okt-20` was `10-20`.
pub(super) fn before_date(value: &str) -> Option<Vec<String>> {
    let (a, b) = value.split_once(['-', '/', ' '])?;
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let number = |part: &str| {
        part.parse::<u8>().ok().filter(|_| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if let (Some(day), true) = (number(&a), is_short_month(&b)) {
        let month = month(b.trim_end_matches('.'))?;
        return Some(vec![format!("{month}-{day}"), format!("{day}-{month}")]);
    }
    let year = number(&b).filter(|_| is_short_month(&a))?;
    Some(vec![format!("{}-{year}", month(a.trim_end_matches('.'))?)])
}

/// A month as spreadsheets write it in a short date; `mark` and `mei-actie` are none.
fn is_short_month(part: &str) -> bool {
    let word = part.trim_end_matches('.');
    word == "sept" || MONTHS.iter().any(|(name, _)| *name == word)
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
    fn thousands_have_points_commas_or_spaces() {
        for (value, number) in [
            ("1.234.567", 1_234_567.0),
            ("1,234,567", 1_234_567.0),
            ("12 345,5", 12_345.5),
            ("12\u{A0}345", 12_345.0),
            ("-1.234,5", -1234.5),
            ("45%", 45.0),
            ("45,5 %", 45.5),
        ] {
            assert!((decimal(value).unwrap() - number).abs() < 1e-9, "{value}");
        }
        assert_eq!(decimal("1.23.456"), None);
        assert_eq!(decimal("12.34,5"), None);
    }

    #[test]
    fn a_column_tells_what_its_points_are() {
        let comma = Decimals::of(["0,85", "1.234", "2"]);
        assert_eq!((comma, comma.number("1.234")), (Decimals::Comma, Some(1234.0)));
        let point = Decimals::of(["0.85", "1,234"]);
        assert_eq!((point, point.number("1,234")), (Decimals::Point, Some(1234.0)));
        assert_eq!(Decimals::of(["1.234", "5.678"]), Decimals::Unknown);
        assert_eq!(Decimals::of(["0.5", "0,5"]).number("1.25"), Some(1.25));
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
            "2023-09-01T12:00:00Z",
            "1 september 2023",
            "1 sep. 2023",
            "vr 1 sept 2023 om 12:30 uur",
            "September 1, 2023",
            "1-sep-23",
            "9/1/23 12:30",
            "9/1/2023 9:00 AM",
        ] {
            assert_eq!(year(value), Some(2023), "{value}");
        }
        for value in ["", "23", "20231", "9999", "diploma voorafgaand aan jaar 2013", "0"] {
            assert_eq!(year(value), None, "{value}");
        }
    }

    #[test]
    fn labels_that_became_dates_are_seen() {
        for value in ["4-mrt", "Jan-05", "2026-03-04", "1-2-2026", "20-Oct", "okt-20", "20-okt."] {
            assert!(is_date(value), "{value}");
        }
        for value in ["3-4 jaar", "vrouw", "18 - 34", "niet-westers", "2023", "a-b-c"] {
            assert!(!is_date(value), "{value}");
        }
        assert_eq!(before_date("20-Oct"), Some(vec!["10-20".to_owned(), "20-10".to_owned()]));
        assert_eq!(before_date("okt-20"), Some(vec!["10-20".to_owned()]));
        assert_eq!(before_date("10-20"), None);
    }
}
