//! The ledger of a scan: what was published before.

use super::files::Files;
use crate::model::{Fault, FaultKind, LEDGER_FORMAT, LEDGER_SCHEMA, Ledger, Severity, Text, checksum};
use crate::scan::Scan;

/// Returns what was published before: nothing yet where the file that the scan names is not there, `None` where it names none.
///
/// A ledger that was changed is refused: what it no longer says could be subtracted.
pub(super) fn ledger(files: &Files, scan: &Scan, faults: &mut Vec<Fault>) -> Option<Ledger> {
    let name = scan.privacy.ledger.as_deref()?;
    if !files.has(name) {
        faults.push(Fault::in_file(
            Severity::Note,
            FaultKind::Configuration,
            name,
            Text::new(
                "er is nog geen logboek van publicaties: eerdere rapporten wegen niet mee bij het afschermen",
                "there is no ledger of publications yet: earlier reports do not count in protecting this one",
            ),
            Text::new(
                "is dit het eerste rapport, dan is het goed: dit bestand wordt gemaakt; anders zet het oude bestand terug",
                "if this is the first report, all is well: the file will be made; else put the old file back",
            ),
        ));
        return Some(Ledger::default());
    }
    match files.text(name) {
        Ok(text) => match read(name, &text) {
            Ok(ledger) => Some(ledger),
            Err(fault) => {
                faults.push(*fault);
                None
            }
        },
        Err(fault) => {
            faults.push(*fault);
            None
        }
    }
}

fn read(name: &str, text: &str) -> Result<Ledger, Box<Fault>> {
    let refuse = |message: Text| {
        let hint = Text::new(
            "zet het logboek terug zoals meetellen het schreef, bijvoorbeeld uit een reservekopie; zonder logboek weegt wat eerder is gepubliceerd niet mee",
            "put the ledger back as meetellen wrote it, from a backup for instance; without it what was published before does not count",
        );
        Box::new(Fault::in_file(Severity::Refused, FaultKind::Unreadable, name, message, hint))
    };
    let ledger: Ledger = serde_json::from_str(text).map_err(|error| {
        let line = error.line() as u64;
        Box::new(
            refuse(Text::new(
                "dit is geen logboek van meetellen, of het is afgebroken",
                "this is no ledger of meetellen, or it is cut off",
            ))
            .at_line(line),
        )
    })?;
    if ledger.format != LEDGER_FORMAT || ledger.schema != LEDGER_SCHEMA {
        return Err(refuse(Text::new(
            format!(
                "dit logboek is van een andere versie: `schema` is {}, dit programma kent {LEDGER_SCHEMA}",
                ledger.schema
            ),
            format!(
                "this ledger is of another version: `schema` is {}, this program knows {LEDGER_SCHEMA}",
                ledger.schema
            ),
        )));
    }
    if !checksum::is_intact(text) {
        return Err(refuse(Text::new(
            "het logboek is veranderd nadat het gemaakt is: de controlesom klopt niet",
            "the ledger was changed after it was made: the checksum does not fit",
        )));
    }
    Ok(ledger)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Publication;

    #[test]
    fn a_ledger_that_was_changed_cut_off_or_made_by_another_version_is_refused() {
        let publication = Publication { title: "Scan 2025".to_owned(), populations: Vec::new() };
        let json = Ledger::default().with(publication).to_json();
        assert!(read("p.json", &json).is_ok());
        let later = checksum::stamped(
            &Ledger { schema: 2, ..Ledger::default() }.to_json().replace("\"schema\":2", "\"schema\":3"),
        );
        for (text, why) in [
            (json.replace("2025", "2024"), "veranderd"),
            (json[..json.len() / 2].to_owned(), "afgebroken"),
            (later, "andere versie"),
        ] {
            let fault = read("p.json", &text).unwrap_err();
            assert!(fault.message.nl.contains(why), "{fault:?}");
            assert_eq!(fault.severity, Severity::Refused);
        }
    }
}
