//! The names that are known: groups, forces, governments, organizations, media, places and nationalities.

mod entry;
mod index;
mod kind;
mod parse;
mod policy;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

pub use entry::Entry;
pub use kind::Kind;

use crate::error::{Error, Problem};
use crate::text::{CaseStyle, Token, fold_into, tokenize};
use index::{Candidate, Index, Slot, THE, is_joint, step};
use parse::Row;
use policy::Policy;

/// A name found in a text: the tokens `first..end` and the number of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: u32,
    pub end: u32,
    pub entry: u32,
    /// The chain of candidates that share the words: see [`Gazetteer::namesakes`].
    pub chain: u32,
}

/// The lists of names, indexed by their words.
///
/// ```
/// use dateline::Gazetteer;
/// let lists = Gazetteer::builtin();
/// let raqqa = lists.lookup("Ar-Raqqah")[0];
/// assert_eq!((raqqa.name(), raqqa.country()), ("Raqqa", Some("SY")));
/// ```
#[derive(Clone, Debug)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    ids: FxHashMap<Cow<'static, str>, u32>,
    index: Index,
}

/// The lists of the crate, the ones that win over others last.
const BUILTIN: [(&str, &str); 9] = [
    ("gazetteers/towns.tsv", include_str!("../../gazetteers/towns.tsv")),
    ("gazetteers/cities.tsv", include_str!("../../gazetteers/cities.tsv")),
    ("gazetteers/nationalities.tsv", include_str!("../../gazetteers/nationalities.tsv")),
    ("gazetteers/places.tsv", include_str!("../../gazetteers/places.tsv")),
    ("gazetteers/media.tsv", include_str!("../../gazetteers/media.tsv")),
    ("gazetteers/governments.tsv", include_str!("../../gazetteers/governments.tsv")),
    ("gazetteers/organizations.tsv", include_str!("../../gazetteers/organizations.tsv")),
    (
        "gazetteers/security_forces.tsv",
        include_str!("../../gazetteers/security_forces.tsv"),
    ),
    ("gazetteers/groups.tsv", include_str!("../../gazetteers/groups.tsv")),
];

const WORDS: &str = include_str!("../../gazetteers/words.txt");

static ORDINARY: LazyLock<(FxHashSet<&'static str>, FxHashSet<&'static str>)> = LazyLock::new(|| parse::parse_words(WORDS));

static INSTANCE: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| {
    let mut problems = Vec::new();
    let lists = BUILTIN.map(|(file, text)| parse::parse(file, text, Cow::Borrowed, &mut problems));
    debug_assert!(problems.is_empty(), "{}", Error::from_problems(problems));
    let mut gazetteer = Gazetteer {
        entries: Vec::new(),
        ids: FxHashMap::default(),
        index: Index::new(),
    };
    gazetteer.index.reserve(lists.iter().map(Vec::len).sum::<usize>() * 3);
    for list in lists {
        gazetteer.add(list);
    }
    Arc::new(gazetteer)
});

impl Gazetteer {
    /// The lists that come with the crate; read once, on first use.
    #[must_use]
    pub fn builtin() -> &'static Arc<Self> {
        &INSTANCE
    }

    /// These lists with others on top: pairs of a file name, for messages, and the tab-separated text. An entry whose `id` is known
    /// already takes that entry's place; where spellings meet, the later list wins.
    ///
    /// # Errors
    /// Every problem of every list, with file, line and column.
    pub fn with(&self, files: &[(String, String)]) -> Result<Self, Error> {
        let mut problems: Vec<Problem> = Vec::new();
        let lists: Vec<_> = files
            .iter()
            .map(|(file, text)| parse::parse(file, text, |s| Cow::Owned(s.to_owned()), &mut problems))
            .collect();
        if !problems.is_empty() {
            return Err(Error::from_problems(problems));
        }
        let mut gazetteer = self.clone();
        for list in lists {
            gazetteer.add(list);
        }
        Ok(gazetteer)
    }

    fn add(&mut self, rows: Vec<Row<'_>>) {
        let (words, persons) = &*ORDINARY;
        let mut tokens = Vec::new();
        let mut folded = String::new();
        let mut replaced = FxHashSet::default();
        let old = self.index.candidates.len();
        self.entries.reserve(rows.len());
        self.ids.reserve(rows.len());
        for Row { entry, aliases } in rows {
            let number = self.entries.len() as u32;
            if let Some(before) = self.ids.insert(entry.id.clone(), number) {
                replaced.insert(before);
            }
            self.entries.push(entry);
            // The canonical spelling last, so that it comes first among those of its words.
            for (alias, policy) in aliases.into_iter().rev() {
                folded.clear();
                fold_into(alias, &mut folded);
                let marks = if words.contains(folded.as_str()) { Candidate::WORD } else { 0 }
                    | if persons.contains(folded.as_str()) { Candidate::PERSON } else { 0 };
                tokens.clear();
                tokenize(alias, &mut tokens);
                self.index.insert(alias, &tokens, number, policy, marks);
            }
        }
        self.silence(&replaced, old);
    }

    /// Lets the first candidates of some entries match no longer.
    fn silence(&mut self, entries: &FxHashSet<u32>, candidates: usize) {
        if !entries.is_empty() {
            let older = self.index.candidates.iter_mut().take(candidates);
            for candidate in older.filter(|c| entries.contains(&c.entry)) {
                candidate.policy = Policy::Cue;
            }
        }
    }

    /// The entry of a hit.
    ///
    /// # Panics
    /// When the number is not below [`Gazetteer::len`].
    #[must_use]
    pub fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every entry that has the name among its spellings, whatever the case, marks and hyphens; the likeliest first.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<&Entry> {
        let mut tokens = Vec::new();
        tokenize(name, &mut tokens);
        let path = tokens
            .iter()
            .filter(|t| !is_joint(t) && t.punct != b'-')
            .fold(0, |path, t| step(path, t.hash));
        let mut found: Vec<u32> = Vec::new();
        if let Some((head, _)) = self.index.probe(path) {
            for candidate in self.index.chain(head) {
                let current = self.ids.get(&self.entries[candidate.entry as usize].id) == Some(&candidate.entry);
                if current && !found.contains(&candidate.entry) {
                    found.push(candidate.entry);
                }
            }
        }
        found.into_iter().map(|number| self.entry(number)).collect()
    }

    /// The entry with the identifier.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// assert_eq!(lists.get("group:hamas").map(|e| e.name()), Some("Hamas"));
    /// assert_eq!(lists.get("group:nobody"), None);
    /// ```
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.ids.get(id).and_then(|&number| self.entries.get(number as usize))
    }

    /// The entries of a kind, in the order of the lists.
    ///
    /// ```
    /// use dateline::{Gazetteer, Kind};
    /// let groups = Gazetteer::builtin().of_kind(Kind::Group);
    /// assert!(groups.filter(|g| g.country() == Some("SV")).count() > 10);
    /// ```
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        let current = move |(number, entry): &(usize, &Entry)| {
            entry.kind() == kind && self.ids.get(&entry.id).is_some_and(|&n| n as usize == *number)
        };
        self.entries.iter().enumerate().filter(current).map(|(_, entry)| entry)
    }

    /// The entry that the `parent` of an entry names: of a group the one it belongs to or comes from, of a place its division.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// let brigades = lists.lookup("al-Qassam Brigades")[0];
    /// assert_eq!(lists.parent(brigades).map(|p| p.name()), Some("Hamas"));
    /// ```
    #[must_use]
    pub fn parent(&self, entry: &Entry) -> Option<&Entry> {
        let found = self.lookup(entry.parent()?);
        let other = |e: &&Entry| e.id != entry.id;
        let same = |e: &&Entry| e.kind() == entry.kind() && (e.country() == entry.country() || entry.kind() != Kind::Place);
        found
            .iter()
            .copied()
            .filter(other)
            .find(same)
            .or_else(|| found.iter().copied().find(other))
    }

    /// These lists without the entries of some identifiers; what is in no list is passed over.
    ///
    /// ```
    /// use dateline::Gazetteer;
    /// let lists = Gazetteer::builtin().without(["group:hamas"]);
    /// assert!(lists.get("group:hamas").is_none());
    /// assert!(lists.lookup("Hamas").is_empty());
    /// ```
    #[must_use]
    pub fn without<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut gazetteer = self.clone();
        let removed: FxHashSet<u32> = ids.into_iter().filter_map(|id| gazetteer.ids.remove(id)).collect();
        let all = gazetteer.index.candidates.len();
        gazetteer.silence(&removed, all);
        gazetteer
    }

    /// Appends the names in the tokens to `out`: leftmost, longest, without overlap.
    ///
    /// The first slots of several names are read before any is looked at, so that they come from memory at one time.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], style: CaseStyle, out: &mut Vec<Hit>) {
        const AHEAD: usize = 8;
        let mixed = style == CaseStyle::Mixed;
        let mut starts = tokens
            .iter()
            .enumerate()
            .filter(|(_, t)| t.punct == 0 && self.index.may_start(t, mixed) && t.hash != THE);
        let mut end = 0;
        loop {
            let mut ahead = [(0, 0, Slot::default()); AHEAD];
            let mut count = 0;
            for (place, (i, token)) in ahead.iter_mut().zip(starts.by_ref()) {
                let path = step(0, token.hash);
                *place = (i, path, self.index.first_slot(path));
                count += 1;
            }
            for &(i, path, slot) in &ahead[..count] {
                if i >= end
                    && let Some(first) = self.index.probe_from(path, slot)
                    && let Some(hit) = self.longest(text, tokens, i, style, path, first)
                {
                    end = hit.end as usize;
                    out.push(hit);
                }
            }
            if count < AHEAD {
                break;
            }
        }
    }

    /// The places of a chain of candidates, the likeliest first.
    pub(crate) fn namesakes(&self, chain: u32) -> impl Iterator<Item = u32> {
        let place = |e: &u32| self.entries.get(*e as usize).is_some_and(|e| e.kind() == Kind::Place);
        self.index
            .chain(chain)
            .filter(|c| c.policy != Policy::Cue)
            .map(|c| c.entry)
            .filter(place)
    }

    fn longest(&self, text: &str, tokens: &[Token], first: usize, style: CaseStyle, mut path: u64, start: (u32, bool)) -> Option<Hit> {
        let mut best = None;
        for (i, token) in tokens.iter().enumerate().skip(first) {
            if i > first && token.has(Token::PARAGRAPH) {
                break;
            }
            if i > first && is_joint(token) {
                continue;
            }
            let (head, child) = if i == first {
                start
            } else {
                path = step(path, token.hash);
                let Some(next) = self.index.probe(path) else { break };
                next
            };
            let accepted = self.index.chain(head).find(|c| {
                let entry = &self.entries[c.entry as usize];
                policy::accepts(text, tokens, (first, i + 1), style, c, self.index.alias(c), entry)
            });
            if let Some(candidate) = accepted {
                best = Some(Hit {
                    first: first as u32,
                    end: i as u32 + 1,
                    entry: candidate.entry,
                    chain: head,
                });
            }
            if !child {
                break;
            }
        }
        best
    }
}
