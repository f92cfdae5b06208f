//! Some of those who were told before: "six people, two of them nuns", "was killed along with two guards".

use super::arguments::Indices;
use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{Token, hash_folded, hashes};

/// What opens the phrase that names some, or others beside them.
const OPENS: &[u64] = hashes!["including", "among", "along", "together"];

impl Clauses<'_> {
    fn is_word(&self, i: usize, words: &[u64]) -> bool {
        words.iter().any(|&w| self.text_is(i, w))
    }

    /// "along with two guards".
    fn beside(&self, i: usize) -> bool {
        self.is_word(i, hashes!["along", "together"]) && self.text_is(i + 1, const { hash_folded("with") })
    }

    /// "two of them", "most of them": some of those who stand before.
    fn some_of_them(&self, i: usize) -> bool {
        let some = |i: usize| {
            let word = self.word(i);
            self.noun(i)
                .is_some_and(|n| n.number.is_some() || n.first == n.head && word.is(class::DET | class::NUMBER) && !word.is(class::NEG))
        };
        self.text_is(i + 1, const { hash_folded("of") }) && self.text_is(i + 2, const { hash_folded("them") }) && some(i)
    }

    /// "Six people, including two nuns": the nuns too. `object` tells that the six are what a verb is done to.
    pub(super) fn including(&self, at: usize, object: bool, verbs: &[VerbGroup], out: &mut Indices) {
        let comma = self.kind(at) == Some(ChunkKind::Comma);
        let opens = at + usize::from(comma);
        if comma && self.kind(opens) == Some(ChunkKind::Noun) {
            // "ten people, the driver of the bus among them, died".
            let held = |&i: &usize| self.kind(i) == Some(ChunkKind::Preposition) && self.kind(i + 1) == Some(ChunkKind::Noun);
            let mut behind = (opens + 1..opens + REACH / 4).step_by(2).take_while(held);
            let among_them = |i| self.text_is(i, const { hash_folded("among") }) && self.text_is(i + 1, const { hash_folded("them") });
            // "Twin blasts, one of them near a bank": no one.
            let people = out
                .last()
                .and_then(|&n| self.nouns.get(n as usize))
                .is_none_or(|n| n.kind.is_none() || n.can_act());
            if people && (self.some_of_them(opens) || behind.any(among_them)) {
                out.push(self.chunks[opens].index);
            }
            return;
        }
        if !self.is_word(opens, OPENS) || !matches!(self.kind(opens), Some(ChunkKind::Preposition | ChunkKind::Other)) {
            return;
        }
        let with = self.beside(opens);
        let first = opens + 1 + usize::from(with);
        // "among them a nurse".
        let first = first + usize::from(self.text_is(first, const { hash_folded("them") }));
        let Some(other) = self.noun(first) else { return };
        // "attacked the town along with the army": the army was not attacked.
        let thing = |n: &NounPhrase| matches!(n.kind, Some(Kind::Place | Kind::Facility));
        let whole = out.last().and_then(|&n| self.nouns.get(n as usize));
        let acts_too = object && whole.is_some_and(thing) && other.can_act();
        if with && !acts_too || self.is_word(opens, hashes!["including", "among"]) {
            self.coordinated(first, verbs, out);
        }
    }

    /// "hacked to death ten people, among them a nurse": those who are told from the token on.
    pub(crate) fn all_from(&self, token: u32, verbs: &[VerbGroup], out: &mut Indices) {
        let at = self.chunks.partition_point(|c| c.first < token);
        // What softens a count is no chunk.
        if self.noun(at).is_some_and(|n| n.first < token + 4) {
            let behind = self.coordinated(at, verbs, out);
            self.including(self.behind_circumstance(behind), true, verbs, out);
        }
    }

    /// "Nine members of the family, two of them nuns, were shot": adds the two to the nine that end before the chunk at `i`.
    pub(super) fn some_of_those(&self, i: usize, out: &mut Indices) {
        let counted = out
            .last()
            .and_then(|&n| self.nouns.get(n as usize))
            .is_some_and(|n| n.number.is_some());
        let comma = if counted { self.behind_circumstance(i) } else { i };
        if comma > i && self.kind(comma) == Some(ChunkKind::Comma) && self.some_of_them(comma + 1) {
            out.push(self.chunks[comma + 1].index);
        }
    }

    /// Whether the noun phrase at `i` names a person, "Luis Vano", "aid worker Luis Vano".
    pub(super) fn named_person(&self, i: usize) -> bool {
        let named = |n: &NounPhrase| n.kind == Some(Kind::People) && self.tokens[n.end as usize - 1].is_capitalized();
        self.noun(i).is_some_and(|n| n.kind == Some(Kind::Person) || named(n))
    }

    /// "Two men, Luis Vano and Omar Kolo, were shot": adds the names of those who are counted before the comma at `i`.
    pub(super) fn named_apart(&self, i: usize, out: &mut Indices) {
        let whole = out.last().and_then(|&n| self.nouns.get(n as usize));
        if self.kind(i) != Some(ChunkKind::Comma) || whole.is_none_or(|n| n.number.is_none()) {
            return;
        }
        let comma = |j: usize| usize::from(self.kind(j) == Some(ChunkKind::Comma));
        // "Luis Vano, 27,".
        let aged = |j: usize| if comma(j) == 1 && self.counts_alone(j + 1) { 2 } else { 0 };
        let mut names = Indices::new();
        let (mut at, mut joined) = (i + 1, false);
        while at < i + REACH && self.named_person(at) {
            names.push(self.chunks[at].index);
            at += 1 + aged(at + 1);
            if joined {
                break;
            }
            let and = at + comma(at);
            joined = self.joins(and);
            at = and + usize::from(joined);
        }
        if joined && names.len() > 1 && comma(at) == 1 {
            out.extend(names);
        }
    }

    /// The chunk behind what tells where, when and how from `i` on: "dead", "in Oru", "on Monday".
    pub(super) fn behind_circumstance(&self, mut i: usize) -> usize {
        // "left ten people dead".
        if self.word(i).is(class::PREDICATE) && self.noun(i).is_some_and(|n| n.first == n.head) {
            i += 1;
        }
        for _ in 0..REACH / 2 {
            // "charged ten men with the murder of two nuns, one of them a nurse": of the nuns.
            let counted = self.noun(i + 1).is_some_and(|n| n.number.is_some());
            let governed = matches!(self.kind(i + 1), Some(ChunkKind::Noun | ChunkKind::Other)) && !counted;
            match self.kind(i) {
                _ if self.is_word(i, OPENS) => break,
                Some(ChunkKind::Other) => i += 1,
                Some(ChunkKind::Preposition) if governed => i += 2,
                _ => break,
            }
        }
        i
    }

    /// "killed Luis Vano, the head of the group, along with a guard": the comma that closes the description that opens at `i`.
    pub(super) fn behind_description(&self, i: usize) -> usize {
        if self.kind(i) != Some(ChunkKind::Comma) || self.kind(i + 1) != Some(ChunkKind::Noun) {
            return i;
        }
        let close = self.behind_circumstance(self.possessed(i + 1) + 1);
        if self.kind(close) == Some(ChunkKind::Comma) && self.beside(close + 1) {
            close
        } else {
            i
        }
    }

    /// "Three people - two nuns and a guard - died", "six men (two of them armed)": adds those whom an aside right behind a total counts.
    pub(super) fn counted_apart(&self, verbs: &[VerbGroup], out: &mut Indices) {
        let total = out.last().and_then(|&n| self.nouns.get(n as usize));
        let Some(total) = total.filter(|n| n.number.is_some() && n.kind == Some(Kind::People)) else {
            return;
        };
        let mark = self.tokens.get(total.end as usize);
        if !mark.is_some_and(|t| matches!(t.punct, b'(' | b'-' | b'~') && !(t.punct == b'-' && t.has(Token::GLUED))) {
            return;
        }
        // An aside stands behind the rest of the sentence.
        let opens = |i: &usize| self.chunks[*i].first == total.end + 1;
        let Some(first) = (0..self.chunks.len()).rev().take(REACH * 4).find(opens) else {
            return;
        };
        let counted = self.noun(first).is_some_and(|n| {
            let some = matches!(n.kind, Some(Kind::People | Kind::Nationality)) && n.first < n.head;
            some && (n.number.is_some() || self.is_word(first, hashes!["a", "an"]))
        });
        if self.some_of_them(first) {
            out.push(self.chunks[first].index);
        } else if counted {
            self.coordinated(first, verbs, out);
        }
    }
}
