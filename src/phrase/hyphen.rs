//! Verbs with a hyphen: "petrol-bombed", "re-arrested". Their end is the verb, and it does what it does alone.

use super::chunk::{ChunkKind, Chunker};
use crate::lexicon::{class, form};
use crate::text::{Token, hashes};

/// What verbs have before their hyphen.
const BEFORE: &[u64] = hashes![
    "re", "counter", "petrol", "fire", "car", "carpet", "dive", "suicide", "tear", "pepper", "machine", "baton", "lathi", "cane", "gang",
    "pistol", "strip"
];
/// What stands before such a word where it describes a thing: "a petrol-bombed house".
const DESCRIBED: u64 = class::DET | class::POSS_DET | class::NUMBER | class::ADJ | class::PREP;

impl Chunker<'_> {
    /// Whether a verb with a hyphen begins at `i`, seen from the word before it.
    pub(super) fn hyphenated_verb(&self, i: usize) -> bool {
        let glued = |i: usize| self.tokens.get(i).is_some_and(|t| t.has(Token::GLUED));
        self.tokens.get(i + 1).is_some_and(|t| t.punct == b'-')
            && glued(i + 1)
            && glued(i + 2)
            && self.is(i, BEFORE)
            && self.word(i + 2).forms & form::PAST != 0
            && i > 0
            && !self.word(i - 1).is(DESCRIBED)
    }

    /// Where the verb group at `i` has its first word that is listed.
    pub(super) fn behind_hyphen(&self, i: usize, previous: ChunkKind) -> usize {
        let opens = matches!(
            previous,
            ChunkKind::Noun | ChunkKind::Conjunction | ChunkKind::Relative | ChunkKind::Comma
        );
        if opens && self.hyphenated_verb(i) { i + 2 } else { i }
    }
}
