//! Patterns: sequences of elements over tokens, mentions and phrases, with captures.

use std::ops::Range;

use regex::Regex;
use smallvec::SmallVec;

use super::filler::{Filler, Fillers};
use super::matcher::{Context, Found};
use super::model::{Condition, Element, Pattern, Rule};
use super::needs::Call;
use super::reach::RUN;
use super::set::{Set, kind_bit};
use crate::gazetteer::Kind;
use crate::lexicon::{Word, class, form};
use crate::phrase::NounPhrase;
use crate::text::{Token, hash_folded, hashes, small};

/// The capture that says which words of a pattern name what happens.
pub(super) const TRIGGER: &str = "trigger";

/// How many tokens a comma and an age take.
pub(super) const AGE: usize = 2;

/// How many tokens an aside between dashes may take.
const ASIDE: usize = 24;

/// How many names of a list are read.
const LISTED: usize = 8;

pub(super) type Captures = SmallVec<[(&'static str, Filler); 4]>;

impl Context<'_> {
    /// Every match of a pattern where it is called, from left to right without overlap.
    pub(super) fn pattern(&self, rule: &Rule, pattern: &Pattern, calls: &[Call], out: &mut Vec<Found>) {
        let Pattern { elements, conditions, .. } = pattern;
        let Some(first) = elements.first() else { return };
        let mut captures = Captures::new();
        let mut i = self.first;
        for call in calls {
            let starts = self.starts(pattern.before(), call.token);
            i = i.max(starts.start);
            while let Some(start) = self.next_start(first, i..starts.end) {
                i = start;
                captures.clear();
                match self.elements(elements, i, &mut captures) {
                    Some(end) if self.hold(conditions, &captures) => {
                        let extent = (i as u32, end as u32);
                        let mark = captures
                            .iter()
                            .position(|(role, _)| *role == TRIGGER)
                            .map(|at| captures.remove(at).1);
                        let mut arguments: Fillers = captures.iter().copied().collect();
                        let extent = (self.whole(extent.0, &mut arguments), extent.1);
                        let trigger = mark.map_or(extent, |f| (f.first, f.end));
                        self.listed(end, &mut arguments);
                        out.push(Found {
                            extent,
                            ..Found::new(rule.relation, call.pattern, trigger, arguments)
                        });
                        i = end.max(i + 1);
                    }
                    _ => i += 1,
                }
            }
            // Where none begins for this call none begins for the next.
            i = i.max(starts.end);
        }
    }

    /// A pattern captures the phrase beside its words; "two of them were found dead" tells of two, "the son of the mayor" of the son, "two
    /// soldiers and a nurse were found dead" of the soldiers too. Where the match then starts.
    fn whole(&self, start: u32, arguments: &mut Fillers) -> u32 {
        let Some((role, filler)) = arguments
            .iter_mut()
            .find(|(role, _)| matches!(*role, "victim" | "detainee" | "accused"))
        else {
            return start;
        };
        let before = filler.first.checked_sub(2).and_then(|t| self.noun_around(t));
        let Some(noun) = before.filter(|n| n.end + 1 == filler.first) else {
            return start;
        };
        let of = self.token_is(noun.end, hashes!["of"]);
        let seeks = || {
            self.token_is(noun.end, hashes!["for"]) && self.token_is(noun.head, hashes!["candidate", "aspirant", "contender", "nominee"])
        };
        if of && noun.number.is_some() && noun.first == noun.head {
            filler.first = noun.first;
        } else if (of || seeks()) && filler.first == start && matches!(noun.kind, Some(Kind::People | Kind::Group)) {
            // "The son of the mayor was among the dead", "a faction of the Taliban was blamed", "a candidate for governor was shot".
            (filler.first, filler.kind) = (noun.first, noun.kind);
            return noun.first;
        } else if self.token_is(noun.end, hashes!["and"])
            && self.token_is(filler.end, hashes!["were", "are"])
            && noun.kind == Some(Kind::People)
        {
            let joined = Filler {
                first: noun.first,
                end: noun.end,
                kind: noun.kind,
            };
            let role = *role;
            arguments.push((role, joined));
        }
        start
    }

    /// "an Oru-backed militia", "the Oru-based aid group": a pattern that reads the name before the hyphen tells of all that it describes.
    pub(super) fn take_whole(&self, found: &mut Found) {
        for (role, filler) in &mut found.arguments {
            if !matches!(*role, "agent" | "organization") || self.units.at(filler.first as usize).is_some() {
                continue;
            }
            let whole = self
                .noun_around(filler.first)
                .filter(|n| n.end == filler.end && n.mention.is_none());
            let hyphen = |t: &Token| t.punct == b'-' && t.has(Token::GLUED);
            let described = |n: &&NounPhrase| self.tokens[n.first as usize..filler.first as usize].iter().any(hyphen);
            if let Some(noun) = whole.filter(described) {
                filler.first = noun.first;
            }
        }
    }

    /// What a pattern captures last may open a list of names: of "citizens of Kenya, Somalia and Uganda" all three fill the role.
    /// A place lies in one other: "near Kerman, Iran and Iraq" is none.
    fn listed(&self, end: usize, arguments: &mut Fillers) {
        let Some(&(role, Filler { kind: Some(kind), .. })) = arguments.last().filter(|(role, f)| f.end as usize == end && *role != "outer")
        else {
            return;
        };
        let is = |i: usize, words: &[u64]| self.tokens.get(i).is_some_and(|t| words.contains(&t.hash));
        let (mut i, mut list) = (end, Fillers::new());
        while list.len() < LISTED && i < self.end {
            let comma = usize::from(self.tokens[i].punct == b',');
            let last = is(i + comma, hashes!["and", "or"]);
            let first = i + comma + usize::from(last);
            let Some(unit) = self.units.at(first).filter(|u| u.kind == kind && first > i) else {
                return;
            };
            let filler = Filler {
                first: unit.first,
                end: unit.end,
                kind: Some(kind),
            };
            list.push((role, filler));
            i = unit.end as usize;
            if last {
                // "fled from Mali and Niger closed its border".
                if !self.opens_verb(unit.end) {
                    arguments.extend(list);
                }
                return;
            }
        }
    }

    /// Whether a verb group begins at the token; before phrases are built, whether its word is one that opens them.
    fn opens_verb(&self, token: u32) -> bool {
        if self.chunks.is_empty() {
            let word = self.words.get(token as usize).copied().unwrap_or_default();
            return word.lemma != 0 || word.is(class::MODAL | class::AUX_BE | class::AUX_HAVE | class::AUX_DO);
        }
        self.verbs.binary_search_by_key(&token, |v| v.first).is_ok()
    }

    fn hold(&self, conditions: &[Condition], captures: &Captures) -> bool {
        let words = |role: &str| {
            let filler = captures.iter().find(|(r, _)| *r == role).map(|(_, f)| f);
            filler.map(|f| self.words_of(f.first, f.end))
        };
        conditions.iter().all(|condition| match condition {
            Condition::Unless(unwanted) => captures.first().is_none_or(|(_, f)| !self.forbids(unwanted, f.first)),
            Condition::Distinct(a, b) => words(a).is_none() || words(a) != words(b),
            Condition::Initials(name, alias) => match (words(name), words(alias)) {
                (Some(name), Some(alias)) => initials(name, alias),
                _ => true,
            },
        })
    }

    /// The next of the tokens at which a pattern that begins with the element can begin.
    pub(super) fn next_start(&self, element: &Element, mut range: Range<usize>) -> Option<usize> {
        let (i, end) = (range.start, range.end);
        match element {
            Element::Mention { kinds, .. } => {
                let near = self.units.from(i).iter();
                near.take_while(|u| (u.first as usize) < end)
                    .find(|u| kinds & kind_bit(u.kind) != 0)
                    .map(|u| u.first as usize)
            }
            Element::Phrase { .. } => {
                let noun = self.nouns.get(self.nouns.partition_point(|n| (n.end as usize) <= i))?;
                Some(i.max(noun.first as usize)).filter(|&start| start < end)
            }
            Element::Title { .. } => range.find(|&j| self.titled(j)),
            Element::Role { .. } => range.find(|&j| self.role_noun(j)),
            Element::Either { words, phrases, .. } if phrases.is_empty() => range.find(|&j| words.has_among(self.tokens[j].hash)),
            Element::Word(word) => range.find(|&j| self.tokens[j].hash == *word),
            Element::Verb(lemma) => range.find(|&j| self.words[j].lemma == *lemma),
            _ => Some(i).filter(|_| i < end),
        }
    }

    /// Matches the elements from token `i`; returns the token behind them.
    pub(super) fn elements(&self, elements: &[Element], i: usize, captures: &mut Captures) -> Option<usize> {
        let mut i = i;
        for (at, element) in elements.iter().enumerate() {
            match element {
                Element::Gap { most, next } => return self.behind_gap(&elements[at + 1..], i, usize::from(*most), *next, captures),
                Element::Optional(inner) => {
                    let mark = captures.len();
                    if let Some(next) = self.element(inner, i, captures) {
                        if let Some(end) = self.elements(&elements[at + 1..], next, captures) {
                            return Some(end);
                        }
                        captures.truncate(mark);
                    }
                }
                Element::Not(inner) => {
                    let mark = captures.len();
                    if self.element(inner, i, captures).is_some() {
                        captures.truncate(mark);
                        return None;
                    }
                }
                element => i = self.element(element, i, captures)?,
            }
        }
        Some(i)
    }

    /// Matches the elements behind a gap of at most so many tokens from `i` on; they are tried only where what they begin with may stand.
    fn behind_gap(&self, elements: &[Element], i: usize, most: usize, next: Set, captures: &mut Captures) -> Option<usize> {
        let (last, mark) = ((i + most).min(self.end), captures.len());
        let mut from = |start: usize| {
            captures.truncate(mark);
            self.elements(elements, start, captures)
        };
        if let Some(Element::Mention { kinds, .. }) = elements.first() {
            let near = self.units.from(i).iter().take_while(|u| u.first as usize <= last);
            return near.filter(|u| kinds & kind_bit(u.kind) != 0).find_map(|u| from(u.first as usize));
        }
        let may = |start: usize| start == self.end || next.meets(Set::of_token(&self.tokens[start], self.words[start]));
        (i..=last).filter(|&start| may(start)).find_map(from)
    }

    /// Matches one element at token `i`; returns the token behind it.
    fn element(&self, element: &Element, i: usize, captures: &mut Captures) -> Option<usize> {
        if i >= self.end {
            return None;
        }
        let token = &self.tokens[i];
        let (role, end, kind) = match element {
            Element::Word(word) => return (token.hash == *word && token.punct == 0).then_some(i + 1),
            Element::Punct(mark) => return (token.punct == *mark || *mark == b',' && self.dash_of_aside(i)).then_some(i + 1),
            Element::Either { role, words, phrases } if phrases.is_empty() => {
                if !words.has(token.hash) {
                    return None;
                }
                (*role, i + 1, None)
            }
            Element::Mention { role, kinds } => {
                let unit = self.units.at(i).filter(|u| kinds & kind_bit(u.kind) != 0)?;
                (*role, unit.end as usize, Some(unit.kind))
            }
            element => self.rarer_element(element, i)?,
        };
        if let Some(role) = role {
            let (first, end) = (i as u32, end as u32);
            captures.push((role, Filler { first, end, kind }));
        }
        Some(if kind == Some(Kind::Person) { self.behind_age(end) } else { end })
    }

    /// "Luis Vano, 45, a nurse": what follows a name may follow its age.
    pub(super) fn behind_age(&self, end: usize) -> usize {
        let comma = |i: usize| i < self.end && self.tokens[i].punct == b',';
        let age = || self.tokens[end + 1].is_number() && self.tokens[end + 1].span.len() <= 2;
        // But "Luis Vano, 45, was taken by".
        let verb = || {
            let word = self.words.get(end + AGE + 1).copied().unwrap_or_default();
            word.is(class::AUX_BE | class::AUX_HAVE | class::MODAL) || word.forms & form::PAST != 0 && !word.is(class::ADJ)
        };
        if comma(end) && comma(end + AGE) && age() && !verb() {
            end + AGE
        } else {
            end
        }
    }

    /// An element at token `i`: its role, the token behind it, and what it names. Apart from what most elements are, which take a fifth
    /// fewer instructions so.
    #[inline(never)]
    fn rarer_element(&self, element: &Element, i: usize) -> Option<(Option<&'static str>, usize, Option<Kind>)> {
        let token = &self.tokens[i];
        let most = self.end.min(i + RUN);
        let run = |fits: &dyn Fn(usize) -> bool| (i..most).find(|&j| !fits(j)).unwrap_or(most);
        match element {
            Element::Exact(word) => (token.span.text(self.text) == word).then_some((None, i + 1, None)),
            Element::Verb(lemma) => (self.words[i].lemma == *lemma).then_some((None, i + 1, None)),
            Element::Either { role, words, phrases } => {
                let from = phrases.partition_point(|p| p.first() < Some(&token.hash));
                let sequence = phrases[from..]
                    .iter()
                    .take_while(|p| p.first() == Some(&token.hash))
                    .filter(|p| p.iter().enumerate().all(|(k, w)| i + k < self.end && self.tokens[i + k].hash == *w))
                    .map(Vec::len)
                    .max();
                let length = sequence.or_else(|| words.has(token.hash).then_some(1))?;
                Some((*role, i + length, None))
            }
            Element::Phrase { role, filter } => {
                let noun = self.noun_around(i as u32)?;
                let filler = Filler {
                    first: i as u32,
                    end: noun.end,
                    kind: noun.kind,
                };
                self.fits(&filler, filter).then_some((*role, noun.end as usize, noun.kind))
            }
            Element::Capitals { role } => {
                let glued = |j: usize| j > i && self.tokens[j].has(Token::GLUED) && self.tokens[j].punct == b'-';
                let end = run(&|j| self.tokens[j].has(Token::ALL_CAPS) || glued(j));
                (end > i).then_some((*role, end, None))
            }
            Element::Expression { role, regex, any_case } => {
                let word = token.span.text(self.text);
                let fits = if *any_case {
                    fits_in_small(regex, word)
                } else {
                    regex.is_match(word)
                };
                fits.then_some((*role, i + 1, None))
            }
            Element::Title { role } => {
                let stop = |j: usize| j > i && self.tokens[j].punct == b'.' && self.tokens[j].has(Token::GLUED);
                let end = run(&|j| self.words[j].is(class::TITLE) || stop(j));
                // "They killed the head of the army, President Luis Vano said": the office is another's.
                let speaks = || {
                    let name = self.units.at(end).map(|u| u.end as usize);
                    let says = |end: usize| self.words.get(end).is_some_and(|w| w.is(class::SAY));
                    self.words[end - 1].is(class::PERSON) && name.is_some_and(says)
                };
                let fits = if role.is_some() { self.titled(i) } else { !speaks() };
                (end > i && fits).then_some((*role, end, Some(Kind::Role)))
            }
            Element::Role { role } => self.role_noun(i).then(|| {
                let mut end = i + 1;
                // "Secretary-General", "Gov."
                while end + 1 < most && self.tokens[end].punct == b'-' && self.role_noun(end + 1) {
                    end += 2;
                }
                let stop = end + 1 < self.end && self.tokens[end].punct == b'.' && self.tokens[end].has(Token::GLUED);
                (*role, end + usize::from(stop), Some(Kind::Role))
            }),
            _ => None,
        }
    }

    /// "Adam Weller - better known as Abu Omar - fled": one of two dashes that stand for commas.
    fn dash_of_aside(&self, i: usize) -> bool {
        let dash = |t: &Token| matches!(t.punct, b'-' | b'~') && !t.has(Token::GLUED);
        let near = |range: Range<usize>| self.tokens[range].iter().any(dash);
        dash(&self.tokens[i]) && (near(i + 1..self.end.min(i + ASIDE)) || near(self.first.max(i.saturating_sub(ASIDE))..i))
    }

    /// Whether a title that tells of an office or rank begins at `i`: "Gen.", not "Mr", and no part of a name.
    pub(super) fn titled(&self, i: usize) -> bool {
        let courtesy = || hashes!["mr", "mrs", "ms", "miss", "madam", "madame", "abu"].contains(&self.tokens[i].hash);
        // "drug lord Luis Vano".
        let lord = self.tokens[i].hash == const { hash_folded("lord") };
        let crime = || lord && i > 0 && hashes!["drug", "crime", "war", "gang"].contains(&self.tokens[i - 1].hash);
        // "Port-au-Prince mayor Luis Vano".
        let placed = || {
            let before = self.units.last_before(i);
            before.is_some_and(|u| u.kind == Kind::Place && i < u.end as usize)
        };
        self.words[i].is(class::TITLE) && !courtesy() && !crime() && !placed()
    }

    /// A noun for what a person is: one of the lexicon, or an unknown one that is made like one: "entomologist".
    pub(super) fn role_noun(&self, i: usize) -> bool {
        let word = self.words[i];
        word.is(class::PERSON | class::TITLE)
            || self.tokens[i].hash == const { hash_folded("head") }
            || word == Word::default() && {
                let text = self.tokens[i].span.text(self.text);
                text.len() > 5
                    && (text.ends_with("ist") || text.ends_with("man") || text.ends_with("woman"))
                    && !self.tokens[i].is_capitalized()
            }
    }

    /// The longest beginning of the elements that matches anywhere: how many elements, and the tokens.
    pub(super) fn farthest(&self, elements: &[Element]) -> (usize, Option<(u32, u32)>) {
        for count in (1..=elements.len()).rev() {
            let found = (self.first..self.end).find_map(|i| {
                let end = self.elements(&elements[..count], i, &mut Captures::new())?;
                (end > i).then_some((i as u32, end as u32))
            });
            if found.is_some() {
                return (count, found);
            }
        }
        (0, None)
    }
}

/// The elements before the first phrase.
pub(super) fn known(elements: &[Element]) -> &[Element] {
    let phrase = elements.iter().position(Element::is_phrase);
    &elements[..phrase.unwrap_or(elements.len())]
}

/// Whether the letters of an alias begin words of the name, in their order, and begin its first.
fn initials(name: &str, alias: &str) -> bool {
    let mut heads = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|w| w.chars().next())
        .flat_map(char::to_uppercase);
    let mut letters = alias.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).peekable();
    letters.peek().is_some() && letters.all(|letter| heads.any(|h| h == letter))
}

fn fits_in_small(regex: &Regex, word: &str) -> bool {
    let mut letters = SmallVec::<[u8; 64]>::new();
    small(word).for_each(|c| letters.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    str::from_utf8(&letters).is_ok_and(|word| regex.is_match(word))
}
