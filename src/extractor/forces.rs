//! Forces and governments by the demonym or place before them: "Turkish police", "the Oru government".

use super::records::Building;
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::mention::Form;
use crate::phrase::Unit;
use crate::text::{Token, WordSet, hash_folded};

/// What makes a name of the place or body before it.
static FORCES: WordSet<6> = WordSet::new(["police", "government", "cartel", "troops", "forces", "peacekeepers"]);

/// What stands between a people's name and the noun for its force.
static BRANCHES: WordSet<8> = WordSet::new(["security", "armed", "air", "national", "border", "coast", "federal", "intelligence"]);
/// What makes a force's name with "guard".
static GUARDS: WordSet<4> = WordSet::new(["coast", "border", "national", "revolutionary"]);
/// Who speaks for a force: "a Lebanese security source".
static SOURCES: WordSet<4> = WordSet::new(["source", "sources", "official", "officials"]);
/// What makes a force's name of "security" and "intelligence".
static AGENCIES: WordSet<6> = WordSet::new(["service", "services", "agency", "agencies", "agents", "operatives"]);

const GUARD: u64 = hash_folded("guard");
const SECURITY: u64 = hash_folded("security");
const MILITARY: u64 = hash_folded("military");
const INTELLIGENCE: u64 = hash_folded("intelligence");
const OFFICIALS: u64 = hash_folded("officials");
const MINISTRY: u64 = hash_folded("ministry");

impl Building<'_> {
    /// The hash of a word without a capital, 0 of others.
    fn small(&self, i: usize) -> u64 {
        self.tokens.get(i).filter(|t| !t.is_capitalized()).map_or(0, |t| t.hash)
    }

    /// "Turkish police", "the Iraqi government": a demonym and a force or government noun make a name, with the demonym inside.
    pub(super) fn forces(&mut self) {
        for u in 0..self.gathered.units.len() {
            let unit = self.gathered.units[u];
            if matches!(unit.kind, Kind::Place | Kind::Organization) {
                self.local(u);
                continue;
            }
            if unit.kind == Kind::SecurityForce {
                self.secret_service(u);
            }
            if unit.kind != Kind::Nationality {
                continue;
            }
            let mut end = unit.end as usize;
            while self
                .words
                .get(end)
                .is_some_and(|w| w.is(class::ADJ | class::FORCE_NOUN) || BRANCHES.contains(self.small(end)) || self.guard(end))
                && !self.gathered.taken.holds(end)
            {
                end += 1;
            }
            // "Turkish security services", "Ukrainian military intelligence".
            let branch = end > unit.end as usize && matches!(self.small(end - 1), SECURITY | INTELLIGENCE);
            let agency = branch && AGENCIES.contains(self.small(end)) && !self.gathered.taken.holds(end);
            let secret = agency || end > unit.end as usize && self.small(end - 1) == INTELLIGENCE;
            let source = self.small(end - 1) == SECURITY && SOURCES.contains(self.small(end));
            end += usize::from(agency);
            let last = self.words.get(end.wrapping_sub(1)).copied().unwrap_or_default();
            let counted = unit.first > 0 && {
                let before = unit.first as usize - 1;
                self.tokens[before].is_number() || self.words[before].is(class::NUMBER)
            };
            let kind = if end > unit.end as usize
                && !source
                && (secret || last.is(class::FORCE_NOUN) || self.guard(end - 1))
                && !(counted && last.is(class::PERSON_PL))
            {
                Kind::SecurityForce
            } else if self
                .words
                .get(unit.end as usize)
                .is_some_and(|w| w.is(class::GOV_NOUN) && !w.is(class::FACILITY) && self.small(unit.end as usize) != OFFICIALS)
                && !self
                    .words
                    .get(unit.end as usize + 1)
                    .is_some_and(|w| w.is(class::PERSON_PL | class::FORCE_NOUN))
            {
                end = unit.end as usize + 1;
                Kind::Government
            } else if let Some(ministry) = self.ministry(unit.end as usize) {
                end = ministry + 1;
                Kind::Government
            } else {
                continue;
            };
            let index = self.push(unit.first, end as u32, kind, Form::Named);
            self.gathered.taken.insert_all(unit.first as usize..end);
            self.gathered.units[u] = Unit {
                first: unit.first,
                end: end as u32,
                kind,
                mention: index as u32,
            };
        }
    }

    /// "Ukrainian military intelligence": of a listed army.
    fn secret_service(&mut self, u: usize) {
        let unit = self.gathered.units[u];
        let end = unit.end as usize;
        if self.small(end) != INTELLIGENCE || self.small(end - 1) != MILITARY || self.gathered.taken.holds(end) {
            return;
        }
        let span = self.span(unit.first, unit.end + 1);
        let mention = &mut self.mentions[unit.mention as usize];
        (mention.span, mention.entry) = (span, None);
        self.gathered.taken.insert(end);
        self.gathered.units[u].end += 1;
    }

    /// "coast guard", "border guard".
    fn guard(&self, i: usize) -> bool {
        i > 0 && self.small(i) == GUARD && GUARDS.contains(self.small(i - 1))
    }

    /// "Oru police", "the Oru government", "the Oru cartel", "African Union troops": the place or body stays a mention inside.
    fn local(&mut self, u: usize) {
        let unit = self.gathered.units[u];
        let end = unit.end as usize;
        let Some(token) = self.tokens.get(end).filter(|t| FORCES.contains(t.hash)) else {
            return;
        };
        let word = self.words[end];
        if self.gathered.taken.holds(end) || token.is_capitalized() {
            return;
        }
        let next = self.words.get(end + 1).copied().unwrap_or_default();
        if next.is(class::FACILITY | class::PERSON | class::TITLE | class::PERSON_PL) && !self.tokens[end + 1].has(Token::POSSESSIVE) {
            return;
        }
        let noun = token.span.text(self.text);
        let kind = match (unit.kind, noun) {
            (Kind::Place, "police") => Kind::SecurityForce,
            (Kind::Place, "government") => Kind::Government,
            (Kind::Place, "cartel") => Kind::Group,
            (Kind::Organization, "troops" | "forces" | "peacekeepers") if word.is(class::FORCE_NOUN) => Kind::SecurityForce,
            _ => return,
        };
        let index = self.push(unit.first, unit.end + 1, kind, Form::Named);
        self.gathered.taken.insert(end);
        self.gathered.units[u] = Unit {
            first: unit.first,
            end: unit.end + 1,
            kind,
            mention: index as u32,
        };
    }

    /// Behind a demonym "foreign ministry", "interior ministry": where the noun stands.
    fn ministry(&self, from: usize) -> Option<usize> {
        let part = |i: usize| {
            self.words.get(i).is_some_and(|w| w.is(class::ADJ | class::COMMON))
                && !self.gathered.taken.holds(i)
                && !self.tokens[i].is_capitalized()
        };
        let noun = |i: usize| self.small(i) == MINISTRY && !self.gathered.taken.holds(i);
        let at = (from + 1..from + 3).find(|&i| noun(i))?;
        let people = self.words.get(at + 1).is_some_and(|w| w.is(class::PERSON_PL | class::FORCE_NOUN));
        ((from..at).all(part) && !people).then_some(at)
    }
}
