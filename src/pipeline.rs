//! The whole run as one readable function: files in, a report folder out.

mod coarser;
mod edition;
mod ledger;
mod register;
mod rounds;
mod share;

use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use thiserror::Error;

use crate::disclosure::{self, Account, Merged, Policy, Published};
use crate::ingest::Ingested;
use crate::measures::{self, Benchmark, Comparisons, Planning, Primary, Reference};
use crate::model::{Coarsening, Dataset, Fault, Language, Role, Source, SourceKind};
use crate::report::{
    self, FolderError, Parts, Progress, Stage, Watch,
    edition::{Earlier, Edition},
};
use crate::results::Plan;
use crate::scan;
use crate::tabulation::{self, Cube, Design, Detail};
use ledger::Kept;
pub use share::{Pooled, PooledSummary, pool, pool_to, share};

/// What the command line asks for beside the scan itself.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The languages; those of the scan where `None`.
    pub languages: Option<Vec<Language>>,
    /// The role that has a report per level; that of the scan where `None`.
    pub per: Option<Role>,
    /// What to write.
    pub parts: Parts,
    /// Hears of each report that is complete; nobody does where `None`.
    pub progress: Option<fn(Progress)>,
}

/// What a run left behind.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// How many reports were written.
    pub reports: usize,
    /// How many numbers are shown.
    pub shown: usize,
    /// How many numbers are withheld.
    pub withheld: usize,
    /// Which groups and how many people that takes, and what is printed less precisely.
    pub account: Account,
    /// The coarser groups that are shown in place of levels of which too many are small.
    pub merged: Vec<Merged>,
    /// The ledger with this publication in it, as a file; `None` where the scan keeps none.
    pub ledger: Option<String>,
    /// How long each phase took, in order.
    pub timings: Vec<Timing>,
}

/// How long a phase took.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// The phase.
    pub phase: &'static str,
    /// The time that it took.
    pub took: Duration,
    /// How that time was measured.
    pub measured: Measured,
}

/// How the time of a phase was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// On the wall, from begin to end.
    OnTheWall,
    /// Over all threads together: parts of a phase that overlap.
    OverThreads,
}

/// Why a run ended without a report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// The input or the scan cannot be used.
    #[error("the input was refused")]
    Refused(Vec<Fault>),
    /// Every number would point at people, or there are no numbers.
    #[error("nothing could be shown")]
    NothingToShow,
    /// The folder could not be written.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// What a scan publishes: its numbers, and all that the reports say beside them.
#[derive(Debug, Clone, PartialEq)]
pub struct Edited {
    /// The numbers, sealed.
    pub published: Published,
    /// Titles, labels and rules.
    pub edition: Edition,
}

/// Makes the reports of a scan and writes them to `out`.
///
/// # Errors
/// The scan asks for what may not be, nothing can be shown, or the folder cannot be written.
pub fn run(ingested: &Ingested, wishes: &Wishes, out: &Path) -> Result<Summary, PipelineError> {
    let mut clock = Stopwatch::start();
    let Computed { cube, plan, merged, published, edition, kept } = compute(ingested, wishes, &mut clock)?;
    let watch = Watch::new(wishes.progress.unwrap_or(|_| ()), since_begin);
    let reports = report::write(&published, &edition, &wishes.parts, out, &watch)?;
    clock.lap("report");
    clock.parts(&watch);

    let withheld = published.rows().iter().filter(|row| row.status() == disclosure::Status::Withheld).count();
    let account = Account::of(&plan, &cube);
    let ledger = kept.map(|kept| kept.ledger.to_json());
    let shown = published.rows().len() - withheld;
    Ok(Summary { reports, shown, withheld, account, merged, ledger, timings: clock.laps })
}

/// Computes and seals the numbers of a scan, and writes nothing.
///
/// # Errors
/// The scan asks for what may not be, or nothing can be shown.
pub fn publish(ingested: &Ingested, wishes: &Wishes) -> Result<Edited, PipelineError> {
    let Computed { published, edition, .. } = compute(ingested, wishes, &mut Stopwatch::start())?;
    Ok(Edited { published, edition })
}

/// What a scan publishes, with the counts and the plan that it was made of.
struct Computed {
    cube: Cube,
    plan: Plan,
    merged: Vec<Merged>,
    published: Published,
    edition: Edition,
    kept: Option<Kept>,
}

fn compute(ingested: &Ingested, wishes: &Wishes, clock: &mut Stopwatch) -> Result<Computed, PipelineError> {
    let settings = &ingested.scan;
    let languages = wishes.languages.clone().unwrap_or_else(|| settings.languages.clone());
    let per = wishes.per.or(settings.report.per);
    let policy = policy(ingested)?;
    let faults = register::faults(ingested, &policy);
    if !faults.is_empty() {
        return Err(PipelineError::Refused(faults));
    }
    let design = design(ingested, per, &languages);
    let mut cube = tabulation::tabulate(&ingested.dataset, ingested.frame.as_ref(), &design);
    let merged = disclosure::coarser_groups(&cube, &policy, &Coarsening::declared(&ingested.dataset), per);
    let coarse = (!merged.is_empty()).then(|| coarser::coarsened(ingested, &merged, design.language));
    let ingested = coarse.as_ref().unwrap_or(ingested);
    if coarse.is_some() {
        cube = tabulation::tabulate(&ingested.dataset, ingested.frame.as_ref(), &design);
    }
    clock.lap("tabulate");
    let comparisons = comparisons(ingested);
    let wanted: Vec<Vec<Role>> = comparisons.primary.iter().map(|primary| primary.by.clone()).collect();
    let plan = plan(ingested, &cube, &design, &policy, &wanted);
    let kept = ledger::kept(ingested, &cube, &plan);
    clock.lap("plan");
    let results = measures::measure(&cube, &plan, &comparisons);
    clock.lap("measure");
    let published = disclosure::seal(&results, &cube, &plan, &policy);
    clock.lap("seal");
    if !published.rows().iter().any(|row| row.value().is_some() || row.lower().is_some()) {
        return Err(PipelineError::NothingToShow);
    }
    let mut edition = edition::edition(ingested, &cube, &design, &languages, &policy);
    edition.rules.earlier = match &kept {
        None => Earlier::Unknown,
        Some(kept) if kept.is_first => Earlier::None,
        Some(_) => Earlier::Weighed,
    };
    edition.rules.coarser = merged.iter().map(|merged| merged.coarsening.clone()).collect();
    Ok(Computed { cube, plan, merged, published, edition, kept })
}

/// Decides what may be shown, beside what was published before.
fn plan(ingested: &Ingested, cube: &Cube, design: &Design, policy: &Policy, wanted: &[Vec<Role>]) -> Plan {
    let Some(earlier) = &ingested.ledger else { return disclosure::plan(cube, policy, design.per, wanted) };
    let wider = ledger::wider(design, earlier)
        .map(|design| tabulation::tabulate(&ingested.dataset, ingested.frame.as_ref(), &design));
    disclosure::plan_beside(wider.as_ref().unwrap_or(cube), policy, design.per, wanted, earlier)
}

fn policy(ingested: &Ingested) -> Result<Policy, PipelineError> {
    let privacy = &ingested.scan.privacy;
    if let Some(fault) = ingested.scan.exact_fault() {
        return Err(PipelineError::Refused(vec![fault]));
    }
    Ok(Policy {
        survey_min: u64::from(privacy.survey_min),
        register_min: u64::from(privacy.register_min),
        exact: privacy.exact,
    })
}

fn comparisons(ingested: &Ingested) -> Comparisons {
    let settings = &ingested.scan;
    Comparisons {
        reference: match &settings.report.reference {
            scan::Reference::Level(level) => Reference::Level(level.clone()),
            _ => Reference::Others,
        },
        primary: settings
            .report
            .primary
            .iter()
            .map(|primary| Primary { measure: primary.measure.clone(), by: primary.by.0.clone() })
            .collect(),
        plan: settings.plan.map(|plan| Planning {
            score_sd: plan.score_sd.unwrap_or(settings.report.relevant.score_sd),
            share: plan.points.unwrap_or(settings.report.relevant.item_points) / 100.0,
            power: plan.power,
        }),
        benchmarks: ingested
            .benchmarks
            .iter()
            .map(|benchmark| Benchmark {
                id: benchmark.id.clone(),
                measure: benchmark.measure.clone(),
                stage: benchmark.stage.clone(),
                group: benchmark.group.clone(),
                values: benchmark.values.clone(),
            })
            .collect(),
    }
}

/// Returns by what people are counted: the breakdowns of the scan, and the schools beside each other.
fn design(ingested: &Ingested, per: Option<Role>, languages: &[Language]) -> Design {
    let mut breakdowns: Vec<Vec<Role>> = match &ingested.scan.report.by {
        Some(by) => by.iter().map(|breakdown| breakdown.0.clone()).collect(),
        None => demographic_roles(ingested).into_iter().map(|role| vec![role]).collect(),
    };
    if let Some(per) = per.filter(|per| !breakdowns.contains(&vec![*per])) {
        breakdowns.push(vec![per]);
    }
    Design {
        breakdowns,
        of_others: breakdowns_of_others(&ingested.dataset),
        per,
        language: languages.first().copied().unwrap_or(Language::Dutch),
        follow_up: ingested.scan.retention.clone(),
        detail: if ingested.scan.privacy.exact { Detail::PerCohort } else { Detail::Together },
    }
}

/// Returns by what people other than students are counted: roles see a quickscan differently, and women and men an alumni survey.
fn breakdowns_of_others(dataset: &Dataset) -> Vec<Vec<Role>> {
    let mut breakdowns: Vec<Vec<Role>> = Vec::new();
    for source in &dataset.sources {
        let has = |role: Role| source.groups().iter().any(|column| column.role == role);
        let gender = [Role::Gender, Role::Sex].into_iter().find(|role| has(*role));
        let role = Some(Role::RoleAtSchool).filter(|role| has(*role));
        let wanted: [Option<Vec<Role>>; 3] = match source.kind {
            SourceKind::Quickscan => [role.map(|role| vec![role]), None, None],
            SourceKind::Alumni | SourceKind::Themes => [gender.map(|gender| vec![gender]), None, None],
            SourceKind::Staff => [
                gender.map(|gender| vec![gender]),
                role.map(|role| vec![role]),
                role.zip(gender).map(|(role, gender)| vec![role, gender]),
            ],
            _ => continue,
        };
        for by in wanted.into_iter().flatten() {
            if !breakdowns.contains(&by) {
                breakdowns.push(by);
            }
        }
    }
    breakdowns
}

/// Returns every demographic role that a source has, in the order of the documentation.
fn demographic_roles(ingested: &Ingested) -> Vec<Role> {
    let mut roles: Vec<Role> = ingested
        .dataset
        .sources
        .iter()
        .filter(|source| source.is_of_students())
        .flat_map(Source::groups)
        .map(|column| column.role)
        .filter(|role| role.is_demographic())
        .collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Measures how long each phase takes; for `--timings` only, never written to a report.
struct Stopwatch {
    last: Instant,
    laps: Vec<Timing>,
}

impl Stopwatch {
    fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.laps.push(Timing { phase, took: now - self.last, measured: Measured::OnTheWall });
        self.last = now;
    }

    /// Adds the parts of the writing of reports.
    fn parts(&mut self, watch: &Watch) {
        self.laps.extend(Stage::ALL.map(|stage| Timing {
            phase: stage.word(),
            took: watch.spent(stage),
            measured: Measured::OverThreads,
        }));
    }
}

/// Returns the time since it was first asked, for the parts of the writing of reports.
fn since_begin() -> Duration {
    static BEGIN: OnceLock<Instant> = OnceLock::new();
    BEGIN.get_or_init(Instant::now).elapsed()
}
