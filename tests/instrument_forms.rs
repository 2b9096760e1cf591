//! The forms of the own question set: printable in both languages, and importable into LimeSurvey.
//!
//! They are made here of the definition and the layout in `surveys/instruments/`, so that they cannot drift. With
//! `MEETELLEN_WRITE_FORMS=1` they are written; else the files must be what would be written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use meetellen::codebook::{ColumnMeaning, instrument};
use meetellen::model::{Language, Role, Text};
use serde::Deserialize;

/// What stands on the form, in order.
#[derive(Deserialize)]
struct Form {
    welcome: Text,
    words: Text,
    minor: Text,
    end: Text,
    page: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    title: Text,
    question: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    code: String,
    kind: Kind,
    ask: Option<Text>,
    help: Option<Text>,
    #[serde(default)]
    items: Vec<String>,
    when: Option<When>,
    #[serde(default)]
    required: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Matrix,
    Choice,
    Boxes,
    Text,
    Line,
}

#[derive(Deserialize)]
struct When {
    nl: String,
    en: String,
    expression: String,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/instruments"))
}

fn form() -> Form {
    toml::from_str(&std::fs::read_to_string(folder().join("belonging-form.toml")).unwrap()).unwrap()
}

fn columns() -> Vec<ColumnMeaning> {
    instrument::load("belonging-nl").unwrap().codebook.columns
}

fn column<'c>(columns: &'c [ColumnMeaning], code: &str) -> &'c ColumnMeaning {
    columns.iter().find(|column| column.heading == code).unwrap_or_else(|| panic!("no question {code}"))
}

/// The answers as the form says them: where they name a group otherwise, the form has the words of the question.
fn answers(column: &ColumnMeaning) -> Vec<(String, Text)> {
    if column.labels.is_empty() && column.role == Role::Programme {
        return vec![
            (
                "00001".into(),
                Text::new("[opleiding 1: crebo of CROHO als code]", "[programme 1: crebo or CROHO as code]"),
            ),
            ("00002".into(), Text::new("[opleiding 2]", "[programme 2]")),
        ];
    }
    column
        .labels
        .iter()
        .map(|label| match label.also.as_slice() {
            [nl, en] => (label.raw.clone(), Text::new(nl, en)),
            _ => (label.raw.clone(), label.text.clone()),
        })
        .collect()
}

fn question(columns: &[ColumnMeaning], asked: &Asked) -> Text {
    asked.ask.clone().unwrap_or_else(|| column(columns, &asked.code).text())
}

// ---- on paper

fn printed(language: Language) -> String {
    let (form, columns) = (form(), columns());
    let instrument = instrument::load("belonging-nl").unwrap();
    let t = |text: &Text| text.get(language).to_owned();
    let say = |nl: &str, en: &str| Text::new(nl, en).get(language).to_owned();
    let mut out = format!("# {}\n\n", t(&instrument.title));
    let note = say(
        "Versie 1, CC0 1.0: vrij te gebruiken en te veranderen. Nog niet getoetst: of deze vragen betrouwbaar en geldig meten, is niet bekend. Vul in wat tussen [ ] staat; laat een FG meelezen. Zet de code achter elke vraag in het formulier, of gebruik `belonging.lss` in LimeSurvey: dan is geen codeboek nodig.",
        "Version 1, CC0 1.0: free to use and change. Untested: whether these questions measure reliably and validly is not known. Fill in what stands in [ ]; let a DPO read it. Put the code behind each question in your form, or use `belonging.lss` in LimeSurvey: then no codebook is needed.",
    );
    let _ = write!(out, "{note}\n\n> {}\n\n{}\n\n{}\n", t(&form.welcome), t(&form.minor), t(&form.words));
    for (number, page) in form.page.iter().enumerate() {
        let _ = write!(out, "\n## {}. {}\n", number + 1, t(&page.title));
        for asked in &page.question {
            print_question(&mut out, asked, &columns, language);
        }
    }
    let _ = write!(out, "\n{}\n", t(&form.end));
    out
}

fn print_question(out: &mut String, asked: &Asked, columns: &[ColumnMeaning], language: Language) {
    let t = |text: &Text| text.get(language).to_owned();
    let code = if asked.items.is_empty() { format!(" [{}]", asked.code) } else { String::new() };
    let when = asked.when.as_ref().map_or_else(String::new, |when| {
        format!(" *({})*", if language == Language::Dutch { &when.nl } else { &when.en })
    });
    let _ = write!(out, "\n**{}**{code}{when}\n", t(&question(columns, asked)));
    if let Some(help) = &asked.help {
        let _ = write!(out, "\n*{}*\n", t(help));
    }
    out.push('\n');
    match asked.kind {
        Kind::Matrix => {
            let labels = answers(column(columns, &asked.items[0]));
            let heads: Vec<String> = labels.iter().map(|(_, label)| t(label)).collect();
            let _ = writeln!(out, "| | {} |", heads.join(" | "));
            let _ = writeln!(out, "|---|{}", "---|".repeat(heads.len()));
            for item in &asked.items {
                let text = t(&column(columns, item).text());
                let _ = writeln!(out, "| {text} [{item}] |{}", " ○ |".repeat(heads.len()));
            }
        }
        Kind::Choice => {
            for (_, label) in answers(column(columns, &asked.code)) {
                let _ = writeln!(out, "- ○ {}", t(&label));
            }
        }
        Kind::Boxes => {
            for item in &asked.items {
                let _ = writeln!(out, "- ☐ {} [{item}]", t(&box_text(columns, item)));
            }
        }
        Kind::Text | Kind::Line => out.push_str("\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n"),
    }
}

/// "Jullie mogen gebruiken: mijn herkomst" stands below its own question.
fn box_text(columns: &[ColumnMeaning], item: &str) -> Text {
    let text = column(columns, item).text();
    let last = |text: &str| text.rsplit(": ").next().unwrap_or(text).to_owned();
    Text::new(last(&text.nl), last(&text.en))
}

// ---- LimeSurvey: the structure of an exported survey, database version 490 (LimeSurvey 5 and 6)

const SURVEY: &str = "271828";
const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

#[derive(Default)]
struct Tables {
    answers: Vec<Row>,
    answer_l10ns: Vec<Row>,
    groups: Vec<Row>,
    group_l10ns: Vec<Row>,
    questions: Vec<Row>,
    subquestions: Vec<Row>,
    question_l10ns: Vec<Row>,
    question_attributes: Vec<Row>,
    next: u32,
}

type Row = Vec<(&'static str, String)>;

impl Tables {
    fn id(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    fn words(&mut self, qid: &str, text: &Text, help: Option<&Text>) {
        for language in LANGUAGES {
            let id = self.id();
            let help = help.map_or_else(String::new, |help| help.get(language).to_owned());
            self.question_l10ns.push(vec![
                ("id", id),
                ("qid", qid.to_owned()),
                ("question", text.get(language).to_owned()),
                ("help", help),
                ("script", String::new()),
                ("language", language.code().to_owned()),
            ]);
        }
    }

    fn answers(&mut self, qid: &str, column: &ColumnMeaning) {
        for (place, (code, label)) in answers(column).into_iter().enumerate() {
            let aid = self.id();
            self.answers.push(vec![
                ("aid", aid.clone()),
                ("qid", qid.to_owned()),
                ("code", code),
                ("sortorder", place.to_string()),
                ("assessment_value", "0".to_owned()),
                ("scale_id", "0".to_owned()),
            ]);
            for language in LANGUAGES {
                let id = self.id();
                self.answer_l10ns.push(vec![
                    ("id", id),
                    ("aid", aid.clone()),
                    ("answer", label.get(language).to_owned()),
                    ("language", language.code().to_owned()),
                ]);
            }
        }
    }
}

fn question_row(
    ids: [&str; 3],
    kind: [&str; 2],
    title: &str,
    order: usize,
    relevance: &str,
    required: bool,
) -> Row {
    let [qid, parent, gid] = ids;
    vec![
        ("qid", qid.to_owned()),
        ("parent_qid", parent.to_owned()),
        ("sid", SURVEY.to_owned()),
        ("gid", gid.to_owned()),
        ("type", kind[0].to_owned()),
        ("title", title.to_owned()),
        ("preg", String::new()),
        ("other", "N".to_owned()),
        ("mandatory", if required { "Y" } else { "N" }.to_owned()),
        ("encrypted", "N".to_owned()),
        ("question_order", order.to_string()),
        ("scale_id", "0".to_owned()),
        ("same_default", "0".to_owned()),
        ("relevance", relevance.to_owned()),
        ("question_theme_name", kind[1].to_owned()),
        ("modulename", String::new()),
        ("same_script", "0".to_owned()),
    ]
}

fn limesurvey() -> String {
    let (form, columns) = (form(), columns());
    let title = instrument::load("belonging-nl").unwrap().title;
    let mut tables = Tables::default();
    for (place, page) in form.page.iter().enumerate() {
        let gid = tables.id();
        let order = (place + 1).to_string();
        let group = |language: Option<Language>, id: String| -> Row {
            let mut row = Row::new();
            if let Some(language) = language {
                row.push(("id", id));
                row.push(("gid", gid.clone()));
                row.push(("group_name", page.title.get(language).to_owned()));
                row.push(("description", String::new()));
                row.push(("language", language.code().to_owned()));
            } else {
                row.push(("gid", gid.clone()));
            }
            row.push(("sid", SURVEY.to_owned()));
            row.push(("group_order", order.clone()));
            row.push(("randomization_group", String::new()));
            row.push(("grelevance", "1".to_owned()));
            row
        };
        tables.groups.push(group(None, String::new()));
        for language in LANGUAGES {
            let id = tables.id();
            tables.group_l10ns.push(group(Some(language), id));
        }
        for (order, asked) in page.question.iter().enumerate() {
            add_question(&mut tables, &gid, order + 1, asked, &columns);
        }
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n <DBVersion>490</DBVersion>\n <languages>\n  <language>nl</language>\n  <language>en</language>\n </languages>\n",
    );
    for (name, rows) in [
        ("answers", &tables.answers),
        ("answer_l10ns", &tables.answer_l10ns),
        ("groups", &tables.groups),
        ("group_l10ns", &tables.group_l10ns),
        ("questions", &tables.questions),
        ("subquestions", &tables.subquestions),
        ("question_l10ns", &tables.question_l10ns),
        ("question_attributes", &tables.question_attributes),
        ("surveys", &vec![survey_row()]),
        ("surveys_languagesettings", &language_rows(&form, &title)),
    ] {
        table(&mut out, name, rows);
    }
    out.push_str("</document>\n");
    out
}

fn add_question(tables: &mut Tables, gid: &str, order: usize, asked: &Asked, columns: &[ColumnMeaning]) {
    let qid = tables.id();
    let relevance = asked.when.as_ref().map_or("1", |when| when.expression.as_str());
    let kind = match asked.kind {
        Kind::Matrix => ["F", "arrays/array"],
        Kind::Choice => ["L", "listradio"],
        Kind::Boxes => ["M", "multiplechoice"],
        Kind::Text => ["T", "longfreetext"],
        Kind::Line => ["S", "shortfreetext"],
    };
    tables.questions.push(question_row(
        [&qid, "0", gid],
        kind,
        &asked.code,
        order,
        relevance,
        asked.required,
    ));
    tables.words(&qid, &question(columns, asked), asked.help.as_ref());
    for (place, item) in asked.items.iter().enumerate() {
        let sub = tables.id();
        let text =
            if asked.kind == Kind::Boxes { box_text(columns, item) } else { column(columns, item).text() };
        tables.subquestions.push(question_row([&sub, &qid, gid], ["T", ""], item, place + 1, "1", false));
        tables.words(&sub, &text, None);
    }
    match asked.kind {
        Kind::Matrix => tables.answers(&qid, column(columns, &asked.items[0])),
        Kind::Choice => tables.answers(&qid, column(columns, &asked.code)),
        Kind::Boxes | Kind::Text | Kind::Line => {}
    }
    if asked.kind == Kind::Boxes && asked.required {
        // Mandatory asks for one box; both are needed to take part.
        tables.question_attributes.push(vec![
            ("qid", qid),
            ("attribute", "min_answers".to_owned()),
            ("value", asked.items.len().to_string()),
            ("language", String::new()),
        ]);
    }
}

/// Anonymous; no date, address or timing is kept.
fn survey_row() -> Row {
    [
        ("sid", SURVEY),
        ("gsid", "1"),
        ("admin", "inherit"),
        ("adminemail", "inherit"),
        ("anonymized", "Y"),
        ("format", "G"),
        ("savetimings", "N"),
        ("template", "inherit"),
        ("language", "nl"),
        ("additional_languages", "en"),
        ("datestamp", "N"),
        ("usecookie", "N"),
        ("allowregister", "N"),
        ("allowsave", "N"),
        ("autoredirect", "N"),
        ("allowprev", "Y"),
        ("printanswers", "N"),
        ("ipaddr", "N"),
        ("ipanonymize", "Y"),
        ("refurl", "N"),
        ("publicstatistics", "N"),
        ("publicgraphs", "N"),
        ("listpublic", "N"),
        ("usetokens", "N"),
        ("shownoanswer", "N"),
        ("showqnumcode", "X"),
        ("showprogress", "Y"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn language_rows(form: &Form, title: &Text) -> Vec<Row> {
    LANGUAGES
        .iter()
        .map(|language| {
            let t = |text: &Text| text.get(*language).to_owned();
            let welcome =
                format!("<p>{}</p><p>{}</p><p>{}</p>", t(&form.welcome), t(&form.minor), t(&form.words));
            vec![
                ("surveyls_survey_id", SURVEY.to_owned()),
                ("surveyls_language", language.code().to_owned()),
                ("surveyls_title", t(title)),
                ("surveyls_description", String::new()),
                ("surveyls_welcometext", welcome),
                ("surveyls_endtext", t(&form.end)),
                ("surveyls_dateformat", if *language == Language::Dutch { "5" } else { "9" }.to_owned()),
                ("surveyls_numberformat", if *language == Language::Dutch { "1" } else { "0" }.to_owned()),
            ]
        })
        .collect()
}

fn table(out: &mut String, name: &str, rows: &[Row]) {
    let _ = writeln!(out, " <{name}>\n  <fields>");
    for (field, _) in rows.first().into_iter().flatten() {
        let _ = writeln!(out, "   <fieldname>{field}</fieldname>");
    }
    out.push_str("  </fields>\n  <rows>\n");
    for row in rows {
        out.push_str("   <row>\n");
        for (field, value) in row {
            assert!(!value.contains("]]>"), "{value}");
            if value.is_empty() {
                let _ = writeln!(out, "    <{field}/>");
            } else {
                let _ = writeln!(out, "    <{field}><![CDATA[{value}]]></{field}>");
            }
        }
        out.push_str("   </row>\n");
    }
    let _ = writeln!(out, "  </rows>\n </{name}>");
}

// ---- the facts

#[test]
fn the_forms_are_what_the_definition_says() {
    let files = [
        ("vragenlijst.md", printed(Language::Dutch)),
        ("questionnaire.md", printed(Language::English)),
        ("belonging.lss", limesurvey()),
    ];
    for (name, text) in files {
        let path = folder().join(name);
        if std::env::var_os("MEETELLEN_WRITE_FORMS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == text, "{name} is not what belonging-nl.toml says; run with MEETELLEN_WRITE_FORMS=1");
    }
}

#[test]
fn every_question_of_the_definition_stands_on_the_form_once() {
    let form = form();
    let mut asked: Vec<&str> = Vec::new();
    for question in form.page.iter().flat_map(|page| &page.question) {
        match question.items.as_slice() {
            [] => asked.push(&question.code),
            items => asked.extend(items.iter().map(String::as_str)),
        }
    }
    let once: BTreeSet<&str> = asked.iter().copied().collect();
    assert_eq!(once.len(), asked.len());
    let columns = columns();
    // BG01M stands for the form that lets people tick several genders: one of the two is asked.
    let known: BTreeSet<&str> =
        columns.iter().map(|column| column.heading.as_str()).filter(|code| *code != "BG01M").collect();
    assert_eq!(once, known);
}

#[test]
fn limesurvey_can_import_the_form() {
    let text = limesurvey();
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    let rows = |table: &str| -> Vec<roxmltree::Node<'_, '_>> {
        let table = root.children().find(|node| node.has_tag_name(table)).unwrap();
        table.descendants().filter(|node| node.has_tag_name("row")).collect()
    };
    let field = |row: roxmltree::Node<'_, '_>, name: &str| -> String {
        let found = row.children().find(|node| node.has_tag_name(name));
        found.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    let ids = |table: &str, name: &str| -> BTreeSet<String> {
        rows(table).into_iter().map(|row| field(row, name)).collect()
    };
    let (groups, questions) = (ids("groups", "gid"), ids("questions", "qid"));
    let mut codes = BTreeSet::new();
    for row in rows("questions").into_iter().chain(rows("subquestions")) {
        assert!(groups.contains(&field(row, "gid")));
        let code = field(row, "title");
        assert!(code.len() <= 5 && code.starts_with(|c: char| c.is_ascii_uppercase()), "{code}");
        assert!(codes.insert(code));
        let is_known = |text: roxmltree::Node<'_, '_>| field(text, "qid") == field(row, "qid");
        assert_eq!(rows("question_l10ns").into_iter().filter(|text| is_known(*text)).count(), 2);
    }
    for row in rows("subquestions") {
        assert!(questions.contains(&field(row, "parent_qid")));
    }
    for row in rows("answers") {
        assert!(questions.contains(&field(row, "qid")));
        assert!(field(row, "code").len() <= 5, "LimeSurvey keeps five letters of a code");
        let of = |text: roxmltree::Node<'_, '_>| field(text, "aid") == field(row, "aid");
        assert_eq!(rows("answer_l10ns").into_iter().filter(|text| of(*text)).count(), 2);
    }
    let survey = rows("surveys")[0];
    for (name, value) in [("anonymized", "Y"), ("datestamp", "N"), ("ipaddr", "N"), ("savetimings", "N")] {
        assert_eq!(field(survey, name), value, "{name}");
    }
}
