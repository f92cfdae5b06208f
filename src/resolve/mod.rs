//! What the mentions are mentions of.

mod describe;
mod entities;
mod incident;

pub use incident::CueRow;
pub(crate) use incident::{Sheet, Source};

pub(crate) use entities::entities;
