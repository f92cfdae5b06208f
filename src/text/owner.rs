//! Owners in the plural: the mark behind "doctors" in "the doctors' union" owns as the "'s" of "a doctor's" does.

use super::fold::hash_folded;
use super::sentence::Sentence;
use super::token::Token;

/// Reads the marks behind words in "s" as possessives where no quote is open that they may close.
pub(crate) fn mark_owners(text: &str, tokens: &mut [Token], sentences: &[Sentence]) {
    let is_mark = |token: &Token| token.punct == b'\'';
    if !tokens.iter().any(is_mark) {
        return;
    }
    for sentence in sentences {
        let mut open = false;
        for i in sentence.range() {
            if !is_mark(&tokens[i]) {
                continue;
            }
            let glued = tokens[i].has(Token::GLUED);
            let next = tokens.get(i + 1).filter(|_| i + 1 < sentence.range().end);
            let plural = |i: usize| tokens[i].is_word() && tokens[i].span().text(text).ends_with(['s', 'S']);
            if glued && !open && plural(i - 1) && next.is_some_and(|t| t.is_word() && !t.has(Token::GLUED)) {
                tokens[i].flags |= Token::POSSESSIVE;
                tokens[i].punct = 0;
                tokens[i].hash = const { hash_folded("s") };
            } else {
                // "he said: 'All of them fled'".
                open = !glued && next.is_some_and(|t| t.has(Token::GLUED));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{split_sentences, tokenize};

    #[test]
    fn a_mark_owns_where_it_closes_no_quote() {
        for (text, owners) in [
            ("The doctors' union met.", 1),
            ("The doctors’ union met.", 1),
            ("The doctors' and nurses' unions met.", 2),
            ("THE REBELS' POSITIONS WERE SHELLED.", 1),
            ("He said: 'All of them are rebels' and left.", 0),
            ("The rebels'.", 0),
            ("The rebels' \"tax\" grew.", 0),
            ("The town' hall burned.", 0),
            ("", 0),
        ] {
            let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
            tokenize(text, &mut tokens);
            split_sentences(text, &tokens, &mut sentences);
            mark_owners(text, &mut tokens, &sentences);
            let found = tokens.iter().filter(|t| t.has(Token::POSSESSIVE)).count();
            assert_eq!(found, owners, "{text}");
        }
    }
}
