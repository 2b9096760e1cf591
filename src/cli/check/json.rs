//! What is recognised and every fault for programs; `docs/check.md` says what each name means.

use std::path::Path;

use meetellen::ingest::{Examined, InputFile};
use meetellen::model::{Fault, SourceKind};
use serde_json::{Value, json};

/// Changes when a name goes or means something else, not when one is added.
const SCHEMA: u32 = 1;

/// Returns the JSON of what was examined.
pub(super) fn written(examined: &[(&Path, Examined)]) -> String {
    let files: Vec<Value> =
        examined.iter().flat_map(|(path, one)| one.inputs.iter().map(|input| file(path, input))).collect();
    let faults: Vec<Value> =
        examined.iter().flat_map(|(path, one)| one.faults.iter().map(|found| fault(path, found))).collect();
    json!({ "schema": SCHEMA, "files": files, "faults": faults }).to_string()
}

fn file(path: &Path, input: &InputFile) -> Value {
    json!({
        "path": path.display().to_string(),
        "file": input.name,
        "sha256": input.sha256,
        "kind": input.kind.map(kind),
        "format": if input.delimiter.is_empty() { input.encoding.as_str() } else { "text" },
        "encoding": if input.delimiter.is_empty() { Value::Null } else { input.encoding.as_str().into() },
        "delimiter": if input.delimiter.is_empty() { Value::Null } else { input.delimiter.as_str().into() },
        "heading_line": input.heading_line,
        "rows": input.rows,
        "columns": input.columns,
    })
}

fn kind(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Survey => "survey",
        SourceKind::Register => "register",
        SourceKind::Counts => "counts",
        SourceKind::Quickscan => "quickscan",
        SourceKind::Staff => "staff",
        SourceKind::Themes => "themes",
        SourceKind::Alumni => "alumni",
        SourceKind::Checklist => "checklist",
        SourceKind::Commitments => "commitments",
    }
}

fn fault(path: &Path, fault: &Fault) -> Value {
    json!({
        "path": path.display().to_string(),
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "fault": fault.kind.word(),
        "severity": fault.severity.word(),
        "times": fault.times,
        "message": { "nl": fault.message.nl, "en": fault.message.en },
        "hint": { "nl": fault.hint.nl, "en": fault.hint.en },
    })
}
