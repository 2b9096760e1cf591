//! Open answers beside a school's own keywords: who wrote a word of each subject. The answers themselves are not kept.
//!
//! A word says what somebody wrote about, not what they thought of it. Leaves out themes, which a person gives (`themes`).

use crate::codebook::{Keyword, folded};
use crate::model::{Base, Choice, MISSING, Role};

use super::columns::Mapped;
use super::themes::slug;

/// Returns each subject as a yes or no of who wrote something; nothing for a column without keywords.
pub(super) fn named_in(column: &Mapped<'_>) -> Vec<Choice> {
    let meaning = column.meaning;
    let Some(coded) = column.coded().filter(|_| meaning.role == Role::Open) else { return Vec::new() };
    let subject = |keyword: &Keyword| {
        let of_value: Vec<u16> = coded
            .values
            .iter()
            .map(|answer| match (meaning.is_missing(answer), is_in(keyword, answer)) {
                (true, _) => MISSING,
                (false, true) => Choice::TICKED,
                (false, false) => Choice::NOT_TICKED,
            })
            .collect();
        let code = |code: u32| of_value.get(code as usize).copied().unwrap_or(MISSING);
        Choice {
            question: meaning.id().to_owned(),
            id: slug(&keyword.text.nl),
            question_text: meaning.text(),
            text: keyword.text.clone(),
            base: Base::Written,
            codes: coded.codes.iter().map(code).collect(),
        }
    };
    meaning.keywords.iter().map(subject).collect()
}

fn is_in(keyword: &Keyword, answer: &str) -> bool {
    let text = folded(answer);
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |wanted: &String| {
        let wanted = folded(wanted);
        words.iter().any(|word| match (wanted.strip_prefix('*'), wanted.strip_suffix('*')) {
            (Some(end), _) => word.ends_with(end),
            (None, Some(start)) => word.starts_with(start),
            (None, None) => *word == wanted,
        })
    };
    keyword.words.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn a_word_is_found_whole_or_by_its_beginning_or_end() {
        let keyword = |word: &str| Keyword { text: Text::same("kleding"), words: vec![word.to_owned()] };
        let answer = "Mijn Werkkleding, en de schoenen, passen niet";
        for (word, is_there) in [
            ("werkkleding", true),
            ("kleding", false),
            ("*kleding", true),
            ("schoen*", true),
            ("schoen", false),
        ] {
            assert_eq!(is_in(&keyword(word), answer), is_there, "{word}");
        }
    }
}
