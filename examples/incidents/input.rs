//! Articles from text files, and from JSON Lines of `{"id", "text", "date"?}`.

use std::io::{self, Read};
use std::path::Path;

use dateline::Day;
use serde::Deserialize;

/// An article: what it is called, its text and, where its line says so, the day of its publication.
pub struct Input {
    pub source: String,
    pub text: String,
    pub date: Option<Day>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    date: Option<String>,
}

/// Whether a file holds an article a line.
pub fn has_lines(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "jsonl")
}

/// The articles of a file, `-` is standard input; for each that is skipped its place and the reason.
pub fn read(path: &str) -> Vec<Result<Input, (String, &'static str)>> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    let text = read
        .map_err(|_| "cannot be read")
        .and_then(|_| String::from_utf8(bytes).map_err(|_| "not UTF-8"));
    match text {
        Err(reason) => vec![Err((path.to_owned(), reason))],
        Ok(text) if has_lines(path) || path == "-" && text.starts_with("{\"") => {
            let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            lines.map(|(at, line)| article(path, at + 1, line)).collect()
        }
        Ok(text) => vec![Ok(Input {
            source: path.to_owned(),
            text,
            date: None,
        })],
    }
}

fn article(path: &str, number: usize, line: &str) -> Result<Input, (String, &'static str)> {
    let skip = |reason| (format!("{path}:{number}"), reason);
    let line: Line = serde_json::from_str(line).map_err(|_| skip("no JSON of an article, {\"id\", \"text\", \"date\"?}"))?;
    let date = line.date.map(|date| Day::parse(&date).ok_or_else(|| skip("no date, YYYY-MM-DD")));
    Ok(Input {
        source: line.id,
        text: line.text,
        date: date.transpose()?,
    })
}
