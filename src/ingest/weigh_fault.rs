//! What stands in the way of weighting, in the words of whoever made the scan.

use crate::model::{Fault, FaultKind, Role, Severity, Text};
use crate::scan::{Breakdown, Scan};
use crate::statistics::calibration::CalibrationFault;

/// Which answers a fault is about.
pub(super) struct Place<'a> {
    pub(super) scan: &'a Scan,
    pub(super) source: &'a str,
    pub(super) round: &'a str,
}

impl Place<'_> {
    fn frame(&self) -> &str {
        self.scan.weights.frame.as_deref().unwrap_or("scan.toml")
    }

    fn name(&self) -> String {
        if self.round.is_empty() { self.source.to_owned() } else { format!("{} {}", self.source, self.round) }
    }
}

pub(super) fn is_refused(fault: &Fault) -> bool {
    fault.severity == Severity::Refused
}

fn in_frame(place: &Place<'_>, severity: Severity, message: Text, hint: Text) -> Fault {
    Fault::in_file(severity, FaultKind::Configuration, place.frame(), message, hint)
}

fn in_scan(scan: &Scan, severity: Severity, message: Text, hint: Text) -> Fault {
    Fault::in_file(severity, FaultKind::Configuration, scan.file.clone(), message, hint)
        .at_line(scan.weights.line)
        .in_column("weights.rake")
}

/// A survey lacks the column of a role that is to be matched.
pub(super) fn not_raked(place: &Place<'_>, role: Role) -> Fault {
    let name = place.name();
    in_scan(
        place.scan,
        Severity::Repaired,
        Text::new(
            format!("`{name}` heeft geen kolom `{role}`; die antwoorden zijn niet gewogen"),
            format!("`{name}` has no column `{role}`; those answers are not weighted"),
        ),
        Text::new(
            "geef in het codeboek aan welke kolom dat is, of laat de rol weg uit `rake`",
            "say in the codebook which column it is, or leave the role out of `rake`",
        ),
    )
}

/// No survey has the columns that are to be matched.
pub(super) fn nothing_to_rake(scan: &Scan) -> Fault {
    in_scan(
        scan,
        Severity::Refused,
        Text::new(
            "geen enkele vragenlijst heeft alle rollen van `rake`",
            "no survey has all the roles of `rake`",
        ),
        Text::new(
            "noem rollen die de vragenlijst en de populatie beide kennen",
            "name roles that both the survey and the population know",
        ),
    )
}

/// No one has a weight above 0.
pub(super) fn no_weights(place: &Place<'_>) -> Fault {
    let name = place.name();
    Fault::in_file(
        Severity::Refused,
        FaultKind::NotANumber,
        place.scan.file.clone(),
        Text::new(
            format!("in `{name}` heeft niemand een gewicht boven 0"),
            format!("nobody in `{name}` has a weight above 0"),
        ),
        Text::new(
            "vul de kolom met gewichten, of haal de rol `weight` uit het codeboek",
            "fill the column of weights, or take the role `weight` out of the codebook",
        ),
    )
}

/// The population has no rows for a round.
pub(super) fn no_round(place: &Place<'_>) -> Fault {
    let name = place.name();
    in_frame(
        place,
        Severity::Repaired,
        Text::new(
            format!("de populatie van `{name}` staat er niet in; die antwoorden zijn niet gewogen"),
            format!("the population of `{name}` is not in it; those answers are not weighted"),
        ),
        Text::new(
            "voeg rijen toe met deze ronde in de kolom `round`",
            "add rows with this round in the column `round`",
        ),
    )
    .in_column("round")
    .with_value(place.round)
}

/// Raking to a number that the publisher hid.
pub(super) fn hidden_counts(place: &Place<'_>) -> Fault {
    in_frame(
        place,
        Severity::Refused,
        Text::new(
            "wegen kan niet met verborgen aantallen in de populatie",
            "raking does not work with hidden numbers in the population",
        ),
        Text::new(
            "vul de echte aantallen in, of voeg kleine groepen samen",
            "fill in the real numbers, or combine small groups",
        ),
    )
    .in_column("count")
}

/// A role of `rake` is no heading of the population.
pub(super) fn role_not_in_frame(place: &Place<'_>, role: Role) -> Fault {
    in_frame(
        place,
        Severity::Refused,
        Text::new(
            format!("de populatie heeft geen kolom `{role}`, waarop wordt gewogen"),
            format!("the population has no column `{role}`, which is raked on"),
        ),
        Text::new(
            "voeg de kolom toe, of haal de rol uit `rake`",
            "add the column, or take the role out of `rake`",
        ),
    )
    .in_column(role.word())
}

/// A row of the population says how many, but not of which group.
pub(super) fn frame_without_level(place: &Place<'_>, margin: &Breakdown) -> Fault {
    in_frame(
        place,
        Severity::Refused,
        Text::new(
            "een rij van de populatie noemt geen groep; daardoor verschillen de totalen",
            "a row of the population names no group; so the totals differ",
        ),
        Text::new("vul de groep in op elke rij", "fill in the group on every row"),
    )
    .in_column(margin.to_string())
}

/// People answered for a group that the population does not have.
pub(super) fn not_in_frame(
    place: &Place<'_>,
    margin: &Breakdown,
    levels: &[String],
    is_described: bool,
) -> Fault {
    let name = place.name();
    let (severity, message) = if is_described {
        let message = Text::new(
            format!("groep in `{name}` die de populatie niet kent; zij houden hun eigen gewicht"),
            format!("group in `{name}` that the population does not know; they keep their own weight"),
        );
        (Severity::Repaired, message)
    } else {
        let message = Text::new(
            format!("groep in `{name}` die de populatie niet kent; wegen kan zo niet"),
            format!("group in `{name}` that the population does not know; raking is not possible"),
        );
        (Severity::Refused, message)
    };
    let hint = Text::new(
        "voeg de groep met haar aantal toe, of schrijf haar naam zoals in de vragenlijst",
        "add the group with its number, or write its name as in the survey",
    );
    in_frame(place, severity, message, hint).in_column(margin.to_string()).with_value(levels.join("; "))
}

/// Weights that rest on few answers.
pub(super) fn few_answers(place: &Place<'_>, margin: &Breakdown, levels: &[String]) -> Fault {
    let name = place.name();
    in_frame(
        place,
        Severity::Repaired,
        Text::new(
            format!("gewichten in `{name}` rusten voor een groep op minder dan tien antwoorden"),
            format!("weights in `{name}` rest on fewer than ten answers for a group"),
        ),
        Text::new(
            "voeg kleine groepen samen, in de populatie en met `[groups]` in het codeboek",
            "combine small groups, in the population and with `[groups]` in the codebook",
        ),
    )
    .in_column(margin.to_string())
    .with_value(levels.join("; "))
}

/// Some weights are many times the others, and nothing is trimmed.
pub(super) fn large_weights(place: &Place<'_>, ratio: f64) -> Option<Fault> {
    if place.scan.weights.trim.is_some() {
        return None;
    }
    let (name, ratio) = (place.name(), format!("{ratio:.1}"));
    let message = Text::new(
        format!("het grootste gewicht in `{name}` is {} keer het middelste", ratio.replace('.', ",")),
        format!("the largest weight in `{name}` is {ratio} times the median"),
    );
    let hint = Text::new(
        "zet `trim = 5` bij `[weights]` om gewichten te begrenzen",
        "put `trim = 5` in `[weights]` to cap weights",
    );
    Some(in_scan(place.scan, Severity::Note, message, hint))
}

/// No weights meet the totals; `level` names a level of a margin.
pub(super) fn calibration(
    place: &Place<'_>,
    fault: &CalibrationFault,
    level: &dyn Fn(usize, usize) -> String,
) -> Fault {
    let margin_name =
        |margin: usize| place.scan.weights.rake.get(margin).map_or_else(String::new, ToString::to_string);
    let name = place.name();
    let refused = |message: Text, hint: Text| in_frame(place, Severity::Refused, message, hint);
    match fault {
        CalibrationFault::LevelEmpty { margin, level: at } => refused(
            Text::new(
                format!("groep van de populatie waarvan niemand antwoordde in `{name}`"),
                format!("group of the population of which nobody answered in `{name}`"),
            ),
            Text::new(
                "voeg haar samen met een andere groep, in de populatie en met `[groups]` in het codeboek",
                "combine it with another group, in the population and with `[groups]` in the codebook",
            ),
        )
        .in_column(margin_name(*margin))
        .with_value(level(*margin, *at)),
        CalibrationFault::LevelMissing { margin, level: at } => refused(
            Text::new(
                format!("groep in `{name}` zonder aantal in de populatie"),
                format!("group in `{name}` without a number in the population"),
            ),
            Text::new("voeg de groep met haar aantal toe", "add the group with its number"),
        )
        .in_column(margin_name(*margin))
        .with_value(level(*margin, *at)),
        CalibrationFault::TotalsDiffer { margin, total, first } => refused(
            Text::new(
                format!("de totalen van de populatie verschillen: {first} en {total}"),
                format!("the totals of the population differ: {first} and {total}"),
            ),
            Text::new("tel dezelfde mensen in elke kolom", "count the same people in every column"),
        )
        .in_column(margin_name(*margin)),
        CalibrationFault::NotSettled { margin, level: at, .. } => refused(
            Text::new(
                format!("er zijn geen gewichten waarmee `{name}` op de populatie uitkomt"),
                format!("no weights make `{name}` match the population"),
            ),
            Text::new(
                "weeg op minder rollen, of voeg groepen samen",
                "rake on fewer roles, or combine groups",
            ),
        )
        .in_column(margin_name(*margin))
        .with_value(level(*margin, *at)),
        _ => no_weights(place),
    }
}
