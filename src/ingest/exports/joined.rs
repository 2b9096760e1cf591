//! Whether the cells of a column hold several answers each.
//!
//! Said by the semicolon at the end that Microsoft Forms writes, or by the labels of the codebook: a comma between
//! two words is not enough, as `Bouwkunde, voltijd` is one programme. Leaves out which answers there are.

use crate::codebook::ColumnMeaning;

use super::super::choices::parts;
use super::super::values::answer;

/// Returns `;` where the distinct `values` end in it, as those of Microsoft Forms do for several answers only.
pub(in crate::ingest) fn ended<'v>(values: impl Iterator<Item = &'v str>) -> Option<&'static str> {
    let (mut all, mut ended) = (0, 0);
    for value in values.filter(|value| !value.is_empty()) {
        all += 1;
        ended += usize::from(value.ends_with(';'));
    }
    (ended > 0 && ended * 2 > all).then_some(";")
}

/// Returns whether one of the distinct `values` is several answers of the codebook, with `separator` between them.
pub(super) fn labelled<'v>(
    meaning: &ColumnMeaning,
    separator: &str,
    mut values: impl Iterator<Item = &'v str>,
) -> bool {
    if meaning.labels.is_empty() {
        return false;
    }
    let split = ColumnMeaning { separator: Some(separator.to_owned()), ..meaning.clone() };
    values.any(|value| {
        let parts = if answer(value, meaning).is_some() { Vec::new() } else { parts(value, &split) };
        parts.len() > 1 && parts.iter().all(|part| answer(part, meaning).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::Label;
    use crate::model::{Role, Text};

    #[test]
    fn a_semicolon_at_the_end_says_several_answers() {
        assert_eq!(ended(["werk;stage;", "werk;"].into_iter()), Some(";"));
        assert_eq!(ended(["goed; maar druk", "goed"].into_iter()), None);
        assert_eq!(ended(["werk;", "goed", "fijn"].into_iter()), None, "an answer that happens to end so");
    }

    #[test]
    fn labels_say_several_answers_also_where_one_holds_the_separator() {
        let label = |text: &str| Label { raw: text.into(), text: Text::same(text), also: Vec::new() };
        let labels = ["Werk, betaald", "Stage"].map(label).to_vec();
        let meaning = ColumnMeaning { labels, ..ColumnMeaning::new("werk", Role::Item) };
        assert!(labelled(&meaning, ", ", ["Werk, betaald, Stage"].into_iter()));
        assert!(!labelled(&meaning, ", ", ["Werk, betaald", "Stage", "Stage, maar kort"].into_iter()));
    }
}
