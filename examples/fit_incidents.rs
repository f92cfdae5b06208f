//! Fits the weights of the incident cues to annotated articles.
//!
//! `fit_incidents CORPUS.jsonl > weights.tsv`

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use dateline::{Article, Day, Extractor};
use serde::Deserialize;

#[derive(Deserialize)]
struct Story {
    #[allow(dead_code)]
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

struct Thing {
    mentions: Vec<(String, Vec<u32>)>,
    slots: [bool; 5],
}

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let extractor = Extractor::new();
    let mut names: Vec<String> = Vec::new();
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut stories: Vec<(Vec<Thing>, [Vec<HashSet<String>>; 5])> = Vec::new();
    let mut count: Vec<u32> = Vec::new();
    for path in &paths {
        for line in std::fs::read_to_string(path).expect("corpus").lines() {
            let story: Story = serde_json::from_str(line).expect("story");
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
            stories.push((things, gold));
        }
    }
    ceiling(&stories);
    let keep: Vec<bool> = count.iter().map(|&c| c >= 8).collect();
    eprintln!("{} cues, {} kept", names.len(), keep.iter().filter(|k| **k).count());
    // Two halves to see how it does on unseen stories, then all.
    let all: Vec<usize> = (0..stories.len()).collect();
    let mut total = [[0usize; 3]; 5];
    for half in 0..2 {
        let (train, test): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| (i / 10) % 2 == half);
        let model = fit(&stories, &train, &keep);
        for &i in &test {
            count_hits(&stories[i], &model, &mut total);
        }
    }
    report(&total);
    let model = fit(&stories, &all, &keep);
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
type Stories = [(Vec<Thing>, [Vec<HashSet<String>>; 5])];

/// How many of the gold entities stand among the candidates.
fn ceiling(stories: &Stories) {
    let (mut hit, mut all) = ([0; 5], [0; 5]);
    for (things, gold) in stories {
        for s in 0..5 {
            for entity in &gold[s] {
                all[s] += 1;
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

fn fit(stories: &Stories, train: &[usize], keep: &[bool]) -> Weights {
    std::array::from_fn(|s| {
        let mut w = vec![0.0f32; keep.len()];
        let mut g = vec![1e-6f32; keep.len()];
        let mut seed = 1u64;
        for epoch in 0..12 {
            let mut order = train.to_vec();
            for i in (1..order.len()).rev() {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                order.swap(i, (seed >> 33) as usize % (i + 1));
            }
            for &i in &order {
                let (things, gold) = &stories[i];
                for thing in things.iter().filter(|t| t.slots[s]) {
                    let right = |text: &str| gold[s].iter().any(|e| e.contains(text));
                    let positive = thing.mentions.iter().any(|(t, _)| right(t));
                    let (m, score) = best(thing, &w);
                    let p = 1.0 / (1.0 + (-score).exp());
                    let gradient = p - f32::from(u8::from(positive));
                    if gradient.abs() < 0.01 {
                        continue;
                    }
                    let _ = epoch;
                    for &c in &thing.mentions[m].1 {
                        let c = c as usize;
                        if keep[c] {
                            let d = gradient + 0.002 * w[c];
                            g[c] += d * d;
                            w[c] -= 0.1 * d / g[c].sqrt().max(0.3);
                        }
                    }
                }
            }
        }
        w
    })
}

fn count_hits(story: &(Vec<Thing>, [Vec<HashSet<String>>; 5]), model: &Weights, total: &mut [[usize; 3]; 5]) {
    let (things, gold) = story;
    for s in 0..5 {
        let mut used = vec![false; gold[s].len()];
        let mut texts = HashSet::new();
        for thing in things.iter().filter(|t| t.slots[s]) {
            let (m, score) = best(thing, &model[s]);
            if score > 0.0 && texts.insert(&thing.mentions[m].0) {
                total[s][1] += 1;
                if let Some(g) = (0..used.len()).find(|&g| !used[g] && gold[s][g].contains(&thing.mentions[m].0)) {
                    used[g] = true;
                    total[s][0] += 1;
                }
            }
        }
        total[s][2] += gold[s].len();
    }
}

fn report(total: &[[usize; 3]; 5]) {
    let mut sum = [0; 3];
    let line = |name: &str, [hit, found, gold]: [usize; 3]| {
        let (p, r) = (hit as f64 / found.max(1) as f64, hit as f64 / gold.max(1) as f64);
        eprintln!("{name:14} P {:.1} R {:.1} F {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r).max(1e-9));
    };
    for (s, (name, _)) in SLOTS.iter().enumerate() {
        line(name, total[s]);
        for k in 0..3 {
            sum[k] += total[s][k];
        }
    }
    line("all", sum);
}
