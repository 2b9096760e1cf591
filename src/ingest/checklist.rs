//! A checklist of facilities: which things are there at school and at work places, as the school says.
//!
//! A column is an item, its code ending in S (school) or P (work places); a row is a location. Leaves out every count.

use crate::codebook::{ColumnMeaning, folded};
use crate::model::{Facility, Fault, FaultKind, LevelKind, Presence, Role, Severity, Site, Text, Theme};

use super::columns::{Mapped, mapped, not_in_form, with_role};
use super::table::Table;
use super::tabled::Tabled;
use super::twice::tell_twice;
use super::values::{Complaint, tell};

/// The words for whether something is there, in both languages and as codes of the form.
const WORDS: [(&[&str], Presence); 3] = [
    (&["ja", "yes", "1"], Presence::Yes),
    (&["gepland", "planned", "2"], Presence::Planned),
    (&["nee", "no", "0"], Presence::No),
];

/// Returns every answer of a checklist that says whether something is there.
///
/// Not applicable, not known and empty are no answer. `round` is the round where no column holds one. Another word is told
/// with its line, and left out.
pub(super) fn facilities(tabled: &Tabled, round: &str, faults: &mut Vec<Fault>) -> Vec<Facility> {
    let table = &tabled.table;
    let columns = mapped(table, &tabled.used.codebook);
    let items: Vec<&Mapped<'_>> = columns.iter().filter(|column| column.meaning.role == Role::Item).collect();
    // A file that cannot be read has been told of.
    if items.is_empty() && table.rows > 0 {
        let file = tabled.files.first().map_or("", |file| file.name.as_str());
        faults.push(not_in_form(Severity::Refused, file, "CK01S"));
    }
    let of_row = |role: Role, row: usize| -> String {
        let column = with_role(&columns, role).and_then(Mapped::coded);
        let value = column.and_then(|coded| coded.values.get(coded.codes.at(row) as usize));
        value.map_or_else(String::new, |value| value.trim().to_owned())
    };
    let mut found = Vec::new();
    for column in items {
        let Some(coded) = column.coded() else { continue };
        let read: Vec<Result<Option<Presence>, Complaint>> =
            coded.values.iter().map(|value| presence(column.meaning, value)).collect();
        let complaints: Vec<Option<Complaint>> = read.iter().map(|one| one.clone().err()).collect();
        tell(table, column.heading, coded, &complaints, faults);
        let of = item(column.meaning);
        for row in 0..table.rows {
            let Some(Ok(Some(presence))) = read.get(coded.codes.at(row) as usize) else { continue };
            let own = of_row(Role::Round, row);
            found.push(Facility {
                item: of.id.clone(),
                text: column.meaning.text(),
                site: of.site,
                aspect: column.meaning.theme.unwrap_or(of.aspect),
                institution: of_row(Role::Institution, row),
                location: of_row(Role::Location, row),
                round: if own.is_empty() { round.to_owned() } else { own },
                presence: *presence,
            });
        }
    }
    one_each(table, &columns, faults);
    unknown_items(tabled, &columns, faults);
    found
}

/// An item with its place.
struct Item {
    id: String,
    site: Site,
    aspect: Theme,
}

fn item(meaning: &ColumnMeaning) -> Item {
    let id = meaning.id();
    match (id.strip_suffix('P'), id.strip_suffix('S')) {
        (Some(id), _) => Item { id: id.to_owned(), site: Site::Work, aspect: Theme::Work },
        (None, own) => Item { id: own.unwrap_or(id).to_owned(), site: Site::School, aspect: Theme::Learning },
    }
}

fn presence(meaning: &ColumnMeaning, value: &str) -> Result<Option<Presence>, Complaint> {
    if meaning.is_missing(value) {
        return Ok(None);
    }
    let label = meaning.answer(value).map(|place| &meaning.labels[place]);
    let raw = label.map_or(value, |label| label.raw.as_str());
    if meaning.kind(raw) != LevelKind::Stated {
        return Ok(None);
    }
    let said =
        [Some(value), label.map(|label| label.text.nl.as_str()), label.map(|label| label.raw.as_str())];
    let is_said = |word: &str| said.iter().flatten().any(|said| folded(said) == word);
    let known = WORDS.iter().find(|(words, _)| words.iter().any(|word| is_said(word)));
    known.map(|(_, presence)| Some(*presence)).ok_or_else(|| {
        Complaint::repaired(
            FaultKind::UnknownLabel,
            Text::new(
                "dit zegt niet of het er is; weggelaten",
                "this does not say whether it is there; left out",
            ),
            Text::new("schrijf ja, nee of gepland (1, 0, 2)", "write yes, no or planned (1, 0, 2)"),
        )
    })
}

/// Tells headings that look like an item of the form and are none of this checklist, which would be left out in silence.
fn unknown_items(tabled: &Tabled, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) {
    let file = tabled.files.first().map_or("", |file| file.name.as_str());
    let is_read = |heading: &str| columns.iter().any(|column| column.heading == heading);
    let headings = tabled.table.columns.iter().map(|column| column.heading.as_str());
    for heading in headings.filter(|heading| heading.starts_with("CK") && !is_read(heading)) {
        let message = Text::new(
            "de checklist heeft dit niet; niet gelezen",
            "the checklist has no such item; not read",
        );
        let hint = Text::new(
            "kijk de code na, of beschrijf de kolom in een eigen codeboek",
            "check the code, or describe the column in a codebook of your own",
        );
        faults
            .push(Fault::in_file(Severity::Note, FaultKind::Heading, file, message, hint).in_column(heading));
    }
}

/// Tells a location that stands on two rows of one round: both answers would count.
fn one_each(table: &Table, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) {
    let message = |line: u64| {
        Text::new(
            format!("deze plek staat ook op regel {line}; beide tellen"),
            format!("this place is also on line {line}; both count"),
        )
    };
    let hint = Text::new("houd één rij per vestiging", "keep one row per location");
    tell_twice(table, columns, &[Role::Round, Role::Institution, Role::Location], message, &hint, faults);
}
