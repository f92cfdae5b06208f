//! dateline
#![forbid(unsafe_code)]
mod error;
mod span;
mod text;
pub use error::Error;
pub use span::Span;
pub use text::{CaseStyle, Sentence, Token};
