//! The surnames of those who were named in full.

use rustc_hash::FxHashSet;

use crate::text::{Sieve, small};

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

/// How many letters of a name on a platform are looked at, so that the cost stays linear.
const HANDLE: usize = 64;

/// Whether a name on a platform, `@oskan_ruel`, holds a surname of some letters.
pub(crate) fn holds_surname(handle: &str, surname: &str) -> bool {
    if surname.len() <= 3 {
        return false;
    }
    // Most are of ASCII letters, which are compared in a tenth of the time.
    if handle.is_ascii() && surname.is_ascii() {
        let mut places = handle.as_bytes().windows(surname.len()).take(HANDLE);
        return places.any(|letters| letters.eq_ignore_ascii_case(surname.as_bytes()));
    }
    let here = |at: usize| {
        let mut rest = small(&handle[at..]);
        small(surname).all(|letter| rest.next() == Some(letter))
    };
    handle.char_indices().take(HANDLE).any(|(at, _)| here(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_is_found_in_a_handle_whatever_the_case_of_its_letters() {
        for (handle, surname, expected) in [
            ("oskan_ruel", "Oskan", true),
            ("RuelOSKAN", "Oskan", true),
            ("ruel_oska", "Oskan", false),
            ("ruel_ÖSKAN", "Öskan", true),
            ("ruel_öskan", "Oskan", false),
            ("ruel", "Ruel Oskan", false),
            ("oru_mirel", "Oru", false),
        ] {
            assert_eq!(holds_surname(handle, surname), expected, "{surname} in {handle}");
        }
    }
}
