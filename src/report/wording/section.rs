//! The chapters of a report: titles and the line or two that open them.
//!
//! Leaves out what a chapter finds: that is made from rows.

use crate::model::Language;

/// A chapter of a report, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// One page.
    Summary,
    /// Who answered and who was not heard.
    Response,
    /// Who takes part.
    Participation,
    /// Who stays.
    Retention,
    /// Feeling at home.
    Belonging,
    /// Trust in one's own ability.
    SelfEfficacy,
    /// What else was asked.
    FurtherThemes,
    /// Policy and practice, by role.
    Quickscan,
    /// Who works at the school, and which facilities there are.
    Team,
    /// What people told in interviews and open answers.
    Told,
    /// After the diploma.
    Alumni,
    /// Groups side by side.
    Differences,
    /// Since last time.
    Changes,
    /// All schools, benchmarks.
    Schools,
    /// What was agreed and what came of it.
    Agreements,
    /// What is withheld, and what would help.
    Withheld,
    /// Method notes.
    Methods,
    /// Definitions.
    Definitions,
    /// What only specialists read.
    Annex,
}

impl Section {
    /// Every chapter, in reading order.
    pub const ALL: [Self; 19] = [
        Self::Summary,
        Self::Response,
        Self::Participation,
        Self::Retention,
        Self::Belonging,
        Self::SelfEfficacy,
        Self::FurtherThemes,
        Self::Quickscan,
        Self::Team,
        Self::Told,
        Self::Alumni,
        Self::Differences,
        Self::Changes,
        Self::Schools,
        Self::Agreements,
        Self::Withheld,
        Self::Methods,
        Self::Definitions,
        Self::Annex,
    ];

    /// Returns the name of the chapter in file names, anchors and `teksten/<scope>/<section>.md`.
    #[must_use]
    pub fn slug(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Summary, Language::Dutch) => "samenvatting",
            (Self::Summary, Language::English) => "summary",
            (Self::Response, Language::Dutch) => "respons",
            (Self::Response, Language::English) => "response",
            (Self::Participation, Language::Dutch) => "deelname",
            (Self::Participation, Language::English) => "participation",
            (Self::Retention, Language::Dutch) => "behoud",
            (Self::Retention, Language::English) => "retention",
            (Self::Belonging, Language::Dutch) => "thuisgevoel",
            (Self::Belonging, Language::English) => "belonging",
            (Self::SelfEfficacy, Language::Dutch) => "zelfvertrouwen",
            (Self::SelfEfficacy, Language::English) => "self-efficacy",
            (Self::FurtherThemes, Language::Dutch) => "verdere-themas",
            (Self::FurtherThemes, Language::English) => "further-themes",
            (Self::Quickscan, _) => "quickscan",
            (Self::Team, Language::Dutch) => "team-en-voorzieningen",
            (Self::Team, Language::English) => "team-and-facilities",
            (Self::Told, Language::Dutch) => "gesprekken",
            (Self::Told, Language::English) => "interviews",
            (Self::Alumni, _) => "alumni",
            (Self::Differences, Language::Dutch) => "verschillen",
            (Self::Differences, Language::English) => "differences",
            (Self::Changes, Language::Dutch) => "veranderingen",
            (Self::Changes, Language::English) => "changes",
            (Self::Schools, Language::Dutch) => "vergelijking",
            (Self::Schools, Language::English) => "comparison",
            (Self::Agreements, Language::Dutch) => "afspraken",
            (Self::Agreements, Language::English) => "agreements",
            (Self::Withheld, Language::Dutch) => "afgeschermd",
            (Self::Withheld, Language::English) => "withheld",
            (Self::Methods, Language::Dutch) => "verantwoording",
            (Self::Methods, Language::English) => "methods",
            (Self::Definitions, Language::Dutch) => "definities",
            (Self::Definitions, Language::English) => "definitions",
            (Self::Annex, Language::Dutch) => "bijlage",
            (Self::Annex, Language::English) => "annex",
        }
    }

    /// Returns the title.
    #[must_use]
    pub fn title(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Summary, Language::Dutch) => "Samenvatting",
            (Self::Summary, Language::English) => "Summary",
            (Self::Response, Language::Dutch) => "Respons: wie hoorden we niet?",
            (Self::Response, Language::English) => "Response: whom did we not hear?",
            (Self::Participation, Language::Dutch) => "Deelname",
            (Self::Participation, Language::English) => "Participation",
            (Self::Retention, Language::Dutch) => "Behoud: uitval, switch en diploma",
            (Self::Retention, Language::English) => "Retention: dropout, switch and diploma",
            (Self::Belonging, Language::Dutch) => "Thuisgevoel",
            (Self::Belonging, Language::English) => "Sense of belonging",
            (Self::SelfEfficacy, Language::Dutch) => "Zelfvertrouwen in eigen kunnen",
            (Self::SelfEfficacy, Language::English) => "Self-efficacy",
            (Self::FurtherThemes, Language::Dutch) => "Verdere thema's",
            (Self::FurtherThemes, Language::English) => "Further themes",
            (Self::Quickscan, Language::Dutch) => "Quickscan: beleid en praktijk",
            (Self::Quickscan, Language::English) => "Quickscan: policy and practice",
            (Self::Team, Language::Dutch) => "Team en voorzieningen",
            (Self::Team, Language::English) => "Team and facilities",
            (Self::Told, Language::Dutch) => "Wat mensen vertelden",
            (Self::Told, Language::English) => "What people told",
            (Self::Alumni, Language::Dutch) => "Alumni: na het diploma",
            (Self::Alumni, Language::English) => "Alumni: after the diploma",
            (Self::Differences, Language::Dutch) => "Verschillen tussen groepen",
            (Self::Differences, Language::English) => "Differences between groups",
            (Self::Changes, Language::Dutch) => "Veranderingen sinds de vorige keer",
            (Self::Changes, Language::English) => "Changes since last time",
            (Self::Schools, Language::Dutch) => "Vergelijking met scholen en landelijke cijfers",
            (Self::Schools, Language::English) => "Comparison with schools and national figures",
            (Self::Agreements, Language::Dutch) => "Afspraken en opvolging",
            (Self::Agreements, Language::English) => "Agreements and follow-up",
            (Self::Withheld, Language::Dutch) => "Wat we niet laten zien",
            (Self::Withheld, Language::English) => "What we do not show",
            (Self::Methods, Language::Dutch) => "Verantwoording",
            (Self::Methods, Language::English) => "Method notes",
            (Self::Definitions, Language::Dutch) => "Definities",
            (Self::Definitions, Language::English) => "Definitions",
            (Self::Annex, Language::Dutch) => "Bijlage",
            (Self::Annex, Language::English) => "Annex",
        }
    }

    /// Returns the sentences that open the chapter.
    #[must_use]
    pub fn intro(self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.dutch_intro(),
            Language::English => self.english_intro(),
        }
    }

    fn dutch_intro(self) -> &'static str {
        match self {
            Self::Summary => {
                "Dit zijn de belangrijkste uitkomsten. Achter elk cijfer staat hoe zeker het is."
            }
            Self::Response => {
                "Wie deed mee, en wie niet? Wat deze groepen zeggen, geldt niet vanzelf voor iedereen."
            }
            Self::Participation => {
                "Wie beginnen er, wie studeren er en wie halen een diploma? Dit komt uit het register of uit tellingen."
            }
            Self::Retention => {
                "We volgen elk cohort: iedereen die in hetzelfde jaar begon. Een cohort dat nog te kort studeert, krijgt geen cijfer."
            }
            Self::Belonging => "Thuisgevoel is het gevoel erbij te horen en zichzelf te kunnen zijn.",
            Self::SelfEfficacy => {
                "Dit gaat over het vertrouwen van studenten dat zij hun opleiding aankunnen."
            }
            Self::FurtherThemes => "Hier staan de andere onderwerpen uit de vragenlijst.",
            Self::Quickscan => {
                "Management, docenten en studenten zeiden hoe het nu is, en hoe het over twee jaar moet zijn."
            }
            Self::Team => "Dit gaat over de school zelf: wie er werkt, en wat er is voor wie er leert.",
            Self::Told => {
                "Mensen vertelden dit in gesprekken en open antwoorden. Iemand gaf elk antwoord een thema."
            }
            Self::Alumni => "Wat doen mensen na hun diploma, en blijven zij in de techniek?",
            Self::Differences => {
                "Elke regel vergelijkt twee groepen. Geen van de groepen is de norm. Een verschil is een eigenschap van de opleiding."
            }
            Self::Changes => "We stelden eerder dezelfde vragen. Zo is te zien wat er veranderde.",
            Self::Schools => "Kleine scholen wijken door toeval vaker af. Daarom is dit geen ranglijst.",
            Self::Agreements => {
                "Dit is afgesproken. Of een afspraak zelf het verschil maakte, kan deze meting niet laten zien."
            }
            Self::Withheld => "Niemand mag in dit rapport te herkennen zijn. Daarom laten we soms iets weg.",
            Self::Methods => "Zo zijn de cijfers berekend. Dezelfde invoer geeft hetzelfde rapport.",
            Self::Definitions => "Deze woorden hebben in dit rapport een vaste betekenis.",
            Self::Annex => "Hier staan de tabellen en de uitkomsten voor wie verder wil rekenen.",
        }
    }

    fn english_intro(self) -> &'static str {
        match self {
            Self::Summary => "These are the main findings. Each figure says how sure it is.",
            Self::Response => {
                "Who took part, and who did not? What these groups say need not hold for everybody."
            }
            Self::Participation => {
                "Who start, who study and who get a diploma? This is from the register or from counts."
            }
            Self::Retention => {
                "We follow each cohort: everybody who started in the same year. A cohort that is too young gets no figure."
            }
            Self::Belonging => {
                "Sense of belonging is the feeling of fitting in and being free to be oneself."
            }
            Self::SelfEfficacy => "This is about students' trust that they can manage their programme.",
            Self::FurtherThemes => "Here are the other topics of the questionnaire.",
            Self::Quickscan => {
                "Management, teachers and students said how it is now, and how it should be in two years."
            }
            Self::Team => {
                "This is about the school itself: who works there, and what there is for those who learn."
            }
            Self::Told => {
                "People told this in interviews and open answers. Somebody gave each answer a theme."
            }
            Self::Alumni => "What do people do after their diploma, and do they stay in technology?",
            Self::Differences => {
                "Each line compares two groups. None of the groups is the norm. A gap is a property of the programme."
            }
            Self::Changes => "We asked the same questions before. This shows what changed.",
            Self::Schools => "Small schools differ more often by chance. So this is no ranking.",
            Self::Agreements => {
                "This was agreed. Whether an agreement itself made the difference, these figures cannot show."
            }
            Self::Withheld => {
                "Nobody may be recognisable in this report. So we sometimes leave something out."
            }
            Self::Methods => "This is how the figures were calculated. The same input gives the same report.",
            Self::Definitions => "These words have a fixed meaning in this report.",
            Self::Annex => "Here are the tables and the results for those who want to calculate further.",
        }
    }
}
