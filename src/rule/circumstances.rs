//! Counts, places and times of a relation: those of its clause, else those of its sentence, marked as inherited.

use smallvec::SmallVec;

use super::filler::Filler;
use super::matcher::{Context, Found};
use super::nominal::PLATFORMS;
use super::speaker::SPEAKER;
use super::survey::{Survey, Surveyed};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ChunkKind, NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// How many mentions to each side of the trigger are looked at.
const REACH: usize = 16;
/// How many tokens of a stretch are looked through for a word or mark, and how many verbs may stand in it.
pub(super) const STRETCH: usize = 64;
/// How many tokens may stand between "and" and the place or day that opens a clause, and between these and its verb.
const LEAD: u32 = 4;
/// How far before a mention the bracket may stand that holds it.
const BRACKETED: u32 = 6;

/// Which circumstances relations of a kind have: told when a rule is read, since names of roles are long to compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Circumstances {
    charge: bool,
    count: bool,
    via: bool,
    place: bool,
    time: bool,
}

impl Circumstances {
    pub(super) fn of(relation: RelationKind) -> Self {
        let has = |role: &str| relation.roles().contains(&role);
        Self {
            charge: has("charge"),
            count: has("count"),
            via: has("via"),
            place: has("place"),
            time: has("time"),
        }
    }
}

/// What is written or recorded, and dated by that.
const WRITTEN: &[u64] = hashes![
    "resolution",
    "treaty",
    "law",
    "act",
    "constitution",
    "agreement",
    "accord",
    "accords",
    "pact",
    "deal",
    "convention",
    "charter",
    "video",
    "footage",
    "photograph",
    "photo",
    "letter",
    "film",
    "book",
    "census",
    "study"
];

impl Context<'_> {
    /// Completes a relation; what stands in the dateline counts only where there is no other.
    pub(super) fn add_circumstances(&self, found: &mut Found, wanted: Circumstances, survey: &Surveyed<impl FnOnce() -> Survey>) {
        if found.verb.is_none() {
            self.take_whole(found);
        }
        if wanted.charge {
            self.tell_charges(found);
        }
        if self.names_doer(found) {
            return;
        }
        if wanted.count {
            self.add_counts(found);
            self.tell_cause(found);
        }
        if wanted.via && !found.arguments.iter().any(|(r, _)| *r == "via") {
            self.add_medium(found);
        }
        let has = |found: &Found, role: &str| found.arguments.iter().any(|(r, _)| *r == role);
        let mut placed = wanted.place && has(found, "place");
        if placed {
            // A target or cause that was tried as place is none.
            found
                .arguments
                .retain(|(r, f)| *r != "place" || matches!(f.kind, Some(Kind::Place | Kind::Facility)));
            self.leave_descriptions(found);
            placed = has(found, "place");
        }
        if wanted.place && !placed {
            placed = self.add_nearest(found, "place", Kind::Place, survey);
        }
        if wanted.time && (has(found, "time") || self.add_nearest(found, "time", Kind::Date, survey)) {
            self.drop_elsewhere(found);
        }
        if placed {
            self.narrow_places(found);
        }
    }

    /// "They marched in Oru for the killers of Luis Vano to be tried": who did it is named, and what is told is not when, where and whether.
    pub(super) fn names_doer(&self, found: &Found) -> bool {
        let deed = matches!(found.kind, RelationKind::Killed | RelationKind::Assassinated);
        deed && found.trigger.0 + 1 == found.trigger.1 && self.words[found.trigger.0 as usize].is(class::PERSON | class::PERSON_PL)
    }

    pub(super) fn number_at(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(Token::is_number)
    }

    /// "On suspicion of murder", "on charges of planning a raid": what stands behind "of" tells what it is.
    fn tell_charges(&self, found: &mut Found) {
        let mut told = SmallVec::<[Filler; 4]>::new();
        found.arguments.retain(|(role, filler)| {
            let of = filler.end;
            let accuses = *role == "charge" && self.words[of as usize - 1].is(class::ACCUSATION);
            if !(accuses && self.token_is(of, hashes!["of"])) {
                return true;
            }
            let noun = || self.noun_at(of + 1).map(|index| self.filler(index as u32));
            let verb = || self.verbs.get(self.verbs_before(of + 1)).filter(|v| v.first == of + 1 && v.gerund);
            let act = || verb().map(|v| Filler::deed(v.main));
            let charge = noun().or_else(act);
            told.extend(charge);
            charge.is_none()
        });
        for charge in told.into_iter().map(|charge| ("charge", charge)) {
            if !found.arguments.contains(&charge) {
                found.arguments.push(charge);
            }
        }
    }

    /// The medium that carried a statement: "in a statement carried by Amaq", "posted on Telegram".
    fn add_medium(&self, found: &mut Found) {
        let from = self.units.before(found.trigger.1 as usize);
        let carried = hashes!["by", "on", "through", "via", "to"];
        let led = |u: &Unit| (u.first.saturating_sub(2)..u.first).any(|t| self.token_is(t, carried));
        let platform = |u: &Unit| self.token_is(u.end - 1, PLATFORMS);
        let carries = |u: &&Unit| (u.kind == Kind::Media || u.kind == Kind::Organization && platform(u)) && led(u);
        let medium = self.units.iter().skip(from).take(REACH).find(carries);
        if let Some(u) = medium {
            let filler = Filler {
                first: u.first,
                end: u.end,
                kind: Some(u.kind),
            };
            found.arguments.push(("via", filler));
        }
    }

    /// The mention with the fewest verbs between it and the trigger, then the nearest; one of the dateline only where there is no other.
    /// Gives whether there is one.
    fn add_nearest(&self, found: &mut Found, role: &'static str, kind: Kind, survey: &Surveyed<impl FnOnce() -> Survey>) -> bool {
        let trigger = found.trigger.0;
        let at = self.units.before(trigger as usize);
        let near = self
            .units
            .get(at.saturating_sub(REACH)..self.units.len().min(at + REACH))
            .unwrap_or_default();
        let of_kind = near.iter().filter(|u| u.kind == kind);
        let near: SmallVec<[&Unit; 2 * REACH]> = of_kind.collect();
        if near.is_empty() {
            return false;
        }
        let dateline = survey.dateline;
        // The verb that is the trigger stands before what is behind it.
        let own = self.verbs_before(trigger + 1);
        // "(between 18 and 22 May)": a day in brackets is told beside another.
        let crossed = |u: &Unit| match kind {
            Kind::Date if survey.brackets && u.first < trigger && self.bracketed(u) => 3,
            _ => self.verbs_before(u.first + 1).abs_diff(own).min(2),
        };
        // One number each, with the place in the list last: a sort by what is reckoned anew for each pair would be 9 kB of program.
        let rank = |(u, at): (&&Unit, u64)| {
            let (far, crossed, away) = (
                u64::from(u.end <= dateline),
                crossed(u) as u64,
                u64::from(u.first.abs_diff(trigger)),
            );
            ((far << 2 | crossed) << u32::BITS | away) << 8 | at
        };
        let mut ranks: SmallVec<[u64; 2 * REACH]> = near.iter().zip(0..).map(rank).collect();
        ranks.sort_unstable();
        let far = |u: &Unit| kind == Kind::Place && self.measured_from(u);
        let mut best = None;
        for unit in ranks.iter().map(|rank| near[*rank as usize & 0xFF]) {
            if !self.tells(unit, kind, found, survey) || best.is_some() && unit.end <= dateline {
                continue;
            }
            let away = far(unit);
            if best.is_none() || !away {
                best = Some(unit);
            }
            if !away {
                break;
            }
        }
        let best = best.map(|u| {
            let inner = self.inner_place(u).filter(|before| kind == Kind::Place && !inside(before, found));
            inner.or_else(|| self.behind_target(u, found)).unwrap_or(u)
        });
        if let Some(u) = best {
            found.inherited[usize::from(kind == Kind::Date)] = u.end <= dateline || self.outside(u, found.trigger);
            let filler = |u: &Unit| Filler {
                first: u.first,
                end: u.end,
                kind: Some(kind),
            };
            match self.joined_with(u) {
                list if kind == Kind::Place && !list.is_empty() => found.arguments.extend(list.iter().map(|u| (role, filler(u)))),
                _ => found.arguments.push((role, filler(u))),
            }
        }
        best.is_some()
    }

    /// Whether a place or day may tell where or when it was: it stands in no other argument, and nothing else was there or then.
    fn tells(&self, unit: &Unit, kind: Kind, found: &Found, survey: &Surveyed<impl FnOnce() -> Survey>) -> bool {
        let (trigger, dateline) = (found.trigger.0, survey.dateline);
        let fits = if kind == Kind::Date {
            !self.modifies(unit) && !self.hyphenated(unit)
        } else {
            !inside(unit, found) && !self.describes(unit)
        };
        fits && !(survey.may_have(const { hash_folded("since") }) && self.since(unit, found))
            && !self.of_speech(unit, kind, trigger, found.extent)
            && !self.lasts(unit)
            && !(survey.may_have(const { hash_folded("but") }) && self.of_clause_before(unit, trigger))
            && (unit.end > dateline || found.kind != RelationKind::MemberOf)
            && !(kind == Kind::Place && (self.comes_from(unit, trigger, found.kind) || self.leads(unit)))
            && !self.of_next_clause(unit, found, survey)
            && !self.held_elsewhere(unit, found.trigger)
            && !self.of_aside(unit, trigger)
            && !self.of_the_case(unit, trigger)
            && !self.of_accused(unit, found)
            && !self.of_verdict(unit, found)
            && !(kind == Kind::Place
                && (self.is_represented(unit) || self.of_war(unit, found) || self.country_acts(unit) || self.is_owner(unit, found)))
            && !(kind == Kind::Date
                && (self.of_charge(unit, found)
                    || self.of_other_event(unit, found)
                    || self.of_main_clause(unit, found)
                    || self.of_reaction(unit, trigger)))
            && !self.of_relative(unit, trigger)
            && !(survey.avenges && self.avenged(unit, trigger))
    }

    /// "The morning service" is no time: the noun behind it is what is meant.
    fn modifies(&self, time: &Unit) -> bool {
        let det = |t: u32| self.words[t as usize].is(class::DET);
        let goes_on = self
            .noun_around(time.first)
            .is_some_and(|n| n.first == time.first && n.end > time.end);
        let behind = || self.noun_at(time.end).map(|n| &self.nouns[n]);
        // "on the same day an army strike": the next phrase has an article of its own.
        let own = |n: &NounPhrase| !det(n.first);
        // "the brother of one of the Easter Sunday bombers".
        let whose = |n: &NounPhrase| matches!(n.kind, Some(Kind::People | Kind::Person | Kind::Group)) && own(n);
        // "the 1994 treaty": what is written is older than what it leads to.
        let written = |n: &NounPhrase| own(n) && self.token_is(n.head, WRITTEN);
        let described = || time.first > 0 && det(time.first - 1) && behind().is_some_and(|n| whose(n) || written(n));
        det(time.first) && (goes_on || behind().is_some_and(own)) || described()
    }

    /// "In Oru, Mirel": the first, which lies in the second.
    pub(super) fn inner_place(&self, place: &Unit) -> Option<&Unit> {
        let before = self.units.last_before(place.first as usize)?;
        let mark = |mark: u8| before.kind == Kind::Place && before.end + 1 == place.first && self.tokens[before.end as usize].punct == mark;
        // "in Oru (Mirel, Kolo)": the innermost stands before the bracket.
        if mark(b',') {
            let inner = if self.bracketed(before) { self.inner_place(before) } else { None };
            return inner.or(Some(before));
        }
        mark(b'(').then_some(before)
    }

    /// Whether a mention stands behind a bracket that opened close before it.
    fn bracketed(&self, unit: &Unit) -> bool {
        let from = (unit.first.saturating_sub(BRACKETED)).max(self.first as u32);
        let mark = (from..unit.first)
            .rev()
            .find(|t| matches!(self.tokens[*t as usize].punct, b'(' | b')'));
        mark.is_some_and(|t| self.tokens[t as usize].punct == b'(')
    }

    /// The last verb of the sentence before a token.
    pub(super) fn last_verb_before(&self, token: u32) -> Option<&VerbGroup> {
        self.verbs.get(self.verbs_before(token).checked_sub(1)?)
    }

    /// How many verbs of the sentence stand before a token.
    pub(super) fn verbs_before(&self, token: u32) -> usize {
        self.verbs.partition_point(|v| v.main < token)
    }

    /// "shot a guard and, on Monday, attacked a base", "attacked a base, and on Monday they fled": the conjunction behind which
    /// the mention opens what the next verb tells.
    fn opens_next(&self, unit: &Unit) -> Option<u32> {
        let lead = |t: &u32| self.tokens[*t as usize].punct == b',' || self.words[*t as usize].is(class::PREP | class::DET);
        let from = unit.first.saturating_sub(LEAD).max(self.first as u32);
        let and = (from..unit.first).rev().find(|t| !lead(t))?;
        let next = self.verbs.get(self.verbs_before(unit.first))?;
        let finite = !next.gerund && !next.infinitive && !next.link.attributive;
        let subject = self.subject(next);
        let near = finite && next.first.saturating_sub(unit.end) <= LEAD && and + 1 < unit.first;
        let opens = near || subject.is_some_and(|c| c.first >= unit.end);
        (opens && self.words[and as usize].is(class::CONJ)).then_some(and)
    }

    /// Whether another verb stands between a mention and the trigger with its subject.
    pub(super) fn outside(&self, unit: &Unit, trigger: (u32, u32)) -> bool {
        if unit.first < trigger.0 && self.verbs_before(unit.first) == self.verbs_before(trigger.0) && self.opens_next(unit).is_some() {
            return false;
        }
        if unit.first > trigger.0 {
            return self.verbs_before(unit.first) > self.verbs_before(trigger.1);
        }
        let own = self.verbs_before(trigger.0);
        // "arrested four men in Oru on suspicion of planning": what stands before such a gerund is the first verb's.
        let held = |v: &VerbGroup| {
            v.gerund && v.first > unit.first && v.first.checked_sub(1).is_some_and(|t| self.words[t as usize].is(class::PREP))
        };
        if own > 0 && self.verbs.get(own).is_some_and(held) {
            return true;
        }
        let verb = self.verbs.get(own).filter(|v| v.main < trigger.1);
        let subject = verb.and_then(|v| self.subject(v)).map(|c| c.first);
        // "Rebels fled on Sunday, and two men were held": Sunday is the first verb's.
        let taken = |v: &VerbGroup| !self.words[v.main as usize].is(class::SAY);
        let before = self.last_verb_before(unit.first);
        let fronted = subject.is_none_or(|s| unit.first < s);
        fronted && before.is_some_and(taken) || own > self.verbs_before(subject.map_or(unit.first, |s| s.min(unit.first)))
    }

    /// "Rebels fled, and two men were held in Oru": what stands behind a later verb with a subject of its own is that verb's,
    /// and so is what is done to it, "shot two men and left Oru".
    fn of_next_clause(&self, unit: &Unit, found: &Found, survey: &Survey) -> bool {
        let between = self.verbs_before(found.trigger.1)..self.verbs_before(unit.first);
        let between = self.verbs.get(between).unwrap_or_default();
        // ", besieged since May, saw nine killed on Monday": an aside ends at its comma.
        let comma = |t: u32| self.comma_at(t);
        let aside = self.verb_of_match(found).filter(|v| v.link.attributive && v.first > 0);
        let stretch = || (found.trigger.1..unit.first).take(STRETCH);
        let closed = || stretch().any(comma);
        if aside.is_some_and(|v| comma(v.first - 1)) && closed() {
            return true;
        }
        if self.opens_next(unit).is_some_and(|and| found.trigger.1 <= and) {
            return true;
        }
        // "One faction, led by Idris, runs gold to Oru": where someone is a member is told beside it.
        if found.kind == RelationKind::MemberOf && found.verb.is_none() && (!between.is_empty() || closed()) {
            return true;
        }
        // So far off it is another's, whatever stands between: a sentence without end is read in linear time.
        if between.len() > STRETCH {
            return true;
        }
        // A noun that is the subject has its verb behind it, "the raid came at dawn in Oru".
        let between = if found.verb.is_none() {
            between.get(1..).unwrap_or_default()
        } else {
            between
        };
        let tells_of_harm = matches!(found.kind, RelationKind::Killed | RelationKind::Wounded);
        // "who was hurt in the raid died in Oru": the main verb tells of another event.
        let hung = self
            .verb_of_match(found)
            .is_some_and(|v| v.link.attributive || v.gerund && self.governor(v).is_some_and(|g| g.link.attributive));
        // "two men it said had fled": that is told of them.
        let told = |v: &VerbGroup| v.chunk > 0 && self.chunks.get(v.chunk as usize - 1).is_some_and(|c| c.kind == ChunkKind::Verb);
        let own = |v: &VerbGroup| {
            let finite = !v.gerund && !v.infinitive && (!v.link.attributive || told(v)) && !v.link.nested;
            let speech = self.words[v.main as usize].is(class::SAY) && !v.passive;
            // "Seven died and nine were hurt when a bomb went off in Oru": the dead and the hurt are of one event.
            let harmed = self.token_is(v.main, hashes!["died", "killed", "injured", "wounded", "hurt"]);
            let toll = tells_of_harm && harmed && (v.passive || v.link.passive || self.words[v.main as usize].is(class::INTRANS));
            finite && !speech && (!toll || hung) && (v.link.governor.is_none() || v.passive)
        };
        // "died near Oru, where a bomb went off in May": what "where" opens is of the place.
        let word = |hash: u64| {
            let stands = |t: &u32| self.tokens[*t as usize].hash == hash;
            if survey.may_have(hash) { stretch().find(stands) } else { None }
        };
        let background = word(const { hash_folded("where") });
        if background.is_some_and(|t| between.last().is_some_and(|v| v.main > t)) {
            return true;
        }
        // "arrested three, while a fourth was held in Oru": nor is it where the three were.
        let meanwhile = |t: u32| {
            let verb = between.last().filter(|v| t < v.main && !v.gerund);
            verb.and_then(|v| self.subject(v)).is_some_and(|c| t < c.first)
        };
        if word(const { hash_folded("while") }).is_some_and(meanwhile) {
            return true;
        }
        // "died in Oru since the army moved in in May": not when they died.
        let moved = word(const { hash_folded("since") }).is_some_and(|t| between.last().is_some_and(|v| t < v.main));
        // "freed a nurse who had been held in Oru in May".
        let had = const { hash_folded("had") };
        let earlier = |v: &VerbGroup| v.link.attributive && v.first < v.main && self.tokens[v.first as usize].hash == had;
        // "No one claimed it, but rebels had threatened him in May".
        let but = word(const { hash_folded("but") });
        let subject = |v: &VerbGroup| self.subject(v).map(|c| c.first);
        if but.is_some_and(|t| between.iter().any(|v| v.main > t && subject(v).is_some_and(|s| s > t))) {
            return true;
        }
        // "has yet to confirm it, and a raid in May failed": it stands in the next subject's phrase.
        let next = self
            .verbs
            .get(self.verbs_before(unit.first))
            .filter(|v| !v.link.attributive && !v.gerund && !v.infinitive);
        if next
            .and_then(subject)
            .is_some_and(|s| found.trigger.1 < s && s < unit.first && self.joined_at(s))
        {
            return true;
        }
        // "36 drones downed; two men hurt in Oru".
        let parted = survey.parted && stretch().any(|t| self.tokens[t as usize].punct == b';');
        // "Six died when their car was hit in Oru": what "when" opens happened there and then.
        let opened = word(const { hash_folded("when") });
        let mut others = between.iter().filter(|v| own(v) || earlier(v));
        let same = opened.is_some_and(|t| others.clone().next().is_some_and(|v| v.main > t));
        if same {
            others.next();
            return moved || parted || others.next().is_some();
        }
        moved || parted || others.next().is_some() || between.last().is_some_and(|v| v.end == unit.first)
    }

    /// Whether a conjunction stands before the token.
    fn joined_at(&self, token: u32) -> bool {
        token > 0 && self.words[token as usize - 1].is(class::CONJ)
    }

    /// "Troops left Oru in May, but rebels still kill": what stands before "but" is not of a clause with a subject behind it.
    fn of_clause_before(&self, unit: &Unit, trigger: u32) -> bool {
        let but = |&t: &u32| self.token_is(t, hashes!["but"]);
        let but = (unit.end..trigger).rev().take(SPEAKER as usize).find(but);
        let verb = self.verbs_before(unit.first) > 0;
        but.is_some_and(|t| verb && self.noun_at(t + 1).is_some())
    }

    /// The end of a dateline, "OSTRA, 4 June (AP) -": what it names holds where the sentence names nothing.
    pub(super) fn dateline(&self) -> u32 {
        const LONGEST: usize = 14;
        let end = self.end.min(self.first + LONGEST);
        let dash = (self.first..end).find(|&t| matches!(self.tokens[t].punct, b'-' | b'~') && !self.tokens[t].has(Token::GLUED));
        let bare = || self.units.bare_dateline(self.first, self.tokens);
        let dash = dash.map(|d| d as u32).or_else(bare).unwrap_or(0);
        let told = self.verbs.first().is_some_and(|v| v.main < dash);
        if told { 0 } else { dash }
    }
}

/// "attacked an Oru hotel": where the target stands is where it was; where others come from is not.
fn inside(unit: &Unit, found: &Found) -> bool {
    let holds = |(role, f): &(&str, Filler)| *role != "target" && unit.first >= f.first && unit.end <= f.end;
    found.arguments.iter().any(holds)
}
