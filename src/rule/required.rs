//! What a frame requires of a sentence: the words and kinds of thing without which it finds nothing there.

use std::cell::OnceCell;

use super::matcher::Context;
use super::model::{Filter, Frame, Slot};
use super::needs::Numbers;
use super::set::kind_bit;
use super::syntax::is_frequent;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{NOUN_KINDS, Unit};
use crate::text::Sieve;

/// What the rules of a set require of a sentence: the first is met by any.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    conditions: Vec<Condition>,
    words: Vec<Place>,
}

/// The kinds of thing and the words of which one must stand in the sentence.
pub(super) type Wanted = (u32, Vec<u64>);

/// What is met by any sentence: people may stand anywhere.
pub(super) const ANYTHING: Wanted = (u32::MAX, Vec::new());

/// A thing of one of the kinds, or one of the words, must stand in the sentence.
#[derive(Clone, Copy, Debug)]
struct Condition {
    kinds: u32,
    /// A range of the words, as many as are asked for together: the last stands there again and again.
    words: (u32, u32),
    /// Holds those words: it tells of two of three lists at once that none of them stands in the sentence.
    sieve: Sieve,
}

/// What one frame requires, as numbers of conditions; no more than these are asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Required([u16; 4]);

impl Required {
    pub(super) fn of(frame: &Frame, wanted: &mut Numbers<Wanted>) -> Self {
        let mut all = conditions(frame);
        // What most sentences have forbids little. Kinds are told at once, words one by one, and last of all whether a name stands there
        // that no list has.
        let frequent = |words: &[u64]| words.iter().any(|word| is_frequent(*word));
        all.sort_by_key(|(kinds, words)| (kinds & UNLISTED != 0, frequent(words), words.len(), kinds.count_ones()));
        let mut numbers = [0; 4];
        for (number, (kinds, mut words)) in numbers.iter_mut().zip(all) {
            words.sort_unstable();
            words.dedup();
            *number = wanted.of((kinds, words));
        }
        Self(numbers)
    }
}

impl Conditions {
    pub(super) fn new(wanted: &[Wanted]) -> Self {
        let mut places = Vec::new();
        let conditions = wanted.iter().map(|(kinds, words)| {
            let (from, mut sieve) = (places.len() as u32, Sieve::default());
            for &word in words {
                sieve.put(word);
            }
            places.extend(words.iter().copied().map(Place::of));
            let last = places.last().copied();
            places.extend(last.into_iter().cycle().take((from as usize).wrapping_sub(places.len()) % TOGETHER));
            Condition {
                kinds: *kinds,
                words: (from, places.len() as u32),
                sieve,
            }
        });
        Self {
            conditions: conditions.collect(),
            words: places,
        }
    }

    /// Whether the sentence may have what a frame requires first, which alone forbids most: without a branch, since it can't be foreseen.
    pub(super) fn may_meet(&self, required: Required, there: &There) -> bool {
        let first = &self.conditions[usize::from(required.0[0])];
        (first.kinds & (there.kinds | UNLISTED) != 0) | first.sieve.meets(&there.words.sieve)
    }

    /// Whether the sentence has what a frame requires.
    pub(super) fn met(&self, required: Required, there: &There, cx: &Context<'_>) -> bool {
        let mut numbers = required.0.into_iter().take_while(|number| *number != 0);
        numbers.all(|number| self.holds(number, there, cx))
    }

    /// Whether the sentence has what the condition of this number asks for.
    pub(super) fn holds(&self, number: u16, there: &There, cx: &Context<'_>) -> bool {
        let condition = &self.conditions[usize::from(number)];
        let words = || self.words[condition.words.0 as usize..condition.words.1 as usize].chunks_exact(TOGETHER);
        there.kinds & condition.kinds != 0
            || condition.sieve.meets(&there.words.sieve) && words().any(|words| there.words.has_any(words))
            || condition.kinds & UNLISTED != 0 && there.has_unlisted_name(cx)
    }
}

/// Of each condition of a frame the kinds and the words: the companions of its verb, and for each of the lists of roles that it requires
/// what may fill one, and the prepositions or infinitives without which nothing does.
fn conditions(frame: &Frame) -> Vec<Wanted> {
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
    // People may stand anywhere: what they may fill is no condition.
    all.retain(|(kinds, words)| kinds & kind_bit(Kind::People) == 0 && (*kinds != 0 || !words.is_empty()));
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

/// The words of a sentence, as two bits each in the row that their hash chooses: a word of which one is missing does not stand in it. With
/// one bit each an eighth more sentences went on to their phrases.
#[derive(Clone, Debug, Default)]
struct Words {
    rows: [u64; ROWS],
    sieve: Sieve,
}

const ROWS: usize = 32;

/// How many words are asked for without a branch between: which one stands in a sentence can't be foreseen.
const TOGETHER: usize = 4;

/// The kinds of which a name may be that no list has.
const UNLISTED: u32 = 1 << Kind::Person.number() | 1 << Kind::Group.number();

impl Words {
    fn put(&mut self, hash: u64) {
        self.rows[(hash >> 6) as usize % ROWS] |= 1 << (hash % 64) | 1 << (hash >> 58);
        self.sieve.put(hash);
    }

    fn has_any(&self, words: &[Place]) -> bool {
        let has = words.iter().map(|&Place { row, bits }| {
            let row = self.rows[usize::from(row) % ROWS];
            row >> bits[0] & row >> bits[1] & 1
        });
        has.fold(0, |any, has| any | has) != 0
    }
}

/// The row of a word, and its bits there: in three bytes, of which a list of words is read at once.
#[derive(Clone, Copy, Debug)]
struct Place {
    row: u8,
    bits: [u8; 2],
}

impl Place {
    fn of(hash: u64) -> Self {
        Self {
            row: (hash >> 6) as u8 % ROWS as u8,
            bits: [(hash % 64) as u8, (hash >> 58) as u8],
        }
    }
}

/// What stands in a sentence; the memory serves sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct There {
    words: Words,
    /// The kinds of its mentions, and of what its nouns may name.
    kinds: u32,
    /// Whether a name may stand there that no list has.
    unlisted: OnceCell<bool>,
}

impl There {
    /// Forgets the words of another sentence.
    pub(super) fn clear(&mut self) {
        self.words = Words::default();
    }

    #[inline]
    pub(super) fn put(&mut self, word: u64) {
        self.words.put(word);
    }

    /// `named` are the kinds of the mentions, `classes` those of the words that were put in.
    pub(super) fn tell(&mut self, named: u32, classes: u64) {
        self.kinds = named | unnamed_kinds(classes);
        self.unlisted = OnceCell::new();
    }

    /// Whether a name may stand there that no list has: it may be a person's or a group's.
    fn has_unlisted_name(&self, cx: &Context<'_>) -> bool {
        *self.unlisted.get_or_init(|| find_unlisted_name(cx))
    }
}

fn find_unlisted_name(cx: &Context<'_>) -> bool {
    let behind_hyphen = |i: usize| cx.tokens[i - 1].punct == b'-';
    // Of a mention that begins with a word of the lexicon, a verb or an adverb may take the first away.
    let whole = |unit: &Unit| {
        let first = unit.first as usize;
        first > cx.first && !behind_hyphen(first) && cx.unlisted(first)
    };
    let listed = |i: usize| {
        let at = cx.units.before(i + 1).checked_sub(1);
        at.is_some_and(|at| i < cx.units[at].end as usize && whole(&cx.units[at]))
    };
    (cx.first + 1..cx.end).any(|i| cx.unlisted(i) && (behind_hyphen(i) || !listed(i)))
}

/// The kinds that fillers without a name may have in a sentence of words of these classes. People may stand for themselves anywhere
/// ("the dead", "most of them").
fn unnamed_kinds(classes: u64) -> u32 {
    let pronoun = (class::PRONOUN, Kind::Organization);
    let named = |bits: u32, &(of, kind): &(u64, Kind)| bits | u32::from(classes & of != 0) << kind.number();
    NOUN_KINDS.iter().chain([&pronoun]).fold(kind_bit(Kind::People), named)
}
