//! Words that forbid a rule, and what stands beside words where they mean something else.

use super::matcher::Context;
use super::model::WordList;
use crate::phrase::VerbGroup;
use crate::text::{hash_folded, hashes};

/// What stands before a word where it does not mean what it is listed for: "the death penalty" is none of sport.
const BEFORE: &[(&[u64], &[u64])] = &[
    (hashes!["penalty", "penalties"], hashes!["death"]),
    (
        hashes!["season"],
        hashes![
            "rainy", "dry", "wet", "monsoon", "planting", "harvest", "farming", "growing", "lean", "fighting", "hunting", "fire", "holiday"
        ],
    ),
    (
        hashes!["league"],
        hashes!["arab", "muslim", "awami", "chhatra", "liberation", "defence", "defense"],
    ),
    (hashes!["sales"], hashes!["arms", "weapons"]),
];

/// What stands behind it there: "a volley of rockets".
const BEHIND: &[(&[u64], &[u64])] = &[
    (hashes!["volley", "stock", "stocks"], hashes!["of"]),
    (hashes!["shares"], hashes!["a", "its"]),
];

/// "A cancer hospital": what a building is for says nothing of the sentence.
const HEALING: &[u64] = hashes!["hospital", "hospitals", "clinic", "clinics", "ward", "centre", "center"];

impl Context<'_> {
    /// Whether one of the words stands in the sentence around the token, and means what it is listed for.
    pub(super) fn forbids(&self, words: &WordList, token: u32) -> bool {
        // "He was shot; the gunman is dead": that is another.
        let of_another = |t: usize| {
            let at = token as usize;
            self.tokens[t].hash == const { hash_folded("dead") } && (at..t).any(|t| self.tokens[t].punct == b';')
        };
        self.around(token)
            .any(|t| words.has_among(self.tokens[t].hash) && !self.means_else(t) && !of_another(t))
    }

    fn means_else(&self, t: usize) -> bool {
        let word = self.tokens[t].hash;
        let next = self.tokens.get(t + 1).map(|t| t.hash);
        let beside = |table: &[(&[u64], &[u64])], hash: Option<u64>| {
            hash.is_some_and(|hash| table.iter().any(|(of, beside)| of.contains(&word) && beside.contains(&hash)))
        };
        let before = t.checked_sub(1).map(|before| self.tokens[before].hash);
        next.is_some_and(|h| HEALING.contains(&h)) || beside(BEFORE, before) || beside(BEHIND, next)
    }

    /// "hung out with her nephew", "strike it down": with its particle the verb tells of no violence.
    pub(super) fn is_idiom(&self, verb: &VerbGroup) -> bool {
        let next = verb.main + 1;
        if self.token_is(verb.main, hashes!["hang", "hangs", "hung", "hanging"]) {
            return self.token_is(next, hashes!["out", "around", "up", "on"]);
        }
        self.token_is(next + 1, hashes!["down"])
            && self.token_is(next, hashes!["it", "them", "this", "that"])
            && self.token_is(verb.main, hashes!["strike", "strikes", "struck", "striking"])
    }
}
