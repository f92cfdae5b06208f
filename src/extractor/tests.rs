//! Sparing rules loses nothing and costs nothing.

use std::fmt::Write;

use super::worker::{Layers, Scratch};
use super::{Article, Extractor};
use crate::phrase::Phrases;
use crate::rule::{Calls, Context, LARGEST, Memory, Rules, match_rules, settle};

/// Calls `each` with the sentences of a text: what they call of the rules, as words and mentions alone, and with their phrases.
fn sentences(extractor: &Extractor, rules: &Rules, text: &str, each: &mut impl FnMut(&Calls, &Context<'_>, &Context<'_>)) {
    let (mut layers, mut scratch, mut mentions) = (Layers::default(), Scratch::default(), Vec::new());
    let (mut phrases, mut calls, mut memory) = (Phrases::default(), Calls::default(), Memory::default());
    let stages = layers.read(text);
    let build = extractor.mentions(&Article::new(text), &stages, &mut scratch, &mut mentions, &mut |_| {});
    for sentence in stages.sentences {
        let units = build.units_of(sentence);
        let words = stages.words_of(sentence, units);
        rules.needs.read(rules, &words, &mut memory, &mut calls);
        each(&calls, &words, &phrases.of(&stages, sentence, units));
    }
}

fn found(rules: &Rules, calls: &Calls, cx: &Context<'_>) -> String {
    let mut out = Vec::new();
    match_rules(rules, calls, cx, &mut out);
    settle(rules, cx, &mut out);
    format!("{out:#?}")
}

/// The texts of the rules and the sample articles.
fn texts(extractor: &Extractor) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    let articles = std::fs::read_dir(folder).unwrap().flatten();
    let articles = articles.map(|entry| std::fs::read_to_string(entry.path()).unwrap());
    let examples = extractor.rules().iter().flat_map(|r| &r.examples).map(|e| e.text.clone());
    articles.chain(examples).collect()
}

#[test]
fn rules_that_are_called_find_what_all_rules_find() {
    let extractor = Extractor::new();
    let rules = &*extractor.rules;
    let (mut spared, mut plain) = (0, 0);
    for text in texts(&extractor) {
        sentences(&extractor, rules, &text, &mut |calls, words, context| {
            let all = found(rules, &Calls::everything(rules, context), context);
            assert_eq!(found(rules, calls, context), all, "{text}");
            spared += usize::from(calls.frames.is_empty() && calls.patterns.is_empty());
            if calls.plain && calls.frames.is_empty() && !calls.patterns.is_empty() {
                assert_eq!(found(rules, calls, words), all, "without phrases: {text}");
                plain += 1;
            }
        });
    }
    assert!(
        spared > 50 && plain > 3,
        "{spared} sentences were spared, {plain} were read without phrases"
    );
}

#[test]
fn a_list_ends_before_a_name_with_a_verb_of_its_own_where_no_phrases_are_built_too() {
    let extractor = Extractor::new();
    let rules = &*extractor.rules;
    let text = "Admiral Luis Vano and Ana Sorel decided to wait.";
    sentences(&extractor, rules, text, &mut |calls, words, context| {
        assert!(calls.plain && calls.frames.is_empty() && !calls.patterns.is_empty());
        assert_eq!(found(rules, calls, words), found(rules, calls, context));
    });
}

#[test]
fn rules_whose_words_do_not_stand_there_are_not_tried() {
    let mut text = String::new();
    for n in 0..1_000 {
        let word: String = n.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect();
        let rule = format!("frame mine/frame-{n} -> attacked {{\n  nouns zorq{word}\n  target = of\n}}\n");
        let pattern = format!("pattern mine/pattern-{n} -> attacked {{\n  | agent:@group ..3 vlim{word} target:PHRASE\n}}\n");
        write!(text, "{rule}{pattern}").unwrap();
    }
    let rules = Rules::parse(&[("mine.rules".to_owned(), text)], &[], LARGEST).unwrap();
    let extractor = Extractor::new();
    let mut called = Vec::new();
    for text in ["Hezbollah claimed the bombing of a church in Aleppo.", "The zorqbc struck Mirel."] {
        sentences(&extractor, &rules, text, &mut |calls, _, _| {
            called.push(calls.frames.len() + calls.patterns.len());
        });
    }
    assert_eq!(called, [0, 1]);
}

#[test]
fn frames_are_tried_only_where_their_required_roles_may_be_filled() {
    let extractor = Extractor::new();
    for (frame, text, tried) in [
        (
            "verbs storm\n agent = subject\n target = into\n require target",
            "Rebels stormed a church.",
            0,
        ),
        (
            "verbs storm\n agent = subject\n target = into\n require target",
            "Rebels stormed into a church.",
            1,
        ),
        (
            "verbs storm\n agent = subject\n target = into\n require agent",
            "Rebels stormed a church.",
            1,
        ),
        (
            "verbs storm\n agent = subject\n target = into object\n require target",
            "Rebels stormed a church.",
            1,
        ),
        (
            "verbs storm\n agent = against\n target = into\n require agent|target",
            "Rebels stormed into a church.",
            1,
        ),
        (
            "verbs storm\n agent = against\n target = into\n require agent\n require target",
            "Rebels stormed into a church.",
            0,
        ),
        (
            "verbs storm\n agent = subject\n target = from\n require target",
            "Rebels stormed a church.",
            0,
        ),
        (
            "verbs storm\n agent = subject @group [pirates|bandits|tribesmen|captors]\n require agent",
            "The weather stormed a church.",
            0,
        ),
        (
            "verbs storm\n agent = subject @group [pirates|bandits|tribesmen|captors]\n require agent",
            "Then bandits stormed a church.",
            1,
        ),
        (
            "verbs storm\n agent = subject @group [pirates|bandits|tribesmen|captors]\n require agent",
            "The Zorqs stormed a church.",
            1,
        ),
        (
            "verbs plan\n target = infinitive [raid]\n require target",
            "Rebels plan to leave.",
            0,
        ),
        (
            "verbs plan\n target = infinitive [raid]\n require target",
            "Rebels plan to raid a church.",
            1,
        ),
    ] {
        let file = format!("frame mine/frame -> attacked {{\n {frame}\n}}\n");
        let rules = Rules::parse(&[("mine.rules".to_owned(), file)], &[], LARGEST).unwrap();
        sentences(&extractor, &rules, text, &mut |calls, _, _| {
            assert_eq!(calls.frames.len(), tried, "{frame}: {text}");
        });
    }
}
