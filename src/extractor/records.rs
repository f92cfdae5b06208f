//! The records of a document while they are gathered: mentions without overlap, relations between them.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::document::{MentionRecord, RelationRecord};
use crate::gazetteer::{Gazetteer, Hit, Kind};
use crate::lexicon::{Lexicon, Word, class};
use crate::mention::{Claim, Day, Form, ShapeHit, counts_people, quantity_at};
use crate::phrase::Unit;
use crate::relation::RelationKind;
use crate::resolve;
use crate::rule::Found;
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token};

/// The mentions of an article while they are gathered.
pub(super) struct Building<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [Word],
    pub(super) mentions: &'a mut Vec<MentionRecord>,
    pub(super) units: &'a mut Vec<Unit>,
    pub(super) taken: &'a mut Vec<bool>,
    pub(super) by_span: &'a mut FxHashMap<Span, u32>,
    /// The places of the lists, with their mentions, and the entries of nationalities.
    pub(super) places: &'a mut Vec<(u32, Hit)>,
    pub(super) nations: &'a mut Vec<u32>,
}

impl Building<'_> {
    pub(super) fn span(&self, first: u32, end: u32) -> Span {
        self.tokens[first as usize].span.cover(self.tokens[end as usize - 1].span)
    }

    pub(super) fn push(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> usize {
        let span = self.span(first, end);
        self.mentions.push(MentionRecord {
            span,
            kind,
            form,
            entity: 0,
            entry: None,
            head: None,
            event: None,
            date: None,
            quantity: None,
            title: None,
            role: None,
        });
        let index = self.mentions.len() - 1;
        self.by_span.insert(span, index as u32);
        index
    }

    pub(super) fn source(&self, published: Option<Day>) -> resolve::Source<'_> {
        resolve::Source {
            published,
            text: self.text,
            tokens: self.tokens,
            words: self.words,
            units: self.units,
            mentions: self.mentions,
        }
    }

    /// The mentions of a sentence that phrases are built around.
    pub(super) fn units_of(&self, sentence: &Sentence) -> &[Unit] {
        let range = sentence.range();
        let from = self.units.partition_point(|u| (u.first as usize) < range.start);
        let to = self.units.partition_point(|u| (u.first as usize) < range.end);
        &self.units[from..to]
    }

    /// "Daily Star": the word for a set of days begins the name of an outlet.
    pub(super) fn outlet(&self, first: u32, end: u32) -> bool {
        let next = self.tokens.get(end as usize).is_some_and(|t| t.is_word() && t.is_capitalized());
        end - first == 1 && next && matches!(self.tokens[first as usize].span.text(self.text), "Daily" | "Weekly" | "Monthly")
    }

    /// "reports The Times": a capital inside the sentence makes the article part of an outlet's name.
    pub(super) fn name_start(&self, first: u32, kind: Kind) -> u32 {
        let Some(article) = first.checked_sub(1).map(|i| i as usize).filter(|_| kind == Kind::Media) else {
            return first;
        };
        let inside = article > 0 && (self.tokens[article - 1].punct == b',' || self.tokens[article - 1].is_word());
        let the = inside && !self.taken[article] && self.tokens[article].span.text(self.text) == "The";
        if the { first - 1 } else { first }
    }

    /// A group's name does not hold the common noun behind it: "Islamic State group".
    pub(super) fn name_end(&self, first: u32, end: u32, kind: Kind) -> u32 {
        let last = &self.tokens[end as usize - 1];
        if kind == Kind::Group && end - first > 1 && last.span.text(self.text) == "group" {
            end - 1
        } else {
            end
        }
    }

    /// Adds a name that no list holds, where nothing else stands.
    pub(super) fn claim(&mut self, hit: &ShapeHit, claims: &mut [Claim], named: &mut Vec<ShapeHit>) -> Option<usize> {
        let range = hit.first as usize..hit.end as usize;
        let mention = self.add(self.name_start(hit.first, hit.kind), hit.end, hit.kind, Form::Named)?;
        claims[range].fill(Claim::Taken);
        named.push(*hit);
        Some(mention)
    }

    /// "the rebel group Oru Front", "the al-Qaeda-linked Oru Battalion": the words before say that the name is a group's.
    pub(super) fn of_group(&self, shape: &ShapeHit) -> bool {
        let Some(before) = (shape.first as usize).checked_sub(1) else {
            return false;
        };
        let linked = matches!(self.tokens[before].span.text(self.text), "linked" | "aligned" | "affiliated");
        let body = matches!(shape.kind, Kind::Organization | Kind::SecurityForce | Kind::Media);
        let group = self.words[before].is(class::GROUP_NOUN) && !self.tokens[before].is_capitalized();
        body && (linked || group)
    }

    /// Adds a name that a list holds.
    pub(super) fn listed(&mut self, gazetteer: &Gazetteer, style: CaseStyle, hit: Hit) {
        let kind = gazetteer.entry(hit.entry).kind();
        let end = self.name_end(hit.first, hit.end, kind);
        let first = self.name_start(hit.first, kind);
        if let Some(m) = self.add(first, end, kind, Form::Named) {
            self.mentions[m].entry = Some(hit.entry);
            match kind {
                Kind::Place => self.places.push((m as u32, hit)),
                Kind::Nationality => self.nations.push(hit.entry),
                _ => self.nested(gazetteer, style, m, hit.first, end),
            }
        }
    }

    /// The nationality or country inside the name of a force or a government: "Turkish" in "Turkish police".
    pub(super) fn nested(&mut self, gazetteer: &Gazetteer, style: CaseStyle, mention: usize, first: u32, end: u32) {
        if !matches!(
            self.mentions[mention].kind,
            Kind::SecurityForce | Kind::Government | Kind::Organization
        ) || end - first < 2
        {
            return;
        }
        let mut hits = Vec::new();
        gazetteer.find(self.text, &self.tokens[first as usize..end as usize - 1], style, &mut hits);
        let body = self.mentions[mention].kind == Kind::Organization;
        let fits = |k| k == Kind::Place || k == Kind::Nationality && !body;
        let inner = hits.iter().find(|h| h.first == 0 && fits(gazetteer.entry(h.entry).kind()));
        if let Some(hit) = inner {
            let index = self.push(first, first + hit.end, gazetteer.entry(hit.entry).kind(), Form::Named);
            self.mentions[index].entry = Some(hit.entry);
        }
    }

    /// The title that starts at `first` and ends before the name at `name`.
    pub(super) fn title(&self, first: u32, name: u32) -> Span {
        self.span(first, name.max(first + 1))
    }

    /// Adds a mention that no other may overlap.
    pub(super) fn add(&mut self, first: u32, end: u32, kind: Kind, form: Form) -> Option<usize> {
        let range = first as usize..end as usize;
        if range.is_empty() || self.taken[range.clone()].iter().any(|t| *t) {
            return None;
        }
        self.taken[range].fill(true);
        let index = self.push(first, end, kind, form);
        self.units.push(Unit {
            first,
            end,
            kind,
            mention: index as u32,
        });
        Some(index)
    }

    /// Chooses among namesakes.
    pub(super) fn settle_places(&mut self, gazetteer: &Gazetteer) {
        self.places.sort_unstable_by_key(|(_, hit)| hit.first);
        let countries: Vec<&str> = self.nations.iter().filter_map(|&e| gazetteer.entry(e).country()).collect();
        resolve::settle(gazetteer, self.tokens, &countries, self.places);
        for &(mention, hit) in &*self.places {
            self.mentions[mention as usize].entry = Some(hit.entry);
        }
    }

    /// "Turkish police", "the Iraqi government": a demonym and a force or government noun make a name, with the demonym inside.
    pub(super) fn forces(&mut self) {
        for u in 0..self.units.len() {
            let unit = self.units[u];
            if unit.kind != Kind::Nationality {
                continue;
            }
            let mut end = unit.end as usize;
            while self.words.get(end).is_some_and(|w| {
                w.is(class::ADJ | class::FORCE_NOUN)
                    || matches!(
                        self.tokens[end].span.text(self.text),
                        "security" | "armed" | "air" | "national" | "border"
                    )
            }) && !self.taken[end]
            {
                end += 1;
            }
            let last = self.words.get(end.wrapping_sub(1)).copied().unwrap_or_default();
            let counted = unit.first > 0 && {
                let before = unit.first as usize - 1;
                self.tokens[before].is_number() || self.words[before].is(class::NUMBER)
            };
            let kind = if end > unit.end as usize && last.is(class::FORCE_NOUN) && !(counted && last.is(class::PERSON_PL)) {
                Kind::SecurityForce
            } else if self
                .words
                .get(unit.end as usize)
                .is_some_and(|w| w.is(class::GOV_NOUN) && !w.is(class::FACILITY))
                && !self
                    .words
                    .get(unit.end as usize + 1)
                    .is_some_and(|w| w.is(class::PERSON_PL | class::FORCE_NOUN))
            {
                end = unit.end as usize + 1;
                Kind::Government
            } else {
                continue;
            };
            let index = self.push(unit.first, end as u32, kind, Form::Named);
            self.taken[unit.first as usize..end].fill(true);
            self.units[u] = Unit {
                first: unit.first,
                end: end as u32,
                kind,
                mention: index as u32,
            };
        }
    }

    pub(super) fn quantities(&mut self) {
        let people = self
            .units
            .iter()
            .filter(|u| matches!(u.kind, Kind::Nationality | Kind::SecurityForce));
        let mut peoples: Vec<u32> = people.map(|u| u.first).collect();
        peoples.sort_unstable();
        let mut i = 0;
        while i < self.tokens.len() {
            let number = self.tokens[i].is_number() || self.words[i].is(class::NUMBER);
            if number
                && !self.taken[i]
                && let Some(q) = quantity_at(self.text, self.tokens, i)
            {
                let counts = counts_people(self.tokens, self.words, &|j| peoples.binary_search(&(j as u32)).is_ok(), &q);
                if counts && let Some(m) = self.add(q.first, q.end, Kind::Quantity, Form::Named) {
                    self.mentions[m].quantity = Some(q);
                }
                i = q.end as usize;
            } else {
                i += 1;
            }
        }
    }

    /// The mention of these tokens, made when there is none yet.
    pub(super) fn mention(&mut self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        let span = self.span(first, end);
        if let Some(&i) = self.by_span.get(&span) {
            return i;
        }
        let pronoun = end - first == 1 && self.words[first as usize].is(class::PRONOUN);
        let form = if pronoun { Form::Pronominal } else { Form::Nominal };
        self.push(first, end, kind.unwrap_or(Kind::People), form) as u32
    }

    pub(super) fn relation(&mut self, found: &Found, sentence: u32) -> RelationRecord {
        let mut span = self.span(found.trigger.0, found.trigger.1);
        let trigger = span;
        let mut arguments = SmallVec::new();
        for &(role, filler) in &found.arguments {
            let first = self.trim(filler.first, filler.end, filler.kind);
            let mention = self.mention(first, filler.end, filler.kind);
            span = span.cover(self.mentions[mention as usize].span);
            if !arguments.contains(&(role, mention)) {
                arguments.push((role, mention));
            }
        }
        arguments.sort_by_key(|&(role, m)| {
            (
                found.kind.roles().iter().position(|r| *r == role),
                self.mentions[m as usize].span.start(),
            )
        });
        let attribution = found.attribution.map(|(f, e)| self.span(f, e));
        RelationRecord {
            kind: found.kind,
            sentence,
            span,
            trigger,
            arguments,
            polarity: found.polarity,
            modality: found.modality,
            attribution,
            rule: found.rule,
        }
    }

    /// "Russia, Japan, Poland": a list, and none lies in the next.
    pub(super) fn lists_countries(&self, gazetteer: &Gazetteer, relation: &RelationRecord) -> bool {
        let country = |m: u32| {
            let entry = self.mentions[m as usize].entry;
            entry.is_some_and(|e| gazetteer.entry(e).subkind() == "country")
        };
        let countries = relation.arguments.iter().filter(|&&(_, m)| country(m)).count();
        relation.kind == RelationKind::LocatedIn && countries == 2
    }

    /// A name does not hold its article: "the Islamic State" is "Islamic State".
    pub(super) fn trim(&self, first: u32, end: u32, kind: Option<Kind>) -> u32 {
        // Units do not overlap, so that their ends are in order as well.
        let at = self.units.partition_point(|u| u.end < end);
        let unit = self
            .units
            .get(at)
            .filter(|u| u.end == end && u.first > first && Some(u.kind) == kind);
        match unit {
            Some(u) if (first..u.first).all(|i| self.words[i as usize].is(class::DET)) => u.first,
            _ if self.tokens[first as usize].has(Token::POSSESSIVE) && first + 1 < end => first + 1,
            _ => first,
        }
    }

    /// Event nouns are mentions even where no relation takes them.
    pub(super) fn events(&mut self, nouns: &[crate::phrase::NounPhrase]) {
        for noun in nouns.iter().filter(|n| n.kind == Some(Kind::Event)) {
            let head = &self.tokens[noun.head as usize];
            if let Some(event) = Lexicon::get().event_kind(head.hash) {
                let index = self.mention(noun.first, noun.end, Some(Kind::Event)) as usize;
                self.mentions[index].kind = Kind::Event;
                self.mentions[index].event = Some(event);
                self.mentions[index].head = Some(head.span);
            }
        }
    }
}
