//! The agreements of a scan: a table with fixed headings, a row each.
//!
//! Headings: `what`, `aspect`, `owner_role` and, as far as known, `measure` (as in `[report] primary`), `group`, `against`,
//! `statistic`, `category`, `direction`, `size`, `unit`, `baseline`, `target`, `agreed`, `due`, `status`, `evidence`,
//! `reason`; `what_en` and the like give the English text; `note` is for the school itself. Leaves out whether a target can be measured (`agreed`).

use crate::model::{
    AGREEMENT_HEADINGS, Aim, Commitment, Date, Direction, Fault, Progress, Role, Severity, SourceKind,
    Target, Text,
};
use crate::scan::SourceFile;

use super::date::{Order, day};
use super::examine::InputFile;
use super::files::Files;
use super::headed::{Headings, Line, headed};
use super::number::decimal;

/// The headings that must be there.
const NEEDED: [&str; 3] = ["what", "aspect", "owner_role"];

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
    let headings = Headings {
        kind: SourceKind::Commitments,
        known: &AGREEMENT_HEADINGS,
        needed: &NEEDED,
        called: Text::new("de afspraken", "the agreements"),
    };
    let Some(table) = headed(files, source, &headings, inputs, faults) else { return Vec::new() };
    (0..table.rows).filter_map(|row| agreed(&Line { table: &table, row }, faults)).collect()
}

fn date(line: &Line<'_>, heading: &str, faults: &mut Vec<Fault>) -> Option<Date> {
    let value = line.get(heading)?;
    let found = day(value, Order::DayFirst);
    if found.is_none() {
        faults.push(line.fault(
            Severity::Repaired,
            heading,
            Text::new("geen datum; weggelaten", "no date; left out"),
            Text::new("schrijf jaar-maand-dag: 2027-12-01", "write year-month-day: 2027-12-01"),
        ));
    }
    found.map(|day| Date { year: day.year, month: day.month, day: day.day })
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
    let commitment = Commitment {
        what,
        aspect: line.aspect(faults),
        owner,
        target: target(line, faults),
        agreed: date(line, "agreed", faults),
        due: date(line, "due", faults),
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
