//! A report as a document, before it becomes a page, a sheet or a print: sections of blocks in one language.
//!
//! Every format is a rendering of this one document, so that a number cannot differ between them. Each
//! number names the rows of `results.csv` that it shows. Leaves out how the content is chosen (`story`)
//! and how it looks (`page`, `sheet`).

use crate::disclosure::Scope;
use crate::model::{House, Language};

use super::chart::Chart;
use super::wording::{RowId, Sentence};

/// One report: what is said about one scope in one language.
#[derive(Debug, Clone)]
pub struct Document {
    /// The language of every text in it.
    pub language: Language,
    /// Whom it is about.
    pub scope: Scope,
    /// The title of the scan.
    pub title: String,
    /// Whom it is about, in words: the name of the school.
    pub subtitle: String,
    /// What stands above every page, such as `OEFENGEGEVENS`.
    pub banner: Option<Banner>,
    /// The house style of the school.
    pub house: House,
    /// What a reader must know before anything else: a guessed codebook, lowered minima.
    pub notices: Vec<String>,
    /// The selection, rounds, sources and version, under the title.
    pub facts: Vec<Fact>,
    /// The chapters, the summary first.
    pub sections: Vec<Section>,
}

impl Document {
    /// Returns the figures, in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Figure(figure) => Some(figure.as_ref()),
            _ => None,
        })
    }
}

/// A warning above every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    /// One word in capitals.
    pub word: String,
    /// What it means, in a sentence.
    pub text: String,
}

impl Banner {
    /// Returns what the word means, without the word again where the sentence opens with it.
    #[must_use]
    pub fn meaning(&self) -> &str {
        match self.text.strip_prefix(&self.word) {
            Some(rest) => rest.trim_start_matches([':', '.', ' ']),
            None => &self.text,
        }
    }

    /// Returns word and meaning in one line, for places without two kinds of type.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{}: {}", self.word, self.meaning())
    }
}

/// A labelled fact under the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct Section {
    /// A stable anchor, unique in the document.
    pub id: String,
    /// The number before the title; the summary has none.
    pub number: Option<usize>,
    /// The title.
    pub title: String,
    /// What the chapter is about, in a sentence or two.
    pub intro: Option<String>,
    /// Whether the chapter is in the body or in the annex, which is not printed with it.
    pub part: Part,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// The two parts of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What everybody reads: at most 12 printed pages.
    Body,
    /// What specialists look up.
    Annex,
}

/// A piece of a chapter.
#[derive(Debug, Clone)]
pub enum Block {
    /// Sentences that belong together.
    Paragraph(Vec<Sentence>),
    /// Plain text without numbers of its own: fixed texts and notes.
    Text(String),
    /// A heading within the chapter.
    Heading {
        /// A stable anchor, unique in the document.
        id: String,
        /// The heading.
        title: String,
    },
    /// A finding of the summary.
    Finding(Finding),
    /// A figure with its text alternative and its data.
    Figure(Box<Figure>),
    /// A table.
    Table(Table),
    /// A list of short texts.
    List(Vec<String>),
    /// A text set apart.
    Aside {
        /// Its heading.
        title: String,
        /// Its paragraphs.
        paragraphs: Vec<String>,
        /// Its list, where it has one.
        list: Vec<String>,
    },
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// The school's own text, as Markdown.
    OwnText(String),
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// A stable anchor, unique in the document.
    pub id: String,
    /// The term.
    pub term: String,
    /// What it means.
    pub text: String,
}

/// One of the three to five findings of the summary.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The number in large type, with its sign.
    pub number: String,
    /// What the number is: "punt, vrouw − man".
    pub unit: String,
    /// What was found.
    pub sentences: Vec<Sentence>,
    /// How sure we are, in the words of the certainty rule.
    pub certainty: String,
    /// The interval as a picture, where there is one.
    pub margin: Option<Margin>,
    /// The anchor of the figure that shows it.
    pub figure: Option<Link>,
    /// The rows that it rests on.
    pub rows: Vec<RowId>,
}

/// An interval beside zero and beside what is relevant, for a small picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The difference as published.
    pub value: f64,
    /// The lower bound as published.
    pub lower: f64,
    /// The upper bound as published.
    pub upper: f64,
    /// The smallest difference that matters, in the same unit.
    pub relevant: f64,
}

/// A link within the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The anchor.
    pub id: String,
    /// What it says: "Figuur 5: thuisgevoel".
    pub text: String,
}

/// A figure: a chart with everything that makes it readable without seeing it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// A stable anchor and file name, unique in the document: `thuisgevoel-gender`.
    pub id: String,
    /// Its number in the document.
    pub number: usize,
    /// The finding that it shows.
    pub title: String,
    /// What is drawn, of whom, when, with n.
    pub subtitle: String,
    /// The drawing.
    pub chart: Chart,
    /// What a reader must know to read it: a zoomed axis, merged answers.
    pub notes: Vec<String>,
    /// What holds for the whole report, on withheld and rounded numbers: once per chapter, and on every slide.
    pub reminders: Vec<String>,
    /// Where the numbers come from.
    pub source: String,
    /// What it shows, in sentences.
    pub words: Vec<Sentence>,
    /// Its data.
    pub table: Table,
}

impl Figure {
    /// Returns the rows that it shows, each once, in their order.
    #[must_use]
    pub fn rows(&self) -> Vec<RowId> {
        let cells = self.table.rows.iter().flatten().filter_map(|cell| cell.row);
        let words = self.words.iter().flat_map(|sentence| sentence.rows.iter().copied());
        let mut rows: Vec<RowId> = cells.chain(words).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// A table of published numbers.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// A stable anchor and sheet name, unique in the document.
    pub id: String,
    /// What it shows, of whom, when.
    pub caption: String,
    /// The headings.
    pub columns: Vec<Column>,
    /// The rows; the first cell of each is its heading.
    pub rows: Vec<Vec<Cell>>,
    /// What stands under it.
    pub notes: Vec<String>,
    /// What holds for the whole report, on withheld and rounded numbers: once per chapter, and in every sheet.
    pub reminders: Vec<String>,
    /// Where it is set.
    pub reach: Reach,
}

/// Where a table is set: a page that holds every crossed table is too heavy to mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// On the page and in the workbook.
    #[default]
    Everywhere,
    /// In the workbook only.
    Workbook,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub heading: String,
    /// How its cells are set.
    pub kind: ColumnKind,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Left, as words.
    Words,
    /// Right, as numbers.
    Numbers,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What a reader sees.
    pub text: String,
    /// The number behind it, for a sheet; shares between 0 and 1.
    pub number: Option<TypedNumber>,
    /// What a screen reader says instead, for "·" and the like.
    pub spoken: Option<String>,
    /// The row of `results.csv` that it shows.
    pub row: Option<RowId>,
}

/// A number with the way a sheet shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TypedNumber {
    /// The number as published.
    pub value: f64,
    /// How it is shown.
    pub form: NumberForm,
}

/// How a sheet shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// A whole number of people.
    Whole,
    /// A share, as a percentage with this many decimals.
    Percent(u8),
    /// A plain number with this many decimals.
    Decimal(u8),
}
