//! What stands below an article: incidents, timeline, entities.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::article::{count, plain};
use super::days::{said, span_said};
use super::map::country_name;
use super::markup::escape;
use crate::format::entities as named;
use crate::format::{place, slots, who_and_whom};
use crate::model::{Incident, Mention, Participant, Record, Toll};

pub(super) fn incidents(record: &Record, number: usize) -> String {
    if record.incidents.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section class=\"incidents\"><h2>What happened</h2><div class=\"grid\">\n");
    for (index, incident) in record.incidents.iter().enumerate() {
        let links: Vec<String> = incident.relations.iter().map(|r| format!("r{r}")).collect();
        let _ = write!(
            out,
            "<article class=\"incident\" id=\"a{number}-i{index}\" tabindex=\"0\" data-rs=\"{}\"><h3>{}",
            links.join(" "),
            plain(&incident.kind)
        );
        if let Some(stage) = incident.stage.as_ref().filter(|s| *s != "accomplished") {
            let _ = write!(out, " <span class=\"flag\">{}</span>", plain(stage));
        }
        out.push_str("</h3>");
        let where_when: Vec<String> = [place(incident), incident.date.as_ref().and_then(span_said)]
            .into_iter()
            .flatten()
            .collect();
        if !where_when.is_empty() {
            let _ = write!(out, "<p class=\"meta\">{}</p>", escape(&where_when.join(" · ")));
        }
        out.push_str(&tolls(incident));
        out.push_str("<dl>");
        for (slot, fillers) in slots(incident) {
            if !fillers.is_empty() {
                let mut texts: Vec<String> = Vec::new();
                for filler in fillers {
                    let text = note(&record.participant(filler), filler);
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                let _ = write!(out, "<dt>{slot}</dt><dd>{}</dd>", texts.join("; "));
            }
        }
        out.push_str("</dl>");
        let told = incident
            .sentences
            .iter()
            .map(|s| format!("<a href=\"#a{number}-s{s}\" aria-label=\"sentence {0}\">{0}</a>", s + 1));
        let told: Vec<String> = told.collect();
        if !told.is_empty() {
            let what = if told.len() == 1 { "sentence" } else { "sentences" };
            let _ = write!(out, "<p class=\"told\">Told in {what} {}</p>", told.join(", "));
        }
        out.push_str("</article>\n");
    }
    out + "</div></section>\n"
}

fn tolls(incident: &Incident) -> String {
    let numbers = [("killed", incident.killed), ("wounded", incident.wounded)];
    let numbers = numbers
        .into_iter()
        .filter_map(|(what, n)| n.map(|n| format!("<span class=\"figure\"><b>{}</b> {what}</span>", figure(n))));
    let numbers: String = numbers.collect();
    if numbers.is_empty() {
        return numbers;
    }
    format!("<p class=\"figures\">{numbers}</p>")
}

/// An incident in one line.
pub(super) fn headline(incident: &Incident) -> String {
    let stage = incident
        .stage
        .as_deref()
        .filter(|s| *s != "accomplished")
        .map(|s| format!("{} ", plain(s)));
    let at = place(incident).map(|p| format!(", {}", escape(&p))).unwrap_or_default();
    let tolls = [("killed", incident.killed), ("wounded", incident.wounded)];
    let tolls = tolls
        .into_iter()
        .filter_map(|(what, n)| n.map(|n| format!(" · {} {what}", figure(n))));
    let kind = plain(&incident.kind);
    format!("<b>{}{kind}</b>{at}{}", stage.unwrap_or_default(), tolls.collect::<String>())
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
fn note(text: &str, participant: &Participant) -> String {
    let extra = ["confidence", "effect"].iter().find_map(|k| participant.more.get(*k)?.as_str());
    match extra.filter(|e| *e != "asserted") {
        Some(extra) => format!("{} <span class=\"flag\">{}</span>", escape(text), plain(extra)),
        None => escape(text),
    }
}

/// The incidents that have a day, month or year, in order, and the dated relations that belong to no incident.
pub(super) fn timeline(record: &Record, number: usize) -> String {
    let mut dated: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut told = vec![false; record.relations.len()];
    for (index, incident) in record.incidents.iter().enumerate() {
        for &relation in &incident.relations {
            if let Some(told) = told.get_mut(relation) {
                *told = true;
            }
        }
        let Some(days) = &incident.date else { continue };
        let (Some(day), Some(words)) = (days.from.as_ref().or(days.to.as_ref()), span_said(days)) else {
            continue;
        };
        let line = format!("<a href=\"#a{number}-i{index}\">{}</a>", headline(incident));
        dated.entry((day.clone(), words)).or_default().push(line);
    }
    for (index, relation) in record.relations.iter().enumerate().filter(|(i, _)| told.get(*i) == Some(&false)) {
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
        let line = format!("<a href=\"#\" data-go=\"r{index}\">{}</a>", words.trim());
        dated.entry((day.clone(), said(&day))).or_default().push(line);
    }
    if dated.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section class=\"timeline\"><h2>When</h2><ol>\n");
    for ((day, words), events) in dated {
        let _ = write!(out, "<li><time datetime=\"{}\">{}</time><ul>", escape(&day), escape(&words));
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
    let mut out = String::from("<section class=\"entities\"><h2>Who and where</h2><div class=\"columns\">\n");
    for (kind, things) in by_kind {
        let _ = write!(out, "<div><h3 class=\"k-{}\">{}</h3><ul>", escape(kind), plain(kind));
        for (name, mentions) in things {
            let entity = mentions.first().map_or(0, |m| m.entity);
            let country = mentions
                .iter()
                .find_map(|m| country_name(m.country.as_deref()?))
                .filter(|c| *c != name);
            let country = country
                .map(|c| format!(" <span class=\"country\">{}</span>", escape(&c)))
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
