//! A population: the people that one set of numbers is about, and what was observed of each.

use crate::model::{Base, LevelKind, Role, Text, Theme};

/// Which family of measures a population gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Respondents of one round of a survey.
    Respondents,
    /// Respondents of another source than the survey of students: a quickscan, alumni. Nobody's population is known.
    Voices,
    /// First-years of one year (instroom).
    Intake,
    /// Everybody enrolled in one year (ingeschrevenen).
    Enrolled,
    /// Diploma holders of one year (gediplomeerden).
    Graduated,
    /// Starters of one year, followed over time (cohort).
    Cohort,
    /// Starters of several years together, followed over time.
    FollowUp,
    /// Those who left a school in one year, or got a diploma in it (mbo results).
    Leavers,
    /// Those who began after 1 October: in no cohort.
    Late,
    /// The people whom a round could reach: a denominator, not a measure.
    Frame,
    /// Staff and management of one year.
    Staff,
    /// People who named one theme in an interview or open answer.
    Told,
}

impl Family {
    /// Returns the word for the family in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Respondents => "respondents",
            Self::Voices => "voices",
            Self::Intake => "intake",
            Self::Enrolled => "enrolled",
            Self::Graduated => "graduated",
            Self::Cohort => "cohort",
            Self::FollowUp => "follow_up",
            Self::Leavers => "leavers",
            Self::Late => "late",
            Self::Frame => "frame",
            Self::Staff => "staff",
            Self::Told => "told",
        }
    }
}

/// What a variable is, and so which statistics it has.
#[derive(Debug, Clone, PartialEq)]
pub enum VariableKind {
    /// A question: the distribution of its answers, and a mean where they have values.
    Item,
    /// Yes or no, by which answers count as success.
    Outcome,
    /// One option of a question with several answers: yes or no, on the base of the question.
    Choice {
        /// The place of the question among those of the survey.
        question: usize,
        /// Who is in the denominator.
        base: Base,
    },
    /// A score, the mean of the items answered.
    Scale {
        /// The declared lowest score.
        lowest: f64,
        /// The declared highest score.
        highest: f64,
        /// The ids of its items that were asked, in order.
        items: Vec<String>,
        /// The aspect that findings about it belong to.
        theme: Theme,
    },
    /// What became of starters after this many years.
    Status {
        /// Years after the start.
        years: u16,
    },
    /// Whether starters had a diploma within this many years.
    Completion {
        /// Years counted from the start.
        years: u16,
    },
    /// The parts of one state, of those who are in it.
    Split {
        /// The measure of the variable that the state belongs to.
        parent: String,
        /// The state, by its place in that variable.
        state: usize,
    },
    /// What first ended the study of starters, and after how many years: cohorts together, as counts per year.
    Curve {
        /// The longest follow-up, in years.
        years: u16,
    },
    /// Shares of several cohorts together: a measure per value that has a name.
    Pooled,
}

/// By which breakdowns a variable is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Offered {
    /// By all.
    #[default]
    Everywhere,
    /// For everybody, and by sex, level or form only: more would be cells of a few people.
    Broadly,
    /// By all but the bands of its own scores, which would say the same twice.
    NotByItself,
}

/// One value that a variable can have.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// The word for `results.csv` and for readers.
    pub label: Text,
    /// Its place on the scale; `None` for answers off any scale, which are counted but not averaged.
    pub value: Option<f64>,
    /// Whether it is an answer, "prefer not to say" or "not applicable".
    pub kind: LevelKind,
    /// Whether it counts as success, in an outcome.
    pub success: bool,
}

/// Something observed of each person: an answer, a score, what became of a starter.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// The measure in `results.csv`: `scale.belonging`, `item.SB03`, `outcome.Target`, `retention.status1`.
    pub measure: String,
    /// The question or scale as a reader sees it.
    pub text: Text,
    /// What it is.
    pub kind: VariableKind,
    /// The values it can have; a [`super::Cell`] counts people for each.
    pub categories: Vec<Category>,
    /// The first year whose file will show it, where this one cannot.
    pub mature_in: Option<u16>,
    /// By which breakdowns it is shown.
    pub offered: Offered,
}

impl Variable {
    /// Returns whether a breakdown by these roles shows the variable; `per` is the role with a report per level.
    #[must_use]
    pub fn is_offered(&self, by: &[Role], per: Option<Role>) -> bool {
        // Groups made of answers are there for scales: each question more would withhold numbers elsewhere.
        let is_crossed =
            matches!(self.kind, VariableKind::Scale { .. }) && self.offered != Offered::NotByItself;
        if by.contains(&Role::ScoreBand) && !is_crossed {
            return false;
        }
        let mut roles = by.iter().filter(|role| Some(**role) != per);
        match (self.offered, roles.next(), roles.next()) {
            (Offered::Everywhere | Offered::NotByItself, _, _) | (Offered::Broadly, None, _) => true,
            (Offered::Broadly, Some(role), None) => matches!(role, Role::Sex | Role::Level | Role::Form),
            _ => false,
        }
    }

    /// Returns the measure of one value of a status: `retention.status1@cbs` has `retention.dropout1@cbs`.
    #[must_use]
    pub fn part_measure(&self, category: usize) -> String {
        let word = self.categories.get(category).map_or("", |category| category.label.nl.as_str());
        let tail = self.measure.find(|c: char| c.is_ascii_digit()).map_or("", |at| &self.measure[at..]);
        format!("retention.{word}{tail}")
    }

    /// Returns whether the variable prints how many people gave each answer.
    #[must_use]
    pub fn is_distribution(&self) -> bool {
        !matches!(self.kind, VariableKind::Scale { .. } | VariableKind::Curve { .. } | VariableKind::Pooled)
    }

    /// Returns the lowest and highest value, or `None` where the variable has no values.
    #[must_use]
    pub fn range(&self) -> Option<Range> {
        match &self.kind {
            VariableKind::Scale { lowest, highest, .. } => Some(Range { lowest: *lowest, highest: *highest }),
            VariableKind::Item => {
                let values: Vec<f64> = self.categories.iter().filter_map(|c| c.value).collect();
                let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
                let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                (lowest < highest).then_some(Range { lowest, highest })
            }
            _ => None,
        }
    }

    /// Returns whether numbers of another round are about the same: the same range and, of a scale, the same questions.
    ///
    /// A score over other questions is another score, also where it has the same name.
    #[must_use]
    pub fn is_alike(&self, other: &Self) -> bool {
        let asked = |variable: &Self| match &variable.kind {
            VariableKind::Scale { items, .. } => items.clone(),
            _ => Vec::new(),
        };
        self.measure == other.measure && self.range() == other.range() && asked(self) == asked(other)
    }

    /// Returns whether a category has a name: those without one are everybody else.
    #[must_use]
    pub fn is_named(&self, category: usize) -> bool {
        !self.categories[category].label.nl.is_empty()
    }

    /// Returns whether a category is an answer: "prefer not to say" and "not applicable" are not.
    #[must_use]
    pub fn is_answer(&self, category: usize) -> bool {
        self.categories[category].kind == LevelKind::Stated
    }
}

/// The lowest and the highest value that an answer can have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lowest value.
    pub lowest: f64,
    /// The highest value.
    pub highest: f64,
}

/// A number of people, or the bounds between which a publisher hid it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct People {
    /// The fewest people there can be.
    pub least: u64,
    /// The most people there can be.
    pub most: u64,
}

impl People {
    /// Returns the number, or `None` where it is hidden.
    #[must_use]
    pub fn exact(self) -> Option<u64> {
        (self.least == self.most).then_some(self.least)
    }
}

/// The people that one set of numbers is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// The name of the source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// The single years that were pooled; empty for a single one.
    pub pooled: Vec<String>,
    /// Which measures it gives.
    pub family: Family,
    /// The measure under which its people are counted, where the family does not tell: `theme.kleding-past-niet`.
    pub named: Option<String>,
    /// Open data, already protected by its publisher.
    pub public: bool,
    /// What was observed of each person.
    pub variables: Vec<Variable>,
    /// The roles that its people can be grouped by.
    pub roles: Vec<Role>,
}
