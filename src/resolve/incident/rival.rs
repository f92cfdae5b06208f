//! The second look: a candidate among its rivals, and the article by its best candidates.

use super::cues::{Cues, bucket};
use super::model::{SLOTS, Slot};

/// What the second look knows of an entity.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    /// The score of its best mention, a slot each; `None` where it does not fit.
    pub scores: [Option<f32>; SLOTS],
    /// The head word of each slot's best mention.
    pub heads: [u64; SLOTS],
    pub coarse: &'static str,
    pub class: &'static str,
    /// The noun phrases of its mentions: reading and number.
    pub phrases: Vec<(usize, u32)>,
}

/// A score as a word: steps of a half.
fn step(score: f32) -> &'static str {
    const STEPS: [&str; 17] = [
        "-4", "-3.5", "-3", "-2.5", "-2", "-1.5", "-1", "-.5", "0", ".5", "1", "1.5", "2", "2.5", "3", "3.5", "4",
    ];
    let at = ((score + 4.0) * 2.0).round().clamp(0.0, 16.0);
    STEPS[at as usize]
}

/// A score in coarser words: steps of one.
fn coarse_step(score: f32) -> &'static str {
    const STEPS: [&str; 7] = ["-3", "-2", "-1", "0", "1", "2", "3"];
    let at = (score + 3.0).round().clamp(0.0, 6.0);
    STEPS[at as usize]
}

/// The cues of one entity for one slot, given those of all.
pub(super) fn rivals(profiles: &[Profile], me: usize, slot: Slot, cues: &mut Cues) {
    let s = slot as usize;
    let mine = &profiles[me];
    let Some(score) = mine.scores[s] else { return };
    cues.add(&["all"]);
    cues.add(&["score", step(score)]);
    cues.add(&["score", coarse_step(score), mine.coarse]);
    cues.add(&["score", coarse_step(score), mine.class]);
    let lim: u32 = std::env::var("RIV").ok().and_then(|v| v.parse().ok()).unwrap_or(99);
    if lim < 1 { return; }
    let better = || {
        profiles
            .iter()
            .enumerate()
            .filter(move |(i, p)| *i != me && p.scores[s].is_some_and(|other| other > score || other == score && *i < me))
    };
    let rank = better().count();
    cues.add(&["rank", bucket(rank)]);
    cues.add(&["rank", bucket(rank), "score", coarse_step(score)]);
    if lim < 2 { return; }
    if better().any(|(_, p)| p.heads[s] == mine.heads[s]) {
        cues.add(&["better with this head"]);
        cues.add(&["better with this head", mine.coarse]);
    }
    if better().any(|(_, p)| p.class == mine.class) {
        cues.add(&["better of this class", mine.coarse]);
    }
    if better().any(|(_, p)| p.coarse == mine.coarse) {
        cues.add(&["better of this group", mine.coarse]);
    }
    let top = profiles.iter().filter_map(|p| p.scores[s]).fold(f32::MIN, f32::max);
    cues.add(&["behind the best", step(score - top)]);
    cues.add(&["behind the best", coarse_step(score - top), "score", coarse_step(score)]);
    if lim < 3 { return; }
    for other in Slot::ALL {
        let o = other as usize;
        let best = profiles.iter().filter_map(|p| p.scores[o]).fold(-9.0, f32::max);
        cues.add(&["article", other.name(), step(best)]);
        if other != slot {
            if let Some(theirs) = mine.scores[o] {
                cues.add(&["self as", other.name(), coarse_step(theirs)]);
                cues.add(&["self as", other.name(), "by", coarse_step(theirs - score)]);
            }
            let beside = profiles
                .iter()
                .enumerate()
                .filter(|(i, p)| *i != me && p.phrases.iter().any(|(r, _)| mine.phrases.iter().any(|(r2, _)| r == r2)))
                .filter_map(|(_, p)| p.scores[o])
                .fold(-9.0, f32::max);
            cues.add(&["sentence", other.name(), coarse_step(beside)]);
            let nested = profiles
                .iter()
                .enumerate()
                .filter(|(i, p)| *i != me && p.phrases.iter().any(|x| mine.phrases.contains(x)))
                .filter_map(|(_, p)| p.scores[o])
                .fold(-9.0, f32::max);
            if nested > -9.0 {
                cues.add(&["phrase", other.name(), coarse_step(nested)]);
            }
        }
    }
    let likely = profiles.iter().filter(|p| p.scores[s].is_some_and(|x| x > -1.0)).count();
    cues.add(&["likely", bucket(likely)]);
    cues.add(&["mentions", bucket(mine.phrases.len()), mine.coarse]);
    cues.add(&["first", bucket(mine.phrases.first().map_or(0, |p| p.0)), mine.coarse]);
}
