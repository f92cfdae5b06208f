//! The names in a text.

use super::candidate::Candidate;
use super::image::{Image, is_joint, step};
use super::policy::{Policy, accepts};
use super::{Gazetteer, Kind};
use crate::text::{CaseStyle, Token, hash_folded};
use smallvec::SmallVec;
use std::hint::black_box;

/// A name found in a text: the tokens `first..end` and the number of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: u32,
    pub end: u32,
    pub entry: u32,
    /// The chain of candidates that share the words: see [`Gazetteer::namesakes`].
    pub chain: u32,
}

/// How many tokens are looked at together: what is asked of the large tables for all of them is asked before any answer is used, so that
/// it comes from memory at one time.
const BLOCK: usize = 256;

/// Some of the tokens of a block.
struct Chosen {
    tokens: [u32; BLOCK],
    count: usize,
}

impl Chosen {
    /// The tokens below `count` that `choose` wants: without a branch, which would be guessed wrong at every third of them.
    #[inline]
    fn among(all: impl Iterator<Item = u32>, mut choose: impl FnMut(usize) -> bool) -> Self {
        let mut chosen = Self {
            tokens: [0; BLOCK],
            count: 0,
        };
        for token in all.take(BLOCK) {
            chosen.tokens[chosen.count] = token;
            chosen.count += usize::from(choose(token as usize));
        }
        chosen
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        self.tokens[..self.count].iter().copied()
    }
}

impl Gazetteer {
    /// Appends the names in the tokens to `out`: leftmost, longest, without overlap.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], style: CaseStyle, out: &mut Vec<Hit>) {
        let image = self.image();
        let mut end = 0;
        for (block, from) in tokens.chunks(BLOCK).zip((0..).step_by(BLOCK)) {
            let mut paths = [0; BLOCK];
            let starts = starts(&image, block, &mut paths, style == CaseStyle::Mixed);
            let starts = worth_a_look(&image, tokens, from, &starts, &paths, style);
            black_box(starts.iter().fold(0, |all, i| all | image.touch(paths[i as usize])));
            let mut names: SmallVec<[(usize, u32, bool); BLOCK]> = SmallVec::new();
            for i in starts.iter().map(|i| i as usize) {
                names.extend(image.probe(paths[i]).map(|(head, more)| (i, head, more)));
            }
            black_box(names.iter().fold(0, |all, name| all | image.touch_candidate(name.1)));
            for (i, head, more) in names {
                if from + i >= end
                    && let Some(hit) = longest(
                        &image,
                        text,
                        tokens,
                        from + i,
                        paths[i],
                        (head, more),
                        (style, in_series(&image, tokens, out, from + i)),
                    )
                {
                    end = hit.end as usize;
                    out.push(hit);
                }
            }
        }
    }

    /// The tokens `first..end` as what a list calls by the words.
    pub(crate) fn called(&self, words: impl Iterator<Item = u64>, first: usize, end: usize) -> Option<Hit> {
        let image = self.image();
        let (chain, _) = image.probe(words.fold(0, step))?;
        let candidate = image.chain(chain).find(|c| c.policy() != Policy::Cue)?;
        Some(Hit {
            first: first as u32,
            end: end as u32,
            entry: candidate.entry,
            chain,
        })
    }

    /// The places of a chain of candidates, the likeliest first.
    pub(crate) fn namesakes(&self, chain: u32) -> impl Iterator<Item = u32> {
        let image = self.image();
        let spellings = image.chain(chain).filter(|c| c.policy() != Policy::Cue);
        spellings.map(|c| c.entry).filter(move |&e| image.entry(e).kind() == Kind::Place)
    }
}

/// "Paris, Nice and": two places before the "and" in front of the token, the last of those found.
fn in_series(image: &Image<'_>, tokens: &[Token], found: &[Hit], first: usize) -> bool {
    let before = first.checked_sub(1).filter(|&i| tokens[i].hash == const { hash_folded("and") });
    let Some((and, [.., a, b])) = before.zip(Some(found)) else {
        return false;
    };
    let place = |hit: &Hit| image.entry(hit.entry).kind() == Kind::Place;
    let comma = b.first as usize - 1;
    b.end as usize == and && a.end as usize == comma && tokens[comma].punct == b',' && place(a) && place(b)
}

/// The tokens of a block that a name may start with; keeps their paths.
#[inline]
fn starts(image: &Image<'_>, tokens: &[Token], paths: &mut [u64; BLOCK], mixed: bool) -> Chosen {
    let mut bits = [0; BLOCK];
    for ((path, bit), token) in paths.iter_mut().zip(&mut bits).zip(tokens) {
        let lower = mixed && token.flags & (Token::WORD | Token::CAPITAL) == Token::WORD;
        *path = step(0, token.hash);
        *bit = image.start_bit(*path, lower);
    }
    Chosen::among(0..tokens.len() as u32, |i| (tokens[i].punct == 0) & image.may_start(bits[i]))
}

/// Those of the tokens of the block from `from` on that alone are a name or that a second word follows: half of what names may start with
/// in a text of mixed case, a sixth of it in capitals. The rest is not looked for in the large tables.
#[inline]
fn worth_a_look(image: &Image<'_>, tokens: &[Token], from: usize, starts: &Chosen, paths: &[u64; BLOCK], style: CaseStyle) -> Chosen {
    let mut seconds = [0; BLOCK];
    for i in starts.iter().map(|i| i as usize) {
        // Nothing starts with a joint, and runs of them would be passed again and again.
        if !is_joint(&tokens[from + i])
            && let Some(next) = next_word(tokens, from + i + 1)
        {
            seconds[i] = step(paths[i], tokens[next].hash);
        }
    }
    Chosen::among(starts.iter(), |i| image.may_be_alone(paths[i], style) | image.may_lead(seconds[i]))
}

/// Where the next word of a name stands from `from` on: in the same paragraph, behind what only joins.
#[inline]
fn next_word(tokens: &[Token], from: usize) -> Option<usize> {
    let next = tokens[from..].iter().position(|t| t.has(Token::PARAGRAPH) || !is_joint(t))?;
    Some(from + next).filter(|&at| !tokens[at].has(Token::PARAGRAPH))
}

/// The longest name that starts with the token `first`, whose path and what stands there are known.
fn longest(
    image: &Image<'_>,
    text: &str,
    tokens: &[Token],
    first: usize,
    mut path: u64,
    found: (u32, bool),
    style: (CaseStyle, bool),
) -> Option<Hit> {
    let mut best = None;
    let mut end = first + 1;
    let mut found = Some(found);
    while let Some((head, more)) = found {
        if let Some(candidate) = first_accepted(image, head, text, tokens, (first, end), style) {
            best = Some(Hit {
                first: first as u32,
                end: end as u32,
                entry: candidate.entry,
                chain: head,
            });
        }
        let Some(next) = next_word(tokens, end).filter(|_| more) else {
            break;
        };
        path = step(path, tokens[next].hash);
        if !image.may_lead(path) {
            break;
        }
        found = image.probe(path);
        end = next + 1;
    }
    best
}

/// The first of a chain that may stand here. Namesakes of one spelling are weighed once.
fn first_accepted(
    image: &Image<'_>,
    head: u32,
    text: &str,
    tokens: &[Token],
    span: (usize, usize),
    style: (CaseStyle, bool),
) -> Option<Candidate> {
    let mut refused = None;
    image.chain(head).find(|candidate| {
        let spelling = Some(candidate.spelling());
        let accepted = spelling != refused && accepts(text, tokens, span, style, *candidate);
        refused = spelling;
        accepted
    })
}
