//! The token trie in one open-addressing table: a key is the hash of the words so far, so a step is one probe.

use super::policy::Policy;
use crate::text::{Token, hash_folded};
/// One spelling of one entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub entry: u32,
    pub alias: (u32, u16),
    next: u32,
    pub policy: Policy,
    pub words: u8,
    pub flags: u8,
}

impl Candidate {
    /// The spelling is also an ordinary word.
    pub(super) const WORD: u8 = 1;
    /// The spelling is also the name of persons.
    pub(super) const PERSON: u8 = 2;
    /// The spelling starts in lower case.
    pub(super) const LOWER_START: u8 = 4;
    /// The last word of the spelling has a capital.
    pub(super) const CAPITAL_END: u8 = 8;
    /// The spelling has a capital somewhere.
    pub(super) const HAS_CAPITAL: u8 = 16;
    /// The spelling is in capitals.
    pub(super) const ACRONYM: u8 = 32;

    pub(super) fn has(&self, flags: u8) -> bool {
        self.flags & flags != 0
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    key: u64,
    /// The first candidate, from 1; 0 for none.
    head: u32,
    child: bool,
}

const START_BITS: u32 = 18;

/// The table.
#[derive(Clone, Debug)]
pub(super) struct Index {
    slots: Vec<Slot>,
    used: usize,
    pub candidates: Vec<Candidate>,
    aliases: String,
    /// A bit for every word a name starts with, and for those that start in lower case: read before the table.
    starts: Vec<u64>,
    lower_starts: Vec<u64>,
}

/// The hash of "the", which names leave out.
pub(super) const THE: u64 = hash_folded("the");

/// Whether the token joins words of a name and is no word of it.
pub(super) fn is_joint(token: &Token) -> bool {
    token.punct == b'-' && token.has(Token::GLUED) || token.punct == b'~' || token.hash == THE && token.is_word()
}

/// The key of a path from the key so far (0 at the start) and the next word.
pub(super) fn step(path: u64, word: u64) -> u64 {
    let mixed = (path.rotate_left(25) ^ word).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed ^ (mixed >> 32)) | 1
}

impl Index {
    pub(super) fn new() -> Self {
        let bits = vec![0; 1 << (START_BITS - 6)];
        Self {
            slots: vec![Slot::default(); 1 << 10],
            used: 0,
            candidates: Vec::new(),
            aliases: String::new(),
            starts: bits.clone(),
            lower_starts: bits,
        }
    }

    /// Makes room for that many more paths.
    pub(super) fn reserve(&mut self, more: usize) {
        let wanted = ((self.used + more) * 2).next_power_of_two();
        if wanted > self.slots.len() {
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); wanted]);
            for slot in old.into_iter().filter(|s| s.key != 0) {
                let at = self.place(slot.key);
                self.slots[at] = slot;
            }
        }
    }

    fn place(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key >> 1) as usize & mask;
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    fn slot(&mut self, key: u64) -> &mut Slot {
        if (self.used + 1) * 2 > self.slots.len() {
            self.reserve(self.used + 1);
        }
        let at = self.place(key);
        if self.slots[at].key == 0 {
            self.slots[at].key = key;
            self.used += 1;
        }
        &mut self.slots[at]
    }

    /// Adds a spelling in front of those that share its words; the tokens are those of `alias`. False when it has no word.
    pub(super) fn insert(&mut self, alias: &str, tokens: &[Token], entry: u32, policy: Policy, marks: u8) -> bool {
        let mut path = 0;
        let (mut words, mut first, mut last) = (0u8, None, None);
        for token in tokens.iter().filter(|t| !is_joint(t) && t.punct != b'-') {
            if path != 0 {
                self.slot(path).child = true;
            } else {
                first = Some(*token);
            }
            path = step(path, token.hash);
            words = words.saturating_add(u8::from(token.is_word() || token.is_number()));
            if token.is_word() && !token.has(Token::POSSESSIVE) {
                last = Some(*token);
            }
        }
        let Some(first) = first.filter(|_| words > 0) else { return false };
        let lower = first.is_word() && !first.is_capitalized();
        set_bit(&mut self.starts, first.hash);
        if lower || !first.is_word() {
            set_bit(&mut self.lower_starts, first.hash);
        }
        let mut flags = marks;
        flags |= if lower || !first.is_word() { Candidate::LOWER_START } else { 0 };
        flags |= if last.is_some_and(|t| t.is_capitalized()) {
            Candidate::CAPITAL_END
        } else {
            0
        };
        flags |= if tokens.iter().any(Token::is_capitalized) {
            Candidate::HAS_CAPITAL
        } else {
            0
        };
        flags |= if alias.chars().any(char::is_uppercase) && !alias.chars().any(char::is_lowercase) {
            Candidate::ACRONYM
        } else {
            0
        };
        let number = self.candidates.len() as u32 + 1;
        let at = self.aliases.len() as u32;
        self.aliases.push_str(alias);
        let slot = self.slot(path);
        let next = std::mem::replace(&mut slot.head, number);
        self.candidates.push(Candidate {
            entry,
            alias: (at, alias.len() as u16),
            next,
            policy,
            words,
            flags,
        });
        true
    }

    /// Whether a name may start with the token.
    pub(super) fn may_start(&self, token: &Token, mixed: bool) -> bool {
        let bits = if mixed && token.is_word() && !token.is_capitalized() {
            &self.lower_starts
        } else {
            &self.starts
        };
        let at = start_bit(token.hash);
        bits[at >> 6] >> (at & 63) & 1 != 0
    }

    /// The first candidate of the path (0 for none) and whether a longer path exists.
    pub(super) fn probe(&self, path: u64) -> Option<(u32, bool)> {
        self.probe_from(path, self.first_slot(path))
    }

    /// The slot where the search for a path begins.
    pub(super) fn first_slot(&self, path: u64) -> Slot {
        self.slots[(path >> 1) as usize & (self.slots.len() - 1)]
    }

    /// The same as `probe`, with the first slot known.
    pub(super) fn probe_from(&self, path: u64, first: Slot) -> Option<(u32, bool)> {
        let slot = if first.key == path || first.key == 0 {
            first
        } else {
            self.slots[self.place(path)]
        };
        (slot.key != 0).then_some((slot.head, slot.child))
    }

    /// The candidates from the one that `probe` named, the last added first.
    pub(super) fn chain(&self, head: u32) -> impl Iterator<Item = &Candidate> {
        let mut at = head;
        std::iter::from_fn(move || {
            let candidate = self.candidates.get((at as usize).checked_sub(1)?)?;
            at = candidate.next;
            Some(candidate)
        })
    }

    pub(super) fn alias(&self, candidate: &Candidate) -> &str {
        let start = candidate.alias.0 as usize;
        &self.aliases[start..start + usize::from(candidate.alias.1)]
    }
}

fn start_bit(hash: u64) -> usize {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - START_BITS)) as usize
}

fn set_bit(bits: &mut [u64], hash: u64) {
    let at = start_bit(hash);
    bits[at >> 6] |= 1 << (at & 63);
}
