//! Files beside an export that say what its columns mean: `.lss` of LimeSurvey, the data dictionary of REDCap.
//!
//! Named by `structure` in scan.toml, else found in the folder of the export. Found ones are used only where
//! most of their questions are in the export, so that another survey in the same folder does no harm.

use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::lss::{LARGEST, LimeSurvey};
use super::redcap::Dictionary;

/// How many files of a folder are looked at.
const LOOKED_AT: usize = 200;

/// A file that says what columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The name, relative to the scan folder.
    pub(in crate::ingest) name: String,
    /// The SHA-256 of the file, in hexadecimals.
    pub(in crate::ingest) sha256: String,
    named: bool,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    LimeSurvey(LimeSurvey),
    Redcap(Dictionary),
}

/// A structure file of LimeSurvey that fits an export.
#[derive(Debug, Clone, Copy)]
pub(super) struct LssBeside<'a> {
    pub(super) name: &'a String,
    pub(super) survey: &'a LimeSurvey,
}

/// A data dictionary that fits an export.
#[derive(Debug, Clone, Copy)]
pub(super) struct RedcapBeside<'a> {
    pub(super) name: &'a String,
    pub(super) dictionary: &'a Dictionary,
}

impl Beside {
    /// Returns the structure file of LimeSurvey that fits these headings best.
    pub(super) fn lss_of<'a>(all: &'a [Self], headings: &[String]) -> Option<LssBeside<'a>> {
        let fit = |one: &'a Self| match &one.kind {
            Kind::LimeSurvey(survey) => one.fit(survey.hits(headings), headings).map(|n| (n, one, survey)),
            Kind::Redcap(_) => None,
        };
        let best = all.iter().filter_map(fit).max_by_key(|(n, one, _)| (*n, std::cmp::Reverse(&one.name)))?;
        Some(LssBeside { name: &best.1.name, survey: best.2 })
    }

    /// Returns the data dictionary that fits these headings best.
    pub(super) fn redcap_of<'a>(all: &'a [Self], headings: &[String]) -> Option<RedcapBeside<'a>> {
        let fit = |one: &'a Self| match &one.kind {
            Kind::Redcap(known) => one.fit(known.hits(headings), headings).map(|n| (n, one, known)),
            Kind::LimeSurvey(_) => None,
        };
        let best = all.iter().filter_map(fit).max_by_key(|(n, one, _)| (*n, std::cmp::Reverse(&one.name)))?;
        Some(RedcapBeside { name: &best.1.name, dictionary: best.2 })
    }

    /// Returns the number of columns it explains, where that is enough: one for a named file, else a third.
    fn fit(&self, hits: usize, headings: &[String]) -> Option<usize> {
        let enough = if self.named { hits > 0 } else { hits > 1 && hits * 3 >= headings.len() };
        enough.then_some(hits)
    }
}

/// Returns the file that `named` means, or those beside the export in `folder` that may explain it.
pub(in crate::ingest) fn find(
    folder: &Path,
    file: &str,
    named: Option<&str>,
) -> Result<Vec<Beside>, Box<Fault>> {
    if let Some(name) = named {
        let bytes = std::fs::read(folder.join(name))
            .map_err(|error| super::super::file::not_readable(name, &error))?;
        return match one(name, &bytes, true) {
            Some(found) => Ok(vec![found]),
            None => Err(Box::new(unknown(name))),
        };
    }
    let own = folder.join(file);
    let parent = own.parent().unwrap_or(folder);
    let Ok(entries) = std::fs::read_dir(parent) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| *path != own && is_candidate(path));
    paths.sort();
    paths.truncate(LOOKED_AT);
    let read = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).ok()?;
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        one(&name, &bytes, false)
    };
    Ok(paths.iter().filter_map(read).collect())
}

/// By its ending, its size and, of a csv, its first bytes.
fn is_candidate(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let small = || path.metadata().is_ok_and(|about| about.is_file() && about.len() <= LARGEST);
    match ending.as_deref() {
        Some("lss") => small(),
        Some("csv") => {
            let mut start = [0; 64];
            let n = std::fs::File::open(path).and_then(|mut file| file.read(&mut start)).unwrap_or(0);
            Dictionary::begins(&start[..n]) && small()
        }
        _ => false,
    }
}

fn one(name: &str, bytes: &[u8], named: bool) -> Option<Beside> {
    let text = String::from_utf8_lossy(bytes);
    let kind = LimeSurvey::parse(&text)
        .map(Kind::LimeSurvey)
        .or_else(|| Dictionary::parse(&text).map(Kind::Redcap))?;
    let sha256 = super::super::file::hex(&Sha256::digest(bytes));
    Some(Beside { name: name.to_owned(), sha256, named, kind })
}

fn unknown(name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        name,
        Text::new(
            "geen vragenlijst van LimeSurvey (.lss) en geen datawoordenboek van REDCap (csv)",
            "neither a LimeSurvey form (.lss) nor a REDCap data dictionary (csv)",
        ),
        Text::new(
            "exporteer het opnieuw: in LimeSurvey als .lss, in REDCap als data dictionary",
            "export it again: from LimeSurvey as .lss, from REDCap as data dictionary",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::row;
    use super::*;

    #[test]
    fn a_file_that_was_found_explains_a_third_of_the_columns_and_a_named_one_any() {
        let dictionary = "Variable / Field Name,Form Name,Field Type,Field Label,Choices\nq1,f,text,x,\n";
        let beside = |named| one("d.csv", dictionary.as_bytes(), named).unwrap();
        let six = row(&["q1", "q2", "a", "b", "c", "d"]);
        let fits = |named, hits, columns: usize| beside(named).fit(hits, &six[..columns]);
        assert_eq!((fits(false, 2, 6), fits(false, 1, 6)), (Some(2), None));
        assert_eq!(fits(false, 1, 2), None, "one column of a name may be chance");
        assert_eq!((fits(true, 1, 6), fits(true, 0, 6)), (Some(1), None));
        let wide = row(&["x"; 7]);
        assert_eq!(beside(false).fit(2, &wide), None);
    }
}
