//! `meetellen check`: every fault of the input; writes nothing.

use meetellen::ingest;
use meetellen::model::Fault;

use super::arguments::CheckArguments;
use super::exit::Exit;
use super::{faults, report, say, variable};

/// Tells every fault of a scan or file.
pub(super) fn run(arguments: &CheckArguments) -> Exit {
    let Some(path) = report::input(arguments.path.as_deref()) else {
        say("geen scan.toml in deze map: noem een scanmap of een bestand");
        return Exit::Usage;
    };
    let found = match ingest::read_with(&path, &variable) {
        Ok(ingested) => ingested.faults,
        Err(found) => found,
    };
    if arguments.json {
        say(&json(&found));
        return faults::worst(&found);
    }
    let exit = faults::tell(&found);
    if exit == Exit::Done {
        say("geen fouten gevonden");
    }
    exit
}

fn json(faults: &[Fault]) -> String {
    let faults: Vec<serde_json::Value> = faults
        .iter()
        .map(|fault| {
            serde_json::json!({
                "file": fault.file,
                "line": fault.line,
                "column": fault.column,
                "value": fault.value,
                "fault": fault.kind.word(),
                "severity": format!("{:?}", fault.severity).to_lowercase(),
                "message": { "nl": fault.message.nl, "en": fault.message.en },
                "hint": { "nl": fault.hint.nl, "en": fault.hint.en },
            })
        })
        .collect();
    serde_json::Value::Array(faults).to_string()
}
