//! Which kinds of incident an article reports, and how sure it is that it reports any.

use super::cues::content_words;
use super::model::{SLOTS, Slot, TYPE_NAMES, of_articles};
use super::part::{Part, part};
use super::reading::Reading;
use super::score::Scorer;
use super::weights::{Seen, Sums, cue_id};

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

/// The score of a slot from which on it is likely filled.
const LIKELY: f32 = -0.6;

/// The halves that a score is told in, from -4.
const STEPS: [Part<'static>; 13] = [
    part!("-4.0"),
    part!("-3.5"),
    part!("-3.0"),
    part!("-2.5"),
    part!("-2.0"),
    part!("-1.5"),
    part!("-1.0"),
    part!("-0.5"),
    part!("0.0"),
    part!("0.5"),
    part!("1.0"),
    part!("1.5"),
    part!("2.0"),
];

/// Judges an article by the scores of its things for each slot and each kind, and by the words of the sentences they stand in.
pub(super) fn judge<'r>(scorer: &Scorer, sentences: impl Iterator<Item = Reading<'r>>, seen: &mut Seen) -> Verdict {
    let weights = of_articles();
    let mut unseen = seen.open(weights.len());
    let mut sums: Sums<SLOTS> = [0; SLOTS];
    let mut say = |parts: &[u64]| {
        // The row of what was seen before has no weights.
        weights.add::<0, SLOTS>(unseen.once(weights.find(cue_id(parts)).unwrap_or_default()), &mut sums);
    };
    say(&[part!("all").id]);
    let words = sentences.flat_map(content_words);
    words.for_each(|word| say(&[part!("word").id, word.id]));
    let mut steps = |name: Part<'_>, what: &str, value: f32| {
        let what = Part::of(what);
        let reached = STEPS
            .into_iter()
            .zip(-8i8..)
            .take_while(|(_, half)| value >= f32::from(*half) / 2.0);
        reached.for_each(|(step, _)| say(&[name.id, what.id, step.id]));
    };
    for slot in Slot::ALL {
        let (mut first, mut second) = (f32::MIN, f32::MIN);
        for thing in &scorer.things {
            let score = thing.slots[slot as usize];
            second = second.max(score.min(first));
            first = first.max(score);
        }
        steps(part!("first"), slot.name(), first);
        steps(part!("second"), slot.name(), second);
    }
    // What the surest things say of the kinds, and what the likely ones say.
    let mut tops = [
        (part!("sure"), 0.4, [f32::MIN; SLOTS]),
        (part!("likely"), LIKELY, [f32::MIN; SLOTS]),
    ];
    for thing in &scorer.things {
        let best = thing.slots.into_iter().fold(f32::MIN, f32::max);
        if best <= LIKELY {
            continue;
        }
        let kinds = scorer.kinds(thing);
        for (_, _, top) in tops.iter_mut().filter(|(_, least, _)| best > *least) {
            for (top, kind) in top.iter_mut().zip(kinds) {
                *top = top.max(kind);
            }
        }
    }
    for (name, _, top) in tops {
        for (kind, top) in TYPE_NAMES.into_iter().zip(top) {
            steps(name, kind, top);
        }
    }
    let hundredths = |sums: Sums<SLOTS>| sums.map(|sum| f32::from(sum) / 100.0);
    let kinds = hundredths(sums);
    let none: f32 = kinds.iter().map(|k| 1.0 / (1.0 + k.exp())).product();
    let odds = (1.0 - none).max(1e-4) / none.max(1e-4);
    let row = |name: Part<'_>| {
        let mut row: Sums<SLOTS> = [0; SLOTS];
        if let Some(found) = weights.find(cue_id(&[name.id])) {
            weights.add::<0, SLOTS>(found, &mut row);
        }
        hundredths(row)
    };
    Verdict {
        kinds,
        bonus: row(part!("share"))[0] * odds.ln().clamp(-3.0, 3.0),
        least: row(part!("least")),
    }
}
