//! Faults on standard error: most important first, grouped by kind, values included.

use meetellen::model::{Fault, FaultKind, Language, Severity};

use super::exit::Exit;
use super::{language, say_error};

/// Tells every fault, and returns the exit code that the worst of them asks for.
pub(super) fn tell(faults: &[Fault]) -> Exit {
    let mut sorted: Vec<&Fault> = faults.iter().collect();
    sorted.sort_by_key(|fault| fault.severity);
    for fault in sorted {
        say_error(&line(fault, language()));
    }
    worst(faults)
}

/// Returns the exit code that the worst of `faults` asks for.
pub(super) fn worst(faults: &[Fault]) -> Exit {
    match faults.iter().map(|fault| fault.severity).min() {
        Some(Severity::Refused) => Exit::Refused,
        Some(Severity::Repaired) => Exit::Warned,
        _ => Exit::Done,
    }
}

fn line(fault: &Fault, language: Language) -> String {
    // What was only taken for granted was not repaired.
    let severity = match (fault.severity, fault.kind) {
        (Severity::Repaired, FaultKind::Assumed) => Severity::Note,
        (severity, _) => severity,
    };
    format!("{}: {}", weight(severity, language), fault.to_line(language))
}

/// Returns the word for how much a fault weighs.
pub(super) fn weight(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Refused, Language::Dutch) => "fout",
        (Severity::Refused, Language::English) => "error",
        (Severity::Repaired, Language::Dutch) => "hersteld",
        (Severity::Repaired, Language::English) => "repaired",
        (Severity::Note, Language::Dutch) => "let op",
        (Severity::Note, Language::English) => "note",
    }
}
