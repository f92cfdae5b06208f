//! What was found in one article, in the documented JSON form, with its text: what the conversions work on.

use std::collections::{BTreeMap, BTreeSet};

use dateline::{Document, Extractor, Kind, RelationKind, Span};
use serde::{Deserialize, Serialize};

use crate::input::Article;

/// An article with everything that was found in it.
///
/// It is read from the JSON that the library writes, so lines that were written earlier serve as well as a fresh [`Document`].
///
/// ```
/// use dateline_cli::{input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 people.".into(), date: None };
/// let document = dateline::Extractor::new().extract(&article.text);
/// let record = Record::new(&article, &document);
/// assert_eq!(record.relations[0].kind, "detained");
/// assert_eq!(record.words(record.relations[0].args["agent"][0]), "Turkish police");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The id of the article.
    pub id: String,
    /// The day it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The text that the offsets refer to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Its sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Span>,
    /// Its mentions, in the order of the text.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Its relations, in the order of the text.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// What it tells of single happenings.
    #[serde(default)]
    pub incidents: Vec<Incident>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its words.
    pub text: String,
    /// What it is.
    pub kind: String,
    /// `named`, `nominal` or `pronominal`.
    pub form: String,
    /// Mentions of one thing share the number.
    #[serde(default)]
    pub entity: u32,
    /// The canonical name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// ISO 3166 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// The TIMEX3 or ISO 8601 value of a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whatever else the library says of it.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Its kind.
    pub kind: String,
    /// The number of its sentence.
    #[serde(default)]
    pub sentence: usize,
    /// From its first word to its last.
    #[serde(flatten)]
    pub span: Span,
    /// The words that called the rule.
    pub trigger: Span,
    /// The fillers of its roles.
    pub args: BTreeMap<String, Vec<Span>>,
    /// `positive` or `negated`.
    pub polarity: String,
    /// `asserted`, `reported`, `alleged`, `planned`, `averted` or `hypothetical`.
    pub modality: String,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Span>,
    /// The rule that found it.
    #[serde(default)]
    pub rule: String,
    /// Whatever else the library says of it.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// A happening.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its kind: `bombing`, `attack`, `kidnapping`, ...
    #[serde(default)]
    pub kind: String,
    /// `accomplished`, `attempted`, `foiled`, `threatened` or `planned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// First and last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Days>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Who did it.
    #[serde(default)]
    pub perpetrators: Vec<Participant>,
    /// Which group or force.
    #[serde(default)]
    pub organizations: Vec<Participant>,
    /// What was hit.
    #[serde(default)]
    pub targets: Vec<Participant>,
    /// Who was hit.
    #[serde(default)]
    pub victims: Vec<Participant>,
    /// With what.
    #[serde(default)]
    pub weapons: Vec<Participant>,
    /// How many died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub killed: Option<Toll>,
    /// How many were wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wounded: Option<Toll>,
    /// The numbers of its relations.
    #[serde(default)]
    pub relations: Vec<usize>,
    /// The numbers of its sentences.
    #[serde(default)]
    pub sentences: Vec<usize>,
    /// Whatever else the library says of it.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// A count of people: both numbers are the same where it is exact, and where there is no highest one, it is "at least".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// The lowest number.
    pub min: u64,
    /// The highest.
    #[serde(default)]
    pub max: Option<u64>,
}

/// A span of days, ISO 8601.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Days {
    /// The first.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
}

/// Where an incident was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// The canonical name.
    pub name: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// The name of the country.
    pub country_name: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Whatever else the library says of it.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// A filler of a slot of an incident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Where its best mention stands.
    #[serde(flatten)]
    pub span: Span,
    /// Its best mention.
    pub text: String,
    /// Whatever else the library says of it.
    #[serde(flatten)]
    pub more: BTreeMap<String, serde_json::Value>,
}

/// A line of JSON as the library writes it with the id of the article before it: what `dateline facts --json` gives, without the detour
/// over [`Record`].
///
/// ```
/// let document = dateline::Extractor::new().extract("Turkish police detained 47 people.");
/// let line = dateline_cli::model::json_line("a", &document);
/// assert!(line.starts_with("{\"id\":\"a\",\"mentions\":[") && line.ends_with("}\n"));
/// ```
#[must_use]
pub fn json_line(id: &str, document: &Document) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a str,
        #[serde(flatten)]
        found: dateline::Output,
    }
    let found = document.to_output();
    serde_json::to_string(&Line { id, found }).map(|l| l + "\n").unwrap_or_default()
}

impl Record {
    /// What was found in an article.
    #[must_use]
    pub fn new(article: &Article, document: &Document) -> Self {
        let output = serde_json::to_value(document.to_output());
        // The types above take whatever the library writes; a field of another type would be found by the tests.
        let mut record: Self = output
            .and_then(serde_json::from_value::<Found>)
            .map(Found::into_record)
            .unwrap_or_default();
        record.id.clone_from(&article.id);
        record.date = article.date.map(|d| d.to_string());
        document.text().clone_into(&mut record.text);
        record.sentences = document.sentences().iter().map(dateline::Sentence::span).collect();
        record
    }

    /// The words of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        self.text.get(span.start()..span.end()).unwrap_or_default()
    }

    /// The words of a span with single spaces, fit for a line.
    #[must_use]
    pub fn line(&self, span: Span) -> String {
        self.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The mention that stands exactly there.
    #[must_use]
    pub fn mention_at(&self, span: Span) -> Option<&Mention> {
        let from = self.mentions.partition_point(|m| m.span.start() < span.start());
        let here = self.mentions.iter().skip(from).take_while(|m| m.span.start() == span.start());
        here.into_iter().find(|m| m.span == span)
    }

    /// The best name for what stands there: the canonical name of its entity, else its words.
    #[must_use]
    pub fn name_at(&self, span: Span) -> String {
        match self.mention_at(span).and_then(|m| m.name.clone()) {
            Some(name) => name,
            None => self.line(span),
        }
    }

    /// The best name for who fills a slot of an incident: the canonical name of its entity, else the longest that the article uses, else
    /// the words that stand there.
    #[must_use]
    pub fn participant(&self, participant: &Participant) -> String {
        let entity = participant.more.get("entity").and_then(serde_json::Value::as_u64);
        let same = |m: &&Mention| Some(u64::from(m.entity)) == entity && m.form == "named";
        let best = self.mentions.iter().filter(same).max_by_key(|m| (m.name.is_some(), m.text.len()));
        match best {
            Some(mention) => mention.name.clone().unwrap_or_else(|| self.line(mention.span)),
            None => self.line(participant.span),
        }
    }

    /// Leaves only what is of the kinds.
    pub fn keep(&mut self, kinds: &Kinds) {
        if !kinds.mentions.is_empty() {
            self.mentions.retain(|m| kinds.mentions.contains(&m.kind));
        }
        if !kinds.relations.is_empty() {
            let mut places = Vec::with_capacity(self.relations.len());
            let mut kept = 0;
            for relation in &self.relations {
                let keep = kinds.relations.contains(&relation.kind);
                places.push(keep.then_some(kept));
                kept += usize::from(keep);
            }
            self.relations.retain(|r| kinds.relations.contains(&r.kind));
            for incident in &mut self.incidents {
                incident.relations = incident
                    .relations
                    .iter()
                    .filter_map(|&r| places.get(r).copied().flatten())
                    .collect();
            }
        }
        if !kinds.incidents.is_empty() {
            self.incidents.retain(|i| kinds.incidents.contains(&i.kind));
        }
    }
}

/// The fields that the library writes.
#[derive(Deserialize)]
struct Found {
    mentions: Vec<Mention>,
    relations: Vec<Relation>,
    #[serde(default)]
    incidents: Vec<Incident>,
}

impl Found {
    fn into_record(self) -> Record {
        Record {
            mentions: self.mentions,
            relations: self.relations,
            incidents: self.incidents,
            ..Record::default()
        }
    }
}

/// Kinds to keep, of mentions, relations and incidents; where none of one sort is named, all of that sort stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Kinds of mention.
    pub mentions: BTreeSet<String>,
    /// Kinds of relation.
    pub relations: BTreeSet<String>,
    /// Kinds of incident.
    pub incidents: BTreeSet<String>,
}

/// The kinds of incident, as [`dateline::IncidentView::kind`] gives them.
pub const INCIDENTS: [&str; 12] = [
    "bombing",
    "attack",
    "assassination",
    "kidnapping",
    "arson",
    "robbery",
    "hijacking",
    "air_strike",
    "clash",
    "raid",
    "detention",
    "plot",
];

impl Kinds {
    /// Sorts names of kinds; those of relations may be ones that the extractor's rules declare.
    ///
    /// ```
    /// use dateline_cli::model::Kinds;
    /// let extractor = dateline::Extractor::new();
    /// let kinds = Kinds::parse(&["group".into(), "killed".into()], &extractor).unwrap();
    /// assert!(kinds.mentions.contains("group") && kinds.relations.contains("killed"));
    /// assert!(Kinds::parse(&["grop".into()], &extractor).unwrap_err().contains("did you mean 'group'?"));
    /// ```
    ///
    /// # Errors
    /// When there is no such kind; the message suggests the nearest one.
    pub fn parse(names: &[String], extractor: &Extractor) -> Result<Self, String> {
        let relations = relation_kinds(extractor);
        let mut kinds = Self::default();
        for name in names {
            let mut known = false;
            if Kind::parse(name).is_some() {
                kinds.mentions.insert(name.clone());
                known = true;
            }
            if relations.iter().any(|k| k.name() == name) {
                kinds.relations.insert(name.clone());
                known = true;
            }
            if INCIDENTS.contains(&name.as_str()) {
                kinds.incidents.insert(name.clone());
                known = true;
            }
            if !known {
                return Err(unknown(name, &relations));
            }
        }
        Ok(kinds)
    }

    /// Whether everything is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mentions.is_empty() && self.relations.is_empty() && self.incidents.is_empty()
    }
}

/// All kinds of relation: the built-in ones, then those that rules declare.
#[must_use]
pub fn relation_kinds(extractor: &Extractor) -> Vec<RelationKind> {
    let mut kinds = RelationKind::ALL.to_vec();
    for rule in extractor.rule_list() {
        if !kinds.contains(&rule.kind) {
            kinds.push(rule.kind);
        }
    }
    kinds
}

fn unknown(name: &str, relations: &[RelationKind]) -> String {
    let all = Kind::ALL
        .iter()
        .map(|k| k.as_str())
        .chain(relations.iter().map(|k| k.name()))
        .chain(INCIDENTS);
    let nearest = all.map(|k| (distance(name, k), k)).min();
    match nearest {
        Some((steps, kind)) if steps <= 3 => format!("there is no kind '{name}'; did you mean '{kind}'?"),
        _ => format!("there is no kind '{name}'; `dateline rules list --kinds` lists them"),
    }
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let here = (corner + usize::from(x != y)).min(*cell + 1).min(left + 1);
            corner = *cell;
            *cell = here;
            left = here;
        }
    }
    row.last().copied().unwrap_or_default()
}
