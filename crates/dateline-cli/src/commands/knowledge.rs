//! `dateline gazetteer`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use dateline::{Entry, Gazetteer as Lists};
use serde_json::json;

use super::{Failure, Outcome, failure, print, read};
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
        Gazetteer::Lookup { names, lists, json } => {
            let lists = match lists.as_slice() {
                [] => Lists::builtin().clone(),
                files => Arc::new(Lists::builtin().with(&texts(files)?).map_err(failure)?),
            };
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
