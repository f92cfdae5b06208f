//! Base noun phrases and verb groups.

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
    fn word(&self, i: usize) -> Word {
        self.words.get(i).copied().unwrap_or_default()
    }

    fn is(&self, i: usize, words: &[u64]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.contains(&t.hash))
    }

    /// How many tokens from `i` only soften the number behind them: "at least", "more than", "nearly".
    fn count_hedge(&self, i: usize, unit: usize) -> usize {
        const HEDGES: [&[u64]; 14] = [
            hashes!["at", "least"],
            hashes!["at", "most"],
            hashes!["more", "than"],
            hashes!["fewer", "than"],
            hashes!["less", "than"],
            hashes!["up", "to"],
            hashes!["as", "many", "as"],
            hashes!["about"],
            hashes!["around"],
            hashes!["nearly"],
            hashes!["almost"],
            hashes!["over"],
            hashes!["roughly"],
            hashes!["some"],
        ];
        let people = |i: usize| {
            self.units
                .get(unit)
                .is_some_and(|u| u.kind == Kind::Quantity && u.first as usize == i)
        };
        if !(i + 1..=i + 3).any(|j| people(j) || self.number(j)) {
            return 0;
        }
        for hedge in HEDGES {
            let end = i + hedge.len();
            if self
                .tokens
                .get(i..end)
                .is_some_and(|tokens| tokens.iter().zip(hedge).all(|(t, word)| t.hash == *word))
                && (people(end) || self.number(end))
            {
                return end - i;
            }
        }
        0
    }

    fn number(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(Token::is_number) || self.word(i).is(class::NUMBER)
    }

    /// "aged 28, 33 and 47": the token behind the ages.
    fn ages(&self, i: usize) -> Option<usize> {
        if !self.is(i, hashes!["aged"]) || !self.number(i + 1) {
            return None;
        }
        let mut end = i + 2;
        loop {
            let link = self.tokens.get(end)?.punct == b',' || self.word(end).is(class::CONJ);
            match (
                link,
                self.number(end + 1),
                self.word(end + 1).is(class::CONJ) && self.number(end + 2),
            ) {
                (true, true, _) => end += 2,
                (true, _, true) => end += 3,
                _ => return Some(end),
            }
        }
    }

    /// Whether a word stands at `i` that a noun phrase may go on with.
    fn goes_on(&self, i: usize) -> bool {
        let closes =
            class::PREP | class::CONJ | class::SUBORD | class::DET | class::AUX_BE | class::AUX_HAVE | class::MODAL | class::WEEKDAY;
        self.tokens.get(i).is_some_and(|t| t.punct == 0) && !self.word(i).is(closes) && !self.is(i, hashes!["to"])
    }

    /// An adverb that no noun phrase goes on behind: "seven suspects overnight", but "a police overnight raid".
    fn adverb_ends(&self, i: usize) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        let adverb = word.is(class::ADVERB) || word == Word::default() && self.tokens[i].span.text(self.text).ends_with("ly");
        adverb && (!self.goes_on(i + 1) || next.forms & form::PAST != 0 && !next.is(class::ADJ))
    }

    /// A word that no list has and that ends as a past tense does: "downed".
    fn unknown_past(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        self.word(i) == Word::default() && !token.is_capitalized() && token.span.text(self.text).ends_with("ed")
    }

    /// "clearly marked", "once powerful": an adverb of the adjective or participle behind it, before a noun.
    fn describes(&self, i: usize) -> bool {
        let (word, next) = (self.word(i), self.word(i + 1));
        let adverb = word.is(class::ADVERB) && word.lemma == 0 && !word.is(class::ADJ | class::NUMBER);
        let plain = self.tokens.get(i + 1).is_some_and(|t| t.punct == 0);
        adverb && plain && (next.is(class::ADJ) || next.forms & form::PARTICIPLE != 0) && self.goes_on(i + 2)
    }

    /// "several were hurt", "killed one and wounded another": a word that stands for people without their noun.
    fn stands_alone(&self, i: usize) -> bool {
        if !self.is(i, hashes!["another", "both", "several", "many", "few", "some", "all"]) {
            return false;
        }
        let (next, behind) = (self.word(i + 1), self.word(i + 2));
        let auxiliary = next.is(class::AUX_BE | class::AUX_HAVE);
        let goes_on = !self.tokens.get(i + 2).is_some_and(|t| t.punct == 0)
            || behind.is(class::PREP | class::CONJ | class::SUBORD | class::ADVERB | class::WEEKDAY);
        let participle = self.is(i, hashes!["another"]) && next.forms & form::PARTICIPLE != 0 && !next.is(class::ADJ) && goes_on;
        auxiliary || participle
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

    fn verb_group(&self, start: usize, to: usize, previous: ChunkKind, verbs: &mut Vec<VerbGroup>) -> Option<usize> {
        // Most tokens open none: they are told apart at one look.
        const OPENS: u64 = class::MODAL | class::AUX_BE | class::AUX_HAVE | class::AUX_DO | class::NEG | class::ADVERB | class::HEDGE;
        let opening = self.word(start);
        if opening.lemma == 0 && !opening.is(OPENS) && !self.is(start, hashes!["to"]) {
            return None;
        }
        let mut group = VerbGroup {
            first: start as u32,
            end: start as u32,
            main: start as u32,
            lemma: 0,
            passive: false,
            participle: false,
            gerund: false,
            infinitive: false,
            negated: false,
            modal: false,
            hedged: false,
            chunk: 0,
            link: Link::default(),
        };
        let (mut be, mut have, mut auxiliary) = (false, false, false);
        let mut i = start;
        if self.word(i).is(class::PREP) && self.word(i).forms & form::ING != 0 {
            // "including", "following".
            return None;
        }
        if self.is(i, hashes!["to"]) {
            group.infinitive = true;
            auxiliary = true;
            i += 1;
        }
        while i < to && (self.tokens[i].punct == 0 || self.tokens[i].punct == b'"' && auxiliary && i > start) {
            if self.tokens[i].punct != 0 {
                // "had “opened fire”".
                if self.word(i + 1).lemma == 0 {
                    break;
                }
                i += 1;
                continue;
            }
            let word = self.word(i);
            let last = || self.word(i.saturating_sub(1));
            if word.is(class::MODAL) && !(self.is(i, hashes!["may"]) && self.tokens[i].is_capitalized()) {
                group.modal = true;
                auxiliary = true;
            } else if word.is(class::AUX_BE) {
                (be, auxiliary) = (true, true);
                if self.is(i, hashes!["being"]) && !have && i == start {
                    be = true;
                }
            } else if word.lemma != 0 && self.got_passive(i) {
                (be, auxiliary) = (true, true);
            } else if word.is(class::AUX_HAVE) {
                (have, auxiliary) = (true, true);
            } else if word.is(class::AUX_DO) {
                auxiliary = true;
            } else if have && self.is(i, hashes!["since"]) && self.word(i + 1).forms & form::PARTICIPLE != 0 {
                // "have since arrested".
            } else if word.is(class::NEG) && (auxiliary || self.is(i, hashes!["not"]) || self.is(i, hashes!["never"])) {
                group.negated = true;
            } else if auxiliary && (word.is(class::ADVERB) || self.tokens[i].span.text(self.text).ends_with("ly")) && word.lemma == 0 {
                group.hedged |= word.is(class::HEDGE);
            } else if !auxiliary && i > start && group.lemma == 0 && word.is(class::ADVERB) {
            } else if !auxiliary
                && i == start
                && word.lemma == 0
                && (word.is(class::ADVERB) || word.is(class::HEDGE) && !word.is(class::ADJ))
            {
                group.hedged |= word.is(class::HEDGE);
            } else if word.lemma != 0 && self.reads_as_verb(i, start, auxiliary, be, previous, last()) {
                group.lemma = word.lemma;
                group.main = i as u32;
                let participle = word.forms & form::PARTICIPLE != 0;
                let opens = self.is(start, hashes!["being"]) || self.is(start, hashes!["having"]);
                group.gerund = word.forms & form::ING != 0 && !be || opens;
                group.passive = be && participle;
                group.participle = !auxiliary && participle;
                i += 1;
                break;
            } else {
                break;
            }
            if word.is(class::HEDGE) {
                group.hedged = true;
            }
            i += 1;
        }
        if group.lemma == 0 {
            if !auxiliary || group.infinitive && i == start + 1 {
                return None;
            }
            // A form of "be", "have" or "do" stands as the main verb.
            group.main = (i - 1) as u32;
            group.lemma = self.word(i - 1).lemma;
        }
        while i < to && self.word(i).is(class::PARTICLE) && self.tokens[i].punct == 0 {
            i += 1;
        }
        group.end = i as u32;
        verbs.push(group);
        Some(i)
    }

    /// "got shot".
    fn got_passive(&self, i: usize) -> bool {
        let next = self.word(i + 1);
        self.is(i, hashes!["get", "gets", "got", "getting"]) && next.forms & form::PARTICIPLE != 0 && !next.is(class::INTRANS)
    }

    /// Whether a word that can be a verb is one here.
    fn reads_as_verb(&self, i: usize, start: usize, auxiliary: bool, be: bool, previous: ChunkKind, last: Word) -> bool {
        let word = self.word(i);
        let noun = word.is(class::EVENT
            | class::PERSON
            | class::PERSON_PL
            | class::FACILITY
            | class::WEAPON
            | class::TIME_NOUN
            | class::GROUP_NOUN
            | class::FORCE_NOUN);
        if auxiliary {
            if be {
                return word.forms & (form::PARTICIPLE | form::ING) != 0;
            }
            // "left it to rebels".
            let infinitive = !self.is(i - 1, hashes!["to"]) || word.forms & form::BASE != 0;
            return infinitive && !last.is(class::DET) && !last.is(class::POSS_DET);
        }
        let glued = self.tokens.get(i + 1).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED));
        let after_hyphen = i > 0 && self.tokens[i - 1].punct == b'-' && self.tokens[i].has(Token::GLUED);
        if glued || after_hyphen {
            return false;
        }
        let next = self.word(i + 1);
        let finite_past = word.forms & form::PAST != 0;
        if finite_past || word.forms == form::PARTICIPLE {
            // "detained suspects": an adjective before a noun; "detained the suspects": a verb.
            if word.is(class::ADJ) && next.is(class::FORCE_NOUN) {
                return false;
            }
            if previous == ChunkKind::Noun || start < i {
                return true;
            }
            if word.is(class::ADJ) && word.is(class::HEDGE) {
                // "suspected militants".
                return false;
            }
            if word.is(class::ADJ)
                && next.is(class::PERSON | class::PERSON_PL | class::EVENT | class::FACILITY | class::WEAPON | class::GROUP_NOUN)
            {
                return false;
            }
            return !noun || previous != ChunkKind::Preposition;
        }
        if word.forms & form::ING != 0 {
            if word.is(class::ADJ)
                && next.is(class::PERSON | class::PERSON_PL | class::GROUP_NOUN | class::FORCE_NOUN | class::EVENT | class::ADJ)
            {
                return false;
            }
            if word.is(class::EVENT) {
                // "killing at least nine", "killing several": a noun would take "of".
                let unit = self.units.partition_point(|u| (u.first as usize) < i + 1);
                return next.is(class::DET | class::NUMBER | class::POSS_DET | class::PERSON_PL | class::PRONOUN)
                    || self.tokens.get(i + 1).is_some_and(Token::is_number)
                    || self.count_hedge(i + 1, unit) > 0
                    || self.person_at(i + 1)
                    // "hacking to death".
                    || self.is(i + 1, hashes!["to"]) && self.is(i + 2, hashes!["death"]);
            }
            return !(previous == ChunkKind::Preposition && noun);
        }
        if noun || word.is(class::ADJ) || word.is(class::COMMON) && previous != ChunkKind::Noun && previous != ChunkKind::Relative {
            // "the group, which grew, still holds 19 men".
            let adverb = start < i && previous == ChunkKind::Comma && !noun && (next.is(class::DET) || self.number(i + 1));
            let after_subject = adverb || matches!(previous, ChunkKind::Noun | ChunkKind::Relative);
            return after_subject
                && (next.is(class::DET | class::POSS_DET) && !self.is(i + 1, hashes!["that"])
                    || adverb
                    || !noun
                        && (self.unit_at(i + 1)
                            || next.is(class::PREP | class::PRONOUN)
                            || self.tokens.get(i + 1).is_some_and(Token::is_capitalized)));
        }
        matches!(previous, ChunkKind::Noun | ChunkKind::Relative | ChunkKind::Conjunction) || start < i
    }

    /// "executed 20 captured soldiers": people behind a participle, in a phrase that stands behind a verb or preposition.
    fn held_people(&self, start: usize, people: usize) -> bool {
        let before = start.checked_sub(1).map(|b| self.word(b));
        before.is_some_and(|b| b.lemma != 0 || b.is(class::PREP)) && self.word(people).is(class::PERSON_PL)
    }

    /// Whether a mention begins at `i` that is no date.
    fn unit_at(&self, i: usize) -> bool {
        let at = self.units.binary_search_by_key(&(i as u32), |u| u.first);
        at.is_ok_and(|at| self.units[at].kind != Kind::Date)
    }

    /// Whether a person's name begins at `i`, with or without a title: "killing singer Luis Vano".
    fn person_at(&self, i: usize) -> bool {
        let name = |i: usize| {
            let at = self.units.binary_search_by_key(&(i as u32), |u| u.first);
            at.is_ok_and(|at| self.units[at].kind == Kind::Person)
        };
        name(i) || self.word(i).is(class::PERSON | class::TITLE) && name(i + 1)
    }

    /// "the Pakistani and Russian embassies": whether the conjunction at `i` joins two modifiers of one head.
    fn modifiers_go_on(&self, i: usize, unit: usize) -> bool {
        let ends_here = |u: &&Unit| u.end as usize == i && u.kind == Kind::Nationality;
        let nation = |u: &&Unit| u.kind == Kind::Nationality && u.first as usize <= i + 2;
        let before = self
            .units
            .get(..unit.min(self.units.len()))
            .unwrap_or_default()
            .iter()
            .rev()
            .take(2)
            .any(|u| ends_here(&u))
            || self.units.get(unit).as_ref().is_some_and(ends_here);
        let after = self
            .units
            .get(unit..)
            .unwrap_or_default()
            .iter()
            .take(3)
            .find(|u| u.first as usize > i && nation(u));
        before
            && after.is_some_and(|u| {
                let head = self.word(u.end as usize);
                self.tokens.get(u.end as usize).is_some_and(|t| t.punct == 0)
                    && head.is(class::PERSON
                        | class::PERSON_PL
                        | class::FACILITY
                        | class::FORCE_NOUN
                        | class::GOV_NOUN
                        | class::GROUP_NOUN
                        | class::ADJ)
            })
    }

    fn noun_phrase(&self, start: usize, to: usize, unit: &mut usize) -> Option<NounPhrase> {
        let mut np = NounPhrase {
            first: start as u32,
            end: start as u32,
            head: start as u32,
            mention: None,
            kind: None,
            number: None,
            negative: false,
            hedged: false,
        };
        let mut i = start;
        let mut content = false;
        while i < to {
            while self.units.get(*unit).is_some_and(|u| (u.first as usize) < i) {
                *unit += 1;
            }
            if let Some(u) = self.units.get(*unit).filter(|u| u.first as usize == i) {
                if u.kind == Kind::Date {
                    break;
                }
                // "an attack Turkey blamed on": a name behind an event is a phrase of its own.
                if np.kind == Some(Kind::Event) && content && !matches!(u.kind, Kind::Nationality | Kind::Weapon) {
                    break;
                }
                np.mention = Some(u.mention);
                np.kind = Some(u.kind);
                if u.kind == Kind::Quantity {
                    np.number = Some(u.mention);
                    np.mention = None;
                    np.kind = Some(Kind::People);
                }
                i = u.end as usize;
                np.head = i as u32 - 1;
                content = true;
                continue;
            }
            let token = &self.tokens[i];
            let word = self.word(i);
            if token.has(Token::POSSESSIVE) {
                // The possessor is its own phrase; the thing had starts a new one.
                if content {
                    break;
                }
                i += 1;
                continue;
            }
            if token.punct == b'-' && token.has(Token::GLUED) && self.tokens.get(i + 1).is_some_and(|t| t.has(Token::GLUED)) && content {
                i += 2;
                np.head = i as u32 - 1;
                np.mention = None;
                np.kind = None;
                continue;
            }
            if token.punct == b'"' && i > start && !content {
                // "members of a “terror cell”".
                i += 1;
                continue;
            }
            if token.punct != 0 {
                break;
            }
            if word.is(class::PRONOUN) && !word.is(class::DET | class::POSS_DET) {
                if i == start {
                    np.end = i as u32 + 1;
                    return Some(np);
                }
                break;
            }
            if i == start && self.stands_alone(i) {
                np.kind = Some(Kind::People);
                np.end = i as u32 + 1;
                return Some(np);
            }
            if !content && word.is(class::DET) && !word.is(class::COMMON) && self.is(i + 1, hashes!["of"]) && !self.is(i, hashes!["the"]) {
                // "most of them".
                np.head = i as u32;
                np.kind = Some(Kind::People);
                np.end = i as u32 + 1;
                return Some(np);
            }
            if word.is(class::DET) || word.is(class::POSS_DET) || (word.is(class::NEG) && self.is(i, hashes!["no"])) {
                if content {
                    break;
                }
                np.negative |= word.is(class::NEG) || self.is(i, hashes!["no"]);
                i += 1;
                continue;
            }
            // "a clearly marked vehicle": the adverb and what it describes.
            if i > start && !content && self.describes(i) && i + 2 < to {
                i += 2;
                np.head = i as u32 - 1;
                content = true;
                continue;
            }
            if content && word.is(class::CONJ) && self.modifiers_go_on(i, *unit) {
                i += 1;
                continue;
            }
            if i > start && content && (word.is(class::CLOSES) || self.is(i, hashes!["to"])) {
                break;
            }
            let nounish = word.is(class::EVENT
                | class::PERSON
                | class::PERSON_PL
                | class::FACILITY
                | class::WEAPON
                | class::GROUP_NOUN
                | class::FORCE_NOUN
                | class::GOV_NOUN
                | class::ORG_NOUN
                | class::MEDIA_NOUN
                | class::TIME_NOUN
                | class::PLACE_NOUN
                | class::TITLE);
            let participle = word.forms & (form::PAST | form::PARTICIPLE) != 0;
            let complete = np.kind.is_some() || np.mention.is_some();
            // "two masked gunmen", "two alleged members".
            let counted = np.number.is_some() && np.head + 1 == i as u32 && !self.word(i - 1).is(class::PERSON | class::PERSON_PL);
            let named = class::PERSON | class::PERSON_PL | class::FACILITY | class::WEAPON | class::EVENT;
            let adjective = word.is(class::ADJ)
                && (self.word(i + 1).is(class::FORCE_NOUN | class::GROUP_NOUN) || counted && self.word(i + 1).is(named | class::ADJ))
                || participle && np.number.is_some() && self.number(i - 1) && self.held_people(start, i + 1);
            // "took the banker hostage", but "a German hostage".
            let nation = np.kind == Some(Kind::Nationality) && self.is(start, hashes!["a", "an"]);
            if content && complete && (participle && !nounish && !adjective || word.is(class::PREDICATE) && !nation) {
                break;
            }
            if content && complete && !nounish && (self.adverb_ends(i) || self.unknown_past(i)) {
                break;
            }
            // "police blame the rebels": the noun phrase ends before the verb.
            if content
                && complete
                && word.lemma != 0
                && word.forms & (form::BASE | form::S) != 0
                && self.word(i + 1).is(class::DET | class::POSS_DET)
                && !self.is(i + 1, hashes!["that"])
            {
                break;
            }
            // "Kenya holds al Shabaab", "the militants operate in".
            let name_acts = np.mention.is_some() && word.forms & form::S != 0 && self.unit_at(i + 1);
            let many_act = self.word(i - 1).is(class::PERSON_PL) && word.forms & form::BASE != 0 && self.word(i + 1).is(class::PREP);
            if content && complete && word.lemma != 0 && !nounish && (name_acts || many_act) {
                break;
            }
            // "the men responsible for", "soldiers loyal to".
            if content && complete && word.is(class::ADJ) && !nounish && (self.word(i + 1).is(class::PREP) || self.is(i + 1, hashes!["to"]))
            {
                break;
            }
            if content
                && word.lemma != 0
                && !nounish
                && !word.is(class::ADJ)
                && !adjective
                && (word.forms & (form::PAST | form::ING) != 0 || !word.is(class::COMMON))
            {
                break;
            }
            if content && word.is(class::ADVERB) && !word.is(class::ADJ) && !nounish {
                break;
            }
            np.hedged |= word.is(class::HEDGE);
            np.head = i as u32;
            np.mention = None;
            np.kind = noun_kind(word);
            content = true;
            i += 1;
        }
        if i == start || !content {
            return None;
        }
        np.end = i as u32;
        // "the other", "the dead": an adjective that stands for people; so does "a third" where nothing is parted.
        let head = self.word(np.head as usize);
        let ordinal = hashes!["second", "third", "fourth", "fifth", "sixth"];
        if np.kind.is_none() && np.first + 1 == np.head && self.is(np.head as usize, ordinal) && !self.is(i, hashes!["of"]) {
            np.kind = Some(Kind::People);
        }
        if np.kind.is_none() && head.is(class::SUBSTANTIVE) && np.mention.is_none() {
            np.kind = Some(Kind::People);
        }
        Some(np)
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

/// The kind of thing that a head noun names.
fn noun_kind(word: Word) -> Option<Kind> {
    [
        (class::PERSON | class::PERSON_PL, Kind::People),
        (class::FORCE_NOUN, Kind::SecurityForce),
        (class::GOV_NOUN, Kind::Government),
        (class::GROUP_NOUN, Kind::Group),
        (class::EVENT, Kind::Event),
        (class::FACILITY, Kind::Facility),
        (class::WEAPON, Kind::Weapon),
        (class::ORG_NOUN, Kind::Organization),
        (class::MEDIA_NOUN, Kind::Media),
        (class::PLACE_NOUN, Kind::Place),
    ]
    .into_iter()
    .find(|&(classes, _)| word.is(classes))
    .map(|(_, kind)| kind)
}
