//! Headlines: their verb may be a word that is a noun elsewhere, "Drone strikes depot", "Police arrest three".

use super::chunk::{Chunker, VerbGroup};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::hashes;

/// How many tokens a headline has at most.
const LONGEST: usize = 24;
/// How many a sentence has at most whose only verb may read as a noun, with the date before it.
const SHORT: usize = 32;
/// What opens a clause behind what a headline tells: "Ten killed as gunmen attack bus".
const CLAUSE: &[u64] = hashes!["as", "after", "when", "while"];
/// Nouns that are what something is done to.
const OBJECT: u64 = class::PERSON | class::PERSON_PL | class::FACILITY | class::FORCE_NOUN | class::PLACE_NOUN;
/// How many tokens stand at most from the comma to the verb of who said what stands before it, and from there to the end.
const SPEAKER: usize = 6;
/// What notes in the style of telegrams leave out, beside articles.
const FULL: u64 = class::POSS_DET | class::AUX_BE | class::AUX_HAVE | class::MODAL | class::PRONOUN;
/// What opens the object of a verb surely, and what may go on with a noun.
const OPENS_OBJECT: u64 = class::DET | class::POSS_DET | class::NUMBER;

impl Chunker<'_> {
    /// The verb of a headline in which no word could be a verb alone; none where the words read as a name for something, "Air strikes
    /// on Oru". It is looked for before `to`.
    pub(super) fn headline_verb(&self, from: usize, to: usize) -> Option<usize> {
        if to - from < 3 {
            return None;
        }
        let verbs = || (from + 1..to - 1).filter(|&i| self.may_tell(i, from));
        verbs().find(|&i| self.object_behind(i)).or_else(|| verbs().next())
    }

    /// The second verb of a headline behind its comma, looked for from `at`: "Police seize arms, arrest seven"; in the form of the one before
    /// `at`, "Gunmen kill chief, wound driver".
    pub(super) fn listed_verb(&self, at: usize, end: usize) -> Option<usize> {
        let form = |i: usize| self.word(i).forms & (form::BASE | form::S);
        let alike = |i: usize| form(i) == form(at - 1) && self.word(i + 1).is(OBJECT);
        let listed = |&i: &usize| {
            let acts = self.word(i).lemma != 0 && form(i) != 0;
            acts && self.tokens[i - 1].punct == b',' && (self.object_behind(i) || alike(i))
        };
        (at + 1..end.saturating_sub(1)).find(listed)
    }

    /// "Rebels kill three; mortar shell hits school": the verb behind the semicolon, where the words behind it have none.
    pub(super) fn parted_verb(&self, at: usize, end: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let stop = (at..end).find(|&i| self.tokens[i].punct == b';')?;
        let told = verbs.iter().any(|v| v.first as usize > stop);
        if told { None } else { self.headline_verb(stop + 1, end) }
    }

    /// "Ten killed as gunmen attack bus": the verb of the clause behind the one at `at`, where the words of the clause have none.
    pub(super) fn clause_verb(&self, at: usize, end: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let opens = (at..end).find(|&i| self.is(i, CLAUSE))?;
        let next = verbs.iter().map(|v| v.first as usize).find(|&v| v > opens).unwrap_or(end);
        let close = (opens..next)
            .find(|&i| self.tokens[i].punct == b',')
            .map_or(next, |comma| comma + 1);
        self.headline_verb(opens + 1, close)
    }

    /// Where a sentence has no other verb than the one at `at`, of who said it behind a comma: that comma.
    pub(super) fn said_behind(&self, from: usize, at: usize, end: usize) -> Option<usize> {
        let last = self.word(at).is(class::SAY) && end - at <= SPEAKER;
        let comma = last.then(|| (from..at).rfind(|&i| self.tokens[i].punct == b','))?;
        comma.filter(|&comma| at - comma <= SPEAKER)
    }

    /// Whether a sentence has a finite verb before its first semicolon, other than that of who said it, which stands at its end.
    pub(super) fn tells(&self, from: usize, end: usize, verbs: &[VerbGroup]) -> bool {
        let stop = (from..end).find(|&i| self.tokens[i].punct == b';').unwrap_or(end);
        verbs.iter().take_while(|v| (v.first as usize) < stop).any(|v| {
            let led = || v.participle && self.is(v.end as usize, hashes!["by", "of", "in", "for", "on", "with", "from"]);
            !(v.gerund || v.infinitive || led() || self.said_behind(from, v.first as usize, end).is_some())
        })
    }

    /// Whether the sentence may be one whose only verb reads as a noun: "Police arrest three men in the town."
    pub(super) fn short(&self, from: usize, end: usize) -> bool {
        end > from && end - from <= SHORT && self.tokens[end - 1].punct == b'.'
    }

    /// Whether the sentence is short and ends without a full stop, or has no article and no auxiliary: "Gunmen attack army post in Oru."
    pub(super) fn headline(&self, from: usize, end: usize) -> bool {
        let short = end > from && end - from <= LONGEST;
        short
            && match self.tokens[end - 1].punct {
                b'.' => !(from..end).any(|i| self.full(i)),
                b'!' | b'?' | b'"' => false,
                _ => true,
            }
    }

    /// Whether the word is one that notes in the style of telegrams leave out: "one" counts there.
    fn full(&self, i: usize) -> bool {
        let word = self.word(i);
        word.is(FULL) && !word.is(class::NUMBER) || self.is(i, hashes!["the", "a", "an"])
    }

    /// Whether a number, a determiner or a name stands behind the word: surely an object where it is a verb.
    pub(super) fn object_behind(&self, i: usize) -> bool {
        self.word(i + 1).is(OPENS_OBJECT) || self.number(i + 1) || self.unit_at(i + 1)
    }

    /// Whether the word at `i` agrees with the noun before it and has an object behind it.
    fn may_tell(&self, i: usize, from: usize) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        if word.lemma == 0 || word.forms & (form::BASE | form::S) == 0 || self.tokens[i].punct != 0 {
            return false;
        }
        let plain = self.tokens[i + 1].punct == 0 && self.tokens[i - 1].punct == 0;
        // "Army arrests suspected bomber": no verb stands right behind one.
        let describes = || self.is(i + 1, hashes!["suspected", "alleged", "wanted", "armed"]);
        let verb = next.lemma != 0 && next.forms & (form::PAST | form::PARTICIPLE) != 0 && !next.is(class::ADJ) && !describes();
        // "Police fire on protesters", "Troops, rebels clash in Oru".
        let fires = || {
            self.is(i, hashes!["fire", "shoot"]) && self.is(i + 1, hashes!["on", "at"])
                || self.is(i, hashes!["clash"]) && self.is(i + 1, hashes!["with", "in", "near", "outside", "along"])
        };
        // "Troops pull out of Oru".
        let leaves = || self.is(i + 1, hashes!["out", "back", "off"]) && self.word(i + 2).is(class::PREP | OPENS_OBJECT);
        let object = next.is(OPENS_OBJECT) || !verb && !next.is(class::CLOSES | class::ADVERB) || fires() || leaves();
        let many = |i: usize| {
            let word = self.word(i);
            let ends = self.tokens[i].span.text(self.text).ends_with('s') && !self.unit_at(i);
            word.is(class::PERSON_PL | class::FORCE_NOUN) || ends && !word.is(class::CLOSES)
        };
        // "Police in Oru arrest three": what stands in Oru is the police.
        let within = (from + 1..i).find(|&j| self.word(j).is(class::PREP));
        let subject = within.unwrap_or(i) - 1;
        // "Taliban capture Oru", "Army arrests ten", "Police rescues hostages": a group and a force are one or many.
        let body = || {
            let group = self
                .units
                .last_before(i)
                .is_some_and(|u| u.kind == Kind::Group && u.end as usize == subject + 1);
            let acts = || {
                let (claims, behind) = (hashes!["claim", "claims"], self.word(i + 2));
                self.object_behind(i)
                    || describes()
                    || self.is(i, hashes!["captures", "rescues", "targets"])
                    || self.is(i, claims) && next.is(class::EVENT)
                    // "Taliban attack police post", but "Taliban attack victims".
                    || (word.forms & form::S != 0 || group)
                        && !self.is(i + 1, hashes!["victims", "survivors", "suspects", "site", "scene"])
                        && (next.is(OBJECT) || next == Word::default() && behind.is(OBJECT))
            };
            (group || self.word(subject).is(class::FORCE_NOUN)) && acts()
        };
        let agrees = (word.forms & form::S == 0) == many(subject) || body();
        // "Two guards armed with knives".
        let counted = self.number(i - 1) || self.word(i - 1).is(class::NUMBER);
        plain && object && agrees && !counted && !self.word(i - 1).is(class::CLOSES | class::DET | class::POSS_DET | class::ADJ)
    }

    /// A verb group of one word.
    pub(super) fn verb_alone(&self, i: usize) -> VerbGroup {
        VerbGroup {
            first: i as u32,
            end: i as u32 + 1,
            main: i as u32,
            lemma: self.word(i).lemma,
            ..VerbGroup::default()
        }
    }
}
