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
//! [`Extractor::extract`] gives a [`Document`]. Its [mentions](Document::mentions) are the places of the text that name or describe
//! something, its [entities](Document::entities) the things that they are mentions of. A [relation](Document::relations) is what one
//! sentence tells of who did what to whom, an [incident](Document::incidents) what the whole article tells of one happening.
//!
//! A [`Worker`] reads many articles in the same memory, [`Article`] gives a text its date, [`Extractor::builder`] adds lists and rules of your own,
//! and [`guide`] explains the language of the rules.
//!
//! # Promises
//!
//! Whatever the input, and each held by a test of the same name or the one in brackets, in `tests/promises.rs` where no file is named:
//!
//! * Any `&str` is read, without a panic: extraction never fails (`any_text_is_read`, and millions of cases in `fuzz/`).
//! * Time is linear in the length of the text (`time_is_linear_in_the_text`), memory at most 200 bytes for each byte of it
//!   (`memory_is_bounded_by_a_multiple_of_the_text`).
//! * The same text gives the same facts after any other (`an_article_is_read_alike_after_any_other`), in any thread
//!   (`threads_read_alike`), in this build or the next (`tests/golden.rs`).
//! * Spans are bytes of the text as given, half-open, on character boundaries, in order
//!   (`spans_lie_on_characters_in_order_inside_the_text`).
//! * Facts survive JSON, out and in (`results_survive_json_unchanged`).
//! * Facts stay when another paragraph is appended (`facts_stay_when_another_paragraph_is_appended`).
//! * A text longer than spans count, 4 GiB, is refused by an error: [`Document::refused`]
//!   (`a_text_longer_than_the_limit_is_refused_and_the_next_is_read`).
//! * Only building an [`Extractor`] from lists or rules of your own can fail, with an [`Error`] that names the place
//!   (`tests/messages.rs`). A list or a saved index is loaded whole or refused (`a_list_is_loaded_whole_or_refused_with_its_name`,
//!   `a_saved_index_is_opened_whole_or_refused`), a rule file built within bounds that can be set (`tests/limits.rs`).
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
    ParticipantView, PlaceJson, RelationJson, RelationView, SpanJson, ToldJson, TollJson, TollView,
};
pub use error::{Error, Warnings};
pub use extractor::{Article, Builder, Extractor, RuleInfo, Worker};
pub use gazetteer::{DeclaredKind, Entry, Gazetteer, Kind};
pub use mention::{Day, Form, Timex};
pub use relation::{Declared, Modality, Polarity, Relation, RelationKind, typed};
#[doc(hidden)]
pub use resolve::{CueMention, CueRow, TurnRow};
pub use span::Span;
pub use text::Sentence;
