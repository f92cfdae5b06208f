//! Reads what a sentence calls, one question after the other of all that is left: most is turned down, by what can't be foreseen, and a
//! branch for each would be guessed wrong while what it asks for is on its way from far memory (22.9 mispredicted branches a word with
//! branches, 21.5 without, of all that extraction does).

use super::asked::Named;
use super::{Call, CalledFrame, Calling, Calls, HeadCall, Needs, range, standing};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::rule::matcher::Context;
use crate::rule::model::Rules;
use crate::rule::required::There;
use crate::rule::set::kind_bit;
use crate::text::{hashes, ones};

/// What is left after each question; it serves sentence after sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    callers: Left<Calling>,
    of_frames: Left<Calling>,
    of_patterns: Left<Calling>,
    frames: Left<HeadCall>,
    patterns: Left<Asking>,
    there: There,
}

/// A pattern by its number in what is called, and the tokens of its caller.
#[derive(Clone, Copy, Debug, Default)]
struct Asking {
    called: u32,
    first: u32,
    end: u32,
}

/// What a question leaves.
#[derive(Clone, Debug, Default)]
pub(super) struct Left<T> {
    list: Vec<T>,
    len: usize,
}

impl<T: Copy + Default> Left<T> {
    /// Makes room for so many more: to look for it at each would take as long as to add it.
    pub(super) fn reserve(&mut self, more: usize) {
        if self.len + more > self.list.len() {
            self.list.resize(2 * (self.len + more), T::default());
        }
    }

    /// Adds the value, for which there is room; unless it `stays`, the next one overwrites it.
    pub(super) fn add(&mut self, value: T, stays: bool) {
        self.list[self.len] = value;
        self.len += usize::from(stays);
    }

    /// Adds those of the values that stay.
    fn add_all(&mut self, values: impl ExactSizeIterator<Item = (T, bool)>) {
        self.reserve(values.len());
        let (list, mut len) = (self.list.as_mut_slice(), self.len);
        for (value, stays) in values {
            list[len] = value;
            len += usize::from(stays);
        }
        self.len = len;
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    fn all(&self) -> &[T] {
        &self.list[..self.len]
    }
}

impl Needs {
    /// Collects what the sentence calls.
    pub(crate) fn read(&self, rules: &Rules, cx: &Context<'_>, memory: &mut Memory, calls: &mut Calls) {
        let Memory {
            callers,
            of_frames,
            of_patterns,
            frames,
            patterns,
            there,
        } = memory;
        calls.patterns.clear();
        calls.frames.clear();
        of_frames.clear();
        of_patterns.clear();
        frames.clear();
        patterns.clear();
        let (classes, met) = self.callers(cx, callers);
        calls.events = classes & class::DEED != 0;
        // What asks for no mention has it in every sentence.
        let (mut kinds, mut named) = (0, Named(1));
        for unit in cx.units.iter() {
            kinds |= kind_bit(unit.kind);
            named.0 |= self.named[unit.kind.number() as usize % self.named.len()];
        }
        there.tell(&self.conditions, met, classes, kinds);
        of_frames.reserve(callers.len);
        of_patterns.reserve(callers.len);
        for &Calling { caller, token, noun } in callers.all() {
            let calling = Calling { caller, token, noun };
            let caller = &self.callers[caller as usize];
            of_frames.add(calling, (caller.frames.0 != caller.frames.1) & there.may_have(caller.needed));
            of_patterns.add(
                calling,
                (caller.patterns.0 != caller.patterns.1) & named.have_both(caller.asked.mentions),
            );
        }
        for &Calling { caller, token, .. } in of_patterns.all() {
            let (before, behind) = (standing(cx, token.wrapping_sub(1)), standing(cx, token + 1));
            let caller = &self.callers[caller as usize];
            if !caller.asked.fits(&self.sets, before, behind, named, there) {
                continue;
            }
            let called = (caller.patterns.0..caller.patterns.1).zip(&self.patterns[range(caller.patterns)]);
            patterns.add_all(called.map(|(called, asked)| {
                let (first, end) = (token, token + 1);
                (Asking { called, first, end }, asked.fits(&self.sets, before, behind, named, there))
            }));
        }
        self.by_mentions(cx, named, patterns);
        for &Calling { caller, token, noun } in of_frames.all() {
            let caller = &self.callers[caller as usize];
            let called = (caller.frames.0..caller.frames.1).zip(&self.frames[range(caller.frames)]);
            frames.add_all(called.map(|(frame, called)| (HeadCall { token, noun, frame }, there.may_meet(called.required))));
        }
        for &call in frames.all() {
            let &CalledFrame { frame, required } = &self.frames[call.frame as usize];
            // "The arrest": no verb stands right behind an article.
            if (call.noun || !behind_article(cx, call.token)) && there.meets(required, cx) {
                calls.frames.push(HeadCall { frame, ..call });
            }
        }
        for &Asking { called, first, end } in patterns.all() {
            let called = &self.called[called as usize];
            if called.fits(self, &(first..end), cx)
                && let Some(pattern) = rules.rules[called.pattern as usize].pattern()
                && cx.goes_on(pattern, first)
            {
                calls.patterns.push(Call {
                    pattern: called.pattern,
                    token: Some(first),
                });
            }
        }
        for &(pattern, _) in self.everywhere.iter().filter(|(_, asked)| named.have_both(asked.mentions)) {
            calls.patterns.push(Call { pattern, token: None });
        }
        calls.patterns.sort_unstable();
        calls.plain = calls.patterns.iter().all(|call| self.plain[call.pattern as usize]);
    }

    /// Adds the patterns that the mentions of the sentence call.
    fn by_mentions(&self, cx: &Context<'_>, named: Named, patterns: &mut Left<Asking>) {
        let mut later = Named(1);
        for unit in cx.units.iter().rev() {
            let passed = later;
            later.0 |= self.named[unit.kind.number() as usize % self.named.len()];
            let Some(of_kind) = self.kinds.get(unit.kind.number() as usize).filter(|of_kind| !of_kind.is_empty()) else {
                continue;
            };
            let (before, behind) = (standing(cx, unit.first.wrapping_sub(1)), standing(cx, unit.end));
            for block in of_kind {
                let bits = block.before.met(before) & block.behind.met(behind);
                if bits == 0 {
                    continue;
                }
                let end = match unit.kind {
                    Kind::Person => cx.behind_age(unit.end as usize) as u32,
                    _ => unit.end,
                };
                patterns.reserve(u64::BITS as usize);
                for bit in ones(bits) {
                    let at = block.from + bit as u32;
                    let asked = self.mentions[at as usize];
                    let fits = named.have_both(asked.mentions) & passed.have(asked.later);
                    let called = self.patterns.len() as u32 + at;
                    let first = unit.first;
                    patterns.add(Asking { called, first, end }, fits);
                }
            }
        }
    }
}

/// Whether an article stands right before a token of the sentence.
fn behind_article(cx: &Context<'_>, token: u32) -> bool {
    let before = (token as usize).checked_sub(1).filter(|&t| t >= cx.first);
    before.is_some_and(|t| hashes!["the", "a", "an"].contains(&cx.tokens[t].hash))
}
