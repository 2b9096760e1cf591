//! The order of answers that no ladder knows, read off their words: degrees of one thing, and amounts.
//!
//! "Not at all safe, not very safe, somewhat safe, very safe" is in order whatever the adjective is. An order found
//! here is a guess, and is said to be one.

use super::vocabulary::plain_answer;

/// Words of degree, weak to strong; those in one line have one place.
const DEGREES: [&[&str]; 7] = [
    &["helemaal niet", "totaal niet", "not at all", "absolutely not"],
    &[
        "niet zo",
        "niet erg",
        "niet heel",
        "nauwelijks",
        "niet",
        "not very",
        "not too",
        "not so",
        "not really",
        "hardly",
        "not",
    ],
    &["een beetje", "beetje", "a little", "slightly", "a bit"],
    &[
        "enigszins",
        "redelijk",
        "tamelijk",
        "vrij",
        "somewhat",
        "moderately",
        "fairly",
        "reasonably",
        "rather",
    ],
    &[""],
    &["heel", "zeer", "erg", "best", "very", "quite"],
    &["helemaal", "volledig", "extreem", "heel erg", "extremely", "completely", "totally"],
];

/// Returns the values from weak to strong if all are degrees of one thing, on three places or more.
///
/// `None` where a word of degree is lacking, or where two values have one place.
pub(super) fn by_degree<'v>(values: &[&'v str]) -> Option<Vec<&'v str>> {
    let mut found: Vec<(usize, String, &'v str)> = Vec::new();
    for value in values {
        let (place, of) = degree(&plain_answer(value));
        found.push((place, of, value));
    }
    let thing = found.first()?.1.clone();
    let is_one_thing = !thing.is_empty() && found.iter().all(|(_, of, _)| *of == thing);
    found.sort_by_key(|(place, _, _)| *place);
    let is_ladder = found.len() >= 3 && found.windows(2).all(|pair| pair[0].0 < pair[1].0);
    (is_one_thing && is_ladder).then(|| found.into_iter().map(|(_, _, value)| value).collect())
}

/// Returns the place of the degree and what it is a degree of.
fn degree(value: &str) -> (usize, String) {
    let mut best = (4, value.to_owned(), 0);
    for (place, words) in DEGREES.iter().enumerate() {
        for word in words.iter().filter(|word| !word.is_empty()) {
            let rest = value.strip_prefix(word).filter(|rest| rest.starts_with(' '));
            if let Some(rest) = rest.filter(|_| word.len() > best.2) {
                best = (place, rest.trim().to_owned(), word.len());
            }
        }
    }
    (best.0, best.1)
}

/// Returns the values from low to high if each is an amount: `< 2 jaar`, `2-5 jaar`, `meer dan 10 jaar`.
pub(super) fn by_amount<'v>(values: &[&'v str]) -> Option<Vec<&'v str>> {
    let mut found: Vec<(f64, &'v str)> = Vec::new();
    for value in values {
        found.push((amount(value)?, value));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let differ = found.windows(2).all(|pair| pair[0].0 < pair[1].0);
    (found.len() >= 2 && differ).then(|| found.into_iter().map(|(_, value)| value).collect())
}

fn amount(value: &str) -> Option<f64> {
    let plain = plain_answer(value);
    let start = plain.find(|c: char| c.is_ascii_digit())?;
    let digits: String =
        plain[start..].chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    // Thousands points and commas; a decimal comma does not change an order of bands.
    let whole: String = digits.chars().filter(char::is_ascii_digit).collect();
    let number: f64 = whole.parse().ok()?;
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let below = has(&[
        "<",
        "minder dan",
        "jonger",
        "tot ",
        "less",
        "under",
        "below",
        "hoogstens",
        "maximaal",
        "or fewer",
    ]);
    let above = has(&[
        ">", "meer dan", "ouder", "of meer", "more", "over", "above", "minstens", "+", "of vaker", "en hoger",
    ]);
    // "35 or under" before "> 35", "18 tot 21" at 18.
    let shift = if below && !above && plain.matches(|c: char| c.is_ascii_digit()).count() == whole.len() {
        -0.5
    } else if above {
        0.5
    } else {
        0.0
    };
    Some(number + shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_of_one_thing_are_in_order() {
        let values = ["Very masculine", "Not at all masculine", "Somewhat masculine", "Not very masculine"];
        let order =
            ["Not at all masculine", "Not very masculine", "Somewhat masculine", "Very masculine"].to_vec();
        assert_eq!(by_degree(&values), Some(order));
        assert_eq!(
            by_degree(&["heel veilig", "veilig", "niet veilig"]),
            Some(vec!["niet veilig", "veilig", "heel veilig"])
        );
        assert_eq!(by_degree(&["heel veilig", "niet leuk", "veilig"]), None);
        assert_eq!(by_degree(&["bus", "trein", "fiets"]), None);
    }

    #[test]
    fn amounts_are_in_order_of_size() {
        let years = ["> 10 years", "2-5 years", "< 2 years", "5-10 years"];
        assert_eq!(by_amount(&years), Some(vec!["< 2 years", "2-5 years", "5-10 years", "> 10 years"]));
        assert_eq!(by_amount(&["> 35", "35 or under"]), Some(vec!["35 or under", "> 35"]));
        assert_eq!(by_amount(&["jonger dan 18", "18 t/m 21", "22 of ouder"]).unwrap()[0], "jonger dan 18");
        assert_eq!(by_amount(&["ja", "nee"]), None);
    }
}
