//! One small invented survey in the form of every tool: the Dataset that comes back is the same.
//!
//! Forms are those of the vendors' documentation; the SPSS files were written by PSPP (`spss/same.sps`). Holds a
//! missing answer, a comma in an answer and in an option, several answers, and "wil ik niet zeggen".

use std::io::Write as _;

use meetellen::model::{Dataset, SourceData};

use super::scanned;

const GENDER: [&str; 4] = ["vrouw", "man", "non-binair", "wil ik niet zeggen"];
const AGREE: [&str; 5] = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"];
const OPTIONS: [&str; 3] = ["Werk, betaald", "Stage", "Sport (\u{e9}\u{e9}n keer)"];
const QUESTIONS: [&str; 4] = [
    "Wat is je gender?",
    "Ik voel me op mijn plek.",
    "Welke opleiding volg je?",
    "Wat doe je naast je studie?",
];

/// A respondent: gender and agreement by their place from 1, 0 for no answer; the options by theirs.
struct Person {
    gender: usize,
    agree: usize,
    programme: &'static str,
    ticks: &'static [usize],
}

const PEOPLE: [Person; 6] = [
    Person { gender: 1, agree: 5, programme: "Bouwkunde, voltijd", ticks: &[1, 3] },
    Person { gender: 2, agree: 1, programme: "ICT", ticks: &[2] },
    Person { gender: 3, agree: 0, programme: "Bouwkunde, voltijd", ticks: &[1, 2, 3] },
    Person { gender: 4, agree: 4, programme: "Caf\u{e9}beheer", ticks: &[1] },
    Person { gender: 1, agree: 3, programme: "ICT", ticks: &[2, 3] },
    Person { gender: 0, agree: 2, programme: "ICT", ticks: &[1, 2] },
];

const CODEBOOK: &str = r#"
[columns.Q1]
role = "gender"
aliases = ["Wat is je gender?"]
labels = { "1" = "vrouw", "2" = "man", "3" = "non-binair", "4" = "wil ik niet zeggen" }
not_stated = ["4"]
[columns.Q2]
role = "item"
text = "Ik voel me op mijn plek."
aliases = ["Ik voel me op mijn plek."]
labels = { "1" = "helemaal oneens", "2" = "oneens", "3" = "neutraal", "4" = "eens", "5" = "helemaal eens" }
[columns.Q3]
role = "programme"
aliases = ["Welke opleiding volg je?"]
[columns.Q4]
role = "item"
text = "Wat doe je naast je studie?"
aliases = ["Wat doe je naast je studie?"]
[columns.Q4.labels]
"1" = { nl = "Werk, betaald", en = "Paid work", also = ["Q4_1"] }
"2" = { nl = "Stage", en = "Internship", also = ["Q4_2"] }
"3" = { nl = "Sport (één keer)", en = "Sport (once)", also = ["Q4_3"] }
"#;

fn quoted(cell: &str, delimiter: char) -> String {
    if cell.contains([delimiter, '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn table(rows: &[Vec<String>], delimiter: char) -> String {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell, delimiter)).collect();
        format!("{}\n", cells.join(&delimiter.to_string()))
    };
    rows.iter().map(line).collect()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn number(place: usize) -> String {
    if place == 0 { String::new() } else { place.to_string() }
}

fn word(list: &[&str], place: usize) -> String {
    place.checked_sub(1).map_or_else(String::new, |at| list[at].to_owned())
}

/// The answers of a person: in words or codes, the several ones by `several`.
fn answers(person: &Person, words: bool, several: impl Fn(&Person) -> Vec<String>) -> Vec<String> {
    let mut cells = if words {
        vec![word(&GENDER, person.gender), word(&AGREE, person.agree)]
    } else {
        vec![number(person.gender), number(person.agree)]
    };
    cells.push(person.programme.to_owned());
    cells.extend(several(person));
    cells
}

/// A row per person, after `first`.
fn people(
    head: Vec<Vec<String>>,
    first: &dyn Fn(usize) -> Vec<String>,
    words: bool,
    several: &dyn Fn(&Person) -> Vec<String>,
) -> Vec<Vec<String>> {
    let mut rows = head;
    for (at, person) in PEOPLE.iter().enumerate() {
        let mut cells = first(at);
        cells.extend(answers(person, words, several));
        rows.push(cells);
    }
    rows
}

/// A column per option: `yes` of the option where ticked, else `no`.
fn split(person: &Person, yes: impl Fn(usize) -> String, no: &str) -> Vec<String> {
    (1..=3).map(|option| if person.ticks.contains(&option) { yes(option) } else { no.to_owned() }).collect()
}

fn joined(person: &Person, words: bool, between: &str) -> Vec<String> {
    let tick = |tick: &usize| if words { word(&OPTIONS, *tick) } else { tick.to_string() };
    vec![person.ticks.iter().map(tick).collect::<Vec<_>>().join(between)]
}

fn plain() -> String {
    table(
        &people(vec![row(&["Q1", "Q2", "Q3", "Q4"])], &|_| vec![], false, &|person| {
            joined(person, false, ";")
        }),
        ',',
    )
}

fn qualtrics(words: bool, in_columns: bool, rows_under: usize) -> String {
    let own = ["StartDate", "EndDate", "Status", "IPAddress", "Finished", "ResponseId", "RecipientEmail"];
    let mut names = row(&own);
    names.extend(row(&["Q1", "Q2", "Q3"]));
    names.extend(if in_columns { row(&["Q4_1", "Q4_2", "Q4_3"]) } else { row(&["Q4"]) });
    let mut said = row(&[
        "Start Date",
        "End Date",
        "Response Type",
        "IP Address",
        "Finished",
        "Response ID",
        "Recipient Email",
    ]);
    said.extend(row(&QUESTIONS[..3]));
    let option = |option: &&str| format!("{}\n - Selected Choice - {option}", QUESTIONS[3]);
    said.extend(if in_columns { OPTIONS.iter().map(option).collect() } else { row(&QUESTIONS[3..]) });
    let import: Vec<String> = (0..names.len()).map(|at| format!("{{\"ImportId\":\"QID{at}\"}}")).collect();
    let head = [names, said, import].into_iter().take(1 + rows_under).collect();
    let (status, finished) = if words { ("IP Address", "True") } else { ("0", "1") };
    let first = |at: usize| {
        let id = format!("R_{at}");
        row(&[
            "2026-03-01 10:00:00",
            "2026-03-01 10:05:00",
            status,
            "192.0.2.1",
            finished,
            &id,
            "a@school.example",
        ])
    };
    let several = |person: &Person| match (in_columns, words) {
        (true, true) => split(person, |option| word(&OPTIONS, option), ""),
        (true, false) => split(person, |_| "1".to_owned(), ""),
        (false, _) => joined(person, words, ","),
    };
    let mut rows = people(head, &first, words, &several);
    // The maker tried the form out.
    let mut trial = rows[1 + rows_under].clone();
    trial[2] = if words { "Survey Preview" } else { "1" }.to_owned();
    rows.insert(1 + rows_under, trial);
    table(&rows, ',')
}

fn limesurvey(headings: usize, words: bool) -> String {
    let own = ["id", "submitdate", "lastpage", "startlanguage"];
    let names =
        match headings {
            0 => row(&["Q1", "Q2", "Q3", "Q4[1]", "Q4[2]", "Q4[3]"]),
            _ => {
                let code = |code: &str| if headings == 1 { String::new() } else { format!("{code}. ") };
                let mut names: Vec<String> =
                    (0..3).map(|at| format!("{}{}", code(&format!("Q{}", at + 1)), QUESTIONS[at])).collect();
                names.extend((0..3).map(|at| {
                    format!("{}{} [{}]", code(&format!("Q4[{}]", at + 1)), QUESTIONS[3], OPTIONS[at])
                }));
                names
            }
        };
    let mut head = row(&own);
    head.extend(names);
    let first = |at: usize| row(&[&(at + 1).to_string(), "1980-01-01 00:00:00", "3", "nl"]);
    let (yes, no) = if words { ("Ja", "Nee") } else { ("Y", "") };
    table(&people(vec![head], &first, words, &|person| split(person, |_| yes.to_owned(), no)), ';')
}

fn lss() -> String {
    let tag = |name: &str, value: &str| format!("<{name}><![CDATA[{value}]]></{name}>");
    let rows = |rows: &[Vec<(&str, String)>]| -> String {
        let one = |row: &Vec<(&str, String)>| {
            format!("<row>{}</row>", row.iter().map(|(name, value)| tag(name, value)).collect::<String>())
        };
        format!("<rows>{}</rows>", rows.iter().map(one).collect::<String>())
    };
    let (mut questions, mut texts, mut subs, mut answers, mut answer_texts) =
        (vec![], vec![], vec![], vec![], vec![]);
    let text = |qid: usize, text: &str| {
        vec![("qid", qid.to_string()), ("question", format!("<p>{text}</p>")), ("language", "nl".to_owned())]
    };
    for (at, kind) in ["L", "L", "S", "M"].into_iter().enumerate() {
        let qid = at + 1;
        questions.push(vec![
            ("qid", qid.to_string()),
            ("parent_qid", "0".to_owned()),
            ("type", kind.to_owned()),
            ("title", format!("Q{qid}")),
            ("question_order", qid.to_string()),
        ]);
        texts.push(text(qid, QUESTIONS[at]));
    }
    for (at, option) in OPTIONS.iter().enumerate() {
        let (qid, title) = ((at + 10).to_string(), (at + 1).to_string());
        subs.push(vec![
            ("qid", qid),
            ("parent_qid", "4".to_owned()),
            ("title", title.clone()),
            ("question_order", title),
        ]);
        texts.push(text(at + 10, option));
    }
    for (qid, list) in [(1, &GENDER[..]), (2, &AGREE[..])] {
        for (at, answer) in list.iter().enumerate() {
            let (aid, code) = (format!("{qid}{at}"), (at + 1).to_string());
            answers.push(vec![
                ("aid", aid.clone()),
                ("qid", qid.to_string()),
                ("code", code.clone()),
                ("sortorder", code),
                ("scale_id", "0".to_owned()),
            ]);
            answer_texts.push(vec![
                ("aid", aid),
                ("answer", (*answer).to_owned()),
                ("language", "nl".to_owned()),
            ]);
        }
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>\
         <languages><language>nl</language></languages><answers>{}</answers><answer_l10ns>{}</answer_l10ns>\
         <questions>{}</questions><subquestions>{}</subquestions><question_l10ns>{}</question_l10ns></document>",
        rows(&answers),
        rows(&answer_texts),
        rows(&questions),
        rows(&subs),
        rows(&texts)
    )
}

fn microsoft_rows() -> Vec<Vec<String>> {
    let mut head = row(&["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]);
    head.extend(row(&QUESTIONS));
    let first = |at: usize| row(&[&(at + 1).to_string(), "3/1/26 10:00", "3/1/26 10:05", "anonymous", ""]);
    let several = |person: &Person| vec![format!("{};", joined(person, true, ";")[0])];
    people(vec![head], &first, true, &several)
}

fn google() -> String {
    let mut head = row(&["Tijdstempel"]);
    head.extend(row(&QUESTIONS));
    let first = |_: usize| row(&["1-3-2026 10:00:00"]);
    table(&people(vec![head], &first, true, &|person| joined(person, true, ", ")), ',')
}

fn surveymonkey_rows() -> Vec<Vec<String>> {
    let own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"];
    let mut first = row(&own);
    first.extend(row(&QUESTIONS));
    first.extend(row(&["", ""]));
    let mut second = row(&["", "", "", "", "", "", "Response", "Response", "Open-Ended Response"]);
    second.extend(row(&OPTIONS));
    let own = |at: usize| {
        row(&[
            &(at + 1001).to_string(),
            "9",
            "03/01/2026 10:00:00 AM",
            "03/01/2026 10:05:00 AM",
            "192.0.2.1",
            "",
        ])
    };
    people(vec![first, second], &own, true, &|person| split(person, |option| word(&OPTIONS, option), ""))
}

fn redcap(words: bool) -> String {
    let head = row(&["record_id", "q1", "q2", "q3", "q4___1", "q4___2", "q4___3", "vragen_complete"]);
    let (yes, no) = if words { ("Checked", "Unchecked") } else { ("1", "0") };
    let rows = people(vec![head], &|at| row(&[&at.to_string()]), words, &|person| {
        let mut cells = split(person, |_| yes.to_owned(), no);
        cells.push("2".to_owned());
        cells
    });
    table(&rows, ',')
}

fn dictionary() -> String {
    let choices = |list: &[&str]| {
        let one = |(at, text): (usize, &&str)| format!("{}, {text}", at + 1);
        list.iter().enumerate().map(one).collect::<Vec<_>>().join(" | ")
    };
    let heads = [
        "Variable / Field Name",
        "Form Name",
        "Field Type",
        "Field Label",
        "Choices, Calculations, OR Slider Labels",
        "Identifier?",
        "Branching Logic (Show field only if...)",
    ];
    let mut rows = vec![row(&heads), row(&["record_id", "vragen", "text", "Record ID", "", "", ""])];
    rows.push(row(&["q1", "vragen", "radio", QUESTIONS[0], &choices(&GENDER), "", ""]));
    rows.push(row(&["q2", "vragen", "radio", QUESTIONS[1], &choices(&AGREE), "", ""]));
    rows.push(row(&["q3", "vragen", "text", QUESTIONS[2], "", "", ""]));
    rows.push(row(&["q4", "vragen", "checkbox", QUESTIONS[3], &choices(&OPTIONS), "", "[q1] <> ''"]));
    table(&rows, ',')
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (y, row) in rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (y, x) = (u32::try_from(y).expect("few rows"), u16::try_from(x).expect("few columns"));
            sheet.write_string(y, x, cell).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("in memory");
    packer.finish().expect("in memory")
}

fn windows_1252(text: &str) -> Vec<u8> {
    let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!unknown);
    bytes.into_owned()
}

#[test]
fn whichever_tool_wrote_the_answers_the_dataset_is_the_same() {
    let (lss, dictionary) = (lss(), dictionary());
    let lss = [("limesurvey_survey_1.lss", lss.as_str())];
    let dictionary = [("woordenboek.csv", dictionary.as_str())];
    let spss = |name: &str| {
        std::fs::read(format!("{}/tests/exports/spss/{name}", env!("CARGO_MANIFEST_DIR"))).expect("committed")
    };
    type Case<'a> = (&'a str, &'a str, Vec<u8>, &'a [(&'a str, &'a str)], &'a str);
    let cases: Vec<Case<'_>> = vec![
        ("Qualtrics, drie kopregels, tekst, kolommen", "a.csv", qualtrics(true, true, 2).into(), &[], ""),
        ("Qualtrics, drie kopregels, codes, kolommen", "a.csv", qualtrics(false, true, 2).into(), &[], ""),
        ("Qualtrics, drie kopregels, codes, samen", "a.csv", qualtrics(false, false, 2).into(), &[], ""),
        ("Qualtrics, twee kopregels, tekst, samen", "a.csv", qualtrics(true, false, 1).into(), &[], ""),
        ("LimeSurvey, codes, met lss", "results-survey1.csv", limesurvey(0, false).into(), &lss, ""),
        ("LimeSurvey, codes, zonder lss", "a.csv", limesurvey(0, false).into(), &[], ""),
        ("LimeSurvey, antwoorden, hele vragen", "a.csv", limesurvey(1, true).into(), &lss, ""),
        (
            "LimeSurvey, codes en vragen",
            "a.csv",
            limesurvey(2, false).into(),
            &lss,
            "structure = \"limesurvey_survey_1.lss\"",
        ),
        ("Microsoft Forms, xlsx", "a.xlsx", xlsx(&microsoft_rows()), &[], ""),
        ("Microsoft Forms, csv", "a.csv", table(&microsoft_rows(), ',').into(), &[], ""),
        (
            "Microsoft Forms, windows-1252, gz",
            "a.csv.gz",
            gzip(&windows_1252(&table(&microsoft_rows(), ';'))),
            &[],
            "",
        ),
        ("Google Forms", "a.csv", google().into(), &[], ""),
        ("SurveyMonkey, csv", "a.csv", table(&surveymonkey_rows(), ',').into(), &[], ""),
        ("SurveyMonkey, xlsx", "a.xlsx", xlsx(&surveymonkey_rows()), &[], ""),
        ("REDCap, codes", "a.csv", redcap(false).into(), &dictionary, ""),
        ("REDCap, labels, zonder woordenboek", "a.csv", redcap(true).into(), &[], ""),
        ("SPSS, sav", "a.sav", spss("same.sav"), &[], ""),
        ("SPSS, zsav", "a.zsav", spss("same.zsav"), &[], ""),
        ("SPSS, sav, gz", "a.sav.gz", gzip(&spss("same.sav")), &[], ""),
    ];
    let own = CODEBOOK.replace("text = \"Wat doe", "separator = \";\"\ntext = \"Wat doe");
    let expected: Dataset = scanned(("plat.csv", plain().as_bytes()), "", &own, &[]).dataset;
    for (name, file, bytes, beside, settings) in cases {
        let mut read = scanned((file, &bytes), settings, CODEBOOK, beside);
        // Each tool has its own heads of columns.
        for source in &mut read.dataset.sources {
            let SourceData::Survey(survey) = &mut source.data else { panic!("answers are read as a survey") };
            survey.items.iter_mut().for_each(|item| item.called.clone_from(&item.id));
        }
        assert_eq!(read.dataset, expected, "{name}: {:#?}", read.faults);
        assert!(read.faults.iter().any(|fault| fault.message.nl.starts_with("herkend als ")), "{name}");
    }
}
