//! Which rules a sentence calls: what must stand in it before a rule is tried there, told by one look at each token and mention.

use rustc_hash::FxHashMap;

use super::matcher::Context;
use super::model::{Element, Frame, Pattern, RuleKind, Rules};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{Token, hash_word};

/// What the rules of a set need, from the word, verb or mention that stands in a sentence to the rules that it calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// A bit for each word that calls, read before the table: most words are none.
    bits: Vec<u64>,
    words: FxHashMap<u64, Caller>,
    /// By the number of the verb.
    verbs: Vec<Caller>,
    /// The patterns of the callers, one list behind the other.
    patterns: Vec<u32>,
    /// Patterns that no word calls, by the mention that does; those of one kind stand together.
    mentions: Vec<Neighbours>,
    /// Where the mentions of each kind end.
    ends: Vec<u32>,
    /// Patterns that nothing calls.
    everywhere: Vec<u32>,
    /// For each rule what it asks for beside its caller.
    rules: Vec<Asked>,
}

/// A word or verb that calls rules.
#[derive(Clone, Copy, Debug, Default)]
struct Caller {
    /// Whether it calls a frame that needs no companion.
    frame: bool,
    /// Frames that need a companion, as bits: those whose verb or noun it is, and those whose companion it is. More than there are
    /// bits share the last.
    anchors: u64,
    companions: u64,
    /// Its patterns, as a range.
    patterns: (u32, u32),
}

/// A mention that calls a pattern.
#[derive(Clone, Copy, Debug)]
struct Neighbours {
    pattern: u32,
    /// The words and marks right before and right behind it, as bits; [`ANY`] where they may be any.
    before: u64,
    behind: u64,
}

/// What a rule asks for beside its caller.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// The kinds of the first and of the last mention of a pattern, as bits, of which one each must stand in the sentence.
    kinds: [u32; 2],
    /// The bit of a frame that needs a companion.
    pair: u64,
}

/// Any word or mark, or none.
const ANY: u64 = u64::MAX;

/// How many bits of a hash choose the bit of a word: 8 kB of bits.
const BITS: u32 = 16;

/// A pattern to try, and the token that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub pattern: u32,
    /// Where its anchor stands; none for a pattern without one, which is tried everywhere.
    pub token: Option<u32>,
}

/// What a sentence calls; the memory serves sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calls {
    /// The patterns to try, in order.
    pub patterns: Vec<Call>,
    /// Whether a frame or an event noun needs its phrases.
    pub phrases: bool,
    /// The frames whose companions stand in it, as bits.
    pub companions: u64,
}

impl Calls {
    /// Calls every rule in the whole sentence, as if nothing were known of it.
    pub(crate) fn everything(rules: &Rules) -> Self {
        let everywhere = |pattern| Call { pattern, token: None };
        Self {
            patterns: (0..rules.rules.len() as u32).map(everywhere).collect(),
            phrases: true,
            companions: u64::MAX,
        }
    }
}

/// The bit of a kind in a set of kinds.
pub(crate) fn kind_bit(kind: Kind) -> u32 {
    1 << kind as u32
}

fn place(hash: u64) -> usize {
    (hash >> 6) as usize & ((1 << (BITS - 6)) - 1)
}

/// The callers while they are gathered.
#[derive(Default)]
struct Draft {
    words: FxHashMap<u64, (Caller, Vec<u32>)>,
    verbs: FxHashMap<u16, (Caller, Vec<u32>)>,
    mentions: Vec<(Kind, Neighbours)>,
    everywhere: Vec<u32>,
}

impl Draft {
    fn frame(&mut self, frame: &Frame, pair: u64) {
        let call = |caller: &mut Caller| {
            caller.frame |= pair == 0;
            caller.anchors |= pair;
        };
        for &verb in &frame.verbs {
            call(&mut self.verbs.entry(verb).or_default().0);
        }
        for &noun in &frame.nouns {
            call(&mut self.words.entry(noun).or_default().0);
        }
        for &companion in &frame.with {
            self.words.entry(companion).or_default().0.companions |= pair;
        }
    }

    fn pattern(&mut self, id: u32, pattern: &Pattern) {
        let Some(anchor) = pattern.anchor else {
            self.everywhere.push(id);
            return;
        };
        let mut by_word = |hash| self.words.entry(hash).or_default().1.push(id);
        match &pattern.elements[anchor] {
            Element::Word(hash) => by_word(*hash),
            Element::Exact(word) => by_word(hash_word(word)),
            Element::Either { words, phrases, .. } => {
                let mut firsts: Vec<u64> = words.iter().chain(phrases.iter().filter_map(|p| p.first())).copied().collect();
                firsts.sort_unstable();
                firsts.dedup();
                firsts.into_iter().for_each(by_word);
            }
            Element::Verb(lemma) => self.verbs.entry(*lemma).or_default().1.push(id),
            Element::Mention { kinds, .. } => {
                let neighbours = Neighbours {
                    pattern: id,
                    before: bits_of(last_words(&pattern.elements[..anchor])),
                    behind: bits_of(first_words(&pattern.elements[anchor + 1..])),
                };
                let asked = Kind::ALL.iter().copied().filter(|&k| kinds & kind_bit(k) != 0);
                self.mentions.extend(asked.map(|kind| (kind, neighbours)));
            }
            _ => self.everywhere.push(id),
        }
    }

    fn finish(mut self, rules: Vec<Asked>) -> Needs {
        let mut patterns = Vec::new();
        let mut laid_out = |(caller, called): (Caller, Vec<u32>)| {
            let from = patterns.len() as u32;
            patterns.extend(called);
            Caller {
                patterns: (from, patterns.len() as u32),
                ..caller
            }
        };
        let words: FxHashMap<u64, Caller> = self.words.into_iter().map(|(hash, caller)| (hash, laid_out(caller))).collect();
        let mut verbs = Vec::new();
        for (lemma, caller) in self.verbs {
            let lemma = usize::from(lemma);
            verbs.resize(verbs.len().max(lemma + 1), Caller::default());
            verbs[lemma] = laid_out(caller);
        }
        let mut bits = vec![0u64; 1 << (BITS - 6)];
        for hash in words.keys() {
            bits[place(*hash)] |= 1 << (hash & 63);
        }
        self.mentions.sort_by_key(|(kind, _)| *kind as u32);
        let end = |kind: Kind| self.mentions.partition_point(|(k, _)| *k as u32 <= kind as u32) as u32;
        Needs {
            bits,
            words,
            verbs,
            patterns,
            ends: Kind::ALL.iter().map(|&kind| end(kind)).collect(),
            mentions: self.mentions.into_iter().map(|(_, neighbours)| neighbours).collect(),
            everywhere: self.everywhere,
            rules,
        }
    }
}

impl Needs {
    pub(crate) fn new(rules: &Rules) -> Self {
        let (mut draft, mut asked, mut pair) = (Draft::default(), Vec::new(), 1u64);
        for (id, rule) in rules.rules.iter().enumerate() {
            let mut needs = Asked {
                kinds: [u32::MAX; 2],
                pair: 0,
            };
            match &rule.kind {
                RuleKind::Frame(frame) => {
                    if !frame.with.is_empty() {
                        needs.pair = pair;
                        pair = pair.checked_mul(2).unwrap_or(pair);
                    }
                    draft.frame(frame, needs.pair);
                }
                RuleKind::Pattern(pattern) => {
                    let mut kinds = pattern.elements.iter().filter_map(|element| match element {
                        Element::Mention { kinds, .. } => Some(*kinds),
                        _ => None,
                    });
                    if let Some(first) = kinds.next() {
                        needs.kinds = [first, kinds.next_back().unwrap_or(first)];
                    }
                    draft.pattern(id as u32, pattern);
                }
            }
            asked.push(needs);
        }
        draft.finish(asked)
    }

    /// Whether a companion of the frame is among those that stand in the sentence, or it needs none.
    pub(crate) fn accompanied(&self, frame: u32, companions: u64) -> bool {
        let pair = self.rules.get(frame as usize).map_or(0, |asked| asked.pair);
        pair == 0 || pair & companions != 0
    }

    /// Collects what the sentence calls.
    pub(crate) fn read(&self, rules: &Rules, cx: &Context<'_>, calls: &mut Calls) {
        calls.patterns.clear();
        (calls.phrases, calls.companions) = (false, 0);
        let kinds = cx.units.iter().fold(1 << 31, |bits, u| bits | kind_bit(u.kind));
        let mut anchors = 0;
        let mut heed = |caller: &Caller, token: u32| {
            calls.phrases |= caller.frame;
            calls.companions |= caller.companions;
            anchors |= caller.anchors;
            let (from, to) = caller.patterns;
            for &pattern in &self.patterns[from as usize..to as usize] {
                self.call(rules, pattern, token, kinds, cx, &mut calls.patterns);
            }
        };
        let mut events = 0;
        for at in cx.first..cx.end {
            let (hash, word) = (cx.tokens[at].hash, &cx.words[at]);
            events |= word.classes;
            if word.lemma != 0
                && let Some(caller) = self.verbs.get(usize::from(word.lemma))
            {
                heed(caller, at as u32);
            }
            if self.bits.get(place(hash)).is_some_and(|bits| bits >> (hash & 63) & 1 != 0)
                && let Some(caller) = self.words.get(&hash)
            {
                heed(caller, at as u32);
            }
        }
        calls.phrases |= events & class::EVENT != 0 || anchors & calls.companions != 0;
        for unit in cx.units {
            let before = (unit.first as usize).checked_sub(1).filter(|&t| t >= cx.first);
            let before = before.map_or(0, |t| token_bits(&cx.tokens[t]));
            let behind = Some(unit.end as usize)
                .filter(|&t| t < cx.end)
                .map_or(0, |t| token_bits(&cx.tokens[t]));
            for neighbours in self.of_kind(unit.kind) {
                let stands = |wanted: u64, there: u64| wanted == ANY || wanted & there != 0;
                if stands(neighbours.before, before) && stands(neighbours.behind, behind) {
                    self.call(rules, neighbours.pattern, unit.first, kinds, cx, &mut calls.patterns);
                }
            }
        }
        for &pattern in self.everywhere.iter().filter(|&&p| self.asked(p, kinds)) {
            calls.patterns.push(Call { pattern, token: None });
        }
        calls.patterns.sort_unstable();
    }

    fn of_kind(&self, kind: Kind) -> &[Neighbours] {
        let end = |kind: usize| self.ends.get(kind).map_or(0, |&end| end as usize);
        let kind = kind as usize;
        let from = kind.checked_sub(1).map_or(0, end);
        self.mentions.get(from..end(kind)).unwrap_or_default()
    }

    /// Whether the mentions that the pattern asks for are among these kinds.
    fn asked(&self, pattern: u32, kinds: u32) -> bool {
        self.rules[pattern as usize].kinds.iter().all(|asked| asked & kinds != 0)
    }

    /// Calls a pattern at a token, unless what must stand there or behind it does not.
    fn call(&self, rules: &Rules, pattern: u32, token: u32, kinds: u32, cx: &Context<'_>, out: &mut Vec<Call>) {
        let RuleKind::Pattern(found) = &rules.rules[pattern as usize].kind else {
            return;
        };
        if self.asked(pattern, kinds) && cx.goes_on(found, token) {
            out.push(Call {
                pattern,
                token: Some(token),
            });
        }
    }
}

/// The element that best calls a pattern which no word calls: the mention with the most neighbours that are known words or marks.
pub(super) fn calling_mention(elements: &[Element]) -> Option<usize> {
    let known = |at: usize| usize::from(last_words(&elements[..at]).is_some()) + usize::from(first_words(&elements[at + 1..]).is_some());
    let mentions = elements.iter().enumerate().filter(|(_, e)| matches!(e, Element::Mention { .. }));
    mentions.map(|(at, _)| at).rev().max_by_key(|&at| known(at))
}

/// The words and marks with which the elements may begin, as bits.
pub(super) fn first_bits(elements: &[Element]) -> u64 {
    bits_of(first_words(elements))
}

/// The bits of a token among the words and marks with which elements may begin.
pub(super) fn token_bits(token: &Token) -> u64 {
    let mark = if token.punct == 0 { 0 } else { word_bit(u64::from(token.punct)) };
    word_bit(token.hash) | mark
}

fn word_bit(hash: u64) -> u64 {
    1 << (hash & 63)
}

fn bits_of(words: Option<Vec<u64>>) -> u64 {
    words.map_or(ANY, |words| words.into_iter().fold(0, |bits, word| bits | word_bit(word)))
}

/// The hashes of the words and the marks with which the elements may begin; none where that cannot be told.
fn first_words(elements: &[Element]) -> Option<Vec<u64>> {
    let (first, rest) = elements.split_first()?;
    edge_words(first, |phrase| phrase.first(), &|| first_words(rest))
}

/// The hashes of the words and the marks with which the elements may end; none where that cannot be told.
fn last_words(elements: &[Element]) -> Option<Vec<u64>> {
    let (last, rest) = elements.split_last()?;
    edge_words(last, |phrase| phrase.last(), &|| last_words(rest))
}

/// The words of an element at the edge of others, of a phrase the one that `edge` gives; with `beyond` where it may take no token.
fn edge_words(element: &Element, edge: fn(&[u64]) -> Option<&u64>, beyond: &dyn Fn() -> Option<Vec<u64>>) -> Option<Vec<u64>> {
    match element {
        Element::Word(hash) => Some(vec![*hash]),
        Element::Exact(word) => Some(vec![hash_word(word)]),
        Element::Punct(mark) => Some(vec![u64::from(*mark)]),
        Element::Either { words, phrases, .. } => {
            let edges = phrases.iter().filter_map(|p| edge(p));
            Some(words.iter().chain(edges).copied().collect())
        }
        Element::Optional(inner) => {
            let mut words = edge_words(inner, edge, &|| None)?;
            words.extend(beyond()?);
            Some(words)
        }
        Element::Not(_) => beyond(),
        _ => None,
    }
}
