//! Tokens: the words of UAX #29, with the differences that names need.
//!
//! Differences from `unicode-segmentation`: white space is no token; a possessive `'s` stands alone ("Turkey" + "'s");
//! the stop of initials belongs to them ("U.S."); a run of equal stops is one token ("..."). Hyphens stay tokens of
//! their own, so that "al-Qaeda-linked" is found whole and by part.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{hash_folded, hash_sixteen, hash_word};
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
    pub(crate) const WORD: u16 = 1;
    pub(crate) const NUMBER: u16 = 2;
    pub(crate) const CAPITAL: u16 = 4;
    pub(crate) const ALL_CAPS: u16 = 8;
    pub(crate) const GLUED: u16 = 16;
    pub(crate) const POSSESSIVE: u16 = 32;
    pub(crate) const NEWLINE: u16 = 64;
    pub(crate) const PARAGRAPH: u16 = 128;
    pub(crate) const INITIALS: u16 = 256;
    /// The first byte is a digit.
    pub(crate) const DIGIT: u16 = 512;

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
        let Block {
            word,
            mut starts,
            mut ends,
            mut odd,
        } = Block::of(bytes, before);
        loop {
            let plain = odd.trailing_zeros();
            while starts != 0 {
                let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
                if end >= plain || end - start > Plain::LONGEST as u32 {
                    break;
                }
                let token = Plain::at(bytes, start, end - start);
                let flags = token.flags();
                self.push(Token {
                    span: Span::new(at as u32 + start, at as u32 + end),
                    hash: hash_sixteen(token.bytes, (end - start) as usize),
                    flags,
                    punct: if flags == 0 { token.first() } else { 0 },
                });
                starts &= starts - 1;
                ends &= ends - 1;
            }
            if starts == 0 {
                return at + WIDTH;
            }
            let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
            // What the block cuts off is looked at again, whole.
            if end >= WIDTH as u32 - 1 && start > 0 {
                return at + start as usize;
            }
            let next = self.general(at + start as usize) - at;
            if next >= WIDTH {
                return at + next;
            }
            let rest = u64::MAX << next;
            starts = (starts | word & (1 << next)) & rest;
            ends &= rest << 1;
            odd &= rest;
        }
    }

    /// Appends a token, with the flags that what stands before it gives.
    #[inline]
    fn push(&mut self, token: Token) {
        let start = token.span.start();
        let gap = start.wrapping_sub(self.last);
        let mut flags = token.flags | if gap == 0 { Token::GLUED } else { 0 };
        // Most gaps are one space.
        if gap > 1 || self.text.as_bytes().get(start.wrapping_sub(1)) == Some(&b'\n') {
            flags |= self.lines(start);
        }
        self.out.push(Token { flags, ..token });
        self.last = token.span.end();
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

    /// Appends the token that starts at `i`, whatever it is, or passes a space; where the next one starts.
    fn general(&mut self, i: usize) -> usize {
        let bytes = self.text.as_bytes();
        let b = bytes[i];
        if is_word_byte(b) {
            let end = ascii_word(bytes, i);
            if continues_beyond_ascii(bytes, end) {
                self.segments(i)
            } else {
                self.word(i, end)
            }
        } else if b == 0x7f {
            i + 1
        } else if b < 0x80 {
            let run = matches!(b, b'.' | b'-');
            let equal = bytes[i..].iter().take_while(|&&c| c == b).count();
            let end = i + if run { equal } else { 1 };
            self.mark(i, end, if b == b'-' && equal > 1 { b'~' } else { b });
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

    /// The same as [`Tokenizer::push`] for the fewer tokens, so that that one is compiled into the loop over the most.
    fn append(&mut self, token: Token) {
        self.push(token);
    }

    fn mark(&mut self, start: usize, end: usize, punct: u8) {
        self.append(Token {
            span: Span::new(start as u32, end as u32),
            hash: hash_word(&self.text[start..end]),
            flags: 0,
            punct,
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.span.text(text)).collect()
    }

    #[test]
    fn names_and_numbers_split_as_the_field_needs() {
        for (text, expected) in [
            ("ISIS-K fighters", "ISIS|-|K|fighters"),
            ("the U.S. army", "the|U.S.|army"),
            ("Turkey's ban, 2,000 men", "Turkey|'s|ban|,|2,000|men"),
            ("Turkey’s ban", "Turkey|’s|ban"),
            ("Istanbul\u{a0}church", "Istanbul|church"),
            ("don’t", "don’t"),
            ("Córdoba’s “mayor”", "Córdoba|’s|“|mayor|”"),
            ("wait... no", "wait|...|no"),
            ("a 45-year-old", "a|45|-|year|-|old"),
            ("\u{feff}Kabul", "Kabul"),
            ("a\u{2009}b\u{200a}c\u{2028}d\u{202f}e", "a|b|c|d|e"),
            ("x.y 3.5 a:b 1:2 2;3 x;y 2,0 x,y", "x.y|3.5|a:b|1|:|2|2;3|x|;|y|2,0|x|,|y"),
            ("don't 3'4 3’4 x’4 'x' x''y", "don't|3'4|3’4|x|’|4|'|x|'|x|'|'|y"),
            ("x_y _x 4x4 B2B's", "x_y|_x|4x4|B2B|'s"),
            ("Paz's Paz’s PAZ'S s's 's’s", "Paz|'s|Paz|’s|PAZ|'S|s|'s|'|s|’s"),
            ("Córdoba's Cordobá’s É.U. é.u", "Córdoba|'s|Cordobá|’s|É.U|.|é.u"),
            ("a.m. U.S.A. U.S.Ab x.1. etc.", "a.m.|U.S.A.|U.S.Ab|x|.|1|.|etc|."),
            ("wait.. no --- yes", "wait|..|no|---|yes"),
            (
                "responsibility.’ responsibilities: internationalisation’s",
                "responsibility|.|’|responsibilities|:|internationalisation|’s",
            ),
        ] {
            assert_eq!(words(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_is_told_by_one_byte() {
        for (text, expected) in [
            ("a - b -- c", "-~"),
            ("a – b\u{2011}c", "~-"),
            ("wait... no.", ".."),
            ("“a”", "\"\""),
            ("é! é? é;", "!?;"),
            ("日本。", "*"),
            ("‘a’ ‚b’ „c“ «d» ‹e›", "''''\"\"\"\"**"),
            ("a‐b‑c‒d–e—f―g…h", "--~~~~."),
        ] {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let marks: String = tokens.iter().filter(|t| t.punct != 0).map(|t| char::from(t.punct)).collect();
            assert_eq!(marks, expected, "{text}");
        }
    }

    /// The tokens without a look at blocks.
    fn one_by_one(text: &str) -> Vec<Token> {
        let mut out = Vec::new();
        let mut tokenizer = Tokenizer::of(text, &mut out);
        let mut at = 0;
        while at < text.len() {
            at = if text.as_bytes()[at] <= b' ' {
                at + 1
            } else {
                tokenizer.general(at)
            };
        }
        out
    }

    #[test]
    fn the_quick_way_and_the_general_way_make_the_same_tokens() {
        let words = "police Kabul ISIS G8 4x4 2,000 x_y A 7 3rd B52s responsibilities INTERNATIONAL AaaaaaaaA aaaaaaaaB 123456789 12345678A \
             counterrevolutionary U.S. it's 's s … -- \u{7f} ’s né";
        for word in words.split(' ') {
            for before in 0..90 {
                let text = format!("{}{word}, and\n\n{word} (so) on", "ab ".repeat(before));
                let mut tokens = Vec::new();
                tokenize(&text, &mut tokens);
                assert_eq!(tokens, one_by_one(&text), "{text}");
            }
        }
    }

    /// The letters name the flags: word, number, capital, all capitals, initials, digit first.
    #[test]
    fn words_are_told_by_their_letters() {
        for (text, expected) in [
            ("police", "w"),
            ("Kabul", "wc"),
            ("ISIS", "wca"),
            ("A", "wc"),
            ("a", "w"),
            ("iPhone", "w"),
            ("McKay", "wc"),
            ("G8", "wc"),
            ("4x4", "wd"),
            ("4X", "wcd"),
            ("4XX", "wcad"),
            ("47", "nd"),
            ("2,000", "nd"),
            ("U.S", "wcai"),
            ("a.m", "wi"),
            ("U.S.A", "wcai"),
            ("U.S.", "wca"),
            ("Us.a", "wc"),
            ("u.1", "w"),
            ("élan", "w"),
            ("Élan", "wc"),
            ("ÉLAN", "wca"),
            ("É", "wc"),
            ("ÉlaN", "wc"),
            ("٣٤", "n"),
            ("3é", "wd"),
        ] {
            let token = word_token(text, 0, text.len());
            let flags = [
                (Token::WORD, 'w'),
                (Token::NUMBER, 'n'),
                (Token::CAPITAL, 'c'),
                (Token::ALL_CAPS, 'a'),
                (Token::INITIALS, 'i'),
                (Token::DIGIT, 'd'),
            ];
            let found: String = flags
                .into_iter()
                .filter(|(flag, _)| token.has(*flag))
                .map(|(_, letter)| letter)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    /// A line break and a paragraph are told of the word behind them, and what touches of what stands close.
    #[test]
    fn gaps_are_told_of_the_token_behind_them() {
        for (text, expected) in [
            ("a b", "  "),
            ("a\nb", " n"),
            ("a\r\n\r\nb", " p"),
            ("a\n\n\nb c", " p "),
            ("a,b", " gg"),
            ("a ,b", "  g"),
            ("a\u{a0}b", "  "),
            ("é\nb", " n"),
            ("a\né", " n"),
            ("(“é”)", " gggg"),
            ("x\u{b}y", "  "),
        ] {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let told = |t: &Token| match t {
                t if t.has(Token::PARAGRAPH) => 'p',
                t if t.has(Token::NEWLINE) => 'n',
                t if t.has(Token::GLUED) => 'g',
                _ => ' ',
            };
            assert_eq!(tokens.iter().map(told).collect::<String>(), expected, "{text:?}");
        }
    }

    fn is_blank(c: char) -> bool {
        c.is_whitespace() || c == '\u{feff}'
    }

    proptest! {
        #[test]
        fn tokens_are_the_same_wherever_blocks_end(text in "[a-dA-D0-9 .,:;’'_\\-\u{7f}“é\u{a0}\n]{0,200}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            prop_assert_eq!(tokens, one_by_one(&text));
        }

        #[test]
        fn tokens_cover_every_word_of_the_unicode_segmentation(text in "[a-zA-Z0-9 .,:;_’'\\-éİكтя\u{a0}\n]{0,60}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            let mut at = 0;
            for t in &tokens {
                prop_assert!(t.span.start() >= at && t.span.end() > t.span.start());
                prop_assert!(text.is_char_boundary(t.span.start()) && text.is_char_boundary(t.span.end()));
                prop_assert!(text[at..t.span.start()].chars().all(is_blank));
                at = t.span.end();
            }
            for (start, word) in text.unicode_word_indices() {
                let end = start + word.len();
                // Deliberate differences: possessives are cut off, stops of initials are added.
                let inside: Vec<_> = tokens.iter().filter(|t| t.span.start() < end && t.span.end() > start).collect();
                prop_assert!(inside.first().is_some_and(|t| t.span.start() == start), "{word:?} in {text:?}");
                let last = inside.last().unwrap();
                prop_assert!(last.span.end() == end || (last.has(Token::INITIALS) && last.span.end() == end + 1), "{word:?} in {text:?}");
                prop_assert!(inside.len() == 1 || inside[1..].iter().all(|t| t.has(Token::POSSESSIVE)), "{word:?} in {text:?}");
            }
        }
    }
}
