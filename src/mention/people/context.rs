//! What the words around a name say of it: that a person is meant, even where no list knows the name or a town has it too.

use super::{Claim, Finder, INSTITUTION};
use crate::lexicon::{Lexicon, Word, class, form};
use crate::text::{Token, hash_folded, hashes};

/// Words behind which "by" names a person.
const DONE: &[u64] = hashes![
    "led", "headed", "chaired", "written", "directed", "founded", "signed", "composed", "visit",
];
/// Words between such a word and a name.
const OF: u64 = hash_folded("of");
const BY: u64 = hash_folded("by");
const AS: u64 = hash_folded("as");
const ALSO: u64 = hash_folded("also");
const NAMED: u64 = hash_folded("named");
const OLD: u64 = hash_folded("old");

/// Words for persons behind which bodies and places are named as well: "its rival Oru".
const OTHERS: &[u64] = hashes![
    "rival",
    "opponent",
    "rebel",
    "militant",
    "extremist",
    "terrorist",
    "separatist",
    "member",
    "neighbor",
    "neighbour",
    "ally",
    "partner",
    "winner",
    "champion",
    "native",
    "parent",
    "donor",
    "backer",
    "owner",
    "client",
    "customer",
    "host",
    "fellow",
    "citizen",
    "national",
    "resident",
];
/// Words that may stand between a subject and its verb.
const BETWEEN: u64 = class::AUX_BE | class::AUX_HAVE | class::AUX_DO | class::MODAL | class::ADVERB | class::NEG;

/// Words that may stand behind a whole name.
const BEHIND: u64 = class::CLOSES | class::DET | class::POSS_DET | class::PRONOUN | class::MONTH | class::WEEKDAY | class::NUMBER | BETWEEN;

impl Finder<'_> {
    /// Whether the run `i..to` is a person's name by what is done to, by or with it: "assassinated Oru", "Oru's wife", "Oru resigned".
    pub(super) fn personal(&self, i: usize, to: usize, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let article = i > start && p.words[i - 1].is(class::DET);
        if p.tokens[i].has(Token::ALL_CAPS) || p.tokens[i].span.len() < 3 {
            return false;
        }
        if article {
            return self.slain(i, to, end);
        }
        // "Oru hopes to win": a town does so too.
        let town = p.claims[i] == Claim::Place && !p.plain_name(i);
        let located = town && i > start && p.words[i - 1].is(class::PREP);
        // "Paris and Henderson would allow it".
        let listed = i > start + 1
            && p.claims[i] == Claim::Place
            && p.words[i - 1].is(class::CONJ)
            && p.claims[i - 2] != Claim::Free
            && p.tokens[i - 2].is_capitalized();
        let told = || self.behind(i, start) || self.relative(i, to, start, end) || !located && !listed && self.before(to, town, end);
        self.whole(to, end) && told()
    }

    /// "the Oru assassination": a known name before what is done to persons.
    fn slain(&self, i: usize, to: usize, end: usize) -> bool {
        let p = &self.parts;
        to < end
            && p.plain_name(i)
            && !p.tokens[to].is_capitalized()
            && hashes!["assassination", "murder", "slaying"].contains(&p.tokens[to].hash)
            && self.whole(to + 1, end)
    }

    /// Whether the name ends at `to`, so that it describes no noun behind it.
    pub(super) fn whole(&self, to: usize, end: usize) -> bool {
        let p = &self.parts;
        if to >= end {
            return true;
        }
        let token = &p.tokens[to];
        let hyphen = token.punct == b'-' && token.has(Token::GLUED);
        let owned = token.has(Token::POSSESSIVE);
        !hyphen && (!token.is_word() || owned || !token.is_capitalized() && (p.words[to].is(BEHIND) || p.verb(to)))
    }

    /// "her daughter, Oru, fled", "her 4-year-old daughter, Oru,".
    fn relative(&self, i: usize, to: usize, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let comma = |j: usize| p.tokens[j].punct == b',';
        i > start + 2
            && comma(i - 1)
            && (to >= end || comma(to) || p.tokens[to].punct == b'.')
            && p.words[i - 2].is(class::KIN)
            && (p.words[i - 3].is(class::POSS_DET) || p.tokens[i - 3].hash == OLD)
    }

    /// By the words before: "the murder of Oru", "62-year-old Oru", "identified as Oru".
    fn behind(&self, i: usize, start: usize) -> bool {
        let p = &self.parts;
        let Some(j) = i
            .checked_sub(1)
            .filter(|&j| j >= start && p.tokens[j].is_word() && !p.tokens[j].is_capitalized())
        else {
            return false;
        };
        let word = p.words[j];
        if word.is(class::HUMAN_OBJECT) && word.forms != 0 && (word.is(class::COMMON) || !word.is(class::EVENT)) {
            return true;
        }
        let Some(k) = j.checked_sub(1).filter(|&k| k >= start) else {
            return false;
        };
        let told = |words: &[u64]| words.contains(&p.tokens[k].hash) && !p.tokens[k].is_capitalized();
        match p.tokens[j].hash {
            OF => {
                let event = || Lexicon::get().event_kind(p.tokens[k].hash);
                // "the capture of Oru" may be of a town.
                let killing = p.words[k].is(class::EVENT)
                    && !told(hashes!["capture", "recapture"])
                    && matches!(event(), Some("killed" | "assassinated" | "detained"));
                killing || p.words[k].is(class::KIN) || p.words[k].is(class::HUMAN_OBJECT) && p.words[k].forms & form::ING != 0
            }
            BY => told(DONE),
            AS => told(hashes!["identified", "named"]) || told(hashes!["known"]) && self.someone(k, start),
            NAMED => p.words[k].is(class::PERSON),
            OLD => p.tokens[k].punct == b'-',
            _ => false,
        }
    }

    /// "Oru Mirel, known as": what is known is a person.
    fn someone(&self, known: usize, start: usize) -> bool {
        let p = &self.parts;
        let also = usize::from(known > start && p.tokens[known - 1].hash == ALSO);
        let last = (known - also)
            .checked_sub(2)
            .filter(|&i| i >= start && p.tokens[i + 1].punct == b',');
        last.is_some_and(|i| {
            p.part(i) && p.name_like(i) && p.claims[i] == Claim::Free && (p.plain_name(i) || p.part(i - usize::from(i > start)))
        })
    }

    /// By the words behind: "Oru's wife", "Oru was sentenced", "Oru had resigned".
    fn before(&self, to: usize, town: bool, end: usize) -> bool {
        let p = &self.parts;
        if to + 1 < end && p.tokens[to].has(Token::POSSESSIVE) {
            // "Oru's death penalty" is a state's.
            let kin = p.words[to + 1].is(class::KIN);
            let goes_on = to + 2 < end && p.words[to + 2].forms & form::ING != 0;
            return kin && !p.tokens[to + 1].is_capitalized() && (goes_on || self.whole(to + 2, end));
        }
        let between = |j: usize| p.words[j].is(BETWEEN) || p.words[j] == Word::default() && p.tokens[j].span.text(p.text).ends_with("ly");
        let verb = (to..end.min(to + 4)).find(|&j| !p.tokens[j].is_word() || p.tokens[j].is_capitalized() || !between(j));
        let Some(verb) = verb.filter(|&j| p.tokens[j].is_word() && !p.tokens[j].is_capitalized()) else {
            return false;
        };
        let word = p.words[verb];
        let passive = (to..verb).any(|j| p.words[j].is(class::AUX_BE));
        // "was tried and convicted".
        let both = verb + 2 < end && p.words[verb + 1].is(class::CONJ) && p.words[verb].forms & form::PARTICIPLE != 0;
        let joint = if both { p.words[verb + 2] } else { word };
        let suffers = |word: Word| word.is(class::HUMAN_OBJECT) && word.forms & form::PARTICIPLE != 0;
        let finite = verb > to && !passive || word.forms & (form::PAST | form::S) != 0;
        passive && (suffers(word) || suffers(joint)) || finite && !passive && !town && word.is(class::HUMAN)
    }

    /// How many words a run has that are no particles: "Oru al-Barun" has two.
    fn parts_of(&self, i: usize, to: usize) -> usize {
        let p = &self.parts;
        (i..to).filter(|&j| p.tokens[j].is_word() && !p.particle(j)).count()
    }

    /// Two or three words that no list knows, in the middle of a sentence, where no body or place is to be expected: "met Oru Barun".
    pub(super) fn bare(&self, i: usize, to: usize, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let unknown = |j: usize| {
            let joins = j > i && j + 1 < to && (p.particle(j) || p.tokens[j].punct == b'-' && p.particle(j - 1));
            joins || p.words[j] == Word::default() && p.tokens[j].is_word() && p.tokens[j].span.len() > 1
        };
        let length = self.parts_of(i, to);
        if !(2..=3).contains(&length) || !self.whole(to, end) || !(i..to).all(|j| unknown(j) || p.plain_name(j)) {
            return false;
        }
        let Some(before) = i.checked_sub(1).filter(|&j| j >= start) else {
            return to < end && (p.verb(to) || p.tokens[to].hash == OF);
        };
        let token = &p.tokens[before];
        if token.punct != 0 {
            return matches!(token.punct, b',' | b'(' | b':' | b';');
        }
        let word = token.span.text(p.text);
        let adjective = p.words[before] == Word::default() && ["ed", "an", "ic", "al", "ese", "ern"].iter().any(|s| word.ends_with(s));
        let placed =
            p.words[before].is(class::PREP) && !hashes!["by", "with", "for", "like", "as", "than", "against"].contains(&token.hash);
        let described = p.words[before].is(class::DET | class::POSS_DET | class::ADJ | class::ADVERB | class::NUMBER | class::PLACE_NOUN);
        !token.is_capitalized() && !token.has(Token::DIGIT | Token::POSSESSIVE) && !adjective && !placed && !described
    }

    /// Whether one word is a person's name: a surname that is no other word, and someone who speaks or owns. The questions that most words
    /// fail come first.
    pub(super) fn alone(&self, i: usize, (says, said): (bool, bool), start: usize, end: usize) -> bool {
        let p = &self.parts;
        let (word, to) = (p.words[i], i + 1);
        let next = p.tokens.get(to).filter(|_| to < end);
        let comma = next.is_some_and(|t| t.punct == b',');
        let (known, unknown) = (p.plain_name(i), word == Word::default());
        if comma && (known || unknown) && p.described(to + 1, end) {
            return true;
        }
        let goes_on = next.is_some_and(Token::is_capitalized);
        if unknown {
            // "the cartoonist Oru".
            let trade = || i > start && p.words[i - 1].is(class::PERSON) && !p.tokens[i - 1].is_capitalized();
            let called = || trade() && !OTHERS.contains(&p.tokens[i - 1].hash) && self.whole(to, end);
            let speaks = (said || says && !comma) && !goes_on;
            return p.tokens[i].span.len() > 2 && (speaks || called());
        }
        // "Stone said": a surname that is a word too.
        if i == start && says && !comma && word.is(class::SURNAME) && !word.is(INSTITUTION & !class::WEAPON | class::PERSON_PL) {
            return true;
        }
        let person = || to < end && p.words[to].is(class::PERSON | class::ADJ);
        if !known || goes_on || person() {
            return false;
        }
        let owns = next.is_some_and(Token::may_own);
        if owns {
            let house = to + 1 < end && p.tokens[to + 1].is_capitalized();
            return !house;
        }
        // A town stands in a list of towns, or behind a preposition.
        let listed = |before: &Token| p.claims[i] == Claim::Namesake && (!before.is_word() || p.words[i - 1].is(class::PREP | class::CONJ));
        let free = || {
            let before = &p.tokens[i - 1];
            !before.is_capitalized() && before.punct != b'.' && !p.article(i - 1) && !p.locative(i - 1) && !listed(before)
        };
        says || i > start && free() || i == start && to < end && p.verb(to)
    }
}
