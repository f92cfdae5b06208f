//! Matches compiled rules over the phrases and clauses of one sentence. A rule is tried only where its trigger stands.

use std::cell::LazyCell;

use smallvec::SmallVec;

use super::consolidate::{consolidate, goes_off_once};
use super::filler::{Filler, Fillers};
use super::model::{RuleKind, Rules};
use super::needs::{Calls, HeadCall};
use super::scopes::FACTS;
use super::survey::{Survey, Surveyed};
use crate::lexicon::Word;
use crate::phrase::{Chunk, ChunkKind, Clauses, NounPhrase, Unit, Units, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hashes};

/// What a sentence offers to the rules.
pub(crate) struct Context<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub first: usize,
    pub end: usize,
    pub chunks: &'a [Chunk],
    pub nouns: &'a [NounPhrase],
    pub verbs: &'a [VerbGroup],
    pub units: Units<'a>,
}

/// How many arguments a relation takes, each of which is compared with those before it, so that the cost stays linear.
pub(super) const MOST: usize = 64;

/// A relation as found in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub kind: RelationKind,
    pub rule: u32,
    pub trigger: (u32, u32),
    /// All that the rule matched: the longest match wins.
    pub extent: (u32, u32),
    pub arguments: Fillers,
    pub polarity: Polarity,
    pub modality: Modality,
    pub attribution: Option<(u32, u32)>,
    /// The head of the noun phrase that the trigger's clause hangs on.
    pub hangs_on: Option<u32>,
    /// Whether place and time come from outside the clause.
    pub inherited: [bool; 2],
    /// The verb group that is the trigger or governs it.
    pub verb: Option<u32>,
}

impl Found {
    pub(super) fn new(kind: RelationKind, rule: u32, trigger: (u32, u32), arguments: Fillers) -> Self {
        Self {
            kind,
            rule,
            trigger,
            extent: trigger,
            arguments,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: None,
            hangs_on: None,
            inherited: [false; 2],
            verb: None,
        }
    }

    /// The first filler of a role.
    pub(super) fn argument(&self, role: &str) -> Option<Filler> {
        self.arguments.iter().find(|(own, _)| *own == role).map(|(_, filler)| *filler)
    }
}

/// Whether a frame's verb or noun heads a phrase of the sentence.
pub(crate) fn calls_frame(calls: &Calls, cx: &Context<'_>) -> bool {
    calls.by_head().any(|frames| {
        if frames[0].noun {
            cx.noun_of(frames[0].token).is_some()
        } else {
            cx.verb_of(frames[0].token).is_some()
        }
    })
}

/// Gives what the rules match in the sentence, which calls these; `out` is empty before. A stage's code stays together: within that of
/// the batch it is fetched from farther off.
#[inline(never)]
pub(crate) fn match_rules(rules: &Rules, calls: &Calls, cx: &Context<'_>, out: &mut Vec<Found>) {
    match_frames(rules, calls, cx, out);
    match_patterns(rules, calls, cx, out);
}

/// Completes what was matched in the sentence, and leaves out what another match tells better.
pub(crate) fn settle(rules: &Rules, cx: &Context<'_>, out: &mut Vec<Found>) {
    let survey = Surveyed::new(|| Survey::of(cx));
    complete(rules, cx, &survey, out);
    out.retain(|found| cx.is_tied(found));
    consolidate(rules, out);
    out.retain(|found| !cx.heads_table(found));
    cx.tell_elsewhere(out);
    // "wants to run the bank": he does not yet.
    out.retain(|found| !(FACTS.contains(&found.kind) && cx.is_wanted(rules, found)));
    for found in out.iter_mut().filter(|found| !FACTS.contains(&found.kind)) {
        cx.apply_scopes(rules, &survey, found);
    }
    goes_off_once(out);
}

fn match_frames(rules: &Rules, calls: &Calls, cx: &Context<'_>, out: &mut Vec<Found>) {
    let mut heads: SmallVec<[(u32, &[HeadCall]); 16]> = SmallVec::new();
    let mut nouns: SmallVec<[(u32, &[HeadCall]); 16]> = SmallVec::new();
    for frames in calls.by_head() {
        let HeadCall { token, noun, .. } = frames[0];
        if noun {
            nouns.extend(cx.noun_of(token).map(|index| (index as u32, frames)));
        } else {
            heads.extend(cx.verb_of(token).map(|verb| (cx.verbs[verb].chunk, frames)));
        }
    }
    if !nouns.is_empty() {
        for (chunk, at) in cx.chunks.iter().zip(0..).filter(|(chunk, _)| chunk.kind == ChunkKind::Noun) {
            let called = nouns.binary_search_by_key(&chunk.index, |(index, _)| *index);
            heads.extend(called.map(|called| (at, nouns[called].1)));
        }
    }
    // An aside stands behind the rest: the order of the chunks is not that of the heads.
    heads.sort_unstable_by_key(|(at, _)| *at);
    let clauses = cx.clauses();
    for &(at, frames) in &heads {
        let (index, at) = (cx.chunks[at as usize].index, at as usize);
        let arguments = LazyCell::new(|| clauses.arguments(at, cx.verbs));
        for &HeadCall { frame: id, noun, .. } in frames {
            let rule = &rules.rules[id as usize];
            let RuleKind::Frame(frame) = &rule.kind else { continue };
            let _ = if noun {
                cx.nominal(rule, frame, id, &cx.nouns[index as usize], at, out)
            } else {
                cx.verbal(rule, frame, id, index, &arguments, at, out)
            };
        }
    }
}

fn match_patterns(rules: &Rules, calls: &Calls, cx: &Context<'_>, out: &mut Vec<Found>) {
    for calls in calls.patterns.chunk_by(|a, b| a.pattern == b.pattern) {
        let rule = &rules.rules[calls[0].pattern as usize];
        if let RuleKind::Pattern(pattern) = &rule.kind {
            cx.pattern(rule, pattern, calls, out);
        }
    }
}

/// Names, counts, places and times of what was found.
fn complete(rules: &Rules, cx: &Context<'_>, survey: &Surveyed<impl FnOnce() -> Survey>, out: &mut [Found]) {
    for found in out {
        cx.name_people(found);
        cx.add_circumstances(found, rules.rules[found.rule as usize].circumstances, survey);
    }
}

impl Context<'_> {
    pub(super) fn clauses(&self) -> Clauses<'_> {
        Clauses {
            tokens: self.tokens,
            words: self.words,
            chunks: self.chunks,
            nouns: self.nouns,
        }
    }

    /// The text of the tokens.
    pub(super) fn words_of(&self, first: u32, end: u32) -> &str {
        let span = self.tokens[first as usize].span().cover(self.tokens[end as usize - 1].span());
        span.text(self.text)
    }

    /// The verb group that is the trigger of a match or governs it.
    pub(super) fn verb_of_match(&self, found: &Found) -> Option<&VerbGroup> {
        self.verbs.get(found.verb? as usize)
    }

    /// "Killed: 12; injured: 70": the head of a table tells nothing of what stands before it.
    fn heads_table(&self, found: &Found) -> bool {
        let (harm, behind) = (matches!(found.kind, RelationKind::Killed | RelationKind::Wounded), found.trigger.1);
        let colon = || self.tokens.get(behind as usize).is_some_and(|t| t.punct == b':');
        harm && colon() && self.number_at(behind + 1)
    }

    /// The verb group that governs another.
    pub(super) fn governor(&self, verb: &VerbGroup) -> Option<&VerbGroup> {
        let chunk = self.chunks.get(verb.link.governor? as usize)?;
        self.verbs.get(chunk.index as usize)
    }

    /// The chunk of the verb's subject.
    pub(super) fn subject(&self, verb: &VerbGroup) -> Option<&Chunk> {
        self.chunks.get(verb.link.subject? as usize)
    }

    /// Whether a relative pronoun stands right before the verb group.
    pub(super) fn behind_relative(&self, verb: &VerbGroup) -> bool {
        self.behind_word(verb.first, hashes!["who", "which", "that"])
    }

    /// The verb group whose main verb the token is.
    fn verb_of(&self, main: u32) -> Option<usize> {
        self.verbs.binary_search_by_key(&main, |v| v.main).ok()
    }

    /// The noun phrase whose head the token is.
    fn noun_of(&self, head: u32) -> Option<usize> {
        self.nouns.binary_search_by_key(&head, |n| n.head).ok()
    }

    /// Whether the token is one of the words.
    pub(super) fn token_is(&self, token: u32, words: &[u64]) -> bool {
        self.tokens.get(token as usize).is_some_and(|t| words.contains(&t.hash))
    }

    /// Whether one of the words stands right before the token.
    pub(super) fn behind_word(&self, token: u32, words: &[u64]) -> bool {
        self.token_is(token.wrapping_sub(1), words)
    }

    /// Whether the token is a comma.
    pub(super) fn comma_at(&self, token: u32) -> bool {
        self.tokens.get(token as usize).is_some_and(|t| t.punct == b',')
    }

    /// The noun phrase that begins at the token.
    pub(super) fn noun_at(&self, token: u32) -> Option<usize> {
        self.nouns.binary_search_by_key(&token, |n| n.first).ok()
    }

    /// The noun phrase that holds the token.
    pub(super) fn noun_around(&self, token: u32) -> Option<&NounPhrase> {
        let at = self.nouns.partition_point(|n| n.first <= token).checked_sub(1)?;
        self.nouns.get(at).filter(|n| token < n.end)
    }

    /// The units that stand within the tokens.
    pub(super) fn units_in(&self, first: u32, end: u32) -> &[Unit] {
        let (from, to) = (self.units.before(first as usize), self.units.before(end as usize));
        self.units.get(from..to).unwrap_or_default()
    }
}
