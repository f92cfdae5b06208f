//! Lists with a line for each: headlines, the entries of a ticker, captions. In running text a line ends where the next word found no room.

use super::token::Token;

/// How long a line is at least that ends a sentence where the text has no other line break, in bytes.
const FEW: usize = 30;

/// Which lines of a text end a sentence without a stop.
#[derive(Default)]
pub(super) struct Lines {
    /// What the lines of the text that stand beside another are like; none before the first line break.
    all: Option<Kind>,
    /// Where the paragraph ends that was looked at last, and whether each of its lines may begin a sentence.
    end: usize,
    opening: bool,
    /// Whether most of its lines had room for more.
    apart: bool,
}

#[derive(Clone, Copy)]
struct Kind {
    /// How long the longest is.
    width: usize,
    /// Whether most had room for more, and each may begin a sentence.
    apart: bool,
    /// Whether there is one line break alone.
    lone: bool,
}

impl Lines {
    /// Whether the line before the token at `i` ends a sentence.
    pub(super) fn end_before(&mut self, tokens: &[Token], i: usize) -> bool {
        if !tokens[i].has(Token::NEWLINE) {
            return false;
        }
        let all = *self.all.get_or_insert_with(|| kind(tokens));
        if i >= self.end {
            let start = tokens[..i].iter().rposition(|t| t.has(Token::PARAGRAPH)).unwrap_or(0);
            self.end = tokens[i..]
                .iter()
                .position(|t| t.has(Token::PARAGRAPH))
                .map_or(tokens.len(), |n| i + n);
            (self.opening, self.apart, _) = room(&tokens[start..self.end], all.width);
        }
        let early = || {
            let start = tokens[..i].iter().rposition(|t| t.has(Token::NEWLINE)).unwrap_or(0);
            ends_early(tokens, start, i, all.width)
        };
        // "He left\nKabul": one line of few words tells nothing.
        let tells = || !all.lone || length(tokens, 0, i) >= FEW;
        item(tokens, i) || self.opening && !matches!(tokens[i - 1].punct, b',' | b':') && (self.apart || all.apart || early()) && tells()
    }
}

fn kind(tokens: &[Token]) -> Kind {
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
    let (opening, early, ends) = room(tokens, width);
    Kind {
        width,
        apart: opening && early,
        lone: ends == 1,
    }
}

/// Whether each line behind the first may begin a sentence, whether most lines above another had room for its first word, and how many these are.
fn room(tokens: &[Token], width: usize) -> (bool, bool, usize) {
    let (mut start, mut ends, mut early, mut opening) = (0, 0, 0, true);
    for end in (1..tokens.len()).filter(|&i| tokens[i].has(Token::NEWLINE)) {
        if !tokens[end].has(Token::PARAGRAPH) {
            opening &= opens(&tokens[end]);
            ends += 1;
            early += usize::from(ends_early(tokens, start, end, width));
        }
        start = end;
    }
    (opening, 2 * early > ends, ends)
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
