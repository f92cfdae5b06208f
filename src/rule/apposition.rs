//! Who somebody is: the name that stands beside a noun for a person or group.

use super::matcher::{Context, Found};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::NounPhrase;
use crate::text::{Token, hash_folded, hashes};

impl Context<'_> {
    /// "A priest, Luis Vano, was killed": who it was is told by the name that stands beside the noun.
    pub(super) fn name_people(&self, found: &mut Found) {
        for (role, filler) in &mut found.arguments {
            if !matches!(filler.kind, Some(Kind::People | Kind::Group)) || *role == "role" {
                continue;
            }
            let noun = self.nouns.partition_point(|n| n.first < filler.end).checked_sub(1);
            // "A Taliban spokesman, Luis Vano,": the name is the spokesman's, not the group's.
            let whole = |index: &usize| self.nouns[*index].head < filler.end;
            if let Some(index) = noun.filter(whole)
                && let Some(name) = self.apposed_name(index).or_else(|| self.name_before(index))
            {
                (filler.first, filler.end, filler.kind) = (name.first, name.end, name.kind);
            }
        }
    }

    /// The name behind a noun for one person, between commas or at the end: "his brother, Luis Vano,", "the mayor of Oru, Luis Vano,".
    fn apposed_name(&self, index: usize) -> Option<&NounPhrase> {
        let noun = self.nouns.get(index)?;
        let head = self.words[noun.head as usize];
        // "the head of the union, Luis Vano,".
        let leads = || noun.kind == Some(Kind::People) && self.tokens[noun.head as usize].hash == const { hash_folded("head") };
        let person = head.is(class::PERSON | class::TITLE) && !head.is(class::PERSON_PL) || leads();
        let wanted = if person { Kind::Person } else { Kind::Group };
        let one = (person || noun.kind == Some(Kind::Group)) && noun.number.is_none() && noun.mention.is_none();
        if !one {
            return None;
        }
        let of = self
            .tokens
            .get(noun.end as usize)
            .is_some_and(|t| hashes!["of", "to", "for", "in"].contains(&t.hash));
        let place = self.nouns.get(index + 1).filter(|n| of && n.first == noun.end + 1);
        let (end, next) = place.map_or((noun.end, index + 1), |n| (n.end, index + 2));
        let name = self.nouns.get(next)?;
        let named = name.kind == Some(wanted) && name.mention.is_some() && name.first == end + 1;
        let punct = |t: u32| self.tokens.get(t as usize).map_or(b'.', |t| t.punct);
        if !(named && punct(end) == b',') {
            return None;
        }
        // "a nurse, Luis Vano, and a guard" are three, and so are "a nurse, Luis Vano, a cook and a guard".
        let more = |t: u32| self.words.get(t as usize).is_some_and(|w| w.is(class::CONJ));
        let next = self.noun_at(name.end + 1).and_then(|i| self.nouns.get(i));
        let goes_on = |n: &NounPhrase| !(place.is_some() && n.kind == Some(Kind::Nationality)) && !self.number_at(n.first);
        // "the commissioner, Luis Vano, and torching a mast" are no list.
        let does = |t: u32| self.verbs.binary_search_by_key(&t, |v| v.first).is_ok();
        let listed = more(name.end) || more(name.end + 1) && !does(name.end + 2) || next.is_some_and(goes_on);
        let ends = punct(name.end) != 0 || self.words.get(name.end as usize).is_some_and(|w| w.is(class::PREP));
        (ends && !listed).then_some(name)
    }

    /// The name before a noun that tells who it is: "Luis Vano, the man who", "Luis Vano (70), a priest".
    fn name_before(&self, index: usize) -> Option<&NounPhrase> {
        let punct = |t: u32| self.tokens.get(t as usize).map_or(0, |t| t.punct);
        let noun = self.nouns.get(index)?;
        let head = self.words[noun.head as usize];
        let described = self.words[noun.first as usize].is(class::DET) && head.is(class::PERSON) && !head.is(class::PERSON_PL);
        if !described || noun.mention.is_some() {
            return None;
        }
        let mut before = self.nouns[..index].iter().rev();
        let name = before
            .next()
            .and_then(|n| if punct(n.end) == b')' { before.next() } else { Some(n) })
            .filter(|name| name.kind == Some(Kind::Person) && name.mention.is_some())?;
        // "Luis Vano was the man who".
        let copula = |t: u32| self.words[t as usize].is(class::AUX_BE) && name.end == t;
        if noun.first.checked_sub(1).is_some_and(copula) {
            return Some(name);
        }
        let comma = noun.first.checked_sub(1).filter(|&t| punct(t) == b',')?;
        let beside = name.end == comma || punct(name.end) == b'(' && punct(comma - 1) == b')' && comma - name.end <= 4;
        let listed = self.words.get(noun.end as usize).is_some_and(|w| w.is(class::CONJ))
            || punct(noun.end) == b',' && self.words.get(noun.end as usize + 1).is_some_and(|w| w.is(class::CONJ));
        (beside && !listed).then_some(name)
    }

    pub(super) fn number_at(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(Token::is_number)
    }
}
