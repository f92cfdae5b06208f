//! Asides and what they say of the noun before them: relative clauses, names and what they are, places within places.

use smallvec::SmallVec;

use super::chunk::{Chunk, ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::gazetteer::Kind;
use crate::lexicon::{class, form};
use crate::text::{Token, hash_folded, hashes};

/// How many kinds of people may be told apart in an aside.
const PARTS: usize = 8;

impl Clauses<'_> {
    /// The noun that a relative pronoun stands for: the nearest, for "who" the nearest that names people.
    pub(super) fn antecedent(&self, relative: usize, verbs: &[VerbGroup]) -> Option<u32> {
        // "who killed the mayor and who fled": of the same as the one before.
        if relative > 0 && self.joins(relative - 1) {
            let before = (0..relative).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Relative));
            let verb = before.and_then(|j| self.verb(self.next(j + 1), verbs));
            if let Some(subject) = verb.and_then(|v| v.link.subject) {
                return Some(subject);
            }
        }
        let who = self.text_is(relative, const { hash_folded("who") });
        // "The government of Luis Vano, which seized power": what a person holds.
        let which = self.text_is(relative, const { hash_folded("which") });
        let held = |j: usize| which && self.thing(j) == Some(Kind::Person) && self.kind_before(j, 1) == Some(ChunkKind::Preposition);
        // "an air strike near Oru, 30 km from Mirel, that killed two": the strike did.
        let harm = hashes!["killed", "wounded", "injured", "destroyed", "killing"];
        let harms = !who && self.verb(self.next(relative + 1), verbs).is_some_and(|v| self.is_one_of(v, harm));
        let passive = self.verb(self.next(relative + 1), verbs).is_some_and(|v| v.passive);
        if harms && !passive {
            let until = |j: &usize| self.kind(*j) != Some(ChunkKind::Verb) || !self.finite(*j, verbs);
            let before = (0..relative).rev().take(REACH).take_while(until);
            // "an attack on a bus of the guard, which killed nine".
            let owner = |j: usize| {
                let body = matches!(
                    self.thing(j),
                    Some(Kind::SecurityForce | Kind::Organization | Kind::Government | Kind::People)
                );
                which && body && j > 0 && self.text_is(j - 1, const { hash_folded("of") })
            };
            let mut places = before.take_while(|&j| {
                self.kind(j) != Some(ChunkKind::Noun)
                    || owner(j)
                    || matches!(
                        self.thing(j),
                        Some(Kind::Place | Kind::Facility | Kind::Event | Kind::Weapon) | None
                    )
            });
            if let Some(event) = places.find(|&j| matches!(self.thing(j), Some(Kind::Event | Kind::Weapon))) {
                return Some(event as u32);
            }
        }
        let mut nearest = None;
        for j in (0..relative).rev().take(REACH) {
            match self.kind(j) {
                Some(ChunkKind::Noun) => {
                    nearest = nearest.or(Some(j as u32));
                    let human = matches!(self.thing(j), Some(Kind::People | Kind::Person | Kind::Nationality));
                    // "an attack in Oru, Mirel, which killed two".
                    if let Some(thing) = self.contained(j).filter(|_| !who) {
                        return Some(thing as u32);
                    }
                    if held(j) && self.kind_before(j, 2) == Some(ChunkKind::Noun) {
                        return Some(j as u32 - 2);
                    }
                    // "Omar Vano, the head of a bank, who was killed": the name.
                    let described = |name: &usize| {
                        let person = self
                            .noun(*name)
                            .is_some_and(|n| n.kind == Some(Kind::Person) && n.mention.is_some());
                        let aside = [j, relative].iter().all(|&i| self.kind_before(i, 1) == Some(ChunkKind::Comma));
                        person && aside && self.word(j).is(class::DET | class::POSS_DET)
                    };
                    if !who || human {
                        return Some(j.checked_sub(2).filter(|_| who).filter(described).unwrap_or(j) as u32);
                    }
                }
                Some(ChunkKind::Verb) if nearest.is_none() || self.finite(j, verbs) => break,
                _ => {}
            }
        }
        nearest
    }

    /// "five of whom", "most of which": what stands before the "of" at `i`.
    pub(super) fn part(&self, i: usize) -> Option<u32> {
        let before = i.checked_sub(1)?;
        let noun = self.noun(before)?;
        let number = || noun.number.is_some() || self.tokens[noun.head as usize].is_number();
        let counts = |kind| kind == Kind::People || kind == Kind::Weapon;
        let quantity =
            noun.kind.is_some_and(counts) && (self.word(before).is(class::DET | class::NUMBER) || number()) && noun.first == noun.head;
        (quantity && self.text_is(i, const { hash_folded("of") })).then_some(before as u32)
    }

    /// Where the aside that ends with the comma at `close` opens: its chunk, when no main verb stands in it.
    pub(super) fn aside(&self, close: usize, verbs: &[VerbGroup]) -> Option<usize> {
        // "The group, active in Mali, Niger and Chad, killed": the commas of the series open nothing.
        let series = close.checked_sub(1).filter(|&last| self.kind(last) == Some(ChunkKind::Noun));
        // "Two men, Luis Vano and Omar Kolo, were held": nor do those of the names.
        let counted = |&first: &usize| self.noun(first).is_some_and(|n| n.number.is_some()) && self.named_person(first + 2);
        if let Some(first) = series.map(|last| self.list_start(last)).filter(counted) {
            return Some(first + 1);
        }
        let governed = |&first: &usize| self.kind_before(first, 1) == Some(ChunkKind::Preposition);
        let from = series.map(|last| self.list_start(last)).filter(governed).unwrap_or(close);
        if let Some(open) = series.and_then(|last| self.told_apart(last)) {
            return Some(open);
        }
        let comma = |from: usize| (0..from).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Comma));
        let open = comma(from).or_else(|| comma(close))?;
        let relative = self.kind(open + 1) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Preposition) && self.kind(open + 2) == Some(ChunkKind::Relative)
            || self.kind(open + 1) == Some(ChunkKind::Subordinator);
        let speech = |j: usize| self.verb(j, verbs).is_some_and(|v| self.says(v));
        // "Vano, a nurse who was kidnapped in May, was freed": the clause within hangs on its noun.
        // "Vano, a nurse whom rebels kidnapped in May, was freed": so does the one that has a subject of its own.
        let hangs = |j: usize| self.verb(j, verbs).is_some_and(|v| v.link.attributive || self.in_relative(v));
        // "The men, two of them born in Oru, were held": no past form stands alone.
        let reduced = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| v.participle && self.words[v.main as usize].forms & form::PAST == 0)
        };
        let main = (open + 1..close).any(|j| self.finite(j, verbs) && !speech(j) && !hangs(j) && !reduced(j));
        (relative || !main).then_some(open)
    }

    /// "Luis Vano, the head of a bank, and a guard were shot", "Luis Vano, who had fled, and a guard were shot": the first of them, for the
    /// guard at `last`.
    pub(super) fn described_before(&self, last: usize, verbs: &[VerbGroup]) -> Option<u32> {
        let close = last
            .checked_sub(2)
            .filter(|&c| self.joins(c + 1) && self.kind(c) == Some(ChunkKind::Comma))?;
        let told = || {
            let open = self.aside(close, verbs)?;
            let relative = self.kind(open + 1) == Some(ChunkKind::Relative);
            open.checked_sub(1)
                .filter(|&who| relative && self.noun(who).is_some_and(NounPhrase::can_act))
        };
        // "Luis Vano, 45, of Oru, and Ana Ruel, 39, of Mirel, were shot".
        let lives = || {
            let of = close.checked_sub(2)?;
            let named = self
                .noun(of + 1)
                .and_then(|n| self.tokens.get(n.first as usize))
                .is_some_and(Token::is_capitalized);
            let placed = named && hashes!["of", "from"].iter().any(|&h| self.text_is(of, h));
            let who = of.checked_sub(if self.kind_before(of, 1) == Some(ChunkKind::Comma) { 2 } else { 1 })?;
            self.noun(who).filter(|n| placed && n.kind == Some(Kind::Person)).map(|_| who)
        };
        let first = close
            .checked_sub(1)
            .and_then(|i| self.name_described(i))
            .or_else(told)
            .or_else(lives)?;
        self.first_of_clause(first).then(|| self.chunks[first].index)
    }

    /// Whether nothing of the clause stands before the chunk.
    fn first_of_clause(&self, i: usize) -> bool {
        matches!(
            self.kind_before(i, 1),
            None | Some(ChunkKind::Subordinator | ChunkKind::Stop | ChunkKind::Other)
        )
    }

    /// "Nine people, five women, three men and a child, were shot": the comma behind those whom the counts up to `last` tell apart.
    fn told_apart(&self, last: usize) -> Option<usize> {
        let counted = |i: usize| self.noun(i).is_some_and(|n| n.number.is_some());
        let one = |i: usize| counted(i) || self.one_of_many(i);
        let (mut first, mut parts) = (last, 0);
        while parts < PARTS && one(first) {
            let comma = self.kind_before(first, 1) == Some(ChunkKind::Comma);
            if !comma && self.kind_before(first, 1) != Some(ChunkKind::Conjunction) {
                break;
            }
            let and = !comma && self.kind_before(first, 2) == Some(ChunkKind::Comma);
            first = first
                .checked_sub(2 + usize::from(and))
                .filter(|&i| self.kind(i) == Some(ChunkKind::Noun))?;
            parts += 1;
        }
        let all = parts > 2 && counted(first) && self.kind(first + 1) == Some(ChunkKind::Comma);
        (all && (self.first_of_clause(first) || self.noun(first - 1).is_none())).then_some(first + 1)
    }

    /// Whether the verb at `at` tells, between commas, what the sentence around it says: "hit a market, the army said in a statement,".
    pub(super) fn tells_between(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let comma = |i: usize| self.kind(i) == Some(ChunkKind::Comma);
        let Some(verb) = self.verb(at, verbs).filter(|v| self.says(v)) else {
            return false;
        };
        let hearer = self.tokens[verb.main as usize].hash == const { hash_folded("told") };
        let within = |&i: &usize| match self.kind(i) {
            Some(ChunkKind::Noun) => self.kind_before(i, 1) == Some(ChunkKind::Preposition) || hearer && self.next(at + 1) == i,
            kind => matches!(kind, Some(ChunkKind::Preposition | ChunkKind::Other)),
        };
        let close = (at + 1..).take(REACH).find(|i| !within(i));
        self.opener(&verb.link).is_some_and(|o| o > 0 && comma(o)) && close.is_some_and(comma)
    }

    /// Whether the participle at `at`, behind the comma behind a noun, tells of the noun: "Vano, arrested on Monday,".
    pub(super) fn opens_aside(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let Some(verb) = self.verb(at, verbs) else { return false };
        let main = self.words.get(verb.main as usize).copied().unwrap_or_default();
        let next = self.next(at + 1);
        // But "the army, the mayor said, retaliated by shelling the town".
        let by = |i: usize| self.by_whom(i, verbs);
        match self.kind(next) {
            Some(ChunkKind::Preposition | ChunkKind::Comma) | None => {
                main.is(class::TRANS) || by(next) || self.text_is(next, const { hash_folded("as") }) || self.resumes(next, verbs)
            }
            // "The Dawn Front, designated a terrorist group by Oruland, denied it".
            Some(ChunkKind::Noun) => {
                let group = self
                    .noun(next)
                    .and_then(|n| self.words.get(n.head as usize))
                    .is_some_and(|w| w.is(class::GROUP_NOUN));
                // "Vano, dubbed "the Butcher", was held": the name stands in quotes.
                let named = by(self.next(next + 1)) || group || next > at + 1 && self.mark(at + 1);
                // "Vano, elected mayor in May, was held".
                let becomes = || self.calls(verb) || self.is_one_of(verb, hashes!["renamed", "rebranded", "appointed", "elected"]);
                self.calls(verb) && named || becomes() && self.resumes(next, verbs)
            }
            _ => main.is(class::THINK) && self.verb(at + 1, verbs).is_some_and(|v| v.infinitive),
        }
    }

    /// Whether "by" stands at `i` and leads to who did something, not to how it was done.
    pub(super) fn by_whom(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        self.text_is(i, const { hash_folded("by") }) && !self.verb(i + 1, verbs).is_some_and(|v| v.gerund)
    }

    /// Whether the comma that ends the aside that goes on at `from`, with no verb in it, stands right before a main verb:
    /// "The troops, deployed in July, stormed".
    fn resumes(&self, from: usize, verbs: &[VerbGroup]) -> bool {
        let within = |&i: &usize| matches!(self.kind(i), Some(ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Other));
        let close = (from..from + REACH).find(|i| !within(i));
        let main = |at: usize| self.verb(at, verbs).is_some_and(|v| !v.gerund && !v.infinitive);
        close.is_some_and(|close| close > from && self.kind(close) == Some(ChunkKind::Comma) && main(close + 1))
    }

    /// Whether the verb gives a name to what it is told of.
    pub(crate) fn calls(&self, verb: &VerbGroup) -> bool {
        let calls = hashes![
            "named",
            "called",
            "dubbed",
            "nicknamed",
            "codenamed",
            "christened",
            "designated",
            "considered",
            "deemed",
            "labelled",
            "labeled",
            "branded",
            "declared",
        ];
        self.is_one_of(verb, calls)
    }

    /// Whether a relative pronoun opens the clause that the verb and its subject stand in.
    pub(super) fn in_relative(&self, verb: &VerbGroup) -> bool {
        let opener = self.opener(&verb.link);
        verb.link.nested && opener.is_some_and(|o| self.kind(o) == Some(ChunkKind::Relative))
    }

    /// "The Dawn Front, another militia", "Luis Vano, head of a bank": whether the phrase at `i` is alone behind the comma and says what the
    /// name before it is.
    pub(super) fn describes_name(&self, first: usize, i: usize) -> bool {
        let Some(name) = first.checked_sub(2).filter(|_| first == i) else {
            return false;
        };
        let (named, Some(noun)) = (self.noun(name).is_some_and(|n| n.mention.is_some() && n.can_act()), self.noun(i)) else {
            return false;
        };
        let before = self.kind_before(name, 1);
        let held = matches!(before, Some(ChunkKind::Preposition | ChunkKind::Verb));
        let article = self.word(i).is(class::DET);
        let described = if self.first_of_clause(name) {
            article || noun.kind == Some(Kind::People)
        } else {
            article && !held && !self.text_is(i, const { hash_folded("the") })
        };
        named && described && noun.mention.is_none() && noun.number.is_none()
    }

    /// "the car they were in": whether the pronoun at `i` opens a clause that hangs on the noun right before it.
    pub(super) fn contact(&self, i: usize) -> bool {
        self.word(i).is(class::PRONOUN)
            && self.noun(i).is_some_and(|n| n.first == n.head)
            && self.kind_before(i, 1) == Some(ChunkKind::Noun)
    }

    /// "two men it said were": the noun that the clause of the verb hangs on, with a pronoun for its subject.
    pub(super) fn contact_noun(&self, verb: &VerbGroup) -> Option<usize> {
        let subject = verb.link.subject.map(|s| s as usize)?;
        let men = subject.checked_sub(1).filter(|_| self.contact(subject))?;
        self.noun(men).filter(|n| n.can_act()).map(|_| men)
    }

    /// The relative pronoun right before the speaker of the verb at `at`; for "two men it said" the men.
    pub(super) fn tells_of_antecedent(&self, at: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let verb = self.verb(at, verbs).filter(|v| self.says(v) && !v.link.passive)?;
        if let Some(men) = self.contact_noun(verb) {
            return Some(men);
        }
        let opener = self.opener(&verb.link).filter(|_| verb.link.nested)?;
        let which = hashes!["which", "who", "whom", "that"].iter().any(|&h| self.text_is(opener, h));
        (which && self.kind(opener) == Some(ChunkKind::Relative)).then_some(opener)
    }

    /// What is in the places that end with the one at `i`: for "Mirel" of "a blast in Oru, Mirel" the blast.
    pub(super) fn contained(&self, i: usize) -> Option<usize> {
        let place = |j: usize| self.thing(j) == Some(Kind::Place);
        let larger = |j: usize| j >= 2 && place(j) && place(j - 2) && self.kind(j - 1) == Some(ChunkKind::Comma);
        let first = if larger(i) { i - 2 } else { return None };
        let first = if larger(first) { first - 2 } else { first };
        let held = self.kind_before(first, 1) == Some(ChunkKind::Preposition) && self.kind_before(first, 2) == Some(ChunkKind::Noun);
        // "After the failure at Oru, Mirel tried again": the phrase opens the sentence, and another clause follows.
        let opens = || first == 3 && self.kind(0) == Some(ChunkKind::Preposition) && self.kind(i + 1) != Some(ChunkKind::Comma);
        (held && !opens()).then(|| first - 2)
    }

    /// "since", "after": a preposition that opens a clause too; "as" behind a verb does not, "known as bandits", but "fled as
    /// they fired" does.
    pub(super) fn opens_adverbial(&self, i: usize) -> bool {
        let named = hashes![
            "known",
            "described",
            "identified",
            "named",
            "regarded",
            "seen",
            "labelled",
            "labeled",
            "branded",
            "dubbed",
            "designated",
            "treated",
            "recognised",
            "recognized",
            "viewed",
            "posing",
            "disguised",
            "dressed",
            "serving",
            "working",
            "acting",
            "listed"
        ];
        // "known locally as bandits".
        let first = self.chunks.get(i).map_or(0, |c| c.first as usize);
        let before = self.tokens.get(first.saturating_sub(2)..first).unwrap_or_default();
        let known_as = self.text_is(i, const { hash_folded("as") })
            && before.iter().any(|t| named.contains(&t.hash))
            && !self.word(i + 1).is(class::PRONOUN);
        self.word(i).is(class::SUBORD) && !known_as
    }
}

/// Moves what stands in parentheses behind the rest, so that a clause reads over it.
pub(super) fn asides_last(chunks: &mut Vec<Chunk>) {
    if !chunks.iter().any(|c| c.kind == ChunkKind::Open) {
        return;
    }
    let mut asides: SmallVec<[Chunk; 32]> = SmallVec::new();
    let mut open = None;
    chunks.retain(|&chunk| {
        match chunk.kind {
            ChunkKind::Open => {
                // One that nothing closes ends where the next opens.
                open = Some(asides.len());
                asides.push(Chunk {
                    kind: ChunkKind::Stop,
                    ..chunk
                });
            }
            ChunkKind::Close => open = None,
            _ if open.is_some() => asides.push(chunk),
            _ => return true,
        }
        false
    });
    // Nothing closed the last one: it stays in its place.
    let (closed, last) = asides.split_at(open.unwrap_or(asides.len()));
    chunks.extend_from_slice(last);
    chunks.extend_from_slice(closed);
}
