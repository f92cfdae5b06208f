//! Many articles: an entry of each, with what it can be filtered by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::article::{count, plain};
use super::days::{said, span_said};
use super::map::{Places, country_name};
use super::markup::escape;
use super::panels::headline;
use crate::model::{Incident, Record};

/// What stays in memory of an article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub title: String,
    id: String,
    date: Option<String>,
    lead: String,
    facts: usize,
    incidents: usize,
    /// Number, first day, days in words, and what happened, of the dated incidents.
    dated: Vec<(usize, String, String, String)>,
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
        // Without a headline the first words have to be one.
        let (title, lead) = if headline {
            (first, cut(&lines().nth(1).unwrap_or_default(), LEAD))
        } else if first.is_empty() {
            (record.id.clone(), String::new())
        } else {
            let title = cut(&first, TITLE);
            let rest = first.get(title.trim_end_matches([' ', '…']).len()..).unwrap_or_default();
            let lead = if rest.is_empty() {
                String::new()
            } else {
                format!("… {}", cut(rest.trim_start(), LEAD))
            };
            (title, lead)
        };
        let mut kinds = BTreeMap::new();
        for relation in &record.relations {
            *kinds.entry(relation.kind.clone()).or_default() += 1;
        }
        let groups = record.mentions.iter().filter(|m| m.kind == "group" && m.form == "named");
        Self {
            title,
            id: record.id.clone(),
            date: record.date.clone(),
            lead,
            facts: record.relations.len(),
            incidents: record.incidents.len(),
            dated: record.incidents.iter().enumerate().filter_map(|(i, n)| dated(i, n)).collect(),
            kinds,
            groups: groups.map(|m| record.name_at(m.span)).collect(),
            // A group's home is not where the article plays.
            countries: record
                .mentions
                .iter()
                .filter(|m| matches!(m.kind.as_str(), "place" | "nationality" | "government" | "security_force"))
                .filter_map(|m| m.country.clone())
                .collect(),
        }
    }
}

fn dated(number: usize, incident: &Incident) -> Option<(usize, String, String, String)> {
    let days = incident.date.as_ref()?;
    let day = days.from.clone().or_else(|| days.to.clone())?;
    Some((number, day, span_said(days)?, headline(incident)))
}

pub(super) fn summary(entries: &[Entry]) -> String {
    let sum = |f: fn(&Entry) -> usize| entries.iter().map(f).sum::<usize>();
    let mut parts = vec![count(entries.len(), "article"), count(sum(|e| e.facts), "fact")];
    if sum(|e| e.incidents) > 0 {
        parts.push(count(sum(|e| e.incidents), "incident"));
    }
    let dates: BTreeSet<&str> = entries.iter().filter_map(|e| e.date.as_deref()).collect();
    match (dates.first(), dates.last()) {
        (Some(from), Some(to)) if from != to => parts.push(format!("{} to {}", escape(&said(from)), escape(&said(to)))),
        (Some(day), _) => parts.push(escape(&said(day))),
        _ => {}
    }
    parts.join(" · ")
}

/// How many values of each kind stand beside the list; all of them are in the filters.
const TOP: usize = 8;

pub(super) fn index(entries: &[Entry], places: &Places) -> String {
    let options = |f: &dyn Fn(&Entry) -> Vec<String>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for value in entries.iter().flat_map(f) {
            *counts.entry(value).or_default() += 1;
        }
        counts
    };
    let filters = [
        ("kind", "Fact", "Facts", options(&|e| e.kinds.keys().cloned().collect())),
        ("group", "Group", "Groups", options(&|e| e.groups.iter().cloned().collect())),
        (
            "country",
            "Country",
            "Countries",
            options(&|e| e.countries.iter().cloned().collect()),
        ),
    ];
    let mut out = String::from("<form class=\"filters\" role=\"search\" aria-label=\"Find articles\">\n");
    out.push_str("<label class=\"wide\">Search <input type=\"search\" name=\"q\" placeholder=\"words of the articles\" autocomplete=\"off\"></label>\n");
    for (name, label, _, values) in filters.iter().filter(|f| !f.3.is_empty()) {
        let _ = write!(out, "<label>{label} <select name=\"{name}\"><option value=\"\">all</option>");
        let mut values: Vec<(String, &String, &usize)> = values.iter().map(|(v, n)| (shown(name, v), v, n)).collect();
        values.sort();
        for (shown, value, n) in values {
            let _ = write!(out, "<option value=\"{}\">{shown} ({n})</option>", escape(value));
        }
        out.push_str("</select></label>\n");
    }
    let dated = entries.iter().any(|e| e.date.is_some());
    if dated {
        out.push_str("<label>From <input type=\"date\" name=\"from\"></label>\n<label>To <input type=\"date\" name=\"to\"></label>\n");
    }
    out.push_str("<label>Sort <select name=\"sort\"><option value=\"\">as read</option><option value=\"facts\">most facts</option>");
    if dated {
        out.push_str("<option value=\"date\">newest</option>");
    }
    out.push_str(
        "</select></label>\n<button type=\"reset\">Clear</button>\n<p class=\"found\" role=\"status\" aria-live=\"polite\"></p></form>\n",
    );
    out.push_str("<div class=\"desk\"><ol class=\"list\">\n");
    for (number, entry) in entries.iter().enumerate() {
        item(&mut out, number, entry);
    }
    out.push_str("</ol>\n<div class=\"aside\">\n");
    if !places.is_empty() {
        out.push_str(&places.draw("Where"));
    }
    out.push_str(&days(entries));
    for (name, _, heading, values) in filters.iter().filter(|f| !f.3.is_empty()) {
        let mut values: Vec<(&usize, &String)> = values.iter().map(|(v, n)| (n, v)).collect();
        values.sort_by(|a, b| b.0.cmp(a.0).then_with(|| a.1.cmp(b.1)));
        let most = values.first().map_or(1, |v| *v.0);
        let _ = write!(out, "<section class=\"facet\"><h2>{heading}</h2><ul>");
        for (n, value) in values.into_iter().take(TOP) {
            let _ = write!(
                out,
                "<li><button type=\"button\" data-filter=\"{name}\" data-value=\"{}\" aria-pressed=\"false\"><span>{}</span><i style=\"width:{}%\"></i> \
                 <b>{n}<span class=\"unseen\"> {}</span></b></button></li>",
                escape(value),
                shown(name, value),
                n * 100 / most,
                if *n == 1 { "article" } else { "articles" },
            );
        }
        out.push_str("</ul></section>\n");
    }
    out + "</div></div>\n"
}

/// The dated incidents of all articles, the latest first.
fn days(entries: &[Entry]) -> String {
    let articles = entries.iter().enumerate();
    let mut dated: Vec<_> = articles.flat_map(|(a, e)| e.dated.iter().map(move |d| (d, a))).collect();
    if dated.is_empty() {
        return String::new();
    }
    dated.sort_by(|a, b| b.0.1.cmp(&a.0.1).then_with(|| (a.1, a.0.0).cmp(&(b.1, b.0.0))));
    let mut out =
        String::from("<section class=\"days\"><h2>When</h2><ol tabindex=\"0\" aria-label=\"Dated incidents, the latest first\">\n");
    for ((number, day, words, headline), article) in dated {
        let _ = writeln!(
            out,
            "<li data-of=\"{article}\"><a href=\"#a{article}-i{number}\"><time datetime=\"{}\">{}</time> {headline}</a></li>",
            escape(day),
            escape(words)
        );
    }
    out + "</ol></section>\n"
}

/// A value of a filter as a reader says it.
fn shown(filter: &str, value: &str) -> String {
    match filter {
        "kind" => plain(value),
        "country" => escape(&country_name(value).unwrap_or_else(|| value.to_owned())),
        _ => escape(value),
    }
}

fn item(out: &mut String, number: usize, entry: &Entry) {
    let list = |values: Vec<&String>| escape(&values.into_iter().cloned().collect::<Vec<_>>().join("|"));
    let _ = write!(
        out,
        "<li data-a=\"{number}\" data-n=\"{}\" data-kind=\"{}\" data-group=\"{}\" data-country=\"{}\" data-date=\"{}\"><h2><a href=\"#a{number}\">{}</a></h2>",
        entry.facts,
        list(entry.kinds.keys().collect()),
        list(entry.groups.iter().collect()),
        list(entry.countries.iter().collect()),
        escape(entry.date.as_deref().unwrap_or_default()),
        escape(&entry.title)
    );
    let _ = write!(out, "<p class=\"lead\">{}</p><p class=\"meta\">", escape(&entry.lead));
    if let Some(date) = &entry.date {
        let _ = write!(out, "<time datetime=\"{}\">{}</time> · ", escape(date), escape(&said(date)));
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

/// So many characters of a text stand in the list, and so many in a title that is made of it.
const LEAD: usize = 220;
const TITLE: usize = 72;

/// The beginning of a text, cut between two words.
fn cut(text: &str, length: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(length) else {
        return text.to_owned();
    };
    let start = text.get(..end).unwrap_or_default();
    let words = start.rsplit_once(' ').map_or(start, |(words, _)| words);
    format!("{} …", words.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> (String, String) {
        let record = Record {
            id: "a".into(),
            text: text.into(),
            ..Record::default()
        };
        let entry = Entry::new(&record);
        (entry.title, entry.lead)
    }

    #[test]
    fn a_title_is_the_headline_or_the_first_words() {
        assert_eq!(entry("A headline\n\nThe lead."), ("A headline".into(), "The lead.".into()));
        assert_eq!(entry("It rained."), ("It rained.".into(), String::new()));
        assert_eq!(entry(" \n"), ("a".into(), String::new()));
        let (title, lead) = entry(&"It rained on the city, ".repeat(20));
        assert!(title.ends_with("It rained on the city, It rained on the city, It …"), "{title}");
        assert!(lead.starts_with("… rained on the city, "), "{lead}");
    }
}
