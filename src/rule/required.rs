//! What a frame requires of a sentence: the words and kinds of thing without which it finds nothing there.

use super::matcher::Context;
use super::model::{Filter, Frame, Slot};
use super::set::kind_bit;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{NOUN_KINDS, Unit};
use crate::text::Token;

/// What the frames of a set of rules require, one list behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Required {
    /// By the number of the frame, the range of its conditions.
    frames: Vec<(u32, u32)>,
    conditions: Vec<Condition>,
    words: Vec<u64>,
}

/// A thing of one of the kinds, or one of the words, must stand in the sentence.
#[derive(Clone, Copy, Debug)]
struct Condition {
    kinds: u32,
    /// A range of the words.
    words: (u32, u32),
}

impl Required {
    /// Enters the next rule; a pattern requires nothing here.
    pub(super) fn push(&mut self, frame: Option<&Frame>) {
        let from = self.conditions.len() as u32;
        for (kinds, mut words) in frame.map(conditions).unwrap_or_default() {
            words.sort_unstable();
            words.dedup();
            let first = self.words.len() as u32;
            self.words.extend(words);
            let words = (first, self.words.len() as u32);
            self.conditions.push(Condition { kinds, words });
        }
        self.frames.push((from, self.conditions.len() as u32));
    }

    /// Whether the sentence has what the frame requires.
    pub(super) fn met(&self, frame: u32, there: &There<'_, '_>) -> bool {
        let (from, to) = self.frames[frame as usize];
        self.conditions[from as usize..to as usize].iter().all(|condition| {
            let words = &self.words[condition.words.0 as usize..condition.words.1 as usize];
            there.has_kind(condition.kinds) || words.iter().any(|&word| there.words.has(word))
        })
    }
}

/// Of each condition of a frame the kinds and the words: the companions of its verb, and for each of the lists of roles that it requires
/// what may fill one, and the prepositions or infinitives without which nothing does.
fn conditions(frame: &Frame) -> Vec<(u32, Vec<u64>)> {
    let mut all = vec![(0, frame.with.to_vec())];
    all.extend(frame.clause.iter().map(|(_, words)| (0, words.to_vec())));
    for any in &frame.require {
        let roles = || frame.roles.iter().filter(|(role, ..)| any.contains(role));
        let leading = roles().flat_map(|(_, slots, filter)| slots.iter().map(|slot| leading(slot, filter)));
        all.extend(leading.collect::<Option<Vec<_>>>().map(|words| (0, words.concat())));
        if roles().all(|(_, slots, filter)| !filter.is_empty() && !slots.contains(&Slot::Infinitive) && !slots.contains(&Slot::Clause)) {
            let kinds = roles().fold(0, |kinds, (.., filter)| kinds | filter.kinds);
            all.push((kinds, roles().flat_map(|(.., filter)| filter.words.to_vec()).collect()));
        }
    }
    all.retain(|(kinds, words)| *kinds != 0 || !words.is_empty());
    all
}

/// The words of which one leads to what fills the slot.
fn leading(slot: &Slot, filter: &Filter) -> Option<Vec<u64>> {
    match slot {
        Slot::Preposition(word) => Some(vec![*word]),
        Slot::Infinitive if !filter.words.is_empty() => Some(filter.words.to_vec()),
        _ => None,
    }
}

/// The words of a sentence, as bits of their hashes: a word of which there is no bit does not stand in it.
pub(super) struct Words {
    bits: [u64; 64],
}

impl Words {
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut bits = [0; 64];
        for token in tokens {
            bits[(token.hash >> 6) as usize % 64] |= 1 << (token.hash % 64);
        }
        Self { bits }
    }

    fn has(&self, word: u64) -> bool {
        self.bits[(word >> 6) as usize % 64] >> (word % 64) & 1 != 0
    }
}

/// What stands in a sentence.
pub(super) struct There<'s, 'a> {
    context: &'s Context<'a>,
    words: Words,
    /// The kinds of its mentions, and of what its nouns may name.
    kinds: u32,
}

impl<'s, 'a> There<'s, 'a> {
    /// `named` are the kinds of the mentions, `classes` those of the words.
    pub(super) fn new(context: &'s Context<'a>, named: u32, classes: u64) -> Self {
        Self {
            context,
            words: Words::of(&context.tokens[context.first..context.end]),
            kinds: named | unnamed_kinds(classes),
        }
    }

    /// Whether a filler may be of one of the kinds.
    fn has_kind(&self, kinds: u32) -> bool {
        const NAMES: [Kind; 2] = [Kind::Person, Kind::Group];
        let unlisted = || NAMES.iter().any(|&name| kinds & kind_bit(name) != 0) && self.has_unlisted_name();
        self.kinds & kinds != 0 || unlisted()
    }

    /// Whether a name may stand there that no list has: it may be a person's or a group's.
    fn has_unlisted_name(&self) -> bool {
        let cx = self.context;
        let behind_hyphen = |i: usize| cx.tokens[i - 1].punct == b'-';
        // Of a mention that begins with a word of the lexicon, a verb or an adverb may take the first away.
        let whole = |unit: &Unit| {
            let first = unit.first as usize;
            first > cx.first && !behind_hyphen(first) && cx.unlisted(first)
        };
        let listed = |i: usize| {
            let at = cx.units.partition_point(|u| u.first as usize <= i).checked_sub(1);
            at.is_some_and(|at| i < cx.units[at].end as usize && whole(&cx.units[at]))
        };
        (cx.first + 1..cx.end).any(|i| cx.unlisted(i) && (behind_hyphen(i) || !listed(i)))
    }
}

/// The kinds that fillers without a name may have in a sentence of words of these classes. People may stand for themselves anywhere
/// ("the dead", "most of them").
fn unnamed_kinds(classes: u64) -> u32 {
    let pronoun = (class::PRONOUN, Kind::Organization);
    let nouns = NOUN_KINDS.iter().chain([&pronoun]).filter(|(of, _)| classes & of != 0);
    nouns.fold(kind_bit(Kind::People), |bits, &(_, kind)| bits | kind_bit(kind))
}
