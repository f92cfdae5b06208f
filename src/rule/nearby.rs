//! Which place holds another, where people live, are brought or were before, and whose day a day is: what stands near an event and is not where
//! or when it was.

use super::circumstances::STRETCH;
use super::matcher::{Context, Filler, Found};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::phrase::{NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// How many places of a list are counted.
const LISTED: usize = 8;
/// How many tokens may open a sentence before the first of two places.
const OPENING: usize = 32;
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
    /// Whether what ties someone or something to a place or body is what the words say.
    pub(super) fn is_tied(&self, found: &Found) -> bool {
        match found.kind {
            RelationKind::LivesIn => !self.is_taken_from(found),
            RelationKind::WorksFor => !self.names_another(found),
            _ => self.lies_within(found),
        }
    }

    /// Whether a place behind a comma holds the place or body before it: not in "Oru, Mirel, Kolo and Bana", nor in "in Oru, Mirel police said"
    /// and "at Oru, Mirel signed".
    fn lies_within(&self, found: &Found) -> bool {
        let (body, [inner, outer]) = match found.kind {
            RelationKind::LocatedIn => (false, ["inner", "outer"]),
            RelationKind::BasedIn => (true, ["organization", "place"]),
            _ => return true,
        };
        let place = |wanted: &str| found.arguments.iter().find(|(role, _)| *role == wanted).map(|(_, f)| *f);
        let (Some(inner), Some(outer)) = (place(inner), place(outer)) else {
            return true;
        };
        let comma = |t: u32| self.comma_at(t);
        if !(comma(inner.end) && outer.first == inner.end + 1) {
            return true;
        }
        let placed = |t: u32| self.units.at(t as usize).filter(|u| u.kind == Kind::Place);
        // "the Oru, Mirel office": both stand before what they describe.
        let described = inner.first > 0
            && (self.words[inner.first as usize - 1].is(class::DET)
                || self.noun_around(inner.first).is_some_and(|n| n.first < inner.first));
        // "fled Oru, Ga. Rebels": a name that ends with a stop may end the sentence; a country's does not.
        let country = self.token_is(outer.first, hashes!["u.s", "u.k", "u.s.", "u.k."]);
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

    /// "a lawyer for the White House secretary", "Luis Vano of the Oru-backed movement": the body tells of another.
    fn names_another(&self, found: &Found) -> bool {
        let of = |wanted: &str| found.arguments.iter().find(|(role, _)| *role == wanted).map(|(_, f)| *f);
        let (Some(person), Some(body)) = (of("person"), of("organization")) else {
            return false;
        };
        // The person stands before, and a role and preposition between.
        if person.end + 1 >= body.first {
            return false;
        }
        let [before, led] = [2, 1].map(|n| self.words[(body.first - n) as usize]);
        let led = led.is(class::PREP) || led.is(class::DET) && before.is(class::PREP);
        let others = |n: &NounPhrase| n.head >= body.end && self.words[n.head as usize].is(class::PERSON | class::PERSON_PL);
        // "of the Oru-backed movement".
        let joined = self.tokens.get(body.end as usize);
        let joined = joined.is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        led && (joined || self.noun_around(body.first).is_some_and(others))
    }

    /// "took Luis Vano from Oru": where he was.
    fn is_taken_from(&self, found: &Found) -> bool {
        let of = |wanted: &str| found.arguments.iter().find(|(role, _)| *role == wanted).map(|(_, f)| *f);
        let (Some(person), Some(place)) = (of("person"), of("place")) else {
            return false;
        };
        let taken = hashes![
            "took",
            "take",
            "takes",
            "taking",
            "abducted",
            "kidnapped",
            "seized",
            "snatched",
            "removed",
            "rescued",
            "extradited",
            "deported",
            "expelled",
            "brought",
            "bring",
            "bringing",
            "flew",
            "drove",
            "transferred",
            "evacuated",
            "freed",
            "released",
            "moved",
            "sent",
            "separate",
            "separated"
        ];
        let verb = self.last_verb_before(person.first);
        let from = person.end < place.first && self.tokens[person.end as usize].hash == const { hash_folded("from") };
        from && verb.is_some_and(|v| v.end == person.first && taken.contains(&self.tokens[v.main as usize].hash))
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
        let noun = |t: u32| t.checked_sub(1).is_some_and(|t| ways.contains(&self.tokens[t as usize].hash));
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
        let subject = verb.link.subject.and_then(|s| self.chunks.get(s as usize));
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
}
