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
    /// Patterns without an anchor that begin with a mention, by its kind and the word or mark that follows it, [`ANYTHING`] where
    /// that may be any.
    openings: FxHashMap<(Kind, u64), Vec<u32>>,
    /// Other patterns without an anchor.
    everywhere: Vec<u32>,
    /// For each rule, the kinds of its first and of its last mention, as bits, of which one each must stand in the sentence;
    /// [`ANY`] where it asks for no mention.
    kinds: Vec<(u32, u32)>,
    /// For each rule the bit of its companions, none where it needs none.
    pairs: Vec<u64>,
}

/// A pattern to try, and the token that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Called {
    pub pattern: u32,
    /// Where its anchor stands, or the mention that it begins with; none for a pattern with neither, which is tried everywhere.
    pub token: Option<u32>,
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

/// What a sentence needs, as far as its words tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    /// Whether a frame or an event noun needs its phrases.
    pub phrases: bool,
    /// The companions of frames that stand in it, as bits.
    pub companions: u64,
}

/// Which halves of frames stand in a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Halves {
    anchors: u64,
    companions: u64,
}

/// The key of patterns that any word may follow.
const ANYTHING: u64 = 0;

/// The bit of a rule that asks for no mention.
const ANY: u32 = 1 << 31;

/// How many bits of a hash choose the bit of an anchor: 8 kB of bits.
const BITS: u32 = 16;

/// The bit of a kind in a set of kinds.
pub(crate) fn kind_bit(kind: Kind) -> u32 {
    1 << kind.number()
}

fn place(hash: u64) -> usize {
    (hash >> 6) as usize & ((1 << (BITS - 6)) - 1)
}

impl Anchors {
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut calls: FxHashMap<u64, Call> = FxHashMap::default();
        // Hyphens part the tokens.
        let rarest_part = |word: &str| hash_word(word.split('-').max_by_key(|w| w.len()).filter(|w| !w.is_empty()).unwrap_or(word));
        let mut openings: FxHashMap<(Kind, u64), Vec<u32>> = FxHashMap::default();
        let (mut everywhere, mut kinds, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
        let mut paired = 0;
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
                Some([Element::Mention { kinds, .. }, rest @ ..]) if rule.anchors.is_empty() => {
                    let words = first_words(rest).unwrap_or_else(|| vec![ANYTHING]);
                    for kind in Kind::ALL
                        .iter()
                        .copied()
                        .chain(Kind::declared())
                        .filter(|&k| kinds & kind_bit(k) != 0)
                    {
                        for &word in &words {
                            openings.entry((kind, word)).or_default().push(id as u32);
                        }
                    }
                }
                Some(_) if rule.anchors.is_empty() => everywhere.push(id as u32),
                _ => {}
            }
            let bit = 1u64 << paired;
            pairs.push(if rule.companions.is_empty() { 0 } else { bit });
            if !rule.companions.is_empty() {
                paired = (paired + 1).min(u64::BITS - 1);
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
            pairs,
        }
    }

    /// Whether a companion of the frame is among those that stand in the sentence, or it needs none.
    pub(crate) fn accompanied(&self, frame: u32, companions: u64) -> bool {
        let pair = self.pairs.get(frame as usize).copied().unwrap_or_default();
        pair == 0 || pair & companions != 0
    }

    /// Collects the patterns to try in a sentence, of these tokens and with these mentions; tells what else it needs.
    pub(crate) fn patterns(&self, tokens: &[Token], sentence: Range<usize>, units: &[Unit], out: &mut Vec<Called>) -> Needs {
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
            let mark = next.map(|t| u64::from(t.punct)).filter(|&mark| mark != 0);
            for key in [Some(ANYTHING), next.map(|t| t.hash), mark].into_iter().flatten() {
                let opening = self.openings.get(&(unit.kind, key));
                out.extend(opening.into_iter().flatten().filter(|p| asked(p)).map(|&pattern| Called {
                    pattern,
                    token: Some(unit.first),
                }));
            }
        }
        let everywhere = self.everywhere.iter().filter(|p| asked(p));
        out.extend(everywhere.map(|&pattern| Called { pattern, token: None }));
        out[anchored..].sort_unstable();
        Needs {
            phrases: phrases || half.anchors & half.companions != 0,
            companions: half.companions,
        }
    }
}

/// The words and marks with which the elements may begin, as bits.
pub(super) fn first_bits(elements: &[Element]) -> u64 {
    first_words(elements).map_or(u64::MAX, |words| words.iter().fold(0, |bits, &word| bits | word_bit(word)))
}

/// The bits of a token among the words and marks with which elements may begin.
pub(super) fn token_bits(token: &Token) -> u64 {
    let mark = if token.punct == 0 { 0 } else { word_bit(u64::from(token.punct)) };
    word_bit(token.hash) | mark
}

fn word_bit(hash: u64) -> u64 {
    1 << (hash & 63)
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
