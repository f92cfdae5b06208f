//! Words next to a place in a text, as far as a few of them reach: a text may have no space up to its end.

/// How many bytes those words take at most that are read from a place on.
const REACH: usize = 256;

/// The first bytes of a text, so many and no part of a character.
pub(crate) fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rfind(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}

/// The last bytes of a text that words near its end take.
pub(crate) fn tail(text: &str) -> &str {
    let start = (text.len().saturating_sub(REACH)..text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// The words near the end of a text, the last first.
pub(crate) fn last_words(text: &str) -> impl Iterator<Item = &str> {
    tail(text).split_whitespace().rev()
}

/// The words near the start of a text.
pub(crate) fn first_words(text: &str) -> impl Iterator<Item = &str> {
    head(text, REACH).split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_within_reach_and_characters_stay_whole() {
        assert!(first_words("").chain(last_words("")).next().is_none());
        assert_eq!(first_words("rebels fled ").collect::<Vec<_>>(), ["rebels", "fled"]);
        assert_eq!(last_words("rebels fled ").collect::<Vec<_>>(), ["fled", "rebels"]);
        for letter in ["a", "é", "北", "\u{1f468}"] {
            let long = letter.repeat(2 * REACH);
            for (words, dropped) in [(first_words(&long).next(), long.len()), (last_words(&long).next(), long.len())] {
                let kept = words.unwrap_or_default().len();
                assert!((REACH - 3..=REACH).contains(&kept) && kept < dropped, "{letter}: {kept}");
            }
        }
    }
}
