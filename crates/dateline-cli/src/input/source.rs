//! Where articles come from, and what their names tell.

use std::ffi::OsString;
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
/// A folder gives its files in the order of their names, those whose name tells a format; hidden ones are left out. Folders are read as
/// they are come to, so that one of millions of files takes no more memory than the names of a level.
///
/// # Errors
/// When an argument names nothing.
pub fn expand(arguments: &[String]) -> Result<Sources, Bad> {
    if arguments.is_empty() {
        return Ok(Sources::from(vec![Source::stdin()]));
    }
    let mut parts = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            parts.push(Part::One(Source::stdin()));
        } else if path.is_dir() {
            let walk = || Walk::new(path).map_err(|e| Bad::file(argument.as_str(), e));
            if walk()?.next().is_none() {
                return Err(Bad::file(
                    argument.as_str(),
                    "no .txt, .html, .jsonl, .csv or .tsv file in this folder",
                ));
            }
            parts.push(Part::Folder(walk()?));
        } else if !path.exists() && argument.contains(['*', '?', '[']) {
            let files = || files_of(argument).map_err(|e| Bad::file(argument.as_str(), e));
            if files()?.next().is_none() {
                return Err(Bad::file(argument.as_str(), "no file fits this pattern"));
            }
            parts.push(Part::Glob(Box::new(files()?)));
        } else {
            fs::metadata(path).map_err(|e| Bad::file(argument.as_str(), e))?;
            parts.push(Part::One(Source::file(path)));
        }
    }
    Ok(Sources {
        parts: parts.into_iter(),
        current: None,
    })
}

/// Sources in order; a folder that cannot be read is a bad one.
pub struct Sources {
    parts: std::vec::IntoIter<Part>,
    current: Option<Part>,
}

enum Part {
    One(Source),
    Folder(Walk),
    Glob(Box<dyn Iterator<Item = Result<Source, Bad>>>),
}

impl From<Vec<Source>> for Sources {
    fn from(sources: Vec<Source>) -> Self {
        Self {
            parts: sources.into_iter().map(Part::One).collect::<Vec<_>>().into_iter(),
            current: None,
        }
    }
}

impl Iterator for Sources {
    type Item = Result<Source, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = match self.current.take().or_else(|| self.parts.next())? {
                Part::One(source) => return Some(Ok(source)),
                Part::Folder(mut walk) => walk.next().map(|found| (found, Part::Folder(walk))),
                Part::Glob(mut files) => files.next().map(|found| (found, Part::Glob(files))),
            };
            if let Some((found, rest)) = next {
                self.current = Some(rest);
                return Some(found);
            }
        }
    }
}

/// The files that a pattern names.
fn files_of(pattern: &str) -> Result<impl Iterator<Item = Result<Source, Bad>> + use<>, glob::PatternError> {
    let hidden = glob::MatchOptions {
        require_literal_leading_dot: true,
        ..glob::MatchOptions::default()
    };
    let paths = glob::glob_with(pattern, hidden)?;
    Ok(paths.filter_map(|found| match found {
        Ok(path) => path.is_file().then(|| Ok(Source::file(&path))),
        Err(e) => Some(Err(Bad::file(e.path().display().to_string(), e.error()))),
    }))
}

/// A folder and those below it, one open level above the other.
struct Walk(Vec<Level>);

struct Level {
    folder: PathBuf,
    /// Names, and whether they are folders.
    entries: std::vec::IntoIter<(OsString, bool)>,
}

impl Walk {
    fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self(vec![Level::open(folder.to_owned())?]))
    }
}

impl Level {
    fn open(folder: PathBuf) -> io::Result<Self> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            // A link to a folder may lead in a circle: it is none.
            let (name, is_folder) = (entry.file_name(), entry.file_type()?.is_dir());
            let wanted = |n: &str| !n.starts_with('.') && (is_folder || Format::of(n).is_some());
            if name.to_str().is_some_and(wanted) {
                entries.push((name, is_folder));
            }
        }
        entries.sort_unstable();
        Ok(Self {
            folder,
            entries: entries.into_iter(),
        })
    }
}

impl Iterator for Walk {
    type Item = Result<Source, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let level = self.0.last_mut()?;
            let Some((name, is_folder)) = level.entries.next() else {
                self.0.pop();
                continue;
            };
            let path = level.folder.join(name);
            if is_folder {
                match Level::open(path.clone()) {
                    Ok(level) => self.0.push(level),
                    Err(e) => return Some(Err(Bad::file(path.display().to_string(), e))),
                }
            } else if path.is_file() {
                return Some(Ok(Source::file(&path)));
            }
        }
    }
}
