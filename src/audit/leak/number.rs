//! Numbers as they are written in a text, in Dutch and in English.

/// A number in a text.
pub(super) struct Seen {
    /// As it is written.
    pub(super) written: String,
    /// With a decimal point and nothing between thousands.
    pub(super) plain: String,
    /// How it also can be read: "1,000" is a thousand, or a probability of one.
    pub(super) other: Option<String>,
    /// Where it begins, in bytes.
    pub(super) at: usize,
}

impl Seen {
    /// Returns its value; `None` for what only looks like a number, such as a version.
    pub(super) fn value(&self) -> Option<f64> {
        self.plain.parse().ok()
    }

    /// Returns how far a number that is written so may be from its value: half of its last digit.
    pub(super) fn slack(&self) -> f64 {
        let decimals = self.plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX)) + 1e-9
    }
}

/// Returns the numbers in a text; digits that are part of a word are not numbers.
pub(super) fn numbers_in(text: &str) -> Vec<Seen> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < letters.len() {
        if !letters[i].1.is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < letters.len() && is_in_number(&letters, i) {
            i += 1;
        }
        let before = start.checked_sub(1).map(|before| letters[before].1);
        let after = letters.get(i).map(|(_, letter)| *letter);
        let is_word = before.is_some_and(|letter| letter.is_alphabetic() || letter == '_' || letter == '#')
            || after.is_some_and(|letter| letter.is_alphabetic() || letter == '_');
        if is_word || is_second_year(&letters, start, i) {
            continue;
        }
        let is_negative = before.is_some_and(|letter| letter == '−' || letter == '-')
            && !start.checked_sub(2).is_some_and(|before| letters[before].1.is_alphanumeric());
        let written: String = letters[start..i].iter().map(|(_, letter)| *letter).collect();
        let sign = if is_negative { "-" } else { "" };
        // A probability is written without its zero: `p = .016`.
        let is_fraction = before == Some('.')
            && !start.checked_sub(2).is_some_and(|before| letters[before].1.is_alphanumeric());
        let zero = if is_fraction { "0." } else { "" };
        let plain = tidy(format!("{sign}{zero}{}", plain(&written)));
        let other = matches!(written.as_str(), "1.000" | "1,000").then(|| "1.000".to_owned());
        found.push(Seen { written, plain, other, at: letters[start].0 });
    }
    found
}

/// Returns whether digits are the second year of a school year: the 26 of "2025/26".
fn is_second_year(letters: &[(usize, char)], start: usize, end: usize) -> bool {
    let digits = |from: usize, to: usize| -> Option<u32> {
        letters.get(from..to)?.iter().map(|(_, letter)| *letter).collect::<String>().parse().ok()
    };
    let Some(from) = start.checked_sub(5).filter(|_| letters[start - 1].1 == '/') else { return false };
    let (first, second) = (digits(from, start - 1), digits(start, end));
    end - start == 2 && first.is_some_and(|first| second == Some((first + 1) % 100))
}

fn is_in_number(letters: &[(usize, char)], i: usize) -> bool {
    let is_digit = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_digit());
    letters[i].1.is_ascii_digit() || matches!(letters[i].1, '.' | ',') && is_digit(i + 1)
}

/// Returns a number with a decimal point: a mark before three digits that is not alone parts thousands.
fn plain(written: &str) -> String {
    let marks: Vec<usize> = written.match_indices(['.', ',']).map(|(at, _)| at).collect();
    let Some(last) = marks.last() else { return written.to_owned() };
    let first_mark = &written[marks[0]..=marks[0]];
    let is_thousands = written.len() - last == 4 && !written.starts_with('0');
    let is_same = marks.iter().all(|at| &written[*at..=*at] == first_mark);
    if is_thousands && is_same && !written[..marks[0]].is_empty() {
        return written.replace(['.', ','], "");
    }
    format!("{}.{}", written[..*last].replace(['.', ','], ""), &written[last + 1..])
}

/// Returns zero without a sign.
pub(super) fn tidy(number: String) -> String {
    if number.starts_with('-') && number.chars().all(|c| matches!(c, '-' | '0' | '.')) {
        number[1..].to_owned()
    } else {
        number
    }
}
