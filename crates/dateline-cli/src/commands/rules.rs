//! `dateline rules`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::{Extractor, RelationKind, RelationView};
use dateline_cli::examples::{Example, examples};
use serde_json::json;

use super::{Failure, Outcome, print, read};
use crate::cli::Rules;

pub(super) fn rules(command: Rules) -> Outcome {
    match command {
        Rules::Check { files } => {
            let mut bad = false;
            let mut out = String::new();
            for file in &files {
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
        Rules::Test { files, lists } => test(&files, &lists),
        Rules::List { filter, json } => {
            let mut out = String::new();
            let wanted = |k: &&RelationKind| filter.as_ref().is_none_or(|f| k.name().contains(f.as_str()));
            for kind in RelationKind::ALL.iter().filter(wanted) {
                if json {
                    let line = json!({"kind": kind.name(), "roles": kind.roles(), "cameo": kind.cameo(), "plover": kind.plover()});
                    let _ = writeln!(out, "{line}");
                } else {
                    let codes = [kind.cameo(), kind.plover()]
                        .into_iter()
                        .filter(|c| !c.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ");
                    let _ = writeln!(out, "{:<24} {:<60} {codes}", kind.name(), kind.roles().join(" "));
                }
            }
            print(out.as_bytes())
        }
    }
}

fn build(files: &[PathBuf], lists: &[PathBuf]) -> Result<Result<Extractor, dateline::Error>, Failure> {
    let name = |path: &Path| path.display().to_string();
    let mut builder = Extractor::builder();
    for list in lists {
        builder = builder.gazetteer_tsv(&name(list), &read(list)?);
    }
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
    let (mut count, mut failures) = (0, 0);
    for file in files {
        for example in examples(&read(file)?) {
            count += 1;
            if let Some(found) = fails(&extractor, &example) {
                failures += 1;
                let wanted = if example.matches { "must match" } else { "must not match" };
                eprintln!(
                    "{}:{}: {} {wanted} \"{}\"",
                    file.display(),
                    example.line,
                    example.rule,
                    example.text
                );
                eprintln!("  = {found}");
            }
        }
    }
    print(format!("{count} examples, {failures} failed\n").as_bytes())?;
    Ok(ExitCode::from(u8::from(failures > 0)))
}

/// What was found instead, when the example is not kept.
fn fails(extractor: &Extractor, example: &Example) -> Option<String> {
    let document = extractor.extract(&example.text);
    let views: Vec<RelationView<'_>> = document
        .relations()
        .map(|r| r.view())
        .filter(|v| v.rule() == example.rule)
        .collect();
    let fits = |v: &RelationView<'_>| {
        example
            .arguments
            .iter()
            .all(|(role, value)| v.argument(role).iter().any(|m| m.text() == value))
    };
    if example.matches == views.iter().any(fits) {
        return None;
    }
    if views.is_empty() {
        return Some(format!(
            "nothing was found; `dateline explain {}` shows how far the rule got",
            example.rule
        ));
    }
    let found = views.iter().flat_map(|v| v.arguments().map(|(r, m)| format!("{r}=\"{m}\"")));
    Some(format!("found {}", found.collect::<Vec<_>>().join(" ")))
}
