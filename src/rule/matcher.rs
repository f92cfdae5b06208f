//! Matches compiled rules over the phrases and clauses of one sentence. A rule is tried only where its trigger stands.

use super::syntax::{Element, Rule, RuleKind, Rules, Slot};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::phrase::{Arguments, Chunk, ChunkKind, NounPhrase, Unit, VerbGroup, arguments_of, noun_complements};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hash_word};

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
    pub units: &'a [Unit],
}

/// A filler: tokens, half-open, and what kind of thing they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Filler {
    pub first: u32,
    pub end: u32,
    pub kind: Option<Kind>,
}

/// A relation as found in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub kind: RelationKind,
    pub rule: u32,
    pub trigger: (u32, u32),
    pub arguments: Vec<(&'static str, Filler)>,
    pub polarity: Polarity,
    pub modality: Modality,
    pub attribution: Option<(u32, u32)>,
}

/// Appends what the rules find in the sentence.
pub(crate) fn match_rules(rules: &Rules, patterns: &[u32], cx: &Context<'_>, out: &mut Vec<Found>) {
    let from = out.len();
    let by_hash = hash_word("by");
    let by = |token: u32| cx.tokens[token as usize].hash == by_hash;
    for (at, chunk) in cx.chunks.iter().enumerate() {
        match chunk.kind {
            ChunkKind::Verb => {
                let verb = &cx.verbs[chunk.index as usize];
                let Some(ids) = rules.by_verb.get(usize::from(verb.lemma)).filter(|ids| !ids.is_empty()) else {
                    continue;
                };
                let arguments = arguments_of(cx.chunks, at, cx.verbs, cx.nouns, &by);
                for &id in ids {
                    cx.frame(&rules.rules[id as usize], id, verb, &arguments, at, out);
                }
            }
            ChunkKind::Noun => {
                let noun = &cx.nouns[chunk.index as usize];
                let Some(ids) = rules.by_noun.get(&cx.tokens[noun.head as usize].hash) else {
                    continue;
                };
                for &id in ids {
                    cx.nominal(&rules.rules[id as usize], id, noun, at, out);
                }
            }
            _ => {}
        }
    }
    for &id in patterns {
        let rule = &rules.rules[id as usize];
        if let RuleKind::Pattern { elements } = &rule.kind {
            let mut i = cx.first;
            while i < cx.end {
                let Some(start) = cx.next_start(&elements[0], i) else { break };
                i = start;
                let mut captures = Vec::new();
                if let Some(end) = cx.elements(elements, i, &mut captures) {
                    let arguments = captures
                        .into_iter()
                        .filter_map(|(role, f)| static_role(rule.relation, &role).map(|r| (r, f)))
                        .collect();
                    out.push(Context::new_found(rule.relation, id, (i as u32, end as u32), arguments));
                    i = end.max(i + 1);
                } else {
                    i += 1;
                }
            }
        }
    }
    for found in &mut out[from..] {
        cx.add_circumstances(found);
        cx.apply_scopes(rules, found);
    }
    let kept = consolidate(&out[from..]);
    out.truncate(from);
    out.extend(kept);
}

/// Whether a pattern may match in the sentence, as far as can be told before phrases are built.
pub(crate) fn may_match(rules: &Rules, patterns: &[u32], cx: &Context<'_>) -> bool {
    patterns.iter().any(|&id| {
        let RuleKind::Pattern { elements } = &rules.rules[id as usize].kind else {
            return false;
        };
        let known = elements
            .iter()
            .position(|e| matches!(e, Element::Phrase { .. }))
            .unwrap_or(elements.len());
        let elements = &elements[..known];
        let Some(first) = elements.first() else { return true };
        let mut i = cx.first;
        while let Some(start) = cx.next_start(first, i).filter(|&s| s < cx.end) {
            if cx.elements(elements, start, &mut Vec::new()).is_some() {
                return true;
            }
            i = start + 1;
        }
        false
    })
}

/// Of the relations of one kind on one trigger the one with more roles stays.
fn consolidate(found: &[Found]) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for f in found {
        let same = kept
            .iter_mut()
            .find(|k| k.kind == f.kind && k.trigger.0 < f.trigger.1 && f.trigger.0 < k.trigger.1);
        match same {
            Some(k) if f.arguments.len() > k.arguments.len() => *k = f.clone(),
            Some(_) => {}
            None => kept.push(f.clone()),
        }
    }
    kept
}

fn static_role(kind: RelationKind, role: &str) -> Option<&'static str> {
    kind.roles().iter().copied().find(|r| *r == role)
}

impl Context<'_> {
    fn new_found(kind: RelationKind, rule: u32, trigger: (u32, u32), arguments: Vec<(&'static str, Filler)>) -> Found {
        Found {
            kind,
            rule,
            trigger,
            arguments,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: None,
        }
    }

    fn filler(&self, index: u32) -> Filler {
        let noun = &self.nouns[index as usize];
        Filler {
            first: noun.first,
            end: noun.end,
            kind: noun.kind,
        }
    }

    fn frame(&self, rule: &Rule, id: u32, verb: &VerbGroup, arguments: &Arguments, at: usize, out: &mut Vec<Found>) {
        let RuleKind::Frame { with, roles, require, .. } = &rule.kind else {
            return;
        };
        let mut arguments = arguments.clone();
        let mut trigger = (verb.main, verb.main + 1);
        if !with.is_empty() {
            // A light verb: its object is part of the trigger, and what follows the object belongs to it.
            let heads = |n: &u32| with.contains(&self.tokens[self.nouns[*n as usize].head as usize].hash);
            let particle = self
                .chunks
                .get(at + 1)
                .is_some_and(|c| c.kind == ChunkKind::Preposition || c.kind == ChunkKind::Other);
            let object = arguments.objects.iter().copied().find(|n| heads(n)).or_else(|| {
                let chunk = self.chunks.get(at + 2).filter(|c| particle && c.kind == ChunkKind::Noun)?;
                heads(&chunk.index).then_some(chunk.index)
            });
            let Some(object) = object else { return };
            if arguments.objects.is_empty() {
                arguments.objects.push(object);
            }
            let head = self.nouns[object as usize].head;
            trigger = (verb.main.min(head), verb.main.max(head) + 1);
        }
        let mut fillers = Vec::new();
        for (role, slots, kinds) in roles {
            let Some(role) = static_role(rule.relation, role) else { continue };
            for slot in slots {
                let indices: Vec<u32> = match slot {
                    Slot::Subject => arguments.subjects.clone(),
                    Slot::Object => arguments.objects.clone(),
                    Slot::Preposition(word) => arguments
                        .prepositional
                        .iter()
                        .filter(|(p, _)| self.tokens[*p as usize].hash == *word)
                        .map(|&(_, n)| n)
                        .collect(),
                    _ => Vec::new(),
                };
                for index in indices {
                    self.fill(role, self.filler(index), kinds, &mut fillers);
                }
            }
        }
        Self::finish(rule, id, trigger, fillers, require, verb.negated, verb.hedged, out);
    }

    fn fill(&self, role: &'static str, filler: Filler, kinds: &[Kind], out: &mut Vec<(&'static str, Filler)>) {
        let pronoun = self.words[filler.first as usize].is(class::PRONOUN);
        let fits = kinds.is_empty() || filler.kind.is_some_and(|k| kinds.contains(&k)) || pronoun && kinds.contains(&Kind::People);
        if fits && !out.contains(&(role, filler)) {
            out.push((role, filler));
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn finish(
        rule: &Rule,
        id: u32,
        trigger: (u32, u32),
        fillers: Vec<(&'static str, Filler)>,
        require: &[String],
        negated: bool,
        hedged: bool,
        out: &mut Vec<Found>,
    ) {
        if require.iter().any(|r| !fillers.iter().any(|(role, _)| role == r)) {
            return;
        }
        let mut found = Self::new_found(rule.relation, id, trigger, fillers);
        if negated {
            found.polarity = Polarity::Negated;
        }
        if hedged {
            found.modality = Modality::Alleged;
        }
        out.push(found);
    }

    /// The next token from `i` at which a pattern that begins with the element can begin.
    fn next_start(&self, element: &Element, i: usize) -> Option<usize> {
        match element {
            Element::Mention { kinds, .. } => {
                let from = self.units.partition_point(|u| (u.first as usize) < i);
                self.units[from..]
                    .iter()
                    .find(|u| kinds.contains(&u.kind))
                    .map(|u| u.first as usize)
            }
            Element::Title { .. } => (i..self.end).find(|&j| self.words[j].is(class::TITLE)),
            Element::Role { .. } => (i..self.end).find(|&j| self.role_noun(j)),
            Element::Either(words, false) => (i..self.end).find(|&j| words.contains(&self.tokens[j].hash)),
            Element::Word(word) => (i..self.end).find(|&j| self.tokens[j].hash == *word),
            _ => Some(i),
        }
    }

    fn nominal(&self, rule: &Rule, id: u32, noun: &NounPhrase, at: usize, out: &mut Vec<Found>) {
        let RuleKind::Frame { roles, require, .. } = &rule.kind else {
            return;
        };
        let complements = noun_complements(self.chunks, at);
        let mut fillers = Vec::new();
        for (role, slots, kinds) in roles {
            let Some(role) = static_role(rule.relation, role) else { continue };
            for slot in slots {
                match slot {
                    Slot::Preposition(word) => {
                        for &(p, n) in complements.iter().filter(|(p, _)| self.tokens[*p as usize].hash == *word) {
                            let _ = p;
                            self.fill(role, self.filler(n), kinds, &mut fillers);
                        }
                    }
                    Slot::Possessive
                        if at > 0
                            && self.tokens[noun.first as usize].has(Token::POSSESSIVE)
                            && self.chunks[at - 1].kind == ChunkKind::Noun =>
                    {
                        self.fill(role, self.filler(self.chunks[at - 1].index), kinds, &mut fillers);
                    }
                    Slot::Trigger => self.fill(role, self.filler(self.chunks[at].index), kinds, &mut fillers),
                    Slot::Compound => {
                        for unit in self.units.iter().filter(|u| u.first >= noun.first && u.end <= noun.head) {
                            self.fill(
                                role,
                                Filler {
                                    first: unit.first,
                                    end: unit.end,
                                    kind: Some(unit.kind),
                                },
                                kinds,
                                &mut fillers,
                            );
                        }
                    }
                    _ => {}
                }
            }
        }
        Self::finish(
            rule,
            id,
            (noun.head, noun.head + 1),
            fillers,
            require,
            noun.negative,
            noun.hedged,
            out,
        );
    }

    /// Matches the elements from token `i`; returns the token behind them.
    fn elements(&self, elements: &[Element], i: usize, captures: &mut Vec<(String, Filler)>) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else {
            return Some(i);
        };
        if let Element::Gap(most) = element {
            for skip in 0..=usize::from(*most) {
                let mark = captures.len();
                if let Some(end) = self.elements(rest, i + skip, captures) {
                    return Some(end);
                }
                captures.truncate(mark);
            }
            return None;
        }
        if i >= self.end {
            return match element {
                Element::Either(_, true) => self.elements(rest, i, captures),
                _ => None,
            };
        }
        let token = &self.tokens[i];
        let mut capture = |role: &Option<String>, first: usize, end: usize, kind| {
            if let Some(role) = role {
                captures.push((
                    role.clone(),
                    Filler {
                        first: first as u32,
                        end: end as u32,
                        kind,
                    },
                ));
            }
            end
        };
        let next = match element {
            Element::Word(word) => (token.hash == *word && token.punct == 0).then_some(i + 1),
            Element::Punct(mark) => (token.punct == *mark).then_some(i + 1),
            Element::Verb(lemma) => (self.words[i].lemma == *lemma).then_some(i + 1),
            Element::Either(words, optional) => {
                if words.contains(&token.hash) {
                    Some(i + 1)
                } else if *optional {
                    Some(i)
                } else {
                    None
                }
            }
            Element::Mention { role, kinds } => {
                let at = self.units.binary_search_by_key(&(i as u32), |u| u.first).ok()?;
                let unit = self.units.get(at).filter(|u| kinds.contains(&u.kind))?;
                Some(capture(role, i, unit.end as usize, Some(unit.kind)))
            }
            Element::Phrase { role } => {
                let noun = self.nouns.iter().find(|n| n.first as usize <= i && i < n.end as usize)?;
                Some(capture(role, i, noun.end as usize, noun.kind))
            }
            Element::Capitals { role } => {
                let mut end = i;
                while end < self.end
                    && (self.tokens[end].has(Token::ALL_CAPS)
                        || end > i && self.tokens[end].has(Token::GLUED) && self.tokens[end].punct == b'-')
                {
                    end += 1;
                }
                (end > i).then(|| capture(role, i, end, None))
            }
            Element::Expression { role, regex } => regex.is_match(token.span.text(self.text)).then(|| capture(role, i, i + 1, None)),
            Element::Title { role } => {
                let mut end = i;
                while end < self.end
                    && (self.words[end].is(class::TITLE) || end > i && self.tokens[end].punct == b'.' && self.tokens[end].has(Token::GLUED))
                {
                    end += 1;
                }
                (end > i).then(|| capture(role, i, end, Some(Kind::Role)))
            }
            Element::Role { role } => self.role_noun(i).then(|| {
                let mut end = i + 1;
                // "Secretary-General", "Gov."
                while end + 1 < self.end && self.tokens[end].punct == b'-' && self.role_noun(end + 1) {
                    end += 2;
                }
                let stop = end + 1 < self.end && self.tokens[end].punct == b'.' && self.tokens[end].has(Token::GLUED);
                capture(role, i, end + usize::from(stop), Some(Kind::Role))
            }),
            Element::Gap(_) => None,
        }?;
        self.elements(rest, next, captures)
    }

    /// A noun for what a person is: one of the lexicon, or an unknown one that is made like one: "entomologist".
    fn role_noun(&self, i: usize) -> bool {
        let word = self.words[i];
        word.is(class::PERSON | class::TITLE)
            || word == Word::default() && {
                let text = self.tokens[i].span.text(self.text);
                text.len() > 5
                    && (text.ends_with("ist") || text.ends_with("man") || text.ends_with("woman"))
                    && !self.tokens[i].is_capitalized()
            }
    }

    /// The longest beginning of the elements that matches anywhere: how many elements, and the tokens.
    pub(super) fn farthest(&self, elements: &[Element]) -> (usize, Option<(u32, u32)>) {
        for count in (1..=elements.len()).rev() {
            let found = (self.first..self.end).find_map(|i| {
                let end = self.elements(&elements[..count], i, &mut Vec::new())?;
                (end > i).then_some((i as u32, end as u32))
            });
            if found.is_some() {
                return (count, found);
            }
        }
        (0, None)
    }

    /// Adds counts, places and times that stand in the clause.
    fn add_circumstances(&self, found: &mut Found) {
        let roles = found.kind.roles();
        let fillers: Vec<(&'static str, Filler)> = found.arguments.clone();
        if roles.contains(&"count") {
            for (_, f) in fillers.iter().filter(|(r, _)| matches!(*r, "victim" | "detainee")) {
                for u in self
                    .units
                    .iter()
                    .filter(|u| u.kind == Kind::Quantity && u.first >= f.first && u.end <= f.end)
                {
                    found.arguments.push((
                        "count",
                        Filler {
                            first: u.first,
                            end: u.end,
                            kind: Some(Kind::Quantity),
                        },
                    ));
                }
            }
        }
        let inside = |u: &Unit| fillers.iter().any(|(_, f)| u.first >= f.first && u.end <= f.end);
        for (role, kind) in [("place", Kind::Place), ("time", Kind::Date)] {
            if !roles.contains(&role) {
                continue;
            }
            found
                .arguments
                .retain(|(r, f)| *r != "place" || role != "place" || f.kind == Some(Kind::Place));
            if found.arguments.iter().any(|(r, _)| *r == role) {
                continue;
            }
            let near = self.units.iter().filter(|u| u.kind == kind && (kind == Kind::Date || !inside(u)));
            if let Some(u) = near.min_by_key(|u| u.first.abs_diff(found.trigger.0)) {
                found.arguments.push((
                    role,
                    Filler {
                        first: u.first,
                        end: u.end,
                        kind: Some(kind),
                    },
                ));
            }
        }
    }

    fn apply_scopes(&self, rules: &Rules, found: &mut Found) {
        let trigger = found.trigger.0 as usize;
        let mut modality = found.modality;
        for scope in &rules.scopes {
            let from = trigger.saturating_sub(usize::from(scope.covers) + scope.cue.len()).max(self.first);
            for i in from..trigger {
                let Some(end) = self.elements(&scope.cue, i, &mut Vec::new()) else {
                    continue;
                };
                if end > trigger + 1 || trigger - end.min(trigger) > usize::from(scope.covers) {
                    continue;
                }
                if self
                    .chunks
                    .iter()
                    .any(|c| c.kind == ChunkKind::Comma && c.first as usize >= end && (c.first as usize) < trigger)
                {
                    continue;
                }
                if scope.negated {
                    found.polarity = Polarity::Negated;
                } else if let Some(m) = scope.modality {
                    modality = modality.max(m);
                }
            }
        }
        if found
            .arguments
            .iter()
            .any(|(role, f)| matches!(*role, "agent" | "claimant") && self.negative(f))
        {
            found.polarity = Polarity::Negated;
        }
        if modality == Modality::Asserted
            && !matches!(
                found.kind,
                RelationKind::ClaimedResponsibility
                    | RelationKind::DeniedResponsibility
                    | RelationKind::Blamed
                    | RelationKind::AliasOf
                    | RelationKind::LocatedIn
            )
            && let Some(speaker) = self.speaker(found.trigger.0)
        {
            modality = Modality::Reported;
            found.attribution = speaker;
        }
        found.modality = modality;
    }

    fn negative(&self, filler: &Filler) -> bool {
        self.nouns.iter().any(|n| n.first == filler.first && n.negative)
    }

    /// Whether the sentence attributes the trigger to someone, and to whom.
    fn speaker(&self, trigger: u32) -> Option<Option<(u32, u32)>> {
        for (at, chunk) in self.chunks.iter().enumerate() {
            if chunk.kind != ChunkKind::Verb {
                continue;
            }
            let verb = &self.verbs[chunk.index as usize];
            if !self.words[verb.main as usize].is(class::SAY) || verb.main == trigger {
                continue;
            }
            let arguments = arguments_of(self.chunks, at, self.verbs, self.nouns, &|_| false);
            let direct = at > 0 && self.chunks[at - 1].kind == ChunkKind::Noun;
            let subject = arguments
                .subjects
                .first()
                .copied()
                .or(direct.then(|| self.chunks[at.saturating_sub(1)].index));
            return Some(subject.map(|n| (self.nouns[n as usize].first, self.nouns[n as usize].end)));
        }
        let cue = |i: usize| matches!(self.tokens[i].span.text(self.text), "reportedly" | "According" | "according");
        (self.first..self.end).any(cue).then_some(None)
    }
}
