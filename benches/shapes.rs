//! Texts that are made to be slow: the time per doubling, which must stay near 2.
//!
//! ```text
//! cargo bench --bench shapes                       # up to 10 MB each
//! DATELINE_LARGEST=2000000 cargo bench --bench shapes
//! cargo bench --bench shapes -- quotes names       # the shapes whose names hold one of the words
//! ```
//! A row ends in "SLOW" where the last doubling took more than 2.2 times as long, in the best of several readings, with the stages that
//! grew, and the program in failure.

#[path = "../tests/clock/mod.rs"]
mod clock;
#[path = "../tests/endless/mod.rs"]
mod endless;

use std::process::ExitCode;

use dateline::{Article, Extractor, Worker};

/// A unit of text that is repeated to the wanted size.
const SHAPES: [(&str, &str); 40] = [
    (
        "news",
        "Rebels attacked a church in Aleppo on Monday, killing 12 people, police said. The group claimed it.\n",
    ),
    (
        "one sentence",
        "rebels attacked a church in Aleppo on Monday and police detained two men after the bombing , ",
    ),
    ("nested relatives", "the man who said that the group which killed "),
    ("open parentheses", "("),
    ("pairs of parentheses", "()"),
    ("open quotes", "\""),
    ("curly quotes", "\u{201c}"),
    ("nested marks", "( \" [ Kabul "),
    ("names", "Kabul "),
    ("names of several words", "Islamic State of Iraq "),
    ("namesakes", "Springfield, "),
    ("people", "Omar Dale "),
    ("offices", "Col. Omar Dale, head of the army and "),
    ("acronyms", "Orumba Rifle Association (ORA) "),
    ("unlisted names", "Orumba Front, "),
    ("triggers", "attacked "),
    ("event nouns", "bombing "),
    ("event nouns of", "attack of the "),
    ("incidents", "A bomb killed 12 people in Mosul. "),
    (
        "incidents spoken of",
        "A bomb killed 12 people in Mosul. The attack in Mosul shocked many. ",
    ),
    ("counts in many places", "killed five people in Kabul and two in Mosul, "),
    ("lists of villages", "the villages of Kabul, Mosul and Aleppo "),
    (
        "incidents far apart",
        "A bomb killed 12 people. It was calm. It was quiet. It was late. ",
    ),
    (
        "incidents and arrests",
        "A bomb killed two guards and a nurse in Mosul. Police held Omar Dale over the blast in Homs. ",
    ),
    (
        "incidents recalled",
        "A bomb killed two guards in Mosul on Monday. In 2014 rebels killed nine in Homs. The rebels fled. ",
    ),
    ("heads of heads", "they killed the head of the head of "),
    ("incidents in capitals", "TERRORISTS KIDNAPPED MAYOR OMAR DALE IN SANTA ANA.  "),
    ("tallies", "Rebels have killed two men and "),
    ("pronouns", "He killed them. "),
    ("and", "and "),
    ("commas", "Kabul, "),
    ("numbers", "47 "),
    ("dates", "Monday, 4 March 2019, "),
    ("one token", "a"),
    ("combining marks", "e\u{301}"),
    ("right-to-left marks", "\u{200f}\u{202e}a "),
    ("null bytes", "\0"),
    ("replacement characters", "\u{fffd}"),
    (
        "mixed scripts",
        "Kabul\u{43c}\u{43e}\u{441} \u{645}\u{62f}\u{6cc}\u{646}\u{629} \u{5317}\u{4eac} ",
    ),
    ("emoji", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f1eb}\u{1f1f7} "),
];

/// A text of about so many bytes.
type Text = Box<dyn Fn(usize) -> String>;

/// All shapes: what is repeated, what stands far from what is repeated, and an endless sentence of ever other clauses.
fn shapes() -> Vec<(&'static str, Text)> {
    let repeated = |unit: &'static str| -> Text { Box::new(move |size| unit.repeat(size / unit.len())) };
    let far = |parts: [&'static str; 3]| -> Text { Box::new(move |size| endless::far(parts, size)) };
    let mut all: Vec<(&str, Text)> = SHAPES.into_iter().map(|(name, unit)| (name, repeated(unit))).collect();
    all.extend(endless::FAR.into_iter().map(|(name, parts)| (name, far(parts))));
    all.push(("varied clauses", Box::new(endless::clauses)));
    all
}

/// The seconds that each stage takes, best of three readings and of those before.
fn seconds(worker: &mut Worker, text: &str, before: &[(&'static str, f64)]) -> Vec<(&'static str, f64)> {
    let mut best = before.to_vec();
    for _ in 0..3 {
        let mut at = 0;
        let mut last = clock::now();
        let document = worker.read(&Article::new(text), &mut |stage| {
            let time = clock::since(last).as_secs_f64();
            match best.get_mut(at) {
                Some((_, least)) => *least = least.min(time),
                None => best.push((stage, time)),
            }
            at += 1;
            last = clock::now();
        });
        std::hint::black_box(document.mentions().len());
        if total(&best) > LONG {
            break;
        }
    }
    best
}

fn total(stages: &[(&str, f64)]) -> f64 {
    stages.iter().map(|s| s.1).sum()
}

/// The most that twice the text may cost.
const MOST: f64 = 2.2;
/// How often a doubling that took longer is read again, both halves of it: what others do on the machine spoils a reading, never makes it faster.
const AGAIN: usize = 4;
/// Seconds after which a shape is given up.
const LONG: f64 = 5.0;

/// The stages that grew more than they may, of those that count.
fn guilty(half: &[(&'static str, f64)], whole: &[(&'static str, f64)]) -> String {
    let counts = total(whole) / 20.0;
    let grown = half.iter().zip(whole).filter(|(a, b)| b.1 > counts && b.1 > MOST * a.1);
    let told: Vec<String> = grown.map(|(a, b)| format!("{} x{:.1}", a.0, b.1 / a.1)).collect();
    told.join(", ")
}

fn main() -> ExitCode {
    let largest: usize = std::env::var("DATELINE_LARGEST")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(10_000_000);
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let extractor = Extractor::new();
    let mut slow = 0;
    for (name, text) in shapes() {
        if !wanted.is_empty() && !wanted.iter().any(|w| name.contains(w.as_str())) {
            continue;
        }
        print!("{name:<28}");
        let mut worker = extractor.worker();
        let mut last: Vec<(&str, f64)> = Vec::new();
        let mut blame = None;
        for size in [largest / 8, largest / 4, largest / 2, largest] {
            let mut stages = seconds(&mut worker, &text(size), &[]);
            for _ in 0..AGAIN {
                if last.is_empty() || total(&stages) <= MOST * total(&last) || total(&stages) > LONG {
                    break;
                }
                last = seconds(&mut worker, &text(size / 2), &last);
                stages = seconds(&mut worker, &text(size), &stages);
            }
            let time = total(&stages);
            print!("  {:7.2} MB/s", size as f64 / time / 1e6);
            if !last.is_empty() {
                let ratio = time / total(&last);
                print!(" x{ratio:.2}");
                blame = (ratio > MOST).then(|| guilty(&last, &stages));
            }
            last = stages;
            if time > LONG {
                break;
            }
        }
        slow += usize::from(blame.is_some());
        println!("{}", blame.map_or(String::new(), |stages| format!("  SLOW: {stages}")));
    }
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
