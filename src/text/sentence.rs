//! Sentences, by rules for news: abbreviations, initials, quotes that close after the stop, headlines, paragraphs.

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

use super::bits::{gather, ones};
use super::fold::hash_word;
use super::lines::Lines;
use super::token::Token;
use crate::span::Span;

/// A sentence: a range of tokens.
///
/// ```
/// let document = dateline::Extractor::new().extract("Gen. Weller fled. Troops left Oru.");
/// let sentences: Vec<_> = document.sentences().iter().map(|s| s.span().text(document.text())).collect();
/// assert_eq!(sentences, ["Gen. Weller fled.", "Troops left Oru."]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub(crate) first: u32,
    pub(crate) end: u32,
    pub(crate) span: Span,
    pub(crate) furniture: bool,
}

impl Sentence {
    /// Where it stands, in bytes of the text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it is the website's and not the article's, as "Sign up for our newsletter": no relation is read from it.
    ///
    /// ```
    /// let document = dateline::Extractor::new().extract("Rebels attacked Mirel. Read more: Police detained two men.");
    /// let furniture: Vec<bool> = document.sentences().iter().map(|s| s.is_furniture()).collect();
    /// assert_eq!((furniture, document.relations().len()), (vec![false, true], 1));
    /// ```
    #[must_use]
    pub fn is_furniture(&self) -> bool {
        self.furniture
    }

    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// Words whose stop ends no sentence when more follows.
const ABBREVIATIONS: &str = "mr mrs ms dr prof rev fr st sr jr gen lt col maj capt cmdr adm sgt cpl pvt brig gov sen rep reps sens pres \
    hon msgr supt insp det jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun no nos vs \
    etc inc ltd co corp bros dept univ ave blvd rd mt ft approx est fig vol art ave calif fla ill mass mich minn penn tex \
    wash ariz colo conn ga ky md mo mont neb nev okla ore va wis wyo e.g i.e a.m p.m ret retd res";

static ABBREVIATION: Lazy<FxHashSet<u64>> = Lazy::new(|| ABBREVIATIONS.split_whitespace().map(hash_word).collect());

/// Appends the sentences of the tokens to `out`.
pub(crate) fn split_sentences(text: &str, tokens: &[Token], out: &mut Vec<Sentence>) {
    let (mut first, mut done) = (0, 0);
    let mut lines = Lines::default();
    for (chunk, from) in tokens.chunks(64).zip((0..).step_by(64)) {
        // Most are words or marks inside a sentence and a line.
        let mut breaks = [0; 64];
        for (breaks, token) in breaks.iter_mut().zip(chunk) {
            *breaks = u8::from(token.has(Token::STOP | Token::NEWLINE));
        }
        for i in ones(gather(&breaks, 0)).map(|i| from + i) {
            if i < done {
                continue;
            }
            if i > first && (breaks_before(tokens, i) || lines.end_before(tokens, i)) {
                push(tokens, first, i, out);
                first = i;
            }
            if tokens[i].has(Token::STOP) && ends_sentence(text, tokens, i) {
                done = behind_closers(tokens, i + 1);
                push(tokens, first, done, out);
                first = done;
            }
        }
    }
    push(tokens, first, tokens.len(), out);
}

/// Behind the quotes and brackets that close at `i`.
fn behind_closers(tokens: &[Token], mut i: usize) -> usize {
    while i < tokens.len() && matches!(tokens[i].punct, b'"' | b'\'' | b')' | b']') && tokens[i].has(Token::GLUED) {
        i += 1;
    }
    i
}

fn push(tokens: &[Token], first: usize, end: usize, out: &mut Vec<Sentence>) {
    if first < end {
        let span = tokens[first].span.cover(tokens[end - 1].span);
        out.push(Sentence {
            first: first as u32,
            end: end as u32,
            span,
            furniture: false,
        });
    }
}

/// A paragraph break always ends a sentence; a line break does when a headline or heading stood on its line.
fn breaks_before(tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    if token.has(Token::PARAGRAPH) {
        return true;
    }
    token.has(Token::NEWLINE) && token.is_capitalized() && matches!(tokens[i - 1].punct, b'.' | b'!' | b'?' | b'"' | b':')
}

fn ends_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let stop = &tokens[i];
    let next = behind_closers(tokens, i + 1);
    let Some(follower) = tokens.get(next) else { return true };
    if follower.has(Token::GLUED) && next == i + 1 && follower.punct != b'"' {
        return false;
    }
    if follower.has(Token::PARAGRAPH) {
        return true;
    }
    let lower_next = follower.is_word() && !follower.is_capitalized();
    if stop.punct == b'.' && stop.has(Token::GLUED) && i > 0 {
        let before = &tokens[i - 1];
        if before.is_word() && before.span.len() == 1 && before.is_capitalized() && !lower_next {
            return false;
        }
        if ABBREVIATION.contains(&before.hash) && before.is_word() {
            // "No." before anything but a number is the word itself.
            let number_wanted = matches!(before.span.text(text), "No" | "no" | "NO" | "Nos");
            return number_wanted && !follower.is_number();
        }
    }
    if lower_next {
        return stop.span.len() == 1 && stop.punct != b'.' && next == i + 1 && follower.has(Token::NEWLINE);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let (mut tokens, mut out) = (Vec::new(), Vec::new());
        crate::text::tokenize(text, &mut tokens);
        split_sentences(text, &tokens, &mut out);
        out.iter()
            .map(|s| s.span.text(text).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn stops_that_end_a_sentence_and_stops_that_do_not() {
        for (text, expected) in [
            (
                "He met Gen. Ruel on Jan. 5. Then he left.",
                "He met Gen. Ruel on Jan. 5.|Then he left.",
            ),
            ("The U.S. said so. It did.", "The U.S. said so.|It did."),
            ("J. R. Paz died. No. 4 did not.", "J. R. Paz died.|No. 4 did not."),
            ("\"We did it.\" He left.", "\"We did it.\"|He left."),
            ("“We did it.” He left.", "“We did it.”|He left."),
            ("Blast in Oru\n\nTwo died.", "Blast in Oru|Two died."),
            ("It was\nwrapped here. Next\nline.", "It was wrapped here.|Next line."),
            ("He waited ... and left. Done", "He waited ... and left.|Done"),
            ("It cost 3.5 million. Yes!", "It cost 3.5 million.|Yes!"),
            (
                "KABUL, Jan 5 (Reuters) - Two died.\r\n\r\nOne fled.",
                "KABUL, Jan 5 (Reuters) - Two died.|One fled.",
            ),
            ("Why now?\nhe left.", "Why now?|he left."),
            ("Why now? he left.", "Why now? he left."),
            ("Why now?!\nhe left.", "Why now?!|he left."),
            ("Wait...\nhe left.", "Wait... he left."),
            ("“Why now?”\nhe left.", "“Why now?” he left."),
            ("He asked: \nWhy? He left", "He asked:|Why?|He left"),
            (
                "He left\nKabul. He left (at noon.) He hid.",
                "He left Kabul.|He left (at noon.)|He hid.",
            ),
            ("I asked J. He left. Plan B. Nothing.", "I asked J. He left.|Plan B. Nothing."),
            ("He said no. Nobody left. No. He left.", "He said no.|Nobody left.|No.|He left."),
            (
                "At 5 p.m. on Sunday the U.S. army left. At 5 p.m. He hid.",
                "At 5 p.m. on Sunday the U.S. army left.|At 5 p.m. He hid.",
            ),
            ("Gen. (ret.) Paz left. He hid.", "Gen. (ret.) Paz left.|He hid."),
            ("He left.[1] She hid.", "He left.[1] She hid."),
            (
                "Six die in Oru blast\nEx-general held over Mirel killings\nTroops quit Oru\nTwo hurt",
                "Six die in Oru blast|Ex-general held over Mirel killings|Troops quit Oru|Two hurt",
            ),
            (
                "14:05 - Two hurt\n13:40 - Army shells Oru, three soldiers\nkilled in the town\n• Rebels\nflee",
                "14:05 - Two hurt 13:40 - Army shells Oru, three soldiers killed in the town|• Rebels flee",
            ),
            (
                "The army said on Monday that\nRebels fled from",
                "The army said on Monday that Rebels fled from",
            ),
            ("Blast\nTwo men, Ruel and\nPaz, died", "Blast|Two men, Ruel and Paz, died"),
            ("He left.\u{201d}\n\nshe hid", "He left.\u{201d}|she hid"),
            ("", ""),
        ] {
            assert_eq!(sentences(text).join("|"), expected, "{text}");
        }
    }
}
