//! Clauses: the subject, the objects and the prepositional phrases of each verb group, through passives, relative
//! clauses, participles, infinitives and shared subjects.

use super::chunk::{Chunk, ChunkKind, NounPhrase, VerbGroup};

/// The logical arguments of a verb group, as indices of noun phrases; passives are turned round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub subjects: Vec<u32>,
    pub objects: Vec<u32>,
    /// The token of the preposition and the noun phrase behind it.
    pub prepositional: Vec<(u32, u32)>,
}

/// How far a subject is handed on from verb to verb.
const DEPTH: usize = 4;

/// The arguments of the verb group at `chunks[at]`; `by` tells whether a token is the word "by".
pub(crate) fn arguments_of(chunks: &[Chunk], at: usize, verbs: &[VerbGroup], nouns: &[NounPhrase], by: &dyn Fn(u32) -> bool) -> Arguments {
    let verb = &verbs[chunks[at].index as usize];
    let mut arguments = Arguments::default();
    let before = subject_of(chunks, at, verbs, DEPTH);
    let mut after = Vec::new();
    let mut next = at + 1;
    while chunks.get(next).is_some_and(|c| c.kind == ChunkKind::Other) {
        next += 1;
    }
    if chunks.get(next).is_some_and(|c| c.kind == ChunkKind::Noun) {
        next = coordinated(chunks, next, &mut after);
    }
    arguments.prepositional = prepositional(chunks, next);
    let reduced = verb.participle && (is_reduced(chunks, at) || starts_with_by(chunks, next, by) && after.is_empty());
    if verb.passive || reduced {
        arguments.objects = before;
        let agents: Vec<u32> = arguments.prepositional.iter().filter(|(p, _)| by(*p)).map(|&(_, n)| n).collect();
        arguments.subjects = agents;
    } else {
        arguments.subjects = before;
        arguments.objects = after;
    }
    let _ = nouns;
    arguments
}

fn starts_with_by(chunks: &[Chunk], at: usize, by: &dyn Fn(u32) -> bool) -> bool {
    chunks.get(at).is_some_and(|c| c.kind == ChunkKind::Preposition && by(c.first))
}

/// A bare participle right behind a noun that is itself no subject: "a bombing claimed by", "two men held over".
fn is_reduced(chunks: &[Chunk], at: usize) -> bool {
    let behind_noun = at > 0 && chunks[at - 1].kind == ChunkKind::Noun;
    let followed = chunks.get(at + 1).map(|c| c.kind);
    behind_noun && matches!(followed, Some(ChunkKind::Preposition | ChunkKind::Comma) | None) && has_verb_around(chunks, at)
}

/// Whether the clause has another verb that can be its main verb.
fn has_verb_around(chunks: &[Chunk], at: usize) -> bool {
    let before = chunks[..at]
        .iter()
        .rev()
        .take_while(|c| c.kind != ChunkKind::Subordinator)
        .any(|c| c.kind == ChunkKind::Verb);
    before || chunks[at + 1..].iter().take(12).any(|c| c.kind == ChunkKind::Verb)
}

fn subject_of(chunks: &[Chunk], at: usize, verbs: &[VerbGroup], depth: usize) -> Vec<u32> {
    if depth == 0 || at == 0 {
        return Vec::new();
    }
    let verb = &verbs[chunks[at].index as usize];
    let mut i = at - 1;
    let kind = |i: usize| chunks[i].kind;
    if verb.infinitive || verb.gerund && kind(i) != ChunkKind::Noun {
        // The subject of the verb that governs it: "failed to carry out", ", killing 39".
        return match chunks[..at].iter().rposition(|c| c.kind == ChunkKind::Verb) {
            Some(governor) => governed_subject(chunks, governor, verbs, depth),
            None => next_subject(chunks, at),
        };
    }
    while i > 0 && kind(i) == ChunkKind::Other {
        i -= 1;
    }
    if kind(i) == ChunkKind::Relative {
        let mut j = i;
        while j > 0 {
            j -= 1;
            if kind(j) == ChunkKind::Noun {
                return with_coordinates(chunks, j);
            }
            if kind(j) == ChunkKind::Verb {
                break;
            }
        }
        return Vec::new();
    }
    if kind(i) == ChunkKind::Conjunction || kind(i) == ChunkKind::Comma && i > 0 && kind(i - 1) == ChunkKind::Conjunction {
        return match chunks[..i].iter().rposition(|c| c.kind == ChunkKind::Verb) {
            Some(governor) => governed_subject(chunks, governor, verbs, depth),
            None => Vec::new(),
        };
    }
    // Walk left over prepositional phrases and asides to the noun phrase that no preposition governs.
    loop {
        match kind(i) {
            ChunkKind::Noun => {
                let governed = i > 0 && kind(i - 1) == ChunkKind::Preposition;
                if !governed {
                    return with_coordinates(chunks, i);
                }
            }
            ChunkKind::Verb => {
                let other = &verbs[chunks[i].index as usize];
                if !(other.participle || other.gerund) {
                    let aside = chunks[i + 1..at].iter().any(|c| c.kind == ChunkKind::Comma);
                    return if aside {
                        governed_subject(chunks, i, verbs, depth)
                    } else {
                        Vec::new()
                    };
                }
            }
            ChunkKind::Subordinator => return Vec::new(),
            _ => {}
        }
        if i == 0 {
            return Vec::new();
        }
        i -= 1;
    }
}

fn governed_subject(chunks: &[Chunk], governor: usize, verbs: &[VerbGroup], depth: usize) -> Vec<u32> {
    subject_of(chunks, governor, verbs, depth - 1)
}

/// The subject of a leading participle stands behind its comma.
fn next_subject(chunks: &[Chunk], at: usize) -> Vec<u32> {
    let comma = chunks[at..].iter().position(|c| c.kind == ChunkKind::Comma).map(|i| at + i);
    match comma {
        Some(i) if chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun) => vec![chunks[i + 1].index],
        _ => Vec::new(),
    }
}

/// The noun phrase at `i` and those that stand in a list with it, to the left.
fn with_coordinates(chunks: &[Chunk], i: usize) -> Vec<u32> {
    let mut out = vec![chunks[i].index];
    let mut j = i;
    while j >= 2 && chunks[j - 1].kind == ChunkKind::Conjunction && chunks[j - 2].kind == ChunkKind::Noun {
        j -= 2;
        if j > 0 && chunks[j - 1].kind == ChunkKind::Preposition {
            break;
        }
        out.insert(0, chunks[j].index);
    }
    out
}

/// Collects the noun phrase at `at` and its coordinates to the right; returns the chunk behind them.
pub(crate) fn coordinated(chunks: &[Chunk], at: usize, out: &mut Vec<u32>) -> usize {
    out.push(chunks[at].index);
    let mut i = at + 1;
    loop {
        let kind = |i: usize| chunks.get(i).map(|c| c.kind);
        let step = match (kind(i), kind(i + 1), kind(i + 2)) {
            (Some(ChunkKind::Conjunction), Some(ChunkKind::Noun), _) => 1,
            (Some(ChunkKind::Comma), Some(ChunkKind::Conjunction), Some(ChunkKind::Noun)) => 2,
            (Some(ChunkKind::Comma), Some(ChunkKind::Noun), Some(ChunkKind::Comma | ChunkKind::Conjunction))
                if list_goes_on(chunks, i + 2) =>
            {
                1
            }
            _ => return i,
        };
        if kind(i + step + 1) == Some(ChunkKind::Verb) {
            return i;
        }
        out.push(chunks[i + step].index);
        i += step + 1;
    }
}

fn list_goes_on(chunks: &[Chunk], mut i: usize) -> bool {
    while let Some(chunk) = chunks.get(i) {
        match chunk.kind {
            ChunkKind::Comma | ChunkKind::Noun => i += 1,
            ChunkKind::Conjunction => {
                return chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun)
                    && chunks.get(i + 2).is_none_or(|c| c.kind != ChunkKind::Verb);
            }
            _ => return false,
        }
    }
    false
}

/// The prepositional phrases from `at` to the end of the clause.
pub(crate) fn prepositional(chunks: &[Chunk], at: usize) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut i = at;
    let mut list = Vec::new();
    while let Some(chunk) = chunks.get(i) {
        match chunk.kind {
            ChunkKind::Preposition if chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun) => {
                list.clear();
                let next = coordinated(chunks, i + 1, &mut list);
                out.extend(list.iter().map(|&n| (chunk.first, n)));
                i = next;
            }
            ChunkKind::Verb | ChunkKind::Subordinator | ChunkKind::Relative => break,
            ChunkKind::Conjunction if chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Verb) => break,
            _ => i += 1,
        }
    }
    out
}

/// The prepositional phrases that follow the noun phrase at `at` directly: "an attack on X in Y by Z".
pub(crate) fn noun_complements(chunks: &[Chunk], at: usize) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut i = at + 1;
    let mut list = Vec::new();
    while let Some(chunk) = chunks.get(i) {
        match chunk.kind {
            ChunkKind::Preposition if chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun) => {
                list.clear();
                i = coordinated(chunks, i + 1, &mut list);
                out.extend(list.iter().map(|&n| (chunk.first, n)));
            }
            ChunkKind::Other => i += 1,
            _ => break,
        }
    }
    out
}
