//! A survey with a group of three: what is shown, and what stays open about the three.

use calamine::{Reader, Xlsx};
use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, files, only};
use crate::scan::{Report, Scan};

/// The group of three, as the scan calls it.
const FEW: &str = "non-binair of onbekend";

/// An outcome with how many answered it, and how many said yes, in the file.
struct Answered {
    measure: &'static str,
    all: (u32, u32),
    men: (u32, u32),
    women: (u32, u32),
}

const ANSWERED: [Answered; 2] = [
    Answered { measure: "outcome.before", all: (443, 338), men: (276, 227), women: (165, 109) },
    Answered { measure: "outcome.community", all: (430, 361), men: (272, 234), women: (156, 125) },
];

fn scan() -> Option<Scan> {
    Scan::of_data("user2016", "useR2016.csv")
}

fn report() -> Option<Report> {
    Some(scan()?.report(&Wishes::default()))
}

fn share<'a>(rows: &'a [Row], measure: &str, group: &str) -> &'a Row {
    only(rows, &[("measure", measure), ("group", group), ("against", ""), ("statistic", "share")])
}

#[test]
fn open_data_in_full_precision_gives_the_published_counts() {
    let Some(scan) = scan() else { return };
    let scan = scan
        .replacing(r#"codebook = "codebook.toml""#, "codebook = \"codebook.toml\"\npublic = true")
        .replacing("[report]", "[privacy]\nexact = true\n\n[report]");
    let rows = scan.report(&Wishes::default()).rows("alle");
    for (group, count, n) in [("vrouw", 109.0, 165.0), ("man", 227.0, 276.0)] {
        let wanted = [("measure", "outcome.before"), ("group", group), ("statistic", "count")];
        let row = only(&rows, &wanted);
        assert_eq!((row.number("value"), row.number("n")), (Some(count), Some(n)), "{group}");
        let value = share(&rows, "outcome.before", group).number("value").unwrap();
        assert!((value - count / n).abs() < 1e-12, "{group}: {value}");
    }
}

#[test]
fn women_and_men_are_shown_and_the_three_in_no_row() {
    let Some(report) = report() else { return };
    let rows = report.rows("alle");
    for answered in ANSWERED {
        for (group, (n, yes)) in [("vrouw", answered.women), ("man", answered.men)] {
            let row = share(&rows, answered.measure, group);
            assert_eq!(row.text("status"), "shown", "{group}");
            let value = row.number("value").unwrap();
            assert!((value - f64::from(yes) / f64::from(n)).abs() <= 0.005 + 1e-9, "{group}: {value}");
        }
    }
    for row in rows.iter().filter(|row| row.text("group") == FEW || row.text("against") == FEW) {
        assert_eq!((row.text("status"), row.text("reason")), ("withheld", "privacy"), "{}", row.key());
        for column in ["value", "lower", "upper", "n", "method"] {
            assert_eq!(row.text(column), "", "{column} of {}", row.key());
        }
    }
}

#[test]
fn no_subtraction_tells_what_the_three_answered() {
    let Some(report) = report() else { return };
    let rows = report.rows("alle");
    for Answered { measure, all, men, women } in ANSWERED {
        // A stranger who knows how the program rounds, and from elsewhere how many of each group answered.
        let possible = |group: &str, (n, yes): (u32, u32)| {
            let row = share(&rows, measure, group);
            let possible: Vec<u32> = (0..=n).filter(|yes| could_be(row, *yes, n)).collect();
            assert!(possible.contains(&yes), "{measure} {group}: {possible:?}");
            possible
        };
        let (in_all, in_men, in_women) = (possible("", all), possible("man", men), possible("vrouw", women));
        let difference = only(
            &rows,
            &[("measure", measure), ("group", "vrouw"), ("against", "man"), ("statistic", "difference")],
        );
        let few = all.0 - men.0 - women.0;
        for yes in 0..=few {
            let fits = in_men.iter().any(|men_yes| {
                in_women.iter().any(|women_yes| {
                    let of = wilson(*women_yes, women.0);
                    let against = wilson(*men_yes, men.0);
                    has_limits(difference, newcombe(of, against))
                        && in_all.contains(&(men_yes + women_yes + yes))
                })
            });
            assert!(fits, "{measure}: {yes} of the {few} cannot have said yes");
        }
    }
}

#[test]
fn no_page_gives_a_number_beside_the_three() {
    let Some(report) = report() else { return };
    let mut seen = 0;
    for (name, bytes) in files(&report.path()).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap();
        for row in page.split("<tr").skip(1).filter_map(|rest| rest.split("</tr>").next()) {
            let words = words(&format!("<tr{row}"));
            if is_about_few(&words) {
                seen += 1;
                assert!(!has_number(&words), "{name}: {words}");
            }
        }
    }
    assert!(seen > 0, "the group is named, with a mark");
}

#[test]
fn no_figure_gives_a_number_beside_the_three() {
    let Some(report) = report() else { return };
    let mut seen = 0;
    for (name, bytes) in files(&report.path()) {
        if !(name.ends_with(".html") || name.ends_with(".svg")) {
            continue;
        }
        let markup = String::from_utf8(bytes).unwrap();
        for picture in markup.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next()) {
            let texts = texts(picture);
            for few in texts.iter().filter(|text| is_about_few(&text.words)) {
                seen += 1;
                for beside in texts.iter().filter(|text| (text.y - few.y).abs() < 6.0) {
                    assert!(!has_number(&beside.words), "{name}: {} beside {}", beside.words, few.words);
                }
            }
        }
    }
    assert!(seen > 0, "the group is named, with a mark");
}

#[test]
fn no_sheet_gives_a_number_beside_the_three() {
    let Some(report) = report() else { return };
    let mut seen = 0;
    for name in ["tabellen.xlsx", "tables.xlsx"] {
        let mut book: Xlsx<_> = calamine::open_workbook(report.path().join("alle").join(name)).unwrap();
        for (sheet, range) in book.worksheets() {
            for row in range.rows().filter(|row| row.iter().any(|cell| is_about_few(&cell.to_string()))) {
                seen += 1;
                assert!(!row.iter().any(|cell| has_number(&cell.to_string())), "{name}, {sheet}: {row:?}");
            }
        }
    }
    assert!(seen > 0, "the group is named, with a mark");
}

fn is_about_few(words: &str) -> bool {
    words.to_lowercase().contains(FEW)
}

/// Returns whether words hold a number other than the round.
fn has_number(words: &str) -> bool {
    words.replace("2016", "").contains(|letter: char| letter.is_ascii_digit())
}

/// A text in a picture, and how far down it stands.
struct Placed {
    y: f64,
    words: String,
}

fn texts(picture: &str) -> Vec<Placed> {
    let placed = |rest: &str| {
        let (attributes, rest) = rest.split_once('>')?;
        let y = attributes.split_once(" y=\"")?.1.split_once('"')?.0.parse().ok()?;
        Some(Placed { y, words: words(rest.split("</text>").next()?) })
    };
    picture.split("<text").skip(1).filter_map(placed).collect()
}

/// A share with its limits.
#[derive(Clone, Copy)]
struct Limits {
    value: f64,
    lower: f64,
    upper: f64,
}

/// Wilson 1927, at 95 %.
fn wilson(yes: u32, n: u32) -> Limits {
    let (x, n) = (f64::from(yes), f64::from(n));
    let z2 = 1.959_963_984_540_054_f64.powi(2);
    let middle = (x + z2 / 2.0) / (n + z2);
    let half = (z2 * (x * (n - x) / n + z2 / 4.0)).sqrt() / (n + z2);
    Limits { value: x / n, lower: middle - half, upper: middle + half }
}

/// Newcombe 1998, method 10.
fn newcombe(of: Limits, against: Limits) -> Limits {
    let value = of.value - against.value;
    Limits {
        value,
        lower: value - (of.value - of.lower).hypot(against.upper - against.value),
        upper: value + (of.upper - of.value).hypot(against.value - against.lower),
    }
}

/// Returns whether these limits, laid around the printed value and rounded outward, are those of the row.
fn has_limits(row: &Row, exact: Limits) -> bool {
    let percent = |printed: Option<f64>| (printed.unwrap() * 100.0).round();
    let value = percent(row.number("value"));
    let below = value - 100.0 * (exact.value - exact.lower) - 0.5;
    let above = value + 100.0 * (exact.upper - exact.value) + 0.5;
    let same = |one: f64, other: f64| (one - other).abs() < 0.5;
    same(percent(row.number("lower")), (below + 1e-7).floor().max(-100.0))
        && same(percent(row.number("upper")), (above - 1e-7).ceil().min(100.0))
}

/// Returns whether `yes` of `n` people would have been printed as this row is.
fn could_be(row: &Row, yes: u32, n: u32) -> bool {
    let exact = wilson(yes, n);
    (row.number("value").unwrap() - exact.value).abs() <= 0.005 + 1e-9 && has_limits(row, exact)
}

/// Returns the text of a page or picture without its tags, styles and scripts, with single spaces.
fn words(markup: &str) -> String {
    let mut rest = markup;
    let mut text = String::new();
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let skipped = ["style", "script"].iter().find(|name| tag.starts_with(**name));
        let end = skipped.map_or_else(|| ">".to_owned(), |name| format!("</{name}>"));
        rest = tag.split_once(end.as_str()).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
