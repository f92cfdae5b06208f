//! Which rules a sentence calls: what must stand in it before a rule is tried there, told by one look at each token and mention.

use rustc_hash::FxHashMap;

use super::matcher::Context;
use super::model::{Element, Frame, Pattern, RuleKind, Rules};
use super::patterns::known;
use super::required::{Conditions, Required, There};
use super::scopes::FACTS;
use super::set::{Set, first_of, kind_bit, last_of};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::relation::RelationKind;
use crate::text::{Token, gather, hash_word, ones};

/// What the rules of a set need, from the word, verb or mention that stands in a sentence to the rules that it calls.
///
/// Most words call nothing, and a rule that is called mostly lacks something else. So bits tell of each word and verb whether it calls,
/// and what a caller's rules ask for stands in one row of memory: both are read far more often than the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// Two bits for each word that calls, in the row that its hash chooses, and a bit for each such verb.
    word_bits: Vec<u64>,
    verb_bits: Vec<u64>,
    /// The words that call, those of one row together, each with the number of its caller: those that call the same are one. Where the
    /// words of a row end.
    words: Vec<(u64, u32)>,
    row_ends: Vec<u32>,
    /// The number of the caller by verb.
    verbs: Vec<u32>,
    callers: Vec<Caller>,
    /// The frames and patterns of the callers, one list behind the other.
    frames: Vec<CalledFrame>,
    patterns: Vec<CalledPattern>,
    /// What the frames require of a sentence.
    conditions: Conditions,
    /// Patterns that no word calls, by the mention that does; those of one kind stand together.
    mentions: Vec<CalledPattern>,
    /// Where those of each kind stand.
    kinds: Vec<OfKind>,
    /// Patterns that nothing calls.
    everywhere: Vec<CalledPattern>,
    /// Of each rule whether it matches without phrases.
    plain: Vec<bool>,
}

/// What words or verbs call.
#[derive(Clone, Copy, Debug)]
struct Caller {
    /// Frames and patterns, as ranges of their lists.
    frames: (u32, u32),
    patterns: (u32, u32),
}

/// A frame, and what it requires of the sentence.
#[derive(Clone, Copy, Debug)]
struct CalledFrame {
    frame: u32,
    required: Required,
}

/// A pattern, and what it asks for beside the word or mention that calls it.
#[derive(Clone, Copy, Debug)]
struct CalledPattern {
    pattern: u32,
    /// What stands right before and right behind the caller.
    before: Set,
    behind: Set,
    /// The kinds of its first and of its last mention.
    mentions: [u32; 2],
    /// The kinds of its last mention, where a mention calls it and that is another behind it.
    later: u32,
    /// Where a mention calls it, the next that asks for something else behind it.
    next: u32,
}

impl CalledPattern {
    fn new(id: u32, pattern: &Pattern) -> Self {
        let mut mentions = pattern.elements.iter().filter_map(|element| match element {
            Element::Mention { kinds, .. } => Some(*kinds),
            _ => None,
        });
        let first = mentions.next().unwrap_or(ANY_KIND);
        let last = mentions.next_back().unwrap_or(first);
        let [before, behind] = pattern.anchor.map_or([Set::ANY; 2], |anchor| beside(&pattern.elements, anchor));
        Self {
            pattern: id,
            before,
            behind,
            mentions: [first, last],
            later: 0,
            next: 0,
        }
    }

    fn call(&self, token: Option<u32>) -> Call {
        let pattern = self.pattern;
        Call { pattern, token }
    }

    /// Whether the mentions that it asks for are among these kinds.
    fn asks(&self, named: u32) -> bool {
        self.mentions.iter().all(|kinds| *kinds == ANY_KIND || kinds & named != 0)
    }
}

/// Where the patterns stand that mentions of a kind call.
#[derive(Clone, Copy, Debug, Default)]
struct OfKind {
    from: u32,
    /// What those ask for behind the mention that ask for something.
    behind: Set,
    /// Those that do not stand last.
    others: u32,
    end: u32,
}

/// The kinds that a pattern without mentions asks for.
const ANY_KIND: u32 = u32::MAX;

/// How many rows of 64 bits there are for words, and for verbs, whose lemmas are 16 bits.
const ROWS: usize = 1 << 10;

/// A word or verb that calls rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calling {
    /// The number of what it calls.
    caller: u32,
    token: u32,
}

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
    /// The frames to try, in order.
    pub frames: Vec<u32>,
    /// Whether an event noun stands in it.
    pub events: bool,
    /// Whether its patterns match without phrases.
    pub plain: bool,
}

impl Calls {
    /// Calls every rule in the whole sentence, as if nothing were known of it.
    pub(crate) fn everything(rules: &Rules) -> Self {
        let all = 0..rules.rules.len() as u32;
        Self {
            patterns: all.clone().map(|pattern| Call { pattern, token: None }).collect(),
            frames: all.collect(),
            events: true,
            plain: false,
        }
    }

    /// The frames to try of these.
    pub(crate) fn of<'c>(&'c self, frames: impl Iterator<Item = u32> + 'c) -> impl Iterator<Item = u32> + 'c {
        frames.filter(|frame| self.frames.binary_search(frame).is_ok())
    }
}

/// The row of a word, and its two bits there: one would let through twice as many words that call nothing.
fn place(hash: u64) -> (usize, u32, u32) {
    ((hash >> 6) as usize % ROWS, (hash % 64) as u32, (hash >> 58) as u32)
}

/// What a word or verb calls, while it is gathered.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Called {
    frames: Vec<u32>,
    patterns: Vec<u32>,
}

/// The callers while they are gathered.
#[derive(Default)]
struct Draft {
    words: FxHashMap<u64, Called>,
    verbs: FxHashMap<u16, Called>,
    /// With the bit of the kind, and the kinds of the pattern's last mention, where that is another behind it.
    mentions: Vec<(u32, u32, u32)>,
    everywhere: Vec<u32>,
}

impl Draft {
    fn frame(&mut self, id: u32, frame: &Frame) {
        let call = |called: &mut Called| {
            if called.frames.last() != Some(&id) {
                called.frames.push(id);
            }
        };
        for &verb in &frame.verbs {
            call(self.verbs.entry(verb).or_default());
        }
        for &noun in &frame.nouns {
            call(self.words.entry(noun).or_default());
        }
    }

    fn pattern(&mut self, id: u32, pattern: &Pattern) {
        let Some(anchor) = pattern.anchor else {
            self.everywhere.push(id);
            return;
        };
        let mut by_word = |hash| self.words.entry(hash).or_default().patterns.push(id);
        match &pattern.elements[anchor] {
            Element::Word(hash) => by_word(*hash),
            Element::Exact(word) => by_word(hash_word(word)),
            Element::Either { words, phrases, .. } => {
                let mut firsts: Vec<u64> = words.iter().chain(phrases.iter().filter_map(|p| p.first())).copied().collect();
                firsts.sort_unstable();
                firsts.dedup();
                firsts.into_iter().for_each(by_word);
            }
            Element::Verb(lemma) => self.verbs.entry(*lemma).or_default().patterns.push(id),
            Element::Mention { kinds, .. } => {
                let later = pattern.elements[anchor + 1..].iter().rev().find_map(|element| match element {
                    Element::Mention { kinds, .. } => Some(*kinds),
                    _ => None,
                });
                let asked = (0..u32::BITS).map(|bit| 1 << bit).filter(|bit| kinds & bit != 0);
                self.mentions.extend(asked.map(|kind| (kind, id, later.unwrap_or_default())));
            }
            _ => self.everywhere.push(id),
        }
    }

    fn finish(self, rules: &Rules) -> Needs {
        let pattern = |id: u32| match &rules.rules[id as usize].kind {
            RuleKind::Pattern(pattern) => Some(CalledPattern::new(id, pattern)),
            RuleKind::Frame(_) => None,
        };
        let mut conditions = Conditions::default();
        let required: Vec<Option<Required>> = rules
            .rules
            .iter()
            .map(|rule| rule.frame().map(|frame| conditions.of(frame)))
            .collect();
        let called = |frame: u32| required[frame as usize].map(|required| CalledFrame { frame, required });
        let (mut frames, mut patterns, mut callers) = (Vec::new(), Vec::new(), Vec::new());
        let mut numbers = FxHashMap::default();
        let mut number = |of: Called| {
            *numbers.entry(of.clone()).or_insert_with(|| {
                let from = (frames.len() as u32, patterns.len() as u32);
                frames.extend(of.frames.into_iter().filter_map(called));
                patterns.extend(of.patterns.into_iter().filter_map(pattern));
                callers.push(Caller {
                    frames: (from.0, frames.len() as u32),
                    patterns: (from.1, patterns.len() as u32),
                });
                callers.len() as u32 - 1
            })
        };
        let mut words: Vec<(u64, u32)> = self.words.into_iter().map(|(hash, of)| (hash, number(of))).collect();
        words.sort_unstable_by_key(|(hash, _)| (place(*hash).0, *hash));
        let (mut verbs, mut verb_bits) = (Vec::new(), vec![0; ROWS]);
        for (lemma, of) in self.verbs {
            let lemma = usize::from(lemma);
            verbs.resize(verbs.len().max(lemma + 1), 0);
            verbs[lemma] = number(of);
            verb_bits[lemma / 64] |= 1 << (lemma % 64);
        }
        let mut word_bits = vec![0; ROWS];
        for (row, first, second) in words.iter().map(|(hash, _)| place(*hash)) {
            word_bits[row] |= 1 << first | 1 << second;
        }
        let by_mention = |(kind, id, later)| Some((kind, CalledPattern { later, ..pattern(id)? }));
        let mut mentions: Vec<(u32, CalledPattern)> = self.mentions.into_iter().filter_map(by_mention).collect();
        mentions.sort_by_key(|(kind, called)| (*kind, called.behind));
        for at in (0..mentions.len().saturating_sub(1)).rev() {
            let next = mentions[at + 1];
            let same = (mentions[at].0, mentions[at].1.behind) == (next.0, next.1.behind);
            mentions[at].1.next = if same { next.1.next } else { at as u32 + 1 };
        }
        let kind = |bit: u32| {
            let from = mentions.partition_point(|(kind, _)| kind.trailing_zeros() < bit);
            let end = mentions.partition_point(|(kind, _)| kind.trailing_zeros() <= bit);
            let others = from + mentions[from..end].partition_point(|(_, called)| called.behind != Set::ANY);
            let behind = mentions[from..others]
                .iter()
                .fold(Set::default(), |set, (_, called)| set.or(called.behind));
            OfKind {
                from: from as u32,
                behind,
                others: others as u32,
                end: end as u32,
            }
        };
        Needs {
            word_bits,
            verb_bits,
            row_ends: (0..ROWS)
                .map(|row| words.partition_point(|(hash, _)| place(*hash).0 <= row) as u32)
                .collect(),
            words,
            verbs,
            callers,
            frames,
            patterns,
            kinds: (0..u32::BITS).map(kind).collect(),
            mentions: mentions.into_iter().map(|(_, called)| called).collect(),
            everywhere: self.everywhere.into_iter().filter_map(pattern).collect(),
            conditions,
            plain: Vec::new(),
        }
    }
}

impl Needs {
    pub(crate) fn new(rules: &Rules) -> Self {
        let (mut draft, mut plain) = (Draft::default(), Vec::new());
        for (rule, id) in rules.rules.iter().zip(0..) {
            match &rule.kind {
                RuleKind::Frame(frame) => {
                    draft.frame(id, frame);
                    plain.push(false);
                }
                RuleKind::Pattern(pattern) => {
                    draft.pattern(id, pattern);
                    plain.push(is_plain(rule.relation, pattern));
                }
            }
        }
        Self {
            plain,
            ..draft.finish(rules)
        }
    }

    /// The frames of a verb.
    pub(crate) fn of_verb(&self, lemma: u16) -> impl Iterator<Item = u32> {
        self.frames_of(self.verb(lemma))
    }

    /// The frames of a noun.
    pub(crate) fn of_noun(&self, hash: u64) -> impl Iterator<Item = u32> {
        self.frames_of(self.word(hash))
    }

    fn frames_of(&self, caller: Option<u32>) -> impl Iterator<Item = u32> {
        let frames = caller.map_or(&[][..], |number| self.frames(self.caller(number)));
        frames.iter().map(|called| called.frame)
    }

    fn verb(&self, lemma: u16) -> Option<u32> {
        let lemma = usize::from(lemma);
        let calls = self.verb_bits.get(lemma / 64).is_some_and(|bits| bits >> (lemma % 64) & 1 != 0);
        if calls { self.verbs.get(lemma).copied() } else { None }
    }

    fn word(&self, hash: u64) -> Option<u32> {
        let (row, first, second) = place(hash);
        let calls = self.word_bits.get(row).is_some_and(|bits| bits >> first & bits >> second & 1 != 0);
        let words = || {
            let end = |row: usize| self.row_ends[row] as usize;
            &self.words[row.checked_sub(1).map_or(0, end)..end(row)]
        };
        let known = if calls {
            words().iter().find(|(word, _)| *word == hash)
        } else {
            None
        };
        known.map(|(_, caller)| *caller)
    }

    /// Collects the words and verbs of an article that call rules, in order. Which may is told 64 at a time, without a branch: few do.
    pub(crate) fn callers(&self, tokens: &[Token], words: &[Word], out: &mut Vec<Calling>) {
        out.clear();
        let (Some(word_bits), Some(verb_bits)) = (self.word_bits.first_chunk::<ROWS>(), self.verb_bits.first_chunk::<ROWS>()) else {
            return;
        };
        for ((tokens, words), first) in tokens.chunks(64).zip(words.chunks(64)).zip((0..).step_by(64)) {
            let mut calls = [0; 64];
            for ((token, word), calls) in tokens.iter().zip(words).zip(&mut calls) {
                let (row, first, second) = place(token.hash);
                let of_word = word_bits[row] >> first & word_bits[row] >> second;
                let of_verb = verb_bits[usize::from(word.lemma / 64)] >> (word.lemma % 64);
                *calls = (of_word | of_verb) as u8;
            }
            for at in ones(gather(&calls, 0)) {
                let callers = [self.verb(words[at].lemma), self.word(tokens[at].hash)].into_iter().flatten();
                out.extend(callers.map(|caller| Calling {
                    caller,
                    token: (first + at) as u32,
                }));
            }
        }
    }

    fn caller(&self, number: u32) -> &Caller {
        &self.callers[number as usize]
    }

    fn frames(&self, caller: &Caller) -> &[CalledFrame] {
        &self.frames[caller.frames.0 as usize..caller.frames.1 as usize]
    }

    fn patterns(&self, caller: &Caller) -> &[CalledPattern] {
        &self.patterns[caller.patterns.0 as usize..caller.patterns.1 as usize]
    }

    /// Collects what the words and mentions of the sentence call; `callers` are those of its article.
    pub(crate) fn read(&self, cx: &Context<'_>, callers: &[Calling], calls: &mut Calls) {
        calls.patterns.clear();
        calls.frames.clear();
        let classes = cx.words[cx.first..cx.end].iter().fold(0, |classes, word| classes | word.classes);
        calls.events = classes & class::EVENT != 0;
        let named = cx.units.iter().fold(0, |bits, u| bits | standing_for(u.kind));
        let mut there = None;
        let stands = |token: Option<u32>| {
            let token = token.map(|t| t as usize).filter(|t| (cx.first..cx.end).contains(t));
            token.map(|t| Set::of_token(&cx.tokens[t], cx.words[t])).unwrap_or_default()
        };
        let before = |token: usize| callers.partition_point(|calling| (calling.token as usize) < token);
        for &Calling { caller, token } in &callers[before(cx.first)..before(cx.end)] {
            let caller = self.caller(caller);
            for called in self.frames(caller) {
                let there = there.get_or_insert_with(|| There::new(cx, named, classes));
                if self.conditions.met(called.required, there) {
                    calls.frames.push(called.frame);
                }
            }
            let patterns = self.patterns(caller);
            if patterns.is_empty() {
                continue;
            }
            let before = stands(token.checked_sub(1));
            let behind = stands(Some(token + 1));
            for asked in patterns {
                if asked.asks(named) && asked.before.meets(before) && asked.behind.meets(behind) {
                    calls.patterns.push(asked.call(Some(token)));
                }
            }
        }
        calls.frames.sort_unstable();
        calls.frames.dedup();
        let mut later = 0;
        for unit in cx.units.iter().rev() {
            let passed = later;
            later |= kind_bit(unit.kind);
            let of_kind = self.kinds.get(unit.kind.number() as usize).copied().unwrap_or_default();
            if of_kind.from == of_kind.end {
                continue;
            }
            let (before, behind) = (stands(unit.first.checked_sub(1)), stands(Some(unit.end)));
            let asks_behind = of_kind.behind.meets(behind);
            let mut at = if asks_behind { of_kind.from } else { of_kind.others } as usize;
            while at < of_kind.end as usize {
                let asked = &self.mentions[at];
                if !asked.behind.meets(behind) {
                    at = asked.next as usize;
                    continue;
                }
                let more = asked.later == 0 || asked.later & passed != 0;
                if more && asked.before.meets(before) && asked.asks(named) {
                    calls.patterns.push(asked.call(Some(unit.first)));
                }
                at += 1;
            }
        }
        let everywhere = self.everywhere.iter().filter(|asked| asked.asks(named));
        calls.patterns.extend(everywhere.map(|asked| asked.call(None)));
    }

    /// Leaves out the patterns that lack what must stand where they are called, or behind it.
    pub(crate) fn narrow(&self, rules: &Rules, cx: &Context<'_>, calls: &mut Calls) {
        let goes_on = |call: &Call| match (&rules.rules[call.pattern as usize].kind, call.token) {
            (RuleKind::Pattern(pattern), Some(token)) => cx.goes_on(pattern, token),
            (RuleKind::Pattern(_), None) => true,
            (RuleKind::Frame(_), _) => false,
        };
        calls.patterns.sort_unstable();
        calls.patterns.retain(goes_on);
        calls.plain = calls.patterns.iter().all(|call| self.plain[call.pattern as usize]);
    }
}

/// What may stand right before and right behind the element that calls: behind the first word of it, where it is of several.
fn beside(elements: &[Element], at: usize) -> [Set; 2] {
    let mut behind = first_of(&elements[at + 1..]);
    if let Element::Either { phrases, .. } = &elements[at] {
        let seconds = phrases.iter().filter_map(|phrase| phrase.get(1));
        behind = seconds.fold(behind, |set, &word| set.or(Set::words(&[word])));
    }
    [last_of(&elements[..at]), behind]
}

/// The kinds as which a mention of a kind may fill a role: one that a list declares may stand where a facility may.
fn standing_for(kind: Kind) -> u32 {
    let facility = matches!(kind, Kind::Declared(_)).then(|| kind_bit(Kind::Facility));
    kind_bit(kind) | facility.unwrap_or_default()
}

/// Whether a pattern is matched, and its relation completed, without a look at phrases: it holds none, and neither circumstances nor
/// scopes say anything of the relation.
fn is_plain(relation: RelationKind, pattern: &Pattern) -> bool {
    let captured = |role: &str| {
        let places = kind_bit(Kind::Place) | kind_bit(Kind::Facility);
        let takes =
            |element: &Element| matches!(element, Element::Mention { role: Some(taken), kinds } if *taken == role && kinds & !places == 0);
        pattern.elements.iter().any(takes)
    };
    let looked_for = |role: &&str| matches!(*role, "count" | "via" | "time") || *role == "place" && !captured("place");
    FACTS.contains(&relation) && !relation.roles().iter().any(looked_for) && known(&pattern.elements).len() == pattern.elements.len()
}
