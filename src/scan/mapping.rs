//! Which programme belongs to which sector and domain, and whether it is technology, narrow or broad.
//!
//! Leaves out reading the scan folder: the caller hands in the text of `mappings/NAME.toml`. A programme
//! without a place is `None`, which the caller raises as a fault: it is never silently left out.

use std::collections::HashMap;

use crate::codebook::{Place, Reading, Section, fits, folded, nearest, read};
use crate::model::{Fault, FaultKind, Severity, Text};

/// The mappings that the program carries, by name.
const BUILT_IN: [(&str, &str); 2] = [
    ("betatechniek", include_str!("../../surveys/mappings/betatechniek.toml")),
    ("techniek", include_str!("../../surveys/mappings/techniek.toml")),
];

const TECHNIQUES: [(&str, Technique); 3] =
    [("outside", Technique::Outside), ("broad", Technique::Broad), ("narrow", Technique::Narrow)];

/// Whether a programme is technology; each value includes the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Technique {
    /// It is not.
    Outside,
    /// Only in the broad sense.
    Broad,
    /// In the narrow sense, and so in the broad sense too.
    Narrow,
}

/// Where a programme belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The code of the programme; empty where a rule or a part of CROHO placed it.
    pub code: String,
    /// The name of the programme; as asked for where a rule placed it.
    pub name: String,
    /// The sector: the part of CROHO (CROHO-onderdeel).
    pub sector: String,
    /// The domain of technology, as a reader sees it.
    pub domain: Option<String>,
    /// Whether it is technology.
    pub technique: Technique,
}

/// Programmes and their places, with source and year.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    /// The name by which `select` asks for it.
    pub name: String,
    /// What is selected, for titles.
    pub title: Text,
    /// Where the places come from.
    pub source: String,
    /// The year of that source; 0 where it is not given.
    pub year: u32,
    /// From which technique on a programme is selected.
    pub from: Technique,
    programmes: Vec<Placement>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    rules: Vec<Rule>,
    parts: HashMap<String, Placement>,
    domains: Vec<Domain>,
}

/// A domain: its key in the file and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Domain {
    key: String,
    name: String,
}

/// Patterns of names with one place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    patterns: Vec<String>,
    placement: Placement,
}

impl Mapping {
    /// Returns the names of the built-in mappings.
    pub fn built_in() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// Returns the mapping `name`: the scan folder's own, else the built-in one, else a fault with the nearest name.
    ///
    /// `own` returns the text of `mappings/NAME.toml` in the scan folder, or `None` where there is no such file.
    pub fn load(name: &str, own: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<Fault>> {
        let file = format!("mappings/{name}.toml");
        if let Some(text) = own(name) {
            // A mapping that extends the built-in one of its own name must not find itself.
            let outside = |other: &str| if other == name { None } else { own(other) };
            return Self::parse(name, &file, &text, &outside);
        }
        match BUILT_IN.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::parse(name, &file, text, own),
            None => {
                let near = nearest(name, Self::built_in()).unwrap_or_default();
                let message = Text::new("deze indeling is er niet", "there is no such mapping");
                let hint = Text::new(
                    format!("bedoel je `{near}`? of maak het bestand"),
                    format!("did you mean `{near}`? or make the file"),
                );
                let fault = Fault::in_file(Severity::Refused, FaultKind::Configuration, file, message, hint);
                Err(vec![fault.with_value(name)])
            }
        }
    }

    /// Returns the place of a programme, asked for by code, by name, or by both (`34280 B Werktuigbouwkunde`).
    ///
    /// A code decides before a name, a whole name before a name without B, M or Ad, a name before a rule.
    /// `None` where nothing fits: a fault for the caller to raise.
    #[must_use]
    pub fn place(&self, programme: &str) -> Option<Placement> {
        let wanted = folded(programme);
        let first = wanted.split([' ', '-', ':']).next().unwrap_or_default();
        let code = if first.len() < wanted.len() && !self.by_code.contains_key(&wanted) {
            first
        } else {
            wanted.as_str()
        };
        let index = self
            .by_code
            .get(code)
            .or_else(|| self.by_name.get(&wanted))
            .or_else(|| self.by_name.get(without_degree(&wanted)));
        if let Some(index) = index {
            return Some(self.programmes[*index].clone());
        }
        let rule = self.rules.iter().find(|rule| {
            rule.patterns.iter().any(|form| fits(form, &wanted) || fits(form, without_degree(&wanted)))
        })?;
        Some(Placement { name: programme.to_owned(), ..rule.placement.clone() })
    }

    /// Returns the place of a whole part of CROHO, for tables of counts without programmes.
    #[must_use]
    pub fn place_part(&self, part: &str) -> Option<&Placement> {
        self.parts.get(&folded(&part.replace('_', " ")))
    }

    /// Returns whether people in a programme with this place are selected.
    #[must_use]
    pub fn selects(&self, placement: &Placement) -> bool {
        placement.technique >= self.from
    }

    fn parse(
        name: &str,
        file: &str,
        text: &str,
        own: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<Fault>> {
        let mut base_faults = Vec::new();
        let made = read(file, text, |root, reading| {
            let base = root.string(reading, "base").map(|found| found.value);
            let start = match base.map(|base| Self::load(&base, own)) {
                Some(Ok(base)) => base,
                Some(Err(faults)) => {
                    base_faults = faults;
                    Self::empty()
                }
                None => Self::empty(),
            };
            start.extended(name, root, reading)
        });
        match made {
            Ok(mapping) if base_faults.is_empty() => Ok(mapping),
            Ok(_) => Err(base_faults),
            Err(faults) => Err(base_faults.into_iter().chain(faults).collect()),
        }
    }

    fn empty() -> Self {
        Self {
            name: String::new(),
            title: Text::default(),
            source: String::new(),
            year: 0,
            from: Technique::Broad,
            programmes: Vec::new(),
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            rules: Vec::new(),
            parts: HashMap::new(),
            domains: Vec::new(),
        }
    }

    /// Adds what `root` declares; what it declares again, it replaces.
    fn extended(mut self, name: &str, root: &mut Section<'_>, reading: &mut Reading<'_>) -> Self {
        self.name = name.to_owned();
        if let Some(title) = root.take("title").and_then(|entry| reading.text(&entry)) {
            self.title = title;
        }
        if let Some(source) = root.string(reading, "source") {
            self.source = source.value;
        }
        if let Some(year) = root.count(reading, "year", 1900) {
            self.year = year.value;
        }
        if let Some(from) = root.choice(reading, "select", &TECHNIQUES) {
            self.from = from.value;
        }
        if let Some(mut domains) = root.table(reading, "domains") {
            for entry in domains.take_all() {
                let Some(domain) = reading.string(&entry) else { continue };
                self.domains.push(Domain { key: entry.key.to_owned(), name: domain.value });
            }
        }
        if let Some(parts) = root.table(reading, "parts") {
            self.add_parts(parts, reading);
        }
        let mut own_rules = Vec::new();
        for section in root.tables(reading, "rule") {
            own_rules.extend(self.rule(section, reading));
        }
        // The file's own rules come before those of its base.
        self.rules.splice(0..0, own_rules);
        if let Some(mut programmes) = root.table(reading, "programmes") {
            for entry in programmes.take_all() {
                let Some(part) = reading.table(&entry) else { continue };
                self.add_programmes(entry.key, part, reading);
            }
        }
        self
    }

    fn add_parts(&mut self, mut parts: Section<'_>, reading: &mut Reading<'_>) {
        for entry in parts.take_all() {
            let Some(word) = reading.string(&entry) else { continue };
            match TECHNIQUES.iter().find(|(known, _)| *known == word.value) {
                Some((_, technique)) => {
                    let placement = Placement {
                        code: String::new(),
                        name: entry.key.to_owned(),
                        sector: entry.key.to_owned(),
                        domain: None,
                        technique: *technique,
                    };
                    self.parts.insert(folded(entry.key), placement);
                }
                None => {
                    let what = Text::new("dit woord", "this word");
                    reading.refuse_word(&word.place, &word.value, &what, &TECHNIQUES.map(|(word, _)| word));
                }
            }
        }
    }

    fn rule(&self, mut section: Section<'_>, reading: &mut Reading<'_>) -> Option<Rule> {
        let place = section.place.clone();
        let names = section.strings(reading, "names");
        let sector = section.string(reading, "sector").map_or_else(String::new, |found| found.value);
        let domain = self.domain(&mut section, reading);
        let technique =
            section.choice(reading, "technique", &TECHNIQUES).map_or(Technique::Outside, |found| found.value);
        section.finish(reading);
        let Some(names) = names else {
            reading.refuse(
                &place,
                None,
                Text::new("een regel heeft namen nodig", "a rule needs names"),
                Text::new(
                    "schrijf bijvoorbeeld `names = [\"*bouw*\"]`",
                    "write for instance `names = [\"*build*\"]`",
                ),
            );
            return None;
        };
        let patterns = names.value.iter().map(|name| folded(name)).collect();
        let placement = Placement { code: String::new(), name: String::new(), sector, domain, technique };
        Some(Rule { patterns, placement })
    }

    fn domain(&self, section: &mut Section<'_>, reading: &mut Reading<'_>) -> Option<String> {
        let found = section.string(reading, "domain")?;
        let hit = self.domains.iter().find(|domain| domain.key == found.value);
        if hit.is_none() {
            let known: Vec<&str> = self.domains.iter().map(|domain| domain.key.as_str()).collect();
            reading.refuse_word(&found.place, &found.value, &Text::new("dit domein", "this domain"), &known);
        }
        hit.map(|domain| domain.name.clone())
    }

    fn add_programmes(&mut self, sector: &str, mut part: Section<'_>, reading: &mut Reading<'_>) {
        for entry in part.take_all() {
            let mut placement = Placement {
                code: entry.key.to_owned(),
                name: String::new(),
                sector: sector.to_owned(),
                domain: None,
                technique: Technique::Outside,
            };
            let mut names = Vec::new();
            if let Some(name) = entry.as_str() {
                placement.name = name.to_owned();
            } else if let Some(mut table) = reading.table(&entry) {
                let place = Place { line: entry.place.line, key: format!("{}.name", entry.place.key) };
                match table.string(reading, "name") {
                    Some(name) => placement.name = name.value,
                    None => reading.refuse(
                        &place,
                        None,
                        Text::new("een opleiding heeft een naam nodig", "a programme needs a name"),
                        Text::new("schrijf `name = \"…\"`", "write `name = \"…\"`"),
                    ),
                }
                names = table.strings(reading, "aliases").map_or_else(Vec::new, |found| found.value);
                placement.domain = self.domain(&mut table, reading);
                if let Some(technique) = table.choice(reading, "technique", &TECHNIQUES) {
                    placement.technique = technique.value;
                }
                table.finish(reading);
            }
            names.push(placement.name.clone());
            self.add(placement, &names);
        }
    }

    fn add(&mut self, placement: Placement, names: &[String]) {
        let index = self.programmes.len();
        self.by_code.insert(folded(&placement.code), index);
        for name in names {
            let name = folded(name);
            // A whole name replaces what a base said; a name without degree is only a second way in.
            self.by_name.entry(without_degree(&name).to_owned()).or_insert(index);
            self.by_name.insert(name, index);
        }
        self.programmes.push(placement);
    }
}

fn without_degree(name: &str) -> &str {
    ["b ", "m ", "ad ", "bachelor ", "master "]
        .iter()
        .find_map(|degree| name.strip_prefix(degree))
        .unwrap_or(name)
}
