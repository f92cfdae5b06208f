//! What is said of wrong rule files.

use super::*;
use crate::rule::LARGEST;

#[test]
fn wrong_rules_are_shown_whole() {
    for (text, message) in [
        (
            "frame a -> atacked {\n  verbs attack\n}\n",
            "my.rules:1:12: there is no relation kind 'atacked'\n  | frame a -> atacked {\n  |            ^^^^^^^\n  = did you mean 'attacked'?",
        ),
        (
            "frame a -> attacked {\n  verbs attack\n  tarjet = object\n}\n",
            "my.rules:3:3: role 'tarjet' is not in relation attacked\n  |   tarjet = object\n  |   ^^^^^^\n  = did you mean 'target'?",
        ),
        (
            "scope negatd {\n}\n",
            "my.rules:1:7: there is no flag 'negatd'\n  | scope negatd {\n  |       ^^^^^^\n  = did you mean 'negated'?",
        ),
    ] {
        let error = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[], LARGEST).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

/// Every check, one wrong file each: what is said, and the words below the caret.
#[test]
fn every_check_names_its_place() {
    for (text, message, marked) in [
        ("rule a\n", "a rule was expected here", "rule a"),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object\n",
            "this block has no end",
            "frame a -> killed {",
        ),
        (
            "frame a -> killed {\n  verbs klil\n  victim = object\n}\n",
            "'klil' is no verb of the lexicon",
            "klil",
        ),
        ("frame a -> killed {\n  victim = object\n}\n", "has no verb and no noun", "a"),
        (
            "frame a -> killed {\n  verbs kill\n  victim = objekt\n}\n",
            "'objekt' is no slot and no preposition",
            "objekt",
        ),
        (
            "pattern a -> killed {\n  | agent:~kill victim:@people\n}\n",
            "'agent' stands before what fills no role",
            "agent:~kill",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object @poeple\n}\n",
            "there is no mention kind 'poeple'",
            "poeple",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object $who\n}\n",
            "there is no list 'who'",
            "$who",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object\n  require agent\n}\n",
            "'agent' is required, but no slot fills it",
            "agent",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object\n  only subject\n}\n",
            "`only` needs a slot",
            "only subject",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object\n  never over\n}\n",
            "`never` needs a slot and what must not fill it",
            "never over",
        ),
        (
            "frame a -> killed {\n  verbs kill\n  victim = object\n  beats b\n}\n",
            "there is no rule 'b'",
            "b",
        ),
        ("list x = a b\n", "nothing uses '$x'", "x"),
        (
            "list x = a a\nframe a -> killed {\n  nouns $x\n  victim = of\n}\n",
            "'a' stands twice in the list",
            "a",
        ),
        ("relation killed { a }\n", "the relation kind 'killed' is built in", "killed"),
        (
            "pattern a -> killed {\n  | ..99 killed\n}\n",
            "a gap reaches over 1 to 12 tokens",
            "..99",
        ),
        (
            "pattern a -> killed {\n  | killed ..3\n}\n",
            "a gap stands between two elements",
            "..3",
        ),
        ("pattern a -> killed {\n  | the of\n}\n", "nothing calls this line", "| the of"),
        ("pattern a -> killed {\n  | shot /(/\n}\n", "is no regular expression", "/(/"),
        ("pattern a -> killed {\n  | shot a.b,c\n}\n", "can never match", "a.b,c"),
        ("pattern a -> killed {\n  | [shot|shot]\n}\n", "'shot' stands twice", "[shot|shot]"),
        (
            "pattern a -> killed {\n  | shot\n  where same(victim, agent)\n}\n",
            "there is no condition 'same'",
            "same",
        ),
        ("scope negated {\n  not covers x\n}\n", "`covers` needs a number", "x"),
        ("pattern a -> killed {\n  yes \"a\"\n}\n", "has no line of elements", "a"),
    ] {
        let shown = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[], LARGEST)
            .unwrap_err()
            .to_string();
        assert!(shown.contains(message), "{text}: {shown}");
        let carets = shown.lines().collect::<Vec<_>>().windows(2).any(|w| {
            w[1].find('^')
                .is_some_and(|at| w[0].get(at..at + w[1].matches('^').count()) == Some(marked))
        });
        assert!(carets, "{text}: {shown}");
    }
}

#[test]
fn all_problems_come_in_one_go() {
    let text = "frame a -> atacked {\n  verbs klil\n}\nscope x {\n}\n";
    let error = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[], LARGEST).unwrap_err();
    assert_eq!(error.count(), 3, "{error}");
}

#[test]
fn the_built_in_rules_are_right() {
    let files: Vec<(String, String)> = crate::rule::BUILTIN
        .iter()
        .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))
        .collect();
    if let Err(e) = Rules::parse(&files, &[], LARGEST) {
        panic!("{e}");
    }
}
