//! Texts that are the same in every report: how it was calculated, privacy, how to read a chart, questions
//! for the team.
//!
//! Leaves out what depends on values (`template`), chapter titles (`section`) and single words (`word`).

use crate::model::{Language, Theme};

/// A short passage under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// The heading, without a full stop.
    pub heading: &'static str,
    /// The sentences.
    pub body: &'static str,
}

/// Returns how scores, margins and weights come about.
#[must_use]
pub fn how_calculated(language: Language) -> Passage {
    match language {
        Language::Dutch => Passage {
            heading: "Hoe is dit berekend?",
            body: "Een score is het gemiddelde van de beantwoorde vragen. De marge bevat waarden die goed bij de gegevens passen (95 procent). Voor de studenten van nu is de marge smaller als hun totaal bekend is; bij vergelijkingen nooit. Wegen (antwoorden zwaarder of lichter tellen) herstelt alleen scheefheid in bekende kenmerken.",
        },
        Language::English => Passage {
            heading: "How is this calculated?",
            body: "A score is the mean of the questions answered. The margin holds the values that fit the data well (95%). For today's students it is narrower if their total is known; for comparisons never. Weighting (answers count more or less) only repairs imbalance in known features.",
        },
    }
}

/// Returns why figures are missing or rounded.
#[must_use]
pub fn privacy(language: Language) -> Passage {
    match language {
        Language::Dutch => Passage {
            heading: "Privacy",
            body: "Niemand mag herkenbaar zijn, ook niet door aftrekken. Daarom ontbreken er cijfers, ook van grote groepen; andere zijn afgerond. Iedereen telt mee in de totalen. Namen van studenten en open antwoorden ontbreken. Het programma verstuurt niets.",
        },
        Language::English => Passage {
            heading: "Privacy",
            body: "Nobody may be recognisable, not even by subtraction. So some figures are missing, also of large groups; others are rounded. Everybody counts in the totals. Students' names and open answers are left out. The program sends nothing.",
        },
    }
}

/// Returns what the report cannot say.
#[must_use]
pub fn not_said(language: Language) -> Passage {
    match language {
        Language::Dutch => Passage {
            heading: "Wat dit rapport niet zegt",
            body: "Niet waarom een verschil bestaat. Niets over één student of docent, of over wie niet antwoordde. Niet welke school de beste is.",
        },
        Language::English => Passage {
            heading: "What this report does not say",
            body: "Not why a gap exists. Nothing about one student or teacher, or those who did not answer. Not which school is best.",
        },
    }
}

/// A kind of chart, for its reading guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// Dots with margins.
    Dots,
    /// Bars.
    Bars,
    /// Stacked answers.
    Stacked,
    /// A line through the years.
    Trend,
    /// Differences between groups.
    Gaps,
    /// Schools in a funnel.
    Funnel,
    /// What became of a cohort.
    Status,
    /// A grid of groups.
    Grid,
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Dots,
        Self::Bars,
        Self::Stacked,
        Self::Trend,
        Self::Gaps,
        Self::Funnel,
        Self::Status,
        Self::Grid,
    ];

    /// Returns how to read the chart, a fragment in lower case.
    #[must_use]
    pub fn reading_guide(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Dots, Language::Dutch) => "een stip is het gemiddelde, een lijn de marge",
            (Self::Dots, Language::English) => "a dot is the mean, a line the margin",
            (Self::Bars, Language::Dutch) => "de lengte van een balk is het aandeel",
            (Self::Bars, Language::English) => "the length of a bar is the share",
            (Self::Stacked, Language::Dutch) => "alle antwoorden, samen 100%",
            (Self::Stacked, Language::English) => "all answers, together 100%",
            (Self::Trend, Language::Dutch) => "een punt per jaar; open eind: nog niet waarneembaar",
            (Self::Trend, Language::English) => "a point a year; open end: not yet observable",
            (Self::Gaps, Language::Dutch) => "op de 0-lijn is gelijk",
            (Self::Gaps, Language::English) => "equal on the 0 line",
            (Self::Funnel, Language::Dutch) => "minder studenten, ruimere grens; geen ranglijst",
            (Self::Funnel, Language::English) => "fewer students, wider limits; no ranking",
            (Self::Status, Language::Dutch) => "elke starter telt één keer",
            (Self::Status, Language::English) => "each starter counts once",
            (Self::Grid, Language::Dutch) => "\"·\" is afgeschermd, niet nul",
            (Self::Grid, Language::English) => "\"·\" is withheld, not zero",
        }
    }
}

/// What a question for the team is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Feeling at home.
    Belonging,
    /// Trust in one's own ability.
    SelfEfficacy,
    /// People to recognise oneself in.
    RoleModels,
    /// Placements.
    Internships,
    /// Remarks, jokes and worse.
    Incidents,
    /// Support at home.
    HomeSupport,
    /// Staying and leaving.
    Retention,
    /// Who starts.
    Participation,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 8] = [
        Self::Belonging,
        Self::SelfEfficacy,
        Self::RoleModels,
        Self::Internships,
        Self::Incidents,
        Self::HomeSupport,
        Self::Retention,
        Self::Participation,
    ];

    /// Returns the topic of a measure of `results.csv`, if there is a question about it.
    #[must_use]
    pub fn of_measure(measure: &str) -> Option<Self> {
        let plain = measure.split('@').next().unwrap_or(measure);
        let (kind, id) = plain.split_once('.').unwrap_or((plain, ""));
        match (kind, id) {
            ("participation", _) => Some(Self::Participation),
            ("retention", _) => Some(Self::Retention),
            ("scale", "belonging") => Some(Self::Belonging),
            ("scale", "self_efficacy") => Some(Self::SelfEfficacy),
            ("scale", "role_models") => Some(Self::RoleModels),
            ("scale", "placement" | "internships") => Some(Self::Internships),
            ("scale", "incidents") => Some(Self::Incidents),
            ("scale", "home_support") => Some(Self::HomeSupport),
            // The codes of the free question set.
            ("item", id) => match id.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "SB" => Some(Self::Belonging),
                "SE" => Some(Self::SelfEfficacy),
                "RM" => Some(Self::RoleModels),
                "PL" => Some(Self::Internships),
                "IN" => Some(Self::Incidents),
                "HS" => Some(Self::HomeSupport),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the aspects of the scan that the topic belongs to, the first first.
    #[must_use]
    pub fn themes(self) -> &'static [Theme] {
        match self {
            Self::Belonging => &[Theme::Learning],
            Self::SelfEfficacy => &[Theme::Students, Theme::Learning],
            Self::RoleModels => &[Theme::Learning, Theme::Society],
            Self::Internships => &[Theme::Work],
            Self::Incidents => &[Theme::Learning, Theme::Work],
            Self::HomeSupport => &[Theme::Society],
            Self::Retention => &[Theme::Learning],
            Self::Participation => &[Theme::Learning, Theme::Society],
        }
    }

    /// Returns the question that the team may put to itself.
    #[must_use]
    pub fn question(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Belonging, Language::Dutch) => "Wanneer merkt een student hier: ik hoor erbij?",
            (Self::Belonging, Language::English) => "When does a student notice here: I belong?",
            (Self::SelfEfficacy, Language::Dutch) => "Hoe laat onze feedback zien wat iemand al kan?",
            (Self::SelfEfficacy, Language::English) => "How does our feedback show what someone can do?",
            (Self::RoleModels, Language::Dutch) => "In wie kunnen studenten zich bij ons herkennen?",
            (Self::RoleModels, Language::English) => "In whom can our students recognise themselves?",
            (Self::Internships, Language::Dutch) => {
                "Wat spreken wij met bedrijven af over gelijke kansen en taken?"
            }
            (Self::Internships, Language::English) => {
                "What do we agree with companies on equal chances and tasks?"
            }
            (Self::Incidents, Language::Dutch) => "Wat doen wij als iemand een \"grap\" meldt?",
            (Self::Incidents, Language::English) => "What do we do when a \"joke\" is reported?",
            (Self::HomeSupport, Language::Dutch) => "Wat vragen wij van thuis dat niet iedereen heeft?",
            (Self::HomeSupport, Language::English) => "What do we expect from home that not everyone has?",
            (Self::Retention, Language::Dutch) => "Wanneer vertrekken studenten, en wat deden wij toen?",
            (Self::Retention, Language::English) => "When do students leave, and what did we do then?",
            (Self::Participation, Language::Dutch) => "Wie spreekt onze werving aan, en wie niet?",
            (Self::Participation, Language::English) => "Whom does our recruitment speak to, and whom not?",
        }
    }
}

/// Returns the heading above the questions for the team.
#[must_use]
pub fn questions_heading(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Vragen voor het team",
        Language::English => "Questions for the team",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_finds_its_question() {
        assert_eq!(Topic::of_measure("retention.dropout1@cbs"), Some(Topic::Retention));
        assert_eq!(Topic::of_measure("participation.intake"), Some(Topic::Participation));
        assert_eq!(Topic::of_measure("scale.self_efficacy"), Some(Topic::SelfEfficacy));
        assert_eq!(Topic::of_measure("item.RM03"), Some(Topic::RoleModels));
        assert_eq!(Topic::of_measure("scale.growth_mindset"), None);
        assert_eq!(Topic::of_measure("response"), None);
    }
}
