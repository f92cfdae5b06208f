//! Owners in the plural: the mark behind "doctors" in "the doctors' union" owns as the "'s" of "a doctor's" does.

use super::fold::hash_folded;
use super::sentence::Sentence;
use super::token::Token;

/// Reads the marks behind words in "s" as possessives where no quote is open that they may close.
pub(crate) fn mark_owners(text: &str, tokens: &mut [Token], sentences: &[Sentence]) {
    let mut ends = sentences.iter().map(|sentence| sentence.range().end);
    let (mut end, mut open, mut from) = (0, false, 0);
    while let Some(more) = tokens[from..].iter().position(|token| token.punct == b'\'') {
        let i = from + more;
        from = i + 1;
        while i >= end {
            let Some(next) = ends.next() else { return };
            (end, open) = (next, false);
        }
        let glued = |i: usize| i < end && tokens[i].has(Token::GLUED);
        let plural = || tokens[i - 1].is_word() && tokens[i - 1].span().text(text).ends_with(['s', 'S']);
        let owned = || i + 1 < end && tokens[i + 1].is_word() && !glued(i + 1);
        if glued(i) && !open && owned() && plural() {
            tokens[i].flags |= Token::POSSESSIVE;
            tokens[i].punct = 0;
            tokens[i].hash = const { hash_folded("s") };
        } else {
            // "he said: 'All of them fled'".
            open = !glued(i) && glued(i + 1);
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
