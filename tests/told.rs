//! All that a sentence tells, and nothing more: each relation with its arguments, polarity, modality and who said it.

use std::fmt::Write as _;

use dateline::{Extractor, Modality, Polarity, RelationView};

/// `kind [trigger] role=text; role=text | negated | planned | source: the mayor`, without what is positive, asserted or said by no one;
/// `place~text` where it is taken over from another part of the sentence.
fn shown(relation: RelationView<'_>, text: &str) -> String {
    let arguments: Vec<String> = relation
        .arguments()
        .map(|(role, m)| format!("{role}{}{m}", if relation.inherited(role) { '~' } else { '=' }))
        .collect();
    let trigger = relation.trigger().text(text);
    let mut line = format!("{} [{trigger}] {}", relation.kind().name(), arguments.join("; "));
    if relation.polarity() == Polarity::Negated {
        line.push_str(" | negated");
    }
    if relation.modality() != Modality::Asserted {
        write!(line, " | {}", format!("{:?}", relation.modality()).to_lowercase()).unwrap();
    }
    if let Some(source) = relation.attribution() {
        write!(line, " | source: {}", source.text(text)).unwrap();
    }
    line
}

#[test]
fn sentences_tell_this_and_nothing_more() {
    let extractor = Extractor::new();
    let (mut wrong, mut count) = (String::new(), 0);
    for case in include_str!("told.txt").split("\n\n").filter(|case| !case.starts_with([';', '#'])) {
        let (text, expected) = case.trim().split_once("\n  ").unwrap_or((case.trim(), ""));
        let document = extractor.extract(text);
        let found: Vec<String> = document.relations().map(|r| shown(r.view(), text)).collect();
        count += 1;
        if found.join("\n  ") != expected {
            writeln!(wrong, "{text}\n  {}\n", found.join("\n  ")).unwrap();
        }
    }
    assert!(count > 80, "{count} cases were read");
    assert!(wrong.is_empty(), "\n{wrong}");
}
