//! Acronyms: those that look like a body's, and those that an article gives a name.

use super::Stages;
use super::shape::{ShapeHit, Shapes};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class};
use crate::text::Token;

/// Appends acronyms that no list knows: those that stand behind the name they shorten, and those of bodies. `defined` are the hashes of
/// those that the article gives a meaning, sorted.
pub(crate) fn find_acronyms(stages: &Stages<'_>, defined: &[u64], out: &mut Vec<ShapeHit>) {
    let shapes = Shapes::of(stages);
    let Shapes { text, tokens, words } = shapes;
    let mut shouted = stages.marks.shouted.iter(0, tokens.len());
    for sentence in stages.sentences {
        let range = sentence.range();
        while let Some(i) = shouted.next_before(range.end) {
            let token = &tokens[i];
            if let Some(end) = shapes.dateline(i, &range) {
                out.push(ShapeHit {
                    first: i as u32,
                    end: end as u32,
                    kind: Kind::Place,
                });
                continue;
            }
            // Two letters only where they are defined in brackets, which the caller checks.
            if words[i] != Word::default() && defined.binary_search(&token.hash).is_err()
                || !(2..=6).contains(&token.span.len())
                || token.has(Token::INITIALS)
                || words.get(i + 1).is_some_and(|w| w.is(class::WEAPON))
            {
                continue;
            }
            let shouted = |j: usize| range.contains(&j) && tokens[j].has(Token::ALL_CAPS) && tokens[j].span.len() > 1;
            let letters = token.span.text(text).bytes().all(|b| b.is_ascii_uppercase());
            let roman = token.span.text(text).bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
            let glued = i > 0 && token.has(Token::GLUED) && tokens[i - 1].punct != b'(' && tokens[i - 1].punct != b'"'
                || range.contains(&(i + 1)) && shapes.hyphen(i + 1);
            let vessel = is_vessel(token.span.text(text));
            if letters && !roman && !glued && !vessel && !(i > 0 && shouted(i - 1)) && !shouted(i + 1) {
                out.push(ShapeHit {
                    first: i as u32,
                    end: i as u32 + 1,
                    kind: if shapes.station(i) { Kind::Media } else { Kind::Organization },
                });
            }
        }
    }
}

/// What stands before the name of a ship.
fn is_vessel(word: &str) -> bool {
    matches!(word, "USS" | "HMS" | "HMAS" | "HMCS" | "USNS" | "INS" | "MV" | "MT" | "SS" | "RMS")
}

/// The acronym in brackets behind a name that has its initials, as a hash.
pub(crate) fn defined_acronym(text: &str, tokens: &[Token], name: &ShapeHit) -> Option<u64> {
    let end = name.end as usize;
    let [open, acronym, close] = tokens.get(end..end + 3)? else {
        return None;
    };
    if open.punct != b'(' || close.punct != b')' || !acronym.has(Token::ALL_CAPS) {
        return None;
    }
    let mut letters = acronym.span.text(text).chars().peekable();
    for token in &tokens[name.first as usize..end] {
        let initial = token.span.text(text).chars().next();
        if token.is_capitalized() && letters.peek().copied() == initial {
            letters.next();
        }
    }
    letters.peek().is_none().then_some(acronym.hash)
}

impl Shapes<'_> {
    /// "ORUMBA — A man": where the unknown name before the dash ends that opens a sentence.
    fn dateline(&self, first: usize, range: &std::ops::Range<usize>) -> Option<usize> {
        let opens = first == range.start || self.tokens[first].has(Token::NEWLINE);
        let part = |i: &usize| self.tokens[*i].has(Token::ALL_CAPS) && self.words[*i] == Word::default() && self.tokens[*i].span.len() > 1;
        let end = first + (first..range.end).take_while(part).count();
        let long = || (first..end).any(|i| self.tokens[i].span.len() > 4);
        let dash = |t: &Token| t.punct == b'~' || t.punct == b'-' && !t.has(Token::GLUED);
        let goes_on = || {
            self.tokens
                .get(end + 1)
                .is_some_and(|t| t.is_capitalized() && !t.has(Token::ALL_CAPS))
        };
        (opens && end > first && end < first + 4 && end < range.end && dash(&self.tokens[end]) && long() && goes_on()).then_some(end)
    }

    /// "(WORU)": the sign of a station.
    fn station(&self, i: usize) -> bool {
        let sign = self.tokens[i].span.text(self.text);
        sign.len() == 4 && sign.starts_with(['K', 'W']) && i > 0 && self.tokens[i - 1].punct == b'('
    }
}
