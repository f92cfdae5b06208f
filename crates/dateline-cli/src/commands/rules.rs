//! `dateline rules`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::{Extractor, Kind};
use dateline_cli::model::{INCIDENTS, relation_kinds};
use serde_json::json;

use super::knowledge::gather;
use super::{Failure, Outcome, failure, print, read};
use crate::cli::Rules;

pub(super) fn rules(command: Rules) -> Outcome {
    match command {
        Rules::Check { files } => check(&files),
        Rules::Test { files, lists } => test(&files, &lists),
        Rules::List {
            filter,
            kinds,
            rules,
            json,
        } => {
            let extractor = build(&rules, &[])?.map_err(failure)?;
            let filter = filter.unwrap_or_default();
            let out = if kinds {
                list_kinds(&extractor, &filter, json)
            } else {
                list(&extractor, &filter, json)
            };
            print(out.as_bytes())
        }
    }
}

fn check(files: &[PathBuf]) -> Outcome {
    let mut bad = false;
    let mut out = String::new();
    for file in files {
        match build(std::slice::from_ref(file), &[])? {
            Ok(_) => {
                let _ = writeln!(out, "{}: no problem", file.display());
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

fn list(extractor: &Extractor, filter: &str, json: bool) -> String {
    let mut out = String::new();
    for rule in extractor
        .rule_list()
        .filter(|r| r.id.contains(filter) || r.kind.name().contains(filter))
    {
        let kind = rule.kind.name();
        let _ = if json {
            let line = json!({"id": rule.id, "kind": kind, "file": rule.file, "line": rule.line, "examples": rule.examples});
            writeln!(out, "{line}")
        } else {
            writeln!(out, "{:<32} {kind:<24} {}:{}", rule.id, rule.file, rule.line)
        };
    }
    out
}

fn list_kinds(extractor: &Extractor, filter: &str, json: bool) -> String {
    let mut out = String::new();
    for kind in relation_kinds(extractor).into_iter().filter(|k| k.name().contains(filter)) {
        let name = kind.name();
        let _ = if json {
            let line = json!({"of": "relation", "kind": name, "roles": kind.roles(), "cameo": kind.cameo(), "plover": kind.plover()});
            writeln!(out, "{line}")
        } else {
            let codes = format!("{} {}", kind.cameo(), kind.plover());
            writeln!(out, "relation  {name:<24} {:<60} {}", kind.roles().join(" "), codes.trim())
        };
    }
    let mentions = Kind::ALL.iter().map(|k| ("mention", k.as_str()));
    for (of, name) in mentions
        .chain(INCIDENTS.map(|k| ("incident", k)))
        .filter(|(_, k)| k.contains(filter))
    {
        let _ = if json {
            writeln!(out, "{}", json!({"of": of, "kind": name}))
        } else {
            writeln!(out, "{of:<9} {name}")
        };
    }
    out
}

fn build(files: &[PathBuf], lists: &[PathBuf]) -> Result<Result<Extractor, dateline::Error>, Failure> {
    let name = |path: &Path| path.display().to_string();
    let mut builder = Extractor::builder().gazetteer(gather(lists)?);
    for file in files {
        builder = builder.rules(&name(file), &read(file)?);
    }
    Ok(builder.build())
}

fn test(files: &[PathBuf], lists: &[PathBuf]) -> Outcome {
    let extractor = match build(files, lists)? {
        Ok(extractor) => extractor,
        Err(error) => {
            eprintln!("{error}");
            return Ok(ExitCode::from(2));
        }
    };
    let ours = |file: &str| files.iter().any(|f| f.display().to_string() == file);
    let count: usize = extractor.rule_list().filter(|r| ours(r.file)).map(|r| r.examples).sum();
    let failures = extractor.failing_examples();
    let failures: Vec<&String> = failures
        .iter()
        .filter(|line| files.iter().any(|f| line.starts_with(&format!("{}:", f.display()))))
        .collect();
    for failure in &failures {
        eprintln!("{failure}");
    }
    print(format!("{count} examples, {} failed\n", failures.len()).as_bytes())?;
    Ok(ExitCode::from(u8::from(!failures.is_empty())))
}
