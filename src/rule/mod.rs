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

mod matcher;
mod syntax;

pub(crate) use matcher::{Context, Found, match_rules};
pub(crate) use syntax::{Element, Rule, RuleKind, Rules, Scope, Slot};

/// The rule files that are built in, with their names.
pub(crate) const BUILTIN: [(&str, &str); 3] = [
    ("violence.rules", include_str!("builtin/violence.rules")),
    ("actors.rules", include_str!("builtin/actors.rules")),
    ("scopes.rules", include_str!("builtin/scopes.rules")),
];
