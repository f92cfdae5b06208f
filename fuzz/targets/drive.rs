//! Runs the checks over many cases without a fuzzer: `drive TARGET CASES [FIRST]`, each case made from its number alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use fastrand::Rng;

/// A case of at most this many bytes; of an article, where a byte is a word, of fewer.
const LONGEST: usize = 600;
const MOST_WORDS: usize = 100;

/// A seed, changed a few times: bits, bytes, pieces of other seeds, repeats and cuts.
fn case(seeds: &[Vec<u8>], longest: usize, rng: &mut Rng) -> Vec<u8> {
    let pick = |rng: &mut Rng| seeds[rng.usize(..seeds.len())].clone();
    let mut bytes = pick(rng);
    for _ in 0..=rng.usize(..6) {
        let at = rng.usize(..=bytes.len());
        match rng.u8(..6) {
            0 => bytes.insert(at, rng.u8(..)),
            1 => bytes.truncate(at),
            2 => {
                let other = pick(rng);
                let from = rng.usize(..=other.len());
                let to = rng.usize(from..=other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            3 => {
                let to = rng.usize(at..=bytes.len());
                bytes.splice(at..to, []);
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << rng.u8(..8),
            _ => {
                let to = rng.usize(at..=bytes.len().min(at + 20));
                let piece = bytes[at..to].repeat(rng.usize(1..5));
                bytes.splice(at..at, piece);
            }
        }
        bytes.truncate(longest);
    }
    bytes
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let target = arguments.first().map_or("", String::as_str);
    let number = |at: usize, default: u64| arguments.get(at).map_or(Some(default), |a| a.parse().ok());
    let (check, Some(cases), Some(first)) = (dateline_fuzz::check(target), number(1, 1000), number(2, 0)) else {
        eprintln!("drive: the number of cases and the first one are whole numbers");
        return ExitCode::from(2);
    };
    let Some(check) = check else {
        eprintln!(
            "drive: there is no target '{target}'; there are {}",
            dateline_fuzz::TARGETS.join(", ")
        );
        return ExitCode::from(2);
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let files = std::fs::read_dir(folder).expect("the seeds are there");
    let mut paths: Vec<_> = files.filter_map(|f| f.ok().map(|f| f.path())).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().filter_map(|p| std::fs::read(p).ok()).collect();
    let longest = if target == "article" { MOST_WORDS } else { LONGEST };
    let start = Instant::now();
    let mut failed = 0;
    for number in first..first + cases {
        let bytes = case(&seeds, longest, &mut Rng::with_seed(number));
        if catch_unwind(AssertUnwindSafe(|| check(&bytes))).is_err() {
            let path = format!("{target}-{number}");
            std::fs::write(&path, &bytes).expect("the finding is written");
            eprintln!("case {number} fails: see {path}");
            failed += 1;
        }
    }
    println!(
        "{target}: {cases} cases from {first} on, {failed} failed, {:.0} s",
        start.elapsed().as_secs_f64()
    );
    ExitCode::from(u8::from(failed > 0))
}
