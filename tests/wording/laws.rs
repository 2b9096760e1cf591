//! Rules that hold for every text, whatever its values.

use meetellen::model::Language;
use meetellen::report::wording::glossary::ENTRIES;
use meetellen::report::wording::section::Section;
use meetellen::report::wording::text::{ChartKind, Topic};
use meetellen::report::wording::word::Word;
use meetellen::report::wording::{Slot, Template, WordingError, certainty, render, text};

use super::values::{edges, labels, typical};
use super::{EN, NL, say};

const LANGUAGES: [Language; 2] = [NL, EN];

/// Every text that a report can hold, rendered with every set of values.
fn everything(language: Language) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for template in Template::ALL {
        let sets = std::iter::once(typical(*template)).chain(edges(*template)).chain([labels(*template)]);
        texts.extend(sets.filter_map(|slots| render(*template, language, &slots).ok()).map(|s| s.text));
    }
    texts.extend(fixed(language));
    texts
}

/// The texts that hold no values.
fn fixed(language: Language) -> Vec<String> {
    let passages = [text::how_calculated(language), text::privacy(language), text::not_said(language)];
    let mut texts: Vec<&str> = passages.iter().flat_map(|passage| [passage.heading, passage.body]).collect();
    texts.extend(ChartKind::ALL.map(|kind| kind.reading_guide(language)));
    texts.extend(Topic::ALL.map(|topic| topic.question(language)));
    for section in Section::ALL {
        texts.extend([section.title(language), section.intro(language)]);
    }
    texts.extend(ENTRIES.iter().map(|entry| entry.meaning(language)));
    texts.extend(Word::ALL.iter().map(|word| word.text(language)));
    for label in certainty::ALL {
        texts.extend([certainty::label(label, language), certainty::meaning(label, language)]);
    }
    texts.into_iter().map(String::from).collect()
}

/// The sentences of a text, roughly: a point, question mark or exclamation mark before a space or the end.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '?', '!'])
        .fold(Vec::new(), |mut parts: Vec<(usize, usize)>, part| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            let end = start + part.len();
            match parts.last_mut() {
                Some(last) if !part.starts_with(' ') => last.1 = end,
                _ => parts.push((start, end)),
            }
            parts
        })
        .into_iter()
        .map(|(start, end)| text[start..end].trim())
        .collect()
}

#[test]
fn every_template_has_the_same_slots_in_both_languages() {
    for template in Template::ALL {
        assert_eq!(template.slots(NL), template.slots(EN), "{}", template.id());
    }
}

#[test]
fn no_sentence_has_more_than_twenty_words() {
    for language in LANGUAGES {
        let rendered = Template::ALL.iter().map(|template| say(*template, language, &typical(*template)));
        for text in rendered.chain(fixed(language)) {
            for sentence in sentences(&text) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{words} words: {sentence}");
            }
        }
    }
}

#[test]
fn nothing_is_left_between_braces() {
    for language in LANGUAGES {
        for text in everything(language) {
            assert!(!text.contains(['{', '}']), "{text}");
            assert!(!text.contains("  "), "{text}");
            assert_eq!(text.trim(), text);
        }
    }
}

/// The words that are not said, each with the reason why.
fn unsaid() -> Vec<(&'static str, &'static str)> {
    let mut reason = "";
    let mut found = Vec::new();
    for line in include_str!("../words/unsaid.txt").lines().map(str::trim) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(heading) => reason = heading,
            None if line.is_empty() || line.starts_with('#') => {}
            None => found.push((reason, line)),
        }
    }
    assert!(found.len() > 30);
    found
}

#[test]
fn a_difference_between_groups_names_both_so_that_neither_is_the_silent_norm() {
    // "Higher for women" is said after a sentence that names both; what holds a value of a group names the other.
    // The chain sets places beside each other, not groups.
    let one_sided = ["c.unsure", "title.mean", "title.share", "title.trend", "g.one", "k."];
    for template in Template::ALL {
        let slots = template.slots(NL);
        let compares = [Slot::Difference, Slot::ValueB, Slot::RiskRatio, Slot::Lower]
            .iter()
            .any(|slot| slots.contains(slot));
        let is_of_groups = slots.contains(&Slot::GroupA) && compares;
        let is_exempt =
            one_sided.iter().any(|id| template.id().starts_with(id)) || template.id().starts_with('p');
        assert!(!is_of_groups || is_exempt || slots.contains(&Slot::GroupB), "{}", template.id());
    }
}

#[test]
fn no_text_blames_judges_or_speaks_to_the_reader() {
    for language in LANGUAGES {
        for text in everything(language) {
            let lower = text.to_lowercase();
            for (reason, word) in unsaid() {
                assert!(!lower.contains(word), "'{word}' ({reason}) in: {text}");
            }
            let mut words = lower.split(|c: char| !c.is_alphanumeric());
            assert!(
                !words.any(|word| matches!(word, "je" | "jij" | "jouw" | "u" | "uw" | "you" | "your")),
                "{text}"
            );
        }
    }
}

#[test]
fn every_number_that_was_put_in_can_be_read_in_the_text() {
    for template in Template::ALL {
        for language in LANGUAGES {
            let sentence = render(*template, language, &typical(*template)).unwrap();
            let mut rest = sentence.text.as_str();
            for put in &sentence.numbers {
                let bare = put.number.absolute().bare(language);
                let at = rest.find(&bare).unwrap_or_else(|| panic!("{bare} is not in {}", sentence.text));
                rest = &rest[at + bare.len()..];
                assert!(put.row.is_none_or(|row| sentence.rows.contains(&row)));
            }
            assert!(sentence.rows.is_sorted());
        }
    }
}

#[test]
fn an_empty_slot_is_an_error_and_never_a_gap() {
    for template in Template::ALL {
        for slot in template.slots(NL) {
            if matches!(slot, Slot::Lower | Slot::Upper) {
                continue;
            }
            let slots = typical(*template).without(slot);
            for language in LANGUAGES {
                match render(*template, language, &slots) {
                    Err(WordingError::Empty { slot: empty, .. }) => assert_eq!(empty, slot),
                    Err(other) => panic!("{other}"),
                    Ok(sentence) => assert!(
                        matches!(slot, Slot::N | Slot::Reason),
                        "{slot:?} of {} is not needed: {}",
                        template.id(),
                        sentence.text
                    ),
                }
            }
        }
    }
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let slots = typical(Template::GroupOne).period(Slot::GroupA, "2024");
    assert!(render(Template::GroupOne, NL, &slots).is_ok(), "a text can stand where a group does");
    let slots = typical(Template::ParticipationParity).period(Slot::GroupA, "2024");
    assert_eq!(
        render(Template::ParticipationParity, NL, &slots),
        Err(WordingError::WrongKind { template: Template::ParticipationParity, slot: Slot::GroupA })
    );
}
