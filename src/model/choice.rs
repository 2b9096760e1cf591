//! Questions on which people may tick several answers: each option is a yes or no of its own, on one base.

use super::{Codes, Text};

/// Who counts as having been asked, and so is in the denominator of every option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// Who ticked at least one option: whoever saw the question and ticked nothing cannot be told from who did not.
    Ticked,
    /// Who has a yes or a no for at least one option.
    Stated,
    /// Who has an answer in another column, which says that the question was shown.
    Seen,
    /// Who wrote something, of an open answer that is laid beside keywords.
    Written,
}

/// One option of a question with several answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The question; the option is `choice.<question>.<id>` in `results.csv`.
    pub question: String,
    /// The option.
    pub id: String,
    /// The question as a reader sees it.
    pub question_text: Text,
    /// The option as a reader sees it.
    pub text: Text,
    /// Who is in the denominator.
    pub base: Base,
    /// One code per row: 1 ticked, 0 not ticked, [`super::MISSING`] outside the base.
    pub codes: Codes,
}

impl Choice {
    /// The code of a row that is in the base and has the option.
    pub const TICKED: u16 = 1;
    /// The code of a row that is in the base and has not the option.
    pub const NOT_TICKED: u16 = 0;

    /// Returns the name in `results.csv`; `@ticked` where the base is who ticked anything, not who was asked.
    #[must_use]
    pub fn measure(&self) -> String {
        let variant = if self.base == Base::Ticked { "@ticked" } else { "" };
        format!("choice.{}.{}{variant}", self.question, self.id)
    }
}
