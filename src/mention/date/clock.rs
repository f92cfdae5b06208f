//! Times of the day.

use super::super::date_value::{Base, Clock, When};
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading};
use crate::text::{Token, WordSet, hashes};

/// Words behind a number that make a time of it.
static TOLD: WordSet<6> = WordSet::new(["gmt", "utc", "hours", "hrs", "local", "oclock"]);

impl Finder<'_> {
    /// "8 a.m.", "11:45am Monday", "0100 GMT", "noon".
    pub(super) fn clock(&self, i: usize) -> Option<Reading> {
        let (mut end, clock) = self.clock_time(i)?;
        let zone = |at: usize| self.is(at, hashes!["gmt", "utc", "est", "edt", "bst", "cet", "pst", "et"]);
        if zone(end) {
            end += 1;
        }
        let at = if self.punct(end) == b',' { end + 1 } else { end };
        if let Some((e, when, None)) = self.point(at)
            && matches!(when, When::Day(..) | When::Weekday(_))
            && self.w(at) != W::The
        {
            return Some(Self::reading(e, when, Some(clock)));
        }
        // "3 a.m. on Monday" are two, the day of one that of the other.
        let named = if self.is(end, hashes!["on"]) { self.point(end + 1) } else { None };
        let named = named.map(|n| n.1).filter(|w| matches!(w, When::Day(Some(_), ..)));
        let told = self
            .anchor
            .filter(|_| self.narrative)
            .or(self.base())
            .and_then(Base::as_day)
            .map_or(When::SomeDay, When::from);
        let mut reading = Self::reading(end, named.unwrap_or(told), Some(clock));
        reading.when = None;
        Some(reading)
    }

    pub(super) fn clock_time(&self, i: usize) -> Option<(usize, Clock)> {
        if let W::Noon(h) = self.w(i) {
            return Some((i + 1, Clock::At(h, 0)));
        }
        let token = &self.tokens[i];
        // A number alone is no time: most have nothing behind them that makes one of it.
        let told = || {
            self.punct(i + 1) == b':'
                || matches!(self.w(i + 1), W::Meridiem(_))
                || i + 1 < self.end && TOLD.contains(self.tokens[i + 1].hash)
        };
        if token.is_number() && !told() {
            return None;
        }
        let w = token.span.text(self.text);
        let bytes = w.as_bytes();
        if !bytes[0].is_ascii_digit()
            || (token.has(Token::GLUED) && i > self.first && matches!(self.punct(i - 1), b':' | b'.' | b'/' | b'-'))
        {
            return None;
        }
        let split = bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len());
        let hour = u8::try_from(quantity::digits(&w[..split])?).ok();
        let meridiem = |s: &str| ["am", "pm"].iter().position(|m| s.eq_ignore_ascii_case(m)).map(|at| at == 1);
        let fix = |h: u8, pm: bool| {
            if pm && h < 12 {
                h + 12
            } else if !pm && h == 12 {
                0
            } else {
                h
            }
        };
        if split < bytes.len() {
            if let Some(pm) = meridiem(&w[split..]) {
                return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 1, Clock::At(fix(h, pm), 0)));
            }
            // "11.45"
            if token.is_number() && bytes[split] == b'.' && bytes.len() == split + 3 && matches!(self.w(i + 1), W::Meridiem(_)) {
                let m = u8::try_from(quantity::digits(&w[split + 1..])?).ok().filter(|m| *m < 60)?;
                let W::Meridiem(pm) = self.w(i + 1) else {
                    return None;
                };
                return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(fix(h, pm), m)));
            }
            return None;
        }
        if self.punct(i + 1) == b':' && self.glued(i + 1) && self.glued(i + 2) {
            let h = hour.filter(|h| *h <= 24)?;
            let tail = self.word(i + 2);
            let cut = tail.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(tail.len());
            if cut != 2 {
                return None;
            }
            let m = u8::try_from(quantity::digits(&tail[..2])?).ok().filter(|m| *m < 60)?;
            if self.punct(i + 3) == b':' && self.glued(i + 3) {
                return None;
            }
            if cut < tail.len() {
                let h = if let Some(pm) = meridiem(&tail[2..]) { fix(h, pm) } else { h };
                return Some((i + 3, Clock::At(h, m)));
            }
            if let W::Meridiem(pm) = self.w(i + 3) {
                return Some((i + 4, Clock::At(fix(h, pm), m)));
            }
            return Some((i + 3, Clock::At(h, m)));
        }
        if let W::Meridiem(pm) = self.w(i + 1) {
            return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(fix(h, pm), 0)));
        }
        if bytes.len() == 4 && self.is(i + 1, hashes!["gmt", "utc", "hours", "hrs", "local"]) {
            let n = quantity::digits(w)?;
            let (h, m) = ((n / 100) as u8, (n % 100) as u8);
            let end = if self.is(i + 1, hashes!["hours", "hrs"]) { i + 2 } else { i + 1 };
            return (n < 2500 && h <= 24 && m < 60).then_some((end, Clock::At(h, m)));
        }
        if self.is(i + 1, hashes!["oclock"]) {
            return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(h, 0)));
        }
        None
    }
}
