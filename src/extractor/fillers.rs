//! What stands for the filler of a role: of a phrase around a name the name alone.

use super::records::Building;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ALIAS, Unit};
use crate::text::{Token, hashes};

impl Building<'_> {
    /// What has a name is called by that alone: "the Islamic State", "war-torn northern Syria", "the veteran journalist Ana Ruel"; but "five
    /// Taliban" and "a faction of the Taliban" are some of them, and "suspected Taliban" perhaps none.
    pub(super) fn trim(&self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        // "the last French soldiers" are no body.
        let proper = |kind: Kind| kind.is_body() && self.tokens[end as usize - 1].is_capitalized();
        let named = kind.is_some_and(|kind| matches!(kind, Kind::Place | Kind::Person) || proper(kind));
        let parts = class::NUMBER | class::HEDGE | class::PARTITIVE | class::PREP;
        let counts = |i: usize| self.tokens[i].is_number() || self.words[i].is(parts);
        let skipped = |from: u32, to: u32| {
            let mut range = from as usize..to as usize;
            match kind {
                Some(Kind::Place) => true,
                _ if named => !range.any(counts),
                // "a Palestinian" is someone.
                Some(Kind::Nationality) if self.one(first) => false,
                _ => range.all(|i| self.words[i].is(class::DET)),
            }
        };
        // Most of the rest has no article, and is asked for none of the units.
        if (named || skipped(first, first + 1))
            && let Some(name) = self
                .name_ending(first, end)
                .filter(|u| Some(u.kind) == kind && skipped(first, u.first))
        {
            return name.first;
        }
        let owner = self.tokens[first as usize].has(Token::POSSESSIVE) && first + 1 < end;
        first + u32::from(owner)
    }

    /// Where the name of a place ends before the noun that says what it is: "the Idlib countryside", "Oru province"; and the name of a person
    /// before another that he has: "Luis Vano alias Abu Omar".
    pub(super) fn end_of_name(&self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        if kind == Some(Kind::Person) && first + 3 < end {
            let other = |&i: &u32| ALIAS.contains(&self.tokens[i as usize].hash);
            return (first + 1..end).find(other).unwrap_or(end);
        }
        let last = end as usize - 1;
        let told =
            kind == Some(Kind::Place) && self.words[last].is(class::LOCALITY | class::PLACE_NOUN) && !self.tokens[last].is_capitalized();
        let named = || self.last_name(first, end - 1).is_some_and(|u| u.kind == Kind::Place);
        if told && named() { end - 1 } else { end }
    }

    /// The name that the tokens end with, if more stands before it.
    pub(super) fn name_ending(&self, first: u32, end: u32) -> Option<Unit> {
        self.last_name(first, end).filter(|u| u.first > first)
    }

    /// The name that the tokens end with. Names do not overlap: only the last that begins before the end may end there.
    fn last_name(&self, first: u32, end: u32) -> Option<Unit> {
        let units = self.gathered.starts.within(&self.gathered.units, first as usize..end as usize);
        units.last().copied().filter(|u| u.end == end)
    }

    /// Whether an article of one stands there.
    pub(super) fn one(&self, article: u32) -> bool {
        hashes!["a", "an"].contains(&self.tokens[article as usize].hash)
    }
}
