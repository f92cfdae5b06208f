//! Phrases and rules over the sentences of an article, a few sentences at a time.
//!
//! Each stage reads all sentences of a batch before the next one begins: the code of a stage fits the nearest cache of a processor, that of
//! all of them does not.

use super::Extractor;
use super::records::Building;
use super::worker::Phrases;
use crate::document::RelationRecord;
use crate::mention::Stages;
use crate::phrase::Units;
use crate::resolve;
use crate::rule::{Calls, Context, Found, Memory, calls_frame, match_rules, settle};
use crate::text::Sentence;

/// How many sentences are in a batch; most articles are one.
const SENTENCES: usize = 32;

/// What becomes of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Reading {
    /// Nothing calls a rule.
    #[default]
    Over,
    /// Its rules match without phrases.
    Plain,
    /// Phrases are built, for rules or for the events that they name.
    Phrases,
    /// The subjects of its verbs are found, and rules tried.
    Clauses,
}

/// A sentence between its stages.
#[derive(Clone, Debug, Default)]
struct Slot {
    reading: Reading,
    calls: Calls,
    phrases: Phrases,
    found: Vec<Found>,
}

/// The sentences that are read together; the memory serves batch after batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    slots: Vec<Slot>,
    /// What rules need of a sentence.
    needs: Memory,
}

impl Batch {
    /// Appends the relations of all sentences; event nouns become mentions, and `sheet` keeps the phrases that it wants.
    pub(super) fn read(
        &mut self,
        extractor: &Extractor,
        stages: &Stages<'_>,
        build: &mut Building<'_>,
        sheet: &mut resolve::Sheet,
        relations: &mut Vec<RelationRecord>,
    ) {
        let rules = &*extractor.rules;
        let Self { slots, needs } = self;
        slots.resize_with(SENTENCES, Slot::default);
        for (sentences, first) in stages.sentences.chunks(SENTENCES).zip((0..).step_by(SENTENCES)) {
            let slots = &mut slots[..sentences.len()];
            let mut units = [Units::default(); SENTENCES];
            for (at, (slot, sentence)) in slots.iter_mut().zip(sentences).enumerate() {
                slot.reading = Reading::Over;
                slot.found.clear();
                if sentence.furniture {
                    continue;
                }
                units[at] = build.units_of(sentence);
                let words = stages.words_of(sentence, units[at]);
                rules.needs.read(rules, &words, needs, &mut slot.calls);
                slot.reading = slot.reading_of(sheet.wants(first + at));
            }
            for (at, slot) in slots.iter_mut().enumerate().filter(|(_, slot)| slot.reading == Reading::Phrases) {
                let context = slot.phrases.split(stages, &sentences[at], units[at]);
                if sheet.wants(first + at) || !slot.calls.patterns.is_empty() || calls_frame(&slot.calls, &context) {
                    slot.reading = Reading::Clauses;
                }
            }
            for (at, slot) in slots.iter_mut().enumerate().filter(|(_, slot)| slot.reading == Reading::Clauses) {
                let sentence = &sentences[at];
                let context = slot.phrases.link(stages, sentence, units[at]);
                if sheet.wants(first + at) {
                    sheet.keep(first + at, sentence.range(), context.chunks, context.nouns, context.verbs);
                }
            }
            for (at, slot) in slots.iter_mut().enumerate() {
                if let Some((calls, context, found)) = slot.context(stages, &sentences[at], units[at]) {
                    match_rules(rules, calls, &context, found);
                }
            }
            for (at, slot) in slots.iter_mut().enumerate().filter(|(_, slot)| !slot.found.is_empty()) {
                if let Some((_, context, found)) = slot.context(stages, &sentences[at], units[at]) {
                    settle(rules, &context, found);
                }
            }
            for (slot, sentence) in slots.iter().zip(first..) {
                for found in &slot.found {
                    let relation = build.relation(found, sentence as u32);
                    if !build.lists_countries(&extractor.gazetteer, &relation) {
                        relations.push(relation);
                    }
                }
                if slot.reading != Reading::Over && slot.calls.events {
                    build.events(&slot.phrases.nouns);
                }
            }
        }
    }
}

impl Slot {
    /// What rules are matched with, if any are: what they are called by, what they look at, and what they find.
    fn context<'a>(
        &'a mut self,
        stages: &'a Stages<'a>,
        sentence: &Sentence,
        units: Units<'a>,
    ) -> Option<(&'a Calls, Context<'a>, &'a mut Vec<Found>)> {
        let context = match self.reading {
            Reading::Plain => stages.words_of(sentence, units),
            Reading::Clauses => self.phrases.context(stages, sentence, units),
            Reading::Over | Reading::Phrases => return None,
        };
        Some((&self.calls, context, &mut self.found))
    }

    /// What becomes of a sentence that calls these rules; `told`: its phrases are wanted whatever it calls.
    fn reading_of(&self, told: bool) -> Reading {
        let calls = &self.calls;
        if told || calls.events || !calls.frames.is_empty() || !calls.plain {
            Reading::Phrases
        } else if !calls.patterns.is_empty() {
            Reading::Plain
        } else {
            Reading::Over
        }
    }
}
