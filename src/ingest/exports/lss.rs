//! The structure file of LimeSurvey (`.lss`): questions, subquestions and answers, by the code of each column.
//!
//! Both editions: texts in the rows of the questions, and since version 4 in tables of their own (`_l10ns`).
//! Source: LimeSurvey manual, "Question object types", and the export writers of its source. Leaves out
//! conditions, quotas and everything else that is no question or answer.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::codebook::{fits, folded};

use super::limesurvey::{NOT_SHOWN, YES, unfinished};
use super::structure::{AnswerSet, Member, Proof, Structure, Ticked};

/// The largest structure file that is read, in bytes.
pub(super) const LARGEST: u64 = 32 << 20;

/// The questions of a LimeSurvey form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LimeSurvey {
    /// The columns of an export, in the order of the form.
    columns: Vec<Column>,
}

/// A column of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    /// `Q1[SQ001]`.
    code: String,
    /// The code of the question.
    question: String,
    /// The part between brackets; empty where there is none.
    part: String,
    text: String,
    part_text: String,
    labels: Vec<(String, String)>,
    /// Whether the column is a choice of several.
    choice: bool,
}

type Row = BTreeMap<String, String>;

impl LimeSurvey {
    /// Reads a structure file; `None` for any other text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let document = Document::parse(text.trim_start_matches('\u{FEFF}')).ok()?;
        let root = document.root_element();
        let kind = root.children().find(|node| node.has_tag_name("LimeSurveyDocType"))?;
        if kind.text().map(str::trim) != Some("Survey") {
            return None;
        }
        let table = |name: &str| rows(root, name);
        let language = language(root, &table("surveys"));
        let mine = |row: &&Row| row.get("language").is_none_or(|known| *known == language);
        let texts: BTreeMap<String, String> = table("question_l10ns")
            .iter()
            .filter(mine)
            .map(|row| (field(row, "qid"), plain_text(&field(row, "question"))))
            .collect();
        let mut questions: Vec<Row> = table("questions").into_iter().filter(|row| mine(&row)).collect();
        let mut subquestions: Vec<Row> = table("subquestions").into_iter().filter(|row| mine(&row)).collect();
        // The first editions keep both in one table.
        let has_parent = |row: &Row| !matches!(field(row, "parent_qid").as_str(), "" | "0");
        subquestions.extend(questions.iter().filter(|row| has_parent(row)).cloned());
        questions.retain(|row| !has_parent(row));
        let groups: BTreeMap<String, u64> =
            table("groups").iter().map(|row| (field(row, "gid"), order(row, "group_order"))).collect();
        let in_order = |row: &Row| (groups.get(&field(row, "gid")).copied(), order(row, "question_order"));
        questions.sort_by_key(in_order);
        subquestions.sort_by_key(|row| order(row, "question_order"));
        let answers = answers(&table("answers"), &table("answer_l10ns"), &language);
        let text = |row: &Row| {
            texts.get(&field(row, "qid")).cloned().unwrap_or_else(|| plain_text(&field(row, "question")))
        };
        let mut made = Self::default();
        for question in &questions {
            let qid = field(question, "qid");
            let subs: Vec<Sub> = subquestions
                .iter()
                .filter(|row| field(row, "parent_qid") == qid)
                .map(|row| Sub { code: field(row, "title"), text: text(row), scale: field(row, "scale_id") })
                .collect();
            let labels =
                |scale: &str| answers.get(&(qid.clone(), scale.to_owned())).cloned().unwrap_or_default();
            made.question(question, text(question), &subs, &labels, &language);
        }
        (!made.columns.is_empty()).then_some(made)
    }

    fn question(
        &mut self,
        row: &Row,
        text: String,
        subs: &[Sub],
        labels: &dyn Fn(&str) -> Vec<(String, String)>,
        language: &str,
    ) {
        let (code, kind) = (field(row, "title"), field(row, "type"));
        let other = field(row, "other") == "Y";
        let words = |nl: &[(&str, &str)], en: &[(&str, &str)]| -> Vec<(String, String)> {
            let words = if language.starts_with("nl") { nl } else { en };
            words.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
        };
        let mut add = |part: &str, part_text: &str, labels: Vec<(String, String)>, choice: bool| {
            self.columns.push(Column {
                code: if part.is_empty() { code.clone() } else { format!("{code}[{part}]") },
                question: code.clone(),
                part: part.to_owned(),
                text: text.clone(),
                part_text: part_text.to_owned(),
                labels,
                choice,
            });
        };
        match kind.as_str() {
            "L" | "!" | "O" => {
                let mut answers = labels("0");
                if other {
                    answers.extend(words(&[("-oth-", "Anders")], &[("-oth-", "Other")]));
                }
                add("", "", answers, false);
                if other {
                    add("other", "", Vec::new(), false);
                }
                if kind == "O" {
                    add("comment", "", Vec::new(), false);
                }
            }
            "Y" => add("", "", words(&[("Y", "Ja"), ("N", "Nee")], &[("Y", "Yes"), ("N", "No")]), false),
            "G" => {
                let answers = words(&[("F", "Vrouw"), ("M", "Man")], &[("F", "Female"), ("M", "Male")]);
                add("", "", answers, false);
            }
            "M" | "P" => {
                for sub in subs {
                    add(&sub.code, &sub.text, Vec::new(), true);
                    if kind == "P" {
                        add(&format!("{}comment", sub.code), &sub.text, Vec::new(), false);
                    }
                }
                if other {
                    add(
                        "other",
                        if language.starts_with("nl") { "Anders" } else { "Other" },
                        Vec::new(),
                        true,
                    );
                }
            }
            "F" | "H" | "A" | "B" | "C" | "E" => {
                let answers = match kind.as_str() {
                    "C" => words(
                        &[("Y", "Ja"), ("U", "Onzeker"), ("N", "Nee")],
                        &[("Y", "Yes"), ("U", "Uncertain"), ("N", "No")],
                    ),
                    "E" => words(
                        &[("I", "Toename"), ("S", "Gelijk"), ("D", "Afname")],
                        &[("I", "Increase"), ("S", "Same"), ("D", "Decrease")],
                    ),
                    _ => labels("0"),
                };
                subs.iter().for_each(|sub| add(&sub.code, &sub.text, answers.clone(), false));
            }
            "1" => {
                for sub in subs {
                    add(&format!("{}][1", sub.code), &sub.text, labels("0"), false);
                    add(&format!("{}][2", sub.code), &sub.text, labels("1"), false);
                }
            }
            ":" | ";" => {
                for row in subs.iter().filter(|sub| sub.scale != "1") {
                    for column in subs.iter().filter(|sub| sub.scale == "1") {
                        let part = format!("{}_{}", row.code, column.code);
                        add(&part, &format!("{} - {}", row.text, column.text), Vec::new(), false);
                    }
                }
            }
            "R" => {
                let answers = labels("0");
                (1..=answers.len()).for_each(|rank| add(&rank.to_string(), "", answers.clone(), false));
            }
            "K" | "Q" => subs.iter().for_each(|sub| add(&sub.code, &sub.text, Vec::new(), false)),
            "X" => {}
            _ => add("", "", Vec::new(), false),
        }
    }

    /// Returns how many of the headings are columns of this form.
    pub(super) fn hits(&self, headings: &[String]) -> usize {
        headings.iter().filter(|heading| self.column(heading).is_some()).count()
    }

    /// Returns codes for headings in any form, and the heading itself as question where it was in words.
    pub(super) fn renamed(&self, headings: &[String]) -> (Vec<String>, Vec<String>) {
        let mut names: Vec<String> = Vec::with_capacity(headings.len());
        let mut questions = Vec::with_capacity(headings.len());
        for heading in headings {
            // Two questions in the same words: the first column is the first of them.
            let column = self.column(heading).or_else(|| {
                self.columns.iter().find(|column| column.is(heading) && !names.contains(&column.code))
            });
            match column {
                Some(column) if !names.contains(&column.code) => {
                    names.push(column.code.clone());
                    questions.push(if *heading == column.code { String::new() } else { heading.clone() });
                }
                _ => {
                    names.push(heading.clone());
                    questions.push(String::new());
                }
            }
        }
        (names, questions)
    }

    fn column(&self, heading: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.code == heading)
            .or_else(|| self.columns.iter().find(|column| column.is(heading)))
    }

    /// Returns what the form says about columns with these codes.
    pub(super) fn structure(&self, headings: &[String]) -> Structure {
        let mut made =
            Structure { screens: unfinished(headings).into_iter().collect(), ..Structure::default() };
        for column in self.columns.iter().filter(|column| headings.contains(&column.code)) {
            let told = made.entry(&column.code);
            told.question = Some(column.full());
            told.labels.clone_from(&column.labels);
            told.missing = NOT_SHOWN.map(str::to_owned).to_vec();
            if !column.choice {
                told.missing.retain(|word| !told.labels.iter().any(|(_, text)| super::same(text, word)));
                continue;
            }
            let open = column.part == "other";
            let member = Member {
                heading: column.code.clone(),
                code: column.part.clone(),
                text: column.part_text.clone(),
                ticked: if open {
                    Ticked::Unless(Vec::new())
                } else {
                    Ticked::By(YES.map(str::to_owned).to_vec())
                },
            };
            match made.sets.iter_mut().find(|set| set.heading == column.question) {
                Some(set) => set.members.push(member),
                None => made.sets.push(AnswerSet {
                    heading: column.question.clone(),
                    question: Some(column.text.clone()),
                    members: vec![member],
                    proof: Proof::Told,
                }),
            }
        }
        made
    }
}

impl Column {
    /// The question with its part: what people read.
    fn full(&self) -> String {
        if self.part_text.is_empty() {
            self.text.clone()
        } else {
            format!("{} - {}", self.text, self.part_text)
        }
    }

    /// Whether `heading` is this column: by code, code and text, whole text or shortened text.
    fn is(&self, heading: &str) -> bool {
        let heading = folded(heading);
        let code = folded(&self.code);
        if heading == code || heading == code.replace('[', "_").replace(']', "") {
            return true;
        }
        if heading.strip_prefix(&code).is_some_and(|rest| rest.starts_with(". ")) {
            return true;
        }
        let text = folded(&self.text);
        let part = if self.part_text.is_empty() { folded(&self.part) } else { folded(&self.part_text) };
        let full = if part.is_empty() { text } else { format!("{text} [{part}]") };
        if full.is_empty() {
            return false;
        }
        let spaced = heading.replace('_', " ");
        // A shortened text ends in two points.
        let shortened = heading.replace(".. ]", "*]").replace(".. [", "*[").replace("..", "*");
        heading == full || spaced == full || heading.contains("..") && fits(shortened.trim_end(), &full)
    }
}

struct Sub {
    code: String,
    text: String,
    scale: String,
}

fn rows(root: Node<'_, '_>, name: &str) -> Vec<Row> {
    let Some(table) = root.children().find(|node| node.has_tag_name(name)) else { return Vec::new() };
    let Some(rows) = table.children().find(|node| node.has_tag_name("rows")) else { return Vec::new() };
    rows.children()
        .filter(|node| node.has_tag_name("row"))
        .map(|row| {
            let text =
                |field: Node<'_, '_>| field.children().filter_map(|part| part.text()).collect::<String>();
            let fields = row.children().filter(Node::is_element);
            fields.map(|field| (field.tag_name().name().to_owned(), text(field))).collect()
        })
        .collect()
}

fn field(row: &Row, name: &str) -> String {
    row.get(name).map_or_else(String::new, |value| value.trim().to_owned())
}

fn order(row: &Row, name: &str) -> u64 {
    field(row, name).parse().unwrap_or(u64::MAX)
}

/// The language of the form: its own, else the first that it lists.
fn language(root: Node<'_, '_>, surveys: &[Row]) -> String {
    let own = surveys.first().map(|row| field(row, "language")).filter(|language| !language.is_empty());
    own.or_else(|| {
        let listed = root.children().find(|node| node.has_tag_name("languages"))?;
        let first = listed.children().find(|node| node.has_tag_name("language"))?;
        first.text().map(|text| text.trim().to_owned())
    })
    .unwrap_or_default()
}

/// Codes and texts of answers in order, by question and scale.
fn answers(rows: &[Row], texts: &[Row], language: &str) -> BTreeMap<(String, String), Vec<(String, String)>> {
    let mine = |row: &&Row| row.get("language").is_none_or(|known| known == language);
    let mut by_aid: BTreeMap<String, String> = BTreeMap::new();
    let mut by_code: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in texts.iter().filter(mine) {
        let text = plain_text(&field(row, "answer"));
        by_code.insert((field(row, "qid"), field(row, "code")), text.clone());
        by_aid.insert(field(row, "aid"), text);
    }
    let mut sorted: Vec<&Row> = rows.iter().filter(mine).collect();
    sorted.sort_by_key(|row| order(row, "sortorder"));
    let mut made: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
    for row in sorted {
        let (qid, code) = (field(row, "qid"), field(row, "code"));
        let aid = Some(field(row, "aid")).filter(|aid| !aid.is_empty());
        let text = aid
            .and_then(|aid| by_aid.get(&aid))
            .or_else(|| by_code.get(&(qid.clone(), code.clone())))
            .cloned()
            .unwrap_or_else(|| plain_text(&field(row, "answer")));
        let scale = Some(field(row, "scale_id")).filter(|scale| !scale.is_empty());
        made.entry((qid, scale.unwrap_or_else(|| "0".to_owned()))).or_default().push((code, text));
    }
    made
}

/// Tags between which a reader sees a space or a new line.
const BLOCKS: [&str; 10] = ["p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2"];

const ENTITIES: [(&str, &str); 10] = [
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&euml;", "\u{eb}"),
    ("&eacute;", "\u{e9}"),
    ("&iuml;", "\u{ef}"),
    ("&amp;", "&"),
];

/// Returns a text without tags and entities, as LimeSurvey itself exports it.
fn plain_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        // `< 18 jaar` is no tag.
        let is_tag =
            inside.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
        match inside.find('>').filter(|_| is_tag) {
            Some(close) => {
                let name = inside[..close].trim_matches('/');
                let name =
                    name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
                if BLOCKS.contains(&name.to_ascii_lowercase().as_str()) {
                    out.push(' ');
                }
                rest = &inside[close + 1..];
            }
            None => {
                out.push('<');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    for (entity, letter) in ENTITIES {
        out = out.replace(entity, letter);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>nl</language>\
        </languages><answers><rows><row><qid>1</qid><code>A2</code><answer>man</answer><sortorder>2</sortorder>\
        <language>nl</language></row><row><qid>1</qid><code>A1</code><answer><![CDATA[<b>vrouw</b>]]></answer>\
        <sortorder>1</sortorder><language>nl</language></row><row><qid>1</qid><code>A1</code><answer>woman</answer>\
        <sortorder>1</sortorder><language>en</language></row></rows></answers><questions><rows><row><qid>1</qid>\
        <parent_qid>0</parent_qid><type>L</type><title>G</title><question><![CDATA[<p>Wat is je <em>gender</em>?</p>]]>\
        </question><language>nl</language></row><row><qid>2</qid><type>M</type><title>W</title>\
        <question>Wat doe je?</question><language>nl</language></row></rows></questions><subquestions><rows>\
        <row><qid>3</qid><parent_qid>2</parent_qid><title>SQ001</title><question>Werk, betaald</question>\
        <language>nl</language></row><row><qid>4</qid><parent_qid>2</parent_qid><title>SQ002</title>\
        <question>Stage</question><language>nl</language></row></rows></subquestions></document>";

    fn row(fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| (*field).to_owned()).collect()
    }

    #[test]
    fn answers_stand_in_their_order_in_the_language_of_the_form() {
        let form = LimeSurvey::parse(OLD).unwrap();
        let told = form.structure(&row(&["G", "W[SQ001]", "W[SQ002]"]));
        let labels = &told.of("G").unwrap().labels;
        assert_eq!(labels, &[("A1".into(), "vrouw".into()), ("A2".into(), "man".into())]);
        assert_eq!(told.of("G").unwrap().question.as_deref(), Some("Wat is je gender?"));
        assert_eq!((told.sets.len(), told.sets[0].members[0].text.as_str()), (1, "Werk, betaald"));
    }

    #[test]
    fn headings_in_any_form_are_the_same_columns() {
        let form = LimeSurvey::parse(OLD).unwrap();
        let codes = row(&["id", "G", "W[SQ001]", "W[SQ002]"]);
        for headings in [
            row(&["id", "G", "W[SQ001]", "W[SQ002]"]),
            row(&["id", "G", "W_SQ001", "W_SQ002"]),
            row(&["id", "Wat is je gender?", "Wat doe je? [Werk, betaald]", "Wat doe je? [Stage]"]),
            row(&["id", "Wat is je .. ", "Wat doe .. [Werk, be.. ]", "Wat doe .. [Stage]"]),
            row(&["id", "G. Wat is je gender?", "W[SQ001]. Wat doe je? [Werk, betaald]", "W[SQ002]. x"]),
        ] {
            assert_eq!(form.renamed(&headings).0, codes, "{headings:?}");
        }
    }

    #[test]
    fn other_files_are_no_form() {
        assert_eq!(
            LimeSurvey::parse("<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>"),
            None
        );
        assert_eq!(LimeSurvey::parse("id;naam"), None);
    }
}
