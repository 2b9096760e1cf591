//! `[choices.*]` of a codebook: questions on which people may tick several options, a column each.
//!
//! Several ticks joined in one cell need no section: a column with `role = "item"` and a `separator` is such a
//! question. Leaves out the counting.

use super::configuration::{Entry, Found, Reading, Section};
use super::meaning::{ColumnMeaning, folded};
use crate::model::{Base, Role, Text, Theme};

/// The words for who counts as having been asked.
pub(super) const BASES: [(&str, Base); 3] =
    [("ticked", Base::Ticked), ("stated", Base::Stated), ("seen", Base::Seen)];

/// Words that exports write in the cell of an option that was shown and not ticked.
const NOT_TICKED: [&str; 15] = [
    "0",
    "0.0",
    "nee",
    "no",
    "n",
    "false",
    "onwaar",
    "not selected",
    "niet geselecteerd",
    "niet gekozen",
    "niet aangekruist",
    "unchecked",
    "not checked",
    "uit",
    "off",
];

/// A question with a column per option.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceMeaning {
    /// The name in `results.csv`: `choice.<id>.<option>`.
    pub id: String,
    /// The question as a reader sees it.
    pub text: Text,
    /// The ids of the columns, in the order of the questionnaire.
    pub options: Vec<String>,
    /// Who is in the denominator.
    pub base: Base,
    /// The id of the column that says who saw the question, with the base `seen`.
    pub seen: Option<String>,
    /// What a cell holds of an option that was not ticked; a set of usual words where none is declared.
    pub not_ticked: Vec<String>,
    /// The aspect that findings belong to.
    pub theme: Option<Theme>,
}

impl ChoiceMeaning {
    /// Returns whether a cell that is not missing says that the option was not ticked.
    #[must_use]
    pub fn is_not_ticked(&self, cell: &str) -> bool {
        let cell = folded(cell);
        if self.not_ticked.is_empty() {
            return says_not_ticked(&cell);
        }
        self.not_ticked.iter().any(|known| folded(known) == cell)
    }
}

/// Returns whether exports write this in the cell of an option that was shown and not ticked.
pub(super) fn says_not_ticked(cell: &str) -> bool {
    let cell = folded(cell);
    NOT_TICKED.contains(&cell.as_str())
}

/// Returns the word for a base.
pub(super) fn base_word(base: Base) -> &'static str {
    BASES.iter().find(|(_, known)| *known == base).map_or("", |(word, _)| word)
}

pub(super) fn choices(
    mut section: Section<'_>,
    reading: &mut Reading<'_>,
    columns: &mut Vec<ColumnMeaning>,
) -> Vec<ChoiceMeaning> {
    let mut choices = Vec::new();
    for entry in section.take_all() {
        let Some(table) = reading.table(&entry) else { continue };
        choices.extend(choice(&entry, table, reading, columns));
    }
    choices
}

fn choice(
    entry: &Entry<'_>,
    mut table: Section<'_>,
    reading: &mut Reading<'_>,
    columns: &mut Vec<ColumnMeaning>,
) -> Option<ChoiceMeaning> {
    let text = table.take("text").and_then(|entry| reading.text(&entry));
    let options = table.strings(reading, "options");
    let base = table.choice(reading, "base", &BASES);
    let seen = table.string(reading, "seen");
    let not_ticked = table.strings(reading, "not_ticked").map_or_else(Vec::new, |found| found.value);
    let theme = table.choice(reading, "theme", &super::scale::THEMES).map(|found| found.value);
    let place = table.place.clone();
    table.finish(reading);
    let Some(options) = options.filter(|found| !found.value.is_empty()) else {
        reading.refuse(
            &place,
            None,
            Text::new(
                "een meerkeuzevraag heeft opties nodig",
                "a question with several answers needs options",
            ),
            Text::new(
                "schrijf bijvoorbeeld `options = [\"Q3_1\", \"Q3_2\"]`",
                "write for instance `options = [\"Q3_1\", \"Q3_2\"]`",
            ),
        );
        return None;
    };
    check_options(&options, reading, columns);
    let base = match (base, &seen) {
        (Some(found), None) if found.value == Base::Seen => {
            reading.refuse(
                &found.place,
                None,
                Text::new(
                    "bij `base = \"seen\"` hoort de kolom die zegt wie de vraag zag",
                    "`base = \"seen\"` needs the column that says who saw the question",
                ),
                Text::new("schrijf `seen = \"kolom\"`", "write `seen = \"column\"`"),
            );
            Base::Ticked
        }
        (Some(found), _) => found.value,
        (None, Some(_)) => Base::Seen,
        (None, None) => Base::Ticked,
    };
    let seen = seen.filter(|_| base == Base::Seen);
    if let Some(seen) = &seen {
        declare(&seen.value, seen.place.line, Role::Item, columns);
    }
    Some(ChoiceMeaning {
        id: entry.key.to_owned(),
        text: text.unwrap_or_else(|| Text::same(entry.key.replace('_', " "))),
        options: options.value,
        base,
        seen: seen.map(|found| found.value),
        not_ticked,
        theme,
    })
}

fn check_options(options: &Found<Vec<String>>, reading: &mut Reading<'_>, columns: &mut Vec<ColumnMeaning>) {
    for (index, option) in options.value.iter().enumerate() {
        if options.value[..index].contains(option) {
            reading.refuse(
                &options.place,
                Some(option),
                Text::new("staat twee keer bij de opties", "stands among the options twice"),
                Text::new("noem elke optie een keer", "name each option once"),
            );
        }
        let role = columns.iter().find(|column| column.id() == option).map(|column| column.role);
        match role {
            Some(role) if role != Role::Item => reading.refuse(
                &options.place,
                Some(option),
                Text::new(
                    format!("is geen optie: de rol is `{role}`"),
                    format!("is not an option: its role is `{role}`"),
                ),
                Text::new("maak de rol `item`, of haal het weg", "make the role `item`, or remove it"),
            ),
            Some(_) => {}
            None => declare(option, options.place.line, Role::Item, columns),
        }
    }
}

/// A column that no `[columns.…]` declares is a column with that heading: `ingest` says if it is not there.
fn declare(id: &str, line: u64, role: Role, columns: &mut Vec<ColumnMeaning>) {
    if !columns.iter().any(|column| column.id() == id || column.heading == id) {
        let mut column = ColumnMeaning::new(id, role);
        column.line = line;
        columns.push(column);
    }
}
