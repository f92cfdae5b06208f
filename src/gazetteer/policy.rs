//! When a spelling may count as the name.

use super::candidate::{Candidate, letters};
use super::image::THE;
use crate::text::{CaseStyle, Token, hash_folded, hash_word};
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
         enter entered fled shelled bombed bombarded besieged retook recaptured encircled overran \
         northern southern eastern western central north south east west downtown city town province district village",
    )
});

/// Words after a place.
static AFTER_PLACE: LazyLock<FxHashSet<u64>> = LazyLock::new(|| {
    hashes(
        "police airport city district province region county suburb suburbs neighborhood neighbourhood prison university court \
         mayor governor residents hospital state border area outskirts valley governorate town village camp base \
         fire township talks negotiations summit conference streets refugees policeman newspaper harbor harbour",
    )
});

/// Words that have a capital at the head of a sentence.
const OPENERS: &[u64] = crate::text::hashes![
    "the", "a", "an", "and", "but", "after", "before", "when", "while", "as", "since", "because"
];

const ARTICLES: [u64; 3] = [hash_folded("a"), hash_folded("an"), THE];

/// Who is of a town: "a Paris man".
const INHABITANTS: &[u64] = crate::text::hashes![
    "man", "woman", "teen", "teenager", "couple", "resident", "native", "girl", "boy", "mother", "father", "family", "motorist", "doctor",
];

/// Words before a series of places.
const WITHIN: &[u64] = crate::text::hashes!["in", "at", "near", "around", "outside", "across", "between", "throughout"];
const AND: u64 = hash_folded("and");
/// The most tokens of a series of places that are looked at.
const SERIES: usize = 16;

/// What a band is, often without its capital: "the Haqqani network".
const BANDS: &[u64] = crate::text::hashes!["network", "cartel", "gang", "clan", "militia"];

/// What newspapers do.
const REPORTS: &[u64] = crate::text::hashes!["reported", "reports", "wrote", "newspaper", "magazine", "website"];

/// Words behind a place and a hyphen.
const BASED: &[u64] = crate::text::hashes!["based", "born", "area"];

fn hashes(words: &str) -> FxHashSet<u64> {
    words.split_whitespace().map(hash_word).collect()
}

/// Whether the tokens `first..end` may be the candidate.
/// `series` tells that they end a series of places.
pub(super) fn accepts(
    text: &str,
    tokens: &[Token],
    span: (usize, usize),
    (style, series): (CaseStyle, bool),
    candidate: Candidate,
) -> bool {
    let own = &tokens[span.0..span.1];
    if !candidate.stands_in(style) {
        return false;
    }
    match style {
        CaseStyle::Upper => true,
        CaseStyle::Lower => !indefinite(tokens, span.0),
        CaseStyle::Mixed => match candidate.policy() {
            Policy::Cue => false,
            Policy::Fold => {
                fold_accepts(tokens, span, candidate) && !(candidate.has(Candidate::PERSON) && person_around(text, tokens, span))
            }
            Policy::Exact | Policy::Context if money(tokens, span.1) => false,
            Policy::Exact => same_case(text, own, candidate),
            Policy::Context if candidate.has(Candidate::DIVISION) => after_comma(tokens, span.0) && same_case(text, own, candidate),
            Policy::Context if series && !candidate.has(Candidate::ACRONYM) => same_case(text, own, candidate),
            Policy::Context if dateline(tokens, span, candidate) => true,
            Policy::Context => context_accepts(tokens, span, candidate) && same_case(text, own, candidate),
        },
    }
}

/// "a shining path": behind an indefinite article stand words, not a name.
fn indefinite(tokens: &[Token], first: usize) -> bool {
    first.checked_sub(1).is_some_and(|i| ARTICLES[..2].contains(&tokens[i].hash))
}

fn fold_accepts(text: &[Token], (first, end): (usize, usize), candidate: Candidate) -> bool {
    let tokens = &text[first..end];
    let capital_inside = || tokens.iter().any(Token::is_capitalized);
    let opens = tokens[0].is_capitalized()
        || candidate.has(Candidate::LOWER_START) && (!candidate.has(Candidate::HAS_CAPITAL) || capital_inside())
        || small_article(tokens)
            && first
                .checked_sub(1)
                .is_none_or(|i| !text[i].is_capitalized() || LOCATIVE.contains(&text[i].hash));
    if !opens || tokens.len() == 1 {
        return opens;
    }
    let Some(last) = tokens.iter().rposition(Token::is_word) else {
        return opens;
    };
    let joined = last > 0 && tokens[last - 1].punct == b'-';
    let band = || BANDS.contains(&tokens[last].hash) && !indefinite(text, first);
    last == 0
        || joined
        || tokens[last].is_capitalized()
        || tokens[last].has(Token::POSSESSIVE)
        || !candidate.has(Candidate::CAPITAL_END)
        || band()
}

/// The article of an Arabic name, before its hyphen.
pub(crate) const ARABIC_ARTICLES: &[u64] = crate::text::hashes!["al", "el", "an", "ar", "as", "ash", "ad", "at", "az", "ul"];

/// "el-Oru" for "El Oru"; behind a name it is the particle of a person's.
fn small_article(tokens: &[Token]) -> bool {
    let [article, hyphen, name, ..] = tokens else { return false };
    ARABIC_ARTICLES.contains(&article.hash) && hyphen.punct == b'-' && hyphen.has(Token::GLUED) && name.is_capitalized()
}

/// "J. Austin", "Mr. Austin", "Austin J. Paz": an initial or a title beside a town that is also the name of persons.
fn person_around(text: &str, tokens: &[Token], (first, end): (usize, usize)) -> bool {
    if end - first > 1 {
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

/// "US$400".
fn money(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|t| t.punct == b'$' && t.has(Token::GLUED))
}

/// "PARIS — A man" where a sentence begins.
fn dateline(tokens: &[Token], (first, end): (usize, usize), candidate: Candidate) -> bool {
    let opens = || first == 0 || tokens[first].has(Token::NEWLINE) || tokens[first - 1].punct == b'.';
    let closes = |t: &Token| t.punct == b'~' || t.punct == b'-' && !t.has(Token::GLUED);
    let contained = |t: &Token| t.punct == b',' && tokens.get(end + 1).is_some_and(Token::is_capitalized);
    tokens[first].has(Token::ALL_CAPS)
        && !candidate.has(Candidate::ACRONYM)
        && opens()
        && tokens[first + 1..end].iter().all(|t| t.has(Token::ALL_CAPS) || !t.is_word())
        && tokens.get(end).is_some_and(|t| closes(t) || contained(t))
}

fn context_accepts(tokens: &[Token], (first, end): (usize, usize), candidate: Candidate) -> bool {
    let before = first.checked_sub(1).map(|i| &tokens[i]);
    let after = tokens.get(end);
    if candidate.has(Candidate::ACRONYM) {
        // Shouted lines: a neighbour in capitals as well.
        let shouted = |t: Option<&Token>| t.is_some_and(|t| t.has(Token::ALL_CAPS) && t.span.len() > 3);
        return !(shouted(before) && shouted(after));
    }
    let named_before =
        before.is_some_and(|t| t.is_word() && t.is_capitalized() && !LOCATIVE.contains(&t.hash) && !OPENERS.contains(&t.hash));
    let named_after = after.is_some_and(|t| t.is_word() && t.is_capitalized() && !AFTER_PLACE.contains(&t.hash));
    let abbreviated = tokens[end - 1].punct == b'.';
    if named_before || named_after && !abbreviated {
        return false;
    }
    let located = before.is_some_and(|t| LOCATIVE.contains(&t.hash));
    let listed = before.is_some_and(|t| matches!(t.punct, b',' | b'(')) && first > 1 && tokens[first - 2].is_capitalized();
    let contained = after.is_some_and(|t| t.punct == b',') && tokens.get(end + 1).is_some_and(Token::is_capitalized);
    let series = before.is_some_and(|t| t.hash == AND) && in_series(tokens, first - 1);
    // "D-Ore."
    let party =
        before.is_some_and(|t| t.punct == b'-') && first > 1 && tokens[first - 2].is_capitalized() && tokens[first - 2].span.len() == 1;
    let based = after.is_some_and(|t| t.punct == b'-') && tokens.get(end + 1).is_some_and(|t| BASED.contains(&t.hash));
    let of_town =
        after.is_some_and(|t| INHABITANTS.contains(&t.hash) && !t.is_capitalized()) && before.is_none_or(|t| ARTICLES.contains(&t.hash));
    // "Mass. lawmakers" in a headline.
    let headed = abbreviated && first == 0 && after.is_some_and(|t| t.is_word() && !t.is_capitalized());
    located
        || headed
        || of_town
        || titled(tokens, (first, end))
        || based
        || listed
        || series
        || party
        || contained && first > 0
        || after.is_some_and(|t| AFTER_PLACE.contains(&t.hash))
}

/// "The Beacon reported", "the Beacon wrote", and "told The Beacon" inside a sentence: an article that belongs to a name.
fn titled(tokens: &[Token], (first, end): (usize, usize)) -> bool {
    let Some(article) = first.checked_sub(1).filter(|&i| tokens[i].hash == THE) else {
        return false;
    };
    let inside = article
        .checked_sub(1)
        .is_some_and(|i| tokens[i].is_word() && !tokens[article].has(Token::NEWLINE));
    let reports = tokens.get(end).is_some_and(|t| REPORTS.contains(&t.hash) && !t.is_capitalized());
    reports || inside && tokens[article].is_capitalized()
}

/// "in Paris and", "near Paris, Nice and": the names before the "and" at `end` are places.
fn in_series(tokens: &[Token], end: usize) -> bool {
    let named = |t: &Token| t.punct == b',' || t.is_word() && t.is_capitalized();
    let names = tokens[end.saturating_sub(SERIES)..end]
        .iter()
        .rev()
        .take_while(|t| named(t))
        .count();
    names > 0 && end.checked_sub(names + 1).is_some_and(|i| WITHIN.contains(&tokens[i].hash))
}

/// Whether letters and digits of the tokens are those of the spelling, case included.
fn same_case(text: &str, tokens: &[Token], candidate: Candidate) -> bool {
    let surface = tokens[0].span.cover(tokens[tokens.len() - 1].span);
    letters(surface.text(text)) == candidate.letters
}
