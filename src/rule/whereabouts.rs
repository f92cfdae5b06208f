//! Which of several places a relation happened in: the smaller of two that lie in one another, not what a distance is measured from, nor where
//! someone is from.

use super::filler::Filler;
use super::matcher::{Context, Found};
use crate::gazetteer::Kind;
use crate::lexicon::{beside, class, form};
use crate::phrase::{DIRECTIONS, NounPhrase, REVENGE, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// How many tokens may stand between a place and the one that it lies in: ", the capital of his native state of".
const WITHIN: u32 = 9;
/// How far before a place the distance from it may stand.
const DISTANCE: u32 = 8;
/// How far before a place the mission of a state may stand.
const REPRESENTED: u32 = 8;
/// How far before a place or day the word for a revenge may stand.
const AVENGED: usize = 16;
/// How many places of a list are taken.
const LISTED: usize = 8;

/// Behind the name of a larger place: what the next one is, "the Mirel town of Oru".
const SETTLEMENTS: &[u64] = hashes!["town", "city", "village", "port", "resort", "capital", "suburb"];

impl Context<'_> {
    /// "at Oru, 30 km from Mirel": what a distance is measured from.
    pub(super) fn measured_from(&self, unit: &Unit) -> bool {
        let from = unit.first.saturating_sub(DISTANCE).max(self.first as u32);
        let mut before = (from..unit.first).rev().take_while(|&t| self.tokens[t as usize].punct == 0);
        before.any(|t| self.token_is(t, hashes!["km", "kilometers", "kilometres", "miles", "mile", "kms"]))
    }

    /// "an attack on the U.S. mission in Oru": where the target stands tells more than whose it is.
    pub(super) fn behind_target(&self, unit: &Unit, found: &Found) -> Option<&Unit> {
        let whose = |(role, f): &&(&str, Filler)| *role == "target" && f.first <= unit.first && unit.end < f.end;
        let (_, target) = found.arguments.iter().find(whose)?;
        let behind = self.units.at(target.end as usize + 1).filter(|u| u.kind == Kind::Place)?;
        let led = self.token_is(target.end, hashes!["in", "at", "near"]);
        led.then_some(behind)
    }

    /// "in the Oru district of Mirel", "near Oru in northern Mirel": the place that the one at `filler` holds, before it.
    fn place_within(&self, filler: &Filler) -> Option<Filler> {
        let outer = self.units_in(filler.first, filler.end).iter().find(|u| u.kind == Kind::Place)?;
        let before = self.units.last_before(outer.first as usize)?;
        // "in Oru, in the Mirelian state of Kolo".
        let nation = |u: &Unit| u.kind == Kind::Nationality;
        let inner = if nation(before) {
            self.units.last_before(before.first as usize)?
        } else {
            before
        };
        if inner.kind != Kind::Place || inner.end >= outer.first || outer.first - inner.end > WITHIN || self.is_represented(inner) {
            return None;
        }
        let mut between = inner.end..outer.first;
        let sides = |t: u32| self.token_is(t, hashes!["of", "in", "the"]);
        // "in Oru, the capital of Mirel", "in Oru, on the outskirts of Mirel", "near Oru, north of Mirel".
        let opened = |t: usize| {
            let hash = &self.tokens[t].hash;
            self.words[t].is(class::DET) || hashes!["on", "in", "outside"].contains(hash) || DIRECTIONS.contains(hash)
        };
        let aside = self.tokens[inner.end as usize].punct == b',' && opened(inner.end as usize + 1);
        let named =
            |t: u32| self.words[t as usize].is(class::PLACE_NOUN | class::ADJ | class::POSS_DET) && self.tokens[t as usize].punct == 0;
        let plain = |t: u32| sides(t) || named(t) || nation(before) && t == before.first || aside && t <= inner.end + 1;
        let held = between.clone().any(|t| self.token_is(t, hashes!["of", "in"]));
        // "the Mirel town of Oru": the second is the smaller.
        let settlement = self.token_is(inner.end, SETTLEMENTS);
        let from = inner.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
        // "in Oru and Kolo in northern Mirel": both do.
        let listed = from == Some(const { hash_folded("and") })
            && self
                .units
                .get(self.units.before(inner.first as usize).wrapping_sub(1))
                .is_some_and(|u| u.kind == Kind::Place && u.end + 1 == inner.first);
        let stands = from.is_some_and(|h| listed || !hashes!["from", "and", "or"].contains(&h)) && !self.possessive_at(inner.end);
        (held && !settlement && stands && between.all(plain)).then_some(Filler {
            first: inner.first,
            end: inner.end,
            kind: Some(Kind::Place),
        })
    }

    /// "in the Mirel suburb of Oru": the place that is named behind the kind of place it is.
    fn named_behind(&self, filler: &Filler) -> Option<Filler> {
        let outer = self.units_in(filler.first, filler.end).iter().rfind(|u| u.kind == Kind::Place)?;
        let kind = self.tokens.get(outer.end as usize)?;
        let of = self.tokens.get(outer.end as usize + 1)?;
        let inner = self.units.at(outer.end as usize + 2).filter(|u| u.kind == Kind::Place)?;
        (SETTLEMENTS.contains(&kind.hash) && of.hash == const { hash_folded("of") }).then_some(Filler {
            first: inner.first,
            end: inner.end,
            kind: Some(Kind::Place),
        })
    }

    /// Puts the smaller of two places into the argument.
    fn narrow_place(&self, found: &mut Found, argument: usize) {
        // "fighters of the Oru district of Mirel": not where others come from.
        let taken = |place: &Filler| {
            let holds = |(role, f): &(&str, Filler)| !matches!(*role, "target" | "place") && f.first <= place.first && place.end <= f.end;
            found.arguments.iter().any(holds)
        };
        let place = found.arguments[argument].1;
        let within = |filler: &Filler| self.place_within(filler).filter(|inner| !taken(inner));
        let smaller = self.named_behind(&place).filter(|inner| !taken(inner));
        let smaller = smaller.or_else(|| within(&place).map(|inner| within(&inner).unwrap_or(inner)));
        if let Some(smaller) = smaller {
            found.arguments[argument].1 = smaller;
        }
    }

    /// "in Mirel's Oru region", "in Mirel's largest city, Oru": where it was is the second.
    pub(super) fn narrow_places(&self, found: &mut Found) {
        for i in 0..found.arguments.len() {
            if found.arguments[i].0 != "place" {
                continue;
            }
            self.narrow_place(found, i);
            let filler = &mut found.arguments[i].1;
            let possessive = self.possessive_at(filler.end);
            let owned = |at: u32| {
                self.units
                    .binary_search_by_key(&at, |u| u.first)
                    .ok()
                    .and_then(|i| self.units.get(i))
            };
            // "in Mirel's largest city, Oru".
            let apposed = || {
                let noun = self.owned_at(filler.end)?;
                let comma = self.comma_at(noun.end);
                owned(noun.end + 1).filter(|_| comma && noun.kind == Some(Kind::Place))
            };
            // "in Mirel's capital Oru".
            let named = || {
                let noun = self.owned_at(filler.end)?;
                let last = |u: &&Unit| u.kind == Kind::Place && u.end == noun.end && u.first > noun.first;
                let unit = self.units_in(noun.first, noun.end).iter().find(last)?;
                self.words[unit.first as usize - 1].is(class::PLACE_NOUN).then_some(unit)
            };
            let unit = || owned(filler.end + 1).or_else(apposed).or_else(named);
            if possessive && let Some(unit) = unit().filter(|u| u.kind == Kind::Place) {
                (filler.first, filler.end) = (unit.first, unit.end);
            } else if possessive && let Some(capital) = self.owned_at(filler.end).filter(|n| self.token_is(n.head, hashes!["capital"])) {
                filler.end = capital.end;
            }
        }
    }

    /// "the consulates of Oru and Mirel": whose they are, not where.
    pub(super) fn is_represented(&self, unit: &Unit) -> bool {
        let missions = hashes![
            "embassy",
            "embassies",
            "consulate",
            "consulates",
            "mission",
            "missions",
            "ambassador",
            "ambassadors",
            "envoy"
        ];
        // "Oru's ambassador to Mirel".
        let envoy = |n: &NounPhrase| self.token_is(n.head, missions);
        if self.possessive_at(unit.end) && self.owned_at(unit.end).is_some_and(envoy) {
            return true;
        }
        let from = unit.first.saturating_sub(REPRESENTED).max(self.first as u32);
        let listed = |t: u32| self.token_is(t, hashes!["and", "the"]) || self.tokens[t as usize].punct == b',';
        let place = |t: u32| {
            let before = self.units.last_before(t as usize + 1);
            before.is_some_and(|u| u.kind == Kind::Place && t < u.end)
        };
        let of = (from..unit.first).rev().find(|&t| !listed(t) && !place(t));
        let of = of.filter(|&t| t > from && self.token_is(t, hashes!["of"]));
        of.is_some_and(|t| missions.contains(&self.tokens[t as usize - 1].hash))
    }

    /// "a plot linked to the war in Oru": where that is, unless the war itself is told of.
    pub(super) fn of_war(&self, unit: &Unit, found: &Found) -> bool {
        let the = |t: &u32| self.token_is(*t, hashes!["the"]);
        let from = unit.first.saturating_sub(3).max(self.first as u32);
        let mut before = (from..unit.first).rev().skip_while(the);
        let preposition = before.next().map(|t| self.tokens[t as usize].hash);
        let led = preposition.is_some_and(|h| hashes!["in", "on", "with"].contains(&h));
        let wars = hashes!["war", "wars", "conflict", "conflicts", "crisis", "genocide", "ceasefire", "truce"];
        let is_war = |t: u32| self.token_is(t, wars);
        let head = before.next();
        // "a veteran of the Oru war".
        let person = |t: u32| self.words[t as usize].is(class::PERSON | class::PERSON_PL);
        if preposition == Some(const { hash_folded("of") }) && is_war(unit.end) && head.is_some_and(person) {
            return true;
        }
        let war = head.filter(|&t| led && is_war(t));
        let told = |t: u32| {
            let held = |(_, f): &(&str, Filler)| (f.first..f.end).contains(&t);
            found.arguments.iter().any(held) || (found.trigger.0..found.trigger.1).contains(&t)
        };
        war.is_some_and(|t| !told(t))
    }

    /// "a vigil in Oru for a general who was shot in 2020": the relative clause was not where its sentence is, nor its sentence when that was.
    pub(super) fn drop_elsewhere(&self, found: &mut Found) {
        let relative = |v: &VerbGroup| v.link.attributive && self.behind_relative(v);
        let Some(time) = found.argument("time") else { return };
        if found.inherited[1] {
            let before = self.last_verb_before(time.first);
            if before.is_some_and(|v| v.main >= found.trigger.1 && v.link.passive && relative(v)) {
                found.arguments.retain(|(role, _)| *role != "time");
                found.inherited[1] = false;
            }
        } else if found.inherited[0] && self.verb_of_match(found).is_some_and(relative) {
            found.arguments.retain(|(role, _)| *role != "place");
            found.inherited[0] = false;
        }
    }

    /// "Rebels from Oru attacked a base": where they come from.
    pub(super) fn comes_from(&self, unit: &Unit, trigger: u32, kind: RelationKind) -> bool {
        let from = const { hash_folded("from") };
        // "drones launched by Russia": who did it. "extradited to Italy", "fled to Oru": where they came later.
        let went = |v: &VerbGroup| {
            let main = v.main as usize;
            self.words[main].stands(beside::LEADING) || hashes!["taken", "brought", "sent"].contains(&self.tokens[main].hash)
        };
        // "fled to Oru, where they fought": that they did there.
        let there = || {
            let where_ = self.tokens.get(unit.end as usize + 1).map(|t| t.hash);
            trigger > unit.end && where_ == Some(const { hash_folded("where") }) && self.tokens[unit.end as usize].punct == b','
        };
        let inner = self.inner_place(unit).unwrap_or(unit);
        // "a man from Oru, Mirel": what stands before both.
        let led = self.preposition_before(inner);
        let behind = |hash: u64| led.is_some_and(|t| self.tokens[t as usize].hash == hash);
        // "fled toward the Oru border", "escaped into neighbouring Oru".
        let toward = || {
            let lead = |t: &u32| !self.words[*t as usize].is(class::DET | class::ADJ);
            let led = (trigger.max(unit.first.saturating_sub(3))..unit.first).rev().find(lead);
            led.is_some_and(|t| self.token_is(t, hashes!["toward", "towards", "into", "to", "for"]))
        };
        if self.lives_there(inner) {
            return true;
        }
        let verb = || self.last_verb_before(unit.first);
        // "hit what Oru called a base".
        if unit.first > 0 && self.tokens[unit.first as usize - 1].hash == const { hash_folded("what") } {
            return true;
        }
        // "a blast that officials blamed on Oru".
        let blamed = |v: &VerbGroup| self.token_is(v.main, hashes!["blame", "blames", "blamed", "blaming", "pinned"]);
        if behind(const { hash_folded("on") }) && verb().is_some_and(blamed) {
            return true;
        }
        // "accused of spying for Oru"; but "a battle for Oru".
        let sided = || behind(const { hash_folded("for") }) && unit.first > 1 && !self.words[unit.first as usize - 2].is(class::EVENT);
        let bound = || led.is_some_and(|t| self.is_bound_for(t)) || verb().is_some_and(went);
        if behind(const { hash_folded("by") }) || sided() || (behind(const { hash_folded("to") }) || toward()) && bound() && !there() {
            return true;
        }
        let people = matches!(kind, RelationKind::Killed | RelationKind::Wounded | RelationKind::Detained);
        if people && unit.first > trigger && self.is_taken_to(unit) {
            return true;
        }
        let before = led.filter(|_| unit.first < trigger || people).map(|t| t as usize);
        // "died smuggling her out of Oru".
        let out = |t: usize| {
            let before = t.checked_sub(1).map(|t| self.tokens[t].hash);
            unit.first > trigger && behind(const { hash_folded("of") }) && before == Some(const { hash_folded("out") })
        };
        before.is_some_and(|t| self.tokens[t].hash == from || out(t)) && !there() && !self.measured_from(unit)
    }

    /// "on the road between Oru and Mirel", "raids on homes in Oru, Mirel and Kolo": the mentions of a list of which one is given.
    pub(super) fn joined_with(&self, unit: &Unit) -> &[Unit] {
        let word = |t: u32| self.words[t as usize];
        // "into neighbouring Oru and Mirel".
        let led = |u: &Unit| {
            let before = |n: u32| u.first.checked_sub(n).filter(|&t| t >= self.first as u32).map(word);
            let adjective = before(1).is_some_and(|w| w.is(class::ADJ));
            before(1 + u32::from(adjective)).is_some_and(|w| w.is(class::PREP))
        };
        // How many tokens join a mention with the next: "," or "and" or both, and whether "and" does.
        let joint = |i: usize| {
            let [a, b] = [self.units.get(i)?, self.units.get(i + 1)?];
            let and = self.tokens[b.first as usize - 1].hash == const { hash_folded("and") };
            let comma = self.tokens[a.end as usize].punct == b',';
            let joined = b.first - a.end.min(b.first) == u32::from(and) + u32::from(comma) && (and || comma);
            (a.kind == b.kind && joined).then_some(and)
        };
        let at = self.units.before(unit.first as usize);
        let mut first = at;
        while first > 0 && at - first < LISTED && !led(&self.units[first]) && joint(first - 1).is_some() {
            first -= 1;
        }
        let mut last = first;
        while last - first < LISTED && joint(last) == Some(false) {
            last += 1;
        }
        // "in Oru, Mirel, and Kolo, Bana": such a pair is no list.
        let pairs = last > first && joint(last + 1) == Some(false);
        if led(&self.units[first]) && joint(last) == Some(true) && !pairs {
            &self.units[first..last + 2]
        } else {
            &[]
        }
    }

    /// "bombed a camp in retaliation for a raid in Oru": where and when that was.
    pub(super) fn avenged(&self, unit: &Unit, trigger: u32) -> bool {
        (trigger..unit.first).rev().take(AVENGED).any(|t| self.token_is(t, REVENGE))
    }

    /// "On Tuesday police held a man over the killing of a priest": when they did, not when that was.
    pub(super) fn of_the_case(&self, unit: &Unit, trigger: u32) -> bool {
        let event = || self.noun_around(trigger).filter(|n| n.head == trigger && unit.end <= n.first);
        let before = |n: &NounPhrase| n.first.checked_sub(1).map(|t| self.tokens[t as usize].hash);
        let case = hashes!["over", "behind", "for"];
        // "his role in the killing of a priest".
        let part = |n: &NounPhrase| {
            let [role, led] = [2, 1].map(|k| n.first.checked_sub(k).map_or(0, |t| self.tokens[t as usize].hash));
            let parts = hashes!["role", "part", "involvement", "complicity", "hand"];
            led == const { hash_folded("in") } && parts.contains(&role)
        };
        // "sentenced for ordering the killing of ten".
        let doing = |n: &NounPhrase| {
            let [led, doing] = [2, 1].map(|k| n.first.saturating_sub(k) as usize);
            self.words[doing].forms & form::ING != 0 && case.contains(&self.tokens[led].hash)
        };
        // "pleaded guilty on Monday to the murder of a priest".
        let pleads = |n: &NounPhrase| {
            let pleaded = hashes!["pleaded", "pled", "pleads", "confessed", "admitted"];
            let verb = self.last_verb_before(n.first);
            before(n) == Some(const { hash_folded("to") }) && verb.is_some_and(|v| self.token_is(v.main, pleaded))
        };
        let of_case = |n: &NounPhrase| before(n).is_some_and(|h| case.contains(&h)) || part(n) || doing(n) || pleads(n);
        self.words[trigger as usize].is(class::EVENT) && event().is_some_and(of_case)
    }

    /// The "'s" of an owner.
    pub(super) fn possessive_at(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|t| t.has(Token::POSSESSIVE))
    }

    /// The noun phrase behind the "'s" at a token, or with it.
    pub(super) fn owned_at(&self, possessive: u32) -> Option<&NounPhrase> {
        self.nouns.get(self.noun_at(possessive + 1).or_else(|| self.noun_at(possessive))?)
    }

    /// "Oru held two men whom it accuses of spying": a country that does something is no place.
    pub(super) fn country_acts(&self, unit: &Unit) -> bool {
        let Some(verb) = self.verbs.get(self.verbs_before(unit.first)) else {
            return false;
        };
        let subject = self.subject(verb).and_then(|c| self.nouns.get(c.index as usize));
        // "The United States", "So Mali": to the end of the phrase.
        let own =
            subject.is_some_and(|n| n.first <= unit.first && unit.first < n.first + 2 && n.end == unit.end) && verb.first < unit.end + 3;
        // "Oru saw two bombings": what happens to a place happens there.
        let undergoes = hashes![
            "saw",
            "seen",
            "sees",
            "suffered",
            "suffers",
            "suffering",
            "witnessed",
            "witnesses",
            "experienced",
            "endured",
            "faced",
            "faces",
            "facing",
            "lost",
            "marked",
            "mourned",
            "fell",
            "awoke",
            "woke"
        ];
        let word = self.words[verb.main as usize];
        let acts = !verb.link.passive && !word.is(class::AUX_BE | class::AUX_HAVE | class::INTRANS);
        own && acts && !self.token_is(verb.main, undergoes)
    }

    /// "the U.S.-led coalition", "the Panama-flagged ship": who is behind it, or whose it is.
    pub(super) fn leads(&self, unit: &Unit) -> bool {
        let behind = |n: u32| self.tokens.get((unit.end + n) as usize);
        let sides = hashes![
            "led",
            "backed",
            "allied",
            "aligned",
            "supported",
            "sponsored",
            "linked",
            "made",
            "built",
            "supplied",
            "flagged",
            "registered",
            "owned",
            "operated",
            "trained",
            "bound",
            "based",
            "born"
        ];
        // "the Mali-Boko Haram war".
        let fought = || {
            self.units
                .from(unit.end as usize)
                .first()
                .is_some_and(|u| u.kind == Kind::Group && u.first == unit.end + 1)
        };
        let glued = behind(0).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        glued && (behind(1).is_some_and(|t| sides.contains(&t.hash)) || fought())
    }

    /// "The now-disbanded group": a day that is joined to the next word tells of that.
    pub(super) fn hyphenated(&self, unit: &Unit) -> bool {
        let hyphen = self.tokens.get(unit.end as usize);
        hyphen.is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED))
    }

    /// "U.S.": a country whose short name stands for what is of it.
    pub(super) fn is_demonym(&self, unit: &Unit) -> bool {
        unit.kind == Kind::Place && self.token_is(unit.first, hashes!["u.s", "us", "u.k", "uk"])
    }

    /// "The Oru striker", "U.S. air strikes": whose someone or something is.
    pub(super) fn describes(&self, unit: &Unit) -> bool {
        let demonym = self.is_demonym(unit);
        // "U.S. and Turkish envoys", "a mill off U.S. 12".
        let and = self
            .tokens
            .get(unit.end as usize)
            .is_some_and(|t| t.hash == const { hash_folded("and") });
        let nation = and && self.units.at(unit.end as usize + 1).is_some_and(|u| u.kind == Kind::Nationality);
        if demonym && (nation || self.number_at(unit.end)) {
            return true;
        }
        // "the Oru coroner's office".
        let office = self
            .words
            .get(unit.end as usize)
            .is_some_and(|w| w.is(class::TITLE | class::PERSON));
        if office && self.tokens.get(unit.end as usize + 1).is_some_and(|t| t.has(Token::POSSESSIVE)) {
            return true;
        }
        // "In Oru seven suspects were held".
        let counted = |t: u32| self.number_at(t) || self.words[t as usize].is(class::NUMBER);
        // "on behalf of Oru's intelligence service": whose it is.
        let body = |n: &NounPhrase| matches!(n.kind, Some(Kind::SecurityForce | Kind::Government | Kind::Media));
        if self.possessive_at(unit.end) && self.owned_at(unit.end).is_some_and(body) {
            return true;
        }
        let noun = self.noun_around(unit.first).filter(|n| unit.end < n.end && !counted(unit.end));
        noun.is_some_and(|n| demonym || matches!(n.kind, Some(Kind::Person | Kind::People | Kind::Role)))
    }
}
