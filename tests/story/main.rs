//! What a report says about the practice scan: every number is a published one, and nothing else is told.

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

mod reading;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use meetellen::disclosure::{PublishedRow, Scope};
use meetellen::ingest;
use meetellen::model::{Dataset, Language, Role, SourceKind};
use meetellen::pipeline::{Edited, Wishes, publish};
use meetellen::report::chart::{Width, render_svg};
use meetellen::report::document::{Block, Document, Figure, Part, Table};
use meetellen::report::format::{Number, numbers_in};
use meetellen::report::story::document;
use meetellen::report::wording::{RowId, Sentence};

/// The practice scan, without crossed breakdowns: what they add is more of the same and takes long to protect.
static DEMO: LazyLock<Edited> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    let roles = [Role::Gender, Role::Sex, Role::Origin, Role::Programme, Role::Level];
    ingested.scan.report.by = Some(roles.into_iter().map(Into::into).collect());
    publish(&ingested, &Wishes::default()).unwrap()
});

static STORIES: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let languages = [Language::Dutch, Language::English];
    let of =
        |scope: &Scope| languages.map(|language| document(&DEMO.published, &DEMO.edition, scope, language));
    DEMO.edition.scopes.iter().flat_map(of).collect()
});

fn row(id: RowId) -> &'static PublishedRow {
    &DEMO.published.rows()[usize::try_from(id.0).unwrap()]
}

fn blocks(document: &Document) -> impl Iterator<Item = &Block> {
    document.sections.iter().flat_map(|section| &section.blocks)
}

fn figures(document: &Document) -> impl Iterator<Item = &Figure> {
    blocks(document)
        .filter_map(|block| if let Block::Figure(figure) = block { Some(&**figure) } else { None })
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    blocks(document).filter_map(|block| match block {
        Block::Figure(figure) => Some(&figure.table),
        Block::Table(table) => Some(table),
        _ => None,
    })
}

fn sentences(document: &Document) -> Vec<&Sentence> {
    blocks(document)
        .flat_map(|block| match block {
            Block::Paragraph(sentences) => sentences.iter().collect(),
            Block::Finding(finding) => finding.sentences.iter().collect(),
            Block::Figure(figure) => figure.words.iter().collect(),
            _ => Vec::new(),
        })
        .collect()
}

/// Returns whether a row holds a number as it is printed, signs aside: "0,3 punt lager" is a bound of −0,3.
fn holds(row: &PublishedRow, number: Number) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "a number of people")]
    let n = row.n().map(|n| n as f64);
    let published = [row.value(), row.lower(), row.upper(), n];
    published.into_iter().flatten().any(|value| (value.abs() - number.value().abs()).abs() < 0.0051)
}

/// Returns the numbers that names hold: years, "2-5 keer", "mbo 4".
fn numbers_of_names(language: Language) -> BTreeSet<String> {
    let edition = &DEMO.edition;
    let labels = edition.levels.values().flatten().map(|level| &level.label);
    let questions = edition.items.iter().chain(&edition.voices.outcomes).map(|item| &item.text);
    let answers = edition.items.iter().flat_map(|item| &item.answers).map(|answer| &answer.text);
    let scales = edition.scales.iter().map(|scale| &scale.text);
    let mut found: BTreeSet<String> = labels
        .chain(questions)
        .chain(answers)
        .chain(scales)
        .flat_map(|text| numbers_in(text.get(language), language))
        .map(|number| number.to_string())
        .collect();
    for row in DEMO.published.rows() {
        // Pooled years name the first and the last one.
        for year in row.key().period.split("..").map(|year| year.parse::<f64>().unwrap()) {
            // A school year ends in the year after, and a young cohort names the file that will show it.
            found.extend([year, year + 1.0, (year + 1.0) % 100.0].map(|year| year.to_string()));
        }
        found.extend(numbers_in(row.reason(), language).iter().map(f64::to_string));
        found.extend(numbers_in(&row.key().measure, language).iter().map(f64::to_string));
    }
    // A published figure stands with its own year, and with that of its source.
    for note in &edition.benchmarks {
        found.extend(note.values.iter().map(|(year, _)| f64::from(*year).to_string()));
        found.extend(numbers_in(&note.source, language).iter().map(f64::to_string));
    }
    found
}

/// Returns a sentence without the first place where a number stands by itself: the 0 of "0 punt", not of "2018".
fn without_number(sentence: &str, number: &str) -> String {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let alone = sentence.match_indices(number).find(|(start, found)| {
        let after = sentence[start + found.len()..].chars().next();
        !is_digit(sentence[..*start].chars().next_back()) && !is_digit(after)
    });
    alone.map_or_else(
        || sentence.to_owned(),
        |(start, found)| format!("{}{}", &sentence[..start], &sentence[start + found.len()..]),
    )
}

#[test]
fn every_number_in_a_sentence_is_a_published_one() {
    for document in STORIES.iter() {
        let names = numbers_of_names(document.language);
        for sentence in sentences(document) {
            let mut rest = sentence.text.clone();
            for put in &sentence.numbers {
                if let Some(id) = put.row {
                    assert!(sentence.rows.contains(&id), "{}", sentence.text);
                    assert!(holds(row(id), put.number), "{} in `{}`", put.text, sentence.text);
                }
                rest = without_number(&rest, &put.text);
            }
            // A margin that starts or ends at no difference says so in a plain 0.
            for number in numbers_in(&rest, document.language).into_iter().filter(|number| *number != 0.0) {
                assert!(names.contains(&number.to_string()), "{number} in `{}`", sentence.text);
            }
        }
    }
}

#[test]
fn every_sentence_rests_on_rows_of_its_own_report() {
    for document in STORIES.iter() {
        for sentence in sentences(document) {
            for id in &sentence.rows {
                assert_eq!(row(*id).key().scope, document.scope, "{}", sentence.text);
            }
        }
    }
}

#[test]
fn every_number_in_a_table_is_that_of_its_row() {
    for document in STORIES.iter() {
        for table in tables(document) {
            for cell in table.rows.iter().flatten() {
                assert_eq!(table.columns.len(), table.rows[0].len(), "{}", table.caption);
                let Some(number) = cell.number else { continue };
                let row = row(cell.row.unwrap());
                #[expect(clippy::cast_precision_loss, reason = "a number of people")]
                let n = row.n().map(|n| n as f64);
                assert!(
                    row.value() == Some(number.value) || n == Some(number.value),
                    "{}: {cell:?}",
                    table.caption
                );
            }
        }
    }
}

#[test]
fn a_withheld_row_is_a_dot_that_is_spoken() {
    let mut dots = 0;
    for document in STORIES.iter() {
        for table in tables(document) {
            for cell in table.rows.iter().flatten().filter(|cell| cell.text == "·") {
                assert!(cell.number.is_none() && cell.spoken.is_some());
                dots += 1;
            }
        }
    }
    assert!(dots > 100);
}

#[test]
fn every_figure_can_be_drawn_wide_and_narrow() {
    for document in STORIES.iter() {
        for figure in figures(document) {
            for width in [Width::Wide, Width::Narrow] {
                let chart = figure.chart.clone().at(width, &format!("{}-x", figure.id));
                assert!(render_svg(&chart).is_ok(), "{}: {:?}", figure.title, render_svg(&chart));
            }
            assert!(!figure.title.is_empty() && !figure.title.ends_with('.'), "{}", figure.title);
            assert!(!figure.table.rows.is_empty() && !figure.source.is_empty(), "{}", figure.title);
        }
    }
}

#[test]
fn a_body_has_at_most_fifteen_figures_and_a_summary_three_to_five_findings() {
    for document in STORIES.iter() {
        assert!(figures(document).count() <= 15);
        let findings = document.sections[0].blocks.iter().filter(|block| matches!(block, Block::Finding(_)));
        assert!((3..=5).contains(&findings.count()), "{}", document.subtitle);
    }
}

#[test]
fn every_anchor_is_its_own_and_every_link_arrives() {
    for document in STORIES.iter() {
        let mut anchors: Vec<&str> = document.sections.iter().map(|section| section.id.as_str()).collect();
        anchors.extend(figures(document).map(|figure| figure.id.as_str()));
        anchors.extend(tables(document).map(|table| table.id.as_str()));
        let count = anchors.len();
        let unique: BTreeSet<&str> = anchors.into_iter().collect();
        assert_eq!(unique.len(), count);
        for block in blocks(document) {
            if let Block::Finding(finding) = block {
                let link = finding.figure.as_ref();
                assert!(link.is_none_or(|link| unique.contains(link.id.as_str())), "{link:?}");
            }
        }
    }
}

#[test]
fn a_report_of_a_school_names_no_other_school() {
    let schools = &DEMO.edition.levels[&Role::Institution];
    for document in STORIES.iter() {
        let Some(unit) = document.scope.unit() else { continue };
        let text = reading::text(document);
        for other in schools.iter().filter(|school| school.label.nl != unit.label) {
            assert!(!text.contains(&other.label.nl), "{} in the report of {}", other.label.nl, unit.label);
        }
    }
}

#[test]
fn chapters_stand_in_the_order_of_the_design() {
    let titles: Vec<&str> = STORIES[2].sections.iter().map(|section| section.id.as_str()).collect();
    let expected = [
        "samenvatting",
        "respons",
        "deelname",
        "behoud",
        "thuisgevoel",
        "zelfvertrouwen",
        "verdere-themas",
        "quickscan",
        "team-en-voorzieningen",
        "gesprekken",
        "alumni",
        "verschillen",
        "veranderingen",
        "vergelijking",
        "afspraken",
        "afgeschermd",
        "verantwoording",
        "definities",
        "bijlage",
    ];
    assert_eq!(titles, expected);
    assert_eq!(STORIES[2].sections.last().unwrap().part, Part::Annex);
}

#[test]
fn no_sentence_blames_or_explains() {
    let words: Vec<&str> = include_str!("../words/unsaid.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
        .collect();
    for document in STORIES.iter() {
        // A label such as "other" is the scan's own word, and so is a question: "turned down because of who you are".
        let mut text = reading::text(document).to_lowercase();
        for item in &DEMO.edition.items {
            text = text.replace(&item.text.get(document.language).trim().to_lowercase(), "");
        }
        for word in &words {
            assert!(!text.contains(word), "{word}");
        }
    }
}

/// The practice scan in full precision with crossed breakdowns: sentences on programmes held alike and combinations.
#[test]
fn sentences_on_two_features_rest_on_published_numbers_too() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    ingested.scan.privacy.exact = true;
    ingested.dataset.sources.retain(|source| source.kind == SourceKind::Survey);
    let mut seen = BTreeSet::new();
    // Both rounds, and the first by itself: in that one a combination differs from what its features add up to.
    for rounds in [2, 1] {
        ingested.dataset.sources.truncate(rounds);
        let edited = publish(&ingested, &Wishes::default()).unwrap();
        for scope in &edited.edition.scopes {
            for language in [Language::Dutch, Language::English] {
                let report = document(&edited.published, &edited.edition, scope, language);
                for sentence in sentences(&report) {
                    for put in &sentence.numbers {
                        let Some(id) = put.row else { continue };
                        let row = &edited.published.rows()[usize::try_from(id.0).unwrap()];
                        assert!(sentence.rows.contains(&id) && holds(row, put.number), "{}", sentence.text);
                        seen.insert(row.key().statistic.word());
                    }
                }
            }
        }
    }
    for statistic in ["difference_adjusted", "expected", "excess", "minimum_detectable", "mean", "difference"]
    {
        assert!(seen.contains(statistic), "no sentence has a number of {statistic}: {seen:?}");
    }
}

/// Returns the Dutch report over all schools of a part of the practice scan.
fn partial(keep: impl Fn(&mut Dataset)) -> Document {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    ingested.scan.report.by =
        Some([Role::Gender, Role::Sex, Role::Level].into_iter().map(Into::into).collect());
    keep(&mut ingested.dataset);
    // What was agreed and what there is stand in a report whatever was measured.
    ingested.commitments.clear();
    ingested.facilities.clear();
    let edited = publish(&ingested, &Wishes::default()).unwrap();
    document(&edited.published, &edited.edition, &Scope::All, Language::Dutch)
}

fn chapters(document: &Document) -> Vec<&str> {
    document.sections.iter().map(|section| section.id.as_str()).collect()
}

#[test]
fn counts_alone_give_participation_and_say_what_is_not_known() {
    let report = partial(|dataset| dataset.sources.retain(|source| source.kind == SourceKind::Counts));
    let expected = ["samenvatting", "deelname", "afgeschermd", "verantwoording", "definities", "bijlage"];
    assert_eq!(chapters(&report), expected);
    let text = reading::text(&report);
    assert!(text.contains("Er is geen vragenlijst.") && text.contains("Er is geen studentenregister."));
}

#[test]
fn a_survey_without_scales_gives_its_questions() {
    let report = partial(|dataset| {
        dataset.sources.retain(|source| source.kind == SourceKind::Survey);
        dataset.sources.truncate(1);
        dataset.scales.clear();
    });
    let expected = [
        "samenvatting",
        "respons",
        "verdere-themas",
        "afgeschermd",
        "verantwoording",
        "definities",
        "bijlage",
    ];
    assert_eq!(chapters(&report), expected);
    let text = reading::text(&report);
    assert!(text.contains("Er is één ronde.") && text.contains("geen schalen"));
}

/// Writes every report as text to the folder in `MEETELLEN_STORIES`, to read it aloud.
#[test]
fn a_report_can_be_read_as_text() {
    for document in STORIES.iter() {
        let text = reading::text(document);
        assert!(text.lines().count() > 50, "{}", document.subtitle);
        if let Ok(folder) = std::env::var("MEETELLEN_STORIES") {
            let name = document.scope.unit().map_or("alle", |unit| &unit.code);
            std::fs::write(format!("{folder}/{name}.{}.txt", document.language.code()), text).unwrap();
        }
    }
}

#[test]
fn cohorts_are_pooled_on_a_fixed_grid_and_never_beside_their_single_years() {
    let about = |row: &&PublishedRow| {
        let key = row.key();
        ["retention.reenrolled1", "retention.startersresultaat"].contains(&key.measure.as_str())
            && key.statistic.word() == "share"
            && key.against.word().is_empty()
    };
    let rows: Vec<&PublishedRow> = DEMO.published.rows().iter().filter(about).collect();
    let pooled: Vec<&&PublishedRow> =
        rows.iter().filter(|row| row.key().period.contains("..") && row.value().is_some()).collect();
    assert!(!pooled.is_empty(), "results of new mbo students are shown in three cohorts together");
    for row in pooled {
        let key = row.key();
        // Windows of two runs overlap unless they start where the number of the year is a multiple of three.
        let (first, last) = key.period.split_once("..").unwrap();
        let (first, last): (u16, u16) = (first.parse().unwrap(), last.parse().unwrap());
        assert!(first.is_multiple_of(3) && last == first + 2, "{}", key.period);
        let years = rows.iter().filter(|other| {
            let other = other.key();
            let year = other.period.parse::<u16>().ok();
            year.is_some_and(|year| (first..=last).contains(&year))
                && other.measure == key.measure
                && (&other.scope, &other.by, &other.group) == (&key.scope, &key.by, &key.group)
        });
        for year in years {
            assert!(year.value().is_none() && year.lower().is_none(), "{:?}", year.key());
        }
    }
}
