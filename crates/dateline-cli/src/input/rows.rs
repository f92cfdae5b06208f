//! Articles as rows: JSON Lines and CSV.

use std::fmt;
use std::io::{BufRead, Read};
use std::sync::Arc;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de::DeserializeSeed};

use super::{Article, Bad, MAX_ARTICLE, Options, date, decode::too_large};

/// A file of JSON objects, one a line.
pub(super) struct Lines {
    reader: Box<dyn BufRead>,
    name: String,
    options: Arc<Options>,
    line: u64,
    bytes: Vec<u8>,
    done: bool,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn BufRead>, name: &str, options: Arc<Options>) -> Self {
        Self {
            reader,
            name: name.to_owned(),
            options,
            line: 0,
            bytes: Vec::new(),
            done: false,
        }
    }

    fn parse(&self) -> Result<Article, Bad> {
        let place = || format!("{}:{}", self.name, self.line);
        let bad = |message: String| Bad::new(place(), message);
        let text = std::str::from_utf8(&self.bytes).map_err(|e| bad(format!("not UTF-8 at byte {} of the line", e.valid_up_to())))?;
        let mut json = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}'));
        let row = Columns(&self.options)
            .deserialize(&mut json)
            .and_then(|row| json.end().map(|()| row));
        let row = row.map_err(|e| bad(json_message(&e)))?;
        row.article(place, &self.options)
    }
}

/// The message of `serde_json` with the column, without its line, which is always 1.
fn json_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => format!("{} at byte {}", text.get(..at).unwrap_or_default(), error.column()),
        None => text,
    }
}

impl Iterator for Lines {
    type Item = Result<Article, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.bytes.clear();
            self.line += 1;
            let read = (&mut self.reader).take(MAX_ARTICLE + 1).read_until(b'\n', &mut self.bytes);
            match read {
                Ok(0) => self.done = true,
                Ok(n) if n as u64 > MAX_ARTICLE => {
                    self.done = true;
                    return Some(Err(Bad::file(format!("{}:{}", self.name, self.line), too_large(MAX_ARTICLE))));
                }
                Ok(_) if self.bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(self.parse()),
                Err(e) => {
                    self.done = true;
                    return Some(Err(Bad::file(format!("{}:{}", self.name, self.line), e)));
                }
            }
        }
        None
    }
}

/// A table with a header.
pub(super) struct Table {
    reader: csv::Reader<Box<dyn BufRead>>,
    name: String,
    options: Arc<Options>,
    columns: [Option<usize>; 3],
    record: csv::StringRecord,
    done: bool,
}

impl Table {
    pub(super) fn new(reader: Box<dyn BufRead>, name: &str, options: Arc<Options>, delimiter: u8) -> Result<Self, Bad> {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(reader);
        let header = reader.headers().map_err(|e| Bad::file(name, e))?.clone();
        let column = |wanted: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == wanted);
        let columns = [column(&options.id), column(&options.text), column(&options.date)];
        if columns[1].is_none() {
            let known = header.iter().collect::<Vec<_>>().join(", ");
            return Err(Bad::file(
                format!("{name}:1"),
                format!("no column \"{}\"; name one of these with --text-column: {known}", options.text),
            ));
        }
        Ok(Self {
            reader,
            name: name.to_owned(),
            options,
            columns,
            record: csv::StringRecord::new(),
            done: false,
        })
    }
}

impl Iterator for Table {
    type Item = Result<Article, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let line = self.reader.position().line();
        match self.reader.read_record(&mut self.record) {
            Ok(false) => {
                self.done = true;
                None
            }
            Ok(true) => {
                let line = self.record.position().map_or(line, csv::Position::line);
                let [id, text, date] = self.columns.map(|c| c.and_then(|c| self.record.get(c)).map(str::to_owned));
                Some(Row { id, text, date }.article(|| format!("{}:{line}", self.name), &self.options))
            }
            Err(e) => {
                let at = e.position().map_or(line, csv::Position::line);
                let message = match e.kind() {
                    csv::ErrorKind::Utf8 { err, .. } => format!("not UTF-8 in field {}", err.field() + 1),
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!("{len} fields where the header has {expected_len}"),
                    _ => e.to_string(),
                };
                self.done = e.is_io_error();
                Some(Err(Bad {
                    file: self.done,
                    ..Bad::new(format!("{}:{at}", self.name), message)
                }))
            }
        }
    }
}

#[derive(Default)]
struct Row {
    id: Option<String>,
    text: Option<String>,
    date: Option<String>,
}

impl Row {
    fn article(self, place: impl Fn() -> String, options: &Options) -> Result<Article, Bad> {
        let Some(text) = self.text else {
            let wanted = &options.text;
            return Err(Bad::new(
                place(),
                format!("no text: there is no \"{wanted}\"; name it with --text-column"),
            ));
        };
        let date = match &self.date {
            Some(text) => date(text).map_err(|m| Bad::new(place(), m))?,
            None => None,
        };
        let id = self.id.filter(|id| !id.is_empty()).unwrap_or_else(&place);
        Ok(Article {
            id,
            text,
            date: date.or(options.published),
        })
    }
}

/// Reads the three named columns of an object and passes over the rest.
struct Columns<'o>(&'o Options);

impl<'de> DeserializeSeed<'de> for Columns<'_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Row, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        while let Some(key) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            if key == self.0.text {
                row.text = map.next_value()?;
            } else if key == self.0.id {
                row.id = map.next_value::<Option<Id>>()?.map(Id::into_string);
            } else if key == self.0.date {
                row.date = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(row)
    }
}

/// An id is written as text or as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

impl Id {
    fn into_string(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}
