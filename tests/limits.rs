//! Rule files and lists of strangers: built or refused within bounds, whatever stands in them.

mod clock;

use std::fmt::Write;
use std::time::Duration;

use dateline::{Extractor, Gazetteer};

/// What rule files may come to here.
const LARGEST: usize = 1 << 20;

/// Bytes in use for each byte that rule files may come to.
const MULTIPLE: u64 = 60;

/// A debug build is an order slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 6 });

/// A line again and again up to half the limit, `N` being its number.
fn lines(line: &str) -> String {
    let mut text = String::new();
    for number in 0.. {
        let next = line.replace('N', &number.to_string());
        if text.len() + next.len() > LARGEST / 2 {
            break;
        }
        text += &next;
    }
    text
}

fn words(word: &str) -> String {
    word.repeat(LARGEST / 2 / word.len())
}

/// Lists or phrases of which each holds the one before so often.
fn nested(kind: &str, times: usize, depth: usize) -> String {
    let mut text = format!("{kind} l0 = shot dead\n");
    for level in 1..depth {
        let before = format!("$l{} ", level - 1).repeat(times);
        writeln!(text, "{kind} l{level} = {before}").unwrap();
    }
    let last = depth - 1;
    write!(text, "pattern p -> killed {{\n  | shot $l{last}\n}}\n").unwrap();
    text
}

/// Rule files that are made to take memory or time, each with what is said of it; none for what is built.
fn hostile() -> Vec<(&'static str, String, Option<&'static str>)> {
    let frame = |body: &str| format!("frame f -> killed {{\n  verbs kill\n  victim = object\n  {body}\n}}\n");
    let pattern = |body: &str| format!("pattern p -> killed {{\n  {body}\n}}\n");
    let too_large = Some("come to more than 1048576 bytes");
    vec![
        ("lists in lists", nested("list", 2, 60), too_large),
        ("phrases in phrases", nested("phrase", 30, 8), too_large),
        (
            "a phrase in itself",
            "phrase a = $a $a $a $a\n".to_owned(),
            Some("a phrase may not hold itself"),
        ),
        ("a long file", lines("# N\n").repeat(3), too_large),
        (
            "many frames",
            lines("frame f/N -> killed {\n  verbs kill\n  victim = object\n}\n"),
            None,
        ),
        ("many verbs", frame(&format!("verbs {}", words("kill "))), None),
        ("many kinds", lines("relation kN { a b }\n"), too_large),
        ("many roles", format!("relation k {{ {} }}\n", words("a ")), None),
        ("many unused lists", lines("list lN = a\n"), Some("the first 100 problems")),
        ("wrong lines", words("x\n"), Some("the first 100 problems")),
        ("wrong words in a line", frame(&words("xy ")), Some("role 'xy'")),
        (
            "wrong lists in a line",
            frame(&format!("verbs {}", words("$xy "))),
            Some("the first 100 problems"),
        ),
        ("a long word", frame(&words("x")), Some("role 'xxxx")),
        ("beats", frame(&format!("beats {}", words("f "))), too_large),
        (
            "beats of many lines",
            format!(
                "{}{}",
                pattern(&"| shot dead\n  ".repeat(20_000)),
                frame(&format!("beats {}", "p ".repeat(100_000)))
            ),
            too_large,
        ),
        (
            "conditions",
            pattern(&format!(
                "{}{}",
                "where distinct(victim, agent)\n  ".repeat(9000),
                "| shot dead\n  ".repeat(9000)
            )),
            too_large,
        ),
        (
            "alternatives",
            pattern(&format!("| [{}]", words("shot|"))),
            Some("the first 100 problems"),
        ),
        (
            "slots with lists",
            frame(&format!("only {} [{}]", "subject ".repeat(40_000), "x|".repeat(100_000))),
            too_large,
        ),
        (
            "required roles",
            frame(&format!("require {}victim", "victim|".repeat(50_000))),
            None,
        ),
        (
            "many elements",
            pattern(&format!("| {}", "shot ".repeat(257))),
            Some("257 elements where 256 is the most"),
        ),
        (
            "many gaps",
            pattern(&format!("| {} shot", "shot ..12 ".repeat(4))),
            Some("in 28561 ways where 4096 is the most"),
        ),
        (
            "many optional words",
            pattern(&format!("| shot {} dead", "a? ".repeat(13))),
            Some("in 8192 ways where 4096 is the most"),
        ),
        (
            "a large expression",
            pattern(r"| shot /\w{500}/"),
            Some("takes more than 4194304 bytes when compiled"),
        ),
        ("large expressions", pattern(r"| shot /\w{10}/ /\w{10}/ /\w{10}/"), too_large),
        (
            "a deep expression",
            pattern(&format!("| shot /{}a{}/", "(".repeat(9000), ")".repeat(9000))),
            Some("is no regular expression"),
        ),
        ("examples", frame(&words("yes \"a\"\n  ")), None),
    ]
}

#[test]
fn a_hostile_rule_file_is_built_or_refused_within_bounds() {
    let plain = allocation_counter::measure(|| drop(Extractor::builder().build())).bytes_max;
    for (name, rules, said) in hostile() {
        let builder = Extractor::builder().largest_rules(LARGEST).rules("my.rules", &rules);
        let (start, mut found) = (clock::now(), None);
        let used = allocation_counter::measure(|| found = builder.build().err().map(|e| e.to_string())).bytes_max;
        let (time, multiple) = (clock::since(start), used.saturating_sub(plain) / LARGEST as u64);
        println!("{name}: {time:?}, {multiple} bytes a byte");
        assert!(time < TIME, "{name}: {time:?}");
        assert!(multiple <= MULTIPLE, "{name}: {multiple} bytes a byte");
        let shown = found.as_deref().map(|f| &f[..f.len().min(600)]);
        assert_eq!(found.is_some(), said.is_some(), "{name}: {shown:?}");
        if let (Some(found), Some(said)) = (&found, said) {
            assert!(found.starts_with("my.rules:"), "{name}: {shown:?}");
            assert!(found.contains(said), "{name}: {shown:?}");
            assert!(found.len() < 200_000, "{name}: a message of {} bytes", found.len());
        }
    }
}

/// What is built in is not counted, and a usual file comes nowhere near what is the most.
#[test]
fn an_honest_rule_file_meets_no_limit() {
    let own = "list arms = rifle gun knife\nframe mine/arm -> killed {\n  nouns $arms\n  victim = of\n}\n";
    assert_eq!(Extractor::builder().rules("my.rules", own).largest_rules(1000).build().err(), None);
    assert!(Extractor::builder().largest_rules(0).build().is_ok());
    // A hundred lines over a list of ten thousand names.
    let names: Vec<String> = (0..10_000).map(|n| format!("name{n}")).collect();
    let mut large = format!("list names = {}\npattern mine/names -> killed {{\n", names.join(" \\\n  "));
    for word in 0..100 {
        writeln!(large, "  | word{word} $names").unwrap();
    }
    large += "}\n";
    assert_eq!(Extractor::builder().rules("my.rules", &large).build().err(), None);
}

/// A rule that may be tried in as many ways as are allowed does not hang on a text made for it.
#[test]
fn the_most_gaps_that_are_allowed_are_matched_in_time() {
    let rules = "pattern p -> killed {\n  | shot ..12 shot ..12 shot ..12 dead\n}\n";
    let extractor = Extractor::builder().rules("my.rules", rules).build().unwrap();
    let start = clock::now();
    assert_eq!(extractor.extract(&"shot ".repeat(2000)).relations().len(), 0);
    assert!(clock::since(start) < TIME, "{:?}", clock::since(start));
}

#[test]
fn a_hostile_list_is_loaded_or_refused_within_bounds() {
    let row = |aliases: &str| format!("kind\tname\taliases\ngroup\tA\t{aliases}\n");
    let many = |alias: &str| (0..).map(|n| format!("{alias}{n}|")).take(100_000).collect::<String>();
    for (name, list, said) in [
        ("many spellings", row(&many("a")), Some("an entry has at most 1000 spellings")),
        ("one spelling often", row(&words("a|")), None),
        ("wrong policies", row(&many("a:b")), Some("the first 100 problems")),
        (
            "wrong rows",
            format!("kind\tname\n{}", words("x\n")),
            Some("the first 100 problems"),
        ),
        ("wrong columns", words("x\t"), Some("the first 100 problems")),
        ("a long name", row(&words("x")), None),
    ] {
        let lists = [("my.tsv".to_owned(), list)];
        let (start, mut found) = (clock::now(), None);
        let used = allocation_counter::measure(|| found = Gazetteer::default().with(&lists).err().map(|e| e.to_string())).bytes_max;
        let (time, multiple) = (clock::since(start), used / LARGEST as u64);
        println!("{name}: {time:?}, {multiple} bytes a byte");
        assert!(time < TIME && multiple <= MULTIPLE, "{name}: {time:?}, {multiple} bytes a byte");
        let shown = found.as_deref().map(|f| &f[..f.len().min(600)]);
        assert_eq!(found.is_some(), said.is_some(), "{name}: {shown:?}");
        assert!(
            found.as_deref().is_none_or(|f| f.contains(said.unwrap_or_default())),
            "{name}: {shown:?}"
        );
    }
}
