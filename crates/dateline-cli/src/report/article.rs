//! One article: its text with marks, and the relations beside their sentences.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::Span;

use super::days::said;
use super::markup::{Layer, escape, mark};
use super::{map, panels};
use crate::model::{Record, Relation};

/// What a kind of relation is about: it gives a card its colour.
fn family(kind: &str) -> &'static str {
    match kind {
        "attacked" | "killed" | "wounded" | "assassinated" | "kidnapped" | "clashed" | "at_war_with" | "took_control" | "threatened" => {
            "violence"
        }
        "claimed_responsibility" | "denied_responsibility" | "blamed" | "said" => "word",
        "detained" | "raided" | "foiled" | "carried_out_operation" | "contained" => "state",
        "planned" | "recruited" | "transferred" | "facilitated_travel" | "travelled" | "withdrew" | "suspended" => "move",
        _ => "tie",
    }
}

/// A kind or role as a reader says it.
pub(super) fn plain(name: &str) -> String {
    escape(&name.replace('_', " "))
}

pub(super) fn article(record: &Record, number: usize, title: &str) -> String {
    let layers = layers(record, number);
    let mut out = String::new();
    let date = record
        .date
        .as_ref()
        .map(|d| format!("<time datetime=\"{}\">{}</time> · ", escape(d), escape(&said(d))))
        .unwrap_or_default();
    let mut facts = count(record.relations.len(), "fact");
    if !record.incidents.is_empty() {
        let _ = write!(facts, " · {}", count(record.incidents.len(), "incident"));
    }
    let _ = writeln!(
        out,
        "<header class=\"top\"><h1 tabindex=\"-1\">{}</h1><p class=\"meta\">{date}{facts} · <span class=\"id\">{}</span></p></header>",
        escape(title),
        escape(&record.id)
    );
    let _ = writeln!(
        out,
        "<div class=\"text\" role=\"group\" aria-label=\"The article, with its facts beside each sentence\">"
    );
    for row in rows(record) {
        let class = if row.paragraph { "row par" } else { "row" };
        let _ = write!(out, "<div class=\"{class}\"><p class=\"words\">");
        for (nth, &sentence) in row.sentences.iter().enumerate() {
            let Some(span) = record.sentences.get(sentence) else { continue };
            if nth > 0 {
                out.push(' ');
            }
            let _ = write!(
                out,
                "<span class=\"s\" id=\"a{number}-s{sentence}\">{}</span>",
                mark(&record.text, span.start(), span.end(), &layers).trim()
            );
        }
        out.push_str("</p><div class=\"cards\">");
        for (index, relation) in record.relations.iter().enumerate() {
            if row.sentences.contains(&relation.sentence) {
                out.push_str(&card(record, relation, index));
            }
        }
        out.push_str("</div></div>\n");
    }
    out.push_str("</div>\n<div class=\"panels\">\n");
    out.push_str(&panels::incidents(record, number));
    out.push_str(&map::of_article(record));
    out.push_str(&panels::timeline(record, number));
    out.push_str(&panels::entities(record, number));
    out.push_str("</div>\n");
    out
}

pub(super) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A row of the article: sentences of one paragraph, of which at most one has relations.
struct Row {
    paragraph: bool,
    sentences: Vec<usize>,
}

fn rows(record: &Record) -> Vec<Row> {
    let mut busy = vec![false; record.sentences.len()];
    for relation in &record.relations {
        if let Some(b) = busy.get_mut(relation.sentence) {
            *b = true;
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut before = (0, true);
    for (index, span) in record.sentences.iter().enumerate() {
        let gap = record.text.get(before.0..span.start()).unwrap_or_default();
        let tail = record.text.get(..span.end()).map_or(0, |t| t.len() - t.trim_end().len());
        let paragraph = index == 0 || gap.contains('\n') || before.1;
        before = (
            span.end(),
            record.text.get(span.end() - tail..span.end()).is_some_and(|t| t.contains('\n')),
        );
        let has = busy.get(index).copied().unwrap_or_default();
        match rows.last_mut() {
            Some(row) if !paragraph && !has && row.sentences.last().is_some_and(|&s| !busy.get(s).copied().unwrap_or_default()) => {
                row.sentences.push(index);
            }
            _ => rows.push(Row {
                paragraph,
                sentences: vec![index],
            }),
        }
    }
    rows
}

/// All marks of the text, sorted for [`mark`].
fn layers(record: &Record, number: usize) -> Vec<Layer> {
    let mut lit: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (index, relation) in record.relations.iter().enumerate() {
        for span in relation.args.values().flatten() {
            let of = lit.entry(*span).or_default();
            if of.last() != Some(&index) {
                of.push(index);
            }
        }
    }
    let links = |of: &[usize]| {
        let names: Vec<String> = of.iter().map(|r| format!("r{r}")).collect();
        format!(" data-l=\"{}\"", names.join(" "))
    };
    let mut layers = Vec::new();
    for (index, mention) in record.mentions.iter().enumerate() {
        let mut attributes = format!(
            " class=\"m k-{} f-{}\" data-e=\"{}\"",
            escape(&mention.kind),
            escape(&mention.form),
            mention.entity
        );
        if let Some(of) = lit.remove(&mention.span) {
            attributes.push_str(&links(&of));
        }
        layers.push(Layer {
            span: mention.span,
            element: "mark",
            attributes,
            id: Some(format!("a{number}-m{index}")),
        });
    }
    for (span, of) in lit {
        layers.push(Layer {
            span,
            element: "span",
            attributes: format!(" class=\"m\"{}", links(&of)),
            id: None,
        });
    }
    for (index, relation) in record.relations.iter().enumerate() {
        for (span, class) in [(Some(relation.trigger), "t"), (relation.attribution, "src")] {
            if let Some(span) = span {
                layers.push(Layer {
                    span,
                    element: "span",
                    attributes: format!(" class=\"{class}\"{}", links(&[index])),
                    id: None,
                });
            }
        }
    }
    layers.sort_by_key(|l| (l.span.start(), std::cmp::Reverse(l.span.end()), l.element != "mark"));
    layers
}

/// The roles of a relation for its card. A count that is a part of another filler says nothing new.
fn roles(relation: &Relation) -> Vec<(&str, &[Span])> {
    let others = relation.args.iter().filter(|(role, _)| *role != "count");
    let others: Vec<&Span> = others.flat_map(|(_, spans)| spans).collect();
    let within = |c: &Span| others.iter().any(|o| o.start() <= c.start() && c.end() <= o.end());
    let mut roles = crate::format::roles(relation);
    roles.retain(|(role, spans)| *role != "count" || !spans.iter().all(within));
    roles
}

/// A card is a button whose name is what stands on it.
fn card(record: &Record, relation: &Relation, index: usize) -> String {
    let mut out = format!(
        "<div class=\"card {}\" role=\"button\" tabindex=\"0\" aria-pressed=\"false\" data-r=\"r{index}\"><p class=\"kind\">{}",
        family(&relation.kind),
        plain(&relation.kind)
    );
    let flags = [(&relation.polarity, "positive"), (&relation.modality, "asserted")];
    for (flag, _) in flags.into_iter().filter(|(flag, usual)| flag != usual) {
        let _ = write!(out, " <span class=\"flag {0}\">{0}</span>", plain(flag));
    }
    out.push_str("</p><dl>");
    let mut row = |role: &str, words: &str| {
        let _ = write!(out, "<div><dt>{}</dt> <dd>{}</dd></div> ", plain(role), escape(words));
    };
    for (role, spans) in roles(relation) {
        row(role, &spans.iter().map(|s| record.line(*s)).collect::<Vec<_>>().join("; "));
    }
    if let Some(source) = relation.attribution {
        row("source", &record.line(source));
    }
    let _ = write!(out, "</dl><code>{}</code></div>", escape(&relation.rule));
    out
}
