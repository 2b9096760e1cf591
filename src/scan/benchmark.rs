//! Published figures to set beside a school's own: value, year, population, definition and source.
//!
//! Leaves out which of them fits a school: the scan names them. A scan folder may bring its own in `benchmarks.toml`.

use crate::codebook::{Reading, Section, nearest, read};
use crate::model::{Fault, FaultKind, Severity, Text};

/// The figures that the program carries.
const BUILT_IN: &str = include_str!("../../surveys/benchmarks/nederland.toml");

/// The file of the built-in figures, for faults.
const FILE: &str = "benchmarks/nederland.toml";

/// A series of published figures of one population by one definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// The id by which a scan asks for it.
    pub id: String,
    /// The measure of `results.csv` that it can stand beside.
    pub measure: String,
    /// The group, `vrouw` or `man`; empty for everybody.
    pub group: String,
    /// Where it stands in the chain from school to work; empty where it does not.
    pub stage: String,
    /// Whom it is about.
    pub population: Text,
    /// What it counts.
    pub definition: Text,
    /// Where it was published.
    pub source: String,
    /// The day on which it was taken over, `2026-11-22`.
    pub retrieved: String,
    /// Shares, 0 to 1, by starting year, or means of a scale by round; early first, never empty.
    pub values: Vec<(u16, f64)>,
}

impl Benchmark {
    /// Returns the figure of `year`, else the last before it, else the first after it, with its own year.
    #[must_use]
    pub fn nearest_to(&self, year: u16) -> (u16, f64) {
        let earlier = self.values.iter().rev().find(|(known, _)| *known <= year);
        *earlier.or(self.values.first()).expect("invariant: a series has a figure")
    }

    /// Returns the built-in series.
    ///
    /// # Panics
    /// A built-in file does not parse: a fault of the program.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        Self::parse(FILE, BUILT_IN).expect("invariant: built-in benchmarks parse")
    }

    /// Returns the series of a file, or all of its faults.
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn parse(file: &str, text: &str) -> Result<Vec<Self>, Vec<Fault>> {
        read(file, text, |root, reading| {
            let mut all = Vec::new();
            for entry in root.take_all() {
                let Some(section) = reading.table(&entry) else { continue };
                all.extend(series(entry.key, section, reading));
            }
            all
        })
    }

    /// Returns the series that a scan names, in its order.
    ///
    /// # Errors
    /// A fault per name that is not known, with the nearest that is.
    pub fn named(ids: &[String], known: &[Self], file: &str) -> Result<Vec<Self>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut found = Vec::new();
        for id in ids {
            match known.iter().find(|benchmark| benchmark.id == *id) {
                Some(benchmark) => found.push(benchmark.clone()),
                None => {
                    let near = nearest(id, known.iter().map(|b| b.id.as_str())).unwrap_or_default();
                    let all: Vec<&str> = known.iter().map(|b| b.id.as_str()).collect();
                    let message =
                        Text::new("dit vergelijkingscijfer is er niet", "there is no such benchmark");
                    let hint = Text::new(
                        format!("bedoel je `{near}`? hier kan: {}", all.join(", ")),
                        format!("did you mean `{near}`? possible here: {}", all.join(", ")),
                    );
                    faults.push(
                        Fault::in_file(Severity::Refused, FaultKind::Configuration, file, message, hint)
                            .in_column("report.benchmarks")
                            .with_value(id.clone()),
                    );
                }
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }
}

fn series(id: &str, mut section: Section<'_>, reading: &mut Reading<'_>) -> Option<Benchmark> {
    let place = section.place.clone();
    let text = |key: &'static str, section: &mut Section<'_>, reading: &mut Reading<'_>| {
        section.take(key).and_then(|entry| reading.text(&entry))
    };
    let measure = section.string(reading, "measure").map(|found| found.value);
    let group = section.string(reading, "group").map_or_else(String::new, |found| found.value);
    let stage = section.string(reading, "stage").map_or_else(String::new, |found| found.value);
    let population = text("population", &mut section, reading);
    let definition = text("definition", &mut section, reading);
    let source = section.string(reading, "source").map(|found| found.value);
    let retrieved = section.string(reading, "retrieved").map(|found| found.value);
    let mut values: Vec<(u16, f64)> = Vec::new();
    // A scale has means on its own range; everything else is a share.
    let is_scale = measure.as_ref().is_some_and(|measure| measure.starts_with("scale."));
    if let Some(mut by_year) = section.table(reading, "values") {
        for entry in by_year.take_all() {
            let value = reading.number(&entry).filter(|found| is_scale || (0.0..=1.0).contains(&found.value));
            match (entry.key.parse(), value) {
                (Ok(year), Some(value)) => values.push((year, value.value)),
                _ => reading.refuse(
                    &entry.place,
                    None,
                    Text::new("geen jaar met een aandeel van 0 tot 1", "not a year with a share from 0 to 1"),
                    Text::new("schrijf `\"2019\" = 0.262`", "write `\"2019\" = 0.262`"),
                ),
            }
        }
    }
    section.finish(reading);
    values.sort_by_key(|(year, _)| *year);
    let (Some(measure), Some(population), Some(definition), Some(source), Some(retrieved), false) =
        (measure, population, definition, source, retrieved, values.is_empty())
    else {
        reading.refuse(
            &place,
            None,
            Text::new("dit vergelijkingscijfer is niet compleet", "this benchmark is not complete"),
            Text::new(
                "geef measure, population, definition, source, retrieved en values",
                "give measure, population, definition, source, retrieved and values",
            ),
        );
        return None;
    };
    Some(Benchmark {
        id: id.to_owned(),
        measure,
        group,
        stage,
        population,
        definition,
        source,
        retrieved,
        values,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_that_come_with_the_program_can_be_read() {
        let all = Benchmark::built_in();
        assert!(all.len() > 20);
        let intake = all.iter().find(|benchmark| benchmark.id == "hbo-betatechniek-instroom").unwrap();
        assert_eq!(intake.nearest_to(2018), (2018, 0.262));
        assert_eq!(intake.nearest_to(2026), (2019, 0.262));
        assert_eq!(intake.nearest_to(1999), (2015, 0.242));
    }

    #[test]
    fn an_unknown_figure_names_the_nearest_one() {
        let known = Benchmark::built_in();
        let faults = Benchmark::named(&["hbo-betatechniek-instrom".into()], &known, "scan.toml").unwrap_err();
        assert!(faults[0].hint.nl.contains("`hbo-betatechniek-instroom`"), "{:?}", faults[0].hint);
    }

    #[test]
    fn a_figure_without_its_definition_is_refused() {
        let text = "[x]\nmeasure = \"participation.intake\"\nvalues = { \"2020\" = 1.2 }\n";
        let faults = Benchmark::parse("benchmarks.toml", text).unwrap_err();
        assert_eq!(faults.len(), 2);
    }
}
