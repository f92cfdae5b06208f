//! What a reading is counted from, and what it changes for those that follow.

use std::ops::Range;

use super::super::date_value::{Base, TimeValue, When, day_of};
use super::{DateHit, Finder, Reading};
use crate::lexicon::form;
use crate::text::{Token, hashes};

/// Verbs that the news has in the present for what is on a programme: "the trial resumes on Monday".
const PROGRAMME: &[u64] = hashes![
    "begins", "starts", "opens", "resumes", "resume", "plays", "hosts", "faces", "travels", "kicks",
];

/// How far a date may stand behind the one that it goes on from.
const NEARBY: usize = 60;

impl Finder<'_> {
    /// What "last year" is counted from: the day on which the text was written, in a history the date told before. Of news without its
    /// day it is not known.
    pub(super) fn now(&self) -> Option<Base> {
        self.base().filter(|_| self.reference.is_some() || self.history)
    }

    /// What a date is counted from that lacks its year or its day.
    pub(super) fn base(&self) -> Option<Base> {
        if self.narrative {
            self.anchor
        } else {
            self.reference.map(Base::from).or(self.anchor)
        }
    }

    pub(super) fn emit(&mut self, first: usize, reading: Reading, out: &mut Vec<DateHit>) {
        if let Some(base) = reading.when.and_then(When::base) {
            self.era = base.year < 0;
            // A dateline fixes the day on which the article was written.
            if self.reference.is_none()
                && first < 60
                && out.len() < 2
                && let Some(day) = base.as_day()
                && self.dateline(reading.end)
            {
                self.reference = Some(day);
                self.narrative = false;
            }
            if !self.aside(first, &reading) {
                self.anchor = Some(base);
                self.told = reading.end;
                self.day = base.day.map(|_| base).or(self.day);
            }
        }
        let both = out.last_mut().zip(reading.when);
        if both.is_some_and(|(from, to)| self.range(from, to, first..reading.end)) {
            return;
        }
        if let Some(When::Quarter(Some(year), q)) = reading.when {
            self.quarter_said = Some((year, q, first));
        }
        out.push(DateHit {
            first: first as u32,
            end: reading.end as u32,
            timex: reading.timex,
            value: reading.value,
        });
    }

    /// "between January and March 2023": the first half of a range lies before the second, whatever the words around say of it. Whether the
    /// first takes in the second: "between January and March" are months of one time, whose year neither names.
    fn range(&self, from: &mut DateHit, to: When, behind: Range<usize>) -> bool {
        let (start, end) = (from.first as usize, from.end as usize);
        if behind.start != end + 1 {
            return false;
        }
        let between = self.before(start, hashes!["between"]) && self.is(end, hashes!["and"]);
        let opened = self.before(start, hashes!["between", "from"]) && self.is(end, hashes!["and", "to", "through", "until", "till"]);
        let dated = (start..end).any(|i| self.tokens[i].is_number() && self.tokens[i].span.len() > 2);
        if dated || !(opened || matches!(self.punct(end), b'-' | b'~')) {
            return false;
        }
        let name = |range: Range<usize>| range.len() == 1 && self.tokens[range.start].is_word();
        let before = match (from.value, to) {
            (TimeValue::At(When::Month(known, m), None), When::Month(year, n)) if between && name(start..end) && name(behind.clone()) => {
                from.first -= 1;
                from.end = behind.end as u32;
                // "in 2023 ... between January and December": of the year that was told, which the first is counted from.
                let year = if m <= n && self.reference.is_none() { known.or(year) } else { year };
                When::Months(year, m, n)
            }
            (TimeValue::At(When::Month(Some(_), m), None), When::Month(Some(year), n)) => When::Month(Some(year - i32::from(m > n)), m),
            (TimeValue::At(When::Day(Some(_), m, d), None), When::Day(Some(year), n, e)) => {
                When::Day(Some(year - i32::from((m, d) > (n, e))), m, d)
            }
            _ => return false,
        };
        from.value = before.value(None);
        matches!(before, When::Months(..))
    }

    /// Whether a bare year only looks ahead or back: "until 1976", "(1839)".
    pub(super) fn aside(&self, first: usize, reading: &Reading) -> bool {
        let ahead = hashes!["until", "till", "since", "by", "before", "after", "of", "to", "from"];
        matches!(reading.when, Some(When::Year(_)))
            && reading.end == first + 1
            && first > self.first
            && ((self.reference.is_none() && !self.history)
                || self.before(first, ahead)
                || self.punct(first - 1) == b'('
                || matches!(self.punct(first - 1), b'-' | b'~'))
    }

    pub(super) fn dateline(&self, end: usize) -> bool {
        let next = self.tokens.get(end);
        let bracket = next.is_some_and(|t| matches!(t.punct, b')' | b']' | b'('));
        next.is_some_and(|t| t.punct == b'~' || (t.punct == b'-' && !t.has(Token::GLUED)) || bracket)
    }

    /// Fixes the year, or the date of a weekday.
    pub(super) fn resolve(&self, when: When, first: usize, end: usize) -> When {
        let Some(base) = self.base() else { return when };
        match when {
            When::Day(None, m, d) => {
                let y = self.going_on(m, first, end).unwrap_or_else(|| self.year_for(base, m, first, end));
                day_of(Some(y), m, d).unwrap_or(when)
            }
            When::Month(None, m) => {
                let year = self.going_on(m, first, end).unwrap_or_else(|| self.year_for(base, m, first, end));
                When::Month(Some(year), m)
            }
            When::Quarter(None, q) => {
                let mut year = base.year;
                if let (false, Some(m)) = (self.narrative, base.month) {
                    let this = (m - 1) / 3 + 1;
                    if q > this && self.tense(first, end) != 1 {
                        year -= i32::from(q > this + 1 || self.tense(first, end) == -1);
                    }
                }
                When::Quarter(Some(year), q)
            }
            When::Half(None, h) => When::Half(Some(base.year), h),
            When::Season(None, s) => When::Season(Some(base.year), s),
            When::Weekday(d) => {
                let Some(day) = base.as_day() else {
                    return when;
                };
                let back = (i32::from(day.weekday()) - i32::from(d)).rem_euclid(7);
                let future = !self.narrative && self.tense(first, end) == 1 && self.near_will(first, end);
                let n = if self.narrative || (future && back != 0) { 7 - back } else { -back };
                let n = if n == 7 { 0 } else { n };
                day.plus_days(n).into()
            }
            other => other,
        }
    }

    /// "The fleet sailed on 6 June 1944. On 12 June it landed": the year of the day told last, where that is long past and the month goes on
    /// from it.
    fn going_on(&self, month: u8, first: usize, end: usize) -> Option<i32> {
        let past = i32::from(self.reference?.year()) - 2;
        let told = self.anchor.filter(|a| !self.narrative && a.day.is_some() && a.year <= past)?;
        let gap = i32::from(month) - i32::from(told.month?);
        ((-1..=2).contains(&gap) && first < self.told + NEARBY && self.tense(first, end) != 1).then_some(told.year)
    }

    pub(super) fn year_for(&self, base: Base, month: u8, first: usize, end: usize) -> i32 {
        let Some(m) = base.month else {
            return base.year;
        };
        let gap = i32::from(month) - i32::from(m);
        if self.narrative {
            return match gap {
                11.. => base.year - 1,
                ..=-11 => base.year + 1,
                _ => base.year,
            };
        }
        match self.tense(first, end) {
            1 if gap < -1 => base.year + 1,
            _ if gap > 0 && self.done(first) => base.year - 1,
            -1 if gap > 2 => base.year - 1,
            0 if gap > 5 => base.year - 1,
            0 if gap < -7 => base.year + 1,
            _ => base.year,
        }
    }

    /// "jailed in March": the verb right before the preposition tells of what was.
    fn done(&self, first: usize) -> bool {
        let verb = first
            .checked_sub(2)
            .filter(|&i| i >= self.first && self.is(i + 1, hashes!["in", "on"]));
        verb.is_some_and(|i| self.words[i].forms & form::PAST != 0 && !self.before(i, hashes!["be", "is", "are"]))
    }

    /// Whether "will" or the like stands close.
    pub(super) fn near_will(&self, first: usize, end: usize) -> bool {
        let listed = |i: usize| self.is(i, PROGRAMME);
        let words = hashes![
            "will",
            "shall",
            "scheduled",
            "due",
            "ll",
            "upcoming",
            "expected",
            "expects",
            "plans",
            "planned"
        ];
        (first.saturating_sub(8).max(self.first)..first).any(|i| self.is(i, words) || listed(i))
            || (end..end + 6).any(|i| self.is(i, words))
    }

    /// 1 when the words around speak of what is to come, -1 when of what was; the nearest decides.
    pub(super) fn tense(&self, first: usize, end: usize) -> i8 {
        let signal = |i: usize| -> i8 {
            let w = self.word(i);
            if self.is(
                i,
                hashes![
                    "will",
                    "shall",
                    "scheduled",
                    "due",
                    "expected",
                    "expects",
                    "plans",
                    "planned",
                    "upcoming",
                    "payable",
                    "would",
                    "set",
                    "ll",
                    "expires",
                    "expire",
                    "effective"
                ],
            ) || self.is(i, PROGRAMME)
                || self.is(i, hashes!["is", "are"]) && self.is(i + 1, hashes!["on", "in"]) && i + 2 == first
            {
                1
            } else if self.before(i, hashes!["be"]) {
                // "will be freed"
                0
            } else if self.is(
                i,
                hashes![
                    "was", "were", "had", "did", "ended", "since", "began", "said", "told", "been", "ago"
                ],
            ) || (w.len() > 4 && (w.ends_with("ed") || w.ends_with("ED")))
            {
                -1
            } else {
                0
            }
        };
        for n in 1..=10 {
            if first >= self.first + n {
                let s = signal(first - n);
                if s != 0 {
                    return s;
                }
            }
            if end + n - 1 < self.end {
                let s = signal(end + n - 1);
                if s != 0 {
                    return s;
                }
            }
        }
        0
    }
}
