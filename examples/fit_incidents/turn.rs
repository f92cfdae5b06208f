//! Fits what speaks for a turn to another incident of a kind.

use std::collections::{HashMap, HashSet};

use dateline::Extractor;

use crate::learner::{Learner, sum};
use crate::{KINDS, Names, PARTS, SLOTS, Story, Weights, best_of, part_of};

/// Two sentences with fillers: their article, the cues, whether no incident has fillers in both.
type Case = (usize, Vec<u32>, bool);

/// A filler by where it is first told and by its words, and the incidents that have it.
type Told<'a> = ((usize, usize, &'a str), Vec<usize>);

/// The cases of all articles: their right fillers, kind by kind.
fn cases(stories: &[Story], first: &Weights, names: &mut Names) -> Vec<Case> {
    let extractor = Extractor::new();
    let mut out = Vec::new();
    for (i, story) in stories.iter().enumerate() {
        for kind in 0..KINDS.len() {
            // The right fillers with their incidents.
            let mut told: Vec<Told<'_>> = Vec::new();
            for (t, thing) in story.things.iter().enumerate() {
                for s in [2, 3, 5].into_iter().filter(|&s| thing.slots[s]) {
                    let incidents = |text: &str| -> Vec<usize> {
                        let of = story
                            .fillers
                            .iter()
                            .filter(|k| k.slot == s && k.kind == kind && k.words.contains(text));
                        of.map(|k| k.incident).collect()
                    };
                    if let Some((m, _)) = best_of(thing, &first[s], |text| !incidents(text).is_empty()) {
                        told.push(((t, m, SLOTS[s].0), incidents(&thing.mentions[m].text)));
                    }
                }
            }
            if told.len() < 2 {
                continue;
            }
            let mut of_sentence: HashMap<usize, Vec<usize>> = HashMap::new();
            for ((t, m, _), incidents) in &told {
                of_sentence
                    .entry(story.things[*t].mentions[*m].sentence)
                    .or_default()
                    .extend(incidents);
            }
            let fillers: Vec<_> = told.iter().map(|t| t.0).collect();
            for row in extractor.incident_turns(&story.article(), &fillers) {
                let [from, to] = row.sentences.map(|s| &of_sentence[&s]);
                let turns = !from.iter().any(|incident| to.contains(incident));
                let cues = row.cues.iter().map(|cue| names.id(cue, &mut HashSet::new())).collect();
                out.push((i, cues, turns));
            }
        }
    }
    out
}

/// The weights, as a table; tells how those from three quarters of the articles do on the fourth.
pub fn fit(stories: &[Story], first: &Weights) -> String {
    let mut names = Names::default();
    let cases = cases(stories, first, &mut names);
    let keep = names.keep(8);
    let learn = |train: &[usize]| {
        let learner = Learner::new(names.words.len(), 0.05, 1.0);
        let learned = learner.run(train, |learner, c| {
            let (_, cues, turns) = &cases[c];
            learner.learn(cues, sum(cues, &learner.weights), *turns, &keep);
        });
        learned.sum
    };
    let mut told: Vec<(f32, bool)> = Vec::new();
    for part in 0..PARTS {
        let (test, train): (Vec<usize>, Vec<usize>) = (0..cases.len()).partition(|&c| part_of(cases[c].0) == part);
        let weights = learn(&train);
        told.extend(test.into_iter().map(|c| (sum(&cases[c].1, &weights), cases[c].2)));
    }
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let right = |n: usize| told.iter().take(n).filter(|t| t.1).count();
    let above = told.iter().filter(|t| t.0 > 0.0).count();
    eprintln!(
        "turns: {} of {} pairs of sentences; {above} told, {} of them right; of the surest 50 {}, of 100 {}",
        right(told.len()),
        told.len(),
        right(above),
        right(50),
        right(100)
    );
    let all: Vec<usize> = (0..cases.len()).collect();
    names.table(&[(vec!["turn".to_owned()], &[learn(&all)], 0.05)])
}
