//! Mentions of one thing, gathered: same listed name, same words, part of a name.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::text::Token;

use super::Source;
use super::candidate::{Candidate, Shape};
use super::model::Slot;
use super::part::part;
use super::rows::Rows;
use super::weights::cue_id;
use super::words::Group;

/// A thing that candidates are mentions of.
#[derive(Clone, Debug)]
pub(super) struct Entity {
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
fn words<'t>(candidate: &Candidate, tokens: &'t [Token]) -> impl Iterator<Item = u64> + use<'t> {
    let tokens = &tokens[candidate.first as usize..candidate.end as usize];
    tokens.iter().filter(|t| t.punct == 0).map(|t| t.hash)
}

/// Names of people, to be found by a part of them or by more; the memory serves article after article.
#[derive(Clone, Debug, Default)]
struct People {
    /// The words of all names.
    words: Vec<u64>,
    /// The words of each name, and whose it is.
    names: Vec<(Range<usize>, usize)>,
    /// The row of each word.
    with: FxHashMap<u64, usize>,
    /// The first names that have each word.
    having: Rows<usize>,
}

impl People {
    /// How many names with a word are looked at, so that the cost stays linear.
    const MOST: usize = 64;

    fn clear(&mut self) {
        self.words.clear();
        self.names.clear();
        self.with.clear();
        self.having.open(0);
    }

    fn name(&self, name: usize) -> &[u64] {
        &self.words[self.names[name].0.clone()]
    }

    /// The names that have a word.
    fn having(&self, word: u64) -> impl Iterator<Item = usize> + Clone {
        let row = self.with.get(&word).copied();
        row.into_iter().flat_map(|row| self.having.row(row)).copied()
    }

    /// The entity of the first name that is part of this one or has it as a part.
    fn find(&self, words: &[u64]) -> Option<usize> {
        let names = words.iter().flat_map(|word| self.having(*word));
        let fits = |name: &usize| contains(self.name(*name), words) || contains(words, self.name(*name));
        names.filter(fits).min().map(|name| self.names[name].1)
    }

    /// Adds the name whose words stand behind those of all others.
    fn add(&mut self, words: Range<usize>, entity: usize) {
        let of_first = self.words[words.clone()].first().map(|word| self.having(*word));
        if of_first
            .into_iter()
            .flatten()
            .any(|name| *self.name(name) == self.words[words.clone()])
        {
            self.words.truncate(words.start);
            return;
        }
        let new = self.names.len();
        for &word in &self.words[words.clone()] {
            let row = *self.with.entry(word).or_insert_with(|| self.having.add());
            let names = self.having.row(row);
            if names.clone().count() < Self::MOST && names.last() != Some(&new) {
                self.having.push(row, new);
            }
        }
        self.names.push((words, entity));
    }
}

/// The things that candidates speak of; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Entities {
    pub all: Vec<Entity>,
    /// The mentions of each.
    pub mentions: Rows<usize>,
    /// For every candidate the one to show for it: of a person's name the fullest way in which the article writes it.
    pub shown: Vec<usize>,
    /// By all words together.
    by_words: FxHashMap<u64, usize>,
    by_entry: FxHashMap<u32, usize>,
    people: People,
}

impl Entities {
    /// Gathers the candidates: those of one thing, then the things of one name or one description.
    pub(super) fn gather(&mut self, candidates: &[Candidate], source: &Source<'_>) {
        let Self {
            all,
            mentions,
            by_words,
            by_entry,
            people,
            ..
        } = self;
        all.clear();
        mentions.open(0);
        by_words.clear();
        by_entry.clear();
        people.clear();
        let mut previous: Option<(&Candidate, usize)> = None;
        let mut from = 0;
        for ways in candidates.chunk_by(|a, b| a.thing == b.thing) {
            let candidate = &ways[0];
            let start = people.words.len();
            people.words.extend(words(candidate, source.tokens));
            let name = start..people.words.len();
            let key = cue_id(&people.words[name.clone()]);
            let person = [part!("person"), part!("name")].contains(&candidate.coarse);
            let entry = candidate
                .mention
                .and_then(|m| source.mentions.get(m as usize)?.entry)
                .filter(|_| candidate.kind != Some(Kind::Person));
            let of_words = by_words.entry(key);
            let same_words = match &of_words {
                Entry::Occupied(known) => Some(*known.get()),
                Entry::Vacant(_) => None,
            };
            let known = entry
                .and_then(|e| by_entry.get(&e).copied())
                .or(same_words)
                .or_else(|| person.then(|| people.find(&people.words[name.clone()])).flatten())
                .or_else(|| previous.and_then(|(p, e)| in_brackets(p, candidate, source.tokens).then_some(e)));
            let index = known.unwrap_or_else(|| {
                all.push(Entity {
                    kind: candidate.kind,
                    group: candidate.group,
                    named: false,
                });
                mentions.add()
            });
            for way in from..from + ways.len() {
                mentions.push(index, way);
            }
            let entity = &mut all[index];
            entity.kind = entity.kind.or(candidate.kind);
            entity.named |= person;
            if person {
                people.add(name, index);
            } else {
                people.words.truncate(start);
            }
            if let Some(entry) = entry {
                by_entry.entry(entry).or_insert(index);
            }
            of_words.or_insert(index);
            previous = Some((candidate, index));
            from += ways.len();
        }
        self.show(candidates);
    }

    /// Finds the candidate to show for each.
    fn show(&mut self, candidates: &[Candidate]) {
        self.shown.clear();
        self.shown.extend(0..candidates.len());
        for (index, _) in self.all.iter().enumerate().filter(|(_, entity)| entity.named) {
            let name = |m: &&usize| candidates[**m].shape == Shape::Name && candidates[**m].kind.is_none_or(|k| k == Kind::Person);
            let names = self.mentions.row(index).filter(name);
            let longest = names.clone().min_by_key(|&&m| Reverse(candidates[m].end - candidates[m].first));
            if let Some(&longest) = longest {
                names.for_each(|&m| self.shown[m] = longest);
            }
        }
    }
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

/// Whether the words of `part` stand in `whole` side by side.
fn contains(whole: &[u64], part: &[u64]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|w| w == part)
}
