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

mod circumstances;
mod consolidate;
mod doers;
mod elsewhere;
mod explain;
mod filler;
mod frames;
mod matcher;
mod model;
mod naming;
mod nearby;
mod needs;
mod nominal;
mod offer;
mod patterns;
mod reach;
mod required;
mod scopes;
mod set;
mod speaker;
mod survey;
mod syntax;
mod tied;
mod told;
mod toll;
mod unless;
mod whereabouts;

pub(crate) use explain::explain_rules;
pub(crate) use matcher::{Context, Found, calls_frame, match_rules, settle};
#[cfg(test)]
pub(crate) use model::Rule;
pub(crate) use model::Rules;
pub(crate) use needs::{Calls, Memory};
pub(crate) use syntax::LARGEST;

/// The rule files that are built in, with their names.
pub(crate) const BUILTIN: [(&str, &str); 23] = [
    ("lists.rules", include_str!("builtin/lists.rules")),
    ("attacks.rules", include_str!("builtin/attacks.rules")),
    ("shots.rules", include_str!("builtin/shots.rules")),
    ("attack_nouns.rules", include_str!("builtin/attack_nouns.rules")),
    ("bombings.rules", include_str!("builtin/bombings.rules")),
    ("clashes.rules", include_str!("builtin/clashes.rules")),
    ("casualties.rules", include_str!("builtin/casualties.rules")),
    ("tolls.rules", include_str!("builtin/tolls.rules")),
    ("wounded.rules", include_str!("builtin/wounded.rules")),
    ("captivity.rules", include_str!("builtin/captivity.rules")),
    ("arrests.rules", include_str!("builtin/arrests.rules")),
    ("plots.rules", include_str!("builtin/plots.rules")),
    ("statements.rules", include_str!("builtin/statements.rules")),
    ("denials.rules", include_str!("builtin/denials.rules")),
    ("blame.rules", include_str!("builtin/blame.rules")),
    ("actors.rules", include_str!("builtin/actors.rules")),
    ("relations.rules", include_str!("builtin/relations.rules")),
    ("operations.rules", include_str!("builtin/operations.rules")),
    ("presence.rules", include_str!("builtin/presence.rules")),
    ("ties.rules", include_str!("builtin/ties.rules")),
    ("support.rules", include_str!("builtin/support.rules")),
    ("persons.rules", include_str!("builtin/persons.rules")),
    ("scopes.rules", include_str!("builtin/scopes.rules")),
];

#[cfg(test)]
mod tests {
    use crate::Extractor;

    #[test]
    fn every_rule_keeps_its_examples() {
        let failures = Extractor::new().failing_examples();
        assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
    }

    /// What a user waits for when they load a large file of their own.
    #[test]
    fn a_thousand_rules_build_at_once() {
        use std::fmt::Write;
        let verbs = ["kill", "attack", "detain", "storm", "free"];
        let mut text = String::new();
        for n in 0..1000 {
            let verb = verbs[n % verbs.len()];
            let example = format!("yes \"Gunmen {verb} 12 men.\" => victim=\"12 men\"");
            write!(
                text,
                "frame mine/r{n} -> killed {{\n  verbs {verb}\n  victim = object @people\n  agent = subject\n  {example}\n}}\n"
            )
            .unwrap();
        }
        let files = [("mine.rules".to_owned(), text)];
        let build = || {
            let start = std::time::Instant::now();
            let rules = super::Rules::parse(&files, &[], super::LARGEST).unwrap();
            assert_eq!(rules.rules.len(), 1000);
            start.elapsed()
        };
        // The best of some: another program may take the processor. A debug build is an order slower.
        let best = (0..9).map(|_| build()).min().unwrap();
        let most = if cfg!(debug_assertions) { 500 } else { 50 };
        assert!(best.as_millis() < most, "{best:?}");
    }

    /// A rule without an example on each side says nothing of what it is for.
    #[test]
    fn every_rule_has_examples() {
        let extractor = Extractor::new();
        for rule in extractor.rules() {
            let twin = extractor.rules().iter().any(|r| r.id == rule.id && !r.examples.is_empty());
            let both = [true, false].iter().all(|m| rule.examples.iter().any(|e| e.matches == *m));
            assert!(both || rule.examples.is_empty() && twin, "{}", rule.id);
        }
    }
}
