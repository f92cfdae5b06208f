//! From the hash of a word to what is known of it.

use std::hint;

use super::word::Word;
use crate::text::Token;

/// A perfect hash of the words: each has a slot of its own, so that a look-up is a comparison and no search. Which slot follows from
/// its hash and a number that the words share whose hashes lead to one of the `shifts`; the build script has chosen these numbers.
pub(crate) struct Table {
    pub shifts: &'static [u16],
    /// The upper half of a hash, the verb that the word is a form of, and the place of its entry.
    pub slots: &'static [u64],
    /// Words of which the same is known but for the verb share an entry, so that the nearest cache holds all entries; the first is that of
    /// unknown words.
    pub entries: &'static [Word],
}

/// Which of so many shifts a hash leads to.
#[inline]
pub(crate) fn home(hash: u64, shifts: usize) -> usize {
    (((hash >> 32) * shifts as u64) >> 32) as usize
}

/// Which of so many slots a hash has with this shift.
#[inline]
pub(crate) fn slot(hash: u64, shift: u16, slots: usize) -> usize {
    let mixed = (hash ^ u64::from(shift)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (((mixed >> 32) * slots as u64) >> 32) as usize
}

impl Table {
    #[inline]
    pub fn word(&self, hash: u64) -> Word {
        let shift = self.shifts[home(hash, self.shifts.len())];
        let slot = self.slots[slot(hash, shift, self.slots.len())];
        let known = slot >> 32 == hash >> 32;
        // A jump for unknown words would be guessed wrong: a third of the time.
        let slot = hint::select_unpredictable(known, slot, 0);
        Word {
            lemma: (slot >> 16) as u16,
            ..self.entries[usize::from(slot as u16)]
        }
    }

    /// Appends what is known of the tokens; of marks nothing is.
    pub fn read(&self, tokens: &[Token], words: &mut Vec<Word>) {
        words.extend(tokens.iter().map(|token| self.word(token.hash)));
    }
}
