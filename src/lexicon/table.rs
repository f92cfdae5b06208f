//! From the hash of a word to what is known of it, in one line of the cache.

use rustc_hash::FxHashMap;

use super::Word;
use crate::text::Token;

/// How many words a line holds.
const WAYS: usize = 10;

/// The words whose hashes lead to one line of the cache; those that a full line has no room for stand in the next.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Line {
    /// The upper halves of their hashes.
    tags: [u32; WAYS],
    /// The places of their entries; 0 is free.
    places: [u16; WAYS],
}

/// The table: an article touches a line for each of its words, once, since a rare word's comes from far away.
///
/// Words of which the same is known share an entry, so that the entries stay near.
pub(super) struct Table {
    lines: Box<[Line]>,
    /// The first is that of unknown words.
    entries: Vec<Word>,
}

impl Table {
    pub fn new(words: Vec<(u64, Word)>) -> Self {
        let mut table = Self {
            lines: vec![Line::default(); words.len() / 6 + 1].into_boxed_slice(),
            entries: vec![Word::default()],
        };
        let mut places = FxHashMap::default();
        for (hash, entry) in words {
            let Word {
                classes,
                lemma,
                forms,
                time,
            } = entry;
            let place = *places.entry((classes, lemma, forms, time)).or_insert_with(|| {
                table.entries.push(entry);
                table.entries.len() as u16 - 1
            });
            table.insert(hash, place);
        }
        debug_assert!(u16::try_from(table.entries.len()).is_ok(), "the places of the entries are 16 bits");
        table
    }

    fn insert(&mut self, hash: u64, place: u16) {
        let mut at = self.home(hash);
        loop {
            let line = &mut self.lines[at];
            if let Some(free) = line.places.iter().position(|&p| p == 0) {
                line.tags[free] = (hash >> 32) as u32;
                line.places[free] = place;
                return;
            }
            at = (at + 1) % self.lines.len();
        }
    }

    /// The line of the hash: the lower half, scaled to their number.
    fn home(&self, hash: u64) -> usize {
        ((u64::from(hash as u32) * self.lines.len() as u64) >> 32) as usize
    }

    pub fn word(&self, hash: u64) -> Word {
        self.entries[usize::from(self.place(hash, self.home(hash)))]
    }

    /// The place of the entry: all tags of the line are compared, since a jump at the right one would be guessed wrong.
    #[inline]
    fn place(&self, hash: u64, mut at: usize) -> u16 {
        let tag = (hash >> 32) as u32;
        loop {
            let line = &self.lines[at];
            let found = line.tags.iter().zip(line.places);
            let place = found.fold(0, |found, (&t, place)| found | if t == tag { place } else { 0 });
            if place != 0 || line.places[WAYS - 1] == 0 {
                return place;
            }
            at = (at + 1) % self.lines.len();
        }
    }

    /// Appends what is known of the tokens; of punctuation nothing is.
    ///
    /// Each step is done for several tokens before the next is, so that their lines, and then their entries, come from memory at one
    /// time, where a word alone would mostly be waited for.
    pub fn read(&self, tokens: &[Token], words: &mut Vec<Word>) {
        const AHEAD: usize = 32;
        for tokens in tokens.chunks(AHEAD) {
            let mut homes = [(0, 0); AHEAD];
            let mut touched = 0;
            for (home, token) in homes.iter_mut().zip(tokens) {
                let hash = if token.punct == 0 { token.hash } else { 0 };
                *home = (hash, self.home(hash));
                touched |= self.lines[home.1].places[0];
            }
            std::hint::black_box(touched);
            let mut places = [0; AHEAD];
            for (place, &(hash, home)) in places.iter_mut().zip(&homes[..tokens.len()]) {
                *place = self.place(hash, home);
            }
            words.extend(places[..tokens.len()].iter().map(|&place| self.entries[usize::from(place)]));
        }
    }
}
