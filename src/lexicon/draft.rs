//! The lists of words, read into the entries of the table: by the build script, so that a program starts at once.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::inflect;
use super::word::{Word, beside_bit, class, class_bit, form};
use crate::text::hash_word;

/// Lists of words under the names of their classes.
const LISTS: [&str; 10] = [
    include_str!("closed.txt"),
    include_str!("adjectives.txt"),
    include_str!("nouns.txt"),
    include_str!("persons.txt"),
    include_str!("names.txt"),
    include_str!("given.txt"),
    include_str!("surnames.txt"),
    include_str!("common.txt"),
    include_str!("numbers.txt"),
    include_str!("acts.txt"),
];
const HEADS: &str = include_str!("heads.txt");
const VERBS: &str = include_str!("verbs.txt");
const EVENTS: &str = include_str!("events.txt");
const TIMES: &str = include_str!("times.txt");
const BESIDE: &str = include_str!("beside.txt");

/// The classes that a heading names, and whether plurals are wanted.
fn heading(line: &str) -> (u64, bool) {
    let classes = line.split_ascii_whitespace().filter_map(class_bit).fold(0, |a, b| a | b);
    (classes, line.contains("+plural"))
}

/// The lines of a list, without the empty ones and the remarks.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(';'))
}

/// Room for the words of the lists and their forms, so that the tables are not made anew as they grow.
const WORDS: usize = 1 << 15;

/// The entries while they are gathered.
#[derive(Default)]
pub(crate) struct Draft {
    pub entries: Vec<(u64, Word)>,
    /// The place of each hash in `entries`.
    places: FxHashMap<u64, usize>,
    pub lemmas: Vec<&'static str>,
    principal: Vec<Vec<&'static str>>,
    pub lemma_ids: FxHashMap<&'static str, u16>,
    /// The kinds that event nouns name.
    pub event_kinds: FxHashMap<u64, &'static str>,
    pub times: Vec<&'static str>,
}

impl Draft {
    /// What all lists say.
    pub fn of_lists() -> Self {
        let mut draft = Self::new();
        for list in LISTS.into_iter().chain([HEADS]) {
            draft.list(list);
        }
        draft.events(EVENTS);
        draft.verbs(VERBS);
        draft.times(TIMES);
        draft.beside(BESIDE);
        for (_, word) in &mut draft.entries {
            word.marks = word.reckoned_marks(draft.times[usize::from(word.time)]);
        }
        draft
    }

    fn new() -> Self {
        Self {
            entries: Vec::with_capacity(WORDS),
            places: FxHashMap::with_capacity_and_hasher(WORDS, FxBuildHasher),
            ..Self::default()
        }
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        let hash = hash_word(word);
        let place = *self.places.entry(hash).or_insert_with(|| {
            self.entries.push((hash, Word::default()));
            self.entries.len() - 1
        });
        &mut self.entries[place].1
    }

    fn class(&mut self, word: &str, classes: u64) {
        self.entry(word).classes |= classes;
    }

    fn list(&mut self, list: &'static str) {
        let (mut classes, mut plurals) = (0, false);
        for line in lines(list) {
            if let Some(line) = line.strip_prefix('#') {
                (classes, plurals) = heading(line);
                continue;
            }
            let in_plural = if classes & class::PERSON == 0 {
                classes
            } else {
                classes & !class::PERSON | class::PERSON_PL
            };
            for word in line.split_ascii_whitespace() {
                self.class(word, classes);
                if plurals {
                    self.class(&inflect::plural(word), in_plural);
                }
            }
        }
    }

    fn events(&mut self, list: &'static str) {
        let mut kind = "event";
        for line in lines(list) {
            if let Some(heading) = line.strip_prefix('#') {
                kind = heading.trim();
                continue;
            }
            let classes = class::EVENT | if kind == "event" { 0 } else { class::DEED };
            for word in line.split_ascii_whitespace() {
                for text in [word.to_owned(), inflect::plural(word)] {
                    self.class(&text, classes);
                    self.event_kinds.insert(hash_word(&text), kind);
                }
            }
        }
    }

    fn times(&mut self, list: &'static str) {
        self.times.push("");
        for line in lines(list) {
            if let Some(heading) = line.strip_prefix('#') {
                self.times.push(heading.trim());
                continue;
            }
            let section = self.times.len() as u8 - 1;
            for word in line.split_ascii_whitespace() {
                self.entry(word).time = section;
            }
        }
    }

    fn beside(&mut self, list: &'static str) {
        let mut bit = 0;
        for line in lines(list) {
            if let Some(heading) = line.strip_prefix('#') {
                bit = beside_bit(heading.trim()).unwrap_or(0);
                continue;
            }
            for word in line.split_ascii_whitespace() {
                self.entry(word).beside |= bit;
            }
        }
    }

    fn verbs(&mut self, list: &'static str) {
        let (mut classes, mut irregular) = (0, false);
        for line in lines(list) {
            if let Some(line) = line.strip_prefix('#') {
                (classes, irregular) = (heading(line).0, line.contains("irregular"));
            } else if irregular {
                let mut fields = line.split_ascii_whitespace();
                if let Some(base) = fields.next() {
                    self.verb(base, &fields.collect::<Vec<_>>(), classes);
                }
            } else {
                for base in line.split_ascii_whitespace() {
                    self.verb(base, &[], classes);
                }
            }
        }
    }

    fn verb(&mut self, base: &'static str, principal: &[&'static str], classes: u64) {
        if self.lemmas.is_empty() {
            self.lemmas.push("");
            self.principal.push(Vec::new());
        }
        let next = self.lemmas.len() as u16;
        let id = *self.lemma_ids.entry(base).or_insert(next);
        if id == next {
            self.lemmas.push(base);
            self.principal.push(principal.to_vec());
        }
        // A verb may be listed again for a further class.
        let known = self.principal[usize::from(id)].clone();
        for (text, forms) in inflect::forms(base, &known) {
            let noun_like = text == base || forms & form::S != 0;
            let common = if noun_like { 0 } else { class::COMMON };
            // "bases" is of "base", "found" of "find": the verb that is listed first keeps a form.
            let slot = self.entry(&text);
            slot.classes |= classes & (if noun_like { !0 } else { !class::EVENT }) | common;
            if slot.lemma == 0 || slot.lemma == id {
                slot.lemma = id;
                slot.forms |= forms;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_layout_holds_what_the_lists_say() {
        let (draft, lexicon) = (Draft::of_lists(), Lexicon::get());
        for (hash, word) in &draft.entries {
            let found = lexicon.probe(*hash);
            assert_eq!(
                (found, found.time, found.beside, found.marks),
                (*word, word.time, word.beside, word.marks)
            );
        }
        for (lemma, id) in &draft.lemma_ids {
            assert_eq!(
                (lexicon.lemma_id(lemma), lexicon.lemmas().nth(usize::from(*id))),
                (Some(*id), Some(*lemma))
            );
        }
        for (hash, kind) in &draft.event_kinds {
            assert_eq!(lexicon.event_kind(*hash), Some(*kind).filter(|k| *k != "event"));
        }
        assert_eq!(lexicon.time_sections(), draft.times);
    }

    #[test]
    fn lists_are_well_formed() {
        for list in LISTS {
            for line in lines(list) {
                if let Some(line) = line.strip_prefix('#') {
                    for name in line.split_whitespace() {
                        assert!(name == "+plural" || class_bit(name).is_some(), "{name}");
                    }
                } else {
                    assert!(
                        line.bytes().all(|b| matches!(b, b' ' | b'-' | b'\'') || b.is_ascii_alphanumeric()),
                        "{line}"
                    );
                }
            }
        }
        for line in lines(VERBS).filter(|line| line.starts_with('#')) {
            for name in line[1..].split_whitespace() {
                assert!(matches!(name, "regular" | "irregular") || class_bit(name).is_some(), "{name}");
            }
        }
        for line in lines(BESIDE).filter(|line| line.starts_with('#')) {
            assert!(beside_bit(line[1..].trim()).is_some(), "{line}");
        }
        let relations =
            "attacked killed wounded assassinated kidnapped clashed detained raided carried_out_operation planned foiled withdrew event";
        assert!(
            Draft::of_lists()
                .event_kinds
                .values()
                .all(|kind| relations.split(' ').any(|r| r == *kind))
        );
    }
}
