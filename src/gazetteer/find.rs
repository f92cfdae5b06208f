//! The names in a text.

use std::hint::{black_box, select_unpredictable};

use smallvec::SmallVec;

use super::candidate::Candidate;
use super::image::{Image, is_joint, step};
use super::policy::{Policy, accepts};
use super::{Gazetteer, Kind};
use crate::text::{CaseStyle, Token, gather, hash_folded, ones};

/// A name found in a text: the tokens `first..end`, and the number of its entry with its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub first: u32,
    pub end: u32,
    pub entry: u32,
    pub kind: Kind,
    /// The chain of candidates that share the words: see [`Gazetteer::namesakes`].
    pub chain: u32,
}

impl Gazetteer {
    /// Appends the names in the tokens to `out`: leftmost, longest, without overlap.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], style: CaseStyle, out: &mut Vec<Hit>) {
        self.find_at(tokens, (text, tokens, style), out);
    }

    /// The name that the tokens begin with, the longest; `spare` is memory for it.
    pub(crate) fn find_first(&self, text: &str, tokens: &[Token], style: CaseStyle, spare: &mut Vec<Hit>) -> Option<Hit> {
        spare.clear();
        self.find_at(&tokens[..1.min(tokens.len())], (text, tokens, style), spare);
        spare.pop()
    }

    /// Appends the names that start among `heads`, the first of the tokens.
    fn find_at(&self, heads: &[Token], (text, tokens, style): (&str, &[Token], CaseStyle), out: &mut Vec<Hit>) {
        const AHEAD: usize = 24;
        let image = self.image();
        let known = out.len();
        let mut finder = Finder {
            image: &image,
            text,
            tokens,
            style,
            end: 0,
            starts: SmallVec::new(),
            open: SmallVec::new(),
            ahead: SmallVec::new(),
        };
        for (chunk, from) in heads.chunks(64).zip((0..).step_by(64)) {
            for i in ones(starts(&image, chunk, style == CaseStyle::Mixed)) {
                finder.start(from + i);
                if finder.starts.len() >= AHEAD {
                    finder.take(out);
                }
            }
        }
        finder.take(out);
        // For all at one time: so the records come from memory together and not each when it is asked for, which spares a nanosecond a word.
        for hit in &mut out[known..] {
            hit.kind = self.entry(hit.entry).kind();
        }
    }

    /// The tokens `first..end` as what a list calls by the words.
    pub(crate) fn called(&self, words: impl Iterator<Item = u64>, first: usize, end: usize) -> Option<Hit> {
        let image = self.image();
        let chain = image.probe(words.fold(0, step));
        let candidate = image.chain(chain).find(|c| c.policy() != Policy::Cue)?;
        Some(Hit {
            first: first as u32,
            end: end as u32,
            kind: self.entry(candidate.entry).kind(),
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

/// The tokens, of up to 64, that a name may start with, as bits: without a branch, which would be guessed wrong at every third of them. In a
/// text of mixed case few names start with a token that has no capital, and their bits are at hand; those of all names come from memory,
/// several at one time where one is asked for right behind the other, which spares a tenth of the time of finding names.
/// By itself, so that all that it needs stays in registers: a fifth of its instructions.
#[inline(never)]
fn starts(image: &Image<'_>, tokens: &[Token], mixed: bool) -> u64 {
    let may_start_small = image.may_start_small();
    let mut told = [0; 64];
    for (told, token) in told.iter_mut().zip(tokens) {
        *told = u8::from(may_start_small(step(0, token.hash))) | ((token.flags & Token::CAPITAL) as u8) << 1;
    }
    let capital = if mixed { gather(&told, 1) } else { u64::MAX >> (64 - tokens.len()) };
    let start = |i: usize| u64::from(image.may_lead(step(0, tokens[i].hash))) << i;
    ones(capital).fold(gather(&told, 0) & !capital, |starts, i| starts | start(i))
}

/// A token that a name may start with, and how far words that may be of one name go on from it: to which token, and on which path.
#[derive(Clone, Copy, Default)]
struct Start {
    path: u64,
    first: u32,
    end: u32,
    /// Whether names may have these words: read when the last one is added, and asked for once it is read for all starts.
    leads: bool,
    /// The number among [`Finder::ahead`] of the most words of it that are a name, from 1; 0 for none.
    longest: u32,
}

/// Words that may be a name, with the first candidate of their path.
#[derive(Clone, Copy, Default)]
struct Words {
    path: u64,
    /// The number of their start.
    start: u32,
    end: u32,
    head: u32,
    /// The number of fewer words of the same start, as [`Start::longest`] has it.
    shorter: u32,
}

/// Looks for the names of several starts at one time: what the tables have of all is read before it is asked for, first the bits that tell
/// which words go together, then the slots and then the candidates. So it comes from memory at one time, and no jump that is guessed wrong
/// waits for it. It costs 7 instructions a word of news and spares time where the caches are shared.
struct Finder<'a> {
    image: &'a Image<'a>,
    text: &'a str,
    tokens: &'a [Token],
    style: CaseStyle,
    /// Where the last name ends.
    end: usize,
    starts: SmallVec<[Start; 32]>,
    /// The starts behind whose words stands another one, which may be of the same name.
    open: SmallVec<[u32; 32]>,
    ahead: SmallVec<[Words; 64]>,
}

impl Finder<'_> {
    #[inline]
    fn start(&mut self, first: usize) {
        let token = &self.tokens[first];
        // Nothing starts with a mark or a joint, and runs of them would be passed again and again.
        if token.punct != 0 || is_joint(token) {
            return;
        }
        let mut start = Start {
            path: step(0, token.hash),
            first: first as u32,
            end: first as u32 + 1,
            leads: false,
            longest: 0,
        };
        let number = self.starts.len() as u32;
        let alone = self.image.may_be_alone(start.path, self.style);
        if alone {
            self.ahead.push(start.words(number));
        }
        let open = start.go_on(self.image, self.tokens);
        if open {
            self.open.push(number);
        }
        if open || alone {
            self.starts.push(start);
        }
    }

    /// Takes the names of the starts.
    fn take(&mut self, out: &mut Vec<Hit>) {
        let image = self.image;
        self.lengthen();
        let ahead = self.ahead.as_mut_slice();
        let touched = ahead.iter().fold(0, |all, words| all | image.touch(words.path));
        black_box(touched);
        let mut touched = 0;
        let starts = self.starts.as_mut_slice();
        for (words, number) in ahead.iter_mut().zip(1..) {
            words.head = image.probe(words.path);
            touched |= image.touch_candidate(words.head);
            let start = &mut starts[words.start as usize];
            words.shorter = start.longest;
            start.longest = select_unpredictable(words.head != 0, number, start.longest);
        }
        black_box(touched);
        // Those of a name go to the front without a jump, which would be guessed wrong for every second one.
        let mut named = 0;
        for at in 0..starts.len() {
            starts[named] = starts[at];
            named += usize::from(starts[at].longest != 0);
        }
        for start in &self.starts[..named] {
            if start.first as usize >= self.end
                && let Some(hit) = self.longest(*start, out)
            {
                self.end = hit.end as usize;
                out.push(hit);
            }
        }
        self.starts.clear();
        self.ahead.clear();
    }

    /// Adds the words behind the starts as far as they may be of one name. In a text of mixed case every second word that names start with
    /// is none and begins none, in capitals five of six.
    fn lengthen(&mut self) {
        let (image, tokens, starts) = (self.image, self.tokens, self.starts.as_mut_slice());
        let mut open = self.open.as_mut_slice();
        while !open.is_empty() {
            let mut left = 0;
            for at in 0..open.len() {
                let number = open[at];
                let start = &mut starts[number as usize];
                if start.leads {
                    self.ahead.push(start.words(number));
                    if start.go_on(image, tokens) {
                        open[left] = number;
                        left += 1;
                    }
                }
            }
            open = &mut open[..left];
        }
        self.open.clear();
    }

    /// The longest name of a start.
    fn longest(&self, start: Start, out: &[Hit]) -> Option<Hit> {
        let Self { image, text, tokens, .. } = *self;
        let first = start.first as usize;
        let mut number = start.longest;
        let mut style = None;
        while let Some(words) = number.checked_sub(1).and_then(|at| self.ahead.get(at as usize)) {
            let style = *style.get_or_insert_with(|| (self.style, in_series(image, tokens, out, first)));
            if let Some(candidate) = first_accepted(image, words.head, text, tokens, (first, words.end as usize), style) {
                return Some(Hit {
                    first: start.first,
                    end: words.end,
                    // Read for all hits at one time.
                    kind: Kind::Organization,
                    entry: candidate.entry,
                    chain: words.head,
                });
            }
            number = words.shorter;
        }
        None
    }
}

impl Start {
    /// Goes on to the next word, if there is one.
    #[inline]
    fn go_on(&mut self, image: &Image<'_>, tokens: &[Token]) -> bool {
        let Some(next) = next_word(tokens, self.end as usize) else {
            return false;
        };
        self.path = step(self.path, tokens[next].hash);
        self.end = next as u32 + 1;
        self.leads = image.may_lead(self.path);
        true
    }

    /// Its words, which may be a name.
    #[inline]
    fn words(&self, start: u32) -> Words {
        Words {
            path: self.path,
            start,
            end: self.end,
            head: 0,
            shorter: 0,
        }
    }
}

/// Where the next word of a name stands from `from` on: in the same paragraph, behind what only joins.
#[inline]
fn next_word(tokens: &[Token], from: usize) -> Option<usize> {
    let next = tokens[from..].iter().position(|t| t.has(Token::PARAGRAPH) || !is_joint(t))?;
    Some(from + next).filter(|&at| !tokens[at].has(Token::PARAGRAPH))
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
