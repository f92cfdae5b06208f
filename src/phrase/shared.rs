//! The subject of a verb behind "and" or in a list of verbs: that of the verb before it.

use super::chunk::{ChunkKind, NounPhrase, VerbGroup};
use super::clause::{Clauses, Link, REACH};
use crate::lexicon::{class, form};
use crate::text::{hash_folded, hashes};

impl Clauses<'_> {
    /// A verb behind "and" or in a list of verbs: the subject of the one before it.
    pub(super) fn share(&self, at: usize, before: usize, verbs: &[VerbGroup], mut link: Link) -> Link {
        let Some(verb) = self.verb(at, verbs) else { return link };
        let comma = (before.saturating_sub(1)..=before).find(|&j| self.kind(j) == Some(ChunkKind::Comma));
        let comma = comma.is_some_and(|c| !self.closes_apposition(c, verbs));
        let (mut relative_passed, mut hung) = (false, None);
        for j in (0..before).rev().take(REACH) {
            let Some(other) = self.verb(j, verbs) else { continue };
            let adjacent = self.next(j + 1) >= before;
            // "held" and "later held", but not "was held".
            let simple = |v: &VerbGroup| v.first == v.main || v.participle;
            // "accused troops of having shot men and burned homes": what they are said to have done goes on.
            let having = || {
                let opens = self
                    .tokens
                    .get(other.first as usize)
                    .is_some_and(|t| t.hash == const { hash_folded("having") });
                opens && !comma && self.words[verb.main as usize].forms & form::PARTICIPLE != 0
            };
            if other.infinitive != verb.infinitive && !adjacent || other.gerund && !verb.gerund && !adjacent && !having() {
                continue;
            }
            // "killed a chief known as Vano and captured a guard": what is done to no one has no object.
            let reduced = other.participle && other.link.attributive && other.link.passive;
            if reduced && !comma && self.object_at(at).is_some() && !self.calls(verb) {
                relative_passed = true;
                continue;
            }
            // Behind a comma a relative clause or a participle is over.
            // But "the attack, which killed ten and was claimed by rebels": what the comma before "which" opens goes on.
            let opener = self.previous(j).filter(|&o| self.text_is(o, const { hash_folded("which") }));
            let goes_on = !comma && opener.is_some_and(|o| self.kind_before(o, 1) == Some(ChunkKind::Comma));
            // "a bombing that was claimed by rebels and killed nine": the bombing killed.
            let event = |s: u32| self.event(s as usize);
            let goes_on = goes_on || !comma && self.harms(verb) && other.link.subject.is_some_and(event);
            // "said that gunmen had stormed the village and killed ten": the gunmen did, as what they "had" done goes on.
            let goes_on = goes_on || self.perfect_goes_on(other, verb, at, verbs);
            if (other.link.attributive || other.link.nested) && !adjacent && (comma || simple(verb) != simple(other)) && !goes_on {
                hung = hung.or(other.link.subject.filter(|_| comma && other.link.attributive && !relative_passed));
                relative_passed = true;
                continue;
            }
            // "shot a man as he left and fled": it was not he who fled.
            let pronoun = other.link.subject.is_some_and(|s| self.word(s as usize).is(class::PRONOUN));
            // But "fled before he was shot and killed".
            let both = other.link.passive && simple(verb) && self.object_at(at).is_none();
            // "set off a bomb as prayers ended, then shot two": nor what idly ends before the comma.
            let then = || self.tokens[verb.first as usize].hash == const { hash_folded("then") };
            let idle = || comma && then() && self.object_at(j).is_none();
            if other.link.nested && (pronoun && !both || idle()) && !relative_passed && self.main_before(j, verbs) {
                continue;
            }
            // "searched the house she rented and shot two": what she did to the house is told of it.
            let contact = other.link.subject.is_some_and(|s| self.contact(s as usize)) && self.object_at(j).is_none();
            if contact && self.object_at(at).is_some() && !self.says(other) {
                relative_passed = true;
                continue;
            }
            if self.says(other) && comma && relative_passed {
                continue;
            }
            // "hit a market, police said, and killed ten": what told it did not.
            let told = |k: usize| self.finite(k, verbs) && self.verb(k, verbs).is_some_and(|v| !self.says(v));
            if comma && !self.says(verb) && self.tells_between(j, verbs) && (0..j).rev().take(REACH).any(told) {
                continue;
            }
            // "said six had died, and accused the army": who said it.
            let told = self
                .opener(&other.link)
                .and_then(|j| self.verb(j, verbs))
                .is_some_and(|v| self.says(v) && !v.link.attributive);
            if told && comma && self.says(verb) && !self.says(other) && simple(verb) {
                continue;
            }
            // "denied that men had been held and blamed", "denied that any had died and said": who denied it.
            let parted = other.link.passive || simple(verb) && !simple(other);
            if self.says(verb) && other.link.nested && parted && !relative_passed {
                relative_passed = true;
                continue;
            }
            link.governor = Some(j as u32);
            link.subject = other.link.subject;
            link.attributive = other.link.attributive;
            // "did not attack the town or kill anyone".
            let either = [before, before.saturating_sub(1)];
            link.negated =
                (other.negated || other.link.negated) && either.iter().any(|&c| hashes!["or", "nor"].iter().any(|&h| self.text_is(c, h)));
            // "was shot and killed", "were held in Oru and charged".
            let participle = simple(verb)
                && self
                    .words
                    .get(verb.main as usize)
                    .is_some_and(|w| w.forms & form::PARTICIPLE != 0 && !w.is(class::INTRANS));
            link.passive |= other.link.passive && participle && self.object_at(at).is_none() && !self.means_to(at, verbs);
            return link;
        }
        // "Men who stormed a house on May 7, 2021, shot him": the comma is the day's.
        let opens = |s: u32| {
            matches!(
                self.kind_before(self.list_start(s as usize), 1),
                None | Some(ChunkKind::Subordinator | ChunkKind::Stop)
            )
        };
        if let Some(subject) = hung.filter(|&s| opens(s)) {
            link.subject = Some(subject);
        }
        // "Eight soldiers were killed and 17 wounded": the noun stands between.
        link
    }

    /// "headed the cell, an American group, and wanted": whether the comma only closes what a noun is.
    fn closes_apposition(&self, comma: usize, verbs: &[VerbGroup]) -> bool {
        let described = |open: usize| {
            let alone = (open + 1..comma).all(|j| matches!(self.kind(j), Some(ChunkKind::Noun | ChunkKind::Preposition)));
            alone && self.between_noun(open) && self.word(open + 1).is(class::DET)
        };
        self.kind(comma + 1) == Some(ChunkKind::Conjunction) && self.aside(comma, verbs).is_some_and(described)
    }

    /// "The raiders, said to be rebels, crossed into Oru, burned a house and fled": the verb behind an aside of a participle, with one more past
    /// form behind the next comma.
    pub(super) fn first_of_series(&self, at: usize, comma: usize, verbs: &[VerbGroup]) -> bool {
        let described = |v: &VerbGroup| v.participle && v.link.attributive;
        let closes = self.aside(comma, verbs).and_then(|open| self.verb(open + 1, verbs));
        let next = || (at + 1..self.chunks.len().min(at + REACH)).find(|&j| self.kind(j) == Some(ChunkKind::Comma));
        let past = |v: &VerbGroup| v.first == v.main && self.words[v.main as usize].forms & form::PAST != 0;
        closes.is_some_and(described) && next().and_then(|c| self.verb(c + 1, verbs)).is_some_and(past)
    }

    /// "Told how soldiers looted shops, burned homes and shot two men", "ten died when gunmen stormed a village, burned homes and shot two":
    /// the verb before the comma, where the one at `at` goes on in its clause, as one of three or more do.
    pub(super) fn series(&self, at: usize, comma: usize, verbs: &[VerbGroup]) -> Option<usize> {
        let verb = self.verb(at, verbs)?;
        let at_once = verb.first == verb.main && !self.says(verb);
        let before = (0..comma).rev().take(REACH).find(|&j| self.kind(j) == Some(ChunkKind::Verb))?;
        let other = self.verb(before, verbs).filter(|_| at_once)?;
        let acts = |s: usize| self.noun(s).is_some_and(NounPhrase::can_act) || self.word(s).is(class::PRONOUN);
        let nested = other.link.nested && !other.link.attributive && !other.link.passive && !self.says(other);
        let simple = other.first == other.main && other.link.subject.is_some_and(|s| acts(s as usize));
        if !nested || !simple || !self.list_of_verbs(at, verbs) {
            return None;
        }
        let opener = self.opener(&other.link)?;
        let main = (0..opener).rev().take(REACH).find_map(|j| self.verb(j, verbs));
        // Behind a main verb of deeds the clause is over: "stormed the town while troops slept, burned homes and shot two men".
        let within = main.is_none_or(|m| self.says(m) || m.link.passive || self.words[m.main as usize].is(class::INTRANS));
        let opens = |word: &u64| self.text_is(opener, *word);
        let told = || hashes!["how", "that"].iter().any(opens);
        let where_done = || opens(const { &hash_folded("where") }) && self.object_at(before).is_some();
        (within || told() || where_done()).then_some(before)
    }

    /// Whether commas and then an "and" lead from the verb at `at` to others like it.
    fn list_of_verbs(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let mut parted = false;
        for j in at + 1..at + REACH {
            match self.kind(j) {
                Some(ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Other) => parted = false,
                Some(ChunkKind::Comma) => parted = true,
                Some(ChunkKind::Conjunction) => {
                    if self
                        .verb(j + 1, verbs)
                        .is_some_and(|v| v.first == v.main && !v.gerund && !v.infinitive && !self.says(v))
                    {
                        return true;
                    }
                    parted = false;
                }
                Some(ChunkKind::Verb) if parted => parted = false,
                _ => return false,
            }
        }
        false
    }

    /// Whether what the subject of a clause with "that" had done may go on with the verb, which tells nothing itself.
    fn perfect_goes_on(&self, other: &VerbGroup, verb: &VerbGroup, at: usize, verbs: &[VerbGroup]) -> bool {
        let have = self
            .tokens
            .get(other.first as usize)
            .is_some_and(|t| hashes!["had", "has", "have"].contains(&t.hash));
        let participle = self.words.get(verb.main as usize).is_some_and(|w| w.forms & form::PARTICIPLE != 0);
        let within = || {
            let opener = self.opener(&other.link).and_then(|o| self.kind(o));
            matches!(opener, Some(ChunkKind::Subordinator | ChunkKind::Relative)) && !other.link.attributive
        };
        // "held men who had stormed a base and killed ten".
        let hung = || other.link.attributive && (self.harms(verb) || self.means_to(at, verbs));
        have && participle
            && other.first != other.main
            && !other.link.passive
            && verb.first == verb.main
            && !self.says(verb)
            && (within() || hung())
    }

    /// "were radicalised and planned to shoot": whether the verb tells what its subject means to do.
    fn means_to(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let means = hashes![
            "planned",
            "plotted",
            "intended",
            "vowed",
            "attempted",
            "decided",
            "agreed",
            "sought",
            "threatened",
            "pledged"
        ];
        let infinitive = self.verb(self.next(at + 1), verbs).is_some_and(|v| v.infinitive);
        infinitive && self.verb(at, verbs).is_some_and(|v| self.is_one_of(v, means))
    }

    /// Whether the verb is one that events have people for: "killed", "wounded".
    pub(crate) fn harms(&self, verb: &VerbGroup) -> bool {
        let harm = hashes!["killed", "wounded", "injured", "hurt", "maimed", "kills", "wounds", "injures"];
        self.is_one_of(verb, harm)
    }

    /// Whether a main verb that is no speech stands before the clause of the verb at `at`, whose own opens with "as" or the like.
    fn main_before(&self, at: usize, verbs: &[VerbGroup]) -> bool {
        let subject = self.verb(at, verbs).and_then(|v| v.link.subject).map_or(at, |s| s as usize);
        let adverbial = subject
            .checked_sub(1)
            .is_some_and(|o| self.kind(o) == Some(ChunkKind::Preposition) && self.opens_adverbial(o));
        let main = |j: usize| {
            self.verb(j, verbs)
                .is_some_and(|v| !v.link.nested && !v.link.attributive && !self.says(v))
        };
        adverbial
            && (0..subject)
                .rev()
                .take(REACH)
                .find(|&j| self.kind(j) == Some(ChunkKind::Verb))
                .is_some_and(main)
    }
}
