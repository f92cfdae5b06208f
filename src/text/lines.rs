//! Lists with a line for each: headlines, the entries of a ticker, captions. In running text a line ends where the next word found no room.

use super::token::Token;

/// Which lines of a text end a sentence without a stop.
#[derive(Default)]
pub(super) struct Lines {
    /// How long the longest line beside another is; none before the first line break.
    width: Option<usize>,
    /// Where the paragraph ends that was looked at last.
    end: usize,
    /// Whether each of its lines may begin a sentence, and most of those before them had room for more.
    opening: bool,
    apart: bool,
}

impl Lines {
    /// Whether the line before the token at `i` ends a sentence.
    pub(super) fn end_before(&mut self, tokens: &[Token], i: usize) -> bool {
        if !tokens[i].has(Token::NEWLINE) {
            return false;
        }
        let width = *self.width.get_or_insert_with(|| width(tokens));
        if i >= self.end {
            self.look(tokens, i, width);
        }
        let early = || {
            let start = tokens[..i].iter().rposition(|t| t.has(Token::NEWLINE)).unwrap_or(0);
            ends_early(tokens, start, i, width)
        };
        item(tokens, i) || self.opening && tokens[i - 1].punct != b',' && (self.apart || early())
    }

    /// Looks at the paragraph around `i`.
    fn look(&mut self, tokens: &[Token], i: usize, width: usize) {
        let mut start = tokens[..i].iter().rposition(|t| t.has(Token::PARAGRAPH)).unwrap_or(0);
        self.end = tokens[i..].iter().position(|t| t.has(Token::PARAGRAPH)).map_or(tokens.len(), |n| i + n);
        let (mut ends, mut early) = (0, 0);
        self.opening = true;
        for j in (start + 1..self.end).filter(|&j| tokens[j].has(Token::NEWLINE)) {
            self.opening &= opens(&tokens[j]);
            ends += 1;
            early += usize::from(ends_early(tokens, start, j, width));
            start = j;
        }
        self.apart = 2 * early > ends;
    }
}

/// How long the longest line is that stands above or below another in one paragraph.
fn width(tokens: &[Token]) -> usize {
    let (mut start, mut beside, mut width) = (0, false, 0);
    for end in 1..=tokens.len() {
        let next = tokens.get(end);
        if next.is_some_and(|t| !t.has(Token::NEWLINE)) {
            continue;
        }
        let goes_on = next.is_some_and(|t| !t.has(Token::PARAGRAPH));
        if beside || goes_on {
            width = width.max(length(tokens, start, end));
        }
        (start, beside) = (end, goes_on);
    }
    width
}

/// Whether the line from `start` had room for the word at `end`, which began another.
fn ends_early(tokens: &[Token], start: usize, end: usize, width: usize) -> bool {
    length(tokens, start, end) + 1 + tokens[end].span.len() <= width
}

fn length(tokens: &[Token], start: usize, end: usize) -> usize {
    tokens[end - 1].span.end() - tokens[start].span.start()
}

/// Whether a line of its own may begin so.
fn opens(token: &Token) -> bool {
    token.is_capitalized() || token.has(Token::DIGIT) || matches!(token.punct, b'*' | b'-' | b'~' | b'(' | b'"' | b'\'')
}

/// "• Two dead", "- Two dead": the mark of an item, and a beginning behind it.
fn item(tokens: &[Token], i: usize) -> bool {
    let begins = |t: &Token| (t.is_capitalized() || t.has(Token::DIGIT)) && !t.has(Token::GLUED);
    matches!(tokens[i].punct, b'*' | b'-' | b'~') && tokens.get(i + 1).is_some_and(begins)
}
