//! Many articles: an entry of each, with what it can be filtered by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::article::{count, plain};
use super::map::Places;
use super::markup::escape;
use crate::model::Record;

/// What stays in memory of an article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub title: String,
    id: String,
    date: Option<String>,
    lead: String,
    facts: usize,
    incidents: usize,
    kinds: BTreeMap<String, usize>,
    groups: BTreeSet<String>,
    countries: BTreeSet<String>,
}

impl Entry {
    pub(super) fn new(record: &Record) -> Self {
        let lines = || {
            record
                .text
                .lines()
                .map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|l| !l.is_empty())
        };
        let first = lines().next().unwrap_or_default();
        let headline = !first.is_empty() && first.len() <= 140 && !first.ends_with('.');
        let title = if headline { first } else { file_name(&record.id) };
        let lead = lines().nth(usize::from(headline)).unwrap_or_default();
        let mut kinds = BTreeMap::new();
        for relation in &record.relations {
            *kinds.entry(relation.kind.clone()).or_default() += 1;
        }
        let groups = record.mentions.iter().filter(|m| m.kind == "group" && m.form == "named");
        Self {
            title,
            id: record.id.clone(),
            date: record.date.clone(),
            lead: lead.chars().take(220).collect(),
            facts: record.relations.len(),
            incidents: record.incidents.len(),
            kinds,
            groups: groups.map(|m| record.name_at(m.span)).collect(),
            countries: record.mentions.iter().filter_map(|m| m.country.clone()).collect(),
        }
    }
}

fn file_name(id: &str) -> String {
    let name = id.rsplit(['/', '\\']).next().unwrap_or(id);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-'], " ")
}

pub(super) fn summary(entries: &[Entry]) -> String {
    let sum = |f: fn(&Entry) -> usize| entries.iter().map(f).sum::<usize>();
    let mut parts = vec![count(entries.len(), "article"), count(sum(|e| e.facts), "fact")];
    if sum(|e| e.incidents) > 0 {
        parts.push(count(sum(|e| e.incidents), "incident"));
    }
    let dates: BTreeSet<&str> = entries.iter().filter_map(|e| e.date.as_deref()).collect();
    match (dates.first(), dates.last()) {
        (Some(from), Some(to)) if from != to => parts.push(format!("{} to {}", escape(from), escape(to))),
        (Some(day), _) => parts.push(escape(day)),
        _ => {}
    }
    parts.join(" · ")
}

pub(super) fn index(entries: &[Entry], places: &Places) -> String {
    let mut out = String::from("<form class=\"filters\" role=\"search\" aria-label=\"Find articles\">\n");
    out.push_str("<label class=\"wide\">Search <input type=\"search\" name=\"q\" placeholder=\"words of the articles\" autocomplete=\"off\"></label>\n");
    let options = |f: &dyn Fn(&Entry) -> Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for value in entries.iter().flat_map(f) {
            *counts.entry(value).or_default() += 1;
        }
        counts
    };
    let kinds = options(&|e| e.kinds.keys().cloned().collect());
    let groups = options(&|e| e.groups.iter().cloned().collect());
    let countries = options(&|e| e.countries.iter().cloned().collect());
    for (name, label, values) in [
        ("kind", "Fact", &kinds),
        ("group", "Group", &groups),
        ("country", "Country", &countries),
    ] {
        if values.is_empty() {
            continue;
        }
        let _ = write!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
        for (value, n) in values {
            let shown = if name == "kind" { plain(value) } else { escape(value) };
            let _ = write!(out, "<option value=\"{}\" data-n=\"{n}\">{shown} ({n})</option>", escape(value));
        }
        out.push_str("</select></label>\n");
    }
    if entries.iter().any(|e| e.date.is_some()) {
        out.push_str("<label>From <input type=\"date\" name=\"from\"></label>\n<label>To <input type=\"date\" name=\"to\"></label>\n");
    }
    out.push_str("<button type=\"reset\">Clear</button>\n<p class=\"found\" role=\"status\" aria-live=\"polite\"></p></form>\n");
    if !places.is_empty() {
        out.push_str(&places.draw("Where"));
    }
    out.push_str("<ol class=\"list\">\n");
    for (number, entry) in entries.iter().enumerate() {
        let list = |values: Vec<&String>| escape(&values.into_iter().cloned().collect::<Vec<_>>().join("|"));
        let _ = write!(
            out,
            "<li data-a=\"{number}\" data-kind=\"{}\" data-group=\"{}\" data-country=\"{}\" data-date=\"{}\"><h2><a href=\"#a{number}\">{}</a></h2>",
            list(entry.kinds.keys().collect()),
            list(entry.groups.iter().collect()),
            list(entry.countries.iter().collect()),
            escape(entry.date.as_deref().unwrap_or_default()),
            escape(&entry.title)
        );
        let _ = write!(out, "<p class=\"lead\">{}</p><p class=\"meta\">", escape(&entry.lead));
        if let Some(date) = &entry.date {
            let _ = write!(out, "<time>{}</time> · ", escape(date));
        }
        let _ = write!(
            out,
            "{} · <span class=\"id\">{}</span></p><p class=\"tags\">",
            count(entry.facts, "fact"),
            escape(&entry.id)
        );
        let mut kinds: Vec<(&String, &usize)> = entry.kinds.iter().collect();
        kinds.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        for (kind, n) in kinds.into_iter().take(6) {
            let _ = write!(out, "<span>{} <b>{n}</b></span>", plain(kind));
        }
        out.push_str("</p></li>\n");
    }
    out + "</ol>\n"
}
