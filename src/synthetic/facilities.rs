//! The checklist of the practice scan: what there is at each school and at its work places.

use super::draws::{Draws, Purpose};
use super::register::SOURCE;
use super::scan_file::CHECKLIST;
use super::schools::School;
use super::table::{Dialect, Table};
use super::{GeneratedFile, Options};

/// Streams of other files are below this one.
const STREAM: usize = 4_000_000;

/// The number of items of the checklist.
const ITEMS: u32 = 15;

/// Returns a row per school.
pub(super) fn file(options: &Options, schools: &[School]) -> GeneratedFile {
    let items: Vec<String> =
        (1..=ITEMS).flat_map(|item| [format!("CK{item:02}S"), format!("CK{item:02}P")]).collect();
    let first = ["ronde", "instelling", "vestiging"];
    let headings = first.into_iter().chain(items.iter().map(String::as_str)).chain(["bron"]);
    let mut table = Table::new(Dialect::Excel, headings);
    for school in schools.iter().filter(|_| options.students > 0) {
        let mut draws = Draws::new(options.seed, STREAM + school.place, 0, Purpose::Career);
        let mut fields = vec!["2026".to_owned(), school.code.clone(), "hoofdgebouw".to_owned()];
        for place in 0..items.len() {
            // Schools know their own rooms better than those of companies.
            let unknown = if place % 2 == 0 { 0.02 } else { 0.15 };
            let answers = [(1, 0.55), (0, 0.28), (2, 0.15), (8, unknown)];
            fields.push(draws.code(&answers).to_string());
        }
        fields.push(SOURCE.to_owned());
        table.row(fields.iter().map(String::as_str));
    }
    GeneratedFile { path: CHECKLIST.to_owned(), bytes: table.into_bytes() }
}
