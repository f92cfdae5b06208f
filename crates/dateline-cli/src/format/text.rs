//! Aligned text in colour, for a reader at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline::Span;

use super::{notes, roles};
use crate::model::{Incident, Participant, Record, Toll};

/// How text is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
    /// With the id above each article.
    pub ids: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn title(self, record: &Record) -> String {
        if !self.ids {
            return String::new();
        }
        let date = record.date.as_ref().map(|d| format!("  {d}")).unwrap_or_default();
        format!("{}{date}\n\n", self.paint("1;4", &printable(&record.id)))
    }
}

/// A terminal must not obey what an article holds.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// A sentence on one line; in colour its names are painted by their kind.
fn sentence_line(record: &Record, sentence: Span, style: Style) -> String {
    if !style.colour {
        return printable(&record.line(sentence));
    }
    let mut out = String::new();
    let mut at = sentence.start();
    let named = record.mentions.iter().filter(|m| m.form == "named");
    for mention in named.filter(|m| sentence.start() <= m.span.start() && m.span.end() <= sentence.end()) {
        let Some(code) = paint_of(&mention.kind).filter(|_| mention.span.start() >= at) else {
            continue;
        };
        out.push_str(&style.paint("1", &spaced(record.words(Span::new(at as u32, mention.span.start() as u32)))));
        out.push_str(&style.paint(code, &spaced(record.words(mention.span))));
        at = mention.span.end();
    }
    let rest = record.words(Span::new(at as u32, sentence.end() as u32));
    out + &style.paint("1", spaced(rest).trim_end())
}

/// White space as single spaces, also at both ends.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() && out.ends_with(' ') => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    printable(&out)
}

fn paint_of(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "group" => "1;31",
        "security_force" | "government" => "1;34",
        "person" => "1;33",
        "place" | "nationality" => "1;32",
        "organization" | "media" => "1;36",
        _ => return None,
    })
}

fn colour_of(kind: &str) -> &'static str {
    match kind {
        "attacked" | "killed" | "wounded" | "assassinated" | "kidnapped" | "clashed" => "31",
        "claimed_responsibility" | "denied_responsibility" | "blamed" | "threatened" => "35",
        "detained" | "raided" | "foiled" | "carried_out_operation" => "34",
        _ => "36",
    }
}

/// The sentences that say something, each with its relations below it.
///
/// ```
/// use dateline_cli::{format::{Style, facts_text}, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "It rained. Turkish police detained 47 people.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let text = facts_text(&record, Style::default());
/// assert!(text.starts_with("Turkish police detained 47 people.\n  detained "));
/// assert!(text.contains("    detainee             47 people\n"));
/// ```
#[must_use]
pub fn facts_text(record: &Record, style: Style) -> String {
    let mut out = style.title(record);
    for (index, sentence) in record.sentences.iter().enumerate() {
        let mut relations = record.relations.iter().filter(|r| r.sentence == index).peekable();
        if relations.peek().is_none() {
            continue;
        }
        let _ = writeln!(out, "{}", sentence_line(record, *sentence, style));
        for relation in relations {
            let mut notes = notes(record, relation);
            notes.push(format!("rule {}", relation.rule));
            let name = style.paint(colour_of(&relation.kind), &format!("{:<22}", relation.kind));
            let trigger = printable(&record.line(relation.trigger));
            let _ = writeln!(
                out,
                "  {name} \"{trigger}\"  {}",
                style.paint("2", &printable(&format!("({})", notes.join(", "))))
            );
            for (role, fillers) in roles(relation) {
                for filler in fillers {
                    let role = style.paint("2", &format!("{role:<20}"));
                    let _ = writeln!(out, "    {role} {}", printable(&record.line(*filler)));
                }
            }
        }
        out.push('\n');
    }
    out
}

/// The things that are named, with the count of their mentions and how else they are called.
///
/// ```
/// use dateline_cli::{format::{Style, entities_text}, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "The Taliban left Kabul. Taliban fighters came back.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// assert!(entities_text(&record, Style::default()).starts_with("      2  group            Taliban\n"));
/// ```
#[must_use]
pub fn entities_text(record: &Record, style: Style) -> String {
    let mut out = style.title(record);
    for (kind, name, mentions) in entities(record) {
        let mut spellings: Vec<String> = mentions.iter().map(|m| record.line(m.span)).filter(|t| *t != name).collect();
        spellings.sort_unstable();
        spellings.dedup();
        let also = if spellings.is_empty() {
            String::new()
        } else {
            format!("  ({})", spellings.join("; "))
        };
        let kind = style.paint("36", &format!("{kind:<16}"));
        let _ = writeln!(
            out,
            "{:>7}  {kind} {}{}",
            mentions.len(),
            printable(&name),
            style.paint("2", &printable(&also))
        );
    }
    out.push('\n');
    out
}

/// The entities with a name: kind, name and mentions, the most mentioned first. Dates and numbers are none.
#[must_use]
pub fn entities(record: &Record) -> Vec<(&str, String, Vec<&crate::model::Mention>)> {
    let mut by_entity: BTreeMap<u32, Vec<&crate::model::Mention>> = BTreeMap::new();
    for mention in &record.mentions {
        by_entity.entry(mention.entity).or_default().push(mention);
    }
    let mut list: Vec<_> = by_entity
        .into_values()
        .filter_map(|mentions| {
            let named = |m: &&&crate::model::Mention| m.form == "named" && !matches!(m.kind.as_str(), "date" | "quantity");
            let best = mentions
                .iter()
                .filter(named)
                .max_by_key(|m| (m.name.is_some(), m.text.len(), std::cmp::Reverse(m.span.start())))?;
            let name = best.name.clone().unwrap_or_else(|| record.line(best.span));
            Some((best.kind.as_str(), name, mentions))
        })
        .collect();
    list.sort_by(|a, b| b.2.len().cmp(&a.2.len()).then_with(|| (a.0, &a.1).cmp(&(b.0, &b.1))));
    list
}

/// The incidents, slot by slot.
///
/// ```
/// use dateline_cli::{format::{Style, incidents_text}, model::{Incident, Record}};
/// let incident = Incident { kind: "bombing".into(), stage: Some("foiled".into()), ..Incident::default() };
/// let record = Record { incidents: vec![incident], ..Record::default() };
/// assert_eq!(incidents_text(&record, Style::default()), "bombing, foiled\n\n");
/// ```
#[must_use]
pub fn incidents_text(record: &Record, style: Style) -> String {
    let mut out = style.title(record);
    for incident in &record.incidents {
        let mut title = incident.kind.replace('_', " ");
        let stage = incident.stage.clone().filter(|s| s != "accomplished");
        for part in [stage, when(incident), place(incident)].into_iter().flatten() {
            let _ = write!(title, ", {part}");
        }
        let _ = writeln!(out, "{}", style.paint("1", &printable(&title)));
        for (slot, fillers) in slots(incident) {
            for filler in fillers {
                let slot = style.paint("2", &format!("{slot:<20}"));
                let _ = writeln!(out, "    {slot} {}", printable(&record.participant(filler)));
            }
        }
        for (slot, count) in [("killed", incident.killed), ("wounded", incident.wounded)] {
            if let Some(count) = count {
                let slot = style.paint("2", &format!("{slot:<20}"));
                let _ = writeln!(out, "    {slot} {}", toll(count));
            }
        }
        out.push('\n');
    }
    out
}

/// The slots of an incident with those who fill them.
pub(crate) fn slots(incident: &Incident) -> [(&'static str, &[Participant]); 5] {
    [
        ("perpetrator", &incident.perpetrators),
        ("organization", &incident.organizations),
        ("target", &incident.targets),
        ("victim", &incident.victims),
        ("weapon", &incident.weapons),
    ]
}

/// A count of people as a reader says it.
pub(crate) fn toll(toll: Toll) -> String {
    match toll.max {
        Some(max) if max == toll.min => max.to_string(),
        Some(max) => format!("{} to {max}", toll.min),
        None => format!("at least {}", toll.min),
    }
}

/// The day or days of an incident.
pub(crate) fn when(incident: &Incident) -> Option<String> {
    let days = incident.date.as_ref()?;
    match (&days.from, &days.to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} to {to}")),
        (Some(day), _) | (None, Some(day)) => Some(day.clone()),
        (None, None) => None,
    }
}

/// Where it was: the place and its country.
pub(crate) fn place(incident: &Incident) -> Option<String> {
    let place = incident.place.as_ref()?;
    match (&place.name, place.country_name.as_ref().or(place.country.as_ref())) {
        (Some(name), Some(country)) if name != country => Some(format!("{name}, {country}")),
        (Some(name), _) => Some(name.clone()),
        (None, country) => country.cloned(),
    }
}
