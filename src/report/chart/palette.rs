//! The colours and shapes of charts, light and dark, and the style sheet that switches between them.
//!
//! Leaves out which group gets which mark: a page decides that once. No pink, no blue beside pink; the group
//! colours differ in lightness and each has its own shape and dash, so colour never carries meaning alone.

use std::fmt::Write as _;

/// A colour by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Text and reference lines.
    Ink,
    /// Secondary text.
    Soft,
    /// The background, also around markers.
    Paper,
    /// Grid lines and dotted lanes: decoration.
    Grid,
    /// Rules under headings and heads.
    Rule,
    /// Hatching and outlines of what is not shown, and of pale parts.
    Edge,
    /// A tinted area, such as years with another rule.
    Band,
    /// The whole, and groups without a colour of their own.
    Whole,
    /// The first group colour, teal.
    Teal,
    /// The second group colour, amber. For graphics only: too light for text.
    Amber,
    /// The third group colour, violet.
    Violet,
    /// The fourth group colour, moss.
    Moss,
    /// The fifth group colour, brick.
    Brick,
    /// Others, and what is unclear.
    Slate,
    /// The low end of answers.
    Low,
    /// Between low and lowish, on scales of six answers and more.
    LowMiddle,
    /// Low, but not the end.
    Lowish,
    /// The middle of answers.
    Neutral,
    /// High, but not the end.
    Highish,
    /// Between high and highish.
    HighMiddle,
    /// The high end of answers.
    High,
}

impl Role {
    /// Every role, in the order of the style sheet.
    pub const ALL: [Self; 21] = [
        Self::Ink,
        Self::Soft,
        Self::Paper,
        Self::Grid,
        Self::Rule,
        Self::Edge,
        Self::Band,
        Self::Whole,
        Self::Teal,
        Self::Amber,
        Self::Violet,
        Self::Moss,
        Self::Brick,
        Self::Slate,
        Self::Low,
        Self::LowMiddle,
        Self::Lowish,
        Self::Neutral,
        Self::Highish,
        Self::HighMiddle,
        Self::High,
    ];

    /// Returns the name in class names and custom properties.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// Returns the colour on a light page, as `#rrggbb`. Pictures use it too.
    #[must_use]
    pub fn light(self) -> &'static str {
        self.entry().1
    }

    /// Returns the colour on a dark page, as `#rrggbb`.
    #[must_use]
    pub fn dark(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Ink => ("ink", "#17212b", "#edf1f4"),
            Self::Soft => ("soft", "#4a5661", "#b7c1ca"),
            Self::Paper => ("paper", "#ffffff", "#12181e"),
            Self::Grid => ("grid", "#e4e8eb", "#2b343d"),
            Self::Rule => ("rule", "#c3cad0", "#46515b"),
            Self::Edge => ("edge", "#87929b", "#77838e"),
            Self::Band => ("band", "#f2efe8", "#232a2f"),
            Self::Whole => ("whole", "#27455f", "#b4cde2"),
            Self::Teal => ("teal", "#0a7a78", "#45c4bc"),
            Self::Amber => ("amber", "#b96f00", "#f2ae45"),
            Self::Violet => ("violet", "#4f2d8a", "#bfa5f5"),
            Self::Moss => ("moss", "#3f5f1d", "#b3d486"),
            Self::Brick => ("brick", "#9c4a21", "#f0a07a"),
            Self::Slate => ("slate", "#66717b", "#a8b3bd"),
            Self::Low => ("low", "#8a3d1c", "#ec9a6e"),
            Self::LowMiddle => ("low-middle", "#c48560", "#965f41"),
            Self::Lowish => ("lowish", "#dda584", "#7a4b35"),
            Self::Neutral => ("neutral", "#d5dade", "#55606a"),
            Self::Highish => ("highish", "#9db4c8", "#3d5b75"),
            Self::HighMiddle => ("high-middle", "#7c9ab5", "#4c6f8d"),
            Self::High => ("high", "#27455e", "#b3cce1"),
        }
    }

    /// Returns the role of a light colour, so that stock plotters elements get a class too.
    pub(super) fn of_light((red, green, blue): (u8, u8, u8)) -> Self {
        let hex = format!("#{red:02x}{green:02x}{blue:02x}");
        Self::ALL.into_iter().find(|role| role.light() == hex).unwrap_or(Self::Ink)
    }

    /// Returns the colour of text that is readable on this colour, in light and in dark.
    pub(super) fn text_on(self) -> Self {
        match self {
            Self::Low | Self::High => Self::Paper,
            _ => Self::Ink,
        }
    }
}

/// How a group is marked: a colour, a shape and a dash that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A navy ring: the whole, or groups that their label tells apart.
    Whole,
    /// A teal circle, full line.
    First,
    /// An amber diamond, dashed line.
    Second,
    /// A violet square, dotted line.
    Third,
    /// A moss triangle, line of dashes and dots.
    Fourth,
    /// A brick triangle on its point, line of long dashes.
    Fifth,
    /// A hollow slate circle: others, or unclear.
    Other,
}

/// The outline of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Ring,
    Circle,
    Diamond,
    Square,
    Triangle,
    TriangleDown,
    Hollow,
}

impl Mark {
    /// Returns the colour of the mark.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::Whole => Role::Whole,
            Self::First => Role::Teal,
            Self::Second => Role::Amber,
            Self::Third => Role::Violet,
            Self::Fourth => Role::Moss,
            Self::Fifth => Role::Brick,
            Self::Other => Role::Slate,
        }
    }

    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Whole => Shape::Ring,
            Self::First => Shape::Circle,
            Self::Second => Shape::Diamond,
            Self::Third => Shape::Square,
            Self::Fourth => Shape::Triangle,
            Self::Fifth => Shape::TriangleDown,
            Self::Other => Shape::Hollow,
        }
    }

    /// Returns the dash of the mark's line, in px, as SVG writes it; empty for a full line.
    pub(super) fn dash(self) -> &'static str {
        match self {
            Self::Whole | Self::First => "",
            Self::Second => "6 4",
            Self::Third => "2 3",
            Self::Fourth => "8 3 2 3",
            Self::Fifth => "12 4",
            Self::Other => "4 4",
        }
    }
}

/// Returns the style sheet for pages that hold charts inline: the colours, and their dark forms on a dark screen.
///
/// Print stays light. Without it a chart keeps its light colours, which stand in its attributes.
#[must_use]
pub fn stylesheet() -> String {
    let mut css = String::from(":root{");
    for role in Role::ALL {
        let _ = write!(css, "--mc-{}:{};", role.name(), role.light());
    }
    css.push_str("}\n@media screen and (prefers-color-scheme:dark){:root{");
    for role in Role::ALL {
        let _ = write!(css, "--mc-{}:{};", role.name(), role.dark());
    }
    css.push_str("}}\n");
    for role in Role::ALL {
        let name = role.name();
        let _ = write!(css, ".mc-f-{name}{{fill:var(--mc-{name})}}.mc-s-{name}{{stroke:var(--mc-{name})}}");
    }
    css.push('\n');
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance.
    fn contrast(one: &str, other: &str) -> f64 {
        let (high, low) = {
            let (a, b) = (luminance(one), luminance(other));
            if a > b { (a, b) } else { (b, a) }
        };
        (high + 0.05) / (low + 0.05)
    }

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    const MARKS: [Mark; 7] =
        [Mark::Whole, Mark::First, Mark::Second, Mark::Third, Mark::Fourth, Mark::Fifth, Mark::Other];

    #[test]
    fn text_and_marks_stand_out_in_light_and_dark() {
        for paper in [Role::Paper, Role::Band] {
            for text in [Role::Ink, Role::Soft] {
                assert!(contrast(text.light(), paper.light()) >= 4.5, "{text:?}");
                assert!(contrast(text.dark(), paper.dark()) >= 4.5, "{text:?}");
            }
            for role in MARKS.map(Mark::role) {
                assert!(contrast(role.light(), paper.light()) >= 3.0, "{role:?}");
                assert!(contrast(role.dark(), paper.dark()) >= 3.0, "{role:?}");
            }
        }
        assert!(contrast(Role::Edge.light(), Role::Paper.light()) >= 3.0);
        assert!(contrast(Role::Edge.dark(), Role::Paper.dark()) >= 3.0);
    }

    #[test]
    fn text_in_a_part_of_a_stack_is_readable_in_light_and_dark() {
        for part in [
            Role::Low,
            Role::LowMiddle,
            Role::Lowish,
            Role::Neutral,
            Role::Highish,
            Role::HighMiddle,
            Role::High,
        ] {
            let text = part.text_on();
            assert!(contrast(text.light(), part.light()) >= 4.5, "{part:?} light");
            assert!(contrast(text.dark(), part.dark()) >= 4.5, "{part:?} dark");
        }
    }

    #[test]
    fn every_mark_has_its_own_shape_and_every_colour_its_own_role() {
        for (at, one) in MARKS.iter().enumerate() {
            for other in &MARKS[at + 1..] {
                assert_ne!(one.shape(), other.shape());
                assert_ne!(one.role(), other.role());
            }
        }
        for role in Role::ALL {
            let channel = |at: usize| u8::from_str_radix(&role.light()[at..at + 2], 16).unwrap();
            assert_eq!(Role::of_light((channel(1), channel(3), channel(5))), role);
        }
    }

    #[test]
    fn no_colour_is_pink() {
        for hex in Role::ALL.iter().flat_map(|role| [role.light(), role.dark()]) {
            let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
            let (red, green, blue) = (part(1), part(3), part(5));
            // Pink is red with the blue well above the green.
            assert!(!(red > 150.0 && blue > green + 25.0 && red > blue), "{hex}");
        }
    }
}
