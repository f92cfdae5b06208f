//! Sentences that are the website's and not the article's: calls to subscribe, credits, notices of rights.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::sentence::Sentence;
use super::token::{Token, tokenize};

const LIST: &str = include_str!("furniture.txt");

/// The most tokens of a sentence that may be furniture.
const LONGEST: usize = 40;

/// The phrases of the list, by the hash of their first word.
#[derive(Default)]
struct Furniture {
    /// What a sentence begins with, the longest first, and whether it is to be the whole sentence.
    openings: FxHashMap<u64, Vec<(&'static str, bool)>>,
    /// Looked for in the whole text. Each phrase stands here as "all", "All" and "ALL": without folding the few patterns are
    /// searched for with vector instructions, at a tenth of the time.
    inside: Option<AhoCorasick>,
}

static FURNITURE: Lazy<Furniture> = Lazy::new(Furniture::read);

impl Furniture {
    fn read() -> Self {
        let mut furniture = Self::default();
        let (mut words, mut inside) = (Vec::new(), Vec::new());
        let mut section = "";
        for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            if let Some(heading) = line.strip_prefix("# ") {
                section = heading;
                continue;
            }
            if section == "anywhere" {
                let (initial, rest) = line.split_at(1);
                inside.extend([line.to_owned(), initial.to_uppercase() + rest, line.to_uppercase()]);
                continue;
            }
            words.clear();
            tokenize(line, &mut words);
            let Some(first) = words.first().map(|t| t.hash) else { continue };
            furniture.openings.entry(first).or_default().push((line, section == "alone"));
        }
        // The longest first; by a number, since a sort for another shape of key is 5 kB of program.
        for openings in furniture.openings.values_mut() {
            openings.sort_by_cached_key(|(phrase, _)| !(phrase.len() as u64));
        }
        // What the vector instructions find is seldom more than nothing: a larger automaton would only cost time at the start.
        let automaton = Some(AhoCorasickKind::ContiguousNFA);
        let mut builder = AhoCorasick::builder();
        furniture.inside = builder.kind(automaton).match_kind(MatchKind::LeftmostLongest).build(inside).ok();
        furniture
    }

    /// Whether a phrase of the list opens the text, whose first word is known, or is all of it.
    fn opens(&self, first: &Token, text: &str) -> bool {
        let begins = |phrase: &str| {
            let start = text.as_bytes().get(..phrase.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(phrase.as_bytes()))
        };
        let longest = self
            .openings
            .get(&first.hash)
            .and_then(|all| all.iter().find(|(phrase, _)| begins(phrase)));
        longest.is_some_and(|&(phrase, alone)| {
            let rest = &text[phrase.len()..];
            ends_word(rest) && !(alone && rest.contains(char::is_alphanumeric))
        })
    }
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Marks the sentences that are furniture.
pub(crate) fn mark_furniture(text: &str, tokens: &[Token], sentences: &mut [Sentence]) {
    let furniture = &*FURNITURE;
    for sentence in &mut *sentences {
        let words = tokens.get(sentence.range()).unwrap_or_default();
        if words.len() <= LONGEST {
            let first = words.iter().find(|t| t.punct == 0);
            sentence.furniture = first.is_some_and(|t| furniture.opens(t, &text[t.span.start()..sentence.span.end()]));
        }
    }
    for found in furniture.inside.iter().flat_map(|inside| inside.find_iter(text)) {
        let at = sentences.partition_point(|s| s.span.end() <= found.start());
        if let Some(sentence) = sentences.get_mut(at).filter(|s| s.range().len() <= LONGEST) {
            let whole = ends_word(&text[found.end()..]) && !text[..found.start()].ends_with(char::is_alphanumeric);
            sentence.furniture |= whole && found.start() >= sentence.span.start();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<bool> {
        let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
        crate::text::tokenize(text, &mut tokens);
        crate::text::split_sentences(text, &tokens, &mut sentences);
        mark_furniture(text, &tokens, &mut sentences);
        sentences.iter().map(|s| s.furniture).collect()
    }

    #[test]
    fn furniture_is_told_from_the_article() {
        for (text, expected) in [
            ("Advertisement\n\nRebels shelled Mirel.", vec![true, false]),
            ("Advertisement for the bank hid the bomb.", vec![false]),
            ("Two died. (Reporting by Ana Oru; Editing by Jo Weller)", vec![false, true]),
            ("READ MORE: Police raid flat in Mirel", vec![true]),
            ("Readers more than doubled.", vec![false]),
            ("He shared a video. Share this article.", vec![false, true]),
            ("Signs of a blast were found.", vec![false]),
            ("Copyright 2019 Oru Press. All rights reserved.", vec![false, true]),
            ("© Oru Press 2019 - ALL RIGHTS RESERVED", vec![true]),
            ("Sign up for our newsletter", vec![true]),
            ("The men (TERMS AND CONDITIONS APPLY) fled.", vec![true]),
            ("The band Terms And Conditions Apply fled.", vec![false]),
            ("Copyrighted maps were found in the flat.", vec![false]),
            ("The overall rights reserved for him were few.", vec![false]),
            ("", vec![]),
        ] {
            assert_eq!(marked(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_is_never_furniture() {
        let long = format!("Advertisement {}killed two.", "men who came from Oru ".repeat(10));
        assert_eq!(marked(&long), [false]);
        assert_eq!(marked(&format!("Read more {long}")), [false]);
    }

    #[test]
    fn the_list_is_well_formed() {
        let openings: usize = FURNITURE.openings.values().map(Vec::len).sum();
        let inside = FURNITURE.inside.as_ref().expect("the automaton is built");
        assert!(openings > 100 && inside.patterns_len() <= 64);
        for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            let heading = matches!(line, "# opens" | "# alone" | "# anywhere");
            assert!(heading || line.is_ascii() && line == line.trim().to_lowercase(), "{line}");
        }
    }
}
