//! `GraphML`: who did what to whom, for Gephi, Cytoscape, yEd or networkx.

use std::collections::HashMap;
use std::fmt::Write as _;

use dateline::Span;

use super::who_and_whom;
use crate::model::Record;

/// Writes a graph piece by piece: a node for each thing, an edge for each relation between two.
#[derive(Debug, Default)]
pub struct GraphMl {
    nodes: HashMap<(String, String), usize>,
    edges: usize,
}

impl GraphMl {
    /// The beginning of the file.
    #[must_use]
    pub fn head() -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
             <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
             <key id=\"type\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n",
        );
        for name in ["kind", "polarity", "modality", "article", "date", "trigger"] {
            let _ = writeln!(out, "<key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"string\"/>");
        }
        out.push_str("<graph id=\"facts\" edgedefault=\"directed\">\n");
        out
    }

    /// The relations of an article, and the nodes that are new.
    pub fn add(&mut self, record: &Record) -> String {
        let mut out = String::new();
        for relation in &record.relations {
            let (Some(who), Some(whom)) = who_and_whom(relation) else {
                continue;
            };
            for from in relation.args.get(who).into_iter().flatten() {
                for to in relation.args.get(whom).into_iter().flatten() {
                    let (from, to) = (self.node(record, *from, &mut out), self.node(record, *to, &mut out));
                    let _ = write!(out, "<edge id=\"e{}\" source=\"n{from}\" target=\"n{to}\">", self.edges);
                    self.edges += 1;
                    let trigger = record.line(relation.trigger);
                    for (key, value) in [
                        ("kind", relation.kind.as_str()),
                        ("polarity", &relation.polarity),
                        ("modality", &relation.modality),
                        ("article", &record.id),
                        ("date", record.date.as_deref().unwrap_or_default()),
                        ("trigger", &trigger),
                    ] {
                        if !value.is_empty() {
                            let _ = write!(out, "<data key=\"{key}\">{}</data>", escape(value));
                        }
                    }
                    out.push_str("</edge>\n");
                }
            }
        }
        out
    }

    /// The end of the file.
    #[must_use]
    pub fn tail() -> &'static str {
        "</graph>\n</graphml>\n"
    }

    /// Things with a name are one node over all articles; others are a node of their article.
    fn node(&mut self, record: &Record, span: Span, out: &mut String) -> usize {
        let mention = record.mention_at(span);
        let entity = mention.map(|m| m.entity);
        let named = |m: &&crate::model::Mention| m.form == "named" && (m.span == span || Some(m.entity) == entity);
        let (kind, name, key) = if let Some(m) = record.mentions.iter().filter(named).max_by_key(|m| m.name.is_some()) {
            let name = m.name.clone().unwrap_or_else(|| record.line(m.span));
            (m.kind.clone(), name.clone(), name)
        } else {
            let name = record.line(span);
            let kind = mention.map_or("", |m| &m.kind).to_owned();
            (kind, name.clone(), format!("{}\n{}\n{name}", record.id, entity.unwrap_or_default()))
        };
        let next = self.nodes.len();
        *self.nodes.entry((kind.clone(), key)).or_insert_with(|| {
            let _ = writeln!(
                out,
                "<node id=\"n{next}\"><data key=\"label\">{}</data><data key=\"type\">{}</data></node>",
                escape(&name),
                escape(&kind)
            );
            next
        })
    }
}

/// Text as content of XML; characters that XML 1.0 does not know are replaced.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

/// The graph of articles.
///
/// ```
/// use dateline_cli::{format::graphml, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 people.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let graph = graphml(&[record]);
/// assert!(graph.contains("<data key=\"label\">Turkish police</data>"));
/// assert!(graph.contains("<edge id=\"e0\" source=\"n0\" target=\"n1\"><data key=\"kind\">detained</data>"));
/// ```
#[must_use]
pub fn graphml(records: &[Record]) -> String {
    let mut graph = GraphMl::default();
    let body: String = records.iter().map(|r| graph.add(r)).collect();
    GraphMl::head() + &body + GraphMl::tail()
}
