//! The prepositional phrases of a verb group or an event noun.

use super::arguments::{Governed, Indices, REVENGE};
use super::chunk::{ChunkKind, VerbGroup};
use super::clause::{Clauses, REACH};
use crate::lexicon::class;
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// The prepositional phrases from `at` to the end of the clause.
    pub(super) fn prepositional(&self, at: usize, out: &mut Governed, verbs: &[VerbGroup]) {
        let mut i = at;
        let mut list = Indices::new();
        while i < at + REACH {
            let Some(chunk) = self.chunks.get(i) else { break };
            match chunk.kind {
                // "clashed with guards, with ten people reported dead": a clause of its own.
                ChunkKind::Preposition
                    if self.kind_before(i, 1) == Some(ChunkKind::Comma)
                        && self.text_is(i, const { hash_folded("with") })
                        && self.verb(i + 2, verbs).is_some_and(|v| v.participle) =>
                {
                    break;
                }
                // "carried out by one of the guards": what "of" parts is no verb's.
                ChunkKind::Preposition
                    if self.text_is(i, const { hash_folded("of") })
                        && self.kind(i + 1) == Some(ChunkKind::Noun)
                        && i > 0
                        && self
                            .noun(i - 1)
                            .is_some_and(|n| n.first == n.head && self.text_is(i - 1, const { hash_folded("one") })) =>
                {
                    i += 2;
                }
                // "was captured and by May the rebels held": a time.
                ChunkKind::Preposition if self.text_is(i, const { hash_folded("by") }) && self.is_date(i + 1) => i += 1,
                ChunkKind::Preposition if self.kind(self.next(i + 1)) == Some(ChunkKind::Noun) => {
                    // "bombed a camp in retaliation for a raid in Oru": what follows is of the raid.
                    if REVENGE.iter().any(|&h| self.text_is(i + 1, h)) {
                        break;
                    }
                    // "killed two in the first of many raids on Oru": what "on" leads to is the raids'; "replied with raids on Oru" is one deed.
                    let held = i > at && self.event(i - 1) && self.kind_before(i, 2) == Some(ChunkKind::Preposition);
                    let of_event = held
                        && !self.text_is(i - 2, const { hash_folded("with") })
                        && hashes!["on", "against"].iter().any(|&h| self.text_is(i, h));
                    let known = out.len();
                    i = self.governed(i, verbs, &mut list, out);
                    if of_event {
                        out.truncate(known);
                    }
                }
                // "blamed the raid, in which two died, on rebels": the clause goes on behind its aside.
                ChunkKind::Comma => match self.behind_aside(i, verbs) {
                    Some(behind) => i = behind,
                    None if self.ranks(i + 1) => break,
                    None => i += 1,
                },
                ChunkKind::Verb | ChunkKind::Subordinator | ChunkKind::Relative | ChunkKind::Stop => break,
                // A noun phrase that nothing governs opens the next clause.
                ChunkKind::Noun if i > at && (self.opens_clause(i, verbs) || self.joins(i - 1)) => break,
                ChunkKind::Noun if i >= at + 2 && self.counts_elsewhere(i - 2, i) => break,
                _ => i += 1,
            }
        }
    }

    /// Whether what stands at `i` is a month, a weekday or a year.
    fn is_date(&self, i: usize) -> bool {
        let year = || {
            let token = self.chunks.get(i).and_then(|c| self.tokens.get(c.first as usize));
            token.is_some_and(|t| t.is_number() && t.span.len() == 4)
        };
        self.kind(i) == Some(ChunkKind::Other) && (self.word(i).is(class::MONTH | class::WEEKDAY) || year())
    }

    /// "killed ten, the latest in a series of raids": whether the noun phrase at `i` says which of many it was.
    fn ranks(&self, i: usize) -> bool {
        let Some(noun) = self.noun(i) else { return false };
        let rank = hashes![
            "latest",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "last",
            "worst",
            "deadliest",
            "bloodiest",
            "biggest",
            "largest",
            "most"
        ];
        let second = self.tokens.get(noun.first as usize + 1);
        self.text_is(i, const { hash_folded("the") }) && second.is_some_and(|t| rank.contains(&t.hash))
    }

    /// The preposition behind the relative clause or participle that the comma at `i` opens: ", in which two died, on", ", a group that holds
    /// the north, for", ", identified as Luis Vano, with".
    fn behind_aside(&self, i: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let led = usize::from(matches!(self.kind(i + 1), Some(ChunkKind::Preposition | ChunkKind::Noun)));
        let told = |v: &VerbGroup| v.link.attributive && v.link.passive;
        if self.kind(i + 1 + led) != Some(ChunkKind::Relative) && !self.verb(i + 1, verbs).is_some_and(told) {
            return None;
        }
        let close = (i + 2..i + REACH).find(|&j| matches!(self.kind(j), None | Some(ChunkKind::Comma | ChunkKind::Stop)))?;
        let goes_on = self.kind(close) == Some(ChunkKind::Comma) && self.kind(close + 1) == Some(ChunkKind::Preposition);
        goes_on.then_some(close + 1)
    }

    /// Appends the noun phrases that the preposition at `i` governs; returns the chunk behind them. `list` is scratch.
    fn governed(&self, i: usize, verbs: &[VerbGroup], list: &mut Indices, out: &mut Governed) -> usize {
        list.clear();
        let mut next = self.coordinated(self.next(i + 1), verbs, list);
        // "fighting between troops and rebels went on": there are two, whatever follows.
        let two = list.len() == 1 && self.kind(next) == Some(ChunkKind::Conjunction) && self.kind(next + 1) == Some(ChunkKind::Noun);
        if two && self.text_is(i, const { hash_folded("between") }) {
            list.push(self.chunks[next + 1].index);
            next += 2;
        }
        // "in and around the town": in it.
        let pair = self.kind_before(i, 2) == Some(ChunkKind::Preposition) && self.joins(i - 1);
        let first = if pair { i - 2 } else { i };
        out.extend(self.chunks.get(first).into_iter().flat_map(|p| list.iter().map(|&n| (p.first, n))));
        next
    }

    /// Whether the noun phrase at `i` is the subject of a later verb.
    pub(super) fn opens_clause(&self, i: usize, verbs: &[VerbGroup]) -> bool {
        for j in i + 1..i + REACH {
            match self.kind(j) {
                Some(ChunkKind::Verb) => return self.finite(j, verbs),
                Some(ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Other) => {}
                _ => return false,
            }
        }
        false
    }

    /// The prepositional phrases that follow the noun phrase at `at` directly: "an attack on X in Y by Z".
    pub(crate) fn complements(&self, at: usize, verbs: &[VerbGroup]) -> Governed {
        let mut out = Governed::new();
        let mut i = at + 1;
        let mut list = Indices::new();
        while i < at + REACH {
            let Some(chunk) = self.chunks.get(i) else { break };
            match chunk.kind {
                ChunkKind::Preposition if self.kind(self.next(i + 1)) == Some(ChunkKind::Noun) => {
                    let of = self.text_is(i, const { hash_folded("of") });
                    i = self.governed(i, verbs, &mut list, &mut out);
                    // "missiles in reply to a raid on Oru": what follows is the raid's.
                    if !of && self.event(i - 1) {
                        break;
                    }
                }
                // "the murder in 1934 of a judge": the day stands between.
                ChunkKind::Preposition
                    if self.kind(i + 1) == Some(ChunkKind::Other) && self.kind(i + 2) == Some(ChunkKind::Preposition) =>
                {
                    i += 2;
                }
                ChunkKind::Other => i += 1,
                // "raids and a crackdown against": what follows the second belongs to both; not so in "a raid in Oru and a crackdown against".
                ChunkKind::Conjunction if out.is_empty() && self.event(i + 1) => i += 2,
                _ => break,
            }
        }
        out
    }
}
