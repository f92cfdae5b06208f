//! The chunks of a sentence: what each token begins, from left to right.

use super::aside::asides_last;
use super::clause::{Clauses, Link};
use super::count::LENGTHS;
use super::modifier::REFLEXIVE;
use super::units::Units;
use super::verb::OPENS_VERB;
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, WordSet, hashes};

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
#[derive(Clone, Copy, Debug, Default)]
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

/// What a sentence is split into; the vectors serve sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    pub chunks: Vec<Chunk>,
    pub nouns: Vec<NounPhrase>,
    pub verbs: Vec<VerbGroup>,
    /// Whether a parenthesis or dash may open an aside.
    aside: bool,
}

impl Phrases {
    pub(crate) fn clear(&mut self) {
        self.aside = false;
        self.chunks.clear();
        self.nouns.clear();
        self.verbs.clear();
    }

    /// Adds a verb group, whose chunk is the next one.
    fn add_verb(&mut self, verb: VerbGroup) {
        let chunk = self.chunks.len() as u32;
        self.verbs.push(VerbGroup { chunk, ..verb });
    }
}

impl NounPhrase {
    /// Whether it names someone or something that does things of its own will.
    pub(crate) fn can_act(&self) -> bool {
        self.kind.is_some_and(|k| k.is_someone() || k.is_body())
    }
}

/// Splits a sentence into chunks; holds nothing but references.
pub(crate) struct Chunker<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub units: Units<'a>,
}

impl Chunker<'_> {
    pub(super) fn word(&self, i: usize) -> Word {
        self.words.get(i).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn is(&self, i: usize, words: &[u64]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.contains(&t.hash))
    }

    /// Appends the chunks that begin before the token `until` of the tokens `from..to`, or all where these may be a headline, whose verbs are
    /// told by what stands behind them. Verbs know no subject yet. Gives the token behind the chunks.
    pub(crate) fn begin(&self, from: usize, until: usize, to: usize, out: &mut Phrases) -> usize {
        let headline = self.headline(from, to);
        if !headline && !self.short(from, to) {
            return self.split(from, until, to, [NOT_TOLD; 2], out);
        }
        self.split(from, to, to, [NOT_TOLD; 2], out);
        if !headline && self.tells(from, to, &out.verbs) {
            return to;
        }
        // "Rebels attack base, kill two", "Police raid mill used by rebels": what stands behind the comma, and what is no finite verb,
        // is a second verb.
        let first = out.verbs.first();
        let first = first.map(|v| (v.first as usize, v.participle || v.gerund || v.infinitive));
        // "Gunmen storm hotel; police respond": each part has its own.
        let part = first.and_then(|(at, _)| (from..at).find(|&i| self.tokens[i].punct == b';'));
        let verb = match (part, first) {
            (Some(stop), _) => self.headline_verb(from, stop),
            (None, None) => self.headline_verb(from, to),
            (None, Some((at, bare))) if at > from && (bare || self.tokens[at - 1].punct == b',') => self.headline_verb(from, at + 1),
            // "Rebels attack base, officials say": who says so is the end.
            (None, Some((at, _))) => self.said_behind(from, at, to).and_then(|comma| self.headline_verb(from, comma + 1)),
        };
        let at = verb.or(first.map(|(at, _)| at));
        let second = |at| {
            let verbs = &out.verbs;
            let listed = self.listed_verb(at + 1, to).or_else(|| self.parted_verb(at + 1, to, verbs));
            listed.or_else(|| self.clause_verb(at + 1, to, verbs))
        };
        let listed = at.and_then(second);
        let told = [verb, listed].map(|verb| verb.unwrap_or(NOT_TOLD));
        if told != [NOT_TOLD; 2] {
            out.clear();
            self.split(from, to, to, told, out);
        }
        to
    }

    /// Appends the chunks of the tokens `at..to` to those that stand before.
    pub(crate) fn go_on(&self, at: usize, to: usize, out: &mut Phrases) {
        self.split(at, to, to, [NOT_TOLD; 2], out);
        if out.aside {
            self.pair_dashes(&mut out.chunks);
            asides_last(&mut out.chunks);
            for (at, chunk) in (0..).zip(&out.chunks).filter(|(_, c)| c.kind == ChunkKind::Verb) {
                out.verbs[chunk.index as usize].chunk = at;
            }
        }
    }

    /// "Three people - two nurses and a guard - died": two dashes with no verb between them are parentheses.
    fn pair_dashes(&self, chunks: &mut [Chunk]) {
        let dash = |c: &Chunk| c.kind == ChunkKind::Comma && self.tokens.get(c.first as usize).is_some_and(|t| t.punct != b',');
        let mut open: Option<usize> = None;
        for i in 0..chunks.len() {
            match (chunks[i].kind, open) {
                (ChunkKind::Verb | ChunkKind::Stop | ChunkKind::Open | ChunkKind::Close, _) => open = None,
                (ChunkKind::Comma, Some(first)) if dash(&chunks[i]) => {
                    (chunks[first].kind, chunks[i].kind) = (ChunkKind::Open, ChunkKind::Close);
                    open = None;
                }
                (ChunkKind::Comma, None) if i > 0 && dash(&chunks[i]) && !self.is(chunks[i].first as usize + 1, PARTS) => open = Some(i),
                _ => {}
            }
        }
    }

    /// Finds the subjects of the verbs.
    pub(crate) fn link(&self, phrases: &mut Phrases) {
        let Phrases { chunks, nouns, verbs, .. } = phrases;
        let clauses = Clauses {
            tokens: self.tokens,
            words: self.words,
            chunks,
            nouns,
        };
        clauses.link(verbs);
    }

    /// Appends the chunks that begin in the tokens `from..until`. `told` are tokens that are verbs whatever else they may be.
    fn split(&self, from: usize, until: usize, to: usize, told: [usize; 2], out: &mut Phrases) -> usize {
        let mut previous = out.chunks.last().map_or(ChunkKind::Other, |c| c.kind);
        let mut i = from;
        while i < until {
            out.aside |= matches!(self.tokens[i].punct, b'(' | b'-' | b'~');
            let (kind, end) = self.chunk_at(i, to, told, previous, out);
            if let Some(kind) = kind {
                // The phrase that it is was added last.
                let index = match kind {
                    ChunkKind::Noun => out.nouns.len() as u32 - 1,
                    ChunkKind::Verb => out.verbs.len() as u32 - 1,
                    _ => 0,
                };
                let first = i as u32;
                out.chunks.push(Chunk { kind, first, index });
                // "who now lives in Oru": the day that an adverb tells parts no verb from its subject.
                if kind != ChunkKind::Other || !self.words[i].is(class::ADVERB) {
                    previous = kind;
                }
            }
            i = end;
        }
        i
    }

    /// What begins at the token `i` behind a chunk of the kind `previous`, none where it is passed over, and the token behind it. A noun
    /// phrase or verb group is added.
    #[inline]
    fn chunk_at(&self, i: usize, to: usize, told: [usize; 2], previous: ChunkKind, out: &mut Phrases) -> (Option<ChunkKind>, usize) {
        let (token, word) = (&self.tokens[i], self.words[i]);
        if token.punct != 0 {
            return self.mark(i, to, &out.nouns);
        }
        if told.contains(&i) {
            out.add_verb(self.verb_alone(i));
            return (Some(ChunkKind::Verb), i + 1);
        }
        match self.units.at(i) {
            Some(date) if date.kind == Kind::Date => {
                let mut end = date.end as usize;
                // "Thursday night".
                while end < to && self.word(end).is(class::TIME_NOUN) && self.tokens[end].punct == 0 {
                    end += 1;
                }
                return (Some(ChunkKind::Other), end);
            }
            Some(place) if place.kind == Kind::Place && out.chunks.is_empty() => {
                if let Some(end) = self.units.bare_dateline(i, self.tokens) {
                    return (Some(ChunkKind::Other), end as usize);
                }
            }
            Some(_) => {}
            // Most words can only stand in a noun phrase: they are told apart at one look.
            None if word.lemma == 0 && !word.is(OPENS) && !self.may_count(i) && !self.hyphenated_verb(i) => {
                let apart = word == Word::default()
                    && match previous {
                        ChunkKind::Noun => self.unknown_past(i) || self.unknown_doing(i) || self.manner(i),
                        ChunkKind::Verb => self.manner_alone(i),
                        ChunkKind::Conjunction => self.manner_of_next(i),
                        ChunkKind::Preposition => self.manner_of_doing(i),
                        // "who documented killings": a verb, though no list has it.
                        ChunkKind::Relative if self.unknown_past(i) => {
                            out.add_verb(self.verb_alone(i));
                            return (Some(ChunkKind::Verb), i + 1);
                        }
                        _ => false,
                    };
                if apart {
                    return (Some(ChunkKind::Other), i + 1);
                }
            }
            // "of", "and": nothing else than what they are.
            None if word.lemma == 0
                && word.is(class::PREP | class::CONJ)
                && !word.is(OPENS_ELSE)
                && !self.is(i, hashes!["to"])
                && self.count_hedge(i) == 0 =>
            {
                // "two men on board the yacht".
                if self.is(i, hashes!["on"]) && self.is(i + 1, hashes!["board"]) && self.word(i + 2).is(class::DET | class::POSS_DET) {
                    return (Some(ChunkKind::Preposition), i + 2);
                }
                if self.by_the_time(i) {
                    return (Some(ChunkKind::Subordinator), i + 3);
                }
                // "At one point rebels fled".
                if self.is(i, hashes!["at"]) && self.is(i + 1, hashes!["one", "some"]) && self.is(i + 2, hashes!["point", "stage"]) {
                    return (Some(ChunkKind::Other), i + 3);
                }
                let conjunction = word.is(class::CONJ);
                let kind = if conjunction {
                    ChunkKind::Conjunction
                } else {
                    ChunkKind::Preposition
                };
                return (Some(kind), i + 1);
            }
            None => {
                // "killed two soldiers and at least nine nurses": what softens a number parts no list.
                let count = self.count_hedge(i);
                if count > 0 {
                    return (None, i + count);
                }
                if let Some(end) = self.ages(i) {
                    return (Some(ChunkKind::Other), end.min(to));
                }
                if let Some(verb) = self.verb_group(self.behind_hyphen(i, previous), to, previous, &out.verbs) {
                    out.add_verb(verb);
                    return (Some(ChunkKind::Verb), verb.end as usize);
                }
                if let Some(kind) = self.closed(i, previous, &out.nouns, &out.verbs) {
                    return (Some(kind), i + 1);
                }
            }
        }
        // "Vano himself died", "the rebels and the army both claimed it".
        let does = |next: Word| next.forms & form::PAST != 0 || next.is(class::AUX_HAVE);
        let each = || self.is(i, hashes!["both", "each"]) && does(self.word(i + 1));
        if previous == ChunkKind::Noun && (each() || self.is(i, REFLEXIVE)) {
            return (Some(ChunkKind::Other), i + 1);
        }
        // "Hours later police shot": which police it was is not told.
        let later = || i > 0 && self.word(i - 1).is(class::TIME_NOUN) && self.is(i, hashes!["later", "earlier"]);
        if word.is(class::ADVERB) && later() {
            return (Some(ChunkKind::Other), i + 1);
        }
        let end = told.into_iter().filter(|&t| i < t).fold(to, usize::min);
        let Some(noun) = self.noun_phrase(i, end) else {
            return (Some(ChunkKind::Other), i + 1);
        };
        if self.no_thing(&noun, previous) {
            return (Some(ChunkKind::Other), noun.end as usize);
        }
        out.nouns.push(self.told_by_which(noun, &out.nouns));
        (Some(ChunkKind::Noun), noun.end as usize)
    }

    /// What the mark at `i` is; none where it parts nothing. Gives the token behind it.
    fn mark(&self, i: usize, to: usize, nouns: &[NounPhrase]) -> (Option<ChunkKind>, usize) {
        let token = &self.tokens[i];
        if token.punct == b',' && self.age(i, nouns) {
            // "Luis Vano, 45, and Ana Ruel, 39, were shot".
            let joined = self.is(i + 3, hashes!["and"]) && !self.is(i + 4, hashes!["the"]) && self.tokens[i + 2].punct == b',';
            let closed = joined || self.closes_aside(i + 2) && !self.names_described(nouns);
            return (None, i + if closed { 3 } else { 2 });
        }
        // "Two girls, aged nine and ten, and a boy": ages part no list.
        if token.punct == b','
            && self.may_count(i + 1)
            && let Some(end) = self.ages(i + 1).filter(|&end| end < to && self.tokens[end].punct == b',')
        {
            let joined = self.word(end + 1).is(class::CONJ);
            return (None, if joined || self.closes_aside(end) { end + 1 } else { end });
        }
        let kind = match token.punct {
            b',' | b'~' => ChunkKind::Comma,
            b';' | b':' => ChunkKind::Stop,
            b'(' => ChunkKind::Open,
            b')' => ChunkKind::Close,
            b'-' if !token.has(Token::GLUED) => ChunkKind::Comma,
            _ => ChunkKind::Other,
        };
        (Some(kind), i + 1)
    }

    /// "Six were dead by the time police came": the words open a clause.
    fn by_the_time(&self, i: usize) -> bool {
        let ends = || self.tokens.get(i + 3).is_none_or(|t| t.punct != 0) || self.is(i + 3, hashes!["of"]);
        self.is(i, hashes!["by"]) && self.is(i + 1, hashes!["the"]) && self.is(i + 2, hashes!["time", "moment"]) && !ends()
    }

    /// What a word of a closed class is that opens no verb group; none where it stands in a noun phrase.
    fn closed(&self, i: usize, previous: ChunkKind, nouns: &[NounPhrase], verbs: &[VerbGroup]) -> Option<ChunkKind> {
        let (word, next) = (self.word(i), || self.word(i + 1));
        let that = self.is(i, hashes!["that"]);
        if word.is(class::RELATIVE) {
            // "bombings in Oru, in May, that killed two": a verb stands right behind.
            let does = |next: Word| {
                next.is(class::AUX_BE | class::AUX_HAVE | class::MODAL) || next.forms & form::PAST != 0 && !next.is(class::ADJ)
            };
            let aside = || matches!(previous, ChunkKind::Comma | ChunkKind::Other) && !nouns.is_empty() && does(next());
            // "claimed in a leaflet that it had": what was claimed.
            let tells = || {
                let says = verbs.last().is_some_and(|v| self.word(v.main as usize).is(class::SAY));
                let led = nouns
                    .last()
                    .is_some_and(|n| n.first > 0 && n.end as usize == i && self.word(n.first as usize - 1).is(class::PREP));
                that && says && led && next().is(class::PRONOUN | class::DET | class::POSS_DET)
            };
            if tells() {
                return Some(ChunkKind::Subordinator);
            }
            if !that || previous == ChunkKind::Noun || aside() {
                return Some(ChunkKind::Relative);
            }
        }
        if word.is(class::CONJ) {
            return Some(ChunkKind::Conjunction);
        }
        if word.is(class::PREP) {
            return Some(ChunkKind::Preposition);
        }
        let said = || {
            let verb = verbs.last().filter(|_| previous == ChunkKind::Verb);
            verb.is_some_and(|v| self.word(v.main as usize).is(class::SAY | class::THINK))
        };
        // "found that Vano's men had fled": no name has a determiner.
        let named = || previous == ChunkKind::Verb && self.tokens.get(i + 1).is_some_and(Token::is_capitalized);
        let subject =
            || next().is(class::DET | class::POSS_DET | class::PERSON_PL) || named() || self.number(i + 1) || self.count_hedge(i + 1) > 0;
        // "claimed that raid."
        let event = || next().is(class::EVENT) && self.tokens.get(i + 2).is_none_or(|t| t.punct != 0);
        if word.is(class::SUBORD) && !word.is(class::DET) || that && (said() || subject()) && !event() {
            return Some(ChunkKind::Subordinator);
        }
        // "shot dead two men", "shot dead nurse Luis Vano".
        let counts = || {
            let name = self.units.at(i + 1).is_some();
            let people = next().is(class::DET | class::POSS_DET | class::PERSON_PL) || self.person_at(i + 1);
            people || name || self.number(i + 1) || self.count_hedge(i + 1) > 0
        };
        let ends = || self.tokens.get(i + 1).is_none_or(|t| t.punct != 0) || next().is(class::PREP | class::CONJ | class::SUBORD);
        let predicate = word.is(class::PREDICATE) && previous == ChunkKind::Verb && (counts() || ends());
        (word.is(class::PARTICLE) || predicate).then_some(ChunkKind::Other)
    }

    /// "Rebels first attacked the town": in which order, not who.
    fn orders(&self, i: usize) -> bool {
        self.word(i + 1).forms & form::PAST != 0 && self.is(i, hashes!["first", "last", "second"])
    }

    /// Whether a noun phrase names no thing.
    fn no_thing(&self, noun: &NounPhrase, previous: ChunkKind) -> bool {
        if noun.kind.is_some() {
            return false;
        }
        let head = self.word(noun.head as usize);
        // "15 km from Oru": how far.
        let hash = self.tokens[noun.head as usize].hash;
        if LENGTHS.contains(hash) {
            return true;
        }
        if !head.is(class::TIME_NOUN | class::ADJ | class::ADVERB) && !NO_THINGS.contains(hash) {
            return false;
        }
        // "last month", "a year earlier": a time.
        let time = noun.mention.is_none() && head.is(class::TIME_NOUN);
        // "was shot six times": how often.
        let often = self.is(noun.head as usize, hashes!["times"]) && !self.tokens[noun.head as usize].is_capitalized();
        // "soldiers loyal to the mayor": an adjective of what stands before it.
        let adjective = previous == ChunkKind::Noun && noun.first == noun.head && head.is(class::ADJ);
        // "shot at close range": how.
        let manner = self.is(noun.head as usize, hashes!["range"])
            && self.is(noun.head as usize - usize::from(noun.head > 0), hashes!["close", "blank"])
            || self.is(noun.head as usize, hashes!["random", "behalf"]) && noun.first == noun.head;
        let order = previous == ChunkKind::Noun && noun.first == noun.head && self.orders(noun.head as usize);
        // "killed ten in Oru overnight, including two nurses".
        let goes_on = self.tokens.get(noun.end as usize).is_some_and(|t| t.punct != b'.');
        let adverb = goes_on && noun.mention.is_none() && noun.first == noun.head && head.is(class::ADVERB) && head.lemma == 0;
        time || often || manner || order || adverb || adjective && self.word(noun.end as usize).is(class::PREP)
    }
}

/// Heads of no class that may name no thing.
static NO_THINGS: WordSet<7> = WordSet::new(["times", "range", "first", "last", "second", "random", "behalf"]);

/// Stands for a token of which nothing is told.
const NOT_TOLD: usize = usize::MAX;

/// What opens an aside that names some of those before it.
const PARTS: &[u64] = hashes!["among", "including"];

/// Words that may open something else than a noun phrase; so may every form of a verb, and a count.
const OPENS: u64 = OPENS_ELSE | class::CONJ | class::PREP | class::SUBORD | class::PARTICLE | class::PREDICATE;
/// Those of them that may open a verb group or a relative clause, even where they are prepositions.
const OPENS_ELSE: u64 = OPENS_VERB | class::RELATIVE;
