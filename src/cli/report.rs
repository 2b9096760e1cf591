//! `meetellen report`: the main job.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use meetellen::ingest::{self, Ingested};
use meetellen::model::Language;
use meetellen::pipeline::{self, Measured, PipelineError, Summary, Timing, Wishes};
use meetellen::report::{FolderError, Parts};
use meetellen::synthetic::{Options, generate};

use super::arguments::{Part, ReportArguments};
use super::exit::Exit;
use super::{
    account, codebook, faults, grouped, language, ledger, progress, say, say_error, synth, variable,
};

/// Makes the report of a scan, of a file, or of the practice data.
pub(super) fn run(arguments: &ReportArguments) -> Exit {
    if let Some(threads) = arguments.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1));
        if pool.build_global().is_err() {
            say_error("fout: het aantal rekendraden kan niet worden ingesteld");
            return Exit::Usage;
        }
    }
    match input(arguments.path.as_deref()) {
        Some(path) => of_path(&path, arguments),
        None => of_practice_data(arguments),
    }
}

/// Returns what to read: the path that was named, else the scan in this folder.
pub(super) fn input(path: Option<&Path>) -> Option<PathBuf> {
    path.map(Path::to_owned).or_else(|| Path::new("scan.toml").is_file().then(|| PathBuf::from(".")))
}

/// Makes the report of the practice data that the program carries.
fn of_practice_data(arguments: &ReportArguments) -> Exit {
    let folder = std::env::temp_dir().join(format!("meetellen-oefenscan-{}", std::process::id()));
    say_error(match language() {
        Language::Dutch => {
            "geen scan genoemd en geen scan.toml hier: dit wordt een rapport van OEFENGEGEVENS"
        }
        Language::English => "no scan named and no scan.toml here: this will be a report of PRACTICE DATA",
    });
    let exit = match synth::write(&generate(&Options::default()), &folder) {
        Ok(()) => of_path(&folder, arguments),
        Err(error) => {
            say_error(&format!("fout: kan de oefengegevens niet klaarzetten: {error}"));
            Exit::Refused
        }
    };
    // A folder that stays behind in the system's own place for drafts does no harm.
    let _ = fs::remove_dir_all(&folder);
    exit
}

fn of_path(path: &Path, arguments: &ReportArguments) -> Exit {
    let begun = Instant::now();
    let ingested = match ingest::read_as(path, arguments.encoding.as_deref(), &variable) {
        Ok(ingested) => ingested,
        Err(found) => return faults::tell(&found),
    };
    let read = Timing { phase: "read", took: begun.elapsed(), measured: Measured::OnTheWall };
    let warned = faults::tell(&ingested.faults);
    if ingested.codebooks.iter().any(|used| used.guessed.is_some()) {
        codebook::tell_against(&ingested.dataset);
    }
    let out = arguments.out.clone().unwrap_or_else(|| default_out(&ingested));
    let wishes = Wishes {
        languages: arguments.lang.clone(),
        per: arguments.per,
        parts: parts(arguments.only.as_deref()),
        progress: progress::on_terminal(),
    };
    match pipeline::run(&ingested, &wishes, &out) {
        Ok(mut summary) => {
            summary.timings.insert(0, read);
            tell(&summary, &out, arguments);
            if let Err(error) = keep_key(&ingested, &out) {
                say_error(&format!("fout: kan de sleutel van de schoolcodes niet bewaren: {error}"));
                return Exit::Refused;
            }
            if arguments.draft || ledger::keep(&ingested, path, &summary) { warned } else { Exit::Refused }
        }
        Err(error) => refused(error),
    }
}

/// Says why nothing was written.
pub(super) fn refused(error: PipelineError) -> Exit {
    match error {
        PipelineError::Refused(found) => faults::tell(&found),
        PipelineError::NothingToShow => {
            say_error(match language() {
                Language::Dutch => {
                    "fout: er is niets te tonen zonder mensen herkenbaar te maken; neem rondes, opleidingen of scholen samen"
                }
                Language::English => {
                    "error: nothing can be shown without making people recognisable; combine rounds, programmes or schools"
                }
            });
            Exit::NothingToShow
        }
        PipelineError::Folder(FolderError::NotOurs(place)) => {
            let place = place.display();
            say_error(&match language() {
                Language::Dutch => format!(
                    "fout: in `{place}` staan bestanden die geen rapport van meetellen zijn; kies een andere map of maak haar leeg"
                ),
                Language::English => format!(
                    "error: `{place}` holds files that are not a report of meetellen; choose another folder or empty it"
                ),
            });
            Exit::Refused
        }
        error => {
            say_error(&format!("fout: {error}"));
            Exit::Refused
        }
    }
}

/// Writes which school each code stands for beside the reports, never in them.
fn keep_key(ingested: &Ingested, out: &Path) -> std::io::Result<()> {
    if ingested.school_codes.is_empty() {
        return Ok(());
    }
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push("-sleutel.csv");
    let path = out.with_file_name(name);
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = "\u{feff}code;school;naam\r\n".to_owned();
    for school in &ingested.school_codes {
        text.push_str(&format!("{};{};{}\r\n", school.code, quoted(&school.raw), quoted(&school.name)));
    }
    fs::write(&path, text)?;
    let path = path.display();
    say(&match language() {
        Language::Dutch => {
            format!("welke school welke code heeft staat in {path}: stuur dat bestand niet mee")
        }
        Language::English => {
            format!("which school has which code stands in {path}: do not send that file along")
        }
    });
    Ok(())
}

fn tell(summary: &Summary, out: &Path, arguments: &ReportArguments) {
    let [shown, withheld] = [summary.shown, summary.withheld].map(|n| grouped(n as u64));
    let (reports, out) = (summary.reports, out.display());
    say(&match language() {
        Language::Dutch => {
            format!("{reports} rapport(en) in {out}: {shown} cijfers getoond, {withheld} afgeschermd")
        }
        Language::English => {
            format!("{reports} report(s) in {out}: {shown} figures shown, {withheld} withheld")
        }
    });
    for line in account::merged(&summary.merged).iter().chain(&account::lines(&summary.account)) {
        say(line);
    }
    if arguments.timings {
        for timing in &summary.timings {
            let note = match (timing.measured, language()) {
                (Measured::OnTheWall, _) => "",
                (Measured::OverThreads, Language::Dutch) => " binnen report, alle draden samen",
                (Measured::OverThreads, Language::English) => " within report, all threads together",
            };
            say_error(&format!("{:>10} {:>9.3} s{note}", timing.phase, timing.took.as_secs_f64()));
        }
    }
}

pub(super) fn parts(only: Option<&[Part]>) -> Parts {
    let Some(only) = only else { return Parts::default() };
    let wants = |part| only.contains(&part);
    Parts {
        html: wants(Part::Html),
        pdf: wants(Part::Pdf),
        xlsx: wants(Part::Xlsx),
        docx: wants(Part::Docx),
        figures: wants(Part::Figures),
    }
}

/// Returns `reports/<title as a file name>`.
fn default_out(ingested: &Ingested) -> PathBuf {
    Path::new("reports").join(meetellen::report::file_name(&ingested.scan.title))
}
