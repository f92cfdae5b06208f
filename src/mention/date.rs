//! Dates, interim.
pub use super::calendar::Day;
use crate::text::{CaseStyle, Sentence, Token};
use serde::{Deserialize, Serialize};
/// The type of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum Timex { /** A day or longer. */ Date, /** A time of day. */ Time, /** How long. */ Duration, /** How often. */ Set }
#[derive(Clone, Debug)]
pub(crate) struct DateHit { pub first: u32, pub end: u32, pub timex: Timex, pub value: String }
pub(crate) fn find_dates(_: &str, _: &[Token], _: &[Sentence], _: CaseStyle, _: Option<Day>, _: &mut Vec<DateHit>) {}
