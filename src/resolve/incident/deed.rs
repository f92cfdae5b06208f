//! What was done: the kind and the stage of the incident that a relation tells of.

use aho_corasick::AhoCorasick;
use once_cell::sync::Lazy;
use smallvec::SmallVec;

use super::happening::{Facts, violent};
use super::lists::{LISTS, begins_in};
use crate::document::RelationRecord;
use crate::relation::{Modality, RelationKind};

/// What words of a deed make of an incident; of several that stand there the first counts.
const DEEDS: [(&str, &str); 17] = [
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
];

/// The words of a deed, in small letters.
type Words = SmallVec<[u8; 96]>;

fn add_small(words: &mut Words, text: &str) {
    if text.is_ascii() {
        words.extend(text.bytes().map(|b| b.to_ascii_lowercase()));
    } else {
        words.extend_from_slice(text.to_lowercase().as_bytes());
    }
}

/// The kind of incident of which the words of a deed tell.
fn done(words: &[u8]) -> &'static str {
    static FINDER: Lazy<AhoCorasick> =
        Lazy::new(|| AhoCorasick::new(DEEDS.iter().map(|deed| deed.0)).expect("a few words make an automaton"));
    let first = FINDER.find_overlapping_iter(words).map(|found| found.pattern().as_usize()).min();
    first.map_or("attack", |first| DEEDS[first].1)
}

impl Facts<'_> {
    /// The words that tell what was done: the event or the trigger, and what did it: "a car bomb killed nine", "a suicide bomber struck".
    fn deed(&self, relation: &RelationRecord) -> Words {
        let event = self.arguments(relation, "event").next().map(|m| m.span);
        // "The death toll from the bombing rose to nine" names the deed between its words.
        let toll = || self.tells_toll(relation).then_some(relation.span);
        let mut words = Words::new();
        add_small(&mut words, event.or_else(toll).unwrap_or(relation.trigger).text(self.text));
        for &(role, index) in &relation.arguments {
            let text = self.mention(index).map_or("", |m| m.span.text(self.text));
            if matches!(role, "cause" | "weapon") || role == "agent" && text.trim_end_matches('s').ends_with("bomber") {
                words.push(b' ');
                add_small(&mut words, text);
            }
        }
        words
    }

    /// The kind and stage of the incident that a relation tells of.
    pub(super) fn kind(&self, relation: &RelationRecord) -> Option<(&'static str, &'static str)> {
        let of = |list: &[&str]| self.arguments(relation, "event").any(|m| begins_in(m.span.text(self.text), list));
        // "Has carried out similar attacks" tells of no one happening; "accused of sheltering the bomber" of none.
        if of(&LISTS.vague) || relation.kind == RelationKind::Blamed && of(&LISTS.aid) {
            return None;
        }
        let kind = match relation.kind.name() {
            "attacked" | "killed" | "wounded" | "claimed_responsibility" | "denied_responsibility" | "blamed" => done(&self.deed(relation)),
            "assassinated" => "assassination",
            "kidnapped" => "kidnapping",
            "clashed" => "clash",
            "detained" => "detention",
            "raided" | "carried_out_operation" => "raid",
            "foiled" => return Some(("plot", "foiled")),
            "planned" if relation.modality == Modality::Averted => return Some(("plot", "foiled")),
            "planned" => return Some(("plot", "planned")),
            "threatened" => return Some(("plot", "threatened")),
            _ => return None,
        };
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
