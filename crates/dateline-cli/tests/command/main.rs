//! The command as its users meet it: what goes in, what comes out, how it ends.

mod formats;
mod input;
mod knowledge;
mod running;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn dateline(arguments: &[&str]) -> Run {
    dateline_with(arguments, b"")
}

fn dateline_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that reads nothing closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_dateline")));
    command.args(arguments);
    command
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))
}

const POLICE: &str = "Turkish police detained 47 people in Istanbul on Monday.";
const CLAIM: &str = "The Taliban claimed responsibility for the blast in Kabul.";

#[test]
fn help_has_examples_and_versions_print() {
    for arguments in [
        &["--help"][..],
        &["facts", "--help"],
        &["report", "--help"],
        &["explain", "--help"],
        &["gazetteer", "lookup", "--help"],
    ] {
        let run = dateline(arguments);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("Examples:"), "{arguments:?}\n{}", run.out);
    }
    assert!(dateline(&["--version"]).out.starts_with("dateline 0."));
    assert!(dateline(&["--help"]).out.contains("Exit codes:"));
}

#[test]
fn wrong_usage_ends_with_2() {
    for arguments in [
        &[][..],
        &["fact"],
        &["facts", "--colour"],
        &["facts", "--date", "May"],
        &["facts", "--json", "--format", "csv"],
    ] {
        let run = dateline(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(!run.err.is_empty() && run.out.is_empty());
    }
}

#[test]
fn completions_and_manual_pages_are_written() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(dateline(&["completions", shell]).out.contains("dateline"), "{shell}");
    }
    assert!(dateline(&["man"]).out.contains(".TH dateline 1"));
    assert!(dateline(&["man", "facts"]).out.contains("text\\-column"));
    assert!(dateline(&["man", "rules", "test"]).out.contains(".TH dateline-rules-test 1"));
    assert_eq!(dateline(&["man", "fact"]).code, 2);
}

/// The options and the possible values that a command's help tells, with those of the commands below it.
fn options(path: &[&str], found: &mut Vec<String>) {
    let help = dateline(&[path, &["--help"]].concat()).out;
    let mut below = false;
    for line in help.lines() {
        below = if line.starts_with(' ') || line.is_empty() {
            below
        } else {
            line == "Commands:"
        };
        let word = line.split_whitespace().next().unwrap_or_default();
        if below && line.starts_with("  ") && !line.starts_with("   ") && word != "help" {
            options(&[path, &[word]].concat(), found);
            found.push(word.to_owned());
        }
        if let Some(value) = line.strip_prefix("          - ") {
            found.push(value.split(':').next().unwrap_or_default().to_owned());
        }
        for option in line
            .trim_start()
            .split([' ', ','])
            .filter(|w| line.trim_start().starts_with('-') && w.starts_with("--"))
        {
            found.push(option.to_owned());
        }
    }
}

#[test]
fn every_command_option_and_format_is_in_a_test() {
    let tests = [
        include_str!("main.rs"),
        include_str!("formats.rs"),
        include_str!("input.rs"),
        include_str!("knowledge.rs"),
        include_str!("running.rs"),
    ];
    let tests = tests.concat();
    let mut found = Vec::new();
    options(&[], &mut found);
    assert!(
        found.len() > 60 && found.contains(&"--resume".to_owned()) && found.contains(&"parquet".to_owned()),
        "{found:?}"
    );
    let missing: Vec<&String> = found.iter().filter(|f| !tests.contains(&format!("\"{f}\""))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
