//! Every message about a wrong list or rule file, shown whole: file, place, what was found, what was expected, what to do.

use dateline::Extractor;

/// The cases of a file: `=== title`, what is given, `---`, what must be said.
fn cases(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.split("=== ").skip(1).map(|case| {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (given, said) = rest.split_once("---\n").expect("what must be said");
        (title, given, said.trim_end())
    })
}

fn check(text: &'static str, wrong: impl Fn(&str) -> dateline::Builder) {
    let mut count = 0;
    for (title, given, said) in cases(text) {
        let found = wrong(given).build().err().map(|e| e.to_string());
        assert_eq!(found.as_deref(), Some(said), "{title}");
        count += 1;
    }
    assert!(count > 15, "the cases were read");
}

#[test]
fn what_is_wrong_in_a_rule_file_is_said_whole() {
    check(include_str!("messages/rules.txt"), |given| {
        Extractor::builder().rules("my.rules", given)
    });
}

#[test]
fn what_is_wrong_in_a_list_is_said_whole() {
    check(include_str!("messages/lists.txt"), |given| {
        Extractor::builder().gazetteer_tsv("my.tsv", given)
    });
}
