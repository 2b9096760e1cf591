//! What groups, measures, places and periods of rows are called in sentences, charts and tables.
//!
//! Leaves out the sentences themselves, which are templates of `wording`.

use crate::disclosure::{Against, Group, MISSING_LABEL};
use crate::model::{Language, LevelKind, Role, SourceKind, Stage, Text};
use crate::report::{
    chart::Mark,
    edition::Provenance,
    format,
    wording::{
        self, Missing, Sentence, Slots, Template, measure, method, render, sentence_start, word::Word,
    },
};

use super::reader::{Block, Reader};

/// Returns one of two texts.
pub(super) fn choose<'t>(language: Language, nl: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Dutch => nl,
        Language::English => en,
    }
}

/// Returns a text with spaces between a label and its number that do not break.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

impl Reader<'_> {
    /// Returns the label of a level in both languages.
    fn level_text(&self, role: Role, label: &str) -> Text {
        let levels = self.edition.levels.get(&role).map_or(&[][..], Vec::as_slice);
        levels
            .iter()
            .find(|level| level.label.get(self.first_language()) == label)
            .map_or_else(|| Text::same(label), |level| level.label.clone())
    }

    /// Returns a group as sentences name it: `vrouwen`.
    pub(super) fn people(&self, group: &Group, by: &[Role], source: &str) -> wording::Group {
        let missing = match self.source_kind(source) {
            Some(SourceKind::Register | SourceKind::Counts | SourceKind::Staff) => Missing::InRegister,
            _ => Missing::InSurvey,
        };
        let parts: Vec<wording::Group> = by
            .iter()
            .map(|role| match group.level(*role) {
                None | Some(MISSING_LABEL) => wording::Group::missing(*role, missing),
                Some(label) => {
                    let kind = self.level_kind(*role, label).unwrap_or(LevelKind::Stated);
                    wording::Group::of_level(*role, &self.level_text(*role, label), kind)
                }
            })
            .collect();
        wording::Group::in_each(&parts)
    }

    /// Returns the other side of a comparison as sentences name it.
    pub(super) fn people_against(&self, against: &Against, by: &[Role], source: &str) -> wording::Group {
        match against {
            Against::Group(label) => self.people(&other(label, by), by, source),
            _ => wording::Group::others(),
        }
    }

    /// Returns a group as a chart or table names it: `Vrouwen`, `Buiten Europa`, `Iedereen`.
    pub(super) fn label(&self, group: &Group, by: &[Role], source: &str) -> String {
        if by.is_empty() {
            let all = self.of_kind(&wording::Group::all().plural(self.language), source);
            return sentence_start(&all, self.language);
        }
        let parts: Vec<String> =
            by.iter().map(|role| self.of_kind(&self.level_label(group, *role, source), source)).collect();
        sentence_start(&parts.join(" × "), self.language)
    }

    /// Returns a label of people with the word for who they are: alumni and staff are no students.
    fn of_kind(&self, label: &str, source: &str) -> String {
        let [nl, en] = match self.source_kind(source) {
            Some(SourceKind::Alumni) => ["alumni", "alumni"],
            Some(SourceKind::Staff) => ["medewerkers", "staff"],
            Some(SourceKind::Themes) => ["mensen", "people"],
            _ => return label.to_owned(),
        };
        match self.language {
            Language::Dutch => label.replace("studenten", nl),
            Language::English => label.replace("students", en),
        }
    }

    fn level_label(&self, group: &Group, role: Role, source: &str) -> String {
        let Some(label) = group.level(role).filter(|label| *label != MISSING_LABEL) else {
            return match self.source_kind(source) {
                Some(SourceKind::Survey) => Word::NoAnswer.text(self.language).to_lowercase(),
                _ => choose(self.language, "onbekend", "unknown").to_owned(),
            };
        };
        let kind = self.level_kind(role, label).unwrap_or(LevelKind::Stated);
        let text = self.level_text(role, label);
        let phrase = wording::Group::of_level(role, &text, kind);
        match phrase.singular(self.language) {
            Some(_) => phrase.plural(self.language),
            None => text.get(self.language).trim().to_owned(),
        }
    }

    /// Returns the two sides of a difference in few words: `vrouwen − mannen`.
    pub(super) fn sides(&self, group: &Group, against: &Against, by: &[Role], source: &str) -> String {
        let of = self.label(group, by, source);
        let other = match against {
            Against::Group(label) => self.label(&other(label, by), by, source),
            Against::Period(period) => return format!("{} − {period}", self.label(group, by, source)),
            _ => choose(self.language, "anderen", "others").to_owned(),
        };
        format!("{} − {}", lower(&of), lower(&other))
    }

    /// Returns how a group is marked in charts: the same everywhere.
    pub(super) fn mark(&self, group: &Group, by: &[Role]) -> Mark {
        let [role @ (Role::Gender | Role::Sex)] = by else { return Mark::Whole };
        let Some(label) = group.level(*role).filter(|label| *label != MISSING_LABEL) else {
            return Mark::Other;
        };
        let kind = self.level_kind(*role, label).unwrap_or(LevelKind::Stated);
        let phrase = wording::Group::of_level(*role, &self.level_text(*role, label), kind);
        match phrase.singular(Language::Dutch) {
            Some("vrouw") => Mark::First,
            Some("man") => Mark::Second,
            Some("non-binaire student") => Mark::Third,
            _ if kind == LevelKind::Stated => Mark::Fourth,
            _ => Mark::Other,
        }
    }

    /// Returns what a measure is called, in both languages.
    pub(super) fn measure_text(&self, measure: &str) -> Text {
        let plain = measure.split('@').next().unwrap_or(measure);
        // An option of a question with several answers is noted with what its share is of (`@ticked`).
        let item = self.item(plain).or_else(|| self.item(measure));
        let own = self.scale(plain).map(|scale| &scale.text).or_else(|| item.map(|item| &item.text));
        let own = own
            .or_else(|| self.edition.told.iter().find(|told| told.measure == plain).map(|told| &told.text));
        measure::name(measure, own)
    }

    /// Returns what a measure is called, as the start of a title.
    pub(super) fn measure_title(&self, measure: &str) -> String {
        sentence_start(self.measure_text(measure).get(self.language), self.language)
    }

    /// Returns a measure with its period, as the subject of a sentence: `uitval na 1 jaar (cohort 2024)`.
    pub(super) fn measure_in(&self, block: &Block<'_>) -> Text {
        let name = self.measure_text(block.measure);
        let [nl, en] = [Language::Dutch, Language::English].map(|language| {
            let period = self.period_in(block, language);
            format!("{} ({period})", name.get(language))
        });
        Text::new(nl, en)
    }

    fn period_in(&self, block: &Block<'_>, language: Language) -> String {
        let period = format::period(block.period, language);
        if is_of_cohort(block.measure) {
            return match language {
                Language::Dutch => format!("cohort {period}"),
                Language::English => format!("{period} cohort"),
            };
        }
        period
    }

    /// Returns the period of a block with its kind: `ronde 2026`, `cohort 2024`, `studiejaar 2025/26`.
    pub(super) fn period_name(&self, block: &Block<'_>) -> String {
        let language = self.language;
        if is_of_cohort(block.measure) {
            return self.period_in(block, language);
        }
        match self.source_kind(block.source) {
            Some(SourceKind::Register | SourceKind::Counts) => {
                let year = block.period.parse().map_or_else(|_| block.period.to_owned(), format::school_year);
                format!("{} {year}", choose(language, "studiejaar", "school year"))
            }
            _ => format!("{} {}", choose(language, "ronde", "round"), format::period(block.period, language)),
        }
    }

    /// Returns the place that sentences name, in both languages: the school, or what is in the scan.
    pub(super) fn place(&self) -> Text {
        if let Some(unit) = self.scope.unit() {
            return self.level_text(unit.role, &unit.label);
        }
        if self.edition.scopes.len() > 2 {
            return Text::new("alle scholen samen", "all schools together");
        }
        Text::new("deze opleidingen", "these programmes")
    }

    /// Returns where the numbers of several periods come from.
    pub(super) fn source_of_series(&self, blocks: &[&Block<'_>]) -> String {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return String::new() };
        let periods =
            format!("{} {} {}", first.period, choose(self.language, "tot en met", "to"), last.period);
        self.source_text(last, &periods)
    }

    /// Returns where the numbers of a block come from: the source, its period, self-report.
    pub(super) fn source_line(&self, block: &Block<'_>) -> String {
        self.source_text(block, &self.period_name(block))
    }

    fn source_text(&self, block: &Block<'_>, periods: &str) -> String {
        let language = self.language;
        let what = match self.source_kind(block.source) {
            Some(SourceKind::Register) => Word::RegisterSource.text(language).to_owned(),
            Some(SourceKind::Counts | SourceKind::Staff) => Word::CountsSource.text(language).to_owned(),
            Some(SourceKind::Themes) => {
                choose(language, "gesprekken en open antwoorden", "interviews and open answers").to_owned()
            }
            _ => Word::SurveySource.text(language).to_owned(),
        };
        let mut line = format!("{}: {what} ({})", Word::Source.text(language), block.source);
        line.push_str(&format!(", {periods}"));
        if self.source_kind(block.source) == Some(SourceKind::Survey) {
            let is_weighted = self.all().any(|cite| {
                let key = cite.key();
                let is_here = key.measure == block.measure && key.source == block.source;
                is_here && key.period == block.period && method::is_weighted(cite.row.method())
            });
            let weighted = if is_weighted { Word::Weighted } else { Word::NotWeighted };
            let (report, weighted) = (Word::SelfReport.text(language), weighted.text(language));
            line.push_str(&format!(", {report}, {weighted}"));
        }
        line.push('.');
        if self.edition.provenance == Provenance::Synthetic {
            line.push_str(&format!(" {}.", Word::PracticeData.text(language)));
        }
        line
    }

    /// Returns the sentence of a template; `None` where a slot is empty, so that nothing half is said.
    pub(super) fn say(&self, template: Template, slots: &Slots) -> Option<Sentence> {
        render(template, self.language, slots).ok()
    }

    /// Returns the fixed sentence of a template without slots.
    pub(super) fn fixed(&self, template: Template) -> String {
        template.text(self.language).to_owned()
    }

    /// Returns `n = 145` with spaces that do not break.
    pub(super) fn n_text(&self, number: Option<format::Number>) -> String {
        number.map_or_else(
            || unbroken(&format!("n {}", Word::Withheld.text(self.language))),
            |number| unbroken(&format!("n = {}", number.bare(self.language))),
        )
    }
}

/// Returns the group that a comparison names by its label.
pub(super) fn other(label: &str, by: &[Role]) -> Group {
    // The stars of a label are escaped, those between labels are not.
    let mut labels: Vec<String> = vec![String::new()];
    let mut letters = label.chars();
    while let Some(letter) = letters.next() {
        match (letter, labels.last_mut()) {
            ('\\', Some(last)) => last.extend(letters.next()),
            ('*', _) => labels.push(String::new()),
            (letter, Some(last)) => last.push(letter),
            (_, None) => {}
        }
    }
    by.iter().zip(labels).fold(Group::everybody(), |group, (role, label)| group.and(*role, label))
}

/// Returns who is counted by a measure of participation.
pub(super) fn stage(measure: &str) -> Option<Stage> {
    match measure {
        "participation.intake" => Some(Stage::Intake),
        "participation.enrolled" => Some(Stage::Enrolled),
        "participation.graduated" => Some(Stage::Graduated),
        _ => None,
    }
}

/// Returns a label within a line: `Vrouwen` becomes `vrouwen`; a name keeps its capital.
fn lower(label: &str) -> String {
    const OWN: [&str; 8] = [
        "Vrouwen",
        "Mannen",
        "Non-binaire studenten",
        "Women",
        "Men",
        "Non-binary students",
        "Studenten",
        "Docenten",
    ];
    if OWN.contains(&label) { label.to_lowercase() } else { label.to_owned() }
}

/// Returns a text for the middle of a sentence: `Thuisgevoel` becomes `thuisgevoel`, `ICT` stays.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if first.is_uppercase() && !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// Returns whether the period of a measure is a cohort: results of mbo are of a school year.
fn is_of_cohort(measure: &str) -> bool {
    let of_year = ["retention.jaarresultaat", "retention.diplomaresultaat", "retention.progression_hbo"];
    measure.starts_with("retention.") && !of_year.contains(&measure)
}
