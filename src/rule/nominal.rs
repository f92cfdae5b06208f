//! Frames on event nouns: the roles that stand before and behind them.

use super::matcher::{Context, Filler, Fillers, Found};
use super::model::{Filter, Frame, Rule, Slot};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{Chunk, ChunkKind, Indices, NounPhrase, VerbGroup};
use crate::relation::{Modality, Polarity, RelationKind};
use crate::text::{Token, hash_folded, hashes};

/// How many chunks may stand between a fight and the verb before it.
const LED: usize = 8;
/// How many chunks may stand between an event and the verb that says who stands before a court for it.
const COURT: usize = 12;

/// What attackers do in an attack.
const HARM: &[u64] = hashes![
    "killed",
    "killing",
    "wounded",
    "wounding",
    "injured",
    "injuring",
    "massacred",
    "massacring",
    "slaughtered",
    "murdered",
    "executed",
    "beheaded",
    "abducted",
    "abducting",
    "kidnapped",
    "kidnapping",
    "burned",
    "burning",
    "torched",
    "torching",
    "looted",
    "looting"
];
/// What those who search do in a raid.
const TAKEN: &[u64] = hashes![
    "freed",
    "rescued",
    "arrested",
    "detained",
    "captured",
    "seized",
    "arresting",
    "detaining",
    "freeing",
    "rescuing"
];

impl Context<'_> {
    /// Appends what the frame finds on an event noun, if it finds something.
    pub(super) fn nominal(&self, rule: &Rule, frame: &Frame, id: u32, noun: &NounPhrase, at: usize, out: &mut Vec<Found>) -> Option<()> {
        // A noun's frame may say what its own phrase has to be, and what must not stand within.
        let compounds = |filter: &Filter| (noun.first..noun.head).any(|t| filter.words.has(self.tokens[t as usize].hash));
        let own = |filter: &Filter| self.fits(&self.filler(self.chunks[at].index), filter);
        let forbidden = |(slot, filter): &(Slot, Filter)| *slot == Slot::Compound && compounds(filter);
        if frame.never.iter().any(forbidden) || frame.only.iter().any(|(slot, filter)| *slot == Slot::Trigger && !own(filter)) {
            return None;
        }
        let complements = self.clauses().complements(at, self.verbs);
        let possessor = self.possessor(noun, at);
        let mut fillers = Fillers::new();
        for (role, slots, filter) in &frame.roles {
            for slot in slots {
                match slot {
                    Slot::Preposition(word) => {
                        let of = *word == const { hash_folded("of") };
                        let behind = |p: u32| self.tokens[p as usize].hash == *word && (!of || self.of_event(noun, p));
                        // "put the number of those killed by rebel fire at 35".
                        let bare = |n: &NounPhrase| n.number.is_some() && n.first == n.head;
                        let reckoned = |n: u32| *word == const { hash_folded("at") } && bare(&self.nouns[n as usize]);
                        for &(_, n) in complements.iter().filter(|&&(p, n)| behind(p) && !reckoned(n)) {
                            self.fill(role, self.filler(n), filter, &mut fillers);
                        }
                    }
                    Slot::Possessive => {
                        if let Some(chunk) = possessor {
                            self.fill(role, self.filler(chunk.index), filter, &mut fillers);
                        } else if self.words[noun.first as usize].is(class::POSS_DET) {
                            let pronoun = Filler {
                                first: noun.first,
                                end: noun.first + 1,
                                kind: None,
                            };
                            if filter.is_empty() || filter.has(Kind::People) {
                                fillers.push((*role, pronoun));
                            }
                        }
                    }
                    Slot::Trigger => self.fill(role, self.filler(self.chunks[at].index), filter, &mut fillers),
                    Slot::Compound => self.compound(noun, role, filter, &mut fillers),
                    _ => {}
                }
            }
        }
        let alleged = self.add_doers(rule.relation, frame, noun, at, &mut fillers);
        let found = self.finish(rule, frame, id, (noun.head, noun.head + 1), fillers, out)?;
        if noun.negative {
            found.polarity = Polarity::Negated;
        }
        if noun.hedged || alleged && found.arguments.iter().any(|(role, _)| *role == "agent") {
            found.modality = Modality::Alleged;
        }
        // A light verb or any verb that the noun is the object of.
        let other_clause = |i: usize| {
            let joined =
                self.chunks[i].kind == ChunkKind::Comma && self.chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Conjunction);
            joined || matches!(self.chunks[i].kind, ChunkKind::Stop | ChunkKind::Relative | ChunkKind::Subordinator)
        };
        found.verb = (0..at)
            .rev()
            .take(6)
            .take_while(|&i| !other_clause(i))
            .find(|&i| self.chunks[i].kind == ChunkKind::Verb)
            .map(|i| self.chunks[i].index);
        Some(())
    }

    /// Whether an "of" is the event's: not in "a strike on a part of the town".
    fn of_event(&self, noun: &NounPhrase, of: u32) -> bool {
        let before = || of.checked_sub(1).and_then(|t| self.noun_around(t));
        let dated = || self.units.at(of as usize - 1).is_some_and(|u| u.kind == Kind::Date);
        // A name or day takes no "of": "the presence in Oru of rebels". "The abduction and killing of a nurse": of both.
        let joined = |n: &NounPhrase| n.first > noun.end && n.kind == Some(Kind::Event) && self.words[n.first as usize - 1].is(class::CONJ);
        of <= noun.end + 1 || dated() || before().is_some_and(|n| n.mention.is_some() || joined(n))
    }

    /// Adds who did what an event noun tells, where its own phrases do not tell it but the words around them; whether that is only alleged.
    fn add_doers(&self, kind: RelationKind, frame: &Frame, noun: &NounPhrase, at: usize, fillers: &mut Fillers) -> bool {
        let side = match kind {
            RelationKind::Clashed => "a",
            RelationKind::Attacked
            | RelationKind::Raided
            | RelationKind::Killed
            | RelationKind::Assassinated
            | RelationKind::Kidnapped
            | RelationKind::Wounded => "agent",
            _ => return false,
        };
        if fillers.is_empty() || fillers.iter().any(|(role, _)| *role == side) {
            return false;
        }
        let wanted = |filler: &Filler| {
            frame
                .roles
                .iter()
                .any(|(role, _, filter)| *role == side && self.fits(filler, filter))
        };
        let fought = matches!(kind, RelationKind::Clashed | RelationKind::Attacked | RelationKind::Raided);
        let doer = fought.then(|| self.doer_around(at, kind)).flatten();
        let tried = if side == "agent" && doer.is_none() {
            self.tried_for(noun, at).or_else(|| self.behind(at))
        } else {
            None
        };
        let doers = doer.unwrap_or_default().into_iter().map(|n| self.filler(n));
        fillers.extend(doers.chain(tried.map(|(who, _)| who)).filter(wanted).map(|doer| (side, doer)));
        tried.is_some_and(|(_, sure)| !sure)
    }

    /// The preposition before the event at `at`: "in a raid", "for the 1995 raid".
    fn led_by(&self, at: usize) -> Option<u64> {
        let dated = |c: &&Chunk| c.kind == ChunkKind::Other && self.tokens[c.first as usize].punct == 0;
        // "for the kidnapping and murder of": of both.
        let joined = at >= 2 && self.chunks[at - 1].kind == ChunkKind::Conjunction && self.events(&self.chunks[at - 2]);
        let at = if joined { at - 2 } else { at };
        let led = self.chunks[..at].iter().rev().take(3).find(|c| !dated(c));
        led.filter(|c| c.kind == ChunkKind::Preposition)
            .map(|c| self.tokens[c.first as usize].hash)
    }

    /// The verb before the event at `at`, in its clause and at most so many chunks away.
    fn verb_before(&self, at: usize, reach: usize) -> Option<&Chunk> {
        let parts = |c: &&Chunk| {
            matches!(
                c.kind,
                ChunkKind::Comma | ChunkKind::Subordinator | ChunkKind::Relative | ChunkKind::Stop
            )
        };
        let mut before = self.chunks[..at].iter().rev().take(reach).take_while(|c| !parts(c));
        before.find(|c| c.kind == ChunkKind::Verb)
    }

    /// "Rebels took the town after a battle with troops", "Rebels killed two in a raid on a farm": who did something before or in the
    /// event at `at`; of an attack who did harm in it.
    fn doer_around(&self, at: usize, kind: RelationKind) -> Option<Indices> {
        let (in_it, searches) = (kind != RelationKind::Clashed, kind == RelationKind::Raided);
        let led = self.led_by(at)?;
        let during = hashes!["in", "during", "after", "following", "amid", "before"];
        let before = self.verb_before(at, LED);
        // "In a raid on a farm, rebels killed two".
        let fronted = || (at <= 2).then(|| self.chunks.iter().find(|c| c.kind == ChunkKind::Verb)).flatten();
        let verb = self.verbs.get(before.or_else(fronted)?.index as usize)?;
        let word = self.words[verb.main as usize];
        // "Rebels were killed in a battle with troops": they fought it.
        let harmed = hashes!["killed", "wounded", "injured", "died", "captured", "hurt"];
        let fell = !in_it && during[..2].contains(&led) && harmed.contains(&self.tokens[verb.main as usize].hash);
        let does = fell || !verb.link.passive && !verb.negated && !word.is(class::SAY | class::AUX_BE | class::INTRANS);
        let is = |words: &[u64]| words.contains(&self.tokens[verb.main as usize].hash);
        let harms = is(HARM) || searches && is(TAKEN);
        let subject = self.chunks.get(verb.link.subject? as usize).filter(|c| c.kind == ChunkKind::Noun)?;
        let who = self.nouns.get(subject.index as usize)?;
        let acts = matches!(
            who.kind,
            Some(Kind::People | Kind::Person | Kind::Group | Kind::SecurityForce | Kind::Nationality)
        );
        let near = if in_it {
            during[..2].contains(&led) && harms
        } else {
            during.contains(&led)
        };
        // "Troops and militiamen took the town after a battle": all of them.
        let mut all = Indices::new();
        self.clauses()
            .list_to(verb.link.subject? as usize, verb.link.governor, self.verbs, &mut all);
        (near && does && acts).then_some(all)
    }

    /// "The militia was behind the raid": who did it, and whether that is sure. "Police said the militia was behind it" blames.
    fn behind(&self, at: usize) -> Option<(Filler, bool)> {
        if self.led_by(at)? != const { hash_folded("behind") } {
            return None;
        }
        let verb = self.verbs.get(self.verb_before(at, 4)?.index as usize)?;
        let opener = self.clauses().opener(&verb.link).map(|o| self.chunks[o].kind);
        let told = matches!(opener, Some(ChunkKind::Verb | ChunkKind::Subordinator | ChunkKind::Relative));
        if told || !self.words[verb.main as usize].is(class::AUX_BE) || verb.negated || verb.link.negated {
            return None;
        }
        let who = self.clauses().arguments(verb.chunk as usize, self.verbs).subjects;
        Some((self.filler(*who.last()?), !verb.infinitive && !verb.modal))
    }

    /// "Vano was jailed for the murder of two nurses": who stands before a court for the event, and whether it is sure that they did it.
    fn tried_for(&self, noun: &NounPhrase, at: usize) -> Option<(Filler, bool)> {
        let before = self.verbs.get(self.verb_before(at, COURT)?.index as usize)?;
        // "convicted of Vano's murder".
        let owned = usize::from(self.possessive_at(noun.first));
        let led = || Some((before, self.led_by(at - owned)?));
        let (verb, led) = self.directed(before, at).or_else(led)?;
        let definite = !hashes!["a", "an"].contains(&self.tokens[noun.first as usize].hash);
        if !hashes!["for", "of", "over", "with", "to"].contains(&led) && !(definite && led == const { hash_folded("in") }) {
            return None;
        }
        let is = |words: &[u64]| words.contains(&self.tokens[verb.main as usize].hash);
        let sure = is(hashes![
            "convicted",
            "sentenced",
            "jailed",
            "imprisoned",
            "executed",
            "hanged",
            "found"
        ]);
        let charged = !sure && self.words[verb.main as usize].is(class::ACCUSED | class::TRIED);
        let faces = is(hashes!["face", "faces", "faced", "facing"]);
        let serves = !verb.link.passive && is(hashes!["serving", "served", "pleaded", "confessed", "admitted"]);
        // "arrested in connection with the raid" says less.
        let charge = led != const { hash_folded("with") } || is(hashes!["charged"]);
        if verb.negated || !charge || !(sure || charged || serves || faces) {
            return None;
        }
        let arguments = self.clauses().arguments(verb.chunk as usize, self.verbs);
        let who = if serves || faces { arguments.subjects } else { arguments.objects };
        let last = who.last().map(|&index| self.filler(index))?;
        Some((last, !charged && !faces))
    }

    /// "convicted of ordering the murder": the verb that governs the one right before the event at `at`, and the preposition between.
    fn directed(&self, verb: &VerbGroup, at: usize) -> Option<(&VerbGroup, u64)> {
        let directs = hashes![
            "ordering",
            "organising",
            "organizing",
            "masterminding",
            "orchestrating",
            "directing",
            "overseeing",
            "supervising",
            "commissioning",
            "arranging",
            "committing",
            "perpetrating",
            "plotting"
        ];
        // "overseeing the torture and killing of": both.
        let joined = at >= 2 && self.chunks[at - 1].kind == ChunkKind::Conjunction && self.chunks[at - 2].kind == ChunkKind::Noun;
        let at = if joined { at - 2 } else { at };
        let near = verb.gerund && at - verb.chunk as usize <= 2 && directs.contains(&self.tokens[verb.main as usize].hash);
        let governor = self.governor(verb).filter(|_| near)?;
        let led = self.tokens[verb.first.checked_sub(1)? as usize].hash;
        Some((governor, led))
    }

    /// The phrase of whom or what the noun is: "Oru's mayor", "the rebels' raid".
    fn possessor(&self, noun: &NounPhrase, at: usize) -> Option<&Chunk> {
        let before = |n: usize| at.checked_sub(n).and_then(|i| self.chunks.get(i));
        if self.tokens[noun.first as usize].has(Token::POSSESSIVE) {
            return before(1).filter(|c| c.kind == ChunkKind::Noun);
        }
        // "Hamas's Oct. 7 attack": the day stands between.
        let token = |c: &Chunk| self.tokens[c.first as usize];
        if before(1).is_some_and(|c| self.dates(c) && self.units.at(c.first as usize).is_some_and(|u| u.end == noun.first)) {
            let owns = |c: &&Chunk| token(c).may_own();
            return before(2).filter(owns).and(before(3)).filter(|c| c.kind == ChunkKind::Noun);
        }
        let mark = before(1).filter(|c| c.kind == ChunkKind::Other && matches!(self.tokens[c.first as usize].punct, b'\'' | b'"'))?;
        before(2).filter(|c| c.kind == ChunkKind::Noun && self.nouns[c.index as usize].end == mark.first)
    }

    fn events(&self, chunk: &Chunk) -> bool {
        chunk.kind == ChunkKind::Noun && self.nouns[chunk.index as usize].kind == Some(Kind::Event)
    }

    fn dates(&self, chunk: &Chunk) -> bool {
        chunk.kind == ChunkKind::Other && self.units.at(chunk.first as usize).is_some_and(|u| u.kind == Kind::Date)
    }

    /// Names and nouns before the head: "a Taliban attack", "police raids".
    fn compound(&self, noun: &NounPhrase, role: &'static str, filter: &Filter, fillers: &mut Fillers) {
        let mut named = false;
        for unit in self.units_in(noun.first, noun.head).iter().filter(|u| u.end <= noun.head) {
            let filler = Filler {
                first: unit.first,
                end: unit.end,
                kind: Some(unit.kind),
            };
            named |= self.fits(&filler, filter) && !filter.is_empty();
            self.fill(role, filler, filter, fillers);
        }
        if named || filter.is_empty() {
            return;
        }
        for token in noun.first..noun.head {
            let word = self.words[token as usize];
            if word.is(class::FORCE_NOUN | class::PERSON | class::PERSON_PL | class::GROUP_NOUN) && !word.is(class::ADJ | class::DET) {
                let kind = if word.is(class::FORCE_NOUN) {
                    Kind::SecurityForce
                } else {
                    Kind::People
                };
                let filler = Filler {
                    first: token,
                    end: token + 1,
                    kind: Some(kind),
                };
                self.fill(role, filler, filter, fillers);
            }
        }
    }
}
