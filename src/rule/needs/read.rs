//! Reads what a sentence calls, one question after the other of all that is left: most is turned down, by what can't be foreseen, and a
//! branch for each would be guessed wrong while what it asks for is on its way from far memory (22.9 mispredicted branches a word with
//! branches, 21.5 without, of all that extraction does).

use super::{Call, CalledFrame, Calling, Calls, EVERYWHERE, HeadCall, Needs, standing};
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
    /// Adds the value; unless it `stays`, the next one overwrites it.
    pub(super) fn add(&mut self, value: T, stays: bool) {
        if self.len == self.list.len() {
            self.list.resize((2 * self.len).max(16), T::default());
        }
        self.list[self.len] = value;
        self.len += usize::from(stays);
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
        let classes = self.callers(cx, callers, there);
        calls.events = classes & class::EVENT != 0;
        let named = cx.units.iter().fold(EVERYWHERE, |bits, u| bits | standing_for(u.kind));
        there.tell(named, classes);
        let numbered = self.numbered();
        for &calling in callers.all() {
            let (frames, patterns) = self.called_by(calling.caller);
            // "The arrest": no verb stands right behind an article.
            of_frames.add(calling, !frames.is_empty() & (calling.noun | !behind_article(cx, calling.token)));
            let mentions = self.callers[calling.caller as usize].asked.mentions;
            of_patterns.add(calling, !patterns.is_empty() & numbered.among(mentions, named));
        }
        for &Calling { caller, token, .. } in of_patterns.all() {
            let (before, behind) = (standing(cx, token.wrapping_sub(1)), standing(cx, token + 1));
            if !self.callers[caller as usize].asked.fits(numbered, before, behind, named) {
                continue;
            }
            for called in self.called_by(caller).1 {
                let fits = self.patterns[called].fits(numbered, before, behind, named);
                patterns.add(
                    Asking {
                        called: called as u32,
                        first: token,
                        end: token + 1,
                    },
                    fits,
                );
            }
        }
        self.by_mentions(cx, named, patterns);
        for &Calling { caller, token, noun } in of_frames.all() {
            for frame in self.called_by(caller).0 {
                let called = &self.frames[frame];
                frames.add(
                    HeadCall {
                        token,
                        noun,
                        frame: frame as u32,
                    },
                    self.conditions.may_meet(called.required, there),
                );
            }
        }
        for &call in frames.all() {
            let &CalledFrame { frame, required } = &self.frames[call.frame as usize];
            if self.conditions.met(required, there, cx) {
                calls.frames.push(HeadCall { frame, ..call });
            }
        }
        for &Asking { called, first, end } in patterns.all() {
            let called = &self.called[called as usize];
            if called.fits(self, &(first..end), cx, there)
                && let Some(pattern) = rules.rules[called.pattern as usize].pattern()
                && cx.goes_on(pattern, first)
            {
                calls.patterns.push(Call {
                    pattern: called.pattern,
                    token: Some(first),
                });
            }
        }
        for &(pattern, _) in self.everywhere.iter().filter(|(_, asked)| numbered.among(asked.mentions, named)) {
            calls.patterns.push(Call { pattern, token: None });
        }
        calls.patterns.sort_unstable();
        calls.plain = calls.patterns.iter().all(|call| self.plain[call.pattern as usize]);
    }

    /// Adds the patterns that the mentions of the sentence call.
    fn by_mentions(&self, cx: &Context<'_>, named: u32, patterns: &mut Left<Asking>) {
        let (numbered, mut later) = (self.numbered(), EVERYWHERE);
        for unit in cx.units.iter().rev() {
            let passed = later;
            later |= kind_bit(unit.kind);
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
                for bit in ones(bits) {
                    let at = block.from + bit as u32;
                    let asked = self.mentions[at as usize];
                    let fits = numbered.among(asked.mentions, named) & (numbered.mask(asked.later) & passed != 0);
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

/// The kinds as which a mention of a kind may fill a role: one that a list declares may stand where a facility may.
fn standing_for(kind: Kind) -> u32 {
    let facility = matches!(kind, Kind::Declared(_)).then(|| kind_bit(Kind::Facility));
    kind_bit(kind) | facility.unwrap_or_default()
}
