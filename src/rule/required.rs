//! What a frame requires of a sentence: the words and kinds of thing without which it finds nothing there.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::matcher::Context;
use super::model::{Filter, Frame, Slot};
use super::needs::Numbers;
use super::set::kind_bit;
use super::syntax::is_frequent;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{NOUN_KINDS, Unit};
use crate::text::ones;

/// What the rules of a set require of a sentence, each with a number, the first of which is met by any: those that the kinds of thing meet.
#[derive(Clone, Debug, Default)]
pub(super) struct Conditions {
    by_kind: [Met; u32::BITS as usize],
    /// Those that a name meets that no list has.
    by_unlisted: Met,
}

/// A bit for each condition: those that something meets. A row of them is one line of the cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(align(64))]
pub(super) struct Met([u64; CONDITIONS / 64]);

/// How many conditions have a number; nothing is told of more.
pub(super) const CONDITIONS: usize = 576;

/// The kinds of thing and the words of which one must stand in the sentence.
pub(super) type Wanted = (u32, Vec<u64>);

/// What is met by any sentence: people may stand anywhere.
pub(super) const ANYTHING: Wanted = (u32::MAX, Vec::new());

/// What one frame requires, as numbers of conditions; no more than these are asked for: more would turn down one of a hundred that are left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Required([u16; 2]);

impl Required {
    pub(super) fn of(frame: &Frame, wanted: &mut Numbers<Wanted>) -> Self {
        let mut numbers = [0; 2];
        for (number, condition) in numbers.iter_mut().zip(conditions(frame)) {
            *number = number_of(condition, wanted);
        }
        Self(numbers)
    }

    /// The number of a condition without which none of these is met: the first of one of them. There are not enough numbers for
    /// those of a few as well.
    pub(super) fn any(all: impl ExactSizeIterator<Item = Self>, wanted: &mut Numbers<Wanted>) -> u16 {
        if matches!(all.len(), 2..=7) {
            return 0;
        }
        let firsts = all.map(|required| wanted.values[usize::from(required.0[0])].clone());
        let any = firsts.reduce(|(kinds, words), (more, others)| (kinds | more, [words, others].concat()));
        // Where one of them asks for nothing first, so do all.
        any.filter(|(kinds, _)| *kinds != ANYTHING.0)
            .map_or(0, |any| number_of(any, wanted))
    }
}

fn number_of((kinds, mut words): Wanted, wanted: &mut Numbers<Wanted>) -> u16 {
    words.sort_unstable();
    words.dedup();
    wanted.of((kinds, words))
}

impl Conditions {
    pub(super) fn new(wanted: &[Wanted]) -> Self {
        let mut all = Self::default();
        for ((kinds, _), number) in wanted.iter().zip(0..) {
            for kind in ones(u64::from(may_fill(*kinds))) {
                all.by_kind[kind].put(number);
            }
            if kinds & UNLISTED != 0 {
                all.by_unlisted.put(number);
            }
        }
        all
    }
}

/// The kinds of mention that may fill a role of these kinds: what a list declares may stand where a facility may.
pub(super) fn may_fill(kinds: u32) -> u32 {
    let declared = if kinds & kind_bit(Kind::Facility) == 0 {
        0
    } else {
        u32::MAX << Kind::ALL.len()
    };
    kinds | declared
}

/// The words that conditions ask for, and those that each meets.
pub(super) fn by_word(wanted: &[Wanted]) -> FxHashMap<u64, Met> {
    let mut all = FxHashMap::<u64, Met>::default();
    for ((_, words), number) in wanted.iter().zip(0..) {
        for word in words {
            all.entry(*word).or_default().put(number);
        }
    }
    all
}

impl Met {
    pub(super) const EVERYTHING: Self = Self([u64::MAX; CONDITIONS / 64]);

    /// What any sentence meets.
    pub(super) const ANYTHING: Self = {
        let mut met = [0; CONDITIONS / 64];
        met[0] = 1;
        Self(met)
    };

    fn put(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(super) fn has(&self, number: u16) -> bool {
        self.0[usize::from(number) / 64 % self.0.len()] >> (number % 64) & 1 != 0
    }

    #[inline]
    pub(super) fn add(&mut self, more: &Self) {
        for (all, more) in self.0.iter_mut().zip(more.0) {
            *all |= more;
        }
    }
}

/// Of each condition of a frame the kinds and the words: the companions of its verb, and for each of the lists of roles that it requires
/// what may fill one, and the prepositions or infinitives without which nothing does. Those that forbid most come first.
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
    // What most sentences have forbids little, and least what a name may be that no list has.
    let met_by = |(kinds, words): &Wanted| {
        let frequent = words.iter().any(|word| is_frequent(*word));
        let [unlisted, frequent] = [kinds & UNLISTED != 0, frequent].map(u64::from);
        ((unlisted << 1 | frequent) << u32::BITS | words.len() as u64) << u8::BITS | u64::from(kinds.count_ones())
    };
    all.sort_by_cached_key(met_by);
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

/// The kinds of which a name may be that no list has.
const UNLISTED: u32 = 1 << Kind::Person.number() | 1 << Kind::Group.number();

/// What stands in a sentence, as the conditions that it meets: each word, and each kind, enters all of them at once, so that nothing has to
/// be looked for when a rule asks. The memory serves sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct There {
    met: Met,
    /// The same, and those that it meets if a name stands there that no list has.
    may_be_met: Met,
    /// Whether such a name may stand there.
    unlisted: OnceCell<bool>,
}

impl There {
    /// `met` is what the words of another sentence meet, `classes` are theirs, `named` the kinds of its mentions.
    pub(super) fn tell(&mut self, conditions: &Conditions, met: Met, classes: u64, named: u32) {
        self.met = met;
        for kind in ones(u64::from(named | unnamed_kinds(classes))) {
            self.met.add(&conditions.by_kind[kind]);
        }
        self.may_be_met = self.met;
        self.may_be_met.add(&conditions.by_unlisted);
        self.unlisted = OnceCell::new();
    }

    /// Whether the sentence may meet the condition of this number.
    pub(super) fn may_have(&self, number: u16) -> bool {
        self.may_be_met.has(number)
    }

    /// Whether the sentence may meet what a frame requires: without a branch, since it can't be foreseen.
    pub(super) fn may_meet(&self, required: Required) -> bool {
        required.0.iter().fold(true, |all, &number| all & self.may_have(number))
    }

    /// Whether the sentence, which may meet it, meets what a frame requires.
    pub(super) fn meets(&self, required: Required, cx: &Context<'_>) -> bool {
        required.0.iter().all(|&number| self.met.has(number)) || self.has_unlisted_name(cx)
    }

    /// Whether one of the words stands there that the condition of this number asks for.
    pub(super) fn has_word(&self, number: u16) -> bool {
        self.met.has(number)
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
        let last = cx.units.last_before(i + 1);
        last.is_some_and(|unit| i < unit.end as usize && whole(unit))
    };
    (cx.first + 1..cx.end).any(|i| cx.unlisted(i) && (behind_hyphen(i) || !listed(i)))
}

/// The kinds that fillers without a name may have in a sentence of words of these classes, but for people, who may stand for themselves
/// anywhere ("the dead", "most of them").
fn unnamed_kinds(classes: u64) -> u32 {
    let pronoun = (class::PRONOUN, Kind::Organization);
    let named = |bits: u32, &(of, kind): &(u64, Kind)| bits | u32::from(classes & of != 0) << kind.number();
    NOUN_KINDS.iter().chain([&pronoun]).fold(0, named)
}
