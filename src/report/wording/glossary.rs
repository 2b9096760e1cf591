//! The words of the field in both languages, each with a plain explanation of one line.
//!
//! Leaves out words that stand for themselves, and the definitions of a scan's own scales, which come
//! from its codebook.

use crate::model::Language;

/// A term and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The Dutch term.
    pub nl: &'static str,
    /// The English term.
    pub en: &'static str,
    /// What it means, in plain Dutch.
    pub meaning_nl: &'static str,
    /// What it means, in plain English.
    pub meaning_en: &'static str,
}

impl Entry {
    /// Returns the term in `language`.
    #[must_use]
    pub fn term(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.nl,
            Language::English => self.en,
        }
    }

    /// Returns what it means, in `language`.
    #[must_use]
    pub fn meaning(&self, language: Language) -> &'static str {
        match language {
            Language::Dutch => self.meaning_nl,
            Language::English => self.meaning_en,
        }
    }
}

/// Returns the entries whose term occurs in `text`, sorted by term.
///
/// A term counts where a word starts with it, so that "cohorten" finds "cohort"; case does not matter.
#[must_use]
pub fn entries_in(text: &str, language: Language) -> Vec<&'static Entry> {
    let text = text.to_lowercase();
    let occurs = |entry: &&Entry| {
        let term = entry.term(language).to_lowercase();
        text.match_indices(&term).any(|(at, _)| {
            let at_start = !text[..at].ends_with(char::is_alphanumeric);
            // One letter would be found in every other word.
            let whole = term.len() > 2 || !text[at + term.len()..].starts_with(char::is_alphanumeric);
            at_start && whole
        })
    };
    let mut found: Vec<&Entry> = ENTRIES.iter().filter(occurs).collect();
    found.sort_by_key(|entry| entry.term(language).to_lowercase());
    found
}

/// Makes the table from lines of Dutch term, English term, Dutch and English meaning.
macro_rules! entries {
    ($($nl:literal $en:literal $meaning_nl:literal $meaning_en:literal)*) => {
        &[$(Entry { nl: $nl, en: $en, meaning_nl: $meaning_nl, meaning_en: $meaning_en },)*]
    };
}

/// Every term, by its Dutch form.
pub const ENTRIES: &[Entry] = entries! {
    "aandeel" "share"
        "Een deel van een groep, in procenten." "A part of a group, in percent."
    "aanmelding" "application"
        "Een student geeft zich op voor een opleiding." "A student signs up for a programme."
    "aansluiting" "match of education and job"
        "Hoe goed de opleiding past bij het werk erna." "How well the programme fits the job after it."
    "afgeschermd" "withheld"
        "Niet getoond, omdat niemand herkenbaar mag zijn. De groep is niet per se klein."
        "Not shown, since nobody may be recognisable. The group is not necessarily small."
    "afgestudeerde" "graduate"
        "Iemand die een diploma haalde." "Someone who got a diploma."
    "alfa" "alpha"
        "Hoe sterk de vragen van een schaal samenhangen, tot hoogstens 1."
        "How strongly the questions of a scale hang together, up to 1."
    "antwoordschaal" "response scale"
        "De antwoorden waaruit iemand kiest, zoals 1 tot 5." "The answers to choose from, such as 1 to 5."
    "baan op niveau" "job at level"
        "Werk dat past bij het niveau van het diploma." "A job that fits the level of the diploma."
    "begeleiding" "guidance"
        "Hulp en advies bij de studie." "Help and advice with studying."
    "behoud" "retention"
        "Studenten blijven of halen hun diploma." "Students stay or get their diploma."
    "betrouwbaarheid" "reliability"
        "Of een schaal steeds hetzelfde meet." "Whether a scale measures the same each time."
    "bindend studieadvies" "binding study advice"
        "Advies aan het eind van jaar 1 dat kan zeggen dat een student moet stoppen."
        "Advice at the end of year 1 that may say a student has to stop."
    "binding" "engagement"
        "Wat een student doet om erbij te horen. Thuisgevoel is wat een student voelt."
        "What a student does to fit in. Belonging is what a student feels."
    "bol" "school-based route"
        "Mbo-opleiding met vooral les op school." "Mbo programme mainly taught at school."
    "bbl" "work-based route"
        "Mbo-opleiding met vooral leren op het werk." "Mbo programme mainly learnt at work."
    "cohort" "cohort"
        "Alle studenten die in hetzelfde jaar begonnen." "All students who started in the same year."
    "deeltijd" "part-time"
        "Studeren naast werk of zorg, met minder les per week." "Studying beside work or care, with fewer classes a week."
    "diplomaresultaat" "diploma rate of leavers"
        "Van alle mbo-studenten die vertrekken: het deel met een diploma."
        "Of all mbo students who leave: the part with a diploma."
    "docent" "teacher"
        "Iemand die lesgeeft." "Someone who teaches."
    "domein" "domain"
        "Een groep van verwante opleidingen." "A group of related programmes."
    "doorstroom" "progression"
        "Verder studeren op een hoger niveau." "Going on to study at a higher level."
    "duaal" "dual"
        "Studeren en werken in één opleiding." "Studying and working in one programme."
    "eerste generatie" "first-generation"
        "Studenten van wie geen ouder in het hoger onderwijs studeerde."
        "Students of whom no parent studied in higher education."
    "eerstejaars" "first-year"
        "Een student in het eerste jaar." "A student in the first year."
    "gemiddelde" "mean"
        "De som van alle waarden, gedeeld door het aantal." "The sum of all values, divided by their number."
    "gender" "gender"
        "Hoe studenten zichzelf omschrijven. 'Wil ik niet zeggen' is ook een antwoord."
        "How students describe themselves. 'Prefer not to say' is an answer too."
    "geslacht" "sex"
        "Wat in het register staat: vrouw, man of onbekend. Dit is iets anders dan gender."
        "What the register says: woman, man or unknown. This is something else than gender."
    "groenpluk" "hired before diploma"
        "Een bedrijf neemt een student aan voordat het diploma er is."
        "A company hires a student before the diploma is there."
    "herinschrijving" "re-enrolment"
        "Een student staat een jaar later weer ingeschreven." "A student is enrolled again a year later."
    "herkomst" "origin"
        "Het land waar een student of de ouders zijn geboren." "The country where a student or the parents were born."
    "hermeting" "re-measurement"
        "Dezelfde scan opnieuw, om verandering te zien." "The same scan again, to see change."
    "hoofdinschrijving" "main enrolment"
        "De inschrijving die telt als een student er meer heeft." "The enrolment that counts where a student has several."
    "instelling" "institution"
        "Een school: mbo, hogeschool of universiteit." "A school: mbo, hogeschool or university."
    "instroom" "intake"
        "De studenten die in een jaar beginnen." "The students who start in a year."
    "interval" "interval"
        "De marge om een cijfer: waarden die goed bij de gegevens passen."
        "The margin around a figure: values that fit the data well."
    "jaarresultaat" "annual result"
        "Mbo: gediplomeerden in een jaar, gedeeld door gediplomeerden plus vertrekkers zonder diploma."
        "Mbo: graduates in a year, divided by graduates plus leavers without a diploma."
    "keuzebegeleiding" "choice guidance"
        "Hulp bij het kiezen van een studie of beroep." "Help with choosing a study or an occupation."
    "kwalificatiedossier" "qualification file"
        "Wat een mbo-student moet kennen en kunnen voor een diploma."
        "What an mbo student must know and be able to do for a diploma."
    "langstudeerder" "overtime student"
        "Iemand die langer studeert dan de opleiding duurt." "Someone who studies longer than the programme takes."
    "leerbedrijf" "training company"
        "Een bedrijf waar mbo-studenten stage lopen." "A company where mbo students have placements."
    "leeromgeving" "learning environment"
        "Waar studenten op school leren: lessen, docenten, lokalen."
        "Where students learn at school: classes, teachers, rooms."
    "leerweg" "route"
        "De vorm van een mbo-opleiding: bol of bbl." "The form of an mbo programme: school-based or work-based."
    "marge" "margin"
        "Van waar tot waar een cijfer kan liggen. De marge bevat waarden die goed bij de gegevens passen."
        "From where to where a figure may lie. It holds the values that fit the data well."
    "n" "n"
        "Het aantal mensen achter een cijfer." "The number of people behind a figure."
    "nog niet waarneembaar" "not yet observable"
        "Een cohort studeert nog te kort voor dit cijfer." "A cohort is too young for this figure."
    "nominaal" "nominal"
        "In de tijd die voor de opleiding staat." "In the time set for the programme."
    "nulmeting" "baseline"
        "De eerste meting, om later mee te vergelijken." "The first round, to compare with later."
    "omega" "omega"
        "Zoals alfa, maar vragen mogen verschillend zwaar meetellen."
        "Like alpha, but questions may weigh differently."
    "omgekeerde vraag" "reversed question"
        "Een vraag waarbij 'eens' juist een lagere score geeft." "A question where 'agree' gives a lower score."
    "ondersteuningsbehoefte" "support need"
        "Een student heeft extra hulp of aanpassing nodig om te studeren."
        "A student needs extra help or changes in order to study."
    "opleiding" "programme"
        "Een studie met een eigen diploma." "A course of study with its own diploma."
    "opstroom" "upward move"
        "Naar een hoger niveau binnen het mbo." "To a higher level within mbo."
    "peildatum" "reference date"
        "De dag waarop geteld wordt: 1 oktober." "The day of the count: 1 October."
    "plan van aanpak" "action plan"
        "Wat een school gaat doen, wie en wanneer." "What a school will do, who and when."
    "procentpunt" "percentage point"
        "Het verschil tussen twee percentages: van 20 naar 25 procent is 5 procentpunt."
        "The difference between two percentages: from 20% to 25% is 5 percentage points."
    "representatie" "representation"
        "Het aandeel van een groep, gedeeld door dat aandeel ergens anders."
        "A group's share, divided by its share elsewhere."
    "respons" "response"
        "Het deel van de gevraagde studenten dat antwoordde." "The part of those asked who answered."
    "rolmodel" "role model"
        "Iemand in wie een student zich kan herkennen." "Someone in whom a student can recognise themselves."
    "schaal" "scale"
        "Vragen die samen één onderwerp meten." "Questions that together measure one topic."
    "school met dezelfde opleidingen" "school with the same programmes"
        "Wat de andere scholen bij elke opleiding hebben, opgeteld naar de verdeling over opleidingen van deze school."
        "What the other schools have in each programme, added up by the spread over programmes of this school."
    "sector" "sector"
        "Een groot deel van het onderwijs, zoals techniek of zorg." "A large part of education, such as technology or care."
    "stage" "placement"
        "Leren door te werken bij een bedrijf." "Learning by working at a company."
    "standaarddeviatie" "standard deviation"
        "Hoe ver antwoorden gewoonlijk van het gemiddelde liggen." "How far answers usually lie from the mean."
    "starter" "starter"
        "Een student die begint aan een opleiding." "A student who begins a programme."
    "startersresultaat" "starters' result"
        "Mbo: het deel van de starters dat na een jaar blijft of een diploma heeft."
        "Mbo: the part of the starters who stay or have a diploma after a year."
    "startkwalificatie" "basic qualification"
        "Een diploma havo, vwo of mbo vanaf niveau 2." "A diploma of havo, vwo or mbo from level 2."
    "switch" "switch"
        "Verder in een andere opleiding of school in hetzelfde bestand."
        "Going on in another programme or school in the same file."
    "techniek" "technology"
        "Hier: bèta, techniek en ICT." "Here: science, technology and IT."
    "teller" "numerator"
        "Het getal boven de streep: wie aan iets voldoet." "The number above the line: those who meet something."
    "noemer" "denominator"
        "Het getal onder de streep: iedereen die meetelt." "The number below the line: all who count."
    "thuisgevoel" "sense of belonging"
        "Het gevoel erbij te horen en zichzelf te kunnen zijn." "The feeling of fitting in and being free to be oneself."
    "trechter" "funnel"
        "Figuur die laat zien hoe ver scholen door toeval uit elkaar liggen."
        "A chart of how far schools lie apart by chance."
    "uitstroom" "outflow"
        "De studenten die in een jaar vertrekken, met of zonder diploma."
        "The students who leave in a year, with or without a diploma."
    "uitval" "dropout"
        "Niet meer in het bestand en geen diploma. Het CBS telt anders: daar telt switch mee."
        "Gone from the file without a diploma. CBS counts differently: there a switch counts too."
    "vergelijkingscijfer" "benchmark"
        "Een cijfer van elders, met jaar en bron, om naast te leggen." "A figure from elsewhere, with year and source, to lay beside ours."
    "vergelijkingsgroep" "comparison group"
        "De groep waarmee een andere groep wordt vergeleken. Het is geen norm."
        "The group that another group is compared with. It is not a norm."
    "verschil" "gap"
        "Hoe ver twee groepen uit elkaar liggen. Het is een eigenschap van de opleiding."
        "How far two groups lie apart. It is a property of the programme."
    "vestiging" "site"
        "Een gebouw of plaats van een school." "A building or place of a school."
    "voltijd" "full-time"
        "De hele week naar school." "At school the whole week."
    "vooropleiding" "prior education"
        "De school of opleiding van vóór deze studie." "The school or programme before this one."
    "voortijdig schoolverlater" "early leaver"
        "Iemand onder de 23 die van school gaat zonder startkwalificatie."
        "Someone under 23 who leaves school without a basic qualification."
    "wegen" "weighting"
        "Antwoorden zwaarder of lichter laten tellen." "Letting answers count more or less."
    "werkomgeving" "work environment"
        "De plek waar studenten stage lopen of werken." "The place where students have placements or work."
    "wil ik niet zeggen" "prefer not to say"
        "Een antwoord. Het is een eigen groep, en we raden niet waarom."
        "An answer. It is a group of its own, and we do not guess why."
    "zelfvertrouwen in eigen kunnen" "self-efficacy"
        "Het vertrouwen dat iets gaat lukken." "The trust that something will work out."
    "zittend" "still enrolled"
        "Nog ingeschreven, zonder diploma." "Still enrolled, without a diploma."
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terms_in_the_text_are_explained() {
        let terms = |text, language| {
            entries_in(text, language).iter().map(|entry| entry.term(language)).collect::<Vec<_>>()
        };
        assert_eq!(
            terms("Uitval na 1 jaar, cohorten 2019 en 2020 (n = 40).", Language::Dutch),
            ["cohort", "n", "uitval"]
        );
        assert_eq!(terms("Dropout after 1 year", Language::English), ["dropout"]);
        assert!(terms("geheel", Language::Dutch).is_empty());
    }

    #[test]
    fn no_term_is_explained_twice() {
        for language in [Language::Dutch, Language::English] {
            let mut terms: Vec<_> = ENTRIES.iter().map(|entry| entry.term(language)).collect();
            terms.sort_unstable();
            let length = terms.len();
            terms.dedup();
            assert_eq!(terms.len(), length);
        }
    }
}
