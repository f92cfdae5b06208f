//! Lists while they are gathered, and the image that comes of them.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::candidate::Candidate;
use super::entry::{DEGREE, Entry, NOWHERE, NUMBERED, Record};
use super::image::{Image, Sections, checksum, home, is_part, slot, slot_key, start_bit, step};
use super::parse::Row;
use super::words::Ordinary;
use crate::text::{Token, fold_into, tokenize};

/// Entries and spellings, in the order in which they were added.
#[derive(Default)]
pub(super) struct Draft {
    records: Vec<Record>,
    /// The entry of an id, by its checksum.
    ids: FxHashMap<u64, u32>,
    strings: Strings,
    subkinds: Vec<u32>,
    subkind_numbers: FxHashMap<u64, u32>,
    names: Vec<Name>,
    /// The paths of words that a name starts with or leads on from, with their [`slot`] bits.
    ways: Vec<(u64, u32)>,
    tokens: Vec<Token>,
    folded: String,
}

/// What a spelling is to the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// A name, with the key of its words.
    Name(u64),
    /// Nothing, for it has no word.
    NoWord,
    /// Nothing, for it starts with a mark, where no name is looked for.
    Mark,
}

/// A spelling at the end of its path.
#[derive(Clone, Copy)]
struct Name {
    /// As a slot holds it.
    key: u64,
    /// A spelling that was added later comes before others of its words.
    age: u32,
    candidate: Candidate,
}

impl Draft {
    /// The lists of an image, to add to.
    pub(super) fn of(image: Image<'_>) -> Self {
        let mut draft = Self {
            records: image.entries.iter().map(Record::read).collect(),
            strings: Strings::of(image.strings),
            ..Self::default()
        };
        for (number, at) in image.subkinds.iter().enumerate() {
            let at = u32::from_le_bytes(*at);
            draft.subkinds.push(at);
            draft.subkind_numbers.insert(checksum(image.string(at).as_bytes()), number as u32);
        }
        for (number, _) in draft.records.iter().enumerate().filter(|(_, r)| r.is_live()) {
            let id = Entry::of(image, number as u32).id();
            draft.ids.insert(checksum(id.as_bytes()), number as u32);
        }
        let all = image.candidates() as u32;
        for (key, value) in image.paths() {
            draft.ways.push((key, value & ((1 << slot::BITS) - 1)));
            let head = value >> slot::BITS;
            let chain = image.chain(head).zip(head..);
            draft.names.extend(chain.map(|(candidate, number)| Name {
                key,
                age: all.saturating_sub(number),
                candidate,
            }));
        }
        draft
    }

    /// Whether the numbers of an image count all that is in it.
    pub(super) fn fits(&self) -> bool {
        self.strings.bytes.len() < NUMBERED as usize && self.names.len() < 1 << (32 - slot::BITS) && self.subkinds.len() <= 1 << 16
    }

    /// Adds an entry; it takes the place of one with the same id. Returns what its spellings are to the index.
    pub(super) fn add(&mut self, row: &Row<'_>, ordinary: &Ordinary<'_>) -> SmallVec<[Path; 4]> {
        let number = self.records.len() as u32;
        if let Some(before) = self.ids.insert(checksum(row.id.as_bytes()), number) {
            self.silence(before);
        }
        let numbered = row.geonames.is_some_and(|n| row.id.strip_prefix("geonames:").is_some_and(|id| id == n.to_string()));
        let units = |at: f64| (at * DEGREE).round() as i32;
        let record = Record {
            id: if numbered { NUMBERED } else { self.strings.add(&row.id) },
            name: self.strings.add(row.name()),
            parent: self.strings.add(row.parent),
            latitude: row.coordinates.map_or(NOWHERE, |c| units(c.0)),
            longitude: row.coordinates.map_or(NOWHERE, |c| units(c.1)),
            geonames: row.geonames.unwrap_or(0),
            population: row.population,
            rest: Record::rest(self.subkind(row.subkind), row.country, row.kind),
        };
        self.records.push(record);
        let mut paths = SmallVec::new();
        // The canonical spelling last, so that it comes first among those of its words.
        for alias in row.aliases.iter().rev() {
            self.folded.clear();
            fold_into(alias.text, &mut self.folded);
            self.tokens.clear();
            tokenize(alias.text, &mut self.tokens);
            let candidate = Candidate::new(number, row, (alias.text, alias.policy), &self.tokens, ordinary.of(&self.folded));
            paths.push(self.name(candidate));
        }
        paths.reverse();
        paths
    }

    /// Adds the spelling whose tokens stand in `tokens`.
    fn name(&mut self, candidate: Candidate) -> Path {
        let words = || self.tokens.iter().filter(|t| is_part(t));
        if !words().any(|t| t.is_word() || t.is_number()) {
            return Path::NoWord;
        }
        if words().next().is_none_or(|t| t.punct != 0) {
            return Path::Mark;
        }
        let mut path = 0;
        let lower = if candidate.has(Candidate::LOWER_START) { slot::LOWER } else { 0 };
        let mut way = slot::START | lower;
        let mut parts = self.tokens.iter().filter(|t| is_part(t)).peekable();
        while let Some(token) = parts.next() {
            path = step(path, token.hash);
            if parts.peek().is_some() {
                way |= slot::CHILD;
            }
            if way != 0 && self.ways.last() != Some(&(slot_key(path), way)) {
                self.ways.push((slot_key(path), way));
            }
            way = 0;
        }
        let (key, age) = (slot_key(path), self.names.len() as u32 + 1);
        self.names.push(Name { key, age, candidate });
        Path::Name(key)
    }

    fn subkind(&mut self, subkind: &str) -> u32 {
        let next = self.subkinds.len() as u32;
        let number = *self.subkind_numbers.entry(checksum(subkind.as_bytes())).or_insert(next);
        if number == next {
            self.subkinds.push(self.strings.add(subkind));
        }
        number
    }

    /// Takes the entry with this id out; tells whether there was one.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let found = self.ids.remove(&checksum(id.as_bytes()));
        if let Some(number) = found {
            self.silence(number);
        }
        found.is_some()
    }

    fn silence(&mut self, number: u32) {
        if let Some(record) = self.records.get_mut(number as usize) {
            record.rest &= !Record::LIVE;
        }
    }

    /// The image of it all.
    pub(super) fn finish(mut self) -> Vec<u8> {
        for name in &mut self.names {
            if !self.records.get(name.candidate.entry as usize).is_some_and(Record::is_live) {
                name.candidate = name.candidate.silenced();
            }
        }
        self.names.sort_unstable_by_key(|n| (n.key, Reverse(n.age)));
        self.ways.sort_unstable();
        let mut sections = Sections::default();
        let [_, candidates, records, ids, subkinds, starts, lower_starts, strings] = &mut sections.bytes;
        let paths = paths(&self.ways, &self.names, candidates);
        self.records.iter().for_each(|record| record.write(records));
        let mut numbers: Vec<(u64, u32)> = self.ids.iter().map(|(sum, number)| (sum >> 16, number + 1)).collect();
        numbers.sort_unstable();
        sections.id_homes = numbers.len() as u64 * 5 / 4;
        for (key, number) in numbers {
            ids.resize(ids.len().max(home(key, sections.id_homes) * 4), 0);
            ids.extend_from_slice(&number.to_le_bytes());
        }
        self.subkinds.iter().for_each(|at| subkinds.extend_from_slice(&at.to_le_bytes()));
        // Most words of a text are in lower case, and few names start so: for these the bits are sparse.
        *starts = start_bits(&paths, slot::START, 8);
        *lower_starts = start_bits(&paths, slot::LOWER, 64);
        *strings = self.strings.bytes;
        sections.homes = paths.len() as u64 * 4 / 3;
        for (key, value) in paths {
            while sections.slots() < home(key, sections.homes) {
                sections.slot(0, 0);
            }
            sections.slot(key, value);
        }
        sections.finish()
    }
}

/// Every path with the value of its slot; the candidates are written in the same order.
fn paths(ways: &[(u64, u32)], names: &[Name], candidates: &mut Vec<u8>) -> Vec<(u64, u32)> {
    let mut paths = Vec::with_capacity(ways.len() + names.len() / 2);
    let (mut ways, mut names) = (ways.iter().peekable(), names.iter().peekable());
    let mut given = 0;
    while let Some(key) = [ways.peek().map(|w| w.0), names.peek().map(|n| n.key)].into_iter().flatten().min() {
        let mut value = 0;
        while let Some((_, bits)) = ways.next_if(|w| w.0 == key) {
            value |= bits;
        }
        if names.peek().is_some_and(|n| n.key == key) {
            value |= (given + 1) << slot::BITS;
        }
        while let Some(name) = names.next_if(|n| n.key == key) {
            let last = names.peek().is_none_or(|n| n.key != key);
            name.candidate.with_last(last).write(candidates);
            given += 1;
        }
        paths.push((key, value));
    }
    paths
}

/// The bits of the words that names start with, of which at most one in `sparse` is set.
fn start_bits(paths: &[(u64, u32)], which: u32, sparse: usize) -> Vec<u8> {
    let starts = || paths.iter().filter(|(_, value)| value & which != 0);
    let words = (starts().count() * sparse).next_power_of_two().max(64) / 64;
    let mut bits = vec![0u64; words];
    for &(key, _) in starts() {
        let at = start_bit(key, words);
        bits[at / 64] |= 1 << (at % 64);
    }
    bits.into_iter().flat_map(u64::to_le_bytes).collect()
}

/// Strings behind their lengths; those that were added since the image was read stand there once.
struct Strings {
    bytes: Vec<u8>,
    known: FxHashMap<u64, u32>,
}

impl Default for Strings {
    /// The empty string stands at 0.
    fn default() -> Self {
        Self::of(&[0])
    }
}

impl Strings {
    fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            known: FxHashMap::default(),
        }
    }

    fn add(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let next = self.bytes.len() as u32;
        let place = *self.known.entry(checksum(text.as_bytes())).or_insert(next);
        if place == next {
            let mut length = text.len();
            while length >= 0x80 {
                self.bytes.push(length as u8 | 0x80);
                length >>= 7;
            }
            self.bytes.push(length as u8);
            self.bytes.extend_from_slice(text.as_bytes());
        }
        place
    }
}
