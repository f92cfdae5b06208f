//! Which mentions are of one thing: same entry, same words, surname of a full name, "the group".

mod place;

pub(crate) use place::{PlaceMention, settle};

use std::collections::HashMap;

use crate::document::MentionRecord;
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::text::hash_word;

/// Descriptions that take up the group named last.
const DEFINITE: [&str; 4] = ["the group", "the organization", "the organisation", "the movement"];

/// Numbers the entities of the mentions.
pub(crate) fn entities(text: &str, mentions: &mut [MentionRecord]) {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&i| mentions[i].span.start());
    let mut next = 0;
    let mut by_entry: HashMap<u32, u32> = HashMap::new();
    let mut by_text: HashMap<(Kind, u64), u32> = HashMap::new();
    let mut last_group = None;
    for i in order {
        let mention = &mentions[i];
        let words = mention.span.text(text);
        let key = (mention.kind, hash_word(words));
        let definite = mention.form == Form::Nominal && DEFINITE.iter().any(|d| words.eq_ignore_ascii_case(d));
        let known = match mention.entry {
            Some(entry) => by_entry.get(&entry).copied(),
            None if definite => last_group,
            None if mention.form == Form::Named => by_text.get(&key).copied(),
            None => None,
        };
        let entity = known.unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        if let Some(entry) = mention.entry {
            by_entry.insert(entry, entity);
        }
        if mention.form == Form::Named {
            if mention.kind == Kind::Group {
                last_group = Some(entity);
            }
            if mention.kind == Kind::Person {
                let surname = words.rsplit(' ').next().unwrap_or_default();
                by_text.entry((Kind::Person, hash_word(surname))).or_insert(entity);
            }
            by_text.insert(key, entity);
        }
        mentions[i].entity = entity;
    }
}
