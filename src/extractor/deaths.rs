//! Who died, and who is in a group, in an article that tells of no violence: an obituary and no killing, a club and no band.

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
/// What bodies are called that need no arms, and what says that they have some, as the words begin.
const BODIES: [&str; 9] = [
    "group",
    "groups",
    "organization",
    "organizations",
    "organisation",
    "organisations",
    "movement",
    "network",
    "alliance",
];
const ARMED: [&str; 15] = [
    "arm",
    "guerr",
    "milit",
    "terror",
    "rebel",
    "insurg",
    "jihad",
    "extrem",
    "separat",
    "islam",
    "ban",
    "outlaw",
    "crim",
    "underground",
    "oppos",
];
/// A sentence or two tell too little of what an article is about: so many bytes are asked for.
const ARTICLE: usize = 400;

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
    // "a member of our group".
    let body = |m: &MentionRecord| {
        let words = m.span.text(text).to_ascii_lowercase();
        let called = |m: &MentionRecord| BODIES.contains(&words.rsplit(' ').next().unwrap_or_default()) && m.form == Form::Nominal;
        called(m) && !words.split(' ').any(|word| ARMED.iter().any(|arm| word.starts_with(arm)))
    };
    let peaceful = |r: &RelationRecord| {
        let of_body = text.len() > ARTICLE && r.kind == RelationKind::MemberOf;
        of_body && r.arguments.iter().any(|&(role, m)| role == "group" && body(&mentions[m as usize]))
    };
    let violent = |r: &RelationRecord| tells_of_incident(r.kind) || r.kind == RelationKind::AtWarWith;
    if relations.iter().all(|r| !violent(r) || natural(r)) {
        relations.retain(|r| !natural(r) && !peaceful(r));
    }
}
