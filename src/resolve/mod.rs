//! What the mentions are mentions of.

mod describe;
mod entities;

pub(crate) use entities::entities;
