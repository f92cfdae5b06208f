//! Which sentences need any rule at all: one aho-corasick pass over the anchor words (Aho and Corasick 1975).

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, StartKind};

use super::syntax::{RuleKind, Rules};
use crate::lexicon::Lexicon;
use crate::text::Sentence;

/// From how many letters on an anchor also calls for the longer words that begin with it.
const STEM: usize = 4;

/// The anchors of a rule set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    automaton: Option<AhoCorasick>,
    /// For each anchor, the patterns that it calls; a frame's anchors call none.
    patterns: Vec<Vec<u32>>,
    /// Patterns without an anchor.
    everywhere: Vec<u32>,
}

/// What the anchors of a sentence call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Need {
    /// Whether a frame's trigger or an event noun may stand in it.
    pub phrases: bool,
    pub patterns: Vec<u32>,
}

impl Anchors {
    pub(crate) fn new(rules: &Rules) -> Self {
        let mut words: HashMap<String, Vec<u32>> = HashMap::new();
        let mut everywhere = Vec::new();
        for event in Lexicon::get().event_nouns() {
            words.entry(event.rsplit('-').next().unwrap_or(event).to_owned()).or_default();
        }
        for (id, rule) in rules.rules.iter().enumerate() {
            let pattern = matches!(rule.kind, RuleKind::Pattern { .. });
            if pattern && rule.anchors.is_empty() {
                everywhere.push(id as u32);
            }
            // An anchor is one word: a longest match then hides no other that stands whole.
            for anchor in rule
                .anchors
                .iter()
                .map(|a| a.rsplit('-').next().filter(|w| !w.is_empty()).unwrap_or(a))
            {
                let called = words.entry(anchor.to_owned()).or_default();
                if pattern {
                    called.push(id as u32);
                }
            }
        }
        let mut sorted: Vec<(String, Vec<u32>)> = words.into_iter().collect();
        sorted.sort();
        // "attack" calls for "attacked" too, which keeps the automaton small enough for the cache.
        let mut list: Vec<(String, Vec<u32>)> = Vec::new();
        for (word, called) in sorted {
            match list
                .last_mut()
                .filter(|(stem, _)| stem.len() >= STEM && word.starts_with(stem.as_str()))
            {
                Some((_, calls)) => calls.extend(called),
                None => list.push((word, called)),
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            // Three times the speed of the NFA, for two megabytes.
            .kind(Some(AhoCorasickKind::DFA))
            .start_kind(StartKind::Unanchored)
            .build(list.iter().map(|(w, _)| w))
            .ok();
        Self {
            automaton,
            patterns: list.into_iter().map(|(_, p)| p).collect(),
            everywhere,
        }
    }

    /// Fills `needs` with one entry a sentence.
    pub(crate) fn needs(&self, text: &str, sentences: &[Sentence], needs: &mut Vec<Need>) {
        needs.clear();
        // Invisible characters inside a word hide it from a search of the bytes; the tokens are folded, the text is not.
        let folded = text
            .chars()
            .any(|c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{300}'..='\u{36f}'));
        needs.extend(sentences.iter().map(|_| Need {
            phrases: folded,
            patterns: self.everywhere.clone(),
        }));
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
            let Some(need) = needs.get_mut(at) else { return };
            let called = &self.patterns[found.pattern().as_usize()];
            need.phrases = true;
            for id in called {
                if !need.patterns.contains(id) {
                    need.patterns.push(*id);
                }
            }
        }
        if folded {
            for need in needs {
                need.patterns = self.patterns.iter().flatten().chain(&self.everywhere).copied().collect();
                need.patterns.sort_unstable();
                need.patterns.dedup();
            }
        }
    }
}
