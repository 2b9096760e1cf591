//! What a register must hold for the definition that the scan asks for, and what a reader must know of its last year.

use std::collections::BTreeMap;

use crate::disclosure::Policy;
use crate::ingest::Ingested;
use crate::model::{Domain, Fault, FaultKind, Register, Role, Severity, Source, SourceData, Text, Variant};

/// A last year with fewer enrolments than this share of the year before is said to be half filled.
const FILLED: f64 = 0.5;

/// Returns why the definitions that the scan asks for cannot be followed; empty where they can.
pub(super) fn faults(ingested: &Ingested, policy: &Policy) -> Vec<Fault> {
    let scan = &ingested.scan;
    let rules = &scan.retention.rules;
    let refused = |message: Text, hint: Text| {
        Fault::in_file(Severity::Refused, FaultKind::Configuration, scan.file.clone(), message, hint)
            .at_line(scan.retention_line)
            .in_column("retention")
    };
    let registers = ingested.dataset.sources.iter().filter_map(|source| match &source.data {
        SourceData::Register(register) => Some((source, register)),
        _ => None,
    });
    let mut found = Vec::new();
    for (source, register) in registers {
        // Two definitions count nearly the same students: what one hides, the other would give away.
        if rules.len() > 1 && !source.public && !policy.exact {
            found.push(refused(
                Text::new(
                    format!("twee definities tegelijk verraden wie er tussen valt, bij bron `{}`", source.name),
                    format!("two definitions at once tell who falls between them, at source `{}`", source.name),
                ),
                Text::new(
                    "kies er een, of maak een verslag per definitie; samen kan alleen met open of oefengegevens en `exact = true`",
                    "choose one, or make a report per definition; together is for open or practice data with `exact = true` only",
                ),
            ));
        }
        for rule in rules {
            let needed: &[Role] = match (rule.variant, rule.domain) {
                (Variant::Vh, _) => &[Role::Form, Role::Level],
                (Variant::Cbs, _) => &[Role::Form, Role::Programme],
                (_, Domain::Programme) => &[Role::Programme],
                (_, Domain::Level) => &[Role::Level],
                (_, Domain::Sector) => &[Role::Sector],
                _ => &[],
            };
            for role in needed.iter().filter(|role| !has(register, **role)) {
                found.push(refused(
                    Text::new(
                        format!(
                            "`{}` heeft de rol `{role}` nodig; het register van `{}` heeft die niet",
                            name(rule.variant, rule.domain),
                            source.name
                        ),
                        format!(
                            "`{}` needs the role `{role}`; the register of `{}` has none",
                            name(rule.variant, rule.domain),
                            source.name
                        ),
                    ),
                    Text::new(
                        "noem de kolom in het codeboek, of kies een andere definitie",
                        "name the column in the codebook, or choose another definition",
                    ),
                ));
            }
        }
    }
    found
}

fn name(variant: Variant, domain: Domain) -> &'static str {
    if variant == Variant::Own { domain.word() } else { variant.word() }
}

fn has(register: &Register, role: Role) -> bool {
    let by_name = role == Role::Level && register.groups.iter().any(|column| column.role == Role::Programme);
    by_name || register.groups.iter().any(|column| column.role == role)
}

/// Returns that the last year of a register looks half filled: then everybody seems to have left.
#[expect(clippy::cast_precision_loss, reason = "counts of rows stay far below 2^52")]
pub(super) fn half_filled(source: &Source) -> Option<Text> {
    let SourceData::Register(register) = &source.data else { return None };
    let mut rows: BTreeMap<u16, u64> = BTreeMap::new();
    for year in &register.year {
        *rows.entry(*year).or_default() += 1;
    }
    let (last, n_last) = rows.pop_last()?;
    let (_, n_before) = rows.pop_last()?;
    ((n_last as f64) < n_before as f64 * FILLED).then(|| {
        Text::new(
            format!("Het laatste jaar van het register, {last}, lijkt niet compleet: het telt minder dan de helft van het jaar ervoor. Uitval in dat jaar kan daardoor te hoog zijn."),
            format!("The last year of the register, {last}, looks incomplete: it holds less than half of the year before. Dropout in that year may be too high because of it."),
        )
    })
}

/// Returns that a register names no diploma: those who left with one cannot be told from dropouts.
pub(super) fn without_diplomas(source: &Source) -> Option<Text> {
    let SourceData::Register(register) = &source.data else { return None };
    register.diploma_year.iter().all(|year| *year == 0).then(|| {
        Text::new(
            "Het register noemt geen diplomajaren. Wie met een diploma vertrok, telt hier dus als uitval; wie een diploma haalde, is niet te zeggen.",
            "The register names no diploma years. So those who left with a diploma count as dropout here; who got a diploma cannot be told.",
        )
    })
}
