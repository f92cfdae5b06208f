//! What becomes of the pieces that the threads make.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dateline_cli::format::{Cell, Column, GraphMl, Parquet, brat, brat_configuration, features, to_csv};
use dateline_cli::model::Record;

use super::job::Sink;
use super::output::Output;
use super::{Failure, failure};

/// What a thread makes of an article.
pub(super) enum Piece {
    Text(String),
    Rows(Vec<Vec<Cell>>),
    Record(Box<Record>),
}

impl Piece {
    /// The features of an article as text with commas between them.
    pub(super) fn features(record: &Record) -> Self {
        Self::Text(features(record).iter().map(ToString::to_string).collect::<Vec<_>>().join(",\n"))
    }
}

/// Where pieces go.
pub(super) enum Pieces {
    /// Text, one piece behind the other.
    Row(Output),
    /// `GeoJSON`: a comma between two; whether there is one already.
    Features(Output, bool),
    Table(Parquet<Output>),
    Graph(Output, GraphMl),
    Folder(Folder),
}

impl Pieces {
    /// CSV; the header stands there already where an earlier run is gone on with.
    pub(super) fn csv(mut output: Output, columns: &[Column]) -> io::Result<Self> {
        if output.is_empty() {
            output.write(to_csv(Some(columns), Vec::new()).as_bytes())?;
        }
        Ok(Self::Row(output))
    }

    pub(super) fn features(mut output: Output) -> io::Result<Self> {
        output.write(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
        Ok(Self::Features(output, false))
    }

    pub(super) fn table(output: Output, columns: &'static [Column]) -> Result<Self, Failure> {
        if output.is_terminal() {
            return Err(failure("a terminal cannot show Parquet: name a file with --output"));
        }
        Ok(Self::Table(Parquet::new(output, columns)?))
    }

    pub(super) fn graph(mut output: Output) -> io::Result<Self> {
        output.write(GraphMl::head().as_bytes())?;
        Ok(Self::Graph(output, GraphMl::default()))
    }

    /// What closes the file.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Row(mut output) => output.flush()?,
            Self::Features(mut output, _) => {
                output.write(b"\n]}\n")?;
                output.flush()?
            }
            Self::Table(table) => table.finish()?.flush()?,
            Self::Graph(mut output, _) => {
                output.write(GraphMl::tail().as_bytes())?;
                output.flush()?
            }
            Self::Folder(_) => 0,
        };
        Ok(())
    }
}

impl Sink<Piece> for Pieces {
    fn put(&mut self, piece: Piece) -> io::Result<()> {
        match (self, piece) {
            (Self::Row(output), Piece::Text(text)) => output.write(text.as_bytes()),
            (Self::Row(output), Piece::Rows(rows)) => output.write(to_csv(None, rows).as_bytes()),
            (Self::Features(output, any), Piece::Text(text)) if !text.is_empty() => {
                if std::mem::replace(any, true) {
                    output.write(b",\n")?;
                }
                output.write(text.as_bytes())
            }
            (Self::Table(table), Piece::Rows(rows)) => table.put(rows),
            (Self::Graph(output, graph), Piece::Record(record)) => output.write(graph.add(&record).as_bytes()),
            (Self::Folder(folder), Piece::Record(record)) => folder.put(&record),
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<u64> {
        match self {
            Self::Row(output) | Self::Features(output, _) | Self::Graph(output, _) => output.flush(),
            Self::Table(_) | Self::Folder(_) => Ok(0),
        }
    }
}

/// A folder with two files an article, for brat.
pub(super) struct Folder {
    path: PathBuf,
    names: HashSet<String>,
}

impl Folder {
    pub(super) fn create(path: Option<&Path>) -> Result<Self, Failure> {
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
        let fit = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let plain: String = id.chars().map(|c| if fit(c) { c } else { '_' }).take(100).collect();
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
