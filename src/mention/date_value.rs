//! What a date expression points at, and how it is written as a TIMEX3 value.

use std::fmt::Write;

use super::calendar::{Day, days_in_month};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
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
pub(super) enum When {
    Day(Option<i32>, u8, u8),
    /// A day of the week without a date.
    Weekday(u8),
    Month(Option<i32>, u8),
    Year(i32),
    Week(i32, u8),
    Weekend(i32, u8),
    Quarter(Option<i32>, u8),
    Half(Option<i32>, u8),
    Season(Option<i32>, &'static str),
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

/// The time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    Part(&'static str),
    At(u8, u8),
}

impl From<Day> for When {
    fn from(day: Day) -> Self {
        Self::Day(Some(i32::from(day.year())), day.month(), day.day())
    }
}

fn year(year: Option<i32>) -> String {
    match year {
        None => String::from("XXXX"),
        Some(y) if y < 0 => format!("BC{:04}", -y),
        Some(y) => format!("{y:04}"),
    }
}

impl When {
    /// The value as TIMEX3 writes it.
    pub(super) fn value(self, clock: Option<Clock>) -> String {
        let mut out = match self {
            Self::Day(y, m, d) => format!("{}-{m:02}-{d:02}", year(y)),
            Self::Weekday(d) => format!("XXXX-WXX-{d}"),
            Self::Month(y, m) => format!("{}-{m:02}", year(y)),
            Self::Year(y) => year(Some(y)),
            Self::Week(y, w) => format!("{y:04}-W{w:02}"),
            Self::Weekend(y, w) => format!("{y:04}-W{w:02}-WE"),
            Self::Quarter(y, q) => format!("{}-Q{q}", year(y)),
            Self::Half(y, h) => format!("{}-H{h}", year(y)),
            Self::Season(y, s) => format!("{}-{s}", year(y)),
            Self::Decade(d) if d < 0 => format!("BC{:03}", -d),
            Self::Century(c) if c < 0 => format!("BC{:02}", -c),
            Self::Decade(d) => format!("{d:03}"),
            Self::Century(c) => format!("{c:02}"),
            Self::SomeDay => String::from("XXXX-XX-XX"),
            Self::Past => String::from("PAST_REF"),
            Self::Present => String::from("PRESENT_REF"),
            Self::Future => String::from("FUTURE_REF"),
        };
        match clock {
            Some(Clock::Part(part)) => {
                out.push('T');
                out.push_str(part);
            }
            Some(Clock::At(h, m)) => {
                let _ = write!(out, "T{h:02}:{m:02}");
            }
            None => {}
        }
        out
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

/// A duration: `P3D`, `PXW`, `PT2H`.
pub(super) fn duration(count: Option<u64>, half: bool, unit: Unit) -> String {
    let (time, letter, factor) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Fortnight => ("", "W", 2),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "M", 3),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "DE", 1),
        Unit::Century => ("", "CE", 1),
    };
    let Some(n) = count else {
        return format!("P{time}X{letter}");
    };
    let n = n.saturating_mul(factor);
    match (half, unit) {
        (true, Unit::Year) => format!("P{n}Y6M"),
        (true, Unit::Hour) => format!("PT{n}H30M"),
        (true, Unit::Minute) => format!("PT{n}M30S"),
        (true, _) => format!("P{time}{n}.5{letter}"),
        (false, Unit::Hour) if n > 0 && n % 24 == 0 => format!("P{}D", n / 24),
        _ => format!("P{time}{n}{letter}"),
    }
}

/// A day of the month that its year and month have, or the month.
pub(super) fn day_of(year: Option<i32>, month: u8, day: u8) -> Option<When> {
    (day >= 1 && day <= days_in_month(year.unwrap_or(2000), month)).then_some(When::Day(year, month, day))
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
            (day_of(None, 2, 29), "XXXX-02-29"),
        ] {
            assert_eq!(when.map(|w| w.value(None)).as_deref(), Some(expected));
        }
        assert_eq!(day_of(Some(2023), 2, 29), None);
        assert_eq!(duration(Some(3), false, Unit::Day), "P3D");
        assert_eq!(duration(None, false, Unit::Week), "PXW");
        assert_eq!(duration(Some(24), false, Unit::Hour), "P1D");
    }
}
