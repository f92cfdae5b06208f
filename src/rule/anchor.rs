//! Which sentences need any rule at all: a look at the hash of each token.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::model::{Element, RuleKind, Rules};
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::phrase::Unit;
use crate::text::{Token, hash_word};

/// The anchors of a rule set: the rare words that its rules hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// A bit for each anchor, read before the table: most words are none.
    bits: Vec<u64>,
    /// What each anchor calls.
    calls: FxHashMap<u64, Call>,
    /// Patterns without an anchor that begin with a mention.
    openings: Vec<Opening>,
    /// Other patterns without an anchor.
    everywhere: Vec<u32>,
    /// For each rule, the kinds of its first and of its last mention, as bits, of which one each must stand in the sentence;
    /// [`ANY`] where it asks for no mention.
    kinds: Vec<(u32, u32)>,
}

/// A pattern to try, and the token that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Called {
    pub pattern: u32,
    /// Where its anchor stands, or the mention that it begins with; none for a pattern with neither, which is tried everywhere.
    pub token: Option<u32>,
}

/// How a pattern begins: with a mention, and the word or mark behind it.
#[derive(Clone, Debug)]
struct Opening {
    pattern: u32,
    kinds: u32,
    /// Hashes of words and marks of which one must follow; none: anything may.
    next: Option<Vec<u64>>,
}

#[derive(Clone, Debug, Default)]
struct Call {
    /// Whether a frame or an event noun is called.
    phrases: bool,
    /// Frames that need a companion, as bits: those whose verb or noun it is, and those whose companion it is. More than there are
    /// bits share the last.
    half: Halves,
    patterns: Vec<u32>,
}

/// Which halves of frames stand in a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Halves {
    anchors: u64,
    companions: u64,
}

/// The bit of a rule that asks for no mention.
const ANY: u32 = 1 << 31;

/// How many bits of a hash choose the bit of an anchor: 8 kB of bits.
const BITS: u32 = 16;

/// The bit of a kind in a set of kinds.
pub(crate) fn kind_bit(kind: Kind) -> u32 {
    1 << kind as u32
}

fn place(hash: u64) -> usize {
    (hash >> 6) as usize & ((1 << (BITS - 6)) - 1)
}

impl Anchors {
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut calls: FxHashMap<u64, Call> = FxHashMap::default();
        // Hyphens part the tokens.
        let rarest_part = |word: &str| hash_word(word.split('-').max_by_key(|w| w.len()).filter(|w| !w.is_empty()).unwrap_or(word));
        let (mut openings, mut everywhere, mut kinds, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for event in Lexicon::get().event_nouns() {
            calls.entry(rarest_part(event)).or_default().phrases = true;
        }
        for (id, rule) in rules.rules.iter().enumerate() {
            let elements = match &rule.kind {
                RuleKind::Pattern { elements, .. } => Some(elements),
                RuleKind::Frame(_) => None,
            };
            let mut asked = elements.into_iter().flatten().filter_map(|element| match element {
                Element::Mention { kinds, .. } => Some(*kinds),
                _ => None,
            });
            let first = asked.next().unwrap_or(ANY);
            kinds.push((first, asked.next_back().unwrap_or(first)));
            match elements.map(Vec::as_slice) {
                Some([Element::Mention { kinds, .. }, rest @ ..]) if rule.anchors.is_empty() => openings.push(Opening {
                    pattern: id as u32,
                    kinds: *kinds,
                    next: first_words(rest),
                }),
                Some(_) if rule.anchors.is_empty() => everywhere.push(id as u32),
                _ => {}
            }
            let bit = 1u64 << pairs;
            if !rule.companions.is_empty() {
                pairs = (pairs + 1).min(u64::BITS - 1);
            }
            for companion in &rule.companions {
                calls.entry(rarest_part(companion)).or_default().half.companions |= bit;
            }
            for anchor in &rule.anchors {
                let call = calls.entry(rarest_part(anchor)).or_default();
                if !rule.companions.is_empty() {
                    call.half.anchors |= bit;
                } else if elements.is_some() {
                    call.patterns.push(id as u32);
                } else {
                    call.phrases = true;
                }
            }
        }
        let mut bits = vec![0u64; 1 << (BITS - 6)];
        for hash in calls.keys() {
            bits[place(*hash)] |= 1 << (hash & 63);
        }
        Self {
            bits,
            calls,
            openings,
            everywhere,
            kinds,
        }
    }

    /// Collects the patterns to try in a sentence, of these tokens and with these mentions; tells whether a frame or an event noun
    /// needs its phrases in any case.
    pub(crate) fn patterns(&self, tokens: &[Token], sentence: Range<usize>, units: &[Unit], out: &mut Vec<Called>) -> bool {
        out.clear();
        let kinds = units.iter().fold(0, |bits, u| bits | kind_bit(u.kind));
        let (mut phrases, mut half) = (false, Halves::default());
        let asked = |&pattern: &u32| {
            let (first, last) = self.kinds[pattern as usize];
            first & (kinds | ANY) != 0 && last & (kinds | ANY) != 0
        };
        if !self.bits.is_empty() {
            for (at, token) in tokens[sentence.clone()].iter().enumerate() {
                if self.bits[place(token.hash)] >> (token.hash & 63) & 1 != 0
                    && let Some(call) = self.calls.get(&token.hash)
                {
                    phrases |= call.phrases;
                    half.anchors |= call.half.anchors;
                    half.companions |= call.half.companions;
                    out.extend(call.patterns.iter().filter(|p| asked(p)).map(|&pattern| Called {
                        pattern,
                        token: Some((sentence.start + at) as u32),
                    }));
                }
            }
        }
        out.sort_unstable();
        let anchored = out.len();
        for unit in units {
            let next = tokens[..sentence.end].get(unit.end as usize);
            let follows = |words: &Vec<u64>| next.is_some_and(|t| words.contains(&t.hash) || words.contains(&u64::from(t.punct)));
            let open = self
                .openings
                .iter()
                .filter(|o| o.kinds & kind_bit(unit.kind) != 0 && o.next.as_ref().is_none_or(follows));
            out.extend(open.filter(|o| asked(&o.pattern)).map(|o| Called {
                pattern: o.pattern,
                token: Some(unit.first),
            }));
        }
        let everywhere = self.everywhere.iter().filter(|p| asked(p));
        out.extend(everywhere.map(|&pattern| Called { pattern, token: None }));
        out[anchored..].sort_unstable();
        phrases || half.anchors & half.companions != 0
    }
}

/// The hashes of the words and the marks with which the elements may begin; none where that cannot be told.
fn first_words(elements: &[Element]) -> Option<Vec<u64>> {
    let (first, rest) = elements.split_first()?;
    match first {
        Element::Word(hash) => Some(vec![*hash]),
        Element::Exact(word) => Some(vec![hash_word(word)]),
        Element::Punct(mark) => Some(vec![u64::from(*mark)]),
        Element::Either { words, phrases, .. } => {
            let firsts = phrases.iter().filter_map(|p| p.first());
            Some(words.iter().chain(firsts).copied().collect())
        }
        Element::Optional(inner) => {
            let mut words = first_words(std::slice::from_ref(inner))?;
            words.extend(first_words(rest)?);
            Some(words)
        }
        Element::Not(_) => first_words(rest),
        _ => None,
    }
}
