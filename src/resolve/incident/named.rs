//! Nouns that speak of a known incident: "the January attack in Istanbul", "the blast".

use smallvec::SmallVec;

use super::happening::{Facts, MOST, NEAR, violent};
use super::lists::{LISTS, begins_in, ends_with, is_in};
use super::scene::{Place, days as days_told};
use crate::document::{IncidentRecord, MentionRecord, Participant};
use crate::gazetteer::Kind;
use crate::mention::{Day, Form, TimeValue, When, days_of};
use crate::span::Span;
use crate::text::tail;

/// How many mentions are looked at inside a noun phrase and right behind it, and how many relations of its sentence.
const BESIDE: usize = 6;
/// How many words may stand between "took place" and where it did, and how many bytes these take at most.
const LED: usize = 8;
const WIDE: usize = 256;
/// How many letters a noun shares with the verb of its deed.
const STEM: usize = 4;

impl Facts<'_> {
    /// Adds to each incident the event nouns that speak of it, and their sentences.
    pub(super) fn gather(&self, told: &mut [IncidentRecord]) {
        if told.is_empty() {
            return;
        }
        for (m, index) in self.mentions.iter().zip(0..).filter(|(m, _)| m.kind == Kind::Event) {
            if let Some(at) = self.spoken_of(m, index, self.sentence_of(m), told) {
                told[at].events.push(index as u32);
            }
        }
        self.name_doers(told);
        for incident in told.iter_mut().filter(|i| !i.events.is_empty()) {
            self.scene_of_events(incident);
            let events = incident.events.iter().filter_map(|&event| self.mention(event));
            incident.sentences.extend(events.map(|m| self.sentence_of(m)));
            incident.sentences.sort_unstable();
            incident.sentences.dedup();
        }
    }

    /// "The blast took place on the outskirts of Oru on Monday": where an incident was of which only the country is known, and when.
    fn scene_of_events(&self, incident: &mut IncidentRecord) {
        let placed = incident.site.is_some() || incident.place.is_some_and(|place| !self.is_country(place));
        if placed && incident.date.is_some() {
            return;
        }
        let mut events = incident.events.iter().filter_map(|&event| self.mention(event));
        let told = events.find_map(|m| {
            let sentence = self.sentences.get(self.sentence_of(m) as usize)?.span();
            let behind = self.text.get(m.span.end()..sentence.end())?.trim_start();
            let told = LISTS.occurred.iter().find(|verb| behind.starts_with(**verb))?;
            Some((sentence, sentence.end() - behind.len() + told.len()))
        });
        let Some((sentence, from)) = told else { return };
        let near = |m: &MentionRecord| {
            let led = self.text.get(from..m.span.start());
            led.is_some_and(|words| words.len() <= WIDE && words.split(' ').nth(LED).is_none())
        };
        if incident.date.is_none() {
            let mut days = self.inside(Span::new(from as u32, sentence.end() as u32)).take_while(|m| near(m));
            // "came days before the vote" counts from another day.
            let apart = |m: &MentionRecord| {
                ["after", "before"]
                    .iter()
                    .any(|word| self.text[m.span.end()..].trim_start().starts_with(word))
            };
            incident.date = days.find(|m| m.date().is_some() && !apart(m)).and_then(days_told);
        }
        if placed {
            return;
        }
        // "took place a day after rebels left Oru".
        let found = self.places(sentence).find(|(_, place)| place.span.start() >= from);
        let found = found.filter(|(at, place)| near(place) && !self.acts(*at, self.sentence_of(place)));
        let inside = |place: u32| incident.place.is_none_or(|known| self.lies_in(place, known));
        match found.map(|(at, place)| (at, place.entry)) {
            Some((_, Some(place))) if inside(place) => incident.place = Some(place),
            Some((at, None)) => incident.site = Some(at),
            _ => {}
        }
    }

    /// "The gunman, Luis Vano,", "identified the attacker as Luis Vano": adds who did what was told last.
    fn name_doers(&self, told: &mut [IncidentRecord]) {
        for m in self.mentions.iter().filter(|m| m.kind == Kind::Person && m.form == Form::Named) {
            let sentence = self.sentence_of(m);
            let from = self.sentences.get(sentence as usize).map_or(0, |s| s.span().start());
            if !is_doers_name(tail(&self.text[from..m.span.start()])) {
                continue;
            }
            let near = |i: &&mut IncidentRecord| {
                let behind = i.sentences.partition_point(|&s| s <= sentence);
                violent(i.kind) && i.stage != "foiled" && behind > 0 && i.sentences[behind - 1] + NEAR >= sentence && !self.state_did(i)
            };
            let Some(incident) = told.iter_mut().rev().take(MOST).find(near) else {
                continue;
            };
            let known = incident.participants.iter().rev().take(MOST).any(|p| p.entity == Some(m.entity));
            if !known {
                incident.participants.push(Participant {
                    slot: "perpetrator",
                    span: m.span,
                    named: true,
                    sentence,
                    entity: Some(m.entity),
                    confidence: None,
                    effect: None,
                });
            }
        }
    }

    /// The incident that an event noun speaks of: the one whose day or place it has; where it has none the one that was told last.
    fn spoken_of(&self, m: &MentionRecord, index: usize, sentence: u32, told: &[IncidentRecord]) -> Option<usize> {
        let words = m.span.text(self.text);
        let (event, _) = m.event()?;
        let Beside {
            days,
            month,
            place,
            the,
            recent,
        } = self.beside(m, index);
        if !(the || begins_in(words, &LISTS.definite)) || words.split(' ').any(|word| LISTS.vague.contains(&word)) {
            return None;
        }
        // "claimed the bombing" is told by its relation.
        let mut here = self.relations_of(sentence).take(BESIDE);
        if here.any(|(_, r)| r.arguments.iter().any(|a| a.1 as usize == index)) {
            return None;
        }
        let from = told.len().saturating_sub(MOST);
        let fits = |i: &IncidentRecord| {
            let kind = match event {
                "attacked" | "killed" | "wounded" | "assassinated" => violent(i.kind) && i.kind != "kidnapping",
                "kidnapped" => i.kind == "kidnapping",
                "clashed" => i.kind == "clash",
                "detained" => i.kind == "detention",
                "planned" => i.kind == "plot",
                _ => false,
            };
            let day = match (i.date, days, month) {
                (Some((first, _)), _, Some(month)) => first.month() == month,
                (Some(a), Some(b), None) => a.0 <= b.1 && b.0 <= a.1,
                _ => true,
            };
            let here = self.same_place(
                Place { entry: place, site: None },
                Place {
                    entry: i.place,
                    site: None,
                },
            );
            kind && day && here
        };
        let dated = days.is_some() || month.is_some();
        let tied = |i: &IncidentRecord| dated && i.date.is_some() || place.is_some() && i.place.is_some();
        let near = |i: &IncidentRecord| {
            let told = i.sentences.partition_point(|&s| s <= sentence).checked_sub(1);
            !dated && place.is_none() && told.is_some_and(|at| i.sentences[at] + NEAR >= sentence)
        };
        // "The recent attack" is the last one that has a day.
        let recent = !dated && (recent || words.split(' ').any(is_recent));
        let began = |i: &IncidentRecord| i.sentences.first().is_some_and(|&first| first <= sentence);
        let known = |at: &usize| {
            let incident = &told[*at];
            let meant = if recent {
                incident.date.is_some()
            } else {
                tied(incident) || near(incident)
            };
            began(incident) && fits(incident) && meant
        };
        let known = (from..told.len()).filter(known);
        // Of two in January the latest is meant; "the embassy attack" is that on an embassy, and no attack what is only recalled.
        let at = if dated || recent {
            known.max_by_key(|&at| (told[at].date, at))
        } else {
            let here = |at: usize| told[at].sentences.binary_search(&sentence).is_ok();
            known.max_by_key(|&at| {
                let incident = &told[at];
                (
                    self.struck_by(incident, words),
                    here(at),
                    self.told_as(incident, words),
                    !incident.background,
                    at,
                )
            })
        }?;
        // What a relation of it tells already.
        told[at].sentences.binary_search(&sentence).is_err().then_some(at)
    }

    /// Whether an incident struck what an event is named after: "the embassy attack".
    fn struck_by(&self, incident: &IncidentRecord, event: &str) -> bool {
        let named = |target: &str| event.split(' ').rev().skip(1).any(|word| ends_with(target, word));
        let mut targets = incident.participants.iter().filter(|p| p.slot == "target").take(BESIDE);
        targets.any(|p| named(p.span.text(self.text)))
    }

    /// Whether a relation of an incident is told by the verb that an event is named after: "the stabbing" by "stabbed".
    fn told_as(&self, incident: &IncidentRecord, event: &str) -> bool {
        let noun = event.rsplit(' ').next().and_then(|noun| noun.get(..STEM));
        let told = self.telling_of(incident).take(BESIDE);
        let mut verbs = told.filter_map(|r| r.trigger.text(self.text).get(..STEM));
        noun.is_some_and(|noun| verbs.any(|verb| verb.eq_ignore_ascii_case(noun)))
    }

    /// What stands in a noun phrase, right before and right behind it: "the Jan. 28 assault", "the January attack in Oru".
    fn beside(&self, m: &MentionRecord, index: usize) -> Beside {
        let mut found = Beside::default();
        let between = |from: usize, to: usize| self.text.get(from..to).map(str::trim);
        let before = index.checked_sub(1).map(|at| &self.mentions[at]);
        let before = before.filter(|o| o.date().is_some() && between(o.span.end(), m.span.start()) == Some(""));
        if let Some(date) = before {
            found.the = ["the ", "The "].iter().any(|the| self.text[..date.span.start()].ends_with(the));
            found.recent = is_recent(date.span.text(self.text));
            found.date(date, self.text);
        }
        for other in self.mentions.get(index + 1..).unwrap_or_default().iter().take(BESIDE) {
            let inside = other.span.end() <= m.span.end();
            let led = || matches!(between(m.span.end(), other.span.start()), Some("in" | "on" | "at" | "of"));
            if !inside && !led() {
                break;
            }
            found.date(other, self.text);
            if other.kind == Kind::Place {
                found.place = found.place.or(other.entry);
            }
            if !inside {
                break;
            }
        }
        found
    }
}

/// Whether words before a name tell that it is of one who did it.
fn is_doers_name(before: &str) -> bool {
    let mut words = before.rsplit(' ').filter(|word| !word.is_empty());
    let doer = |word: &str| is_in(word.trim_end_matches(','), &LISTS.doer);
    let the = |word: Option<&str>| word.is_some_and(|word| word.eq_ignore_ascii_case("the"));
    match words.next() {
        Some("as") => {
            let near: SmallVec<[&str; LED]> = words.take(LED).collect();
            let identified = near.iter().any(|word| matches!(*word, "identified" | "named"));
            identified && near.iter().any(|word| doer(word))
        }
        Some(word) => word.ends_with(',') && doer(word) && the(words.next()),
        None => false,
    }
}

/// What a noun phrase tells beside its noun.
#[derive(Default)]
struct Beside {
    days: Option<(Day, Day)>,
    /// A month of a year that nobody says.
    month: Option<u8>,
    place: Option<u32>,
    /// Whether an article stands before the day: "the Jan. 28 assault".
    the: bool,
    recent: bool,
}

fn is_recent(word: &str) -> bool {
    matches!(word, "recent" | "latest")
}

impl Beside {
    fn date(&mut self, m: &MentionRecord, text: &str) {
        let Some((_, TimeValue::At(when, _))) = m.date() else { return };
        match when {
            When::Month(_, month) if !m.span.text(text).contains(|c: char| c.is_ascii_digit()) => self.month = Some(month),
            _ => self.days = self.days.or(days_of(when)),
        }
    }
}
