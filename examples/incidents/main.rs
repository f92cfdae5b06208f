//! Lists the incidents of articles: a table, CSV for GTD or ACLED users, `GeoJSON` or JSON.
//!
//! `incidents` reads the article that ships with the repository; `incidents FILE...` reads text files, lines of `{"id", "text", "date"?}` where
//! a name ends in `.jsonl`, and `-` standard input of either kind. `--date YYYY-MM-DD` is the day of those that name none. What was skipped,
//! and why, is told on standard error.

mod input;
mod rows;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use dateline::{Article, Day, Document, Extractor};
use indicatif::ProgressBar;
use input::Input;
use rows::{ACLED, GTD, Row, list};
use serde_json::json;

const ARTICLE: &str = include_str!("../articles/istanbul.txt");
const USAGE: &str = "usage: incidents [--csv | --acled | --geojson | --json] [--date YYYY-MM-DD] [FILE... | -]";

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Table,
    Gtd,
    Acled,
    GeoJson,
    Json,
}

fn rows<'d>(path: &'d str, document: &'d Document) -> Vec<Row<'d>> {
    let row = |(number, incident): (usize, dateline::IncidentView<'d>)| {
        let sentence = incident.sentences().next().and_then(|s| document.sentences().get(s));
        let words = sentence.map_or("", |s| s.span().text(document.text()));
        Row {
            id: format!("{path}#{}", number + 1),
            source: path,
            incident,
            summary: words.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    };
    document.incidents().enumerate().map(row).collect()
}

fn table(rows: &[Row<'_>]) -> String {
    let mut table = Table::new();
    table
        .load_preset(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["days", "place", "what", "by", "against", "killed", "wounded"]);
    for row in rows {
        let incident = row.incident;
        let figure = |(min, max): (u64, Option<u64>)| match max {
            Some(max) if min == max => min.to_string(),
            Some(max) => format!("{min}-{max}"),
            None => format!("{min}+"),
        };
        // The figure that holds, behind it the others that are told.
        let toll = |effect: &str, holds: Option<(u64, Option<u64>)>| {
            let mut figures: Vec<String> = holds.map(figure).into_iter().collect();
            for told in incident.tolls().filter(|t| t.effect() == effect).map(|t| figure(t.count())) {
                if !figures.contains(&told) {
                    figures.push(told);
                }
            }
            match figures.split_first() {
                Some((first, [])) => first.clone(),
                Some((first, others)) => format!("{first} ({})", others.join(", ")),
                None => String::new(),
            }
        };
        let what = if incident.stage() == "accomplished" {
            incident.kind().to_owned()
        } else {
            format!("{} ({})", incident.kind(), incident.stage())
        };
        let groups = incident
            .organizations()
            .map(|o| format!("{o} ({})", o.confidence().unwrap_or("asserted")));
        let by: Vec<String> = groups.chain(incident.perpetrators().map(|p| p.to_string())).collect();
        table.add_row([
            row.days(),
            row.place(),
            what,
            by.join("; "),
            list(incident.targets().chain(incident.victims())),
            toll("killed", incident.killed()),
            toll("wounded", incident.wounded()),
        ]);
    }
    table.to_string()
}

fn print(format: Format, documents: &[(String, Document)], out: &mut impl Write) -> Result<(), String> {
    let rows: Vec<Row<'_>> = documents.iter().flat_map(|(path, document)| rows(path, document)).collect();
    let columns = match format {
        Format::Table => return writeln!(out, "{}", table(&rows)).map_err(|e| e.to_string()),
        Format::GeoJson => {
            let features: Vec<_> = rows.iter().filter_map(Row::feature).collect();
            return writeln!(out, "{}", json!({"type": "FeatureCollection", "features": features})).map_err(|e| e.to_string());
        }
        Format::Json => {
            for (path, document) in documents {
                let output = serde_json::to_value(document.to_output()).map_err(|e| e.to_string())?;
                writeln!(out, "{}", json!({"source": path, "incidents": output["incidents"]})).map_err(|e| e.to_string())?;
            }
            return Ok(());
        }
        Format::Gtd => GTD,
        Format::Acled => ACLED,
    };
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(columns.iter().map(|c| c.0)).map_err(|e| e.to_string())?;
    for row in &rows {
        csv.write_record(columns.iter().map(|c| c.1(row))).map_err(|e| e.to_string())?;
    }
    csv.flush().map_err(|e| e.to_string())
}

fn run() -> Result<(), String> {
    let (mut format, mut date, mut paths) = (Format::Table, None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--csv" => format = Format::Gtd,
            "--acled" => format = Format::Acled,
            "--geojson" => format = Format::GeoJson,
            "--json" => format = Format::Json,
            "--date" => {
                let day = arguments.next().unwrap_or_default();
                date = Some(Day::parse(&day).ok_or_else(|| format!("'{day}' is no date; write YYYY-MM-DD"))?);
            }
            "--help" | "-h" => {
                println!("{USAGE}");
                return Ok(());
            }
            a if a.starts_with("--") => return Err(format!("unknown option {a}; see --help")),
            _ => paths.push(argument),
        }
    }
    let mut worker = Extractor::new().worker();
    let mut skipped: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut documents = Vec::new();
    let shipped = paths.is_empty();
    if shipped {
        paths.push("istanbul.txt".to_owned());
    }
    let bar = if paths.len() > 20 || paths.iter().any(|path| input::has_lines(path)) {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    // A file is read when its turn comes.
    let inputs = paths.into_iter().flat_map(|source| {
        let inputs = if shipped {
            vec![Ok(Input {
                source,
                text: ARTICLE.to_owned(),
                date: None,
            })]
        } else {
            input::read(&source)
        };
        bar.inc_length(inputs.len() as u64);
        inputs
    });
    for input in inputs {
        match input {
            Err((place, reason)) => skipped.entry(reason).or_default().push(place),
            Ok(input) => {
                let article = Article::new(&input.text);
                let document = worker.extract(&input.date.or(date).map_or(article, |day| article.published(day)));
                if document.incidents().len() == 0 {
                    skipped.entry("without an incident").or_default().push(input.source);
                } else {
                    documents.push((input.source, document.clone()));
                }
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut out = Vec::new();
    print(format, &documents, &mut out)?;
    match io::stdout().lock().write_all(&out) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => return Err(e.to_string()),
        _ => {}
    }
    for (reason, paths) in &skipped {
        eprintln!("incidents: {} skipped, {reason}: {}", paths.len(), paths.join(", "));
    }
    if skipped.keys().any(|reason| *reason != "without an incident") {
        return Err("some files were not read".to_owned());
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("incidents: {message}");
            ExitCode::from(2)
        }
    }
}
