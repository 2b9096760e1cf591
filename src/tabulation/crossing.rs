//! By which breakdowns a source is counted: students by all that the scan names, others by what their chapter shows.
//!
//! Each breakdown more costs cells of a few people, and so withheld numbers elsewhere. Leaves out the counting.

use crate::model::{Role, SourceKind};

/// Returns the breakdowns of a kind of source: those of `of_students` or, for other people, those of `all` that their readers need.
pub(super) fn crossed(
    kind: SourceKind,
    all: &[Vec<Role>],
    of_students: &[Vec<Role>],
    per: Option<Role>,
) -> Vec<Vec<Role>> {
    let needed: &[Role] = match kind {
        SourceKind::Survey | SourceKind::Register | SourceKind::Counts => return of_students.to_vec(),
        SourceKind::Quickscan => &[Role::RoleAtSchool],
        SourceKind::Staff => &[Role::RoleAtSchool, Role::Gender, Role::Sex],
        SourceKind::Alumni | SourceKind::Themes => &[Role::Gender, Role::Sex],
        SourceKind::Checklist | SourceKind::Commitments => &[],
    };
    let is_needed = |role: &Role| needed.contains(role) || Some(*role) == per;
    all.iter().filter(|by| by.iter().all(is_needed)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_people_are_counted_by_what_their_chapter_shows_only() {
        let students =
            [vec![], vec![Role::Gender], vec![Role::Programme], vec![Role::Gender, Role::Programme]];
        let mut all = students.to_vec();
        all.extend([
            vec![Role::RoleAtSchool],
            vec![Role::RoleAtSchool, Role::Gender],
            vec![Role::Institution],
        ]);
        let of = |kind| crossed(kind, &all, &students, Some(Role::Institution));
        assert_eq!(of(SourceKind::Survey), students);
        assert_eq!(of(SourceKind::Quickscan), [vec![], vec![Role::RoleAtSchool], vec![Role::Institution]]);
        assert_eq!(of(SourceKind::Alumni), [vec![], vec![Role::Gender], vec![Role::Institution]]);
        assert!(of(SourceKind::Staff).contains(&vec![Role::RoleAtSchool, Role::Gender]));
    }
}
