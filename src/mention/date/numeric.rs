//! Points of the calendar in numbers: days, years, centuries, ISO dates, and the second halves of ranges.

use super::super::date_value::{Base, TimeValue, Unit, When, day_of};
use super::super::quantity;
use super::words::W;
use super::{DateHit, Finder};
use crate::text::{CaseStyle, Token, hashes};

impl Finder<'_> {
    pub(super) fn numeric(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When)> {
        let begins = |w: W| matches!(w, W::Ordinal(_) | W::Unit(Unit::Second));
        if i >= self.end || !self.digit(i) && !begins(self.w(i)) {
            return None;
        }
        if let Some(found) = self.iso(i) {
            return Some(found);
        }
        if let Some((y, end)) = self.year_number(i) {
            return self.year(i, y, end, narrowed || the);
        }
        if let Some((q, end)) = self.quarter(i) {
            let of = self.w(end) == W::Of;
            if let Some((y, end)) = self.year_number(end + usize::from(of)) {
                return Some((end, When::Quarter(Some(y), q)));
            }
            if let Some((end, y)) = self.year_phrase(end) {
                return Some((end, When::Quarter(Some(y), q)));
            }
            return Some((end, When::Quarter(None, q)));
        }
        if let W::Ordinal(n) = self.w(i)
            && (self.w(i + 1) == W::Unit(Unit::Century) || (self.hyphen(i + 1) && self.w(i + 2) == W::Unit(Unit::Century)))
        {
            let end = if self.hyphen(i + 1) { i + 3 } else { i + 2 };
            if self.era(end).is_some_and(|e| e.1) {
                return None;
            }
            return Some((end, When::Century(i32::from(n) - 1)));
        }
        if let Some((d, at, ordinal)) = self.day_number(i) {
            if let Some(found) = self.day_month(d, at, ordinal) {
                return Some(found);
            }
            // "the 20th"
            if the && ordinal && self.tokens[i].span.text(self.text).as_bytes()[0].is_ascii_digit() {
                let follow =
                    self.tokens.get(at).is_none_or(|t| t.punct != 0 && t.punct != b'-') || self.is(at, hashes!["and", "to", "was", "but"]);
                let from = self.before(i - 1, hashes!["on", "until", "by", "from", "since", "to"]);
                if follow
                    && from
                    && let Some(base) = self.anchor.or(self.base())
                    && let Some(m) = base.month
                {
                    return day_of(Some(base.year), m, d).map(|w| (at, w));
                }
            }
        }
        let token = &self.tokens[i];
        let w = token.span.text(self.text);
        if w.len() == 5
            && token.is_word()
            && w.ends_with(['s', 'S'])
            && w.as_bytes()[..4].iter().all(u8::is_ascii_digit)
            && w.as_bytes()[3] == b'0'
        {
            let y = quantity::digits(&w[..4])? as i32;
            return (1000..2100).contains(&y).then_some((i + 1, When::Decade(y / 10)));
        }
        if token.is_number() && token.span.len() <= 4 && !w.contains(['.', ',']) {
            let y = quantity::digits(w)? as i32;
            if let Some((end, bc)) = self.era(i + 1) {
                return Some((end, When::Year(if bc { -y } else { y })));
            }
            if self.era && w.len() == 3 {
                let dash = matches!(self.punct(i + 1), b'-' | b'~') && self.era(i + 3).is_some_and(|e| e.1);
                let counted = self
                    .tokens
                    .get(i + 1)
                    .is_some_and(|t| t.is_word() && !t.is_capitalized() && i + 1 < self.end)
                    && !self.is(i + 1, hashes!["and", "the", "to", "after", "when", "by", "with", "a", "he"]);
                if dash || (self.before(i, hashes!["in", "since", "until", "by", "from", "around"]) && !counted) || (narrowed && !counted) {
                    return Some((i + 1, When::Year(-y)));
                }
            }
        }
        None
    }

    pub(super) fn day_month(&self, d: u8, at: usize, ordinal: bool) -> Option<(usize, When)> {
        let mut m_at = if self.w(at) == W::Of { at + 1 } else { at };
        if m_at == at && self.hyphen(at) {
            m_at = at + 1;
        }
        // "5-7 May", "5 and 7 May": the first day of a range.
        let (m, short) = match self.w(m_at) {
            W::Month(m) => (m, false),
            W::Mon(m) => (m, true),
            _ => {
                let dash = matches!(self.punct(at), b'-' | b'~');
                if (dash || self.is(at, hashes!["and", "to", "or"]))
                    && !ordinal
                    && let Some((_, next, false)) = self.day_number(at + 1)
                    && let W::Month(m) = self.w(next)
                    && self.capital(next)
                {
                    let y = self.year_number(next + 1).map(|y| y.0);
                    return day_of(y, m, d).map(|w| (at, w));
                }
                return None;
            }
        };
        if !self.capital(m_at) {
            return None;
        }
        let mut end = m_at + 1;
        if short && self.punct(end) == b'.' && self.glued(end) {
            end += 1;
        }
        let comma = usize::from(matches!(self.punct(end), b',')) + usize::from(self.hyphen(end));
        if let Some((y, e)) = self.year_number(end + comma) {
            return day_of(Some(y), m, d).map(|w| (e, w));
        }
        if let Some((e, y)) = self.year_phrase(end) {
            return day_of(Some(y), m, d).map(|w| (e, w));
        }
        // "28 JAN 90"
        let two = self
            .tokens
            .get(end)
            .filter(|t| end < self.end && t.is_number() && t.span.len() == 2);
        if let Some(y) = two.and_then(|t| quantity::digits(t.span.text(self.text)))
            && !ordinal
            && (short || self.style == CaseStyle::Upper)
            && !(self.punct(end + 1) == b':' && self.glued(end + 1))
        {
            let y = y as i32 + if y < 40 { 2000 } else { 1900 };
            return day_of(Some(y), m, d).map(|w| (end + 1, w));
        }
        day_of(None, m, d).map(|w| (if short { m_at + 1 } else { end }, w))
    }

    /// "28.01.2024", one token.
    fn dotted(&self, i: usize) -> Option<(usize, When)> {
        let mut parts = self.word(i).split('.');
        let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && d.len() <= 2 && m.len() <= 2 && y.len() == 4;
        let year: i32 = y.parse().ok().filter(|y| whole && (1000..2100).contains(y))?;
        let month = m.parse().ok().filter(|m| (1..=12).contains(m))?;
        day_of(Some(year), month, d.parse().ok()?).map(|when| (i + 1, when))
    }

    /// "2024-01-28", "1/28/2024", "28/1/2024", "28.01.2024".
    pub(super) fn iso(&self, i: usize) -> Option<(usize, When)> {
        if self.tokens[i].is_number() && self.tokens[i].span.len() >= 8 {
            return self.dotted(i);
        }
        if !self.tokens[i].is_number()
            || i + 4 >= self.tokens.len()
            || !(self.glued(i + 1) && self.glued(i + 2) && self.glued(i + 3) && self.glued(i + 4))
        {
            return None;
        }
        let number = |at: usize| quantity::digits(self.word(at)).filter(|_| self.tokens[at].is_number());
        let (a, b, c) = (number(i)?, number(i + 2)?, number(i + 4)?);
        let mark = self.punct(i + 1);
        if mark != self.punct(i + 3) || !matches!(mark, b'-' | b'/') {
            return None;
        }
        let (y, m, d) = if (1000..2100).contains(&a) {
            (a, b, c)
        } else if mark == b'/' || c >= 1000 {
            let y = if self.tokens[i + 4].span.len() == 2 {
                c + if c < 40 { 2000 } else { 1900 }
            } else {
                c
            };
            if a > 12 || self.day_first && b <= 12 {
                (y, b, a)
            } else {
                (y, a, b)
            }
        } else {
            return None;
        };
        let m = u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?;
        (1000..2100).contains(&y).then_some(())?;
        day_of(Some(y as i32), m, u8::try_from(d).ok()?).map(|w| (i + 5, w))
    }

    /// Whether four digits are a year.
    pub(super) fn year(&self, i: usize, y: i32, end: usize, sure: bool) -> Option<(usize, When)> {
        if let Some((e, bc)) = self.era(end) {
            return Some((e, When::Year(if bc { -y } else { y })));
        }
        if self.glued(i) && i > self.first && matches!(self.punct(i - 1), b'$' | b'.' | b'/' | b':' | b'#' | b'-') {
            let dash = self.punct(i - 1) == b'-'
                && (sure || (i >= 2 && (self.year_number(i - 2).is_some() || matches!(self.w(i - 2), W::Month(_)))));
            if !dash && self.punct(i - 1) != b'/' {
                return None;
            }
        }
        if self.is(i.wrapping_sub(1), hashes!["$", "£", "€"]) || self.punct(end) == b'%' {
            return None;
        }
        if self.tokens[end - 1].span.text(self.text).ends_with('0')
            && self.tokens.get(end).is_some_and(|t| t.has(Token::POSSESSIVE))
            && i > self.first
            && self.w(i - 1) == W::The
        {
            return Some((end + 1, When::Decade(y / 10)));
        }
        if let Some((q, e)) = self.quarter(end) {
            return Some((e, When::Quarter(Some(y), q)));
        }
        if let W::Season(s) = self.w(end)
            && !self.is(end, hashes!["fall"])
        {
            return Some((end + 1, When::Season(Some(y), s)));
        }
        let prep = self.before(
            i,
            hashes![
                "in",
                "since",
                "by",
                "from",
                "until",
                "till",
                "during",
                "early",
                "late",
                "mid",
                "of",
                "after",
                "before",
                "between",
                "circa",
                "through",
                "around",
                "throughout",
                "year",
                "for",
                "and",
                "to",
                "fiscal",
                "the",
                "summer",
                "spring",
                "autumn",
                "winter"
            ],
        );
        let weak = self.before(
            i,
            hashes![
                "of", "by", "from", "after", "for", "to", "and", "the", "than", "over", "about", "some", "nearly", "least", "around",
                "between"
            ],
        );
        let next = self.tokens.get(end).filter(|_| end < self.end);
        let counted = next.is_some_and(|t| {
            let w = t.span.text(self.text);
            t.is_word()
                && !t.has(Token::POSSESSIVE)
                && ((w.ends_with('s') && !matches!(w, "was" | "is" | "has" | "as" | "this" | "his"))
                    || matches!(w, "men" | "people" | "women" | "km" | "troops"))
        });
        let hours = self.is(end, hashes!["gmt", "hours", "hrs", "local", "est", "utc"]);
        if hours
            || (counted && (!prep || weak))
            || (self.hyphen(end)
                && self.year_number(end + 1).is_none()
                && !self.tokens.get(end + 1).is_some_and(Token::is_number)
                && !sure
                && !prep)
        {
            return None;
        }
        if y < 1400 && !prep && !sure && !self.narrative {
            return None;
        }
        if !prep
            && !sure
            && (self.tokens.get(i.wrapping_sub(1)).is_some_and(|t| {
                i > self.first
                    && t.is_word()
                    && self.is(
                        i - 1,
                        hashes![
                            "than", "over", "about", "nearly", "least", "some", "flight", "no", "room", "highway", "point"
                        ],
                    )
            }))
        {
            return None;
        }
        Some((end, When::Year(y)))
    }

    /// The second halves of ranges: "May 5-7", "1916-17".
    pub(super) fn continued(&mut self, end: usize, out: &mut Vec<DateHit>) -> usize {
        let joined =
            matches!(self.punct(end), b'-' | b'~' | b'/') && self.glued(end) && end + 1 < self.end && self.tokens[end + 1].is_number();
        if !joined || self.tokens[end + 1].span.len() > 2 || end == 0 {
            return end;
        }
        let last = self.tokens[end - 1];
        let Some(n) = quantity::digits(self.word(end + 1)) else {
            return end;
        };
        // A bare year need not have moved the anchor.
        let year = out.last().and_then(|hit| match hit.value {
            TimeValue::At(When::Year(year @ 0..=9999), None) => Some(year),
            _ => None,
        });
        let said = year.map_or(self.anchor, |year| {
            Some(Base {
                year,
                month: None,
                day: None,
            })
        });
        let when = match said {
            Some(Base {
                year,
                month: Some(m),
                day: Some(d),
            }) if last.span.len() <= 2 && n > u64::from(d) => {
                if matches!(self.w(end + 2), W::Month(_) | W::Mon(_)) {
                    None
                } else {
                    u8::try_from(n).ok().and_then(|n| day_of(Some(year), m, n))
                }
            }
            Some(Base { year, day: None, .. })
                if last.span.len() == 4 && self.tokens[end + 1].span.len() == 2 && year > 0 && n as i32 > year % 100 =>
            {
                Some(When::Year(year / 100 * 100 + n as i32))
            }
            _ => None,
        };
        match when {
            Some(when) => {
                let mut reading = Self::reading(end + 2, when, None);
                // "May 5-7, 1916"
                if let (When::Day(_, m, d), Some((y, e))) = (when, self.year_number(end + 2 + usize::from(self.punct(end + 2) == b','))) {
                    reading = Self::reading(e, When::Day(Some(y), m, d), None);
                }
                let after = reading.end;
                self.emit(end + 1, reading, out);
                after
            }
            None => end,
        }
    }
}
