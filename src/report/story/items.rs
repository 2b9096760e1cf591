//! Questions one by one: how many people gave each answer, as given and not reversed; and outcomes.

use crate::disclosure::{Statistic, Status};
use crate::model::{Role, Text};
use crate::report::{
    chart::{
        Alignment, Chart, Frame, Heads, Mark, Part, Poles, Ramp, Section, StackedChart, StackedRow, State,
    },
    document::{Block as Piece, Table},
    edition::{AnswerNote, ItemNote, ScaleNote},
    format::Number,
    wording::{
        PutNumber, Sentence, Slot, Slots, Template, quoted, sentence_start, text::ChartKind, word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::experiences;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups, MOST_ROWS};
use super::phrase::{choose, lower_first};
use super::reader::{Block, Cite, Reader};
use super::scales::{decimals, demographic, hidden_title, main_comparison, mean_slots};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The most questions in one figure.
const MOST_ITEMS: usize = 12;

/// One question with the shares of its answers.
struct Asked<'a> {
    note: &'a ItemNote,
    block: Block<'a>,
    mean: Option<Cite<'a>>,
    shares: Vec<Cite<'a>>,
}

impl Asked<'_> {
    /// Returns whether one figure can hold both questions: of one round, with the same answers.
    fn is_like(&self, other: &Self) -> bool {
        self.note.answers == other.note.answers
            && self.block.source == other.block.source
            && self.block.period == other.block.period
    }
}

/// Returns a figure per round and set of answers that questions share.
pub(super) fn figures(
    reader: &Reader<'_>,
    book: &mut Book,
    measures: &[&str],
    scale: Option<&ScaleNote>,
) -> Vec<Piece> {
    let mut asked: Vec<Asked<'_>> = measures.iter().filter_map(|measure| ask(reader, measure)).collect();
    let mut pieces = Vec::new();
    let mut single: Vec<Sentence> = Vec::new();
    while !asked.is_empty() {
        let first = asked.remove(0);
        let (mut alike, other): (Vec<_>, Vec<_>) = asked.into_iter().partition(|item| item.is_like(&first));
        alike.insert(0, first);
        asked = other;
        alike.truncate(MOST_ITEMS);
        // One question beside many others is a sentence, not a figure; of an earlier round a figure names the round.
        let is_sentence = alike.len() == 1 && scale.is_none() && measures.len() > 1;
        if is_sentence && reader.is_of_last_round(&alike[0].block) {
            alike.iter().for_each(|item| book.touch(item.block.measure));
            let is_told = |item: &&Asked<'_>| !experiences::is_experience(reader, &item.block);
            let mean = |item: &Asked<'_>| {
                mean_sentence(reader, item).filter(|_| !experiences::asks_how_often(item.note))
            };
            let say = |item: &Asked<'_>| mean(item).or_else(|| shares_sentence(reader, item));
            single.extend(alike.iter().filter(is_told).filter_map(say));
            continue;
        }
        pieces.extend(figure(reader, book, &alike, scale));
    }
    if !single.is_empty() {
        pieces.insert(0, Piece::Paragraph(single));
    }
    pieces
}

fn ask<'a>(reader: &Reader<'a>, measure: &str) -> Option<Asked<'a>> {
    let block = reader.latest(measure)?.clone();
    let note = reader.item(measure)?;
    let shares: Vec<Cite<'a>> = reader
        .rows(&block)
        .filter(|cite| cite.key().by.is_empty() && cite.key().statistic == Statistic::Share)
        .collect();
    if shares.is_empty() || note.answers.is_empty() {
        return None;
    }
    Some(Asked { note, mean: reader.whole(&block, Statistic::Mean), block, shares })
}

/// The place of a published answer among the answers of a question.
pub(super) struct AnswerPlace {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Returns which answers a category of `results.csv` holds: one, or neighbours that were combined.
pub(super) fn answer_place(answers: &[AnswerNote], category: &str) -> Option<AnswerPlace> {
    let place = |label: &str| answers.iter().position(|answer| answer.category == label);
    if let Some(only) = place(category) {
        return Some(AnswerPlace { first: only, last: only });
    }
    let (first, last) = category.split_once(" + ")?;
    Some(AnswerPlace { first: place(first)?, last: place(last)? })
}

/// Returns a published answer as readers see it.
pub(super) fn answer_text(reader: &Reader<'_>, answers: &[AnswerNote], category: &str) -> String {
    match answer_place(answers, category) {
        Some(AnswerPlace { first, last }) if first == last => {
            answers[first].text.get(reader.language).to_owned()
        }
        Some(AnswerPlace { first, last }) => {
            let [first, last] = [first, last].map(|place| answers[place].text.get(reader.language));
            format!("{first} + {last}")
        }
        None => category.to_owned(),
    }
}

fn parts(reader: &Reader<'_>, item: &Asked<'_>) -> State<Vec<Part>> {
    let withheld = || State::Withheld(Word::Withheld.text(reader.language).to_owned());
    let mut parts = Vec::new();
    for cite in &item.shares {
        let place = answer_place(&item.note.answers, &cite.key().category);
        let (Some(place), Some(share), Some(number)) = (place, cite.value(), cite.printed()) else {
            return match cite.row.status() {
                // A stack that lacks a part would say that nobody gave that answer.
                Status::Banded => State::NotEstimable(Word::Banded.text(reader.language).to_owned()),
                _ => withheld(),
            };
        };
        parts.push(Part {
            first: place.first,
            last: place.last,
            share: share * 100.0,
            text: number.in_table(reader.language),
            short: number.bare(reader.language),
        });
    }
    parts.sort_by_key(|part| part.first);
    State::Shown(parts)
}

fn figure(
    reader: &Reader<'_>,
    book: &mut Book,
    items: &[Asked<'_>],
    scale: Option<&ScaleNote>,
) -> Option<Piece> {
    let first = items.first()?;
    let language = reader.language;
    let answers = &first.note.answers;
    items.iter().for_each(|item| book.touch(item.block.measure));
    let reversed = |item: &Asked<'_>| scale.is_some_and(|scale| scale.reversed.contains(&item.note.measure));
    let rows: Vec<StackedRow> = items
        .iter()
        .map(|item| StackedRow {
            label: format!(
                "{}{}",
                item.note.text.get(language),
                if reversed(item) {
                    format!(" ({})", Word::ReversedItem.text(language))
                } else {
                    String::new()
                }
            ),
            n: item.shares[0].people_in_chart(language),
            state: parts(reader, item),
        })
        .collect();
    // A page of hatched bars says nothing; means can often be shown where single answers cannot.
    if rows.iter().filter(|row| row.state.words().is_none()).count() * 2 < rows.len()
        && let Some(draft) = means(reader, items, scale)
    {
        return book.figure(reader, draft);
    }
    if rows.iter().all(|row| row.state.words().is_some()) {
        return None;
    }
    let categories: Vec<String> = answers.iter().map(|answer| answer.text.get(language).to_owned()).collect();
    let middle = categories.len() / 2;
    let alignment =
        if categories.len() % 2 == 1 { Alignment::Middle(middle) } else { Alignment::Before(middle) };
    let has_values = answers.iter().all(|answer| answer.value.is_some());
    let alignment = if has_values && categories.len() > 2 { alignment } else { Alignment::Left };
    let cites: Vec<Cite<'_>> = items.iter().flat_map(|item| item.shares.iter().copied()).collect();
    let mut found = notes(reader, &cites);
    if let Some(scale) = scale.filter(|_| items.iter().any(reversed)) {
        let name = Text::new(lower_first(&scale.text.nl), lower_first(&scale.text.en));
        let slots = Slots::new().text(Slot::Measure, name);
        found.extend(reader.say(Template::ItemReversed, &slots).map(|sentence| sentence.text));
    }
    let name = name_of(reader, scale);
    let heads = Heads {
        label: Word::Question.text(language).to_owned(),
        n: Word::N.text(language).to_owned(),
        value: String::new(),
    };
    let poles = Poles {
        left: categories.first().cloned().unwrap_or_default(),
        right: categories.last().cloned().unwrap_or_default(),
    };
    let sections = vec![Section { heading: None, rows }];
    let ramp = Ramp::LowToHigh;
    let draft = Draft {
        weight: weight_of(scale),
        title: title(reader, items, scale),
        subtitle: format!(
            "{}, {}. {}.",
            choose(language, "Verdeling van de antwoorden", "Distribution of the answers"),
            reader.period_name(&first.block),
            sentence_start(ChartKind::Stacked.reading_guide(language), language)
        ),
        chart: Box::new(move |frame: Frame| {
            Chart::Stacked(StackedChart { frame, heads, categories, alignment, ramp, poles, sections })
        }),
        notes: found,
        source: reader.source_line(&first.block),
        words: items.iter().filter_map(|item| mean_sentence(reader, item)).collect(),
        table: answers_table(reader, items, &name),
        shows: items.iter().map(|item| (item.block.measure.to_owned(), Vec::new())).collect(),
        link: lower_first(&name),
        name,
    };
    book.figure(reader, draft)
}

/// The questions of a scale lie behind its score; single questions round a chapter off.
fn weight_of(scale: Option<&ScaleNote>) -> Weight {
    if scale.is_some() { Weight::Behind } else { Weight::Aside }
}

fn name_of(reader: &Reader<'_>, scale: Option<&ScaleNote>) -> String {
    let language = reader.language;
    scale.map_or_else(
        || choose(language, "losse vragen", "single questions").to_owned(),
        |scale| {
            let name = sentence_start(scale.text.get(language), language);
            format!("{name}: {}", choose(language, "vragen", "questions"))
        },
    )
}

/// Returns the mean of each question as a dot; `None` where the answers have no values or most means are hidden.
fn means(reader: &Reader<'_>, items: &[Asked<'_>], scale: Option<&ScaleNote>) -> Option<Draft> {
    let language = reader.language;
    let first = items.first()?;
    let values: Vec<f64> = first.note.answers.iter().filter_map(|answer| answer.value).collect();
    let (lowest, highest) =
        (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
    let rows: Vec<GroupRow<'_>> = items
        .iter()
        .filter_map(|item| {
            let mut label = item.note.text.get(language).to_owned();
            if scale.is_some_and(|scale| scale.reversed.contains(&item.note.measure)) {
                label = format!("{label} ({})", Word::ReversedItem.text(language));
            }
            Some(GroupRow { label, mark: Mark::Whole, cite: item.mean? })
        })
        .collect();
    let shown = rows.iter().filter(|row| row.cite.value().is_some()).count();
    if shown * 2 < items.len() {
        return None;
    }
    let groups = Groups {
        sections: vec![GroupSection { heading: None, rows }],
        reference: None,
        ends: Ends::Score { lowest, highest },
        value: Word::Mean.text(language).to_owned(),
    };
    let name = name_of(reader, scale);
    let [low, high] = [lowest, highest].map(|end| Number::score(end, decimals(end)).in_table(language));
    let subtitle = match language {
        crate::model::Language::Dutch => format!(
            "Gemiddelde van de antwoorden, van {low} tot {high}, {}. De verdeling is afgeschermd.",
            reader.period_name(&first.block)
        ),
        crate::model::Language::English => format!(
            "Mean of the answers, from {low} to {high}, {}. The distribution is withheld.",
            reader.period_name(&first.block)
        ),
    };
    Some(Draft {
        weight: weight_of(scale),
        title: title(reader, items, scale),
        subtitle,
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(&first.block),
        words: items.iter().filter_map(|item| mean_sentence(reader, item)).collect(),
        table: of_questions(groups.table(reader, name.clone()), language),
        shows: items.iter().map(|item| (item.block.measure.to_owned(), Vec::new())).collect(),
        link: lower_first(&name),
        name,
    })
}

fn item_text(item: &Asked<'_>) -> Text {
    Text::new(quoted(item.note.text.nl.trim()), quoted(item.note.text.en.trim()))
}

/// Returns the mean of a question as a sentence.
fn mean_sentence(reader: &Reader<'_>, item: &Asked<'_>) -> Option<Sentence> {
    let values: Vec<f64> = item.note.answers.iter().filter_map(|answer| answer.value).collect();
    let (low, high) = (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
    let slots = mean_slots(reader, item.mean?)?
        .text(Slot::Measure, item_text(item))
        .constant(Slot::Lowest, Number::score(low, decimals(low)))
        .constant(Slot::Highest, Number::score(high, decimals(high)));
    reader.say(Template::ScaleMean, &slots)
}

/// Returns the shares of the answers to a question without a mean, as they are shown: `'Gemeld?': nee 79%, ja 21% (n = 815).`
fn shares_sentence(reader: &Reader<'_>, item: &Asked<'_>) -> Option<Sentence> {
    let language = reader.language;
    let mut answers: Vec<(usize, String, PutNumber)> = Vec::new();
    let mut people = None;
    for cite in &item.shares {
        let (Some(number), Some(n)) = (cite.printed(), cite.people()) else { continue };
        people = Some((n, *cite));
        let category = &cite.key().category;
        let text = number.in_table(language);
        let said = format!("{} {text}", quoted(&answer_text(reader, &item.note.answers, category)));
        let place = answer_place(&item.note.answers, category)?.first;
        answers.push((place, said, PutNumber { slot: Slot::Share, number, text, row: Some(cite.id) }));
    }
    let (n, of) = people?;
    answers.sort_by_key(|(place, ..)| *place);
    let n_text = n.bare(language);
    let left = if answers.len() < item.shares.len() {
        choose(language, "; andere antwoorden: zie de bijlage", "; other answers: see the annex")
    } else {
        ""
    };
    let said: Vec<&str> = answers.iter().map(|(_, said, _)| said.as_str()).collect();
    let text =
        format!("{}: {}{left} (n = {n_text}).", quoted(item.note.text.get(language).trim()), said.join(", "));
    let rows = answers.iter().filter_map(|(.., put)| put.row).collect();
    let mut numbers: Vec<PutNumber> = answers.into_iter().map(|(.., put)| put).collect();
    numbers.push(PutNumber { slot: Slot::N, number: n, text: n_text, row: Some(of.id) });
    Some(Sentence { text, numbers, rows })
}

/// Returns which question has the highest mean and which the lowest, of those that run the same way.
fn title(reader: &Reader<'_>, items: &[Asked<'_>], scale: Option<&ScaleNote>) -> String {
    let mut means: Vec<(f64, &Asked<'_>)> = items
        .iter()
        .filter(|item| scale.is_none_or(|scale| !scale.reversed.contains(&item.note.measure)))
        .filter_map(|item| Some((item.mean?.value()?, item)))
        .collect();
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    let language = reader.language;
    let label = |item: &Asked<'_>| quoted(item.note.text.get(language).trim());
    match means.as_slice() {
        [(low, lowest), .., (high, highest)] if low < high => match language {
            crate::model::Language::Dutch => {
                format!("{}: hoogste gemiddelde; {}: laagste", label(highest), label(lowest))
            }
            crate::model::Language::English => {
                format!("{}: highest mean; {}: lowest", label(highest), label(lowest))
            }
        },
        _ => {
            let largest = items
                .iter()
                .flat_map(|item| item.shares.iter().map(move |cite| (item, *cite)))
                .filter_map(|(item, cite)| Some((cite.value()?, item, cite)))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            match largest {
                Some((_, item, cite)) => format!(
                    "{}: {} {}",
                    label(item),
                    cite.printed().map_or_else(String::new, |number| number.in_table(language)),
                    quoted(&answer_text(reader, &item.note.answers, &cite.key().category))
                ),
                None => same_mean(items, language)
                    .or_else(|| items.first().map(|item| hidden_title(reader, item.block.measure)))
                    .unwrap_or_default(),
            }
        }
    }
}

/// Returns a table of groups as one of questions.
fn of_questions(mut table: Table, language: crate::model::Language) -> Table {
    if let Some(first) = table.columns.first_mut() {
        Word::Question.text(language).clone_into(&mut first.heading);
    }
    table
}

/// Returns the title of questions that all have one mean, where only means are shown; `None` where there is none.
fn same_mean(items: &[Asked<'_>], language: crate::model::Language) -> Option<String> {
    let means: Vec<Number> = items.iter().filter_map(|item| item.mean?.printed()).collect();
    let mean = means.first()?.in_table(language);
    let label = match (means.len(), items.first()) {
        (1, Some(item)) => quoted(item.note.text.get(language).trim()),
        _ => choose(language, "alle vragen", "all questions").to_owned(),
    };
    let words = format!("{label}: {} {mean}", choose(language, "gemiddeld", "mean"));
    Some(sentence_start(&words, language))
}

fn answers_table(reader: &Reader<'_>, items: &[Asked<'_>], caption: &str) -> Table {
    let language = reader.language;
    let answers = &items[0].note.answers;
    let mut columns = vec![words(Word::Question.text(language))];
    columns.push(numbers(people_heading(items.iter().map(|item| item.shares[0]), language)));
    columns.extend(answers.iter().map(|answer| numbers(answer.text.get(language))));
    columns.push(numbers(Word::Mean.text(language)));
    let mut made = table(sentence_start(caption, language), columns);
    for item in items {
        let mut cells = vec![plain(item.note.text.get(language)), item.shares[0].people_cell(language)];
        for place in 0..answers.len() {
            let holds = |cite: &&Cite<'_>| {
                answer_place(answers, &cite.key().category)
                    .is_some_and(|found| found.first <= place && place <= found.last)
            };
            cells.push(match item.shares.iter().find(holds) {
                Some(cite) => {
                    let mut cell = cite.cell(language);
                    let found = answer_place(answers, &cite.key().category);
                    // A share of two answers together stands once, and says that it is of two.
                    if let Some(found) = found.filter(|found| found.first != found.last) {
                        if place == found.first {
                            cell.text = format!("{} ({}+{})", cell.text, found.first + 1, found.last + 1);
                        } else {
                            cell = plain("");
                        }
                    }
                    cell
                }
                None => plain(""),
            });
        }
        cells.push(item.mean.map_or_else(|| plain(""), |mean| mean.cell(language)));
        made.rows.push(cells);
    }
    made
}

/// Returns a figure per outcome: the share of each group.
pub(super) fn outcomes(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for note in &reader.edition.outcomes {
        let Some(block) = reader.latest(&note.measure).cloned() else { continue };
        let breakdowns: Vec<&[Role]> = demographic(reader, &block);
        let groups = Groups::of(reader, &block, Statistic::Share, &breakdowns, Ends::Share, MOST_ROWS);
        if groups.is_empty() {
            continue;
        }
        book.touch(block.measure);
        let comparisons = reader.comparisons(&block);
        let main = main_comparison(&comparisons);
        let mut sentences = Vec::new();
        if let Some(main) = main {
            sentences.extend(reader.values(main));
            sentences.extend(reader.verdict(main));
        }
        let name = reader.measure_title(block.measure);
        let whole = reader.whole(&block, Statistic::Share);
        let title = main.and_then(|main| reader.title(main)).or_else(|| {
            let number = whole?.printed()?;
            Some(format!("{name}: {}", number.in_table(reader.language)))
        });
        let n = reader.n_text(whole.and_then(Cite::people));
        let guide = sentence_start(ChartKind::Dots.reading_guide(reader.language), reader.language)
            .replace("gemiddelde", "aandeel")
            .replace("mean", "share");
        let draft = Draft {
            weight: if reader.is_declared(block.measure) { Weight::Main } else { Weight::Behind },
            link: name.to_lowercase(),
            title: title.unwrap_or_else(|| hidden_title(reader, block.measure)),
            subtitle: format!(
                "{} ({name}), {}, {n}. {guide}.",
                Word::Share.text(reader.language),
                reader.period_name(&block)
            ),
            chart: groups.chart(reader),
            notes: groups.notes(reader),
            source: reader.source_line(&block),
            words: sentences.clone(),
            table: groups.table(reader, format!("{name}, {}", reader.period_name(&block))),
            shows: groups.shows(block.measure),
            name,
        };
        if !sentences.is_empty() {
            pieces.push(Piece::Paragraph(sentences));
        }
        pieces.extend(book.figure(reader, draft));
    }
    pieces
}
