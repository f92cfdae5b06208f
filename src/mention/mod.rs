//! Mentions: names from lists, people by title and shape, dates, quantities.

mod acronym;
mod calendar;
mod date;
mod date_value;
mod locality;
mod marks;
mod people;
mod quantity;
mod shape;

pub(crate) use acronym::{defined_acronym, find_acronyms};
pub(crate) use date::{DateHit, TimeValue, find_dates};
pub use date::{Day, Timex};
pub(crate) use date_value::{When, days_of};
pub(crate) use locality::{Told, find_again, find_localities};
pub(crate) use marks::{Bits, Marks};
pub(crate) use people::{Claim, PersonHit, Surnames, find_people, holds_surname};
pub(crate) use quantity::{Count, counts_people, quantity_at};
pub(crate) use shape::{ShapeHit, find_shapes};

use crate::lexicon::{Word, class};
use crate::text::{CaseStyle, Sentence, Token};
use serde::{Deserialize, Serialize};

/// An article as the recognisers read it: tokens, what is known of each, and sentences.
#[derive(Clone, Copy)]
pub(crate) struct Stages<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub words: &'a [Word],
    pub marks: &'a Marks,
    pub style: CaseStyle,
}

/// Classes that no part of a name has.
const ORDINARY: u64 = class::DET
    | class::PREP
    | class::CONJ
    | class::PRONOUN
    | class::MONTH
    | class::WEEKDAY
    | class::MODAL
    | class::AUX_BE
    | class::AUX_HAVE
    | class::AUX_DO
    | class::SUBORD;

/// How a thing is mentioned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// By its name.
    #[default]
    Named,
    /// By a common noun: "the group", "two soldiers".
    Nominal,
    /// By a pronoun.
    Pronominal,
}
