//! What rule files compile to.

use rustc_hash::FxHashMap;

use regex::Regex;

use super::anchor::{Anchors, kind_bit};
use crate::gazetteer::Kind;
use crate::relation::{Modality, RelationKind};

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
    Preposition(u64),
}

/// What a filler has to be: of one of the kinds, or with one of the words as its head. Empty: anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub kinds: u32,
    pub words: Vec<u64>,
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
    /// A token whose whole text fits the expression.
    Expression {
        role: Option<&'static str>,
        regex: Regex,
    },
    Gap(u8),
    /// One of the words, or of the sequences of words.
    Either {
        role: Option<&'static str>,
        words: Vec<u64>,
        phrases: Vec<Vec<u64>>,
    },
    Optional(Box<Element>),
    /// Takes no token: what follows must not be this.
    Not(Box<Element>),
}

/// A condition on the captures of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// The second is made of the first letters of the first.
    Initials(&'static str, &'static str),
    /// The two are not the same words.
    Distinct(&'static str, &'static str),
    /// None of these words stands in the sentence.
    Unless(Vec<u64>),
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: String,
    pub relation: RelationKind,
    pub kind: RuleKind,
    /// Words or marks of which one must stand in the sentence; none: it is tried everywhere.
    pub anchors: Vec<String>,
    /// Words of which one must stand beside the anchor; none: it needs no other.
    pub companions: Vec<String>,
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
}

impl Rule {
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
    Pattern {
        elements: Vec<Element>,
        /// The element in which the anchors of the rule stand, if it has any.
        anchor: usize,
        conditions: Vec<Condition>,
    },
}

/// A class of verbs or nouns with roles named by grammar.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    pub verbs: Vec<u16>,
    pub nouns: Vec<u64>,
    pub with: Vec<u64>,
    pub roles: Vec<(&'static str, Vec<Slot>, Filter)>,
    /// Of each list of roles one must be filled.
    pub require: Vec<Vec<&'static str>>,
    /// A filler of the slot that does not fit forbids the whole.
    pub only: Vec<(Slot, Filter)>,
    /// Words that forbid it anywhere in the sentence.
    pub unless: Vec<u64>,
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
    /// The words and marks that the cue may begin with, as bits.
    pub firsts: u64,
    /// Verbs that say it of the infinitive that they govern.
    pub governs: Vec<u16>,
    pub negated: bool,
    pub modality: Option<Modality>,
    pub covers: u8,
}

/// All rules, with the look-ups from trigger to rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub rules: Vec<Rule>,
    pub scopes: Vec<Scope>,
    pub by_verb: Vec<Vec<u32>>,
    pub by_noun: FxHashMap<u64, Vec<u32>>,
    pub anchors: Anchors,
}

impl Rules {
    /// The frames of a verb whose companions, where they need any, are among these.
    pub(crate) fn verbal(&self, lemma: u16, companions: u64) -> impl Iterator<Item = u32> {
        let frames = self.by_verb.get(usize::from(lemma)).into_iter().flatten().copied();
        frames.filter(move |&id| self.anchors.accompanied(id, companions))
    }
}
