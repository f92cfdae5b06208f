//! Reads rule files: every problem with its place, all in one go.

use std::collections::HashMap;

use regex::Regex;

use super::anchor::Anchors;
use crate::error::{Error, Problem};
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::relation::{Modality, RelationKind};
use crate::text::hash_word;

/// Where a frame finds the filler of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Subject,
    Object,
    Possessive,
    Compound,
    Trigger,
    Preposition(u64),
}

/// One element of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    Word(u64),
    Punct(u8),
    Verb(u16),
    Mention {
        role: Option<String>,
        kinds: Vec<Kind>,
    },
    Phrase {
        role: Option<String>,
    },
    Capitals {
        role: Option<String>,
    },
    Title {
        role: Option<String>,
    },
    /// One noun for what a person is or does, with its stop: "farmer", "Gov.".
    Role {
        role: Option<String>,
    },
    /// A token whose whole text fits the expression.
    Expression {
        role: Option<String>,
        regex: Regex,
    },
    Gap(u8),
    Either(Vec<u64>, bool),
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: String,
    pub relation: RelationKind,
    pub kind: RuleKind,
    /// Words or marks of which one must stand in the sentence; none: it is tried everywhere.
    pub anchors: Vec<String>,
    pub examples: Vec<Example>,
}

/// What a rule matches.
#[derive(Clone, Debug)]
pub(crate) enum RuleKind {
    Frame {
        verbs: Vec<u16>,
        nouns: Vec<u64>,
        with: Vec<u64>,
        roles: Vec<(String, Vec<Slot>, Vec<Kind>)>,
        require: Vec<String>,
    },
    Pattern {
        elements: Vec<Element>,
    },
}

/// A text of the rule file that the rule must match, with its arguments, or must not.
#[derive(Clone, Debug)]
#[cfg_attr(not(test), allow(dead_code))]
pub(crate) struct Example {
    pub text: String,
    pub matches: bool,
    pub arguments: Vec<(String, String)>,
}

/// A cue and what it says of what it covers.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    pub cue: Vec<Element>,
    pub negated: bool,
    pub modality: Option<Modality>,
    pub covers: u8,
}

/// All rules, with the look-ups from trigger to rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub rules: Vec<Rule>,
    pub scopes: Vec<Scope>,
    pub by_verb: Vec<Vec<u32>>,
    pub by_noun: HashMap<u64, Vec<u32>>,
    pub anchors: Anchors,
}

impl Rules {
    /// Reads the files; later rules of the same id replace earlier ones, ids below a prefix of `without` are left out.
    pub(crate) fn parse(files: &[(String, String)], without: &[String]) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let mut out = Self::default();
        for (name, text) in files {
            Reader {
                file: name,
                text,
                at: 0,
                problems: &mut problems,
            }
            .file(&mut out);
        }
        if !problems.is_empty() {
            return Err(Error::from_problems(problems));
        }
        out.rules
            .retain(|r| !without.iter().any(|w| r.id == *w || r.id.starts_with(&format!("{w}/"))));
        for (i, rule) in out.rules.iter().enumerate() {
            match &rule.kind {
                RuleKind::Frame { verbs, nouns, .. } => {
                    for &v in verbs {
                        let v = usize::from(v);
                        out.by_verb.resize(out.by_verb.len().max(v + 1), Vec::new());
                        if !out.by_verb[v].contains(&(i as u32)) {
                            out.by_verb[v].push(i as u32);
                        }
                    }
                    for &n in nouns {
                        out.by_noun.entry(n).or_default().push(i as u32);
                    }
                }
                RuleKind::Pattern { .. } => {}
            }
        }
        out.anchors = Anchors::new(&out);
        Ok(out)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    at: usize,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, start: usize, end: usize, message: String, help: Option<String>) {
        let mut problem = Problem::at(self.file, self.text, start, end, message);
        if let Some(help) = help {
            problem = problem.help(help);
        }
        self.problems.push(problem);
    }

    /// The next line without its comment, and where it starts.
    fn line(&mut self) -> Option<(usize, &'a str)> {
        while self.at < self.text.len() {
            let start = self.at;
            let end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
            self.at = end + 1;
            let line = self.text[start..end].trim_end();
            let trimmed = line.trim_start();
            if !trimmed.is_empty() && !trimmed.starts_with('#') {
                return Some((start + line.len() - trimmed.len(), trimmed));
            }
        }
        None
    }

    fn file(&mut self, out: &mut Rules) {
        while let Some((at, line)) = self.line() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["frame", id, "->", kind, "{"] => self.frame(id, kind, at, line, out),
                ["pattern", id, "->", kind, "{"] => self.pattern(id, kind, at, line, out),
                ["scope", flag, "{"] => self.scope(flag, at, line, out),
                _ => {
                    let help = "write `frame ID -> KIND {`, `pattern ID -> KIND {` or `scope FLAG {`".to_owned();
                    self.problem(at, at + line.len(), "a rule was expected here".to_owned(), Some(help));
                }
            }
        }
    }

    fn relation(&mut self, name: &str, at: usize, line: &str) -> RelationKind {
        RelationKind::parse(name).unwrap_or_else(|| {
            let start = at + line.find(name).unwrap_or(0);
            let help = nearest(name, RelationKind::ALL.iter().map(|k| k.name()));
            self.problem(start, start + name.len(), format!("there is no relation kind '{name}'"), help);
            RelationKind::Attacked
        })
    }

    fn frame(&mut self, id: &str, kind: &str, at: usize, line: &str, out: &mut Rules) {
        let relation = self.relation(kind, at, line);
        let (mut verbs, mut nouns, mut with, mut roles, mut require) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut examples, mut anchors, mut companions) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let Some((at, line)) = self.line() else {
                self.problem(
                    at,
                    at + line.len(),
                    format!("the frame '{id}' has no end"),
                    Some("close it with `}`".to_owned()),
                );
                return;
            };
            if line == "}" {
                break;
            }
            let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            match head {
                "verbs" => {
                    for verb in rest.split_whitespace() {
                        match Lexicon::get().lemma_id(verb) {
                            Some(lemma) => {
                                verbs.push(lemma);
                                anchors.extend(Lexicon::get().forms(lemma));
                            }
                            None => self.problem(
                                at,
                                at + line.len(),
                                format!("'{verb}' is no verb of the lexicon"),
                                Some("use its base form".to_owned()),
                            ),
                        }
                    }
                }
                "nouns" => {
                    nouns.extend(rest.split_whitespace().map(hash_word));
                    anchors.extend(rest.split_whitespace().map(str::to_lowercase));
                }
                "with" => {
                    with.extend(rest.split_whitespace().map(hash_word));
                    companions.extend(rest.split_whitespace().map(str::to_lowercase));
                }
                "require" => require.extend(rest.split_whitespace().map(str::to_owned)),
                "yes" | "no" => self.example(head == "yes", rest, at, line, relation, &mut examples),
                role => {
                    self.role(role, relation, at, line);
                    let Some(slots) = rest.strip_prefix('=') else {
                        self.problem(at, at + line.len(), format!("'=' was expected behind '{role}'"), None);
                        continue;
                    };
                    let (mut found, mut kinds) = (Vec::new(), Vec::new());
                    for slot in slots.split_whitespace() {
                        match slot {
                            "subject" => found.push(Slot::Subject),
                            "object" => found.push(Slot::Object),
                            "possessive" => found.push(Slot::Possessive),
                            "compound" => found.push(Slot::Compound),
                            "trigger" => found.push(Slot::Trigger),
                            kind if kind.starts_with('@') => match Kind::parse(&kind[1..]) {
                                Some(kind) => kinds.push(kind),
                                None => self.problem(at, at + line.len(), format!("there is no mention kind '{kind}'"), None),
                            },
                            word => found.push(Slot::Preposition(hash_word(word))),
                        }
                    }
                    roles.push((role.to_owned(), found, kinds));
                }
            }
        }
        if verbs.is_empty() && nouns.is_empty() {
            self.problem(
                at,
                at + line.len(),
                format!("the frame '{id}' has no verb and no noun, so nothing can call it"),
                None,
            );
        }
        // A light verb is common, the noun that it needs is rare.
        if !with.is_empty() {
            anchors = companions;
        }
        let kind = RuleKind::Frame {
            verbs,
            nouns,
            with,
            roles,
            require,
        };
        add(
            out,
            Rule {
                id: id.to_owned(),
                relation,
                kind,
                anchors,
                examples,
            },
        );
    }

    fn role(&mut self, role: &str, relation: RelationKind, at: usize, line: &str) {
        if !relation.roles().contains(&role) {
            let help = nearest(role, relation.roles().iter().copied());
            let end = at + role.len().min(line.len());
            self.problem(at, end, format!("role '{role}' is not in relation {}", relation.name()), help);
        }
    }

    fn example(&mut self, matches: bool, rest: &str, at: usize, line: &str, relation: RelationKind, out: &mut Vec<Example>) {
        let parts: Vec<&str> = rest.split('"').collect();
        if parts.len() < 3 {
            self.problem(at, at + line.len(), "an example is a text in double quotes".to_owned(), None);
            return;
        }
        let mut arguments = Vec::new();
        for pair in parts[2..].chunks(2) {
            if let [name, value] = pair {
                let role = name.trim_start_matches([' ', '=', '>', ',']).trim_end_matches('=').trim();
                self.role(role, relation, at, line);
                arguments.push((role.to_owned(), (*value).to_owned()));
            }
        }
        out.push(Example {
            text: parts[1].to_owned(),
            matches,
            arguments,
        });
    }

    fn pattern(&mut self, id: &str, kind: &str, at: usize, line: &str, out: &mut Rules) {
        let relation = self.relation(kind, at, line);
        let mut examples = Vec::new();
        let mut alternatives = 0;
        let mut made = Vec::new();
        while let Some((at, line)) = self.line() {
            if line == "}" {
                break;
            }
            let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            match head {
                "yes" | "no" => self.example(head == "yes", rest, at, line, relation, &mut examples),
                "|" => {
                    let elements = self.elements(rest, at, line, Some(relation));
                    let anchors = anchors_of(rest);
                    alternatives += 1;
                    if elements.is_empty() {
                        self.problem(at, at + line.len(), "a line of elements has at least one".to_owned(), None);
                        continue;
                    }
                    made.push(Rule {
                        id: id.to_owned(),
                        relation,
                        kind: RuleKind::Pattern { elements },
                        anchors,
                        examples: Vec::new(),
                    });
                }
                _ => self.problem(at, at + line.len(), "'|', 'yes' or 'no' was expected".to_owned(), None),
            }
        }
        if alternatives == 0 {
            self.problem(
                at,
                at + line.len(),
                format!("the pattern '{id}' has no line of elements"),
                Some("start one with `|`".to_owned()),
            );
        }
        if let Some(first) = made.first_mut() {
            first.examples = examples;
        }
        out.rules.extend(made);
    }

    fn elements(&mut self, rest: &str, at: usize, line: &str, relation: Option<RelationKind>) -> Vec<Element> {
        let mut out = Vec::new();
        for item in rest.split_whitespace() {
            let (role, body) = match item.split_once(':') {
                Some((role, body)) if !role.is_empty() => (Some(role.to_owned()), body),
                _ => (None, item),
            };
            if let (Some(role), Some(relation)) = (&role, relation) {
                self.role(role, relation, at, line);
            }
            if let Some(kinds) = body.strip_prefix('@') {
                let mut found = Vec::new();
                for kind in kinds.split('|') {
                    match Kind::parse(kind) {
                        Some(kind) => found.push(kind),
                        None => self.problem(at, at + line.len(), format!("there is no mention kind '{kind}'"), None),
                    }
                }
                out.push(Element::Mention { role, kinds: found });
            } else if body == "PHRASE" {
                out.push(Element::Phrase { role });
            } else if body == "CAPITALS" {
                out.push(Element::Capitals { role });
            } else if let Some(source) = body.strip_prefix('/').and_then(|b| b.strip_suffix('/')).filter(|s| !s.is_empty()) {
                match Regex::new(&format!("^(?:{source})$")) {
                    Ok(regex) => out.push(Element::Expression { role, regex }),
                    Err(_) => self.problem(at, at + line.len(), format!("'{source}' is no regular expression"), None),
                }
            } else if body == "TITLE" {
                out.push(Element::Title { role });
            } else if body == "ROLE" {
                out.push(Element::Role { role });
            } else if let Some(gap) = body.strip_prefix("..") {
                match gap.parse::<u8>() {
                    Ok(n) => out.push(Element::Gap(n)),
                    Err(_) => self.problem(at, at + line.len(), "a gap needs its greatest length, as in ..5".to_owned(), None),
                }
            } else if let Some(verb) = body.strip_prefix('~') {
                match Lexicon::get().lemma_id(verb) {
                    Some(lemma) => out.push(Element::Verb(lemma)),
                    None => self.problem(at, at + line.len(), format!("'{verb}' is no verb of the lexicon"), None),
                }
            } else if body.starts_with('[') {
                let optional = body.ends_with('?');
                let inner = body.trim_end_matches('?').trim_matches(['[', ']']);
                out.push(Element::Either(inner.split('|').map(hash_word).collect(), optional));
            } else if body.len() == 1 && body.as_bytes()[0].is_ascii_punctuation() {
                out.push(Element::Punct(body.as_bytes()[0]));
            } else {
                out.push(Element::Word(hash_word(body)));
            }
        }
        out
    }

    fn scope(&mut self, flag: &str, at: usize, line: &str, out: &mut Rules) {
        let (negated, modality) = match flag {
            "negated" => (true, None),
            "alleged" => (false, Some(Modality::Alleged)),
            "planned" => (false, Some(Modality::Planned)),
            "averted" => (false, Some(Modality::Averted)),
            "reported" => (false, Some(Modality::Reported)),
            "hypothetical" => (false, Some(Modality::Hypothetical)),
            _ => {
                let start = at + line.find(flag).unwrap_or(0);
                let help = nearest(
                    flag,
                    ["negated", "alleged", "planned", "averted", "reported", "hypothetical"].into_iter(),
                );
                self.problem(start, start + flag.len(), format!("there is no flag '{flag}'"), help);
                (false, None)
            }
        };
        while let Some((at, line)) = self.line() {
            if line == "}" {
                break;
            }
            let (cue, covers) = line.rsplit_once(" covers ").unwrap_or((line, "8"));
            let covers = covers.trim().parse().unwrap_or_else(|_| {
                self.problem(at, at + line.len(), "`covers` needs a number of tokens".to_owned(), None);
                0
            });
            let cue = self.elements(cue, at, line, None);
            out.scopes.push(Scope {
                cue,
                negated,
                modality,
                covers,
            });
        }
    }
}

fn add(out: &mut Rules, rule: Rule) {
    out.rules.retain(|r| r.id != rule.id);
    out.rules.push(rule);
}

/// Words too common to call a rule.
const COMMON: [&str; 12] = ["of", "for", "at", "in", "to", "on", "by", "the", "a", "an", "and", "'s"];

/// The words of which one must stand where a line of elements matches: those of its rarest element.
fn anchors_of(elements: &str) -> Vec<String> {
    let anchor = |item: &str| {
        let body = item
            .split_once(':')
            .filter(|(role, _)| !role.is_empty())
            .map_or(item, |(_, body)| body);
        let (rank, words) = if body.starts_with(['@', '/']) || body.starts_with("..") || body.ends_with('?') {
            return None;
        } else if let Some(verb) = body.strip_prefix('~') {
            (
                3,
                Lexicon::get()
                    .lemma_id(verb)
                    .map(|id| Lexicon::get().forms(id).collect())
                    .unwrap_or_default(),
            )
        } else if let Some(list) = body.strip_prefix('[') {
            let words: Vec<String> = list.trim_end_matches(']').split('|').map(str::to_lowercase).collect();
            (if words.iter().any(|w| COMMON.contains(&w.as_str())) { 0 } else { 3 }, words)
        } else if body.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        } else {
            let rank = if COMMON.contains(&body) || body.len() == 1 { 0 } else { 4 };
            (rank, vec![body.to_lowercase()])
        };
        (rank > 0).then_some((rank, words))
    };
    elements
        .split_whitespace()
        .filter_map(anchor)
        .max_by_key(|(rank, _): &(i32, Vec<String>)| *rank)
        .map_or_else(Vec::new, |(_, words)| words)
}

/// The candidate that is spelled most like `word`, as a suggestion.
fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let shared = |c: &str| {
        let grams = |s: &str| s.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
        let ours = grams(word);
        grams(c).iter().filter(|g| ours.contains(g)).count() * 100 / (c.len() + word.len()).max(1)
    };
    candidates
        .map(|c| (shared(c), c))
        .max()
        .filter(|(score, _)| *score > 0)
        .map(|(_, c)| format!("did you mean '{c}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_rules_are_shown_whole() {
        for (text, message) in [
            (
                "frame a -> atacked {\n  verbs attack\n}\n",
                "my.rules:1:12: there is no relation kind 'atacked'\n  | frame a -> atacked {\n  |            ^^^^^^^\n  = did you mean 'attacked'?",
            ),
            (
                "frame a -> attacked {\n  verbs attack\n  tarjet = object\n}\n",
                "my.rules:3:3: role 'tarjet' is not in relation attacked\n  |   tarjet = object\n  |   ^^^^^^\n  = did you mean 'target'?",
            ),
            (
                "scope negatd {\n}\n",
                "my.rules:1:7: there is no flag 'negatd'\n  | scope negatd {\n  |       ^^^^^^\n  = did you mean 'negated'?",
            ),
        ] {
            let error = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[]).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
