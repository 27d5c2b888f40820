//! The HTTP stack, driven through the real router with a small module of its own.

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
