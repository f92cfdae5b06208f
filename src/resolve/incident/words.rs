//! What the incident lists know of a word: the kind of thing a head noun names, and the family of violence a word tells of.

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::lexicon::{Lexicon, Word, class, class_bit, plural};
use crate::text::{Token, hash_word, those};

use super::part::{Part, part};

const HEADS: &str = include_str!("heads.txt");
const TRIGGERS: &str = include_str!("triggers.txt");

/// The coarse group of a head noun: which slots it can fill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Group {
    /// A word that no list knows.
    #[default]
    Unknown,
    Perp,
    Org,
    Victim,
    Facility,
    Weapon,
    Other,
}

impl Group {
    fn parse(name: &str) -> Self {
        match name {
            "perp" => Self::Perp,
            "org" => Self::Org,
            "victim" => Self::Victim,
            "facility" => Self::Facility,
            "weapon" => Self::Weapon,
            "other" => Self::Other,
            _ => Self::Unknown,
        }
    }

    pub(super) const fn part(self) -> Part<'static> {
        match self {
            Self::Unknown => part!("unknown"),
            Self::Perp => part!("perp"),
            Self::Org => part!("org"),
            Self::Victim => part!("victim"),
            Self::Facility => part!("facility"),
            Self::Weapon => part!("weapon"),
            Self::Other => part!("other"),
        }
    }
}

/// A class of head nouns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    pub name: Part<'static>,
    pub group: Group,
}

/// A family of trigger words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Family {
    pub name: Part<'static>,
    pub strong: bool,
}

/// The number of a class or family; 0 is none.
pub(super) type Id = u8;

/// What is known of a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    /// The class of the section that lists it as a head noun.
    pub head: Id,
    /// The same, else its class by what the lexicon knows of it.
    pub class: Id,
    /// The family of the event noun it is.
    pub family: Id,
    /// The bits of [`mark`].
    marks: u8,
}

impl Sense {
    /// Whether it has any of these bits of [`mark`].
    #[inline]
    pub(super) const fn has(self, mark: u8) -> bool {
        self.marks & mark != 0
    }
}

/// What is asked of many tokens, as bits.
pub(super) mod mark {
    /// The lexicon or a list knows it.
    pub const KNOWN: u8 = 1;
    /// It is known and no word of grammar, name or verb.
    pub const CONTENT: u8 = 2;
    /// "We", "you" and the like.
    pub const WE: u8 = 4;
    /// A name that no list knows, or a given name.
    pub const NAME: u8 = 8;
    /// Before a noun it is no part of a description.
    pub const SKIPPED: u8 = 16;
}

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Listing {
    class: Id,
    family: Id,
    /// Some bits of [`mark`].
    marks: u8,
}

/// Words that are like the writer or the reader.
const FIRST_PERSONS: [&str; 7] = ["i", "we", "our", "my", "us", "you", "your"];

/// Words before a noun that are no part of a description.
const SKIPPED: [&str; 12] = [
    "first",
    "second",
    "third",
    "other",
    "others",
    "same",
    "new",
    "least",
    "most",
    "such",
    "approximately",
    "several",
];

pub(super) struct Words {
    pub classes: Vec<Class>,
    pub families: Vec<Family>,
    /// The names of the kinds of mention, by number.
    kinds: Vec<Part<'static>>,
    /// The class of numbers.
    pub number: Id,
    /// The words that the lists have, and a bit for each, by 15 bits of its hash: few others have one that is set.
    listed: FxHashMap<u64, Listing>,
    sieve: Vec<u64>,
    /// The names of the verbs, by lemma.
    lemmas: Vec<Part<'static>>,
    /// The classes of the lexicon whose words stand in no section, each with its own.
    rest: Vec<(u64, Id)>,
    /// All of those classes, and the place of each among them by its bit; that of no bit is none.
    any_rest: u64,
    rank: [u8; 65],
    verbs: Vec<Id>,
    /// The particles of each verb, few as they are, with the family of the two together.
    phrasal: Vec<Vec<(u64, Id)>>,
}

/// Words of grammar, and names.
const CLOSED: u64 =
    class::DET | class::PREP | class::CONJ | class::PRONOUN | class::AUX_BE | class::AUX_HAVE | class::NUMBER | class::GIVEN_NAME;

/// How many numbers the sieve has.
const SIEVE: usize = 512;

/// The number of the sieve and the bit in it that a hash chooses.
#[inline]
const fn sifted(hash: u64) -> (usize, u64) {
    ((hash >> 32) as usize & (SIEVE - 1), 1 << (hash >> 58))
}

static WORDS: Lazy<Words> = Lazy::new(Words::build);

impl Words {
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    fn build() -> Self {
        let none = Class {
            name: part!("-"),
            group: Group::Unknown,
        };
        let mut words = Self {
            classes: vec![none],
            families: vec![Family {
                name: part!("-"),
                strong: false,
            }],
            kinds: Kind::ALL.iter().map(|kind| Part::of(kind.as_str())).collect(),
            number: 0,
            listed: FxHashMap::default(),
            sieve: vec![0; SIEVE],
            lemmas: Lexicon::get().lemmas().map(Part::of).collect(),
            rest: Vec::new(),
            any_rest: 0,
            rank: [u8::MAX; 65],
            verbs: Vec::new(),
            phrasal: Vec::new(),
        };
        words.read_heads();
        for (rank, (bit, _)) in (0..).zip(&words.rest) {
            if words.any_rest & bit == 0 {
                words.rank[bit.trailing_zeros() as usize] = rank;
            }
            words.any_rest |= bit;
        }
        words.number = words
            .rest
            .iter()
            .find(|(bit, _)| *bit == class::NUMBER)
            .map_or(0, |(_, class)| *class);
        words.read_triggers();
        for (list, mark) in [(FIRST_PERSONS.as_slice(), mark::WE), (&SKIPPED, mark::SKIPPED)] {
            for word in list {
                words.listed.entry(hash_word(word)).or_default().marks |= mark;
            }
        }
        for &hash in words.listed.keys() {
            let (at, bit) = sifted(hash);
            words.sieve[at] |= bit;
        }
        words
    }

    /// Lists a word, unless it has a class or a family already.
    fn list(&mut self, hash: u64, class: Id, family: Id) {
        let known = self.listed.entry(hash).or_default();
        if known.class == 0 {
            known.class = class;
        }
        if known.family == 0 {
            known.family = family;
        }
    }

    fn read_heads(&mut self) {
        let (mut class, mut plurals) = (0, false);
        for line in lines(HEADS) {
            if let Some(heading) = line.strip_prefix('#') {
                let mut fields = heading.split_whitespace();
                let (name, group) = (fields.next().unwrap_or_default(), Group::parse(fields.next().unwrap_or_default()));
                let option = fields.next();
                plurals = option == Some("+plural");
                class = self.classes.iter().position(|c| c.name.name == name).unwrap_or_else(|| {
                    let name = Part::of(name);
                    self.classes.push(Class { name, group });
                    self.classes.len() - 1
                }) as Id;
                if option == Some("<") {
                    let bit = fields.next().and_then(class_bit);
                    self.rest.extend(bit.map(|bit| (bit, class)));
                }
                continue;
            }
            for word in line.split_whitespace() {
                self.list(hash_word(word), class, 0);
                if plurals {
                    self.list(hash_word(&plural(word)), class, 0);
                }
            }
        }
    }

    fn read_triggers(&mut self) {
        let lexicon = Lexicon::get();
        let mut family = 0;
        for line in lines(TRIGGERS) {
            if let Some(heading) = line.strip_prefix('#') {
                let mut fields = heading.split_whitespace();
                self.families.push(Family {
                    name: Part::of(fields.next().unwrap_or_default()),
                    strong: fields.next() == Some("+strong"),
                });
                family = (self.families.len() - 1) as Id;
            } else if let Some(nouns) = line.strip_prefix("noun ") {
                for noun in nouns.split_whitespace() {
                    self.list(hash_word(noun), 0, family);
                    self.list(hash_word(&plural(noun)), 0, family);
                }
            } else if let Some(verbs) = line.strip_prefix("verb ") {
                for verb in verbs.split_whitespace() {
                    let (base, particle) = verb.split_once('_').map_or((verb, None), |(b, p)| (b, Some(p)));
                    let Some(lemma) = lexicon.lemma_id(base) else { continue };
                    let at = usize::from(lemma);
                    if let Some(particle) = particle {
                        if self.phrasal.len() <= at {
                            self.phrasal.resize(at + 1, Vec::new());
                        }
                        self.phrasal[at].push((hash_word(particle), family));
                        continue;
                    }
                    if self.verbs.len() <= at {
                        self.verbs.resize(at + 1, 0);
                    }
                    if self.verbs[at] == 0 {
                        self.verbs[at] = family;
                    }
                }
            }
        }
    }

    pub(super) fn class(&self, id: Id) -> Class {
        self.classes[usize::from(id)]
    }

    /// The name of a kind of mention.
    pub(super) fn kind(&self, kind: Kind) -> Part<'static> {
        let known = self.kinds.get(kind.number() as usize).copied();
        known.unwrap_or_else(|| Part::of(kind.as_str()))
    }

    pub(super) fn family(&self, id: Id) -> Family {
        self.families[usize::from(id)]
    }

    /// The name of a verb.
    pub(super) fn lemma(&self, id: u16) -> Part<'static> {
        self.lemmas.get(usize::from(id)).copied().unwrap_or_default()
    }

    /// The class of a head noun that a section lists.
    pub(super) fn head(&self, hash: u64) -> Id {
        self.listed.get(&hash).map_or(0, |known| known.class)
    }

    /// The family of an event noun.
    pub(super) fn noun(&self, hash: u64) -> Id {
        self.listed.get(&hash).map_or(0, |known| known.family)
    }

    /// Tells what is known of each of some tokens.
    pub(super) fn probe(&self, tokens: &[Token], words: &[Word], senses: &mut [Sense]) {
        for ((sense, token), word) in senses.iter_mut().zip(tokens).zip(words) {
            *sense = self.sense(token, *word, Listing::default());
        }
        // Whether a word is listed is hard to guess: the sieve tells it of many without a jump for each.
        let may_be_listed = |token: &Token| {
            let (at, bit) = sifted(token.hash);
            self.sieve[at] & bit != 0
        };
        for at in those(tokens, may_be_listed) {
            let token = &tokens[at];
            if let Some(listing) = self.listed.get(&token.hash).filter(|_| token.punct == 0) {
                senses[at] = self.sense(token, words[at], *listing);
            }
        }
    }

    /// What is known of a token, told without a jump.
    #[inline]
    fn sense(&self, token: &Token, word: Word, listing: Listing) -> Sense {
        let given = word.is(class::GIVEN_NAME);
        // Few words have more than two of the classes: bits are faster than a walk over the classes, and two at once than a jump.
        let bits = word.among(self.any_rest);
        let rank = |bits: u64| self.rank[bits.trailing_zeros() as usize];
        let mut more = bits & bits.wrapping_sub(1);
        let mut first = rank(bits).min(rank(more));
        more &= more.wrapping_sub(1);
        while more != 0 {
            first = first.min(rank(more));
            more &= more - 1;
        }
        let by_lexicon = self.rest.get(usize::from(first)).map_or(0, |(_, class)| *class);
        let listed = listing.class != 0;
        let class = if given || token.punct != 0 { 0 } else { by_lexicon };
        let known = word != Word::default() || listed;
        let name = token.is_word() && !token.has(Token::POSSESSIVE) && (given || !known);
        let content = known && word.lemma == 0 && !word.is(CLOSED);
        let flag = |set: bool, mark: u8| if set { mark } else { 0 };
        Sense {
            head: listing.class,
            class: if listed { listing.class } else { class },
            family: listing.family,
            marks: listing.marks | flag(known, mark::KNOWN) | flag(content, mark::CONTENT) | flag(name, mark::NAME),
        }
    }

    /// The family of a verb, with the tokens that follow it: "blow up", "set ... on fire".
    pub(super) fn verb(&self, lemma: u16, after: &[Token]) -> Id {
        if let Some(particles) = self.phrasal.get(usize::from(lemma)).filter(|p| !p.is_empty()) {
            for token in after.iter().take(6).take_while(|t| t.punct == 0) {
                if let Some(&(_, family)) = particles.iter().find(|(p, _)| *p == token.hash) {
                    return family;
                }
            }
        }
        self.verbs.get(usize::from(lemma)).copied().unwrap_or_default()
    }
}

/// The lines of a list, without the empty ones and the remarks.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn every_section_of_heads_has_a_group_and_a_class_of_the_lexicon_that_there_is() {
        for heading in lines(HEADS).filter_map(|l| l.strip_prefix('#')) {
            let fields: Vec<&str> = heading.split_whitespace().collect();
            assert!(fields.len() >= 2, "{heading}");
            assert!(fields[1] == "unknown" || Group::parse(fields[1]) != Group::Unknown, "{heading}");
            match fields.get(2) {
                Some(&"<") => assert!(class_bit(fields[3]).is_some(), "{heading}"),
                option => assert!(matches!(option, None | Some(&"+plural")), "{heading}"),
            }
        }
    }

    #[test]
    fn a_head_is_what_its_section_says_else_what_the_lexicon_knows() {
        let (known, lexicon) = (Words::get(), Lexicon::get());
        for (word, group) in [
            ("gunmen", Group::Perp),
            ("seamen", Group::Victim),
            ("bankers", Group::Victim),
            ("monastery", Group::Facility),
            ("bricklayer", Group::Victim),
            ("gunfire", Group::Other),
            ("solidarity", Group::Other),
            ("zzyzx", Group::Unknown),
        ] {
            let mut tokens = Vec::new();
            tokenize(word, &mut tokens);
            let mut sense = [Sense::default()];
            known.probe(&tokens, &[lexicon.probe(hash_word(word))], &mut sense);
            assert_eq!(known.class(sense[0].class).group, group, "{word}");
        }
    }
}
