//! Closed-class words, verbs with their inflections, role nouns and trigger nouns: one probe per token gives all of it.

mod inflect;

use std::collections::HashMap;

use once_cell::sync::Lazy;

use crate::text::hash_word;

/// What is known of a word.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub classes: u64,
    /// The verb it is a form of; 0 for none.
    pub lemma: u16,
    pub forms: u8,
}

impl Word {
    pub(crate) fn is(self, class: u64) -> bool {
        self.classes & class != 0
    }
}

/// The forms of a verb.
pub(crate) mod form {
    pub const BASE: u8 = 1;
    pub const S: u8 = 2;
    pub const PAST: u8 = 4;
    pub const PARTICIPLE: u8 = 8;
    pub const ING: u8 = 16;
}

macro_rules! classes {
    ($($name:ident $bit:literal)*) => {
        /// Word classes, as bits.
        #[allow(dead_code)]
        pub(crate) mod class { $( pub const $name: u64 = 1 << $bit; )* }
        fn class_named(name: &str) -> Option<u64> {
            match name { $( stringify!($name) => Some(class::$name), )* _ => None }
        }
    };
}

classes! {
    DET 0 POSS_DET 1 PREP 2 CONJ 3 SUBORD 4 PRONOUN 5 RELATIVE 6 AUX_BE 7 AUX_HAVE 8 AUX_DO 9 MODAL 10 NEG 11 ADVERB 12
    ADJ 13 HEDGE 14 PERSON 15 PERSON_PL 16 GROUP_NOUN 17 FORCE_NOUN 18 GOV_NOUN 19 ORG_NOUN 20 MEDIA_NOUN 21 FACILITY 22
    WEAPON 23 EVENT 24 TITLE 25 NUMBER 26 MONTH 27 WEEKDAY 28 TIME_NOUN 29 PLACE_NOUN 30 GIVEN_NAME 31 SAY 32 COMMON 33
}

const LISTS: [&str; 4] = [
    include_str!("closed.txt"),
    include_str!("nouns.txt"),
    include_str!("names.txt"),
    include_str!("common.txt"),
];
const VERBS: &str = include_str!("verbs.txt");
const EVENTS: &str = include_str!("events.txt");

/// The words of the language that the stages ask for.
pub(crate) struct Lexicon {
    keys: Vec<u64>,
    values: Vec<Word>,
    mask: usize,
    #[cfg_attr(not(test), allow(dead_code))]
    lemmas: Vec<&'static str>,
    lemma_ids: HashMap<&'static str, u16>,
    events: HashMap<u64, &'static str>,
}

static LEXICON: Lazy<Lexicon> = Lazy::new(Lexicon::build);

impl Lexicon {
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut words: HashMap<u64, Word> = HashMap::new();
        let mut classed = |word: &str, classes: u64| words.entry(hash_word(word)).or_default().classes |= classes;
        let mut events = HashMap::new();
        for list in LISTS {
            let mut classes = 0;
            for line in list.lines() {
                if let Some(heading) = line.strip_prefix("# ") {
                    classes = heading.split_whitespace().filter_map(class_named).fold(0, |a, b| a | b);
                    continue;
                }
                for word in line.split_whitespace() {
                    classed(word, classes);
                    let plural = match classes {
                        c if c
                            & (class::FACILITY
                                | class::WEAPON
                                | class::GROUP_NOUN
                                | class::ORG_NOUN
                                | class::PLACE_NOUN
                                | class::TIME_NOUN
                                | class::MEDIA_NOUN)
                            != 0 =>
                        {
                            c
                        }
                        c if c & class::PERSON != 0 => class::PERSON_PL,
                        _ => continue,
                    };
                    classed(&inflect::plural(word), plural);
                }
            }
        }
        let mut kind = "attacked";
        for line in EVENTS.lines() {
            if let Some(heading) = line.strip_prefix("# ") {
                kind = heading;
                continue;
            }
            for word in line.split_whitespace() {
                for form in [word.to_owned(), inflect::plural(word)] {
                    classed(&form, class::EVENT);
                    events.insert(hash_word(&form), kind);
                }
            }
        }
        let mut lemmas = vec![""];
        let mut lemma_ids = HashMap::new();
        let mut extra = 0;
        for line in VERBS.lines() {
            if let Some(heading) = line.strip_prefix("# ") {
                extra = heading.split_whitespace().filter_map(class_named).fold(0, |a, b| a | b);
                continue;
            }
            let items = if line.contains(':') {
                line.split(", ").collect::<Vec<_>>()
            } else {
                line.split_whitespace().collect()
            };
            for item in items {
                let (base, irregular) = item.split_once(':').map_or((item, None), |(b, i)| (b, Some(i)));
                let id = lemmas.len() as u16;
                lemmas.push(base);
                lemma_ids.insert(base, id);
                for (text, forms) in inflect::forms(base, irregular) {
                    let word = words.entry(hash_word(&text)).or_default();
                    word.classes |= extra;
                    if word.lemma == 0 || word.lemma == id {
                        word.lemma = id;
                        word.forms |= forms;
                    }
                }
            }
        }
        let size = (words.len() * 2).next_power_of_two();
        let mut table = Self {
            keys: vec![0; size],
            values: vec![Word::default(); size],
            mask: size - 1,
            lemmas,
            lemma_ids,
            events,
        };
        for (hash, word) in words {
            let mut at = hash as usize & table.mask;
            while table.keys[at] != 0 {
                at = (at + 1) & table.mask;
            }
            table.keys[at] = hash;
            table.values[at] = word;
        }
        table
    }

    /// What is known of the word with this hash; nothing for an unknown word.
    pub(crate) fn probe(&self, hash: u64) -> Word {
        let mut at = hash as usize & self.mask;
        loop {
            match self.keys[at] {
                k if k == hash => return self.values[at],
                0 => return Word::default(),
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    pub(crate) fn lemma_id(&self, lemma: &str) -> Option<u16> {
        self.lemma_ids.get(lemma).copied()
    }

    #[cfg(test)]
    pub(crate) fn lemma(&self, id: u16) -> &'static str {
        self.lemmas[id as usize]
    }

    /// The relation kind that an event noun names.
    pub(crate) fn event_kind(&self, hash: u64) -> Option<&'static str> {
        self.events.get(&hash).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_verb() {
        let lexicon = Lexicon::get();
        for (word, lemma, forms) in [
            ("kidnapped", "kidnap", form::PAST | form::PARTICIPLE),
            ("carries", "carry", form::S),
            ("slain", "slay", form::PARTICIPLE),
            ("Detaining", "detain", form::ING),
            ("took", "take", form::PAST),
        ] {
            let found = lexicon.probe(hash_word(word));
            assert_eq!((lexicon.lemma(found.lemma), found.forms), (lemma, forms), "{word}");
        }
        assert_eq!(lexicon.probe(hash_word("Mirel")), Word::default());
        assert_eq!(lexicon.event_kind(hash_word("bombings")), Some("attacked"));
    }
}
