//! What the crate promises of any text.

use dateline::{Extractor, Output};
use proptest::prelude::*;

const WORDS: &str = "(police|Turkish|detained|47|people|in|Istanbul|,|\\.|and|claimed|responsibility|for|the|bombing|by|who|\"|\\(|\\)|killed|’s|Jan|28|no|group|said|that|İ|\u{ad}|–| |\n){0,40}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_fit_results_repeat_and_survive_json(words in proptest::collection::vec(WORDS, 1..3), noise in "\\PC{0,40}") {
        let text = format!("{} {noise}", words.join(" "));
        let extractor = Extractor::new();
        let first = extractor.extract(&text);
        for m in first.mentions() {
            prop_assert!(text.get(m.span().start()..m.span().end()).is_some_and(|t| !t.is_empty()));
        }
        let output = first.to_output();
        let _ = extractor.extract("Gunmen killed four people in Kabul.");
        prop_assert_eq!(&output, &extractor.extract(&text).to_output());
        let back: Output = serde_json::from_str(&serde_json::to_string(&output).unwrap()).unwrap();
        prop_assert_eq!(output, back);
    }
}

#[test]
fn the_front_door_is_send_and_sync() {
    fn check<T: Send + Sync + Clone>() {}
    check::<Extractor>();
}

#[test]
fn facts_stay_when_a_paragraph_is_appended() {
    let extractor = Extractor::new();
    let text = "Turkish police detained 47 people in Istanbul. Rebels attacked a church.";
    let kinds = |t: &str| extractor.extract(t).relations().map(|r| r.view().kind()).collect::<Vec<_>>();
    let before = kinds(text);
    assert_eq!(before.len(), 2);
    assert_eq!(kinds(&format!("{text}\n\nThe weather was fine."))[..2], before[..]);
}
