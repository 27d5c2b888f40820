//! What changes appointments: one write, one function, one transaction.

pub mod book;
pub mod cancel;
pub mod exceptions;
pub mod hold;
pub mod move_to;
pub mod notes;
pub mod offer;
pub mod outcome;
pub mod person;
pub mod picture;
pub mod remind;
pub mod rules;
mod take;
pub mod wishes;

pub use take::Start;

use preau_kernel::{Error, Refusal, Result};
use serde_json::json;

/// 409 when the asker saw an older row.
pub(crate) fn check_version(seen: Option<i64>, now: i64) -> Result<()> {
    match seen {
        Some(seen) if seen != now => Err(Error::conflict(Refusal::new("row_changed").extra("row_version", json!(now)))),
        _ => Ok(()),
    }
}
