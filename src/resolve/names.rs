//! Names of things, and which of them are of one: the same name again, a part of it, its acronym.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::document::MentionRecord;
use crate::gazetteer::Kind;
use crate::mention::Form;
use crate::span::Span;
use crate::text::{NO_PARTS, Token, add_part, hash_name, hash_parts, hash_word, name_parts};

/// The names that the article has told so far, each with its entity.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// By the kind and the name together; with the entry, where it has one: two places of one name are two things.
    by_name: FxHashMap<u64, (u32, Option<u32>)>,
    /// Acronyms and other names, whatever their kind.
    aliases: FxHashMap<u64, u32>,
    /// Bodies by the initials of their names; `None` where two share them.
    initials: FxHashMap<u64, Option<u32>>,
    /// Persons by each part of their names; `None` where two share it.
    parts: FxHashMap<u64, Option<u32>>,
}

impl Names {
    pub(super) fn clear(&mut self) {
        self.by_name.clear();
        self.aliases.clear();
        self.initials.clear();
        self.parts.clear();
    }

    /// What had the same name before, or another name of it.
    #[inline]
    pub(super) fn spelled(&self, mention: &MentionRecord, name: &Name<'_>, parts: &[u64]) -> Option<u32> {
        let same = self.by_name.get(&of_kind(mention.kind, name.key));
        let same = same.filter(|(_, entry)| entry.is_none() || mention.entry.is_none() || *entry == mention.entry);
        if let Some((entity, _)) = same {
            return Some(*entity);
        }
        if !mention.kind.is_body() {
            return self.person(parts);
        }
        // "the Oru Defence Front ... the ODF".
        let short = || self.initials.get(&name.key).copied().flatten().filter(|_| acronym(name.words));
        self.aliases.get(&name.key).copied().or_else(short)
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

    /// Keeps what a name says of its entity, for later ones.
    #[inline]
    pub(super) fn remember(&mut self, mention: &MentionRecord, name: &Name<'_>, parts: &[u64], entity: u32) {
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

/// A name as it is compared with others.
pub(super) struct Name<'a> {
    words: &'a str,
    /// Its tokens, as in [`whole_words`].
    whole: Option<&'a [Token]>,
    /// Its hash without its legal form.
    key: u64,
}

impl<'a> Name<'a> {
    #[inline]
    pub(super) fn of(words: &'a str, whole: Option<(&'a [Token], u64)>) -> Self {
        let key = match (short(words), whole) {
            (short, Some((_, hash))) if short.len() == words.len() => hash,
            (short, _) => hash_name(short),
        };
        let whole = whole.map(|(tokens, _)| tokens);
        Self { words, whole, key }
    }

    /// Appends the parts that others may repeat, which a person's name has.
    #[inline]
    pub(super) fn add_parts(&self, kind: Kind, parts: &mut SmallVec<[u64; 16]>) {
        match self.whole {
            _ if kind != Kind::Person => {}
            Some(whole) => parts.extend(parts_in(whole)),
            None => parts.extend(parts_of(self.words)),
        }
    }
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

/// Whether the letters of an acronym are initials of the name, in their order.
pub(super) fn shortens(acronym: &str, name: &str) -> bool {
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

/// Whether a name is a word in capitals.
fn acronym(name: &str) -> bool {
    (3..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase())
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
#[inline]
pub(super) fn whole_words<'a>(text: &str, tokens: &'a [Token], name: Span) -> Option<(&'a [Token], u64)> {
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
#[inline]
pub(super) fn named(mention: &MentionRecord) -> bool {
    let common = matches!(
        mention.kind,
        Kind::Date | Kind::Quantity | Kind::Event | Kind::People | Kind::Weapon
    );
    mention.form == Form::Named && !common
}
