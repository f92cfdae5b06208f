//! The mentions of a sentence as phrases and rules see them, and which token begins one.

use std::ops::Deref;

use crate::gazetteer::Kind;
use crate::text::{Token, hashes};

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
    /// For each token, and for the end, how many units begin before it.
    before: Vec<u32>,
}

impl Starts {
    /// Reads the units of an article of so many tokens and puts them into the order of the text, for which they need no comparison with
    /// each other: each begins at a token of its own. `spare` is memory for as many.
    pub(crate) fn order(&mut self, units: &mut Vec<Unit>, spare: &mut Vec<Unit>, tokens: usize) {
        self.before.clear();
        self.before.resize(tokens + 1, 0);
        for unit in &*units {
            self.before[unit.first as usize] = 1;
        }
        // A step for each token without a branch: to go from unit to unit took 0.5 % of the cost of all.
        let mut all = 0;
        for before in &mut self.before {
            all += std::mem::replace(before, all);
        }
        spare.clone_from(units);
        for unit in &*spare {
            units[self.before[unit.first as usize] as usize] = *unit;
        }
    }

    /// Those of the units that begin in the range of tokens.
    pub(crate) fn within<'a>(&'a self, units: &'a [Unit], tokens: std::ops::Range<usize>) -> Units<'a> {
        let [from, to] = [tokens.start, tokens.end].map(|token| self.before.get(token).map_or(units.len(), |&n| n as usize));
        Units {
            list: &units[from..to],
            skipped: from,
            before: &self.before,
        }
    }
}

/// The units of a sentence, in order. One that begins at a token is found at one look: phrases and rules ask for it at most tokens, and
/// to halve the list each time took them 3 of 86 ns a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Units<'a> {
    list: &'a [Unit],
    /// How many units of the article stand before these.
    skipped: usize,
    before: &'a [u32],
}

impl<'a> Units<'a> {
    /// The unit that begins at the token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> Option<&'a Unit> {
        let &[before, behind] = self.before.get(token..)?.first_chunk()?;
        if before == behind {
            return None;
        }
        self.list.get((before as usize).checked_sub(self.skipped)?)
    }

    /// "OSTRA Two gunmen fled", "OSTRA, Mirel Two gunmen fled": where a dateline ends that no mark closes, if one begins at the token. "US" and
    /// "UAE" may be whose someone is.
    pub(crate) fn bare_dateline(&self, first: usize, tokens: &[Token]) -> Option<u32> {
        const SHORTEST: usize = 4;
        let capitals = |t: &Token| t.has(Token::ALL_CAPS) && !hashes!["u.s", "u.s.", "u.k", "u.k."].contains(&t.hash);
        let place = |at: u32| self.at(at as usize).filter(|u| u.kind == Kind::Place);
        let city = place(first as u32)?;
        let own = &tokens[first..city.end as usize];
        if own.len() == 1 && own[0].span.len() < SHORTEST || !own.iter().all(capitals) {
            return None;
        }
        let parted = |t: &&Token| matches!(t.punct, b',' | b'/');
        let country = tokens.get(city.end as usize).filter(parted).and_then(|_| place(city.end + 1));
        let end = country.map_or(city.end, |u| u.end);
        let opens = |t: &Token| t.is_word() && t.is_capitalized() && !t.has(Token::ALL_CAPS | Token::POSSESSIVE);
        tokens.get(end as usize).is_some_and(opens).then_some(end)
    }

    /// How many of the units begin before the token.
    #[inline]
    pub(crate) fn before(&self, token: usize) -> usize {
        let before = self.before.get(token).map_or(usize::MAX, |&n| n as usize);
        before.saturating_sub(self.skipped).min(self.list.len())
    }

    /// The last that begins before the token.
    pub(crate) fn last_before(&self, token: usize) -> Option<&'a Unit> {
        self.list.get(self.before(token).checked_sub(1)?)
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
        let mut units: Vec<Unit> = firsts.into_iter().rev().map(unit).collect();
        let mut starts = Starts::default();
        starts.order(&mut units, &mut Vec::new(), 200);
        assert!(units.iter().map(|u| u.first).eq(firsts));
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
