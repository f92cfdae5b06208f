//! Tokens: the words of UAX #29, with the differences that names need.
//!
//! Differences from `unicode-segmentation`: white space is no token; a possessive `'s` stands alone ("Turkey" + "'s");
//! the stop of initials belongs to them ("U.S."); a run of equal stops is one token ("..."). Hyphens stay tokens of
//! their own, so that "al-Qaeda-linked" is found whole and by part.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{hash_eight, hash_folded, hash_word};
use super::scan::{ascii_word, continues_beyond_ascii, is_word_byte, plain_word, separator};
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
    let bytes = text.as_bytes();
    let mut i = 0;
    let mut gap = 0u16;
    let mut touching = false;
    while i < bytes.len() {
        let b = bytes[i];
        if is_word_byte(b) {
            // A lone "s" may be a possessive.
            let plain = plain_word(bytes, i).filter(|word| !(touching && word.end == i + 1 && b | 0x20 == b's'));
            if let Some(word) = plain {
                out.push(Token {
                    span: Span::new(i as u32, word.end as u32),
                    hash: word.hash,
                    flags: word.flags | gap | if touching { Token::GLUED } else { 0 },
                    punct: 0,
                });
                // A single space behind it is the most frequent of all.
                let space = bytes.get(word.end) == Some(&b' ');
                (gap, touching) = (0, !space);
                i = word.end + usize::from(space);
                continue;
            }
            let end = ascii_word(bytes, i);
            if continues_beyond_ascii(bytes, end) {
                i = segment_run(text, i, &mut gap, &mut touching, out);
            } else {
                push_word(text, i, end, &mut gap, &mut touching, out);
                i = out.last().map_or(end, |t| t.span.end());
            }
        } else if b < 0x80 {
            if b.is_ascii_whitespace() || b < 0x20 || b == 0x7f {
                if b == b'\n' {
                    gap |= if gap & Token::NEWLINE != 0 {
                        Token::PARAGRAPH
                    } else {
                        Token::NEWLINE
                    };
                }
                touching = false;
                i += 1;
            } else {
                let mut end = i + 1;
                if b == b'.' || b == b'-' {
                    while end < bytes.len() && bytes[end] == b {
                        end += 1;
                    }
                }
                let mark = if b == b'-' && end - i > 1 { b'~' } else { b };
                push_punct(text, i, end, mark, &mut gap, &mut touching, out);
                i = end;
            }
        } else if let Some((mark, len)) = separator(bytes, i) {
            if mark == b' ' {
                touching = false;
            } else {
                push_punct(text, i, i + len, mark, &mut gap, &mut touching, out);
            }
            i += len;
        } else {
            i = segment_run(text, i, &mut gap, &mut touching, out);
        }
    }
}

/// Segments a run that holds other than ASCII, up to the next ASCII space or common separator, with `unicode-segmentation`.
fn segment_run(text: &str, start: usize, gap: &mut u16, touching: &mut bool, out: &mut Vec<Token>) -> usize {
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
    for (at, piece) in text[start..end].split_word_bound_indices() {
        let (from, to) = (start + at, start + at + piece.len());
        if out.last().is_some_and(|t| t.span.end() > from) {
            continue; // The stop went to the initials before it.
        }
        if piece.chars().any(char::is_alphanumeric) {
            push_word(text, from, to, gap, touching, out);
            if let Some(last) = out.last().copied().filter(|last| last.span.end() < to) {
                push_word(text, last.span.end(), to, gap, touching, out);
            }
        } else if piece.chars().all(char::is_whitespace) {
            *touching = false;
        } else {
            let first = piece.as_bytes()[0];
            let mark = separator(piece.as_bytes(), 0).map_or(if first < 0x80 { first } else { b'?' }, |m| m.0);
            push_punct(
                text,
                from,
                to,
                if mark == b'?' && first >= 0x80 { b'*' } else { mark },
                gap,
                touching,
                out,
            );
        }
    }
    end
}

fn push_punct(text: &str, start: usize, end: usize, punct: u8, gap: &mut u16, touching: &mut bool, out: &mut Vec<Token>) {
    let flags = *gap | if *touching { Token::GLUED } else { 0 };
    let bytes = &text.as_bytes()[start..end];
    out.push(Token {
        span: Span::new(start as u32, end as u32),
        hash: match bytes {
            [b] if *b < 0x80 && *b != b'\'' => hash_eight(u64::from(*b), 1),
            _ => hash_word(&text[start..end]),
        },
        flags,
        punct,
    });
    *gap = 0;
    *touching = true;
}

fn push_word(text: &str, start: usize, mut end: usize, gap: &mut u16, touching: &mut bool, out: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut word = &text[start..end];
    let mut flags = *gap | if *touching { Token::GLUED } else { 0 };
    *gap = 0;
    *touching = true;
    if matches!(word, "s" | "S") && text[..start].ends_with('’') && flags & Token::GLUED != 0 {
        flags |= Token::POSSESSIVE;
    }
    let suffix = possessive_suffix(word);
    if suffix > 0 && suffix < word.len() {
        word = &word[..word.len() - suffix];
        let mid = end - suffix;
        out.push(word_token(word, start, mid, flags));
        let span = Span::new(mid as u32, end as u32);
        out.push(Token {
            span,
            hash: const { hash_folded("s") },
            flags: Token::GLUED | Token::POSSESSIVE,
            punct: 0,
        });
        return;
    }
    let token = word_token(word, start, end, flags);
    if token.has(Token::INITIALS) && bytes.get(end) == Some(&b'.') {
        end += 1;
    }
    out.push(Token {
        span: Span::new(start as u32, end as u32),
        ..token
    });
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

fn word_token(word: &str, start: usize, end: usize, mut flags: u16) -> Token {
    let bytes = word.as_bytes();
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

    #[test]
    fn the_quick_way_and_the_general_way_make_the_same_token() {
        let words =
            "police Kabul ISIS G8 4x4 2,000 x_y A 7 3rd B52s responsibilities INTERNATIONAL AaaaaaaaA aaaaaaaaB 123456789 12345678A";
        for word in words.split(' ') {
            for text in [word.to_owned(), format!("{word} and so on"), format!("{word}, and so on")] {
                let mut tokens = Vec::new();
                tokenize(&text, &mut tokens);
                assert_eq!(tokens[0], word_token(word, 0, word.len(), 0), "{text}");
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
            let token = word_token(text, 0, text.len(), 0);
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
