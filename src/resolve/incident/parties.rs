//! Who takes part in an incident, and how many were killed or wounded, as its relations tell.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use smallvec::SmallVec;

use super::happening::{Facts, MOST};
use super::lists::{LISTS, begins_in, ends_in, is_in};
use crate::document::{IncidentRecord, MentionRecord, Participant, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::small;

/// What parts of those end with whom an incident hit.
const OF_THOSE: [&str; 5] = [
    " of the wounded",
    " of the injured",
    " of the dead",
    " of the victims",
    " of those killed",
];

/// How many of an incident's last relations are asked who did it.
const LATEST: usize = 8;

/// On which side someone stands who does violence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side<'g> {
    /// Of a state, of which country where that is known.
    State(Option<&'g str>),
    Armed,
    /// Some people: no force of a state.
    Other,
    /// A group that has a name: its entity.
    Group(u32),
    /// Nobody is named, but it has aircraft.
    Flown,
}

impl Side<'_> {
    fn differs(self, other: Self) -> bool {
        match (self, other) {
            (Self::Group(a), Self::Group(b)) => a != b,
            (Self::Flown, other) | (other, Self::Flown) => matches!(other, Self::Armed | Self::Other),
            (Self::State(a), Self::State(b)) => a.zip(b).is_some_and(|(a, b)| a != b),
            (a, b) => matches!(a, Self::State(_)) != matches!(b, Self::State(_)),
        }
    }
}

/// What the participants of an incident are called, as numbers of a slot and a word; the memory serves incident after incident.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    /// The first and the last of several words, and no word for a name.
    fuller: Vec<u64>,
    /// The first words before others than "people" and the like, also of an effect.
    counted: Vec<u64>,
}

impl Facts<'_> {
    /// A mention, by the name alone where it holds one; for a description the name of the same thing before it, and for a pronoun else the
    /// last words for it.
    pub(super) fn meant(&self, index: u32) -> Option<&MentionRecord> {
        let m = self.mention(index)?;
        if m.form == Form::Named {
            return Some(m);
        }
        // "Writer Luis Vano".
        if m.kind == Kind::Person {
            let named = |o: &&MentionRecord| o.kind == Kind::Person && o.form == Form::Named && o.span.end() == m.span.end();
            return self.inside(m.span).find(named).or(Some(m));
        }
        // Before the first mention of it none is of it: most are the first, and spare the way back to the head of the text.
        let first = self.firsts[m.entity as usize] as usize;
        let before = || {
            let since = self.mentions[first..index as usize].iter().rev();
            since.take(MOST).filter(|o| o.entity == m.entity)
        };
        let name = before().find(|o| o.form == Form::Named);
        let last = || before().find(|o| o.form != Form::Pronominal);
        name.or_else(|| if m.form == Form::Pronominal { last() } else { Some(m) })
    }

    /// Whether a force of a state did what an incident tells of.
    pub(super) fn state_did(&self, incident: &IncidentRecord) -> bool {
        let told = self.telling_of(incident).take(LATEST).filter(|r| !self.fallen(incident, r));
        let mut agents = told.flat_map(|r| r.arguments.iter().filter(|a| a.0 == "agent"));
        agents.any(|a| matches!(self.side(a.1), Some(Side::State(_))))
    }

    /// Whether a relation names others as those who did it than an incident does: soldiers where it was gunmen, one group where it was
    /// another.
    pub(super) fn others_did(&self, incident: &IncidentRecord, relation: &RelationRecord) -> bool {
        // "Killed in an air strike": by no gunmen.
        let flown = |r: &RelationRecord| self.arguments(r, "cause").any(|m| ends_in(m.span.text(self.text), &LISTS.airborne));
        let of = |r: &RelationRecord| {
            let agent = r.arguments.iter().filter(|a| a.0 == "agent").find_map(|a| self.side(a.1));
            agent.or_else(|| flown(r).then_some(Side::Flown))
        };
        let Some(now) = of(relation) else { return false };
        let mut sides = self.telling_of(incident).rev().take(LATEST).filter_map(of).peekable();
        // "Troops killed 21 rebels in an operation" is none of the rebels' raid, whoever that was told of.
        let strikes_back = || {
            let armed = |m: &MentionRecord| ends_in(m.span.text(self.text), &LISTS.armed);
            matches!(now, Side::State(_))
                && self.arguments(relation, "victim").any(armed)
                && self.arguments(relation, "cause").next().is_some()
        };
        match sides.peek() {
            Some(_) => sides.all(|side| side.differs(now)),
            None => strikes_back(),
        }
    }

    fn side(&self, mention: u32) -> Option<Side<'_>> {
        let m = self.meant(mention)?;
        let state = || Side::State(m.entry.and_then(|entry| self.gazetteer.entry(entry).country()));
        let words = m.span.text(self.text);
        match m.kind {
            Kind::SecurityForce | Kind::Government | Kind::Place => Some(state()),
            Kind::Group if m.form == Form::Named => Some(Side::Group(m.entity)),
            Kind::Group => Some(Side::Armed),
            _ if ends_in(words, &LISTS.state) => Some(state()),
            Kind::People if ends_in(words, &LISTS.armed) => Some(Side::Armed),
            Kind::People | Kind::Person => Some(Side::Other),
            _ => None,
        }
    }

    /// Adds what a relation tells of participants and tolls.
    pub(super) fn fill(&self, incident: &mut IncidentRecord, relation: &RelationRecord, index: u32) {
        let effect = match relation.kind {
            RelationKind::Killed | RelationKind::Assassinated => Some("killed"),
            RelationKind::Wounded => Some("wounded"),
            RelationKind::Kidnapped => Some("kidnapped"),
            RelationKind::Threatened => Some("threatened"),
            _ => None,
        };
        // "Gunmen wanted to kill nine": nobody is dead.
        let done = !matches!(relation.modality, Modality::Averted | Modality::Planned);
        let effect = effect.filter(|_| done || relation.kind == RelationKind::Threatened);
        let things = self.arguments(relation, "target").any(|m| m.kind != Kind::Place);
        let toll = self.tells_toll(relation);
        let fallen = self.fallen(incident, relation);
        for &(role, mention) in &relation.arguments {
            let Some(m) = self.meant(mention) else {
                if role == "agent" && relation.kind != RelationKind::Foiled {
                    self.add_speaker(incident, relation);
                }
                continue;
            };
            if done && !fallen && matches!(role, "agent" | "weapon" | "cause") {
                self.add_wielder(incident, relation, role, m);
            }
            // "The Taliban's spokesman" speaks for them.
            let speaks = matches!(role, "claimant" | "denier") && m.kind == Kind::People;
            let m = if speaks { self.band_of(m).unwrap_or(m) } else { m };
            // The police that shot the attackers did not do what those did.
            let (slot, confidence) = match role {
                "agent" if fallen => continue,
                "target" if fallen && self.did(incident, m) => continue,
                "victim" if fallen && (self.did(incident, m) || self.shot_back(incident, relation, m)) => ("perpetrator", None),
                _ => match self.slot(relation, role, m) {
                    Some(found) => found,
                    None => continue,
                },
            };
            // "A plot to attack a church in Oru" strikes the church; what a toll rose to names nobody else.
            if slot == "target" && m.kind == Kind::Place && things || toll && m.kind == Kind::Quantity {
                continue;
            }
            // Nor is "two of them" anyone.
            if m.span.text(self.text).ends_with(" of them") {
                continue;
            }
            if relation.modality == Modality::Hypothetical && slot != "organization" {
                continue;
            }
            // The police that foils a plot is no perpetrator of it.
            if role == "agent" && relation.kind == RelationKind::Foiled {
                continue;
            }
            // "Boko Haram gunmen": the group is behind what they did.
            if slot == "perpetrator"
                && matches!(role, "agent" | "planner" | "a" | "b" | "accused")
                && let Some((band, tie)) = self.band(relation, mention, m)
            {
                let sure = confidence.unwrap_or_else(|| sureness(tie));
                self.add(incident, relation, ("organization", Some(sure)), band, None);
            }
            let effect = effect.filter(|_| matches!(slot, "victim" | "described") || role == "victim");
            self.add(incident, relation, (slot, confidence), m, effect);
        }
        if done {
            self.toll(incident, relation, index);
        }
    }

    /// Adds a participant, or what is told of a known one.
    pub(super) fn add(
        &self,
        incident: &mut IncidentRecord,
        relation: &RelationRecord,
        (slot, confidence): (&'static str, Option<&'static str>),
        m: &MentionRecord,
        effect: Option<&'static str>,
    ) {
        let span = bare(m, self.text);
        let from = incident.participants.len().saturating_sub(MOST);
        let same = |p: &Participant| p.span.text(self.text).eq_ignore_ascii_case(span.text(self.text));
        let mut others = incident.participants[from..].iter_mut();
        let known = others.find(|p| p.slot == slot && (p.entity == Some(m.entity) || same(p)));
        if let Some(known) = known {
            // "Was hit and died".
            let sure = effect == Some("killed") && !matches!(relation.modality, Modality::Alleged | Modality::Hypothetical);
            known.effect = if sure { effect } else { known.effect.or(effect) };
            if confidence.is_some_and(|c| matches!(c, "claimed" | "denied")) {
                known.confidence = confidence;
            }
            return;
        }
        incident.participants.push(Participant {
            slot,
            span,
            named: is_named(m),
            sentence: relation.sentence,
            entity: Some(m.entity),
            confidence,
            effect,
        });
    }

    /// The group that those are of who did something, by their phrase or by another relation of the sentence, "members of the Boko Haram
    /// group", and what tells how sure that is.
    fn band<'s>(
        &'s self,
        relation: &'s RelationRecord,
        mention: u32,
        m: &MentionRecord,
    ) -> Option<(&'s MentionRecord, &'s RelationRecord)> {
        if let Some(band) = self.band_of(m).filter(|band| self.belong(m, band)) {
            return Some((band, relation));
        }
        let told = self.relations_of(relation.sentence).take(LATEST).map(|(_, r)| r);
        let of = |r: &&RelationRecord| {
            r.kind == RelationKind::MemberOf && r.polarity == Polarity::Positive && r.arguments.contains(&("member", mention))
        };
        let tie = told.clone().find(of)?;
        let group = tie.arguments.iter().find(|a| a.0 == "group")?;
        let band = self.meant(group.1).filter(|m| m.kind == Kind::Group && m.form == Form::Named)?;
        Some((band, if tie.modality == Modality::Alleged { tie } else { relation }))
    }

    /// Whether people are of a group that their phrase names: "Boko Haram gunmen", "members of Boko Haram", but not "Boko Haram-linked
    /// gunmen".
    fn belong(&self, m: &MentionRecord, band: &MentionRecord) -> bool {
        let behind = self.text.get(band.span.end()..m.span.end()).unwrap_or_default();
        let before = self.text.get(m.span.start()..band.span.start()).unwrap_or_default();
        let of = before.trim_end_matches("the ").ends_with(" of ");
        let leads = || !before.ends_with('-') && !behind.contains([',', '-']) && behind.trim_start().split(' ').count() < 3;
        m.kind == Kind::People
            && if behind.is_empty() {
                of
            } else {
                leads() && ends_in(m.span.text(self.text), &LISTS.band)
            }
    }

    /// The slot of an incident that the filler of a role has, and of an organization how sure it is that it did it.
    fn slot(&self, relation: &RelationRecord, role: &str, m: &MentionRecord) -> Option<(&'static str, Option<&'static str>)> {
        let group = matches!(m.kind, Kind::Group | Kind::SecurityForce | Kind::Government | Kind::Organization);
        // "Israel bombed", "a Russian strike": the state did.
        let state = m.form == Form::Named && matches!(m.kind, Kind::Place | Kind::Nationality);
        let people = matches!(
            m.kind,
            Kind::People | Kind::Person | Kind::Role | Kind::Quantity | Kind::Nationality
        );
        let positive = relation.polarity == Polarity::Positive;
        Some(match role {
            // "Drones hit a warehouse": the weapon is told as one; "jets" have a crew.
            "agent" if m.kind == Kind::Weapon && !ends_in(m.span.text(self.text), &LISTS.state) => return None,
            "agent" | "planner" | "a" | "b" if group || state => ("organization", Some(sureness(relation))),
            "agent" | "planner" | "a" | "b" => ("perpetrator", None),
            "claimant" if positive => ("organization", Some("claimed")),
            "denier" => ("organization", Some("denied")),
            "accused" if positive && people => ("perpetrator", Some("accused")),
            "accused" if positive => ("organization", Some("accused")),
            "target" if !people => ("target", None),
            "victim" | "detainee" | "target" if is_named(m) => ("victim", None),
            "victim" | "detainee" | "target" => ("described", None),
            "weapon" => ("weapon", None),
            // "A bomb killed nine".
            "cause" if m.kind == Kind::Weapon => ("weapon", None),
            _ => return None,
        })
    }

    /// The group that someone is named after: "the Taliban's spokesman", "Taliban fighters".
    fn band_of(&self, m: &MentionRecord) -> Option<&MentionRecord> {
        let mut inside = self.inside(m.span).filter(|o| m.span.contains(o.span));
        inside.find(|o| o.kind == Kind::Group && o.form == Form::Named)
    }

    /// Adds someone whom an incident left unharmed, unless something else befell them.
    pub(super) fn unharmed(&self, incident: &mut IncidentRecord, m: &MentionRecord, sentence: u32) {
        let span = bare(m, self.text);
        let from = incident.participants.len().saturating_sub(MOST);
        let mut known = incident.participants[from..].iter_mut().filter(|p| p.entity == Some(m.entity));
        if let Some(known) = known.next() {
            known.effect = known.effect.or(known.is_victim().then_some("unharmed"));
            return;
        }
        let nobody = |word: &str| ["no", "none", "nobody", "neither"].iter().any(|n| word.eq_ignore_ascii_case(n));
        let people = matches!(m.kind, Kind::People | Kind::Person | Kind::Role);
        if !people || span.text(self.text).split_whitespace().next().is_none_or(nobody) {
            return;
        }
        let named = m.form == Form::Named;
        incident.participants.push(Participant {
            slot: if named { "victim" } else { "described" },
            span,
            named,
            sentence,
            entity: Some(m.entity),
            confidence: None,
            effect: Some("unharmed"),
        });
    }

    /// Leaves out participants that a fuller one stands for: "gunmen" beside "two masked gunmen", "nine" beside "nine people", "the group"
    /// beside a name.
    pub(super) fn tidy(&self, incident: &mut IncidentRecord, Called { fuller, counted }: &mut Called) {
        if incident.participants.len() < 2 {
            return;
        }
        let words = |p: &Participant| p.span.text(self.text);
        fuller.clear();
        counted.clear();
        for p in &incident.participants {
            if p.named {
                fuller.push(key(p.slot, None, ["", ""]));
            } else if let Some((first, rest)) = words(p).split_once(' ') {
                let last = rest.rsplit(' ').next().unwrap_or_default();
                fuller.extend([singular(last), [first, ""]].map(|word| key(p.slot, None, word)));
                if !is_in(rest, &LISTS.people) {
                    counted.push(key(p.slot, p.effect, [first, ""]));
                }
            }
        }
        fuller.sort_unstable();
        counted.sort_unstable();
        // "A farmer" who gets a name later: at most a few of an incident have both.
        let called: SmallVec<[u32; LATEST]> = incident
            .participants
            .iter()
            .filter(|p| p.slot == "victim")
            .filter_map(|p| p.entity)
            .take(LATEST)
            .collect();
        let many = |slots: &[&str]| incident.participants.iter().filter(|p| slots.contains(&p.slot)).count() > 1;
        let (doers, people) = (many(&["perpetrator", "organization"]), many(&["perpetrator"]));
        incident.participants.retain(|p| {
            if p.named {
                return true;
            }
            let text = words(p);
            let told = |word| fuller.binary_search(&key(p.slot, None, word)).is_ok();
            let bare = !text.contains(' ') && (told(singular(text)) || told([text, ""]));
            let described = || p.slot == "organization" && told(["", ""]);
            // "23 people" beside "23 villagers", but "two guards and two civilians".
            let joined = || self.text[..p.span.start()].ends_with("and ") || self.text[p.span.end()..].starts_with(" and ");
            let anybody = |(count, who): (&str, &str)| {
                let people = is_in(who, &LISTS.people) && !who.eq_ignore_ascii_case("others") && !joined();
                people && counted.binary_search(&key(p.slot, p.effect, [count, ""])).is_ok()
            };
            // "Two of the attackers", "its fighters" are of those who were told of.
            let among = || text.as_bytes().windows(8).any(|w| w.eq_ignore_ascii_case(b" of the "));
            let part = || begins_in(text, &LISTS.theirs) || ends_in(text, &LISTS.attackers) && among();
            // "The attackers" are the gunmen who were told of.
            let again = || people && is_in(text, &LISTS.attackers);
            let known = || p.slot == "perpetrator" && (doers && part() || again());
            let renamed = || p.slot == "described" && p.entity.is_some_and(|entity| called.contains(&entity));
            // Nor are "two of the wounded" others than those.
            let of_those = || OF_THOSE.iter().any(|those| text.ends_with(those)) && p.slot == "described";
            !(bare || renamed() || of_those() || described() || text.split_once(' ').is_some_and(anybody) || known())
        });
        // A toll of one: "one man" is who had a name or a better word elsewhere.
        if incident.killed == Some((1, Some(1))) {
            let killed = |p: &Participant| p.effect == Some("killed") && p.is_victim();
            let counted = |p: &Participant| words(p).get(..4).is_some_and(|led| led.eq_ignore_ascii_case("one "));
            let known = incident.participants.iter().any(|p| killed(p) && !counted(p));
            incident.participants.retain(|p| !(known && killed(p) && counted(p)));
        }
    }

    /// Whether a relation tells that some died, or how those are, whom the incident had wounded, whenever that was: no happening of its own.
    pub(super) fn of_the_wounded(&self, relation: &RelationRecord) -> bool {
        const WOUNDED: [&str; 4] = ["of the wounded", "of the injured", "of those wounded", "of those injured"];
        let died = relation.trigger.text(self.text) == "died";
        let late = |m: &MentionRecord| {
            let words = m.span.text(self.text);
            // "Two wounded officers died".
            let wounded = || words.split(' ').rev().skip(1).any(|word| matches!(word, "wounded" | "injured"));
            WOUNDED.iter().any(|w| words.ends_with(w)) || died && wounded()
        };
        matches!(relation.kind, RelationKind::Killed | RelationKind::Wounded) && self.arguments(relation, "victim").any(late)
    }
}

/// How sure a relation is of who did what it tells.
pub(super) fn sureness(relation: &RelationRecord) -> &'static str {
    match relation.modality {
        Modality::Alleged => "suspected",
        Modality::Hypothetical => "possible",
        _ => "asserted",
    }
}

/// Whether a mention names who or what it is of.
fn is_named(m: &MentionRecord) -> bool {
    m.form == Form::Named && m.kind != Kind::Quantity
}

/// A mention without its article.
fn bare(m: &MentionRecord, text: &str) -> crate::span::Span {
    let words = m.span.text(text);
    let mut span = m.span;
    if let Some((first, rest)) = words.split_once(' ')
        && ["a", "an", "the"].iter().any(|w| first.eq_ignore_ascii_case(w))
    {
        span = crate::span::Span::new((span.end() - rest.len()) as u32, span.end() as u32);
    }
    span
}

/// A noun without the ending of its plural, in two parts: "gunmen" and "gunman", "soldiers" and "soldier".
fn singular(word: &str) -> [&str; 2] {
    let parts = word.len().checked_sub(3).and_then(|at| word.split_at_checked(at));
    parts
        .filter(|(_, end)| end.eq_ignore_ascii_case("men"))
        .map_or([word.trim_end_matches(['s', 'S']), ""], |(stem, _)| [stem, "man"])
}

/// A number for a word, in small letters and given in two parts, of a slot and an effect.
fn key(slot: &str, effect: Option<&str>, word: [&str; 2]) -> u64 {
    let mut hasher = FxHasher::default();
    (slot, effect).hash(&mut hasher);
    for part in word {
        // Most words: with the next letter no character is read and no table asked.
        if part.is_ascii() {
            part.bytes().for_each(|letter| hasher.write_u32(letter.to_ascii_lowercase().into()));
        } else {
            small(part).for_each(|letter| hasher.write_u32(letter.into()));
        }
    }
    hasher.finish()
}
