//! Queries of the channel to the seats.
//!
//! Map: `channel` what a connection begins with, and what it changes at a seat · `pending` orders until they are done ·
//! `presence` who is heard · `enrolment` one-time codes and keys · `messages` between operators and visitors ·
//! `together` many seats at once.

pub mod channel;
pub mod enrolment;
pub mod messages;
pub mod pending;
pub mod presence;
pub mod together;

/// `(1, 2), (3, 4)`: pairs of numbers as they stand in a statement.
pub(super) fn pairs(pairs: &[(i64, i64)]) -> String {
    pairs.iter().map(|(a, b)| format!("({a}, {b})")).collect::<Vec<_>>().join(", ")
}

pub(super) fn numbers(numbers: &[i64]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
