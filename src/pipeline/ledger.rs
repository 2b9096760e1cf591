//! The ledger of a run: by what people were counted before, and what this run adds.

use crate::disclosure;
use crate::ingest::Ingested;
use crate::model::{Ledger, Publication, Role};
use crate::results::Plan;
use crate::tabulation::{Cube, Design, Family};

/// Returns the design by which a plan is made: that of the run, and what people were counted by in earlier publications.
///
/// `None` where nothing is missing from the design of the run.
pub(super) fn wider(design: &Design, ledger: &Ledger) -> Option<Design> {
    let mut wider = design.clone();
    for by in counted_by(ledger) {
        let by: Vec<Role> = by.into_iter().filter(|role| Some(*role) != design.per).collect();
        let is_same =
            |known: &Vec<Role>| known.len() == by.len() && by.iter().all(|role| known.contains(role));
        if !by.is_empty() && !wider.breakdowns.iter().any(is_same) {
            wider.breakdowns.push(by);
        }
    }
    (wider.breakdowns.len() > design.breakdowns.len()).then_some(wider)
}

/// Returns the roles by which students were counted in the publications of a ledger.
fn counted_by(ledger: &Ledger) -> Vec<Vec<Role>> {
    let of_others = [Family::Voices, Family::Staff, Family::Told].map(Family::word);
    let populations = ledger.publications.iter().flat_map(|publication| &publication.populations);
    let groups = populations
        .filter(|population| !of_others.contains(&population.family.as_str()))
        .flat_map(|population| &population.groups);
    let mut all: Vec<Vec<Role>> = groups
        .map(|group| group.of.keys().filter_map(|role| role.parse().ok()).collect::<Vec<Role>>())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What a scan that keeps a ledger published before, and what it publishes now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    /// The ledger with this publication in it.
    pub(super) ledger: Ledger,
    /// Whether something was published before this.
    pub(super) is_first: bool,
}

/// Returns the ledger with what this run publishes; `None` where the scan keeps none.
pub(super) fn kept(ingested: &Ingested, cube: &Cube, plan: &Plan) -> Option<Kept> {
    let ledger = ingested.ledger.as_ref()?;
    let publication: Publication = disclosure::publication(&ingested.scan.title, cube, plan);
    let is_first = ledger.before(&publication) == 0;
    Some(Kept { ledger: ledger.with(publication), is_first })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Disclosed, DisclosedGroup, FollowUp, Language};
    use crate::tabulation::Detail;

    #[test]
    fn people_are_counted_by_what_was_published_before_as_well() {
        let group = |roles: &[&str]| DisclosedGroup {
            of: roles.iter().map(|role| ((*role).to_owned(), "x".to_owned())).collect(),
            ..DisclosedGroup::default()
        };
        let disclosed = Disclosed {
            source: "studenten".to_owned(),
            period: "2026".to_owned(),
            family: "respondents".to_owned(),
            named: None,
            measures: Vec::new(),
            groups: vec![
                group(&[]),
                group(&["programme", "gender"]),
                group(&["gender"]),
                group(&["institution", "origin"]),
            ],
        };
        let ledger =
            Ledger::default().with(Publication { title: String::new(), populations: vec![disclosed] });
        let design = Design {
            breakdowns: vec![vec![Role::Gender]],
            of_others: Vec::new(),
            per: Some(Role::Institution),
            language: Language::Dutch,
            follow_up: FollowUp::default(),
            detail: Detail::default(),
        };
        let found = wider(&design, &ledger).unwrap().breakdowns;
        assert_eq!(found.len(), 3);
        assert!(
            found.contains(&vec![Role::Origin]),
            "the role with a report per level is no breakdown: {found:?}"
        );
        assert_eq!(wider(&Design { breakdowns: found, ..design }, &ledger), None);
    }
}
