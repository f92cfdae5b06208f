//! The chunks of a sentence: what each token begins, from left to right.

use super::clause::{Clauses, Link};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hashes};

/// A mention as the chunker sees it: a range of tokens that stays whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    pub first: u32,
    pub end: u32,
    pub kind: Kind,
    pub mention: u32,
}

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChunkKind {
    Noun,
    Verb,
    Preposition,
    Conjunction,
    Comma,
    Relative,
    Subordinator,
    Open,
    Close,
    /// What no clause reaches over: a semicolon, a colon, the edge of an aside in parentheses.
    Stop,
    Other,
}

/// A piece of a sentence: its tokens, half-open, and what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    pub kind: ChunkKind,
    pub first: u32,
    /// The index into the noun phrases or verb groups.
    pub index: u32,
}

/// A base noun phrase: no relative clause and no prepositional phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NounPhrase {
    pub first: u32,
    pub end: u32,
    pub head: u32,
    /// The mention that is the head, when it is a name.
    pub mention: Option<u32>,
    pub kind: Option<Kind>,
    pub number: Option<u32>,
    pub negative: bool,
    pub hedged: bool,
}

/// A verb group: auxiliaries, negation, adverbs and the main verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerbGroup {
    pub first: u32,
    pub end: u32,
    pub main: u32,
    pub lemma: u16,
    pub passive: bool,
    pub participle: bool,
    pub gerund: bool,
    pub infinitive: bool,
    pub negated: bool,
    pub modal: bool,
    pub hedged: bool,
    /// Its chunk, and where the clause layer found its subject.
    pub chunk: u32,
    pub link: Link,
}

impl NounPhrase {
    /// Whether it names someone or something that does things of its own will.
    pub(crate) fn can_act(&self) -> bool {
        self.kind.is_some_and(|k| {
            matches!(
                k,
                Kind::People
                    | Kind::Person
                    | Kind::Group
                    | Kind::SecurityForce
                    | Kind::Government
                    | Kind::Organization
                    | Kind::Nationality
                    | Kind::Media
            )
        })
    }
}

/// Splits a sentence into chunks; holds nothing but references.
pub(crate) struct Chunker<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub units: &'a [Unit],
}

impl Chunker<'_> {
    pub(super) fn word(&self, i: usize) -> Word {
        self.words.get(i).copied().unwrap_or_default()
    }

    pub(super) fn is(&self, i: usize, words: &[u64]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.contains(&t.hash))
    }

    /// Appends the chunks of the tokens `from..to`; their verbs know no subject yet.
    pub(crate) fn run(&self, from: usize, to: usize, chunks: &mut Vec<Chunk>, nouns: &mut Vec<NounPhrase>, verbs: &mut Vec<VerbGroup>) {
        self.split(from, to, chunks, nouns, verbs);
        asides_last(chunks);
    }

    /// Finds the subjects of the verbs.
    pub(crate) fn link(&self, chunks: &[Chunk], nouns: &[NounPhrase], verbs: &mut [VerbGroup]) {
        let clauses = Clauses {
            tokens: self.tokens,
            words: self.words,
            chunks,
            nouns,
        };
        clauses.link(verbs);
    }

    fn split(&self, from: usize, to: usize, chunks: &mut Vec<Chunk>, nouns: &mut Vec<NounPhrase>, verbs: &mut Vec<VerbGroup>) {
        let mut unit = self.units.partition_point(|u| (u.first as usize) < from);
        let mut i = from;
        while i < to {
            while self.units.get(unit).is_some_and(|u| (u.first as usize) < i) {
                unit += 1;
            }
            let token = &self.tokens[i];
            let word = self.word(i);
            let named = self.units.get(unit).is_some_and(|u| u.first as usize == i);
            let previous = chunks.last().map_or(ChunkKind::Other, |c: &Chunk| c.kind);
            let single = |kind| Chunk {
                kind,
                first: i as u32,
                index: 0,
            };
            if token.punct != 0 {
                chunks.push(single(match token.punct {
                    b',' | b'~' => ChunkKind::Comma,
                    b';' | b':' => ChunkKind::Stop,
                    b'(' => ChunkKind::Open,
                    b')' => ChunkKind::Close,
                    b'-' if !token.has(Token::GLUED) => ChunkKind::Comma,
                    _ => ChunkKind::Other,
                }));
                i += 1;
                continue;
            }
            if named && self.units.get(unit).is_some_and(|u| u.kind == Kind::Date) {
                chunks.push(single(ChunkKind::Other));
                i = self.units.get(unit).map_or(i + 1, |u| u.end as usize);
                // "Thursday night".
                while i < to && self.word(i).is(class::TIME_NOUN) && self.tokens[i].punct == 0 {
                    i += 1;
                }
                continue;
            }
            if !named {
                let hedge = self.count_hedge(i, unit);
                if hedge > 0 {
                    chunks.extend((i..i + hedge).map(|t| Chunk {
                        kind: ChunkKind::Other,
                        first: t as u32,
                        index: 0,
                    }));
                    i += hedge;
                    continue;
                }
                if let Some(end) = self.ages(i) {
                    chunks.push(single(ChunkKind::Other));
                    i = end.min(to);
                    continue;
                }
                if let Some(end) = self.verb_group(i, to, previous, verbs) {
                    chunks.push(Chunk {
                        kind: ChunkKind::Verb,
                        first: i as u32,
                        index: verbs.len() as u32 - 1,
                    });
                    i = end;
                    continue;
                }
                // "bombings in Oru, in May, that killed two": a verb stands right behind.
                let does = self.word(i + 1).is(class::AUX_BE | class::AUX_HAVE | class::MODAL)
                    || self.word(i + 1).forms & form::PAST != 0 && !self.word(i + 1).is(class::ADJ);
                let behind =
                    previous == ChunkKind::Noun || does && matches!(previous, ChunkKind::Comma | ChunkKind::Other) && !nouns.is_empty();
                let that_relative = self.is(i, hashes!["that"]) && behind;
                if word.is(class::RELATIVE) && (!self.is(i, hashes!["that"]) || that_relative) {
                    chunks.push(single(ChunkKind::Relative));
                    i += 1;
                    continue;
                }
                if word.is(class::CONJ) {
                    chunks.push(single(ChunkKind::Conjunction));
                    i += 1;
                    continue;
                }
                if word.is(class::PREP) || self.is(i, hashes!["to"]) {
                    chunks.push(single(ChunkKind::Preposition));
                    i += 1;
                    continue;
                }
                let subject = |j: usize| {
                    self.word(j).is(class::DET | class::POSS_DET | class::PERSON_PL) || self.number(j) || self.count_hedge(j, unit) > 0
                };
                let said = previous == ChunkKind::Verb
                    && verbs
                        .last()
                        .is_some_and(|v| self.word(v.main as usize).is(class::SAY | class::THINK));
                let that_clause = self.is(i, hashes!["that"]) && (said || subject(i + 1));
                if word.is(class::SUBORD) && !word.is(class::DET) || that_clause {
                    chunks.push(single(ChunkKind::Subordinator));
                    i += 1;
                    continue;
                }
            }
            // "shot dead two men".
            let next_counts = || {
                let begins = self.word(i + 1).is(class::DET | class::POSS_DET | class::NUMBER);
                let name = self.units.get(unit).is_some_and(|u| u.first as usize == i + 1);
                begins || name || self.tokens.get(i + 1).is_some_and(Token::is_number) || self.count_hedge(i + 1, unit) > 0
            };
            let ends =
                || self.tokens.get(i + 1).is_none_or(|t| t.punct != 0) || self.word(i + 1).is(class::PREP | class::CONJ | class::SUBORD);
            let predicate = word.is(class::PREDICATE) && previous == ChunkKind::Verb && (next_counts() || ends());
            let unknown = previous == ChunkKind::Noun && self.unknown_past(i);
            if !named && (word.is(class::PARTICLE) || predicate || unknown) {
                chunks.push(single(ChunkKind::Other));
                i += 1;
                continue;
            }
            if let Some(noun) = self.noun_phrase(i, to, &mut unit) {
                // "last month", "a year earlier": a time, no thing.
                if noun.kind.is_none() && noun.mention.is_none() && self.word(noun.head as usize).is(class::TIME_NOUN) {
                    chunks.push(single(ChunkKind::Other));
                    i = noun.end as usize;
                    continue;
                }
                // "soldiers loyal to the mayor": an adjective of what stands before it.
                let head = self.word(noun.head as usize);
                let behind = self.word(noun.end as usize).is(class::PREP) || self.is(noun.end as usize, hashes!["to"]);
                if previous == ChunkKind::Noun && noun.kind.is_none() && noun.first == noun.head && head.is(class::ADJ) && behind {
                    chunks.push(single(ChunkKind::Other));
                    i = noun.end as usize;
                    continue;
                }
                chunks.push(Chunk {
                    kind: ChunkKind::Noun,
                    first: i as u32,
                    index: nouns.len() as u32,
                });
                i = noun.end as usize;
                nouns.push(noun);
            } else {
                chunks.push(single(ChunkKind::Other));
                i += 1;
            }
        }
    }
}

/// Moves what stands in parentheses behind the rest, so that a clause reads over it.
fn asides_last(chunks: &mut Vec<Chunk>) {
    if !chunks.iter().any(|c| c.kind == ChunkKind::Open) {
        return;
    }
    let (mut main, mut asides, mut open) = (Vec::with_capacity(chunks.len()), Vec::new(), Vec::new());
    for chunk in chunks.drain(..) {
        match chunk.kind {
            ChunkKind::Open => {
                // One that nothing closes ends where the next opens.
                asides.append(&mut open);
                open.push(Chunk {
                    kind: ChunkKind::Stop,
                    ..chunk
                });
            }
            ChunkKind::Close => asides.append(&mut open),
            _ if open.is_empty() => main.push(chunk),
            _ => open.push(chunk),
        }
    }
    // Nothing closed the last one: it stays in its place.
    main.append(&mut open);
    main.append(&mut asides);
    *chunks = main;
}
