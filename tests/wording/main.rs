//! What reports say: every template in both languages with typical and edge values, and the rules that no
//! text may break.

mod aloud;
mod laws;
mod traps;
mod values;

use meetellen::model::Language;
use meetellen::report::wording::{Slots, Template, render};

const NL: Language = Language::Dutch;
const EN: Language = Language::English;

/// Renders a template that must have a sentence.
fn say(template: Template, language: Language, slots: &Slots) -> String {
    match render(template, language, slots) {
        Ok(sentence) => sentence.text,
        Err(error) => panic!("{error}"),
    }
}
