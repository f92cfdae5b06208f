//! `dateline report`.

use super::{Outcome, failure};
use crate::cli::Report;

pub(super) fn report(_: &Report) -> Outcome {
    Err(failure("not yet"))
}
