//! Where a pattern may match, asked before phrases are built: where it can begin, and whether what stands around its caller lets it go on.

use std::ops::Range;

use super::matcher::Context;
use super::model::{Element, Pattern};
use super::patterns::{AGE, Captures};
use super::set::Set;
use crate::lexicon::class;
use crate::text::Token;

/// How many tokens a sentence may have for the words of a pattern to be looked for all over it, and how many starts of one are tried, before
/// its phrases are built: one without end is read in linear time.
pub(super) const FAR: usize = 128;

/// How many tokens a title, a role or a name in capitals takes at most.
pub(super) const RUN: usize = 16;

/// How many mentions may stand in one another.
const NESTED: usize = 8;

impl Context<'_> {
    /// Whether what stands at the token that calls the pattern and around it is what the pattern asks for, as far as can be told before
    /// phrases are built.
    pub(super) fn goes_on(&self, pattern: &Pattern, token: u32) -> bool {
        let Pattern { elements, asks, told, .. } = pattern;
        let (anchor, mut captures) = (pattern.before().len(), Captures::new());
        let from = token as usize + asks - anchor;
        let Some(end) = self.elements(&elements[*asks..told.end], from, &mut captures) else {
            return false;
        };
        if pattern.behind.is_some_and(|set| !self.phrase_before(end, set)) {
            return false;
        }
        (told.start == anchor || self.reached(&elements[told.start..=anchor], token))
            && self.words_stand(elements[..told.start].iter().rev(), (self.first..token as usize).rev())
            && self.words_stand(elements[told.end..].iter(), end..self.end)
    }

    /// Whether the elements match from some token on, the last of them where the token stands or before it.
    fn reached(&self, elements: &[Element], token: u32) -> bool {
        let [before @ .., _] = elements else { return true };
        let (mut starts, mut captures) = (self.starts(before, Some(token)), Captures::new());
        if starts.len() > FAR {
            return true;
        }
        while let Some(start) = before.first().and_then(|first| self.next_start(first, starts.clone())) {
            captures.clear();
            if self.elements(elements, start, &mut captures).is_some() {
                return true;
            }
            starts.start = start + 1;
        }
        false
    }

    /// Whether the words that the elements ask for stand among the tokens at all, in their order.
    fn words_stand<'e>(&self, elements: impl Iterator<Item = &'e Element>, mut tokens: impl Iterator<Item = usize>) -> bool {
        let long = self.end - self.first > FAR;
        elements.into_iter().all(|element| match element {
            _ if long => true,
            Element::Word(word) => tokens.any(|i| self.tokens[i].hash == *word),
            Element::Either { words, phrases, .. } if phrases.is_empty() => tokens.any(|i| words.has_among(self.tokens[i].hash)),
            _ => true,
        })
    }

    /// Whether the phrase around the token may end before one of the set. It goes on over no comma or stop, and behind its first word over no
    /// preposition, but in names.
    fn phrase_before(&self, token: usize, set: Set) -> bool {
        let end = self.end.min(token + FAR);
        for i in token + 1..end {
            let (token, word, last) = (&self.tokens[i], self.words[i], &self.tokens[i - 1]);
            if set.meets(Set::of_token(token, word)) {
                return true;
            }
            let closes = match token.punct {
                0 => {
                    let opened = last.punct == 0 && !last.has(Token::POSSESSIVE) && !self.words[i - 1].is(class::DET | class::POSS_DET);
                    opened && word.is(class::PREP) && word.lemma == 0 && !word.is(class::ADJ)
                }
                mark => !matches!(mark, b'-' | b'"' | b'\'') && !token.has(Token::POSSESSIVE),
            };
            let mut around = self.units[..self.units.before(i)].iter().rev().take(NESTED);
            if closes && !around.any(|u| u.end as usize > i) {
                return false;
            }
        }
        end < self.end
    }

    /// Where a match may begin when its anchor, behind the elements `before`, stands at a token.
    pub(super) fn starts(&self, before: &[Element], anchor: Option<u32>) -> Range<usize> {
        let Some(anchor) = anchor.map(|a| a as usize) else {
            return self.first..self.end;
        };
        if before.is_empty() {
            return anchor..anchor + 1;
        }
        let (mut from, mut least) = (anchor, 0);
        for element in before.iter().rev() {
            least += self.reach_back(element, &mut from);
        }
        from.max(self.first)..(anchor + 1).saturating_sub(least)
    }

    /// Moves `from` to where the element may begin when the next one begins there or later; gives how many tokens it takes at least.
    fn reach_back(&self, element: &Element, from: &mut usize) -> usize {
        let mut back = |tokens: usize| *from = from.saturating_sub(tokens);
        match element {
            Element::Not(_) => 0,
            Element::Optional(inner) => {
                self.reach_back(inner, from);
                0
            }
            Element::Gap { most, .. } => {
                back(usize::from(*most));
                0
            }
            Element::Word(_) | Element::Exact(_) | Element::Punct(_) | Element::Verb(_) | Element::Expression { .. } => {
                back(1);
                1
            }
            Element::Either { phrases, .. } => {
                back(phrases.iter().map(Vec::len).max().unwrap_or(1).max(1));
                1
            }
            Element::Phrase { .. } => {
                let noun = from.checked_sub(1).and_then(|last| self.noun_around(last as u32));
                *from = noun.map_or(*from, |n| n.first as usize);
                1
            }
            Element::Mention { .. } => {
                let near = self.units[..self.units.before(*from)]
                    .iter()
                    .rev()
                    .take(NESTED)
                    .filter(|u| u.end as usize + AGE >= *from);
                *from = near.map(|u| u.first as usize).min().unwrap_or(*from);
                1
            }
            Element::Capitals { .. } => {
                self.run_back(from, |j| self.tokens[j].has(Token::ALL_CAPS) || self.tokens[j].punct == b'-');
                1
            }
            Element::Title { .. } => {
                self.run_back(from, |j| self.words[j].is(class::TITLE) || self.tokens[j].punct == b'.');
                1
            }
            Element::Role { .. } => {
                self.run_back(from, |j| matches!(self.tokens[j].punct, b'-' | b'.') || self.role_noun(j));
                1
            }
        }
    }

    /// Moves `from` to the first of the tokens before it that fit without a gap.
    fn run_back(&self, from: &mut usize, fits: impl Fn(usize) -> bool) {
        let floor = from.saturating_sub(RUN).max(self.first);
        let gap = (floor..*from).rev().find(|&j| !fits(j));
        *from = gap.map_or(floor.min(*from), |gap| gap + 1);
    }
}
