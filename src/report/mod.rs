//! From published numbers to a report folder. Takes `Published` only: a row that was not sealed has no way in.

pub mod chart;
pub mod data;
pub mod document;
pub mod edition;
pub mod folder;
pub mod manifest;
pub mod format;
pub mod story;
pub mod page;
pub mod pdf;
pub mod sheet;
pub mod manuscript;
mod plain;
pub mod index;
pub mod shared;
pub mod compared;
pub mod wording;
mod watch;

use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use crate::disclosure::{Published, Scope};
use crate::model::Language;
use chart::{Slide, render_png, render_slide};
use document::{Document, Figure};
use edition::Edition;
pub use folder::FolderError;
pub use folder::ReportFile;
use folder::Staging;
use manuscript::Picture;
use page::Beside;
pub use watch::{Progress, Stage, Watch};
use wording::{RowId, word::Word};

/// Which parts of a report are written; numbers always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The pages.
    pub html: bool,
    /// The pages as PDF.
    pub pdf: bool,
    /// The tables: a workbook, and a CSV file for Dutch Excel.
    pub xlsx: bool,
    /// The texts to edit.
    pub docx: bool,
    /// The figures as files of their own.
    pub figures: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self { html: true, pdf: true, xlsx: true, docx: true, figures: true }
    }
}

impl Parts {
    /// Returns whether anything is made of the document; the numbers alone need none.
    fn has_documents(&self) -> bool {
        self.html || self.pdf || self.xlsx || self.docx || self.figures
    }
}

/// Writes a report per scope and an index; returns how many reports there are.
///
/// # Errors
/// The folder holds something else, or the disk refuses; what was there before is then still there.
pub fn write(
    published: &Published,
    edition: &Edition,
    parts: &Parts,
    out: &Path,
    watch: &Watch,
) -> Result<usize, FolderError> {
    write_with(published, edition, parts, &[], out, watch)
}

/// Writes the reports with further files beside them.
///
/// # Errors
/// As for [`write`].
pub fn write_with(
    published: &Published,
    edition: &Edition,
    parts: &Parts,
    beside: &[ReportFile],
    out: &Path,
    watch: &Watch,
) -> Result<usize, FolderError> {
    let staging = Staging::begin(out)?;
    for file in beside {
        staging.write(file)?;
    }
    let scopes: Vec<&Scope> =
        edition.scopes.iter().filter(|scope| !rows_of(published, scope).is_empty()).collect();
    let written: Vec<Result<(), FolderError>> = scopes
        .par_iter()
        .map(|scope| {
            let files = of_scope(published, edition, parts, scope, watch)?;
            let folder = folder_name(scope);
            files.into_iter().try_for_each(|file| {
                staging.write(&ReportFile { path: format!("{folder}/{}", file.path), ..file })
            })?;
            watch.complete(scopes.len());
            Ok(())
        })
        .collect();
    written.into_iter().collect::<Result<(), FolderError>>()?;
    let mut files = vec![ReportFile::new(index::FILE_NAME, index::html(edition, &scopes, parts))];
    for (source, codebook) in &edition.guessed {
        let path = match edition.guessed.len() {
            1 => "codebook.toml".to_owned(),
            _ => format!("codebook-{}.toml", file_name(source)),
        };
        files.push(ReportFile::new(path, codebook.clone()));
    }
    let manifest = manifest::manifest(edition, "*", &paths(&files));
    files.push(ReportFile::new(manifest::FILE_NAME, manifest));
    files.iter().try_for_each(|file| staging.write(file))?;
    staging.publish()?;
    Ok(scopes.len())
}

/// Returns where the rows of a scope stand: rows are sorted by scope first.
fn rows_of(published: &Published, scope: &Scope) -> Range<usize> {
    let first = published.rows().partition_point(|row| row.key().scope < *scope);
    let after = published.rows()[first..].partition_point(|row| row.key().scope == *scope);
    first..first + after
}

/// Returns the files of one report: its numbers, and in each language what was asked for.
fn of_scope(
    published: &Published,
    edition: &Edition,
    parts: &Parts,
    scope: &Scope,
    watch: &Watch,
) -> Result<Vec<ReportFile>, FolderError> {
    let places = rows_of(published, scope);
    let first = places.start;
    let rows = &published.rows()[places];
    let mut files = vec![
        ReportFile::new("results.csv", data::results(rows)),
        ReportFile::new("withheld.csv", data::withheld(rows)),
        ReportFile::new("faults.csv", data::faults(&edition.faults)),
    ];
    let beside = Beside {
        languages: edition.languages.clone(),
        has_workbook: parts.xlsx,
        first_row: RowId(u32::try_from(first).unwrap_or(u32::MAX)),
    };
    let languages = if parts.has_documents() { edition.languages.as_slice() } else { &[] };
    let translated: Vec<Result<Vec<ReportFile>, FolderError>> = languages
        .par_iter()
        .map(|language| {
            let told = watch.during(Stage::Story, || story::document(published, edition, scope, *language));
            in_language(&told, parts, &beside, watch)
        })
        .collect();
    for language in translated {
        files.extend(language?);
    }
    let manifest = manifest::manifest(edition, &scope.to_string(), &paths(&files));
    files.push(ReportFile::new(manifest::FILE_NAME, manifest));
    Ok(files)
}

/// Returns the paths of files, sorted.
fn paths(files: &[ReportFile]) -> Vec<&str> {
    let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    paths
}

fn in_language(
    document: &Document,
    parts: &Parts,
    beside: &Beside,
    watch: &Watch,
) -> Result<Vec<ReportFile>, FolderError> {
    let language = document.language;
    let mut files = Vec::new();
    if parts.html {
        let page = watch.during(Stage::Html, || page::html(document, beside));
        files.push(ReportFile::new(page::file_name(language), page));
    }
    if parts.pdf {
        let pdf = watch.during(Stage::Pdf, || pdf::pdf(document, beside))?;
        files.push(ReportFile::new(pdf::file_name(language), pdf));
    }
    if parts.xlsx {
        let book = watch.during(Stage::Tables, || sheet::workbook(document))?;
        files.push(ReportFile::new(sheet::file_name(language), book));
        files.push(ReportFile::new(sheet::csv_name(language), sheet::delimited(document)));
    }
    let figures: Vec<&Figure> = document.figures().collect();
    if parts.docx {
        let drawn = |figure: &&Figure| watch.during(Stage::Text, || manuscript::picture(figure));
        let pictures: Vec<Option<Picture>> = figures.par_iter().map(drawn).collect();
        let text = watch.during(Stage::Text, || manuscript::docx(document, &pictures))?;
        files.push(ReportFile::new(manuscript::file_name(language), text));
    }
    if parts.figures {
        let drawn = |figure: &&Figure| watch.during(Stage::Figures, || slide_files(figure, document, beside));
        let drawn: Vec<Vec<ReportFile>> = figures.par_iter().map(drawn).collect();
        files.extend(drawn.into_iter().flatten());
    }
    Ok(files)
}

/// Returns a figure as SVG and PNG, each with title and source: it can stand alone on a slide.
///
/// A figure that cannot be drawn honestly has no files; the page then gives its table alone.
fn slide_files(figure: &Figure, document: &Document, beside: &Beside) -> Vec<ReportFile> {
    let folder = match document.language {
        Language::Dutch => "figuren/nl",
        Language::English => "figuren/en",
    };
    // The notes go along: without them an axis that does not begin at 0 would mislead.
    let excerpt = figure.chart.excerpt();
    let mut under: Vec<&str> = figure.notes.iter().chain(&figure.reminders).map(String::as_str).collect();
    under.extend(excerpt.as_ref().map(|_| Word::MoreInReport.text(document.language)));
    under.push(&figure.source);
    let slide =
        Slide { title: figure.title.clone(), subtitle: figure.subtitle.clone(), source: under.join(" ") };
    let Ok(svg) = render_slide(excerpt.as_ref().unwrap_or(&figure.chart), &slide) else { return Vec::new() };
    let png = render_png(&svg, 1.0).ok();
    let name = |extension: &str| format!("{folder}/{}.{extension}", file_name(&figure.id));
    let mut files: Vec<ReportFile> = png.into_iter().map(|png| ReportFile::new(name("png"), png)).collect();
    files.push(ReportFile::new(name("svg"), with_rows(&svg, figure, beside)));
    files
}

/// Returns a drawing that names the lines of `results.csv` that it shows, as the page does.
fn with_rows(svg: &str, figure: &Figure, beside: &Beside) -> String {
    match beside.lines(&figure.rows()) {
        Some(lines) => svg.replacen("<svg ", &format!("<svg data-rows=\"{lines}\" "), 1),
        None => svg.to_owned(),
    }
}

/// Returns the name of the folder of a scope: `alle`, or the code of the school.
#[must_use]
pub fn folder_name(scope: &Scope) -> String {
    scope.unit().map_or_else(|| "alle".to_owned(), |unit| file_name(&unit.code))
}

/// Returns a text as the name of a file or folder: letters, digits and hyphens.
#[must_use]
pub fn file_name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "scan".to_owned() } else { name.to_owned() }
}
