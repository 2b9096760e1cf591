//! `meetellen share`: a share file per school, with a page in words beside it.

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::ingest;
use meetellen::model::Language;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::{file_name, shared};
use meetellen::share::{ShareFile, write};

use super::arguments::ShareArguments;
use super::exit::Exit;
use super::{faults, language, report, say, say_error, variable, write_whole};

/// Makes the share files of a scan.
pub(super) fn run(arguments: &ShareArguments) -> Exit {
    let Some(path) = report::input(arguments.path.as_deref()) else {
        say_error(match language() {
            Language::Dutch => "fout: geen scan.toml in deze map; noem een scanmap of een bestand",
            Language::English => "error: no scan.toml in this folder; name a scan folder or a file",
        });
        return Exit::Usage;
    };
    let ingested = match ingest::read_as(&path, arguments.encoding.as_deref(), &variable) {
        Ok(ingested) => ingested,
        Err(found) => return faults::tell(&found),
    };
    let warned = faults::tell(&ingested.faults);
    let files = match pipeline::share(&ingested, &Wishes::default()) {
        Ok(files) => files,
        Err(error) => return report::refused(error),
    };
    let wanted = arguments.school.as_deref();
    let chosen: Vec<&ShareFile> = files
        .iter()
        .filter(|file| wanted.is_none_or(|wanted| file.school.code == wanted || file.school.name == wanted))
        .collect();
    let is_file = arguments.out.extension().is_some_and(|extension| extension == "json");
    if chosen.is_empty() || is_file && chosen.len() > 1 {
        let codes = files.iter().map(|file| file.school.code.as_str()).collect::<Vec<_>>().join(", ");
        say_error(&match language() {
            Language::Dutch => format!(
                "fout: kies een school met --school, of een map bij --out voor een bestand per school; hier zijn: {codes}"
            ),
            Language::English => format!(
                "error: choose a school with --school, or a folder with --out for a file per school; here are: {codes}"
            ),
        });
        return Exit::Usage;
    }
    for file in &chosen {
        let place = match is_file {
            true => arguments.out.clone(),
            false => arguments.out.join(format!("{}.json", file_name(&file.school.code))),
        };
        if let Err(error) = write_one(file, &place) {
            let place = place.display();
            say_error(&match language() {
                Language::Dutch => format!("fout: kan `{place}` niet schrijven: {error}"),
                Language::English => format!("error: cannot write `{place}`: {error}"),
            });
            return Exit::Refused;
        }
        say(&told(file, &place));
    }
    warned
}

/// Writes a share file and its pages, each whole: beside its place first, then moved.
fn write_one(file: &ShareFile, place: &Path) -> std::io::Result<()> {
    if let Some(parent) = place.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent)?;
    }
    let name = place.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let pages = [
        (page_place(place, Language::Dutch), Language::Dutch),
        (page_place(place, Language::English), Language::English),
    ];
    for (page, tongue) in pages {
        write_whole(&page, &shared::html(file, &name, tongue))?;
    }
    write_whole(place, &write(file))
}

fn page_place(place: &Path, language: Language) -> PathBuf {
    let stem = place.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    place.with_file_name(match language {
        Language::Dutch => format!("{stem}-uitleg.html"),
        Language::English => format!("{stem}-explained.html"),
    })
}

fn told(file: &ShareFile, place: &Path) -> String {
    let (name, blocks, absent) = (&file.school.name, file.blocks.len(), file.absent.len());
    let (place, page) = (place.display(), page_place(place, language()));
    let page = page.display();
    match language() {
        Language::Dutch => {
            format!("{name}: {blocks} groepen cijfers in {place}, {absent} afgeschermd; lees eerst {page}")
        }
        Language::English => {
            format!("{name}: {blocks} groups of figures in {place}, {absent} withheld; read {page} first")
        }
    }
}
