//! Patterns and scopes: lines of elements with what is said of them.

use super::{Reader, nearest};
use crate::relation::{Modality, RelationKind};
use crate::rule::model::{Condition, Element, Frame, Pattern, RuleKind, Rules, Scope};
use crate::rule::set::{Set, calling_mention};
use crate::text::hash_word;

impl<'a> Reader<'a> {
    pub(super) fn pattern(&mut self, id: &'a str, kind: &'a str, head: &'a str, out: &mut Rules) {
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
                    let (elements, word) = self.elements(rest, Some(relation));
                    if elements.is_empty() {
                        self.problem(
                            line,
                            "a line of elements has at least one",
                            Some("as in `| shot dead victim:PHRASE`".to_owned()),
                        );
                        continue;
                    }
                    if word.is_none()
                        && !elements
                            .iter()
                            .any(|e| matches!(e, Element::Mention { .. } | Element::Title { .. }))
                    {
                        let help = "use a word or a verb that is not common, or a mention";
                        self.problem(line, "nothing calls this line: it would be tried everywhere", Some(help.to_owned()));
                    }
                    if !self.count(line, size_of::<Condition>() * conditions.len()) {
                        break;
                    }
                    let anchor = word.or_else(|| calling_mention(&elements));
                    let kind = RuleKind::Pattern(Pattern::new(elements, anchor, conditions.clone()));
                    made.push(self.rule(id, relation, kind, Vec::new()));
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
    pub(super) fn flag(&mut self, name: &'a str) -> (bool, Option<Modality>) {
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

    pub(super) fn scope(&mut self, flag: &'a str, head: &'a str, out: &mut Rules) {
        let (negated, modality) = self.flag(flag);
        for line in self.block(head) {
            let mut scope = Scope {
                cue: Vec::new(),
                firsts: Set::default(),
                negated,
                modality,
                covers: 8,
            };
            let governors = [("governs ", &mut out.governors), ("clause ", &mut out.tellers)];
            let mut governors = governors.into_iter();
            if let Some((rest, verbs)) = governors.find_map(|(word, verbs)| Some((line.strip_prefix(word)?, verbs))) {
                let mut frame = Frame::default();
                self.verbs(rest, &mut frame);
                for verb in frame.verbs {
                    // The scope that is told first keeps a verb.
                    verbs.entry(verb).or_insert(out.scopes.len());
                }
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
