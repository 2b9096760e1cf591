//! What a reader saw of one column, and what the export itself says about it.
//!
//! Most exports say nothing: then only heading and values are there. SPSS files, the `.lss` of LimeSurvey and
//! the dictionary of REDCap also give questions, labels and missing codes. Leaves out the guess (`guess`).

/// What a reader saw of one column.
///
/// A question with several answers over several columns is a column of its own after all others, under the
/// name of the question: its cells hold the codes of what was ticked, joined by [`ColumnSample::separator`];
/// a cell with the separator alone was seen and nothing ticked in it. The columns that it was made of name
/// it in [`ColumnSample::part_of`] and need no meaning of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnSample {
    /// The heading.
    pub heading: String,
    /// The text of the question, where the export has it beside the heading.
    pub question: Option<String>,
    /// The distinct values with how often each occurs, the empty cell among them.
    pub distinct: Vec<(String, u64)>,
    /// Whether there are more distinct values than these.
    pub truncated: bool,
    /// What values mean by the export itself: the value as cells write it and its text, in the order of the form.
    ///
    /// Holds labels of missing codes too. Empty where the export does not say.
    pub labels: Vec<(String, String)>,
    /// Values that the export itself calls missing, as cells write them.
    pub missing: Vec<String>,
    /// What separates several answers in one cell; `None` where a cell holds one answer.
    pub separator: Option<String>,
    /// The heading of the question with several answers of which this column is one choice.
    pub part_of: Option<String>,
    /// Whether the export itself says that the column identifies people.
    pub identifies: bool,
}
