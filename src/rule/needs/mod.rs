//! Which rules a sentence calls: what must stand in it before a rule is tried there, told by one look at each token and mention.

mod asked;
mod draft;
mod read;

use std::hint::select_unpredictable;
use std::ops::Range;

use asked::{Asked, CalledPattern, Numbered};
use read::Left;

pub(super) use asked::Numbers;
pub(crate) use read::Memory;

use super::matcher::Context;
use super::model::Rules;
use super::required::{Conditions, Required, There};
use super::set::Set;
use crate::text::ones;

/// What the rules of a set need, from the word, verb or mention that stands in a sentence to the rules that it calls.
///
/// Most words call nothing, and a rule that is called mostly lacks something else. So bits tell of each word and verb whether it calls,
/// and what a caller's rules ask for stands in one row of memory: both are read far more often than the rules.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    /// A bit for each word that calls, in the row that its hash chooses, and one for each such verb.
    word_bits: Vec<u64>,
    verb_bits: Vec<u64>,
    /// The words that call, those of one row together, first one for each of its bits. Where the words of a row start.
    words: Vec<CallingWord>,
    row_starts: Vec<u32>,
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
    /// Of each rule whether it matches without phrases.
    plain: Vec<bool>,
}

/// A word that calls, with the number of its caller: words that call the same have one.
#[derive(Clone, Copy, Debug)]
struct CallingWord {
    hash: u64,
    caller: u32,
    /// The next word of the same row and bit; 0 for none.
    next: u32,
}

/// What words or verbs call: those of its frames and patterns go to where those of the next caller begin.
#[derive(Clone, Copy, Debug)]
struct Caller {
    frames: u32,
    patterns: u32,
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
    mentions: [u16; 2],
    /// The kinds of its last mention, where that is another behind the one that calls.
    later: u16,
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

/// The kinds that a pattern without mentions asks for, and one of them, which is said to be in every sentence.
const ANY_KIND: u32 = u32::MAX;
const EVERYWHERE: u32 = 1 << 31;

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
            let frames = caller.map_or(&[][..], |number| &needs.frames[needs.called_by(number).0]);
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
        self.sharing(hash).find(|word| word.hash == hash).map(|word| word.caller)
    }

    /// The words that share the row and the bit of one whose bit is set: mostly one.
    fn sharing(&self, hash: u64) -> impl Iterator<Item = &CallingWord> {
        let (row, bit) = place(hash, self.word_bits.len());
        let before = (self.word_bits[row] & ((1 << bit) - 1)).count_ones();
        let first = self.words.get((self.row_starts[row] + before) as usize);
        std::iter::successors(first, |word| self.words.get(word.next as usize).filter(|_| word.next != 0))
    }

    /// Collects the words and verbs of a sentence that call rules, and gives the classes of all its words. Which may call is told 64 at
    /// a time, without a branch: few do.
    fn callers(&self, cx: &Context<'_>, out: &mut Left<Calling>, there: &mut There) -> u64 {
        out.clear();
        there.clear();
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
                there.put(token.hash);
            }
            let calling = |caller, at: usize, noun| Calling {
                caller,
                token: (first + at) as u32,
                noun,
            };
            for at in ones(of_verbs) {
                out.add(calling(self.verbs[usize::from(words[at].lemma)], at, false), true);
            }
            for at in ones(of_words) {
                for word in self.sharing(tokens[at].hash) {
                    out.add(calling(word.caller, at, true), word.hash == tokens[at].hash);
                }
            }
        }
        classes
    }

    /// Where the frames and the patterns of a caller stand.
    fn called_by(&self, caller: u32) -> (Range<usize>, Range<usize>) {
        let [this, next] = [0, 1].map(|more| &self.callers[caller as usize + more]);
        (
            this.frames as usize..next.frames as usize,
            this.patterns as usize..next.patterns as usize,
        )
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
