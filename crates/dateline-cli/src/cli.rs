//! What the command line takes.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default());

const EXIT: &str = "\
Exit codes:
  0    everything was read
  1    done, but some articles were bad, or a check failed
  2    wrong usage, unreadable lists or rules, or --strict met a bad article
  130  stopped by Ctrl-C; lines written so far are whole

Examples:
  dateline facts article.txt                        facts of one article, for reading
  dateline facts news/ --json -o facts.jsonl        a folder, one JSON line an article
  curl -s https://example.org/a.html | dateline facts
  dateline report article.html -o report.html       a page to look at and share";

/// Who did what to whom, where and when, from news of conflict and security.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, styles = STYLES, after_help = EXIT, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the facts of articles: claims, attacks, arrests, casualties, who belongs to whom
    #[command(after_help = "\
Examples:
  dateline facts article.txt
  dateline facts 'news/2024-*.html' --kinds killed,wounded
  dateline facts wire.csv --text-column body --date-column day --format csv -o facts.csv
  dateline facts news/ --format parquet -o facts.parquet
  dateline facts news.jsonl.zst --json --jobs 8 -o facts.jsonl --resume
  dateline facts news/ --format graphml -o who.graphml
  dateline facts news/ --format brat -o annotations/")]
    Facts(Facts),
    /// List the groups, forces, people and places that articles name
    #[command(after_help = "\
Examples:
  dateline entities article.txt
  dateline entities news/ --total --kinds group
  dateline entities news/ --format csv -o mentions.csv
  dateline entities news/ --format geojson -o places.geojson")]
    Entities(Entities),
    /// Tell the single happenings of articles: kind, day, place, who, whom, how many
    #[command(after_help = "\
Examples:
  dateline incidents article.txt --date 2024-01-30
  dateline incidents news/ --format csv -o incidents.csv
  dateline incidents news/ --format geojson -o incidents.geojson")]
    Incidents(Table),
    /// Write a page that shows articles with what was found in them, in one file
    #[command(after_help = "\
Examples:
  dateline report article.txt -o report.html
  dateline report news/ -o week.html --title 'The week of 29 January'")]
    Report(Report),
    /// Say why a rule found something in a text, or how far it got
    #[command(after_help = "\
Examples:
  dateline explain claim/responsibility article.txt
  echo 'Police held two men.' | dateline explain detain
  dateline explain mine/ article.txt --rules mine.rules")]
    Explain(Explain),
    /// Check, test and list rules
    #[command(subcommand)]
    Rules(Rules),
    /// Check lists of names and look names up
    #[command(subcommand)]
    Gazetteer(Gazetteer),
    /// Print the completions of a shell
    #[command(after_help = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of all or of one command
    #[command(after_help = "\
Examples:
  dateline man > ~/.local/share/man/man1/dateline.1
  dateline man rules test > ~/.local/share/man/man1/dateline-rules-test.1")]
    Man {
        /// The command, and the one below it
        command: Vec<String>,
    },
}

/// What is read.
#[derive(Debug, Args)]
pub struct Input {
    /// Files, folders or globs of text, HTML, JSON Lines or CSV, packed or not; - or nothing is standard input
    #[arg(value_name = "ARTICLE", value_hint = ValueHint::AnyPath)]
    pub articles: Vec<String>,
    /// What the input is, where its name does not tell
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    pub input_format: Option<InputFormat>,
    /// The day that articles without a date were published, YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Input")]
    pub date: Option<dateline::Day>,
    /// The column or key of the id
    #[arg(long, value_name = "NAME", default_value = "id", help_heading = "Input")]
    pub id_column: String,
    /// The column or key of the text
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub text_column: String,
    /// The column or key of the date
    #[arg(long, value_name = "NAME", default_value = "date", help_heading = "Input")]
    pub date_column: String,
}

/// Lists and rules of the user.
#[derive(Debug, Args)]
pub struct Knowledge {
    /// Names of your own on top of the built-in ones, as a list or an index; may be given more than once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Knowledge")]
    pub lists: Vec<PathBuf>,
    /// Rules of your own on top of the built-in ones; may be given more than once
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Knowledge")]
    pub rules: Vec<PathBuf>,
    /// Leave out the rule of this id, or all below this prefix; may be given more than once
    #[arg(long, value_name = "RULE", help_heading = "Knowledge")]
    pub without: Vec<String>,
}

/// How a run over many articles goes.
#[derive(Debug, Args)]
pub struct Running {
    /// Keep only these kinds of mention, relation or incident
    #[arg(long, value_name = "KIND,...", value_delimiter = ',', help_heading = "Output")]
    pub kinds: Vec<String>,
    /// Write here instead of to standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath, help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// How many threads work; 0 is one for each core
    #[arg(short, long, value_name = "N", default_value_t = 0, help_heading = "Run")]
    pub jobs: usize,
    /// End at the first bad article instead of counting it
    #[arg(long, help_heading = "Run")]
    pub strict: bool,
    /// No progress and no summary
    #[arg(short, long, help_heading = "Run")]
    pub quiet: bool,
}

/// What every command that reads many articles takes.
#[derive(Debug, Args)]
pub struct Run {
    /// What to read
    #[command(flatten)]
    pub input: Input,
    /// Lists and rules
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// How to run
    #[command(flatten)]
    pub running: Running,
}

/// `dateline facts`.
#[derive(Debug, Args)]
pub struct Facts {
    /// What to read, and how
    #[command(flatten)]
    pub run: Run,
    /// How to write
    #[arg(short, long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub format: FactsFormat,
    /// Short for --format jsonl
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub json: bool,
    /// In JSON Lines: the text and the sentences as well, so that offsets can be read without the article
    #[arg(long, help_heading = "Output")]
    pub with_text: bool,
    /// Go on after the last article that a stopped run has written to --output
    #[arg(long, requires = "output", help_heading = "Run")]
    pub resume: bool,
}

/// `dateline entities`.
#[derive(Debug, Args)]
pub struct Entities {
    /// What `incidents` takes as well
    #[command(flatten)]
    pub table: Table,
    /// One list for all articles: kind, name, articles, mentions
    #[arg(long, help_heading = "Output")]
    pub total: bool,
}

/// `dateline incidents`, and most of `dateline entities`.
#[derive(Debug, Args)]
pub struct Table {
    /// What to read, and how
    #[command(flatten)]
    pub run: Run,
    /// How to write
    #[arg(short, long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub format: TableFormat,
    /// Short for --format jsonl
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    pub json: bool,
}

/// `dateline report`.
#[derive(Debug, Args)]
pub struct Report {
    /// What to read, and how
    #[command(flatten)]
    pub run: Run,
    /// The headline of the page
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    pub title: Option<String>,
}

/// `dateline explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The id of a rule, or the beginning of several
    pub rule: String,
    /// What to read
    #[command(flatten)]
    pub input: Input,
    /// Lists and rules
    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// `dateline rules`.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Check rule files; every problem with file, line and column
    #[command(after_help = "Examples:\n  dateline rules check mine.rules")]
    Check {
        /// Rule files
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Try the `yes` and `no` texts of rule files
    #[command(after_help = "Examples:\n  dateline rules test mine.rules --lists mine.tsv")]
    Test {
        /// Rule files
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Names of your own that the texts need
        #[arg(long, value_name = "FILE")]
        lists: Vec<PathBuf>,
    },
    /// List the rules: id, the kind of relation that they find, file and line
    #[command(after_help = "\
Examples:
  dateline rules list claim
  dateline rules list --kinds                 what --kinds takes, with roles and codes
  dateline rules list --rules mine.rules --json")]
    List {
        /// Only those whose id or kind holds this
        filter: Option<String>,
        /// List the kinds instead: of relations with their roles, CAMEO and PLOVER codes, of mentions and of incidents
        #[arg(long)]
        kinds: bool,
        /// Rules of your own on top of the built-in ones
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        rules: Vec<PathBuf>,
        /// As JSON Lines
        #[arg(long)]
        json: bool,
    },
}

/// `dateline gazetteer`.
#[derive(Debug, Subcommand)]
pub enum Gazetteer {
    /// Check lists of names; every problem with file, line and column
    #[command(after_help = "Examples:\n  dateline gazetteer check mine.tsv")]
    Check {
        /// Lists
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
    },
    /// Write the built-in lists and your own as one index, which opens in a moment: for lists of many thousand names
    #[command(after_help = "\
Examples:
  dateline gazetteer index mine.tsv -o mine.index
  dateline facts news/ --lists mine.index")]
    Index {
        /// Lists
        #[arg(required = true, value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Where the index goes
        #[arg(short, long, value_name = "FILE", value_hint = ValueHint::AnyPath)]
        output: PathBuf,
    },
    /// Show what a name may mean
    #[command(
        after_help = "Examples:\n  dateline gazetteer lookup Raqqa\n  dateline gazetteer lookup 'Dawn Front' --lists mine.tsv --json"
    )]
    Lookup {
        /// Names
        #[arg(required = true)]
        names: Vec<String>,
        /// Names of your own on top of the built-in ones, as a list or an index
        #[arg(long, value_name = "FILE")]
        lists: Vec<PathBuf>,
        /// As JSON Lines
        #[arg(long)]
        json: bool,
    },
}

/// What the input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Plain text
    Text,
    /// HTML pages
    Html,
    /// JSON Lines
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values with a header
    Tsv,
}

/// How facts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FactsFormat {
    /// Aligned text, for reading
    Text,
    /// JSON Lines: mentions, relations and incidents, one article a line
    Jsonl,
    /// One row a relation
    Csv,
    /// One row a relation, in the columns of --format csv
    Parquet,
    /// brat standoff: a .txt and an .ann file an article in the folder --output
    Brat,
    /// Token columns with BIO tags
    Bio,
    /// W3C Web Annotation: one `AnnotationPage` a line
    Webannotation,
    /// Incidents and places that have coordinates
    Geojson,
    /// A graph of who did what to whom
    Graphml,
}

/// How entities and incidents are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Aligned text, for reading
    Text,
    /// JSON Lines, one article a line
    Jsonl,
    /// One row a mention or an incident
    Csv,
    /// The same rows with typed columns
    Parquet,
    /// Those that have coordinates
    Geojson,
}

fn day(text: &str) -> Result<dateline::Day, String> {
    dateline::Day::parse(text).ok_or_else(|| "no such day; write YYYY-MM-DD".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The words of a command as a shell gives them, up to a comment, a pipe or a redirection.
    fn words(line: &str) -> Vec<String> {
        let mut words = Vec::new();
        for (nth, part) in line.split('\'').enumerate() {
            if nth % 2 == 1 {
                words.push(part.to_owned());
                continue;
            }
            let plain = part.split(['#', '>', '|']).next().unwrap_or_default();
            words.extend(plain.split_whitespace().map(str::to_owned));
            if plain.len() < part.len() {
                break;
            }
        }
        words
    }

    fn examples(command: &clap::Command, found: &mut String) {
        if let Some(help) = command.get_after_help() {
            found.push_str(&help.to_string());
            found.push('\n');
        }
        command.get_subcommands().for_each(|below| examples(below, found));
    }

    #[test]
    fn every_command_that_is_shown_is_one() {
        let mut shown = [include_str!("../README.md"), include_str!("../../../README.md")].join("\n");
        examples(&Cli::command(), &mut shown);
        let commands = shown.lines().filter_map(|l| l.find("dateline ").map(|at| (l, at)));
        let commands: Vec<&str> = commands
            .filter(|(l, at)| l[..*at].trim().is_empty() || l[..*at].ends_with("| "))
            .filter_map(|(l, at)| l.get(at..))
            .collect();
        let known = |line: &&&str| {
            Cli::command()
                .get_subcommands()
                .any(|c| line.split_whitespace().nth(1) == Some(c.get_name()))
        };
        let commands: Vec<&&str> = commands.iter().filter(known).collect();
        assert!(commands.len() > 40, "{commands:?}");
        for line in commands {
            // A column of the help follows behind two spaces.
            let line = line.split("   ").next().unwrap_or_default();
            if let Err(error) = Cli::try_parse_from(words(line)) {
                panic!("{line}\n{error}");
            }
        }
    }
}
