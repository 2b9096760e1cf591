//! What measures and roles are called, in both languages.
//!
//! Scales, items and outcomes take their text from the codebook. Leaves out statistics and methods
//! (`method`) and the full definitions, which stand in the glossary.

use crate::model::{Language, Role, Text};
use crate::report::format::Number;

use super::noun::Noun;

/// A noun in singular and plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms {
    /// One.
    pub one: &'static str,
    /// More.
    pub more: &'static str,
}

/// Returns the name of a measure of `results.csv`, in lower case but for names.
///
/// `text` is what the codebook calls the scale, item or outcome; without it the id is shown. A variant
/// behind `@` is named in brackets: no dropout without its definition.
#[must_use]
pub fn name(measure: &str, text: Option<&Text>) -> Text {
    let (plain, variant) = measure.split_once('@').map_or((measure, None), |(plain, v)| (plain, Some(v)));
    let base = text
        .cloned()
        .or_else(|| own_name(plain))
        .unwrap_or_else(|| Text::same(plain.split_once('.').map_or(plain, |(_, id)| id)));
    match variant {
        None => base,
        Some(variant) => {
            let variant = variant_name(variant);
            Text::new(format!("{} ({})", base.nl, variant.nl), format!("{} ({})", base.en, variant.en))
        }
    }
}

/// Returns the name of a measure that every scan defines alike; `None` for scales, items and outcomes.
fn own_name(measure: &str) -> Option<Text> {
    let fixed = |nl: &str, en: &str| Some(Text::new(nl, en));
    match measure {
        "response" => return fixed("respons", "response"),
        "participation.intake" => return fixed("aandeel onder starters", "share of starters"),
        "participation.enrolled" => {
            return fixed("aandeel onder ingeschrevenen", "share of enrolled students");
        }
        "participation.graduated" => return fixed("aandeel onder afgestudeerden", "share of graduates"),
        "participation.after1" => {
            return fixed(
                "aandeel onder wie na 1 jaar nog dezelfde opleiding doet",
                "share of those in the same programme after 1 year",
            );
        }
        "participation.respondents" => {
            return fixed("aandeel onder wie antwoordde", "share of those who answered");
        }
        "participation.staff" => return fixed("aandeel onder medewerkers", "share of staff"),
        "participation.late" => return fixed("begonnen na 1 oktober", "started after 1 October"),
        "retention.curve_enrolled" => return fixed("nog bezig", "still studying"),
        "retention.curve_diploma" => return fixed("diploma", "diploma"),
        "retention.curve_switch" => return fixed("switch", "switch"),
        "retention.curve_dropout" => return fixed("uitval", "dropout"),
        "retention.returned" => return fixed("terug na een jaar weg", "back after a year away"),
        "retention.completed_nominal" => {
            return fixed("diploma in de nominale tijd", "diploma in nominal time");
        }
        "retention.completed_nominal_plus1" => {
            return fixed("diploma in de nominale tijd plus 1 jaar", "diploma in nominal time plus 1 year");
        }
        "retention.progression_hbo" => {
            return fixed("doorstroom van mbo 4 naar hbo", "progression from mbo 4 to hbo");
        }
        "retention.jaarresultaat" => return fixed("jaarresultaat", "annual result"),
        "retention.diplomaresultaat" => return fixed("diplomaresultaat", "diploma rate of leavers"),
        "retention.startersresultaat" => return fixed("startersresultaat", "starters' result"),
        _ => {}
    }
    let kind = measure.strip_prefix("retention.")?;
    let digits = kind.trim_start_matches(|c: char| !c.is_ascii_digit());
    let years: u64 = digits.parse().ok()?;
    let (nl, en) = match kind.strip_suffix(digits)? {
        "reenrolled" => ("nog ingeschreven na", "still enrolled after"),
        "switch" => ("switch na", "switch after"),
        "dropout" => ("uitval na", "dropout after"),
        "switch_within" => ("switch binnen de school na", "switch within the school after"),
        "switch_out" => ("switch naar een andere school na", "switch to another school after"),
        "progression" => ("doorstroom naar een hoger niveau na", "progression to a higher level after"),
        "groenpluk" => ("vertrokken voor werk na", "left for work after"),
        "dropout_other" => ("andere uitval na", "other dropout after"),
        "enrolled" => ("zittend na", "still studying after"),
        "left" => ("weg zonder diploma na", "gone without a diploma after"),
        "diploma" | "completed" => ("diploma binnen", "diploma within"),
        _ => return None,
    };
    let count = |language| Noun::Year.counted(Number::count(years), language);
    Some(Text::new(format!("{nl} {}", count(Language::Dutch)), format!("{en} {}", count(Language::English))))
}

fn variant_name(variant: &str) -> Text {
    match variant {
        "cbs" => Text::new("volgens CBS", "by CBS"),
        "vh" => Text::new("volgens de Vereniging Hogescholen", "by Vereniging Hogescholen"),
        "unl" => Text::new("volgens UNL", "by UNL"),
        "duo" => Text::new("volgens DUO", "by DUO"),
        "inspectie" => Text::new("volgens de Inspectie", "by the Inspectie"),
        "programme" => Text::new("per opleiding bekeken", "counted per programme"),
        "level" => Text::new("per niveau bekeken", "counted per level"),
        "hbo" => Text::new("in het hbo bekeken", "counted within hbo"),
        "higher_education" => Text::new("in het hoger onderwijs bekeken", "counted within higher education"),
        "institution" => Text::new("per school bekeken", "counted per school"),
        "ticked" => Text::new("van wie iets koos", "of those who chose any"),
        "sector" => Text::new("per sector bekeken", "counted per sector"),
        other => Text::same(other.replace('_', " ")),
    }
}

/// Returns the heading of a breakdown by `role`: `Gender (eigen omschrijving)`.
#[must_use]
pub fn role_name(role: Role) -> Text {
    let (nl, en) = match role {
        Role::Gender => ("Gender (eigen omschrijving)", "Gender (self-described)"),
        Role::Sex => ("Geslacht (register)", "Sex (register)"),
        Role::Origin => ("Herkomst", "Origin"),
        Role::FirstGeneration => ("Eerste generatie", "First generation"),
        Role::SupportNeed => ("Ondersteuningsbehoefte", "Support need"),
        Role::Age => ("Leeftijd", "Age"),
        Role::PriorEducation => ("Vooropleiding", "Prior education"),
        Role::Institution => ("School", "School"),
        Role::Location => ("Vestiging", "Site"),
        Role::Sector => ("Sector", "Sector"),
        Role::Domain => ("Domein", "Domain"),
        Role::Programme => ("Opleiding", "Programme"),
        Role::Level => ("Niveau", "Level"),
        Role::Form => ("Vorm", "Form of study"),
        Role::Cohort => ("Cohort", "Cohort"),
        Role::Year => ("Jaar", "Year"),
        Role::Round => ("Ronde", "Round"),
        Role::RoleAtSchool => ("Rol op school", "Role at school"),
        Role::ScoreBand => ("Score op een schaal", "Score on a scale"),
        Role::Item => ("Vraag", "Question"),
        Role::Outcome => ("Uitkomst", "Outcome"),
        Role::DiplomaYear => ("Diplomajaar", "Diploma year"),
        Role::MainEnrolment => ("Hoofdinschrijving", "Main enrolment"),
        Role::Equivalent => ("Opleiding actueel equivalent", "Present programme"),
        Role::StartDate => ("Begindatum", "Start date"),
        Role::ExitReason => ("Reden van uitschrijving", "Reason for leaving"),
        Role::PriorDiplomaYear => ("Diplomajaar vooropleiding", "Year of prior diploma"),
        Role::Weight => ("Gewicht", "Weight"),
        Role::Stratum => ("Stratum", "Stratum"),
        Role::Count => ("Aantal", "Number"),
        Role::Respondent | Role::Person => ("Persoon", "Person"),
        Role::HiddenId => ("Kenmerk dat niet is bewaard", "Identifier, not kept"),
        Role::Open => ("Open antwoord", "Open answer"),
    };
    Text::new(nl, en)
}

/// Returns the heading of a breakdown by several roles: `Gender (eigen omschrijving) en herkomst`.
#[must_use]
pub fn roles_name(roles: &[Role], language: Language) -> String {
    let names: Vec<String> = roles
        .iter()
        .enumerate()
        .map(|(index, role)| {
            let name = role_name(*role).get(language).to_owned();
            if index == 0 { name } else { name.to_lowercase() }
        })
        .collect();
    super::noun::list(&names, language)
}

/// Returns what one level of a role is called and what several are: `opleiding`, `opleidingen`.
#[must_use]
pub fn level_name(role: Role, language: Language) -> Forms {
    let (one, more) = match (role, language) {
        (Role::Programme, Language::Dutch) => ("opleiding", "opleidingen"),
        (Role::Programme, Language::English) => ("programme", "programmes"),
        (Role::Institution, Language::Dutch) => ("school", "scholen"),
        (Role::Institution, Language::English) => ("school", "schools"),
        (Role::Location, Language::Dutch) => ("vestiging", "vestigingen"),
        (Role::Location, Language::English) => ("site", "sites"),
        (Role::Sector, Language::Dutch) => ("sector", "sectoren"),
        (Role::Sector, Language::English) => ("sector", "sectors"),
        (Role::Domain, Language::Dutch) => ("domein", "domeinen"),
        (Role::Domain, Language::English) => ("domain", "domains"),
        (Role::Level, Language::Dutch) => ("niveau", "niveaus"),
        (Role::Level, Language::English) => ("level", "levels"),
        (Role::Form, Language::Dutch) => ("studievorm", "studievormen"),
        (Role::Form, Language::English) => ("form of study", "forms of study"),
        (Role::Cohort, Language::Dutch) => ("cohort", "cohorten"),
        (Role::Cohort, Language::English) => ("cohort", "cohorts"),
        (Role::Year, Language::Dutch) => ("jaar", "jaren"),
        (Role::Year, Language::English) => ("year", "years"),
        (Role::Round, Language::Dutch) => ("ronde", "rondes"),
        (Role::Round, Language::English) => ("round", "rounds"),
        (Role::PriorEducation, Language::Dutch) => ("vooropleiding", "vooropleidingen"),
        (Role::PriorEducation, Language::English) => ("kind of prior education", "kinds of prior education"),
        (Role::Age, Language::Dutch) => ("leeftijdsgroep", "leeftijdsgroepen"),
        (Role::Age, Language::English) => ("age group", "age groups"),
        (Role::Origin, Language::Dutch) => ("herkomstgroep", "herkomstgroepen"),
        (Role::Origin, Language::English) => ("origin group", "origin groups"),
        (_, Language::Dutch) => ("groep", "groepen"),
        (_, Language::English) => ("group", "groups"),
    };
    Forms { one, more }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(measure: &str) -> String {
        let text = name(measure, None);
        format!("{} | {}", text.nl, text.en)
    }

    #[test]
    fn retention_names_its_years_and_its_definition() {
        assert_eq!(both("retention.reenrolled1"), "nog ingeschreven na 1 jaar | still enrolled after 1 year");
        assert_eq!(both("retention.switch3"), "switch na 3 jaar | switch after 3 years");
        assert_eq!(both("retention.completed5"), "diploma binnen 5 jaar | diploma within 5 years");
        assert_eq!(
            both("retention.dropout1@cbs"),
            "uitval na 1 jaar (volgens CBS) | dropout after 1 year (by CBS)"
        );
        assert_eq!(both("retention.onzin1"), "onzin1 | onzin1");
    }

    #[test]
    fn scales_take_the_text_of_the_codebook() {
        let text = Text::new("thuisgevoel", "sense of belonging");
        assert_eq!(name("scale.belonging", Some(&text)), text);
        assert_eq!(both("scale.belonging"), "belonging | belonging");
        assert_eq!(name("scale.belonging@short_form", Some(&text)).nl, "thuisgevoel (short form)");
    }

    #[test]
    fn gender_and_sex_are_told_apart() {
        assert_eq!(role_name(Role::Gender).nl, "Gender (eigen omschrijving)");
        assert_eq!(role_name(Role::Sex).nl, "Geslacht (register)");
        assert_eq!(
            roles_name(&[Role::Gender, Role::Origin], Language::Dutch),
            "Gender (eigen omschrijving) en herkomst"
        );
    }
}
