//! Closed-class words, verbs with their inflections, role nouns and trigger nouns: one probe per token gives all of it.
//!
//! The words stand in text files beside this one, one topic a file. In a list of words, a line `# CLASS CLASS` opens a
//! section and `+plural` in it adds the regular plurals; `verbs.txt` and `events.txt` say at their heads how they read.
//! Lines that start with `;` are remarks.
//!
//! [`class::COMMON`] marks ordinary words. A verb's past, participle and `-ing` forms have it; its base and third
//! person only when they are nouns too (`attack`, `report`), so that `COMMON` on these says "may be a noun".

mod draft;
mod inflect;
mod table;

pub(crate) use inflect::plural;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::text::Token;
use draft::Draft;
use table::Table;

/// What is known of a word: 16 bytes, four of them free.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Word {
    /// The bits of [`class`].
    pub classes: u64,
    /// The verb it is a form of; 0 for none.
    pub lemma: u16,
    /// Which forms of the verb: the bits of [`form`].
    pub forms: u8,
    /// Its section of `times.txt`; 0 for none.
    pub time: u8,
}

/// A word that only tells a time is like one of which nothing is known: it names no thing and no deed.
impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        (self.classes, self.lemma, self.forms) == (other.classes, other.lemma, other.forms)
    }
}

impl Eq for Word {}

impl Word {
    /// Whether the word has any of these classes.
    pub(crate) fn is(self, class: u64) -> bool {
        self.classes & class != 0
    }

    /// Those of the classes that it has.
    pub(crate) fn among(self, classes: u64) -> u64 {
        self.classes & classes
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
        pub(crate) mod class {
            $( pub const $name: u64 = 1 << $bit; )*

            /// Words that stand in no noun phrase behind its noun.
            pub const CLOSES: u64 = PREP | CONJ | SUBORD | RELATIVE | MODAL | AUX_BE | AUX_HAVE | AUX_DO;
        }

        /// The class with this name.
        pub(crate) fn class_bit(name: &str) -> Option<u64> {
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

const LISTS: [&str; 9] = [
    include_str!("closed.txt"),
    include_str!("adjectives.txt"),
    include_str!("nouns.txt"),
    include_str!("persons.txt"),
    include_str!("names.txt"),
    include_str!("given.txt"),
    include_str!("surnames.txt"),
    include_str!("common.txt"),
    include_str!("numbers.txt"),
];
/// Words that make names by shape; their headings also name a kind of mention.
pub(crate) const HEADS: &str = include_str!("heads.txt");
const VERBS: &str = include_str!("verbs.txt");
const EVENTS: &str = include_str!("events.txt");
const TIMES: &str = include_str!("times.txt");

/// The words of the language that the stages ask for.
pub(crate) struct Lexicon {
    words: Table,
    lemmas: Vec<&'static str>,
    lemma_ids: FxHashMap<&'static str, u16>,
    /// The relation kinds that event nouns name.
    event_kinds: FxHashMap<u64, &'static str>,
    times: Vec<&'static str>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(Lexicon::build);

impl Lexicon {
    /// The lexicon, built at the first call.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut draft = Draft::new();
        for list in LISTS.into_iter().chain([HEADS]) {
            draft.list(list);
        }
        draft.events(EVENTS);
        draft.verbs(VERBS);
        draft.times(TIMES);
        Self {
            words: Table::new(draft.entries),
            lemmas: draft.lemmas,
            lemma_ids: draft.lemma_ids,
            event_kinds: draft.event_kinds,
            times: draft.times,
        }
    }

    /// What is known of the word with this hash; nothing for an unknown word.
    pub(crate) fn probe(&self, hash: u64) -> Word {
        self.words.word(hash)
    }

    /// Looks up every token once.
    pub(crate) fn probe_all(&self, tokens: &[Token], words: &mut Vec<Word>) {
        words.reserve(tokens.len());
        self.words.read(tokens, words);
    }

    /// The headings of the words of time.
    pub(crate) fn time_sections(&self) -> &[&'static str] {
        &self.times
    }

    /// The number of the verb with this base form.
    pub(crate) fn lemma_id(&self, lemma: &str) -> Option<u16> {
        self.lemma_ids.get(lemma).copied()
    }

    /// The base forms of the verbs, by number; that of 0 is empty.
    pub(crate) fn lemmas(&self) -> &[&'static str] {
        &self.lemmas
    }

    /// The relation kind that an event noun names.
    pub(crate) fn event_kind(&self, hash: u64) -> Option<&'static str> {
        self.event_kinds.get(&hash).copied().filter(|k| *k != "event")
    }
}

#[cfg(test)]
mod tests {
    use super::draft::lines;
    use super::*;
    use crate::text::hash_word;

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
            let known = Lexicon::get().lemmas()[usize::from(found.lemma)];
            assert_eq!((known, found.forms), (lemma, forms), "{word}");
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
    fn names_of_verbs_are_found() {
        let id = Lexicon::get().lemma_id("carry").unwrap();
        assert_eq!(Lexicon::get().lemmas()[usize::from(id)], "carry");
        assert_eq!((Lexicon::get().lemma_id("carries"), Lexicon::get().lemmas()[0]), (None, ""));
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
        let relations =
            "attacked killed wounded assassinated kidnapped clashed detained raided carried_out_operation planned foiled withdrew event";
        assert!(
            Lexicon::get()
                .event_kinds
                .values()
                .all(|kind| relations.split(' ').any(|r| r == *kind))
        );
    }
}
