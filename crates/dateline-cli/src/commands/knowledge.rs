//! `dateline gazetteer`.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use dateline::{Entry, Gazetteer as Lists};
use serde_json::json;

use super::{Failure, Outcome, failure, print, read, text};
use crate::cli::Gazetteer;

pub(super) fn gazetteer(command: Gazetteer) -> Outcome {
    match command {
        Gazetteer::Check { files } => {
            let before = Lists::builtin().len();
            let mut out = String::new();
            let mut bad = false;
            for file in &files {
                match Lists::builtin().with(&texts(std::slice::from_ref(file))?) {
                    Ok(lists) => {
                        let warnings = lists.warnings();
                        if !warnings.is_empty() {
                            eprintln!("{warnings}");
                        }
                        let problems = match warnings.count() {
                            0 => "no problem".to_owned(),
                            1 => "one warning".to_owned(),
                            n => format!("{n} warnings"),
                        };
                        let _ = writeln!(out, "{}: {} names of things, {problems}", file.display(), lists.len() - before);
                    }
                    Err(error) => {
                        eprintln!("{error}");
                        bad = true;
                    }
                }
            }
            print(out.as_bytes())?;
            Ok(ExitCode::from(u8::from(bad)))
        }
        Gazetteer::Index { files, output } => {
            let lists = Lists::builtin().with(&texts(&files)?).map_err(failure)?;
            write(&lists, &output).map_err(|e| failure(format!("{}: {e}", output.display())))?;
            print(format!("{}: {} names of things\n", output.display(), lists.len()).as_bytes())
        }
        Gazetteer::Lookup { names, lists, json } => {
            let lists = gather(&lists)?;
            let mut out = String::new();
            let mut missing = false;
            for name in &names {
                let found = lists.lookup(name);
                missing |= found.is_empty();
                if found.is_empty() {
                    eprintln!("dateline: no list has '{name}'");
                }
                for entry in found {
                    out.push_str(&if json { as_json(name, entry) } else { as_text(entry) });
                }
            }
            print(out.as_bytes())?;
            Ok(ExitCode::from(u8::from(missing)))
        }
    }
}

/// The built-in lists with others on top, of which one may be an index that was saved before: it has the built-in ones in it.
pub(super) fn gather(files: &[PathBuf]) -> Result<Arc<Lists>, Failure> {
    let (mut base, mut lists) = (None, Vec::new());
    for file in files {
        let bytes = std::fs::read(file).map_err(|e| failure(format!("{}: {e}", file.display())))?;
        if !bytes.starts_with(INDEX) {
            lists.push((file.display().to_string(), text(file, bytes)?));
        } else if base.is_some() {
            return Err(failure(format!("{}: a second index; make one of both lists", file.display())));
        } else {
            let index = Lists::open(bytes).map_err(|e| failure(format!("{}: {e}", file.display())))?;
            base = Some(Arc::new(index));
        }
    }
    let base = base.unwrap_or_else(|| Lists::builtin().clone());
    if lists.is_empty() {
        return Ok(base);
    }
    Ok(Arc::new(base.with(&lists).map_err(failure)?))
}

/// What an index begins with.
const INDEX: &[u8] = b"dateline";

/// Written whole or not at all, so that a program that has the old one open is not hurt.
fn write(lists: &Lists, output: &Path) -> io::Result<()> {
    let mut new = output.as_os_str().to_owned();
    new.push(".new");
    let mut file = BufWriter::new(File::create(&new)?);
    lists.save(&mut file)?;
    file.into_inner()?.sync_all()?;
    fs::rename(&new, output)
}

fn texts(files: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    files.iter().map(|f| Ok((f.display().to_string(), read(f)?))).collect()
}

fn as_json(name: &str, entry: Entry<'_>) -> String {
    let line = json!({
        "query": name, "id": entry.id(), "name": entry.name(), "kind": entry.kind(), "subkind": entry.subkind(), "country": entry.country(),
        "parent": entry.parent(), "latitude": entry.coordinates().map(|c| c.0), "longitude": entry.coordinates().map(|c| c.1),
        "geonames": entry.geonames(), "population": (entry.population() > 0).then_some(entry.population()),
    });
    format!("{line}\n")
}

fn as_text(entry: Entry<'_>) -> String {
    let mut line = format!("{:<16} {}", entry.kind().as_str(), entry.name());
    let more = [
        (!entry.subkind().is_empty()).then(|| entry.subkind().to_owned()),
        entry.country().map(str::to_owned),
        entry.parent().map(|p| format!("part of {p}")),
        entry.coordinates().map(|(latitude, longitude)| format!("{latitude}, {longitude}")),
        (entry.population() > 0).then(|| format!("{} people", entry.population())),
        Some(entry.id().into_owned()),
    ];
    for part in more.into_iter().flatten() {
        let _ = write!(line, "  {part}");
    }
    line + "\n"
}
