//! Of what names are made: given names, surnames, initials, particles, suffixes, and the titles before them.

use super::super::ORDINARY;
use super::Claim;
use crate::gazetteer::ARABIC_ARTICLES;
use crate::lexicon::{Word, beside, class, form};
use crate::text::{Token, WordSet, hash_folded, hashes};

/// Words behind a surname that belong to the name.
static SUFFIXES: WordSet<4> = WordSet::new(["jr", "sr", "junior", "senior"]);

/// Those in capitals.
static NUMERALS: WordSet<9> = WordSet::new(["ii", "iii", "iv", "vi", "vii", "viii", "xii", "xiv", "xvi"]);

/// Words that a title begins with.
const BEFORE_TITLE: [&str; 14] = [
    "Prime", "Foreign", "Vice", "Deputy", "Acting", "Interior", "Defense", "Defence", "Lt", "Maj", "Brig", "First", "Police", "Attorney",
];

const SAID: u64 = hash_folded("said");

pub(super) struct Parts<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub words: &'a [Word],
    pub claims: &'a [Claim],
    pub upper: bool,
}

impl Parts<'_> {
    /// Where the name begins with the particle before it, which a surname alone keeps: "al-Oru", "bin Oru"; none before `least`.
    pub(super) fn particle_before(&self, first: usize, least: usize) -> usize {
        let is = |i: usize, words: &[u64]| words.contains(&self.tokens[i].hash) && self.claims[i] == Claim::Free;
        let hyphen = |i: usize| self.tokens[i].punct == b'-' && self.tokens[i].has(Token::GLUED) && self.tokens[i + 1].has(Token::GLUED);
        if first >= least + 2 && hyphen(first - 1) && is(first - 2, ARABIC_ARTICLES) {
            first - 2
        } else if first > least && is(first - 1, hashes!["bin", "ibn", "bint"]) {
            first - 1
        } else {
            first
        }
    }

    /// Whether a token can be part of a name.
    pub(super) fn part(&self, i: usize) -> bool {
        let (token, word) = (&self.tokens[i], self.words[i]);
        if !self.upper {
            let shape = token.flags & (Token::CAPITAL | Token::WORD | Token::POSSESSIVE | Token::ALL_CAPS);
            // Most tokens show here what they are.
            if shape == Token::CAPITAL | Token::WORD && !word.is(ORDINARY | class::TITLE) {
                return true;
            }
            if shape & Token::CAPITAL == 0 {
                return false;
            }
        }
        let listed = word.is(class::GIVEN_NAME | class::SURNAME);
        let ordinary = word.is(ORDINARY) && !listed && !self.month_named(i) && !named_for_day(self.tokens, self.words, i);
        if !token.is_word() || token.has(Token::POSSESSIVE) || ordinary || word.is(class::TITLE) && !listed {
            return false;
        }
        if self.upper {
            return listed || word == Word::default() && token.span.len() > 2 || self.initial(i);
        }
        !token.has(Token::ALL_CAPS) || self.initial(i) || token.has(Token::INITIALS)
    }

    /// "Teresa May", "Georgia May Oskan", but "to Teresa May 5": a month behind a given name, and no day behind it.
    fn month_named(&self, i: usize) -> bool {
        let given = |before: usize| self.plain_name(before) && self.given(before) && self.tokens[before].is_capitalized();
        !self.upper
            && self.words[i].is(class::MONTH)
            && i.checked_sub(1).is_some_and(given)
            && self
                .tokens
                .get(i + 1)
                .is_none_or(|next| !next.is_number() && !next.has(Token::DIGIT))
    }

    /// Whether a name can begin here; a place begins one only with a name behind it.
    pub(super) fn opens(&self, i: usize, end: usize) -> bool {
        if !self.part(i) {
            return self.particle(i) && self.claims[i] == Claim::Free && i + 1 < end && self.joined(i);
        }
        match self.claims[i] {
            _ if self.month_named(i) => false,
            Claim::Free => true,
            Claim::Taken | Claim::Demonym => false,
            Claim::Place | Claim::Namesake => !self.contained(i + 1, end),
        }
    }

    /// A word that names nobody, before one without a capital: "Officials said", "The blast". Two in five of the words with a capital, which
    /// need no other look.
    pub(super) fn ordinary(&self, i: usize, end: usize) -> bool {
        let word = self.words[i];
        let next = i + 1;
        word != Word::default()
            && !word.is(class::GIVEN_NAME | class::SURNAME)
            && next < end
            && self.tokens[next].flags & (Token::WORD | Token::CAPITAL) == Token::WORD
            && !self.upper
            && !self.particle(i)
            && !self.particle(next)
    }

    /// Whether a word is ordinary, as most such words show without a look at what is rare.
    #[allow(clippy::needless_bitwise_bool)] // Lazy operators would be jumps.
    pub(super) fn plainly_ordinary(&self, i: usize, end: usize) -> bool {
        let (word, next) = (self.words[i], i + 1);
        let named = word.is(class::GIVEN_NAME | class::SURNAME | class::TITLE) | word.stands(beside::INSIDE);
        let small = || (self.tokens[next].flags & (Token::WORD | Token::CAPITAL) == Token::WORD) & !self.words[next].stands(beside::INSIDE);
        next < end && (word != Word::default()) & !named & !self.upper & small()
    }

    /// ", Country" behind a place says that it is one.
    fn contained(&self, i: usize, end: usize) -> bool {
        i + 1 < end && self.tokens[i].punct == b',' && self.claims[i + 1] != Claim::Free && self.tokens[i + 1].is_capitalized()
    }

    pub(super) fn given(&self, i: usize) -> bool {
        let said = || self.tokens[i].hash == SAID && self.tokens[i].span.text(self.text) == "Said";
        self.words[i].is(class::GIVEN_NAME) || !self.upper && said() && self.named_said(i) || named_for_day(self.tokens, self.words, i)
    }

    /// "Said al-Oru", "Said Karim": the verb is a given name too.
    fn named_said(&self, i: usize) -> bool {
        let inside = i > 0 && self.tokens[i - 1].is_word() && !self.tokens[i - 1].is_capitalized();
        if !inside {
            return false;
        }
        let joined = self.particle(i + 1) && self.joined(i + 1);
        joined || i + 1 < self.tokens.len() && self.tokens[i + 1].is_capitalized() && self.plain_name(i + 1)
    }

    /// A name and no other word.
    pub(super) fn plain_name(&self, i: usize) -> bool {
        self.words[i].is(class::GIVEN_NAME | class::SURNAME) && !self.words[i].is(!(class::GIVEN_NAME | class::SURNAME))
    }

    /// A name, or a word that no list knows.
    pub(super) fn name_like(&self, i: usize) -> bool {
        let word = self.words[i];
        word.is(class::GIVEN_NAME | class::SURNAME) || word == Word::default() || self.particle(i)
    }

    pub(super) fn initial(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.is_word() && token.is_capitalized() && (token.span.len() == 1 || token.has(Token::INITIALS))
    }

    /// "A Oru man", "D-Oru": a letter that is no initial.
    pub(super) fn no_initial(&self, i: usize, end: usize) -> bool {
        let hyphen = i + 2 < end && self.tokens[i + 1].punct == b'-' && self.tokens[i + 1].has(Token::GLUED);
        let article = self.tokens[i].span.text(self.text) == "A" && i + 1 < end && self.tokens[i + 1].is_word();
        article || hyphen && !matches!(self.claims[i + 2], Claim::Free)
    }

    pub(super) fn article(&self, i: usize) -> bool {
        matches!(self.tokens[i].span.text(self.text), "a" | "an" | "the" | "The" | "A" | "An")
    }

    /// The stop of an abbreviation.
    pub(super) fn stop(&self, i: usize) -> bool {
        self.tokens[i].punct == b'.' && self.tokens[i].has(Token::GLUED)
    }

    pub(super) fn said(&self, i: usize) -> bool {
        self.words[i].is(class::SAY) && self.tokens[i].is_word() && !self.tokens[i].is_capitalized()
    }

    /// A verb of which the token before can be the subject.
    pub(super) fn verb(&self, i: usize) -> bool {
        let word = self.words[i];
        let finite = word.forms & (form::PAST | form::S) != 0 && !self.tokens[i].is_capitalized();
        finite || word.is(class::AUX_BE | class::AUX_HAVE | class::MODAL)
    }

    pub(super) fn who(&self, i: usize, end: usize) -> bool {
        i < end && self.words[i].is(class::RELATIVE) && self.tokens[i].span.text(self.text) == "who"
    }

    /// "a farmer", "the former mayor of": a description of a person behind a name and its comma.
    pub(super) fn described(&self, i: usize, end: usize) -> bool {
        if self.who(i, end) {
            return true;
        }
        // "head of operations", "the chair of the commission".
        let leads =
            |j: usize| hashes!["head", "chair"].contains(&self.tokens[j].hash) && self.words.get(j + 1).is_some_and(|w| w.is(class::PREP));
        let noun = |j: usize| self.words[j].is(class::PERSON | class::TITLE) || self.claims[j] == Claim::Demonym || leads(j);
        // "governor of the region".
        let office = i + 1 < end && !self.tokens[i].is_capitalized() && noun(i) && self.words[i + 1].is(class::PREP);
        let article = i < end && self.words[i].is(class::DET | class::POSS_DET);
        // "Oru's prime minister".
        let owned = i + 1 < end && self.tokens[i].is_capitalized() && self.tokens[i + 1].has(Token::POSSESSIVE);
        office
            || (article || owned)
                && (i + 1 + usize::from(owned)..(i + 10).min(end))
                    .take_while(|&j| {
                        let token = &self.tokens[j];
                        // "the series' best player", "the team's coach".
                        let owner = token.may_own();
                        (token.is_word() || token.is_number() || token.punct == b'-' || owner)
                            && !self.words[j].is(class::PREP | class::RELATIVE | class::MODAL)
                    })
                    .any(noun)
    }

    /// Whether a word ends as words for what people do: "Academician".
    pub(super) fn rolelike(&self, i: usize) -> bool {
        let word = self.tokens[i].span.text(self.text);
        ["er", "or", "ist", "ian", "man"].iter().any(|s| word.ends_with(s))
    }

    pub(super) fn locative(&self, i: usize) -> bool {
        self.words[i].is(class::PREP)
            && matches!(
                self.tokens[i].span.text(self.text),
                "in" | "at" | "near" | "from" | "to" | "outside" | "In" | "At" | "Near"
            )
    }

    pub(super) fn particle(&self, i: usize) -> bool {
        let inside = self.words.get(i).is_some_and(|w| w.stands(beside::INSIDE));
        let Some(token) = self.tokens.get(i).filter(|_| inside) else {
            return false;
        };
        let word_too = || matches!(token.span.text(self.text), "as" | "ad" | "ash" | "As");
        token.is_word() && (2..=6).contains(&token.span.len()) && (!word_too() || self.joined(i))
    }

    /// A particle that stands apart begins the name of a place or a newspaper: "El Siglo".
    pub(super) fn leads(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let article = || matches!(token.span.text(self.text), "El" | "La" | "Le" | "Los" | "Las" | "Der" | "Al");
        token.span.len() <= 3 && article() && !self.joined(i)
    }

    /// A hyphen joins the token to the next: "al-Rashid".
    fn joined(&self, i: usize) -> bool {
        self.tokens.get(i + 1).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED))
            && self.tokens.get(i + 2).is_some_and(|t| t.has(Token::GLUED) && t.is_capitalized())
    }

    /// A quoted name between a given name and a surname: "'El Chapo'".
    fn nickname(&self, i: usize, end: usize) -> Option<usize> {
        let quote = self.tokens[i].punct;
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let close = (i + 2..(i + 5).min(end)).find(|&j| self.tokens[j].punct == quote)?;
        let inside = (i + 1..close).all(|j| self.tokens[j].is_word() && self.tokens[j].is_capitalized());
        (inside && close + 1 < end && self.part(close + 1) && self.tokens[close].has(Token::GLUED)).then_some(close + 1)
    }

    /// "Jae-kyu": two syllables of a Korean or Chinese given name.
    pub(super) fn syllables(&self, i: usize, end: usize) -> bool {
        let glued = |j: usize| self.tokens[j].has(Token::GLUED);
        let unknown = (2..=3).contains(&self.tokens[i].span.len()) && self.words[i] == Word::default();
        let moon = unknown && !self.tokens[i].has(Token::ALL_CAPS) && i > 0 && self.tokens[i - 1].is_capitalized();
        let syllable = |j: usize| {
            let token = &self.tokens[j];
            // "Jae-in", "Ki-moon".
            let short = token.span.len() == 2 && self.words[i] == Word::default();
            token.is_word()
                && (2..=6).contains(&token.span.len())
                && (short || moon && self.words[j].lemma == 0 || self.words[j] == Word::default())
        };
        i + 2 < end
            && self.tokens[i + 1].punct == b'-'
            && glued(i + 1)
            && glued(i + 2)
            && !self.tokens[i + 2].is_capitalized()
            && (2..=6).contains(&self.tokens[i].span.len())
            && self.tokens[i].is_capitalized()
            && syllable(i + 2)
    }

    pub(super) fn suffix(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let numeral = token.has(Token::ALL_CAPS);
        token.is_capitalized() && (numeral && NUMERALS.contains(token.hash) || !numeral && SUFFIXES.contains(token.hash))
    }

    /// A word in small letters that no name has inside.
    fn small(&self, i: usize) -> bool {
        self.tokens[i].flags & (Token::WORD | Token::CAPITAL) == Token::WORD && !self.upper && !self.words[i].stands(beside::INSIDE)
    }

    /// The end of the run of name parts from `i`: particles, hyphens, suffixes and the stops of initials included.
    pub(super) fn run(&self, i: usize, end: usize) -> usize {
        let mut j = i;
        let mut solid = i;
        // Most names end before a small word, which none of the questions is asked of.
        while j < end && j < i + 12 && self.claims[j] != Claim::Taken && !self.small(j) {
            let token = &self.tokens[j];
            // "Robert F. Kennedy, Davis" is no town.
            let initial = j > i && self.stop(j - 1);
            if j > i && !initial && matches!(self.claims[j], Claim::Place | Claim::Namesake) && self.contained(j + 1, end) {
                break;
            }
            if self.claims[j] == Claim::Demonym && !(j > i && self.given(i) && !self.words[i].is(!(class::GIVEN_NAME | class::SURNAME))) {
                break;
            }
            let inside = j > i && j + 1 < end;
            let goes_on = match token.punct {
                0 if self.part(j) => {
                    j += 1 + 2 * usize::from(self.syllables(j, end));
                    solid = j;
                    continue;
                }
                0 if j > i && self.suffix(j) => {
                    solid = j + 1;
                    break;
                }
                0 => (j > i || self.joined(j)) && self.particle(j) && j + 1 < end,
                b'-' => inside && token.has(Token::GLUED) && self.tokens[j + 1].has(Token::GLUED) && !self.route(j),
                b'.' => {
                    let name = || self.part(j + 1) || self.particle(j + 1) && j + 2 < end && self.part(j + 2);
                    inside && token.has(Token::GLUED) && self.initial(j - 1) && name()
                }
                b'"' | b'\'' if inside => {
                    let Some(after) = self.nickname(j, end) else { break };
                    j = after;
                    continue;
                }
                b',' if inside && self.suffix(j + 1) => {
                    solid = j + 2;
                    break;
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            j += 1;
        }
        // "Jr." keeps its stop where the sentence goes on, and so does the letter of "Oru S.".
        let short = |j: usize| j > i && self.initial(j) || matches!(self.tokens[j].span.text(self.text), "Jr" | "Sr");
        if solid > i && solid + 1 < end && self.stop(solid) && short(solid - 1) {
            solid += 1;
        }
        solid
    }

    /// The hyphen between two places: "Paris-Moscow".
    fn route(&self, hyphen: usize) -> bool {
        let place = |i: usize| matches!(self.claims[i], Claim::Place | Claim::Taken);
        place(hyphen - 1) && place(hyphen + 1) && !self.words[hyphen + 1].is(class::GIVEN_NAME | class::SURNAME)
    }

    /// The token that a later mention repeats: the last but for suffixes.
    pub(super) fn surname(&self, first: usize, end: usize) -> usize {
        (first..end)
            .rev()
            .find(|&i| self.tokens[i].is_word() && !self.suffix(i))
            .unwrap_or(first)
    }

    /// Where the title whose last word stands at `i` begins: "Deputy Prime Minister".
    pub(super) fn title_start(&self, i: usize, start: usize) -> usize {
        let mut first = i;
        while first > start && i - first < 8 {
            let j = first - 1;
            let stop = self.stop(j) && j > start;
            let at = if stop { j - 1 } else { j };
            let titled = self.words[at].is(class::TITLE) && self.tokens[at].is_capitalized();
            if titled || BEFORE_TITLE.contains(&self.tokens[at].span.text(self.text)) {
                first = at;
            } else {
                break;
            }
        }
        first
    }
}

/// "Governor Monday Kolo", "a trader, Sunday Kolo, said": a weekday that someone is named for, behind a title or between commas.
pub(crate) fn named_for_day(tokens: &[Token], words: &[Word], i: usize) -> bool {
    let name = |i: usize| {
        tokens[i].flags & (Token::CAPITAL | Token::WORD | Token::POSSESSIVE | Token::ALL_CAPS) == Token::CAPITAL | Token::WORD
            && !words[i].is(!(class::GIVEN_NAME | class::SURNAME))
            && words[i].time == 0
    };
    words[i].is(class::WEEKDAY)
        && i > 0
        && i + 1 < tokens.len()
        && name(i + 1)
        && (words[i - 1].is(class::TITLE) || tokens[i - 1].punct == b',' && tokens.get(i + 2).is_some_and(|t| t.punct == b','))
}
