//! The trail on both engines. `support` is the only file that knows how a test gets its place.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod api;
mod back_office;
mod cleaning;
mod immutability;
mod model;
mod plans;
mod removal;
mod sealing;
mod support;
mod tampering;
