//! `meetellen check`: what is recognised in the input and every fault of it; writes nothing.
//!
//! What is recognised stands on standard output, faults on standard error.

mod group;
mod json;

use std::path::{Path, PathBuf};

use meetellen::ingest::{Examined, InputFile, examine};
use meetellen::model::{Fault, Language, Severity, SourceKind, Text};

use super::arguments::CheckArguments;
use super::exit::Exit;
use super::{faults, grouped, language, report, say, say_error, variable};

/// Tells every fault of scans and files.
pub(super) fn run(arguments: &CheckArguments) -> Exit {
    let paths: Vec<PathBuf> = match report::input(arguments.paths.first().map(PathBuf::as_path)) {
        None => {
            say_error(match language() {
                Language::Dutch => "fout: geen scan.toml in deze map; noem een scanmap of een bestand",
                Language::English => "error: no scan.toml in this folder; name a scan folder or a file",
            });
            return Exit::Usage;
        }
        Some(first) => [first].into_iter().chain(arguments.paths.iter().skip(1).cloned()).collect(),
    };
    let examined: Vec<(&Path, Examined)> = paths
        .iter()
        .map(|path| (path.as_path(), examine(path, arguments.encoding.as_deref(), &variable)))
        .collect();
    let all: Vec<Fault> = examined.iter().flat_map(|(_, one)| one.faults.iter().cloned()).collect();
    if arguments.json {
        say(&json::written(&examined));
        return faults::worst(&all);
    }
    for (path, one) in &examined {
        if examined.len() > 1 {
            say(&format!("{}:", path.display()));
        }
        one.inputs
            .iter()
            .filter(|input| !input.encoding.is_empty())
            .for_each(|input| say(&recognised(input)));
        group::groups(&one.faults).iter().for_each(|group| say_error(&group.to_text(language())));
    }
    say(&verdict(&all));
    faults::worst(&all)
}

/// What was found out about a file, in one line.
fn recognised(input: &InputFile) -> String {
    let InputFile { name, rows, columns, heading_line, .. } = input;
    let kind = input.kind.map_or("", |kind| self::kind(kind, language()));
    let rows = counted(*rows, &Text::new("rij", "row"), &Text::new("rijen", "rows"));
    let columns = counted(*columns, &Text::new("kolom", "column"), &Text::new("kolommen", "columns"));
    let layout = layout(input);
    // A file of SPSS has names, but no line that they stand on.
    let headings = match (heading_line, language()) {
        (0, _) => String::new(),
        (line, Language::Dutch) => format!(", kolomnamen op regel {line}"),
        (line, Language::English) => format!(", headings on line {line}"),
    };
    format!("{name}: {kind}, {rows}, {columns}; {layout}{headings}")
}

/// Returns a number of things, in the language of the terminal.
fn counted(n: usize, one: &Text, more: &Text) -> String {
    let word = if n == 1 { one } else { more };
    format!("{} {}", grouped(n as u64), word.get(language()))
}

fn kind(kind: SourceKind, language: Language) -> &'static str {
    let (nl, en) = match kind {
        SourceKind::Survey => ("vragenlijst", "survey"),
        SourceKind::Register => ("register", "register"),
        SourceKind::Counts => ("telling", "table of counts"),
        SourceKind::Quickscan => ("quickscan", "quick scan"),
        SourceKind::Staff => ("medewerkers", "staff"),
        SourceKind::Themes => ("thema's", "themes"),
        SourceKind::Alumni => ("alumni", "alumni"),
        SourceKind::Checklist => ("checklist", "checklist"),
        SourceKind::Commitments => ("afspraken", "commitments"),
    };
    if language == Language::Dutch { nl } else { en }
}

/// How the file is written: `windows-1252 met puntkomma's`, or `xlsx`.
fn layout(input: &InputFile) -> String {
    let encoding = &input.encoding;
    let delimiter = match (input.delimiter.as_str(), language()) {
        ("", _) => return encoding.clone(),
        (";", Language::Dutch) => "puntkomma's",
        (",", Language::Dutch) => "komma's",
        ("\t", Language::Dutch) => "tabs",
        ("|", Language::Dutch) => "rechte strepen",
        (";", Language::English) => "semicolons",
        (",", Language::English) => "commas",
        ("\t", Language::English) => "tabs",
        ("|", Language::English) => "bars",
        (other, _) => other,
    };
    match language() {
        Language::Dutch => format!("{encoding} met {delimiter}"),
        Language::English => format!("{encoding} with {delimiter}"),
    }
}

/// The last line: how many faults there are and what they mean for a report.
fn verdict(faults: &[Fault]) -> String {
    let count = |severity| -> u64 {
        faults.iter().filter(|fault| fault.severity == severity).map(|fault| fault.times).sum()
    };
    let [refused, repaired, notes] = [Severity::Refused, Severity::Repaired, Severity::Note].map(count);
    let numbers = |words: [&str; 3]| {
        [(refused, words[0]), (repaired, words[1]), (notes, words[2])]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{word}: {}", grouped(*n)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let dutch = language() == Language::Dutch;
    let counts =
        numbers(if dutch { ["fouten", "hersteld", "let op"] } else { ["errors", "repaired", "notes"] });
    let meaning = match (refused > 0, repaired > 0, dutch) {
        (true, _, true) => "zo komt er geen rapport: verbeter eerst de fouten",
        (true, _, false) => "no report can be made of this: correct the errors first",
        (false, true, true) => "er kan een rapport komen; kijk na of wat hersteld is klopt",
        (false, true, false) => "a report can be made; see whether the repairs are right",
        (false, false, true) => "geen fouten gevonden",
        (false, false, false) => "no faults found",
    };
    if counts.is_empty() { meaning.to_owned() } else { format!("{counts} - {meaning}") }
}
