//! Tokens: the words of UAX #29, with the differences that names need.
//!
//! Differences from `unicode-segmentation`: white space is no token; a possessive `'s` stands alone ("Turkey" + "'s");
//! the stop of initials belongs to them ("U.S."); a run of equal stops is one token ("..."). Hyphens stay tokens of
//! their own, so that "al-Qaeda-linked" is found whole and by part.

use unicode_segmentation::UnicodeSegmentation;

use super::bits::ones;
use super::fold::{hash_folded, hash_word};
use super::scan::{Block, Bytes, Plain, WIDTH, ascii_word, continues_beyond_ascii, is_word_byte, separator};
use crate::span::Span;

/// A word, number or punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub(crate) span: Span,
    pub(crate) hash: u64,
    pub(crate) flags: u16,
    pub(crate) punct: u8,
}

impl Token {
    // The lower eight bits are those of the sets of tokens that the recognisers walk over, where the lexicon has its own for each word.
    pub(crate) const CAPITAL: u16 = 1;
    pub(crate) const NUMBER: u16 = 2;
    /// The first byte is a digit.
    pub(crate) const DIGIT: u16 = 4 | 8;
    pub(crate) const COMMA: u16 = 16;
    pub(crate) const ALL_CAPS: u16 = 64;
    pub(crate) const WORD: u16 = 1 << 8;
    pub(crate) const GLUED: u16 = 1 << 9;
    pub(crate) const POSSESSIVE: u16 = 1 << 10;
    pub(crate) const NEWLINE: u16 = 1 << 11;
    pub(crate) const PARAGRAPH: u16 = 1 << 12;
    pub(crate) const INITIALS: u16 = 1 << 13;
    /// A full stop, an exclamation mark or a question mark.
    pub(crate) const STOP: u16 = 1 << 14;

    /// Where it stands, in bytes of the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it is a word: it has a letter.
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.flags & Self::WORD != 0
    }

    /// Whether it is a number in digits.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.flags & Self::NUMBER != 0
    }

    /// Whether its first letter is a capital.
    #[must_use]
    pub fn is_capitalized(&self) -> bool {
        self.flags & Self::CAPITAL != 0
    }

    pub(crate) fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Whether it may be the mark of an owner: where a quote is open or no word follows, it is not known to be one.
    pub(crate) fn may_own(&self) -> bool {
        self.has(Self::POSSESSIVE) || self.punct == b'\'' && self.has(Self::GLUED)
    }

    /// Whether it is the mark alone behind an owner in the plural, of one byte or three; "'s" has two or four.
    pub(crate) fn is_plural_owner(&self) -> bool {
        self.has(Self::POSSESSIVE) && !self.is_word() && !self.span.len().is_multiple_of(2)
    }
}

/// Appends the tokens of `text` to `out`.
pub(crate) fn tokenize(text: &str, out: &mut Vec<Token>) {
    let mut tokenizer = Tokenizer::of(text, out);
    let bytes = text.as_bytes();
    let (mut at, mut end) = (0, [0; _]);
    while at < text.len() {
        let block = bytes[at..].first_chunk().unwrap_or_else(|| {
            end.fill(b' ');
            end[..text.len() - at].copy_from_slice(&bytes[at..]);
            &end
        });
        at = tokenizer.block(at, block);
    }
}

struct Tokenizer<'a> {
    text: &'a str,
    out: &'a mut Vec<Token>,
    /// Where the last token ended.
    last: usize,
}

impl<'a> Tokenizer<'a> {
    fn of(text: &'a str, out: &'a mut Vec<Token>) -> Self {
        let last = usize::MAX - 1; // No token is glued to it.
        Self { text, out, last }
    }

    /// Appends the tokens of the bytes from `at` on; where the next ones start.
    #[inline]
    fn block(&mut self, at: usize, bytes: &Bytes) -> usize {
        let before = at.checked_sub(1).map_or(b' ', |i| self.text.as_bytes()[i]);
        let block = Block::of(bytes, before);
        let (mut starts, mut ends, mut odd) = (block.starts, block.ends, block.odd | block.long);
        while starts != 0 {
            let plain = ends & !(u64::MAX << odd.trailing_zeros());
            if plain != 0 {
                // Before each but the first stand one space or none.
                let lines = self.before(at + starts.trailing_zeros() as usize);
                let first = self.out.len();
                let untold = plain & !block.told;
                let glued = block.glued.rotate_left(Token::GLUED.trailing_zeros());
                self.out.extend((0..plain.count_ones()).map(|_| {
                    let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
                    starts &= starts - 1;
                    ends &= ends - 1;
                    let token = Plain::at(bytes, start, end - start);
                    let (flags, punct) = token.kind();
                    Token {
                        span: Span::new(at as u32 + start, at as u32 + end),
                        hash: token.hash(),
                        flags: flags | glued.rotate_right(start) as u16 & Token::GLUED,
                        punct,
                    }
                }));
                // A second walk, over few of them: a jump among the first costs a twentieth of all that is done here.
                for end in ones(untold) {
                    let token = &mut self.out[first + (plain & !(u64::MAX << end)).count_ones() as usize];
                    let plain = Plain::at(bytes, token.span.start() as u32 - at as u32, token.span.len() as u32);
                    token.flags = token.flags & Token::GLUED | plain.mixed_flags();
                }
                let first = &mut self.out[first];
                first.flags = first.flags & !Token::GLUED | lines;
                self.last = at + (u64::BITS - 1 - plain.leading_zeros()) as usize;
                if starts == 0 {
                    break;
                }
            }
            let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
            odd &= u64::MAX << start;
            if end < odd.trailing_zeros() {
                continue; // No more than the gap was odd.
            }
            // What the block cuts off is looked at again, whole.
            if end >= WIDTH as u32 - 1 && start > 0 {
                return at + start as usize;
            }
            let next = self.general(at + start as usize, at + end as usize) - at;
            if next >= WIDTH {
                return at + next;
            }
            let rest = u64::MAX << next;
            starts = (starts | block.word & (1 << next)) & rest;
            ends &= rest << 1;
            odd &= rest;
        }
        at + WIDTH
    }

    /// Appends a token, with the flags that what stands before it gives.
    fn append(&mut self, token: Token) {
        let flags = token.flags | self.before(token.span.start());
        self.out.push(Token { flags, ..token });
        self.last = token.span.end();
    }

    /// The flags of what stands between the last token and the one at `start`.
    #[inline]
    fn before(&self, start: usize) -> u16 {
        let gap = start.wrapping_sub(self.last);
        // Most gaps are one space.
        if gap > 1 || self.text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\n') {
            self.lines(start)
        } else if gap == 0 {
            Token::GLUED
        } else {
            0
        }
    }

    /// The flags of the ends of lines between the last token and the one at `start`.
    #[cold]
    fn lines(&self, start: usize) -> u16 {
        let bytes = self.text.as_bytes();
        let gap = bytes.get(self.last..start).unwrap_or(&bytes[..start]);
        let mut lines = gap.iter().filter(|&&b| b == b'\n');
        match (lines.next(), lines.next()) {
            (None, _) => 0,
            (_, None) => Token::NEWLINE,
            _ => Token::NEWLINE | Token::PARAGRAPH,
        }
    }

    /// Appends the token that starts at `i`, whatever it is, or passes a space; where the next one starts. The bytes before `end` belong to it.
    fn general(&mut self, i: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let b = bytes[i];
        if is_word_byte(b) {
            let end = ascii_word(bytes, end);
            if continues_beyond_ascii(bytes, end) {
                self.segments(i)
            } else {
                self.word(i, end)
            }
        } else if b == 0x7f {
            i + 1
        } else if b < 0x80 {
            let run = |&&c: &&u8| c == b && matches!(b, b'.' | b'-');
            let end = i + bytes[i..].iter().take_while(run).count().max(1);
            self.mark(i, end, if b == b'-' && end > i + 1 { b'~' } else { b });
            end
        } else if let Some((mark, length)) = separator(bytes, i) {
            if mark != b' ' {
                self.mark(i, i + length, mark);
            }
            i + length
        } else {
            self.segments(i)
        }
    }

    /// Segments a run that holds other than ASCII, up to the next ASCII space or common separator, with `unicode-segmentation`.
    fn segments(&mut self, start: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut end = start;
        while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
            let mark = separator(bytes, end);
            let inner = mark == Some((b'\'', 3)) && text[end + 3..].chars().next().is_some_and(char::is_alphanumeric);
            if end > start && mark.is_some() && !inner {
                break;
            }
            end += text[end..].chars().next().map_or(1, char::len_utf8);
        }
        let mut done = start;
        for (at, piece) in text[start..end].split_word_bound_indices() {
            let (from, to) = (start + at, start + at + piece.len());
            if done > from {
                continue; // The stop went to the initials before it.
            }
            if piece.chars().any(char::is_alphanumeric) {
                done = self.word(from, to);
                if done < to {
                    done = self.word(done, to);
                }
            } else if !piece.chars().all(char::is_whitespace) {
                let first = piece.as_bytes()[0];
                let mark = if first < 0x80 {
                    first
                } else {
                    separator(piece.as_bytes(), 0).map_or(b'*', |m| m.0)
                };
                self.mark(from, to, mark);
            }
        }
        end
    }

    fn mark(&mut self, start: usize, end: usize, punct: u8) {
        self.append(Token {
            span: Span::new(start as u32, end as u32),
            hash: hash_word(&self.text[start..end]),
            flags: mark_flags(punct),
            punct: plain_mark(punct),
        });
    }

    /// Appends the word, and a possessive for itself; where it ends, which may be behind its stop.
    fn word(&mut self, start: usize, end: usize) -> usize {
        let word = &self.text[start..end];
        let suffix = possessive_suffix(word);
        if suffix > 0 && suffix < word.len() {
            let mid = end - suffix;
            self.append(word_token(&word[..word.len() - suffix], start, mid));
            self.append(Token {
                span: Span::new(mid as u32, end as u32),
                hash: const { hash_folded("s") },
                flags: Token::POSSESSIVE,
                punct: 0,
            });
            return end;
        }
        let mut token = word_token(word, start, end);
        if matches!(word, "s" | "S") && start == self.last && self.text[..start].ends_with('’') {
            token.flags |= Token::POSSESSIVE;
        }
        let stop = token.has(Token::INITIALS) && self.text.as_bytes().get(end) == Some(&b'.');
        let end = end + usize::from(stop);
        token.span = Span::new(start as u32, end as u32);
        self.append(token);
        end
    }
}

/// The mark that another of its kind is read as: brackets are brackets.
pub(super) const fn plain_mark(mark: u8) -> u8 {
    match mark {
        b'[' => b'(',
        b']' => b')',
        other => other,
    }
}

/// The flags of a mark.
pub(super) const fn mark_flags(punct: u8) -> u16 {
    match punct {
        b',' => Token::COMMA,
        b'.' | b'!' | b'?' => Token::STOP,
        _ => 0,
    }
}

fn possessive_suffix(word: &str) -> usize {
    let bytes = word.as_bytes();
    if !matches!(bytes.last(), Some(b's' | b'S')) || bytes.len() < 2 {
        return 0;
    }
    match bytes[bytes.len() - 2] {
        b'\'' => 2,
        0x99 if word[..word.len() - 1].ends_with('’') => 4,
        _ => 0,
    }
}

fn word_token(word: &str, start: usize, end: usize) -> Token {
    let bytes = word.as_bytes();
    let mut flags = 0;
    if bytes[0].is_ascii_digit() {
        flags |= Token::DIGIT;
    }
    if word.is_ascii() {
        let (mut upper, mut lower, mut digits) = (0, 0, 0);
        for b in bytes {
            upper += usize::from(b.is_ascii_uppercase());
            lower += usize::from(b.is_ascii_lowercase());
            digits += usize::from(b.is_ascii_digit());
        }
        if upper + lower > 0 {
            flags |= Token::WORD;
        } else if digits > 0 {
            flags |= Token::NUMBER;
        }
        if bytes[0].is_ascii_uppercase() || (bytes[0].is_ascii_digit() && upper > 0) {
            flags |= Token::CAPITAL;
        }
        if upper > 1 && lower == 0 {
            flags |= Token::ALL_CAPS;
        }
        if bytes.len() >= 3
            && bytes[1] == b'.'
            && bytes
                .chunks(2)
                .all(|c| c[0].is_ascii_alphabetic() && c.get(1).is_none_or(|&d| d == b'.'))
            && bytes.len() % 2 == 1
        {
            flags |= Token::INITIALS;
        }
    } else {
        flags |= if word.chars().any(char::is_alphabetic) {
            Token::WORD
        } else {
            Token::NUMBER
        };
        if word.chars().next().is_some_and(char::is_uppercase) {
            flags |= Token::CAPITAL;
        }
        if word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.chars().any(char::is_lowercase) {
            flags |= Token::ALL_CAPS;
        }
    }
    Token {
        span: Span::new(start as u32, end as u32),
        hash: hash_word(word),
        flags,
        punct: 0,
    }
}

#[cfg(test)]
mod tests;
