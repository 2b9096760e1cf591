//! Tests of what the scan declared beside the pairs: all groups of a breakdown at once, and the same students twice.
//!
//! Leaves out the tests of pairs, which Holm adjusts (`annex`).

use crate::disclosure::{Against, Statistic};
use crate::model::Role;
use crate::report::{
    document::{Cell, Table},
    wording::{measure, method, sentence_start, word::Word},
};

use super::phrase::choose;
use super::reader::{Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The sizes that stand beside a test of all groups.
const SIZES: [Statistic; 3] = [Statistic::OmegaSquared, Statistic::EpsilonSquared, Statistic::CramersV];

/// Returns the table of these tests; `None` where there are none.
pub(super) fn lines(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let is_test = |cite: &Cite<'_>| matches!(cite.key().statistic, Statistic::POverall | Statistic::PPaired);
    let found: Vec<Cite<'_>> = reader.all().filter(is_test).collect();
    if found.is_empty() {
        return None;
    }
    let p = sentence_start(method::statistic_name("p").get(language), language);
    let mut made = table(
        choose(
            language,
            "Toetsen van alle groepen samen, en van dezelfde studenten",
            "Tests of all groups at once, and of the same students",
        ),
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            words(Word::Period.text(language)),
            numbers(Word::N.text(language)),
            numbers(p),
            words(choose(language, "Grootte", "Size")),
            numbers(choose(language, "Cijfer", "Number")),
            words(Word::Method.text(language)),
        ],
    );
    let mut cites = found.clone();
    for test in &found {
        let size = size(reader, *test);
        cites.extend(size);
        let named =
            |cite: Cite<'_>| method::statistic_name(cite.key().statistic.word()).get(language).to_owned();
        made.rows.push(vec![
            plain(reader.measure_title(&test.key().measure)),
            plain(groups(reader, *test)),
            plain(test.key().period.clone()),
            test.people_cell(language),
            test.cell(language),
            plain(size.map_or_else(String::new, named)),
            size.map_or_else(Cell::default, |size| size.cell(language)),
            plain(method::method_name(test.row.method()).get(language).to_owned()),
        ]);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Deze toetsen zijn niet gecorrigeerd: dat zijn de toetsen van twee groepen, die zeggen welke groepen verschillen.",
            "These tests are not adjusted: those of two groups are, which say which groups differ.",
        )
        .to_owned(),
    );
    Some(made)
}

/// Returns how large it is what a test is about, where the report says so.
fn size<'a>(reader: &Reader<'a>, test: Cite<'a>) -> Option<Cite<'a>> {
    let beside = |statistic| reader.get(&crate::disclosure::Key { statistic, ..test.key().clone() });
    match test.key().statistic {
        Statistic::PPaired => beside(Statistic::EffectRounds),
        _ => SIZES.into_iter().find_map(beside),
    }
}

/// Returns whom a test is about: all groups of a breakdown, or one group in two rounds.
fn groups(reader: &Reader<'_>, test: Cite<'_>) -> String {
    let key = test.key();
    if matches!(key.against, Against::Period(_)) {
        return reader.sides(&key.group, &key.against, &key.by, &key.source);
    }
    let is_named =
        |by: &&Vec<Role>| by.iter().map(|role| role.word()).collect::<Vec<_>>().join("*") == key.category;
    let by = reader.edition.breakdowns.iter().find(is_named);
    by.map_or_else(|| key.category.to_string(), |by| measure::roles_name(by, reader.language))
}
