//! Names of people: by title, by given name, and by the surname of someone named in full before.

use std::collections::HashSet;

use crate::lexicon::{Word, class};
use crate::text::{CaseStyle, Sentence, Token};

/// A person's name: tokens, half-open, and where the title before it starts, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PersonHit {
    pub first: u32,
    pub end: u32,
    pub title: Option<u32>,
}

/// Appends the names of people among the tokens that `taken` does not hold.
pub(crate) fn find_people(
    text: &str,
    tokens: &[Token],
    words: &[Word],
    sentences: &[Sentence],
    style: CaseStyle,
    taken: &[bool],
    out: &mut Vec<PersonHit>,
) {
    if style == CaseStyle::Lower {
        return;
    }
    let finder = Finder {
        text,
        tokens,
        words,
        taken,
        upper: style == CaseStyle::Upper,
    };
    let mut surnames = HashSet::new();
    for sentence in sentences {
        let range = sentence.range();
        let mut i = range.start;
        while i < range.end {
            if !tokens[i].is_capitalized() || taken[i] {
                i += 1;
            } else if let Some(hit) = finder.at(i, range.start, range.end, &surnames) {
                let last = &tokens[hit.end as usize - 1];
                if hit.end - hit.first > 1 && last.span.len() > 2 {
                    surnames.insert(last.hash);
                }
                i = hit.end as usize;
                out.push(hit);
            } else {
                i += 1;
            }
        }
    }
}

/// Words inside names.
const PARTICLES: [&str; 22] = [
    "al", "el", "bin", "ibn", "ben", "abu", "de", "la", "da", "dos", "del", "van", "von", "der", "den", "bint", "ul", "ur", "di", "du",
    "le", "ad",
];

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    taken: &'a [bool],
    upper: bool,
}

impl Finder<'_> {
    /// Whether a token can be part of a name.
    fn name_part(&self, i: usize) -> bool {
        let (token, word) = (&self.tokens[i], self.words[i]);
        let ordinary = class::DET
            | class::PREP
            | class::CONJ
            | class::PRONOUN
            | class::MONTH
            | class::WEEKDAY
            | class::TITLE
            | class::MODAL
            | class::AUX_BE
            | class::AUX_HAVE
            | class::SUBORD;
        if !token.is_word() || self.taken[i] || token.has(Token::POSSESSIVE) || word.is(ordinary) {
            return false;
        }
        if self.upper {
            return word.is(class::GIVEN_NAME) || word == Word::default() && token.span.len() > 2;
        }
        let initial = token.span.len() == 1;
        token.is_capitalized() && (!token.has(Token::ALL_CAPS) || initial || token.has(Token::INITIALS))
    }

    fn particle(&self, i: usize) -> bool {
        let word = self.tokens[i].span.text(self.text);
        word.len() <= 4 && PARTICLES.iter().any(|p| word.eq_ignore_ascii_case(p))
    }

    /// The end of the run of name parts from `i`: particles, hyphens and the stops of initials included.
    fn run(&self, i: usize, end: usize) -> usize {
        let mut j = i;
        let mut solid = i;
        while j < end && j < i + 10 {
            let token = &self.tokens[j];
            if self.name_part(j) {
                j += 1;
                solid = j;
            } else if j > i && self.particle(j) && !self.taken[j] && j + 1 < end {
                j += 1;
            } else if token.punct == b'-' && token.has(Token::GLUED) && j > i && j + 1 < end {
                j += 1;
            } else if token.punct == b'.'
                && j > i
                && self.tokens[j - 1].span.len() == 1
                && token.has(Token::GLUED)
                && j + 1 < end
                && self.name_part(j + 1)
            {
                j += 1;
            } else {
                break;
            }
        }
        solid
    }

    fn at(&self, i: usize, start: usize, end: usize, surnames: &HashSet<u64>) -> Option<PersonHit> {
        let word = self.words[i];
        let hit = |first: usize, to: usize, title: Option<usize>| PersonHit {
            first: first as u32,
            end: to as u32,
            title: title.map(|t| t as u32),
        };
        if word.is(class::TITLE) && (self.tokens[i].is_capitalized() || self.upper) {
            let mut j = i + 1;
            while j < end && (self.words[j].is(class::TITLE) || self.tokens[j].punct == b'.' && self.tokens[j].has(Token::GLUED)) {
                j += 1;
            }
            if j < end && self.name_part(j) {
                let to = self.run(j, end);
                let ordinary = to == j + 1
                    && self.words[j].is(class::COMMON
                        | class::EVENT
                        | class::PERSON
                        | class::ORG_NOUN
                        | class::GOV_NOUN
                        | class::FORCE_NOUN);
                if to > j && !ordinary {
                    return Some(hit(j, to, Some(i)));
                }
            }
            return None;
        }
        if !self.name_part(i) {
            return None;
        }
        let to = self.run(i, end);
        if word.is(class::GIVEN_NAME) && to > i + 1 {
            let institution = self.words[i..to]
                .iter()
                .any(|w| w.is(class::ORG_NOUN | class::FACILITY | class::GROUP_NOUN | class::PLACE_NOUN));
            return (!institution && to - i <= 7).then(|| hit(i, to, None));
        }
        let known = surnames.contains(&self.tokens[i].hash) && !(i == start && word.is(class::COMMON));
        if known {
            return Some(hit(i, i + 1, None));
        }
        // Two unknown capitalized words before a verb of saying or an age: "Ruel Oskan, 45," / "Ruel Oskan said".
        let unknown = to >= i + 2 && to <= i + 4 && self.words[i..to].iter().all(|w| *w == Word::default() || w.is(class::GIVEN_NAME));
        let age = self.tokens.get(to).is_some_and(|t| t.punct == b',')
            && self.tokens.get(to + 1).is_some_and(|t| t.is_number() && t.span.len() == 2);
        let says = self.words.get(to).is_some_and(|w| w.is(class::SAY)) || i > start && self.words[i - 1].is(class::SAY);
        let role = i > start && self.words[i - 1].is(class::PERSON | class::TITLE);
        (unknown && (age || says || role)).then(|| hit(i, to, None))
    }
}
