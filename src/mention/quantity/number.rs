//! The values of numbers: digits, number words, and words such as "dozens" that leave the number open.

use super::{glued_hyphen, hash, is, length};
use crate::text::{Token, WordSet, hash_folded, hashes};

/// From nothing to nineteen, then the tens.
static NUMBERS: WordSet<28> = WordSet::new([
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]);

fn small(word: u64) -> Option<u64> {
    NUMBERS.position(word).filter(|n| *n < 20).map(|n| n as u64)
}

pub(super) fn tens(word: u64) -> Option<u64> {
    let ten = NUMBERS.position(word)?.checked_sub(20)?;
    Some((ten as u64 + 2) * 10)
}

fn scale(word: u64) -> Option<u64> {
    static SCALES: WordSet<6> = WordSet::new(["hundred", "thousand", "million", "billion", "mn", "m"]);
    const VALUES: [u64; 6] = [100, 1000, 1_000_000, 1_000_000_000, 1_000_000, 1_000_000];
    SCALES.position(word).map(|at| VALUES[at])
}

/// The value of a token in digits: "47", "2,000".
pub(in crate::mention) fn digits(token: &str) -> Option<u64> {
    if token.len() > 15 || !token.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    // Groups of three behind the first comma: "2,000".
    let (mut value, mut group, mut commas) = (0u64, 0, 0);
    for b in token.bytes() {
        if b.is_ascii_digit() {
            value = value * 10 + u64::from(b - b'0');
            group += 1;
        } else if b == b',' && (commas == 0 || group == 3) {
            commas += 1;
            group = 0;
        } else {
            return None;
        }
    }
    (commas == 0 || group == 3).then_some(value)
}

/// A number below one hundred in words.
fn below_hundred(tokens: &[Token], i: usize) -> Option<(u64, usize)> {
    let w = hash(tokens, i);
    if let Some(n) = small(w) {
        return Some((n, i + 1));
    }
    let ten = tens(w)?;
    let at = if glued_hyphen(tokens, i + 1) { i + 2 } else { i + 1 };
    match small(hash(tokens, at)) {
        Some(n) if (1..10).contains(&n) => Some((ten + n, at + 1)),
        _ => Some((ten, i + 1)),
    }
}

/// The exact number that starts at token `i`, in digits or words, and the token after it.
pub(in crate::mention) fn number(text: &str, tokens: &[Token], i: usize) -> Option<(u64, usize)> {
    let token = tokens.get(i)?;
    if token.is_number() {
        let w = token.span.text(text);
        let (value, end) = if let Some(n) = digits(w) {
            (n, i + 1)
        } else {
            let (whole, part) = w.split_once('.')?;
            let factor = scale(hash(tokens, i + 1)).filter(|&s| s > 1000 && part.len() <= 3)?;
            let fraction = digits(part)? * factor / 10u64.pow(part.len() as u32);
            return Some((digits(whole)?.checked_mul(factor)?.checked_add(fraction)?, i + 2));
        };
        if let Some(s) = scale(hash(tokens, end)).filter(|&s| s != 1_000_000 || length(tokens, end) > 1) {
            return Some((value.checked_mul(s)?, end + 1));
        }
        return Some((value, end));
    }
    if !token.is_word() {
        return None;
    }
    let article = is(tokens, i, hashes!["a", "an"]);
    let (mut group, mut end) = if article {
        let s = scale(hash(tokens, i + 1)).filter(|_| length(tokens, i + 1) > 2)?;
        (s, i + 2)
    } else {
        below_hundred(tokens, i)?
    };
    let mut total = 0u64;
    loop {
        let at = if glued_hyphen(tokens, end) && scale(hash(tokens, end + 1)).is_some_and(|_| length(tokens, end + 1) > 2) {
            end + 1
        } else {
            end
        };
        if let Some(s) = scale(hash(tokens, at)).filter(|_| length(tokens, at) > 2) {
            group = group.checked_mul(s)?;
            if s > 100 {
                total = total.checked_add(group)?;
                group = 0;
            }
            end = at + 1;
            continue;
        }
        if (group >= 100 && group % 100 == 0) || (total > 0 && group == 0) {
            let at = if is(tokens, end, hashes!["and"]) { end + 1 } else { end };
            if let Some((n, e)) = below_hundred(tokens, at) {
                group = group.checked_add(n)?;
                end = e;
                continue;
            }
        }
        break;
    }
    Some((total.checked_add(group)?, end))
}

/// Open numbers: "dozens", "tens of thousands", "a dozen"; `exact` is the exact number that starts there.
pub(super) fn open_number(tokens: &[Token], i: usize, exact: Option<(u64, usize)>) -> Option<(Option<u64>, Option<u64>, usize)> {
    let dozens = |from: usize, count: u64| is(tokens, from, hashes!["dozen"]).then_some((Some(count * 12), Some(count * 12), from + 1));
    if let Some((n, end)) = exact {
        return if n < 100 { dozens(end, n) } else { None };
    }
    let plural = |i: usize| {
        const PLURALS: [(u64, u64); 6] = [
            (hash_folded("dozens"), 24),
            (hash_folded("scores"), 40),
            (hash_folded("tens"), 20),
            (hash_folded("hundreds"), 200),
            (hash_folded("thousands"), 2000),
            (hash_folded("millions"), 2_000_000),
        ];
        PLURALS.into_iter().find(|&(s, _)| hash(tokens, i) == s).map(|(_, n)| n)
    };
    if let Some(n) = plural(i) {
        if is(tokens, i + 1, hashes!["of"])
            && let Some(m) = plural(i + 2).filter(|&m| m >= 200)
        {
            return Some((Some(n / 2 * m), None, i + 3));
        }
        let partitive = is(tokens, i + 1, hashes!["of"]) || i == 0 || !is(tokens, i - 1, hashes!["of", "in", "the"]);
        let counted = n != 20 && (n != 40 || is(tokens, i + 1, hashes!["of"]));
        return (partitive && counted).then_some((Some(n), None, i + 1));
    }
    if is(tokens, i, hashes!["a"]) {
        let half = i > 0 && is(tokens, i - 1, hashes!["half"]);
        return dozens(i + 1, 1).map(|(n, m, end)| if half { (Some(6), Some(6), end) } else { (n, m, end) });
    }
    if is(tokens, i, hashes!["couple", "pair"]) {
        return is(tokens, i + 1, hashes!["of"]).then_some((Some(2), Some(2), i + 1));
    }
    if is(tokens, i, hashes!["dozen"]) && i > 0 && is(tokens, i - 1, hashes!["half-a", "half", "several", "few"]) {
        return if is(tokens, i - 1, hashes!["half"]) {
            Some((Some(6), Some(6), i + 1))
        } else {
            Some((Some(24), None, i + 1))
        };
    }
    None
}
