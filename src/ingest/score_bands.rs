//! Groups made of the scores on one scale: support at home below 3, from 3 to below 4, and from 4.
//!
//! The score is that of the scale itself, with its own rule for missing answers. Leaves out what is shown of the
//! groups: to `disclosure` they are groups like others.

use crate::model::{
    Column, Dataset, Fault, FaultKind, Item, Level, LevelKind, MISSING, Role, Scale, Severity, Source,
    SourceData, SourceKind, Survey, Text,
};

/// A hair below a cut is the cut: means of a few answers are no exact numbers in binary.
const HAIR: f64 = 1e-9;

/// Adds the column of [`Role::ScoreBand`] to a survey of students, by the first of `scales` that is cut into bands.
///
/// Who has no score has no band. Nothing is added where the survey has such a column, or asked none of the questions.
pub(super) fn band(source: &mut Source, scales: &[Scale]) {
    let (SourceKind::Survey, SourceData::Survey(survey)) = (source.kind, &mut source.data) else { return };
    let Some(scale) = scales.iter().find(|scale| !scale.bands.is_empty()) else { return };
    let is_there = survey.groups.iter().any(|column| column.role == Role::ScoreBand);
    if is_there || !survey.items.iter().any(|item| scale.items.contains(&item.id)) {
        return;
    }
    let codes: Vec<u16> = (0..survey.rows).map(|row| code(scale, survey, row)).collect();
    let levels = (0..=scale.bands.len()).map(|place| level(scale, place)).collect();
    survey.groups.push(Column { role: Role::ScoreBand, levels, codes: codes.into(), coarser: None });
}

/// Returns the band of the score on a row: how many cuts the score has reached.
fn code(scale: &Scale, survey: &Survey, row: usize) -> u16 {
    let asked: Vec<&Item> =
        scale.items.iter().filter_map(|id| survey.items.iter().find(|item| item.id == *id)).collect();
    let value = |item: &&Item| {
        let value = item.answers.get(usize::from(item.codes[row]))?.value?;
        Some(if scale.reversed.contains(&item.id) { scale.lowest + scale.highest - value } else { value })
    };
    let values: Vec<f64> = asked.iter().filter_map(value).collect();
    if values.len() < scale.missing_rule.needed(asked.len()).max(1) {
        return MISSING;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred items at most")]
    let score = values.iter().sum::<f64>() / values.len() as f64;
    let reached = scale.bands.iter().filter(|cut| score >= **cut - HAIR).count();
    u16::try_from(reached).unwrap_or(MISSING)
}

/// Returns a band by its place, with the scores that it holds in its name.
fn level(scale: &Scale, place: usize) -> Level {
    let from = place.checked_sub(1).map(|place| scale.bands[place]);
    let to = scale.bands.get(place).copied();
    let (nl, en) = match (from, to) {
        (None, Some(to)) => (format!("onder {}", comma(to)), format!("below {to}")),
        (Some(from), Some(to)) => {
            (format!("{} tot {}", comma(from), comma(to)), format!("{from} to below {to}"))
        }
        (Some(from), None) => (format!("{} of hoger", comma(from)), format!("{from} or higher")),
        (None, None) => (String::new(), String::new()),
    };
    let name = |text: &str, scores: String| format!("{}: {scores}", text.trim().to_lowercase());
    Level {
        raw: place.to_string(),
        label: Text::new(name(&scale.text.nl, nl), name(&scale.text.en, en)),
        kind: LevelKind::Stated,
    }
}

/// A number as Dutch writes it.
fn comma(value: f64) -> String {
    value.to_string().replace('.', ",")
}

/// Returns the fault of a scan that breaks down by bands where there are none, or where several scales have them.
pub(super) fn not_banded(dataset: &Dataset, scan: &str) -> Option<Fault> {
    let banded = dataset.scales.iter().filter(|scale| !scale.bands.is_empty());
    let banded: Vec<&str> = banded.map(|scale| scale.id.as_str()).collect();
    let mut groups = dataset.sources.iter().flat_map(Source::groups);
    let is_there = groups.any(|column| column.role == Role::ScoreBand);
    let (message, hint) = match banded[..] {
        _ if !is_there => (
            Text::new(
                "uitsplitsen naar `score_band` kan niet: geen schaal is in groepen verdeeld",
                "cannot break down by `score_band`: no scale is cut into bands",
            ),
            Text::new(
                "zet bij een schaal in het codeboek bijvoorbeeld `bands = [3, 4]`",
                "put for instance `bands = [3, 4]` at a scale of the codebook",
            ),
        ),
        [first, _, ..] => (
            Text::new(
                format!("maar een schaal kan in groepen verdeeld zijn; `{first}` telt"),
                format!("one scale only can be cut into bands; `{first}` counts"),
            ),
            Text::new("haal `bands` bij de andere schalen weg", "remove `bands` from the other scales"),
        ),
        _ => return None,
    };
    let fault = Fault::in_file(Severity::Refused, FaultKind::Configuration, scan, message, hint);
    Some(fault.in_column("report.by"))
}
