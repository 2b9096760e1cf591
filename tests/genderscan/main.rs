//! Sources beside the survey of students, from file to report: quickscan, alumni, staff, a checklist, interviews, agreements
//! and experiences.
//!
//! All people are invented. Leaves out what comes of areas and agreements: the practice scan holds both.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod scan;
#[path = "../story/reading.rs"]
mod reading;

mod alumni;
mod staff;
mod checklist;
mod themes;
mod commitments;
mod quickscan;
mod experiences;
mod score_bands;
mod examples;
