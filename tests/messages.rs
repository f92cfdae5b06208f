//! Every message about a wrong list or rule file, shown whole: file, place, what was found, what was expected, what to do.

use dateline::{Extractor, Gazetteer};

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

#[test]
fn a_text_that_is_too_long_is_refused_whole() {
    let extractor = Extractor::builder().longest_text(20).build().unwrap();
    let refused = extractor.extract("Gunmen stormed the church.").refused().map(|e| e.to_string());
    let said = "text: it has 26 bytes where 20 is the most that is read\n  = read it in parts, or set a higher `longest_text`";
    assert_eq!(refused.as_deref(), Some(said));
}

#[test]
fn what_is_wrong_in_a_saved_index_is_said_whole() {
    let lists = "kind\tname\ngroup\tDawn Front\n";
    let mut saved = Vec::new();
    let gazetteer = Gazetteer::default().with(&[("my.tsv".into(), lists.into())]).unwrap();
    gazetteer.save(&mut saved).unwrap();
    let changed = |at: usize, byte: u8| {
        let mut bytes = saved.clone();
        bytes[at] ^= byte;
        bytes
    };
    let cut = saved[..saved.len() - 1].to_vec();
    let length = format!("it has {} bytes where its header tells of {}", cut.len(), saved.len());
    for (bytes, said) in [
        (Vec::new(), "it is no saved index of dateline"),
        (lists.into(), "it is no saved index of dateline"),
        (changed(0, 1), "it is no saved index of dateline"),
        (
            changed(8, 3),
            "it has format 2 where this version of dateline reads 1: save it anew from its lists",
        ),
        (saved[..100].to_vec(), "its header is damaged"),
        (changed(30, 1), "its header is damaged"),
        (changed(119, 1), "its header is damaged"),
        (changed(saved.len() - 1, 1), "it is damaged: its checksum is another"),
        (cut, &length),
    ] {
        let error = Gazetteer::open(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), format!("saved index: {said}"));
    }
}
