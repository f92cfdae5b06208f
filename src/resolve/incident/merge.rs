//! Fillers put together to incidents.

use crate::document::{IncidentRecord, Participant, Spare};

use super::article::Verdict;
use super::model::{SLOTS, Slot, TYPES};
use super::turn::{self, Told, Turns};
use super::{Filler, Found, Source};

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// How many fillers on either side are looked at for one that tells the same better, so that the cost stays linear.
const MOST: usize = 64;

/// Puts fillers together; the memory serves article after article.
#[derive(Clone, Debug, Default)]
pub(super) struct Merger {
    pub fillers: Vec<Filler>,
    /// The places of the fillers of a kind of incident.
    of_kind: Vec<usize>,
    /// Those among them that tell incidents apart, in the order of their sentences.
    told: Vec<Told>,
    turns: Turns,
    /// The sentences where the incidents of a kind begin.
    firsts: Vec<u32>,
}

impl Merger {
    /// The incidents that the fillers tell of: of each kind that the article reports one, and more where it turns to another.
    pub(super) fn incidents(
        &mut self,
        verdict: &Verdict,
        found: &Found,
        source: &Source<'_>,
        out: &mut Vec<IncidentRecord>,
        spare: &mut Spare,
    ) {
        let kinds = (0..SLOTS).filter(|&k| verdict.kinds[k] > 0.0);
        let top = |f: &Filler| kinds.clone().max_by(|a, b| f.types[*a].total_cmp(&f.types[*b]));
        let shared = |f: &Filler, kind: usize| matches!(f.slot, Slot::Perpetrator | Slot::Organization) && likely(f.types[kind]) > 0.4;
        for kind in kinds.clone() {
            let fillers = self.fillers.iter().enumerate();
            let of_kind = fillers.filter(|(_, f)| top(f) == Some(kind) || shared(f, kind)).map(|(at, _)| at);
            self.of_kind.clear();
            self.of_kind.extend(of_kind);
            if !self.of_kind.is_empty() {
                self.turn(found, source);
                let from = out.len();
                out.extend((0..self.firsts.len().max(1)).map(|_| spare.give(TYPES[kind].name)));
                self.hand_out(&mut out[from..]);
            }
        }
    }

    /// Finds where the incidents of a kind begin.
    fn turn(&mut self, found: &Found, source: &Source<'_>) {
        let told = self.of_kind.iter().map(|&place| (place, &self.fillers[place]));
        let told = told.filter(|(_, f)| turn::tells_apart(f.slot)).map(|(place, f)| Told {
            sentence: f.sentence,
            place,
            slot: f.slot,
            candidate: f.candidate,
        });
        self.told.clear();
        self.told.extend(told);
        self.told.sort_unstable_by_key(|t| (t.sentence, t.place));
        self.firsts.clear();
        self.firsts.extend(self.turns.starts(found, source, &self.told));
    }

    /// Gives the fillers of a kind to its incidents. Organizations are told of all of them, other fillers of the nearest.
    fn hand_out(&self, incidents: &mut [IncidentRecord]) {
        let Self { told, firsts, .. } = self;
        let nearest = |sentence: u32| {
            let at = told.partition_point(|t| t.sentence < sentence);
            let (before, behind) = (at.checked_sub(1).map(|i| told[i].sentence), told.get(at).map(|t| t.sentence));
            let closer = |b: u32, behind: u32| if sentence - b < behind - sentence { b } else { behind };
            let near = match (before, behind) {
                (Some(b), Some(behind)) => closer(b, behind),
                (one, other) => one.or(other).unwrap_or_default(),
            };
            firsts.partition_point(|first| *first <= near).saturating_sub(1)
        };
        for filler in self.of_kind.iter().map(|&place| &self.fillers[place]) {
            let participant = Participant {
                slot: filler.slot.name(),
                span: filler.span,
                named: filler.named,
                sentence: filler.sentence,
                entity: None,
                confidence: (filler.slot == Slot::Organization).then_some("asserted"),
                effect: None,
            };
            if filler.slot == Slot::Organization {
                for incident in incidents.iter_mut().take(MOST) {
                    incident.participants.push(participant.clone());
                }
            } else {
                incidents[nearest(filler.sentence)].participants.push(participant);
            }
        }
    }
}

/// Leaves out targets, organizations and people without a name all of whose words stand in a better filler: "embassy" beside "headquarters of
/// the US embassy".
pub(super) fn drop_told_better(fillers: &mut Vec<Filler>, text: &str) {
    for i in 0..fillers.len() {
        let (one, from, to) = (&fillers[i], i.saturating_sub(MOST), fillers.len().min(i + MOST));
        let told_better = |(at, other): (usize, &Filler)| {
            let words = || stems(other.span.text(text));
            other.slot == one.slot
                && (other.score, i) > (one.score, at)
                && stems(one.span.text(text)).all(|word| words().any(|other| other.eq_ignore_ascii_case(word)))
        };
        let may = matches!(one.slot, Slot::Target | Slot::Organization | Slot::Described);
        fillers[i].told_better = may && (from..).zip(&fillers[from..to]).any(told_better);
    }
    fillers.retain(|f| !f.told_better);
}

/// The words without articles and the ending of the plural, as they are written.
fn stems(text: &str) -> impl Iterator<Item = &str> {
    let article = |word: &str| ["a", "an", "the"].iter().any(|a| word.eq_ignore_ascii_case(a));
    let words = text.split_whitespace().filter(move |word| !article(word));
    words.map(|word| word.strip_suffix(['s', 'S']).unwrap_or(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn a_target_whose_words_stand_in_a_better_one_is_told_once() {
        let text = "headquarters of the US embassy; embassies; embassy of Peru; bombs; bomb";
        let filler = |slot, words: &str, score| {
            let start = text.find(words).unwrap_or_default();
            Filler {
                slot,
                score,
                candidate: 0,
                span: Span::new(start as u32, (start + words.len()) as u32),
                named: false,
                sentence: 0,
                types: [0.0; SLOTS],
                told_better: false,
            }
        };
        let mut fillers = vec![
            filler(Slot::Target, "headquarters of the US embassy", 1.0),
            filler(Slot::Target, "embassy", 0.5),
            filler(Slot::Target, "embassy of Peru", 0.7),
            filler(Slot::Weapon, "bombs", 1.0),
            filler(Slot::Weapon, "bomb", 0.5),
        ];
        drop_told_better(&mut fillers, text);
        let told: Vec<&str> = fillers.iter().map(|f| f.span.text(text)).collect();
        assert_eq!(told, ["headquarters of the US embassy", "embassy of Peru", "bombs", "bomb"]);
    }
}
