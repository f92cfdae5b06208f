//! Every message about a wrong list or rule file, shown whole: file, place, what was found, what was expected, what to do.

use dateline::{Builder, Extractor, Gazetteer};

/// The cases of a file: `=== title`, what is given, `---`, what must be said.
fn cases(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.split("=== ").skip(1).map(|case| {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (given, said) = rest.split_once("---\n").expect("what must be said");
        (title, given, said.trim_end())
    })
}

/// Compares what is said of each case with what must be.
fn check(text: &'static str, least: usize, said: impl Fn(&str) -> Option<String>) {
    let mut count = 0;
    for (title, given, expected) in cases(text) {
        assert_eq!(said(given).as_deref(), Some(expected), "{title}");
        count += 1;
    }
    assert!(count >= least, "the cases were read");
}

fn refused(builder: Builder) -> Option<String> {
    builder.build().err().map(|e| e.to_string())
}

#[test]
fn what_is_wrong_in_a_rule_file_is_said_whole() {
    check(include_str!("messages/rules.txt"), 40, |given| {
        refused(Extractor::builder().rules("my.rules", given))
    });
}

#[test]
fn what_is_wrong_in_a_list_is_said_whole() {
    check(include_str!("messages/lists.txt"), 18, |given| {
        refused(Extractor::builder().gazetteer_tsv("my.tsv", given))
    });
}

#[test]
fn what_is_odd_in_a_list_is_said_whole() {
    check(include_str!("messages/warnings.txt"), 5, |given| {
        let lists = Gazetteer::default().with(&[("my.tsv".into(), given.into())]).unwrap();
        Some(lists.warnings().to_string())
    });
}

#[test]
fn every_file_is_told_what_is_wrong_with_it() {
    let builder = Extractor::builder()
        .gazetteer_tsv("a.tsv", "kind\tname\ngruop\tA\n")
        .gazetteer_tsv("b.tsv", "kind\tnaam\n");
    let said = refused(builder).unwrap();
    let places: Vec<&str> = said.lines().filter_map(|l| l.split_once(": ")).map(|(place, _)| place).collect();
    assert_eq!(places, ["a.tsv:2:1", "b.tsv:1:6", "b.tsv:1:1"]);
    let builder = Extractor::builder().rules("a.rules", "scope x {\n}\n").rules("b.rules", "rule\n");
    let said = refused(builder).unwrap();
    assert!(said.starts_with("a.rules:1:7: ") && said.contains("\nb.rules:1:1: "), "{said}");
}

#[test]
fn what_is_too_much_is_said_whole() {
    let rules = "list a = x y z\nlist b = $a $a\nframe f -> killed {\n  nouns $b\n  victim = of\n}\n";
    let large = Extractor::builder().rules("my.rules", rules).largest_rules(200);
    let said = "my.rules:2:13: up to here the rules come to more than 200 bytes
  | list b = $a $a
  |             ^^
  = lists and phrases count wherever they are used; use fewer, or set a higher `largest_rules`";
    assert_eq!(refused(large).as_deref(), Some(said));
    let long = format!("pattern a -> killed {{\n  | {}\n}}\n", "shot ".repeat(300));
    let said = refused(Extractor::builder().rules("my.rules", &long)).unwrap();
    let (start, end) = (
        "my.rules:2:5: this line has 300 elements where 256 is the most\n  | ",
        "\n  = part it in two patterns",
    );
    assert!(said.starts_with(start) && said.ends_with(end), "{said}");
    let spellings: Vec<String> = (0..2000).map(|n| format!("A{n}")).collect();
    let list = format!("kind\tname\taliases\ngroup\tA\t{}\n", spellings.join("|"));
    let said = refused(Extractor::builder().gazetteer_tsv("my.tsv", &list)).unwrap();
    let help = "leave out those that differ in case, marks or hyphens alone, which match anyway";
    assert!(
        said.starts_with("my.tsv:2:4894: an entry has at most 1000 spellings\n  | "),
        "{said}"
    );
    assert!(said.ends_with(&format!("^^^^\n  = {help}")), "{said}");
    let said = refused(Extractor::builder().rules("my.rules", &"x\n".repeat(200))).unwrap();
    assert!(
        said.ends_with("\nthese are the first 100 problems; mend them to see the others"),
        "{said}"
    );
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
            changed(8, 4),
            "it has format 3 where this version of dateline reads 7: save it anew from its lists",
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
