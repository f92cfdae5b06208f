//! Descriptions and pronouns: "the group", "the capital", "the attack", "he".

use super::entities::Known;
use crate::document::MentionRecord;
use crate::gazetteer::{Gazetteer, Kind};
use crate::lexicon::Lexicon;
use crate::mention::Form;
use crate::text::{hash_all, hash_word};

/// A mention that a later one may take up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Antecedent {
    pub entity: u32,
    pub sentence: u32,
    pub kind: Kind,
    pub form: Form,
    /// The last word, folded, of what is no name.
    head: u64,
    event: Option<&'static str>,
    /// Of people: whether they are several.
    plural: bool,
    /// What kind of place it is, by the list.
    place: PlaceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PlaceKind {
    Country,
    Capital,
    Town,
    Other,
}

impl Antecedent {
    pub(super) fn new(mention: &MentionRecord, words: &str, entity: u32, sentence: u32, gazetteer: &Gazetteer) -> Self {
        let last = || words.rsplit([' ', '-']).next().unwrap_or_default();
        let head = if mention.form == Form::Nominal || mention.kind == Kind::Event {
            hash_word(last())
        } else {
            0
        };
        let place = mention.entry.filter(|_| mention.kind == Kind::Place);
        Self {
            entity,
            sentence,
            kind: mention.kind,
            form: mention.form,
            head,
            event: event(mention, head),
            plural: mention.kind == Kind::People && several(words, last()),
            place: match place.map_or("", |entry| gazetteer.entry(entry).subkind()) {
                "country" => PlaceKind::Country,
                "capital" => PlaceKind::Capital,
                "city" | "town" => PlaceKind::Town,
                _ => PlaceKind::Other,
            },
        }
    }
}

/// Whether a description is of several people.
fn several(words: &str, last: &str) -> bool {
    let counted = words
        .split(' ')
        .next()
        .is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit() || b == b','));
    counted || last.ends_with('s') || matches!(last, "men" | "women" | "people" | "children" | "troops" | "police")
}

/// The relation kind that an event's head noun names.
fn event(mention: &MentionRecord, head: u64) -> Option<&'static str> {
    if mention.kind != Kind::Event {
        return None;
    }
    mention.event.or_else(|| Lexicon::get().event_kind(head))
}

/// Nouns for a thing that the article has named.
const FIGHTERS: [u64; 9] = hash_all([
    "group",
    "movement",
    "militants",
    "rebels",
    "insurgents",
    "jihadists",
    "extremists",
    "cartel",
    "militia",
]);
const BODIES: [u64; 2] = hash_all(["organization", "organisation"]);
const FIRMS: [u64; 6] = hash_all(["company", "firm", "agency", "bank", "institute", "university"]);
const OUTLETS: [u64; 2] = hash_all(["newspaper", "broadcaster"]);
const COUNTRIES: [u64; 2] = hash_all(["country", "nation"]);
const CAPITALS: [u64; 1] = hash_all(["capital"]);
const TOWNS: [u64; 2] = hash_all(["city", "town"]);

/// How many sentences back a description looks.
const REACH: u32 = 6;
/// How many mentions either looks at, so that the cost stays linear in one endless sentence.
const MOST: usize = 128;
/// How many a pronoun does.
const NEAR: u32 = 1;

/// The entity that "the group" and its like take up.
pub(super) fn description(known: &Known, mention: &MentionRecord, words: &str, sentence: u32) -> Option<u32> {
    let (article, noun) = words.split_once(' ')?;
    let definite = ["the", "this", "that"].iter().any(|a| article.eq_ignore_ascii_case(a));
    if !definite || noun.contains(' ') {
        return None;
    }
    let noun = hash_word(noun);
    let near = || known.near(sentence, REACH);
    let named = |kinds: &[Kind]| near().find(|a| a.form == Form::Named && kinds.contains(&a.kind)).map(|a| a.entity);
    let place = |kinds: &[PlaceKind]| near().find(|a| a.kind == Kind::Place && kinds.contains(&a.place)).map(|a| a.entity);
    // The last that is no name and has the same head noun: "two gunmen ... the gunmen".
    let head = || near().find(|a| a.form == Form::Nominal && a.head == noun).map(|a| a.entity);
    if FIGHTERS.contains(&noun) {
        head().or_else(|| named(&[Kind::Group]))
    } else if BODIES.contains(&noun) {
        named(&[Kind::Group, Kind::Organization])
    } else if FIRMS.contains(&noun) {
        named(&[Kind::Organization])
    } else if OUTLETS.contains(&noun) {
        named(&[Kind::Media])
    } else if COUNTRIES.contains(&noun) {
        place(&[PlaceKind::Country])
    } else if CAPITALS.contains(&noun) {
        place(&[PlaceKind::Capital])
    } else if TOWNS.contains(&noun) {
        place(&[PlaceKind::Capital, PlaceKind::Town])
    } else if mention.kind == Kind::Event {
        let kind = event(mention, noun)?;
        near().find(|a| a.event == Some(kind)).map(|a| a.entity)
    } else {
        head()
    }
}

impl Known {
    /// The mentions of this sentence and the last few, the latest first.
    fn near(&self, sentence: u32, reach: u32) -> impl Iterator<Item = &Antecedent> {
        let latest = self.antecedents.iter().rev().take(MOST);
        latest.take_while(move |a| a.sentence + reach >= sentence)
    }
}

const SINGULAR: [&str; 8] = ["he", "him", "his", "himself", "she", "her", "hers", "herself"];
const PLURAL: [&str; 4] = ["they", "them", "their", "themselves"];
const NEUTER: [&str; 3] = ["it", "its", "itself"];

/// The entity of a pronoun, where one alone agrees in kind and number.
pub(super) fn pronoun(known: &Known, words: &str, sentence: u32) -> Option<u32> {
    let one_of = |list: &[&str]| list.iter().any(|w| words.eq_ignore_ascii_case(w));
    let fits: fn(&Antecedent) -> bool = if one_of(&SINGULAR) {
        |a| a.kind == Kind::Person || a.kind == Kind::People && !a.plural && a.form == Form::Nominal
    } else if one_of(&PLURAL) {
        |a| a.kind == Kind::People && a.plural
    } else if one_of(&NEUTER) {
        |a| matches!(a.kind, Kind::Group | Kind::Organization) && a.form == Form::Named
    } else {
        return None;
    };
    let mut found = None;
    for a in known.near(sentence, NEAR) {
        if a.form != Form::Pronominal && fits(a) {
            match found {
                None => found = Some(a.entity),
                Some(entity) if entity != a.entity => return None,
                Some(_) => {}
            }
        }
    }
    found
}
