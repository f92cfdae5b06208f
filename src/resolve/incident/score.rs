//! Candidates weighed: the cues that many have in common are looked up once, and the cues of all mentions of a thing counted once.

use std::ops::Range;

use super::candidate::Candidate;
use super::cues::{Traits, cut, overall, phrase, reach, sentence, surround};
use super::model::{COLUMNS, MENTION, SLOTS, Slot, THING, of_candidates};
use super::part::{Cues, Part};
use super::rows::Rows;
use super::weights::{Seen, Sums, Weights, add_part, add_sums, cue_id};
use super::{Found, Listed, Source};

/// What speaks for a thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    /// For each slot the score: half from the mention that fits best, half from the cues of all its mentions.
    pub slots: [f32; SLOTS],
    /// The mention that fits each slot best.
    pub mentions: [usize; SLOTS],
}

/// Cues that belong together: where they stand among all that were found, and what they say of the slots.
#[derive(Clone, Debug, Default)]
struct Level {
    from: u32,
    to: u32,
    sums: Sums<COLUMNS>,
}

impl Level {
    fn cues(&self) -> Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// How many levels of a sentence the mentions of a thing may take turns between.
const NATURES: usize = 8;

/// The first level is that of the article.
const ARTICLE: usize = 0;

/// What the phrase says of its candidates of one nature.
#[derive(Clone, Debug)]
struct Phrase {
    noun: u32,
    fine: Part<'static>,
    reach: u32,
    level: u32,
}

/// The levels of a candidate: its own, that of its phrase, that of its sentence for its nature, that of its sentence.
type Levels = [u32; 4];

/// Looks up cues and adds up what they say; the memory serves article after article.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    weights: Weights<COLUMNS>,
    seen: Seen,
    /// The cues of an article, level after level.
    cues: Vec<u64>,
    /// The row of each; 0 for one that has no weights or stands in its level before.
    rows: Vec<u16>,
    levels: Vec<Level>,
    /// The levels of each candidate.
    candidates: Vec<Levels>,
    /// What the sentence says to all of one nature, whichever that is.
    surround: Heads,
    /// The level of the sentence for each coarse nature.
    sides: Vec<(Part<'static>, u32)>,
    /// What each phrase of the sentence says.
    phrases: Vec<Phrase>,
    /// The things of an article.
    pub things: Vec<Score>,
}

impl Default for Scorer {
    fn default() -> Self {
        Self {
            weights: of_candidates(),
            seen: Seen::default(),
            cues: Vec::new(),
            rows: Vec::new(),
            levels: Vec::new(),
            candidates: Vec::new(),
            surround: Heads::default(),
            sides: Vec::new(),
            phrases: Vec::new(),
            things: Vec::new(),
        }
    }
}

impl Cues for Scorer {
    #[inline]
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]) {
        self.cues.push(numbered(parts));
    }
}

/// Cues without their last word.
#[derive(Clone, Debug, Default)]
struct Heads(Vec<u64>);

impl Cues for Heads {
    #[inline]
    fn add<const N: usize>(&mut self, parts: [Part<'_>; N]) {
        self.0.push(numbered(parts));
    }
}

#[inline]
fn numbered<const N: usize>(parts: [Part<'_>; N]) -> u64 {
    let mut ids = [0; N];
    for (i, id) in ids.iter_mut().enumerate() {
        *id = parts[i].id;
    }
    cue_id(&ids)
}

impl Scorer {
    /// Gathers the cues of a level.
    fn level(&mut self, tell: impl FnOnce(&mut Self)) -> u32 {
        let from = self.cues.len() as u32;
        tell(self);
        self.levels.push(Level {
            from,
            to: self.cues.len() as u32,
            sums: [0; COLUMNS],
        });
        self.levels.len() as u32 - 1
    }

    /// Adds up what the cues of each level say of the slots, each counted once. All cues of the article are looked up in one go, so that many
    /// of these rare places come from memory at one time, and find each other there: a sentence at a time costs a tenth more.
    fn look_up(&mut self) {
        let weights = &self.weights;
        self.rows.clear();
        weights.rows(&self.cues, &mut self.rows);
        for level in &mut self.levels {
            let (mut unseen, mut sums) = (self.seen.open(weights.len()), [0; COLUMNS]);
            for row in &mut self.rows[level.cues()] {
                *row = unseen.once(*row);
                weights.add::<MENTION, COLUMNS>(*row, &mut sums);
            }
            level.sums = sums;
        }
    }

    /// What the cues of the mentions of a thing say of it together, each counted once.
    fn together(&mut self, mentions: &Rows<usize>, thing: usize) -> Sums<SLOTS> {
        let mut all = [0; SLOTS];
        for sort in 0..4 {
            let mut levels = mentions.row(thing).map(|m| self.candidates[*m][sort] as usize);
            let Some(first) = levels.next() else { continue };
            add_sums(&mut all, &self.levels[first].sums[THING..]);
            // Of the others what the first does not say.
            let mut others = levels.skip_while(|level| *level == first).peekable();
            if others.peek().is_none() {
                continue;
            }
            let mut unseen = self.seen.open(self.weights.len());
            for &row in &self.rows[self.levels[first].cues()] {
                unseen.once(row);
            }
            // The last eight columns, of which six are asked for, are one instruction.
            let mut sums = [0; 8];
            // The mentions of a sentence take turns between a few levels, each with cues of all the sentence.
            let mut told = [first; NATURES];
            for (level, turn) in others.zip((0..NATURES).cycle()) {
                if told.contains(&level) {
                    continue;
                }
                told[turn] = level;
                for &row in &self.rows[self.levels[level].cues()] {
                    self.weights.add::<{ COLUMNS - 8 }, 8>(unseen.once(row), &mut sums);
                }
            }
            add_sums(&mut all, &sums[8 - SLOTS..]);
        }
        all
    }

    /// The levels of each candidate.
    fn read(&mut self, found: &Found, source: &Source<'_>) {
        for candidates in found.by_sentence() {
            let index = candidates[0].reading;
            let reading = &found.reading(index, source);
            let traits = Traits::of(reading, source.units);
            let of_sentence = self.level(|cues| sentence(reading, index, &traits, &found.setting, cues));
            self.surround.0.clear();
            surround(found, reading, index, &traits, &mut self.surround);
            self.sides.clear();
            self.phrases.clear();
            for candidate in candidates {
                let side = self.sides.iter().find(|side| side.0 == candidate.coarse).map(|side| side.1);
                let side = side.unwrap_or_else(|| {
                    let to = candidate.coarse.id;
                    let level = self.level(|all| all.cues.extend(all.surround.0.iter().map(|head| add_part(*head, to))));
                    self.sides.push((candidate.coarse, level));
                    level
                });
                let (noun, fine, reach) = (candidate.noun, candidate.fine, reach(candidate, reading));
                let same = |p: &&Phrase| (p.fine, p.reach) == (fine, reach);
                let of_phrase = self.phrases.iter().rev().take_while(|p| p.noun == noun).find(same).map(|p| p.level);
                let of_phrase = of_phrase.unwrap_or_else(|| {
                    let level = self.level(|cues| phrase(candidate, reading, cues));
                    self.phrases.push(Phrase { noun, fine, reach, level });
                    level
                });
                let own = self.level(|cues| cut(candidate, reading, cues));
                self.candidates.push([own, of_phrase, side, of_sentence]);
            }
        }
    }

    /// What the levels of a candidate say of the slots as those of a mention.
    fn said(&self, candidate: usize) -> Sums<SLOTS> {
        let mut sums = [0; SLOTS];
        for level in self.candidates[candidate] {
            add_sums(&mut sums, &self.levels[level as usize].sums[MENTION..]);
        }
        sums
    }

    /// Scores the things of an article.
    pub(super) fn score(&mut self, found: &Found, source: &Source<'_>) -> &Self {
        self.cues.clear();
        self.levels.clear();
        self.candidates.clear();
        self.level(|cues| overall(found, source, cues));
        self.read(found, source);
        self.look_up();
        let whole = self.levels[ARTICLE].sums;
        self.things.clear();
        for (index, entity) in found.entities.all.iter().enumerate() {
            let mentions = &found.entities.mentions;
            let mut best = [(i16::MIN, 0); SLOTS];
            for &m in mentions.row(index) {
                for (best, score) in best.iter_mut().zip(self.said(m)) {
                    if score > best.0 {
                        *best = (score, m);
                    }
                }
            }
            let thing = self.together(mentions, index);
            let slots = Slot::ALL.map(|slot| {
                let s = slot as usize;
                let halves = [best[s].0, whole[MENTION + s], thing[s], whole[THING + s]];
                let score = halves.into_iter().map(i32::from).sum::<i32>() as f32 / 200.0;
                if entity.may_fill(slot) { score } else { f32::MIN }
            });
            self.things.push(Score {
                slots,
                mentions: best.map(|(_, m)| m),
            });
        }
        self
    }

    /// What the best mention of a thing says of each kind of incident: asked of few, and reckoned only then.
    pub(super) fn kinds(&self, thing: &Score) -> [f32; SLOTS] {
        let top = (0..SLOTS)
            .max_by(|a, b| thing.slots[*a].total_cmp(&thing.slots[*b]))
            .unwrap_or_default();
        let levels = self.candidates[thing.mentions[top]].map(|level| level as usize);
        let mut sums = [0; SLOTS];
        for level in levels.into_iter().chain([ARTICLE]) {
            for &row in &self.rows[self.levels[level].cues()] {
                self.weights.add_rest(row, &mut sums);
            }
        }
        sums.map(|sum| f32::from(sum) / 100.0)
    }
}

/// All cues of a candidate.
pub(super) fn describe(candidate: &Candidate, found: &Found, source: &Source<'_>, cues: &mut Listed) {
    let reading = &found.reading(candidate.reading, source);
    let traits = Traits::of(reading, source.units);
    cut(candidate, reading, cues);
    phrase(candidate, reading, cues);
    sentence(reading, candidate.reading, &traits, &found.setting, cues);
    let mut heads = Listed::default();
    surround(found, reading, candidate.reading, &traits, &mut heads);
    for mut cue in heads.0 {
        Listed::append(&mut cue, candidate.coarse);
        cues.0.insert(cue);
    }
    overall(found, source, cues);
}

#[cfg(test)]
mod tests {
    use crate::resolve::incident::model::{COLUMNS, MENTION, Slot, THING, of_candidates};
    use crate::resolve::incident::weights::{Sums, cue_id};
    use crate::text::hash_word;
    use crate::{Article, Extractor};

    /// What cues say, looked up by their words.
    fn said<'c>(cues: impl Iterator<Item = &'c String>) -> Sums<COLUMNS> {
        let weights = of_candidates();
        let mut rows: Vec<u16> = cues
            .filter_map(|cue| weights.find(cue_id(&cue.split(' ').map(hash_word).collect::<Vec<_>>())))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        let mut sums = [0; COLUMNS];
        for row in rows {
            weights.add::<0, COLUMNS>(row, &mut sums);
        }
        sums
    }

    #[test]
    fn the_scorer_counts_the_cues_that_weights_are_fitted_to_each_once() {
        let text = "THE ARMY SAID TODAY THAT TWO MASKED GUERRILLAS OF THE NORTHERN FRONT SHOT AND KILLED MAYOR PEDRO OSORNO AND HIS DRIVER \
                    OUTSIDE THE TOWN HALL.  A CAR BOMB DAMAGED A BANK AND TWO OFFICES OF THE RIVER COMPANY.  \"WE KNOW THE GUERRILLAS,\" \
                    THE MAYOR'S BROTHER SAID.  THE GUERRILLAS, WHO HAD KIDNAPPED OSORNO IN MAY, DID NOT CLAIM THE BOMB.";
        let rows = Extractor::new().incident_cues(&Article::new(text));
        let (mut checked, mut told_again) = (0, 0);
        for row in &rows {
            let of_mentions: Vec<Sums<COLUMNS>> = row.mentions.iter().map(|m| said(m.cues.iter())).collect();
            let of_thing = said(row.mentions.iter().flat_map(|m| &m.cues));
            let sentences = row.mentions.iter().map(|m| m.sentence);
            told_again += usize::from(sentences.clone().min() != sentences.max());
            for &(name, score) in &row.slots {
                let slot = Slot::ALL.into_iter().position(|s| s.name() == name).unwrap();
                let best = of_mentions.iter().map(|sums| sums[MENTION + slot]).max().unwrap();
                let expected = (i32::from(best) + i32::from(of_thing[THING + slot])) as f32 / 200.0;
                assert!(
                    (score - expected).abs() < 0.001,
                    "{name} of {:?}: {score}, not {expected}",
                    row.mentions[0].text
                );
                checked += 1;
            }
        }
        assert!(checked > 20 && told_again > 1, "{checked} scores, {told_again} things told again");
    }
}
