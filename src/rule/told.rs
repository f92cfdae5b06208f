//! The clause that a verb of saying governs: what it tells of, and whether that was done by who speaks.

use super::matcher::Context;
use super::model::{Whose, WordList};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::VerbGroup;
use crate::text::{hash_folded, hashes};

/// Forms of the verb behind which nothing came of what was to be done.
const FAILS: &[u64] = hashes!["failed", "fails", "fail", "failing"];

impl Context<'_> {
    /// "to stop police from killing": what would avert it.
    pub(super) fn stops(&self, verb: &VerbGroup) -> bool {
        self.token_is(verb.main, hashes!["stop", "keep", "bar", "hinder"])
    }

    /// "failed to stop", "failure to stop", "unable to stop": what should have been averted was not.
    pub(super) fn in_vain(&self, cue: usize) -> bool {
        let before = |n: usize| cue.checked_sub(n).filter(|&t| t >= self.first).map_or(0, |t| self.tokens[t].hash);
        let failure = hashes!["failure", "failures", "unable", "powerless", "inability", "nothing", "little"];
        before(1) == const { hash_folded("to") } && (FAILS.contains(&before(2)) || failure.contains(&before(2)))
    }

    pub(super) fn is_failure(&self, verb: &VerbGroup) -> bool {
        self.token_is(verb.main, FAILS)
    }

    /// The chunk of the verb in the clause that the verb at `at` governs, and the word there that says what is asked for; `denied` tells that
    /// the verb denies it.
    pub(super) fn clause_of(&self, at: usize, whose: Whose, words: &WordList, denied: bool) -> Option<(usize, u32)> {
        let clauses = self.clauses();
        let teller = self.verbs[self.chunks[at].index as usize].link.subject;
        let teller = teller.and_then(|s| clauses.noun(s as usize));
        let person = teller.is_some_and(|n| n.kind == Some(Kind::Person));
        // "A Taliban official denied that the group was behind it": his own.
        let of_group =
            teller.is_some_and(|n| n.kind == Some(Kind::Group) || self.units_in(n.first, n.end).iter().any(|u| u.kind == Kind::Group));
        clauses.complements_of(at, self.verbs).into_iter().find_map(|chunk| {
            let verb = &self.verbs[self.chunks[chunk].index as usize];
            let has = |t: u32| (t as usize) < self.end && words.has(self.tokens[t as usize].hash);
            let is = |classes: u64| self.words[verb.first as usize..verb.end as usize].iter().any(|w| w.is(classes));
            // "said it had been bombed": what was done to it, it did not do.
            let done_to = verb.link.passive && self.tokens[verb.main as usize].hash != const { hash_folded("involved") };
            let word = if has(verb.main) && !(done_to && whose != Whose::Other) {
                verb.main
            } else if is(class::AUX_BE) {
                (verb.end..verb.end + 3).find(|&t| has(t))?
            } else if is(class::AUX_HAVE) || self.token_is(verb.main, hashes!["play", "played", "playing"]) {
                let heads = clauses
                    .arguments(chunk, self.verbs)
                    .objects
                    .into_iter()
                    .map(|n| self.nouns[n as usize].head);
                heads.into_iter().find(|&t| has(t))?
            } else {
                return None;
            };
            let denies = hashes!["no", "not", "never", "nothing", "neither"];
            let not = verb.negated || (verb.first..=word).any(|t| self.token_is(t, denies));
            let own = denied && of_group && verb.link.subject.is_some_and(|s| self.the_group(s as usize))
                || verb.gerund
                || verb.infinitive
                || verb
                    .link
                    .subject
                    .is_some_and(|s| self.of_teller(s as usize) && !(person && self.is_it(s as usize)));
            let fits = match whose {
                Whose::Own => own && !not,
                Whose::OwnNot => own && not,
                Whose::Other => !own && !not,
                Whose::Any => !not,
            };
            // "were to blame for the raid": what follows is the second verb's.
            let next = clauses
                .complements_of(chunk, self.verbs)
                .into_iter()
                .find(|&c| self.verbs[self.chunks[c].index as usize].main == word);
            fits.then(|| (next.unwrap_or(chunk), word))
        })
    }

    /// "the group", "the movement".
    fn the_group(&self, chunk: usize) -> bool {
        self.clauses().noun(chunk).is_some_and(|n| {
            self.token_is(n.first, hashes!["the"])
                && n.mention.is_none()
                && n.head == n.first + 1
                && self.words[n.head as usize].is(class::GROUP_NOUN)
        })
    }

    /// "it", "its fighters": who is told of is no person.
    fn is_it(&self, chunk: usize) -> bool {
        self.chunks.get(chunk).is_some_and(|c| self.token_is(c.first, hashes!["it", "its"]))
    }

    /// "it", "its fighters", "one of its men": whether the noun phrase is of who was named before.
    fn of_teller(&self, chunk: usize) -> bool {
        let Some(noun) = self.clauses().noun(chunk) else {
            return false;
        };
        let word = |t: u32| self.words.get(t as usize).copied().unwrap_or_default();
        let of = self.token_is(noun.end, hashes!["of"]);
        word(noun.first).is(class::PRONOUN | class::POSS_DET) && !word(noun.first).is(class::DET)
            || of && word(noun.end + 1).is(class::POSS_DET)
            || noun.first > 1 && word(noun.first - 1).is(class::PREP) && word(noun.first).is(class::POSS_DET)
    }
}
