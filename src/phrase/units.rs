//! The mentions of a sentence as phrases and rules see them, and which token begins one.

use std::ops::Deref;

use crate::gazetteer::Kind;

/// A mention that stays whole: a range of tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub first: u32,
    pub end: u32,
    pub kind: Kind,
    pub mention: u32,
}

/// Which tokens of an article begin a unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts {
    rows: Vec<Row>,
}

/// A bit for each of 64 tokens, and how many units begin before them.
#[derive(Clone, Copy, Debug, Default)]
struct Row {
    bits: u64,
    before: u32,
}

impl Starts {
    /// Reads the units of an article of so many tokens, in order.
    pub(crate) fn read(&mut self, units: &[Unit], tokens: usize) {
        self.rows.clear();
        self.rows.resize(tokens / 64 + 1, Row::default());
        for unit in units {
            let first = unit.first as usize;
            self.rows[first / 64].bits |= 1 << (first % 64);
        }
        let mut before = 0;
        for row in &mut self.rows {
            row.before = before;
            before += row.bits.count_ones();
        }
    }

    /// Those of the units that begin in the range of tokens.
    pub(crate) fn within<'a>(&'a self, units: &'a [Unit], tokens: std::ops::Range<usize>) -> Units<'a> {
        let whole = Units {
            list: units,
            skipped: 0,
            rows: &self.rows,
        };
        let (from, to) = (whole.before(tokens.start), whole.before(tokens.end));
        Units {
            list: &units[from..to],
            skipped: from,
            ..whole
        }
    }
}

/// The units of a sentence, in order. One that begins at a token is found at one look: rules and phrases ask for it at most tokens, and
/// halving took them a tenth of their time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Units<'a> {
    list: &'a [Unit],
    /// How many units of the article stand before these.
    skipped: usize,
    rows: &'a [Row],
}

impl<'a> Units<'a> {
    /// The unit that begins at the token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Option<&'a Unit> {
        let row = self.rows.get(token / 64)?;
        if row.bits >> (token % 64) & 1 == 0 {
            return None;
        }
        self.list.get(row.rank(token).checked_sub(self.skipped)?)
    }

    /// How many of the units begin before the token.
    #[inline]
    pub(crate) fn before(&self, token: usize) -> usize {
        let rank = self.rows.get(token / 64).map_or(usize::MAX, |row| row.rank(token));
        rank.saturating_sub(self.skipped).min(self.list.len())
    }

    /// Those that begin at the token or behind it.
    pub(crate) fn from(&self, token: usize) -> &'a [Unit] {
        &self.list[self.before(token)..]
    }
}

impl Deref for Units<'_> {
    type Target = [Unit];

    fn deref(&self) -> &[Unit] {
        self.list
    }
}

impl Row {
    /// How many units begin before the token, which is one of its own.
    fn rank(self, token: usize) -> usize {
        self.before as usize + (self.bits & ((1 << (token % 64)) - 1)).count_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_by_their_first_token() {
        let unit = |first| Unit {
            first,
            end: first + 1,
            kind: Kind::Place,
            mention: first,
        };
        let firsts = [0, 3, 63, 64, 65, 130, 190];
        let units = firsts.map(unit);
        let mut starts = Starts::default();
        starts.read(&units, 200);
        for (from, to) in [(0, 200), (1, 64), (64, 131), (65, 66), (131, 190), (191, 200)] {
            let within = starts.within(&units, from..to);
            let here: Vec<u32> = firsts.into_iter().filter(|f| (from..to).contains(&(*f as usize))).collect();
            assert_eq!(within.iter().map(|u| u.first).collect::<Vec<_>>(), here);
            for token in 0..300 {
                let expected = here.iter().find(|f| **f as usize == token).copied();
                assert_eq!(within.at(token).map(|u| u.first), expected, "{token} of {from}..{to}");
                let before = here.iter().filter(|f| (**f as usize) < token).count();
                assert_eq!(within.before(token), before, "before {token} of {from}..{to}");
                assert_eq!(within.from(token).len(), here.len() - before);
            }
        }
        assert!(Units::default().at(0).is_none() && Units::default().is_empty());
    }
}
