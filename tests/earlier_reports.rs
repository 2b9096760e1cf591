//! What was published before: a new report is protected together with it, and nobody is the difference of two reports.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod likert;
mod random_school;

use std::collections::BTreeMap;

use meetellen::model::{Dataset, DisclosedGroup, Ledger, Publication, Role, SourceData};
use random_school::{attack, publish, school, told, usual, write};

fn by(roles: &[Role]) -> Vec<Vec<Role>> {
    roles.iter().map(|role| vec![*role]).collect()
}

/// Returns what can be read back of two reports of a school together.
fn read_back(first: &str, second: &str) -> Vec<String> {
    let folders = [first, second].map(|results| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), results);
        folder
    });
    told(&attack(&[folders[0].path(), folders[1].path()]))
}

/// Returns the school as it was when only the first of its students had answered.
fn before_the_last(dataset: &Dataset, late: usize) -> Dataset {
    let mut earlier = dataset.clone();
    let SourceData::Survey(survey) = &mut earlier.sources[0].data else { panic!("a survey") };
    survey.rows -= late;
    let rows = survey.rows;
    let codes = survey.groups.iter_mut().map(|column| &mut column.codes);
    for codes in codes.chain(survey.items.iter_mut().map(|item| &mut item.codes)) {
        *codes = codes.iter().take(rows).copied().collect();
    }
    earlier
}

/// Returns how many people each group had, where a publication told it.
fn people(publication: &Publication) -> BTreeMap<&BTreeMap<String, String>, Option<u64>> {
    let groups = publication.populations.iter().flat_map(|population| &population.groups);
    groups.map(|DisclosedGroup { of, n, .. }| (of, *n)).collect()
}

#[test]
fn the_same_report_again_is_the_same_report() {
    for seed in 0..6 {
        let per = (seed % 2 == 0).then_some(Role::Institution);
        let dataset = school(seed);
        let (first, ledger) = publish(&dataset, per, usual(), &Ledger::default());
        let (again, same) = publish(&dataset, per, usual(), &ledger);
        assert_eq!(first, again, "school {seed}");
        assert_eq!(ledger, same, "one publication is kept once");
    }
}

#[test]
fn another_report_of_the_same_people_tells_nothing_together_with_the_one_before() {
    let per_school = |roles: &[Role]| (Some(Role::Institution), by(roles));
    let together = |roles: &[Role]| (None, by(roles));
    let (mut with, mut without) = (Vec::new(), 0);
    for seed in 0..8 {
        let dataset = school(seed);
        let pairs = [
            (per_school(&[Role::Gender]), together(&[Role::Gender, Role::Institution])),
            (together(&[Role::Gender]), (None, usual())),
        ];
        for ((per, first), (other, second)) in pairs {
            let (first, ledger) = publish(&dataset, per, first, &Ledger::default());
            let (beside, _) = publish(&dataset, other, second.clone(), &ledger);
            with.extend(read_back(&first, &beside));
            let (alone, _) = publish(&dataset, other, second, &Ledger::default());
            without += read_back(&first, &alone).len();
        }
    }
    assert_eq!(with, Vec::<String>::new());
    assert!(without > 0, "without the ledger nothing was told either: the test would hold of anything");
}

#[test]
fn people_who_answered_late_cannot_be_subtracted() {
    let mut shown_again = 0;
    for seed in 0..24 {
        let dataset = school(seed);
        for late in [1, 4, 9, 25] {
            let (_, ledger) = publish(&before_the_last(&dataset, late), None, usual(), &Ledger::default());
            let (_, both) = publish(&dataset, None, usual(), &ledger);
            let [first, second] = [&both.publications[0], &both.publications[1]].map(people);
            for (group, n) in &second {
                let Some((n, was)) = n.zip(first.get(group).copied().flatten()) else { continue };
                let added = n - was;
                assert!(added == 0 || added >= 10, "school {seed}, {late} late: {added} more of {group:?}");
                shown_again += u32::from(added >= 10);
            }
            // What is left of a total beside the groups that both reports tell.
            let told = |role: &str| -> u64 {
                let of_role = second.iter().filter(|(group, _)| group.len() == 1 && group.contains_key(role));
                of_role.filter_map(|(group, n)| Some((*n)? - first.get(group).copied().flatten()?)).sum()
            };
            let everybody = BTreeMap::new();
            if second[&everybody].is_some() {
                for role in ["gender", "programme"] {
                    let rest = late as u64 - told(role);
                    assert!(rest == 0 || rest >= 10, "school {seed}, {late} late: {rest} more beside {role}");
                }
            }
        }
    }
    assert!(shown_again > 24, "only {shown_again} groups were told again with more people");
}

/// Returns a school in which two programmes are one: beside the report before, the difference would be told.
fn with_programmes_joined(dataset: &Dataset) -> Dataset {
    let mut joined = dataset.clone();
    let SourceData::Survey(survey) = &mut joined.sources[0].data else { panic!("a survey") };
    let programme = survey.groups.iter_mut().find(|column| column.role == Role::Programme).unwrap();
    programme.codes = programme.codes.iter().map(|code| (*code).min(1)).collect();
    programme.levels.truncate(2);
    programme.levels[1].label.nl = "ict en logistiek".to_owned();
    joined
}

#[test]
fn groups_that_are_called_otherwise_now_are_not_told_of_the_same_people() {
    let dataset = school(3);
    let (_, ledger) = publish(&dataset, None, by(&[Role::Gender, Role::Programme]), &Ledger::default());
    let joined = with_programmes_joined(&dataset);
    let (_, both) = publish(&joined, None, by(&[Role::Gender, Role::Programme]), &ledger);
    let second = people(&both.publications[1]);
    let of = |role: &str, label: &str| second[&BTreeMap::from([(role.to_owned(), label.to_owned())])];
    assert_eq!(of("programme", "ict en logistiek"), None);
    assert_eq!(
        of("programme", "techniek"),
        people(&both.publications[0])[&BTreeMap::from([("programme".to_owned(), "techniek".to_owned())])]
    );
    assert!(of("gender", "man").is_some());
}

#[test]
fn groups_that_are_called_otherwise_now_are_not_told_where_people_came_either() {
    let dataset = school(3);
    let first = before_the_last(&dataset, 30);
    let (_, ledger) = publish(&first, None, by(&[Role::Programme]), &Ledger::default());
    let of = |publication: &Publication, label: &str| {
        people(publication)[&BTreeMap::from([("programme".to_owned(), label.to_owned())])]
    };
    let (_, all) =
        publish(&with_programmes_joined(&dataset), None, by(&[Role::Programme]), &Ledger::default());
    assert!(of(&all.publications[0], "ict en logistiek").is_some(), "shown where nothing was told before");
    let (_, both) = publish(&with_programmes_joined(&dataset), None, by(&[Role::Programme]), &ledger);
    assert_eq!(of(&both.publications[1], "ict en logistiek"), None);
}

#[test]
fn one_person_who_changed_groups_cannot_be_told_from_the_difference() {
    let mut moved = 0;
    for seed in 0..24 {
        let dataset = school(seed);
        let (_, ledger) = publish(&dataset, None, usual(), &Ledger::default());
        let mut corrected = dataset.clone();
        let SourceData::Survey(survey) = &mut corrected.sources[0].data else { panic!("a survey") };
        let gender = survey.groups.iter_mut().find(|column| column.role == Role::Gender).unwrap();
        // The first man is a woman now: everybody together is as many as before.
        let first = gender.codes.iter().position(|code| *code == 0).unwrap();
        gender.codes =
            gender.codes.iter().enumerate().map(|(at, code)| if at == first { 1 } else { *code }).collect();
        let (_, both) = publish(&corrected, None, usual(), &ledger);
        let [then, now] = [&both.publications[0], &both.publications[1]].map(people);
        for (group, n) in &now {
            let Some((n, was)) = n.zip(then.get(group).copied().flatten()) else { continue };
            assert_eq!(n, was, "school {seed}: {group:?}");
        }
        moved += then.len();
    }
    assert!(moved > 24);
}

#[test]
fn an_answer_that_is_called_otherwise_now_is_not_told_where_it_was_covered() {
    let dataset = school(3);
    let covered = |publication: &Publication| -> Vec<(BTreeMap<String, String>, Vec<usize>)> {
        let groups = publication.populations.iter().flat_map(|population| &population.groups);
        let covers = groups.map(|group| {
            let measures = group.covers.iter().filter(|cover| cover.answers.contains(&"5".to_owned()));
            (group.of.clone(), measures.map(|cover| cover.measure).collect::<Vec<_>>())
        });
        covers.filter(|(_, measures)| !measures.is_empty()).collect()
    };
    let (_, ledger) = publish(&dataset, None, usual(), &Ledger::default());
    let mut renamed = dataset.clone();
    let SourceData::Survey(survey) = &mut renamed.sources[0].data else { panic!("a survey") };
    survey.items.iter_mut().for_each(|item| item.answers[4].label.nl = "helemaal eens".to_owned());
    let (_, both) = publish(&renamed, None, usual(), &ledger);
    let before = covered(&both.publications[0]);
    assert!(!before.is_empty(), "no answer was covered: the test would hold of anything");
    for (group, measures) in before {
        let groups = both.publications[1].populations.iter().flat_map(|population| &population.groups);
        let now = groups.into_iter().find(|now| now.of == group).unwrap();
        assert!(measures.iter().all(|measure| now.withheld.contains(measure)), "{group:?}");
    }
}

#[test]
fn the_ledger_holds_no_number_of_a_group_that_is_withheld() {
    let (_, ledger) = publish(&school(5), Some(Role::Institution), usual(), &Ledger::default());
    let groups = || ledger.publications[0].populations.iter().flat_map(|population| &population.groups);
    assert!(groups().filter_map(|group| group.n).all(|n| n >= 10));
    assert!(groups().any(|group| group.n.is_none()));
}
