//! Names that no list knows by the words beside them: "Oru, Maine", "the town of Oru", "Oru district", "in Oru", "drug maker
//! Oru", "Oru employee", "the newspaper El Oru"; and the same names again in the rest of the article.

mod apposed;
mod series;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Stages;
use super::marks::Bits;
use super::people::Claim;
use super::shape::ShapeHit;
use crate::gazetteer::{ARABIC_ARTICLES, Kind};
use crate::lexicon::{Word, beside, class};
use crate::text::{Sieve, Token, hash_folded, hashes};

/// The most words of a place's name.
const LONGEST: usize = 3;
/// Endings by which a word of no list may be an adjective.
const ADJECTIVES: [&str; 9] = ["ed", "ing", "al", "ive", "ous", "ic", "ary", "ent", "ant"];

struct Localities<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    claims: &'a [Claim],
}

const AT: u64 = hash_folded("at");
const AND: u64 = hash_folded("and");
const OF: u64 = hash_folded("of");
const BATTLE: u64 = hash_folded("battle");
const FROM: u64 = hash_folded("from");
const IN: u64 = hash_folded("in");
const TO: u64 = hash_folded("to");
const TOWARD: u64 = hash_folded("toward");
const TOWARDS: u64 = hash_folded("towards");
/// How many tokens before "seized" those may stand who did it.
const TAKERS: usize = 5;

/// Appends the names. `outer` are the tokens where states and countries begin.
pub(crate) fn find_localities(stages: &Stages<'_>, claims: &[Claim], outer: &Bits, out: &mut Vec<ShapeHit>) {
    let Stages { text, tokens, words, .. } = *stages;
    let localities = Localities {
        text,
        tokens,
        words,
        claims,
    };
    let mut beside = stages.marks.beside.iter(0, tokens.len());
    for sentence in stages.sentences {
        let range = sentence.range();
        let mut least = range.start;
        while let Some(i) = beside.next_before(range.end) {
            // A name stands up to three tokens behind what tells it ("daily al-Oru"), or before it.
            let back = if words[i].stands(beside::OWN) { 4 } else { 1 };
            let (from, to) = (range.start.max(i.saturating_sub(back)), range.end.min(i + 4));
            if stages.marks.capital.next(from, to).is_some()
                && let Some((first, end, kind)) = localities.at(i, least, &range, outer)
            {
                out.push(ShapeHit {
                    first: first as u32,
                    end: end as u32,
                    kind,
                });
                least = end;
            }
        }
    }
}

impl Localities<'_> {
    /// The name beside the token, which may tell of one: its tokens, and of what it is the name.
    fn at(&self, i: usize, least: usize, sentence: &Range<usize>, outer: &Bits) -> Option<(usize, usize, Kind)> {
        let (start, end) = (sentence.start, sentence.end);
        let capital = |i: usize| i < end && self.tokens[i].is_capitalized();
        let place = |(first, end)| (first, end, Kind::Place);
        let word = self.words[i];
        if self.tokens[i].punct == b',' {
            // Most commas stand behind no name.
            if i <= least || !self.capital(i - 1) {
                return self.series(i, sentence, outer).map(place);
            }
            let state = i + 1 < end && outer.holds(i + 1) && !self.tokens.get(i + 2).is_some_and(|t| t.has(Token::POSSESSIVE));
            if state {
                self.inner(i, least, start).map(place)
            } else {
                self.series(i, sentence, outer).map(place).or_else(|| self.apposed(i, least, end))
            }
        } else if word.is(class::LOCALITY) && (i > start && capital(i - 1) || capital(i + 2) || capital(i + 1)) {
            self.beside(i, least, start, end).map(place)
        } else if word.stands(beside::OWN) {
            self.owner(i, least, start)
        } else if let Some(first) = self.before(i, least) {
            let gang = word.stands(beside::GANG);
            Some(if gang {
                (first, i + 1, Kind::Group)
            } else {
                (first, i, Kind::Organization)
            })
        } else if !capital(i + 1) && !(i + 2 < end && self.tokens[i + 2].punct == b'-') {
            None
        } else if self.tokens[i].hash == AND {
            self.shared(i, least, end).or_else(|| self.series(i, sentence, outer)).map(place)
        } else if word.is(class::PREP) || word.stands(beside::ENTERED | beside::NEARBY) {
            let listened = || self.listened(i, least, start, end).map(|first| (first, i, Kind::Media));
            self.held(i, end).or_else(listened).or_else(|| self.within(i, end).map(place))
        } else if word.is(class::PERSON | class::ORG_NOUN | class::GROUP_NOUN | class::MEDIA_NOUN | class::FACILITY | class::COMMON) {
            self.behind(i, end)
        } else {
            None
        }
    }

    fn capital(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let closed = class::DET | class::PREP | class::CONJ | class::PRONOUN | class::MONTH | class::WEEKDAY | class::TITLE | class::SUBORD;
        token.is_word()
            && token.is_capitalized()
            && self.claims[i] == Claim::Free
            && !token.has(Token::POSSESSIVE)
            && !self.words[i].is(closed)
    }

    fn unknown(&self, i: usize) -> bool {
        let word = self.words[i];
        word == Word::default() || word.is(class::GIVEN_NAME | class::SURNAME)
    }

    /// "went to Nova Oru, where": the end of a name that what stands behind it tells to be a place's.
    fn before_where(&self, from: usize, end: usize) -> Option<usize> {
        let to = (from..end.min(from + LONGEST + 1)).find(|&i| !self.capital(i) || !self.unknown(i))?;
        let told = to > from && self.tokens[to].punct == b',' && self.is(to + 1, hashes!["where"]);
        told.then_some(to)
    }

    /// Where the capitalized words that end before `end` begin.
    fn run(&self, end: usize, least: usize) -> usize {
        let mut first = end;
        while first > least && end - first <= 2 * LONGEST {
            let j = first - 1;
            if self.capital(j) {
                first = j;
            } else if first < end && j > least && self.tokens[j].punct == b'-' && self.tokens[j].has(Token::GLUED) && self.capital(j - 1) {
                first = j - 1;
            } else {
                break;
            }
        }
        first
    }

    fn is(&self, i: usize, words: &[u64]) -> bool {
        self.tokens.get(i).is_some_and(|t| words.contains(&t.hash))
    }

    /// The end of the words from `i` that no list knows, particles among them.
    fn unknowns(&self, i: usize, end: usize) -> usize {
        let unknown = |j: usize| j < end && self.capital(j) && self.words[j] == Word::default() && !self.tokens[j].has(Token::ALL_CAPS);
        let (mut to, mut words) = (i, 0);
        while unknown(to) {
            words += 1;
            to += 1;
            // "Oru-Mirel".
            to += usize::from(to < end && self.tokens[to].punct == b'-' && self.tokens[to].has(Token::GLUED) && unknown(to + 1));
        }
        // "Route 128" is a road.
        let open = to < end && (self.tokens[to].is_capitalized() || self.tokens[to].punct == b'-' || self.tokens[to].is_number());
        if open || words > LONGEST { i } else { to }
    }

    /// "al-Oru".
    fn small_article(&self, i: usize, end: usize) -> bool {
        i + 2 < end && self.is(i, ARABIC_ARTICLES) && self.tokens[i + 1].punct == b'-' && self.tokens[i + 1].has(Token::GLUED)
    }

    /// "in Oru", "near Oru", "the mayor of Oru", "entered Oru".
    fn within(&self, preposition: usize, end: usize) -> Option<(usize, usize)> {
        if let Some(to) = self.before_where(preposition + 1, end) {
            return Some((preposition + 1, to));
        }
        let told = self.leads_to_place(preposition);
        if !told && self.tokens[preposition].hash != FROM {
            return None;
        }
        // "in al-Oru"; "entered Umm Oru".
        let umm = || !self.takes(preposition) && self.is(preposition + 1, hashes!["umm"]) && self.capital(preposition + 1);
        let small = if self.small_article(preposition + 1, end) { 2 } else { 0 };
        let from = preposition + 1 + if small == 0 && umm() { 1 } else { small };
        let mut to = self.unknowns(from, end);
        // "in Oru de Mirel".
        let joined = to > from && self.is(to, hashes!["de", "del", "do", "da"]) && to + 1 < end;
        if joined && self.capital(to + 1) && self.unknown(to + 1) && !self.tokens.get(to + 2).is_some_and(Token::is_capitalized) {
            to += 2;
        }
        // "captured Oru", but no Oru who has a given name elsewhere.
        if self.takes(preposition) && (to != from + 1 || self.is_persons(from, to)) {
            return None;
        }
        let owns = to < end && self.tokens[to].has(Token::POSSESSIVE);
        // "from Oru in Maine".
        let inside = || to + 1 < end && self.tokens[to].hash == IN && self.placed(to + 1);
        (to > from && !owns && (told || inside())).then_some((preposition + 1, to))
    }

    /// "Paris ORU TELEVISION in French 1300 GMT", as those who listen to foreign stations head what they heard: where the name begins.
    fn listened(&self, preposition: usize, least: usize, start: usize, end: usize) -> Option<usize> {
        let told = self.tokens[preposition].hash == IN
            && preposition + 3 < end
            && self.tokens[preposition + 1].is_capitalized()
            && self.tokens[preposition + 2].has(Token::DIGIT)
            && (self.words[preposition + 3].is(class::MONTH) || self.is(preposition + 3, hashes!["gmt"]));
        let first = if told { self.run(preposition, least) } else { preposition };
        let rest = first + 1 == preposition && self.words[first].is(class::HEAD);
        let behind_place = first > start
            && first < preposition
            && !rest
            && self.tokens[first - 1].is_capitalized()
            && self.claims[first - 1] != Claim::Free;
        behind_place.then_some(first)
    }

    /// "from Paris" before "to Oru"; `last` is the last word of the place.
    fn behind_from(&self, last: usize) -> bool {
        let first = (last.saturating_sub(LONGEST)..=last)
            .rev()
            .take_while(|&i| self.tokens[i].is_capitalized())
            .last();
        first.is_some_and(|i| i > 0 && self.tokens[i - 1].hash == FROM && self.placed(i))
    }

    /// Whether a place stands behind the preposition or verb: "in", "at a station at", "the mayor of", "fled to", "entered".
    fn leads_to_place(&self, i: usize) -> bool {
        let before = i.checked_sub(1);
        let word = before.map(|i| self.words[i]).unwrap_or_default();
        let local = match self.tokens[i].hash {
            AT => word.is(class::EVENT | class::FACILITY | class::PLACE_NOUN),
            // "the battle of Oru" may be one for a child.
            OF => word.stands(beside::LOCAL) || before.is_some_and(|b| self.tokens[b].hash == BATTLE && self.tokens[b].is_capitalized()),
            // "a fisherman from Oru".
            FROM => word.is(class::PERSON | class::PERSON_PL) && before.is_some_and(|b| !self.tokens[b].is_capitalized()),
            TO => word.stands(beside::LEADING) || before.is_some_and(|b| self.behind_from(b)),
            TOWARD | TOWARDS => word.stands(beside::LEADING),
            _ if self.takes(i) => return self.by_band(i),
            _ => false,
        };
        local || self.words[i].stands(beside::WITHIN | beside::ENTERED | beside::NEARBY)
    }

    /// "captured", "seized": what is done to places as to persons.
    fn takes(&self, i: usize) -> bool {
        self.is(i, hashes!["captured", "capturing", "seized", "seizing"])
    }

    /// Whether those stand before a verb who take towns: "the rebels seized".
    fn by_band(&self, verb: usize) -> bool {
        let from = verb.saturating_sub(TAKERS);
        let mut before = (from..verb)
            .rev()
            .take_while(|&i| self.tokens[i].punct == 0 || self.tokens[i].punct == b'-');
        let takes_towns = |i: usize| {
            let police = hashes!["police", "policemen", "officers", "agents", "detectives", "guards"];
            self.words[i].is(class::PERSON_PL | class::FORCE_NOUN) && !self.is(i, police)
        };
        before.any(takes_towns)
    }

    /// Whether a name stands at a token that is no date's.
    fn placed(&self, i: usize) -> bool {
        self.tokens[i].is_capitalized() && self.claims[i] != Claim::Free && !self.words[i].is(class::MONTH | class::WEEKDAY)
    }

    /// "drug maker Oru", "the newspaper El Oru".
    fn behind(&self, noun: usize, end: usize) -> Option<(usize, usize, Kind)> {
        let kind = if self.tokens[noun].is_capitalized() {
            return None;
        } else if self.words[noun].stands(beside::FIRM) {
            Kind::Organization
        } else if self.words[noun].stands(beside::OUTLET) {
            Kind::Media
        } else {
            return None;
        };
        let from = noun + 1;
        let lead = if kind != Kind::Media {
            0
        } else if self.small_article(from, end) {
            2
        } else {
            usize::from(from < end && self.is(from, hashes!["el", "la", "le", "al", "der", "die"]))
        };
        let mut to = self.unknowns(from + lead, end);
        // "agency ORU", "El Siglo de Oru".
        if to == from && from < end && self.capital(from) && self.words[from] == Word::default() && self.tokens[from].has(Token::ALL_CAPS) {
            to = from + 1;
        }
        if to > from + lead && lead > 0 && to + 1 < end && self.is(to, hashes!["de", "del"]) && self.tokens[to + 1].is_capitalized() {
            let open = self.claims[to + 1] == Claim::Taken || to + 2 < end && self.tokens[to + 2].is_capitalized();
            to += if open { 0 } else { 2 };
        }
        // "The group Oru leads", "the armed group Oru".
        let group = self.words[noun].is(class::GROUP_NOUN);
        let led = to == from + 1 && self.words.get(to).is_some_and(|w| w.lemma != 0);
        let armed = || (noun.saturating_sub(3)..noun).any(|i| self.is(i, apposed::ARMED));
        (to > from + lead && !(group && (led || armed()))).then_some((from, to, kind))
    }

    /// "Oru employee", "Oru spokesman", "Oru president Anna Weller", "the Oru gang": one word that no list knows.
    fn before(&self, noun: usize, least: usize) -> Option<usize> {
        let first = noun.checked_sub(1).filter(|&i| i >= least)?;
        let told = if self.words[noun].stands(beside::GANG) {
            // "the Marxist faction" is none of one Marxist.
            let word = self.tokens[first].span.text(self.text);
            let adjective = ["ist", "ite", "ian", "ish", "ese", "ic"].iter().any(|s| word.ends_with(s));
            let determined = first > least && self.words[first - 1].is(class::DET | class::POSS_DET);
            determined && !adjective && self.unknown(first)
        } else {
            let alone = first == least || !self.tokens[first - 1].is_capitalized() && self.tokens[first - 1].punct != b'-';
            let staff =
                self.words[noun].stands(beside::OF_FIRM) || self.words[noun].stands(beside::POST) && self.held_by(noun, first == least);
            staff && alone && self.words[first] == Word::default()
        };
        (told && self.tokens[first].span.len() > 1 && self.capital(first) && !self.tokens[noun].is_capitalized()).then_some(first)
    }

    /// Whether who holds a post is named behind it. An adjective that `opens` the sentence is no body, nor is the end of one's name:
    /// "Embattled president Anna Weller", "Department of Corrections director Anna Weller".
    fn held_by(&self, post: usize, opens: bool) -> bool {
        let named = self.tokens.get(post + 1).is_some_and(|t| t.is_word() && t.is_capitalized());
        let word = self.tokens[post - 1].span.text(self.text);
        let adjective = ADJECTIVES.iter().any(|ending| word.ends_with(ending));
        named && if opens { !adjective } else { self.tokens[post - 2].hash != OF }
    }

    /// Before ", State": the name of a town.
    fn inner(&self, comma: usize, least: usize, start: usize) -> Option<(usize, usize)> {
        let first = self.run(comma, least);
        if first == comma || comma - first > LONGEST {
            return None;
        }
        let located = first > start && self.is(first - 1, hashes!["in", "near", "of", "from", "at", "to", "outside", "around"]);
        let listed = first == start || first > start && (self.tokens[first - 1].punct != 0 || self.is(first - 1, hashes!["and", "for"]));
        let named = (first..comma).all(|i| self.unknown(i));
        let person = self.words[first].is(class::GIVEN_NAME) && comma - first > 1;
        // "Ideally, Texas would pay".
        let adverb = first == start && first + 1 == comma && self.tokens[first].span.text(self.text).ends_with("lly");
        (located || listed && named && !person && !adverb).then_some((first, comma))
    }

    /// Beside "district", "the town of".
    fn beside(&self, noun: usize, least: usize, start: usize, end: usize) -> Option<(usize, usize)> {
        let capital = self.tokens[noun].is_capitalized();
        if capital && !self.is(noun, hashes!["district", "province", "governorate", "prefecture"]) {
            return None;
        }
        if !capital && noun + 2 < end && self.is(noun + 1, hashes!["of"]) && self.capital(noun + 2) && self.unknown(noun + 2) {
            let mut to = noun + 3;
            while to < end && to < noun + 2 + LONGEST && self.capital(to) {
                to += 1;
            }
            let open = to < end && self.tokens[to].is_capitalized();
            return (!open).then_some((noun + 2, to));
        }
        // "the Christian village of Paris", which a list knows.
        if !capital && noun + 2 < end && self.is(noun + 1, hashes!["of"]) && self.claims[noun + 2] == Claim::Place {
            return None;
        }
        // "the town Oru".
        if !capital && noun > start && self.words[noun - 1].is(class::DET) && noun + 1 < end && self.tokens[noun + 1].is_capitalized() {
            let to = self.unknowns(noun + 1, end);
            return (to > noun + 1).then_some((noun + 1, to));
        }
        let first = self.run(noun, least);
        let named = first < noun && noun - first <= LONGEST && (first..noun).all(|i| self.unknown(i) || self.tokens[i].punct == b'-');
        let whole = first == start || !self.tokens[first - 1].is_capitalized();
        (named && whole).then_some((first, noun))
    }
}

/// What names that the article has told the kind of begin with; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The kinds of names of one word.
    kinds: FxHashMap<u64, Kind>,
    /// Names of several.
    long: FxHashMap<u64, ShapeHit>,
}

/// Appends the places in the article where names stand again that it has told the kind of.
pub(crate) fn find_again(stages: &Stages<'_>, claims: &[Claim], named: &[ShapeHit], told: &mut Told, out: &mut Vec<ShapeHit>) {
    let Stages { tokens, words, .. } = *stages;
    let Told { kinds, long } = told;
    kinds.clear();
    long.clear();
    for hit in named {
        let first = hit.first as usize;
        let legal = hit.end - hit.first == 2 && hit.kind == Kind::Organization && words[first + 1].is(class::LEGAL);
        if (hit.end - hit.first == 1 || legal) && words[first] == Word::default() {
            kinds.insert(tokens[first].hash, hit.kind);
        }
    }
    let several = named.iter().filter(|h| h.end - h.first > 1 && h.kind != Kind::Place);
    long.extend(several.map(|h| (tokens[h.first as usize].hash, *h)));
    if kinds.is_empty() && long.is_empty() {
        return;
    }
    let mut firsts = Sieve::default();
    for hash in kinds.keys().chain(long.keys()) {
        firsts.put(*hash);
    }
    let hashes = |from: usize, count: usize| tokens.get(from..from + count).map(|t| t.iter().map(|t| t.hash));
    let capital = |i: usize| tokens[i].is_word() && tokens[i].is_capitalized();
    for i in stages.marks.capital.iter(0, tokens.len()) {
        if !firsts.may_hold(tokens[i].hash) || claims[i] != Claim::Free || !capital(i) {
            continue;
        }
        if let Some(hit) = long.get(&tokens[i].hash) {
            // A firm's name without its legal form: "Oru Motor Co.", "Oru Motor".
            let last = (hit.first..hit.end)
                .rev()
                .find(|&j| tokens[j as usize].is_word())
                .unwrap_or(hit.first);
            let firm = hit.kind == Kind::Organization && words[last as usize].is(class::LEGAL) && last - hit.first > 1;
            let count = (if firm { last } else { hit.end } - hit.first) as usize;
            let same = hashes(i, count)
                .zip(hashes(hit.first as usize, count))
                .is_some_and(|(a, b)| a.eq(b));
            if same && claims[i..i + count].iter().all(|c| *c != Claim::Taken) {
                out.push(ShapeHit {
                    first: i as u32,
                    end: (i + count) as u32,
                    kind: hit.kind,
                });
                continue;
            }
        }
        let part = |j: usize| {
            let word = words[j];
            (word == Word::default() || word.is(class::GIVEN_NAME | class::SURNAME | class::TITLE | class::HEAD)) && !word.is(class::DET)
        };
        let alone =
            !(i > 0 && capital(i - 1) && part(i - 1) && !tokens[i].has(Token::PARAGRAPH)) && !(i + 1 < tokens.len() && capital(i + 1));
        if let Some(&kind) = kinds.get(&tokens[i].hash).filter(|_| alone) {
            out.push(ShapeHit {
                first: i as u32,
                end: i as u32 + 1,
                kind,
            });
        }
    }
}
