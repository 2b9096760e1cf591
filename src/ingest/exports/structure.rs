//! What an export says about its own columns: questions, labels, missing codes, questions with several answers.
//!
//! One form for every tool, so that later steps need not know which tool wrote the file. Leaves out how each
//! tool says it.

use std::collections::BTreeSet;

/// What separates the answers in the cell of a question with several.
pub(in crate::ingest) const SEPARATOR: &str = ";";

/// What an export says about its columns; empty where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The columns that it says something about, by heading.
    pub columns: Vec<Described>,
    /// The questions with several answers over several columns.
    pub sets: Vec<AnswerSet>,
    /// What the tool writes between several answers in one cell, where it does that.
    pub joined_by: Option<&'static str>,
    /// Rows that are no answers of a respondent, or unfinished ones.
    pub screens: Vec<Screen>,
}

/// What an export says about one column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Described {
    /// The heading.
    pub heading: String,
    /// The text of the question.
    pub question: Option<String>,
    /// Values as cells write them and their texts, in the order of the form.
    pub labels: Vec<(String, String)>,
    /// Values that mean that no answer was given.
    pub missing: Vec<String>,
    /// Whether the tool says that the column identifies people.
    pub identifies: bool,
}

/// A question with several answers, a column per choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerSet {
    /// The name of the question, which becomes a column.
    pub heading: String,
    /// Its text.
    pub question: Option<String>,
    /// The choices, in the order of the form.
    pub members: Vec<Member>,
    /// Whether the file says so, or its cells have to show it.
    pub proof: Proof,
}

/// How sure it is that columns are choices of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proof {
    /// The file says so.
    #[default]
    Told,
    /// Only their headings say so: every column must hold one value beside "no", the same in all or its own text.
    Cells,
}

/// One choice of a question with several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The heading of its column.
    pub heading: String,
    /// The code of the choice, as the gathered cell holds it.
    pub code: String,
    /// The text of the choice.
    pub text: String,
    /// When the choice is ticked.
    pub ticked: Ticked,
}

/// When a choice is ticked; an empty or missing cell never is, and was not seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ticked {
    /// When the cell holds one of these; any other value is a choice that was seen and left open.
    By(Vec<String>),
    /// When the cell holds anything but one of these, which were seen and left open.
    Unless(Vec<String>),
    /// Always: the cell holds the code of the choice.
    Itself,
}

/// A column that says which rows are no answers of a respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// The heading.
    pub heading: String,
    /// What the rows are.
    pub what: Screened,
    /// The values that say so.
    pub values: Vec<String>,
}

/// Why a row is looked at twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screened {
    /// The maker of the form tried it out: left out where there are other rows.
    Trial,
    /// The respondent stopped halfway: kept and told.
    Unfinished,
}

impl Structure {
    /// Returns what is said about the column with this heading.
    pub(in crate::ingest) fn of(&self, heading: &str) -> Option<&Described> {
        self.columns.iter().find(|column| column.heading == heading)
    }

    /// Returns what is said about the column with this heading, new where nothing was.
    pub(in crate::ingest) fn entry(&mut self, heading: &str) -> &mut Described {
        let at = self.columns.iter().position(|column| column.heading == heading).unwrap_or_else(|| {
            self.columns.push(Described { heading: heading.to_owned(), ..Described::default() });
            self.columns.len() - 1
        });
        &mut self.columns[at]
    }

    /// Adds what the structure of another file of the same source says.
    pub(in crate::ingest) fn add(&mut self, other: &Self) {
        for column in &other.columns {
            let known = self.entry(&column.heading);
            known.question = known.question.take().or_else(|| column.question.clone());
            known.identifies |= column.identifies;
            for label in &column.labels {
                if !known.labels.iter().any(|(code, _)| *code == label.0) {
                    known.labels.push(label.clone());
                }
            }
            for code in &column.missing {
                if !known.missing.contains(code) {
                    known.missing.push(code.clone());
                }
            }
        }
        for set in &other.sets {
            match self.sets.iter_mut().find(|known| known.heading == set.heading) {
                Some(known) => {
                    for member in &set.members {
                        if !known.members.contains(member) {
                            known.members.push(member.clone());
                        }
                    }
                }
                None => self.sets.push(set.clone()),
            }
        }
        self.joined_by = self.joined_by.or(other.joined_by);
        for screen in &other.screens {
            if !self.screens.contains(screen) {
                self.screens.push(screen.clone());
            }
        }
    }

    /// Returns the set that the column with this heading is a choice of.
    pub(in crate::ingest) fn set_of(&self, heading: &str) -> Option<&AnswerSet> {
        self.sets.iter().find(|set| set.members.iter().any(|member| member.heading == heading))
    }

    /// Takes out what is about columns that the file does not have, and sets of fewer than two choices.
    pub(in crate::ingest) fn keep_only(&mut self, headings: &[String]) {
        let there: BTreeSet<&String> = headings.iter().collect();
        self.columns.retain(|column| there.contains(&column.heading));
        for set in &mut self.sets {
            set.members.retain(|member| there.contains(&member.heading));
        }
        self.sets.retain(|set| set.members.len() > 1);
        self.screens.retain(|screen| there.contains(&screen.heading));
    }
}

impl AnswerSet {
    /// Returns codes and texts of the choices, in the order of the form.
    pub(in crate::ingest) fn labels(&self, structure: &Structure) -> Vec<(String, String)> {
        let mut labels: Vec<(String, String)> = Vec::new();
        for member in &self.members {
            let own = match member.ticked {
                Ticked::Itself => {
                    structure.of(&member.heading).map_or_else(Vec::new, |column| column.labels.clone())
                }
                _ => vec![(member.code.clone(), member.text.clone())],
            };
            for (code, text) in own {
                if !labels.iter().any(|(known, _)| *known == code) {
                    labels.push((code, text));
                }
            }
        }
        labels
    }
}
