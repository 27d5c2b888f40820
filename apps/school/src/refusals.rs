//! Refusals of the timetable with what they show.

use preau_kernel::{Error, Refusal};
use serde_json::Value;

/// 409: what is taken, and where the lesson would fit instead.
pub(crate) fn clash(clashes: Vec<Value>, alternatives: Vec<Value>) -> Error {
    let refusal = Refusal::new("clash").extra("clashes", clashes.into());
    Error::Conflict(refusal.extra("alternatives", alternatives.into()))
}
