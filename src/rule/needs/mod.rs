//! Which rules a sentence calls: what must stand in it before a rule is tried there, told by one look at each token and mention.

mod asked;
mod draft;
mod read;

use std::hint::select_unpredictable;
use std::ops::Range;

use asked::{Asked, Asks, CalledPattern, Numbered};
use read::Left;

pub(super) use asked::Numbers;
pub(crate) use read::Memory;

use super::matcher::Context;
use super::model::Rules;
use super::required::{Conditions, Met, Required};
use super::set::Set;
use crate::text::ones;

/// What the rules of a set need, from the word, verb or mention that stands in a sentence to the rules that it calls.
///
/// Most words call nothing, and a rule that is called mostly lacks something else. So bits tell of each word whether rules know it and of
/// each verb whether it calls, and what a caller's rules ask for stands in one row of memory: both are read far more often than the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// A bit for each word that rules know, in the row that its hash chooses, and one for each verb that calls.
    word_bits: Vec<u64>,
    verb_bits: Vec<u64>,
    /// The words that rules know, each in the seat that its hash chooses or the next one that was free; most stay free.
    words: Vec<KnownWord>,
    /// What words meet, by number.
    met: Vec<Met>,
    /// The number of the caller by verb.
    verbs: Vec<u32>,
    callers: Vec<Caller>,
    /// The frames and patterns of the callers, one list behind the other.
    frames: Vec<CalledFrame>,
    patterns: Vec<Asked>,
    /// Patterns that no word calls, by the mention that does; those of one kind stand together.
    mentions: Vec<AskedByMention>,
    /// The same by the number of the kind.
    kinds: Vec<Vec<ByMention>>,
    /// Patterns that nothing calls, with what they ask for.
    everywhere: Vec<(u32, Asked)>,
    /// What else each pattern asks for: first those of the callers, then those that mentions call.
    called: Vec<CalledPattern>,
    /// What frames and patterns ask for, by its number: of the sentence, of what stands at a token, and of mentions.
    conditions: Conditions,
    sets: Vec<Set>,
    masks: Vec<u32>,
    /// By the number of a kind: which kinds that are asked for together have it.
    named: [u64; u32::BITS as usize],
    /// Of each rule whether it matches without phrases.
    plain: Vec<bool>,
}

/// A word that calls rules or that conditions ask for.
#[derive(Clone, Copy, Debug)]
struct KnownWord {
    /// 0 in a free seat.
    hash: u64,
    /// The number of its caller: words that call the same have one, those that call nothing the first.
    caller: u32,
    /// The number of what it meets.
    met: u16,
}

impl KnownWord {
    /// What stands in a free seat: it calls nothing, and meets nothing, which has the second number.
    const NONE: Self = Self {
        hash: 0,
        caller: 0,
        met: 1,
    };
}

/// What words or verbs call.
#[derive(Clone, Copy, Debug)]
struct Caller {
    /// From where to where its frames and its patterns stand.
    frames: (u32, u32),
    patterns: (u32, u32),
    /// The condition without which none of its frames is met.
    needed: u16,
    /// What one of its patterns asks for. It tells of two of five callers that no pattern goes on.
    asked: Asked,
}

/// A frame, and what it requires of the sentence.
#[derive(Clone, Copy, Debug)]
struct CalledFrame {
    frame: u32,
    required: Required,
}

/// What a pattern that a mention calls asks for beside what stands around the mention.
#[derive(Clone, Copy, Debug)]
struct AskedByMention {
    /// The kinds of its first and of its last mention.
    mentions: [Asks; 2],
    /// The kinds of its last mention, where that is another behind the one that calls.
    later: Asks,
}

/// Up to 64 patterns that mentions of a kind call, each with a bit.
#[derive(Clone, Debug, Default)]
struct ByMention {
    /// The first of them.
    from: u32,
    /// What stands right before the mention, and right behind it.
    before: Shared,
    behind: Shared,
}

/// What patterns ask for in one place, with the bits of those that do: few ask for something else than the others. As many of each are
/// asked as fit here, since how many there are can't be foreseen.
#[derive(Clone, Debug, Default)]
struct Shared([(Set, u64); 8]);

impl Shared {
    /// Those that ask for what stands there.
    fn met(&self, there: Set) -> u64 {
        let met = self.0.iter().map(|(set, bits)| select_unpredictable(set.meets(there), *bits, 0));
        met.fold(0, |all, bits| all | bits)
    }

    /// Enters the bit of one that asks for the set, unless there is no place left.
    fn put(&mut self, set: Set, bit: u64) -> bool {
        let place = self.0.iter_mut().find(|(known, bits)| *known == set || *bits == 0);
        if let Some(place) = place {
            *place = (set, place.1 | bit);
            return true;
        }
        false
    }
}

/// The kinds that a pattern without mentions asks for.
const ANY_KIND: u32 = u32::MAX;

/// How many rows of 64 bits there are for verbs, whose lemmas are 16 bits.
const ROWS: usize = 1 << 10;

/// A word or verb that calls rules.
#[derive(Clone, Copy, Debug, Default)]
struct Calling {
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Whether an event noun stands in it that tells what happened.
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
            let frames = caller.map_or(&[][..], |caller| &needs.frames[range(caller.frames)]);
            calls
                .frames
                .extend(frames.iter().map(|&CalledFrame { frame, .. }| HeadCall { token, noun, frame }));
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
/// words is taken for one of them.
fn rows_for(words: usize) -> usize {
    (words / 2).next_power_of_two()
}

/// How many seats there are for so many words: so many that one word of ten stands behind its own.
fn seats_for(words: usize) -> usize {
    (4 * words + 1).next_power_of_two()
}

/// The seat of a word, of which as many bits count as seats need. It does not follow from its row.
fn seat_of(hash: u64) -> usize {
    (hash >> 16) as usize
}

/// The row of a word among so many, and its bit there.
fn place(hash: u64, rows: usize) -> (usize, u32) {
    (hash as usize & (rows - 1), (hash >> 58) as u32)
}

impl Needs {
    fn verb(&self, lemma: u16) -> Option<&Caller> {
        let lemma = usize::from(lemma);
        let calls = self.verb_bits.get(lemma / 64).is_some_and(|bits| bits >> (lemma % 64) & 1 != 0);
        let caller = self.verbs.get(lemma).filter(|_| calls)?;
        self.callers.get(*caller as usize)
    }

    fn word(&self, hash: u64) -> Option<&Caller> {
        let known = if self.words.is_empty() { KnownWord::NONE } else { self.known(hash) };
        self.callers.get(known.caller as usize)
    }

    /// What rules know of a word.
    #[inline]
    fn known(&self, hash: u64) -> KnownWord {
        let mut at = seat_of(hash);
        loop {
            let word = self.words[at & (self.words.len() - 1)];
            if word.hash == hash || word.hash == 0 {
                return word;
            }
            at += 1;
        }
    }

    /// Collects the words and verbs of a sentence that call rules, and gives the classes of all words and what they meet. Which words rules
    /// know is told 64 at a time, without a branch: few are.
    fn callers(&self, cx: &Context<'_>, out: &mut Left<Calling>) -> (u64, Met) {
        out.clear();
        let (mut classes, mut met) = (0, Met::ANYTHING);
        let word_bits = self.word_bits.as_slice();
        let (false, Some(verb_bits)) = (word_bits.is_empty(), self.verb_bits.first_chunk::<ROWS>()) else {
            return (classes, met);
        };
        let mut first = cx.first;
        while first < cx.end {
            let end = cx.end.min(first + 64);
            let (tokens, words) = (&cx.tokens[first..end], &cx.words[first..end]);
            let (mut of_verbs, mut of_words) = (0, 0);
            for (token, word) in tokens.iter().zip(words).rev() {
                let (row, bit) = place(token.hash, word_bits.len());
                of_words = of_words << 1 | word_bits[row] >> bit & 1;
                of_verbs = of_verbs << 1 | verb_bits[usize::from(word.lemma / 64)] >> (word.lemma % 64) & 1;
                classes |= word.classes;
            }
            let calling = |caller, at: usize, noun| Calling {
                caller,
                token: (first + at) as u32,
                noun,
            };
            // A verb and a word at each token.
            out.reserve(2 * tokens.len());
            for at in ones(of_verbs) {
                out.add(calling(self.verbs[usize::from(words[at].lemma)], at, false), true);
            }
            for at in ones(of_words) {
                let word = self.known(tokens[at].hash);
                met.add(&self.met[usize::from(word.met)]);
                out.add(calling(word.caller, at, true), word.caller != 0);
            }
            first = end;
        }
        (classes, met)
    }

    fn numbered(&self) -> Numbered<'_> {
        let (sets, masks) = (&self.sets, &self.masks);
        Numbered { sets, masks }
    }
}

/// What stands at a token, if that is one of the sentence.
fn standing(cx: &Context<'_>, token: u32) -> Set {
    let inside = (cx.first..cx.end).contains(&(token as usize));
    let at = if inside { token as usize } else { cx.first };
    let set = Set::of_token(&cx.tokens[at], cx.words[at]);
    select_unpredictable(inside, set, Set::NOTHING)
}

fn range((from, to): (u32, u32)) -> Range<usize> {
    from as usize..to as usize
}
