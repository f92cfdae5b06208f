//! The words of cues.

use crate::text::{Token, hash_folded, hash_word};

/// A word of a cue: the hash that stands for it, and how it is written, which only the fitting of weights reads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Part<'a> {
    pub id: u64,
    pub name: &'a str,
}

impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Part<'_> {}

impl Part<'static> {
    /// A word in lower case, for constants: see [`part!`].
    pub(super) const fn new(name: &'static str) -> Self {
        Self {
            id: hash_folded(name),
            name,
        }
    }
}

impl<'a> Part<'a> {
    pub(super) fn of(name: &'a str) -> Self {
        Self { id: hash_word(name), name }
    }

    /// The word of a token.
    #[inline]
    pub(super) fn of_token(token: &Token, text: &'a str) -> Self {
        Self {
            id: token.hash,
            // No slice that may panic: where nobody reads the name, nothing of this is left.
            name: text.get(token.span.start()..token.span.end()).unwrap_or_default(),
        }
    }
}

/// A constant word of a cue.
macro_rules! part {
    ($name:literal) => {
        const { $crate::resolve::incident::part::Part::new($name) }
    };
}
pub(super) use part;

/// What takes cues: the scorer, which looks their weights up, or the fitting, which wants their words.
pub(super) trait Cues {
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]);
}
