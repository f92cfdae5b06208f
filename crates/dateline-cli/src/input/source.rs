//! Where articles come from, and what their names tell.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use super::Bad;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article as plain text.
    Text,
    /// One article as an HTML page.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
}

impl Format {
    /// What the name of a file says, packed or not.
    ///
    /// ```
    /// use dateline_cli::input::Format;
    /// assert_eq!(Format::of("2024/news.jsonl.zst"), Some(Format::Jsonl));
    /// assert_eq!(Format::of("Makefile"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let bare = [".gz", ".zst"].iter().find_map(|e| lower.strip_suffix(e)).unwrap_or(&lower);
        match Path::new(bare).extension()?.to_str()? {
            "txt" | "text" | "md" => Some(Self::Text),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// Whether a file of it holds many articles.
    #[must_use]
    pub fn has_rows(self) -> bool {
        matches!(self, Self::Jsonl | Self::Csv | Self::Tsv)
    }

    /// What the first bytes look like.
    pub(super) fn sniff(start: &[u8]) -> Self {
        let start = start.trim_ascii_start();
        let lower = start.get(..start.len().min(15)).unwrap_or_default().to_ascii_lowercase();
        if start.starts_with(b"{") {
            Self::Jsonl
        } else if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// A file, standard input, or bytes.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    File(PathBuf),
    Stdin,
    Memory(Vec<u8>),
}

impl Source {
    /// Bytes with a name.
    #[must_use]
    pub fn memory(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            content: Content::Memory(bytes),
        }
    }

    /// A file.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        Self {
            name: path.display().to_string(),
            content: Content::File(path.to_owned()),
        }
    }

    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self {
            name: "stdin".to_owned(),
            content: Content::Stdin,
        }
    }

    /// Its name in messages, and the id of an article that is the whole of it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its size as stored, where that is known.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        match &self.content {
            Content::File(path) => fs::metadata(path).ok().map(|m| m.len()),
            Content::Stdin => None,
            Content::Memory(bytes) => Some(bytes.len() as u64),
        }
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(match &self.content {
            Content::File(path) => Box::new(File::open(path)?),
            Content::Stdin => Box::new(io::stdin()),
            Content::Memory(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}

/// The sources that arguments name: files, folders with all below them, globs, and `-` for standard input; no argument is standard input too.
/// A folder gives its files in the order of their names, those whose name tells a format; hidden ones are left out.
///
/// # Errors
/// When an argument names nothing.
pub fn expand(arguments: &[String]) -> Result<Vec<Source>, Bad> {
    if arguments.is_empty() {
        return Ok(vec![Source::stdin()]);
    }
    let mut sources = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            sources.push(Source::stdin());
        } else if path.is_dir() {
            let before = sources.len();
            walk(path, &mut sources).map_err(|e| Bad::file(argument.as_str(), e))?;
            if sources.len() == before {
                return Err(Bad::file(
                    argument.as_str(),
                    "no .txt, .html, .jsonl, .csv or .tsv file in this folder",
                ));
            }
        } else if !path.exists() && argument.contains(['*', '?', '[']) {
            let hidden = glob::MatchOptions {
                require_literal_leading_dot: true,
                ..glob::MatchOptions::default()
            };
            let paths = glob::glob_with(argument, hidden).map_err(|e| Bad::file(argument.as_str(), e))?;
            let before = sources.len();
            for found in paths {
                let found = found.map_err(|e| Bad::file(argument.as_str(), e))?;
                if found.is_file() {
                    sources.push(Source::file(&found));
                }
            }
            if sources.len() == before {
                return Err(Bad::file(argument.as_str(), "no file fits this pattern"));
            }
        } else {
            fs::metadata(path).map_err(|e| Bad::file(argument.as_str(), e))?;
            sources.push(Source::file(path));
        }
    }
    Ok(sources)
}

fn walk(folder: &Path, sources: &mut Vec<Source>) -> io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|n| !n.starts_with('.')) else {
            continue;
        };
        let path = entry.path();
        // A link to a folder may lead in a circle.
        if entry.file_type()?.is_dir() {
            walk(&path, sources)?;
        } else if path.is_file() && Format::of(name).is_some() {
            sources.push(Source::file(&path));
        }
    }
    Ok(())
}
