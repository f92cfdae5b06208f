//! Lists the incidents of articles: a table, CSV for GTD or ACLED users, `GeoJSON` or JSON.
//!
//! `incidents` reads the article that ships with the repository; `incidents FILE...` reads files, `-` standard input.
//! `--date YYYY-MM-DD` is the day they were published. What was skipped, and why, is told on standard error.

mod rows;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use comfy_table::{ContentArrangement, Table, presets};
use dateline::{Article, Day, Document, Extractor};
use indicatif::ProgressBar;
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

fn read(path: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    read.map_err(|_| "cannot be read")?;
    String::from_utf8(bytes).map_err(|_| "not UTF-8")
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
        let toll = |t: Option<(u64, Option<u64>)>| match t {
            Some((min, Some(max))) if min == max => min.to_string(),
            Some((min, Some(max))) => format!("{min}-{max}"),
            Some((min, None)) => format!("{min}+"),
            None => String::new(),
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
            toll(incident.killed()),
            toll(incident.wounded()),
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
    let bar = if paths.len() > 20 {
        ProgressBar::new(paths.len() as u64)
    } else {
        ProgressBar::hidden()
    };
    for path in paths {
        let text = if shipped { Ok(ARTICLE.to_owned()) } else { read(&path) };
        match text {
            Err(reason) => skipped.entry(reason).or_default().push(path),
            Ok(text) => {
                let article = Article::new(&text);
                let document = worker.extract(&date.map_or(article, |day| article.published(day)));
                if document.incidents().len() == 0 {
                    skipped.entry("without an incident").or_default().push(path);
                } else {
                    documents.push((path, document.clone()));
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
