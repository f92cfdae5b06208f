//! Rules and lists of a user: what they find, and how their errors read.

use dateline::{Extractor, Relation};

#[test]
fn a_users_rule_is_matched_and_can_be_left_out() {
    let rules = "frame mine/defuse -> foiled {\n  verbs defuse\n  plot = object\n  agent = subject\n}\n";
    let text = "Soldiers defused a bomb.";
    let with = Extractor::builder().rules("mine.rules", rules).build().unwrap();
    let document = with.extract(text);
    let Some(Relation::Foiled(f)) = document.relations().next() else {
        panic!("no relation")
    };
    assert_eq!((f.agent().to_string(), f.plot().to_string()), ("Soldiers".into(), "a bomb".into()));
    let without = Extractor::builder().rules("mine.rules", rules).without("mine").build().unwrap();
    assert!(without.extract(text).relations().all(|r| r.view().rule() != "mine/defuse"));
}

#[test]
fn a_users_rule_wins_a_tie_and_tells_its_measure() {
    let rules = "frame mine/detain -> detained {\n  verbs detain\n  detainee = object\n  agent = subject\n  measured 17/18\n}\n";
    let extractor = Extractor::builder().rules("mine.rules", rules).build().unwrap();
    let document = extractor.extract("Police detained 47 people.");
    let found: Vec<_> = document.relations().map(|r| (r.view().rule(), r.view().confidence())).collect();
    assert_eq!(found, [("mine/detain", 0.9)]);
}

#[test]
fn a_wrong_rule_file_names_the_place() {
    let error = Extractor::builder()
        .rules("mine.rules", "frame x -> killed {\n  verbs kill\n  victin = object\n}\n")
        .build()
        .unwrap_err();
    assert_eq!((error.line(), error.column()), (3, 3));
    assert!(error.to_string().contains("did you mean 'victim'?"), "{error}");
}

#[test]
fn any_text_is_extracted_and_spans_fit() {
    let extractor = Extractor::new();
    for text in [
        "",
        " ",
        "\u{feff}",
        "((((((",
        "\"\"\"\"",
        "and and and and",
        "İ\u{301}\u{ad}",
        "No. No. No.",
        "’s ’s 's",
        "A\u{0}B",
        "killed killed killed by by by",
    ] {
        let document = extractor.extract(text);
        for mention in document.mentions() {
            assert!(text.get(mention.span().start()..mention.span().end()).is_some(), "{text:?}");
        }
    }
}
