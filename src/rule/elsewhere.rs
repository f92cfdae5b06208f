//! What one verb tells of several places: "killed five people in Oru and two in Mirel".

use super::filler::Filler;
use super::matcher::{Context, Found};
use crate::gazetteer::Kind;
use crate::phrase::NounPhrase;
use crate::relation::RelationKind;

impl Context<'_> {
    /// Appends to each relation those that its verb tells of other people, each in a place of their own.
    pub(super) fn tell_elsewhere(&self, out: &mut Vec<Found>) {
        for at in 0..out.len() {
            let role = match out[at].kind {
                RelationKind::Killed | RelationKind::Wounded | RelationKind::Kidnapped => "victim",
                RelationKind::Detained => "detainee",
                _ => continue,
            };
            let (first, end) = out[at].trigger;
            let verb = self.verb_of_match(&out[at]);
            let Some(verb) = verb.filter(|v| first <= v.main && v.main < end) else {
                continue;
            };
            let people = self.clauses().elsewhere(verb.chunk as usize, self.verbs);
            for chunk in people {
                let [who, place] = [chunk, chunk + 2].map(|c| self.chunks[c as usize].index);
                let other = self.told_of(&out[at], role, who, place);
                out.push(other);
            }
        }
    }

    /// The same of others in another place; the day is theirs where one stands behind the place.
    fn told_of(&self, found: &Found, role: &'static str, who: u32, place: u32) -> Found {
        let mut other = found.clone();
        other.inherited[0] = false;
        other.arguments.retain(|(r, _)| *r != role && !matches!(*r, "count" | "place"));
        other.arguments.push((role, self.filler(who)));
        other.arguments.push(("place", self.filler(place)));
        self.add_counts(&mut other);
        let NounPhrase { first, .. } = self.nouns[who as usize];
        if !other.arguments.iter().any(|(r, _)| *r == "count") {
            let (end, kind) = (first + 1, Some(Kind::Quantity));
            other.arguments.push(("count", Filler { first, end, kind }));
        }
        self.narrow_places(&mut other);
        let end = self.nouns[place as usize].end;
        let next = self.units.from(end as usize).first();
        if let Some(day) = next.filter(|u| u.kind == Kind::Date && u.first <= end + 1) {
            other.arguments.retain(|(r, _)| *r != "time");
            let (first, end, kind) = (day.first, day.end, Some(day.kind));
            other.arguments.push(("time", Filler { first, end, kind }));
        }
        other
    }
}
