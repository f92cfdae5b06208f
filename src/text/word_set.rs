//! Sets of words that are asked for often.

use super::fold::hash_all;

/// Folded words as their hashes. A bit that the hash chooses tells of most words that they are not in the set, in a tenth of the time
/// that a comparison with each of some dozens takes.
#[derive(Debug)]
pub(crate) struct WordSet<const N: usize> {
    bits: [u64; 4],
    words: [u64; N],
}

impl<const N: usize> WordSet<N> {
    pub(crate) const fn new(words: [&str; N]) -> Self {
        Self::of(hash_all(words))
    }

    /// The same of hashes.
    pub(crate) const fn of(words: [u64; N]) -> Self {
        let mut bits = [0; 4];
        let mut i = 0;
        while i < N {
            let (at, bit) = place(words[i]);
            bits[at] |= bit;
            i += 1;
        }
        Self { bits, words }
    }

    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        self.may_hold(hash) && self.words.contains(&hash)
    }

    /// Where the word stands among those that the set was made of.
    pub(crate) fn position(&self, hash: u64) -> Option<usize> {
        if self.may_hold(hash) {
            self.words.iter().position(|word| *word == hash)
        } else {
            None
        }
    }

    #[inline]
    fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = place(hash);
        self.bits[at] & bit != 0
    }
}

/// The number of 64 bits and the bit in it that the highest byte of a hash chooses.
const fn place(hash: u64) -> (usize, u64) {
    ((hash >> 62) as usize, 1 << (hash >> 56 & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hash_word;

    #[test]
    fn a_set_holds_its_words_and_no_others() {
        static SET: WordSet<4> = WordSet::new(["two", "dozens", "oclock", "a.m."]);
        for (word, inside) in [
            ("Two", true),
            ("DOZENS", true),
            ("o’clock", true),
            ("a.m.", true),
            ("am", false),
            ("", false),
        ] {
            assert_eq!(SET.contains(hash_word(word)), inside, "{word}");
            assert_eq!(SET.position(hash_word(word)).is_some(), inside, "{word}");
        }
        assert_eq!(SET.position(hash_word("dozens")), Some(1));
        assert!((0..10_000).map(|n| hash_word(&n.to_string())).all(|hash| !SET.contains(hash)));
    }
}
