//! Phrases and rules over the sentences of an article, a few sentences at a time.
//!
//! Each stage reads all sentences of a batch before the next one begins: the code of a stage fits the nearest cache of a processor, that of
//! all of them does not.

use super::Extractor;
use super::records::Building;
use crate::document::RelationRecord;
use crate::lexicon::class;
use crate::mention::Stages;
use crate::phrase::{Phrases, Units};
use crate::resolve;
use crate::rule::{Calls, Found, Memory, calls_frame, match_rules, settle};
use crate::text::ones;

/// How many sentences are in a batch; most articles are one.
const SENTENCES: usize = 32;

/// The sentences that are read together; the memory serves batch after batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    /// What each sentence calls.
    calls: Vec<Calls>,
    /// The phrases of those of which some are wanted, and the matches of those in which there are some: one behind the other, since memory
    /// that serves few sentences is in no cache.
    phrases: Vec<Phrases>,
    found: Vec<Vec<Found>>,
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
        let Self {
            calls,
            phrases,
            found,
            needs,
        } = self;
        calls.resize_with(SENTENCES, Calls::default);
        phrases.resize_with(SENTENCES, Phrases::default);
        found.resize_with(SENTENCES, Vec::new);
        for (sentences, first) in stages.sentences.chunks(SENTENCES).zip((0..).step_by(SENTENCES)) {
            let mut units = [Units::default(); SENTENCES];
            // A bit for each sentence: those that rules match without phrases, those whose phrases are built, and those that name events.
            let (mut plain, mut split, mut events): (u64, u64, u64) = (0, 0, 0);
            for (at, (sentence, calls)) in sentences.iter().zip(&mut *calls).enumerate() {
                if sentence.furniture {
                    continue;
                }
                units[at] = build.units_of(sentence);
                let words = stages.words_of(sentence, units[at]);
                rules.needs.read(rules, &words, needs, calls);
                let built = sheet.wants(first + at) || calls.events || !calls.frames.is_empty() || !calls.plain;
                split |= u64::from(built) << at;
                plain |= u64::from(!built && !calls.patterns.is_empty()) << at;
                events |= u64::from(calls.events) << at;
            }
            // Of those whose phrases are built: the subjects of its verbs are found, and rules tried.
            let (mut clauses, mut kept) = (0, 0);
            for at in ones(split) {
                let (sentence, units, calls) = (&sentences[at], units[at], &calls[at]);
                let phrases = &mut phrases[before(kept, at)];
                let wanted = sheet.wants(first + at) || !calls.patterns.is_empty();
                // Where no rule is tried, nothing is read behind the last word that asks for phrases.
                let last = || {
                    let deed = || sentence.range().rfind(|&token| stages.words[token].is(class::DEED));
                    let callers = calls.frames.iter().map(|head| head.token as usize);
                    callers.chain(if calls.events { deed() } else { None }).max()
                };
                let last = if wanted { None } else { last() };
                let until = last.map_or(sentence.range().end, |last| last + 1);
                let begun = phrases.begin(stages, sentence, units, until);
                let tried = wanted || calls_frame(calls, &phrases.context(stages, sentence, units));
                if tried {
                    phrases.go_on(stages, sentence, units, begun);
                }
                clauses |= u64::from(tried) << at;
                kept |= u64::from(tried || calls.events) << at;
            }
            for at in ones(clauses) {
                let sentence = &sentences[at];
                let context = phrases[before(kept, at)].link(stages, sentence, units[at]);
                if sheet.wants(first + at) {
                    sheet.keep(first + at, sentence.range(), context.chunks, context.nouns, context.verbs);
                }
            }
            let context = |at: usize| match &sentences[at] {
                sentence if plain >> at & 1 != 0 => stages.words_of(sentence, units[at]),
                sentence => phrases[before(kept, at)].context(stages, sentence, units[at]),
            };
            let mut told = 0;
            for at in ones(clauses | plain) {
                let found = &mut found[before(told, at)];
                match_rules(rules, &calls[at], &context(at), found);
                told |= u64::from(!found.is_empty()) << at;
            }
            for (at, found) in ones(told).zip(&mut *found) {
                settle(rules, &context(at), found);
            }
            for at in ones(told | events) {
                if told >> at & 1 != 0 {
                    let matches = &mut found[before(told, at)];
                    for found in &*matches {
                        relations.push(build.relation(found, (first + at) as u32));
                        relations.pop_if(|relation| build.lists_places(&extractor.gazetteer, relation));
                    }
                    // While they are in a near cache.
                    matches.clear();
                }
                if events >> at & 1 != 0 {
                    build.events(&phrases[before(kept, at)].nouns);
                }
            }
        }
    }
}

/// How many of a set of sentences stand before one.
fn before(set: u64, sentence: usize) -> usize {
    (set & ((1 << sentence) - 1)).count_ones() as usize
}
