//! The house style of a school: what its pages take over from it.
//!
//! Leaves out the colours of the charts: those tell groups apart, also for who sees no colours.

/// The house style; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct House {
    /// The logo, above the title.
    pub logo: Option<Embedded>,
    /// The colour of titles and large numbers.
    pub colour: Option<Colour>,
    /// The typeface of the text.
    pub font: Option<Embedded>,
}

/// A file that is set into a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embedded {
    /// What it is, as browsers call it: `image/png`.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The paper of a page.
    pub const WHITE: Self = Self([255, 255, 255]);

    /// Reads `#0a7a78`; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Returns the colour as CSS writes it.
    #[must_use]
    pub fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Returns the contrast with another colour, 1 to 21, as WCAG 2.1 defines it.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns the colour with white mixed in until it can be read on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        let mixed = |tenths: u16| {
            Self(self.0.map(|part| {
                let sum = u16::from(part) * (10 - tenths) + 255 * tenths;
                u8::try_from(sum / 10).unwrap_or(u8::MAX)
            }))
        };
        (0..=10).map(mixed).find(|colour| colour.contrast(ground) >= READABLE).unwrap_or(Self::WHITE)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The least contrast of text that everybody can read: WCAG 2.1, level AA.
pub const READABLE: f64 = 4.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_after_a_cross() {
        assert_eq!(Colour::read("#0a7A78"), Some(Colour([10, 122, 120])));
        for text in ["0a7a78", "#fff", "#0a7a7", "#0a7a7g", "#é€", "rood", ""] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
        assert_eq!(Colour([10, 122, 120]).css(), "#0a7a78");
    }

    #[test]
    fn contrast_runs_from_one_to_twenty_one() {
        let black = Colour([0, 0, 0]);
        assert!((black.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((black.contrast(black) - 1.0).abs() < 1e-9);
        // The example of WCAG's authors: #767676 is the lightest grey that passes on white.
        assert!(Colour([0x76; 3]).contrast(Colour::WHITE) >= READABLE);
        assert!(Colour([0x77; 3]).contrast(Colour::WHITE) < READABLE);
    }

    #[test]
    fn a_dark_colour_becomes_light_enough_for_a_dark_ground() {
        let ground = Colour([0x12, 0x18, 0x1e]);
        let blue = Colour([0, 40, 120]);
        assert!(blue.contrast(ground) < READABLE && blue.readable_on(ground).contrast(ground) >= READABLE);
        assert_eq!(Colour([240, 200, 80]).readable_on(ground), Colour([240, 200, 80]));
    }
}
