//! Numbers of people and things, and the bounds that the words around them state.

mod counted;
mod number;

pub(crate) use counted::counts_people;
pub(super) use number::{digits, number};

use crate::text::{Token, WordSet, hashes};
use number::{open_number, tens};

/// A number expression and the bounds that it states.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quantity {
    pub first: u32,
    pub end: u32,
    pub count: Count,
}

/// The bounds of a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub approximate: bool,
}

pub(super) fn word<'a>(text: &'a str, tokens: &[Token], i: usize) -> &'a str {
    tokens.get(i).map_or("", |t| t.span.text(text))
}

/// The hash of the token, 0 where there is none.
fn hash(tokens: &[Token], i: usize) -> u64 {
    tokens.get(i).map_or(0, |t| t.hash)
}

fn is(tokens: &[Token], i: usize, words: &[u64]) -> bool {
    words.contains(&hash(tokens, i))
}

fn length(tokens: &[Token], i: usize) -> usize {
    tokens.get(i).map_or(0, |t| t.span.len())
}

fn glued_hyphen(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.punct == b'-' && t.has(Token::GLUED)) && tokens.get(i + 1).is_some_and(|t| t.has(Token::GLUED))
}

/// Words behind a number that make it a measure, a time, an age, money or a rank.
static NOT_COUNTED: WordSet<74> = WordSet::new([
    "%",
    "percent",
    "pct",
    "per",
    "percentage",
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "hrs",
    "minute",
    "minutes",
    "mins",
    "second",
    "seconds",
    "decade",
    "decades",
    "century",
    "centuries",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "a.m",
    "p.m",
    "gmt",
    "oclock",
    "dollars",
    "euros",
    "pounds",
    "rupees",
    "pesos",
    "lira",
    "liras",
    "yen",
    "cents",
    "km",
    "kilometers",
    "kilometres",
    "kilometer",
    "miles",
    "mile",
    "meters",
    "metres",
    "yards",
    "feet",
    "inches",
    "mph",
    "kph",
    "kg",
    "kilograms",
    "kilos",
    "tons",
    "tonnes",
    "ad",
    "bc",
    "b.c.",
    "mm",
    "cm",
    "caliber",
    "calibre",
    "degrees",
    "acres",
    "hectares",
    "liters",
    "litres",
    "night",
    "nights",
]);

/// What the words before a number make of it.
#[derive(Clone, Copy)]
enum Bound {
    Least,
    Most,
    About,
    MostAbout,
}

/// The words before a number that make it a bound or soften it; of those that end alike the longer first.
const HEDGES: [(&[u64], Bound); 28] = [
    (hashes!["no", "more", "than"], Bound::Most),
    (hashes!["no", "greater", "than"], Bound::Least),
    (hashes!["no", "fewer", "than"], Bound::Least),
    (hashes!["no", "less", "than"], Bound::Least),
    (hashes!["more", "than"], Bound::Least),
    (hashes!["greater", "than"], Bound::Least),
    (hashes!["at", "least"], Bound::Least),
    (hashes!["no", "fewer"], Bound::Least),
    (hashes!["minimum", "of"], Bound::Least),
    (hashes!["fewer", "than"], Bound::Most),
    (hashes!["less", "than"], Bound::Most),
    (hashes!["at", "most"], Bound::Most),
    (hashes!["up", "to"], Bound::Most),
    (hashes!["as", "many"], Bound::Most),
    (hashes!["many", "as"], Bound::MostAbout),
    (hashes!["close", "to"], Bound::About),
    (hashes!["over"], Bound::Least),
    (hashes!["under"], Bound::Most),
    (hashes!["below"], Bound::Most),
    (hashes!["nearly"], Bound::About),
    (hashes!["almost"], Bound::About),
    (hashes!["about"], Bound::About),
    (hashes!["around"], Bound::About),
    (hashes!["some"], Bound::About),
    (hashes!["approximately"], Bound::About),
    (hashes!["roughly"], Bound::About),
    (hashes!["estimated"], Bound::About),
    (hashes!["circa"], Bound::About),
];

/// The last words of them, by which most numbers are seen to have none.
static HEDGING: WordSet<{ HEDGES.len() }> = {
    let (mut last, mut i) = ([0; HEDGES.len()], 0);
    while i < last.len() {
        last[i] = HEDGES[i].0[HEDGES[i].0.len() - 1];
        i += 1;
    }
    WordSet::of(last)
};

/// Words before a number that count nothing with it.
static NUMBERED: WordSet<15> = WordSet::new([
    "no", "nos", "article", "section", "chapter", "route", "highway", "flight", "channel", "page", "aged", "age", "phase", "room", "unit",
]);

static MONTHS: WordSet<24> = WordSet::new([
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
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]);

/// The longest number expression that starts at token `i`; ordinals, ages, years, times, money and shares are none.
pub(crate) fn quantity_at(text: &str, tokens: &[Token], i: usize) -> Option<Quantity> {
    let token = tokens.get(i)?;
    if token.punct != 0 || token.has(Token::POSSESSIVE) {
        return None;
    }
    // "a dozen", "a hundred": the article is part of the number.
    let article = i > 0 && is(tokens, i, hashes!["dozen", "hundred", "thousand", "million"]) && is(tokens, i - 1, hashes!["a"]);
    let i = i - usize::from(article);
    let exact = number(text, tokens, i);
    let open = open_number(tokens, i, exact);
    let (mut min, mut max, end) = open.or(exact.map(|(n, end)| (Some(n), Some(n), end)))?;
    if open.is_none() && !countable(text, tokens, i, end, min.unwrap_or(0)) {
        return None;
    }
    let (end, or_so) = said_again(text, tokens, end, exact.map(|(n, _)| n).filter(|_| open.is_none()));
    let measure = |at: usize| NOT_COUNTED.contains(hash(tokens, at));
    if measure(end) || (glued_hyphen(tokens, end) && measure(end + 1)) {
        return None;
    }
    let mut approximate = or_so || open.is_some_and(|o| o.1.is_none());
    let (first, end) = hedge(text, tokens, i, end, &mut min, &mut max, &mut approximate).unwrap_or((i, end));
    Some(Quantity {
        first: first as u32,
        end: end as u32,
        count: Count { min, max, approximate },
    })
}

/// "nine (9) people", "a dozen or so": the end of the number with what repeats or softens it, and whether it was softened.
fn said_again(text: &str, tokens: &[Token], end: usize, value: Option<u64>) -> (usize, bool) {
    let mark = |at: usize, punct: u8| tokens.get(at).is_some_and(|t| t.punct == punct);
    if value.is_some() && mark(end, b'(') && tokens.get(end + 1).is_some_and(Token::is_number) && mark(end + 2, b')') {
        let again = number(text, tokens, end + 1);
        if again.map(|(n, _)| n) == value {
            return (end + 3, false);
        }
    }
    let or_so = is(tokens, end, hashes!["or"]) && is(tokens, end + 1, hashes!["so"]);
    (if or_so { end + 2 } else { end }, or_so)
}

fn countable(text: &str, tokens: &[Token], i: usize, end: usize, value: u64) -> bool {
    let glued = tokens[i].has(Token::GLUED);
    let before = if i > 0 { tokens[i - 1].punct } else { 0 };
    let sign = i > 0 && !tokens[i - 1].is_word() && matches!(word(text, tokens, i - 1), "$" | "£" | "€" | "¥" | "#" | "№");
    if sign || glued && matches!(before, b'/' | b':' | b'.' | b'$' | b'\'' | b'+') {
        return false;
    }
    // "AK-47", "G-20": a number behind a hyphen belongs to the name, unless a number stands before it.
    if glued
        && before == b'-'
        && i >= 2
        && tokens[i - 2].is_word()
        && tens(hash(tokens, i - 2)).is_none()
        && !previous_is_article(tokens, i)
    {
        return false;
    }
    let next = tokens.get(end);
    if next
        .is_some_and(|t| t.has(Token::GLUED) && matches!(t.punct, b'/' | b':') && tokens.get(end + 1).is_some_and(|n| n.has(Token::GLUED)))
    {
        return false;
    }
    if next.is_some_and(|t| t.has(Token::POSSESSIVE) || t.punct == b'%') {
        return false;
    }
    // Clock times, days of a month, numbers of units.
    let month = |at: usize| MONTHS.contains(hash(tokens, at));
    let in_digits = tokens[i].is_number();
    if in_digits && value <= 31 {
        let stop = i > 0 && before == b'.';
        let named_before = (i > 0 && month(i - 1)) || (stop && i > 1 && month(i - 2));
        if named_before || (month(end) && tokens[end].is_capitalized()) || (is(tokens, end, hashes!["of"]) && month(end + 1)) {
            return false;
        }
    }
    if i > 0 && NUMBERED.contains(tokens[i - 1].hash) {
        return false;
    }
    if i > 1 && before == b'.' && is(tokens, i - 2, hashes!["no", "nos"]) {
        return false;
    }
    let year = in_digits && (1000..2100).contains(&value) && end == i + 1 && tokens[i].span.len() == 4;
    if year {
        let counted = tokens.get(end).is_some_and(|t| {
            let w = t.span.text(text);
            t.is_word()
                && !t.is_capitalized()
                && (w.ends_with('s') || w == "people" || w == "men" || w == "women")
                && !matches!(w, "was" | "is" | "has" | "as" | "this")
        });
        let dated = i > 0
            && is(
                tokens,
                i - 1,
                hashes![
                    "in", "since", "of", "until", "by", "from", "during", "before", "after", "the", "and", "to",
                ],
            );
        return counted && !dated;
    }
    // "one of", "no one", "one another": a pronoun, but for "one of whom".
    if value == 1 && !in_digits && !(is(tokens, end, hashes!["of"]) && is(tokens, end + 1, hashes!["whom"])) {
        let after = word(text, tokens, end);
        let plain = tokens.get(end).is_some_and(|t| t.is_word() || t.punct == b'-');
        if !plain
            || is(
                tokens,
                end,
                hashes!["of", "another", "who", "that", "to", "day", "in", "by", "time", "thing"],
            )
            || after.is_empty()
        {
            return false;
        }
        if i > 0
            && is(
                tokens,
                i - 1,
                hashes!["no", "any", "the", "this", "that", "every", "each", "only", "another"],
            )
            && !opens_a_clause(tokens, i - 1)
        {
            return false;
        }
    }
    // An age in apposition: ", 34,".
    if in_digits && value < 110 && before == b',' && next.is_some_and(|t| matches!(t.punct, b',' | b'.')) {
        return i < 2 || !tokens[i - 2].is_capitalized();
    }
    true
}

/// Whether "that" tells what was said, and is not of one thing among others: "said that one officer was hurt", not "of that one man".
fn opens_a_clause(tokens: &[Token], i: usize) -> bool {
    is(tokens, i, hashes!["that"])
        && i > 0
        && tokens[i - 1].is_word()
        && !is(
            tokens,
            i - 1,
            hashes![
                "of", "on", "in", "for", "at", "with", "by", "to", "from", "than", "like", "about", "only", "just",
            ],
        )
}

fn previous_is_article(tokens: &[Token], i: usize) -> bool {
    i >= 2 && is(tokens, i - 2, hashes!["the", "a", "of"])
}

/// Takes the words before the number into its bounds.
fn soften(tokens: &[Token], i: usize, min: &mut Option<u64>, max: &mut Option<u64>, approximate: &mut bool) {
    let stand = |words: &[u64]| {
        let first = i.checked_sub(words.len());
        first.is_some_and(|first| words.iter().zip(first..).all(|(word, at)| hash(tokens, at) == *word))
    };
    match HEDGES.iter().find(|(words, _)| stand(words)) {
        Some((_, Bound::Least)) => *max = None,
        Some((_, Bound::Most)) => *min = None,
        Some((_, Bound::About)) => *approximate = true,
        Some((_, Bound::MostAbout)) => (*min, *approximate) = (None, true),
        None => {}
    }
}

/// Reads the hedges directly before the number, and the other number of a range, whose tokens are returned.
fn hedge(
    text: &str,
    tokens: &[Token],
    i: usize,
    end: usize,
    min: &mut Option<u64>,
    max: &mut Option<u64>,
    approximate: &mut bool,
) -> Option<(usize, usize)> {
    if i > 0 && HEDGING.contains(tokens[i - 1].hash) {
        soften(tokens, i, min, max, approximate);
    }
    if is(tokens, end, hashes!["or"]) && is(tokens, end + 1, hashes!["more"]) {
        *max = None;
        return Some((i, end + 2));
    }
    let (first, end, low, high) = range(text, tokens, i, end, min.or(*max)?)?;
    (*min, *max, *approximate) = (Some(low), Some(high), true);
    Some((first, end))
}

/// The tokens and bounds of the range that begins with the number: "20 to 30", "between 20 and 30", "three or four".
fn range(text: &str, tokens: &[Token], i: usize, end: usize, low: u64) -> Option<(usize, usize, u64, u64)> {
    let dash = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|t| matches!(t.punct, b'-' | b'~') && t.has(Token::GLUED))
            && tokens.get(at + 1).is_some_and(|t| t.has(Token::GLUED))
    };
    let before = |words: &[u64]| i > 0 && is(tokens, i - 1, words);
    let between = before(hashes!["between"]);
    let linked = is(tokens, end, hashes!["and"]) && between || is(tokens, end, hashes!["to", "or"]) || dash(end);
    if !linked {
        return None;
    }
    let (high, end) = number(text, tokens, end + 1).filter(|&(high, _)| low < high)?;
    Some((i - usize::from(between), end, low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> String {
        let mut tokens = Vec::new();
        crate::text::tokenize(text, &mut tokens);
        let mut out = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            if let Some(q) = quantity_at(text, &tokens, i) {
                let span = tokens[q.first as usize].span.cover(tokens[q.end as usize - 1].span);
                let show = |n: Option<u64>| n.map_or(String::from("?"), |n| n.to_string());
                let about = if q.count.approximate { "~" } else { "" };
                out.push(format!("{}={about}{}..{}", span.text(text), show(q.count.min), show(q.count.max)));
                i = q.end as usize;
            } else {
                i += 1;
            }
        }
        out.join(" | ")
    }

    #[test]
    fn numbers_of_people_and_things() {
        for (text, expected) in [
            ("Gunmen held 47 villagers", "47=47..47"),
            ("some 2,000 rebels", "2,000=~2000..2000"),
            ("twenty-two soldiers fell", "twenty-two=22..22"),
            ("TWENTY-TWO SOLDIERS", "TWENTY-TWO=22..22"),
            ("nearly 80 shops", "80=~80..80"),
            ("at least nine guards", "nine=9..?"),
            ("more than 300 tents", "300=300..?"),
            ("up to 60 boats", "60=?..60"),
            ("dozens of huts", "dozens=~24..?"),
            ("tens of thousands of refugees", "tens of thousands=~20000..?"),
            ("a dozen goats", "a dozen=12..12"),
            ("two dozen goats", "two dozen=24..24"),
            ("10 million leaflets", "10 million=10000000..10000000"),
            ("1.5 million leaflets", "1.5 million=1500000..1500000"),
            ("three hundred and five men", "three hundred and five=305..305"),
            ("between 20 and 30 riders", "between 20 and 30=~20..30"),
            ("between 20 or 30 riders", "between 20 or 30=~20..30"),
            ("20-30 riders", "20-30=~20..30"),
            ("an AK-47 and a 45-year-old man", ""),
            ("the third man; 5 percent; $300; 8 a.m.; in 1998; on Jan. 28", ""),
            ("for three years until 28 January", ""),
            ("one of them, no one else, one soldier", "one=1..1"),
            ("Omar Dale, 34, was held", ""),
            ("2000 troops crossed in 2000", "2000=2000..2000"),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn overlong_digits_are_no_number() {
        assert_eq!(
            all("99999999999999999999999 and 12,34 and 9999999 billion billion"),
            "9999999 billion=9999999000000000..9999999000000000"
        );
    }
}
