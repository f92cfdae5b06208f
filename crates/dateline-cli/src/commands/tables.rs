//! `dateline entities` and `dateline incidents`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use dateline_cli::format::{
    INCIDENT_COLUMNS, MENTION_COLUMNS, Style, entities, entities_text, features, incident_rows, incidents_text, mention_rows, to_csv,
};
use dateline_cli::input::Article;
use dateline_cli::model::{Kinds, Record};
use serde_json::json;

use super::job::{Job, Sink};
use super::output::Output;
use super::{Failure, Outcome, failure, style};
use crate::cli::{Entities, Incidents, Input, Knowledge, Running, TableFormat};

/// What differs between the two commands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Entities,
    Incidents,
}

fn total(options: &Entities, format: TableFormat) -> Outcome {
    if format == TableFormat::Geojson {
        return Err(failure("--total has no places; leave out one of --total and --format geojson"));
    }
    let kinds = Kinds::parse(&options.running.kinds)?;
    let mut sum = Total::default();
    let work = |article: &Article, document: &dateline::Document| {
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        entities(&record)
            .into_iter()
            .map(|(kind, name, mentions)| (kind.to_owned(), name, mentions.len()))
            .collect::<Vec<_>>()
    };
    let ended = Job::new(&options.input, &options.knowledge, &options.running).go(work, &mut sum)?;
    let mut rows: Vec<_> = sum.0.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut output = Output::create(options.running.output.as_deref())?;
    let mut out = String::new();
    match format {
        TableFormat::Csv => {
            let cells = rows
                .into_iter()
                .map(|((kind, name), (articles, mentions))| vec![kind, name, articles.to_string(), mentions.to_string()]);
            out = to_csv(Some(&["kind", "name", "articles", "mentions"]), cells.collect());
        }
        TableFormat::Jsonl => {
            for ((kind, name), (articles, mentions)) in rows {
                let _ = writeln!(
                    out,
                    "{}",
                    json!({"kind": kind, "name": name, "articles": articles, "mentions": mentions})
                );
            }
        }
        TableFormat::Text | TableFormat::Geojson => {
            for ((kind, name), (articles, mentions)) in rows {
                let name: String = name.chars().filter(|c| !c.is_control()).collect();
                let _ = writeln!(out, "{articles:>7} {mentions:>7}  {kind:<16} {name}");
            }
        }
    }
    output.write(out.as_bytes())?;
    output.flush()?;
    Ok(ended.code)
}

/// Articles and mentions of each thing.
#[derive(Default)]
struct Total(BTreeMap<(String, String), (u64, usize)>);

impl Sink<Vec<(String, String, usize)>> for Total {
    fn put(&mut self, _: &str, things: Vec<(String, String, usize)>) -> io::Result<()> {
        for (kind, name, mentions) in things {
            let count = self.0.entry((kind, name)).or_default();
            count.0 += 1;
            count.1 += mentions;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<u64> {
        Ok(0)
    }
}

pub(super) fn entities_command(options: &Entities) -> Outcome {
    let format = if options.json { TableFormat::Jsonl } else { options.format };
    if options.total {
        return total(options, format);
    }
    table(What::Entities, format, (&options.input, &options.knowledge, &options.running))
}

pub(super) fn incidents(options: &Incidents) -> Outcome {
    let format = if options.json { TableFormat::Jsonl } else { options.format };
    table(What::Incidents, format, (&options.input, &options.knowledge, &options.running))
}

fn table(what: What, format: TableFormat, (input, knowledge, running): (&Input, &Knowledge, &Running)) -> Outcome {
    let kinds = Kinds::parse(&running.kinds)?;
    let many = input.articles.len() != 1 || input.articles.iter().any(|a| std::path::Path::new(a).is_dir());
    let style = style(running.output.is_none(), many && !input.articles.is_empty());
    let mut sink = Table {
        output: Output::create(running.output.as_deref())?,
        format,
        any: false,
    };
    sink.begin(what)?;
    let work = |article: &Article, document: &dateline::Document| {
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        piece(&mut record, what, format, style)
    };
    let ended = Job::new(input, knowledge, running).go(work, &mut sink)?;
    sink.end()?;
    Ok(ended.code)
}

fn piece(record: &mut Record, what: What, format: TableFormat, style: Style) -> String {
    match (format, what) {
        (TableFormat::Text, What::Entities) => entities_text(record, style),
        (TableFormat::Text, What::Incidents) => incidents_text(record, style),
        (TableFormat::Csv, What::Entities) => to_csv(None, mention_rows(record)),
        (TableFormat::Csv, What::Incidents) => to_csv(None, incident_rows(record)),
        (TableFormat::Jsonl, What::Entities) => {
            let things = entities(record).into_iter().map(|(kind, name, mentions)| {
                let places: Vec<_> = mentions
                    .iter()
                    .map(|m| json!({"start": m.span.start(), "end": m.span.end(), "text": record.words(m.span)}))
                    .collect();
                let country = mentions.iter().find_map(|m| m.country.clone());
                json!({"kind": kind, "name": name, "country": country, "mentions": places})
            });
            format!("{}\n", json!({"id": record.id, "entities": things.collect::<Vec<_>>()}))
        }
        (TableFormat::Jsonl, What::Incidents) => format!("{}\n", json!({"id": record.id, "incidents": record.incidents})),
        (TableFormat::Geojson, What::Entities) => {
            record.incidents.clear();
            lines(record)
        }
        (TableFormat::Geojson, What::Incidents) => {
            record.mentions.retain(|m| m.kind != "place");
            lines(record)
        }
    }
}

fn lines(record: &Record) -> String {
    features(record).iter().map(ToString::to_string).collect::<Vec<_>>().join(",\n")
}

struct Table {
    output: Output,
    format: TableFormat,
    any: bool,
}

impl Table {
    fn begin(&mut self, what: What) -> Result<(), Failure> {
        match (self.format, what) {
            (TableFormat::Csv, What::Entities) => self.output.write(to_csv(Some(&MENTION_COLUMNS), Vec::new()).as_bytes())?,
            (TableFormat::Csv, What::Incidents) => self.output.write(to_csv(Some(&INCIDENT_COLUMNS), Vec::new()).as_bytes())?,
            (TableFormat::Geojson, _) => self.output.write(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Failure> {
        if self.format == TableFormat::Geojson {
            self.output.write(b"\n]}\n")?;
        }
        self.output.flush()?;
        Ok(())
    }
}

impl Sink<String> for Table {
    fn put(&mut self, _: &str, text: String) -> io::Result<()> {
        if self.format == TableFormat::Geojson {
            if text.is_empty() {
                return Ok(());
            }
            if std::mem::replace(&mut self.any, true) {
                self.output.write(b",\n")?;
            }
        }
        self.output.write(text.as_bytes())
    }

    fn flush(&mut self) -> io::Result<u64> {
        self.output.flush()
    }
}
