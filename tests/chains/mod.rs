//! Texts with the mentions of one entity that each must give.

use dateline::{Article, Extractor, Worker};
use std::fmt::Write;

/// The mentions of the entity that the first mention with the words of `name` is in, joined with "; ".
fn chain(worker: &mut Worker, text: &str, name: &str) -> String {
    let article = Article::new(text);
    let document = worker.extract(&article);
    let entities = document.entities();
    let found = entities.iter().find(|e| e.mentions().any(|m| m.text() == name));
    found.map_or(String::new(), |e| e.mentions().map(|m| m.text()).collect::<Vec<_>>().join("; "))
}

/// One worker reads all: what one text says must not tell on the next.
pub fn check(cases: &[(&str, &str, &str)]) {
    let mut worker = Extractor::new().worker();
    let mut wrong = String::new();
    for (text, name, expected) in cases {
        let found = chain(&mut worker, text, name);
        if found != *expected {
            writeln!(wrong, "{text}\n  found    {found}\n  expected {expected}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
