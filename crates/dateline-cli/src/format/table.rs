//! Rows for spreadsheets.

use super::text::slots;
use super::who_and_whom;
use crate::model::Record;

/// The columns of [`fact_rows`].
pub const FACT_COLUMNS: [&str; 16] = [
    "id", "date", "sentence", "kind", "who", "whom", "place", "time", "polarity", "modality", "source", "trigger", "roles", "rule",
    "start", "end",
];

/// One row a relation; who and whom by canonical name, and all roles as `role=words; ...`.
///
/// ```
/// use dateline_cli::{format::{FACT_COLUMNS, fact_rows, to_csv}, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "Turkish police detained 47 people in Istanbul.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let csv = to_csv(Some(&FACT_COLUMNS), fact_rows(&record));
/// assert!(csv.contains("\na,,0,detained,Turkish police,47 people,Istanbul,,positive,asserted,"));
/// ```
#[must_use]
pub fn fact_rows(record: &Record) -> Vec<Vec<String>> {
    let row = |relation: &crate::model::Relation| {
        let fillers = |role: Option<&str>| {
            let spans = role.and_then(|r| relation.args.get(r)).map(Vec::as_slice).unwrap_or_default();
            spans.iter().map(|s| record.name_at(*s)).collect::<Vec<_>>().join("; ")
        };
        let (who, whom) = who_and_whom(relation);
        let roles = relation
            .args
            .iter()
            .flat_map(|(role, spans)| spans.iter().map(move |s| format!("{role}={}", record.line(*s))));
        vec![
            record.id.clone(),
            record.date.clone().unwrap_or_default(),
            relation.sentence.to_string(),
            relation.kind.clone(),
            fillers(who),
            fillers(whom),
            fillers(Some("place")),
            fillers(Some("time")),
            relation.polarity.clone(),
            relation.modality.clone(),
            relation.attribution.map(|s| record.line(s)).unwrap_or_default(),
            record.line(relation.trigger),
            roles.collect::<Vec<_>>().join("; "),
            relation.rule.clone(),
            relation.span.start().to_string(),
            relation.span.end().to_string(),
        ]
    };
    record.relations.iter().map(row).collect()
}

/// The columns of [`mention_rows`].
pub const MENTION_COLUMNS: [&str; 12] = [
    "id",
    "entity",
    "kind",
    "form",
    "name",
    "text",
    "country",
    "latitude",
    "longitude",
    "value",
    "start",
    "end",
];

/// One row a mention.
#[must_use]
pub fn mention_rows(record: &Record) -> Vec<Vec<String>> {
    let degrees = |d: Option<f64>| d.map(|d| d.to_string()).unwrap_or_default();
    let row = |m: &crate::model::Mention| {
        vec![
            record.id.clone(),
            m.entity.to_string(),
            m.kind.clone(),
            m.form.clone(),
            record.name_at(m.span),
            record.line(m.span),
            m.country.clone().unwrap_or_default(),
            degrees(m.latitude),
            degrees(m.longitude),
            m.value.clone().unwrap_or_default(),
            m.span.start().to_string(),
            m.span.end().to_string(),
        ]
    };
    record.mentions.iter().map(row).collect()
}

/// The columns of [`incident_rows`].
pub const INCIDENT_COLUMNS: [&str; 16] = [
    "id",
    "kind",
    "stage",
    "from",
    "to",
    "place",
    "country",
    "latitude",
    "longitude",
    "perpetrator",
    "organization",
    "target",
    "victim",
    "weapon",
    "killed",
    "wounded",
];

/// One row an incident.
#[must_use]
pub fn incident_rows(record: &Record) -> Vec<Vec<String>> {
    let row = |incident: &crate::model::Incident| {
        let days = incident.date.clone().unwrap_or_default();
        let at = incident.place.clone().unwrap_or_default();
        let degrees = |d: Option<f64>| d.map(|d| d.to_string()).unwrap_or_default();
        let count = |c: &Option<serde_json::Value>| c.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut row = vec![
            record.id.clone(),
            incident.kind.clone(),
            incident.stage.clone().unwrap_or_default(),
            days.from.clone().unwrap_or_default(),
            days.to.or(days.from).unwrap_or_default(),
            at.name.unwrap_or_default(),
            at.country.unwrap_or_default(),
            degrees(at.latitude),
            degrees(at.longitude),
        ];
        for (_, fillers) in slots(incident) {
            row.push(fillers.iter().map(|p| record.line(p.span)).collect::<Vec<_>>().join("; "));
        }
        row.extend([count(&incident.killed), count(&incident.wounded)]);
        row
    };
    record.incidents.iter().map(row).collect()
}

/// Rows as CSV, with a header where one is given. A cell that a spreadsheet would take for a formula gets an apostrophe.
///
/// ```
/// let rows = vec![vec!["a \"b\"".to_owned(), "=1+1".to_owned()]];
/// assert_eq!(dateline_cli::format::to_csv(None, rows), "\"a \"\"b\"\"\",'=1+1\n");
/// ```
#[must_use]
pub fn to_csv(header: Option<&[&str]>, rows: Vec<Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut all: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
    all.extend(header.map(|h| h.iter().map(|c| (*c).to_owned()).collect()));
    all.extend(rows.into_iter().map(|row| row.into_iter().map(safe).collect()));
    for row in all {
        // A vector takes every write, and every row has the same length.
        let _ = writer.write_record(&row);
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn safe(cell: String) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.parse::<f64>().is_err());
    if formula { format!("'{cell}") } else { cell }
}
