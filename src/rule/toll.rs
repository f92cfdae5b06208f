//! How many were harmed, and what harmed them.

use super::filler::Filler;
use super::matcher::{Context, Found, MOST};
use crate::gazetteer::Kind;
use crate::lexicon::class;
use crate::phrase::{ChunkKind, NounPhrase, Unit, VerbGroup};
use crate::relation::RelationKind;
use crate::text::{Token, hash_folded, hashes};

/// How many chunks before "in which" may hold what happened.
const CLAUSE: usize = 10;

impl Context<'_> {
    pub(super) fn add_counts(&self, found: &mut Found) {
        let (mut end, mut part) = (None, false);
        for at in 0..found.arguments.len() {
            let (role, filler) = found.arguments[at];
            if !matches!(role, "victim" | "detainee") {
                continue;
            }
            part = end.is_some_and(|end| self.part_of(end, filler, part));
            end = Some(filler.end);
            if part && found.arguments.iter().any(|(role, _)| *role == "count") {
                continue;
            }
            // "Two of the five hijackers": two.
            let of = |u: &Unit| {
                self.tokens
                    .get(u.end as usize)
                    .is_some_and(|t| t.hash == const { hash_folded("of") })
            };
            let counts = self.units_in(filler.first, filler.end).iter().filter(|u| u.kind == Kind::Quantity);
            let all = if counts.clone().next().is_some_and(of) { 1 } else { usize::MAX };
            for unit in counts.take(all) {
                let count = Filler {
                    first: unit.first,
                    end: unit.end,
                    kind: Some(Kind::Quantity),
                };
                if found.arguments.len() < MOST && !found.arguments.contains(&("count", count)) {
                    found.arguments.push(("count", count));
                }
            }
            // "Recorded 63 deaths": the number counts no people who are named.
            if filler.end == filler.first + 1 && self.number_at(filler.first) && !found.arguments.iter().any(|(role, _)| *role == "count") {
                found.arguments.push(("count", filler));
            }
        }
    }

    /// "ten people, among them two nuns and four cooks", "two of them": whether those behind the ones that end at `end` are some of them, or
    /// joined to such.
    fn part_of(&self, end: u32, filler: Filler, part: bool) -> bool {
        let mut between = self.tokens.get(end as usize..filler.first as usize).unwrap_or_default().iter();
        let opens = |t: &Token| matches!(t.punct, b'(' | b'~') || t.punct == b'-' && !t.has(Token::GLUED);
        let some = |t: &Token| opens(t) || hashes!["including", "among"].contains(&t.hash);
        let joins = |t: &Token| t.punct == b',' || t.hash == const { hash_folded("and") };
        let them = self.tokens[filler.end as usize - 1].hash == const { hash_folded("them") };
        them && filler.end > filler.first + 1 || between.clone().any(some) || part && between.all(joins)
    }

    /// "a war in which ten people died", "ten people died when a bomb went off", "when their bus hit a mine": what killed them.
    pub(super) fn tell_cause(&self, found: &mut Found) {
        let told = |(role, _): &(&str, Filler)| matches!(*role, "cause" | "weapon" | "agent");
        if !matches!(found.kind, RelationKind::Killed | RelationKind::Wounded) || found.arguments.iter().any(told) {
            return;
        }
        let own = |v: &VerbGroup| (found.trigger.0..found.trigger.1).contains(&v.main);
        let Some((index, verb)) = found
            .verb
            .and_then(|v| Some((v as usize, self.verbs.get(v as usize)?)))
            .filter(|(_, v)| own(v))
        else {
            return;
        };
        let noun = |chunk: usize| self.clauses().noun(chunk);
        let harms = |n: &NounPhrase| matches!(n.kind, Some(Kind::Event | Kind::Weapon));
        let opener = |v: &VerbGroup| self.clauses().opener(&v.link);
        let word = |chunk: usize| self.chunks.get(chunk).map_or(0, |c| self.tokens[c.first as usize].hash);
        let within = opener(verb).filter(|&o| o > 1 && word(o) == const { hash_folded("which") });
        let within = within.filter(|&o| hashes!["in", "during"].contains(&word(o - 1)));
        let cause = if let Some(which) = within {
            let held = |&j: &usize| {
                matches!(
                    self.chunks[j].kind,
                    ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Comma | ChunkKind::Other
                )
            };
            let mut before = (0..which - 1).rev().take(CLAUSE).take_while(held);
            before.find(|&j| noun(j).is_some_and(harms)).map(|j| self.chunks[j].index)
        } else {
            let next = self
                .verbs
                .get(index + 1)
                .filter(|v| !v.gerund && !v.infinitive && !self.words[v.main as usize].is(class::SAY));
            let clause =
                next.filter(|v| opener(v).is_some_and(|o| o as u32 > verb.chunk && hashes!["when", "as", "after"].contains(&word(o))));
            clause.and_then(|v| {
                let subject = v.link.subject? as usize;
                let subject_noun = noun(subject)?;
                if harms(subject_noun) {
                    return Some(self.chunks[subject].index);
                }
                // "when they raised their rifles": but "when it hit a mine".
                let first = subject_noun.first as usize;
                let they = self.words[first].is(class::PRONOUN) && self.tokens[first].hash != const { hash_folded("it") };
                let arguments = self.clauses().arguments(v.chunk as usize, self.verbs);
                let behind = arguments
                    .objects
                    .iter()
                    .copied()
                    .chain(arguments.prepositional.iter().map(|&(_, n)| n));
                let weapon = |&n: &u32| self.nouns[n as usize].kind == Some(Kind::Weapon);
                behind.filter(|_| !they && !subject_noun.can_act()).find(weapon)
            })
        };
        found.arguments.extend(cause.map(|n| ("cause", self.filler(n))));
    }
}
