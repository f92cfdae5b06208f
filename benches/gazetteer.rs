//! Lists of a user: how long they take to build, to save and to open, and how fast they match, alone and in a whole extraction.
//!
//! What a run gave stands in `BENCHMARKS.md`.
//! Each name stands once: one that stood twice would cost a warning besides.
//! An index of five million names opens in a moment: the header is read, and the rest where a name is looked for.
//! `cargo bench --bench gazetteer -- 5000000` adds that one; it needs 2 GB.

use std::collections::HashSet;
use std::fmt::Write;
use std::time::Instant;

use dateline::{Article, Extractor, Gazetteer};

const SYLLABLES: [&str; 40] = [
    "ba", "ko", "mi", "ra", "shu", "ten", "val", "zor", "dak", "fen", "gul", "hir", "jas", "kel", "lom", "mun", "nar", "ost", "pir", "qua",
    "rem", "sil", "tor", "ul", "ven", "wex", "yar", "zin", "al", "bro", "cha", "del", "em", "fos", "gar", "hol", "in", "jo", "kra", "lun",
];

/// The same numbers at every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % n
    }

    fn word(&mut self, out: &mut String) {
        let from = out.len();
        for _ in 0..2 + self.below(3) {
            out.push_str(SYLLABLES[self.below(SYLLABLES.len())]);
        }
        out[from..=from].make_ascii_uppercase();
    }
}

/// A list of names of one to three made-up words, each of which stands once, and an article of 2 MB in which every tenth word starts one.
fn names(count: usize) -> (String, String) {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let (mut list, mut text) = (String::from("kind\tname\tid\n"), String::new());
    let mut known = HashSet::new();
    for n in 0..count {
        list.push_str("organization\t");
        let from = list.len();
        while from == list.len() || !known.insert(list[from..].to_owned()) {
            list.truncate(from);
            for word in 0..=numbers.below(3) {
                if word > 0 {
                    list.push(' ');
                }
                numbers.word(&mut list);
            }
        }
        if n % (count / 20_000).max(1) == 0 && text.len() < 2_000_000 {
            text.push_str("on the day they went to the market with ");
            text.push_str(&list[from..]);
            text.push_str(if n % 5 == 0 { ". The " } else { " and " });
        }
        writeln!(list, "\tmine:{n}").expect("a string can be written to");
    }
    (list, text)
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed().as_secs_f64() * 1e3, done)
}

fn main() {
    let more = std::env::args().filter_map(|a| a.parse().ok());
    println!("    names   built    saved   index   opened    believed   alone    whole");
    for count in [10_000, 100_000, 1_000_000].into_iter().chain(more) {
        let (list, text) = names(count);
        let files = [("mine.tsv".to_owned(), list)];
        let (built, lists) = timed(|| Gazetteer::default().with(&files).expect("the list is right"));
        let mut index = Vec::new();
        let (saved, written) = timed(|| lists.save(&mut index));
        written.expect("memory can be written to");
        let size = index.len();
        let copy = index.clone();
        let (opened, lists) = timed(|| Gazetteer::open(index).expect("the index is whole"));
        let (believed, again) = timed(|| Gazetteer::open_unverified(copy).expect("the header is whole"));
        assert_eq!(again.len(), lists.len());
        let mut worker = Extractor::builder().gazetteer(lists).build().expect("the rules are right").worker();
        let (mut alone, mut whole, mut found) = (f64::MAX, f64::MAX, 0);
        for _ in 0..7 {
            let (start, mut last) = (Instant::now(), Instant::now());
            let document = worker.read(&Article::new(&text), &mut |stage| {
                if stage == "gazetteer" {
                    alone = alone.min(last.elapsed().as_secs_f64());
                }
                last = Instant::now();
            });
            found = document.mentions().filter(|m| m.entry().is_some()).count();
            whole = whole.min(start.elapsed().as_secs_f64());
        }
        assert!(found > 1_000, "the benchmark must find something");
        let rate = |seconds: f64| text.len() as f64 / seconds / 1e6;
        println!(
            "{count:>9} {built:>5.0} ms {saved:>5.1} ms {:>4.0} MB {opened:>6.2} ms {believed:>8.4} ms {:>4.0} MB/s {:>3.0} MB/s",
            size as f64 / 1e6,
            rate(alone),
            rate(whole)
        );
    }
}
