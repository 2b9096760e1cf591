//! What each register measure counts: numerator, denominator, domain, reference date and source, in both languages.
//!
//! The one source for the report, the sheet and `docs/definitions.md`; `results.csv` names a definition by its
//! measure. Leaves out how it is counted (`tabulation`).

use super::{CohortRule, Domain, Text, Variant};

/// What a measure counts. The id is the measure in `results.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The measure with its variant: `retention.dropout1@cbs`.
    pub id: String,
    /// Who is counted.
    pub numerator: Text,
    /// Out of whom.
    pub denominator: Text,
    /// Within what.
    pub domain: Text,
    /// On which day.
    pub reference_date: Text,
    /// Whose definition it is.
    pub source: Text,
}

/// One line of the table; `{k}` is the number of years.
struct Entry {
    /// The measure without its years and variant.
    base: &'static str,
    /// The variants that count so; empty for all that have no line of their own.
    variants: &'static [Variant],
    nl: &'static str,
    en: &'static str,
}

macro_rules! entries {
    ($($base:literal $variants:expr; $nl:literal $en:literal)*) => {
        &[$(Entry { base: $base, variants: $variants, nl: $nl, en: $en },)*]
    };
}

const ANY: &[Variant] = &[];

/// The numerators.
const NUMERATORS: &[Entry] = entries! {
    "reenrolled" &[Variant::Cbs];
        "Wie na {k} jaar op 1 oktober dezelfde opleiding doet, of van een Ad naar een bachelor ging." "Those in the same programme on 1 October after {k}, or who went on from an Ad to a bachelor."
    "reenrolled" ANY;
        "Wie na {k} jaar op 1 oktober dezelfde opleiding doet bij dezelfde school, zonder diploma." "Those in the same programme at the same school on 1 October after {k}, without a diploma."
    "switch" ANY;
        "Wie na {k} jaar een andere opleiding doet, of op een andere school in dit bestand zit, zonder diploma." "Those in another programme, or at another school in this file, after {k}, without a diploma."
    "switch_within" ANY;
        "Het deel van de switch dat na {k} jaar op dezelfde school zit." "The part of switch that is at the same school after {k}."
    "switch_out" ANY;
        "Het deel van de switch dat na {k} jaar op een andere school in dit bestand zit." "The part of switch that is at another school in this file after {k}."
    "progression" ANY;
        "Het deel van de switch dat na {k} jaar een hoger niveau doet, zoals van Ad naar bachelor." "The part of switch that is at a higher level after {k}, such as from Ad to bachelor."
    "dropout" &[Variant::Cbs];
        "Wie na {k} jaar zonder diploma weg is bij de opleiding. Switch telt mee, behalve van Ad naar bachelor." "Those who left the programme without a diploma after {k}. Switch is included, except from Ad to bachelor."
    "dropout" &[Variant::Vh];
        "Wie na {k} jaar niet meer in het hbo van dit bestand staat en geen diploma haalde." "Those no longer in hbo in this file after {k}, without a diploma."
    "dropout" ANY;
        "Wie na {k} jaar niet meer in dit bestand staat en geen diploma haalde. Ook wie naar een school daarbuiten ging." "Those no longer in this file after {k}, without a diploma. Also those who moved to a school outside it."
    "groenpluk" ANY;
        "Het deel van de uitval dat volgens het register voor werk vertrok." "The part of dropout that left for work, by the register."
    "dropout_other" ANY;
        "Het deel van de uitval dat volgens het register niet voor werk vertrok." "The part of dropout that did not leave for work, by the register."
    "diploma" &[Variant::Vh];
        "Wie binnen {k} jaar een diploma haalde in het hbo van dit bestand." "Those with a diploma in hbo in this file within {k}."
    "diploma" &[Variant::Cbs];
        "Wie binnen {k} jaar een diploma haalde." "Those with a diploma within {k}."
    "diploma" ANY;
        "Wie binnen {k} jaar een diploma haalde bij deze school." "Those with a diploma of this school within {k}."
    "completed" &[Variant::Vh];
        "Wie binnen {k} jaar een diploma haalde in het hbo van dit bestand." "Those with a diploma in hbo in this file within {k}."
    "completed" ANY;
        "Wie binnen {k} jaar een diploma haalde bij deze school." "Those with a diploma of this school within {k}."
    "completed_nominal" ANY;
        "Wie een diploma haalde in de tijd die ervoor staat: 2 jaar voor een Ad, 4 jaar voor een bachelor." "Those with a diploma in the nominal time: 2 years for an Ad, 4 for a bachelor."
    "completed_nominal_plus" ANY;
        "Wie een diploma haalde met hoogstens {k} boven de tijd die ervoor staat: 2 jaar voor een Ad, 4 jaar voor een bachelor." "Those with a diploma at most {k} beyond the nominal time: 2 years for an Ad, 4 for a bachelor."
    "enrolled" ANY;
        "Wie na {k} jaar nog studeert, zonder diploma." "Those still studying after {k}, without a diploma."
    "left" ANY;
        "Wie na {k} jaar niet meer in dit bestand staat en geen diploma haalde." "Those no longer in this file after {k}, without a diploma."
    "curve_enrolled" ANY;
        "Wie zoveel jaar na de start nog niets overkwam: geen diploma, switch of uitval (Kaplan-Meier)." "Those to whom nothing happened yet that many years after the start: no diploma, switch or dropout (Kaplan-Meier)."
    "curve_diploma" ANY;
        "Wie zoveel jaar na de start als eerste een diploma haalde (Aalen-Johansen)." "Those whose first event that many years after the start was a diploma (Aalen-Johansen)."
    "curve_switch" ANY;
        "Wie zoveel jaar na de start als eerste switchte (Aalen-Johansen)." "Those whose first event that many years after the start was a switch (Aalen-Johansen)."
    "curve_dropout" ANY;
        "Wie zoveel jaar na de start als eerste weg was. Wie later terugkomt, telt ook (Aalen-Johansen)." "Those whose first event that many years after the start was being gone. Those who come back later are included (Aalen-Johansen)."
    "returned" ANY;
        "Wie na een of meer jaren weg weer in dit bestand staat." "Those who are in this file again after a year or more away."
    "jaarresultaat" ANY;
        "Wie in het jaar een diploma haalde op niveau 2, 3 of 4." "Those who got a diploma at level 2, 3 or 4 in the year."
    "diplomaresultaat" ANY;
        "Vertrekkers met een diploma van deze school." "Leavers with a diploma of this school."
    "startersresultaat" ANY;
        "Starters die na een jaar een diploma hebben of er nog zijn, drie jaren samen." "Starters who have a diploma or are still there after a year, three years together."
    "progression_hbo" ANY;
        "Wie op 1 oktober na het diploma in het hbo staat." "Those in hbo on 1 October after the diploma."
    "intake" ANY;
        "Starters van deze groep." "Starters of this group."
    "enrolled_total" ANY;
        "Ingeschrevenen van deze groep." "Enrolled students of this group."
    "graduated" ANY;
        "Afgestudeerden van deze groep." "Graduates of this group."
    "after" ANY;
        "Starters van deze groep die na {k} jaar dezelfde opleiding doen bij dezelfde school." "Starters of this group in the same programme at the same school after {k}."
    "late" ANY;
        "Wie na 1 oktober begon, bijvoorbeeld in februari. Zij tellen in geen cohort mee." "Those who started after 1 October, for instance in February. They are in no cohort."
};

/// The denominators of measures that are not about a cohort.
const DENOMINATORS: &[Entry] = entries! {
    "completed_nominal" ANY;
        "Alle starters van een Ad of een bachelor." "All starters in an Ad or a bachelor."
    "returned" ANY;
        "Starters die een jaar weg waren zonder diploma, en daarna minstens een jaar te volgen zijn." "Starters who were gone for a year without a diploma, and can be followed for a year or more after it."
    "jaarresultaat" ANY;
        "Die gediplomeerden, en wie in het jaar zonder diploma vertrok van niveau 2, 3 of 4." "Those graduates, and those who left level 2, 3 or 4 without a diploma in the year."
    "diplomaresultaat" ANY;
        "Alle mbo-studenten die in het jaar van deze school vertrokken." "All mbo students who left this school in the year."
    "startersresultaat" ANY;
        "Alle nieuwe mbo-studenten op 1 oktober van drie jaren." "All new mbo students on 1 October of three years."
    "progression_hbo" ANY;
        "Wie in het jaar een diploma op mbo-niveau 4 haalde." "Those who got a diploma at mbo level 4 in the year."
    "intake" ANY;
        "Alle starters van het jaar." "All starters of the year."
    "enrolled_total" ANY;
        "Alle ingeschrevenen op 1 oktober." "Everybody enrolled on 1 October."
    "graduated" ANY;
        "Alle afgestudeerden van het jaar." "All graduates of the year."
    "after" ANY;
        "Alle starters die na {k} jaar dezelfde opleiding doen bij dezelfde school." "All starters in the same programme at the same school after {k}."
    "late" ANY;
        "Geen: het is een aantal." "None: it is a number."
};

/// Returns the definition of a register measure of `results.csv`; `None` for scales, items and outcomes.
#[must_use]
pub fn definition(measure: &str) -> Option<Definition> {
    let (plain, suffix) = measure.split_at(measure.find('@').unwrap_or(measure.len()));
    let rule = CohortRule::of_suffix(suffix)?;
    let (family, name) = plain.split_once('.')?;
    let end = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (base, years) = name.split_at(end);
    let base = match (family, base) {
        ("participation", "enrolled") => "enrolled_total",
        ("participation", "intake" | "graduated" | "late" | "after") | ("retention", _) => base,
        _ => return None,
    };
    let numerator = entry(NUMERATORS, base, rule.variant)?.filled(years);
    let denominator = DENOMINATORS
        .iter()
        .find(|entry| base.starts_with(entry.base))
        .map_or_else(|| starters(rule.variant), |entry| entry.filled(years));
    Some(Definition {
        id: measure.to_owned(),
        numerator,
        denominator,
        domain: within(base, rule),
        reference_date: reference_date(base),
        source: source(base, rule.variant),
    })
}

fn entry(entries: &'static [Entry], base: &str, variant: Variant) -> Option<&'static Entry> {
    let fits = |entry: &&Entry| entry.base == base;
    let own = entries.iter().filter(fits).find(|entry| entry.variants.contains(&variant));
    own.or_else(|| entries.iter().filter(fits).find(|entry| entry.variants.is_empty()))
}

impl Entry {
    fn filled(&self, years: &str) -> Text {
        let year = if years == "1" { "year" } else { "years" };
        // In Dutch "jaar" stands in the text, but for the years beyond the nominal time.
        let nl = self.nl.replace("hoogstens {k}", &format!("hoogstens {years} jaar")).replace("{k}", years);
        Text::new(nl, self.en.replace("{k}", &format!("{years} {year}")))
    }
}

fn starters(variant: Variant) -> Text {
    match variant {
        Variant::Own | Variant::Unl => {
            Text::new("Alle starters van het cohort.", "All starters of the cohort.")
        }
        Variant::Inspectie => Text::new(
            "Alle starters: voor het eerst hoofdinschrijving bij deze opleiding en school.",
            "All starters: main enrolment in this programme at this school for the first time.",
        ),
        Variant::Vh => Text::new(
            "Voltijd-bachelors die voor het eerst in het hbo van dit bestand staan.",
            "Full-time bachelor students in hbo in this file for the first time.",
        ),
        Variant::Cbs => Text::new(
            "Voltijdstudenten die voor het eerst bij deze opleiding staan.",
            "Full-time students in this programme for the first time.",
        ),
    }
}

fn within(base: &str, rule: CohortRule) -> Text {
    let institution = matches!(
        base,
        "jaarresultaat" | "diplomaresultaat" | "startersresultaat" | "enrolled_total" | "graduated" | "late"
    );
    match if institution { Domain::Institution } else { rule.domain } {
        Domain::Programme => Text::new("opleiding en school", "programme and school"),
        Domain::Level => Text::new("niveau en school", "level and school"),
        Domain::Institution => Text::new("school", "school"),
        Domain::Sector => {
            Text::new("sector, alle scholen in dit bestand", "sector, all schools in this file")
        }
        Domain::Hbo => Text::new("hbo, alle scholen in dit bestand", "hbo, all schools in this file"),
        Domain::HigherEducation => Text::new(
            "hoger onderwijs, alle scholen in dit bestand",
            "higher education, all schools in this file",
        ),
    }
}

fn reference_date(base: &str) -> Text {
    match base {
        "jaarresultaat" | "diplomaresultaat" | "graduated" => {
            Text::new("1 oktober tot en met 30 september", "1 October up to 30 September")
        }
        "intake" | "enrolled_total" | "switch" | "reenrolled" | "dropout" => {
            Text::new("1 oktober", "1 October")
        }
        _ => Text::new(
            "1 oktober; een diplomajaar loopt van oktober tot en met september",
            "1 October; a diploma year runs from October up to September",
        ),
    }
}

fn source(base: &str, variant: Variant) -> Text {
    if matches!(base, "jaarresultaat" | "diplomaresultaat" | "startersresultaat") {
        return Text::new(
            "naar Inspectie van het Onderwijs en informatie-encyclopedie.nl; uit dit register, niet uit hun bestand",
            "after Inspectie van het Onderwijs and informatie-encyclopedie.nl; from this register, not from their file",
        );
    }
    match variant {
        Variant::Own => Text::new(
            "eigen definitie, naar Universiteiten van Nederland en Inspectie van het Onderwijs",
            "own definition, after Universiteiten van Nederland and Inspectie van het Onderwijs",
        ),
        Variant::Vh => Text::new(
            "naar Vereniging Hogescholen; dat het hbo de grens is, is onze lezing",
            "after Vereniging Hogescholen; that hbo is the boundary is our reading",
        ),
        Variant::Cbs => {
            Text::new("naar CBS, Studieuitval (2022)", "after Statistics Netherlands, Studieuitval (2022)")
        }
        Variant::Inspectie => Text::new(
            "naar Inspectie van het Onderwijs, Databronnen en definities",
            "after Inspectie van het Onderwijs, Databronnen en definities",
        ),
        Variant::Unl => Text::new(
            "naar Universiteiten van Nederland, Bachelorfase: status na 1 jaar",
            "after Universiteiten van Nederland, Bachelorfase: status na 1 jaar",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dropout_says_whose_it_is() {
        let own = definition("retention.dropout1").expect("a definition");
        let cbs = definition("retention.dropout1@cbs").expect("a definition");
        let vh = definition("retention.dropout3@vh").expect("a definition");
        assert!(own.numerator.nl.contains("na 1 jaar niet meer in dit bestand"));
        assert!(cbs.numerator.nl.contains("Switch telt mee"));
        assert_eq!(cbs.domain.nl, "opleiding en school");
        assert!(vh.numerator.en.contains("after 3 years"));
        assert!(vh.denominator.nl.starts_with("Voltijd-bachelors"));
        assert_ne!(own.source, cbs.source);
    }

    #[test]
    fn every_register_measure_has_a_definition_and_a_question_has_none() {
        for measure in [
            "retention.completed5",
            "retention.completed_nominal",
            "retention.completed_nominal_plus1",
            "retention.switch_out2@programme",
            "retention.jaarresultaat",
            "retention.curve_dropout",
            "participation.enrolled",
        ] {
            assert!(definition(measure).is_some(), "{measure}");
        }
        let plus = definition("retention.completed_nominal_plus1").expect("a definition");
        assert!(plus.numerator.nl.contains("hoogstens 1 jaar boven"), "{}", plus.numerator.nl);
        assert!(definition("item.SB01").is_none());
        assert!(definition("retention.dropout1@onzin").is_none());
    }
}
