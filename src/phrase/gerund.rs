//! Which `-ing` forms are verbs: "killing" has what is done to behind it, or is a noun.

use super::chunk::{ChunkKind, Chunker, VerbGroup};
use super::verb::{DENIES, NOUNS};
use crate::lexicon::{Word, class};
use crate::text::{Token, hashes};

impl Chunker<'_> {
    /// Whether an `-ing` form without an auxiliary is a verb in a group that begins at `start`.
    pub(super) fn ing_is_verb(&self, i: usize, start: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        if self.names_building(i) || self.is(i, hashes!["warning"]) && i > 0 && self.is(i - 1, hashes!["without"]) {
            return false;
        }
        // "has denied striking civilians".
        let done = previous == ChunkKind::Verb && self.answers(i - 1);
        let people = class::PERSON | class::PERSON_PL | class::GROUP_NOUN | class::FORCE_NOUN;
        // "fleeing rebels", but "fleeing violence".
        let things = if word.is(class::INTRANS) {
            0
        } else {
            class::EVENT | class::FACILITY | class::ADJ
        };
        let described = people | things;
        // "on polling day".
        let of_day = || previous == ChunkKind::Preposition && self.is(i + 1, hashes!["day", "days"]);
        if word.is(class::ADJ) && !done && (next.is(described) || of_day()) {
            return false;
        }
        if self.does_fight(i) {
            return true;
        }
        // "executing surrendering soldiers": what is done to no one describes who stands behind.
        if matches!(previous, ChunkKind::Verb | ChunkKind::Preposition) && start == i && word.is(class::INTRANS) && next.is(people) {
            return false;
        }
        if word.is(class::EVENT) {
            return self.does_deed(i, previous, verbs);
        }
        !(previous == ChunkKind::Preposition && word.is(NOUNS))
    }

    /// Whether "killing", "bombing" and their like are verbs, with what it is done to behind them, and no nouns.
    fn does_deed(&self, i: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> bool {
        // "a 2016 bombing that killed ten".
        let (next, behind) = (self.word(i + 1), self.word(i + 2));
        if self.is(i + 1, hashes!["victims", "survivors", "suspects"]) && self.named_by_deed(i, previous, verbs) {
            return false;
        }
        if self.is(i + 1, hashes!["that"]) && (behind.lemma != 0 || behind.is(class::AUX_BE | class::AUX_HAVE)) {
            return false;
        }
        // "killing “scores of rebels”".
        let quote = self.tokens.get(i + 1).is_some_and(|t| t.punct == b'"') && previous == ChunkKind::Comma;
        if quote && (self.number(i + 2) || behind.is(class::DET | class::PERSON_PL | class::SUBSTANTIVE)) {
            return true;
        }
        // "killing at least nine", "killing several": a noun would take "of".
        next.is(class::DET | class::NUMBER | class::POSS_DET | class::PERSON_PL | class::PRONOUN)
            || self.tokens.get(i + 1).is_some_and(Token::is_number)
            || self.count_hedge(i + 1) > 0
            || self.person_at(i + 1)
            // "killing unarmed people"; but "after the bombing local people fled".
            || next.is(class::ADJ) && behind.is(class::PERSON_PL) && i > 0 && !self.word(i - 1).is(class::DET | class::POSS_DET) && !self.tokens[i - 1].has(Token::POSSESSIVE)
            // "hacking to death".
            || self.is(i + 1, hashes!["to"]) && self.is(i + 2, hashes!["death"])
            // "shooting dead nine farmers".
            || self.is(i + 1, hashes!["dead"]) && (self.number(i + 2) || behind.is(class::DET | class::POSS_DET | class::PERSON_PL))
            // "blamed for shooting down a jet".
            || next.is(class::PARTICLE) && (behind.is(class::DET | class::POSS_DET | class::PERSON_PL) || self.number(i + 2))
            || self.does_by(i, previous, verbs)
    }

    /// "a tribute to bombing victims", "met shooting survivors": who is named by what was done; but "accused of killing suspects",
    /// "denied shooting suspects".
    fn named_by_deed(&self, i: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> bool {
        let does = hashes!["by", "after", "before", "while", "without", "when", "from", "in"];
        let of = || {
            self.is(i - 1, hashes!["of"])
                && (i < 2 || self.word(i - 2).lemma != 0 || self.word(i - 2).is(class::ADJ) || self.blames(i, verbs))
        };
        let goes_on = hashes!["began", "started", "stop", "stopped", "kept", "continued", "resumed"];
        match previous {
            ChunkKind::Preposition => i > 0 && !self.is(i - 1, does) && !of(),
            ChunkKind::Verb => !self.is(i - 1, goes_on) && !self.answers(i - 1),
            _ => false,
        }
    }

    /// Whether the word denies or owns up to the deed behind it.
    fn answers(&self, i: usize) -> bool {
        self.is(i, DENIES) || self.is(i, hashes!["admitted", "admits"])
    }

    /// Whether the verb before a deed tells who is said to have done it.
    fn blames(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        const BLAMED: &[u64] = hashes![
            "accused",
            "accuses",
            "accuse",
            "accusing",
            "suspected",
            "suspects",
            "guilty",
            "acquitted",
            "convicted"
        ];
        i > 1 && (self.is(i - 2, BLAMED) || verbs.last().is_some_and(|v| self.is(v.main as usize, BLAMED)))
    }

    /// "responded by shelling positions", "accused of burning villages": behind "by" with what it is done to; what "was hit by shelling" is
    /// told by no noun behind.
    fn does_by(&self, i: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> bool {
        const NAMED: u64 = class::FACILITY | class::PERSON_PL | class::FORCE_NOUN | class::PLACE_NOUN;
        let next = self.word(i + 1);
        // "of bombing civilian homes".
        let described = next.is(class::ADJ | class::PERSON) && self.word(i + 2).is(NAMED);
        let thing = next.is(NAMED) || described || self.unit_at(i + 1);
        let plain = next == Word::default() && self.tokens.get(i + 1).is_some_and(|t| t.punct == 0 && !t.is_capitalized());
        // "the jets returned, bombing hospitals", "killing residents and burning houses".
        let many = self.tokens.get(i + 1).is_some_and(|t| t.span.text(self.text).ends_with('s'));
        let listed = previous == ChunkKind::Conjunction && verbs.last().is_some_and(|v| v.gerund);
        if listed && described || (previous == ChunkKind::Comma || listed) && many && next.is(class::FACILITY | class::PLACE_NOUN) {
            return true;
        }
        // "accused the army of shelling villages".
        let accused = || i > 1 && self.is(i - 1, hashes!["of"]) && self.blames(i, verbs);
        previous == ChunkKind::Preposition && i > 0 && (self.is(i - 1, hashes!["by"]) || accused()) && (thing || plain)
    }
}
