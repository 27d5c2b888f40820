//! Of the channel to the seats: one-time codes of enrolment, and packets that wake a seat.

pub mod enrolment;
pub mod wake;
