//! Seventy paragraphs of news in the project's own words, their relations marked by hand: how much of it is found.
//!
//! `developed.jsonl` was read while rules were written. `held_out.jsonl` was scored only, never read for its errors, so that
//! its figure tells what to expect of articles that no one has seen.

#[path = "../examples/rules/gold.rs"]
#[allow(dead_code)] // The verdicts are what the example counts.
mod gold;

use dateline::Extractor;
use gold::Score;

/// Strict: the kind and every core role that was marked.
fn score(lines: &str) -> Score {
    let extractor = Extractor::new();
    let articles = gold::read(lines).unwrap();
    let kinds = gold::judged_kinds(&articles);
    articles.iter().fold(Score::default(), |sum, article| {
        let one = article.score(&extractor.extract(&article.text), &kinds);
        Score {
            found: sum.found + one.found,
            marked: sum.marked + one.marked,
            both: sum.both + one.both,
        }
    })
}

#[test]
fn paragraphs_for_development_are_read() {
    let score = score(include_str!("paragraphs/developed.jsonl"));
    assert!(score.marked > 300, "{score:?}");
    assert!(score.f1() >= 0.82, "{:.3} of {score:?}", score.f1());
}

#[test]
fn paragraphs_that_no_rule_was_written_for_are_read() {
    let score = score(include_str!("paragraphs/held_out.jsonl"));
    assert!(score.marked > 120, "{score:?}");
    assert!(score.f1() >= 0.70, "{:.3} of {score:?}", score.f1());
}

/// A score that cannot fall short says nothing: against the marks of another article hardly anything is right.
#[test]
fn marks_of_another_article_are_not_met() {
    let articles = gold::read(include_str!("paragraphs/developed.jsonl")).unwrap();
    let kinds = gold::judged_kinds(&articles);
    let extractor = Extractor::new();
    let both: usize = articles
        .iter()
        .zip(articles.iter().skip(1))
        .map(|(marks, other)| marks.score(&extractor.extract(&other.text), &kinds).both)
        .sum();
    assert!(both < 20, "{both}");
}
