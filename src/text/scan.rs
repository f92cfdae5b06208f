//! Where words end, in the bytes of a text.

use super::bits::in_order;
use super::fold::{hash_seeded, seed};
use super::token::{Token, mark_flags, plain_mark};

/// The bytes of ASCII that stand in words: letters, digits and the low line.
pub(super) const fn is_word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// How many bytes of a text are looked at in one go.
pub(super) const WIDTH: usize = 64;

/// These bytes, and those behind them that a token reaches into.
pub(super) type Bytes = [u8; WIDTH + Plain::LONGEST];

/// 64 bytes of a text as sets of bits, one for each byte: the tokens of plain ASCII are cut by them without a branch for each byte or
/// kind of token, which the processor would guess wrong at every other word.
pub(super) struct Block {
    /// The letters and digits.
    pub word: u64,
    /// Where tokens start: words, and marks one by one.
    pub starts: u64,
    /// Where these tokens end: behind their last byte.
    pub ends: u64,
    /// Behind the last byte of marks, of digits, and of words that are small behind their first byte: that one byte tells what they are.
    pub told: u64,
    /// Behind bytes that are no gap.
    pub glued: u64,
    /// Where more of a word stands than a [`Plain`] holds.
    pub long: u64,
    /// Where more has to be known: beyond ASCII, where marks may join words, in runs of a mark, in gaps of two bytes and more and in those
    /// that are no space; and at the end of the block.
    pub odd: u64,
}

impl Block {
    /// The block at the beginning of `bytes`; `before` is the byte before it. By itself, so that its constants stay in registers: a fifth of its
    /// instructions.
    #[inline(never)]
    #[allow(clippy::needless_bitwise_bool)] // Lazy operators would be jumps.
    pub fn of(bytes: &Bytes, before: u8) -> Self {
        let (mut words, mut gaps, mut odds, mut cases) = ([0; 16], [0; 16], [0; 16], [0; 16]);
        for part in 0..WIDTH / 16 {
            let sixteen = |at: usize| bytes[at..].first_chunk::<16>().copied().unwrap_or_default();
            let (bytes, behind) = (sixteen(16 * part), sixteen(16 * part + 1));
            let put = |set: bool| if set { 1 << (2 * part) } else { 0 };
            for i in 0..16 {
                let (b, next) = (bytes[i], behind[i]);
                // Without branches, so that the compiler makes it for sixteen bytes at once.
                let small = b | 0x20;
                let other = (small >= 0x7f) | (b == b'\''); // '_' too
                let joins = (b | 1 == b';') | (b | 2 == b'.'); // ':' and ',' too
                words[i] |= put((small.wrapping_sub(b'a') < 26) | (b.wrapping_sub(b'0') < 10));
                gaps[i] |= put(b <= b' ');
                odds[i] |= put(other | (joins & (next >= b'0')) | (b == next));
                cases[i] |= (b >> 5 & 3) << (2 * part);
            }
        }
        let ([word, gap, odd], [not_capital, letter]) = in_order(&[words, gaps, odds], &cases);
        let (mark, letter) = (!(word | gap), word & letter);
        let starts = mark | word & !(word << 1);
        // A sum carries a bit from the start of a token through its small letters or digits, as far as there are no other bytes.
        let tells = word & not_capital & !(letter ^ letter << 1) | starts;
        let told = starts.wrapping_add(tells) ^ starts ^ tells;
        let odd = odd & mark | gap & !not_capital;
        let sixteen = [1, 2, 4, 8].into_iter().fold(word, |run, by| run & run >> by);
        Self {
            word,
            starts,
            ends: (mark | word & !(word >> 1)) << 1,
            told,
            glued: !(gap << 1),
            long: sixteen & word >> Plain::LONGEST,
            // A word directly behind a mark beyond ASCII may belong to it: "’s".
            odd: odd | (odd & mark) << 1 | gap & gap << 1 | u64::from(before >= 0x80) | 1 << (WIDTH - 1),
        }
    }
}

/// A word of ASCII letters and digits that nothing joins to more, or a mark: most tokens.
pub(super) struct Plain {
    /// Its bytes, and zeros.
    bytes: [u64; 2],
    seed: u64,
}

impl Plain {
    /// The most bytes; longer words are rare.
    pub const LONGEST: usize = 16;

    #[inline]
    pub fn at(bytes: &Bytes, start: u32, length: u32) -> Self {
        let at = start as usize % WIDTH;
        let eight = |at: usize| bytes[at..at + 8].try_into().map_or(0, u64::from_le_bytes);
        let Length { inside, seed } = LENGTHS[length as usize % LENGTHS.len()];
        Self {
            bytes: [eight(at) & inside[0], eight(at + 8) & inside[1]],
            seed,
        }
    }

    #[inline]
    pub fn hash(&self) -> u64 {
        hash_seeded(self.bytes, self.seed)
    }

    /// What it is, and as which mark, if it is one, as its first byte tells: see [`Block::told`].
    #[inline]
    pub fn kind(&self) -> (u16, u8) {
        KINDS[usize::from(self.bytes[0] as u8)]
    }

    /// What it is where more than the first byte has to be known. Letters have the bit 0x40, which digits have not, and small ones 0x20
    /// too; those of the second eight bytes go between those of the first.
    pub fn mixed_flags(&self) -> u16 {
        const LETTER: u64 = 0x4040_4040_4040_4040;
        let [first, second] = self.bytes;
        let letters = first & LETTER | (second & LETTER) >> 1;
        let lower = first & first << 1 & LETTER | (second & second << 1 & LETTER) >> 1;
        let upper = letters & !lower;
        let flag = |set: bool, flag: u16| if set { flag } else { 0 };
        let initial = first as u8;
        flag(letters != 0, Token::WORD)
            | flag(letters == 0, Token::NUMBER)
            | flag(initial.is_ascii_digit(), Token::DIGIT)
            | flag(upper != 0 && !initial.is_ascii_lowercase(), Token::CAPITAL)
            | flag(upper & upper.wrapping_sub(1) != 0 && lower == 0, Token::ALL_CAPS)
    }
}

/// The flags of a token of one byte, and what mark it is.
const KINDS: [(u16, u8); 256] = {
    let mut kinds = [(0, 0); 256];
    let mut b = 0;
    while b < 128 {
        kinds[b] = match b as u8 {
            b'a'..=b'z' => (Token::WORD, 0),
            b'A'..=b'Z' => (Token::WORD | Token::CAPITAL, 0),
            b'0'..=b'9' => (Token::NUMBER | Token::DIGIT, 0),
            mark => (mark_flags(mark), plain_mark(mark)),
        };
        b += 1;
    }
    kinds
};

/// What the length of a token tells: the bits of its first eight bytes and of the second, and the seed of its hash. Of so many bytes that a
/// length finds it by a shift.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Length {
    inside: [u64; 2],
    seed: u64,
}

static LENGTHS: [Length; 32] = {
    let mut lengths = [Length {
        inside: [u64::MAX; 2],
        seed: 0,
    }; 32];
    let mut i = 0;
    while i <= Plain::LONGEST {
        let all = if i < 16 { (1u128 << (8 * i)) - 1 } else { u128::MAX };
        lengths[i] = Length {
            inside: [all as u64, (all >> 64) as u64],
            seed: seed(i),
        };
        i += 1;
    }
    lengths
};

/// The end of the word that goes on to `i`, by the rules of UAX #29 for ASCII.
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
    fn the_bits_of_a_block_are_what_its_bytes_are() {
        for b in 0..=255u8 {
            for at in [0, 1, 17, 61, 62, 63] {
                let mut bytes = [b'a'; _];
                bytes[at] = b;
                let block = Block::of(&bytes, b' ');
                let set = |set: u64| set >> at & 1 != 0;
                assert_eq!(set(block.word), b.is_ascii_alphanumeric(), "{b} at {at}");
                let mark = !b.is_ascii_alphanumeric() && b > b' ';
                assert_eq!(set(block.starts), mark || at == 0 && b > b' ', "{b} at {at}");
                let joins = matches!(b, b'.' | b':' | b',' | b';' | b'_' | b'\'' | ..b' ' | 0x7f..);
                assert_eq!(set(block.odd), joins || at == 63, "{b} at {at}");
            }
        }
    }

    #[test]
    fn runs_joining_marks_and_bytes_beyond_ascii_are_odd_and_what_is_behind_them() {
        for (text, odd) in [
            ("and ... so", "    ^^^   "),
            ("and -- so-", "    ^^    "),
            ("né x", " ^^^ "),
            ("ab, cd. (a", "          "),
            ("a.b a;b a,", " ^^  ^^   "),
            ("a  b\nc \td", "  ^ ^  ^ "),
        ] {
            let mut bytes = [b' '; _];
            bytes[..text.len()].copy_from_slice(text.as_bytes());
            let block = Block::of(&bytes, b' ');
            let expected = odd.bytes().enumerate().fold(0, |bits, (i, b)| bits | (u64::from(b == b'^') << i));
            assert_eq!(block.odd & ((1 << odd.len()) - 1), expected, "{text}");
        }
        assert_eq!(Block::of(&[b'a'; _], 0x99).odd & 1, 1);
    }
}
