//! What cues, modals, governing verbs and speakers say of a relation. The inner scope wins.

use super::matcher::{Context, Filler, Found};
use super::model::{Rules, Scope};
use super::patterns::Captures;
use super::set::Set;
use crate::lexicon::{class, form};
use crate::phrase::{ChunkKind, NounPhrase, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hash_folded, hashes};

/// How many tokens before the trigger a cue is looked for.
const REACH: usize = 12;

/// How many verbs up a scope is looked for.
const CHAIN: usize = 4;

/// How far to both sides a speaker is looked for, in verbs and in tokens.
const SPEAKERS: usize = 8;
const HEARING: usize = 200;

/// What is so whoever says it: no cue, verb or speaker makes it less sure.
pub(super) const FACTS: [RelationKind; 6] = [
    RelationKind::AliasOf,
    RelationKind::LocatedIn,
    RelationKind::RoleOf,
    RelationKind::WorksFor,
    RelationKind::BasedIn,
    RelationKind::LivesIn,
];

/// Relations that are no events: to tell them apart by speaker says little.
const STATES: [RelationKind; 3] = [RelationKind::MemberOf, RelationKind::OffshootOf, RelationKind::NationalityOf];

impl Context<'_> {
    pub(super) fn apply_scopes(&self, rules: &Rules, found: &mut Found) {
        if FACTS.contains(&found.kind) {
            return;
        }
        let cue = self.nearest_cue(rules, found);
        let (negates, marked) = rules.rules[found.rule as usize].marks;
        let mut modality = marked.unwrap_or(found.modality);
        if negates {
            found.polarity = Polarity::Negated;
        }
        if let Some((negated, said)) = self.governed(rules, found).or(cue).or_else(|| self.told(rules, found)) {
            if negated {
                // "failed to prevent", "did not deny": two make it so.
                found.polarity = Polarity::Negated;
            }
            modality = said.unwrap_or(modality);
        }
        // What is planned is not so before it is done: the plan itself is.
        if matches!(found.kind, RelationKind::Planned | RelationKind::Foiled) && modality == Modality::Planned {
            modality = Modality::Asserted;
        }
        if let Some(modal) = self.modal(found)
            && modality == Modality::Asserted
        {
            modality = modal;
        }
        let core = |role: &str| !matches!(role, "place" | "time" | "weapon" | "cause" | "source");
        if found.arguments.iter().any(|(role, f)| core(role) && self.negative(f)) {
            found.polarity = Polarity::Negated;
        }
        // What a relative clause adds outside of quotes is the writer's own; so is who claimed what, or did not.
        let verb = found
            .verb
            .and_then(|v| self.verbs.get(v as usize))
            .filter(|v| (found.extent.0..found.extent.1).contains(&v.main));
        let attributive = verb.is_some_and(|v| v.link.attributive);
        let statement = matches!(found.kind, RelationKind::ClaimedResponsibility | RelationKind::Blamed);
        let added = attributive && (statement || self.relative_pronoun(found)) && !self.quoted(found.trigger.0);
        let unclaimed = found.kind == RelationKind::ClaimedResponsibility && found.polarity == Polarity::Negated;
        if modality == Modality::Asserted
            && !STATES.contains(&found.kind)
            && !added
            && !unclaimed
            && let Some(speaker) = self.speaker(found)
        {
            modality = Modality::Reported;
            found.attribution = speaker;
        }
        found.modality = modality;
    }

    /// The tokens of the sentence that are near enough to be about the trigger.
    pub(super) fn around(&self, trigger: u32) -> std::ops::Range<usize> {
        let at = trigger as usize;
        at.saturating_sub(HEARING).max(self.first)..self.end.min(at + HEARING)
    }

    /// Whether "who", "which" or "whom" opens the clause of the trigger.
    fn relative_pronoun(&self, found: &Found) -> bool {
        let verb = found.verb.and_then(|v| self.verbs.get(v as usize));
        let that = const { hash_folded("that") };
        verb.is_some_and(|v| {
            (1..=2)
                .filter_map(|n| (v.chunk as usize).checked_sub(n))
                .any(|i| self.chunks[i].kind == ChunkKind::Relative && self.tokens[self.chunks[i].first as usize].hash != that)
        })
    }

    /// Whether quotes that opened before it have not closed.
    fn quoted(&self, token: u32) -> bool {
        let before = self.around(token).start..token as usize;
        self.tokens[before].iter().filter(|t| t.punct == b'"').count() % 2 == 1
    }

    fn negative(&self, filler: &Filler) -> bool {
        self.noun_at(filler.first)
            .and_then(|i| self.nouns.get(i))
            .is_some_and(|n| n.negative)
            || self.words[filler.first as usize].is(class::NEG)
    }

    /// The cue that stands nearest before the trigger: whether it negates, and what it makes of the modality.
    fn nearest_cue(&self, rules: &Rules, found: &Found) -> Option<(bool, Option<Modality>)> {
        let trigger = found.trigger.0 as usize;
        let from = trigger.saturating_sub(REACH).max(self.first);
        let mut best: Option<(usize, bool, Option<Modality>)> = None;
        let mut near = [Set::default(); REACH];
        let mut stand = Set::default();
        for (t, set) in (from..trigger).zip(&mut near) {
            *set = Set::of_token(&self.tokens[t], self.words[t]);
            stand = stand.or(*set);
        }
        // "prevented a planned attack and arrested two": where the verb stands right behind an "and".
        let verb = found.verb.and_then(|v| self.verbs.get(v as usize)).map(|v| v.first as usize);
        let joined = verb.filter(|v| {
            v.checked_sub(1)
                .is_some_and(|and| self.tokens[and].hash == const { hash_folded("and") })
        });
        for scope in rules.scopes.iter().filter(|s| !s.cue.is_empty() && s.firsts.meets(stand)) {
            for i in (from..trigger).rev() {
                // "a clinic of Doctors Without Borders": not within a name.
                let capital = |t: usize| self.tokens[t].is_capitalized() && !self.tokens[t].has(Token::ALL_CAPS);
                let named = || i > self.first && capital(i) && capital(i - 1);
                if !scope.firsts.meets(near[i - from]) || named() {
                    continue;
                }
                let Some(end) = self.elements(&scope.cue, i, &mut Captures::new()) else {
                    continue;
                };
                // "denied that the group's fighters fled": that they are fighters no one denies.
                if STATES.contains(&found.kind) && self.words[i].is(class::SAY) {
                    break;
                }
                // No cue reaches over another verb.
                let from = self.verbs.partition_point(|v| (v.main as usize) < end);
                let own = |v: &VerbGroup| (found.extent.0..found.extent.1).contains(&v.main) || v.end as usize > trigger || v.infinitive;
                if self
                    .verbs
                    .get(from..)
                    .unwrap_or_default()
                    .iter()
                    .take_while(|v| (v.main as usize) < trigger)
                    .any(|v| !own(v))
                {
                    break;
                }
                let near = end <= trigger + 1 && trigger - end.min(trigger) <= usize::from(scope.covers);
                // "killed no one but wounded two"; "denied that rebels fled" goes on.
                let cut = |t: usize| {
                    let token = &self.tokens[t];
                    matches!(token.punct, b',' | b';' | b':' | b'(')
                        || hashes!["but", "which", "who", "whom", "whose"].contains(&token.hash)
                };
                let cut = joined.is_some_and(|v| v > end) || (end.min(trigger)..trigger).any(cut);
                if near && !cut && best.as_ref().is_none_or(|b| i > b.0) {
                    best = Some((i, scope.negated, scope.modality));
                }
                break;
            }
        }
        best.map(|(_, negated, modality)| (negated, modality))
    }

    /// What the verbs say that govern the trigger's: "failed to", "is believed to have".
    fn governed(&self, rules: &Rules, found: &Found) -> Option<(bool, Option<Modality>)> {
        if let Some(scope) = self.came_to_nothing(rules, found) {
            return Some((scope.negated, scope.modality));
        }
        let mut verb = self.verbs.get(found.verb? as usize)?;
        for _ in 0..CHAIN {
            let noun_trigger = verb.main < found.extent.0 || verb.main >= found.extent.1;
            // "were to attack", "were ordered to kill" is planned; "there were clashes", "ordered the killing" is not.
            let done = self.words[verb.main as usize].is(class::AUX_BE)
                || hashes!["ordered", "orders", "ordering", "instructed", "instructing"].contains(&self.tokens[verb.main as usize].hash);
            // "accused of ordering the murder": that there was one is not in doubt.
            if noun_trigger && done && verb.gerund {
                return None;
            }
            // "wanted for the murder", but "sought in connection with the murder".
            if noun_trigger && self.sought(verb) {
                let before = self.noun_around(found.trigger.0).and_then(|n| n.first.checked_sub(1));
                let held = before.is_some_and(|t| self.tokens[t as usize].hash == const { hash_folded("for") });
                return held.then_some((false, Some(Modality::Alleged)));
            }
            // "foiled with the arrest of six": the arrest was made.
            let means = self.noun_around(found.trigger.0).is_some_and(|n| {
                let before = n.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
                before.is_some_and(|h| hashes!["with", "after", "by", "during", "following", "through"].contains(&h))
            });
            if noun_trigger
                && !done
                && let Some(scope) = rules
                    .governing(verb.lemma)
                    .filter(|s| !(means && s.modality == Some(Modality::Averted)))
            {
                return Some((scope.negated, scope.modality));
            }
            if !verb.infinitive && !self.of_doing(verb) && !self.joined(verb) {
                return None;
            }
            let governor = self.chunks.get(verb.link.governor? as usize)?;
            let governor = self.verbs.get(governor.index as usize)?;
            if self.sought(governor) {
                return Some((false, Some(Modality::Alleged)));
            }
            // "is the sixth nurse to be killed": she was.
            let behind = self.chunks.get((verb.chunk as usize).saturating_sub(1));
            let who = behind
                .filter(|c| c.kind == ChunkKind::Noun)
                .and_then(|c| self.nouns.get(c.index as usize));
            let described = verb.infinitive && verb.chunk == governor.chunk + 2 && who.is_some_and(NounPhrase::can_act);
            verb = governor;
            if described && self.words[verb.main as usize].is(class::AUX_BE) {
                return None;
            }
            if let Some(scope) = rules.governing(verb.lemma) {
                let negated = scope.negated != verb.negated;
                return Some((negated && (scope.negated || scope.modality.is_none()), scope.modality));
            }
            // "did not manage to kill".
            if verb.negated && !noun_trigger {
                return Some((true, None));
            }
        }
        None
    }

    /// What the verb says that tells the trigger's clause: "it is feared that rebels killed her", "he doubts rebels killed her".
    fn told(&self, rules: &Rules, found: &Found) -> Option<(bool, Option<Modality>)> {
        let verb = self.verbs.get(found.verb? as usize)?;
        let clauses = self.clauses();
        let opens = clauses.list_start(verb.link.subject? as usize).checked_sub(1)?;
        let kind = |i: usize| self.chunks.get(i).map(|c| c.kind);
        let before = if kind(opens) == Some(ChunkKind::Subordinator) {
            opens.checked_sub(1)?
        } else {
            opens
        };
        let teller = self
            .chunks
            .get(before)
            .filter(|c| c.kind == ChunkKind::Verb && !verb.link.attributive)?;
        let teller = self.verbs.get(teller.index as usize)?;
        let scope = rules.telling(teller.lemma);
        // "No one said that rebels attacked", "did not say they had".
        let unsaid = self.by_nobody(teller) || teller.negated && scope.is_none();
        if unsaid && self.words[teller.main as usize].is(class::SAY) {
            return Some((false, Some(Modality::Hypothetical)));
        }
        let scope = scope?;
        // "does not believe that": that it is so is neither said nor denied.
        let doubted = teller.negated && scope.modality == Some(Modality::Alleged);
        Some((scope.negated, if doubted { Some(Modality::Hypothetical) } else { scope.modality }))
    }

    /// "Suspected of carrying out", "prevented from bombing", "discussed bombing": a gerund that its preposition ties to the
    /// verb, or that is its object.
    fn of_doing(&self, verb: &VerbGroup) -> bool {
        let before = verb.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
        let governor = verb.link.governor.and_then(|g| self.chunks.get(g as usize));
        let object = verb.link.governor.is_some_and(|g| g + 1 == verb.chunk);
        let sought = || {
            governor
                .and_then(|g| self.verbs.get(g.index as usize))
                .is_some_and(|g| self.sought(g))
        };
        let held = |h| hashes!["of", "from", "with"].contains(&h) || h == const { hash_folded("for") } && sought();
        verb.gerund && (object || before.is_some_and(held))
    }

    /// "wanted for", "indicted for": what it is for has still to be shown.
    fn sought(&self, verb: &VerbGroup) -> bool {
        let sought = hashes!["wanted", "sought", "indicted", "investigated", "prosecuted", "arraigned"];
        (verb.passive || verb.link.passive) && sought.contains(&self.tokens[verb.main as usize].hash)
    }

    /// "Accused of killing two and wounding a third": the second of two gerunds.
    fn joined(&self, verb: &VerbGroup) -> bool {
        let before = verb.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
        let governor = verb
            .link
            .governor
            .and_then(|g| self.chunks.get(g as usize))
            .map(|c| c.index as usize);
        let gerund = governor.and_then(|g| self.verbs.get(g)).is_some_and(|g| g.gerund);
        verb.gerund && gerund && before.is_some_and(|h| hashes!["and", "or"].contains(&h))
    }

    /// "The raid on the depot failed", "an attack had been foiled": what the verb of an event noun says of it.
    fn came_to_nothing<'r>(&self, rules: &'r Rules, found: &Found) -> Option<&'r Scope> {
        let is_subject = |v: &&VerbGroup| {
            let subject = v.link.subject.and_then(|s| self.chunks.get(s as usize));
            subject.is_some_and(|c| c.kind == ChunkKind::Noun && self.nouns[c.index as usize].head == found.trigger.0)
        };
        let behind = self.verbs.partition_point(|v| v.main < found.trigger.0);
        let verb = self.verbs[behind..]
            .iter()
            .take(CHAIN)
            .find(is_subject)
            .filter(|v| v.link.passive || self.is_failure(v))?;
        rules
            .governing(verb.lemma)
            .filter(|scope| scope.modality == Some(Modality::Averted))
    }

    fn is_failure(&self, verb: &VerbGroup) -> bool {
        hashes!["failed", "fails", "fail"].contains(&self.tokens[verb.main as usize].hash)
    }

    /// May, might, could, if: hypothetical; will: planned.
    fn modal(&self, found: &Found) -> Option<Modality> {
        // "would respond to the killing": that there was one is not in doubt.
        let known = |n: &NounPhrase| {
            let opens = hashes!["the", "this", "that", "its", "their", "his", "her"].contains(&self.tokens[n.first as usize].hash);
            let governed = n.first.checked_sub(1).is_some_and(|t| self.words[t as usize].is(class::PREP));
            opens && governed && n.head == found.trigger.0
        };
        if self.noun_around(found.trigger.0).is_some_and(known) {
            return None;
        }
        let mut verb = self.verbs.get(found.verb? as usize)?;
        for _ in 0..CHAIN {
            for t in verb.first..verb.main {
                if self.words[t as usize].is(class::MODAL) {
                    let will = hashes!["will", "shall", "wo", "wont"];
                    let planned = will.contains(&self.tokens[t as usize].hash);
                    return Some(if planned { Modality::Planned } else { Modality::Hypothetical });
                }
            }
            let governor = self.chunks.get(verb.link.governor? as usize)?;
            let governor = self.verbs.get(governor.index as usize)?;
            if !verb.infinitive && !self.shares_auxiliary(verb, governor) {
                return None;
            }
            verb = governor;
        }
        None
    }

    /// "may have attacked the base and killed two", "could attack and kill": the second verb has the auxiliaries of the first.
    fn shares_auxiliary(&self, verb: &VerbGroup, first: &VerbGroup) -> bool {
        let own = |v: &VerbGroup| self.words[v.main as usize].forms;
        let form = if own(first) & form::BASE != 0 {
            form::BASE
        } else {
            form::PARTICIPLE
        };
        let joined = verb.first.checked_sub(1).is_some_and(|t| self.words[t as usize].is(class::CONJ));
        joined && verb.first == verb.main && first.first < first.main && !first.passive && own(verb) & form != 0
    }

    /// Whether someone is said to have said it, and who.
    fn speaker(&self, found: &Found) -> Option<Option<(u32, u32)>> {
        let trigger = found.trigger.0;
        let at = self.verbs.partition_point(|v| v.main < trigger);
        let says = |v: &&VerbGroup| self.words[v.main as usize].is(class::SAY) && !(found.extent.0..found.extent.1).contains(&v.main);
        let parted = |from: u32, to: u32| {
            let far = to.saturating_sub(from) as usize > HEARING;
            far || (from as usize..to as usize).any(|t| self.tokens[t].punct == b';')
        };
        // "The blast, which police blamed on rebels, killed two": what the relative clause says is over.
        let subject = found.verb.and_then(|v| self.verbs.get(v as usize)).and_then(|v| v.link.subject);
        let within = |v: &VerbGroup| v.link.nested && subject.is_some_and(|s| v.link.subject.is_some_and(|own| s < own));
        // Before it: "police said that ...".
        // "was blamed for a bombing that left two dead": the one who is blamed says nothing.
        let accused = |v: &VerbGroup| {
            (v.passive || v.link.passive) && hashes!["blamed", "accused", "charged"].contains(&self.tokens[v.main as usize].hash)
        };
        let before = self.verbs[..at].iter().rev().take(SPEAKERS).filter(says).find(|v| {
            !v.negated
                && !accused(v)
                && !v.modal
                && !v.link.attributive
                && !within(v)
                && !self.by_nobody(v)
                && self.tells_clause(v)
                && !parted(v.end, trigger)
        });
        if let Some(verb) = before
            && !self.closed(verb.chunk as usize, verb, trigger)
            && !self.past_promise(verb, trigger)
        {
            return Some(self.said_by(verb.chunk as usize, verb));
        }
        // Behind it: "..., police said".
        let after = self
            .verbs
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(SPEAKERS)
            .filter(says)
            .find_map(|v| {
                let chunk = v.chunk as usize;
                let inverted = self.inverted(v);
                // "..., although another group, Hamas, claimed it": it adds nothing to what was said.
                let tag = inverted || v.link.governor.is_none() && self.tells_clause(v);
                (tag && !accused(v) && !parted(trigger, v.main) && self.added(chunk, v)).then_some((chunk, v))
            });
        if let Some((chunk, verb)) = after {
            return Some(self.said_by(chunk, verb));
        }
        let (according, reportedly) = (const { hash_folded("according") }, const { hash_folded("reportedly") });
        let cue = self
            .around(trigger)
            .find(|&t| self.tokens[t].hash == according || self.tokens[t].hash == reportedly)?;
        let source = self.nouns.get(self.nouns.partition_point(|n| (n.first as usize) < cue));
        let source = source.filter(|n| self.tokens[cue].hash == according && n.first as usize <= cue + 3);
        Some(source.map(|n| (n.first, n.end)))
    }

    /// "No group has claimed": nobody said anything.
    fn by_nobody(&self, verb: &VerbGroup) -> bool {
        let subject = verb.link.subject.and_then(|s| self.chunks.get(s as usize));
        subject.is_some_and(|c| {
            let before = (c.first as usize).checked_sub(1).filter(|&t| t >= self.first);
            self.words[c.first as usize].is(class::NEG)
                || before.is_some_and(|t| self.words[t].is(class::NEG) || self.is_no(t))
                || self.is_no(c.first as usize)
        })
    }

    fn is_no(&self, token: usize) -> bool {
        self.tokens[token].hash == const { hash_folded("no") }
    }

    /// "Claimed the attack" tells a thing, "claimed the army attacked" a clause: the noun behind is a subject there.
    fn tells_clause(&self, verb: &VerbGroup) -> bool {
        let told = const { hash_folded("told") };
        let object = verb.chunk as usize + 1;
        if self.tokens[verb.main as usize].hash == told || self.chunks.get(object).is_none_or(|c| c.kind != ChunkKind::Noun) {
            return true;
        }
        // "claimed the lives of two": no one said anything.
        let lives = |n: &NounPhrase| hashes!["lives", "life"].contains(&self.tokens[n.head as usize].hash);
        let taken = self.chunks.get(object).and_then(|c| self.nouns.get(c.index as usize));
        if taken.is_some_and(lives) {
            return false;
        }
        let at = self.verbs.partition_point(|v| v.first <= verb.first);
        // "claimed the attack in which two died": the subject stands in a clause that hangs on the thing.
        let hangs = |s: usize| (object..s).any(|i| self.chunks.get(i).is_some_and(|c| c.kind == ChunkKind::Relative));
        let near = |s: usize| (object..object + 12).contains(&s) && !hangs(s);
        let subject = |v: &VerbGroup| !v.link.attributive && v.link.subject.is_some_and(|s| near(s as usize));
        self.verbs.get(at..).unwrap_or_default().iter().take(3).any(subject)
    }

    /// A say-verb that closes its sentence or aside says nothing of what follows: "..., police said, and ...".
    fn closed(&self, chunk: usize, verb: &VerbGroup, trigger: u32) -> bool {
        let next = self.chunks.get(chunk + 1).map(|c| c.kind);
        next == Some(ChunkKind::Comma)
            && self.added(chunk, verb)
            && trigger > verb.end
            && self.chunks[chunk + 1..].iter().take(2).any(|c| c.kind == ChunkKind::Conjunction)
    }

    /// "Threatened to besiege the town, and a raid ...": what is threatened ends with the infinitive's clause.
    fn past_promise(&self, verb: &VerbGroup, trigger: u32) -> bool {
        let at = self.verbs.partition_point(|v| v.main <= verb.main);
        let promised = self.verbs.get(at).filter(|v| v.infinitive && v.link.governor == Some(verb.chunk));
        promised.is_some_and(|v| {
            let behind = self.chunks.get(v.chunk as usize..).unwrap_or_default();
            let until = behind.partition_point(|c| c.first < trigger);
            behind[..until]
                .windows(2)
                .any(|pair| matches!(pair, [a, b] if a.kind == ChunkKind::Comma && b.kind == ChunkKind::Conjunction))
        })
    }

    /// Whether the say-verb is added to what was said: its subject, or itself, stands behind a comma or quote.
    fn added(&self, chunk: usize, verb: &VerbGroup) -> bool {
        let mark = |i: usize| {
            self.chunks.get(i).is_some_and(|c| {
                c.kind == ChunkKind::Comma
                    || c.kind == ChunkKind::Stop
                    || c.kind == ChunkKind::Other && self.tokens[c.first as usize].punct != 0
            })
        };
        if chunk == 0 || mark(chunk - 1) {
            return true;
        }
        let Some(subject) = verb.link.subject.map(|s| s as usize) else {
            return false;
        };
        // "..., in Oru, police and the army said": how far the list goes back is not told by commas.
        let first = self.clauses().list_start(subject);
        let told = |i: &usize| !matches!(self.chunks[*i].kind, ChunkKind::Noun | ChunkKind::Preposition);
        (0..first).rev().take(6).find(told).is_some_and(mark) || (first..subject).any(mark)
    }

    /// "..., said the mayor": whether a say-verb stands between a comma and its subject.
    fn inverted(&self, verb: &VerbGroup) -> bool {
        let chunk = verb.chunk as usize;
        let kind = |i: usize| self.chunks.get(i).map(|c| c.kind);
        let behind_comma = chunk.checked_sub(1).and_then(kind) == Some(ChunkKind::Comma);
        let subject = |v: &VerbGroup| !v.link.attributive && v.link.subject == Some(chunk as u32 + 1);
        let behind = self.verbs.partition_point(|v| v.main <= verb.main);
        let free = || !self.verbs[behind..].iter().take(CHAIN).any(subject);
        behind_comma && kind(chunk + 1) == Some(ChunkKind::Noun) && free()
    }

    /// Whose words they are: the subject, or for "said X" what stands behind.
    fn said_by(&self, chunk: usize, verb: &VerbGroup) -> Option<(u32, u32)> {
        let noun = |i: usize| self.chunks.get(i).filter(|c| c.kind == ChunkKind::Noun).map(|c| c.index);
        // "Vano told Reuters": never whom it was told.
        let told = self.tokens[verb.main as usize].hash == const { hash_folded("told") };
        let parted = || matches!(self.chunks[chunk - 1].kind, ChunkKind::Comma | ChunkKind::Other | ChunkKind::Stop);
        let inverted = !told && (chunk == 0 || parted());
        // "a group, its name unknown, said its men had fled": what stands behind is the subject of the next verb.
        let at = self.verbs.partition_point(|v| v.main <= verb.main);
        let subject = |v: &VerbGroup| v.link.subject == Some(chunk as u32 + 1);
        let opens = verb.link.subject.is_some() && self.verbs.get(at).is_some_and(subject);
        let behind = noun(chunk + 1).filter(|_| inverted && !verb.gerund && !opens);
        let index = behind.or_else(|| verb.link.subject.and_then(|s| noun(s as usize)))?;
        // "it was reported that": nobody is named.
        if verb.passive && behind.is_none() {
            return None;
        }
        let filler = self.filler(index);
        Some((self.with_possessor(filler.first), filler.end))
    }

    /// "Syria's ministry": the phrase begins with whose it is.
    fn with_possessor(&self, first: u32) -> u32 {
        if !self.tokens[first as usize].has(Token::POSSESSIVE) {
            return first;
        }
        let before = first.checked_sub(1).and_then(|t| self.noun_around(t));
        before.map_or(first + 1, |n| n.first)
    }
}
