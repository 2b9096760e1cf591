//! The house style of the school in a page: its colour and typeface in the style sheet, its logo above the title.
//!
//! Charts keep their own colours and typeface: those are measured, and tell groups apart.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

use crate::model::{Colour, Embedded, House};

/// The ground of a page on a dark screen.
const DARK: Colour = Colour([0x12, 0x18, 0x1e]);

/// Returns what the house style changes in the style sheet; empty where it changes nothing.
pub(super) fn css(house: &House) -> String {
    let mut css = String::new();
    if let Some(colour) = house.colour {
        let _ = writeln!(
            css,
            ":root{{--accent:{}}}@media screen and (prefers-color-scheme:dark){{:root{{--accent:{}}}}}",
            colour.css(),
            colour.readable_on(DARK).css()
        );
    }
    if let Some(font) = &house.font {
        let _ = writeln!(
            css,
            "@font-face{{font-family:\"Huis\";src:url({});font-display:block}}body{{font-family:\"Huis\",system-ui,sans-serif}}",
            address(font)
        );
    }
    if house.logo.is_some() {
        css.push_str(".logo{display:block;max-height:4rem;max-width:16rem;margin:0 0 1.5rem}\n");
    }
    css
}

/// Returns the logo. It has no words of its own: the name of the school is in the title.
pub(super) fn logo(house: &House) -> Markup {
    html! { @if let Some(logo) = &house.logo { img.logo src=(address(logo)) alt=""; } }
}

fn address(file: &Embedded) -> String {
    format!("data:{};base64,{}", file.media, STANDARD.encode(&file.bytes))
}
