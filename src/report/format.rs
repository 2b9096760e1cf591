//! Numbers as a reader sees them: the only place where a share becomes a percentage and a number gets
//! its Dutch or English form.
//!
//! Leaves out how precisely a number may be printed: disclosure control decides that, and a caller hands
//! it over as a [`Precision`]. A minus sign is U+2212 everywhere, in text and in tables: it does not break
//! at the end of a line and a screen reader says it. [`numbers_in`] reads printed numbers back.

mod decimal;

use crate::model::Language;

use super::wording::Noun;
use decimal::{localised, rounded};

pub use decimal::numbers_in;

/// Returns a number with a decimal point and nothing between thousands, the point `shift` places to the right.
///
/// For files that a program reads; rounded as in print.
pub(super) fn digits(value: f64, shift: usize, decimals: u8) -> String {
    rounded(value, shift, usize::from(decimals))
}

/// How many decimals a number is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Precision(u8);

impl Precision {
    /// Whole numbers.
    pub const WHOLE: Self = Self(0);
    /// One decimal.
    pub const ONE: Self = Self(1);
    /// Two decimals.
    pub const TWO: Self = Self(2);

    /// Makes a precision of a number of decimals, as published.
    #[must_use]
    pub fn of_decimals(decimals: u8) -> Self {
        Self(decimals)
    }

    /// Returns the precision of a percentage of `n` people: whole under 100, else one decimal.
    #[must_use]
    pub fn of_share(n: u64) -> Self {
        if n < 100 { Self::WHOLE } else { Self::ONE }
    }

    /// Returns the coarser of the two: what is published in whole percents stays so, however many people.
    #[must_use]
    pub fn at_most(self, other: Self) -> Self {
        self.min(other)
    }

    /// Returns the number of decimals.
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.0
    }
}

/// What a number is a number of. Shares and their differences are held as fractions, 0.125 for 12.5 percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// People or things; whole.
    Count,
    /// A value on a scale, an alpha: without a word.
    Score,
    /// A difference between two values on a scale.
    Point,
    /// A share of a whole.
    Percent,
    /// A difference between two shares.
    PercentagePoint,
    /// A quotient: so many times.
    Ratio,
}

/// Whether a number is printed as it is or as "about".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Exactness {
    Exact,
    About,
}

/// A published number with its unit and precision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    value: f64,
    unit: Unit,
    precision: Precision,
    exactness: Exactness,
}

impl Number {
    /// Makes a number. Percentages and percentage points are given as fractions.
    ///
    /// # Panics
    /// `value` is not finite: a statistic without an answer is never a number.
    #[must_use]
    pub fn new(value: f64, unit: Unit, precision: Precision) -> Self {
        assert!(value.is_finite(), "invariant: a published number is finite, not {value}");
        Self { value, unit, precision, exactness: Exactness::Exact }
    }

    /// Makes an exact number of people or things.
    #[must_use]
    pub fn count(n: u64) -> Self {
        Self::new(n as f64, Unit::Count, Precision::WHOLE)
    }

    /// Makes a number of people that was rounded to fives: "ongeveer 20".
    #[must_use]
    pub fn about(n: u64) -> Self {
        Self { exactness: Exactness::About, ..Self::count(n) }
    }

    /// Makes a share, given between 0 and 1.
    #[must_use]
    pub fn percent(share: f64, precision: Precision) -> Self {
        Self::new(share, Unit::Percent, precision)
    }

    /// Makes a difference between shares, given between -1 and 1.
    #[must_use]
    pub fn percentage_points(difference: f64, precision: Precision) -> Self {
        Self::new(difference, Unit::PercentagePoint, precision)
    }

    /// Makes a value on a scale, or another number without a unit.
    #[must_use]
    pub fn score(value: f64, precision: Precision) -> Self {
        Self::new(value, Unit::Score, precision)
    }

    /// Makes a difference between values on a scale.
    #[must_use]
    pub fn points(difference: f64, precision: Precision) -> Self {
        Self::new(difference, Unit::Point, precision)
    }

    /// Makes a ratio.
    #[must_use]
    pub fn ratio(value: f64, precision: Precision) -> Self {
        Self::new(value, Unit::Ratio, precision)
    }

    /// Returns the number as it was given: a fraction for percentages.
    #[must_use]
    pub fn value(self) -> f64 {
        self.value
    }

    /// Returns the unit.
    #[must_use]
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// Returns the number without its sign.
    #[must_use]
    pub fn absolute(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }

    /// Returns whether a reader sees 0 (`0`, `0,00`), rounding included.
    #[must_use]
    pub fn is_zero(self) -> bool {
        !self.printed().bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    }

    /// Returns whether a reader sees 1 (`1`, `1,0`), rounding included.
    #[must_use]
    pub fn is_one(self) -> bool {
        let printed = self.printed();
        let (whole, decimals) = printed.split_once('.').unwrap_or((&printed, ""));
        whole == "1" && decimals.bytes().all(|byte| byte == b'0')
    }

    /// Returns whether a reader sees at least 2, without regard to the sign.
    #[must_use]
    pub fn is_two_or_more(self) -> bool {
        self.absolute().printed().split('.').next().is_some_and(|whole| !matches!(whole, "0" | "1"))
    }

    /// Returns whether this was rounded to "about".
    #[must_use]
    pub fn is_about(self) -> bool {
        self.exactness == Exactness::About
    }

    /// Returns the number without its unit: `12,5`, `24.848`, `−0,30`, `ongeveer 20`.
    #[must_use]
    pub fn bare(self, language: Language) -> String {
        let digits = localised(&self.printed(), language);
        match (self.exactness, language) {
            (Exactness::Exact, _) => digits,
            (Exactness::About, Language::Dutch) => format!("ongeveer {digits}"),
            (Exactness::About, Language::English) => format!("about {digits}"),
        }
    }

    /// Returns the number with its unit as running text has it: `12,5 procent`, `0,30 punt`, `12.5%`.
    #[must_use]
    pub fn in_text(self, language: Language) -> String {
        let bare = self.bare(language);
        match (self.unit, language) {
            (Unit::Percent, Language::English) => format!("{bare}%"),
            (Unit::Percent, Language::Dutch) => format!("{bare} procent"),
            (Unit::PercentagePoint, _) => format!("{bare} {}", Noun::PercentagePoint.form(self, language)),
            (Unit::Point, _) => format!("{bare} {}", Noun::Point.form(self, language)),
            (Unit::Count | Unit::Score | Unit::Ratio, _) => bare,
        }
    }

    /// Returns the number as a table or chart has it: `12,5%`, else bare.
    #[must_use]
    pub fn in_table(self, language: Language) -> String {
        let bare = self.bare(language);
        if self.unit == Unit::Percent { format!("{bare}%") } else { bare }
    }

    /// Returns a difference as a table has it, with its sign: `+0,29`, `−0,30`, `0,00`.
    #[must_use]
    pub fn signed_in_table(self, language: Language) -> String {
        let text = self.in_table(language);
        if self.value > 0.0 && !self.is_zero() { format!("+{text}") } else { text }
    }

    /// Returns the number in plain ASCII with a decimal point, percentages times 100, never `-0.0`.
    fn printed(self) -> String {
        let shift = if matches!(self.unit, Unit::Percent | Unit::PercentagePoint) { 2 } else { 0 };
        rounded(self.value, shift, usize::from(self.precision.0))
    }
}

/// Returns an interval as a table has it: `12,5 tot 21,3%`. In words, since a dash looks like a minus.
#[must_use]
pub fn interval_in_table(lower: Number, upper: Number, language: Language) -> String {
    format!("{} {} {}", lower.bare(language), to(language), upper.in_table(language))
}

/// Returns a share that is printed as a band: `≤ 3%`, `≥ 97%`, or the interval where neither end is open.
#[must_use]
pub fn band_in_table(lower: Number, upper: Number, language: Language) -> String {
    if lower.is_zero() {
        format!("≤ {}", upper.in_table(language))
    } else if upper.unit == Unit::Percent && upper.value >= 1.0 {
        format!("≥ {}", lower.in_table(language))
    } else {
        interval_in_table(lower, upper, language)
    }
}

/// Returns a p-value: two decimals, three under 0.1, and `< 0,001` | `< .001` below that.
///
/// English leaves the zero out, as its journals do.
#[must_use]
pub fn p_value(p: f64, language: Language) -> String {
    let text = if p < 0.001 { "< 0.001".to_owned() } else { rounded(p, 0, if p < 0.1 { 3 } else { 2 }) };
    match language {
        Language::Dutch => text.replace('.', ","),
        Language::English => text.replace("0.", "."),
    }
}

/// Returns a period as `results.csv` writes it in words: `2024`, or `2019 tot en met 2023` for `2019..2023`.
#[must_use]
pub fn period(period: &str, language: Language) -> String {
    match (period.split_once(".."), language) {
        (Some((first, last)), Language::Dutch) => format!("{first} tot en met {last}"),
        (Some((first, last)), Language::English) => format!("{first} to {last}"),
        (None, _) => period.to_owned(),
    }
}

/// Returns the school year that starts in `year`: `2023/24`.
#[must_use]
pub fn school_year(year: u16) -> String {
    format!("{year}/{:02}", (year + 1) % 100)
}

/// Returns a date of the form `2026-02-01` in words; a text of another form comes back as it is.
#[must_use]
pub fn date(date: &str, language: Language) -> String {
    const MONTHS: [[&str; 2]; 12] = [
        ["januari", "January"],
        ["februari", "February"],
        ["maart", "March"],
        ["april", "April"],
        ["mei", "May"],
        ["juni", "June"],
        ["juli", "July"],
        ["augustus", "August"],
        ["september", "September"],
        ["oktober", "October"],
        ["november", "November"],
        ["december", "December"],
    ];
    let mut parts = date.splitn(3, '-').map(str::parse::<u16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
        return date.to_owned();
    };
    let Some(names) = month.checked_sub(1).and_then(|index| MONTHS.get(usize::from(index))) else {
        return date.to_owned();
    };
    let month = match language {
        Language::Dutch => names[0],
        Language::English => names[1],
    };
    format!("{day} {month} {year}")
}

fn to(language: Language) -> &'static str {
    match language {
        Language::Dutch => "tot",
        Language::English => "to",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NL: Language = Language::Dutch;
    const EN: Language = Language::English;

    #[test]
    fn numbers_have_the_separators_of_their_language() {
        assert_eq!(Number::score(3.62, Precision::TWO).bare(NL), "3,62");
        assert_eq!(Number::score(3.62, Precision::TWO).bare(EN), "3.62");
        assert_eq!(Number::count(24_848).bare(NL), "24.848");
        assert_eq!(Number::count(24_848).bare(EN), "24,848");
        assert_eq!(Number::count(1_234_567).bare(NL), "1.234.567");
        assert_eq!(Number::count(999).bare(NL), "999");
        assert_eq!(Number::count(0).bare(EN), "0");
    }

    #[test]
    fn a_percentage_is_a_word_in_dutch_text_and_a_sign_elsewhere() {
        let share = Number::percent(0.125, Precision::ONE);
        assert_eq!(share.in_text(NL), "12,5 procent");
        assert_eq!(share.in_text(EN), "12.5%");
        assert_eq!(share.in_table(NL), "12,5%");
        assert_eq!(share.in_table(EN), "12.5%");
        assert_eq!(share.bare(NL), "12,5");
    }

    #[test]
    fn percents_are_whole_under_a_hundred_people() {
        assert_eq!(Precision::of_share(99), Precision::WHOLE);
        assert_eq!(Precision::of_share(100), Precision::ONE);
        assert_eq!(Precision::of_share(5000).at_most(Precision::WHOLE), Precision::WHOLE);
        assert_eq!(Precision::of_share(99).at_most(Precision::TWO), Precision::WHOLE);
    }

    #[test]
    fn no_zero_is_negative() {
        for value in [-0.0, -0.004, -0.0049] {
            assert_eq!(Number::score(value, Precision::TWO).bare(NL), "0,00");
        }
        assert_eq!(Number::percentage_points(-0.0004, Precision::ONE).bare(NL), "0,0");
        assert_eq!(Number::score(-0.005, Precision::TWO).bare(NL), "−0,01");
        assert_eq!(Number::score(-0.004, Precision::TWO).signed_in_table(NL), "0,00");
        assert_eq!(Number::score(0.29, Precision::TWO).signed_in_table(NL), "+0,29");
        assert_eq!(Number::score(-0.3, Precision::ONE).signed_in_table(EN), "−0.3");
    }

    #[test]
    fn points_take_a_plural_from_two_in_dutch_and_but_for_one_in_english() {
        let points = |value, decimals| Number::points(value, Precision::of_decimals(decimals));
        assert_eq!(points(0.5, 1).in_text(NL), "0,5 punt");
        assert_eq!(points(1.0, 0).in_text(NL), "1 punt");
        assert_eq!(points(1.5, 1).in_text(NL), "1,5 punt");
        assert_eq!(points(2.0, 0).in_text(NL), "2 punten");
        assert_eq!(points(-2.0, 0).in_text(NL), "−2 punten");
        assert_eq!(points(0.5, 1).in_text(EN), "0.5 points");
        assert_eq!(points(1.0, 0).in_text(EN), "1 point");
        assert_eq!(points(2.0, 0).in_text(EN), "2 points");
        assert_eq!(points(0.0, 0).in_text(EN), "0 points");
    }

    #[test]
    fn percentage_points_never_take_a_dutch_plural() {
        let points = |value| Number::percentage_points(value, Precision::WHOLE);
        assert_eq!(points(0.01).in_text(NL), "1 procentpunt");
        assert_eq!(points(0.02).in_text(NL), "2 procentpunt");
        assert_eq!(points(0.01).in_text(EN), "1 percentage point");
        assert_eq!(points(0.02).in_text(EN), "2 percentage points");
    }

    #[test]
    fn p_values_stop_at_a_thousandth() {
        assert_eq!(p_value(0.0004, NL), "< 0,001");
        assert_eq!(p_value(0.0004, EN), "< .001");
        assert_eq!(p_value(0.0123, NL), "0,012");
        assert_eq!(p_value(0.0123, EN), ".012");
        assert_eq!(p_value(0.25, EN), ".25");
        assert_eq!(p_value(1.0, NL), "1,00");
        assert_eq!(p_value(1.0, EN), "1.00");
    }

    #[test]
    fn an_interval_names_its_unit_once() {
        let share = |value| Number::percent(value, Precision::ONE);
        assert_eq!(interval_in_table(share(0.125), share(0.213), NL), "12,5 tot 21,3%");
        assert_eq!(interval_in_table(share(0.125), share(0.213), EN), "12.5 to 21.3%");
    }

    #[test]
    fn a_band_says_on_which_side_it_is_open() {
        let share = |value| Number::percent(value, Precision::WHOLE);
        assert_eq!(band_in_table(share(0.0), share(0.03), NL), "≤ 3%");
        assert_eq!(band_in_table(share(0.97), share(1.0), EN), "≥ 97%");
        assert_eq!(band_in_table(share(0.1), share(0.15), NL), "10 tot 15%");
    }

    #[test]
    fn years_have_no_thousands_point() {
        assert_eq!(period("2024", NL), "2024");
        assert_eq!(period("2019..2023", NL), "2019 tot en met 2023");
        assert_eq!(period("2019..2023", EN), "2019 to 2023");
        assert_eq!(school_year(2023), "2023/24");
        assert_eq!(school_year(1999), "1999/00");
    }

    #[test]
    fn dates_are_written_out_and_other_text_stays() {
        assert_eq!(date("2026-02-01", NL), "1 februari 2026");
        assert_eq!(date("2026-02-01", EN), "1 February 2026");
        assert_eq!(date("voor de zomer", NL), "voor de zomer");
        assert_eq!(date("2026-13-01", NL), "2026-13-01");
    }

    #[test]
    #[should_panic(expected = "finite")]
    fn what_is_not_a_number_is_refused() {
        let _ = Number::score(f64::NAN, Precision::TWO);
    }
}
