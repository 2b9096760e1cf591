//! One scale by the answers to another: belonging by support at home.

use meetellen::disclosure::Against;
use meetellen::model::Language;

use crate::scan::{folder, is_withheld, lines, published, read, report, row};

const SCAN: &str = "[scan]\nlanguages = [\"nl\", \"en\"]\n[[source]]\nfile = \"a.csv\"\ncodebook = \"c.toml\"\nround = \"2026\"\n[report]\nby = [\"gender\", \"score_band\"]\n";

const CODEBOOK: &str = r#"
[columns.BG01]
role = "gender"
labels = { "1" = { nl = "vrouw", en = "woman" }, "2" = { nl = "man", en = "man" } }
[scales.belonging]
text = { nl = "Thuisgevoel", en = "Sense of belonging" }
items = ["SB01", "SB02"]
range = [1, 5]
[scales.home_support]
text = { nl = "Steun thuis", en = "Support at home" }
items = ["HS01", "HS02"]
reversed = ["HS02"]
range = [1, 5]
bands = [3, 4]
"#;

/// So many people of both genders with each pair of answers: support at home as it is scored, belonging.
fn table(people: &[(f64, u8, usize)]) -> String {
    let mut table = "SB01;SB02;HS01;HS02;BG01\n".to_owned();
    for (support, belonging, count) in people {
        // The second question is worded the other way round: 6 less the answer is its score.
        let first = support.floor();
        let second = 6.0 - (2.0 * support - first);
        for place in 0..*count {
            // Nobody wants all answers alike: then they would tell of each person.
            let own = belonging + u8::try_from(place % 2).unwrap();
            table.push_str(&format!("{own};{own};{first};{second};{}\n", 1 + place / 2 % 2));
        }
    }
    table
}

const PEOPLE: [(f64, u8, usize); 5] = [(1.0, 1, 20), (2.5, 2, 20), (3.0, 2, 30), (3.5, 3, 30), (4.0, 4, 60)];

fn scan(codebook: &str, table: &str) -> meetellen::pipeline::Edited {
    published(&read(folder(&[("scan.toml", SCAN), ("c.toml", codebook), ("a.csv", table)])))
}

#[test]
fn belonging_is_told_by_support_at_home_with_people_and_margin_in_both_languages() {
    let edited = scan(CODEBOOK, &table(&PEOPLE));
    // 2.0 is the mean of 20 at 1 or 2 and 20 at 2 or 3; a score of 3 is in the middle, one of 4 among the highest.
    for (label, n, mean) in [("onder 3", 40, 2.0), ("3 tot 4", 60, 3.0), ("4 of hoger", 60, 4.5)] {
        let found = row(&edited, "scale.belonging", &format!("score_band=steun thuis: {label}"), "mean");
        assert_eq!(found.n(), Some(n), "{label}");
        assert!((found.value().unwrap() - mean).abs() < 0.06, "{label}: {:?}", found.value());
        assert!(found.lower().is_some() && found.upper().is_some(), "{label}");
    }
    let [nl, en] = [Language::Dutch, Language::English].map(|language| report(&edited, language));
    for (text, caption, group) in [
        (&nl, "TABLE Thuisgevoel naar steun thuis, ", "steun thuis: 3 tot 4 | 60 | 3,0"),
        (&en, "TABLE Sense of belonging by support at home, ", "support at home: 3 to below 4 | 60 | 3.0"),
    ] {
        let made = text.split(caption).nth(1).unwrap_or_else(|| panic!("{caption}: {text}"));
        let made: String = made.lines().take(9).map(|line| format!("{line}\n")).collect();
        assert!(made.to_lowercase().contains(group), "{group}: {made}");
    }
    assert!(nl.contains("Of het een van het ander komt, zegt een vragenlijst niet."), "{nl}");
}

#[test]
fn only_other_scales_are_told_by_groups_made_of_answers_and_those_are_never_compared() {
    let edited = scan(CODEBOOK, &table(&PEOPLE));
    let banded = |row: &&meetellen::disclosure::PublishedRow| {
        row.key().by.iter().any(|role| role.word() == "score_band")
    };
    let rows: Vec<_> = edited.published.rows().iter().filter(banded).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let measure = row.key().measure.as_str();
        assert!(["scale.belonging", "participation.respondents"].contains(&measure), "{measure}");
        assert_eq!(row.key().against, Against::Nothing, "{measure}");
    }
}

#[test]
fn a_band_of_six_people_is_withheld_and_so_is_what_would_give_it_away() {
    let edited = scan(CODEBOOK, &table(&[(2.0, 1, 6), (3.0, 2, 40), (4.5, 4, 60)]));
    let of =
        |label: &str| row(&edited, "scale.belonging", &format!("score_band=steun thuis: {label}"), "mean");
    assert!(is_withheld(of("onder 3")));
    let shown = ["3 tot 4", "4 of hoger"].into_iter().filter(|label| of(label).value().is_some()).count();
    let all = row(&edited, "scale.belonging", "", "mean");
    assert!(shown < 2 || all.n().is_none_or(|n| n % 5 == 0), "{shown} of 2 beside everybody");
}

#[test]
fn bands_that_cannot_be_are_refused_with_their_line_and_so_is_a_scan_without_any() {
    let faults = |codebook: &str| {
        let found = folder(&[("scan.toml", SCAN), ("c.toml", codebook), ("a.csv", &table(&PEOPLE))]);
        lines(&found.err().unwrap_or_default())
    };
    assert_eq!(faults(CODEBOOK), "");
    for wrong in ["[4, 3]", "[3, 3]", "[1]", "[3, 6]", "[2, 3, 4]", "[]"] {
        let told = faults(&CODEBOOK.replace("[3, 4]", wrong));
        assert!(told.contains("c.toml:14 [scales.home_support.bands]"), "{wrong}: {told}");
    }
    for (key, value) in [("per", "\"score_band\""), ("primary", "[\"scale.belonging by score_band\"]")] {
        let scan = format!("{SCAN}{key} = {value}\n");
        let found = folder(&[("scan.toml", &scan), ("c.toml", CODEBOOK), ("a.csv", &table(&PEOPLE))]);
        let told = lines(&found.unwrap_err());
        assert!(told.contains(&format!("scan.toml:9 [report.{key}]")), "{told}");
    }
    let told = faults(&CODEBOOK.replace("bands = [3, 4]", ""));
    assert!(told.contains("scan.toml [report.by]") && told.contains("`bands = [3, 4]`"), "{told}");
    let told = faults(&CODEBOOK.replace("[scales.home_support]", "bands = [2]\n[scales.home_support]"));
    assert!(told.contains("maar een schaal") && told.contains("belonging"), "{told}");
}

#[test]
fn who_answered_too_few_questions_has_no_band() {
    let mut table = table(&PEOPLE);
    table.push_str(&"3;4;5;;1\n3;4;;;2\n".repeat(15));
    let complete = CODEBOOK.replace("bands", "missing_rule = \"complete\"\nbands");
    let [half, complete] = [CODEBOOK, &complete].map(|codebook| {
        row(&scan(codebook, &table), "scale.belonging", "score_band=steun thuis: 4 of hoger", "mean").n()
    });
    // With half of two questions answered there is a score; where all must be answered there is none.
    assert_eq!([half, complete], [Some(75), Some(60)]);
}
