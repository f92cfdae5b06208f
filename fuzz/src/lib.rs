//! What must hold for any bytes. Each function is a fuzz target; `tests/replay.rs` runs them over the seeds and past findings.

use dateline::{Article, Day, Document, Extractor, Gazetteer, Output};

/// Words that rules, lists and dates react to, for articles built from bytes; a line each.
const GRAMMAR: &str = include_str!("grammar.txt");

/// The check of a target by its name.
#[must_use]
pub fn check(target: &str) -> Option<fn(&[u8])> {
    let check = match target {
        "text" => text,
        "article" => article,
        "lists" => lists,
        "rules" => rules,
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

/// Any text is read, alike each time.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let extractor = Extractor::new();
    let document = extractor.extract(&text);
    holds(&text, &document);
    assert_eq!(
        document.to_output(),
        extractor.extract(&text).to_output(),
        "the same text gives the same facts"
    );
}

/// Any list is loaded whole or refused with a place.
pub fn lists(bytes: &[u8]) {
    let list = String::from_utf8_lossy(bytes);
    match Gazetteer::builtin().with(&[("mine.tsv".to_owned(), list.into_owned())]) {
        Ok(_) => {}
        Err(error) => assert!(error.to_string().contains("mine.tsv"), "{error}"),
    }
}

/// Any rule file is compiled or refused with a place.
pub fn rules(bytes: &[u8]) {
    let rules = String::from_utf8_lossy(bytes);
    match Extractor::builder().rules("mine.rules", &rules).build() {
        Ok(extractor) => holds(
            "Turkish police detained 47 people.",
            &extractor.extract("Turkish police detained 47 people."),
        ),
        Err(error) => assert!(error.to_string().contains("mine.rules"), "{error}"),
    }
}

/// Any JSON is facts or an error; facts are written as they were read.
pub fn json(bytes: &[u8]) {
    if let Ok(output) = serde_json::from_slice::<Output>(bytes) {
        let json = serde_json::to_string(&output).expect("facts are written");
        assert_eq!(output, serde_json::from_str::<Output>(&json).expect("facts are read"));
    }
}

/// Articles made of what rules look for; the first byte chooses date and case.
pub fn article(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else { return };
    let grammar: Vec<&str> = GRAMMAR.lines().chain(["\n\n"]).collect();
    let words: Vec<&str> = rest.iter().map(|b| grammar[usize::from(*b) % grammar.len()]).collect();
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
    let extractor = Extractor::new();
    let document = extractor.extract_article(&article);
    holds(&text, &document);
    assert_eq!(document.to_output(), extractor.extract_article(&article).to_output());
}
