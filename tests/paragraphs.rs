//! Five hundred and seventy-two paragraphs of news in the project's own words, their relations marked by hand: how much of it is found.
//!
//! `developed.jsonl` was read while rules were written. `held_out.jsonl` was scored only, never read for its errors, so that
//! its figure tells what to expect of articles that no one has seen.

mod built;
#[path = "../examples/rules/gold.rs"]
#[allow(dead_code)] // The verdicts are what the example counts.
mod gold;

use std::process::Command;

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
    assert!(score.marked > 1300, "{score:?}");
    assert!(score.f1() >= 0.88, "{:.3} of {score:?}", score.f1());
}

#[test]
fn paragraphs_that_no_rule_was_written_for_are_read() {
    let score = score(include_str!("paragraphs/held_out.jsonl"));
    assert!(score.marked > 850, "{score:?}");
    assert!(score.f1() >= 0.77, "{:.3} of {score:?}", score.f1());
}

/// No paragraph is read worse than before: relations found of those marked and wrong ones; details right, right to the byte, and wrong.
/// `UPDATE_GOLDEN=1 cargo test --test paragraphs` writes `paragraphs/read.txt` anew.
#[test]
#[cfg(feature = "world-places")]
fn each_paragraph_is_read_as_well_as_it_was() {
    let articles = gold::read(include_str!("paragraphs/developed.jsonl")).unwrap();
    let kinds = gold::judged_kinds(&articles);
    let extractor = Extractor::new();
    let read = articles.iter().map(|article| {
        let document = extractor.extract(&article.text);
        let (score, [right, exact, wrong]) = (article.score(&document, &kinds), article.details(&document));
        [score.both, right, exact, score.found - score.both, wrong]
    });
    let read: Vec<[usize; 5]> = read.collect();
    let line = |n: usize, [both, right, exact, more, wrong]: [usize; 5]| format!("{}: {both}+{more} {right} {exact} {wrong}", n + 1);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/paragraphs/read.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let table: String = read.iter().enumerate().map(|(n, row)| line(n, *row) + "\n").collect();
        std::fs::write(&path, table).unwrap();
    }
    let table = std::fs::read_to_string(&path).unwrap();
    assert_eq!(table.lines().count(), articles.len());
    for ((n, now), before) in read.iter().enumerate().zip(table.lines()) {
        let numbers: Vec<usize> = before.split([' ', ':', '+']).filter_map(|n| n.parse().ok()).collect();
        let &[_, both, more, right, exact, wrong] = numbers.as_slice() else {
            panic!("{before}")
        };
        let as_well = now[0] >= both && now[1] >= right && now[2] >= exact && now[3] <= more && now[4] <= wrong;
        assert!(as_well, "a paragraph that was read as\n{before}\nis read as\n{}", line(n, *now));
    }
}

/// A score that cannot fall short says nothing: against the marks of another article hardly anything is right.
#[test]
fn marks_of_another_article_are_not_met() {
    let articles = gold::read(include_str!("paragraphs/developed.jsonl")).unwrap();
    let kinds = gold::judged_kinds(&articles);
    let extractor = Extractor::new();
    let (mut both, mut marked) = (0, 0);
    for (marks, other) in articles.iter().zip(articles.iter().skip(1)) {
        let score = marks.score(&extractor.extract(&other.text), &kinds);
        both += score.both;
        marked += score.marked;
    }
    assert!(both * 30 < marked, "{both} of {marked}");
}

/// The example counts what was right, and puts the counts where those of before stood.
#[test]
fn the_counts_of_a_rule_are_written_into_its_file() {
    let folder = folder_for("measured");
    let rules = "frame mine/kill -> killed {\n  verbs kill\n  victim = object\n  agent = subject\n  measured 1/9\n  yes \"Rebels killed two men.\" => victim=\"two men\"\n  no \"He left.\"\n}\n";
    let text = "Rebels killed two men. Troops killed a nurse.";
    let marked = format!(
        r#"{{"id":"a","text":"{text}","relations":[{{"kind":"killed","trigger":{{"start":7,"end":13}},"args":{{"victim":[{{"start":14,"end":21}}]}}}}]}}"#
    );
    let (file, gold) = (folder.join("my.rules"), folder.join("gold.jsonl"));
    std::fs::write(&file, rules).unwrap();
    std::fs::write(&gold, marked).unwrap();
    let output = Command::new(built::example("rules"))
        .arg("--rules")
        .arg(&file)
        .arg("--gold")
        .arg(&gold)
        .arg("--write")
        .arg(&folder)
        .output()
        .expect("the example is built");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written, rules.replace("measured 1/9", "measured 1/2"));
    std::fs::remove_dir_all(folder).unwrap();
}

fn folder_for(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("dateline_{name}_{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
