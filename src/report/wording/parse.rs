//! Templates taken apart, once: `{A}`, `{n#student}`, `{n?vulde/vulden}`, `{hoogste/laagste}`, `{: reden}`.
//!
//! Leaves out what comes in the slots (`render`). A template that does not parse is a bug of ours and a
//! test finds it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::model::Language;

use super::noun::Noun;
use super::slot::{KEYS, Slot};
use super::template::Template;

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(&'static str),
    /// A slot as it is.
    Slot(Slot),
    /// `{stratum}`: the singular.
    Singular(Slot),
    /// `{n#student}`: number and noun.
    Counted(Slot, Noun),
    /// `{m#A}`: number and group.
    CountedGroup(Slot, Slot),
    /// `{n?vulde/vulden}`: the first at 1, else the second.
    Agreeing(Slot, Form, Form),
    /// `{hl}`: higher or lower, by the sign of the difference.
    Direction,
    /// `{hoogste/laagste}`.
    Choice(&'static str, &'static str),
    /// `{: reden}`, `{ (n = n)}`: words around a slot, all of it absent where the slot is.
    Optional(&'static str, Slot, &'static str),
}

/// One side of `{n?x/y}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A word.
    Word(&'static str),
    /// The plural of a group.
    Plural(Slot),
    /// The singular of a group.
    Singular(Slot),
}

/// Returns the pieces of a template.
pub(super) fn pieces(template: Template, language: Language) -> &'static [Piece] {
    static PARSED: OnceLock<Vec<[Vec<Piece>; 2]>> = OnceLock::new();
    let parsed = PARSED.get_or_init(|| {
        let parse = |template: &Template, language| {
            parse(template.text(language)).expect("invariant: every template parses, a test shows it")
        };
        Template::ALL
            .iter()
            .map(|template| [parse(template, Language::Dutch), parse(template, Language::English)])
            .collect()
    });
    &parsed[template as usize][match language {
        Language::Dutch => 0,
        Language::English => 1,
    }]
}

impl Template {
    /// Returns the slots that the template has in `language`, those it can do without included.
    #[must_use]
    pub fn slots(self, language: Language) -> BTreeSet<Slot> {
        pieces(self, language).iter().flat_map(|piece| slots_of(*piece)).collect()
    }
}

/// Returns the slots that a piece needs or may use.
fn slots_of(piece: Piece) -> Vec<Slot> {
    let of_form = |form| match form {
        Form::Word(_) => None,
        Form::Plural(slot) | Form::Singular(slot) => Some(slot),
    };
    match piece {
        Piece::Words(_) => Vec::new(),
        Piece::Slot(slot) | Piece::Singular(slot) | Piece::Counted(slot, _) | Piece::Optional(_, slot, _) => {
            vec![slot]
        }
        Piece::CountedGroup(number, group) => vec![number, group],
        Piece::Agreeing(slot, one, more) => {
            [Some(slot), of_form(one), of_form(more)].into_iter().flatten().collect()
        }
        Piece::Direction => vec![Slot::Difference],
        Piece::Choice(..) => vec![Slot::Choice],
    }
}

/// Takes a template apart; `None` where a brace or a slot is unknown.
pub(super) fn parse(template: &'static str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((words, after)) = rest.split_once('{') {
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        let (inside, after) = after.split_once('}')?;
        pieces.push(parse_slot(inside)?);
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    Some(pieces)
}

fn parse_slot(inside: &'static str) -> Option<Piece> {
    if !inside.starts_with(char::is_alphanumeric) {
        let end = inside.rfind(char::is_alphanumeric)? + 1;
        let start = inside[..end].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        return Some(Piece::Optional(&inside[..start], slot(&inside[start..end])?, &inside[end..]));
    }
    if let Some((number, noun)) = inside.split_once('#') {
        let number = slot(number)?;
        return match Noun::of_key(noun) {
            Some(noun) => Some(Piece::Counted(number, noun)),
            None => Some(Piece::CountedGroup(number, slot(noun)?)),
        };
    }
    if let Some((number, forms)) = inside.split_once('?') {
        let (one, more) = forms.split_once('/')?;
        return Some(Piece::Agreeing(slot(number)?, form(one), form(more)));
    }
    if let Some((first, second)) = inside.split_once('/') {
        return Some(Piece::Choice(first, second));
    }
    match inside {
        "hl" => Some(Piece::Direction),
        "stratum" => Some(Piece::Singular(Slot::Strata)),
        key => Some(Piece::Slot(slot(key)?)),
    }
}

fn form(text: &'static str) -> Form {
    match text {
        "A" => Form::Plural(Slot::GroupA),
        "A1" => Form::Singular(Slot::GroupA),
        word => Form::Word(word),
    }
}

fn slot(key: &str) -> Option<Slot> {
    KEYS.iter().find(|(known, _)| *known == key).map(|(_, slot)| *slot)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slot_is_told_apart() {
        assert_eq!(
            parse("{n#student} {n?deed/deden} {A}{: reden}{ (n = n)}."),
            Some(vec![
                Piece::Counted(Slot::N, Noun::Student),
                Piece::Words(" "),
                Piece::Agreeing(Slot::N, Form::Word("deed"), Form::Word("deden")),
                Piece::Words(" "),
                Piece::Slot(Slot::GroupA),
                Piece::Optional(": ", Slot::Reason, ""),
                Piece::Optional(" (n = ", Slot::N, ")"),
                Piece::Words("."),
            ])
        );
        assert_eq!(parse("{m#A}"), Some(vec![Piece::CountedGroup(Slot::M, Slot::GroupA)]));
        assert_eq!(
            parse("{f?s/}"),
            Some(vec![Piece::Agreeing(Slot::Found, Form::Word("s"), Form::Word(""))])
        );
        assert_eq!(parse("{hoogste/laagste}"), Some(vec![Piece::Choice("hoogste", "laagste")]));
    }

    #[test]
    fn every_template_parses() {
        for template in Template::ALL {
            for language in [Language::Dutch, Language::English] {
                assert!(parse(template.text(language)).is_some(), "{}", template.id());
            }
        }
    }

    #[test]
    fn an_unknown_slot_or_a_loose_brace_does_not_parse() {
        assert_eq!(parse("{onzin}"), None);
        assert_eq!(parse("{a"), None);
        assert_eq!(parse("a}"), None);
        assert_eq!(parse("{n#onzin}"), None);
    }
}
