//! Which mentions are of one thing. Precision before recall: where two antecedents fit, none is taken.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::describe::{Antecedent, REACH, Speaker, description, indefinite, pronoun, takes_up};
use super::names::{Name, Names, named, shortens, whole_words};
use super::nouns::{is_place_noun, part};
use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Form, holds_surname};
use crate::relation::RelationKind;
use crate::text::{Sentence, Token, those};

/// How many of the fillers of one relation are told apart, so that the cost stays linear in one endless list.
const MOST: usize = 16;
/// How many mentions behind a phrase the name that it holds is looked for.
const SOON: usize = 4;

/// What the article has named so far; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The mention that each entity begins with.
    pub(crate) firsts: Vec<u32>,
    by_entry: FxHashMap<u32, u32>,
    names: Names,
    /// The mentions that later ones may take up, in the order of the text; most are taken up by none.
    seen: Vec<Seen>,
    /// How many of them stood before the last that asked, and what is told of those near enough to one that did.
    asked: usize,
    pub(super) antecedents: Vec<Antecedent>,
    /// For each mention the earlier one that the text says is the same, and whether there is one for any.
    same: Vec<Option<u32>>,
    any_same: bool,
    /// For each mention of an office or trade the person who has it.
    holders: Vec<Option<u32>>,
    /// Persons with their offices that stand before them, sorted.
    offices: Vec<(u32, u32)>,
    /// The mentions that stand beside others in a relation, each with it, sorted.
    beside: Vec<(u32, u32)>,
    /// What each mention does or suffers: the bits of [`part`].
    parts_played: Vec<u8>,
    /// Scratch.
    pub(super) tokens: Vec<Token>,
}

/// A mention that a later one may take up, as what it is.
#[derive(Clone, Copy, Debug)]
struct Seen {
    mention: u32,
    entity: u32,
    sentence: u32,
}

impl Known {
    /// Numbers the entities of the mentions, which stand in the order of the text; with the tokens comes which one each starts with.
    pub(crate) fn number(
        &mut self,
        text: &str,
        (tokens, firsts): (&[Token], &[u32]),
        sentences: &[Sentence],
        mentions: &mut [MentionRecord],
        relations: &[RelationRecord],
        gazetteer: &Gazetteer,
    ) {
        self.clear();
        self.stated(text, mentions, relations);
        let (mut sentence, mut office) = (0, 0);
        let mut parts: SmallVec<[u64; 16]> = SmallVec::new();
        for i in 0..mentions.len() {
            let mention = &mentions[i];
            while sentences
                .get(sentence + 1)
                .is_some_and(|s| s.span().start() <= mention.span.start())
            {
                sentence += 1;
            }
            let at = sentence as u32;
            let words = mention.span.text(text);
            parts.clear();
            let name = named(mention).then(|| {
                let tokens = firsts.get(i).and_then(|&first| tokens.get(first as usize..));
                let name = Name::of(words, tokens.and_then(|tokens| whole_words(text, tokens, mention.span)));
                name.add_parts(mention.kind, &mut parts);
                name
            });
            let listed = mention.entry.and_then(|entry| self.by_entry.get(&entry)).copied();
            let same = self.same[i].map(|j| j as usize).filter(|&j| j < i);
            let entity = same
                .map(|j| mentions[j].entity)
                .or_else(|| match mention.form {
                    // "ORA ... the Oru Rifle Association (ORA)": what is the same further on may be known.
                    Form::Named => listed
                        .or_else(|| self.names.spelled(mention, name.as_ref()?, &parts))
                        .or_else(|| handle(words, text, &mentions[..i]))
                        .or_else(|| self.introduced(i, text, mentions, at, gazetteer))
                        .or_else(|| self.known_further(i, text, mentions)),
                    _ => self
                        .known_further(i, text, mentions)
                        .or_else(|| self.taken_up(i, text, mentions, relations, at, gazetteer))
                        .or_else(|| self.renamed(i, text, mentions, at, gazetteer)),
                })
                .unwrap_or_else(|| {
                    self.firsts.push(i as u32);
                    self.firsts.len() as u32 - 1
                });
            if let Some(entry) = mention.entry.filter(|_| listed != Some(entity)) {
                self.by_entry.insert(entry, entity);
            }
            if let Some(name) = name {
                self.names.remember(mention, &name, &parts, entity);
            }
            mentions[i].entity = entity;
            // "the al Qaeda-linked group" is no mention of al Qaeda that a later one takes up.
            if text.as_bytes().get(mentions[i].span.end()) != Some(&b'-') {
                self.see(i, at, mentions, &mut office);
            }
        }
    }

    /// Keeps a mention, which has its entity, for later ones to take up; `office` is the first of the offices that were not kept.
    fn see(&mut self, i: usize, sentence: u32, mentions: &[MentionRecord], office: &mut usize) {
        let entity = mentions[i].entity;
        let seen = |mention: usize, entity| Seen {
            mention: mention as u32,
            entity,
            sentence,
        };
        // "Ruel Oskan, a farmer", "the mayor, Ruel Oskan": he is the farmer, the mayor.
        match self.holders[i].map(|p| p as usize) {
            None => self.seen.push(seen(i, entity)),
            Some(person) if person < i => self.seen.push(seen(i, mentions[person].entity)),
            Some(_) => {}
        }
        while let Some(&(person, what)) = self.offices.get(*office).filter(|o| o.0 as usize <= i) {
            if person as usize == i {
                self.seen.push(seen(what as usize, entity));
            }
            *office += 1;
        }
    }

    /// Tells of the mentions so far what one in a sentence asks that may take them up.
    fn recall(&mut self, sentence: u32, text: &str, mentions: &[MentionRecord], gazetteer: &Gazetteer) {
        let new = &self.seen[self.asked..];
        let new = new[new.partition_point(|s| s.sentence + REACH < sentence)..].iter();
        let tell = |s: &Seen| {
            let mention = s.mention as usize;
            Antecedent::new(
                &mentions[mention],
                text,
                (s.entity, s.sentence),
                self.parts_played[mention],
                gazetteer,
            )
        };
        self.antecedents.extend(new.map(tell));
        self.asked = self.seen.len();
    }

    /// The entity of a name soon behind that is the same.
    fn known_further(&self, i: usize, text: &str, mentions: &[MentionRecord]) -> Option<u32> {
        let after = self.same.get(i + 1..).filter(|_| self.any_same)?;
        let ahead = after.iter().take(SOON).position(|&same| same == Some(i as u32))?;
        let same = Some(&mentions[i + 1 + ahead]).filter(|same| named(same))?;
        let listed = same.entry.and_then(|entry| self.by_entry.get(&entry)).copied();
        listed.or_else(|| {
            let name = Name::of(same.span.text(text), None);
            let mut parts = SmallVec::new();
            name.add_parts(same.kind, &mut parts);
            self.names.spelled(same, &name, &parts)
        })
    }

    /// Who was told of before and gets a name now: "a farmer ... The farmer, Adam Weller, died".
    fn introduced(&mut self, i: usize, text: &str, mentions: &[MentionRecord], sentence: u32, gazetteer: &Gazetteer) -> Option<u32> {
        let name = Some(&mentions[i]).filter(|m| m.kind == Kind::Person)?;
        let described = text.get(..name.span.start())?.strip_suffix(", ")?;
        let (before, noun) = described.rsplit_once(' ')?;
        self.unnamed(before, noun, &mentions[..i], text, sentence, gazetteer)
    }

    /// The same of a noun that is a mention.
    fn renamed(&mut self, i: usize, text: &str, mentions: &[MentionRecord], sentence: u32, gazetteer: &Gazetteer) -> Option<u32> {
        let named = self.same.get(i + 1).is_some_and(|same| *same == Some(i as u32));
        let noun = Some(mentions[i].span).filter(|_| named)?;
        let before = text.get(..noun.start())?.trim_end();
        self.unnamed(before, noun.text(text), &mentions[..i], text, sentence, gazetteer)
    }

    /// The person without a name whom a noun behind an article takes up.
    fn unnamed(
        &mut self,
        before: &str,
        noun: &str,
        mentions: &[MentionRecord],
        text: &str,
        sentence: u32,
        gazetteer: &Gazetteer,
    ) -> Option<u32> {
        let the = before.ends_with("The") || before.ends_with(" the");
        if !the || !noun.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            return None;
        }
        self.recall(sentence, text, mentions, gazetteer);
        let entity = indefinite(self, noun, sentence)?;
        // Who has a name is another one.
        let named = |m: &MentionRecord| m.entity == entity && m.kind == Kind::Person;
        let mut before = mentions.iter().rev().take(MOST * MOST);
        (!before.any(named)).then_some(entity)
    }

    /// What a description or a pronoun takes up.
    fn taken_up(
        &mut self,
        i: usize,
        text: &str,
        mentions: &[MentionRecord],
        relations: &[RelationRecord],
        sentence: u32,
        gazetteer: &Gazetteer,
    ) -> Option<u32> {
        let mention = &mentions[i];
        let words = mention.span.text(text);
        if !takes_up(mention.form, words) {
            return None;
        }
        // Who does a thing to another is not that other.
        let from = self.beside.partition_point(|b| (b.0 as usize) < i);
        let own = self.beside[from..].iter().take_while(|b| b.0 as usize == i);
        let own = own.map(|&(_, r)| &relations[r as usize]);
        let others = own.clone().flat_map(|r| r.arguments.iter().take(MOST));
        let earlier = others.map(|&(_, m)| m as usize).filter(|&m| m < i);
        let apart: SmallVec<[u32; MOST]> = earlier.map(|m| mentions[m].entity).collect();
        if mention.form == Form::Nominal {
            // "their home ... the home of a nurse": another one; but "the killing of the priests" may be known.
            if mention.kind != Kind::Event && text[mention.span.end()..].starts_with(" of ") {
                return None;
            }
            let recall = |known: &mut Self| known.recall(sentence, text, mentions, gazetteer);
            description(self, recall, mention, words, sentence, gazetteer, &apart)
        } else {
            // "Hamas said it".
            let speaker = own.filter_map(|r| r.attribution).map(|span| {
                let at = mentions[..i].partition_point(|m| m.span.start() < span.start());
                let same = mentions[at..i].iter().find(|m| m.span.end() == span.end());
                Speaker::new(span.text(text), same)
            });
            let speaker = speaker.last();
            self.recall(sentence, text, mentions, gazetteer);
            pronoun(self, words, sentence, &apart, speaker)
        }
    }

    fn clear(&mut self) {
        self.firsts.clear();
        self.by_entry.clear();
        self.names.clear();
        self.seen.clear();
        self.asked = 0;
        self.antecedents.clear();
        self.same.clear();
        self.holders.clear();
        self.offices.clear();
        self.beside.clear();
        self.parts_played.clear();
    }

    /// What the text says is the same: aliases, names in apposition, and acronyms in brackets.
    fn stated(&mut self, text: &str, mentions: &[MentionRecord], relations: &[RelationRecord]) {
        self.same.resize(mentions.len(), None);
        self.holders.resize(mentions.len(), None);
        self.parts_played.resize(mentions.len(), 0);
        for (relation, r) in relations.iter().zip(0..) {
            let role = |name: &str| relation.arguments.iter().find(|(r, _)| *r == name).map(|&(_, m)| m);
            if relation.kind == RelationKind::AliasOf {
                if let (Some(a), Some(b)) = (role("alias"), role("name")) {
                    let start = |m: u32| mentions[m as usize].span.start();
                    let (first, later) = if start(a) < start(b) { (a, b) } else { (b, a) };
                    self.same[later as usize] = Some(first);
                }
            } else if relation.kind == RelationKind::RoleOf {
                if let (Some(person), Some(office)) = (role("person"), role("role")) {
                    self.holders[office as usize] = Some(person);
                    if office < person {
                        self.offices.push((person, office));
                    }
                }
            } else {
                for (role, m) in relation.arguments.iter().take(MOST) {
                    self.parts_played[*m as usize] |= part::of(relation.kind, role);
                }
                let later = |m: &u32| mentions[*m as usize].form != Form::Named;
                self.beside
                    .extend(relation.arguments.iter().map(|&(_, m)| m).filter(later).map(|m| (m, r)));
            }
        }
        self.offices.sort_unstable();
        self.beside.sort_unstable();
        // Most mentions are names of persons, places and days.
        let nominal = || those(mentions, |m| m.form == Form::Nominal);
        for at in nominal() {
            if let Some(name) = apposition(text, &mentions[at..]) {
                self.same[at + name] = Some(at as u32);
            }
        }
        for at in nominal() {
            if let Some(name) = head_name(text, &mentions[at..]).or_else(|| division_name(text, &mentions[at..])) {
                self.same[at + name] = Some(at as u32);
            }
        }
        let named_body = |m: &MentionRecord| (m.form == Form::Named) & m.kind.is_body();
        for at in those(mentions, named_body) {
            let Some(next) = mentions.get(at + 1).filter(|next| named_body(next)) else {
                continue;
            };
            let a = mentions[at].span;
            let bracket = || text.get(a.end()..next.span.start()).is_some_and(|between| between.trim() == "(");
            if bracket() && shortens(next.span.text(text), a.text(text)) {
                self.same[at + 1] = Some(at as u32);
            }
        }
        self.any_same = self.same.iter().any(Option::is_some);
    }
}

/// The place, behind the description that comes first, of the name in apposition to it: "the mayor of Oru, Adam Weller, was".
fn apposition(text: &str, mentions: &[MentionRecord]) -> Option<usize> {
    let described = mentions.first()?;
    if described.form != Form::Nominal || !matches!(described.kind, Kind::People | Kind::Role) {
        return None;
    }
    let person = |m: &MentionRecord| m.kind == Kind::Person && m.form == Form::Named;
    let name = mentions.iter().take(5).position(person)?;
    let span = mentions[name].span;
    let between = text.get(described.span.end()..span.start())?.trim().strip_suffix(',')?;
    let office = between.is_empty() || ["of ", "for ", "in ", "to "].iter().any(|p| between.starts_with(p));
    let closed = text.get(span.end()..).is_some_and(|rest| rest.starts_with(','));
    (office && closed && !between.contains([',', '.', ';', '\n'])).then_some(name)
}

/// The place, behind a phrase, of the name that it ends with: "Mayor Adam Weller", "the Islamist group Boko Haram".
fn head_name(text: &str, mentions: &[MentionRecord]) -> Option<usize> {
    let phrase = mentions.first()?;
    if phrase.form != Form::Nominal || !(phrase.kind == Kind::Person || phrase.kind.is_body()) {
        return None;
    }
    let inside = mentions.iter().take(SOON + 1).skip(1);
    let name = 1 + inside.clone().position(|m| {
        m.form == Form::Named && m.kind == phrase.kind && m.span.end() == phrase.span.end() && m.span.start() > phrase.span.start()
    })?;
    let before = text.get(phrase.span.start()..mentions[name].span.start())?;
    let apart = before
        .split(' ')
        .any(|w| matches!(w, "of" | "and" | "in" | "with" | "from" | "for" | "to" | "by" | "near" | "linked"));
    (!apart && !before.contains([',', ';', '-'])).then_some(name)
}

/// The place, behind a phrase, of the name that it begins with: "Oru province", "the Oru region".
fn division_name(text: &str, mentions: &[MentionRecord]) -> Option<usize> {
    let [phrase, name, ..] = mentions else { return None };
    let place = |m: &MentionRecord, form: Form| m.kind == Kind::Place && m.form == form;
    if !place(phrase, Form::Nominal) || !place(name, Form::Named) || name.span.end() >= phrase.span.end() {
        return None;
    }
    let before = text.get(phrase.span.start()..name.span.start())?;
    let noun = text.get(name.span.end()..phrase.span.end())?.trim();
    (matches!(before, "" | "the " | "The ") && is_place_noun(noun)).then_some(1)
}

/// The person whose surname a name on a platform holds: `@oskan_ruel`.
fn handle(words: &str, text: &str, before: &[MentionRecord]) -> Option<u32> {
    let handle = words.strip_prefix('@')?;
    let person = |m: &&MentionRecord| {
        let surname = m.span.text(text).rsplit(' ').next().unwrap_or_default();
        m.kind == Kind::Person && m.form == Form::Named && holds_surname(handle, surname)
    };
    before.iter().take(4 * MOST * MOST).find(person).map(|m| m.entity)
}
