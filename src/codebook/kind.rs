//! What a file is a list of: answers, enrolments or counts; and whether years stand in its headings.
//!
//! Leaves out what single columns mean.

use super::headings::{self, HeadingClass};
use super::meaning::Unpivot;
use super::roles::is_gender;
use super::sample::ColumnSample;
use super::vocabulary::UNKNOWN;
use crate::model::{Role, SourceKind, Stage};

/// Returns what a file with these columns is a list of.
pub(super) fn kind_of(samples: &[&ColumnSample], unpivot: bool) -> SourceKind {
    let classes: Vec<HeadingClass> = samples.iter().map(|sample| headings::class(&sample.heading)).collect();
    let role = |wanted: &[Role]| {
        classes.iter().any(|class| matches!(class, HeadingClass::Role(hit) if wanted.contains(&hit.role)))
    };
    let year = role(&[Role::Year, Role::DiplomaYear, Role::Cohort]);
    if unpivot || (classes.contains(&HeadingClass::Count) && year && !role(&[Role::Person])) {
        SourceKind::Counts
    } else if role(&[Role::Person]) && year {
        SourceKind::Register
    } else {
        SourceKind::Survey
    }
}

/// Returns at which point of a study a table of counts seems to count.
pub(super) fn stage_of(headings: &[String], kind: SourceKind) -> Option<Stage> {
    if kind != SourceKind::Counts {
        return None;
    }
    let all = headings.iter().map(|heading| headings::plain(heading)).collect::<Vec<_>>().join(" ");
    if all.contains("eerstejaars") || all.contains("instroom") {
        Some(Stage::Intake)
    } else if all.contains("gediplomeerd") || all.contains("afgestudeerd") {
        Some(Stage::Graduated)
    } else {
        Some(Stage::Enrolled)
    }
}

/// Years, or years with a sex, in at least two headings: a wide table of counts.
pub(super) fn unpivoted(headings: &[String]) -> Option<Unpivot> {
    let forms =
        [("{year} {sex}", vec![Role::Year, Role::Sex]), ("{sex} {year}", vec![Role::Sex, Role::Year])];
    for separator in [" ", "_", "-"] {
        for (form, roles) in &forms {
            let form = form.replace(' ', separator);
            let unpivot =
                Unpivot { headings: form, roles: roles.clone(), columns: Vec::new(), hidden: Vec::new() };
            if headings.iter().filter(|heading| takes(Some(&unpivot), heading)).count() >= 2 {
                return Some(unpivot);
            }
        }
    }
    let years = Unpivot {
        headings: "{year}".to_owned(),
        roles: vec![Role::Year],
        columns: Vec::new(),
        hidden: Vec::new(),
    };
    (headings.iter().filter(|heading| takes(Some(&years), heading)).count() >= 2).then_some(years)
}

/// Returns whether unpivoting takes a column with this heading.
pub(super) fn takes(unpivot: Option<&Unpivot>, heading: &str) -> bool {
    let Some(parts) = unpivot.and_then(|unpivot| unpivot.parts(heading)) else { return false };
    parts.iter().zip(unpivot.map_or(&[][..], |unpivot| &unpivot.roles)).all(|(part, role)| match role {
        Role::Year => part.len() == 4 && part.parse().is_ok_and(|year: u16| (1950..2100).contains(&year)),
        _ => is_gender(part) || UNKNOWN.is(part),
    })
}
