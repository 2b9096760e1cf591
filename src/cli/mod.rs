//! The command line: the only place that knows arguments, a terminal, the environment and the number of threads.

mod account;
mod arguments;
mod audit;
mod check;
mod codebook;
mod codebook_scan;
mod compare;
mod exit;
mod faults;
mod language;
mod ledger;
mod manual;
mod pool;
mod progress;
mod report;
mod share;
mod synth;

use std::fs;
use std::io::{self, Write};
use std::panic;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use meetellen::model::Language;
use meetellen::report::format::Number;

use arguments::{Arguments, Command};
use exit::{BUG, Exit};

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // A closed pipe is no reason to fail: `meetellen --help | head`.
            let _ = error.print();
            return if is_answer { Exit::Done.into() } else { Exit::Usage.into() };
        }
    };
    match panic::catch_unwind(|| dispatch(arguments)) {
        Ok(exit) => exit.into(),
        Err(_) => {
            say_error(match language() {
                Language::Dutch => {
                    "dit is een fout van meetellen zelf; er is niets geschreven. Meld het met de tekst hierboven."
                }
                Language::English => {
                    "this is a fault of meetellen itself; nothing was written. Please report it with the text above."
                }
            });
            ExitCode::from(BUG)
        }
    }
}

fn dispatch(arguments: Arguments) -> Exit {
    match arguments.command {
        Some(Command::Report(report)) => report::run(&report),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Audit(audit)) => audit::run(&audit),
        Some(Command::Compare(compare)) => compare::run(&compare),
        Some(Command::Share(share)) => share::run(&share),
        Some(Command::Pool(pool)) => pool::run(&pool),
        Some(Command::Codebook(codebook)) => codebook::run(&codebook),
        Some(Command::Language(language)) => language::run(&language),
        Some(Command::Synth(synth)) => synth::run(&synth),
        Some(Command::Completions(completions)) => manual::completions(completions.shell),
        Some(Command::Man) => manual::page(),
        None => report::run(&arguments.report),
    }
}

/// Returns the language of messages: Dutch, unless the terminal is set to English.
fn language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| {
        std::env::var(name).ok().filter(|value| !value.is_empty() && value != "C" && value != "POSIX")
    });
    match set {
        Some(value) if value.starts_with("en") => Language::English,
        _ => Language::Dutch,
    }
}

/// Returns an environment variable, for the secret that joins files.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Writes a line to standard output; a closed pipe is no reason to fail.
fn say(line: &str) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}

/// Returns a number with its thousands marked, in the language of the terminal.
fn grouped(n: u64) -> String {
    Number::count(n).bare(language())
}

/// Writes a line to standard error.
fn say_error(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes a file beside its place and moves it there: a run that is stopped leaves the old one.
fn write_whole(place: &Path, text: &str) -> std::io::Result<()> {
    let mut draft = place.as_os_str().to_owned();
    draft.push(".wordt-geschreven");
    fs::write(&draft, text)?;
    fs::rename(&draft, place)
}
