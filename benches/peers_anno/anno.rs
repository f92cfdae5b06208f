//! What the `anno` crate takes for names by its heuristics alone (no model), over the same folder of articles as `benches/peers.py`.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers_anno/Cargo.toml -- FOLDER
//! ```
//! Its better backends are trained models, which are another kind of tool: slower, and apt to find what no list has.

use std::time::Instant;

use anno::Model;

fn articles(folder: &str) -> Vec<String> {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut articles = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("UTF-8 text");
        if file.extension().is_some_and(|e| e == "jsonl") {
            let article = |line: &str| {
                let row: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
                row["text"].as_str().expect("a text").to_owned()
            };
            articles.extend(text.lines().filter(|line| !line.is_empty()).map(article));
        } else {
            articles.push(text);
        }
    }
    articles
}

fn main() {
    let folder = std::env::args().nth(1).expect("usage: anno FOLDER");
    let articles = articles(&folder);
    let bytes: usize = articles.iter().map(String::len).sum();
    let (mut best, mut found) = (f64::MAX, 0);
    let model = anno::HeuristicNER::new();
    for _ in 0..3 {
        let start = Instant::now();
        found = articles.iter().map(|a| model.extract_entities(a, None).map_or(0, |entities| entities.len())).sum::<usize>();
        best = best.min(start.elapsed().as_secs_f64());
    }
    assert!(found > 0, "a peer must find something");
    println!("{:42} {:8} {:8.2} MB/s  {found} found", "anno, heuristic backend", "0.13.0", bytes as f64 / best / 1e6);
}
