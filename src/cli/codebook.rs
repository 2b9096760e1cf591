//! `meetellen codebook`: a proposal for a codebook, with a reason per guess.

use std::fs;

use meetellen::codebook::{guess, to_toml};
use meetellen::ingest;

use super::arguments::CodebookArguments;
use super::exit::Exit;
use super::{faults, say, say_error};

/// Proposes a codebook for an export.
pub(super) fn run(arguments: &CodebookArguments) -> Exit {
    let proposal = match ingest::preview_as(&arguments.file, arguments.encoding.as_deref()) {
        Ok(samples) => to_toml(&guess(&samples)),
        Err(found) => return faults::tell(&found),
    };
    match &arguments.out {
        None => say(proposal.trim_end()),
        Some(out) => {
            if let Err(error) = fs::write(out, proposal) {
                say_error(&format!("fout: kan `{}` niet schrijven: {error}", out.display()));
                return Exit::Refused;
            }
        }
    }
    Exit::Done
}
