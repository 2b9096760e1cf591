//! What there is at a school and at its work places: facilities, work clothes, hours, the first day.
//!
//! Facts about a place, as the school says. Holds no people.

use super::{Text, Theme};

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// It is there.
    Yes,
    /// It will be there.
    Planned,
    /// It is not there.
    No,
}

/// Where something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Site {
    /// At school.
    School,
    /// At the work places of placements.
    Work,
}

/// One answer on a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facility {
    /// The item without its place: `CK01`.
    pub item: String,
    /// The item as a reader sees it.
    pub text: Text,
    /// Where it was looked at.
    pub site: Site,
    /// Which of the four aspects of VHTO it is about.
    pub aspect: Theme,
    /// The school as the file writes it; empty where the file does not say.
    pub institution: String,
    /// The location as the file writes it; empty where the file does not say.
    pub location: String,
    /// The round; empty where there is none.
    pub round: String,
    /// Whether it is there.
    pub presence: Presence,
}
