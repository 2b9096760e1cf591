//! The page with definitions is the table of definitions: one source for report, results and documentation.

use std::path::Path;

use meetellen::disclosure::Statistic;
use meetellen::model::{CohortRule, Domain, Variant, definition};

use crate::scan::{by_name, publish};

const BEFORE: &str = "# Wat elk registercijfer telt

Gemaakt uit de tabel in `src/model/definition.rs`; een toets bewaakt dat beide gelijk zijn. De naam is die in `results.csv`.
`scan.toml` kiest:

```toml
[retention]
definition = \"own\"              # own, vh, cbs, inspectie of unl
domain = \"institution\"          # programme, level, institution, sector, hbo of higher_education; alleen bij own
years = [1, 2, 3]               # na hoeveel jaar de status wordt gegeven
completed = [5, 8]              # diploma binnen zoveel jaar; ook \"nominal\" en \"nominal+1\"
successors = { 34280 = 39280 }  # oude en nieuwe code van een opleiding, als het register geen kolom `equivalent` heeft

[retention.norms.jaarresultaat]
\"mbo 4\" = 68                    # komt naast het resultaat te staan
```

Noemt de scan geen domein, dan geldt de school, of de opleiding waar het startjaar in het register dat van de opleiding is.
Kolommen die het codeboek kan noemen: `equivalent` (opleiding actueel equivalent), `start_date` (na 1 oktober begonnen telt
in geen cohort), `exit_reason` met `success` (welke reden vertrek voor werk is), `prior_diploma_year`.
Na een jaar staat elk cohort apart. Latere jaren en delen staan van alle cohorten samen, in hele procenten en vanaf 100
starters; met open of oefengegevens (`public`, `exact`) ook per cohort. Twee definities in een verslag kan alleen dan.
";

/// The measures of the page, in order.
const MEASURES: [&str; 29] = [
    "retention.reenrolled1",
    "retention.switch1",
    "retention.switch_within1",
    "retention.switch_out1",
    "retention.progression1",
    "retention.dropout1",
    "retention.groenpluk1",
    "retention.dropout_other1",
    "retention.diploma1",
    "retention.completed5",
    "retention.completed_nominal",
    "retention.completed_nominal_plus1",
    "retention.enrolled5",
    "retention.left5",
    "retention.curve_enrolled",
    "retention.curve_diploma",
    "retention.curve_switch",
    "retention.curve_dropout",
    "retention.returned",
    "retention.jaarresultaat",
    "retention.diplomaresultaat",
    "retention.startersresultaat",
    "retention.progression_hbo",
    "participation.intake",
    "participation.enrolled",
    "participation.graduated",
    "participation.late",
    "retention.dropout3",
    "retention.completed8",
];

fn page() -> String {
    let mut text = String::from(BEFORE);
    let mut variants: Vec<String> = vec![String::new()];
    variants.extend(Variant::ALL.map(|variant| CohortRule::new(variant, Domain::Institution).suffix()));
    variants.dedup();
    for suffix in variants {
        let title = if suffix.is_empty() { "Eigen definitie" } else { suffix.as_str() };
        text.push_str(&format!("\n## {title}\n"));
        for measure in MEASURES {
            let of_variant = ["reenrolled1", "switch1", "dropout1", "diploma1", "completed5"];
            let is_own = of_variant.iter().any(|end| measure == format!("retention.{end}"));
            let Some(found) =
                definition(&format!("{measure}{suffix}")).filter(|_| suffix.is_empty() || is_own)
            else {
                continue;
            };
            text.push_str(&format!(
                "\n**{}**. Teller: {} Noemer: {} Domein: {}. Peildatum: {}. Bron: {}.\n*{} / {} {}; {}. {}.*\n",
                found.id,
                found.numerator.nl,
                found.denominator.nl,
                found.domain.nl,
                found.reference_date.nl,
                found.source.nl,
                found.numerator.en,
                found.denominator.en,
                found.domain.en,
                found.reference_date.en,
                found.source.en,
            ));
        }
    }
    text
}

#[test]
fn the_page_with_definitions_is_the_table_of_definitions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/definitions.md");
    if std::env::var_os("MEETELLEN_WRITE_DOCS").is_some() {
        std::fs::write(&path, page()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page(), "run once with MEETELLEN_WRITE_DOCS=1 to write {}", path.display());
}

#[test]
fn every_register_number_that_is_published_has_a_definition() {
    let register = include_bytes!("../reference/cohorts.csv");
    let codebook = crate::against_r::CODEBOOK;
    for retention in [
        "",
        "[retention]\ndefinition = \"cbs\"\n",
        "[retention]\ncompleted = [\"nominal\", \"nominal+1\", 4]\n",
    ] {
        let edited = publish(register, codebook, &format!("{}{retention}", crate::scan::SCAN));
        for statistic in [Statistic::Share, Statistic::Count] {
            for name in by_name(&edited, statistic).keys() {
                assert!(definition(&name.0).is_some(), "{} has no definition", name.0);
            }
        }
    }
}
