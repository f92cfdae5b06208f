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
            tokenizer.general(at, at)
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
