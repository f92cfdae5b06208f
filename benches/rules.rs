//! Rules of a user: how long 100 and 1,000 of them take to build beside the built-in ones, and what they cost an extraction.
//!
//! ```text
//! cargo bench --bench rules
//! ```
//! Half of the rules are frames, half patterns. In one set their words are made up, as those of a field that the articles do not touch; in
//! the other they are words of the articles, so that rules are called in most sentences.

#[allow(dead_code, reason = "each benchmark uses a part")]
mod corpus;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use corpus::Corpus;
use dateline::{Article, Extractor};

/// The commonest long words of the articles in lower case, which the rules are made of.
fn words(corpora: &[Corpus]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for article in corpora.iter().flat_map(|c| &c.articles) {
        for word in article.split_whitespace() {
            if word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase()) {
                *counts.entry(word).or_default() += 1;
            }
        }
    }
    let mut words: Vec<(usize, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable_by(|a, b| b.cmp(a));
    words.into_iter().map(|(_, word)| word.to_owned()).collect()
}

/// A word of nobody's.
fn made_up(n: usize) -> String {
    let letters = n.to_string().bytes().map(|digit| char::from(b'a' + digit % 10)).collect::<String>();
    format!("zorq{letters}")
}

/// A rule file with as many rules; the words are taken by turns.
fn rules(count: usize, words: &[String]) -> String {
    let mut out = String::new();
    for n in 0..count {
        let word = &words[n % words.len()];
        let told = if n % 2 == 0 {
            writeln!(
                out,
                "frame bench/frame-{n} -> attacked {{\n  nouns {word}\n  agent = by\n  target = on\n}}"
            )
        } else {
            writeln!(
                out,
                "pattern bench/pattern-{n} -> attacked {{\n  | agent:@group|security_force ..3 {word} ..2 target:PHRASE\n}}"
            )
        };
        told.expect("a string can be written to");
    }
    out
}

fn main() {
    let corpora = corpus::own().map_or_else(corpus::kinds, |own| vec![own]);
    let common = words(&corpora);
    let others: Vec<String> = (0..1_000).map(made_up).collect();
    let bytes: usize = corpora.iter().map(Corpus::bytes).sum();
    // The built-in lists and rules are no part of the times.
    let _ = Extractor::new();
    println!("| rules of a user              | built, ms | MB/s | relations |");
    println!("| ---------------------------- | --------: | ---: | --------: |");
    for (label, count, words) in [
        ("none", 0, &others),
        ("100 of other words", 100, &others),
        ("1,000 of other words", 1_000, &others),
        ("100 of the articles' words", 100, &common),
        ("1,000 of the articles' words", 1_000, &common),
    ] {
        let start = Instant::now();
        let extractor = Extractor::builder().rules("bench.rules", &rules(count, words)).build();
        let extractor = extractor.unwrap_or_else(|e| panic!("the rules are right: {e}"));
        let built = start.elapsed().as_secs_f64() * 1e3;
        let mut worker = extractor.worker();
        let (mut best, mut relations) = (f64::MAX, 0);
        for _ in 0..7 {
            let start = Instant::now();
            let articles = corpora.iter().flat_map(|c| &c.articles);
            relations = articles.map(|a| worker.extract(&Article::new(a)).relations().len()).sum();
            best = best.min(start.elapsed().as_secs_f64());
        }
        assert!(relations > 0, "the benchmark must compute something");
        println!(
            "| {label:<28} | {built:>9.1} | {:>4.1} | {relations:>9} |",
            bytes as f64 / best / 1e6
        );
    }
}
