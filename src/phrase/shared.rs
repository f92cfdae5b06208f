//! The subject of a verb behind "and" or in a list of verbs: that of the verb before it.

use super::chunk::{ChunkKind, VerbGroup};
use super::clause::{Clauses, Link, REACH};
use crate::lexicon::{class, form};
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// A verb behind "and" or in a list of verbs: the subject of the one before it.
    pub(super) fn share(&self, at: usize, before: usize, verbs: &[VerbGroup], mut link: Link) -> Link {
        let Some(verb) = self.verb(at, verbs) else { return link };
        let comma = (before.saturating_sub(1)..=before).any(|j| self.kind(j) == Some(ChunkKind::Comma));
        let mut relative_passed = false;
        for j in (0..before).rev().take(REACH) {
            let Some(other) = self.verb(j, verbs) else { continue };
            let adjacent = self.next(j + 1) >= before;
            // "held" and "later held", but not "was held".
            let simple = |v: &VerbGroup| v.first == v.main || v.participle;
            if other.infinitive != verb.infinitive && !adjacent || other.gerund && !verb.gerund && !adjacent {
                continue;
            }
            // Behind a comma a relative clause or a participle is over.
            // But "the attack, which killed ten and was claimed by rebels": what the comma before "which" opens goes on.
            let opener = self.previous(j).filter(|&o| self.text_is(o, const { hash_folded("which") }));
            let goes_on = !comma && opener.is_some_and(|o| self.kind_before(o, 1) == Some(ChunkKind::Comma));
            if (other.link.attributive || other.link.nested) && !adjacent && (comma || simple(verb) != simple(other)) && !goes_on {
                relative_passed = true;
                continue;
            }
            // "shot a man as he left and fled": it was not he who fled.
            let pronoun = other.link.subject.is_some_and(|s| self.word(s as usize).is(class::PRONOUN));
            // But "fled before he was shot and killed".
            let both = other.link.passive && simple(verb) && self.object_at(at).is_none();
            if other.link.nested && pronoun && !both && !relative_passed && self.main_before(j, verbs) {
                continue;
            }
            if self.says(other) && comma && relative_passed {
                continue;
            }
            // "denied that men had been held and blamed", "denied that any had died and said": who denied it.
            let parted = other.link.passive || simple(verb) && !simple(other);
            if self.says(verb) && other.link.nested && parted && !relative_passed {
                relative_passed = true;
                continue;
            }
            link.governor = Some(j as u32);
            link.subject = other.link.subject;
            link.attributive = other.link.attributive;
            // "did not attack the town or kill anyone".
            let either = [before, before.saturating_sub(1)];
            link.negated =
                (other.negated || other.link.negated) && either.iter().any(|&c| hashes!["or", "nor"].iter().any(|&h| self.text_is(c, h)));
            // "was shot and killed", "were held in Oru and charged".
            let participle = simple(verb)
                && self
                    .words
                    .get(verb.main as usize)
                    .is_some_and(|w| w.forms & form::PARTICIPLE != 0 && !w.is(class::INTRANS));
            link.passive |= other.link.passive && participle && self.object_at(at).is_none();
            return link;
        }
        // "Eight soldiers were killed and 17 wounded": the noun stands between.
        link
    }

    /// Whether a main verb that is no speech stands before the clause of the verb at `at`, whose own opens with "as" or the like.
    fn main_before(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let subject = self.verb(at, verbs).and_then(|v| v.link.subject).map_or(at, |s| s as usize);
        let adverbial = subject
            .checked_sub(1)
            .is_some_and(|o| self.kind(o) == Some(ChunkKind::Preposition) && self.opens_adverbial(o));
        let main = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| !v.link.nested && !v.link.attributive && !self.says(v))
        };
        adverbial
            && (0..subject)
                .rev()
                .take(REACH)
                .find(|&j| self.kind(j) == Some(ChunkKind::Verb))
                .is_some_and(main)
    }
}
