//! Reads rule files: every problem with its place, all in one go.

use std::collections::{HashMap, HashSet};

use super::anchor::{Anchors, first_bits, kind_bit};
use super::model::{Condition, Element, Example, Filter, Frame, Rule, RuleKind, Rules, Scope, Slot};
use super::patterns::TRIGGER;
use crate::error::{Error, Problem};
use crate::gazetteer::Kind;
use crate::lexicon::Lexicon;
use crate::relation::{Modality, RelationKind};
use crate::text::hash_word;

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
    /// Reads the files; a later rule of the same id replaces an earlier one, ids below a prefix of `without` are left out.
    pub(crate) fn parse(files: &[(String, String)], without: &[String]) -> Result<Self, Error> {
        let mut problems = Vec::new();
        let mut out = Self::default();
        let (mut named, mut declared, mut beats) = (HashMap::new(), Vec::new(), Vec::new());
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
                ids: HashSet::new(),
                earlier: out.rules.iter().map(|r| r.id.clone()).collect(),
                counted: (0, 1),
                current: (0, 0),
            }
            .file(&mut out);
        }
        for (name, unused) in named.iter().filter(|(_, n)| !n.used) {
            let (file, start, end) = unused.place;
            let (path, text) = &files[file];
            problems.push(Problem::at(path, text, start, end, format!("nothing uses '${name}'")).help("use it or take it out"));
        }
        for (id, beaten, (file, start, end)) in beats {
            let losers: Vec<u32> = (0..out.rules.len() as u32)
                .filter(|&i| out.rules[i as usize].id == beaten)
                .collect();
            if losers.is_empty() {
                let (path, text) = &files[file];
                let problem = Problem::at(path, text, start, end, format!("there is no rule '{beaten}'"));
                let help = nearest(&beaten, out.rules.iter().map(|r| r.id.as_str()));
                problems.push(help.into_iter().fold(problem, Problem::help));
            }
            for rule in out.rules.iter_mut().filter(|r| r.id == id) {
                rule.beats.extend(&losers);
            }
        }
        if !problems.is_empty() {
            problems.sort_by_key(|p| (files.iter().position(|(name, _)| *name == p.file), p.line, p.column));
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
        for (i, rule) in self.rules.iter().enumerate() {
            let RuleKind::Frame(frame) = &rule.kind else { continue };
            for &v in &frame.verbs {
                let v = usize::from(v);
                self.by_verb.resize(self.by_verb.len().max(v + 1), Vec::new());
                if !self.by_verb[v].contains(&(i as u32)) {
                    self.by_verb[v].push(i as u32);
                }
            }
            for &n in &frame.nouns {
                let list = self.by_noun.entry(n).or_default();
                if !list.contains(&(i as u32)) {
                    list.push(i as u32);
                }
            }
        }
        for scope in &mut self.scopes {
            scope.firsts = first_bits(&scope.cue);
        }
        self.anchors = Anchors::new(self);
    }
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
    /// The ids of this file.
    ids: HashSet<String>,
    /// The ids of the files before, which a rule of this file may replace.
    earlier: HashSet<String>,
    /// How far lines are counted: the byte, and its line.
    counted: (usize, usize),
    /// The line that is read.
    current: (usize, usize),
}

impl<'a> Reader<'a> {
    /// Where a piece of the text stands in it.
    fn place(&self, piece: &str) -> (usize, usize) {
        let start = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let end = start.wrapping_add(piece.len());
        // What came out of a phrase that stands elsewhere is shown where the phrase is used.
        if start <= end && end <= self.text.len() {
            (start, end)
        } else {
            self.current
        }
    }

    pub(super) fn problem(&mut self, piece: &str, message: impl Into<String>, help: Option<String>) {
        let (start, end) = self.place(piece);
        let problem = Problem::at(self.file, self.text, start, end, message);
        self.problems.push(help.into_iter().fold(problem, Problem::help));
    }

    /// The next line without its remark.
    fn line(&mut self) -> Option<&'a str> {
        while self.at < self.text.len() {
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
    fn block(&mut self, head: &'a str) -> Vec<&'a str> {
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

    /// Lists and kinds hold in the whole file, wherever they stand.
    fn declarations(&mut self) {
        while let Some(line) = self.line() {
            let words: Vec<&'a str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["list", name, "=", ..] => self.list(name, line),
                ["phrase", name, "=", ..] => self.phrase(name, line),
                ["relation", name, "{", roles @ .., "}"] => self.declare(name, roles),
                _ => {}
            }
        }
        self.at = 0;
    }

    fn file(&mut self, out: &mut Rules) {
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
    }

    fn declare(&mut self, name: &'a str, roles: &[&'a str]) {
        if RelationKind::parse(name).is_some() {
            let help = "use it as it is, or give yours another name";
            self.problem(name, format!("the relation kind '{name}' is built in"), Some(help.to_owned()));
            return;
        }
        if roles.is_empty() {
            let help = format!("name its roles: `relation {name} {{ agent place }}`");
            self.problem(name, format!("the relation kind '{name}' has no role"), Some(help));
        }
        let roles: Vec<&str> = roles.iter().map(|r| r.trim_end_matches(',')).collect();
        self.declared.push(RelationKind::declare(name, &roles));
    }

    /// A list that goes on over lines which end in a backslash.
    fn list(&mut self, name: &'a str, line: &'a str) {
        let mut found = Named {
            place: (self.index, self.place(name).0, self.place(name).1),
            ..Named::default()
        };
        let mut rest = line.split_once('=').map_or("", |(_, r)| r).trim();
        loop {
            let goes_on = rest.ends_with('\\');
            self.list_items(rest.trim_end_matches('\\').trim(), &mut found);
            match if goes_on { self.line() } else { None } {
                Some(next) => rest = next,
                None => break,
            }
        }
        if found.words.is_empty() && found.kinds == 0 {
            let help = "write words, \"phrases of words\" or @kinds behind the `=`";
            self.problem(name, format!("the list '{name}' is empty"), Some(help.to_owned()));
        }
        self.named.insert(name.to_owned(), found);
    }

    fn list_items(&mut self, text: &'a str, found: &mut Named) {
        let mut rest = text;
        while !rest.is_empty() {
            let (item, quoted, next) = if let Some((item, next)) = rest.strip_prefix('"').and_then(|r| r.split_once('"')) {
                (item, true, next)
            } else {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            };
            rest = next.trim_start();
            if quoted {
                found.words.push(item.to_owned());
            } else if item.starts_with('@') {
                found.kinds |= self.mention_kinds(item);
            } else if let Some(other) = item.strip_prefix('$') {
                if let Some(other) = self.named(other, item) {
                    found.words.extend(other.words);
                    found.kinds |= other.kinds;
                }
            } else {
                if found.words.iter().any(|w| w == item) {
                    let help = Some("take one of them out".to_owned());
                    self.problem(item, format!("'{item}' stands twice in the list"), help);
                }
                found.words.push(item.to_owned());
            }
        }
    }

    fn phrase(&mut self, name: &'a str, line: &'a str) {
        let place = self.place(name);
        let elements = line.split_once('=').map_or("", |(_, r)| r).trim();
        self.named.insert(
            name.to_owned(),
            Named {
                elements: Some(elements.to_owned()),
                place: (self.index, place.0, place.1),
                ..Named::default()
            },
        );
    }

    /// The list or phrase of that name.
    pub(super) fn named(&mut self, name: &str, piece: &str) -> Option<Named> {
        if let Some(found) = self.named.get_mut(name) {
            found.used = true;
            return Some(found.clone());
        }
        let help = nearest(name, self.named.keys().map(String::as_str));
        self.problem(piece, format!("there is no list '{name}'"), help);
        None
    }

    /// `@kind` or `@kind|kind`, as bits.
    pub(super) fn mention_kinds(&mut self, item: &str) -> u32 {
        let mut bits = 0;
        for name in item.trim_start_matches('@').split('|') {
            if let Some(kind) = Kind::parse(name) {
                bits |= kind_bit(kind);
            } else {
                let help = nearest(name, Kind::ALL.iter().map(|k| k.as_str()));
                self.problem(name, format!("there is no mention kind '{name}'"), help);
            }
        }
        bits
    }

    fn relation(&mut self, name: &str) -> RelationKind {
        let own = self.declared.iter().copied().find(|k| k.name() == name);
        RelationKind::parse(name).or(own).unwrap_or_else(|| {
            let known = RelationKind::ALL.iter().chain(self.declared.iter()).map(|k| k.name());
            let help = nearest(name, known.collect::<Vec<_>>().into_iter());
            self.problem(name, format!("there is no relation kind '{name}'"), help);
            RelationKind::Attacked
        })
    }

    pub(super) fn role(&mut self, role: &str, relation: RelationKind) -> Option<&'static str> {
        let found = relation.roles().iter().copied().find(|r| *r == role);
        if role == TRIGGER {
            return Some(TRIGGER);
        }
        if found.is_none() {
            let help = nearest(role, relation.roles().iter().copied());
            self.problem(role, format!("role '{role}' is not in relation {}", relation.name()), help);
        }
        found
    }

    /// The words of the lexicon's verbs and of lists.
    fn verbs(&mut self, rest: &'a str, frame: &mut Frame, anchors: &mut Vec<String>) {
        for item in rest.split_whitespace() {
            let words = match item.strip_prefix('$') {
                Some(name) => self.named(name, item).map_or_else(Vec::new, |n| n.words),
                None => vec![item.to_owned()],
            };
            for verb in words {
                match Lexicon::get().lemma_id(&verb) {
                    Some(lemma) => {
                        frame.verbs.push(lemma);
                        anchors.extend(Lexicon::get().forms(lemma));
                    }
                    None => self.problem(
                        item,
                        format!("'{verb}' is no verb of the lexicon"),
                        Some("use its base form".to_owned()),
                    ),
                }
            }
        }
    }

    /// Head words, from the line or from lists.
    fn heads(&mut self, rest: &'a str) -> Vec<String> {
        let mut out = Vec::new();
        for item in rest.split_whitespace() {
            let Some(name) = item.strip_prefix('$') else {
                let word = item.to_lowercase();
                self.single(&word, item);
                out.push(word);
                continue;
            };
            let words = self.named(name, item).map_or_else(Vec::new, |n| n.words);
            if let Some(long) = words.iter().find(|w| w.contains(' ')) {
                let help = Some("name the last word alone".to_owned());
                self.problem(item, format!("a head is one word, '{long}' are more"), help);
            }
            out.extend(words);
        }
        out
    }

    fn slot(&mut self, item: &'a str, slots: &mut Vec<Slot>, filter: &mut Filter) {
        match item {
            "subject" => slots.push(Slot::Subject),
            "object" => slots.push(Slot::Object),
            "possessive" => slots.push(Slot::Possessive),
            "compound" => slots.push(Slot::Compound),
            "trigger" => slots.push(Slot::Trigger),
            "infinitive" => slots.push(Slot::Infinitive),
            "infinitive-object" => slots.push(Slot::InfinitiveObject),
            _ if item.starts_with('@') => filter.kinds |= self.mention_kinds(item),
            _ if item.starts_with('[') => {
                let heads = item.trim_matches(['[', ']']).split('|');
                filter.words.extend(heads.map(hash_word));
            }
            _ if item.starts_with('$') => {
                if let Some(list) = self.named(&item[1..], item) {
                    filter.kinds |= list.kinds;
                    filter.words.extend(list.words.iter().map(|w| hash_word(w)));
                }
            }
            word => {
                if !Lexicon::get().probe(hash_word(word)).is(crate::lexicon::class::PREP) && word != "to" {
                    let known = [
                        "subject",
                        "object",
                        "possessive",
                        "compound",
                        "trigger",
                        "infinitive",
                        "infinitive-object",
                    ];
                    let help = nearest(word, known.into_iter()).map(|h| format!("{h} A head word stands in brackets: [{word}]"));
                    self.problem(word, format!("'{word}' is no slot and no preposition"), help);
                }
                slots.push(Slot::Preposition(hash_word(word)));
            }
        }
    }

    fn frame(&mut self, id: &'a str, kind: &'a str, head: &'a str, out: &mut Rules) {
        let relation = self.relation(kind);
        self.new_id(id);
        let mut frame = Frame::default();
        let (mut examples, mut anchors, mut companions) = (Vec::new(), Vec::new(), Vec::new());
        let mut required: Vec<(&str, &str)> = Vec::new();
        let (mut called, mut measured, mut marks) = (false, (0, 0), (false, None));
        for line in self.block(head) {
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            called |= matches!(word, "verbs" | "nouns");
            match word {
                "verbs" => self.verbs(rest, &mut frame, &mut anchors),
                "nouns" => {
                    let heads = self.heads(rest);
                    frame.nouns.extend(heads.iter().map(|w| hash_word(w)));
                    anchors.extend(heads);
                }
                "with" => {
                    let heads = self.heads(rest);
                    frame.with.extend(heads.iter().map(|w| hash_word(w)));
                    companions.extend(heads);
                }
                "unless" => frame.unless.extend(self.heads(rest).iter().map(|w| hash_word(w))),
                "only" => {
                    let (mut slots, mut filter) = (Vec::new(), Filter::default());
                    for item in rest.split_whitespace() {
                        self.slot(item, &mut slots, &mut filter);
                    }
                    if filter.is_empty() || slots.is_empty() {
                        self.problem(
                            line,
                            "`only` needs a slot and what may fill it",
                            Some("as in `only subject @people`".to_owned()),
                        );
                    }
                    frame.only.extend(slots.into_iter().map(|s| (s, filter.clone())));
                }
                "require" => {
                    for item in rest.split_whitespace() {
                        let any = item.split('|').filter_map(|r| self.role(r, relation)).collect();
                        frame.require.push(any);
                        required.extend(item.split('|').map(|r| (r, item)));
                    }
                }
                "beats" => self.beaten(id, rest),
                "measured" => measured = self.measured(rest, line),
                "marks" => marks = self.flag(rest),
                "yes" | "no" => self.example(word == "yes", rest, line, relation, &mut examples),
                role => {
                    let known = self.role(role, relation);
                    let Some(items) = rest.trim_start().strip_prefix('=') else {
                        let help = Some(format!("as in `{role} = object`"));
                        self.problem(line, format!("'=' was expected behind '{role}'"), help);
                        continue;
                    };
                    let (mut slots, mut filter) = (Vec::new(), Filter::default());
                    for item in items.split_whitespace() {
                        self.slot(item, &mut slots, &mut filter);
                    }
                    if slots.is_empty() {
                        self.problem(
                            line,
                            format!("nothing says where '{role}' stands"),
                            Some("name a slot: subject, object, a preposition ...".to_owned()),
                        );
                    }
                    frame.roles.extend(known.map(|r| (r, slots, filter)));
                }
            }
        }
        for (role, piece) in required {
            if relation.roles().contains(&role) && !frame.roles.iter().any(|(r, ..)| *r == role) {
                let help = Some(format!("add a line such as `{role} = subject`"));
                self.problem(piece, format!("'{role}' is required, but no slot fills it"), help);
            }
        }
        if !called {
            self.problem(
                id,
                format!("the frame '{id}' has no verb and no noun, so nothing can call it"),
                Some("add a line `verbs ...` or `nouns ...`".to_owned()),
            );
        }
        let rule = Rule {
            companions,
            measured,
            marks,
            ..self.rule(id, relation, RuleKind::Frame(frame), anchors, examples)
        };
        if self.earlier.contains(id) {
            out.rules.retain(|r| r.id != id);
        }
        out.rules.push(rule);
    }

    fn rule(&mut self, id: &str, relation: RelationKind, kind: RuleKind, anchors: Vec<String>, examples: Vec<Example>) -> Rule {
        let (from, before) = self.counted;
        let at = self.place(id).0.min(self.text.len());
        let line = before + self.text.get(from..at).map_or(0, |lines| lines.matches('\n').count());
        self.counted = (from.max(at), line);
        Rule {
            id: id.to_owned(),
            relation,
            kind,
            anchors,
            companions: Vec::new(),
            examples,
            place: (self.file.to_owned(), line),
            beats: Vec::new(),
            own: super::BUILTIN.get(self.index).is_none_or(|(name, _)| *name != self.file),
            measured: (0, 0),
            marks: (false, None),
        }
    }

    /// `measured 45/50`: how many of the matches that someone looked at were right.
    fn measured(&mut self, rest: &'a str, line: &'a str) -> (u16, u16) {
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

    fn new_id(&mut self, id: &'a str) {
        if !self.ids.insert(id.to_owned()) {
            let help = Some("give one of them another id".to_owned());
            self.problem(id, format!("this file has a rule '{id}' already"), help);
        }
    }

    fn beaten(&mut self, id: &str, rest: &'a str) {
        for other in rest.split_whitespace() {
            let (start, end) = self.place(other);
            self.beats.push((id.to_owned(), other.to_owned(), (self.index, start, end)));
        }
    }

    fn example(&mut self, matches: bool, rest: &'a str, line: &'a str, relation: RelationKind, out: &mut Vec<Example>) {
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

    fn pattern(&mut self, id: &'a str, kind: &'a str, head: &'a str, out: &mut Rules) {
        let before = self.problems.len();
        let relation = self.relation(kind);
        self.new_id(id);
        let (mut examples, mut made, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut measured, mut marks) = ((0, 0), (false, None));
        let lines = self.block(head);
        for &line in &lines {
            if let Some(rest) = line.strip_prefix("where ") {
                conditions.extend(self.condition(rest, relation));
            } else if let Some(rest) = line.strip_prefix("unless ") {
                let words = self.heads(rest).iter().map(|w| hash_word(w)).collect();
                conditions.push(Condition::Unless(words));
            }
        }
        for line in lines {
            let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            match word {
                "yes" | "no" => self.example(word == "yes", rest, line, relation, &mut examples),
                "where" | "unless" => {}
                "beats" => self.beaten(id, rest),
                "measured" => measured = self.measured(rest, line),
                "marks" => marks = self.flag(rest),
                "|" => {
                    let (elements, anchors, anchor) = self.elements(rest, Some(relation));
                    if elements.is_empty() {
                        self.problem(
                            line,
                            "a line of elements has at least one",
                            Some("as in `| shot dead victim:PHRASE`".to_owned()),
                        );
                        continue;
                    }
                    if anchors.is_empty()
                        && !elements
                            .iter()
                            .any(|e| matches!(e, Element::Mention { .. } | Element::Title { .. }))
                    {
                        let help = "use a word or a verb that is not common, or a mention";
                        self.problem(line, "nothing calls this line: it would be tried everywhere", Some(help.to_owned()));
                    }
                    let kind = RuleKind::Pattern {
                        elements,
                        anchor,
                        conditions: conditions.clone(),
                    };
                    made.push(self.rule(id, relation, kind, anchors, Vec::new()));
                }
                _ => {
                    let help = Some(format!("to match these words, write `| {line}`"));
                    self.problem(
                        line,
                        "'|', 'where', 'unless', 'beats', 'marks', 'measured', 'yes' or 'no' was expected",
                        help,
                    );
                }
            }
        }
        for rule in &mut made {
            (rule.measured, rule.marks) = (measured, marks);
        }
        match made.first_mut() {
            Some(first) => first.examples = examples,
            None if self.problems.len() > before => {}
            None => self.problem(
                id,
                format!("the pattern '{id}' has no line of elements"),
                Some("start one with `|`".to_owned()),
            ),
        }
        if self.earlier.contains(id) {
            out.rules.retain(|r| r.id != id);
        }
        out.rules.extend(made);
    }

    /// `initials(name, alias)` or `distinct(a, b)`.
    fn condition(&mut self, rest: &'a str, relation: RelationKind) -> Option<Condition> {
        let parts = rest.trim().strip_suffix(')').and_then(|r| r.split_once('('));
        let Some((name, (a, b))) = parts.and_then(|(n, args)| Some((n, args.split_once(',')?))) else {
            self.problem(rest, "a condition has two roles", Some("as in `distinct(a, b)`".to_owned()));
            return None;
        };
        let (a, b) = (self.role(a.trim(), relation)?, self.role(b.trim(), relation)?);
        match name.trim() {
            "initials" => Some(Condition::Initials(a, b)),
            "distinct" => Some(Condition::Distinct(a, b)),
            other => {
                let help = nearest(other, ["initials", "distinct"].into_iter());
                self.problem(other, format!("there is no condition '{other}'"), help);
                None
            }
        }
    }

    /// The flag of a scope, or of what a rule marks its relations with: whether it negates, and the modality.
    fn flag(&mut self, name: &'a str) -> (bool, Option<Modality>) {
        const FLAGS: [(&str, Option<Modality>); 7] = [
            ("negated", None),
            ("asserted", Some(Modality::Asserted)),
            ("alleged", Some(Modality::Alleged)),
            ("planned", Some(Modality::Planned)),
            ("averted", Some(Modality::Averted)),
            ("reported", Some(Modality::Reported)),
            ("hypothetical", Some(Modality::Hypothetical)),
        ];
        let name = name.trim();
        let found = FLAGS.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            let help = nearest(name, FLAGS.iter().map(|(known, _)| *known));
            self.problem(name, format!("there is no flag '{name}'"), help);
        }
        (name == "negated", found.and_then(|(_, modality)| *modality))
    }

    fn scope(&mut self, flag: &'a str, head: &'a str, out: &mut Rules) {
        let (negated, modality) = self.flag(flag);
        for line in self.block(head) {
            let mut scope = Scope {
                cue: Vec::new(),
                firsts: 0,
                governs: Vec::new(),
                negated,
                modality,
                covers: 8,
            };
            if let Some(rest) = line.strip_prefix("governs ") {
                let mut frame = Frame::default();
                self.verbs(rest, &mut frame, &mut Vec::new());
                scope.governs = frame.verbs;
            } else {
                let (cue, covers) = line.rsplit_once(" covers ").unwrap_or((line, "8"));
                match covers.trim().parse() {
                    Ok(n) => scope.covers = n,
                    Err(_) => self.problem(covers, "`covers` needs a number of tokens", Some("as in `covers 8`".to_owned())),
                }
                scope.cue = self.elements(cue, None).0;
            }
            out.scopes.push(scope);
        }
    }
}

/// The candidate that is spelled most like `word`, as a suggestion.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
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

    /// Every check, one wrong file each: what is said, and the words below the caret.
    #[test]
    fn every_check_names_its_place() {
        for (text, message, marked) in [
            ("rule a\n", "a rule was expected here", "rule a"),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object\n",
                "this block has no end",
                "frame a -> killed {",
            ),
            (
                "frame a -> killed {\n  verbs klil\n  victim = object\n}\n",
                "'klil' is no verb of the lexicon",
                "klil",
            ),
            ("frame a -> killed {\n  victim = object\n}\n", "has no verb and no noun", "a"),
            (
                "frame a -> killed {\n  verbs kill\n  victim = objekt\n}\n",
                "'objekt' is no slot and no preposition",
                "objekt",
            ),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object @poeple\n}\n",
                "there is no mention kind 'poeple'",
                "poeple",
            ),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object $who\n}\n",
                "there is no list 'who'",
                "$who",
            ),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object\n  require agent\n}\n",
                "'agent' is required, but no slot fills it",
                "agent",
            ),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object\n  only subject\n}\n",
                "`only` needs a slot",
                "only subject",
            ),
            (
                "frame a -> killed {\n  verbs kill\n  victim = object\n  beats b\n}\n",
                "there is no rule 'b'",
                "b",
            ),
            ("list x = a b\n", "nothing uses '$x'", "x"),
            (
                "list x = a a\nframe a -> killed {\n  nouns $x\n  victim = of\n}\n",
                "'a' stands twice in the list",
                "a",
            ),
            ("relation killed { a }\n", "the relation kind 'killed' is built in", "killed"),
            (
                "pattern a -> killed {\n  | ..99 killed\n}\n",
                "a gap reaches over 1 to 12 tokens",
                "..99",
            ),
            (
                "pattern a -> killed {\n  | killed ..3\n}\n",
                "a gap stands between two elements",
                "..3",
            ),
            ("pattern a -> killed {\n  | the of\n}\n", "nothing calls this line", "| the of"),
            ("pattern a -> killed {\n  | shot /(/\n}\n", "is no regular expression", "/(/"),
            ("pattern a -> killed {\n  | shot a.b,c\n}\n", "can never match", "a.b,c"),
            ("pattern a -> killed {\n  | [shot|shot]\n}\n", "'shot' stands twice", "[shot|shot]"),
            (
                "pattern a -> killed {\n  | shot\n  where same(victim, agent)\n}\n",
                "there is no condition 'same'",
                "same",
            ),
            ("scope negated {\n  not covers x\n}\n", "`covers` needs a number", "x"),
            ("pattern a -> killed {\n  yes \"a\"\n}\n", "has no line of elements", "a"),
        ] {
            let shown = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[])
                .unwrap_err()
                .to_string();
            assert!(shown.contains(message), "{text}: {shown}");
            let carets = shown.lines().collect::<Vec<_>>().windows(2).any(|w| {
                w[1].find('^')
                    .is_some_and(|at| w[0].get(at..at + w[1].matches('^').count()) == Some(marked))
            });
            assert!(carets, "{text}: {shown}");
        }
    }

    #[test]
    fn all_problems_come_in_one_go() {
        let text = "frame a -> atacked {\n  verbs klil\n}\nscope x {\n}\n";
        let error = Rules::parse(&[("my.rules".to_owned(), text.to_owned())], &[]).unwrap_err();
        assert_eq!(error.count(), 3, "{error}");
    }

    #[test]
    fn the_built_in_rules_are_right() {
        let files: Vec<(String, String)> = crate::rule::BUILTIN
            .iter()
            .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()))
            .collect();
        if let Err(e) = Rules::parse(&files, &[]) {
            panic!("{e}");
        }
    }
}
