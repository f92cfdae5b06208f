//! Points that are told from another: "last week", "the following year", "yesterday".

use super::super::date_value::{Base, Clock, Part, Season, Unit, When, day_of};
use super::Finder;
use super::words::{R, W};
use crate::text::{Token, hashes};

impl Finder<'_> {
    /// "last week", "this morning", "the following year", "yesterday", "now".
    pub(super) fn relative(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When, Option<Clock>)> {
        let base = self.base();
        let w = self.w(i);
        // "the day before yesterday"
        if the
            && self.w(i) == W::Unit(Unit::Day)
            && let W::Ref(R::Day(n @ (-1 | 1))) = self.w(i + 2)
            && self.is(i + 1, if n < 0 { hashes!["before"] } else { hashes!["after"] })
        {
            let day = base.and_then(Base::as_day).filter(|_| !self.narrative);
            return Some((i + 3, day.map_or(When::SomeDay, |day| day.plus_days(2 * i32::from(n)).into()), None));
        }
        // "the day before", and nothing that it was before.
        if the
            && self.w(i) == W::Unit(Unit::Day)
            && self.is(i + 1, hashes!["before", "after"])
            && self
                .tokens
                .get(i + 2)
                .is_none_or(|t| t.punct != 0 && t.punct != b'"' || i + 2 >= self.end)
        {
            let n = if self.is(i + 1, hashes!["before"]) { -1 } else { 1 };
            let day = self.anchor.or(base).and_then(Base::as_day);
            return Some((i + 2, day.map_or(When::SomeDay, |day| day.plus_days(n).into()), None));
        }
        let mut anchored = false;
        let (n, at) = match w {
            W::Ref(R::Day(n)) if !the => {
                let when = match base.and_then(Base::as_day).filter(|_| !self.narrative) {
                    Some(day) => day.plus_days(i32::from(n)).into(),
                    None if n == 0 => When::Present,
                    None => When::SomeDay,
                };
                if let W::Part(p) = self.w(i + 1) {
                    return Some((i + 2, when, Some(Clock::Part(p))));
                }
                return Some((i + 1, when, None));
            }
            W::Ref(R::Tonight) => {
                let when = base
                    .and_then(Base::as_day)
                    .filter(|_| !self.narrative)
                    .map_or(When::SomeDay, When::from);
                return Some((i + 1, when, Some(Clock::Part(Part::NI))));
            }
            W::Ref(_) if the && !self.is(i, hashes!["future"]) && !matches!(self.w(i + 1), W::Unit(_) | W::Fiscal) => return None,
            W::Ref(R::Present) => return Some((i + 1, When::Present, None)),
            W::Ref(R::Past) => return Some((i + 1, When::Past, None)),
            W::Ref(R::Future) if self.is(i, hashes!["future"]) => {
                let noun = self.narrative
                    || !self.tokens.get(i + 1).is_some_and(|t| t.is_word() && i + 1 < self.end)
                    || matches!(self.w(i + 1), W::Of)
                    || self.is(i + 1, hashes!["and", "in", "is", "was", "as", "for", "to", "will"]);
                let timelike = noun && (the || self.narrative || self.before(i, hashes!["near", "foreseeable", "in"]));
                return timelike.then_some((i + 1, When::Future, None));
            }
            W::Ref(R::Future) => match self.w(i + 1) {
                W::Unit(_) | W::Fiscal => (0, i + 1),
                _ => return Some((i + 1, When::Present, None)),
            },
            W::This => (0, i + 1),
            W::That => {
                anchored = true;
                (0, if self.w(i + 1) == W::Same { i + 2 } else { i + 1 })
            }
            W::Same if the => {
                anchored = true;
                (0, i + 1)
            }
            W::Last => {
                anchored = the || self.is(i, hashes!["previous", "preceding"]);
                if the
                    && self.is(i, hashes!["past"])
                    && !matches!(
                        self.w(i + 1),
                        W::Unit(_) | W::Units(_) | W::Some | W::Number | W::Season(_) | W::Month(_)
                    )
                {
                    let noun = self.tokens.get(i + 1).is_none_or(|t| t.punct != 0)
                        || self.is(i + 1, hashes!["and", "to", "but", "have", "has", "was", "is", "as"]);
                    return (noun && self.before(i - 1, hashes!["in", "from", "of", "with"])).then_some((i + 1, When::Past, None));
                }
                (-1, i + 1)
            }
            W::Next | W::Coming => {
                anchored = the && w == W::Next || self.is(i, hashes!["following"]);
                (1, i + 1)
            }
            W::Unit(u) if the => return self.the_unit(i, u, narrowed),
            W::Part(p) if the || narrowed => {
                let when = self.anchor.filter(|_| self.narrative).or(base).and_then(Base::as_day)?;
                return (self.before(i - 1, hashes!["in", "during"]) || narrowed).then_some((i + 1, when.into(), Some(Clock::Part(p))));
            }
            _ => return None,
        };
        let base = if anchored { self.anchor.or(base) } else { base };
        let at = if n == 0 && self.is(at, hashes!["coming", "past"]) {
            at + 1
        } else {
            at
        };
        let at = if self.w(at) == W::Fiscal { at + 1 } else { at };
        match self.w(at) {
            W::Unit(Unit::Second | Unit::Minute | Unit::Hour) => None,
            W::Unit(u) => {
                if self.hyphen(at + 1) {
                    return None;
                }
                let when = match base {
                    Some(base) => match base.shift(u, n) {
                        Some(when) => when,
                        None if matches!(u, Unit::Week | Unit::Weekend) => When::SomeDay,
                        None if u == Unit::Day => When::SomeDay,
                        None => return None,
                    },
                    None => match u {
                        Unit::Day => When::SomeDay,
                        _ if n < 0 => When::Past,
                        _ if n > 0 => When::Future,
                        _ => When::Present,
                    },
                };
                if u == Unit::Day && w == W::This && !self.is(i, hashes!["same"]) {
                    return None;
                }
                // "last year's third quarter"
                if self.tokens.get(at + 1).is_some_and(|t| t.has(Token::POSSESSIVE))
                    && u == Unit::Year
                    && let (Some((q, end)), When::Year(y)) = (self.quarter(at + 2), when)
                {
                    return Some((end, When::Quarter(Some(y), q), None));
                }
                Some((at + 1, when, None))
            }
            W::Weekday(d) => {
                let day = base.and_then(Base::as_day);
                let when = day.map_or(When::Weekday(d), |day| {
                    let back = (i32::from(day.weekday()) - i32::from(d)).rem_euclid(7);
                    let ahead = 7 - back;
                    let n = match n {
                        -1 => -if back == 0 { 7 } else { back },
                        1 => ahead,
                        _ if self.tense(i, at) == -1 || back == 0 => -back,
                        _ => ahead,
                    };
                    day.plus_days(n).into()
                });
                if let W::Part(p) = self.w(at + 1) {
                    return Some((at + 2, when, Some(Clock::Part(p))));
                }
                Some((at + 1, when, None))
            }
            W::Month(m) if self.capital(at) && !(w == W::That && m == 5) => {
                let when = base.map_or(When::Month(None, m), |b| {
                    let here = b.month.unwrap_or(m);
                    let y = match n {
                        -1 if m + 1 >= here => b.year - 1,
                        1 if m <= here => b.year + 1,
                        _ => b.year,
                    };
                    When::Month(Some(y), m)
                });
                if let Some((d, end, _)) = self.day_number(at + 1)
                    && let When::Month(y, m) = when
                {
                    return Some((end, day_of(y, m, d)?, None));
                }
                Some((at + 1, when, None))
            }
            W::Season(s) => {
                let when = base.map_or(When::Season(None, s), |b| {
                    let here = b.month.unwrap_or(0);
                    let start = match s {
                        Season::SP => 3,
                        Season::SU => 6,
                        Season::FA => 9,
                        Season::WI => 12,
                    };
                    let y = match n {
                        -1 if here <= start + 1 => b.year - 1,
                        1 if here >= start || (here == 0) => b.year + 1,
                        _ => b.year,
                    };
                    When::Season(Some(y), s)
                });
                Some((at + 1, when, None))
            }
            W::Part(p) => {
                let day = base.and_then(Base::as_day).map(|day| day.plus_days(n));
                if n != 0 && !anchored && p != Part::NI {
                    return None;
                }
                Some((at + 1, day.map_or(When::SomeDay, When::from), Some(Clock::Part(p))))
            }
            _ => {
                let (q, end) = self.quarter(at)?;
                base.map(|b| (end, When::Quarter(Some(b.year + n), q), None))
            }
        }
    }

    /// "the quarter", "the weekend", "the year": the current one.
    pub(super) fn the_unit(&self, i: usize, u: Unit, narrowed: bool) -> Option<(usize, When, Option<Clock>)> {
        let next_blocks = self.hyphen(i + 1) || (self.w(i + 1) == W::Of && !narrowed);
        if next_blocks {
            return None;
        }
        let base = self.base()?;
        match u {
            Unit::Weekend if !self.narrative => {
                let day = base.as_day()?;
                let back = if day.weekday() >= 6 || self.tense(i, i + 1) == 1 { 0 } else { -1 };
                base.shift(u, back).map(|w| (i + 1, w, None))
            }
            Unit::Quarter if !self.narrative => base.shift(u, -1).map(|w| (i + 1, w, None)),
            Unit::Year | Unit::Month | Unit::Week => {
                let edge = narrowed || self.before(i - 1, hashes!["of", "for", "during"]);
                let behind = self.is(i + 1, hashes!["before", "after", "later", "earlier"]);
                (edge && !behind).then(|| base.shift(u, 0).map(|w| (i + 1, w, None))).flatten()
            }
            _ => None,
        }
    }
}
