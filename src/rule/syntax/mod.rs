//! Reads rule files: every problem with its place, all in one go.

mod elements;
mod frame;
mod limit;
mod lists;
mod pattern;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub(super) use elements::is_frequent;
use limit::Allowance;
pub(crate) use limit::LARGEST;

use super::circumstances::Circumstances;
use super::model::{Example, Rule, RuleKind, Rules};
use super::needs::Needs;
use super::set::{first_of, first_words};
use crate::error::{Error, Problem, full, in_order};
use crate::relation::RelationKind;

/// A named list of a rule file: words, sequences of words, and kinds of mention; or a sequence of elements.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    pub words: Vec<String>,
    pub kinds: u32,
    pub elements: Option<String>,
    /// Where it was declared, and whether something uses it.
    place: (usize, usize, usize),
    used: bool,
}

impl Rules {
    /// Reads the files, of which those of a user come to `largest` bytes at most; a later rule of the same id replaces an earlier one,
    /// ids below a prefix of `without` are left out.
    pub(crate) fn parse(files: &[(String, String)], without: &[String], largest: usize) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let mut out = Self::default();
        let (mut named, mut declared, mut beats) = (HashMap::new(), Vec::new(), Vec::new());
        let mut allowance = Allowance::new(largest);
        for (index, (name, text)) in files.iter().enumerate() {
            Reader {
                index,
                file: name,
                text,
                at: 0,
                problems: &mut problems,
                named: &mut named,
                declared: &mut declared,
                beats: &mut beats,
                allowance: &mut allowance,
                ids: HashSet::new(),
                counted: (0, 1),
                current: (0, 0),
            }
            .file(&mut out);
        }
        // A file that was not read to its end would seem to leave much unused.
        let mut unused: Vec<_> = named.iter().filter(|(_, n)| !n.used && !allowance.is_spent()).collect();
        // By one number, since a sort for another shape of key is 5 kB of program.
        unused.sort_by_cached_key(|(_, n)| (n.place.0 as u64) << 32 | n.place.1 as u64);
        for (name, unused) in unused {
            if full(&problems) {
                break;
            }
            let (file, start, end) = unused.place;
            let (path, text) = &files[file];
            problems.push(Problem::at(path, text, start, end, format!("nothing uses '${name}'")).help("use it or take it out"));
        }
        let mut numbers: HashMap<String, Vec<u32>> = HashMap::new();
        for (rule, number) in out.rules.iter().zip(0..) {
            numbers.entry(rule.id.clone()).or_default().push(number);
        }
        for (id, beaten, (file, start, end)) in beats {
            if full(&problems) || allowance.is_spent() {
                break;
            }
            let (path, text) = &files[file];
            let winners = numbers.get(&id).map_or(&[][..], Vec::as_slice);
            let losers = numbers.get(&beaten).map_or(&[][..], Vec::as_slice);
            let own = is_own(file, path);
            let held = if own { 4 * winners.len() * losers.len() } else { 0 };
            if let Err((message, help)) = allowance.take(held) {
                problems.push(Problem::at(path, text, start, end, message).help(help));
            }
            // A built-in rule that a user's file replaces badly is told of there.
            if losers.is_empty() && (own || problems.is_empty()) {
                let problem = Problem::at(path, text, start, end, format!("there is no rule '{beaten}'"));
                let help = nearest(&beaten, out.rules.iter().map(|r| r.id.as_str()));
                problems.push(help.into_iter().fold(problem, Problem::help));
            }
            for &winner in winners {
                out.rules[winner as usize].beats.extend(losers);
            }
        }
        if !problems.is_empty() {
            in_order(&mut problems, files);
            return Err(Error::from_problems(problems));
        }
        out.leave_out(without);
        out.index();
        Ok(out)
    }

    fn leave_out(&mut self, without: &[String]) {
        let out = |r: &Rule| without.iter().any(|w| r.id == *w || r.id.starts_with(&format!("{w}/")));
        let mut place = vec![None; self.rules.len()];
        let mut next = 0;
        for (i, rule) in self.rules.iter().enumerate() {
            if !out(rule) {
                place[i] = Some(next);
                next += 1;
            }
        }
        self.rules.retain(|r| !out(r));
        for rule in &mut self.rules {
            rule.beats = rule.beats.iter().filter_map(|&b| place[b as usize]).collect();
        }
    }

    fn index(&mut self) {
        for scope in &mut self.scopes {
            scope.firsts = first_of(&scope.cue);
        }
        let cues = self.scopes.iter().map(|scope| &scope.cue).filter(|cue| !cue.is_empty());
        let words: Option<Vec<_>> = cues.map(|cue| first_words(cue)).collect();
        self.cue_words = words.map(|words| words.concat().into_iter().collect());
        self.needs = Needs::new(self);
    }
}

fn is_own(index: usize, file: &str) -> bool {
    super::BUILTIN.get(index).is_none_or(|(name, _)| *name != file)
}

pub(super) struct Reader<'a> {
    index: usize,
    file: &'a str,
    text: &'a str,
    at: usize,
    problems: &'a mut Vec<Problem>,
    named: &'a mut HashMap<String, Named>,
    declared: &'a mut Vec<RelationKind>,
    /// Who beats whom, and where that stands.
    beats: &'a mut Vec<(String, String, (usize, usize, usize))>,
    allowance: &'a mut Allowance,
    /// The ids of this file.
    ids: HashSet<String>,
    /// How far lines are counted: the byte, and its line.
    counted: (usize, usize),
    /// The line that is read.
    current: (usize, usize),
}

impl<'a> Reader<'a> {
    /// Where a piece of the text stands in it.
    pub(super) fn place(&self, piece: &str) -> (usize, usize) {
        let start = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let end = start.wrapping_add(piece.len());
        // What came out of a phrase that stands elsewhere is shown where the phrase is used.
        if start <= end && end <= self.text.len() {
            (start, end)
        } else {
            self.current
        }
    }

    /// Whether the file is a user's.
    fn is_own(&self) -> bool {
        is_own(self.index, self.file)
    }

    pub(super) fn problem(&mut self, piece: &str, message: impl Into<String>, help: Option<String>) {
        if self.is_over() {
            return;
        }
        let (start, end) = self.place(piece);
        let problem = Problem::at(self.file, self.text, start, end, message);
        self.problems.push(help.into_iter().fold(problem, Problem::help));
    }

    /// The next line without its remark.
    pub(super) fn line(&mut self) -> Option<&'a str> {
        while self.at < self.text.len() && !self.is_over() {
            let start = self.at;
            let end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
            self.at = end + 1;
            let line = self.text[start..end].trim();
            self.current = self.place(line);
            if !line.is_empty() && !line.starts_with('#') {
                return Some(line);
            }
        }
        None
    }

    /// The lines of a block up to its brace.
    pub(super) fn block(&mut self, head: &'a str) -> Vec<&'a str> {
        let mut lines = Vec::new();
        while let Some(line) = self.line() {
            if line == "}" {
                return lines;
            }
            let opens = line.ends_with('{') && ["frame ", "pattern ", "scope ", "relation "].iter().any(|w| line.starts_with(w));
            if opens {
                // The next rule begins: read it as such.
                self.at = self.place(line).0;
                break;
            }
            lines.push(line);
        }
        self.problem(
            head,
            "this block has no end",
            Some("close it with `}` on a line of its own".to_owned()),
        );
        lines
    }

    fn file(&mut self, out: &mut Rules) {
        let text = self.text;
        if !self.count(&text[..0], text.len()) {
            return;
        }
        let earlier = out.rules.len();
        self.declarations();
        while let Some(line) = self.line() {
            let words: Vec<&'a str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["frame", id, "->", kind, "{"] => self.frame(id, kind, line, out),
                ["pattern", id, "->", kind, "{"] => self.pattern(id, kind, line, out),
                ["scope", flag, "{"] => self.scope(flag, line, out),
                ["phrase", _, "=", ..] => {
                    // What is wrong in a phrase is shown where it stands, once.
                    self.elements(line.split_once('=').map_or("", |(_, r)| r).trim(), None);
                }
                ["list", _, "=", ..] => {
                    let mut last = line;
                    while last.ends_with('\\') {
                        let Some(next) = self.line() else { break };
                        last = next;
                    }
                }
                ["relation", _, "{", .., "}"] => {}
                _ => {
                    let help = "write `frame ID -> KIND {`, `pattern ID -> KIND {`, `scope FLAG {`, `list NAME = ...`, `phrase NAME = ...` or `relation KIND { ROLE ... }`";
                    self.problem(line, "a rule was expected here", Some(help.to_owned()));
                }
            }
        }
        // Rules of this file take the place of those of earlier ones.
        let mut number = 0;
        out.rules.retain(|rule| {
            number += 1;
            number > earlier || !self.ids.contains(&rule.id)
        });
    }

    pub(super) fn rule(&mut self, id: &str, relation: RelationKind, kind: RuleKind, examples: Vec<Example>) -> Rule {
        let (from, before) = self.counted;
        let at = self.place(id).0.min(self.text.len());
        let line = before + self.text.get(from..at).map_or(0, |lines| lines.matches('\n').count());
        self.counted = (from.max(at), line);
        Rule {
            id: id.to_owned(),
            relation,
            kind,
            examples,
            place: (self.file.to_owned(), line),
            beats: Vec::new(),
            own: self.is_own(),
            measured: (0, 0),
            marks: (false, None),
            circumstances: Circumstances::of(relation),
        }
    }

    /// `measured 45/50`: how many of the matches that someone looked at were right.
    pub(super) fn measured(&mut self, rest: &'a str, line: &'a str) -> (u16, u16) {
        let counts = rest
            .trim()
            .split_once('/')
            .and_then(|(r, j)| Some((r.parse().ok()?, j.parse().ok()?)));
        counts.filter(|(right, judged)| right <= judged).unwrap_or_else(|| {
            let help = "write the right ones and all that were looked at, as in `measured 45/50`";
            self.problem(line, "this is no measure", Some(help.to_owned()));
            (0, 0)
        })
    }

    pub(super) fn new_id(&mut self, id: &'a str) {
        if !self.ids.insert(id.to_owned()) {
            let help = Some("give one of them another id".to_owned());
            self.problem(id, format!("this file has a rule '{id}' already"), help);
        }
    }

    pub(super) fn beaten(&mut self, id: &str, rest: &'a str) {
        for other in rest.split_whitespace() {
            if !self.count(other, 64) {
                break;
            }
            let (start, end) = self.place(other);
            self.beats.push((id.to_owned(), other.to_owned(), (self.index, start, end)));
        }
    }

    pub(super) fn example(&mut self, matches: bool, rest: &'a str, line: &'a str, relation: RelationKind, out: &mut Vec<Example>) {
        let parts: Vec<&str> = rest.split('"').collect();
        if parts.len() < 3 {
            let help = "as in: yes \"Rebels killed two men.\" => victim=\"two men\"";
            self.problem(line, "an example is a text in double quotes", Some(help.to_owned()));
            return;
        }
        let mut arguments = Vec::new();
        for pair in parts[2..].chunks(2) {
            if let [name, value] = pair {
                let role = name.trim_start_matches([' ', '=', '>', ',']).trim_end_matches('=').trim();
                self.role(role, relation);
                arguments.push((role.to_owned(), (*value).to_owned()));
            }
        }
        out.push(Example {
            text: parts[1].to_owned(),
            matches,
            arguments,
        });
    }
}

/// The candidate that is spelled most like `word`, as a suggestion.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    // Nobody means so long a word.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let shared = |c: &str| {
        let grams = |s: &str| s.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
        let ours = grams(word);
        grams(c).iter().filter(|g| ours.contains(g)).count() * 100 / (c.len() + word.len()).max(1)
    };
    candidates
        .filter(|c| c.len() <= LONGEST)
        .map(|c| (shared(c), c))
        .max()
        .filter(|(score, _)| *score > 0)
        .map(|(_, c)| format!("did you mean '{c}'?"))
}
