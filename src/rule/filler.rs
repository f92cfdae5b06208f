//! What a noun phrase gives as filler of a role, and whether that is what a rule asks for.

use smallvec::SmallVec;

use super::matcher::Context;
use super::model::Filter;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ARMED, NounPhrase, Unit};
use crate::text::{Token, hashes};

/// How many phrases may stand in one another.
const NESTED: u32 = 8;
/// How far back in a list of places its first is looked for.
const LISTED: usize = 16;

/// A filler: tokens, half-open, and what kind of thing they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filler {
    pub first: u32,
    pub end: u32,
    pub kind: Option<Kind>,
}

impl Filler {
    /// The word that tells what is done.
    pub(super) fn deed(token: u32) -> Self {
        Self {
            first: token,
            end: token + 1,
            kind: Some(Kind::Event),
        }
    }
}

/// The fillers of roles.
pub(crate) type Fillers = SmallVec<[(&'static str, Filler); 8]>;

impl Context<'_> {
    /// What a noun phrase gives as filler: "one of the men" is all of it, and "the town of Oru" is Oru.
    pub(super) fn filler(&self, index: u32) -> Filler {
        self.filler_within(index, NESTED)
    }

    /// The same of a phrase in which so many may be nested: "a spokesman for one of the members of the group".
    fn filler_within(&self, index: u32, nested: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        let own = self.with_owner_before(index);
        let owned = self.tokens[noun.first as usize].has(Token::POSSESSIVE);
        if owned
            && noun.kind == Some(Kind::Place)
            && let Some(place) = self.units_in(noun.first, noun.end).iter().find(|u| u.kind == Kind::Place)
        {
            return Filler {
                first: place.first,
                end: place.end,
                kind: own.kind,
            };
        }
        // "the Islamic State group", "the Islamic State militant group": Islamic State.
        let head = self.words[noun.head as usize];
        if noun.head + 1 == noun.end && head.is(class::GROUP_NOUN) && !head.is(class::PERSON_PL) {
            let says = |&t: &u32| self.tokens[t as usize].punct == b'"' || ARMED.contains(&self.tokens[t as usize].hash);
            let sorts = (noun.first..noun.head).rev().take_while(says).count() as u32;
            let end = noun.head - sorts;
            let named = |u: &&Unit| u.kind == Kind::Group && (end..=noun.head).contains(&u.end);
            let group = self.units_in(noun.first, noun.head).iter().find(named);
            if let Some(u) = group {
                return Filler {
                    first: u.first,
                    end: u.end,
                    kind: Some(u.kind),
                };
            }
        }
        // "Its local branch, the Dawn Front, was accused": a noun that names no kind of thing is what the name beside it is.
        if own.kind.is_none()
            && let Some(name) = self.name_behind(index)
        {
            return Filler {
                first: name.first,
                end: name.end,
                kind: name.kind,
            };
        }
        let behind = self.nouns.get(index as usize + 1);
        // "a spokesman for the group" speaks for it.
        if nested > 0
            && head.is(class::MOUTHPIECE)
            && self.token_is(noun.end, hashes!["of", "for"])
            && behind.is_some_and(|n| n.first == noun.end + 1 && n.can_act())
        {
            return self.filler_within(index + 1, nested - 1);
        }
        if self.token_is(noun.end, hashes!["of"]) {
            return self.with_whole(index, own, nested);
        }
        let kind = own.kind.or_else(|| self.of_places(index).then_some(Kind::Place));
        Filler { kind, ..own }
    }

    /// A noun phrase with whose it is: "the queen's guards".
    fn with_owner_before(&self, index: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        let owned = self.tokens[noun.first as usize].has(Token::POSSESSIVE);
        let owner = index.checked_sub(1).filter(|_| owned).map(|i| &self.nouns[i as usize]);
        // Of "Russia's Rostov" the place is the second.
        let owner = owner.filter(|o| o.end == noun.first && (noun.kind != Some(Kind::Place) || noun.mention.is_none()));
        let of_group = owner.and_then(|o| o.kind).filter(|k| *k == Kind::Group);
        Filler {
            first: owner.map_or(noun.first + u32::from(owned), |o| o.first),
            end: noun.end,
            kind: noun.kind.or(of_group),
        }
    }

    /// What a noun phrase with an "of" behind it gives, which is `own` else: "one of the men" is all of it, "the town of Oru" is Oru.
    fn with_whole(&self, index: u32, own: Filler, nested: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        let head = self.words[noun.head as usize];
        // "a group of about 40 men": what softens the number stands between.
        let softened = |n: &NounPhrase| {
            let between = noun.end as usize + 1..n.first as usize;
            let counted = n.number.is_some() || self.tokens[n.first as usize].is_number();
            counted && between.len() <= 3 && between.clone().all(|t| self.tokens[t].punct == 0 && self.words[t].lemma == 0)
        };
        let behind = self.nouns.get(index as usize + 1);
        let Some(inner) = behind.filter(|n| n.first == noun.end + 1 || n.first > noun.end && softened(n)) else {
            return own;
        };
        // "the Secretary of State Luis Vano".
        if head.is(class::TITLE) && inner.kind == Some(Kind::Person) && inner.mention.is_some() && inner.first + 1 < inner.end {
            return Filler {
                first: noun.first,
                end: inner.end,
                kind: inner.kind,
            };
        }
        let unknown = inner.kind.is_none() && self.tokens[inner.head as usize].is_capitalized();
        // "areas of the island" are a part of it.
        let placed = |u: &Unit| u.kind == Kind::Place;
        let named = inner.kind == Some(Kind::Place) && self.units_in(inner.first, inner.end).iter().any(placed);
        // "Mirel district of Oru" is the district.
        let whole = || {
            let bare = noun.first + 1 == noun.head && noun.head + 1 == noun.end;
            bare && self.units.at(noun.first as usize).is_some_and(placed)
        };
        if head.is(class::PLACE_NOUN) && (named || unknown) && !whole() {
            return Filler {
                first: inner.first,
                end: inner.end,
                kind: Some(Kind::Place),
            };
        }
        // "nine of the men", but "two members of the group".
        let number = noun.number.is_some() || self.tokens[noun.head as usize].is_number();
        let counts = number && noun.end - noun.first <= 2 && !head.is(class::PERSON | class::PERSON_PL);
        // "most of those attacks" are attacks.
        let some = noun.first == noun.head && head.is(class::DET);
        // "the convoy of Luis Vano" is no part of him.
        let owned_by = inner.kind == Some(Kind::Person) && inner.mention.is_some();
        let part = counts || some || head.is(class::NUMBER | class::PARTITIVE) && !owned_by;
        if part && nested > 0 {
            let pronoun = self.words[inner.first as usize].is(class::PRONOUN);
            // "one of the governor's guards".
            let owned = |n: u32| {
                let (owner, thing) = (self.nouns.get(n as usize), self.nouns.get(n as usize + 1));
                owner
                    .zip(thing)
                    .is_some_and(|(o, t)| o.end == t.first && self.tokens[t.first as usize].has(Token::POSSESSIVE))
            };
            let inner = self.filler_within(index + 1 + u32::from(owned(index + 1)), nested - 1);
            return Filler {
                first: noun.first,
                end: inner.end.max(noun.end),
                kind: inner.kind.or(noun.kind).or(pronoun.then_some(Kind::People)),
            };
        }
        own
    }

    /// "the villages of Aleppo, Oru and Mirel": whether the name is of a list that is said to be of places.
    fn of_places(&self, index: u32) -> bool {
        let mut first = index as usize;
        if !self.unlisted(self.nouns[first].head as usize) {
            return false;
        }
        let joint = |t: u32| self.tokens[t as usize].punct == b',' || self.words[t as usize].is(class::CONJ);
        let joined = |i: usize| {
            let mut between = self.nouns[i - 1].end..self.nouns[i].first;
            !between.is_empty() && between.len() <= 2 && between.all(joint)
        };
        let reach = first.saturating_sub(LISTED);
        while first > reach && joined(first) {
            first -= 1;
        }
        let of = first
            .checked_sub(1)
            .map(|i| &self.nouns[i])
            .filter(|n| self.words[n.head as usize].is(class::PLACE_NOUN));
        of.is_some_and(|n| n.end + 1 == self.nouns[first].first && self.token_is(n.end, hashes!["of"]))
    }

    /// The name of a body or group between commas behind a described noun.
    fn name_behind(&self, index: u32) -> Option<&NounPhrase> {
        let noun = self.nouns.get(index as usize)?;
        let first = &self.tokens[noun.first as usize];
        let described = self.words[noun.first as usize].is(class::DET | class::POSS_DET)
            || first.has(Token::POSSESSIVE)
            || self.token_is(noun.first, hashes!["one"]);
        let punct = |t: u32| self.tokens.get(t as usize).map_or(0, |t| t.punct);
        let name = self.nouns.get(index as usize + 1)?;
        let body = matches!(
            name.kind,
            Some(Kind::Group | Kind::SecurityForce | Kind::Organization | Kind::Person)
        );
        let beside = punct(noun.end) == b',' && name.first == noun.end + 1 && matches!(punct(name.end), b',' | b'(');
        (described && body && name.mention.is_some() && beside).then_some(name)
    }

    /// Whether the filler is what the filter asks for.
    pub(super) fn fits(&self, filler: &Filler, filter: &Filter) -> bool {
        if filter.is_empty() {
            return true;
        }
        if filter.kinds != 0 {
            let pronoun = self.words[filler.first as usize].is(class::PRONOUN | class::POSS_DET) && filler.end == filler.first + 1;
            let thing = || self.token_is(filler.first, hashes!["it", "its", "itself"]);
            let fits = match filler.kind {
                _ if pronoun => filter.has(if thing() { Kind::Organization } else { Kind::People }),
                Some(Kind::Nationality) => filter.has(Kind::Nationality) || filter.has(Kind::People),
                // A thing of a kind that a list declares may stand where a building may.
                Some(Kind::Declared(_)) if filter.has(Kind::Facility) => true,
                Some(kind) => filter.has(kind),
                // A name that no list has may be anyone's.
                None => self.unknown_name(filler) && (filter.has(Kind::Person) || filter.has(Kind::Group)),
            };
            if fits {
                return true;
            }
        }
        if filter.words.is_empty() {
            return false;
        }
        let head = self.noun_around(filler.end - 1).map_or(filler.end - 1, |n| n.head);
        filter.words.has(self.tokens[head as usize].hash)
    }

    fn unknown_name(&self, filler: &Filler) -> bool {
        let last = filler.end as usize - 1;
        self.unlisted(last) && last > self.first
    }

    /// Whether the token looks like the last of a name that no list has.
    pub(super) fn unlisted(&self, token: usize) -> bool {
        let word = self.words[token];
        let known = word.classes & !class::GIVEN_NAME | u64::from(word.lemma);
        known | u64::from(!self.tokens[token].is_capitalized()) == 0
    }
}
