//! What numbers state, at least and at most, and what they count.

use dateline::{Extractor, Kind};
use std::fmt::Write;

/// Each quantity of a text as `words least-most`, `?` for what is left open and `~` for what is only roughly so; behind it whom it counts.
fn quantities(extractor: &Extractor, text: &str) -> String {
    let document = extractor.extract(text);
    let mut out = Vec::new();
    for mention in document.mentions().filter(|m| m.kind() == Kind::Quantity) {
        let (least, most) = mention.bounds().unwrap();
        let bound = |n: Option<u64>| n.map_or("?".to_owned(), |n| n.to_string());
        let rough = if mention.is_approximate() { "~" } else { "" };
        let counted = document.relations().find_map(|r| {
            let view = r.view();
            let counts = view.argument("count").iter().any(|m| m.span() == mention.span());
            counts.then(|| view.argument("victim").to_string())
        });
        let counted = counted.map_or(String::new(), |c| format!(" of {c}"));
        out.push(format!("{} {}-{}{rough}{counted}", mention.text(), bound(least), bound(most)));
    }
    out.join("; ")
}

fn check(cases: &[(&str, &str)]) {
    let extractor = Extractor::new();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = quantities(&extractor, text);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn digits_and_words() {
    check(&[
        ("The blast killed 13 people.", "13 13-13 of 13 people"),
        ("The blast killed thirteen people.", "thirteen 13-13 of thirteen people"),
        ("Twenty-five people were killed.", "Twenty-five 25-25 of Twenty-five people"),
        (
            "Two hundred and six people were killed.",
            "Two hundred and six 206-206 of Two hundred and six people",
        ),
        ("The blast killed 1,200 people.", "1,200 1200-1200 of 1,200 people"),
        ("Some 1.5 million people fled.", "1.5 million 1500000-1500000~"),
        ("The blast killed a dozen people.", "a dozen 12-12 of a dozen people"),
        ("Two dozen people were killed.", "Two dozen 24-24 of Two dozen people"),
        ("Half a dozen people were killed.", "a dozen 6-6 of Half a dozen people"),
        ("A hundred people were killed.", "A hundred 100-100 of A hundred people"),
        ("The blast killed a couple of farmers.", "couple 2-2 of a couple of farmers"),
        ("A 2,000-strong crew left.", "2,000 2000-2000"),
        ("All three men were killed.", "three 3-3 of All three men"),
        ("Bomb kills nine at market", "nine 9-9 of nine"),
        ("The death toll from the blast has risen to 14.", "14 14-14 of 14"),
        ("Blast injures six in Oru and ruins four rifles", "six 6-6 of six"),
        ("They held men, one of whom was hurt.", "one 1-1 of one"),
    ]);
}

#[test]
fn hedges_open_a_bound() {
    check(&[
        ("The blast killed at least 13 people.", "13 13-? of 13 people"),
        ("At least a dozen people were killed.", "a dozen 12-? of a dozen people"),
        ("More than 40 people were killed.", "40 40-? of 40 people"),
        ("Over 1,000 people were killed.", "1,000 1000-? of 1,000 people"),
        ("No fewer than six people were killed.", "six 6-? of six people"),
        ("Five or more people were killed.", "Five or more 5-? of Five or more people"),
        ("Up to 50 people were killed.", "50 ?-50 of 50 people"),
        ("At most five people were killed.", "five ?-5 of five people"),
        ("Fewer than 10 people were killed.", "10 ?-10 of 10 people"),
        ("As many as 200 people were killed.", "200 ?-200~ of 200 people"),
        ("Nearly 80 people were killed.", "80 80-80~ of 80 people"),
        ("About 300 people were killed.", "300 300-300~ of 300 people"),
        ("Around two dozen militants were killed.", "two dozen 24-24~ of two dozen militants"),
        ("Exactly 12 people were killed.", "12 12-12 of Exactly 12 people"),
    ]);
}

#[test]
fn open_words() {
    check(&[
        ("The blast killed dozens of people.", "dozens 24-?~ of dozens of people"),
        ("The blast killed hundreds.", "hundreds 200-?~ of hundreds"),
        ("Scores of people were killed.", "Scores 40-?~ of Scores of people"),
        ("Thousands of people fled.", "Thousands 2000-?~"),
        ("Tens of thousands of people fled.", "Tens of thousands 20000-?~"),
    ]);
}

#[test]
fn ranges_are_one_quantity() {
    check(&[
        (
            "The blast killed between 20 and 30 people.",
            "between 20 and 30 20-30~ of between 20 and 30 people",
        ),
        ("20 to 30 people were killed.", "20 to 30 20-30~ of 20 to 30 people"),
        ("2-3 people were killed.", "2-3 2-3~ of 2-3 people"),
        ("Three or four people were killed.", "Three or four 3-4~ of Three or four people"),
    ]);
}

#[test]
fn what_counts_no_people_is_none() {
    check(&[
        ("They found two rifles and 105 sniper rounds.", ""),
        ("They hit one military vehicle.", ""),
        ("The team won 3-2 on Route 66.", ""),
        ("It cost $400 and took 12 hours.", ""),
        ("He fired an AK-47 at kilometer 12.", ""),
        ("No one was killed.", ""),
        ("Gunmen killed one of the guards.", ""),
        ("A 45-year-old man was killed.", ""),
        ("Turnout rose by 12 percent in Room 7.", ""),
    ]);
}
