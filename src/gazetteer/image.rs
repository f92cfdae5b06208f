//! The lists as one flat image of bytes: what is in the binary, in memory and in a saved index.
//!
//! A header of 64-bit numbers, then sections of records of one size each, all little endian. A reader borrows the bytes and decodes a
//! record where it needs one, so that an image opens at once, however large, from mapped memory as well. Nothing that stands in the
//! bytes can make a reader panic or run on: a record out of range is an empty one. Numbers take as many bytes as the largest of their kind,
//! those of an entry as many bits.
//!
//! | section | a record |
//! | --- | --- |
//! | starts | bits that keys choose: of the words that names start with, of those that alone are a name (see [`alone`]), and of longer paths |
//! | lower starts | the same of the words that names in lower case start with |
//! | slots | the key of a path of words (see [`step`]), its first candidate and [`slot`] bits in 8 bytes; in the order of the keys, free ones between |
//! | candidates | [`Candidate`]: those of one path stand together, the last one marked |
//! | entries | [`super::record::Record`] |
//! | ids | one more than the number of an entry, at a place that its [`text_hash`] chooses, in as few bits as hold all; 0 is free |
//! | subkinds | a string |
//! | parents | a string |
//! | kinds | a string: the name of a kind that the lists declare |
//! | details | [`Detail`], in the order of the entries that have one |
//! | strings | UTF-8 behind its length of 7 bits a byte |

use std::hint;

use super::candidate::Candidate;
use super::entry::{Detail, Entry};
use super::layout::{Layout, Part};
use super::strings::string;
use crate::text::{CaseStyle, Token, hash_folded};

/// The bits of a slot below the number of its first candidate, which counts from 1; 0 is a path that only leads on.
pub(super) mod slot {
    /// Longer paths go on from here.
    pub const CHILD: u32 = 1;
    /// The first word of a name.
    pub const START: u32 = 2;
    /// The first word of a name that starts in lower case.
    pub const LOWER: u32 = 4;
    pub const BITS: u32 = 3;

    /// The key of a path as it stands in a slot above `value` bits. What does not fit is cut off at the top: slots stand in the order of
    /// their keys, so that the bits there follow from where a slot is.
    pub fn key(key: u64, value: u32) -> u64 {
        key << (16 + cut(value))
    }

    /// How many bits of keys are cut off.
    pub fn cut(value: u32) -> u32 {
        value.saturating_sub(16)
    }
}

/// The hash of "the", which names leave out.
pub(super) const THE: u64 = hash_folded("the");

/// Whether the token joins words of a name and is no word of it: "Martyrs' Brigade" is also written without the mark.
#[allow(clippy::needless_bitwise_bool)] // Lazy operators would be jumps that are guessed wrong.
pub(super) fn is_joint(token: &Token) -> bool {
    let glued = (token.punct == b'-') | (token.punct == b'\'');
    glued & token.has(Token::GLUED) | (token.punct == b'~') | (token.hash == THE) & token.is_word() || token.is_plural_owner()
}

/// Whether the token of a spelling is one of its words.
pub(super) fn is_part(token: &Token) -> bool {
    !is_joint(token) && token.punct != b'-'
}

/// The bits of the hash of a path that are those of its first word.
const FIRST: u64 = 0xfff << (16 + LINE);
/// The bits of a key that choose a bit among those of a cache line.
const LINE: u32 = 9;

/// The hash of a path from the hash so far (0 at the start) and the next word. Paths with one first word have their bits among the starts in
/// one cache line, so that words which begin a name are told by what came from memory for the first of them.
#[inline]
pub(super) fn step(path: u64, word: u64) -> u64 {
    let mixed = mix(path, word);
    if path == 0 { mixed } else { mixed & !FIRST | path & FIRST }
}

/// A hash of two numbers.
#[inline]
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(25) ^ b).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}

/// The part of the hash of a path that a slot holds.
pub(super) fn slot_key(path: u64) -> u64 {
    path >> 16
}

/// The key among the starts of a word that alone is a name in a text of a case style; its bit stands beside that of the word's own key, so
/// that they come from memory together.
pub(super) fn alone(key: u64, style: CaseStyle) -> u64 {
    key ^ (style as u64 + 1)
}

/// Where among `homes` places the slot of a key is looked for first: in the order of the keys.
pub(super) fn home(key: u64, homes: u64) -> usize {
    ((key >> 16).wrapping_mul(homes) >> 32) as usize
}

/// The hash of a short text: of an id, whose key it leads to.
pub(super) fn text_hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks();
    let sum = words
        .iter()
        .fold(text.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(mix(sum, rest), 0)
}

/// The sections of an image that a text is read with.
#[derive(Clone, Copy)]
pub(super) struct Image<'a> {
    pub layout: &'a Layout,
    pub bytes: &'a [u8],
    pub homes: u64,
    /// The bits of a slot below its key.
    pub value: u32,
    pub slots: &'a [[u8; 8]],
    /// From the first candidate on.
    pub candidates: &'a [u8],
    /// The bytes of one.
    pub candidate: usize,
    /// The bits of what names start with, and behind them those of such words without a capital.
    pub starts: &'a [[u8; 8]],
    /// How many are the first of the two.
    pub upper_starts: usize,
}

impl<'a> Image<'a> {
    /// Tells of words whether a name that starts without a capital may start with the one of a path.
    #[inline]
    pub(super) fn may_start_small(&self) -> impl Fn(u64) -> bool + use<'a> {
        let bits = self.starts.get(self.upper_starts..).unwrap_or_default();
        move |path| bit(bits, chosen_bit(slot_key(path), bits.len()))
    }

    /// Whether the one word of this path may be a name in a text of this style.
    #[inline]
    pub(super) fn may_be_alone(&self, path: u64, style: CaseStyle) -> bool {
        bit(self.starts, chosen_bit(alone(slot_key(path), style), self.upper_starts))
    }

    /// Whether names may start with the one word of this path, or have all its words.
    #[inline]
    pub(super) fn may_lead(&self, path: u64) -> bool {
        bit(self.starts, chosen_bit(slot_key(path), self.upper_starts))
    }

    /// Reads the first slot where a path may be, to have it at hand; 0 when the path is nowhere.
    #[inline]
    pub(super) fn touch(&self, path: u64) -> u32 {
        let slot = self.slots.get(home(slot_key(path), self.homes));
        slot.map_or(0, |slot| u64::from_le_bytes(*slot) as u32)
    }

    /// Reads a byte of a candidate that [`Image::probe`] named, or of the first one, to have it at hand.
    #[inline]
    pub(super) fn touch_candidate(&self, head: u32) -> u8 {
        let candidate = self.candidates.get(head.saturating_sub(1) as usize * self.candidate);
        candidate.copied().unwrap_or_default()
    }

    /// The first candidate of a path, from 1; 0 where the path is nowhere or longer ones alone go on from it.
    #[inline]
    #[allow(clippy::needless_bitwise_bool)]
    pub(super) fn probe(&self, path: u64) -> u32 {
        const NEAR: usize = 4;
        let key = slot_key(path);
        let wanted = slot::key(key, self.value);
        let mut slots = self.slots.get(home(key, self.homes)..).unwrap_or_default();
        while let Some((near, rest)) = slots.split_first_chunk::<NEAR>() {
            // Without a jump for each: how far a path stands from its home would be guessed wrong every time.
            let (mut head, mut beyond) = (0, false);
            for slot in near {
                let found = u64::from_le_bytes(*slot);
                let apart = (found & !self.values()).wrapping_sub(wanted).cast_signed();
                let value = (found & self.values()) as u32;
                head |= hint::select_unpredictable(apart == 0, value, 0);
                beyond = (value == 0) | (apart >= 0);
            }
            // In a short list keys lie so far apart that which one is beyond another says nothing.
            if beyond | (head != 0) {
                return head >> slot::BITS;
            }
            slots = rest;
        }
        let mut last = slots.iter().map(|slot| u64::from_le_bytes(*slot));
        let found = last.find(|found| found & !self.values() == wanted);
        found.map_or(0, |found| (found & self.values()) as u32 >> slot::BITS)
    }

    /// The bits of the value of a slot.
    #[inline]
    fn values(&self) -> u64 {
        (1 << self.value) - 1
    }

    /// Every slot in use: its key, and its first candidate with its bits.
    pub(super) fn paths(&self) -> impl Iterator<Item = (u64, u32)> {
        let cut = slot::cut(self.value);
        let homes = u128::from(self.homes.max(1));
        let used = self.slots.iter().map(|slot| u64::from_le_bytes(*slot)).zip(0u128..);
        used.filter(|(found, _)| found & self.values() != 0).map(move |(found, at)| {
            // A key whose home is here, which has the bits that are cut off, and how far this one is from it.
            let here = ((at << 64) / homes) as u64;
            let apart = (found & !self.values()).wrapping_sub(here << cut).cast_signed() >> cut;
            let key = here.wrapping_add_signed(apart) >> 16;
            (key, (found & self.values()) as u32)
        })
    }

    /// The candidates from the one that [`Image::probe`] named, the last added first.
    #[inline]
    pub(super) fn chain(&self, head: u32) -> impl Iterator<Item = Candidate> + use<'a> {
        let (all, width) = (self.candidates, self.candidate);
        let used = u64::MAX >> (64 - 8 * width.clamp(1, 8));
        let mut at = (head as usize).checked_sub(1).map(|at| at * width);
        std::iter::from_fn(move || {
            let bytes = all.get(at?..)?.first_chunk()?;
            let candidate = Candidate::read(u64::from_le_bytes(*bytes) & used);
            at = at.filter(|_| !candidate.has(Candidate::LAST)).map(|at| at + width);
            Some(candidate)
        })
    }

    /// How many candidates there are.
    pub(super) fn candidates(&self) -> usize {
        self.layout.count(Part::Candidates)
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> usize {
        self.layout.count(Part::Entries)
    }

    /// An entry.
    pub(super) fn entry(&self, number: u32) -> Entry<'a> {
        Entry::of(self.layout, self.bytes, number)
    }

    /// The number of the entry with this id.
    pub(super) fn numbered(&self, id: &str) -> Option<u32> {
        self.with_id(id).find(|&number| self.entry(number).has_id(id))
    }

    /// What is told of an entry beside its record.
    pub(super) fn detail(&self, number: u32) -> Option<Detail> {
        let details = self.details();
        let found = details.binary_search_by_key(&number, |bytes| Detail::read(bytes).entry);
        found.ok().map(|at| Detail::read(&details[at]))
    }

    pub(super) fn details(&self) -> &'a [[u8; Detail::WIDTH]] {
        self.layout.part(self.bytes, Part::Details).as_chunks().0
    }

    /// The entries whose id may be this one.
    pub(super) fn with_id(&self, id: &str) -> impl Iterator<Item = u32> + use<'a> {
        self.layout.with_id(self.bytes, slot_key(text_hash(id)))
    }

    /// The string at a place of the section; empty where there is none.
    pub(super) fn string(&self, at: u32) -> &'a str {
        string(self.layout.strings(self.bytes), at)
    }
}

/// A bit of a section of bits.
#[inline]
fn bit(bits: &[[u8; 8]], at: usize) -> bool {
    let word = u64::from_le_bytes(*bits.get(at >> 6).unwrap_or(&[0; 8]));
    word >> (at & 63) & 1 != 0
}

/// The bit of a key among those of `words` numbers of 64 bits, which are a power of two.
pub(super) fn chosen_bit(key: u64, words: usize) -> usize {
    key as usize & (words * 64).wrapping_sub(1)
}
