//! Reads JSON Lines `{"id", "text", "date"?}` from standard input and writes one line of facts for each.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use dateline::{Article, Day, Extractor, Output};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Input {
    id: String,
    text: String,
    date: Option<String>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    #[serde(flatten)]
    output: Output,
}

fn run() -> Result<(), String> {
    let mut worker = Extractor::new().worker();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|e| format!("line {}: {e}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let input: Input = serde_json::from_str(&line).map_err(|e| format!("line {}: {e}", number + 1))?;
        let mut article = Article::new(&input.text);
        if let Some(date) = &input.date {
            let day = Day::parse(date).ok_or_else(|| format!("line {}: '{date}' is no date; write YYYY-MM-DD", number + 1))?;
            article = article.published(day);
        }
        let output = worker.extract(&article).to_output();
        serde_json::to_writer(&mut out, &Line { id: input.id, output }).map_err(|e| e.to_string())?;
        out.write_all(b"\n").map_err(|e| e.to_string())?;
    }
    out.flush().map_err(|e| e.to_string())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("jsonl: {message}");
            ExitCode::from(2)
        }
    }
}
