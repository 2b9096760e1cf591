//! Decimal digits: rounding, separators, and printed numbers read back.
//!
//! Leaves out units and precision, which belong to a number.

use crate::model::Language;

/// Returns the numbers in a printed text, in order, as printed: 12.5 for `12,5%`.
///
/// For tests and for whoever checks that each printed number is a published one. Years and labels that
/// hold digits are numbers too.
#[must_use]
pub fn numbers_in(text: &str, language: Language) -> Vec<f64> {
    let (thousands, decimal) = separators(language);
    let characters: Vec<char> = text.chars().collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let starts_small = characters[at] == decimal && next_is_digit(&characters, at);
        if !characters[at].is_ascii_digit() && !starts_small {
            at += 1;
            continue;
        }
        let mut plain = String::from(if at > 0 && characters[at - 1] == '−' { "-" } else { "" });
        while let Some(&character) = characters.get(at) {
            if character.is_ascii_digit() {
                plain.push(character);
            } else if character == decimal && !plain.contains('.') && next_is_digit(&characters, at) {
                plain.push('.');
            } else if character != thousands || !next_is_digit(&characters, at) {
                break;
            }
            at += 1;
        }
        numbers.extend(plain.parse::<f64>());
    }
    numbers
}

fn next_is_digit(characters: &[char], at: usize) -> bool {
    characters.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// Returns the thousands and the decimal separator.
fn separators(language: Language) -> (char, char) {
    match language {
        Language::Dutch => ('.', ','),
        Language::English => (',', '.'),
    }
}

/// Gives a plain decimal its separators and its minus sign.
pub(super) fn localised(printed: &str, language: Language) -> String {
    let (thousands, decimal) = separators(language);
    let (sign, magnitude) = printed.strip_prefix('-').map_or(("", printed), |rest| ("−", rest));
    let (whole, decimals) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !decimals.is_empty() {
        text.push(decimal);
        text.push_str(decimals);
    }
    text
}

/// Rounds half away from zero, on the decimal digits that a reader of `results.csv` sees.
///
/// Not on the binary value: 0.285 is a hair below in binary and would print as 28 percent for 29.
/// The point moves `shift` places to the right first.
pub(super) fn rounded(value: f64, shift: usize, decimals: usize) -> String {
    let shortest = format!("{}", value.abs());
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').collect();
    let point = whole.len() + shift;
    digits.resize(digits.len().max(point + decimals + 1), 0);
    let round_up = digits[point + decimals] >= 5;
    digits.truncate(point + decimals);
    if round_up {
        let mut at = digits.len();
        loop {
            let Some(previous) = at.checked_sub(1) else {
                digits.insert(0, 1);
                break;
            };
            at = previous;
            if digits[at] < 9 {
                digits[at] += 1;
                break;
            }
            digits[at] = 0;
        }
    }
    let split = digits.len() - decimals;
    let text = |part: &[u8]| part.iter().map(|digit| char::from(b'0' + digit)).collect::<String>();
    let whole = text(&digits[..split]);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if value < 0.0 && digits.iter().any(|digit| *digit != 0) { "-" } else { "" };
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", text(&digits[split..])) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::format::{Number, Precision};

    const NL: Language = Language::Dutch;
    const EN: Language = Language::English;

    #[test]
    fn halves_go_away_from_zero_on_the_digits_a_reader_sees() {
        assert_eq!(Number::percent(0.285, Precision::WHOLE).bare(EN), "29");
        assert_eq!(Number::score(2.675, Precision::TWO).bare(EN), "2.68");
        assert_eq!(Number::score(-2.675, Precision::TWO).bare(EN), "−2.68");
        assert_eq!(Number::score(9.995, Precision::TWO).bare(EN), "10.00");
        assert_eq!(Number::percent(0.9999, Precision::ONE).bare(EN), "100.0");
        assert_eq!(Number::score(0.5, Precision::WHOLE).bare(EN), "1");
        assert_eq!(Number::score(1e-9, Precision::TWO).bare(EN), "0.00");
        assert_eq!(Number::score(1e21, Precision::WHOLE).bare(EN), "1,000,000,000,000,000,000,000");
    }

    #[test]
    fn printed_numbers_can_be_read_back() {
        for value in [0.0, -0.3, 3.62, 1234.5, -24_848.25] {
            for language in [NL, EN] {
                let text = Number::score(value, Precision::TWO).bare(language);
                let read = numbers_in(&text, language);
                assert_eq!(read.len(), 1, "{text}");
                approx::assert_relative_eq!(read[0], value, epsilon = 0.0, max_relative = 1e-12);
            }
        }
        assert_eq!(numbers_in("Van 3,4 (n = ongeveer 1.240) naar −0,1.", NL), [3.4, 1240.0, -0.1]);
        assert_eq!(numbers_in("p < .001, in 2024.", EN), [0.001, 2024.0]);
        assert_eq!(numbers_in(&Number::percent(0.125, Precision::ONE).in_text(NL), NL), [12.5]);
    }
}
