//! The school itself: who works there, by role, and which facilities there are at school and at work places.
//!
//! Staff are counts with the minima of counts. Facilities are facts about places, as the school says; they are no rows.

use crate::disclosure::{Group, Statistic};
use crate::model::{Facility, Language, Presence, Role, Site};
use crate::report::{
    document::{Block as Piece, Section, Table},
    wording::{PutNumber, Sentence, Slot, section::Section as Chapter, word::Word},
};

use super::agreements::aspect;
use super::book::Book;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The measure of staff.
const STAFF: &str = "participation.staff";

/// The room that each table of this chapter takes, in figures.
const ROOM: usize = 1;

/// Returns the chapter on the school itself; nothing where the scan has neither staff nor a checklist.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let mut pieces = staff(reader, book);
    pieces.extend(facilities(reader, book));
    (!pieces.is_empty()).then(|| super::section(reader, book, Chapter::Team, pieces))
}

fn staff(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let Some(block) = reader.latest(STAFF).cloned() else { return Vec::new() };
    let genders: Vec<&[Role]> = reader.single_breakdowns(&block);
    let Some(by) = genders.into_iter().find(|by| matches!(by, [Role::Gender | Role::Sex])) else {
        return Vec::new();
    };
    book.makes_room(ROOM);
    let mut pieces = Vec::new();
    pieces.extend(share_sentence(reader, &block, by).map(|said| Piece::Paragraph(vec![said])));
    let made = by_role(reader, &block, by[0]);
    pieces.push(Piece::Table(Table {
        id: book.id(choose(reader.language, "tabel-team", "table-team")),
        ..made
    }));
    pieces
}

/// Returns the women of a breakdown, else the first group that is named.
fn women<'a>(reader: &Reader<'a>, block: &Block<'a>, by: &[Role]) -> Option<&'a Group> {
    let groups = reader.groups(block, by);
    groups.into_iter().find(|group| reader.mark(group, by) == crate::report::chart::Mark::First)
}

fn share_sentence(reader: &Reader<'_>, block: &Block<'_>, by: &[Role]) -> Option<Sentence> {
    let language = reader.language;
    let group = women(reader, block, by)?;
    let share = reader.number(block, by, group, Statistic::Share)?;
    let total = reader.whole(block, Statistic::Count)?;
    let [percent, people] = [share.printed()?.in_text(language), total.printed()?.bare(language)];
    let who = reader.label(group, by, block.source);
    let year = block.period;
    let text = match language {
        Language::Dutch => format!("{who} vormen {percent} van de {people} medewerkers in {year}."),
        Language::English => format!("{who} are {percent} of the {people} staff in {year}."),
    };
    let put = |slot, cite: Cite<'_>, text: String| {
        Some(PutNumber { slot, number: cite.printed()?, text, row: Some(cite.id) })
    };
    let numbers = vec![put(Slot::ValueA, share, percent)?, put(Slot::Total, total, people)?];
    Some(Sentence { text, numbers, rows: vec![share.id, total.id] })
}

/// Returns how many people each role has, and which share of them are women.
fn by_role<'a>(reader: &Reader<'a>, block: &Block<'a>, gender: Role) -> Table {
    let language = reader.language;
    let single: &[Role] = &[Role::RoleAtSchool];
    let both = [Role::RoleAtSchool, gender];
    let named = women(reader, block, &[gender]);
    let label = named.and_then(|group| group.level(gender)).unwrap_or_default();
    let mut lines: Vec<(String, Option<Cite<'a>>, Option<Cite<'a>>)> = reader
        .groups(block, single)
        .into_iter()
        .map(|group| {
            let women = group.and(gender, label);
            let count = reader.number(block, single, group, Statistic::Count);
            let share = reader.number(block, &both, &women, Statistic::Share);
            (reader.label(group, single, block.source), count, share)
        })
        .collect();
    let share = named.and_then(|group| reader.number(block, &[gender], group, Statistic::Share));
    let everybody = choose(language, "Alle medewerkers", "All staff").to_owned();
    lines.push((everybody, reader.whole(block, Statistic::Count), share));
    let cites: Vec<Cite<'a>> =
        lines.iter().flat_map(|(_, count, share)| [*count, *share]).flatten().collect();
    let people = match people_heading(cites.iter().copied(), language) {
        heading if heading == Word::N.text(language) => choose(language, "Mensen", "People").to_owned(),
        _ => format!("{} ({})", choose(language, "Mensen", "People"), Word::Rounded.text(language)),
    };
    let women_are = choose(language, "Aandeel vrouwen", "Share of women");
    let mut made = table(
        format!("{}, {}", choose(language, "Wie hier werkt", "Who works here"), block.period),
        vec![
            words(choose(language, "Rol", "Role")),
            numbers(people),
            numbers(women_are),
            numbers(Word::Interval95.text(language)),
        ],
    );
    for (label, count, share) in lines {
        let cell = |cite: Option<Cite<'a>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
        made.rows.push(vec![
            plain(label),
            cell(count),
            cell(share),
            share.map_or_else(|| plain(""), |cite| cite.interval_cell(language)),
        ]);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(reader.source_line(block));
    made
}

/// How many places have something, will have it, and were looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    yes: usize,
    planned: usize,
    looked: usize,
}

impl Tally {
    fn of<'f>(facilities: impl Iterator<Item = &'f Facility>) -> Self {
        facilities.fold(Self::default(), |tally, one| Self {
            yes: tally.yes + usize::from(one.presence == Presence::Yes),
            planned: tally.planned + usize::from(one.presence == Presence::Planned),
            looked: tally.looked + 1,
        })
    }

    /// Returns `ja`, `nee` or `gepland` for one place; `2 van 3, 1 gepland` for more; empty where nobody looked.
    fn words(self, language: Language) -> String {
        let planned = choose(language, "gepland", "planned");
        match self {
            Self { looked: 0, .. } => String::new(),
            Self { looked: 1, yes: 1, .. } => choose(language, "ja", "yes").to_owned(),
            Self { looked: 1, planned: 1, .. } => planned.to_owned(),
            Self { looked: 1, .. } => choose(language, "nee", "no").to_owned(),
            Self { yes, planned: 0, looked } => format!("{yes} {} {looked}", choose(language, "van", "of")),
            Self { yes, planned: more, looked } => {
                format!("{yes} {} {looked}, {more} {planned}", choose(language, "van", "of"))
            }
        }
    }
}

/// Returns what there is at school and at work places, in the last round.
fn facilities(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let own = |one: &&Facility| {
        let unit = reader.scope.unit();
        unit.is_none_or(|unit| one.institution == unit.code || one.institution == unit.label)
    };
    let of_scope = || reader.edition.facilities.iter().filter(own);
    let round = of_scope().map(|one| one.round.as_str()).max()?;
    let now = || of_scope().filter(|one| one.round == round);
    book.makes_room(ROOM);
    let mut items: Vec<&Facility> = Vec::new();
    for one in now() {
        if !items.iter().any(|known| known.item == one.item) {
            items.push(one);
        }
    }
    let at = |item: &str, site| Tally::of(now().filter(|one| one.item == item && one.site == site));
    let site = |nl: &str, en: &str, site| {
        let theme = now().find(|one| one.site == site).map(|one| aspect(one.aspect));
        let name = choose(language, nl, en);
        words(theme.map_or_else(|| name.to_owned(), |theme| format!("{name} ({})", theme.get(language))))
    };
    let mut made = table(
        format!("{}, {round}", choose(language, "Wat er is", "What there is")),
        vec![
            words(choose(language, "Voorziening of gewoonte", "Facility or habit")),
            site("Op school", "At school", Site::School),
            site("Op de stageplek", "At the placement", Site::Work),
        ],
    );
    for item in items {
        made.rows.push(vec![
            plain(item.text.get(language)),
            plain(at(&item.item, Site::School).words(language)),
            plain(at(&item.item, Site::Work).words(language)),
        ]);
    }
    made.notes.push(
        choose(
            language,
            "Dit zegt de school zelf, per vestiging. Leeg: niet bekeken of niet van toepassing.",
            "This is what the school says itself, per location. Empty: not looked at or not applicable.",
        )
        .to_owned(),
    );
    made.id = book.id(choose(language, "tabel-voorzieningen", "table-facilities"));
    Some(Piece::Table(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_a_word_and_more_are_counted() {
        let tally = |yes, planned, looked| Tally { yes, planned, looked }.words(Language::Dutch);
        assert_eq!(
            [tally(1, 0, 1), tally(0, 1, 1), tally(0, 0, 1), tally(0, 0, 0)],
            ["ja", "gepland", "nee", ""]
        );
        assert_eq!([tally(2, 0, 3), tally(2, 1, 3)], ["2 van 3", "2 van 3, 1 gepland"]);
    }
}
