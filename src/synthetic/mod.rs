//! Practice data: a complete scan folder of made-up schools, with effects that are known because they were planted.
//!
//! The same options give the same bytes on every machine. A student's life and answers come from an own place
//! in the stream of the school where they started, so schools and rounds do not disturb each other. Leaves out
//! writing to disk, and every calculation of a report: the README counts in its own, plain way.

mod options;
mod draws;
mod schools;
mod students;
mod questions;
mod background;
mod experiences;
mod respondents;
mod table;
mod register;
mod counts;
mod quickscan;
mod agreements;
mod alumni;
mod staff;
mod facilities;
mod told;
mod survey_files;
mod codebooks;
mod drawn;
mod readme;
mod scan_file;

pub use options::Options;

/// One file of a scan folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its path within the scan folder.
    pub path: String,
    /// What it holds, in its own encoding.
    pub bytes: Vec<u8>,
}

impl GeneratedFile {
    fn text(path: &str, text: String) -> Self {
        Self { path: path.to_owned(), bytes: text.into_bytes() }
    }
}

/// Returns the files of a scan folder of practice data, `scan.toml` first.
///
/// Equal options give equal bytes. Without students the tables hold only headings.
#[must_use]
pub fn generate(options: &Options) -> Vec<GeneratedFile> {
    let schools = schools::schools(options.schools());
    let students = students::students(options, &schools);
    let [first, second] =
        respondents::ROUNDS.map(|round| respondents::answers(options, &schools, &students, round));

    let drawn = drawn::Drawn::of(&schools, &students, [&first, &second]);
    vec![
        GeneratedFile::text("scan.toml", scan_file::text()),
        GeneratedFile::text(scan_file::CODEBOOK_SURVEY, codebooks::survey(&schools)),
        GeneratedFile::text(scan_file::CODEBOOK_REGISTER, codebooks::register(&schools)),
        GeneratedFile::text(scan_file::CODEBOOK_COUNTS, codebooks::counts(&schools)),
        survey_files::with_codes(&schools, &first),
        survey_files::with_labels(&schools, &second),
        register::file(&schools, &students),
        counts::enrolled(&schools, &students),
        counts::frame(&schools, &students),
        GeneratedFile::text(scan_file::CODEBOOK_QUICKSCAN, codebooks::quickscan(&schools)),
        quickscan::file(options, &schools),
        agreements::file(),
        GeneratedFile::text(scan_file::CODEBOOK_ALUMNI, codebooks::alumni(&schools)),
        alumni::file(options, &schools),
        GeneratedFile::text(scan_file::CODEBOOK_STAFF, codebooks::staff(&schools)),
        staff::file(options, &schools),
        facilities::file(options, &schools),
        told::file(options, &schools),
        GeneratedFile::text("README.md", readme::text(options, &schools, &drawn)),
    ]
}
