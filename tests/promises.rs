//! What the crate promises of any input: see its documentation and `SECURITY.md`.

mod clock;
mod endless;

use std::sync::LazyLock;

use dateline::{Article, Day, Document, Extractor, Gazetteer, Output};
use proptest::prelude::*;
use proptest::sample::select;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

/// A saved index of two entries.
static INDEX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let list = "kind\tname\tcountry\tid\ngroup\tDawn Front\tIQ\t\nplace\tMirel\tIQ\tx\n";
    let lists = Gazetteer::default().with(&[("mine.tsv".to_owned(), list.to_owned())]).unwrap();
    let mut bytes = Vec::new();
    lists.save(&mut bytes).unwrap();
    bytes
});

/// Words that lists, rules and dates react to, and marks that tokens and sentences turn on.
const WORDS: [&str; 60] = [
    "police",
    "Turkish",
    "detained",
    "47",
    "people",
    "in",
    "Istanbul",
    ",",
    ".",
    "and",
    "claimed",
    "responsibility",
    "for",
    "the",
    "bombing",
    "by",
    "who",
    "\"",
    "(",
    ")",
    "killed",
    "’s",
    "Jan",
    "28",
    "no",
    "group",
    "said",
    "that",
    "İ",
    "\u{ad}",
    "–",
    "\n\n",
    "two",
    "gunmen",
    "shot",
    "Kabul",
    "Iraq",
    "Taliban",
    "ISIS-K",
    "on",
    "Sunday",
    "it",
    "was",
    "blamed",
    "not",
    "Gen.",
    "Ali",
    "Hassan",
    "were",
    "wounded",
    "at",
    "least",
    "a",
    "church",
    "attack",
    "“",
    "”",
    "\u{a0}",
    "who",
    "KABUL, Jan 5 (Reuters) -",
];

/// Plain sentences, each with its fact, that need nothing around them.
const SENTENCES: [&str; 8] = [
    "Turkish police detained 47 people in Istanbul.",
    "Rebels attacked a church in Aleppo.",
    "The Taliban claimed responsibility for the bombing of a hotel in Kabul.",
    "Gunmen kidnapped two nurses near Maiduguri on Sunday.",
    "A roadside bomb killed three soldiers in Mosul.",
    "Officials blamed Boko Haram for the ambush.",
    "Soldiers clashed with militants in Kidal.",
    "Police foiled a plot to attack a synagogue in Berlin.",
];

/// What is repeated to a text that asks for time or memory.
const SHAPES: [&str; 25] = [
    "Col. Omar Dale, head of the army and ",
    "Rebels have killed two men and ",
    "TERRORISTS KIDNAPPED MAYOR OMAR DALE IN SANTA ANA.  ",
    "Rebels attacked a church in Aleppo on Monday, killing 12 people, police said. The group claimed it.\n",
    "rebels attacked a church in Aleppo on Monday and police detained two men after the bombing , ",
    "the man who said that the group which killed ",
    "police killed ",
    "attack of the ",
    "Kabul ",
    "Orumba Rifle Association (ORA) ",
    "and ",
    "(",
    "\"",
    "( \" [ Kabul ",
    "a",
    "İ",
    "\u{301}",
    "\u{200f}\u{202e}a ",
    "\0",
    "\u{fffd}",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f1eb}\u{1f1f7} ",
    "Kabul\u{43c}\u{43e}\u{441} \u{645}\u{62f}\u{6cc}\u{646}\u{629} \u{5317}\u{4eac} ",
    "28 January 2024 ",
    "Ali Hassan, who ",
    "47 people, ",
];

fn article() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(select(&WORDS[..]), 0..60).prop_map(|w| w.join(" "));
    let noise = prop_oneof!["\\PC{0,40}", any::<String>().prop_map(|s| s.chars().take(40).collect())];
    (words, noise, 0..3u8).prop_map(|(words, noise, style)| {
        let text = format!("{words} {noise}");
        match style {
            1 => text.to_uppercase(),
            2 => text.to_lowercase(),
            _ => text,
        }
    })
}

fn facts(document: &Document) -> Vec<(&'static str, String)> {
    document
        .relations()
        .map(|r| (r.view().kind().name(), r.view().trigger().text(document.text()).to_owned()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read(text in any::<String>(), times in 1..50_usize) {
        let text = text.repeat(times);
        let document = EXTRACTOR.extract(&text);
        prop_assert_eq!(document.text(), text);
    }

    #[test]
    fn spans_lie_on_characters_in_order_inside_the_text(text in article()) {
        let document = EXTRACTOR.extract(&text);
        let starts: Vec<usize> = document.mentions().map(|m| m.span().start()).collect();
        prop_assert!(starts.is_sorted());
        let triggers = document.relations().map(|r| r.view().trigger());
        for span in document.mentions().map(|m| m.span()).chain(triggers) {
            prop_assert!(text.get(span.start()..span.end()).is_some_and(|t| !t.is_empty()), "{span:?} of {text:?}");
        }
    }

    #[test]
    fn results_survive_json_unchanged(text in article()) {
        let output = EXTRACTOR.extract(&text).to_output();
        let back: Output = serde_json::from_str(&serde_json::to_string(&output).unwrap()).unwrap();
        prop_assert_eq!(output, back);
    }

    #[test]
    fn an_article_is_read_alike_after_any_other(texts in proptest::collection::vec(article(), 1..6), day in 1..28u8) {
        let day = Day::parse(&format!("2024-01-{day:02}")).unwrap();
        let articles: Vec<_> = texts.iter().map(|t| Article::new(t).published(day)).collect();
        let fresh: Vec<Output> = articles.iter().map(|a| EXTRACTOR.extract_article(a).to_output()).collect();
        let mut worker = EXTRACTOR.worker();
        for (article, expected) in articles.iter().zip(&fresh).rev() {
            prop_assert_eq!(&worker.extract(article).to_output(), expected);
        }
    }

    #[test]
    fn facts_stay_when_another_paragraph_is_appended(
        body in proptest::collection::vec(select(&SENTENCES[..]), 1..5),
        more in proptest::collection::vec(select(&SENTENCES[..]), 1..5),
    ) {
        let before = EXTRACTOR.extract(&body.join(" "));
        let after = EXTRACTOR.extract(&format!("{}\n\n{}", body.join(" "), more.join(" ")));
        let (before, after) = (facts(&before), facts(&after));
        prop_assert!(before.len() >= body.len(), "{before:?}");
        prop_assert_eq!(&after[..before.len()], &before[..]);
    }

    #[test]
    fn a_list_is_loaded_whole_or_refused_with_its_name(list in "(kind\tname\n)?(group\tRed Dawn\n|place\tMirel\n|# x\n|\n|group\t|x|\n|\\|){0,12}|(kind|name|id|aliases|group|place|Red Dawn|RD:exact|:|x|\t|\n|\\|){0,30}|\\PC{0,60}") {
        let before = Gazetteer::default();
        // What stands in the list beside its header, remarks and empty lines is an entry each.
        let rows = list.split('\n').filter(|l| !l.trim().is_empty() && !l.starts_with('#')).count();
        match before.with(&[("mine.tsv".to_owned(), list)]) {
            Ok(lists) => prop_assert_eq!(lists.len(), rows - 1),
            Err(error) => prop_assert!(error.count() > 0 && error.to_string().starts_with("mine.tsv:"), "{}", error),
        }
        prop_assert!(before.is_empty());
    }

    #[test]
    fn a_saved_index_is_opened_whole_or_refused(cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in 0..=255_u8) {
        let mut bytes = INDEX.clone();
        bytes.truncate(cut.index(INDEX.len() + 1));
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] ^= change;
        }
        let whole = bytes == *INDEX;
        match Gazetteer::open(bytes) {
            Ok(lists) => prop_assert!(whole && lists.get("group:dawn-front").is_some() && lists.lookup("Mirel").len() == 1),
            Err(error) => prop_assert!(!whole && error.to_string().starts_with("saved index: "), "{}", error),
        }
    }

    #[test]
    fn a_rule_file_is_compiled_or_refused_with_its_name(rules in "((frame|pattern|scope|list|phrase|relation|verbs|nouns|yes|where|kill|victim|agent|killed|->|=|\\{|\\}|\\||object|\\$x|x|@people|\\.\\.3|\"|\n) ?){0,40}|\\PC{0,60}") {
        match Extractor::builder().rules("mine.rules", &rules).build() {
            Ok(extractor) => drop(extractor.extract(SENTENCES[0])),
            Err(error) => prop_assert!(error.count() > 0 && error.to_string().starts_with("mine.rules:"), "{error}"),
        }
    }
}

#[test]
fn threads_read_alike() {
    let text = SENTENCES.join(" ");
    let expected = EXTRACTOR.extract(&text).to_output();
    let same = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| EXTRACTOR.clone().extract(&text).to_output() == expected))
            .collect();
        threads.into_iter().all(|t| t.join().is_ok_and(|same| same))
    });
    assert!(same);
}

#[test]
fn the_front_door_is_send_and_sync() {
    fn check<T: Send + Sync + Clone>() {}
    check::<Extractor>();
    check::<Gazetteer>();
    check::<Document>();
}

/// A text that is too long yields an empty document that says so, and the worker goes on.
#[test]
fn a_text_longer_than_the_limit_is_refused_and_the_next_is_read() {
    let extractor = Extractor::builder().longest_text(SENTENCES[0].len() as u32).build().unwrap();
    let mut worker = extractor.worker();
    let long = SENTENCES.join(" ");
    let expected = EXTRACTOR.extract(SENTENCES[0]).to_output();
    for _ in 0..2 {
        let document = worker.extract(&Article::new(&long));
        assert!(document.refused().is_some());
        assert_eq!((document.text(), document.mentions().len(), document.relations().len()), ("", 0, 0));
        assert_eq!((document.incidents().len(), document.sentences().len()), (0, 0));
        let document = worker.extract(&Article::new(SENTENCES[0]));
        assert!(document.refused().is_none());
        assert_eq!(document.to_output(), expected);
    }
    assert!(extractor.explain(&long, "detain/verb").starts_with("text: it has "));
    assert!(extractor.incident_cues(&Article::new(&long)).is_empty());
}

/// The documentation of the crate names a test for each promise.
#[test]
fn every_promise_is_held_by_a_test() {
    let promises = include_str!("../src/lib.rs")
        .split("# Promises")
        .nth(1)
        .and_then(|rest| rest.split("\n#!").next());
    let promises = promises.expect("the promises are there");
    let tests = include_str!("promises.rs");
    let mut named = 0;
    for name in promises.split('`').skip(1).step_by(2) {
        if let Some(file) = name.strip_prefix("tests/") {
            assert!(
                std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file).is_file(),
                "{name}"
            );
        } else if name.contains('_') {
            assert!(tests.contains(&format!("fn {name}(")), "{name}");
            named += 1;
        }
    }
    assert!(named >= 10, "{named} tests are named");
}

/// What is printed when something fails tells how much is known, not all of it.
#[test]
fn debug_output_is_short() {
    let document = EXTRACTOR.extract(SENTENCES[0]);
    for shown in [
        format!("{:?}", *EXTRACTOR),
        format!("{document:?}"),
        format!("{:?}", EXTRACTOR.worker()),
    ] {
        assert!(shown.len() < 10_000, "{} bytes", shown.len());
        assert!(shown.contains("Rules { rules: ") && shown.contains("Gazetteer { len: "), "{shown}");
    }
}

/// The memory that a text takes while it is read, as a multiple of its length, for the shapes that ask for most.
#[test]
fn memory_is_bounded_by_a_multiple_of_the_text() {
    const MULTIPLE: u64 = 200;
    let _ = EXTRACTOR.extract(SENTENCES[0]);
    for shape in SHAPES {
        let text = shape.repeat(200_000 / shape.len());
        let used = allocation_counter::measure(|| drop(EXTRACTOR.extract(&text))).bytes_max;
        assert!(
            used <= MULTIPLE * text.len() as u64,
            "{shape:?}: {} bytes a byte",
            used / text.len() as u64
        );
    }
}

/// The time for each byte of a long text is near that of a short one, whatever is repeated in it; `benches/shapes.rs` measures larger
/// ones, doubling by doubling.
#[test]
fn time_is_linear_in_the_text() {
    // Sixteen times the text takes as long for each byte, a little more where its tables outgrow the caches; what is quadratic takes
    // sixteen times as long.
    const TIMES: usize = 16;
    const MOST: f64 = 2.5;
    let size = if cfg!(debug_assertions) { 10_000 } else { 30_000 };
    let mut worker = EXTRACTOR.worker();
    let mut seconds = |text: &str| {
        let mut read = || {
            let start = clock::now();
            let _ = worker.extract(&Article::new(text));
            clock::since(start).as_secs_f64()
        };
        (0..3).map(|_| read()).fold(f64::MAX, f64::min)
    };
    let mut check = |shape: &str, text: &dyn Fn(usize) -> String| {
        let (short, long) = (text(size), text(TIMES * size));
        // A measurement that something spoils is made again.
        let ratio = || seconds(&long) / seconds(&short) / TIMES as f64;
        let least = std::iter::repeat_with(ratio).take(4).find(|ratio| *ratio < MOST);
        assert!(least.is_some(), "{shape:?}: more than {MOST} times as long for each byte");
    };
    for shape in SHAPES {
        check(shape, &|size| shape.repeat(size / shape.len()));
    }
    for (shape, parts) in endless::FAR {
        check(shape, &|size| endless::far(parts, size));
    }
    check("varied clauses", &endless::clauses);
}
