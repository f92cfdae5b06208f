//! What patterns ask for around what calls them. Most ask for what others ask for too: by the numbers of sets it is read from a fifth of the
//! memory.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{ANY_KIND, Needs, standing};
use crate::gazetteer::Kind;
use crate::rule::matcher::Context;
use crate::rule::model::{Element, Pattern};
use crate::rule::patterns::AGE;
use crate::rule::reach::FAR;
use crate::rule::required::{There, Wanted};
use crate::rule::set::{Set, first_of, kind_bit, last_of, mention_within, needed_words, nth_of, shortest};

/// Values by numbers, each once; the first is what asks for nothing, and stands for those for which no number is left.
pub(in crate::rule) struct Numbers<T> {
    pub values: Vec<T>,
    numbers: FxHashMap<T, u16>,
    most: usize,
}

impl<T: Clone + Eq + Hash> Numbers<T> {
    pub(super) fn new(anything: T, most: usize) -> Self {
        let (values, numbers) = (vec![anything.clone()], std::iter::once((anything, 0)).collect());
        Self { values, numbers, most }
    }

    pub(in crate::rule) fn of(&mut self, value: T) -> u16 {
        let next = Some(self.values.len()).filter(|next| *next < self.most);
        let next = next.and_then(|next| u16::try_from(next).ok()).unwrap_or_default();
        let number = *self.numbers.entry(value.clone()).or_insert(next);
        if number == next && next != 0 {
            self.values.push(value);
        }
        number
    }
}

/// What is asked for, while it is numbered.
pub(super) struct Asking {
    pub sets: Numbers<Set>,
    pub kinds: Numbers<u32>,
    pub wanted: Numbers<Wanted>,
}

/// The sets and the kinds of mention that are asked for, by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'a> {
    pub sets: &'a [Set],
    pub masks: &'a [u32],
}

impl Numbered<'_> {
    pub(super) fn set(self, number: u16) -> Set {
        self.sets[usize::from(number)]
    }

    pub(super) fn mask(self, number: u16) -> u32 {
        self.masks[usize::from(number)]
    }
}

/// The kinds of mention that are asked for together, as a bit of [`Named`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asks(u8);

impl Asks {
    pub(super) fn new(kinds: u32, asking: &mut Asking) -> Self {
        Self(asking.kinds.of(kinds) as u8)
    }

    fn kinds(self, asking: &Asking) -> u32 {
        asking.kinds.values[usize::from(self.0)]
    }
}

/// Which of the kinds that are asked for together have a mention, a bit for each number of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named(pub u64);

impl Named {
    /// How many numbers there are.
    pub(super) const MOST: usize = u64::BITS as usize;

    pub(super) fn have(self, asks: Asks) -> bool {
        self.0 >> asks.0 & 1 != 0
    }

    pub(super) fn have_both(self, asks: [Asks; 2]) -> bool {
        (self.0 >> asks[0].0) & (self.0 >> asks[1].0) & 1 != 0
    }
}

/// What a pattern asks for at first: most go no further.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    /// What stands right before and right behind the word or mention that calls it.
    pub before: u16,
    pub behind: u16,
    /// The words of which one stands in the sentence, as a number of conditions.
    words: u16,
    /// The kinds of its first and of its last mention.
    pub mentions: [Asks; 2],
}

impl Asked {
    pub(super) fn new(pattern: &Pattern, asking: &mut Asking) -> Self {
        let mut mentions = pattern.elements.iter().filter_map(|element| match element {
            Element::Mention { kinds, .. } => Some(*kinds),
            _ => None,
        });
        let first = mentions.next().unwrap_or(ANY_KIND);
        let last = mentions.next_back().unwrap_or(first);
        let [before, behind] = pattern.anchor.map_or([Set::ANY; 2], |anchor| beside(&pattern.elements, anchor));
        let words = needed_words(&pattern.elements, pattern.anchor);
        Self {
            before: asking.sets.of(before),
            behind: asking.sets.of(behind),
            words: if words.is_empty() { 0 } else { asking.wanted.of((0, words)) },
            mentions: [first, last].map(|kinds| Asks::new(kinds, asking)),
        }
    }

    /// Whether what stands beside the caller, the words of the sentence and its mentions are what it asks for: without a branch between,
    /// since which of them is missing can't be foreseen.
    pub(super) fn fits(self, sets: &[Set], before: Set, behind: Set, named: Named, there: &There) -> bool {
        let beside = |asked: u16, stands: Set| sets[usize::from(asked)].meets(stands);
        named.have_both(self.mentions) & there.has_word(self.words) & beside(self.behind, behind) & beside(self.before, before)
    }

    /// What one of these asks for.
    pub(super) fn any(all: &[Self], asking: &mut Asking) -> Self {
        let of = |part: fn(&Self) -> u16, asking: &mut Asking| {
            let sets = all.iter().map(|asked| asking.sets.values[usize::from(part(asked))]);
            let set = sets.fold(Set::default(), Set::or);
            asking.sets.of(set)
        };
        let mask = |at: usize, asking: &mut Asking| {
            let kinds = all.iter().fold(0, |kinds, asked| kinds | asked.mentions[at].kinds(asking));
            Asks::new(kinds, asking)
        };
        Self {
            before: of(|asked| asked.before, asking),
            behind: of(|asked| asked.behind, asking),
            words: 0,
            mentions: [mask(0, asking), mask(1, asking)],
        }
    }
}

/// A pattern, and what else it asks for around what calls it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CalledPattern {
    pub pattern: u32,
    /// How many tokens stand before the caller at least.
    least: u16,
    /// What stands among the tokens behind the caller from this to that place, the first of which has the place 0.
    farther: (u16, u8, u8),
    /// The next mention behind the caller and the last before it.
    ahead: Near,
    back: Near,
}

/// A mention before or behind a caller; of kind 0: that is not known.
#[derive(Clone, Copy, Debug, Default)]
struct Near {
    kinds: u16,
    /// How many tokens stand between at most; the greatest number: any.
    between: u16,
    /// What stands right beside it, on the side of the caller.
    beside: u16,
}

impl Near {
    fn between(self) -> u32 {
        if self.between == u16::MAX { u32::MAX } else { self.between.into() }
    }
}

impl CalledPattern {
    pub(super) fn new(id: u32, pattern: &Pattern, asking: &mut Asking) -> Self {
        let caller = pattern.anchor.and_then(|anchor| pattern.elements[anchor..].split_first());
        let mut ahead = |elements: &[Element], called: u32| {
            let near = mention_within(elements.iter());
            near.map_or_else(Near::default, |(kinds, between, at)| Near {
                kinds: asking.kinds.of(kinds),
                between: clipped(between.saturating_sub(called)),
                beside: asking.sets.of(with_dashes(last_of(&elements[..at]))),
            })
        };
        let ((set, from, to), ahead) = match caller {
            // An element of several words is called by its first.
            Some((Element::Either { phrases, .. }, _)) if !phrases.is_empty() => {
                let from = &pattern.elements[pattern.before().len()..];
                ((nth_of(from, 2), 1, 1), ahead(from, 1))
            }
            Some((_, rest)) => (farther(rest), ahead(rest, 0)),
            None => ((Set::ANY, 0, 0), Near::default()),
        };
        // Behind a name may stand an age.
        let age = |kinds: u32| if kinds & kind_bit(Kind::Person) == 0 { 0 } else { AGE as u32 };
        let back = mention_within(pattern.before().iter().rev()).map(|(kinds, between, at)| Near {
            kinds: asking.kinds.of(kinds),
            between: clipped(between.saturating_add(age(kinds))),
            beside: asking.sets.of(nth_of(&pattern.elements[pattern.before().len() - at..], 0)),
        });
        Self {
            pattern: id,
            least: pattern.before().iter().map(shortest).sum::<u32>().min(u16::MAX.into()) as u16,
            farther: (asking.sets.of(set), from, to),
            ahead,
            back: back.unwrap_or_default(),
        }
    }

    /// Whether what it asks for stands around the tokens of a caller.
    pub(super) fn fits(&self, needs: &Needs, caller: &Range<u32>, cx: &Context<'_>) -> bool {
        caller.start - cx.first as u32 >= self.least.into()
            && self.farther(needs.numbered(), caller.end, cx)
            && self.ahead(needs.numbered(), caller.end, cx)
            && self.back(needs.numbered(), caller.start, cx)
    }

    fn farther(&self, numbered: Numbered<'_>, end: u32, cx: &Context<'_>) -> bool {
        let (set, from, to) = self.farther;
        set == 0 || (from..=to).any(|place| numbered.set(set).meets(standing(cx, end + u32::from(place))))
    }

    fn ahead(&self, numbered: Numbered<'_>, end: u32, cx: &Context<'_>) -> bool {
        let (Near { kinds, beside, .. }, between) = (self.ahead, self.ahead.between());
        let units = cx.units.from(end as usize);
        let (kinds, set) = (numbered.mask(kinds), numbered.set(beside));
        let near = units.iter().take_while(|unit| unit.first <= end.saturating_add(between));
        let mut fitting = near.filter(|unit| kinds & kind_bit(unit.kind) != 0);
        self.ahead.kinds == 0
            || between as usize > FAR && units.len() > FAR
            || fitting.any(|unit| unit.first == end || set.meets(standing(cx, unit.first - 1)))
    }

    fn back(&self, numbered: Numbered<'_>, start: u32, cx: &Context<'_>) -> bool {
        let (Near { kinds, beside, .. }, between) = (self.back, self.back.between());
        let units = &cx.units[..cx.units.before(start as usize)];
        let (kinds, set) = (numbered.mask(kinds), numbered.set(beside));
        let near = units.iter().rev().take_while(|unit| unit.end.saturating_add(between) >= start);
        let mut fitting = near.filter(|unit| kinds & kind_bit(unit.kind) != 0);
        self.back.kinds == 0 || between as usize > FAR && units.len() > FAR || fitting.any(|unit| set.meets(standing(cx, unit.end)))
    }
}

fn clipped(between: u32) -> u16 {
    u16::try_from(between).unwrap_or(u16::MAX)
}

/// A dash of two may stand for a comma.
fn with_dashes(set: Set) -> Set {
    let dashes = Set::words(&[b'-', b'~'].map(u64::from));
    if set.meets(Set::words(&[b','.into()])) {
        set.or(dashes)
    } else {
        set
    }
}

/// What must stand behind the caller beside what stands right behind it, and from which place to which: the second token, or what ends a gap.
fn farther(rest: &[Element]) -> (Set, u8, u8) {
    match rest {
        [Element::Gap { most, next }, ..] => (*next, 0, *most),
        [
            Element::Word(_) | Element::Exact(_) | Element::Punct(_) | Element::Verb(_),
            Element::Gap { most, next },
            ..,
        ] => (*next, 1, 1 + most),
        // Of "a word and a noun" the second tells what the first does not.
        _ => {
            let place = 1 + u8::from(nth_of(rest, 1) == Set::ANY);
            (nth_of(rest, place.into()), place, place)
        }
    }
}

/// What may stand right before and right behind the element that calls: behind the first word of it, where it is of several.
fn beside(elements: &[Element], at: usize) -> [Set; 2] {
    let mut behind = first_of(&elements[at + 1..]);
    if let Element::Either { phrases, .. } = &elements[at] {
        let seconds = phrases.iter().filter_map(|phrase| phrase.get(1));
        behind = seconds.fold(behind, |set, &word| set.or(Set::words(&[word])));
    }
    [last_of(&elements[..at]), behind].map(with_dashes)
}
