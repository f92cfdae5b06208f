//! Places that no list knows: "Oru, Maine", "the town of Oru", "Oru district".

use super::people::Claim;
use crate::lexicon::{Word, class};
use crate::text::{Sentence, Token};

/// The most words of a place's name.
const LONGEST: usize = 3;

struct Localities<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    claims: &'a [Claim],
}

/// Appends the places, as tokens, half-open. `outer` says of a token whether a state or country begins there.
pub(crate) fn find_localities(
    text: &str,
    tokens: &[Token],
    words: &[Word],
    sentences: &[Sentence],
    claims: &[Claim],
    outer: &dyn Fn(usize) -> bool,
    out: &mut Vec<(u32, u32)>,
) {
    let localities = Localities {
        text,
        tokens,
        words,
        claims,
    };
    for sentence in sentences {
        let range = sentence.range();
        let mut least = range.start;
        for i in range.clone() {
            let found = if tokens[i].punct == b','
                && i + 1 < range.end
                && outer(i + 1)
                && !tokens.get(i + 2).is_some_and(|t| t.has(Token::POSSESSIVE))
            {
                localities.inner(i, least, range.start)
            } else if words[i].is(class::LOCALITY) && !tokens[i].is_capitalized() {
                localities.beside(i, least, range.start, range.end)
            } else {
                None
            };
            if let Some((first, end)) = found {
                out.push((first as u32, end as u32));
                least = end;
            }
        }
    }
}

impl Localities<'_> {
    fn capital(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let closed = class::DET | class::PREP | class::CONJ | class::PRONOUN | class::MONTH | class::WEEKDAY | class::TITLE | class::SUBORD;
        token.is_word()
            && token.is_capitalized()
            && self.claims[i] == Claim::Free
            && !token.has(Token::POSSESSIVE)
            && !self.words[i].is(closed)
    }

    fn unknown(&self, i: usize) -> bool {
        let word = self.words[i];
        word == Word::default() || word.is(class::GIVEN_NAME | class::SURNAME)
    }

    /// Where the capitalized words that end before `end` begin.
    fn run(&self, end: usize, least: usize) -> usize {
        let mut first = end;
        while first > least {
            let j = first - 1;
            if self.capital(j) {
                first = j;
            } else if first < end && j > least && self.tokens[j].punct == b'-' && self.tokens[j].has(Token::GLUED) && self.capital(j - 1) {
                first = j - 1;
            } else {
                break;
            }
        }
        first
    }

    fn is(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.tokens[i].span.text(self.text).eq_ignore_ascii_case(w))
    }

    /// Before ", State": the name of a town.
    fn inner(&self, comma: usize, least: usize, start: usize) -> Option<(usize, usize)> {
        let first = self.run(comma, least);
        if first == comma || comma - first > LONGEST {
            return None;
        }
        let located = first > start && self.is(first - 1, &["in", "near", "of", "from", "at", "to", "outside", "around"]);
        let listed = first == start || first > start && (self.tokens[first - 1].punct != 0 || self.is(first - 1, &["and", "for"]));
        let named = (first..comma).all(|i| self.unknown(i));
        let person = self.words[first].is(class::GIVEN_NAME) && comma - first > 1;
        (located || listed && named && !person).then_some((first, comma))
    }

    /// Beside "district", "the town of".
    fn beside(&self, noun: usize, least: usize, start: usize, end: usize) -> Option<(usize, usize)> {
        if noun + 2 < end && self.is(noun + 1, &["of"]) && self.capital(noun + 2) && self.unknown(noun + 2) {
            let mut to = noun + 3;
            while to < end && to < noun + 2 + LONGEST && self.capital(to) {
                to += 1;
            }
            let open = to < end && self.tokens[to].is_capitalized();
            return (!open).then_some((noun + 2, to));
        }
        let first = self.run(noun, least);
        let named = first < noun && noun - first <= LONGEST && (first..noun).all(|i| self.unknown(i) || self.tokens[i].punct == b'-');
        let whole = first == start || !self.tokens[first - 1].is_capitalized();
        (named && whole).then_some((first, noun))
    }
}
