//! Who watches the writing of reports: hears of each one that is complete, and how long each format takes.
//!
//! The clock comes from outside and nothing of it is written: the same input gives the same bytes.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

/// How many reports of a run are written, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The reports that are complete.
    pub written: usize,
    /// All reports of the run.
    pub of: usize,
}

/// A part of the work on reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Choosing and saying what a report says.
    Story,
    /// The pages.
    Html,
    /// The pages as PDF.
    Pdf,
    /// The tables.
    Tables,
    /// The texts to edit, with their pictures.
    Text,
    /// The figures as files of their own.
    Figures,
}

impl Stage {
    /// Every part, in the order of the work.
    pub const ALL: [Self; 6] = [Self::Story, Self::Html, Self::Pdf, Self::Tables, Self::Text, Self::Figures];

    /// Returns the name of the part, as `--only` names formats.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Tables => "xlsx",
            Self::Text => "docx",
            Self::Figures => "figures",
        }
    }
}

/// Who watches the writing of reports.
pub struct Watch {
    tell: fn(Progress),
    now: fn() -> Duration,
    spent: [AtomicU64; Stage::ALL.len()],
    written: AtomicUsize,
}

impl Watch {
    /// Returns a watch that tells of each report, and reads the time from `now`: since any fixed moment.
    #[must_use]
    pub fn new(tell: fn(Progress), now: fn() -> Duration) -> Self {
        Self { tell, now, spent: Default::default(), written: AtomicUsize::new(0) }
    }

    /// Returns how long a part took, over all reports and threads together.
    #[must_use]
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_micros(self.spent[stage as usize].load(Ordering::Relaxed))
    }

    /// Does a part of the work and adds the time that it takes.
    pub(super) fn during<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let begun = (self.now)();
        let done = work();
        let took = (self.now)().saturating_sub(begun).as_micros();
        self.spent[stage as usize].fetch_add(u64::try_from(took).unwrap_or(u64::MAX), Ordering::Relaxed);
        done
    }

    /// Tells that one more report is complete.
    pub(super) fn complete(&self, of: usize) {
        let written = self.written.fetch_add(1, Ordering::Relaxed) + 1;
        (self.tell)(Progress { written, of });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static CLOCK: AtomicU64 = AtomicU64::new(0);

    fn ticking() -> Duration {
        Duration::from_secs(CLOCK.fetch_add(1, Ordering::Relaxed))
    }

    #[test]
    fn the_time_of_a_part_is_added_up_and_of_no_other() {
        let watch = Watch::new(|_| (), ticking);
        assert_eq!(watch.during(Stage::Pdf, || 7), 7);
        watch.during(Stage::Pdf, || ());
        assert_eq!(watch.spent(Stage::Pdf), Duration::from_secs(2));
        assert!(
            Stage::ALL
                .iter()
                .filter(|stage| **stage != Stage::Pdf)
                .all(|other| watch.spent(*other).is_zero())
        );
    }
}
