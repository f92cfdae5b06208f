//! The head of an image, which tells where everything stands in it and in how many bytes.

use std::ops::Range;

use super::candidate::Candidate;
use super::entry::Detail;
use super::image::{Image, chosen_bit, home, mix, slot, step};
use super::kind::Kind;
use super::record::{Columns, bits_at, mask};
use super::strings::string;
use crate::text::hash_word;

const MAGIC: u64 = u64::from_le_bytes(*b"dateline");
const VERSION: u64 = 7;
/// The numbers of the header: magic, version, fingerprint, packing, homes of paths and of ids, the lengths of the sections, free ones, the
/// checksums of body and header. They fill cache lines, so that those of the starts behind them are whole.
pub(super) const HEADER: usize = 24;

/// The sections, in their order. Those whose records are read as wider than they are have others behind them.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Starts,
    LowerStarts,
    Slots,
    Candidates,
    Entries,
    Ids,
    Subkinds,
    Parents,
    Kinds,
    Details,
    Strings,
}

const PARTS: usize = 11;
/// A place behind all bytes.
const NOWHERE: usize = usize::MAX / 2;

/// How wide the records are whose width is that of their largest number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Packing {
    pub columns: Columns,
    candidate: u8,
    /// The bits of the number of an entry among the ids.
    id: u8,
    /// The bits of a slot below its key.
    value: u8,
}

impl Packing {
    /// For so many spellings and entries.
    pub(super) fn of(columns: Columns, spellings: usize, entries: usize) -> Self {
        Self {
            columns,
            candidate: Candidate::width(entries),
            id: (usize::BITS - entries.leading_zeros()) as u8,
            value: (slot::BITS + usize::BITS - spellings.leading_zeros()) as u8,
        }
    }

    fn read(packed: u64) -> Option<Self> {
        let packing = Self {
            columns: Columns::read(packed)?,
            candidate: (packed >> 48 & 15) as u8,
            id: (packed >> 52 & 63) as u8,
            value: (packed >> 58) as u8,
        };
        let right = packing.candidate <= 8 && packing.id <= 32 && packing.value <= 32;
        right.then_some(packing)
    }

    fn packed(&self) -> u64 {
        self.columns.packed() | u64::from(self.candidate) << 48 | u64::from(self.id) << 52 | u64::from(self.value) << 58
    }

    /// The bytes of a record of each section.
    fn widths(&self) -> [usize; PARTS] {
        [8, 8, 8, self.candidate.into(), self.columns.width(), 1, 4, 4, 4, Detail::WIDTH, 1]
    }

    /// The number of a slot, from the key of its path and its value.
    pub(super) fn slot(&self, key: u64, value: u32) -> u64 {
        slot::key(key, u32::from(self.value)) | u64::from(value)
    }

    /// The bytes of a candidate.
    pub(super) fn candidate(&self, candidate: Candidate, out: &mut Section<'_>) {
        out.number(candidate.number(), self.candidate);
    }

    /// The bytes of the numbers of entries among the ids.
    pub(super) fn ids(&self, numbers: &[u32], out: &mut Section<'_>) {
        let (mut held, mut bits) = (0, 0);
        for &number in numbers {
            held |= u64::from(number) << bits;
            bits += self.id;
            while bits >= 8 {
                out.put(&[held as u8]);
                held >>= 8;
                bits -= 8;
            }
        }
        out.put(&[held as u8]);
    }
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

/// What the image rests on beside its own layout: how words are folded and hashed, and the numbers of the kinds.
fn fingerprint() -> u64 {
    let words = ["al", "Qāʿida", "U.S.", "Straße", "responsibilities"];
    let path = words.iter().fold(0, |path, word| step(path, hash_word(word)));
    Kind::ALL
        .iter()
        .fold(path, |sum, kind| mix(sum, checksum(kind.as_str().as_bytes())))
}

/// An image while it is written, section after section.
pub(super) struct Writer {
    packing: Packing,
    homes: u64,
    id_homes: u64,
    lengths: Vec<u64>,
    bytes: Vec<u8>,
}

impl Writer {
    pub(super) fn new(packing: Packing, homes: u64, id_homes: u64) -> Self {
        Self {
            packing,
            homes,
            id_homes,
            lengths: Vec::new(),
            bytes: vec![0; HEADER * 8],
        }
    }

    /// Makes room for so many slots, candidates, entries and bytes of strings, and for the smaller sections.
    pub(super) fn reserve(&mut self, slots: usize, candidates: usize, entries: usize, strings: usize) {
        let [_, _, slot, candidate, entry, ..] = self.packing.widths();
        let bytes = slots * slot + candidates * candidate + entries * (entry + usize::from(self.packing.id) / 4) + strings;
        self.bytes.reserve(bytes + bytes / 8);
    }

    /// Writes the next section.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Section<'_>)) {
        let Some(&width) = self.packing.widths().get(self.lengths.len()) else {
            return;
        };
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
        let mut header = vec![MAGIC, VERSION, fingerprint(), self.packing.packed(), self.homes, self.id_homes];
        header.append(&mut self.lengths);
        header.resize(HEADER - 2, 0);
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
    /// Adds records, or a part of one.
    #[inline]
    pub(super) fn put(&mut self, records: &[u8]) {
        self.bytes.extend_from_slice(records);
    }

    /// Adds a number of so many bytes. All eight are written and some taken back, which is faster than a copy of a length known late.
    #[inline]
    pub(super) fn number(&mut self, number: u64, bytes: u8) {
        self.put(&number.to_le_bytes());
        self.bytes.truncate(self.bytes.len() + usize::from(bytes) - 8);
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

/// Where the sections of an image stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    packing: Packing,
    homes: u64,
    id_homes: u64,
    parts: [Range<usize>; PARTS],
    body: Range<usize>,
    sum: u64,
    /// The kinds that the lists declare.
    pub kinds: Vec<Kind>,
}

impl Layout {
    /// Reads the header; says what is wrong with it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut header = [0; HEADER];
        for (number, bytes) in header.iter_mut().zip(bytes.as_chunks().0) {
            *number = u64::from_le_bytes(*bytes);
        }
        let [magic, version, print, packed, homes, id_homes, lengths @ .., body_sum, head_sum] = header;
        if magic != MAGIC {
            return Err("it is no saved index of dateline".into());
        }
        if version != VERSION {
            return Err(format!(
                "it has format {version} where this version of dateline reads {VERSION}: save it anew from its lists"
            ));
        }
        let damaged = || "its header is damaged".to_owned();
        let head = bytes.get(..HEADER * 8 - 8);
        if head.is_none_or(|head| checksum(head) != head_sum) {
            return Err(damaged());
        }
        if print != fingerprint() {
            return Err("a version of dateline wrote it that reads words otherwise: save it anew from its lists".into());
        }
        let packing = Packing::read(packed).ok_or_else(damaged)?;
        let mut at = HEADER * 8;
        let mut parts: [Range<usize>; PARTS] = Default::default();
        for (part, (length, width)) in parts.iter_mut().zip(lengths.into_iter().zip(packing.widths())) {
            let end = usize::try_from(length).ok().and_then(|n| n.checked_mul(width)?.checked_add(at));
            *part = at..end.ok_or_else(damaged)?;
            at = part.end;
        }
        if at != bytes.len() {
            return Err(format!("it has {} bytes where its header tells of {at}", bytes.len()));
        }
        let mut layout = Self {
            packing,
            homes,
            id_homes,
            parts,
            body: HEADER * 8..at,
            sum: body_sum,
            kinds: Vec::new(),
        };
        let names = layout.part(bytes, Part::Kinds).as_chunks().0.iter();
        let names = names.map(|at| string(layout.strings(bytes), u32::from_le_bytes(*at)));
        let kinds: Option<Vec<Kind>> = names.map(Kind::declare).collect();
        layout.kinds = kinds.ok_or("it declares kinds that have no name, or more than a program can know")?;
        Ok(layout)
    }

    /// Whether the bytes behind the header are those that were written.
    pub(super) fn is_whole(&self, bytes: &[u8]) -> bool {
        bytes.get(self.body.clone()).is_some_and(|body| checksum(body) == self.sum)
    }

    /// The bytes of a section.
    #[inline]
    pub(super) fn part<'a>(&self, bytes: &'a [u8], part: Part) -> &'a [u8] {
        bytes.get(self.parts[part as usize].clone()).unwrap_or_default()
    }

    /// The bytes from a section on.
    #[inline]
    fn from<'a>(&self, bytes: &'a [u8], part: Part) -> &'a [u8] {
        bytes.get(self.parts[part as usize].start..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn of<'a>(&'a self, bytes: &'a [u8]) -> Image<'a> {
        let (starts, lower) = (&self.parts[Part::Starts as usize], &self.parts[Part::LowerStarts as usize]);
        Image {
            layout: self,
            bytes,
            homes: self.homes,
            value: u32::from(self.packing.value),
            slots: self.part(bytes, Part::Slots).as_chunks().0,
            candidates: self.from(bytes, Part::Candidates),
            candidate: usize::from(self.packing.candidate),
            starts: bytes.get(starts.start..lower.end).unwrap_or_default().as_chunks().0,
            upper_starts: starts.len() / 8,
        }
    }

    /// How many records a section has.
    pub(super) fn count(&self, part: Part) -> usize {
        self.parts[part as usize].len() / self.packing.widths()[part as usize].max(1)
    }

    #[inline]
    pub(super) fn columns(&self) -> &Columns {
        &self.packing.columns
    }

    /// Where the record of an entry starts; behind all bytes for a number not given out.
    #[inline]
    pub(super) fn record(&self, number: u32) -> usize {
        let entries = &self.parts[Part::Entries as usize];
        let at = entries.start + number as usize * self.packing.columns.width();
        if at < entries.end { at } else { NOWHERE }
    }

    /// The number of the entry whose record starts there.
    pub(super) fn entry(&self, record: usize) -> u32 {
        let at = record - self.parts[Part::Entries as usize].start.min(record);
        (at / self.packing.columns.width().max(1)) as u32
    }

    /// The place of a string that a section of such places holds; 0 where it has no such number.
    pub(super) fn label(&self, bytes: &[u8], part: Part, number: usize) -> u32 {
        let places: &[[u8; 4]] = self.part(bytes, part).as_chunks().0;
        places.get(number).map_or(0, |at| u32::from_le_bytes(*at))
    }

    #[inline]
    pub(super) fn strings<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        self.part(bytes, Part::Strings)
    }

    /// The numbers of the entries whose id may have this key.
    pub(super) fn with_id<'a>(&self, bytes: &'a [u8], key: u64) -> impl Iterator<Item = u32> + use<'a> {
        let (ids, bits) = (&self.parts[Part::Ids as usize], usize::from(self.packing.id).max(1));
        let (start, last) = (ids.start, ids.len() * 8 / bits);
        let places = (home(key, self.id_homes)..last).map(move |place| place * bits);
        let number = move |at: usize| bits_at(bytes, start + at / 8, at % 8) & mask(bits as u32);
        places.map_while(move |at| number(at).checked_sub(1))
    }
}
