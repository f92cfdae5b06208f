//! Counts: what softens a number, ages, and words that stand for people without their noun.

use super::chunk::{Chunker, NounPhrase};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::text::{Token, WordSet, hash_folded, hashes};

/// What only softens the number behind it.
const HEDGES: [&[u64]; 27] = [
    hashes!["at", "least"],
    hashes!["at", "most"],
    hashes!["more", "than"],
    hashes!["fewer", "than"],
    hashes!["less", "than"],
    hashes!["up", "to"],
    hashes!["as", "many", "as"],
    hashes!["about"],
    hashes!["around"],
    hashes!["nearly"],
    hashes!["almost"],
    hashes!["over"],
    hashes!["roughly"],
    hashes!["some"],
    hashes!["no", "fewer", "than"],
    hashes!["no", "less", "than"],
    hashes!["not", "less", "than"],
    hashes!["as", "few", "as"],
    hashes!["upwards", "of"],
    hashes!["upward", "of"],
    hashes!["in", "excess", "of"],
    hashes!["close", "to"],
    hashes!["well", "over"],
    hashes!["just", "over"],
    hashes!["just", "under"],
    hashes!["approximately"],
    hashes!["perhaps"],
];

/// The first words of hedges, and "aged".
static COUNTS: WordSet<{ HEDGES.len() + 1 }> = WordSet::of({
    let mut words = [hash_folded("aged"); HEDGES.len() + 1];
    let mut i = 0;
    while i < HEDGES.len() {
        words[i] = HEDGES[i][0];
        i += 1;
    }
    words
});

/// The second words of hedges.
static SECONDS: WordSet<{ HEDGES.len() }> = WordSet::of({
    let mut words = [HEDGES[0][1]; HEDGES.len()];
    let mut i = 0;
    while i < HEDGES.len() {
        if HEDGES[i].len() > 1 {
            words[i] = HEDGES[i][1];
        }
        i += 1;
    }
    words
});

/// What a distance is counted in.
pub(super) static LENGTHS: WordSet<12> = WordSet::new([
    "km",
    "kms",
    "kilometre",
    "kilometres",
    "kilometer",
    "kilometers",
    "mile",
    "miles",
    "metre",
    "metres",
    "meter",
    "meters",
]);

impl Chunker<'_> {
    /// Whether a determiner and people stand at `i`, or "them".
    pub(super) fn one_of_people(&self, i: usize) -> bool {
        let people = class::PERSON | class::PERSON_PL;
        let determined = self.word(i).is(class::DET | class::POSS_DET) && (i + 1..i + 3).any(|j| self.word(j).is(people));
        determined || self.is(i, hashes!["them", "us", "whom"])
    }

    /// "several were hurt", "killed one and wounded another": a word that stands for people without their noun.
    pub(super) fn stands_alone(&self, i: usize) -> bool {
        let who = hashes!["who", "whose", "whom", "inside", "aboard", "present", "responsible"];
        if self.is(i, hashes!["those"]) && self.is(i + 1, who) {
            return true;
        }
        if !self.is(i, hashes!["another", "both", "several", "many", "most", "few", "some", "all"]) {
            return false;
        }
        let (next, behind) = (self.word(i + 1), self.word(i + 2));
        // "arrested some, killed many".
        let ends = self.tokens.get(i + 1).is_some_and(|t| matches!(t.punct, b',' | b'.' | b';')) && !self.is(i, hashes!["all", "both"]);
        // "killed one and another, a nurse, was hurt" too.
        let joined = || self.is(i, hashes!["another"]) && self.word(i - 1).is(class::CONJ);
        if ends && i > 0 && (self.word(i - 1).lemma != 0 || joined()) {
            return true;
        }
        // "killed many and burned the bodies".
        if next.is(class::CONJ) && behind.lemma != 0 && i > 0 && self.word(i - 1).lemma != 0 {
            return true;
        }
        // "wounded another in Oru".
        if self.is(i, hashes!["another"]) && next.is(class::PREP | class::CONJ) && i > 0 && self.word(i - 1).lemma != 0 {
            return true;
        }
        let auxiliary = next.is(class::AUX_BE | class::AUX_HAVE);
        let goes_on = !self.tokens.get(i + 2).is_some_and(|t| t.punct == 0)
            || behind.is(class::PREP | class::CONJ | class::SUBORD | class::ADVERB | class::WEEKDAY);
        // "another sustained injuries".
        let suffers =
            || self.is(i, hashes!["another"]) && self.is(i + 1, hashes!["sustained", "suffered", "received", "succumbed", "escaped"]);
        let participle = self.is(i, hashes!["another"]) && next.forms & form::PARTICIPLE != 0 && !next.is(class::ADJ) && goes_on;
        auxiliary || participle || suffers()
    }

    /// Whether the word may soften or open a count, which most words do not.
    #[inline]
    pub(super) fn may_count(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| COUNTS.contains(t.hash))
    }

    /// How many tokens from `i` only soften the number behind them: "at least", "more than", "nearly".
    #[inline]
    pub(super) fn count_hedge(&self, i: usize) -> usize {
        match self.tokens.get(i) {
            Some(token) if COUNTS.may_contain(token.hash) => self.hedge(i, token),
            _ => 0,
        }
    }

    /// The same where the word may soften something.
    fn hedge(&self, i: usize, token: &Token) -> usize {
        let people = |i: usize| self.units.at(i).is_some_and(|u| u.kind == Kind::Quantity);
        // "at least a dozen" too.
        let dozen = |end: usize| self.is(end, hashes!["a"]) && self.number(end + 1);
        let counts = |end: usize| people(end) || self.number(end) || dozen(end);
        // "in Oru", "at home": most soften nothing.
        if !counts(i + 1) && !self.tokens.get(i + 1).is_some_and(|t| SECONDS.contains(t.hash)) || !COUNTS.contains(token.hash) {
            return 0;
        }
        let stands = |hedge: &[u64]| {
            let behind = self.tokens.get(i..i + hedge.len());
            behind.is_some_and(|tokens| tokens.iter().zip(hedge).all(|(t, word)| t.hash == *word))
        };
        let mut hedges = HEDGES.iter().filter(|hedge| hedge[0] == token.hash);
        let hedge = hedges.find(|hedge| stands(hedge) && counts(i + hedge.len()));
        hedge.map_or(0, |hedge| hedge.len())
    }

    pub(super) fn number(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_number) || self.word(i).is(class::NUMBER)
    }

    /// "attacked a base 15 km from Oru": whether a number of a length stands at `i`, which tells where, not what.
    pub(super) fn distance(&self, i: usize) -> bool {
        let next = || self.tokens.get(i + 1).is_some_and(|t| LENGTHS.contains(t.hash));
        self.number(i) && (next() || self.is(i + 1, hashes!["nautical"]))
    }

    /// "Luis Vano, 45, was shot": whether the number behind the comma at `i` is the age of who stands before it.
    pub(super) fn age(&self, i: usize, nouns: &[NounPhrase]) -> bool {
        let number = self.tokens.get(i + 1).is_some_and(|t| t.is_number() && t.span.len() <= 2);
        let closed = || {
            self.tokens
                .get(i + 2)
                .is_some_and(|t| t.punct != 0 && !t.has(Token::GLUED) || t.punct == b',')
        };
        let plain = || self.units.at(i).is_none() && self.units.at(i + 1).is_none();
        let person = || {
            nouns
                .last()
                .is_some_and(|n| n.end as usize == i && matches!(n.kind, Some(Kind::Person | Kind::People) | None))
        };
        number && closed() && plain() && person()
    }

    /// "Luis Vano, 45, died", "Luis Vano, 45, was shot": whether the comma at `i` closes an age alone, and the main verb stands
    /// behind it; not in "Luis Vano, 45, arrested in May, was freed".
    pub(super) fn closes_aside(&self, i: usize) -> bool {
        let (verb, next) = (self.word(i + 1), self.word(i + 2));
        let comma = self.tokens.get(i).is_some_and(|t| t.punct == b',');
        let object = self.tokens.get(i + 2).is_some_and(|t| t.punct == 0) && !next.is(class::PREP);
        let active = verb.forms & form::PAST != 0 && (verb.is(class::INTRANS) || object);
        comma && (verb.is(class::AUX_BE | class::AUX_HAVE | class::AUX_DO | class::MODAL) || active)
    }

    /// "his brother, Luis Vano, 29, was shot": whether the last noun is the name of who stands before its comma.
    pub(super) fn names_described(&self, nouns: &[NounPhrase]) -> bool {
        let [.., who, name] = nouns else { return false };
        let described = who.kind == Some(Kind::People) && self.word(who.first as usize).is(class::POSS_DET);
        described && who.end + 1 == name.first && self.tokens[who.end as usize].punct == b','
    }

    /// "aged 28, 33 and 47": the token behind the ages.
    pub(super) fn ages(&self, i: usize) -> Option<usize> {
        if !self.is(i, hashes!["aged"]) || !self.number(i + 1) {
            return None;
        }
        let mut end = i + 2;
        loop {
            let link = self.tokens.get(end)?.punct == b',' || self.word(end).is(class::CONJ);
            match (
                link,
                self.number(end + 1),
                self.word(end + 1).is(class::CONJ) && self.number(end + 2),
            ) {
                (true, true, _) => end += 2,
                (true, _, true) => end += 3,
                _ => return Some(end),
            }
        }
    }
}
