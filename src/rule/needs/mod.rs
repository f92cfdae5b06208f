//! Which rules a sentence calls: what must stand in it before a rule is tried there, told by one look at each token and mention.

mod draft;

use std::ops::Range;

use super::matcher::Context;
use super::model::{RuleKind, Rules};
use super::reach::FAR;
use super::required::{Conditions, Required, There};
use super::set::{Set, kind_bit};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{hashes, ones};

/// What the rules of a set need, from the word, verb or mention that stands in a sentence to the rules that it calls.
///
/// Most words call nothing, and a rule that is called mostly lacks something else. So bits tell of each word and verb whether it calls,
/// and what a caller's rules ask for stands in one row of memory: both are read far more often than the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// A bit for each word that calls, in the row that its hash chooses, and one for each such verb.
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
    patterns: Vec<Asked>,
    /// What the frames require of a sentence.
    conditions: Conditions,
    /// Patterns that no word calls, by the mention that does; those of one kind stand together.
    mentions: Vec<AskedByMention>,
    /// Where those of each kind stand.
    kinds: Vec<OfKind>,
    /// Patterns that nothing calls, with what they ask for.
    everywhere: Vec<(u32, Asked)>,
    /// What else each pattern asks for: first those of the callers in their order, then those that mentions call.
    called: Vec<CalledPattern>,
    /// Of each rule whether it matches without phrases.
    plain: Vec<bool>,
}

/// What words or verbs call.
#[derive(Clone, Copy, Debug)]
struct Caller {
    /// Frames and patterns, as ranges of their lists.
    frames: (u32, u32),
    patterns: (u32, u32),
    /// What one of its patterns asks for; nothing meets it where there are none. It tells of two of five callers that no pattern goes on.
    asked: Asked,
}

/// A frame, and what it requires of the sentence.
#[derive(Clone, Copy, Debug)]
struct CalledFrame {
    frame: u32,
    required: Required,
}

/// What a pattern asks for at first: most go no further, and are read from half as much memory so.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// What stands right before and right behind the word or mention that calls it.
    before: Set,
    behind: Set,
    /// The kinds of its first and of its last mention.
    mentions: [u32; 2],
}

impl Asked {
    /// Whether what stands beside the caller, and mentions of these kinds, are what it asks for: without a branch between, since which of
    /// them is missing can't be foreseen.
    fn fits(&self, before: Set, behind: Set, named: u32) -> bool {
        among(self.mentions, named) & self.behind.meets(behind) & self.before.meets(before)
    }

    /// What this or the other asks for.
    fn or(self, other: Self) -> Self {
        Self {
            before: self.before.or(other.before),
            behind: self.behind.or(other.behind),
            mentions: [0, 1].map(|at| self.mentions[at] | other.mentions[at]),
        }
    }
}

/// The same of a pattern that a mention calls.
#[derive(Clone, Copy, Debug)]
struct AskedByMention {
    asked: Asked,
    /// The kinds of its last mention, where that is another behind the one that calls.
    later: u32,
    /// The next pattern that asks for something else behind the mention.
    next: u32,
    /// The number of what else it asks for.
    called: u32,
}

/// A pattern, and what else it asks for around what calls it.
#[derive(Clone, Copy, Debug)]
struct CalledPattern {
    pattern: u32,
    /// How many tokens stand before the caller at least.
    least: u32,
    /// What stands among the tokens behind the caller from this to that place, the first of which has the place 0.
    farther: (Set, u32, u32),
    /// The kinds of the next mention behind the caller and of the last before it, and how many tokens stand between at most; no kinds: that
    /// is not known.
    ahead: (u32, u32),
    back: (u32, u32),
}

impl CalledPattern {
    /// Calls it for the tokens of a caller, unless what must stand there or behind it does not.
    fn call(&self, rules: &Rules, caller: Range<u32>, cx: &Context<'_>, out: &mut Vec<Call>) {
        let (behind, before) = (
            cx.units.from(caller.end as usize),
            &cx.units[..cx.units.before(caller.start as usize)],
        );
        let farther =
            |(set, from, to): (Set, u32, u32)| set == Set::ANY || (from..=to).any(|place| set.meets(standing(cx, caller.end + place)));
        let ahead = |(kinds, between): (u32, u32)| {
            let many = between as usize > FAR && behind.len() > FAR;
            let mut near = behind.iter().take_while(|unit| unit.first <= caller.end.saturating_add(between));
            kinds == 0 || many || near.any(|unit| kinds & kind_bit(unit.kind) != 0)
        };
        let back = |(kinds, between): (u32, u32)| {
            let many = between as usize > FAR && before.len() > FAR;
            let mut near = before
                .iter()
                .rev()
                .take_while(|unit| unit.end.saturating_add(between) >= caller.start);
            kinds == 0 || many || near.any(|unit| kinds & kind_bit(unit.kind) != 0)
        };
        if caller.start - cx.first as u32 >= self.least
            && farther(self.farther)
            && ahead(self.ahead)
            && back(self.back)
            && let RuleKind::Pattern(pattern) = &rules.rules[self.pattern as usize].kind
            && cx.goes_on(pattern, caller.start)
        {
            out.push(Call {
                pattern: self.pattern,
                token: Some(caller.start),
            });
        }
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

/// The kinds that a pattern without mentions asks for, and one of them, which is said to be in every sentence.
const ANY_KIND: u32 = u32::MAX;
const EVERYWHERE: u32 = 1 << 31;

/// How many rows of 64 bits there are for verbs, whose lemmas are 16 bits.
const ROWS: usize = 1 << 10;

/// A word or verb that calls rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calling {
    /// The number of what it calls.
    caller: u32,
    token: u32,
    /// Whether the word calls, not the verb that it is.
    noun: bool,
}

/// A pattern to try, and the token that calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub pattern: u32,
    /// Where its anchor stands; none for a pattern without one, which is tried everywhere.
    pub token: Option<u32>,
}

/// A frame to try, where its verb or noun heads a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HeadCall {
    pub token: u32,
    /// Whether the word calls it, not the verb that it is.
    pub noun: bool,
    pub frame: u32,
}

/// What a sentence calls; the memory serves sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Calls {
    /// The patterns to try, in order.
    pub patterns: Vec<Call>,
    /// The frames to try, in order.
    pub frames: Vec<HeadCall>,
    /// Whether an event noun stands in it.
    pub events: bool,
    /// Whether its patterns match without phrases.
    pub plain: bool,
}

impl Calls {
    /// Calls every rule in the whole sentence, as if nothing were known of it.
    pub(crate) fn everything(rules: &Rules, cx: &Context<'_>) -> Self {
        let mut calls = Self {
            patterns: (0..rules.rules.len() as u32).map(|pattern| Call { pattern, token: None }).collect(),
            events: true,
            ..Self::default()
        };
        let needs = &rules.needs;
        let verbs = cx.verbs.iter().map(|v| (v.main, false, needs.verb(v.lemma)));
        let heads = cx.nouns.iter().map(|n| n.head);
        let nouns = heads.map(|head| (head, true, needs.word(cx.tokens[head as usize].hash)));
        for (token, noun, caller) in verbs.chain(nouns) {
            let frames = caller.map_or(&[][..], |number| needs.frames(needs.caller(number)));
            let frame = |called: &CalledFrame| called.frame;
            calls
                .frames
                .extend(frames.iter().map(frame).map(|frame| HeadCall { token, noun, frame }));
        }
        calls.frames.sort_unstable();
        calls
    }

    /// The frames of each verb or noun that calls some.
    pub(crate) fn by_head(&self) -> impl Iterator<Item = &[HeadCall]> {
        self.frames.chunk_by(|a, b| (a.token, a.noun) == (b.token, b.noun))
    }
}

/// How many rows of 64 bits there are for so many words: few enough that they stay in the nearest cache, and that one of forty other
/// words is taken for one that calls.
fn rows_for(words: usize) -> usize {
    (words / 2).next_power_of_two()
}

/// The row of a word among so many, and its bit there.
fn place(hash: u64, rows: usize) -> (usize, u32) {
    ((hash >> 6) as usize & (rows - 1), (hash % 64) as u32)
}

impl Needs {
    fn verb(&self, lemma: u16) -> Option<u32> {
        let lemma = usize::from(lemma);
        let calls = self.verb_bits.get(lemma / 64).is_some_and(|bits| bits >> (lemma % 64) & 1 != 0);
        if calls { self.verbs.get(lemma).copied() } else { None }
    }

    fn word(&self, hash: u64) -> Option<u32> {
        let (row, bit) = place(hash, self.word_bits.len());
        let bits = *self.word_bits.get(row)?;
        if bits >> bit & 1 == 0 {
            return None;
        }
        let end = |row: usize| self.row_ends[row] as usize;
        // For each bit below its own a word stands before it, mostly one: it is the first that is looked at.
        let before = (bits & ((1 << bit) - 1)).count_ones() as usize;
        let words = &self.words[row.checked_sub(1).map_or(0, end) + before..end(row)];
        words.iter().find(|(word, _)| *word == hash).map(|(_, caller)| *caller)
    }

    /// Collects the words and verbs of a sentence that call rules, and gives the classes of all its words. Which may call is told 64 at
    /// a time, without a branch: few do.
    fn callers(&self, cx: &Context<'_>, out: &mut Vec<Calling>) -> u64 {
        out.clear();
        let word_bits = self.word_bits.as_slice();
        let (false, Some(verb_bits)) = (word_bits.is_empty(), self.verb_bits.first_chunk::<ROWS>()) else {
            return 0;
        };
        let (tokens, words) = (&cx.tokens[cx.first..cx.end], &cx.words[cx.first..cx.end]);
        let mut classes = 0;
        for ((tokens, words), first) in tokens.chunks(64).zip(words.chunks(64)).zip((cx.first..).step_by(64)) {
            let (mut of_verbs, mut of_words) = (0, 0);
            for (token, word) in tokens.iter().zip(words).rev() {
                let (row, bit) = place(token.hash, word_bits.len());
                of_words = of_words << 1 | word_bits[row] >> bit & 1;
                of_verbs = of_verbs << 1 | verb_bits[usize::from(word.lemma / 64)] >> (word.lemma % 64) & 1;
                classes |= word.classes;
            }
            out.extend(ones(of_verbs).map(|at| Calling {
                caller: self.verbs[usize::from(words[at].lemma)],
                token: (first + at) as u32,
                noun: false,
            }));
            out.extend(ones(of_words).filter_map(|at| {
                let caller = self.word(tokens[at].hash)?;
                let token = (first + at) as u32;
                Some(Calling { caller, token, noun: true })
            }));
        }
        classes
    }

    fn caller(&self, number: u32) -> &Caller {
        &self.callers[number as usize]
    }

    fn frames(&self, caller: &Caller) -> &[CalledFrame] {
        &self.frames[caller.frames.0 as usize..caller.frames.1 as usize]
    }

    /// What its patterns ask for, and what else.
    fn patterns(&self, caller: &Caller) -> impl Iterator<Item = (&Asked, &CalledPattern)> {
        let patterns = caller.patterns.0 as usize..caller.patterns.1 as usize;
        self.patterns[patterns.clone()].iter().zip(&self.called[patterns])
    }

    /// Collects what the sentence calls; `callers` is memory for the words that call it.
    pub(crate) fn read(&self, rules: &Rules, cx: &Context<'_>, callers: &mut Vec<Calling>, calls: &mut Calls) {
        calls.patterns.clear();
        calls.frames.clear();
        let classes = self.callers(cx, callers);
        calls.events = classes & class::EVENT != 0;
        let named = cx.units.iter().fold(EVERYWHERE, |bits, u| bits | standing_for(u.kind));
        let mut there = None;
        for &Calling { caller, token, noun } in &*callers {
            let caller = self.caller(caller);
            // "The arrest": no verb stands right behind an article.
            let frames = if noun || !behind_article(cx, token) {
                self.frames(caller)
            } else {
                &[]
            };
            for called in frames {
                let there = there.get_or_insert_with(|| There::new(cx, named, classes));
                if self.conditions.met(called.required, there) {
                    let frame = called.frame;
                    calls.frames.push(HeadCall { token, noun, frame });
                }
            }
            if !among(caller.asked.mentions, named) {
                continue;
            }
            let (before, behind) = (standing(cx, token.wrapping_sub(1)), standing(cx, token + 1));
            if !caller.asked.fits(before, behind, named) {
                continue;
            }
            for (_, pattern) in self.patterns(caller).filter(|(asked, _)| asked.fits(before, behind, named)) {
                pattern.call(rules, token..token + 1, cx, &mut calls.patterns);
            }
        }
        let mut later = 0;
        for unit in cx.units.iter().rev() {
            let passed = later;
            later |= kind_bit(unit.kind);
            let of_kind = self.kinds.get(unit.kind.number() as usize).copied().unwrap_or_default();
            if of_kind.from == of_kind.end {
                continue;
            }
            let (before, behind) = (standing(cx, unit.first.wrapping_sub(1)), standing(cx, unit.end));
            let asks_behind = of_kind.behind.meets(behind);
            let end = match unit.kind {
                Kind::Person => cx.behind_age(unit.end as usize) as u32,
                _ => unit.end,
            };
            let mut at = if asks_behind { of_kind.from } else { of_kind.others } as usize;
            while at < of_kind.end as usize {
                let pattern = &self.mentions[at];
                if !pattern.asked.behind.meets(behind) {
                    at = pattern.next as usize;
                    continue;
                }
                let more = pattern.later == 0 || pattern.later & passed != 0;
                if more && pattern.asked.fits(before, behind, named) {
                    self.called[pattern.called as usize].call(rules, unit.first..end, cx, &mut calls.patterns);
                }
                at += 1;
            }
        }
        for &(pattern, _) in self.everywhere.iter().filter(|(_, asked)| among(asked.mentions, named)) {
            calls.patterns.push(Call { pattern, token: None });
        }
        calls.patterns.sort_unstable();
        calls.plain = calls.patterns.iter().all(|call| self.plain[call.pattern as usize]);
    }
}

/// Whether the mentions that are asked for are among these kinds.
fn among([first, last]: [u32; 2], named: u32) -> bool {
    first & named != 0 && last & named != 0
}

/// What stands at a token, if that is one of the sentence.
fn standing(cx: &Context<'_>, token: u32) -> Set {
    let token = Some(token as usize).filter(|t| (cx.first..cx.end).contains(t));
    token.map_or(Set::NOTHING, |t| Set::of_token(&cx.tokens[t], cx.words[t]))
}

/// Whether an article stands right before a token of the sentence.
fn behind_article(cx: &Context<'_>, token: u32) -> bool {
    let before = (token as usize).checked_sub(1).filter(|&t| t >= cx.first);
    before.is_some_and(|t| hashes!["the", "a", "an"].contains(&cx.tokens[t].hash))
}

/// The kinds as which a mention of a kind may fill a role: one that a list declares may stand where a facility may.
fn standing_for(kind: Kind) -> u32 {
    let facility = matches!(kind, Kind::Declared(_)).then(|| kind_bit(Kind::Facility));
    kind_bit(kind) | facility.unwrap_or_default()
}
