//! Lists of noun phrases: which of those that stand behind one another belong together.

use super::arguments::Indices;
use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::text::{Token, hash_folded, hashes};

/// What stands before where something was.
const PLACED: &[u64] = hashes!["in", "at", "near", "outside", "around"];

/// What several places are called together.
const PLACES: &[u64] = hashes![
    "villages",
    "towns",
    "cities",
    "districts",
    "provinces",
    "regions",
    "areas",
    "suburbs",
    "neighbourhoods",
    "neighborhoods",
    "states",
    "counties",
    "settlements",
    "communities",
    "localities",
    "hamlets",
    "islands"
];

impl Clauses<'_> {
    /// "the rebels' camp": the mark of a plural stands alone, close to its noun and apart from the next.
    pub(super) fn mark_of_plural(&self, i: usize) -> bool {
        let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
        token.is_some_and(|t| t.punct == b'\'' && t.has(Token::GLUED))
    }

    /// What the noun phrase at `at` owns: for "the queen" of "the queen's guards" the guards.
    pub(super) fn possessed(&self, at: usize) -> usize {
        let token = |i: usize| self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
        let noun = |i: usize| self.kind(i) == Some(ChunkKind::Noun);
        let mark = |i: usize| self.mark_of_plural(i);
        let apart = |i: usize| token(i).is_some_and(|t| !t.has(Token::GLUED));
        let mut i = at;
        while i < at + REACH {
            if noun(i + 1) && token(i + 1).is_some_and(|t| t.has(Token::POSSESSIVE)) {
                i += 1;
            } else if mark(i + 1) && noun(i + 2) && apart(i + 2) {
                i += 2;
            } else {
                break;
            }
        }
        i
    }

    /// The list of noun phrases that ends at `at`.
    pub(crate) fn list_to(&self, at: usize, governor: Option<u32>, verbs: &[VerbGroup], out: &mut Indices) {
        let first = self.list_start(at);
        let before = first.checked_sub(1);
        // "lost their lives and 87 others were hurt": what stands before "and" is another verb's.
        let does = |v: &VerbGroup| !self.words[v.main as usize].is(class::SAY | class::AUX_BE);
        // But "charged Vano, a cook, and two others with plotting": all of them.
        let other = before.filter(|&j| governor != Some(j as u32) || self.kind_before(at + 2, 1) != Some(ChunkKind::Preposition));
        let taken = other.and_then(|j| self.verb(j, verbs)).is_some_and(does);
        let governed = taken || before.and_then(|j| self.kind(j)) == Some(ChunkKind::Preposition);
        let first = if governed && first < at && self.name_described(first).is_none() {
            at
        } else {
            first
        };
        if first == at && self.places_of(at, out).is_some() {
            return;
        }
        // "The Dawn Front and a group calling itself Ahrar claimed it": both.
        let named = before.and_then(|j| self.previous(j).filter(|_| self.word(j).is(class::PRONOUN)));
        if let Some(group) = named
            .and_then(|j| self.verb(j, verbs))
            .filter(|v| v.gerund && v.link.attributive)
            .and_then(|v| v.link.subject)
        {
            let group = group as usize;
            let others = self.chunks[self.list_start(group)..group].iter();
            out.extend(others.filter(|c| c.kind == ChunkKind::Noun).map(|c| c.index));
        }
        let first = match self.name_described(first) {
            Some(name) if first < at => {
                out.push(self.chunks[name].index);
                first + 2
            }
            _ => first,
        };
        out.extend(
            self.chunks[first..=at]
                .iter()
                .filter(|c| c.kind == ChunkKind::Noun)
                .map(|c| c.index),
        );
        out.extend(self.joined_to_some(at));
    }

    /// "Three of his guards and a nurse": the noun phrase that is joined to those of whom some are told.
    fn joined_to_some(&self, at: usize) -> Option<u32> {
        let of = self.kind(at + 1) == Some(ChunkKind::Preposition) && self.text_is(at + 1, const { hash_folded("of") });
        let some = of && self.noun(at).is_some_and(|n| n.number.is_some()) && self.joins(at + 3);
        let one = |n: &&NounPhrase| n.number.is_some() || self.one_of_many(at + 4) || self.word(at + 4).is(class::POSS_DET);
        let other = self.noun(at + 4).filter(|_| some).filter(one);
        other.and_then(|_| self.chunks.get(at + 4)).map(|c| c.index)
    }

    /// "a nurse", "an officer": what no one knows of yet.
    pub(super) fn one_of_many(&self, i: usize) -> bool {
        hashes!["a", "an"].iter().any(|&h| self.text_is(i, h))
    }

    /// "Luis Vano, the head of a bank, his wife and a guard": the name that is described by what the noun phrase at `i` belongs to.
    pub(super) fn name_described(&self, i: usize) -> Option<usize> {
        let name = i.checked_sub(4).filter(|_| self.kind(i + 1) == Some(ChunkKind::Comma))?;
        let of = self.kind(i - 1) == Some(ChunkKind::Preposition) && self.kind(name + 1) == Some(ChunkKind::Comma);
        let who = self.noun(name).filter(|n| n.kind == Some(Kind::Person) && n.mention.is_some());
        let what = self
            .noun(i - 2)
            .filter(|n| n.kind == Some(Kind::People) && n.mention.is_none() && n.number.is_none());
        (of && who.is_some() && what.is_some()).then_some(name)
    }

    /// The comma that closes the description of the name at `at`, "Luis Vano, the head of a bank,", where a list goes on behind it.
    fn description_end(&self, at: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let close = at + 5;
        let goes_on = self.kind(close) == Some(ChunkKind::Comma)
            && (self.kind(close + 1) == Some(ChunkKind::Noun) && self.list_goes_on(close, verbs)
                || self.kind(close + 1) == Some(ChunkKind::Conjunction) && self.kind(close + 2) == Some(ChunkKind::Noun));
        (goes_on && self.name_described(close - 1) == Some(at)).then_some(close)
    }

    /// The comma that closes the clause about who is named at `at`, "Luis Vano, a priest who taught in Oru,", where "and a guard" stands
    /// behind it.
    fn relative_end(&self, at: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let relative = at + 2 + usize::from(self.kind(at + 2) == Some(ChunkKind::Noun));
        let opens = self.kind(at + 1) == Some(ChunkKind::Comma) && self.kind(relative) == Some(ChunkKind::Relative);
        let goes_on =
            |i: usize| self.kind(i) == Some(ChunkKind::Comma) && self.joins(i + 1) && self.noun(i + 2).is_some_and(NounPhrase::can_act);
        let close = (at + 3..at + REACH).filter(|_| opens).find(|&i| goes_on(i))?;
        (self.aside(close, verbs) == Some(at + 1)).then_some(close)
    }

    /// "was kidnapped with his wife", "was dragged from his car with a nun": those who shared it.
    pub(super) fn taken_with(&self, at: usize, verbs: &[VerbGroup], out: &mut Indices) {
        let done = hashes![
            "killed",
            "wounded",
            "injured",
            "kidnapped",
            "abducted",
            "seized",
            "dragged",
            "detained",
            "arrested",
            "captured",
            "snatched"
        ];
        let Some(verb) = self.verb(at, verbs).filter(|v| self.is_one_of(v, done)) else {
            return;
        };
        let with = |i: usize| self.text_is(i, const { hash_folded("with") });
        let place = |i: usize| matches!(self.thing(i), None | Some(Kind::Place | Kind::Facility));
        let next = self.next(verb.chunk as usize + 1);
        let behind = if self.kind(next) == Some(ChunkKind::Preposition) && place(next + 1) {
            next + 2
        } else {
            next
        };
        let people = |i: usize| matches!(self.thing(i), Some(Kind::People | Kind::Person));
        if let Some(first) = [next, behind].into_iter().find(|&i| with(i)).map(|i| i + 1).filter(|&i| people(i)) {
            // "was killed with two others wounded": a clause of its own.
            if self.verb(first + 1, verbs).is_some_and(|v| v.participle) {
                return;
            }
            self.coordinated(first, verbs, out);
        }
    }

    /// Adds those who are joined to the bare noun at `at` and share what a participle behind it tells.
    pub(super) fn held_together(&self, at: usize, out: &mut Indices) {
        let people = |i: usize| self.noun(i).filter(|n| n.kind == Some(Kind::People) && n.mention.is_none());
        let bare = people(at).is_some_and(|n| n.number.is_none() && n.first == n.head);
        if bare && at >= 2 && self.joins(at - 1) && people(at - 2).is_some() {
            out.insert(0, self.chunks[at - 2].index);
        }
    }

    /// Collects the noun phrase at `at` and its coordinates to the right; returns the chunk behind them.
    pub(crate) fn coordinated(&self, at: usize, verbs: &[VerbGroup], out: &mut Indices) -> usize {
        let at = self.possessed(at);
        if let Some(behind) = self.places_of(at, out) {
            return behind;
        }
        out.push(self.chunks[at].index);
        let aside = self.description_end(at, verbs).or_else(|| self.relative_end(at, verbs));
        let mut i = aside.unwrap_or(at + 1);
        while i < at + REACH {
            let (start, step) = match (self.kind(i), self.kind(i + 1), self.kind(i + 2)) {
                (Some(ChunkKind::Conjunction), Some(ChunkKind::Noun), _) => (i, 1),
                (Some(ChunkKind::Comma), Some(ChunkKind::Conjunction), Some(ChunkKind::Noun)) => (i, 2),
                (Some(ChunkKind::Comma), Some(ChunkKind::Noun), Some(ChunkKind::Comma | ChunkKind::Conjunction))
                    if self.list_goes_on(i + 2, verbs) =>
                {
                    (i, 1)
                }
                (Some(ChunkKind::Preposition), Some(ChunkKind::Noun), _) => match self.joined_behind(i, out) {
                    Some(conjunction) => (conjunction, 1),
                    None => return i,
                },
                _ => return i,
            };
            let conjunction = (start..start + step).find(|&j| self.kind(j) == Some(ChunkKind::Conjunction));
            if conjunction.is_some_and(|j| !self.joins(j)) {
                return i;
            }
            // "towns in the north, and an attack on": no list of places and events.
            if step == 2 && out.len() == 1 && self.event(at) != self.event(i + step) {
                return i;
            }
            // "killed a guard and rebels fled": the last noun is the subject of a clause of its own; so is the number in "were
            // shot by police and two captured".
            let last = self.possessed(start + step);
            // "in Oru, a resident and a nurse said": people are no place.
            let comma = self.kind(start) == Some(ChunkKind::Comma);
            if comma && self.thing(at) == Some(Kind::Place) && self.noun(last).is_some_and(NounPhrase::can_act) {
                return i;
            }
            // "rebels holding guards and nurses in Oru fled": a participle leaves the clause without its verb.
            // Nor has "accused of killing guards and nurses in Oru fled" one in it.
            let hangs = |v: &VerbGroup| {
                let governor = v.link.governor.and_then(|g| self.verb(g as usize, verbs)).filter(|_| v.gerund);
                v.link.attributive || governor.is_some_and(|g| g.link.attributive && g.link.passive)
            };
            let participle = at > 0 && self.verb(at - 1, verbs).is_some_and(hangs);
            let behind = if participle { last + 1 } else { self.behind_prepositions(last + 1) };
            // "raids on Oru and Mirel killed ten": without a verb before them they are one list.
            let opens = || self.thing(at) != self.thing(last) || self.subject_taken(at, verbs);
            // "those who attacked a bank and two shops had fled": it is not the shops that had.
            let theirs = |v: &VerbGroup| v.link.subject.is_none_or(|s| s as usize > at);
            let own = || self.verb(behind, verbs).is_some_and(theirs);
            if self.finite_follows(behind, verbs) && own() && opens()
                || self.counts_alone(last) && self.verb(last + 1, verbs).is_some_and(|v| v.participle)
                || self.counts_elsewhere(at, last)
            {
                return i;
            }
            // "by gunmen, and his wife, Ana, was hurt".
            let named = self.kind(last + 1) == Some(ChunkKind::Comma) && self.kind(last + 2) == Some(ChunkKind::Noun);
            if step == 2 && named && self.kind(last + 3) == Some(ChunkKind::Comma) && self.finite_follows(last + 4, verbs) {
                return i;
            }
            out.push(self.chunks[last].index);
            i = last + 1;
        }
        i
    }

    /// "the villages of A, B and C": appends each of them where the noun phrase at `at` only says what they are; returns the chunk behind.
    fn places_of(&self, at: usize, out: &mut Indices) -> Option<usize> {
        let noun = self.noun(at).filter(|n| n.kind == Some(Kind::Place) && n.mention.is_none())?;
        let token = self.tokens.get(noun.head as usize)?;
        if !PLACES.contains(&token.hash) || !self.text_is(at + 1, const { hash_folded("of") }) {
            return None;
        }
        let named = |i: usize| {
            let capital = |n: &NounPhrase| self.tokens.get(n.head as usize).is_some_and(Token::is_capitalized);
            self.noun(i)
                .is_some_and(|n| n.kind == Some(Kind::Place) || n.kind.is_none() && capital(n))
        };
        let mut last = at + 2;
        while last < at + REACH
            && named(last)
            && self.kind(last + 1) == Some(ChunkKind::Comma)
            && self.kind(last + 2) == Some(ChunkKind::Noun)
        {
            last += 2;
        }
        let and = last + 1 + usize::from(self.kind(last + 1) == Some(ChunkKind::Comma));
        if !named(last) || !named(and + 1) || !self.joins(and) {
            return None;
        }
        let nouns = self.chunks[at + 2..=and + 1].iter().filter(|c| c.kind == ChunkKind::Noun);
        out.extend(nouns.map(|c| c.index));
        Some(and + 2)
    }

    /// The chunk behind the prepositional phrases that begin at `i`: "the mayor of a town near Oru was".
    pub(super) fn behind_prepositions(&self, mut i: usize) -> usize {
        for _ in 0..REACH / 2 {
            // "killed 47 people on Saturday, among them a cleric": a day is no noun.
            let governed = matches!(self.kind(i + 1), Some(ChunkKind::Noun | ChunkKind::Other));
            if self.kind(i) != Some(ChunkKind::Preposition) || !governed {
                break;
            }
            i += 2;
        }
        i
    }

    /// A number without its noun.
    pub(super) fn counts_alone(&self, i: usize) -> bool {
        self.noun(i).is_some_and(|n| n.number.is_some() && n.first == n.head)
    }

    /// "killed five in Oru and two in Mirel": people at `i` who are counted behind a place, with a place of their own.
    pub(super) fn counts_elsewhere(&self, place: usize, i: usize) -> bool {
        let held = |i: usize| {
            let is = |p: usize| PLACED.iter().any(|&h| self.text_is(p, h));
            self.thing(i) == Some(Kind::Place) && self.kind_before(i, 1) == Some(ChunkKind::Preposition) && is(i - 1)
        };
        // "two in Mirel", "three more in Mirel" stand without their noun.
        let alone = |n: &NounPhrase| {
            let (token, word) = (self.tokens.get(n.first as usize), self.words.get(n.first as usize));
            (n.first == n.head || n.kind.is_some() || self.tokens[n.head as usize].hash == const { hash_folded("more") })
                && (token.is_some_and(Token::is_number) || word.is_some_and(|w| w.is(class::NUMBER)))
        };
        let counted = |n: &NounPhrase| matches!(n.kind, None | Some(Kind::People)) && (n.number.is_some() || alone(n));
        held(place) && self.noun(i).is_some_and(counted) && held(i + 2)
    }

    /// The chunks of those who are counted behind the place of the verb at `at`, each before a place of their own.
    pub(crate) fn elsewhere(&self, at: usize, verbs: &[VerbGroup]) -> Indices {
        let mut out = Indices::new();
        let ends = |i: &usize| {
            matches!(
                self.kind(*i),
                None | Some(ChunkKind::Verb | ChunkKind::Stop | ChunkKind::Relative | ChunkKind::Subordinator)
            )
        };
        let parts = |i: usize| matches!(self.kind(i), Some(ChunkKind::Comma | ChunkKind::Conjunction));
        // "in Oru on Monday and two".
        let day = |i: usize| {
            self.kind(i) == Some(ChunkKind::Other)
                || self.kind(i) == Some(ChunkKind::Preposition) && self.kind(i + 1) == Some(ChunkKind::Other)
        };
        let mut place = None;
        for i in (at + 1..at + REACH).take_while(|i| !ends(i)) {
            if let Some(place) = place.filter(|&p| i > p + 1 && parts(i - 1) && self.counts_elsewhere(p, i)) {
                // "and two in Mirel were hurt": of the next verb.
                let next = self.verb(i + 3, verbs).is_some_and(|v| !v.gerund && !v.infinitive);
                if (place + 1..i).all(|j| parts(j) || day(j)) && !next {
                    out.push(i as u32);
                }
            }
            if self.thing(i) == Some(Kind::Place) {
                place = Some(i);
            }
        }
        out
    }

    fn finite_follows(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        self.verb(i, verbs).is_some_and(|v| {
            !v.gerund
                && !v.infinitive
                && !(v.participle && {
                    let next = self.next(i + 1);
                    self.kind(next) == Some(ChunkKind::Preposition)
                        && !self.words.get(v.main as usize).is_some_and(|w| w.is(class::INTRANS))
                })
        })
    }

    fn list_goes_on(&self, from: usize, verbs: &[VerbGroup]) -> bool {
        for i in from..from + REACH {
            match self.kind(i) {
                Some(ChunkKind::Comma | ChunkKind::Noun) => {}
                Some(ChunkKind::Conjunction) => {
                    return self.kind(i + 1) == Some(ChunkKind::Noun) && !self.finite_follows(i + 2, verbs);
                }
                _ => return false,
            }
        }
        false
    }

    /// "killed three members of the group and two soldiers", "killed the mayor of Oru and a guard": the conjunction behind the phrases of
    /// the preposition at `i`, where it joins people to those who were pushed last.
    fn joined_behind(&self, i: usize, list: &Indices) -> Option<usize> {
        let people = |n: &NounPhrase| matches!(n.kind, Some(Kind::People | Kind::Person));
        let counts = |n: &NounPhrase| n.number.is_some() && n.kind == Some(Kind::People);
        let told = |n: &NounPhrase| self.words[n.first as usize].is(class::DET | class::POSS_DET);
        let last = list.last().and_then(|&n| self.nouns.get(n as usize))?;
        // "five of them and their driver".
        let some = counts(last) && self.text_is(i, const { hash_folded("of") });
        if !people(last) || !(counts(last) && last.first < last.head || told(last) || some) {
            return None;
        }
        let within = |at: usize| {
            let held = |n: &NounPhrase| (!people(n) || some && at == i) && n.number.is_none();
            self.kind(at) == Some(ChunkKind::Preposition) && self.noun(at + 1).is_some_and(held)
        };
        let behind = (i..i + 3 * 2).step_by(2).find(|&i| !within(i))?;
        let next = behind + 1;
        let one = || self.one_of_many(next) || self.word(next).is(class::POSS_DET);
        let joined = behind > i && self.joins(behind) && self.noun(next).is_some_and(|n| counts(n) || people(n) && one());
        (joined && !self.counts_elsewhere(behind - 1, next)).then_some(behind)
    }

    /// Adds who stands right before the verb at `at` and is joined to its subject: "the mayor of Oru and two guards fled".
    pub(super) fn joined_subject(&self, subject: usize, at: usize, list: &mut Indices) {
        let last = at.wrapping_sub(1);
        let and = last.wrapping_sub(1);
        if subject + 3 < last && self.kind(and) == Some(ChunkKind::Conjunction) && self.joined_behind(subject + 1, list) == Some(and) {
            list.push(self.chunks[last].index);
        }
    }

    /// Whether the first noun phrase is a name and the second stands with "a" behind its comma.
    fn name_before(&self, name: u32, noun: u32) -> bool {
        let [Some(name), Some(noun)] = [name, noun].map(|n| self.nouns.get(n as usize)) else {
            return false;
        };
        let one = self
            .tokens
            .get(noun.first as usize)
            .is_some_and(|t| hashes!["a", "an"].contains(&t.hash));
        name.kind == Some(Kind::Person) && name.mention.is_some() && noun.first == name.end + 1 && one
    }

    /// Leaves out what only says of which faith or country the one before is: "the officer, a Catholic, and his wife".
    pub(super) fn without_descriptions(&self, list: &mut Indices) {
        let described = |pair: (u32, u32)| {
            let (Some(before), Some(noun)) = (self.nouns.get(pair.0 as usize), self.nouns.get(pair.1 as usize)) else {
                return false;
            };
            let comma = self.tokens.get(before.end as usize).is_some_and(|t| t.punct == b',') && noun.first == before.end + 1;
            let one = self
                .tokens
                .get(noun.first as usize)
                .is_some_and(|t| hashes!["a", "an"].contains(&t.hash));
            let word = |t: u32| self.words.get(t as usize).copied().unwrap_or_default();
            let definite = before.mention.is_some()
                || self
                    .tokens
                    .get(before.first as usize)
                    .is_some_and(|t| t.hash == const { hash_folded("the") });
            let single = definite && before.number.is_none() && !word(before.head).is(class::PERSON_PL);
            let faith = hashes![
                "catholic",
                "protestant",
                "muslim",
                "moslem",
                "christian",
                "jew",
                "hindu",
                "sikh",
                "sunni",
                "shiite",
                "buddhist",
                "native",
                "national",
                "citizen",
                "resident",
                "veteran",
                "bachelor",
                "widower"
            ];
            let says = noun.kind == Some(Kind::Nationality) || self.tokens.get(noun.head as usize).is_some_and(|t| faith.contains(&t.hash));
            // "Luis Vano, a nurse, and his son": between commas it is who a name is.
            let closed = || self.tokens.get(noun.end as usize).is_some_and(|t| t.punct == b',');
            let trade = || before.kind == Some(Kind::Person) && before.mention.is_some() && noun.kind == Some(Kind::People) && closed();
            comma && one && single && (says || trade())
        };
        let mut i = 1;
        while i < list.len() {
            // "Luis Vano, a nurse and activist, and his son".
            let both = |a: u32, b: u32| {
                let [Some(a), Some(b)] = [a, b].map(|n| self.nouns.get(n as usize)) else {
                    return false;
                };
                let person = self.words.get(b.head as usize).is_some_and(|w| w.is(class::PERSON)) && b.first == b.head;
                person && b.first == a.end + 1 && self.tokens.get(b.end as usize).is_some_and(|t| t.punct == b',')
            };
            if i + 1 < list.len() && both(list[i], list[i + 1]) && self.name_before(list[i - 1], list[i]) {
                list.drain(i..i + 2);
                continue;
            }
            if described((list[i - 1], list[i])) {
                list.remove(i);
            } else {
                i += 1;
            }
        }
    }
}
