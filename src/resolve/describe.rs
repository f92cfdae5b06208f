//! Descriptions and pronouns: "the group", "the capital", "the attack", "he".

use super::entities::Known;
use crate::document::MentionRecord;
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::mention::Form;
use crate::text::hash_word;

/// A mention that a later one may take up.
pub(super) struct Antecedent {
    pub entity: u32,
    pub sentence: u32,
    pub kind: Kind,
    pub form: Form,
    /// The last word, folded.
    head: u64,
    event: Option<&'static str>,
    plural: bool,
    /// What kind of place it is, by the list.
    place: PlaceKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PlaceKind {
    Country,
    Capital,
    Town,
    Other,
}

impl Antecedent {
    pub(super) fn new(mention: &MentionRecord, words: &str, entity: u32, sentence: u32, subkind: &str) -> Self {
        let last = words.rsplit([' ', '-']).next().unwrap_or_default();
        let counted = words
            .split(' ')
            .next()
            .is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit() || b == b','));
        Self {
            entity,
            sentence,
            kind: mention.kind,
            form: mention.form,
            head: hash_word(last),
            event: event(mention, last),
            plural: counted || last.ends_with('s') || matches!(last, "men" | "women" | "people" | "children" | "troops" | "police"),
            place: match subkind {
                "country" => PlaceKind::Country,
                "capital" => PlaceKind::Capital,
                "city" | "town" => PlaceKind::Town,
                _ => PlaceKind::Other,
            },
        }
    }
}

/// The relation kind that an event's head noun names.
fn event(mention: &MentionRecord, head: &str) -> Option<&'static str> {
    let known = mention.event.or_else(|| Lexicon::get().event_kind(hash_word(head)));
    known.filter(|_| mention.kind == Kind::Event)
}

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
    let noun = noun.to_ascii_lowercase();
    let near = || {
        known
            .antecedents
            .iter()
            .rev()
            .take(MOST)
            .take_while(|a| a.sentence + REACH >= sentence)
    };
    let named = |kinds: &[Kind]| near().find(|a| a.form == Form::Named && kinds.contains(&a.kind)).map(|a| a.entity);
    let place = |kinds: &[PlaceKind]| near().find(|a| a.kind == Kind::Place && kinds.contains(&a.place)).map(|a| a.entity);
    match noun.as_str() {
        "group" | "movement" | "militants" | "rebels" | "insurgents" | "jihadists" | "extremists" | "cartel" | "militia" => {
            let people = head(known, &noun, sentence);
            people.or_else(|| named(&[Kind::Group]))
        }
        "organization" | "organisation" => named(&[Kind::Group, Kind::Organization]),
        "company" | "firm" | "agency" | "bank" | "institute" | "university" => named(&[Kind::Organization]),
        "newspaper" | "broadcaster" => named(&[Kind::Media]),
        "country" | "nation" => place(&[PlaceKind::Country]),
        "capital" => place(&[PlaceKind::Capital]),
        "city" | "town" => place(&[PlaceKind::Capital, PlaceKind::Town]),
        _ if mention.kind == Kind::Event => {
            let kind = event(mention, &noun);
            kind.and_then(|k| near().find(|a| a.event == Some(k)).map(|a| a.entity))
        }
        _ => head(known, &noun, sentence),
    }
}

/// The last mention that is no name and has the same head noun: "two gunmen ... the gunmen".
fn head(known: &Known, noun: &str, sentence: u32) -> Option<u32> {
    let noun = hash_word(noun);
    let near = known
        .antecedents
        .iter()
        .rev()
        .take(MOST)
        .take_while(|a| a.sentence + REACH >= sentence);
    near.into_iter()
        .find(|a| a.form == Form::Nominal && a.head == noun)
        .map(|a| a.entity)
}

/// The entity of a pronoun, where one alone agrees in kind and number.
pub(super) fn pronoun(known: &Known, words: &str, sentence: u32) -> Option<u32> {
    let fits: fn(&Antecedent) -> bool = match words.to_ascii_lowercase().as_str() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
            |a| a.kind == Kind::Person || a.kind == Kind::People && !a.plural && a.form == Form::Nominal
        }
        "they" | "them" | "their" | "themselves" => |a| a.kind == Kind::People && a.plural,
        "it" | "its" | "itself" => |a| matches!(a.kind, Kind::Group | Kind::Organization) && a.form == Form::Named,
        _ => return None,
    };
    let mut found = None;
    for a in known
        .antecedents
        .iter()
        .rev()
        .take(MOST)
        .take_while(|a| a.sentence + NEAR >= sentence)
    {
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
