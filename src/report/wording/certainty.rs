//! How sure we are, in words: six labels, never "significant", never "no difference".
//!
//! Leaves out the rule that gives a label: it stands on published bounds and a declared smallest relevant
//! difference, in `statistics`.

use crate::model::Language;
use crate::report::format::Number;
pub use crate::statistics::certainty::Certainty;

use super::group::Group;
use super::render::{RowId, Sentence, WordingError, render};
use super::slot::{Slot, Slots};
use super::template::Template;

/// Every label, from sure to unsure, as the method notes explain them.
pub const ALL: [Certainty; 6] = [
    Certainty::Clear,
    Certainty::SizeUncertain,
    Certainty::Small,
    Certainty::PracticallyEqual,
    Certainty::CannotTell,
    Certainty::TooFew,
];

/// The published margin of a difference between two groups, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The lower bound, with its sign.
    pub lower: Number,
    /// The upper bound, with its sign.
    pub upper: Number,
    /// The row of the difference.
    pub row: RowId,
}

/// Returns the label for a table, chart or slide, without its bounds: `duidelijk verschil`.
#[must_use]
pub fn label(certainty: Certainty, language: Language) -> &'static str {
    match (certainty, language) {
        (Certainty::Clear, Language::Dutch) => "duidelijk verschil",
        (Certainty::Clear, Language::English) => "clear difference",
        (Certainty::SizeUncertain, Language::Dutch) => "verschil, grootte onzeker",
        (Certainty::SizeUncertain, Language::English) => "a difference, size uncertain",
        (Certainty::Small, Language::Dutch) => "klein verschil",
        (Certainty::Small, Language::English) => "small difference",
        (Certainty::PracticallyEqual, Language::Dutch) => "vrijwel gelijk",
        (Certainty::PracticallyEqual, Language::English) => "practically equal",
        (Certainty::CannotTell, Language::Dutch) => "niet te zeggen",
        (Certainty::CannotTell, Language::English) => "cannot tell",
        (Certainty::TooFew, Language::Dutch) => "te weinig antwoorden",
        (Certainty::TooFew, Language::English) => "too few answers",
    }
}

/// Returns what the label means, for the method notes.
#[must_use]
pub fn meaning(certainty: Certainty, language: Language) -> &'static str {
    match (certainty, language) {
        (Certainty::Clear, Language::Dutch) => {
            "De hele marge ligt voorbij de grens die vooraf is gekozen. Het verschil is er en is groot genoeg om te bespreken."
        }
        (Certainty::Clear, Language::English) => {
            "The whole margin lies beyond the limit that was set in advance. The gap is there and large enough to discuss."
        }
        (Certainty::SizeUncertain, Language::Dutch) => {
            "De marge bevat 0 niet: er is een verschil. Het kan ook kleiner zijn dan de grens."
        }
        (Certainty::SizeUncertain, Language::English) => {
            "The margin does not hold 0: there is a difference. It may also be smaller than the limit."
        }
        (Certainty::Small, Language::Dutch) => "Er is een verschil, maar het is kleiner dan de grens.",
        (Certainty::Small, Language::English) => "There is a difference, but it is smaller than the limit.",
        (Certainty::PracticallyEqual, Language::Dutch) => {
            "Als er een verschil is, dan is het kleiner dan de grens."
        }
        (Certainty::PracticallyEqual, Language::English) => {
            "If there is a difference, it is smaller than the limit."
        }
        (Certainty::CannotTell, Language::Dutch) => {
            "De marge bevat 0 en loopt ook voorbij de grens. De gegevens laten niet zien of er een verschil is."
        }
        (Certainty::CannotTell, Language::English) => {
            "The margin holds 0 and also runs beyond the limit. The data do not show whether there is a difference."
        }
        (Certainty::TooFew, Language::Dutch) => {
            "In een van de groepen zijn er te weinig antwoorden. We tonen de cijfers en trekken geen conclusie."
        }
        (Certainty::TooFew, Language::English) => {
            "One of the groups has too few answers. We show the figures and draw no conclusion."
        }
    }
}

/// Returns the title that a figure of two groups takes.
#[must_use]
pub fn title(certainty: Certainty) -> Template {
    match certainty {
        Certainty::Clear => Template::TitleClear,
        Certainty::SizeUncertain => Template::TitleSizeUncertain,
        Certainty::Small => Template::TitleSmall,
        Certainty::PracticallyEqual => Template::TitleEqual,
        Certainty::CannotTell => Template::TitleUnsure,
        Certainty::TooFew => Template::TitleFew,
    }
}

/// Returns the label as a sentence; `group` is the first of the two, minus the second.
///
/// "Cannot tell" names its margin itself: `g.margin` does not follow it.
///
/// # Errors
/// None for the templates as they are; the type is that of [`render`].
pub fn sentence(
    certainty: Certainty,
    group: &Group,
    margin: Margin,
    language: Language,
) -> Result<Sentence, WordingError> {
    let template = match certainty {
        Certainty::Clear => Template::Clear,
        Certainty::SizeUncertain => Template::SizeUncertain,
        Certainty::Small => Template::Small,
        Certainty::PracticallyEqual => Template::Equal,
        Certainty::CannotTell => Template::Unsure,
        Certainty::TooFew => Template::Few,
    };
    let slots = Slots::new()
        .group(Slot::GroupA, group.clone())
        .number(Slot::Lower, margin.lower, margin.row)
        .number(Slot::Upper, margin.upper, margin.row)
        .resting_on(margin.row);
    render(template, language, &slots)
}
