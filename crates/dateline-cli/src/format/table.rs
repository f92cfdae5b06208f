//! Rows for spreadsheets and data frames.

use super::text::slots;
use super::who_and_whom;
use crate::model::{Record, Toll};

/// A column: its name, and what its cells hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Degrees of latitude or longitude.
    Degrees,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Degrees.
    Degrees(f64),
}

impl Cell {
    fn into_text(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text,
            Self::Whole(number) => number.to_string(),
            Self::Degrees(degrees) => degrees.to_string(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Self::Empty, Self::Whole)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or(Self::Empty, Self::Whole)
    }
}

impl From<f64> for Cell {
    fn from(degrees: f64) -> Self {
        Self::Degrees(degrees)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

const fn text(name: &'static str) -> Column {
    Column { name, holds: Holds::Text }
}

const fn whole(name: &'static str) -> Column {
    Column { name, holds: Holds::Whole }
}

const fn degrees(name: &'static str) -> Column {
    Column {
        name,
        holds: Holds::Degrees,
    }
}

/// The columns of [`fact_rows`].
pub const FACT_COLUMNS: [Column; 16] = [
    text("id"),
    text("date"),
    whole("sentence"),
    text("kind"),
    text("who"),
    text("whom"),
    text("place"),
    text("time"),
    text("polarity"),
    text("modality"),
    text("source"),
    text("trigger"),
    text("roles"),
    text("rule"),
    whole("start"),
    whole("end"),
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
pub fn fact_rows(record: &Record) -> Vec<Vec<Cell>> {
    let row = |relation: &crate::model::Relation| {
        let fillers = |role: Option<&str>| -> Cell {
            let spans = role.and_then(|r| relation.args.get(r)).map(Vec::as_slice).unwrap_or_default();
            spans.iter().map(|s| record.name_at(*s)).collect::<Vec<_>>().join("; ").into()
        };
        let (who, whom) = who_and_whom(relation);
        let roles = relation
            .args
            .iter()
            .flat_map(|(role, spans)| spans.iter().map(move |s| format!("{role}={}", record.line(*s))));
        vec![
            (&record.id).into(),
            record.date.as_ref().into(),
            relation.sentence.into(),
            (&relation.kind).into(),
            fillers(who),
            fillers(whom),
            fillers(Some("place")),
            fillers(Some("time")),
            (&relation.polarity).into(),
            (&relation.modality).into(),
            relation.attribution.map(|s| record.line(s)).into(),
            record.line(relation.trigger).into(),
            roles.collect::<Vec<_>>().join("; ").into(),
            (&relation.rule).into(),
            relation.span.start().into(),
            relation.span.end().into(),
        ]
    };
    record.relations.iter().map(row).collect()
}

/// The columns of [`mention_rows`].
pub const MENTION_COLUMNS: [Column; 12] = [
    text("id"),
    whole("entity"),
    text("kind"),
    text("form"),
    text("name"),
    text("text"),
    text("country"),
    degrees("latitude"),
    degrees("longitude"),
    text("value"),
    whole("start"),
    whole("end"),
];

/// One row a mention.
#[must_use]
pub fn mention_rows(record: &Record) -> Vec<Vec<Cell>> {
    let row = |m: &crate::model::Mention| {
        vec![
            (&record.id).into(),
            Cell::Whole(m.entity.into()),
            (&m.kind).into(),
            (&m.form).into(),
            record.name_at(m.span).into(),
            record.line(m.span).into(),
            m.country.as_ref().into(),
            m.latitude.into(),
            m.longitude.into(),
            m.value.as_ref().into(),
            m.span.start().into(),
            m.span.end().into(),
        ]
    };
    record.mentions.iter().map(row).collect()
}

/// The columns of [`incident_rows`]: a toll without a highest number is "at least".
pub const INCIDENT_COLUMNS: [Column; 18] = [
    text("id"),
    text("kind"),
    text("stage"),
    text("from"),
    text("to"),
    text("place"),
    text("country"),
    degrees("latitude"),
    degrees("longitude"),
    text("perpetrator"),
    text("organization"),
    text("target"),
    text("victim"),
    text("weapon"),
    whole("killed"),
    whole("killed_max"),
    whole("wounded"),
    whole("wounded_max"),
];

/// One row an incident.
///
/// ```
/// use dateline_cli::{format::{INCIDENT_COLUMNS, incident_rows, to_csv}, input::Article, model::Record};
/// let article = Article { id: "a".into(), text: "A car bomb exploded in Kandahar, killing four soldiers.".into(), date: None };
/// let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
/// let csv = to_csv(Some(&INCIDENT_COLUMNS), incident_rows(&record));
/// assert!(csv.contains("\na,bombing,accomplished,,,Kandahar,AF,") && csv.ends_with(",4,4,,\n"), "{csv}");
/// ```
#[must_use]
pub fn incident_rows(record: &Record) -> Vec<Vec<Cell>> {
    let row = |incident: &crate::model::Incident| {
        let days = incident.date.clone().unwrap_or_default();
        let at = incident.place.clone().unwrap_or_default();
        let mut row: Vec<Cell> = vec![
            (&record.id).into(),
            (&incident.kind).into(),
            incident.stage.as_ref().into(),
            days.from.as_ref().into(),
            days.to.or(days.from).into(),
            at.name.into(),
            at.country.into(),
            at.latitude.into(),
            at.longitude.into(),
        ];
        for (_, fillers) in slots(incident) {
            row.push(fillers.iter().map(|p| record.participant(p)).collect::<Vec<_>>().join("; ").into());
        }
        let least = |toll: Option<Toll>| toll.map(|t| t.min).into();
        let most = |toll: Option<Toll>| toll.and_then(|t| t.max).into();
        row.extend([
            least(incident.killed),
            most(incident.killed),
            least(incident.wounded),
            most(incident.wounded),
        ]);
        row
    };
    record.incidents.iter().map(row).collect()
}

/// Rows as CSV, with a header where one is given. A cell that a spreadsheet would take for a formula gets an apostrophe.
///
/// ```
/// use dateline_cli::format::Cell;
/// let rows = vec![vec![Cell::Text("a \"b\"".into()), Cell::Text("=1+1".into()), Cell::Degrees(-1.5)]];
/// assert_eq!(dateline_cli::format::to_csv(None, rows), "\"a \"\"b\"\"\",'=1+1,-1.5\n");
/// ```
#[must_use]
pub fn to_csv(header: Option<&[Column]>, rows: Vec<Vec<Cell>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // A vector takes every write, and every row has the same length.
    if let Some(header) = header {
        let _ = writer.write_record(header.iter().map(|c| c.name));
    }
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(|cell| safe(cell.into_text())));
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
