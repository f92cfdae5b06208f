//! Names that what stands behind them tells the kind of: "Oru, a village in the hills,", "Oru said its profit fell", "shares of Oru".

use super::{AND, Localities, OF};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, beside, class};
use crate::text::{Token, hashes};

/// Words of a description of a group that bears arms.
pub(super) const ARMED: &[u64] = hashes![
    "armed",
    "militant",
    "rebel",
    "insurgent",
    "terrorist",
    "extremist",
    "separatist",
    "jihadist",
    "islamist",
    "guerrilla",
    "paramilitary",
    "militia",
    "gang",
    "cartel",
    "insurgency",
    "shadowy",
    "hardline",
    "banned",
    "outlawed",
    "dissident",
    "splinter",
    "jihadi",
    "anarchist",
    "clandestine",
    "pro-kurdish",
    "known",
];

/// What part of a group a group is.
const PARTS: &[u64] = hashes!["offshoot", "splinter", "wing", "faction"];

/// What firms have too.
const BRANCHES: &[u64] = hashes!["affiliate", "branch", "franchise", "chapter", "arm"];

/// Groups that have some.
const PARENTS: &[u64] = hashes!["islamic", "isis", "isil", "qaeda", "qaida", "taliban", "hezbollah"];

/// The most words of a description up to its noun.
const WORDS: usize = 8;

impl Localities<'_> {
    /// "Oru, a village in the hills,", "Oru, the biggest maker of pumps,": the name before the comma.
    pub(super) fn apposed(&self, comma: usize, least: usize, end: usize) -> Option<(usize, usize, Kind)> {
        let article = comma + 1 < end && self.words[comma + 1].is(class::DET) && !self.tokens[comma + 1].is_capitalized();
        let mut first = self.run(comma, least);
        if !article
            || first == comma
            || self.words[first].is(class::ADVERB)
            || comma - first > 4
            || self.tokens[first].has(Token::ALL_CAPS) && comma - first > 1
        {
            return None;
        }
        let kind = self.described(comma + 2, end)?;
        if kind == Kind::Group {
            first = self.behind_of(first, least);
        }
        // "The Wolves, a wing of": what opens the sentence has a capital.
        let opens = || self.words[first - 1].is(class::DET);
        let free = first == 0 || (!self.tokens[first - 1].is_capitalized() || opens()) && self.tokens[first - 1].punct != b'-';
        free.then_some((first, comma, kind))
    }

    /// "Lions" of "Lions of Oru", for the one that begins at `last`.
    fn behind_of(&self, last: usize, least: usize) -> usize {
        let article = usize::from(last > 0 && self.is(last - 1, hashes!["the"]));
        let of = last.checked_sub(1 + article).filter(|&i| i > least && self.tokens[i].hash == OF);
        of.map(|i| self.run(i, least)).filter(|&first| Some(first) != of).unwrap_or(last)
    }

    /// What the noun of a description says that the thing described is.
    fn described(&self, from: usize, end: usize) -> Option<Kind> {
        let part = |i: usize| {
            let token = &self.tokens[i];
            let closed = class::CLOSES | class::DET | class::PRONOUN | class::POSS_DET;
            // "the region's main town" goes on behind its owner.
            (token.is_word() || token.is_number() || token.punct == b'-' || token.has(Token::POSSESSIVE)) && !self.words[i].is(closed)
        };
        let stop = (from..end.min(from + WORDS)).find(|&i| !part(i))?;
        let noun = stop.checked_sub(1).filter(|&i| i >= from && !self.tokens[i].is_capitalized())?;
        let word = self.words[noun];
        let several = self.tokens[noun].span.text(self.text).ends_with('s');
        // "a wing of the Gulf Cartel", "an affiliate of Islamic State".
        let whole = stop + 1 + usize::from(self.is(stop + 1, hashes!["the"]));
        let named = self.tokens[stop].hash == OF && whole < end && self.tokens[whole].is_capitalized();
        if named && (self.is(noun, PARTS) || self.is(noun, BRANCHES) && (whole..end.min(whole + 3)).any(|i| self.is(i, PARENTS))) {
            return Some(Kind::Group);
        }
        // A maker may be a person as well.
        if several || word.is(class::PERSON | class::TITLE) && !word.stands(beside::FIRM) {
            None
        } else if word.stands(beside::OUTLET) {
            Some(Kind::Media)
        } else if word.is(class::GROUP_NOUN) && (from..=noun).any(|i| self.is(i, ARMED)) {
            Some(Kind::Group)
        } else if word.stands(beside::FIRM) || word.is(class::ORG_NOUN) && !word.is(class::GROUP_NOUN | class::GOV_NOUN | class::FACILITY) {
            Some(Kind::Organization)
        } else if word.is(class::LOCALITY) {
            Some(Kind::Place)
        } else {
            None
        }
    }

    /// "Oru said its profit fell": who said it is a body.
    pub(super) fn owner(&self, its: usize, least: usize, start: usize) -> Option<(usize, usize, Kind)> {
        let said = its
            .checked_sub(1)
            .map(|i| if self.is(i, hashes!["that"]) { i.saturating_sub(1) } else { i })?;
        if !self.words[said].is(class::SAY) || self.tokens[said].is_capitalized() {
            return None;
        }
        let first = self.run(said, least);
        let opens = first == start || first > start && self.tokens[first - 1].punct != 0 && self.tokens[first - 1].punct != b'-';
        let unknown = first < said && said - first <= 2 && (first..said).all(|i| self.words[i] == Word::default());
        let fighters = self.words.get(its + 1).is_some_and(|w| w.is(class::PERSON_PL | class::FORCE_NOUN));
        (opens && unknown).then_some((first, said, if fighters { Kind::Group } else { Kind::Organization }))
    }

    /// "shares of Oru", "an analyst at Oru Mirel", "a spokeswoman for Oru": the name behind the preposition.
    pub(super) fn held(&self, preposition: usize, end: usize) -> Option<(usize, usize, Kind)> {
        let noun = preposition.checked_sub(1)?;
        let of = self.tokens[preposition].hash == OF;
        let voice = self.words[noun].stands(beside::VOICE) && (of || self.is(preposition, hashes!["for"]));
        let told = voice
            || self.words[noun].stands(beside::SHARE) && (of || self.is(preposition, hashes!["in"]))
            || self.words[noun].stands(beside::STAFF) && self.is(preposition, hashes!["at", "with"]);
        let from = preposition + 1 + usize::from(self.is(preposition + 1, hashes!["the"]));
        let to = if told { self.unknowns(from, end) } else { from };
        // "chairman for Oru and Mirel parishes", "a spokesman for Weller's relatives".
        let goes_on = voice && to < end && (self.tokens[to].hash == AND || self.tokens[to].has(Token::POSSESSIVE));
        let named = to > from && self.tokens[from].span.len() > 1 && !goes_on && !self.is_persons(from, to);
        named.then_some((from, to, Kind::Organization))
    }

    /// Whether one word not far off stands behind a given name or a title, so that the name is a person's: "Anna Oru ... a spokesman for Oru".
    pub(super) fn is_persons(&self, first: usize, end: usize) -> bool {
        const FAR: usize = 500;
        let hash = self.tokens[first].hash;
        let near = first.saturating_sub(FAR).max(1)..self.tokens.len().min(end + FAR);
        let called = |i: usize| self.tokens[i - 1].is_capitalized() && self.words[i - 1].is(class::GIVEN_NAME | class::TITLE);
        first + 1 == end && near.into_iter().any(|i| self.tokens[i].hash == hash && called(i))
    }
}
