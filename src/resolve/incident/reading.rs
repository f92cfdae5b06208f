//! One sentence read for violence: its triggers, and how each noun phrase stands to each of them.

use std::ops::Range;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::lexicon::{Word, class};
use crate::phrase::{Arguments, Chunk, ChunkKind, Clauses, NounPhrase, Unit, VerbGroup};
use crate::text::{Token, hash_word, those};

use super::Source;
use super::part::{Part, part};
use super::rows::Rows;
use super::words::{Id, Sense, Words, mark};

/// The phrases of one sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrases<'a> {
    pub sentence: u32,
    pub first: usize,
    pub end: usize,
    pub chunks: &'a [Chunk],
    pub nouns: &'a [NounPhrase],
    pub verbs: &'a [VerbGroup],
    /// The place of its first noun phrase among those of the article.
    pub place: usize,
}

/// A word that tells of violence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    pub family: Id,
    pub chunk: usize,
    pub token: u32,
    pub verb: bool,
    pub negated: bool,
    pub modal: bool,
}

/// How a noun phrase stands to a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub family: Id,
    pub slot: Part<'static>,
    pub verb: bool,
    /// Through apposition or a list.
    pub indirect: bool,
    pub negated: bool,
    pub modal: bool,
}

/// Prepositions that tell slots apart.
const PREPOSITIONS: [&str; 24] = [
    "by", "of", "against", "on", "at", "in", "near", "outside", "inside", "with", "from", "to", "for", "into", "between", "among", "after",
    "during", "under", "toward", "upon", "behind", "before", "through",
];

/// The name of a preposition as a slot.
pub(super) fn preposition(token: &Token) -> Part<'static> {
    static NAMES: Lazy<FxHashMap<u64, &str>> = Lazy::new(|| PREPOSITIONS.into_iter().map(|p| (hash_word(p), p)).collect());
    let known = NAMES.get(&token.hash);
    known.map_or(part!("prep"), |name| Part { id: token.hash, name })
}

/// How the noun phrases of an article stand to its triggers and verbs; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Ties {
    pub triggers: Vec<Trigger>,
    /// The tokens of a sentence that are nouns of a family.
    events: Vec<u32>,
    /// The links of each noun phrase.
    links: Rows<Link>,
    /// The chunk of each noun phrase.
    chunk_of: Vec<usize>,
    /// What each noun phrase is to the verbs of its sentence: the place of the verb, and the slot.
    roles: Rows<(u32, Part<'static>)>,
}

impl Ties {
    /// Opens the ties of so many noun phrases.
    pub(super) fn open(&mut self, nouns: usize) {
        self.triggers.clear();
        self.links.open(nouns);
        self.chunk_of.clear();
        self.chunk_of.resize(nouns, 0);
        self.roles.open(nouns);
    }
}

/// Finds the ties of a sentence.
pub(super) struct Reader<'a> {
    source: &'a Source<'a>,
    senses: &'a [Sense],
    phrases: Phrases<'a>,
    ties: &'a mut Ties,
    /// Where its triggers begin.
    from: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>, senses: &'a [Sense], phrases: Phrases<'a>, ties: &'a mut Ties) -> Self {
        Self {
            source,
            senses,
            phrases,
            from: ties.triggers.len(),
            ties,
        }
    }

    /// Appends the ties of the sentence: which triggers are its own.
    pub(super) fn read(mut self) -> Range<usize> {
        self.find_triggers();
        let mut next = self.from;
        for (at, chunk) in self.phrases.chunks.iter().enumerate() {
            let here = next..next + self.ties.triggers[next..].iter().take_while(|t| t.chunk == at).count();
            next = here.end;
            if chunk.kind == ChunkKind::Verb {
                let mut arguments = Arguments::default();
                self.clauses().find_arguments(at, self.phrases.verbs, &mut arguments);
                self.give_roles(chunk.index, &arguments);
                here.for_each(|trigger| self.link_verb(self.ties.triggers[trigger], &arguments));
            } else {
                here.for_each(|trigger| self.link_noun(self.ties.triggers[trigger]));
            }
        }
        self.hand_on();
        self.from..self.ties.triggers.len()
    }

    fn clauses(&self) -> Clauses<'a> {
        Clauses {
            tokens: self.source.tokens,
            words: self.source.words,
            chunks: self.phrases.chunks,
            nouns: self.phrases.nouns,
        }
    }

    /// The place of a noun phrase of the sentence among those of the article.
    fn place(&self, noun: u32) -> Option<usize> {
        let noun = noun as usize;
        (noun < self.phrases.nouns.len()).then_some(self.phrases.place + noun)
    }

    fn give_roles(&mut self, verb: u32, arguments: &Arguments) {
        let named = |p: u32| preposition(&self.source.tokens[p as usize]);
        let subjects = arguments.subjects.iter().map(|&n| (n, part!("subject")));
        let objects = arguments.objects.iter().map(|&n| (n, part!("object")));
        let others = arguments.prepositional.iter().map(|&(p, n)| (n, named(p)));
        for (noun, slot) in subjects.chain(objects).chain(others) {
            if let Some(place) = self.place(noun) {
                self.ties.roles.push_once(place, (verb, slot));
            }
        }
    }

    fn find_triggers(&mut self) {
        let known = Words::get();
        let Phrases { first, end, .. } = self.phrases;
        let events = &mut self.ties.events;
        events.clear();
        events.extend(those(&self.senses[first..end], |sense| sense.family != 0).map(|at| (first + at) as u32));
        for (at, chunk) in self.phrases.chunks.iter().enumerate() {
            match chunk.kind {
                ChunkKind::Verb => {
                    let verb = &self.phrases.verbs[chunk.index as usize];
                    let after = self.source.tokens.get(verb.main as usize + 1..).unwrap_or_default();
                    let family = known.verb(verb.lemma, after);
                    if family != 0 {
                        self.ties.triggers.push(Trigger {
                            family,
                            chunk: at,
                            token: verb.main,
                            verb: true,
                            negated: verb.negated,
                            modal: verb.modal || verb.infinitive,
                        });
                    }
                }
                ChunkKind::Noun => {
                    self.ties.chunk_of[self.phrases.place + chunk.index as usize] = at;
                    let noun = &self.phrases.nouns[chunk.index as usize];
                    let from = self.ties.events.partition_point(|token| *token < noun.first);
                    let events = self.ties.events[from..].iter().take_while(|token| **token < noun.end);
                    self.ties.triggers.extend(events.map(|&token| Trigger {
                        family: self.senses[token as usize].family,
                        chunk: at,
                        token,
                        verb: false,
                        negated: noun.negative,
                        modal: false,
                    }));
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, noun: u32, trigger: Trigger, slot: Part<'static>) {
        let link = Link {
            family: trigger.family,
            slot,
            verb: trigger.verb,
            indirect: false,
            negated: trigger.negated,
            modal: trigger.modal,
        };
        if let Some(place) = self.place(noun) {
            self.ties.links.push_once(place, link);
        }
    }

    fn link_verb(&mut self, trigger: Trigger, arguments: &Arguments) {
        let tokens = self.source.tokens;
        for &noun in &arguments.subjects {
            self.push(noun, trigger, part!("subject"));
        }
        for &noun in &arguments.objects {
            self.push(noun, trigger, part!("object"));
        }
        for &(p, noun) in &arguments.prepositional {
            self.push(noun, trigger, preposition(&tokens[p as usize]));
        }
        // "carried out an attack", "an attack perpetrated by": the verb's subject is the noun's agent.
        for &object in &arguments.objects {
            let chunk = self.ties.chunk_of[self.phrases.place + object as usize];
            let before = self.ties.triggers[self.from..].partition_point(|t| t.chunk < chunk);
            for t in self.from + before..self.ties.triggers.len() {
                let other = self.ties.triggers[t];
                if other.chunk != chunk {
                    break;
                }
                if !other.verb {
                    for &noun in &arguments.subjects {
                        self.push(noun, other, part!("agent"));
                    }
                    for &(p, noun) in &arguments.prepositional {
                        self.push(noun, other, preposition(&tokens[p as usize]));
                    }
                }
            }
        }
    }

    fn link_noun(&mut self, trigger: Trigger) {
        let (chunks, tokens) = (self.phrases.chunks, self.source.tokens);
        let at = chunks[trigger.chunk].index;
        let noun = self.phrases.nouns[at as usize];
        let is_head = trigger.token == noun.head;
        self.push(at, trigger, if is_head { part!("head") } else { part!("compound") });
        if is_head {
            for (p, other) in self.clauses().complements(trigger.chunk, self.phrases.verbs) {
                self.push(other, trigger, preposition(&tokens[p as usize]));
            }
            if trigger.chunk > 0 && tokens[noun.first as usize].has(Token::POSSESSIVE) {
                let before = chunks[trigger.chunk - 1];
                if before.kind == ChunkKind::Noun {
                    self.push(before.index, trigger, part!("owner"));
                }
            }
        }
    }

    /// Appositions, brackets and lists take the links of the phrase before them when they have none.
    fn hand_on(&mut self) {
        let chunks = self.phrases.chunks;
        let place = |chunk: &Chunk| self.phrases.place + chunk.index as usize;
        for (at, chunk) in chunks.iter().enumerate().skip(2) {
            if chunk.kind != ChunkKind::Noun || self.ties.links.row(place(chunk)).next().is_some() {
                continue;
            }
            let mut i = at - 1;
            let mut between = 0;
            while i > 0
                && matches!(
                    chunks[i].kind,
                    ChunkKind::Comma | ChunkKind::Open | ChunkKind::Close | ChunkKind::Other | ChunkKind::Conjunction
                )
            {
                i -= 1;
                between += 1;
            }
            if between == 0 || chunks[i].kind != ChunkKind::Noun {
                continue;
            }
            let given = |link: Link| (!matches!(link.slot.name, "head" | "compound")).then_some(Link { indirect: true, ..link });
            self.ties.links.hand_on(place(&chunks[i]), place(chunk), given);
        }
    }
}

/// A sentence that was read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub senses: &'a [Sense],
    /// The mentions that begin in the sentence.
    pub units: &'a [Unit],
    pub phrases: Phrases<'a>,
    pub triggers: &'a [Trigger],
    pub ties: &'a Ties,
}

impl Reading<'_> {
    /// The tokens of the sentence.
    pub(super) fn range(&self) -> Range<usize> {
        self.phrases.first..self.phrases.end
    }

    /// The links of a noun phrase.
    pub(super) fn links(&self, noun: u32) -> impl Iterator<Item = &Link> {
        self.ties.links.row(self.phrases.place + noun as usize)
    }

    /// What a noun phrase is to the verbs of the sentence: the place of the verb, and the slot.
    pub(super) fn roles(&self, noun: u32) -> impl Iterator<Item = &(u32, Part<'static>)> {
        self.ties.roles.row(self.phrases.place + noun as usize)
    }

    /// The chunk of a noun phrase.
    pub(super) fn chunk_of(&self, noun: u32) -> usize {
        self.ties.chunk_of[self.phrases.place + noun as usize]
    }

    /// Whether a word stands in the sentence's phrase with this class of the lexicon.
    pub(super) fn word(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or_default()
    }

    /// What the lists and the lexicon know of a token.
    pub(super) fn sense(&self, token: u32) -> Sense {
        self.senses[token as usize]
    }

    /// Where the phrase's content begins: behind determiners, numbers and hedges.
    pub(super) fn core(&self, noun: &NounPhrase) -> u32 {
        let mut first = noun.first;
        while first + 1 < noun.end {
            let (token, word) = (&self.tokens[first as usize], self.word(first as usize));
            let skip = word.is(class::DET | class::POSS_DET | class::NUMBER | class::NEG)
                || token.is_number()
                || token.has(Token::POSSESSIVE)
                || token.punct != 0
                || word.is(class::HEDGE)
                || self.sense(first).has(mark::SKIPPED);
            if !skip || first >= noun.head {
                break;
            }
            first += 1;
        }
        first
    }
}
