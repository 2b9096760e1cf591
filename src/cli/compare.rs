//! `meetellen compare`: report folders side by side, without the data behind them.

use std::collections::BTreeSet;
use std::fs;

use meetellen::compare::{csv, side_by_side};
use meetellen::model::{Fault, FaultKind, Language, Severity, Text};
use meetellen::report::compared;

use super::arguments::CompareArguments;
use super::exit::Exit;
use super::{faults, language, say, say_error};

/// Sets folders side by side and writes a sheet and a page, or the sheet to the screen.
pub(super) fn run(arguments: &CompareArguments) -> Exit {
    if arguments.folders.len() < 2 {
        say_error(match language() {
            Language::Dutch => "fout: noem twee of meer rapportmappen",
            Language::English => "error: name two or more report folders",
        });
        return Exit::Usage;
    }
    let mut seen = BTreeSet::new();
    if let Some(again) = arguments.folders.iter().find(|folder| {
        let place = folder.canonicalize();
        place.is_ok_and(|place| !seen.insert(place))
    }) {
        let again = again.display();
        say_error(&match language() {
            Language::Dutch => format!("fout: `{again}` staat er twee keer; noem elk verslag een keer"),
            Language::English => format!("error: `{again}` is named twice; name each report once"),
        });
        return Exit::Usage;
    }
    let found = match side_by_side(&arguments.folders) {
        Ok(found) => found,
        Err(found) => return faults::tell(&found),
    };
    let unlike: Vec<Fault> = found
        .unlike
        .iter()
        .map(|unlike| {
            Fault::in_file(
                Severity::Repaired,
                FaultKind::Assumed,
                unlike.measure.clone(),
                unlike.reason.clone(),
                Text::new("dit is niet vergeleken", "this was not compared"),
            )
        })
        .collect();
    let warned = faults::tell(&unlike);
    let Some(out) = &arguments.out else {
        say(csv(&found).trim_end());
        return warned;
    };
    let pages = [("vergelijking.html", Language::Dutch), ("comparison.html", Language::English)];
    let written = fs::create_dir_all(out)
        .and_then(|()| fs::write(out.join("vergelijking.csv"), csv(&found)))
        .and_then(|()| {
            pages
                .iter()
                .try_for_each(|(name, tongue)| fs::write(out.join(name), compared::html(&found, *tongue)))
        });
    if let Err(error) = written {
        let place = out.display();
        say_error(&match language() {
            Language::Dutch => format!("fout: kan niet schrijven in `{place}`: {error}"),
            Language::English => format!("error: cannot write in `{place}`: {error}"),
        });
        return Exit::Refused;
    }
    let (folders, lines, out) = (found.folders.len(), found.lines.len(), out.display());
    say(&match language() {
        Language::Dutch => format!(
            "{folders} verslagen naast elkaar in {out}: {lines} cijfers, {} onderwerpen niet vergeleken",
            found.unlike.len()
        ),
        Language::English => format!(
            "{folders} reports side by side in {out}: {lines} figures, {} subjects not compared",
            found.unlike.len()
        ),
    });
    warned
}
