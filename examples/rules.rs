//! How often each rule fires over a folder of articles, with every match: `rules FOLDER [PREFIX] [--rules FILE]`.
//! Without a folder it tries the examples of all rules.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use dateline::{Document, Extractor};

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
    let (mut places, mut builder) = (Vec::new(), Extractor::builder());
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--rules" {
            let file = arguments.next().ok_or("--rules needs a file")?;
            builder = builder.rules(&file, &read(Path::new(&file))?);
        } else {
            places.push(argument);
        }
    }
    let extractor = builder.build().map_err(|e| e.to_string())?;
    let Some(folder) = places.first() else {
        let failures = extractor.failing_examples();
        for failure in &failures {
            println!("{failure}");
        }
        println!("{} rules, {} failing examples", extractor.rule_ids().count(), failures.len());
        return Ok(ExitCode::from(u8::from(!failures.is_empty())));
    };
    let prefix = places.get(1).map_or("", String::as_str);
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
    Ok(ExitCode::SUCCESS)
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
