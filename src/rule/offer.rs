//! What a verb offers to the slots of a frame.

use super::filler::{Filler, Fillers};
use super::matcher::Context;
use super::model::{Filter, Frame, Slot, WordList};
use crate::gazetteer::Kind;
use crate::phrase::{Arguments, Indices, VerbGroup};
use crate::text::hash_folded;

/// What a verb offers to the slots of a frame.
pub(super) struct Offer<'a> {
    pub cx: &'a Context<'a>,
    pub verb: &'a VerbGroup,
    pub arguments: &'a Arguments,
    pub objects: &'a [u32],
    /// The chunk of the act that it governs, and what that is done to.
    pub infinitive: Option<usize>,
    pub acted_on: Indices,
    /// The chunk of the verb in the clause that it governs, with the word that was asked for, and what that verb has.
    pub clause: Option<(usize, u32)>,
    pub within: Option<Arguments>,
}

impl Offer<'_> {
    /// The nouns that stand in a slot.
    #[inline]
    fn nouns(&self, slot: &Slot) -> impl Iterator<Item = u32> {
        let within = self.within.as_ref();
        let behind_within = within
            .filter(|_| *slot == Slot::ClauseObject)
            .map_or(&[][..], |within| &within.prepositional);
        let listed = match slot {
            Slot::Subject => &self.arguments.subjects[..],
            Slot::Object => self.objects,
            Slot::InfinitiveObject => &self.acted_on[..],
            Slot::ClauseSubject => within.map_or(&[][..], |within| &within.subjects),
            Slot::ClauseObject => within.map_or(&[][..], |within| &within.objects),
            _ => &[],
        };
        let (governed, preposition) = match slot {
            Slot::Preposition(word) => (&self.arguments.prepositional[..], *word),
            _ => (behind_within, 0),
        };
        let behind = governed.iter().filter(move |(p, _)| {
            let own = || self.cx.tokens[*p as usize].hash == preposition && !self.cx.of_another(*p, self.arguments);
            preposition == 0 || own()
        });
        listed.iter().copied().chain(behind.map(|&(_, n)| n))
    }

    /// The slot that the noun stands in which a participle or relative clause is behind: it may not be the one that it belongs to.
    fn attributive(&self) -> Slot {
        if self.verb.link.passive { Slot::Object } else { Slot::Subject }
    }

    /// Whether all that the frame asks for with `only` and nothing of what it forbids with `never` stands there.
    #[inline]
    pub(super) fn suits(&self, frame: &Frame) -> bool {
        let fits = |noun: u32, filter: &Filter| self.cx.fits(&self.cx.filler(noun), filter);
        let human = |noun: u32| matches!(self.cx.filler(noun).kind, Some(Kind::People | Kind::Person));
        let wanted = |(slot, filter): &(Slot, Filter)| {
            let spare = *slot == self.attributive() && self.arguments.spare.iter().any(|&n| fits(n, filter));
            // "The kidnappers of a nurse seized in Oru": who stands next to it is who was seized.
            let spare = spare && !(self.verb.link.passive && self.nouns(slot).next().is_some_and(human));
            // The first tells what is meant: "killed ten people, one a Briton".
            spare || self.nouns(slot).next().is_none_or(|n| fits(n, filter))
        };
        let forbidden = |(slot, filter): &(Slot, Filter)| self.nouns(slot).any(|n| fits(n, filter));
        frame.only.iter().all(wanted) && !frame.never.iter().any(forbidden) && !self.cx.is_idiom(self.verb)
    }

    /// "of having killed" as "of killing".
    fn had_done(&self, word: u32, words: &WordList) -> bool {
        let having = word
            .checked_sub(1)
            .is_some_and(|t| self.cx.tokens[t as usize].hash == const { hash_folded("having") });
        let word = self.cx.tokens[word as usize].span.text(self.cx.text);
        let doing = |ending, with| word.strip_suffix(ending).map(|stem| format!("{stem}{with}"));
        having
            && doing("ied", "ying")
                .or_else(|| doing("ed", "ing"))
                .is_some_and(|doing| words.has(hash_folded(&doing)))
    }

    /// The fillers of the frame's roles.
    #[inline]
    pub(super) fn fill(&self, frame: &Frame) -> Fillers {
        let (cx, attributive) = (self.cx, self.attributive());
        let mut fillers = Fillers::new();
        let (mut harmed, mut spared) = (false, false);
        let (mut aimed, mut around) = (false, Fillers::new());
        for (role, slots, filter) in &frame.roles {
            for slot in slots {
                let before = fillers.len();
                let told = |word: u32| filter.words.is_empty() || filter.words.has(cx.tokens[word as usize].hash);
                let act = match slot {
                    Slot::Clause => self.clause.map(|(_, word)| word),
                    Slot::Infinitive => self.infinitive.map(|chunk| cx.verbs[cx.chunks[chunk].index as usize].main),
                    _ => None,
                };
                let told = |word: u32| told(word) || *slot == Slot::Infinitive && self.had_done(word, &filter.words);
                fillers.extend(act.filter(|&word| told(word)).map(|word| (*role, Filler::deed(word))));
                for index in self.nouns(slot) {
                    // Of "set fire to the market" the fire is no target.
                    let companion = frame.with.has(cx.tokens[cx.nouns[index as usize].head as usize].hash);
                    if !(companion && *role == "target") {
                        cx.fill(role, cx.filler(index), filter, &mut fillers);
                    }
                }
                if fillers.len() == before && *slot == attributive && !self.arguments.spare.is_empty() && !filter.is_empty() {
                    let spare = self.arguments.spare.iter().map(|&n| cx.filler(n)).find(|f| cx.fits(f, filter));
                    fillers.extend(spare.map(|f| (*role, f)));
                    harmed |= (*role == "cause" || *role == "weapon" && !self.verb.link.passive) && spare.is_some();
                    spared |= *role == "agent" && spare.is_some();
                }
                if *role == "target" && fillers.len() > before {
                    let new = &fillers[before..];
                    if new.iter().any(|(_, f)| cx.is_someone(f)) {
                        aimed |= slot.is_aim();
                    } else if slot.is_around() {
                        let place = |f: &Filler| matches!(f.kind, Some(Kind::Facility | Kind::Place));
                        around.extend(new.iter().copied().filter(|(_, f)| place(f)));
                    }
                }
            }
        }
        // "opened fire on a patrol at a checkpoint": the checkpoint is where.
        if aimed && !around.is_empty() {
            fillers.retain(|filler| !around.contains(filler));
        }
        // "a bombing outside an academy that killed nine": the bombing did, not the academy.
        if harmed {
            let acts = |f: &Filler| f.kind.is_some_and(Kind::is_someone);
            fillers.retain(|(role, f)| *role != "agent" || acts(f));
        }
        // "suspected of links with rebels after an attack that killed ten": nor did the rebels.
        if spared && !harmed && fillers.iter().any(|(role, _)| *role == "cause") {
            fillers.retain(|(role, _)| *role != "agent");
        }
        fillers
    }
}
