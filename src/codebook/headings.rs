//! Which headings of real exports mean what: DUO, 1cijferHO, survey platforms, and what people type themselves.
//!
//! Leaves out the values of a column: `vocabulary` knows those.

use super::meaning::folded;
use crate::model::Role;

/// Forms of headings per role, the better one first; `*` stands for anything.
///
/// Order matters twice: a heading gets the first role that fits, and of several columns with one role the one
/// with the earlier form is kept.
const FORMS: [(Role, &[&str]); 21] = [
    (
        Role::Person,
        &[
            "persoonsgebonden nummer*",
            "pgn",
            "studentnummer*",
            "student number",
            "student id",
            "studentid",
            "student",
            "leerlingnummer",
            "deelnemernummer",
        ],
    ),
    (
        Role::MainEnrolment,
        &[
            "soort inschrijving*instelling*",
            "soort inschrijving*hoger onderwijs*",
            "hoofdinschrijving*",
            "main enrolment",
        ],
    ),
    (
        Role::PriorEducation,
        &[
            "hoogste vooropleiding*omschrijving*",
            "hoogste vooropleiding",
            "hoogste vooropl*",
            "vooropleiding*",
            "vooropl*",
            "prior education",
            "previous qualification",
            "previous education",
            "highest diploma before",
        ],
    ),
    (
        Role::DiplomaYear,
        &["diplomajaar", "diploma jaar", "jaar diploma", "diploma year", "graduation year", "afstudeerjaar"],
    ),
    (
        Role::Cohort,
        &[
            "cohort*",
            "instroomjaar",
            "startjaar",
            "eerste jaar aan deze opleiding instelling",
            "eerste jaar aan deze actuele opleiding instelling",
            "eerste jaar aan deze instelling",
            "start year",
            "jaar van instroom",
        ],
    ),
    (
        Role::Year,
        &[
            "inschrijvingsjaar",
            "studiejaar",
            "schooljaar",
            "peiljaar",
            "jaar",
            "year",
            "academic year",
            "school year",
        ],
    ),
    (Role::Round, &["ronde", "meting", "round", "wave", "golf"]),
    (
        Role::Institution,
        &[
            "instellingscode*",
            "brin*",
            "actuele instelling",
            "instelling",
            "instellingsnaam*",
            "naam instelling",
            "school",
            "schoolnaam",
            "hogeschool",
            "institution",
            "op welke school*",
        ],
    ),
    (Role::Location, &["vestiging*", "locatie", "location", "campus", "gemeentenaam", "site"]),
    (
        Role::Programme,
        &[
            "opleidingsnaam*",
            "opleidingscode naam opleiding",
            "naam opleiding",
            "opleiding",
            "welke opleiding*",
            "studie",
            "programme",
            "program",
            "study programme",
            "degree programme",
            "course",
            "opleidingscode*",
            "opleiding actueel equivalent",
            "isat*",
            "croho",
            "crohocode",
            "crebo*",
        ],
    ),
    (Role::Domain, &["domein", "domain", "htno-domein"]),
    (Role::Sector, &["croho onderdeel*", "onderdeel", "sector", "discipline"]),
    (
        Role::Level,
        &[
            "type hoger onderwijs*",
            "soort diploma",
            "niveau",
            "opleidingsniveau",
            "mbo-niveau",
            "level",
            "level of study",
            "opleidingsfase*",
        ],
    ),
    (
        Role::Form,
        &["opleidingsvorm*", "leerweg", "studievorm", "vorm", "form of study", "daytime/evening attendance*"],
    ),
    (
        Role::Age,
        &["leeftijd per peildatum*", "leeftijd*", "age", "age at*", "hoe oud ben je*", "how old are you*"],
    ),
    (Role::Origin, &["herkomst*", "herkomst indikking*", "origin", "migratieachtergrond*"]),
    (
        Role::FirstGeneration,
        &["eerste generatie*", "eerstegeneratie*", "first generation*", "first-generation*"],
    ),
    (
        Role::SupportNeed,
        &[
            "ondersteuningsbehoefte*",
            "extra ondersteuning*",
            "functiebeperking*",
            "support need*",
            "*special needs",
        ],
    ),
    (Role::RoleAtSchool, &["rol", "functie", "ik ben", "role", "rol op school"]),
    (Role::Weight, &["weight", "weights", "gewicht", "weegfactor", "weging", "wgt"]),
    (Role::Stratum, &["stratum", "strata"]),
];

/// Forms of headings that say gender or sex; which of the two, the kind of source tells.
const GENDER: [&str; 12] = [
    "gender",
    "geslacht*",
    "sekse",
    "sex",
    "wat is je gender*",
    "wat is je geslacht*",
    "what is your gender*",
    "gender identity",
    "genderidentiteit",
    "gender*identi*",
    "ik identificeer me als*",
    "with which gender*",
];

/// Forms of headings of columns that identify people.
const IDENTIFYING: [&str; 46] = [
    "naam",
    "name",
    "voornaam",
    "achternaam",
    "first name",
    "last name",
    "full name",
    "recipient*name",
    "recipientlastname",
    "recipientfirstname",
    "*e-mail*",
    "*email*",
    "mail",
    "mailadres",
    "ip",
    "ip-adres*",
    "ip address",
    "ipaddress",
    "ipaddr",
    "token",
    "id",
    "responseid",
    "response id",
    "respons-id",
    "antwoord id",
    "recordid",
    "record id",
    "respondent id",
    "respondentnummer",
    "externalreference",
    "externaldatareference",
    "bsn",
    "burgerservicenummer",
    "onderwijsnummer",
    "geboortedatum",
    "date of birth",
    "postcode*",
    "telefoon*",
    "phone*",
    "adres",
    "address",
    "locationlatitude",
    "locationlongitude",
    "*timestamp*",
    "tijdstempel",
    "datum*inschrijving",
];

/// Forms of headings of moments: with a group and a class list, the moment of answering names the person.
const MOMENTS: [&str; 14] = [
    "begintijd",
    "starttijd",
    "start time",
    "startdate",
    "start date",
    "tijd van voltooien",
    "voltooiingstijd",
    "eindtijd",
    "completion time",
    "end time",
    "enddate",
    "recordeddate",
    "submitdate",
    "datestamp",
];

/// Forms of headings that platforms add and nobody answered.
const TECHNICAL: [&str; 18] = [
    "progress",
    "finished",
    "status",
    "duration*",
    "distributionchannel",
    "userlanguage",
    "responseset",
    "lastpage",
    "startlanguage",
    "seed",
    "refurl",
    "locationaccuracy",
    "language",
    "taal",
    "laatst gewijzigd*",
    "last modified*",
    "interviewtime",
    "collectorid",
];

/// Forms of headings of special personal data that no table here needs.
const SENSITIVE: [&str; 16] = [
    "orientation",
    "sexual*",
    "seksuele*",
    "geaardheid",
    "religi*",
    "geloof*",
    "levensovertuiging*",
    "race*",
    "ras",
    "ethnic*",
    "etnici*",
    "politi*",
    "national*",
    "nacionality",
    "diagnos*",
    "handicap*",
];

/// Forms of headings of counts of people.
const COUNTS: [&str; 6] = ["aantal*", "count", "n", "number of students", "students", "headcount"];

/// A role that a heading speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The role.
    pub(super) role: Role,
    /// The place of the form among those of the role: of two columns, the lower one is kept.
    pub(super) rank: usize,
}

/// What a heading says before any value is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadingClass {
    /// It names people or a way to reach them.
    Identifying,
    /// It is a moment of answering.
    Moment,
    /// A platform added it.
    Technical,
    /// It asks or registers gender or sex.
    Gender,
    /// It asks for special personal data.
    Sensitive,
    /// It counts people.
    Count,
    /// It speaks for a role.
    Role(Hit),
    /// It says nothing by itself.
    Unknown,
}

/// Returns what `heading` says.
pub(super) fn class(heading: &str) -> HeadingClass {
    let plain = plain(heading);
    // `age3` is age in three bands; `q0024` and `A1` are codes.
    let word = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain =
        if word.len() >= 3 && word.chars().all(char::is_alphabetic) { word.to_owned() } else { plain };
    let any = |forms: &[&str]| forms.iter().any(|form| fits(form, &plain));
    if any(&IDENTIFYING) || any(&PERSONAL) {
        return HeadingClass::Identifying;
    }
    if any(&MOMENTS) {
        return HeadingClass::Moment;
    }
    if any(&TECHNICAL) {
        return HeadingClass::Technical;
    }
    if any(&GENDER) {
        return HeadingClass::Gender;
    }
    if any(&SENSITIVE) {
        return HeadingClass::Sensitive;
    }
    if any(&COUNTS) {
        return HeadingClass::Count;
    }
    FORMS
        .iter()
        .find_map(|(role, forms)| {
            let rank = forms.iter().position(|form| fits(form, &plain))?;
            Some(HeadingClass::Role(Hit { role: *role, rank }))
        })
        .unwrap_or(HeadingClass::Unknown)
}

/// Forms of headings of columns that identify people, whatever kind of file they stand in.
const PERSONAL: [&str; 16] = [
    "*burgerservicenummer*",
    "bsn *",
    "*onderwijsnummer*",
    "sofinummer",
    "studentnaam*",
    "naam student*",
    "naam deelnemer*",
    "roepnaam*",
    "geboortenaam*",
    "achternaam*",
    "voornaam*",
    "voorletters*",
    "initialen",
    "iban*",
    "rekeningnummer*",
    "mobiel*",
];

/// Returns whether a column with this heading names people or a way to reach them.
#[must_use]
pub(crate) fn is_identifying(heading: &str) -> bool {
    let plain = plain(heading);
    PERSONAL.iter().any(|form| fits(form, &plain))
        || matches!(class(heading), HeadingClass::Identifying)
        || matches!(class(heading), HeadingClass::Role(hit) if hit.role == Role::Person)
}

/// Returns a heading without underscores, final punctuation and code, as the forms are written.
pub(super) fn plain(heading: &str) -> String {
    let without_code = heading.rfind('[').map_or(heading, |open| &heading[..open]);
    let kept = if without_code.trim().is_empty() { heading } else { without_code };
    let spaced: String =
        kept.chars().map(|c| if matches!(c, '_' | '.' | '?' | ':') { ' ' } else { c }).collect();
    folded(&spaced)
}

/// Returns whether `name` has the form `pattern`, in which `*` stands for anything.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}
