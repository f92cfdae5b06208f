//! Sets of words that are asked for often.

use super::fold::hash_all;

/// Tells of most hashes that they are not among those put in, by a bit that the hash chooses: in a tenth of the time of a look into a
/// table of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sieve([u64; 4]);

impl Sieve {
    pub(crate) const fn put(&mut self, hash: u64) {
        let (at, bit) = place(hash);
        self.0[at] |= bit;
    }

    #[inline]
    pub(crate) const fn may_hold(&self, hash: u64) -> bool {
        let (at, bit) = place(hash);
        self.0[at] & bit != 0
    }
}

/// Folded words as their hashes.
#[derive(Debug)]
pub(crate) struct WordSet<const N: usize> {
    sieve: Sieve,
    words: [u64; N],
}

impl<const N: usize> WordSet<N> {
    pub(crate) const fn new(words: [&str; N]) -> Self {
        Self::of(hash_all(words))
    }

    /// The same of hashes.
    pub(crate) const fn of(words: [u64; N]) -> Self {
        let mut sieve = Sieve([0; 4]);
        let mut i = 0;
        while i < N {
            sieve.put(words[i]);
            i += 1;
        }
        Self { sieve, words }
    }

    /// Whether the set may hold a word, as its sieve has it.
    #[inline]
    pub(crate) fn may_contain(&self, hash: u64) -> bool {
        self.sieve.may_hold(hash)
    }

    #[inline]
    pub(crate) fn contains(&self, hash: u64) -> bool {
        self.sieve.may_hold(hash) && self.words.contains(&hash)
    }

    /// Where the word stands among those that the set was made of.
    pub(crate) fn position(&self, hash: u64) -> Option<usize> {
        if self.sieve.may_hold(hash) {
            self.words.iter().position(|word| *word == hash)
        } else {
            None
        }
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
    fn a_sieve_passes_what_was_put_in_and_little_else() {
        let mut sieve = Sieve::default();
        let hashes: Vec<u64> = (0..1000).map(|n| hash_word(&n.to_string())).collect();
        for hash in &hashes[..5] {
            sieve.put(*hash);
        }
        assert!(hashes[..5].iter().all(|hash| sieve.may_hold(*hash)));
        assert!(hashes.iter().filter(|hash| sieve.may_hold(**hash)).count() < 60);
    }

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
