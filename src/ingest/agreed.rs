//! Which targets of agreements nobody can measure with this scan: told before a report is made.
//!
//! Leaves out whether a group is large enough, which the report says.

use crate::model::{Dataset, Fault, FaultKind, Role, Severity, SourceData, Survey, Target, Text};
use crate::scan::Scan;

use super::commitments::Agreed;

/// Returns a fault per target that cannot be measured, whatever the numbers are.
pub(super) fn unmeasurable(agreed: &[Agreed], dataset: &Dataset, scan: &Scan) -> Vec<Fault> {
    let about = |one: &Agreed| {
        let why = why_not(one.commitment.target.as_ref()?, dataset, scan)?;
        let hint = Text::new(
            "verander het doel, of vraag de volgende keer wat het meet",
            "change the target, or ask next time what it measures",
        );
        let message = Text::new(
            format!("dit doel is niet te meten: {}", why.message.nl),
            format!("this target cannot be measured: {}", why.message.en),
        );
        let fault = Fault::in_file(Severity::Repaired, FaultKind::Assumed, &one.file, message, hint);
        Some(fault.at_line(one.line).in_column(why.column).with_value(why.value))
    };
    let without = |one: &Agreed| {
        one.commitment.target.is_none().then(|| {
            Fault::in_file(
                Severity::Note,
                FaultKind::Assumed,
                &one.file,
                Text::new(
                    "deze afspraak heeft geen meetbaar doel",
                    "this agreement has no target that can be measured",
                ),
                Text::new(
                    "noem measure, size, baseline en target",
                    "name measure, size, baseline and target",
                ),
            )
            .at_line(one.line)
        })
    };
    agreed.iter().filter_map(|one| about(one).or_else(|| without(one))).collect()
}

/// What of a target does not fit the scan.
struct Why {
    column: &'static str,
    value: String,
    message: Text,
}

fn why_not(target: &Target, dataset: &Dataset, scan: &Scan) -> Option<Why> {
    let why = |column, value: &str, nl: &str, en: &str| {
        Some(Why { column, value: value.to_owned(), message: Text::new(nl, en) })
    };
    if !is_measured(target, dataset) {
        return why(
            "measure",
            &target.measure,
            "geen bron van deze scan meet dit",
            "no source of this scan measures this",
        );
    }
    let scale = dataset.scales.iter().find(|scale| target.measure.strip_prefix("scale.") == Some(&scale.id));
    if scale.is_some_and(|scale| target.size > scale.highest - scale.lowest) {
        let size = target.size.to_string();
        return why("size", &size, "de schaal is korter", "the scale is shorter");
    }
    let by = scan.report.by.as_ref();
    let is_asked = target.by.is_empty()
        || by.is_none_or(|by| by.iter().any(|one| one.0 == target.by))
        || target.by == [Role::RoleAtSchool];
    if !is_asked {
        return why(
            "measure",
            &target.measure,
            "`by` van de scan noemt deze uitsplitsing niet",
            "`by` of the scan does not name this breakdown",
        );
    }
    for (role, label) in target.by.iter().zip(&target.group) {
        if !has_level(dataset, *role, label) {
            return why("group", label, "geen bron heeft deze groep", "no source has this group");
        }
    }
    let rounds: Vec<&str> = dataset.sources.iter().map(|source| source.round.as_str()).collect();
    let is_answer =
        ["scale.", "item.", "outcome.", "choice."].iter().any(|kind| target.measure.starts_with(kind));
    if is_answer && !rounds.contains(&target.baseline.as_str()) {
        return why(
            "baseline",
            &target.baseline,
            "er is geen ronde met deze naam",
            "there is no round with this name",
        );
    }
    None
}

fn is_measured(target: &Target, dataset: &Dataset) -> bool {
    let surveys = || {
        dataset.sources.iter().filter_map(|source| match &source.data {
            SourceData::Survey(survey) => Some(survey),
            _ => None,
        })
    };
    let is_asked =
        |id: &str, ids: fn(&Survey) -> Vec<&str>| surveys().any(|survey| ids(survey).contains(&id));
    let (kind, id) = target.measure.split_once('.').unwrap_or((&target.measure, ""));
    match kind {
        "scale" => {
            let mut scales = dataset.scales.iter().filter(|scale| scale.id == id);
            scales.any(|scale| scale.items.iter().any(|item| is_asked(item, items)))
        }
        "item" => is_asked(id, items),
        "outcome" => {
            is_asked(id, |survey| survey.outcomes.iter().map(|outcome| outcome.id.as_str()).collect())
        }
        "choice" => true,
        "retention" => dataset.sources.iter().any(|source| matches!(source.data, SourceData::Register(_))),
        "participation" => dataset.sources.iter().any(|source| !matches!(source.data, SourceData::Survey(_))),
        _ => false,
    }
}

fn items(survey: &Survey) -> Vec<&str> {
    survey.items.iter().map(|item| item.id.as_str()).collect()
}

fn has_level(dataset: &Dataset, role: Role, label: &str) -> bool {
    let columns = dataset.sources.iter().flat_map(|source| match &source.data {
        SourceData::Survey(survey) => &survey.groups,
        SourceData::Register(register) => &register.groups,
        SourceData::Counts(counts) => &counts.groups,
    });
    let is_label = |text: &Text| text.nl == label || text.en == label;
    columns
        .filter(|column| column.role == role)
        .any(|column| column.levels.iter().any(|level| is_label(&level.label)))
}
