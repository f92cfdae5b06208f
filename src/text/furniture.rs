//! Sentences that are the website's and not the article's: calls to subscribe, credits, notices of rights.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

use super::sentence::Sentence;
use super::token::{Token, tokenize};

const LIST: &str = include_str!("furniture.txt");

/// The most tokens of a sentence that may be furniture.
const LONGEST: usize = 40;

struct Furniture {
    /// What a sentence begins with, tried at its first word only; the longest phrase counts.
    openings: AhoCorasick,
    /// Whether the phrase is to be the whole sentence.
    alone: Vec<bool>,
    /// The first words of the openings, as hashes: most sentences begin with another.
    firsts: FxHashSet<u64>,
    /// Looked for in the whole text. Each phrase stands here as "all", "All" and "ALL": without folding the few patterns are
    /// searched for with vector instructions, at a tenth of the time.
    inside: AhoCorasick,
}

static FURNITURE: Lazy<Option<Furniture>> = Lazy::new(Furniture::build);

impl Furniture {
    fn build() -> Option<Self> {
        let (mut openings, mut alone, mut inside) = (Vec::new(), Vec::new(), Vec::new());
        let mut words = Vec::new();
        let mut firsts = FxHashSet::default();
        let mut section = "";
        for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            match (line.strip_prefix("# "), section) {
                (Some(heading), _) => section = heading,
                (None, "anywhere") => {
                    let (first, rest) = line.split_at(1);
                    inside.extend([line.to_owned(), first.to_uppercase() + rest, line.to_uppercase()]);
                }
                (None, _) => {
                    words.clear();
                    tokenize(line, &mut words);
                    firsts.extend(words.first().map(|t| t.hash));
                    openings.push(line);
                    alone.push(section == "alone");
                }
            }
        }
        let mut builder = AhoCorasickBuilder::new();
        builder.match_kind(MatchKind::LeftmostLongest);
        let inside = builder.build(inside).ok()?;
        let openings = builder
            .ascii_case_insensitive(true)
            .start_kind(StartKind::Anchored)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(openings)
            .ok()?;
        Some(Self {
            openings,
            alone,
            firsts,
            inside,
        })
    }

    /// Whether a phrase of the list opens the text, or is all of it.
    fn opens(&self, text: &str) -> bool {
        let input = Input::new(text).anchored(Anchored::Yes);
        self.openings.try_find(input).ok().flatten().is_some_and(|found| {
            let rest = &text[found.end()..];
            let alone = self.alone[found.pattern().as_usize()];
            ends_word(rest) && !(alone && rest.contains(char::is_alphanumeric))
        })
    }
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

/// Marks the sentences that are furniture.
pub(crate) fn mark_furniture(text: &str, tokens: &[Token], sentences: &mut [Sentence]) {
    let Some(furniture) = &*FURNITURE else { return };
    for sentence in &mut *sentences {
        let words = tokens.get(sentence.range()).unwrap_or_default();
        if words.len() <= LONGEST {
            let first = words.iter().find(|t| t.punct == 0).filter(|t| furniture.firsts.contains(&t.hash));
            sentence.furniture = first.is_some_and(|t| furniture.opens(&text[t.span.start()..sentence.span.end()]));
        }
    }
    for found in furniture.inside.find_iter(text) {
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
        let furniture = FURNITURE.as_ref().expect("the automata are built");
        assert!(furniture.openings.patterns_len() > 100 && furniture.inside.patterns_len() <= 64);
        for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            let heading = matches!(line, "# opens" | "# alone" | "# anywhere");
            assert!(heading || line.is_ascii() && line == line.trim().to_lowercase(), "{line}");
        }
    }
}
