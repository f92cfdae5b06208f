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
