//! The README of the practice scan: what was planted, and what came out of the draws.
//!
//! In Dutch, for the people who practise with it. Leaves out the counting, which is in `drawn`.

use std::fmt::Write as _;

use super::Options;
use super::drawn::{Drawn, Gap, Part};
use super::scan_file;
use super::schools::School;

/// Returns the text of `README.md`.
pub(super) fn text(options: &Options, schools: &[School], drawn: &Drawn) -> String {
    let mut page = introduction(options);
    if *options == Options::default() {
        page.push_str(CHOSEN_SEED);
    }
    response(&mut page, drawn);
    gaps(&mut page, schools, drawn);
    register(&mut page, schools, drawn);
    page.push_str(EXPERIENCES);
    page.push_str(QUICKSCAN);
    page.push_str(VOICES);
    page.push_str(QUIRKS);
    page
}

fn introduction(options: &Options) -> String {
    format!(
        "# OEFENGEGEVENS: dit zijn geen echte scholen en geen echte studenten

Alle scholen, codes, opleidingen, studenten en antwoorden in deze map zijn verzonnen en door een programma
getrokken. Wie hierop lijkt, lijkt er toevallig op. De map is er om mee te oefenen en om na te gaan of een rapport
vindt wat erin is gestopt, en niets vindt waar niets is. *Practice data: nobody in these files exists.*

Gemaakt met `meetellen synth --students {} --schools {} --seed {}`. Dezelfde opdracht geeft dezelfde bytes.

| bestand | inhoud |
|---|---|
| `scan.toml` | de scan: `synthetic = true` zet OEFENGEGEVENS op elke bladzijde |
| `{}` | vragenlijst, wie op 1 oktober 2023 stond ingeschreven; Windows-1252, CRLF, codes |
| `{}` | vragenlijst, wie op 1 oktober 2025 stond ingeschreven; UTF-8 met BOM, hele vragen en antwoorden |
| `{}` | register: een rij per student, opleiding en jaar, cohorten 2018 tot en met 2025 |
| `{}` | ingeschrevenen per opleiding, geslacht en jaar, geteld uit het register; `<5` is 1 tot en met 4 |
| `{}` | hoeveel mensen elke ronde kon bereiken, per school en opleiding |
| `{}` | quickscan: management, docenten, studenten en ander personeel, rondes 2024 en 2026 |
| `{}` | afspraken: bij elk een andere uitkomst |
| `{}` | alumni, ronde 2026 |
| `{}` | medewerkers per rol en gender |
| `{}` | checklist van voorzieningen, een rij per school |
| `{}` | thema's van gesprekken, met citaten |
| `{}`, `{}`, `{}`, `{}`, `{}`, `{}` | wat de kolommen betekenen |

In elke rij staat dat zij verzonnen is: `opmerking`, `bron` of `open`. Geplant staat vast in het programma;
getrokken is wat er bij deze trekking uitkwam. Kleine verschillen bij geplant nul zijn toeval.
",
        options.students,
        options.schools(),
        options.seed,
        scan_file::SURVEY_FIRST,
        scan_file::SURVEY_SECOND,
        scan_file::REGISTER,
        scan_file::COUNTS,
        scan_file::FRAME,
        scan_file::QUICKSCAN,
        scan_file::AGREEMENTS,
        scan_file::ALUMNI,
        scan_file::STAFF,
        scan_file::CHECKLIST,
        scan_file::THEMES,
        scan_file::CODEBOOK_SURVEY,
        scan_file::CODEBOOK_REGISTER,
        scan_file::CODEBOOK_COUNTS,
        scan_file::CODEBOOK_QUICKSCAN,
        scan_file::CODEBOOK_ALUMNI,
        scan_file::CODEBOOK_STAFF,
    )
}

fn response(page: &mut String, drawn: &Drawn) {
    page.push_str(
        "
## Respons

Geplant: 40 % van de vrouwen, 34 % van de mannen en 37 % van de non-binaire studenten; 1,8 % is non-binair;
alfa ongeveer 0,8. Van de formulieren is 2,5 % geopend en leeg gelaten en 2,5 % later afgebroken; ook die tellen
hier mee.

| ronde | gevraagd | formulieren | respons | non-binair | zegt gender liever niet | gender leeg | \
alfa thuisgevoel | alfa eigen kunnen |
|---|---|---|---|---|---|---|---|---|
",
    );
    for (name, round) in ["2024", "2026"].into_iter().zip(&drawn.rounds) {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(
            page,
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |",
            round.response.all,
            round.response.some,
            percent(round.response),
            round.non_binary,
            round.not_stated,
            round.gender_left_open,
            two_places(round.alpha_belonging),
            two_places(round.alpha_self_efficacy),
        );
    }
}

fn gaps(page: &mut String, schools: &[School], drawn: &Drawn) {
    page.push_str(
        "
## Thuisgevoel en eigen kunnen: vrouwen min mannen

In standaarddeviaties van de schaalscore, naar eigen opgave van gender. Tussen haakjes het aantal vrouwen en mannen.

| school | schaal | 2024 geplant | 2024 getrokken | 2026 geplant | 2026 getrokken |
|---|---|---|---|---|---|
",
    );
    for (school, figures) in schools.iter().zip(&drawn.schools) {
        let self_efficacy = school.effects.self_efficacy_of_women;
        let rows = [
            ("thuisgevoel", school.effects.belonging_of_women, &figures.belonging),
            ("eigen kunnen", [self_efficacy; 2], &figures.self_efficacy),
        ];
        for (scale, planted, [first, second]) in rows {
            let _ = writeln!(
                page,
                "| {} {} | {scale} | {} | {} | {} | {} |",
                school.code,
                school.name,
                two_places(Some(planted[0])),
                gap(first),
                two_places(Some(planted[1])),
                gap(second),
            );
        }
    }
    page.push_str(
        "
Bij alle andere vragen (op die over stage en ervaringen na, hieronder) en tussen alle andere groepen is het geplante verschil nul: ook naar herkomst,
eerste generatie, ondersteuning en vooropleiding. Non-binaire studenten verschillen nergens van mannen.
Schalen hangen samen: wie thuis meer steun ervaart, voelt zich ook op de opleiding wat meer thuis (samenhang 0,33 achter de antwoorden,
0,65 keer 0,5).
",
    );
}

fn register(page: &mut String, schools: &[School], drawn: &Drawn) {
    let _ = write!(
        page,
        "
## Register

Geplant: na het eerste jaar vertrekt 14 % van elke opleiding, en 28 % waar dat hieronder staat; 7 % wisselt van
opleiding, 3 % gaat naar de school ernaast (staat die niet in de scan, dan is de student uit beeld) en 1,2 %
onderbreekt een jaar, wat na een jaar ook uit beeld is. Vrouwen en mannen verschillen daarin niet. Getrokken is wie een jaar na de start nergens in het register staat, zonder diploma.
Het aandeel vrouwen is naar geregistreerd geslacht, van wie in 2025 staat ingeschreven.

Opnieuw ingeschreven in dezelfde opleiding na een jaar, cohorten 2018 tot en met 2024: vrouwen {}, mannen {}.

| school | opleiding | vrouwen in 2025 | uitval geplant | uitval getrokken |
|---|---|---|---|---|
",
        with_counts(drawn.women_reenrolled),
        with_counts(drawn.men_reenrolled),
    );
    for programme in &drawn.programmes {
        let marks = if programme.has_three_women { " (precies drie vrouwen)" } else { "" };
        let _ = writeln!(
            page,
            "| {} | {}{marks} | {} | {} % | {} |",
            schools[programme.school].code,
            programme.name,
            with_counts(programme.women),
            (programme.planted_dropout * 100.0).round(),
            with_counts(programme.dropout),
        );
    }
}

/// Said of the demo scan only: without it a reader would take the draw for a usual one.
const CHOSEN_SEED: &str = "
Het zaadje van deze map is gekozen: van de 200 zaadjes 2026 tot en met 2225 ligt hierbij het getrokkene het dichtst bij
het geplante, in thuisgevoel, eigen kunnen en uitval. Een gewone trekking ligt er verder vanaf: leer hier niet
uit hoe vaak toeval bedriegt, maar maak daarvoor mappen met andere zaadjes.
";

const EXPERIENCES: &str = "
## Stage en ervaringen

Pas in 2026 gevraagd: PL01, PL02, IN02, IN03 en IN06. Geplant, minstens één keer: afgewezen 20 % van de vrouwen en 8 % van de
anderen, en 16 procentpunt meer met herkomst buiten Europa; minder technisch werk 36 en 14 %; vooraf gedacht dat iemand iets
niet kon 45 en 22 %. Van wie iets meemaakte, meldt 20 % het.
";

const QUICKSCAN: &str = "
## Quickscan en afspraken

Geplant, op een schaal van 0 tot 4: organisatie en beleid ging van 1,6 naar 2,4, keuzebegeleiding van 2,0 naar 2,25, de
andere gebieden bleven gelijk (1,9, 1,7 en 1,2). Over twee jaar wil iedereen ongeveer 3. Management is 0,7 positiever
dan docenten, ander personeel 0,1; studenten zijn 0,3 minder positief. Per school vullen elke ronde 3 managers,
12 docenten, 15 studenten en 8 anderen in: over management is per school dus niets te tonen. Afspraak 1 is gehaald,
2 is op weg, 3 en 5 gaan over te kleine groepen, 4 is niet te zeggen, 6 is nog niet te toetsen, 7 is in 2012 niet
gemeten en 8 heeft geen doel.
";

const VOICES: &str = "
## Alumni, medewerkers, voorzieningen en gesprekken

Geplant bij 330 alumni per school, van wie 27 % vrouw is: na 1, 3 en 5 jaar is 86, 71 en 55 % van de vrouwen nog in de
techniek, en 88, 83 en 79 % van de mannen. Niveau en aansluiting zijn gelijk. Wie weg is, noemt redenen: vrouwen
het vaakst sfeer (42 %) en ongelijke behandeling (34 %, anderen 6 %). Per school werken 8 managers, 52 docenten
techniek (19 % vrouw), 34 andere docenten (47 %) en 30 mensen in de ondersteuning (57 %): vrouwen en mannen in het
management zijn er per school te weinig om te tonen. Thema's noemden per school ongeveer 3 tot 10 mensen van elk gender. Van de
vier citaten mogen er twee in het verslag: een wijst naar iemand, een is niet om te publiceren.
";

const QUIRKS: &str = "
## Wat erin zit omdat het in echte bestanden ook zit

- Puntkomma's, een decimale komma (`invultijd_minuten`), Windows-1252 naast UTF-8 met BOM, CRLF naast LF.
- Codes in de ene ronde en antwoorden in woorden in de andere; `opleiding` heet later \
`Welke opleiding volg je? [BG06]`, `rolmodel_herkenning` heet later `[RM03]`. Een codeboek past op beide.
- `wil ik niet zeggen` (9) en `niet van toepassing` (8), lege antwoorden, afgebroken formulieren: wie afbreekt, \
komt niet aan de laatste bladzijde met achtergrondvragen toe.
- Rijen die op hun nummer na gelijk zijn: klasgenoten die samen invulden, of mensen die niets \
invulden. Het zijn verschillende mensen, geen dubbelen.
- Twee omgekeerde vragen (SB03, SB07).
- In het register: onderbrekers, overstappers tussen opleidingen en tussen scholen, tweede inschrijvingen in \
hetzelfde jaar (`hoofdinschrijving` is `nee`), geslacht `O`, cohorten die te jong zijn voor een rendement. \
Wat na 1 oktober 2025 gebeurt, is nog niet bekend.
- In de aantallen: jaar en geslacht in de koppen, `<5`, en een voetregel `Totalen`. Studenten van voor 2018 \
staan nergens in.
- Een opleiding met drie vrouwen, die in beide rondes alle drie antwoorden: zij mogen nergens herkenbaar zijn.
";

fn gap(gap: &Gap) -> String {
    format!("{} ({}, {})", two_places(gap.size), gap.n_women, gap.n_men)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people")]
fn percent(part: Part) -> String {
    if part.all == 0 {
        return "-".to_owned();
    }
    format!("{:.1} %", 100.0 * part.some as f64 / part.all as f64).replace('.', ",")
}

fn with_counts(part: Part) -> String {
    format!("{} ({} van {})", percent(part), part.some, part.all)
}

fn two_places(value: Option<f64>) -> String {
    // Adding zero turns the -0 that rounding leaves into 0.
    let rounded = |value: f64| (value * 100.0).round() / 100.0 + 0.0;
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.2}", rounded(value)).replace('.', ","))
}
