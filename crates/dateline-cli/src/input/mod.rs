//! Articles from files, folders, globs and standard input: plain text, HTML, JSON Lines and CSV, packed with gzip or zstd or not.
//!
//! Everything is read as a stream: one article at a time is in memory, whatever the size of a file of rows.

mod decode;
mod html;
mod rows;
mod source;

use std::fmt;
use std::io::{BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dateline::Day;

pub use html::{Page, strip_html};
pub use source::{Format, Source, Sources, expand};

use decode::Limited;

/// The largest article that is read; larger ones are reported as bad.
pub const MAX_ARTICLE: u64 = 64 << 20;

/// One article to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its id: the `id` column, else the name of its file.
    pub id: String,
    /// Its text, to which all offsets refer.
    pub text: String,
    /// The day it was published.
    pub date: Option<Day>,
}

impl Article {
    /// As the extractor takes it.
    #[must_use]
    pub fn article(&self) -> dateline::Article<'_> {
        let article = dateline::Article::new(&self.text);
        match self.date {
            Some(day) => article.published(day),
            None => article,
        }
    }
}

/// An article that could not be read, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The file, with the line where there is one.
    pub place: String,
    /// What is wrong with it.
    pub message: String,
    /// Whether it is the file that is bad, not one article of it.
    pub file: bool,
}

impl Bad {
    fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
            file: false,
        }
    }

    fn file(place: impl Into<String>, message: impl fmt::Display) -> Self {
        Self {
            place: place.into(),
            message: message.to_string(),
            file: true,
        }
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// How rows are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The column of the id.
    pub id: String,
    /// The column of the text.
    pub text: String,
    /// The column of the date.
    pub date: String,
    /// The date of articles that bring none.
    pub published: Option<Day>,
    /// The format of every input, when the names do not tell it.
    pub format: Option<Format>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            id: "id".into(),
            text: "text".into(),
            date: "date".into(),
            published: None,
            format: None,
        }
    }
}

type Items = Box<dyn Iterator<Item = Result<Article, Bad>>>;

/// All articles of some sources, in order.
///
/// ```
/// use dateline_cli::input::{Articles, Options, Source};
/// let lines = br#"{"id": "a", "text": "Police detained two men."}
/// {"id": "b"}
/// "#;
/// let source = Source::memory("news.jsonl", lines.to_vec());
/// let read: Vec<_> = Articles::new(vec![source], Options::default()).collect();
/// assert_eq!(read[0].as_ref().unwrap().text, "Police detained two men.");
/// assert_eq!(read[1].as_ref().unwrap_err().to_string(), "news.jsonl:2: no text: there is no \"text\"; name it with --text-column");
/// ```
pub struct Articles {
    sources: Sources,
    options: Arc<Options>,
    current: Option<Items>,
    read: Arc<AtomicU64>,
}

impl Articles {
    /// The articles of the sources.
    #[must_use]
    pub fn new(sources: impl Into<Sources>, options: Options) -> Self {
        Self {
            sources: sources.into(),
            options: Arc::new(options),
            current: None,
            read: Arc::default(),
        }
    }

    /// The count of bytes that were read so far, before unpacking.
    #[must_use]
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        self.read.clone()
    }

    fn open(&self, source: &Source) -> Result<Items, Bad> {
        let name = source.name();
        let reader = source.open().map_err(|e| Bad::file(name, e))?;
        let counted = Counted {
            inner: reader,
            read: self.read.clone(),
        };
        let mut reader = decode::unpack(Box::new(counted)).map_err(|e| Bad::file(name, e))?;
        let format = match self.options.format.or_else(|| Format::of(name)) {
            Some(format) => format,
            None => Format::sniff(reader.fill_buf().map_err(|e| Bad::file(name, e))?),
        };
        Ok(match format {
            Format::Jsonl => Box::new(rows::Lines::new(reader, name, self.options.clone())),
            Format::Csv => Box::new(rows::Table::new(reader, name, self.options.clone(), b',')?),
            Format::Tsv => Box::new(rows::Table::new(reader, name, self.options.clone(), b'\t')?),
            Format::Text | Format::Html => Box::new(std::iter::once(self.whole(reader, name, format == Format::Html))),
        })
    }

    fn whole(&self, reader: Box<dyn BufRead>, name: &str, html: bool) -> Result<Article, Bad> {
        let mut bytes = Vec::new();
        Limited::new(reader, MAX_ARTICLE)
            .read_to_end(&mut bytes)
            .map_err(|e| Bad::new(name, e.to_string()))?;
        let text = match html::declared(&bytes).filter(|_| html) {
            Some(text) => text,
            None => utf8(bytes).map_err(|message| Bad::new(name, message))?,
        };
        let mut article = Article {
            id: name.to_owned(),
            text,
            date: self.options.published,
        };
        if html {
            let page = strip_html(&article.text);
            article.date = page.date.or(article.date);
            article.text = page.text;
        }
        Ok(article)
    }
}

impl Iterator for Articles {
    type Item = Result<Article, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            match self.sources.next()?.and_then(|source| self.open(&source)) {
                Ok(items) => self.current = Some(items),
                Err(bad) => {
                    self.current = None;
                    return Some(Err(bad));
                }
            }
        }
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, String> {
    let mut text = String::from_utf8(bytes).map_err(|e| format!("not UTF-8 at byte {}", e.utf8_error().valid_up_to()))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn date(text: &str) -> Result<Option<Day>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.get(..10).and_then(Day::parse);
    let rest = text.get(10..).unwrap_or_default();
    match day {
        Some(day) if rest.is_empty() || rest.starts_with(['T', ' ']) => Ok(Some(day)),
        _ => Err(format!("'{text}' is no date; write YYYY-MM-DD")),
    }
}

struct Counted {
    inner: Box<dyn Read>,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
