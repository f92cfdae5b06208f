//! Frames on event nouns: the roles that stand before and behind them.

use super::filler::{Filler, Fillers};
use super::matcher::{Context, Found};
use super::model::{Filter, Frame, Rule, Slot};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{Chunk, ChunkKind, NounPhrase};
use crate::relation::{Modality, Polarity};
use crate::text::{Token, hash_folded, hashes};

/// Where people tell of what was done.
pub(super) const PLATFORMS: &[u64] = hashes!["telegram", "facebook", "twitter", "youtube", "whatsapp", "instagram", "tiktok"];

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
                        // "claimed the attack on Telegram", "on its channel".
                        let carried = |n: u32| *word == const { hash_folded("on") } && self.carries(&self.nouns[n as usize]);
                        for &(_, n) in complements.iter().filter(|&&(p, n)| behind(p) && !reckoned(n) && !carried(n)) {
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

    /// Whether what is told of an event is told there: a platform, or someone's own channel.
    fn carries(&self, noun: &NounPhrase) -> bool {
        let head = self.tokens[noun.head as usize].hash;
        let own =
            || self.words[noun.first as usize].is(class::POSS_DET) && hashes!["channel", "website", "page", "account"].contains(&head);
        PLATFORMS.contains(&head) || own()
    }

    /// Whether an "of" is the event's: not in "a strike on a part of the town".
    fn of_event(&self, noun: &NounPhrase, of: u32) -> bool {
        let before = || of.checked_sub(1).and_then(|t| self.noun_around(t));
        let dated = || self.units.at(of as usize - 1).is_some_and(|u| u.kind == Kind::Date);
        // A name or day takes no "of": "the presence in Oru of rebels". "The abduction and killing of a nurse": of both.
        // "The death of a man and the arrest of a nurse": of one.
        let own = |n: &NounPhrase| (noun.end..n.first).any(|t| self.words[t as usize].is(class::PREP));
        let behind_and = |n: &NounPhrase| n.first > noun.end && self.words[n.first as usize - 1].is(class::CONJ);
        let joined = |n: &NounPhrase| n.kind == Some(Kind::Event) && behind_and(n) && !own(n);
        // But "the killing of Luis Vano of Oru".
        let led = |n: &NounPhrase| self.behind_word(n.first, hashes!["of"]);
        of <= noun.end + 1 || dated() || before().is_some_and(|n| n.mention.is_some() && !led(n) || joined(n))
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

    pub(super) fn events(&self, chunk: &Chunk) -> bool {
        chunk.kind == ChunkKind::Noun && self.nouns[chunk.index as usize].kind == Some(Kind::Event)
    }

    fn dates(&self, chunk: &Chunk) -> bool {
        chunk.kind == ChunkKind::Other && self.units.at(chunk.first as usize).is_some_and(|u| u.kind == Kind::Date)
    }

    /// Names and nouns before the head: "a Taliban attack", "police raids".
    fn compound(&self, noun: &NounPhrase, role: &'static str, filter: &Filter, fillers: &mut Fillers) {
        let mut named = false;
        for unit in self
            .units_in(noun.first, noun.head)
            .iter()
            .filter(|u| u.end <= noun.head && !self.leads(u))
        {
            // "a U.S. strike".
            let kind = if self.is_demonym(unit) { Kind::Nationality } else { unit.kind };
            let filler = Filler {
                first: unit.first,
                end: unit.end,
                kind: Some(kind),
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
