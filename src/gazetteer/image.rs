//! The lists as one flat image of bytes: what is in the binary, in memory and in a saved index.
//!
//! A header of 64-bit numbers, then sections of records of one size each, all little endian. A reader borrows the bytes and decodes a
//! record where it needs one, so that an image opens at once, however large, from mapped memory as well. Nothing that stands in the
//! bytes can make a reader panic or run on: a record out of range is an empty one.
//!
//! | section | a record |
//! | --- | --- |
//! | slots | 6 bytes of the key of a path of words (see [`step`]), 4 of its first candidate and [`slot`] bits; in the order of the keys, free ones between |
//! | candidates | [`Candidate`]: those of one path stand together, the last one marked |
//! | entries | [`super::entry::Record`] |
//! | ids | one more than the number of an entry, at a place that its [`text_hash`] chooses; 0 is free |
//! | subkinds | a string |
//! | starts | bits that keys choose: of the words that names start with, and of those that alone are a name (see [`alone`]) |
//! | lower starts | the same of those that names in lower case start with |
//! | leads | the same of paths of two words and more |
//! | kinds | a string: the name of a kind that the lists declare |
//! | affiliations | [`super::entry::Affiliation`], in the order of the entries that have one |
//! | strings | UTF-8 behind its length of 7 bits a byte |

use std::hint;
use std::ops::Range;

use super::candidate::Candidate;
use super::entry::{Affiliation, Entry};
use super::kind::Kind;
use crate::text::{CaseStyle, Token, hash_folded, hash_word};

const MAGIC: u64 = u64::from_le_bytes(*b"dateline");
const VERSION: u64 = 4;
/// The numbers of the header: magic, version, fingerprint, homes of paths and of ids, the lengths of the sections, the checksums of
/// body and header.
const HEADER: usize = 18;
/// The bytes of a record of each section.
const WIDTHS: [usize; 11] = [SLOT, Candidate::WIDTH, ENTRY, 4, 4, 8, 8, 8, 4, AFFILIATION, 1];
const SLOT: usize = 10;
pub(super) const ENTRY: usize = 32;
pub(super) const AFFILIATION: usize = 12;

/// The bits of a slot below the number of its first candidate, which counts from 1; 0 is a path that only leads on.
pub(super) mod slot {
    /// Longer paths go on from here.
    pub const CHILD: u32 = 1;
    /// The first word of a name.
    pub const START: u32 = 2;
    /// The first word of a name that starts in lower case.
    pub const LOWER: u32 = 4;
    pub const BITS: u32 = 3;
}

/// The hash of "the", which names leave out.
pub(super) const THE: u64 = hash_folded("the");

/// Whether the token joins words of a name and is no word of it.
pub(super) fn is_joint(token: &Token) -> bool {
    token.punct == b'-' && token.has(Token::GLUED) || token.punct == b'~' || token.hash == THE && token.is_word()
}

/// Whether the token of a spelling is one of its words.
pub(super) fn is_part(token: &Token) -> bool {
    !is_joint(token) && token.punct != b'-'
}

/// The hash of a path from the hash so far (0 at the start) and the next word.
pub(super) fn step(path: u64, word: u64) -> u64 {
    let mixed = (path.rotate_left(25) ^ word).wrapping_mul(0xd6e8_feb8_6659_fd93);
    mixed ^ (mixed >> 32)
}

/// The part of the hash of a path that a slot holds.
pub(super) fn slot_key(path: u64) -> u64 {
    path >> 16
}

/// The key among the starts of a word that alone is a name in a text of a case style; its bit stands beside that of the word's own key, so
/// that they come from memory together.
pub(super) fn alone(key: u64, style: CaseStyle) -> u64 {
    key ^ (style as u64 + 1) << 16
}

/// Where among `homes` places the slot of a key is looked for first: in the order of the keys.
pub(super) fn home(key: u64, homes: u64) -> usize {
    ((key >> 16).wrapping_mul(homes) >> 32) as usize
}

/// A sum of 64 bits that any change of one word of eight bytes changes: four lanes, so that it runs as fast as memory.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [1u64, 2, 3, 4];
    let mut add = |block: &[u8; 32]| {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(31);
        }
    };
    let (blocks, rest) = bytes.as_chunks();
    blocks.iter().for_each(&mut add);
    if !rest.is_empty() {
        let mut last = [0; 32];
        last[..rest.len()].copy_from_slice(rest);
        add(&last);
    }
    lanes.into_iter().fold(bytes.len() as u64, |sum, lane| {
        let mixed = (sum ^ lane).wrapping_mul(PRIME);
        mixed ^ (mixed >> 32)
    })
}

/// The hash of a short text: of an id, whose key it leads to.
pub(super) fn text_hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks();
    let sum = words
        .iter()
        .fold(text.len() as u64, |sum, word| step(sum, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    step(step(sum, rest), 0)
}

/// What the image rests on beside its own layout: how words are folded and hashed, and the numbers of the kinds.
fn fingerprint() -> u64 {
    let words = ["al", "Qāʿida", "U.S.", "Straße", "responsibilities"];
    let path = words.iter().fold(0, |path, word| step(path, hash_word(word)));
    Kind::ALL
        .iter()
        .fold(path, |sum, kind| step(sum, checksum(kind.as_str().as_bytes())))
}

/// An image while it is written, section after section.
pub(super) struct Writer {
    homes: u64,
    id_homes: u64,
    lengths: Vec<u64>,
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn new(homes: u64, id_homes: u64) -> Self {
        Self {
            homes,
            id_homes,
            lengths: Vec::new(),
            bytes: vec![0; HEADER * 8],
        }
    }

    /// Makes room for so many slots, candidates, entries and bytes of strings, and for the smaller sections.
    pub(super) fn reserve(&mut self, slots: usize, candidates: usize, entries: usize, strings: usize) {
        let bytes = slots * SLOT + candidates * Candidate::WIDTH + entries * (ENTRY + 6) + strings;
        self.bytes.reserve(bytes + bytes / 8);
    }

    /// Writes the next section.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Section<'_>)) {
        let Some(&width) = WIDTHS.get(self.lengths.len()) else { return };
        let from = self.bytes.len();
        write(&mut Section {
            bytes: &mut self.bytes,
            from,
            width,
        });
        self.lengths.push(((self.bytes.len() - from) / width) as u64);
    }

    /// Writes the next section: bits that keys choose, of which at most one in `sparse` is set.
    pub(super) fn bits(&mut self, keys: impl Iterator<Item = u64> + Clone, sparse: usize) {
        let words = (keys.clone().count() * sparse).next_power_of_two().max(64) / 64;
        let mut bits = vec![0u64; words];
        for key in keys {
            let at = chosen_bit(key, words);
            bits[at / 64] |= 1 << (at % 64);
        }
        self.section(|section| bits.iter().for_each(|word| section.put(&word.to_le_bytes())));
    }

    /// The image.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut header = vec![MAGIC, VERSION, fingerprint(), self.homes, self.id_homes];
        header.append(&mut self.lengths);
        header.push(checksum(&self.bytes[HEADER * 8..]));
        let header: Vec<u8> = header.into_iter().flat_map(u64::to_le_bytes).collect();
        self.bytes[..header.len()].copy_from_slice(&header);
        self.bytes[header.len()..HEADER * 8].copy_from_slice(&checksum(&header).to_le_bytes());
        self.bytes
    }
}

/// A section of records of one width.
pub(super) struct Section<'a> {
    bytes: &'a mut Vec<u8>,
    from: usize,
    width: usize,
}

impl Section<'_> {
    /// Adds records.
    #[inline]
    pub(super) fn put(&mut self, records: &[u8]) {
        self.bytes.extend_from_slice(records);
    }

    /// Adds empty records until there are so many.
    #[inline]
    pub(super) fn free_until(&mut self, count: usize) {
        let end = self.from + count * self.width;
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
    }
}

/// A slot: the key of its path, and its value.
pub(super) fn slot_bytes(key: u64, value: u32) -> [u8; SLOT] {
    let [a, b, c, d, e, f, ..] = key.to_le_bytes();
    let [w, x, y, z] = value.to_le_bytes();
    [a, b, c, d, e, f, w, x, y, z]
}

/// Where the sections of an image stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    homes: u64,
    id_homes: u64,
    sections: [Range<usize>; WIDTHS.len()],
    body: Range<usize>,
    sum: u64,
    /// The kinds that the lists declare.
    kinds: Vec<Kind>,
}

impl Layout {
    /// Reads the header; says what is wrong with it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut header = [0; HEADER];
        for (number, bytes) in header.iter_mut().zip(bytes.as_chunks().0) {
            *number = u64::from_le_bytes(*bytes);
        }
        let [magic, version, print, homes, id_homes, lengths @ .., body_sum, head_sum] = header;
        if magic != MAGIC {
            return Err("it is no saved index of dateline".into());
        }
        if version != VERSION {
            return Err(format!(
                "it has format {version} where this version of dateline reads {VERSION}: save it anew from its lists"
            ));
        }
        let head = bytes.get(..HEADER * 8 - 8);
        if head.is_none_or(|head| checksum(head) != head_sum) {
            return Err("its header is damaged".into());
        }
        if print != fingerprint() {
            return Err("a version of dateline wrote it that reads words otherwise: save it anew from its lists".into());
        }
        let mut at = HEADER * 8;
        let mut sections: [Range<usize>; WIDTHS.len()] = Default::default();
        for (section, (length, width)) in sections.iter_mut().zip(lengths.into_iter().zip(WIDTHS)) {
            let end = usize::try_from(length).ok().and_then(|n| n.checked_mul(width)?.checked_add(at));
            let Some(end) = end else {
                return Err("its header is damaged".into());
            };
            *section = at..end;
            at = end;
        }
        if at != bytes.len() {
            return Err(format!("it has {} bytes where its header tells of {at}", bytes.len()));
        }
        let [.., kinds, _, strings] = sections.each_ref().map(|s| bytes.get(s.clone()).unwrap_or_default());
        let names = kinds.as_chunks().0.iter().map(|at| string(strings, u32::from_le_bytes(*at)));
        let kinds: Option<Vec<Kind>> = names.map(Kind::declare).collect();
        Ok(Self {
            homes,
            id_homes,
            sections,
            body: HEADER * 8..at,
            sum: body_sum,
            kinds: kinds.ok_or("it declares kinds that have no name, or more than a program can know")?,
        })
    }

    /// Whether the bytes behind the header are those that were written.
    pub(super) fn is_whole(&self, bytes: &[u8]) -> bool {
        bytes.get(self.body.clone()).is_some_and(|body| checksum(body) == self.sum)
    }

    #[inline]
    pub(super) fn of<'a>(&'a self, bytes: &'a [u8]) -> Image<'a> {
        let [
            slots,
            candidates,
            entries,
            ids,
            subkinds,
            starts,
            lower_starts,
            leads,
            _,
            affiliations,
            strings,
        ] = &self.sections;
        let section = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        Image {
            homes: self.homes,
            id_homes: self.id_homes,
            slots: section(slots).as_chunks().0,
            candidates: section(candidates).as_chunks().0,
            entries: section(entries).as_chunks().0,
            ids: section(ids).as_chunks().0,
            subkinds: section(subkinds).as_chunks().0,
            kinds: &self.kinds,
            starts: section(&(starts.start..lower_starts.end)).as_chunks().0,
            upper_starts: starts.len() / 8,
            leads: section(leads).as_chunks().0,
            affiliations: section(affiliations).as_chunks().0,
            strings: section(strings),
        }
    }

    /// See [`Image::chain`], for which one section is looked up and not all.
    #[inline]
    pub(super) fn chain<'a>(&self, bytes: &'a [u8], head: u32) -> impl Iterator<Item = Candidate> + use<'a> {
        let [_, candidates, ..] = &self.sections;
        chain(bytes.get(candidates.clone()).unwrap_or_default().as_chunks().0, head)
    }

    /// An entry, for which three sections are looked up and not all: an article asks for thousands.
    #[inline]
    pub(super) fn entry<'a>(&'a self, bytes: &'a [u8], number: u32) -> Entry<'a> {
        let [_, _, entries, _, subkinds, _, _, _, _, _, strings] = &self.sections;
        let section = |range: &Range<usize>| bytes.get(range.clone()).unwrap_or_default();
        Entry::read(
            section(entries).as_chunks().0,
            &self.kinds,
            section(subkinds).as_chunks().0,
            section(strings),
            number,
        )
    }
}

/// The sections of an image.
#[derive(Clone, Copy)]
pub(super) struct Image<'a> {
    homes: u64,
    id_homes: u64,
    slots: &'a [[u8; SLOT]],
    candidates: &'a [[u8; Candidate::WIDTH]],
    pub entries: &'a [[u8; ENTRY]],
    ids: &'a [[u8; 4]],
    pub subkinds: &'a [[u8; 4]],
    pub kinds: &'a [Kind],
    /// The bits of words that names start with, and behind them those of such words in lower case.
    starts: &'a [[u8; 8]],
    /// How many are the first of the two.
    upper_starts: usize,
    leads: &'a [[u8; 8]],
    pub affiliations: &'a [[u8; AFFILIATION]],
    pub strings: &'a [u8],
}

impl<'a> Image<'a> {
    /// The bit that [`Image::may_start`] looks at for the word of this path; `lower` when it stands in lower case in a text of mixed case.
    #[inline]
    pub(super) fn start_bit(&self, path: u64, lower: bool) -> u32 {
        // One section stands behind the other, so that numbers are chosen and no jump is guessed.
        let upper = self.upper_starts;
        let (from, words) = hint::select_unpredictable(lower, (upper, self.starts.len() - upper), (0, upper));
        (from * 64 + chosen_bit(slot_key(path), words)) as u32
    }

    /// Whether a name may start with the word of that bit.
    #[inline]
    pub(super) fn may_start(&self, start_bit: u32) -> bool {
        bit(self.starts, start_bit as usize)
    }

    /// Whether the one word of this path may be a name in a text of this style.
    #[inline]
    pub(super) fn may_be_alone(&self, path: u64, style: CaseStyle) -> bool {
        bit(self.starts, chosen_bit(alone(slot_key(path), style), self.upper_starts))
    }

    /// Whether names may have the words of this path, two or more.
    #[inline]
    pub(super) fn may_lead(&self, path: u64) -> bool {
        bit(self.leads, chosen_bit(slot_key(path), self.leads.len()))
    }

    /// Reads the first slot where a path may be, to have it at hand; 0 when the path is nowhere.
    #[inline]
    pub(super) fn touch(&self, path: u64) -> u32 {
        let slot = self.slots.get(home(slot_key(path), self.homes));
        slot.map_or(0, |slot| split_slot(slot).1)
    }

    /// Reads a byte of a candidate that [`Image::probe`] named, to have it at hand.
    #[inline]
    pub(super) fn touch_candidate(&self, head: u32) -> u8 {
        let candidate = (head as usize).checked_sub(1).and_then(|at| self.candidates.get(at));
        candidate.map_or(0, |bytes| bytes[0])
    }

    /// The same of an entry.
    #[inline]
    pub(super) fn touch_entry(&self, number: u32) -> u8 {
        self.entries.get(number as usize).map_or(0, |bytes| bytes[0])
    }

    /// The first candidate of a path, from 1 (0 for none), and whether longer paths go on from it.
    #[inline]
    pub(super) fn probe(&self, path: u64) -> Option<(u32, bool)> {
        let key = slot_key(path);
        let mut at = home(key, self.homes);
        loop {
            let (found, value) = split_slot(self.slots.get(at)?);
            if value == 0 || found > key {
                return None;
            }
            if found == key {
                return Some((value >> slot::BITS, value & slot::CHILD != 0));
            }
            at += 1;
        }
    }

    /// Every slot in use: its key, and its first candidate with its bits.
    pub(super) fn paths(&self) -> impl Iterator<Item = (u64, u32)> {
        self.slots.iter().map(split_slot).filter(|(_, value)| *value != 0)
    }

    /// The candidates from the one that [`Image::probe`] named, the last added first.
    #[inline]
    pub(super) fn chain(&self, head: u32) -> impl Iterator<Item = Candidate> + use<'a> {
        chain(self.candidates, head)
    }

    /// How many candidates there are.
    pub(super) fn candidates(&self) -> usize {
        self.candidates.len()
    }

    /// The number of the entry with this id.
    pub(super) fn numbered(&self, id: &str) -> Option<u32> {
        self.with_id(id).find(|&number| Entry::of(*self, number).id() == id)
    }

    /// What is told of the entry with this id.
    pub(super) fn affiliation(&self, id: &str) -> Option<Affiliation> {
        let number = self.numbered(id)?;
        let found = self
            .affiliations
            .binary_search_by_key(&number, |bytes| Affiliation::read(bytes).entry);
        found.ok().map(|at| Affiliation::read(&self.affiliations[at]))
    }

    /// The entries whose id may be this one.
    pub(super) fn with_id(&self, id: &str) -> impl Iterator<Item = u32> + use<'a> {
        let at = home(slot_key(text_hash(id)), self.id_homes);
        let numbers = self.ids.get(at..).unwrap_or_default().iter().map(|n| u32::from_le_bytes(*n));
        numbers.map_while(|n| n.checked_sub(1))
    }

    /// The string at a place of the section; empty where there is none.
    pub(super) fn string(&self, at: u32) -> &'a str {
        string(self.strings, at)
    }
}

/// The candidates from one on, which counts from 1, to the last of its path.
#[inline]
fn chain(candidates: &[[u8; Candidate::WIDTH]], head: u32) -> impl Iterator<Item = Candidate> {
    let from = (head as usize).checked_sub(1);
    let mut rest = from.and_then(|at| candidates.get(at..)).unwrap_or_default().iter();
    let mut more = true;
    std::iter::from_fn(move || {
        let candidate = Candidate::read(*rest.next().filter(|_| more)?);
        more = !candidate.has(Candidate::LAST);
        Some(candidate)
    })
}

#[inline]
fn split_slot(&[a, b, c, d, e, f, w, x, y, z]: &[u8; SLOT]) -> (u64, u32) {
    // One number of eight bytes rather than of six, of which the compiler would make two.
    let key = u64::from_le_bytes([a, b, c, d, e, f, w, x]) & ((1 << 48) - 1);
    (key, u32::from_le_bytes([w, x, y, z]))
}

/// A bit of a section of bits.
#[inline]
fn bit(bits: &[[u8; 8]], at: usize) -> bool {
    let word = bits.get(at >> 6).map_or(0, |word| u64::from_le_bytes(*word));
    word >> (at & 63) & 1 != 0
}

/// The bit of a key among those of `words` numbers of 64 bits, which are a power of two.
fn chosen_bit(key: u64, words: usize) -> usize {
    (key >> 16) as usize & (words * 64).wrapping_sub(1)
}

/// The string at a place among others; empty where there is none.
pub(super) fn string(strings: &[u8], at: u32) -> &str {
    let bytes = string_bytes(strings, at).unwrap_or_default();
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The bytes of that string.
pub(super) fn string_bytes(strings: &[u8], at: u32) -> Option<&[u8]> {
    let (mut length, mut at) = (0usize, at as usize);
    for shift in (0..28).step_by(7) {
        let byte = *strings.get(at)?;
        at += 1;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    strings.get(at..at.checked_add(length)?)
}
