//! The parts of the `dateline` command that programs may want too: reading articles, running over many of them, and turning what was found
//! into other formats.
//!
//! ```
//! use dateline_cli::{format, input::Article, model::Record};
//! let article = Article { id: "a".into(), text: "Turkish police detained 47 people.".into(), date: None };
//! let record = Record::new(&article, &dateline::Extractor::new().extract(&article.text));
//! assert!(format::brat(&record).starts_with("T1\tsecurity_force 0 14\tTurkish police\n"));
//! ```
#![forbid(unsafe_code)]
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[doc = include_str!("../docs/coming-from.md")]
pub mod coming_from {}

pub mod format;
pub mod input;
pub mod model;
pub mod report;
pub mod run;
