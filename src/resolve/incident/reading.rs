//! One sentence read for violence: its triggers, and how each noun phrase stands to each of them.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::lexicon::{Word, class};
use crate::phrase::{Arguments, Chunk, ChunkKind, Clauses, NounPhrase, Unit, VerbGroup};
use crate::text::{Token, hash_word};

use super::Source;
use super::part::{Part, part};
use super::words::{Id, Sense, Words};

/// The phrases of one sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phrases<'a> {
    pub sentence: u32,
    pub first: usize,
    pub end: usize,
    pub chunks: &'a [Chunk],
    pub nouns: &'a [NounPhrase],
    pub verbs: &'a [VerbGroup],
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

/// Words before a noun that are no part of a description.
const SKIPPED: [&str; 12] = [
    "first",
    "second",
    "third",
    "other",
    "others",
    "same",
    "new",
    "least",
    "most",
    "such",
    "approximately",
    "several",
];

static SKIPPED_HASHES: Lazy<FxHashSet<u64>> = Lazy::new(|| SKIPPED.into_iter().map(hash_word).collect());

pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub senses: &'a [Sense],
    /// The mentions that begin in the sentence.
    pub units: &'a [Unit],
    pub phrases: Phrases<'a>,
    pub triggers: Vec<Trigger>,
    /// The links of each noun phrase.
    pub links: Vec<SmallVec<[Link; 2]>>,
    /// The chunk of each noun phrase.
    pub chunk_of: Vec<usize>,
    /// What each noun phrase is to the verbs of the sentence: the place of the verb, and the slot.
    pub roles: Vec<SmallVec<[(u32, Part<'static>); 2]>>,
}

impl<'a> Reading<'a> {
    /// The tokens of the sentence.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.phrases.first..self.phrases.end
    }

    pub(super) fn new(source: &Source<'a>, senses: &'a [Sense], phrases: Phrases<'a>) -> Self {
        let from = source.units.partition_point(|u| (u.first as usize) < phrases.first);
        let units = &source.units[from..];
        let mut reading = Self {
            text: source.text,
            tokens: source.tokens,
            words: source.words,
            senses,
            units: &units[..units.partition_point(|u| (u.first as usize) < phrases.end)],
            phrases,
            triggers: Vec::new(),
            links: vec![SmallVec::new(); phrases.nouns.len()],
            chunk_of: vec![0; phrases.nouns.len()],
            roles: vec![SmallVec::new(); phrases.nouns.len()],
        };
        reading.find_triggers();
        let mut next = 0;
        for (at, chunk) in phrases.chunks.iter().enumerate() {
            let arguments = (chunk.kind == ChunkKind::Verb).then(|| reading.clauses().arguments(at, phrases.verbs));
            if let Some(arguments) = &arguments {
                reading.give_roles(chunk.index, arguments);
            }
            while let Some(&trigger) = reading.triggers.get(next).filter(|t| t.chunk == at) {
                match &arguments {
                    Some(arguments) => reading.link_verb(trigger, arguments),
                    None => reading.link_noun(trigger),
                }
                next += 1;
            }
        }
        reading.hand_on();
        reading
    }

    fn clauses(&self) -> Clauses<'a> {
        Clauses {
            tokens: self.tokens,
            words: self.words,
            chunks: self.phrases.chunks,
            nouns: self.phrases.nouns,
        }
    }

    fn give_roles(&mut self, verb: u32, arguments: &Arguments) {
        let named = |p: u32| preposition(&self.tokens[p as usize]);
        let subjects = arguments.subjects.iter().map(|&n| (n, part!("subject")));
        let objects = arguments.objects.iter().map(|&n| (n, part!("object")));
        let others = arguments.prepositional.iter().map(|&(p, n)| (n, named(p)));
        for (noun, slot) in subjects.chain(objects).chain(others) {
            if let Some(roles) = self.roles.get_mut(noun as usize)
                && !roles.contains(&(verb, slot))
            {
                roles.push((verb, slot));
            }
        }
    }

    fn find_triggers(&mut self) {
        let known = Words::get();
        for (at, chunk) in self.phrases.chunks.iter().enumerate() {
            match chunk.kind {
                ChunkKind::Verb => {
                    let verb = &self.phrases.verbs[chunk.index as usize];
                    let after = self.tokens.get(verb.main as usize + 1..).unwrap_or_default();
                    let family = known.verb(verb.lemma, after);
                    if family != 0 {
                        self.triggers.push(Trigger {
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
                    self.chunk_of[chunk.index as usize] = at;
                    let noun = &self.phrases.nouns[chunk.index as usize];
                    for token in noun.first..noun.end {
                        let family = self.senses[token as usize].family;
                        if family != 0 {
                            self.triggers.push(Trigger {
                                family,
                                chunk: at,
                                token,
                                verb: false,
                                negated: noun.negative,
                                modal: false,
                            });
                        }
                    }
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
        if let Some(links) = self.links.get_mut(noun as usize)
            && !links.contains(&link)
        {
            links.push(link);
        }
    }

    fn link_verb(&mut self, trigger: Trigger, arguments: &Arguments) {
        let tokens = self.tokens;
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
            let chunk = self.chunk_of[object as usize];
            let from = self.triggers.partition_point(|t| t.chunk < chunk);
            for t in from..self.triggers.len() {
                let other = self.triggers[t];
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
        let (chunks, tokens) = (self.phrases.chunks, self.tokens);
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
        for (at, chunk) in chunks.iter().enumerate().skip(2) {
            if chunk.kind != ChunkKind::Noun || !self.links[chunk.index as usize].is_empty() {
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
            let given: SmallVec<[Link; 2]> = self.links[chunks[i].index as usize]
                .iter()
                .filter(|l| !matches!(l.slot.name, "head" | "compound"))
                .map(|l| Link { indirect: true, ..*l })
                .collect();
            self.links[chunk.index as usize] = given;
        }
    }

    /// Whether a word stands in the sentence's phrase with this class of the lexicon.
    pub(super) fn word(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or_default()
    }

    /// Whether a word is a name that no list knows, or a given name.
    pub(super) fn name_like(&self, token: u32) -> bool {
        let (token, word, sense) = (&self.tokens[token as usize], self.word(token as usize), self.senses[token as usize]);
        token.is_word() && !token.has(Token::POSSESSIVE) && (word.is(class::GIVEN_NAME) || word == Word::default() && sense.head == 0)
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
                || SKIPPED_HASHES.contains(&token.hash);
            if !skip || first >= noun.head {
                break;
            }
            first += 1;
        }
        first
    }
}
