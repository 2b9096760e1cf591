//! The distance between ambition and now in a quickscan: per person, so that both are of the same people.
//!
//! An area is a pair of scales, `<area>_now` and `<area>_ambition`, with the same statements in the same order. Leaves out
//! what is shown of it, and every comparison of roles.

use crate::model::{Answer, Fault, FaultKind, Item, LevelKind, MISSING, Role, Scale, Severity, Survey, Text};

use super::columns::{mapped, not_in_form};
use super::tabled::Tabled;

/// How the scales of an area end.
const NOW: &str = "_now";
const AMBITION: &str = "_ambition";
const DISTANCE: &str = "_distance";

/// Returns a scale per area for the distance, and adds a statement for each pair that the survey has.
///
/// Statements outside an area are dropped.
pub(super) fn distances(scales: &[Scale], survey: &mut Survey) -> Vec<Scale> {
    let mut made = Vec::new();
    for now in scales {
        let Some(area) = now.id.strip_suffix(NOW) else { continue };
        let Some(ambition) = scales.iter().find(|scale| scale.id.strip_suffix(AMBITION) == Some(area)) else {
            continue;
        };
        let mut items = Vec::new();
        for (from, to) in now.items.iter().zip(&ambition.items) {
            let item = |id: &str| survey.items.iter().find(|item| item.id == id);
            let Some(distance) = item(from).zip(item(to)).map(|(from, to)| distance(from, to)) else {
                continue;
            };
            items.push(distance.id.clone());
            if !survey.items.iter().any(|item| item.id == distance.id) {
                survey.items.push(distance);
            }
        }
        let span = now.highest - now.lowest;
        made.push(Scale {
            id: format!("{area}{DISTANCE}"),
            text: Text::new(
                format!("{}, over twee jaar min nu", now.text.nl),
                format!("{}, in two years minus now", now.text.en),
            ),
            items,
            reversed: Vec::new(),
            lowest: -span,
            highest: span,
            bands: Vec::new(),
            ..now.clone()
        });
    }
    made.retain(|scale| !scale.items.is_empty());
    // What only staff were asked cannot be compared between roles: it is for the meeting, not for the report.
    let is_in_area = |item: &Item| scales.iter().chain(&made).any(|scale| scale.items.contains(&item.id));
    survey.items.retain(is_in_area);
    made
}

/// Returns the distance of one statement: the value in two years less that of now, of who answered both.
fn distance(from: &Item, to: &Item) -> Item {
    let values = |item: &Item| -> Vec<Option<f64>> {
        let stated = |answer: &Answer| answer.value.filter(|_| answer.kind == LevelKind::Stated);
        item.answers.iter().map(stated).collect()
    };
    let (before, after) = (values(from), values(to));
    let mut steps: Vec<f64> = Vec::new();
    for (a, b) in before.iter().flatten().flat_map(|a| after.iter().flatten().map(move |b| (a, b))) {
        if !steps.iter().any(|step| (step - (b - a)).abs() < 1e-9) {
            steps.push(b - a);
        }
    }
    steps.sort_by(f64::total_cmp);
    let value_at = |values: &[Option<f64>], code: u16| values.get(usize::from(code)).copied().flatten();
    let codes = from.codes.iter().zip(to.codes.iter()).map(|(from, to)| {
        let pair = value_at(&before, *from).zip(value_at(&after, *to));
        let place = pair.and_then(|(a, b)| steps.iter().position(|step| (step - (b - a)).abs() < 1e-9));
        place.and_then(|place| u16::try_from(place).ok()).unwrap_or(MISSING)
    });
    Item {
        id: format!("{}-{}", to.id, from.id),
        called: String::new(),
        text: to.text.clone(),
        answers: steps
            .iter()
            .map(|step| Answer {
                raw: format!("{step:+}"),
                label: Text::same(format!("{step:+}")),
                value: Some(*step),
                kind: LevelKind::Stated,
            })
            .collect(),
        codes: codes.collect(),
    }
}

/// Returns what a file without a codebook of its own lacks of the form: refused without any statement, a note without roles.
pub(super) fn unasked(tabled: &Tabled) -> Vec<Fault> {
    let columns = mapped(&tabled.table, &tabled.used.codebook);
    let lacks = |role: Role| !columns.iter().any(|column| column.meaning.role == role);
    let Some(file) = tabled.files.first() else { return Vec::new() };
    let [statements, roles] = [
        lacks(Role::Item).then(|| not_in_form(Severity::Refused, &file.name, "QS11N")),
        lacks(Role::RoleAtSchool).then(|| not_in_form(Severity::Note, &file.name, "QS00")),
    ];
    statements.into_iter().chain(roles).collect()
}

/// Returns what to tell where a quickscan has no area at all.
pub(super) fn without_areas(scales: &[Scale], file: &str) -> Option<Fault> {
    let has_area = scales.iter().any(|scale| scale.id.ends_with(NOW));
    (!has_area).then(|| {
        Fault::in_file(
            Severity::Repaired,
            FaultKind::Assumed,
            file,
            Text::new("deze quickscan heeft geen gebieden", "this quickscan has no areas"),
            Text::new(
                "schrijf `instrument = \"quickscan-nl\"`, of maak schalen die eindigen op _now en _ambition",
                "write `instrument = \"quickscan-nl\"`, or make scales that end in _now and _ambition",
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MissingRule, Theme};

    fn item(id: &str, codes: &[u16]) -> Item {
        let answer =
            |value: Option<f64>, kind| Answer { raw: "x".to_owned(), label: Text::same("x"), value, kind };
        let mut answers: Vec<Answer> =
            (0..5).map(|value| answer(Some(f64::from(value)), LevelKind::Stated)).collect();
        answers.push(answer(None, LevelKind::NotStated));
        Item {
            id: id.to_owned(),
            called: id.to_owned(),
            text: Text::same(id),
            answers,
            codes: codes.to_vec().into(),
        }
    }

    fn scale(id: &str, items: &[&str]) -> Scale {
        Scale {
            id: id.to_owned(),
            text: Text::same("Netwerken"),
            items: items.iter().map(|id| (*id).to_owned()).collect(),
            reversed: Vec::new(),
            lowest: 0.0,
            highest: 4.0,
            missing_rule: MissingRule::Half,
            theme: Theme::Society,
            bands: Vec::new(),
        }
    }

    #[test]
    fn a_distance_is_of_who_answered_both() {
        let items = vec![item("QS51N", &[1, 3, 5, MISSING]), item("QS51A", &[4, 2, 4, 4])];
        let mut survey = Survey { rows: 4, items, ..Survey::default() };
        let scales = [scale("networks_now", &["QS51N"]), scale("networks_ambition", &["QS51A"])];
        let made = distances(&scales, &mut survey);
        assert_eq!((made[0].id.as_str(), made[0].lowest, made[0].highest), ("networks_distance", -4.0, 4.0));
        let distance = &survey.items[2];
        let values: Vec<Option<f64>> = distance
            .codes
            .iter()
            .map(|code| distance.answers.get(usize::from(*code)).and_then(|answer| answer.value))
            .collect();
        assert_eq!(values, [Some(3.0), Some(-1.0), None, None]);
    }

    #[test]
    fn a_scale_without_its_pair_has_no_distance() {
        let mut survey = Survey { rows: 1, items: vec![item("QS51N", &[1])], ..Survey::default() };
        assert_eq!(distances(&[scale("networks_now", &["QS51N"])], &mut survey), []);
    }
}
