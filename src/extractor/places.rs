//! The places of an article: which of the lists a mention names, and which of its namesakes.

use super::records::{Building, Gathered};
use crate::document::RelationRecord;
use crate::gazetteer::{Entry, Gazetteer, Hit, Kind};
use crate::lexicon::{Word, class, form};
use crate::mention::ShapeHit;
use crate::relation::RelationKind;
use crate::resolve;
use crate::text::{CaseStyle, Token};

/// The people of a city that bodies far from it are called after.
const CITY: u32 = 1_000_000;

impl Building<'_> {
    /// Lets the lists say where a place lies that its shape or the words beside it told.
    pub(super) fn known_place(&mut self, gazetteer: &Gazetteer, mention: usize, name: &ShapeHit) {
        let own = &self.tokens[name.first as usize..name.end as usize];
        let words = own.iter().filter(|t| t.punct != b'-').map(|t| t.hash);
        let hit = (name.kind == Kind::Place)
            .then(|| gazetteer.called(words, name.first as usize, name.end as usize))
            .flatten();
        if let Some(hit) = hit.filter(|h| h.kind == Kind::Place) {
            self.mentions[mention].entry = Some(hit.entry);
            self.gathered.places.push((mention as u32, hit));
        }
    }

    /// "in Beni Orul", "near Nova Beni": behind a preposition a town's name with one more word, which no list knows, is another town's.
    pub(super) fn longer_place(&mut self, gazetteer: &Gazetteer, style: CaseStyle, hit: Hit) -> Option<(u32, u32)> {
        let (first, end) = (hit.first as usize, hit.end as usize);
        let tokens = self.tokens;
        let name = |t: &Token| t.flags & (Token::CAPITAL | Token::ALL_CAPS | Token::POSSESSIVE) == Token::CAPITAL && t.span.len() > 2;
        let unknown = |i: usize| self.words[i] == Word::default() && name(&tokens[i]) && !self.gathered.taken.holds(i);
        let led = |i: usize| {
            i.checked_sub(1)
                .is_some_and(|i| self.words[i].is(class::PREP) && !tokens[i].is_capitalized())
        };
        let closed = |i: usize| {
            tokens
                .get(i)
                .is_none_or(|t| t.punct != 0 || self.words[i].is(class::PREP | class::CONJ))
        };
        let (longer, more) = if led(first) && end < tokens.len() && unknown(end) && closed(end + 1) {
            ((hit.first, hit.end + 1), end)
        } else if first > 1 && led(first - 1) && unknown(first - 1) && closed(end) {
            ((hit.first - 1, hit.end), first - 1)
        } else {
            return None;
        };
        let people = gazetteer.entry(hit.entry).population();
        let town = people > 0 && people < CITY;
        let unlisted = town
            && gazetteer
                .find_first(self.text, &tokens[more..=more], style, &mut self.gathered.inner)
                .is_none();
        unlisted.then_some(longer)
    }

    /// Chooses among namesakes.
    pub(super) fn settle_places(&mut self, gazetteer: &Gazetteer) {
        let Gathered {
            places,
            nested,
            nations,
            settling,
            chains,
            ..
        } = &mut *self.gathered;
        // A body may be called after a city that the article does not speak of: "the Toronto Stock Exchange".
        if !nested.is_empty() {
            chains.clear();
            chains.extend(places.iter().map(|(_, hit)| hit.chain));
            chains.sort_unstable();
            let famed = |entry: Entry<'_>| entry.population() >= CITY && matches!(entry.subkind_bytes(), b"city" | b"capital");
            nested.retain(|(_, hit)| !famed(gazetteer.entry(hit.entry)) || chains.binary_search(&hit.chain).is_ok());
            places.append(nested);
        }
        places.sort_unstable_by_key(|(_, hit)| hit.first);
        settling.settle(gazetteer, self.tokens, nations, places);
        for &mut (mention, hit) in places {
            self.mentions[mention as usize].entry = (hit.entry != resolve::UNLISTED).then_some(hit.entry);
            self.mentions[mention as usize].metonym = speaks(self.tokens, self.words, hit);
        }
    }

    /// "Russia, Japan, Poland" is a list, and so is "Texas, Ohio and Maine": what the lists of names know of two places tells that neither
    /// lies in the other, where the words alone do not. No country lies in another or in a town, as "the consulates of Mali and Niger in Oru".
    pub(super) fn lists_places(&self, gazetteer: &Gazetteer, relation: &RelationRecord) -> bool {
        if relation.kind != RelationKind::LocatedIn {
            return false;
        }
        let mention = |role: &str| {
            let argument = relation.arguments.iter().find(|a| a.0 == role)?;
            self.mentions.get(argument.1 as usize)
        };
        let Some((inner, outer)) = mention("inner").zip(mention("outer")) else {
            return false;
        };
        let Some((inside, around)) = inner.entry.zip(outer.entry) else {
            return false;
        };
        if gazetteer.entry(inside).is_subkind("country") && gazetteer.entry(around).country().is_some() {
            return true;
        }
        let beside = self.text.get(inner.span.end()..outer.span.start()) == Some(", ");
        // A town whose name the lists know from elsewhere only may well lie there; in a list it does not.
        let behind = self.text.get(outer.span.end()..).unwrap_or_default();
        let next = behind.strip_prefix(", ").unwrap_or_default();
        let listed = || behind.starts_with(" and ") || next.starts_with("and ") || next.starts_with(char::is_uppercase);
        beside && resolve::apart(gazetteer, inside, around, listed())
    }
}

/// "Moscow said", "Washington has denied": the place stands for those who govern it.
fn speaks(tokens: &[Token], words: &[Word], hit: Hit) -> bool {
    let (first, end) = (hit.first as usize, hit.end as usize);
    let has = usize::from(words.get(end).is_some_and(|w| w.is(class::AUX_HAVE)));
    let verb = |w: &Word| w.is(class::SAY | class::THINK) && w.forms & (form::PAST | form::S) != 0;
    let subject = tokens[first].has(Token::PARAGRAPH)
        || first
            .checked_sub(1)
            .is_none_or(|i| tokens[i].punct != 0 && tokens[i].punct != b'-' || words[i].is(class::CONJ | class::SUBORD));
    subject && !tokens[end - 1].has(Token::POSSESSIVE) && words.get(end + has).is_some_and(verb)
}
