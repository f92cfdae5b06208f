//! Who does what to whom in a clause: of every verb its subjects, objects and prepositional phrases, whatever the verb means.

use std::fmt::Write as _;

use dateline::Extractor;

const PREPOSITIONS: [&str; 14] = [
    "in", "on", "at", "by", "from", "to", "with", "for", "of", "against", "into", "near", "over", "between",
];

/// Verbs of the table.
const VERBS: &str = "flee shoot hold leave attack kill wound free arrest capture hit strike say tell plan try bomb carry burn storm seize \
                     visit accuse blame meet die fall live hurt drive see hide join help want explode rob beat take hack order detain find bury \
                     deny explain fight retreat stop call belong plant";

/// An extractor that knows one rule alone: a verb and all that stands around it.
fn extractor() -> Extractor {
    let mut builder = Extractor::builder();
    let (mut roles, mut slots) = (String::new(), String::new());
    for preposition in PREPOSITIONS {
        write!(roles, " p_{preposition}").unwrap();
        writeln!(slots, "  p_{preposition} = {preposition}").unwrap();
    }
    let rule = format!(
        "relation clause {{ who what{roles} }}\nframe clause/verb -> clause {{\n  verbs {VERBS}\n  who = subject\n  what = object\n{slots}}}\n"
    );
    for id in Extractor::new().rule_ids() {
        builder = builder.without(id);
    }
    builder.rules("clause.rules", &rule).build().unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn clauses_tell_who_does_what_to_whom() {
    let extractor = extractor();
    let (mut wrong, mut count) = (String::new(), 0);
    for case in include_str!("clauses.txt")
        .split("\n\n")
        .filter(|case| !case.starts_with([';', '#']))
    {
        let (text, expected) = case.trim().split_once("\n  ").unwrap_or((case.trim(), ""));
        let document = extractor.extract(text);
        let clause = |r: dateline::RelationView<'_>| {
            let arguments: Vec<String> = r
                .arguments()
                .map(|(role, m)| format!("{}={}", role.trim_start_matches("p_"), m.text()))
                .collect();
            let negated = if r.polarity() == dateline::Polarity::Negated { "not " } else { "" };
            let what = format!("{negated}{}: {}", r.trigger().text(document.text()), arguments.join(", "));
            what.trim_end_matches([' ', ':']).to_owned()
        };
        let found: Vec<String> = document.relations().map(|r| clause(r.view())).collect();
        count += 1;
        if found.join("\n  ") != expected {
            writeln!(wrong, "{text}\n  {}\n", found.join("\n  ")).unwrap();
        }
    }
    assert!(count > 100, "{count} cases were read");
    assert!(wrong.is_empty(), "\n{wrong}");
}
