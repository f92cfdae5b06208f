//! Mentions of one thing, gathered: same listed name, same words, part of a name.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::gazetteer::Kind;
use crate::text::Token;

use super::Source;
use super::candidate::{Candidate, Shape};
use super::model::Slot;
use super::words::Group;

/// The candidates that are mentions of one thing.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub mentions: SmallVec<[usize; 4]>,
    pub kind: Option<Kind>,
    pub group: Group,
    /// Whether its words are names that no list knows.
    pub named: bool,
}

impl Entity {
    /// Whether a thing of this kind can fill the slot.
    pub(super) fn may_fill(&self, slot: Slot) -> bool {
        use Group::{Facility, Org, Other, Perp, Unknown, Victim, Weapon};
        let unlisted = self.kind.is_none();
        let fits = match slot {
            Slot::Perpetrator => self.kind == Some(Kind::Person) || unlisted && matches!(self.group, Perp | Org | Victim | Unknown),
            Slot::Organization => {
                matches!(
                    self.kind,
                    Some(Kind::Group | Kind::SecurityForce | Kind::Organization | Kind::Government)
                ) || unlisted && matches!(self.group, Org | Perp | Unknown)
            }
            Slot::Target => {
                matches!(
                    self.kind,
                    Some(Kind::Organization | Kind::Government | Kind::Media | Kind::SecurityForce)
                ) || unlisted && matches!(self.group, Facility | Unknown | Org)
            }
            Slot::Victim => self.kind == Some(Kind::Person) || unlisted && self.named,
            Slot::Described => unlisted && matches!(self.group, Victim | Perp | Unknown | Org) && !self.named,
            Slot::Weapon => unlisted && matches!(self.group, Weapon | Unknown) && !self.named,
        };
        fits && self.group != Other
    }
}

/// The words of a candidate without case and marks.
type Key = SmallVec<[u64; 6]>;

fn key(tokens: &[Token]) -> Key {
    tokens.iter().filter(|t| t.punct == 0).map(|t| t.hash).collect()
}

/// Names of people, to be found by a part of them or by more.
#[derive(Default)]
struct People {
    names: Vec<(Key, usize)>,
    /// The first names that have each word.
    with: FxHashMap<u64, SmallVec<[u32; 2]>>,
}

impl People {
    /// How many names with a word are looked at, so that the cost stays linear.
    const MOST: usize = 64;

    /// The entity of the first name that is part of this one or has it as a part.
    fn find(&self, words: &[u64]) -> Option<usize> {
        let names = words
            .iter()
            .filter_map(|word| self.with.get(word))
            .flatten()
            .map(|&name| name as usize);
        let fits = |name: &usize| contains(&self.names[*name].0, words) || contains(words, &self.names[*name].0);
        names.filter(fits).min().map(|name| self.names[name].1)
    }

    fn add(&mut self, words: &Key, entity: usize) {
        let of_first = words.first().and_then(|word| self.with.get(word));
        if of_first.is_some_and(|names| names.iter().any(|&name| self.names[name as usize].0 == *words)) {
            return;
        }
        for &word in words {
            let names = self.with.entry(word).or_default();
            if names.len() < Self::MOST && names.last() != Some(&(self.names.len() as u32)) {
                names.push(self.names.len() as u32);
            }
        }
        self.names.push((words.clone(), entity));
    }
}

/// Gathers the candidates: those of one thing, then the things of one name or one description.
pub(super) fn gather(candidates: &[Candidate], source: &Source<'_>) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::with_capacity(candidates.len() / 2);
    let mut by_key: FxHashMap<Key, usize> = FxHashMap::default();
    let mut by_entry: FxHashMap<u32, usize> = FxHashMap::default();
    let mut people = People::default();
    let mut previous: Option<(usize, usize)> = None;
    let mut from = 0;
    while let Some(candidate) = candidates.get(from) {
        let count = candidates[from..].iter().take_while(|c| c.thing == candidate.thing).count();
        let words = key(&source.tokens[candidate.first as usize..candidate.end as usize]);
        let person = matches!(candidate.coarse.name, "person" | "name");
        let entry = candidate
            .mention
            .and_then(|m| source.mentions.get(m as usize)?.entry)
            .filter(|_| candidate.kind != Some(Kind::Person));
        let same = by_key.get(&words).copied();
        let known = entry
            .and_then(|e| by_entry.get(&e).copied())
            .or(same)
            .or_else(|| person.then(|| people.find(&words)).flatten())
            .or_else(|| previous.and_then(|(p, e)| in_brackets(&candidates[p], candidate, source.tokens).then_some(e)));
        let index = known.unwrap_or_else(|| {
            entities.push(Entity {
                mentions: SmallVec::new(),
                kind: candidate.kind,
                group: candidate.group,
                named: false,
            });
            entities.len() - 1
        });
        let entity = &mut entities[index];
        entity.mentions.extend(from..from + count);
        entity.kind = entity.kind.or(candidate.kind);
        entity.named |= person;
        if person {
            people.add(&words, index);
        }
        if let Some(entry) = entry {
            by_entry.entry(entry).or_insert(index);
        }
        if same.is_none() {
            by_key.insert(words, index);
        }
        previous = Some((from, index));
        from += count;
    }
    entities
}

/// Whether a name stands in brackets right behind another: "FMLN [FARABUNDO MARTI NATIONAL LIBERATION FRONT]".
fn in_brackets(before: &Candidate, candidate: &Candidate, tokens: &[Token]) -> bool {
    let body =
        |c: &Candidate| c.kind.is_some_and(|k| !matches!(k, Kind::Person | Kind::Place)) || c.kind.is_none() && c.group != Group::Other;
    body(before)
        && body(candidate)
        && before.reading == candidate.reading
        && candidate.first == before.end + 1
        && matches!(tokens[before.end as usize].punct, b'[' | b'(')
}

/// The fullest way the article writes each name: for every candidate that is a person's name, the one to show for it.
pub(super) fn full_names(entities: &[Entity], candidates: &[Candidate]) -> Vec<usize> {
    let mut shown: Vec<usize> = (0..candidates.len()).collect();
    for entity in entities.iter().filter(|e| e.named) {
        let name = |m: &&usize| candidates[**m].shape == Shape::Name && candidates[**m].kind.is_none_or(|k| k == Kind::Person);
        let longest = entity
            .mentions
            .iter()
            .filter(name)
            .rev()
            .max_by_key(|&&m| candidates[m].end - candidates[m].first);
        if let Some(&longest) = longest {
            for &m in entity.mentions.iter().filter(name) {
                shown[m] = longest;
            }
        }
    }
    shown
}

/// Whether the words of `part` stand in `whole` side by side.
fn contains(whole: &[u64], part: &[u64]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|w| w == part)
}
