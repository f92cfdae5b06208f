//! Which sentences need any rule at all: one aho-corasick pass over the anchor words (Aho and Corasick 1975).

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, StartKind};

use super::syntax::{Element, RuleKind, Rules};
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::text::Sentence;

/// From how many letters on an anchor also calls for the longer words that begin with it.
const STEM: usize = 4;

/// The anchors of a rule set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    automaton: Option<AhoCorasick>,
    /// What each anchor calls.
    calls: Vec<Call>,
    /// Patterns without an anchor.
    everywhere: Vec<u32>,
    /// For each rule, the kinds of its first and of its last mention, as bits, of which one each must stand in the sentence;
    /// [`ANY`] where it asks for no mention.
    kinds: Vec<(u32, u32)>,
}

#[derive(Clone, Debug, Default)]
struct Call {
    /// Whether a frame or an event noun is called.
    phrases: bool,
    patterns: Vec<u32>,
}

/// What the anchors of each sentence call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    phrases: Vec<bool>,
    /// Sentence and pattern, sorted.
    patterns: Vec<(u32, u32)>,
}

/// The bit of a rule that asks for no mention.
const ANY: u32 = 1 << 31;

/// The bit of a kind in a set of kinds.
pub(crate) fn kind_bit(kind: Kind) -> u32 {
    1 << kind as u32
}

impl Anchors {
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut words: BTreeMap<String, Call> = BTreeMap::new();
        let rarest_part = |word: &str| {
            word.split('-')
                .max_by_key(|w| w.len())
                .filter(|w| !w.is_empty())
                .unwrap_or(word)
                .to_owned()
        };
        let (mut everywhere, mut kinds) = (Vec::new(), Vec::new());
        for event in Lexicon::get().event_nouns() {
            words.entry(rarest_part(event)).or_default().phrases = true;
        }
        for (id, rule) in rules.rules.iter().enumerate() {
            let elements = match &rule.kind {
                RuleKind::Pattern { elements } => Some(elements),
                RuleKind::Frame { .. } => None,
            };
            let bits = |element: &Element| match element {
                Element::Mention { kinds, .. } => Some(kinds.iter().fold(0, |bits, k| bits | kind_bit(*k))),
                _ => None,
            };
            let mut asked = elements.into_iter().flatten().filter_map(bits);
            let first = asked.next().unwrap_or(ANY);
            kinds.push((first, asked.next_back().unwrap_or(first)));
            if elements.is_some() && rule.anchors.is_empty() {
                everywhere.push(id as u32);
            }
            // An anchor is one word: a longest match then hides no other that stands whole.
            for anchor in &rule.anchors {
                let call = words.entry(rarest_part(anchor)).or_default();
                if elements.is_some() {
                    call.patterns.push(id as u32);
                } else {
                    call.phrases = true;
                }
            }
        }
        // "attack" calls for "attacked" too, which keeps the automaton small enough for the cache.
        let mut list: Vec<(String, Call)> = Vec::new();
        for (word, call) in words {
            match list
                .last_mut()
                .filter(|(stem, _)| stem.len() >= STEM && word.starts_with(stem.as_str()))
            {
                Some((_, stem)) => {
                    stem.phrases |= call.phrases;
                    stem.patterns.extend(call.patterns);
                }
                None => list.push((word, call)),
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            // Three times the speed of the NFA, for a megabyte.
            .kind(Some(AhoCorasickKind::DFA))
            .start_kind(StartKind::Unanchored)
            .build(list.iter().map(|(w, _)| w))
            .ok();
        Self {
            automaton,
            calls: list.into_iter().map(|(_, call)| call).collect(),
            everywhere,
            kinds,
        }
    }

    /// Finds what each sentence needs.
    pub(crate) fn needs(&self, text: &str, sentences: &[Sentence], needs: &mut Needs) {
        // Invisible characters inside a word hide it from a search of the bytes; the tokens are folded, the text is not.
        let invisible = |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{300}'..='\u{36f}');
        let folded = !text.is_ascii() && text.chars().any(invisible);
        needs.phrases.clear();
        needs.phrases.resize(sentences.len(), folded);
        needs.patterns.clear();
        if folded {
            let patterns = (0..self.kinds.len() as u32).collect::<Vec<_>>();
            needs
                .patterns
                .extend((0..sentences.len() as u32).flat_map(|s| patterns.iter().map(move |&p| (s, p))));
            return;
        }
        let Some(automaton) = &self.automaton else { return };
        let bytes = text.as_bytes();
        let word = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphanumeric);
        let mut at = 0;
        for found in automaton.find_iter(text) {
            let (start, end) = (found.start(), found.end());
            let inside = (start > 0 && word(start) && word(start - 1)) || (end - start < STEM && word(end) && word(end - 1));
            if inside {
                continue;
            }
            while sentences.get(at).is_some_and(|s| s.span().end() < end) {
                at += 1;
            }
            let Some(phrases) = needs.phrases.get_mut(at) else { break };
            let call = &self.calls[found.pattern().as_usize()];
            *phrases |= call.phrases;
            needs.patterns.extend(call.patterns.iter().map(|&p| (at as u32, p)));
        }
        needs.patterns.sort_unstable();
        needs.patterns.dedup();
    }

    /// Collects the patterns to try in a sentence with mentions of these kinds; tells whether a frame or an event noun needs its
    /// phrases in any case.
    pub(crate) fn patterns(&self, needs: &Needs, sentence: usize, kinds: u32, out: &mut Vec<u32>) -> bool {
        out.clear();
        let from = needs.patterns.partition_point(|&(s, _)| (s as usize) < sentence);
        let called = needs.patterns[from..]
            .iter()
            .take_while(|(s, _)| *s as usize == sentence)
            .map(|&(_, p)| p);
        out.extend(called.chain(self.everywhere.iter().copied()).filter(|&p| {
            let (first, last) = self.kinds[p as usize];
            first & (kinds | ANY) != 0 && last & (kinds | ANY) != 0
        }));
        needs.phrases[sentence]
    }
}
