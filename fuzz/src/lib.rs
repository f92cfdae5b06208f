//! What must hold for any bytes. Each function is a fuzz target; `tests/replay.rs` runs them over the seeds and past findings.

use std::cell::RefCell;
use std::sync::LazyLock;

use dateline::{Article, Day, Document, Extractor, Gazetteer, Output, Worker};

/// The targets, in the order of `README.md`.
pub const TARGETS: [&str; 6] = ["text", "article", "lists", "rules", "index", "json"];

/// Words that rules, lists and dates react to, for articles built from bytes; a line each.
static GRAMMAR: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("grammar.txt").lines().chain(["\n\n"]).collect());

/// The check of a target by its name.
#[must_use]
pub fn check(target: &str) -> Option<fn(&[u8])> {
    let check = match target {
        "text" => text,
        "article" => article,
        "lists" => lists,
        "rules" => rules,
        "index" => index,
        "json" => json,
        _ => return None,
    };
    Some(check)
}

fn holds(text: &str, document: &Document) {
    let spans = document
        .mentions()
        .map(|m| m.span())
        .chain(document.relations().map(|r| r.view().trigger()));
    for span in spans {
        assert!(
            text.get(span.start()..span.end()).is_some_and(|t| !t.is_empty()),
            "a span lies on characters of the text"
        );
    }
    let starts: Vec<usize> = document.mentions().map(|m| m.span().start()).collect();
    assert!(starts.is_sorted(), "mentions come in the order of the text");
    let output = document.to_output();
    let json = serde_json::to_string(&output).expect("facts are written");
    assert_eq!(
        output,
        serde_json::from_str::<Output>(&json).expect("facts are read"),
        "JSON loses nothing"
    );
}

thread_local! {
    /// A worker that read the cases before, as one of a long run has.
    static WARM: RefCell<Worker> = RefCell::new(Extractor::new().worker());
}

/// Short lists of each kind of line, so that a case does not wait for those that are built in.
const LISTS: &str = "kind\tname\taliases\tcountry\tid\ngroup\tRed Dawn\tRD:exact|Dawn of Red\tIQ\tmine\nplace\tMosul\tal-Mosul\tIQ\tx\n";
static SHORT: LazyLock<Gazetteer> = LazyLock::new(|| {
    let lists = [("short.tsv".to_owned(), LISTS.to_owned())];
    Gazetteer::default().with(&lists).expect("the short lists are right")
});

/// Any article is read, and alike by a worker that has read others and by a new one.
fn reads(article: &Article<'_>) {
    let fresh = Extractor::new().extract_article(article);
    WARM.with_borrow_mut(|warm| {
        let document = warm.extract(article);
        holds(document.text(), document);
        assert_eq!(document.to_output(), fresh.to_output(), "the same text gives the same facts");
    });
}

/// Any text is read, alike each time.
pub fn text(bytes: &[u8]) {
    reads(&Article::new(&String::from_utf8_lossy(bytes)));
}

/// Articles made of what rules look for; the first byte chooses date and case, the next ones a word each.
pub fn article(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let words: Vec<&str> = rest.iter().map(|b| GRAMMAR[usize::from(*b) % GRAMMAR.len()]).collect();
    let mut text = words.join(" ");
    match first % 3 {
        1 => text = text.to_uppercase(),
        2 => text = text.to_lowercase(),
        _ => {}
    }
    let mut article = Article::new(&text);
    if let Some(day) = Day::parse("2024-01-30").filter(|_| first & 4 != 0) {
        article = article.published(day);
    }
    reads(&article);
}

/// Any list is loaded whole, so that each entry is found by its name and its id, or refused with a place.
pub fn lists(bytes: &[u8]) {
    let list = String::from_utf8_lossy(bytes);
    match SHORT.with(&[("mine.tsv".to_owned(), list.into_owned())]) {
        Ok(lists) => {
            for entry in lists.entries() {
                assert_eq!(lists.get(&entry.id()), Some(entry), "an entry has its id");
            }
            lists.verify().expect("an index is whole");
        }
        Err(error) => assert!(error.count() > 0 && error.to_string().starts_with("mine.tsv:"), "{error}"),
    }
}

/// Any rule file is compiled or refused with a place.
pub fn rules(bytes: &[u8]) {
    const TEXT: &str = "Turkish police detained 47 people.";
    let rules = String::from_utf8_lossy(bytes);
    match Extractor::builder().rules("mine.rules", &rules).build() {
        Ok(extractor) => holds(TEXT, &extractor.extract(TEXT)),
        Err(error) => assert!(error.count() > 0 && error.to_string().starts_with("mine.rules:"), "{error}"),
    }
}

/// A saved index of which bytes were changed or that was cut: each three bytes tell a place and a new byte there, those of an odd rest
/// the length. It is refused or is the one that was saved; opened unverified it is read without a panic.
pub fn index(bytes: &[u8]) {
    static SAVED: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut saved = Vec::new();
        SHORT.save(&mut saved).expect("it is written");
        saved
    });
    let mut changed = SAVED.clone();
    let (changes, rest) = bytes.as_chunks::<3>();
    for &[high, low, byte] in changes {
        let length = changed.len();
        changed[usize::from(u16::from_be_bytes([high, low])) % length] = byte;
    }
    if let &[byte] = rest {
        changed.truncate(changed.len() * usize::from(byte) / 255);
    }
    let whole = changed == *SAVED;
    assert_eq!(
        Gazetteer::open(changed.clone()).is_ok(),
        whole,
        "an index is opened whole or refused"
    );
    if let Ok(lists) = Gazetteer::open_unverified(changed) {
        for entry in lists.entries() {
            let _ = (entry.id(), entry.name(), lists.parent(entry));
        }
        let _ = (lists.lookup("Red Dawn"), lists.lookup("al-Mosul"), lists.get("mine"));
    }
}

/// Any JSON is facts or an error; facts are written as they were read.
pub fn json(bytes: &[u8]) {
    if let Ok(output) = serde_json::from_slice::<Output>(bytes) {
        let json = serde_json::to_string(&output).expect("facts are written");
        assert_eq!(output, serde_json::from_str::<Output>(&json).expect("facts are read"));
    }
}
