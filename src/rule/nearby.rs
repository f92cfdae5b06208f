//! Where people live, are brought or were before, and whose day a day is: what stands near an event and is not where or when it was.

use super::circumstances::STRETCH;
use super::filler::Filler;
use super::matcher::{Context, Found};
use super::speaker::SPEAKER;
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::phrase::{NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{hash_folded, hashes};

/// How many verbs behind a place may be the one that an aside stands before.
const ASIDE: usize = 3;
/// How far before a place the one who lives there may stand.
const RESIDENT: u32 = 9;
/// How many tokens the preposition of a mention and what describes it may take.
const LEAD: u32 = 4;
/// How far behind a trigger the case may stand.
const CASE: usize = 16;
/// How many verbs behind a trigger may open a relative clause.
const ASIDE_VERBS: usize = 3;
/// What is done about an event by those who learn of it.
const REACTS: &[u64] = hashes![
    "condemned",
    "condemns",
    "condemn",
    "denounced",
    "denounces",
    "deplored",
    "deplores",
    "mourned",
    "mourns",
    "investigated",
    "discussed",
    "commemorated",
    "remembered",
    "regretted",
    "criticised",
    "criticized",
    "welcomed",
    "justified",
    "defended",
    "praised",
    "lamented",
    "recalled",
    "decried",
    "blasted",
    "slammed",
    "protested",
    "debated"
];

impl Context<'_> {
    /// "Luis Vano, 28, of Oru", "Luis Vano, 28, of the 400 block of Oru Street".
    pub(super) fn lives_there(&self, unit: &Unit) -> bool {
        let part = |t: u32| {
            let word = self.words[t as usize];
            let plain = word.is(class::DET | class::NUMBER | class::PLACE_NOUN | class::ADJ) || self.number_at(t);
            plain || self.token_is(t, hashes!["of", "in", "on", "block", "part"])
        };
        let placed = |t: u32| self.units.last_before(t as usize + 1);
        let within = |t: u32| placed(t).is_some_and(|u| u.kind == Kind::Place && t < u.end);
        let from = unit.first.saturating_sub(RESIDENT).max(self.first as u32);
        let Some(who) = (from..unit.first).rev().find(|&t| !part(t) && !within(t)) else {
            return false;
        };
        let led = |h: u64| hashes!["of", "from"].contains(&h);
        let person = placed(who).is_some_and(|u| u.kind == Kind::Person && u.end == who + 1);
        let aged = self.tokens[who as usize].punct == b',' && who > 0 && self.number_at(who - 1);
        // "a man from the Oru suburb of Mirel" is told by its own preposition.
        who + 1 < unit.first && led(self.tokens[who as usize + 1].hash) && (person || aged)
    }

    /// What stands before a mention with its article and what describes it, "from the northern Oru"; not that of a longer phrase, "by the Oru police".
    pub(super) fn preposition_before(&self, unit: &Unit) -> Option<u32> {
        let whole = self.noun_around(unit.first).is_none_or(|n| n.end == unit.end);
        let describes = |t: &u32| whole && self.words[*t as usize].is(class::DET | class::ADJ);
        let from = unit.first.saturating_sub(LEAD).max(self.first as u32);
        (from..unit.first).rev().find(|t| !describes(t))
    }

    /// "a boat on its way to Oru", "the crossing from Oru to Mirel": whether the "to" tells where someone was going.
    pub(super) fn is_bound_for(&self, to: u32) -> bool {
        let ways = hashes!["way", "route", "transfer", "trip", "flight", "journey", "crossing", "voyage"];
        let noun = |t: u32| self.behind_word(t, ways);
        let origin = || self.units.last_before(to as usize).filter(|u| u.kind == Kind::Place && u.end == to);
        let from = |t: u32| self.tokens[t as usize].hash == const { hash_folded("from") };
        noun(to) || origin().and_then(|u| self.preposition_before(u)).is_some_and(from)
    }

    /// "Oru's stand against the killing of monks": what is a place's and neither in it nor told of is no place of an event.
    pub(super) fn is_owner(&self, unit: &Unit, found: &Found) -> bool {
        let told = |n: &NounPhrase| found.arguments.iter().any(|(_, f)| (f.first..f.end).contains(&n.head)) || n.head == found.trigger.0;
        let thing = |n: &NounPhrase| n.kind.is_none() && !self.words[n.head as usize].is(class::PLACE_NOUN) && !told(n);
        let led = self.preposition_before(unit).map(|t| self.tokens[t as usize].hash);
        // "the worst flood in Oru's history".
        let within = led.is_some_and(|h| hashes!["in", "at", "near", "across"].contains(&h));
        !within && self.possessive_at(unit.end) && self.owned_at(unit.end).is_some_and(thing)
    }

    /// "He fled on Tuesday after police had raided his home": when he did; but who died on Tuesday after a raid died of it.
    pub(super) fn of_main_clause(&self, unit: &Unit, found: &Found) -> bool {
        let trigger = found.trigger.0;
        let hash = |t: u32| self.tokens[t as usize].hash;
        let led = unit.first.checked_sub(1).filter(|t| *t >= self.first as u32).map(hash);
        if led.is_some_and(|h| hashes!["until", "till"].contains(&h)) {
            return true;
        }
        let Some(verb) = self.verb_of_match(found).filter(|_| unit.first < trigger) else {
            return false;
        };
        // "In May a ministry said rebels had attacked it": that is told of May.
        let said = self
            .last_verb_before(verb.first)
            .is_some_and(|v| self.words[v.main as usize].is(class::SAY));
        let earlier = hash(verb.first) == const { hash_folded("had") } && !said;
        if (earlier || hash(unit.first) == const { hash_folded("now") }) && self.outside(unit, found.trigger) {
            return true;
        }
        let opener = |t: &u32| hashes!["after", "before", "since"].contains(&hash(*t));
        let Some(opener) = (unit.end..trigger).rev().take(STRETCH).find(opener) else {
            return false;
        };
        let subject = self.subject(verb);
        let own = if verb.gerund {
            hash(opener) == const { hash_folded("before") }
        } else {
            let opens = |first: u32| opener < first && self.tokens[opener as usize..first as usize].iter().all(|t| t.punct == 0);
            subject.is_some_and(|c| opens(c.first)) && self.verbs_before(opener) + 2 > self.verbs_before(trigger)
        };
        let Some(main) = self.last_verb_before(opener).filter(|_| own) else {
            return false;
        };
        // What comes of an event at once.
        let ensues = hashes![
            "died",
            "die",
            "dies",
            "dead",
            "escaped",
            "fled",
            "collapsed",
            "sank",
            "crashed",
            "derailed",
            "evacuated"
        ];
        let soon = hash(opener) != const { hash_folded("before") };
        !(soon && ensues.contains(&hash(main.main)) || self.clauses().harms(main))
    }

    /// "was hurt and flown to a hospital in Oru": where people are brought afterwards.
    pub(super) fn is_taken_to(&self, unit: &Unit) -> bool {
        let Some(site) = unit
            .first
            .checked_sub(2)
            .and_then(|t| self.noun_around(t))
            .filter(|n| n.end + 1 == unit.first)
        else {
            return false;
        };
        let to = site.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
        let sites = hashes![
            "hospital",
            "hospitals",
            "clinic",
            "morgue",
            "mortuary",
            "prison",
            "jail",
            "infirmary"
        ];
        to == Some(const { hash_folded("to") }) && self.token_is(site.head, sites)
    }

    /// "held two men accused of stabbing a guard in May", "killed a man who had planned it in 2019": when that was, not when they were held.
    pub(super) fn of_relative(&self, unit: &Unit, trigger: u32) -> bool {
        let event = |t: u32| t > trigger && self.words[t as usize].is(class::EVENT);
        let led = self.behind_word(unit.first, hashes!["in"]);
        // "killed a man who took part in a 2017 attack in Oru".
        let led = match unit.kind {
            Kind::Place => led && unit.first > 1 && event(unit.first - 2),
            _ => led || self.noun_around(unit.first).is_some_and(|n| n.head >= unit.end && event(n.head)),
        };
        let between = self.verbs_before(trigger + 1)..self.verbs_before(unit.first);
        let hangs = |v: &VerbGroup| {
            v.link.attributive && v.main > trigger && (self.behind_relative(v) || self.words[v.main as usize].is(class::ACCUSED))
        };
        led && trigger < unit.first
            && self
                .verbs
                .get(between)
                .is_some_and(|between| between.iter().take(ASIDE_VERBS).any(hangs))
    }

    /// "held a man who is charged with stabbing a guard in Oru last fall", "held a man in connection with the raid in Oru last year": where and
    /// when that was.
    pub(super) fn of_accused(&self, unit: &Unit, found: &Found) -> bool {
        if found.kind != RelationKind::Detained || unit.first < found.trigger.1 {
            return false;
        }
        let weekday = |u: &Unit| self.words[u.first as usize].is(class::WEEKDAY);
        let between = self
            .verbs
            .get(self.verbs_before(found.trigger.1)..self.verbs_before(unit.first))
            .unwrap_or_default();
        let who = |v: &VerbGroup| self.behind_word(v.first, hashes!["who"]);
        let accused = |v: &VerbGroup| v.link.attributive && who(v) && self.words[v.main as usize].is(class::ACCUSED);
        if between.iter().take(ASIDE_VERBS).any(accused) {
            return true;
        }
        let with = |t: &u32| {
            let [a, b, c] = [0, 1, 2].map(|n| self.tokens[(*t + n) as usize].hash);
            a == const { hash_folded("in") } && hashes!["connection", "relation"].contains(&b) && hashes!["with", "to"].contains(&c)
        };
        let case = (found.trigger.1..unit.first.saturating_sub(2)).take(CASE).find(with);
        let event = |t: u32| self.words[t as usize].is(class::EVENT);
        case.is_some_and(|t| !weekday(unit) && (t + 3..unit.first).take(CASE).any(event))
    }

    /// "On Tuesday the mayor condemned the raid", "he flew home on Tuesday after the raid": when someone spoke of it or did something else.
    pub(super) fn of_reaction(&self, unit: &Unit, trigger: u32) -> bool {
        let event = || self.noun_around(trigger).filter(|n| n.head == trigger && unit.end <= n.first);
        let before = || self.last_verb_before(trigger);
        if unit.first > trigger || !self.words[trigger as usize].is(class::EVENT) {
            return false;
        }
        let (Some(noun), Some(verb)) = (event(), before()) else {
            return false;
        };
        // "finished talks on Tuesday that were halted by the raid".
        let by = self.behind_word(noun.first, hashes!["by"]);
        let hangs = verb.link.attributive && verb.link.passive && by && unit.first < verb.first;
        let died = self.token_is(verb.main, hashes!["died", "die", "dies"]);
        let harms = died || self.clauses().harms(verb);
        let later = self.behind_word(noun.first, hashes!["after", "following", "since"]) && !harms;
        let reacts = (verb.end == noun.first || verb.end == unit.first && unit.end == noun.first) && self.token_is(verb.main, REACTS);
        hangs || later || reacts
    }

    /// "Rebels, who hold Oru and Mirel's north, have shelled it", "a group based in Oru has shelled it": what a relative clause does
    /// something to, and whose part another verb tells of, is not where it was.
    pub(super) fn held_elsewhere(&self, unit: &Unit, trigger: (u32, u32)) -> bool {
        let possessive = self.possessive_at(unit.end);
        let before = self.last_verb_before(unit.first);
        let seat = |v: &VerbGroup| self.token_is(v.main, hashes!["based", "born", "headquartered", "registered"]);
        // "The group, which signed a deal with Oru, denied it": what such a clause tells is over at its comma.
        let over = |v: &VerbGroup| {
            let relative = self.behind_word(v.first, hashes!["which", "who"]);
            relative && (unit.end..trigger.0).take(STRETCH).any(|t| self.tokens[t as usize].punct == b',')
        };
        // "A man recruited in Oru was held": what was done to him before.
        let once = |v: &VerbGroup| {
            let done = hashes![
                "recruited",
                "trained",
                "radicalised",
                "radicalized",
                "educated",
                "raised",
                "kidnapped",
                "abducted",
                "captured",
                "convicted",
                "jailed",
                "sentenced",
                "released",
                "freed",
                "extradited",
                "deported",
                "exiled",
                "bought",
                "stolen"
            ];
            v.link.passive && v.end + 1 == unit.first && self.token_is(v.main, done)
        };
        let object =
            before.is_some_and(|v| v.link.attributive && (v.end == unit.first || seat(v) || over(v) || once(v)) && v.main < trigger.0);
        (possessive || object) && self.outside(unit, trigger)
    }

    /// "The group, active in Oru, attacked a base", "The group, banned in Oru, attacked it": what an aside tells of the subject is not told
    /// of the deed; but "The blast, in Oru, killed two".
    pub(super) fn of_aside(&self, unit: &Unit, trigger: u32) -> bool {
        let comma = |t: u32| self.comma_at(t);
        let described = |verb: &VerbGroup| {
            let subject = self.subject(verb);
            let Some(end) = subject.and_then(|c| self.nouns.get(c.index as usize)).map(|n| n.end) else {
                return false;
            };
            let inside = end < unit.first && unit.end < verb.first && comma(end) && comma(verb.first - 1);
            let reduced = || {
                self.verbs
                    .get(self.verbs_before(end + 1))
                    .is_some_and(|v| v.first == end + 1 && v.link.attributive)
            };
            // "The bomber, a student of a college in Oru, killed nine"; who was killed may have been killed where he was from.
            let apposed = || {
                let of = hashes!["of", "from"].contains(&self.tokens[unit.first as usize - 1].hash);
                (of || !verb.link.passive) && self.opens_description(end + 1)
            };
            inside && (self.words[end as usize + 1].is(class::ADJ) || reduced() || apposed())
        };
        let behind = self.verbs.get(self.verbs_before(unit.first)..).unwrap_or_default();
        let mut main = behind.iter().take(ASIDE).take_while(|v| v.first <= trigger);
        main.any(described) || trigger < unit.first && self.of_description(unit, trigger)
    }

    /// "jailed over the killing of a guard in 1988": when that was.
    pub(super) fn of_charge(&self, unit: &Unit, found: &Found) -> bool {
        let charged = |(role, f): &(&str, Filler)| {
            *role == "charge" && f.end < unit.first && self.verbs_before(f.end) == self.verbs_before(unit.first)
        };
        self.behind_word(unit.first, hashes!["in"]) && found.arguments.iter().any(charged)
    }

    /// "jailed six men in May for killing a guard in Oru": the arrest was not in Oru, nor the killing in May.
    pub(super) fn of_verdict(&self, unit: &Unit, found: &Found) -> bool {
        let act = |t: u32| self.words[t as usize].forms & form::ING != 0;
        let charge = |(role, f): &(&str, Filler)| *role == "charge" && f.end == f.first + 1 && act(f.first) && f.end < unit.first;
        if found.kind == RelationKind::Detained {
            // "arrested a man suspected of planning to attack a church in Oru".
            let suspected = |t: u32| self.token_is(t, hashes!["suspected", "accused", "suspicion"]) && self.token_is(t + 1, hashes!["of"]);
            let between = || (found.trigger.1..unit.first.saturating_sub(1)).rev().take(STRETCH);
            let charged = || found.arguments.iter().any(charge) || between().any(suspected);
            return !self.behind_word(unit.first, hashes!["on"]) && charged();
        }
        let deed = self
            .verb_of_match(found)
            .filter(|v| v.gerund && unit.end <= v.first && self.behind_word(v.first, hashes!["for"]));
        let judged = |v: &VerbGroup| self.words[v.main as usize].is(class::TRIED) && v.main < found.trigger.0;
        deed.and_then(|v| self.governor(v)).is_some_and(judged)
    }

    /// "killed the man behind the January attack": when another event was that is no part of what is told.
    pub(super) fn of_other_event(&self, unit: &Unit, found: &Found) -> bool {
        let own = |n: &NounPhrase| n.first == unit.end || n.first <= unit.first && unit.end <= n.head;
        let within = self.noun_around(unit.first).filter(|n| own(n));
        let noun = within.or_else(|| self.nouns.get(self.noun_at(unit.end)?));
        let Some(event) = noun.filter(|n| n.kind == Some(Kind::Event) && !(found.trigger.0..found.trigger.1).contains(&n.head)) else {
            return false;
        };
        let told = |(role, f): &(&str, Filler)| *role != "charge" && (f.first..f.end).contains(&event.head);
        let mut before = (self.first as u32..event.first.min(unit.first)).rev().take(2);
        let led = before.find(|&t| !self.words[t as usize].is(class::DET | class::POSS_DET));
        let behind = hashes!["behind", "over", "for", "after", "since", "before", "to"];
        let led = led.map(|t| self.tokens[t as usize].hash);
        led.is_some_and(|h| behind.contains(&h)) && !found.arguments.iter().any(told)
    }

    /// "A week after the raid", "a siege of seven hours", "held it for nearly a week": how long, not when.
    pub(super) fn lasts(&self, unit: &Unit) -> bool {
        let hedge = |t: u32| self.token_is(t, hashes!["nearly", "almost", "about", "around", "roughly", "over"]);
        let first = (unit.end - 1).min(unit.first + u32::from(hedge(unit.first)));
        let number = &self.tokens[first as usize];
        let counted =
            number.is_number() || self.words[first as usize].is(class::NUMBER) || hashes!["a", "an", "several"].contains(&number.hash);
        counted && self.words[unit.end as usize - 1].is(class::TIME_NOUN)
    }

    /// "The first attack since May": when the last one was; but "since May, when rebels stormed it" tells of May.
    pub(super) fn since(&self, unit: &Unit, found: &Found) -> bool {
        let trigger = found.trigger.0;
        // "since a 2015 attack on a bus", "since a 2015 attack that killed nine": when that was.
        let caused = |(role, f): &(&str, Filler)| *role == "cause" && f.first <= unit.first && unit.end < f.end;
        let named = || {
            self.noun_around(unit.first)
                .is_some_and(|n| n.head == trigger && unit.end <= trigger)
        };
        if found.arguments.iter().any(caused) || named() {
            return false;
        }
        // "since the invasion in May", "since seizing power in May": without a mark between, and not for what began it.
        let from = unit.first.saturating_sub(SPEAKER).max(self.first as u32);
        let mut before = (from..unit.first).rev().take_while(|&t| self.tokens[t as usize].punct == 0);
        let since = before.find(|&t| self.token_is(t, hashes!["since"]));
        let when = || (unit.end..unit.end + 2).any(|t| self.token_is(t, hashes!["when"]));
        since.is_some_and(|t| !(t < trigger && trigger < unit.first)) && !(trigger > unit.first && when())
    }
}
