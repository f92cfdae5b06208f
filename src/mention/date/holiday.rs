//! Holidays, and years in words.

use super::super::calendar::Day;
use super::super::date_value::When;
use super::super::quantity;
use super::words::W;
use super::{Finder, Reading};
use crate::text::{Token, hashes};

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
        if self.is(i, hashes!["nineteen"]) && !self.hyphen(i + 1) {
            let (n, end) = quantity::number(self.text, self.tokens, i + 1).filter(|n| (10..100).contains(&n.0) && n.1 <= self.end)?;
            let counted = matches!(self.w(end), W::Units(_)) || self.tokens[i + 1].is_number();
            return (!counted).then(|| Self::reading(end, When::Year(1900 + n as i32), None));
        }
        None
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
