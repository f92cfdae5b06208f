//! Whole extraction beside the yardstick, `unicode-segmentation`'s word split of the same articles, in MB/s.
//!
//! Where the time goes, in shares of mixed-case news: text to tokens, sentences and words of the lexicon 30 %, phrases and rules 30 %,
//! names 11 %, dates 11 %, people and quantities 11 %, entities 6 %. Half of the first share and of the names is waiting for memory:
//! on a machine whose cache others fill, the yardstick, which only reckons, loses less than the whole.
//!
//! The articles are the repository's own, and any folder of text files or JSON Lines named in `DATELINE_CORPUS`.

use std::time::Instant;

use dateline::{Article, Extractor};
use unicode_segmentation::UnicodeSegmentation;

fn corpus() -> Vec<String> {
    let mut out = Vec::new();
    if let Some(folder) = std::env::var_os("DATELINE_CORPUS") {
        for entry in std::fs::read_dir(folder).expect("DATELINE_CORPUS is a folder").flatten() {
            let Ok(text) = std::fs::read_to_string(entry.path()) else {
                continue;
            };
            if entry.path().extension().is_some_and(|e| e == "jsonl") {
                for line in text.lines() {
                    let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
                    out.extend(value["text"].as_str().map(str::to_owned));
                }
            } else {
                out.push(text);
            }
        }
    } else {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
        for entry in std::fs::read_dir(folder).expect("the sample articles").flatten() {
            out.push(std::fs::read_to_string(entry.path()).expect("UTF-8"));
        }
    }
    out
}

/// The best rates in MB/s of two works over the same bytes, turn by turn, so that a machine that slows down slows both; and what
/// they counted.
fn rates(bytes: usize, mut one: impl FnMut() -> usize, mut other: impl FnMut() -> usize) -> [(f64, usize); 2] {
    let mut best = [f64::MAX; 2];
    let mut counts = [0; 2];
    let repeat = (1_000_000 / bytes.max(1)).max(1);
    for _ in 0..15 {
        for (n, work) in [&mut one as &mut dyn FnMut() -> usize, &mut other].into_iter().enumerate() {
            let start = Instant::now();
            for _ in 0..repeat {
                counts[n] = work();
            }
            best[n] = best[n].min(start.elapsed().as_secs_f64() / repeat as f64);
        }
    }
    [0, 1].map(|n| (bytes as f64 / best[n] / 1e6, counts[n]))
}

fn main() {
    let articles = corpus();
    let bytes = articles.iter().map(String::len).sum();
    let mut worker = Extractor::new().worker();
    let [(yardstick, words), (whole, relations)] = rates(
        bytes,
        || articles.iter().map(|a| a.unicode_word_indices().count()).sum(),
        || articles.iter().map(|a| worker.extract(&Article::new(a)).relations().len()).sum(),
    );
    assert!(words > 0 && relations > 0, "the benchmark must compute something");
    println!("{} articles, {bytes} bytes", articles.len());
    println!("unicode-segmentation words {yardstick:8.1} MB/s  {words} words");
    println!(
        "whole extraction           {whole:8.1} MB/s  {relations} relations  {:.2} of the yardstick",
        whole / yardstick
    );
    let mut stages: Vec<(&str, f64)> = Vec::new();
    let (mut found, repeat) = (0, (4_000_000 / bytes.max(1)).max(1));
    for _ in 0..repeat {
        for text in &articles {
            let mut last = Instant::now();
            let document = worker.read(&Article::new(text), &mut |stage| {
                let now = Instant::now();
                match stages.iter_mut().find(|(name, _)| *name == stage) {
                    Some((_, seconds)) => *seconds += (now - last).as_secs_f64(),
                    None => stages.push((stage, (now - last).as_secs_f64())),
                }
                last = now;
            });
            found += document.relations().len();
        }
    }
    assert_eq!(found, relations * repeat, "the stages find what the whole finds");
    for (stage, seconds) in stages {
        println!(
            "  {stage:<24} {:8.1} MB/s {:6.1} ns a word",
            (bytes * repeat) as f64 / seconds / 1e6,
            seconds * 1e9 / (words * repeat) as f64
        );
    }
}
