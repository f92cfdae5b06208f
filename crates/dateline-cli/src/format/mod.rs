//! What was found, in the formats of other tools. Each is a function from a [`Record`] to text, so that programs can use it alone.

mod brat;
mod geojson;
mod graphml;
mod parquet;
mod table;
mod text;
mod tokens;
mod webannotation;

use dateline::{RelationKind, Span};

use crate::model::{Record, Relation};

pub use brat::{brat, brat_configuration};
pub use geojson::{features, geojson};
pub use graphml::{GraphMl, graphml};
pub use parquet::Parquet;
pub use table::{Cell, Column, FACT_COLUMNS, Holds, INCIDENT_COLUMNS, MENTION_COLUMNS, fact_rows, incident_rows, mention_rows, to_csv};
pub use text::{Style, entities, entities_text, facts_text, incidents_text};
pub(crate) use text::{place, slots};
pub use tokens::bio;
pub use webannotation::web_annotation;

/// The roles that act, the likeliest first.
const ACTORS: [&str; 13] = [
    "agent",
    "claimant",
    "denier",
    "source",
    "a",
    "child",
    "alias",
    "member",
    "speaker",
    "person",
    "organization",
    "nationality",
    "inner",
];

/// The roles that are acted on.
const OBJECTS: [&str; 24] = [
    "target",
    "victim",
    "detainee",
    "accused",
    "opponent",
    "b",
    "parent",
    "group",
    "name",
    "ally",
    "traveller",
    "recipient",
    "event",
    "plot",
    "operation",
    "activity",
    "place",
    "origin",
    "destination",
    "role",
    "organization",
    "bearer",
    "outer",
    "content",
];

/// Who did it, and to whom or what, as far as the relation says so: two names of roles.
///
/// ```
/// use dateline_cli::{format::who_and_whom, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 people.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// assert_eq!(who_and_whom(&record.relations[0]), (Some("agent"), Some("detainee")));
/// ```
#[must_use]
pub fn who_and_whom(relation: &Relation) -> (Option<&'static str>, Option<&'static str>) {
    let first = |roles: &[&'static str], not: Option<&str>| {
        let filled = |role: &&&str| Some(**role) != not && relation.args.get(**role).is_some_and(|spans| !spans.is_empty());
        roles.iter().find(filled).copied()
    };
    let who = first(&ACTORS, None);
    (who, first(&OBJECTS, who))
}

/// The roles of a relation as they are read: who, whom, then the others in the order of the schema.
pub(crate) fn roles(relation: &Relation) -> Vec<(&str, &[Span])> {
    let order = RelationKind::parse(&relation.kind).map_or(&[][..], |k| k.roles());
    let (who, whom) = who_and_whom(relation);
    let place = |role: &str| {
        let schema = order.iter().position(|r| *r == role).unwrap_or(order.len());
        (Some(role) != who, Some(role) != whom, schema)
    };
    let mut roles: Vec<(&str, &[Span])> = relation.args.iter().map(|(r, s)| (r.as_str(), s.as_slice())).collect();
    roles.sort_by_key(|(role, _)| place(role));
    roles
}

/// The notes behind a relation: negated, alleged, its source.
fn notes(record: &Record, relation: &Relation) -> Vec<String> {
    let mut notes = Vec::new();
    if relation.polarity != "positive" {
        notes.push(relation.polarity.clone());
    }
    if relation.modality != "asserted" {
        notes.push(relation.modality.clone());
    }
    if let Some(source) = relation.attribution {
        notes.push(format!("source: {}", record.line(source)));
    }
    notes
}

/// Offsets in characters instead of bytes; asked in any order.
struct Characters(Vec<u32>);

impl Characters {
    /// `None` for ASCII, where both are the same.
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self(Vec::new());
        }
        let mut count = 0;
        let mut at = Vec::with_capacity(text.len() + 1);
        for i in 0..text.len() {
            at.push(count);
            count += u32::from(text.is_char_boundary(i + 1));
        }
        at.push(count);
        Self(at)
    }

    fn at(&self, byte: usize) -> usize {
        self.0.get(byte).or(self.0.last()).map_or(byte, |c| *c as usize)
    }
}
