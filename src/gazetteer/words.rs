//! The names that are also something else.

use rustc_hash::FxHashSet;

use crate::text::hash_word;

/// The hashes of the names of `words.txt`: of those that are ordinary words, and of those of persons.
#[derive(Default)]
pub(super) struct Ordinary {
    words: FxHashSet<u64>,
    persons: FxHashSet<u64>,
}

impl Ordinary {
    /// Reads lines of `w name` for an ordinary word and `p name` for the name of persons.
    pub(super) fn parse(text: &str) -> Self {
        let mut ordinary = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("w", name)) => ordinary.words.insert(hash_word(name)),
                Some(("p", name)) => ordinary.persons.insert(hash_word(name)),
                _ => false,
            };
        }
        ordinary
    }

    /// Whether a name is an ordinary word, and whether it is the name of persons.
    pub(super) fn of(&self, name: &str) -> (bool, bool) {
        // The index leaves the article out.
        let hash = hash_word(name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name));
        (self.words.contains(&hash), self.persons.contains(&hash))
    }
}
