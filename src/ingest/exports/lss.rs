//! The structure file of LimeSurvey (`.lss`): questions, subquestions and answers, by the code of each column.
//!
//! Both editions: texts in the rows of the questions, and since version 4 in tables of their own (`_l10ns`).
//! Source: LimeSurvey manual, "Question object types", and the export writers of its source. Leaves out
//! conditions, quotas and everything else that is no question or answer.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use roxmltree::Document;

use crate::codebook::{fits, folded};

use self::rows::{Labels, Row, answers, field, language, order, rows};
use super::limesurvey::{NOT_SHOWN, YES, unfinished};
use super::markup::plain_text;
use super::structure::{AnswerSet, Member, Proof, Structure, Ticked};

/// The largest structure file that is read, in bytes.
pub(super) const LARGEST: u64 = 32 << 20;

/// No database under LimeSurvey has tables as wide as this: a form that asks for more is damaged.
const MOST_COLUMNS: usize = 10_000;

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
    question: Arc<Question>,
    /// The part between brackets; empty where there is none.
    part: String,
    part_text: String,
    labels: Labels,
    /// Whether the column is a choice of several.
    choice: bool,
    /// The code and the part as headings are compared.
    folded_code: String,
    folded_part: String,
}

/// What the columns of one question share.
#[derive(Debug, PartialEq, Eq)]
struct Question {
    code: String,
    text: String,
    folded_text: String,
}

/// A heading as it is compared, made once for all columns.
struct Heading {
    folded: String,
    spaced: String,
    /// A shortened text ends in two points: the pattern for it.
    shortened: Option<String>,
}

impl Heading {
    fn of(heading: &str) -> Self {
        let folded = folded(heading);
        let shortened = folded
            .contains("..")
            .then(|| folded.replace(".. ]", "*]").replace(".. [", "*[").replace("..", "*"));
        Self { spaced: folded.replace('_', " "), shortened, folded }
    }
}

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
        let texts: BTreeMap<String, String> = table("question_l10ns")
            .into_iter()
            .filter(|row| row.is_in(&language))
            .map(|row| (field(row, "qid"), plain_text(&field(row, "question"))))
            .collect();
        let mut questions = table("questions");
        let mut subquestions = table("subquestions");
        questions.retain(|row| row.is_in(&language));
        subquestions.retain(|row| row.is_in(&language));
        // The first editions keep both in one table.
        let has_parent = |row: &Row<'_>| !matches!(field(*row, "parent_qid").as_str(), "" | "0");
        subquestions.extend(questions.iter().filter(|row| has_parent(row)));
        questions.retain(|row| !has_parent(row));
        let groups: BTreeMap<String, u64> =
            table("groups").into_iter().map(|row| (field(row, "gid"), order(row, "group_order"))).collect();
        questions.sort_by_cached_key(|row| {
            (groups.get(&field(*row, "gid")).copied(), order(*row, "question_order"))
        });
        subquestions.sort_by_cached_key(|row| order(*row, "question_order"));
        let answers = answers(&table("answers"), &table("answer_l10ns"), &language);
        let text = |row: Row<'_>| {
            texts.get(&field(row, "qid")).cloned().unwrap_or_else(|| plain_text(&field(row, "question")))
        };
        let mut parts: BTreeMap<String, Vec<Sub>> = BTreeMap::new();
        for row in subquestions {
            parts.entry(field(row, "parent_qid")).or_default().push(Sub {
                code: field(row, "title"),
                text: text(row),
                scale: field(row, "scale_id"),
            });
        }
        let none: Labels = Arc::from([]);
        let mut made = Self::default();
        let mut known = BTreeSet::new();
        for question in questions {
            let qid = field(question, "qid");
            let subs = parts.get(&qid).map_or(&[][..], Vec::as_slice);
            let labels = |scale: &str| {
                answers.get(&(qid.clone(), scale.to_owned())).cloned().unwrap_or_else(|| none.clone())
            };
            // A question stands in a form once; a damaged file may repeat it a thousand times.
            if known.insert(qid.clone()) {
                made.question(question, text(question), subs, &labels, &language)?;
            }
        }
        (!made.columns.is_empty()).then_some(made)
    }

    /// Adds the columns of a question; `None` where the form asks for more than a table can have.
    fn question(
        &mut self,
        row: Row<'_>,
        text: String,
        subs: &[Sub],
        labels: &dyn Fn(&str) -> Labels,
        language: &str,
    ) -> Option<()> {
        let (code, kind) = (field(row, "title"), field(row, "type"));
        let other = field(row, "other") == "Y";
        let words = |nl: &[(&str, &str)], en: &[(&str, &str)]| -> Labels {
            let words = if language.starts_with("nl") { nl } else { en };
            words.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
        };
        let none: Labels = Arc::from([]);
        let question = Arc::new(Question { code: code.clone(), folded_text: folded(&text), text });
        let mut add = |part: &str, part_text: &str, labels: Labels, choice: bool| {
            if self.columns.len() > MOST_COLUMNS {
                return;
            }
            let code = if part.is_empty() { code.clone() } else { format!("{code}[{part}]") };
            self.columns.push(Column {
                folded_code: folded(&code),
                code,
                question: question.clone(),
                folded_part: folded(if part_text.is_empty() { part } else { part_text }),
                part: part.to_owned(),
                part_text: part_text.to_owned(),
                labels,
                choice,
            });
        };
        match kind.as_str() {
            "L" | "!" | "O" => {
                let mut answers = labels("0");
                if other {
                    let one_more = words(&[("-oth-", "Anders")], &[("-oth-", "Other")]);
                    answers = answers.iter().chain(one_more.iter()).cloned().collect();
                }
                add("", "", answers, false);
                if other {
                    add("other", "", none.clone(), false);
                }
                if kind == "O" {
                    add("comment", "", none.clone(), false);
                }
            }
            "Y" => add("", "", words(&[("Y", "Ja"), ("N", "Nee")], &[("Y", "Yes"), ("N", "No")]), false),
            "G" => {
                let answers = words(&[("F", "Vrouw"), ("M", "Man")], &[("F", "Female"), ("M", "Male")]);
                add("", "", answers, false);
            }
            "M" | "P" => {
                for sub in subs {
                    add(&sub.code, &sub.text, none.clone(), true);
                    if kind == "P" {
                        add(&format!("{}comment", sub.code), &sub.text, none.clone(), false);
                    }
                }
                if other {
                    add(
                        "other",
                        if language.starts_with("nl") { "Anders" } else { "Other" },
                        none.clone(),
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
                        add(&part, &format!("{} - {}", row.text, column.text), none.clone(), false);
                    }
                }
            }
            "R" => {
                let answers = labels("0");
                (1..=answers.len()).for_each(|rank| add(&rank.to_string(), "", answers.clone(), false));
            }
            "K" | "Q" => subs.iter().for_each(|sub| add(&sub.code, &sub.text, none.clone(), false)),
            "X" => {}
            _ => add("", "", none.clone(), false),
        }
        (self.columns.len() <= MOST_COLUMNS).then_some(())
    }

    /// Returns how many of the headings are columns of this form.
    pub(super) fn hits(&self, headings: &[String]) -> usize {
        headings.iter().filter(|heading| self.column(heading).is_some()).count()
    }

    /// Returns codes for headings in any form, and the heading itself as question where it was in words.
    pub(super) fn renamed(&self, headings: &[String]) -> (Vec<String>, Vec<String>) {
        let mut names: Vec<String> = Vec::with_capacity(headings.len());
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        let mut questions = Vec::with_capacity(headings.len());
        for heading in headings {
            // Two questions in the same words: the first column is the first of them.
            let column = self.column(heading).filter(|column| !taken.contains(column.code.as_str()));
            let column = column.or_else(|| {
                let heading = Heading::of(heading);
                self.columns
                    .iter()
                    .find(|column| column.is(&heading) && !taken.contains(column.code.as_str()))
            });
            match column {
                Some(column) => {
                    taken.insert(&column.code);
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
        self.columns.iter().find(|column| column.code == heading).or_else(|| {
            let heading = Heading::of(heading);
            self.columns.iter().find(|column| column.is(&heading))
        })
    }

    /// Returns what the form says about columns with these codes.
    pub(super) fn structure(&self, headings: &[String]) -> Structure {
        let mut made =
            Structure { screens: unfinished(headings).into_iter().collect(), ..Structure::default() };
        let mut left: BTreeSet<&String> = headings.iter().collect();
        for column in self.columns.iter().filter(|column| left.remove(&column.code)) {
            let told = made.entry(&column.code);
            told.question = Some(column.full());
            told.labels = column.labels.to_vec();
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
            match made.sets.iter_mut().find(|set| set.heading == column.question.code) {
                Some(set) => set.members.push(member),
                None => made.sets.push(AnswerSet {
                    heading: column.question.code.clone(),
                    question: Some(column.question.text.clone()),
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
            self.question.text.clone()
        } else {
            format!("{} - {}", self.question.text, self.part_text)
        }
    }

    /// Whether `heading` is this column: by code, code and text, whole text or shortened text.
    fn is(&self, heading: &Heading) -> bool {
        let code = self.folded_code.as_str();
        if heading.folded == code || self.is_without_brackets(&heading.folded) {
            return true;
        }
        if heading.folded.strip_prefix(code).is_some_and(|rest| rest.starts_with(". ")) {
            return true;
        }
        let text = self.question.folded_text.as_str();
        let part = self.folded_part.as_str();
        if text.is_empty() && part.is_empty() {
            return false;
        }
        let is_full = |words: &str| match words.strip_prefix(text) {
            Some("") => part.is_empty(),
            Some(rest) => rest.strip_prefix(" [").and_then(|rest| rest.strip_suffix(']')) == Some(part),
            None => false,
        };
        let fits_shortened = |pattern: &String| {
            let full = if part.is_empty() { text.to_owned() } else { format!("{text} [{part}]") };
            fits(pattern.trim_end(), &full)
        };
        is_full(&heading.folded)
            || is_full(&heading.spaced)
            || heading.shortened.as_ref().is_some_and(fits_shortened)
    }

    /// Whether `heading` is the code with `_` for the brackets: `q1_sq001`.
    fn is_without_brackets(&self, heading: &str) -> bool {
        let letters = self.folded_code.chars().filter(|letter| *letter != ']');
        letters.map(|letter| if letter == '[' { '_' } else { letter }).eq(heading.chars())
    }
}

struct Sub {
    code: String,
    text: String,
    scale: String,
}

#[cfg(test)]
mod editions;

#[cfg(test)]
mod tests {
    use super::super::testing::row;
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
    fn two_questions_in_the_same_words_are_two_columns_in_their_order() {
        let one = |qid| {
            format!(
                "<row><qid>{qid}</qid><type>S</type><title>Q{qid}</title><question>Waarom?</question></row>"
            )
        };
        let form = LimeSurvey::parse(&format!(
            "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows>{}{}</rows></questions></document>",
            one(1),
            one(2)
        ));
        let headings = row(&["Waarom?", "Waarom?", "Waarom?"]);
        assert_eq!(form.unwrap().renamed(&headings).0, row(&["Q1", "Q2", "Waarom?"]));
    }

    /// Questions of one number with as many parts: found by the fuzzer, which waited minutes for half a million columns.
    #[test]
    fn a_question_that_a_damaged_file_repeats_counts_once_and_a_form_wider_than_any_table_is_none() {
        let form = |questions: usize, parts: usize| {
            let question = "<row><qid>2</qid><type>M</type><title>W</title><question>Wat?</question></row>";
            let part = |n| format!("<row><qid>3</qid><parent_qid>2</parent_qid><title>S{n}</title></row>");
            LimeSurvey::parse(&format!(
                "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows>{}</rows></questions>\
                 <subquestions><rows>{}</rows></subquestions></document>",
                question.repeat(questions),
                (0..parts).map(part).collect::<String>()
            ))
        };
        assert_eq!(form(700, 700).unwrap().columns.len(), 700);
        assert_eq!(form(1, MOST_COLUMNS).unwrap().columns.len(), MOST_COLUMNS);
        assert_eq!(form(1, MOST_COLUMNS + 1), None);
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
