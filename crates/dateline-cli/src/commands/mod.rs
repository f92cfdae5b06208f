//! The subcommands.

mod facts;
mod job;
mod knowledge;
mod output;
mod report;
mod resume;
mod rules;
mod sink;
mod tables;

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use dateline::Extractor;
use dateline_cli::format::Style;
use dateline_cli::input::{Articles, Format, Options, expand};

use crate::cli::{Cli, Command, Explain, Input, Knowledge};

/// Why the command ended early.
#[derive(Debug)]
pub enum Failure {
    /// Something is wrong; the message says what.
    Message(String),
    /// The reader of the output went away.
    Closed,
}

impl Failure {
    /// Tells it and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Self::Message(message) => {
                eprintln!("dateline: {message}");
                ExitCode::from(2)
            }
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Message(error.to_string())
        }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

fn failure(error: impl fmt::Display) -> Failure {
    Failure::Message(error.to_string())
}

type Outcome = Result<ExitCode, Failure>;

pub fn run(command: Command) -> Outcome {
    match command {
        Command::Facts(options) => facts::facts(&options),
        Command::Entities(options) => tables::entities_command(&options),
        Command::Incidents(options) => tables::incidents(&options),
        Command::Report(options) => report::report(&options),
        Command::Explain(options) => explain(&options),
        Command::Rules(command) => rules::rules(command),
        Command::Gazetteer(command) => knowledge::gazetteer(command),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut bytes);
            print(&bytes)
        }
        Command::Man { command } => {
            let mut page = Cli::command();
            page.build();
            for name in command {
                let below = page.find_subcommand(&name).cloned();
                page = below.ok_or_else(|| failure(format!("no command '{name}'")))?;
            }
            let mut bytes = Vec::new();
            clap_mangen::Man::new(page).render(&mut bytes)?;
            print(&bytes)
        }
    }
}

fn print(bytes: &[u8]) -> Outcome {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<String, Failure> {
    text(path, std::fs::read(path).map_err(|e| failure(format!("{}: {e}", path.display())))?)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|e| failure(format!("{}: not UTF-8 at byte {}", path.display(), e.utf8_error().valid_up_to())))
}

fn extractor(knowledge: &Knowledge) -> Result<Extractor, Failure> {
    if knowledge.lists.is_empty() && knowledge.rules.is_empty() && knowledge.without.is_empty() {
        return Ok(Extractor::new());
    }
    let mut builder = Extractor::builder().gazetteer(knowledge::gather(&knowledge.lists)?);
    for path in &knowledge.rules {
        builder = builder.rules(&path.display().to_string(), &read(path)?);
    }
    for id in &knowledge.without {
        builder = builder.without(id);
    }
    builder.build().map_err(failure)
}

/// The articles of the input.
fn articles(input: &Input) -> Result<Articles, Failure> {
    use crate::cli::InputFormat;
    if input.articles.is_empty() && io::stdin().is_terminal() {
        eprintln!("dateline: reading an article from the terminal; Ctrl-D ends it");
    }
    let sources = expand(&input.articles).map_err(failure)?;
    let options = Options {
        id: input.id_column.clone(),
        text: input.text_column.clone(),
        date: input.date_column.clone(),
        published: input.date,
        format: input.input_format.map(|format| match format {
            InputFormat::Text => Format::Text,
            InputFormat::Html => Format::Html,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
        }),
    };
    Ok(Articles::new(sources, options))
}

/// Colour is for terminals whose user did not refuse it; ids are for more than one article.
fn style(to_stdout: bool, input: &Input) -> Style {
    let ids = match input.articles.as_slice() {
        [] => input.input_format.is_some(),
        [one] => one != "-" && !(Path::new(one).is_file() && Format::of(one).is_some_and(|f| !f.has_rows())),
        _ => true,
    };
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    Style {
        colour: to_stdout && io::stdout().is_terminal() && !refused,
        ids,
    }
}

fn explain(options: &Explain) -> Outcome {
    let extractor = extractor(&options.knowledge)?;
    let articles = articles(&options.input)?;
    let mut out = io::stdout().lock();
    let many = style(false, &options.input).ids;
    for article in articles {
        let article = article.map_err(failure)?;
        if many {
            writeln!(out, "# {}", article.id)?;
        }
        let answer = extractor.explain(&article.text, &options.rule);
        if answer.starts_with("there is no rule") {
            return Err(failure(answer.trim_end()));
        }
        out.write_all(answer.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
