//! A school's own word list: it replaces ours, and all that is wrong with it is told at once.

use meetellen::language::{Format, WordList, read, review};
use meetellen::model::Language;

const OWN: &str = r#"
language = "nl"
title = { nl = "Eigen", en = "Own" }
[group.house]
name = { nl = "huiswoord", en = "house word" }
about = { nl = "x", en = "x" }
[group.house.instead]
"knutselen" = "maken"
"*klusser" = "…werker"
"#;

/// The faults of a list, as `line key value`.
fn faults(text: &str) -> Vec<String> {
    let faults = WordList::parse("eigen.toml", text).unwrap_err();
    let told = faults.iter().map(|fault| {
        let line = fault.line.map_or_else(|| "-".to_owned(), |line| line.to_string());
        let (key, value) = (fault.column.clone(), fault.value.clone());
        [line, key.unwrap_or_default(), value.unwrap_or_default()].join(" ").trim_end().to_owned()
    });
    told.collect()
}

#[test]
fn a_school_can_bring_its_own_list() {
    let list = WordList::parse("eigen.toml", OWN).unwrap();
    let prose = read(b"Wij knutselen graag. De buitenklusser helpt.", Format::Text).unwrap();
    let found = review(&prose, &[list]).found;
    let instead: Vec<_> = found.iter().map(|found| found.instead.as_deref().unwrap()).collect();
    assert_eq!(instead, ["maken", "buitenwerker"]);
}

#[test]
fn all_that_is_wrong_with_a_list_is_told_at_once_with_line_and_word() {
    let wrong = OWN
        .replace("language = \"nl\"", "language = \"de\"")
        .replace("about =", "abuot =")
        .replace("\"*klusser\"", "\"*\"")
        + "[group.other]\nname = { nl = \"a\", en = \"a\" }\nabout = { nl = \"a\", en = \"a\" }\nwords = [\"a\", \"A\"]\nskip = [\"open\"]\n";
    assert_eq!(
        faults(&wrong),
        [
            "2 language de",
            "4 group.house",
            "6 group.house.abuot",
            "9 group.house.instead.* *",
            "13 group.other.words A",
            "14 group.other.skip open",
        ]
    );
}

#[test]
fn a_list_without_a_word_is_refused() {
    assert_eq!(faults("language = \"nl\"\ntitle = \"Leeg\"\n"), ["-"]);
}

#[test]
fn a_fault_of_a_list_is_told_in_both_languages() {
    let faults = WordList::parse("eigen.toml", &OWN.replace("name =", "naam =")).unwrap_err();
    let told = |language| faults.iter().map(|fault| fault.to_line(language)).collect::<Vec<_>>().join(" ");
    assert!(told(Language::Dutch).contains("bedoel je `name`?"), "{}", told(Language::Dutch));
    assert!(told(Language::English).contains("did you mean `name`?"), "{}", told(Language::English));
}

#[test]
fn a_star_within_a_word_is_refused_with_its_line_because_nothing_would_be_found() {
    for word in ["vak*man", "**man", "vak**", "*vak*man"] {
        assert_eq!(
            faults(&OWN.replace("*klusser", word)),
            [format!("9 group.house.instead.{word} {word}")],
            "{word}"
        );
    }
    let faults = WordList::parse("eigen.toml", &OWN.replace("*klusser", "klus*ser")).unwrap_err();
    assert!(faults[0].to_line(Language::Dutch).contains("alleen voor of achter een woord"), "{}", faults[0]);
    // In front, behind and on both sides it has a meaning.
    for word in ["*klusser", "klus*", "*klus*"] {
        assert!(WordList::parse("eigen.toml", &OWN.replace("*klusser", word)).is_ok(), "{word}");
    }
}
