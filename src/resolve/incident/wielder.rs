//! Who did it where no clause tells that: those whose a weapon is, and those who say that they did.

use super::happening::{Facts, MOST};
use super::lists::{LISTS, begins_in, ends_in};
use super::parties::sureness;
use crate::document::{IncidentRecord, MentionRecord, Participant, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::Form;

impl Facts<'_> {
    /// "Police said they had arrested a man": those who say so did it, where nobody else is known to be meant.
    pub(super) fn add_speaker(&self, incident: &mut IncidentRecord, relation: &RelationRecord) {
        let Some(span) = relation.attribution.filter(|span| ends_in(span.text(self.text), &LISTS.domestic)) else {
            return;
        };
        let same = |p: &Participant| p.slot == "organization" && p.span.text(self.text).eq_ignore_ascii_case(span.text(self.text));
        if !incident.participants.iter().rev().take(MOST).any(same) {
            incident.participants.push(Participant {
                slot: "organization",
                span,
                named: false,
                sentence: relation.sentence,
                entity: None,
                confidence: Some(sureness(relation)),
                effect: None,
            });
        }
    }

    /// "A Houthi missile", "Turkish drone strikes", "U.S. warplanes": adds whose they are, where nobody else is told to have fired.
    pub(super) fn add_wielder(&self, incident: &mut IncidentRecord, relation: &RelationRecord, role: &str, m: &MentionRecord) {
        let words = m.span.text(self.text);
        let fired = ends_in(words, &LISTS.fired) && self.arguments(relation, "agent").all(|a| a.span == m.span);
        let crew = role == "agent" && matches!(m.kind, Kind::People | Kind::Weapon) && ends_in(words, &LISTS.state);
        let of = |o: &&MentionRecord| {
            // "The Kenya bombing": where it was.
            let state = match o.kind {
                Kind::Nationality => fired || crew,
                Kind::Place => (fired || crew) && begins_in(o.span.text(self.text), &LISTS.demonym),
                Kind::Group => fired || crew || matches!(m.kind, Kind::Weapon | Kind::Event),
                _ => false,
            };
            state && o.form == Form::Named && o.span.end() < m.span.end()
        };
        if !fired && !crew && !matches!(m.kind, Kind::Weapon | Kind::Event) {
            return;
        }
        let Some(owner) = self.inside(m.span).find(of) else { return };
        // "an Iranian-made drone"; "a strike on an Israeli base" is one on it.
        let led = self.text[m.span.start()..owner.span.start()].split_whitespace().count() < 2;
        if led && self.text[owner.span.end()..].starts_with(' ') {
            self.add(incident, relation, ("organization", Some(sureness(relation))), owner, None);
        }
    }
}
