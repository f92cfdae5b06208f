//! What the mentions are mentions of.

mod describe;
mod entities;
mod incident;
mod names;
mod nouns;
mod place;

pub use incident::{CueMention, CueRow, TurnRow};
pub(crate) use incident::{Desk, Facts, Sheet, Source, complete, tells_of_incident};

pub(crate) use entities::Known;
pub(crate) use place::{Places, UNLISTED, apart};
