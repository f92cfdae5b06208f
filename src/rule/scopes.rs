//! What cues, modals, governing verbs and speakers say of a relation. The inner scope wins.

use smallvec::SmallVec;

use super::filler::Filler;
use super::matcher::{Context, Found};
use super::model::{Rules, Scope};
use super::patterns::Captures;
use super::set::Set;
use super::survey::Survey;
use crate::lexicon::{class, form};
use crate::phrase::{ChunkKind, NounPhrase, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hash_folded, hashes};

/// How many tokens before the trigger a cue is looked for.
const REACH: usize = 12;

/// How many verbs up a scope is looked for.
pub(super) const CHAIN: usize = 4;

/// How far to both sides a speaker is looked for, in tokens.
pub(super) const HEARING: usize = 200;

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

/// Whether words around a relation negate it, and what they make of its modality.
type Said = (bool, Option<Modality>);

impl Context<'_> {
    pub(super) fn apply_scopes(&self, rules: &Rules, survey: &Survey, found: &mut Found) {
        let cue = self.nearest_cue(rules, found);
        let (negates, marked) = rules.rules[found.rule as usize].marks;
        let mut modality = marked.unwrap_or(found.modality);
        if negates {
            found.polarity = Polarity::Negated;
        }
        let said = self
            .governed(rules, found)
            .or(cue)
            .or_else(|| self.told(rules, found))
            .or_else(|| self.believed(rules, found));
        let involved = || {
            self.known_by(found.trigger.0)
                .is_some_and(|p| hashes!["behind", "in", "for"].contains(&p))
        };
        if let Some((negated, said)) = said.filter(|&(negated, _)| if negated { !involved() } else { !self.names_doer(found) }) {
            if negated {
                // "failed to prevent", "did not deny": two make it so.
                found.polarity = Polarity::Negated;
            }
            modality = said.unwrap_or(modality);
        }
        // The verb that the words of the relation hold.
        let verb = self
            .verb_of_match(found)
            .filter(|v| (found.extent.0..found.extent.1).contains(&v.main));
        // What is planned is not so before it is done, nor if it is foiled: the plan itself is. "Asked for the arrest of its leader": he leads it.
        let plan = matches!(found.kind, RelationKind::Planned | RelationKind::Foiled);
        let state = STATES.contains(&found.kind) && verb.is_none();
        if plan && modality == Modality::Averted || (plan || state) && modality == Modality::Planned {
            modality = Modality::Asserted;
        }
        if let Some(modal) = self.modal(found)
            && modality == Modality::Asserted
        {
            modality = modal;
        }
        let core = |role: &str| !matches!(role, "place" | "time" | "weapon" | "cause" | "source");
        if survey.negates && found.arguments.iter().any(|(role, f)| core(role) && self.negative(f)) {
            found.polarity = Polarity::Negated;
        }
        let may_be_said = matches!(modality, Modality::Asserted | Modality::Alleged | Modality::Reported) && !STATES.contains(&found.kind);
        if may_be_said
            && !self.writers_own(found, verb)
            && let Some(speaker) = self.speaker(found, survey)
        {
            if modality == Modality::Asserted {
                modality = Modality::Reported;
            }
            found.attribution = speaker.map(|speaker| self.with_owner(speaker));
        }
        found.modality = modality;
    }

    /// What a relative clause adds outside of quotes is the writer's own; so is who claimed or denied what, or did not.
    fn writers_own(&self, found: &Found, verb: Option<&VerbGroup>) -> bool {
        let statement = matches!(
            found.kind,
            RelationKind::ClaimedResponsibility | RelationKind::DeniedResponsibility | RelationKind::Blamed
        );
        let attributive = verb.is_some_and(|v| v.link.attributive);
        let added = attributive && (statement || self.relative_pronoun(found)) && !self.quoted(found.trigger.0);
        let unclaimed = found.kind == RelationKind::ClaimedResponsibility && found.polarity == Polarity::Negated;
        added || unclaimed
    }

    /// The tokens of the sentence that are near enough to be about the trigger.
    pub(super) fn around(&self, trigger: u32) -> std::ops::Range<usize> {
        let at = trigger as usize;
        at.saturating_sub(HEARING).max(self.first)..self.end.min(at + HEARING)
    }

    /// Whether "who", "which" or "whom" opens the clause of the trigger.
    fn relative_pronoun(&self, found: &Found) -> bool {
        let verb = self.verb_of_match(found);
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
            // "Not one of the hostages was hurt".
            || filler.first > 0 && self.words[filler.first as usize - 1].is(class::NEG) && self.words[filler.first as usize].is(class::NUMBER)
            || self.words[filler.first as usize].is(class::NEG)
    }

    /// What the cue says that stands nearest before the trigger.
    fn nearest_cue(&self, rules: &Rules, found: &Found) -> Option<Said> {
        let trigger = found.trigger.0 as usize;
        let from = trigger.saturating_sub(REACH).max(self.first);
        let mut best: Option<(usize, Said)> = None;
        // Most have no word before them that a cue begins with.
        let opens = |t: &usize| rules.cue_words.as_ref().is_none_or(|words| words.has_among(self.tokens[*t].hash));
        let starts: SmallVec<[usize; REACH]> = (from..trigger).rev().filter(opens).collect();
        if starts.is_empty() {
            return None;
        }
        // "prevented a planned attack and arrested two": where the verb stands right behind an "and".
        let verb = self.verb_of_match(found).map(|v| v.first as usize);
        let joined = verb.filter(|v| {
            v.checked_sub(1)
                .is_some_and(|and| self.tokens[and].hash == const { hash_folded("and") })
        });
        for scope in rules.scopes.iter().filter(|s| !s.cue.is_empty()) {
            // The nearest that is read as this cue is the one.
            let Some((i, end)) = starts.iter().find_map(|&i| Some((i, self.cue_from(scope, i, found)?))) else {
                continue;
            };
            // "denied that the group's fighters fled": that they are fighters no one denies.
            if STATES.contains(&found.kind) && self.words[i].is(class::SAY) {
                continue;
            }
            let near = end <= trigger + 1 && trigger - end.min(trigger) <= usize::from(scope.covers);
            let cut = || joined.is_some_and(|v| v > end) || self.cut_off(end, found);
            let vain = || scope.modality == Some(Modality::Averted) && self.in_vain(i);
            if near && best.as_ref().is_none_or(|b| i > b.0) && !cut() && !vain() {
                best = Some((i, (scope.negated, scope.modality)));
            }
        }
        best.map(|(_, said)| said)
    }

    /// Where the cue of a scope ends that begins at a token, if it does.
    fn cue_from(&self, scope: &Scope, i: usize, found: &Found) -> Option<usize> {
        // "charges that the rebels denied": what is denied is the charge.
        let charge = |(role, f): &(&str, Filler)| *role == "event" && f.first as usize <= i && i < f.end as usize;
        let inside = found.extent.0 as usize <= i && i < found.extent.1 as usize;
        if found.kind == RelationKind::DeniedResponsibility && (inside || found.arguments.iter().any(charge)) {
            return None;
        }
        // "a clinic of Doctors Without Borders": not within a name.
        let capital = |t: usize| self.tokens[t].is_capitalized() && !self.tokens[t].has(Token::ALL_CAPS);
        let named = || i > self.first && capital(i) && capital(i - 1);
        if !scope.firsts.meets(Set::of_token(&self.tokens[i], self.words[i])) || named() {
            return None;
        }
        self.elements(&scope.cue, i, &mut Captures::new())
    }

    /// Whether a cue that ends at a token does not reach the trigger: another verb or the end of a clause stands between.
    fn cut_off(&self, end: usize, found: &Found) -> bool {
        let trigger = found.trigger.0 as usize;
        let from = self.verbs.partition_point(|v| (v.main as usize) < end);
        // "if we allow rebels to take the town", "if he is forced to return": the verb that governs it.
        let own_verb = self.verb_of_match(found);
        let governor = own_verb
            .and_then(|v| self.governor(v))
            .filter(|g| g.link.passive || own_verb.is_some_and(|v| v.infinitive));
        let governor = governor.map(|g| g.main);
        let own = |v: &VerbGroup| {
            (found.extent.0..found.extent.1).contains(&v.main) || v.end as usize > trigger || v.infinitive || Some(v.main) == governor
        };
        let mut between = self.verbs[from..].iter().take_while(|v| (v.main as usize) < trigger);
        // "killed no one but wounded two"; "denied that rebels fled" goes on.
        let cut = |t: usize| {
            let token = &self.tokens[t];
            matches!(token.punct, b',' | b';' | b':' | b'(') || hashes!["but", "which", "who", "whom", "whose"].contains(&token.hash)
        };
        !between.all(own) || (end.min(trigger)..trigger).any(cut)
    }

    /// What the verbs say that govern the trigger's: "failed to", "is believed to have".
    fn governed(&self, rules: &Rules, found: &Found) -> Option<Said> {
        if let Some(scope) = self.came_to_nothing(rules, found) {
            return Some((scope.negated, scope.modality));
        }
        // "failed to foil the attack", "failed to prevent rebels from killing ten": it was done.
        let happened = |verb: &VerbGroup, scope: &Scope| {
            let failed = || self.governor(verb).is_some_and(|g| self.is_failure(g));
            scope.modality == Some(Modality::Averted) && verb.infinitive && failed()
        };
        let mut verb = self.verb_of_match(found)?;
        for _ in 0..CHAIN {
            let noun_trigger = verb.main < found.extent.0 || verb.main >= found.extent.1;
            // "were to attack", "were ordered to kill" is planned; "there were clashes", "ordered the killing" is not.
            let done = || {
                self.words[verb.main as usize].is(class::AUX_BE)
                    || self.token_is(verb.main, hashes!["ordered", "orders", "ordering", "instructed", "instructing"])
            };
            // "accused of ordering the murder": that there was one is not in doubt.
            if noun_trigger && verb.gerund && done() {
                return None;
            }
            // "vowed to avenge the killing", "vowed to go on after the killing", "called it an attack": there was one.
            if noun_trigger && (self.presumes(verb, found.trigger.0) || self.is_background(found.trigger.0)) {
                return None;
            }
            // "wanted for the murder", but "sought in connection with the murder".
            if noun_trigger && self.sought(verb) {
                let noun = self.noun_around(found.trigger.0);
                let held = noun.is_some_and(|n| self.behind_word(n.first, hashes!["for"]));
                return held.then_some((false, Some(Modality::Alleged)));
            }
            // "foiled with the arrest of six": the arrest was made.
            let means = || {
                let led = hashes!["with", "after", "by", "during", "following", "through"];
                self.noun_around(found.trigger.0).is_some_and(|n| self.behind_word(n.first, led))
            };
            if noun_trigger
                && !done()
                // "will be tried for the killing".
                && !(verb.link.passive && self.token_is(verb.main, hashes!["tried"]))
                && let Some(scope) = rules
                    .governing(verb.lemma)
                    .filter(|s| !(s.modality == Some(Modality::Averted) && means()))
            {
                return (!happened(verb, scope)).then_some((scope.negated, scope.modality));
            }
            if !verb.infinitive && !(verb.gerund && (self.of_doing(verb) || self.joined(verb))) {
                return None;
            }
            // "accused of planning and killing": they are accused of both.
            let sibling = self.governor(verb)?;
            let governor = self.governor(sibling).filter(|_| self.joined(verb)).unwrap_or(sibling);
            if self.sought(governor) {
                return Some((false, Some(Modality::Alleged)));
            }
            // "is the sixth nurse to be killed": she was.
            let behind = self.chunks.get((verb.chunk as usize).saturating_sub(1));
            let who = behind
                .filter(|c| c.kind == ChunkKind::Noun)
                .and_then(|c| self.nouns.get(c.index as usize));
            let before = verb
                .first
                .checked_sub(1)
                .filter(|_| verb.infinitive)
                .map(|t| self.tokens[t as usize].hash);
            let able = hashes!["able", "unable", "powerless", "first", "last", "only", "quick"];
            let enabled = before.is_some_and(|h| able.contains(&h));
            // "launched an operation in May to retake the town"; what was launched in an attempt to is a cue's.
            let launched = self.token_is(governor.main, hashes!["launched", "launching", "mounted", "initiated"]);
            let tried = hashes!["attempt", "attempts", "bid", "effort", "efforts"];
            if launched && before.is_some_and(|h| !tried.contains(&h)) {
                return Some((false, Some(Modality::Planned)));
            }
            // "failed to stop police from killing two": they were killed.
            if verb.infinitive && self.is_failure(governor) && self.stops(verb) {
                return None;
            }
            let described = verb.infinitive && verb.chunk == governor.chunk + 2 && who.is_some_and(NounPhrase::can_act);
            verb = governor;
            if described && self.words[verb.main as usize].is(class::AUX_BE) {
                return None;
            }
            // "was to attack" is planned; "was able to attack", "was the first to attack" is not.
            if let Some(scope) = rules.governing(verb.lemma).filter(|_| !enabled) {
                if happened(verb, scope) {
                    return None;
                }
                let negated = scope.negated != verb.negated;
                // "does not want to return".
                let unwilling = scope.modality == Some(Modality::Planned);
                return Some((negated && (scope.negated || scope.modality.is_none() || unwilling), scope.modality));
            }
            // "did not manage to kill".
            if verb.negated && !noun_trigger {
                return Some((true, None));
            }
        }
        None
    }

    /// Whether a verb that governs the infinitive of the relation tells that it is not so yet.
    pub(super) fn is_wanted(&self, rules: &Rules, found: &Found) -> bool {
        let infinitive = self.verb_of_match(found).filter(|v| v.infinitive);
        let scope = infinitive
            .and_then(|v| self.governor(v))
            .filter(|v| !v.link.passive)
            .and_then(|v| rules.governing(v.lemma));
        scope.is_some_and(|s| matches!(s.modality, Some(Modality::Planned | Modality::Averted | Modality::Hypothetical)))
    }

    /// What the verb says that tells the trigger's clause: "it is feared that rebels killed her", "he doubts rebels killed her".
    fn told(&self, rules: &Rules, found: &Found) -> Option<Said> {
        let verb = self.verb_of_match(found)?;
        let clauses = self.clauses();
        let opens = clauses.opener(&verb.link)?;
        let kind = |i: usize| self.chunks.get(i).map(|c| c.kind);
        // "claimed on Monday that": what may stand between.
        let between = |i: &usize| !matches!(kind(*i), Some(ChunkKind::Preposition | ChunkKind::Noun | ChunkKind::Other));
        let before = if kind(opens) == Some(ChunkKind::Subordinator) {
            (0..opens).rev().take(CHAIN).find(between)?
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

    /// What is added behind the clause: "The bomb was planted by rebels, police believe".
    fn believed(&self, rules: &Rules, found: &Found) -> Option<Said> {
        let clauses = self.clauses();
        let kind = |i: usize| self.chunks.get(i).map(|c| c.kind);
        let adds = |v: &&VerbGroup| {
            if v.negated || v.link.attributive || !clauses.mark(v.chunk as usize + 1) {
                return false;
            }
            // "by rebels, police believe" reads like a list.
            let subject = v.link.subject.map_or(0, |s| s as usize);
            let mut opens = clauses.list_start(subject).saturating_sub(1)..subject;
            opens.any(|o| self.chunks[o].first > found.trigger.0 && kind(o) == Some(ChunkKind::Comma))
        };
        let behind = self.verbs.partition_point(|v| v.main < found.trigger.0);
        let mut added = self.verbs[behind..].iter().take(CHAIN).filter(adds);
        let scope = added.find_map(|v| rules.telling(v.lemma))?;
        (scope.modality == Some(Modality::Alleged)).then_some((false, scope.modality))
    }

    /// "Suspected of carrying out", "prevented from bombing", "discussed bombing": a gerund that its preposition ties to the
    /// verb, or that is its object.
    fn of_doing(&self, verb: &VerbGroup) -> bool {
        // "accused of fatally shooting two".
        let adverb = |t: u32| self.tokens[t as usize].span.text(self.text).ends_with("ly");
        let before = verb.first.checked_sub(1);
        let before = before.filter(|&t| !adverb(t)).or_else(|| before?.checked_sub(1));
        // "accused of kidnapping and killing a judge": of both, also where the first reads as a noun.
        let and = |t: u32| self.token_is(t, hashes!["and", "or"]);
        let doing = |t: &u32| self.words[*t as usize].forms & form::ING != 0;
        let first = before.filter(|&t| and(t)).and_then(|t| t.checked_sub(1)).filter(doing);
        let before = first.map_or(before, |t| t.checked_sub(1));
        let before = before.map(|t| self.tokens[t as usize].hash);
        let object = verb.link.governor.is_some_and(|g| g + 1 == verb.chunk);
        let sought = || self.governor(verb).is_some_and(|g| self.sought(g));
        let held = |h| hashes!["of", "from", "with"].contains(&h) || h == const { hash_folded("for") } && sought();
        object || before.is_some_and(held)
    }

    /// "wanted for", "indicted for": what it is for has still to be shown.
    fn sought(&self, verb: &VerbGroup) -> bool {
        let sought = hashes!["wanted", "sought", "indicted", "investigated", "prosecuted", "arraigned"];
        let followed = || self.token_is(verb.main + 1, hashes!["for", "over", "in"]);
        (verb.passive || verb.link.passive || followed()) && self.token_is(verb.main, sought)
    }

    /// "Accused of killing two and wounding a third": the second of two gerunds.
    fn joined(&self, verb: &VerbGroup) -> bool {
        self.governor(verb).is_some_and(|g| g.gerund) && self.behind_word(verb.first, hashes!["and", "or"])
    }

    /// Whether the verb says something of an event that was.
    fn presumes(&self, verb: &VerbGroup, event: u32) -> bool {
        let names = hashes!["called", "calls", "calling", "call", "described", "describes"];
        // "called for an attack", "called on them to attack".
        let led = |t: u32| self.token_is(t, hashes!["for", "on", "upon", "to"]);
        // "tried to profit from the killing", "hoped to win votes over it".
        let led_by = |n: &NounPhrase| self.behind_word(n.first, hashes!["on", "from", "about"]);
        let about = verb.infinitive && self.noun_around(event).is_some_and(led_by);
        about
            || self.words[verb.main as usize].is(class::ANSWER)
            || self.token_is(verb.main, names) && !(verb.end..event).take(HEARING).any(led)
    }

    /// "After the raid", "as fighting went on": what tells when or why something else was done.
    fn is_background(&self, event: u32) -> bool {
        let opens = hashes!["after", "as", "amid", "despite", "during", "following", "over", "since", "until"];
        let hash = |t: u32| self.tokens[t as usize].hash;
        // "prior to the raid".
        let prior = |t: u32| hash(t) == const { hash_folded("to") } && t > 0 && hash(t - 1) == const { hash_folded("prior") };
        let before = self.noun_around(event).and_then(|n| n.first.checked_sub(1));
        before.is_some_and(|t| opens.contains(&hash(t)) || prior(t))
    }

    /// The first noun phrase that is the subject of a verb.
    fn subject_of(&self, verb: &VerbGroup) -> Option<&NounPhrase> {
        self.clauses().noun(verb.link.subject? as usize)
    }

    /// "The raid on the depot failed", "an attack had been foiled": what the verb of an event noun says of it.
    fn came_to_nothing<'r>(&self, rules: &'r Rules, found: &Found) -> Option<&'r Scope> {
        let is_subject = |v: &&VerbGroup| self.subject_of(v).is_some_and(|n| n.head == found.trigger.0);
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

    /// "would respond to the killing", "denied that it was behind the killing": the preposition of what is in no doubt.
    fn known_by(&self, trigger: u32) -> Option<u64> {
        let noun = self.noun_around(trigger).filter(|n| n.head == trigger)?;
        let opens = self.token_is(noun.first, hashes!["the", "this", "that", "its", "their", "his", "her"]);
        let before = noun.first.checked_sub(1).map(|t| t as usize).filter(|_| opens)?;
        self.words[before].is(class::PREP).then_some(self.tokens[before].hash)
    }

    /// May, might, could, if: hypothetical; will: planned.
    fn modal(&self, found: &Found) -> Option<Modality> {
        if self.known_by(found.trigger.0).is_some() {
            return None;
        }
        let mut verb = self.verb_of_match(found)?;
        let own = verb;
        // "will meet to condemn the raid".
        let presumed = || !(found.extent.0..found.extent.1).contains(&own.main) && self.presumes(own, found.trigger.0);
        for _ in 0..CHAIN {
            for t in verb.first..verb.main {
                if self.words[t as usize].is(class::MODAL) {
                    let will = hashes!["will", "shall", "wo", "wont"];
                    let planned = self.token_is(t, will);
                    let modality = if planned { Modality::Planned } else { Modality::Hypothetical };
                    return (!presumed()).then_some(modality);
                }
            }
            let governor = self.governor(verb)?;
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
}
