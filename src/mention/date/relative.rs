//! Points that are told from another: "last week", "the following year", "yesterday".

use super::super::calendar::Day;
use super::super::date_value::{Base, Clock, Part, Season, Unit, When, day_of};
use super::Finder;
use super::words::{R, W};
use crate::text::{Token, hashes};

/// "Last May", "next May", "this May", told at a time.
fn month_from(base: Base, n: i32, month: u8) -> When {
    let here = base.month.unwrap_or(month);
    let year = match n {
        -1 if month + 1 >= here => base.year - 1,
        1 if month <= here => base.year + 1,
        _ => base.year,
    };
    When::Month(Some(year), month)
}

/// The same of a season.
fn season_from(base: Base, n: i32, season: Season) -> When {
    let here = base.month.unwrap_or(0);
    let start = match season {
        Season::SP => 3,
        Season::SU => 6,
        Season::FA => 9,
        Season::WI => 12,
    };
    let year = match n {
        -1 if here <= start + 1 => base.year - 1,
        1 if here >= start || here == 0 => base.year + 1,
        _ => base.year,
    };
    When::Season(Some(year), season)
}

impl Finder<'_> {
    /// "last week", "this morning", "the following year", "yesterday", "now".
    pub(super) fn relative(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When, Option<Clock>)> {
        let base = self.now();
        let w = self.w(i);
        if the
            && w == W::Unit(Unit::Day)
            && let Some((end, day)) = self.day_beside(i)
        {
            return Some((end, day.map_or(When::SomeDay, When::from), None));
        }
        let mut anchored = false;
        let (n, at) = match w {
            // "the current week".
            W::Ref(R::Future) if !self.is(i, hashes!["future"]) && matches!(self.w(i + 1), W::Unit(_) | W::Fiscal) => (0, i + 1),
            W::Ref(word) => return self.word_of_time(i, word, the),
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
        // "that night" is that of a day, whatever month was named since.
        let of_day = w == W::That && matches!(self.w(at), W::Unit(Unit::Day) | W::Part(_)) && !self.narrative;
        let told = self.anchor.filter(|a| a.day.is_some() || !of_day).or(self.day).or(self.anchor);
        let base = if anchored { told.or(base) } else { base };
        let at = at + usize::from(n == 0 && self.is(at, hashes!["coming", "past"]));
        let at = at + usize::from(self.w(at) == W::Fiscal);
        match self.w(at) {
            W::Unit(Unit::Second | Unit::Minute | Unit::Hour) => None,
            W::Unit(Unit::Day) if w == W::This && !self.is(i, hashes!["same"]) => None,
            W::Unit(u) => self.unit_from(base, n, u, at),
            W::Weekday(d) => {
                let when = base.and_then(Base::as_day).map_or(When::Weekday(d), |day| {
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
                let when = base.map_or(When::Month(None, m), |b| month_from(b, n, m));
                if let Some((d, end, _)) = self.day_number(at + 1)
                    && let When::Month(y, m) = when
                {
                    return Some((end, day_of(y, m, d)?, None));
                }
                Some((at + 1, when, None))
            }
            W::Season(s) => Some((at + 1, base.map_or(When::Season(None, s), |b| season_from(b, n, s)), None)),
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

    /// "Yesterday", "tonight", "now", "in the past".
    fn word_of_time(&self, i: usize, word: R, the: bool) -> Option<(usize, When, Option<Clock>)> {
        let today = || self.now().and_then(Base::as_day).filter(|_| !self.narrative);
        let future = self.is(i, hashes!["future"]);
        match word {
            R::Day(n) if !the => {
                let when = match today() {
                    Some(day) => day.plus_days(i32::from(n)).into(),
                    None if n == 0 => When::Present,
                    None => When::SomeDay,
                };
                if let W::Part(p) = self.w(i + 1) {
                    return Some((i + 2, when, Some(Clock::Part(p))));
                }
                Some((i + 1, when, None))
            }
            R::Tonight => Some((i + 1, today().map_or(When::SomeDay, When::from), Some(Clock::Part(Part::NI)))),
            _ if the && !future && !matches!(self.w(i + 1), W::Unit(_) | W::Fiscal) => None,
            R::Day(_) => None,
            R::Past => Some((i + 1, When::Past, None)),
            R::Future if future => {
                let noun = self.narrative
                    || !self.tokens.get(i + 1).is_some_and(|t| t.is_word() && i + 1 < self.end)
                    || matches!(self.w(i + 1), W::Of)
                    || self.is(i + 1, hashes!["and", "in", "is", "was", "as", "for", "to", "will"]);
                let timelike = noun && (the || self.narrative || self.before(i, hashes!["near", "foreseeable", "in"]));
                timelike.then_some((i + 1, When::Future, None))
            }
            R::Present | R::Future => Some((i + 1, When::Present, None)),
        }
    }

    /// The unit at a token, the nth from where it is counted: "last year", and the quarter of "last year's third quarter".
    fn unit_from(&self, base: Option<Base>, n: i32, unit: Unit, at: usize) -> Option<(usize, When, Option<Clock>)> {
        if self.hyphen(at + 1) {
            return None;
        }
        let when = match base {
            Some(base) => match base.shift(unit, n) {
                Some(when) => when,
                None if matches!(unit, Unit::Week | Unit::Weekend | Unit::Day) => When::SomeDay,
                None => return None,
            },
            None => match unit {
                Unit::Day => When::SomeDay,
                _ if n < 0 => When::Past,
                _ if n > 0 => When::Future,
                _ => When::Present,
            },
        };
        if self.tokens.get(at + 1).is_some_and(|t| t.has(Token::POSSESSIVE))
            && unit == Unit::Year
            && let (Some((q, end)), When::Year(y)) = (self.quarter(at + 2), when)
        {
            return Some((end, When::Quarter(Some(y), q), None));
        }
        Some((at + 1, when, None))
    }

    /// "The day before yesterday"; "the day before", and nothing that it was before.
    fn day_beside(&self, i: usize) -> Option<(usize, Option<Day>)> {
        let n = match (self.is(i + 1, hashes!["before"]), self.is(i + 1, hashes!["after"])) {
            (true, _) => -1,
            (_, true) => 1,
            _ => return None,
        };
        if self.w(i + 2) == W::Ref(R::Day(n)) {
            let day = self.now().and_then(Base::as_day).filter(|_| !self.narrative);
            return Some((i + 3, day.map(|day| day.plus_days(2 * i32::from(n)))));
        }
        let ends = |t: &Token| t.punct != 0 && t.punct != b'"' || i + 2 >= self.end;
        let day = self.anchor.or(self.base()).and_then(Base::as_day);
        self.tokens
            .get(i + 2)
            .is_none_or(ends)
            .then(|| (i + 2, day.map(|day| day.plus_days(n.into()))))
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
