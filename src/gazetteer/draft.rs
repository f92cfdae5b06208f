//! Lists while they are gathered, and the image that comes of them.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::candidate::Candidate;
use super::entry::{DEGREE, Entry, NOWHERE, NUMBERED, Record};
use super::image::{Image, Sections, home, is_part, slot, slot_key, start_bit, step, string, text_hash};
use super::parse::{Line, Row, parse};
use super::words::Ordinary;
use crate::error::Problem;
use crate::text::{Token, tokenize};

/// Entries and spellings, in the order in which they were added.
#[derive(Default)]
pub(super) struct Draft {
    records: Vec<Record>,
    /// The entry of an id, by its hash.
    ids: FxHashMap<u64, u32>,
    strings: Strings,
    subkinds: Vec<u32>,
    subkind_numbers: FxHashMap<u64, u32>,
    names: Vec<Name>,
    /// The keys of the paths that a name starts with or leads on from, with their [`slot`] bits in the low ones.
    ways: Vec<u64>,
    tokens: Vec<Token>,
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
            draft.subkind_numbers.insert(text_hash(image.string(at)), number as u32);
        }
        for (number, _) in draft.records.iter().enumerate().filter(|(_, r)| r.is_live()) {
            let id = Entry::of(image, number as u32).id();
            draft.ids.insert(text_hash(&id), number as u32);
        }
        let all = image.candidates() as u32;
        for (key, value) in image.paths() {
            draft.ways.push(way(key, value));
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

    /// Adds a list; what is wrong with it is added to `problems`. `each` is told what the spellings of a row are to the index.
    pub(super) fn list<'a>(
        &mut self,
        (file, text): (&'a str, &'a str),
        ordinary: &Ordinary,
        problems: &mut Vec<Problem>,
        mut each: impl FnMut(&Row<'a>, Line<'a>, &[Path]),
    ) {
        let before = self.records.len();
        let mut lines: Vec<usize> = Vec::new();
        self.reserve(text.len() / 64);
        parse(file, text, problems, |row, line| {
            let known = self.ids.get(&text_hash(&row.id));
            if let Some(first) = known.and_then(|n| lines.get((*n as usize).checked_sub(before)?)) {
                let message = format!("the id `{}` is already that of line {first}", row.id);
                return Some(line.problem(0, line.text.len(), message, "ids are unique in a list"));
            }
            lines.push(line.number);
            let paths = self.add(row, ordinary);
            each(row, line, &paths);
            None
        });
    }

    /// Adds an entry; it takes the place of one with the same id. Returns what its spellings are to the index.
    fn add(&mut self, row: &Row<'_>, ordinary: &Ordinary) -> SmallVec<[Path; 4]> {
        let number = self.records.len() as u32;
        if let Some(before) = self.ids.insert(text_hash(&row.id), number) {
            self.silence(before);
        }
        let numbered = row
            .geonames
            .is_some_and(|n| row.id.strip_prefix("geonames:").is_some_and(|id| id == n.to_string()));
        let units = |at: f64| (at * DEGREE).round() as i32;
        let record = Record {
            id: if numbered { NUMBERED } else { self.strings.push(&row.id) },
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
            self.tokens.clear();
            tokenize(alias.text, &mut self.tokens);
            let candidate = Candidate::new(number, row, (alias.text, alias.policy), &self.tokens, ordinary.of(alias.text));
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
        let mut bits = slot::START | lower;
        let mut parts = self.tokens.iter().filter(|t| is_part(t)).peekable();
        while let Some(token) = parts.next() {
            path = step(path, token.hash);
            if parts.peek().is_some() {
                bits |= slot::CHILD;
            }
            if bits != 0 && self.ways.last() != Some(&way(slot_key(path), bits)) {
                self.ways.push(way(slot_key(path), bits));
            }
            bits = 0;
        }
        let (key, age) = (slot_key(path), self.names.len() as u32 + 1);
        self.names.push(Name { key, age, candidate });
        Path::Name(key)
    }

    fn subkind(&mut self, subkind: &str) -> u32 {
        let next = self.subkinds.len() as u32;
        let number = *self.subkind_numbers.entry(text_hash(subkind)).or_insert(next);
        if number == next {
            self.subkinds.push(self.strings.add(subkind));
        }
        number
    }

    /// Makes room for that many more entries.
    fn reserve(&mut self, more: usize) {
        self.records.reserve(more);
        self.ids.reserve(more);
        self.strings.known.reserve(more);
        self.names.reserve(more);
        self.ways.reserve(more * 2);
    }

    /// Takes the entry with this id out; tells whether there was one.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let found = self.ids.remove(&text_hash(id));
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
        self.names.sort_unstable_by_key(|n| u128::from(n.key) << 32 | u128::from(!n.age));
        self.ways.sort_unstable();
        let mut sections = Sections::default();
        let [_, candidates, records, ids, subkinds, starts, lower_starts, strings] = &mut sections.bytes;
        let paths = paths(&self.ways, &self.names, candidates);
        self.records.iter().for_each(|record| record.write(records));
        let mut numbers: Vec<(u64, u32)> = self.ids.iter().map(|(hash, number)| (slot_key(*hash), number + 1)).collect();
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

/// A path as [`Draft::ways`] has it.
fn way(key: u64, bits: u32) -> u64 {
    key << slot::BITS | u64::from(bits & ((1 << slot::BITS) - 1))
}

/// Every path with the value of its slot; the candidates are written in the same order.
fn paths(ways: &[u64], names: &[Name], candidates: &mut Vec<u8>) -> Vec<(u64, u32)> {
    let mut paths = Vec::with_capacity(ways.len() + names.len() / 2);
    let (mut ways, mut names) = (ways.iter().peekable(), names.iter().peekable());
    let mut given = 0;
    while let Some(key) = [ways.peek().map(|w| **w >> slot::BITS), names.peek().map(|n| n.key)]
        .into_iter()
        .flatten()
        .min()
    {
        let mut value = 0;
        while let Some(way) = ways.next_if(|w| **w >> slot::BITS == key) {
            value |= *way as u32 & ((1 << slot::BITS) - 1);
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
        let place = *self.known.entry(text_hash(text)).or_insert(next);
        if place == next || string(&self.bytes, place) != text {
            self.push(text)
        } else {
            place
        }
    }

    /// Adds a text that is not there yet.
    fn push(&mut self, text: &str) -> u32 {
        let place = self.bytes.len() as u32;
        let mut length = text.len();
        while length >= 0x80 {
            self.bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        self.bytes.push(length as u8);
        self.bytes.extend_from_slice(text.as_bytes());
        place
    }
}
