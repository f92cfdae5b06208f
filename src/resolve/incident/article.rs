//! Which kinds of incident an article reports, and how sure it is that it reports any.

use super::cues::{content_words, cue_id};
use super::model::{Model, SLOTS, Slot, TYPE_NAMES};
use super::reading::Reading;

/// What the whole article says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    /// The score of each kind; above zero it is reported.
    pub kinds: [f32; SLOTS],
    /// What it adds to the score of a filler.
    pub bonus: f32,
    /// The score that a filler of each slot needs.
    pub least: [f32; SLOTS],
}

/// The weight of the article in the score of a filler.
const SHARE: f32 = 0.25;

/// The halves that a score is told in.
const STEPS: [&str; 13] = [
    "-4.0", "-3.5", "-3.0", "-2.5", "-2.0", "-1.5", "-1.0", "-0.5", "0.0", "0.5", "1.0", "1.5", "2.0",
];

/// Judges an article by the scores of its things for each slot and each kind, and by the words of the sentences they stand in.
pub(super) fn judge<'r, 't: 'r>(things: &[([f32; SLOTS], [f32; SLOTS])], sentences: impl Iterator<Item = &'r Reading<'t>>) -> Verdict {
    let model = Model::articles();
    let mut cues = vec![cue_id(["all"])];
    let mut steps = |name: &str, what: &str, value: f32| {
        for (step, _) in STEPS
            .into_iter()
            .zip(-8i8..)
            .take_while(|(_, half)| value >= f32::from(*half) / 2.0)
        {
            cues.push(cue_id([name, what, step]));
        }
    };
    for slot in Slot::ALL {
        let (mut first, mut second) = (f32::MIN, f32::MIN);
        for (slots, _) in things {
            let score = slots[slot as usize];
            second = second.max(score.min(first));
            first = first.max(score);
        }
        steps("first", slot.name(), first);
        steps("second", slot.name(), second);
    }
    for (k, kind) in TYPE_NAMES.into_iter().enumerate() {
        for (name, least) in [("sure", 0.4), ("likely", -0.6)] {
            let top = things
                .iter()
                .filter(|(slots, _)| slots.iter().any(|s| *s > least))
                .map(|(_, kinds)| kinds[k])
                .fold(f32::MIN, f32::max);
            steps(name, kind, top);
        }
    }
    cues.extend(sentences.flat_map(content_words).map(|word| cue_id(["word", word])));
    let sum = |cues: &[u64]| {
        let mut places: Vec<u32> = cues.iter().filter_map(|cue| model.place(*cue)).collect();
        places.sort_unstable();
        places.dedup();
        model.sum(&places).kinds
    };
    let kinds = sum(&cues);
    let none: f32 = kinds.iter().map(|k| 1.0 / (1.0 + k.exp())).product();
    let odds = (1.0 - none).max(1e-4) / none.max(1e-4);
    Verdict {
        kinds,
        bonus: SHARE * odds.ln().clamp(-3.0, 3.0),
        least: sum(&[cue_id(["least"])]),
    }
}
