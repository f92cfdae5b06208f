//! Fits the weights of the incident cues to annotated articles.
//!
//! `fit_incidents CORPUS.jsonl FOLDER` writes `cues.tsv`, `articles.tsv` and `turns.tsv` to the folder, which `build.rs` lays out as images, and tells on standard error how weights from three quarters of the articles do on the fourth. A cue needs to stand in ten articles.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

mod article;
mod corpus;
mod learner;
mod names;
mod turn;

use corpus::{Mention, Story, Thing, read};
use learner::{Learner, sum};
use names::Names;

const SLOTS: [(&str, &str); 6] = [
    ("perpetrator", "PerpInd"),
    ("organization", "PerpOrg"),
    ("target", "Target"),
    ("victim", "Victim"),
    ("weapon", "Weapon"),
    ("described", ""),
];
const PARTS: usize = 4;
/// The weight of the article in the score of a filler.
const SHARE: f32 = 0.25;
/// How many more fillers of each slot are told of a reported happening by whoever reads with care than by the keys that are learned from, as the
/// logarithm of the ratio: those leave out who did it where he is no more than "guerrillas" (0.82 perpetrators for each article that
/// reports something, where later keys for such articles have 1.33).
const LEFT_OUT: [f32; 6] = [0.48, 0.0, 0.0, 0.0, 0.0, 0.0];

/// The same as the tables name them.
const KINDS: [&str; 6] = ["attack", "bombing", "kidnapping", "arson", "robbery", "hijacking"];

fn setting(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [corpus, folder] = arguments.as_slice() else {
        eprintln!("usage: fit_incidents CORPUS.jsonl FOLDER");
        std::process::exit(2);
    };
    let mut names = Names::default();
    let stories = read(corpus, &mut names);
    ceiling(&stories);
    let keep = names.keep(setting("LEAST", 10.0) as u32);
    eprintln!("{} cues, {} kept", names.words.len(), keep.iter().filter(|k| **k).count());
    let part = std::env::var("PART").ok().and_then(|p| p.parse::<usize>().ok());
    let all: Vec<usize> = (0..stories.len()).filter(|&i| Some(part_of(i)) != part).collect();
    let first = fit(&stories, &all, &keep);
    let whole = fit_entities(&stories, &all, &keep);
    let types = learn_types(&type_cases(&stories, &all, &first), keep.len(), &keep);
    if part.is_some() {
        let given = std::env::var("THRESHOLDS").expect("THRESHOLDS");
        let given: Vec<f32> = given.split(',').filter_map(|t| t.trim().parse().ok()).collect();
        return write_cues(folder, &names, [first, whole], &types, std::array::from_fn(|s| given[s]));
    }
    let Look {
        mut guesses,
        mut scores,
        kinds,
    } = first_look(&stories, &all, &keep);
    let thresholds = sweep(&stories, &mut guesses);
    // The kinds by the surest fillers alone.
    let by_fillers = |i: usize, k: usize| {
        scores[i]
            .iter()
            .zip(&kinds[i])
            .any(|(s, t)| (2..6).any(|x| s[x] > thresholds[x]) && (0..6).all(|o| t[o] <= t[k]))
    };
    eprintln!("kinds by fillers: {:.1?}", article::kinds_f(&stories, &all, by_fillers));
    for scores in scores.iter_mut().flatten() {
        for (score, threshold) in scores.iter_mut().zip(thresholds) {
            *score -= threshold;
        }
    }
    for (list, threshold) in guesses.iter_mut().zip(thresholds) {
        for g in list.iter_mut() {
            g.0 -= threshold;
        }
    }
    let (mut told, mut articles) = article::fit(&stories, &all, &scores, &kinds, &mut names);
    let cuts = article::cuts(&stories, &all, &told);
    eprintln!(
        "kinds by article: {:.1?} {cuts:?}",
        article::kinds_f(&stories, &all, |i, k| told[i][k] > cuts[k])
    );
    let bias = names.ids["all"] as usize;
    for k in 0..6 {
        for t in &mut told {
            t[k] -= cuts[k];
        }
        articles[k][bias] = (articles[k][bias] - cuts[k]).clamp(-1.27, 1.27);
    }
    let odds: Vec<f32> = told
        .iter()
        .map(|told| {
            let no: f32 = told.iter().map(|x| 1.0 / (1.0 + x.exp())).product();
            ((1.0 - no).max(1e-4) / no.max(1e-4)).ln().clamp(-3.0, 3.0)
        })
        .collect();
    for list in &mut guesses {
        list.retain(|g| told[g.1].iter().any(|k| *k > 0.0));
    }
    for guess in guesses.iter_mut().flatten() {
        guess.0 += SHARE * odds[guess.1];
    }
    eprintln!("with what the article says:");
    let last = sweep(&stories, &mut guesses);
    let mut table = names.table(&[(KINDS.map(str::to_owned).to_vec(), &articles, 0.02)]);
    table.push_str("least");
    for (cut, left_out) in last.iter().zip(LEFT_OUT) {
        let _ = write!(table, "\t{:.2}", cut - left_out);
    }
    let _ = writeln!(table, "\nshare\t{SHARE:.2}");
    std::fs::write(format!("{folder}/articles.tsv"), table).expect("articles.tsv");
    eprintln!("thresholds {thresholds:?}");
    std::fs::write(format!("{folder}/turns.tsv"), turn::fit(&stories, &first)).expect("turns.tsv");
    write_cues(folder, &names, [first, whole], &types, thresholds);
}

/// Writes the weights of mentions, of things and of the kinds of incidents, with what a filler has to reach taken off.
fn write_cues(folder: &str, names: &Names, mut weights: [Weights; 2], types: &Weights, thresholds: [f32; 6]) {
    let bias = names.ids["all"] as usize;
    for (weights, threshold) in weights.iter_mut().flat_map(|weights| weights.iter_mut().zip(thresholds)) {
        weights[bias] -= threshold;
    }
    let [mentions, things] = &weights;
    let columns = |of: &str| SLOTS.iter().map(|(slot, _)| format!("{of} {slot}")).collect();
    let least = setting("SMALL", 0.05);
    let models = [
        (columns("mention"), mentions.as_slice(), least),
        (columns("thing"), things.as_slice(), least),
        (KINDS.map(str::to_owned).to_vec(), types.as_slice(), 0.04),
    ];
    std::fs::write(format!("{folder}/cues.tsv"), names.table(&models)).expect("cues.tsv");
}

/// What is told of each story by weights from the other parts.
struct Look {
    /// Of each slot what may fill it.
    guesses: [Vec<Guess>; 6],
    /// Of each thing of a story the score for each slot, and that of its best mention for each kind of incident.
    scores: Vec<Vec<[f32; 6]>>,
    kinds: Vec<Vec<[f32; 6]>>,
}

/// The first look, which weighs each thing by itself.
fn first_look(stories: &[Story], all: &[usize], keep: &[bool]) -> Look {
    let mut look = Look {
        guesses: Default::default(),
        scores: vec![Vec::new(); stories.len()],
        kinds: vec![Vec::new(); stories.len()],
    };
    for part in 0..PARTS {
        let (test, train): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| part_of(i) == part);
        let model = fit(stories, &train, keep);
        let whole = fit_entities(stories, &train, keep);
        let types = learn_types(&type_cases(stories, &train, &model), keep.len(), keep);
        for &i in &test {
            for thing in &stories[i].things {
                let mut row = [-9.0; 6];
                let mut top = (-9.0, 0);
                for s in (0..6).filter(|&s| thing.slots[s]) {
                    if let Some((m, score)) = best_of(thing, &model[s], |_| true) {
                        let score = f32::midpoint(score, sum(&thing.cues, &whole[s]));
                        look.guesses[s].push((score, i, thing.mentions[m].text.clone()));
                        row[s] = score;
                        if score > top.0 {
                            top = (score, m);
                        }
                    }
                }
                let cues = &thing.mentions[top.1].cues;
                look.kinds[i].push(std::array::from_fn(|k| sum(cues, &types[k])));
                look.scores[i].push(row);
            }
        }
    }
    look
}

/// Articles stand by date; whole weeks go to one part.
const fn part_of(story: usize) -> usize {
    story / 10 % PARTS
}

type Weights = [Vec<f32>; 6];
/// A score, the article and the words.
type Guess = (f32, usize, String);

/// How many of the gold entities stand among the candidates.
fn ceiling(stories: &[Story]) {
    let show = std::env::var("MISSED").is_ok();
    let (mut hit, mut all) = ([0u32; 6], [0u32; 6]);
    for Story { id, things, gold, .. } in stories {
        for s in 0..6 {
            for entity in &gold[s] {
                let has = |thing: &Thing| thing.mentions.iter().any(|m| entity.contains(&m.text));
                let found = things.iter().any(|t| t.slots[s] && has(t));
                if show && !found {
                    let wrong = things.iter().any(has);
                    eprintln!("{id} {} {} {entity:?}", if wrong { "SLOT" } else { "NONE" }, SLOTS[s].0);
                }
                all[s] += 1;
                hit[s] += u32::from(found);
            }
        }
    }
    for (s, (name, _)) in SLOTS.iter().enumerate() {
        let percent = 100.0 * f64::from(hit[s]) / f64::from(all[s]);
        eprintln!("{name:14} among the candidates: {} of {} ({percent:.1})", hit[s], all[s]);
    }
}

/// The best mention whose words are wanted.
fn best_of(thing: &Thing, w: &[f32], wanted: impl Fn(&str) -> bool) -> Option<(usize, f32)> {
    thing
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| wanted(&m.text))
        .map(|(i, m)| (i, sum(&m.cues, w)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Logistic regression over the best right and the best wrong mention of each thing.
fn fit(stories: &[Story], train: &[usize], keep: &[bool]) -> Weights {
    std::array::from_fn(|s| {
        let learner = Learner::new(keep.len(), 0.01, setting("START", 30.0));
        let learned = learner.run(train, |learner, i| {
            let Story { things, gold, .. } = &stories[i];
            for thing in things.iter().filter(|t| t.slots[s]) {
                let right = |text: &str| gold[s].iter().any(|e| e.contains(text));
                for wanted in [true, false] {
                    if let Some((m, score)) = best_of(thing, &learner.weights, |t| right(t) == wanted) {
                        learner.learn(&thing.mentions[m].cues, score, wanted, keep);
                    }
                }
            }
        });
        learned.kept()
    })
}

/// Logistic regression over the cues of all mentions of each thing: whether it fills any slot.
fn fit_any(stories: &[Story], train: &[usize], keep: &[bool]) -> Vec<f32> {
    let learner = Learner::new(keep.len(), 0.01, setting("START", 30.0));
    let learned = learner.run(train, |learner, i| {
        let Story { things, gold, .. } = &stories[i];
        for thing in things {
            let fills = |m: &Mention| (0..6).any(|s| thing.slots[s] && gold[s].iter().any(|e| e.contains(&m.text)));
            let score = sum(&thing.cues, &learner.weights);
            learner.learn(&thing.cues, score, thing.mentions.iter().any(fills), keep);
        }
    });
    learned.sum
}

/// The same for each slot. It begins half way at what speaks for any slot: of the rare cues a slot has too few cases of its own.
fn fit_entities(stories: &[Story], train: &[usize], keep: &[bool]) -> Weights {
    let any = fit_any(stories, train, keep);
    std::array::from_fn(|s| {
        let mut learner = Learner::new(keep.len(), 0.01, setting("START", 30.0));
        learner.weights = any.iter().map(|w| w * setting("ANY", 0.5)).collect();
        let learned = learner.run(train, |learner, i| {
            let Story { things, gold, .. } = &stories[i];
            for thing in things.iter().filter(|t| t.slots[s]) {
                let right = |m: &Mention| gold[s].iter().any(|e| e.contains(&m.text));
                let score = sum(&thing.cues, &learner.weights);
                learner.learn(&thing.cues, score, thing.mentions.iter().any(right), keep);
            }
        });
        learned.kept()
    })
}

/// A right filler: its article, its cues, the kinds of its incidents.
type Case<'a> = (usize, &'a [u32], [bool; 6]);

/// Which kinds of incident each right filler belongs to.
fn type_cases<'a>(stories: &'a [Story], all: &[usize], first: &Weights) -> Vec<Case<'a>> {
    let mut cases = Vec::new();
    for (i, story) in all.iter().map(|&i| (i, &stories[i])) {
        for thing in &story.things {
            for s in (0..6).filter(|&s| thing.slots[s]) {
                let right = |text: &str| story.gold[s].iter().any(|e| e.contains(text));
                if let Some((m, _)) = best_of(thing, &first[s], right) {
                    let Mention { text, cues, .. } = &thing.mentions[m];
                    let mut kinds = [false; 6];
                    for told in story.fillers.iter().filter(|told| told.slot == s && told.words.contains(text)) {
                        kinds[told.kind] = true;
                    }
                    cases.push((i, cues.as_slice(), kinds));
                }
            }
        }
    }
    cases
}

fn learn_types(cases: &[Case<'_>], size: usize, keep: &[bool]) -> Weights {
    let order: Vec<usize> = (0..cases.len()).collect();
    std::array::from_fn(|k| {
        let learner = Learner::new(size, 0.03, setting("STARTT", 0.1));
        let learned = learner.run(&order, |learner, c| {
            let (_, cues, kinds) = cases[c];
            learner.learn(cues, sum(cues, &learner.weights), kinds[k], keep);
        });
        learned.kept()
    })
}

/// A threshold of a slot and what it gives.
#[derive(Clone, Copy, Default)]
struct Cut {
    hit: usize,
    found: usize,
    gold: usize,
    least: f32,
}

/// The words without the ending of the plural, as `merge.rs` of the crate compares fillers.
fn stems(text: &str) -> HashSet<&str> {
    text.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect()
}

/// The threshold with the best F; at a price of a filler told, that with the most worth.
fn best_cut(stories: &[Story], s: usize, list: &mut [Guess], price: Option<f64>) -> Cut {
    let gold: usize = stories.iter().map(|story| story.gold[s].len()).sum();
    list.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut used: HashSet<(usize, usize)> = HashSet::new();
    let mut said: HashSet<(usize, &str)> = HashSet::new();
    let mut better: HashMap<usize, Vec<HashSet<&str>>> = HashMap::new();
    let (mut hit, mut found, mut top, mut most) = (0usize, 0, Cut::default(), 0.0);
    for (score, story, text) in list.iter() {
        if !said.insert((*story, text)) {
            continue;
        }
        if matches!(SLOTS[s].0, "organization" | "target" | "described") {
            let better = better.entry(*story).or_default();
            let words = stems(text);
            if better.iter().any(|other| words.is_subset(other)) {
                continue;
            }
            better.push(words);
        }
        found += 1;
        let g = &stories[*story].gold[s];
        if let Some(e) = (0..g.len()).find(|&e| g[e].contains(text) && !used.contains(&(*story, e))) {
            used.insert((*story, e));
            hit += 1;
        }
        let worth = match price {
            Some(price) => 2.0 * hit as f64 - price * found as f64,
            None => 2.0 * hit as f64 / (found + gold) as f64,
        };
        if worth > most {
            most = worth;
            top = Cut {
                hit,
                found,
                gold,
                least: *score,
            };
        }
    }
    top
}

/// The threshold of each slot, and what it gives.
fn sweep(stories: &[Story], guesses: &mut [Vec<Guess>; 6]) -> [f32; 6] {
    let mut sum = [0; 3];
    // The F over five slots together is best where a filler more costs the same in each: half the F itself in hits.
    let mut price = None;
    for _ in 0..4 {
        let cuts: Vec<Cut> = (0..5).map(|s| best_cut(stories, s, &mut guesses[s], price)).collect();
        let (hit, all) = cuts.iter().fold((0, 0), |sum, cut| (sum.0 + cut.hit, sum.1 + cut.found + cut.gold));
        price = Some(2.0 * hit as f64 / all as f64);
    }
    let thresholds = std::array::from_fn(|s| {
        let top = best_cut(stories, s, &mut guesses[s], price.filter(|_| s < 5));
        let counts = [top.hit, top.found, top.gold];
        line(SLOTS[s].0, counts);
        for (all, one) in sum.iter_mut().zip(counts).filter(|_| s < 5) {
            *all += one;
        }
        top.least
    });
    line("all", sum);
    thresholds
}

fn line(name: &str, [hit, found, gold]: [usize; 3]) {
    let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
    eprintln!(
        "{name:14} P {:.1} R {:.1} F {:.1}",
        100.0 * p,
        100.0 * r,
        200.0 * p * r / (p + r).max(1e-9)
    );
}
