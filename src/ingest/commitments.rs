//! The agreements of a scan: a table with fixed headings, a row each.
//!
//! Headings: `what`, `aspect`, `owner_role` and, as far as known, `measure` (as in `[report] primary`), `group`, `against`,
//! `statistic`, `category`, `direction`, `size`, `unit`, `baseline`, `target`, `agreed`, `due`, `status`, `evidence`,
//! `reason`; `what_en` and the like give the English text; `note` is for the school itself. Leaves out whether a target can be measured (`agreed`).

use crate::model::{
    AGREEMENT_HEADINGS, Aim, Commitment, Date, Direction, Fault, FaultKind, Progress, Role, Severity,
    SourceKind, Target, Text, Theme,
};
use crate::scan::SourceFile;

use super::date::{Order, day};
use super::examine::InputFile;
use super::files::Files;
use super::number::decimal;
use super::opened::opened;
use super::reader::TableReader;
use super::table::{Kind, Reading, Table};
use super::tabled::add;

/// The headings that must be there.
const NEEDED: [&str; 3] = ["what", "aspect", "owner_role"];

const ASPECTS: [(&str, Theme); 6] = [
    ("individuele studenten", Theme::Students),
    ("leeromgeving", Theme::Learning),
    ("werkomgeving", Theme::Work),
    ("maatschappij", Theme::Society),
    ("maatschappelijke omgeving", Theme::Society),
    ("meisjes", Theme::Students),
];

/// An agreement and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Agreed {
    pub(super) commitment: Commitment,
    pub(super) file: String,
    pub(super) line: u64,
}

/// Reads the agreements of a source.
pub(super) fn commitments(
    files: &Files,
    source: &SourceFile,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Vec<Agreed> {
    let reading = Reading {
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()),
        sheet: source.sheet.clone(),
        known: AGREEMENT_HEADINGS.iter().map(|heading| (*heading).to_owned()).collect(),
        ..Reading::default()
    };
    let mut reader = TableReader::new();
    let mut names = Vec::new();
    for (name, input) in opened(files, source, faults).files {
        let before = reader.rows();
        let format = add(&mut reader, &name, &input, &reading, &|_, _| Kind::Values);
        let rows = reader.rows() - before;
        inputs.push(InputFile::new(&name, SourceKind::Commitments, input.sha256, rows, &format));
        names.push(name);
    }
    let outcome = reader.finish();
    faults.extend(outcome.faults);
    let table = outcome.table;
    let name = names.first().map_or("", String::as_str);
    let lacking: Vec<&str> = NEEDED.into_iter().filter(|heading| table.place(heading).is_none()).collect();
    faults.extend(lacking.iter().map(|heading| missing(name, heading)));
    if !lacking.is_empty() {
        return Vec::new();
    }
    for column in &table.columns {
        if !AGREEMENT_HEADINGS.contains(&column.heading.as_str()) {
            faults.push(unknown(name, &column.heading));
        }
    }
    (0..table.rows).filter_map(|row| agreed(&Line { table: &table, row }, faults)).collect()
}

/// A row of the table.
struct Line<'t> {
    table: &'t Table,
    row: usize,
}

impl<'t> Line<'t> {
    fn get(&self, heading: &str) -> Option<&'t str> {
        let value = self.table.value(self.row, self.table.place(heading)?)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Returns a text with its English form beside it, where there is one.
    fn text(&self, heading: &str) -> Option<Text> {
        let nl = self.get(heading)?;
        Some(Text::new(nl, self.get(&format!("{heading}_en")).unwrap_or(nl)))
    }

    fn fault(&self, severity: Severity, heading: &str, message: Text, hint: Text) -> Fault {
        let at = self.table.position(self.row);
        let fault =
            Fault::in_file(severity, FaultKind::UnknownLabel, at.file, message, hint).at_line(at.line);
        let fault = fault.in_column(heading);
        match self.get(heading) {
            Some(value) => fault.with_value(value),
            None => fault,
        }
    }

    fn date(&self, heading: &str, faults: &mut Vec<Fault>) -> Option<Date> {
        let value = self.get(heading)?;
        let found = day(value, Order::DayFirst);
        if found.is_none() {
            faults.push(self.fault(
                Severity::Repaired,
                heading,
                Text::new("geen datum; weggelaten", "no date; left out"),
                Text::new("schrijf jaar-maand-dag: 2027-12-01", "write year-month-day: 2027-12-01"),
            ));
        }
        found.map(|day| Date { year: day.year, month: day.month, day: day.day })
    }
}

fn agreed(line: &Line<'_>, faults: &mut Vec<Fault>) -> Option<Agreed> {
    let what = line.text("what")?;
    let owner = line.text("owner_role").unwrap_or_default();
    if owner.nl.contains('@') {
        faults.push(line.fault(
            Severity::Repaired,
            "owner_role",
            Text::new("dit wijst naar één persoon; weggelaten", "this points at one person; left out"),
            Text::new("noem een rol: teamleider", "name a role: team leader"),
        ));
    }
    let owner = if owner.nl.contains('@') { Text::default() } else { owner };
    let word = line.get("aspect").unwrap_or_default().to_lowercase();
    let aspect = ASPECTS.iter().find(|(known, _)| *known == word).map(|(_, aspect)| *aspect);
    if aspect.is_none() {
        faults.push(line.fault(
            Severity::Repaired,
            "aspect",
            Text::new(
                "geen van de vier aspecten; gelezen als leeromgeving",
                "none of the four aspects; read as leeromgeving",
            ),
            Text::new(
                "schrijf individuele studenten, leeromgeving, werkomgeving of maatschappij",
                "write individuele studenten, leeromgeving, werkomgeving or maatschappij",
            ),
        ));
    }
    let commitment = Commitment {
        what,
        aspect: aspect.unwrap_or(Theme::Learning),
        owner,
        target: target(line, faults),
        agreed: line.date("agreed", faults),
        due: line.date("due", faults),
        progress: progress(line, faults),
    };
    let at = line.table.position(line.row);
    Some(Agreed { commitment, file: at.file.to_owned(), line: at.line })
}

fn progress(line: &Line<'_>, faults: &mut Vec<Fault>) -> Progress {
    let nothing = || Text::new("niet genoemd", "not given");
    match line.get("status").map(str::to_lowercase).as_deref() {
        None => Progress::NoNews,
        Some("nieuw" | "new") => Progress::New,
        Some("loopt" | "busy") => Progress::Busy,
        Some("klaar" | "done") => Progress::Done(line.text("evidence").unwrap_or_else(nothing)),
        Some("gestopt" | "stopped") => Progress::Stopped(line.text("reason").unwrap_or_else(nothing)),
        Some(_) => {
            faults.push(line.fault(
                Severity::Repaired,
                "status",
                Text::new("onbekende stand; gelezen als geen bericht", "unknown status; read as no news"),
                Text::new("schrijf nieuw, loopt, klaar of gestopt", "write nieuw, loopt, klaar or gestopt"),
            ));
            Progress::NoNews
        }
    }
}

/// Returns the number that an agreement should move; `None` where the row names none, or not fully.
fn target(line: &Line<'_>, faults: &mut Vec<Fault>) -> Option<Target> {
    let measured = line.get("measure")?;
    let (measure, roles) = measured.split_once(" by ").unwrap_or((measured, ""));
    let by: Option<Vec<Role>> = roles
        .split('*')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().ok())
        .collect();
    let mut incomplete = |heading: &str, hint: Text| {
        let message = Text::new(
            "dit doel is niet te meten: de afspraak staat zonder doel in het verslag",
            "this target cannot be measured: the agreement stands in the report without it",
        );
        faults.push(line.fault(Severity::Repaired, heading, message, hint));
    };
    let Some(by) = by else {
        incomplete(
            "measure",
            Text::new("schrijf `scale.belonging by gender`", "write `scale.belonging by gender`"),
        );
        return None;
    };
    let group: Vec<String> = line
        .get("group")
        .map_or_else(Vec::new, |group| group.split('*').map(|label| label.trim().to_owned()).collect());
    if group.len() != by.len() {
        incomplete("group", Text::new("noem een groep per uitsplitsing", "name a group per breakdown"));
        return None;
    }
    let aim = match line.get("statistic") {
        Some("mean") => Aim::Mean,
        Some("share") => Aim::Share,
        Some("difference") => Aim::Gap,
        None if measure.starts_with("scale.") => Aim::Mean,
        None => Aim::Share,
        Some(_) => {
            incomplete(
                "statistic",
                Text::new("schrijf mean, share of difference", "write mean, share or difference"),
            );
            return None;
        }
    };
    let against = line.get("against").map(str::to_owned);
    if aim == Aim::Gap && against.is_none() {
        incomplete("against", Text::new("noem de andere groep", "name the other group"));
        return None;
    }
    let direction = match line.get("direction") {
        Some("up") => Direction::Up,
        Some("down") => Direction::Down,
        None if aim == Aim::Gap => Direction::Down,
        _ => {
            incomplete("direction", Text::new("schrijf up of down", "write up or down"));
            return None;
        }
    };
    let points = matches!(line.get("unit"), Some("points" | "procentpunt" | "punten"));
    let size = line.get("size").and_then(decimal).filter(|size| *size > 0.0);
    let Some(size) = size.map(|size| if points { size / 100.0 } else { size }) else {
        incomplete("size", Text::new("schrijf een getal boven 0", "write a number above 0"));
        return None;
    };
    let (Some(baseline), Some(period)) = (line.get("baseline"), line.get("target")) else {
        incomplete(
            "target",
            Text::new(
                "noem de ronde vooraf en de ronde van toetsing",
                "name the round before and the round of the test",
            ),
        );
        return None;
    };
    Some(Target {
        measure: measure.trim().to_owned(),
        by,
        group,
        against,
        aim,
        category: line.get("category").unwrap_or_default().to_owned(),
        direction,
        size,
        baseline: baseline.to_owned(),
        period: period.to_owned(),
    })
}

fn missing(file: &str, heading: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::MissingColumn,
        file,
        Text::new("deze kolom ontbreekt in de afspraken", "this column is missing in the agreements"),
        Text::new(
            "begin bij de kolommen what, aspect en owner_role",
            "begin with the columns what, aspect and owner_role",
        ),
    )
    .in_column(heading)
}

fn unknown(file: &str, heading: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Heading,
        file,
        Text::new(
            "deze kolom van de afspraken wordt niet gelezen",
            "this column of the agreements is not read",
        ),
        Text::new(
            "de namen van de kolommen staan in docs/genderscan.md",
            "the names of the columns are in docs/genderscan.md",
        ),
    )
    .in_column(heading)
}
