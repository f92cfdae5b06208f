//! `dateline facts`.

use std::path::Path;

use dateline_cli::format::{FACT_COLUMNS, Style, bio, fact_rows, facts_text, web_annotation};
use dateline_cli::input::Article;
use dateline_cli::model::{Record, json_line};

use super::job::Job;
use super::output::Output;
use super::resume::Progress;
use super::sink::{Folder, Piece, Pieces};
use super::{Failure, Outcome, failure, style};
use crate::cli::{Facts, FactsFormat};

pub(super) fn facts(options: &Facts) -> Outcome {
    let format = if options.json { FactsFormat::Jsonl } else { options.format };
    let grows = matches!(
        format,
        FactsFormat::Text | FactsFormat::Jsonl | FactsFormat::Csv | FactsFormat::Bio | FactsFormat::Webannotation
    );
    if options.resume && !grows {
        return Err(failure(
            "--resume needs a format that grows article by article: text, jsonl, csv, bio or webannotation",
        ));
    }
    let path = options.run.running.output.as_deref();
    let mut job = Job::new(&options.run)?;
    let kinds = job.kinds()?;
    let mut pieces = if format == FactsFormat::Brat {
        Pieces::Folder(Folder::create(path)?)
    } else {
        let output = match (path, options.resume) {
            (Some(path), true) => match begin_or_go_on(path, &mut job, options)? {
                Some(output) => output,
                None => return Ok(std::process::ExitCode::SUCCESS),
            },
            _ => Output::create(path)?,
        };
        match format {
            FactsFormat::Csv => Pieces::csv(output, &FACT_COLUMNS)?,
            FactsFormat::Parquet => Pieces::table(output, &FACT_COLUMNS)?,
            FactsFormat::Geojson => Pieces::features(output)?,
            FactsFormat::Graphml => Pieces::graph(output)?,
            _ => Pieces::Row(output),
        }
    };
    let style = style(path.is_none(), &options.run.input);
    let fast = format == FactsFormat::Jsonl && kinds.is_empty() && !options.with_text;
    let work = |article: &Article, document: &dateline::Document| {
        if fast {
            return Piece::Text(json_line(&article.id, document));
        }
        let mut record = Record::new(article, document);
        record.keep(&kinds);
        piece(record, format, style, options.with_text)
    };
    let ended = job.go(work, &mut pieces);
    // A run that --strict ended leaves a whole file, too.
    let finished = pieces.finish();
    let code = ended?;
    finished?;
    Ok(code)
}

/// The output of a run that may go on later; `None` where there is nothing left to do.
fn begin_or_go_on(path: &Path, job: &mut Job<'_>, options: &Facts) -> Result<Option<Output>, Failure> {
    let progress = Progress::beside(path);
    let run = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        options.run.input, options.run.knowledge, options.run.running.kinds, options.format, options.json, options.with_text
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
        FactsFormat::Bio => bio(&record),
        FactsFormat::Webannotation => web_annotation(&record),
        FactsFormat::Geojson => return Piece::features(&record),
        FactsFormat::Csv | FactsFormat::Parquet => return Piece::Rows(fact_rows(&record)),
        FactsFormat::Brat | FactsFormat::Graphml => return Piece::Record(Box::new(record)),
    })
}
