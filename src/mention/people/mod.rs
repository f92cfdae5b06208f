//! Names of people: by title, by given name, by age or speech, and by the surname of someone named in full before.

mod context;
mod parts;
mod surnames;

use super::Stages;
use crate::lexicon::{Word, class};
use crate::text::{CaseStyle, Token, hash_folded};
use parts::Parts;
pub(crate) use parts::named_for_day;
pub(crate) use surnames::{Surnames, holds_surname};

/// A person's name: tokens, half-open, and where the title before it starts, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PersonHit {
    pub first: u32,
    pub end: u32,
    pub title: Option<u32>,
}

/// What the stages before say of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Nothing.
    #[default]
    Free,
    /// It is a small place, if it is no person's.
    Place,
    /// It is a town that few know, with the surname of many persons.
    Namesake,
    /// It is a people's name, which some persons have for a surname.
    Demonym,
    /// It belongs to another mention.
    Taken,
}

/// Appends the names of people among the tokens.
/// `surnames` is memory for those of the persons named in full.
pub(crate) fn find_people(stages: &Stages<'_>, claims: &[Claim], surnames: &mut Surnames, out: &mut Vec<PersonHit>) {
    let Stages {
        text,
        tokens,
        words,
        marks,
        style,
        ..
    } = *stages;
    if style == CaseStyle::Lower {
        return;
    }
    let finder = Finder {
        parts: Parts {
            text,
            tokens,
            words,
            claims,
            upper: style == CaseStyle::Upper,
        },
    };
    surnames.clear();
    let (mut latest, mut done) = (0, 0);
    let mut capitals = marks.capital.iter(0, tokens.len());
    for sentence in stages.sentences {
        let range = sentence.range();
        while let Some(i) = capitals.next_before(range.end) {
            let ordinary = || finder.parts.plainly_ordinary(i, range.end) && !surnames.may_hold(tokens[i].hash);
            if matches!(claims[i], Claim::Taken | Claim::Demonym) || ordinary() {
                continue;
            }
            let Some(mut hit) = finder.at(i, range.start, range.end, surnames) else {
                surnames.passed.push(i as u32);
                continue;
            };
            surnames.passed.extend(i as u32..hit.first);
            if hit.title.is_none() {
                hit.first = finder.parts.particle_before(hit.first as usize, range.start.max(done)) as u32;
            }
            done = hit.end as usize;
            let (first, to) = (hit.first as usize, hit.end as usize);
            let last = finder.parts.surname(first, to);
            if (to > first + 1 || hit.title.is_some() || finder.personal(first, to, range.start, range.end)) && tokens[last].span.len() > 2
            {
                surnames.insert(tokens[last].hash);
                latest = last;
                // "Ovidio Guzman ... Ovidio was let go".
                if first < last
                    && !finder.parts.upper
                    && claims[first] == Claim::Free
                    && stages.words[first].classes & !(class::GIVEN_NAME | class::SURNAME) == 0
                {
                    surnames.insert(tokens[first].hash);
                }
            }
            capitals.go_on(hit.end as usize);
            out.push(hit);
        }
    }
    finder.before_told(latest, surnames, out);
    finder.handles(out);
}

/// Words that name no person when they end a run of capitalized words.
const INSTITUTION: u64 = class::ORG_NOUN
    | class::FACILITY
    | class::GROUP_NOUN
    | class::PLACE_NOUN
    | class::GOV_NOUN
    | class::MEDIA_NOUN
    | class::FORCE_NOUN
    | class::EVENT
    | class::WEAPON
    | class::TIME_NOUN;

/// The longest aside behind a name that is introduced.
const ASIDE: usize = 24;
/// The most persons and handles of an article that are compared.
const TOLD: usize = 64;
const ACCORDING: u64 = hash_folded("according");
const TO: u64 = hash_folded("to");
const THAT: u64 = hash_folded("that");

struct Finder<'a> {
    parts: Parts<'a>,
}

impl Finder<'_> {
    fn at(&self, i: usize, start: usize, end: usize, surnames: &Surnames) -> Option<PersonHit> {
        let p = &self.parts;
        let word = p.words[i];
        let hit = |first: usize, to: usize, title: Option<usize>| PersonHit {
            first: first as u32,
            end: to as u32,
            title: title.map(|t| t as u32),
        };
        // "Prince" is a given name too.
        let royal = || matches!(p.tokens[i].span.text(p.text), "King" | "Prince" | "Princess" | "Queen");
        if word.is(class::TITLE) && (royal() || !(p.given(i) && self.full(i, start, end))) {
            if let Some((j, to)) = self.titled(i, end) {
                return Some(hit(j, to, Some(p.title_start(i, start))));
            }
            // "King was shot": a surname too.
            if p.upper || !word.is(class::SURNAME) {
                return None;
            }
        }
        let known = |&j: &usize| surnames.hold(p.tokens[j].hash);
        if p.tokens[i].span.len() == 1 && p.no_initial(i, end) {
            return None;
        }
        if p.ordinary(i, end) && !known(&i) || !p.opens(i, end) {
            return None;
        }
        let run = p.run(i, end);
        let mut to = run;
        // "Oru Baloch, a spokesman": the name of a people behind an unknown word is a surname.
        if to == i + 1 && to < end && p.claims[to] == Claim::Demonym && word == Word::default() && p.tokens[to].is_capitalized() {
            let comma = to + 1 < end && p.tokens[to + 1].punct == b',';
            let says = |i: usize| i < end && p.said(i);
            if comma && (p.described(to + 2, end) || says(to + 2)) || says(to + 1) {
                to += 1;
            }
        }
        // "D-N.Y." is a party and a state.
        let letters = to > i && (i..to).all(|j| !p.tokens[j].is_word() || p.initial(j));
        if letters || self.institution(i, to, end) {
            return None;
        }
        // "Challengers Mary Walker", "Recorder Mary Walker": an unknown plural at the head of a sentence or word for an office is no given name.
        let office = || p.rolelike(i) || i == start && p.tokens[i].span.text(p.text).ends_with('s');
        if to > i + 2 && word == Word::default() && office() && self.full(i + 1, start, end) {
            return None;
        }
        let length = to - i;
        if length > 1 && length <= 8 && (self.full_in(i, Some(run), start, end) || self.leading(i, to, start, end)) {
            return Some(hit(i, to, None));
        }
        // "Stone fell", but "Stone said".
        let acts = || i + 1 < end && p.words[i + 1].is(class::SAY | class::HUMAN | class::AUX_HAVE) && !p.tokens[i + 1].is_capitalized();
        let initial_word = i == start && word.is(class::COMMON) && !acts();
        if known(&i) && !initial_word && !self.located(i, start) {
            // "Ruel B. Oskan ... Ruel Oskan": both parts are known.
            let parts = (i..to.max(i + 1)).take_while(known).count();
            return Some(hit(i, i + parts, None));
        }
        // In capitals two surnames and no more are the name that a Spanish text gives.
        if p.upper && length == 2 && (i..to).all(|j| p.plain_name(j)) {
            return Some(hit(i, to, None));
        }
        let named = !p.upper && to <= i + 4 && !p.leads(i) && !self.located(i, start) && (i..to).all(|j| p.name_like(j));
        let told = named && to > i && (self.personal(i, to, start, end) || p.claims[i] == Claim::Free && self.bare(i, to, start, end));
        (told || self.by_context(i, to, start, end)).then(|| hit(i, to, None))
    }

    /// An unknown word before a given name belongs to the name: "Oru Karim Barun".
    fn leading(&self, i: usize, to: usize, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let word = p.tokens[i].span.text(p.text);
        let role = p.rolelike(i) || word.ends_with('s');
        let described = i > start && p.words[i - 1].is(class::DET | class::ADJ | class::POSS_DET);
        !p.upper
            && to > i + 2
            && p.words[i] == Word::default()
            && p.claims[i] == Claim::Free
            && !role
            && !described
            && self.full(i + 1, start, end)
    }

    /// The surnames that stand before the name is given in full, in a headline for one.
    fn before_told(&self, latest: usize, surnames: &Surnames, out: &mut Vec<PersonHit>) {
        let p = &self.parts;
        if surnames.is_empty() || p.upper {
            return;
        }
        let capital = |j: usize| p.tokens[j].is_word() && p.tokens[j].is_capitalized();
        let told = out.len();
        let mut next = 0;
        let passed = surnames.passed.iter().map(|&i| i as usize);
        for i in passed.take_while(|&i| i < latest).filter(|&i| surnames.hold(p.tokens[i].hash)) {
            while next < told && out[next].end as usize <= i {
                next += 1;
            }
            if next < told && out[next].first as usize <= i || !capital(i) {
                continue;
            }
            let alone = (i == 0 || !capital(i - 1) || p.tokens[i].has(Token::NEWLINE)) && !capital(i + 1);
            let shouted = p.tokens[i].has(Token::ALL_CAPS) || p.claims[i] != Claim::Free && p.tokens[i + 1].punct == b',';
            let free = !shouted
                && matches!(p.claims[i], Claim::Free | Claim::Place | Claim::Namesake)
                && (p.words[i] == Word::default() || p.plain_name(i));
            if alone && free && !(i > 0 && p.locative(i - 1)) && p.tokens[i + 1].punct != b'-' {
                out.push(PersonHit {
                    first: i as u32,
                    end: i as u32 + 1,
                    title: None,
                });
            }
        }
    }

    /// `@oskan_ruel`: the names by which persons of the article are known on a platform hold their surnames.
    fn handles(&self, out: &mut Vec<PersonHit>) {
        let p = &self.parts;
        let told = out.len().min(TOLD);
        // Few texts have the sign: without a look for its place that is found out in a fifth of the time.
        let signs = p.text.bytes().fold(0, |signs, b| signs | u8::from(b == b'@'));
        if told == 0 || signs == 0 {
            return;
        }
        for (at, _) in p.text.match_indices('@').take(TOLD) {
            let sign = p.tokens.partition_point(|t| t.span.start() < at);
            let Some([mark, name]) = p.tokens.get(sign..sign + 2) else {
                return;
            };
            let surname = |hit: &PersonHit| {
                let last = p.surname(hit.first as usize, hit.end as usize);
                holds_surname(name.span.text(p.text), p.tokens[last].span.text(p.text))
            };
            // "oskan@mail.com" is none.
            let apart = !mark.has(Token::GLUED) || sign > 0 && p.tokens[sign - 1].punct != 0;
            let whole = mark.punct == b'@' && name.has(Token::GLUED) && apart;
            if whole && out[..told].iter().any(surname) {
                out.push(PersonHit {
                    first: sign as u32,
                    end: sign as u32 + 2,
                    title: None,
                });
            }
        }
    }

    /// Behind a title: the name, when one follows.
    fn titled(&self, i: usize, end: usize) -> Option<(usize, usize)> {
        let p = &self.parts;
        let mut j = i + 1 + self.office(i + 1, end);
        // "Chief Financial Officer".
        let more = |j: usize| {
            p.words[j].is(class::PERSON | class::ADJ)
                && !p.words[j].is(class::GIVEN_NAME | class::SURNAME)
                && p.tokens[j].is_capitalized()
                && j + 1 < end
                && p.tokens[j + 1].is_capitalized()
        };
        while j < end && j < i + 8 && (p.words[j].is(class::TITLE) && !p.given(j) || p.stop(j) || more(j)) {
            j += 1;
        }
        if j >= end || !p.opens(j, end) {
            return None;
        }
        let to = p.run(j, end);
        let ordinary = to == j + 1 && p.words[j].is(INSTITUTION | class::COMMON | class::PERSON) && !p.plain_name(j);
        (to > j && !ordinary && !self.institution(j, to, end)).then_some((j, to))
    }

    /// How many tokens "of State" and its like take.
    fn office(&self, i: usize, end: usize) -> usize {
        let p = &self.parts;
        let is = |j: usize, words: &[&str]| j < end && words.contains(&p.tokens[j].span.text(p.text));
        let the = usize::from(is(i + 1, &["the"]));
        let offices = ["State", "Defense", "Defence", "Treasury", "Interior", "Justice", "Staff"];
        if is(i, &["of"]) && is(i + 1 + the, &offices) { 2 + the } else { 0 }
    }

    /// A given name with more behind it.
    fn full(&self, i: usize, start: usize, end: usize) -> bool {
        self.full_in(i, None, start, end)
    }

    /// The same where the end of the run that opens here may be known.
    fn full_in(&self, i: usize, run: Option<usize>, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let initial = p.initial(i) && i + 2 < end && p.stop(i + 1);
        // "Oru B. Weller": the initial in the middle tells.
        let middle = i + 3 < end
            && p.tokens[i + 1].span.len() == 1
            && p.initial(i + 1)
            && p.stop(i + 2)
            && p.tokens[i + 3].is_capitalized()
            && p.name_like(i + 3)
            && p.words[i] == Word::default()
            && p.tokens[i].span.len() > 2
            && !p.rolelike(i);
        // "Park Sung-min", "Sung-min Park".
        let korean = i + 3 < end && !p.upper && p.tokens[i].span.len() <= 5 && p.part(i + 1) && p.syllables(i + 1, end);
        let first = i + 3 < end && !p.upper && p.syllables(i, end) && p.part(i + 3) && p.tokens[i + 3].is_word();
        if !p.given(i) && !initial && !middle && !korean && !first || run.is_none() && !p.opens(i, end) {
            return false;
        }
        let to = run.unwrap_or_else(|| p.run(i, end));
        if (korean || first) && to == i + 4 {
            return true;
        }
        if to < i + 2 {
            return false;
        }
        // "E. Weller": the letter and its stop stand before a name, or a word that no list knows.
        if initial {
            return to > i + 2 && (i + 2..to).any(|j| !p.initial(j) && p.tokens[j].is_word() && p.name_like(j));
        }
        // "Grace Hill", "May Day": a given name that is a word too asks for a name behind it.
        let word = p.words[i].is(!(class::GIVEN_NAME | class::SURNAME));
        let place = matches!(p.claims[i], Claim::Place | Claim::Namesake);
        let inside = i > start
            && !p.upper
            && !p.words[i].is(class::PLACE_NOUN)
            && (!p.words[i].is(class::TITLE) || p.tokens[i].span.text(p.text) == "Don")
            && p.tokens[i - 1].punct != b'"';
        // "Jan van Oru".
        let particle = i + 1 < to && p.particle(i + 1) && !p.tokens[i + 1].is_capitalized() && !p.upper;
        !word && !place
            || !place && particle
            || (i + 1..to).any(|j| p.initial(j) || p.plain_name(j) || (!word || inside) && p.name_like(j) && p.tokens[j].is_word())
    }

    /// Whether the run is the name of an institution, or the beginning of one: "Daniel Morgan School".
    fn institution(&self, i: usize, to: usize, end: usize) -> bool {
        let p = &self.parts;
        let kind = |j: usize| {
            p.tokens[j].is_capitalized()
                && p.words[j].is(INSTITUTION)
                && !p.words[j].is(class::GIVEN_NAME | class::SURNAME)
                && !p.particle(j)
        };
        if p.upper {
            return to > i && kind(to - 1);
        }
        let goes_on = || to < end && p.tokens[to].is_capitalized() && p.words[to].is(INSTITUTION);
        // Half of the runs have one word.
        if to <= i + 1 {
            return goes_on();
        }
        // "Oru B. Weller Award".
        let last = p.words[to - 1];
        let award = last.is(class::EPONYM) && !last.is(class::GIVEN_NAME | class::SURNAME);
        // "Ralph K. Winter"; "Jim Garrison, who".
        let initial = to > i + 3 && p.stop(to - 2) && p.initial(to - 3) && !last.is(class::ORG_NOUN | class::FACILITY | class::GOV_NOUN);
        let apposed = || p.tokens[to].punct == b',' && p.described(to + 1, end);
        let someone = to == i + 2 && p.plain_name(i) && to + 1 < end && (apposed() || p.said(to));
        if initial && !award || someone {
            return false;
        }
        award || (i + 1..to).any(kind) || goes_on()
    }

    /// "Oru Mirel (1901-1970) was a poet".
    fn introduced(&self, to: usize, end: usize) -> bool {
        let p = &self.parts;
        let open = to < end && p.tokens[to].punct == b'(';
        let close = open
            .then(|| (to + 1..end.min(to + ASIDE)).find(|&j| p.tokens[j].punct == b')'))
            .flatten();
        close.is_some_and(|j| j + 2 < end && p.words[j + 1].is(class::AUX_BE) && p.described(j + 2, end))
    }

    fn located(&self, i: usize, start: usize) -> bool {
        let p = &self.parts;
        // "in Oru's assassination" is no place.
        let owns = || i + 2 < p.tokens.len() && p.tokens[i + 1].has(Token::POSSESSIVE) && p.words[i + 2].is(class::KIN);
        let according = || i > start + 1 && p.tokens[i - 1].hash == TO && p.tokens[i - 2].hash == ACCORDING;
        matches!(p.claims[i], Claim::Place | Claim::Namesake) && i > start && p.locative(i - 1) && !owns() && !according()
    }

    /// A name that no list knows, or a surname alone, where the words around say that it is a person's.
    fn by_context(&self, i: usize, to: usize, start: usize, end: usize) -> bool {
        let p = &self.parts;
        let article = i > start && p.words[i - 1].is(class::DET) && p.tokens[i - 1].hash != THAT;
        let next = p.tokens.get(to).filter(|_| to < end);
        let comma = next.is_some_and(|t| t.punct == b',');
        // "Its director, Oru Weller, left": the first word names a town too.
        let office = || i > start + 1 && p.tokens[i - 1].punct == b',' && p.words[i - 2].is(class::PERSON | class::TITLE);
        let apart = || comma && to == i + 2 && p.claims[i + 1] == Claim::Free && p.name_like(i + 1) && office();
        let town = p.claims[i] == Claim::Place && !apart();
        if p.upper || to == i || town || p.leads(i) || article && to > i + 1 {
            return false;
        }
        let number = || p.tokens.get(to + 1).is_some_and(|t| t.is_number() && t.span.len() == 2);
        let age = comma && number() && p.tokens.get(to + 2).is_some_and(|t| matches!(t.punct, b',' | b'.' | b';'));
        let named = || (i..to).all(|j| p.name_like(j));
        if age {
            // "Winter, 53, a".
            let word = to == i + 1 && p.tokens[i].span.len() > 2 && p.claims[i] != Claim::Namesake;
            return word && p.tokens[to + 2].punct == b',' || named();
        }
        if comma && to == i + 1 && i == start && p.words[i].is(class::SURNAME) && p.who(to + 1, end) {
            return true;
        }
        let says = to < end && p.said(to) || comma && to + 1 < end && p.said(to + 1);
        let according = i > start + 1 && p.tokens[i - 1].hash == TO && p.tokens[i - 2].hash == ACCORDING;
        let said = i > start && p.said(i - 1) || according;
        if to == i + 1 {
            return self.alone(i, (says, said), start, end);
        }
        let apposed = || comma && p.described(to + 1, end) || self.introduced(to, end);
        let role = i > start && p.words[i - 1].is(class::PERSON | class::TITLE) && !p.tokens[i - 1].is_capitalized();
        // "spokesman Grant Weller": a given name that is a word too.
        let worded = to == i + 2 && !p.words[i].is(INSTITUTION & !class::WEAPON | class::TITLE) && p.name_like(i + 1) && !p.particle(i + 1);
        if (role || said) && worded && p.tokens[i].span.len() > 2 && !p.tokens[i].has(Token::ALL_CAPS) && self.whole(to, end) {
            return true;
        }
        let family = || p.words[to - 1].is(class::SURNAME) && p.plain_name(to - 1) && p.name_like(i);
        // A town's name that came so far is set off.
        let set_off = p.claims[i] == Claim::Place;
        to <= i + 4 && (says || said || role || set_off || family() || apposed()) && named()
    }
}
