//! Verb groups: auxiliaries, negation, adverbs and the main verb; and which words that can be verbs are some.

use super::chunk::{ChunkKind, Chunker, VerbGroup};
use super::modifier::{OFTEN, REFLEXIVE};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hashes};

/// Words that may open a verb group; so may every form of a verb, and "to".
pub(super) const OPENS_VERB: u64 =
    class::MODAL | class::AUX_BE | class::AUX_HAVE | class::AUX_DO | class::NEG | class::ADVERB | class::HEDGE;

/// Nouns that may be forms of verbs as well.
pub(super) const NOUNS: u64 = class::EVENT
    | class::PERSON
    | class::PERSON_PL
    | class::FACILITY
    | class::WEAPON
    | class::TIME_NOUN
    | class::GROUP_NOUN
    | class::FORCE_NOUN;

/// How many infinitives of a list may stand behind its main verb.
const LISTED: usize = 16;

/// The forms of "deny".
pub(crate) const DENIES: &[u64] = hashes!["deny", "denied", "denies", "denying"];

/// Participles behind which a second one is the main verb.
const REPORTS: &[u64] = hashes!["reported", "confirmed", "feared", "presumed", "believed"];

impl Chunker<'_> {
    pub(super) fn verb_group(&self, start: usize, to: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> Option<VerbGroup> {
        let opening = self.word(start);
        if opening.lemma == 0 && !opening.is(OPENS_VERB) && !self.is(start, hashes!["to"]) {
            return None;
        }
        let mut group = VerbGroup {
            first: start as u32,
            end: start as u32,
            main: start as u32,
            ..VerbGroup::default()
        };
        let (mut be, mut have, mut auxiliary) = (false, false, false);
        let mut i = start;
        if self.word(i).is(class::PREP) && self.word(i).forms & form::ING != 0 {
            // "including", "following".
            return None;
        }
        if self.is(i, hashes!["to"]) {
            // "according to police", "surrendered to police in Oru", but "to police the border".
            let object = self.word(i + 2).is(class::DET | class::POSS_DET);
            if self.is(i + 1, hashes!["police"]) && !object && !self.unit_at(i + 2) {
                return None;
            }
            group.infinitive = true;
            auxiliary = true;
            i += 1;
        }
        // "plotted to kidnap and kill ten".
        let joined =
            || verbs.last().is_some_and(|v| v.infinitive && v.end as usize + 1 == start) && self.word(start).forms & form::BASE != 0;
        let joins = matches!(previous, ChunkKind::Conjunction | ChunkKind::Comma) && opening.lemma != 0;
        if joins && (previous == ChunkKind::Conjunction && joined() || self.infinitive_goes_on(start, verbs)) {
            group.infinitive = true;
        }
        if previous == ChunkKind::Verb && self.helped(start, verbs) {
            (group.infinitive, auxiliary) = (true, true);
        }
        while i < to && (self.tokens[i].punct == 0 || self.tokens[i].punct == b'"' && auxiliary && i > start) {
            if self.tokens[i].punct != 0 {
                // "had “opened fire”".
                if self.word(i + 1).lemma == 0 {
                    break;
                }
                i += 1;
                continue;
            }
            if auxiliary && self.hyphenated_verb(i) {
                i += 2;
            }
            let word = self.word(i);
            let last = || self.word(i.saturating_sub(1));
            // "with links to IS".
            if self.tokens[i].has(Token::ALL_CAPS) && word.is(class::AUX_BE) && self.units.at(i).is_some() {
                break;
            }
            if word.is(class::MODAL) && self.vessel(i) {
                return None;
            }
            if word.is(class::MODAL) && !(self.is(i, hashes!["may"]) && self.tokens[i].is_capitalized()) {
                group.modal = true;
                auxiliary = true;
            } else if word.is(class::AUX_BE) || word.lemma != 0 && self.got_passive(i) {
                (be, auxiliary) = (true, true);
            } else if word.is(class::AUX_HAVE) {
                (have, auxiliary) = (true, true);
            } else if word.is(class::AUX_DO) {
                auxiliary = true;
            } else if have && self.is(i, hashes!["since"]) && self.word(i + 1).forms & form::PARTICIPLE != 0 {
                // "have since arrested".
            } else if auxiliary && word.is(class::NEG) {
            } else if auxiliary && self.in_manner(i, word) && word.lemma == 0 {
            } else if auxiliary && self.is(i, REFLEXIVE) && self.word(i + 1).lemma != 0 {
                // "were themselves attacked".
            } else if be && self.is(i, hashes!["both", "all", "each"]) && self.word(i + 1).forms & form::PARTICIPLE != 0 {
                // "were all killed".
            } else if !auxiliary && i > start && group.lemma == 0 && word.is(class::ADVERB) {
            } else if !auxiliary
                && i == start
                && word.lemma == 0
                && (word.is(class::ADVERB) || word.is(class::HEDGE) && !word.is(class::ADJ))
            {
            } else if word.lemma != 0 && self.reads_as_verb(i, start, [auxiliary, be], previous, last(), verbs) {
                group.lemma = word.lemma;
                group.main = i as u32;
                let participle = word.forms & form::PARTICIPLE != 0;
                let opens = self.is(start, hashes!["being"]) || self.is(start, hashes!["having"]);
                group.gerund = word.forms & form::ING != 0 && !be || opens;
                group.passive = be && participle;
                group.participle = !auxiliary && participle;
                i += 1;
                // "were reported killed", "chief feared abducted": what is reported is the second.
                let second = self.word(i);
                if (group.passive || group.participle && !self.object_behind(i))
                    && second.forms & form::PARTICIPLE != 0
                    && !second.is(class::INTRANS)
                    && self.is(i - 1, REPORTS)
                {
                    group.hedged |= !self.is(i - 1, hashes!["reported", "confirmed"]);
                    group.lemma = second.lemma;
                    group.main = i as u32;
                    i += 1;
                }
                break;
            } else if be && self.unknown_past(i) && !self.goes_on(i + 1) {
                // "were offloaded and shot": a verb, though no list has it.
                group.passive = true;
                i += 1;
                break;
            } else {
                break;
            }
            if word.is(class::HEDGE) {
                group.hedged = true;
            }
            // "didn't attack", "cannot leave".
            if word.is(class::NEG) {
                group.negated = true;
            }
            i += 1;
        }
        if group.lemma == 0 {
            if !auxiliary || group.infinitive && i == start + 1 {
                return None;
            }
            // A form of "be", "have" or "do" stands as the main verb.
            group.main = (i - 1) as u32;
            group.lemma = self.word(i - 1).lemma;
            group.gerund = self.is(start, hashes!["being", "having"]);
        }
        // "killed up to 40": what softens a number is no particle.
        let softens = |i: usize| self.count_hedge(i) > 0;
        while i < to && self.word(i).is(class::PARTICLE) && self.tokens[i].punct == 0 && !softens(i) {
            i += 1;
        }
        group.end = i as u32;
        Some(group)
    }

    /// "had repeatedly", but "to Italy".
    fn in_manner(&self, i: usize, word: Word) -> bool {
        word.is(class::ADVERB) || self.tokens[i].span.text(self.text).ends_with("ly") && !self.unit_at(i)
    }

    /// "planted in a trash can": what things are put in.
    pub(super) fn vessel(&self, i: usize) -> bool {
        let kinds = hashes!["trash", "garbage", "rubbish", "jerry", "tin", "fuel"];
        i > 0 && self.is(i, hashes!["can"]) && self.is(i - 1, kinds)
    }

    /// "plotted to storm the bank and kill ten", "ordered them to storm it, kill ten and go": a base form behind an infinitive is one, unless
    /// the main verb is a base form too.
    fn infinitive_goes_on(&self, start: usize, verbs: &[VerbGroup]) -> bool {
        let word = self.word(start);
        let base = word.forms & form::BASE != 0 && word.forms & form::PAST == 0 && !word.is(class::SAY);
        let main = || verbs.iter().rev().take(LISTED).find(|v| !v.infinitive);
        let present = |v: &VerbGroup| v.first == v.main && self.word(v.main as usize).forms & form::BASE != 0;
        base && verbs.last().is_some_and(|v| v.infinitive) && main().is_none_or(|v| !present(v))
    }

    /// "helped plant the bomb": an infinitive without its "to" at `i`.
    fn helped(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        let helps = |v: &VerbGroup| v.end as usize == i && self.is(v.main as usize, hashes!["help", "helps", "helped", "helping"]);
        let object = self.word(i + 1).is(class::DET | class::POSS_DET | class::PERSON_PL | class::NUMBER);
        self.word(i).forms & form::BASE != 0 && object && verbs.last().is_some_and(helps)
    }

    /// "got shot".
    fn got_passive(&self, i: usize) -> bool {
        let next = self.word(i + 1);
        next.forms & form::PARTICIPLE != 0 && !next.is(class::INTRANS) && self.is(i, hashes!["get", "gets", "got", "getting"])
    }

    /// Whether a word that can be a verb is one here, in a group that begins at `start` and has an auxiliary or a form of "be".
    fn reads_as_verb(&self, i: usize, start: usize, auxiliary: [bool; 2], previous: ChunkKind, last: Word, verbs: &[VerbGroup]) -> bool {
        let [auxiliary, be] = auxiliary;
        let word = self.word(i);
        if auxiliary {
            if be {
                return word.forms & (form::PARTICIPLE | form::ING) != 0;
            }
            // "left it to rebels".
            let infinitive = !self.is(i - 1, hashes!["to"]) || word.forms & form::BASE != 0;
            // "has bases": behind an auxiliary stands no third person.
            return infinitive && word.forms != form::S && !last.is(class::DET) && !last.is(class::POSS_DET);
        }
        let glued = self.tokens.get(i + 1).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        let after_hyphen = i > 0 && self.tokens[i - 1].punct == b'-' && self.tokens[i].has(Token::GLUED);
        if glued || after_hyphen && !(i == start && self.hyphenated_verb(i - 2)) {
            return false;
        }
        // "suspected hit men".
        let described = || i > 0 && self.word(i - 1).is(class::DET | class::ADJ | class::NUMBER | class::POSS_DET);
        if self.is(i, hashes!["hit"]) && self.is(i + 1, hashes!["man", "men", "squad", "squads", "team", "list"]) && described() {
            return false;
        }
        if word.forms & form::PAST != 0 || word.forms == form::PARTICIPLE {
            self.past_is_verb(i, start, previous)
        } else if word.forms & form::ING != 0 {
            self.ing_is_verb(i, start, previous, verbs)
        } else {
            self.present_is_verb(i, start, previous, verbs)
        }
    }

    /// The same of a past or participle without an auxiliary.
    fn past_is_verb(&self, i: usize, start: usize, previous: ChunkKind) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        // "detained suspects": an adjective before a noun; "detained the suspects": a verb.
        if word.is(class::ADJ) && next.is(class::FORCE_NOUN) {
            return false;
        }
        if previous == ChunkKind::Noun || start < i {
            return true;
        }
        // "Masked Taliban gunmen attacked": so is what stands before people and whose they are.
        let open = matches!(previous, ChunkKind::Other | ChunkKind::Preposition | ChunkKind::Verb);
        if word.is(class::ADJ) && open && self.people_of(i + 1) {
            return false;
        }
        // "in Oru, occupied Crimea", "shelled besieged Oru".
        let named = self.tokens.get(i + 1).is_some_and(Token::is_capitalized);
        let beset = self.is(i, hashes!["occupied", "besieged", "encircled", "blockaded"]);
        if beset && named && matches!(previous, ChunkKind::Comma | ChunkKind::Preposition | ChunkKind::Verb) {
            return false;
        }
        if word.is(class::ADJ) && word.is(class::HEDGE) {
            // "suspected militants".
            return false;
        }
        // "launched coordinated attacks": behind a verb it stands before what that is done to.
        if previous == ChunkKind::Verb && word.forms & form::PARTICIPLE != 0 && next.is(class::EVENT | class::WEAPON | class::FACILITY) {
            return false;
        }
        // "evacuating wounded troops": so does what has become of people.
        let harmed = hashes![
            "wounded",
            "injured",
            "captured",
            "kidnapped",
            "abducted",
            "displaced",
            "stranded",
            "armed"
        ];
        if previous == ChunkKind::Verb && self.is(i, harmed) && next.is(class::PERSON_PL | class::FORCE_NOUN) {
            return false;
        }
        // "on packed trains": behind a preposition that no clause ends with it stands before a noun.
        if previous == ChunkKind::Preposition && word.forms & form::PARTICIPLE != 0 && self.describes_thing(i) {
            return false;
        }
        if word.is(class::ADJ)
            && next.is(class::PERSON | class::PERSON_PL | class::EVENT | class::FACILITY | class::WEAPON | class::GROUP_NOUN)
        {
            return false;
        }
        !word.is(NOUNS) || previous != ChunkKind::Preposition
    }

    /// "Taliban gunmen", "Syrian troops".
    fn people_of(&self, i: usize) -> bool {
        let whose = self.units.at(i).filter(|u| matches!(u.kind, Kind::Group | Kind::Nationality));
        whose.is_some_and(|u| self.word(u.end as usize).is(class::PERSON_PL | class::FORCE_NOUN))
    }

    /// The same of a base or third person without an auxiliary.
    fn present_is_verb(&self, i: usize, start: usize, previous: ChunkKind, verbs: &[VerbGroup]) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        // "..., reports the Oru Star".
        let article = usize::from(next.is(class::DET));
        if word.is(class::SAY) && word.forms & form::S != 0 && previous == ChunkKind::Comma && self.unit_at(i + 1 + article) {
            return true;
        }
        if self.is(i, hashes!["suspect", "suspects"])
            && previous == ChunkKind::Noun
            && (self.unit_at(i + 1) || self.is(i + 1, hashes!["that"]))
        {
            return true;
        }
        // "ram the gate and open fire".
        if self.is(i, hashes!["open", "opens"]) && self.is(i + 1, hashes!["fire"]) && previous != ChunkKind::Preposition {
            return true;
        }
        // "the group frequently attacks hotels": what is done often is done.
        let acts = matches!(previous, ChunkKind::Noun | ChunkKind::Comma | ChunkKind::Relative);
        if acts && start < i && self.is(i - 1, OFTEN) && !self.is(i - 1, hashes!["also", "still", "mostly", "mainly"]) {
            return true;
        }
        let noun = word.is(NOUNS) || self.is(i + 1, hashes!["spray"]);
        if noun || word.is(class::ADJ) || word.is(class::COMMON) && previous != ChunkKind::Noun && previous != ChunkKind::Relative {
            // "the group, which grew, still holds 19 men".
            let adverb = start < i && previous == ChunkKind::Comma && !noun && (next.is(class::DET) || self.number(i + 1));
            let after_subject = adverb || matches!(previous, ChunkKind::Noun | ChunkKind::Relative);
            if after_subject && self.plans_to(i) {
                return true;
            }
            // "They bomb schools and raid villages".
            let present = |v: &VerbGroup| !v.infinitive && self.word(v.main as usize).forms & form::BASE != 0;
            let also = || previous == ChunkKind::Conjunction && self.deed_to_many(i) && verbs.last().is_some_and(present);
            // "to leave Oru and release prisoners".
            let joins = || !word.is(class::EVENT | class::WEAPON) && verbs.last().is_some_and(|v| v.infinitive) && self.many_behind(i);
            let listed = previous == ChunkKind::Conjunction && word.forms & form::BASE != 0 && joins();
            if listed || also() || (after_subject || previous == ChunkKind::Other) && self.many_do(i) {
                return true;
            }
            return after_subject
                && (next.is(class::DET | class::POSS_DET) && !self.is(i + 1, hashes!["that"])
                    || adverb
                    || !noun
                        && (self.unit_at(i + 1)
                            || next.is(class::PREP | class::PRONOUN)
                            || self.tokens.get(i + 1).is_some_and(Token::is_capitalized)));
        }
        matches!(
            previous,
            ChunkKind::Noun | ChunkKind::Relative | ChunkKind::Conjunction | ChunkKind::Comma
        ) || start < i
    }

    /// "release prisoners", "free the hostages": whether many people stand right behind a verb at `i`.
    fn many_behind(&self, i: usize) -> bool {
        let next = self.word(i + 1);
        let people = |w: Word| w.is(class::PERSON_PL | class::FORCE_NOUN);
        people(next) || next.is(class::DET | class::POSS_DET | class::ADJ | class::NUMBER) && people(self.word(i + 2))
    }

    /// Whether a participle behind a preposition stands before the noun that it describes: not in "the group he belonged to
    /// claimed responsibility".
    fn describes_thing(&self, i: usize) -> bool {
        let next = self.word(i + 1);
        let thing = next.is(class::PERSON_PL | class::FACILITY | class::WEAPON | class::EVENT | class::FORCE_NOUN)
            || next == Word::default() && self.tokens.get(i + 1).is_some_and(|t| t.punct == 0 && !t.is_capitalized())
            || self.unit_at(i + 1);
        let stranded = i >= 3 && self.word(i - 2).lemma != 0 && self.word(i - 3).is(class::PRONOUN);
        thing && !stranded
    }

    /// "executed 20 captured soldiers", "seven wounded oil workers were flown out": people behind a participle, in a phrase that stands
    /// behind a verb or preposition, or before a verb of its own.
    pub(super) fn held_people(&self, start: usize, next: usize) -> bool {
        let people = |at: usize| self.word(at).is(class::PERSON_PL);
        let of_trade = || self.word(next).lemma == 0 && !self.word(next).is(class::CLOSES | class::DET) && people(next + 1);
        let people = if people(next) {
            next
        } else if of_trade() {
            next + 1
        } else {
            return false;
        };
        // "killed at least 20 displaced people".
        let hedges = hashes!["at", "least", "some", "about", "around", "nearly", "over", "than", "more"];
        let hedged = (0..start).rev().take(3).take_while(|&i| self.is(i, hedges)).count();
        let before = (start - hedged).checked_sub(1);
        // "gunned down nine displaced people", "hacked to death two detained students".
        let held = |b: usize| {
            self.word(b).lemma != 0 || self.word(b).is(class::PREP | class::PARTICLE | class::PREDICATE) || self.is(b, hashes!["death"])
        };
        before.is_some_and(held) || self.word(people + 1).is(class::AUX_BE | class::AUX_HAVE)
    }
}
