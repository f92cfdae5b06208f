//! Fits what a whole article says of the kinds of incident it reports.

use std::collections::HashSet;

use crate::learner::{Learner, sum};
use crate::{KINDS, Names, PARTS, SLOTS, Story, Weights, part_of};

/// The cues of the article: how sure its fillers are; and the words of their sentences.
fn cues(scores: &[[f32; 6]], kinds: &[[f32; 6]], names: &mut Names) -> Vec<u32> {
    let mut out: HashSet<u32> = HashSet::new();
    out.insert(names.ids["all"]);
    let mut seen = HashSet::new();
    let mut steps = |name: &str, what: &str, value: f32| {
        for step in -8..=4 {
            if value >= step as f32 / 2.0 {
                out.insert(names.id(&format!("{name} {what} {:.1}", step as f32 / 2.0), &mut seen));
            }
        }
    };
    for (s, (slot, _)) in SLOTS.iter().enumerate() {
        let mut best: Vec<f32> = scores.iter().map(|x| x[s]).collect();
        best.sort_by(|a, b| b.total_cmp(a));
        steps("first", slot, best.first().copied().unwrap_or(-9.0));
        steps("second", slot, best.get(1).copied().unwrap_or(-9.0));
    }
    for (k, kind) in KINDS.iter().enumerate() {
        let top = |least: f32| {
            scores
                .iter()
                .zip(kinds)
                .filter(|(s, _)| s.iter().any(|s| *s > least))
                .map(|(_, t)| t[k])
                .fold(-9.0, f32::max)
        };
        steps("sure", kind, top(0.4));
        steps("likely", kind, top(-0.6));
    }
    out.into_iter().collect()
}

/// Scores of each article for each kind by weights from the other parts; and the weights from all.
pub fn fit(
    stories: &[Story],
    all: &[usize],
    scores: &[Vec<[f32; 6]>],
    kinds: &[Vec<[f32; 6]>],
    names: &mut Names,
) -> (Vec<[f32; 6]>, Weights) {
    let words: Vec<bool> = names.words.iter().map(|cue| cue.starts_with("word ")).collect();
    let rows: Vec<Vec<u32>> = (0..stories.len())
        .map(|i| {
            let near = stories[i].things.iter().flat_map(|t| &t.cues).copied();
            let near: HashSet<u32> = near.filter(|&c| words[c as usize]).collect();
            let mut row = cues(&scores[i], &kinds[i], names);
            row.extend(near);
            row.sort_unstable();
            row
        })
        .collect();
    let mut count = vec![0u32; names.words.len()];
    for &c in rows.iter().flatten() {
        count[c as usize] += 1;
    }
    let keep: Vec<bool> = count.iter().map(|&c| c >= 10).collect();
    let learn = |train: &[usize]| -> Weights {
        std::array::from_fn(|k| {
            let mut learner = Learner::new(names.words.len(), 0.01, 100.0);
            learner.l1 = 0.01;
            let learned = learner.run(train, |learner, i| {
                let wanted = stories[i].types.iter().chain(&stories[i].optional).any(|t| t.contains(&k));
                learner.learn(&rows[i], sum(&rows[i], &learner.weights), wanted, &keep);
            });
            learned.sum
        })
    };
    let mut out = vec![[0.0; 6]; stories.len()];
    for part in 0..PARTS {
        let (test, train): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| part_of(i) == part);
        let model = learn(&train);
        for i in test {
            out[i] = std::array::from_fn(|k| sum(&rows[i], &model[k]));
        }
    }
    (out, learn(all))
}

/// The F of the kinds as the scorer counts, for a cut of each kind.
pub fn kinds_f(stories: &[Story], all: &[usize], found: impl Fn(usize, usize) -> bool) -> (f64, f64, f64) {
    let (mut hit, mut said, mut got, mut gold) = (0, 0, 0, 0);
    for &i in all {
        let told: Vec<usize> = (0..6).filter(|&k| found(i, k)).collect();
        said += told.len();
        hit += told
            .iter()
            .filter(|k| stories[i].types.iter().chain(&stories[i].optional).any(|t| t.contains(k)))
            .count();
        let mut need: Vec<&Vec<usize>> = Vec::new();
        for t in &stories[i].types {
            if !need.contains(&t) {
                need.push(t);
            }
        }
        for t in &stories[i].optional {
            if t.iter().any(|k| told.contains(k)) && !need.contains(&t) {
                need.push(t);
            }
        }
        gold += need.len();
        got += need.iter().filter(|t| t.iter().any(|k| told.contains(k))).count();
    }
    let (p, r) = (hit as f64 / said.max(1) as f64, got as f64 / gold.max(1) as f64);
    (100.0 * p, 100.0 * r, 200.0 * p * r / (p + r).max(1e-9))
}

/// The cut of each kind with the best F, smoothed over its neighbours: a peak that stands alone is chance.
pub fn cuts(stories: &[Story], all: &[usize], told: &[[f32; 6]]) -> [f32; 6] {
    const STEPS: [i8; 5] = [-2, -1, 0, 1, 2];
    let mut cuts = [0.0f32; 6];
    for k in [0, 1, 2, 3, 4, 5, 0, 1, 2] {
        let f = |cut: f32| {
            let least = |kind: usize| if kind == k { cut } else { cuts[kind] };
            kinds_f(stories, all, |i, kind| told[i][kind] > least(kind)).2
        };
        let at = |step: i8| f(f32::from(step) / 10.0);
        let curve: Vec<f64> = (-22..=2).map(at).collect();
        let smooth = |step: i8| -> f64 { STEPS.iter().map(|near| curve[(step + near + 22) as usize]).sum() };
        let best = (-20..=0).max_by(|a, b| smooth(*a).total_cmp(&smooth(*b))).unwrap_or_default();
        cuts[k] = f32::from(best) / 10.0;
    }
    cuts
}
