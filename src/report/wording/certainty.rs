//! How sure we are, in words: six labels, never "significant", never "no difference".
//!
//! Leaves out the rule that gives a label: it stands on published bounds and a declared smallest relevant
//! difference, in `statistics`.

use crate::model::Language;
use crate::report::format::Number;

use super::group::Group;
use super::render::{RowId, Sentence, WordingError, render};
use super::slot::{Slot, Slots};
use super::template::Template;

/// What may be said of a difference.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Certainty {
    /// The margin lies wholly beyond the smallest relevant difference.
    Clear,
    /// The margin excludes 0 and reaches within the smallest relevant difference.
    SizeUncertain,
    /// The margin excludes 0 and lies wholly within the smallest relevant difference.
    Small,
    /// The margin holds 0 and lies wholly within the smallest relevant difference.
    Equal,
    /// The margin holds 0 and reaches beyond the smallest relevant difference.
    Unsure {
        /// The published lower bound, with its sign.
        lower: Number,
        /// The published upper bound, with its sign.
        upper: Number,
    },
    /// Too few answers to say.
    Few,
}

impl Certainty {
    /// Returns the label for a table, chart or slide, without its bounds: `duidelijk verschil`.
    #[must_use]
    pub fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Clear, Language::Dutch) => "duidelijk verschil",
            (Self::Clear, Language::English) => "clear difference",
            (Self::SizeUncertain, Language::Dutch) => "verschil, grootte onzeker",
            (Self::SizeUncertain, Language::English) => "a difference, size uncertain",
            (Self::Small, Language::Dutch) => "klein verschil",
            (Self::Small, Language::English) => "small difference",
            (Self::Equal, Language::Dutch) => "vrijwel gelijk",
            (Self::Equal, Language::English) => "practically equal",
            (Self::Unsure { .. }, Language::Dutch) => "niet te zeggen",
            (Self::Unsure { .. }, Language::English) => "cannot tell",
            (Self::Few, Language::Dutch) => "te weinig antwoorden",
            (Self::Few, Language::English) => "too few answers",
        }
    }

    /// Returns what the label means, for the method notes.
    #[must_use]
    pub fn meaning(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Clear, Language::Dutch) => {
                "De hele marge ligt voorbij de grens die vooraf is gekozen. Het verschil is er en is groot genoeg om te bespreken."
            }
            (Self::Clear, Language::English) => {
                "The whole margin lies beyond the limit that was set in advance. The gap is there and large enough to discuss."
            }
            (Self::SizeUncertain, Language::Dutch) => {
                "De marge bevat 0 niet: er is een verschil. Het kan ook kleiner zijn dan de grens."
            }
            (Self::SizeUncertain, Language::English) => {
                "The margin does not hold 0: there is a difference. It may also be smaller than the limit."
            }
            (Self::Small, Language::Dutch) => "Er is een verschil, maar het is kleiner dan de grens.",
            (Self::Small, Language::English) => "There is a difference, but it is smaller than the limit.",
            (Self::Equal, Language::Dutch) => "Als er een verschil is, dan is het kleiner dan de grens.",
            (Self::Equal, Language::English) => "If there is a difference, it is smaller than the limit.",
            (Self::Unsure { .. }, Language::Dutch) => {
                "De marge bevat 0 en loopt ook voorbij de grens. De gegevens laten niet zien of er een verschil is."
            }
            (Self::Unsure { .. }, Language::English) => {
                "The margin holds 0 and also runs beyond the limit. The data do not show whether there is a difference."
            }
            (Self::Few, Language::Dutch) => {
                "In een van de groepen zijn er te weinig antwoorden. We tonen de cijfers en trekken geen conclusie."
            }
            (Self::Few, Language::English) => {
                "One of the groups has too few answers. We show the figures and draw no conclusion."
            }
        }
    }

    /// Returns the title that a figure of two groups takes.
    #[must_use]
    pub fn title(self) -> Template {
        match self {
            Self::Clear => Template::TitleClear,
            Self::SizeUncertain => Template::TitleSizeUncertain,
            Self::Small => Template::TitleSmall,
            Self::Equal => Template::TitleEqual,
            Self::Unsure { .. } => Template::TitleUnsure,
            Self::Few => Template::TitleFew,
        }
    }

    /// Returns the label as a sentence; `group` is the first of the two, `row` that of the difference.
    ///
    /// # Errors
    /// None for the templates as they are; the type is that of [`render`].
    pub fn sentence(self, group: &Group, row: RowId, language: Language) -> Result<Sentence, WordingError> {
        let slots = Slots::new().group(Slot::GroupA, group.clone()).resting_on(row);
        match self {
            Self::Clear => render(Template::Clear, language, &slots),
            Self::SizeUncertain => render(Template::SizeUncertain, language, &slots),
            Self::Small => render(Template::Small, language, &slots),
            Self::Equal => render(Template::Equal, language, &slots),
            Self::Unsure { lower, upper } => {
                let slots = slots.number(Slot::Lower, lower, row).number(Slot::Upper, upper, row);
                render(Template::Unsure, language, &slots)
            }
            Self::Few => render(Template::Few, language, &slots),
        }
    }

    /// Returns whether the margin still has to be said: "cannot tell" has it already.
    #[must_use]
    pub fn wants_margin(self) -> bool {
        !matches!(self, Self::Unsure { .. })
    }
}
