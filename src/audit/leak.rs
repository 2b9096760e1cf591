//! Numbers that a reader sees and that no row of `results.csv` holds.
//!
//! Pages, figures and sheets must be views of the published rows. A number that is none of them may be what was
//! withheld. Small whole numbers in headings and lists are counted as numbering.

mod office;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::folder::{AuditError, Report};
use super::visible::{Piece, pieces};

/// A number that is in no row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file.
    pub file: PathBuf,
    /// The number as it is written there.
    pub number: String,
    /// The text around it.
    pub context: String,
}

/// Finds the numbers in the pages, figures, sheets and texts of a report that are in none of its rows.
///
/// # Errors
/// A file cannot be read.
pub(super) fn leaks(report: &Report) -> Result<Vec<Leak>, AuditError> {
    let known = Known::of(report);
    let mut files = Vec::new();
    find(&report.path, &mut files)?;
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("html" | "svg") => {
                let text = fs::read_to_string(&file).map_err(|why| unreadable(&file, &why))?;
                found.extend(in_markup(&text, &known).into_iter().map(|(n, c)| leak(&file, n, c)));
            }
            Some("xlsx") => found.extend(in_sheets(&file, &known)?),
            Some("docx") => found.extend(office::in_text(&file, &known)?),
            Some("csv") if office::is_tables(&file) => found.extend(office::in_tables(&file, &known)?),
            _ => {}
        }
    }
    Ok(found)
}

fn unreadable(path: &Path, why: &impl ToString) -> AuditError {
    AuditError::Unreadable { path: path.to_owned(), why: why.to_string() }
}

fn leak(file: &Path, number: String, context: String) -> Leak {
    Leak { file: file.to_owned(), number, context }
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), AuditError> {
    for entry in fs::read_dir(folder).map_err(|why| unreadable(folder, &why))? {
        let path = entry.map_err(|why| unreadable(folder, &why))?.path();
        // A folder with rows of its own is a report of its own.
        if path.is_dir() && !path.join("results.csv").is_file() {
            find(&path, files)?;
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

/// Everything that may be seen: published numbers in every way of writing them, and numbers in labels.
struct Known {
    written: HashSet<String>,
    in_labels: HashSet<String>,
}

/// Decimals that a reader is shown at most.
const MOST_DECIMALS: usize = 4;

impl Known {
    fn of(report: &Report) -> Self {
        let mut written = HashSet::new();
        let mut in_labels = HashSet::new();
        for row in &report.rows {
            let numbers = [row.value.parse().ok(), row.lower.parse().ok(), row.upper.parse().ok(), row.n];
            for number in numbers.into_iter().flatten() {
                insert(&mut written, number);
                insert(&mut written, 100.0 * number);
                insert(&mut written, -number);
                insert(&mut written, -100.0 * number);
            }
            for label in [&row.scope, &row.source, &row.period, &row.measure, &row.group, &row.category] {
                in_labels.extend(numbers_in(label).into_iter().map(|number| number.plain));
            }
        }
        let policy = report.manifest.policy;
        in_labels.extend([policy.survey_min, policy.register_min, 0, 95, 100].map(|n| n.to_string()));
        for measure in report.manifest.measures.values() {
            in_labels.extend([measure.lowest, measure.highest].map(|n| n.to_string()));
        }
        Self { written, in_labels }
    }

    fn holds(&self, number: &Seen) -> bool {
        self.written.contains(&number.plain) || self.in_labels.contains(&number.plain)
    }
}

fn insert(written: &mut HashSet<String>, number: f64) {
    for decimals in 0..=MOST_DECIMALS {
        written.insert(tidy(format!("{number:.decimals$}")));
        // A half goes up in print and to the even digit in `format!`.
        let away = number + number.signum() * 1e-9;
        written.insert(tidy(format!("{away:.decimals$}")));
    }
}

/// Returns zero without a sign.
fn tidy(number: String) -> String {
    if number.starts_with('-') && number.chars().all(|c| matches!(c, '-' | '0' | '.')) {
        number[1..].to_owned()
    } else {
        number
    }
}

/// A number in a text.
struct Seen {
    /// As it is written.
    written: String,
    /// With a decimal point and nothing between thousands.
    plain: String,
    /// Where it begins, in bytes.
    at: usize,
}

/// Returns the numbers in a text; digits that are part of a word are not numbers.
fn numbers_in(text: &str) -> Vec<Seen> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < letters.len() {
        if !letters[i].1.is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        while i < letters.len() && is_in_number(&letters, i) {
            i += 1;
        }
        let before = start.checked_sub(1).map(|before| letters[before].1);
        let after = letters.get(i).map(|(_, letter)| *letter);
        let is_word = before.is_some_and(|letter| letter.is_alphabetic() || letter == '_' || letter == '#')
            || after.is_some_and(|letter| letter.is_alphabetic() || letter == '_');
        if is_word {
            continue;
        }
        let is_negative = before.is_some_and(|letter| letter == '−' || letter == '-')
            && !start.checked_sub(2).is_some_and(|before| letters[before].1.is_alphanumeric());
        let written: String = letters[start..i].iter().map(|(_, letter)| *letter).collect();
        let sign = if is_negative { "-" } else { "" };
        // A probability is written without its zero: `p = .016`.
        let is_fraction = before == Some('.')
            && !start.checked_sub(2).is_some_and(|before| letters[before].1.is_alphanumeric());
        let zero = if is_fraction { "0." } else { "" };
        let plain = tidy(format!("{sign}{zero}{}", plain(&written)));
        found.push(Seen { written, plain, at: letters[start].0 });
    }
    found
}

fn is_in_number(letters: &[(usize, char)], i: usize) -> bool {
    let is_digit = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_digit());
    letters[i].1.is_ascii_digit() || matches!(letters[i].1, '.' | ',') && is_digit(i + 1)
}

/// Returns a number with a decimal point: a mark before three digits that is not alone parts thousands.
fn plain(written: &str) -> String {
    let marks: Vec<usize> = written.match_indices(['.', ',']).map(|(at, _)| at).collect();
    let Some(last) = marks.last() else { return written.to_owned() };
    let first_mark = &written[marks[0]..=marks[0]];
    let is_thousands = written.len() - last == 4 && !written.starts_with('0');
    let is_same = marks.iter().all(|at| &written[*at..=*at] == first_mark);
    if is_thousands && is_same && !written[..marks[0]].is_empty() {
        return written.replace(['.', ','], "");
    }
    format!("{}.{}", written[..*last].replace(['.', ','], ""), &written[last + 1..])
}

/// Elements in which every number must be a published one, however small.
const STRICT: [&str; 6] = ["td", "p", "text", "desc", "figcaption", "dd"];

/// Whole numbers up to this are numbering, outside of strict elements.
const MOST_NUMBERING: u32 = 60;

fn in_markup(markup: &str, known: &Known) -> Vec<(String, String)> {
    pieces(markup).iter().flat_map(|piece| in_piece(piece, known)).collect()
}

fn in_piece(piece: &Piece, known: &Known) -> Vec<(String, String)> {
    let is_strict = STRICT.contains(&piece.element.as_str());
    let is_allowed = |number: &Seen| {
        let whole: Option<u32> = number.plain.parse().ok();
        let is_year = number.written.len() == 4 && whole.is_some_and(|year| (1900..2100).contains(&year));
        let is_numbering = !is_strict && whole.is_some_and(|whole| whole <= MOST_NUMBERING);
        is_year || is_numbering || known.holds(number)
    };
    numbers_in(&piece.text)
        .iter()
        .filter(|number| !is_allowed(number))
        .map(|number| (number.written.clone(), around(&piece.text, number.at)))
        .collect()
}

/// Returns the words around a place in a text.
fn around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[at..].chars().take(40).collect();
    format!("{before}{after}").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_sheets(file: &Path, known: &Known) -> Result<Vec<Leak>, AuditError> {
    let mut workbook: Xlsx<_> =
        open_workbook(file).map_err(|why: calamine::XlsxError| unreadable(file, &why))?;
    let mut found = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|why| unreadable(file, &why))?;
        for (row, column, cell) in range.used_cells() {
            let place = format!("{name}, row {}, column {}", row + 1, column + 1);
            match cell {
                Data::Float(number) => {
                    let is_known = (0..=MOST_DECIMALS).any(|decimals| {
                        let written = format!("{number:.decimals$}");
                        let is_whole_story =
                            written.parse().is_ok_and(|back: f64| (back - number).abs() < 1e-9);
                        is_whole_story
                            && (known.written.contains(&written) || known.in_labels.contains(&written))
                    });
                    let is_full = known.written.contains(&tidy(format!("{number:.MOST_DECIMALS$}")));
                    if !is_known && !is_full {
                        found.push(leak(file, number.to_string(), place));
                    }
                }
                Data::String(text) => {
                    let piece = Piece { element: "td".to_owned(), text: text.clone() };
                    found.extend(
                        in_piece(&piece, known)
                            .into_iter()
                            .map(|(n, c)| leak(file, n, format!("{place}: {c}"))),
                    );
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::folder::{Manifest, rows};

    const HEAD: &str = "scope,source,period,measure,by,group,against,statistic,category,value,lower,upper,n,method,status,reason\n";

    fn known(body: &str) -> Known {
        let rows = rows(&format!("{HEAD}{body}")).unwrap();
        Known::of(&Report { path: PathBuf::new(), manifest: Manifest::default(), rows })
    }

    #[test]
    fn a_published_number_is_known_in_both_languages_and_as_a_percentage() {
        let known = known("all,a,2026,item.SB03,,,,share,eens,0.125,0.1,0.2,1250,wilson,shown,\n");
        let page = "<p>12,5% of 1.250 (12.5% of 1,250), 10% tot 20%, 13%</p>";
        assert_eq!(in_markup(page, &known), Vec::new());
    }

    #[test]
    fn a_number_that_no_row_holds_is_a_leak() {
        let known = known("all,a,2026,response,,,,n,,60,,,60,,shown,\n");
        let found = in_markup("<table><tr><td>vrouw</td><td>4</td></tr></table>", &known);
        assert_eq!(found, vec![("4".to_owned(), "4".to_owned())]);
        assert_eq!(in_markup("<h2>4 Thuisgevoel</h2>", &known), Vec::new());
    }

    #[test]
    fn a_probability_without_its_zero_is_a_published_one() {
        let known = known("all,a,2026,scale.x,,,,p_overall,,0.016,,,60,welch_anova,shown,\n");
        assert_eq!(in_markup("<td>.016</td><td>&lt; 0.016</td>", &known), Vec::new());
        assert_eq!(in_markup("<td>.061</td>", &known).len(), 1);
    }

    #[test]
    fn years_identifiers_and_axis_ticks_are_no_leaks() {
        let known = known("all,a,2026,response,,,,n,,60,,,60,,shown,\n");
        let page = r#"<p>SB03 in 2024, 60</p><svg><g class="tick"><text>37</text></g></svg><style>p{width:37px}</style>"#;
        assert_eq!(in_markup(page, &known), Vec::new());
    }

    #[test]
    fn the_text_of_a_figure_is_read() {
        let known = known("all,a,2026,response,,,,n,,60,,,60,,shown,\n");
        let found = in_markup("<svg><desc>37 vrouwen</desc><text>n = 60</text></svg>", &known);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "37");
    }
}
