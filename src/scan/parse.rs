//! `scan.toml` into a [`Scan`], with every fault at once.
//!
//! Leaves out whether files and columns exist: `ingest` finds out.

use super::export_format::FORMATS;
use super::{
    Breakdown, Meaning, Names, Primary, Privacy, Reference, Relevant, ReportSettings, RoleLevels, RoleValue,
    Scan, Select, SourceFile, Weights, house_style, next_survey, retention,
};
use crate::codebook::{Found, Place, Reading, Section, instrument, read, role_of};
use crate::model::{Date, Fault, Language, Role, SourceKind, Stage, Text};

const KINDS: [(&str, SourceKind); 9] = [
    ("survey", SourceKind::Survey),
    ("register", SourceKind::Register),
    ("counts", SourceKind::Counts),
    ("quickscan", SourceKind::Quickscan),
    ("staff", SourceKind::Staff),
    ("themes", SourceKind::Themes),
    ("alumni", SourceKind::Alumni),
    ("checklist", SourceKind::Checklist),
    ("commitments", SourceKind::Commitments),
];

const STAGES: [(&str, Stage); 3] =
    [("intake", Stage::Intake), ("enrolled", Stage::Enrolled), ("graduated", Stage::Graduated)];

const LANGUAGES: [(&str, Language); 2] = [("nl", Language::Dutch), ("en", Language::English)];

const NAMES: [(&str, Names); 3] = [("own", Names::Own), ("all", Names::All), ("codes", Names::Codes)];

const DELIMITERS: [(&str, char); 5] = [(";", ';'), (",", ','), ("tab", '\t'), ("|", '|'), (":", ':')];

const ENCODINGS: [(&str, &str); 6] = [
    ("utf-8", "utf-8"),
    ("windows-1252", "windows-1252"),
    ("iso-8859-1", "iso-8859-1"),
    ("iso-8859-15", "iso-8859-15"),
    ("utf-16le", "utf-16le"),
    ("utf-16be", "utf-16be"),
];

impl Scan {
    /// Returns the scan that `text` declares, or every fault in it.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read(file_name, text, |root, reading| scan(file_name, root, reading))
    }
}

fn scan(file_name: &str, root: &mut Section<'_>, reading: &mut Reading<'_>) -> Scan {
    let mut made = Scan { file: file_name.to_owned(), ..Scan::default() };
    if let Some(mut section) = root.table(reading, "scan") {
        if let Some(found) = section.string(reading, "title") {
            made.title = not_empty(found, reading).unwrap_or(made.title);
        }
        if let Some(found) = section.strings(reading, "languages") {
            made.languages = languages(&found, reading);
        }
        made.synthetic = section.boolean(reading, "synthetic").is_some_and(|found| found.value);
        made.date = section.string(reading, "date").and_then(|found| date(found, reading));
        section.finish(reading);
    }
    for section in root.tables(reading, "source") {
        if let Some(source) = source(section, reading, &made.sources) {
            made.sources.push(source);
        }
    }
    if let Some(section) = root.table(reading, "privacy") {
        made.privacy = privacy(section, reading);
    }
    if let Some(section) = root.table(reading, "report") {
        made.report = report(section, reading);
    }
    if let Some(section) = root.table(reading, "retention") {
        made.retention_line = section.place.line;
        (made.retention, made.norms) = retention::read(section, reading);
    }
    if let Some(section) = root.table(reading, "plan") {
        made.plan = Some(next_survey::read(section, reading));
    }
    if let Some(section) = root.table(reading, "style") {
        made.style = house_style::read(section, reading);
    }
    if let Some(section) = root.table(reading, "weights") {
        made.weights = weights(section, reading);
    }
    made
}

fn date(found: Found<String>, reading: &mut Reading<'_>) -> Option<Date> {
    let date = found.value.parse().ok();
    if date.is_none() {
        reading.refuse(
            &found.place,
            Some(&found.value),
            Text::new("hier hoort een datum", "a date belongs here"),
            Text::new("schrijf jaar-maand-dag: `2026-11-01`", "write year-month-day: `2026-11-01`"),
        );
    }
    date
}

fn languages(found: &Found<Vec<String>>, reading: &mut Reading<'_>) -> Vec<Language> {
    let mut languages = Vec::new();
    for word in &found.value {
        match LANGUAGES.iter().find(|(code, _)| code == word) {
            Some((_, language)) if !languages.contains(language) => languages.push(*language),
            Some(_) => {}
            None => reading.refuse_word(
                &found.place,
                word,
                &Text::new("deze taal", "this language"),
                &["nl", "en"],
            ),
        }
    }
    if found.value.is_empty() {
        reading.refuse(
            &found.place,
            None,
            Text::new("een verslag heeft een taal nodig", "a report needs a language"),
            Text::new("schrijf `languages = [\"nl\"]`", "write `languages = [\"nl\"]`"),
        );
    }
    languages
}

fn source(mut section: Section<'_>, reading: &mut Reading<'_>, earlier: &[SourceFile]) -> Option<SourceFile> {
    let place = section.place.clone();
    let name = section.string(reading, "name").and_then(|found| not_empty(found, reading));
    let kind = section.choice(reading, "kind", &KINDS).map_or(SourceKind::Survey, |found| found.value);
    // A list that holds a number is told once, not also as "no file".
    let wrong_file = section.has("file");
    let files = section.strings(reading, "file");
    let wrong_file = wrong_file && files.is_none();
    let round = section.strings(reading, "round").map_or_else(String::new, |found| found.value.join(" "));
    let stage = section.choice(reading, "stage", &STAGES);
    let codebook = section.string(reading, "codebook");
    let instrument = section.string(reading, "instrument");
    let public = section.boolean(reading, "public").is_some_and(|found| found.value);
    let encoding = section.choice(reading, "encoding", &ENCODINGS).map(|found| found.value.to_owned());
    let sheet = section.string(reading, "sheet").map(|found| found.value);
    let delimiter = section.choice(reading, "delimiter", &DELIMITERS).map(|found| found.value);
    let layout = section.string(reading, "layout").and_then(|found| not_empty(found, reading));
    let values = section.table(reading, "values").map_or_else(Vec::new, |table| role_values(table, reading));
    let format = section.choice(reading, "format", &FORMATS).map(|found| found.value);
    let structure = section.string(reading, "structure").map(|found| found.value);
    section.finish(reading);

    let kind_word = KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word);
    let name = name.unwrap_or_else(|| kind_word.to_owned());
    let meaning = match meaning(codebook, instrument, reading) {
        Meaning::Guess => usual_instrument(kind),
        told => told,
    };
    let files =
        files.filter(|files| !files.value.is_empty() && files.value.iter().all(|file| !file.is_empty()));
    let Some(files) = files else {
        if wrong_file {
            return None;
        }
        reading.refuse(
            &place,
            None,
            Text::new("de bron noemt geen bestand", "the source names no file"),
            Text::new(
                "schrijf bijvoorbeeld `file = \"studenten.csv\"`",
                "write for instance `file = \"students.csv\"`",
            ),
        );
        return None;
    };
    for file in &files.value {
        roles_in(file, &files.place, reading);
    }
    let made = SourceFile {
        name,
        kind,
        files: files.value,
        round,
        stage: stage.map(|found| found.value),
        meaning,
        public,
        encoding,
        sheet,
        delimiter,
        layout,
        values,
        format,
        structure,
        line: place.line,
    };
    check_names(&made, &place, earlier, reading);
    Some(made)
}

/// Returns the form or template that a kind of source has unless the scan says otherwise.
fn usual_instrument(kind: SourceKind) -> Meaning {
    match kind {
        SourceKind::Alumni => Meaning::Instrument("alumni-nl".to_owned()),
        SourceKind::Staff => Meaning::Instrument("staff-nl".to_owned()),
        SourceKind::Checklist => Meaning::Instrument("checklist-nl".to_owned()),
        _ => Meaning::Guess,
    }
}

/// Returns what holds for every row: `{ institution = "28DN", year = "2024" }`.
fn role_values(mut table: Section<'_>, reading: &mut Reading<'_>) -> Vec<RoleValue> {
    let mut all = Vec::new();
    for entry in table.take_all() {
        let role = grouping(entry.key, &entry.place, reading);
        let value = reading.string(&entry).and_then(|found| not_empty(found, reading));
        if let (Some(role), Some(value)) = (role, value) {
            all.push(RoleValue { role, value });
        }
    }
    all
}

/// Notes each word between braces in the name of a file that is no role.
fn roles_in(file: &str, place: &Place, reading: &mut Reading<'_>) {
    for part in file.split('{').skip(1) {
        if let Some((word, _)) = part.split_once('}') {
            grouping(word, place, reading);
        }
    }
}

fn meaning(
    codebook: Option<Found<String>>,
    instrument: Option<Found<String>>,
    reading: &mut Reading<'_>,
) -> Meaning {
    if let Some(found) = &instrument
        && !instrument::NAMES.contains(&found.value.as_str())
    {
        let what = Text::new("dit instrument", "this instrument");
        reading.refuse_word(&found.place, &found.value, &what, &instrument::NAMES);
    }
    match (codebook, instrument) {
        (Some(_), Some(found)) => {
            reading.refuse(
                &found.place,
                Some(&found.value),
                Text::new(
                    "`codebook` en `instrument` staan er beide",
                    "`codebook` and `instrument` are both there",
                ),
                Text::new("kies een van beide", "choose one of them"),
            );
            Meaning::Guess
        }
        (Some(found), None) => Meaning::Codebook(found.value),
        (None, Some(found)) => Meaning::Instrument(found.value),
        (None, None) => Meaning::Guess,
    }
}

/// Rounds of one survey share a name; anything else with one name would be one row twice.
fn check_names(made: &SourceFile, place: &Place, earlier: &[SourceFile], reading: &mut Reading<'_>) {
    let Some(other) = earlier.iter().find(|other| {
        other.name == made.name
            && (other.kind != made.kind || (made.kind == SourceKind::Survey && other.round == made.round))
    }) else {
        return;
    };
    let line = other.line;
    reading.refuse(
        &Place { line: place.line, key: "source.name".to_owned() },
        Some(&made.name),
        Text::new(
            format!("heet hetzelfde als de bron op regel {line}, met een andere soort of dezelfde ronde"),
            format!("has the name of the source on line {line}, with another kind or the same round"),
        ),
        Text::new(
            "geef een andere `name` of `round`, of zet de bestanden in één lijst bij `file`",
            "give another `name` or `round`, or put the files in one list at `file`",
        ),
    );
}

fn privacy(mut section: Section<'_>, reading: &mut Reading<'_>) -> Privacy {
    let default = Privacy { line: section.place.line, ..Privacy::default() };
    let survey = section.count(reading, "survey_min", 1);
    let register = section.count(reading, "register_min", 1);
    let exact = section.boolean(reading, "exact");
    let key = section.string(reading, "pseudonym_key_env").and_then(|found| not_empty(found, reading));
    let ledger = section.string(reading, "ledger").and_then(|found| not_empty(found, reading));
    let reason = section.string(reading, "reason").and_then(|found| not_empty(found, reading));
    section.finish(reading);
    // The reason is printed, so lowering a minimum cannot go unseen.
    for (found, least) in [(&survey, default.survey_min), (&register, default.register_min)] {
        if let Some(found) = found.as_ref().filter(|found| found.value < least && reason.is_none()) {
            reading.refuse(
                &found.place,
                Some(&found.value.to_string()),
                Text::new(
                    format!("lager dan {least} mag alleen met een reden, die in het verslag komt"),
                    format!("below {least} needs a reason, which the report prints"),
                ),
                Text::new(
                    format!("zet er `reason = \"…\"` bij, of houd {least}"),
                    format!("add `reason = \"…\"`, or keep {least}"),
                ),
            );
        }
    }
    Privacy {
        survey_min: survey.map_or(default.survey_min, |found| found.value),
        register_min: register.map_or(default.register_min, |found| found.value),
        line: exact.as_ref().map_or(default.line, |found| found.place.line),
        exact: exact.is_some_and(|found| found.value),
        pseudonym_key_env: key,
        ledger,
        reason,
    }
}

fn report(mut section: Section<'_>, reading: &mut Reading<'_>) -> ReportSettings {
    let select = section.take("select").and_then(|entry| {
        if entry.is_table() {
            let table = reading.table(&entry)?;
            return Some(Select::Levels(role_levels(table, reading)));
        }
        if entry.as_str().is_none() {
            let expected = Text::new("een indeling, of niveaus per rol", "a mapping, or levels per role");
            reading.refuse_type(&entry, &expected, "\"betatechniek\"");
        }
        let name = entry.as_str()?.to_owned();
        not_empty(Found { value: name, place: entry.place.clone() }, reading).map(Select::Mapping)
    });
    let by = section.strings(reading, "by").map(|found| {
        let mut all: Vec<Breakdown> = Vec::new();
        for word in &found.value {
            match breakdown(word, &found.place, reading, Role::is_grouping) {
                Some(one) if !all.contains(&one) => all.push(one),
                _ => {}
            }
        }
        all
    });
    let per = section.string(reading, "per").and_then(|found| grouping(&found.value, &found.place, reading));
    let names = section.choice(reading, "names", &NAMES).map_or(Names::Own, |found| found.value);
    let texts = section.string(reading, "texts").and_then(|found| not_empty(found, reading));
    let reference = section.string(reading, "reference").and_then(|found| not_empty(found, reading));
    let reference = match reference.as_deref() {
        None | Some("others") => Reference::Others,
        Some("benchmark") => Reference::Benchmark,
        Some(level) => Reference::Level(level.to_owned()),
    };
    let benchmarks = section.strings(reading, "benchmarks").map_or_else(Vec::new, |found| found.value);
    let primary = section.strings(reading, "primary").map_or_else(Vec::new, |found| {
        found.value.iter().filter_map(|word| primary(word, &found.place, reading)).collect()
    });
    let relevant =
        section.table(reading, "relevant").map_or_else(Relevant::default, |table| relevant(table, reading));
    section.finish(reading);
    ReportSettings { select, by, per, names, texts, reference, benchmarks, primary, relevant }
}

fn role_levels(mut table: Section<'_>, reading: &mut Reading<'_>) -> Vec<RoleLevels> {
    let mut all = Vec::new();
    for entry in table.take_all() {
        let role = grouping(entry.key, &entry.place, reading);
        let levels = reading.strings(&entry);
        if let (Some(role), Some(levels)) = (role, levels) {
            all.push(RoleLevels { role, levels: levels.value });
        }
    }
    all
}

fn grouping(word: &str, place: &Place, reading: &mut Reading<'_>) -> Option<Role> {
    role_of(word, place, reading, Role::is_feature)
}

fn breakdown(
    word: &str,
    place: &Place,
    reading: &mut Reading<'_>,
    may_be: fn(Role) -> bool,
) -> Option<Breakdown> {
    let mut roles = Vec::new();
    for part in word.split('*') {
        let role = role_of(part, place, reading, may_be)?;
        if roles.contains(&role) {
            reading.refuse(
                place,
                Some(word),
                Text::new(format!("noemt `{role}` twee keer"), format!("names `{role}` twice")),
                Text::new("kruis verschillende rollen", "cross different roles"),
            );
            return None;
        }
        roles.push(role);
    }
    Some(Breakdown(roles))
}

fn primary(word: &str, place: &Place, reading: &mut Reading<'_>) -> Option<Primary> {
    let parts = word.split_once(" by ").map(|(measure, by)| (measure.trim(), by.trim()));
    let Some((measure, by)) = parts.filter(|(measure, by)| {
        !measure.is_empty() && !by.is_empty() && !measure.contains(char::is_whitespace)
    }) else {
        reading.refuse(
            place,
            Some(word),
            Text::new(
                "geen vergelijking van de vorm `maat by rol`",
                "not a comparison of the form `measure by role`",
            ),
            Text::new(
                "schrijf bijvoorbeeld \"scale.belonging by gender\"",
                "write for instance \"scale.belonging by gender\"",
            ),
        );
        return None;
    };
    let by = breakdown(by, place, reading, Role::is_feature)?;
    Some(Primary { measure: measure.to_owned(), by })
}

fn relevant(mut table: Section<'_>, reading: &mut Reading<'_>) -> Relevant {
    let mut made = Relevant::default();
    for (key, above, slot) in [
        ("score_sd", 0.0, &mut made.score_sd),
        ("item_points", 0.0, &mut made.item_points),
        ("retention_points", 0.0, &mut made.retention_points),
        ("participation_ratio", 1.0, &mut made.participation_ratio),
    ] {
        let Some(found) = table.number(reading, key) else { continue };
        if found.value > above {
            *slot = found.value;
            continue;
        }
        reading.refuse(
            &found.place,
            Some(&found.value.to_string()),
            Text::new(format!("moet groter zijn dan {above}"), format!("must be above {above}")),
            Text::new(format!("laat het weg voor {slot}"), format!("leave it out for {slot}")),
        );
    }
    table.finish(reading);
    made
}

fn weights(mut section: Section<'_>, reading: &mut Reading<'_>) -> Weights {
    let mut line = section.place.line;
    let frame = section.string(reading, "frame").and_then(|found| not_empty(found, reading));
    let rake = section.strings(reading, "rake");
    let trim = section.number(reading, "trim");
    section.finish(reading);
    if let Some(found) = rake.as_ref().filter(|found| frame.is_none() && !found.value.is_empty()) {
        reading.refuse(
            &found.place,
            None,
            Text::new(
                "wegen kan alleen met een tabel van de populatie",
                "raking needs a table of the population",
            ),
            Text::new("zet er `frame = \"populatie.csv\"` bij", "add `frame = \"population.csv\"`"),
        );
    }
    let mut margins: Vec<Breakdown> = Vec::new();
    if let Some(found) = &rake {
        line = found.place.line;
        let made =
            found.value.iter().filter_map(|word| breakdown(word, &found.place, reading, Role::is_feature));
        made.for_each(|margin| {
            if !margins.contains(&margin) {
                margins.push(margin);
            }
        });
    }
    if let Some(found) = trim.as_ref().filter(|found| found.value <= 1.0) {
        reading.refuse(
            &found.place,
            Some(&found.value.to_string()),
            Text::new(
                "een grens voor gewichten ligt boven 1 keer het middelste gewicht",
                "a cap on weights lies above 1 time the median weight",
            ),
            Text::new("gebruikelijk is `trim = 5`", "`trim = 5` is usual"),
        );
    }
    Weights { frame, rake: margins, trim: trim.map(|found| found.value), line }
}

fn not_empty(found: Found<String>, reading: &mut Reading<'_>) -> Option<String> {
    if !found.value.trim().is_empty() {
        return Some(found.value);
    }
    reading.refuse(
        &found.place,
        None,
        Text::new("is leeg", "is empty"),
        Text::new("vul het in, of haal de regel weg", "fill it in, or remove the line"),
    );
    None
}
