//! Incidents: what the article tells of one happening, gathered over its sentences.

mod article;
mod candidate;
mod cues;
mod deed;
mod detail;
mod entity;
mod happening;
mod lists;
mod merge;
mod model;
mod named;
mod part;
mod parties;
mod reading;
mod same;
mod scene;
mod score;
mod toll;
mod turn;
mod weights;
mod words;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::{IncidentRecord, MentionRecord};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::mention::{Day, TimeValue, days_of};
use crate::phrase::{Chunk, NounPhrase, Unit, VerbGroup};
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token, fold_into};

pub(crate) use detail::complete;
pub(crate) use happening::Facts;

use candidate::{Candidate, Gatherer};
use cues::{Setting, blows};
use entity::Entity;
use model::Slot;
use part::{Cues, Part, part};
use reading::{Phrases, Reading};
use score::{Score, Scorer, describe};
use words::{Sense, Words};

/// The sentences of an article that tell of violence, kept until all are read; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// For each sentence whether it is wanted; empty where the article is of no interest.
    told: Vec<bool>,
    kept: Vec<Kept>,
    chunks: Vec<Chunk>,
    nouns: Vec<NounPhrase>,
    verbs: Vec<VerbGroup>,
    /// What is known of each token of the kept sentences.
    senses: Vec<Sense>,
    scorer: Scorer,
}

/// Where the phrases of a sentence are kept.
#[derive(Clone, Debug)]
struct Kept {
    sentence: u32,
    tokens: Range<usize>,
    chunks: Range<usize>,
    nouns: Range<usize>,
    verbs: Range<usize>,
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
    /// Opens the sheet for another article and looks for its words of violence: none, and no sentence will be kept; nor in mixed case,
    /// where relations tell the incidents.
    pub(crate) fn open(&mut self, tokens: &[Token], words: &[Word], sentences: &[Sentence], style: CaseStyle) {
        self.told.clear();
        self.kept.clear();
        self.chunks.clear();
        self.nouns.clear();
        self.verbs.clear();
        if style != CaseStyle::Upper {
            return;
        }
        let known = Words::get();
        let mut strong = false;
        self.told.resize(sentences.len(), false);
        for (s, sentence) in sentences.iter().enumerate() {
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
                any |= family != 0 && known.family(family).name != part!("say");
                strong |= family != 0 && known.family(family).strong;
            }
            if any {
                // With the sentences beside it.
                let near = s.saturating_sub(1)..(s + 2).min(sentences.len());
                self.told[near].fill(true);
            }
        }
        if !strong {
            self.told.clear();
        }
    }

    /// Whether the sentence is wanted.
    pub(crate) fn wants(&self, sentence: usize) -> bool {
        self.told.get(sentence).copied().unwrap_or_default()
    }

    /// Keeps the phrases of a sentence.
    pub(crate) fn keep(&mut self, sentence: usize, tokens: Range<usize>, chunks: &[Chunk], nouns: &[NounPhrase], verbs: &[VerbGroup]) {
        fn append<T: Clone>(all: &mut Vec<T>, more: &[T]) -> Range<usize> {
            let first = all.len();
            all.extend_from_slice(more);
            first..all.len()
        }
        self.kept.push(Kept {
            sentence: sentence as u32,
            tokens,
            chunks: append(&mut self.chunks, chunks),
            nouns: append(&mut self.nouns, nouns),
            verbs: append(&mut self.verbs, verbs),
        });
    }

    /// The incidents of the article.
    pub(crate) fn incidents(&mut self, source: &Source<'_>) -> Vec<IncidentRecord> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        self.probe(source);
        let mut scorer = std::mem::take(&mut self.scorer);
        let found = Found::new(self, source);
        let things = scorer.score(&found, source);
        let mut sentences: Vec<usize> = found.candidates.iter().map(|c| c.reading).collect();
        sentences.dedup();
        let verdict = article::judge(&things, sentences.into_iter().map(|i| &found.readings[i]));
        let mut fillers = Vec::new();
        for thing in &things {
            for slot in Slot::ALL {
                let score = thing.slots[slot as usize] + verdict.bonus - verdict.least[slot as usize];
                let m = thing.mentions[slot as usize];
                if score > 0.0 {
                    fillers.push(Filler {
                        slot,
                        score,
                        candidate: m,
                        span: found.span(m, source),
                        named: slot != Slot::Described && found.candidates[m].is_named(),
                        sentence: found.reading(m).phrases.sentence,
                        types: thing.kinds,
                    });
                }
            }
        }
        merge::drop_told_better(&mut fillers, source.text);
        let incidents = merge::incidents(&fillers, &verdict, &found);
        self.scorer = scorer;
        incidents
    }

    /// Looks up the tokens of the kept sentences.
    fn probe(&mut self, source: &Source<'_>) {
        let known = Words::get();
        self.senses.clear();
        self.senses.resize(source.tokens.len(), Sense::default());
        for kept in &self.kept {
            let (tokens, words) = (&source.tokens[kept.tokens.clone()], &source.words[kept.tokens.clone()]);
            let senses = &mut self.senses[kept.tokens.clone()];
            for ((sense, token), word) in senses.iter_mut().zip(tokens).zip(words).filter(|((_, token), _)| token.punct == 0) {
                *sense = known.sense(token.hash, *word);
            }
        }
    }

    /// The candidates with the words of their cues, for fitting the weights.
    pub(crate) fn rows(&mut self, source: &Source<'_>) -> Vec<CueRow> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        self.probe(source);
        let found = Found::new(self, source);
        let scores = Scorer::default().score(&found, source);
        let row = |(entity, score): (&Entity, &Score)| CueRow {
            slots: Slot::ALL
                .into_iter()
                .filter(|s| entity.may_fill(*s))
                .map(|s| (s.name(), score.slots[s as usize]))
                .collect(),
            mentions: entity
                .mentions
                .iter()
                .map(|&m| {
                    let (candidate, mut cues) = (&found.candidates[m], Listed::default());
                    describe(candidate, &found, source, &mut cues);
                    CueMention {
                        text: found.span(m, source).text(source.text).to_owned(),
                        sentence: found.reading(m).phrases.sentence as usize,
                        nature: (candidate.fine.name, candidate.coarse.name),
                        cues: cues.0.into_iter().collect(),
                    }
                })
                .collect(),
        };
        found.entities.iter().zip(&scores).map(row).collect()
    }

    /// The cues for and against a turn to another incident between the sentences of these mentions, each given by its row, its place in
    /// the row and the slot it fills; for fitting the weights.
    pub(crate) fn turns(&mut self, source: &Source<'_>, told: &[(usize, usize, &str)]) -> Vec<TurnRow> {
        self.probe(source);
        let found = Found::new(self, source);
        let slot = |name: &str| Slot::ALL.into_iter().find(|slot| slot.name() == name);
        let told = told
            .iter()
            .filter_map(|t| Some((slot(t.2)?, *found.entities.get(t.0)?.mentions.get(t.1)?)));
        let mut told: Vec<turn::Told> = told.collect();
        told.sort_by_key(|t| found.candidates[t.1].reading);
        let sentences: Vec<&[turn::Told]> = told
            .chunk_by(|a, b| found.candidates[a.1].reading == found.candidates[b.1].reading)
            .collect();
        let row = |pair: &[&[turn::Told]]| {
            let mut cues = Listed::default();
            turn::describe(&found, pair[0], pair[1], &mut cues);
            TurnRow {
                sentences: [pair[0], pair[1]].map(|told| found.reading(told[0].1).phrases.sentence as usize),
                cues: cues.0.into_iter().collect(),
            }
        };
        sentences.windows(2).map(row).collect()
    }
}

/// A thing that may fill a slot, with the words of its cues: what weights are fitted to.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct CueRow {
    /// The slots it may fill, each with its score by the weights that the program has.
    pub slots: Vec<(&'static str, f32)>,
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

/// Two sentences with fillers of one kind of incident, one after the other, and the cues for a turn to another incident.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct TurnRow {
    pub sentences: [usize; 2],
    pub cues: Vec<String>,
}

/// Cues with their words.
#[derive(Default)]
struct Listed(BTreeSet<String>);

impl Cues for Listed {
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]) {
        let mut cue = String::new();
        for (i, part) in parts.into_iter().enumerate() {
            if i > 0 {
                cue.push(' ');
            }
            fold_into(&part.name.replace(' ', "_"), &mut cue);
        }
        self.0.insert(cue);
    }
}

/// A candidate that fills a slot.
#[derive(Clone, Debug)]
struct Filler {
    slot: Slot,
    /// How far it is above what its slot needs.
    score: f32,
    candidate: usize,
    span: Span,
    named: bool,
    sentence: u32,
    /// How much speaks for each kind of incident.
    types: [f32; model::SLOTS],
}

/// How old the days are that each sentence speaks of, or the sentence before it.
fn ages(readings: &[Reading<'_>], source: &Source<'_>) -> Vec<Part<'static>> {
    let mut last = part!("none");
    readings
        .iter()
        .map(|reading| {
            let dates = reading.units.iter().filter(|u| u.kind == Kind::Date);
            let mut here = None;
            for unit in dates {
                let Some((_, TimeValue::At(when, _))) = source.mentions.get(unit.mention as usize).and_then(MentionRecord::date) else {
                    continue;
                };
                let (Some((_, to)), Some(published)) = (days_of(when), source.published) else {
                    continue;
                };
                let age = |days: i32| to.plus_days(days) >= published;
                here = Some(if to > published {
                    part!("future")
                } else if age(1) {
                    part!("day")
                } else if age(9) {
                    part!("week")
                } else if age(62) {
                    part!("month")
                } else if age(365) {
                    part!("year")
                } else {
                    part!("old")
                });
            }
            let found = here.unwrap_or(match last.name {
                "day" => part!("day~"),
                "week" => part!("week~"),
                "month" => part!("month~"),
                "year" | "old" => part!("old~"),
                _ => last,
            });
            last = found;
            found
        })
        .collect()
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
        let phrases = |kept: &Kept| Phrases {
            sentence: kept.sentence,
            first: kept.tokens.start,
            end: kept.tokens.end,
            chunks: &sheet.chunks[kept.chunks.clone()],
            nouns: &sheet.nouns[kept.nouns.clone()],
            verbs: &sheet.verbs[kept.verbs.clone()],
        };
        let readings: Vec<Reading<'a>> = sheet
            .kept
            .iter()
            .map(|kept| Reading::new(source, &sheet.senses, phrases(kept)))
            .collect();
        let mut setting = Setting {
            sentences: sheet.told.len(),
            families: vec![0; known.families.len()],
            ages: ages(&readings, source),
            blows: readings.iter().map(blows).collect(),
            we: readings
                .iter()
                .flat_map(|r| &source.tokens[r.range()])
                .filter(|token| token.span.len() <= 4 && cues::is_first_person(token.hash))
                .count(),
            ..Setting::default()
        };
        let mut gatherer = Gatherer {
            out: Vec::with_capacity(sheet.nouns.len()),
            ..Gatherer::default()
        };
        for (index, reading) in readings.iter().enumerate() {
            for trigger in &reading.triggers {
                setting.families[usize::from(trigger.family)] += 1;
                setting.strong += usize::from(known.family(trigger.family).strong);
            }
            gatherer.read(reading, index);
        }
        let entities = entity::gather(&gatherer.out, source);
        Self {
            readings,
            shown: entity::full_names(&entities, &gatherer.out),
            candidates: gatherer.out,
            entities,
            setting,
        }
    }

    fn reading(&self, m: usize) -> &Reading<'a> {
        &self.readings[self.candidates[m].reading]
    }

    fn span(&self, m: usize, source: &Source<'_>) -> Span {
        let c = &self.candidates[self.shown[m]];
        source.tokens[c.first as usize].span.cover(source.tokens[c.end as usize - 1].span)
    }
}
