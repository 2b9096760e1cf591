//! What people told in interviews and open answers: how many named each theme, and words that may be printed.
//!
//! People name several themes, so the numbers are never added up, and nobody knows how many did not name one. A quote
//! stands here only where its theme is shown. Leaves out who said it, group included.

use crate::disclosure::Statistic;
use crate::model::{Quote, Role, Told};
use crate::report::{
    chart::Mark,
    document::{Block as Piece, Section},
    wording::section::Section as Chapter,
};

use super::agreements::aspect;
use super::book::Book;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The most quotes of one theme.
const MOST_QUOTES: usize = 2;

/// A theme with its last round in this report.
struct Named<'a> {
    told: &'a Told,
    block: Block<'a>,
    whole: Cite<'a>,
}

/// Returns the chapter; nothing where no theme is known in this scope.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let language = reader.language;
    let named: Vec<Named<'_>> = reader.edition.told.iter().filter_map(|told| named(reader, told)).collect();
    if named.is_empty() {
        return None;
    }
    book.makes_room(1);
    let round = named.iter().map(|one| one.block.period).max().unwrap_or_default();
    let groups: [(Mark, &str, &str); 2] =
        [(Mark::First, "Vrouwen", "Women"), (Mark::Second, "Mannen", "Men")];
    let mut columns = vec![
        words(choose(language, "Thema", "Theme")),
        words(choose(language, "Aspect", "Aspect")),
        numbers(choose(language, "Mensen", "People")),
    ];
    columns.extend(groups.iter().map(|(_, nl, en)| numbers(choose(language, nl, en))));
    let caption = choose(language, "Hoeveel mensen noemden een thema", "How many people named a theme");
    let mut made = table(format!("{caption}, {round}"), columns);
    let mut cites: Vec<Cite<'_>> = Vec::new();
    for one in &named {
        let mut cells = vec![
            plain(one.told.text.get(language)),
            plain(aspect(one.told.aspect).get(language)),
            one.whole.cell(language),
        ];
        cites.push(one.whole);
        for (mark, ..) in groups {
            let cite = of_group(reader, &one.block, mark);
            cells.push(cite.map_or_else(|| plain(""), |cite| cite.cell(language)));
            cites.extend(cite);
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Iemand kan meer thema's noemen. Wie een thema niet noemde, kan het wel ervaren hebben.",
            "Somebody may name several themes. Those who did not name one may have met with it.",
        )
        .to_owned(),
    );
    made.id = book.id(choose(language, "tabel-themas", "table-themes"));
    let mut pieces = vec![Piece::Table(made)];
    let quotes: Vec<String> = named.iter().flat_map(|one| quotes(reader, one)).collect();
    if !quotes.is_empty() {
        pieces.push(Piece::List(quotes));
    }
    Some(super::section(reader, book, Chapter::Told, pieces))
}

fn named<'a>(reader: &Reader<'a>, told: &'a Told) -> Option<Named<'a>> {
    let block = reader.latest(&told.measure)?.clone();
    let whole = reader.whole(&block, Statistic::Count)?;
    Some(Named { told, block, whole })
}

fn of_group<'a>(reader: &Reader<'a>, block: &Block<'a>, mark: Mark) -> Option<Cite<'a>> {
    let single = reader.single_breakdowns(block);
    let by = single.into_iter().find(|by| matches!(by, [Role::Gender | Role::Sex]))?;
    let group = reader.groups(block, by).into_iter().find(|group| reader.mark(group, by) == mark)?;
    reader.number(block, by, group, Statistic::Count)
}

/// Returns the quotes of a theme that is shown, of this school and round; none where the theme is withheld.
fn quotes(reader: &Reader<'_>, one: &Named<'_>) -> Vec<String> {
    if one.whole.value().is_none() {
        return Vec::new();
    }
    let unit = reader.scope.unit();
    let is_own = |quote: &&Quote| {
        quote.round == one.block.period
            && unit.is_none_or(|unit| quote.institution == unit.code || quote.institution == unit.label)
    };
    let theme = one.told.text.get(reader.language);
    let of_theme = one.told.quotes.iter().filter(is_own).take(MOST_QUOTES);
    of_theme.map(|quote| format!("\u{201c}{}\u{201d} ({theme})", quote.words)).collect()
}
