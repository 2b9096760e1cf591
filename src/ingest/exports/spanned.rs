//! Tables whose headings take two rows: `2024` above `man` and `vrouw`, as merged cells leave them.
//!
//! Recognised only where nothing else fits: every cell of the second row stands below a heading that spans several
//! columns, and every other heading has nothing below it. Leaves out three rows and more.

use std::collections::BTreeSet;

use crate::model::{Fault, FaultKind, Severity, Text};

/// The heading that each column stands under, where `first` and `second` are two rows of headings; else `None`.
fn above<'h>(first: &'h [String], second: &[String]) -> Option<Vec<&'h str>> {
    let width = first.len().max(second.len());
    let at = |row: &'h [String], place: usize| row.get(place).map_or("", |field| field.trim());
    let below = |place: usize| second.get(place).map_or("", |field| field.trim());
    let mut above = Vec::with_capacity(width);
    let (mut spans, mut single) = (0, 0);
    let mut place = 0;
    while place < width {
        let heading = at(first, place);
        let next = (place + 1..width).find(|&next| !at(first, next).is_empty()).unwrap_or(width);
        let parts: Vec<&str> = (place..next).map(below).filter(|part| !part.is_empty()).collect();
        let distinct: BTreeSet<&&str> = parts.iter().collect();
        let is_span = parts.len() > 1
            && parts.len() == next - place
            && distinct.len() == parts.len()
            && parts.iter().all(|part| is_words(part));
        match (heading.is_empty(), parts.is_empty(), is_span) {
            (false, false, true) => spans += 1,
            (false, true, _) if next == place + 1 => single += 1,
            _ => return None,
        }
        above.extend(std::iter::repeat_n(heading, next - place));
        place = next;
    }
    (spans > 0 && single > 0).then_some(above)
}

fn is_words(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.chars().count() <= 60
}

/// Returns whether these are two rows of headings.
pub(super) fn is_head(first: &[String], second: &[String]) -> bool {
    above(first, second).is_some()
}

/// Returns one heading for each column, `2024 man`; `None` where these are not two rows of headings.
pub(super) fn combined(first: &[String], second: &[String]) -> Option<Vec<String>> {
    let above = above(first, second)?;
    let below = second.iter().map(String::as_str).chain(std::iter::repeat(""));
    Some(
        above
            .into_iter()
            .zip(below)
            .map(|(above, below)| format!("{above} {below}").trim().to_owned())
            .collect(),
    )
}

/// Returns what to tell of headings that were put together, of which `example` is one.
pub(super) fn told(file: &str, example: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new(
            format!("kolomnamen over twee regels; ze heten nu zoals \u{201c}{example}\u{201d}"),
            format!("headings on two lines; they are now called such as \u{201c}{example}\u{201d}"),
        ),
        Text::new(
            "klopt dat niet? geef elke kolom een eigen naam op een regel",
            "not so? give each column a name of its own on one line",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(fields: &str) -> Vec<String> {
        super::super::testing::row(&fields.split(';').collect::<Vec<_>>())
    }

    #[test]
    fn a_heading_over_several_columns_stands_before_each_of_them() {
        let (first, second) = (row("Opleiding;2024;;2025;"), row(";man;vrouw;man;vrouw"));
        let made = combined(&first, &second);
        assert_eq!(made, Some(row("Opleiding;2024 man;2024 vrouw;2025 man;2025 vrouw")));
    }

    #[test]
    fn a_row_of_data_below_a_heading_without_a_name_is_none() {
        for (first, second) in [
            ("naam;;geslacht", "Jan;x;man"),
            ("Opleiding;2024;;2025;", "Bouw;30;10;28;12"),
            ("Opleiding;2024;;2025;", ";30;10;28;12"),
            ("Opleiding;2024;;2025;", ";man;man;man;man"),
            ("token;opmerking;", ";mooi;"),
            ("a;b", ";"),
            ("a;b", "man;vrouw"),
            ("2024;;2025;", "man;vrouw;man;vrouw"),
        ] {
            assert!(!is_head(&row(first), &row(second)), "{first} / {second}");
        }
    }
}
