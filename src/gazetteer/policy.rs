//! When a spelling may count as the name.

use super::entry::Entry;
use super::index::Candidate;
use super::kind::Kind;
use crate::span::Span;
use crate::text::{CaseStyle, Token, hash_word};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// How strictly a spelling is compared with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Any case that starts with a capital where the spelling does.
    Fold,
    /// The case as written: acronyms.
    Exact,
    /// The case as written, and words around that speak for it: word-like names, two-letter acronyms.
    Context,
    /// Never on its own.
    Cue,
}

impl Policy {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "fold" => Some(Self::Fold),
            "exact" => Some(Self::Exact),
            "context" => Some(Self::Context),
            "cue" => Some(Self::Cue),
            _ => None,
        }
    }
}

/// Words before a place.
static LOCATIVE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "in at near from to of around outside toward towards through across between into via within inside over on leave left \
         northern southern eastern western central north south east west downtown city town province district village",
    )
});

/// Words after a place.
static AFTER_PLACE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "police airport city district province region county suburb suburbs neighborhood neighbourhood prison university court \
         mayor governor residents hospital state border area outskirts valley governorate town village camp base",
    )
});

fn hashes(words: &str) -> FxHashSet<u64> {
    words.split_whitespace().map(hash_word).collect()
}

/// Whether the tokens `first..end` may be the candidate.
pub(super) fn accepts(
    text: &str,
    tokens: &[Token],
    span: (usize, usize),
    style: CaseStyle,
    candidate: &Candidate,
    alias: &str,
    entry: &Entry,
) -> bool {
    let (first, end) = span;
    let policy = candidate.policy;
    match style {
        _ if policy == Policy::Cue => false,
        CaseStyle::Upper => upper_accepts(candidate, entry),
        CaseStyle::Lower => lower_accepts(candidate, alias, entry),
        CaseStyle::Mixed => match policy {
            Policy::Fold => {
                fold_accepts(&tokens[first..end], candidate)
                    && !(candidate.has(Candidate::PERSON) && person_around(text, tokens, span, entry))
            }
            Policy::Exact => same_case(text, &tokens[first..end], alias),
            _ => {
                same_case(text, &tokens[first..end], alias)
                    && if candidate.has(Candidate::ACRONYM) && &*entry.subkind == "admin1" {
                        after_comma(tokens, first)
                    } else {
                        context_accepts(tokens, span, candidate)
                    }
            }
        },
    }
}

fn fold_accepts(tokens: &[Token], candidate: &Candidate) -> bool {
    let any_capital = tokens.iter().any(Token::is_capitalized);
    let first =
        tokens[0].is_capitalized() || candidate.has(Candidate::LOWER_START) && (any_capital || !candidate.has(Candidate::HAS_CAPITAL));
    let Some(last) = tokens.iter().rposition(Token::is_word) else {
        return first;
    };
    let joined = last > 0 && tokens[last - 1].punct == b'-';
    first
        && (last == 0
            || joined
            || tokens[last].is_capitalized()
            || tokens[last].has(Token::POSSESSIVE)
            || !candidate.has(Candidate::CAPITAL_END))
}

/// "J. Austin", "Mr. Austin", "Austin J. Paz": an initial or a title beside a town that is also the name of persons.
fn person_around(text: &str, tokens: &[Token], (first, end): (usize, usize), entry: &Entry) -> bool {
    if entry.kind() != Kind::Place || &*entry.subkind == "country" || end - first > 1 {
        return false;
    }
    let short = |i: usize, most: usize| {
        tokens
            .get(i)
            .is_some_and(|t| t.is_word() && t.is_capitalized() && t.span.text(text).len() <= most)
    };
    let stop = |i: usize| tokens.get(i).is_some_and(|t| t.punct == b'.' && t.has(Token::GLUED));
    let titled = first > 1 && stop(first - 1) && short(first - 2, 3);
    titled || short(end, 1) && stop(end + 1)
}

/// "Dallas, TX": a division's two letters stand behind a town.
fn after_comma(tokens: &[Token], first: usize) -> bool {
    let before = |n: usize| first.checked_sub(n).and_then(|i| tokens.get(i));
    before(1).is_some_and(|t| t.punct == b',') && before(2).is_some_and(Token::is_capitalized)
}

fn context_accepts(tokens: &[Token], (first, end): (usize, usize), candidate: &Candidate) -> bool {
    let before = first.checked_sub(1).map(|i| &tokens[i]);
    let after = tokens.get(end);
    if candidate.has(Candidate::ACRONYM) {
        // Shouted lines: a neighbour in capitals as well.
        let shouted = |t: Option<&Token>| t.is_some_and(|t| t.has(Token::ALL_CAPS) && t.span.len() > 3);
        return !(shouted(before) && shouted(after));
    }
    let named_before = before.is_some_and(|t| t.is_word() && t.is_capitalized() && !LOCATIVE.contains(&t.hash));
    let named_after = after.is_some_and(|t| t.is_word() && t.is_capitalized() && !AFTER_PLACE.contains(&t.hash));
    let abbreviated = tokens[end - 1].punct == b'.';
    if named_before || named_after && !abbreviated {
        return false;
    }
    let located = before.is_some_and(|t| LOCATIVE.contains(&t.hash));
    let listed = before.is_some_and(|t| t.punct == b',') && first > 1 && tokens[first - 2].is_capitalized();
    let contained = after.is_some_and(|t| t.punct == b',') && tokens.get(end + 1).is_some_and(Token::is_capitalized);
    located || listed || contained && first > 0 || after.is_some_and(|t| AFTER_PLACE.contains(&t.hash))
}

fn upper_accepts(candidate: &Candidate, entry: &Entry) -> bool {
    match candidate.policy {
        Policy::Context | Policy::Cue => false,
        Policy::Exact => !candidate.has(Candidate::WORD),
        Policy::Fold if entry.kind() != Kind::Place => {
            !(candidate.has(Candidate::WORD) && candidate.words == 1 && entry.kind() != Kind::Nationality)
        }
        Policy::Fold => {
            let stands_alone = entry.is_prominent();
            if candidate.has(Candidate::WORD) {
                stands_alone && &*entry.subkind != "admin1"
            } else {
                !candidate.has(Candidate::PERSON) || stands_alone
            }
        }
    }
}

fn lower_accepts(candidate: &Candidate, alias: &str, entry: &Entry) -> bool {
    let clear = !candidate.has(Candidate::WORD | Candidate::PERSON);
    match candidate.policy {
        Policy::Context | Policy::Cue => false,
        Policy::Exact => clear && candidate.words == 1 && alias.chars().filter(|c| c.is_alphanumeric()).count() >= 4,
        Policy::Fold if candidate.words > 1 => clear || !matches!(&*entry.subkind, "city" | "capital" | "admin1"),
        Policy::Fold => clear && alias.len() >= 4 && (entry.kind() != Kind::Place || entry.is_prominent() || entry.population() >= 300_000),
    }
}

/// Whether letters and digits of the tokens are those of the spelling, case included.
fn same_case(text: &str, tokens: &[Token], alias: &str) -> bool {
    let surface = tokens[0].span.cover(tokens[tokens.len() - 1].span);
    letters(surface, text).eq(alias.chars().filter(|c| c.is_alphanumeric()))
}

fn letters(span: Span, text: &str) -> impl Iterator<Item = char> {
    span.text(text).chars().filter(|c| c.is_alphanumeric())
}
