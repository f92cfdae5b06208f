//! Closed-class words, verbs with their inflections, role nouns and trigger nouns: one probe per token gives all of it.
//!
//! The words stand in text files beside this one, one topic a file. In a list of words, a line `# CLASS CLASS` opens a
//! section and `+plural` in it adds the regular plurals; `verbs.txt` and `events.txt` say at their heads how they read.
//! Lines that start with `;` are remarks.
//!
//! [`class::COMMON`] marks ordinary words. A verb's past, participle and `-ing` forms have it; its base and third
//! person only when they are nouns too (`attack`, `report`), so that `COMMON` on these says "may be a noun".

#[cfg(test)]
mod draft;
#[cfg_attr(not(test), allow(dead_code))] // The build script asks for the forms of verbs.
mod inflect;
mod table;
mod word;

use crate::text::Token;
pub(crate) use inflect::plural;
use table::Table;
pub(crate) use word::{Word, beside, class, class_bit, form, mark, time_marks};

/// Words that make names by shape; their headings also name a kind of mention.
pub(crate) const HEADS: &str = include_str!("heads.txt");

/// The words of the language that the stages ask for.
pub(crate) struct Lexicon {
    words: Table,
    /// The base forms of the verbs, one behind the other, and where each ends: a string each would take five times the room.
    lemmas: &'static str,
    lemma_ends: &'static [u16],
    /// The numbers of the verbs in the order of their names.
    by_name: &'static [u16],
    /// Event nouns in the order of their hashes, each with the number of the relation kind that it names.
    events: &'static [(u64, u8)],
    event_kinds: &'static [&'static str],
    times: &'static [&'static str],
}

#[allow(clippy::unreadable_literal)] // Written by the build script.
static LEXICON: Lexicon = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

impl Lexicon {
    /// The lexicon, as the build script laid it out.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    /// What is known of the word with this hash; nothing for an unknown word.
    pub(crate) fn probe(&self, hash: u64) -> Word {
        self.words.word(hash)
    }

    /// Looks up each of up to 64 tokens once and appends what is known of it to `words`; `told` takes what `tell` says of both.
    #[inline]
    pub(crate) fn probe_all<T>(&self, tokens: &[Token], words: &mut Vec<Word>, told: &mut [T; 64], tell: impl Fn(&Token, Word) -> T) {
        let mut slots = [0; 64];
        self.words.read_slots(tokens, &mut slots);
        words.extend(tokens.iter().zip(slots.iter().zip(told)).map(|(token, (slot, told))| {
            let word = self.words.told(token.hash, *slot);
            *told = tell(token, word);
            word
        }));
    }

    /// The headings of the words of time.
    pub(crate) fn time_sections(&self) -> &'static [&'static str] {
        self.times
    }

    /// The number of the verb with this base form.
    pub(crate) fn lemma_id(&self, lemma: &str) -> Option<u16> {
        let at = self.by_name.binary_search_by_key(&lemma, |id| self.lemma(*id)).ok()?;
        Some(self.by_name[at])
    }

    /// The base form of a verb; that of 0 is empty.
    fn lemma(&self, id: u16) -> &'static str {
        let [from, to] = [usize::from(id).saturating_sub(1), usize::from(id)].map(|at| usize::from(self.lemma_ends[at]));
        &self.lemmas[from..to]
    }

    /// The base forms of the verbs, by number.
    pub(crate) fn lemmas(&self) -> impl Iterator<Item = &'static str> {
        (0..self.lemma_ends.len()).map(|id| self.lemma(id as u16))
    }

    /// The relation kind that an event noun names.
    pub(crate) fn event_kind(&self, hash: u64) -> Option<&'static str> {
        let at = self.events.binary_search_by_key(&hash, |(noun, _)| *noun).ok()?;
        Some(self.event_kinds[usize::from(self.events[at].1)]).filter(|k| *k != "event")
    }
}

#[cfg(test)]
mod tests {
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
            let known = Lexicon::get().lemma(found.lemma);
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
        for mark in ["-", "--", ".", "...", "'", "’", "&", "%", "€", "日"] {
            let word = probe(mark);
            assert_eq!((word, word.time, word.beside), (Word::default(), 0, 0), "{mark}");
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
        assert_eq!(Lexicon::get().lemma(id), "carry");
        assert_eq!((Lexicon::get().lemma_id("carries"), Lexicon::get().lemma(0)), (None, ""));
    }
}
