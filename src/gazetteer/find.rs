//! The names in a text.

use super::candidate::Candidate;
use super::image::{Image, THE, is_joint, step};
use super::policy::{Policy, accepts};
use super::{Gazetteer, Kind};
use crate::text::{CaseStyle, Token};

/// A name found in a text: the tokens `first..end` and the number of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: u32,
    pub end: u32,
    pub entry: u32,
    /// The chain of candidates that share the words: see [`Gazetteer::namesakes`].
    pub chain: u32,
}

impl Gazetteer {
    /// Appends the names in the tokens to `out`: leftmost, longest, without overlap.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], style: CaseStyle, out: &mut Vec<Hit>) {
        let image = self.image();
        let mixed = style == CaseStyle::Mixed;
        let mut end = 0;
        for (i, token) in tokens.iter().enumerate() {
            let path = step(0, token.hash);
            let lower = mixed && token.is_word() && !token.is_capitalized();
            if token.punct == 0
                && image.may_start(path, lower)
                && i >= end
                && token.hash != THE
                && let Some(hit) = longest(&image, text, tokens, i, style)
            {
                end = hit.end as usize;
                out.push(hit);
            }
        }
    }

    /// The places of a chain of candidates, the likeliest first.
    pub(crate) fn namesakes(&self, chain: u32) -> impl Iterator<Item = u32> {
        let image = self.image();
        let spellings = image.chain(chain).filter(|c| c.policy() != Policy::Cue);
        spellings
            .map(|c| c.entry)
            .filter(move |&e| super::Entry::of(image, e).kind() == Kind::Place)
    }
}

/// The longest name that starts with the token `first`.
fn longest(image: &Image<'_>, text: &str, tokens: &[Token], first: usize, style: CaseStyle) -> Option<Hit> {
    let mut best = None;
    let mut path = 0;
    for (i, token) in tokens.iter().enumerate().skip(first) {
        if i > first && token.has(Token::PARAGRAPH) {
            break;
        }
        if i > first && is_joint(token) {
            continue;
        }
        path = step(path, token.hash);
        let Some((head, more)) = image.probe(path) else { break };
        let mut chain = image.chain(head);
        let accepted = |c: &Candidate| accepts(text, tokens, (first, i + 1), style, c);
        if let Some(candidate) = chain.find(accepted) {
            best = Some(Hit {
                first: first as u32,
                end: i as u32 + 1,
                entry: candidate.entry,
                chain: head,
            });
        }
        if !more {
            break;
        }
    }
    best
}
