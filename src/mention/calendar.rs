//! Days of the civil calendar, as far as news needs them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
///
/// ```
/// use dateline::Day;
/// let day = Day::parse("2024-01-28").unwrap();
/// assert_eq!(day.weekday(), 7);
/// assert_eq!(day.plus_days(4).to_string(), "2024-02-01");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(clippy::struct_field_names, reason = "the parts of a date are called so")]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day with this year, month and day of the month, when there is one.
    #[must_use]
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(i32::from(year), month);
        fits.then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`; what follows after a `T` or a space is left alone.
    ///
    /// ```
    /// use dateline::Day;
    /// let day = Day::parse("2024-02-28T17:30:00Z").unwrap();
    /// assert_eq!(day.plus_days(2).to_string(), "2024-03-01");
    /// assert_eq!((day.weekday(), day.week()), (3, (2024, 9)));
    /// assert_eq!(Day::parse("2023-02-29"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = text.split(['T', ' ']).next()?;
        if date.len() != 10 || !date.is_ascii() || &date[4..5] != "-" || &date[7..8] != "-" {
            return None;
        }
        let number = |range: std::ops::Range<usize>| {
            let digits = &date[range];
            if digits.bytes().all(|b| b.is_ascii_digit()) {
                digits.parse::<i16>().ok()
            } else {
                None
            }
        };
        Self::new(number(0..4)?, u8::try_from(number(5..7)?).ok()?, u8::try_from(number(8..10)?).ok()?)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day of the week as ISO 8601 counts: 1 is Monday, 7 is Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        small((self.number() + 3).rem_euclid(7) + 1)
    }

    /// The day that many days later, or earlier when negative; stops at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        from_number(self.number().saturating_add(days))
    }

    /// The ISO year and week.
    #[must_use]
    pub fn week(self) -> (i16, u8) {
        let thursday = self.plus_days(4 - i32::from(self.weekday()));
        let first = number(i32::from(thursday.year), 1, 1);
        (thursday.year, small((thursday.number() - first) / 7 + 1))
    }

    /// Days since 1970-01-01.
    pub(crate) fn number(self) -> i32 {
        number(i32::from(self.year), self.month, self.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The number of days of a month.
pub(crate) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

fn number(year: i32, month: u8, day: u8) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let shifted = (i32::from(month) + 9) % 12;
    let doy = (153 * shifted + 2) / 5 + i32::from(day) - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

/// A number that is known to fit.
fn small(n: i32) -> u8 {
    u8::try_from(n).unwrap_or(1)
}

fn from_number(days: i32) -> Day {
    let z = days.clamp(-12_000_000, 11_200_000) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = small(doy - (153 * mp + 2) / 5 + 1);
    let month = small(if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i32::from(month <= 2);
    Day {
        year: year as i16,
        month,
        day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_as_the_calendar_does() {
        for (day, offset, expected, weekday, week) in [
            ("2024-01-28", 0, "2024-01-28", 7, (2024, 4)),
            ("2024-02-28", 2, "2024-03-01", 5, (2024, 9)),
            ("1999-12-31", 1, "2000-01-01", 6, (1999, 52)),
            ("1970-01-01", -1, "1969-12-31", 3, (1970, 1)),
            ("2021-01-01", 0, "2021-01-01", 5, (2020, 53)),
        ] {
            let moved = Day::parse(day).unwrap().plus_days(offset);
            assert_eq!(
                (moved.to_string().as_str(), moved.weekday(), moved.week()),
                (expected, weekday, week),
                "{day}"
            );
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2024-02-30",
            "2024-13-01",
            "24-01-01",
            "2024/01/01",
            "2024-0a-01",
            "2024-00-10",
            "+024-01-01",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::parse("2024-02-29T10:00").map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
    }
}
