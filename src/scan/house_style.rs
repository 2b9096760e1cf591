//! `[style]` of a scan: the house style of the school.

use crate::codebook::{Reading, Section};
use crate::model::{Colour, READABLE, Text};

/// A file that a house style names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleFile {
    /// Its name, relative to the scan folder.
    pub name: String,
    /// The line of the scan that names it.
    pub line: u64,
}

/// `[style]`; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseStyle {
    /// The file with the logo.
    pub logo: Option<StyleFile>,
    /// The colour of titles and large numbers; it can be read on white.
    pub colour: Option<Colour>,
    /// The file with the typeface.
    pub font: Option<StyleFile>,
}

/// Reads the table.
pub(super) fn read(mut section: Section<'_>, reading: &mut Reading<'_>) -> HouseStyle {
    let [logo, font] = ["logo", "font"].map(|key| {
        section.string(reading, key).map(|found| StyleFile { name: found.value, line: found.place.line })
    });
    let mut colour = None;
    if let Some(found) = section.string(reading, "colour") {
        let read = Colour::read(&found.value);
        colour = read.filter(|colour| colour.contrast(Colour::WHITE) >= READABLE);
        if read.is_none() {
            reading.refuse(
                &found.place,
                Some(&found.value),
                Text::new("is geen kleur", "is no colour"),
                Text::new(
                    "schrijf bijvoorbeeld `colour = \"#005a8c\"`",
                    "write for instance `colour = \"#005a8c\"`",
                ),
            );
        } else if colour.is_none() {
            reading.refuse(
                &found.place,
                Some(&found.value),
                Text::new(
                    "is te licht om op wit te lezen (contrast onder 4,5)",
                    "is too light to be read on white (contrast below 4.5)",
                ),
                Text::new("neem een donkerder huiskleur", "choose a darker colour of the house style"),
            );
        }
    }
    section.finish(reading);
    HouseStyle { logo, colour, font }
}
