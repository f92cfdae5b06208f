//! What each rule finds: `rules [FOLDER [PREFIX]] [--rules FILE] [--gold FILE [--write FOLDER]]`.
//!
//! With a folder of articles it prints how often each rule fired, with every match. With a file of marked articles it prints
//! for each rule how many of its matches were right and how many could be judged, as a line `measured RIGHT/JUDGED`;
//! `--write` puts these lines into the rule files of a folder. Without either it tries the examples of all rules.

#[allow(dead_code)] // The scores are what the tests read.
mod gold;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use dateline::{Document, Extractor};
use gold::Verdict;

/// Of each rule, how many of its matches were right and how many were judged.
type Counts = BTreeMap<String, (u32, u32)>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("rules: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let (mut places, mut marked, mut written, mut builder) = (Vec::new(), Vec::new(), None, Extractor::builder());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut next = || arguments.next().ok_or(format!("{argument} needs a file or folder"));
        match argument.as_str() {
            "--rules" => {
                let file = next()?;
                builder = builder.rules(&file, &read(Path::new(&file))?);
            }
            "--gold" => marked.push(next()?),
            "--write" => written = Some(next()?),
            _ => places.push(argument),
        }
    }
    let extractor = builder.build().map_err(|e| e.to_string())?;
    if !marked.is_empty() {
        let counts = measure(&extractor, &marked)?;
        for (id, (right, judged)) in &counts {
            println!("{id}  measured {right}/{judged}");
        }
        return match written {
            Some(folder) => write(Path::new(&folder), &counts).map(|()| ExitCode::SUCCESS),
            None => Ok(ExitCode::SUCCESS),
        };
    }
    let Some(folder) = places.first() else {
        let failures = extractor.failing_examples();
        for failure in &failures {
            println!("{failure}");
        }
        println!("{} rules, {} failing examples", extractor.rule_ids().count(), failures.len());
        return Ok(ExitCode::from(u8::from(!failures.is_empty())));
    };
    list(&extractor, folder, places.get(1).map_or("", String::as_str))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints every match of the rules below the prefix in the articles of a folder.
fn list(extractor: &Extractor, folder: &str, prefix: &str) -> Result<(), String> {
    let mut files = Vec::new();
    collect(Path::new(folder), &mut files).map_err(|e| format!("{folder}: {e}"))?;
    files.sort();
    let mut matches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in &files {
        let document = extractor.extract(&read(file)?);
        for relation in document.relations().map(|r| r.view()) {
            let found = matches.entry(relation.rule().to_owned()).or_default();
            found.push(format!(
                "{}: {}",
                file.display(),
                in_context(&document, relation.span().start(), relation.span().end())
            ));
        }
    }
    for id in extractor.rule_ids().filter(|id| id.starts_with(prefix)) {
        let found = matches.get(id).map_or(&[][..], Vec::as_slice);
        println!("{:5}  {id}", found.len());
        for one in found {
            println!("         {one}");
        }
    }
    Ok(())
}

/// Counts what the rules find in marked articles.
fn measure(extractor: &Extractor, files: &[String]) -> Result<Counts, String> {
    let mut articles = Vec::new();
    for file in files {
        articles.extend(gold::read(&read(Path::new(file))?).map_err(|e| format!("{file}: {e}"))?);
    }
    let kinds = gold::judged_kinds(&articles);
    let mut counts = Counts::new();
    for article in &articles {
        let document = extractor.extract(&article.text);
        for (relation, verdict) in document.relations().zip(article.judge(&document, &kinds)) {
            let count = counts.entry(relation.view().rule().to_owned()).or_default();
            count.0 += u32::from(verdict == Verdict::Right);
            count.1 += u32::from(verdict != Verdict::Unjudged);
        }
    }
    counts.retain(|_, count| count.1 > 0);
    Ok(counts)
}

/// Puts the counts into the rule files of a folder, in place of those that stand there.
fn write(folder: &Path, counts: &Counts) -> Result<(), String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|e| format!("{}: {e}", folder.display()))?;
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "rules")) {
        let (text, mut out, mut due) = (read(file)?, String::new(), None);
        for line in text.lines() {
            let mut words = line.split_whitespace();
            let word = words.next().unwrap_or_default();
            if matches!(word, "frame" | "pattern") && !line.starts_with(' ') {
                due = words.next().and_then(|id| counts.get(id));
            }
            if word == "measured" {
                continue;
            }
            if matches!(word, "yes" | "no" | "}")
                && let Some((right, judged)) = due.take()
            {
                let _ = writeln!(out, "  measured {right}/{judged}");
            }
            out.push_str(line);
            out.push('\n');
        }
        fs::write(file, out).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    Ok(())
}

fn in_context(document: &Document, start: usize, end: usize) -> String {
    let text = document.text().get(start..end).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_path_buf());
    }
    Ok(())
}
