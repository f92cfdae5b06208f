//! Texts that are made to be slow: the time per doubling, which must stay near 2.
//!
//! `DATELINE_LARGEST` sets the size in bytes of the largest text; 2 MB without it.

use std::time::Instant;

use dateline::{Article, Extractor, Worker};

/// A unit of text that is repeated to the wanted size.
const SHAPES: [(&str, &str); 14] = [
    (
        "news",
        "Rebels attacked a church in Aleppo on Monday, killing 12 people, police said. The group claimed it.\n",
    ),
    (
        "one sentence",
        "rebels attacked a church in Aleppo on Monday and police detained two men after the bombing , ",
    ),
    ("open parentheses", "("),
    ("open quotes", "\""),
    ("curly quotes", "“"),
    ("nested", "( \" [ Kabul "),
    ("names", "Kabul "),
    ("people", "Omar Dale "),
    ("triggers", "attacked "),
    ("event nouns", "bombing "),
    ("and", "and "),
    ("numbers", "47 "),
    ("one token", "a"),
    ("combining marks", "e\u{301}"),
];

fn seconds(worker: &mut Worker, text: &str) -> f64 {
    (0..3)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(worker.extract(&Article::new(text)).mentions().len());
            start.elapsed().as_secs_f64()
        })
        .fold(f64::MAX, f64::min)
}

fn main() {
    let largest: usize = std::env::var("DATELINE_LARGEST")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(2_000_000);
    let mut worker = Extractor::new().worker();
    for (name, unit) in SHAPES {
        print!("{name:<18}");
        let mut last = None;
        for size in [largest / 8, largest / 4, largest / 2, largest] {
            let time = seconds(&mut worker, &unit.repeat(size / unit.len()));
            print!("  {:7.1} MB/s", size as f64 / time / 1e6);
            if let Some(last) = last {
                print!(" x{:.2}", time / last);
            }
            last = Some(time);
            if time > 5.0 {
                print!("  too slow");
                break;
            }
        }
        println!();
    }
}
