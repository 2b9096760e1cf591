//! The rows above the data: which tool wrote them, how many there are, and what the columns are called.
//!
//! Leaves out finding the delimiter and the first row of headings (`dialect`).

use crate::model::{Fault, FaultKind, Severity, Text};
use crate::scan::ExportFormat;

use super::super::dialect::{Row, tidy};
use super::super::table::Reading;
use super::structure::Structure;
use super::{Beside, forms, limesurvey, qualtrics, redcap, spanned, surveymonkey};

/// What stands above the data of one file.
#[derive(Debug, Clone, Default)]
pub(in crate::ingest) struct Head {
    /// What each column is called, doubles and empty ones as they stand.
    pub(in crate::ingest) headings: Vec<String>,
    /// The question of each column; empty where the file has none.
    pub(in crate::ingest) questions: Vec<String>,
    /// How many rows under the headings are no data.
    pub(in crate::ingest) under: usize,
    /// The tool that wrote the file; `None` for a plain table.
    pub(in crate::ingest) tool: Option<ExportFormat>,
    /// What is said about the columns, by their final names; see [`Head::structured`].
    pub(in crate::ingest) structure: Structure,
    /// The file beside the export that said it.
    pub(in crate::ingest) beside: Option<String>,
}

/// Returns the first of two rows of headings, which a plain look would miss: it finds them at `plain` or not at all.
pub(in crate::ingest) fn heading_row(rows: &[Row], plain: Option<usize>) -> Option<usize> {
    let spans =
        |at: &usize| rows.get(at + 1).is_some_and(|next| spanned::is_head(&rows[*at].fields, &next.fields));
    (0..rows.len().min(5))
        .find(|&at| surveymonkey::is_head(&rows[at].fields))
        .or_else(|| (0..=plain?).find(spans))
}

impl Head {
    /// Returns what stands above the data: `rows` from the headings on, as `format` of the scan says or found out.
    pub(in crate::ingest) fn of(rows: &[Row], reading: &Reading) -> Self {
        let Some(first) = rows.first() else { return Self::default() };
        let headings: Vec<String> = first.fields.iter().map(|field| tidy(field)).collect();
        let row = |at: usize| -> Vec<String> {
            rows.get(at).map_or_else(Vec::new, |row| row.fields.iter().map(|field| tidy(field)).collect())
        };
        let (second, third) = (row(1), row(2));
        let tool = reading.format.or_else(|| {
            if surveymonkey::is_head(&headings) {
                Some(ExportFormat::SurveyMonkey)
            } else if qualtrics::under(&headings, &second, &third) > 0 || qualtrics::is_head(&headings) {
                Some(ExportFormat::Qualtrics)
            } else if limesurvey::is_head(&headings) || Beside::lss_of(&reading.beside, &headings).is_some() {
                Some(ExportFormat::LimeSurvey)
            } else if redcap::is_head(&headings) || Beside::redcap_of(&reading.beside, &headings).is_some() {
                Some(ExportFormat::Redcap)
            } else if forms::is_microsoft(&headings) {
                Some(ExportFormat::MicrosoftForms)
            } else if forms::is_google(&headings) {
                Some(ExportFormat::GoogleForms)
            } else {
                None
            }
        });
        let mut head = Self { headings, tool, ..Self::default() };
        match tool {
            Some(ExportFormat::Qualtrics) => {
                head.under = qualtrics::under(&head.headings, &second, &third);
                if head.under > 0 && !qualtrics::is_import(&second) {
                    head.questions = second;
                }
            }
            Some(ExportFormat::SurveyMonkey) => {
                head.under = usize::from(surveymonkey::is_second(&second) || reading.format.is_some());
                if head.under > 0 {
                    (head.headings, head.questions) = surveymonkey::combined(&head.headings, &second);
                }
            }
            Some(ExportFormat::LimeSurvey) => {
                if let Some(beside) = Beside::lss_of(&reading.beside, &head.headings) {
                    (head.headings, head.questions) = beside.survey.renamed(&head.headings);
                    head.beside = Some(beside.name.clone());
                }
            }
            Some(ExportFormat::Redcap) => {
                head.beside =
                    Beside::redcap_of(&reading.beside, &head.headings).map(|beside| beside.name.clone());
            }
            Some(ExportFormat::Table | ExportFormat::MicrosoftForms | ExportFormat::GoogleForms) => {}
            None => {
                if let Some(combined) = spanned::combined(&head.headings, &second) {
                    (head.headings, head.under) = (combined, 1);
                }
            }
        }
        head
    }

    /// Works out what is said about the columns, now that they have their final names, and tells the tool.
    pub(in crate::ingest) fn structured(
        &mut self,
        file: &str,
        headings: &[String],
        line: u64,
        reading: &Reading,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        let Some(tool) = self.tool.filter(|tool| *tool != ExportFormat::Table) else {
            if self.under > 0 {
                let example = headings.iter().rfind(|heading| heading.contains(' '));
                faults.push(spanned::told(file, example.map_or("", String::as_str)).at_line(line));
            }
            return faults;
        };
        self.structure = match tool {
            ExportFormat::Qualtrics => qualtrics::structure(headings, &self.questions),
            ExportFormat::SurveyMonkey => surveymonkey::structure(headings, &self.questions),
            ExportFormat::LimeSurvey => match Beside::lss_of(&reading.beside, headings) {
                Some(beside) => beside.survey.structure(headings),
                None => limesurvey::structure(headings),
            },
            ExportFormat::Redcap => {
                let beside = Beside::redcap_of(&reading.beside, headings);
                faults.extend(redcap::faults(file, headings, beside));
                redcap::structure(headings, beside.map(|beside| beside.dictionary))
            }
            ExportFormat::MicrosoftForms => forms::microsoft(),
            ExportFormat::GoogleForms => forms::google(),
            ExportFormat::Table => Structure::default(),
        };
        self.structure.keep_only(headings);
        self.questions.resize(headings.len(), String::new());
        for (heading, question) in headings.iter().zip(&mut self.questions) {
            let told = self.structure.of(heading).and_then(|column| column.question.clone());
            if let Some(told) = told.filter(|_| question.is_empty()) {
                *question = told;
            }
        }
        if reading.format.is_none() {
            faults.insert(0, self.recognised(file, tool).at_line(line));
        }
        faults
    }

    fn recognised(&self, file: &str, tool: ExportFormat) -> Fault {
        let name = tool.name();
        let rows = match self.under {
            0 => Text::default(),
            1 => Text::new(" (twee kopregels)", " (two heading rows)"),
            _ => Text::new(" (drie kopregels)", " (three heading rows)"),
        };
        let beside = self.beside.as_ref().map_or_else(Text::default, |name| {
            Text::new(
                format!(", met de vragen en labels uit \u{201c}{name}\u{201d}"),
                format!(", with questions and labels from \u{201c}{name}\u{201d}"),
            )
        });
        Fault::in_file(
            Severity::Note,
            FaultKind::Assumed,
            file,
            Text::new(
                format!("herkend als {}{}{}", name.nl, rows.nl, beside.nl),
                format!("recognised as {}{}{}", name.en, rows.en, beside.en),
            ),
            Text::new(
                "klopt dat niet? zet `format = \"table\"` of een andere vorm bij de bron in scan.toml",
                "not so? set `format = \"table\"` or another form at the source in scan.toml",
            ),
        )
    }
}
