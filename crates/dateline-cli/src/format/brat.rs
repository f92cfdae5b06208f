//! Brat's standoff format.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dateline::{Kind, RelationKind, Span};

use super::Characters;
use crate::model::Record;

/// The annotations of an article in brat's standoff format: mentions and triggers as text-bound annotations, relations as events,
/// polarity and modality as attributes. Offsets are characters, as brat counts them; a span over a line break is cut in fragments.
///
/// ```
/// use dateline_cli::{format::brat, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 people.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let ann = brat(&record);
/// assert!(ann.contains("\tdetained 15 23\tdetained\n"));
/// assert!(ann.contains("E1\tdetained:T"));
/// ```
#[must_use]
pub fn brat(record: &Record) -> String {
    let characters = Characters::of(&record.text);
    let mut out = String::new();
    let mut count = 0;
    let mut bound = |out: &mut String, label: &str, span: Span| {
        count += 1;
        let (mut places, mut words) = (Vec::new(), Vec::new());
        let mut at = span.start();
        for line in record.words(span).split_inclusive('\n') {
            let words_of_line = line.trim_end_matches(['\n', '\r']);
            if !words_of_line.is_empty() {
                places.push(format!("{} {}", characters.at(at), characters.at(at + words_of_line.len())));
                words.push(words_of_line);
            }
            at += line.len();
        }
        let _ = writeln!(out, "T{count}\t{label} {}\t{}", places.join(";"), words.join(" "));
        count
    };
    let mut mentions: Vec<(Span, usize)> = Vec::new();
    for mention in &record.mentions {
        mentions.push((mention.span, bound(&mut out, &mention.kind, mention.span)));
    }
    let mut attributes = 0;
    for (index, relation) in record.relations.iter().enumerate() {
        let trigger = bound(&mut out, &relation.kind, relation.trigger);
        let mut event = format!("E{}\t{}:T{trigger}", index + 1, relation.kind);
        for (role, fillers) in &relation.args {
            for (nth, filler) in fillers.iter().enumerate() {
                let number = if let Some((_, number)) = mentions.iter().find(|(span, _)| span == filler) {
                    *number
                } else {
                    let number = bound(&mut out, "people", *filler);
                    mentions.push((*filler, number));
                    number
                };
                let nth = if nth == 0 { String::new() } else { (nth + 1).to_string() };
                let _ = write!(event, " {role}{nth}:T{number}");
            }
        }
        let _ = writeln!(out, "{event}");
        if relation.polarity != "positive" {
            attributes += 1;
            let _ = writeln!(out, "A{attributes}\tNegated E{}", index + 1);
        }
        if relation.modality != "asserted" {
            attributes += 1;
            let _ = writeln!(out, "A{attributes}\tModality E{} {}", index + 1, relation.modality);
        }
    }
    out
}

/// The `annotation.conf` that brat wants beside the annotations.
#[must_use]
pub fn brat_configuration() -> String {
    let mut out = String::from("[entities]\n");
    for kind in Kind::ALL {
        let _ = writeln!(out, "{kind}");
    }
    out.push_str("\n[relations]\n\n[events]\n");
    for kind in RelationKind::ALL {
        let roles: BTreeSet<&str> = kind.roles().iter().copied().collect();
        let roles: Vec<String> = roles.into_iter().map(|r| format!("{r}*:<ANY>")).collect();
        let _ = writeln!(out, "{}\t{}", kind.name(), roles.join(", "));
    }
    out.push_str("\n[attributes]\nNegated\tArg:<EVENT>\nModality\tArg:<EVENT>, Value:reported|alleged|planned|averted|hypothetical\n");
    out
}
