//! Which place holds another, where people live, are brought or were before, and whose day a day is: what stands near an event and is not where
//! or when it was.

use super::circumstances::HEARING;
use super::matcher::{Context, Filler, Found};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::phrase::{NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{hash_folded, hashes};

/// How many places of a list are counted.
const LISTED: usize = 8;
/// How many tokens may open a sentence before the first of two places.
const OPENING: usize = 32;
/// How many verbs behind a place may be the one that an aside stands before.
const ASIDE: usize = 3;
/// How far before a place the one who lives there may stand.
const RESIDENT: u32 = 9;
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
    /// Whether a place behind a comma holds the place or body before it: not in "Oru, Mirel, Kolo and Bana", nor in "in Oru, Mirel police said"
    /// and "at Oru, Mirel signed".
    pub(super) fn lies_within(&self, found: &Found) -> bool {
        let (body, [inner, outer]) = match found.kind {
            RelationKind::LocatedIn => (false, ["inner", "outer"]),
            RelationKind::BasedIn => (true, ["organization", "place"]),
            _ => return true,
        };
        let place = |wanted: &str| found.arguments.iter().find(|(role, _)| *role == wanted).map(|(_, f)| *f);
        let (Some(inner), Some(outer)) = (place(inner), place(outer)) else {
            return true;
        };
        let comma = |t: u32| self.tokens.get(t as usize).is_some_and(|t| t.punct == b',');
        if !(comma(inner.end) && outer.first == inner.end + 1) {
            return true;
        }
        let placed = |t: u32| self.units.at(t as usize).filter(|u| u.kind == Kind::Place);
        // "the Oru, Mirel office": both stand before what they describe.
        let described = inner.first > 0
            && (self.words[inner.first as usize - 1].is(class::DET)
                || self.noun_around(inner.first).is_some_and(|n| n.first < inner.first));
        // "fled Oru, Ga. Rebels": a name that ends with a stop may end the sentence; a country's does not.
        let country = hashes!["u.s", "u.k", "u.s.", "u.k."].contains(&self.tokens[outer.first as usize].hash);
        let stop = !country && self.words_of(outer.first, outer.end).ends_with('.');
        let after = self.tokens.get(outer.end as usize);
        let named = after.is_some_and(|t| t.punct != 0 || hashes!["de", "del", "da", "do"].contains(&t.hash));
        let own = |n: &NounPhrase| n.first == outer.first && n.end > outer.end && !self.words[outer.end as usize].is(class::PLACE_NOUN);
        let office = || self.words.get(outer.end as usize).is_some_and(|w| w.is(class::TITLE));
        // Nor behind the dateline's comma, "OSTRA, Mirel. Rebels fled".
        let opens = inner.first == self.first as u32;
        let whole = described || opens || stop || named;
        if body && self.possessive_at(outer.end) {
            return false;
        }
        if !whole && (office() || self.noun_around(outer.first).is_some_and(own)) {
            return false;
        }
        if body || self.parts_clauses(inner, outer) {
            return body;
        }
        let (mut listed, mut end) = (2, outer.end);
        while let Some(next) = placed(end + 1).filter(|_| comma(end) && listed < LISTED) {
            (listed, end) = (listed + 1, next.end);
        }
        let mut first = inner.first;
        while let Some(before) = first.checked_sub(2).and_then(|t| self.units.last_before(t as usize + 1)) {
            if before.kind != Kind::Place || before.end + 1 != first || !comma(before.end) || listed == LISTED {
                break;
            }
            (listed, first) = (listed + 1, before.first);
        }
        // "in Oru, Mirel, and Kolo, Bana": such a pair stands behind "and" too.
        let and = end + u32::from(comma(end));
        let joined = self.words.get(and as usize).is_some_and(|w| w.is(class::CONJ));
        let pair = placed(and + 1).is_some_and(|u| comma(u.end) && placed(u.end + 1).is_some());
        let other = self
            .tokens
            .get(and as usize + 1)
            .is_some_and(|t| t.hash == const { hash_folded("other") });
        !(listed > 4 || joined && (other || listed > 2 && !pair && placed(and + 1).is_some()))
    }

    /// "At Oru, Mali signed": whether the comma between two places ends what opens the sentence, and the second does what is told.
    fn parts_clauses(&self, inner: Filler, outer: Filler) -> bool {
        let word = |t: u32| self.words.get(t as usize).copied().unwrap_or_default();
        let does = word(outer.end).forms & form::PAST != 0 || word(outer.end).is(class::AUX_BE | class::AUX_HAVE | class::MODAL);
        let opens = word(self.first as u32).is(class::PREP | class::SUBORD);
        let opening = &self.tokens[self.first..inner.first as usize];
        does && opens && opening.len() <= OPENING && opening.iter().all(|t| t.punct == 0)
    }

    /// "Luis Vano, 28, of Oru", "Luis Vano, 28, of the 400 block of Oru Street".
    pub(super) fn lives_there(&self, unit: &Unit) -> bool {
        let part = |t: u32| {
            let word = self.words[t as usize];
            let plain = word.is(class::DET | class::NUMBER | class::PLACE_NOUN | class::ADJ) || self.number_at(t);
            plain || hashes!["of", "in", "on", "block", "part"].contains(&self.tokens[t as usize].hash)
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
        to == Some(const { hash_folded("to") }) && sites.contains(&self.tokens[site.head as usize].hash)
    }

    /// "held two men accused of stabbing a guard in May", "killed a man who had planned it in 2019": when that was, not when they were held.
    pub(super) fn of_relative(&self, unit: &Unit, trigger: u32) -> bool {
        let event = |t: u32| t > trigger && self.words[t as usize].is(class::EVENT);
        let led = unit.first.checked_sub(1).map(|t| self.tokens[t as usize].hash) == Some(const { hash_folded("in") });
        // "killed a man who took part in a 2017 attack in Oru".
        let led = match unit.kind {
            Kind::Place => led && unit.first > 1 && event(unit.first - 2),
            _ => led || self.noun_around(unit.first).is_some_and(|n| n.head >= unit.end && event(n.head)),
        };
        let between = self.verbs_before(trigger + 1)..self.verbs_before(unit.first);
        let who = |v: &VerbGroup| {
            let before = v.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
            before.is_some_and(|h| hashes!["who", "which", "that"].contains(&h))
        };
        let hangs = |v: &VerbGroup| v.link.attributive && v.main > trigger && (who(v) || self.words[v.main as usize].is(class::ACCUSED));
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
        let who = |v: &VerbGroup| {
            v.first
                .checked_sub(1)
                .is_some_and(|t| self.tokens[t as usize].hash == const { hash_folded("who") })
        };
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
        let led = noun.first.checked_sub(1).map_or(0, |t| self.tokens[t as usize].hash);
        // "finished talks on Tuesday that were halted by the raid".
        let hangs = verb.link.attributive && verb.link.passive && led == const { hash_folded("by") } && unit.first < verb.first;
        let died = hashes!["died", "die", "dies"].contains(&self.tokens[verb.main as usize].hash);
        let harms = died || self.clauses().harms(verb);
        let later = hashes!["after", "following", "since"].contains(&led) && !harms;
        let reacts = (verb.end == noun.first || verb.end == unit.first && unit.end == noun.first)
            && REACTS.contains(&self.tokens[verb.main as usize].hash);
        hangs || later || reacts
    }

    /// "Rebels, who hold Oru and Mirel's north, have shelled it", "a group based in Oru has shelled it": what a relative clause does something to, and whose part another
    /// verb tells of, is not where it was.
    pub(super) fn held_elsewhere(&self, unit: &Unit, trigger: (u32, u32)) -> bool {
        let possessive = self.possessive_at(unit.end);
        let before = self.last_verb_before(unit.first);
        let seat = |v: &VerbGroup| hashes!["based", "born", "headquartered", "registered"].contains(&self.tokens[v.main as usize].hash);
        // "The group, which signed a deal with Oru, denied it": what such a clause tells is over at its comma.
        let over = |v: &VerbGroup| {
            let which = v.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
            let relative = which.is_some_and(|h| hashes!["which", "who"].contains(&h));
            relative && (unit.end..trigger.0).take(HEARING).any(|t| self.tokens[t as usize].punct == b',')
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
            v.link.passive && v.end + 1 == unit.first && done.contains(&self.tokens[v.main as usize].hash)
        };
        let object =
            before.is_some_and(|v| v.link.attributive && (v.end == unit.first || seat(v) || over(v) || once(v)) && v.main < trigger.0);
        (possessive || object) && self.outside(unit, trigger)
    }

    /// "The group, active in Oru, attacked a base", "The group, banned in Oru, attacked it": what an aside tells of the subject is not told
    /// of the deed; but "The blast, in Oru, killed two".
    pub(super) fn of_aside(&self, unit: &Unit, trigger: u32) -> bool {
        let comma = |t: u32| self.tokens.get(t as usize).is_some_and(|t| t.punct == b',');
        let described = |verb: &VerbGroup| {
            let subject = verb.link.subject.and_then(|s| self.chunks.get(s as usize));
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
}
