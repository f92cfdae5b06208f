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
mod rows;
mod same;
mod scene;
mod score;
mod setting;
mod toll;
mod turn;
mod weights;
mod wielder;
mod words;

use std::collections::BTreeSet;
use std::mem;
use std::ops::Range;

use crate::document::{IncidentRecord, MentionRecord, Spare};
use crate::lexicon::{Word, class};
use crate::mention::Day;
use crate::phrase::{Chunk, NounPhrase, Unit, VerbGroup};
use crate::span::Span;
use crate::text::{CaseStyle, Sentence, Token, fold_into, those};

pub(crate) use deed::tells_of_incident;
pub(crate) use detail::complete;
pub(crate) use happening::{Desk, Facts};

use article::Judge;
use candidate::{Candidate, Gatherer};
use entity::{Entities, Entity};
use merge::{Merger, drop_told_better};
use model::Slot;
use part::{Cues, Part, part};
use reading::{Phrases, Reader, Reading, Ties, Trigger};
use score::{Score, Scorer, describe};
use setting::Setting;
use turn::Told;
use words::{Sense, Words};

/// The sentences of an article that tell of violence, kept until all are read; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// For each sentence whether it is wanted; empty where the article is of no interest.
    told: Vec<bool>,
    found: Found,
    scorer: Scorer,
    judge: Judge,
    merger: Merger,
}

/// Where the phrases of a sentence are kept.
#[derive(Clone, Debug, Default)]
struct Kept {
    sentence: u32,
    tokens: Range<usize>,
    chunks: Range<usize>,
    nouns: Range<usize>,
    verbs: Range<usize>,
    /// Its triggers, and where the mentions in it begin and end: known once it is read.
    triggers: Range<usize>,
    units: [usize; 2],
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
        self.found.clear();
        if style != CaseStyle::Upper {
            return;
        }
        let known = Words::get();
        let mut strong = false;
        self.told.resize(sentences.len(), false);
        for (s, sentence) in sentences.iter().enumerate() {
            let mut any = false;
            let tells = |word: &Word| (word.lemma != 0) | word.is(class::EVENT | class::WEAPON);
            for i in those(&words[sentence.range()], tells).map(|at| sentence.range().start + at) {
                let family = match words[i].lemma {
                    0 => known.noun(tokens[i].hash),
                    lemma => known.verb(lemma, &tokens[i + 1..]),
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
        let found = &mut self.found;
        found.kept.push(Kept {
            sentence: sentence as u32,
            tokens,
            chunks: append(&mut found.chunks, chunks),
            nouns: append(&mut found.nouns, nouns),
            verbs: append(&mut found.verbs, verbs),
            ..Kept::default()
        });
    }

    /// Appends the incidents of the article.
    pub(crate) fn incidents(&mut self, source: &Source<'_>, out: &mut Vec<IncidentRecord>, spare: &mut Spare) {
        let Self {
            told,
            found,
            scorer,
            judge,
            merger,
        } = self;
        if found.kept.is_empty() {
            return;
        }
        found.read(source, told.len());
        let scorer = scorer.score(found, source);
        let readings = found.by_sentence().map(|candidates| found.reading(candidates[0].reading, source));
        let verdict = judge.judge(scorer, readings);
        if verdict.kinds.iter().all(|kind| *kind <= 0.0) {
            return;
        }
        merger.fillers.clear();
        for thing in &scorer.things {
            for slot in Slot::ALL {
                let score = thing.slots[slot as usize] + verdict.bonus - verdict.least[slot as usize];
                let m = thing.mentions[slot as usize];
                if score > 0.0 {
                    merger.fillers.push(Filler {
                        slot,
                        score,
                        candidate: m,
                        span: found.span(m, source),
                        named: slot != Slot::Described && found.candidates[m].is_named(),
                        sentence: found.sentence(m),
                        types: scorer.kinds(thing),
                        told_better: false,
                    });
                }
            }
        }
        drop_told_better(&mut merger.fillers, source.text);
        merger.incidents(&verdict, found, source, out, spare);
    }

    /// The candidates with the words of their cues, for fitting the weights.
    pub(crate) fn rows(&mut self, source: &Source<'_>) -> Vec<CueRow> {
        let found = &mut self.found;
        if found.kept.is_empty() {
            return Vec::new();
        }
        found.read(source, self.told.len());
        let scores = &self.scorer.score(found, source).things;
        let row = |(index, (entity, score)): (usize, (&Entity, &Score))| CueRow {
            slots: Slot::ALL
                .into_iter()
                .filter(|s| entity.may_fill(*s))
                .map(|s| (s.name(), score.slots[s as usize]))
                .collect(),
            mentions: found
                .entities
                .mentions
                .row(index)
                .map(|&m| {
                    let (candidate, mut cues) = (&found.candidates[m], Listed::default());
                    describe(candidate, found, source, &mut cues);
                    CueMention {
                        text: found.span(m, source).text(source.text).to_owned(),
                        sentence: found.sentence(m) as usize,
                        nature: (candidate.fine.name, candidate.coarse.name),
                        cues: cues.0.into_iter().collect(),
                    }
                })
                .collect(),
        };
        found.entities.all.iter().zip(scores).enumerate().map(row).collect()
    }

    /// The cues for and against a turn to another incident between the sentences of these mentions, each given by its row, its place in
    /// the row and the slot it fills; for fitting the weights.
    pub(crate) fn turns(&mut self, source: &Source<'_>, told: &[(usize, usize, &str)]) -> Vec<TurnRow> {
        self.found.read(source, self.told.len());
        let found = &self.found;
        let told = told.iter().enumerate().filter_map(|(place, &(row, mention, slot))| {
            let candidate = *found.entities.mentions.row(row).nth(mention)?;
            Some(Told {
                sentence: found.sentence(candidate),
                place,
                slot: Slot::ALL.into_iter().find(|s| s.name() == slot)?,
                candidate,
            })
        });
        let mut told: Vec<Told> = told.collect();
        told.sort_by_key(|t| t.sentence);
        let sentences: Vec<&[Told]> = told.chunk_by(|a, b| a.sentence == b.sentence).collect();
        let row = |pair: &[&[Told]]| {
            let mut cues = Listed::default();
            turn::describe(found, source, pair[0], pair[1], &mut cues);
            TurnRow {
                sentences: [pair[0], pair[1]].map(|told| told[0].sentence as usize),
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

impl Listed {
    /// Appends a word to a cue.
    fn append(cue: &mut String, part: Part<'_>) {
        if !cue.is_empty() {
            cue.push(' ');
        }
        fold_into(&part.name.replace(' ', "_"), cue);
    }
}

impl Cues for Listed {
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]) {
        let mut cue = String::new();
        for part in parts {
            Self::append(&mut cue, part);
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
    /// Whether another tells the same better.
    told_better: bool,
}

/// What is found in the sentences of an article; the memory serves article after article.
#[derive(Clone, Debug, Default)]
struct Found {
    kept: Vec<Kept>,
    chunks: Vec<Chunk>,
    nouns: Vec<NounPhrase>,
    verbs: Vec<VerbGroup>,
    /// What is known of each token of the kept sentences.
    senses: Vec<Sense>,
    ties: Ties,
    candidates: Vec<Candidate>,
    entities: Entities,
    setting: Setting,
}

impl Found {
    fn clear(&mut self) {
        self.kept.clear();
        self.chunks.clear();
        self.nouns.clear();
        self.verbs.clear();
    }

    /// Reads the kept sentences of an article of so many, and gathers what they speak of.
    fn read(&mut self, source: &Source<'_>, sentences: usize) {
        self.probe(source);
        let mut ties = mem::take(&mut self.ties);
        ties.open(self.nouns.len());
        for index in 0..self.kept.len() {
            let triggers = Reader::new(source, &self.senses, self.phrases(index), &mut ties).read();
            let kept = &mut self.kept[index];
            kept.triggers = triggers;
            kept.units = [kept.tokens.start, kept.tokens.end].map(|at| source.units.partition_point(|u| (u.first as usize) < at));
        }
        self.ties = ties;
        let (mut setting, mut gatherer) = (mem::take(&mut self.setting), Gatherer::new(mem::take(&mut self.candidates)));
        setting.open(sentences);
        for index in 0..self.kept.len() {
            let reading = self.reading(index, source);
            setting.add(&reading, source);
            gatherer.read(&reading, index);
        }
        (self.setting, self.candidates) = (setting, gatherer.out);
        self.entities.gather(&self.candidates, source);
    }

    /// Looks up the tokens of the kept sentences.
    fn probe(&mut self, source: &Source<'_>) {
        let known = Words::get();
        self.senses.clear();
        self.senses.resize(source.tokens.len(), Sense::default());
        for kept in &self.kept {
            let (tokens, words) = (&source.tokens[kept.tokens.clone()], &source.words[kept.tokens.clone()]);
            known.probe(tokens, words, &mut self.senses[kept.tokens.clone()]);
        }
    }

    fn phrases(&self, index: usize) -> Phrases<'_> {
        let kept = &self.kept[index];
        Phrases {
            sentence: kept.sentence,
            first: kept.tokens.start,
            end: kept.tokens.end,
            chunks: &self.chunks[kept.chunks.clone()],
            nouns: &self.nouns[kept.nouns.clone()],
            verbs: &self.verbs[kept.verbs.clone()],
            place: kept.nouns.start,
        }
    }

    fn reading<'a>(&'a self, index: usize, source: &Source<'a>) -> Reading<'a> {
        let [from, to] = self.kept[index].units;
        Reading {
            text: source.text,
            tokens: source.tokens,
            words: source.words,
            senses: &self.senses,
            units: &source.units[from..to],
            phrases: self.phrases(index),
            triggers: self.triggers(&self.kept[index]),
            ties: &self.ties,
        }
    }

    fn triggers(&self, kept: &Kept) -> &[Trigger] {
        &self.ties.triggers[kept.triggers.clone()]
    }

    /// The candidates of each sentence that has any.
    fn by_sentence(&self) -> impl Iterator<Item = &[Candidate]> {
        self.candidates.chunk_by(|a, b| a.reading == b.reading)
    }

    /// The sentence that a candidate stands in.
    fn sentence(&self, m: usize) -> u32 {
        self.kept[self.candidates[m].reading].sentence
    }

    fn span(&self, m: usize, source: &Source<'_>) -> Span {
        let c = &self.candidates[self.entities.shown[m]];
        source.tokens[c.first as usize].span.cover(source.tokens[c.end as usize - 1].span)
    }
}
