//! What is not shown, what cannot be known, and what would help: per topic, never why a cell is hidden.

use std::collections::BTreeMap;

use crate::disclosure::{Statistic, Status, Step};
use crate::model::{Language, SourceKind};
use crate::report::{
    document::{Block as Piece, Section},
    edition::Earlier,
    format::Number,
    wording::{Template, measure, section::Section as Chapter, sentence_start, text, word::Word},
};

use super::book::Book;
use super::phrase::{choose, lower_first};
use super::reader::{Cite, Reader};
use super::table::{coarser_note, plain, table, words};

/// How many numbers of a topic and breakdown are withheld, coarse or combined.
#[derive(Debug, Clone, Copy, Default)]
struct Hidden {
    withheld: u64,
    all: u64,
    coarse: u64,
    combined: u64,
}

impl Hidden {
    /// Returns both together.
    fn and(self, other: Self) -> Self {
        Self {
            withheld: self.withheld + other.withheld,
            all: self.all + other.all,
            coarse: self.coarse + other.coarse,
            combined: self.combined + other.combined,
        }
    }

    /// Returns whether every number is there as it was computed.
    fn is_nothing(self) -> bool {
        self.withheld + self.coarse + self.combined == 0
    }

    /// Returns what was done to the numbers, in words.
    fn words(self, reader: &Reader<'_>) -> Vec<String> {
        let language = reader.language;
        let mut words = Vec::new();
        if self.withheld > 0 {
            words.push(what(reader, self));
        }
        if self.coarse > 0 {
            words.push(choose(language, "cijfers afgerond", "figures rounded").to_owned());
        }
        if self.combined > 0 {
            words.push(choose(language, "antwoorden samengevoegd", "answers combined").to_owned());
        }
        words
    }
}

/// Returns the chapter on what is not shown.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Section {
    let language = reader.language;
    let privacy = text::privacy(language);
    let mut pieces = vec![Piece::Text(privacy.body.to_owned()), Piece::Text(rules(reader))];
    let coarser = &reader.edition.rules.coarser;
    if !coarser.is_empty() {
        pieces.push(Piece::List(coarser.iter().map(|own| coarser_note(language, own)).collect()));
    }
    let hidden = count(reader);
    if hidden.values().all(|hidden| hidden.is_nothing()) {
        pieces.push(Piece::Text(
            choose(
                language,
                "In dit rapport is niets afgeschermd of afgerond.",
                "Nothing is withheld or rounded in this report.",
            )
            .to_owned(),
        ));
    } else {
        let mut made = table(
            choose(
                language,
                "Wat is afgeschermd, afgerond of samengevoegd",
                "What is withheld, rounded or combined",
            ),
            vec![
                words(choose(language, "Waar", "Where")),
                words(choose(language, "Wat", "What")),
                words(Word::WhatWouldHelp.text(language)),
            ],
        );
        let mut topics: Vec<Topic> = hidden.keys().map(|(topic, _)| *topic).collect();
        topics.dedup();
        for topic in topics {
            let of_topic = hidden.iter().filter(|((of, _), _)| *of == topic);
            let whole = of_topic.fold(Hidden::default(), |sum, (_, hidden)| sum.and(*hidden));
            if whole.is_nothing() {
                continue;
            }
            let helps = if whole.withheld > 0 { help(topic, language) } else { "" };
            made.rows.push(vec![
                plain(topic_name(topic, language)),
                plain(whole.words(reader).join("; ")),
                plain(helps),
            ]);
        }
        made.notes.push(choose(
            language,
            "Hoeveel cijfers er zijn, volgt uit het aantal onderwerpen, groepen en jaren; het zegt niets over hoe groot een groep is. De bijlage telt ze per uitsplitsing.",
            "How many figures there are follows from the number of topics, groups and years; it says nothing about the size of a group. The annex counts them by breakdown.",
        ).to_owned());
        made.id = book.id(&format!("tabel-{}", Chapter::Withheld.slug(language)));
        pieces.push(Piece::Table(made));
        pieces.push(Piece::Text(reader.fixed(Template::MoreToShow)));
    }
    let unknown = unknown(reader);
    if !unknown.is_empty() {
        let id = book.id(choose(language, "wat-we-niet-weten", "what-we-do-not-know"));
        let title = choose(language, "Wat we niet weten", "What we do not know").to_owned();
        pieces.push(Piece::Heading { id, title });
        pieces.push(Piece::List(unknown));
    }
    super::section(reader, book, Chapter::Withheld, pieces)
}

/// Returns what is withheld, rounded or combined per topic and breakdown, for the annex.
pub(super) fn lines(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let hidden = count(reader);
    let caption = choose(language, "Wat is afgeschermd, per uitsplitsing", "What is withheld, by breakdown");
    let mut made = table(
        caption,
        vec![
            words(choose(language, "Waar", "Where")),
            words(Word::Breakdown.text(language)),
            words(choose(language, "Wat", "What")),
        ],
    );
    for ((topic, by), hidden) in hidden.iter().filter(|(_, hidden)| !hidden.is_nothing()) {
        let words = hidden.words(reader).join("; ");
        made.rows.push(vec![plain(topic_name(*topic, language)), plain(by.clone()), plain(words)]);
    }
    made.id = book.id(caption);
    (!made.rows.is_empty()).then_some(Piece::Table(made))
}

fn rules(reader: &Reader<'_>) -> String {
    let rules = &reader.edition.rules;
    let (survey, register) = (rules.survey_min, rules.register_min);
    let shown = match reader.language {
        Language::Dutch => format!(
            "Een groep staat er pas apart als er minstens {survey} antwoorden zijn (vragenlijst) of {register} studenten (register en tellingen). In een figuur staat anders een gearceerde balk met het woord afgeschermd, in een tabel een punt (·)."
        ),
        Language::English => format!(
            "A group stands on its own from {survey} answers (questionnaire) or {register} students (register and counts). Otherwise a chart has a hatched bar with the word withheld, and a table a dot (·)."
        ),
    };
    earlier(reader).map_or(shown.clone(), |earlier| format!("{shown} {earlier}"))
}

/// Says whether what was published before counts; where everything may be told there is nothing to say.
fn earlier(reader: &Reader<'_>) -> Option<&'static str> {
    let rules = &reader.edition.rules;
    let (nl, en) = match rules.earlier {
        Earlier::Unknown => (
            "Eerdere rapporten tellen hierbij niet mee: er is geen logboek van wat eerder is gepubliceerd.",
            "Earlier reports do not count in this: there is no ledger of what was published before.",
        ),
        Earlier::None => (
            "Dit is de eerste publicatie in het logboek; een volgend rapport wordt samen met dit rapport afgeschermd.",
            "This is the first publication in the ledger; a next report will be protected together with this one.",
        ),
        Earlier::Weighed => (
            "Bij het afschermen telt mee wat eerder is gepubliceerd, zodat niemand uit het verschil tussen rapporten is te herkennen.",
            "What was published before counts in the protection, so that nobody can be recognised from the difference between reports.",
        ),
    };
    (!rules.is_exact).then_some(choose(reader.language, nl, en))
}

/// The topics of the table, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Response,
    Participation,
    Retention,
    Scales,
    Items,
    Outcomes,
}

fn topic(measure: &str) -> Topic {
    match measure.split('.').next() {
        Some("participation") if measure.ends_with("respondents") => Topic::Response,
        Some("participation") => Topic::Participation,
        Some("retention") => Topic::Retention,
        Some("scale") => Topic::Scales,
        Some("item" | "choice") => Topic::Items,
        Some("outcome") => Topic::Outcomes,
        _ => Topic::Response,
    }
}

fn topic_name(topic: Topic, language: Language) -> &'static str {
    match topic {
        Topic::Response => Word::Response.text(language),
        Topic::Participation => Chapter::Participation.title(language),
        Topic::Retention => choose(language, "Behoud", "Retention"),
        Topic::Scales => choose(language, "Schalen", "Scales"),
        Topic::Items => choose(language, "Losse vragen", "Single questions"),
        Topic::Outcomes => choose(language, "Uitkomsten", "Outcomes"),
    }
}

/// Counts the main number of each group: a withheld mean and its spread are one gap to a reader.
fn count(reader: &Reader<'_>) -> BTreeMap<(Topic, String), Hidden> {
    let mut found: BTreeMap<(Topic, String), Hidden> = BTreeMap::new();
    for cite in reader.all().filter(|cite| is_main_number(*cite)) {
        let key = cite.key();
        let by = if key.by.is_empty() {
            Word::Everybody.text(reader.language).to_owned()
        } else {
            measure::roles_name(&key.by, reader.language)
        };
        let hidden = found.entry((topic(&key.measure), by)).or_default();
        hidden.all += 1;
        hidden.withheld += u64::from(cite.is_withheld());
        hidden.coarse += u64::from(cite.row.step() == Step::Coarse && cite.row.status() == Status::Shown);
        hidden.combined += u64::from(key.category.contains(" + "));
    }
    found
}

fn is_main_number(cite: Cite<'_>) -> bool {
    let key = cite.key();
    let is_plain = key.against == crate::disclosure::Against::Nothing;
    let is_main = if key.measure.starts_with("participation.") {
        key.statistic == Statistic::Count
    } else {
        matches!(key.statistic, Statistic::Share | Statistic::Mean | Statistic::N)
    };
    is_plain && is_main
}

fn what(reader: &Reader<'_>, hidden: Hidden) -> String {
    let language = reader.language;
    if hidden.withheld == hidden.all {
        return choose(language, "geheel afgeschermd", "wholly withheld").to_owned();
    }
    let [withheld, all] = [hidden.withheld, hidden.all].map(|n| Number::count(n).bare(language));
    match language {
        Language::Dutch => format!("{withheld} van {all} cijfers afgeschermd"),
        Language::English => format!("{withheld} of {all} figures withheld"),
    }
}

fn help(topic: Topic, language: Language) -> &'static str {
    match topic {
        Topic::Participation | Topic::Retention => {
            choose(language, "jaren of opleidingen samen", "years or programmes together")
        }
        _ => {
            choose(language, "rondes, opleidingen of scholen samen", "rounds, programmes or schools together")
        }
    }
}

/// Returns what no source of this report can tell.
fn unknown(reader: &Reader<'_>) -> Vec<String> {
    let language = reader.language;
    let has = |prefix: &str| reader.blocks().iter().any(|block| block.measure.starts_with(prefix));
    let has_kind =
        |kind: SourceKind| reader.blocks().iter().any(|block| reader.source_kind(block.source) == Some(kind));
    let mut list = Vec::new();
    let mut say = |nl: &str, en: &str| list.push(choose(language, nl, en).to_owned());
    if !has_kind(SourceKind::Survey) {
        say(
            "Er is geen vragenlijst. Over thuisgevoel en zelfvertrouwen kan dit rapport niets zeggen.",
            "There is no questionnaire. This report cannot say anything about belonging and self-efficacy.",
        );
    } else if !has("scale.") {
        say(
            "De vragenlijst heeft geen schalen. Er zijn geen scores voor thuisgevoel of zelfvertrouwen.",
            "The questionnaire has no scales. There are no scores for belonging or self-efficacy.",
        );
    }
    if !has("retention.") {
        say(
            "Er is geen studentenregister. Uitval, switch en diploma zijn niet te volgen.",
            "There is no student register. Dropout, switch and diplomas cannot be followed.",
        );
    }
    if !has("participation.enrolled") && !has("participation.intake") && !has("participation.graduated") {
        say(
            "Er zijn geen tellingen van alle studenten. Over deelname kan dit rapport niets zeggen.",
            "There are no counts of all students. This report cannot say anything about participation.",
        );
    }
    if has_kind(SourceKind::Survey) && reader.series("response").len() < 2 {
        say(
            "Er is één ronde. Of er iets veranderde, is nog niet te zeggen.",
            "There is one round. We cannot tell yet whether anything changed.",
        );
    }
    if has("retention.") && has("scale.") {
        say(
            "Vragenlijst en register zijn niet aan elkaar gekoppeld. Of wie zich minder thuis voelt vaker vertrekt, weten we niet.",
            "Questionnaire and register are not linked. We do not know if those who feel less at home leave more often.",
        );
    }
    let not_said = text::not_said(language);
    list.push(format!("{}: {}", not_said.heading, lower_first(not_said.body)));
    list.iter().map(|line| sentence_start(line, language)).collect()
}
