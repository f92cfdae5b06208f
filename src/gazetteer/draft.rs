//! Lists while they are gathered, and the image that comes of them.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::candidate::Candidate;
use super::entry::Detail;
use super::fields::line_ends;
use super::image::{Image, alone, home, is_part, slot, slot_key, step, text_hash};
use super::kind::Kind;
use super::layout::{Packing, Part, Writer};
use super::order::sort_hashed;
use super::parse::{Line, Row, parse, push_slug};
use super::policy::Policy;
use super::record::{self, Columns, Form, Record, Rest};
use super::strings::{Labels, Strings};
use super::words::Ordinary;
use crate::error::Problem;
use crate::text::{CaseStyle, Token, tokenize};

/// Entries and spellings, in the order in which they were added.
#[derive(Default)]
pub(super) struct Draft {
    records: Vec<Record>,
    /// In the order of their entries.
    details: Vec<Detail>,
    /// The hashes of ids with their entries, sorted: of millions, sorting is faster than a table that no cache holds.
    ids: Vec<(u64, u32)>,
    strings: Strings,
    subkinds: Labels,
    parents: Labels,
    /// The kinds that the lists declare.
    kinds: Vec<Kind>,
    names: Vec<Name>,
    /// The keys of the paths that a name starts with or leads on from, with their [`slot`] bits in the low ones.
    ways: Vec<u64>,
    tokens: Vec<Token>,
    /// The words of an id.
    slug: String,
    /// Whether the names are in the order of their words.
    sorted: bool,
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
            records: (0..image.entries() as u32).map(|number| image.entry(number).record()).collect(),
            details: image.details().iter().map(Detail::read).collect(),
            strings: Strings::of(image.layout.strings(image.bytes)),
            subkinds: Labels::of(image, Part::Subkinds),
            parents: Labels::of(image, Part::Parents),
            kinds: image.layout.kinds.clone(),
            ..Self::default()
        };
        for entry in (0..image.entries() as u32)
            .map(|number| image.entry(number))
            .filter(super::Entry::is_live)
        {
            draft.ids.push((text_hash(&entry.id()), entry.number()));
        }
        sort_hashed(&mut draft.ids, |id| id.0, |id| *id);
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

    /// Whether the spelling is one of a place.
    pub(super) fn is_place(&self, spelling: Candidate) -> bool {
        self.records
            .get(spelling.entry as usize)
            .is_some_and(|r| r.rest.kind(&self.kinds) == Kind::Place)
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether the numbers of an image count all that is in it.
    pub(super) fn fits(&self) -> bool {
        self.strings.bytes.len() < u32::MAX as usize
            && self.names.len() < 1 << (32 - slot::BITS)
            && self.subkinds.places.len() <= record::SUBKINDS
    }

    /// Adds a list and returns the line of each entry; what is wrong with it is added to `problems`. `each` is told what the spellings of
    /// a row are to the index.
    pub(super) fn list<'a>(
        &mut self,
        (file, text): (&'a str, &'a str),
        ordinary: &Ordinary,
        problems: &mut Vec<Problem>,
        mut each: impl FnMut(&Row<'a>, Line<'a>, &[Path]),
    ) -> Vec<Line<'a>> {
        let (before, others) = (self.records.len(), problems.len());
        let count = line_ends(text);
        let mut lines: Vec<Line<'a>> = Vec::with_capacity(count);
        self.reserve(count, text.len());
        let mut kinds = self.kinds.clone();
        parse(file, text, &mut kinds, problems, |row, line| {
            lines.push(line);
            let paths = self.add(row, ordinary);
            each(row, line, &paths);
        });
        for kind in kinds {
            self.kind(kind);
        }
        sort_hashed(&mut self.ids, |id| id.0, |id| *id);
        let mut replaced = Vec::new();
        for same in self.ids.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let mut own = same.iter().filter_map(|&(_, n)| (n as usize).checked_sub(before));
            let first = own.next().and_then(|n| lines.get(n));
            for (line, first) in own.filter_map(|n| lines.get(n)).zip(first.into_iter().cycle()) {
                let id = self.id(same[0].1);
                let message = format!("the id `{id}` is already that of line {}", first.number);
                problems.push(line.problem(0, line.text.len(), message, "ids are unique in a list"));
            }
            replaced.extend(same[..same.len() - 1].iter().map(|&(_, n)| n));
        }
        if !replaced.is_empty() {
            for number in replaced {
                self.silence(number);
            }
            let records = &self.records;
            self.ids.retain(|&(_, n)| records[n as usize].rest.is_live());
        }
        problems[others..].sort_by_cached_key(|p| p.line as u64);
        lines
    }

    fn id(&self, number: u32) -> Cow<'_, str> {
        self.records[number as usize].id(&self.strings.bytes)
    }

    /// Adds an entry. Returns what its spellings are to the index.
    fn add(&mut self, row: &Row<'_>, ordinary: &Ordinary) -> SmallVec<[Path; 4]> {
        let number = self.records.len() as u32;
        self.ids.push((text_hash(&row.id), number));
        let (form, id) = self.form(row);
        let record = Record {
            id,
            name: self.strings.add(row.name()),
            parent: self.parents.number(row.parent, &mut self.strings),
            place: row.coordinates.map_or([0; 2], record::place),
            people: record::crowd(row.population),
            rest: Rest::new(
                self.subkinds.number(row.subkind, &mut self.strings),
                row.country,
                self.kind(row.kind),
                form,
            ),
        };
        self.records.push(record);
        let detail = Detail {
            entry: number,
            relation: self.strings.add(row.relation),
            geonames: row.geonames.filter(|_| form != Form::Numbered).unwrap_or(0),
            from: row.active.0,
            to: row.active.1,
        };
        if (Detail { entry: 0, ..detail }) != Detail::default() {
            self.details.push(detail);
        }
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
        self.sorted = false;
        self.names.push(Name { key, age, candidate });
        Path::Name(key)
    }

    /// The number of a kind in the image.
    fn kind(&mut self, kind: Kind) -> u32 {
        if !matches!(kind, Kind::Declared(_)) {
            return kind.number();
        }
        let place = self.kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        (Kind::ALL.len() + place) as u32
    }

    /// How the id of a row is told, the shortest way.
    fn form(&mut self, row: &Row<'_>) -> (Form, u32) {
        if let Some(number) = row.geonames
            && row.id.strip_prefix("geonames:").is_some_and(|id| id == number.to_string())
        {
            return (Form::Numbered, number);
        }
        if let Some((prefix, words)) = row.id.split_once(':')
            && may_begin(words, row.name())
        {
            self.slug.clear();
            push_slug(&mut self.slug, row.name());
            let rest = words.strip_prefix(&self.slug[1..]);
            let form = match rest {
                Some("") => Some(Form::Named),
                Some(rest) => {
                    let country = row.country.is_some_and(|[a, b]| {
                        let code = [b'-', a.to_ascii_lowercase(), b.to_ascii_lowercase()];
                        rest.as_bytes() == code
                    });
                    country.then_some(Form::InCountry)
                }
                None => None,
            };
            if let Some(form) = form {
                return (form, self.strings.add(prefix));
            }
        }
        (Form::Whole, self.strings.push(&row.id))
    }

    /// Makes room for that many more entries with so many bytes of text.
    fn reserve(&mut self, more: usize, text: usize) {
        self.records.reserve(more);
        self.ids.reserve(more);
        self.strings.bytes.reserve(text);
        self.names.reserve(more);
        self.ways.reserve(more * 2);
    }

    /// Takes the entry with this id out; tells whether there was one.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let hash = text_hash(id);
        let found = self.ids.binary_search_by_key(&hash, |i| i.0);
        if let Ok(at) = found {
            let (_, number) = self.ids.remove(at);
            self.silence(number);
        }
        found.is_ok()
    }

    fn silence(&mut self, number: u32) {
        self.sorted = false;
        if let Some(record) = self.records.get_mut(number as usize) {
            record.rest = record.rest.gone();
        }
    }

    /// Puts the spellings in the order of their words, the last added first; those of entries that were replaced no longer match.
    pub(super) fn sort(&mut self) {
        if std::mem::replace(&mut self.sorted, true) {
            return;
        }
        for name in &mut self.names {
            if !self.records.get(name.candidate.entry as usize).is_some_and(|r| r.rest.is_live()) {
                name.candidate = name.candidate.silenced();
            }
        }
        sort_hashed(&mut self.names, |n| n.key << 16, |n| (n.key, !n.age));
    }

    /// Once sorted: each spelling of an entry from `from` that has the words of an earlier entry from there, with the key of the words and
    /// the last such spelling before.
    pub(super) fn meetings(&self, from: u32) -> impl Iterator<Item = (u64, Candidate, Candidate)> {
        let counts = move |n: &Name| n.candidate.entry >= from && n.candidate.policy() != Policy::Cue;
        self.names.iter().enumerate().filter_map(move |(at, later)| {
            let same = self.names[at + 1..].iter().take_while(|n| n.key == later.key);
            let mut others = same.filter(|n| n.candidate.entry != later.candidate.entry && counts(n));
            let earlier = others.next().filter(|_| counts(later))?;
            Some((later.key, later.candidate, earlier.candidate))
        })
    }

    /// The image of it all.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.sort();
        sort_hashed(&mut self.ways, |way| way << (16 - slot::BITS), |way| *way);
        let paths = paths(&self.ways, &self.names);
        // Few slots are free: what a program weighs is mostly lists.
        let (homes, id_homes) = (paths.len() as u64 * 12 / 11, self.ids.len() as u64 * 16 / 15);
        let packing = Packing::of(Columns::of(&self.records), self.names.len(), self.records.len());
        let mut image = Writer::new(packing, homes, id_homes);
        image.reserve(
            paths.len() + paths.len() / 2,
            self.names.len(),
            self.records.len(),
            self.strings.bytes.len(),
        );
        let keys = paths.iter().map(|path| path.0);
        image.bits(keys.chain(alones(&paths, &self.names)), 4);
        // Most words of a text are in lower case, and few names start so: for these the bits are sparse.
        let lower = paths.iter().filter(|path| path.1 & slot::LOWER != 0);
        image.bits(lower.map(|path| path.0), 64);
        image.section(|slots| {
            for &(key, value) in &paths {
                slots.free_until(home(key, homes));
                slots.put(&packing.slot(key, value).to_le_bytes());
            }
        });
        image.section(|candidates| {
            let mut names = self.names.iter().peekable();
            while let Some(name) = names.next() {
                let last = names.peek().is_none_or(|n| n.key != name.key);
                packing.candidate(name.candidate.with_last(last), candidates);
            }
        });
        image.section(|records| {
            for record in &self.records {
                packing.columns.put(record, |bytes| records.put(bytes));
            }
        });
        let mut ids = Vec::with_capacity(id_homes as usize);
        for &(hash, number) in &self.ids {
            ids.resize(home(slot_key(hash), id_homes).max(ids.len()), 0);
            ids.push(number + 1);
        }
        image.section(|section| packing.ids(&ids, section));
        let kinds: Vec<u32> = self.kinds.iter().map(|kind| self.strings.add(kind.as_str())).collect();
        for places in [&self.subkinds.places, &self.parents.places, &kinds] {
            image.section(|labels| places.iter().for_each(|at| labels.put(&at.to_le_bytes())));
        }
        image.section(|details| self.details.iter().for_each(|one| details.put(&one.bytes())));
        image.section(|strings| strings.put(&self.strings.bytes));
        image.finish()
    }
}

/// The key of the words of a spelling.
pub(super) fn words_key(spelling: &str) -> u64 {
    let mut tokens = Vec::new();
    tokenize(spelling, &mut tokens);
    slot_key(words_path(&tokens))
}

/// The path of the words among the tokens.
pub(super) fn words_path(tokens: &[Token]) -> u64 {
    tokens.iter().filter(|t| is_part(t)).fold(0, |path, t| step(path, t.hash))
}

/// Whether the words of an id may be those of a name: their first letter tells of most that are not.
fn may_begin(words: &str, name: &str) -> bool {
    let first = name.bytes().next().unwrap_or(0);
    !first.is_ascii_alphanumeric() || words.bytes().next() == Some(first.to_ascii_lowercase())
}

/// A path as [`Draft::ways`] has it.
fn way(key: u64, bits: u32) -> u64 {
    key << slot::BITS | u64::from(bits & ((1 << slot::BITS) - 1))
}

/// Every path with the value of its slot.
fn paths(ways: &[u64], names: &[Name]) -> Vec<(u64, u32)> {
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
        while names.next_if(|n| n.key == key).is_some() {
            given += 1;
        }
        paths.push((key, value));
    }
    paths
}

/// The keys of the words that alone are a name, for each case style in which they are: see [`alone`].
fn alones(paths: &[(u64, u32)], names: &[Name]) -> impl Iterator<Item = u64> + Clone {
    const STYLES: [CaseStyle; 3] = [CaseStyle::Mixed, CaseStyle::Upper, CaseStyle::Lower];
    paths
        .iter()
        .filter(|(_, value)| value & slot::START != 0)
        .flat_map(move |&(key, value)| {
            let head = (value >> slot::BITS).checked_sub(1);
            let chain = head.and_then(|head| names.get(head as usize..)).unwrap_or_default();
            let chain = chain.iter().take_while(move |name| name.key == key);
            let stands = move |style: &CaseStyle| chain.clone().any(|name| name.candidate.stands_in(*style));
            STYLES.into_iter().filter(stands).map(move |style| alone(key, style))
        })
}
