//! The surnames of those who were named in full.

use rustc_hash::FxHashSet;

use crate::text::Sieve;

/// The surnames of the persons whom an article names in full; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surnames {
    sieve: Sieve,
    all: FxHashSet<u64>,
    /// The tokens with a capital at which no name was found, and those of titles: a surname that is told later may stand there.
    pub(super) passed: Vec<u32>,
}

impl Surnames {
    pub(super) fn clear(&mut self) {
        self.sieve = Sieve::default();
        self.all.clear();
        self.passed.clear();
    }

    pub(super) fn insert(&mut self, hash: u64) {
        self.sieve.put(hash);
        self.all.insert(hash);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    #[inline]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        self.sieve.may_hold(hash)
    }

    pub(super) fn hold(&self, hash: u64) -> bool {
        self.sieve.may_hold(hash) && self.all.contains(&hash)
    }
}
