//! Closed-class words, verbs with their inflections, role nouns and trigger nouns: one probe per token gives all of it.
//!
//! The words stand in text files beside this one, one topic a file. In a list of words, a line `# CLASS CLASS` opens a
//! section and `+plural` in it adds the regular plurals; `verbs.txt` and `events.txt` say at their heads how they read.
//! Lines that start with `;` are remarks.
//!
//! [`class::COMMON`] marks ordinary words. A verb's past, participle and `-ing` forms have it; its base and third
//! person only when they are nouns too (`attack`, `report`), so that `COMMON` on these says "may be a noun".

mod inflect;

pub(crate) use inflect::plural;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::text::{Token, hash_word};

/// What is known of a word.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The bits of [`class`].
    pub classes: u64,
    /// The verb it is a form of; 0 for none.
    pub lemma: u16,
    /// Which forms of the verb: the bits of [`form`].
    pub forms: u8,
}

impl Word {
    /// Whether the word has any of these classes.
    pub(crate) fn is(self, class: u64) -> bool {
        self.classes & class != 0
    }
}

/// The forms of a verb.
pub(crate) mod form {
    /// The infinitive and the present but for the third person.
    pub const BASE: u8 = 1;
    /// The third person of the present.
    pub const S: u8 = 2;
    /// The past.
    pub const PAST: u8 = 4;
    /// The past participle.
    pub const PARTICIPLE: u8 = 8;
    /// The present participle and gerund.
    pub const ING: u8 = 16;
}

macro_rules! classes {
    ($($name:ident $bit:literal)*) => {
        /// Word classes, as bits.
        #[allow(dead_code)]
        pub(crate) mod class { $( pub const $name: u64 = 1 << $bit; )* }

        /// The class with this name.
        fn class_bit(name: &str) -> Option<u64> {
            match name { $( stringify!($name) => Some(class::$name), )* _ => None }
        }
    };
}

classes! {
    DET 0 POSS_DET 1 PREP 2 CONJ 3 SUBORD 4 PRONOUN 5 RELATIVE 6 AUX_BE 7 AUX_HAVE 8 AUX_DO 9 MODAL 10 NEG 11 ADVERB 12
    ADJ 13 HEDGE 14 PERSON 15 PERSON_PL 16 GROUP_NOUN 17 FORCE_NOUN 18 GOV_NOUN 19 ORG_NOUN 20 MEDIA_NOUN 21 FACILITY 22
    WEAPON 23 EVENT 24 TITLE 25 NUMBER 26 MONTH 27 WEEKDAY 28 TIME_NOUN 29 PLACE_NOUN 30 GIVEN_NAME 31 SAY 32 COMMON 33
    ATTRIB_NOUN 34 INTRANS 35 TRANS 36 PARTITIVE 37 MOUTHPIECE 38 PREDICATE 39 SUBSTANTIVE 40 PARTICLE 41 THINK 42
    SURNAME 43 HEAD 44 LOCALITY 45 ALONE 46 BEFORE 47 LEGAL 48 HUMAN 49 HUMAN_OBJECT 50 KIN 51 GROUPISH 52 EPONYM 53
}

const LISTS: [&str; 8] = [
    include_str!("closed.txt"),
    include_str!("adjectives.txt"),
    include_str!("nouns.txt"),
    include_str!("persons.txt"),
    include_str!("names.txt"),
    include_str!("given.txt"),
    include_str!("surnames.txt"),
    include_str!("common.txt"),
];
/// Words that make names by shape; their headings also name a kind of mention.
pub(crate) const HEADS: &str = include_str!("heads.txt");
const VERBS: &str = include_str!("verbs.txt");
const EVENTS: &str = include_str!("events.txt");
const NUMBERS: &str = include_str!("numbers.txt");
const TIMES: &str = include_str!("times.txt");

/// All that is known of a word, in a quarter of a cache line.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// The upper half of the hash.
    tag: u32,
    lemma: u16,
    forms: u8,
    /// One more than the place in `kinds` of the event kind.
    kind: u8,
    /// The bits of [`class`], and in the highest byte the section of `times.txt`.
    classes: u64,
}

/// Where the section of `times.txt` stands above the classes.
const TIME: u32 = 56;

impl Entry {
    fn word(&self) -> Word {
        Word {
            classes: self.classes & ((1 << TIME) - 1),
            lemma: self.lemma,
            forms: self.forms,
        }
    }

    fn time(&self) -> u8 {
        (self.classes >> TIME) as u8
    }
}

/// The words of the language that the stages ask for: a small table with linear probing, at most a third full, leads from the hash
/// to the entry. The entries of the frequent words come first and stay in the cache, as does the table.
pub(crate) struct Lexicon {
    /// The places of the entries; 0 is free.
    slots: Box<[u16]>,
    mask: usize,
    /// The first is that of unknown words.
    entries: Vec<Entry>,
    lemmas: Vec<&'static str>,
    principal: Vec<Vec<&'static str>>,
    events: Vec<String>,
    lemma_ids: FxHashMap<&'static str, u16>,
    kinds: Vec<&'static str>,
    times: Vec<&'static str>,
    numbers: FxHashMap<u64, u32>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(Lexicon::build);

/// The classes that a heading names, and whether plurals are wanted.
fn heading(line: &str) -> (u64, bool) {
    let classes = line.split_whitespace().filter_map(class_bit).fold(0, |a, b| a | b);
    (classes, line.contains("+plural"))
}

/// The lines of a list, without the empty ones and the remarks.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(';'))
}

/// The entries while they are gathered.
#[derive(Default)]
struct Draft {
    entries: Vec<(u64, Entry)>,
    /// The place of each hash in `entries`.
    places: FxHashMap<u64, usize>,
    lemmas: Vec<&'static str>,
    principal: Vec<Vec<&'static str>>,
    events: Vec<String>,
    lemma_ids: FxHashMap<&'static str, u16>,
    kinds: Vec<&'static str>,
    times: Vec<&'static str>,
}

impl Draft {
    fn entry(&mut self, word: &str) -> &mut Entry {
        let hash = hash_word(word);
        let place = *self.places.entry(hash).or_insert_with(|| {
            let tag = (hash >> 32) as u32;
            self.entries.push((hash, Entry { tag, ..Entry::default() }));
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
            for word in line.split_whitespace() {
                self.class(word, classes);
                if plurals {
                    self.class(&inflect::plural(word), in_plural);
                }
            }
        }
    }

    fn events(&mut self, list: &'static str) {
        for line in lines(list) {
            if let Some(kind) = line.strip_prefix('#') {
                self.kinds.push(kind.trim());
                continue;
            }
            let kind = self.kinds.len() as u8;
            for word in line.split_whitespace() {
                for text in [word.to_owned(), inflect::plural(word)] {
                    let slot = self.entry(&text);
                    slot.classes |= class::EVENT;
                    slot.kind = kind;
                    self.events.push(text);
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
            let section = (self.times.len() as u64 - 1) << TIME;
            for word in line.split_whitespace() {
                let entry = self.entry(word);
                entry.classes = entry.word().classes | section;
            }
        }
    }

    fn verbs(&mut self, list: &'static str) {
        let (mut classes, mut irregular) = (0, false);
        for line in lines(list) {
            if let Some(line) = line.strip_prefix('#') {
                (classes, irregular) = (heading(line).0, line.contains("irregular"));
            } else if irregular {
                let mut fields = line.split_whitespace();
                if let Some(base) = fields.next() {
                    self.verb(base, &fields.collect::<Vec<_>>(), classes);
                }
            } else {
                for base in line.split_whitespace() {
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

impl Lexicon {
    /// The lexicon, built at the first call.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut draft = Draft::default();
        for list in LISTS.into_iter().chain([HEADS]) {
            draft.list(list);
        }
        draft.events(EVENTS);
        draft.verbs(VERBS);
        draft.times(TIMES);
        let mut numbers = FxHashMap::default();
        for line in lines(NUMBERS) {
            if let Some((word, value)) = line.split_once(' ') {
                draft.class(word, class::NUMBER);
                if let Ok(value) = value.trim().parse() {
                    numbers.insert(hash_word(word), value);
                }
            }
        }
        let size = (draft.entries.len() * 3).next_power_of_two();
        let mask = size - 1;
        let mut slots = vec![0; size].into_boxed_slice();
        let mut entries = vec![Entry::default()];
        for (hash, entry) in draft.entries {
            let mut at = hash as usize & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = entries.len() as u16;
            entries.push(entry);
        }
        debug_assert!(u16::try_from(entries.len()).is_ok(), "the places of the entries are 16 bits");
        Self {
            slots,
            mask,
            entries,
            lemmas: draft.lemmas,
            principal: draft.principal,
            events: draft.events,
            lemma_ids: draft.lemma_ids,
            kinds: draft.kinds,
            times: draft.times,
            numbers,
        }
    }

    fn entry(&self, hash: u64) -> &Entry {
        self.entry_from(hash, self.slots[hash as usize & self.mask])
    }

    /// The entry of the hash, when the first place that may be its own is known.
    fn entry_from(&self, hash: u64, mut place: u16) -> &Entry {
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & self.mask;
        loop {
            let entry = &self.entries[usize::from(place)];
            if place == 0 || entry.tag == tag {
                return entry;
            }
            at = (at + 1) & self.mask;
            place = self.slots[at];
        }
    }

    /// What is known of the word with this hash; nothing for an unknown word.
    pub(crate) fn probe(&self, hash: u64) -> Word {
        self.entry(hash).word()
    }

    /// Looks up every token once: what is known of it, and its section of the words of time.
    ///
    /// The first slots of several tokens are read before any is looked at, so that they come from memory at one time.
    pub(crate) fn probe_all(&self, tokens: &[Token], words: &mut Vec<Word>, times: &mut Vec<u8>) {
        const AHEAD: usize = 16;
        words.reserve(tokens.len());
        times.reserve(tokens.len());
        for tokens in tokens.chunks(AHEAD) {
            let mut places = [0; AHEAD];
            for (place, token) in places.iter_mut().zip(tokens) {
                let slot = self.slots[token.hash as usize & self.mask];
                *place = if token.punct == 0 { slot } else { 0 };
            }
            for (place, token) in places.into_iter().zip(tokens) {
                let entry = self.entry_from(token.hash, place);
                words.push(entry.word());
                times.push(entry.time());
            }
        }
    }

    /// The headings of the words of time.
    pub(crate) fn time_sections(&self) -> &[&'static str] {
        &self.times
    }

    /// The number of the verb with this base form.
    pub(crate) fn lemma_id(&self, lemma: &str) -> Option<u16> {
        self.lemma_ids.get(lemma).copied()
    }

    /// The base form of a verb; empty for 0 and for numbers not given out.
    pub(crate) fn lemma(&self, id: u16) -> &'static str {
        self.lemmas.get(usize::from(id)).copied().unwrap_or_default()
    }

    /// Every form of the verb, in lower case.
    pub(crate) fn forms(&self, id: u16) -> impl Iterator<Item = String> {
        inflect::forms(self.lemmas[id as usize], &self.principal[id as usize])
            .into_iter()
            .map(|(text, _)| text)
    }

    /// Every event noun, in lower case.
    pub(crate) fn event_nouns(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(String::as_str)
    }

    /// The relation kind that an event noun names.
    pub(crate) fn event_kind(&self, hash: u64) -> Option<&'static str> {
        let kind = usize::from(self.entry(hash).kind);
        kind.checked_sub(1)
            .and_then(|i| self.kinds.get(i))
            .copied()
            .filter(|k| *k != "event")
    }

    /// The value of a number word: "twelve" is 12, "dozens" 24 as the least it can mean.
    #[allow(dead_code)]
    pub(crate) fn number(&self, hash: u64) -> Option<u32> {
        self.numbers.get(&hash).copied()
    }

    /// The class with this name, as the headings of the lists write it.
    #[allow(dead_code)]
    pub(crate) fn class_named(name: &str) -> Option<u64> {
        class_bit(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(word: &str) -> Word {
        Lexicon::get().probe(hash_word(word))
    }

    #[test]
    fn forms_lead_to_their_verb() {
        let both = form::PAST | form::PARTICIPLE;
        for (word, lemma, forms) in [
            ("kidnapped", "kidnap", both),
            ("plotted", "plot", both),
            ("plotting", "plot", form::ING),
            ("carries", "carry", form::S),
            ("carried", "carry", both),
            ("slain", "slay", form::PARTICIPLE),
            ("Detaining", "detain", form::ING),
            ("took", "take", form::PAST),
            ("taking", "take", form::ING),
            ("dying", "die", form::ING),
            ("fled", "flee", both),
            ("fleeing", "flee", form::ING),
            ("shot", "shoot", both),
            ("blew", "blow", form::PAST),
            ("gunned", "gun", both),
            ("set", "set", form::BASE | both),
            ("setting", "set", form::ING),
            ("hit", "hit", form::BASE | both),
            ("opened", "open", both),
            ("cutting", "cut", form::ING),
            ("wounded", "wound", both),
            ("was", "be", form::PAST),
            ("has", "have", form::S),
            ("does", "do", form::S),
            ("went", "go", form::PAST),
            ("goes", "go", form::S),
            ("seized", "seize", both),
            ("clashes", "clash", form::S),
            ("destroyed", "destroy", both),
            ("killing", "kill", form::ING),
            ("beheaded", "behead", both),
            ("targeted", "target", both),
            ("traveled", "travel", both),
            ("travelled", "travel", both),
            ("panicked", "panic", both),
            ("committed", "commit", both),
            ("visited", "visit", both),
            ("quitting", "quit", form::ING),
            ("found", "find", both),
            ("lying", "lie", form::ING),
            ("agreed", "agree", both),
            ("defused", "defuse", both),
            ("storms", "storm", form::S),
            ("said", "say", both),
            ("left", "leave", both),
            ("buried", "bury", both),
        ] {
            let found = probe(word);
            assert_eq!((Lexicon::get().lemma(found.lemma), found.forms), (lemma, forms), "{word}");
        }
    }

    #[test]
    fn words_have_their_classes() {
        for (word, classes) in [
            ("The", class::DET),
            ("their", class::POSS_DET),
            ("amid", class::PREP),
            ("didn’t", class::NEG),
            ("while", class::SUBORD),
            ("whom", class::RELATIVE),
            ("allegedly", class::HEDGE),
            ("suspected", class::ADJ | class::HEDGE),
            ("masked", class::ADJ),
            ("gunman", class::PERSON),
            ("gunmen", class::PERSON_PL),
            ("people", class::PERSON_PL),
            ("children", class::PERSON_PL),
            ("policewomen", class::PERSON_PL),
            ("faction", class::GROUP_NOUN),
            ("troops", class::FORCE_NOUN),
            ("ministries", class::GOV_NOUN),
            ("universities", class::ORG_NOUN),
            ("churches", class::FACILITY),
            ("buses", class::FACILITY),
            ("barracks", class::FACILITY),
            ("knives", class::WEAPON),
            ("grenades", class::WEAPON),
            ("ambushes", class::EVENT),
            ("Gen", class::TITLE),
            ("dozens", class::NUMBER),
            ("Sept", class::MONTH),
            ("Friday", class::WEEKDAY),
            ("nights", class::TIME_NOUN),
            ("cities", class::PLACE_NOUN),
            ("Mehmet", class::GIVEN_NAME),
            ("said", class::SAY),
            ("saying", class::SAY),
            ("statement", class::ATTRIB_NOUN),
            ("weather", class::COMMON),
            ("accused", class::COMMON),
        ] {
            assert_eq!(probe(word).classes & classes, classes, "{word}");
        }
    }

    #[test]
    fn classes_stay_apart() {
        for (word, classes) in [
            ("accuse", class::COMMON),
            ("men", class::PERSON),
            ("wounded", class::ADJ),
            ("bombed", class::EVENT | class::WEAPON),
            ("will", class::GIVEN_NAME),
            ("police", class::PERSON | class::PERSON_PL),
        ] {
            assert!(!probe(word).is(classes), "{word}");
        }
        assert_eq!(probe("Mirel"), Word::default());
        assert_eq!(probe("qzx"), Word::default());
    }

    #[test]
    fn event_nouns_name_relations() {
        for (word, kind) in [
            ("bombings", Some("attacked")),
            ("killing", Some("killed")),
            ("Assassination", Some("assassinated")),
            ("abductions", Some("kidnapped")),
            ("shootout", Some("clashed")),
            ("arrests", Some("detained")),
            ("offensive", Some("carried_out_operation")),
            ("plot", Some("planned")),
            ("pullout", Some("withdrew")),
            ("picnic", None),
        ] {
            assert_eq!(Lexicon::get().event_kind(hash_word(word)), kind, "{word}");
        }
    }

    #[test]
    fn number_words_have_values() {
        for (word, value) in [
            ("one", Some(1)),
            ("Twelve", Some(12)),
            ("ninety", Some(90)),
            ("dozens", Some(24)),
            ("many", None),
        ] {
            assert_eq!(Lexicon::get().number(hash_word(word)), value, "{word}");
        }
    }

    #[test]
    fn names_of_classes_and_verbs_are_found() {
        assert_eq!(Lexicon::class_named("WEAPON"), Some(class::WEAPON));
        assert_eq!(Lexicon::class_named("weapon"), None);
        let id = Lexicon::get().lemma_id("carry").unwrap();
        assert_eq!(Lexicon::get().lemma(id), "carry");
        assert_eq!((Lexicon::get().lemma_id("carries"), Lexicon::get().lemma(0)), (None, ""));
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
                    assert!(line.bytes().all(|b| b == b' ' || b == b'-' || b.is_ascii_alphanumeric()), "{line}");
                }
            }
        }
        for line in lines(VERBS).filter(|line| line.starts_with('#')) {
            for name in line[1..].split_whitespace() {
                assert!(matches!(name, "regular" | "irregular") || class_bit(name).is_some(), "{name}");
            }
        }
        let relations =
            "attacked killed wounded assassinated kidnapped clashed detained raided carried_out_operation planned foiled withdrew event";
        assert!(Lexicon::get().kinds.iter().all(|kind| relations.split(' ').any(|r| r == *kind)));
    }
}
