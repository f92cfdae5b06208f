//! Reduced relatives: whether a participle behind a noun belongs to it, "a bombing claimed by", or is the verb of the clause.

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// Whether a bare participle right behind a noun belongs to that noun: "a bombing claimed by", "two men held over".
    pub(super) fn is_reduced(&self, at: usize, before: usize, verbs: &[VerbGroup]) -> bool {
        let Some(verb) = self.verb(at, verbs) else { return false };
        let word = self.words.get(verb.main as usize).copied().unwrap_or_default();
        let infinitive = self.verb(at + 1, verbs).is_some_and(|v| v.infinitive);
        if infinitive && word.is(class::THINK) {
            // "a bomber thought to have come from Oru".
            return true;
        }
        if infinitive && self.finite_behind_infinitive(at + 1, verbs) {
            // "Gunmen hired to kill the mayor were arrested".
            return true;
        }
        // "one of them killed by police": the pronoun is no subject.
        // Nor is it governed in "years after they first killed".
        let subject = || hashes!["he", "she", "they", "we"].iter().any(|&h| self.text_is(before, h));
        let alone = self.noun(before).is_none_or(|n| n.first == n.head);
        let pronoun =
            alone && self.word(before).is(class::PRONOUN) && (self.kind_before(before, 1) != Some(ChunkKind::Preposition) || subject());
        if word.is(class::INTRANS) || word.forms & form::PARTICIPLE == 0 || pronoun {
            return false;
        }
        // "when men armed with rifles and knives attacked".
        let armed = const { hash_folded("armed") };
        if self.tokens.get(verb.main as usize).is_some_and(|t| t.hash == armed) && self.text_is(at + 1, const { hash_folded("with") }) {
            return true;
        }
        // "Two guards taken hostage were released": no past form.
        if word.forms & form::PAST == 0 && self.kind(at + 1) == Some(ChunkKind::Noun) && self.finite_ahead(at + 2, verbs) {
            return true;
        }
        // "Rebels in Oru claimed on Monday to have attacked".
        let behind_day = self.next(at + 1 + usize::from(self.kind(at + 1) == Some(ChunkKind::Preposition)));
        // "The army claimed on Monday that rebels attacked".
        // "The army claimed in a statement that rebels attacked".
        let medium = self.kind(at + 1) == Some(ChunkKind::Preposition) && self.kind(behind_day) == Some(ChunkKind::Noun);
        let behind_day = behind_day + usize::from(medium);
        let tells = self.verb(behind_day, verbs).is_some_and(|v| v.infinitive) || self.kind(behind_day) == Some(ChunkKind::Subordinator);
        if word.is(class::SAY) && tells {
            return false;
        }
        let mut next = self.next(at + 1);
        if self.kind(next) == Some(ChunkKind::Preposition) && self.by_whom(next, verbs) {
            return true;
        }
        // "a spokesman for the group said on Tuesday", "fired on a patrol and officers shot back".
        let main = self.tokens.get(verb.main as usize).map(|t| t.hash);
        let back = self
            .tokens
            .get(verb.main as usize + 1)
            .map(|t| t.hash)
            .filter(|_| verb.end > verb.main + 1);
        if main == Some(const { hash_folded("said") }) && !infinitive || back == Some(const { hash_folded("back") }) {
            return false;
        }
        // "hacked to death nine men".
        let end = hashes!["death", "pieces", "bits"];
        if self.text_is(next, const { hash_folded("to") }) && end.iter().any(|&h| self.text_is(next + 1, h)) {
            next += 2;
        }
        // "Rebels kidnapped and killed two nurses": both verbs have the object behind.
        let joined = self.kind(next) == Some(ChunkKind::Conjunction) && self.joins(next);
        let other = |v: &VerbGroup| v.participle && self.words[v.main as usize].is(class::TRANS);
        let shares = joined && self.verb(next + 1, verbs).is_some_and(other) && self.object_at(next + 1).is_some();
        // "Rebels kidnapped, raped and killed two nurses": all of them.
        let shares = shares || self.last_listed(next, verbs).is_some_and(|last| self.object_at(last).is_some());
        // "Soldiers arrested and beat two men": whoever stands behind is the object of both.
        let past = |v: &VerbGroup| v.first == v.main && self.words[v.main as usize].forms & form::PAST != 0 && !self.says(v);
        let people = |o: usize| {
            self.noun(o)
                .is_some_and(|n| matches!(n.kind, Some(Kind::People | Kind::Person | Kind::Nationality)))
        };
        let shares = shares || joined && self.verb(next + 1, verbs).is_some_and(past) && self.object_at(next + 1).is_some_and(people);
        if shares && self.noun(before).is_some_and(NounPhrase::can_act) {
            return false;
        }
        if word.is(class::SAY) && !word.is(class::TRANS) {
            return false;
        }
        // "an attack Turkey blamed on rebels": Turkey did it.
        // "the town, which rebels captured in June": so did the rebels.
        let opener = self.list_start(before).checked_sub(1);
        // "among them a guard shot in the head": nobody was shot by the guard.
        let among = |o: usize| self.word(o).is(class::PRONOUN) && self.kind_before(o, 1) == Some(ChunkKind::Preposition);
        if opener.is_some_and(among) {
            return self.kind(next) != Some(ChunkKind::Noun);
        }
        // "where fighters linked to rebels have attacked": the main verb stands behind.
        let within = |o: usize| self.text_is(o, const { hash_folded("where") }) && self.finite_ahead(next, verbs);
        if opener.is_some_and(|o| matches!(self.kind(o), Some(ChunkKind::Noun | ChunkKind::Relative)) && !within(o)) {
            return false;
        }
        // "a villager named Luis Vano".
        let ends = matches!(self.kind(next + 1), Some(ChunkKind::Comma | ChunkKind::Verb));
        if self.calls(verb) && ends && self.kind(next) == Some(ChunkKind::Noun) && self.noun(next).is_some_and(|n| n.mention.is_some()) {
            return true;
        }
        // "An inquiry found that", "Witnesses described how".
        let that = self.kind(next) == Some(ChunkKind::Subordinator) && hashes!["that", "how"].iter().any(|&h| self.text_is(next, h));
        if that || matches!(self.kind(next), Some(ChunkKind::Noun | ChunkKind::Relative)) {
            return false;
        }
        let first = self.list_start(before);
        let held = self.kind_before(first, 1);
        // "died on Monday after gunmen fired on a base": the clause behind has its own main verb.
        let adverbial = held == Some(ChunkKind::Preposition) && self.opens_adverbial(first - 1);
        let acts = self.noun(before).is_some_and(NounPhrase::can_act);
        if adverbial && (acts || !word.is(class::TRANS)) && !self.finite_ahead(next, verbs) {
            return false;
        }
        // "Men riding motorbikes fired on a base": what holds the noun is no main verb.
        let held_by_verb = held == Some(ChunkKind::Verb)
            && first
                .checked_sub(1)
                .is_some_and(|j| self.finite(j, verbs) || self.subject_taken(j, verbs))
            && first
                .checked_sub(1)
                .and_then(|j| self.verb(j, verbs))
                .is_some_and(|v| !self.says(v));
        if held_by_verb || held == Some(ChunkKind::Preposition) && self.subject_taken(first, verbs) {
            return true;
        }
        // "when militants stormed into the town": a clause has a main verb.
        if held == Some(ChunkKind::Subordinator) && !self.finite_ahead(next, verbs) {
            return false;
        }
        if let Some(main) = self.main_behind(next, at + REACH, verbs) {
            return main;
        }
        // "Two men shot dead in Oru", "a student beaten in Oru"; but "a national born in Oru" tells nothing of what is told.
        let done = || word.forms & form::PAST == 0 && !self.text_is(at, const { hash_folded("born") });
        word.is(class::TRANS) || done() || self.word(at + 1).is(class::PREDICATE) || self.building_suffers(verb, before)
    }

    /// "A bomb planted near the school exploded": whether another verb from chunk `from` on is the main one; none where there is no other.
    fn main_behind(&self, from: usize, until: usize, verbs: &[VerbGroup]) -> Option<bool> {
        for j in from..self.chunks.len().min(until) {
            match self.kind(j) {
                Some(ChunkKind::Verb) => {
                    let other = self.verb(j, verbs).filter(|v| !v.gerund && !v.infinitive)?;
                    // "fired at a checkpoint manned by troops": what is done by someone is no main verb without its auxiliary.
                    if other.participle && self.text_is(self.next(j + 1), const { hash_folded("by") }) {
                        continue;
                    }
                    let own = matches!(self.kind_before(j, 1), Some(ChunkKind::Conjunction | ChunkKind::Comma));
                    return Some(!own);
                }
                Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Subordinator | ChunkKind::Relative) => return None,
                // "fired on two nurses as they left": the verb behind is the adverbial's.
                Some(ChunkKind::Preposition) if self.opens_adverbial(j) && self.has_subject(j + 1) => return None,
                _ => {}
            }
        }
        None
    }

    /// "A clinic in Oru attacked with grenades": no building attacks.
    fn building_suffers(&self, verb: &VerbGroup, before: usize) -> bool {
        let suffered = hashes![
            "attacked",
            "raided",
            "stormed",
            "shelled",
            "bombed",
            "targeted",
            "torched",
            "looted",
            "ransacked"
        ];
        let stands = || self.stands_there(verb, before).map_or(before, |i| i as usize);
        self.is_one_of(verb, suffered) && self.thing(stands()) == Some(Kind::Facility)
    }

    /// "went on trial accused of killing two", "held a man in Oru suspected of killing two": no trial and no place is accused, but who stands
    /// before it.
    pub(super) fn accused_before(&self, verb: &VerbGroup, before: usize, verbs: &[VerbGroup]) -> Option<u32> {
        // But "a raid blamed on rebels" is the raid.
        if !self.words.get(verb.main as usize)?.is(class::ACCUSED) || self.is_one_of(verb, hashes!["blamed"]) {
            return None;
        }
        let idle = |i: usize| {
            matches!(
                self.thing(i),
                None | Some(Kind::Place | Kind::Facility | Kind::Event | Kind::Government)
            )
        };
        let mut i = before;
        // "a commander of the group accused of killing two": one of its people.
        let of = |i: usize| self.kind_before(i, 2) == Some(ChunkKind::Noun) && self.text_is(i - 1, const { hash_folded("of") });
        if self.thing(i) == Some(Kind::Group) && of(i) && self.thing(i - 2) == Some(Kind::People) {
            return Some(i as u32 - 2);
        }
        while idle(i) && self.kind_before(i, 1) == Some(ChunkKind::Preposition) && self.kind_before(i, 2) == Some(ChunkKind::Noun) {
            i -= 2;
        }
        if i < before && !idle(i) {
            return Some(i as u32);
        }
        let governed =
            i < before || matches!(self.thing(before), None | Some(Kind::Place)) || self.kind_before(i, 1) == Some(ChunkKind::Preposition);
        let who = (0..i)
            .rev()
            .take(REACH)
            .find_map(|j| self.verb(j, verbs))
            .filter(|_| governed && idle(i));
        who.and_then(|v| v.link.subject)
    }

    /// "Eight people, including a nurse, killed in Oru": those before the comma at `close` of whom an aside names some, when what is done
    /// to people stands behind it with no object.
    pub(super) fn counted_before(&self, verb: &VerbGroup, close: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let word = self.words.get(verb.main as usize)?;
        if !(self.harms(verb) || word.is(class::HUMAN_OBJECT)) {
            return None;
        }
        let next = self.next(verb.chunk as usize + 1);
        let shares = self.kind(next) == Some(ChunkKind::Conjunction) && self.verb(next + 1, verbs).is_some_and(|v| !v.passive);
        if self.kind(next) == Some(ChunkKind::Noun) || shares {
            return None;
        }
        let open = self.aside(close, verbs)?;
        let some = hashes!["including", "among"].iter().any(|&h| self.text_is(open + 1, h));
        let counted = self.noun(open.checked_sub(1)?).filter(|n| n.number.is_some());
        (some && counted.is_some()).then_some(open as u32 - 1)
    }

    /// "a police post in Oru attacked on Monday": what stands in the place named at `before`, not the place, unless it was taken as places are.
    pub(super) fn stands_there(&self, verb: &VerbGroup, before: usize) -> Option<u32> {
        let taken = hashes![
            "captured",
            "seized",
            "taken",
            "held",
            "controlled",
            "occupied",
            "overrun",
            "besieged",
            "retaken",
            "recaptured",
            "liberated",
            "hit",
            "affected",
            "devastated"
        ];
        let place = self.thing(before) == Some(Kind::Place) && self.noun(before).is_some_and(|n| n.mention.is_some());
        let within = || {
            let led = self.kind_before(before, 1) == Some(ChunkKind::Preposition);
            led && hashes!["in", "at", "near"].iter().any(|&h| self.text_is(before - 1, h))
        };
        let stands = before
            .checked_sub(2)
            .filter(|_| place && !self.is_one_of(verb, taken) && within())?;
        let what = self.thing(stands);
        matches!(what, Some(Kind::Facility | Kind::People | Kind::SecurityForce)).then_some(stands as u32)
    }

    /// Whether the main verb of the clause stands behind the infinitive at `at` and what belongs to that.
    fn finite_behind_infinitive(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        for j in at + 1..self.chunks.len().min(at + REACH) {
            match self.kind(j) {
                Some(ChunkKind::Verb) => {
                    // "vowed to kill the men they held": a clause within.
                    let contact = self.kind(j - 1) == Some(ChunkKind::Noun) && self.kind_before(j, 2) == Some(ChunkKind::Noun);
                    let auxiliary = self.verb(j, verbs).is_some_and(|v| !v.infinitive && !v.gerund && !v.participle);
                    return auxiliary && !contact;
                }
                Some(ChunkKind::Noun | ChunkKind::Other) => {}
                Some(ChunkKind::Preposition) if !self.opens_adverbial(j) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a noun phrase and its verb stand from `i` on.
    fn has_subject(&self, i: usize) -> bool {
        let noun = self.next(i);
        self.kind(noun) == Some(ChunkKind::Noun) && self.kind(self.next(noun + 1)) == Some(ChunkKind::Verb)
    }

    /// Whether a main verb follows before the clause ends.
    fn finite_ahead(&self, from: usize, verbs: &[VerbGroup]) -> bool {
        // "when rebels attacked in May it was": a clause of its own.
        let own = |j: usize| {
            let pronoun = || hashes!["it", "he", "she", "they", "we"].iter().any(|&h| self.text_is(j, h));
            self.kind(j + 1) == Some(ChunkKind::Verb) && pronoun()
        };
        (from..from + REACH)
            .take_while(|&j| {
                !own(j)
                    && !matches!(
                        self.kind(j),
                        None | Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Stop)
                    )
            })
            .any(|j| self.verb(j, verbs).is_some_and(|v| !v.gerund && !v.infinitive))
    }

    /// Whether the clause up to `at` has a main verb already.
    pub(super) fn subject_taken(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        for j in (0..at).rev().take(REACH) {
            match self.kind(j) {
                Some(ChunkKind::Verb) if self.finite(j, verbs) => return true,
                Some(ChunkKind::Subordinator) => return false,
                _ => {}
            }
        }
        false
    }
}
