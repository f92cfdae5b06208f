//! Clauses: the subject, the objects and the prepositional phrases of each verb group, through passives, relative
//! clauses, participles, infinitives and shared subjects. [`link`] reads each verb once, from left to right, so that a
//! verb finds the subject of the verb that governs it ready; every walk is bounded, which keeps a sentence linear.

use super::chunk::{Chunk, ChunkKind, NounPhrase, VerbGroup};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::text::{Token, hash_folded, hashes};

/// The logical arguments of a verb group, as indices of noun phrases; passives are turned round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub subjects: Vec<u32>,
    pub objects: Vec<u32>,
    /// Where the first does not fit a role: noun phrases further left that a participle or relative clause may belong to.
    pub spare: Vec<u32>,
    /// The token of the preposition and the noun phrase behind it.
    pub prepositional: Vec<(u32, u32)>,
}

/// How many chunks a walk may take.
const REACH: usize = 48;

/// What the clause layer reads of a sentence.
pub(crate) struct Clauses<'a> {
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub chunks: &'a [Chunk],
    pub nouns: &'a [NounPhrase],
}

/// Where a verb's subject was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// The chunk of the noun phrase that stands as subject, or that a reduced participle belongs to.
    pub subject: Option<u32>,
    /// The subject is what the verb is done to.
    pub passive: bool,
    /// The verb hangs on a noun: a relative clause or a participle.
    pub attributive: bool,
    /// The verb has a subject of its own inside a relative clause: "where they were staying".
    pub nested: bool,
    /// The chunk of the verb whose subject this one shares or whose complement it is.
    pub governor: Option<u32>,
}

impl Clauses<'_> {
    fn kind(&self, i: usize) -> Option<ChunkKind> {
        self.chunks.get(i).map(|c| c.kind)
    }

    fn word(&self, i: usize) -> Word {
        let first = self.chunks.get(i).map(|c| c.first as usize);
        first.and_then(|f| self.words.get(f)).copied().unwrap_or_default()
    }

    fn text_is(&self, i: usize, hash: u64) -> bool {
        self.chunks
            .get(i)
            .and_then(|c| self.tokens.get(c.first as usize))
            .is_some_and(|t| t.hash == hash)
    }

    /// The chunk behind adverbs and dates.
    fn next(&self, mut i: usize) -> usize {
        while self.kind(i) == Some(ChunkKind::Other) {
            i += 1;
        }
        i
    }

    /// The chunk before adverbs and dates.
    fn previous(&self, i: usize) -> Option<usize> {
        (0..i).rev().take(REACH).find(|&j| self.kind(j) != Some(ChunkKind::Other))
    }

    /// A conjunction that joins things: "but" opens a clause.
    fn joins(&self, i: usize) -> bool {
        self.kind(i) == Some(ChunkKind::Conjunction) && !self.text_is(i, const { hash_folded("but") })
    }

    /// The first noun phrase of the list that ends at `i`.
    pub(crate) fn list_start(&self, i: usize) -> usize {
        let mut j = i;
        while i - j < REACH {
            let step = match (
                j.checked_sub(1).and_then(|k| self.kind(k)),
                j.checked_sub(2).and_then(|k| self.kind(k)),
            ) {
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Noun)) => 2,
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Comma)) if j >= 3 && self.kind(j - 3) == Some(ChunkKind::Noun) => 3,
                (Some(ChunkKind::Comma), Some(ChunkKind::Noun)) if j < i => 2,
                _ => return j,
            };
            if self.kind(j - 1) == Some(ChunkKind::Conjunction) && !self.joins(j - 1) {
                return j;
            }
            j -= step;
        }
        j
    }

    /// Reads every verb once and notes its subject.
    pub(crate) fn link(&self, verbs: &mut [VerbGroup]) {
        for at in 0..self.chunks.len() {
            if self.chunks[at].kind != ChunkKind::Verb {
                continue;
            }
            let index = self.chunks[at].index as usize;
            let link = self.link_of(at, verbs);
            if let Some(verb) = verbs.get_mut(index) {
                verb.chunk = at as u32;
                verb.link = link;
            }
        }
    }

    fn verb<'v>(&self, at: usize, verbs: &'v [VerbGroup]) -> Option<&'v VerbGroup> {
        self.chunks
            .get(at)
            .filter(|c| c.kind == ChunkKind::Verb)
            .and_then(|c| verbs.get(c.index as usize))
    }

    /// A verb that can be the main verb of a clause.
    fn finite(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        self.verb(at, verbs)
            .is_some_and(|v| !v.gerund && !v.infinitive && !(v.participle && v.link.passive && v.link.attributive))
    }

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
            link.subject = Some(before as u32);
            link.passive = true;
            link.attributive = true;
            return link;
        }
        if verb.participle
            && previous == Some(ChunkKind::Comma)
            && self.between_noun(before)
            && verb.first == verb.main
            && main.is(class::TRANS)
            && matches!(self.kind(self.next(at + 1)), Some(ChunkKind::Preposition | ChunkKind::Comma) | None)
        {
            // "Vano, arrested on Monday, was freed".
            link.subject = Some(before as u32 - 1);
            link.passive = true;
            link.attributive = true;
            return link;
        }
        match previous {
            Some(ChunkKind::Relative) => {
                link.attributive = true;
                // "from which", "by whom": the pronoun is no subject.
                let governed = before > 0 && self.kind(before - 1) == Some(ChunkKind::Preposition);
                link.subject = if governed { None } else { self.antecedent(before, verbs) };
                link
            }
            Some(ChunkKind::Conjunction) => self.share(at, before, verbs, link),
            Some(ChunkKind::Comma) => {
                let behind_conjunction = before > 0 && self.kind(before - 1) == Some(ChunkKind::Conjunction);
                if behind_conjunction {
                    return self.share(at, before, verbs, link);
                }
                match self.aside(before, verbs) {
                    Some(open) => {
                        link.subject = self.subject_left(open, verbs);
                        link
                    }
                    None => self.share(at, before, verbs, link),
                }
            }
            _ => {
                link.subject = self.subject_left(at, verbs);
                let opener = link.subject.and_then(|s| self.list_start(s as usize).checked_sub(1));
                link.nested = opener.is_some_and(|o| matches!(self.kind(o), Some(ChunkKind::Relative | ChunkKind::Subordinator)));
                link
            }
        }
    }

    /// The noun that a relative pronoun stands for: the nearest, for "who" the nearest that names people.
    fn antecedent(&self, relative: usize, verbs: &[VerbGroup]) -> Option<u32> {
        // "who killed the mayor and who fled": of the same as the one before.
        if relative > 0 && self.joins(relative - 1) {
            let before = (0..relative).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Relative));
            let verb = before.and_then(|j| self.verb(self.next(j + 1), verbs));
            if let Some(subject) = verb.and_then(|v| v.link.subject) {
                return Some(subject);
            }
        }
        let who = self.text_is(relative, const { hash_folded("who") });
        let mut nearest = None;
        for j in (0..relative).rev().take(REACH) {
            match self.kind(j) {
                Some(ChunkKind::Noun) => {
                    nearest = nearest.or(Some(j as u32));
                    let kind = self.nouns.get(self.chunks[j].index as usize).and_then(|n| n.kind);
                    let human = matches!(kind, Some(Kind::People | Kind::Person | Kind::Nationality));
                    if !who || human {
                        return Some(j as u32);
                    }
                }
                Some(ChunkKind::Verb) if nearest.is_none() || self.finite(j, verbs) => break,
                _ => {}
            }
        }
        nearest
    }

    /// Where the aside that ends with the comma at `close` opens: its chunk, when no main verb stands in it.
    fn aside(&self, close: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let open = (0..close).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Comma))?;
        let relative = self.kind(open + 1) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Preposition) && self.kind(open + 2) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Subordinator);
        let speech = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| self.words.get(v.main as usize).is_some_and(|w| w.is(class::SAY)))
        };
        let main = (open + 1..close).any(|j| self.finite(j, verbs) && !speech(j));
        (relative || !main).then_some(open)
    }

    /// The object right behind the verb.
    fn object_at(&self, at: usize) -> Option<usize> {
        let next = self.next(at + 1);
        (self.kind(next) == Some(ChunkKind::Noun)).then_some(next)
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
        if gerund && previous == Some(ChunkKind::Noun) {
            // "a bus carrying pilgrims".
            link.subject = Some(before as u32);
            link.attributive = true;
            return link;
        }
        let earlier = || (0..=before).rev().take(REACH).filter(|&j| self.kind(j) == Some(ChunkKind::Verb));
        // "attacked a bus carrying pilgrims, killing seven": the bus did not kill.
        let main = || earlier().find(|&j| self.verb(j, verbs).is_some_and(|v| !v.link.attributive));
        let behind_comma = (gerund && previous == Some(ChunkKind::Comma)).then(main).flatten();
        let Some(governor) = behind_comma.or_else(|| earlier().next()) else {
            link.subject = self.following_subject(at);
            return link;
        };
        link.governor = Some(governor as u32);
        let Some(by) = self.verb(governor, verbs) else { return link };
        let of = hashes!["of", "from", "for"];
        let controlled = previous == Some(ChunkKind::Preposition) && of.iter().any(|&h| self.text_is(before, h));
        let object = self.object_at(governor).filter(|&o| o < at);
        // "a plot to bomb", "told the men to fire": the noun before an infinitive is its subject when it can act.
        let acts = |o: usize| {
            self.chunks
                .get(o)
                .and_then(|c| self.nouns.get(c.index as usize))
                .is_some_and(NounPhrase::can_act)
        };
        if controlled && !by.link.passive {
            link.subject = object.map_or(by.link.subject, |o| Some(o as u32));
        } else if !gerund && previous == Some(ChunkKind::Noun) && object == Some(before) && acts(before) {
            link.subject = Some(before as u32);
        } else if by.link.passive && gerund && previous == Some(ChunkKind::Comma) {
            // "The convoy was hit, killing two": by whom it was hit.
            link.subject = self.agent(governor);
        } else {
            link.subject = by.link.subject;
        }
        link
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

    /// A verb behind "and" or in a list of verbs: the subject of the one before it.
    fn share(&self, at: usize, before: usize, verbs: &[VerbGroup], mut link: Link) -> Link {
        let Some(verb) = self.verb(at, verbs) else { return link };
        let comma = (before.saturating_sub(1)..=before).any(|j| self.kind(j) == Some(ChunkKind::Comma));
        let mut relative_passed = false;
        for j in (0..before).rev().take(REACH) {
            let Some(other) = self.verb(j, verbs) else { continue };
            let adjacent = self.next(j + 1) >= before;
            let simple = |v: &VerbGroup| v.first == v.main;
            if other.infinitive != verb.infinitive && !adjacent || other.gerund && !verb.gerund && !adjacent {
                continue;
            }
            // Behind a comma a relative clause or a participle is over.
            if (other.link.attributive || other.link.nested) && !adjacent && (comma || simple(verb) != simple(other)) {
                relative_passed = true;
                continue;
            }
            let speech = self.words.get(other.main as usize).is_some_and(|w| w.is(class::SAY));
            if speech && comma && relative_passed {
                continue;
            }
            link.governor = Some(j as u32);
            link.subject = other.link.subject;
            link.attributive = other.link.attributive;
            // "was shot and killed", "were held in Oru and charged".
            let participle = simple(verb)
                && self
                    .words
                    .get(verb.main as usize)
                    .is_some_and(|w| w.forms & form::PARTICIPLE != 0 && !w.is(class::INTRANS));
            link.passive |= other.link.passive && participle && (adjacent && self.object_at(at).is_none() || self.object_at(at).is_none());
            return link;
        }
        // "Eight soldiers were killed and 17 wounded": the noun stands between.
        link
    }

    /// Whether a bare participle right behind a noun belongs to that noun: "a bombing claimed by", "two men held over".
    fn is_reduced(&self, at: usize, before: usize, verbs: &[VerbGroup]) -> bool {
        let Some(verb) = self.verb(at, verbs) else { return false };
        let word = self.words.get(verb.main as usize).copied().unwrap_or_default();
        let infinitive = self.verb(at + 1, verbs).is_some_and(|v| v.infinitive);
        if infinitive && word.is(class::THINK) {
            // "a bomber thought to have come from Oru".
            return true;
        }
        if word.is(class::INTRANS) || word.forms & form::PARTICIPLE == 0 || self.word(before).is(class::PRONOUN) {
            return false;
        }
        let mut next = self.next(at + 1);
        if self.kind(next) == Some(ChunkKind::Preposition) && self.text_is(next, const { hash_folded("by") }) {
            return true;
        }
        // "hacked to death nine men".
        if self.text_is(next, const { hash_folded("to") }) && self.text_is(next + 1, const { hash_folded("death") }) {
            next += 2;
        }
        if word.is(class::SAY) && !word.is(class::TRANS) {
            return false;
        }
        // "an attack Turkey blamed on rebels": Turkey did it.
        if self.list_start(before).checked_sub(1).and_then(|j| self.kind(j)) == Some(ChunkKind::Noun) {
            return false;
        }
        if self.kind(next) == Some(ChunkKind::Noun) || self.kind(next) == Some(ChunkKind::Relative) {
            return false;
        }
        let first = self.list_start(before);
        let held = first.checked_sub(1).and_then(|j| self.kind(j));
        let held_by_verb = held == Some(ChunkKind::Verb)
            && first
                .checked_sub(1)
                .and_then(|j| self.verb(j, verbs))
                .is_some_and(|v| !self.words.get(v.main as usize).is_some_and(|w| w.is(class::SAY)));
        if held_by_verb || held == Some(ChunkKind::Preposition) && self.subject_taken(first, verbs) {
            return true;
        }
        // "when militants stormed into the town": a clause has a main verb.
        if held == Some(ChunkKind::Subordinator) && !self.finite_ahead(next, verbs) {
            return false;
        }
        // "A bomb planted near the school exploded": another verb is the main one.
        for j in next..self.chunks.len().min(at + REACH) {
            match self.kind(j) {
                Some(ChunkKind::Verb) => {
                    let Some(other) = self.verb(j, verbs) else { break };
                    if other.gerund || other.infinitive {
                        break;
                    }
                    let own = j
                        .checked_sub(1)
                        .is_some_and(|k| matches!(self.kind(k), Some(ChunkKind::Conjunction | ChunkKind::Comma)));
                    return !own;
                }
                Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Subordinator | ChunkKind::Relative) => break,
                _ => {}
            }
        }
        word.is(class::TRANS)
    }

    /// Whether a main verb follows before the clause ends.
    fn finite_ahead(&self, from: usize, verbs: &[VerbGroup]) -> bool {
        (from..from + REACH)
            .take_while(|&j| {
                !matches!(
                    self.kind(j),
                    None | Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Stop)
                )
            })
            .any(|j| self.verb(j, verbs).is_some_and(|v| !v.gerund && !v.infinitive))
    }

    /// Whether the clause up to `at` has a main verb already.
    fn subject_taken(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        for j in (0..at).rev().take(REACH) {
            match self.kind(j) {
                Some(ChunkKind::Verb) if self.finite(j, verbs) => return true,
                Some(ChunkKind::Subordinator) => return false,
                _ => {}
            }
        }
        false
    }

    /// Walks left from `at` over prepositional phrases, asides and participles to the noun phrase that nothing governs.
    fn subject_left(&self, at: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let mut i = at;
        let floor = at.saturating_sub(REACH);
        while i > floor {
            i -= 1;
            match self.kind(i)? {
                ChunkKind::Noun => {
                    let first = self.list_start(i);
                    // "was killed by gunfire and an officer was hurt": the clause before has its verb.
                    if first < i && self.next(i + 1) == at && self.kind(i - 1) == Some(ChunkKind::Conjunction) {
                        let governed = first >= 2 && self.kind(first - 1) == Some(ChunkKind::Preposition);
                        let kind = |j: usize| {
                            self.chunks
                                .get(j)
                                .and_then(|c| self.nouns.get(c.index as usize))
                                .and_then(|n| n.kind)
                        };
                        let speech = |v: &VerbGroup| self.words.get(v.main as usize).is_some_and(|w| w.is(class::SAY));
                        if governed
                            && (self.verb(first - 2, verbs).is_some_and(|v| !speech(v))
                                || kind(first) != kind(i) && self.subject_taken(first, verbs))
                        {
                            return Some(i as u32);
                        }
                    }
                    match first.checked_sub(1).and_then(|j| self.kind(j)) {
                        // "since its chief was killed": no preposition where a clause follows.
                        Some(ChunkKind::Preposition) if self.next(i + 1) == at && self.opens_adverbial(first - 1) => {
                            return Some(i as u32);
                        }
                        Some(ChunkKind::Preposition) => i = first - 1,
                        // "Joaquin 'El Chapo' Guzman".
                        Some(ChunkKind::Other)
                            if first >= 4
                                && self.quote(first - 1)
                                && self.kind(first - 2) == Some(ChunkKind::Noun)
                                && self.quote(first - 3) => {}
                        Some(ChunkKind::Verb) => {
                            let other = self.verb(first - 1, verbs)?;
                            let speech = self.words.get(other.main as usize).is_some_and(|w| w.is(class::SAY));
                            if speech || !(other.gerund || other.infinitive || other.link.attributive) {
                                // "said five soldiers were killed": a clause without "that".
                                return Some(i as u32);
                            }
                            i = first;
                        }
                        Some(ChunkKind::Comma) if self.kind(at - 1) == Some(ChunkKind::Comma) => return Some(i as u32),
                        _ => return Some(i as u32),
                    }
                }
                ChunkKind::Verb => {
                    let other = self.verb(i, verbs)?;
                    // "the house where he lived was hit": the clause within begins at its pronoun.
                    let opener = other
                        .link
                        .subject
                        .filter(|_| other.link.nested)
                        .and_then(|s| self.list_start(s as usize).checked_sub(1));
                    if let Some(opener) = opener.filter(|&o| self.kind(o) == Some(ChunkKind::Relative)) {
                        i = opener;
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

    /// "since", "after": a preposition that opens a clause too; "as" behind a verb does not, "known as bandits".
    fn opens_adverbial(&self, i: usize) -> bool {
        let known_as =
            self.text_is(i, const { hash_folded("as") }) && i > 0 && self.kind(self.previous(i).unwrap_or(i)) == Some(ChunkKind::Verb);
        self.word(i).is(class::SUBORD) && !known_as
    }

    fn quote(&self, i: usize) -> bool {
        let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
        self.kind(i) == Some(ChunkKind::Other) && token.is_some_and(|t| matches!(t.punct, b'"' | b'\''))
    }

    fn between_noun(&self, comma: usize) -> bool {
        comma.checked_sub(1).and_then(|j| self.kind(j)) == Some(ChunkKind::Noun)
    }

    /// The arguments of the verb group at `chunks[at]`.
    pub(crate) fn arguments(&self, at: usize, verbs: &[VerbGroup]) -> Arguments {
        let mut arguments = Arguments::default();
        let Some(verb) = self.verb(at, verbs) else { return arguments };
        let mut before = Vec::new();
        if let Some(subject) = verb.link.subject {
            self.list_to(subject as usize, &mut before);
            // "the group and its leader, who was killed": one of them.
            let relative = self.previous(at).is_some_and(|j| self.kind(j) == Some(ChunkKind::Relative));
            let plural = hashes!["were", "are", "have", "had"];
            let many = self.tokens.get(verb.first as usize).is_some_and(|t| plural.contains(&t.hash));
            if relative && verb.first != verb.main && !many && before.len() > 1 {
                before.drain(..before.len() - 1);
            }
            if verb.link.attributive {
                self.holders(subject as usize, &mut arguments.spare);
            }
        }
        let mut after = Vec::new();
        let mut next = self.next(at + 1);
        if self.kind(next) == Some(ChunkKind::Noun) {
            next = self.coordinated(next, verbs, &mut after);
        } else if let Some(bare) = self.bare_object(at, verbs) {
            after.push(bare);
        }
        self.prepositional(next, &mut arguments.prepositional, verbs);
        self.inserted(at, verb.link.subject, &mut arguments.prepositional, verbs);
        if self.words.get(verb.main as usize).is_some_and(|w| w.is(class::SAY)) && !verb.link.passive {
            self.carried(next, &mut arguments.prepositional, verbs);
        }
        if let Some(subject) = verb.link.subject {
            self.including(subject as usize + 1, verbs, &mut before);
        }
        if !after.is_empty() {
            self.including(next, verbs, &mut after);
        }
        // "was killed along with two guards".
        if verb.link.passive {
            self.including(self.next(at + 1), verbs, &mut before);
        }
        if verb.link.passive {
            arguments.objects = before;
            let by = const { hash_folded("by") };
            arguments.subjects = arguments
                .prepositional
                .iter()
                .filter(|(p, _)| self.tokens.get(*p as usize).is_some_and(|t| t.hash == by))
                .map(|&(_, n)| n)
                .collect();
        } else {
            arguments.subjects = before;
            arguments.objects = after;
        }
        arguments
    }

    /// The prepositional phrases of an aside between subject and verb: "the group, through its agency, claimed".
    fn inserted(&self, at: usize, subject: Option<u32>, out: &mut Vec<(u32, u32)>, verbs: &[VerbGroup]) {
        let Some(subject) = subject.map(|s| s as usize).filter(|&s| s < at && at - s < REACH) else {
            return;
        };
        for i in subject..at {
            if self.kind(i) == Some(ChunkKind::Comma)
                && self.kind(i + 1) == Some(ChunkKind::Preposition)
                && self.kind(self.next(i + 2)) == Some(ChunkKind::Noun)
            {
                let mut list = Vec::new();
                self.coordinated(self.next(i + 2), verbs, &mut list);
                out.extend(list.iter().map(|&n| (self.chunks[i + 1].first, n)));
            }
        }
    }

    /// Who carried a statement: "in a statement carried by the agency".
    fn carried(&self, at: usize, out: &mut Vec<(u32, u32)>, verbs: &[VerbGroup]) {
        let reduced = |j: usize| self.verb(j, verbs).is_some_and(|v| v.link.attributive && v.link.passive);
        let until = (at..at + REACH).take_while(|&j| !matches!(self.kind(j), None | Some(ChunkKind::Stop | ChunkKind::Subordinator)));
        for j in until {
            if self.kind(j) == Some(ChunkKind::Verb) {
                if reduced(j) {
                    self.prepositional(j + 1, out, verbs);
                }
                return;
            }
        }
    }

    /// "Six people, including two nuns": the nuns too.
    fn including(&self, at: usize, verbs: &[VerbGroup], out: &mut Vec<u32>) {
        let preposition = if self.kind(at) == Some(ChunkKind::Comma) { at + 1 } else { at };
        if self.kind(preposition) != Some(ChunkKind::Preposition) && self.kind(preposition) != Some(ChunkKind::Other) {
            return;
        }
        let is = |i: usize, words: &[u64]| words.iter().any(|&w| self.text_is(i, w));
        // "along with two guards".
        let with = is(preposition, hashes!["along", "together"]) && is(preposition + 1, hashes!["with"]);
        let first = preposition + 1 + usize::from(with);
        if (with || is(preposition, hashes!["including", "among"])) && self.kind(first) == Some(ChunkKind::Noun) {
            self.coordinated(first, verbs, out);
        }
    }

    /// The infinitive or gerund that the verb governs, as "planned to bomb", "accused of bombing": its chunk.
    pub(crate) fn infinitive(&self, at: usize, verbs: &[VerbGroup]) -> Option<usize> {
        (at + 1..at + REACH)
            .take_while(|&j| self.kind(j).is_some())
            .find(|&j| self.kind(j) == Some(ChunkKind::Verb))
            .filter(|&j| {
                let behind = self.kind(j - 1) == Some(ChunkKind::Preposition);
                let governed = |v: &VerbGroup| (v.infinitive || v.gerund && behind) && v.link.governor == Some(at as u32);
                self.verb(j, verbs).is_some_and(governed)
            })
    }

    /// "an attack Turkey blamed on X": the noun before the subject is the object of a verb that has none.
    fn bare_object(&self, at: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let verb = self.verb(at, verbs)?;
        let subject = verb.link.subject? as usize;
        if verb.link.passive || self.previous(at) != Some(subject) || subject == 0 {
            return None;
        }
        let mut antecedent = subject - 1;
        if self.kind(antecedent) == Some(ChunkKind::Relative) {
            antecedent = antecedent.checked_sub(1)?;
        }
        let chunk = self.chunks.get(antecedent).filter(|c| c.kind == ChunkKind::Noun)?;
        Some(chunk.index)
    }

    /// The noun phrases that hold the one at `at` by a preposition: for "in Oru" of "an attack in Oru" the attack.
    fn holders(&self, at: usize, out: &mut Vec<u32>) {
        let mut i = self.list_start(at);
        let place = |j: usize| {
            self.kind(j) == Some(ChunkKind::Noun)
                && self
                    .nouns
                    .get(self.chunks[j].index as usize)
                    .is_some_and(|n| n.kind == Some(Kind::Place))
        };
        // "in Oru, Mirel, that": the place is held by what stands before both.
        if i >= 3 && self.kind(i - 1) == Some(ChunkKind::Comma) && place(i) && place(i - 2) {
            i -= 2;
        }
        while i >= 2 && out.len() < 3 && self.kind(i - 1) == Some(ChunkKind::Preposition) && self.kind(i - 2) == Some(ChunkKind::Noun) {
            i -= 2;
            out.push(self.chunks[i].index);
        }
    }

    /// What the noun phrase at `at` owns: for "the queen" of "the queen's guards" the guards.
    fn possessed(&self, at: usize) -> usize {
        let owned = |i: usize| {
            let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
            self.kind(i) == Some(ChunkKind::Noun) && token.is_some_and(|t| t.has(Token::POSSESSIVE))
        };
        (at..at + REACH).find(|&i| !owned(i + 1)).unwrap_or(at)
    }

    /// The list of noun phrases that ends at `at`.
    fn list_to(&self, at: usize, out: &mut Vec<u32>) {
        let first = self.list_start(at);
        let governed = first.checked_sub(1).and_then(|j| self.kind(j)) == Some(ChunkKind::Preposition);
        let first = if governed && first < at { at } else { first };
        out.extend(
            self.chunks[first..=at]
                .iter()
                .filter(|c| c.kind == ChunkKind::Noun)
                .map(|c| c.index),
        );
    }

    /// Collects the noun phrase at `at` and its coordinates to the right; returns the chunk behind them.
    pub(crate) fn coordinated(&self, at: usize, verbs: &[VerbGroup], out: &mut Vec<u32>) -> usize {
        let at = self.possessed(at);
        out.push(self.chunks[at].index);
        let mut i = at + 1;
        while i < at + REACH {
            let (start, step) = match (self.kind(i), self.kind(i + 1), self.kind(i + 2)) {
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Noun), _) => (i, 1),
                (Some(ChunkKind::Comma), Some(ChunkKind::Conjunction), Some(ChunkKind::Noun)) => (i, 2),
                (Some(ChunkKind::Comma), Some(ChunkKind::Noun), Some(ChunkKind::Comma | ChunkKind::Conjunction))
                    if self.list_goes_on(i + 2, verbs) =>
                {
                    (i, 1)
                }
                _ => return i,
            };
            let conjunction = (start..start + step).find(|&j| self.kind(j) == Some(ChunkKind::Conjunction));
            if conjunction.is_some_and(|j| !self.joins(j)) {
                return i;
            }
            // "towns in the north, and an attack on": no list of places and events.
            if step == 2 && out.len() == 1 && self.event(at) != self.event(i + step) {
                return i;
            }
            // "killed a guard and rebels fled": the last noun is the subject of a clause of its own.
            if self.finite_follows(start + step + 1, verbs) {
                return i;
            }
            let last = self.possessed(i + step);
            out.push(self.chunks[last].index);
            i = last + 1;
        }
        i
    }

    fn finite_follows(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        self.verb(i, verbs).is_some_and(|v| {
            !v.gerund
                && !v.infinitive
                && !(v.participle && {
                    let next = self.next(i + 1);
                    self.kind(next) == Some(ChunkKind::Preposition)
                        && !self.words.get(v.main as usize).is_some_and(|w| w.is(class::INTRANS))
                })
        })
    }

    fn list_goes_on(&self, from: usize, verbs: &[VerbGroup]) -> bool {
        for i in from..from + REACH {
            match self.kind(i) {
                Some(ChunkKind::Comma | ChunkKind::Noun) => {}
                Some(ChunkKind::Conjunction) => {
                    return self.kind(i + 1) == Some(ChunkKind::Noun) && !self.finite_follows(i + 2, verbs);
                }
                _ => return false,
            }
        }
        false
    }

    /// The prepositional phrases from `at` to the end of the clause.
    fn prepositional(&self, at: usize, out: &mut Vec<(u32, u32)>, verbs: &[VerbGroup]) {
        let mut i = at;
        let mut list = Vec::new();
        while i < at + REACH {
            let Some(chunk) = self.chunks.get(i) else { break };
            match chunk.kind {
                ChunkKind::Preposition if self.kind(self.next(i + 1)) == Some(ChunkKind::Noun) => {
                    i = self.governed(i, verbs, &mut list, out);
                }
                ChunkKind::Verb | ChunkKind::Subordinator | ChunkKind::Relative | ChunkKind::Stop => break,
                ChunkKind::Conjunction if self.kind(i + 1) == Some(ChunkKind::Verb) => break,
                // A noun phrase that nothing governs opens the next clause.
                ChunkKind::Noun if i > at && (self.opens_clause(i, verbs) || self.joins(i - 1)) => break,
                _ => i += 1,
            }
        }
    }

    /// Appends the noun phrases that the preposition at `i` governs; returns the chunk behind them. `list` is scratch.
    fn governed(&self, i: usize, verbs: &[VerbGroup], list: &mut Vec<u32>, out: &mut Vec<(u32, u32)>) -> usize {
        list.clear();
        let next = self.coordinated(self.next(i + 1), verbs, list);
        out.extend(self.chunks.get(i).into_iter().flat_map(|p| list.iter().map(|&n| (p.first, n))));
        next
    }

    /// Whether the noun phrase at `i` is the subject of a later verb.
    fn opens_clause(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        for j in i + 1..i + REACH {
            match self.kind(j) {
                Some(ChunkKind::Verb) => return self.finite(j, verbs),
                Some(ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Other) => {}
                _ => return false,
            }
        }
        false
    }

    /// The prepositional phrases that follow the noun phrase at `at` directly: "an attack on X in Y by Z".
    pub(crate) fn complements(&self, at: usize, verbs: &[VerbGroup]) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        let mut i = at + 1;
        let mut list = Vec::new();
        while i < at + REACH {
            let Some(chunk) = self.chunks.get(i) else { break };
            match chunk.kind {
                ChunkKind::Preposition if self.kind(self.next(i + 1)) == Some(ChunkKind::Noun) => {
                    i = self.governed(i, verbs, &mut list, &mut out);
                }
                ChunkKind::Other => i += 1,
                // "raids and a crackdown against": what follows the second belongs to both.
                ChunkKind::Conjunction if self.event(i + 1) => i += 2,
                _ => break,
            }
        }
        out
    }

    fn event(&self, i: usize) -> bool {
        let chunk = self.chunks.get(i).filter(|c| c.kind == ChunkKind::Noun);
        chunk
            .and_then(|c| self.nouns.get(c.index as usize))
            .is_some_and(|n| n.kind == Some(Kind::Event))
    }
}
