//! Dates, times, durations and sets of times.
//!
//! A parser of its own, without backtracking over more than a few tokens: at every token that may begin an expression
//! the readings are tried and the longest is kept. Partial dates are counted from the publication date, and in
//! narratives (histories, whose years lie far from it) from the date that the text mentioned last.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

pub use super::calendar::Day;
use super::date_value::{Base, Clock, Unit, When, day_of, duration};
use super::quantity;
use crate::text::{CaseStyle, Sentence, Token, hash_word};

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
#[derive(Clone, Debug)]
pub(crate) struct DateHit {
    pub first: u32,
    pub end: u32,
    pub timex: Timex,
    pub value: String,
}

/// What a word may do in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum W {
    No,
    Month(u8),
    /// An abbreviation of a month.
    Mon(u8),
    Weekday(u8),
    Wday(u8),
    Unit(Unit),
    Units(Unit),
    Season(&'static str),
    Part(&'static str),
    Noon(u8),
    /// A word that narrows: early, late, mid.
    Narrow,
    /// A part of the date that follows with "of": end, beginning.
    Edge,
    Last,
    Next,
    Coming,
    This,
    That,
    Same,
    The,
    Of,
    /// A word for an indefinite number.
    Some,
    A,
    Ago,
    Earlier,
    Later,
    Each,
    Ordinal(u8),
    Hedge,
    Set(&'static str),
    Ref(R),
    Meridiem(bool),
    Era,
    Fiscal,
    Number,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum R {
    Past,
    Present,
    Future,
    Day(i8),
    Tonight,
}

#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

static WORDS: LazyLock<HashMap<u64, W, BuildHasherDefault<Identity>>> = LazyLock::new(|| {
    let mut map: HashMap<u64, W, BuildHasherDefault<Identity>> = HashMap::default();
    let mut add = |words: &str, w: W| {
        for word in words.split_whitespace() {
            map.insert(hash_word(word), w);
        }
    };
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let short = [
        "jan", "feb febr", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec",
    ];
    for n in 0..12 {
        add(months[n], W::Month(n as u8 + 1));
        add(short[n], W::Mon(n as u8 + 1));
    }
    let weekdays = [
        "monday mondays",
        "tuesday tuesdays",
        "wednesday wednesdays",
        "thursday thursdays",
        "friday fridays",
        "saturday saturdays",
        "sunday sundays",
    ];
    let short = ["mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"];
    for n in 0..7 {
        add(weekdays[n], W::Weekday(n as u8 + 1));
        add(short[n], W::Wday(n as u8 + 1));
    }
    for (one, many, unit) in [
        ("second", "seconds", Unit::Second),
        ("minute", "minutes mins", Unit::Minute),
        ("hour", "hours hrs", Unit::Hour),
        ("day", "days", Unit::Day),
        ("weekend", "weekends", Unit::Weekend),
        ("week", "weeks", Unit::Week),
        ("fortnight", "fortnights", Unit::Fortnight),
        ("month", "months", Unit::Month),
        ("quarter", "quarters", Unit::Quarter),
        ("year", "years", Unit::Year),
        ("decade", "decades", Unit::Decade),
        ("century", "centuries", Unit::Century),
    ] {
        add(one, W::Unit(unit));
        add(many, W::Units(unit));
    }
    for (words, s) in [
        ("spring springtime", "SP"),
        ("summer summertime", "SU"),
        ("autumn fall", "FA"),
        ("winter wintertime", "WI"),
    ] {
        add(words, W::Season(s));
    }
    for (words, p) in [
        ("morning mornings dawn", "MO"),
        ("afternoon afternoons", "AF"),
        ("evening evenings dusk", "EV"),
        ("night nights overnight nightfall", "NI"),
    ] {
        add(words, W::Part(p));
    }
    add("noon midday", W::Noon(12));
    add("midnight", W::Noon(24));
    add("early late mid", W::Narrow);
    add("end beginning start middle close outset", W::Edge);
    add("last past previous preceding latest", W::Last);
    add("next following", W::Next);
    add("coming upcoming", W::Coming);
    add("this", W::This);
    add("that", W::That);
    add("same", W::Same);
    add("the", W::The);
    add("of", W::Of);
    add("several few many some couple numerous recent", W::Some);
    add("a an", W::A);
    add("ago", W::Ago);
    add("earlier before previously", W::Earlier);
    add("later after afterwards", W::Later);
    add("each every per", W::Each);
    add(
        "nearly almost about around over under approximately roughly more less at up just only another",
        W::Hedge,
    );
    add("daily", W::Set("P1D"));
    add("weekly", W::Set("P1W"));
    add("monthly", W::Set("P1M"));
    add("annual annually yearly", W::Set("P1Y"));
    add("hourly", W::Set("PT1H"));
    add("now currently nowadays", W::Ref(R::Present));
    add("recently lately", W::Ref(R::Past));
    add("today", W::Ref(R::Day(0)));
    add("yesterday", W::Ref(R::Day(-1)));
    add("tomorrow", W::Ref(R::Day(1)));
    add("tonight", W::Ref(R::Tonight));
    add("current future", W::Ref(R::Future));
    add("am a.m", W::Meridiem(false));
    add("pm p.m", W::Meridiem(true));
    add("bc b.c bce b.c.e ad a.d", W::Era);
    add("fiscal", W::Fiscal);
    let ordinals = [
        "first 1st",
        "second 2nd",
        "third 3rd",
        "fourth 4th",
        "fifth 5th",
        "sixth 6th",
        "seventh 7th",
        "eighth 8th",
        "ninth 9th",
        "tenth 10th",
        "eleventh 11th",
        "twelfth 12th",
        "thirteenth 13th",
        "fourteenth 14th",
        "fifteenth 15th",
        "sixteenth 16th",
        "seventeenth 17th",
        "eighteenth 18th",
        "nineteenth 19th",
        "twentieth 20th",
        "21st",
        "22nd",
        "23rd",
        "24th",
        "25th",
        "26th",
        "27th",
        "28th",
        "29th",
        "30th",
        "31st",
    ];
    for (n, words) in ordinals.iter().enumerate() {
        if n != 1 {
            add(words, W::Ordinal(n as u8 + 1));
        }
    }
    add("2nd", W::Ordinal(2));
    add(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty \
         forty fifty sixty seventy eighty ninety hundred half",
        W::Number,
    );
    map
});

/// A reading: the token after it and what it says.
#[derive(Clone, Debug)]
struct Reading {
    end: usize,
    timex: Timex,
    value: String,
    when: Option<When>,
}

/// Appends the time expressions of the text to `out`, in order and without overlaps.
pub(crate) fn find_dates(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    style: CaseStyle,
    reference: Option<Day>,
    out: &mut Vec<DateHit>,
) {
    let (places, kinds) = kinds_of(tokens);
    let (first_year, narrative) = survey(text, tokens, (&places, &kinds), reference);
    let mut finder = Finder {
        text,
        tokens,
        places: &places,
        kinds: &kinds,
        style,
        reference,
        narrative,
        anchor: None,
        quarter_said: None,
        history: first_year.is_some(),
        first: 0,
        end: 0,
        era: false,
    };
    if narrative {
        finder.anchor = first_year.map(|year| Base {
            year,
            month: None,
            day: None,
        });
    }
    for sentence in sentences {
        finder.first = sentence.first as usize;
        finder.end = (sentence.end as usize).min(tokens.len());
        let mut i = finder.first;
        while i < finder.end {
            if places[i] == 0 && !finder.digit(i) && !finder.odd(i) || !finder.promising(i) {
                i += 1;
            } else if let Some(reading) = finder.at(i) {
                let end = reading.end;
                finder.emit(i, reading, out);
                i = finder.continued(end, out);
            } else {
                i += 1;
            }
        }
    }
}

/// The first year that the text names, and whether its years lie far from the reference.
fn survey(text: &str, tokens: &[Token], (places, kinds): (&[u8], &[W]), reference: Option<Day>) -> (Option<i32>, bool) {
    let (mut years, mut far, mut first, mut news) = (0usize, 0usize, None, 0usize);
    let mut era = false;
    for (i, token) in tokens.iter().enumerate() {
        if token.is_number() && token.span.len() == 4 {
            let Some(year) = quantity::digits(token.span.text(text)).filter(|y| (1000..2100).contains(y)) else {
                continue;
            };
            let near = reference.is_some_and(|r| (i32::from(r.year()) - year as i32).abs() <= 1);
            years += 1;
            far += usize::from(!near);
            first = first.or(Some(year as i32));
        } else if places[i] == 0 {
        } else if matches!(kinds[places[i] as usize], W::Weekday(_) | W::Ref(R::Day(_))) {
            news += 1;
        } else if token.is_word() && i > 0 && kinds[places[i] as usize] == W::Era && tokens[i - 1].is_number() && token.is_capitalized() {
            years += 1;
            far += 1;
            if !era && token.span.text(text).starts_with('B') {
                era = true;
                first = first.or_else(|| quantity::digits(tokens[i - 1].span.text(text)).map(|y| -(y.min(9999) as i32)));
            }
        }
    }
    let history = years >= 4 && far * 10 >= years * 6 && years * 300 >= tokens.len() && news * 3 < years;
    (first.filter(|_| history), reference.is_none() || history)
}

/// What a word may do; a bit for each hash answers for most words that are none.
fn kind_of(hash: u64) -> W {
    static BITS: LazyLock<[u64; 64]> = LazyLock::new(|| {
        let mut bits = [0; 64];
        for hash in WORDS.keys() {
            bits[(hash >> 6 & 63) as usize] |= 1 << (hash & 63);
        }
        bits
    });
    if BITS[(hash >> 6 & 63) as usize] >> (hash & 63) & 1 == 0 {
        return W::No;
    }
    WORDS.get(&hash).copied().unwrap_or(W::No)
}

/// The kinds of all tokens, a byte each: the place in the second list, where `W::No` comes first.
fn kinds_of(tokens: &[Token]) -> (Vec<u8>, Vec<W>) {
    let mut seen = vec![W::No];
    let places = tokens.iter().map(|t| {
        let kind = kind_of(t.hash);
        if kind == W::No {
            return 0;
        }
        let place = seen.iter().position(|k| *k == kind).unwrap_or(seen.len());
        if place == seen.len() {
            seen.push(kind);
        }
        place as u8
    });
    (places.collect(), seen)
}

struct Finder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// What each token may do, looked up once: a place in `kinds`.
    places: &'a [u8],
    kinds: &'a [W],
    style: CaseStyle,
    reference: Option<Day>,
    narrative: bool,
    /// The date that the text mentioned last.
    anchor: Option<Base>,
    first: usize,
    end: usize,
    /// Whether the text is full of years, as histories are.
    history: bool,
    /// The quarter that was spoken of last, and where.
    quarter_said: Option<(i32, u8, usize)>,
    /// Whether the text has spoken of years before Christ.
    era: bool,
}

#[allow(clippy::many_single_char_names, reason = "y, m, d and h are the usual names")]
static ODD: LazyLock<[u64; 3]> = LazyLock::new(|| ["christmas", "thanksgiving", "new"].map(hash_word));

impl Finder<'_> {
    fn w(&self, i: usize) -> W {
        if i >= self.end {
            return W::No;
        }
        self.kinds[self.places[i] as usize]
    }

    fn word(&self, i: usize) -> &str {
        if i < self.end { self.tokens[i].span.text(self.text) } else { "" }
    }

    fn is(&self, i: usize, words: &[&str]) -> bool {
        let w = self.word(i);
        !w.is_empty() && words.iter().any(|x| x.len() == w.len() && w.eq_ignore_ascii_case(x))
    }

    fn before(&self, i: usize, words: &[&str]) -> bool {
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

    /// What relative expressions are counted from.
    fn base(&self) -> Option<Base> {
        if self.narrative {
            self.anchor
        } else {
            self.reference.map(Base::from).or(self.anchor)
        }
    }

    fn emit(&mut self, first: usize, reading: Reading, out: &mut Vec<DateHit>) {
        if let Some(base) = reading.when.and_then(When::base) {
            self.era = base.year < 0;
            // A dateline fixes the day on which the article was written.
            if self.reference.is_none()
                && first < 60
                && out.len() < 2
                && let Some(day) = base.as_day()
                && self.dateline(reading.end)
            {
                self.reference = Some(day);
                self.narrative = false;
            }
            if !self.aside(first, &reading) {
                self.anchor = Some(base);
            }
        }
        if let Some(When::Quarter(Some(year), q)) = reading.when {
            self.quarter_said = Some((year, q, first));
        }
        out.push(DateHit {
            first: first as u32,
            end: reading.end as u32,
            timex: reading.timex,
            value: reading.value,
        });
    }

    /// Whether a bare year only looks ahead or back: "until 1976", "(1839)".
    fn aside(&self, first: usize, reading: &Reading) -> bool {
        let ahead = ["until", "till", "since", "by", "before", "after", "of", "to", "from"];
        matches!(reading.when, Some(When::Year(_)))
            && reading.end == first + 1
            && first > self.first
            && ((self.reference.is_none() && !self.history)
                || self.before(first, &ahead)
                || self.punct(first - 1) == b'('
                || matches!(self.punct(first - 1), b'-' | b'~'))
    }

    fn dateline(&self, end: usize) -> bool {
        let next = self.tokens.get(end);
        let bracket = next.is_some_and(|t| matches!(t.punct, b')' | b']' | b'('));
        next.is_some_and(|t| t.punct == b'~' || (t.punct == b'-' && !t.has(Token::GLUED)) || bracket)
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
        let mut best: Option<Reading> = None;
        for reading in [
            self.set(i),
            self.edge(i),
            self.clock(i),
            self.point(i).map(|(e, w, c)| Self::reading(e, w, c)),
            self.counted(i),
            self.holiday(i),
        ]
        .into_iter()
        .flatten()
        {
            if best.as_ref().is_none_or(|b| reading.end > b.end) {
                best = Some(reading);
            }
        }
        best
    }

    /// Words that begin a time only where a word of time or a number follows soon.
    fn weak(w: W) -> bool {
        matches!(w, W::The | W::A | W::Of | W::That | W::This)
    }

    /// Whether an expression may begin here; most tokens end here, without any reading being tried.
    fn promising(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let told = |j: usize| !Self::weak(self.w(j)) && self.w(j) != W::No || self.odd(j);
        match self.w(i) {
            W::No if token.punct != 0 => false,
            W::No if self.digit(i) => {
                let joined = self.tokens.get(i + 1).is_some_and(|t| t.punct != 0 && t.punct != b'%');
                !token.is_number() || token.span.len() == 4 || joined || (i + 1..i + 5).any(told)
            }
            W::No => self.odd(i),
            W::Number | W::Some | W::Hedge => (i + 1..i + 5).any(|j| told(j) || self.digit(j)),
            W::Of => false,
            w if Self::weak(w) => (i + 1..i + 4).any(|j| told(j) || self.digit(j)),
            _ => true,
        }
    }

    fn digit(&self, i: usize) -> bool {
        i < self.end && self.text.as_bytes()[self.tokens[i].span.start()].is_ascii_digit()
    }

    /// Further words that begin an expression.
    fn odd(&self, i: usize) -> bool {
        i < self.end && ODD.contains(&self.tokens[i].hash)
    }

    /// "the end of 1944", "the night of 4 May", "the first half of 2008".
    fn edge(&self, i: usize) -> Option<Reading> {
        let mut at = i;
        if self.w(at) == W::The {
            at += 1;
        }
        while self.w(at) == W::Narrow {
            at += 1;
            if self.hyphen(at) {
                at += 1;
            }
        }
        let mut half = None;
        let mut part = None;
        match self.w(at) {
            W::Edge => {}
            W::Part(p) => part = Some(p),
            W::Ordinal(n @ 1..=2) if self.is(at + 1, &["half", "part"]) => {
                half = if self.is(at + 1, &["half"]) { Some(n) } else { None };
                at += 1;
            }
            W::Unit(Unit::Second) if self.is(at + 1, &["half", "part"]) => {
                half = if self.is(at + 1, &["half"]) { Some(2) } else { None };
                at += 1;
            }
            W::No if self.is(at, &["latter", "early", "later", "latter"]) && self.is(at + 1, &["half", "part", "stages"]) => {
                half = if self.is(at + 1, &["half"]) { Some(2) } else { None };
                at += 1;
            }

            _ => return None,
        }
        if self.is(at + 1, &["hours"]) {
            at += 1;
        }
        if self.w(at + 1) != W::Of {
            return None;
        }
        let (end, mut when, clock) = self.point(at + 2)?;
        if clock.is_some() || matches!(when, When::Past | When::Present | When::Future) {
            return None;
        }
        if let (Some(h), When::Year(y)) = (half, when) {
            when = When::Half(Some(y), h);
        }
        if part.is_some() && !matches!(when, When::Day(..) | When::Weekday(_)) {
            return None;
        }
        Some(Self::reading(end, when, part.map(Clock::Part)))
    }

    /// A calendar point, with the words that narrow it and its part of the day.
    fn point(&self, i: usize) -> Option<(usize, When, Option<Clock>)> {
        let mut at = i;
        let mut narrowed = false;
        let the = self.w(at) == W::The;
        if the {
            at += 1;
        }
        while self.w(at) == W::Narrow || (self.is(at, &["earlier", "later"]) && !the) || (narrowed && self.is(at, &["in"])) {
            narrowed = true;
            at += 1;
            if self.hyphen(at) {
                at += 1;
            }
        }
        let start = if narrowed && self.w(at) == W::The { at + 1 } else { at };
        let determined = the || start > at;
        if let Some((end, when, clock)) = self.relative(start, determined, narrowed) {
            return Some((end, when, clock));
        }
        let (mut end, when) = self.absolute(start, determined, narrowed)?;
        let plain = matches!(when, When::Year(_) | When::Month(..));
        if the && !narrowed && plain && !matches!(when, When::Month(..)) {
            return None;
        }
        // "the Oct. 3 raid", "the third-quarter loss": the article belongs to the noun behind.
        let compound = matches!(when, When::Quarter(..)) && self.punct(end - 2) == b'-';
        let month_first = matches!(when, When::Day(..)) && matches!(self.w(start), W::Month(_) | W::Mon(_) | W::Weekday(_) | W::Wday(_));
        let season_year = matches!(self.w(start), W::Season(_)) && self.year_number(start + 1).is_some();
        if determined && !narrowed && (compound || month_first || season_year) {
            return None;
        }
        if determined && matches!(when, When::Month(..) | When::Weekday(_)) && !narrowed {
            return None;
        }
        let mut clock = None;
        if matches!(when, When::Day(..) | When::Weekday(_)) {
            if let W::Part(p) = self.w(end) {
                clock = Some(Clock::Part(p));
                end += 1;
            } else if self.w(end) == W::Narrow
                && let W::Part(p) = self.w(end + 1)
            {
                clock = Some(Clock::Part(p));
                end += 2;
            }
        }
        Some((end, self.resolve(when, i, end), clock))
    }

    /// The number of a day of the month, and whether it is an ordinal.
    fn day_number(&self, i: usize) -> Option<(u8, usize, bool)> {
        if i >= self.end {
            return None;
        }
        if let W::Ordinal(n) = self.w(i) {
            return Some((n, i + 1, true));
        }
        if self.w(i) == W::Unit(Unit::Second) {
            return Some((2, i + 1, true));
        }
        let token = &self.tokens[i];
        if !token.is_number() || token.span.len() > 2 {
            return None;
        }
        let n = quantity::digits(token.span.text(self.text))?;
        let n = u8::try_from(n).ok().filter(|n| (1..=31).contains(n))?;
        if self.glued(i + 1) && matches!(self.punct(i + 1), b':' | b'/' | b'%') && self.glued(i + 2) {
            return None;
        }
        Some((n, i + 1, false))
    }

    /// A year in four digits.
    fn year_number(&self, i: usize) -> Option<(i32, usize)> {
        if i >= self.end {
            return None;
        }
        let token = &self.tokens[i];
        if token.is_number() && token.span.len() == 4 {
            let n = quantity::digits(token.span.text(self.text)).filter(|n| (1000..2100).contains(n))?;
            return Some((n as i32, i + 1));
        }
        None
    }

    /// "May", "May 4", "May 4, 1916", "May 1916"; "4 May 1916"; years, decades, seasons, quarters, centuries.
    fn absolute(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When)> {
        match self.w(i) {
            W::Weekday(d) => {
                let mut at = i + 1;
                if let W::Part(_) = self.w(at) {
                    return Some((at, When::Weekday(d)));
                }
                if self.punct(at) == b',' {
                    at += 1;
                }
                if let Some((end, when @ When::Day(..))) = self.absolute(at, false, false) {
                    return Some((end, when));
                }
                self.capital(i).then_some((i + 1, When::Weekday(d)))
            }
            W::Wday(_) => {
                let mut at = i + 1;
                while matches!(self.punct(at), b',' | b'.') {
                    at += 1;
                }
                self.absolute(at, false, false).filter(|(_, w)| matches!(w, When::Day(..)))
            }
            W::Month(m) => self.month(i, m, false, narrowed),
            W::Mon(m) => self.month(i, m, true, narrowed),
            W::Season(s) => self.season(i, s, the, narrowed),
            W::Fiscal => {
                let at = if self.is(i + 1, &["year"]) { i + 2 } else { i + 1 };
                if let Some((y, end)) = self.year_number(at) {
                    return Some((end, When::Year(y)));
                }
                let (q, end) = self.quarter(i + 1)?;
                Some((end, When::Quarter(None, q)))
            }
            _ => self.numeric(i, the, narrowed),
        }
    }

    fn quarter(&self, i: usize) -> Option<(u8, usize)> {
        let q = match self.w(i) {
            W::Ordinal(n @ 1..=4) => n,
            W::Unit(Unit::Second) => 2,
            _ => return None,
        };
        let at = if self.hyphen(i + 1) { i + 2 } else { i + 1 };
        let at = if self.w(at) == W::Fiscal { at + 1 } else { at };
        (self.w(at) == W::Unit(Unit::Quarter)).then_some((q, at + 1))
    }

    fn month(&self, i: usize, m: u8, short: bool, narrowed: bool) -> Option<(usize, When)> {
        if !self.capital(i) {
            return None;
        }
        let mut at = i + 1;
        if short && self.punct(at) == b'.' && self.glued(at) {
            at += 1;
        }
        if let Some((d, after, _)) = self.day_number(at)
            && !matches!(self.w(after), W::Meridiem(_))
            && !(self.w(at) == W::Unit(Unit::Second))
        {
            let comma = self.punct(after) == b',';
            if let Some((y, end)) = self.year_number(after + usize::from(comma))
                && let Some(when) = day_of(Some(y), m, d)
            {
                return Some((end, when));
            }
            if let Some((end, y)) = self.year_phrase(after) {
                return Some((end, day_of(Some(y), m, d)?));
            }
            return day_of(None, m, d).map(|when| (after, when));
        }
        let comma = self.punct(at) == b',';
        let of = self.w(at) == W::Of;
        if let Some((y, end)) = self.year_number(at + usize::from(comma || of)) {
            let end_era = self.era(end);
            return Some(end_era.map_or((end, When::Month(Some(y), m)), |(e, bc)| {
                (e, When::Month(Some(if bc { -y } else { y }), m))
            }));
        }
        if self.tokens.get(at).is_some_and(|t| t.is_number() && t.span.len() <= 3)
            && let Some((e, true)) = self.era(at + 1)
        {
            let y = quantity::digits(self.word(at))? as i32;
            return Some((e, When::Month(Some(-y), m)));
        }
        if let Some((end, y)) = self.year_phrase(at) {
            return Some((end, When::Month(Some(y), m)));
        }
        if short {
            return (at > i + 1 && self.evidence(i)).then_some((i + 1, When::Month(None, m)));
        }
        // "May" and "March" need a word that speaks for the month; all names do in capitals at the start.
        if matches!(m, 5 | 3) && !narrowed && !self.evidence(i) {
            return None;
        }
        if m == 4 || m == 6 || m == 8 {
            // April, June and August are also first names.
            let name_next = self.tokens.get(i + 1).is_some_and(|t| t.is_word() && t.is_capitalized())
                && self.style == CaseStyle::Mixed
                && i + 1 < self.end;
            if name_next && !self.evidence(i) {
                return None;
            }
        }
        Some((i + 1, When::Month(None, m)))
    }

    /// "of that year", "this year", "last year" behind a month.
    fn year_phrase(&self, i: usize) -> Option<(usize, i32)> {
        let at = if self.w(i) == W::Of { i + 1 } else { i };
        if self.is(at, &["the"]) && self.is(at + 1, &["following", "next", "previous", "same"]) && self.is(at + 2, &["year"]) {
            let base = self.anchor.or(self.base())?;
            let n = match self.w(at + 1) {
                W::Next => 1,
                W::Last => -1,
                _ => 0,
            };
            return Some((at + 3, base.year + n));
        }
        if !self.is(at + 1, &["year"]) {
            return None;
        }
        let year = match self.w(at) {
            W::That => self.anchor.or(self.base())?.year,
            W::This => self.base()?.year,
            W::Last => self.base()?.year - 1,
            W::Next => self.base()?.year + 1,
            _ => return None,
        };
        Some((at + 2, year))
    }

    /// Whether the word before speaks for a month or a season.
    fn evidence(&self, i: usize) -> bool {
        let listed = [
            "in",
            "since",
            "by",
            "until",
            "till",
            "last",
            "next",
            "this",
            "early",
            "late",
            "mid",
            "of",
            "from",
            "through",
            "during",
            "between",
            "every",
            "each",
            "before",
            "after",
            "previous",
            "following",
            "around",
            "throughout",
            "for",
        ];
        let modal =
            self.is(i + 1, &["be", "have", "not", "also", "well", "on", "to", "against", "said", "and"]) && self.is(i, &["may", "march"]);
        let strong =
            self.before(i, &listed) || (self.before(i, &["to", "and"]) && i >= 2 + self.first && matches!(self.w(i - 2), W::Month(_)));
        let hyphen = i > self.first + 1 && self.punct(i - 1) == b'-' && self.is(i - 2, &["mid"]);
        (strong || hyphen) && (!modal || self.before(i, &["in", "since", "last", "early", "late"]))
    }

    fn season(&self, i: usize, s: &'static str, the: bool, narrowed: bool) -> Option<(usize, When)> {
        let of = self.w(i + 1) == W::Of;
        if let Some((y, end)) = self.year_number(i + 1 + usize::from(of || self.punct(i + 1) == b','))
            && (self.punct(i + 1) != b',' || self.evidence(i))
        {
            return Some(self.era(end).map_or((end, When::Season(Some(y), s)), |(e, bc)| {
                (e, When::Season(Some(if bc { -y } else { y }), s))
            }));
        }
        if of && self.tokens.get(i + 2).is_some_and(|t| t.is_number() && t.span.len() <= 3) && self.era(i + 3).is_some_and(|e| e.1) {
            let y = quantity::digits(self.word(i + 2))? as i32;
            return Some((i + 4, When::Season(Some(-y), s)));
        }
        if let Some((end, y)) = self.year_phrase(i + 1) {
            return Some((end, When::Season(Some(y), s)));
        }
        if of || self.hyphen(i + 1) {
            return None;
        }
        let ambiguous = self.is(i, &["fall", "spring"]);
        let context = if the {
            self.before(
                i - 1,
                &["in", "during", "by", "until", "since", "of", "over", "for", "through", "throughout"],
            )
        } else {
            self.before(i, &["in", "during", "by", "until", "since", "of", "through", "throughout", "from"])
        };
        (narrowed || context || (!ambiguous && the)).then_some((i + 1, When::Season(None, s)))
    }

    /// "BC", "B.C.", "AD": the token after it and whether it is before Christ.
    fn era(&self, i: usize) -> Option<(usize, bool)> {
        (self.w(i) == W::Era && self.capital(i)).then(|| (i + 1, self.word(i).starts_with(['B', 'b'])))
    }

    fn numeric(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When)> {
        if i >= self.end {
            return None;
        }
        if let Some(found) = self.iso(i) {
            return Some(found);
        }
        if let Some((q, end)) = self.quarter(i) {
            let of = self.w(end) == W::Of;
            if let Some((y, end)) = self.year_number(end + usize::from(of)) {
                return Some((end, When::Quarter(Some(y), q)));
            }
            if let Some((end, y)) = self.year_phrase(end) {
                return Some((end, When::Quarter(Some(y), q)));
            }
            return Some((end, When::Quarter(None, q)));
        }
        if let W::Ordinal(n) = self.w(i)
            && (self.w(i + 1) == W::Unit(Unit::Century) || (self.hyphen(i + 1) && self.w(i + 2) == W::Unit(Unit::Century)))
        {
            let end = if self.hyphen(i + 1) { i + 3 } else { i + 2 };
            if self.era(end).is_some_and(|e| e.1) {
                return None;
            }
            return Some((end, When::Century(i32::from(n) - 1)));
        }
        if let Some((d, at, ordinal)) = self.day_number(i) {
            if let Some(found) = self.day_month(d, at, ordinal) {
                return Some(found);
            }
            // "the 20th"
            if the && ordinal && self.tokens[i].span.text(self.text).as_bytes()[0].is_ascii_digit() {
                let follow =
                    self.tokens.get(at).is_none_or(|t| t.punct != 0 && t.punct != b'-') || self.is(at, &["and", "to", "was", "but"]);
                let from = self.before(i - 1, &["on", "until", "by", "from", "since", "to"]);
                if follow
                    && from
                    && let Some(base) = self.anchor.or(self.base())
                    && let Some(m) = base.month
                {
                    return day_of(Some(base.year), m, d).map(|w| (at, w));
                }
            }
        }
        if let Some((y, end)) = self.year_number(i) {
            return self.year(i, y, end, narrowed || the);
        }
        let token = &self.tokens[i];
        let w = token.span.text(self.text);
        if w.len() == 5
            && token.is_word()
            && w.ends_with(['s', 'S'])
            && w.as_bytes()[..4].iter().all(u8::is_ascii_digit)
            && w.as_bytes()[3] == b'0'
        {
            let y = quantity::digits(&w[..4])? as i32;
            return (1000..2100).contains(&y).then_some((i + 1, When::Decade(y / 10)));
        }
        if token.is_number() && token.span.len() <= 4 && !w.contains(['.', ',']) {
            let y = quantity::digits(w)? as i32;
            if let Some((end, bc)) = self.era(i + 1) {
                return Some((end, When::Year(if bc { -y } else { y })));
            }
            if self.era && w.len() == 3 {
                let dash = matches!(self.punct(i + 1), b'-' | b'~') && self.era(i + 3).is_some_and(|e| e.1);
                let counted = self
                    .tokens
                    .get(i + 1)
                    .is_some_and(|t| t.is_word() && !t.is_capitalized() && i + 1 < self.end)
                    && !self.is(i + 1, &["and", "the", "to", "after", "when", "by", "with", "a", "he"]);
                if dash || (self.before(i, &["in", "since", "until", "by", "from", "around"]) && !counted) || (narrowed && !counted) {
                    return Some((i + 1, When::Year(-y)));
                }
            }
        }
        None
    }

    fn day_month(&self, d: u8, at: usize, ordinal: bool) -> Option<(usize, When)> {
        let mut m_at = if self.w(at) == W::Of { at + 1 } else { at };
        if m_at == at && self.hyphen(at) {
            m_at = at + 1;
        }
        // "5-7 May", "5 and 7 May": the first day of a range.
        let (m, short) = match self.w(m_at) {
            W::Month(m) => (m, false),
            W::Mon(m) => (m, true),
            _ => {
                let dash = matches!(self.punct(at), b'-' | b'~');
                if (dash || self.is(at, &["and", "to", "or"]))
                    && !ordinal
                    && let Some((_, next, false)) = self.day_number(at + 1)
                    && let W::Month(m) = self.w(next)
                    && self.capital(next)
                {
                    let y = self.year_number(next + 1).map(|y| y.0);
                    return day_of(y, m, d).map(|w| (at, w));
                }
                return None;
            }
        };
        if !self.capital(m_at) {
            return None;
        }
        let mut end = m_at + 1;
        if short && self.punct(end) == b'.' && self.glued(end) {
            end += 1;
        }
        let comma = usize::from(matches!(self.punct(end), b',')) + usize::from(self.hyphen(end));
        if let Some((y, e)) = self.year_number(end + comma) {
            return day_of(Some(y), m, d).map(|w| (e, w));
        }
        if let Some((e, y)) = self.year_phrase(end) {
            return day_of(Some(y), m, d).map(|w| (e, w));
        }
        // "28 JAN 90"
        let two = self
            .tokens
            .get(end)
            .filter(|t| end < self.end && t.is_number() && t.span.len() == 2);
        if let Some(y) = two.and_then(|t| quantity::digits(t.span.text(self.text)))
            && !ordinal
            && (short || self.style == CaseStyle::Upper)
            && !(self.punct(end + 1) == b':' && self.glued(end + 1))
        {
            let y = y as i32 + if y < 40 { 2000 } else { 1900 };
            return day_of(Some(y), m, d).map(|w| (end + 1, w));
        }
        day_of(None, m, d).map(|w| (if short { m_at + 1 } else { end }, w))
    }

    /// "2024-01-28", "1/28/2024", "28/1/2024".
    fn iso(&self, i: usize) -> Option<(usize, When)> {
        if !self.tokens[i].is_number()
            || i + 4 >= self.tokens.len()
            || !(self.glued(i + 1) && self.glued(i + 2) && self.glued(i + 3) && self.glued(i + 4))
        {
            return None;
        }
        let number = |at: usize| quantity::digits(self.word(at)).filter(|_| self.tokens[at].is_number());
        let (a, b, c) = (number(i)?, number(i + 2)?, number(i + 4)?);
        let mark = self.punct(i + 1);
        if mark != self.punct(i + 3) || !matches!(mark, b'-' | b'/') {
            return None;
        }
        let (y, m, d) = if (1000..2100).contains(&a) {
            (a, b, c)
        } else if mark == b'/' || c >= 1000 {
            let y = if self.tokens[i + 4].span.len() == 2 {
                c + if c < 40 { 2000 } else { 1900 }
            } else {
                c
            };
            if a > 12 { (y, b, a) } else { (y, a, b) }
        } else {
            return None;
        };
        let m = u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?;
        (1000..2100).contains(&y).then_some(())?;
        day_of(Some(y as i32), m, u8::try_from(d).ok()?).map(|w| (i + 5, w))
    }

    /// Whether four digits are a year.
    fn year(&self, i: usize, y: i32, end: usize, sure: bool) -> Option<(usize, When)> {
        if let Some((e, bc)) = self.era(end) {
            return Some((e, When::Year(if bc { -y } else { y })));
        }
        if self.glued(i) && i > self.first && matches!(self.punct(i - 1), b'$' | b'.' | b'/' | b':' | b'#' | b'-') {
            let dash = self.punct(i - 1) == b'-'
                && (sure || (i >= 2 && (self.year_number(i - 2).is_some() || matches!(self.w(i - 2), W::Month(_)))));
            if !dash && self.punct(i - 1) != b'/' {
                return None;
            }
        }
        if self.is(i.wrapping_sub(1), &["$", "£", "€"]) || self.punct(end) == b'%' {
            return None;
        }
        if self.tokens[end - 1].span.text(self.text).ends_with('0')
            && self.tokens.get(end).is_some_and(|t| t.has(Token::POSSESSIVE))
            && i > self.first
            && self.w(i - 1) == W::The
        {
            return Some((end + 1, When::Decade(y / 10)));
        }
        if let Some((q, e)) = self.quarter(end) {
            return Some((e, When::Quarter(Some(y), q)));
        }
        if let W::Season(s) = self.w(end)
            && !self.is(end, &["fall"])
        {
            return Some((end + 1, When::Season(Some(y), s)));
        }
        let prep = self.before(
            i,
            &[
                "in",
                "since",
                "by",
                "from",
                "until",
                "till",
                "during",
                "early",
                "late",
                "mid",
                "of",
                "after",
                "before",
                "between",
                "circa",
                "through",
                "around",
                "throughout",
                "year",
                "for",
                "and",
                "to",
                "fiscal",
                "the",
                "summer",
                "spring",
                "autumn",
                "winter",
            ],
        );
        let weak = self.before(
            i,
            &[
                "of", "by", "from", "after", "for", "to", "and", "the", "than", "over", "about", "some", "nearly", "least", "around",
                "between",
            ],
        );
        let next = self.tokens.get(end).filter(|_| end < self.end);
        let counted = next.is_some_and(|t| {
            let w = t.span.text(self.text);
            t.is_word()
                && !t.has(Token::POSSESSIVE)
                && ((w.ends_with('s') && !matches!(w, "was" | "is" | "has" | "as" | "this" | "his"))
                    || matches!(w, "men" | "people" | "women" | "km" | "troops"))
        });
        let hours = self.is(end, &["gmt", "hours", "hrs", "local", "est", "utc"]);
        if hours
            || (counted && (!prep || weak))
            || (self.hyphen(end)
                && self.year_number(end + 1).is_none()
                && !self.tokens.get(end + 1).is_some_and(Token::is_number)
                && !sure
                && !prep)
        {
            return None;
        }
        if y < 1400 && !prep && !sure && !self.narrative {
            return None;
        }
        if !prep
            && !sure
            && (self.tokens.get(i.wrapping_sub(1)).is_some_and(|t| {
                i > self.first
                    && t.is_word()
                    && self.is(
                        i - 1,
                        &[
                            "than", "over", "about", "nearly", "least", "some", "flight", "no", "room", "highway", "point",
                        ],
                    )
            }))
        {
            return None;
        }
        Some((end, When::Year(y)))
    }

    /// Fixes the year, or the date of a weekday.
    fn resolve(&self, when: When, first: usize, end: usize) -> When {
        let Some(base) = self.base() else { return when };
        match when {
            When::Day(None, m, d) => {
                let y = self.year_for(base, m, first, end);
                day_of(Some(y), m, d).unwrap_or(when)
            }
            When::Month(None, m) => When::Month(Some(self.year_for(base, m, first, end)), m),
            When::Quarter(None, q) => {
                let mut year = base.year;
                if let (false, Some(m)) = (self.narrative, base.month) {
                    let this = (m - 1) / 3 + 1;
                    if q > this && self.tense(first, end) != 1 {
                        year -= i32::from(q > this + 1 || self.tense(first, end) == -1);
                    }
                }
                When::Quarter(Some(year), q)
            }
            When::Half(None, h) => When::Half(Some(base.year), h),
            When::Season(None, s) => When::Season(Some(base.year), s),
            When::Weekday(d) => {
                let Some(day) = base.as_day() else {
                    return when;
                };
                let back = (i32::from(day.weekday()) - i32::from(d)).rem_euclid(7);
                let future = !self.narrative && self.tense(first, end) == 1 && self.near_will(first, end);
                let n = if self.narrative || (future && back != 0) { 7 - back } else { -back };
                let n = if n == 7 { 0 } else { n };
                day.plus_days(n).into()
            }
            other => other,
        }
    }

    fn year_for(&self, base: Base, month: u8, first: usize, end: usize) -> i32 {
        let Some(m) = base.month else {
            return base.year;
        };
        let gap = i32::from(month) - i32::from(m);
        if self.narrative {
            return match gap {
                11.. => base.year - 1,
                ..=-11 => base.year + 1,
                _ => base.year,
            };
        }
        match self.tense(first, end) {
            1 if gap < -1 => base.year + 1,
            -1 if gap > 2 => base.year - 1,
            0 if gap > 5 => base.year - 1,
            0 if gap < -7 => base.year + 1,
            _ => base.year,
        }
    }

    /// Whether "will" or the like stands close.
    fn near_will(&self, first: usize, end: usize) -> bool {
        let words = ["will", "shall", "scheduled", "due", "ll", "upcoming", "wont"];
        (first.saturating_sub(8).max(self.first)..first).any(|i| self.is(i, &words)) || (end..end + 6).any(|i| self.is(i, &words))
    }

    /// 1 when the words around speak of what is to come, -1 when of what was; the nearest decides.
    fn tense(&self, first: usize, end: usize) -> i8 {
        let signal = |i: usize| -> i8 {
            let w = self.word(i);
            let is = |words: &[&str]| words.iter().any(|x| w.eq_ignore_ascii_case(x));
            if is(&[
                "will",
                "shall",
                "scheduled",
                "due",
                "expected",
                "expects",
                "plans",
                "planned",
                "upcoming",
                "wont",
                "payable",
                "would",
                "set",
                "ll",
                "expires",
                "expire",
                "effective",
            ]) {
                1
            } else if is(&[
                "was", "were", "had", "did", "ended", "since", "began", "said", "told", "been", "ago",
            ]) || (w.len() > 4 && (w.ends_with("ed") || w.ends_with("ED")))
            {
                -1
            } else {
                0
            }
        };
        for n in 1..=10 {
            if first >= self.first + n {
                let s = signal(first - n);
                if s != 0 {
                    return s;
                }
            }
            if end + n - 1 < self.end {
                let s = signal(end + n - 1);
                if s != 0 {
                    return s;
                }
            }
        }
        0
    }

    /// "last week", "this morning", "the following year", "yesterday", "now".
    fn relative(&self, i: usize, the: bool, narrowed: bool) -> Option<(usize, When, Option<Clock>)> {
        let base = self.base();
        let w = self.w(i);
        let mut anchored = false;
        let (n, at) = match w {
            W::Ref(R::Day(n)) if !the => {
                let when = match base.and_then(Base::as_day).filter(|_| !self.narrative) {
                    Some(day) => day.plus_days(i32::from(n)).into(),
                    None if n == 0 => When::Present,
                    None => When::SomeDay,
                };
                if let W::Part(p) = self.w(i + 1) {
                    return Some((i + 2, when, Some(Clock::Part(p))));
                }
                return Some((i + 1, when, None));
            }
            W::Ref(R::Tonight) => {
                let when = base
                    .and_then(Base::as_day)
                    .filter(|_| !self.narrative)
                    .map_or(When::SomeDay, When::from);
                return Some((i + 1, when, Some(Clock::Part("NI"))));
            }
            W::Ref(_) if the && !self.is(i, &["future"]) && !matches!(self.w(i + 1), W::Unit(_) | W::Fiscal) => return None,
            W::Ref(R::Present) => return Some((i + 1, When::Present, None)),
            W::Ref(R::Past) => return Some((i + 1, When::Past, None)),
            W::Ref(R::Future) if self.is(i, &["future"]) => {
                let noun = self.narrative
                    || !self.tokens.get(i + 1).is_some_and(|t| t.is_word() && i + 1 < self.end)
                    || matches!(self.w(i + 1), W::Of)
                    || self.is(i + 1, &["and", "in", "is", "was", "as", "for", "to", "will"]);
                let timelike = noun && (the || self.narrative || self.before(i, &["near", "foreseeable", "in"]));
                return timelike.then_some((i + 1, When::Future, None));
            }
            W::Ref(R::Future) => match self.w(i + 1) {
                W::Unit(_) | W::Fiscal => (0, i + 1),
                _ => return Some((i + 1, When::Present, None)),
            },
            W::This => (0, i + 1),
            W::That => {
                anchored = true;
                (0, if self.w(i + 1) == W::Same { i + 2 } else { i + 1 })
            }
            W::Same if the => {
                anchored = true;
                (0, i + 1)
            }
            W::Last => {
                anchored = the || self.is(i, &["previous", "preceding"]);
                if the
                    && self.is(i, &["past"])
                    && !matches!(
                        self.w(i + 1),
                        W::Unit(_) | W::Units(_) | W::Some | W::Number | W::Season(_) | W::Month(_)
                    )
                {
                    let noun = self.tokens.get(i + 1).is_none_or(|t| t.punct != 0)
                        || self.is(i + 1, &["and", "to", "but", "have", "has", "was", "is", "as"]);
                    return (noun && self.before(i - 1, &["in", "from", "of", "with"])).then_some((i + 1, When::Past, None));
                }
                (-1, i + 1)
            }
            W::Next | W::Coming => {
                anchored = the && w == W::Next || self.is(i, &["following"]);
                (1, i + 1)
            }
            W::Unit(u) if the => return self.the_unit(i, u, narrowed),
            W::Part(p) if the || narrowed => {
                let when = self.anchor.filter(|_| self.narrative).or(base).and_then(Base::as_day)?;
                return (self.before(i - 1, &["in", "during"]) || narrowed).then_some((i + 1, when.into(), Some(Clock::Part(p))));
            }
            _ => return None,
        };
        let base = if anchored { self.anchor.or(base) } else { base };
        let at = if n == 0 && self.is(at, &["coming", "past"]) { at + 1 } else { at };
        let at = if self.w(at) == W::Fiscal { at + 1 } else { at };
        match self.w(at) {
            W::Unit(Unit::Second | Unit::Minute | Unit::Hour) => None,
            W::Unit(u) => {
                if self.hyphen(at + 1) {
                    return None;
                }
                let when = match base {
                    Some(base) => match base.shift(u, n) {
                        Some(when) => when,
                        None if matches!(u, Unit::Week | Unit::Weekend) => When::SomeDay,
                        None if u == Unit::Day => When::SomeDay,
                        None => return None,
                    },
                    None => match u {
                        Unit::Day => When::SomeDay,
                        _ if n < 0 => When::Past,
                        _ if n > 0 => When::Future,
                        _ => When::Present,
                    },
                };
                if u == Unit::Day && w == W::This && !self.is(i, &["same"]) {
                    return None;
                }
                // "last year's third quarter"
                if self.tokens.get(at + 1).is_some_and(|t| t.has(Token::POSSESSIVE))
                    && u == Unit::Year
                    && let (Some((q, end)), When::Year(y)) = (self.quarter(at + 2), when)
                {
                    return Some((end, When::Quarter(Some(y), q), None));
                }
                Some((at + 1, when, None))
            }
            W::Weekday(d) => {
                let day = base.and_then(Base::as_day);
                let when = day.map_or(When::Weekday(d), |day| {
                    let back = (i32::from(day.weekday()) - i32::from(d)).rem_euclid(7);
                    let ahead = 7 - back;
                    let n = match n {
                        -1 => -if back == 0 { 7 } else { back },
                        1 => ahead,
                        _ if self.tense(i, at) == -1 || back == 0 => -back,
                        _ => ahead,
                    };
                    day.plus_days(n).into()
                });
                if let W::Part(p) = self.w(at + 1) {
                    return Some((at + 2, when, Some(Clock::Part(p))));
                }
                Some((at + 1, when, None))
            }
            W::Month(m) if self.capital(at) && !(w == W::That && m == 5) => {
                let when = base.map_or(When::Month(None, m), |b| {
                    let here = b.month.unwrap_or(m);
                    let y = match n {
                        -1 if m + 1 >= here => b.year - 1,
                        1 if m <= here => b.year + 1,
                        _ => b.year,
                    };
                    When::Month(Some(y), m)
                });
                if let Some((d, end, _)) = self.day_number(at + 1)
                    && let When::Month(y, m) = when
                {
                    return Some((end, day_of(y, m, d)?, None));
                }
                Some((at + 1, when, None))
            }
            W::Season(s) => {
                let when = base.map_or(When::Season(None, s), |b| {
                    let here = b.month.unwrap_or(0);
                    let start = match s {
                        "SP" => 3,
                        "SU" => 6,
                        "FA" => 9,
                        _ => 12,
                    };
                    let y = match n {
                        -1 if here <= start + 1 => b.year - 1,
                        1 if here >= start || (here == 0) => b.year + 1,
                        _ => b.year,
                    };
                    When::Season(Some(y), s)
                });
                Some((at + 1, when, None))
            }
            W::Part(p) => {
                let day = base.and_then(Base::as_day).map(|day| day.plus_days(n));
                if n != 0 && !anchored && p != "NI" {
                    return None;
                }
                Some((at + 1, day.map_or(When::SomeDay, When::from), Some(Clock::Part(p))))
            }
            _ => {
                let (q, end) = self.quarter(at)?;
                base.map(|b| (end, When::Quarter(Some(b.year + n), q), None))
            }
        }
    }

    /// "the quarter", "the weekend", "the year": the current one.
    fn the_unit(&self, i: usize, u: Unit, narrowed: bool) -> Option<(usize, When, Option<Clock>)> {
        let next_blocks = self.hyphen(i + 1) || (self.w(i + 1) == W::Of && !narrowed);
        if next_blocks {
            return None;
        }
        let base = self.base()?;
        match u {
            Unit::Weekend if !self.narrative => {
                let day = base.as_day()?;
                let back = if day.weekday() >= 6 || self.tense(i, i + 1) == 1 { 0 } else { -1 };
                base.shift(u, back).map(|w| (i + 1, w, None))
            }
            Unit::Quarter if !self.narrative => base.shift(u, -1).map(|w| (i + 1, w, None)),
            Unit::Year | Unit::Month | Unit::Week => {
                let edge = narrowed || self.before(i - 1, &["of", "for", "during"]);
                let behind = self.is(i + 1, &["before", "after", "later", "earlier"]);
                (edge && !behind).then(|| base.shift(u, 0).map(|w| (i + 1, w, None))).flatten()
            }
            _ => None,
        }
    }

    /// "three years", "a week ago", "the last two days", "two-day", "more than four hours".
    fn counted(&self, i: usize) -> Option<Reading> {
        let mut at = i;
        let mut frame = None;
        // Hedges belong to the expression.
        match self.word(at).to_ascii_lowercase().as_str() {
            "nearly" | "almost" | "about" | "around" | "over" | "under" | "approximately" | "roughly" | "just" | "some" | "another" => {
                at += 1;
            }
            "more" | "less" | "fewer" if self.is(at + 1, &["than"]) => at += 2,
            "at" if self.is(at + 1, &["least", "most"]) => at += 2,
            "up" if self.is(at + 1, &["to"]) => at += 2,
            _ => {}
        }
        let hedged = at > i;
        if hedged && (self.w(at) == W::The || matches!(self.w(at), W::Some | W::Hedge) || (self.w(at) == W::A && self.w(at + 1) == W::Some))
        {
            return None;
        }
        if self.w(at) == W::The {
            at += 1;
        }
        match self.w(at) {
            W::Last | W::Next | W::Coming => {
                frame = Some(self.w(at));
                at += 1;
            }
            W::Ordinal(1) if self.w(i) == W::The || self.w(i) == W::Ordinal(1) => {
                frame = Some(W::Ordinal(1));
                at += 1;
            }
            _ => {}
        }
        if hedged && self.is(at, &["just"]) {
            at += 1;
        }
        let start = at;
        let mut half = false;
        let mut count = None;
        match self.w(at) {
            W::Some if self.is(at, &["recent"]) => {
                let W::Units(u) = self.w(at + 1) else {
                    let plain = self.tokens.get(at + 1).is_some_and(Token::is_word) && at == i && self.narrative;
                    return plain.then(|| Self::reading(at + 1, When::Past, None));
                };
                return Some(Reading {
                    end: at + 2,
                    timex: Timex::Duration,
                    value: duration(None, false, u),
                    when: None,
                });
            }
            W::Some => {
                let pair = self.is(at, &["couple"]);
                at += 1;
                if self.w(at) == W::Of || self.is(at, &["more"]) {
                    at += 1;
                }
                count = pair.then_some(2);
            }
            W::A if self.w(at + 1) == W::Some => {
                let pair = self.is(at + 1, &["couple"]);
                if self.is(at + 1, &["recent"]) {
                    return None;
                }
                at += 2;
                if self.w(at) == W::Of || self.is(at, &["more"]) {
                    at += 1;
                }
                count = pair.then_some(2);
            }
            W::A if matches!(self.w(at + 1), W::Unit(_)) => {
                at += 1;
                count = Some(1);
            }
            W::Number if self.is(at, &["half"]) => {
                let a = self.w(at + 1) == W::A;
                let W::Unit(u) = self.w(at + 1 + usize::from(a)) else {
                    return None;
                };
                let value = match u {
                    Unit::Hour => String::from("PT30M"),
                    Unit::Year => String::from("P6M"),
                    Unit::Century => String::from("P50Y"),
                    Unit::Day => String::from("PT12H"),
                    _ => return None,
                };
                return a.then_some(Reading {
                    end: at + 3,
                    timex: Timex::Duration,
                    value,
                    when: None,
                });
            }
            W::Units(_) if frame.is_some() && start > i => {}
            W::Unit(Unit::Week) if frame.is_some() => {}
            _ => {
                let (n, end) = quantity::number(self.text, self.tokens, at)?;
                if end > self.end || self.punct(at) != 0 {
                    return None;
                }
                count = Some(n);
                at = end;
                let and_a_half = self.is(at, &["and"]) && self.is(at + 1, &["a"]) && self.is(at + 2, &["half"]);
                if and_a_half || (self.is(at, &["1"]) && self.is(at + 1, &["/"]) && self.is(at + 2, &["2"])) {
                    half = true;
                    at += 3;
                } else if self.is(at, &["more", "consecutive", "straight", "full", "long", "additional"]) {
                    at += 1;
                }
            }
        }
        let hyphen = self.hyphen(at);
        if hyphen {
            at += 1;
            if matches!(self.w(i), W::The | W::A) {
                return None;
            }
        }
        if count.is_some_and(|n| n >= 1000 && self.tokens[start].is_number()) {
            return None;
        }
        if let (W::Last | W::Ordinal(_), W::Unit(Unit::Week), W::Of) = (frame.unwrap_or(W::No), self.w(at), self.w(at + 1))
            && let Some((end, When::Month(..), None)) = self.point(at + 2)
        {
            return Some(Reading {
                end,
                timex: Timex::Duration,
                value: String::from("P1W"),
                when: None,
            });
        }
        let unit = match self.w(at) {
            W::Unit(u) if hyphen || count.is_some() || frame == Some(W::Ordinal(1)) => u,
            W::Units(u) if !hyphen => u,
            _ => return None,
        };
        if !hyphen && self.w(at) == W::Unit(unit) && count != Some(1) && self.is(at + 1, &["later", "ago", "earlier"]) {
            return None;
        }
        let mut end = at + 1;
        // Ages are none.
        if (self.hyphen(end) && self.is(end + 1, &["old", "olds"])) || self.is(end, &["old"]) {
            return None;
        }
        if (unit == Unit::Second && hyphen) || (unit == Unit::Quarter && frame.is_none()) {
            return None;
        }
        if self.is(end, &["and"]) && self.is(end + 1, &["a"]) && self.is(end + 2, &["half"]) {
            half = true;
            end += 3;
        }
        if matches!(unit, Unit::Second) && !matches!(self.w(at), W::Units(_)) {
            return None;
        }
        let behind = self.w(end);
        let direction = match behind {
            W::Ago => -1,
            W::Earlier if self.is(end, &["earlier", "before", "previously"]) => -1,
            W::Later if self.is(end, &["later", "afterwards"]) => 1,
            _ if self.is(end, &["hence"]) => 1,
            _ => 0,
        };
        let bare_before = self.is(end, &["before", "previously"]) && self.tokens.get(end + 1).is_some_and(|t| t.punct == 0);
        if frame.is_none() && direction != 0 && !bare_before {
            let n = count.and_then(|c| i32::try_from(c).ok());
            let base = if behind == W::Ago && !self.narrative {
                self.base()
            } else {
                self.anchor.filter(|a| self.narrative || a.as_day().is_some()).or(self.base())
            };
            let when = match (n, base) {
                (Some(n), Some(base)) => base.shift(unit, n.saturating_mul(direction)),
                _ => None,
            };
            let when = match self.quarter_said {
                // Of results: the same quarter of the year before.
                Some((year, q, at)) if count == Some(1) && unit == Unit::Year && direction < 0 && !self.narrative && i < at + 80 => {
                    Some(When::Quarter(Some(year - 1), q))
                }
                _ => when,
            };
            let when = when.unwrap_or(if count.is_some() && matches!(unit, Unit::Day | Unit::Week) {
                When::SomeDay
            } else if direction < 0 {
                When::Past
            } else {
                When::Future
            });
            if matches!(when, When::Past) && base.is_none() && count.is_some() {
                return Some(Reading {
                    end: end + 1,
                    timex: Timex::Duration,
                    value: duration(count, half, unit),
                    when: None,
                });
            }
            return Some(Self::reading(end + 1, when, None));
        }
        let _ = start;
        Some(Reading {
            end,
            timex: Timex::Duration,
            value: duration(count, half, unit),
            when: None,
        })
    }

    /// "Christmas Eve 1963", "New Year's Day", "Thanksgiving"; "nineteen ninety-six".
    fn holiday(&self, i: usize) -> Option<Reading> {
        let year = |end: usize| match self.year_number(end) {
            Some((y, e)) => (Some(y), e),
            None => (self.base().map(|b| b.year), end),
        };
        let day_or_eve = |at: usize| {
            (
                u8::from(self.is(at, &["eve"])),
                if self.is(at, &["eve", "day"]) { at + 1 } else { at },
            )
        };
        if self.is(i, &["christmas"]) && self.capital(i) {
            let (eve, end) = day_or_eve(i + 1);
            if end == i + 1 && self.tokens.get(end).is_some_and(|t| t.is_word() && end < self.end) && !self.evidence_before(i) {
                return None;
            }
            let (y, end) = year(end);
            return Some(Self::reading(end, When::Day(y, 12, 25 - eve), None));
        }
        if self.is(i, &["new"])
            && self.is(i + 1, &["year"])
            && self.tokens.get(i + 2).is_some_and(|t| t.has(Token::POSSESSIVE))
            && self.is(i + 3, &["eve", "day"])
        {
            let eve = self.is(i + 3, &["eve"]);
            let (y, end) = year(i + 4);
            return Some(Self::reading(
                end,
                if eve { When::Day(y, 12, 31) } else { When::Day(y, 1, 1) },
                None,
            ));
        }
        if self.is(i, &["thanksgiving"]) && self.capital(i) {
            let (_, end) = day_or_eve(i + 1);
            let (y, end) = year(end);
            let y16 = i16::try_from(y?).ok()?;
            let first = Day::new(y16, 11, 1)?;
            let to_thursday = (11 - i32::from(first.weekday())) % 7;
            return Some(Self::reading(end, first.plus_days(to_thursday + 21).into(), None));
        }
        if self.is(i, &["nineteen"]) && !self.hyphen(i + 1) {
            let (n, end) = quantity::number(self.text, self.tokens, i + 1).filter(|n| (10..100).contains(&n.0) && n.1 <= self.end)?;
            let counted = matches!(self.w(end), W::Units(_)) || self.tokens[i + 1].is_number();
            return (!counted).then(|| Self::reading(end, When::Year(1900 + n as i32), None));
        }
        None
    }

    fn evidence_before(&self, i: usize) -> bool {
        self.before(
            i,
            &[
                "at", "by", "before", "after", "on", "since", "until", "for", "around", "last", "this",
            ],
        )
    }

    /// "daily", "every day", "each Thursday".
    fn set(&self, i: usize) -> Option<Reading> {
        let read = |end: usize, value: String| {
            Some(Reading {
                end,
                timex: Timex::Set,
                value,
                when: None,
            })
        };
        match self.w(i) {
            W::Set(value) => read(i + 1, String::from(value)),
            W::Weekday(d) if self.capital(i) && self.word(i).ends_with(['s', 'S']) => read(i + 1, When::Weekday(d).value(None)),
            W::Weekday(d) if self.capital(i) => match self.w(i + 1) {
                W::Part(p) if self.word(i + 1).ends_with(['s', 'S']) => read(i + 2, When::Weekday(d).value(Some(Clock::Part(p)))),
                _ => None,
            },
            W::Part("NI") if self.before(i, &["at", "by"]) && self.is(i, &["night"]) => {
                read(i + 1, When::SomeDay.value(Some(Clock::Part("NI"))))
            }
            W::Each => {
                let at = i + 1;
                match self.w(at) {
                    W::Unit(u) if u != Unit::Second => read(at + 1, duration(Some(1), false, u)),
                    W::Weekday(d) => read(at + 1, When::Weekday(d).value(None)),
                    W::Month(m) if self.capital(at) => read(at + 1, When::Month(None, m).value(None)),
                    W::Part(p) => read(at + 1, When::SomeDay.value(Some(Clock::Part(p)))),
                    W::Season(s) => read(at + 1, When::Season(None, s).value(None)),
                    _ => {
                        let (n, end) = quantity::number(self.text, self.tokens, at)?;
                        match self.w(end) {
                            W::Units(u) => read(end + 1, duration(Some(n), false, u)),
                            _ => None,
                        }
                    }
                }
            }
            _ => None,
        }
    }

    /// "8 a.m.", "11:45am Monday", "0100 GMT", "noon".
    fn clock(&self, i: usize) -> Option<Reading> {
        let (mut end, clock) = self.clock_time(i)?;
        let zone = |at: usize| self.is(at, &["gmt", "utc", "est", "edt", "bst", "cet", "pst", "et"]);
        if zone(end) {
            end += 1;
        }
        let at = if self.punct(end) == b',' { end + 1 } else { end };
        if let Some((e, when, None)) = self.point(at)
            && matches!(when, When::Day(..) | When::Weekday(_))
            && self.w(at) != W::The
        {
            return Some(Self::reading(e, when, Some(clock)));
        }
        let when = self
            .anchor
            .filter(|_| self.narrative)
            .or(self.base())
            .and_then(Base::as_day)
            .map_or(When::SomeDay, When::from);
        let mut reading = Self::reading(end, when, Some(clock));
        reading.when = None;
        Some(reading)
    }

    fn clock_time(&self, i: usize) -> Option<(usize, Clock)> {
        if let W::Noon(h) = self.w(i) {
            return Some((i + 1, Clock::At(h, 0)));
        }
        let token = &self.tokens[i];
        let w = token.span.text(self.text);
        let bytes = w.as_bytes();
        if !bytes[0].is_ascii_digit()
            || (token.has(Token::GLUED) && i > self.first && matches!(self.punct(i - 1), b':' | b'.' | b'/' | b'-'))
        {
            return None;
        }
        let split = bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len());
        let hour = u8::try_from(quantity::digits(&w[..split])?).ok();
        let meridiem = |s: &str| match s.to_ascii_lowercase().as_str() {
            "am" => Some(false),
            "pm" => Some(true),
            _ => None,
        };
        let fix = |h: u8, pm: bool| {
            if pm && h < 12 {
                h + 12
            } else if !pm && h == 12 {
                0
            } else {
                h
            }
        };
        if split < bytes.len() {
            if let Some(pm) = meridiem(&w[split..]) {
                return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 1, Clock::At(fix(h, pm), 0)));
            }
            // "11.45"
            if token.is_number() && bytes[split] == b'.' && bytes.len() == split + 3 && matches!(self.w(i + 1), W::Meridiem(_)) {
                let m = u8::try_from(quantity::digits(&w[split + 1..])?).ok().filter(|m| *m < 60)?;
                let W::Meridiem(pm) = self.w(i + 1) else {
                    return None;
                };
                return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(fix(h, pm), m)));
            }
            return None;
        }
        if self.punct(i + 1) == b':' && self.glued(i + 1) && self.glued(i + 2) {
            let h = hour.filter(|h| *h <= 24)?;
            let tail = self.word(i + 2);
            let cut = tail.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(tail.len());
            if cut != 2 {
                return None;
            }
            let m = u8::try_from(quantity::digits(&tail[..2])?).ok().filter(|m| *m < 60)?;
            if self.punct(i + 3) == b':' && self.glued(i + 3) {
                return None;
            }
            if cut < tail.len() {
                let h = if let Some(pm) = meridiem(&tail[2..]) { fix(h, pm) } else { h };
                return Some((i + 3, Clock::At(h, m)));
            }
            if let W::Meridiem(pm) = self.w(i + 3) {
                return Some((i + 4, Clock::At(fix(h, pm), m)));
            }
            return Some((i + 3, Clock::At(h, m)));
        }
        if let W::Meridiem(pm) = self.w(i + 1) {
            return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(fix(h, pm), 0)));
        }
        if bytes.len() == 4 && self.is(i + 1, &["gmt", "utc", "hours", "hrs", "local"]) {
            let n = quantity::digits(w)?;
            let (h, m) = ((n / 100) as u8, (n % 100) as u8);
            let end = if self.is(i + 1, &["hours", "hrs"]) { i + 2 } else { i + 1 };
            return (n < 2500 && h <= 24 && m < 60).then_some((end, Clock::At(h, m)));
        }
        if self.is(i + 1, &["o'clock", "o’clock"]) {
            return hour.filter(|h| (1..=12).contains(h)).map(|h| (i + 2, Clock::At(h, 0)));
        }
        None
    }

    /// The second halves of ranges: "May 5-7", "1916-17".
    fn continued(&mut self, end: usize, out: &mut Vec<DateHit>) -> usize {
        let joined =
            matches!(self.punct(end), b'-' | b'~' | b'/') && self.glued(end) && end + 1 < self.end && self.tokens[end + 1].is_number();
        if !joined || self.tokens[end + 1].span.len() > 2 || end == 0 {
            return end;
        }
        let last = self.tokens[end - 1];
        let Some(n) = quantity::digits(self.word(end + 1)) else {
            return end;
        };
        // A bare year need not have moved the anchor.
        let year = out.last().filter(|hit| hit.value.len() == 4).and_then(|hit| hit.value.parse().ok());
        let said = year.map_or(self.anchor, |year| {
            Some(Base {
                year,
                month: None,
                day: None,
            })
        });
        let when = match said {
            Some(Base {
                year,
                month: Some(m),
                day: Some(d),
            }) if last.span.len() <= 2 && n > u64::from(d) => {
                if matches!(self.w(end + 2), W::Month(_) | W::Mon(_)) {
                    None
                } else {
                    u8::try_from(n).ok().and_then(|n| day_of(Some(year), m, n))
                }
            }
            Some(Base { year, day: None, .. })
                if last.span.len() == 4 && self.tokens[end + 1].span.len() == 2 && year > 0 && n as i32 > year % 100 =>
            {
                Some(When::Year(year / 100 * 100 + n as i32))
            }
            _ => None,
        };
        match when {
            Some(when) => {
                let mut reading = Self::reading(end + 2, when, None);
                // "May 5-7, 1916"
                if let (When::Day(_, m, d), Some((y, e))) = (when, self.year_number(end + 2 + usize::from(self.punct(end + 2) == b','))) {
                    reading = Self::reading(e, When::Day(Some(y), m, d), None);
                }
                let after = reading.end;
                self.emit(end + 1, reading, out);
                after
            }
            None => end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, reference: Option<&str>) -> String {
        let (mut tokens, mut sentences, mut out) = (Vec::new(), Vec::new(), Vec::new());
        crate::text::tokenize(text, &mut tokens);
        crate::text::split_sentences(text, &tokens, &mut sentences);
        let style = crate::text::case_style(&tokens);
        find_dates(text, &tokens, &sentences, style, reference.and_then(Day::parse), &mut out);
        let show = |hit: &DateHit| {
            let span = tokens[hit.first as usize].span.cover(tokens[hit.end as usize - 1].span);
            format!("{}={}", span.text(text), hit.value)
        };
        out.iter().map(show).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn dates_of_news_count_from_the_publication() {
        for (text, expected) in [
            ("Rebels shelled the port on Jan. 28, 2024.", "Jan. 28, 2024=2024-01-28"),
            ("Rebels shelled the port on 28 January 2024.", "28 January 2024=2024-01-28"),
            (
                "It was raided on 2024-01-28 and 1/30/2024.",
                "2024-01-28=2024-01-28 | 1/30/2024=2024-01-30",
            ),
            ("The camp was raided on Sept 24.", "Sept 24=2023-09-24"),
            ("Gunmen fled in January 2024.", "January 2024=2024-01"),
            ("Gunmen fled in 2023.", "2023=2023"),
            ("Clans fought in the 1990s.", "the 1990s=199"),
            ("Two men were held on Monday.", "Monday=2024-02-05"),
            ("Troops will leave on Monday.", "Monday=2024-02-12"),
            ("They met last Tuesday.", "last Tuesday=2024-02-06"),
            ("The base was hit Thursday night.", "Thursday night=2024-02-08TNI"),
            ("A mortar fell yesterday.", "yesterday=2024-02-08"),
            ("A mortar fell last week.", "last week=2024-W05"),
            ("The vote is next month.", "next month=2024-03"),
            ("He vanished three days ago.", "three days ago=2024-02-06"),
            ("The siege lasted three years.", "three years=P3Y"),
            ("A two-day truce held.", "two-day=P2D"),
            ("They walked for several weeks.", "several weeks=PXW"),
            ("Patrols pass every day.", "every day=P1D"),
            ("The bomb went off at 8 a.m. Monday.", "8 a.m. Monday=2024-02-05T08:00"),
            ("The bomb went off at 11:45am.", "11:45am=2024-02-09T11:45"),
            ("The army took the hill in late 2022.", "late 2022=2022"),
            ("Fighting eased in the summer of 2022.", "the summer of 2022=2022-SU"),
            ("Fighting eased in the third quarter of 2022.", "the third quarter of 2022=2022-Q3"),
            ("Nobody lives there now.", "now=PRESENT_REF"),
            ("Forts of the 19th century stand.", "the 19th century=18"),
            ("They attacked again at the end of 2022.", "the end of 2022=2022"),
        ] {
            assert_eq!(read(text, Some("2024-02-09")), expected, "{text}");
        }
    }

    #[test]
    fn narratives_count_from_the_date_before() {
        for (text, expected) in [
            (
                "The war began on 3 May 1847. On 9 June the fleet sailed. In August it returned.",
                "3 May 1847=1847-05-03 | 9 June=1847-06-09 | August=1847-08",
            ),
            (
                "He landed on 30 December 1847. In January he won.",
                "30 December 1847=1847-12-30 | January=1848-01",
            ),
            (
                "It fell on 4 May 1847. The next day it burned.",
                "4 May 1847=1847-05-04 | The next day=1847-05-05",
            ),
            ("The league was founded in 478 BC.", "478 BC=BC0478"),
            ("The war of 1847-48 was short.", "1847=1847 | 48=1848"),
        ] {
            assert_eq!(read(text, None), expected, "{text}");
        }
    }

    #[test]
    fn without_anything_to_count_from_the_year_stays_open() {
        for (text, expected) in [
            ("Two died on January 28.", "January 28=XXXX-01-28"),
            ("Two died on Sunday.", "Sunday=XXXX-WXX-7"),
            (
                "PORT ANDO, 28 JAN 90 (LOCAL RADIO) -- TWO MEN DIED YESTERDAY IN THE HILLS",
                "28 JAN 90=1990-01-28 | YESTERDAY=1990-01-27",
            ),
        ] {
            assert_eq!(read(text, None), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_hits(words in proptest::collection::vec("the|early|mid|-|last|next|of|May|March|Jan|\\.|,|1916|28|28th|1990s|second|quarter|week|weeks|years|ago|later|every|night|8|:|30am|p\\.m\\.|BC|'s|’|[$]|Monday|yesterday|and|half|a|first|nineteen|new|year|Christmas|İstanbul|99999999999|~|–", 0..14), dated: bool) {
            for text in [words.join(" "), words.concat()] {
                let (mut tokens, mut sentences, mut out) = (Vec::new(), Vec::new(), Vec::new());
                crate::text::tokenize(&text, &mut tokens);
                crate::text::split_sentences(&text, &tokens, &mut sentences);
                let reference = if dated { Day::parse("2024-02-29") } else { None };
                find_dates(&text, &tokens, &sentences, CaseStyle::Mixed, reference, &mut out);
                let mut at = 0;
                for hit in &out {
                    prop_assert!(hit.first >= at && hit.end > hit.first && hit.end as usize <= tokens.len(), "{text:?} {hit:?}");
                    at = hit.end;
                }
                for i in 0..tokens.len() {
                    if let Some(q) = quantity::quantity_at(&text, &tokens, i) {
                        prop_assert!(q.end > q.first && q.end as usize <= tokens.len());
                    }
                }
            }
        }
    }

    #[test]
    fn words_that_only_look_like_dates() {
        for text in [
            "Rebels may attack.",
            "REBELS MAY ATTACK THE TOWN",
            "Crowds march to the gate.",
            "CROWDS MARCH TO THE GATE",
            "The second blast killed two.",
            "The fall of the town was quick.",
            "The Sun printed it.",
            "A 45-year-old man fell.",
            "Some 2000 soldiers deserted.",
            "It cost $1999.",
        ] {
            assert_eq!(read(text, Some("2024-02-09")), "", "{text}");
        }
    }
}
