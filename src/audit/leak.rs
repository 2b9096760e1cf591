//! Numbers that a reader sees and that no row of `results.csv` holds.
//!
//! Pages, figures, texts and sheets must be views of the published rows. A number that is none of them may be what was
//! withheld. What names its rows (`data-rows`) may show the numbers of those rows only: the chart or sentence of
//! another school is found by it. Small whole numbers in headings and lists are counted as numbering.

mod number;
mod known;
mod axis;
mod office;
mod paper;

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::{AuditError, Report};
use super::visible::{Piece, Purpose, pieces};
use axis::are_ticks;
use known::Known;
use number::{Seen, numbers_in};

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
            Some("pdf") => found.extend(paper::in_pages(&file, &known)?),
            Some("xlsx") => found.extend(office::in_sheets(&file, &known)?),
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

/// Elements in which every number must be a published one, however small.
const STRICT: [&str; 6] = ["td", "p", "text", "desc", "figcaption", "dd"];

/// Elements of a drawing.
const DRAWING: [&str; 3] = ["title", "desc", "text"];

/// Whole numbers up to this are numbering, outside of strict elements.
const MOST_NUMBERING: u32 = 60;

fn in_markup(markup: &str, known: &Known) -> Vec<(String, String)> {
    let (axis, words): (Vec<Piece>, Vec<Piece>) =
        pieces(markup).into_iter().partition(|piece| piece.purpose == Purpose::Axis);
    let ticks = axis.iter().zip(are_ticks(&axis)).filter(|(_, is_tick)| !is_tick).map(|(piece, _)| piece);
    words.iter().chain(ticks).flat_map(|piece| in_piece(piece, known)).collect()
}

fn in_piece(piece: &Piece, known: &Known) -> Vec<(String, String)> {
    let is_drawing = DRAWING.contains(&piece.element.as_str());
    let is_strict = STRICT.contains(&piece.element.as_str());
    let text = known.without_checked(&piece.text);
    let is_known = |number: &Seen| match piece.lines.as_slice() {
        [] => known.holds(number),
        lines => known.holds_at(lines, &text, number) || is_drawing && known.is_everybody(number),
    };
    let is_allowed = |number: &Seen| {
        let whole: Option<u32> = number.plain.parse().ok();
        let is_year = number.written.len() == 4 && whole.is_some_and(|year| (1900..2100).contains(&year));
        let is_numbering = !is_strict && whole.is_some_and(|whole| whole <= MOST_NUMBERING);
        is_year || is_numbering || is_known(number)
    };
    numbers_in(&text)
        .iter()
        .filter(|number| !is_allowed(number))
        .map(|number| (number.written.clone(), around(&text, number.at)))
        .collect()
}

/// Returns the words around a place in a text.
fn around(text: &str, at: usize) -> String {
    let before: String = text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[at..].chars().take(40).collect();
    format!("{before}{after}").split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn a_published_figure_of_the_manifest_is_known_and_one_beside_it_is_not() {
        let manifest = serde_json::from_str(r#"{"benchmarks": [{"values": {"2019": 0.262}}]}"#).unwrap();
        let known = Known::of(&Report { path: PathBuf::new(), manifest, rows: Vec::new() });
        assert_eq!(in_markup("<p>landelijk: 26,2 procent</p>", &known), Vec::new());
        assert_eq!(in_markup("<p>landelijk: 26,3 procent</p>", &known).len(), 1);
        assert_eq!(in_markup("<p>landelijk: 26 procent</p>", &known).len(), 1, "another figure");
    }

    #[test]
    fn how_many_questions_a_scale_has_is_known() {
        let manifest = r#"{"measures": {"scale.x": {"lowest": 1, "highest": 5, "items": ["a", "b", "c"]}}}"#;
        let manifest = serde_json::from_str(manifest).unwrap();
        let known = Known::of(&Report { path: PathBuf::new(), manifest, rows: Vec::new() });
        assert_eq!(in_markup("<p>Thuisgevoel (3 vragen), belonging (3 questions)</p>", &known), Vec::new());
        assert_eq!(in_markup("<p>Thuisgevoel (7 vragen)</p>", &known).len(), 1);
    }

    #[test]
    fn how_many_differences_were_looked_at_is_held_to_those_that_are_shown() {
        let row = |group: u32| {
            format!("all,a,2026,item.x,gender,{group},others,difference,,0.1,,,60,newcombe,shown,\n")
        };
        let known = known(&(1000..1040).map(row).collect::<String>());
        let said = |all: &str, by_chance: &str| {
            let page = format!(
                "<p>We bekeken {all} verschillen; door toeval alleen vallen er ongeveer {by_chance} op.</p>"
            );
            in_markup(&page, &known).len()
        };
        assert_eq!(said("38", "1,9"), 0);
        assert!(said("57", "2,85") > 0, "more than are shown");
        assert!(said("38", "7") > 0, "not one in twenty");
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
        let page = r#"<p>SB03 in 2024 and 2025/26, 60</p><svg><text class="tick soft">36</text>
            <text class="tick">37</text><text class="tick">38</text></svg><style>p{width:37px}</style>"#;
        assert_eq!(in_markup(page, &known), Vec::new());
    }

    #[test]
    fn a_result_that_says_it_is_a_tick_is_a_leak() {
        let known = known("all,a,2026,response,,,,n,,60,,,60,,shown,\n");
        let page = r#"<text class="tick">0</text><text class="tick">20</text><text class="tick">40</text>
            <text class="tick">37</text><p>2024/26</p>"#;
        let found: Vec<String> = in_markup(page, &known).into_iter().map(|(number, _)| number).collect();
        assert_eq!(found, ["26", "37"]);
    }

    #[test]
    fn what_names_its_rows_shows_the_numbers_of_those_rows_only() {
        let body = "all,a,2026,item.X,,,,mean,,3.4,3.2,3.6,40,t,shown,\nall,a,2026,item.Y,,,,mean,,4.1,,,60,t,shown,\n";
        let known = known(body);
        let right = r#"<td data-rows="2">3,4</td><span data-rows="2 3">3,4 en 4,1 (n = 60)</span>"#;
        assert_eq!(in_markup(right, &known), Vec::new());
        let wrong = r#"<td data-rows="2">4,1</td><p><span data-rows="3">n = 40</span> 3,4</p><td data-rows="9">60</td>"#;
        let found: Vec<String> = in_markup(wrong, &known).into_iter().map(|(number, _)| number).collect();
        assert_eq!(found, ["4,1", "40", "60"]);
    }

    #[test]
    fn how_many_figures_are_withheld_is_counted_again() {
        let rows = "all,a,2026,item.X,,,,mean,,3.4,,,40,t,shown,\nall,a,2026,item.Y,,,,mean,,,,,,,withheld,privacy\n";
        let known = known(rows);
        let page = "<td>1 van 2 cijfers afgeschermd</td><td>1 of 2 figures withheld</td>";
        assert_eq!(in_markup(page, &known), Vec::new());
        for wrong in [
            "<td>13 van 2 cijfers afgeschermd</td>",
            "<td>11 van 2 cijfers</td>",
            "<td>1 van 22 cijfers afgeschermd</td>",
        ] {
            assert!(!in_markup(wrong, &known).is_empty(), "{wrong}");
        }
    }

    #[test]
    fn the_version_and_the_limits_of_what_matters_are_no_leaks() {
        let rows = rows(HEAD).unwrap();
        let manifest = r#"{"version":"0.1.0","relevant":{"participation_ratio":1.25}}"#;
        let manifest: Manifest = serde_json::from_str(manifest).unwrap();
        let known = Known::of(&Report { path: PathBuf::new(), manifest, rows });
        assert_eq!(in_markup("<p>meetellen 0.1.0, een factor 1,25 (1.25)</p>", &known), Vec::new());
        assert_eq!(in_markup("<p>meetellen 0.1.3, een factor 1,35</p>", &known).len(), 2);
    }

    #[test]
    fn a_time_between_rounds_and_a_limit_of_a_probability_follow_from_the_rows() {
        let body =
            "all,a,2018..2025,p,,,,trend,,0.1,,,,t,shown,\nall,a,2026,scale.x,,,,p,,0.0004,,,60,t,shown,\n";
        let known = known(body);
        let right =
            r#"<b data-rows="2">in 7 jaar</b><b data-rows="3">&lt; 0,001</b><b data-rows="3">&lt; .001</b>"#;
        assert_eq!(in_markup(right, &known), Vec::new());
        let wrong = r#"<b data-rows="2">61 keer in 61 jaar</b><b data-rows="2">&lt; 0,002</b>"#;
        assert_eq!(in_markup(wrong, &known).len(), 3);
    }

    #[test]
    fn the_text_of_a_figure_is_read() {
        let known = known("all,a,2026,response,,,,n,,60,,,60,,shown,\n");
        let found = in_markup("<svg><desc>37 vrouwen</desc><text>n = 60</text></svg>", &known);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "37");
    }
}
