//! Whole extraction beside the yardstick, `unicode-segmentation`'s word split of the same articles in the same run.
//!
//! ```text
//! cargo bench --bench articles                                # articles made from the samples of the repository
//! DATELINE_CORPUS=FOLDER cargo bench --bench articles         # text files or JSON Lines of your own as well
//! ```
//! Both works are timed turn by turn, best of fifteen, so that a machine that slows down slows both; the ratio is what holds from machine
//! to machine. The second table says where the time goes, per stage, for the first kind of articles: your own where there are any.
//! What a run gave, on which machine, and what it means stands in `BENCHMARKS.md`.
//!
mod corpus;

use std::time::Instant;

use corpus::Corpus;
use dateline::{Article, Extractor, Worker};
use unicode_segmentation::UnicodeSegmentation;

/// What a reading of all articles of a corpus finds.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Found {
    words: usize,
    mentions: usize,
    relations: usize,
}

fn split(corpus: &Corpus) -> Found {
    Found {
        words: corpus.articles.iter().map(|a| a.unicode_word_indices().count()).sum(),
        ..Found::default()
    }
}

fn extract(corpus: &Corpus, worker: &mut Worker) -> Found {
    let mut found = Found::default();
    for article in &corpus.articles {
        let document = worker.extract(&Article::new(article));
        found.mentions += document.mentions().len();
        found.relations += document.relations().len();
    }
    found
}

/// The best seconds of two works, turn by turn, and what they found.
fn best(bytes: usize, mut one: impl FnMut() -> Found, mut other: impl FnMut() -> Found) -> [(f64, Found); 2] {
    let mut best = [(f64::MAX, Found::default()); 2];
    let repeat = (1_000_000 / bytes.max(1)).max(1);
    for _ in 0..15 {
        for (n, work) in [&mut one as &mut dyn FnMut() -> Found, &mut other].into_iter().enumerate() {
            let start = Instant::now();
            for _ in 0..repeat {
                best[n].1 = work();
            }
            best[n].0 = best[n].0.min(start.elapsed().as_secs_f64() / repeat as f64);
        }
    }
    best
}

/// A row of the table of kinds.
fn row(corpus: &Corpus, worker: &mut Worker) -> Found {
    let bytes = corpus.bytes();
    let [(yardstick, words), (whole, found)] = best(bytes, || split(corpus), || extract(corpus, worker));
    assert!(words.words > 0 && found.mentions > 0, "the benchmark must compute something");
    let rate = |seconds: f64| bytes as f64 / seconds / 1e6;
    let thousands = |count: usize| count as f64 / whole / 1e3;
    println!(
        "| {:<22} | {:>5} | {:>5.0} | {:>6.1} | {:>6.1} | {:>5.2} | {:>7.1} | {:>6.0} | {:>6.0} | {:>6.1} |",
        corpus.kind,
        corpus.articles.len(),
        bytes as f64 / 1e3,
        rate(yardstick),
        rate(whole),
        yardstick / whole,
        thousands(corpus.articles.len()),
        thousands(words.words),
        thousands(found.mentions),
        thousands(found.relations),
    );
    Found {
        words: words.words,
        ..found
    }
}

/// The table of stages: best of seven readings of all articles.
fn stages(corpus: &Corpus, worker: &mut Worker, all: Found) {
    let mut best: Vec<(&str, f64)> = Vec::new();
    for _ in 0..7 {
        let mut now: Vec<(&str, f64)> = Vec::new();
        let mut relations = 0;
        for text in &corpus.articles {
            let mut last = Instant::now();
            let document = worker.read(&Article::new(text), &mut |stage| {
                let seconds = last.elapsed().as_secs_f64();
                match now.iter_mut().find(|(name, _)| *name == stage) {
                    Some((_, sum)) => *sum += seconds,
                    None => now.push((stage, seconds)),
                }
                last = Instant::now();
            });
            relations += document.relations().len();
        }
        assert_eq!(relations, all.relations, "the stages find what the whole finds");
        if best.is_empty() {
            best = now;
        } else {
            for (least, now) in best.iter_mut().zip(now) {
                least.1 = least.1.min(now.1);
            }
        }
    }
    let total: f64 = best.iter().map(|s| s.1).sum();
    println!("\n| stage, {:<16} | ns a word | share |", corpus.kind);
    println!("| ----------------------- | --------: | ----: |");
    for (stage, seconds) in best {
        let nanoseconds = seconds * 1e9 / all.words as f64;
        println!("| {stage:<23} | {nanoseconds:>9.1} | {:>3.0} % |", seconds / total * 100.0);
    }
}

fn main() {
    let mut worker = Extractor::new().worker();
    let corpora: Vec<Corpus> = corpus::own().into_iter().chain(corpus::kinds()).collect();
    println!(
        "| kind of articles       | count |    kB | words, MB/s | all, MB/s | ratio | k articles/s | k words/s | k mentions/s | k relations/s |"
    );
    println!(
        "| ---------------------- | ----: | ----: | ----------: | --------: | ----: | -----------: | --------: | -----------: | ------------: |"
    );
    let found: Vec<Found> = corpora.iter().map(|corpus| row(corpus, &mut worker)).collect();
    if let (Some(corpus), Some(all)) = (corpora.first(), found.first()) {
        stages(corpus, &mut worker, *all);
    }
}
