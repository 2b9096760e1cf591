//! `scan.toml` of the practice scan, and the names of the files beside it.

/// The codebook of both rounds of the survey.
pub(super) const CODEBOOK_SURVEY: &str = "codebook.toml";
/// The codebook of the register.
pub(super) const CODEBOOK_REGISTER: &str = "codebook-register.toml";
/// The codebook of the table of counts.
pub(super) const CODEBOOK_COUNTS: &str = "codebook-aantallen.toml";
/// The first round of the survey.
pub(super) const SURVEY_FIRST: &str = "oefen-studenten-2024.csv";
/// The second round of the survey.
pub(super) const SURVEY_SECOND: &str = "oefen-studenten-2026.csv";
/// The register.
pub(super) const REGISTER: &str = "oefen-register.csv";
/// The table of counts.
pub(super) const COUNTS: &str = "oefen-aantallen.csv";
/// The quickscan, both rounds.
pub(super) const QUICKSCAN: &str = "oefen-quickscan.csv";
/// What was agreed.
pub(super) const AGREEMENTS: &str = "oefen-afspraken.csv";
/// The alumni.
pub(super) const ALUMNI: &str = "oefen-alumni.csv";
/// The codebook of the alumni.
pub(super) const CODEBOOK_ALUMNI: &str = "codebook-alumni.toml";
/// Staff and management.
pub(super) const STAFF: &str = "oefen-medewerkers.csv";
/// The codebook of the staff.
pub(super) const CODEBOOK_STAFF: &str = "codebook-medewerkers.toml";
/// The checklist of facilities.
pub(super) const CHECKLIST: &str = "oefen-checklist.csv";
/// The themes of interviews.
pub(super) const THEMES: &str = "oefen-gesprekken.csv";
/// The codebook of the quickscan.
pub(super) const CODEBOOK_QUICKSCAN: &str = "codebook-quickscan.toml";
/// The frame of the survey.
pub(super) const FRAME: &str = "oefen-populatie.csv";

/// Returns `scan.toml`.
pub(super) fn text() -> String {
    format!(
        r#"# OEFENGEGEVENS: verzonnen scholen en studenten. Zie README.md. PRACTICE DATA: nobody here exists.
[scan]
title = "Gender Scan Voorbeeld 2026 (oefengegevens)"
languages = ["nl", "en"]
synthetic = true                      # op elke bladzijde staat OEFENGEGEVENS
date = "2026-11-01"                   # tot deze dag tellen de afspraken

[[source]]
name = "studenten"
kind = "survey"
file = "{SURVEY_FIRST}"
round = "2024"
codebook = "{CODEBOOK_SURVEY}"

[[source]]
name = "studenten"
kind = "survey"
file = "{SURVEY_SECOND}"
round = "2026"
codebook = "{CODEBOOK_SURVEY}"

[[source]]
name = "register"
kind = "register"
file = "{REGISTER}"
codebook = "{CODEBOOK_REGISTER}"

[[source]]
name = "aantallen"
kind = "counts"
file = "{COUNTS}"
stage = "enrolled"
codebook = "{CODEBOOK_COUNTS}"

[[source]]
name = "quickscan"
kind = "quickscan"
file = "{QUICKSCAN}"
codebook = "{CODEBOOK_QUICKSCAN}"

[[source]]
name = "alumni"
kind = "alumni"
file = "{ALUMNI}"
codebook = "{CODEBOOK_ALUMNI}"

[[source]]
name = "medewerkers"
kind = "staff"
file = "{STAFF}"
codebook = "{CODEBOOK_STAFF}"

[[source]]
name = "checklist"
kind = "checklist"
file = "{CHECKLIST}"

[[source]]
name = "gesprekken"
kind = "themes"
file = "{THEMES}"

[[source]]
name = "afspraken"
kind = "commitments"
file = "{AGREEMENTS}"

[privacy]
survey_min = 10
register_min = 5
exact = false                         # ook oefengegevens krijgen de bescherming van echte

[report]
by = [
    "gender", "sex", "origin", "gender*origin", "programme", "gender*programme", "level", "first_generation",
    "score_band",                     # thuisgevoel naar steun thuis: de groepen staan bij die schaal in codebook.toml
]
per = "institution"
primary = ["scale.belonging by gender", "scale.self_efficacy by gender", "retention.reenrolled1 by sex"]
benchmarks = [
    "hbo-betatechniek-instroom", "technische-beroepen", "hbo-betatechniek-diploma5", "hbo-monitor-niveau",
    "hbo-monitor-aansluiting",
]
relevant = {{ score_sd = 0.2, item_points = 5, retention_points = 2, participation_ratio = 1.25 }}

[weights]
frame = "{FRAME}"
"#
    )
}
