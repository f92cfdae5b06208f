//! Names by their shape: capitalized words around a noun that tells the kind, "Oru Savings Bank", "Ministry of Trade".

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use super::Stages;
use super::acronym::defined_acronym;
use crate::gazetteer::Kind;
use crate::lexicon::{HEADS as LIST, Word, class};
use crate::text::{Token, hash_word};

/// A name by shape: tokens, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShapeHit {
    pub first: u32,
    pub end: u32,
    pub kind: Kind,
}

/// What a head noun makes, and whether "of" may follow it.
#[derive(Clone, Copy)]
struct Head {
    kind: Kind,
    suffix: bool,
    weak: bool,
}

static HEADS: Lazy<FxHashMap<u64, Head>> = Lazy::new(|| {
    let mut heads = FxHashMap::default();
    let mut head = None;
    for line in LIST.lines() {
        if let Some(title) = line.strip_prefix("# HEAD ") {
            let kind = title.split(' ').next().and_then(Kind::parse);
            head = kind.map(|kind| Head {
                kind,
                suffix: title.contains("suffix"),
                weak: title.ends_with("weak"),
            });
        } else if line.starts_with('#') {
            head = None;
        } else if let Some(head) = head.filter(|_| !line.starts_with(';')) {
            for word in line.split_whitespace() {
                heads.entry(hash_word(word)).or_insert(head);
            }
        }
    }
    heads
});

/// What stands before a name and tells its kind: "Jaysh", "Radio", "Dinamo".
static BEFORE: Lazy<FxHashMap<u64, Kind>> = Lazy::new(|| section("# BEFORE "));

/// What is a name alone: "the Senate".
static ALONE: Lazy<FxHashMap<u64, Kind>> = Lazy::new(|| section("# ALONE "));

/// The kinds of the words under headings that begin so.
fn section(heading: &str) -> FxHashMap<u64, Kind> {
    let mut kinds = FxHashMap::default();
    let mut kind = None;
    for line in LIST.lines() {
        if line.starts_with('#') {
            kind = line.strip_prefix(heading).and_then(Kind::parse);
        } else if let Some(kind) = kind.filter(|_| !line.starts_with(';')) {
            kinds.extend(line.split_whitespace().map(|word| (hash_word(word), kind)));
        }
    }
    kinds
}

/// Words with a capital at the head of a sentence that begin no name.
const OPENERS: [&str; 12] = [
    "Former", "Senior", "Top", "Local", "Last", "Other", "Several", "Many", "Some", "Most", "Both", "Late",
];

/// What makes a force's name of "Force" and the words before: "Royal Oru Police Force".
const BRANCHES: [&str; 7] = ["Police", "Defence", "Defense", "Air", "Security", "Support", "Territorial"];

/// What the members of a group call themselves, before "of" in its name: "Sons of the Soil Movement".
const FELLOWS: [&str; 11] = [
    "Sons",
    "Daughters",
    "Knights",
    "Guardians",
    "Lions",
    "Eagles",
    "Heirs",
    "Sword",
    "Swords",
    "Voice",
    "Shield",
];

/// Classes that no word of a name has.
const ORDINARY: u64 = super::ORDINARY | class::RELATIVE;

/// The longest name, in tokens.
const LONGEST: usize = 12;

pub(super) struct Shapes<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [Word],
}

/// Appends the names of the sentences, from left to right; none overlaps another.
pub(crate) fn find_shapes(stages: &Stages<'_>, out: &mut Vec<ShapeHit>) {
    let shapes = Shapes::of(stages);
    let mut naming = stages.marks.naming.iter(0, stages.tokens.len());
    for sentence in stages.sentences {
        let range = sentence.range();
        let mut next = naming.next_before(range.end);
        if next.is_some() && shapes.headline(range.clone()) {
            naming.go_on(range.end);
            continue;
        }
        let mut least = range.start;
        while let Some(i) = next {
            if let Some(hit) = shapes.named(i, least, range.start, range.end) {
                least = hit.end as usize;
                naming.go_on(least);
                out.push(hit);
            }
            next = naming.next_before(range.end);
        }
    }
}

impl<'a> Shapes<'a> {
    pub(super) fn of(stages: &Stages<'a>) -> Self {
        let Stages { text, tokens, words, .. } = *stages;
        Self { text, tokens, words }
    }

    /// Whether most words have capitals, so that they tell nothing.
    fn headline(&self, range: std::ops::Range<usize>) -> bool {
        let (mut words, mut capital) = (0, 0);
        for i in range {
            let length = self.tokens[i].span.len();
            // "met", "taught": a headline has no verb of small letters.
            if length > 2 && self.tokens[i].is_word() && !self.tokens[i].is_capitalized() && self.words[i].forms != 0 {
                return false;
            }
            if self.tokens[i].is_word() && length > 3 {
                words += 1;
                capital += usize::from(self.tokens[i].is_capitalized());
            }
        }
        words > 3 && capital * 10 > words * 8
    }

    pub(super) fn capital(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.is_word() && token.is_capitalized() && !token.has(Token::POSSESSIVE) && !self.words[i].is(ORDINARY)
    }

    pub(super) fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.tokens[i].span.text(self.text);
        words.contains(&word)
    }

    /// "&", and "and" between two words that are no names: "Food and Drug".
    fn joins(&self, i: usize, start: usize, end: usize) -> bool {
        // "the FBI and Secret Service" are two.
        let apart = || self.tokens[i - 1].has(Token::ALL_CAPS) && self.tokens[i].punct != b'&';
        if i <= start || i + 1 >= end || !self.capital(i - 1) || !self.capital(i + 1) || apart() {
            return false;
        }
        let known = |i: usize| self.words[i].is(!(class::GIVEN_NAME | class::SURNAME | class::TITLE)) && !self.words[i].is(class::HEAD);
        let unknown = self.words[i - 1] == Word::default() && !(i > 1 && self.words[i - 2].is(class::ADJ | class::COMMON));
        let person = unknown || self.words[i - 1].is(class::GIVEN_NAME | class::SURNAME);
        self.tokens[i].punct == b'&'
            || self.is(i, &["and"]) && !person && !self.words[i - 1].is(class::HEAD) && (known(i + 1) || self.is_abstract(i + 1))
    }

    fn is_abstract(&self, i: usize) -> bool {
        let word = self.tokens[i].span.text(self.text);
        ["tion", "ment", "ity", "ics", "ance", "ology"].iter().any(|s| word.ends_with(s))
    }

    /// A word of a person's name, or one that no list knows.
    fn names(&self, i: usize) -> bool {
        self.words[i] == Word::default() || self.words[i].is(class::GIVEN_NAME | class::SURNAME)
    }

    /// The mark of possession behind persons: "Children's", "Governors'".
    fn members(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.may_own() && self.tokens[i - 1].is_capitalized() && self.words[i - 1].is(class::PERSON | class::PERSON_PL)
    }

    /// The stop of an initial: "F.".
    fn stop(&self, i: usize) -> bool {
        let before = &self.tokens[i - 1];
        self.tokens[i].punct == b'.' && self.tokens[i].has(Token::GLUED) && before.is_capitalized() && before.span.len() == 1
    }

    pub(super) fn hyphen(&self, i: usize) -> bool {
        self.tokens[i].punct == b'-' && self.tokens[i].has(Token::GLUED) && self.tokens.get(i + 1).is_some_and(|t| t.has(Token::GLUED))
    }

    /// A title breaks a name, but for "General" before an ordinary word: "General Accounting Office".
    fn title(&self, i: usize) -> bool {
        let word = self.words[i];
        let next = |n: usize| self.words.get(i + n).copied().unwrap_or_default();
        let known = || next(1).is(!(class::GIVEN_NAME | class::SURNAME)) || next(1) == Word::default() && next(2).is(class::HEAD);
        word.is(class::TITLE) && !word.is(class::SURNAME | class::GIVEN_NAME) && !(self.is(i, &["General"]) && known())
    }

    /// The tokens of "al-" and of the "-e-" of Persian and Urdu.
    fn particle(&self, i: usize, end: usize) -> usize {
        let glued = |j: usize| j < end && self.hyphen(j);
        if i + 2 < end && glued(i + 1) && self.is(i, &["al", "el", "as", "ash", "ad", "ar", "an", "at", "az", "Al", "El", "ul"]) {
            2
        } else if i + 3 < end && glued(i) && glued(i + 2) && self.is(i + 1, &["e", "i", "ul", "al"]) {
            3
        } else {
            0
        }
    }

    /// "12th".
    fn ordinal(&self, i: usize) -> bool {
        let word = self.tokens[i].span.text(self.text);
        word.as_bytes()[0].is_ascii_digit() && ["st", "nd", "rd", "th"].iter().any(|s| word.ends_with(s))
    }

    /// Where the capitalized words before the head begin.
    fn left(&self, head: usize, least: usize, start: usize, place: bool) -> usize {
        let mut first = head;
        while first > least && head - first < LONGEST {
            let j = first - 1;
            if self.capital(j) && !self.title(j) {
                first = j;
            } else if !place && j > least && self.members(j) || j > least && first != head && self.stop(j) {
                // "Governors' Association", "John F. Weller School".
                first = j - 1;
            } else if j > least && first != head && (self.hyphen(j) || !place && self.joins(j, least, head + 1)) && self.capital(j - 1)
                || j > least && self.hyphen(j) && self.capital(j - 1)
            {
                first = j - 1;
            } else {
                break;
            }
        }
        let opener = first == start && first < head && (self.is(first, &OPENERS) || self.words[first].is(class::ADVERB | class::HEDGE));
        // "the pro-Kurdish Oru News Agency".
        let behind = first + 1 < head
            && first >= start + 2
            && self.tokens[first].has(Token::GLUED)
            && self.tokens[first - 1].punct == b'-'
            && !self.tokens[first - 2].is_capitalized();
        first + usize::from(opener || behind)
    }

    /// The end of the capitalized words from `i`.
    fn right(&self, i: usize, end: usize) -> usize {
        let mut j = i;
        while j < end && j < i + LONGEST {
            // "Department of Lands Chairman Weller".
            let holder = j > i && self.words[j].is(class::TITLE) && j + 1 < end && self.capital(j + 1) && self.names(j + 1);
            if holder {
                break;
            } else if self.capital(j) || j > i && (self.hyphen(j) || self.joins(j, i, end)) {
                j += 1;
            } else if j > i && self.tokens[j].punct == b',' && j + 3 < end && self.capital(j + 1) && self.joins(j + 2, i, end) {
                j += 1;
            } else {
                break;
            }
        }
        // "St. Louis-based".
        while j > i && !self.tokens[j - 1].is_word() {
            j -= 1;
        }
        j
    }

    fn named(&self, i: usize, least: usize, start: usize, end: usize) -> Option<ShapeHit> {
        let word = self.words[i];
        let around = if word.is(class::HEAD) {
            self.at(i, least, start, end)
        } else {
            None
        };
        let alone = || {
            if !word.is(class::ALONE) || self.tokens[i].has(Token::ALL_CAPS) {
                return None;
            }
            // "The Senate voted" opens a sentence.
            let opened = i == start + 1 && self.is(start, &["The"]);
            // "Army sources said", but "House prices rose".
            let known = || i == start && !self.is(i, &["House", "Coalition"]);
            let bare = (known() || i > start && (opened || !self.tokens[i - 1].is_capitalized()))
                && !(i + 1 < end && self.tokens[i + 1].is_capitalized());
            let kind = ALONE.get(&self.tokens[i].hash).filter(|_| bare)?;
            Some((i + 1, *kind))
        };
        let before = || {
            if !word.is(class::BEFORE) || i > start && self.tokens[i - 1].is_capitalized() {
                return None;
            }
            let stop = usize::from(i + 1 < end && self.tokens[i + 1].punct == b'.' && self.tokens[i + 1].has(Token::GLUED));
            let from = i + 1 + stop + self.particle(i + 1 + stop, end);
            // "Fort St. Jean".
            let short = |j: usize| j + 2 < end && self.is(j, &["St"]) && self.tokens[j + 1].punct == b'.' && self.capital(j + 2);
            let from = if short(from) { from + 2 } else { from };
            if from >= end || !self.capital(from) || self.title(from) {
                return None;
            }
            let to = self.right(from, end);
            let saint = self.is(i, &["St", "Saint", "San", "Santa"]);
            let building = to < end && (self.words[to].is(class::FACILITY) || saint && self.tokens[to].has(Token::POSSESSIVE));
            let kind = BEFORE.get(&self.tokens[i].hash).copied().unwrap_or(Kind::Place);
            let body = kind != Kind::Place;
            (!building && to - from <= 2 && (body || !(from..to).any(|j| self.words[j].is(class::HEAD)))).then_some((to, kind))
        };
        around.or_else(|| {
            alone().or_else(before).map(|(to, kind)| ShapeHit {
                first: i as u32,
                end: to as u32,
                kind,
            })
        })
    }

    fn at(&self, i: usize, least: usize, start: usize, end: usize) -> Option<ShapeHit> {
        // The last head of the run is the head of the name.
        let mut last = i;
        let mut j = i + 1;
        while j < end && j < i + 2 * LONGEST && self.capital(j) && !self.words[j].is(class::TITLE) {
            if self.words[j].is(class::HEAD) {
                last = j;
            }
            j += 1;
        }
        let head = *HEADS.get(&self.tokens[last].hash)?;
        let noun = self.tokens[last].span.text(self.text);
        let unit = head.kind == Kind::SecurityForce || matches!(noun, "Court" | "Circuit" | "Street" | "Avenue" | "Congress" | "Assembly");
        let mut first = self.left(last, least, start, head.kind == Kind::Place);
        // "Weller, Inc.", "12th Brigade".
        let legal =
            first == last && last > least + 1 && self.tokens[last - 1].punct == b',' && matches!(noun, "Inc" | "Ltd" | "Corp" | "LLC");
        if legal && self.capital(last - 2) {
            first = self.left(last - 1, least, start, false);
        }
        let fellows = if head.kind == Kind::Group || unit {
            self.fellows(first, least)
        } else {
            0
        };
        first -= fellows;
        let numbered = first > least && self.ordinal(first - 1);
        if unit && numbered {
            first = self.left(first - 1, least, start, true);
        }
        // "407th Air Expeditionary Group".
        let wing = numbered && !unit && first < last && matches!(noun, "Group" | "Wing");
        first -= usize::from(wing);
        let mut to = last + 1;
        let joint = to + 1 < end && !head.suffix && self.is(to, &["of", "for", "on"]);
        if joint {
            let article = usize::from(to + 2 < end && self.is(to + 1, &["the"]));
            let from = to + 1 + article;
            let right = if from < end { self.right(from, end) } else { from };
            // What has a name already takes no place behind "of" into it, but for "American University of", "Central Bank of".
            let common = |j: usize| self.words[j] != Word::default() || self.tokens[j].span.text(self.text).ends_with("an");
            let general = || !head.weak && self.is(to, &["of"]) && (first..last).all(common);
            let titled = right > from + 1 && self.words[from].is(class::TITLE) && self.names(from + 1);
            let wanted =
                right > from && !titled && (first == last || self.words[from] != Word::default() || self.is(to, &["on"]) || general());
            if wanted {
                to = right;
                to = self.further(to, end);
            }
        }
        // "Orum Herald-Press".
        if head.kind == Kind::Media && to + 1 < end && self.hyphen(to) && self.capital(to + 1) {
            to += 2;
        }
        if to == last + 1 && first == last {
            return None;
        }
        to = self.spelled_out(first, to, end).unwrap_or(to);
        if first < last && self.tokens.get(to).is_some_and(|t| t.punct == b'.' && t.has(Token::GLUED)) && to + 1 < end && head.suffix {
            to += usize::from(matches!(noun, "Corp" | "Inc" | "Co" | "Ltd" | "Bros"));
        }
        // "Joint Task Force Orum", "Task Force 59".
        let task = last > first && noun == "Force" && self.is(last - 1, &["Task"]);
        if task && to < end && (self.tokens[to].is_number() || self.capital(to) && self.names(to)) {
            to += 1;
        }
        let branch = || head.kind == Kind::SecurityForce && last > first + 1 && self.is(last - 1, &BRANCHES);
        // "the Air Force", but "Air Force One".
        let air = || first + 1 == last && noun == "Force" && self.is(first, &["Air"]) && !(to < end && self.is(to, &["One"]));
        if head.weak && !task && !wing && !air() && !branch() && (first..last).all(|j| self.words[j] != Word::default()) {
            return None;
        }
        // "Oru Liberation Army".
        let fighters = (first..to).any(|j| self.words[j].is(class::GROUPISH));
        let group = fellows > 0
            || fighters && (head.kind == Kind::SecurityForce || matches!(noun, "Organization" | "Organisation" | "Council" | "Union"));
        // "Orum Police Service".
        let police =
            last > first && matches!(noun, "Service" | "Department" | "Bureau" | "Agency" | "Authority") && self.is(last - 1, &["Police"]);
        let kind = match (group, police) {
            (true, _) => Kind::Group,
            (_, true) => Kind::SecurityForce,
            _ if wing => Kind::SecurityForce,
            _ if last > first && noun == "Agency" && self.is(last - 1, &["News", "Press"]) => Kind::Media,
            _ => head.kind,
        };
        Some(ShapeHit {
            first: first as u32,
            end: to as u32,
            kind,
        })
    }

    /// How many tokens "Sons of the" takes before what stands at `first`.
    fn fellows(&self, first: usize, least: usize) -> usize {
        let is = |back: usize, words: &[&str]| first >= least + back && self.is(first - back, words);
        let article = usize::from(is(1, &["the"]));
        if is(article + 1, &["of"]) && is(article + 2, &FELLOWS) {
            article + 2
        } else {
            0
        }
    }

    /// "People's Front for Oru (PFO)": where the name ends whose letters stand in brackets behind it.
    fn spelled_out(&self, first: usize, to: usize, end: usize) -> Option<usize> {
        if to + 1 >= end || !self.is(to, &["of", "for", "in", "and"]) {
            return None;
        }
        let from = to + 1 + usize::from(self.is(to + 1, &["the"]));
        let right = if from < end { self.right(from, end) } else { from };
        let name = ShapeHit {
            first: first as u32,
            end: right as u32,
            kind: Kind::Group,
        };
        (right > from && defined_acronym(self.text, self.tokens, &name).is_some()).then_some(right)
    }

    /// Behind "Foundation for the Advancement" also "of Teaching"; what follows must be no name of its own.
    fn further(&self, mut to: usize, end: usize) -> usize {
        for _ in 0..3 {
            if to + 1 >= end || !self.is(to, &["of", "for", "on"]) {
                break;
            }
            let from = to + 1 + usize::from(self.is(to + 1, &["the"]));
            let right = if from < end { self.right(from, end) } else { from };
            let known = right > from && (self.words[from].is(class::HEAD) || self.words[from].is(class::COMMON) || self.is_abstract(from));
            if !known || self.words[from].is(class::TITLE) {
                break;
            }
            to = right;
        }
        to
    }
}
