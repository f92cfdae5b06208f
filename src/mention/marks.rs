//! Which tokens a recogniser has to look at, as bits: most tokens begin nothing, and a walk over the bits that are set passes them by
//! 64 at a time.

use std::ops::Range;

use crate::lexicon::{Lexicon, Word, mark};
use crate::text::{Token, gather_all};

/// A set of tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Empties the set, for an article of so many tokens.
    pub(crate) fn clear(&mut self, tokens: usize) {
        self.0.clear();
        self.0.resize(tokens.div_ceil(64), 0);
    }

    pub(crate) fn insert(&mut self, token: usize) {
        self.0[token / 64] |= 1 << (token % 64);
    }

    #[inline]
    pub(crate) fn holds(&self, token: usize) -> bool {
        self.0.get(token / 64).is_some_and(|bits| bits >> (token % 64) & 1 != 0)
    }

    /// Adds the tokens of a range.
    pub(crate) fn insert_all(&mut self, tokens: Range<usize>) {
        for (at, by, bits) in parts(tokens) {
            self.0[at] |= bits << by;
            if bits.leading_zeros() < by {
                self.0[at + 1] |= bits >> (64 - by);
            }
        }
    }

    /// Whether one of the tokens of a range is in the set.
    pub(crate) fn meets(&self, tokens: Range<usize>) -> bool {
        parts(tokens).any(|(at, by, bits)| {
            let behind = self.0.get(at + 1).copied().unwrap_or_default();
            (self.0[at] >> by | behind << 1 << (63 - by)) & bits != 0
        })
    }

    /// The first token of the set from `from` on, before `end`.
    pub(crate) fn next(&self, from: usize, end: usize) -> Option<usize> {
        let mut at = from / 64;
        let mut bits = self.0.get(at)? & (u64::MAX << (from % 64));
        while bits == 0 {
            at += 1;
            if at * 64 >= end {
                return None;
            }
            bits = *self.0.get(at)?;
        }
        Some(at * 64 + bits.trailing_zeros() as usize).filter(|&i| i < end)
    }

    /// The tokens of the set.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        let mut numbers = self.0.iter().zip((0..).step_by(64));
        let (mut bits, mut from) = (0, 0);
        std::iter::from_fn(move || {
            while bits == 0 {
                (bits, from) = numbers.next().map(|(bits, from)| (*bits, from))?;
            }
            let found = from + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            Some(found)
        })
    }
}

/// A range of tokens by 64: the number of a set that holds the first of them, at which bit, and as many bits as they are.
fn parts(tokens: Range<usize>) -> impl Iterator<Item = (usize, u32, u64)> {
    tokens.clone().step_by(64).map(move |first| {
        let length = (tokens.end - first).min(64);
        (first / 64, (first % 64) as u32, u64::MAX >> (64 - length))
    })
}

/// A set of tokens that a recogniser walks over, whose places stand in a list as well: to look for the next one among bits is guessed wrong
/// once for each that is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    bits: Bits,
    list: Vec<u32>,
}

impl Places {
    /// Makes the list of the bits.
    fn list(&mut self) {
        const AT_ONCE: usize = 4;
        self.list.clear();
        for (&bits, from) in self.bits.0.iter().zip((0..).step_by(64)) {
            let (mut left, mut end) = (bits, self.list.len());
            // As many at once as most have, and some too many: the end of a walk over the bits would be guessed wrong for each 64 tokens.
            while {
                self.list.extend((0..AT_ONCE).map(|_| {
                    let place = from + left.trailing_zeros();
                    end += usize::from(left != 0);
                    left &= left.wrapping_sub(1);
                    place
                }));
                left != 0
            } {}
            self.list.truncate(end);
        }
    }

    /// How many tokens are in the set.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    #[inline]
    pub(crate) fn holds(&self, token: usize) -> bool {
        self.bits.holds(token)
    }

    /// The first token of the set from `from` on, before `end`.
    pub(crate) fn next(&self, from: usize, end: usize) -> Option<usize> {
        self.bits.next(from, end)
    }

    /// The tokens of the set from `from` on, before `end`.
    #[inline]
    pub(crate) fn iter(&self, from: usize, end: usize) -> Walk<'_> {
        let mut walk = Walk { rest: &self.list, end };
        walk.go_on(from);
        walk
    }
}

/// A walk over the tokens of a set.
#[derive(Clone, Debug)]
pub(crate) struct Walk<'a> {
    rest: &'a [u32],
    end: usize,
}

impl Walk<'_> {
    /// Goes on from a token, which is behind those that it came to.
    #[inline]
    pub(crate) fn go_on(&mut self, from: usize) {
        while self.next_before(from).is_some() {}
    }

    /// The next token if it stands before `end`: one walk goes through the sentences of an article, most of which have few tokens of a set.
    #[inline]
    pub(crate) fn next_before(&mut self, end: usize) -> Option<usize> {
        let (first, rest) = self.rest.split_first()?;
        let found = *first as usize;
        if found >= end {
            return None;
        }
        self.rest = rest;
        Some(found)
    }
}

impl Iterator for Walk<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        self.next_before(self.end)
    }
}

/// The sets that the recognisers of an article walk over; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    /// Tokens with a capital.
    pub capital: Places,
    /// Numbers in digits or words.
    pub number: Places,
    /// Words that begin a time expression alone or where one of the next four tokens tells a time or a number, and tokens that begin with a
    /// digit.
    pub time: Places,
    /// Words that tell a time or a number, and tokens that begin with a digit.
    pub tells: Bits,
    /// What may tell that a name stands beside it, where a capital is near: in one of the four tokens before it, in its own, or in one of the
    /// next three.
    pub beside: Places,
    /// Words with a capital that may make a name of those around them.
    pub naming: Places,
    /// Words in capitals.
    pub shouted: Places,
    /// Words that may begin a time expression.
    begins: Bits,
}

impl Marks {
    /// Marks the tokens of an article and appends what the lexicon knows of them to `words`.
    pub(crate) fn read(&mut self, tokens: &[Token], words: &mut Vec<Word>) {
        let Self {
            capital,
            number,
            time,
            tells,
            beside,
            naming,
            shouted,
            begins,
        } = self;
        let mut sets = [
            &mut capital.bits,
            &mut number.bits,
            &mut time.bits,
            tells,
            &mut beside.bits,
            &mut naming.bits,
            &mut shouted.bits,
            begins,
        ];
        for set in &mut sets {
            set.0.clear();
        }
        for tokens in tokens.chunks(64) {
            let mut marks = [0; 64];
            Lexicon::get().probe_all(tokens, words, &mut marks, sets_of);
            for (set, bits) in sets.iter_mut().zip(gather_all(&marks)) {
                set.0.push(bits);
            }
        }
        self.narrow();
        for places in [
            &mut self.capital,
            &mut self.number,
            &mut self.time,
            &mut self.beside,
            &mut self.naming,
            &mut self.shouted,
        ] {
            places.list();
        }
    }

    /// Leaves out what nothing stands near that it needs: "the" begins few times, and a comma few names.
    fn narrow(&mut self) {
        let capital = &self.capital.bits.0;
        for at in 0..capital.len() {
            self.beside.bits.0[at] &= behind(capital, at, 4) | capital[at] | ahead(capital, at, 3);
            self.time.bits.0[at] |= self.begins.0[at] & ahead(&self.tells.0, at, 4);
        }
    }
}

/// Which of 64 tokens one of the set stands before, within so many.
fn behind(set: &[u64], at: usize, within: u32) -> u64 {
    let last = at.checked_sub(1).map_or(0, |last| set[last]);
    (1..=within).fold(0, |all, by| all | set[at] << by | last >> (64 - by))
}

/// Which of 64 tokens one of the set follows within so many.
fn ahead(set: &[u64], at: usize, within: u32) -> u64 {
    let next = set.get(at + 1).copied().unwrap_or_default();
    (1..=within).fold(0, |all, by| all | set[at] >> by | next << (64 - by))
}

/// A bit for each set that the token is in, in the order of [`Marks`]. The lexicon and the flags of tokens have theirs at the same places.
#[inline]
fn sets_of(token: &Token, word: Word) -> u8 {
    let told = token.flags as u8;
    let capital = told & Token::CAPITAL as u8;
    told | word.marks & (!mark::NAMING | (capital * mark::NAMING))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_set_holds_what_is_put_in_until_it_is_emptied() {
        let mut set = Bits::default();
        for tokens in [130, 65] {
            set.clear(tokens);
            assert_eq!(set.iter().next(), None);
            for token in [0, 63, 64] {
                set.insert(token);
            }
            assert!([0, 63, 64].iter().all(|&token| set.holds(token)) && !set.holds(1) && !set.holds(500));
            assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64]);
        }
    }

    #[test]
    fn a_range_is_put_in_whole_and_meets_what_holds_one_of_it() {
        for start in 60..140 {
            for end in start..140 {
                let mut set = Bits::default();
                set.clear(140);
                set.insert_all(start..end);
                assert!(set.iter().eq(start..end), "{start}..{end}");
                for other in [0..start, end..140, start..start] {
                    assert!(!set.meets(other.clone()), "{start}..{end} {other:?}");
                }
                for token in start..end {
                    assert!(set.meets(token..token + 1) && set.meets(0..token + 1) && set.meets(token..140));
                }
            }
        }
    }

    #[test]
    fn the_sets_hold_the_tokens_that_recognisers_begin_at() {
        let (mut tokens, mut words) = (Vec::new(), Vec::new());
        let text = "Two men, left near Mirel Bank (ORU) on Monday with 300 sheep. ".repeat(20);
        crate::text::tokenize(&text, &mut tokens);
        let mut marks = Marks::default();
        for _ in 0..2 {
            marks.read(&tokens, &mut words);
        }
        let sentence = tokens.len() / 20;
        for (set, expected) in [
            (&marks.capital, "Two Mirel Bank ORU Monday"),
            (&marks.number, "Two 300"),
            (&marks.time, "Monday 300"),
            (&marks.beside, ", near Bank"),
            (&marks.naming, "Bank"),
            (&marks.shouted, "ORU"),
        ] {
            for n in 0..20 {
                let found = set.iter(n * sentence, (n + 1) * sentence).map(|i| tokens[i].span.text(&text));
                assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
            }
        }
        let telling = marks.tells.iter().map(|i| tokens[i].span.text(&text));
        assert_eq!(telling.collect::<Vec<_>>(), ["Two", "Monday", "300"].repeat(20));
    }

    #[test]
    fn what_needs_another_token_near_it_is_left_out_without_one() {
        let (mut tokens, mut words, mut marks) = (Vec::new(), Vec::new(), Marks::default());
        // At every place of a number of 64 bits and of two.
        for shift in 0..130 {
            let text = format!("{}the two of a week, or by noon to Mirel in the end", "so ".repeat(shift));
            tokens.clear();
            words.clear();
            crate::text::tokenize(&text, &mut tokens);
            marks.read(&tokens, &mut words);
            let found = |set: &Places| {
                set.iter(0, tokens.len())
                    .map(|i| tokens[i].span.text(&text))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            assert_eq!(
                (found(&marks.time), found(&marks.beside)),
                ("the two a noon the end".into(), "to in".into()),
                "{shift}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_walk_finds_what_a_look_at_each_token_finds(set in proptest::collection::vec(0..9u8, 0..300), from in 0..310usize, end in 0..310usize) {
            let chunks = set.chunks(64).map(|c| c.iter().enumerate().fold(0, |bits, (i, n)| bits | (u64::from(*n == 0) << i)));
            let mut places = Places { bits: Bits(chunks.collect()), ..Places::default() };
            places.list();
            let expected: Vec<usize> = (from..end.min(set.len())).filter(|&i| set[i] == 0).collect();
            let mut walk = places.iter(0, end);
            walk.go_on(from);
            prop_assert_eq!(walk.collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!(places.next(from, end), expected.first().copied());
            prop_assert!(places.bits.iter().eq(places.iter(0, set.len())));
            let (mut by_sentence, mut found) = (places.iter(0, set.len()), Vec::new());
            for stop in [from.min(end), from.max(end), set.len()] {
                found.extend(std::iter::from_fn(|| by_sentence.next_before(stop)).map(|i| (i, stop)));
            }
            prop_assert!(found.iter().all(|(i, stop)| i < stop));
            prop_assert!(found.iter().map(|(i, _)| *i).eq((0..set.len()).filter(|&i| set[i] == 0)));
            prop_assert_eq!(places.iter(from, end).collect::<Vec<_>>(), expected);
        }
    }
}
