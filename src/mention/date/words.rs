//! The words of time expressions, by their hashes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::super::date_value::Unit;
use crate::text::{Token, hash_word};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum W {
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
pub(super) enum R {
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
pub(super) fn kinds_of(tokens: &[Token]) -> (Vec<u8>, Vec<W>) {
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

/// Further words that begin an expression.
pub(super) static ODD: LazyLock<[u64; 3]> = LazyLock::new(|| ["christmas", "thanksgiving", "new"].map(hash_word));
