//! Articles whose relations were marked by hand, and what they say of the relations that were found.
//!
//! One article a line: `{"id", "text", "relations": [{"kind", "importance": "core" | "extra", "polarity", "trigger", "args": {role: [span]}}]}`,
//! a span being `{"start", "end"}` in bytes. What is marked as extra is right where it is found, and no loss where it is not.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline::{Document, Polarity, RelationView, Span};
use serde_json::Value;

/// An article and what was marked in it.
pub struct Article {
    pub text: String,
    relations: Vec<Marked>,
}

struct Marked {
    kind: String,
    core: bool,
    negated: bool,
    trigger: Range<usize>,
    arguments: BTreeMap<String, Vec<Range<usize>>>,
}

/// How a found relation compares with what was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
    /// Of a kind that was not marked, or no more than an event noun alone.
    Unjudged,
}

/// Found, marked and both, over articles: `2 * both / (found + marked)` is F1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub found: usize,
    pub marked: usize,
    pub both: usize,
}

impl Score {
    pub fn f1(self) -> f64 {
        2.0 * self.both as f64 / (self.found + self.marked).max(1) as f64
    }
}

/// The articles of a file.
pub fn read(lines: &str) -> Result<Vec<Article>, String> {
    let wrong = |n: usize, why: &str| format!("line {}: {why}", n + 1);
    let articles = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    articles
        .map(|(n, line)| {
            let value: Value = serde_json::from_str(line).map_err(|e| wrong(n, &e.to_string()))?;
            let text = |key: &str| {
                value[key]
                    .as_str()
                    .map(str::to_owned)
                    .ok_or_else(|| wrong(n, &format!("no '{key}'")))
            };
            let relations = value["relations"].as_array().ok_or_else(|| wrong(n, "no 'relations'"))?;
            let relations: Option<Vec<Marked>> = relations.iter().map(Marked::read).collect();
            Ok(Article {
                text: text("text")?,
                relations: relations.ok_or_else(|| wrong(n, "a relation has no kind, trigger or span"))?,
            })
        })
        .collect()
}

/// The kinds that were marked as core anywhere: found relations of another kind are neither right nor wrong.
pub fn judged_kinds(articles: &[Article]) -> BTreeSet<String> {
    let core = articles.iter().flat_map(|a| &a.relations).filter(|m| m.core);
    core.map(|m| m.kind.clone()).collect()
}

impl Article {
    /// What is to be thought of each relation that was found, in their order. Right is what some mark agrees with in every
    /// core role that both fill.
    pub fn judge(&self, document: &Document, kinds: &BTreeSet<String>) -> Vec<Verdict> {
        let verdict = |found: RelationView| {
            if self.relations.iter().any(|m| m.agrees(found)) {
                Verdict::Right
            } else if kinds.contains(found.kind().name()) && !bare(found) {
                Verdict::Wrong
            } else {
                Verdict::Unjudged
            }
        };
        document.relations().map(|r| verdict(r.view())).collect()
    }

    /// Of the arguments and polarities of relations that a mark touches, how many are as marked, how many of these to the byte, and how
    /// many are not.
    pub fn details(&self, document: &Document) -> [usize; 3] {
        let [mut right, mut exact, mut wrong] = [0; 3];
        let mut count = |is: bool| *(if is { &mut right } else { &mut wrong }) += 1;
        for found in document.relations().map(|r| r.view()) {
            let marks: Vec<&Marked> = self.relations.iter().filter(|m| m.touches(found)).collect();
            if marks.is_empty() {
                continue;
            }
            count(marks.iter().any(|m| m.negated == (found.polarity() == Polarity::Negated)));
            for (role, argument) in found.arguments() {
                let span = argument.span();
                let marked = marks.iter().filter_map(|m| m.arguments.get(role)).flatten();
                count(marked.clone().any(|r| overlap(r, span)));
                exact += usize::from(marked.clone().any(|r| *r == (span.start()..span.end())));
            }
        }
        [right, exact, wrong]
    }

    /// Each mark against at most one relation, which has to fill every core role of the mark.
    pub fn score(&self, document: &Document, kinds: &BTreeSet<String>) -> Score {
        let found: Vec<RelationView> = document
            .relations()
            .map(|r| r.view())
            .filter(|r| kinds.contains(r.kind().name()))
            .collect();
        let mut taken = vec![false; found.len()];
        let mut score = Score::default();
        for mark in self.relations.iter().filter(|m| m.core) {
            score.marked += 1;
            let free = (0..found.len()).filter(|&i| !taken[i] && mark.covers(found[i]));
            let best = free.min_by_key(|&i| {
                (
                    (found[i].polarity() == Polarity::Negated) != mark.negated,
                    !overlap(&mark.trigger, found[i].trigger()),
                )
            });
            if let Some(i) = best {
                taken[i] = true;
                score.both += 1;
            }
        }
        let extra = |r: RelationView| self.relations.iter().any(|m| !m.core && m.touches(r));
        score.found = found
            .iter()
            .zip(&taken)
            .filter(|(r, taken)| **taken || !extra(**r) && !bare(**r))
            .count();
        score
    }
}

impl Marked {
    fn read(value: &Value) -> Option<Self> {
        let span = |v: &Value| Some(usize::try_from(v["start"].as_u64()?).ok()?..usize::try_from(v["end"].as_u64()?).ok()?);
        let fillers = |v: &Value| v.as_array()?.iter().map(span).collect::<Option<Vec<_>>>();
        let arguments = value["args"].as_object()?.iter();
        Some(Self {
            kind: value["kind"].as_str()?.to_owned(),
            core: value["importance"] != "extra",
            negated: value["polarity"] == "negated",
            trigger: span(&value["trigger"])?,
            arguments: arguments
                .map(|(role, v)| Some((role.clone(), fillers(v)?)))
                .collect::<Option<_>>()?,
        })
    }

    /// The core roles that were marked, the first the most telling.
    fn core(&self) -> impl Iterator<Item = (&'static str, &Vec<Range<usize>>)> {
        core_roles(&self.kind)
            .iter()
            .filter_map(|role| Some((*role, self.arguments.get(*role)?)))
    }

    fn fills(found: RelationView, role: &str, marked: &[Range<usize>]) -> bool {
        found.argument(role).iter().any(|m| marked.iter().any(|r| overlap(r, m.span())))
    }

    /// The kind and every core role.
    fn covers(&self, found: RelationView) -> bool {
        let same = self.kind == found.kind().name();
        let none = self.core().next().is_none();
        same && if none {
            overlap(&self.trigger, found.trigger())
        } else {
            self.core().all(|(role, marked)| Self::fills(found, role, marked))
        }
    }

    /// The kind and the first core role, or the trigger where none was marked.
    fn touches(&self, found: RelationView) -> bool {
        let same = self.kind == found.kind().name();
        let first = self.core().next();
        same && first.map_or_else(
            || overlap(&self.trigger, found.trigger()),
            |(role, marked)| Self::fills(found, role, marked),
        )
    }

    /// The kind, and each core role that both fill; at least one, or the trigger.
    fn agrees(&self, found: RelationView) -> bool {
        let mut both = self.core().filter(|(role, _)| !found.argument(role).is_empty()).peekable();
        let some = both.peek().is_some() || overlap(&self.trigger, found.trigger());
        self.kind == found.kind().name() && some && both.all(|(role, marked)| Self::fills(found, role, marked))
    }
}

/// An attack of which neither side is known is no more than a noun.
fn bare(found: RelationView) -> bool {
    found.kind().name() == "attacked" && found.argument("agent").is_empty() && found.argument("target").is_empty()
}

fn overlap(range: &Range<usize>, span: Span) -> bool {
    range.start < span.end() && span.start() < range.end
}

/// The roles without which a relation of the kind says little.
fn core_roles(kind: &str) -> &'static [&'static str] {
    match kind {
        "claimed_responsibility" => &["claimant", "event"],
        "denied_responsibility" => &["denier", "event"],
        "blamed" => &["accused", "source", "event"],
        "attacked" | "raided" | "carried_out_operation" | "contained" | "recruited" | "threatened" => &["agent", "target"],
        "killed" | "wounded" => &["victim", "agent", "count"],
        "assassinated" | "kidnapped" => &["victim", "agent"],
        "clashed" | "linked_to" => &["a", "b"],
        "detained" => &["detainee", "agent"],
        "foiled" => &["plot", "agent"],
        "planned" => &["agent", "plot", "target"],
        "suspended" => &["agent", "activity"],
        "withdrew" => &["agent", "origin"],
        "took_control" | "operates_in" => &["agent", "place"],
        "at_war_with" => &["agent", "opponent"],
        "offshoot_of" => &["child", "parent"],
        "alias_of" => &["alias", "name"],
        "member_of" => &["member", "group"],
        "nationality_of" => &["nationality", "bearer"],
        "located_in" => &["inner", "outer"],
        "travelled" => &["agent", "destination"],
        "facilitated_travel" => &["agent", "traveller", "destination"],
        "transferred" => &["agent"],
        "role_of" => &["person", "role"],
        "said" => &["speaker"],
        "lives_in" => &["person", "place"],
        "based_in" => &["organization", "place"],
        "works_for" => &["person", "organization"],
        "allied_with" => &["agent", "ally"],
        _ => &[],
    }
}
