//! Where words end, in the bytes of a text.

use super::fold::{hash_bytes, hash_eight};
use super::token::Token;

/// The bytes of ASCII that stand in words: letters, digits and the low line.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = matches!(b as u8, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_');
        b += 1;
    }
    table
};

/// How the byte behind a word may join more to it: [`BEFORE_WORD`], [`ALWAYS`], or 0.
const JOINS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'.' | b'\'' | b':' | b',' | b';' => BEFORE_WORD,
            b'_' | 0x80.. => ALWAYS,
            _ => 0,
        };
        b += 1;
    }
    table
};
/// Where a byte of a word, or one beyond ASCII, stands behind it.
const BEFORE_WORD: u8 = 1;
const ALWAYS: u8 = 2;

pub(super) const fn is_word_byte(b: u8) -> bool {
    WORD[b as usize]
}

/// A word of ASCII letters and digits that nothing joins to more: most words.
pub(super) struct Plain {
    pub end: usize,
    pub hash: u64,
    pub flags: u16,
}

/// The plain word that starts at `start`, when it is one. Eight bytes are looked at in one go, and what is asked of most words is
/// reckoned without branches, which the processor would guess wrong at every other word: a third of the instructions of a look at
/// each byte.
#[inline]
pub(super) fn plain_word(bytes: &[u8], start: usize) -> Option<Plain> {
    let first = Eight::at(bytes, start)?;
    if first.length == 8 {
        return long_word(bytes, start, &first);
    }
    let end = start + first.length;
    let several = first.upper & first.upper.wrapping_sub(1) != 0;
    (!goes_on(bytes, end)).then(|| Plain {
        end,
        hash: hash_eight(first.bytes, first.length),
        flags: first.flags(first.upper, first.lower, several),
    })
}

/// The same for one of eight bytes or more, whose first are known.
#[inline]
fn long_word(bytes: &[u8], start: usize, first: &Eight) -> Option<Plain> {
    let (mut upper, mut lower) = (first.upper, first.lower);
    let mut several = upper & upper.wrapping_sub(1) != 0;
    let mut length = first.length;
    let mut end = start + length;
    while length == 8 {
        let next = Eight::at(bytes, end)?;
        several |= next.upper & next.upper.wrapping_sub(1) != 0 || upper != 0 && next.upper != 0;
        upper |= next.upper;
        lower |= next.lower;
        length = next.length;
        end += length;
    }
    (!goes_on(bytes, end)).then(|| Plain {
        end,
        hash: hash_bytes(&bytes[start..end]),
        flags: first.flags(upper, lower, several),
    })
}

/// Whether a mark, a low line or a letter beyond ASCII may join more to the word that ends at `end`.
#[inline]
fn goes_on(bytes: &[u8], end: usize) -> bool {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let (mark, after) = (byte(end), byte(end + 1));
    let before_word = u8::from(is_word_byte(after) || after >= 0x80) * BEFORE_WORD;
    JOINS[mark as usize] & (ALWAYS | before_word) != 0 && (mark < 0x80 || separator(bytes, end).is_none_or(|(mark, _)| mark == b'\''))
}

/// Eight bytes of a text from the beginning of a word or the middle of one. Of each byte the highest bit tells what it is.
struct Eight {
    /// Those that stand in the word, and zeros.
    bytes: u64,
    /// How many these are.
    length: usize,
    upper: u64,
    lower: u64,
    digits: u64,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;
/// The bit of the first byte.
const FIRST: u64 = 0x80;

impl Eight {
    #[inline]
    fn at(bytes: &[u8], at: usize) -> Option<Self> {
        bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes).map(Self::of)
    }

    /// The flags of a plain word that begins with these bytes and has these letters; `several` tells whether more than one is a capital.
    #[inline]
    fn flags(&self, upper: u64, lower: u64, several: bool) -> u16 {
        let flag = |set: bool, flag: u16| if set { flag } else { 0 };
        let letters = upper | lower != 0;
        flag(letters, Token::WORD)
            | flag(!letters, Token::NUMBER)
            | flag(self.digits & FIRST != 0, Token::DIGIT)
            | flag(upper != 0 && self.lower & FIRST == 0, Token::CAPITAL)
            | flag(several && lower == 0, Token::ALL_CAPS)
    }

    #[inline]
    fn of(eight: u64) -> Self {
        let low = eight & !HIGH;
        let within = |bytes: u64, from: u8, to: u8| (bytes + ONES * u64::from(0x80 - from)) & !(bytes + ONES * u64::from(0x7f - to));
        let ascii = HIGH & !eight;
        let letters = within(low | (0x20 * ONES), b'a', b'z') & ascii;
        let digits = within(low, b'0', b'9') & ascii;
        let outside = HIGH & !(letters | digits);
        // The lowest bit of the first byte outside, less one, is all of the bytes before it.
        let inside = ((outside & outside.wrapping_neg()) >> 7).wrapping_sub(1);
        let small = eight << 2;
        Self {
            bytes: eight & inside,
            length: outside.trailing_zeros() as usize / 8,
            upper: letters & inside & !small,
            lower: letters & inside & small,
            digits: digits & inside,
        }
    }
}

/// The end of the word that starts at `i`, by the rules of UAX #29 for ASCII.
pub(super) fn ascii_word(bytes: &[u8], mut i: usize) -> usize {
    loop {
        while bytes.get(i).is_some_and(|&b| is_word_byte(b)) {
            i += 1;
        }
        let (Some(&mark), Some(&after), true) = (bytes.get(i), bytes.get(i + 1), i > 0) else {
            return i;
        };
        let before = bytes[i - 1];
        let letters = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        i += match mark {
            b'.' | b'\'' if letters || digits => 1,
            b':' if letters => 1,
            b',' | b';' if digits => 1,
            0xe2 if apostrophe_joins(bytes, i) => 3,
            _ => return i,
        };
    }
}

fn apostrophe_joins(bytes: &[u8], i: usize) -> bool {
    let (before, after) = (bytes[i - 1], bytes.get(i + 3).copied().unwrap_or(b' '));
    bytes[i..].starts_with("’".as_bytes())
        && ((before.is_ascii_alphabetic() && after.is_ascii_alphabetic()) || (before.is_ascii_digit() && after.is_ascii_digit()))
}

/// Whether a letter beyond ASCII, alone or behind a joining mark, may continue the word that ends at `end`.
pub(super) fn continues_beyond_ascii(bytes: &[u8], end: usize) -> bool {
    let other = |i: usize| bytes.get(i).is_some_and(|&b| b >= 0x80) && separator(bytes, i).is_none();
    match bytes.get(end) {
        Some(b'.' | b'\'' | b':' | b',' | b';') => other(end + 1),
        Some(0xe2) if bytes[end..].starts_with("’".as_bytes()) => other(end + 3),
        _ => other(end),
    }
}

/// The folded mark and length of the common non-ASCII punctuation and spaces.
pub(super) fn separator(bytes: &[u8], i: usize) -> Option<(u8, usize)> {
    match (bytes[i], bytes.get(i + 1).copied()?, bytes.get(i + 2).copied()) {
        (0xc2, 0xa0, _) => Some((b' ', 2)),
        (0xe2, 0x80, Some(c)) => match c {
            0x80..=0x8a | 0xa8 | 0xa9 | 0xaf => Some((b' ', 3)),
            0x90 | 0x91 => Some((b'-', 3)),
            0x92..=0x95 => Some((b'~', 3)),
            0x98..=0x9a => Some((b'\'', 3)),
            0x9c..=0x9e => Some((b'"', 3)),
            0xa6 => Some((b'.', 3)),
            _ => None,
        },
        (0xc2, 0xab | 0xbb, _) => Some((b'"', 2)),
        (0xef, 0xbb, Some(0xbf)) => Some((b' ', 3)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_bytes_at_once_are_as_one_by_one() {
        for b in 0..=255u8 {
            for at in 0..8 {
                let mut bytes = *b"abCD12zZ";
                bytes[at] = b;
                let eight = Eight::of(u64::from_le_bytes(bytes));
                let word = bytes.iter().take_while(|b| b.is_ascii_alphanumeric());
                assert_eq!(eight.length, word.clone().count(), "{bytes:?}");
                let high = |is: fn(&u8) -> bool| {
                    word.clone()
                        .enumerate()
                        .fold(0, |bits, (i, b)| bits | (u64::from(is(b)) << (8 * i + 7)))
                };
                assert_eq!(eight.upper, high(u8::is_ascii_uppercase), "{bytes:?}");
                assert_eq!(eight.lower, high(u8::is_ascii_lowercase), "{bytes:?}");
                assert_eq!(eight.digits, high(u8::is_ascii_digit), "{bytes:?}");
                assert!(
                    eight.bytes.to_le_bytes().starts_with(&bytes[..eight.length])
                        && eight.bytes.leading_zeros() as usize >= 64 - 8 * eight.length
                );
            }
        }
    }
}
