//! The types of a codebook, and the questions that reading a file asks of it.
//!
//! Leaves out how the TOML is read (`parse`).

use unicode_normalization::UnicodeNormalization;

use super::choice::ChoiceMeaning;
use super::lookup::Lookup;
use crate::model::{LevelKind, Role, Scale, Text, Theme};

/// What the columns of one or more exports mean.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Codebook {
    /// The file it came from, as the scan names it; `instrument:…` or `guess` for the built-in ones.
    pub name: String,
    /// The columns, in the order of the file.
    pub columns: Vec<ColumnMeaning>,
    /// How wide count tables are unpivoted.
    pub unpivot: Option<Unpivot>,
    /// The scales, in the order of the file.
    pub scales: Vec<Scale>,
    /// The questions with a column per option, in the order of the file.
    pub choices: Vec<ChoiceMeaning>,
    /// Whether a column is also known by the wording of its question: so it is of an instrument.
    pub knows_questions: bool,
    /// Declared coarser levels, by role.
    pub groups: Vec<Grouping>,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMeaning {
    /// The heading in the file, or its code, or its question text.
    pub heading: String,
    /// Other headings of the same column, for instance of another round.
    pub aliases: Vec<String>,
    /// What the column means.
    pub role: Role,
    /// The name in `item.<id>` or `outcome.<id>` where it differs from the heading.
    pub id: Option<String>,
    /// The question as a reader sees it.
    pub text: Option<Text>,
    /// The possible answers, in order.
    pub labels: Vec<Label>,
    /// Whether the order of the answers means anything.
    pub order: Order,
    /// Raw values that mean "wil ik niet zeggen".
    pub not_stated: Vec<String>,
    /// Raw values that mean "niet van toepassing" or "weet ik niet".
    pub not_applicable: Vec<String>,
    /// Raw values that mean that no answer was given; the empty cell always does.
    pub missing: Vec<String>,
    /// Raw values that count as success, of an outcome.
    pub success: Vec<String>,
    /// The lowest age of each band but the first, ascending, of an age.
    pub bands: Vec<u32>,
    /// What separates several ticks in one cell.
    pub separator: Option<String>,
    /// The label of several ticks, a level of its own; "meerdere" / "several" where none is declared.
    pub several: Option<Text>,
    /// The aspect that findings about an item belong to; that of its scale where none is declared.
    pub theme: Option<Theme>,
    /// The heading of the day on which an enrolment ends, of a year that is the day on which it starts.
    pub until: Option<String>,
    /// What a publisher writes for a number of people that it hides, of a count.
    pub hidden: Vec<Hidden>,
    /// What an answer is divided by to stand on its scale: 10 for marks in tenths.
    pub divide_by: Option<f64>,
    /// A school's own keywords, of an open answer: without them it is never read.
    pub keywords: Vec<Keyword>,
    /// The line of `codebook.toml` where the column is declared; 0 in a guess.
    pub line: u64,
}

/// A subject that a school looks for in open answers, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// What a reader sees.
    pub text: Text,
    /// The words: `kleding`, `schoen*` for all that starts so, `*kleding` for all that ends so.
    pub words: Vec<String>,
}

/// Whether the order of answers means anything; without an order there is no mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// From low to high, as the labels stand.
    #[default]
    Listed,
    /// None: a choice among things, such as a reason or a place.
    None,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The value as the file writes it.
    pub raw: String,
    /// What a reader sees.
    pub text: Text,
    /// Other spellings of the same answer in a file.
    pub also: Vec<String>,
}

/// A mark for a hidden number of people, and between which numbers that lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The mark as the file writes it; empty for an empty cell.
    pub mark: String,
    /// The fewest people that it hides.
    pub least: u32,
    /// The most people that it hides.
    pub most: u32,
}

/// How a table with years and groups in its headings becomes a row per cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpivot {
    /// The form of such a heading: `{year} {sex}`.
    pub headings: String,
    /// The roles between the braces, in order.
    pub roles: Vec<Role>,
    /// The headings that are meant; empty: all that have the form.
    pub columns: Vec<String>,
    /// What stands in a cell whose number is hidden.
    pub hidden: Vec<Hidden>,
}

/// The coarser levels of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// The role whose levels are merged.
    pub role: Role,
    /// The coarser levels, in order.
    pub levels: Vec<CoarserLevel>,
}

/// A coarser level and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoarserLevel {
    /// Its label.
    pub label: String,
    /// The labels or raw values of the levels that merge into it.
    pub of: Vec<String>,
}

impl Codebook {
    /// Returns the columns by what they may be called, to look up those of a file.
    #[must_use]
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup::new(self)
    }

    /// Returns the meaning of one column as [`Lookup::column`] does; for those of a file make one [`Self::lookup`].
    #[must_use]
    pub fn column(&self, heading: &str, question: Option<&str>) -> Option<&ColumnMeaning> {
        self.lookup().column(heading, question)
    }

    /// Returns the columns with this role, in order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &ColumnMeaning> {
        self.columns.iter().filter(move |column| column.role == role)
    }

    /// Returns the scale that holds the item `id`.
    #[must_use]
    pub fn scale_of(&self, id: &str) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.items.iter().any(|item| item == id))
    }
}

impl Unpivot {
    /// Returns the parts of `heading` that stand for the roles, in their order, or `None` if it has another form.
    ///
    /// `2014 Vrouw` has the form `{year} {sex}`: its parts are `2014` and `Vrouw`.
    #[must_use]
    pub fn parts<'h>(&self, heading: &'h str) -> Option<Vec<&'h str>> {
        let mut rest = heading.trim();
        let mut form = self.headings.as_str();
        let mut parts = Vec::new();
        while let Some(open) = form.find('{') {
            rest = rest.strip_prefix(&form[..open])?;
            form = &form[open + form[open..].find('}')? + 1..];
            let between = &form[..form.find('{').unwrap_or(form.len())];
            let end = if between.is_empty() { rest.len() } else { rest.find(between)? };
            parts.push(rest[..end].trim());
            rest = &rest[end..];
        }
        (rest == form && parts.iter().all(|part| !part.is_empty())).then_some(parts)
    }
}

impl ColumnMeaning {
    /// Makes a column of `role` with nothing else declared.
    #[must_use]
    pub fn new(heading: impl Into<String>, role: Role) -> Self {
        Self {
            heading: heading.into(),
            aliases: Vec::new(),
            role,
            id: None,
            text: None,
            labels: Vec::new(),
            order: Order::Listed,
            not_stated: Vec::new(),
            not_applicable: Vec::new(),
            missing: Vec::new(),
            success: Vec::new(),
            bands: Vec::new(),
            separator: None,
            several: None,
            theme: None,
            until: None,
            hidden: Vec::new(),
            divide_by: None,
            keywords: Vec::new(),
            line: 0,
        }
    }

    /// Returns the name in `item.<id>` or `outcome.<id>`: the declared id, else the heading.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.heading)
    }

    /// Returns the question as a reader sees it; the heading where none is declared.
    #[must_use]
    pub fn text(&self) -> Text {
        self.text.clone().unwrap_or_else(|| Text::same(&self.heading))
    }

    /// Returns whether `cell` means that no answer was given: empty, or declared `missing`.
    #[must_use]
    pub fn is_missing(&self, cell: &str) -> bool {
        let cell = cell.trim();
        cell.is_empty() || self.missing.iter().any(|missing| missing.trim() == cell)
    }

    /// Returns the place in `labels` of the answer in `cell`: by its raw value, else by a label.
    ///
    /// An export holds codes or labels, whatever the form was; both are the same answer. `None` where no
    /// label is declared that fits: an unknown label, or a column without labels.
    #[must_use]
    pub fn answer(&self, cell: &str) -> Option<usize> {
        let trimmed = cell.trim();
        let wanted = folded(trimmed);
        self.labels.iter().position(|label| label.raw.trim() == trimmed).or_else(|| {
            self.labels.iter().position(|label| {
                let spellings = [&label.raw, &label.text.nl, &label.text.en];
                spellings.into_iter().chain(&label.also).any(|known| folded(known) == wanted)
            })
        })
    }

    /// Returns what kind of answer the raw value is.
    #[must_use]
    pub fn kind(&self, raw: &str) -> LevelKind {
        let wanted = folded(raw);
        let holds = |list: &[String]| list.iter().any(|known| folded(known) == wanted);
        if holds(&self.not_stated) {
            LevelKind::NotStated
        } else if holds(&self.not_applicable) {
            LevelKind::NotApplicable
        } else {
            LevelKind::Stated
        }
    }

    /// Returns the place of a raw value on a scale: the number it is, else its place from 1 among the labels.
    ///
    /// Only stated answers have a place, and none without an order: places, reasons, codes of things. Numbers may have a decimal comma. `None` for a value that is neither
    /// a number nor a label, and for a column of which only some labels are numbers.
    #[must_use]
    pub fn value(&self, raw: &str) -> Option<f64> {
        if self.order == Order::None || self.kind(raw) != LevelKind::Stated {
            return None;
        }
        let mut stated = self.labels.iter().filter(|label| self.kind(&label.raw) == LevelKind::Stated);
        // Labels that are all words have an order and no numbers; mixed ones have neither.
        let in_words = !self.labels.is_empty() && stated.clone().all(|label| number(&label.raw).is_none());
        if !in_words {
            return number(raw);
        }
        let wanted = folded(raw);
        let place = stated.position(|label| folded(&label.raw) == wanted)?;
        u32::try_from(place + 1).ok().map(f64::from)
    }

    /// Returns whether the raw value counts as success.
    #[must_use]
    pub fn is_success(&self, raw: &str) -> bool {
        let wanted = folded(raw);
        self.success.iter().any(|known| folded(known) == wanted)
    }
}

/// Returns the code in a heading: the last `[SB01]`, or the subquestion of LimeSurvey's `Q1[SB01]`, or a heading
/// that is a code itself.
///
/// A code is two capitals, two digits and perhaps a capital. `None` where there is none.
#[must_use]
pub fn code_in(heading: &str) -> Option<&str> {
    let heading = heading.trim();
    let mut rest = heading;
    while let Some(open) = rest.rfind('[') {
        let after = &rest[open + 1..];
        if let Some(code) = after.find(']').map(|close| &after[..close]).filter(|code| is_code(code)) {
            return Some(code);
        }
        rest = &rest[..open];
    }
    is_code(heading).then_some(heading)
}

/// Returns `text` in the form in which headings and labels are compared.
///
/// Composed accents, lower case, white space and no-break space as one space, typographic quotes and dashes
/// as plain ones, no space at either end.
#[must_use]
pub fn folded(text: &str) -> String {
    // Word processors and macOS change quotes, dashes and accents on the way from form to codebook.
    let plain: String = text
        .nfc()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            '\u{2010}'..='\u{2014}' => '-',
            c => c,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the wordings that a heading may hold: the whole, the part in brackets, the part behind a question.
pub(super) fn wordings(heading: &str) -> Vec<String> {
    let mut found = vec![wording(heading)];
    if let Some((before, after)) = heading.rsplit_once('[') {
        found.push(wording(after.trim_end().trim_end_matches(']')));
        found.push(wording(before));
    }
    for between in [" - ", "? ", ": ", "?-", "-"] {
        if let Some((_, after)) = heading.split_once(between) {
            found.push(wording(after));
        }
        if let Some((_, after)) = heading.rsplit_once(between) {
            found.push(wording(after));
        }
    }
    found
}

/// Returns a question as wordings are compared: folded, without marks at its end and without a number that a form
/// gave a heading that was there already.
pub(super) fn wording(text: &str) -> String {
    let whole = folded(text);
    let plain = whole.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let plain = if plain.ends_with(['.', '?']) { plain } else { whole.as_str() };
    plain.trim_matches([' ', '.', '?', '!', ':', '\u{2026}', '*', '"']).to_owned()
}

fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 4 | 5)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_uppercase)
}

fn number(raw: &str) -> Option<f64> {
    raw.trim().replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}
