//! Holidays, and years in words.

use super::super::calendar::Day;
use super::super::date_value::When;
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading};
use crate::text::{Token, hashes};

/// When a holiday is.
enum Feast {
    /// On the same day each year.
    On(u8, u8),
    /// So many days from Easter Sunday.
    Easter(i32),
    /// On the weekday of a month, from its start or, behind 4, the last one.
    Nth(u8, u8, u8),
}

/// The holidays by their words; the longer of those that begin alike first.
const FEASTS: &[(&[u64], Feast)] = &[
    (hashes!["easter", "sunday"], Feast::Easter(0)),
    (hashes!["easter", "monday"], Feast::Easter(1)),
    (hashes!["easter"], Feast::Easter(0)),
    (hashes!["good", "friday"], Feast::Easter(-2)),
    (hashes!["palm", "sunday"], Feast::Easter(-7)),
    (hashes!["ash", "wednesday"], Feast::Easter(-46)),
    (hashes!["bastille", "day"], Feast::On(7, 14)),
    (hashes!["boxing", "day"], Feast::On(12, 26)),
    (hashes!["halloween"], Feast::On(10, 31)),
    (hashes!["veterans", "day"], Feast::On(11, 11)),
    (hashes!["armistice", "day"], Feast::On(11, 11)),
    (hashes!["anzac", "day"], Feast::On(4, 25)),
    (hashes!["memorial", "day"], Feast::Nth(5, 1, 5)),
    (hashes!["labor", "day"], Feast::Nth(9, 1, 1)),
    (hashes!["columbus", "day"], Feast::Nth(10, 1, 2)),
];

impl Feast {
    fn day(&self, year: i16) -> Option<Day> {
        match *self {
            Self::On(month, day) => Day::new(year, month, day),
            Self::Easter(days) => Some(easter(year)?.plus_days(days)),
            Self::Nth(month, weekday, n) => {
                let first = Day::new(year, month, 1)?;
                let ahead = (7 + i32::from(weekday) - i32::from(first.weekday())) % 7;
                let day = first.plus_days(ahead + 7 * (i32::from(n) - 1));
                Some(if day.month() == month { day } else { day.plus_days(-7) })
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the rule of 1876 that the journal Nature printed (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let h = (19 * a + b - d - (b - f + 1) / 3 + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::new(
        i16::try_from(year).ok()?,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )
}

impl Finder<'_> {
    /// "Christmas Eve 1963", "New Year's Day", "Thanksgiving"; "nineteen ninety-six".
    pub(super) fn holiday(&self, i: usize) -> Option<Reading> {
        let year = |end: usize| match self.year_number(end) {
            Some((y, e)) => (Some(y), e),
            None => (self.base().map(|b| b.year), end),
        };
        // The tense tells which Christmas is meant, as of any day without its year.
        let fixed = |at: usize, month, day| {
            let (y, end) = self.year_number(at).map_or((None, at), |(y, e)| (Some(y), e));
            Self::reading(end, self.resolve(When::Day(y, month, day), i, end), None)
        };
        let day_or_eve = |at: usize| {
            (
                u8::from(self.is(at, hashes!["eve"])),
                if self.is(at, hashes!["eve", "day"]) { at + 1 } else { at },
            )
        };
        if self.is(i, hashes!["christmas"]) && self.capital(i) {
            let (eve, end) = day_or_eve(i + 1);
            if end == i + 1 && self.tokens.get(end).is_some_and(|t| t.is_word() && end < self.end) && !self.evidence_before(i) {
                return None;
            }
            return Some(fixed(end, 12, 25 - eve));
        }
        if self.is(i, hashes!["new"])
            && self.is(i + 1, hashes!["year"])
            && self.tokens.get(i + 2).is_some_and(|t| t.has(Token::POSSESSIVE))
            && self.is(i + 3, hashes!["eve", "day"])
        {
            let eve = self.is(i + 3, hashes!["eve"]);
            return Some(if eve { fixed(i + 4, 12, 31) } else { fixed(i + 4, 1, 1) });
        }
        if self.is(i, hashes!["thanksgiving"]) && self.capital(i) {
            let (_, end) = day_or_eve(i + 1);
            let (y, end) = year(end);
            let y16 = i16::try_from(y?).ok()?;
            let first = Day::new(y16, 11, 1)?;
            let to_thursday = (11 - i32::from(first.weekday())) % 7;
            return Some(Self::reading(end, first.plus_days(to_thursday + 21).into(), None));
        }
        if let Some((end, when)) = self.feast(i) {
            return Some(Self::reading(end, when, None));
        }
        if self.is(i, hashes!["nineteen"]) && !self.hyphen(i + 1) {
            let (n, end) = quantity::number(self.text, self.tokens, i + 1).filter(|n| (10..100).contains(&n.0) && n.1 <= self.end)?;
            let counted = matches!(self.w(end), W::Units(_)) || self.tokens[i + 1].is_number();
            return (!counted).then(|| Self::reading(end, When::Year(1900 + n as i32), None));
        }
        None
    }

    /// "Good Friday", "Easter Sunday", "Bastille Day 2016".
    fn feast(&self, i: usize) -> Option<(usize, When)> {
        let named = |words: &[u64]| words.iter().zip(i..).all(|(word, i)| self.is(i, &[*word]));
        let (words, feast) = FEASTS.iter().find(|(words, _)| named(words))?;
        let end = i + words.len();
        let bare =
            words.len() == 1 && (!self.evidence_before(i) || self.tokens.get(end).is_some_and(Token::is_capitalized) && end < self.end);
        if !self.capital(i) || !self.capital(end - 1) || bare {
            return None;
        }
        let (year, end) = self.year_number(end).map_or((None, end), |(y, e)| (Some(y), e));
        let day = |year: i32| Some(When::from(feast.day(i16::try_from(year).ok()?)?));
        let Some(base) = self.base().filter(|_| year.is_none()) else {
            return Some((end, year.map_or(Some(When::SomeDay), day)?));
        };
        let month = match day(base.year)? {
            When::Day(_, month, _) => month,
            _ => return None,
        };
        Some((end, day(self.year_for(base, month, i, end))?))
    }

    pub(super) fn evidence_before(&self, i: usize) -> bool {
        self.before(
            i,
            hashes![
                "at", "by", "before", "after", "on", "since", "until", "for", "around", "last", "this"
            ],
        )
    }
}
