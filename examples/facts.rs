//! Prints the facts of articles, sentence by sentence: what was found, the words behind it and the rule that found it.
//!
//! `facts` reads the article that ships with the repository; `facts FILE...` reads files, `facts -` standard input;
//! `--json` prints everything as JSON.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use dateline::{Document, Extractor, Form, MentionView, Modality, Polarity};

const ARTICLE: &str = include_str!("articles/istanbul.txt");

struct Style {
    colour: bool,
}

impl Style {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// What the words of an argument mean where they do not say it themselves: the day, the bounds of a number, who "the group" is.
fn meaning(document: &Document, mention: MentionView<'_>) -> Option<String> {
    let about = if mention.is_approximate() { "about " } else { "" };
    let told = mention.date_value().or_else(|| match mention.bounds()? {
        (Some(least), Some(most)) if least == most => Some(format!("{about}{least}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("{least} or more")),
        (None, Some(most)) => Some(format!("{most} or fewer")),
        (None, None) => None,
    });
    let named = mention.form() == Form::Named;
    let told = told.or_else(|| (!named).then(|| document.entities().of(mention).map(|e| e.name().to_owned()))?)?;
    (!mention.text().to_lowercase().ends_with(&told.to_lowercase())).then_some(told)
}

fn show(document: &Document, style: &Style) -> String {
    let mut out = String::new();
    let relations: Vec<_> = document.relations().map(|r| r.view()).collect();
    for (index, sentence) in document.sentences().iter().enumerate() {
        let words = sentence
            .span()
            .text(document.text())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let _ = writeln!(out, "{}", style.paint("1", &words));
        for relation in relations.iter().filter(|r| r.sentence() == index) {
            let mut notes = Vec::new();
            if relation.polarity() == Polarity::Negated {
                notes.push("negated".to_owned());
            }
            if relation.modality() != Modality::Asserted {
                notes.push(format!("{:?}", relation.modality()).to_lowercase());
            }
            if let Some(source) = relation.attribution() {
                notes.push(format!("source: {}", source.text(document.text())));
            }
            notes.push(format!("rule {}", relation.rule()));
            let name = style.paint("36", &format!("{:<22}", relation.kind().name()));
            let _ = writeln!(
                out,
                "  {name} \"{}\"  ({})",
                relation.trigger().text(document.text()),
                notes.join(", ")
            );
            for (role, mention) in relation.arguments() {
                let words = mention.text().split_whitespace().collect::<Vec<_>>().join(" ");
                let means = meaning(document, mention).map_or(String::new(), |told| format!("  = {told}"));
                let from = if relation.inherited(role) {
                    "  (from outside the clause)"
                } else {
                    ""
                };
                let _ = writeln!(out, "    {role:<20} {words}{means}{from}");
            }
        }
        out.push('\n');
    }
    out
}

fn read(path: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    if path == "-" {
        io::stdin().read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
    } else {
        bytes = std::fs::read(path).map_err(|e| format!("{path}: {e}"))?;
    }
    String::from_utf8(bytes).map_err(|e| format!("{path}: not UTF-8 at byte {}", e.utf8_error().valid_up_to()))
}

fn run() -> Result<(), String> {
    let (mut json, mut paths) = (false, Vec::new());
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            "--help" | "-h" => {
                println!("usage: facts [--json] [FILE... | -]");
                return Ok(());
            }
            a if a.starts_with("--") => return Err(format!("unknown option {a}; see --help")),
            _ => paths.push(argument),
        }
    }
    let texts = if paths.is_empty() {
        vec![ARTICLE.to_owned()]
    } else {
        paths.iter().map(|p| read(p)).collect::<Result<Vec<_>, _>>()?
    };
    let style = Style {
        colour: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    };
    let extractor = Extractor::new();
    let mut out = io::stdout().lock();
    for text in texts {
        let document = extractor.extract(&text);
        let printed = if json {
            serde_json::to_string_pretty(&document.to_output()).map_err(|e| e.to_string())? + "\n"
        } else {
            show(&document, &style)
        };
        match out.write_all(printed.as_bytes()) {
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            other => other.map_err(|e| e.to_string())?,
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("facts: {message}");
            ExitCode::from(2)
        }
    }
}
