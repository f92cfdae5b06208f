//! What a number counts: people, or something else.

use super::Quantity;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, WordSet, hashes};

/// People by any noun.
const PEOPLE: u64 = class::PERSON | class::PERSON_PL;
/// Nouns for things that are no people.
const THING: u64 = class::WEAPON
    | class::FACILITY
    | class::EVENT
    | class::GROUP_NOUN
    | class::ORG_NOUN
    | class::GOV_NOUN
    | class::PLACE_NOUN
    | class::MEDIA_NOUN
    | class::TIME_NOUN;
/// Classes that end a noun phrase.
const BREAK: u64 = class::CLOSES | class::DET | class::POSS_DET | class::PRONOUN | class::WEEKDAY | class::MONTH;
/// How far a toll stands before what it has risen to.
const TOLL: usize = 12;
/// How far the counted noun is looked for.
const REACH: usize = 6;

/// What has become of people: "two dead".
static CASUALTIES: WordSet<16> = WordSet::new([
    "killed",
    "wounded",
    "dead",
    "injured",
    "hurt",
    "missing",
    "killing",
    "wounding",
    "injuring",
    "lives",
    "casualties",
    "fatalities",
    "bodies",
    "corpses",
    "captive",
    "prisoner",
]);
/// Verbs of no class whose object is people.
static DONE: WordSet<10> = WordSet::new([
    "kill",
    "kills",
    "wounds",
    "injures",
    "detain",
    "detains",
    "detained",
    "detaining",
    "rescued",
    "captured",
]);

struct Near<'a> {
    tokens: &'a [Token],
    words: &'a [Word],
    demonym: &'a dyn Fn(usize) -> bool,
}

impl Near<'_> {
    fn is(&self, i: usize, words: &[u64]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.contains(&t.hash))
    }

    fn class(&self, i: usize, classes: u64) -> bool {
        self.words.get(i).is_some_and(|w| w.is(classes))
    }

    /// "dead", "wounded": what has become of them.
    fn casualty(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| CASUALTIES.contains(t.hash))
    }

    /// A verb whose object is people where no noun tells more: "kills nine", "arrested six".
    fn done_to_people(&self, i: usize) -> bool {
        let told = |token: &Token| CASUALTIES.contains(token.hash) || DONE.contains(token.hash);
        self.class(i, class::HUMAN_OBJECT) || self.tokens.get(i).is_some_and(told)
    }

    /// "The death toll from the blast has risen to 14."
    fn of_toll(&self, first: usize) -> bool {
        let risen = first > 0 && self.is(first - 1, hashes!["to", "at", "is", "reached", "reaches", "hits", "passes"]);
        let put = |j: usize| {
            self.is(
                j,
                hashes!["put", "puts", "putting", "gave", "placed", "revised", "raised", "lowered"],
            )
        };
        // "The toll had climbed to 47".
        let rises = |j: usize| {
            self.is(
                j,
                hashes!["climbed", "risen", "rose", "jumped", "stands", "stood", "rises", "climbs"],
            )
        };
        let toll = |j: usize| {
            let death = self.is(j.wrapping_sub(1), hashes!["death"]) || (j.saturating_sub(3)..j).any(put);
            self.is(j, hashes!["toll"]) && (death || self.is(j.wrapping_sub(1), hashes!["the"]) && (j + 1..first).any(rises))
        };
        // "put the number of villagers killed since May at 113".
        let number = |j: usize| self.is(j, hashes!["number"]) && (j.saturating_sub(3)..j).any(put) && (j..first).any(|k| self.casualty(k));
        risen && (first.saturating_sub(TOLL)..first).any(|j| toll(j) || number(j))
    }

    /// What the head noun of the phrase from `i` names: people, no people, or nothing known.
    fn head(&self, i: usize) -> Option<bool> {
        let mut head = None;
        // "sniper rounds": one person before a thing is part of its name.
        let singular = |j: usize| self.class(j - 1, class::PERSON) && !self.class(j - 1, class::PERSON_PL);
        for j in i..(i + REACH).min(self.tokens.len()) {
            let (token, word) = (&self.tokens[j], self.words[j]);
            if token.has(Token::PARAGRAPH) {
                break;
            }
            if token.punct == b'-' && token.has(Token::GLUED) {
                continue;
            }
            if (self.demonym)(j) {
                head = Some(true);
                continue;
            }
            if token.punct != 0 || word.is(BREAK) && !word.is(PEOPLE | class::ADJ) {
                break;
            }
            // "two men minutes after".
            if head == Some(true) && word.is(class::TIME_NOUN) {
                break;
            }
            // "six workers building a bridge".
            let doing = word.forms & form::ING != 0 && self.class(j + 1, class::DET | class::POSS_DET);
            if doing && head == Some(true) && !singular(j) {
                break;
            }
            if word.is(PEOPLE) || word.is(class::FORCE_NOUN) {
                head = Some(true);
            } else if word.is(THING) && (head != Some(true) || singular(j) || word.forms & (form::PAST | form::S | form::BASE) == 0) {
                head = Some(false);
            } else if head.is_some() && (word.lemma != 0 || word.is(class::ADVERB)) {
                break;
            } else if word.is(class::COMMON) && word.lemma == 0 && !token.is_capitalized() && !word.is(class::ADJ) {
                head = Some(false);
            }
        }
        head
    }

    /// A number that stands for people without a noun: "Two managed to flee", "five were captured".
    fn bare(&self, i: usize) -> bool {
        let aux = self.class(i, class::AUX_BE | class::AUX_HAVE);
        let verb = if aux { i + 1 } else { i };
        let word = self.words.get(verb).copied().unwrap_or_default();
        let lower = self.tokens.get(verb).is_some_and(|t| !t.is_capitalized());
        lower && word.lemma != 0 && word.forms & (form::PAST | form::PARTICIPLE) != 0 && !word.is(PEOPLE)
    }
}

/// Whether the number counts people; `demonym` says of a token whether the name of a people begins there.
pub(crate) fn counts_people(tokens: &[Token], words: &[Word], demonym: &dyn Fn(usize) -> bool, quantity: &Quantity) -> bool {
    let near = Near { tokens, words, demonym };
    let (first, end) = (quantity.first as usize, quantity.end as usize);
    let mut at = end;
    if near.is(at, hashes!["or"]) && near.is(at + 1, hashes!["more"]) {
        at += 2;
    } else if near.is(at, hashes!["more"]) {
        // "Three more died".
        at += 1;
    }
    // "nine “terrorists”".
    if tokens.get(at).is_some_and(|t| t.punct == b'"') && near.class(at + 1, class::PERSON_PL) {
        at += 1;
    }
    // "Four dead birds".
    if near.is(at, hashes!["dead"]) && !near.casualty(at + 1) && near.head(at + 1) == Some(false) {
        return false;
    }
    if near.casualty(at)
        || near.is(at, hashes!["others", "die", "perish"])
        || near.is(at + 1, hashes!["strong"]) && tokens.get(at).is_some_and(|t| t.punct == b'-')
    {
        return true;
    }
    if near.is(at, hashes!["of"]) {
        let whole = at + 1 + usize::from(near.class(at + 1, class::DET | class::POSS_DET));
        return near.is(at + 1, hashes!["whom", "them", "us"]) || near.casualty(whole) || near.head(whole) == Some(true);
    }
    // "raising to 11 the number of journalists slain", "taking to six the death toll".
    if near.is(at, hashes!["the"]) && first > 0 && near.is(first - 1, hashes!["to"]) {
        let number = near.is(at + 1, hashes!["number"]) && near.is(at + 2, hashes!["of"]) && near.head(at + 3) == Some(true);
        return number || near.is(at + 1, hashes!["death"]) && near.is(at + 2, hashes!["toll"]);
    }
    if let Some(people) = near.head(at) {
        return people;
    }
    (first.saturating_sub(3)..first).any(|before| near.done_to_people(before)) || near.of_toll(first) || near.bare(at)
}
