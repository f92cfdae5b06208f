//! Counted units, "three years", "a week ago", and sets of times, "every day".

use super::super::date_value::{Base, Clock, Part, TimeValue, Unit, When, duration};
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading, Timex};
use crate::text::{Token, hashes};

/// A time that lasts so long.
fn lasting(end: usize, value: TimeValue) -> Reading {
    Reading {
        end,
        timex: Timex::Duration,
        value,
        when: None,
    }
}

impl Finder<'_> {
    /// "three years", "a week ago", "the last two days", "two-day", "more than four hours".
    pub(super) fn counted(&self, i: usize) -> Option<Reading> {
        // "2014", "2000 million": so many of a unit are none.
        if self.year_number(i).is_some() {
            return None;
        }
        let mut at = self.behind_hedge(i)?;
        let hedged = at > i;
        if self.w(at) == W::The {
            at += 1;
        }
        let frame = match self.w(at) {
            frame @ (W::Last | W::Next | W::Coming) => Some(frame),
            first @ W::Ordinal(1) if matches!(self.w(i), W::The | W::Ordinal(1)) => Some(first),
            _ => None,
        };
        at += usize::from(frame.is_some());
        if hedged && self.is(at, hashes!["just"]) {
            at += 1;
        }
        match self.w(at) {
            W::Some if self.is(at, hashes!["recent"]) => return self.recent(i, at),
            W::Number if self.is(at, hashes!["half"]) => return self.half_of_one(at),
            _ => {}
        }
        let start = at;
        let (count, mut half, mut at) = self.count(at, frame.is_some())?;
        let hyphen = self.hyphen(at);
        if hyphen {
            at += 1;
            if matches!(self.w(i), W::The | W::A) {
                return None;
            }
        }
        if count.is_some_and(|n| n >= 1000 && self.tokens[start].is_number()) {
            return None;
        }
        // "the last week of May".
        if let (W::Last | W::Ordinal(_), W::Unit(Unit::Week), W::Of) = (frame.unwrap_or(W::No), self.w(at), self.w(at + 1))
            && let Some((end, When::Month(..), None)) = self.point(at + 2)
        {
            return Some(lasting(end, TimeValue::Written("P1W")));
        }
        let unit = match self.w(at) {
            W::Unit(u) if hyphen || count.is_some() || frame == Some(W::Ordinal(1)) => u,
            W::Units(u) if !hyphen => u,
            _ => return None,
        };
        if !hyphen && self.w(at) == W::Unit(unit) && count != Some(1) && self.is(at + 1, hashes!["later", "ago", "earlier"]) {
            return None;
        }
        let mut end = at + 1;
        // Ages are none.
        if (self.hyphen(end) && self.is(end + 1, hashes!["old", "olds"])) || self.is(end, hashes!["old"]) {
            return None;
        }
        if (unit == Unit::Second && hyphen) || (unit == Unit::Quarter && frame.is_none()) {
            return None;
        }
        if self.and_a_half(end) {
            half = true;
            end += 3;
        }
        if matches!(unit, Unit::Second) && !matches!(self.w(at), W::Units(_)) {
            return None;
        }
        let length = lasting(end, duration(count, half, unit));
        let from_here = || self.shifted(i, end, (count, half, unit));
        Some(if frame.is_none() { from_here() } else { None }.unwrap_or(length))
    }

    /// Where what is counted begins behind a hedge, which belongs to the expression: "nearly", "more than".
    fn behind_hedge(&self, i: usize) -> Option<usize> {
        if !matches!(self.w(i), W::Hedge | W::Some) {
            return Some(i);
        }
        let hedges = hashes![
            "nearly",
            "almost",
            "about",
            "around",
            "over",
            "under",
            "approximately",
            "roughly",
            "just",
            "some",
            "another"
        ];
        let at = if self.is(i, hedges) {
            i + 1
        } else if self.is(i, hashes!["more", "less"]) && self.is(i + 1, hashes!["than"])
            || self.is(i, hashes!["at"]) && self.is(i + 1, hashes!["least", "most"])
            || self.is(i, hashes!["up"]) && self.is(i + 1, hashes!["to"])
        {
            i + 2
        } else {
            return Some(i);
        };
        let vague = matches!(self.w(at), W::The | W::Some | W::Hedge) || self.w(at) == W::A && self.w(at + 1) == W::Some;
        (!vague).then_some(at)
    }

    /// "Recent weeks" behind what begins at `i`, and in a narrative "recent" alone.
    fn recent(&self, i: usize, at: usize) -> Option<Reading> {
        if let W::Units(unit) = self.w(at + 1) {
            return Some(lasting(at + 2, duration(None, false, unit)));
        }
        let plain = self.tokens.get(at + 1).is_some_and(Token::is_word) && at == i && self.narrative;
        plain.then(|| Self::reading(at + 1, When::Past, None))
    }

    /// "Half an hour".
    fn half_of_one(&self, at: usize) -> Option<Reading> {
        let a = self.w(at + 1) == W::A;
        let W::Unit(unit) = self.w(at + 1 + usize::from(a)) else {
            return None;
        };
        let value = match unit {
            Unit::Hour => "PT30M",
            Unit::Year => "P6M",
            Unit::Century => "P50Y",
            Unit::Day => "PT12H",
            _ => return None,
        };
        a.then(|| lasting(at + 3, TimeValue::Written(value)))
    }

    /// How many there are, where that is told, whether a half comes to them, and where their unit stands; `framed` by "last", "next" or "first".
    fn count(&self, mut at: usize, framed: bool) -> Option<(Option<u64>, bool, usize)> {
        match self.w(at) {
            W::Some => Some(self.some(at)),
            W::A if self.w(at + 1) == W::Some => (!self.is(at + 1, hashes!["recent"])).then(|| self.some(at + 1)),
            W::A if matches!(self.w(at + 1), W::Unit(_)) => Some((Some(1), false, at + 1)),
            W::Units(_) | W::Unit(Unit::Week) if framed => Some((None, false, at)),
            _ => {
                let (n, end) = quantity::number(self.text, self.tokens, at)?;
                if end > self.end || self.punct(at) != 0 {
                    return None;
                }
                at = end;
                let half =
                    self.and_a_half(at) || self.is(at, hashes!["1"]) && self.is(at + 1, hashes!["/"]) && self.is(at + 2, hashes!["2"]);
                if half {
                    at += 3;
                } else if self.is(at, hashes!["more", "consecutive", "straight", "full", "long", "additional"]) {
                    at += 1;
                }
                Some((Some(n), half, at))
            }
        }
    }

    /// The same of "several", "a couple of".
    fn some(&self, at: usize) -> (Option<u64>, bool, usize) {
        let pair = self.is(at, hashes!["couple"]);
        let more = self.w(at + 1) == W::Of || self.is(at + 1, hashes!["more"]);
        (pair.then_some(2), false, at + 1 + usize::from(more))
    }

    fn and_a_half(&self, at: usize) -> bool {
        self.is(at, hashes!["and"]) && self.is(at + 1, hashes!["a"]) && self.is(at + 2, hashes!["half"])
    }

    /// "Three years ago": the point that lies so many units, told from `i` to `end`, before or behind another.
    fn shifted(&self, i: usize, end: usize, (count, half, unit): (Option<u64>, bool, Unit)) -> Option<Reading> {
        let behind = self.w(end);
        let direction = match behind {
            W::Ago => -1,
            W::Earlier if self.is(end, hashes!["earlier", "before", "previously"]) => -1,
            W::Later if self.is(end, hashes!["later", "afterwards"]) => 1,
            _ if self.is(end, hashes!["hence"]) => 1,
            _ => return None,
        };
        // "two years before the war": how long.
        if self.is(end, hashes!["before", "previously"]) && self.tokens.get(end + 1).is_some_and(|t| t.punct == 0) {
            return None;
        }
        let n = count.and_then(|c| i32::try_from(c).ok());
        let shift = |base: Base| base.shift(unit, n?.saturating_mul(direction));
        let told = self.anchor.filter(|_| behind != W::Ago || self.narrative);
        // "in 1974; a year later" is counted from what was told, "a year earlier" from a day alone.
        let told = told.filter(|a| self.narrative || a.as_day().is_some() || direction > 0 && shift(*a).is_some());
        // "two days earlier" behind a year is counted from the day that was told before it.
        let of_days = matches!(unit, Unit::Day | Unit::Week) && behind != W::Ago;
        let told = told.or(self.day.filter(|_| of_days && !self.narrative));
        let base = told.or(if behind == W::Ago { self.now() } else { self.base() });
        let when = match self.quarter_said {
            // Of results: the same quarter of the year before.
            Some((year, q, at)) if count == Some(1) && unit == Unit::Year && direction < 0 && !self.narrative && i < at + 80 => {
                Some(When::Quarter(Some(year - 1), q))
            }
            _ => base.and_then(shift),
        };
        let when = when.unwrap_or(if count.is_some() && matches!(unit, Unit::Day | Unit::Week) {
            When::SomeDay
        } else if direction < 0 {
            When::Past
        } else {
            When::Future
        });
        let length_alone = matches!(when, When::Past) && base.is_none() && count.is_some();
        Some(if length_alone {
            lasting(end + 1, duration(count, half, unit))
        } else {
            Self::reading(end + 1, when, None)
        })
    }

    /// "daily", "every day", "each Thursday".
    pub(super) fn set(&self, i: usize) -> Option<Reading> {
        let read = |end: usize, value: TimeValue| {
            Some(Reading {
                end,
                timex: Timex::Set,
                value,
                when: None,
            })
        };
        match self.w(i) {
            // "the weekly Oru" is a paper.
            W::Set(_) if i > self.first && i + 1 < self.end && self.tokens[i + 1].is_word() && self.tokens[i + 1].is_capitalized() => None,
            W::Set(u) => read(i + 1, duration(Some(1), false, u)),
            W::Weekday(d) if self.capital(i) && self.word(i).ends_with(['s', 'S']) => read(i + 1, When::Weekday(d).value(None)),
            W::Weekday(d) if self.capital(i) => match self.w(i + 1) {
                W::Part(p) if self.word(i + 1).ends_with(['s', 'S']) => read(i + 2, When::Weekday(d).value(Some(Clock::Part(p)))),
                _ => None,
            },
            W::Part(Part::NI) if self.before(i, hashes!["at", "by"]) && self.is(i, hashes!["night"]) => {
                read(i + 1, When::SomeDay.value(Some(Clock::Part(Part::NI))))
            }
            W::Each => {
                let at = i + 1;
                match self.w(at) {
                    W::Unit(u) if u != Unit::Second => read(at + 1, duration(Some(1), false, u)),
                    W::Weekday(d) => read(at + 1, When::Weekday(d).value(None)),
                    W::Month(m) if self.capital(at) => read(at + 1, When::Month(None, m).value(None)),
                    W::Part(p) => read(at + 1, When::SomeDay.value(Some(Clock::Part(p)))),
                    W::Season(s) => read(at + 1, When::Season(None, s).value(None)),
                    _ => {
                        let (n, end) = quantity::number(self.text, self.tokens, at)?;
                        match self.w(end) {
                            W::Units(u) => read(end + 1, duration(Some(n), false, u)),
                            _ => None,
                        }
                    }
                }
            }
            _ => None,
        }
    }
}
