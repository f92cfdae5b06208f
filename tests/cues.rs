//! The cues of articles in capitals: a cue that is told in other words finds no weight, though nothing else seems wrong.
//!
//! `tests/golden/cues.txt` has them all, article after article: what every thing of the article shares, what those of one sentence and
//! nature share, and for each thing its mentions, of which a second one tells what is new (+) and gone (-); then how each sentence goes
//! on from the one before. `UPDATE_GOLDEN=1 cargo test --test cues` writes it anew, to be read in the diff.
#![cfg(feature = "world-places")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dateline::{Article, Day, Extractor};

type Set<'a> = BTreeSet<&'a str>;

fn list<'a>(cues: impl IntoIterator<Item = &'a &'a str>) -> String {
    cues.into_iter().copied().collect::<Vec<_>>().join(", ")
}

/// The cues of an article, each told once where it can be.
fn told(extractor: &Extractor, text: &str) -> String {
    let article = Article::new(text).published(Day::parse("1990-06-20").unwrap());
    let rows = extractor.incident_cues(&article);
    let cues = |words: &'static [String]| -> Set<'static> { words.iter().map(String::as_str).collect() };
    let rows: &'static [_] = rows.leak();
    let all: Vec<(&_, Set<'_>)> = rows.iter().flat_map(|r| &r.mentions).map(|m| (m, cues(&m.cues))).collect();
    let shared = |of: &mut dyn Iterator<Item = &Set<'static>>| -> Set<'static> {
        let first = of.next().cloned().unwrap_or_default();
        of.fold(first, |shared, cues| shared.intersection(cues).copied().collect())
    };
    let everywhere: Set<'_> = shared(&mut all.iter().map(|(_, cues)| cues));
    let mut sides: BTreeMap<(usize, &str), Set<'_>> = BTreeMap::new();
    for (m, cues) in &all {
        let side = sides.entry((m.sentence, m.nature.1)).or_insert_with(|| cues.clone());
        *side = side.intersection(cues).copied().collect();
    }
    let mut out = format!("article: {}\n", list(&everywhere));
    for ((sentence, nature), side) in &sides {
        writeln!(out, "sentence {sentence}, {nature}: {}", list(side.difference(&everywhere))).unwrap();
    }
    for row in rows {
        writeln!(out, "thing for {}", row.slots.iter().map(|s| s.0).collect::<Vec<_>>().join(", ")).unwrap();
        let mut before = Set::new();
        for m in &row.mentions {
            let side = &sides[&(m.sentence, m.nature.1)];
            let own: Set<'_> = cues(&m.cues).difference(side).copied().collect();
            let place = format!("  {} ({}, {}, sentence {})", m.text, m.nature.0, m.nature.1, m.sentence);
            if before.is_empty() {
                writeln!(out, "{place}: {}", list(&own)).unwrap();
            } else {
                let (new, gone) = (list(own.difference(&before)), list(before.difference(&own)));
                writeln!(out, "{place}: + {new} - {gone}").unwrap();
            }
            before = own;
        }
    }
    let slot = |r: &dateline::CueRow| {
        r.slots
            .iter()
            .map(|s| s.0)
            .find(|s| matches!(*s, "target" | "victim" | "described"))
    };
    let mentions = |(i, r)| slot(r).into_iter().flat_map(move |s| (0..r.mentions.len()).map(move |m| (i, m, s)));
    let filled: Vec<(usize, usize, &str)> = rows.iter().enumerate().flat_map(mentions).collect();
    for turn in extractor.incident_turns(&article, &filled) {
        writeln!(out, "from sentence {:?}: {}", turn.sentences, turn.cues.join(", ")).unwrap();
    }
    out
}

#[test]
fn cues_are_those_that_weights_were_fitted_to() {
    let extractor = Extractor::new();
    let articles = [
        include_str!("../examples/articles/harbor_capitals.txt"),
        include_str!("golden/strikes_capitals.txt"),
        include_str!("golden/pylons_capitals.txt"),
    ];
    let out: String = articles.iter().map(|text| told(&extractor, text)).collect();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cues.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    for (found, expected) in out.lines().zip(golden.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(out.lines().count(), golden.lines().count());
}
