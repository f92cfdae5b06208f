//! Incidents: what the article tells of one happening, gathered over its sentences.

mod candidate;
mod cues;
mod entity;
mod merge;
mod model;
mod reading;
mod words;

use std::ops::Range;

use crate::document::{IncidentRecord, MentionRecord};
use crate::lexicon::{Word, class};
use crate::phrase::{Chunk, NounPhrase, Unit, VerbGroup};
use crate::span::Span;
use crate::text::{Sentence, Token};

use candidate::{Candidate, Gatherer};
use cues::{Cues, Setting, describe, nature, sentence};
use entity::Entity;
use model::{Model, Slot};
use reading::{Phrases, Reading};
use words::Words;

/// The sentences of an article that tell of violence, kept until all are read.
#[derive(Default)]
pub(crate) struct Sheet {
    told: Vec<bool>,
    phrases: Vec<Phrases>,
    sentences: usize,
}

/// An article as its later stages see it.
pub(crate) struct Source<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub units: &'a [Unit],
    pub mentions: &'a [MentionRecord],
}

impl Sheet {
    /// Looks for words of violence: none, and no sentence will be kept.
    pub(crate) fn new(tokens: &[Token], words: &[Word], sentences: &[Sentence]) -> Self {
        let known = Words::get();
        let mut told = Vec::new();
        let mut strong = false;
        for sentence in sentences {
            let mut any = false;
            for i in sentence.range() {
                let word = words[i];
                let family = if word.lemma != 0 {
                    known.verb(word.lemma, &tokens[i + 1..])
                } else if word.is(class::EVENT | class::WEAPON) {
                    known.noun(tokens[i].hash)
                } else {
                    0
                };
                any |= family != 0 && known.family(family).name != "say";
                strong |= family != 0 && known.family(family).strong;
            }
            told.push(any);
        }
        if !strong {
            told.clear();
        }
        let near: Vec<bool> = (0..told.len())
            .map(|i| told[i] || i > 0 && told[i - 1] || told.get(i + 1).copied().unwrap_or_default())
            .collect();
        let told = near;
        Self {
            sentences: told.len(),
            told,
            phrases: Vec::new(),
        }
    }

    /// Whether the sentence is wanted.
    pub(crate) fn wants(&self, sentence: usize) -> bool {
        self.told.get(sentence).copied().unwrap_or_default()
    }

    /// Keeps the phrases of a sentence.
    pub(crate) fn keep(&mut self, sentence: usize, range: Range<usize>, chunks: &[Chunk], nouns: &[NounPhrase], verbs: &[VerbGroup]) {
        self.phrases.push(Phrases {
            sentence: sentence as u32,
            first: range.start,
            end: range.end,
            chunks: chunks.to_vec(),
            nouns: nouns.to_vec(),
            verbs: verbs.to_vec(),
        });
    }

    /// The incidents of the article.
    pub(crate) fn incidents(&self, source: &Source<'_>) -> Vec<IncidentRecord> {
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let found = Found::new(self, source);
        let scored = found.score(source);
        let mut fillers = Vec::new();
        for (e, entity) in found.entities.iter().enumerate() {
            for slot in Slot::ALL.into_iter().filter(|s| entity.may_fill(*s)) {
                let (score, m) = scored[e][slot as usize];
                if score > 0.0 {
                    fillers.push(Filler {
                        slot,
                        span: found.span(m, source),
                        named: slot != Slot::Described && found.candidates[m].is_named(),
                        score,
                        sentence: found.readings[found.candidates[m].reading].phrases.sentence,
                        types: Model::types().score(&found.cues_of(m, source)),
                    });
                }
            }
        }
        merge::incidents(fillers)
    }

    /// The candidates with the words of their cues, for fitting the weights.
    pub(crate) fn rows(&self, source: &Source<'_>) -> Vec<CueRow> {
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let found = Found::new(self, source);
        let row = |entity: &Entity| CueRow {
            slots: Slot::ALL.into_iter().filter(|s| entity.may_fill(*s)).map(Slot::name).collect(),
            mentions: entity
                .mentions
                .iter()
                .map(|&m| {
                    let mut cues = Cues::with_names();
                    found.describe(m, source, &mut cues);
                    (found.span(m, source).text(source.text).to_owned(), cues.words())
                })
                .collect(),
        };
        found.entities.iter().map(row).collect()
    }
}

/// A thing that may fill a slot, with the words of its cues: what weights are fitted to.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct CueRow {
    /// The slots it may fill.
    pub slots: Vec<&'static str>,
    /// Each mention: its words and its cues.
    pub mentions: Vec<(String, Vec<String>)>,
}

/// A candidate that fills a slot.
#[derive(Clone, Debug)]
struct Filler {
    slot: Slot,
    span: Span,
    named: bool,
    score: f32,
    sentence: u32,
    /// How much speaks for each kind of incident.
    types: [f32; model::SLOTS],
}

/// The candidates of an article, gathered to entities.
struct Found<'a> {
    readings: Vec<Reading<'a>>,
    candidates: Vec<Candidate>,
    entities: Vec<Entity>,
    /// The candidate to show for each.
    shown: Vec<usize>,
    setting: Setting,
}

impl<'a> Found<'a> {
    fn new(sheet: &'a Sheet, source: &Source<'a>) -> Self {
        let known = Words::get();
        let readings: Vec<Reading<'a>> = sheet
            .phrases
            .iter()
            .map(|p| Reading::new(source.text, source.tokens, source.words, p))
            .collect();
        let mut setting = Setting {
            sentences: sheet.sentences,
            families: vec![0; known.families.len()],
            ..Setting::default()
        };
        let mut gatherer = Gatherer {
            text: source.text,
            units: source.units,
            things: 0,
            out: Vec::new(),
        };
        for (index, reading) in readings.iter().enumerate() {
            for trigger in &reading.triggers {
                setting.families[usize::from(trigger.family)] += 1;
                setting.strong += usize::from(known.family(trigger.family).strong);
            }
            gatherer.read(reading, index);
        }
        let entities = entity::gather(&gatherer.out, &readings, source);
        Self {
            readings,
            shown: entity::full_names(&entities, &gatherer.out),
            candidates: gatherer.out,
            entities,
            setting,
        }
    }

    fn describe(&self, m: usize, source: &Source<'_>, cues: &mut Cues) {
        let candidate = &self.candidates[m];
        let reading = &self.readings[candidate.reading];
        describe(candidate, reading, cues);
        sentence(reading, nature(candidate, reading).1, &self.setting, source.units, cues);
    }

    fn cues_of(&self, m: usize, source: &Source<'_>) -> Vec<u64> {
        let mut cues = Cues::default();
        self.describe(m, source, &mut cues);
        cues.ids
    }

    /// The score and the best mention of each entity and slot.
    fn score(&self, source: &Source<'_>) -> Vec<[(f32, usize); model::SLOTS]> {
        let scores = self.scores(source);
        self.entities
            .iter()
            .map(|entity| {
                let mut best = [(f32::MIN, 0usize); model::SLOTS];
                for &m in &entity.mentions {
                    for (slot, score) in scores[m].into_iter().enumerate() {
                        if score > best[slot].0 {
                            best[slot] = (score, m);
                        }
                    }
                }
                best
            })
            .collect()
    }

    /// The scores of each candidate. The candidates of a sentence follow each other and share its cues, which are looked up once
    /// for each coarse nature.
    fn scores(&self, source: &Source<'_>) -> Vec<[f32; model::SLOTS]> {
        let model = Model::get();
        let mut shared: Vec<(&str, Vec<&[f32; model::SLOTS]>)> = Vec::new();
        let (mut cues, mut current) = (Cues::default(), usize::MAX);
        let mut scores = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            let reading = &self.readings[candidate.reading];
            if std::mem::replace(&mut current, candidate.reading) != candidate.reading {
                shared.clear();
            }
            let (_, coarse) = nature(candidate, reading);
            let at = shared.iter().position(|(c, _)| *c == coarse).unwrap_or_else(|| {
                cues.ids.clear();
                sentence(reading, coarse, &self.setting, source.units, &mut cues);
                shared.push((coarse, model.rows(&cues.ids).collect()));
                shared.len() - 1
            });
            cues.ids.clear();
            describe(candidate, reading, &mut cues);
            scores.push(model::sum(model.rows(&cues.ids).chain(shared[at].1.iter().copied())));
        }
        scores
    }

    fn span(&self, m: usize, source: &Source<'_>) -> Span {
        let c = &self.candidates[self.shown[m]];
        source.tokens[c.first as usize].span.cover(source.tokens[c.end as usize - 1].span)
    }
}
