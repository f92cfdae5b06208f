//! Which sentences need any rule at all: a look at the hash of each token.

use rustc_hash::FxHashMap;

use super::model::{Element, RuleKind, Rules};
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::text::{Token, hash_word};

/// The anchors of a rule set: the rare words that its rules hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// A bit for each anchor, read before the table: most words are none.
    bits: Vec<u64>,
    /// What each anchor calls.
    calls: FxHashMap<u64, Call>,
    /// Patterns without an anchor.
    everywhere: Vec<u32>,
    /// For each rule, the kinds of its first and of its last mention, as bits, of which one each must stand in the sentence;
    /// [`ANY`] where it asks for no mention.
    kinds: Vec<(u32, u32)>,
}

/// A pattern to try, and the token that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Called {
    pub pattern: u32,
    /// Where its anchor stands; none for a pattern without, which is tried everywhere.
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
        let (mut everywhere, mut kinds, mut pairs) = (Vec::new(), Vec::new(), 0);
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
            if elements.is_some() && rule.anchors.is_empty() {
                everywhere.push(id as u32);
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
            everywhere,
            kinds,
        }
    }

    /// Collects the patterns to try in a sentence with mentions of these kinds, which begins at the token `first`; tells whether a
    /// frame or an event noun needs its phrases in any case.
    pub(crate) fn patterns(&self, tokens: &[Token], first: usize, kinds: u32, out: &mut Vec<Called>) -> bool {
        out.clear();
        let (mut phrases, mut half) = (false, Halves::default());
        let asked = |&pattern: &u32| {
            let (first, last) = self.kinds[pattern as usize];
            first & (kinds | ANY) != 0 && last & (kinds | ANY) != 0
        };
        if !self.bits.is_empty() {
            for (at, token) in tokens.iter().enumerate() {
                if self.bits[place(token.hash)] >> (token.hash & 63) & 1 != 0
                    && let Some(call) = self.calls.get(&token.hash)
                {
                    phrases |= call.phrases;
                    half.anchors |= call.half.anchors;
                    half.companions |= call.half.companions;
                    out.extend(call.patterns.iter().filter(|p| asked(p)).map(|&pattern| Called {
                        pattern,
                        token: Some((first + at) as u32),
                    }));
                }
            }
        }
        out.sort_unstable();
        let everywhere = self.everywhere.iter().filter(|p| asked(p));
        out.extend(everywhere.map(|&pattern| Called { pattern, token: None }));
        phrases || half.anchors & half.companions != 0
    }
}
