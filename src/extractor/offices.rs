//! The offices of persons: "the deputy police chief", from the noun that a rule found to the words that tell which.

use super::records::Building;
use crate::document::{MentionRecord, RelationRecord};
use crate::lexicon::{Word, class, form};
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// The most words before the noun.
const MOST: usize = 4;

/// Classes of words that tell which office it is.
const TELLING: u64 = class::ADJ
    | class::PERSON
    | class::PERSON_PL
    | class::TITLE
    | class::FORCE_NOUN
    | class::GOV_NOUN
    | class::GROUP_NOUN
    | class::ORG_NOUN
    | class::MEDIA_NOUN
    | class::FACILITY
    | class::EVENT
    | class::WEAPON
    | class::LOCALITY
    | class::PLACE_NOUN
    | class::COMMON;

/// Classes of words that begin a phrase or stand outside it.
const OUTSIDE: u64 = class::DET
    | class::POSS_DET
    | class::PREP
    | class::CONJ
    | class::SUBORD
    | class::PRONOUN
    | class::RELATIVE
    | class::NUMBER
    | class::MODAL
    | class::AUX_BE
    | class::AUX_HAVE
    | class::AUX_DO
    | class::SAY
    | class::WEEKDAY
    | class::MONTH
    | class::TIME_NOUN
    | class::HEDGE;

/// Classes of words without a capital that tell it before one that has one: "police Sgt.", "former Gov.".
const RANKED: u64 = class::FORCE_NOUN | class::TITLE | class::PERSON | class::GOV_NOUN | class::ADJ;

/// Adjectives that tell of the person and not of the office.
const PERSONAL: &[u64] = hashes![
    "late",
    "new",
    "young",
    "old",
    "popular",
    "veteran",
    "prominent",
    "famous",
    "powerful",
    "wealthy",
    "embattled",
    "controversial",
    "influential",
    "outspoken",
    "respected",
    "renowned",
    "other",
    "only",
    "best"
];

impl Building<'_> {
    /// Where the office begins whose noun begins at `noun`: the first word before it that tells which, "deputy" of "deputy police chief".
    pub(super) fn office(&self, noun: u32) -> u32 {
        // "Vice-President", "Secretary-General": the noun is the last of its parts.
        let part = |&i: &usize| self.tokens[i].is_word() && self.tokens[i].hash != const { hash_folded("then") };
        let whole = self.before_hyphen(noun as usize).filter(part);
        let (mut first, mut count) = (whole.unwrap_or(noun as usize), 0);
        while let Some(before) = first.checked_sub(1).filter(|_| count < MOST) {
            if self.tokens[first].has(Token::PARAGRAPH) || !self.tells_office(before) {
                break;
            }
            first = self.before_hyphen(before).unwrap_or(before);
            count += 1;
        }
        first as u32
    }

    /// "Secretary of State", "chief of staff": an office whose name goes on behind its noun.
    pub(super) fn end_of_office(&self, end: u32) -> u32 {
        let is = |at: u32, words: &[u64]| self.tokens.get(at as usize).is_some_and(|t| words.contains(&t.hash));
        if is(end, hashes!["of"]) && is(end + 1, hashes!["state", "staff"]) {
            end + 2
        } else {
            end
        }
    }

    /// "counter-terrorism prosecutor": the word before the hyphen that the one at `i` is glued to, where no name holds it.
    fn before_hyphen(&self, i: usize) -> Option<usize> {
        let [word, hyphen] = [i, i.checked_sub(1)?].map(|i| &self.tokens[i]);
        let glued = hyphen.punct == b'-' && hyphen.has(Token::GLUED) && word.has(Token::GLUED);
        i.checked_sub(2).filter(|&first| glued && !self.gathered.taken.holds(first))
    }

    /// Whether the word tells which office the noun behind it is.
    fn tells_office(&self, i: usize) -> bool {
        let (token, word) = (&self.tokens[i], self.words[i]);
        // "Fire Chief", "the fire chief"; "they asked President".
        let noun = word.forms & !form::BASE == 0;
        let tells = match (token.is_capitalized(), self.tokens[i + 1].is_capitalized()) {
            (true, _) => noun && (word.is(TELLING) || word.forms != 0),
            (false, true) => word.forms == 0 && word.is(RANKED),
            (false, false) => word == Word::default() || noun && word.is(TELLING),
        };
        token.is_word()
            && tells
            && !token.has(Token::POSSESSIVE)
            && !word.is(OUTSIDE)
            // "high commissioner".
            && (!word.is(class::ADVERB) || word.is(class::ADJ))
            && !PERSONAL.contains(&token.hash)
            && !self.gathered.taken.holds(i)
    }
}

/// Keeps on a person's mention the office that a relation gives it.
pub(super) fn offices(mentions: &mut [MentionRecord], relations: &[RelationRecord]) {
    for relation in relations.iter().filter(|r| r.kind == RelationKind::RoleOf) {
        let filler = |name: &str| relation.arguments.iter().find(|(r, _)| *r == name).map(|&(_, m)| m as usize);
        if let (Some(person), Some(role)) = (filler("person"), filler("role")) {
            mentions[person].role = Some(mentions[role].span);
        }
    }
}
