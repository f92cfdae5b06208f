//! What a date expression points at, and how it is written as a TIMEX3 value.

use std::fmt;

use super::calendar::{Day, days_in_month};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A point or stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Day(Option<i32>, u8, u8),
    /// A day of the week without a date.
    Weekday(u8),
    Month(Option<i32>, u8),
    /// From the first month to the second, whose year it is.
    Months(Option<i32>, u8, u8),
    Year(i32),
    Week(i32, u8),
    Weekend(i32, u8),
    Quarter(Option<i32>, u8),
    Half(Option<i32>, u8),
    Season(Option<i32>, Season),
    /// The first three digits of the year.
    Decade(i32),
    /// The first two digits of the year.
    Century(i32),
    /// A day that nothing fixes.
    SomeDay,
    Past,
    Present,
    Future,
}

/// A season, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    SP,
    SU,
    FA,
    WI,
}

/// A part of the day, as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    MO,
    AF,
    EV,
    NI,
}

/// The time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    Part(Part),
    At(u8, u8),
}

impl From<Day> for When {
    fn from(day: Day) -> Self {
        Self::Day(Some(i32::from(day.year())), day.month(), day.day())
    }
}

/// The value of a time expression; prints as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeValue {
    /// A point or stretch of the calendar.
    At(When, Option<Clock>),
    /// A duration: `P3D`, `PXW`, `PT2H`, `P1Y6M`.
    Length {
        count: Option<u64>,
        half: bool,
        unit: Unit,
    },
    Written(&'static str),
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::At(when, clock) => {
                write!(f, "{when}")?;
                match clock {
                    Some(Clock::Part(part)) => write!(f, "T{part:?}"),
                    Some(Clock::At(h, m)) => write!(f, "T{h:02}:{m:02}"),
                    None => Ok(()),
                }
            }
            Self::Length { count, half, unit } => write_length(f, count, half, unit),
            Self::Written(value) => f.write_str(value),
        }
    }
}

fn write_length(f: &mut fmt::Formatter<'_>, count: Option<u64>, half: bool, unit: Unit) -> fmt::Result {
    let (time, letter, factor) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Fortnight => ("", "W", 2),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "DE", 1),
        Unit::Century => ("", "CE", 1),
    };
    let Some(n) = count else {
        return write!(f, "P{time}X{letter}");
    };
    let n = n.saturating_mul(factor);
    match (half, unit) {
        (true, Unit::Year) => write!(f, "P{n}Y6M"),
        (true, Unit::Hour) => write!(f, "PT{n}H30M"),
        (true, Unit::Minute) => write!(f, "PT{n}M30S"),
        (true, _) => write!(f, "P{time}{n}.5{letter}"),
        (false, Unit::Hour) if n == 24 => f.write_str("P1D"),
        _ => write!(f, "P{time}{n}{letter}"),
    }
}

/// A year as TIMEX3 writes it.
struct Year(Option<i32>);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("XXXX"),
            Some(y) if y < 0 => write!(f, "BC{:04}", -y),
            Some(y) => write!(f, "{y:04}"),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(y, m, d) => write!(f, "{}-{m:02}-{d:02}", Year(y)),
            Self::Weekday(d) => write!(f, "XXXX-WXX-{d}"),
            Self::Month(y, m) => write!(f, "{}-{m:02}", Year(y)),
            Self::Months(y, m, n) => write!(f, "{}-{m:02}/{}-{n:02}", Year(start_of(y, m, n)), Year(y)),
            Self::Year(y) => Year(Some(y)).fmt(f),
            Self::Week(y, w) => write!(f, "{y:04}-W{w:02}"),
            Self::Weekend(y, w) => write!(f, "{y:04}-W{w:02}-WE"),
            Self::Quarter(y, q) => write!(f, "{}-Q{q}", Year(y)),
            Self::Half(y, h) => write!(f, "{}-H{h}", Year(y)),
            Self::Season(y, s) => write!(f, "{}-{s:?}", Year(y)),
            Self::Decade(d) if d < 0 => write!(f, "BC{:03}", -d),
            Self::Century(c) if c < 0 => write!(f, "BC{:02}", -c),
            Self::Decade(d) => write!(f, "{d:03}"),
            Self::Century(c) => write!(f, "{c:02}"),
            Self::SomeDay => f.write_str("XXXX-XX-XX"),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

impl When {
    /// The value, with a time of the day.
    pub(super) fn value(self, clock: Option<Clock>) -> TimeValue {
        TimeValue::At(self, clock)
    }

    /// The year, month and day it fixes.
    pub(super) fn base(self) -> Option<Base> {
        match self {
            Self::Day(Some(year), m, d) => Some(Base {
                year,
                month: Some(m),
                day: Some(d),
            }),
            Self::Month(Some(year), m) => Some(Base {
                year,
                month: Some(m),
                day: None,
            }),
            Self::Year(year) | Self::Quarter(Some(year), _) | Self::Half(Some(year), _) | Self::Season(Some(year), _) => Some(Base {
                year,
                month: None,
                day: None,
            }),
            _ => None,
        }
    }
}

/// What partial dates are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Base {
    pub year: i32,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl From<Day> for Base {
    fn from(day: Day) -> Self {
        Self {
            year: i32::from(day.year()),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

impl Base {
    pub(super) fn as_day(self) -> Option<Day> {
        Day::new(i16::try_from(self.year).ok()?, self.month?, self.day?)
    }

    fn when(self) -> When {
        match (self.month, self.day) {
            (Some(m), Some(d)) => When::Day(Some(self.year), m, d),
            (Some(m), None) => When::Month(Some(self.year), m),
            _ => When::Year(self.year),
        }
    }

    /// The month `n` months away.
    pub(super) fn month_at(self, n: i32) -> Option<(i32, u8)> {
        let months = self.year * 12 + i32::from(self.month?) - 1 + n;
        Some((months.div_euclid(12), (months.rem_euclid(12) + 1) as u8))
    }

    /// The point `n` units away, as coarse as the unit.
    pub(super) fn shift(self, unit: Unit, n: i32) -> Option<When> {
        if n.unsigned_abs() > 20_000 {
            return None;
        }
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                return if n == 0 { Some(self.when()) } else { None };
            }
            Unit::Day => self.as_day()?.plus_days(n).into(),
            Unit::Week | Unit::Fortnight => {
                let step = if unit == Unit::Week { 7 } else { 14 };
                let (y, w) = self.as_day()?.plus_days(n.checked_mul(step)?).week();
                When::Week(i32::from(y), w)
            }
            Unit::Weekend => {
                let (y, w) = self.as_day()?.plus_days(n.checked_mul(7)?).week();
                When::Weekend(i32::from(y), w)
            }
            Unit::Month => {
                let (y, m) = self.month_at(n)?;
                When::Month(Some(y), m)
            }
            Unit::Quarter => {
                let quarters = self.year * 4 + i32::from(self.month? - 1) / 3 + n;
                When::Quarter(Some(quarters.div_euclid(4)), (quarters.rem_euclid(4) + 1) as u8)
            }
            Unit::Year => When::Year(self.year + n),
            Unit::Decade => When::Decade((self.year + n * 10) / 10),
            Unit::Century => When::Century((self.year + n * 100) / 100),
        })
    }
}

/// A duration.
pub(super) fn duration(count: Option<u64>, half: bool, unit: Unit) -> TimeValue {
    TimeValue::Length { count, half, unit }
}

/// A day of the month that its year and month have, or the month.
pub(super) fn day_of(year: Option<i32>, month: u8, day: u8) -> Option<When> {
    (day >= 1 && day <= days_in_month(year.unwrap_or(2000), month)).then_some(When::Day(year, month, day))
}

/// The year in which a stretch of months begins that ends in this one.
fn start_of(year: Option<i32>, first: u8, last: u8) -> Option<i32> {
    year.map(|y| y - i32::from(first > last))
}

/// The first and last day of a point or stretch of the calendar whose year is known.
pub(crate) fn days_of(when: When) -> Option<(Day, Day)> {
    let day = |year: i32, month: u8, day: u8| Day::new(i16::try_from(year).ok()?, month, day);
    match when {
        When::Day(Some(y), m, d) => day(y, m, d).map(|d| (d, d)),
        When::Month(Some(y), m) => Some((day(y, m, 1)?, day(y, m, days_in_month(y, m))?)),
        When::Months(Some(y), m, n) => Some((day(start_of(Some(y), m, n)?, m, 1)?, day(y, n, days_in_month(y, n))?)),
        When::Year(y) => Some((day(y, 1, 1)?, day(y, 12, 31)?)),
        When::Week(y, w) | When::Weekend(y, w) => {
            // The week of 4 January is the first.
            let fourth = day(y, 1, 4)?;
            let monday = fourth.plus_days(1 - i32::from(fourth.weekday()) + (i32::from(w) - 1) * 7);
            Some((monday, monday.plus_days(6)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_timex3() {
        let base = Base::from(Day::parse("2024-01-28").unwrap());
        for (when, expected) in [
            (base.shift(Unit::Day, -30), "2023-12-29"),
            (base.shift(Unit::Week, -1), "2024-W03"),
            (base.shift(Unit::Month, -1), "2023-12"),
            (base.shift(Unit::Quarter, -1), "2023-Q4"),
            (base.shift(Unit::Year, 1), "2025"),
            (base.shift(Unit::Decade, -1), "201"),
            (base.shift(Unit::Weekend, 0), "2024-W04-WE"),
            (Some(When::Year(-490)), "BC0490"),
            (Some(When::Months(Some(2024), 11, 2)), "2023-11/2024-02"),
            (Some(When::Months(None, 1, 12)), "XXXX-01/XXXX-12"),
            (day_of(None, 2, 29), "XXXX-02-29"),
        ] {
            assert_eq!(when.unwrap().to_string(), expected);
        }
        assert_eq!(day_of(Some(2023), 2, 29), None);
        assert_eq!(duration(Some(3), false, Unit::Day).to_string(), "P3D");
        assert_eq!(duration(None, false, Unit::Week).to_string(), "PXW");
        assert_eq!(duration(Some(24), false, Unit::Hour).to_string(), "P1D");
    }
}
