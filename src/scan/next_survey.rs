//! `[plan]` of a scan: what the next survey should be able to see.

use crate::codebook::{Reading, Section};
use crate::model::Text;

use super::NextSurvey;

/// Reads the table.
pub(super) fn read(mut section: Section<'_>, reading: &mut Reading<'_>) -> NextSurvey {
    let mut made = NextSurvey { score_sd: None, points: None, power: 0.8 };
    let mut power = None;
    for (key, most, slot) in [
        ("score_sd", f64::INFINITY, &mut made.score_sd),
        ("points", 100.0, &mut made.points),
        ("power", 1.0, &mut power),
    ] {
        let Some(found) = section.number(reading, key) else { continue };
        if found.value > 0.0 && found.value < most {
            *slot = Some(found.value);
            continue;
        }
        reading.refuse(
            &found.place,
            Some(&found.value.to_string()),
            Text::new(
                "moet groter dan 0 zijn, en een kans kleiner dan 1",
                "must be above 0, and a chance below 1",
            ),
            Text::new("laat het weg, of schrijf `power = 0.8`", "leave it out, or write `power = 0.8`"),
        );
    }
    made.power = power.unwrap_or(made.power);
    section.finish(reading);
    made
}
