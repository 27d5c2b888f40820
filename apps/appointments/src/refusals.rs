//! From the reasons of the domain to refusals with their sentences.

use preau_kernel::{Error, Refusal};
use serde_json::Value;

use crate::domain::rules::Rules;
use crate::domain::slots::Refused;

/// 400, or 409 for what others have.
pub(crate) fn error(refused: Refused, rules: &Rules) -> Error {
    let refusal = refusal(refused, rules);
    if refused.is_conflict() { Error::Conflict(refusal) } else { Error::Refused(refusal) }
}

/// 409 with times that are free instead.
pub(crate) fn taken(refused: Refused, rules: &Rules, alternatives: Vec<Value>) -> Error {
    Error::Conflict(refusal(refused, rules).extra("alternatives", alternatives.into()))
}

fn refusal(refused: Refused, rules: &Rules) -> Refusal {
    let refusal = Refusal::new(refused.code());
    match refused {
        Refused::BeyondHorizon => refusal.arg("days", rules.horizon_days),
        Refused::NoticeTooShort => {
            // The largest unit in which it is whole.
            let (unit, count) = match rules.notice {
                minutes if minutes % 1440 == 0 => ("days", minutes / 1440),
                minutes if minutes % 60 == 0 => ("hours", minutes / 60),
                minutes => ("minutes", minutes),
            };
            refusal.arg("unit", unit).arg("count", count)
        }
        Refused::TooManyBookings => refusal.arg("most", rules.most_active.unwrap_or_default()),
        _ => refusal,
    }
}
