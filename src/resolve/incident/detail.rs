//! Day, place, tolls and certainty of the incidents that the cues told.

use super::happening::{Desk, Facts, NEAR, violent};
use crate::document::{IncidentRecord, MentionRecord, Participant, RelationRecord, Spare};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Day, TimeValue, days_of};
use crate::relation::{Polarity, RelationKind};
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, last_words};

/// How many mentions of a sentence are looked at for places: one without end has relations without end, which ask for them.
const LOOKED_AT: usize = 1024;

/// Completes the incidents of an article. In capitals the cues tell the violence and the relations only what else
/// happened; else the relations tell all.
pub(crate) fn complete(
    told: &mut Vec<IncidentRecord>,
    facts: &Facts<'_>,
    sentences: &[Sentence],
    style: CaseStyle,
    desk: &mut Desk,
    spare: &mut Spare,
) {
    let cued = style == CaseStyle::Upper;
    let home = if told.is_empty() { None } else { facts.home(&mut desk.countries) };
    for incident in told.iter_mut() {
        enrich(incident, home, facts, sentences, desk);
    }
    let from = told.len();
    facts.incidents(|kind| !(cued && violent(kind)), desk, told, spare);
    for incident in told.iter_mut().skip(from).filter(|i| i.place.is_none()) {
        let told = &incident.sentences;
        let free = |at: u32| !facts.told_of_another(at, incident);
        let stands = |at: u32| free(at) && !facts.mention(at).is_some_and(|m| facts.heads(m));
        let town = || {
            let named = facts.town_again(told).or_else(|| first_town(told, None, stands, facts, sentences));
            let mut placed = facts.telling_of(incident).flat_map(|r| facts.arguments(r, "place"));
            named
                .or_else(|| first_town(told, None, free, facts, sentences))
                .or_else(|| placed.find(|m| facts.heads(m))?.entry)
        };
        let town = if incident.site.is_none() { town() } else { None };
        incident.place = town.or_else(|| first_country(told, free, facts, sentences));
    }
    // Arrests that name no place are made where what was told right before was done, else where their cause was.
    let before = |told: &[IncidentRecord], at: usize| {
        let sentence = told[at].sentences.first().copied()?;
        let near = told[..at].iter().rev().take(NEAR as usize);
        let mut near = near.filter(|i| i.sentences.last().is_some_and(|&last| last + 1 >= sentence && last <= sentence));
        near.find_map(|i| i.place)
    };
    for at in from + 1..told.len() {
        let placed = |r: &u32| facts.relations[*r as usize].arguments.iter().any(|a| a.0 == "place");
        if told[at].place.is_none() && told[at].kind == "detention" && !told[at].relations.iter().any(placed) {
            told[at].place = before(told, at).filter(|&place| facts.police_of(&told[at], place));
        }
    }
    let causes = &mut desk.causes;
    causes.clear();
    causes.extend(told.iter().flat_map(|i| i.response.iter().filter_map(|r| Some((*r, i.place?)))));
    causes.sort_unstable();
    for incident in told.iter_mut().filter(|i| i.place.is_none() && i.kind == "detention") {
        let cause = |r: &u32| causes.binary_search_by_key(r, |c| c.0).ok().map(|c| causes[c].1);
        let place = incident.relations.iter().find_map(cause);
        incident.place = place.filter(|&place| facts.police_of(incident, place));
    }
    if !cued {
        facts.gather(&mut told[from..]);
    }
    // Police act in their own country, where nothing else is said.
    let at_home = |i: &&mut IncidentRecord| i.place.or(i.site).is_none() && matches!(i.kind, "detention" | "plot" | "raid");
    for incident in told.iter_mut().skip(from).filter(at_home) {
        incident.place = facts.country_of_police(incident);
    }
}

/// The first place of some sentences that is no country, nor lies outside the one country that it should be in.
fn first_town(told: &[u32], home: Option<u32>, free: impl Fn(u32) -> bool, facts: &Facts<'_>, sentences: &[Sentence]) -> Option<u32> {
    let country = |place: u32| facts.gazetteer.entry(place).country();
    let home = home.and_then(country);
    let at_home = |&place: &u32| home.is_none() || country(place).is_none_or(|code| Some(code) == home);
    let spans = told.iter().filter_map(|s| sentences.get(*s as usize).map(|s| s.span));
    let mut places = spans.flat_map(|span| facts.places(span));
    places.find_map(|(at, m)| {
        m.entry
            .filter(|place| facts.gazetteer.entry(*place).subkind() != "country" && at_home(place) && free(at))
    })
}

/// The first country of some sentences in which something may have happened.
fn first_country(told: &[u32], free: impl Fn(u32) -> bool, facts: &Facts<'_>, sentences: &[Sentence]) -> Option<u32> {
    let spans = told.iter().filter_map(|s| sentences.get(*s as usize).map(|s| s.span));
    let mut countries = spans.flat_map(|span| facts.places(span).map(move |m| (span, m)));
    countries.find_map(|(span, (at, m))| {
        let near = beyond_border(&facts.text[span.start()..m.span.start()]);
        m.entry
            .filter(|&p| !near && facts.gazetteer.entry(p).is_subkind("country") && free(at))
    })
}

/// Whether words before a country say that it only lies near: "near the border with Niger".
fn beyond_border(before: &str) -> bool {
    let mut words = last_words(before);
    let last = words.next().unwrap_or_default();
    let with = last.eq_ignore_ascii_case("with")
        && words
            .next()
            .is_some_and(|w| w.get(..6).is_some_and(|w| w.eq_ignore_ascii_case("border")));
    with || ["near", "bordering"].iter().any(|w| last.eq_ignore_ascii_case(w))
}

/// Completes an incident that the cues told: who of the article takes part, where and when it was, what relations tell of it.
fn enrich(incident: &mut IncidentRecord, home: Option<u32>, facts: &Facts<'_>, sentences: &[Sentence], desk: &mut Desk) {
    incident.sentences.clear();
    incident.sentences.extend(incident.participants.iter().map(|p| p.sentence));
    incident.sentences.sort_unstable();
    incident.sentences.dedup();
    for participant in &mut incident.participants {
        let behind = sentences.partition_point(|s| s.span.start() <= participant.span.start());
        let sentence = sentences[..behind].last().map_or(participant.span, |s| s.span);
        participant.entity = facts
            .inside(sentence)
            .find(|m| m.span.overlaps(participant.span) && !matches!(m.kind, Kind::Date | Kind::Quantity | Kind::Event))
            .map(|m| m.entity);
    }
    set_scene(incident, home, facts, sentences, &mut desk.told);
    desk.known.read(&incident.participants);
    for (index, relation) in facts.relations.iter().enumerate() {
        if incident.sentences.binary_search(&relation.sentence).is_ok() {
            facts.add_told(incident, relation, index as u32, &desk.known);
        }
    }
}

/// Where and when it was: as told with whom or what it struck, if the article tells of that. `told` is memory.
fn set_scene(incident: &mut IncidentRecord, home: Option<u32>, facts: &Facts<'_>, sentences: &[Sentence], told: &mut Vec<u32>) {
    let struck = |p: &&Participant| !matches!(p.slot, "perpetrator" | "organization" | "weapon");
    told.clear();
    told.extend(incident.participants.iter().filter(struck).map(|p| p.sentence));
    told.sort_unstable();
    told.dedup();
    if told.is_empty() {
        told.extend_from_slice(&incident.sentences);
    }
    let free = |_| true;
    incident.place = first_town(told, home, free, facts, sentences)
        .or_else(|| first_town(&incident.sentences, home, free, facts, sentences))
        .or(home);
    let stands = |span: Span| {
        let of = |s: &u32| sentences.get(*s as usize).map(|s| s.span);
        let behind = told.partition_point(|s| of(s).is_some_and(|s| s.start() <= span.start()));
        let last = behind.checked_sub(1).and_then(|i| told.get(i));
        last.and_then(of).is_some_and(|s| s.contains(span))
    };
    let day = |value: &TimeValue| match *value {
        TimeValue::At(when, _) => days_of(when),
        _ => None,
    };
    let dated = facts.mentions.iter().rev().filter(|m| stands(m.span));
    incident.date = dated
        .filter_map(|m| m.date().and_then(|(_, value)| day(&value)))
        .find(|(_, to)| facts.published.is_none_or(|p| *to <= p));
    incident.until = facts.published.filter(|_| incident.date.is_none());
}

/// The participants of an incident, by where they stand and by what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Where each begins, in the order of the text, with its place in the incident.
    starts: Vec<(u32, u32)>,
    /// Where each ends, by its place there.
    ends: Vec<u32>,
    longest: usize,
    entities: Vec<(u32, u32)>,
}

impl Known {
    fn read(&mut self, participants: &[Participant]) {
        let Self {
            starts,
            ends,
            longest,
            entities,
        } = self;
        let each = || participants.iter().zip(0..);
        starts.clear();
        starts.extend(each().map(|(p, at)| (p.span.start() as u32, at)));
        starts.sort_unstable();
        ends.clear();
        ends.extend(participants.iter().map(|p| p.span.end() as u32));
        entities.clear();
        entities.extend(each().filter_map(|(p, at)| Some((p.entity?, at))));
        entities.sort_unstable();
        *longest = participants.iter().map(|p| p.span.len()).max().unwrap_or_default();
    }

    /// Those that a mention tells of: in the same words, as the same thing, or right before the name: "MAYOR OMAR DALE".
    fn same(&self, m: &MentionRecord) -> impl Iterator<Item = usize> {
        let blank = if m.kind == Kind::Person { 2 } else { 0 };
        let reached = m.span.start().saturating_sub(blank);
        let from = self.starts.partition_point(|(start, _)| *start as usize + self.longest <= reached);
        let near = self.starts[from..].iter().take_while(|(start, _)| (*start as usize) < m.span.end());
        let first = self.entities.partition_point(|(entity, _)| *entity < m.entity);
        let things = self.entities[first..].iter().take_while(|(entity, _)| *entity == m.entity);
        let here = near.filter(move |(_, at)| self.ends[*at as usize] as usize > reached);
        here.chain(things).map(|(_, at)| *at as usize)
    }
}

impl Facts<'_> {
    /// Adds to an incident that the cues told what a relation of one of its sentences tells of its participants.
    fn add_told(&self, incident: &mut IncidentRecord, relation: &RelationRecord, index: u32, known: &Known) {
        let (roles, effect, confidence): (&[&str], _, _) = match relation.kind {
            RelationKind::Killed | RelationKind::Assassinated => (&["victim"], Some("killed"), None),
            RelationKind::Wounded => (&["victim"], Some("wounded"), None),
            RelationKind::Kidnapped => (&["victim"], Some("kidnapped"), None),
            RelationKind::Attacked => (&["agent", "target"], None, None),
            RelationKind::Threatened => (&["target"], Some("threatened"), None),
            RelationKind::ClaimedResponsibility => (&["claimant"], None, Some("claimed")),
            RelationKind::DeniedResponsibility => (&["denier"], None, None),
            RelationKind::Blamed => (&["accused"], None, Some("accused")),
            _ => return,
        };
        incident.relations.push(index);
        if relation.polarity == Polarity::Negated {
            return;
        }
        self.toll(incident, relation, index);
        for m in roles.iter().flat_map(|role| self.arguments(relation, role)) {
            for at in known.same(m) {
                let p = &mut incident.participants[at];
                match p.slot {
                    "victim" | "described" => p.effect = effect.or(p.effect),
                    "organization" => p.confidence = confidence.or(p.confidence),
                    _ => {}
                }
            }
        }
    }

    /// The mentions that begin inside the span; they stand in the order of the text.
    pub(super) fn inside(&self, span: Span) -> impl Iterator<Item = &MentionRecord> {
        let from = self.mentions.partition_point(|m| m.span.start() < span.start());
        self.mentions[from..].iter().take_while(move |m| m.span.start() < span.end())
    }

    /// The country that most of what the article names belongs to; `counts` is memory.
    fn home(&self, counts: &mut Vec<(u32, usize)>) -> Option<u32> {
        let country = |entry: u32| self.gazetteer.entry(entry).country_number();
        counts.clear();
        for entry in self
            .mentions
            .iter()
            .filter_map(|m| m.entry)
            .filter(|&entry| country(entry).is_some())
        {
            match counts.iter_mut().find(|(known, _)| country(*known) == country(entry)) {
                Some((_, count)) => *count += 1,
                None => counts.push((entry, 1)),
            }
        }
        let (entry, _) = counts.iter().rev().max_by_key(|(_, count)| *count)?;
        self.gazetteer.country(self.gazetteer.entry(*entry).country()?)
    }

    /// The places that a sentence names, but for those that only name a body: "the U.S. Africa Command"; each with its number.
    pub(super) fn places(&self, sentence: Span) -> impl Iterator<Item = (u32, &MentionRecord)> {
        let mut body = Span::default();
        let from = self.mentions.partition_point(|m| m.span.start() < sentence.start());
        (from as u32..).zip(self.inside(sentence).take(LOOKED_AT)).filter(move |(_, m)| {
            if m.kind.is_body() {
                body = m.span;
            }
            m.kind == Kind::Place && sentence.contains(m.span) && !body.contains(m.span)
        })
    }

    /// The facts of an article, complete; with the mentions comes which of them each entity begins with.
    pub(crate) fn new<'a>(
        text: &'a str,
        (mentions, firsts): (&'a [MentionRecord], &'a [u32]),
        relations: &'a [RelationRecord],
        gazetteer: &'a Gazetteer,
        sentences: &'a [Sentence],
        published: Option<Day>,
    ) -> Facts<'a> {
        Facts {
            text,
            mentions,
            firsts,
            relations,
            gazetteer,
            sentences,
            published,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    #[test]
    fn an_incident_in_capitals_lies_in_a_town_of_the_country_that_the_article_is_about_else_in_that_country() {
        let extractor = Extractor::new();
        let blame = "THE COLOMBIAN POLICE BLAMED THE ELN. COLOMBIA MOURNS.";
        for (told, expected) in [
            ("GUNMEN KILLED MAYOR PEDRO OSORNO IN BOGOTA.", "Bogota"),
            ("GUNMEN KILLED MAYOR PEDRO OSORNO, A SOURCE IN MIAMI SAID.", "Colombia"),
        ] {
            let text = &format!("{told} {blame}");
            let document = extractor.extract(text);
            let place = document.incidents().next().and_then(|i| i.place().map(|p| p.name().to_owned()));
            assert_eq!(place.as_deref(), Some(expected), "{text}");
        }
    }
}
