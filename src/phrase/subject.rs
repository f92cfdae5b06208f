//! The subject of each verb group, through passives, relative clauses, participles, infinitives and shared subjects.
//! [`link`](Clauses::link) reads each verb once, from left to right, so that a verb finds the subject of the verb that
//! governs it ready.

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, Link, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// Reads every verb once and notes its subject.
    pub(crate) fn link(&self, verbs: &mut [VerbGroup]) {
        // Only asides come last that stood before other verbs.
        if verbs.is_sorted_by_key(|verb| verb.chunk) {
            for index in 0..verbs.len() {
                verbs[index].link = self.link_of(verbs[index].chunk as usize, verbs);
            }
        } else {
            for (at, chunk) in self.chunks.iter().enumerate().filter(|(_, c)| c.kind == ChunkKind::Verb) {
                verbs[chunk.index as usize].link = self.link_of(at, verbs);
            }
        }
    }

    #[inline(never)]
    fn link_of(&self, at: usize, verbs: &[VerbGroup]) -> Link {
        let Some(verb) = self.verb(at, verbs) else { return Link::default() };
        let main = self.words.get(verb.main as usize).copied().unwrap_or_default();
        let mut link = Link {
            passive: verb.passive && !main.is(class::INTRANS),
            ..Link::default()
        };
        let Some(before) = self.previous(at) else {
            if verb.gerund || verb.participle {
                link.subject = self.following_subject(at);
                link.passive |= verb.participle && link.subject.is_some() && self.object_at(at).is_none();
            }
            return link;
        };
        if verb.infinitive || verb.gerund {
            return self.link_nonfinite(at, before, verbs, link);
        }
        let previous = self.kind(before);
        if verb.participle && previous == Some(ChunkKind::Noun) && self.is_reduced(at, before, verbs) {
            link.subject = self.accused_before(verb, before, verbs).or(Some(before as u32));
            link.passive = true;
            link.attributive = true;
            return link;
        }
        if verb.participle && previous == Some(ChunkKind::Comma) && self.between_noun(before) && self.opens_aside(at, verbs) {
            // "Vano, arrested on Monday, was freed", "Vano, believed to be armed, was freed".
            link.subject = Some(before as u32 - 1);
            link.passive = true;
            link.attributive = true;
            return link;
        }
        match previous {
            Some(ChunkKind::Relative) => {
                link.attributive = true;
                // "from which", "by whom": the pronoun is no subject; of "five of whom" the number is.
                let governed = self.kind_before(before, 1) == Some(ChunkKind::Preposition);
                link.subject = if governed {
                    self.part(before - 1)
                } else {
                    self.antecedent(before, verbs)
                };
                link
            }
            Some(ChunkKind::Conjunction) => self.share(at, before, verbs, link),
            // "has waged a war and in May was blamed".
            Some(ChunkKind::Preposition) if before > 0 && self.joins(before - 1) && before + 1 < at => {
                self.share(at, before - 1, verbs, link)
            }
            Some(ChunkKind::Comma) => {
                if self.kind_before(before, 1) == Some(ChunkKind::Conjunction) {
                    return self.share(at, before, verbs, link);
                }
                match self.aside(before, verbs) {
                    // "shot two guards and, on Monday, attacked a base".
                    Some(open) if open > 0 && self.joins(open - 1) => self.share(at, open, verbs, link),
                    Some(open) => {
                        link.subject = self.subject_left(open, verbs);
                        link
                    }
                    None => self.share(at, before, verbs, link),
                }
            }
            // "the group, which prosecutors say planned attacks".
            Some(ChunkKind::Verb) if self.tells_of_antecedent(before, verbs).is_some() => {
                link.attributive = true;
                let antecedent = self.tells_of_antecedent(before, verbs).and_then(|relative| {
                    if self.kind(relative) == Some(ChunkKind::Noun) {
                        Some(relative as u32)
                    } else {
                        self.antecedent(relative, verbs)
                    }
                });
                // "The Dawn Front, another militia, which police say": the name.
                link.subject = antecedent.map(|s| if self.describes_name(s as usize, s as usize) { s - 2 } else { s });
                link
            }
            _ => {
                link.subject = self.subject_left(at, verbs);
                link.nested = self.opener(&link).is_some_and(|o| {
                    matches!(self.kind(o), Some(ChunkKind::Relative | ChunkKind::Subordinator))
                        || self.kind(o) == Some(ChunkKind::Preposition) && self.opens_adverbial(o)
                });
                link
            }
        }
    }

    /// The subject of a participle that opens the sentence stands behind its comma.
    fn following_subject(&self, at: usize) -> Option<u32> {
        let end = self.chunks.len().min(at + REACH);
        let comma = (at..end).find(|&i| self.kind(i) == Some(ChunkKind::Comma))?;
        (self.kind(comma + 1) == Some(ChunkKind::Noun)).then_some(comma as u32 + 1)
    }

    fn link_nonfinite(&self, at: usize, before: usize, verbs: &[VerbGroup], mut link: Link) -> Link {
        let gerund = self.verb(at, verbs).is_some_and(|v| v.gerund);
        let previous = self.kind(before);
        // "went from door to door executing men": a door does not.
        let deed = || {
            self.verb(at, verbs)
                .and_then(|v| self.words.get(v.main as usize))
                .is_some_and(|w| w.is(class::HUMAN_OBJECT))
        };
        let idle = || deed() && matches!(self.thing(before), None | Some(Kind::Place)) && self.subject_taken(before, verbs);
        // "issued a statement claiming the raid": who issued it claims it.
        let message = self
            .words
            .get(self.noun(before).map_or(0, |n| n.head as usize))
            .is_some_and(|w| w.is(class::ATTRIB_NOUN));
        if gerund
            && previous == Some(ChunkKind::Noun)
            && message
            && let Some(issuer) = before.checked_sub(1).and_then(|j| self.verb(j, verbs)).filter(|v| !v.link.passive)
        {
            link.subject = issuer.link.subject;
            return link;
        }
        if gerund && previous == Some(ChunkKind::Noun) && !idle() {
            // "a bus carrying pilgrims".
            link.subject = Some(before as u32);
            link.attributive = true;
            return link;
        }
        let earlier = || (0..=before).rev().take(REACH).filter(|&j| self.kind(j) == Some(ChunkKind::Verb));
        // "attacked a bus carrying pilgrims, killing seven": the bus did not kill; nor did they in "shot two as they left, killing one".
        let within = |v: &VerbGroup| {
            v.link.nested
                || v.link
                    .governor
                    .and_then(|g| self.verb(g as usize, verbs))
                    .is_some_and(|g| g.link.nested)
        };
        // Nor did those who arrived as it went off.
        let meanwhile = hashes!["as", "when", "while", "before"];
        let came = |v: &VerbGroup, s: usize| {
            let opener = self.list_start(s).checked_sub(1);
            let harmless = hashes![
                "tried",
                "attempted",
                "approached",
                "stopped",
                "asked",
                "challenged",
                "searched",
                "waited",
                "refused",
                "checked"
            ];
            let passes = hashes!["passed", "passing", "drove", "arrived", "approached", "left", "entered", "stopped"];
            let passing = || passes.contains(&self.tokens[v.main as usize].hash) && self.thing(s) != Some(Kind::Weapon);
            let idle = self.words.get(v.main as usize).is_some_and(|w| w.is(class::INTRANS))
                || harmless.contains(&self.tokens[v.main as usize].hash);
            (idle && self.noun(s).is_some_and(NounPhrase::can_act) || passing())
                && opener.is_some_and(|o| meanwhile.iter().any(|&h| self.text_is(o, h)))
        };
        let them = |v: &VerbGroup| {
            let subject = v.link.subject.map(|s| s as usize);
            // "when officers tried to search him": they tried.
            let tried = v.link.governor.and_then(|g| self.verb(g as usize, verbs)).filter(|_| v.infinitive);
            let v = tried.unwrap_or(v);
            within(v) && subject.is_some_and(|s| came(v, s) || self.word(s).is(class::PRONOUN))
        };
        // "foiled a plan by rebels to kill the mayor, arresting five": who foiled it did.
        let theirs = |v: &VerbGroup| {
            v.infinitive
                && v.link
                    .subject
                    .is_some_and(|s| s > 0 && self.text_is(s as usize - 1, const { hash_folded("by") }))
        };
        // Nor did those who called it so: "hit what they called a base, killing four".
        let called = |v: &VerbGroup| {
            let opener = v.link.subject.and_then(|s| (s as usize).checked_sub(1));
            opener.is_some_and(|o| self.text_is(o, const { hash_folded("what") }))
        };
        let own = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| !v.link.attributive && !them(v) && !theirs(v) && !called(v) && !self.tells_between(j, verbs))
        };
        let main = || {
            earlier()
                .find(|&j| own(j))
                .or_else(|| earlier().find(|&j| self.verb(j, verbs).is_some_and(|v| !v.link.attributive)))
        };
        // "attacked men leaving a mosque before being shot": who attacked was.
        let while_at =
            previous == Some(ChunkKind::Preposition) && hashes!["before", "after", "while"].iter().any(|&h| self.text_is(before, h));
        let hung = || {
            earlier()
                .next()
                .and_then(|j| self.verb(j, verbs))
                .is_some_and(|v| v.gerund && v.link.attributive)
        };
        let told = || earlier().next().is_some_and(|j| self.tells_between(j, verbs));
        let away = previous == Some(ChunkKind::Comma) || while_at && (hung() || told());
        // "planted the bomb that went off outside a barracks, killing two": the bomb did.
        let harms = || {
            let harm = hashes!["killing", "wounding", "injuring", "hurting", "maiming"];
            self.verb(at, verbs)
                .is_some_and(|v| harm.contains(&self.tokens[v.main as usize].hash))
        };
        let blast = |&j: &usize| {
            let relative = self.previous(j).is_some_and(|r| self.kind(r) == Some(ChunkKind::Relative));
            relative
                && self.verb(j, verbs).is_some_and(|v| {
                    let thing = v.link.subject.and_then(|s| self.thing(s as usize));
                    v.link.attributive && !v.link.passive && matches!(thing, Some(Kind::Event | Kind::Weapon))
                })
        };
        let of_blast = || earlier().next().filter(blast).filter(|_| harms());
        // "denied that rebels had attacked it, blaming the army": who denied it.
        let speech = |j: &usize| {
            self.verb(*j, verbs)
                .is_some_and(|v| self.says(v) && !v.link.nested && !v.link.attributive)
        };
        let said = || self.verb(at, verbs).filter(|v| self.says(v)).and_then(|_| earlier().find(speech));
        let behind_comma = (gerund && away).then(|| of_blast().or_else(said).or_else(main)).flatten();
        // "carrying off men to serve as porters and killing a priest": those who carried them off did.
        let joined = || earlier().find(|&j| self.verb(j, verbs).is_some_and(|v| v.gerund));
        let behind_comma = behind_comma.or_else(|| (gerund && previous == Some(ChunkKind::Conjunction)).then(joined).flatten());
        let Some(governor) = behind_comma.or_else(|| earlier().next()) else {
            // "An attempt to bomb the hall was foiled, police said": theirs it was not.
            if !gerund && previous == Some(ChunkKind::Noun) {
                link.subject = self.noun(before).filter(|n| n.can_act()).map(|_| before as u32);
                return link;
            }
            // "Luis Vano, claiming the raid, said".
            let aside = previous == Some(ChunkKind::Comma) && gerund && self.between_noun(before);
            link.subject = if aside {
                Some(before as u32 - 1)
            } else {
                self.following_subject(at)
            };
            return link;
        };
        link.governor = Some(governor as u32);
        let Some(by) = self.verb(governor, verbs) else { return link };
        let of = hashes!["of", "from", "for", "with"];
        let controlled = previous == Some(ChunkKind::Preposition) && of.iter().any(|&h| self.text_is(before, h));
        // "stopped short of claiming it": what is no thing is told nothing.
        let bare = |o: usize| self.word(o).is(class::ADJ) && self.noun(o).is_some_and(|n| n.kind.is_none() && n.first == n.head);
        let object = self.object_at(governor).filter(|&o| o < at && !bare(o));
        // "a plot to bomb", "told the men to fire": the noun before an infinitive is its subject when it can act.
        let acts = |o: usize| self.noun(o).is_some_and(NounPhrase::can_act);
        if controlled && !by.link.passive {
            // "accused the army and its allies of killing ten": all of them.
            let last = |o: usize| before.checked_sub(1).filter(|&l| self.list_start(l) == o).unwrap_or(o);
            // "the army, whom they accuse of killing ten".
            let whom = self.opener(&by.link).filter(|&o| self.kind(o) == Some(ChunkKind::Relative));
            let relative = || {
                let men = self.contact_noun(by).map(|men| men as u32);
                men.or_else(|| self.antecedent(whom?, verbs))
            };
            link.subject = object.map(|o| last(o) as u32).or_else(relative).or(by.link.subject);
        } else if !gerund
            && previous == Some(ChunkKind::Noun)
            && (acts(before) && (object == Some(before) || self.by(before, object)) || self.called_on(by, before))
        {
            // "foiled a plan by rebels to kill the mayor" too.
            link.subject = Some(before as u32);
        } else if !gerund
            && previous == Some(ChunkKind::Noun)
            && acts(before)
            && self.kind_before(before, 1) == Some(ChunkKind::Comma)
            && self.text_is(before, const { hash_folded("the") })
        {
            // "a reporter, the third to be killed this year".
            link.subject = Some(before as u32);
        } else if !gerund && previous == Some(ChunkKind::Noun) && self.causes(by) && object.is_some_and(acts) {
            // "prompting protesters in Oru to set fire to it".
            link.subject = object.map(|o| o as u32);
        } else if !gerund && previous == Some(ChunkKind::Noun) && self.stops(by) {
            // "foiled two plots to bomb a church": others' plots.
        } else if by.link.passive && gerund && previous == Some(ChunkKind::Comma) {
            // "The convoy was hit, killing two": by whom it was hit.
            link.subject = self.agent(governor);
        } else {
            link.subject = by.link.subject;
        }
        link
    }

    /// "a plan by rebels": whether the noun phrase at `i` stands behind a "by" that belongs to the object.
    fn by(&self, i: usize, object: Option<usize>) -> bool {
        object.is_some_and(|o| o + 2 == i) && self.text_is(i - 1, const { hash_folded("by") })
    }

    /// "called on his followers to leave": whether the verb calls on what stands at `i`.
    fn called_on(&self, verb: &VerbGroup, i: usize) -> bool {
        let calls = hashes!["call", "calls", "called", "calling", "appeal", "appealed", "appeals"];
        let on = |o: usize| hashes!["on", "upon", "to"].iter().any(|&h| self.text_is(o, h));
        self.tokens.get(verb.main as usize).is_some_and(|t| calls.contains(&t.hash)) && self.list_start(i).checked_sub(1).is_some_and(on)
    }

    /// The noun phrase behind the "by" of a passive.
    fn agent(&self, at: usize) -> Option<u32> {
        let by = const { hash_folded("by") };
        let end = self.chunks.len().min(at + REACH);
        for i in at + 1..end {
            match self.kind(i) {
                Some(ChunkKind::Verb | ChunkKind::Relative | ChunkKind::Subordinator) => return None,
                Some(ChunkKind::Preposition) if self.text_is(i, by) && self.kind(i + 1) == Some(ChunkKind::Noun) => {
                    return Some(i as u32 + 1);
                }
                _ => {}
            }
        }
        None
    }

    /// Walks left from `at` over prepositional phrases, asides and participles to the noun phrase that nothing governs.
    fn subject_left(&self, at: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let mut i = at;
        let floor = at.saturating_sub(REACH);
        // Nothing but prepositional phrases and participles so far.
        let mut unbroken = true;
        while i > floor {
            i -= 1;
            let kind = self.kind(i)?;
            unbroken &= matches!(kind, ChunkKind::Noun | ChunkKind::Verb | ChunkKind::Preposition | ChunkKind::Other);
            match kind {
                // "A blast in Oru, Mirel, killed": where it was.
                ChunkKind::Noun if self.contained(i).is_some() => i = self.contained(i)? + 1,
                ChunkKind::Noun => {
                    let first = self.owner(self.list_start(i));
                    if first < i && self.name_described(first).is_some() {
                        return Some(i as u32);
                    }
                    // "was killed by gunfire and an officer was hurt": the clause before has its verb.
                    if first < i && unbroken && self.kind(i - 1) == Some(ChunkKind::Conjunction) {
                        let governed = first >= 2 && self.kind(first - 1) == Some(ChunkKind::Preposition);
                        // "men armed with knives and axes attacked": a participle leaves the clause without its verb.
                        // "opened fire on a patrol and officers fired back".
                        let object_before = || {
                            let verb = first.checked_sub(3).and_then(|j| self.verb(j, verbs));
                            let does = verb.is_some_and(|v| !v.link.attributive && !self.says(v)) && self.finite(first - 3, verbs);
                            does && self.kind(first - 2) == Some(ChunkKind::Noun) && self.verb(at, verbs).is_some_and(|v| !self.says(v))
                        };
                        if governed
                            && (object_before()
                                || self.finite(first - 2, verbs) && self.verb(first - 2, verbs).is_some_and(|v| !self.says(v))
                                || self.thing(first) != self.thing(i) && self.subject_taken(first, verbs))
                        {
                            return Some(i as u32);
                        }
                    }
                    match self.kind_before(first, 1) {
                        // "since its chief was killed", "after a father of two was killed": no preposition where a clause follows.
                        Some(ChunkKind::Preposition) if unbroken && self.opens_adverbial(first - 1) => return Some(i as u32),
                        Some(ChunkKind::Preposition) => i = first - 1,
                        // "under the 2016 deal".
                        Some(ChunkKind::Other) if self.dated(first).is_some() => i = self.dated(first)?,
                        // "Joaquin 'El Chapo' Guzman".
                        Some(ChunkKind::Other)
                            if self.kind_before(first, 2) == Some(ChunkKind::Noun)
                                && self.quote(first - 1)
                                && first.checked_sub(3).is_some_and(|j| self.quote(j)) => {}
                        Some(ChunkKind::Verb) => {
                            let other = self.verb(first - 1, verbs)?;
                            // "killing two, police and medics said": a comma parts who says it from what is done.
                            let parted = || (first..i).any(|j| self.kind(j) == Some(ChunkKind::Comma));
                            if self.verb(at, verbs).is_some_and(|v| self.says(v)) && parted() {
                                return Some(i as u32);
                            }
                            if self.says(other) || !(other.gerund || other.infinitive || other.link.attributive) {
                                // "said five soldiers were killed": a clause without "that".
                                return Some(i as u32);
                            }
                            i = first;
                        }
                        // "The Dawn Front, a militia, which left in May, holds the town": the name, not what it is.
                        Some(ChunkKind::Comma) if self.kind(at) == Some(ChunkKind::Comma) && self.describes_name(first, i) => {
                            i = first - 1;
                        }
                        Some(ChunkKind::Comma) if self.kind(at - 1) == Some(ChunkKind::Comma) => return Some(i as u32),
                        _ => return Some(i as u32),
                    }
                }
                ChunkKind::Verb => {
                    let other = self.verb(i, verbs)?;
                    // "the house where he lived was hit": the clause within begins at its pronoun; that of "the car they were in hit
                    // a mine" has none.
                    let subject = other.link.subject.map(|s| self.list_start(s as usize));
                    let opener = subject.and_then(|s| s.checked_sub(1));
                    if let Some(opener) = opener.filter(|&o| other.link.nested && self.kind(o) == Some(ChunkKind::Relative)) {
                        i = opener;
                        continue;
                    }
                    if let Some(s) = subject.filter(|&s| s < i && self.contact(s)) {
                        i = s;
                        continue;
                    }
                    if other.gerund || other.infinitive || other.link.attributive {
                        continue;
                    }
                    return None;
                }
                ChunkKind::Subordinator => return None,
                ChunkKind::Comma => {
                    if let Some(open) = self.aside(i, verbs)
                        && self.between_noun(open)
                        && self.kind(i + 1) != Some(ChunkKind::Noun)
                    {
                        i = open;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The preposition of "under the 2016 deal", where a determiner and a date stand between it and the noun at `first`.
    fn dated(&self, first: usize) -> Option<usize> {
        let parts = (0..first)
            .rev()
            .take_while(|&j| self.kind(j) == Some(ChunkKind::Other) && !self.mark(j))
            .count();
        let (before, opens) = (first.checked_sub(parts + 1)?, first - parts);
        (parts > 1 && self.word(opens).is(class::DET | class::POSS_DET) && self.kind(before) == Some(ChunkKind::Preposition))
            .then_some(before)
    }

    /// Whether a mark stands at `i`, or nothing.
    pub(crate) fn mark(&self, i: usize) -> bool {
        let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
        token.is_none_or(|t| t.punct != 0)
    }

    fn quote(&self, i: usize) -> bool {
        let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
        self.kind(i) == Some(ChunkKind::Other) && token.is_some_and(|t| matches!(t.punct, b'"' | b'\''))
    }
}
