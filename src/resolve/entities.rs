//! Which mentions are of one thing. Precision before recall: where two antecedents fit, none is taken.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::describe::{Antecedent, REACH, Speaker, description, is_place_noun, part, pronoun, takes_up};
use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::{Gazetteer, Kind};
use crate::mention::{Form, holds_surname};
use crate::relation::RelationKind;
use crate::span::Span;
use crate::text::{NO_PARTS, Sentence, Token, add_part, hash_name, hash_parts, hash_word, name_parts, those};

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
    /// By the kind and the name together; with the entry, where it has one: two places of one name are two things.
    by_name: FxHashMap<u64, (u32, Option<u32>)>,
    /// Acronyms and other names, whatever their kind.
    aliases: FxHashMap<u64, u32>,
    /// Bodies by the initials of their names; `None` where two share them.
    initials: FxHashMap<u64, Option<u32>>,
    /// Persons by each part of their names; `None` where two share it.
    parts: FxHashMap<u64, Option<u32>>,
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
                if mention.kind == Kind::Person {
                    match name.whole {
                        Some(whole) => parts.extend(parts_in(whole)),
                        None => parts.extend(parts_of(words)),
                    }
                }
                name
            });
            let listed = mention.entry.and_then(|entry| self.by_entry.get(&entry)).copied();
            let same = self.same[i].map(|j| j as usize).filter(|&j| j < i);
            let entity = same
                .map(|j| mentions[j].entity)
                .or_else(|| match mention.form {
                    // "ORA ... the Oru Rifle Association (ORA)": what is the same further on may be known.
                    Form::Named => listed
                        .or_else(|| self.spelled(mention, words, name.as_ref()?.key, &parts))
                        .or_else(|| handle(words, text, &mentions[..i]))
                        .or_else(|| self.known_further(i, text, mentions)),
                    _ => self
                        .known_further(i, text, mentions)
                        .or_else(|| self.taken_up(i, text, mentions, relations, at, gazetteer)),
                })
                .unwrap_or_else(|| {
                    self.firsts.push(i as u32);
                    self.firsts.len() as u32 - 1
                });
            if let Some(entry) = mention.entry.filter(|_| listed != Some(entity)) {
                self.by_entry.insert(entry, entity);
            }
            if let Some(name) = name {
                self.remember(mention, &name, &parts, entity);
            }
            mentions[i].entity = entity;
            // "the al Qaeda-linked group" is no mention of al Qaeda that a later one takes up.
            if text.as_bytes().get(mentions[i].span.end()) == Some(&b'-') {
                continue;
            }
            let seen = |mention: usize, entity| Seen {
                mention: mention as u32,
                entity,
                sentence: at,
            };
            // "Ruel Oskan, a farmer", "the mayor, Ruel Oskan": he is the farmer, the mayor.
            match self.holders[i].map(|p| p as usize) {
                None => self.seen.push(seen(i, entity)),
                Some(person) if person < i => self.seen.push(seen(i, mentions[person].entity)),
                Some(_) => {}
            }
            while let Some(&(person, what)) = self.offices.get(office).filter(|o| o.0 as usize <= i) {
                if person as usize == i {
                    self.seen.push(seen(what as usize, entity));
                }
                office += 1;
            }
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
            let words = same.span.text(text);
            let parts: SmallVec<[u64; 16]> = parts_of(words).filter(|_| same.kind == Kind::Person).collect();
            self.spelled(same, words, hash_name(words), &parts)
        })
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
        self.by_name.clear();
        self.aliases.clear();
        self.initials.clear();
        self.parts.clear();
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

/// Whether the letters of an acronym are initials of the name, in their order.
fn shortens(acronym: &str, name: &str) -> bool {
    let mut letters = acronym.chars().filter(|c| c.is_alphanumeric()).peekable();
    if letters.peek().is_none() || acronym.chars().any(char::is_lowercase) {
        return false;
    }
    for initial in name_parts(name).filter_map(|w| w.chars().next()) {
        if letters.peek().is_some_and(|c| c.to_uppercase().eq(initial.to_uppercase())) {
            letters.next();
        }
    }
    letters.peek().is_none()
}

/// The initials of a name of three words or more that have capitals, as the hash of the word that they make; `whole` as in [`whole_words`].
fn initials(name: &str, whole: Option<&[Token]>) -> Option<u64> {
    if name.bytes().filter(u8::is_ascii_uppercase).count() < 3 {
        return None;
    }
    let (mut letters, mut count) = ([0; 8], 0);
    let mut add = |letter: u8| {
        if letter.is_ascii_uppercase() {
            *letters.get_mut(count)? = letter;
            count += 1;
        }
        Some(())
    };
    match whole {
        Some(whole) => {
            let start = whole.first()?.span.start();
            let words = whole.iter().filter(|t| t.punct == 0);
            words.map(|t| name.as_bytes()[t.span.start() - start]).try_for_each(&mut add)?;
        }
        None => name_parts(name).filter_map(|w| w.bytes().next()).try_for_each(&mut add)?,
    }
    let word = std::str::from_utf8(&letters[..count]).ok()?;
    (count > 2).then(|| hash_parts(std::iter::once(hash_word(word))))
}

/// Whether a name is a word in capitals.
fn acronym(name: &str) -> bool {
    (3..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
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

/// A company's name without its legal form.
fn short(words: &str) -> &str {
    // The last letters of legal forms: most names end with another one.
    if !matches!(words.as_bytes().last(), Some(b'c' | b'p' | b'.' | b'd' | b'y')) {
        return words;
    }
    match words.rsplit_once(char::is_whitespace) {
        Some((name, "Inc" | "Inc." | "Corp" | "Corp." | "Co." | "Ltd" | "Ltd." | "Plc" | "Company")) => name,
        _ => words,
    }
}

/// A name as it is compared with others.
struct Name<'a> {
    words: &'a str,
    /// Its tokens, as in [`whole_words`].
    whole: Option<&'a [Token]>,
    /// Its hash without its legal form.
    key: u64,
}

impl<'a> Name<'a> {
    fn of(words: &'a str, whole: Option<(&'a [Token], u64)>) -> Self {
        let key = match (short(words), whole) {
            (short, Some((_, hash))) if short.len() == words.len() => hash,
            (short, _) => hash_name(short),
        };
        let whole = whole.map(|(tokens, _)| tokens);
        Self { words, whole, key }
    }
}

impl Known {
    /// What had the same name before, or another name of it; `key` is the hash of the name without its legal form.
    fn spelled(&self, mention: &MentionRecord, words: &str, key: u64, parts: &[u64]) -> Option<u32> {
        let same = self.by_name.get(&of_kind(mention.kind, key));
        let same = same.filter(|(_, entry)| entry.is_none() || mention.entry.is_none() || *entry == mention.entry);
        if let Some((entity, _)) = same {
            return Some(*entity);
        }
        if !mention.kind.is_body() {
            return self.person(parts);
        }
        // "the Oru Defence Front ... the ODF".
        let short = || self.initials.get(&key).copied().flatten().filter(|_| acronym(words));
        self.aliases.get(&key).copied().or_else(short)
    }

    /// A person by a part of the name that one person alone has.
    fn person(&self, parts: &[u64]) -> Option<u32> {
        let known = |part: &u64| self.parts.get(part).copied().flatten();
        match parts {
            [] => None,
            [part] => known(part),
            // "John Kennedy" and "John F. Kennedy": both ends agree.
            [first, .., last] => known(first).filter(|a| known(last) == Some(*a)),
        }
    }

    fn remember(&mut self, mention: &MentionRecord, name: &Name<'_>, parts: &[u64], entity: u32) {
        let same = (entity, mention.entry);
        // Of a name that is told again all is known.
        let again = self.by_name.insert(of_kind(mention.kind, name.key), same) == Some(same);
        if mention.kind.is_body() {
            self.aliases.entry(name.key).or_insert(entity);
            if let Some(initials) = initials(name.words, name.whole) {
                let same = |known: &mut Option<u32>| *known = known.filter(|e| *e == entity);
                self.initials.entry(initials).and_modify(same).or_insert(Some(entity));
            }
        }
        for &part in parts.iter().filter(|_| !again) {
            self.parts
                .entry(part)
                .and_modify(|e| *e = e.filter(|e| *e == entity))
                .or_insert(Some(entity));
        }
    }
}

/// The hash of a name and its kind together.
fn of_kind(kind: Kind, name: u64) -> u64 {
    add_part(name, kind.number().into())
}

/// The parts of a person's name that others may repeat, as hashes.
fn parts_of(words: &str) -> impl Iterator<Item = u64> {
    name_parts(words).filter(|p| p.len() > 2).map(hash_word)
}

/// The tokens of a name where each is a whole part of it, but for hyphens: their hashes are those of the parts. With them comes the hash of
/// the name.
fn whole_words<'a>(text: &str, tokens: &'a [Token], name: Span) -> Option<(&'a [Token], u64)> {
    let joint = |token: &Token| token.punct == b'-';
    let (mut end, mut hash) = (name.start(), NO_PARTS);
    for (i, token) in tokens.iter().enumerate() {
        let gap = token.span.start().checked_sub(end)?;
        let apart = match i.checked_sub(1) {
            None => gap == 0,
            Some(before) => gap == 1 && text.as_bytes()[end] == b' ' || gap == 0 && (joint(token) || joint(&tokens[before])),
        };
        if !apart || token.has(Token::POSSESSIVE | Token::INITIALS) || token.punct != 0 && !joint(token) {
            return None;
        }
        end = token.span.end();
        hash = if joint(token) { hash } else { add_part(hash, token.hash) };
        if end >= name.end() {
            return (end == name.end()).then_some((&tokens[..=i], hash));
        }
    }
    None
}

/// The same as [`parts_of`] the name of a person, from its tokens.
fn parts_in(whole: &[Token]) -> impl Iterator<Item = u64> {
    whole.iter().filter(|t| t.punct == 0 && t.span.len() > 2).map(|t| t.hash)
}

/// Whether it is a name of a kind of which two mentions with the same words are of one thing.
fn named(mention: &MentionRecord) -> bool {
    let common = matches!(
        mention.kind,
        Kind::Date | Kind::Quantity | Kind::Event | Kind::People | Kind::Weapon
    );
    mention.form == Form::Named && !common
}
