//! Fillers put together to incidents.

use smallvec::SmallVec;

use crate::document::{IncidentRecord, Participant};

use super::article::Verdict;
use super::model::{SLOTS, Slot, TYPE_NAMES};
use super::{Filler, Found, turn};

fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// How many fillers on either side are looked at for one that tells the same better, so that the cost stays linear.
const MOST: usize = 64;

/// Leaves out targets, organizations and people without a name all of whose words stand in a better filler: "embassy" beside "headquarters of
/// the US embassy".
pub(super) fn drop_told_better(fillers: &mut Vec<Filler>, text: &str) {
    let words: Vec<_> = fillers.iter().map(|f| stems(f.span.text(text))).collect();
    let told_better = |i: usize| {
        let (from, to) = (i.saturating_sub(MOST), fillers.len().min(i + MOST));
        (from..to).any(|other| {
            fillers[other].slot == fillers[i].slot
                && (fillers[other].score, i) > (fillers[i].score, other)
                && words[i].iter().all(|w| words[other].iter().any(|o| o.eq_ignore_ascii_case(w)))
        })
    };
    let may = |f: &Filler| matches!(f.slot, Slot::Target | Slot::Organization | Slot::Described);
    let dropped: Vec<bool> = (0..fillers.len()).map(|i| may(&fillers[i]) && told_better(i)).collect();
    let mut dropped = dropped.into_iter();
    fillers.retain(|_| !dropped.next().unwrap_or_default());
}

/// The words without articles and the ending of the plural, as they are written.
fn stems(text: &str) -> SmallVec<[&str; 8]> {
    let article = |word: &str| ["a", "an", "the"].iter().any(|a| word.eq_ignore_ascii_case(a));
    let words = text.split_whitespace().filter(|word| !article(word));
    words.map(|word| word.strip_suffix(['s', 'S']).unwrap_or(word)).collect()
}

/// The incidents that the fillers tell of: of each kind that the article reports one, and more where it turns to another.
pub(super) fn incidents(fillers: &[Filler], verdict: &Verdict, found: &Found<'_>) -> Vec<IncidentRecord> {
    let kinds: Vec<usize> = (0..SLOTS).filter(|&k| verdict.kinds[k] > 0.0).collect();
    let top = |f: &Filler| kinds.iter().copied().max_by(|a, b| f.types[*a].total_cmp(&f.types[*b]));
    let shared = |f: &Filler, kind: usize| matches!(f.slot, Slot::Perpetrator | Slot::Organization) && likely(f.types[kind]) > 0.4;
    let mut out = Vec::new();
    for &kind in &kinds {
        let of_kind: Vec<&Filler> = fillers.iter().filter(|f| top(f) == Some(kind) || shared(f, kind)).collect();
        if !of_kind.is_empty() {
            out.extend(parted(TYPE_NAMES[kind], &of_kind, found));
        }
    }
    out
}

/// The incidents of one kind. Organizations are told of all of them, other fillers of the nearest.
fn parted(kind: &'static str, fillers: &[&Filler], found: &Found<'_>) -> Vec<IncidentRecord> {
    let mut told: Vec<&Filler> = fillers.iter().copied().filter(|f| turn::tells_apart(f.slot)).collect();
    told.sort_by_key(|f| f.sentence);
    let stands: Vec<turn::Told> = told.iter().map(|f| (f.slot, f.candidate)).collect();
    let firsts: Vec<u32> = turn::starts(found, &stands).into_iter().map(|at| told[at].sentence).collect();
    let mut incidents = vec![IncidentRecord::new(kind); firsts.len().max(1)];
    let nearest = |sentence: u32| {
        let at = told.partition_point(|f| f.sentence < sentence);
        let (before, behind) = (at.checked_sub(1).map(|i| told[i].sentence), told.get(at).map(|f| f.sentence));
        let closer = |b: u32, behind: u32| if sentence - b < behind - sentence { b } else { behind };
        let near = match (before, behind) {
            (Some(b), Some(behind)) => closer(b, behind),
            (one, other) => one.or(other).unwrap_or_default(),
        };
        firsts.partition_point(|first| *first <= near).saturating_sub(1)
    };
    for filler in fillers {
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
    incidents
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
