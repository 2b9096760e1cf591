//! The fixed words that say what a column means.

use std::fmt;
use std::str::FromStr;

/// What a column of an input file means. The words are those of `codebook.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// One answering person, by a key that never leaves the program.
    Respondent,
    /// A person, by a key that joins files.
    Person,
    /// A school (instelling).
    Institution,
    /// A site of a school (vestiging).
    Location,
    /// A sector of education.
    Sector,
    /// A domain of technology.
    Domain,
    /// A programme (opleiding).
    Programme,
    /// A level: mbo 1 to 4, Ad, bachelor, master.
    Level,
    /// A form of study (voltijd, deeltijd, duaal, bol, bbl).
    Form,
    /// The year in which a student started.
    Cohort,
    /// A calendar or school year, named by its starting year.
    Year,
    /// A round of a survey.
    Round,
    /// A role at school: management, teacher, student.
    RoleAtSchool,
    /// Gender, self-described. Never mapped on [`Role::Sex`].
    Gender,
    /// Registered sex (geslacht): M, V, unknown. Never mapped on [`Role::Gender`].
    Sex,
    /// Origin (herkomst), by the 2022 definitions of Statistics Netherlands.
    Origin,
    /// First generation in higher education.
    FirstGeneration,
    /// Need for support (ondersteuningsbehoefte).
    SupportNeed,
    /// Age, in declared bands.
    Age,
    /// Prior education (vooropleiding).
    PriorEducation,
    /// Bands of the scores on one scale, as the codebook cuts them: groups made of answers.
    ScoreBand,
    /// A question whose answers are shown as a distribution, in a scale or not.
    Item,
    /// A column of which some values count as success.
    Outcome,
    /// The year of a diploma.
    DiplomaYear,
    /// Whether an enrolment is a main enrolment (hoofdinschrijving).
    MainEnrolment,
    /// The present code of a renumbered programme (opleiding actueel equivalent).
    Equivalent,
    /// The date on which an enrolment began; after 1 October it falls outside that year.
    StartDate,
    /// Why a student left (reden uitschrijving).
    ExitReason,
    /// The year of a diploma of prior education: checked, never counted as a diploma of this programme.
    PriorDiplomaYear,
    /// A weight per respondent.
    Weight,
    /// A sampling stratum.
    Stratum,
    /// A number of people, in a table of counts.
    Count,
    /// A column that identifies: dropped at reading, counted, never stored.
    HiddenId,
    /// An open answer: never stored unless a scan asks for it.
    Open,
}

/// The roles and their words, in the order of the documentation.
const WORDS: [(Role, &str); 34] = [
    (Role::Respondent, "respondent"),
    (Role::Person, "person"),
    (Role::Institution, "institution"),
    (Role::Location, "location"),
    (Role::Sector, "sector"),
    (Role::Domain, "domain"),
    (Role::Programme, "programme"),
    (Role::Level, "level"),
    (Role::Form, "form"),
    (Role::Cohort, "cohort"),
    (Role::Year, "year"),
    (Role::Round, "round"),
    (Role::RoleAtSchool, "role"),
    (Role::Gender, "gender"),
    (Role::Sex, "sex"),
    (Role::Origin, "origin"),
    (Role::FirstGeneration, "first_generation"),
    (Role::SupportNeed, "support_need"),
    (Role::Age, "age"),
    (Role::PriorEducation, "prior_education"),
    (Role::ScoreBand, "score_band"),
    (Role::Item, "item"),
    (Role::Outcome, "outcome"),
    (Role::DiplomaYear, "diploma_year"),
    (Role::MainEnrolment, "main_enrolment"),
    (Role::Equivalent, "equivalent"),
    (Role::StartDate, "start_date"),
    (Role::ExitReason, "exit_reason"),
    (Role::PriorDiplomaYear, "prior_diploma_year"),
    (Role::Weight, "weight"),
    (Role::Stratum, "stratum"),
    (Role::Count, "count"),
    (Role::HiddenId, "hidden_id"),
    (Role::Open, "open"),
];

impl Role {
    /// Returns the word for this role in `codebook.toml` and in the `by` column of `results.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(role, _)| *role == self).map_or("", |(_, word)| word)
    }

    /// Returns every word, in the order of the documentation.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(_, word)| *word)
    }

    /// Returns whether people can be grouped by this role in a report.
    #[must_use]
    pub fn is_grouping(self) -> bool {
        let is_other =
            matches!(self, Self::Institution | Self::Cohort | Self::Year | Self::Round | Self::ScoreBand);
        self.is_demographic() || is_other
    }

    /// Returns whether groups of the role can be compared, weighted by, or have a report each: those made of answers cannot.
    #[must_use]
    pub fn is_feature(self) -> bool {
        self.is_grouping() && self != Self::ScoreBand
    }

    /// Returns whether the role is a feature of a person; the others say where and what someone studies.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Gender
                | Self::Sex
                | Self::Origin
                | Self::FirstGeneration
                | Self::SupportNeed
                | Self::Age
                | Self::PriorEducation
        )
    }

    /// Returns whether a report breaks down by this role when `scan.toml` names no breakdowns.
    #[must_use]
    pub fn is_demographic(self) -> bool {
        matches!(
            self,
            Self::Location
                | Self::Sector
                | Self::Domain
                | Self::Programme
                | Self::Level
                | Self::Form
                | Self::RoleAtSchool
                | Self::Gender
                | Self::Sex
                | Self::Origin
                | Self::FirstGeneration
                | Self::SupportNeed
                | Self::Age
                | Self::PriorEducation
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(role, _)| *role).ok_or(())
    }
}
