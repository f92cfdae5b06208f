//! Frames: the roles of verbs, filled from the clause.

use std::cell::LazyCell;

use super::filler::{Filler, Fillers};
use super::matcher::{Context, Found, MOST};
use super::model::{Filter, Frame, Rule, Slot, Slots};
use super::offer::Offer;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{Arguments, Indices, NounPhrase, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{hash_folded, hashes};

/// Whether the role is of who does something: a hedge on them is one on the whole.
fn acts(role: &str) -> bool {
    matches!(role, "agent" | "claimant" | "a" | "b" | "accused" | "member")
}

const DEAD: u64 = hash_folded("dead");
const KNEE: u64 = hash_folded("knee");
const DETENTION: u64 = hash_folded("detention");

impl Context<'_> {
    /// Appends what the frame finds on a verb group, if it finds something.
    pub(super) fn verbal<F: FnOnce() -> Arguments>(
        &self,
        rule: &Rule,
        frame: &Frame,
        id: u32,
        verb_index: u32,
        arguments: &LazyCell<Arguments, F>,
        at: usize,
        out: &mut Vec<Found>,
    ) -> Option<()> {
        let verb = &self.verbs[verb_index as usize];
        if frame.passive && !verb.link.passive || rule.relation == RelationKind::Attacked && self.kills_too(verb) {
            return None;
        }
        // Most verbs of saying tell none of the clauses that are asked for.
        let clause = match &frame.clause {
            Some((whose, words)) => Some(self.clause_of(at, *whose, words, rule.relation == RelationKind::DeniedResponsibility)?),
            None => None,
        };
        let mut trigger = (verb.main, verb.main + 1);
        let mut own = Indices::new();
        let objects = if frame.with.is_empty() {
            &arguments.objects
        } else {
            trigger = self.companion(frame, verb_index, arguments, &mut own)?;
            &own
        };
        let infinitive = if frame.governs {
            self.clauses().infinitive(at, self.verbs)
        } else {
            None
        };
        if let Some(chunk) = infinitive.filter(|_| frame.extends) {
            let act = self.verbs[self.chunks[chunk].index as usize].main;
            trigger.1 = trigger.1.max(act + 1);
        }
        let offer = Offer {
            cx: self,
            verb,
            arguments,
            objects,
            infinitive,
            acted_on: infinitive.map_or_else(Indices::new, |chunk| self.acted_on(chunk)),
            clause,
            within: clause.map(|(chunk, _)| self.clauses().arguments(chunk, self.verbs)),
        };
        if !offer.suits(frame) {
            return None;
        }
        let mut fillers = offer.fill(frame);
        self.add_senders(frame, verb, verb_index, &mut fillers);
        self.add_weapons(frame, verb, verb_index, &mut fillers);
        let found = self.finish(rule, frame, id, trigger, fillers, out)?;
        found.extent = trigger;
        if !frame.with.is_empty() {
            found.trigger = self.telling(verb.main, trigger);
        }
        if let Some((_, word)) = clause {
            self.cover_clause(verb, word, found);
        }
        found.verb = Some(verb_index);
        let described = verb.link.subject.filter(|_| verb.link.attributive);
        found.hangs_on = described.and_then(|s| self.clauses().noun(s as usize)).map(|n| n.head);
        if verb.negated || verb.link.negated {
            found.polarity = Polarity::Negated;
        }
        if verb.hedged {
            found.modality = Modality::Alleged;
        }
        Some(())
    }

    /// Makes the trigger and the extent of what a verb of saying and the `word` of its clause tell together hold both.
    fn cover_clause(&self, verb: &VerbGroup, word: u32, found: &mut Found) {
        // What is denied negates the rest of the clause, but not the denial.
        let end = if found.kind == RelationKind::DeniedResponsibility {
            verb.main
        } else {
            word
        };
        found.trigger = (verb.main, verb.main.max(end) + 1);
        let all = || found.arguments.iter().map(|(_, f)| (f.first, f.end)).chain([found.trigger]);
        let subject = self.subject(verb).map(|c| c.first);
        let first = all().map(|(first, _)| first).chain(subject).min().unwrap_or(verb.main);
        found.extent = (first, all().map(|(_, end)| end).max().unwrap_or(word));
    }

    pub(super) fn is_someone(&self, filler: &Filler) -> bool {
        filler.kind.is_some_and(Kind::is_someone) || filler.end == filler.first + 1 && self.words[filler.first as usize].is(class::PRONOUN)
    }

    /// What the act of an infinitive is done to: "to bomb a church", "to fire at a church".
    fn acted_on(&self, infinitive: usize) -> Indices {
        let inner = self.clauses().arguments(infinitive, self.verbs);
        let (on, within) = (hashes!["on", "against", "at", "in"], hashes!["at", "in"]);
        // "to bomb a church in Oru": what is hit is the church.
        let done = inner
            .objects
            .iter()
            .any(|&n| self.nouns[n as usize].kind.is_some_and(|k| k != Kind::Event));
        let hit = |p: u32| {
            let hash = self.tokens[p as usize].hash;
            on.contains(&hash) && !(done && within.contains(&hash))
        };
        let behind = inner.prepositional.iter().filter(|(p, _)| hit(*p)).map(|&(_, n)| n);
        inner.objects.iter().copied().chain(behind).collect()
    }

    /// "took responsibility for a raid during a vigil for the dead": the second time a preposition belongs to the noun before it, where that
    /// stands behind another.
    pub(super) fn of_another(&self, preposition: u32, arguments: &Arguments) -> bool {
        let word = |p: u32| self.tokens[p as usize].hash;
        let mut before = arguments.prepositional.iter().rev().skip_while(|(p, _)| *p >= preposition);
        let beside = before.next().filter(|(_, n)| self.nouns[*n as usize].end == preposition);
        beside.is_some_and(|(p, _)| word(*p) != word(preposition) && before.any(|(p, _)| word(*p) == word(preposition)))
    }

    /// "shot and killed": the second verb tells it all.
    fn kills_too(&self, verb: &VerbGroup) -> bool {
        self.token_is(verb.main, hashes!["shot", "stabbed"])
            && self.token_is(verb.main + 1, hashes!["and"])
            && self.token_is(verb.main + 2, hashes!["killed"])
    }

    /// "attacked the base using grenades and rifles": adds what is used, where nothing else is told.
    fn add_weapons(&self, frame: &Frame, verb: &VerbGroup, verb_index: u32, fillers: &mut Fillers) {
        let armed = frame.roles.iter().any(|(role, ..)| *role == "weapon") && !fillers.iter().any(|(role, _)| *role == "weapon");
        if armed && let Some(used) = self.used(verb, verb_index) {
            let weapons = used.iter().map(|&n| self.filler(n)).filter(|f| f.kind == Some(Kind::Weapon));
            fillers.extend(weapons.map(|f| ("weapon", f)));
        }
    }

    /// What a gerund behind the verb tells that it is done with.
    fn used(&self, verb: &VerbGroup, verb_index: u32) -> Option<Indices> {
        let next = self.verbs.get(verb_index as usize + 1).filter(|v| v.gerund)?;
        let word = self.tokens[next.main as usize].hash;
        let uses = || hashes!["wielding", "brandishing"].contains(&word);
        let same = || next.link.subject == verb.link.subject || next.link.governor == Some(verb.chunk);
        (word == const { hash_folded("using") } || uses() && same())
            .then(|| self.clauses().arguments(next.chunk as usize, self.verbs).objects)
    }

    /// "A missile fired by rebels hit the depot": adds who fired it, where no one else did it.
    fn add_senders(&self, frame: &Frame, verb: &VerbGroup, verb_index: u32, fillers: &mut Fillers) {
        if let Some(senders) = self.senders(verb, verb_index)
            && !fillers.iter().any(|(role, _)| *role == "agent")
        {
            let subjects = |(role, slots, _): &&(&str, Slots, Filter)| *role == "agent" && slots.contains(&Slot::Subject);
            for (role, _, filter) in frame.roles.iter().filter(subjects) {
                for &noun in &senders {
                    self.fill(role, self.filler(noun), filter, fillers);
                }
            }
        }
    }

    /// Who fired or laid what is the verb's subject.
    fn senders(&self, verb: &VerbGroup, verb_index: u32) -> Option<Indices> {
        let sent = hashes![
            "fired",
            "launched",
            "planted",
            "laid",
            "buried",
            "thrown",
            "hurled",
            "lobbed",
            "dropped",
            "detonated",
            "driven",
            "worn"
        ];
        // "planted by rebels killed two and wounded a third": of both.
        let governor = verb.link.governor.and_then(|g| self.chunks.get(g as usize)).map(|c| c.index);
        let first = governor.filter(|&g| self.verbs.get(g as usize).is_some_and(|v| v.link.subject == verb.link.subject));
        let before = self.verbs.get(first.unwrap_or(verb_index).checked_sub(1)? as usize)?;
        // "Rebels fired a rocket that hit the depot": so is who did it in the clause that it hangs on.
        let object = || verb.link.attributive && !verb.link.passive && verb.link.subject == Some(before.chunk + 1);
        // "Jets conducted strikes targeting a depot".
        let made = hashes!["conducted", "carried", "staged", "mounted"];
        let word = self.tokens[before.main as usize].hash;
        if object() && !before.link.passive && (sent.contains(&word) || verb.gerund && made.contains(&word)) {
            return Some(self.clauses().arguments(before.chunk as usize, self.verbs).subjects);
        }
        let reduced = before.link.attributive && before.link.passive && before.link.subject == verb.link.subject;
        (reduced && self.token_is(before.main, sent)).then(|| self.clauses().arguments(before.chunk as usize, self.verbs).subjects)
    }

    /// The word that a light verb needs: its object, a particle, or what is said of the object ("opened fire", "blew up",
    /// "shot him dead"). Gives the tokens of both.
    fn companion(&self, frame: &Frame, verb_index: u32, arguments: &Arguments, objects: &mut Indices) -> Option<(u32, u32)> {
        objects.extend_from_slice(&arguments.objects);
        let verb = &self.verbs[verb_index as usize];
        let wanted = |t: u32| self.tokens.get(t as usize).is_some_and(|t| frame.with.has(t.hash));
        let cover = |t: u32| (verb.main.min(t), verb.main.max(t) + 1);
        // Of "carried out a string of attacks" the attacks.
        let head = |n: u32| {
            let noun = &self.nouns[n as usize];
            let part = self.words[noun.head as usize].is(class::PARTITIVE) && self.token_is(noun.end, hashes!["of"]);
            let whole = self.nouns.get(n as usize + 1).filter(|w| part && w.first == noun.end + 1);
            whole.unwrap_or(noun).head
        };
        let heads = |n: &u32| wanted(head(*n));
        // "an offensive in Oru that began": what stands before an active verb is not its object.
        let before = arguments.spare.iter().filter(|_| verb.link.passive);
        if let Some(object) = objects.iter().chain(before).copied().find(|n| heads(n)) {
            if !objects.contains(&object) {
                objects.clear();
                objects.push(object);
            }
            return Some(cover(head(object)));
        }
        // "came under heavy fire", "responded with air raids", "ran into an ambush".
        let leads = |p: u32| p == verb.end && self.token_is(p, hashes!["under", "with", "into"]);
        // "shot him in the knee".
        let limbs = frame.with.has(KNEE);
        // "placed in police custody", "put him under house arrest".
        let held = frame.with.has(DETENTION);
        let led = |p: u32| {
            let limb = limbs && self.token_is(p, hashes!["in", "on"]);
            leads(p) || limb || held && self.token_is(p, hashes!["in", "into", "to", "under"])
        };
        if let Some(&(_, n)) = arguments.prepositional.iter().find(|&&(p, n)| led(p) && heads(&n)) {
            return Some(cover(self.nouns[n as usize].head));
        }
        if limbs {
            return None;
        }
        let last = objects.iter().map(|&n| self.nouns[n as usize].end).filter(|&e| e > verb.main).max();
        // "shot dozens of marchers dead": the phrase goes on behind its "of".
        let last = last.map(|e| match self.noun_at(e + 1).filter(|_| self.token_is(e, hashes!["of"])) {
            Some(thing) => self.nouns[thing].end,
            None => e,
        });
        // "tortured by death squads" tells of no death.
        let done_by = |t: u32| t > 0 && self.tokens[t as usize - 1].hash == const { hash_folded("by") };
        // "continue to strike": a verb of its own.
        let next = self.verbs.get(verb_index as usize + 1).filter(|v| v.infinitive);
        let acted = |t: u32| next.is_some_and(|v| v.main == t);
        // "fatally shot": an adverb may stand before the verb.
        let before = verb
            .main
            .checked_sub(1)
            .filter(|&t| t as usize >= self.first && self.words[t as usize].is(class::ADVERB));
        let word = before
            .into_iter()
            .chain(verb.main + 1..verb.end + 2)
            .chain(last.into_iter().flat_map(|e| e..e + 2))
            // "left ten people dead, among them a nurse".
            .chain(
                objects
                    .iter()
                    .filter(|_| frame.with.has(DEAD))
                    .flat_map(|&n| self.nouns[n as usize].end..self.nouns[n as usize].end + 1),
            )
            .find(|&t| (t as usize) < self.end && wanted(t) && !done_by(t) && !acted(t))?;
        // "took hostage": what stands as a phrase of its own is no object.
        objects.retain(|&mut n| self.nouns[n as usize].head != word);
        // "hacked to death nine men".
        if objects.is_empty() && !verb.link.passive {
            self.clauses().all_from(word + 1, self.verbs, objects);
        }
        Some(cover(word))
    }

    /// Of a light verb and its companion what tells the event: the event noun, else both where they touch, else the verb.
    fn telling(&self, main: u32, both: (u32, u32)) -> (u32, u32) {
        let companion = if both.0 == main { both.1 - 1 } else { both.0 };
        let word = self.words[companion as usize];
        if word.is(class::EVENT) {
            (companion, companion + 1)
        } else if both.1 - both.0 <= 2 && !(companion < main && word.is(class::ADVERB)) {
            both
        } else {
            (main, main + 1)
        }
    }

    pub(super) fn fill(&self, role: &'static str, filler: Filler, filter: &Filter, out: &mut Fillers) {
        // Names of roles are long to compare.
        let known = |(of, known): &(&str, Filler)| *known == filler && *of == role;
        if self.fits(&filler, filter) && out.len() < MOST && !out.iter().any(known) {
            out.push((role, filler));
        }
    }

    /// Appends a relation of a frame; it is long to move, and completed where it stands.
    pub(super) fn finish<'o>(
        &self,
        rule: &Rule,
        frame: &Frame,
        id: u32,
        trigger: (u32, u32),
        mut fillers: Fillers,
        out: &'o mut Vec<Found>,
    ) -> Option<&'o mut Found> {
        let filled = |role: &&str| fillers.iter().any(|(r, _)| r == role);
        if frame.require.iter().any(|any| !any.iter().any(filled)) {
            return None;
        }
        // "denied involvement in the killing of two nurses in Oru": the killing.
        let event = |(role, f): &(&str, Filler)| *role == "event" && f.kind == Some(Kind::Event);
        if fillers.iter().any(event) {
            let other = |k| matches!(k, Kind::People | Kind::Person | Kind::Place);
            fillers.retain(|(role, f)| *role != "event" || !f.kind.is_some_and(other));
        }
        // "We killed them on the break" tells of no one.
        let pronoun = |f: &Filler| self.words[f.first as usize].is(class::PRONOUN);
        let speaker = |f: &Filler| self.token_is(f.first, hashes!["we", "us"]);
        let spoken = |(role, f): &(&str, Filler)| speaker(f) && (acts(role) || fillers.iter().all(|(_, f)| speaker(f)));
        if fillers.iter().any(spoken) && fillers.iter().all(|(_, f)| pronoun(f)) {
            return None;
        }
        if !frame.unless.is_empty() && self.forbids(&frame.unless, trigger.0) {
            return None;
        }
        out.push(Found::new(rule.relation, id, trigger, fillers));
        let found = out.last_mut()?;
        if found.kind == RelationKind::Clashed {
            sides(&mut found.arguments);
        }
        // "allegedly by gunmen".
        let by = |at: usize| at > 1 && self.tokens[at - 1].hash == const { hash_folded("by") } && self.words[at - 2].is(class::HEDGE);
        let hedged = |n: &NounPhrase| n.hedged || by(n.first as usize);
        let of_agent = |f: &Filler| self.noun_at(f.first).and_then(|i| self.nouns.get(i)).is_some_and(hedged);
        if found.arguments.iter().any(|(role, f)| acts(role) && of_agent(f)) {
            found.modality = Modality::Alleged;
        }
        Some(found)
    }
}

/// "Troops and rebels clashed": of two that stand together each is a side.
fn sides(arguments: &mut Fillers) {
    let count = |side: &str, arguments: &Fillers| arguments.iter().filter(|(r, _)| *r == side).count();
    let (a, b) = (count("a", arguments), count("b", arguments));
    let moved = match (a, b) {
        (0, 1..) => arguments.iter_mut().find(|(r, _)| *r == "b").map(|m| (m, "a")),
        (2.., 0) => arguments.iter_mut().rfind(|(r, _)| *r == "a").map(|m| (m, "b")),
        _ => None,
    };
    if let Some((argument, side)) = moved {
        argument.0 = side;
    }
}
