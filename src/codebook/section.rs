//! Asking a table for its keys; what nobody asked for is a fault that names the nearest known key.
//!
//! Leaves out syntax and the kinds of values: `configuration` has them.

use toml::de::DeValue;

use super::configuration::{Entry, Found, Place, Reading, Section, nearest, whole_of};
use crate::model::Text;

impl<'t> Section<'t> {
    /// Returns the entry of `key`, which is known from now on.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Entry<'t>> {
        self.known.push(key);
        self.entries.iter().position(|entry| entry.key == key).map(|index| self.entries.remove(index))
    }

    /// Returns whether `key` is there, right or wrong; it is not known by this.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Returns what is left, where the keys are the user's own: headings, labels, names.
    pub(crate) fn take_all(&mut self) -> Vec<Entry<'t>> {
        std::mem::take(&mut self.entries)
    }

    /// Returns the text of `key`.
    pub(crate) fn string(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Option<Found<String>> {
        let entry = self.take(key)?;
        reading.string(&entry)
    }

    /// Returns the texts of `key`: a list, or one text.
    pub(crate) fn strings(
        &mut self,
        reading: &mut Reading<'_>,
        key: &'static str,
    ) -> Option<Found<Vec<String>>> {
        let entry = self.take(key)?;
        reading.strings(&entry)
    }

    /// Returns the text at `nl` and `en`; one language serves for both, none is a fault.
    pub(crate) fn languages(&mut self, reading: &mut Reading<'_>) -> Option<Text> {
        let nl = self.string(reading, "nl").map(|found| found.value);
        let en = self.string(reading, "en").map(|found| found.value);
        match (nl, en) {
            (Some(nl), Some(en)) => Some(Text::new(nl, en)),
            (Some(one), None) | (None, Some(one)) => Some(Text::same(one)),
            (None, None) => {
                reading.refuse(
                    &self.place,
                    None,
                    Text::new("hier ontbreekt de tekst", "the text is missing here"),
                    Text::new("schrijf `{ nl = \"…\", en = \"…\" }`", "write `{ nl = \"…\", en = \"…\" }`"),
                );
                None
            }
        }
    }

    /// Returns whether `key` is true; `None` where it is absent.
    pub(crate) fn boolean(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Option<Found<bool>> {
        let entry = self.take(key)?;
        let value = entry.value.as_bool();
        if value.is_none() {
            reading.refuse_type(&entry, &Text::new("`true` of `false`", "`true` or `false`"), "true");
        }
        value.map(|value| Found { value, place: entry.place })
    }

    /// Returns the number of `key`.
    pub(crate) fn number(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Option<Found<f64>> {
        let entry = self.take(key)?;
        reading.number(&entry)
    }

    /// Returns the whole number of `key`, at least `least`.
    pub(crate) fn count(
        &mut self,
        reading: &mut Reading<'_>,
        key: &'static str,
        least: u32,
    ) -> Option<Found<u32>> {
        let entry = self.take(key)?;
        let value = whole_of(entry.value).filter(|value| *value >= least);
        if value.is_none() {
            let expected = Text::new(
                format!("een geheel getal van {least} of meer"),
                format!("a whole number of {least} or more"),
            );
            reading.refuse_type(&entry, &expected, "10");
        }
        value.map(|value| Found { value, place: entry.place })
    }

    /// Returns the table of `key`.
    pub(crate) fn table(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Option<Section<'t>> {
        let entry = self.take(key)?;
        reading.table(&entry)
    }

    /// Returns the tables of `[[key]]`, in order; empty where there is none.
    pub(crate) fn tables(&mut self, reading: &mut Reading<'_>, key: &'static str) -> Vec<Section<'t>> {
        let Some(entry) = self.take(key) else { return Vec::new() };
        let mut sections = Vec::new();
        if let DeValue::Array(array) = entry.value {
            for value in array.iter() {
                if let DeValue::Table(table) = value.get_ref() {
                    let place =
                        Place { line: reading.line(value.span().start), key: entry.place.key.clone() };
                    sections.push(reading.section(place, table));
                }
            }
            if sections.len() == array.len() && !sections.is_empty() {
                return sections;
            }
        }
        reading.refuse(
            &entry.place,
            None,
            Text::new("hier hoort een lijst van tabellen", "expected a list of tables"),
            Text::new(format!("schrijf `[[{key}]]`"), format!("write `[[{key}]]`")),
        );
        sections
    }

    /// Returns the meaning of the word at `key`; a word that `choices` lacks is a fault.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        reading: &mut Reading<'_>,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Found<T>> {
        let found = self.string(reading, key)?;
        let hit = choices.iter().find(|(word, _)| *word == found.value);
        if hit.is_none() {
            let known: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            reading.refuse_word(&found.place, &found.value, &Text::new("dit woord", "this word"), &known);
        }
        hit.map(|(_, value)| Found { value: *value, place: found.place })
    }

    /// Notes each key that nobody asked for, with the nearest known key.
    pub(crate) fn finish(self, reading: &mut Reading<'_>) {
        for entry in &self.entries {
            let near = nearest(entry.key, self.known.iter().copied()).unwrap_or_default();
            let all = self.known.join(", ");
            reading.refuse(
                &entry.place,
                None,
                Text::new("deze sleutel is niet bekend", "this key is not known"),
                Text::new(
                    format!("bedoel je `{near}`? hier kan: {all}"),
                    format!("did you mean `{near}`? possible here: {all}"),
                ),
            );
        }
    }
}
