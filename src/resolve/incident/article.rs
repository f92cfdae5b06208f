//! Which kinds of incident an article reports, and how sure it is that it reports any.

use super::cues::content_words;
use super::model::{SLOTS, Slot, TYPES, of_articles};
use super::part::{Part, part};
use super::reading::Reading;
use super::score::Scorer;
use super::weights::{Seen, Sums, Weights, cue_id};

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

/// The scores of a slot above which it is surely or likely filled.
const SURE: f32 = 0.4;
const LIKELY: f32 = -0.6;

/// The halves that a score is told in, from -4.
static STEPS: [Part<'static>; 13] = [
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

/// Judges articles; the memory serves article after article.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    weights: Weights<SLOTS>,
    seen: Seen,
    cues: Vec<u64>,
    rows: Vec<u16>,
}

impl Default for Judge {
    fn default() -> Self {
        Self {
            weights: of_articles(),
            seen: Seen::default(),
            cues: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl Judge {
    /// Judges an article by the scores of its things for each slot and each kind, and by the words of the sentences they stand in.
    pub(super) fn judge<'r>(&mut self, scorer: &Scorer, sentences: impl Iterator<Item = Reading<'r>>) -> Verdict {
        let cues = &mut self.cues;
        cues.clear();
        cues.push(cue_id(&[part!("all").id]));
        for sentence in sentences {
            cues.extend(content_words(&sentence).map(|word| cue_id(&[part!("word").id, word.id])));
        }
        let mut steps = |name: Part<'_>, what: Part<'_>, value: f32| {
            let reached = STEPS.iter().zip(-8i8..).take_while(|(_, half)| value >= f32::from(*half) / 2.0);
            cues.extend(reached.map(|(step, _)| cue_id(&[name.id, what.id, step.id])));
        };
        for slot in Slot::ALL {
            let (mut first, mut second) = (f32::MIN, f32::MIN);
            for thing in &scorer.things {
                let score = thing.slots[slot as usize];
                second = second.max(score.min(first));
                first = first.max(score);
            }
            steps(part!("first"), slot.part(), first);
            steps(part!("second"), slot.part(), second);
        }
        // What the sure things say of the kinds, and what the likely ones say.
        let mut tops = [
            (part!("sure"), SURE, [f32::MIN; SLOTS]),
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
            for (kind, top) in TYPES.into_iter().zip(top) {
                steps(name, kind, top);
            }
        }
        let kinds = self.said();
        let none: f32 = kinds.iter().map(|k| 1.0 / (1.0 + k.exp())).product();
        let odds = (1.0 - none).max(1e-4) / none.max(1e-4);
        Verdict {
            kinds,
            bonus: self.row(part!("share"))[0] * odds.ln().clamp(-3.0, 3.0),
            least: self.row(part!("least")),
        }
    }

    /// What the cues say of each kind, each counted once.
    fn said(&mut self) -> [f32; SLOTS] {
        self.rows.clear();
        self.weights.rows(&self.cues, &mut self.rows);
        let (mut unseen, mut sums) = (self.seen.open(self.weights.len()), [0; SLOTS]);
        for &row in &self.rows {
            // The row of what was seen before has no weights.
            self.weights.add::<0, SLOTS>(unseen.once(row), &mut sums);
        }
        hundredths(sums)
    }

    /// What stands in a row of its own.
    fn row(&self, name: Part<'_>) -> [f32; SLOTS] {
        let mut row = [0; SLOTS];
        if let Some(found) = self.weights.find(cue_id(&[name.id])) {
            self.weights.add::<0, SLOTS>(found, &mut row);
        }
        hundredths(row)
    }
}

fn hundredths(sums: Sums<SLOTS>) -> [f32; SLOTS] {
    sums.map(|sum| f32::from(sum) / 100.0)
}
