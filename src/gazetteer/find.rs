//! The names in a text.

use super::candidate::Candidate;
use super::image::{Image, is_joint, step};
use super::policy::{Policy, accepts};
use super::{Gazetteer, Kind};
use crate::text::{CaseStyle, Token, gather, hash_folded, ones};

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
    ///
    /// The first slots of several names are read before any is looked at, and then their first candidates and second slots, so that they
    /// come from memory at one time.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], style: CaseStyle, out: &mut Vec<Hit>) {
        const AHEAD: usize = 16;
        let image = self.image();
        let mut end = 0;
        for (chunk, from) in tokens.chunks(64).zip((0..).step_by(64)) {
            let starts = starts(&image, chunk, style == CaseStyle::Mixed);
            let mut starts = worth_a_look(&image, tokens, from, starts, style);
            while starts != 0 {
                let (mut ahead, mut touched) = ([0; AHEAD], 0);
                let mut count = 0;
                while starts != 0 && count < AHEAD {
                    let i = starts.trailing_zeros() as usize;
                    ahead[count] = i;
                    touched |= image.touch(step(0, chunk[i].hash));
                    starts &= starts - 1;
                    count += 1;
                }
                std::hint::black_box(touched);
                let (mut begun, mut touched) = ([(0, 0, 0, false); AHEAD], 0);
                let mut names = 0;
                for &i in &ahead[..count] {
                    let path = step(0, chunk[i].hash);
                    if let Some((head, more)) = image.probe(path) {
                        begun[names] = (from + i, path, head, more);
                        touched |= u32::from(image.touch_candidate(head));
                        if more && let Some(next) = next_word(tokens, from + i + 1) {
                            touched |= image.touch(step(path, tokens[next].hash));
                        }
                        names += 1;
                    }
                }
                std::hint::black_box(touched);
                for &(i, path, head, more) in &begun[..names] {
                    if i >= end
                        && let Some(hit) = longest(
                            &image,
                            text,
                            tokens,
                            i,
                            path,
                            (head, more),
                            (style, in_series(&image, tokens, out, i)),
                        )
                    {
                        end = hit.end as usize;
                        out.push(hit);
                    }
                }
            }
        }
    }

    /// Reads a number of what each hit names, to have the records at hand: so they come from memory at one time and not each when it is
    /// asked for, which spares a nanosecond a word.
    pub(crate) fn touch(&self, hits: &[Hit]) {
        let touched = hits.iter().filter_map(|hit| self.entry(hit.entry).country_number());
        std::hint::black_box(touched.fold(0, |all, number| all | number));
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

    /// The entry of a hit, or the namesake of a town or division that has many more people.
    pub(crate) fn well_known(&self, hit: Hit) -> u32 {
        let found = self.entry(hit.entry);
        if !matches!(found.subkind_bytes(), b"admin1" | b"county" | b"city" | b"town" | b"district") {
            return hit.entry;
        }
        let people = |n: &u32| self.entry(*n).population();
        let largest = self.namesakes(hit.chain).max_by_key(people);
        largest.filter(|n| people(n) / 4 > found.population()).unwrap_or(hit.entry)
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

/// The tokens, of up to 64, that a name may start with, as bits: without a branch, which would be guessed wrong at every third of them.
/// By itself, so that all that it needs stays in registers: a fifth of its instructions.
#[inline(never)]
fn starts(image: &Image<'_>, tokens: &[Token], mixed: bool) -> u64 {
    let may_start = image.may_start();
    let mut starts = [0; 64];
    for (start, token) in starts.iter_mut().zip(tokens) {
        let lower = mixed && token.flags & (Token::WORD | Token::CAPITAL) == Token::WORD;
        *start = u8::from(may_start(step(0, token.hash), lower));
    }
    gather(&starts, 0)
}

/// Those of the tokens from `from` on, given as bits, that alone are a name or that a second word follows: half of what names may start
/// with in a text of mixed case, a sixth of it in capitals. The rest is not looked for in the large tables.
#[inline]
fn worth_a_look(image: &Image<'_>, tokens: &[Token], from: usize, starts: u64, style: CaseStyle) -> u64 {
    let mut worth = 0;
    // Nothing starts with a mark or a joint, and runs of them would be passed again and again.
    for i in ones(starts).filter(|&i| tokens[from + i].punct == 0 && !is_joint(&tokens[from + i])) {
        let path = step(0, tokens[from + i].hash);
        let second = next_word(tokens, from + i + 1).is_some_and(|at| image.may_lead(step(path, tokens[at].hash)));
        worth |= u64::from(image.may_be_alone(path, style) | second) << i;
    }
    worth
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
