//! Which place holds another, and who or what is of a place or body.

use super::filler::Filler;
use super::matcher::{Context, Found};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::phrase::NounPhrase;
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// How many places of a list are counted.
const LISTED: usize = 8;
/// How many tokens may open a sentence before the first of two places.
const OPENING: usize = 32;

impl Context<'_> {
    /// Whether what ties someone or something to a place or body is what the words say.
    pub(super) fn is_tied(&self, found: &Found) -> bool {
        match found.kind {
            RelationKind::LivesIn => !self.is_taken_from(found),
            RelationKind::WorksFor => !self.names_another(found),
            _ => self.lies_within(found),
        }
    }

    /// Whether a place behind a comma holds the place or body before it: not in "Oru, Mirel, Kolo and Bana", nor in "in Oru, Mirel police said"
    /// and "at Oru, Mirel signed".
    fn lies_within(&self, found: &Found) -> bool {
        let (body, [inner, outer]) = match found.kind {
            RelationKind::LocatedIn => (false, ["inner", "outer"]),
            RelationKind::BasedIn => (true, ["organization", "place"]),
            _ => return true,
        };
        let (Some(inner), Some(outer)) = (found.argument(inner), found.argument(outer)) else {
            return true;
        };
        let comma = |t: u32| self.comma_at(t);
        if !(comma(inner.end) && outer.first == inner.end + 1) {
            return true;
        }
        let placed = |t: u32| self.units.at(t as usize).filter(|u| u.kind == Kind::Place);
        // "the Oru, Mirel office": both stand before what they describe.
        let described = inner.first > 0
            && (self.words[inner.first as usize - 1].is(class::DET)
                || self.noun_around(inner.first).is_some_and(|n| n.first < inner.first));
        // "fled Oru, Ga. Rebels": a name that ends with a stop may end the sentence; a country's does not.
        let country = self.token_is(outer.first, hashes!["u.s", "u.k", "u.s.", "u.k."]);
        let stop = !country && self.words_of(outer.first, outer.end).ends_with('.');
        let after = self.tokens.get(outer.end as usize);
        let named = after.is_some_and(|t| t.punct != 0 || hashes!["de", "del", "da", "do"].contains(&t.hash));
        let own = |n: &NounPhrase| n.first == outer.first && n.end > outer.end && !self.words[outer.end as usize].is(class::PLACE_NOUN);
        let office = || self.words.get(outer.end as usize).is_some_and(|w| w.is(class::TITLE));
        // Nor behind the dateline's comma, "OSTRA, Mirel. Rebels fled".
        let opens = inner.first == self.first as u32;
        let whole = described || opens || stop || named;
        if body && self.possessive_at(outer.end) {
            return false;
        }
        if !whole && (office() || self.noun_around(outer.first).is_some_and(own)) {
            return false;
        }
        if body || self.parts_clauses(inner, outer) {
            return body;
        }
        let (mut listed, mut end) = (2, outer.end);
        while let Some(next) = placed(end + 1).filter(|_| comma(end) && listed < LISTED) {
            (listed, end) = (listed + 1, next.end);
        }
        let mut first = inner.first;
        while let Some(before) = first.checked_sub(2).and_then(|t| self.units.last_before(t as usize + 1)) {
            if before.kind != Kind::Place || before.end + 1 != first || !comma(before.end) || listed == LISTED {
                break;
            }
            (listed, first) = (listed + 1, before.first);
        }
        // "in Oru, Mirel, and Kolo, Bana": such a pair stands behind "and" too.
        let and = end + u32::from(comma(end));
        let joined = self.words.get(and as usize).is_some_and(|w| w.is(class::CONJ));
        let pair = placed(and + 1).is_some_and(|u| comma(u.end) && placed(u.end + 1).is_some());
        let other = self
            .tokens
            .get(and as usize + 1)
            .is_some_and(|t| t.hash == const { hash_folded("other") });
        !(listed > 4 || joined && (other || listed > 2 && !pair && placed(and + 1).is_some()))
    }

    /// "a lawyer for the White House secretary", "Luis Vano of the Oru-backed movement": the body tells of another.
    fn names_another(&self, found: &Found) -> bool {
        let (Some(person), Some(body)) = (found.argument("person"), found.argument("organization")) else {
            return false;
        };
        // The person stands before, and a role and preposition between.
        if person.end + 1 >= body.first {
            return false;
        }
        let [before, led] = [2, 1].map(|n| self.words[(body.first - n) as usize]);
        let led = led.is(class::PREP) || led.is(class::DET) && before.is(class::PREP);
        let others = |n: &NounPhrase| n.head >= body.end && self.words[n.head as usize].is(class::PERSON | class::PERSON_PL);
        // "of the Oru-backed movement".
        let joined = self.tokens.get(body.end as usize);
        let joined = joined.is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        led && (joined || self.noun_around(body.first).is_some_and(others))
    }

    /// "took Luis Vano from Oru": where he was.
    fn is_taken_from(&self, found: &Found) -> bool {
        let (Some(person), Some(place)) = (found.argument("person"), found.argument("place")) else {
            return false;
        };
        let taken = hashes![
            "took",
            "take",
            "takes",
            "taking",
            "abducted",
            "kidnapped",
            "seized",
            "snatched",
            "removed",
            "rescued",
            "extradited",
            "deported",
            "expelled",
            "brought",
            "bring",
            "bringing",
            "flew",
            "drove",
            "transferred",
            "evacuated",
            "freed",
            "released",
            "moved",
            "sent",
            "separated"
        ];
        let verb = self.last_verb_before(person.first);
        let from = person.end < place.first && self.token_is(person.end, hashes!["from"]);
        from && verb.is_some_and(|v| v.end == person.first && self.token_is(v.main, taken))
    }

    /// "At Oru, Mali signed": whether the comma between two places ends what opens the sentence, and the second does what is told.
    fn parts_clauses(&self, inner: Filler, outer: Filler) -> bool {
        let word = |t: u32| self.words.get(t as usize).copied().unwrap_or_default();
        let does = word(outer.end).forms & form::PAST != 0 || word(outer.end).is(class::AUX_BE | class::AUX_HAVE | class::MODAL);
        let opens = word(self.first as u32).is(class::PREP | class::SUBORD);
        let opening = &self.tokens[self.first..inner.first as usize];
        does && opens && opening.len() <= OPENING && opening.iter().all(|t| t.punct == 0)
    }
}
