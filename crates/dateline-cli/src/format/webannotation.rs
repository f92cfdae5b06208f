//! The W3C Web Annotation data model.

use serde_json::{Value, json};

use super::Characters;
use crate::model::Record;

/// How many characters stand before and behind a quote.
const AROUND: usize = 24;

/// The mentions and relations of an article as an `AnnotationPage`, one line of JSON-LD. Every target has a position in characters and a
/// quote with its surroundings, so that it can be found again in a text that has moved.
///
/// ```
/// use dateline_cli::{format::web_annotation, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police left.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let page: serde_json::Value = serde_json::from_str(&web_annotation(&record)).unwrap();
/// assert_eq!(page["items"][0]["target"]["selector"][1]["exact"], "Turkish police");
/// assert_eq!(page["items"][0]["body"][0]["value"], "security_force");
/// ```
#[must_use]
pub fn web_annotation(record: &Record) -> String {
    let characters = Characters::of(&record.text);
    let target = |span: dateline::Span| {
        let before = record.text.get(..span.start()).unwrap_or_default();
        let prefix = before
            .char_indices()
            .rev()
            .nth(AROUND - 1)
            .map_or(before, |(i, _)| before.get(i..).unwrap_or_default());
        let after = record.text.get(span.end()..).unwrap_or_default();
        let suffix: String = after.chars().take(AROUND).collect();
        json!({
            "source": record.id,
            "selector": [
                {"type": "TextPositionSelector", "start": characters.at(span.start()), "end": characters.at(span.end())},
                {"type": "TextQuoteSelector", "exact": record.words(span), "prefix": prefix, "suffix": suffix},
            ],
        })
    };
    let tag = |value: &str| json!({"type": "TextualBody", "purpose": "tagging", "value": value});
    let mut items: Vec<Value> = Vec::new();
    for (index, mention) in record.mentions.iter().enumerate() {
        let mut body = vec![tag(&mention.kind)];
        if let Some(name) = &mention.name {
            body.push(json!({"type": "TextualBody", "purpose": "identifying", "value": name}));
        }
        items.push(json!({"type": "Annotation", "id": format!("#mention-{index}"), "body": body, "target": target(mention.span)}));
    }
    for (index, relation) in record.relations.iter().enumerate() {
        let roles: Vec<String> = relation
            .args
            .iter()
            .flat_map(|(role, spans)| spans.iter().map(move |s| format!("{role}: {}", record.line(*s))))
            .collect();
        let body = json!([
            tag(&relation.kind), tag(&relation.polarity), tag(&relation.modality),
            {"type": "TextualBody", "purpose": "describing", "value": roles.join("; ")},
        ]);
        items.push(json!({"type": "Annotation", "id": format!("#relation-{index}"), "body": body, "target": target(relation.span)}));
    }
    let page = json!({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items});
    format!("{page}\n")
}
