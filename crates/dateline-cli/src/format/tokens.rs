//! BIO columns.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Mention, Record};

/// One token a line with its offsets and two BIO tags, for the outermost mention and for the one inside it; a blank line after a
/// sentence and `# id` before the article. Mentions always begin and end at a token.
///
/// ```
/// use dateline_cli::{format::bio, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Police detained 47 people.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// assert_eq!(
///     bio(&record),
///     "# a\nPolice\t0\t6\tB-security_force\tO\ndetained\t7\t15\tO\tO\n47\t16\t18\tB-people\tB-quantity\npeople\t19\t25\tI-people\tO\n.\t25\t26\tO\tO\n\n"
/// );
/// ```
#[must_use]
pub fn bio(record: &Record) -> String {
    let id: String = record.id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out = format!("# {id}\n");
    let (outer, inner) = layers(&record.mentions);
    let mut edges: Vec<usize> = outer.iter().chain(&inner).flat_map(|m| [m.span.start(), m.span.end()]).collect();
    edges.sort_unstable();
    let (mut outer, mut inner, mut edges) = (Tags::new(outer), Tags::new(inner), edges.into_iter().peekable());
    for sentence in &record.sentences {
        for (at, word) in record.words(*sentence).split_word_bound_indices() {
            let (mut start, end) = (sentence.start() + at, sentence.start() + at + word.len());
            while edges.next_if(|e| *e <= start).is_some() {}
            while start < end {
                let stop = edges.next_if(|e| *e < end).unwrap_or(end);
                let token = record.text.get(start..stop).unwrap_or_default();
                if !token.trim().is_empty() && stop > start {
                    let _ = writeln!(out, "{token}\t{start}\t{stop}\t{}\t{}", outer.tag(start), inner.tag(start));
                }
                start = stop;
            }
        }
        out.push('\n');
    }
    out
}

/// The mentions that stand in no other, and the first of those that stand in one.
fn layers(mentions: &[Mention]) -> (Vec<&Mention>, Vec<&Mention>) {
    let (mut outer, mut inner): (Vec<&Mention>, Vec<&Mention>) = (Vec::new(), Vec::new());
    for mention in mentions {
        let free = |layer: &[&Mention]| layer.last().is_none_or(|m| m.span.end() <= mention.span.start());
        if free(&outer) {
            outer.push(mention);
        } else if free(&inner) && outer.last().is_some_and(|m| mention.span.end() <= m.span.end()) {
            inner.push(mention);
        }
    }
    (outer, inner)
}

struct Tags<'m> {
    mentions: Vec<&'m Mention>,
    at: usize,
}

impl<'m> Tags<'m> {
    fn new(mentions: Vec<&'m Mention>) -> Self {
        Self { mentions, at: 0 }
    }

    fn tag(&mut self, start: usize) -> String {
        while self.mentions.get(self.at).is_some_and(|m| m.span.end() <= start) {
            self.at += 1;
        }
        match self.mentions.get(self.at) {
            Some(m) if m.span.start() == start => format!("B-{}", m.kind),
            Some(m) if m.span.start() < start => format!("I-{}", m.kind),
            _ => "O".to_owned(),
        }
    }
}
