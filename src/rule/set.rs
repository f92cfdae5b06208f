//! Sets of words, of classes of words and of kinds of mention, as bits: what may stand in a sentence, or beside an element.

use super::model::Element;
use super::syntax::is_frequent;
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::text::{Token, hash_folded, hash_word, hashes};

/// The bit of a kind in a set of kinds.
pub(crate) fn kind_bit(kind: Kind) -> u32 {
    1 << kind.number()
}

/// Of which one must stand there, as bits: classes of words or kinds of mentions; words and marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Set {
    pub classes: u64,
    pub words: u64,
}

impl Set {
    /// Anything or nothing.
    pub(crate) const ANY: Self = Self {
        classes: u64::MAX,
        words: u64::MAX,
    };
    /// Where no token stands.
    pub(super) const NOTHING: Self = Self {
        classes: ANYTHING,
        words: 0,
    };

    pub(super) fn classes(classes: u64) -> Self {
        Self { classes, words: 0 }
    }

    pub(super) fn words(words: &[u64]) -> Self {
        Self {
            classes: 0,
            words: words.iter().fold(0, |bits, &word| bits | word_bit(word)),
        }
    }

    /// A token as what it is itself.
    pub(super) fn of_token(token: &Token, word: Word) -> Self {
        // Without a branch: neighbours are asked for in great number, and which are marks or unknown can't be foreseen.
        let mark = u64::from(token.punct != 0) << (token.punct & 63);
        let unknown = u64::from(word == Word::default()) & u64::from(token.punct == 0) & u64::from(!token.is_capitalized());
        Self {
            classes: word.classes | ANYTHING | unknown << 63,
            words: word_bit(token.hash) | mark,
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            classes: self.classes | other.classes,
            words: self.words | other.words,
        }
    }

    /// Whether one of it is among these.
    pub(super) fn meets(self, there: Self) -> bool {
        (self.classes & there.classes) | (self.words & there.words) != 0
    }
}

/// The class of words without a capital of which nothing is known.
const UNKNOWN: u64 = 1 << 63;

/// The class of whatever stands somewhere, and of nothing.
const ANYTHING: u64 = 1 << 62;

/// The element that best calls a pattern which no word calls: the mention of whose neighbours most is known, the first of several. A
/// word of which nothing is known stands behind many names, but before few.
pub(super) fn calling_mention(elements: &[Element]) -> Option<usize> {
    let known = |at: usize| {
        let (before, behind) = (last_of(&elements[..at]), first_of(&elements[at + 1..]));
        let told = |set: Set| 2 * usize::from(set != Set::ANY);
        told(before) + told(behind).saturating_sub(usize::from(behind.classes & UNKNOWN != 0))
    };
    let mentions = elements.iter().enumerate().filter(|(_, e)| matches!(e, Element::Mention { .. }));
    mentions.map(|(at, _)| at).rev().max_by_key(|&at| known(at))
}

/// What the first token of the elements may be.
pub(super) fn first_of(elements: &[Element]) -> Set {
    let Some((first, rest)) = elements.split_first() else {
        return Set::ANY;
    };
    match first {
        Element::Title { .. } => Set::classes(class::TITLE),
        Element::Role { .. } => role_nouns(),
        Element::Optional(inner) => first_of(std::slice::from_ref(inner)).or(first_of(rest)),
        Element::Not(_) => first_of(rest),
        element => edge(element, |phrase| phrase.first()),
    }
}

/// What the token so many behind the first of the elements may be.
pub(super) fn nth_of(elements: &[Element], n: usize) -> Set {
    match elements.split_first() {
        Some((Element::Not(_), rest)) => nth_of(rest, n),
        Some((Element::Optional(inner), rest)) => nth_from(inner, rest, n).or(nth_of(rest, n)),
        Some((first, rest)) => nth_from(first, rest, n),
        None => Set::ANY,
    }
}

/// The same of an element that stands there and those behind it.
fn nth_from(first: &Element, rest: &[Element], n: usize) -> Set {
    match first {
        // A dash of two may stand for a comma.
        Element::Punct(b',') if n == 0 => Set::words(&[b',', b'-', b'~'].map(u64::from)),
        _ if n == 0 => first_of(std::slice::from_ref(first)),
        Element::Word(_) | Element::Exact(_) | Element::Punct(_) | Element::Verb(_) | Element::Expression { .. } => nth_of(rest, n - 1),
        Element::Either { words, phrases, .. } => {
            let alone = if words.is_empty() { Set::default() } else { nth_of(rest, n - 1) };
            let within = phrases.iter().map(|phrase| match phrase.get(n) {
                Some(&word) => Set::words(&[word]),
                None => nth_of(rest, n - phrase.len()),
            });
            within.fold(alone, Set::or)
        }
        _ => Set::ANY,
    }
}

/// The kinds of the first mention that must stand among the elements, how many tokens stand before it at most, `u32::MAX` where that is
/// not known, and how many elements; none where none must.
pub(super) fn mention_within<'e>(elements: impl Iterator<Item = &'e Element>) -> Option<(u32, u32, usize)> {
    let mut before: u32 = 0;
    for (at, element) in elements.enumerate() {
        before = before.saturating_add(match element {
            Element::Mention { kinds, .. } => return Some((*kinds, before, at)),
            Element::Optional(inner) => longest(inner).unwrap_or(u32::MAX),
            element => longest(element).unwrap_or(u32::MAX),
        });
    }
    None
}

/// How many tokens an element takes at least.
pub(super) fn shortest(element: &Element) -> u32 {
    u32::from(!matches!(element, Element::Not(_) | Element::Optional(_) | Element::Gap { .. }))
}

/// How many tokens an element takes at most, where that is known.
fn longest(element: &Element) -> Option<u32> {
    match element {
        Element::Not(_) => Some(0),
        Element::Gap { most, .. } => Some(u32::from(*most)),
        Element::Word(_) | Element::Exact(_) | Element::Punct(_) | Element::Verb(_) | Element::Expression { .. } => Some(1),
        Element::Either { phrases, .. } => Some(phrases.iter().map(Vec::len).max().unwrap_or(1).max(1) as u32),
        _ => None,
    }
}

/// Words of which one must stand in the sentence beside the caller; none where none must. Common ones say little, those right beside the
/// caller nothing new.
pub(super) fn needed_words(elements: &[Element], anchor: Option<usize>) -> Vec<u64> {
    let others = elements.iter().enumerate().filter(|(at, _)| Some(*at) != anchor);
    let words = others.filter_map(|(at, element)| Some((at, first_words(std::slice::from_ref(element))?)));
    // Nearly every sentence has one of these marks, which to meet for no use costs more than the other words that it has.
    let common = |word: &u64| is_frequent(*word) || hashes![",", "."].contains(word);
    let rare = words.filter(|(_, words)| !words.is_empty() && !words.iter().any(common));
    let beside = |at: usize| anchor.is_some_and(|anchor| at.abs_diff(anchor) == 1);
    rare.filter(|(at, _)| !beside(*at))
        .min_by_key(|(_, words)| words.len())
        .map_or_else(Vec::new, |(_, words)| words)
}

/// The words with one of which the elements begin; none where something else may open them.
pub(super) fn first_words(elements: &[Element]) -> Option<Vec<u64>> {
    let (first, rest) = elements.split_first()?;
    match first {
        Element::Word(hash) => Some(vec![*hash]),
        Element::Exact(word) => Some(vec![hash_word(word)]),
        Element::Either { words, phrases, .. } => Some(words.iter().chain(phrases.iter().filter_map(|p| p.first())).copied().collect()),
        Element::Optional(inner) => Some([first_words(std::slice::from_ref(inner))?, first_words(rest)?].concat()),
        Element::Not(_) => first_words(rest),
        _ => None,
    }
}

/// What the last token of the elements may be.
pub(super) fn last_of(elements: &[Element]) -> Set {
    let Some((last, rest)) = elements.split_last() else {
        return Set::ANY;
    };
    let stop = Set::words(&[u64::from(b'.')]);
    match last {
        Element::Title { .. } => Set::classes(class::TITLE).or(stop),
        Element::Role { .. } => role_nouns().or(stop),
        Element::Optional(inner) => last_of(std::slice::from_ref(inner)).or(last_of(rest)),
        Element::Not(_) => last_of(rest),
        element => edge(element, |phrase| phrase.last()),
    }
}

/// Nouns for what a person is: see `role_noun`.
fn role_nouns() -> Set {
    let classes = Set::classes(class::PERSON | class::TITLE | UNKNOWN);
    classes.or(Set::words(&[const { hash_folded("head") }]))
}

/// The words and marks of an element at the edge of others, of a phrase the one that `edge` gives.
fn edge(element: &Element, edge: fn(&[u64]) -> Option<&u64>) -> Set {
    match element {
        Element::Word(hash) => Set::words(&[*hash]),
        Element::Exact(word) => Set::words(&[hash_word(word)]),
        Element::Punct(mark) => Set::words(&[u64::from(*mark)]),
        Element::Either { words, phrases, .. } => {
            let edges = phrases.iter().filter_map(|p| edge(p)).map(|&word| Set::words(&[word]));
            edges.fold(Set::words(words), Set::or)
        }
        _ => Set::ANY,
    }
}

pub(super) fn word_bit(hash: u64) -> u64 {
    1 << (hash & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::tokenize;

    /// A pattern is not tried where the set of an element says no.
    #[test]
    fn the_set_of_a_role_holds_every_noun_for_what_a_person_is() {
        let role = [Element::Role { role: None }];
        for (text, inside) in [
            ("head", true),
            ("mayor", true),
            ("president", true),
            ("entomologist", true),
            ("fell", false),
            ("the", false),
            (",", false),
        ] {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let there = Set::of_token(&tokens[0], Lexicon::get().probe(tokens[0].hash));
            assert_eq!([first_of(&role).meets(there), last_of(&role).meets(there)], [inside; 2], "{text}");
        }
    }
}
