//! The names that are also something else.

use rustc_hash::FxHashSet;

/// The names of `words.txt`, folded: those that are ordinary words, and those of persons.
#[derive(Default)]
pub(super) struct Ordinary<'a> {
    words: FxHashSet<&'a str>,
    persons: FxHashSet<&'a str>,
}

impl<'a> Ordinary<'a> {
    /// Reads lines of `w name` for an ordinary word and `p name` for the name of persons.
    pub(super) fn parse(text: &'a str) -> Self {
        let mut ordinary = Self::default();
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("w", name)) => ordinary.words.insert(name),
                Some(("p", name)) => ordinary.persons.insert(name),
                _ => false,
            };
        }
        ordinary
    }

    /// Whether a folded name is an ordinary word, and whether it is the name of persons.
    pub(super) fn of(&self, folded: &str) -> (bool, bool) {
        (self.words.contains(folded), self.persons.contains(folded))
    }
}
