//! What is asked of a sentence for each of its matches, read once.

use std::cell::LazyCell;

use super::matcher::Context;
use super::set::word_bit;
use crate::lexicon::class;
use crate::phrase::REVENGE;

/// How many rows of 64 bits the words of a sentence are told in: of a word that does not stand there one in forty says that it may.
const ROWS: usize = 16;

/// What stands in a sentence at all: most of what its matches are asked for needs a word that few sentences have.
pub(super) struct Survey {
    words: [u64; ROWS],
    /// Whether it may tell of a revenge.
    pub avenges: bool,
    /// Whether a semicolon parts it.
    pub parted: bool,
    /// Whether a colon parts it.
    pub colon: bool,
    /// Whether a bracket opens in it.
    pub brackets: bool,
    /// Whether a word or phrase negates.
    pub negates: bool,
    /// Where its dateline ends.
    pub dateline: u32,
}

/// It is read where a match asks for it: what someone is and where a place lies asks for nothing.
pub(super) type Surveyed<F> = LazyCell<Survey, F>;

impl Survey {
    pub(super) fn of(cx: &Context<'_>) -> Self {
        let mut survey = Self {
            words: [0; ROWS],
            avenges: false,
            parted: false,
            colon: false,
            brackets: false,
            negates: cx.nouns.iter().any(|noun| noun.negative),
            dateline: cx.dateline(),
        };
        for token in &cx.tokens[cx.first..cx.end] {
            survey.words[row(token.hash)] |= word_bit(token.hash);
            survey.parted |= token.punct == b';';
            survey.colon |= token.punct == b':';
            survey.brackets |= token.punct == b'(';
        }
        // A word may be negated by the last of the sentence before.
        let classes = cx.words[cx.first.saturating_sub(1)..cx.end]
            .iter()
            .fold(0, |all, word| all | word.classes);
        survey.negates |= classes & class::NEG != 0;
        survey.avenges = REVENGE.iter().any(|&word| survey.may_have(word));
        survey
    }

    /// Whether the word may stand in the sentence.
    pub(super) fn may_have(&self, word: u64) -> bool {
        self.words[row(word)] & word_bit(word) != 0
    }
}

fn row(word: u64) -> usize {
    (word >> 6) as usize % ROWS
}
