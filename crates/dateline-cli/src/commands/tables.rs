//! `dateline entities` and `dateline incidents`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use dateline_cli::format::{
    Cell, Column, Holds, INCIDENT_COLUMNS, MENTION_COLUMNS, Style, entities, entities_text, incident_rows, incidents_text, mention_rows,
};
use dateline_cli::input::Article;
use dateline_cli::model::Record;
use serde_json::json;

use super::job::{Job, Sink};
use super::output::Output;
use super::sink::{Piece, Pieces};
use super::{Failure, Outcome, failure, style};
use crate::cli::{Entities, Table, TableFormat};

/// What differs between the two commands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Entities,
    Incidents,
}

pub(super) fn entities_command(options: &Entities) -> Outcome {
    if options.total {
        return total(&options.table);
    }
    table(What::Entities, &options.table)
}

pub(super) fn incidents(options: &Table) -> Outcome {
    table(What::Incidents, options)
}

impl Table {
    fn format(&self) -> TableFormat {
        if self.json { TableFormat::Jsonl } else { self.format }
    }
}

fn table(what: What, options: &Table) -> Outcome {
    let (path, format) = (options.run.running.output.as_deref(), options.format());
    let job = Job::new(&options.run)?;
    let kinds = job.kinds()?;
    let columns: &'static [Column] = if what == What::Entities {
        &MENTION_COLUMNS
    } else {
        &INCIDENT_COLUMNS
    };
    let mut pieces = pieces(Output::create(path)?, format, columns)?;
    let style = style(path.is_none(), &options.run.input);
    let work = |article: &Article, document: &dateline::Document| {
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        piece(record, what, format, style)
    };
    let ended = job.go(work, &mut pieces);
    // A run that --strict ended leaves a whole file, too.
    let finished = pieces.finish();
    let code = ended?;
    finished?;
    Ok(code)
}

fn pieces(output: Output, format: TableFormat, columns: &'static [Column]) -> Result<Pieces, Failure> {
    Ok(match format {
        TableFormat::Csv => Pieces::csv(output, columns)?,
        TableFormat::Parquet => Pieces::table(output, columns)?,
        TableFormat::Geojson => Pieces::features(output)?,
        TableFormat::Text | TableFormat::Jsonl => Pieces::Row(output),
    })
}

fn piece(mut record: Record, what: What, format: TableFormat, style: Style) -> Piece {
    Piece::Text(match (format, what) {
        (TableFormat::Text, What::Entities) => entities_text(&record, style),
        (TableFormat::Text, What::Incidents) => incidents_text(&record, style),
        (TableFormat::Csv | TableFormat::Parquet, What::Entities) => return Piece::Rows(mention_rows(&record)),
        (TableFormat::Csv | TableFormat::Parquet, What::Incidents) => return Piece::Rows(incident_rows(&record)),
        (TableFormat::Jsonl, What::Entities) => {
            let things = entities(&record).into_iter().map(|(kind, name, mentions)| {
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
            return Piece::features(&record);
        }
        (TableFormat::Geojson, What::Incidents) => {
            record.mentions.retain(|m| m.kind != "place");
            return Piece::features(&record);
        }
    })
}

const TOTAL_COLUMNS: [Column; 4] = [
    Column {
        name: "kind",
        holds: Holds::Text,
    },
    Column {
        name: "name",
        holds: Holds::Text,
    },
    Column {
        name: "articles",
        holds: Holds::Whole,
    },
    Column {
        name: "mentions",
        holds: Holds::Whole,
    },
];

fn total(options: &Table) -> Outcome {
    let format = options.format();
    if format == TableFormat::Geojson {
        return Err(failure("--total has no places; leave out one of --total and --format geojson"));
    }
    let job = Job::new(&options.run)?;
    let kinds = job.kinds()?;
    let mut pieces = pieces(Output::create(options.run.running.output.as_deref())?, format, &TOTAL_COLUMNS)?;
    let work = |article: &Article, document: &dateline::Document| {
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        let counted = entities(&record)
            .into_iter()
            .map(|(kind, name, mentions)| (kind.to_owned(), name, mentions.len()));
        counted.collect::<Vec<_>>()
    };
    let mut sum = Total::default();
    let code = job.go(work, &mut sum)?;
    let mut rows: Vec<_> = sum.0.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut out = String::new();
    match format {
        TableFormat::Csv | TableFormat::Parquet => {
            let cells = rows.into_iter().map(|((kind, name), (articles, mentions))| -> Vec<Cell> {
                vec![kind.into(), name.into(), articles.into(), mentions.into()]
            });
            pieces.put(Piece::Rows(cells.collect()))?;
        }
        TableFormat::Jsonl => {
            for ((kind, name), (articles, mentions)) in rows {
                let line = json!({"kind": kind, "name": name, "articles": articles, "mentions": mentions});
                let _ = writeln!(out, "{line}");
            }
        }
        TableFormat::Text | TableFormat::Geojson => {
            for ((kind, name), (articles, mentions)) in rows {
                let name: String = name.chars().filter(|c| !c.is_control()).collect();
                let _ = writeln!(out, "{articles:>7} {mentions:>7}  {kind:<16} {name}");
            }
        }
    }
    pieces.put(Piece::Text(out))?;
    pieces.finish()?;
    Ok(code)
}

/// Articles and mentions of each thing.
#[derive(Default)]
struct Total(BTreeMap<(String, String), (u64, usize)>);

impl Sink<Vec<(String, String, usize)>> for Total {
    fn put(&mut self, things: Vec<(String, String, usize)>) -> io::Result<()> {
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
