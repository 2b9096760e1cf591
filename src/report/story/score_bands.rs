//! One scale by the answers to another: belonging of those with little, some and much support at home.
//!
//! Each group has its own number of people and its own margin. Leaves out every comparison: what comes of what, answers
//! given at one moment cannot say. Other scales stand in the annex.

use crate::disclosure::Statistic;
use crate::model::{Language, Role};
use crate::report::document::{Block as Piece, Table};

use super::book::Book;
use super::groups_figure::{Groups, MOST_ROWS};
use super::phrase::lower_first;
use super::reader::Reader;
use super::scales::{BELONGING, ends};
use super::table::notes;

/// Returns the table of belonging, or of the first scale where nobody asked for belonging, by the bands of another
/// scale; nothing where no scale is cut into bands or no group can be shown.
pub(super) fn piece(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let scales = &reader.edition.scales;
    let banded = scales.iter().find(|scale| scale.is_banded)?;
    let others = scales.iter().filter(|scale| !scale.is_banded);
    let crossed =
        others.clone().find(|scale| scale.measure == BELONGING).or_else(|| others.clone().next())?;
    let block = reader.latest(&crossed.measure)?.clone();
    let by: &[&[Role]] = &[&[Role::ScoreBand]];
    let groups = Groups::of(reader, &block, Statistic::Mean, by, ends(reader, block.measure)?, MOST_ROWS);
    let is_shown = |row: &super::reader::Cite<'_>| !row.key().by.is_empty() && row.value().is_some();
    if !groups.cites().iter().any(is_shown) {
        return None;
    }
    let [title, other] =
        [reader.measure_title(block.measure), lower_first(banded.text.get(language)).trim().to_owned()];
    let period = reader.period_name(&block);
    let mut made: Table = groups.table(
        reader,
        match language {
            Language::Dutch => format!("{title} naar {other}, {period}"),
            Language::English => format!("{title} by {other}, {period}"),
        },
    );
    made.notes = notes(reader, &groups.cites());
    made.notes.push(
        match language {
            Language::Dutch => {
                "Dit is wat samen voorkomt. Of het een van het ander komt, zegt een vragenlijst niet."
            }
            Language::English => {
                "This is what goes together. Whether one comes from the other, a questionnaire cannot say."
            }
        }
        .to_owned(),
    );
    made.id = book.id(&format!("tabel-{title}-{other}"));
    Some(Piece::Table(made))
}
