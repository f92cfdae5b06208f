//! What stands beside a noun and says who or what it is: "a priest, Luis Vano", "Luis Vano, a brother of the mayor".

use super::filler::Filler;
use super::matcher::{Context, Found};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{NounPhrase, Unit};
use crate::text::hashes;

/// How many tokens behind its noun an aside may have.
const ASIDE_TOKENS: u32 = 10;

impl Context<'_> {
    /// "A priest, Luis Vano, was killed": who it was is told by the name that stands beside the noun.
    pub(super) fn name_people(&self, found: &mut Found) {
        for (role, filler) in &mut found.arguments {
            // "Two gunmen, members of the Dawn Front,", "The men were members of it".
            if matches!(*role, "member" | "child")
                && let Some(who) = self.described_by(filler)
            {
                *filler = who;
                continue;
            }
            if !matches!(filler.kind, Some(Kind::People | Kind::Group)) || *role == "role" {
                continue;
            }
            let noun = self.nouns.partition_point(|n| n.first < filler.end).checked_sub(1);
            // "A Taliban spokesman, Luis Vano,": the name is the spokesman's, not the group's.
            let whole = |index: &usize| self.nouns[*index].head < filler.end;
            if let Some(index) = noun.filter(whole)
                && let Some(name) = self.apposed_name(index).or_else(|| self.name_before(index))
            {
                (filler.first, filler.end, filler.kind) = (name.first, name.end, name.kind);
            }
        }
    }

    /// Whom a bare noun tells of, "members", "an offshoot": who stands before its comma, or the subject of the "were" before it.
    fn described_by(&self, filler: &Filler) -> Option<Filler> {
        let noun = self.nouns.get(self.noun_at(filler.first)?)?;
        let bare = noun.end == filler.end && noun.number.is_none() && noun.mention.is_none();
        let before = noun.first.checked_sub(1).filter(|_| bare)?;
        let who = if self.tokens[before as usize].punct == b',' {
            let closed = self.closed_aside(noun.end);
            self.noun_around(before.checked_sub(1)?).filter(|n| n.end == before && closed)?
        } else {
            let verb = self
                .last_verb_before(noun.first)
                .filter(|v| v.end == noun.first && self.words[v.main as usize].is(class::AUX_BE))?;
            self.clauses().noun(verb.link.subject? as usize)?
        };
        let plural = self.words[noun.head as usize].is(class::PERSON_PL);
        let people = matches!(who.kind, Some(Kind::People | Kind::Person | Kind::Nationality)) && plural;
        let group = matches!(who.kind, Some(Kind::Group)) && !plural;
        (people || group).then(|| self.filler(self.nouns.partition_point(|n| n.first < who.first) as u32))
    }

    /// Whether an aside that goes on at `from` closes, in a comma before its sentence's verb or in the end of the sentence.
    fn closed_aside(&self, from: u32) -> bool {
        let end = (from + ASIDE_TOKENS).min(self.end as u32);
        let mark = |&t: &u32| matches!(self.tokens[t as usize].punct, b',' | b'.');
        (from..end)
            .find(mark)
            .is_some_and(|t| self.verbs_before(t) == self.verbs_before(from))
    }

    /// The name behind a noun for one person, between commas or at the end: "his brother, Luis Vano,", "the mayor of Oru, Luis Vano,".
    fn apposed_name(&self, index: usize) -> Option<&NounPhrase> {
        let noun = self.nouns.get(index)?;
        let head = self.words[noun.head as usize];
        // "the head of the union, Luis Vano,".
        let leads = || noun.kind == Some(Kind::People) && self.token_is(noun.head, hashes!["head"]);
        let person = head.is(class::PERSON | class::TITLE) && !head.is(class::PERSON_PL) || leads();
        let wanted = if person { Kind::Person } else { Kind::Group };
        let one = (person || noun.kind == Some(Kind::Group)) && noun.number.is_none() && noun.mention.is_none();
        if !one {
            return None;
        }
        let of = self
            .tokens
            .get(noun.end as usize)
            .is_some_and(|t| hashes!["of", "to", "for", "in"].contains(&t.hash));
        let place = self.nouns.get(index + 1).filter(|n| of && n.first == noun.end + 1);
        let (end, next) = place.map_or((noun.end, index + 1), |n| (n.end, index + 2));
        let name = self.nouns.get(next)?;
        let named = name.kind == Some(wanted) && name.mention.is_some() && name.first == end + 1;
        let punct = |t: u32| self.tokens.get(t as usize).map_or(b'.', |t| t.punct);
        if !(named && punct(end) == b',') {
            return None;
        }
        // "a nurse, Luis Vano, and a guard" are three, and so are "a nurse, Luis Vano, a cook and a guard".
        let more = |t: u32| self.words.get(t as usize).is_some_and(|w| w.is(class::CONJ));
        let next = self.noun_at(name.end + 1).and_then(|i| self.nouns.get(i));
        let goes_on = |n: &NounPhrase| !(place.is_some() && n.kind == Some(Kind::Nationality)) && !self.number_at(n.first);
        // "the commissioner, Luis Vano, and torching a mast" are no list.
        let does = |t: u32| self.verbs.binary_search_by_key(&t, |v| v.first).is_ok();
        // "a local group, the Taliban (TB),".
        let shortened = punct(name.end) == b'(';
        let listed = !shortened && (more(name.end) || more(name.end + 1) && !does(name.end + 2) || next.is_some_and(goes_on));
        let ends = punct(name.end) != 0 || self.words.get(name.end as usize).is_some_and(|w| w.is(class::PREP));
        (ends && !listed).then_some(name)
    }

    /// The name before a noun that tells who it is: "Luis Vano, the man who", "Luis Vano (70), a priest".
    fn name_before(&self, index: usize) -> Option<&NounPhrase> {
        let punct = |t: u32| self.tokens.get(t as usize).map_or(0, |t| t.punct);
        let noun = self.nouns.get(index)?;
        let head = self.words[noun.head as usize];
        let described = self.words[noun.first as usize].is(class::DET) && head.is(class::PERSON) && !head.is(class::PERSON_PL);
        if !described || noun.mention.is_some() {
            return None;
        }
        let mut before = self.nouns[..index].iter().rev();
        let name = before
            .next()
            .and_then(|n| if punct(n.end) == b')' { before.next() } else { Some(n) })
            .filter(|name| name.kind == Some(Kind::Person) && name.mention.is_some())?;
        // "Luis Vano was the man who".
        let copula = |t: u32| self.words[t as usize].is(class::AUX_BE) && name.end == t;
        if noun.first.checked_sub(1).is_some_and(copula) {
            return Some(name);
        }
        let comma = noun.first.checked_sub(1).filter(|&t| punct(t) == b',')?;
        let beside = name.end == comma || punct(name.end) == b'(' && punct(comma - 1) == b')' && comma - name.end <= 4;
        let listed = self.words.get(noun.end as usize).is_some_and(|w| w.is(class::CONJ))
            || punct(noun.end) == b',' && self.words.get(noun.end as usize + 1).is_some_and(|w| w.is(class::CONJ));
        (beside && !listed).then_some(name)
    }

    /// "Killed Luis Vano, a brother of the mayor of Oru": of whom the mayor is.
    pub(super) fn of_description(&self, unit: &Unit, trigger: u32) -> bool {
        let led = hashes!["of", "from"].contains(&self.tokens[unit.first as usize - 1].hash);
        led && self.described_before(unit.first, trigger).is_some_and(|who| {
            let same = self.verbs_before(who.end) == self.verbs_before(unit.first);
            who.can_act() && self.opens_description(who.end + 1) && same
        })
    }

    /// The noun phrase that ends at the last comma before a token, from another on: the aside between may describe it.
    fn described_before(&self, token: u32, from: u32) -> Option<&NounPhrase> {
        let from = token.saturating_sub(ASIDE_TOKENS).max(from);
        let open = (from..token).rev().find(|&t| self.tokens[t as usize].punct == b',')?;
        self.noun_around(open.checked_sub(1)?).filter(|n| n.end == open)
    }

    /// "killed Luis Vano, leader of a group in Oru, in a raid in Mirel": of two places the one of the description goes.
    pub(super) fn leave_descriptions(&self, found: &mut Found) {
        let places = |found: &Found| found.arguments.iter().filter(|(role, _)| *role == "place").count();
        if places(found) < 2 {
            return;
        }
        let says = |open: u32| {
            let noun = self.noun_at(open + 1).and_then(|n| self.nouns.get(n));
            noun.is_some_and(|n| n.kind == Some(Kind::People))
        };
        let described = |f: &Filler| {
            let who = self
                .described_before(f.first, found.trigger.1)
                .filter(|n| n.kind == Some(Kind::Person));
            self.comma_at(f.end) && who.is_some_and(|n| says(n.end))
        };
        let gone = found.arguments.iter().find(|(role, f)| *role == "place" && described(f)).copied();
        found.arguments.retain(|argument| Some(*argument) != gone);
    }

    /// Whether a phrase begins at the token that says what someone is: "a student", "members".
    pub(super) fn opens_description(&self, token: u32) -> bool {
        let one = self.token_is(token, hashes!["a", "an"]) || self.words[token as usize].is(class::PERSON_PL);
        let noun = || self.noun_at(token).and_then(|n| self.nouns.get(n));
        one && noun().is_some_and(|n| n.kind == Some(Kind::People) && n.number.is_none())
    }
}
