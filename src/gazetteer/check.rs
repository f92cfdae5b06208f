//! Warnings about a user's lists: spellings that never match.

use rustc_hash::FxHashMap;

use super::draft::Path;
use super::kind::Kind;
use super::parse::{Alias, Line, Row};
use super::policy::Policy;
use crate::error::Problem;

/// What is known of the lists so far.
#[derive(Default)]
pub(super) struct Checker<'a> {
    /// Where each spelling stood last.
    seen: FxHashMap<u64, Seen>,
    files: Vec<&'a str>,
    pub warnings: Vec<Problem>,
}

#[derive(Clone, Copy)]
struct Seen {
    file: u32,
    line: u32,
    policy: Policy,
    place: bool,
}

impl<'a> Checker<'a> {
    /// Looks at a row, the paths of whose spellings are given in their order.
    pub(super) fn row(&mut self, row: &Row<'a>, line: Line<'a>, paths: &[Path]) {
        if self.files.last() != Some(&line.file) {
            self.files.push(line.file);
        }
        let file = self.files.len() as u32 - 1;
        let mut warn = |alias: &Alias<'_>, message: String, help: &str| {
            let end = alias.start + alias.text.len();
            self.warnings.push(line.problem(alias.start, end, message, help));
        };
        if row.aliases.iter().all(|a| a.policy == Policy::Cue) {
            let message = format!("`{}` never matches: all its spellings are `cue`", row.name());
            warn(&row.aliases[0], message, "give one spelling another policy");
        }
        for (n, (alias, path)) in row.aliases.iter().zip(paths).enumerate() {
            let text = alias.text;
            let key = match *path {
                Path::Name(key) => key,
                Path::NoWord => {
                    warn(alias, format!("`{text}` never matches: it has no letter or digit"), "leave it out");
                    continue;
                }
                Path::Mark => {
                    let help = "names start with a word; leave the mark out";
                    warn(alias, format!("`{text}` never matches: it starts with a mark"), help);
                    continue;
                }
            };
            let mut earlier = row.aliases.iter().zip(paths).take(n);
            let covers = |other: &Alias<'_>| other.policy == Policy::Fold || other.policy == alias.policy && same_letters(other.text, text);
            if let Some((same, _)) = earlier.find(|(a, p)| **p == *path && covers(a)) {
                let message = format!("`{text}` adds nothing: `{}` matches wherever it would", same.text);
                warn(alias, message, "case, marks, hyphens and \"the\" are folded; leave it out");
                continue;
            }
            let own = Seen {
                file,
                line: line.number as u32,
                policy: alias.policy,
                place: row.kind == Kind::Place,
            };
            let hides = |before: &Seen| !(before.place && own.place) && (own.policy == Policy::Fold || before.policy == own.policy);
            let other = |before: &Seen| (before.file, before.line) != (own.file, own.line);
            if let Some(before) = self.seen.insert(key, own).filter(other)
                && alias.policy != Policy::Cue
                && hides(&before)
            {
                let file = self.files.get(before.file as usize).unwrap_or(&line.file);
                let message = format!("`{text}` hides the same spelling of {file}:{}", before.line);
                warn(alias, message, "the later of two things with one name is the one that is found");
            }
        }
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(a) == letters(b)
}
