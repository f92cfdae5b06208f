//! How sentences are cut into phrases, as an explanation of a rule shows them: what a rule file's author builds on.

use dateline::Extractor;

#[test]
fn sentences_are_cut_into_the_phrases_that_rules_stand_on() {
    let extractor = Extractor::new();
    let (mut wrong, mut count) = (Vec::new(), 0);
    let lines = include_str!("phrases.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with([';', '#']));
    let mut sentence = "";
    for line in lines {
        let Some(expected) = line.strip_prefix("  ") else {
            sentence = line;
            continue;
        };
        count += 1;
        let explained = extractor.explain(sentence, "claim/responsibility");
        let found: Vec<&str> = explained.lines().filter_map(|l| l.strip_prefix("  phrases: ")).collect();
        if found.join(" / ") != expected {
            wrong.push(format!("{sentence}\n    wanted {expected}\n    found  {}", found.join(" / ")));
        }
    }
    assert!(count > 100, "{count} sentences were read");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
