//! Points of the calendar by name: months, days, seasons, quarters, eras.

use super::super::date_value::{Clock, Season, Unit, When, day_of};
use super::super::people::named_for_day;
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading};
use crate::text::{CaseStyle, hashes};

/// How many tokens before a point of the calendar may narrow it: "early", "later in".
const NARROWED: usize = 8;

impl Finder<'_> {
    /// "the end of 1944", "the night of 4 May", "the first half of 2008".
    pub(super) fn edge(&self, i: usize) -> Option<Reading> {
        let mut at = i;
        if self.w(at) == W::The {
            at += 1;
        }
        while self.w(at) == W::Narrow && at < i + NARROWED {
            at += 1;
            if self.hyphen(at) {
                at += 1;
            }
        }
        let mut half = None;
        let mut part = None;
        match self.w(at) {
            W::Edge => {}
            W::Part(p) => part = Some(p),
            W::Ordinal(n @ 1..=2) if self.is(at + 1, hashes!["half", "part"]) => {
                half = if self.is(at + 1, hashes!["half"]) { Some(n) } else { None };
                at += 1;
            }
            W::Unit(Unit::Second) if self.is(at + 1, hashes!["half", "part"]) => {
                half = if self.is(at + 1, hashes!["half"]) { Some(2) } else { None };
                at += 1;
            }
            W::No if self.is(at, hashes!["latter", "early", "later", "latter"]) && self.is(at + 1, hashes!["half", "part", "stages"]) => {
                half = if self.is(at + 1, hashes!["half"]) { Some(2) } else { None };
                at += 1;
            }

            _ => return None,
        }
        if self.is(at + 1, hashes!["hours"]) {
            at += 1;
        }
        if self.w(at + 1) != W::Of {
            return None;
        }
        let (end, mut when, clock) = self.point(at + 2)?;
        if clock.is_some() || matches!(when, When::Past | When::Present | When::Future) {
            return None;
        }
        if let (Some(h), When::Year(y)) = (half, when) {
            when = When::Half(Some(y), h);
        }
        if part.is_some() && !matches!(when, When::Day(..) | When::Weekday(_)) {
            return None;
        }
        Some(Self::reading(end, when, part.map(Clock::Part)))
    }

    /// A calendar point, with the words that narrow it and its part of the day.
    pub(super) fn point(&self, i: usize) -> Option<(usize, When, Option<Clock>)> {
        let mut at = i;
        let mut narrowed = false;
        let the = self.w(at) == W::The;
        if the {
            at += 1;
        }
        let narrows = |at: usize, in_too: bool| {
            self.w(at) == W::Narrow || !the && self.is(at, hashes!["earlier", "later"]) || in_too && self.is(at, hashes!["in"])
        };
        while at < i + NARROWED && narrows(at, narrowed) {
            narrowed = true;
            at += 1;
            if self.hyphen(at) {
                at += 1;
            }
        }
        let start = if narrowed && self.w(at) == W::The { at + 1 } else { at };
        let determined = the || start > at;
        if !matches!(self.w(start), W::No | W::Weekday(_) | W::Wday(_) | W::Month(_) | W::Mon(_))
            && let Some(found) = self.relative(start, determined, narrowed)
        {
            return Some(found);
        }
        let (mut end, when) = self.absolute(start, determined, narrowed)?;
        let plain = matches!(when, When::Year(_) | When::Month(..));
        if the && !narrowed && plain && !matches!(when, When::Month(..)) {
            return None;
        }
        // "the Oct. 3 raid", "the third-quarter loss": the article belongs to the noun behind.
        let compound = matches!(when, When::Quarter(..)) && self.punct(end - 2) == b'-';
        let month_first = matches!(when, When::Day(..)) && matches!(self.w(start), W::Month(_) | W::Mon(_) | W::Weekday(_) | W::Wday(_));
        let season_year = matches!(self.w(start), W::Season(_)) && self.year_number(start + 1).is_some();
        if determined && !narrowed && (compound || month_first || season_year) {
            return None;
        }
        if determined && matches!(when, When::Month(..) | When::Weekday(_)) && !narrowed {
            return None;
        }
        let mut clock = None;
        if matches!(when, When::Day(..) | When::Weekday(_)) {
            if let W::Part(p) = self.w(end) {
                clock = Some(Clock::Part(p));
                end += 1;
            } else if self.w(end) == W::Narrow
                && let W::Part(p) = self.w(end + 1)
            {
                clock = Some(Clock::Part(p));
                end += 2;
            }
        }
        Some((end, self.resolve(when, i, end), clock))
    }

    /// The number of a day of the month, and whether it is an ordinal.
    pub(super) fn day_number(&self, i: usize) -> Option<(u8, usize, bool)> {
        if i >= self.end {
            return None;
        }
        if let W::Ordinal(n) = self.w(i) {
            return Some((n, i + 1, true));
        }
        if self.w(i) == W::Unit(Unit::Second) {
            return Some((2, i + 1, true));
        }
        let token = &self.tokens[i];
        if !token.is_number() || token.span.len() > 2 {
            return None;
        }
        let n = quantity::digits(token.span.text(self.text))?;
        let n = u8::try_from(n).ok().filter(|n| (1..=31).contains(n))?;
        if self.glued(i + 1) && matches!(self.punct(i + 1), b':' | b'/' | b'%') && self.glued(i + 2) {
            return None;
        }
        Some((n, i + 1, false))
    }

    /// A year in four digits.
    pub(super) fn year_number(&self, i: usize) -> Option<(i32, usize)> {
        if i >= self.end {
            return None;
        }
        let token = &self.tokens[i];
        if token.is_number() && token.span.len() == 4 {
            let n = quantity::digits(token.span.text(self.text)).filter(|n| (1000..2100).contains(n))?;
            return Some((n as i32, i + 1));
        }
        None
    }

    /// "May", "May 4", "May 4, 1916", "May 1916"; "4 May 1916"; years, decades, seasons, quarters, centuries.
    pub(super) fn absolute(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When)> {
        match self.w(i) {
            W::Weekday(_) if named_for_day(self.tokens, self.words, i) => None,
            W::Weekday(d) => {
                let mut at = i + 1;
                if let W::Part(_) = self.w(at) {
                    return Some((at, When::Weekday(d)));
                }
                if self.punct(at) == b',' {
                    at += 1;
                }
                if let Some(day) = self.day_behind(at) {
                    return Some(day);
                }
                self.capital(i).then_some((i + 1, When::Weekday(d)))
            }
            W::Wday(_) => {
                let mut at = i + 1;
                while matches!(self.punct(at), b',' | b'.') {
                    at += 1;
                }
                self.day_behind(at)
            }
            W::Month(m) => self.month(i, m, false, narrowed),
            W::Mon(m) => self.month(i, m, true, narrowed),
            W::Season(s) => self.season(i, s, the, narrowed),
            W::Fiscal => {
                let at = if self.is(i + 1, hashes!["year"]) { i + 2 } else { i + 1 };
                if let Some((y, end)) = self.year_number(at) {
                    return Some((end, When::Year(y)));
                }
                let (q, end) = self.quarter(i + 1)?;
                Some((end, When::Quarter(None, q)))
            }
            _ => self.numeric(i, the, narrowed),
        }
    }

    /// The day of a month behind a weekday: behind one of another weekday it is that one's.
    fn day_behind(&self, i: usize) -> Option<(usize, When)> {
        let weekday = matches!(self.w(i), W::Weekday(_) | W::Wday(_));
        let found = (!weekday).then(|| self.absolute(i, false, false))?;
        found.filter(|(_, when)| matches!(when, When::Day(..)))
    }

    pub(super) fn quarter(&self, i: usize) -> Option<(u8, usize)> {
        let q = match self.w(i) {
            W::Ordinal(n @ 1..=4) => n,
            W::Unit(Unit::Second) => 2,
            _ => return None,
        };
        let at = if self.hyphen(i + 1) { i + 2 } else { i + 1 };
        let at = if self.w(at) == W::Fiscal { at + 1 } else { at };
        (self.w(at) == W::Unit(Unit::Quarter)).then_some((q, at + 1))
    }

    pub(super) fn month(&self, i: usize, m: u8, short: bool, narrowed: bool) -> Option<(usize, When)> {
        if !self.capital(i) {
            return None;
        }
        let mut at = i + 1;
        if short && self.punct(at) == b'.' && self.glued(at) {
            at += 1;
        }
        if let Some((d, after, _)) = self.day_number(at)
            && !matches!(self.w(after), W::Meridiem(_))
            && !(self.w(at) == W::Unit(Unit::Second))
        {
            let comma = self.punct(after) == b',';
            if let Some((y, end)) = self.year_number(after + usize::from(comma))
                && let Some(when) = day_of(Some(y), m, d)
            {
                return Some((end, when));
            }
            if let Some((end, y)) = self.year_phrase(after) {
                return Some((end, day_of(Some(y), m, d)?));
            }
            return day_of(None, m, d).map(|when| (after, when));
        }
        let comma = self.punct(at) == b',';
        let of = self.w(at) == W::Of;
        if let Some((y, end)) = self.year_number(at + usize::from(comma || of)) {
            let end_era = self.era(end);
            return Some(end_era.map_or((end, When::Month(Some(y), m)), |(e, bc)| {
                (e, When::Month(Some(if bc { -y } else { y }), m))
            }));
        }
        if self.tokens.get(at).is_some_and(|t| t.is_number() && t.span.len() <= 3)
            && let Some((e, true)) = self.era(at + 1)
        {
            let y = quantity::digits(self.word(at))? as i32;
            return Some((e, When::Month(Some(-y), m)));
        }
        if let Some((end, y)) = self.year_phrase(at) {
            return Some((end, When::Month(Some(y), m)));
        }
        if short {
            return (at > i + 1 && self.evidence(i)).then_some((i + 1, When::Month(None, m)));
        }
        // "May" and "March" need a word that speaks for the month; all names do in capitals at the start.
        if matches!(m, 5 | 3) && !narrowed && !self.evidence(i) {
            return None;
        }
        if m == 4 || m == 6 || m == 8 {
            // April, June and August are also first names.
            let name_next = self.tokens.get(i + 1).is_some_and(|t| t.is_word() && t.is_capitalized())
                && self.style == CaseStyle::Mixed
                && i + 1 < self.end;
            if name_next && !self.evidence(i) {
                return None;
            }
        }
        Some((i + 1, When::Month(None, m)))
    }

    /// "of that year", "this year", "last year" behind a month.
    pub(super) fn year_phrase(&self, i: usize) -> Option<(usize, i32)> {
        let at = if self.w(i) == W::Of { i + 1 } else { i };
        if self.is(at, hashes!["the"])
            && self.is(at + 1, hashes!["following", "next", "previous", "same"])
            && self.is(at + 2, hashes!["year"])
        {
            let base = self.anchor.or(self.base())?;
            let n = match self.w(at + 1) {
                W::Next => 1,
                W::Last => -1,
                _ => 0,
            };
            return Some((at + 3, base.year + n));
        }
        if !self.is(at + 1, hashes!["year"]) {
            return None;
        }
        let year = match self.w(at) {
            W::That => self.anchor.or(self.base())?.year,
            W::This => self.now()?.year,
            W::Last => self.now()?.year - 1,
            W::Next => self.now()?.year + 1,
            _ => return None,
        };
        Some((at + 2, year))
    }

    /// Whether the word before speaks for a month or a season.
    pub(super) fn evidence(&self, i: usize) -> bool {
        let listed = hashes![
            "in",
            "since",
            "by",
            "until",
            "till",
            "last",
            "next",
            "this",
            "early",
            "late",
            "mid",
            "of",
            "from",
            "through",
            "during",
            "between",
            "every",
            "each",
            "before",
            "after",
            "previous",
            "following",
            "around",
            "throughout",
            "for",
        ];
        let modal = self.is(
            i + 1,
            hashes!["be", "have", "not", "also", "well", "on", "to", "against", "said", "and"],
        ) && self.is(i, hashes!["may", "march"]);
        let strong =
            self.before(i, listed) || (self.before(i, hashes!["to", "and"]) && i >= 2 + self.first && matches!(self.w(i - 2), W::Month(_)));
        let hyphen = i > self.first + 1 && self.punct(i - 1) == b'-' && self.is(i - 2, hashes!["mid"]);
        (strong || hyphen) && (!modal || self.before(i, hashes!["in", "since", "last", "early", "late", "between", "from"]))
    }

    pub(super) fn season(&self, i: usize, s: Season, the: bool, narrowed: bool) -> Option<(usize, When)> {
        let of = self.w(i + 1) == W::Of;
        if let Some((y, end)) = self.year_number(i + 1 + usize::from(of || self.punct(i + 1) == b','))
            && (self.punct(i + 1) != b',' || self.evidence(i))
        {
            return Some(self.era(end).map_or((end, When::Season(Some(y), s)), |(e, bc)| {
                (e, When::Season(Some(if bc { -y } else { y }), s))
            }));
        }
        if of && self.tokens.get(i + 2).is_some_and(|t| t.is_number() && t.span.len() <= 3) && self.era(i + 3).is_some_and(|e| e.1) {
            let y = quantity::digits(self.word(i + 2))? as i32;
            return Some((i + 4, When::Season(Some(-y), s)));
        }
        if let Some((end, y)) = self.year_phrase(i + 1) {
            return Some((end, When::Season(Some(y), s)));
        }
        if of || self.hyphen(i + 1) {
            return None;
        }
        let ambiguous = self.is(i, hashes!["fall", "spring"]);
        let context = if the {
            self.before(
                i - 1,
                hashes!["in", "during", "by", "until", "since", "of", "over", "for", "through", "throughout"],
            )
        } else {
            self.before(
                i,
                hashes!["in", "during", "by", "until", "since", "of", "through", "throughout", "from"],
            )
        };
        (narrowed || context || (!ambiguous && the)).then_some((i + 1, When::Season(None, s)))
    }

    /// "BC", "B.C.", "AD": the token after it and whether it is before Christ.
    pub(super) fn era(&self, i: usize) -> Option<(usize, bool)> {
        (self.w(i) == W::Era && self.capital(i)).then(|| (i + 1, self.word(i).starts_with(['B', 'b'])))
    }
}
