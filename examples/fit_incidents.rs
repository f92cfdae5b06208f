//! Fits the weights of the incident cues to annotated articles.
//!
//! `fit_incidents CORPUS.jsonl > weights.tsv`

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use dateline::{Article, Day, Extractor};
use serde::Deserialize;

#[derive(Deserialize)]
struct Annotated {
    docid: String,
    date: Option<String>,
    text: String,
    roles: HashMap<String, Vec<Vec<String>>>,
}

const SLOTS: [(&str, &str); 5] = [
    ("perpetrator", "PerpInd"),
    ("organization", "PerpOrg"),
    ("target", "Target"),
    ("victim", "Victim"),
    ("weapon", "Weapon"),
];

/// As the scorer compares: lower case, no marks, no articles.
fn normal(text: &str) -> String {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_ascii_punctuation()).collect();
    plain
        .split_whitespace()
        .filter(|w| !matches!(*w, "a" | "an" | "the"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// An article: what may fill its slots, and what does.
struct Story {
    id: String,
    things: Vec<Thing>,
    gold: [Vec<HashSet<String>>; 5],
}

struct Thing {
    mentions: Vec<(String, Vec<u32>)>,
    slots: [bool; 5],
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let extractor = Extractor::new();
    let mut names: Vec<String> = Vec::new();
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut stories: Vec<Story> = Vec::new();
    let mut count: Vec<u32> = Vec::new();
    for path in &paths {
        for line in std::fs::read_to_string(path).expect("corpus").lines() {
            let story: Annotated = serde_json::from_str(line).expect("story");
            let mut article = Article::new(&story.text);
            if let Some(day) = story.date.as_deref().and_then(Day::parse) {
                article = article.published(day);
            }
            let mut seen = HashSet::new();
            let things = extractor
                .incident_cues(&article)
                .into_iter()
                .map(|row| Thing {
                    slots: SLOTS.map(|(s, _)| row.slots.contains(&s)),
                    mentions: row
                        .mentions
                        .into_iter()
                        .map(|(text, cues)| {
                            let cues = cues
                                .into_iter()
                                .map(|c| {
                                    let next = ids.len() as u32;
                                    let id = *ids.entry(c.clone()).or_insert_with(|| {
                                        names.push(c);
                                        count.push(0);
                                        next
                                    });
                                    if seen.insert(id) {
                                        count[id as usize] += 1;
                                    }
                                    id
                                })
                                .collect();
                            (normal(&text), cues)
                        })
                        .collect(),
                })
                .collect();
            let gold = SLOTS.map(|(_, r)| {
                story
                    .roles
                    .get(r)
                    .map(|es| es.iter().map(|e| e.iter().map(|m| normal(m)).collect()).collect())
                    .unwrap_or_default()
            });
            stories.push(Story { id: story.docid, things, gold });
        }
    }
    ceiling(&stories);
    let keep: Vec<bool> = count.iter().map(|&c| c >= 8).collect();
    eprintln!("{} cues, {} kept", names.len(), keep.iter().filter(|k| **k).count());
    // Four parts, each judged by weights from the others; then all.
    let all: Vec<usize> = (0..stories.len()).collect();
    let mut guesses: [Vec<(f32, usize, String)>; 5] = Default::default();
    for part in 0..PARTS {
        let (test, train): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| (i / 10) % PARTS == part);
        let model = fit(&stories, &train, &keep);
        for &i in &test {
            for s in 0..5 {
                for thing in stories[i].things.iter().filter(|t| t.slots[s]) {
                    let (m, score) = best(thing, &model[s]);
                    guesses[s].push((score, i, thing.mentions[m].0.clone()));
                }
            }
        }
    }
    let thresholds = sweep(&stories, &mut guesses);
    eprintln!("thresholds {thresholds:?}");
    let mut model = fit(&stories, &all, &keep);
    if let Some(&bias) = ids.get("all") {
        for (weights, threshold) in model.iter_mut().zip(thresholds) {
            weights[bias as usize] -= threshold;
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "# cue\tperpetrator\torganization\ttarget\tvictim\tweapon").unwrap();
    let mut rows: Vec<usize> = (0..names.len()).filter(|&i| model.iter().any(|w| w[i].abs() >= 0.02)).collect();
    rows.sort_by(|a, b| names[*a].cmp(&names[*b]));
    for i in rows {
        write!(out, "{}", names[i]).unwrap();
        for w in &model {
            write!(out, "\t{:.2}", w[i]).unwrap();
        }
        writeln!(out).unwrap();
    }
}

type Weights = [Vec<f32>; 5];

/// How many of the gold entities stand among the candidates.
fn ceiling(stories: &[Story]) {
    let show = std::env::var("MISSED").is_ok();
    let (mut hit, mut all) = ([0; 5], [0; 5]);
    for Story { id, things, gold } in stories {
        for s in 0..5 {
            for entity in &gold[s] {
                all[s] += 1;
                if show
                    && !things
                        .iter()
                        .any(|t| t.slots[s] && t.mentions.iter().any(|(text, _)| entity.contains(text)))
                {
                    let wrong = things.iter().any(|t| t.mentions.iter().any(|(text, _)| entity.contains(text)));
                    eprintln!("{id} {} {} {entity:?}", if wrong { "SLOT" } else { "NONE" }, SLOTS[s].0);
                }
                hit[s] += usize::from(
                    things
                        .iter()
                        .any(|t| t.slots[s] && t.mentions.iter().any(|(text, _)| entity.contains(text))),
                );
            }
        }
    }
    for (s, (name, _)) in SLOTS.iter().enumerate() {
        eprintln!("{name:14} among the candidates: {} of {} ({:.1})", hit[s], all[s], 100.0 * hit[s] as f64 / all[s] as f64);
    }
}

fn best(thing: &Thing, w: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::MIN);
    for (i, (_, cues)) in thing.mentions.iter().enumerate() {
        let score: f32 = cues.iter().map(|&c| w[c as usize]).sum();
        if score > best.1 {
            best = (i, score);
        }
    }
    best
}

/// The best mention whose words are right, or wrong.
fn best_of(thing: &Thing, w: &[f32], wanted: impl Fn(&str) -> bool) -> Option<(usize, f32)> {
    thing
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, (text, _))| wanted(text))
        .map(|(i, (_, cues))| (i, cues.iter().map(|&c| w[c as usize]).sum::<f32>()))
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

const PARTS: usize = 4;
const EPOCHS: usize = 15;

/// Logistic regression over the best mention of each thing, by AdaGrad with averaged weights.
fn fit(stories: &[Story], train: &[usize], keep: &[bool]) -> Weights {
    let setting = |name: &str, default: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let (l2, rate) = (setting("L2", 0.002), setting("RATE", 0.1));
    std::array::from_fn(|s| {
        let mut w = vec![0.0f32; keep.len()];
        let mut g = vec![0.1f32; keep.len()];
        let mut sum = vec![0.0f32; keep.len()];
        let mut seed = 1u64;
        for epoch in 0..EPOCHS {
            let mut order = train.to_vec();
            for i in (1..order.len()).rev() {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(i, (seed >> 33) as usize % (i + 1));
            }
            for &i in &order {
                let Story { things, gold, .. } = &stories[i];
                for thing in things.iter().filter(|t| t.slots[s]) {
                    let right = |text: &str| gold[s].iter().any(|e| e.contains(text));
                    for (found, wanted) in [(best_of(thing, &w, right), 1.0), (best_of(thing, &w, |t| !right(t)), 0.0)] {
                        let Some((m, score)) = found else { continue };
                        let gradient = 1.0 / (1.0 + (-score).exp()) - wanted;
                        if gradient.abs() < 0.002 {
                            continue;
                        }
                        for &c in thing.mentions[m].1.iter().filter(|&&c| keep[c as usize]) {
                            let c = c as usize;
                            let d = gradient + l2 * w[c];
                            g[c] += d * d;
                            w[c] -= rate * d / g[c].sqrt();
                        }
                    }
                }
            }
            if epoch >= EPOCHS / 3 {
                for (sum, w) in sum.iter_mut().zip(&w) {
                    *sum += w / (EPOCHS - EPOCHS / 3) as f32;
                }
            }
        }
        sum
    })
}

/// The threshold of each slot with the best F, and what it gives.
fn sweep(stories: &[Story], guesses: &mut [Vec<(f32, usize, String)>; 5]) -> [f32; 5] {
    let mut thresholds = [0.0; 5];
    let mut sum = [0; 3];
    for s in 0..5 {
        let gold: usize = stories.iter().map(|story| story.gold[s].len()).sum();
        let list = &mut guesses[s];
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut used: HashSet<(usize, usize)> = HashSet::new();
        let mut said: HashSet<(usize, &str)> = HashSet::new();
        let (mut hit, mut found, mut top) = (0, 0, (0.0, 0, 0, 0.0));
        for (score, story, text) in list.iter() {
            if !said.insert((*story, text)) {
                continue;
            }
            found += 1;
            let g = &stories[*story].gold[s];
            if let Some(e) = (0..g.len()).find(|&e| g[e].contains(text) && !used.contains(&(*story, e))) {
                used.insert((*story, e));
                hit += 1;
            }
            let f = 2.0 * hit as f64 / (found + gold) as f64;
            if f > top.0 {
                top = (f, hit, found, *score);
            }
        }
        thresholds[s] = top.3;
        line(SLOTS[s].0, [top.1, top.2, gold]);
        for (all, one) in sum.iter_mut().zip([top.1, top.2, gold]) {
            *all += one;
        }
    }
    line("all", sum);
    thresholds
}

fn line(name: &str, [hit, found, gold]: [usize; 3]) {
    let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
    eprintln!("{name:14} P {:.1} R {:.1} F {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r).max(1e-9));
}
