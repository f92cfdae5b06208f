//! dateline reads news text and returns who did what to whom, where and when, as typed structs.
//!
//! It works from gazetteers and readable pattern rules: no model weights, no network, no parser to install. Its field
//! is news of conflict and security: attacks, claims of responsibility, arrests, casualties, foiled plots.
//!
//! ```
//! use dateline::{Extractor, Relation};
//!
//! let extractor = Extractor::new();
//! let document = extractor.extract("Turkish police detained 47 people in Istanbul on Monday.");
//! for relation in document.relations() {
//!     match relation {
//!         Relation::Detained(d) => println!("{} detained {}", d.agent(), d.detainee()),
//!         Relation::ClaimedResponsibility(c) => println!("{} claimed {}", c.claimant(), c.event()),
//!         _ => {}
//!     }
//! }
//! # assert_eq!(document.relations().count(), 1);
//! ```
//!
//! Extraction never fails; only building an [`Extractor`] from lists or rules of your own can, with an [`Error`] that
//! names the place. All offsets are bytes of the text as given, half-open.
#![doc = ""]
#![forbid(unsafe_code)]
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[doc = include_str!("rule/guide.md")]
pub mod guide {}

mod document;
mod error;
mod extractor;
mod gazetteer;
mod lexicon;
mod mention;
mod phrase;
mod relation;
mod resolve;
mod rule;
mod span;
mod text;

pub use document::{
    Arguments, DaysJson, Document, Entities, EntityView, IncidentJson, IncidentView, MentionJson, MentionView, Output, ParticipantJson,
    ParticipantView, PlaceJson, RelationJson, RelationView, SpanJson, TollJson,
};
pub use error::{Error, Warnings};
pub use extractor::{Article, Builder, Extractor, RuleInfo, Worker};
pub use gazetteer::{DeclaredKind, Entry, Gazetteer, Kind};
pub use mention::{Day, Form, Timex};
pub use relation::{Declared, Modality, Polarity, Relation, RelationKind, typed};
#[doc(hidden)]
pub use resolve::{CueMention, CueRow};
pub use span::Span;
pub use text::{CaseStyle, Sentence, Token};
