//! Which mentions are of one thing. Precision before recall: where two antecedents fit, none is taken.

use rustc_hash::FxHashMap;

use super::describe::{Antecedent, description, pronoun};
use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::relation::RelationKind;
use crate::text::{Sentence, hash_word};

/// Words at the end of a company's name that a later mention leaves out.
const LEGAL: [&str; 9] = ["Inc", "Inc.", "Corp", "Corp.", "Co.", "Ltd", "Ltd.", "Plc", "Company"];

/// What the article has named so far.
#[derive(Default)]
pub(super) struct Known {
    next: u32,
    by_entry: FxHashMap<u32, u32>,
    by_name: FxHashMap<(Kind, u64), u32>,
    /// Acronyms and other names, whatever their kind.
    aliases: FxHashMap<u64, u32>,
    /// Persons by each part of their names; `None` where two share it.
    parts: FxHashMap<u64, Option<u32>>,
    /// The mentions that later ones may take up, in the order of the text.
    pub antecedents: Vec<Antecedent>,
}

/// Numbers the entities of the mentions. `subkind` tells what kind of place a mention is.
pub(crate) fn entities<'g>(
    text: &str,
    sentences: &[Sentence],
    mentions: &mut [MentionRecord],
    relations: &[RelationRecord],
    subkind: &dyn Fn(&MentionRecord) -> &'g str,
) {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&i| (mentions[i].span.start(), std::cmp::Reverse(mentions[i].span.end())));
    let same = stated(text, mentions, &order, relations);
    let mut known = Known::default();
    let mut given: Vec<Option<u32>> = vec![None; mentions.len()];
    let mut sentence = 0;
    for i in order {
        let mention = &mentions[i];
        while sentences
            .get(sentence + 1)
            .is_some_and(|s| s.span().start() <= mention.span.start())
        {
            sentence += 1;
        }
        let at = sentence as u32;
        let words = mention.span.text(text);
        let entity = same
            .get(&i)
            .and_then(|&j| given[j])
            .or_else(|| known.find(mention, words, at))
            .unwrap_or_else(|| {
                known.next += 1;
                known.next - 1
            });
        known.remember(mention, words, entity, at, subkind(mention));
        given[i] = Some(entity);
        mentions[i].entity = entity;
    }
}

/// For a mention the earlier one that the text says is the same: aliases, and acronyms in brackets.
fn stated(text: &str, mentions: &[MentionRecord], order: &[usize], relations: &[RelationRecord]) -> FxHashMap<usize, usize> {
    let mut same = FxHashMap::default();
    for relation in relations.iter().filter(|r| r.kind == RelationKind::AliasOf) {
        let role = |name: &str| relation.arguments.iter().find(|(r, _)| *r == name).map(|&(_, m)| m as usize);
        if let (Some(a), Some(b)) = (role("alias"), role("name")) {
            let (first, later) = if mentions[a].span.start() < mentions[b].span.start() {
                (a, b)
            } else {
                (b, a)
            };
            same.insert(later, first);
        }
    }
    for (at, &i) in order.iter().enumerate() {
        if let Some(name) = apposition(text, mentions, &order[at..]) {
            same.insert(name, i);
        }
    }
    for pair in order.windows(2) {
        let (a, b) = (&mentions[pair[0]], &mentions[pair[1]]);
        let between = text.get(a.span.end()..b.span.start()).unwrap_or_default();
        let named = a.form == Form::Named && b.form == Form::Named && body(a.kind) && body(b.kind);
        if named && between.trim() == "(" && shortens(b.span.text(text), a.span.text(text)) {
            same.insert(pair[1], pair[0]);
        }
    }
    same
}

/// The name in apposition to the description that comes first: "the mayor of Oru, Adam Weller, was".
fn apposition(text: &str, mentions: &[MentionRecord], order: &[usize]) -> Option<usize> {
    let (&first, rest) = order.split_first()?;
    let described = &mentions[first];
    if described.form != Form::Nominal || !matches!(described.kind, Kind::People | Kind::Role) {
        return None;
    }
    let person = |i: &&usize| mentions[**i].kind == Kind::Person && mentions[**i].form == Form::Named;
    let &name = rest.iter().take(4).find(person)?;
    let span = mentions[name].span;
    let between = text.get(described.span.end()..span.start())?.trim().strip_suffix(',')?;
    let office = between.is_empty() || ["of ", "for ", "in "].iter().any(|p| between.starts_with(p));
    let closed = text.get(span.end()..).is_some_and(|rest| rest.starts_with(','));
    (office && closed && !between.contains([',', '.', ';', '\n'])).then_some(name)
}

fn body(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Group | Kind::SecurityForce | Kind::Government | Kind::Organization | Kind::Media
    )
}

/// Whether the letters of an acronym are initials of the name, in their order.
fn shortens(acronym: &str, name: &str) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_alphanumeric()).peekable();
    if letters.peek().is_none() || acronym.chars().any(char::is_lowercase) {
        return false;
    }
    for initial in name.split([' ', '-']).filter_map(|w| w.chars().next()) {
        if letters.peek().is_some_and(|c| c.to_uppercase().eq(initial.to_uppercase())) {
            letters.next();
        }
    }
    letters.peek().is_none()
}

/// A company's name without its legal form.
fn short(words: &str) -> &str {
    match words.rsplit_once(' ') {
        Some((name, last)) if LEGAL.contains(&last) => name,
        _ => words,
    }
}

impl Known {
    fn find(&self, mention: &MentionRecord, words: &str, sentence: u32) -> Option<u32> {
        if let Some(entry) = mention.entry
            && let Some(&entity) = self.by_entry.get(&entry)
        {
            return Some(entity);
        }
        match mention.form {
            Form::Named => {
                let key = hash_word(short(words));
                let named = self.by_name.get(&(mention.kind, key)).copied();
                let alias = || self.aliases.get(&key).copied().filter(|_| body(mention.kind));
                let part = || if mention.kind == Kind::Person { self.person(words) } else { None };
                named.filter(|_| unique(mention.kind)).or_else(alias).or_else(part)
            }
            Form::Nominal => description(self, mention, words, sentence),
            Form::Pronominal => pronoun(self, words, sentence),
        }
    }

    /// A person by a part of the name that one person alone has.
    fn person(&self, words: &str) -> Option<u32> {
        let mut parts = words.split([' ', '-']).filter(|p| p.len() > 2);
        let first = parts.next()?;
        let last = parts.next_back();
        match last {
            // "John Kennedy" and "John F. Kennedy": both ends agree.
            Some(last) => {
                let a = self.parts.get(&hash_word(first)).copied().flatten()?;
                let b = self.parts.get(&hash_word(last)).copied().flatten()?;
                (a == b).then_some(a)
            }
            None => self.parts.get(&hash_word(first)).copied().flatten(),
        }
    }

    fn remember(&mut self, mention: &MentionRecord, words: &str, entity: u32, sentence: u32, subkind: &str) {
        if let Some(entry) = mention.entry {
            self.by_entry.insert(entry, entity);
        }
        if mention.form == Form::Named {
            let key = hash_word(short(words));
            self.by_name.insert((mention.kind, key), entity);
            if body(mention.kind) {
                self.aliases.entry(key).or_insert(entity);
            }
            if mention.kind == Kind::Person {
                for part in words.split([' ', '-']).filter(|p| p.len() > 2) {
                    self.parts
                        .entry(hash_word(part))
                        .and_modify(|e| *e = e.filter(|e| *e == entity))
                        .or_insert(Some(entity));
                }
            }
        }
        self.antecedents.push(Antecedent::new(mention, words, entity, sentence, subkind));
    }
}

/// Kinds of which two mentions with the same words are of one thing.
fn unique(kind: Kind) -> bool {
    !matches!(kind, Kind::Date | Kind::Quantity | Kind::Event | Kind::People | Kind::Weapon)
}
