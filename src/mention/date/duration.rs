//! Counted units, "three years", "a week ago", and sets of times, "every day".

use super::super::date_value::{Base, Clock, Part, TimeValue, Unit, When, duration};
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading, Timex};
use crate::text::{Token, hashes};

impl Finder<'_> {
    /// "three years", "a week ago", "the last two days", "two-day", "more than four hours".
    pub(super) fn counted(&self, i: usize) -> Option<Reading> {
        // "2014", "2000 million": so many of a unit are none.
        if self.year_number(i).is_some() {
            return None;
        }
        let mut at = i;
        let mut frame = None;
        // Hedges belong to the expression.
        let hedge = matches!(self.w(i), W::Hedge | W::Some);
        if hedge
            && self.is(
                at,
                hashes![
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
                ],
            )
        {
            at += 1;
        } else if hedge
            && (self.is(at, hashes!["more", "less"]) && self.is(at + 1, hashes!["than"])
                || self.is(at, hashes!["at"]) && self.is(at + 1, hashes!["least", "most"])
                || self.is(at, hashes!["up"]) && self.is(at + 1, hashes!["to"]))
        {
            at += 2;
        }
        let hedged = at > i;
        if hedged && (self.w(at) == W::The || matches!(self.w(at), W::Some | W::Hedge) || (self.w(at) == W::A && self.w(at + 1) == W::Some))
        {
            return None;
        }
        if self.w(at) == W::The {
            at += 1;
        }
        match self.w(at) {
            W::Last | W::Next | W::Coming => {
                frame = Some(self.w(at));
                at += 1;
            }
            W::Ordinal(1) if self.w(i) == W::The || self.w(i) == W::Ordinal(1) => {
                frame = Some(W::Ordinal(1));
                at += 1;
            }
            _ => {}
        }
        if hedged && self.is(at, hashes!["just"]) {
            at += 1;
        }
        let start = at;
        let mut half = false;
        let mut count = None;
        match self.w(at) {
            W::Some if self.is(at, hashes!["recent"]) => {
                let W::Units(u) = self.w(at + 1) else {
                    let plain = self.tokens.get(at + 1).is_some_and(Token::is_word) && at == i && self.narrative;
                    return plain.then(|| Self::reading(at + 1, When::Past, None));
                };
                return Some(Reading {
                    end: at + 2,
                    timex: Timex::Duration,
                    value: duration(None, false, u),
                    when: None,
                });
            }
            W::Some => {
                let pair = self.is(at, hashes!["couple"]);
                at += 1;
                if self.w(at) == W::Of || self.is(at, hashes!["more"]) {
                    at += 1;
                }
                count = pair.then_some(2);
            }
            W::A if self.w(at + 1) == W::Some => {
                let pair = self.is(at + 1, hashes!["couple"]);
                if self.is(at + 1, hashes!["recent"]) {
                    return None;
                }
                at += 2;
                if self.w(at) == W::Of || self.is(at, hashes!["more"]) {
                    at += 1;
                }
                count = pair.then_some(2);
            }
            W::A if matches!(self.w(at + 1), W::Unit(_)) => {
                at += 1;
                count = Some(1);
            }
            W::Number if self.is(at, hashes!["half"]) => {
                let a = self.w(at + 1) == W::A;
                let W::Unit(u) = self.w(at + 1 + usize::from(a)) else {
                    return None;
                };
                let value = match u {
                    Unit::Hour => TimeValue::Written("PT30M"),
                    Unit::Year => TimeValue::Written("P6M"),
                    Unit::Century => TimeValue::Written("P50Y"),
                    Unit::Day => TimeValue::Written("PT12H"),
                    _ => return None,
                };
                return a.then_some(Reading {
                    end: at + 3,
                    timex: Timex::Duration,
                    value,
                    when: None,
                });
            }
            W::Units(_) if frame.is_some() && start > i => {}
            W::Unit(Unit::Week) if frame.is_some() => {}
            _ => {
                let (n, end) = quantity::number(self.text, self.tokens, at)?;
                if end > self.end || self.punct(at) != 0 {
                    return None;
                }
                count = Some(n);
                at = end;
                let and_a_half = self.is(at, hashes!["and"]) && self.is(at + 1, hashes!["a"]) && self.is(at + 2, hashes!["half"]);
                if and_a_half || (self.is(at, hashes!["1"]) && self.is(at + 1, hashes!["/"]) && self.is(at + 2, hashes!["2"])) {
                    half = true;
                    at += 3;
                } else if self.is(at, hashes!["more", "consecutive", "straight", "full", "long", "additional"]) {
                    at += 1;
                }
            }
        }
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
        if let (W::Last | W::Ordinal(_), W::Unit(Unit::Week), W::Of) = (frame.unwrap_or(W::No), self.w(at), self.w(at + 1))
            && let Some((end, When::Month(..), None)) = self.point(at + 2)
        {
            return Some(Reading {
                end,
                timex: Timex::Duration,
                value: TimeValue::Written("P1W"),
                when: None,
            });
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
        if self.is(end, hashes!["and"]) && self.is(end + 1, hashes!["a"]) && self.is(end + 2, hashes!["half"]) {
            half = true;
            end += 3;
        }
        if matches!(unit, Unit::Second) && !matches!(self.w(at), W::Units(_)) {
            return None;
        }
        let behind = self.w(end);
        let direction = match behind {
            W::Ago => -1,
            W::Earlier if self.is(end, hashes!["earlier", "before", "previously"]) => -1,
            W::Later if self.is(end, hashes!["later", "afterwards"]) => 1,
            _ if self.is(end, hashes!["hence"]) => 1,
            _ => 0,
        };
        let bare_before = self.is(end, hashes!["before", "previously"]) && self.tokens.get(end + 1).is_some_and(|t| t.punct == 0);
        if frame.is_none() && direction != 0 && !bare_before {
            let n = count.and_then(|c| i32::try_from(c).ok());
            let shift = |base: Base| base.shift(unit, n?.saturating_mul(direction));
            let told = self.anchor.filter(|_| behind != W::Ago || self.narrative);
            // "in 1974; a year later" is counted from what was told, "a year earlier" from a day alone.
            let told = told.filter(|a| self.narrative || a.as_day().is_some() || direction > 0 && shift(*a).is_some());
            let base = told.or(self.base());
            let when = base.and_then(shift);
            let when = match self.quarter_said {
                // Of results: the same quarter of the year before.
                Some((year, q, at)) if count == Some(1) && unit == Unit::Year && direction < 0 && !self.narrative && i < at + 80 => {
                    Some(When::Quarter(Some(year - 1), q))
                }
                _ => when,
            };
            let when = when.unwrap_or(if count.is_some() && matches!(unit, Unit::Day | Unit::Week) {
                When::SomeDay
            } else if direction < 0 {
                When::Past
            } else {
                When::Future
            });
            if matches!(when, When::Past) && base.is_none() && count.is_some() {
                return Some(Reading {
                    end: end + 1,
                    timex: Timex::Duration,
                    value: duration(count, half, unit),
                    when: None,
                });
            }
            return Some(Self::reading(end + 1, when, None));
        }
        let _ = start;
        Some(Reading {
            end,
            timex: Timex::Duration,
            value: duration(count, half, unit),
            when: None,
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
