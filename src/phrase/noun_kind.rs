//! The kinds of thing that nouns name.

use super::chunk::{Chunker, NounPhrase};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::text::{Token, WordSet, hashes};

/// The kinds of thing that nouns name; the first that fits counts.
pub(crate) const NOUN_KINDS: [(u64, Kind); 10] = [
    (class::PERSON | class::PERSON_PL, Kind::People),
    (class::FORCE_NOUN, Kind::SecurityForce),
    (class::GOV_NOUN, Kind::Government),
    (class::GROUP_NOUN, Kind::Group),
    (class::EVENT, Kind::Event),
    (class::FACILITY, Kind::Facility),
    (class::WEAPON, Kind::Weapon),
    (class::ORG_NOUN, Kind::Organization),
    (class::MEDIA_NOUN, Kind::Media),
    (class::PLACE_NOUN, Kind::Place),
];

/// All classes of [`NOUN_KINDS`].
pub(super) const NAMES_KIND: u64 = {
    let (mut all, mut i) = (0, 0);
    while i < NOUN_KINDS.len() {
        all |= NOUN_KINDS[i].0;
        i += 1;
    }
    all
};

/// The kinds by the bits of the classes, which stand in the order of the kinds; none behind the last bit.
const BY_BIT: [Option<Kind>; u64::BITS as usize + 1] = {
    let mut kinds = [None; u64::BITS as usize + 1];
    let (mut before, mut i) = (0, 0);
    while i < NOUN_KINDS.len() {
        let (mut classes, kind) = NOUN_KINDS[i];
        assert!(classes > before, "a kind stands before one of lower bits");
        before = classes;
        while classes != 0 {
            kinds[classes.trailing_zeros() as usize] = Some(kind);
            classes &= classes - 1;
        }
        i += 1;
    }
    kinds
};

/// What makes of a group a body without arms.
pub(crate) static CIVIL: WordSet<19> = WordSet::new([
    "rights",
    "aid",
    "monitoring",
    "advocacy",
    "humanitarian",
    "relief",
    "watchdog",
    "campaign",
    "lobby",
    "charity",
    "medical",
    "environmental",
    "nongovernmental",
    "non-governmental",
    "governmental",
    "community",
    "civic",
    "trade",
    "consumer",
]);

/// What says no more of a group than that it bears arms: "the Islamic State militant group".
pub(crate) const ARMED: &[u64] = hashes![
    "militant",
    "terrorist",
    "terror",
    "extremist",
    "Islamist",
    "Islamic",
    "jihadist",
    "jihadi",
    "jihad",
    "rebel",
    "armed",
    "insurgent",
    "separatist",
    "guerrilla",
    "paramilitary",
    "militia",
    "radical",
    "outlawed",
    "banned",
    "violent",
    "shadowy",
    "criminal",
    "drug",
    "fundamentalist",
    "opposition",
    "resistance"
];

/// How many phrases before "of which" are looked at for what it means.
const OF_WHICH: usize = 3;

/// Heads that stand for people without being such.
static PARTS_OF_SOME: WordSet<9> = WordSet::new(["second", "third", "fourth", "fifth", "sixth", "couple", "pair", "more", "head"]);

impl Chunker<'_> {
    /// "the other", "the dead": an adjective that stands for people; so do "a third" and "a couple" where nothing is parted.
    pub(super) fn stands_for_people(&self, np: &NounPhrase) -> bool {
        let (first, head) = (np.first as usize, np.head as usize);
        if !PARTS_OF_SOME.contains(self.tokens[head].hash) {
            return np.mention.is_none() && self.word(head).is(class::SUBSTANTIVE) && !self.of_things(np.end as usize);
        }
        let alone = hashes!["second", "third", "fourth", "fifth", "sixth", "couple", "pair"];
        if np.first + 1 == np.head && self.is(head, alone) && !self.is(np.end as usize, hashes!["of"]) {
            return true;
        }
        // "an elderly couple".
        if self.is(head, hashes!["couple"]) && self.word(first).is(class::DET | class::POSS_DET) && !self.is(np.end as usize, hashes!["of"])
        {
            return true;
        }
        if self.is(head, hashes!["head"]) && np.first < np.head {
            let local = hashes!["village", "district", "ward", "community", "clan", "tribal", "council"];
            return self.is(head - 1, local) || self.is(np.end as usize, hashes!["of"]) && self.has_a_head(np.end as usize + 1);
        }
        let counts = || self.is(first, hashes!["many", "several", "scores", "dozens", "hundreds", "thousands"]);
        let more = || self.is(head, hashes!["more"]) && (np.number.is_some() || counts());
        np.mention.is_none() && (self.word(head).is(class::SUBSTANTIVE) && !self.of_things(np.end as usize) || more())
    }

    /// Tells the kind of a phrase that was read to its end by more than its head.
    pub(super) fn tell_kind(&self, np: &mut NounPhrase) {
        let start = np.first as usize;
        if np.kind == Some(Kind::Weapon) && self.burns(np) {
            np.kind = None;
        }
        // "tear gas", "pepper spray", "nerve agents".
        let substance = np.head > np.first && self.is(np.head as usize, hashes!["gas", "spray", "agent", "agents"]);
        let harmful = hashes!["tear", "nerve", "poison", "toxic", "mustard", "pepper", "chemical"];
        if substance && self.is(np.head as usize - 1, harmful) {
            np.kind = Some(Kind::Weapon);
        }
        // "six Taliban": so many of its people.
        let counted = np.number.is_some() && np.mention.is_some() && np.kind == Some(Kind::Group);
        // "killed two newsagents": what is counted with people is some.
        let unknown = || {
            let head = np.head as usize;
            let bare =
                np.number.is_some() && np.mention.is_none() && self.word(head) == Word::default() && !self.tokens[head].is_capitalized();
            bare && start > 0 && (self.harms_people(start - 1) || self.harm_of(start - 1))
        };
        let people = counted || np.kind.is_none() && (unknown() || self.has_a_trade(np) || self.stands_for_people(np));
        // "a monitoring group": a body without arms.
        if np.kind == Some(Kind::Group) && np.head > np.first && CIVIL.contains(self.tokens[np.head as usize - 1].hash) {
            np.kind = Some(Kind::Organization);
        }
        if people {
            (np.kind, np.mention) = (Some(Kind::People), None);
        }
    }

    /// "dozens of cows": whether what is told of from `of` on is a thing.
    pub(super) fn of_things(&self, of: usize) -> bool {
        const REACH: usize = 4;
        const ENDS: u64 = class::PERSON_PL | class::PRONOUN | class::RELATIVE | class::CLOSES | class::ADVERB;
        let side = |i: usize| self.is(i, hashes!["north", "south", "east", "west"]);
        let thing = |i: usize| {
            side(i)
                || self.word(i).among(class::COMMON | class::ADJ | class::DET | class::POSS_DET | ENDS) == class::COMMON
                    && self.word(i).lemma == 0
        };
        let ends = |i: usize| self.number(i) || self.is(i, hashes!["ones"]) || self.word(i).is(ENDS);
        let told = || (of + 1..of + 1 + REACH).take_while(|&i| !ends(i)).any(thing);
        self.is(of, hashes!["of"]) && told()
    }

    /// "Drones, of which 58 were shot down", "rockets, one of which hit a school": the number is of the weapons told before, not of people.
    pub(super) fn told_by_which(&self, np: NounPhrase, before: &[NounPhrase]) -> NounPhrase {
        let of_which = |i: usize| self.is(i + 1, hashes!["which"]) && self.is(i, hashes!["of"]);
        let (first, end) = (np.first as usize, np.end as usize);
        let behind = first == np.head as usize && of_which(end) && !self.word(first).is(class::PRONOUN);
        let ahead = || first > 1 && np.number.is_some() && self.number(np.head as usize) && of_which(first - 2);
        if np.mention.is_some() || !(behind || ahead()) {
            return np;
        }
        let weapons = |n: &&NounPhrase| n.kind == Some(Kind::Weapon);
        let kind = before.iter().rev().take(OF_WHICH).find(weapons).map_or(np.kind, |n| n.kind);
        NounPhrase { kind, ..np }
    }
}

/// The kind of a phrase that goes on with a word: "the tanker Amber Dawn" is a tanker still, "an army unit" an army.
pub(super) fn named_thing(before: Option<Kind>, token: &Token, word: Word) -> Option<Kind> {
    let unit = || {
        hashes![
            "unit",
            "units",
            "squad",
            "squads",
            "service",
            "services",
            "column",
            "detachment",
            "brigade"
        ]
        .contains(&token.hash)
    };
    let stays = |kind: &Kind| match kind {
        Kind::Facility => token.is_capitalized(),
        Kind::SecurityForce => unit(),
        _ => false,
    };
    noun_kind(word).or(before.filter(stays))
}

/// The kind of thing that a head noun names: that of the first of its classes which name one.
pub(crate) fn noun_kind(word: Word) -> Option<Kind> {
    BY_BIT[word.among(NAMES_KIND).trailing_zeros() as usize]
}

/// Whether the ending of a noun is that of those who have a trade or creed.
pub(super) fn is_trade(noun: &str) -> bool {
    let one = noun.strip_suffix('s').unwrap_or(noun);
    let ends = ["ologist", "ographer", "ician", "iatrist", "ionist", "woman", "women"];
    one.len() > 7 && matches!(one.as_bytes().last(), Some(b't' | b'r' | b'n')) && ends.iter().any(|end| one.ends_with(end))
}
