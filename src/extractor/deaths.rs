//! Who died, in an article that tells of no violence: an obituary and no killing.

use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::relation::RelationKind;
use crate::resolve::tells_of_incident;
use crate::text::first_words;

const DIES: [&str; 5] = ["died", "dies", "die", "dying", "perished"];

/// What someone without a name is called who is nobody's target more than others.
const ANYONE: [&str; 14] = [
    "man", "woman", "boy", "girl", "child", "baby", "teenager", "mother", "father", "son", "daughter", "wife", "husband", "parents",
];

/// What someone died of who was hurt, as the words begin, and how many words behind the verb tell it.
const HURTS: [&str; 4] = ["wound", "injur", "gunshot", "stab"];
const NEAR: usize = 6;

/// Leaves out deaths of which nobody tells how they came about, where no other relation of the article tells of violence.
pub(super) fn leave_out_natural(text: &str, mentions: &[MentionRecord], relations: &mut Vec<RelationRecord>) {
    let anyone = |m: &MentionRecord| {
        let last = m.span.text(text).rsplit(' ').next().unwrap_or_default();
        matches!(m.kind, Kind::Person) || m.form == Form::Pronominal || ANYONE.contains(&last)
    };
    // "died of her wounds".
    let hurt = |r: &RelationRecord| {
        let behind = text.get(r.trigger.end()..).unwrap_or_default();
        let behind = first_words(behind).take(NEAR);
        let hurts = |word: &str| {
            HURTS
                .iter()
                .any(|hurt| word.get(..hurt.len()).is_some_and(|w| w.eq_ignore_ascii_case(hurt)))
        };
        behind.map(|word| word.trim_start_matches('"')).any(hurts)
    };
    let natural = |r: &RelationRecord| {
        r.kind == RelationKind::Killed
            && DIES.iter().any(|word| r.trigger.text(text).eq_ignore_ascii_case(word))
            && r.arguments.iter().all(|&(role, m)| match role {
                "victim" => anyone(&mentions[m as usize]),
                "agent" | "cause" | "weapon" | "count" => false,
                _ => true,
            })
            && !hurt(r)
    };
    let violent = |r: &RelationRecord| tells_of_incident(r.kind) || r.kind == RelationKind::AtWarWith;
    if relations.iter().all(|r| !violent(r) || natural(r)) {
        relations.retain(|r| !natural(r));
    }
}
