//! The places of an article: which of the lists a mention names, and which of its namesakes.

use super::records::{Building, Gathered};
use crate::document::RelationRecord;
use crate::gazetteer::{Entry, Gazetteer, Hit, Kind};
use crate::lexicon::{Word, class, form};
use crate::mention::ShapeHit;
use crate::relation::RelationKind;
use crate::resolve;
use crate::text::Token;

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

    /// "Russia, Japan, Poland" is a list, and "the consulates of Mali and Niger in Oru" are: no country lies in another or in a town.
    pub(super) fn lists_countries(&self, gazetteer: &Gazetteer, relation: &RelationRecord) -> bool {
        let entry = |role: &str| {
            let m = relation.arguments.iter().find(|a| a.0 == role)?.1;
            Some(gazetteer.entry(self.mentions[m as usize].entry?))
        };
        relation.kind == RelationKind::LocatedIn
            && entry("inner").is_some_and(|inner| inner.is_subkind("country"))
            && entry("outer").is_some_and(|outer| outer.country().is_some())
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
