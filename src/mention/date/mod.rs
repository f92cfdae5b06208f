//! Dates, times, durations and sets of times.
//!
//! A parser of its own, without backtracking over more than a few tokens: at every token that may begin an expression
//! the readings are tried and the longest is kept. Partial dates are counted from the publication date, and in
//! narratives (histories, whose years lie far from it) from the date that the text mentioned last.

mod absolute;
mod clock;
mod context;
mod duration;
mod holiday;
mod numeric;
mod relative;
#[cfg(test)]
mod tests;
mod words;

use serde::{Deserialize, Serialize};

pub use super::calendar::Day;
pub(crate) use super::date_value::TimeValue;
use super::date_value::{Base, Clock, Unit, When};
use super::{Marks, Stages, quantity};
use crate::lexicon::Word;
use crate::text::{CaseStyle, Token, WordSet, hashes};
use words::{R, SECTIONS, Sections, W, role};

/// The kinds of time expressions of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Timex {
    /// A point of the calendar: a day, a month, a year.
    Date,
    /// A point of the day.
    Time,
    /// A length of time.
    Duration,
    /// A time that recurs.
    Set,
}

/// A time expression: a half-open range of tokens and its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateHit {
    pub first: u32,
    pub end: u32,
    pub timex: Timex,
    pub value: TimeValue,
}

#[derive(Clone, Copy, Debug)]
struct Reading {
    end: usize,
    timex: Timex,
    value: TimeValue,
    when: Option<When>,
}

/// Appends the time expressions of the article to `out`, in order and without overlaps. Relative ones are counted from the reference;
/// with `day_first` "3/4/2024" is in April.
pub(crate) fn find_dates(stages: &Stages<'_>, (reference, day_first): (Option<Day>, bool), out: &mut Vec<DateHit>) {
    let mut finder = Finder::of(stages, reference, day_first);
    let mut starts = stages.marks.time.iter(0, stages.tokens.len());
    for sentence in stages.sentences {
        finder.first = sentence.first as usize;
        finder.end = sentence.end as usize;
        while let Some(i) = starts.next_before(finder.end) {
            if finder.promising(i)
                && finder.goes_on(i)
                && let Some(reading) = finder.at(i)
            {
                finder.emit(i, reading, out);
                starts.go_on(finder.continued(reading.end, out));
            }
        }
    }
}

/// The fewest years that a history names.
const FEW: usize = 4;

/// The first year that the text names, and whether its years lie far from the reference.
fn survey(stages: &Stages<'_>, sections: &Sections, reference: Option<Day>) -> (Option<i32>, bool) {
    let Stages { text, tokens, words, .. } = *stages;
    let meaning = |i: usize| words.get(i).map_or(W::No, |word| sections.meaning[usize::from(word.time)]);
    // Most texts name too few years for a history, as their numbers tell.
    let years = |i: usize| usize::from(tokens[i].is_number() && tokens[i].span.len() == 4) + usize::from(meaning(i + 1) == W::Era);
    if stages.marks.number.iter(0, tokens.len()).map(years).sum::<usize>() < FEW {
        return (None, reference.is_none());
    }
    let (mut years, mut far, mut first, mut news) = (0usize, 0usize, None, 0usize);
    let mut era = false;
    for i in stages.marks.time.iter(0, tokens.len()) {
        let token = &tokens[i];
        if token.is_number() && token.span.len() == 4 {
            let Some(year) = quantity::digits(token.span.text(text)).filter(|y| (1000..2100).contains(y)) else {
                continue;
            };
            let near = reference.is_some_and(|r| (i32::from(r.year()) - year as i32).abs() <= 1);
            years += 1;
            far += usize::from(!near);
            first = first.or(Some(year as i32));
        } else if sections.roles[usize::from(words[i].time)] & role::DATES != 0 {
            match meaning(i) {
                W::Weekday(_) | W::Ref(R::Day(_)) => news += 1,
                W::Era if i > 0 && tokens[i - 1].is_number() && token.is_word() && token.is_capitalized() => {
                    years += 1;
                    far += 1;
                    if !era && token.span.text(text).starts_with('B') {
                        era = true;
                        first = first.or_else(|| quantity::digits(tokens[i - 1].span.text(text)).map(|y| -(y.min(9999) as i32)));
                    }
                }
                _ => {}
            }
        }
    }
    let history = years >= FEW && far * 10 >= years * 6 && years * 300 >= tokens.len() && news * 3 < years;
    (first.filter(|_| history), reference.is_none() || history)
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    marks: &'a Marks,
    sections: &'static Sections,
    style: CaseStyle,
    reference: Option<Day>,
    /// Whether "3/4/2024" is in April.
    day_first: bool,
    narrative: bool,
    /// The date that the text mentioned last.
    anchor: Option<Base>,
    /// Where it ends.
    told: usize,
    /// The day that it mentioned last.
    day: Option<Base>,
    first: usize,
    end: usize,
    /// Whether the text is full of years, as histories are.
    history: bool,
    /// The quarter that was spoken of last, and where.
    quarter_said: Option<(i32, u8, usize)>,
    /// Whether the text has spoken of years before Christ.
    era: bool,
}

impl<'a> Finder<'a> {
    fn of(stages: &Stages<'a>, reference: Option<Day>, day_first: bool) -> Self {
        let sections = &*SECTIONS;
        let (first_year, narrative) = survey(stages, sections, reference);
        let told = first_year.map(|year| Base {
            year,
            month: None,
            day: None,
        });
        Self {
            text: stages.text,
            tokens: stages.tokens,
            words: stages.words,
            marks: stages.marks,
            sections,
            style: stages.style,
            reference,
            day_first,
            narrative,
            anchor: told.filter(|_| narrative),
            told: 0,
            day: None,
            quarter_said: None,
            history: first_year.is_some(),
            first: 0,
            end: 0,
            era: false,
        }
    }
}

impl Finder<'_> {
    fn w(&self, i: usize) -> W {
        if i >= self.end {
            return W::No;
        }
        self.sections.meaning[usize::from(self.words[i].time)]
    }

    /// The bits of [`role`] of the token; 0 for none.
    fn role(&self, i: usize) -> u8 {
        self.sections.roles[usize::from(self.words[i].time)]
    }

    fn word(&self, i: usize) -> &str {
        if i < self.end { self.tokens[i].span.text(self.text) } else { "" }
    }

    /// Whether the token is one of the words, given as their hashes.
    #[allow(clippy::needless_bitwise_bool)] // Lazy operators would be jumps that are guessed wrong.
    fn is(&self, i: usize, words: &[u64]) -> bool {
        i < self.end && words.iter().fold(false, |found, word| found | (*word == self.tokens[i].hash))
    }

    fn before(&self, i: usize, words: &[u64]) -> bool {
        i > self.first && self.is(i - 1, words)
    }

    fn punct(&self, i: usize) -> u8 {
        if i < self.end { self.tokens[i].punct } else { 0 }
    }

    fn glued(&self, i: usize) -> bool {
        i < self.end && self.tokens[i].has(Token::GLUED)
    }

    fn hyphen(&self, i: usize) -> bool {
        self.punct(i) == b'-' && self.glued(i) && self.glued(i + 1)
    }

    fn capital(&self, i: usize) -> bool {
        self.style == CaseStyle::Lower || self.tokens.get(i).is_some_and(Token::is_capitalized)
    }

    fn reading(end: usize, when: When, clock: Option<Clock>) -> Reading {
        let timex = if clock.is_some() { Timex::Time } else { Timex::Date };
        Reading {
            end,
            timex,
            value: when.value(clock),
            when: Some(when),
        }
    }

    /// The longest reading that starts at `i`.
    fn at(&self, i: usize) -> Option<Reading> {
        let token = &self.tokens[i];
        if token.has(Token::GLUED) && i > self.first && matches!(self.punct(i - 1), b'$' | b'/' | b'.') && self.glued(i - 1) {
            return None;
        }
        let w = self.w(i);
        let digit = token.has(Token::DIGIT);
        let mut best: Option<Reading> = None;
        let mut offer = |reading: Option<Reading>| {
            if let Some(reading) = reading.filter(|r| best.is_none_or(|b| r.end > b.end)) {
                best = Some(reading);
            }
        };
        // The first word tells which forms are possible at all: a fifth of the time of trying all of them.
        if matches!(w, W::Set(_) | W::Weekday(_) | W::Part(_) | W::Each) {
            offer(self.set(i));
        }
        if matches!(
            w,
            W::The | W::Narrow | W::Edge | W::Part(_) | W::Ordinal(1 | 2) | W::Unit(Unit::Second)
        ) {
            offer(self.edge(i));
        }
        if digit || matches!(w, W::Noon(_)) {
            offer(self.clock(i));
        }
        if !matches!(
            w,
            W::Number | W::Some | W::Hedge | W::A | W::Each | W::Edge | W::Set(_) | W::Noon(_) | W::Units(_) | W::Holiday
        ) {
            offer(self.point(i).map(|(e, w, c)| Self::reading(e, w, c)));
        }
        if digit
            || matches!(
                w,
                W::Hedge | W::Number | W::The | W::Last | W::Next | W::Coming | W::Ordinal(1) | W::Some | W::A
            )
        {
            offer(self.counted(i));
        }
        if matches!(w, W::Holiday | W::Number) {
            offer(self.holiday(i));
        }
        best
    }

    /// Whether an expression may begin here; most tokens end here, without any reading being tried.
    fn promising(&self, i: usize) -> bool {
        let role = self.role(i);
        let told = |from: usize, to: usize| (from..to.min(self.end)).any(|j| self.role(j) & role::TELLS != 0);
        let follows = |within: usize| self.marks.tells.next(i + 1, (i + 1 + within).min(self.end)).is_some();
        if role & role::ALONE != 0 {
            true
        } else if role & role::COUNTS != 0 {
            // "nearly three", "at least a": what is hedged stands behind one word or two.
            let hedges = || follows(2) || self.w(i + 1) == W::A || self.w(i + 2) == W::A;
            follows(4) && (self.w(i) != W::Hedge || hedges())
        } else if role & role::LEADS != 0 {
            // "a thousand years", "the latter half of the year".
            follows(1) || follows(3) && self.is(i + 1, hashes!["thousand", "million", "billion", "latter"])
        } else if role & role::WEAK != 0 {
            follows(3)
        } else if self.words[i].time == 0 && self.digit(i) {
            let token = &self.tokens[i];
            let joined = self.tokens.get(i + 1).is_some_and(|t| t.punct != 0 && t.punct != b'%');
            !token.is_number() || token.span.len() == 4 || token.span.len() >= 8 || joined || told(i + 1, i + 5)
        } else {
            false
        }
    }

    /// Whether what stands behind the first word may be of its expression. Two thirds of the words that begin one elsewhere have nothing
    /// behind them, "first" and "the new" and "may", and to try the readings of all of them is a third of the time of dates.
    fn goes_on(&self, i: usize) -> bool {
        let next = self.w(i + 1);
        match self.w(i) {
            W::Month(_) | W::Mon(_) => self.capital(i),
            W::Ordinal(_) | W::Unit(Unit::Second) => self.joins(i + 1) || self.is(i + 1, hashes!["part"]),
            W::Last | W::Next | W::Coming | W::This | W::That | W::Each | W::Edge => self.joins(i + 1),
            W::Narrow => self.joins(i + 1) || self.is(i + 1, hashes!["in", "latter"]),
            // "after" begins none.
            W::Earlier | W::Later => self.is(i, hashes!["earlier", "later"]) && (self.joins(i + 1) || self.is(i + 1, hashes!["in"])),
            W::Holiday => next != W::No || self.is(i, hashes!["christmas", "thanksgiving", "easter", "halloween"]),
            W::Number => self.joins(i + 1),
            W::Some => self.joins(i + 1) || self.is(i, hashes!["recent"]),
            W::Hedge => {
                let double = self.is(i + 1, hashes!["than", "least", "most", "to"]);
                let at = i + 1 + usize::from(double);
                (double || !self.is(i, hashes!["at", "up", "more", "less", "only"]))
                    && self.joins(at)
                    && (!self.marks.number.holds(at) || self.joins(at + 1))
            }
            W::A => matches!(next, W::Unit(_) | W::Some) || self.is(i + 1, hashes!["hundred", "thousand", "million", "billion"]),
            W::The => match next {
                W::Holiday | W::Hedge | W::Set(_) | W::Each | W::Month(_) | W::Mon(_) | W::Weekday(_) | W::Wday(_) => false,
                W::Ref(R::Tonight) => true,
                W::Ref(_) => self.joins(i + 2) || self.is(i + 1, hashes!["future"]),
                W::Last => self.joins(i + 2) || self.is(i + 1, hashes!["past"]),
                W::Same | W::Next | W::Coming | W::Number | W::Some | W::Edge => self.joins(i + 2),
                // "the 20th"
                W::Ordinal(_) => self.joins(i + 2) || self.is(i + 2, hashes!["part"]) || self.digit(i + 1),
                W::No if self.digit(i + 1) => self.number_goes_on(i + 1) || self.possessive(i + 2),
                _ => true,
            },
            // Years, of which those of three digits are of antiquity.
            W::No => {
                let length = self.tokens[i].span.len();
                length == 4 || self.era && length == 3 || self.number_goes_on(i)
            }
            _ => true,
        }
    }

    /// The same of what begins with a digit. "1990s" and "28.01.2024" need nothing behind them.
    fn number_goes_on(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        !token.is_number() || token.span.len() >= 8 || self.joins(i + 1)
    }

    /// Whether the token may stand behind another one in an expression.
    fn joins(&self, i: usize) -> bool {
        static JOINING: WordSet<10> = WordSet::new([
            "and",
            "to",
            "or",
            "more",
            "consecutive",
            "straight",
            "full",
            "long",
            "additional",
            "oclock",
        ]);
        self.w(i) != W::No
            || self.digit(i)
            || self.marks.number.holds(i)
            || matches!(self.punct(i), b'-' | b'~' | b'/' | b':')
            || i < self.end && JOINING.contains(self.tokens[i].hash)
    }

    fn possessive(&self, i: usize) -> bool {
        i < self.end && self.tokens[i].has(Token::POSSESSIVE)
    }

    fn digit(&self, i: usize) -> bool {
        i < self.end && self.tokens[i].has(Token::DIGIT)
    }
}
