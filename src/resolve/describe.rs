//! Descriptions and pronouns: "the group", "the capital", "the attack", "he".

use smallvec::SmallVec;

use super::entities::Known;
use super::nouns::{Gender, PlaceKind, bodies, gender, is_army, is_tie, part, part_of, places};
use crate::document::MentionRecord;
use crate::gazetteer::{Gazetteer, Kind};
use crate::lexicon::{Lexicon, class};
use crate::mention::Form;
use crate::text::{Token, hash_word};

/// A mention that a later one may take up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Antecedent {
    pub entity: u32,
    pub sentence: u32,
    pub kind: Kind,
    pub form: Form,
    /// The last word, folded, of what is no name, and of a body's name; of a person's title.
    head: u64,
    /// The first word of a body's name: "University" of Oru.
    first: u64,
    event: Option<&'static str>,
    plural: bool,
    gender: Option<Gender>,
    entry: Option<u32>,
    /// What kind of place it is, by the list.
    place: PlaceKind,
    /// What it does or suffers: the bits of [`super::nouns::part`].
    part: u8,
}

fn last_word(words: &str) -> &str {
    let words = words.strip_suffix('.').unwrap_or(words);
    let bytes = words.as_bytes();
    // Between bytes: in a third of the time that characters take.
    let apart = |i: &usize| matches!(bytes[*i], b' ' | b'-') || bytes[*i] == 0xa0 && bytes[..*i].last() == Some(&0xc2); // a no-break space
    let joint = (0..bytes.len()).rev().find(apart);
    joint.and_then(|i| words.get(i + 1..)).unwrap_or(words)
}

impl Antecedent {
    pub(super) fn new(mention: &MentionRecord, text: &str, (entity, sentence): (u32, u32), part: u8, gazetteer: &Gazetteer) -> Self {
        let words = mention.span.text(text);
        let named = mention.form == Form::Named;
        let body = named && mention.kind.is_body();
        let title = mention.title.map(|title| title.text(text));
        let head = if mention.form == Form::Nominal || mention.kind == Kind::Event || body {
            hash_word(last_word(words))
        } else {
            title.map_or(0, |title| hash_word(last_word(title)))
        };
        let place = mention.entry.filter(|_| mention.kind == Kind::Place);
        Self {
            entity,
            sentence,
            kind: mention.kind,
            form: mention.form,
            head,
            first: if body {
                hash_word(words.split(' ').next().unwrap_or_default())
            } else {
                0
            },
            event: event(mention, head),
            plural: !named && several(words, head),
            gender: gender(head),
            entry: mention.entry,
            part,
            place: place.map_or(PlaceKind::Other, |entry| PlaceKind::of(gazetteer.entry(entry))),
        }
    }
}

/// Whether a description is of several.
fn several(words: &str, head: u64) -> bool {
    let counted = words.bytes().take_while(|&b| b != b' ').all(|b| b.is_ascii_digit() || b == b',');
    let plural = |word: u64| Lexicon::get().probe(word).is(class::PERSON_PL | class::FORCE_NOUN);
    counted || words.strip_suffix('.').unwrap_or(words).ends_with('s') || plural(head)
}

/// The relation kind that an event's head noun names.
fn event(mention: &MentionRecord, head: u64) -> Option<&'static str> {
    if mention.kind != Kind::Event {
        return None;
    }
    mention.event().map(|(kind, _)| kind).or_else(|| Lexicon::get().event_kind(head))
}

const MASCULINE: [&str; 4] = ["he", "him", "his", "himself"];
const FEMININE: [&str; 4] = ["she", "her", "hers", "herself"];
const PLURAL: [&str; 4] = ["they", "them", "their", "themselves"];
const NEUTER: [&str; 3] = ["it", "its", "itself"];

/// How many sentences back a description looks.
pub(super) const REACH: u32 = 6;
/// How many mentions either looks at, so that the cost stays linear in one endless sentence.
const MOST: usize = 128;
/// How many a pronoun does.
const NEAR: u32 = 1;

/// What stands behind the article of a description that takes something up.
fn described(words: &str) -> Option<&str> {
    let (article, rest) = Some(words).filter(|w| w.starts_with(['t', 'T']))?.split_once(' ')?;
    one_of(&["the", "this", "that", "these", "those"], article).then_some(rest)
}

/// Whether the words of a mention that is no name can take up an earlier one.
pub(super) fn takes_up(form: Form, words: &str) -> bool {
    let pronoun = || [MASCULINE, FEMININE, PLURAL].iter().any(|list| one_of(list, words)) || one_of(&NEUTER, words);
    if form == Form::Pronominal {
        pronoun()
    } else {
        described(words).is_some()
    }
}

fn one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// The entity that "the group" and its like take up; `apart` are entities that it cannot be. `recall` tells of the mentions so far, where any
/// may be meant.
pub(super) fn description(
    known: &mut Known,
    recall: impl FnOnce(&mut Known),
    mention: &MentionRecord,
    words: &str,
    sentence: u32,
    gazetteer: &Gazetteer,
    apart: &[u32],
) -> Option<u32> {
    let rest = described(words)?;
    let (before, noun_text) = rest.rsplit_once(' ').unwrap_or(("", rest));
    let noun = hash_word(noun_text);
    let mut modifiers: SmallVec<[u64; 8]> = SmallVec::new();
    let mut country = None;
    for word in before.split(' ').filter(|w| !w.is_empty()) {
        if word.starts_with(char::is_uppercase)
            && let Some(code) = demonym(gazetteer, word, &mut known.tokens)
        {
            country = Some(code);
        } else if !is_tie(word) {
            modifiers.push(hash_word(word));
        }
    }
    let bare = before.is_empty();
    let kinds = bodies(noun, &modifiers);
    let sorts = if modifiers.is_empty() { places(noun) } else { &[] };
    if !bare && (mention.kind == Kind::Event || kinds.is_empty() && sorts.is_empty()) {
        return None;
    }
    recall(known);
    let near = known.near(sentence, REACH);
    let agrees = |a: &Antecedent| {
        country.is_none_or(|code| a.entry.is_some_and(|entry| gazetteer.entry(entry).country() == Some(code))) && !apart.contains(&a.entity)
    };
    let one = |fits: &dyn Fn(&Antecedent) -> bool| nearest(near, |a| fits(a) && agrees(a));
    if mention.kind == Kind::Event {
        let plural = several(words, noun);
        let kind = event(mention, noun)?;
        let same = |a: &Antecedent| a.kind == Kind::Event && a.plural == plural;
        return one(&|a| a.head == noun && same(a)).or_else(|| one(&|a| same(a) && a.event == Some(kind)));
    }
    let named = |a: &Antecedent| a.form == Form::Named && kinds.contains(&a.kind);
    // "Al Shabaab, which is linked to al-Qaeda, ... The group".
    let main = |a: &Antecedent| named(a) && a.part & part::BESIDE == 0;
    // What a noun never takes up is not looked for.
    let ask = |asked: bool, fits: &dyn Fn(&Antecedent) -> bool| if asked { one(fits) } else { None };
    // The last that is no name and has the same head noun, "two gunmen ... the gunmen", unless one body has been named since,
    // "the group ... Hamas ... the group"; a name that has the noun.
    let head = || {
        let nominal = |a: &Antecedent| a.head == noun && (a.form == Form::Nominal || a.kind == Kind::Person);
        // "The army" is not the Oru Liberation Army where that is a group.
        let body = |kind: Kind| kind.is_body() && (mention.kind != Kind::SecurityForce || kind == mention.kind);
        let name = |a: &Antecedent| (a.head == noun || a.first == noun) && a.form == Form::Named && body(a.kind);
        let last = |a: &Antecedent| nominal(a) || named(a);
        let main = |a: &Antecedent| nominal(a) || main(a);
        let found = bare.then(|| {
            ask(!kinds.is_empty(), &main)
                .or_else(|| ask(!kinds.is_empty(), &last))
                .or_else(|| one(&nominal))
                .or_else(|| one(&name))
        });
        found.flatten()
    };
    let place = |a: &Antecedent| a.kind == Kind::Place && sorts.contains(&a.place);
    let role = if bare { part_of(noun) } else { 0 };
    let plural = several(words, noun);
    let played = |a: &Antecedent| {
        a.part & role != 0 && a.plural == plural && matches!(a.kind, Kind::Person | Kind::People) && a.form != Form::Pronominal
    };
    let army = |a: &Antecedent| a.kind == Kind::SecurityForce && a.form == Form::Named && is_army(a.head);
    head()
        .or_else(|| ask(!kinds.is_empty(), &main))
        .or_else(|| ask(!kinds.is_empty(), &named))
        .or_else(|| ask(!sorts.is_empty(), &place))
        .or_else(|| ask(role != 0, &played))
        .or_else(|| ask(bare && is_army(noun), &army))
}

/// The one person without a name whom the last sentences tell of by a noun.
pub(super) fn indefinite(known: &Known, noun: &str, sentence: u32) -> Option<u32> {
    let noun = hash_word(noun);
    let person = |a: &Antecedent| a.form == Form::Nominal && a.kind == Kind::People && !a.plural && a.head == noun;
    nearest(known.near(sentence, REACH), person)
}

/// The country of a demonym; `tokens` is scratch.
fn demonym<'g>(gazetteer: &'g Gazetteer, word: &str, tokens: &mut Vec<Token>) -> Option<&'g str> {
    let mut found = gazetteer.spelled(word, tokens);
    found.find(|e| e.kind() == Kind::Nationality)?.country()
}

impl Known {
    /// The mentions of this sentence and the last few.
    fn near(&self, sentence: u32, reach: u32) -> &[Antecedent] {
        let latest = &self.antecedents[self.antecedents.len().saturating_sub(MOST)..];
        &latest[latest.partition_point(|a| a.sentence + reach < sentence)..]
    }

    /// The one thing that fits in all of these sentences.
    fn only(&self, sentence: u32, reach: u32, fits: &dyn Fn(&Antecedent) -> bool) -> Only {
        let mut near = self.near(sentence, reach).iter().rev().filter(|a| fits(a));
        match near.next().map(|a| a.entity) {
            None => Only::None,
            Some(entity) if near.all(|a| a.entity == entity) => Only::One(entity),
            Some(_) => Only::Several,
        }
    }
}

/// The one thing that fits in the nearest sentence in which any does; none where two do.
fn nearest(near: &[Antecedent], fits: impl Fn(&Antecedent) -> bool) -> Option<u32> {
    let mut near = near.iter().rev().filter(|a| fits(a));
    let first = near.next()?;
    let mut same = near.take_while(|a| a.sentence == first.sentence);
    same.all(|a| a.entity == first.entity).then_some(first.entity)
}

/// How many things fit.
enum Only {
    None,
    One(u32),
    Several,
}

/// Who says that in which a pronoun stands.
#[derive(Clone, Copy)]
pub(super) enum Speaker {
    /// A body that the article has named, by its entity.
    Named(u32),
    /// A body that is no mention.
    Unknown,
    Other,
}

impl Speaker {
    pub(super) fn new(words: &str, mention: Option<&MentionRecord>) -> Self {
        const PEOPLE: u64 = class::PERSON | class::PERSON_PL | class::TITLE;
        match mention {
            Some(m) if m.kind.is_body() => Self::Named(m.entity),
            None if !Lexicon::get().probe(hash_word(last_word(words))).is(PEOPLE) => Self::Unknown,
            _ => Self::Other,
        }
    }
}

/// The entity of a pronoun, where one alone agrees in kind and number: of the likelier kinds, or where none of these stands, of others.
pub(super) fn pronoun(known: &Known, words: &str, sentence: u32, apart: &[u32], speaker: Option<Speaker>) -> Option<u32> {
    let person = |a: &Antecedent| a.kind == Kind::Person || a.kind == Kind::People && !a.plural && a.form == Form::Nominal;
    let male = |a: &Antecedent| person(a) && a.gender != Some(Gender::Female);
    let female = |a: &Antecedent| person(a) && a.gender != Some(Gender::Male);
    let people = |a: &Antecedent| a.kind == Kind::People && a.plural;
    let fighters = |a: &Antecedent| a.form == Form::Named && matches!(a.kind, Kind::Group | Kind::SecurityForce);
    let body = |a: &Antecedent| a.form == Form::Named && a.kind.is_body();
    let country = |a: &Antecedent| a.place == PlaceKind::Country;
    let never = |_: &Antecedent| false;
    let tiers: [&dyn Fn(&Antecedent) -> bool; 2] = if one_of(&MASCULINE, words) {
        [&male, &never]
    } else if one_of(&FEMININE, words) {
        [&female, &never]
    } else if one_of(&PLURAL, words) {
        [&people, &fighters]
    } else if one_of(&NEUTER, words) {
        match speaker {
            Some(Speaker::Named(entity)) if !apart.contains(&entity) => return Some(entity),
            Some(Speaker::Unknown) => return None,
            _ => [&body, &country],
        }
    } else {
        return None;
    };
    for fits in tiers {
        let fits = |a: &Antecedent| a.form != Form::Pronominal && !apart.contains(&a.entity) && fits(a);
        match known.only(sentence, NEAR, &fits) {
            Only::None => {}
            Only::One(entity) => return Some(entity),
            Only::Several => return None,
        }
    }
    None
}
