//! What several words name together: models of arms, ships, offices, and persons with two names.

use super::chunk::{Chunker, NounPhrase};
use super::noun_kind::named_thing;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{Token, hashes};

/// What stands before the names of ships.
const SHIPS: &[u64] = hashes!["uss", "hms", "hmas", "hmcs", "usns", "ins", "mv", "mt", "ss", "rms"];

/// What stands before the other name that a person has.
pub(crate) const ALIAS: &[u64] = hashes!["alias", "aka"];

/// What tells where something lies from a place.
pub(crate) const DIRECTIONS: &[u64] = hashes!["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"];

/// What names aircraft and other arms before the number of their model: "MiG-29", "T-72".
const AIRCRAFT: &[u64] = hashes!["mig", "su", "tu", "mi", "ka", "il", "an", "f", "c", "b", "ah", "uh"];
const ARMS: &[u64] = hashes!["t", "bm", "ak", "rpg", "m", "s", "d", "mq"];

impl Chunker<'_> {
    /// Takes what a compound with a hyphen at `i` is: "taxi-drivers" are drivers, "passers-by" and "brothers-in-law" still who passes and who is a
    /// brother, and so is a "mayor-elect" one.
    pub(super) fn join_parts(&self, i: usize, np: &mut NounPhrase) {
        let (first, last) = (self.word(i - 1), self.word(i + 1));
        let elect = self.is(i + 1, hashes!["elect", "designate"]) && first.is(class::PERSON | class::TITLE);
        let aged = self.is(i + 1, hashes!["old", "olds"]) && self.is(i - 1, hashes!["year"]);
        let people = last.is(class::PERSON | class::PERSON_PL)
            || aged
            || self.is(i + 1, hashes!["command"]) && self.is(i - 1, hashes!["in"])
            || elect
            || (first.is(class::PREP) || last.is(class::PREP)) && np.kind == Some(Kind::People);
        // "Two MiG-23s", "a T-72": which it is stands before the number.
        let model = self.tokens[i + 1].has(Token::DIGIT) && self.tokens[i - 1].is_capitalized();
        let kinds = [(AIRCRAFT, Kind::Facility), (ARMS, Kind::Weapon)];
        if let Some((_, kind)) = kinds.into_iter().find(|(names, _)| model && self.is(i - 1, names)) {
            (np.head, np.mention, np.kind) = (i as u32 - 1, None, Some(kind));
            return;
        }
        // "a petrol-bomb", "a counter-attack"; but not "a cease-fire".
        let thing = named_thing(None, &self.tokens[i + 1], last).filter(|_| !self.is(i - 1, hashes!["cease"]));
        np.kind = if people { Some(Kind::People) } else { thing };
        np.head = if elect { i as u32 - 1 } else { i as u32 + 1 };
        np.mention = None;
    }

    /// Where the name of the ship ends that is told at `i`, whatever else bears its name: "the USS Oru".
    pub(super) fn ship_end(&self, i: usize, to: usize) -> Option<usize> {
        let told = self.tokens[i].has(Token::ALL_CAPS) && self.is(i, SHIPS);
        let end = told.then(|| self.capitals_end(i + 1, to)).flatten()?;
        Some(self.units.at(i + 1).map_or(end, |u| u.end as usize))
    }

    /// Where the words with capitals end that begin at `i`, if one does.
    pub(super) fn capitals_end(&self, i: usize, to: usize) -> Option<usize> {
        let end = (i..to).find(|&i| !self.tokens[i].is_capitalized()).unwrap_or(to);
        (end > i).then_some(end)
    }
}
