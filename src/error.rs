//! The one error type: what was wrong in a list, a rule file or a request, and where.

use std::borrow::Cow;
use std::fmt;

/// Why lists or rules could not be built, or a text that is too long was not read. Extraction itself never fails.
///
/// The message names the file, the line and column (both from 1, columns in characters), shows the line with a caret
/// below the place, and says what would have been right.
///
/// ```
/// let error = dateline::Extractor::builder().gazetteer_tsv("mine.tsv", "id\tkind\n").build().unwrap_err();
/// assert!(error.to_string().contains("mine.tsv:1:"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
}

/// One problem at one place of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub width: usize,
    /// The line, of a long one what stands around the place.
    pub source: String,
    /// How many characters of `source` stand before the place.
    pub indent: usize,
    pub message: String,
    pub help: Option<Cow<'static, str>>,
}

impl Error {
    pub(crate) fn from_problems(problems: Vec<Problem>) -> Self {
        Self {
            problems: problems.into_iter().take(MOST).collect(),
        }
    }

    /// The line of the first problem, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.problems.first().map_or(0, |p| p.line)
    }

    /// The column of the first problem in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.problems.first().map_or(0, |p| p.column)
    }

    /// How many problems were found; the message shows all of them. Behind a hundred no more are looked for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.len()
    }
}

/// Sorts problems by file, line and column; those of no file come first.
pub(crate) fn in_order(problems: &mut [Problem], files: &[(String, String)]) {
    // One number: a sort for each shape of key is some kB of program.
    let clipped = |number: usize, bits: u32| number.min((1 << bits) - 1) as u64;
    problems.sort_by_cached_key(|p| {
        let file = files.iter().position(|(name, _)| *name == p.file).map_or(0, |at| at + 1);
        clipped(file, 16) << 48 | clipped(p.line, 32) << 16 | clipped(p.column, 16)
    });
}

impl Problem {
    /// A problem at the bytes `start..end` of `text`, the whole content of `file`.
    pub(crate) fn at(file: &str, text: &str, start: usize, end: usize, message: impl Into<String>) -> Self {
        let start = floor_boundary(text, start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let number = text[..start].matches('\n').count() + 1;
        let line = text[line_start..line_end].trim_end_matches('\r');
        Self::on(file, number, line, start - line_start, end.saturating_sub(line_start), message)
    }

    /// A problem at the bytes `start..end` of a line whose number is known.
    pub(crate) fn on(file: &str, number: usize, line: &str, start: usize, end: usize, message: impl Into<String>) -> Self {
        let start = floor_boundary(line, start);
        let end = floor_boundary(line, end.max(start).min(start + SHOWN));
        let from = floor_boundary(line, if line.len() > SHOWN { start.saturating_sub(SHOWN / 2) } else { 0 });
        let to = floor_boundary(line, (from + SHOWN).max(end));
        Self {
            file: file.to_owned(),
            line: number,
            column: line[..start].chars().count() + 1,
            width: line[start..end].chars().count().max(1),
            source: line[from..to].to_owned(),
            indent: line[from..start].chars().count(),
            message: shortened(message.into()).into_owned(),
            help: None,
        }
    }

    /// A problem of a file as a whole.
    pub(crate) fn of(file: &str, message: impl Into<String>) -> Self {
        Self::on(file, 0, "", 0, 0, message)
    }

    pub(crate) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(shortened(help));
        self
    }
}

/// A message with a word of it that is too long to be shown cut out.
fn shortened(message: impl Into<Cow<'static, str>>) -> Cow<'static, str> {
    let message = message.into();
    if message.len() <= SHOWN {
        return message;
    }
    let start = floor_boundary(&message, SHOWN / 2);
    let end = floor_boundary(&message, message.len() - SHOWN / 4);
    format!("{} … {}", &message[..start], &message[end..]).into()
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What is odd in lists that can be used all the same: spellings that never match. Displayed as an [`Error`] is.
///
/// ```
/// let list = "kind\tname\taliases\ngroup\tDawn Front\tdawn front|!!!\n";
/// let lists = dateline::Gazetteer::default().with(&[("mine.tsv".into(), list.into())])?;
/// assert_eq!(lists.warnings().count(), 2);
/// assert!(lists.warnings().to_string().starts_with("mine.tsv:2:18: `dawn front` adds nothing"));
/// # Ok::<(), dateline::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Warnings {
    pub(crate) problems: Vec<Problem>,
}

impl Warnings {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.problems.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }
}

impl fmt::Display for Warnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.problems, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(&self.problems, f)?;
        if full(&self.problems) {
            write!(f, "\nthese are the first {MOST} problems; mend them to see the others")?;
        }
        Ok(())
    }
}

/// How many problems are looked for: who has as many mends some and tries again.
const MOST: usize = 100;

/// How many bytes of a line and of a message are shown.
const SHOWN: usize = 400;

/// Whether enough is wrong.
pub(crate) fn full(problems: &[Problem]) -> bool {
    problems.len() >= MOST
}

fn show(problems: &[Problem], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, p) in problems.iter().enumerate() {
        if i > 0 {
            writeln!(f)?;
        }
        if p.line == 0 {
            write!(f, "{}: {}", p.file, p.message)?;
        } else {
            write!(f, "{}:{}:{}: {}", p.file, p.line, p.column, p.message)?;
            let shown = p.source.replace('\t', " ");
            write!(f, "\n  | {shown}\n  | {}{}", " ".repeat(p.indent), "^".repeat(p.width))?;
        }
        if let Some(help) = &p.help {
            write!(f, "\n  = {help}")?;
        }
    }
    Ok(())
}

impl std::error::Error for Error {}
