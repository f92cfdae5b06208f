//! Clauses: walks over the chunks of a sentence. Every walk is bounded, which keeps a sentence linear.

use super::chunk::{Chunk, ChunkKind, NounPhrase, VerbGroup};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hash_folded};

/// How many chunks a walk may take.
pub(super) const REACH: usize = 48;

/// What the clause layer reads of a sentence.
pub(crate) struct Clauses<'a> {
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub chunks: &'a [Chunk],
    pub nouns: &'a [NounPhrase],
}

/// Where a verb's subject was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// The chunk of the noun phrase that stands as subject, or that a reduced participle belongs to.
    pub subject: Option<u32>,
    /// The subject is what the verb is done to.
    pub passive: bool,
    /// The verb hangs on a noun: a relative clause or a participle.
    pub attributive: bool,
    /// The verb has a subject of its own inside a relative clause: "where they were staying".
    pub nested: bool,
    /// The verb that it is joined to by "or" is negated.
    pub negated: bool,
    /// The chunk of the verb whose subject this one shares or whose complement it is.
    pub governor: Option<u32>,
}

impl Link {
    /// That of a participle that tells of the noun at `subject`: "two men held in May".
    pub(super) fn described(subject: u32) -> Self {
        Self {
            subject: Some(subject),
            passive: true,
            attributive: true,
            ..Self::default()
        }
    }
}

impl<'a> Clauses<'a> {
    /// The noun phrase that the chunk is.
    pub(crate) fn noun(&self, i: usize) -> Option<&'a NounPhrase> {
        let chunk = self.chunks.get(i).filter(|c| c.kind == ChunkKind::Noun)?;
        self.nouns.get(chunk.index as usize)
    }
}

impl Clauses<'_> {
    pub(super) fn kind(&self, i: usize) -> Option<ChunkKind> {
        self.chunks.get(i).map(|c| c.kind)
    }

    /// The kind of the chunk that stands `n` before the one at `i`.
    pub(super) fn kind_before(&self, i: usize, n: usize) -> Option<ChunkKind> {
        self.kind(i.checked_sub(n)?)
    }

    pub(super) fn word(&self, i: usize) -> Word {
        let first = self.chunks.get(i).map(|c| c.first as usize);
        first.and_then(|f| self.words.get(f)).copied().unwrap_or_default()
    }

    /// Whether the verb is one of saying.
    pub(super) fn says(&self, verb: &VerbGroup) -> bool {
        self.words.get(verb.main as usize).is_some_and(|w| w.is(class::SAY))
    }

    /// Whether the main verb is one of these words.
    pub(super) fn is_one_of(&self, verb: &VerbGroup, words: &[u64]) -> bool {
        self.tokens.get(verb.main as usize).is_some_and(|t| words.contains(&t.hash))
    }

    pub(super) fn text_is(&self, i: usize, hash: u64) -> bool {
        self.chunks
            .get(i)
            .and_then(|c| self.tokens.get(c.first as usize))
            .is_some_and(|t| t.hash == hash)
    }

    /// The chunk behind adverbs and dates.
    pub(super) fn next(&self, mut i: usize) -> usize {
        while self.kind(i) == Some(ChunkKind::Other) {
            i += 1;
        }
        i
    }

    /// The chunk before adverbs and dates.
    pub(super) fn previous(&self, i: usize) -> Option<usize> {
        (0..i).rev().take(REACH).find(|&j| self.kind(j) != Some(ChunkKind::Other))
    }

    /// A conjunction that joins things: "but" opens a clause.
    pub(super) fn joins(&self, i: usize) -> bool {
        self.kind(i) == Some(ChunkKind::Conjunction) && !self.text_is(i, const { hash_folded("but") })
    }

    /// What stands right before the subject, of a list before the first of it, and before who it is of: "Mali's ministry".
    pub(crate) fn opener(&self, link: &Link) -> Option<usize> {
        self.owner(self.list_start(link.subject? as usize)).checked_sub(1)
    }

    /// The first noun phrase of the list that ends at `i`.
    pub(crate) fn list_start(&self, i: usize) -> usize {
        let mut j = i;
        while i - j < REACH {
            let step = match (self.kind_before(j, 1), self.kind_before(j, 2)) {
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Noun)) => 2,
                // "A, B, and C"; but "shot a man, and his wife" opens a clause.
                // "Six guards and nurses, and two children".
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Comma))
                    if self.kind_before(j, 3) == Some(ChunkKind::Noun)
                        && matches!(self.kind_before(j, 4), Some(ChunkKind::Comma | ChunkKind::Conjunction)) =>
                {
                    3
                }
                (Some(ChunkKind::Comma), Some(ChunkKind::Noun)) if j < i && !self.fronted(j - 2, j) || self.headline_list(j) => 2,
                _ => return j,
            };
            if self.kind(j - 1) == Some(ChunkKind::Conjunction) && !self.joins(j - 1) {
                return j;
            }
            j -= step;
        }
        j
    }

    /// The first of those who speak together and end with the one at `s`: "residents and an official", where nothing before governs them.
    pub(crate) fn speakers_start(&self, s: usize) -> usize {
        let speaks = |j: usize| self.noun(j).is_some_and(NounPhrase::can_act);
        let last = self.owner(s);
        let Some(mut first) = last.checked_sub(2).filter(|&j| speaks(j) && self.joins(j + 1)) else {
            return s;
        };
        first = self.owner(first);
        // "Police, medics and a priest said": behind what was said the comma may be its end.
        let mut all = first;
        while first - all < REACH && all >= 2 && speaks(all - 2) && self.kind(all - 1) == Some(ChunkKind::Comma) {
            all -= 2;
        }
        let opens = |j: usize| matches!(self.kind_before(j, 1), None | Some(ChunkKind::Subordinator | ChunkKind::Stop));
        if opens(all) {
            return all;
        }
        let parted = opens(first)
            || first
                .checked_sub(1)
                .is_some_and(|j| self.kind(j) == Some(ChunkKind::Comma) || self.mark(j));
        if parted { first } else { s }
    }

    /// The last of those who speak together and begin with the one at `s`: "said the mayor and two witnesses".
    pub(crate) fn speakers_end(&self, s: usize, verbs: &[VerbGroup]) -> usize {
        let next = self.noun(s + 2).is_some_and(NounPhrase::can_act) && self.joins(s + 1);
        if next && self.verb(s + 3, verbs).is_none() { s + 2 } else { s }
    }

    /// "Two soldiers, six rebels killed": a sentence that opens with two numbers of people right before its verb; or with two who fight, before
    /// one that is of many, "Army, rebels clash".
    fn headline_list(&self, i: usize) -> bool {
        let counted = |i: usize| self.noun(i).is_some_and(|n| n.number.is_some());
        let fights = |i: usize| matches!(self.thing(i), Some(Kind::People | Kind::Group | Kind::SecurityForce));
        let many = || {
            let word = self.chunks.get(3).map(|c| self.words[c.first as usize]).unwrap_or_default();
            word.forms & (form::BASE | form::PAST) == form::BASE
        };
        let listed = || counted(0) && counted(2) || fights(0) && fights(2) && many();
        i == 2 && self.kind(3) == Some(ChunkKind::Verb) && listed()
    }

    /// The first noun phrase of a chain of owners: for "district" of "the city's northern district" the city.
    pub(super) fn owner(&self, i: usize) -> usize {
        let owned = |j: usize| {
            let token = self.chunks.get(j).and_then(|c| self.tokens.get(c.first as usize));
            token.is_some_and(|t| t.has(Token::POSSESSIVE)) && self.kind_before(j, 1) == Some(ChunkKind::Noun)
        };
        (0..=i).rev().take(REACH).find(|&j| !owned(j)).unwrap_or(i)
    }

    /// "In Oru, a nurse and her son died": whether the noun phrase at `i` ends a phrase that opens the sentence, and names
    /// another kind of thing than the one at `next`.
    fn fronted(&self, i: usize, next: usize) -> bool {
        // "In Oru, the largest town, a nurse": what the place is stands between.
        let described = self.noun(i).is_some_and(|n| self.words[n.first as usize].is(class::DET)) && self.thing(i) != self.thing(next);
        let apposed = described && self.kind_before(i, 1) == Some(ChunkKind::Comma) && self.kind_before(i, 2) == Some(ChunkKind::Noun);
        let mut noun = if apposed { i - 2 } else { i };
        for _ in 0..REACH {
            let Some(preposition) = noun.checked_sub(1).filter(|&p| self.kind(p) == Some(ChunkKind::Preposition)) else {
                return false;
            };
            let Some(before) = preposition.checked_sub(1) else {
                return self.thing(i) != self.thing(next);
            };
            let token = self.chunks.get(before).and_then(|c| self.tokens.get(c.first as usize));
            match self.kind(before) {
                // "In the worst week of clashes in Oru, a nurse": a time is no noun.
                Some(ChunkKind::Noun) => noun = before,
                Some(ChunkKind::Other) if token.is_some_and(|t| t.punct == 0) => noun = before,
                // "According to police, a nurse and her son died".
                _ if token.is_some_and(|t| t.hash == const { hash_folded("according") }) => return true,
                // Behind a dateline, a semicolon or a quotation mark.
                _ => return token.is_some_and(|t| t.punct != 0 && t.punct != b',') && self.thing(i) != self.thing(next),
            }
        }
        false
    }

    /// The kind of thing that it names.
    pub(super) fn thing(&self, i: usize) -> Option<Kind> {
        self.noun(i).and_then(|n| n.kind)
    }

    pub(super) fn verb<'v>(&self, at: usize, verbs: &'v [VerbGroup]) -> Option<&'v VerbGroup> {
        self.chunks
            .get(at)
            .filter(|c| c.kind == ChunkKind::Verb)
            .and_then(|c| verbs.get(c.index as usize))
    }

    /// A verb that can be the main verb of a clause.
    pub(super) fn finite(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        self.verb(at, verbs)
            .is_some_and(|v| !v.gerund && !v.infinitive && !(v.participle && v.link.passive && v.link.attributive))
    }

    /// The object right behind the verb.
    pub(super) fn object_at(&self, at: usize) -> Option<usize> {
        let next = self.next(at + 1);
        (self.kind(next) == Some(ChunkKind::Noun)).then_some(next)
    }

    pub(super) fn between_noun(&self, comma: usize) -> bool {
        self.kind_before(comma, 1) == Some(ChunkKind::Noun)
    }

    pub(super) fn event(&self, i: usize) -> bool {
        self.thing(i) == Some(Kind::Event)
    }
}
