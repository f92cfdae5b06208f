//! The arguments of a verb group or an event noun: subjects, objects and prepositional phrases, with their lists.

use std::mem;

use smallvec::SmallVec;

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::text::{hash_folded, hashes};

/// What is done for something that was done before.
pub(crate) const REVENGE: &[u64] = hashes!["retaliation", "revenge", "reprisal", "reprisals", "retribution"];

/// Indices of noun phrases.
pub(crate) type Indices = SmallVec<[u32; 12]>;

/// The tokens of prepositions, each with the index of a noun phrase behind it.
pub(crate) type Governed = SmallVec<[(u32, u32); 16]>;

/// The logical arguments of a verb group, as indices of noun phrases; passives are turned round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub subjects: Indices,
    pub objects: Indices,
    /// Where the first does not fit a role: noun phrases further left that a participle or relative clause may belong to.
    pub spare: Indices,
    /// The token of the preposition and the noun phrase behind it.
    pub prepositional: Governed,
}

impl Clauses<'_> {
    /// The arguments of the verb group at `chunks[at]`.
    pub(crate) fn arguments(&self, at: usize, verbs: &[VerbGroup]) -> Arguments {
        let mut arguments = Arguments::default();
        self.find_arguments(at, verbs, &mut arguments);
        arguments
    }

    /// The same, in empty memory: the arguments are large, and are else copied on their way.
    pub(crate) fn find_arguments(&self, at: usize, verbs: &[VerbGroup], out: &mut Arguments) {
        let Some(verb) = self.verb(at, verbs) else { return };
        let Arguments {
            subjects: before,
            objects: after,
            spare,
            prepositional,
        } = out;
        if let Some(subject) = verb.link.subject {
            self.list_to(subject as usize, verb.link.governor, verbs, before);
            self.joined_subject(subject as usize, at, before);
            // "the group and its leader, who was killed": one of them.
            let relative = self.previous(at).is_some_and(|j| self.kind(j) == Some(ChunkKind::Relative));
            let plural = hashes!["were", "are", "have", "had"];
            let many = self.tokens.get(verb.first as usize).is_some_and(|t| plural.contains(&t.hash));
            if many && before.len() == 1 {
                before.extend(self.described_before(subject as usize, verbs));
            }
            if relative && verb.first != verb.main && !many && before.len() > 1 {
                before.drain(..before.len() - 1);
            }
            // "freed women and girls held by rebels": all of them.
            if verb.participle && verb.link.attributive && verb.link.passive && before.len() == 1 {
                self.held_together(subject as usize, before);
            }
            if verb.link.attributive {
                self.holders(subject as usize, verbs, spare);
            }
        }
        let mut next = self.next(at + 1);
        // "whom officials hold responsible": what they hold stands before.
        let predicate = |n: usize| self.word(n).is(class::ADJ) && self.noun(n).is_some_and(|n| n.kind.is_none() && n.first == n.head);
        let held = predicate(next).then(|| self.bare_object(at, verbs)).flatten();
        let mut late = None;
        if let Some(held) = held {
            after.push(held);
            next = self.next(next + 1);
        } else if self.kind(next) == Some(ChunkKind::Noun) {
            next = self.coordinated(next, verbs, after);
        } else if let Some(shared) = self.shared_object(at, next, verbs) {
            self.coordinated(shared, verbs, after);
        } else if let Some(bare) = self.bare_object(at, verbs) {
            after.push(bare);
        } else if let Some(object) = self.late_object(at, next, verbs) {
            late = Some(self.coordinated(object, verbs, after));
        }
        self.prepositional(next, prepositional, verbs);
        self.inserted(at, verb.link.subject, prepositional, verbs);
        if self.says(verb) && !verb.link.passive {
            self.carried(next, prepositional, verbs);
        }
        if let Some(subject) = verb.link.subject {
            self.including(subject as usize + 1, false, verbs, before);
            self.some_of_those(subject as usize + 1, before);
            self.named_apart(subject as usize + 1, before);
        }
        // "killed ten people in Oru overnight, including two nurses".
        if !after.is_empty() {
            let behind = self.behind_circumstance(late.unwrap_or(next));
            self.including(self.behind_description(behind), true, verbs, after);
        }
        // "was killed on Monday along with two guards", "died along with two guards".
        let idle = || after.is_empty() && self.words[verb.main as usize].is(class::INTRANS) && !self.says(verb);
        if verb.link.passive || idle() {
            self.including(self.behind_circumstance(at + 1), false, verbs, before);
        }
        if verb.link.passive {
            self.taken_with(at, verbs, before);
        }
        for list in [&mut *before, &mut *after] {
            self.counted_apart(verbs, list);
        }
        for list in [&mut *before, &mut *after] {
            if list.len() > 2 {
                self.without_descriptions(list);
            }
        }
        if verb.link.passive {
            self.shared(at, next, verbs, prepositional);
            out.objects = mem::take(&mut out.subjects);
            let agents = out.prepositional.iter().filter(|&&(p, _)| self.is_by(p));
            out.subjects = agents.map(|&(_, n)| n).collect();
        }
    }

    fn is_by(&self, preposition: u32) -> bool {
        let token = self.tokens.get(preposition as usize);
        token.is_some_and(|t| t.hash == const { hash_folded("by") })
    }

    /// "Six were killed and two wounded by rebels", "was robbed and beaten by rebels", "one was killed and two were hurt in a raid": by whom
    /// and in what is told behind the passive that is joined to the one at `at`, and belongs to both.
    fn shared(&self, at: usize, next: usize, verbs: &[VerbGroup], out: &mut Governed) {
        let until = |j: &usize| {
            !matches!(
                self.kind(*j),
                None | Some(ChunkKind::Verb | ChunkKind::Stop | ChunkKind::Relative | ChunkKind::Subordinator)
            )
        };
        let behind = next + (next..next + REACH).take_while(until).count();
        let Some(verb) = self.verb(behind, verbs).filter(|v| v.link.passive) else {
            return;
        };
        let joined = |j: usize| self.kind(j) == Some(ChunkKind::Conjunction) && self.joins(j);
        let one_more = behind >= 2 && self.kind(behind - 1) == Some(ChunkKind::Noun) && joined(behind - 2);
        // "was killed in May and succeeded by his son".
        let after = hashes!["succeeded", "replaced", "survived", "mourned", "buried", "followed", "found"];
        let agents = verb.participle
            && !self.is_one_of(verb, after)
            && !out.iter().any(|&(p, _)| self.is_by(p))
            && (joined(behind - 1) && verb.link.governor == Some(at as u32) || one_more && self.counts_alone(behind - 1));
        let events = one_more && out.is_empty() && self.harms(verb);
        if agents || events {
            let from = out.len();
            self.prepositional(self.next(behind + 1), out, verbs);
            let event = |n: u32| self.nouns.get(n as usize).is_some_and(|n| n.kind == Some(Kind::Event));
            let own: Governed = out
                .drain(from..)
                .filter(|&(p, n)| if self.is_by(p) { agents } else { events && event(n) })
                .collect();
            out.extend(own);
        }
    }

    /// The prepositional phrases of an aside between subject and verb: "the group, through its agency, claimed".
    fn inserted(&self, at: usize, subject: Option<u32>, out: &mut Governed, verbs: &[VerbGroup]) {
        let Some(subject) = subject.map(|s| s as usize).filter(|&s| s < at && at - s < REACH) else {
            return;
        };
        for i in subject..at {
            if self.kind(i) == Some(ChunkKind::Comma)
                && self.kind(i + 1) == Some(ChunkKind::Preposition)
                && self.kind(self.next(i + 2)) == Some(ChunkKind::Noun)
            {
                let mut list = Indices::new();
                self.coordinated(self.next(i + 2), verbs, &mut list);
                out.extend(list.iter().map(|&n| (self.chunks[i + 1].first, n)));
            }
        }
    }

    /// Who carried a statement: "in a statement carried by the agency".
    fn carried(&self, at: usize, out: &mut Governed, verbs: &[VerbGroup]) {
        let reduced = |j: usize| self.verb(j, verbs).is_some_and(|v| v.link.attributive && v.link.passive);
        let until = (at..at + REACH).take_while(|&j| !matches!(self.kind(j), None | Some(ChunkKind::Stop | ChunkKind::Subordinator)));
        for j in until {
            if self.kind(j) == Some(ChunkKind::Verb) {
                if reduced(j) {
                    self.prepositional(j + 1, out, verbs);
                }
                return;
            }
        }
    }

    /// The infinitive or gerund that the verb governs, as "planned to bomb", "accused of bombing": its chunk.
    pub(crate) fn infinitive(&self, at: usize, verbs: &[VerbGroup]) -> Option<usize> {
        (at + 1..at + REACH)
            .take_while(|&j| self.kind(j).is_some())
            .find(|&j| self.kind(j) == Some(ChunkKind::Verb))
            .filter(|&j| {
                // "denied bombing" as "accused of bombing".
                let behind = self.previous(j).is_some_and(|p| self.kind(p) == Some(ChunkKind::Preposition)) || self.next(at + 1) == j;
                let governed = |v: &VerbGroup| (v.infinitive || v.gerund && behind) && v.link.governor == Some(at as u32);
                self.verb(j, verbs).is_some_and(governed)
            })
    }

    /// The verbs of the clause that the verb at `at` governs, the nearest first: "said it was behind", "denied being behind", "said there
    /// were signs that it was".
    pub(crate) fn complements_of(&self, at: usize, verbs: &[VerbGroup]) -> SmallVec<[usize; 4]> {
        let mut out = SmallVec::new();
        for j in (at + 1..at + REACH).take_while(|&j| !matches!(self.kind(j), None | Some(ChunkKind::Stop))) {
            let Some(verb) = self.verb(j, verbs) else { continue };
            let bare = verb.gerund || verb.infinitive;
            if bare && verb.link.governor == Some(at as u32) || !bare && verb.link.subject.is_some_and(|s| s as usize > at) {
                out.push(j);
            } else if !bare && !verb.link.attributive && verb.link.subject.is_some() {
                break;
            }
            if out.len() == out.inline_size() {
                break;
            }
        }
        out
    }

    /// "Rebels attacked and killed a nurse": the object of the verb that is joined to the one at `at`.
    fn shared_object(&self, at: usize, next: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let verb = self.verb(at, verbs)?;
        let does = |v: &VerbGroup| !v.link.passive && !self.words[v.main as usize].is(class::INTRANS | class::SAY);
        // "claimed and then denied the raid".
        if let Some(last) = self.last_listed(next, verbs) {
            let alike = self
                .verb(last, verbs)
                .is_some_and(|v| does(v) && v.link.subject == verb.link.subject);
            return (alike && does(verb)).then(|| self.object_at(last)).flatten();
        }
        let other = (self.kind(next) == Some(ChunkKind::Conjunction) && self.joins(next)).then(|| self.next(next + 1))?;
        let joined = self.verb(other, verbs)?;
        // "claimed to have killed or wounded ten" is one infinitive of both.
        let perfect = || verb.infinitive && joined.participle && verb.main > verb.first + 1;
        let same = joined.infinitive == verb.infinitive || perfect();
        let alike = joined.gerund == verb.gerund && same && joined.link.governor == Some(at as u32);
        (alike && does(verb) && does(joined)).then(|| self.object_at(other)).flatten()
    }

    /// "kidnapped, raped and killed two nurses": the last verb of a list that goes on at the comma at `next`, in which no other has an object.
    pub(super) fn last_listed(&self, next: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let mut at = next;
        for _ in 0..3 {
            if self.kind(at) == Some(ChunkKind::Conjunction) {
                let last = self.next(at + 1);
                return (at > next && self.joins(at) && self.plain_past(last, verbs)).then_some(last);
            }
            let listed = self.next(at + 1);
            if self.kind(at) != Some(ChunkKind::Comma) || !self.plain_past(listed, verbs) {
                return None;
            }
            at = self.next(listed + 1);
        }
        None
    }

    /// Whether the verb at `at` is a past form alone.
    fn plain_past(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let plain = |v: &VerbGroup| v.first == v.main && self.words[v.main as usize].forms & form::PAST != 0 && !self.says(v);
        self.verb(at, verbs).is_some_and(plain)
    }

    /// "sentenced to death six militants", "freed in Oru two nurses": who stands behind the phrase of a preposition that belongs to the verb.
    fn late_object(&self, at: usize, next: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let verb = self.verb(at, verbs).filter(|v| !v.link.passive && !v.infinitive)?;
        if self.kind(next) != Some(ChunkKind::Preposition) || !self.words[verb.main as usize].is(class::TRANS) {
            return None;
        }
        let late = self.behind_prepositions(next);
        let counted = self.noun(late).is_some_and(|n| n.kind == Some(Kind::People) && n.number.is_some());
        (late > next && counted && !self.opens_clause(late, verbs)).then_some(late)
    }

    /// "an attack Turkey blamed on X": the noun before the subject is the object of a verb that has none.
    pub(crate) fn bare_object(&self, at: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let verb = self.verb(at, verbs)?;
        let subject = verb.link.subject? as usize;
        if verb.link.passive || self.previous(at) != Some(subject) || subject == 0 {
            return None;
        }
        // "villages that the army and its allies captured".
        let opens = |&first: &usize| first + 2 == subject && self.kind_before(first, 1) == Some(ChunkKind::Relative);
        let subject = Some(self.list_start(subject)).filter(opens).unwrap_or(subject);
        // "charges that the rebels' spokesman rejected": the owner opens the clause.
        let plural = self.mark_of_plural(subject - 1) && self.kind_before(subject, 2) == Some(ChunkKind::Noun);
        let first = if plural { subject - 2 } else { self.owner(subject) };
        let mut antecedent = first.checked_sub(1)?;
        if self.kind(antecedent) == Some(ChunkKind::Relative) {
            antecedent = antecedent.checked_sub(1)?;
            if self.kind(antecedent) == Some(ChunkKind::Comma) {
                antecedent = antecedent.checked_sub(1)?;
            }
            antecedent = self.behind_circumstances(antecedent)?;
            // "a nurse of Malian origin whom rebels kidnapped": the nurse.
            let whom = hashes!["whom", "who"].iter().any(|&h| self.text_is(first - 1, h));
            let acts = |j: usize| self.noun(j).is_some_and(NounPhrase::can_act);
            if whom && !acts(antecedent) && self.kind_before(antecedent, 1) == Some(ChunkKind::Preposition) {
                antecedent = antecedent.checked_sub(2).filter(|&j| acts(j)).unwrap_or(antecedent);
            }
        }
        // "an attack on a base that rebels claimed": the attack.
        let event = |e: &usize| self.says(verb) && self.kind_before(antecedent, 1) == Some(ChunkKind::Preposition) && self.event(*e);
        let antecedent = antecedent.checked_sub(2).filter(event).unwrap_or(antecedent);
        let chunk = self.chunks.get(antecedent).filter(|c| c.kind == ChunkKind::Noun)?;
        Some(chunk.index)
    }

    /// "A bombing in Oru in May, which": from the chunk at `at` back to the noun phrase that place and day belong to.
    fn behind_circumstances(&self, at: usize) -> Option<usize> {
        let place = |j: usize| self.thing(j) == Some(Kind::Place);
        let skipped = |j: usize| match self.kind(j) {
            Some(ChunkKind::Other | ChunkKind::Preposition) => true,
            Some(ChunkKind::Noun) => place(j) && self.kind_before(j, 1) == Some(ChunkKind::Preposition),
            _ => false,
        };
        (0..=at).rev().take(REACH).find(|&j| !skipped(j))
    }

    /// The noun phrases that hold the one at `at` by a preposition: for "in Oru" of "an attack in Oru" the attack.
    fn holders(&self, at: usize, verbs: &[VerbGroup], out: &mut Indices) {
        let mut i = self.owner(self.list_start(at));
        let place = |j: usize| self.thing(j) == Some(Kind::Place);
        // "in Oru, Mirel, that": the place is held by what stands before both.
        if i >= 3 && self.kind(i - 1) == Some(ChunkKind::Comma) && place(i) && place(i - 2) {
            i -= 2;
        }
        while out.len() < 3 {
            // "an attack on a bus carrying pilgrims, claimed by rebels": what is carried is held by the bus.
            let carries = i >= 2 && self.kind(i - 2) == Some(ChunkKind::Noun);
            if carries && self.verb(i - 1, verbs).is_some_and(|v| v.gerund && v.link.attributive) {
                i -= 2;
                out.push(self.chunks[i].index);
                continue;
            }
            if self.kind_before(i, 1) != Some(ChunkKind::Preposition) {
                break;
            }
            // "an attack on 3 May at a cafe": a day stands between.
            let day = self.kind_before(i, 2) == Some(ChunkKind::Other) && self.kind_before(i, 3) == Some(ChunkKind::Preposition);
            let step = if day { 4 } else { 2 };
            if self.kind_before(i, step) != Some(ChunkKind::Noun) {
                break;
            }
            i -= step;
            out.push(self.chunks[i].index);
        }
    }
}
