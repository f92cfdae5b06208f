//! `dateline facts`.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dateline::Output as Found;
use dateline_cli::format::{
    FACT_COLUMNS, GraphMl, Style, bio, brat, brat_configuration, fact_rows, facts_text, features, to_csv, web_annotation,
};
use dateline_cli::input::Article;
use dateline_cli::model::{Kinds, Record};
use serde::Serialize;

use super::job::{Job, Sink};
use super::output::Output;
use super::resume::{Progress, State};
use super::{Failure, Outcome, failure, style};
use crate::cli::{Facts, FactsFormat};

/// A line as the library writes it: the fast way, without the detour over [`Record`].
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(flatten)]
    found: Found,
}

/// What a thread makes of an article: text for formats that are pieces in a row, the record itself for others.
enum Piece {
    Text(String),
    Record(Box<Record>),
}

pub(super) fn facts(options: &Facts) -> Outcome {
    let kinds = Kinds::parse(&options.running.kinds)?;
    let format = if options.json { FactsFormat::Jsonl } else { options.format };
    let output = options.running.output.as_deref();
    let mut job = Job::new(&options.input, &options.knowledge, &options.running);
    if options.resume
        && !matches!(
            format,
            FactsFormat::Text | FactsFormat::Jsonl | FactsFormat::Csv | FactsFormat::Bio | FactsFormat::Webannotation
        )
    {
        return Err(failure(
            "--resume needs a format that grows article by article: text, jsonl, csv, bio or webannotation",
        ));
    }
    let ids = !matches!(options.input.articles.as_slice(), [] | [_]) || options.input.articles.iter().any(|a| Path::new(a).is_dir());
    let style = style(output.is_none(), ids || options.input.input_format.is_some());
    let fast = format == FactsFormat::Jsonl && kinds.is_empty() && !options.with_text;
    let mut sink = FactsSink {
        format,
        graph: GraphMl::default(),
        any: false,
        target: Target::None,
    };
    if format == FactsFormat::Brat {
        sink.target = Target::Folder(Folder::create(output)?);
    } else {
        sink.target = Target::Stream(match (output, options.resume) {
            (Some(path), true) => match begin_or_go_on(path, &mut job, options)? {
                Some(output) => output,
                None => return Ok(std::process::ExitCode::SUCCESS),
            },
            _ => Output::create(output)?,
        });
        if job.state == State::default() {
            sink.head()?;
        }
    }
    let work = |article: &Article, document: &dateline::Document| {
        if fast {
            let line = Line {
                id: &article.id,
                found: document.to_output(),
            };
            return Piece::Text(serde_json::to_string(&line).map(|l| l + "\n").unwrap_or_default());
        }
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        piece(record, format, style, options.with_text)
    };
    let ended = job.go(work, &mut sink)?;
    if ended.complete || !matches!(format, FactsFormat::Text | FactsFormat::Jsonl) {
        sink.tail()?;
    }
    Ok(ended.code)
}

/// The output of a run that may go on later; `None` where there is nothing left to do.
fn begin_or_go_on(path: &Path, job: &mut Job<'_>, options: &Facts) -> Result<Option<Output>, Failure> {
    let progress = Progress::beside(path);
    let run = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        options.input, options.knowledge, options.running.kinds, options.format, options.json, options.with_text
    );
    let output = match progress.load(&run)? {
        Some(state) => {
            job.state = state.clone();
            Output::append(path, state.bytes)?
        }
        None if path.exists() => {
            eprintln!("dateline: {} is complete: nothing to resume", path.display());
            return Ok(None);
        }
        None => {
            job.state.run.clone_from(&run);
            progress.save(&job.state)?;
            Output::create(Some(path))?
        }
    };
    job.progress = Some(progress);
    Ok(Some(output))
}

fn piece(mut record: Record, format: FactsFormat, style: Style, with_text: bool) -> Piece {
    Piece::Text(match format {
        FactsFormat::Text => facts_text(&record, style),
        FactsFormat::Jsonl => {
            if !with_text {
                record.text.clear();
                record.sentences.clear();
                record.date = None;
            }
            serde_json::to_string(&record).map(|l| l + "\n").unwrap_or_default()
        }
        FactsFormat::Csv => to_csv(None, fact_rows(&record)),
        FactsFormat::Bio => bio(&record),
        FactsFormat::Webannotation => web_annotation(&record),
        FactsFormat::Geojson => features(&record).iter().map(ToString::to_string).collect::<Vec<_>>().join(",\n"),
        FactsFormat::Brat | FactsFormat::Graphml => return Piece::Record(Box::new(record)),
    })
}

enum Target {
    None,
    Stream(Output),
    Folder(Folder),
}

struct FactsSink {
    format: FactsFormat,
    graph: GraphMl,
    any: bool,
    target: Target,
}

impl FactsSink {
    fn write(&mut self, text: &str) -> io::Result<()> {
        match &mut self.target {
            Target::Stream(output) => output.write(text.as_bytes()),
            _ => Ok(()),
        }
    }

    fn head(&mut self) -> io::Result<()> {
        match self.format {
            FactsFormat::Csv => self.write(&to_csv(Some(&FACT_COLUMNS), Vec::new())),
            FactsFormat::Geojson => self.write("{\"type\":\"FeatureCollection\",\"features\":[\n"),
            FactsFormat::Graphml => self.write(&GraphMl::head()),
            _ => Ok(()),
        }
    }

    fn tail(&mut self) -> io::Result<()> {
        match self.format {
            FactsFormat::Geojson => self.write("\n]}\n")?,
            FactsFormat::Graphml => self.write(GraphMl::tail())?,
            _ => {}
        }
        self.flush().map(|_| ())
    }
}

impl Sink<Piece> for FactsSink {
    fn put(&mut self, _: &str, piece: Piece) -> io::Result<()> {
        match piece {
            Piece::Text(text) if self.format == FactsFormat::Geojson => {
                if text.is_empty() {
                    return Ok(());
                }
                if std::mem::replace(&mut self.any, true) {
                    self.write(",\n")?;
                }
                self.write(&text)
            }
            Piece::Text(text) => self.write(&text),
            Piece::Record(record) => {
                if let Target::Folder(folder) = &mut self.target {
                    return folder.put(&record);
                }
                let text = self.graph.add(&record);
                self.write(&text)
            }
        }
    }

    fn flush(&mut self) -> io::Result<u64> {
        match &mut self.target {
            Target::Stream(output) => output.flush(),
            _ => Ok(0),
        }
    }
}

/// A folder with two files an article, for brat.
struct Folder {
    path: PathBuf,
    names: HashSet<String>,
}

impl Folder {
    fn create(path: Option<&Path>) -> Result<Self, Failure> {
        let path = path.ok_or_else(|| failure("--format brat writes two files an article: name a folder with --output"))?;
        let create = || {
            fs::create_dir_all(path)?;
            fs::write(path.join("annotation.conf"), brat_configuration())
        };
        create().map_err(|e: io::Error| failure(format!("{}: {e}", path.display())))?;
        Ok(Self {
            path: path.to_owned(),
            names: HashSet::new(),
        })
    }

    fn put(&mut self, record: &Record) -> io::Result<()> {
        let name = self.name(&record.id);
        fs::write(self.path.join(format!("{name}.txt")), &record.text)?;
        fs::write(self.path.join(format!("{name}.ann")), brat(record))
    }

    /// A file name from an id: it cannot leave the folder, and no two are the same, whatever their case.
    fn name(&mut self, id: &str) -> String {
        let plain: String = id
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                    c
                } else {
                    '_'
                }
            })
            .take(100)
            .collect();
        let plain = plain.trim_start_matches(['.', '_']).trim_end_matches(".txt");
        let plain = if plain.is_empty() { "article" } else { plain };
        let mut name = plain.to_owned();
        let mut n = 2;
        while !self.names.insert(name.to_lowercase()) {
            name = format!("{plain}-{n}");
            n += 1;
        }
        name
    }
}
