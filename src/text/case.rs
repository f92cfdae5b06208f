//! The case style of an article decides which names may match in it.

use super::token::Token;

/// How an article uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CaseStyle {
    /// Names are capitalized, other words are not.
    #[default]
    Mixed,
    /// Every word is in capitals.
    Upper,
    /// No word is.
    Lower,
}

/// Decides the style from the words of the article, of whose tokens at most so many are in capitals; linear, one pass, of which mixed text
/// needs the beginning.
pub(crate) fn case_style(tokens: &[Token], shouted: usize) -> CaseStyle {
    let (mut words, mut all_caps, mut capital) = (0usize, 0usize, 0usize);
    let mut rest = tokens.len();
    for chunk in tokens.chunks(32) {
        for token in chunk {
            let counts = (token.flags & (Token::WORD | Token::POSSESSIVE) == Token::WORD) & (token.span.len() > 1);
            words += usize::from(counts);
            all_caps += usize::from(counts & token.has(Token::ALL_CAPS));
            capital += usize::from(counts & token.is_capitalized());
        }
        rest -= chunk.len();
        // Whatever follows, too few are in capitals for the one style and too many for the other.
        if shouted * 10 < words * 8 && capital * 200 >= words + rest {
            return CaseStyle::Mixed;
        }
    }
    if words >= 4 && all_caps * 10 >= words * 8 {
        CaseStyle::Upper
    } else if words >= 20 && capital * 200 < words {
        CaseStyle::Lower
    } else {
        CaseStyle::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_follows_the_words() {
        let lower =
            "two men were held by police near the old market after a blast that hurt nine people on the road to the coast last night";
        for (text, style) in [
            ("A BOMB EXPLODED IN SAN SALVADOR TODAY", CaseStyle::Upper),
            ("Police in Kabul held two men.", CaseStyle::Mixed),
            (lower, CaseStyle::Lower),
            ("", CaseStyle::Mixed),
            (&format!("Police in Kabul held two men. {lower}"), CaseStyle::Mixed),
            (&format!("{} Two men.", lower.to_uppercase().repeat(8)), CaseStyle::Upper),
            (&format!("Ana. {}", format!("{lower} ").repeat(40)), CaseStyle::Lower),
            // Few words tell nothing; one in five may be small.
            ("BOMB KILLS FIVE", CaseStyle::Mixed),
            ("BOMB KILLS FIVE MEN", CaseStyle::Upper),
            (&format!("{}{}", "BOMB ".repeat(8), "bomb ".repeat(2)), CaseStyle::Upper),
            (&format!("{}{}", "BOMB ".repeat(15), "bomb ".repeat(4)), CaseStyle::Mixed),
            (&format!("I {}A.", "BOMB A ".repeat(8)), CaseStyle::Upper),
            (&"bomb ".repeat(19), CaseStyle::Mixed),
            (&"bomb ".repeat(20), CaseStyle::Lower),
            (&format!("Ana {}", "bomb ".repeat(199)), CaseStyle::Mixed),
            (&format!("Ana {}", "bomb ".repeat(200)), CaseStyle::Lower),
            // Much that follows may outweigh a beginning in another style.
            (
                &format!("{} {}", "Police held men. ".repeat(30), "BOMB ".repeat(900)),
                CaseStyle::Upper,
            ),
            (
                &format!("{} {}", "Police held men. ".repeat(2), "bomb ".repeat(900)),
                CaseStyle::Lower,
            ),
        ] {
            let mut tokens = Vec::new();
            crate::text::tokenize(text, &mut tokens);
            let shouted = tokens.iter().filter(|token| token.has(Token::ALL_CAPS)).count();
            assert_eq!(case_style(&tokens, shouted), style, "{text}");
        }
    }
}
