//! Whether a relation tells of a happening that was told before, or of another one.

use smallvec::SmallVec;

use super::happening::{Facts, Growing, NEAR, violent};
use super::lists::{LISTS, begins_in, ends_in, ends_with, is_in};
use super::scene::Place;
use crate::document::{IncidentRecord, MentionRecord, Participant, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::{Day, Form, TimeValue, When};
use crate::relation::{Modality, RelationKind};
use crate::span::Span;
use crate::text::small;

/// How many days before its publication an article may tell of without saying when.
const RECENT: i32 = 3;
/// How many days ago what happened is long past.
const PAST: i32 = 60;

/// How many days lie between what an article tells and what it only recalls.
const RECALLED: i32 = 13;

/// How many words before what was done tell how often it is done.
const ADVERBS: usize = 4;
/// Of so many dead it is told how many fell in years, unless their day or month is.
const THOUSAND: u64 = 1000;
const MONTH: i32 = 31;

/// How many sentences farther the one happening may stand that an article tells of.
const ALONE: u32 = 3;
/// The most words of a phrase that says nothing of whom it means: "foreign aid workers".
const BARE: usize = 3;
/// How many participants of an incident are asked who is told of again.
const LATEST: usize = 8;

/// What a relation tells, as far as it decides of which happening.
pub(super) struct Telling<'r> {
    pub relation: &'r RelationRecord,
    pub kind: &'static str,
    pub stage: &'static str,
    pub days: Option<(Day, Day)>,
    /// The same as it is written, also where nothing tells of which year or week it is.
    pub when: Option<When>,
    /// Only the hour is told, and the day is a guess: "at 3 p.m.".
    hour: bool,
    pub places: &'r [Place],
    /// A claim, a denial or blame: it speaks of what is known, however far back it was told.
    pub claim: bool,
    /// What was done over years: no part of what happened once.
    pub tally: bool,
    /// No one happening.
    pub many: bool,
    /// Told as what happened days before or after what its sentence tells first.
    pub apart: bool,
    /// Spoken of as known: "the blast", "the gunmen", "they".
    pub taken_up: bool,
    /// Told as new: "an earlier explosion", "In a separate incident".
    new: bool,
    /// It says nothing of where or when it was nor who did it, and only one happening is known that it may be of.
    pub alone: bool,
}

impl Facts<'_> {
    /// What a relation tells of a happening of this kind and stage; `last` is the day of the one that was told before, `places` memory for its
    /// places.
    pub(super) fn telling<'r>(
        &self,
        relation: &'r RelationRecord,
        (kind, stage): (&'static str, &'static str),
        last: Option<(Day, Day)>,
        periods: &mut Option<(u32, bool)>,
        places: &'r mut Vec<Place>,
    ) -> Telling<'r> {
        let (apart, claim) = (self.apart(relation), is_claim(relation));
        let days = self.days(relation, apart, last);
        // "The following day", counted from the day of the report, told of what was done: nobody says when.
        let meant = matches!(
            relation.kind,
            RelationKind::Planned | RelationKind::Threatened | RelationKind::Foiled
        );
        let done = !meant && !matches!(relation.modality, Modality::Planned | Modality::Hypothetical);
        let days = days.map(|days| days.filter(|(from, _)| !done || self.published.is_none_or(|now| *from <= now)));
        let years = self.tally(relation, periods);
        let many = self.of_many(relation, days.unwrap_or_default(), years);
        self.told_places(relation, places);
        let mut times = self.arguments(relation, "time").peekable();
        let hour = times.peek().is_some() && times.all(|m| self.of_day(m));
        Telling {
            relation,
            kind,
            stage,
            days: days.unwrap_or_default(),
            when: self
                .arguments(relation, "time")
                .filter(|m| !(relation.inherited[1] && self.sent(m)) && !hour && !self.of_toll(relation, m))
                .find_map(when),
            hour,
            places,
            claim,
            taken_up: self.taken_up(relation),
            new: self.opens(relation) || !claim && !self.tells_toll(relation) && self.another(relation),
            alone: false,
            tally: years || many,
            many,
            apart: days.is_none() || apart.is_some(),
        }
    }

    /// Whether a telling is so bare that it can only be of the one happening that is known.
    pub(super) fn alone(&self, out: &[Growing], telling: &Telling<'_>) -> bool {
        let own = |a: &(&str, u32)| matches!(a.0, "agent" | "time" | "place" | "count" | "weapon" | "cause" | "accused");
        // Nor is another one killed who has a name of his own.
        let another = |a: &(&str, u32)| a.0 == "victim" && self.mention(a.1).is_some_and(|m| m.kind == Kind::Person);
        let mut told = telling.relation.arguments.iter();
        let bare = telling.days.is_none() && telling.places.is_empty() && !told.any(|a| own(a) || another(a));
        let like =
            |i: &&Growing| violent(i.record.kind) == violent(telling.kind) && (violent(telling.kind) || i.record.kind == telling.kind);
        bare && !telling.claim && telling.kind != "detention" && out.iter().filter(like).take(2).count() == 1
    }

    /// Whether a telling recalls what had happened long before what is known.
    pub(super) fn recalled(&self, out: &[Growing], telling: &Telling<'_>) -> bool {
        let now = |i: &Growing| i.record.date.map(|(from, _)| from).or(self.published);
        let known = out.iter().rfind(|i| !i.record.background && !i.tally);
        let long = |i: &Growing| telling.days.zip(now(i)).is_some_and(|((_, to), now)| to.plus_days(RECALLED) < now);
        known.is_some_and(long)
    }

    /// Whether a telling may be one of what is known of an incident.
    pub(super) fn fits(&self, growing: &Growing, telling: &Telling<'_>) -> bool {
        let (incident, told, relation) = (&growing.record, growing.deed, telling.relation);
        let here = relation.sentence == told;
        let one = if violent(telling.kind) {
            // "Four soldiers were wounded": in the clash that was told of.
            let hurt = || {
                matches!(relation.kind, RelationKind::Killed | RelationKind::Wounded) && !relation.arguments.iter().any(|a| a.0 == "cause")
            };
            let fought = || incident.kind == "clash" && telling.kind == "attack" && hurt();
            violent(incident.kind) && alike(incident.kind, telling.kind)
                || fought()
                || telling.stage == "attempted" && incident.stage == "foiled" && here
        } else if telling.kind == "clash" && relation.kind != RelationKind::Clashed && incident.kind == "attack" {
            // "Killed in the gunfight": in the attack, unless a clash of its own is told.
            !self.fought_here(relation)
        } else {
            incident.kind == telling.kind || telling.stage == "foiled" && incident.stage == "attempted" && here
        };
        if !one {
            return false;
        }
        let meets = match (incident.date, telling.days) {
            // What was on Sunday is not told as "last week" behind it.
            (Some(a), Some(b)) if !telling.hour => {
                let week = matches!(telling.when, Some(When::Week(..))) && a.0 == a.1;
                a.0 <= b.1 && b.0 <= a.1 && !(week && !here && !telling.claim && !telling.taken_up)
            }
            // Where nobody says of which year or week they are.
            _ => here || telling.claim || telling.taken_up || !growing.when.zip(telling.when).is_some_and(|(a, b)| differ(a, b)),
        };
        let dated = incident.date.is_some() && incident.date == telling.days;
        let placed = growing
            .places
            .iter()
            .any(|a| telling.places.iter().any(|b| self.named_alike(*a, *b)));
        // A headline is told again by the sentence below it.
        let headline = told_by_headline(incident, relation);
        // Who claims or is blamed often is of the region that is named beside.
        let region = |place: &Place| place.entry.is_some_and(|entry| self.gazetteer.entry(entry).is_subkind("region"));
        let beside = self.beside_places(&growing.places, telling.places)
            || telling.claim && telling.places.iter().all(region)
            || self.falls_again(incident, relation);
        // "A day after gunmen attacked a bank, killing two": both happened then.
        let together = growing.apart && here;
        if !meets || !beside || telling.apart && !dated && !headline && !together {
            return false;
        }
        if (telling.tally || growing.tally) && (telling.tally != growing.tally || !here) {
            return false;
        }
        if telling.new && !here && !self.falls_again(incident, relation) {
            return false;
        }
        if telling.kind == "plot" && !here && self.aims_elsewhere(incident, relation) {
            return false;
        }
        let reach = NEAR + u32::from(telling.taken_up) + if telling.alone { ALONE } else { 0 };
        let near = relation.sentence <= told + reach && (here || placed || dated || !self.brings(growing, telling));
        // A claim of what was done on another day or elsewhere is none of this.
        let elsewhere = telling.days.is_some() && incident.date.is_none() || !telling.places.is_empty() && growing.places.is_empty();
        let known = telling.claim && !elsewhere || self.tells_toll(relation);
        let tied = near || known || placed || dated || self.shares_victim(incident, relation);
        let others = || violent(telling.kind) && self.others_did(incident, relation) && !self.fallen(incident, relation);
        tied && !others()
    }

    /// Whether the clash in which a relation tells that someone fell is one that its sentence tells of.
    fn fought_here(&self, relation: &RelationRecord) -> bool {
        let fell = |trigger: Span| self.arguments(relation, "cause").any(|m| m.span.contains(trigger));
        let mut told = self.relations_of(relation.sentence).take(LATEST);
        told.any(|(_, r)| r.kind == RelationKind::Clashed && fell(r.trigger))
    }

    /// Whether a sentence tells of a plot against something else than a known one.
    fn aims_elsewhere(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let told = self.relations_of(relation.sentence).take(LATEST).map(|(_, r)| r);
        let mut plots = told.filter(|r| matches!(r.kind, RelationKind::Planned | RelationKind::Foiled));
        let aim = plots.find(|r| self.arguments(r, "target").next().is_some());
        let aimed = incident.participants.iter().any(|p| p.slot == "target");
        aim.is_some_and(|aim| aimed && !self.shares(incident, aim) && !self.shares(incident, relation))
    }

    /// Whether a relation brings a place or a past day of its own and who or what did it there, and shares nothing with what is known: another
    /// happening, though it is told right behind.
    fn brings(&self, growing: &Growing, telling: &Telling<'_>) -> bool {
        let relation = telling.relation;
        let headline = told_by_headline(&growing.record, relation);
        let place = !telling.places.is_empty() && !relation.inherited[0];
        // What is told without a day is of these days.
        let past = |days: Option<(Day, Day)>, by: i32| {
            let known = days.zip(self.published);
            known.is_some_and(|((_, to), now)| to.plus_days(by) < now)
        };
        // Nor do those who do something now belong to what was told as long past.
        let acts = || relation.arguments.iter().any(|a| matches!(a.0, "agent" | "weapon"));
        let day = match growing.record.date {
            None if self.published.is_none() => telling.days.is_some_and(|(from, to)| from != to),
            None => past(telling.days, RECENT),
            Some(_) => telling.days.is_none() && past(growing.record.date, PAST) && acts(),
        };
        // The group of now may be that of then.
        let shares = || {
            if day {
                self.shares_victim(&growing.record, relation)
            } else {
                self.shares(&growing.record, relation)
            }
        };
        (place && !headline && !telling.claim || day) && !telling.taken_up && !shares()
    }

    /// Whether a relation speaks of something as known: "the blast", "that attack", "the gunmen", "they".
    fn taken_up(&self, relation: &RelationRecord) -> bool {
        let mention = |index: u32| self.mention(index);
        let definite = |m: &MentionRecord| begins_in(m.span.text(self.text), &LISTS.definite);
        let known = |&(role, index): &(&str, u32)| match role {
            "cause" | "event" | "weapon" => mention(index).is_some_and(definite),
            "agent" => {
                mention(index).is_some_and(|m| m.form == Form::Pronominal || definite(m) && ends_in(m.span.text(self.text), &LISTS.armed))
            }
            "victim" | "detainee" | "target" => mention(index).is_some_and(|m| m.form == Form::Pronominal),
            _ => false,
        };
        relation.arguments.iter().any(known) || self.tells_toll(relation)
    }

    /// Whether a relation has a victim, target or event that an incident has.
    pub(super) fn shares_victim(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let struck = |role: &str| matches!(role, "victim" | "detainee" | "target" | "event" | "weapon");
        let mut things = relation.arguments.iter().filter(|a| struck(a.0)).filter_map(|a| self.mention(a.1));
        things.any(|m| m.kind != Kind::Place && latest(incident).any(|p| p.entity == Some(m.entity)))
    }

    /// Whether someone whom an incident killed or took is killed or taken, wherever: nobody is twice.
    fn falls_again(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let once = matches!(
            relation.kind,
            RelationKind::Killed | RelationKind::Assassinated | RelationKind::Detained
        );
        let mut victims = relation
            .arguments
            .iter()
            .filter(|a| once && matches!(a.0, "victim" | "detainee"))
            .filter_map(|a| self.mention(a.1));
        victims.any(|m| {
            let same = |p: &Participant| {
                p.entity == Some(m.entity) && p.is_victim() && (incident.kind == "detention" || p.effect == Some("killed"))
            };
            matches!(m.kind, Kind::Person | Kind::People) && latest(incident).any(same)
        })
    }

    /// Whether those who did what an incident tells of do what a relation tells.
    pub(super) fn shares_doer(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        self.arguments(relation, "agent").any(|m| is_doer(incident, m))
    }

    /// Whether a relation shares a participant, by what it is or is called, or a count of victims with an incident.
    fn shares(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let called = |p: &Participant, m: &MentionRecord| {
            let last = |span: Span| span.text(self.text).rsplit(' ').next().unwrap_or_default();
            let (a, b) = (last(p.span), last(m.span));
            small(a).eq(small(b)) && !is_in(a, &LISTS.people)
        };
        let of = |role: &str| matches!(role, "agent" | "victim" | "detainee" | "target" | "weapon" | "event");
        let mut things = relation.arguments.iter().filter(|a| of(a.0)).filter_map(|a| self.meant(a.1));
        if things.any(|m| latest(incident).any(|p| p.entity == Some(m.entity) || called(p, m))) {
            return true;
        }
        let toll = match relation.kind {
            RelationKind::Killed | RelationKind::Assassinated => incident.killed,
            RelationKind::Wounded => incident.wounded,
            _ => None,
        };
        let mut counts = self.arguments(relation, "count").filter_map(|m| m.quantity()?.min);
        counts.any(|n| n > 1 && toll.is_some_and(|t| t.0 == n))
    }

    /// Whether those who were killed, wounded or shot at are those who did what an incident tells of.
    pub(super) fn fallen(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        let struck = match relation.kind {
            RelationKind::Killed | RelationKind::Wounded => "victim",
            RelationKind::Attacked => "target",
            _ => return false,
        };
        self.arguments(relation, struck)
            .any(|m| self.did(incident, m) || self.shot_back(incident, relation, m))
    }

    /// "Gunmen stormed a school ... Five gunmen were shot dead by police": whether those who fell right behind, and nobody says where or
    /// when, are called as those who did it.
    pub(super) fn shot_back(&self, incident: &IncidentRecord, relation: &RelationRecord, m: &MentionRecord) -> bool {
        let words = m.span.text(self.text);
        let head = words.rsplit(' ').next().unwrap_or_default();
        let own = |(role, at): &(&str, u32)| match *role {
            "place" => !relation.inherited[0],
            "time" => !relation.inherited[1],
            "agent" => !self.mention(*at).is_some_and(|m| ends_in(m.span.text(self.text), &LISTS.state)),
            "cause" | "weapon" => true,
            _ => false,
        };
        let near = incident.sentences.last().is_some_and(|&last| relation.sentence <= last + NEAR);
        let called = |p: &Participant| p.slot == "perpetrator" && p.effect.is_none() && ends_with(p.span.text(self.text), head);
        m.kind == Kind::People
            && relation.kind == RelationKind::Killed
            && near
            && ends_in(words, &LISTS.armed)
            && !relation.arguments.iter().any(own)
            && latest(incident).any(called)
    }

    /// Whether someone is among those who did what an incident tells of: "two of the attackers", "the gunmen".
    pub(super) fn did(&self, incident: &IncidentRecord, m: &MentionRecord) -> bool {
        let words = m.span.text(self.text);
        let definite = || begins_in(words, &LISTS.definite) || words.split(' ').any(|word| word.eq_ignore_ascii_case("the"));
        m.kind == Kind::People && (ends_in(words, &LISTS.attackers) || ends_in(words, &LISTS.armed) && definite() || is_doer(incident, m))
    }

    /// Whether a relation tells of what was done over years: "More than 200 people have died since the war began". `periods` keeps of the
    /// sentence last asked about whether it tells of years, for its other relations.
    fn tally(&self, relation: &RelationRecord, periods: &mut Option<(u32, bool)>) -> bool {
        let Some(sentence) = self.sentences.get(relation.sentence as usize) else {
            return false;
        };
        if !self.words_before(relation).take(4).any(|word| matches!(word, "have" | "has")) {
            return false;
        }
        match *periods {
            Some((known, told)) if known == relation.sentence => told,
            _ => {
                let words = sentence.span().text(self.text);
                let told = LISTS.period.iter().any(|period| holds(words, period));
                *periods = Some((relation.sentence, told));
                told
            }
        }
    }

    /// Whether a relation tells of no one happening: what is done again and again, "gangs often kidnap students", and how many fell in
    /// years, "the group has killed thousands", "a war that killed 2,000 people"; `years` is what [`Self::tally`] says.
    fn of_many(&self, relation: &RelationRecord, days: Option<(Day, Day)>, years: bool) -> bool {
        if is_claim(relation) {
            return false;
        }
        let before: SmallVec<[&str; ADVERBS]> = self.words_before(relation).take(ADVERBS).collect();
        let perfect = before.iter().any(|word| matches!(*word, "have" | "has" | "having"));
        let habit = before
            .iter()
            .position(|word| LISTS.habit.contains(word) || perfect && matches!(*word, "repeatedly" | "constantly"));
        let led = |word: &&str| matches!(*word, "for" | "of" | "after" | "to" | "by" | "that" | "which" | "who" | "and");
        if habit.is_some_and(|at| !before[..at].iter().any(led)) {
            return true;
        }
        if perfect && self.does_often(relation) {
            return true;
        }
        let Some(many) = self.arguments(relation, "count").filter_map(|m| m.quantity()?.min).max() else {
            return false;
        };
        let short = |(from, to): (Day, Day)| from.plus_days(MONTH) >= to;
        let war = || {
            self.arguments(relation, "cause")
                .any(|m| ends_in(m.span.text(self.text), &LISTS.warfare))
        };
        // "Police have since held two men" tells of one arrest.
        let since = before.contains(&"since");
        years && many > 1 && !since || many >= THOUSAND && (perfect || war()) || many >= 10 * THOUSAND && !days.is_some_and(short)
    }

    /// "The group has attacked mosques, schools and officials": somebody known, nobody says whom, where or when.
    fn does_often(&self, relation: &RelationRecord) -> bool {
        let told = |role: &str| matches!(role, "time" | "place" | "count" | "weapon" | "cause" | "event");
        let group = |m: &MentionRecord| m.kind == Kind::Group || m.form == Form::Pronominal;
        let bare = |m: &MentionRecord| {
            let words = m.span.text(self.text);
            let plural = words.ends_with('s') || is_in(words, &LISTS.people);
            m.form == Form::Nominal && plural && words.starts_with(char::is_lowercase) && words.split(' ').count() <= BARE
        };
        let mut struck = relation.arguments.iter().filter(|a| matches!(a.0, "target" | "victim")).peekable();
        !relation.arguments.iter().any(|a| told(a.0))
            && self.arguments(relation, "agent").any(group)
            && struck.peek().is_some()
            && struck.all(|a| self.mention(a.1).is_some_and(bare))
    }

    /// Whether the relation's sentence turns to another happening: "In a separate incident", "Elsewhere".
    fn another(&self, relation: &RelationRecord) -> bool {
        let sentence = self.sentences.get(relation.sentence as usize);
        sentence.is_some_and(|sentence| {
            let words = sentence.span().text(self.text);
            // "Hours later the group said its fighters had hit the bus": they had before.
            let before = |turn: &str| turn.ends_with("later") && self.words_before(relation).take(ADVERBS).any(|word| word == "had");
            LISTS.turn.iter().any(|turn| words.starts_with(turn) && !before(turn))
        })
    }

    /// Whether the relation's event is told as a new one: "an earlier explosion", "two bombings".
    pub(super) fn opens(&self, relation: &RelationRecord) -> bool {
        self.arguments(relation, "event").next().is_some_and(|event| {
            let words = event.span.text(self.text);
            let known = begins_in(words, &LISTS.definite) || begins_in(words, &LISTS.theirs);
            !known && words.contains(' ')
        })
    }
}

/// The day, month or year that a mention names.
fn when(m: &MentionRecord) -> Option<When> {
    match m.date()?.1 {
        TimeValue::At(when, _) => Some(when),
        _ => None,
    }
}

/// Whether two times cannot be one: what news tells with a weekday is of this week, what it tells with a date, month or year is not.
fn differ(a: When, b: When) -> bool {
    match (a, b) {
        (When::Weekday(a), When::Weekday(b)) => a != b,
        (When::Day(_, m, d), When::Day(_, n, e)) => (m, d) != (n, e),
        (When::Day(_, m, _), When::Month(_, n)) | (When::Month(_, n), When::Day(_, m, _)) => m != n,
        (When::Month(_, m), When::Month(_, n)) => m != n,
        (When::Weekday(_), other) | (other, When::Weekday(_)) => {
            matches!(
                other,
                When::Day(None, ..) | When::Month(..) | When::Months(..) | When::Year(_) | When::Season(..) | When::Decade(_)
            )
        }
        _ => false,
    }
}

/// Whether a relation claims, denies or blames.
pub(super) fn is_claim(relation: &RelationRecord) -> bool {
    matches!(
        relation.kind,
        RelationKind::ClaimedResponsibility | RelationKind::DeniedResponsibility | RelationKind::Blamed
    )
}

/// The participants of an incident that were told last.
pub(super) fn latest(incident: &IncidentRecord) -> impl Iterator<Item = &Participant> {
    incident.participants.iter().rev().take(LATEST)
}

fn is_doer(incident: &IncidentRecord, m: &MentionRecord) -> bool {
    latest(incident).any(|p| p.slot == "perpetrator" && p.entity == Some(m.entity))
}

/// Whether only the headline has told of an incident, which the sentence below it tells again.
fn told_by_headline(incident: &IncidentRecord, relation: &RelationRecord) -> bool {
    incident.sentences[..] == [0] && relation.sentence == 1
}

/// Whether some words stand in others, as words.
fn holds(words: &str, wanted: &str) -> bool {
    let bound = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut found = words.match_indices(wanted);
    found.any(|(at, _)| bound(words[..at].chars().next_back()) && bound(words[at + wanted.len()..].chars().next()))
}

/// Whether two kinds of violence may name one happening: "attack" is a word for all of them.
fn alike(a: &str, b: &str) -> bool {
    a == b || a == "attack" || b == "attack"
}
