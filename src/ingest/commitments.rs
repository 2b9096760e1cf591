//! The agreements of a scan: a table with fixed headings, a row each.
//!
//! Headings: `what`, `aspect`, `owner_role` and, as far as known, `measure` (as in `[report] primary`), `group`, `against`,
//! `statistic`, `category`, `direction`, `size`, `unit`, `baseline`, `target`, `agreed`, `due`, `status`, `evidence`,
//! `reason`; `what_en` and the like give the English text; `note` is for the school itself. Leaves out
//! the target (`target`), and whether it can be measured (`agreed`).

use crate::model::{
    AGREEMENT_HEADINGS, Commitment, Date, Fault, FaultKind, Progress, Severity, SourceKind, Text,
};
use crate::scan::SourceFile;

use super::date::{Order, day};
use super::examine::InputFile;
use super::files::Files;
use super::headed::{Headings, Line, headed};
use super::target::target;

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
    let mut made: Vec<Agreed> = Vec::new();
    for row in 0..table.rows {
        let line = Line { table: &table, row };
        let Some(one) = agreed(&line, faults) else { continue };
        faults.extend(made.iter().find(|known| known.is_as(&one)).map(|known| twice(known, &line)));
        made.push(one);
    }
    made
}

impl Agreed {
    /// Returns whether both are the same agreement with the same target.
    fn is_as(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.commitment.what.clone(), one.commitment.target.clone());
        of(self) == of(other)
    }
}

fn twice(known: &Agreed, line: &Line<'_>) -> Fault {
    let message = Text::new(
        format!("deze afspraak staat ook op regel {}; zij komt twee keer in het verslag", known.line),
        format!("this agreement is also on line {}; the report has it twice", known.line),
    );
    let hint = Text::new("houd één rij per afspraak en doel", "keep one row per agreement and target");
    Fault { kind: FaultKind::DuplicateRow, ..line.fault(Severity::Note, "what", message, hint) }
}

/// Returns what to tell where an agreement was due before it was made.
fn due_first(commitment: &Commitment, line: &Line<'_>) -> Option<Fault> {
    let is_first = commitment.due? < commitment.agreed?;
    let message =
        Text::new("deze dag ligt voor die van de afspraak", "this day is before that of the agreement");
    let hint = Text::new("kijk `agreed` en `due` na", "check `agreed` and `due`");
    is_first.then(|| line.fault(Severity::Note, "due", message, hint))
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
    let what = line.text("what");
    if what.is_none() {
        faults.push(line.fault(
            Severity::Repaired,
            "what",
            Text::new("een rij zonder afspraak; weggelaten", "a row without an agreement; left out"),
            Text::new("schrijf wat er is afgesproken", "write what was agreed"),
        ));
    }
    // What else is wrong with the row is told too: it is corrected in one go.
    let commitment = Commitment {
        what: what.clone().unwrap_or_default(),
        aspect: line.aspect(faults),
        owner: owner(line, faults),
        target: target(line, faults),
        agreed: date(line, "agreed", faults),
        due: date(line, "due", faults),
        progress: progress(line, faults),
    };
    faults.extend(due_first(&commitment, line));
    what?;
    let at = line.table.position(line.row);
    Some(Agreed { commitment, file: at.file.to_owned(), line: at.line })
}

/// Returns the role that does it; empty, which is told, where there is none or where it points at one person.
fn owner(line: &Line<'_>, faults: &mut Vec<Fault>) -> Text {
    let named = line.text("owner_role");
    let message = match &named {
        Some(owner) if !owner.nl.contains('@') => return owner.clone(),
        Some(_) => Text::new("dit wijst naar één persoon; weggelaten", "this points at one person; left out"),
        None => Text::new("er staat niet wie dit doet", "it does not say who does this"),
    };
    let hint = Text::new("noem een rol: teamleider", "name a role: team leader");
    faults.push(line.fault(Severity::Repaired, "owner_role", message, hint));
    Text::default()
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
