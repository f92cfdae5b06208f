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
use crate::rule::{Calls, Found, Memory, calls_frame, match_rules, settle};
use crate::text::ones;

/// How many sentences are in a batch; most articles are one.
const SENTENCES: usize = 32;

/// A sentence between its stages.
#[derive(Clone, Debug, Default)]
struct Slot {
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
            // A bit for each sentence: those that rules match without phrases, those whose phrases are built, and those that name events.
            let (mut plain, mut phrases, mut events): (u64, u64, u64) = (0, 0, 0);
            for (at, (slot, sentence)) in slots.iter_mut().zip(sentences).enumerate() {
                slot.found.clear();
                slot.phrases.clear();
                if sentence.furniture {
                    continue;
                }
                units[at] = build.units_of(sentence);
                let words = stages.words_of(sentence, units[at]);
                rules.needs.read(rules, &words, needs, &mut slot.calls);
                let calls = &slot.calls;
                let built = sheet.wants(first + at) || calls.events || !calls.frames.is_empty() || !calls.plain;
                phrases |= u64::from(built) << at;
                plain |= u64::from(!built && !calls.patterns.is_empty()) << at;
                events |= u64::from(calls.events) << at;
            }
            // Of those whose phrases are built: the subjects of its verbs are found, and rules tried.
            let mut clauses = 0;
            for at in ones(phrases) {
                let slot = &mut slots[at];
                let context = slot.phrases.split(stages, &sentences[at], units[at]);
                let tried = sheet.wants(first + at) || !slot.calls.patterns.is_empty() || calls_frame(&slot.calls, &context);
                clauses |= u64::from(tried) << at;
            }
            for at in ones(clauses) {
                let sentence = &sentences[at];
                let context = slots[at].phrases.link(stages, sentence, units[at]);
                if sheet.wants(first + at) {
                    sheet.keep(first + at, sentence.range(), context.chunks, context.nouns, context.verbs);
                }
            }
            let mut told = 0;
            for at in ones(clauses | plain) {
                let Slot { calls, phrases, found } = &mut slots[at];
                match_rules(rules, calls, &phrases.context(stages, &sentences[at], units[at]), found);
                told |= u64::from(!found.is_empty()) << at;
            }
            for at in ones(told) {
                let Slot { phrases, found, .. } = &mut slots[at];
                settle(rules, &phrases.context(stages, &sentences[at], units[at]), found);
            }
            for at in ones(told | events) {
                let slot = &slots[at];
                for found in &slot.found {
                    let relation = build.relation(found, (first + at) as u32);
                    if !build.lists_countries(&extractor.gazetteer, &relation) {
                        relations.push(relation);
                    }
                }
                if events >> at & 1 != 0 {
                    build.events(&slot.phrases.nouns);
                }
            }
        }
    }
}
