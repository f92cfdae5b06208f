//! Base noun phrases and verb groups.

use crate::gazetteer::Kind;
use crate::lexicon::{Lexicon, Word, class, form};
use crate::text::Token;

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

    fn is(&self, i: usize, text: &str) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.span.text(self.text).eq_ignore_ascii_case(text))
    }

    /// How many tokens from `i` only soften the number behind them: "at least", "more than", "nearly".
    fn count_hedge(&self, i: usize, unit: usize) -> usize {
        const HEDGES: [&str; 14] = [
            "at least",
            "at most",
            "more than",
            "fewer than",
            "less than",
            "up to",
            "as many as",
            "about",
            "around",
            "nearly",
            "almost",
            "over",
            "roughly",
            "some",
        ];
        let next = self
            .units
            .get(unit)
            .filter(|u| u.kind == Kind::Quantity && u.first as usize <= i + 3 && u.first as usize > i);
        if next.is_none() {
            return 0;
        }
        for hedge in HEDGES {
            let mut end = i;
            if hedge.split(' ').all(|w| {
                end += 1;
                self.is(end - 1, w)
            }) && self
                .units
                .binary_search_by_key(&(end as u32), |u| u.first)
                .is_ok_and(|u| self.units[u].kind == Kind::Quantity)
            {
                return end - i;
            }
        }
        0
    }

    /// Appends the chunks of the tokens `from..to`.
    pub(crate) fn run(&self, from: usize, to: usize, chunks: &mut Vec<Chunk>, nouns: &mut Vec<NounPhrase>, verbs: &mut Vec<VerbGroup>) {
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
                    b',' | b'~' | b';' | b':' => ChunkKind::Comma,
                    b'(' => ChunkKind::Open,
                    b')' => ChunkKind::Close,
                    b'-' if !token.has(Token::GLUED) => ChunkKind::Comma,
                    _ => ChunkKind::Other,
                }));
                i += 1;
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
                if let Some(end) = self.verb_group(i, to, previous, verbs) {
                    chunks.push(Chunk {
                        kind: ChunkKind::Verb,
                        first: i as u32,
                        index: verbs.len() as u32 - 1,
                    });
                    i = end;
                    continue;
                }
                let that_relative = self.is(i, "that") && previous == ChunkKind::Noun;
                if word.is(class::RELATIVE) && (!self.is(i, "that") || that_relative) {
                    chunks.push(single(ChunkKind::Relative));
                    i += 1;
                    continue;
                }
                if word.is(class::CONJ) {
                    chunks.push(single(ChunkKind::Conjunction));
                    i += 1;
                    continue;
                }
                if word.is(class::PREP) || self.is(i, "to") {
                    chunks.push(single(ChunkKind::Preposition));
                    i += 1;
                    continue;
                }
                let that_clause = self.is(i, "that") && self.word(i + 1).is(class::DET | class::POSS_DET);
                if word.is(class::SUBORD) && !word.is(class::DET) || that_clause {
                    chunks.push(single(ChunkKind::Subordinator));
                    i += 1;
                    continue;
                }
            }
            if let Some(noun) = self.noun_phrase(i, to, &mut unit) {
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
        let mut group = VerbGroup {
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
        };
        let (mut be, mut have, mut auxiliary) = (false, false, false);
        let mut i = start;
        if self.is(i, "to") {
            group.infinitive = true;
            auxiliary = true;
            i += 1;
        }
        while i < to && self.tokens[i].punct == 0 {
            let word = self.word(i);
            let last = || self.word(i.saturating_sub(1));
            if word.is(class::MODAL) && !(self.is(i, "may") && self.tokens[i].is_capitalized()) {
                group.modal = true;
                auxiliary = true;
            } else if word.is(class::AUX_BE) {
                (be, auxiliary) = (true, true);
                if self.is(i, "being") && !have && i == start {
                    be = true;
                }
            } else if word.is(class::AUX_HAVE) {
                (have, auxiliary) = (true, true);
            } else if word.is(class::AUX_DO) {
                auxiliary = true;
            } else if word.is(class::NEG) && (auxiliary || self.is(i, "not") || self.is(i, "never")) {
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
                group.gerund = word.forms & form::ING != 0 && !be;
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
        while i < to && ["out", "up", "down", "away", "off"].iter().any(|p| self.is(i, p)) && self.tokens[i].punct == 0 {
            i += 1;
        }
        group.end = i as u32;
        verbs.push(group);
        Some(i)
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
            return !last.is(class::DET) && !last.is(class::POSS_DET);
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
            if word.is(class::ADJ)
                && next.is(class::PERSON | class::PERSON_PL | class::EVENT | class::FACILITY | class::WEAPON | class::GROUP_NOUN)
            {
                return false;
            }
            return !noun || previous != ChunkKind::Preposition;
        }
        if word.forms & form::ING != 0 {
            if word.is(class::EVENT) {
                return next.is(class::DET) || next.is(class::NUMBER) || self.tokens.get(i + 1).is_some_and(Token::is_number);
            }
            return !(previous == ChunkKind::Preposition && noun);
        }
        if noun || word.is(class::ADJ) || word.is(class::COMMON) && previous != ChunkKind::Noun && previous != ChunkKind::Relative {
            let after_subject = matches!(previous, ChunkKind::Noun | ChunkKind::Relative);
            return after_subject
                && !noun
                && (next.is(class::DET | class::POSS_DET | class::PREP | class::PRONOUN)
                    || self.tokens.get(i + 1).is_some_and(Token::is_capitalized));
        }
        matches!(previous, ChunkKind::Noun | ChunkKind::Relative | ChunkKind::Conjunction) || start < i
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
            if word.is(class::DET) || word.is(class::POSS_DET) || (word.is(class::NEG) && self.is(i, "no")) {
                if content {
                    break;
                }
                np.negative |= word.is(class::NEG) || self.is(i, "no");
                i += 1;
                continue;
            }
            if i > start
                && content
                && (word.is(class::PREP
                    | class::CONJ
                    | class::RELATIVE
                    | class::MODAL
                    | class::AUX_BE
                    | class::AUX_HAVE
                    | class::AUX_DO
                    | class::SUBORD)
                    || self.is(i, "to"))
            {
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
            let adjective = word.is(class::ADJ) && self.word(i + 1).is(class::FORCE_NOUN | class::GROUP_NOUN);
            if content && complete && (participle && !nounish && !adjective || self.is(i, "dead")) {
                break;
            }
            if content
                && word.lemma != 0
                && !nounish
                && !word.is(class::ADJ)
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
        Some(np)
    }
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
    ]
    .into_iter()
    .find(|&(classes, _)| word.is(classes))
    .map(|(_, kind)| kind)
}

/// Looks up every token once.
pub(crate) fn probe_all(tokens: &[Token], out: &mut Vec<Word>) {
    let lexicon = Lexicon::get();
    out.extend(
        tokens
            .iter()
            .map(|t| if t.punct == 0 { lexicon.probe(t.hash) } else { Word::default() }),
    );
}
