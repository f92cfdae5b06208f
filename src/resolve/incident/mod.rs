//! Incidents: what the article tells of one happening, gathered over its sentences.

mod article;
mod candidate;
mod cues;
mod detail;
mod entity;
mod happening;
mod merge;
mod model;
mod reading;
mod words;

use std::ops::Range;

use crate::document::{IncidentRecord, MentionRecord};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::mention::{Day, TimeValue, days_of};
use crate::phrase::{Chunk, NounPhrase, Unit, VerbGroup};
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token};

use rustc_hash::FxHashMap;

pub(crate) use detail::complete;
pub(crate) use happening::Facts;

use candidate::{Candidate, Gatherer};
use cues::{Cues, Setting, blows, describe, nature, overall, surround};
use entity::Entity;
use model::{Model, Slot, Sums};
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
    pub published: Option<Day>,
}

impl Sheet {
    /// Looks for words of violence: none, and no sentence will be kept; nor in mixed case, where relations tell the incidents.
    pub(crate) fn new(tokens: &[Token], words: &[Word], sentences: &[Sentence], style: CaseStyle) -> Self {
        if style != CaseStyle::Upper {
            return Self::default();
        }
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
        let things: Vec<_> = found
            .entities
            .iter()
            .zip(&scored)
            .map(|(entity, scored)| {
                let slots = Slot::ALL.map(|s| if entity.may_fill(s) { scored.slots[s as usize].0 } else { f32::MIN });
                (slots, scored.kinds(&slots))
            })
            .collect();
        let mut sentences: Vec<usize> = found.candidates.iter().map(|c| c.reading).collect();
        sentences.dedup();
        let verdict = article::judge(&things, sentences.into_iter().map(|i| &found.readings[i]));
        let mut fillers = Vec::new();
        for ((slots, types), scored) in things.iter().zip(&scored) {
            for slot in Slot::ALL {
                let score = slots[slot as usize] + verdict.bonus - verdict.least[slot as usize];
                let m = scored.slots[slot as usize].1;
                if score > 0.0 {
                    fillers.push(Filler {
                        slot,
                        score,
                        span: found.span(m, source),
                        named: slot != Slot::Described && found.candidates[m].is_named(),
                        sentence: found.reading(m).phrases.sentence,
                        types: *types,
                    });
                }
            }
        }
        merge::drop_told_better(&mut fillers, source.text);
        merge::incidents(fillers, &verdict)
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
                    let mut cues = Cues::with_words();
                    found.describe(m, source, &mut cues);
                    overall(&found.readings, &found.setting, &mut cues);
                    let reading = found.reading(m);
                    CueMention {
                        text: found.span(m, source).text(source.text).to_owned(),
                        sentence: reading.phrases.sentence as usize,
                        nature: nature(&found.candidates[m], reading),
                        cues: cues.words(),
                    }
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
    /// Its mentions.
    pub mentions: Vec<CueMention>,
}

/// A mention with the words of its cues.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct CueMention {
    /// The words to show for it.
    pub text: String,
    /// Its sentence.
    pub sentence: usize,
    /// What it is, finely and coarsely.
    pub nature: (&'static str, &'static str),
    /// Its cues.
    pub cues: Vec<String>,
}

/// A candidate that fills a slot.
#[derive(Clone, Debug)]
struct Filler {
    slot: Slot,
    /// How far it is above what its slot needs.
    score: f32,
    span: Span,
    named: bool,
    sentence: u32,
    /// How much speaks for each kind of incident.
    types: [f32; model::SLOTS],
}

/// How old the days are that each sentence speaks of, or the sentence before it.
fn ages(readings: &[Reading<'_>], source: &Source<'_>) -> Vec<&'static str> {
    let mut last = "none";
    readings
        .iter()
        .map(|reading| {
            let range = reading.range();
            let from = source.units.partition_point(|u| (u.first as usize) < range.start);
            let dates = source.units[from..]
                .iter()
                .take_while(|u| (u.first as usize) < range.end)
                .filter(|u| u.kind == Kind::Date);
            let mut here = None;
            for unit in dates {
                let Some((_, TimeValue::At(when, _))) = source.mentions.get(unit.mention as usize).and_then(|m| m.date) else {
                    continue;
                };
                let (Some((_, to)), Some(published)) = (days_of(when), source.published) else {
                    continue;
                };
                let age = |days: i32| to.plus_days(days) >= published;
                here = Some(if to > published {
                    "future"
                } else if age(1) {
                    "day"
                } else if age(9) {
                    "week"
                } else if age(62) {
                    "month"
                } else if age(365) {
                    "year"
                } else {
                    "old"
                });
            }
            let found = here.unwrap_or(match last {
                "day" => "day~",
                "week" => "week~",
                "month" => "month~",
                "year" | "old" => "old~",
                other => other,
            });
            last = found;
            found
        })
        .collect()
}

/// Cues that many candidates share, and what they say.
struct Shared {
    cues: Vec<u32>,
    sums: Sums,
}

impl Shared {
    fn new(cues: &mut Cues) -> Self {
        let cues = cues.take();
        Self {
            sums: Model::get().sum(&cues),
            cues,
        }
    }
}

/// What each sentence gives to all its candidates of one nature, which is the larger part of their cues.
type Surroundings = FxHashMap<(usize, &'static str), Shared>;

/// What speaks for an entity.
struct Scored {
    /// For each slot the score, and the mention that fits it best.
    slots: [(f32, usize); model::SLOTS],
    /// The mentions with what they say of each kind of incident.
    mentions: Vec<(usize, [f32; model::SLOTS])>,
}

impl Scored {
    /// What its best mention says of each kind of incident.
    fn kinds(&self, slots: &[f32; model::SLOTS]) -> [f32; model::SLOTS] {
        let best = (0..slots.len()).max_by(|a, b| slots[*a].total_cmp(&slots[*b])).unwrap_or_default();
        let mention = self.mentions.iter().find(|(m, _)| *m == self.slots[best].1);
        mention.map_or([0.0; model::SLOTS], |(_, kinds)| *kinds)
    }
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
            ages: ages(&readings, source),
            blows: readings.iter().map(|r| blows(r, source.units)).collect(),
            we: readings
                .iter()
                .flat_map(|r| r.range())
                .filter(|&t| cues::is_first_person(source.tokens[t].hash))
                .count(),
            ..Setting::default()
        };
        let mut gatherer = Gatherer {
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

    /// All cues of a candidate.
    fn describe(&self, m: usize, source: &Source<'_>, cues: &mut Cues) {
        describe(&self.candidates[m], self.reading(m), cues);
        self.surround(m, source, cues);
    }

    fn reading(&self, m: usize) -> &Reading<'a> {
        &self.readings[self.candidates[m].reading]
    }

    fn surround(&self, m: usize, source: &Source<'_>, cues: &mut Cues) {
        let (_, coarse) = nature(&self.candidates[m], self.reading(m));
        let reading = self.candidates[m].reading;
        surround(&self.readings, reading, coarse, &self.setting, source.units, cues);
    }

    /// The score of each entity for each slot: half from the mention that fits best, half from the cues of all its mentions.
    fn score(&self, source: &Source<'_>) -> Vec<Scored> {
        let model = Model::get();
        let mut cues = Cues::default();
        overall(&self.readings, &self.setting, &mut cues);
        let whole = Shared::new(&mut cues).sums;
        let mut around = Surroundings::default();
        let mut all: Vec<u32> = Vec::new();
        let mut sides: Vec<(usize, &str)> = Vec::new();
        let mut score = |entity: &Entity| {
            let mut best = [(f32::MIN, 0usize); model::SLOTS];
            let mut mentions = Vec::with_capacity(entity.mentions.len());
            all.clear();
            sides.clear();
            for &m in &entity.mentions {
                let side = (self.candidates[m].reading, nature(&self.candidates[m], self.reading(m)).1);
                let shared = around.entry(side).or_insert_with(|| {
                    self.surround(m, source, &mut cues);
                    Shared::new(&mut cues)
                });
                // The mentions come sentence by sentence.
                if !sides.iter().rev().take_while(|s| s.0 == side.0).any(|s| *s == side) {
                    sides.push(side);
                }
                cues.clear();
                describe(&self.candidates[m], self.reading(m), &mut cues);
                all.extend_from_slice(cues.once());
                let mut sums = model.sum(cues.once());
                cues.clear();
                sums.add(&shared.sums);
                sums.add(&whole);
                mentions.push((m, sums.kinds));
                for (best, score) in best.iter_mut().zip(sums.mention) {
                    if score > best.0 {
                        *best = (score, m);
                    }
                }
            }
            for side in &sides {
                all.extend_from_slice(&around[side].cues);
            }
            all.sort_unstable();
            all.dedup();
            let sums = model.sum(&all);
            for (slot, best) in best.iter_mut().enumerate() {
                best.0 = f32::midpoint(best.0, sums.entity[slot] + whole.entity[slot]);
            }
            Scored { slots: best, mentions }
        };
        self.entities.iter().map(&mut score).collect()
    }

    fn span(&self, m: usize, source: &Source<'_>) -> Span {
        let c = &self.candidates[self.shown[m]];
        source.tokens[c.first as usize].span.cover(source.tokens[c.end as usize - 1].span)
    }
}
