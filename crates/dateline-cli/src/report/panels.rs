//! What stands below an article: incidents, timeline, entities.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::article::{count, plain};
use super::markup::escape;
use crate::format::entities as named;
use crate::format::{place, slots, when, who_and_whom};
use crate::model::{Mention, Record, Toll};

pub(super) fn incidents(record: &Record) -> String {
    if record.incidents.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section class=\"incidents\"><h2>What happened</h2><div class=\"grid\">\n");
    for incident in &record.incidents {
        let links: Vec<String> = incident.relations.iter().map(|r| format!("r{r}")).collect();
        let _ = write!(
            out,
            "<div class=\"incident\" tabindex=\"0\" data-rs=\"{}\"><h3>{}",
            links.join(" "),
            plain(&incident.kind)
        );
        if let Some(stage) = incident.stage.as_ref().filter(|s| *s != "accomplished") {
            let _ = write!(out, " <span class=\"flag\">{}</span>", plain(stage));
        }
        out.push_str("</h3>");
        let where_when: Vec<String> = [place(incident), when(incident)].into_iter().flatten().collect();
        if !where_when.is_empty() {
            let _ = write!(out, "<p class=\"meta\">{}</p>", escape(&where_when.join(" · ")));
        }
        let numbers: Vec<String> = [("killed", incident.killed), ("wounded", incident.wounded)]
            .into_iter()
            .filter_map(|(what, n)| n.map(|n| format!("<span class=\"figure\"><b>{}</b> {what}</span>", figure(n))))
            .collect();
        if !numbers.is_empty() {
            let _ = write!(out, "<p class=\"figures\">{}</p>", numbers.join(""));
        }
        out.push_str("<dl>");
        for (slot, fillers) in slots(incident) {
            if !fillers.is_empty() {
                let texts: Vec<String> = fillers.iter().map(|p| note(&record.line(p.span), p)).collect();
                let _ = write!(out, "<dt>{slot}</dt><dd>{}</dd>", texts.join("; "));
            }
        }
        out.push_str("</dl></div>\n");
    }
    out + "</div></section>\n"
}

/// A toll in little room.
fn figure(toll: Toll) -> String {
    match toll.max {
        Some(max) if max == toll.min => max.to_string(),
        Some(max) => format!("{}–{max}", toll.min),
        None => format!("{}+", toll.min),
    }
}

/// A participant with what is said of its part: claimed, suspected, wounded.
fn note(text: &str, participant: &crate::model::Participant) -> String {
    let extra = ["confidence", "effect"].iter().find_map(|k| participant.more.get(*k)?.as_str());
    match extra.filter(|e| *e != "asserted") {
        Some(extra) => format!("{} <span class=\"flag\">{}</span>", escape(text), plain(extra)),
        None => escape(text),
    }
}

/// The incidents and relations that have a day, month or year, in order.
pub(super) fn timeline(record: &Record) -> String {
    let mut dated: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for incident in &record.incidents {
        if let Some(from) = incident.date.as_ref().and_then(|d| d.from.clone()) {
            let at = place(incident).map(|p| format!(", {p}")).unwrap_or_default();
            dated
                .entry(from)
                .or_default()
                .push(format!("<b>{}</b>{}", plain(&incident.kind), escape(&at)));
        }
    }
    for (index, relation) in record.relations.iter().enumerate() {
        let value = relation
            .args
            .get("time")
            .and_then(|s| s.first())
            .and_then(|s| record.mention_at(*s))
            .and_then(|m| m.value.clone());
        let Some(day) = value.filter(|v| v.len() >= 4 && v.bytes().take(4).all(|b| b.is_ascii_digit())) else {
            continue;
        };
        let name = |role: Option<&str>| {
            role.and_then(|r| relation.args.get(r))
                .and_then(|s| s.first())
                .map(|s| escape(&record.line(*s)))
                .unwrap_or_default()
        };
        let (who, whom) = who_and_whom(relation);
        let words = format!("{} <b>{}</b> {}", name(who), plain(&relation.kind), name(whom));
        dated
            .entry(day)
            .or_default()
            .push(format!("<a href=\"#\" data-go=\"r{index}\">{}</a>", words.trim()));
    }
    if dated.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section class=\"timeline\"><h2>When</h2><ol>\n");
    for (day, events) in dated {
        let _ = write!(out, "<li><time>{}</time><ul>", escape(&day));
        for event in events {
            let _ = write!(out, "<li>{event}</li>");
        }
        out.push_str("</ul></li>\n");
    }
    out + "</ol></section>\n"
}

/// The entities with a name, by kind, each with all its mentions in their surroundings.
pub(super) fn entities(record: &Record, number: usize) -> String {
    let mut by_kind: BTreeMap<&str, Vec<(String, Vec<&Mention>)>> = BTreeMap::new();
    for (kind, name, mentions) in named(record) {
        by_kind.entry(kind).or_default().push((name, mentions));
    }
    if by_kind.is_empty() {
        return String::new();
    }
    let places: BTreeMap<(usize, usize), usize> = record
        .mentions
        .iter()
        .enumerate()
        .map(|(i, m)| ((m.span.start(), m.span.end()), i))
        .collect();
    let mut out = String::from("<section class=\"entities\"><h2>Who and where</h2><div class=\"grid\">\n");
    for (kind, things) in by_kind {
        let _ = write!(out, "<div><h3 class=\"k-{0}\">{0}</h3><ul>", plain(kind));
        for (name, mentions) in things {
            let entity = mentions.first().map_or(0, |m| m.entity);
            let country = mentions.iter().find_map(|m| m.country.as_deref());
            let country = country
                .map(|c| format!(" <abbr class=\"country\" data-c=\"{0}\">{0}</abbr>", escape(c)))
                .unwrap_or_default();
            let _ = write!(
                out,
                "<li><details><summary data-e=\"{entity}\"><span class=\"name\">{}</span>{country} <span class=\"n\" aria-label=\"{}\">{}</span></summary><ul class=\"kwic\">",
                escape(&name),
                count(mentions.len(), "mention"),
                mentions.len()
            );
            for mention in mentions {
                let id = places.get(&(mention.span.start(), mention.span.end())).copied().unwrap_or_default();
                let (before, after) = around(record, mention);
                let _ = write!(
                    out,
                    "<li><a href=\"#a{number}-m{id}\">{}<b>{}</b>{}</a></li>",
                    escape(&before),
                    escape(&record.line(mention.span)),
                    escape(&after)
                );
            }
            out.push_str("</ul></details></li>");
        }
        out.push_str("</ul></div>\n");
    }
    out + "</div></section>\n"
}

/// A few words before and behind a mention.
fn around(record: &Record, mention: &Mention) -> (String, String) {
    let before = record.text.get(..mention.span.start()).unwrap_or_default();
    let after = record.text.get(mention.span.end()..).unwrap_or_default();
    let mut words: Vec<&str> = before.rsplit(char::is_whitespace).filter(|w| !w.is_empty()).take(5).collect();
    words.reverse();
    let space = if before.ends_with(char::is_whitespace) { " " } else { "" };
    let behind: Vec<&str> = after.split_whitespace().take(5).collect();
    let gap = if after.starts_with(char::is_whitespace) { " " } else { "" };
    (words.join(" ") + space, gap.to_owned() + &behind.join(" "))
}
