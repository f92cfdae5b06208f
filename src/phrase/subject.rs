//! The subject of each verb group, through passives, relative clauses, participles, infinitives and shared subjects.
//! [`link`](Clauses::link) reads each verb once, from left to right, so that a verb finds the subject of the verb that
//! governs it ready.

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, Link, REACH};
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
            let whose = self.accused_before(verb, before, verbs).or_else(|| self.stands_there(verb, before));
            return Link::described(whose.unwrap_or(before as u32));
        }
        if verb.participle
            && previous == Some(ChunkKind::Comma)
            && let Some(counted) = self.counted_before(verb, before, verbs)
        {
            return Link::described(counted);
        }
        let aside = || self.between_noun(before) && self.opens_aside(at, verbs) && !self.first_of_series(at, before, verbs);
        if verb.participle && previous == Some(ChunkKind::Comma) && aside() {
            // "Vano, arrested on Monday, was freed", "Vano, believed to be armed, was freed".
            return Link::described(before as u32 - 1);
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
                // "Two guards died on Monday, shot by rebels".
                link.passive |= verb.participle && !main.is(class::INTRANS) && self.by_someone(at);
                if self.kind_before(before, 1) == Some(ChunkKind::Conjunction) {
                    return self.share(at, before, verbs, link);
                }
                if let Some(other) = self.series(at, before, verbs) {
                    link.governor = Some(other as u32);
                    link.subject = self.verb(other, verbs).and_then(|v| v.link.subject);
                    return link;
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
                        || self.text_is(o, const { hash_folded("what") })
                });
                link
            }
        }
    }

    /// The subject of a participle that opens the sentence stands behind its comma.
    pub(super) fn following_subject(&self, at: usize) -> Option<u32> {
        let end = self.chunks.len().min(at + REACH);
        let comma = (at..end).find(|&i| self.kind(i) == Some(ChunkKind::Comma))?;
        (self.kind(comma + 1) == Some(ChunkKind::Noun)).then_some(comma as u32 + 1)
    }

    /// Whether "by" and who did it stand right behind the verb.
    fn by_someone(&self, at: usize) -> bool {
        let by = self.next(at + 1);
        self.text_is(by, const { hash_folded("by") }) && self.noun(by + 1).is_some_and(NounPhrase::can_act)
    }

    /// The noun phrase behind the "by" of a passive.
    pub(super) fn agent(&self, at: usize) -> Option<u32> {
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
                        // "attacked the town in what was revenge": the town was not.
                        Some(ChunkKind::Preposition) if self.text_is(first, const { hash_folded("what") }) => return Some(i as u32),
                        Some(ChunkKind::Preposition) => i = first - 1,
                        // "under the 2016 deal".
                        Some(ChunkKind::Other) if self.dated(first).is_some() => i = self.dated(first)?,
                        // "members of “volunteers” fled".
                        Some(ChunkKind::Other) if self.quote(first - 1) && self.kind_before(first, 2) == Some(ChunkKind::Preposition) => {
                            i = first - 2;
                        }
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
                            // "a man threatening people": they say nothing.
                            let told = self.says(other) && !self.is_one_of(other, hashes!["threatening"]);
                            // "tried to stop them and they fled": the clause before has its verb; "rebels accused of killing guards and
                            // nurses fled" has none.
                            let governor = other.link.governor.and_then(|g| self.verb(g as usize, verbs));
                            let main = |v: &VerbGroup| !v.gerund && !v.infinitive && !v.link.attributive && !self.says(v);
                            let joined = first < i && self.next(i + 1) == at && self.kind(i - 1) == Some(ChunkKind::Conjunction);
                            if joined && !other.link.attributive && governor.is_some_and(main) {
                                return Some(i as u32);
                            }
                            if told || !(other.gerund || other.infinitive || other.link.attributive) {
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
