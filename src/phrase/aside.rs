//! Asides and what they say of the noun before them: relative clauses, names and what they are, places within places.

use super::chunk::{ChunkKind, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// Where the aside that ends with the comma at `close` opens: its chunk, when no main verb stands in it.
    pub(super) fn aside(&self, close: usize, verbs: &[VerbGroup]) -> Option<usize> {
        // "The group, active in Mali, Niger and Chad, killed": the commas of the series open nothing.
        let series = close.checked_sub(1).filter(|&last| self.kind(last) == Some(ChunkKind::Noun));
        let governed = |&first: &usize| self.kind_before(first, 1) == Some(ChunkKind::Preposition);
        let from = series.map(|last| self.list_start(last)).filter(governed).unwrap_or(close);
        let comma = |from: usize| (0..from).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Comma));
        let open = comma(from).or_else(|| comma(close))?;
        let relative = self.kind(open + 1) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Preposition) && self.kind(open + 2) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Subordinator);
        let speech = |j: usize| self.verb(j, verbs).is_some_and(|v| self.says(v));
        // "Vano, a nurse who was kidnapped in May, was freed": the clause within hangs on its noun.
        // "Vano, a nurse whom rebels kidnapped in May, was freed": so does the one that has a subject of its own.
        let hangs = |j: usize| self.verb(j, verbs).is_some_and(|v| v.link.attributive || self.in_relative(v));
        // "The men, two of them born in Oru, were held": no past form stands alone.
        let reduced = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| v.participle && self.words[v.main as usize].forms & form::PAST == 0)
        };
        let main = (open + 1..close).any(|j| self.finite(j, verbs) && !speech(j) && !hangs(j) && !reduced(j));
        (relative || !main).then_some(open)
    }

    /// Whether the participle at `at`, behind the comma behind a noun, tells of the noun: "Vano, arrested on Monday,".
    pub(super) fn opens_aside(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let Some(verb) = self.verb(at, verbs) else { return false };
        let main = self.words.get(verb.main as usize).copied().unwrap_or_default();
        let next = self.next(at + 1);
        let by = |i: usize| self.text_is(i, const { hash_folded("by") });
        match self.kind(next) {
            Some(ChunkKind::Preposition | ChunkKind::Comma) | None => {
                main.is(class::TRANS) || by(next) || self.text_is(next, const { hash_folded("as") })
            }
            // "The Dawn Front, designated a terrorist group by Oruland, denied it".
            Some(ChunkKind::Noun) => {
                let group = self
                    .noun(next)
                    .and_then(|n| self.words.get(n.head as usize))
                    .is_some_and(|w| w.is(class::GROUP_NOUN));
                self.calls(verb) && (by(next + 1) || group)
            }
            _ => main.is(class::THINK) && self.verb(at + 1, verbs).is_some_and(|v| v.infinitive),
        }
    }

    /// Whether the verb gives a name to what it is told of.
    pub(super) fn calls(&self, verb: &VerbGroup) -> bool {
        let calls = hashes![
            "named",
            "called",
            "dubbed",
            "nicknamed",
            "codenamed",
            "christened",
            "designated",
            "considered",
            "deemed",
            "labelled",
            "labeled",
            "branded",
            "declared",
        ];
        self.tokens.get(verb.main as usize).is_some_and(|t| calls.contains(&t.hash))
    }

    /// Whether a relative pronoun opens the clause that the verb and its subject stand in.
    pub(super) fn in_relative(&self, verb: &VerbGroup) -> bool {
        let opener = verb.link.subject.and_then(|s| self.list_start(s as usize).checked_sub(1));
        verb.link.nested && opener.is_some_and(|o| self.kind(o) == Some(ChunkKind::Relative))
    }

    /// "The Dawn Front, another militia", "Luis Vano, head of a bank": whether the phrase at `i` is alone behind the comma and says what the
    /// name before it is.
    pub(super) fn describes_name(&self, first: usize, i: usize) -> bool {
        let Some(name) = first.checked_sub(2).filter(|_| first == i) else {
            return false;
        };
        let (named, Some(noun)) = (self.noun(name).is_some_and(|n| n.mention.is_some() && n.can_act()), self.noun(i)) else {
            return false;
        };
        let before = self.kind_before(name, 1);
        let opens = matches!(before, None | Some(ChunkKind::Subordinator | ChunkKind::Stop | ChunkKind::Other));
        let held = matches!(before, Some(ChunkKind::Preposition | ChunkKind::Verb));
        let article = self.word(i).is(class::DET);
        let described = if opens {
            article || noun.kind == Some(Kind::People)
        } else {
            article && !held && !self.text_is(i, const { hash_folded("the") })
        };
        named && described && noun.mention.is_none() && noun.number.is_none()
    }

    /// "the car they were in": whether the pronoun at `i` opens a clause that hangs on the noun right before it.
    pub(super) fn contact(&self, i: usize) -> bool {
        self.word(i).is(class::PRONOUN)
            && self.noun(i).is_some_and(|n| n.first == n.head)
            && self.kind_before(i, 1) == Some(ChunkKind::Noun)
    }

    /// What is in the places that end with the one at `i`: for "Mirel" of "a blast in Oru, Mirel" the blast.
    pub(super) fn contained(&self, i: usize) -> Option<usize> {
        let place = |j: usize| self.thing(j) == Some(Kind::Place);
        let larger = |j: usize| j >= 2 && place(j) && place(j - 2) && self.kind(j - 1) == Some(ChunkKind::Comma);
        let first = if larger(i) { i - 2 } else { return None };
        let first = if larger(first) { first - 2 } else { first };
        let held = self.kind_before(first, 1) == Some(ChunkKind::Preposition) && self.kind_before(first, 2) == Some(ChunkKind::Noun);
        held.then(|| first - 2)
    }

    /// "since", "after": a preposition that opens a clause too; "as" behind a verb does not, "known as bandits", but "fled as
    /// they fired" does.
    pub(super) fn opens_adverbial(&self, i: usize) -> bool {
        let named = hashes![
            "known",
            "described",
            "identified",
            "named",
            "regarded",
            "seen",
            "labelled",
            "labeled",
            "branded",
            "dubbed",
            "designated",
            "treated",
            "recognised",
            "recognized",
            "viewed",
            "posing",
            "disguised",
            "dressed",
            "serving",
            "working",
            "acting",
            "listed"
        ];
        // "known locally as bandits".
        let first = self.chunks.get(i).map_or(0, |c| c.first as usize);
        let before = self.tokens.get(first.saturating_sub(2)..first).unwrap_or_default();
        let known_as = self.text_is(i, const { hash_folded("as") })
            && before.iter().any(|t| named.contains(&t.hash))
            && !self.word(i + 1).is(class::PRONOUN);
        self.word(i).is(class::SUBORD) && !known_as
    }
}
