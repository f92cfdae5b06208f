//! The rule language: rules as text, checked and compiled, then matched over phrases and clauses.
//!
//! A rule file holds `frame`s (a class of verbs or nouns with roles named by grammar), `pattern`s (a sequence of
//! elements with named captures) and `scope`s (a cue that changes the polarity or modality of what follows it).
//!
//! ```text
//! frame attack/verb -> attacked {
//!   verbs attack storm bomb
//!   agent = subject
//!   target = object
//!   weapon = with
//!   yes "Gunmen stormed the church in Mirel." => agent="Gunmen" target="the church"
//!   no  "Sales were hit by inflation."
//! }
//! ```

mod anchor;
mod explain;
mod matcher;
mod syntax;

pub(crate) use anchor::{Needs, kind_bit};
pub(crate) use explain::explain_rules;
pub(crate) use matcher::{Context, Found, match_rules, may_match};
pub(crate) use syntax::Rules;

/// The rule files that are built in, with their names.
pub(crate) const BUILTIN: [(&str, &str); 5] = [
    ("violence.rules", include_str!("builtin/violence.rules")),
    ("actors.rules", include_str!("builtin/actors.rules")),
    ("relations.rules", include_str!("builtin/relations.rules")),
    ("persons.rules", include_str!("builtin/persons.rules")),
    ("scopes.rules", include_str!("builtin/scopes.rules")),
];

#[cfg(test)]
mod tests {
    use crate::{Extractor, RelationView};

    /// Each example alone, and inside a longer text, which shows offsets that do not move with it.
    #[test]
    fn every_rule_keeps_its_examples() {
        let extractor = Extractor::new();
        let rules = extractor.rule_set();
        let (mut failures, mut checked) = (Vec::new(), 0);
        for rule in &rules.rules {
            for example in &rule.examples {
                for text in [example.text.clone(), format!("It was calm.\n\n{} It was calm again.", example.text)] {
                    checked += 1;
                    let document = extractor.extract(&text);
                    let views: Vec<RelationView<'_>> = document.relations().map(|r| r.view()).filter(|v| v.rule() == rule.id).collect();
                    let fits = |v: &RelationView<'_>| {
                        example
                            .arguments
                            .iter()
                            .all(|(role, value)| v.argument(role).iter().any(|m| m.text() == value))
                    };
                    if example.matches != views.iter().any(fits) {
                        let found: Vec<String> = views.iter().flat_map(|v| v.arguments().map(|(r, m)| format!("{r}={m}"))).collect();
                        failures.push(format!("{}: {:?} found {found:?}", rule.id, example.text));
                    }
                }
            }
        }
        assert!(checked > 60, "{checked} examples");
        assert!(failures.is_empty(), "{} of {checked}:\n{}", failures.len(), failures.join("\n"));
    }
}
