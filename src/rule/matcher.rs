//! Matches compiled rules over the phrases and clauses of one sentence. A rule is tried only where its trigger stands.

use std::cell::LazyCell;

use smallvec::SmallVec;

use super::consolidate::{consolidate, goes_off_once};
use super::model::{Filter, RuleKind, Rules};
use super::needs::{Calls, HeadCall};
use super::scopes::FACTS;
use super::survey::{Survey, Surveyed};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::phrase::{Chunk, ChunkKind, Clauses, NounPhrase, Unit, Units, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hash_all, hashes};

/// How far back in a list of places its first is looked for.
const LISTED: usize = 16;

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

/// A filler: tokens, half-open, and what kind of thing they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filler {
    pub first: u32,
    pub end: u32,
    pub kind: Option<Kind>,
}

impl Filler {
    /// The word that tells what is done.
    pub(super) fn deed(token: u32) -> Self {
        Self {
            first: token,
            end: token + 1,
            kind: Some(Kind::Event),
        }
    }
}

/// The fillers of roles.
pub(crate) type Fillers = SmallVec<[(&'static str, Filler); 8]>;

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

/// What a group is said to be behind its name: "the Islamic State militant group".
const SORTS: [u64; 15] = hash_all([
    "militant",
    "rebel",
    "terrorist",
    "terror",
    "jihadist",
    "jihadi",
    "extremist",
    "armed",
    "insurgent",
    "islamist",
    "separatist",
    "guerrilla",
    "paramilitary",
    "opposition",
    "resistance",
]);

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

    /// What a noun phrase gives as filler: "one of the men" is all of it, and "the town of Oru" is Oru.
    pub(super) fn filler(&self, index: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        let own = self.with_owner_before(index);
        let owned = self.tokens[noun.first as usize].has(Token::POSSESSIVE);
        if owned
            && noun.kind == Some(Kind::Place)
            && let Some(place) = self.units_in(noun.first, noun.end).iter().find(|u| u.kind == Kind::Place)
        {
            return Filler {
                first: place.first,
                end: place.end,
                kind: own.kind,
            };
        }
        // "the Islamic State group", "the Islamic State militant group": Islamic State.
        let head = self.words[noun.head as usize];
        if noun.head + 1 == noun.end && head.is(class::GROUP_NOUN) && !head.is(class::PERSON_PL) {
            let says = |&t: &u32| self.tokens[t as usize].punct == b'"' || SORTS.contains(&self.tokens[t as usize].hash);
            let sorts = (noun.first..noun.head).rev().take_while(says).count() as u32;
            let end = noun.head - sorts;
            let group = self
                .units_in(noun.first, end)
                .iter()
                .find(|u| u.kind == Kind::Group && u.end == end);
            if let Some(u) = group {
                return Filler {
                    first: u.first,
                    end: u.end,
                    kind: Some(u.kind),
                };
            }
        }
        // "Its local branch, the Dawn Front, was accused": a noun that names no kind of thing is what the name beside it is.
        if own.kind.is_none()
            && let Some(name) = self.name_behind(index)
        {
            return Filler {
                first: name.first,
                end: name.end,
                kind: name.kind,
            };
        }
        let behind = self.nouns.get(index as usize + 1);
        // "a spokesman for the group" speaks for it.
        if head.is(class::MOUTHPIECE)
            && self.token_is(noun.end, hashes!["of", "for"])
            && behind.is_some_and(|n| n.first == noun.end + 1 && n.can_act())
        {
            return self.filler(index + 1);
        }
        if self.token_is(noun.end, hashes!["of"]) {
            return self.with_whole(index, own);
        }
        let kind = own.kind.or_else(|| self.of_places(index).then_some(Kind::Place));
        Filler { kind, ..own }
    }

    /// A noun phrase with whose it is: "the queen's guards".
    fn with_owner_before(&self, index: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        let owned = self.tokens[noun.first as usize].has(Token::POSSESSIVE);
        let owner = index.checked_sub(1).filter(|_| owned).map(|i| &self.nouns[i as usize]);
        // Of "Russia's Rostov" the place is the second.
        let owner = owner.filter(|o| o.end == noun.first && (noun.kind != Some(Kind::Place) || noun.mention.is_none()));
        let of_group = owner.and_then(|o| o.kind).filter(|k| *k == Kind::Group);
        Filler {
            first: owner.map_or(noun.first + u32::from(owned), |o| o.first),
            end: noun.end,
            kind: noun.kind.or(of_group),
        }
    }

    /// What a noun phrase with an "of" behind it gives, which is `own` else: "one of the men" is all of it, "the town of Oru" is Oru.
    fn with_whole(&self, index: u32, own: Filler) -> Filler {
        let noun = &self.nouns[index as usize];
        let head = self.words[noun.head as usize];
        // "a group of about 40 men": what softens the number stands between.
        let softened = |n: &NounPhrase| {
            let between = noun.end as usize + 1..n.first as usize;
            let counted = n.number.is_some() || self.tokens[n.first as usize].is_number();
            counted && between.len() <= 3 && between.clone().all(|t| self.tokens[t].punct == 0 && self.words[t].lemma == 0)
        };
        let behind = self.nouns.get(index as usize + 1);
        let Some(inner) = behind.filter(|n| n.first == noun.end + 1 || n.first > noun.end && softened(n)) else {
            return own;
        };
        // "the Secretary of State Luis Vano".
        if head.is(class::TITLE) && inner.kind == Some(Kind::Person) && inner.mention.is_some() && inner.first + 1 < inner.end {
            return Filler {
                first: noun.first,
                end: inner.end,
                kind: inner.kind,
            };
        }
        let unknown = inner.kind.is_none() && self.tokens[inner.head as usize].is_capitalized();
        // "areas of the island" are a part of it.
        let placed = |u: &Unit| u.kind == Kind::Place;
        let named = inner.kind == Some(Kind::Place) && self.units_in(inner.first, inner.end).iter().any(placed);
        // "Mirel district of Oru" is the district.
        let whole = || {
            let bare = noun.first + 1 == noun.head && noun.head + 1 == noun.end;
            bare && self.units.at(noun.first as usize).is_some_and(placed)
        };
        if head.is(class::PLACE_NOUN) && (named || unknown) && !whole() {
            return Filler {
                first: inner.first,
                end: inner.end,
                kind: Some(Kind::Place),
            };
        }
        // "nine of the men", but "two members of the group".
        let number = noun.number.is_some() || self.tokens[noun.head as usize].is_number();
        let counts = number && noun.end - noun.first <= 2 && !head.is(class::PERSON | class::PERSON_PL);
        // "most of those attacks" are attacks.
        let some = noun.first == noun.head && head.is(class::DET);
        // "the convoy of Luis Vano" is no part of him.
        let owned_by = inner.kind == Some(Kind::Person) && inner.mention.is_some();
        let part = counts || some || head.is(class::NUMBER | class::PARTITIVE) && !owned_by;
        if part {
            let pronoun = self.words[inner.first as usize].is(class::PRONOUN);
            // "one of the governor's guards".
            let owned = |n: u32| {
                let (owner, thing) = (self.nouns.get(n as usize), self.nouns.get(n as usize + 1));
                owner
                    .zip(thing)
                    .is_some_and(|(o, t)| o.end == t.first && self.tokens[t.first as usize].has(Token::POSSESSIVE))
            };
            let inner = self.filler(index + 1 + u32::from(owned(index + 1)));
            return Filler {
                first: noun.first,
                end: inner.end.max(noun.end),
                kind: inner.kind.or(noun.kind).or(pronoun.then_some(Kind::People)),
            };
        }
        own
    }

    /// "the villages of Aleppo, Oru and Mirel": whether the name is of a list that is said to be of places.
    fn of_places(&self, index: u32) -> bool {
        let mut first = index as usize;
        if !self.unlisted(self.nouns[first].head as usize) {
            return false;
        }
        let joint = |t: u32| self.tokens[t as usize].punct == b',' || self.words[t as usize].is(class::CONJ);
        let joined = |i: usize| {
            let mut between = self.nouns[i - 1].end..self.nouns[i].first;
            !between.is_empty() && between.len() <= 2 && between.all(joint)
        };
        let reach = first.saturating_sub(LISTED);
        while first > reach && joined(first) {
            first -= 1;
        }
        let of = first
            .checked_sub(1)
            .map(|i| &self.nouns[i])
            .filter(|n| self.words[n.head as usize].is(class::PLACE_NOUN));
        of.is_some_and(|n| n.end + 1 == self.nouns[first].first && self.token_is(n.end, hashes!["of"]))
    }

    /// The name of a body or group between commas behind a described noun.
    fn name_behind(&self, index: u32) -> Option<&NounPhrase> {
        let noun = self.nouns.get(index as usize)?;
        let first = &self.tokens[noun.first as usize];
        let described = self.words[noun.first as usize].is(class::DET | class::POSS_DET)
            || first.has(Token::POSSESSIVE)
            || hashes!["one"].contains(&first.hash);
        let punct = |t: u32| self.tokens.get(t as usize).map_or(0, |t| t.punct);
        let name = self.nouns.get(index as usize + 1)?;
        let body = matches!(
            name.kind,
            Some(Kind::Group | Kind::SecurityForce | Kind::Organization | Kind::Person)
        );
        let beside = punct(noun.end) == b',' && name.first == noun.end + 1 && matches!(punct(name.end), b',' | b'(');
        (described && body && name.mention.is_some() && beside).then_some(name)
    }

    /// Whether the filler is what the filter asks for.
    pub(super) fn fits(&self, filler: &Filler, filter: &Filter) -> bool {
        if filter.is_empty() {
            return true;
        }
        if filter.kinds != 0 {
            let pronoun = self.words[filler.first as usize].is(class::PRONOUN | class::POSS_DET) && filler.end == filler.first + 1;
            let thing = || self.token_is(filler.first, hashes!["it", "its", "itself"]);
            let fits = match filler.kind {
                _ if pronoun => filter.has(if thing() { Kind::Organization } else { Kind::People }),
                Some(Kind::Nationality) => filter.has(Kind::Nationality) || filter.has(Kind::People),
                // A thing of a kind that a list declares may stand where a building may.
                Some(Kind::Declared(_)) if filter.has(Kind::Facility) => true,
                Some(kind) => filter.has(kind),
                // A name that no list has may be anyone's.
                None => self.unknown_name(filler) && (filter.has(Kind::Person) || filter.has(Kind::Group)),
            };
            if fits {
                return true;
            }
        }
        if filter.words.is_empty() {
            return false;
        }
        let head = self.noun_around(filler.end - 1).map_or(filler.end - 1, |n| n.head);
        filter.words.has(self.tokens[head as usize].hash)
    }

    fn unknown_name(&self, filler: &Filler) -> bool {
        let last = filler.end as usize - 1;
        self.unlisted(last) && last > self.first
    }

    /// Whether the token looks like the last of a name that no list has.
    pub(super) fn unlisted(&self, token: usize) -> bool {
        let word = self.words[token];
        let known = word.classes & !class::GIVEN_NAME | u64::from(word.lemma);
        known | u64::from(!self.tokens[token].is_capitalized()) == 0
    }
}
