//! What rule files compile to.

use std::fmt;
use std::ops::{Deref, Range};

use regex::Regex;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::circumstances::Circumstances;
use super::needs::Needs;
use super::set::{Set, first_of, kind_bit, nth_of, word_bit};
use crate::gazetteer::Kind;
use crate::relation::{Modality, RelationKind};
use crate::text::hashes;

/// Where a frame finds the filler of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Subject,
    Object,
    Possessive,
    Compound,
    Trigger,
    /// The act that the verb governs: "planned to bomb the dam".
    Infinitive,
    /// What that act is done to.
    InfinitiveObject,
    /// The word that `clause` asks for.
    Clause,
    /// Of whom the clause tells that the verb governs: "said rebels were behind the raid".
    ClauseSubject,
    /// What that clause tells of, as object or behind a preposition.
    ClauseObject,
    Preposition(u64),
}

impl Slot {
    /// Whether what an attack is aimed at may stand there.
    pub(super) fn is_aim(&self) -> bool {
        match self {
            Self::Preposition(word) => hashes!["at", "on", "upon", "against"].contains(word),
            slot => *slot == Self::Object,
        }
    }

    /// Whether it may also tell where that was.
    pub(super) fn is_around(&self) -> bool {
        matches!(self, Self::Preposition(word) if hashes!["at", "on", "in", "inside", "outside", "near"].contains(word))
    }
}

/// Most roles have one or two, which are read where they stand.
pub(crate) type Slots = SmallVec<[Slot; 2]>;

/// What a filler has to be: of one of the kinds, or with one of the words as its head. Empty: anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub kinds: u32,
    pub words: WordList,
}

/// Words in the order of their hashes: many lists are long, so that a word is looked for by halving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordList {
    /// A bit of each word: few words ask for more than stands here, where the list is a part of what is read.
    bits: u64,
    words: Box<[u64]>,
    /// Of many words a bit of each, in the row that its hash chooses: it tells of most others that they are not in the list.
    sieve: Box<[u64]>,
}

/// How many words share a row of 64 bits.
const WORDS_A_ROW: usize = 4;

impl WordList {
    pub(crate) fn has(&self, word: u64) -> bool {
        let bit = word_bit(word);
        self.bits & bit != 0 && self.sieve.get(self.row(word)).is_none_or(|bits| bits & bit != 0) && self.words.binary_search(&word).is_ok()
    }

    /// The same of one of many words that are gone through: that most are not in the list is told by a single branch, which is foreseen.
    pub(crate) fn has_among(&self, word: u64) -> bool {
        let row = self.sieve.get(self.row(word)).copied().unwrap_or(u64::MAX);
        self.bits & row & word_bit(word) != 0 && self.words.binary_search(&word).is_ok()
    }

    /// The row of a word; none of the rows where the list has none.
    fn row(&self, word: u64) -> usize {
        (word >> 6) as usize & self.sieve.len().wrapping_sub(1)
    }
}

impl Extend<u64> for WordList {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, words: I) {
        let mut all = std::mem::take(&mut self.words).into_vec();
        all.extend(words);
        all.sort_unstable();
        let rows = all.len().div_ceil(WORDS_A_ROW);
        self.sieve = vec![0; if rows < 2 { 0 } else { rows.next_power_of_two() }].into_boxed_slice();
        for &word in &all {
            self.bits |= word_bit(word);
            let row = self.row(word);
            if let Some(bits) = self.sieve.get_mut(row) {
                *bits |= word_bit(word);
            }
        }
        self.words = all.into_boxed_slice();
    }
}

impl FromIterator<u64> for WordList {
    fn from_iter<I: IntoIterator<Item = u64>>(words: I) -> Self {
        let mut list = Self::default();
        list.extend(words);
        list
    }
}

impl Deref for WordList {
    type Target = [u64];

    fn deref(&self) -> &[u64] {
        &self.words
    }
}

impl Filter {
    pub(crate) fn is_empty(&self) -> bool {
        self.kinds == 0 && self.words.is_empty()
    }

    pub(crate) fn has(&self, kind: Kind) -> bool {
        self.kinds & kind_bit(kind) != 0
    }
}

/// One element of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Word(u64),
    /// This word in this case.
    Exact(String),
    Punct(u8),
    Verb(u16),
    Mention {
        role: Option<&'static str>,
        kinds: u32,
    },
    Phrase {
        role: Option<&'static str>,
        filter: Filter,
    },
    Capitals {
        role: Option<&'static str>,
    },
    Title {
        role: Option<&'static str>,
    },
    /// One noun for what a person is or does, with its stop: "farmer", "Gov.".
    Role {
        role: Option<&'static str>,
    },
    /// A token whose whole text fits the expression; in any case, it is put in small letters before.
    Expression {
        role: Option<&'static str>,
        regex: Regex,
        any_case: bool,
    },
    /// So many tokens at most, and what the token behind them may be.
    Gap {
        most: u8,
        next: Set,
    },
    /// One of the words, or of the sequences of words.
    Either {
        role: Option<&'static str>,
        words: WordList,
        /// In the order of their first words.
        phrases: Vec<Vec<u64>>,
    },
    Optional(Box<Element>),
    /// Takes no token: what follows must not be this.
    Not(Box<Element>),
}

impl Element {
    /// Whether it is a noun phrase, or one that may or must not stand there.
    pub(crate) fn is_phrase(&self) -> bool {
        match self {
            Self::Phrase { .. } => true,
            Self::Optional(inner) | Self::Not(inner) => inner.is_phrase(),
            _ => false,
        }
    }
}

/// A condition on the captures of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// The second is made of the first letters of the first.
    Initials(&'static str, &'static str),
    /// The two are not the same words.
    Distinct(&'static str, &'static str),
    /// None of these words stands in the sentence.
    Unless(WordList),
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: String,
    pub relation: RelationKind,
    pub kind: RuleKind,
    pub examples: Vec<Example>,
    /// Where it stands: file and line.
    pub place: (String, usize),
    /// Rules that it wins against where both match equally much.
    pub beats: Vec<u32>,
    /// Of a user's file: it wins where a built-in rule matches equally much.
    pub own: bool,
    /// How many of the matches that were looked at were right, and how many were looked at.
    pub measured: (u16, u16),
    /// What the words of the rule themselves say of the relation: whether they negate it, and its modality.
    pub marks: (bool, Option<Modality>),
    pub(super) circumstances: Circumstances,
}

impl Rule {
    pub(crate) fn frame(&self) -> Option<&Frame> {
        match &self.kind {
            RuleKind::Frame(frame) => Some(frame),
            RuleKind::Pattern(_) => None,
        }
    }

    pub(crate) fn pattern(&self) -> Option<&Pattern> {
        match &self.kind {
            RuleKind::Pattern(pattern) => Some(pattern),
            RuleKind::Frame(_) => None,
        }
    }

    /// How likely a match is right: the measured share, with one right and one wrong match added, so that few matches say little.
    pub(crate) fn confidence(&self) -> f32 {
        let (right, judged) = self.measured;
        f32::from(right + 1) / f32::from(judged + 2)
    }
}

/// What a rule matches.
#[derive(Clone, Debug)]
pub(crate) enum RuleKind {
    Frame(Frame),
    Pattern(Pattern),
}

/// A sequence of elements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pattern {
    pub elements: Vec<Element>,
    /// The element that calls it; none: it is tried everywhere.
    pub anchor: Option<usize>,
    /// The first element from there on that is not matched where the words that call it stand.
    pub asks: usize,
    /// The elements around it that hold no phrase.
    pub told: Range<usize>,
    /// What must stand right behind the phrase that is next, where something must and only one phrase can be that.
    pub behind: Option<Set>,
    pub conditions: Vec<Condition>,
}

impl Pattern {
    pub(crate) fn new(mut elements: Vec<Element>, anchor: Option<usize>, conditions: Vec<Condition>) -> Self {
        for at in 0..elements.len() {
            let behind = first_of(&elements[at + 1..]);
            if let Element::Gap { next, .. } = &mut elements[at] {
                *next = behind;
            }
        }
        let at = anchor.unwrap_or_default();
        let before = elements[..at].iter().rposition(Element::is_phrase);
        let phrase = elements[at..].iter().position(Element::is_phrase);
        let told = before.map_or(0, |phrase| phrase + 1)..phrase.map_or(elements.len(), |phrase| at + phrase);
        let varies = |element: &Element| matches!(element, Element::Gap { .. } | Element::Optional(_));
        let behind = match elements.get(told.end..) {
            Some([Element::Phrase { .. }, behind @ ..]) if !elements[at..told.end].iter().any(varies) => Some(nth_of(behind, 0)),
            _ => None,
        };
        // To look for a word that called it in its list once more would cost as much as all that is behind.
        let calls = |element: &Element| matches!(element, Element::Either { phrases, .. } if phrases.is_empty());
        Self {
            asks: at + usize::from(elements.get(at).is_some_and(calls)),
            elements,
            anchor,
            told,
            behind: behind.filter(|set| *set != Set::ANY),
            conditions,
        }
    }

    /// What stands before the element that calls it.
    pub(crate) fn before(&self) -> &[Element] {
        &self.elements[..self.anchor.unwrap_or_default()]
    }
}

/// A class of verbs or nouns with roles named by grammar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub verbs: Vec<u16>,
    pub nouns: Vec<u64>,
    /// Words of which one must stand beside the verb; none: it needs no other.
    pub with: WordList,
    pub roles: Vec<(&'static str, Slots, Filter)>,
    /// Whether a role is filled by the act that the verb governs.
    pub governs: bool,
    /// Whether that act is part of the trigger: "planned to bomb", but not "arrested for spying".
    pub extends: bool,
    /// Of each list of roles one must be filled.
    pub require: SmallVec<[SmallVec<[&'static str; 1]>; 1]>,
    /// A filler of the slot that does not fit forbids the whole.
    pub only: Vec<(Slot, Filter)>,
    /// A filler of the slot that fits forbids the whole.
    pub never: Vec<(Slot, Filter)>,
    /// Words that forbid it anywhere in the sentence.
    pub unless: WordList,
    /// Whether it wants a passive.
    pub passive: bool,
    /// What the clause that the verb governs has to say, and of whom.
    pub clause: Option<(Whose, WordList)>,
}

/// Whose clause a verb of saying governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of who says it: "said it was behind", "said its fighters were", "denied being".
    Own,
    /// The same, and the clause denies it.
    OwnNot,
    /// Of someone else.
    Other,
    /// Of either.
    Any,
}

/// A text of the rule file that the rule must match, with its arguments, or must not.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub text: String,
    pub matches: bool,
    pub arguments: Vec<(String, String)>,
}

/// A cue and what it says of what it covers.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub cue: Vec<Element>,
    /// What the cue may begin with.
    pub firsts: Set,
    pub negated: bool,
    pub modality: Option<Modality>,
    pub covers: u8,
}

/// All rules, with what calls them.
#[derive(Clone, Default)]
pub(crate) struct Rules {
    pub rules: Vec<Rule>,
    pub scopes: Vec<Scope>,
    /// The words that cues begin with; none where one may begin with something else.
    pub cue_words: Option<WordList>,
    /// The scope of each verb that governs an infinitive: its place in `scopes`.
    pub governors: FxHashMap<u16, usize>,
    /// The scope of each verb that tells a clause: "feared that rebels had killed her".
    pub tellers: FxHashMap<u16, usize>,
    pub needs: Needs,
}

impl fmt::Debug for Rules {
    /// How many there are: all of them would be megabytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("rules", &self.rules.len())
            .field("scopes", &self.scopes.len())
            .finish_non_exhaustive()
    }
}

impl Rules {
    /// What the verb says of the infinitive that it governs.
    pub(crate) fn governing(&self, lemma: u16) -> Option<&Scope> {
        self.scopes.get(*self.governors.get(&lemma)?)
    }

    /// What the verb says of the clause that it tells.
    pub(crate) fn telling(&self, lemma: u16) -> Option<&Scope> {
        self.scopes.get(*self.tellers.get(&lemma)?)
    }
}
