//! Days as people and programs write them, Dutch and English.
//!
//! Leaves out years without a day (`number`) and the time of day.

use crate::model::days_in;

/// A day of the calendar, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    /// The year.
    pub(super) year: u16,
    /// The month, from 1.
    pub(super) month: u8,
    /// The day of the month, from 1.
    pub(super) day: u8,
}

/// Which number comes first in `3/4/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The day, as in the Netherlands.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
}

const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb"],
    &["mrt", "maa", "mar"],
    &["apr"],
    &["mei", "may"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["okt", "oct"],
    &["nov"],
    &["dec"],
];

impl Day {
    /// Returns the year in which the school year of this day began: from August on this one, else the one before.
    pub(super) fn school_year(self) -> u16 {
        if self.month >= 8 { self.year } else { self.year - 1 }
    }

    /// Returns the diploma year of this day: October of that year to September of the next.
    ///
    /// Source: 1cijferHO, "Diplomajaar".
    pub(super) fn diploma_year(self) -> u16 {
        if self.month >= 10 { self.year } else { self.year - 1 }
    }

    /// Returns the year of the first 1 October on or after this day.
    pub(super) fn next_october(self) -> u16 {
        if (self.month, self.day) <= (10, 1) { self.year } else { self.year + 1 }
    }

    /// Returns the year of the last 1 October on or before this day.
    pub(super) fn last_october(self) -> u16 {
        if (self.month, self.day) >= (10, 1) { self.year } else { self.year - 1 }
    }
}

/// Returns the order in which a column writes its days: the month comes first only where no other reading fits.
pub(super) fn order<'v>(values: impl Iterator<Item = &'v str>) -> Order {
    let mut month_first = false;
    for value in values {
        let parts = parts(value);
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u16>().ok());
        match (number(0), number(1)) {
            (Some(first), _) if (13..=31).contains(&first) => return Order::DayFirst,
            (Some(first), Some(second)) if first <= 12 && (13..=31).contains(&second) => month_first = true,
            _ => {}
        }
    }
    if month_first { Order::MonthFirst } else { Order::DayFirst }
}

/// Returns the day in `value`, or `None` where there is none between 1950 and 2100.
///
/// Reads `2023-09-01`, `20230901`, `1-9-2023`, `01/09/2023 12:00`, `1 september 2023`, `1-sep-2023`, `2023-09-01T12:00`.
pub(super) fn day(value: &str, order: Order) -> Option<Day> {
    let parts = parts(value);
    let [first, second, third, ..] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u16>().ok();
    let (year, month, day) = if first.len() == 4 {
        (number(first)?, month(second)?, number(third)?)
    } else {
        let year = Some(third).filter(|third| third.len() == 4).and_then(|third| number(third))?;
        match order {
            Order::MonthFirst if number(second).is_some() => (year, month(first)?, number(second)?),
            _ => (year, month(second)?, number(first)?),
        }
    };
    let day = u8::try_from(day).ok().filter(|day| (1..=days_in(year, month)).contains(day))?;
    (1950..=2100).contains(&year).then_some(Day { year, month, day })
}

fn month(part: &str) -> Option<u8> {
    if let Ok(number) = part.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let word = part.to_lowercase();
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u8::try_from(place + 1).ok()
}

/// The parts of a day; what follows the third is the time.
fn parts(value: &str) -> Vec<&str> {
    let value = value.trim();
    if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![&value[..4], &value[4..6], &value[6..]];
    }
    let split = value.split(['-', '/', '.', ' ', 'T', '\u{a0}']);
    split.filter(|part| !part.is_empty()).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_dutch_and_english_forms() {
        let first = Day { year: 2023, month: 9, day: 1 };
        for value in [
            "2023-09-01",
            "20230901",
            "1-9-2023",
            "01/09/2023 12:00",
            "1 september 2023",
            "1-sep-2023",
            "1 sept. 2023",
            "2023-09-01T12:00:00",
            "2023-09-01 00:00:00",
        ] {
            assert_eq!(day(value, Order::DayFirst), Some(first), "{value}");
        }
        assert_eq!(day("9/1/2023", Order::MonthFirst), Some(first));
        for value in
            ["2023", "2023/2024", "2023-24", "1-13-2023", "0", "een twee drie", "31-31-2023", "31-02-2024"]
        {
            assert_eq!(day(value, Order::DayFirst), None, "{value}");
        }
    }

    #[test]
    fn the_month_comes_first_only_where_a_day_cannot() {
        assert_eq!(order(["1/9/2023", "12/31/2023"].into_iter()), Order::MonthFirst);
        assert_eq!(order(["1/9/2023", "31/12/2023"].into_iter()), Order::DayFirst);
        assert_eq!(order(["1/9/2023"].into_iter()), Order::DayFirst);
    }

    #[test]
    fn a_school_year_begins_in_august_and_a_diploma_year_in_october() {
        let july = Day { year: 2024, month: 7, day: 5 };
        assert_eq!((july.school_year(), july.diploma_year()), (2023, 2023));
        let september = Day { year: 2024, month: 9, day: 1 };
        assert_eq!((september.school_year(), september.diploma_year()), (2024, 2023));
        assert_eq!((september.next_october(), september.last_october()), (2024, 2023));
        let first = Day { year: 2024, month: 10, day: 1 };
        assert_eq!((first.next_october(), first.last_october()), (2024, 2024));
    }
}
