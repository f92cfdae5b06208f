//! From the hash of a word to what is known of it.

use std::hint;

use super::word::Word;
use crate::text::{Token, home, slot};

/// The words, each with a slot of its own: see [`slot`].
pub(crate) struct Table {
    pub shifts: &'static [u16],
    /// The upper half of a hash, the verb that the word is a form of, and the place of its entry.
    pub slots: &'static [u64],
    /// Words of which the same is known but for the verb share an entry, so that the nearest cache holds all entries; the first is that of
    /// unknown words.
    pub entries: &'static [Word],
}

impl Table {
    /// Which slot a hash has.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        slot(hash, self.shifts[home(hash, self.shifts.len())], self.slots.len())
    }

    /// What the slot of a hash says of it.
    #[inline]
    pub fn told(&self, hash: u64, slot: u64) -> Word {
        let known = slot >> 32 == hash >> 32;
        // A jump for unknown words would be guessed wrong: a third of the time.
        let slot = hint::select_unpredictable(known, slot, 0);
        Word {
            lemma: (slot >> 16) as u16,
            ..self.entries[usize::from(slot as u16)]
        }
    }

    #[inline]
    pub fn word(&self, hash: u64) -> Word {
        self.told(hash, self.slots[self.place(hash)])
    }

    /// Reads the slots of up to 64 tokens, by themselves, so that rare words come from memory at one time: two thirds of the time of one
    /// token after the other. Of marks nothing is known.
    #[inline]
    pub fn read_slots(&self, tokens: &[Token], slots: &mut [u64; 64]) {
        for (slot, token) in slots.iter_mut().zip(tokens) {
            *slot = self.slots[self.place(token.hash)];
        }
    }
}
