//! One article after the other in the same memory.

use super::batch::Batch;
use super::deaths::leave_out_natural;
use super::names::Names;
use super::offices::offices;
use super::records::Gathered;
use super::{Article, Extractor};
use crate::document::{Document, MentionRecord, RelationRecord, Spare};
use crate::gazetteer::{Hit, Kind};
use crate::lexicon::Word;
use crate::mention::{DateHit, Form, Marks, PersonHit, Stages};
use crate::phrase::{Chunker, Phrases, Units};
use crate::resolve;
use crate::rule::Context;
use crate::text::{Sentence, Token, case_style, mark_furniture, mark_owners, split_sentences, tokenize};

/// Reads articles one after the other in the same memory: what one article needed serves the next. [`Extractor::worker`] gives one, each
/// thread its own.
///
/// ```
/// use dateline::{Article, Extractor};
/// let mut worker = Extractor::new().worker();
/// for text in ["Rebels attacked a church in Aleppo.", "Police detained two men in Kabul."] {
///     let document = worker.extract(&Article::new(text));
///     assert_eq!((document.text(), document.relations().len()), (text, 1));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Worker {
    pub(super) extractor: Extractor,
    pub(super) layers: Layers,
    pub(super) scratch: Scratch,
    pub(super) batch: Batch,
    pub(super) order: Order,
    pub(super) sheet: resolve::Sheet,
    pub(super) desk: resolve::Desk,
    pub(super) entities: resolve::Known,
    pub(super) spare: Spare,
    pub(super) document: Document,
}

/// A text of so many bytes is a giant: behind it a worker lets the memory go, which would be held for nothing, and whose tables
/// cost each small article more to clear than to fill.
const GIANT: usize = 1 << 20;

impl Worker {
    /// Reads an article; the document stands until the next call, a clone of it longer.
    pub fn extract(&mut self, article: &Article<'_>) -> &Document {
        self.read(article, &mut |_| {})
    }

    /// Reads an article and tells `done` after each stage which one it was: for benchmarks.
    #[doc(hidden)]
    pub fn read(&mut self, article: &Article<'_>, done: &mut impl FnMut(&'static str)) -> &Document {
        let held = self.document.text.capacity();
        if held > GIANT && article.text.len() < held / 16 {
            *self = self.extractor.worker();
        }
        let Self {
            extractor,
            layers,
            scratch,
            batch,
            order,
            sheet,
            desk,
            entities,
            spare,
            document,
        } = self;
        let Document {
            text,
            sentences,
            mentions,
            relations,
            incidents,
            refused,
            ..
        } = document;
        text.clear();
        relations.clear();
        spare.take_back(incidents);
        *refused = extractor.refused(article.text);
        let article = &Article {
            text: if refused.is_some() { "" } else { article.text },
            ..*article
        };
        text.push_str(article.text);
        let stages = layers.read(article.text);
        sentences.clear();
        sentences.extend_from_slice(stages.sentences);
        done("text");
        let mut build = extractor.mentions(article, &stages, scratch, mentions, done);
        sheet.open(stages.tokens, stages.words, stages.sentences, stages.style);
        batch.read(extractor, &stages, &mut build, sheet, relations);
        done("phrases and rules");
        sheet.incidents(&build.source(article.published), incidents, spare);
        done("incidents");
        leave_out_natural(text, mentions, relations);
        offices(mentions, relations);
        order.sort(&scratch.gathered, mentions, relations);
        metonyms(mentions, relations);
        let tokens = (stages.tokens, order.firsts.as_slice());
        entities.number(article.text, tokens, stages.sentences, mentions, relations, &extractor.gazetteer);
        let facts = resolve::Facts::new(
            article.text,
            (mentions, &entities.firsts),
            relations,
            &extractor.gazetteer,
            stages.sentences,
            article.published,
        );
        resolve::complete(incidents, &facts, stages.sentences, stages.style, desk, spare);
        done("resolve");
        document
    }
}

/// What is known of each token, and the sentences; the vectors serve article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<Word>,
    pub(super) marks: Marks,
    pub(super) sentences: Vec<Sentence>,
}

impl Layers {
    pub(super) fn read<'a>(&'a mut self, text: &'a str) -> Stages<'a> {
        let Self {
            tokens,
            words,
            marks,
            sentences,
        } = self;
        tokens.clear();
        words.clear();
        sentences.clear();
        tokenize(text, tokens);
        split_sentences(text, tokens, sentences);
        mark_furniture(text, tokens, sentences);
        mark_owners(text, tokens, sentences);
        marks.read(tokens, words);
        Stages {
            text,
            style: case_style(tokens, marks.shouted.len()),
            tokens,
            sentences,
            words,
            marks,
        }
    }
}

/// What the recognisers find, before it is put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) hits: Vec<Hit>,
    pub(super) dates: Vec<DateHit>,
    pub(super) people: Vec<PersonHit>,
    pub(super) names: Names,
    pub(super) gathered: Gathered,
}

impl Scratch {
    pub(super) fn clear(&mut self, tokens: usize) {
        self.hits.clear();
        self.dates.clear();
        self.people.clear();
        self.names.clear(tokens);
        self.gathered.clear(tokens);
    }
}

impl Stages<'_> {
    /// A sentence before its phrases are built.
    pub(super) fn words_of<'s>(&'s self, sentence: &Sentence, units: Units<'s>) -> Context<'s> {
        let range = sentence.range();
        Context {
            text: self.text,
            tokens: self.tokens,
            words: self.words,
            first: range.start,
            end: range.end,
            chunks: &[],
            nouns: &[],
            verbs: &[],
            units,
        }
    }
}

impl Phrases {
    pub(super) fn of<'a>(&'a mut self, stages: &'a Stages<'a>, sentence: &Sentence, units: Units<'a>) -> Context<'a> {
        let begun = self.begin(stages, sentence, units, sentence.range().end);
        self.go_on(stages, sentence, units, begun);
        self.link(stages, sentence, units)
    }

    /// The phrases that begin before the token `until`, before the subjects of the verbs are found. Gives the token behind them.
    pub(super) fn begin(&mut self, stages: &Stages<'_>, sentence: &Sentence, units: Units<'_>, until: usize) -> usize {
        self.clear();
        let range = sentence.range();
        chunker(stages, units).begin(range.start, until, range.end, self)
    }

    /// The phrases behind those that end before the token `begun`.
    pub(super) fn go_on(&mut self, stages: &Stages<'_>, sentence: &Sentence, units: Units<'_>, begun: usize) {
        chunker(stages, units).go_on(begun, sentence.range().end, self);
    }

    /// With the subjects of the verbs.
    pub(super) fn link<'a>(&'a mut self, stages: &'a Stages<'a>, sentence: &Sentence, units: Units<'a>) -> Context<'a> {
        chunker(stages, units).link(self);
        self.context(stages, sentence, units)
    }

    pub(super) fn context<'a>(&'a self, stages: &'a Stages<'a>, sentence: &Sentence, units: Units<'a>) -> Context<'a> {
        Context {
            chunks: &self.chunks,
            nouns: &self.nouns,
            verbs: &self.verbs,
            ..stages.words_of(sentence, units)
        }
    }
}

fn chunker<'a>(stages: &Stages<'a>, units: Units<'a>) -> Chunker<'a> {
    Chunker {
        text: stages.text,
        tokens: stages.tokens,
        words: stages.words,
        units,
    }
}

/// Marks the places that act or speak in a relation.
fn metonyms(mentions: &mut [MentionRecord], relations: &[RelationRecord]) {
    let acts = |role: &str| {
        matches!(
            role,
            "agent" | "claimant" | "denier" | "accused" | "source" | "speaker" | "opponent" | "ally" | "recipient"
        )
    };
    let place = |m: &MentionRecord| m.kind == Kind::Place && m.form == Form::Named;
    for relation in relations {
        // Most are no places, which is found out in less time than what they do.
        for &(role, m) in &relation.arguments {
            let mention = &mut mentions[m as usize];
            mention.metonym |= place(mention) && acts(role);
        }
        let speaker = relation.attribution.and_then(|span| {
            let at = mentions.partition_point(|m| m.span.start() < span.start());
            mentions.get(at).filter(|m| m.span == span).map(|_| at)
        });
        if let Some(m) = speaker {
            mentions[m].metonym |= place(&mentions[m]);
        }
    }
}

/// Sorts mentions by their place in the text; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    sorted: Vec<MentionRecord>,
    /// The old place of each.
    old: Vec<u32>,
    /// The new place of each.
    new: Vec<u32>,
    /// The token that each of the sorted ones starts with.
    firsts: Vec<u32>,
}

impl Order {
    pub(super) fn sort(&mut self, gathered: &Gathered, mentions: &mut Vec<MentionRecord>, relations: &mut [RelationRecord]) {
        let Self { sorted, old, new, firsts } = self;
        old.clear();
        firsts.clear();
        for (first, together) in gathered.starting() {
            let from = old.len();
            old.extend(together);
            firsts.resize(old.len(), first as u32);
            // The longer ones first; a sort for the few that start together would be 10 kB of program.
            let before = |a: u32, b: u32| (mentions[b as usize].span.end(), a) < (mentions[a as usize].span.end(), b);
            for last in from + 1..old.len() {
                let mut at = last;
                while at > from && before(old[at], old[at - 1]) {
                    old.swap(at - 1, at);
                    at -= 1;
                }
            }
        }
        new.clear();
        new.resize(mentions.len(), 0);
        for (&old, place) in old.iter().zip(0..) {
            new[old as usize] = place;
        }
        sorted.clear();
        sorted.extend(old.iter().map(|&at| mentions[at as usize]));
        std::mem::swap(mentions, sorted);
        for (_, m) in relations.iter_mut().flat_map(|r| &mut r.arguments) {
            *m = new[*m as usize];
        }
    }
}
