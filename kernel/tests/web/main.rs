//! The HTTP stack, driven through the real router with a small module of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod client;
mod cors;
mod docs;
mod fuzz;
mod headers;
mod hosts;
mod idempotency;
mod limits;
mod logs;
mod operations;
mod refusals;
mod serving;
mod support;
mod texts;
mod traces;
