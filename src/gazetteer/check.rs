//! Warnings about a user's lists: spellings that never match.

use super::candidate::Candidate;
use super::draft::{Draft, Path, words_key};
use super::parse::{Alias, Header, Line, Row};
use super::policy::Policy;
use crate::error::{Problem, in_order};

/// Where the entries of the lists stand.
#[derive(Default)]
pub(super) struct Checker<'a> {
    lines: Vec<Line<'a>>,
    pub warnings: Vec<Problem>,
}

impl<'a> Checker<'a> {
    /// Takes the lines of a list that was read.
    pub(super) fn lines(&mut self, lines: Vec<Line<'a>>) {
        if self.lines.is_empty() {
            self.lines = lines;
        } else {
            self.lines.extend(lines);
        }
    }

    /// Looks at a row, the paths of whose spellings are given in their order.
    pub(super) fn row(&mut self, row: &Row<'a>, line: Line<'a>, paths: &[Path]) {
        let mut warn = |alias: &Alias<'_>, message: String, help: &'static str| {
            let end = alias.start + alias.text.len();
            self.warnings.push(line.problem(alias.start, end, message, help));
        };
        if row.aliases.iter().all(|a| a.policy == Policy::Cue) {
            let message = format!("`{}` never matches: all its spellings are `cue`", row.name());
            warn(&row.aliases[0], message, "give one spelling another policy");
        }
        for (n, (alias, path)) in row.aliases.iter().zip(paths).enumerate() {
            let text = alias.text;
            match *path {
                Path::Name(_) => {}
                Path::NoWord => {
                    warn(alias, format!("`{text}` never matches: it has no letter or digit"), "leave it out");
                    continue;
                }
                Path::Mark => {
                    let help = "names start with a word; leave the mark out";
                    warn(alias, format!("`{text}` never matches: it starts with a mark"), help);
                    continue;
                }
            }
            let mut earlier = row.aliases.iter().zip(paths).take(n);
            let covers = |other: &Alias<'_>| other.policy == Policy::Fold || other.policy == alias.policy && same_letters(other.text, text);
            if let Some((same, _)) = earlier.find(|(a, p)| **p == *path && covers(a)) {
                let message = format!("`{text}` adds nothing: `{}` matches wherever it would", same.text);
                warn(alias, message, "case, marks, hyphens and \"the\" are folded; leave it out");
            }
        }
    }

    /// Looks at the spellings of different entries that have the same words in a sorted draft; the entries of the lists are numbered from
    /// `from`.
    pub(super) fn meetings(&mut self, draft: &Draft, from: u32, files: &[(String, String)]) {
        let headers: Vec<Header<'_>> = files.iter().filter_map(|(file, text)| Header::read(file, text)).collect();
        for (key, later, earlier) in draft.meetings(from) {
            let line = |c: Candidate| self.lines.get((c.entry - from) as usize);
            let (Some(own), Some(other)) = (line(later), line(earlier)) else {
                continue;
            };
            let hides = later.policy() == Policy::Fold || later.policy() == earlier.policy();
            if !hides || draft.is_place(later) && draft.is_place(earlier) {
                continue;
            }
            let Some(row) = headers.iter().find(|h| h.file == own.file).and_then(|h| h.row(*own)) else {
                continue;
            };
            if let Some(alias) = row.aliases.iter().find(|a| a.policy == later.policy() && words_key(a.text) == key) {
                let message = format!("`{}` hides the same spelling of {}:{}", alias.text, other.file, other.number);
                let help = "the later of two things with one name is the one that is found";
                self.warnings
                    .push(own.problem(alias.start, alias.start + alias.text.len(), message, help));
            }
        }
        in_order(&mut self.warnings, files);
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(a) == letters(b)
}
