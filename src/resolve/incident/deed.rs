//! What was done: the kind and the stage of the incident that a relation tells of.

use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;

use super::happening::{Facts, violent};
use super::lists::{LISTS, begins_in, ends_in};
use crate::document::{MentionRecord, RelationRecord};
use crate::relation::{Modality, RelationKind as Kind};

/// What words of a deed make of an incident; of several that stand there the first counts.
const DEEDS: [(&str, &str); 29] = [
    ("warplane", "air_strike"),
    ("fighter jet", "air_strike"),
    ("military jet", "air_strike"),
    ("gunship", "air_strike"),
    ("airstrike", "air_strike"),
    ("air strike", "air_strike"),
    ("air raid", "air_strike"),
    ("bomb", "bombing"),
    ("blast", "bombing"),
    ("explo", "bombing"),
    ("detonat", "bombing"),
    ("blew", "bombing"),
    ("torch", "arson"),
    ("arson", "arson"),
    ("set fire", "arson"),
    ("ablaze", "arson"),
    ("alight", "arson"),
    ("burn", "arson"),
    ("kidnap", "kidnapping"),
    ("abduct", "kidnapping"),
    ("assassin", "assassination"),
    ("clash", "clash"),
    ("gunfight", "clash"),
    ("battle", "clash"),
    ("firefight", "clash"),
    ("shootout", "clash"),
    ("shoot-out", "clash"),
    ("exchange of fire", "clash"),
    ("fighting", "clash"),
];

/// Finds the words of a deed.
static FINDER: Lazy<AhoCorasick> = Lazy::new(|| {
    let words = DEEDS.iter().map(|deed| deed.0);
    let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(words);
    finder.expect("a few words make an automaton")
});

/// The kind and the stage of the incident that relations of a kind tell of, each where the kind alone tells it; `None` where they tell of none.
const fn deed_of(kind: Kind) -> Option<(Option<&'static str>, Option<&'static str>)> {
    Some(match kind {
        Kind::Attacked | Kind::Killed | Kind::Wounded | Kind::ClaimedResponsibility | Kind::DeniedResponsibility | Kind::Blamed => {
            (None, None)
        }
        Kind::Assassinated => (Some("assassination"), None),
        Kind::Kidnapped => (Some("kidnapping"), None),
        Kind::Clashed => (Some("clash"), None),
        Kind::Detained => (Some("detention"), None),
        Kind::Raided | Kind::CarriedOutOperation => (Some("raid"), None),
        Kind::Foiled => (Some("plot"), Some("foiled")),
        Kind::Planned => (Some("plot"), Some("planned")),
        Kind::Threatened => (Some("plot"), Some("threatened")),
        _ => return None,
    })
}

/// Whether relations of a kind tell of incidents.
pub(crate) const fn tells_of_incident(kind: Kind) -> bool {
    deed_of(kind).is_some()
}

impl Facts<'_> {
    /// What was done, by the event or the trigger, and what did it: "a car bomb killed nine", "a suicide bomber struck".
    fn done(&self, relation: &RelationRecord) -> &'static str {
        let event = self.arguments(relation, "event").next().map(|m| m.span);
        // "The death toll from the bombing rose to nine" names the deed between its words.
        let toll = || self.tells_toll(relation).then_some(relation.span);
        let deed = event.or_else(toll).unwrap_or(relation.trigger).text(self.text);
        let means = relation.arguments.iter().filter_map(|&(role, index)| {
            let words = self.mention(index)?.span.text(self.text);
            let crew = || {
                ["bomber", "warplane", "jet", "gunship"]
                    .iter()
                    .any(|crew| words.trim_end_matches('s').ends_with(crew))
            };
            let tells = matches!(role, "cause" | "weapon") || role == "agent" && crew();
            tells.then_some(words)
        });
        let found = means.chain([deed]).flat_map(|words| FINDER.find_overlapping_iter(words));
        let first = found.map(|found| found.pattern().as_usize()).min();
        first.map_or("attack", |first| DEEDS[first].1)
    }

    /// Whether a relation tells only of weapons that were shot down: "air defences destroyed 20 drones".
    fn shot_down(&self, relation: &RelationRecord) -> bool {
        let mut targets = self.arguments(relation, "target").peekable();
        relation.kind == Kind::Attacked && targets.peek().is_some() && targets.all(|m| ends_in(m.span.text(self.text), &LISTS.flying))
    }

    /// Whether a relation denies charges, of which nobody says what they are.
    pub(super) fn denies_charges(&self, relation: &RelationRecord) -> bool {
        let charges = |m: &MentionRecord| ends_in(m.span.text(self.text), &LISTS.charges);
        relation.kind == Kind::DeniedResponsibility && self.arguments(relation, "event").any(charges)
    }

    /// Whether a relation speaks of deeds of which nobody says when, where or whose they were: "has stepped up attacks on soldiers".
    fn bare_plural(&self, relation: &RelationRecord) -> bool {
        let trigger = relation.trigger.text(self.text);
        // "Rebels have stepped up attacks".
        let mut events = self.arguments(relation, "event").peekable();
        let some = events.peek().is_some() && events.all(|m| begins_in(m.span.text(self.text), &LISTS.deeds));
        let told = |role: &str| matches!(role, "time" | "place" | "weapon") || !some && matches!(role, "agent" | "event");
        relation.kind == Kind::Attacked
            && ends_in(trigger, &LISTS.deeds)
            && !relation.arguments.iter().any(|a| told(a.0))
            && !self
                .words_before(relation)
                .next()
                .is_some_and(|word| begins_in(word, &LISTS.definite))
    }

    /// The kind and stage of the incident that a relation tells of.
    pub(super) fn kind(&self, relation: &RelationRecord) -> Option<(&'static str, &'static str)> {
        // What most relations tell of is no happening; what was done is asked last.
        let (kind, stage) = deed_of(relation.kind)?;
        let of = |list: &[&str]| self.arguments(relation, "event").any(|m| begins_in(m.span.text(self.text), list));
        // "Has carried out similar attacks" tells of no one happening; "accused of sheltering the bomber", "denied backing rebels" of none.
        let said = matches!(relation.kind, Kind::Blamed | Kind::DeniedResponsibility);
        if of(&LISTS.vague) || said && of(&LISTS.aid) || self.bare_plural(relation) || self.shot_down(relation) {
            return None;
        }
        let kind = kind.unwrap_or_else(|| self.done(relation));
        if let Some(stage) = stage {
            let averted = relation.kind == Kind::Planned && relation.modality == Modality::Averted;
            return Some((kind, if averted { "foiled" } else { stage }));
        }
        let stage = match relation.modality {
            Modality::Planned => "planned",
            Modality::Averted if violent(kind) => "attempted",
            Modality::Averted => "foiled",
            // "The group may have carried out the attack" tells of one that is known; "the group may attack" of none.
            Modality::Hypothetical if self.arguments(relation, "event").next().is_none() || self.opens(relation) => return None,
            _ => "accomplished",
        };
        Some(match stage {
            "planned" if violent(kind) => ("plot", stage),
            _ => (kind, stage),
        })
    }
}
